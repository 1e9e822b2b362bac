"""Compiled loops of Fractional Equal Shares: they find what may happen next; exact arithmetic decides what does.

Prices are ratios of whole numbers, so that they are compared exactly. Money is held in floating point, with one bound
on the error of all purses.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import EPS, before
from fairbudget.rules._loops import loop

__all__ = ["EPS", "find", "pay"]


@loop
def find(entries, live, counts, unit, rank, lacking, reach, alive, money, doubt, candidates, tied):
    """Find the project of least price, and who of its supporters may be the first to run out of money.

    Parameters
    ----------
    entries : tuple of (indptr, rows, values)
        Values as floats.
    live, counts : int64 arrays
        For each project the entries of supporters with money, and their number; supporters without are dropped.
    unit : int64 array
        The price of a project is unit / reach.
    lacking : float64 array
        What is still to be paid for a project; negative once it is funded.
    reach : int64 array
        Total utility of the supporters with money.
    alive : bool array
        Whether a voter of the row has money.
    money : float64 array
    doubt : float
        Bound on the error of all money.
    candidates, tied : int64 arrays
        Receive entries of supporters, and projects of the same price.

    Returns
    -------
    project : int
        -1 if nothing can be bought.
    size : int
        Number of candidates.
    completes : bool
        Whether the project may be funded in full before anybody runs out of money, or at the same time.
    ties : int
    """
    indptr, rows, values = entries
    best = -1
    for p in range(len(unit)):
        if (
            lacking[p] >= 0
            and reach[p] > 0
            and (best < 0 or before(unit[p], reach[p], rank[p], unit[best], reach[best], rank[best]))
        ):
            best = p
    if best < 0:
        return -1, 0, False, 0
    ties = 0
    for p in range(len(unit)):
        # equal prices are those that neither of two ranks puts first
        if p != best and lacking[p] >= 0 and reach[p] > 0 and before(unit[p], reach[p], 0, unit[best], reach[best], 1):
            tied[ties] = p
            ties += 1
    first = indptr[best]
    kept = 0
    limit = np.inf
    for k in range(first, first + counts[best]):
        entry = live[k]
        if alive[rows[entry]]:
            live[first + kept] = entry
            kept += 1
            limit = min(limit, (money[rows[entry]] + doubt) / values[entry])
    counts[best] = kept
    full = lacking[best] / reach[best]
    completes = full * (1 - 8 * EPS) <= limit * (1 + 8 * EPS)
    limit = min(limit, full) * (1 + 16 * EPS)
    size = 0
    for k in range(first, first + kept):
        entry = live[k]
        if (money[rows[entry]] - doubt) / values[entry] <= limit:
            candidates[size] = entry
            size += 1
    return best, size, completes, ties


@loop
def pay(entries, ballots, live, counts, mult, reach, alive, money, project, amount, broke, size):
    """Let all supporters with money pay amount * utility, after which some of them have run out of money.

    Parameters
    ----------
    ballots : tuple of (indptr, projects, values)
        Utilities by row, whole numbers.
    broke : int64 array
        The rows that run out of money.
    size : int
        Their number.
    """
    indptr, rows, values = entries
    bounds, projects, gains = ballots
    for k in range(indptr[project], indptr[project] + counts[project]):
        entry = live[k]
        money[rows[entry]] -= values[entry] * amount
    for x in range(size):
        row = broke[x]
        alive[row] = False
        for k in range(bounds[row], bounds[row + 1]):
            reach[projects[k]] -= mult[row] * gains[k]
