"""Compiled loops of Phragmén's sequential rule: floats with proved bounds, integers where loads are still zero.

A load is a sum of positive terms over an integer, so nothing cancels and relative errors only add up: if every load in
the sum is known up to a relative error r, the new one is known up to r plus a few roundings. A load never falls from
round to round, so what was found in an earlier round is a lower bound.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import EPS, before, product
from fairbudget.rules._loops import loop

__all__ = ["AMBIGUOUS", "DONE", "OPEN", "SELECTED", "SKIPPED", "STOPPED", "advance", "mark", "tally"]

DONE, AMBIGUOUS = 0, 1
#: States of a project; -1 marks the ones among which exact arithmetic must choose.
OPEN, SELECTED, SKIPPED, STOPPED = 0, 1, 2, 3


@loop
def tally(start, stop, rows, mult, last, counts):
    """Count a project's supporters by the purchase that they took part in last (0: none yet)."""
    counts[:] = 0
    for k in range(start, stop):
        row = rows[k]
        counts[last[row]] += mult[row]


@loop
def mark(start, stop, rows, last, number):
    """Record that the supporters of a project took part in purchase `number`."""
    for k in range(start, stop):
        last[rows[k]] = number


@loop
def look(start, stop, rows, mult, last, counts, bought, cost, votes, loads, errors):
    """Return the load of a project as a float, a bound on its relative error, and how many past loads enter it."""
    tally(start, stop, rows, mult, last, counts[: bought + 1])
    total = cost
    error = 0.0
    terms = 0
    for j in range(1, bought + 1):
        if counts[j] > 0:
            total += counts[j] * loads[j]
            error = max(error, errors[j])
            terms += 1
    # each term and the cost are rounded when they become floats, multiplied and added; the quotient is rounded too.
    # (1 + error) * (1 + t) <= 1 + (error + t) * (1 + 1e-6), since t, the number of roundings times EPS, is below 1e-6
    return total / votes, (error + (terms + 8) * EPS) * (1 + 1e-6), terms


@loop
def equal(cost_a, votes_a, cost_b, votes_b):
    """Tell whether cost_a / votes_a = cost_b / votes_b."""
    high_a, low_a = product(cost_a, votes_b)
    high_b, low_b = product(cost_b, votes_a)
    return high_a == high_b and low_a == low_b


@loop
def advance(
    indptr, rows, mult, units, votes, rank, last, loads, errors, counts, projects, order, size, bought, left, stop
):
    """Decide on the project of least load, again and again, while that can be decided.

    Parameters
    ----------
    indptr, rows : arrays
        Supporting ballot rows by project.
    mult : int64 array
        Voters of each row.
    units, votes, rank : int64 arrays by project
        Cost, number of supporters, tie-breaking (the least first).
    last : int32 array by row
        Number of the last purchase that the row took part in; 0 for none. Changed in place.
    loads, errors : float64 arrays
        Load of each purchase (from number 1) and a bound on its relative error. Changed in place.
    counts : int64 array
        Work space, one longer than the number of projects.
    projects : tuple of arrays by project
        state, low, high, value, error, seen (purchases there were at the last look), fresh (whether all supporters had
        load 0 then). Changed in place.
    order : tuple of arrays
        Projects in the order in which they were decided on, and whether others may have had the same load.
    size, bought, left : int
        Decisions and purchases so far; units that may still be spent.
    stop : bool
        Whether the rule ends as soon as a project of least load does not fit.

    Returns
    -------
    status : int
        DONE or AMBIGUOUS (``state[p] < 0`` marks the projects among which exact arithmetic must choose).
    size, bought, left : int
    """
    state, low, high, value, error, seen, fresh = projects
    decided, contested = order
    count = len(state)
    while True:
        best = np.inf
        while True:
            # the open project with the least bound that has not been looked at since the last purchase
            p = -1
            for x in range(count):
                if state[x] == OPEN:
                    if seen[x] == bought:
                        best = min(best, high[x])
                    elif p < 0 or low[x] < low[p]:
                        p = x
            if p < 0 or low[p] > best:
                break
            v, r, terms = look(
                indptr[p], indptr[p + 1], rows, mult, last, counts, bought, float(units[p]), votes[p], loads, errors
            )
            value[p], error[p], seen[p], fresh[p] = v, r, bought, terms == 0
            low[p] = max(low[p], v * (1 - r) * (1 - 4 * EPS))
            high[p] = v * (1 + 2 * r) * (1 + 4 * EPS)
        chosen = -1
        rivals = 0
        exact = True
        unfit = False
        for p in range(count):
            if state[p] == OPEN and seen[p] == bought and low[p] <= best:
                rivals += 1
                exact = exact and fresh[p]
                unfit = unfit or units[p] > left
                if chosen < 0 or (
                    exact and before(units[p], votes[p], rank[p], units[chosen], votes[chosen], rank[chosen])
                ):
                    chosen = p
        if rivals == 0:
            return DONE, size, bought, left
        if rivals > 1 and not exact:
            for p in range(count):
                if state[p] == OPEN and seen[p] == bought and low[p] <= best:
                    state[p] = -1
            return AMBIGUOUS, size, bought, left
        if stop and rivals > 1 and unfit:
            # the first one that does not fit among those that certainly have the least load
            least = chosen
            for p in range(count):
                if (
                    state[p] == OPEN
                    and seen[p] == bought
                    and low[p] <= best
                    and units[p] > left
                    and equal(units[p], votes[p], units[least], votes[least])
                    and (units[chosen] <= left or rank[p] < rank[chosen])
                ):
                    chosen = p
        decided[size] = chosen
        contested[size] = rivals > 1
        size += 1
        if units[chosen] > left:
            if stop:
                state[chosen] = STOPPED
                return DONE, size, bought, left
            state[chosen] = SKIPPED
            continue
        state[chosen] = SELECTED
        left -= units[chosen]
        bought += 1
        loads[bought] = value[chosen]
        errors[bought] = error[chosen]
        mark(indptr[chosen], indptr[chosen + 1], rows, last, bought)
