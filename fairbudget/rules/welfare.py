"""The utilitarian optimum: the sets of projects that give voters the most utility in total."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import LIMIT, Election
from fairbudget.errors import OptionError, nearest
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import Option, rule
from fairbudget.rules._knapsack import Group, TooLarge, best_set, best_set_in_groups
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import Utilities, utilities, utility_option

__all__ = ["max_welfare", "seconds_option", "set_rounds", "total_utilities"]


def _amounts(value: Any) -> dict[str, Any]:
    """Return an amount, or a percentage of the budget as text, for each category."""
    if isinstance(value, str):
        words = [word for word in value.split(",") if word.strip()]
        pairs = [word.rpartition("=") for word in words]
        if any(not sign or not name.strip() for name, sign, _ in pairs):
            raise ValueError("expected category=amount, several separated by commas")
        names = [name.strip() for name, _, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError("a category is named twice")
        value = {name: text for name, (_, _, text) in zip(names, pairs, strict=True)}
    if not isinstance(value, Mapping):
        raise ValueError("expected an amount for each category, such as {'roads': 500} or \"roads=500,parks=20%\"")
    found: dict[str, Any] = {}
    for name, amount in value.items():
        text = str(amount).strip()
        share = text.endswith("%")
        number = exact(text[:-1] if share else amount)
        if number < 0:
            raise ValueError(f"the amount of {name!r} is negative")
        found[str(name)] = f"{plain(number)}%" if share else plain(number)
    return found


def _seconds(value: Any) -> float:
    seconds = float(exact(value))
    if not seconds > 0:
        raise ValueError("expected a number of seconds above 0")
    return seconds


#: The option ``seconds`` of rules that search.
seconds_option = Option("seconds", 60.0, _seconds, "how long a search may take before it gives up with an error")


def total_utilities(election: Election, gains: Utilities) -> list[int]:
    """Return the total utility of each project, exactly, in units of ``gains.scale``.

    Notes
    -----
    O(entries), in machine integers where all sums certainly fit.
    """
    weights = election.ballots.multiplicities[gains.rows]
    if not len(weights) or float(gains.values.max()) * float(election.num_voters) < LIMIT:
        running = np.concatenate((np.zeros(1, np.int64), np.cumsum(gains.values * weights)))
        if float(gains.values.max(initial=0)) * float(election.num_voters) * election.num_projects < LIMIT:
            return np.diff(running[gains.indptr]).tolist()
    return gains.totals(election.ballots.multiplicities)


def set_rounds(
    election: Election, numbers: Sequence[int], stage: str, measure: str, values: Sequence[Any]
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
        Option("caps", {}, _amounts, "the most that a category may get: category=amount or category=percent%, ..."),
        Option("floors", {}, _amounts, "the least that a category has to get: category=amount or category=percent%"),
        tie_breaking_option,
        seconds_option,
    ),
    ballots=("approval", "choose-1", "cumulative", "scoring", "ordinal"),
    complexity="NP-hard (knapsack); a dynamic programme over undominated sets, milliseconds on real elections",
    bibtex="""@inproceedings{TalmonFaliszewski2019,
  author    = {Nimrod Talmon and Piotr Faliszewski},
  title     = {A Framework for Approval-Based Budgeting Methods},
  booktitle = {Proceedings of the AAAI Conference on Artificial Intelligence},
  volume    = {33},
  pages     = {2181--2188},
  year      = {2019},
  doi       = {10.1609/aaai.v33i01.33012181}
}""",
)
def max_welfare(
    election: Election,
    *,
    utility: str | None = None,
    caps: Mapping[str, Any] | None = None,
    floors: Mapping[str, Any] | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 60.0,
) -> Outcome:
    """Fund the projects with the highest total utility that the budget allows.

    Parameters
    ----------
    election : Election
    utility : str, optional
    caps, floors : mapping of str to amount, optional
        The most and the least that the funded projects of a category may cost together, in the election's own money or
        as text such as ``"20%"`` of the budget. A project in several categories counts in each.
    tie_breaking : tuple of str
        Of the sets with the highest total utility the cheapest is funded; of these the first: the one that has the
        first project, in this order, which only one of two sets has.
    seconds : float
        Limit for the integer programme.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking; facts: ``welfare`` (the total utility) and ``method``.

    Raises
    ------
    OptionError
        If a category is unknown, if no set of supported projects meets caps and floors, or past the time limit.

    Notes
    -----
    Exact in integers of any size. A project that no ballot supports is not funded, a free one that some ballot supports
    always is. Without bounds on categories, or where each project is in one bounded category at the most, a dynamic
    programme over undominated sets (Nemhauser and Ullmann 1969) with bounds; otherwise, or if more than a million sets
    survive, an integer programme whose answers are judged in integers.

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
    totals = total_utilities(election, gains)
    rank = ranks(election, tie_breaking).tolist()
    caps, floors = dict(caps or {}), dict(floors or {})
    options = {
        "utility": gains.name,
        "caps": caps,
        "floors": floors,
        "tie_breaking": tie_breaking,
        "seconds": seconds,
    }
    costs, budget = election.costs.tolist(), election.budget_units
    supported = (election.votes > 0).tolist()
    free = [p for p, cost in enumerate(costs) if supported[p] and not cost]
    open_ = [p for p, cost in enumerate(costs) if supported[p] and 0 < cost <= budget]
    bounds = _bounds(election, caps, floors)
    facts: dict[str, Any] = {}
    if bounds:
        found, method = _bounded(election, open_, totals, rank, bounds, seconds)
    else:
        method = "dynamic programme"
        try:
            local = best_set([costs[p] for p in open_], [totals[p] for p in open_], [rank[p] for p in open_], budget)
            found = [open_[k] for k in local]
        except TooLarge:
            found, method = _programme(election, open_, totals, rank, {}, seconds), "integer programme"
    chosen = sorted([*free, *found], key=rank.__getitem__)
    facts = {"welfare": plain(sum(totals[p] for p in chosen) * gains.scale), "method": method}
    return Outcome.of(
        election,
        chosen,
        "max-welfare",
        options,
        facts=facts,
        trace=lambda: set_rounds(
            election, chosen, "max-welfare", "utility", [plain(totals[p] * gains.scale) for p in chosen]
        ),
    )


#: category -> (floor, cap) in units; None for no cap
_Bounds = dict[str, tuple[int, int | None]]


def _bounds(election: Election, caps: Mapping[str, Any], floors: Mapping[str, Any]) -> _Bounds:
    """Return floors and caps of categories in units, a floor rounded up and a cap rounded down.

    Raises
    ------
    OptionError
        On an unknown category, or a floor above its cap.
    """
    if not caps and not floors:
        return {}
    known = sorted({name for names in election.categories for name in names})

    def units(name: str, amount: Any) -> Fraction:
        if name not in known:
            hint = nearest(name, known) if known else "the projects have no categories"
            raise OptionError(f"max-welfare: no project is in category {name!r}; {hint}")
        if isinstance(amount, str):
            return election.budget_units * exact(amount.rstrip("%")) / 100
        return exact(amount) * election.money_unit

    most = {name: math.floor(units(name, amount)) for name, amount in caps.items()}
    least = {name: math.ceil(units(name, amount)) for name, amount in floors.items()}
    found: _Bounds = {}
    for name in {**most, **least}:
        floor, cap = least.get(name, 0), most.get(name)
        if cap is not None and floor > cap:
            raise OptionError(f"max-welfare: the floor of category {name!r} is above its cap")
        found[name] = (floor, cap)
    return found


def _bounded(
    election: Election,
    open_: Sequence[int],
    totals: Sequence[int],
    rank: Sequence[int],
    bounds: _Bounds,
    seconds: float,
) -> tuple[list[int], str]:
    """Return the best set under bounds on categories, and how it was found."""
    costs = election.costs.tolist()
    inside = {name: [p for p in open_ if name in election.categories[p]] for name in bounds}
    for name, (floor, _) in bounds.items():
        reach = sum(costs[p] for p in inside[name])
        if reach < floor:
            raise OptionError(
                f"max-welfare: category {name!r} has to get {election.money(floor)}, but its supported projects cost "
                f"{election.money(reach)} together"
            )
    place = {p: k for k, p in enumerate(open_)}
    total = sum(costs[p] for p in open_)
    groups = [
        Group([place[p] for p in inside[name]], floor, total if cap is None else cap)
        for name, (floor, cap) in bounds.items()
    ]
    bound = {k for group in groups for k in group.members}
    found: list[int] | None = None
    method = "dynamic programme"
    if sum(len(group.members) for group in groups) == len(bound):
        others = Group([k for k in range(len(open_)) if k not in bound], 0, total)
        try:
            found = best_set_in_groups(
                [costs[p] for p in open_],
                [totals[p] for p in open_],
                [rank[p] for p in open_],
                election.budget_units,
                [*groups, others],
            )
        except TooLarge:
            method = "integer programme"
    else:
        method = "integer programme"
    if method == "integer programme":
        return _programme(election, open_, totals, rank, {n: (inside[n], *bounds[n]) for n in bounds}, seconds), method
    if found is None:
        raise _unmet(election, bounds)
    return [open_[k] for k in found], method


def _unmet(election: Election, bounds: _Bounds) -> OptionError:
    floors = ", ".join(f"{name} {election.money(floor)}" for name, (floor, _) in bounds.items() if floor)
    return OptionError(
        f"max-welfare: no set of supported projects within the budget {election.budget} meets the floors ({floors}) "
        "and caps"
    )


def _programme(
    election: Election,
    open_: Sequence[int],
    totals: Sequence[int],
    rank: Sequence[int],
    bounds: Mapping[str, tuple[Sequence[int], int, int | None]],
    seconds: float,
) -> list[int]:
    """Return the best set by integer programmes: the most utility, then the least cost, then the first by rank."""
    from fairbudget.rules._integer import Program

    place = {p: k for k, p in enumerate(open_)}
    costs = [int(election.costs[p]) for p in open_]
    values = [totals[p] for p in open_]
    program = Program(len(open_), seconds, "max-welfare")
    program.row(dict(enumerate(costs)), None, election.budget_units)
    for members, floor, cap in bounds.values():
        program.row({place[p]: costs[place[p]] for p in members}, floor or None, cap)
    found = program.best(values)
    if found is None:
        raise _unmet(election, {name: (floor, cap) for name, (_, floor, cap) in bounds.items()})
    program.row(dict(enumerate(values)), sum(values[k] for k in found), None)
    found = program.best([-cost for cost in costs])
    assert found is not None
    program.row(dict(enumerate(costs)), None, sum(costs[k] for k in found))
    return [open_[k] for k in program.first([rank[p] for p in open_], found)]
