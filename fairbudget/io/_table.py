"""A table as people keep it: the cells as they stand, and each column as exact numbers when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from fairbudget.errors import FaultLog, nearest
from fairbudget.io.cells import Numbers, cell_text, cell_texts, column_sign, is_blank, normal, to_numbers

__all__ = ["DECIMALS", "TOTAL", "Decimals", "Table"]

Decimals = Literal["auto", ".", ","]
DECIMALS: tuple[str, ...] = ("auto", ".", ",")

TOTAL = re.compile(r"(sub ?)?(grand ?)?(total|jumlah|sum)\b.*")
#: What the text of a total, or a blank cell, may begin with.
_TOTAL_BEGINS = frozenset(["", *"TtJjSsGg", *(chr(code) for code in range(0x3001) if chr(code).isspace())])


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings, as read.

    Attributes
    ----------
    headings : tuple of str
        Different from each other.
    columns : tuple of list
        The cells under each heading, all of one length.
    lines : tuple of int
        Line of the file, or row of the sheet, of each row; counted from 1 where there is no file.
    file, sheet : str or None
        Where it was read.
    decimal : {"auto", ".", ","}
        The sign before decimals in text; ``auto`` decides for each column.
    notes : tuple of str
        What the reader passed over: title lines, repeated headings, footnotes.

    Examples
    --------
    >>> t = Table(("kelurahan", "luas"), (["Ciluar", "Loji"], ["215,39", "135,9"]), (2, 3))
    >>> t.headings, len(t), t.numbers("Luas").total()
    (('kelurahan', 'luas'), 2, Fraction(35129, 100))
    """

    headings: tuple[str, ...]
    columns: tuple[list[Any], ...]
    lines: tuple[int, ...]
    file: str | None = None
    sheet: str | None = None
    decimal: Decimals = "auto"
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def locate(self, names: Iterable[str]) -> list[str]:
        """Return the headings that equal one of `names` up to case, blanks and punctuation, in the order of names."""
        own = {normal(heading): heading for heading in self.headings}
        found = [own[normal(name)] for name in names if normal(name) in own]
        return list(dict.fromkeys(found))

    def column(self, heading: str) -> list[Any]:
        """Return the cells under a heading.

        Raises
        ------
        InputError
            If there is no such heading.
        """
        found = self.locate([heading])
        if not found:
            log = FaultLog(self.file)
            log.error(f"no column {heading!r}; {nearest(heading, self.headings)}", sheet=self.sheet)
            log.raise_errors()
        return self.columns[self.headings.index(found[0])]

    def texts(self, heading: str) -> list[str]:
        """Return the cells under a heading as text, each on one line and without outer blanks."""
        return cell_texts(self.column(heading))

    def take(self, rows: Sequence[int]) -> Table:
        """Return the table of the rows with these indices."""
        columns = tuple([column[row] for row in rows] for column in self.columns)
        return replace(self, columns=columns, lines=tuple(self.lines[row] for row in rows))

    def split_totals(self, heading: str) -> tuple[Table, Table]:
        """Return the rows that are about one unit each, and the rows of totals.

        A row of totals has ``Total``, ``Jumlah`` or the like under `heading`, or in its first filled cell if that one
        is blank.
        """
        names = self.column(heading)
        totals = []
        for row, name in enumerate(names):
            if isinstance(name, str) and name[:1] not in _TOTAL_BEGINS:
                continue
            if is_blank(name):
                name = next((column[row] for column in self.columns if not is_blank(column[row])), None)
            if isinstance(name, str) and name.lstrip()[:1] in "TtJjSsGg" and TOTAL.fullmatch(normal(name)):
                totals.append(row)
        if not totals:
            return self, self.take([])
        apart = set(totals)
        return self.take([row for row in range(len(self)) if row not in apart]), self.take(totals)

    def sign(self, heading: str, log: FaultLog) -> tuple[str, str | None] | None:
        """Return the sign before decimals in a column's text and, where another column settled it, a note that says so.

        Returns
        -------
        (str, str or None) or None
            None if the column can be read in two ways; the fault is in `log`.
        """
        cells = self.column(heading)
        if self.decimal != "auto":
            return self.decimal, None
        sign, index = column_sign(cells)
        if sign != "?":
            return sign, None
        others: dict[str, str] = {}
        for other, column in zip(self.headings, self.columns, strict=True):
            settled, _ = column_sign(column) if column is not cells else ("", -1)
            if settled in (".", ",") and not to_numbers(other, column, settled)[1]:
                others.setdefault(settled, other)
        example = cell_text(cells[index])
        if len(others) == 1:
            [(settled, other)] = others.items()
            way = "decimals" if settled in example else "thousands"
            return settled, (
                f"column {heading!r}: numbers such as {example} were read as {way},"
                f" since column {other!r} writes decimals with {settled!r}"
            )
        log.error(
            "can be read as thousands or as decimals, and no cell of the column settles which",
            sheet=self.sheet,
            line=self.lines[index],
            column=heading,
            value=example,
            expected="the sign before decimals stated (decimal=..., --decimal)",
        )
        return None

    def numbers(
        self,
        heading: str,
        log: FaultLog | None = None,
        *,
        names: Sequence[str] | None = None,
        blank: bool = False,
        minimum: int | None = None,
        sign: str | None = None,
        notes: list[str] | None = None,
    ) -> Numbers:
        """Return a column as exact numbers.

        Parameters
        ----------
        heading : str
        log : FaultLog, optional
            Gathers the faulty cells; without it they are raised.
        names : sequence of str, optional
            What each row is about, for messages.
        blank : bool
            Whether a blank cell is allowed.
        minimum : int, optional
            A smaller number is a fault.
        sign : str, optional
            Before decimals in text, if it is known already (see :meth:`sign`).
        notes : list of str, optional
            Receives a note if another column had to settle how numbers are written.

        Returns
        -------
        Numbers
            With None where a cell is blank or faulty.

        Raises
        ------
        InputError
            If there is no such heading, or without `log` for faulty cells.

        Notes
        -----
        O(k) for k rows; O(k m) if all m columns must be asked how numbers are written.
        """
        own = FaultLog(self.file) if log is None else log
        cells = self.column(heading)
        heading = self.locate([heading])[0]
        bound = "a number" if minimum is None else f"a number of at least {minimum}"
        decided = self.sign(heading, own) if sign is None else (sign, None)
        if decided is None:
            numbers = Numbers(heading, [None] * len(cells), 1, 0)
        else:
            if decided[1] and notes is not None:
                notes.append(decided[1])
            numbers, faults = to_numbers(heading, cells, decided[0])
            found = [(row, reason, cell_text(cells[row])) for row, reason in faults]
            if not blank and None in numbers.numerators:
                known = {row for row, _ in faults}
                missing = (row for row, cell in enumerate(cells) if is_blank(cell) and row not in known)
                found.extend((row, "no value", "") for row in missing)
            if minimum is not None:
                low = minimum * numbers.denominator
                read = numbers.numerators
                if None in read or min(read, default=low) < low:  # type: ignore[type-var,operator]
                    below = (row for row, value in enumerate(read) if value is not None and value < low)
                    found.extend((row, f"less than {minimum}", cell_text(cells[row])) for row in below)
            for row, reason, value in sorted(found):
                place = {"line": self.lines[row], "row": names[row] if names else None, "column": heading}
                own.error(reason, sheet=self.sheet, value=value, expected=bound, **place)
        if log is None:
            own.raise_errors()
        return numbers
