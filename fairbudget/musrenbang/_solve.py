"""One election under conditions: what requires or excludes what, parts and floors of families, coverage.

Any registered rule decides; it is not asked to know the conditions. It runs, and where its outcome breaks a condition
the proposal at fault is taken out and the rule runs again (*run and repair*):

1. *Coverage*, if asked for: something for as many RW (or bidang) as go. A set with one proposal for each RW is put
   aside, the cheapest first; then each RW in turn gets, instead of its cheapest, the proposal that the rule would take
   first in that RW alone, as far as what is put aside for the others still fits.
2. *Floors*, if asked for: the rule runs among the proposals of the family with the money of the floor; as long as the
   floor is not reached and something more of the family fits, it is taken in the rule's order.
3. The rule runs over all that is left, with all money that is left, or in the part of each family if there are parts.

In a run of the rule, of two selected proposals that exclude one another the one selected later is taken out; a
selected proposal without all that it requires is taken out; the first fault in order of selection is mended and the
rule runs again, until there is none. What was taken out competes once more for the money left if its reason is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairbudget.musrenbang._families import cover, group_results, raise_to_floors
from fairbudget.musrenbang._state import Group, Problem, State
from fairbudget.musrenbang.result import GroupResult
from fairbudget.outcome import Outcome
from fairbudget.rules.composition import chain

__all__ = ["Group", "Problem", "Solution", "solve"]


@dataclass(frozen=True)
class Solution:
    """What was selected.

    Attributes
    ----------
    order : tuple of int
        In order of selection, but each after what it requires.
    outcomes : tuple of Outcome
        The runs of the rule whose selections stand, in order; none for what coverage or a floor's completion took.
    left : tuple of int
        Units left in each account of the problem.
    groups : tuple of GroupResult
    runs : int
        How often a rule was run.
    taken_for : mapping
        What was not selected by a run of the rule, with ("coverage" or "floor", name of the group).
    """

    order: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    left: tuple[int, ...]
    groups: tuple[GroupResult, ...]
    runs: int
    taken_for: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def solve(problem: Problem) -> Solution:
    """Decide an election under its conditions.

    Raises
    ------
    AssertionError
        If a guarantee is broken: a defect, never shown as a result.

    Notes
    -----
    A run of the rule for each proposal that is taken out, at most; each RW or family adds one or two.
    """
    if problem.plain:
        outcome = chain(problem.election, problem.stages)
        order = tuple(problem.election.numbers(outcome.selected))
        left = problem.election.budget_units - sum(int(problem.election.costs[p]) for p in order)
        return Solution(order, (outcome,), (left,), (), 1)
    state = State(problem)
    if problem.coverage:
        cover(state)
    if problem.floors:
        raise_to_floors(state)
    state.fund_all()
    state.check()
    order = tuple(state.required_first(state.order))
    groups = tuple(group_results(state))
    return Solution(order, tuple(state.outcomes), tuple(state.left), groups, state.runs, state.taken_for)
