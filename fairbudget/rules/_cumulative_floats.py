"""What a decision leaves to voters, in floats: intervals that certainly hold the exact values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["EPS", "Floats", "scale"]

Floats = NDArray[np.float64]

#: Unit roundoff with room for the few operations around each bound.
EPS = 2.3e-16


def scale(
    kind: str,
    need: float,
    low: Floats,
    high: Floats,
    points: NDArray[np.int64],
    given: NDArray[np.int64],
    weights: NDArray[np.int64],
) -> tuple[Floats, Floats]:
    """Return the float bounds of classes after a decision; the bounds of each step outweigh its roundings."""
    zeros = np.zeros(len(low))
    if kind == "exhaust":
        return zeros, zeros
    s, p, w = given.astype(float), points.astype(float), weights.astype(float)
    rest = (points - given).astype(float)
    slack = (len(low) + 8) * EPS
    if kind == "collect":
        least, most = _factor(need, low, high, p, s, w, slack)
        paid = np.minimum(p, most * s)
        worst = p - paid - 4 * EPS * (p + paid)
        paid = np.minimum(p, least * s)
        best = np.where(least * s * (1 - 4 * EPS) > p * (1 + 4 * EPS), 0.0, p - paid + 4 * EPS * (p + paid))
    elif kind == "eliminate":
        worst, best = p * (1 - EPS), p * (1 + EPS)
    else:
        total_low = float(np.sum(w * s * low)) * (1 - slack)
        total_high = float(np.sum(w * s * high)) * (1 + slack)
        least = need / total_high * (1 - 4 * EPS)
        most = min(1.0, need / total_low * (1 + 4 * EPS)) if total_low > 0 else 1.0
        if kind == "share":
            return low * max(0.0, 1 - most - 4 * EPS) * (1 - 4 * EPS), high * (1 - least + 4 * EPS) * (1 + 4 * EPS)
        worst = np.maximum(p - most * s - 4 * EPS * (p + most * s), rest * (1 - 4 * EPS))
        best = p - least * s + 4 * EPS * (p + least * s)
    live = rest > 0
    rest = np.where(live, rest, 1.0)
    return (
        np.where(live, low * np.maximum(worst, 0.0) / rest * (1 - 8 * EPS), 0.0),
        np.where(live, high * best / rest * (1 + 8 * EPS), 0.0),
    )


def _factor(
    need: float, low: Floats, high: Floats, points: Floats, given: Floats, weights: Floats, slack: float
) -> tuple[float, float]:
    """Return floats between which the factor of ``collect`` certainly lies.

    A guess, widened until the sums at both ends prove it.
    """

    def paid(values: Floats, factor: float) -> float:
        return float(np.sum(weights * values * np.minimum(points, factor * given)))

    ratio = points / given
    middle = (low + high) / 2
    order = np.argsort(ratio)
    rates = (weights * given * middle)[order]
    full = np.concatenate(([0.0], np.cumsum((weights * points * middle)[order])[:-1]))
    rate = np.cumsum(rates[::-1])[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = (need - full) / rate
    fits = np.flatnonzero(factors <= ratio[order] * (1 + 1e-12))
    guess = max(0.0, float(factors[fits[0]])) if len(fits) else float(ratio.max())
    top = float(ratio.max()) * (1 + 8 * EPS)
    width = 1e-14
    most = guess * (1 + width)
    while paid(low, most) * (1 - slack) < need * (1 + EPS):
        if most > top:
            most = np.inf
            break
        width *= 8
        most = guess * (1 + width)
    width = 1e-14
    least = guess * (1 - width)
    while least > 0 and paid(high, least) * (1 + slack) > need * (1 - EPS):
        width *= 8
        least = max(0.0, guess * (1 - width))
    return least, most
