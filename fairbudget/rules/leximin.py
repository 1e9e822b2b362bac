"""Egalitarian optima: those who gain the least come first."""

from __future__ import annotations

import functools
import time
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import rule
from fairbudget.rules._minimum import highest_minimum, most_utility
from fairbudget.rules._problem import Gains, Problem, enumerated
from fairbudget.rules._search import LARGEST, Layer, Search, scaled
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.rules.welfare import seconds_option, set_rounds
from fairbudget.utilities import Utilities, utilities, utility_option

__all__ = ["egalitarian", "leximin"]

Ints = NDArray[np.int64]

#: Utilities of one a project are treated as counts up to this.
COUNTS = 10_000


def _outcome(
    election: Election, id: str, options: dict[str, Any], found: Utilities, numbers: list[int], facts: dict[str, Any]
) -> Outcome:
    totals = found.totals(election.ballots.multiplicities)
    return Outcome.of(
        election,
        numbers,
        id,
        options,
        facts=facts,
        trace=lambda: set_rounds(
            election, numbers, id, "utility", [plain(Fraction(totals[p]) * found.scale) for p in numbers]
        ),
    )


@rule(
    "egalitarian",
    name="Egalitarian (maxmin) welfare maximum",
    reference="Sreedurga, Bhardwaj and Narahari, Maxmin Participatory Budgeting, IJCAI 2022",
    options=(utility_option, tie_breaking_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) at worst (NP-hard); branch and bound on the smallest utility",
    sequential=False,
    bibtex=bibtex("SreedurgaBhardwajNarahari2022"),
)
def egalitarian(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 300.0,
) -> Outcome:
    """Fund a set in which the voter who gains the least gains as much as possible.

    Parameters
    ----------
    election : Election
    utility : str, optional
    tie_breaking : tuple of str
        Of the sets with the highest minimum those with the highest total utility are best; of these the cheapest is
        funded; of these the first: the one that has the first project, in this order, which only one of two sets has.
    seconds : float
        How long the search may take.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking. ``facts["minimum"]`` is the smallest utility, or None if no voter's
        utility depends on the choice.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    NP-hard: O(2^m * rows) at worst for m projects. The minimum is taken over voters whose utility the choice can
    change: an empty ballot, or one whose projects all exceed the budget, would make every set equally good. The highest
    minimum is found by bisection; whether some set reaches it, by branch and bound in whole numbers. Where the minimum
    is 0 it is the utilitarian optimum.

    References
    ----------
    Sreedurga, Bhardwaj and Narahari, *Maxmin Participatory Budgeting*, IJCAI 2022.

    Examples
    --------
    >>> egalitarian(Election.build({"a": 3, "b": 2, "c": 2}, 4, [["a", "b"], ["a", "c"]])).selected
    ('a',)
    """
    found, problem, rank = _read(election, utility, tie_breaking)
    end = (time.monotonic() + seconds, seconds)
    places: list[int] = []
    if problem.projects:
        if _fits(problem):
            least = highest_minimum(problem, end, "egalitarian")
            places = most_utility(problem, least, end, "egalitarian")
        else:
            weights = problem.counts.astype(object)
            places = enumerated(problem, lambda sums: (int(sums.min()), int(weights @ sums)), "egalitarian")
    numbers = sorted(problem.numbers(places), key=rank.__getitem__)
    minimum = plain(int(problem.utilities(places).min()) * found.scale) if len(problem.counts) else None
    options = {"utility": found.name, "tie_breaking": tie_breaking, "seconds": seconds}
    return _outcome(election, "egalitarian", options, found, numbers, {"minimum": minimum})


@rule(
    "leximin",
    name="Leximin",
    reference=(
        "Rawls, A Theory of Justice, 1971, and Sen, Collective Choice and Social Welfare, 1970 (the lexical difference "
        "principle); for budgets Rey and Maly, 2023, survey, section on welfare"
    ),
    options=(utility_option, tie_breaking_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) at worst (NP-hard); branch and bound over the utilities in ascending order",
    sequential=False,
    bibtex=bibtex("Rawls1971", "ReyMaly2023")
    + """
@book{Sen1970,
  author    = {Amartya K. Sen},
  title     = {Collective Choice and Social Welfare},
  publisher = {Holden-Day},
  address   = {San Francisco},
  year      = {1970}
}""",
)
def leximin(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 300.0,
) -> Outcome:
    """Fund the set whose utilities, in ascending order, are lexicographically highest: the worst-off voter first.

    Parameters
    ----------
    election : Election
    utility : str, optional
    tie_breaking : tuple of str
        Of the best sets the cheapest is funded; of these the first: the one that has the first project, in this order,
        which only one of two sets has.
    seconds : float
        How long the search may take.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking. ``facts["minimum"]`` is the smallest utility of a voter whose utility the
        choice can change, or None if there is none; ``facts["without"]`` is how many of these gain nothing.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    NP-hard: O(2^m * rows) at worst for m projects. First as few voters as possible gain nothing, then as few as
    possible only the smallest amount, and so on.
    Branch and bound in whole numbers: where utilities are counts, every further count is bounded by a relaxation;
    otherwise the first level is, and the rest by what each voter can still reach.

    Examples
    --------
    >>> ballots = [["a", "b"], ["a", "b"], ["a"], ["c"]]
    >>> leximin(Election.build({"a": 1, "b": 1, "c": 1}, 2, ballots), utility="cardinality").selected
    ('a', 'c')
    """
    found, problem, rank = _read(election, utility, tie_breaking)
    end = (time.monotonic() + seconds, seconds)
    places: list[int] = []
    if problem.projects:
        if _fits(problem):
            layers = _levels(problem, end)
            places = Search(problem, layers, end, "leximin", ordered=True).best()
        else:
            places = enumerated(problem, lambda sums: _Ascending(sums, problem.counts), "leximin")
    numbers = sorted(problem.numbers(places), key=rank.__getitem__)
    sums = problem.utilities(places)
    facts = {
        "minimum": plain(int(sums.min()) * found.scale) if len(sums) else None,
        "without": int(problem.counts[sums == 0].sum()),
    }
    options = {"utility": found.name, "tie_breaking": tie_breaking, "seconds": seconds}
    return _outcome(election, "leximin", options, found, numbers, facts)


def _read(
    election: Election, utility: str | None, tie_breaking: tuple[str, ...]
) -> tuple[Utilities, Problem, list[int]]:
    found = utilities(election, utility)
    rank = ranks(election, tie_breaking)
    return found, Problem.of(election, Gains.of(election, found), rank), rank.tolist()


def _fits(problem: Problem) -> bool:
    """Tell whether all sums of utilities fit the machine integers of the search."""
    top = problem.start.astype(object) + problem.room
    return int(problem.counts.astype(object) @ top) < LARGEST


def _levels(problem: Problem, end: tuple[float, float]) -> list[Layer]:
    """Return layers that agree with leximin as far as they go."""
    from fairbudget.rules._kernels_bounds import COVER, LEAST, TABLE

    voters = int(problem.counts.sum())
    if (problem.rutil == 1).all() and int((problem.start + problem.room).max()) <= COUNTS:
        # the voters with at least one, with at least two, ...: each the sum of minimum(count, k) given the ones before
        top = np.arange(int((problem.start + problem.room).max()) + 1)
        layers = []
        for k in range(1, min(4, len(top))):
            factor = scaled(voters * k)
            layers.append(Layer(TABLE, problem.counts, factor, np.minimum(top, k) * factor))
        return layers
    least = highest_minimum(problem, end, "leximin")
    if least == 0:
        factor = scaled(voters)
        return [Layer(COVER, problem.counts * factor, factor)]
    factor = scaled(voters * least)
    return [Layer(LEAST, problem.counts * factor, factor, limit=least)]


@functools.total_ordering
class _Ascending:
    """Utilities with multiplicities, compared in ascending order."""

    def __init__(self, sums: Ints, counts: Ints) -> None:
        merged: dict[int, int] = {}
        for value, count in sorted(zip(sums.tolist(), counts.tolist(), strict=True)):
            merged[value] = merged.get(value, 0) + count
        self.steps = list(merged.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ascending) and self.steps == other.steps

    def __lt__(self, other: _Ascending) -> bool:
        for (value, count), (value2, count2) in zip(self.steps, other.steps, strict=False):
            if value != value2:
                return value < value2
            if count != count2:
                # the one that has more voters at this value has a smaller one next
                return count > count2
        return False

    __hash__ = None  # type: ignore[assignment]
