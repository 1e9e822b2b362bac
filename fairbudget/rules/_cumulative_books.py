"""Money of voters where each decision scales what its supporters have left.

Voters with the same history are one class. What a class has is known as a float interval; where that cannot decide, it
is enclosed by rationals of a given precision, and in the end by itself, exactly. Exact values grow quickly (each
transfer multiplies denominators), so they are computed only for the classes that a decision is about.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.rules._cumulative_floats import EPS, Floats, scale
from fairbudget.rules._exact import rational

__all__ = ["PRECISIONS", "Books", "Total", "judge", "reaches"]

#: Binary places that are tried before exact values (None).
PRECISIONS = (256, 4096, None)

Interval = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Total:
    """A sum over ballot rows of voters times points times the value of the row's class.

    Attributes
    ----------
    classes, mult, points : int arrays by row
    """

    classes: NDArray[np.int64]
    mult: NDArray[np.int64]
    points: NDArray[np.int64]

    @functools.cached_property
    def parts(self) -> dict[int, int]:
        """Return class -> sum of voters times points."""
        parts: dict[int, int] = {}
        rows = zip(self.classes.tolist(), self.mult.tolist(), self.points.tolist(), strict=True)
        for number, voters, points in rows:
            parts[number] = parts.get(number, 0) + voters * points
        return parts


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision: its kind, what it costs, and its supporters, grouped.

    Kinds: ``excess`` (each pays the same share of her support), ``collect`` (each pays in proportion to her support, at
    most all she has), ``eliminate`` (nobody pays), ``share`` (each pays the same share of all she has), ``exhaust``
    (each gives up all).
    """

    kind: str
    need: int
    classes: list[int]
    points: list[int]
    given: list[int]
    weights: list[int]


class Books:
    """What the voters of each class have for one point of their ballots.

    Parameters
    ----------
    roots : sequence of Fraction
        Values at the start.
    of_row : int array
        Class of each ballot row; changed in place.
    """

    def __init__(self, roots: Sequence[Fraction], of_row: NDArray[np.int64]) -> None:
        self.of_row = of_row
        self._roots = [rational(value.numerator, value.denominator) for value in roots]
        self._parent = [-1] * len(roots)
        self._step = [-1] * len(roots)
        self._points = [1] * len(roots)
        self._given = [1] * len(roots)
        self._steps: list[_Step] = []
        floats = np.array([float(value) for value in roots])
        self.low: Floats = floats * (1 - EPS)
        self.high: Floats = floats * (1 + EPS)
        self._memo: dict[Any, tuple[dict[int, Any], dict[int, Any]]] = {}
        self._naming = _Naming()

    # -- what happens ------------------------------------------------------------------------------------------

    def apply(
        self,
        kind: str,
        need: int,
        rows: NDArray[np.int32],
        mult: NDArray[np.int64],
        points: NDArray[np.int64],
        given: NDArray[np.int64],
    ) -> None:
        """Scale what the supporters of a project have.

        Parameters
        ----------
        kind : str
            See :class:`_Step`.
        need : int
            What is to be paid, together.
        rows, mult : arrays
            Supporting ballot rows and the voters behind each.
        points, given : int64 arrays
            Points that a voter's ballot gives to all projects that are left, and to this one.
        """
        classes = self.of_row[rows]
        _, by_points = np.unique(points, return_inverse=True)
        kinds, by_given = np.unique(given, return_inverse=True)
        key = (classes * (int(by_points.max(initial=0)) + 1) + by_points) * max(1, len(kinds)) + by_given
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        weights = np.zeros(len(first), np.int64)
        np.add.at(weights, inverse, mult)
        classes, points, given = classes[first], points[first], given[first]
        step = _Step(kind, need, classes.tolist(), points.tolist(), given.tolist(), weights.tolist())
        low, high = scale(kind, float(need), self.low[classes], self.high[classes], points, given, weights)
        number = len(self._parent)
        self._parent += step.classes
        self._step += [len(self._steps)] * len(first)
        self._points += step.points
        self._given += step.given
        self._steps.append(step)
        self.low = np.concatenate((self.low, low))
        self.high = np.concatenate((self.high, high))
        self.of_row[rows] = number + inverse

    # -- what is known -----------------------------------------------------------------------------------------

    def total(self, rows: NDArray[np.int32], mult: NDArray[np.int64], points: NDArray[np.int64]) -> Total:
        """Return the sum over ballot rows of voters times points times the value of the row's class now."""
        return Total(self.of_row[rows], mult, points)

    def enclose(self, total: Total, precision: int | None) -> Interval:
        """Return bounds on a sum: the values are rounded to this many binary places, or exact with None."""
        values = self._read(total.parts, precision, _Enclosing(precision))
        low = sum((part * values[number][0] for number, part in total.parts.items()), rational(0))
        if precision is None:
            return low, low
        return low, sum((part * values[number][1] for number, part in total.parts.items()), rational(0))

    def terms(self, total: Total) -> dict[int, int]:
        """Return a sum by the names of its terms: classes with the same name certainly have the same value."""
        names = self._read(total.parts, "names", self._naming)
        terms: dict[int, int] = {}
        for number, part in total.parts.items():
            terms[names[number]] = terms.get(names[number], 0) + part
        return terms

    def short(self, total: Total) -> bool:
        """Tell whether the exact value of a sum is quick to find and short to write."""
        steps = self._steps_behind(total.parts, {}, {})
        scaled = sum(self._steps[k].kind != "eliminate" for k in steps)
        return scaled <= 2 and len(total.parts) + sum(len(self._steps[k].classes) for k in steps) <= 500

    def _steps_behind(self, classes: Iterable[int], values: Container[int], scalars: Container[int]) -> set[int]:
        """Return the decisions that classes depend on, directly or through what others had; not those known already."""
        wanted: set[int] = set()
        visited: set[int] = set()
        stack = list(classes)
        while stack:
            number = stack.pop()
            while number >= 0 and number not in values and number not in visited:
                visited.add(number)
                step = self._step[number]
                if step >= 0 and step not in scalars and step not in wanted:
                    wanted.add(step)
                    stack += self._steps[step].classes
                number = self._parent[number]
        return wanted

    def _read(self, classes: Iterable[int], key: Any, reading: _Enclosing | _Naming) -> dict[int, Any]:
        """Return what a reading makes of classes, kept for the next time; decisions are read in their order."""
        values, scalars = self._memo.setdefault(key, ({}, {}))
        wanted = self._steps_behind(classes, values, scalars)

        def value(number: int) -> Any:
            chain = []
            while number not in values and self._step[number] >= 0:
                chain.append(number)
                number = self._parent[number]
            if number not in values:
                values[number] = reading.root(self._roots[number])
            found = values[number]
            for child in reversed(chain):
                step = self._step[child]
                kind, points, given = self._steps[step].kind, self._points[child], self._given[child]
                found = values[child] = reading.scale(found, kind, scalars[step], points, given)
            return found

        for k in sorted(wanted):
            scalars[k] = reading.scalar(self._steps[k], [value(number) for number in self._steps[k].classes])
        for number in classes:
            value(number)
        return values


class _Naming:
    """Names for values, equal only where the very same operations led to them."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def _name(self, key: Any) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def root(self, value: Any) -> int:
        return self._name(("root", value))

    def scalar(self, step: _Step, values: Sequence[int]) -> int:
        if step.kind in ("eliminate", "exhaust"):
            return self._name(step.kind)
        groups: dict[tuple[int, int, int], int] = {}
        for number, points, given, weight in zip(values, step.points, step.given, step.weights, strict=True):
            key = (number, points if step.kind == "collect" else 0, given)
            groups[key] = groups.get(key, 0) + weight
        return self._name((step.kind, step.need, frozenset(groups.items())))

    def scale(self, value: int, kind: str, scalar: int, points: int, given: int) -> int:
        if kind == "exhaust" or (kind != "share" and points == given):
            return self._name("nothing")
        return self._name((value, scalar, points, given))


class _Enclosing:
    """Bounds on values, rounded to some binary places, or exact values with None."""

    def __init__(self, precision: int | None) -> None:
        self.precision = precision

    def root(self, value: Any) -> Interval:
        return _trim(value, value, self.precision)

    def scalar(self, step: _Step, values: Sequence[Interval]) -> Interval:
        return _scalar(step, values)

    def scale(self, value: Interval, kind: str, scalar: Interval, points: int, given: int) -> Interval:
        low, high = _keep(kind, scalar, points, given)
        return _trim(value[0] * low, value[1] * high, self.precision)


def _trim(low: Any, high: Any, precision: int | None) -> Interval:
    if precision is None:
        return low, high
    unit = 1 << precision
    return (
        rational((low.numerator << precision) // low.denominator, unit),
        rational(-((-high.numerator << precision) // high.denominator), unit),
    )


def _scalar(step: _Step, values: Sequence[Interval]) -> Interval:
    """Return bounds on the share (or, for ``collect``, the factor) of their support that supporters pay."""
    if step.kind in ("eliminate", "exhaust"):
        return rational(0), rational(0)
    if step.kind == "collect":
        return _cover(step, [high for _, high in values]), _cover(step, [low for low, _ in values])
    counts = [w * s for w, s in zip(step.weights, step.given, strict=True)]
    least = sum((count * low for count, (low, _) in zip(counts, values, strict=True)), rational(0))
    most = sum((count * high for count, (_, high) in zip(counts, values, strict=True)), rational(0))
    return step.need / most, min(rational(1), step.need / least) if least else rational(1)


def _cover(step: _Step, values: Sequence[Any]) -> Any:
    """Return the least factor at which supporters, each paying at most all she has, cover the need.

    If they cannot, a factor at which all pay everything.
    """
    order = sorted(range(len(values)), key=lambda k: Fraction(step.points[k], step.given[k]))
    need = rational(step.need)
    rate = sum((step.weights[k] * step.given[k] * values[k] for k in order), rational(0))
    factor = rational(0)
    for k in order:
        # up to here some pay everything, the others in proportion
        factor = rational(step.points[k], step.given[k])
        if rate > 0 and need <= factor * rate:
            return need / rate
        need -= step.weights[k] * step.points[k] * values[k]
        rate -= step.weights[k] * step.given[k] * values[k]
    return factor


def _keep(kind: str, scalar: Interval, points: int, given: int) -> Interval:
    """Return bounds on what one point of the ballot is worth after a decision, per what it was worth before."""
    low, high = scalar
    one = rational(1)
    if kind == "share":
        return one - high, one - low
    rest = points - given
    if rest == 0 or kind == "exhaust":
        return rational(0), rational(0)
    if kind == "collect":
        return (points - min(points, high * given)) / (one * rest), (points - min(points, low * given)) / (one * rest)
    return (points - high * given) / rest, (points - low * given) / rest


def judge(
    candidates: Sequence[int],
    floats: tuple[Floats, Floats],
    same: Callable[[int, int], bool],
    key: Callable[[int, int | None], Interval],
) -> tuple[list[int], bool]:
    """Return the candidates of greatest key, and whether it took rationals to tell.

    Parameters
    ----------
    candidates : sequence of int
        At least one.
    floats : pair of float arrays
        Bounds on the key of each project.
    same : callable
        Tells whether two projects certainly have equal keys, by what makes them up.
    key : callable
        Bounds on the key of a project at a precision.
    """
    low, high = floats
    top = max(low[p] for p in candidates)
    rest = [p for p in candidates if high[p] >= top]
    if len(rest) == 1:
        return rest, False
    for precision in PRECISIONS:
        if all(same(rest[0], p) for p in rest[1:]):
            return rest, precision != PRECISIONS[0]
        keys = {p: key(p, precision) for p in rest}
        least = max(bound for bound, _ in keys.values())
        rest = [p for p in rest if keys[p][1] >= least]
        if len(rest) == 1 or all(keys[p] == (least, least) for p in rest):
            return rest, True
    raise AssertionError("exact keys decide")


def reaches(
    floats: tuple[float, float], need: int, known: Callable[[], int | None], enclose: Callable[[int | None], Interval]
) -> tuple[bool, bool]:
    """Tell whether a total is at least what is needed, and whether it took rationals to tell.

    Parameters
    ----------
    floats : pair of float
        Bounds on the total.
    need : int
    known : callable
        The total, if what was spent tells it.
    enclose : callable
        Bounds on the total at a precision.
    """
    low, high = floats
    wanted = float(need)
    if low >= wanted * (1 + EPS):
        return True, False
    if high < wanted * (1 - EPS):
        return False, False
    total = known()
    if total is not None:
        return total >= need, False
    for precision in PRECISIONS:
        least, most = enclose(precision)
        if least >= need:
            return True, True
        if most < need:
            return False, True
    raise AssertionError("exact totals decide")
