"""An outcome as the checks see it: whole numbers, distinct ballots with their voters, what each gains."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numpy.typing import NDArray

from fairbudget.axioms.verdict import SATISFIED, UNDECIDED, VIOLATED, Verdict
from fairbudget.election import LIMIT, Election
from fairbudget.metrics.satisfaction import election_of, satisfaction
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import Option
from fairbudget.utilities import Utilities, utilities

__all__ = ["BOUND", "SECONDS", "View", "bound_option", "seconds_option"]

BOUND = 200_000
SECONDS = 60.0


def _whole(value: Any) -> int:
    number = int(str(value))
    if number < 1:
        raise ValueError("expected a whole number of at least 1")
    return number


def _positive(value: Any) -> float:
    number = float(str(value))
    if not 0 < number < math.inf:
        raise ValueError("expected a number of seconds above 0")
    return number


bound_option = Option("bound", BOUND, _whole, "sets of projects to look at before the check stops undecided")
seconds_option = Option("seconds", SECONDS, _positive, "time for each programme that is solved before it gives up")


@dataclass(frozen=True, eq=False)
class View:
    """One outcome, seen through one utility.

    Attributes
    ----------
    axiom : str
    outcome : Outcome
    election : Election
    worth : Utilities
    options : dict
    n, budget : int
        Voters; budget in units.
    costs : list of int
    chosen : frozenset of int
        Numbers of the selected projects.
    weights : list of int
        Voters of each ballot row.
    gained : int64 or object array
        What one voter of each row gains, in units of ``worth.scale``.
    """

    axiom: str
    outcome: Outcome
    election: Election
    worth: Utilities
    options: Mapping[str, Any]
    n: int
    budget: int
    costs: list[int]
    chosen: frozenset[int]
    weights: list[int]
    gained: NDArray[Any]

    @classmethod
    def of(cls, axiom: str, outcome: Outcome, utility: str | None, **options: Any) -> View:
        """Look at an outcome; the utility defaults to the one of its rule, else of its ballots."""
        election = election_of(outcome)
        gained = satisfaction(outcome, utility)
        worth = utilities(election, gained.utility)
        return cls(
            axiom,
            outcome,
            election,
            worth,
            {"utility": gained.utility, **options},
            election.num_voters,
            election.budget_units,
            [int(cost) for cost in election.costs],
            frozenset(election.numbers(outcome.selected)),
            election.ballots.multiplicities.tolist(),
            gained.values,
        )

    @functools.cached_property
    def rows(self) -> list[dict[int, int]]:
        """Project number -> positive utility, for each ballot row."""
        rows: list[dict[int, int]] = [{} for _ in self.weights]
        for project in range(len(self.costs)):
            members, values = self.worth.of(project)
            for row, value in zip(members.tolist(), values.tolist(), strict=True):
                rows[row][project] = value
        return rows

    @functools.cached_property
    def gains(self) -> list[int]:
        """``gained`` as Python integers."""
        return [int(value) for value in self.gained.tolist()]

    @functools.cached_property
    def least_money(self) -> int:
        """The greatest amount that divides every cost: what costs can differ by at least."""
        return math.gcd(*self.costs)

    def can_buy(self, voters: int, cost: int) -> bool:
        """Whether a group's share of the budget covers a cost; nobody buys nothing."""
        return voters > 0 and voters * self.budget >= self.n * cost

    def need(self, cost: int) -> int | None:
        """Return the least number of voters whose share covers a cost; None if all together do not."""
        if cost > self.budget or self.n == 0:
            return None
        return max(1, -(-self.n * cost // self.budget)) if self.budget else 1

    @property
    def small_numbers(self) -> bool:
        """Whether products of money, voters and projects fit 64 bits."""
        highest = max([self.budget, sum(self.costs), int(max(self.gained.tolist(), default=0))])
        return highest * max(1, self.n) * 4 < LIMIT

    def value(self, units: int | Fraction) -> int | Fraction:
        """Return a utility in the scale of the election."""
        return plain(Fraction(units) * self.worth.scale)

    def ids(self, projects: Iterable[int]) -> list[str]:
        """Return ids, in the order of the election."""
        return [self.election.ids[p] for p in sorted(projects)]

    def group(self, rows: Iterable[int]) -> dict[str, Any]:
        """Describe a group: its ballots with their voters and gains, its size, its share of the budget."""
        members = sorted(rows)
        voters = sum(self.weights[r] for r in members)
        return {
            "group": [
                {
                    "row": r,
                    "voters": self.weights[r],
                    "ballot": [self.election.ids[p] for p in self.election.ballots.row(r)[0].tolist()],
                    "gained": self.value(self.gains[r]),
                }
                for r in members
            ],
            "voters": voters,
            "share": plain(Fraction(voters * self.budget, self.n) / self.election.money_unit),
        }

    def bundle(self, projects: Iterable[int]) -> dict[str, Any]:
        """Describe a set of projects."""
        numbers = sorted(projects)
        return {"projects": self.ids(numbers), "cost": self.election.money(sum(self.costs[p] for p in numbers))}

    # -- verdicts ----------------------------------------------------------------------------------------------

    def _verdict(self, status: str, reason: str, witness: Mapping[str, Any] | None, more: Mapping[str, Any]) -> Verdict:
        figures = more.get("figures") or {}
        return Verdict(
            self.axiom,
            status,
            self.election,
            self.outcome.selected,
            self.options,
            witness,
            reason,
            figures,
            more.get("effort") or {},
        )

    def satisfied(self, reason: str = "", witness: Mapping[str, Any] | None = None, **more: Any) -> Verdict:
        """Say that the axiom holds."""
        return self._verdict(SATISFIED, reason, witness, more)

    def violated(self, reason: str, witness: Mapping[str, Any], **more: Any) -> Verdict:
        """Say that the axiom does not hold, and why."""
        return self._verdict(VIOLATED, reason, witness, more)

    def undecided(self, reason: str, **more: Any) -> Verdict:
        """Say which bound was reached."""
        return self._verdict(UNDECIDED, reason, None, more)
