"""Limits as options of a command line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fairbudget.errors import OptionError
from fairbudget.money import exact, parse_number

__all__ = ["limits_of"]


def _rupiah(option: str, text: str) -> Fraction:
    try:
        return parse_number(text)
    except ValueError as error:
        raise OptionError(f"{option}: {error}") from None


def _share(option: str, text: str) -> Fraction:
    try:
        number = exact(text.strip().replace(",", "."))
    except ValueError:
        raise OptionError(f"{option}: {text!r} is not a number; expected one such as 0.35") from None
    if number < 0:
        raise OptionError(f"{option}: {text} is negative")
    return number


def _range(option: str, text: str) -> dict[str, Fraction]:
    low, dots, high = text.partition("..")
    if not dots or not (low.strip() or high.strip()):
        raise OptionError(f"{option}: {text!r} is not a range; expected LOW..HIGH, such as 0.1..0.4, 0.1.. or ..0.4")
    found = {}
    if low.strip():
        found["at_least"] = _share(option, low)
    if high.strip():
        found["at_most"] = _share(option, high)
    return found


def limits_of(
    floor: str | None,
    cap: str | None,
    hold_harmless: str | None,
    weights: Sequence[str],
    base_share: str | None,
    non_zero: int | None,
    pool: str | None,
) -> tuple[list[dict[str, Any]], Fraction | None]:
    """Return the limits that options state, and the pool.

    Raises
    ------
    OptionError
        If one cannot be meant.

    Examples
    --------
    >>> limits_of("Rp 300.000.000", None, None, ["area=0.1.."], None, None, None)[0][1]
    {'kind': 'weight', 'indicator': 'area', 'at_least': Fraction(1, 10)}
    """
    found: list[dict[str, Any]] = []
    if floor is not None:
        found.append({"kind": "floor", "amount": _rupiah("--floor", floor)})
    if cap is not None:
        found.append({"kind": "cap", "amount": _rupiah("--cap", cap)})
    if hold_harmless is not None:
        share = _share("--hold-harmless", hold_harmless)
        if share > 2:
            raise OptionError(f"--hold-harmless: {hold_harmless} is a share of last year's ceiling; write 95 % as 0.95")
        found.append({"kind": "hold-harmless", "share": share})
    for text in weights:
        indicator, sign, rest = text.rpartition("=")
        if not sign or not indicator.strip():
            raise OptionError(f"--weight: {text!r} names no indicator; expected INDICATOR=LOW..HIGH")
        found.append({"kind": "weight", "indicator": indicator.strip(), **_range("--weight", rest)})
    if base_share is not None:
        found.append({"kind": "base-share", **_range("--base-share", base_share)})
    if non_zero is not None:
        found.append({"kind": "non-zero", "at_most": non_zero})
    return found, None if pool is None else _rupiah("--pool", pool)
