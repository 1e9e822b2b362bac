"""What one aim costs another: the Pareto front of two aims by epsilon constraints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.errors import OptionError, nearest
from fairbudget.formulas.improve.measures import value_of
from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.search import Found, search
from fairbudget.formulas.improve.spec import AIMS

__all__ = ["FrontPoint", "front"]


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """One point of a front.

    Attributes
    ----------
    values : (Fraction, Fraction)
        Of the first and the second aim, on whole rupiah.
    found : Found
    """

    values: tuple[Fraction, Fraction]
    found: Found


def front(
    problem: Problem, first: str, second: str, points: int = 11, say: Callable[[str], None] | None = None
) -> list[FrontPoint]:
    """Return points of the front between the best by each of two aims, the best by the first one first.

    Parameters
    ----------
    problem : Problem
    first, second : str
        Aims; of ``leximin`` the least coverage is taken (``max-min``).
    points : int
        Bounds on the second aim, evenly apart between its values at the two ends; at least 2.
    say : callable, optional
        Is told what is being done.

    Returns
    -------
    list of FrontPoint
        No point is worse than another in both aims; fewer than `points` where several bounds lead to the same.

    Raises
    ------
    OptionError
        If the aims are not two different ones, or there are too few points.

    Notes
    -----
    The epsilon-constraint method (Haimes, Lasdon and Wismer 1971): the best by the first aim with the second one
    bounded, then the best by the second among those (Mavrotas 2009), so that weakly efficient points are left out.
    """
    for aim in (first, second):
        if aim not in AIMS or aim == "leximin":
            hint = nearest(aim, [name for name in AIMS if name != "leximin"])
            raise OptionError(f"a front is of measures, and {aim!r} is none; {hint}")
    if first == second:
        raise OptionError(f"a front needs two aims, not {first!r} twice")
    if points < 2:
        raise OptionError(f"a front of {points} points; expected at least 2")
    tell = say or (lambda text: None)
    ends = []
    for aims in ((first, second), (second, first)):
        tell(f"the best by {aims[0]}")
        found = search(problem, aims, say=say)
        if found is None:
            return []
        ends.append(found)
    values = [float(value_of(problem, second, found.amounts)) for found in ends]
    listed = [ends[0]]
    for number in range(1, points - 1):
        bound = values[0] + (values[1] - values[0]) * number / (points - 1)
        tell(f"point {number + 1} of {points}")
        found = search(problem, (first, second), [(second, _in_model(problem, second, bound))], say=say)
        if found is not None:
            listed.append(found)
    listed.append(ends[1])
    rated = [FrontPoint((value_of(problem, first, f.amounts), value_of(problem, second, f.amounts)), f) for f in listed]
    return _efficient(rated, (AIMS[first], AIMS[second]))


def _in_model(problem: Problem, aim: str, value: float) -> float:
    """Return a measure's value as :meth:`Model.aim` counts it."""
    if aim == "change":
        return value * problem.count / problem.pool
    if aim == "max-min":
        assert problem.need is not None
        return -value * float(sum(problem.need)) / problem.pool
    return value * problem.count


def _efficient(points: list[FrontPoint], less: tuple[bool, bool]) -> list[FrontPoint]:
    """Leave out what another point beats, and what is there already; in the order of the first aim."""

    def costs(point: FrontPoint) -> tuple[Fraction, Fraction]:
        a, b = point.values
        return (a if less[0] else -a, b if less[1] else -b)

    kept: list[FrontPoint] = []
    for point in sorted(points, key=costs):
        if not kept or costs(point)[1] < costs(kept[-1])[1]:
            kept.append(point)
    return kept
