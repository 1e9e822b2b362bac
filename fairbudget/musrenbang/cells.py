"""Cells of a city's tables as values: money in all its spellings, whole numbers, words; every fault by its place."""

from __future__ import annotations

import datetime
import difflib
import functools
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.io.cells import cell_text, is_blank, normal
from fairbudget.money import exact, number_body
from fairbudget.musrenbang.columns import money_scale
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.notes import Change, Notes
from fairbudget.musrenbang.sheets import Formula
from fairbudget.musrenbang.vocabulary import RANK_WORDS, ROMAN

__all__ = ["Row", "rows_of", "rw_text"]

#: No budget of a city is larger; sums of many such amounts still fit 64 bits.
MOST = 10**16
_SIZES = {
    **dict.fromkeys(("ribu", "rb", "ribuan"), 1000),
    **dict.fromkeys(("juta", "jt", "jutaan"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "miliyar"), 10**9),
    **dict.fromkeys(("triliun", "trilyun"), 10**12),
}
_SIZED = re.compile(r"(.*?\d)[\s.]*([a-z]+)\.?", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
#: ``Rp 750.000,-`` and the like: nothing after the comma.
_DASHES = re.compile(r"[.,]\s*[-\u2013\u2014=]+\s*$")
_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"))
_RANK = re.compile(r"(?:prioritas|peringkat|urutan|ke|rank|priority|no|p)? ?(?:ke )?(\d{1,4})")
_RW = re.compile(r"(?:rw|rt|rukun warga|rukun tetangga)?[\s.:]*0*(\d+)", re.IGNORECASE)
#: Dashes and the like that stand for nothing.
NOTHING = frozenset(("-", "--", "–", "—", "n/a", "na", "nihil", "tidak ada", "none"))


@dataclass(eq=False, slots=True)
class Row:
    """One row of a grid.

    Attributes
    ----------
    grid : Grid
    notes : Notes
    line : int
    cells : list
    name : str
        What the row is about, for messages.
    """

    grid: Grid
    notes: Notes
    line: int
    cells: list[Any]
    name: str = ""

    # -- where it stands -----------------------------------------------------------------------------------------

    def place(self, column: int | None) -> dict[str, Any]:
        """Return the place of a cell as a fault wants it."""
        raw = self.grid.raw
        heading = None if column is None else self.grid.headings.get(column)
        return {"file": raw.file, "sheet": raw.name, "line": self.line, "column": heading, "row": self.name or None}

    def error(self, key: str, field: str | int | None = None, **values: Any) -> None:
        """Record a fault of a cell."""
        self._tell(self.notes.error, key, field, values)

    def warning(self, key: str, field: str | int | None = None, **values: Any) -> None:
        """Record what can be lived with."""
        self._tell(self.notes.warning, key, field, values)

    def _tell(self, tell: Any, key: str, field: str | int | None, values: dict[str, Any]) -> None:
        column = self.grid.columns.get(field) if isinstance(field, str) else field
        if column is not None and "value" not in values and not is_blank(self.cells[column]):
            values["value"] = cell_text(self.cells[column])
        tell(key, **{**self.place(column), **values})

    def change(self, column: int, new: str | int | float, reason: str) -> None:
        """Record that a cell can safely be written otherwise."""
        raw, old = self.grid.raw, self.cells[column]
        shown = "" if old is None else str(old)
        self.notes.change(
            Change(
                raw.file,
                raw.path,
                raw.name,
                self.line,
                column,
                self.grid.headings.get(column, ""),
                shown,
                new,
                self.notes.say(reason),
            )
        )

    # -- what it holds -------------------------------------------------------------------------------------------

    def cell(self, field: str | int) -> Any:
        """Return a cell as it stands, None where there is no such column or nothing in it."""
        column = self.grid.columns.get(field) if isinstance(field, str) else field
        if column is None:
            return None
        cell = self.cells[column]
        # no word for nothing is longer than nine signs
        if type(cell) is str and len(cell) < 20:
            text = cell.strip()
            return None if not text or text.lower() in NOTHING else cell
        return None if isinstance(cell, str) and not cell.strip() else cell

    def text(self, field: str | int) -> str:
        """Return a cell as one line of text; a date or an error of the spreadsheet is a fault."""
        cell = self.cell(field)
        if cell is None:
            return ""
        if type(cell) is str:
            text = " ".join(cell.split())
            if text in _ERRORS:
                self.error("error cell", field)
                return ""
            if text != cell and "\n" not in cell.strip():
                self.change(self._column(field), text, "blanks")
            return text
        if isinstance(cell, Formula):
            self.error("unstored", field, value=cell.text, suggestion=self.notes.say("save it"))
            return ""
        if isinstance(cell, datetime.date):
            self._date(cell, field)
            return ""
        return cell_text(cell)

    def _date(self, cell: datetime.date, field: str | int) -> None:
        typed = f"{cell.day}/{cell.month}"
        self.error("date cell", field, suggestion=self.notes.say("date hint", text=typed))

    def free_text(self, field: str | int) -> str:
        """Return a cell of notes as text, whatever it holds."""
        cell = self.cell(field)
        if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
            cell = cell.date()
        return cell_text(cell)

    def money(self, field: str, *, up: bool = True) -> int | None:
        """Return an amount in whole rupiah; a fraction of a rupiah is rounded up (or down) and told."""
        value = self.number(field, "expected money", money=True)
        if value is None:
            return None
        scale = money_scale(self.grid.headings[self.grid.columns[field]])
        if scale > 1:
            value *= scale
        if value.numerator > MOST * value.denominator:
            self.error("too large", field, expected=self.notes.say("expected money"))
            return None
        if value.denominator != 1:
            whole = math.ceil(value) if up else math.floor(value)
            # sums of binary numbers end in such dust: 12500000.000000002
            if abs(value - round(value)) > Fraction(1, 1000):
                self.warning("cents", field, taken=whole)
            else:
                whole = round(value)
            return whole
        return value.numerator

    def whole(self, field: str | int, low: int = 0) -> int | None:
        """Return a whole number of at least `low`."""
        value = self.number(field, "expected whole", low=low, whole=True)
        if value is None:
            return None
        if value.denominator != 1:
            self.error("not whole", field, expected=self.notes.say("expected whole", low=low))
            return None
        if value.numerator < low:
            self.error("negative", field, low=low, expected=self.notes.say("expected whole", low=low))
            return None
        return value.numerator

    def rank(self, field: str | int) -> int | None:
        """Return a rank of at least 1, also where it is written ``Prioritas 2``, ``II`` or ``tinggi``."""
        cell = self.cell(field)
        if isinstance(cell, str):
            words = normal(cell)
            written = _RANK.fullmatch(words)
            named = RANK_WORDS.get(words) or ROMAN.get(words)
            if written and int(written[1]) > 0:
                return int(written[1])
            if named is not None:
                if words in RANK_WORDS:
                    self.notes.once("ranks in words", **{**self.place(self._column(field)), "row": None})
                return named
        return self.whole(field, 1)

    def _column(self, field: str | int) -> int:
        return self.grid.columns[field] if isinstance(field, str) else field

    def number(
        self,
        field: str | int,
        expected: str = "expected number",
        *,
        money: bool = False,
        whole: bool = False,
        low: int = 0,
    ) -> Fraction | None:
        """Return a cell as an exact number of at least 0.

        In amounts and counts a sign before groups of three digits separates thousands: there are no thousandths of a
        rupiah or of a person.
        """
        cell = self.cell(field)
        if cell is None:
            return None
        if type(cell) is int and 0 <= cell <= MOST:
            return Fraction(cell)
        if type(cell) is str and len(cell) < 16 and cell.isascii() and cell.isdigit():
            if self.grid.raw.name is not None:
                self.change(self._column(field), int(cell), "as number")
            return Fraction(int(cell))
        hint = self.notes.say(expected, low=low)
        if isinstance(cell, Formula):
            self.error("unstored", field, value=cell.text, expected=hint, suggestion=self.notes.say("save it"))
            return None
        if isinstance(cell, datetime.date | datetime.time):
            if isinstance(cell, datetime.date):
                self._date(cell, field)
            else:
                self.error("date cell", field, expected=hint)
            return None
        value: Fraction | None
        if isinstance(cell, str):
            value = self._spelt(cell, field, hint, money=money, whole=whole)
        else:
            try:
                value = exact(cell)
            except ValueError:
                value = None
                self.error("not a number", field, expected=hint)
        if value is not None and value.numerator > MOST * value.denominator:
            self.error("too large", field, expected=hint)
            return None
        if value is not None and value.numerator < 0:
            self.error("negative", field, low=0, expected=hint)
            return None
        return value

    def _spelt(self, cell: str, field: str | int, hint: str, *, money: bool, whole: bool) -> Fraction | None:
        text = cell.strip()
        if text in _ERRORS:
            self.error("error cell", field, expected=hint)
            return None
        factor, body = 1, number_body(_DASHES.sub("", text))
        sized = _SIZED.fullmatch(body) if money else None
        if sized:
            word = sized[2].lower()
            if word in ("m", "mio", "mil"):
                self.error(
                    "ambiguous word", field, word=sized[2], expected=hint, suggestion=self.notes.say("write digits")
                )
                return None
            if word not in _SIZES:
                self.error("not money", field, expected=hint)
                return None
            factor, body = _SIZES[word], number_body(sized[1])
            if _GROUPED.fullmatch(body):
                values = {"one": _decimal(body), "two": body.replace(".", "").replace(",", ""), "expected": hint}
                self.error("two readings", field, suggestion=self.notes.say("write digits"), **values)
                return None
        digits = body.lstrip("+-")
        grouped = bool(_GROUPED.fullmatch(digits))
        if factor == 1 and (money or whole) and grouped and digits[0] != "0":
            plain = body.replace(".", "").replace(",", "")
        else:
            plain = _decimal(body)
        try:
            value = exact(plain) * factor
        except ValueError:
            self.error("not money" if money else "not a number", field, expected=hint)
            return None
        if not money and not whole and grouped and digits.count(".") + digits.count(",") == 1 and digits[0] != "0":
            one, two = digits.replace(".", "").replace(",", ""), digits.replace(",", ".")
            self.error("two readings", field, one=one, two=two, expected=hint)
            return None
        if value >= 0:
            column = self._column(field)
            new = value.numerator if value.denominator == 1 else float(value)
            if str(new) != cell or self.grid.raw.name is not None:
                self.change(column, new, "as number")
        return value

    def choice(self, field: str, words: dict[str, str], names: tuple[str, ...]) -> str | None:
        """Return the canonical word for a cell's; "" if it is blank, None if it is not known."""
        text = self.text(field)
        if not text:
            return ""
        found = words.get(normal(text))
        if found is None:
            close = _near_word(normal(text), tuple(words))
            hint = words[close] if close else None
            self.error(
                "unknown word",
                field,
                expected=self.notes.say("one of", names=", ".join(names)),
                suggestion=self.notes.say("did you mean", name=hint) if hint else None,
            )
            return None
        return found


@functools.lru_cache(maxsize=1024)
def _near_word(text: str, words: tuple[str, ...]) -> str | None:
    close = difflib.get_close_matches(text, words, n=1, cutoff=0.6)
    return close[0] if close else None


def _decimal(body: str) -> str:
    """Return a number's text with a point before its decimals and nothing between its thousands."""
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        last = "." if body.rfind(".") > body.rfind(",") else ","
        head, _, tail = body.rpartition(last)
        other = "," if last == "." else "."
        whole = head.lstrip("+-")
        if last not in whole and re.fullmatch(rf"\d{{1,3}}(?:\{other}\d{{3}})+", whole):
            return head.replace(other, "") + "." + tail
        return body
    if dots > 1 or commas > 1:
        return body.replace(".", "").replace(",", "") if _GROUPED.fullmatch(body.lstrip("+-")) else body
    return body.replace(",", ".")


def rw_text(text: str) -> str:
    """Return the number of an RW or RT without its zeros and its letters; anything else as it stands.

    Examples
    --------
    >>> rw_text("RW 05"), rw_text("007"), rw_text("RW.12"), rw_text("1, 2"), rw_text("semua RW")
    ('5', '7', '12', '1, 2', 'semua RW')
    """
    match = _RW.fullmatch(text.strip())
    return match[1] if match else " ".join(text.split())


def rows_of(grid: Grid, notes: Notes) -> list[Row]:
    """Return the rows of a grid."""
    return [Row(grid, notes, line, cells) for line, cells in grid.rows]
