"""Numbers as Pabulib writes them: decimals with a point."""

from __future__ import annotations

import re
from fractions import Fraction

from fairbudget.money import exact, parse_number

__all__ = ["decimal_text", "read_number"]

_COMMA = re.compile(r"[+-]?\d+,\d+\Z", re.ASCII)


def read_number(text: str) -> tuple[Fraction, bool]:
    """Return a number and whether a comma stood before its decimals.

    Raises
    ------
    ValueError
        If it is not a number, or ``1,234``, which may mean thousands or decimals.

    Examples
    --------
    >>> read_number("735616.25"), read_number("12,5")
    ((Fraction(2942465, 4), False), (Fraction(25, 2), True))
    """
    text = text.strip()
    if "/" in text:
        raise ValueError(f"{text!r} is a fraction, not a decimal number")
    if _COMMA.match(text):
        return parse_number(text), True
    return exact(text), False


def decimal_text(value: Fraction | int) -> str:
    """Return a number as a decimal without loss.

    Raises
    ------
    ValueError
        If its decimals never end.

    Examples
    --------
    >>> decimal_text(Fraction(2942465, 4)), decimal_text(-3), decimal_text(Fraction(1, 20))
    ('735616.25', '-3', '0.05')
    """
    value = Fraction(value)
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        raise ValueError(f"{value} has no finite decimal form")
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
