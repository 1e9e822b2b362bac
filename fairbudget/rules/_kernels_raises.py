# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares that find the next endowment at which anything changes.

If the endowment grows, a project with k payers gets v > k of them once v - k further supporters can pay cost / v when
the project's turn comes, which is the earlier the larger v is. One of them can from the endowment on that is the sum of
cost / v and of all that she pays for projects whose turn comes earlier: her number, which falls as v grows. The least
of these numbers that counts is the next endowment; so every endowment is a sum of ratios cost / payers.

Which supporters of a project have to be looked at for that is said by :mod:`._kernels_supporters`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fairbudget.rules._exact_shares_state import (
    BOUND,
    FOUND,
    LEAST,
    MULT,
    NEAR,
    NEARBY,
    PAID,
    PART,
    PAYERS,
    PICK,
    PRESENT,
    PRICE,
    ROW,
    START,
    TERMS,
    TOP,
    UPCOMING,
    VOTES,
    WEIGHT,
)
from fairbudget.rules._kernels_exact_equal_shares import (
    NONE,
    ZERO,
    collect,
    compare,
    decide,
    inner,
)
from fairbudget.rules._kernels_supporters import (
    SAFE,
    build,
    check,
    owe,
    owes,
    reach,
    renew,
    sort,
    turn_of,
    usable,
)

__all__ = ["enough", "following", "next_of_rest"]


@inner
def threshold(s, project, voters):
    """Set the upcoming endowment to that from which on so many voters can pay for a project, in whole numbers."""
    projects, entries, rows, sums, scratch = s.projects, s.entries, s.rows, s.sums, s.scratch
    need = voters - projects[PAYERS, project]
    turn = turn_of(s, project, voters)
    share = s.money[PRICE, project] / voters
    owe(s, turn, 1.0)
    start = projects[START, project]
    stop = start + projects[NEARBY, project]
    size = 0
    for x in range(start, stop):
        k = entries[NEAR, x]
        if not entries[PAID, k]:
            s.amounts[size], scratch[WEIGHT, size] = owes(s, entries[ROW, k]) + share, rows[entries[ROW, k], MULT]
            size += 1
    sort(s, size)
    total, x = 0, -1
    while total < need:
        x += 1
        total += scratch[WEIGHT, x]
    # whoever is certainly below counts; among the others whole numbers tell
    low, high = s.amounts[x] * (1 - SAFE), s.amounts[x] * (1 + SAFE)
    count, total = 0, 0
    for x in range(start, stop):
        k = entries[NEAR, x]
        if not entries[PAID, k]:
            value = owes(s, entries[ROW, k]) + share
            if value < low:
                total += rows[entries[ROW, k], MULT]
            elif value <= high:
                scratch[PICK, count] = entries[ROW, k]
                count += 1
    terms = ZERO
    while total < need:
        terms = NONE
        for x in range(count):
            length = collect(s, scratch[PICK, x], turn, NONE, project, voters)
            if terms < 0 or compare(s, PART, length, LEAST, terms) < 0:
                for y in range(length):
                    sums[LEAST, y], sums[LEAST + 1, y] = sums[PART, y], sums[PART + 1, y]
                terms = length
        kept = 0
        for x in range(count):
            length = collect(s, scratch[PICK, x], turn, NONE, project, voters)
            if compare(s, PART, length, LEAST, terms) == 0:
                total += rows[scratch[PICK, x], MULT]
            else:
                scratch[PICK, kept] = scratch[PICK, x]
                kept += 1
        count = kept
    value = 0.0
    for y in range(terms):
        sums[2 * UPCOMING, y], sums[2 * UPCOMING + 1, y] = sums[LEAST, y], sums[LEAST + 1, y]
        value += sums[LEAST, y] / sums[LEAST + 1, y]
    s.numbers[TERMS + UPCOMING], s.values[UPCOMING] = terms, value


@inner
def enough(s, project, limit, level):
    """Return the largest number of voters with whom a project is bought at an endowment, or 0 if it gets no more.

    Parameters
    ----------
    limit : int
        ``ZERO``; or ``NONE`` to count only those who can pay below the endowment.
    """
    projects, entries, scratch = s.projects, s.entries, s.scratch
    now = projects[PAYERS, project]
    v = projects[TOP, project]
    start = projects[START, project]
    size = 0
    for x in range(start, start + projects[NEARBY, project]):
        if not entries[PAID, entries[NEAR, x]]:
            scratch[PICK, size] = entries[NEAR, x]
            size += 1
    at = NONE
    while v > now:
        turn = turn_of(s, project, v)
        if turn != at:
            owe(s, turn, 1.0)
            for x in range(size):
                s.amounts[x] = owes(s, entries[ROW, scratch[PICK, x]])
            at = turn
        share = s.money[PRICE, project] / v
        able, count = 0, 0
        # whoever cannot pay cannot with fewer others either
        for x in range(size):
            k, value = scratch[PICK, x], s.amounts[x]
            row = entries[ROW, k]
            if decide(s, value + share, row, turn, NONE, project, v, level) <= limit:
                scratch[PICK, count], s.amounts[count] = k, value
                count += 1
                able += s.rows[row, MULT]
        size = count
        if able >= v - now:
            return v
        v = now + able
    return ZERO


@inner
def lowest(s, limit):
    """Set the upcoming endowment to the exact least of those found, all of which are at most a limit."""
    projects = s.projects
    first = True
    for p in range(s.money.shape[1]):
        if projects[VOTES, p] > 0 and projects[FOUND, p] > 0 and s.money[BOUND, p] <= limit:
            v = projects[FOUND, p] if first else enough(s, p, NONE, UPCOMING)
            first = False
            while v > 0:
                threshold(s, p, v)
                v = enough(s, p, NONE, UPCOMING)


@inner
def following(s):
    """Set the upcoming endowment to the next one at which anything changes; return whether there is one."""
    projects = s.projects
    count = s.money.shape[1]
    limit = 0.0
    while True:
        best, least = ZERO, np.inf
        for p in range(count):
            if projects[VOTES, p] > 0 and reach(s, p) < least:
                best, least = np.int64(p), reach(s, p)
        if least == np.inf:
            return False
        if usable(s, best):
            limit = least * (1 + 4 * SAFE)
            break
        renew(s, best)
    for p in range(count):
        while projects[VOTES, p] > 0 and reach(s, p) * (1 - SAFE) <= limit and not usable(s, p):
            renew(s, p)
    lowest(s, limit)
    return True


@njit(cache=True, error_model="numpy")
def next_of_rest(s, most):
    """Set the upcoming endowment to the next one at which a project that is not bought now can be.

    Parameters
    ----------
    most : float
        An endowment with which everybody can pay for everything.

    Returns
    -------
    bool
        Whether there is one.
    """
    projects, money = s.projects, s.money
    limit = most
    for p in range(money.shape[1]):
        projects[FOUND, p] = 0
        if projects[VOTES, p] > 0 and projects[PAYERS, p] == 0:
            build(s, p, limit - s.values[PRESENT], np.inf)
            check(s, p)
            if projects[FOUND, p] > 0:
                limit = money[BOUND, p] * (1 + 4 * SAFE)
    if limit == most:
        return False
    lowest(s, limit)
    return True
