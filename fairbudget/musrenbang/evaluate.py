"""Simple formulas of a spreadsheet, for workbooks whose results were never stored: products, sums, references.

Exact, and only within one sheet. Whatever is not understood stays a formula, which the reader reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fairbudget.money import exact, plain, round_fraction

__all__ = ["evaluate"]

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\$?[A-Z]{1,3}\$?\d+)|([A-Z]+)(?=\()|([-+*/(),:;]))", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)", re.IGNORECASE)
#: Formulas that refer to formulas that refer to formulas: deeper than this is left to the spreadsheet.
DEPTH = 40

Cells = Mapping[tuple[int, int], Any]


class _UnknownFormula(Exception):
    """Not one of the formulas that are understood here."""


def evaluate(formula: str, cells: Cells, formulas: Mapping[tuple[int, int], str]) -> Any:
    """Return the value of a formula, or None if it is not understood.

    Parameters
    ----------
    formula : str
        Such as ``=F5*G5``; ``+ - * /``, parentheses, references, ``SUM``, ``PRODUCT``, ``ROUND``, ``MIN``, ``MAX``.
    cells : mapping of (row, column) to value
        Rows from 1, columns from 0; blank cells are missing.
    formulas : mapping of (row, column) to str
        The cells whose value is a formula without a result.

    Examples
    --------
    >>> evaluate("=A1*B1", {(1, 0): 120, (1, 1): 250000}, {})
    30000000
    >>> evaluate("=ROUND(SUM(A1:A3)/2,0)", {(1, 0): 1, (2, 0): 2}, {(3, 0): "=A2*3"})
    5
    >>> evaluate("=VLOOKUP(A1,B:C,2)", {}, {}) is None
    True
    """
    try:
        return _Parser(formula, cells, formulas, 0).value()
    except (_UnknownFormula, ZeroDivisionError):
        return None


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, formula: str, cells: Cells, formulas: Mapping[tuple[int, int], str], depth: int) -> None:
        if depth > DEPTH or not formula.startswith("="):
            raise _UnknownFormula
        self.cells, self.formulas, self.depth = cells, formulas, depth
        self.tokens: list[str] = []
        at, text = 1, formula.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise _UnknownFormula
            self.tokens.append(match[0].strip().upper())
            at = match.end()

    def value(self) -> Any:
        """Return the value of the whole: a number, or the text of a cell that is referred to."""
        if len(self.tokens) == 1 and _CELL.fullmatch(self.tokens[0]):
            return self._cell(self.tokens[0])
        result = self._sum()
        if self.tokens:
            raise _UnknownFormula
        return plain(result)

    def _next(self, *wanted: str) -> str | None:
        if self.tokens and self.tokens[0] in wanted:
            return self.tokens.pop(0)
        return None

    def _sum(self) -> Fraction:
        result = self._product()
        while sign := self._next("+", "-"):
            result = result + self._product() if sign == "+" else result - self._product()
        return result

    def _product(self) -> Fraction:
        result = self._factor()
        while sign := self._next("*", "/"):
            result = result * self._factor() if sign == "*" else result / self._factor()
        return result

    def _factor(self) -> Fraction:
        if not self.tokens:
            raise _UnknownFormula
        if sign := self._next("+", "-"):
            return self._factor() if sign == "+" else -self._factor()
        token = self.tokens.pop(0)
        if token == "(":
            result = self._sum()
            if self._next(")") is None:
                raise _UnknownFormula
            return result
        if token[0].isdigit():
            return exact(token)
        if _CELL.fullmatch(token):
            return self._number(self._cell(token))
        return self._function(token)

    def _function(self, name: str) -> Fraction:
        if self._next("(") is None:
            raise _UnknownFormula
        values = self._arguments()
        if name == "SUM":
            return sum(values, Fraction(0))
        if name == "PRODUCT" and values:
            result = Fraction(1)
            for value in values:
                result *= value
            return result
        if name in ("MIN", "MAX") and values:
            return min(values) if name == "MIN" else max(values)
        if name == "ROUND" and len(values) == 2 and values[1].denominator == 1 and abs(values[1]) < 20:
            scale = Fraction(10) ** int(values[1])
            return Fraction(round_fraction(values[0] * scale)) / scale
        raise _UnknownFormula

    def _arguments(self) -> list[Fraction]:
        values: list[Fraction] = []
        while True:
            if len(self.tokens) > 2 and self.tokens[1] == ":" and _CELL.fullmatch(self.tokens[0]):
                first, _, last, self.tokens = *self.tokens[:3], self.tokens[3:]
                values += self._range(first, last)
            else:
                values.append(self._sum())
            if self._next(")"):
                return values
            if self._next(",", ";") is None:
                raise _UnknownFormula

    def _range(self, first: str, last: str) -> list[Fraction]:
        (top, left), (bottom, right) = _place(first), _place(last)
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            raise _UnknownFormula
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        cells = [self._at(place) for place in places]
        # as a spreadsheet does, texts in a range count for nothing
        return [self._number(cell) for cell in cells if cell is not None and not isinstance(cell, str)]

    def _cell(self, token: str) -> Any:
        value = self._at(_place(token))
        return 0 if value is None else value

    def _at(self, place: tuple[int, int]) -> Any:
        if place in self.formulas:
            return _Parser(self.formulas[place], self.cells, self.formulas, self.depth + 1).value()
        return self.cells.get(place)

    def _number(self, value: Any) -> Fraction:
        try:
            return exact(value)
        except ValueError:
            raise _UnknownFormula from None


def _place(token: str) -> tuple[int, int]:
    match = _CELL.fullmatch(token)
    if match is None:
        raise _UnknownFormula
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
