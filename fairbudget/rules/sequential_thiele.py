"""The sequential Thiele rules: greedy for a score in which a further project is worth less than the one before."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import choice, rule
from fairbudget.rules._problem import funded_before
from fairbudget.rules.greedy import overflow_skip
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import utilities

__all__ = ["sequential_thiele"]

#: What the k-th funded project that a voter supports is worth to her.
WEIGHTS: dict[str, Callable[[int], Fraction]] = {
    "pav": lambda k: Fraction(1, k),
    "cc": lambda k: Fraction(int(k == 1)),
    "av": lambda k: Fraction(1),
    "geometric": lambda k: Fraction(1, 2 ** (k - 1)),
    "slav": lambda k: Fraction(1, 2 * k - 1),
}


@rule(
    "sequential-thiele",
    name="Sequential Thiele rule",
    reference=(
        "Thiele, Om Flerfoldsvalg, 1895 (the sequential procedure); Lackner and Skowron, Multi-Winner Voting with "
        "Approval Preferences, 2023, section 2.4; score per cost as in Talmon and Faliszewski, AAAI 2019"
    ),
    options=(
        choice("weights", tuple(WEIGHTS), "pav", "what the k-th funded project is worth: 1/k, only the first, 1, ..."),
        choice("per", ("cost", "project"), "cost", "take the highest score per cost, or the highest score"),
        tie_breaking_option,
        overflow_skip,
    ),
    ballots=BALLOT_TYPES,
    complexity="O(projects * entries) at worst; scores never grow, which spares most of it",
    irresolute=True,
    bibtex=bibtex("Thiele1895", "TalmonFaliszewski2019")
    + """
@book{LacknerSkowron2023,
  author    = {Martin Lackner and Piotr Skowron},
  title     = {Multi-Winner Voting with Approval Preferences},
  publisher = {Springer},
  series    = {SpringerBriefs in Intelligent Systems},
  year      = {2023},
  doi       = {10.1007/978-3-031-09016-5}
}""",
)
def sequential_thiele(
    election: Election,
    *,
    weights: str = "pav",
    per: str = "cost",
    tie_breaking: tuple[str, ...] = DEFAULT,
    overflow: str = "skip",
) -> Outcome:
    """Fund, one after the other, the project that adds the most to the voters' scores (per cost).

    Parameters
    ----------
    election : Election
    weights : {"pav", "cc", "av", "geometric", "slav"}
        What the k-th funded project that a voter supports adds to her score: 1/k; 1 for the first only; 1; 1/2^(k-1);
        1/(2k-1).
    per : {"cost", "project"}
        Take the highest sum of additions per cost, or the highest sum.
    tie_breaking : tuple of str
    overflow : {"skip", "stop"}
        Skip a project that does not fit and go on, or stop at the first one.

    Returns
    -------
    Outcome
        In order of selection.

    Notes
    -----
    Exact in fractions. Projects that add nothing are not funded; free ones that a ballot supports are, first. A project
    is supported where a ballot approves it, gives it points, or ranks it. O(entries) to score all projects once; since
    scores never grow, a project is scored again only when it comes up as the best.

    References
    ----------
    Lackner and Skowron, *Multi-Winner Voting with Approval Preferences*, 2023, section 2.4.

    Examples
    --------
    >>> election = Election.build({"a": 1, "b": 1, "c": 1}, 2, [["a", "b"]] * 3 + [["c"]] * 2)
    >>> outcome = sequential_thiele(election)
    >>> outcome.selected, [str(item.value) for item in outcome.trace]
    (('a', 'c'), ['3', '2', '3/2'])
    """
    supporters = utilities(election, "cardinality")
    multiplicities = election.ballots.multiplicities
    rank = ranks(election, tie_breaking).tolist()
    costs = election.costs.tolist()
    counts = funded_before(election, supporters.name)
    worth = [WEIGHTS[weights](k) for k in range(1, election.num_projects + int(counts.max(initial=0)) + 1)]
    left = election.budget_units
    rounds: list[tuple[int, str, int, Fraction | None, tuple[int, ...]]] = []

    def score(p: int) -> Fraction:
        rows, _ = supporters.of(p)
        numbers = np.zeros(int(counts[rows].max(initial=0)) + 1, np.int64)
        np.add.at(numbers, counts[rows], multiplicities[rows])
        total = sum((int(number) * worth[k] for k, number in enumerate(numbers.tolist()) if number), Fraction(0))
        return total / costs[p] if per == "cost" else total

    def fund(p: int) -> None:
        counts[supporters.of(p)[0]] += 1

    supported = (election.votes > 0).tolist()
    free = sorted((p for p in range(len(costs)) if supported[p] and not costs[p]), key=rank.__getitem__)
    for place, p in enumerate(free, 1):
        fund(p)
        rounds.append((p, "selected", left, None, tuple(free[place:])))
    heap = [(-score(p), rank[p], p) for p in range(len(costs)) if supported[p] and costs[p]]
    heapq.heapify(heap)
    while heap:
        # bring the score of whatever comes first up to date, until all that are equal to the best one are
        best: list[tuple[Fraction, int, int]] = []
        while heap and (not best or heap[0][0] <= best[0][0]):
            stale, place, p = heapq.heappop(heap)
            value = -score(p)
            if value == stale:
                best.append((value, place, p))
            else:
                heapq.heappush(heap, (value, place, p))
        value, _, p = best[0]
        for item in best[1:]:
            heapq.heappush(heap, item)
        if not value:
            break
        fits = costs[p] <= left
        if fits:
            left -= costs[p]
            fund(p)
        decision = "selected" if fits else ("skipped" if overflow == "skip" else "stopped")
        rounds.append((p, decision, left, -value, tuple(q for _, _, q in best[1:])))
        if decision == "stopped":
            break

    def trace() -> tuple[Round, ...]:
        unit = election.money_unit if per == "cost" else 1
        return tuple(
            Round(
                election.ids[p],
                decision,
                "sequential-thiele",
                election.money(costs[p]),
                election.money(remaining),
                "score-per-cost" if per == "cost" else "score",
                None if value is None else plain(value * unit),
                tuple(election.ids[q] for q in tied),
            )
            for p, decision, remaining, value, tied in rounds
        )

    options = {"weights": weights, "per": per, "tie_breaking": tie_breaking, "overflow": overflow}
    numbers = [p for p, decision, *_ in rounds if decision == "selected"]
    return Outcome.of(election, numbers, "sequential-thiele", options, trace=trace)
