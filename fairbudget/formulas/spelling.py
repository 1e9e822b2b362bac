"""Numbers in Indonesian spelling, for worked sheets: ``1.234,5``."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.money import format_rupiah, round_fraction

__all__ = ["decimal", "short"]


def decimal(value: Fraction | int, places: int) -> str:
    """Return a number with so many decimals (at least one), rounded half up.

    Examples
    --------
    >>> decimal(Fraction(-2001, 2), 3)
    '-1.000,500'
    """
    scaled = round_fraction(Fraction(value) * 10**places)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return ("-" if scaled < 0 else "") + format_rupiah(int(digits[:-places]), "") + "," + digits[-places:]


def short(value: Fraction | int, places: int = 9) -> str:
    """Return a number with its own decimals, at most so many.

    Examples
    --------
    >>> short(Fraction(2469, 2)), short(9128), short(Fraction(1, 3), 4)
    ('1.234,5', '9.128', '0,3333')
    """
    return decimal(value, places).rstrip("0").rstrip(",")
