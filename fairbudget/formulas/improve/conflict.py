"""Why limits cannot be met: the smallest set of them that already contradicts itself, and what would resolve it.

The smallest set is found by hitting sets: a set of limits is in conflict if and only if it meets every set whose
removal makes the rest possible (Ignatiev, Previti, Liffiton and Marques-Silva, *Smallest MUS extraction with minimal
hitting set dualization*, 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fairbudget.formulas.improve.model import Model
from fairbudget.formulas.improve.problem import POOL, STEP, Problem
from fairbudget.formulas.improve.room import feasible
from fairbudget.formulas.improve.search import search
from fairbudget.formulas.improve.spec import AimLimit, BaseShare, NonZero, WeightLimit
from fairbudget.formulas.solving import solved

__all__ = ["Conflict", "Remedy", "explain", "smallest_conflict"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """By how much one limit of a conflict would have to give way, all others kept.

    Attributes
    ----------
    limit : int
    ease : int or None
        Rupiah, ten-thousandths of a share, or a count; None if the limit's removal alone does not help, since there
        are other conflicts.
    up : bool
        Whether the pool must grow, rather than shrink.
    others : tuple of int
        Where `ease` is None: the smallest conflict without the limit.
    """

    limit: int
    ease: int | None
    up: bool = True
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The smallest set of limits that contradict each other.

    Attributes
    ----------
    limits : tuple of int
        See :data:`POOL` and :data:`STEP` for those that are not the user's.
    remedies : tuple of Remedy
    rows : tuple of (row, least, most, limit, limit)
        Rows whose own limits contradict each other, in rupiah.
    sums : tuple of int or None
        Where no row does: the least and the greatest sum that the limits of rows allow, in rupiah.
    finer : Fraction or None
        A smaller step of weights that would do, where the step is part of the conflict.
    narrow : bool
        Whether all limits can be met before rounding, so that only whole rupiah contradict them.
    """

    limits: tuple[int, ...]
    remedies: tuple[Remedy, ...]
    rows: tuple[tuple[int, int, int, int, int], ...] = ()
    sums: tuple[int, int] | None = None
    finer: Fraction | None = None
    narrow: bool = False


def possible(problem: Problem, active: Iterable[int], relax: Mapping[int, int] | None = None) -> bool:
    """Tell whether anything keeps to some of the limits.

    Bounds of single ceilings are decided in whole rupiah; weights and bounds on measures by a linear programme, where
    limits that miss each other by less than some ten rupiah count as met.
    """
    chosen = frozenset(active)
    limits = [problem.limits[number] for number in chosen if number >= 0]
    measured = any(isinstance(limit, AimLimit) and limit.aim != "max-min" for limit in limits)
    if problem.parts is None:
        return feasible(problem, chosen, relax) and (
            not measured or Model(problem, chosen, relax=relax).solve() is not None
        )
    if Model(problem, chosen - {STEP}, relax=relax).solve() is None:
        return False
    if STEP not in chosen:
        return True
    # weights on a grid are told for the pool as it is
    return search(problem, ["change"], active=(chosen | {POOL}) - {STEP}) is not None


def smallest_conflict(numbers: Sequence[int], possible: Callable[[frozenset[int]], bool]) -> tuple[int, ...]:
    """Return the smallest set of numbers that is not possible; the set of all must not be possible.

    Parameters
    ----------
    numbers : sequence of int
    possible : callable
        Takes a set; what is possible stays so when numbers are taken away.

    Notes
    -----
    The smallest hitting set of all known corrections is a lower bound; if it is not possible it is the answer,
    otherwise it is grown until adding any further number makes it impossible, and what is left is a new correction.
    Exponential at worst, as the problem is hard; the number of limits is small.

    Examples
    --------
    >>> smallest_conflict([1, 2, 3, 4], lambda s: not {1, 2, 3} <= s and not {2, 4} <= s)
    (2, 4)
    """
    corrections: list[frozenset[int]] = []
    while True:
        trial = _hitting(numbers, corrections)
        if not possible(trial):
            return tuple(sorted(trial))
        grown = set(trial)
        for number in numbers:
            if number not in grown and possible(frozenset({*grown, number})):
                grown.add(number)
        corrections.append(frozenset(numbers) - grown)


def _hitting(numbers: Sequence[int], sets: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return the smallest set that meets all others; of equally small ones the one with the lowest numbers."""
    if not sets:
        return frozenset()
    import pulp

    programme = pulp.LpProblem("hitting", pulp.LpMinimize)
    chosen = {n: programme.add_variable(f"h{k}", 0, 1, cat="Integer") for k, n in enumerate(numbers)}
    # a small price by place makes the answer the same on every machine
    price = {n: 1_000_000 + k for k, n in enumerate(numbers)}
    programme += pulp.lpSum(price[n] * variable for n, variable in chosen.items())
    for item in sets:
        programme += pulp.lpSum(chosen[n] for n in item) >= 1
    solved(programme, gapRel=0)
    return frozenset(n for n, variable in chosen.items() if round(variable.value() or 0))


def explain(problem: Problem) -> Conflict:
    """Return the smallest conflict of a problem that has no solution."""
    numbers = sorted(problem.active)
    if problem.parts is not None and possible(problem, numbers):
        numbers.append(STEP)
    if possible(problem, numbers):
        # met before rounding, but by no whole rupiah
        return Conflict(tuple(numbers), (), narrow=True)
    limits = smallest_conflict(numbers, lambda chosen: possible(problem, chosen))
    finer: Fraction | None = None
    remedies: tuple[Remedy, ...] = ()
    if STEP in limits:
        finer = _finer(problem)
    else:
        remedies = tuple(_remedy(problem, number) for number in limits)
    box = problem.box(limits)
    rows = tuple(
        (row, low, high, by, other)
        for row, (low, high, by, other) in enumerate(zip(box.low, box.high, box.low_by, box.high_by, strict=True))
        if high is not None and low > high
    )
    capped = all(high is not None for high in box.high)
    sums = (sum(box.low), sum(high or 0 for high in box.high) if capped else -1)
    return Conflict(limits, remedies, rows, None if rows else sums, finer)


def _finer(problem: Problem) -> Fraction | None:
    """Return a tenth or a hundredth of the step, if weights that are multiples of it keep to all limits."""
    for part in (10, 100):
        step = problem.task.step / part
        if step < Fraction(1, 10_000):
            break
        trial = replace(problem, task=problem.task.model_copy(update={"step": step}))
        if search(trial, ["change"]) is not None:
            return step
    return None


def _remedy(problem: Problem, number: int) -> Remedy:
    ease = _ease(problem, number)
    if ease is None:
        left = sorted(problem.active - {number})
        if possible(problem, left):
            return Remedy(number, None)
        return Remedy(number, None, others=smallest_conflict(left, lambda chosen: possible(problem, chosen)))
    if number != POOL:
        return Remedy(number, ease)
    raised = replace(problem, pool=problem.pool + ease)
    return Remedy(number, ease, up=possible(raised, problem.active))


def _ease(problem: Problem, number: int) -> int | None:
    """Return the least by which a limit must give way for all others to be kept."""
    others = problem.active - {number}
    if not possible(problem, others):
        return None
    limit = problem.limits[number] if number >= 0 else None
    if isinstance(limit, NonZero):
        top = len(problem.parts.columns) if problem.parts is not None else 0
    elif isinstance(limit, WeightLimit | BaseShare) or (
        isinstance(limit, AimLimit) and limit.aim not in ("change", "max-min")
    ):
        top = 10_000
    else:
        top = _largest(problem)
    unit = problem.unit if number == POOL else 1
    low, high = 0, -(-top // unit)
    if not possible(problem, problem.active, {number: high * unit}):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if possible(problem, problem.active, {number: middle * unit}):
            high = middle
        else:
            low = middle
    return high * unit


def _largest(problem: Problem) -> int:
    box = problem.box(problem.active)
    highest = max([*box.low, *(high or 0 for high in box.high)], default=0)
    sums = [bound or 0 for _, low, high in box.groups for bound in (low, high)]
    before = int(sum(problem.before, Fraction(0)))
    return 2 * max(problem.pool, highest * problem.count, before, *sums, 1)
