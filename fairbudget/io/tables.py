"""Tables as people keep them: csv, xlsx or JSON with titles above, totals below and numbers in local spelling.

A :class:`Table` keeps the cells as they stand, with the line of each row. Whoever needs numbers asks for a column and
gets them exactly, or every faulty cell by file, line, row, column and value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import FaultLog, InputError, nearest
from fairbudget.io._table import DECIMALS, Decimals, Table
from fairbudget.io.cells import normal
from fairbudget.io.delimited import csv_text, read_delimited
from fairbudget.io.layout import assemble
from fairbudget.io.workbooks import Sheet, read_sheet, write_workbook

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DECIMALS",
    "Decimals",
    "Sheet",
    "Table",
    "as_table",
    "csv_text",
    "read_table",
    "refuse_disguised",
    "write_workbook",
]

_TEXT = (".csv", ".tsv", ".txt")
_BOOK = (".xlsx", ".xlsm")


def read_table(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    delimiter: str | None = None,
) -> Table:
    """Read a table from a csv, xlsx or JSON file.

    Parameters
    ----------
    path : path
        ``.csv``, ``.tsv`` or ``.txt`` (UTF-8 with or without byte-order mark, UTF-16 with one; separated by comma,
        semicolon, tab or bar), ``.xlsx`` or ``.xlsm``, or ``.json`` (a list of objects, or an object whose ``rows`` is
        one).
    sheet : str, optional
        Of a workbook with several.
    decimal : {"auto", ".", ","}
        The sign before decimals in text; ``auto`` decides for each column and refuses where that cannot be decided.
    delimiter : str, optional
        Of a text file; found by itself where it is not given.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        With everything that makes the file unreadable, each with its place.

    Notes
    -----
    Lines of title above the headings, a row of column numbers below them, repeated headings and footnotes are passed
    over, each with a note in ``Table.notes``. O(size of the file).
    """
    if decimal not in DECIMALS:
        raise InputError(f"decimal={decimal!r} is not allowed; {nearest(str(decimal), DECIMALS)}")
    path = Path(path)
    log = FaultLog(str(path))
    data = _read_bytes(path, log)
    kind = path.suffix.lower()
    found: Table | None = None
    if kind in _BOOK:
        read = read_sheet(data, log, sheet)
        if read:
            found = assemble(read[1], log, sheet=read[0])
    elif sheet is not None:
        log.error(f"has no sheets, so sheet {sheet!r} cannot be read")
    elif kind in _TEXT:
        refuse_disguised(data, log)
        rows = None if log.errors else read_delimited(data, log, delimiter)
        if rows is not None:
            found = assemble(rows, log)
    elif kind == ".json":
        records = _json_records(data, log)
        if records is not None:
            found = _from_records(records, log)
    else:
        hint = {".xls": "save it as .xlsx", ".ods": "save it as .xlsx or .csv", ".pdf": "extract its table first"}
        log.error(
            f"unknown kind of file {kind!r}" + (f"; {hint[kind]}" if kind in hint else ""),
            expected="a table in .csv, .tsv, .txt, .xlsx, .xlsm or .json",
        )
    log.raise_errors()
    assert found is not None
    log.issue_warnings()
    return replace(found, file=str(path), decimal=decimal)


def _read_bytes(path: Path, log: FaultLog) -> bytes:
    try:
        if path.is_dir():
            log.error("is a folder, a file was expected")
        data = b"" if log.errors else path.read_bytes()
    except FileNotFoundError:
        log.error("no such file")
    except OSError as error:
        log.error(f"cannot be read: {error.strerror or error}")
    else:
        if not data.strip() and not log.errors:
            log.error("the file is empty", expected="a table with a row of headings")
    log.raise_errors()
    return data


def refuse_disguised(data: bytes, log: FaultLog) -> None:
    """Record a fault if a file that is named as text is a workbook."""
    if data[:4] == b"PK\x03\x04":
        log.error("not a text file but a zip archive, perhaps a workbook", expected="text, or a name in .xlsx")
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        log.error("not a text file but an old .xls workbook", expected="text, or the workbook saved as .xlsx")


def _json_records(data: bytes, log: FaultLog) -> list[Any] | None:
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except json.JSONDecodeError as error:
        log.error(f"not well-formed JSON: {error.msg}", line=error.lineno)
        return None
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        log.error(f"not well-formed JSON in UTF-8: {error}")
        return None
    if isinstance(content, dict):
        content = content.get("rows")
    if not isinstance(content, list) or not content:
        log.error("holds no rows", expected='a list of objects, or an object whose "rows" is one')
        return None
    return content


def as_table(source: Any, *, sheet: str | None = None, decimal: Decimals = "auto") -> Table:
    """Return what a caller has as a :class:`Table`.

    Parameters
    ----------
    source : Table, path, pandas.DataFrame or list of dict
    sheet : str, optional
        See :func:`read_table`.
    decimal : {"auto", ".", ","}
        See :func:`read_table`; holds for text cells.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        If it cannot be used.

    Examples
    --------
    >>> t = as_table([{"kelurahan": "Ciluar", "luas": "215,39"}, {"kelurahan": "Loji", "luas": 135.9}])
    >>> t.numbers("Luas").total()
    Fraction(35129, 100)
    """
    if isinstance(source, Table):
        return source
    if isinstance(source, str | os.PathLike):
        return read_table(source, sheet=sheet, decimal=decimal)
    log = FaultLog()
    if hasattr(source, "columns") and hasattr(source, "to_dict"):
        log.file = "DataFrame"
        found = _from_frame(source, log)
    elif isinstance(source, Iterable) and not isinstance(source, Mapping):
        log.file = "rows"
        found = _from_records(list(source), log)
    else:
        raise InputError(f"a table cannot be made from {type(source).__name__}: give a path, a DataFrame or dicts")
    log.raise_errors()
    assert found is not None
    return replace(found, file=log.file, decimal=decimal)


def _from_records(records: list[Any], log: FaultLog) -> Table | None:
    headings: dict[str, None] = {}
    for line, record in enumerate(records, start=1):
        if not isinstance(record, Mapping):
            log.error("not an object of heading and value", line=line, value=str(record))
        else:
            headings.update(dict.fromkeys(map(str, record)))
    if not records:
        log.error("holds no rows")
    _check_headings(list(headings), log)
    if log.errors:
        return None
    texts = [{str(key): value for key, value in record.items()} for record in records]
    columns = tuple([record.get(heading) for record in texts] for heading in headings)
    return Table(tuple(headings), columns, tuple(range(1, len(records) + 1)))


def _from_frame(frame: pd.DataFrame, log: FaultLog) -> Table | None:
    if frame.index.name is not None and frame.index.name not in frame.columns:
        frame = frame.reset_index()
    headings = [str(name) for name in frame.columns]
    _check_headings(headings, log)
    if len(frame) == 0:
        log.error("holds no rows")
    if log.errors:
        return None
    blank = frame.isna()
    columns = tuple(
        [None if missing else cell for cell, missing in zip(frame.iloc[:, k].tolist(), blank.iloc[:, k], strict=True)]
        for k in range(len(headings))
    )
    return Table(tuple(headings), columns, tuple(range(1, len(frame) + 1)))


def _check_headings(headings: list[str], log: FaultLog) -> None:
    seen: dict[str, str] = {}
    for heading in headings:
        if normal(heading) in seen:
            log.error(f"the headings {seen[normal(heading)]!r} and {heading!r} are the same up to spelling")
        seen.setdefault(normal(heading), heading)
