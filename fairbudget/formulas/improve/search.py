"""The best ceilings or the best formula within limits: solve, make whole, check in whole rupiah, tighten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.formula import Formula
from fairbudget.formulas.improve.candidates import bases, formula_of
from fairbudget.formulas.improve.check import broken
from fairbudget.formulas.improve.levels import level
from fairbudget.formulas.improve.measures import coverage, value_of
from fairbudget.formulas.improve.model import Model, Point
from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.room import feasible, rooms
from fairbudget.formulas.improve.spec import AIMS, AimLimit, NonZero
from fairbudget.formulas.improve.whole import polished, whole
from fairbudget.formulas.result import Ceilings

__all__ = ["Found", "full_aims", "search"]

Bounds = Sequence[tuple[str, float]]
#: How often bounds on measures are tightened where whole rupiah break them.
MOST_TIGHTER = 4


@dataclass(frozen=True, slots=True)
class Found:
    """The best that was found.

    Attributes
    ----------
    amounts : list of int
        In rupiah, by row.
    weights : tuple of Fraction or None
        Of the formula's indicators.
    base : int or None
        Rupiah per row.
    formula : Formula or None
    result : Ceilings or None
        What the formula gives.
    bound : float or None
        What the programme without whole rupiah reaches for the first aim: nothing is better.
    proved : bool
        Whether nothing else within the limits is better by the first aim: no whole-rupiah ceilings, or no formula on
        the grid.
    """

    amounts: list[int]
    weights: tuple[Fraction, ...] | None = None
    base: int | None = None
    formula: Formula | None = None
    result: Ceilings | None = None
    bound: float | None = None
    proved: bool = False


def full_aims(problem: Problem, aims: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the aims, and the least change at last, so that what no aim settles stays as it is."""
    wanted = tuple(problem.task.aim if aims is None else aims)
    return wanted if "change" in wanted else (*wanted, "change")


def search(
    problem: Problem,
    aims: Sequence[str] | None = None,
    bounds: Bounds = (),
    active: Iterable[int] | None = None,
    say: Callable[[str], None] | None = None,
) -> Found | None:
    """Return the best within the limits; None if there is nothing within them.

    Parameters
    ----------
    problem : Problem
    aims : sequence of str, optional
        Instead of the task's own.
    bounds : sequence of (aim, value)
        Further bounds, as :meth:`Model.aim` counts them.
    active : iterable of int, optional
        Numbers of the limits that count; all by default.
    say : callable, optional
        Is told what is being done.
    """
    own = problem.active if active is None else frozenset(active)
    wanted = full_aims(problem, aims)
    if problem.parts is None:
        return _ceilings(problem, wanted, bounds, own)
    return _formula(problem, wanted, bounds, own, say or (lambda text: None))


def _ceilings(problem: Problem, aims: Sequence[str], bounds: Bounds, active: frozenset[int]) -> Found | None:
    if not feasible(problem, active):
        return None
    measured = _measured(problem, active)
    if aims[0] == "leximin" and not measured and not bounds:
        # bounds on rows and groups alone: coverage has a water level, and nothing is left to programme
        room = rooms(problem, problem.box(active))
        start = level(problem, room)
        if start is not None:
            settled, proved = polished(problem, room, start, aims)
            return Found([value * problem.unit for value in settled], proved=proved)
    tight = 0
    for _ in range(MOST_TIGHTER):
        model = Model(problem, active, tight=tight)
        point = model.optimum(aims, bounds)
        if point is None:
            return None
        room = rooms(problem, problem.box(active))
        units = whole(problem, room, point.amounts)
        assert units is not None
        proved = False
        if not measured and not bounds:
            units, proved = polished(problem, room, units, aims)
        amounts = [value * problem.unit for value in units]
        if not broken(problem, active, amounts):
            bound = point.values[0] if point.values else None
            return Found(amounts, bound=bound, proved=proved and point.proved)
        tight = 4 * tight or problem.unit * problem.count
    return None


def _measured(problem: Problem, active: frozenset[int]) -> bool:
    """Tell whether some limit bounds a measure that rows alone do not."""
    limits = [problem.limits[number] for number in active if number >= 0]
    return any(isinstance(limit, AimLimit) and limit.aim != "max-min" for limit in limits)


def _formula(
    problem: Problem, aims: Sequence[str], bounds: Bounds, active: frozenset[int], say: Callable[[str], None]
) -> Found | None:
    reach = problem.unit * len(problem.present.components)
    # first with bounds eased by what rounding may do, so that nothing is passed over; then as they are; then tightened
    for number, slack in enumerate((reach, 0, -reach)):
        found = _on_grid(problem, aims, bounds, active, slack, say)
        if found is None:
            if number == 0 or slack < 0:
                return None
            continue
        if not broken(problem, active, found.amounts, found.weights, found.base):
            proved = found.proved and number == 0
            return Found(found.amounts, found.weights, found.base, found.formula, found.result, found.bound, proved)
    return None


def _on_grid(
    problem: Problem,
    aims: Sequence[str],
    bounds: Bounds,
    active: frozenset[int],
    slack: int,
    say: Callable[[str], None],
) -> Found | None:
    """Return the best formula over all bases: those whose bound is worse than what was found are passed over."""
    tight = max(0, -slack) * problem.count
    listed = bases(problem)
    first = "max-min" if aims[0] == "leximin" else aims[0]
    sign = 1 if AIMS[first] else -1
    best: tuple[tuple[Any, ...], Found] | None = None
    reached = [float("inf")]
    proved = True
    for base, bound in _bounded_bases(problem, listed, first, sign, bounds, active, slack, tight, reached):
        if bound > reached[0] + 1e-9 * (1 + abs(reached[0])):
            continue
        say(f"weights for a base of {base:,} rupiah")
        point = Model(problem, active, slack=slack, base=base, whole=True, tight=tight).optimum(aims, bounds)
        if point is None:
            continue
        proved &= point.proved
        found = _found(problem, point)
        key = _key(problem, aims, found.amounts)
        if best is None or key < best[0]:
            best = key, found
            reached[0] = min(reached[0], sign * point.values[0])
    if best is None:
        return None
    chosen = best[1]
    return Found(chosen.amounts, chosen.weights, chosen.base, chosen.formula, chosen.result, chosen.bound, proved)


def _bounded_bases(
    problem: Problem,
    listed: list[int],
    first: str,
    sign: int,
    bounds: Bounds,
    active: frozenset[int],
    slack: int,
    tight: int,
    reached: list[float],
) -> Iterator[tuple[int, float]]:
    """Yield bases with what their programme without whole steps reaches, leaving out those that cannot be best.

    `reached` holds the best value so far. The value is convex in the base, unless the number of weights is bounded: so
    from the best base of all one goes down and up until a base is worse than what was found.
    """
    if len(listed) == 1:
        yield listed[0], float("-inf")
        return

    def bound_of(base: int | None) -> tuple[float, float] | None:
        model = Model(problem, active, slack=slack, base=base, tight=tight)
        point = model.optimum([first], bounds)
        return None if point is None else (sign * point.values[0], model.base_amount())

    if any(isinstance(problem.limits[number], NonZero) for number in active if number >= 0):
        pairs = [(found[0], base) for base in listed if (found := bound_of(base)) is not None]
        yield from ((base, bound) for bound, base in sorted(pairs))
        return
    start = bound_of(None)
    if start is None:
        return
    below = [base for base in listed if base <= start[1]][::-1]
    above = [base for base in listed if base > start[1]]
    for side in (below, above):
        for base in side:
            found = bound_of(base)
            # beyond a base that is impossible or worse there are only such
            if found is None or found[0] > reached[0] + 1e-9 * (1 + abs(reached[0])):
                break
            yield base, found[0]


def _found(problem: Problem, point: Point) -> Found:
    assert point.weights is not None
    assert point.base is not None
    weights = tuple(count * problem.task.step for count in point.weights)
    formula = formula_of(problem, weights, point.base, "")
    result = ceilings(problem.present.table, formula)
    bound = point.values[0] if point.values else None
    return Found(list(result.totals), weights, point.base, formula, result, bound)


def _key(problem: Problem, aims: Sequence[str], amounts: Sequence[int]) -> tuple[Any, ...]:
    """Return what orders whole-rupiah ceilings by the aims, the best first."""
    found: list[Any] = []
    for aim in aims:
        if aim == "leximin":
            assert problem.need is not None
            found.append([-value for value in coverage(amounts, problem.need)])
        else:
            value = value_of(problem, aim, amounts)
            found.append(value if AIMS[aim] else -value)
    return tuple(found)
