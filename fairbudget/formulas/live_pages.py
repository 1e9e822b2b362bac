"""The workbook's live sheets on paper: what to know, inputs, calculation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.formulas.lang import words
from fairbudget.formulas.live import live_sheets
from fairbudget.formulas.live_base import FIRST, LiveSheets, letter
from fairbudget.io.tables import Sheet
from fairbudget.io.workbooks import EXCEL_DIGITS

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["MOST_LIVE", "write_live"]

#: Rows beyond which a workbook holds values only: a spreadsheet would open it in minutes.
MOST_LIVE = 10_000

_SHOWN = {"text": "@", "integer": "#,##0", "number": "#,##0.######", "exact": "#,##0.0000", "share": "0.000000000"}
INPUT = {"font_color": "#0033CC", "bg_color": "#EEF3FF"}


def write_live(book: Any, result: Ceilings, values: Sheet, lang: str = "en") -> None:
    """Write the live sheets to a workbook.

    Parameters
    ----------
    book : xlsxwriter.Workbook
    result : Ceilings
    values : Sheet
        The sheet of ceilings as values, with which the calculation is compared.
    lang : {"en", "id"}
    """
    t = words(lang)
    page = book.add_worksheet(t("read me"))
    page.set_column(0, 0, 110)
    styles = _styles(book)
    title = book.add_format({"bold": True, "font_size": 14})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, result.formula.name or t("ceilings"), title)
    if len(result) > MOST_LIVE:
        page.write_string(2, 0, t("too many").format(MOST_LIVE), wrap)
        return
    live = live_sheets(result, lang)
    names = {key: t(key) for key in ("inputs", "calculation", "ceilings")}
    lines = [t("read 1"), t("read 2").format(**names), t("read 3").format(digits=live.digits)]
    for line, text in enumerate(lines, start=2):
        page.set_row(line, 32)
        page.write_string(line, 0, text, wrap)
    line = 6
    if live.static:
        page.write_string(line, 0, t("static"), book.add_format({"bold": True}))
        for line, text in enumerate(live.static, start=line + 1):  # noqa: B020
            page.set_row(line, 32)
            page.write_string(line, 0, text, wrap)
        line += 2
    _write_inputs(book, result, live, styles, t)
    difference, before = _write_calculation(book, result, live, values, styles, t)
    sheet = f"'{t('calculation')}'!"
    page.set_column(1, 1, 34)
    page.write_string(line, 0, t("differing"))
    page.write_formula(line, 1, f"=SUMPRODUCT(--({sheet}{difference}<>0))", styles["integer", False, True], 0)
    if live.before:
        own = values.headings.index(f"{result.formula.key}_before")
        static = f"'{t('ceilings')}'!{_range(letter(own), len(result))}"
        page.write_string(line + 1, 0, t("stale"))
        page.write_formula(
            line + 1,
            1,
            f'=IF(SUMPRODUCT(ABS({sheet}{before}-{static}))=0,"{t("fits")}","{t("stale yes")}")',
            styles["text", False, True],
            t("fits"),
        )


def _styles(book: Any) -> dict[tuple[str, bool, bool], Any]:
    """Return formats by kind of number, whether an input, whether bold."""
    found = {}
    for kind, shown in _SHOWN.items():
        for own in (False, True):
            for bold in (False, True):
                style = {"num_format": shown} if kind != "text" else {}
                found[kind, own, bold] = book.add_format(
                    {**style, **(INPUT if own else {}), **({"bold": True} if bold else {})}
                )
    return found


def _write_inputs(book: Any, result: Ceilings, live: LiveSheets, styles: Any, t: Any) -> None:
    page = book.add_worksheet(t("inputs"))
    page.set_column(0, 0, 46)
    page.set_column(1, 3, 24)
    right = book.add_format({"bold": True, "align": "right"})
    for line, item in enumerate(live.settings):
        if item.label:
            page.write_string(line, 0, item.label, styles["text", False, item.head or line == 0])
        for column, cell in enumerate(item.cells, start=1):
            if isinstance(cell, str) and len(item.cells) > 1:
                page.write_string(line, column, cell, right)
            else:
                _write(page, line, column, cell, styles)
    page.freeze_panes(1, 1)


def _write(page: Any, line: int, column: int, cell: object, styles: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, tuple):
        formula, value = cell
        page.write_formula(line, column, formula, styles["number", False, False], float(value))
    elif isinstance(cell, str):
        page.write_string(line, column, cell, styles["text", False, False])
    else:
        _write_value(page, line, column, cell, styles["number", True, False])


def _number(value: Any) -> int | float | str:
    """Return a number for a cell; a fraction such as 1/3 as the text of a division, so that nothing is cut by hand."""
    if isinstance(value, Fraction) and value.denominator != 1:
        near = float(value)
        written = Fraction(repr(near)) == value
        short = abs(value.numerator) < EXCEL_DIGITS and value.denominator < EXCEL_DIGITS
        return near if written or not short else f"{value.numerator}/{value.denominator}"
    return int(value) if isinstance(value, Fraction) else value


def _range(column: str, count: int) -> str:
    return f"${column}${FIRST}:${column}${FIRST + count - 1}"


def _write_calculation(
    book: Any, result: Ceilings, live: LiveSheets, values: Sheet, styles: Any, t: Any
) -> tuple[str, str]:
    """Write the sheet of calculation and return the ranges of its differences and of the sums before adjustments."""
    page = book.add_worksheet(t("calculation"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    count, last = len(result), FIRST + len(result)
    for place, column in enumerate(live.columns):
        page.write_string(0, place, column.heading, head)
        page.set_column(place, place, 22 if column.kind in ("text", "exact") else 16)
        style = styles[column.kind, column.input, False]
        for row, value in enumerate(column.values):
            line = FIRST - 1 + row
            if column.kind == "text":
                page.write_string(line, place, str(value), style)
            elif column.formula is not None:
                page.write_formula(line, place, column.formula(line + 1), style, float(value))
            else:
                _write_value(page, line, place, value, style)
        name = letter(place)
        if column.kind == "text":
            if place == len([c for c in live.columns if c.kind == "text"]) - 1:
                page.write_string(last - 1, place, t("sum"), styles["text", False, True])
        elif column.total:
            total = float(sum(Fraction(value) for value in column.values))
            formula = f"=SUM({name}{FIRST}:{name}{last - 1})"
            page.write_formula(last - 1, place, formula, styles[column.kind, False, True], total)
    place = len(live.columns)
    own, name = letter(values.headings.index(result.formula.key)), result.formula.total_id
    page.write_string(0, place, t("as computed").format(name), head)
    page.write_string(0, place + 1, t("difference"), head)
    page.set_column(place, place + 1, 16)
    for row, amount in enumerate(result.totals):
        line = FIRST + row
        style = styles["integer", False, False]
        page.write_formula(line - 1, place, f"='{values.name}'!{own}{line}", style, amount)
        page.write_formula(line - 1, place + 1, f"={live.ceiling}{line}-{letter(place)}{line}", style, 0)
    for extra in (place, place + 1):
        formula = f"=SUM({letter(extra)}{FIRST}:{letter(extra)}{last - 1})"
        total = sum(result.totals) if extra == place else 0
        page.write_formula(last - 1, extra, formula, styles["integer", False, True], total)
    page.set_row(0, 46)
    page.freeze_panes(1, sum(1 for column in live.columns if column.kind == "text"))
    return _range(letter(place + 1), count), _range(live.before or "A", count)


def _write_value(page: Any, line: int, place: int, value: Any, style: Any) -> None:
    number = _number(value)
    if isinstance(number, str):
        # more digits than a cell keeps: a division of two numbers that it does keep
        page.write_formula(line, place, f"={number}", style, float(value))
    else:
        page.write_number(line, place, number, style)
