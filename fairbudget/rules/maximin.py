"""The maximin support rule, also known as generalised sequential Phragmén."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.parts import part, whole_budget
from fairbudget.registry import rule
from fairbudget.rules._maximin_flow import Balance, Problem
from fairbudget.rules.phragmen import SUPPORT
from fairbudget.rules.ties import DEFAULT, Criteria, ranks, tie_breaking_option

__all__ = ["maximin_support"]


@dataclass(frozen=True, slots=True)
class _Purchase:
    """A project that was bought, at which load, and which others may have had the same one."""

    project: int
    load: Fraction
    rivals: tuple[int, ...]


@rule(
    "maximin-support",
    name="Maximin support rule (generalised sequential Phragmén)",
    reference=(
        "Aziz, Lee and Talmon, Proportionally Representative Participatory Budgeting: Axioms and Algorithms, AAMAS "
        "2018; for committees Sánchez-Fernández, Fernández, Fisteus and Brill, The Maximin Support Method, "
        "Mathematical Programming 2024"
    ),
    options=(tie_breaking_option,),
    ballots=BALLOT_TYPES,
    irresolute=True,
    complexity="O(entries) a phase of a maximum flow, some flows a look; loads of earlier rounds spare most looks",
    bibtex="""@inproceedings{AzizLeeTalmon2018,
  author    = {Haris Aziz and Barton E. Lee and Nimrod Talmon},
  title     = {Proportionally Representative Participatory Budgeting: Axioms and Algorithms},
  booktitle = {Proceedings of the 17th International Conference on Autonomous Agents and MultiAgent Systems (AAMAS)},
  pages     = {23--31},
  year      = {2018}
}
@article{SanchezFernandezEtAl2024,
  author  = {Luis S{\\'a}nchez-Fern{\\'a}ndez and Norberto Fern{\\'a}ndez and Jes{\\'u}s A. Fisteus and Markus Brill},
  title   = {The Maximin Support Method: An Extension of the {D'Hondt} Method to Approval-Based Multiwinner Elections},
  journal = {Mathematical Programming},
  volume  = {203},
  pages   = {107--134},
  year    = {2024},
  doi     = {10.1007/s10107-022-01805-8}
}""",
)
def maximin_support(election: Election, *, tie_breaking: Criteria = DEFAULT) -> Outcome:
    """Add, again and again, the project with which the costs can be spread most evenly over the supporters.

    For a set of projects, let its load be the least number such that each project's supporters can carry its cost
    without any voter carrying more. Of the projects that still fit, the one that leads to the least load is bought;
    unlike in Phragmén's rule, what voters carry for earlier projects is spread anew each time.

    Parameters
    ----------
    election : Election
    tie_breaking : tuple of str

    Returns
    -------
    Outcome
        With facts: ``max_load`` (of the selection). How a load is spread is not unique, so there are no payments.

    Notes
    -----
    The rule is defined for approvals. Other ballots count by what they support: positive points, or being ranked; the
    fact ``support`` says so. Free projects that somebody supports are bought first; a project that nobody supports is
    never bought. The supporters of projects funded beforehand (``initial``, or by a rule before) carry these too.

    By duality, the load is the greatest cost per supporter over all sets of the projects. It is found by maximum flows
    in whole numbers, so every comparison is exact. It never falls from round to round, so loads of earlier rounds spare
    most looks.

    References
    ----------
    Aziz, Lee and Talmon, *Proportionally Representative Participatory Budgeting: Axioms and Algorithms*, AAMAS 2018.

    Examples
    --------
    Project b is carried by the voters 2 and 3 at first; when a comes, voter 3 carries it alone.

    >>> election = Election.build({"a": 4, "b": 2}, 8, [["a"], ["a", "b"], ["b"]])
    >>> [(item.project, item.value) for item in maximin_support(election).trace]
    [('b', 1), ('a', 2)]
    """
    start = election._cache.get("maximin")
    if start is None:
        start = election._cache["maximin"] = _Start.of(election)
    problem = start.problem
    rank = ranks(election, tie_breaking)
    free = sorted((p for p in problem.free if p < election.num_projects), key=rank.__getitem__)
    purchases, load = _run(start, election.budget_units, rank)
    unit = Fraction(problem.divisor, election.money_unit)
    facts: dict[str, Any] = {"max_load": plain(load * unit)}
    if election.ballot_type in SUPPORT:
        facts["support"] = SUPPORT[election.ballot_type]
    return Outcome.of(
        election,
        free + [item.project for item in purchases],
        "maximin-support",
        {"tie_breaking": tie_breaking},
        facts=facts,
        trace=lambda: _trace(election, start, free, purchases),
    )


@dataclass(frozen=True)
class _Start:
    """The problem with projects funded beforehand, whose costs are carried too; they have the last numbers."""

    problem: Problem
    beforehand: tuple[int, ...]

    @classmethod
    def of(cls, election: Election) -> _Start:
        if not election.funded or election.part_of is None:
            return cls(Problem(election), ())
        whole, kept = election.part_of
        problem = Problem(part(whole, [*kept.tolist(), *election.funded], whole_budget(election)))
        return cls(problem, tuple(p for p in problem.paid if p >= len(kept)))

    def balance(self) -> Balance:
        """Return a way to carry what was funded beforehand."""
        balance = Balance(self.problem)
        for p in self.beforehand:
            load, flow = balance.price(p, max(balance.load, balance.together(p)))
            assert flow is not None
            balance.fund(p, load, flow)
        return balance


def _run(start: _Start, budget: int, rank: NDArray[np.int64]) -> tuple[list[_Purchase], Fraction]:
    problem, balance = start.problem, start.balance()
    left = budget // max(1, problem.divisor)
    bounds = {p: problem.of_one(p) for p in problem.paid if p not in start.beforehand}
    purchases: list[_Purchase] = []
    while True:
        fitting = [p for p in bounds if problem.costs[p] <= left]
        bounds = {p: max(bounds[p], balance.load) for p in fitting}
        heap = [(bounds[p], int(rank[p]), p) for p in fitting]
        heapq.heapify(heap)
        best: tuple[Fraction, int, int] | None = None
        found: Any = None
        # a project is looked at only while its bound, with its place among ties, could still win
        while heap and (best is None or heap[0] < best):
            bound, place, p = heapq.heappop(heap)
            better = balance.together(p)
            if better > bound:
                bounds[p] = better
                heapq.heappush(heap, (better, place, p))
                continue
            load, flow = balance.price(p, bound, None if best is None else best[0])
            bounds[p] = load
            if flow is not None and (best is None or (load, place, p) < best):
                best, found = (load, place, p), flow
        if best is None:
            return purchases, balance.load
        load, _, p = best
        balance.fund(p, load, found)
        del bounds[p]
        purchases.append(_Purchase(p, load, tuple(q for q in sorted(bounds) if bounds[q] == load)))
        left -= int(problem.costs[p])


def _trace(election: Election, start: _Start, free: list[int], purchases: list[_Purchase]) -> tuple[Round, ...]:
    """Return the rounds; projects whose bound is the load of the round are looked at again to tell ties."""
    left = election.budget_units
    rounds = []
    unit = Fraction(start.problem.divisor, election.money_unit)
    entries: list[tuple[int, Fraction, tuple[int, ...]]] = [
        (p, Fraction(0), tuple(free[k + 1 :])) for k, p in enumerate(free)
    ]
    balance = start.balance()
    for item in purchases:
        tied = []
        for q in item.rivals:
            load, flow = balance.price(q, item.load, item.load)
            if flow is not None and load == item.load:
                tied.append(q)
        entries.append((item.project, item.load, tuple(tied)))
        _, flow = balance.price(item.project, item.load)
        assert flow is not None
        balance.fund(item.project, item.load, flow)
    for p, load, ties in entries:
        left -= int(election.costs[p])
        rounds.append(
            Round(
                election.ids[p],
                "selected",
                "maximin-support",
                election.money(election.costs[p]),
                election.money(left),
                "max-load",
                plain(load * unit),
                tuple(election.ids[q] for q in ties),
            )
        )
    return tuple(rounds)
