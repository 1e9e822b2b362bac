# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares that keep lists of supporters who may soon pay for a project.

A project with k payers gets v > k of them from a certain endowment on, the v - k-th smallest of the numbers that
:mod:`._kernels_raises` explains. There are thousands of changes, and only few supporters come into question each time.
:func:`build` makes a list of them that serves for long. It counts a voter's number with the shares of that time, made
a little lower (``known``), and leaves out projects before which this one would come with slightly more payers. It looks
for a number of payers ``TOP`` that is so large that no larger one comes within reach up to an endowment ``HORIZON``,
not even if some more voters could pay (``SLACK``). Listed is who can pay with ``TOP`` payers up to the horizon. As long
as that holds, only listed voters count:

* If the share of an earlier project falls, the horizon comes nearer by as much; ``DRIFT`` is how much in all, compared
  with the known shares, so that a share that falls and rises again costs nothing. If a share rises very much, the
  project may have its turn later than was assumed, and is counted like one that is free now.
* Who stops paying for a project that was counted is listed, if she can pay now, and uses up slack.
* Whoever starts or stops paying for the project itself changes nothing: both sides of the count change alike.

:func:`check` finds the least number that counts among the listed, the bound. It remains a bound if all falls of shares
are taken off it.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._exact_shares_state import (
    ALLOWANCE,
    BOUGHT,
    BOUND,
    COUNT,
    DRIFT,
    EPOCH,
    FIRST,
    FOUND,
    HORIZON,
    LISTED,
    MARGIN,
    MULT,
    NEAR,
    NEARBY,
    ORDER,
    OWED,
    PAID,
    PAYERS,
    PICK,
    PLACE,
    PRESENT,
    PRICE,
    ROW,
    SEEN,
    SHARE,
    SIZE,
    SLACK,
    START,
    TOP,
    VOTES,
    WEIGHT,
)
from fairbudget.rules._kernels_exact_equal_shares import (
    NONE,
    ZERO,
    inner,
    position,
)

__all__ = ["SAFE", "WIDE", "build", "check", "owe", "owes", "reach", "renew", "sort", "turn_of", "usable"]

#: Relative margin that certainly covers the rounding errors of an estimate.
SAFE = 1e-10

#: By which part a share may rise before the turn of its project is in doubt.
WIDE = 0.03


#: The part of a known share that is counted on.
LOWER = 0.997

#: Of how many supporters of a project that is not bought one may come to have more money, at least.
SPARE = 512

#: Relative margin that is not made smaller.
NARROW = 2e-4


@inner
def turn_of(s, project, voters):
    """Return the place at which a project is bought if it has at least as many payers as now."""
    return position(s, project, voters, ZERO, min(s.projects[PLACE, project], s.numbers[SIZE]))


@inner
def owe(s, turn, part):
    """Note a part of the shares of the projects before a place, for :func:`owes`."""
    projects, money = s.projects, s.money
    for p in range(money.shape[1]):
        money[OWED, p] = 0.0
    for place in range(turn):
        money[OWED, projects[ORDER, place]] = money[SHARE, projects[ORDER, place]] * part


@inner
def owes(s, row):
    """Return what one voter of a row pays for the projects that :func:`owe` noted."""
    entries, money = s.entries, s.money
    first = s.rows[row, FIRST]
    total = 0.0
    for k in range(first, first + s.rows[row, COUNT]):
        total += money[OWED, entries[BOUGHT, k]]
    return total


@inner
def sort(s, size):
    """Sort the first amounts of the scratch ascending, with their weights (Shell's method)."""
    amounts, scratch = s.amounts, s.scratch
    gap = 1
    while gap < size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for x in range(gap, size):
            value, weight = amounts[x], scratch[WEIGHT, x]
            y = x
            while y >= gap and amounts[y - gap] > value:
                amounts[y], scratch[WEIGHT, y] = amounts[y - gap], scratch[WEIGHT, y - gap]
                y -= gap
            amounts[y], scratch[WEIGHT, y] = value, weight
        gap //= 3


@inner
def build(s, project, margin, least):
    """List the supporters who can be among further payers of a project not far beyond the present endowment.

    Parameters
    ----------
    margin, least : float
        How far. For a project that is not bought now the margin is reduced while the list is not empty, until it
        would be below the least one.
    """
    projects, money, entries, rows = s.projects, s.money, s.entries, s.rows
    amounts = s.amounts
    start, price = projects[START, project], money[PRICE, project]
    for x in range(start, start + projects[NEARBY, project]):
        entries[LISTED, entries[NEAR, x]] = 0
    now, v = projects[PAYERS, project], projects[VOTES, project]
    horizon = s.values[PRESENT] + margin
    fewest = v // SPARE if now == 0 else projects[ALLOWANCE, project]
    slack = v // 16 if now == 0 and projects[ALLOWANCE, project] > 0 else projects[ALLOWANCE, project]
    if projects[ALLOWANCE, project] == 0:
        fewest = ZERO
    size = 0
    for k in range(start, projects[START, project + 1]):
        if not entries[PAID, k]:
            entries[NEAR, start + size] = k
            size += 1
    # the turn for many voters also serves for somewhat fewer, who have less then
    turn, known = ZERO, ZERO
    while True:
        if v < known:
            known = ZERO
        if known == 0:
            known = v - v // 3
            turn = turn_of(s, project, np.int64(v * (1 + WIDE)) + 1)
            owe(s, turn, LOWER)
            for x in range(size):
                amounts[x] = owes(s, entries[ROW, entries[NEAR, start + x]])
            exact = True
        high = horizon * (1 + 16 * SAFE) - price / v
        count, able = 0, 0
        for x in range(size):
            if amounts[x] <= high:
                k = entries[NEAR, start + x]
                entries[NEAR, start + count], amounts[count] = k, amounts[x]
                count += 1
                able += rows[entries[ROW, k], MULT]
        size = count
        # more payers have an earlier turn and pay less: whoever is too far for some number is so for all smaller ones
        while now == 0 and now + able + slack >= v and slack > fewest:
            slack = max(slack // 2, fewest)
        fewer = now + able + slack
        if fewer >= v or (now > 0 and (v - fewer) * 16 < v - now):
            if not exact:
                known = ZERO
            elif now > 0 or margin < 4 * least:
                break
            else:
                margin /= 4
                horizon = s.values[PRESENT] + margin
            continue
        exact = False
        v = fewer
        if v == now or price / v > horizon * (1 + 16 * SAFE):
            # so few payers cannot pay for it, whoever they are
            v, size = now, 0
            break
    for x in range(start, start + size):
        entries[LISTED, entries[NEAR, x]] = 1
    for p in range(money.shape[1]):
        s.known[p, project] = 0.0
    for place in range(turn):
        p = projects[ORDER, place]
        s.known[p, project] = money[OWED, p]
    projects[TOP, project], projects[NEARBY, project], projects[SLACK, project] = v, size, slack
    money[HORIZON, project], money[DRIFT, project], money[MARGIN, project] = horizon, 0.0, margin


@inner
def check(s, project):
    """Find the least endowment within reach at which a project gets more payers.

    ``BOUND`` is set to it, and ``FOUND`` to the number of payers, or to 0 if the bound is only how far the list goes.
    """
    projects, money, entries, rows, scratch = s.projects, s.money, s.entries, s.rows, s.scratch
    now, price = projects[PAYERS, project], money[PRICE, project]
    projects[SEEN, project], projects[FOUND, project] = s.numbers[EPOCH], 0
    start = projects[START, project]
    size, able = 0, 0
    for x in range(start, start + projects[NEARBY, project]):
        k = entries[NEAR, x]
        if entries[PAID, k]:
            entries[LISTED, k] = 0
        else:
            entries[NEAR, start + size] = k
            scratch[PICK, size] = k
            size += 1
            able += rows[entries[ROW, k], MULT]
    projects[NEARBY, project] = size
    best = money[HORIZON, project] - money[DRIFT, project]
    # the turn for which the amounts are those of the picked
    at = NONE
    if now > 0 and size > 0:
        # most often a single further payer is the least; few others are left to be looked at then
        at = turn_of(s, project, now + 1)
        owe(s, at, 1.0)
        least = np.inf
        for x in range(size):
            s.amounts[x] = owes(s, entries[ROW, scratch[PICK, x]])
            least = min(least, s.amounts[x])
        if least + price / (now + 1) < best:
            best, projects[FOUND, project] = least + price / (now + 1), now + 1
    v = min(projects[TOP, project], now + able)
    while v > now:
        turn = turn_of(s, project, v)
        if turn != at:
            owe(s, turn, 1.0)
            for x in range(size):
                s.amounts[x] = owes(s, entries[ROW, scratch[PICK, x]])
            at = turn
        share = price / v
        count, able = 0, 0
        for x in range(size):
            value = s.amounts[x]
            if value + share < best:
                k = scratch[PICK, x]
                weight = rows[entries[ROW, k], MULT]
                scratch[PICK, count], scratch[WEIGHT, count], s.amounts[count] = k, weight, value
                count += 1
                able += weight
        size = count
        if now + able < v:
            v = now + able
            continue
        at = NONE
        sort(s, count)
        # all numbers of payers down to this one have the same turn
        low, above = now + 1, v
        while low < above:
            middle = (low + above) // 2
            if turn_of(s, project, middle) > turn:
                low = middle + 1
            else:
                above = middle
        total = 0
        for x in range(count):
            total += scratch[WEIGHT, x]
            most = min(now + total, v)
            if most >= low and s.amounts[x] + price / most < best:
                best, projects[FOUND, project] = s.amounts[x] + price / most, most
            if most == v:
                break
        v = low - 1
    # what becomes of an empty list is said by the horizon
    money[BOUND, project] = best if projects[NEARBY, project] > 0 else np.inf


@inner
def reach(s, project):
    """Return an endowment below which a project certainly gets no more payers."""
    money = s.money
    return min(money[BOUND, project], money[HORIZON, project] - money[DRIFT, project])


@inner
def usable(s, project):
    """Tell whether the last check found something, and nothing has changed since."""
    projects = s.projects
    return projects[SEEN, project] == s.numbers[EPOCH] and projects[FOUND, project] > 0


@inner
def renew(s, project):
    """Check a project again, a little beyond the present endowment."""
    projects, money = s.projects, s.money
    level = s.values[PRESENT]
    if projects[PAYERS, project] == projects[VOTES, project]:
        # nobody is left; should some of them stop paying, the project is looked at again
        money[HORIZON, project] = money[BOUND, project] = np.inf
        return
    left = money[HORIZON, project] - money[DRIFT, project] - level
    fruitless = projects[SEEN, project] == s.numbers[EPOCH] and projects[FOUND, project] == 0
    if fruitless or left < 8 * SAFE * level:
        least = NARROW * level
        if fruitless:
            # the last list did not go far enough
            least = max(least, 2 * left)
        build(s, project, max(least, money[MARGIN, project]), least)
        many = 32 + (projects[START, project + 1] - projects[START, project]) // 8
        if projects[NEARBY, project] > many:
            money[MARGIN, project] *= 0.7
        elif 4 * projects[NEARBY, project] < many:
            money[MARGIN, project] *= 1.4
    check(s, project)
