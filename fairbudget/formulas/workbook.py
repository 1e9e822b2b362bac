"""Ceilings as an Excel workbook: the amounts, the formula with what is left over, and comparisons."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.errors import InputError
from fairbudget.formulas.comparison import Comparison
from fairbudget.formulas.lang import words
from fairbudget.formulas.live_pages import write_live
from fairbudget.io.cells import Numbers
from fairbudget.io.tables import Sheet, write_workbook

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["ceilings_workbook"]

#: Rows of a sheet of Excel, less those for headings and totals.
MOST_ROWS = 1_048_570


def ceilings_workbook(
    result: Ceilings, path: str | os.PathLike[str], comparisons: Sequence[Comparison], lang: str = "en"
) -> None:
    """Write ceilings to an .xlsx file that computes them again when an input is changed.

    Parameters
    ----------
    result : Ceilings
    path : path
    comparisons : sequence of Comparison
        A sheet each.
    lang : {"en", "id"}
        Of the sheets' names and words.

    Raises
    ------
    InputError
        If the file cannot be written or a sheet cannot hold so many rows.

    Notes
    -----
    Sheets: what to know; inputs (pools, weights, totals); the calculation by formulas; the ceilings as values, exactly
    as fairbudget computed them; the formula with what is left over; comparisons. What no formula states is written as
    values, and the first sheet says so.
    """
    if len(result) > MOST_ROWS:
        raise InputError(f"{path}: {len(result)} rows do not fit a sheet of Excel; write csv")
    t = words(lang)
    sheets = [_ceilings_sheet(result, t), _formula_sheet(result, t)]
    for number, item in enumerate(comparisons, start=1):
        name = t("comparison") if len(comparisons) == 1 else f"{t('comparison')} {number}"
        sheets.append(_comparison_sheet(name, item))
    write_workbook(path, sheets, first=lambda book: write_live(book, result, sheets[0], lang))


def _ceilings_sheet(result: Ceilings, t: Callable[[str], str]) -> Sheet:
    headings, kinds, data = [], [], []
    if result.group_heading and result.groups:
        headings, kinds, data = [result.group_heading], ["text"], [[*result.groups, None]]
    headings, kinds, data = [*headings, result.unit_heading], [*kinds, "text"], [*data, [*result.names, t("sum")]]
    for column in result.columns():
        numbers = column.compute()
        cells = _cells(numbers)
        headings.append(column.heading)
        kinds.append(column.kind)
        data.append([*cells, sum(cells)])
    rows = [list(row) for row in zip(*data, strict=True)]
    return Sheet(t("ceilings"), headings, rows, kinds, frozenset({len(result)}))


def _cells(numbers: Numbers) -> list[Any]:
    if numbers.denominator == 1:
        return [number or 0 for number in numbers.numerators]
    return [Fraction(number or 0, numbers.denominator) for number in numbers.numerators]


def _formula_sheet(result: Ceilings, t: Callable[[str], str]) -> Sheet:
    rows: list[list[Any]] = [[t("formula").lower(), result.formula.name], [t("source"), result.formula.source]]
    rows += [[t("rounding"), result.formula.rounding], [t("rounding unit"), result.formula.rounding_unit]]
    for component in result.components:
        id = component.component.id
        rows += [
            [f"{id}: {t('kind')}", component.component.kind],
            [f"{id}: {t('to give')}", component.target],
            [f"{id}: {t('given')}", sum(component.amounts)],
            [f"{id}: {t('residual')}", component.residual],
            [f"{id}: residual of totals", component.residual_of_totals],
            [f"{id}: residual of rounding", component.residual_of_rounding],
        ]
        for part in component.parts:
            name = f"{id}, {part.indicator.column}"
            origin = "formula" if part.given else "sum of the column"
            rows += [
                [f"{name}: {t('weight')}", part.indicator.weight],
                [f"{name}: {t('total')} ({origin})", part.total],
                [f"{name}: {t('column sum')}", part.column_sum],
            ]
    rows += [["residual in all", result.residual]]
    rows += [["note", note] for note in result.notes]
    return Sheet(t("formula"), [t("what"), t("value")], rows, ["text", "number"])


def _comparison_sheet(name: str, item: Comparison) -> Sheet:
    headings = [
        "line",
        "kecamatan",
        "kelurahan",
        f"{item.column} (printed)",
        f"{item.quantity} (computed)",
        "difference",
    ]
    rows = [[d.line, d.group, d.name, d.printed, d.computed, d.difference] for d in item.differences]
    rows.append([None, None, item.summary(), None, None, None])
    kinds = ["integer", "text", "text", "number", "number", "number"]
    return Sheet(name, headings, rows, kinds, frozenset({len(rows) - 1}))
