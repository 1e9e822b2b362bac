"""Amounts of money: exact numbers in, whole units inside, readable text out.

Inside the package an amount is an integer count of the smallest unit that occurs; where a number comes from text or
from a caller it passes through :func:`exact`, which never goes through binary floating point.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral, Rational
from typing import Any, Literal

__all__ = [
    "ROUNDINGS",
    "Rounding",
    "exact",
    "format_rupiah",
    "largest_remainder",
    "number_body",
    "parse_number",
    "plain",
    "round_fraction",
    "share_of",
    "to_units",
    "unit_denominator",
]

Rounding = Literal["half-up", "half-even", "floor", "ceiling", "largest-remainder"]
ROUNDINGS: tuple[str, ...] = ("half-up", "half-even", "floor", "ceiling", "largest-remainder")

_INTEGER = re.compile(r"[+-]?\d+\Z", re.ASCII)


def exact(value: Any) -> Fraction:
    """Return a number exactly as it was written.

    Parameters
    ----------
    value : int, Fraction, Decimal, str or float
        A string may hold an integer, a decimal (with a point) or a fraction ``"9/10"``. A float counts as the
        shortest decimal that names it, so ``0.1`` is 1/10.

    Returns
    -------
    Fraction

    Raises
    ------
    ValueError
        If it is not a finite number.

    Examples
    --------
    >>> exact("735616.25"), exact(0.9), exact("9/10") == exact(0.9)
    (Fraction(2942465, 4), Fraction(9, 10), True)
    """
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not a number")
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Integral):
        return Fraction(int(value))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, str):
        text = value.strip()
        if not text.isascii() or "_" in text:
            raise ValueError(f"{value!r} is not a number")
        if len(text) > 400:
            raise ValueError(f"{value[:20]!r}... is too long for a number")
        if _INTEGER.match(text):
            return Fraction(int(text))
        if "/" in text:
            return _fraction(text)
        value = text
    elif isinstance(value, float):
        value = repr(float(value))
    elif getattr(getattr(value, "dtype", None), "kind", "") == "f" and not getattr(value, "ndim", 0):
        # a number of numpy's: as text it is the shortest decimal at its own precision
        value = str(value)
    elif not isinstance(value, Decimal):
        raise ValueError(f"{value!r} is not a number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None
    # an exponent such as 1e999999999 would otherwise ask for a gigabyte of digits
    if not number.is_finite() or abs(number.adjusted()) > 400:
        raise ValueError(f"{value!r} is not a finite number of a usable size")
    return Fraction(number)


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r} is not a number") from None


def plain(value: Fraction | int) -> Fraction | int:
    """Return a whole number as ``int`` and any other as ``Fraction``.

    Examples
    --------
    >>> plain(Fraction(6, 2)), plain(Fraction(1, 3))
    (3, Fraction(1, 3))
    """
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    return int(value)


def share_of(part: Fraction | int, whole: Fraction | int) -> Fraction | int:
    """Return an exact share; the share of nothing is 0.

    Examples
    --------
    >>> share_of(2, 6), share_of(0, 0)
    (Fraction(1, 3), 0)
    """
    return plain(Fraction(part) / whole) if whole else 0


def unit_denominator(values: Sequence[Fraction]) -> int:
    """Return the least positive integer that makes every value whole when multiplied by it.

    Examples
    --------
    >>> unit_denominator([Fraction(1), Fraction(1, 4), Fraction(9, 10)])
    20
    """
    return math.lcm(1, *{value.denominator for value in values})


def to_units(value: Fraction, denominator: int) -> int:
    """Return `value` as a count of units of ``1/denominator``.

    Raises
    ------
    ValueError
        If it is not a whole number of units.
    """
    scaled = value * denominator
    if scaled.denominator != 1:
        raise ValueError(f"{value} is not a whole number of units of 1/{denominator}")
    return scaled.numerator


def round_fraction(value: Fraction, mode: str = "half-up", unit: int = 1) -> int:
    """Round an exact number to a multiple of `unit`.

    Parameters
    ----------
    value : Fraction
    mode : {"half-up", "half-even", "floor", "ceiling"}
        Half up means away from zero at exactly one half, as in commerce.
    unit : int
        For example 1 or 1000 rupiah.

    Examples
    --------
    >>> [round_fraction(Fraction(5, 2), mode) for mode in ("half-up", "half-even", "floor", "ceiling")]
    [3, 2, 2, 3]
    >>> round_fraction(Fraction(251409546), unit=1000)
    251410000
    """
    scaled = value / unit
    if mode == "half-up":
        whole = math.floor(abs(scaled) + Fraction(1, 2))
        return unit * (whole if scaled >= 0 else -whole)
    if mode == "half-even":
        return unit * round(scaled)
    if mode == "floor":
        return unit * math.floor(scaled)
    if mode == "ceiling":
        return unit * math.ceil(scaled)
    raise ValueError(f"unknown rounding {mode!r}; allowed: half-up, half-even, floor, ceiling")


def largest_remainder(values: Sequence[Fraction], total: int, unit: int = 1) -> list[int]:
    """Round non-negative amounts to multiples of `unit` so that they sum to `total` exactly.

    Each amount is floored; what is left goes, a unit each, to the largest remainders (ties: the earlier one). This is
    the method of Hamilton (Balinski and Young, *Fair Representation*, 1982).

    Parameters
    ----------
    values : sequence of Fraction
        Their sum may differ from `total` by less than ``len(values)`` units.
    total : int
        A multiple of `unit`.
    unit : int

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If the total is below the sum of the floors, or above the sum of the amounts by a whole unit each or more.

    Notes
    -----
    O(k log k) for k amounts.

    Examples
    --------
    >>> largest_remainder([Fraction(10, 3)] * 3, 10)
    [4, 3, 3]
    """
    scaled = [value / unit for value in values]
    floors = [math.floor(value) for value in scaled]
    if total % unit:
        raise ValueError(f"the total {total} is not a multiple of the unit {unit}")
    left = total // unit - sum(floors)
    most = len(values) - (all(value.denominator == 1 for value in scaled) and bool(values))
    if not 0 <= left <= most:
        raise ValueError(f"the amounts sum to {plain(sum(values, Fraction(0)))}, too far from the total {total}")
    order = sorted(range(len(values)), key=lambda k: (floors[k] - scaled[k], k))
    for k in order[:left]:
        floors[k] += 1
    return [unit * floor for floor in floors]


def format_rupiah(amount: Fraction | int, symbol: str = "Rp ") -> str:
    """Return an amount as Indonesian offices write it: points between thousands, a comma before decimals.

    Examples
    --------
    >>> format_rupiah(251409546), format_rupiah(-1500, ""), format_rupiah(Fraction(5, 2))
    ('Rp 251.409.546', '-1.500', 'Rp 2,50')
    """
    amount = plain(amount)
    sign = "-" if amount < 0 else ""
    amount = -amount if amount < 0 else amount
    if isinstance(amount, Fraction):
        cents = round_fraction(amount * 100)
        return f"{sign}{symbol}{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
    return f"{sign}{symbol}{amount:,}".replace(",", ".")


def parse_number(text: str, decimal: Literal["auto", ".", ","] = "auto") -> Fraction:
    """Read a number as people write it in tables: ``1.234.567``, ``Rp 1.234.567,00``, ``1,234.5``, ``1234567``.

    Parameters
    ----------
    text : str
        May carry a currency sign (``Rp``, ``IDR``), blanks, a trailing ``,-`` or a percent sign (which is dropped).
    decimal : {"auto", ".", ","}
        Which sign stands before the decimals. With ``auto``, the later of the two signs if both occur; a sign that
        occurs several times separates thousands; a single sign is a decimal sign unless exactly three digits follow
        a group of one to three digits without a leading zero, which is ambiguous and refused.

    Returns
    -------
    Fraction

    Raises
    ------
    ValueError
        If the text is not a number or can be read in two ways.

    Examples
    --------
    >>> [str(parse_number(t)) for t in ("Rp 1.234.567,00", "1,234.5", "1234567", "99,22")]
    ['1234567', '2469/2', '1234567', '4961/50']
    >>> parse_number("1.234", decimal=",")
    Fraction(1234, 1)
    """
    body = number_body(text)
    match = re.fullmatch(r"([+-]?)(\d[\d.,]*|[.,]\d+)", body, re.ASCII)
    if not match:
        raise ValueError(f"{text!r} is not a number")
    sign, digits = match.groups()
    point = _decimal_sign(text, digits, decimal)
    group = {".": ",", ",": ".", "": ""}[point] if point else ("." if "." in digits else ",")
    head, _, tail = digits.partition(point) if point else (digits, "", "")
    groups = head.split(group) if group and group in head else [head]
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(part) == 3 for part in groups[1:])):
        raise ValueError(f"{text!r} is not a number: its thousands are not groups of three digits")
    if tail and not tail.isdigit():
        raise ValueError(f"{text!r} is not a number")
    return exact(f"{sign}{''.join(groups) or '0'}" + (f".{tail}" if tail else ""))


def number_body(text: str) -> str:
    """Return what is left of a number's text without its currency, percent sign and blanks.

    Blanks (or apostrophes) between digits stay unless they set off groups of three: ``12 34`` is not one number.

    Examples
    --------
    >>> number_body(" Rp. 1.234.567,-"), number_body("99,22 %"), number_body("1 234,5"), number_body("12 34")
    ('1.234.567', '99,22', '1234,5', '12 34')
    """
    body = re.sub(r"(?i)^\s*(?:rp\.?|idr)|,-\s*$|%\s*$|(?:rp|idr)\s*$", "", text.strip()).strip()
    if re.search(r"\d[\s']+\d", body) and not re.fullmatch(r"[+-]?\d{1,3}(?:[\s']\d{3})+(?:[.,]\d+)?", body):
        return body
    return re.sub(r"[\s']", "", body).replace("\u2212", "-")


def _decimal_sign(text: str, digits: str, decimal: str) -> str:
    """Return the sign before the decimals in `digits`, or "" if there are none."""
    if decimal != "auto":
        return decimal if decimal in digits else ""
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas != 1:
        return ""
    sign = "." if dots else ","
    head, tail = digits.split(sign)
    if len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0":
        raise ValueError(f"{text!r} can be read as thousands or as decimals; say which sign stands before decimals")
    return sign
