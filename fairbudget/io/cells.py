"""Columns of cells as exact numbers: which sign stands before the decimals is decided for a whole column.

``1.234`` is one thousand two hundred thirty-four in Jakarta and a little more than one in London. A cell such as
``155,38`` or ``1.234.567`` settles the question for its column; a column without such a cell is never guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.money import exact, number_body, parse_number

__all__ = [
    "Numbers",
    "cell_sign",
    "cell_text",
    "cell_texts",
    "column_sign",
    "is_blank",
    "normal",
    "normals",
    "to_numbers",
]

#: No indicator and no amount is larger; beyond it binary floating point would end some day.
MOST = 10**40

_PLAIN = re.compile(r"[+-]?[\d.,]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)", re.ASCII)
_OTHER = {".": ",", ",": "."}
#: In lines of text: blanks that are not single ones between other signs; what is neither a letter nor a digit.
_UNTIDY = re.compile(r"[^\S \n]|  |^ | $", re.MULTILINE)
_SIGNS = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of exact numbers, as integers over one denominator.

    Attributes
    ----------
    heading : str
    numerators : list of int or None
        None where the cell is blank.
    denominator : int
    places : int or None
        Most decimals that a cell shows; None if some number has no finite decimal form.
    """

    heading: str
    numerators: list[int | None]
    denominator: int
    places: int | None

    def __len__(self) -> int:
        return len(self.numerators)

    def __getitem__(self, index: int) -> Fraction | None:
        value = self.numerators[index]
        return None if value is None else Fraction(value, self.denominator)

    def total(self) -> Fraction:
        """Return the exact sum of the cells that are not blank."""
        values = self.numerators
        if None in values:
            values = [value for value in values if value is not None]
        return Fraction(sum(values), self.denominator)  # type: ignore[arg-type]


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing.

    Examples
    --------
    >>> is_blank(None), is_blank("  "), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def cell_text(cell: Any) -> str:
    """Return a cell as one line of text; a whole float from a workbook loses its ``.0``.

    Examples
    --------
    >>> cell_text("  Tegal   Gundil "), cell_text(7.0), cell_text(None)
    ('Tegal Gundil', '7', '')
    """
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def normal(text: Any) -> str:
    """Return a heading or name in the form in which two spellings of it are equal.

    Examples
    --------
    >>> normal("Luas (Ha)"), normal(" LUAS_HA ")
    ('luas ha', 'luas ha')
    """
    folded = str(text).casefold()
    if not folded.replace(" ", "").isalnum():
        folded = re.sub(r"[\W_]+", " ", folded)
    return " ".join(folded.split())


def cell_texts(cells: Sequence[Any]) -> list[str]:
    """Return :func:`cell_text` of every cell; several times faster where all are text on one line without outer blanks.

    Examples
    --------
    >>> cell_texts(["Loji", "Tegal Gundil"]), cell_texts([" Loji", 7.0])
    (['Loji', 'Tegal Gundil'], ['Loji', '7'])
    """
    if set(map(type, cells)) == {str}:
        joined = "\n".join(cells)
        if joined.count("\n") == len(cells) - 1 and not _UNTIDY.search(joined):
            return list(cells)
    return [cell_text(cell) for cell in cells]


def normals(texts: Sequence[str]) -> list[str]:
    """Return :func:`normal` of every text, at once.

    Examples
    --------
    >>> normals(["Luas (Ha)", " LUAS_HA "])
    ['luas ha', 'luas ha']
    """
    joined = "\n".join(texts).casefold()
    if not texts or joined.count("\n") != len(texts) - 1:
        return [normal(text) for text in texts]
    if _SIGNS.search(joined):
        joined = _SIGNS.sub(" ", joined)
    lines = joined.split("\n")
    return [" ".join(line.split()) for line in lines] if _UNTIDY.search(joined) else lines


def cell_sign(text: str) -> str:
    """Return the sign before decimals that a number's text settles.

    Returns
    -------
    {".", ",", "?", ""}
        ``"?"`` if the text can be read in two ways, ``""`` if it says nothing or is not a number.

    Examples
    --------
    >>> [cell_sign(text) for text in ("155,38", "1.234.567", "1.234,5", "1.234", "0.123", "1234", "12.05.2024")]
    [',', ',', ',', '?', '.', '', '']
    """
    body = text if _PLAIN.fullmatch(text) else number_body(text)
    match = _NUMBER.fullmatch(body)
    if not match:
        return ""
    digits = match.group(1)
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return ""
    if dots and commas:
        sign = "." if digits.rfind(".") > digits.rfind(",") else ","
        head, _, tail = digits.rpartition(sign)
        return sign if tail.isdigit() and _grouped(head, _OTHER[sign]) else ""
    sign = "." if dots else ","
    if dots + commas > 1:
        return _OTHER[sign] if _grouped(digits, sign) else ""
    head, _, tail = digits.partition(sign)
    if len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0":
        return "?"
    return sign if tail else ""


def _grouped(digits: str, sign: str) -> bool:
    first, *rest = digits.split(sign)
    return first.isdigit() and len(first) <= 3 and all(len(part) == 3 and part.isdigit() for part in rest)


def column_sign(cells: Iterable[Any]) -> tuple[str, int]:
    """Return the sign before decimals that a column settles, and the index of the cell that settles it.

    The first cell that settles it decides; a later cell that cannot be read so is reported by :func:`to_numbers`.

    Examples
    --------
    >>> column_sign(["26.621", "30.973"]), column_sign(["26.621", "155,38"]), column_sign([7, "8"])
    (('?', 0), (',', 1), ('', -1))
    """
    cells = cells if isinstance(cells, Sequence) else list(cells)
    doubtful = -1
    if str not in set(map(type, cells)):
        return "", doubtful
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and not cell.isdigit():
            sign = cell_sign(cell.strip())
            if sign == "?":
                doubtful = index if doubtful < 0 else doubtful
            elif sign:
                return sign, index
    return ("?" if doubtful >= 0 else "", doubtful)


def to_numbers(heading: str, cells: Sequence[Any], sign: str) -> tuple[Numbers, list[tuple[int, str]]]:
    """Read a column's cells exactly.

    Parameters
    ----------
    heading : str
    cells : sequence
        Text, int, float (as its shortest decimal), Decimal, Fraction or None.
    sign : {".", ",", ""}
        Before decimals in text; ``""`` if no cell shows one.

    Returns
    -------
    Numbers
        With None for a cell that is blank or faulty.
    list of (int, str)
        Index and reason for each faulty cell.

    Notes
    -----
    O(k) for k cells.

    Examples
    --------
    >>> numbers, faults = to_numbers("area", ["1.155,38", 190, "x", ""], ",")
    >>> numbers.numerators, numbers.denominator, faults
    ([115538, 19000, None, None], 100, [(2, 'not a number')])
    """
    quick = _plain_numbers(heading, cells, sign)
    if quick is not None:
        return quick, []
    found: list[tuple[int, int] | None] = []
    faults: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        pair: tuple[int, int] | None = None
        if not is_blank(cell):
            try:
                pair = _text_number(cell, sign) if isinstance(cell, str) else exact(cell).as_integer_ratio()
                if abs(pair[0]) > MOST * pair[1]:
                    pair = None
                    faults.append((index, "not a number of a usable size"))
            except ValueError as error:
                reason = str(error).partition(" is not a number: ")[2]
                faults.append((index, f"not a number: {reason}" if reason else "not a number"))
        found.append(pair)
    denominators = {pair[1] for pair in found if pair}
    common = math.lcm(1, *denominators)
    factor = {denominator: common // denominator for denominator in denominators}
    numerators = [pair and pair[0] * factor[pair[1]] for pair in found]
    return Numbers(heading, numerators, common, _places(common)), faults


def _plain_numbers(heading: str, cells: Sequence[Any], sign: str) -> Numbers | None:
    """Return a column that holds nothing but digits with or without decimals, several times faster; None for others."""
    types = set(map(type, cells))
    if types == {int} and min(cells) >= 0 and max(cells) < 10**18:
        return Numbers(heading, list(cells), 1, 0)
    if types == {str}:
        texts, point = list(cells), sign
    elif types <= {int, float}:
        texts, point = [text.removesuffix(".0") for text in map(repr, cells)], "."
    else:
        return None
    decimals = rf"(?:\{point}\d{{1,18}})?" if point else ""
    joined = "\n".join([*texts, ""])
    # a cell of two lines would pass for two cells
    if joined.count("\n") != len(texts) or not re.fullmatch(rf"(?:\d{{1,18}}{decimals}\n)*", joined, re.ASCII):
        return None
    if not point or point not in joined:
        return Numbers(heading, list(map(int, texts)), 1, 0)
    tails = [text.partition(point)[2] for text in texts]
    places = max(map(len, tails))
    scales = [10 ** (places - length) for length in range(places + 1)]
    pairs = zip(texts, tails, strict=True)
    numerators: list[int | None] = [int(text.replace(point, "")) * scales[len(tail)] for text, tail in pairs]
    return Numbers(heading, numerators, 10**places, places)


def _text_number(text: str, sign: str) -> tuple[int, int]:
    value = parse_number(text, sign or "auto")  # type: ignore[arg-type]
    # keep the zeros that were written: 1.155,50 shows two places
    scale = 10 ** len(number_body(text).partition(sign)[2]) if sign else 1
    scale = max(scale, value.denominator)
    return int(value * scale), scale


def _places(denominator: int) -> int | None:
    """Return the least k for which the denominator divides 10^k, or None."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
