"""Inequality of an amount among units: a number each, and how many people (or voters) stand behind each."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import Fault, InputError
from fairbudget.money import plain

__all__ = ["PER_HEAD", "PER_UNIT", "Inequality", "gini", "gini_across"]

#: Every unit counts by the people behind it.
PER_HEAD = "per head"
#: Every unit counts once.
PER_UNIT = "per unit"

#: Weights up to this sum keep ``weight * (cumulated weights)`` inside a 64-bit integer.
SAFE_WEIGHT = 2**31


def gini(values: Iterable[Any], weights: Iterable[Any] | None = None) -> int | Fraction | float:
    """Return the Gini coefficient of non-negative values.

    Half the mean absolute difference between two members drawn at random, divided by the mean:
    ``sum_ij w_i w_j |x_i - x_j| / (2 W sum_i w_i x_i)`` with ``W`` the sum of the weights. 0 if all have the same, up
    to ``1 - 1/W`` if one of ``W`` has everything.

    Parameters
    ----------
    values : array-like of shape (k,)
        Numbers of at least 0, in any unit. Whole numbers and Fractions are treated exactly.
    weights : array-like of shape (k,), optional
        Members behind each value, at least 0; one each by default. A value with weight 0 does not count.

    Returns
    -------
    int, Fraction or float
        In [0, 1). Exact if all values and weights are whole numbers or Fractions, else a float. 0 if nobody is there,
        if there is one member only, or if all values are 0.

    Raises
    ------
    InputError
        On a negative value or weight, one that is not a finite number, or two lists of different length.

    Notes
    -----
    O(k log k). No correction for small samples: the members are all there are.

    References
    ----------
    Gini, *Variabilità e mutabilità*, 1912; the weighted form as in Sen, *On Economic Inequality*, 1973, section 2.7.

    Examples
    --------
    >>> gini([1, 1, 4]), gini([0, 0, 5]), gini([1, 4], [2, 1])
    (Fraction(1, 3), Fraction(2, 3), Fraction(1, 3))
    >>> gini([]), gini([7]), gini([0, 0])
    (0, 0, 0)
    """
    amounts = _numbers(values, "value")
    if weights is None:
        counts: NDArray[Any] = np.ones(len(amounts), np.int64)
    else:
        counts = _numbers(weights, "weight")
    if len(counts) != len(amounts):
        raise InputError(f"there are {len(counts)} weights for {len(amounts)} values")
    present = counts > 0
    amounts, counts = amounts[present], counts[present]
    if not len(amounts):
        return 0
    order = np.argsort(amounts, kind="stable")
    amounts, counts = amounts[order], counts[order]
    if counts.dtype.kind == "f" or amounts.dtype.kind == "f":
        return _gini_of_floats(amounts.astype(float), counts.astype(float))
    total = sum(counts.tolist())
    if counts.dtype.kind == "i" and total >= SAFE_WEIGHT:
        counts = counts.astype(object)
    # a member at the middle of a weight w whose cumulated weight is C stands above C - w/2 and below W - C + w/2
    ranks = counts * (2 * np.cumsum(counts) - counts - total)
    listed = amounts.tolist()
    dispersion = sum(x * rank for x, rank in zip(listed, ranks.tolist(), strict=True))
    mass = sum(x * count for x, count in zip(listed, counts.tolist(), strict=True))
    return plain(Fraction(dispersion) / (total * mass)) if mass else 0


def _gini_of_floats(amounts: NDArray[np.float64], counts: NDArray[np.float64]) -> int | float:
    top = float(amounts[-1])
    if top == 0:
        return 0
    # scaled, so that neither very large nor very small numbers leave the range of floats
    amounts = amounts / top
    counts = counts / float(counts.max())
    total = float(counts.sum())
    ranks = counts * (2 * np.cumsum(counts) - counts - total)
    # the differences from the least value keep equal values at exactly 0
    return max(0.0, float(ranks @ (amounts - amounts[0])) / (total * float(counts @ amounts)))


def _numbers(values: Iterable[Any], what: str) -> NDArray[Any]:
    """Return numbers as an int64, float or object (int and Fraction) array, all finite and not negative."""
    array = values if isinstance(values, np.ndarray) else np.array(list(values), dtype=object)
    if array.ndim != 1:
        raise InputError(f"the {what}s must be one list, not an array of {array.ndim} dimensions")
    if array.dtype.kind == "u":
        array = array.astype(object)
    if array.dtype.kind in "if":
        bad = np.flatnonzero(~np.isfinite(array) | (array < 0))
    else:
        listed = [_plain_number(value) for value in array.tolist()]
        bad = np.array([k for k, value in enumerate(listed) if value is None or value < 0], int)
        if not len(bad):
            array = np.empty(len(listed), object)
            array[:] = listed
            if any(isinstance(value, float) for value in listed):
                array = array.astype(float)
    if len(bad):
        values_there = [str(array[k]) for k in bad[:10]]
        raise InputError(
            [
                Fault(f"{what} {k + 1} cannot be meant", value=text, expected="a finite number of at least 0")
                for k, text in zip(bad[:10].tolist(), values_there, strict=True)
            ]
        )
    return array


def _plain_number(value: Any) -> int | Fraction | float | None:
    """Return a number as int, Fraction or finite float; None if it is not one."""
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return None


@dataclass(frozen=True, slots=True)
class Inequality:
    """An inequality figure with what it counts.

    Attributes
    ----------
    measure : str
        For example ``gini``.
    basis : str
        :data:`PER_HEAD` or :data:`PER_UNIT`.
    value : int, Fraction or float
    """

    measure: str
    basis: str
    value: int | Fraction | float

    def __str__(self) -> str:
        return f"{self.measure} {self.basis}: {float(self.value):.4f}"


def gini_across(rates: Iterable[Any], people: Iterable[Any]) -> tuple[Inequality, Inequality]:
    """Return the Gini coefficient across units (such as kelurahan) on both bases, each labelled.

    Parameters
    ----------
    rates : array-like of shape (k,)
        What each unit has **for each of its people**: rupiah per inhabitant, mean utility per voter. At least 0.
    people : array-like of shape (k,)
        People of each unit, at least 0. A unit without people does not count on either basis.

    Returns
    -------
    tuple of Inequality
        Per head (each unit weighs as many as its people: inequality among people, as if those of one unit all had the
        same), then per unit (each unit weighs one).

    Raises
    ------
    InputError
        As :func:`gini`.

    Notes
    -----
    O(k log k). The two answer different questions; a figure without its basis cannot be read (Kolm, *Unequal
    inequalities*, 1976; Milanovic, *Worlds Apart*, 2005, on concepts 1 and 2 of inequality between countries).

    Examples
    --------
    >>> for figure in gini_across([10, 40], [200, 100]):
    ...     print(figure)
    gini per head: 0.3333
    gini per unit: 0.3000
    """
    counts = list(people)
    listed = list(rates)
    head = gini(listed, counts)
    return Inequality("gini", PER_HEAD, head), Inequality("gini", PER_UNIT, gini(listed, [int(n > 0) for n in counts]))
