"""Indices of inequality of an amount among people or places, each with its definition.

All take values of at least 0 and, if wanted, how many members stand behind each; a value behind which nobody stands
does not count. None of them changes when all values, or all weights, are multiplied by one number. **Where there is
nothing to compare** (nobody, one member, nothing to share) **each has the value that it has when all are equal.**

The indices here are rational and exact (int or Fraction) for whole numbers and Fractions; they are floats with an
absolute error below 1e-12 where a value is a float or the common denominator of the values is longer than
:data:`fairbudget.metrics.members.EXACT_BITS` bits. Those with logarithms or powers: :mod:`fairbudget.metrics.entropy`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from fairbudget.errors import InputError
from fairbudget.metrics.inequality import gini
from fairbudget.metrics.members import Members, Number, checked, members
from fairbudget.metrics.papers import bibtex
from fairbudget.money import plain
from fairbudget.registry import indices

__all__ = [
    "concentration_index",
    "hoover",
    "jain",
    "lorenz",
    "minimum_to_mean",
    "palma",
    "quintile_ratio",
]

Values = Iterable[Any]
Point = tuple[Number, Number]

indices.register(
    "gini",
    name="Gini coefficient",
    reference="Gini, Variabilità e mutabilità, 1912; Sen, On Economic Inequality, 1973, 2.7",
    unit="index",
    better="lower",
    equal=0,
    bibtex=bibtex("Gini1912", "Sen1973"),
)(gini)


def lorenz(values: Values, weights: Values | None = None) -> list[Point]:
    """Return the corners of the Lorenz curve, from (0, 0) to (1, 1).

    Parameters
    ----------
    values : array-like of shape (k,)
        At least 0.
    weights : array-like of shape (k,), optional
        Members behind each value; one each by default.

    Returns
    -------
    list of (share of the members, share of the amount)
        From those who have least; one corner for each distinct value. The diagonal where there is nothing to compare.

    Raises
    ------
    InputError
        As :func:`fairbudget.metrics.inequality.gini`.

    References
    ----------
    Lorenz, *Methods of Measuring the Concentration of Wealth*, 1905. The Gini coefficient is twice the area between
    the curve and the diagonal.

    Examples
    --------
    >>> lorenz([3, 1], [1, 3])
    [(0, 0), (Fraction(3, 4), Fraction(1, 2)), (1, 1)]
    """
    found = members(values, weights)
    return _lorenz(found, found.ascending())


def _lorenz(found: Members, pairs: Sequence[tuple[Any, Any]]) -> list[Point]:
    mass = found.mass
    if not mass:
        return [(0, 0), (1, 1)]
    count = found.count
    points: list[Point] = [(0, 0)]
    people: Any = 0
    amount: Any = 0
    for k, (x, w) in enumerate(pairs):
        people, amount = people + w, amount + x * w
        if k + 1 == len(pairs):
            points.append((1, 1))
        elif pairs[k + 1][0] != x:
            points.append((found.ratio(people, count), found.ratio(amount, mass)))
    return points


@indices.register(
    "hoover",
    name="Hoover index",
    reference="Hoover, The Measurement of Industrial Localization, 1936; also Pietra's or Robin Hood index",
    unit="share",
    better="lower",
    equal=0,
    bibtex=bibtex("Hoover1936"),
)
def hoover(values: Values, weights: Values | None = None) -> Number:
    """Share of the total amount that would have to move so that all members have the same.

    ``sum_i w_i |x_i - mean| / (2 sum_i w_i x_i)``, in [0, 1). Exact. O(k).

    Examples
    --------
    >>> hoover([0, 0, 5, 5]), hoover([]), hoover([0, 0])
    (Fraction(1, 2), 0, 0)
    """
    found = members(values, weights)
    count, mass = found.count, found.mass
    if not mass or found.all_equal:
        return 0
    above = found.add(w * max(0, x * count - mass) for x, w in zip(found.values, found.weights, strict=True))
    return found.ratio(above, count * mass)


@indices.register(
    "jain",
    name="Jain's fairness index",
    reference="Jain, Chiu and Hawe, A Quantitative Measure of Fairness and Discrimination, 1984",
    unit="index",
    better="higher",
    equal=1,
    bibtex=bibtex("JainChiuHawe1984"),
)
def jain(values: Values, weights: Values | None = None) -> Number:
    """Square of the sum divided by the number of members and the sum of squares.

    ``(sum_i w_i x_i)^2 / (W sum_i w_i x_i^2)``, in [1/W, 1]: 1 if all have the same, k/W if k of W members share
    everything equally. Exact. O(k).

    Examples
    --------
    >>> jain([0, 0, 5, 5]), jain([]), jain([0, 0])
    (Fraction(1, 2), 1, 1)
    """
    found = members(values, weights)
    mass = found.mass
    if not mass or found.all_equal:
        return 1
    squares = found.add(w * x * x for x, w in zip(found.values, found.weights, strict=True))
    return found.ratio(mass * mass, found.count * squares)


@indices.register(
    "min-to-mean",
    name="Least to mean",
    reference="least value divided by the mean; Rawls, A Theory of Justice, 1971, set against the mean",
    unit="ratio",
    better="higher",
    equal=1,
    bibtex=bibtex("Rawls1971"),
)
def minimum_to_mean(values: Values, weights: Values | None = None) -> Number:
    """Least value of a member divided by the mean over all members.

    In [0, 1]: 1 if all have the same, 0 if someone has nothing while others have something. Exact. O(k).

    Examples
    --------
    >>> minimum_to_mean([1, 3]), minimum_to_mean([]), minimum_to_mean([0, 0])
    (Fraction(1, 2), 1, 1)
    """
    found = members(values, weights)
    mass = found.mass
    return found.ratio(min(found.values) * found.count, mass) if mass and not found.all_equal else 1


def _share_ratio(values: Values, weights: Values | None, top: Fraction, bottom: Fraction) -> Number:
    """Return the share of the top part of the members divided by the share of the bottom part."""
    found = members(values, weights)
    pairs = found.ascending()
    count, mass = found.count, found.mass
    if not mass or found.all_equal:
        return plain(top / bottom)

    def lowest(part: Any) -> Any:
        """Return what the lowest `part` of the members have; a member at the edge counts in part."""
        rest, amount = part, []
        for x, w in pairs:
            taken = min(w, rest)
            amount.append(x * taken)
            rest -= taken
            if rest <= 0:
                break
        return found.add(amount)

    if not found.exact:
        low, high = lowest(float(bottom) * count), mass - lowest((1 - float(top)) * count)
        return high / low if low > 0 else math.inf
    low = lowest(bottom * count)
    high = mass - lowest((1 - top) * count)
    return plain(Fraction(high) / Fraction(low)) if low else math.inf


@indices.register(
    "palma",
    name="Palma ratio",
    reference="Palma, Homogeneous Middles vs. Heterogeneous Tails, 2011",
    unit="ratio",
    better="lower",
    equal="1/4",
    bibtex=bibtex("Palma2011"),
)
def palma(values: Values, weights: Values | None = None) -> Number:
    """Share of the tenth who have most, divided by the share of the four tenths who have least.

    1/4 if all have the same (also where there is nothing to compare); infinite if the lowest four tenths have nothing
    while others have something. A member at the edge of a part counts in part, so that small numbers of members make
    no jump. Exact. O(k log k).

    Examples
    --------
    >>> palma([1] * 9 + [11]), palma([5, 5]), palma([0, 1]), palma([])
    (Fraction(11, 4), Fraction(1, 4), inf, Fraction(1, 4))
    """
    return _share_ratio(values, weights, Fraction(1, 10), Fraction(2, 5))


@indices.register(
    "quintile-ratio",
    name="Quintile share ratio (S80/S20)",
    reference="income quintile share ratio of Eurostat; a ratio of shares as Palma's, with a fifth on either side",
    unit="ratio",
    better="lower",
    equal=1,
    bibtex=bibtex("Palma2011"),
)
def quintile_ratio(values: Values, weights: Values | None = None) -> Number:
    """Share of the fifth who have most, divided by the share of the fifth who have least.

    1 if all have the same (also where there is nothing to compare); infinite if the lowest fifth has nothing while
    others have something. A member at the edge of a part counts in part. Exact. O(k log k).

    Examples
    --------
    >>> quintile_ratio([1, 2, 3, 4, 5]), quintile_ratio([]), quintile_ratio([0, 1])
    (5, 1, inf)
    """
    return _share_ratio(values, weights, Fraction(1, 5), Fraction(1, 5))


def concentration_index(values: Values, poverty: Values, weights: Values | None = None) -> Number:
    """Concentration index of an amount against poverty: whether it goes to the poor (negative) or to the others.

    ``sum_i w_i x_i (2 R_i - 1) / sum_i w_i x_i``, with R_i the middle rank of member i, from 0 for the poorest to 1
    for the least poor; members that are equally poor share the middle of their ranks.

    Parameters
    ----------
    values : array-like of shape (k,)
        At least 0.
    poverty : array-like of shape (k,)
        A number each, the highest being the poorest; only their order matters.
    weights : array-like of shape (k,), optional
        Members behind each value; one each by default.

    Returns
    -------
    int, Fraction or float
        In (-1, 1): -Gini if the poorest have most, in order, and +Gini if they have least. 0 if all have the same,
        are equally poor, or there is nothing to compare. Exact.

    Raises
    ------
    InputError
        On lists of different length, or numbers that cannot be meant.

    Notes
    -----
    O(k log k).

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer, *Socioeconomic Inequalities in Health*, 1997.

    Examples
    --------
    >>> concentration_index([30, 10], [5, 1]), concentration_index([10, 30], [5, 1]), concentration_index([], [])
    (Fraction(-1, 4), Fraction(1, 4), 0)
    """
    amounts = list(values)
    found = members(amounts, weights)
    ranked = checked(poverty, "poverty figure", negative=True)
    if len(ranked) != len(amounts):
        raise InputError(f"there are {len(ranked)} poverty figures for {len(amounts)} values")
    mass = found.mass
    if not mass or found.all_equal:
        return 0
    people = sorted(zip((ranked[k] for k in found.kept), found.values, found.weights, strict=True), reverse=True)
    count = found.count
    terms: list[Any] = []
    below: Any = 0
    start = 0
    while start < len(people):
        end = start
        while end < len(people) and people[end][0] == people[start][0]:
            end += 1
        width = found.add(w for _, _, w in people[start:end])
        terms += [x * w * (2 * below + width - count) for _, x, w in people[start:end]]
        below += width
        start = end
    return found.ratio(found.add(terms), count * mass)


indices.register(
    "concentration",
    name="Concentration index against poverty",
    reference="Kakwani, Wagstaff and van Doorslaer, Socioeconomic Inequalities in Health, 1997",
    unit="index",
    better="lower",
    equal=0,
    needs="poverty",
    bibtex=bibtex("KakwaniWagstaffVanDoorslaer1997"),
)(concentration_index)
