"""Optima of Thiele's kind: a further funded project is worth less to a voter the more she has already."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import rule
from fairbudget.rules._problem import Gains, Problem, enumerated, funded_before
from fairbudget.rules._search import LARGEST, Layer, Search, scaled
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.rules.welfare import seconds_option, set_rounds
from fairbudget.utilities import DEFAULT_UTILITY, Utilities, utilities, utility_option

__all__ = ["chamberlin_courant", "proportional_approval"]


def _harmonic(counts: NDArray[np.int64], voters: NDArray[np.int64]) -> Fraction:
    """Return the sum over voters of 1 + 1/2 + ... + 1/k, where k is how many funded projects she supports."""
    numbers = np.zeros(int(counts.max(initial=0)) + 1, np.int64)
    np.add.at(numbers, counts, voters)
    total, sum_ = Fraction(0), Fraction(0)
    for k in range(1, len(numbers)):
        sum_ += Fraction(1, k)
        total += int(numbers[k]) * sum_
    return total


def _outcome(
    election: Election,
    id: str,
    options: dict[str, Any],
    numbers: Sequence[int],
    worth: Callable[[Sequence[int]], Fraction],
    facts: dict[str, Any],
) -> Outcome:
    """Return the outcome of an optimum; its trace tells what each project contributes to the objective."""
    total = worth(numbers)

    def trace() -> tuple[Round, ...]:
        values = [plain(total - worth([q for q in numbers if q != p])) for p in numbers]
        return set_rounds(election, numbers, id, "contribution", values)

    return Outcome.of(election, numbers, id, options, facts={"welfare": plain(total), **facts}, trace=trace)


@rule(
    "proportional-approval",
    name="Proportional approval voting (PAV) for budgets",
    reference=(
        "Thiele, Om Flerfoldsvalg, 1895; for budgets Peters, Pierczynski and Skowron, Proportional Participatory "
        "Budgeting with Additive Utilities, NeurIPS 2021, who show that it is not proportional when costs differ"
    ),
    options=(tie_breaking_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) at worst (NP-hard); branch and bound, seconds on real elections",
    sequential=False,
    bibtex=bibtex("Thiele1895", "PetersPierczynskiSkowron2021"),
)
def proportional_approval(
    election: Election, *, tie_breaking: tuple[str, ...] = DEFAULT, seconds: float = 300.0
) -> Outcome:
    """Fund the set for which the sum over voters of 1 + 1/2 + ... + 1/k is highest, k being her funded projects.

    Parameters
    ----------
    election : Election
        With ballots other than approvals, a project counts as supported where it has points or is ranked.
    tie_breaking : tuple of str
        Of the best sets the cheapest is funded; of these the first: the one that has the first project, in this order,
        which only one of two sets has.
    seconds : float
        How long the search may take.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking; ``facts["welfare"]`` is the sum, exactly.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    NP-hard, also with unit costs (Aziz et al. 2015): O(2^m * rows) at worst for m projects. Branch and bound in whole
    numbers; the bounds come from a relaxation in which projects may be funded in part, which is tight on real
    elections. Sums whose common denominator is too long for machine integers are bounded with a margin, and compared in
    fractions where it matters.

    References
    ----------
    Thiele, *Om Flerfoldsvalg*, 1895. Lackner and Skowron, *Multi-Winner Voting with Approval Preferences*, 2023.

    Examples
    --------
    >>> parties = [["a", "b", "c"]] * 6 + [["d", "e"]] * 3
    >>> outcome = proportional_approval(Election.build(dict.fromkeys("abcde", 1), 3, parties))
    >>> outcome.selected, outcome.facts["welfare"]
    (('a', 'b', 'd'), 12)
    """
    gains = Gains.of(election, utilities(election, "cardinality"))
    problem = Problem.of(election, gains, ranks(election, tie_breaking))
    rank = ranks(election, tie_breaking).tolist()
    numbers = sorted(problem.numbers(_best_harmonic(problem, seconds)), key=rank.__getitem__)

    def worth(some: Sequence[int]) -> Fraction:
        return _harmonic(gains.sums(some), gains.counts)

    options = {"tie_breaking": tie_breaking, "seconds": seconds}
    return _outcome(election, "proportional-approval", options, numbers, worth, {})


def _best_harmonic(problem: Problem, seconds: float) -> list[int]:
    """Return the places of the set with the highest harmonic sum."""
    from fairbudget.rules._kernels_bounds import TABLE

    if not problem.projects:
        return []
    name = "proportional-approval"
    fitting = int(np.count_nonzero(np.cumsum(np.sort(problem.costs)) <= problem.budget))
    most = int(np.minimum(problem.start + problem.room, problem.start + fitting).max())
    top = int((problem.start + problem.room).max())
    voters = int(problem.counts.sum())
    harmonic = [Fraction(0)]
    for k in range(1, most + 1):
        harmonic.append(harmonic[-1] + Fraction(1, k))
    end = (time.monotonic() + seconds, seconds)
    unit = math.lcm(*range(1, most + 1))
    total = int(harmonic[-1] * unit) * voters
    if total < LARGEST:
        factor = unit * scaled(total)
        table = np.array([int(value * factor) for value in harmonic], np.int64)
        layer = Layer(TABLE, problem.counts, scaled(total), np.pad(table, (0, top - most), "edge"))
        return Search(problem, [layer], end, name).best()
    if voters * 64 < LARGEST:
        # the common denominator is too long: what the table does not tell apart is compared in fractions
        size = math.floor(Fraction(LARGEST // 4, voters) / harmonic[-1])
        table = np.array([math.floor(value * size) for value in harmonic], np.int64)
        layer = Layer(TABLE, problem.counts, 1, np.pad(table, (0, top - most), "edge"))

        def compare(one: list[int], two: list[int]) -> int:
            a, b = (_harmonic(problem.utilities(places), problem.counts) for places in (one, two))
            return (a > b) - (a < b)

        return Search(problem, [layer], end, name, margin=2 * voters + 2).near(compare)
    return enumerated(problem, lambda counts: _harmonic(counts, problem.counts), name)


@rule(
    "chamberlin-courant",
    name="Chamberlin-Courant rule for budgets",
    reference=(
        "Chamberlin and Courant, Representative Deliberations and Representative Decisions, American Political Science "
        "Review 1983; for budgets Talmon and Faliszewski, AAAI 2019 (satisfaction 0/1)"
    ),
    options=(utility_option, tie_breaking_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) at worst (NP-hard: maximum coverage); branch and bound, seconds on most real elections",
    sequential=False,
    bibtex=bibtex("TalmonFaliszewski2019")
    + """
@article{ChamberlinCourant1983,
  author  = {John R. Chamberlin and Paul N. Courant},
  title   = {Representative Deliberations and Representative Decisions: Proportional Representation and the Borda Rule},
  journal = {American Political Science Review},
  volume  = {77},
  number  = {3},
  pages   = {718--733},
  year    = {1983},
  doi     = {10.2307/1957270}
}""",
)
def chamberlin_courant(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    seconds: float = 300.0,
) -> Outcome:
    """Fund the set in which voters find the most utility when each counts only her best funded project.

    Parameters
    ----------
    election : Election
    utility : str, optional
        By default cardinality for approval and choose-1 ballots (then it is the number of voters with some funded
        project), else the one of the ballot type.
    tie_breaking : tuple of str
        Of the best sets the cheapest is funded; of these the first: the one that has the first project, in this order,
        which only one of two sets has.
    seconds : float
        How long the search may take.

    Returns
    -------
    Outcome
        Projects in the order of tie-breaking; ``facts["welfare"]`` is the sum of the voters' highest utilities.

    Raises
    ------
    OptionError
        Past the time limit, or if utilities are too large.

    Notes
    -----
    NP-hard: O(2^m * rows) at worst for m projects. A project that adds nothing to the sum is not funded, so money may
    be left: ``then`` can complete the outcome. Branch and bound as for ``proportional-approval``; a utility with
    several values is a sum of coverages, one for each value.

    References
    ----------
    Chamberlin and Courant, *Representative Deliberations and Representative Decisions*, 1983.

    Examples
    --------
    >>> election = Election.build({"a": 2, "b": 1, "c": 1}, 2, [["a", "b"], ["a"], ["a"], ["b"], ["c"], ["c"]])
    >>> chamberlin_courant(election).selected
    ('b', 'c')
    """
    from fairbudget.rules._kernels_bounds import TABLE

    if utility is None and DEFAULT_UTILITY[election.ballot_type] == "cost":
        utility = "cardinality"
    found = utilities(election, utility)
    own = Gains.of(election, found)
    problem = Problem.of(election, _coverages(election, found), ranks(election, tie_breaking))
    places: list[int] = []
    if problem.projects:
        common = math.gcd(*problem.counts.tolist())
        total = int(problem.counts.astype(object).sum()) // common
        if total < LARGEST:
            problem = dataclasses.replace(problem, counts=(problem.counts // common).astype(np.int64))
            factor = scaled(total)
            table = np.minimum(np.arange(int((problem.start + problem.room).max()) + 1), 1) * factor
            end = (time.monotonic() + seconds, seconds)
            places = Search(problem, [Layer(TABLE, problem.counts, factor, table)], end, "chamberlin-courant").best()
        else:
            places = enumerated(
                problem, lambda counts: int(problem.counts.astype(object) @ (counts > 0)), "chamberlin-courant"
            )
    rank = ranks(election, tie_breaking).tolist()
    numbers = sorted(problem.numbers(places), key=rank.__getitem__)

    def worth(some: Sequence[int]) -> Fraction:
        best = funded_before(election, found.name, highest=True)
        for p in some:
            part = slice(own.indptr[p], own.indptr[p + 1])
            best[own.rows[part]] = np.maximum(best[own.rows[part]], own.values[part])
        return int(best.astype(object) @ own.counts) * found.scale

    options = {"utility": found.name, "tie_breaking": tie_breaking, "seconds": seconds}
    return _outcome(election, "chamberlin-courant", options, numbers, worth, {})


def _coverages(election: Election, found: Utilities) -> Gains:
    """Return rows of zeros and ones whose coverage, weighted, is the voters' highest utility.

    A row for each ballot row and each distinct utility u in it: it supports the projects of utility at least u and
    weighs as many voters times the difference to the next smaller utility.
    """
    numbers = np.repeat(np.arange(election.num_projects), np.diff(found.indptr))
    order = np.lexsort((found.values, found.rows))
    weights: dict[tuple[int, ...], int] = {}
    # what a voter has already is no gain any more
    already = funded_before(election, found.name, highest=True)
    place = 0
    rows, values, projects = found.rows[order], found.values[order].tolist(), numbers[order].tolist()
    for row, size in zip(*np.unique(rows, return_counts=True), strict=True):
        voters = int(election.ballots.multiplicities[row])
        below = int(already[row])
        for k in range(place, place + int(size)):
            if values[k] > below:
                key = tuple(sorted(projects[k : place + int(size)]))
                weights[key] = weights.get(key, 0) + voters * (values[k] - below)
                below = values[k]
        place += int(size)
    sizes = [len(key) for key in weights]
    columns = np.fromiter((p for key in weights for p in key), np.int64, sum(sizes))
    lines = np.repeat(np.arange(len(weights)), sizes)
    by_project = np.argsort(columns, kind="stable")
    indptr = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=election.num_projects)))).astype(np.int64)
    large = any(weight >= LARGEST for weight in weights.values())
    counts = np.array(list(weights.values()), object if large else np.int64)
    nothing = np.zeros(len(counts), np.int64)
    return Gains(indptr, lines[by_project], np.ones(len(columns), np.int64), counts, nothing)
