"""Which slopes give the best upper bound: the relaxation in which projects may be funded in part.

Where a layer is piecewise linear in a row's utility, the relaxation is a linear programme with a variable for each
piece, and the slope of a row is its dual value. Otherwise, and where that would be large, by outer approximation: the
linearisation of the relaxed layer at any point bounds it from above, a small linear programme over the linearisations
so far gives the next point, and its dual solution mixes their slopes. Slopes need not be exact: any slopes give valid
bounds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from fairbudget.rules._problem import Problem

__all__ = ["relaxation"]

#: Linearisations at the most; the relative gap at which no more are made; pieces that a linear programme may have.
CUTS, GAP, PIECES = 40, 1e-5, 100_000

Floats = NDArray[np.float64]


def relaxation(model: tuple[Any, ...], j: int, problem: Problem, goal: int | None, deadline: float) -> Floats | None:
    """Return the slope of each ballot row in layer `j`.

    Parameters
    ----------
    model : tuple
        As in :func:`fairbudget.rules._kernels_welfare.search`.
    j : int
    problem : Problem
    goal : int, optional
        With a goal the relaxation asks for the least cost at which the layer reaches it, else for the highest value
        within the budget.
    deadline : float
        Time at which it ends.

    Returns
    -------
    float64 array, shape (rows,), or None if there is nothing to choose or the solver fails
    """
    from fairbudget.rules._kernels_bounds import LINEAR, LOG

    kind = int(model[0][j])
    if kind == LINEAR:
        return None
    slopes, close = _outer(model, j, problem, goal, deadline)
    if not close and kind != LOG and _count(model, j, problem) <= PIECES:
        direct = _pieces(model, j, problem, goal, deadline)
        slopes = slopes if direct is None else direct
    return slopes


def _count(model: tuple[Any, ...], j: int, problem: Problem) -> int:
    """Return how many pieces :func:`_pieces` would need."""
    from fairbudget.rules._kernels_bounds import TABLE

    if model[0][j] != TABLE:
        return len(problem.counts)
    last = int(np.count_nonzero(np.diff(model[3][j])))
    return int(np.maximum(0, np.minimum(problem.start + problem.room, last) - problem.start).sum())


def _outer(
    model: tuple[Any, ...], j: int, problem: Problem, goal: int | None, deadline: float
) -> tuple[Floats | None, bool]:
    """Return slopes by outer approximation, and whether they are as good as can be."""
    from fairbudget.rules._kernels_bounds import linearize

    kinds, scales, limits, tables, weights, _, _, least, rptr, rcol, rutil, _ = model
    size, rows = len(problem.costs), len(problem.counts)
    share = problem.costs / problem.budget
    gradients: list[Floats] = []
    offsets: list[float] = []
    slopes: list[Floats] = []

    def linearise(point: Floats) -> float:
        slope, gradient = np.zeros(rows), np.zeros(size)
        total = linearize(
            kinds[j], scales[j], limits[j], tables[j], weights[j], least, point, rptr, rcol, rutil,
            problem.start, problem.room, slope, gradient,
        )  # fmt: skip
        gradients.append(gradient)
        offsets.append(total - float(gradient @ point))
        slopes.append(slope)
        return float(total)

    inner = np.full(size, min(1.0, 1.0 / max(float(share.sum()), 1e-9)))
    reached = linearise(inner)
    unit = max(abs(reached), 1.0)
    duals: Floats | None = None
    close = False
    while not close and len(slopes) < CUTS and time.monotonic() < deadline:
        # theta <= offset + gradient @ x, in units that make the numbers moderate
        cuts = np.column_stack((-np.array(gradients) / unit, np.ones(len(gradients))))
        bounds = np.array(offsets) / unit
        floor = None if goal is None else goal / unit
        objective = np.append(np.zeros(size), -1.0) if goal is None else np.append(share, 0.0)
        if goal is None:
            cuts, bounds = np.vstack((cuts, np.append(share, 0.0))), np.append(bounds, 1.0)
        answer = _solve(objective, cuts, bounds, [(0, 1)] * size + [(floor, None)], deadline)
        if answer is None:
            break
        duals = np.maximum(0.0, -answer.ineqlin.marginals[: len(slopes)])
        outer, ceiling = answer.x[:size], float(answer.x[size]) * unit
        if goal is None:
            # halfway between the best point so far and the one that the linearisations promise most
            between = (outer + inner) / 2
            found = linearise(between)
            if found > reached:
                inner, reached = between, found
            close = ceiling - reached <= GAP * abs(reached)
        else:
            close = linearise(outer) >= goal * (1 - GAP)
    if duals is None or not duals.sum() > 0:
        return None, close
    mixed = np.zeros(rows)
    for weight, slope in zip(duals / duals.sum(), slopes, strict=False):
        if weight > 0:
            mixed += weight * slope
    return mixed, close


def _pieces(model: tuple[Any, ...], j: int, problem: Problem, goal: int | None, deadline: float) -> Floats | None:
    """Return slopes by a linear programme with a variable for each linear piece of each row."""
    from scipy.sparse import csr_array, hstack, vstack

    from fairbudget.rules._kernels_bounds import COVER, TABLE

    kinds, _, limits, tables, weights, _, _, _, rptr, rcol, rutil, _ = model
    size, rows = len(problem.costs), len(problem.counts)
    if kinds[j] == TABLE:
        # one piece for each further project
        steps = np.diff(tables[j]).astype(float)
        number = np.maximum(0, np.minimum(problem.room, np.count_nonzero(steps) - problem.start))
        row = np.repeat(np.arange(rows), number)
        level = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
        gain, width = weights[j][row] * steps[problem.start[row] + level], np.ones(len(row))
        base = float(weights[j] @ tables[j][problem.start].astype(float))
    elif kinds[j] == COVER:
        row, gain = np.arange(rows), weights[j].astype(float)
        width = (problem.start == 0).astype(float)
        rutil = np.ones(len(rutil))
        base = float(weights[j].astype(float) @ (problem.start > 0))
    else:
        # up to the limit
        row = np.arange(rows)
        gain = weights[j].astype(float)
        width = np.maximum(0, np.minimum(limits[j] - problem.start, problem.room)).astype(float)
        base = float(weights[j].astype(float) @ np.minimum(problem.start, limits[j]))
    kept = (gain > 0) & (width > 0)
    row, gain, width = row[kept], gain[kept], width[kept]
    if not len(row):
        return None
    unit = float(gain @ width)
    gain = gain * width / unit
    pieces = csr_array((width, (row, np.arange(len(row)))), shape=(rows, len(row)))
    table = hstack([-csr_array((rutil.astype(float), rcol, rptr), shape=(rows, size)), pieces])
    share = problem.costs / problem.budget
    if goal is None:
        extra, right = np.append(share, np.zeros(len(row))), 1.0
        objective = np.append(np.zeros(size), -gain)
    else:
        extra, right = np.append(np.zeros(size), -gain), -(goal - base) / unit
        objective = np.append(share, np.zeros(len(row)))
    table = vstack([table, csr_array(extra[None, :])]).tocsr()
    answer = _solve(objective, table, np.append(np.zeros(rows), right), (0, 1), deadline)
    if answer is None:
        return None
    duals = np.maximum(0.0, -answer.ineqlin.marginals)
    scale = unit if goal is None else unit / max(float(duals[rows]), 1e-300)
    return duals[:rows] * scale


def _solve(objective: Floats, table: Any, right: Floats, bounds: Any, deadline: float) -> Any:
    """Return the solution of a linear programme in which ``table @ x <= right``, or None if there is none in time."""
    from scipy.optimize import linprog

    from fairbudget.programmes import quiet

    left = deadline - time.monotonic()
    if left <= 0:
        return None
    with quiet():
        answer = linprog(
            objective, A_ub=table, b_ub=right, bounds=bounds, method="highs-ds", options={"time_limit": left}
        )
    return answer if answer.status == 0 else None
