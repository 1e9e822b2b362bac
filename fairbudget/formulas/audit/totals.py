"""Printed totals: rows of totals in the table itself, or a small file beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.errors import FaultLog, nearest
from fairbudget.io.cells import Numbers, cell_text, is_blank, normal, to_numbers
from fairbudget.io.tables import Decimals, Table, read_table

__all__ = ["PrintedTotal", "read_totals", "regrouped", "totals_in_table"]


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A column's total as printed.

    Attributes
    ----------
    column : str
        Heading in the table.
    value : int
        As a count of units of its own last decimal.
    places : int
        Decimals that it shows: a total of 6.769 for a column with two decimals was rounded.
    text : str
        As it stands there.
    file : str or None
    line : int or None
    in_table : bool
        Whether it stands in the table itself.
    """

    column: str
    value: int
    places: int
    text: str
    file: str | None = None
    line: int | None = None
    in_table: bool = False


def read_totals(path: str | os.PathLike[str], table: Table, decimal: Decimals = "auto") -> list[PrintedTotal]:
    """Read a file of printed totals.

    Parameters
    ----------
    path : path
        A table (csv, xlsx, JSON) with the columns ``column``, a heading of the audited table, and ``total``; others,
        such as ``source``, are for people.
    table : Table
        The audited table.
    decimal : {"auto", ".", ","}
        The sign before decimals in text.

    Returns
    -------
    list of PrintedTotal

    Raises
    ------
    InputError
        If a column is not in the table, stands there twice, or a total is missing or not a number of at least 0.
    """
    listed = read_table(path, decimal=decimal)
    log = FaultLog(str(Path(path)))
    for needed in ("column", "total"):
        if not listed.locate([needed]):
            log.error(f"no column {needed!r}; {nearest(needed, listed.headings)}")
    log.raise_errors()
    decided = listed.sign("total", log)
    log.raise_errors()
    assert decided is not None
    found: dict[str, PrintedTotal] = {}
    for name, cell, line in zip(listed.texts("column"), listed.column("total"), listed.lines, strict=True):
        heading = table.locate([name])
        if not heading:
            log.error(f"no column {name!r} in the table; {nearest(name, table.headings)}", line=line, column="column")
            continue
        if heading[0] in found:
            log.error("this column's total stands there already", line=line, column="column", value=name)
        total = _total(heading[0], cell, decided[0], str(Path(path)), line, False)
        if total is None:
            log.error("no total", line=line, row=name, value=cell_text(cell), expected="a number of at least 0")
        else:
            found[heading[0]] = total
    log.raise_errors()
    return list(found.values())


def totals_in_table(totals: Table, signs: dict[str, str]) -> list[PrintedTotal]:
    """Return the totals of the last row of totals, which is that of the whole table.

    Parameters
    ----------
    totals : Table
        The rows of totals.
    signs : dict
        The sign before decimals for each heading whose total is wanted.
    """
    if not len(totals):
        return []
    last = len(totals) - 1
    found = []
    for heading, sign in signs.items():
        cell = totals.column(heading)[last]
        if not is_blank(cell):
            total = _total(heading, cell, sign, totals.file, totals.lines[last], True)
            if total is not None:
                found.append(total)
    return found


def regrouped(totals: list[PrintedTotal], numbers: dict[str, Numbers]) -> tuple[list[PrintedTotal], list[str]]:
    """Read totals such as 11.139 as thousands where their column sums to about 11,139, not 11; with a note for each.

    Cells and totals of a printed table need not be written alike: 155.38 above 11.139.
    """
    found, notes = [], []
    for total in totals:
        column = numbers.get(total.column)
        value = Fraction(total.value, 10**total.places)
        if (
            column is not None
            and total.places == 3
            and value
            and Fraction(9, 10) < column.total() / value / 1000 < Fraction(11, 10)
        ):
            notes.append(
                f"{total.column}: the printed total {total.text} was read as {total.value}, near the column's sum"
            )
            total = replace(total, places=0)
        found.append(total)
    return found, notes


def _total(heading: str, cell: Any, sign: str, file: str | None, line: int, inside: bool) -> PrintedTotal | None:
    numbers, faults = to_numbers(normal(heading), [cell], sign)
    value = numbers.numerators[0]
    if faults or value is None or value < 0 or numbers.places is None:
        return None
    scaled = value * 10**numbers.places // numbers.denominator
    return PrintedTotal(heading, scaled, numbers.places, cell_text(cell), file, line, inside)
