"""The exact knapsack, with caps and floors on disjoint groups of projects.

A dynamic programme over lists of undominated states: it does not depend on the size of the amounts, only on how many
states survive. Among the sets of the highest value it returns the cheapest, and among these the first one: the set
that has the first project (by rank) which only one of two sets has.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["STATES", "Group", "TooLarge", "best_set", "best_set_in_groups"]

#: The most states that a list may have, and the most pairs of them that are looked at.
STATES, PAIRS = 2**20, 2**25
#: Values of all projects together have to stay below this.
VALUES = 2**123

_LOW62 = 2**62 - 1

#: cost, high and low word of the value, bits of the set
States = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]


class TooLarge(Exception):
    """More states survive than a list may have."""


@dataclass(frozen=True)
class Group:
    """Projects whose cost together has to lie between two amounts.

    Attributes
    ----------
    members : list of int
    floor, cap : int
        Units.
    """

    members: list[int]
    floor: int
    cap: int


@dataclass(frozen=True)
class Line:
    """Projects (or parts of them) in order of value per cost, for upper bounds.

    Attributes
    ----------
    weights, values : float64 arrays, shape (projects + 1,)
        Running sums.
    rates : float64 array, shape (projects,)
    """

    weights: NDArray[np.float64]
    values: NDArray[np.float64]
    rates: NDArray[np.float64]

    @classmethod
    def of(cls, pieces: Sequence[tuple[float, float]]) -> Line:
        """Make it from (cost, value), already in order."""
        array = np.array([(float(cost), float(value)) for cost, value in pieces]).reshape(-1, 2)
        zero = np.zeros(1)
        rates = array[:, 1] / array[:, 0] if len(array) else zero[:0]
        return cls(
            np.concatenate((zero, np.cumsum(array[:, 0]))), np.concatenate((zero, np.cumsum(array[:, 1]))), rates
        )


def _slack(terms: int, magnitude: float) -> float:
    """Return by how much a float may be off that was computed from so many terms of this size together.

    Each of at most 8 roundings a term is off by 2**-53 of a running sum, which `magnitude` bounds.
    """
    return (terms + 8) * magnitude * 2.0**-49


class _Sets:
    """What the lists of states are made of."""

    def __init__(self, costs: Sequence[int], values: Sequence[int], rank: Sequence[int], states: int) -> None:
        self.costs, self.values, self.limit = costs, values, states
        order = sorted(range(len(costs)), key=rank.__getitem__)
        place = [0] * len(costs)
        for position, k in enumerate(order):
            place[k] = position
        self.order = order
        self.words = max(1, -(-len(costs) // 64))
        self.places = place

    def item(self, k: int) -> tuple[Any, ...]:
        value, place = self.values[k], self.places[k]
        return self.costs[k], value >> 62, value & _LOW62, place >> 6, np.uint64(1 << (63 - (place & 63)))

    def blank(self, size: int) -> States:
        return (
            np.empty(size, np.int64),
            np.empty(size, np.int64),
            np.empty(size, np.int64),
            np.empty((size, self.words), np.uint64),
        )

    def start(self) -> tuple[States, States]:
        """Return a list with the empty set as its only state, and a spare one."""
        states = self.blank(min(1024, self.limit))
        for array in states:
            array[0] = 0
        return states, self.blank(min(1024, self.limit))

    def grow(self, new: States) -> States:
        if len(new[0]) >= self.limit:
            raise TooLarge
        return self.blank(min(self.limit, 8 * len(new[0])))

    def members(self, states: States, index: int) -> list[int]:
        row = [int(word) for word in states[3][index]]
        return [k for place, k in enumerate(self.order) if row[place >> 6] >> (63 - (place & 63)) & 1]

    def value(self, states: States, index: int) -> int:
        return (int(states[1][index]) << 62) + int(states[2][index])


def _prepare(costs: Sequence[int], values: Sequence[int]) -> list[int]:
    """Return the values in their largest common unit."""
    if sum(values) >= VALUES:
        unit = gcd(*values)
        values = [value // unit for value in values]
        if sum(values) >= VALUES:
            raise TooLarge
    return list(values)


def best_set(
    costs: Sequence[int], values: Sequence[int], rank: Sequence[int], budget: int, states: int = STATES
) -> list[int]:
    """Return the projects of highest total value within the budget.

    Parameters
    ----------
    costs, values : sequence of int
        Costs positive, values not negative.
    rank : sequence of int
        The tie-breaking order, the least first.
    budget : int
    states : int
        The most states that a list may have.

    Returns
    -------
    list of int
        In ascending order of rank. The cheapest of the best sets, and the first by rank among these.

    Raises
    ------
    TooLarge
        If more states survive.

    Notes
    -----
    O(m * states) for m projects. Projects are tried in order of value per cost, so that a state which leaves out a good
    one, or takes a bad one, is soon bounded away; what survives are the few around the break of the relaxed knapsack.
    Where too many survive (all projects equally good per cost), two lists of half the projects each are matched
    (Horowitz and Sahni 1974), which is always possible up to 40 projects.

    Examples
    --------
    >>> best_set([3, 4, 2, 3], [30, 40, 20, 31], [0, 1, 2, 3], 6)
    [0, 3]
    """
    from fairbudget.rules import _kernels_knapsack as kernels
    from fairbudget.rules._compiled import announce

    kept = [k for k in range(len(costs)) if values[k] > 0 and costs[k] <= budget]
    kept.sort(key=rank.__getitem__)
    if sum(costs[k] for k in kept) <= budget:
        return kept
    announce(kernels)
    costs, values = [costs[k] for k in kept], _prepare(costs, [values[k] for k in kept])
    order = sorted(range(len(kept)), key=lambda k: -values[k] / costs[k])
    sets = _Sets(costs, values, range(len(kept)), states)
    try:
        found: list[int] | None = _one_list(sets, order, budget)
    except TooLarge:
        halves = [Group(order[::2], 0, budget), Group(order[1::2], 0, budget)]
        found = best_set_in_groups(costs, values, range(len(kept)), budget, halves, states)
    assert found is not None
    return [kept[k] for k in found]


def _one_list(sets: _Sets, order: Sequence[int], budget: int) -> list[int]:
    from fairbudget.rules import _kernels_knapsack as kernels

    line = Line.of([(sets.costs[k], sets.values[k]) for k in order])
    old, new = sets.start()
    size, best = 1, 0.0
    slack = _slack(len(order), float(sum(sets.values)))
    for turn, k in enumerate(order, 1):
        while True:
            bound = (turn, best, 0.0, 0.0, 0.0, slack)
            found, best = kernels.extend(
                old, size, new, sets.item(k), budget, 0, bound, line.weights, line.values, line.rates
            )
            if found >= 0:
                break
            new = sets.grow(new)
        size = found
        old, new = new, old
    assert size
    return sets.members(old, size - 1)


def best_set_in_groups(
    costs: Sequence[int],
    values: Sequence[int],
    rank: Sequence[int],
    budget: int,
    groups: Sequence[Group],
    states: int = STATES,
) -> list[int] | None:
    """Return the projects of highest total value within the budget and the bounds of each group.

    Parameters
    ----------
    costs, values : sequence of int
        Costs positive, values not negative.
    rank : sequence of int
    budget : int
    groups : sequence of Group
        Disjoint, each project in one of them.
    states : int

    Returns
    -------
    list of int, or None if no set meets the bounds
        In ascending order of rank. The cheapest of the best sets, and the first by rank among these.

    Raises
    ------
    TooLarge
        If more states survive.

    Notes
    -----
    Each group has a list of its own; lists are joined one after the other. A state is dropped if the relaxed problem,
    with the price of money at the break, shows that it cannot reach a value that is assumed to be reachable. If that
    assumption proves wrong it is lowered.

    Examples
    --------
    >>> roads, parks = Group([0, 1], 0, 3), Group([2, 3], 2, 9)
    >>> best_set_in_groups([3, 3, 2, 4], [9, 8, 1, 1], [0, 1, 2, 3], 8, [roads, parks])
    [0, 2]
    """
    if any(sum(costs[k] for k in group.members) < group.floor for group in groups):
        return None
    spare = budget - sum(group.floor for group in groups)
    if spare < 0:
        return None
    sets = _Sets(costs, _prepare(costs, values), rank, states)
    relaxed = [_relax(sets, group) for group in groups]
    pieces = sorted((piece for _, rest in relaxed for piece in rest), key=lambda piece: -piece[1] / piece[0])
    bound, price, left = sum(value for value, _ in relaxed), 0.0, float(spare)
    for cost, value in pieces:
        if cost > left:
            bound, price = bound + left * value / cost, value / cost
            break
        bound, left = bound + value, left - cost
    gap = max(sets.values, default=0) / 4 or 1.0
    while True:
        goal = bound - gap
        found = _joined(sets, groups, relaxed, budget, price, goal if goal > 0 else -np.inf)
        if found is not None and (goal <= 0 or found[0] >= goal):
            return found[1]
        if goal <= 0:
            return None
        gap *= 4


def _relax(sets: _Sets, group: Group) -> tuple[float, list[tuple[float, float]]]:
    """Return what a group is worth at its floor when projects may be funded in part, and the parts beyond it."""
    worth, spent = 0.0, 0
    rest: list[tuple[float, float]] = []
    for k in sorted(group.members, key=lambda k: -sets.values[k] / sets.costs[k]):
        cost, value = sets.costs[k], sets.values[k]
        below = min(cost, max(0, group.floor - spent))
        beyond = min(cost, max(0, group.cap - spent)) - below
        worth += value * (below / cost)
        if beyond > 0:
            rest.append((float(beyond), value * (beyond / cost)))
        spent += cost
    return worth, rest


def _joined(
    sets: _Sets,
    groups: Sequence[Group],
    relaxed: Sequence[tuple[float, list[tuple[float, float]]]],
    budget: int,
    price: float,
    goal: float,
) -> tuple[int, list[int]] | None:
    """Return the value and the projects of the best set if its value is at least `goal`, else perhaps None."""
    from fairbudget.rules import _kernels_knapsack as kernels
    from fairbudget.rules._compiled import announce

    announce(kernels)
    #: what a group is worth at the most beyond the price of its money
    excess = [
        worth - price * group.floor + sum(max(0.0, value - price * cost) for cost, value in rest)
        for group, (worth, rest) in zip(groups, relaxed, strict=True)
    ]
    others = price * budget + sum(excess)
    slack = _slack(
        len(sets.costs) + len(groups),
        price * (budget + sum(group.floor for group in groups)) + 2.0 * sum(sets.values),
    )
    lists: list[tuple[int, States]] = []
    for number, group in enumerate(groups):
        states = _group_states(sets, group, budget, price, others - excess[number], goal, slack)
        if not len(states[0]):
            return None
        lists.append((number, states))
    lists.sort(key=lambda pair: len(pair[1][0]))
    done, last = lists[0][1], lists[-1][1]
    for position in range(1, len(lists) - 1):
        later = [number for number, _ in lists[position + 1 :]]
        pieces = sorted((piece for j in later for piece in relaxed[j][1]), key=lambda piece: -piece[1] / piece[0])
        line = Line.of(pieces)
        if len(done[0]) * len(lists[position][1][0]) > PAIRS:
            raise TooLarge
        *arrays, fits = kernels.combine(
            done,
            lists[position][1],
            budget - sum(groups[j].floor for j in later),
            goal,
            line.weights,
            line.values,
            line.rates,
            sum(relaxed[j][0] for j in later),
            slack,
        )
        done = (arrays[0], arrays[1], arrays[2], arrays[3])
        if not fits or len(done[0]) > sets.limit:
            raise TooLarge
        if not len(done[0]):
            return None
    if len(lists) == 1:
        index = int(np.searchsorted(done[0], budget, "right")) - 1
        return None if index < 0 else (sets.value(done, index), sets.members(done, index))
    a, b = kernels.match(done, last, budget)
    if a < 0:
        return None
    return sets.value(done, a) + sets.value(last, b), sorted(
        [*sets.members(done, a), *sets.members(last, b)], key=sets.places.__getitem__
    )


def _group_states(
    sets: _Sets, group: Group, budget: int, price: float, others: float, goal: float, slack: float
) -> States:
    """Return the undominated states of a group that meet its bounds."""
    from fairbudget.rules import _kernels_knapsack as kernels

    order = sorted(group.members, key=lambda k: -sets.values[k] / sets.costs[k])
    gains = [max(0.0, sets.values[k] - price * sets.costs[k]) for k in order]
    rest = [*itertools.accumulate(reversed(gains), initial=0.0)][::-1]
    line = Line.of([])
    cap = min(group.cap, budget)
    old, new = sets.start()
    size = 1
    for turn, k in enumerate(order, 1):
        while True:
            bound = (-1, goal, price, rest[turn], others, slack)
            found, _ = kernels.extend(
                old, size, new, sets.item(k), cap, group.floor, bound, line.weights, line.values, line.rates
            )
            if found >= 0:
                break
            new = sets.grow(new)
        size = found
        old, new = new, old
    first = int(np.searchsorted(old[0][:size], group.floor))
    return old[0][first:size], old[1][first:size], old[2][first:size], old[3][first:size]
