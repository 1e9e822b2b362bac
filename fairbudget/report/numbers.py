"""Numbers as a page writes them: money with points between thousands, as in Indonesia, others with decimal points."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.money import format_rupiah, round_fraction

__all__ = ["count", "decimal", "millions", "percent", "rupiah"]

Number = int | float | Fraction


def _exactly(value: Number) -> Fraction:
    return Fraction(value)


def decimal(value: Number, digits: int) -> str:
    """Return a number with so many decimals, rounded half up from its exact value.

    Examples
    --------
    >>> decimal(Fraction(1, 8), 2), decimal(3, 0), decimal(Fraction(-1, 3), 1)
    ('0.13', '3', '-0.3')
    """
    scaled = round_fraction(_exactly(value) * 10**digits)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    whole, rest = divmod(scaled, 10**digits)
    return f"{sign}{whole}" + (f".{rest:0{digits}d}" if digits else "")


def percent(share: Number) -> str:
    """Return a share as per cent with one decimal; never 0.0 or 100.0 for a share that is not.

    Examples
    --------
    >>> percent(Fraction(1, 3)), percent(0), percent(1), percent(Fraction(1, 10000)), percent(Fraction(9999, 10000))
    ('33.3 %', '0 %', '100 %', '< 0.1 %', '> 99.9 %')
    """
    share = _exactly(share)
    if share in (0, 1):
        return f"{100 * int(share)} %"
    text = decimal(share * 100, 1)
    if text == "0.0":
        return "< 0.1 %"
    return "> 99.9 %" if text == "100.0" else f"{text} %"


def count(value: Number) -> str:
    r"""Return a whole number with a thin space between thousands.

    Examples
    --------
    >>> count(1144108) == "1\u202f144\u202f108"
    True
    """
    return f"{int(value):,}".replace(",", "\u202f")


def rupiah(value: Number, symbol: str = "Rp ") -> str:
    r"""Return an amount rounded to whole rupiah, with a space that does not break.

    Examples
    --------
    >>> rupiah(Fraction(7543219, 3)) == "Rp\u00a02.514.406"
    True
    """
    return format_rupiah(round_fraction(_exactly(value)), symbol.replace(" ", "\u00a0"))


def millions(value: Number) -> str:
    """Return an amount in millions, with one decimal.

    Examples
    --------
    >>> millions(251409546)
    '251.4'
    """
    return decimal(_exactly(value) / 1_000_000, 1)
