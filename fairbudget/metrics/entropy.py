"""Indices of inequality with logarithms and powers: Theil's two, taken apart by groups, and Atkinson's.

Floats, computed from exact ratios to the mean, with an absolute error below 1e-12. Where there is nothing to compare
(nobody, one member, nothing to share) each is 0, as where all members are equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.metrics.members import Members, Number, members
from fairbudget.metrics.papers import bibtex
from fairbudget.money import exact
from fairbudget.registry import Option, indices

__all__ = ["Decomposition", "GroupPart", "atkinson", "decompose", "deviations", "theil_l", "theil_t"]

Values = Iterable[Any]


def deviations(found: Members) -> list[tuple[float, float, float]]:
    """Return for each member its part of all, its ratio r to the mean, and r - 1: the nearest floats."""
    count, mass = found.count, found.mass
    pairs = zip(found.values, found.weights, strict=True)
    if found.exact:
        return [(w / count, x * count / mass, (x * count - mass) / mass) for x, w in pairs]
    return [(w / count, x * count / mass, x * count / mass - 1) for x, w in pairs]


def _series(d: float, t: bool) -> float:
    """Return the sum over k >= 2 of ``(-d)^k / (k (k - 1))`` (t) or ``(-d)^k / k``, for |d| < 1/8."""
    power, total, k = d * d, 0.0, 2
    while True:
        term = power / (k * (k - 1) if t else k)
        total += term
        if abs(term) <= 1e-18 * total:
            return total
        power *= -d
        k += 1


def entropy_t(r: float, d: float) -> float:
    """Return ``r ln r - d`` with d = r - 1: at least 0, and without loss of digits where d is near 0."""
    if abs(d) < 0.125:
        return _series(d, True)
    return r * math.log(r) - d if r > 0 else 1.0


def entropy_l(r: float, d: float) -> float:
    """Return ``d - ln r`` with d = r - 1: at least 0, and without loss of digits near 0; infinite for r = 0."""
    if abs(d) < 0.125:
        return _series(d, False)
    return d - math.log(r) if r > 0 else math.inf


@indices.register(
    "theil-t",
    name="Theil T",
    reference="Theil, Economics and Information Theory, 1967; GE(1) of Shorrocks, 1980",
    unit="index",
    better="lower",
    equal=0,
    bibtex=bibtex("Theil1967", "Shorrocks1980"),
)
def theil_t(values: Values, weights: Values | None = None) -> float:
    """Theil's first index: mean over the members of ``r ln r``, with r a value divided by the mean.

    0 if all have the same (also where there is nothing to compare), ln W if one of W members has everything; a member
    with nothing contributes 0. A float, accurate to 12 digits also near 0. O(k).

    Examples
    --------
    >>> round(theil_t([1, 3]), 12), theil_t([2, 2]), theil_t([]), theil_t([0, 0])
    (0.130812035941, 0.0, 0.0, 0.0)
    """
    found = members(values, weights)
    if not found.mass or found.all_equal:
        return 0.0
    return math.fsum(p * entropy_t(r, d) for p, r, d in deviations(found))


@indices.register(
    "theil-l",
    name="Theil L (mean logarithmic deviation)",
    reference="Theil, Economics and Information Theory, 1967; GE(0) of Shorrocks, 1980",
    unit="index",
    better="lower",
    equal=0,
    bibtex=bibtex("Theil1967", "Shorrocks1980"),
)
def theil_l(values: Values, weights: Values | None = None) -> float:
    """Theil's second index: mean over the members of ``-ln r``, with r a value divided by the mean.

    0 if all have the same (also where there is nothing to compare); infinite if a member has nothing while others have
    something. A float, accurate to 12 digits also near 0. O(k).

    Examples
    --------
    >>> round(theil_l([1, 3]), 12), theil_l([0, 1]), theil_l([]), theil_l([0, 0])
    (0.143841036226, inf, 0.0, 0.0)
    """
    found = members(values, weights)
    if not found.mass or found.all_equal:
        return 0.0
    return math.fsum(p * entropy_l(r, d) for p, r, d in deviations(found))


def _aversion(value: Any) -> Fraction:
    epsilon = exact(value)
    if not 0 < epsilon <= 1000:
        raise ValueError("expected a number above 0 and at most 1000")
    return epsilon


_EPSILON = Option("epsilon", Fraction(1, 2), _aversion, "Aversion to inequality, above 0")


@indices.register(
    "atkinson",
    name="Atkinson index",
    reference="Atkinson, On the Measurement of Inequality, 1970",
    options=(_EPSILON,),
    unit="share",
    better="lower",
    equal=0,
    bibtex=bibtex("Atkinson1970"),
)
def atkinson(values: Values, weights: Values | None = None, epsilon: Any = Fraction(1, 2)) -> float:
    """Share of the amount that could be given up without loss of welfare if the rest were shared equally.

    ``1 - (mean of r^(1 - e))^(1 / (1 - e))`` with r a value divided by the mean and e the aversion to inequality
    (`epsilon`, above 0); with e = 1 one minus the geometric mean of r. In [0, 1]: 0 if all have the same (also where
    there is nothing to compare); 1 if e >= 1 and a member has nothing while others have something. A float with an
    absolute error below 1e-12. O(k).

    Examples
    --------
    >>> round(atkinson([1, 3], epsilon=1), 12), atkinson([0, 1], epsilon=2), atkinson([]), atkinson([4, 4])
    (0.133974596216, 1.0, 0.0, 0.0)
    """
    e = _aversion(epsilon)
    found = members(values, weights)
    if not found.mass or found.all_equal:
        return 0.0
    parts = deviations(found)
    if e >= 1 and any(r <= 0 for _, r, _ in parts):
        return 1.0
    if e == 1:
        return -math.expm1(-math.fsum(p * entropy_l(r, d) for p, r, d in parts))
    power = float(1 - e)
    # against the least (or greatest) ratio, so that no power leaves the range of floats
    edge = (min if power < 0 else max)(r for _, r, _ in parts)
    mean = math.fsum(p * (r / edge) ** power for p, r, _ in parts)
    return min(1.0, max(0.0, 1 - edge * mean ** (1 / power)))


@dataclass(frozen=True, slots=True)
class GroupPart:
    """One group in a decomposition.

    Attributes
    ----------
    group : str
    share_of_members, share_of_amount : int, Fraction or float
    ratio : int, Fraction or float
        Mean of the group divided by the mean of all; 1 where there is nothing to share.
    index : float
        Inequality within the group.
    within : float
        What the group adds to the inequality within groups.
    """

    group: str
    share_of_members: Number
    share_of_amount: Number
    ratio: Number
    index: float
    within: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A Theil index as the sum of inequality within groups and between them.

    Attributes
    ----------
    measure : {"theil-t", "theil-l"}
    total, within, between : float
        ``total = within + between``, to 12 digits.
    groups : tuple of GroupPart
        In the order in which the groups first occur.
    """

    measure: str
    total: float
    within: float
    between: float
    groups: tuple[GroupPart, ...]

    @property
    def share_between(self) -> float:
        """Between groups as a share of the total; 0 where there is no inequality or it is infinite."""
        return self.between / self.total if self.total and math.isfinite(self.total) else 0.0


def decompose(
    values: Values, groups: Iterable[str], weights: Values | None = None, measure: str = "theil-t"
) -> Decomposition:
    """Take a Theil index apart into inequality within groups (such as kecamatan) and between their means.

    Parameters
    ----------
    values : array-like of shape (k,)
        At least 0.
    groups : iterable of str, length k
        The group of each.
    weights : array-like of shape (k,), optional
        Members behind each value; one each by default.
    measure : {"theil-t", "theil-l"}
        T weighs the inequality within a group by the group's share of the amount, L by its share of the members.

    Returns
    -------
    Decomposition
        All 0 where there is nothing to compare. L is infinite where a member has nothing while others have something.

    Raises
    ------
    InputError
        On lists of different length, or numbers that cannot be meant.
    OptionError
        On an unknown measure.

    References
    ----------
    Theil, *Economics and Information Theory*, 1967, chapter 4; Shorrocks, *The Class of Additively Decomposable
    Inequality Measures*, 1980.

    Examples
    --------
    >>> found = decompose([1, 1, 3, 3], ["north", "north", "south", "south"])
    >>> found.within, found.between == found.total == theil_t([1, 3]), [part.group for part in found.groups]
    (0.0, True, ['north', 'south'])
    """
    if measure not in ("theil-t", "theil-l"):
        raise OptionError(f"no decomposition of {measure!r}; {nearest(measure, ('theil-t', 'theil-l'))}")
    amounts, names = list(values), [str(group) for group in groups]
    if len(names) != len(amounts):
        raise InputError(f"there are {len(names)} groups for {len(amounts)} values")
    found = members(amounts, weights)
    index, entropy = (theil_t, entropy_t) if measure == "theil-t" else (theil_l, entropy_l)
    by_group: dict[str, list[int]] = {}
    for place, k in enumerate(found.kept):
        by_group.setdefault(names[k], []).append(place)
    count, mass = found.count, found.mass
    parts, between = [], []
    for name, places in by_group.items():
        own_values, own_weights = [found.values[k] for k in places], [found.weights[k] for k in places]
        people = found.add(own_weights)
        amount = found.add(x * w for x, w in zip(own_values, own_weights, strict=True))
        of_members = found.ratio(people, count)
        of_amount: Number = found.ratio(amount, mass) if mass else of_members
        ratio: Number = found.ratio(amount * count, mass * people) if mass else 1
        own = index(own_values, own_weights)
        weight = float(of_amount if measure == "theil-t" else of_members)
        # a group without money has no inequality within it, whatever its weight
        parts.append(GroupPart(name, of_members, of_amount, ratio, own, weight * own if own else 0.0))
        between.append(float(of_members) * entropy(float(ratio), float(ratio - 1)))
    total = index(found.values, found.weights)
    return Decomposition(measure, total, math.fsum(part.within for part in parts), math.fsum(between), tuple(parts))
