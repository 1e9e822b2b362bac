"""Workbooks of LibreOffice (.ods): cells, merged cells and hidden sheets, from the XML that the format defines."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree

__all__ = ["Page", "read_ods"]

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: A sheet has no more; formats reach down to the last row, as repeated blank ones.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
#: What is unpacked from one archive at most.
MOST_BYTES = 2**30


@dataclass(eq=False)
class Page:
    """A sheet: its name, rows that hold something (from 1), merged cells (columns from 0), and whether it is hidden."""

    name: str
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False


def read_ods(data: bytes) -> list[Page]:
    """Return the sheets of an OpenDocument spreadsheet.

    Numbers come as int or Decimal, dates as date, formulas as the value that was stored.

    Raises
    ------
    zipfile.BadZipFile, KeyError, xml.etree.ElementTree.ParseError, ValueError
        If the file is damaged.

    References
    ----------
    OASIS, *Open Document Format for Office Applications 1.3*, part 3, section 9 (tables).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("content.xml")
        if entry.file_size > MOST_BYTES:
            raise ValueError("the workbook is too large")
        root = ElementTree.fromstring(archive.read(entry))
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    return [
        _page(table, table.get(f"{_TABLE}style-name") in hidden)
        for sheet in root.iter(f"{_OFFICE}spreadsheet")
        for table in sheet.iter(f"{_TABLE}table")
    ]


def _page(table: ElementTree.Element, hidden: bool) -> Page:
    page = Page(table.get(f"{_TABLE}name", ""), hidden=hidden)
    line = 1
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        cells: list[Any] = []
        for column, cell, value in _cells(row):
            if value is not None:
                cells.extend([None] * (column - len(cells)))
                cells.append(value)
            down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
            if down * across > 1:
                page.merged.append((line, column, line + down - 1, column + across - 1))
        if cells:
            page.rows.extend((line + k, list(cells)) for k in range(min(repeated, MOST_ROWS - line + 1)))
        line += repeated
    return page


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element, Any]]:
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        value = _value(cell)
        # what repeats to the edge of the sheet is formatting
        for k in range(1 if value is None else min(repeated, MOST_COLUMNS - column)):
            yield column + k, cell, value
        column += repeated


def _value(cell: ElementTree.Element) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        try:
            number = Decimal(cell.get(f"{_OFFICE}value", ""))
        except InvalidOperation:
            return _text(cell)
        return int(number) if number == number.to_integral_value() and abs(number) < 10**18 else number
    if kind == "date":
        written = cell.get(f"{_OFFICE}date-value", "")
        try:
            return datetime.datetime.fromisoformat(written)
        except ValueError:
            return written
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    return _text(cell)


def _text(cell: ElementTree.Element) -> str | None:
    lines = ["".join(_signs(paragraph)) for paragraph in cell.findall(f"{_TEXT}p")]
    return "\n".join(lines) or None


def _signs(element: ElementTree.Element) -> Iterator[str]:
    """Give the text of a paragraph; runs of blanks, tabs and line ends are elements of their own."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * int(child.get(f"{_TEXT}c", "1"))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif not child.tag.endswith("annotation"):
            yield from _signs(child)
        yield child.tail or ""
