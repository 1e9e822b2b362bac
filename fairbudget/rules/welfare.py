"""The utilitarian optimum: the sets of projects that give voters the most utility in total."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.errors import OptionError
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import Option, rule
from fairbudget.rules._knapsack import Group, TooLarge, best_set, best_set_in_groups
from fairbudget.rules.limits import category_amounts, category_units
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import utilities, utility_option

__all__ = ["max_welfare", "seconds_option", "set_rounds"]


def _seconds(value: Any) -> float:
    seconds = exact(value)
    if not 0 < seconds <= 10**9:
        raise ValueError("expected a number of seconds above 0")
    return float(seconds)


#: The option ``seconds`` of rules that search.
seconds_option = Option("seconds", 300.0, _seconds, "how long a search may take before it gives up with an error")


def set_rounds(
    election: Election, numbers: Sequence[int], stage: str, measure: str, values: Iterable[Any]
) -> tuple[Round, ...]:
    """Return the trace of a rule that decides on all projects at once: the funded ones in order, with a value each."""
    left = election.budget_units
    rounds = []
    for p, value in zip(numbers, values, strict=True):
        left -= int(election.costs[p])
        cost = election.money(election.costs[p])
        rounds.append(Round(election.ids[p], "selected", stage, cost, election.money(left), measure, value))
    return tuple(rounds)


@rule(
    "max-welfare",
    name="Utilitarian welfare maximum",
    reference=(
        "Talmon and Faliszewski, A Framework for Approval-Based Budgeting Methods, AAAI 2019 (rule max); budgets of "
        "groups as in Jain, Sornat, Talmon and Zehavi, Participatory Budgeting with Project Groups, IJCAI 2021"
    ),
    options=(
        utility_option,
        Option(
            "caps",
            None,
            category_amounts,
            "the most for a category; as --cap CATEGORY=AMOUNT or CATEGORY=30%",
        ),
        Option("floors", None, category_amounts, "the least for a category; as --floor CATEGORY=AMOUNT"),
        tie_breaking_option,
        seconds_option,
    ),
    ballots=BALLOT_TYPES,
    complexity="O(projects * undominated sets), milliseconds on real elections; NP-hard (knapsack)",
    sequential=False,
    bibtex=bibtex("TalmonFaliszewski2019", "JainSornatTalmonZehavi2021"),
)
def max_welfare(
    election: Election,
    *,
    utility: str | None = None,
    caps: Mapping[str, Any] | None = None,
    floors: Mapping[str, Any] | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 300.0,
) -> Outcome:
    """Fund the projects with the highest total utility that the budget allows.

    Parameters
    ----------
    election : Election
    utility : str, optional
    caps : mapping of str to amount, optional
        The most that the funded projects of a category may cost together, in the election's own money or as text such
        as ``"20%"`` of the budget. A project in several categories counts in each.
    floors : mapping of str to amount, optional
        The least that they may cost.
    tie_breaking : tuple of str
        Of the sets with the highest total utility the cheapest is funded; of these the first: the one that has the
        first project, in this order, which only one of two sets has.
    seconds : float
        Limit for the integer programme, which is needed only in the cases that the notes tell.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking; facts: ``welfare`` (the total utility) and ``method``.

    Raises
    ------
    OptionError
        If a category is unknown, if no set of supported projects meets caps and floors (the message names those that
        cannot be met together), or past the time limit.

    Notes
    -----
    Exact in integers of any size. A project that no ballot supports is not funded, a free one that some ballot supports
    always is. Without bounds on categories, or where each project is in one bounded category at the most, a dynamic
    programme over undominated sets (Nemhauser and Ullmann 1969): O(m * sets) for m projects, of which bounds leave few.
    Otherwise, or if more than a million sets survive, an integer programme whose answers are judged in integers.

    References
    ----------
    Talmon and Faliszewski, *A Framework for Approval-Based Budgeting Methods*, AAAI 2019.

    Examples
    --------
    >>> costs = {"road": 60, "park": 50, "gym": 50}
    >>> election = Election.build(costs, 100, [["road"]] * 3 + [["park", "gym"]] * 2,
    ...                           project_columns={"category": ["roads", "parks", "parks"]})
    >>> max_welfare(election).selected, max_welfare(election, caps={"parks": 60}).selected
    (('gym', 'park'), ('road',))
    """
    gains = utilities(election, utility)
    totals = gains.totals(election.ballots.multiplicities)
    rank = ranks(election, tie_breaking).tolist()
    bounds = _bounds(election, caps or {}, floors or {})
    problem = _Knapsack.of(election, totals, rank, seconds)
    found, method = problem.best(bounds)
    if found is None:
        raise _unmet(election, problem, bounds)
    votes, costs = election.votes.tolist(), election.costs.tolist()
    free = [p for p in range(election.num_projects) if votes[p] and not costs[p]]
    chosen = sorted([*free, *found], key=rank.__getitem__)
    return Outcome.of(
        election,
        chosen,
        "max-welfare",
        {"utility": gains.name, "caps": caps, "floors": floors, "tie_breaking": tie_breaking, "seconds": seconds},
        facts={"welfare": plain(sum(totals[p] for p in chosen) * gains.scale), "method": method},
        trace=lambda: set_rounds(
            election, chosen, "max-welfare", "utility", [plain(totals[p] * gains.scale) for p in chosen]
        ),
    )


@dataclass(frozen=True)
class _Bound:
    """The least and the most (None for no limit) that may be spent on a category, in units."""

    category: str
    floor: int
    cap: int | None


def _bounds(election: Election, caps: Mapping[str, Any], floors: Mapping[str, Any]) -> list[_Bound]:
    """Return floors and caps of categories in units, a floor rounded up and a cap rounded down.

    Raises
    ------
    OptionError
        On an unknown category, or a floor above its cap.
    """
    if not caps and not floors:
        return []
    id = "max-welfare"
    most = {name: math.floor(category_units(election, id, name, amount)) for name, amount in caps.items()}
    least = {name: math.ceil(category_units(election, id, name, amount)) for name, amount in floors.items()}
    for name, floor in least.items():
        if floor > most.get(name, floor):
            raise OptionError(
                f"max-welfare: category {name!r} has to get {election.money(floor)}, but its cap is "
                f"{election.money(most[name])}"
            )
    return [_Bound(name, least.get(name, 0), most.get(name)) for name in {**most, **least}]


@dataclass(frozen=True)
class _Knapsack:
    """The supported projects that cost something and fit the budget.

    Attributes
    ----------
    numbers : list of int
        In the election.
    categories : sequence of tuple of str
    costs, values, rank : list of int
        One for each of these projects.
    budget : int
    seconds : float
        Limit for an integer programme.
    """

    numbers: list[int]
    categories: Sequence[tuple[str, ...]]
    costs: list[int]
    values: list[int]
    rank: list[int]
    budget: int
    seconds: float

    @classmethod
    def of(cls, election: Election, totals: Sequence[int], rank: Sequence[int], seconds: float) -> _Knapsack:
        budget, costs, votes = election.budget_units, election.costs.tolist(), election.votes.tolist()
        open_ = [p for p, cost in enumerate(costs) if votes[p] and 0 < cost <= budget]
        return cls(
            open_,
            [election.categories[p] for p in open_],
            [costs[p] for p in open_],
            [totals[p] for p in open_],
            [rank[p] for p in open_],
            budget,
            seconds,
        )

    def inside(self, bound: _Bound) -> list[int]:
        """Return the places of the projects in a bound's category."""
        return [k for k, names in enumerate(self.categories) if bound.category in names]

    def best(self, bounds: Sequence[_Bound], value: bool = True) -> tuple[list[int] | None, str]:
        """Return the best set (any set, if values do not count) as project numbers, and how it was found."""
        values = self.values if value else [0] * len(self.values)
        try:
            if not bounds:
                found: list[int] | None = best_set(self.costs, values, self.rank, self.budget)
            else:
                found = best_set_in_groups(self.costs, values, self.rank, self.budget, self._groups(bounds))
            method = "dynamic programme"
        except TooLarge:
            found, method = self._programme(bounds, values, value), "integer programme"
        return None if found is None else [self.numbers[k] for k in found], method

    def _groups(self, bounds: Sequence[_Bound]) -> list[Group]:
        """Return the projects of each bound, and the rest.

        Raises
        ------
        TooLarge
            If a project is in several of them.
        """
        total = sum(self.costs)
        groups = [Group(self.inside(bound), bound.floor, total if bound.cap is None else bound.cap) for bound in bounds]
        bounded = {k for group in groups for k in group.members}
        if len(bounded) < sum(len(group.members) for group in groups):
            raise TooLarge
        return [*groups, Group([k for k in range(len(self.costs)) if k not in bounded], 0, total)]

    def _programme(self, bounds: Sequence[_Bound], values: Sequence[int], value: bool) -> list[int] | None:
        """Return the best set (any set, if values do not count) by integer programmes."""
        from fairbudget.rules._integer import Program

        program = Program(len(self.costs), self.seconds, "max-welfare")
        program.row(dict(enumerate(self.costs)), None, self.budget)
        for bound in bounds:
            program.row({k: self.costs[k] for k in self.inside(bound)}, bound.floor or None, bound.cap)
        return program.optimum(values, self.costs, self.rank) if value else program.any()


def _unmet(election: Election, problem: _Knapsack, bounds: Sequence[_Bound]) -> OptionError:
    """Return the error for bounds that no set meets, naming as few as cannot be met together."""
    conflict = [_Bound(bound.category, bound.floor, None) for bound in bounds if bound.floor]
    conflict += [_Bound(bound.category, 0, bound.cap) for bound in bounds if bound.cap is not None]
    for bound in list(conflict):
        others = [other for other in conflict if other is not bound]
        if problem.best(_merged(others), value=False)[0] is None:
            conflict = others
    words = [
        f"{bound.category!r} at least {election.money(bound.floor)}"
        if bound.floor
        else f"{bound.category!r} at most {election.money(bound.cap or 0)}"
        for bound in conflict
    ]
    return OptionError(
        f"max-welfare: no set of supported projects within the budget {election.budget} gives " + " and ".join(words)
    )


def _merged(bounds: Sequence[_Bound]) -> list[_Bound]:
    """Return one bound for each category."""
    merged: dict[str, _Bound] = {}
    for bound in bounds:
        known = merged.get(bound.category, bound)
        cap = bound.cap if known.cap is None else known.cap
        merged[bound.category] = _Bound(bound.category, max(known.floor, bound.floor), cap)
    return list(merged.values())
