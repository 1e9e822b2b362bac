"""Values with weights behind them, made comparable: whole numbers on a common scale, or floats."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.errors import Fault, InputError
from fairbudget.money import plain

__all__ = ["EXACT_BITS", "Members", "Number", "checked", "common_scale", "members"]

Number = int | Fraction | float
#: Where the common denominator of the values would be longer than this, they are counted in floats.
EXACT_BITS = 4_000


@dataclass(frozen=True, slots=True)
class Members:
    """Members of a distribution, with those behind whom nobody stands left out.

    Attributes
    ----------
    values, weights : list of int, or list of float
        On a scale of their own: good for measures that do not change when all values, or all weights, are multiplied
        by one number.
    exact : bool
        Whether they are whole numbers.
    kept : list of int
        Which of the given members these are.
    """

    values: list[Any]
    weights: list[Any]
    exact: bool
    kept: list[int]

    def add(self, terms: Iterable[Any]) -> Any:
        """Return a sum: exact of whole numbers, correctly rounded of floats."""
        return sum(terms) if self.exact else math.fsum(terms)

    def ratio(self, above: Any, below: Any) -> Number:
        """Return a quotient, exact of whole numbers."""
        return plain(Fraction(above, below)) if self.exact else above / below

    @property
    def count(self) -> Any:
        """Sum of the weights."""
        return self.add(self.weights)

    @property
    def mass(self) -> Any:
        """Sum of the values, each as often as its weight."""
        return self.add(x * w for x, w in zip(self.values, self.weights, strict=True))

    @property
    def all_equal(self) -> bool:
        """Whether all have the same value (or nobody is there)."""
        return all(value == self.values[0] for value in self.values)

    def ascending(self) -> list[tuple[Any, Any]]:
        """Return value and weight of each, from the least value."""
        return sorted(zip(self.values, self.weights, strict=True))


def members(values: Iterable[Any], weights: Iterable[Any] | None = None) -> Members:
    """Check values and weights, and put them on common scales.

    Parameters
    ----------
    values : array-like of shape (k,)
        At least 0: int, Fraction or float.
    weights : array-like of shape (k,), optional
        At least 0; one each by default.

    Raises
    ------
    InputError
        On a negative value or weight, one that is not a finite number, or two lists of different length.

    Notes
    -----
    O(k), times the length of the common denominator.

    Examples
    --------
    >>> found = members([Fraction(1, 2), 2, 7], [1, 3, 0])
    >>> found.values, found.weights, found.kept
    ([1, 4], [1, 3], [0, 1])
    """
    amounts = checked(values, "value")
    counts = [1] * len(amounts) if weights is None else checked(weights, "weight")
    if len(counts) != len(amounts):
        raise InputError(f"there are {len(counts)} weights for {len(amounts)} values")
    kept = [k for k, count in enumerate(counts) if count > 0]
    amounts, counts = [amounts[k] for k in kept], [counts[k] for k in kept]
    whole = common_scale(amounts), common_scale(counts)
    if whole[0] is not None and whole[1] is not None:
        return Members(whole[0], whole[1], True, kept)
    return Members(_floats(amounts), _floats(counts), False, kept)


def common_scale(numbers: Sequence[Number]) -> list[int] | None:
    """Return numbers as multiples of one unit; None if one is a float or the unit would be too fine.

    Examples
    --------
    >>> common_scale([Fraction(1, 2), Fraction(1, 3), 1])
    [3, 2, 6]
    """
    denominator = 1
    for number in numbers:
        if isinstance(number, float):
            return None
        if denominator % number.denominator:
            denominator = math.lcm(denominator, number.denominator)
            if denominator.bit_length() > EXACT_BITS:
                return None
    if denominator == 1:
        return [int(number) for number in numbers]
    return [number.numerator * (denominator // number.denominator) for number in numbers]  # type: ignore[union-attr]


def _floats(numbers: Sequence[Number]) -> list[float]:
    """Return numbers divided by the greatest, so that neither very large nor very small ones leave the range."""
    top = max(numbers, default=0)
    if not top:
        return [0.0] * len(numbers)
    if isinstance(top, float):
        return [float(number) / top if number != top else 1.0 for number in numbers]
    return [float(Fraction(number) / top) for number in numbers]


def checked(values: Iterable[Any], what: str, negative: bool = False) -> list[Any]:
    """Return numbers as a list of int, Fraction and float.

    Parameters
    ----------
    values : iterable
    what : str
        What one of them is called in a message.
    negative : bool
        Whether numbers below 0 are allowed.

    Raises
    ------
    InputError
        With the first ten that are not finite numbers (of at least 0).
    """
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise InputError(f"the {what}s must be one list, not an array of {values.ndim} dimensions")
        if values.dtype.kind in "iu" and (negative or not len(values) or int(values.min()) >= 0):
            return list(values.tolist())
        listed: list[Any] = list(values)
    else:
        listed = list(values)
    numbers = [_plain(value) for value in listed]
    bad = [k for k, number in enumerate(numbers) if number is None or (number < 0 and not negative)]
    if bad:
        expected = "a finite number" if negative else "a finite number of at least 0"
        raise InputError(
            [Fault(f"{what} {k + 1} cannot be meant", value=str(listed[k]), expected=expected) for k in bad[:10]]
        )
    return numbers


def _plain(value: Any) -> Number | None:
    """Return a number as int, Fraction or finite float; None if it is not one."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, int | Fraction):
        return value
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return None
