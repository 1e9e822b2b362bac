"""Bounds in whole units, on rows and on disjoint groups of rows, and whether anything lies within them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fairbudget.formulas.improve.problem import POOL, Box, Problem

__all__ = ["FIRST", "Room", "feasible", "rooms"]

#: The first step of moves, in units: floats are off by no more.
FIRST = 64


@dataclass(slots=True)
class Room:
    """Bounds in units: of rows, and of disjoint groups of rows.

    Attributes
    ----------
    low : list of int
    high : list of int
        The money itself where there is no cap.
    group : list of int
        Of each row; the last group is of those that no limit is about.
    least, most : list of int
        Of each group's sum.
    """

    low: list[int]
    high: list[int]
    group: list[int]
    least: list[int]
    most: list[int]

    def reach(self) -> tuple[int, int]:
        """Return the least and the greatest sum of all rows; the first is above the second if there is none."""
        lows, highs = [0] * len(self.least), [0] * len(self.least)
        for row, group in enumerate(self.group):
            if self.low[row] > self.high[row]:
                return 1, 0
            lows[group] += self.low[row]
            highs[group] += self.high[row]
        bounds = [
            (max(a, least), min(b, most)) for a, b, least, most in zip(lows, highs, self.least, self.most, strict=True)
        ]
        if any(a > b for a, b in bounds):
            return 1, 0
        return sum(a for a, _ in bounds), sum(b for _, b in bounds)


def rooms(problem: Problem, box: Box) -> Room:
    """Return the bounds of a box in units."""
    unit = problem.unit
    # without the pool's limit money has no bound of its own: enough for every floor
    top = max([problem.pool, *box.low, *(high or 0 for high in box.high)]) // unit * (problem.count + 1)
    names: dict[tuple[int, ...], int] = {}
    least: list[int] = []
    most: list[int] = []
    group = [-1] * problem.count
    for rows, low, high in box.groups:
        if rows not in names:
            names[rows] = len(least)
            least.append(0)
            most.append(top * problem.count)
            for row in rows:
                group[row] = names[rows]
        number = names[rows]
        if low is not None:
            least[number] = max(least[number], low // unit)
        if high is not None:
            most[number] = min(most[number], high // unit)
    least.append(0)
    most.append(top * problem.count)
    last = len(least) - 1
    lows = [low // unit for low in box.low]
    highs = [top if high is None else high // unit for high in box.high]
    return Room(lows, highs, [last if g < 0 else g for g in group], least, most)


def feasible(problem: Problem, active: Iterable[int], relax: Mapping[int, int] | None = None) -> bool:
    """Tell in whole rupiah whether ceilings exist within some of the limits, bounds on measures left aside."""
    low, high = rooms(problem, problem.box(active, relax)).reach()
    if POOL not in active:
        return low <= high
    ease = (relax or {}).get(POOL, 0) // problem.unit
    pool = problem.pool // problem.unit
    return max(low, pool - ease) <= min(high, pool + ease)
