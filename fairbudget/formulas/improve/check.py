"""Whether whole-rupiah ceilings keep to all limits, exactly and independently of the programmes that found them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from fairbudget.formulas.improve.measures import value_of
from fairbudget.formulas.improve.problem import POOL, Problem, indicator_of
from fairbudget.formulas.improve.spec import AimLimit, BaseShare, GroupLimit, NonZero, RowLimit, WeightLimit

__all__ = ["at_limit", "broken"]


def broken(
    problem: Problem,
    active: Iterable[int],
    amounts: Sequence[int],
    weights: Sequence[Fraction] | None = None,
    base: int | None = None,
) -> list[int]:
    """Return the numbers of the limits that are not kept.

    Parameters
    ----------
    problem : Problem
    active : iterable of int
    amounts : sequence of int
        In rupiah.
    weights : sequence of Fraction, optional
        Of a formula's indicators.
    base : int, optional
        Rupiah per row.
    """
    found = []
    for number in sorted(active):
        if number == POOL:
            if sum(amounts) != problem.pool:
                found.append(number)
        elif number >= 0 and not _kept(problem, number, amounts, weights, base):
            found.append(number)
    return found


def _kept(
    problem: Problem, number: int, amounts: Sequence[int], weights: Sequence[Fraction] | None, base: int | None
) -> bool:
    limit = problem.limits[number]
    if isinstance(limit, RowLimit):
        rows = problem.chosen[number][0]
        if limit.kind == "cap":
            return all(amounts[row] <= problem.row_value(limit, row) for row in rows)
        return all(amounts[row] >= problem.row_value(limit, row) for row in rows)
    if isinstance(limit, GroupLimit):
        bound = limit.amount if limit.amount is not None else (limit.share or Fraction(0)) * problem.pool
        sums = [sum(amounts[row] for row in rows) for rows in problem.chosen[number]]
        return all(total <= bound if limit.kind == "group-cap" else total >= bound for total in sums)
    if isinstance(limit, AimLimit):
        return _between(value_of(problem, limit.aim, amounts), limit.at_least, limit.at_most)
    if isinstance(limit, WeightLimit):
        assert problem.parts is not None
        assert weights is not None
        return _between(weights[indicator_of(problem.parts, limit)], limit.at_least, limit.at_most)
    if isinstance(limit, BaseShare):
        assert base is not None
        return _between(Fraction(base * problem.count, problem.pool), limit.at_least, limit.at_most)
    assert isinstance(limit, NonZero)
    assert weights is not None
    used = [weight for weight in weights if weight]
    return len(used) <= limit.at_most and all(weight >= limit.least for weight in used)


def _between(value: Fraction, least: Fraction | None, most: Fraction | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def at_limit(problem: Problem, number: int, amounts: Sequence[int]) -> list[int]:
    """Return the rows that a limit of rows holds where they are: a unit further would break it."""
    limit = problem.limits[number]
    if not isinstance(limit, RowLimit):
        return []
    sign = 1 if limit.kind == "cap" else -1
    return [
        row
        for row in problem.chosen[number][0]
        if sign * (amounts[row] + sign * problem.unit - problem.row_value(limit, row)) > 0
    ]
