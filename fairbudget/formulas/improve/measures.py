"""What is aimed at, exactly: measures of whole-rupiah ceilings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.formulas.improve.problem import Problem

__all__ = ["Measures", "coverage", "gini_of", "hoover_of", "measure", "spread_of", "value_of"]


def gini_of(amounts: Sequence[int], heads: Sequence[int]) -> Fraction:
    """Return the Gini coefficient of money per head, every head counted.

    ``sum_ij |h_j x_i - h_i x_j| / (2 H X)`` with ``H`` and ``X`` the sums. Money of a place without heads counts as
    held by nobody: it lies above everyone.

    Notes
    -----
    O(n log n), exact.

    Examples
    --------
    >>> gini_of([1, 1, 4], [1, 1, 1]), gini_of([10, 20], [1, 2])
    (Fraction(1, 3), Fraction(0, 1))
    """
    total, people = sum(amounts), sum(heads)
    if not total or not people:
        return Fraction(0)
    rated = sorted((k for k in range(len(heads)) if heads[k]), key=lambda k: Fraction(amounts[k], heads[k]))
    order = [*rated, *(k for k in range(len(heads)) if not heads[k])]
    money = count = found = 0
    for k in order:
        # all before are not above this one
        found += amounts[k] * count - heads[k] * money
        money, count = money + amounts[k], count + heads[k]
    return Fraction(found, total * people)


def hoover_of(amounts: Sequence[int], heads: Sequence[int]) -> Fraction:
    """Return the share of the money that would have to move for everyone to have the same.

    ``sum_i |x_i / X - h_i / H| / 2``, also called Robin Hood or Pietra index; O(n), exact.

    Examples
    --------
    >>> hoover_of([1, 1, 4], [1, 1, 1])
    Fraction(1, 3)
    """
    total, people = sum(amounts), sum(heads)
    if not total or not people:
        return Fraction(0)
    moved = sum(abs(x * people - h * total) for x, h in zip(amounts, heads, strict=True))
    return Fraction(moved, 2 * total * people)


def spread_of(amounts: Sequence[int], heads: Sequence[int]) -> Fraction:
    """Return the highest money per head less the lowest, as a part of the mean; places without heads are left out."""
    rates = [Fraction(x, h) for x, h in zip(amounts, heads, strict=True) if h]
    if not rates or not sum(amounts):
        return Fraction(0)
    return (max(rates) - min(rates)) * sum(heads) / sum(amounts)


def coverage(amounts: Sequence[int], need: Sequence[Fraction]) -> list[Fraction]:
    """Return the covered part of each need, the least first; rows without need are left out."""
    return sorted(Fraction(x) / d for x, d in zip(amounts, need, strict=True) if d)


@dataclass(frozen=True, slots=True)
class Measures:
    """Every measure of some ceilings that the columns at hand allow; None for the others.

    Attributes
    ----------
    gini, hoover, spread : Fraction or None
        Of money per poor resident; 0 is equality.
    least : Fraction or None
        The smallest covered part of a need.
    change : Fraction
        Rupiah by which ceilings differ from last year's, or from the present ones, added up.
    """

    gini: Fraction | None
    hoover: Fraction | None
    spread: Fraction | None
    least: Fraction | None
    change: Fraction

    def by_aim(self) -> dict[str, Fraction]:
        """Return the measures that there are, by the aim that they belong to."""
        pairs = (
            *(("gini", self.gini), ("hoover", self.hoover), ("spread", self.spread)),
            *(("max-min", self.least), ("change", self.change)),
        )
        return {name: value for name, value in pairs if value is not None}


def measure(problem: Problem, amounts: Sequence[int]) -> Measures:
    """Return every measure of some ceilings."""
    heads = problem.poor
    return Measures(
        None if heads is None else gini_of(amounts, heads),
        None if heads is None else hoover_of(amounts, heads),
        None if heads is None else spread_of(amounts, heads),
        None if problem.need is None else coverage(amounts, problem.need)[0],
        sum((abs(x - old) for x, old in zip(amounts, problem.before, strict=True)), Fraction(0)),
    )


def value_of(problem: Problem, aim: str, amounts: Sequence[int]) -> Fraction:
    """Return one measure of some ceilings; that of ``leximin`` is the least coverage."""
    if aim == "change":
        return sum((abs(x - old) for x, old in zip(amounts, problem.before, strict=True)), Fraction(0))
    if aim in ("max-min", "leximin"):
        assert problem.need is not None
        return coverage(amounts, problem.need)[0]
    assert problem.poor is not None
    return {"gini": gini_of, "hoover": hoover_of, "spread": spread_of}[aim](amounts, problem.poor)
