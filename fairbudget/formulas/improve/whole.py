"""From a solver's floats to whole rupiah within all limits, and to the best of them where that can be proved.

Within bounds on rows, on the sums of disjoint groups and on the sum of all, moving one unit from one row to another
reaches the best whole numbers for every separable convex aim: where no such move helps, nothing does (Frank and Murota,
*Decreasing minimization on M-convex sets*, 2022; Ibaraki and Katoh, *Resource Allocation Problems*, 1988).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.formulas.improve.problem import POOL, Box, Problem

__all__ = ["SEPARABLE", "Room", "feasible", "polished", "rooms", "whole"]

#: Aims for which moves of single units reach the best whole numbers.
SEPARABLE = ("hoover", "change", "max-min", "leximin")
#: The first step of the moves, in units: floats are off by no more.
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
            return _leximin(problem, room, found), not keys
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


def _costs(problem: Problem, keys: Sequence[str]) -> Callable[[int, int], tuple[int | Fraction, ...]]:
    """Return what a row costs at so many units, by key; whole numbers where the columns are whole."""
    heads, before, unit, pool = problem.poor, problem.before, problem.unit, problem.pool
    people = sum(heads) if heads is not None else 0
    whole_before: list[int | Fraction] = [v.numerator if v.denominator == 1 else v for v in before]

    def cost(row: int, value: int) -> tuple[int | Fraction, ...]:
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
    rows = range(len(found))
    sums = [0] * len(room.least)
    for row in rows:
        sums[room.group[row]] += found[row]
    zero = (0,) * len(keys)
    step = FIRST
    while step:
        now = [cost(row, found[row]) for row in rows]
        up = [
            _less(cost(row, found[row] + step), now[row]) if found[row] + step <= room.high[row] else None
            for row in rows
        ]
        down = [
            _less(cost(row, found[row] - step), now[row]) if found[row] - step >= room.low[row] else None
            for row in rows
        ]
        while True:
            pair = _best(up, down, room, sums, step)
            if pair is None or _sum(up[pair[0]], down[pair[1]]) >= zero:
                break
            for row, change in zip(pair, (step, -step), strict=True):
                found[row] += change
                sums[room.group[row]] += change
            for row in pair:
                here = cost(row, found[row])
                up[row] = _less(cost(row, found[row] + step), here) if found[row] + step <= room.high[row] else None
                down[row] = _less(cost(row, found[row] - step), here) if found[row] - step >= room.low[row] else None
        step //= 2
    return found


Gain = tuple[int | Fraction, ...] | None


def _less(a: Sequence[int | Fraction], b: Sequence[int | Fraction]) -> tuple[int | Fraction, ...]:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def _sum(a: Gain, b: Gain) -> tuple[int | Fraction, ...]:
    assert a is not None
    assert b is not None
    return tuple(x + y for x, y in zip(a, b, strict=True))


def _best(up: list[Gain], down: list[Gain], room: Room, sums: list[int], step: int) -> tuple[int, int] | None:
    """Return the rows between which a move gains most: within a group, or between groups that have room."""
    tops: dict[int, list[int]] = {}
    lows: dict[int, list[int]] = {}
    for gains, kept in ((up, tops), (down, lows)):
        for row, gain in enumerate(gains):
            if gain is not None:
                best = kept.setdefault(room.group[row], [])
                best.append(row)
                best.sort(key=lambda k: gains[k])  # type: ignore[arg-type,return-value]
                del best[2:]
    pairs: list[tuple[int, int]] = []
    for group, rows in tops.items():
        for other, others in lows.items():
            if group != other and (sums[group] + step > room.most[group] or sums[other] - step < room.least[other]):
                continue
            pairs += [(i, j) for i in rows for j in others if i != j]
    return min(pairs, key=lambda pair: _sum(up[pair[0]], down[pair[1]])) if pairs else None


def _leximin(problem: Problem, room: Room, found: list[int]) -> list[int]:
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
