"""Rounding of exact amounts, held as integers over one denominator, to whole rupiah (or thousands of them)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fairbudget.money import ROUNDINGS

__all__ = ["apportion", "round_amounts"]


def round_amounts(numerators: Sequence[int], denominator: int, mode: str, unit: int = 1) -> list[int]:
    """Round non-negative amounts to multiples of `unit`, each by itself.

    Parameters
    ----------
    numerators : sequence of int
        The amounts are ``numerator / denominator``; none is negative.
    denominator : int
    mode : {"half-up", "half-even", "floor", "ceiling"}
    unit : int
        In the amounts' own money.

    Returns
    -------
    list of int

    Notes
    -----
    O(k) for k amounts, in integers.

    Examples
    --------
    >>> [round_amounts([5, 7], 2, mode) for mode in ("half-up", "half-even", "floor", "ceiling")]
    [[3, 4], [2, 4], [2, 3], [3, 4]]
    >>> round_amounts([251409546], 1, "half-up", unit=1000)
    [251410000]
    """
    step = denominator * unit
    if mode == "half-up":
        return [unit * ((2 * n + step) // (2 * step)) for n in numerators]
    if mode == "floor":
        return [unit * (n // step) for n in numerators]
    if mode == "ceiling":
        return [unit * -(-n // step) for n in numerators]
    if mode == "half-even":
        rounded = []
        for n in numerators:
            whole, rest = divmod(n, step)
            rounded.append(unit * (whole + (2 * rest > step or (2 * rest == step and whole % 2 == 1))))
        return rounded
    raise ValueError(f"{mode!r} does not round each amount by itself; allowed: {', '.join(ROUNDINGS[:-1])}")


def apportion(numerators: Sequence[int], denominator: int, total: int, unit: int = 1) -> list[int]:
    """Round non-negative amounts to multiples of `unit` that sum to `total`, by largest remainder.

    Each amount is floored; what is left goes, a unit each, to the largest remainders (ties: the earlier amount).

    Parameters
    ----------
    numerators : sequence of int
        The amounts are ``numerator / denominator``; none is negative.
    denominator : int
    total : int
        A multiple of `unit`, not below the sum of the floors nor above the sum of the ceilings.
    unit : int

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        If no rounding of each amount by less than a unit sums to `total`.

    Notes
    -----
    The method of Hamilton; see Balinski and Young, *Fair Representation*, 1982, chapter 3. O(k log k) for k amounts.

    Examples
    --------
    >>> apportion([10, 10, 10], 3, 10)
    [4, 3, 3]
    """
    step = denominator * unit
    parts = [divmod(n, step) for n in numerators]
    left, odd = divmod(total - unit * sum(whole for whole, _ in parts), unit)
    if odd or left < 0 or left > sum(1 for _, rest in parts if rest):
        exact = Fraction(sum(numerators), denominator)
        raise ValueError(f"amounts that sum to {float(exact):.10g} cannot be rounded to {total} in steps of {unit}")
    order = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    raised = set(order[:left])
    return [unit * (whole + (index in raised)) for index, (whole, _) in enumerate(parts)]
