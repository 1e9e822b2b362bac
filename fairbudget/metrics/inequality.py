"""Inequality of an amount among units: a number each, and how many people (or voters) stand behind each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.metrics.members import members

__all__ = ["PER_HEAD", "PER_UNIT", "Inequality", "gini", "gini_across"]

#: Every unit counts by the people behind it.
PER_HEAD = "per head"
#: Every unit counts once.
PER_UNIT = "per unit"


def gini(values: Iterable[Any], weights: Iterable[Any] | None = None) -> int | Fraction | float:
    """Gini coefficient: half the mean absolute difference between two members, divided by the mean.

    Of two members drawn at random, with replacement:
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
        In [0, 1). Exact if all values and weights are whole numbers or Fractions (with a common denominator of at
        most :data:`fairbudget.metrics.members.EXACT_BITS` bits), else a float with an error below 1e-12. 0 if nobody is
        there, if there is one member only, or if all values are 0.

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
    found = members(values, weights)
    pairs = found.ascending()
    if not pairs or pairs[0][0] == pairs[-1][0]:
        return 0
    count, least = found.count, pairs[0][0]
    # a member at the middle of a weight w whose cumulated weight is C stands above C - w/2 and below W - C + w/2
    terms, below = [], 0
    for x, w in pairs:
        terms.append((x - least) * w * (2 * below + w - count))
        below += w
    return found.ratio(found.add(terms), count * found.mass)


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
