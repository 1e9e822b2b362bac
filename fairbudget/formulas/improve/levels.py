"""Leximin coverage within bounds on rows and disjoint groups: a water level, then moves of single units."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.room import FIRST, Room

__all__ = ["level", "tightened"]


def level(problem: Problem, room: Room) -> list[int] | None:
    """Return the leximin coverage as a common water level gives it: floors and caps aside, all are covered alike.

    In floating point, then floored; what flooring leaves goes, a unit each, to the least covered. None if some row has
    no need, since then there is no level.

    Notes
    -----
    A group whose own bound holds has a level of its own. O(g n log(1/eps)) for g groups.
    """
    import numpy as np

    if problem.need is None or not all(problem.need):
        return None
    need_of = problem.need
    need = np.array([float(value) for value in need_of])
    low, high = np.array(room.low, dtype=float), np.array(room.high, dtype=float)
    groups = [np.flatnonzero(np.array(room.group) == number) for number in range(len(room.least))]
    pool = problem.pool // problem.unit

    def filled(rows: Any, at: float) -> Any:
        return np.clip(need[rows] * at, low[rows], high[rows])

    def reached(rows: Any, wanted: float) -> float:
        """Return the level at which some rows together receive what is wanted."""
        least, most = 0.0, 1.0
        while filled(rows, most).sum() < wanted and most < 1e30:
            most *= 2
        for _ in range(200):
            middle = (least + most) / 2
            least, most = (middle, most) if filled(rows, middle).sum() < wanted else (least, middle)
        return most

    def all_filled(at: float) -> list[float]:
        sums = [filled(rows, at).sum() for rows in groups]
        return [min(max(s, lo), hi) for s, lo, hi in zip(sums, room.least, room.most, strict=True)]

    least, most = 0.0, 1.0
    while sum(all_filled(most)) < pool and most < 1e30:
        most *= 2
    for _ in range(200):
        middle = (least + most) / 2
        least, most = (middle, most) if sum(all_filled(middle)) < pool else (least, middle)
    found = np.zeros(len(need))
    for rows, wanted in zip(groups, all_filled(most), strict=True):
        if len(rows):
            found[rows] = filled(rows, reached(rows, wanted))
    units = [min(max(math.floor(x), lo), hi) for x, lo, hi in zip(found.tolist(), room.low, room.high, strict=True)]
    left = pool - sum(units)
    sums = [0] * len(room.least)
    for row, group in enumerate(room.group):
        sums[group] += units[row]
    heap = [(Fraction(units[row]) / need_of[row], row) for row in range(len(units))]
    heapq.heapify(heap)
    # groups below their floor come first
    for group, bound in enumerate(room.least):
        own = [row for row in range(len(units)) if room.group[row] == group]
        while sums[group] < bound:
            able = [row for row in own if units[row] < room.high[row]]
            if not able or left <= 0:
                return None
            lowest = min(able, key=lambda k: Fraction(units[k]) / need_of[k])
            units[lowest], sums[group], left = units[lowest] + 1, sums[group] + 1, left - 1
    while left > 0 and heap:
        rate, row = heapq.heappop(heap)
        if rate != Fraction(units[row]) / need_of[row]:
            heapq.heappush(heap, (Fraction(units[row]) / need_of[row], row))
            continue
        group = room.group[row]
        if units[row] >= room.high[row] or sums[group] >= room.most[group]:
            continue
        units[row], sums[group], left = units[row] + 1, sums[group] + 1, left - 1
        heapq.heappush(heap, (Fraction(units[row]) / need_of[row], row))
    return units if left == 0 else None


def tightened(problem: Problem, room: Room, found: list[int]) -> list[int]:
    """Move units to less covered rows while that raises the least of the two; what is left is leximin."""
    need = problem.need
    assert need is not None
    found, unit = list(found), problem.unit
    sums = [0] * len(room.least)
    for row, group in enumerate(room.group):
        sums[group] += found[row]
    rate = [unit / value if value else Fraction(0) for value in need]
    step = FIRST
    while step:
        while (pair := _tightening(room, found, sums, rate, step)) is not None:
            for row, change in zip(pair, (step, -step), strict=True):
                found[row] += change
                sums[room.group[row]] += change
        step //= 2
    return found


def _tightening(
    room: Room, found: list[int], sums: list[int], rate: Sequence[Fraction], step: int
) -> tuple[int, int] | None:
    """Return a row of little coverage and one that stays above it after giving it `step` units."""
    rows = range(len(found))
    # rows without need give first
    after = {
        row: (found[row] - step) * rate[row] if rate[row] else None
        for row in rows
        if found[row] - step >= room.low[row]
    }
    takers = sorted(
        (row for row in rows if rate[row] and found[row] + step <= room.high[row]), key=lambda r: found[r] * rate[r]
    )
    givers = sorted(after, key=lambda r: (after[r] is not None, -(after[r] or 0)))
    for taker in takers:
        own = found[taker] * rate[taker]
        for giver in givers:
            left = after[giver]
            if left is not None and left < own:
                break
            if giver == taker:
                continue
            if left == own and (found[taker] + step) * rate[taker] <= found[giver] * rate[giver]:
                # the least of the two stays, and the other does not rise
                continue
            a, b = room.group[taker], room.group[giver]
            if a == b or (sums[a] + step <= room.most[a] and sums[b] - step >= room.least[b]):
                return taker, giver
    return None
