"""The published table as equations: what each row's amounts and each column's total should be, given the cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.io.tables import Table
from fairbudget.money import round_fraction

__all__ = ["IndicatorColumn", "Problem", "PublishedColumn"]


@dataclass(slots=True)
class IndicatorColumn:
    """An indicator's cells as counts of units of the last decimal.

    Attributes
    ----------
    heading : str
    places : int
    values : list of int or None
    weight : Fraction
    total : Fraction
        What its shares are shares of.
    origin : str
        Where the total comes from, in words.
    """

    heading: str
    places: int
    values: list[int | None]
    weight: Fraction
    total: Fraction
    origin: str = "formula"

    @property
    def sum(self) -> Fraction:
        """The sum of the cells as printed."""
        return Fraction(sum(value or 0 for value in self.values), 10**self.places)


@dataclass(slots=True)
class PublishedColumn:
    """A printed column that the formula computes.

    Attributes
    ----------
    heading : str
    quantity : str
        ``amount`` (the proportional part), ``base`` (one equal part), ``total`` (all parts) or ``share``.
    name : str
        The quantity as the formula calls it.
    places : int
    values : list of int or None
        As counts of units of the last decimal.
    plus : int
        For ``total`` what the equal parts add; for ``base`` what it is.
    whole : int
        For ``share``: 100 or 1.
    """

    heading: str
    quantity: str
    name: str
    places: int
    values: list[int | None]
    plus: int = 0
    whole: int = 100

    def expected(self, amount: int, share: Fraction) -> int:
        """Return what should be printed, in units of the last decimal, for a rounded amount and an exact share."""
        scale = 10**self.places
        if self.quantity == "share":
            return round_fraction(share * self.whole * scale)
        return {"amount": amount, "base": 0, "total": amount}[self.quantity] * scale + self.plus * scale

    def nominal(self, pool: Fraction, rows: int) -> Fraction:
        """Return what the column sums to before rounding, if every indicator's column sums to its total."""
        if self.quantity == "share":
            return Fraction(self.whole)
        return (Fraction(0) if self.quantity == "base" else pool) + self.plus * rows


@dataclass(slots=True)
class Problem:
    """Everything that an audit asks about.

    Attributes
    ----------
    rows : Table
        Without totals.
    unit, group : str or None
        Headings of the names.
    names, groups : list of str
    pool : Fraction
    indicators : list of IndicatorColumn
    published : list of PublishedColumn
    printed_totals : list of PrintedTotal
    rounding : str
    rounding_unit : int
    notes : list of str
    """

    rows: Table
    unit: str
    group: str | None
    names: list[str]
    groups: list[str] | None
    pool: Fraction
    indicators: list[IndicatorColumn]
    published: list[PublishedColumn]
    printed_totals: list[PrintedTotal]
    rounding: str
    rounding_unit: int
    notes: list[str] = field(default_factory=list)
    factors: list[int] = field(default_factory=list)
    denominator: int = 1

    @property
    def columns(self) -> list[IndicatorColumn | PublishedColumn]:
        """Return indicators and published columns."""
        return [*self.indicators, *self.published]

    def prepare(self) -> None:
        """Bring the rates, rupiah per unit of a cell's last decimal, over one denominator."""
        rates = [self.pool * i.weight / i.total / 10**i.places for i in self.indicators]
        self.denominator = math.lcm(1, *(rate.denominator for rate in rates))
        self.factors = [int(rate * self.denominator) for rate in rates]

    def exact(self, cells: Sequence[int]) -> int:
        """Return a row's exact amount as a numerator over ``denominator``."""
        return sum(value * factor for value, factor in zip(cells, self.factors, strict=True))

    def amounts(self, numerator: int) -> list[int]:
        """Return what an exact amount may be rounded to; two amounts only with ``largest-remainder``."""
        exact = Fraction(numerator, self.denominator)
        if self.rounding != "largest-remainder":
            return [round_fraction(exact, self.rounding, self.rounding_unit)]
        ends = (round_fraction(exact, mode, self.rounding_unit) for mode in ("floor", "ceiling"))
        return list(dict.fromkeys(ends))

    def share(self, numerator: int) -> Fraction:
        """Return a row's share of the pool."""
        return Fraction(numerator, self.denominator) / self.pool

    def expected(self, numerator: int, amount: int) -> list[int]:
        """Return what each published column should hold."""
        share = self.share(numerator)
        return [column.expected(amount, share) for column in self.published]

    def cells(self, row: int) -> list[int] | None:
        """Return a row's indicators; None if one is missing."""
        values = [column.values[row] for column in self.indicators]
        return None if None in values else [value for value in values if value is not None]

    def printed(self, row: int) -> list[int | None]:
        """Return what is printed in a row of the published columns."""
        return [column.values[row] for column in self.published]

    def follows(self, row: int) -> bool:
        """Tell whether everything printed in a row follows from its cells."""
        return not self.failing(row)

    def failing(self, row: int) -> list[tuple[PublishedColumn, int, int]]:
        """Return the published columns that do not follow, with the printed and the computed number.

        A row with a missing indicator fails nowhere, as nothing can be computed.
        """
        cells = self.cells(row)
        if cells is None:
            return []
        numerator = self.exact(cells)
        found: list[list[tuple[PublishedColumn, int, int]]] = []
        for amount in self.amounts(numerator):
            triples = zip(self.published, self.printed(row), self.expected(numerator, amount), strict=True)
            found.append([(c, printed, value) for c, printed, value in triples if printed not in (None, value)])
        return min(found, key=len)
