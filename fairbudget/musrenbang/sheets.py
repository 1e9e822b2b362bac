"""The sheets of a city: of a workbook, of a folder of workbooks and text files, or of one text file, cell by cell."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fairbudget.errors import FaultLog
from fairbudget.io.cells import is_blank
from fairbudget.io.delimited import read_delimited
from fairbudget.io.tables import refuse_disguised
from fairbudget.musrenbang.evaluate import evaluate
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.ods import read_ods

__all__ = ["BOOKS", "OPEN_BOOKS", "TEXTS", "Formula", "RawSheet", "load"]

BOOKS = (".xlsx", ".xlsm")
#: Workbooks of LibreOffice.
OPEN_BOOKS = (".ods",)
TEXTS = (".csv", ".tsv", ".txt")
#: Files that a folder may hold beside tables, and that say nothing about the city's numbers.
PASSED_OVER = ("readme", "changes", "perubahan")
_REFERENCE = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose formula was never calculated, so that its value is not known."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(eq=False)
class RawSheet:
    """Cells as they stand.

    Attributes
    ----------
    file : str
    name : str or None
        Of the sheet; None for a text file.
    rows : list of (int, list)
        Row number and cells, rows without anything left out.
    merged : list of (int, int, int, int)
        First row, first column, last row, last column of merged cells; rows from 1, columns from 0.
    path : Path
    computed : dict of (int, int) to str
        Row and column -> formula, of cells whose result was not stored and was computed here.
    hidden : bool
    """

    file: str
    name: str | None
    rows: list[tuple[int, list[Any]]]
    path: Path
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    computed: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False

    @property
    def title(self) -> str:
        """What people call it: the sheet's name, or the file's without its ending."""
        return self.name if self.name is not None else Path(self.file).stem


def load(path: Path, notes: Notes) -> list[RawSheet]:
    """Return the sheets of a workbook, folder or text file; what cannot be read is in `notes`.

    Notes
    -----
    Of a folder all workbooks and text files count, in the order of their names, but not hidden ones, locks of Excel,
    README files and election files. O(number of cells).
    """
    try:
        if path.is_dir():
            files = sorted(item for item in path.iterdir() if item.is_file() and _is_table(item))
            if not files:
                notes.error("no tables", expected=notes.say("expected file"), file=str(path))
            return [sheet for item in files for sheet in _load_file(item, item.name, notes)]
        return _load_file(path, str(path), notes)
    except OSError as error:
        notes.error("unreadable", why=error.strerror or error, file=str(path))
        return []


def _is_table(path: Path) -> bool:
    name = path.name.lower()
    hidden = name.startswith((".", "~$"))
    return (
        not hidden
        and path.suffix.lower() in BOOKS + OPEN_BOOKS + TEXTS
        and not path.stem.lower().startswith(PASSED_OVER)
    )


def _load_file(path: Path, name: str, notes: Notes) -> list[RawSheet]:
    kind = path.suffix.lower()
    expected = notes.say("expected file")
    if not path.exists():
        notes.error("no file", file=name)
        return []
    if kind not in BOOKS + OPEN_BOOKS + TEXTS:
        hint = notes.say("save as xlsx") if kind in (".xls", ".xlsb", ".numbers") else None
        notes.error("unknown file", kind=kind, expected=expected, suggestion=hint, file=name)
        return []
    data = path.read_bytes()
    if not data.strip():
        notes.error("empty file", expected=expected, file=name)
        return []
    if kind in BOOKS:
        return _load_book(path, name, data, notes)
    if kind in OPEN_BOOKS:
        try:
            return [
                RawSheet(name, page.name, page.rows, path, page.merged, hidden=page.hidden) for page in read_ods(data)
            ]
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError) as error:
            notes.error(
                "damaged", why=f"{type(error).__name__}: {error}", expected=notes.say("expected book"), file=name
            )
            return []
    log = FaultLog(name)
    refuse_disguised(data, log)
    rows = None if log.errors else read_delimited(data, log)
    notes.log.faults.extend(log.faults)
    if rows is None:
        return []
    filled = [(line, list(cells)) for line, cells in rows if not all(is_blank(cell) for cell in cells)]
    return [RawSheet(name, None, filled, path)]


def _load_book(path: Path, name: str, data: bytes, notes: Notes) -> list[RawSheet]:
    import openpyxl

    expected = notes.say("expected book")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        notes.error("old xls", expected=expected, file=name)
        return []
    if data[:2] != b"PK":
        notes.error("no book", expected=expected, file=name)
        return []
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            # openpyxl warns of styles and extensions that it drops; none of them holds a value
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = []
            formulas = None
            for sheet in book.worksheets:
                xml = archive.read(sheet._worksheet_path.lstrip("/"))  # type: ignore[attr-defined]
                hidden = sheet.sheet_state != "visible"
                raw = RawSheet(name, sheet.title, _rows(sheet), path, _merged(xml), hidden=hidden)
                if b"<f>" in xml or b"<f " in xml:
                    if formulas is None:
                        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
                    _mark_unstored(raw, _rows(formulas[sheet.title]))
                found.append(raw)
    except Exception as error:
        # openpyxl raises whatever its parsers meet in a damaged file: KeyError, BadZipFile, ParseError, ...
        notes.error("damaged", why=f"{type(error).__name__}: {error}", expected=expected, file=name)
        return []
    return found


def _rows(sheet: Any) -> list[tuple[int, list[Any]]]:
    # some programs store a wrong extent of the sheet, and read-only mode would believe it
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return [(line, list(row)) for line, row in rows if any(cell is not None and cell != "" for cell in row)]


def _merged(xml: bytes) -> list[tuple[int, int, int, int]]:
    return [
        (int(top), _column(left), int(bottom), _column(right))
        for left, top, right, bottom in _REFERENCE.findall(xml[max(0, xml.rfind(b"</sheetData>")) :])
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _mark_unstored(raw: RawSheet, written: list[tuple[int, list[Any]]]) -> None:
    """Compute formulas without a stored result; put a :class:`Formula` where that cannot be done.

    Otherwise their cells would be taken for blank ones.
    """
    rows = dict(raw.rows)
    formulas: dict[tuple[int, int], str] = {}
    for line, content in written:
        for index, formula in enumerate(content):
            text = formula if isinstance(formula, str) else getattr(formula, "text", None)
            if not isinstance(text, str) or not text.startswith("="):
                continue
            row = rows.setdefault(line, [])
            row.extend([None] * (index + 1 - len(row)))
            if row[index] is None:
                formulas[line, index] = text
    if formulas:
        cells = {(line, k): cell for line, row in rows.items() for k, cell in enumerate(row) if cell is not None}
        for (line, index), text in formulas.items():
            value = evaluate(text, cells, formulas)
            rows[line][index] = Formula(text) if value is None else value
            if value is not None:
                raw.computed[line, index] = text
    raw.rows = sorted(rows.items())
