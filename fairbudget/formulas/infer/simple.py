"""From fitted rates to the simple numbers behind them: pool, weights, totals, base, rounding, checked to the rupiah."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from fairbudget.formulas.infer.fit import Fit, consensus, ranges
from fairbudget.formulas.infer.observed import Observed, Parameters, exact_amounts, explained

__all__ = [
    "MODES",
    "fit_rates",
    "intervals",
    "near_totals",
    "simple_sets",
    "simplest",
]

MODES = ("half-up", "floor", "ceiling", "largest-remainder")
#: What may be left of an amount after its exact value is taken away, in units of rounding.
WINDOWS = {"half-up": (-0.5, 0.5), "floor": (-1.0, 0.0), "ceiling": (0.0, 1.0), "largest-remainder": (-1.0, 1.0)}
#: A total is looked for within this part of the mended sum of the column, by level of simplicity.
NEAR = (0.08, 0.08, 0.02, 0.02)
#: Denominators of weights, the simplest first: one decimal, two decimals, ordinary fractions, three decimals.
LEVELS: tuple[tuple[int, ...], ...] = ((10,), (100,), (3, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 24, 30, 36), (1000,))
#: Sets of weights that are tried at most for a denominator.
MOST_WEIGHTS = 300
#: Sets of totals and pool that are computed exactly for a set of weights.
MOST_CHECKED = 4
#: Totals of the first column that are followed up for a set of weights, the nearest first.
MOST_TOTALS = 60
#: Units of the last decimal by which a total is moved to explain more rows.
MOST_MOVES = 8


def simplest(low: Fraction, high: Fraction) -> Fraction | None:
    """Return the whole number in an interval with the fewest digits before its zeros; None if there is none.

    Examples
    --------
    >>> simplest(Fraction(119_999_950), Fraction(120_000_049)), simplest(Fraction(1, 3), Fraction(1, 2))
    (Fraction(120000000, 1), None)
    >>> simplest(Fraction(-40), Fraction(70))
    Fraction(0, 1)
    """
    first, last = math.ceil(low), math.floor(high)
    if first > last:
        return None
    if first <= 0 <= last:
        return Fraction(0)
    step = 10 ** len(str(max(abs(first), abs(last))))
    while True:
        least = -(-first // step) * step
        if least <= last:
            # of several the middle one
            count = (last - least) // step
            return Fraction(least + count // 2 * step)
        step //= 10


def significant(value: Fraction) -> int:
    """Return how many digits a whole number has before its zeros."""
    return len(str(abs(int(value))).rstrip("0"))


@dataclass(frozen=True, slots=True)
class Rates:
    """What the rows say about rupiah per unit of each indicator, for one way of rounding.

    Attributes
    ----------
    base : Fraction
    low, high : tuple of float
        One for each indicator.
    rows : int
        How many rows one rule explains.
    """

    base: Fraction
    low: tuple[float, ...]
    high: tuple[float, ...]
    rows: int


def fit_rates(observed: Observed, free: Fit, mode: str, base: Fraction | None) -> Rates | None:
    """Return how far the rates may lie apart under one way of rounding.

    Parameters
    ----------
    observed : Observed
    free : Fit
        With a last column of ones, of the usable rows.
    mode : str
    base : Fraction or None
        If it is known.
    """
    rows = observed.usable
    low, high = (end * observed.unit for end in WINDOWS[mode])
    near = [row for row, inside in zip(rows, free.rows, strict=True) if inside]
    values = np.array([float(observed.amounts[row] or 0) for row in near])
    matrix = observed.matrix(near)
    if base is None:
        full = np.hstack([matrix, np.ones((len(near), 1))])
        kept, ends = ranges(full, values - full @ free.coefficients, low, high, [full.shape[1] - 1])
        if not kept.any():
            return None
        middle = float(free.coefficients[-1])
        found = simplest(Fraction(middle + ends[0][0]), Fraction(middle + ends[0][1]))
        if found is None or found < 0:
            found = Fraction(0)
        base = found
    again = consensus(matrix, values - float(base), float(observed.unit) * 2)
    if again is None:
        return None
    inside = again.rows
    rest = (values - float(base) - matrix @ again.coefficients)[inside]
    kept, ends = ranges(matrix[inside], rest, low, high, range(matrix.shape[1]))
    if not kept.any():
        return None
    pairs = list(zip(again.coefficients, ends, strict=True))
    lows, highs = tuple(float(c + e[0]) for c, e in pairs), tuple(float(c + e[1]) for c, e in pairs)
    return Rates(base, lows, highs, int(kept.sum()))


def _weights(shares: Sequence[float], denominator: int, room: float) -> Iterator[tuple[int, ...]]:
    """Yield whole numbers near ``shares * denominator`` that sum to the denominator, the nearest first."""
    while True:
        options = [
            [n for n in range(1, denominator + 1) if abs(n - s * denominator) <= room * s * denominator + 0.02]
            for s in shares
        ]
        size = math.prod(map(len, options))
        if size <= 50 * MOST_WEIGHTS or room < 1e-4:
            break
        room /= 2
    found = [chosen for chosen in itertools.product(*options) if sum(chosen) == denominator] if size else []
    found.sort(key=lambda n: sum(abs(a / denominator - s) / s for a, s in zip(n, shares, strict=True)))
    yield from found[:MOST_WEIGHTS]


def simple_sets(observed: Observed, rates: Rates, mode: str, level: int) -> Iterator[Parameters]:
    """Yield simple parameters within the rates, for the weights of one level of simplicity.

    Notes
    -----
    A rate is ``pool weight / total``. For each set of weights the column with the fewest possible totals (numbers with
    the column's decimals near its printed sum) is the anchor: each of its totals pins the pool to a narrow interval,
    and this leaves each other column few totals or none.
    """
    sums = [float(total) for total in observed.centres()]
    low, high = np.array(rates.low), np.array(rates.high)
    parts = np.array(sums) * (low + high) / 2
    shares = [float(part) for part in parts / parts.sum()]
    grids = [10 ** (column.places or 0) for column in observed.columns]
    anchor = min(range(len(sums)), key=lambda k: sums[k] * grids[k])
    denominators = [*LEVELS[level], len(sums)] if level == 2 else LEVELS[level]
    seen: set[tuple[Fraction, ...]] = set()
    for denominator in denominators:
        for numbers in _weights(shares, denominator, NEAR[level]):
            weights = tuple(Fraction(n, denominator) for n in numbers)
            if weights not in seen:
                seen.add(weights)
                yield from _with_weights(observed, rates, mode, level, weights, anchor, grids, sums)


def _with_weights(
    observed: Observed,
    rates: Rates,
    mode: str,
    level: int,
    weights: tuple[Fraction, ...],
    anchor: int,
    grids: list[int],
    sums: list[float],
) -> Iterator[Parameters]:
    w = np.array([float(weight) for weight in weights])
    low, high = np.array(rates.low), np.array(rates.high)
    grid, room = grids[anchor], NEAR[level]
    first, last = math.ceil(sums[anchor] * (1 - room) * grid), math.floor(sums[anchor] * (1 + room) * grid)
    totals = np.arange(first, last + 1) / grid
    slack = 1e-12
    pool_low = totals * low[anchor] / w[anchor] * (1 - slack)
    pool_high = totals * high[anchor] / w[anchor] * (1 + slack)
    fits = np.ones(len(totals), dtype=bool)
    for k, step in enumerate(grids):
        ends = pool_low * w[k] / high[k] * step, pool_high * w[k] / low[k] * step
        fits &= np.floor(ends[1] * (1 + slack)) >= np.ceil(ends[0] * (1 - slack))
        fits &= (ends[1] >= sums[k] * step * (1 - room)) & (ends[0] <= sums[k] * step * (1 + room))
    found: list[tuple[tuple[bool, int, float], Parameters]] = []
    exact_sums = observed.centres()
    nearest = sorted(np.nonzero(fits)[0], key=lambda i: abs(totals[i] - sums[anchor]))
    for index in nearest[:MOST_TOTALS]:
        pools = {simplest(Fraction(float(pool_low[index])), Fraction(float(pool_high[index])))}
        if mode == "largest-remainder":
            pools = {Fraction(sum(a or 0 for a in observed.amounts)) - rates.base * len(observed.amounts)}
        for pool in pools - {None}:
            assert pool is not None
            chosen = near_totals(pool, weights, rates, grids, exact_sums)
            if chosen is None:
                continue
            parameters = Parameters(rates.base, pool, weights, chosen, mode, observed.unit, level)
            off = sum(abs(float(t) - s) / s for t, s in zip(chosen, sums, strict=True))
            found.append(((list(chosen) != exact_sums, significant(pool), off), parameters))
    found.sort(key=lambda item: item[0])
    for _, parameters in found[:MOST_CHECKED]:
        yield _improved(observed, parameters, rates, grids)


def near_totals(
    pool: Fraction, weights: Sequence[Fraction], rates: Rates, grids: Sequence[int], sums: Sequence[Fraction]
) -> tuple[Fraction, ...] | None:
    """Return for each column the total within the rates that is nearest to its printed sum."""
    found = []
    for weight, low, high, grid, total in zip(weights, rates.low, rates.high, grids, sums, strict=True):
        first = math.ceil(pool * weight / Fraction(high) * grid * (1 - Fraction(1, 10**12)))
        last = math.floor(pool * weight / Fraction(low) * grid * (1 + Fraction(1, 10**12)))
        if first > last:
            return None
        found.append(Fraction(min(max(math.floor(total * grid), first), last), grid))
    return tuple(found)


def _improved(observed: Observed, parameters: Parameters, rates: Rates, grids: Sequence[int]) -> Parameters:
    """Move single totals within the rates while that explains more rows."""
    best, count = parameters, len(explained(observed, parameters))
    wide = [
        high / low - 1 > 1 / (float(t) * g)
        for low, high, t, g in zip(rates.low, rates.high, best.totals, grids, strict=True)
    ]
    if count >= rates.rows or parameters.rounding == "largest-remainder" or not any(wide):
        return best
    for _ in range(3):
        start = count
        for k, grid in enumerate(grids):
            if not wide[k]:
                continue
            here = best.totals[k]
            for move in (m for step in range(1, MOST_MOVES + 1) for m in (step, -step)):
                total = here + Fraction(move, grid)
                if not float(rates.low[k]) <= float(best.pool * best.weights[k] / total) <= float(rates.high[k]):
                    continue
                other = replace(best, totals=(*best.totals[:k], total, *best.totals[k + 1 :]))
                found = len(explained(observed, other))
                if found > count:
                    best, count = other, found
        if count == start:
            break
    return best


def intervals(observed: Observed, parameters: Parameters, rows: Sequence[int]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return how far each number can move, the others as they are, without losing one of the explained rows.

    Returns
    -------
    dict
        For ``base``, ``pool`` and each index of a total (``total 0``, ...) the least and the greatest value.
    """
    low, high = (Fraction(end) * observed.unit for end in WINDOWS[parameters.rounding])
    numerators, denominator = exact_amounts(observed, parameters, rows)
    base = [Fraction(-(10**30)), Fraction(10**30)]
    pool = [Fraction(0), Fraction(10**30)]
    rates = [[Fraction(0), Fraction(10**30)] for _ in observed.columns]
    for row, numerator in zip(rows, numerators, strict=True):
        exact = Fraction(numerator, denominator)
        rest = Fraction(observed.amounts[row] or 0) - parameters.base - exact
        # exact + change must stay within [amount - high, amount - low]
        ends = rest - high, rest - low
        _narrow(base, ends[0] + parameters.base, ends[1] + parameters.base)
        if exact:
            _narrow(pool, *(parameters.pool * (exact + end) / exact for end in ends))
        for k, (column, rate) in enumerate(zip(observed.columns, parameters.rates, strict=True)):
            value = column[row] or Fraction(0)
            if value:
                _narrow(rates[k], rate + ends[0] / value, rate + ends[1] / value)
    found = {"base": (base[0], base[1]), "pool": (pool[0], pool[1])}
    for k, (least, most) in enumerate(rates):
        top = parameters.pool * parameters.weights[k]
        found[f"total {k}"] = (top / most, top / least if least else Fraction(10**30))
    return found


def _narrow(pair: list[Fraction], low: Fraction, high: Fraction) -> None:
    pair[0], pair[1] = max(pair[0], low), min(pair[1], high)
