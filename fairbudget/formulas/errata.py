"""Corrections of a published table, kept apart from it: the table stays as printed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.errors import FaultLog, nearest
from fairbudget.io.cells import cell_text, normal, to_numbers
from fairbudget.io.tables import Table, csv_text, read_table

__all__ = ["Erratum", "apply_errata", "errata_csv", "read_errata"]

HEADINGS = ("line", "kecamatan", "kelurahan", "column", "printed", "corrected", "digits", "unique", "evidence")


@dataclass(frozen=True, slots=True)
class Erratum:
    """One corrected number.

    Attributes
    ----------
    line : int or None
        Of the table; None for a printed total that does not stand in it, or if the name alone says which row is meant.
    group, name : str
        Kecamatan and kelurahan; ``Total`` for a printed total.
    column, printed, corrected : str
        Numbers are written with a decimal point.
    digits : int or None
        How many are changed.
    unique : bool or None
    evidence : str
    source_line : int or None
        Where it stands in the file of errata.
    """

    line: int | None
    group: str
    name: str
    column: str
    printed: str
    corrected: str
    digits: int | None = None
    unique: bool | None = None
    evidence: str = ""
    source_line: int | None = None

    @property
    def is_total(self) -> bool:
        """Whether it corrects a printed total."""
        return normal(self.name) == "total"


def errata_csv(errata: Iterable[Erratum]) -> str:
    """Return errata as csv text.

    Examples
    --------
    >>> print(errata_csv([Erratum(2, "", "Bantarjati", "population", "26621", "26611", 1, True, "the row follows")]))
    line,kecamatan,kelurahan,column,printed,corrected,digits,unique,evidence
    2,,Bantarjati,population,26621,26611,1,yes,the row follows
    <BLANKLINE>
    """
    words = {True: "yes", False: "no", None: ""}
    rows: list[list[Any]] = [
        [e.line, e.group, e.name, e.column, e.printed, e.corrected, e.digits, words[e.unique], e.evidence]
        for e in errata
    ]
    return csv_text(list(HEADINGS), rows)


def read_errata(path: str | os.PathLike[str]) -> list[Erratum]:
    """Read a file of errata.

    Parameters
    ----------
    path : path
        A table with the columns ``kelurahan``, ``column``, ``printed`` and ``corrected``; ``line``, ``kecamatan`` and
        those that :func:`errata_csv` adds may be there. Numbers have a decimal point.

    Returns
    -------
    list of Erratum

    Raises
    ------
    InputError
        With every fault: a missing column or value, a number that is none.
    """
    path = Path(path)
    if path.suffix.lower() == ".csv" and path.is_file() and path.read_bytes().strip().count(b"\n") == 0:
        first = path.read_bytes().decode("utf-8-sig", "replace").strip().split(",")
        if [normal(cell) for cell in first[: len(HEADINGS)]] == list(HEADINGS):
            # an audit that found nothing to correct writes the headings alone
            return []
    table = read_table(path, decimal=".")
    log = FaultLog(str(path))
    for heading in ("kelurahan", "column", "printed", "corrected"):
        if not table.locate([heading]):
            log.error(f"no column {heading!r}; {nearest(heading, table.headings)}")
    log.raise_errors()
    texts = {heading: table.texts(heading) for heading in HEADINGS if table.locate([heading])}
    found = []
    for row, line in enumerate(table.lines):
        cell = {heading: column[row] for heading, column in texts.items()}
        for heading in ("kelurahan", "column", "printed", "corrected"):
            if not cell[heading]:
                log.error("no value", line=line, column=heading)
        for heading in ("printed", "corrected", "line", "digits"):
            text = cell.get(heading, "")
            number = _number(text)
            whole = heading in ("line", "digits")
            if text and (number is None or number < 0 or (whole and number.denominator != 1)):
                expected = "a whole number" if whole else "a number of at least 0, with a decimal point"
                log.error("not such a number", line=line, column=heading, value=text, expected=expected)
        if log.errors:
            continue
        found.append(
            Erratum(
                int(cell["line"]) if cell.get("line") else None,
                *(cell.get("kecamatan", ""), cell["kelurahan"], cell["column"], cell["printed"], cell["corrected"]),
                int(cell["digits"]) if cell.get("digits") else None,
                {"yes": True, "no": False}.get(cell.get("unique", "").lower()),
                cell.get("evidence", ""),
                line,
            )
        )
    log.raise_errors()
    return found


def _number(text: str) -> Fraction | None:
    numbers, faults = to_numbers("", [text], ".")
    return None if faults else numbers[0]


def apply_errata(
    table: Table, errata: Sequence[Erratum], unit: str, group: str | None = None, file: str | None = None
) -> Table:
    """Return a table in which the errata are corrected; the given one stays as it is.

    Parameters
    ----------
    table : Table
        With its rows of totals.
    errata : sequence of Erratum
    unit, group : str
        Headings of the names of the kelurahan and of their groups.
    file : str, optional
        Where the errata come from, for messages.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        With every erratum that does not fit: no such row or column, another number stands there, corrected twice.

    Examples
    --------
    >>> table = Table(("kelurahan", "staff"), (["Loji", "Curug"], ["13", "9"]), (2, 3))
    >>> apply_errata(table, [Erratum(None, "", "Loji", "staff", "13", "12")], "kelurahan").texts("staff")
    ['12', '9']
    """
    log = FaultLog(file or "errata")
    names = table.texts(unit)
    groups = table.texts(group) if group else None
    columns = {heading: list(column) for heading, column in zip(table.headings, table.columns, strict=True)}
    done: set[tuple[int, str]] = set()
    notes: list[str] = []
    signs: dict[str, str] = {}
    total_lines = set(table.split_totals(unit)[1].lines)
    for erratum in errata:
        place: dict[str, Any] = {"line": erratum.source_line, "row": erratum.name, "column": erratum.column}
        heading = next(iter(table.locate([erratum.column])), None)
        if heading is None:
            log.error(f"no column {erratum.column!r} in {table.file or 'the table'}", **place)
            continue
        if erratum.is_total and erratum.line is None:
            notes.append(f"errata: the printed total of {heading} does not stand in the table; it was left out")
            continue
        row = _row(table, erratum, names, groups, total_lines, place, log)
        if row is None:
            continue
        if (row, heading) in done:
            log.error("corrected twice", **place)
            continue
        done.add((row, heading))
        if heading not in signs:
            decided = table.sign(heading, log)
            if decided is None:
                continue
            signs[heading] = decided[0]
        cell = table.column(heading)[row]
        numbers, _ = to_numbers(heading, [cell], signs[heading])
        if numbers[0] != _number(erratum.printed):
            text = f"in line {table.lines[row]} of {table.file or 'the table'} stands another number"
            log.error(text, value=cell_text(cell), expected=f"{erratum.printed}, as the errata say", **place)
            continue
        columns[heading][row] = _written(erratum.corrected, cell, signs[heading])
    log.raise_errors()
    changed = tuple(columns[heading] for heading in table.headings)
    return replace(table, columns=changed, notes=(*table.notes, f"{len(done)} numbers corrected by errata", *notes))


def _row(
    table: Table,
    erratum: Erratum,
    names: list[str],
    groups: list[str] | None,
    totals: set[int],
    place: dict[str, Any],
    log: FaultLog,
) -> int | None:
    """Return the index of the row that an erratum means."""
    where = table.file or "the table"
    if erratum.line is not None:
        if erratum.line not in table.lines:
            log.error(f"no row in line {erratum.line} of {where}", **place)
            return None
        row = table.lines.index(erratum.line)
        fits = erratum.line in totals if erratum.is_total else normal(names[row]) == normal(erratum.name)
        if not fits:
            log.error(
                f"line {erratum.line} of {where} is about another kelurahan",
                value=names[row],
                expected=erratum.name,
                **place,
            )
            return None
        return row
    fitting = [
        row
        for row, name in enumerate(names)
        if normal(name) == normal(erratum.name)
        and (not erratum.group or groups is None or normal(groups[row]) == normal(erratum.group))
    ]
    if len(fitting) != 1:
        text = f"no such kelurahan in {where}" if not fitting else f"stands {len(fitting)} times in {where}"
        log.error(text, value=erratum.name, expected="a line, or a name that occurs once", **place)
        return None
    return fitting[0]


def _written(number: str, cell: Any, sign: str) -> Any:
    """Return a number as the column writes it: text with its sign before decimals, else an exact number."""
    if isinstance(cell, str):
        return number.replace(".", sign) if sign else number
    value = _number(number)
    assert value is not None
    return int(value) if value.denominator == 1 else value
