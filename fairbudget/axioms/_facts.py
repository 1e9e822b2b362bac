"""An election and an outcome as the definitions speak of them: what witnesses are recomputed from.

This module uses none of the code that finds witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from fairbudget.axioms.verdict import Verdict
from fairbudget.election import Election
from fairbudget.errors import InputError
from fairbudget.utilities import utilities

__all__ = ["Facts", "Stop"]


class Stop(Exception):
    """What was found wrong leaves nothing else to be recomputed."""


class Facts:
    """The election and the outcome, as the definitions speak of them."""

    def __init__(self, verdict: Verdict) -> None:
        self.election: Election = verdict.election
        self.witness: Mapping[str, Any] = verdict.witness or {}
        self.utility = str(verdict.options.get("utility") or "cardinality")
        election = self.election
        self.cost = {id: Fraction(election.money(int(c))) for id, c in zip(election.ids, election.costs, strict=True)}
        self.budget = Fraction(election.budget)
        self.n = election.num_voters
        self.winners = set(verdict.selected)
        self.statements: list[tuple[str, bool]] = []
        self._worth: dict[int, dict[str, Fraction]] = {}
        self.members: list[tuple[int, int]] = []

    def say(self, text: str, truth: bool) -> bool:
        """Record a statement and whether it is true."""
        self.statements.append((text, bool(truth)))
        return bool(truth)

    def worth(self, row: int) -> dict[str, Fraction]:
        """Return the positive utilities of one voter of a row."""
        if row in self._worth:
            return self._worth[row]
        ballots = self.election.ballots
        projects, values = ballots.row(row)
        result: dict[str, Fraction] = {}
        for p, value in zip(projects.tolist(), values.tolist(), strict=True):
            id = self.election.ids[p]
            if value <= 0:
                continue
            if self.utility == "cost":
                amount = self.cost[id]
            elif self.utility == "cardinality":
                amount = Fraction(1)
            elif self.utility == "score" and ballots.type != "ordinal":
                amount = Fraction(value, ballots.point_unit)
            elif self.utility == "borda" and ballots.type == "ordinal":
                amount = Fraction(len(values) - value)
            elif self.utility == "effort":
                amount = self.cost[id] / int(self.election.votes[p])
            elif self.utility in ("cost-sqrt", "cost-log"):
                # rounded numbers, which are part of the definition
                found = utilities(self.election, self.utility)
                amount = int(found.of(p)[1][0]) * found.scale
            else:
                raise InputError(f"witnesses for utility {self.utility!r} cannot be recomputed")
            if amount > 0:
                result[id] = amount
        self._worth[row] = result
        return result

    def gain(self, row: int, projects: Iterable[str] | None = None) -> Fraction:
        """Return what one voter of a row has from some projects, by default the winners."""
        chosen = self.winners if projects is None else set(projects)
        return sum((value for id, value in self.worth(row).items() if id in chosen), Fraction(0))

    def total(self, projects: Iterable[str]) -> Fraction:
        """Return what projects cost together."""
        return sum((self.cost[id] for id in set(projects)), Fraction(0))

    def projects(self, key: str = "projects") -> list[str]:
        """Return the projects that the witness names, checked to be projects."""
        ids = [str(id) for id in self.witness[key]]
        self.say(
            f"{key} are projects of the election, each once", set(ids) <= set(self.cost) and len(set(ids)) == len(ids)
        )
        return [id for id in ids if id in self.cost]

    def read_group(self) -> int:
        """Check the group's ballots and voters against the election; return its size."""
        ballots = self.election.ballots
        rows: set[int] = set()
        sound = True
        size = 0
        for entry in self.witness["group"]:
            row, voters = int(entry["row"]), int(entry["voters"])
            if not 0 <= row < len(ballots) or row in rows or not 1 <= voters <= int(ballots.multiplicities[row]):
                sound = False
                continue
            rows.add(row)
            size += voters
            ids = [self.election.ids[p] for p in ballots.row(row)[0].tolist()]
            sound = sound and sorted(ids) == sorted(map(str, entry["ballot"]))
            sound = sound and Fraction(entry["gained"]) == self.gain(row)
            self.members.append((row, voters))
        self.say("the group consists of voters of the election, with the ballots and gains stated", sound and size > 0)
        self.say("the group has the number of voters stated", size == self.witness["voters"])
        if not sound or not size:
            raise Stop
        return size

    def pays(self, voters: int, cost: Fraction) -> bool:
        """Record whether a number of voters can pay a cost."""
        return self.say(
            f"{voters} of {self.n} voters can pay {cost}: {voters} * {self.budget} >= {self.n} * {cost}",
            voters > 0 and voters * self.budget >= self.n * cost,
        )

    def all_rows(self) -> list[tuple[int, int]]:
        """Return the ballot rows that voters stand behind, with their numbers."""
        counts = self.election.ballots.multiplicities.tolist()
        return [(row, count) for row, count in enumerate(counts) if count]
