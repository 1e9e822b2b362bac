"""Robust linear fits: least absolute deviations, the rows that one linear rule explains, and how far it may move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Fit", "collinear", "consensus", "least_absolute", "ranges"]

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: Random starts if least absolute deviations do not find a rule that explains half the rows.
STARTS = 3000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Fit:
    """A linear rule and the rows that follow it.

    Attributes
    ----------
    coefficients : array
        One for each column.
    rows : array of bool
        Rows whose deviation lies within the window.
    """

    coefficients: Floats
    rows: Mask


def collinear(matrix: Floats) -> list[int]:
    """Return columns that depend linearly on each other, empty if none do.

    Notes
    -----
    By the singular values of the columns scaled to length one; O(n k^2).
    """
    norms = np.linalg.norm(matrix, axis=0)
    if not norms.all():
        return [int(k) for k in np.nonzero(norms == 0)[0]]
    _, values, vectors = np.linalg.svd(matrix / norms, full_matrices=False)
    if len(values) < matrix.shape[1] or values[-1] < 1e-9 * values[0]:
        return [int(k) for k in np.nonzero(np.abs(vectors[-1]) > 1e-6)[0]]
    return []


def least_absolute(matrix: Floats, values: Floats) -> Floats:
    """Return the coefficients with the least sum of absolute deviations.

    Parameters
    ----------
    matrix : array of shape (n, k)
    values : array of length n

    Returns
    -------
    array of length k

    Notes
    -----
    A linear programme (HiGHS): ``min sum(u + v)`` with ``matrix c + u - v = values``. Rows with a wrong number count by
    its size, not by its square, so that the fit runs through the others; see Bloomfield and Steiger, *Least Absolute
    Deviations*, 1983.
    """
    from scipy.optimize import linprog

    scale = np.median(np.abs(matrix), axis=0)
    scale[scale == 0] = 1
    unit = float(np.median(np.abs(values))) or 1.0
    n, k = matrix.shape
    eye = np.eye(n)
    equal = np.hstack([matrix / scale, eye, -eye])
    cost = np.concatenate([np.zeros(k), np.ones(2 * n)])
    bounds = [(None, None)] * k + [(0, None)] * (2 * n)
    found = linprog(cost, A_eq=equal, b_eq=values / unit, bounds=bounds, method="highs")
    assert found.x is not None
    result: Floats = found.x[:k] * unit / scale
    return result


def consensus(matrix: Floats, values: Floats, unit: float) -> Fit | None:
    """Return the linear rule that explains the most rows to within rounding; None if it explains too few.

    Parameters
    ----------
    matrix : array of shape (n, k)
    values : array of length n
        Rounded to multiples of `unit`.
    unit : float

    Notes
    -----
    Least absolute deviations first; where wrong numbers have too much weight for that, rules through k rows drawn by
    a fixed seed (Fischler and Bolles 1981). Each is refined on the rows that it nearly explains.
    """
    n, k = matrix.shape
    best = _refined(matrix, values, unit, least_absolute(matrix, values))
    if best is not None and 2 * int(best.rows.sum()) >= n:
        return best
    random = np.random.default_rng(SEED)
    for _ in range(STARTS):
        rows = random.choice(n, size=k, replace=False)
        try:
            start = np.linalg.solve(matrix[rows], values[rows])
        except np.linalg.LinAlgError:
            continue
        found = _refined(matrix, values, unit, start)
        if found is not None and (best is None or found.rows.sum() > best.rows.sum()):
            best = found
            if 2 * int(best.rows.sum()) >= n:
                break
    return best


def _refined(matrix: Floats, values: Floats, unit: float, start: Floats) -> Fit | None:
    """Return the rule after fits to ever closer rows, or None if fewer than two rows more than columns are left."""
    n, k = matrix.shape
    least = k + min(2, max(1, n - k))
    current = start
    for width in (3000.0, 300.0, 30.0, 6.0, 2.0, 1.0):
        near = np.abs(values - matrix @ current) <= width * unit
        if near.sum() < least:
            return None
        current = _least_squares(matrix[near], values[near])
    near = np.abs(values - matrix @ current) <= unit
    return Fit(current, near) if near.sum() >= least else None


def _least_squares(matrix: Floats, values: Floats) -> Floats:
    scale = np.max(np.abs(matrix), axis=0)
    scale[scale == 0] = 1
    found, *_ = np.linalg.lstsq(matrix / scale, values, rcond=None)
    # a second step on what is left restores the digits that the first one loses
    rest, *_ = np.linalg.lstsq(matrix / scale, values - matrix @ (found / scale), rcond=None)
    result: Floats = (found + rest) / scale
    return result


def ranges(
    matrix: Floats, rest: Floats, low: float, high: float, wanted: Sequence[int]
) -> tuple[Mask, list[tuple[float, float]]]:
    """Return the rows that one rule can explain together, and how far each coefficient can then move.

    Parameters
    ----------
    matrix : array of shape (n, k)
    rest : array of length n
        What a first rule leaves of the values.
    low, high : float
        What may be left of a row that is explained.
    wanted : sequence of int
        Columns whose coefficients are asked for.

    Returns
    -------
    rows : array of bool
    list of (float, float)
        Least and greatest change of each wanted coefficient.

    Notes
    -----
    Linear programmes: first the least sum of violations, whose violated rows are set aside, then two for each
    coefficient.
    """
    from scipy.optimize import linprog

    n, k = matrix.shape
    scale = np.max(np.abs(matrix), axis=0)
    scale[scale == 0] = 1
    scaled = matrix / scale
    unit = high - low
    below, above = (rest - high) / unit, (rest - low) / unit
    eye = np.eye(n)
    cost = np.concatenate([np.zeros(k), np.ones(n)])
    upper = np.vstack([np.hstack([scaled, -eye]), np.hstack([-scaled, -eye])])
    bounds = [(None, None)] * k + [(0, None)] * n
    found = linprog(cost, A_ub=upper, b_ub=np.concatenate([above, -below]), bounds=bounds, method="highs")
    if found.x is None:
        return np.zeros(n, dtype=bool), []
    kept = found.x[k:] <= 1e-6
    inside = scaled[kept]
    ends: list[tuple[float, float]] = []
    slack = 1e-6
    for column in wanted:
        pair = []
        for sign in (1.0, -1.0):
            direction = np.zeros(k)
            direction[column] = sign
            limit = np.concatenate([above[kept] + slack, -below[kept] + slack])
            answer = linprog(
                direction, A_ub=np.vstack([inside, -inside]), b_ub=limit, bounds=[(None, None)] * k, method="highs"
            )
            value = float(answer.x[column]) if answer.x is not None else (-np.inf if sign > 0 else np.inf)
            pair.append(value * unit / scale[column])
        ends.append((pair[0], pair[1]))
    return kept, ends
