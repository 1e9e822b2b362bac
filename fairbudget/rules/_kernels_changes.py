# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares that follow its outcome while the endowment rises.

At each endowment of :mod:`._kernels_raises` a project gets more payers. Those who join it may no longer be able to pay
for projects whose turn comes later; these lose payers, so that the others have to pay more, and so on. Then further
projects may get more payers at the same endowment. What is left in the end is the outcome of the rule, since it is the
only one in which everybody can pay her shares in the order of purchase and no project could get more payers or come
earlier.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import before
from fairbudget.rules._kernels_exact_equal_shares import (
    NONE,
    ZERO,
    compare,
    covers,
    decide,
    extend,
    inner,
    owes,
    position,
    set_level,
)
from fairbudget.rules._kernels_raises import SAFE, enough, following, gained, renew, turn_of
from fairbudget.rules._numba import njit

__all__ = ["BROKEN", "END", "FULL", "LIMIT", "OVER", "climb"]

OVER, LIMIT, END, FULL, BROKEN = 0, 1, 2, 3, 4


@inner
def move(project, target, books):
    """Put a project at a place in the order, those in between moving on; or take it out with a target of -1."""
    place, order, size = books[2], books[3], books[7]
    start = place[project]
    if start >= size[0]:
        start = size[0]
        size[0] += 1
    if target < 0:
        target = size[0] - 1
        place[project] = len(place)
    while start > target:
        order[start] = order[start - 1]
        place[order[start]] = start
        start -= 1
    while start < target:
        order[start] = order[start + 1]
        place[order[start]] = start
        start += 1
    order[target] = project
    if place[project] == len(place) and books[0][project] == 0:
        size[0] -= 1
    else:
        place[project] = target


@inner
def leave(row, project, fixed, books):
    """Take a project off the list of what a voter pays for."""
    bounds = fixed[7]
    paid_for, count = books[5], books[6]
    for k in range(bounds[row], bounds[row] + count[row]):
        if paid_for[k] == project:
            count[row] -= 1
            paid_for[k] = paid_for[bounds[row] + count[row]]
            return


@inner
def enlarge(project, voters, fixed, books, watch, level, queue, owed):
    """Let a project have more payers; those who join it are put in the queue. Return its length, -1 for a defect."""
    indptr, rows, mult, price, bounds = fixed[0], fixed[1], fixed[2], fixed[4], fixed[7]
    payers, share, place, _, paid, paid_for, count, _ = books
    bound, fresh = watch[0], watch[5]
    turn = turn_of(project, voters, fixed, books)
    now = price[project] / voters
    owed[:] = 0.0
    extend(owed, 0, turn, books)
    joined = 0
    size = 0
    for k in range(indptr[project], indptr[project + 1]):
        if not paid[k]:
            row = rows[k]
            value = owes(row, owed, fixed, books) + now
            if decide(value, row, turn, NONE, project, voters, fixed, books, level)[0] <= 0:
                queue[size] = k
                size += 1
                joined += mult[row]
    if joined != voters - payers[project]:
        return -1
    for x in range(size):
        k = queue[x]
        row = rows[k]
        paid[k] = True
        paid_for[bounds[row] + count[row]] = project
        count[row] += 1
        queue[x] = row
    fall = 0.0
    if payers[project] > 0:
        # a little more, for the rounding of all falls together
        fall = max(share[project] - now, 0.0) + share[project] * SAFE * 1e-3
    payers[project], share[project] = voters, now
    move(project, turn, books)
    # who joined has less for later projects, and the others have more
    for p in range(len(bound)):
        if place[p] > turn:
            bound[p] -= fall
            fresh[p] = False
    bound[project], fresh[project] = -np.inf, False
    return size


@inner
def remains(project, least, most, fixed, books, watch, owed):
    """Tell whether a project certainly gets no number of payers from `least` to `most` below its bound.

    If some of these numbers were out of reach with slack, they are so still.
    """
    indptr, rows, mult, price = fixed[0], fixed[1], fixed[2], fixed[4]
    payers, paid = books[0], books[4]
    bound, _, top, slack, _, _ = watch
    need = least - payers[project]
    turn = turn_of(project, most, fixed, books)
    limit = bound[project] * (1 + SAFE) - price[project] / most
    owed[:] = 0.0
    extend(owed, 0, turn, books)
    able = 0
    for k in range(indptr[project], indptr[project + 1]):
        if not paid[k] and owes(rows[k], owed, fixed, books) <= limit:
            able += mult[rows[k]]
            if able >= need:
                return False
    if most > top[project]:
        spare = max(least, top[project] + 1) - payers[project] - able - 1
        slack[project] = min(slack[project], spare)
    return True


@inner
def passed(project, old, new, votes, fixed, books, watch, owed):
    """Tell the others that a project with fewer payers comes later, so that its payers have more money before.

    A project that might be bought by v voters between two numbers came after this one and would now come before it.
    """
    unit, payers = fixed[5], books[0]
    bound, _, top, slack, _, fresh = watch
    for p in range(len(unit)):
        if p == project or votes[p] == 0 or bound[p] == -np.inf:
            continue
        low = unit[p] / unit[project] * new * (1 - SAFE) - 2
        high = unit[p] / unit[project] * old * (1 + SAFE) + 2
        if high <= payers[p]:
            continue
        fresh[p] = False
        if low > votes[p]:
            continue
        if new > 0 and high < votes[p] and low > top[p]:
            # fewer than the numbers above can pay, and than these if they are few
            slack[p] -= np.int64(high - low) + 4
            if slack[p] >= 0:
                continue
        else:
            # only so many payers have a turn between the old and the new one of the project
            least = max(payers[p], np.int64(low)) + 1
            most = votes[p] if high >= votes[p] else np.int64(high)
            if remains(p, least, most, fixed, books, watch, owed):
                continue
        bound[p] = -np.inf


@inner
def shrink(project, votes, fixed, books, watch, level, queue, queued, size, owed):
    """Take those payers from a project who cannot pay for it, until the others can; return the queue's length."""
    indptr, rows, mult, price = fixed[0], fixed[1], fixed[2], fixed[4]
    payers, share, place, _, paid, _, _, purchases = books
    old = payers[project]
    voters = old
    turn = place[project]
    projects = len(payers)
    owed[:] = 0.0
    until = 0
    while True:
        extend(owed, until, turn, books)
        until = turn
        owed[project] = 0.0
        now = price[project] / voters
        able = 0
        for k in range(indptr[project], indptr[project + 1]):
            if paid[k]:
                row = rows[k]
                value = owes(row, owed, fixed, books) + now
                if decide(value, row, turn, project, project, voters, fixed, books, level)[0] <= 0:
                    able += mult[row]
        if able == voters or able == 0:
            break
        voters = able
        turn = position(project, voters, place[project] + 1, purchases[0], fixed, books)
    if able == 0:
        voters = 0
    gone = np.empty(indptr[project + 1] - indptr[project], np.int64)
    count = 0
    for k in range(indptr[project], indptr[project + 1]):
        if paid[k]:
            row = rows[k]
            value = owes(row, owed, fixed, books) + now
            if voters == 0 or decide(value, row, turn, project, project, voters, fixed, books, level)[0] > 0:
                gone[count] = k
                count += 1
    for x in range(count):
        paid[gone[x]] = False
        leave(rows[gone[x]], project, fixed, books)
    payers[project] = voters
    share[project] = price[project] / voters if voters > 0 else 0.0
    # places are counted with the project where it was
    move(project, turn - 1 if voters > 0 and turn > place[project] else (-1 if voters == 0 else turn), books)
    passed(project, old, voters, votes, fixed, books, watch, owed)
    watch[0][project], watch[5][project] = -np.inf, False
    for x in range(count):
        gained(rows[gone[x]], votes, fixed, books, watch)
    for k in range(indptr[project], indptr[project + 1]):
        row = rows[k]
        if paid[k] and not queued[row]:
            value = owes(row, share, fixed, books)
            if decide(value, row, projects, NONE, NONE, ZERO, fixed, books, level)[0] > 0:
                queue[size] = row
                queued[row] = True
                size += 1
    return size


@inner
def first_unpaid(row, fixed, books, level):
    """Return the first place at which a voter cannot pay her share, or the number of projects if she can pay all."""
    bounds = fixed[7]
    place, paid_for, count = books[2], books[5], books[6]
    least = len(place)
    if covers(row, least, NONE, NONE, ZERO, fixed, books, level)[0] <= 0:
        return least
    for k in range(bounds[row], bounds[row] + count[row]):
        here = place[paid_for[k]]
        if here < least and covers(row, here + 1, NONE, NONE, ZERO, fixed, books, level)[0] > 0:
            least = here
    return least


@inner
def repair(votes, fixed, books, watch, level, queue, queued, size, owed):
    """Let voters who cannot pay all their shares leave projects, the first ones that they cannot pay, until all can."""
    order = books[3]
    projects = len(order)
    while True:
        least = projects
        kept = 0
        for x in range(size):
            row = queue[x]
            here = first_unpaid(row, fixed, books, level)
            if here < projects:
                queue[kept] = row
                kept += 1
                least = min(least, here)
            else:
                queued[row] = False
        size = kept
        if least == projects:
            return
        size = shrink(order[least], votes, fixed, books, watch, level, queue, queued, size, owed)


@inner
def settle(votes, fixed, books, watch, level, allowance, work, queue, queued):
    """Bring about the outcome at the level from one at a lower level; return whether that went as it must."""
    unit, rank = fixed[5], fixed[6]
    bound, found, top, _, _, fresh = watch
    while True:
        best, voters = -1, 0
        for p in range(len(unit)):
            if votes[p] == 0 or bound[p] > level[3][0] * (1 + 4 * SAFE):
                continue
            # whatever cannot come before the best one so far can wait
            if best >= 0 and before(unit[best], voters, rank[best], unit[p], votes[p], rank[p]):
                continue
            if not (fresh[p] and found[p] > 0):
                renew(p, votes, fixed, books, watch, level, allowance, work)
            if bound[p] > level[3][0] * (1 + 4 * SAFE):
                continue
            if best >= 0 and not before(unit[p], top[p], rank[p], unit[best], voters, rank[best]):
                continue
            v = enough(p, ZERO, fixed, books, watch, level, work)
            if v > 0 and (best < 0 or before(unit[p], v, rank[p], unit[best], voters, rank[best])):
                best, voters = p, v
        if best < 0:
            return True
        size = enlarge(best, voters, fixed, books, watch, level, queue, work[3])
        if size < 0:
            return False
        for x in range(size):
            queued[queue[x]] = True
        repair(votes, fixed, books, watch, level, queue, queued, size, work[3])


@njit(cache=True, error_model="numpy")
def climb(fixed, books, votes, watch, level, upcoming, last, bounds, budget, allowance, mode, work, numbers):
    """Raise the endowment from one change to the next.

    Parameters
    ----------
    level, upcoming, last : tuples as ``level``
        The present endowment; the next one; the one of the outcome to keep. All are changed in place.
    bounds : tuple as ``level``
        Where to stop: before a change at a higher endowment. No terms: nowhere.
    budget : int
    mode : int
        0: do not compare with the budget. 1: stop as soon as the outcome costs more; keep the last one before. 2: go
        on, and keep the first one of greatest cost within the budget.
    work : tuple of arrays
        Scratch as in :func:`look`.
    numbers : int64 array
        How many steps were made, and the greatest cost so far.

    Returns
    -------
    status : int
        OVER the budget; LIMIT reached; END: nothing can change; FULL: all projects are bought; BROKEN: a defect.
    """
    costs = fixed[3]
    queue, queued = np.empty(len(fixed[2]), np.int64), np.zeros(len(fixed[2]), np.bool_)
    wanted = 0
    for p in range(len(votes)):
        wanted += votes[p] > 0
    while True:
        if not following(votes, fixed, books, watch, level, upcoming, allowance, work):
            return END
        if bounds[2][0] > 0 and compare(upcoming[0], upcoming[1], upcoming[2][0], *bounds[:2], bounds[2][0]) > 0:
            return LIMIT
        set_level(level, upcoming[0], upcoming[1], upcoming[2][0])
        if not settle(votes, fixed, books, watch, level, allowance, work, queue, queued):
            return BROKEN
        numbers[0] += 1
        cost = 0
        for x in range(books[7][0]):
            cost += costs[books[3][x]]
        if mode == 1:
            if cost > budget:
                return OVER
            set_level(last, level[0], level[1], level[2][0])
        elif mode == 2 and cost <= budget and cost > numbers[1]:
            numbers[1] = cost
            set_level(last, level[0], level[1], level[2][0])
        if books[7][0] == wanted:
            return FULL
