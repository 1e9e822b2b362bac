"""Compiled loops for many small elections: lay out utilities, put projects into order for ties, run Equal Shares.

What :class:`fairbudget.rules._equal_shares_run.Problem` prepares with array operations costs some microseconds each;
for a few dozen projects and ballots one pass over the entries is many times faster.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import BOUGHT, DONE, EPS, OPEN, advance, floor
from fairbudget.rules._loops import loop
from fairbudget.rules._small import CRITERIA, KINDS

__all__ = ["decide"]

COST, SCORE, BORDA = map(KINDS.index, ("cost", "score", "borda"))
LOWER_COST, HIGHER_COST, MORE_VOTES, LEXICOGRAPHIC = range(len(CRITERIA))

_LIMIT = 2.0**61
_LOW62 = 2**62 - 1


@loop
def _gained(kind, value, cost, length):
    """Return what a voter gains from a project by the entry of her ballot; at most 0 is nothing."""
    if kind == BORDA:
        return length - value
    if value <= 0 or kind == SCORE:
        return value
    return cost if kind == COST else np.int64(1)


@loop
def _lay_out(indptr, indices, values, multiplicities, units, kind, starts, rows, util, gain, totals, votes):
    """Write the utilities by project, ballot rows ascending, and the total utility and the votes of each.

    Returns
    -------
    bool
        False where points are negative or sums may pass 64 bits.
    """
    votes[:] = 0
    starts[:] = 0
    size = 0.0
    for row in range(len(indptr) - 1):
        length = indptr[row + 1] - indptr[row]
        for k in range(indptr[row], indptr[row + 1]):
            p = indices[k]
            if values[k] < 0:
                return False
            if values[k] > 0:
                votes[p] += multiplicities[row]
            value = _gained(kind, values[k], units[p], length)
            if value > 0 and multiplicities[row] > 0:
                starts[p + 1] += 1
                size += float(value) * float(multiplicities[row])
    if size >= _LIMIT:
        return False
    for p in range(len(units)):
        starts[p + 1] += starts[p]
        totals[p] = 0
    for row in range(len(indptr) - 1):
        length = indptr[row + 1] - indptr[row]
        for k in range(indptr[row], indptr[row + 1]):
            p = indices[k]
            value = _gained(kind, values[k], units[p], length)
            if value > 0 and multiplicities[row] > 0:
                place = starts[p]
                starts[p] += 1
                rows[place] = row
                util[place] = value
                gain[place] = value * multiplicities[row]
                totals[p] += gain[place]
    # each start has moved to the start of the next project
    for p in range(len(units) - 1, -1, -1):
        starts[p + 1] = starts[p]
    starts[0] = 0
    return True


@loop
def _earlier(a, b, criteria, units, votes, by_id):
    """Tell whether project a comes before project b by the criteria, then by id."""
    for criterion in criteria:
        if criterion == LOWER_COST and units[a] != units[b]:
            return units[a] < units[b]
        if criterion == HIGHER_COST and units[a] != units[b]:
            return units[a] > units[b]
        if criterion == MORE_VOTES and votes[a] != votes[b]:
            return votes[a] > votes[b]
        if criterion == LEXICOGRAPHIC:
            break
    return by_id[a] < by_id[b]


@loop
def _ordered(criteria, units, votes, by_id, order):
    """Write the numbers of projects into `order`, the first in a tie first (Shell's sort: an order without ties)."""
    size = len(order)
    for p in range(size):
        order[p] = p
    gap = 1
    while gap < size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, size):
            p = order[k]
            place = k
            while place >= gap and _earlier(p, order[place - gap], criteria, units, votes, by_id):
                order[place] = order[place - gap]
                place -= gap
            order[place] = p
        gap //= 3


@loop
def decide(
    projects, lines, indptr, indices, values, multiplicities, units, by_id, kind, criteria, shares, order, sizes
):
    """Run Equal Shares on elections whose arrays lie one behind the other.

    Parameters
    ----------
    projects, lines : int64 arrays, shape (elections,)
        How many projects and ballot rows each has.
    indptr, indices, values, multiplicities : arrays
        Ballots of each in CSR layout, `indptr` with one entry more than it has rows and from 0 on for each.
    units, by_id : int64 arrays
        Costs, and the place of each project when those of its election are sorted by id.
    kind : int
        Number of the utility in :data:`fairbudget.rules._small.KINDS`.
    criteria : int64 array
        Numbers in :data:`fairbudget.rules._small.CRITERIA`.
    shares : float64 array, shape (elections,)
        Endowment of a voter, correctly rounded.
    order : int64 array
        Receives the purchases of each election, from its first project on, as numbers among its own projects.
    sizes : int64 array, shape (elections,)
        Receives the number of purchases; -1 where floating point or 64 bits cannot decide.
    """
    most, longest, entries = np.int64(0), np.int64(0), np.int64(0)
    place = np.int64(0)
    for e in range(len(projects)):
        most, longest = max(most, projects[e]), max(longest, lines[e])
        entries = max(entries, np.int64(indptr[place + lines[e]]))
        place += lines[e] + 1
    starts, totals, votes = np.empty(most + 1, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    rows, util, gain = np.empty(entries, np.int32), np.empty(entries), np.empty(entries, np.int64)
    sequence, rank = np.empty(most, np.int64), np.empty(most, np.int64)
    costs, weight, low, high, guess = np.empty(most), np.empty(most), np.empty(most), np.empty(most), np.empty(most)
    state, live, upper = np.empty(most, np.int8), np.empty(most, np.int64), np.empty(most)
    lives, contested = np.empty(most, np.int64), np.empty(most, np.bool_)
    mult, money, error = np.empty(longest), np.empty(longest), np.empty(longest)
    first, row, entry = np.int64(0), np.int64(0), np.int64(0)
    for e in range(len(projects)):
        m, n = projects[e], lines[e]
        own = indptr[row + e : row + e + n + 1]
        cost, counts = units[first : first + m], multiplicities[row : row + n]
        bought = order[first : first + m]
        last = entry + own[n]
        fine = _lay_out(
            own,
            indices[entry:last],
            values[entry:last],
            counts,
            cost,
            kind,
            starts[: m + 1],
            rows,
            util,
            gain,
            totals[:m],
            votes[:m],
        )
        sizes[e] = -1
        if fine:
            _ordered(criteria, cost, votes[:m], by_id[first : first + m], sequence[:m])
            size = np.int64(0)
            for k in range(m):
                p = sequence[k]
                rank[p] = k
                guess[p] = 0.0
                costs[p] = cost[p]
                weight[p] = totals[p]
                low[p] = floor(costs[p], weight[p], starts[p + 1] - starts[p])
                state[p] = OPEN if totals[p] > 0 else BOUGHT
                if totals[p] > 0 and cost[p] == 0:
                    bought[size] = p
                    size += 1
                    state[p] = BOUGHT
            for k in range(n):
                mult[k] = counts[k]
                money[k] = shares[e]
                error[k] = shares[e] * EPS
            status, size, _ = advance(
                starts[: m + 1],
                rows,
                util,
                mult,
                gain,
                costs,
                cost,
                weight,
                rank,
                money,
                error,
                state[:m],
                low,
                high,
                guess,
                live,
                (bought, upper, lives, contested, size),
                np.int64(_LOW62),
            )
            if status == DONE:
                sizes[e] = size
        first += m
        row += n
        entry = last
