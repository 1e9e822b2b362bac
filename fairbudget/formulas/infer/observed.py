"""A published table as numbers, a formula as numbers, and the rows of the one that the other explains to the rupiah."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from fairbudget.formulas.infer.fit import Floats
from fairbudget.formulas.rounding import apportion, round_amounts
from fairbudget.io.cells import Numbers

__all__ = ["Observed", "Parameters", "exact_amounts", "explained", "mend_sums"]


@dataclass(frozen=True, slots=True)
class Observed:
    """The published numbers.

    Attributes
    ----------
    columns : tuple of Numbers
        The indicators.
    amounts : tuple of int or None
        As published, in rupiah.
    unit : int
        What the amounts are multiples of.
    mended : tuple of Fraction
        Sums of the columns after slips that the rates leave no doubt about are mended; empty if that was not done.
    """

    columns: tuple[Numbers, ...]
    amounts: tuple[int | None, ...]
    unit: int
    mended: tuple[Fraction, ...] = ()

    @property
    def usable(self) -> list[int]:
        """Rows in which nothing is missing."""
        return [
            row
            for row, amount in enumerate(self.amounts)
            if amount is not None and all(column.numerators[row] is not None for column in self.columns)
        ]

    def without(self, index: int) -> Observed:
        """Return the same without one indicator."""
        return replace(self, columns=tuple(c for k, c in enumerate(self.columns) if k != index), mended=())

    def matrix(self, rows: Sequence[int]) -> Floats:
        """Return the indicators of some rows."""
        return np.array([[float(column[row] or 0) for column in self.columns] for row in rows], dtype=np.float64)

    def sums(self) -> list[Fraction]:
        """Return the sums of the printed cells."""
        return [column.total() for column in self.columns]

    def centres(self) -> list[Fraction]:
        """Return the sums near which totals are looked for."""
        return list(self.mended) or self.sums()


@dataclass(frozen=True, slots=True)
class Parameters:
    """A formula in numbers.

    Attributes
    ----------
    base, pool : Fraction
    weights, totals : tuple of Fraction
    rounding : str
    unit : int
    level : int
        How simple the weights are, 0 the simplest.
    """

    base: Fraction
    pool: Fraction
    weights: tuple[Fraction, ...]
    totals: tuple[Fraction, ...]
    rounding: str
    unit: int
    level: int = 0

    @property
    def rates(self) -> list[Fraction]:
        """Rupiah per unit of each indicator."""
        return [self.pool * weight / total for weight, total in zip(self.weights, self.totals, strict=True)]


def exact_amounts(observed: Observed, parameters: Parameters, rows: Sequence[int]) -> tuple[list[int], int]:
    """Return the exact amounts of some rows over one denominator, without the base."""
    rates = [rate / c.denominator for rate, c in zip(parameters.rates, observed.columns, strict=True)]
    denominator = math.lcm(1, *(rate.denominator for rate in rates))
    factors = [int(rate * denominator) for rate in rates]
    columns = [column.numerators for column in observed.columns]
    sums = [sum((c[row] or 0) * f for c, f in zip(columns, factors, strict=True)) for row in rows]
    return sums, denominator


def mend_sums(observed: Observed, base: float, rates: Sequence[float], follow: Sequence[int]) -> tuple[Fraction, ...]:
    """Return the columns' sums after the slips that the rates leave no doubt about are mended.

    Parameters
    ----------
    observed : Observed
    base : float
    rates : sequence of float
        Rupiah per unit of each indicator.
    follow : sequence of int
        Rows that follow already.

    Notes
    -----
    What a slip in a cell moves is its digit times the rate, and rates are known to a rupiah in a hundred million. So a
    row in which exactly one change of one digit, or else exactly one of two, gives the published amount is mended so; a
    row whose amount may have the slip is left.
    """
    from fairbudget.formulas.audit.digits import Changes, spots

    places = [column.places or 0 for column in observed.columns]
    sums = observed.sums()
    known = set(follow)
    for row in observed.usable:
        if row in known:
            continue
        values = [
            (column.numerators[row] or 0) * 10**p // column.denominator
            for column, p in zip(observed.columns, places, strict=True)
        ]
        amount = observed.amounts[row] or 0
        scaled = [rate / 10**p for rate, p in zip(rates, places, strict=True)]
        rest = amount - base - sum(value * rate for value, rate in zip(values, scaled, strict=True))
        room = 1.5 * observed.unit
        changes = Changes.of(values, places, scaled)
        hits = list(changes.hits(1, rest - room, rest + room))
        in_amount = any(abs(rest + delta) <= room for digit in spots(amount, 0) for delta in digit)
        if in_amount:
            continue
        hits = hits or list(changes.hits(2, rest - room, rest + room))
        if len(hits) == 1:
            after = changes.applied(values, hits[0])
            for k, (old, new) in enumerate(zip(values, after, strict=True)):
                sums[k] += Fraction(new - old, 10 ** places[k])
    return tuple(sums)


def explained(observed: Observed, parameters: Parameters) -> list[int]:
    """Return the rows whose published amount is the computed one to the rupiah.

    Notes
    -----
    In whole numbers. The base is rounded by itself, as `ceilings` does it.
    """
    rows = observed.usable
    numerators, denominator = exact_amounts(observed, parameters, rows)
    if parameters.rounding == "largest-remainder":
        given = sum(numerators)
        if not given:
            return []
        scale = parameters.pool * denominator / given
        scaled = [n * scale.numerator for n in numerators]
        try:
            amounts = apportion(scaled, denominator * scale.denominator, int(parameters.pool), parameters.unit)
        except ValueError:
            return []
    else:
        amounts = round_amounts(numerators, denominator, parameters.rounding, parameters.unit)
    base = int(parameters.base)
    return [row for row, amount in zip(rows, amounts, strict=True) if observed.amounts[row] == amount + base]
