"""How an outcome goes with features of the elections: least squares with errors that need no equal variance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import OptionError

__all__ = ["Regression", "regress"]


@dataclass(frozen=True)
class Regression:
    """A fitted linear model.

    Attributes
    ----------
    terms : tuple of str
        ``intercept`` first.
    estimates, errors, statistics, p, low, high : tuple of float
        For each term: coefficient, standard error (HC3), t, two-sided p, and the interval at the level.
    n : int
        Observations.
    r_squared : float
        Share of the variance; NaN if the values do not vary.
    level : float
    """

    terms: tuple[str, ...]
    estimates: tuple[float, ...]
    errors: tuple[float, ...]
    statistics: tuple[float, ...]
    p: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    n: int
    r_squared: float
    level: float


def regress(values: Sequence[float], features: Mapping[str, Sequence[float]], *, level: float = 0.95) -> Regression:
    """Fit values = intercept + sum of coefficient * feature by ordinary least squares.

    Parameters
    ----------
    values : sequence of float, length n
    features : mapping of str to sequence of float
        Each of length n. A name ``log(x)`` in the result stands for the natural logarithm: name it so and pass logs.
    level : float
        Of the intervals.

    Returns
    -------
    Regression

    Raises
    ------
    OptionError
        If lengths differ, a number is not finite, there are not more observations than terms, or a feature follows
        from the others (it is named).

    Notes
    -----
    Heteroskedasticity-consistent errors HC3 (MacKinnon and White, *Some Heteroskedasticity-Consistent Covariance
    Matrix Estimators with Improved Finite Sample Properties*, Journal of Econometrics 1985), t distribution with
    n - terms degrees of freedom. O(n terms^2).

    Examples
    --------
    >>> found = regress([1.0, 3.1, 4.9, 7.0], {"x": [0, 1, 2, 3]})
    >>> found.terms, [round(value, 2) for value in found.estimates], round(found.r_squared, 4)
    (('intercept', 'x'), [1.03, 1.98], 0.9991)
    """
    from scipy.linalg import lstsq
    from scipy.stats import t

    outcome = np.asarray(values, float)
    names = ("intercept", *features)
    columns = [np.ones(len(outcome)), *(np.asarray(column, float) for column in features.values())]
    for name, column in zip(names, columns, strict=True):
        if len(column) != len(outcome):
            raise OptionError(f"feature {name!r} has {len(column)} values, there are {len(outcome)} observations")
        if not np.isfinite(column).all():
            raise OptionError(f"feature {name!r} has a value that is not finite")
    if not np.isfinite(outcome).all():
        raise OptionError("a value to be explained is not finite")
    n, terms = len(outcome), len(names)
    if n <= terms:
        raise OptionError(f"{n} observations are too few for {terms} terms")
    design = np.column_stack(columns)
    _refuse_dependent(design, names)
    scale = np.sqrt((design**2).mean(axis=0))
    scaled = design / scale
    estimates = lstsq(scaled, outcome)[0]
    residuals = outcome - scaled @ estimates
    # HC3: a residual is set against what the observation itself pulls the line towards it
    inverse = np.linalg.inv(scaled.T @ scaled)
    leverage = np.einsum("ij,jk,ik->i", scaled, inverse, scaled)
    weight = residuals / np.maximum(1 - leverage, 1e-12)
    half = scaled * weight[:, None]
    covariance = inverse @ (half.T @ half) @ inverse
    estimates, errors = estimates / scale, np.sqrt(np.diag(covariance)) / scale
    freedom = n - terms
    with np.errstate(divide="ignore", invalid="ignore"):
        statistics = estimates / errors
    p = 2 * t.sf(np.abs(statistics), freedom)
    width = float(t.ppf((1 + level) / 2, freedom)) * errors
    total = float(((outcome - outcome.mean()) ** 2).sum())
    return Regression(
        terms=names,
        estimates=_floats(estimates),
        errors=_floats(errors),
        statistics=_floats(statistics),
        p=_floats(p),
        low=_floats(estimates - width),
        high=_floats(estimates + width),
        n=n,
        r_squared=1 - float((residuals**2).sum()) / total if total > 0 else math.nan,
        level=level,
    )


def _floats(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(map(float, values))


def _refuse_dependent(design: NDArray[np.float64], names: Sequence[str]) -> None:
    rank = 0
    for k, name in enumerate(names):
        part = design[:, : k + 1]
        length = np.linalg.norm(part, axis=0)
        if not length[k]:
            raise OptionError(f"feature {name!r} is zero everywhere")
        found = int(np.linalg.matrix_rank(part / length))
        if found == rank:
            raise OptionError(f"feature {name!r} follows from the features before it (a constant, or a sum of them)")
        rank = found
