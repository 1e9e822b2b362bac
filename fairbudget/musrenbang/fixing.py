"""A corrected copy of a city's workbook or folder: what is safe is changed, and each change is listed."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fairbudget.errors import FaultLog, InputError, OptionError
from fairbudget.files import replacing, write_text
from fairbudget.io.delimited import csv_text, decode, separator
from fairbudget.musrenbang.fault_table import change_sheet
from fairbudget.musrenbang.notes import Change
from fairbudget.musrenbang.reading import Reading
from fairbudget.musrenbang.sheets import BOOKS, OPEN_BOOKS

__all__ = ["write_fixed"]


def write_fixed(reading: Reading, copy: str | os.PathLike[str], *, lang: str = "en") -> list[Path]:
    """Write a copy of what was read, with every safe change made and listed.

    Safe are: numbers stored as text, superfluous blanks, spellings that differ from the list of kelurahan only in
    case, blanks and punctuation, cells that are blank since they repeat the one above, costs that are volume times
    unit price, and ids for rows without one. Nothing that a person must decide is changed.

    Parameters
    ----------
    reading : Reading
    copy : path
        A workbook for a workbook, a new or empty folder for a folder, a text file for a text file.
    lang : {"en", "id"}

    Returns
    -------
    list of Path
        What was written. A workbook has a sheet of changes; beside text files lies ``changes.csv``
        (``<name>.changes.csv`` for a single one).

    Raises
    ------
    OptionError
        If the copy would be the original, or of another kind.
    InputError
        If it cannot be written.

    Notes
    -----
    A workbook keeps its sheets, formulas, styles and merged cells as openpyxl does; pictures and charts are lost, as
    are the stored results of formulas until it is opened and saved again.
    """
    source, target = reading.path, Path(copy)
    if target.resolve() == source.resolve() or (source.is_dir() and source.resolve() in target.resolve().parents):
        raise OptionError(f"--fix {copy}: would write over the original; name another place")
    by_file: dict[Path, list[Change]] = defaultdict(list)
    for change in reading.changes:
        by_file[change.path].append(change)
    if not source.is_dir():
        if target.suffix.lower() != source.suffix.lower():
            raise OptionError(f"--fix {copy}: the copy of a {source.suffix} file is a {source.suffix} file")
        if source.suffix.lower() in OPEN_BOOKS:
            raise OptionError(f"--fix: a copy of {source.name} cannot be written; save it as .xlsx first")
        if source.suffix.lower() in BOOKS:
            _fix_book(source, target, by_file[source], reading, lang)
            return [target]
        _fix_text(source, target, by_file[source])
        listed = target.with_name(f"{target.stem}.changes.csv")
        _list_changes(listed, reading, lang)
        return [target, listed]
    return _fix_folder(source, target, by_file, reading, lang)


def _fix_folder(
    source: Path, target: Path, by_file: dict[Path, list[Change]], reading: Reading, lang: str
) -> list[Path]:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OptionError(f"--fix {target}: exists and is not an empty folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as name:
            stage = Path(name) / "city"
            stage.mkdir()
            files = sorted(
                item for item in source.iterdir() if item.is_file() and not item.name.startswith((".", "~$"))
            )
            for item in files:
                if item not in by_file or item.suffix.lower() in OPEN_BOOKS:
                    (stage / item.name).write_bytes(item.read_bytes())
                elif item.suffix.lower() in BOOKS:
                    _fix_book(item, stage / item.name, by_file[item], None, lang)
                else:
                    _fix_text(item, stage / item.name, by_file[item])
            # a workbook of LibreOffice is copied as it is
            made = tuple(change for change in reading.changes if change.path.suffix.lower() not in OPEN_BOOKS)
            _list_changes(stage / "changes.csv", replace(reading, changes=made), lang)
            if target.exists():
                target.rmdir()
            stage.rename(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    return [*(target / item.name for item in files), target / "changes.csv"]


def _list_changes(path: Path, reading: Reading, lang: str) -> None:
    sheet = change_sheet(reading, lang)
    write_text(path, csv_text(list(sheet.headings), [list(row) for row in sheet.rows]))


def _fix_text(source: Path, target: Path, changes: Sequence[Change]) -> None:
    """Write a text file again with the separator that it has, in UTF-8."""
    text = decode(source.read_bytes(), FaultLog()) or ""
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        mark, text, skipped = first.strip()[4], rest, 1
    else:
        mark = separator(text)
    wanted = {(change.line, change.column): change.new for change in changes}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = skipped + 1
    for row in reader:
        for column, _ in enumerate(row):
            if (line, column) in wanted:
                row[column] = str(wanted[line, column])
        writer.writerow(row)
        line = skipped + reader.line_num + 1
    write_text(target, out.getvalue())


def _fix_book(source: Path, target: Path, changes: Sequence[Change], reading: Reading | None, lang: str) -> None:
    """Write a workbook again; with `reading`, with a sheet of its changes at the end."""
    import openpyxl
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Font

    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it drops; none of them holds a value
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
    for change in changes:
        assert change.sheet is not None
        page = book[change.sheet]
        cell = page.cell(change.line, change.column + 1)
        if isinstance(cell, MergedCell):
            # the value stands in the first of the merged cells, where it also holds for this one
            continue
        cell.value = change.new
        if isinstance(change.new, int | float) and cell.number_format == "@":
            cell.number_format = "#,##0" if isinstance(change.new, int) else "General"
    if reading is not None:
        sheet = change_sheet(reading, lang)
        name = sheet.name
        while name in book.sheetnames:
            name += "_"
        page = book.create_sheet(name)
        page.append(list(sheet.headings))
        for line, cells in enumerate(sheet.rows, 2):
            for column, value in enumerate(cells, 1):
                listed = page.cell(line, column, str(value))
                # a text that begins as a formula does stays a text
                listed.data_type = "s"
        for heading in page[1]:
            heading.font = Font(bold=True)
        page.freeze_panes = "A2"
    with replacing(target) as temporary:
        book.save(temporary)
