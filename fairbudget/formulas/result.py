"""Ceilings as computed: by kelurahan, component and indicator, exact and in whole rupiah, in every output's form."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.formulas.adjustments import Adjusted
from fairbudget.formulas.amounts import Column, ComponentResult
from fairbudget.formulas.comparison import Comparison, compare
from fairbudget.formulas.extras import LegalCheck, split_amounts
from fairbudget.formulas.formula import Formula
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ceilings", "Row", "Share"]


@dataclass(frozen=True, slots=True)
class Share:
    """What one indicator contributes to one kelurahan.

    Attributes
    ----------
    column : str
    value : Fraction
        As in the table.
    share : Fraction
        Of the indicator's total.
    weighted : Fraction
        Share times weight: the indicator's contribution to the share of the pool.
    exact : Fraction
        The indicator's contribution in rupiah.
    amount : int
        The same in whole rupiah, rounded by largest remainder so that a row's contributions sum to its component.
    """

    column: str
    value: Fraction
    share: Fraction
    weighted: Fraction
    exact: Fraction
    amount: int


@dataclass(frozen=True, slots=True)
class Row:
    """The ceiling of one kelurahan.

    Attributes
    ----------
    line : int
        Of the table.
    name : str
    group : str or None
        Its kecamatan.
    amounts : dict of str to int
        Whole rupiah by component, and by adjustment what it adds or takes; they sum to the total. Such as ``{"bes":
        120000000, "apw": 251451151}``.
    total : int
        AW.
    """

    line: int
    name: str
    group: str | None
    amounts: dict[str, int]
    total: int
    _components: tuple[ComponentResult, ...] = field(repr=False)
    _index: int = field(repr=False)

    @property
    def exact(self) -> dict[str, Fraction]:
        """The amounts by component before rounding."""
        return {result.component.key: result.exact(self._index) for result in self._components}

    @property
    def shares(self) -> dict[str, tuple[Share, ...]]:
        """What each indicator contributes, by component that has indicators."""
        row, found = self._index, {}
        for result in self._components:
            if result.parts:
                pairs = zip(result.parts, result.part_exact(row), result.part_amounts[row], strict=True)
                found[result.component.key] = tuple(
                    Share(
                        part.indicator.column,
                        part.value(row),
                        part.share(row),
                        part.weighted(row),
                        exact,
                        amount,
                    )
                    for part, exact, amount in pairs
                )
        return found


@dataclass(frozen=True)
class Ceilings:
    """The ceilings of all kelurahan.

    Attributes
    ----------
    formula : Formula
    components : tuple of ComponentResult
        In the order of the formula.
    table : Table
        The rows that were used, without totals.
    unit_heading : str
    group_heading : str or None
    names : tuple of str
    groups : tuple of str or None
    notes : tuple of str
        What a reader should know: totals that are not sums, lines that were passed over.
    adjusted : Adjusted or None
        What floors, caps and the like make of the sums of the components.
    """

    formula: Formula
    components: tuple[ComponentResult, ...]
    table: Table
    unit_heading: str
    group_heading: str | None
    names: tuple[str, ...]
    groups: tuple[str, ...] | None
    notes: tuple[str, ...]
    adjusted: Adjusted | None = None

    def __post_init__(self) -> None:
        headings = [self.group_heading, self.unit_heading, *(column.heading for column in self.columns())]
        twice = {heading for heading in headings if heading and headings.count(heading) > 1}
        if twice:
            listed = ", ".join(sorted(twice))
            raise InputError(f"several columns of the result would be called {listed}: give a component another id")

    def __len__(self) -> int:
        return len(self.names)

    @functools.cached_property
    def totals(self) -> list[int]:
        """The ceiling of each kelurahan (AW): the sum of its components, as adjusted, in whole rupiah."""
        if self.adjusted is not None:
            return self.adjusted.totals
        return [sum(amounts) for amounts in zip(*(result.amounts for result in self.components), strict=True)]

    @functools.cached_property
    def rows(self) -> tuple[Row, ...]:
        """One :class:`Row` per kelurahan, in the order of the table."""
        return tuple(self._row(index) for index in range(len(self)))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def row(self, name: str, group: str | None = None) -> Row:
        """Return the row of a kelurahan.

        Raises
        ------
        OptionError
            If there is none of that name, or several and no `group` that tells them apart.
        """
        wanted = [index for index, own in enumerate(self.names) if normal(own) == normal(name)]
        if group is not None and self.groups is not None:
            wanted = [index for index in wanted if normal(self.groups[index]) == normal(group)]
        if len(wanted) != 1:
            problem = f"{len(wanted)} rows are called {name!r}; say which kecamatan" if wanted else f"no row {name!r}"
            raise OptionError(problem if wanted else f"{problem}; {nearest(name, self.names)}")
        return self._row(wanted[0])

    def _row(self, index: int) -> Row:
        return Row(
            line=self.table.lines[index],
            name=self.names[index],
            group=self.groups[index] if self.groups else None,
            amounts={
                **{result.component.key: result.amounts[index] for result in self.components},
                **({key: item[index] for key, item in self.adjusted.effects.items()} if self.adjusted else {}),
            },
            total=self.totals[index],
            _components=self.components,
            _index=index,
        )

    @property
    def residual(self) -> Fraction:
        """What the components were to give less what they give; negative if they give more."""
        return sum((result.target for result in self.components), Fraction(0)) - sum(self.totals)

    def columns(self) -> list[Column]:
        """Return the columns of the long table, after kecamatan and kelurahan; each is computed when it is asked for.

        First the indicators as in the table. Then for each component: of every indicator ``x`` its share in percent of
        the indicator's total (``apw_x_share_pct``), its contribution in percentage points (``apw_x_weighted_pct``) and
        in rupiah (``apw_x``), the sum of the contributions (``apw_share_pct``) and the amount (``apw``). Last the total
        (``aw``).
        """
        found: dict[str, Column] = {}
        for result in self.components:
            for part in result.parts:
                key = part.indicator.key
                found.setdefault(key, Column(key, "number", functools.partial(_same, part.numbers)))
            for numbers in result.inputs:
                found.setdefault(numbers.heading, Column(numbers.heading, "number", functools.partial(_same, numbers)))
        key = self.formula.key
        own = [column for result in self.components for column in result.columns()]
        if self.adjusted is not None:
            own.append(_whole_column(f"{key}_before", self.adjusted.before))
            own += [_whole_column(name, amounts) for name, amounts in self.adjusted.effects.items()]
        own.append(Column(key, "integer", lambda: Numbers(key, list(self.totals), 1, 0)))
        parts = zip(self.formula.split, self.split, strict=True)
        return [*found.values(), *own, *(_whole_column(part.key, amounts) for part, amounts in parts)]

    @functools.cached_property
    def split(self) -> list[list[int]]:
        """For each part of the formula's split, what it takes of every ceiling, in rupiah."""
        return split_amounts(self.formula.split, self.totals, self.formula.rounding_unit) if self.formula.split else []

    @property
    def legal(self) -> LegalCheck | None:
        """Whether the ceilings reach the law's least sum, if the formula names one."""
        floor = self.formula.legal_floor
        return None if floor is None else LegalCheck(floor, sum(self.totals))

    @property
    def quantities(self) -> tuple[str, ...]:
        """The computed columns by heading: the total and the components first, then what is by indicator."""
        order = [self.formula.key, *(result.component.key for result in self.components)]
        order += [f"{key}_share_pct" for key in order]
        computed = [column.heading for column in self.columns() if column.kind != "number"]
        return tuple(sorted(computed, key=lambda heading: order.index(heading) if heading in order else len(order)))

    def compare(self, column: str, quantity: str | None = None) -> Comparison:
        """Compare a published column of the table with what was computed.

        Parameters
        ----------
        column : str
            Heading of the table.
        quantity : str, optional
            A key of :attr:`quantities`; by default the one that agrees on most rows.

        Returns
        -------
        Comparison

        Raises
        ------
        InputError
            If there is no such column or it holds something that is not a number.
        OptionError
            On an unknown quantity.
        """
        if quantity is not None and quantity not in self.quantities:
            raise OptionError(f"unknown quantity {quantity!r} to compare with; {nearest(quantity, self.quantities)}")
        notes: list[str] = []
        printed = self.table.numbers(column, names=self.names, blank=True, notes=notes)
        own = {item.heading: item.compute for item in self.columns()}
        wanted = self.quantities if quantity is None else (quantity,)
        computed = [own[heading]() for heading in wanted]
        return compare(printed, computed, self.table.lines, self.names, self.groups, notes)

    def split_comparison(self, text: str) -> tuple[str, str | None]:
        """Return column and quantity of a text ``COLUMN`` or ``COLUMN=QUANTITY``; a heading may hold the sign ``=``."""
        column, sign, quantity = text.rpartition("=")
        if not sign or self.table.locate([text]):
            return text, None
        return column.strip(), quantity.strip().lower()

    def to_frame(self) -> pd.DataFrame:
        """Return the long table with rupiah as integers, and percent and indicators as floats."""
        import pandas as pd

        data: dict[str, Any] = {}
        if self.group_heading and self.groups:
            data[self.group_heading] = list(self.groups)
        data[self.unit_heading] = list(self.names)
        for column in self.columns():
            numbers = column.compute()
            cells = numbers.numerators
            if column.kind != "integer":
                data[column.heading] = [(cell or 0) / numbers.denominator for cell in cells]
            else:
                data[column.heading] = cells
        return pd.DataFrame(data)

    def to_dict(self, *, exact: bool = False) -> dict[str, Any]:
        """Return everything as plain data; see :func:`fairbudget.formulas.plain.plain_result`."""
        from fairbudget.formulas.plain import plain_result

        return plain_result(self, exact=exact)

    def to_json(self, *, exact: bool = False) -> str:
        """Return :meth:`to_dict` as JSON text."""
        from fairbudget.formulas.output import json_text

        return json_text(self, exact=exact)

    def to_csv(self) -> str:
        """Return the long table as csv; see :func:`fairbudget.formulas.output.csv`."""
        from fairbudget.formulas.output import csv

        return csv(self)

    def to_text(self, **options: Any) -> str:
        """Return tables for a terminal; see :func:`fairbudget.formulas.output.text`."""
        from fairbudget.formulas.output import text

        return text(self, **options)

    def write(
        self, path: str | os.PathLike[str], format: str | None = None, comparisons: Any = (), lang: str = "en"
    ) -> Path:
        """Write the ceilings to a file; see :func:`fairbudget.formulas.output.write`."""
        from fairbudget.formulas.output import write

        return write(self, path, format, comparisons, lang)


def _whole_column(heading: str, amounts: list[int]) -> Column:
    return Column(heading, "integer", lambda: Numbers(heading, list(amounts), 1, 0))


def _same(numbers: Numbers) -> Numbers:
    return numbers
