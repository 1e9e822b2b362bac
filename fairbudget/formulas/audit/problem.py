"""The published table as equations: what each row's amounts and each column's total should be, given the cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.extras import SplitPart, split_amounts
from fairbudget.io.tables import Table
from fairbudget.money import round_fraction

__all__ = ["FixedPart", "IndicatorColumn", "Problem", "PublishedColumn"]


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
    constrained : bool
        Whether the cells must sum to the total; not for a column that tells classes alone and has no printed total.
    """

    heading: str
    places: int
    values: list[int | None]
    weight: Fraction
    total: Fraction
    origin: str = "formula"
    constrained: bool = True

    @property
    def sum(self) -> Fraction:
        """The sum of the cells as printed."""
        return Fraction(sum(value or 0 for value in self.values), 10**self.places)


@dataclass(slots=True)
class FixedPart:
    """What a row receives beside the proportional part: the same for all, by class of a cell, or as given by row.

    Attributes
    ----------
    key : str
        As the formula calls it.
    bases : list of int
        Whole rupiah by class; one for a flat part.
    column : int
        Of the problem's indicators, whose cell tells the class; -1 if there are no classes.
    bounds : list of Fraction
        The greatest value of each class but the last, in units of the cell's last decimal.
    by_row : list of int
        Whole rupiah of each row, where they follow from no cell that is audited.
    """

    key: str
    bases: list[int] = field(default_factory=list)
    column: int = -1
    bounds: list[Fraction] = field(default_factory=list)
    by_row: list[int] = field(default_factory=list)

    def value(self, row: int, cells: Sequence[int]) -> int:
        """Return what a row receives."""
        if self.by_row:
            return self.by_row[row]
        return (
            self.bases[sum(1 for bound in self.bounds if cells[self.column] > bound)] if self.bounds else self.bases[0]
        )

    def choices(self, row: int) -> list[int]:
        """Return all that the row may receive, whatever its class."""
        return [self.by_row[row]] if self.by_row else list(dict.fromkeys(self.bases))


@dataclass(slots=True)
class PublishedColumn:
    """A printed column that the formula computes.

    Attributes
    ----------
    heading : str
    quantity : str
        ``amount`` (the proportional part), ``base`` (one fixed part), ``total`` (all parts), ``split`` (a percentage of
        all parts), ``share`` of the pool, ``total-share`` of all money, ``part-share`` of one indicator's total, or
        ``weighted``, the same times its weight.
    name : str
        The quantity as the formula calls it.
    places : int
    values : list of int or None
        As counts of units of the last decimal.
    fixed : tuple of int
        Which fixed parts it holds.
    whole : int
        For shares: 100 or 1.
    divisor : int
        Rupiah that one is printed for: 1, or 1000 where amounts are printed in thousands.
    part : int
        Of the indicators, or of the split.
    """

    heading: str
    quantity: str
    name: str
    places: int
    values: list[int | None]
    fixed: tuple[int, ...] = ()
    whole: int = 100
    divisor: int = 1
    part: int = -1

    @property
    def is_money(self) -> bool:
        """Whether it tells the proportional part in rupiah."""
        return self.quantity in ("amount", "total", "split")

    def printed(self, amount: int | Fraction) -> int:
        """Return rupiah as they are printed, in units of the last decimal."""
        return round_fraction(Fraction(amount) * 10**self.places / self.divisor)


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
    fixed : list of FixedPart
    split : tuple of SplitPart
        Percentages of every sum of all parts.
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
    fixed: list[FixedPart] = field(default_factory=list)
    split: tuple[SplitPart, ...] = ()
    factors: list[int] = field(default_factory=list)
    denominator: int = 1

    @property
    def constrained(self) -> list[int]:
        """Return the indicators whose cells must sum to their totals."""
        return [k for k, column in enumerate(self.indicators) if column.constrained]

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

    def expected(self, row: int, cells: Sequence[int], numerator: int, amount: int) -> list[int]:
        """Return what each published column should hold, for the cells of a row and a rounded amount."""
        extra = [part.value(row, cells) for part in self.fixed]
        total = amount + sum(extra)
        split = split_amounts(self.split, [total], self.rounding_unit) if self.split else []
        found = []
        for column in self.published:
            if column.quantity in ("amount", "base", "total"):
                own = 0 if column.quantity == "base" else amount
                found.append(column.printed(own + sum(extra[k] for k in column.fixed)))
            elif column.quantity == "split":
                found.append(column.printed(split[column.part][0]))
            else:
                found.append(
                    round_fraction(self._share(column, cells, numerator, total) * column.whole * 10**column.places)
                )
        return found

    def _share(self, column: PublishedColumn, cells: Sequence[int], numerator: int, total: int) -> Fraction:
        if column.quantity == "share":
            return self.share(numerator)
        if column.quantity == "total-share":
            return total / self.all_money
        indicator = self.indicators[column.part]
        own = Fraction(cells[column.part], 10**indicator.places) / indicator.total
        return own * indicator.weight if column.quantity == "weighted" else own

    @property
    def all_money(self) -> Fraction:
        """What all parts give together, before rounding and with classes as printed."""
        return self.pool + sum(self._sum_of(part) for part in self.fixed)

    def _sum_of(self, part: FixedPart, after: Mapping[int, Sequence[int]] | None = None) -> int:
        blank = [0] * len(self.indicators)
        cells = [(after or {}).get(row) or self.cells(row) or blank for row in range(len(self.rows))]
        return sum(part.value(row, own) for row, own in enumerate(cells))

    def nominal(self, column: PublishedColumn, after: Mapping[int, Sequence[int]] | None = None) -> Fraction:
        """Return what a column sums to before rounding, if every indicator's column sums to its total.

        Parameters
        ----------
        column : PublishedColumn
        after : mapping, optional
            Corrected cells by row, which tell classes instead of those printed.
        """
        if not column.is_money and column.quantity != "base":
            weight = self.indicators[column.part].weight if column.quantity == "weighted" else Fraction(1)
            return column.whole * weight
        if column.quantity == "split":
            money = self.pool + sum(self._sum_of(part, after) for part in self.fixed)
            return self.split[column.part].share * money / column.divisor
        own = Fraction(0) if column.quantity == "base" else self.pool
        return (own + sum(self._sum_of(self.fixed[k], after) for k in column.fixed)) / column.divisor

    def by_class(self, column: PublishedColumn) -> bool:
        """Tell whether a column's sum hangs on classes, which a correction may change."""
        if column.quantity == "split":
            return any(part.bounds for part in self.fixed)
        return any(self.fixed[k].bounds for k in column.fixed)

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
            expected = self.expected(row, cells, numerator, amount)
            triples = zip(self.published, self.printed(row), expected, strict=True)
            found.append([(c, printed, value) for c, printed, value in triples if printed not in (None, value)])
        return min(found, key=len)
