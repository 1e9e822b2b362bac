"""From a solver's floats to whole rupiah within all limits, and to the best of them where that can be proved.

Within bounds on rows, on the sums of disjoint groups and on the sum of all, moving one unit from one row to another
reaches the best whole numbers for every separable convex aim: where no such move helps, nothing does (Frank and Murota,
*Decreasing minimization on M-convex sets*, 2022; Ibaraki and Katoh, *Resource Allocation Problems*, 1988).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from fairbudget.formulas.improve.levels import tightened
from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.room import FIRST, Room

__all__ = ["SEPARABLE", "polished", "whole"]

#: Aims for which moves of single units reach the best whole numbers.
SEPARABLE = ("hoover", "change", "max-min", "leximin")
Gain = tuple[int | Fraction, ...]
Cost = Callable[[int, int], Gain]


def whole(problem: Problem, room: Room, amounts: Sequence[float]) -> list[int] | None:
    """Return whole units near given rupiah, within all bounds, that sum to the pool; None if there are none."""
    pool = problem.pool // problem.unit
    found = [
        min(max(round(amount / problem.unit), low), high)
        for amount, low, high in zip(amounts, room.low, room.high, strict=True)
    ]
    sums = [0] * len(room.least)
    for row, group in enumerate(room.group):
        sums[group] += found[row]
    for group in range(len(sums)):
        rows = [row for row in range(len(found)) if room.group[row] == group]
        need = max(0, room.least[group] - sums[group]) - max(0, sums[group] - room.most[group])
        if need and not _spread(found, room, rows, need):
            return None
        sums[group] += need
    need = pool - sum(found)
    for group in range(len(sums)):
        if not need:
            break
        rows = [row for row in range(len(found)) if room.group[row] == group]
        ends = room.most[group] - sums[group], sums[group] - room.least[group]
        part = (
            min(need, ends[0], _up(found, room, rows)) if need > 0 else -min(-need, ends[1], _down(found, room, rows))
        )
        if part:
            _spread(found, room, rows, part)
            sums[group] += part
            need -= part
    return None if need else found


def _up(found: list[int], room: Room, rows: Sequence[int]) -> int:
    return sum(room.high[row] - found[row] for row in rows)


def _down(found: list[int], room: Room, rows: Sequence[int]) -> int:
    return sum(found[row] - room.low[row] for row in rows)


def _spread(found: list[int], room: Room, rows: Sequence[int], need: int) -> bool:
    """Add units to rows, evenly as far as they can take them."""
    while need:
        sign = 1 if need > 0 else -1
        able = [row for row in rows if (found[row] < room.high[row] if sign > 0 else found[row] > room.low[row])]
        if not able:
            return False
        each = max(1, abs(need) // len(able))
        for row in able:
            space = room.high[row] - found[row] if sign > 0 else found[row] - room.low[row]
            step = min(each, space, abs(need))
            found[row] += sign * step
            need -= sign * step
            if not need:
                break
    return True


def polished(problem: Problem, room: Room, found: list[int], aims: Sequence[str]) -> tuple[list[int], bool]:
    """Improve whole units by moves of one unit until none helps, and tell whether that proves them best.

    Parameters
    ----------
    problem : Problem
    room : Room
    found : list of int
        In units.
    aims : sequence of str
        The first decides; the first that is not separable, and those after it, are left as they are.
    """
    keys: list[str] = []
    for aim in aims:
        if aim not in SEPARABLE:
            break
        if aim == "leximin":
            return tightened(problem, room, found), not keys
        if aim == "max-min":
            if keys:
                # which rows may then be raised depends on all aims before: left as the solver has it
                return _moves(problem, room, found, keys), False
            found = _raised(problem, room, found)
            continue
        keys.append(aim)
    if keys:
        found = _moves(problem, room, found, keys)
    return found, aims[0] in SEPARABLE


def _raised(problem: Problem, room: Room, found: list[int]) -> list[int]:
    """Raise the least coverage while whole units allow, and keep it as a floor."""
    need = problem.need
    assert need is not None
    rated = [row for row, value in enumerate(need) if value]
    unit = problem.unit
    while True:
        least = min(Fraction(found[row] * unit) / need[row] for row in rated)
        floors = list(room.low)
        for row in rated:
            floors[row] = max(floors[row], math.ceil(least * need[row] / unit))
        room.low = floors
        higher = list(floors)
        for row in rated:
            higher[row] = max(higher[row], math.floor(least * need[row] / unit) + 1)
        trial = Room(higher, room.high, room.group, room.least, room.most)
        low, high = trial.reach()
        if not low <= problem.pool // unit <= high:
            return found
        better = whole(problem, trial, [float(value * unit) for value in found])
        if better is None:
            return found
        found = better


def _costs(problem: Problem, keys: Sequence[str]) -> Cost:
    """Return what a row costs at so many units, by key; whole numbers where the columns are whole."""
    heads, before, unit, pool = problem.poor, problem.before, problem.unit, problem.pool
    people = sum(heads) if heads is not None else 0
    whole_before: list[int | Fraction] = [v.numerator if v.denominator == 1 else v for v in before]

    def cost(row: int, value: int) -> Gain:
        amount = value * unit
        listed: list[int | Fraction] = []
        for key in keys:
            if key == "hoover":
                assert heads is not None
                listed.append(abs(amount * people - heads[row] * pool))
            else:
                gap: int | Fraction = amount - whole_before[row]
                listed.append(gap if gap >= 0 else -gap)
        return tuple(listed)

    return cost


def _moves(problem: Problem, room: Room, found: list[int], keys: Sequence[str]) -> list[int]:
    cost = _costs(problem, keys)
    found = list(found)
    sums = [0] * len(room.least)
    for row, group in enumerate(room.group):
        sums[group] += found[row]
    zero = (0,) * len(keys)
    step = FIRST
    while step:
        book = _Book(room, found, cost, step)
        while True:
            pair = book.best(sums)
            if pair is None or pair[0] >= zero:
                break
            _, taker, giver = pair
            for row, change in ((taker, step), (giver, -step)):
                found[row] += change
                sums[room.group[row]] += change
            book.update(taker)
            book.update(giver)
        step //= 2
    return found


class _Book:
    """What moving one step up or down would cost each row: a heap for each group and way, with stale entries passed."""

    def __init__(self, room: Room, found: list[int], cost: Cost, step: int) -> None:
        self.room, self.found, self.cost, self.step = room, found, cost, step
        self.version = [0] * len(found)
        size = len(room.least)
        self.heaps: list[list[list[tuple[Gain, int, int]]]] = [[[] for _ in range(size)] for _ in (0, 1)]
        for row in range(len(found)):
            self._add(row)
        for way in self.heaps:
            for heap in way:
                heapq.heapify(heap)

    def _add(self, row: int, push: bool = False) -> None:
        here = self.cost(row, self.found[row])
        for way, value in enumerate((self.found[row] + self.step, self.found[row] - self.step)):
            if self.room.low[row] <= value <= self.room.high[row]:
                gain = tuple(x - y for x, y in zip(self.cost(row, value), here, strict=True))
                entry, heap = (gain, row, self.version[row]), self.heaps[way][self.room.group[row]]
                if push:
                    heapq.heappush(heap, entry)
                else:
                    heap.append(entry)

    def update(self, row: int) -> None:
        """Take a row's new amount into account."""
        self.version[row] += 1
        self._add(row, push=True)

    def _top(self, way: int, group: int) -> list[tuple[Gain, int, int]]:
        """Return the two best entries of a heap that still hold."""
        heap = self.heaps[way][group]
        kept: list[tuple[Gain, int, int]] = []
        while heap and len(kept) < 2:
            entry = heapq.heappop(heap)
            if entry[2] == self.version[entry[1]]:
                kept.append(entry)
        for entry in kept:
            heapq.heappush(heap, entry)
        return kept

    def best(self, sums: Sequence[int]) -> tuple[Gain, int, int] | None:
        """Return what the best move gains, and between which rows: within a group, or between groups with room."""
        groups = range(len(self.room.least))
        tops, lows = ([self._top(way, group) for group in groups] for way in (0, 1))
        found: tuple[Gain, int, int] | None = None
        for a in groups:
            for b in groups:
                if a != b and (sums[a] + self.step > self.room.most[a] or sums[b] - self.step < self.room.least[b]):
                    continue
                for gain, taker, _ in tops[a]:
                    for loss, giver, _ in lows[b]:
                        if taker != giver:
                            whole = tuple(x + y for x, y in zip(gain, loss, strict=True))
                            if found is None or whole < found[0]:
                                found = (whole, taker, giver)
        return found
