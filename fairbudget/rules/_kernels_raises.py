# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares that find the next endowment at which anything changes.

If the endowment grows, a project with k payers gets v > k of them once v - k further supporters can pay cost / v when
the project's turn comes, which is the earlier the larger v is. One of them can from the endowment on that is the sum of
cost / v and of all that she pays for projects whose turn comes earlier: her number, which falls as v grows. The least
of these numbers that counts is the next endowment; so every endowment is a sum of ratios cost / payers.

There are thousands of changes, and few of them concern a given project. So a look at a project leaves a lower bound on
its next endowment, which holds until the project itself changes. When the price of a project falls, the bounds of later
projects fall by as much. A voter who stops paying for one is told to :func:`gained`.

watch : (bound, found, top, slack, margin, fresh)
    By project: the bound (minus infinity: look again); the number of payers that it was found for (0: it is only how
    far the look went); a number of payers that is out of reach below the bound, as is every larger one, even if
    so many voters more could pay (slack); how far to look; whether nothing has happened to the bound since.
work : (near, values, weights, owed)
    Scratch with space for the supporters of any project, and by project what its payers owe if its turn is over.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels_exact_equal_shares import (
    NONE,
    ZERO,
    collect,
    compare,
    decide,
    extend,
    inner,
    owes,
    position,
    set_level,
    spent,
)
from fairbudget.rules._numba import njit

__all__ = ["SAFE", "enough", "following", "gained", "look", "next_of_rest", "renew", "turn_of"]

#: Relative margin that certainly covers the rounding errors of an estimate.
SAFE = 1e-10


@inner
def turn_of(project, voters, fixed, books):
    """Return the place at which a project is bought if it has at least as many payers as now."""
    return position(project, voters, ZERO, min(books[2][project], books[7][0]), fixed, books)


@inner
def sort(values, weights, size):
    """Sort the first values ascending, with their weights (Shell's method)."""
    gap = 1
    while gap < size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for x in range(gap, size):
            value, weight = values[x], weights[x]
            y = x
            while y >= gap and values[y - gap] > value:
                values[y], weights[y] = values[y - gap], weights[y - gap]
                y -= gap
            values[y], weights[y] = value, weight
        gap //= 3


@inner
def look(project, horizon, allowance, votes, fixed, books, watch, work):
    """Find the least endowment below a horizon at which a project gets more payers.

    Returns
    -------
    size : int
        How many supporters were near; -1 if all pay.
    """
    indptr, rows, mult, price = fixed[0], fixed[1], fixed[2], fixed[4]
    payers, paid = books[0], books[4]
    bound, found, top, slack, _, fresh = watch
    near, values, weights, owed = work
    now = payers[project]
    fresh[project], found[project], slack[project] = True, 0, allowance
    if now == votes[project]:
        # nobody is left; should some of them stop paying, the project is looked at again
        bound[project], top[project], slack[project] = np.inf, now, 1 << 62
        return -1
    # more payers have an earlier turn and pay less: whoever is too far for some number is so for all that are smaller
    v = votes[project]
    turn = turn_of(project, v, fixed, books)
    owed[:] = 0.0
    extend(owed, 0, turn, books)
    high = horizon * (1 + 16 * SAFE) - price[project] / v
    size, able = 0, 0
    for k in range(indptr[project], indptr[project + 1]):
        if not paid[k] and owes(rows[k], owed, fixed, books) <= high:
            near[size] = k
            size += 1
            able += mult[rows[k]]
    seen = size
    while True:
        fewer = now + able + allowance
        if fewer >= v or (v - fewer) * 16 < v - now:
            break
        v = fewer
        if v == now:
            break
        until = turn
        turn = turn_of(project, v, fixed, books)
        extend(owed, until, turn, books)
        high = horizon * (1 + 16 * SAFE) - price[project] / v
        count, able = 0, 0
        for x in range(size):
            k = near[x]
            if owes(rows[k], owed, fixed, books) <= high:
                near[count] = k
                count += 1
                able += mult[rows[k]]
        size = count
    top[project] = v
    best = horizon
    if now > 0 and size > 0:
        # most often a single further payer is the least; few others are left to be looked at then
        until = turn_of(project, now + 1, fixed, books)
        extend(owed, turn, until, books)
        least = np.inf
        for x in range(size):
            least = min(least, owes(rows[near[x]], owed, fixed, books))
        if least + price[project] / (now + 1) < best:
            best, found[project] = least + price[project] / (now + 1), now + 1
        for x in range(turn, until):
            owed[books[3][x]] = 0.0
    v = min(v, now + able)
    while v > now:
        until = turn
        turn = turn_of(project, v, fixed, books)
        extend(owed, until, turn, books)
        share = price[project] / v
        count, able = 0, 0
        for x in range(size):
            row = rows[near[x]]
            value = owes(row, owed, fixed, books)
            if value + share < best:
                near[count] = near[x]
                values[count], weights[count] = value, mult[row]
                count += 1
                able += mult[row]
        size = count
        if now + able < v:
            v = now + able
            continue
        sort(values, weights, count)
        # all numbers of payers down to this one have the same turn
        low, above = now + 1, v
        while low < above:
            middle = (low + above) // 2
            if turn_of(project, middle, fixed, books) > turn:
                low = middle + 1
            else:
                above = middle
        total = 0
        for x in range(count):
            total += weights[x]
            most = min(now + total, v)
            if most >= low and values[x] + price[project] / most < best:
                best, found[project] = values[x] + price[project] / most, most
            if most == v:
                break
        v = low - 1
    bound[project] = best
    return seen


@inner
def renew(project, votes, fixed, books, watch, level, allowance, work):
    """Look at a project again, a little beyond the level."""
    found, margin, fresh = watch[1], watch[4], watch[5]
    if fresh[project] and found[project] == 0:
        # the last look did not go far enough
        margin[project] *= 2
    size = look(project, level[3][0] + margin[project], allowance[project], votes, fixed, books, watch, work)
    # a look takes all supporters once, and again those who are near
    entries = fixed[0][project + 1] - fixed[0][project]
    if size > 64 + entries // 4 and found[project] > 0:
        margin[project] /= 2
    elif 0 <= size < 6 + entries // 16 and found[project] == 0:
        margin[project] *= 1.25


@inner
def threshold(project, voters, fixed, books, level, work):
    """Set the level to the endowment from which on so many voters can pay for a project, in whole numbers."""
    indptr, rows, mult, price, bounds = fixed[0], fixed[1], fixed[2], fixed[4], fixed[7]
    payers, paid = books[0], books[4]
    near, values, weights, owed = work
    need = voters - payers[project]
    turn = turn_of(project, voters, fixed, books)
    share = price[project] / voters
    owed[:] = 0.0
    extend(owed, 0, turn, books)
    size = 0
    for k in range(indptr[project], indptr[project + 1]):
        if not paid[k]:
            values[size] = owes(rows[k], owed, fixed, books) + share
            weights[size] = mult[rows[k]]
            size += 1
    sort(values, weights, size)
    total, x = 0, -1
    while total < need:
        x += 1
        total += weights[x]
    # whoever is certainly below counts; among the others whole numbers tell
    low, high = values[x] * (1 - SAFE), values[x] * (1 + SAFE)
    count, total, widest = 0, 0, 0
    for k in range(indptr[project], indptr[project + 1]):
        if not paid[k]:
            row = rows[k]
            value = owes(row, owed, fixed, books) + share
            if value < low:
                total += mult[row]
            elif value <= high:
                near[count] = row
                count += 1
                widest = max(widest, bounds[row + 1] - bounds[row] + 1)
    tops, bottoms = np.empty(widest, np.int64), np.empty(widest, np.int64)
    least, below = np.empty(widest, np.int64), np.empty(widest, np.int64)
    size = 0
    while total < need:
        size = -1
        for x in range(count):
            length = collect(near[x], turn, NONE, project, voters, fixed, books, tops, bottoms)
            if size < 0 or compare(tops, bottoms, length, least, below, size) < 0:
                least[:length] = tops[:length]
                below[:length] = bottoms[:length]
                size = length
        kept = 0
        for x in range(count):
            length = collect(near[x], turn, NONE, project, voters, fixed, books, tops, bottoms)
            if compare(tops, bottoms, length, least, below, size) == 0:
                total += mult[near[x]]
            else:
                near[kept] = near[x]
                kept += 1
        count = kept
    set_level(level, least, below, size)


@inner
def enough(project, limit, fixed, books, watch, level, work):
    """Return the largest number of voters with whom a project is bought at the level, or 0 if it gets no more.

    Parameters
    ----------
    limit : int
        ``ZERO``; or ``NONE`` to count only those who can pay below the level.
    """
    indptr, rows, mult, price = fixed[0], fixed[1], fixed[2], fixed[4]
    payers, paid = books[0], books[4]
    now = payers[project]
    v = watch[2][project]
    near, owed = work[0], work[3]
    owed[:] = 0.0
    until = 0
    size = -1
    while v > now:
        turn = turn_of(project, v, fixed, books)
        extend(owed, until, turn, books)
        until = turn
        share = price[project] / v
        able, count = 0, 0
        # whoever cannot pay cannot with fewer others either
        for x in range(indptr[project + 1] - indptr[project] if size < 0 else size):
            k = indptr[project] + x if size < 0 else near[x]
            if not paid[k]:
                row = rows[k]
                value = owes(row, owed, fixed, books) + share
                if decide(value, row, turn, NONE, project, v, fixed, books, level)[0] <= limit:
                    near[count] = k
                    count += 1
                    able += mult[row]
        size = count
        if able >= v - now:
            return v
        v = now + able
    return 0


@inner
def lowest(projects, voters, limit, fixed, books, watch, upcoming, work):
    """Set `upcoming` to the exact least of the endowments found, all of which are at most a limit."""
    bound, found = watch[0], watch[1]
    first = True
    for p in range(projects):
        if voters[p] > 0 and found[p] > 0 and bound[p] <= limit:
            v = found[p] if first else enough(p, NONE, fixed, books, watch, upcoming, work)
            first = False
            while v > 0:
                threshold(p, v, fixed, books, upcoming, work)
                v = enough(p, NONE, fixed, books, watch, upcoming, work)


@inner
def following(votes, fixed, books, watch, level, upcoming, allowance, work):
    """Set `upcoming` to the next endowment above the level at which anything changes; return whether there is one."""
    bound, found, _, _, _, fresh = watch
    projects = len(votes)
    best = -1
    while True:
        best = -1
        for p in range(projects):
            if votes[p] > 0 and (best < 0 or bound[p] < bound[best]):
                best = p
        if best < 0 or bound[best] == np.inf:
            return False
        if fresh[best] and found[best] > 0:
            break
        renew(best, votes, fixed, books, watch, level, allowance, work)
    limit = bound[best] * (1 + 4 * SAFE)
    for p in range(projects):
        while votes[p] > 0 and bound[p] * (1 - SAFE) <= limit and not (fresh[p] and found[p] > 0):
            renew(p, votes, fixed, books, watch, level, allowance, work)
    lowest(projects, votes, limit, fixed, books, watch, upcoming, work)
    return True


@njit(cache=True, error_model="numpy")
def next_of_rest(votes, most, fixed, books, watch, upcoming, work):
    """Set `upcoming` to the next endowment at which a project that is not bought now can be.

    Parameters
    ----------
    most : float
        An endowment with which everybody can pay for everything.

    Returns
    -------
    bool
        Whether there is one.
    """
    payers, bound, found = books[0], watch[0], watch[1]
    limit = most
    for p in range(len(votes)):
        found[p] = 0
        if votes[p] > 0 and payers[p] == 0:
            look(p, limit, 0, votes, fixed, books, watch, work)
            if found[p] > 0:
                limit = bound[p] * (1 + 4 * SAFE)
    if limit == most:
        return False
    lowest(len(votes), votes, limit, fixed, books, watch, upcoming, work)
    return True


@inner
def gained(row, votes, fixed, books, watch):
    """Tell the projects of a voter's ballot that she no longer pays for one, and so has more for later ones."""
    mult, price, bounds, projects, entries = fixed[2], fixed[4], fixed[7], fixed[8], fixed[9]
    paid = books[4]
    bound, _, top, slack, _, fresh = watch
    for x in range(bounds[row], bounds[row + 1]):
        p = projects[x]
        if votes[p] == 0 or paid[entries[x]] or bound[p] == -np.inf:
            continue
        fresh[p] = False
        slack[p] -= mult[row]
        if slack[p] >= 0:
            turn = turn_of(p, top[p], fixed, books)
            if spent(row, turn, NONE, fixed, books) + price[p] / top[p] > bound[p] * (1 + SAFE):
                continue
        bound[p] = -np.inf
