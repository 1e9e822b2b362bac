"""Excel workbooks: rows of one sheet in, sheets of rows out. Loads openpyxl and XlsxWriter only when called."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.errors import FaultLog, nearest
from fairbudget.files import write_bytes
from fairbudget.io.cells import is_blank, normal

__all__ = ["Sheet", "read_sheet", "write_workbook"]

#: Excel keeps 15 significant digits; a longer integer is written as text, so that none is lost.
EXCEL_DIGITS = 10**15

_FORMATS = {"text": {}, "integer": {"num_format": "#,##0"}, "number": {"num_format": "#,##0.######"}}
_FORMATS["percent"] = {"num_format": "0.000"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to write.

    Attributes
    ----------
    name : str
        At most 31 characters.
    headings : sequence of str
    rows : sequence of sequences
        Text, int, float, Fraction or None.
    kinds : sequence of {"text", "integer", "number", "percent"}
        How each column is shown; default text.
    bold : set of int
        Indices of rows that are shown bold (totals).
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    kinds: Sequence[str] = ()
    bold: frozenset[int] = field(default_factory=frozenset)


def read_sheet(data: bytes, log: FaultLog, sheet: str | None = None) -> tuple[str, list[tuple[int, list[Any]]]] | None:
    """Return the rows of one sheet of a workbook, each with its row number.

    Numbers come as int or float, formulas as the value that was stored when the workbook was saved.

    Parameters
    ----------
    data : bytes
    log : FaultLog
    sheet : str, optional
        Needed if several visible sheets hold something.

    Returns
    -------
    (str, list of (int, list)) or None
        The sheet's name and rows; None if it cannot be read, then the faults are in `log`.

    Notes
    -----
    O(number of cells); about 2 s per million cells.
    """
    import openpyxl

    if data[:4] == b"\xd0\xcf\x11\xe0":
        log.error("an old .xls workbook or one locked by a password", expected="an .xlsx workbook without password")
        return None
    if data[:2] != b"PK":
        log.error("not an Excel workbook", expected="an .xlsx file as Excel or LibreOffice saves it")
        return None
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; none of them holds a value
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            name = _choose(book, sheet, log)
            if name is None:
                return None
            rows = _rows(book[name])
            if any(None in row for _, row in rows):
                formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
                _report_unstored(rows, _rows(formulas[name]), name, log)
    except Exception as error:
        # openpyxl raises whatever its parsers meet in a damaged file: KeyError, BadZipFile, ParseError, ...
        log.error(f"a damaged Excel workbook ({type(error).__name__}: {error})", expected="an .xlsx file that opens")
        return None
    return name, rows


def _choose(book: Any, sheet: str | None, log: FaultLog) -> str | None:
    sheets = {item.title: item for item in book.worksheets}
    if sheet is not None:
        fitting = [title for title in sheets if title == sheet] or [t for t in sheets if normal(t) == normal(sheet)]
        if len(fitting) != 1:
            log.error(f"no sheet {sheet!r}; {nearest(sheet, sheets)}")
            return None
        return fitting[0]
    filled = [
        title
        for title, item in sheets.items()
        if item.sheet_state == "visible" and any(not is_blank(cell) for _, row in _rows(item, 200) for cell in row)
    ]
    if not filled:
        log.error("every sheet is empty", expected="a table with a row of headings")
        return None
    if len(filled) > 1:
        listed = ", ".join(map(repr, filled))
        log.error(f"several sheets hold something: {listed}; say which one is meant (sheet=..., --sheet)")
        return None
    return filled[0]


def _rows(sheet: Any, limit: int | None = None) -> list[tuple[int, list[Any]]]:
    # some programs store a wrong extent of the sheet, and read-only mode would believe it
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, max_row=limit)
    # formatting alone can make a sheet a million rows long
    return [(line, list(row)) for line, row in enumerate(rows, start=1) if any(cell is not None for cell in row)]


def _report_unstored(
    values: list[tuple[int, list[Any]]], formulas: list[tuple[int, list[Any]]], name: str, log: FaultLog
) -> None:
    """Report formulas whose result the workbook does not hold: their cells look blank but are not."""
    from openpyxl.utils import get_column_letter

    shown = dict(values)
    for line, written in formulas:
        row = shown.get(line, [])
        for index, formula in enumerate(written):
            if formula is not None and (index >= len(row) or row[index] is None):
                text = formula if isinstance(formula, str) else getattr(formula, "text", str(formula))
                log.error(
                    f"the formula in cell {get_column_letter(index + 1)}{line} has no stored result",
                    sheet=name,
                    line=line,
                    value=text,
                    expected="a workbook that was saved by Excel or LibreOffice after it was calculated",
                )


def write_workbook(
    path: str | os.PathLike[str], sheets: Sequence[Sheet], first: Callable[[Any], None] | None = None
) -> None:
    """Write sheets to an .xlsx file, whole or not at all.

    Parameters
    ----------
    path : path
    sheets : sequence of Sheet
    first : callable, optional
        Called with the ``xlsxwriter.Workbook`` before the sheets are written, for sheets of another make.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        styles = {
            (kind, bold): book.add_format({**style, **({"bold": True, "top": 1} if bold else {})})
            for kind, style in _FORMATS.items()
            for bold in (False, True)
        }
        if first is not None:
            first(book)
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, heading in enumerate(sheet.headings):
                page.write_string(0, column, heading, head)
            kinds = [*sheet.kinds, *["text"] * (len(sheet.headings) - len(sheet.kinds))]
            widths = [min(len(heading), 14) for heading in sheet.headings]
            for line, row in enumerate(sheet.rows, start=1):
                for column, value in enumerate(row):
                    style = styles[kinds[column], line - 1 in sheet.bold]
                    widths[column] = max(widths[column], _write(page, line, column, value, style))
            for column, width in enumerate(widths):
                page.set_column(column, column, min(width + 2, 60))
            page.freeze_panes(1, 0)
    write_bytes(path, buffer.getvalue())


def _write(page: Any, line: int, column: int, value: Any, style: Any) -> int:
    """Write one cell and return how wide it is shown."""
    if value is None:
        page.write_blank(line, column, None, style)
        return 0
    if isinstance(value, str) or (isinstance(value, int) and abs(value) >= EXCEL_DIGITS):
        # never as a formula, whatever a name begins with
        page.write_string(line, column, str(value), style)
        return len(str(value))
    page.write_number(line, column, float(value) if isinstance(value, Fraction) else value, style)
    return len(f"{value:,}") if isinstance(value, int) else 10
