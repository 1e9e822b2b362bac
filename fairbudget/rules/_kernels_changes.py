# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares that follow its outcome while the endowment rises.

At each endowment of :mod:`._kernels_raises` a project gets more payers. Those who join it may no longer be able to pay
for projects whose turn comes later; these lose payers, so that the others have to pay more, and so on. Then further
projects may get more payers at the same endowment. What is left in the end is the outcome of the rule, since it is the
only one in which everybody can pay her shares in the order of purchase and no project could get more payers or come
earlier.

Whoever may have to pay more than the endowment is in a queue, so that only she has to be looked at.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fairbudget.rules._exact_shares_state import (
    BOUGHT,
    BOUND,
    COST,
    COUNT,
    DEAREST,
    DRIFT,
    ENTRY,
    EPOCH,
    FIRST,
    GONE,
    HORIZON,
    KEPT,
    LISTED,
    MULT,
    NEAR,
    NEARBY,
    ORDER,
    PAID,
    PAYERS,
    PICK,
    PLACE,
    PRESENT,
    PRICE,
    PROJECT,
    QUEUE,
    QUEUED,
    ROW,
    SCALE,
    SHARE,
    SIZE,
    SLACK,
    START,
    STEPS,
    STOP,
    TERMS,
    TOP,
    UNIT,
    UPCOMING,
    VOTES,
    WAITING,
)
from fairbudget.rules._kernels_exact_equal_shares import (
    NONE,
    ZERO,
    better,
    compare,
    decide,
    inner,
    paid_before,
    position,
    rescale,
    rounded,
)
from fairbudget.rules._kernels_raises import enough, following
from fairbudget.rules._kernels_supporters import SAFE, WIDE, reach, renew, turn_of, usable

__all__ = ["BROKEN", "END", "FULL", "LIMIT", "OVER", "climb"]

OVER, LIMIT, END, FULL, BROKEN = 0, 1, 2, 3, 4


@inner
def move(s, project, target):
    """Put a project at a place in the order, those in between moving on; without payers it is taken out."""
    projects = s.projects
    out = s.money.shape[1]
    start = projects[PLACE, project]
    if start == out:
        start = s.numbers[SIZE]
        s.numbers[SIZE] += 1
    if projects[PAYERS, project] == 0:
        target = s.numbers[SIZE] - 1
        s.numbers[SIZE] = target
    while start > target:
        projects[ORDER, start] = projects[ORDER, start - 1]
        projects[PLACE, projects[ORDER, start]] = start
        start -= 1
    while start < target:
        projects[ORDER, start] = projects[ORDER, start + 1]
        projects[PLACE, projects[ORDER, start]] = start
        start += 1
    projects[ORDER, target] = project
    projects[PLACE, project] = target if projects[PAYERS, project] > 0 else out


@inner
def charge(s, project, share):
    """Let all payers of a project pay another share; whoever cannot may be is put in the queue."""
    entries, rows, totals, numbers = s.entries, s.rows, s.totals, s.numbers
    more = share - s.money[SHARE, project]
    s.money[SHARE, project] = share
    limit = s.values[PRESENT] * (1 - SAFE) if more > 0 else np.inf
    for k in range(s.projects[START, project], s.projects[START, project + 1]):
        row = entries[ROW, k]
        totals[row] += more * entries[PAID, k]
        if totals[row] > limit and entries[PAID, k] and not rows[row, WAITING]:
            rows[row, WAITING] = 1
            rows[numbers[QUEUED], QUEUE] = row
            numbers[QUEUED] += 1


@inner
def free_part(known, share):
    """Return by how much less than a known share somebody has to be sure to pay."""
    return known if share > known * (1 + WIDE) else max(known - share, 0.0)


@inner
def reprice(s, project, old):
    """Tell the lists of supporters that the share of a project has changed."""
    money = s.money
    new = money[SHARE, project]
    for q in range(money.shape[1]):
        known = s.known[project, q]
        if known > 0.0:
            money[DRIFT, q] += free_part(known, new) - free_part(known, old)


@inner
def enlist(s, project, k):
    """Put an entry on the list of a project."""
    projects, entries = s.projects, s.entries
    if not entries[LISTED, k]:
        entries[LISTED, k] = 1
        entries[NEAR, projects[START, project] + projects[NEARBY, project]] = k
        projects[NEARBY, project] += 1


@inner
def enlarge(s, project, voters):
    """Let a project have more payers; return whether they are as many as was counted."""
    projects, money, entries, rows, totals, numbers = s.projects, s.money, s.entries, s.rows, s.totals, s.numbers
    turn = turn_of(s, project, voters)
    now = money[PRICE, project] / voters
    start = projects[START, project]
    old = money[SHARE, project]
    joined, size = 0, 0
    for x in range(start, start + projects[NEARBY, project]):
        k = entries[NEAR, x]
        if not entries[PAID, k]:
            row = entries[ROW, k]
            value = paid_before(s, row, turn, NONE) + now
            if decide(s, value, row, turn, NONE, project, voters, PRESENT) <= 0:
                s.scratch[PICK, size] = k
                size += 1
                joined += rows[row, MULT]
    if joined != voters - projects[PAYERS, project]:
        return False
    new = rounded(s, project, voters)
    charge(s, project, new)
    for x in range(size):
        k = s.scratch[PICK, x]
        row = entries[ROW, k]
        entries[PAID, k] = 1
        entries[BOUGHT, rows[row, FIRST] + rows[row, COUNT]] = project
        rows[row, COUNT] += 1
        totals[row] += new
        rows[row, WAITING] = 1
        rows[numbers[QUEUED], QUEUE] = row
        numbers[QUEUED] += 1
    projects[PAYERS, project] = voters
    move(s, project, turn)
    reprice(s, project, old)
    # who joined has less for later projects, and the others have more
    if old > new:
        for p in range(money.shape[1]):
            if projects[PLACE, p] > turn:
                money[BOUND, p] -= old - new
    money[BOUND, project] = -np.inf
    numbers[EPOCH] += 1
    return True


@inner
def pays_for(s, row, project):
    """Return where a project is on the list of what a voter pays for, or -1."""
    first = s.rows[row, FIRST]
    for k in range(first, first + s.rows[row, COUNT]):
        if s.entries[BOUGHT, k] == project:
            return k
    return NONE


@inner
def leave(s, row, project, share):
    """Let a voter stop paying for a project; return its entry on her ballot."""
    entries, rows = s.entries, s.rows
    first = rows[row, FIRST]
    place = pays_for(s, row, project)
    rows[row, COUNT] -= 1
    entries[BOUGHT, place] = entries[BOUGHT, first + rows[row, COUNT]]
    s.totals[row] -= share
    s.projects[PAYERS, project] -= rows[row, MULT]
    while entries[PROJECT, first] != project:
        first += 1
    entries[PAID, entries[ENTRY, first]] = 0
    return entries[ENTRY, first]


@inner
def gained(s, row, project, place):
    """Tell the projects of a ballot that the voter no longer pays for one, and so has more for later ones."""
    projects, money, entries = s.projects, s.money, s.entries
    for x in range(s.rows[row, FIRST], s.rows[row + 1, FIRST]):
        q = entries[PROJECT, x]
        k = entries[ENTRY, x]
        if q == project or projects[VOTES, q] == 0 or entries[PAID, k] or projects[SLACK, q] < 0:
            continue
        top = projects[TOP, q]
        if not entries[LISTED, k]:
            if s.known[project, q] == 0.0:
                continue
            projects[SLACK, q] -= s.rows[row, MULT]
            if projects[SLACK, q] < 0:
                money[HORIZON, q] = -np.inf
                continue
            pays = money[PRICE, q] / top
            for y in range(s.rows[row, FIRST], s.rows[row, FIRST] + s.rows[row, COUNT]):
                pays += s.known[entries[BOUGHT, y], q]
            if pays > money[HORIZON, q] * (1 + SAFE):
                continue
            enlist(s, q, k)
        if projects[PLACE, q] >= place:
            number = paid_before(s, row, turn_of(s, q, top), NONE) + money[PRICE, q] / top
            money[BOUND, q] = min(money[BOUND, q], number * (1 - SAFE))


@inner
def passed(s, project, old):
    """Tell the others that a project with fewer payers comes later, so that its payers have more money before.

    A project that might be bought by some number of voters came after this one and would now come before it.
    """
    projects, money = s.projects, s.money
    unit, new = projects[UNIT, project], projects[PAYERS, project]
    for q in range(money.shape[1]):
        if (
            projects[TOP, q] * float(unit) >= projects[UNIT, q] * float(new) * (1 - SAFE)
            and (projects[PAYERS, q] + 1) * float(unit) <= projects[UNIT, q] * float(old) * (1 + SAFE)
            and q != project
        ):
            money[BOUND, q] = -np.inf


@inner
def shrink(s, project):
    """Take those payers from a project who cannot pay for it, until the others can."""
    projects, money, entries, rows, numbers, gone = s.projects, s.money, s.entries, s.rows, s.numbers, s.scratch
    old, before, place = projects[PAYERS, project], money[SHARE, project], projects[PLACE, project]
    turn = place
    count = 0
    while True:
        first = count
        share, voters = money[SHARE, project], projects[PAYERS, project]
        for x in range(numbers[QUEUED]):
            row = rows[x, QUEUE]
            if pays_for(s, row, project) >= 0:
                value = paid_before(s, row, turn, project) + share
                if decide(s, value, row, turn, project, project, voters, PRESENT) > 0:
                    gone[GONE, count] = row
                    count += 1
        if count == first:
            break
        for x in range(first, count):
            gone[GONE, x] = leave(s, gone[GONE, x], project, share)
        if projects[PAYERS, project] == 0:
            money[SHARE, project] = 0.0
            break
        charge(s, project, rounded(s, project, projects[PAYERS, project]))
        turn = position(s, project, projects[PAYERS, project], place + 1, numbers[SIZE])
    # places were counted with the project where it was
    move(s, project, turn - 1 if turn > place else turn)
    reprice(s, project, before)
    if projects[PAYERS, project] > 0:
        passed(s, project, old)
    money[BOUND, project] = -np.inf
    if old == projects[VOTES, project]:
        money[HORIZON, project] = -np.inf
    for x in range(count):
        enlist(s, project, gone[GONE, x])
    for x in range(count):
        gained(s, entries[ROW, gone[GONE, x]], project, place)
    numbers[EPOCH] += 1


@inner
def first_unpaid(s, row):
    """Return the first place at which a voter cannot pay her share, or the number of projects if she can pay all."""
    entries, places = s.entries, s.projects
    least = np.int64(s.money.shape[1])
    if decide(s, s.totals[row], row, least, NONE, NONE, ZERO, PRESENT) <= 0:
        return least
    first = s.rows[row, FIRST]
    for k in range(first, first + s.rows[row, COUNT]):
        here = places[PLACE, entries[BOUGHT, k]]
        if here < least:
            value = paid_before(s, row, here + 1, NONE)
            if decide(s, value, row, here + 1, NONE, NONE, ZERO, PRESENT) > 0:
                least = here
    return least


@inner
def repair(s):
    """Let voters who cannot pay all their shares leave projects, the first ones that they cannot pay, until all can."""
    rows, numbers = s.rows, s.numbers
    out = np.int64(s.money.shape[1])
    while True:
        least = out
        kept = 0
        for x in range(numbers[QUEUED]):
            row = rows[x, QUEUE]
            here = first_unpaid(s, row)
            if here < out:
                rows[kept, QUEUE] = row
                kept += 1
                least = min(least, here)
            else:
                rows[row, WAITING] = 0
        numbers[QUEUED] = kept
        if least == out:
            return
        shrink(s, s.projects[ORDER, least])


@inner
def settle(s):
    """Bring about the outcome at the present endowment from one at a lower one; return whether that went as it must."""
    projects = s.projects
    limit = s.values[PRESENT] * (1 + 4 * SAFE)
    while True:
        best, voters = NONE, ZERO
        for p in range(s.money.shape[1]):
            if projects[VOTES, p] == 0 or reach(s, p) > limit:
                continue
            # whatever cannot come before the best one so far can wait
            if best >= 0 and better(s, best, voters, p, projects[VOTES, p]):
                continue
            if not usable(s, p):
                renew(s, p)
            if reach(s, p) > limit or (best >= 0 and not better(s, p, projects[TOP, p], best, voters)):
                continue
            v = enough(s, p, ZERO, PRESENT)
            if v > 0 and (best < 0 or better(s, p, v, best, voters)):
                best, voters = np.int64(p), v
        if best < 0:
            return True
        if not enlarge(s, best, voters):
            return False
        repair(s)


@inner
def set_level(s, level, source):
    """Set one endowment to another."""
    sums = s.sums
    for k in range(s.numbers[TERMS + source]):
        sums[2 * level, k], sums[2 * level + 1, k] = sums[2 * source, k], sums[2 * source + 1, k]
    s.numbers[TERMS + level], s.values[level] = s.numbers[TERMS + source], s.values[source]


@njit(cache=True, error_model="numpy")
def climb(s, budget, mode):
    """Raise the endowment from one change to the next.

    Parameters
    ----------
    s : State
        After a run, with bounds and horizons of minus infinity at first. Ends with the present endowment; the next one;
        the one of the outcome to keep. Where it says to stop: before a change at a higher endowment; no terms: nowhere.
    budget : int
    mode : int
        0: do not compare with the budget. 1: stop as soon as the outcome costs more; keep the last one before. 2: go
        on, and keep the first one of greatest cost within the budget.

    Returns
    -------
    status : int
        OVER the budget; LIMIT reached; END: nothing can change; FULL: all projects are bought; BROKEN: a defect.
    """
    projects, numbers = s.projects, s.numbers
    wanted = 0
    for p in range(s.money.shape[1]):
        wanted += projects[VOTES, p] > 0
    while True:
        if not following(s):
            return END
        if numbers[TERMS + STOP] > 0 and (
            compare(s, 2 * UPCOMING, numbers[TERMS + UPCOMING], 2 * STOP, numbers[TERMS + STOP]) > 0
        ):
            return LIMIT
        set_level(s, PRESENT, UPCOMING)
        if s.values[PRESENT] > s.values[SCALE]:
            rescale(s)
            for p in range(s.money.shape[1]):
                s.money[HORIZON, p] = -np.inf
            numbers[EPOCH] += 1
        if not settle(s):
            return BROKEN
        numbers[STEPS] += 1
        cost = 0
        for x in range(numbers[SIZE]):
            cost += projects[COST, projects[ORDER, x]]
        if mode == 1:
            if cost > budget:
                return OVER
            set_level(s, KEPT, PRESENT)
        elif mode == 2 and cost <= budget and cost > numbers[DEAREST]:
            numbers[DEAREST] = cost
            set_level(s, KEPT, PRESENT)
        if numbers[SIZE] == wanted:
            return FULL
