"""Formulas on a grid: bases and weights that come into question, and a formula's file from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from fairbudget.formulas.formula import Formula, show_exact
from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.spec import BaseShare

__all__ = ["bases", "formula_of"]


def bases(problem: Problem) -> list[int]:
    """Return the bases that come into question, in rupiah per row: one, unless the base's share is in a range.

    Multiples of the step of base shares, rounded to the rounding unit, the ends of the range and the present base.
    """
    parts = problem.parts
    assert parts is not None
    unit, count, pool = problem.unit, problem.count, problem.pool
    now = unit * int(parts.base // unit)
    limits = [limit for limit in problem.limits if isinstance(limit, BaseShare)]
    if not limits:
        return [now]
    [limit] = limits
    low = limit.at_least or Fraction(0)
    high = limit.at_most if limit.at_most is not None else Fraction(1)
    step = problem.task.base_step
    first, last = math.ceil(low / step), math.floor(high / step)
    wanted = [low, *(step * k for k in range(first, last + 1))]
    found = {unit * -int(-(share * pool / count) // unit) for share in wanted}
    found |= {unit * int(share * pool / count // unit) for share in [*wanted, high]}
    found.add(now)
    return sorted(base for base in found if low * pool <= base * count <= high * pool)


def formula_of(problem: Problem, weights: Sequence[Fraction], base: int, title: str) -> Formula:
    """Return the formula with other weights and another base.

    It gives its pool in full (largest-remainder); totals are the columns' sums; indicators without weight are left out.

    Raises
    ------
    InputError
        If it cannot be rounded as it says.
    """
    parts, present, unit = problem.parts, problem.present, problem.unit
    assert parts is not None
    data = present.formula.to_dict()
    data["rounding"] = "largest-remainder"
    data.pop("pool", None)
    data["name"] = title or f"{present.formula.name or 'formula'} (improved)"
    if present.formula.source:
        data["source"] = f"weights found by fairbudget improve; before: {present.formula.source}"
    left = problem.pool
    for place, (component, result) in enumerate(zip(data["components"], present.components, strict=True)):
        if place == parts.place:
            continue
        component.pop("pool_share", None)
        if place == parts.base_place:
            component.pop("pool", None)
            component["base"] = base
            left -= base * problem.count
            continue
        target = unit * int(result.target // unit)
        left -= target
        if component.get("base") is None and not any("base" in item for item in component.get("classes", ())):
            component["pool"] = target
    own = data["components"][parts.place]
    own.pop("pool_share", None)
    own.pop("weights", None)
    own["pool"] = left
    kept = []
    for indicator, weight in zip(own["indicators"], weights, strict=True):
        if weight:
            kept.append({**indicator, "weight": show_exact(weight)})
            kept[-1].pop("total", None)
    own["indicators"] = kept
    return Formula.from_dict(data)
