# mypy: disallow-untyped-defs=False
"""Compiled loops of Exact Equal Shares: who can pay, and one run at a given endowment.

All that a voter has paid is a sum of ratios cost / payers, and so is every endowment (:mod:`._kernels_raises` says
why). Sums are compared in floating point, and exactly in whole numbers where rounding could matter.

Shares are rounded to multiples of a power of two, so coarse that all sums of them are exact: a voter's total can be
kept up to date for ever without a growing error. Each share is at most one such quantum away from the ratio.

All functions work on a :class:`._exact_shares_state.State`, which explains the arrays.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fairbudget.rules._exact_shares_state import (
    BOUGHT,
    COST,
    COUNT,
    EXACT,
    FIRST,
    FOUND,
    LONGEST,
    MOST,
    MULT,
    NEAR,
    ORDER,
    PAID,
    PART,
    PAYERS,
    PLACE,
    PRESENT,
    PRICE,
    QUANTUM,
    RANK,
    ROW,
    SCALE,
    SHARE,
    SIZE,
    START,
    TERMS,
    TOP,
    UNIT,
    USED,
    VOTES,
    WORK,
)
from fairbudget.rules._kernels import EPS, before

__all__ = [
    "NONE",
    "ZERO",
    "better",
    "collect",
    "compare",
    "decide",
    "inner",
    "paid_before",
    "position",
    "rescale",
    "rounded",
    "run",
]


#: For functions that only compiled ones call: without what Python would need to call them, and without a kept version
#: of their own, they compile much faster.
inner = njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)  # type: ignore[call-overload]

#: Typed numbers: with bare ones a function would be compiled a second time.
NONE, ZERO, ONE = np.int64(-1), np.int64(0), np.int64(1)


@inner
def bits(number):
    """Return the number of binary digits of a number that is not negative."""
    count = 0
    while number:
        number >>= 1
        count += 1
    return count


@inner
def sign(s, size):
    """Return the exact sign of the sum of ratios in the scratch of sums, each with a sign of its own.

    The digits of every ratio are computed to a base that is a power of two, and added. A sum that is not zero is at
    least 1 / (product of the denominators) away from it, so finitely many digits tell.
    """
    sums, digits = s.sums, s.digits
    total, widest = 0, 0
    for k in range(size):
        width = bits(sums[WORK + 1, k])
        total += width
        widest = max(widest, width)
    shift = max(1, min(31, 62 - widest))
    guard = bits(size) // shift + 2
    limbs = (total + 2) // shift + 2 + guard
    for place in range(limbs + 1):
        digits[place] = 0
    for k in range(size):
        bottom = sums[WORK + 1, k]
        whole = sums[WORK, k] // bottom
        rest = sums[WORK, k] - whole * bottom
        digits[0] += sums[WORK + 2, k] * whole
        for place in range(1, limbs + 1):
            if rest == 0:
                break
            rest <<= shift
            digit = rest // bottom
            rest -= digit * bottom
            digits[place] += sums[WORK + 2, k] * digit
    for place in range(limbs, 0, -1):
        carry = digits[place] >> shift
        digits[place] -= carry << shift
        digits[place - 1] += carry
    if digits[0] > 0:
        return 1
    if digits[0] < -1:
        return -1
    # each ratio was cut off after the last digit: what is left of the sum has either sign
    quiet = 0 if digits[0] == 0 else (1 << shift) - 1
    for place in range(1, limbs - guard + 1):
        if digits[place] != quiet:
            return 1 if digits[0] == 0 else -1
    return 0


@inner
def compare(s, one, size, other, length):
    """Return the exact sign of one sum of ratios minus another, given by their rows and lengths."""
    sums = s.sums
    count = 0
    for x in range(length):
        sums[USED, x] = 0
    for k in range(size):
        # the same ratio in both sums needs no arithmetic
        match = -1
        for x in range(length):
            if not sums[USED, x] and sums[other, x] == sums[one, k] and sums[other + 1, x] == sums[one + 1, k]:
                match = x
                break
        if match >= 0:
            sums[USED, match] = 1
        else:
            sums[WORK, count], sums[WORK + 1, count], sums[WORK + 2, count] = sums[one, k], sums[one + 1, k], 1
            count += 1
    for x in range(length):
        if not sums[USED, x]:
            sums[WORK, count], sums[WORK + 1, count], sums[WORK + 2, count] = sums[other, x], sums[other + 1, x], -1
            count += 1
    return 0 if count == 0 else sign(s, count)


@inner
def collect(s, row, limit, skip, project, voters):
    """Write down what one voter of a row pays for projects bought before place `limit`, except `skip`.

    The cost of a project shared by some voters is added, if there is one. The sum is left in the scratch of sums; its
    length is returned.
    """
    projects, entries, sums = s.projects, s.entries, s.sums
    size = 0
    if project >= 0:
        sums[PART, 0], sums[PART + 1, 0] = projects[COST, project], voters
        size = 1
    first = s.rows[row, FIRST]
    for k in range(first, first + s.rows[row, COUNT]):
        q = entries[BOUGHT, k]
        if projects[PLACE, q] < limit and q != skip:
            sums[PART, size], sums[PART + 1, size] = projects[COST, q], projects[PAYERS, q]
            size += 1
    return size


@inner
def paid_before(s, row, limit, skip):
    """Return what :func:`collect` writes down, without a further project."""
    projects, money, entries = s.projects, s.money, s.entries
    first = s.rows[row, FIRST]
    total = 0.0
    for k in range(first, first + s.rows[row, COUNT]):
        q = entries[BOUGHT, k]
        if projects[PLACE, q] < limit and q != skip:
            total += money[SHARE, q]
    return total


@inner
def decide(s, estimate, row, limit, skip, project, voters, level):
    """Return the exact sign of what :func:`collect` writes down minus an endowment, given an estimate of the former."""
    values, terms = s.values, s.numbers[TERMS + level]
    gap = estimate - values[level]
    doubt = (s.rows[row, COUNT] + 2) * values[QUANTUM] + (2 * terms + 16) * EPS * (estimate + values[level])
    if gap > doubt:
        return 1
    if gap < -doubt:
        return -1
    s.numbers[EXACT] = 1
    return compare(s, PART, collect(s, row, limit, skip, project, voters), 2 * level, terms)


@inner
def better(s, p, voters, q, others):
    """Tell whether a project bought by some voters is bought before another bought by others."""
    projects = s.projects
    return before(projects[UNIT, p], voters, projects[RANK, p], projects[UNIT, q], others, projects[RANK, q])


@inner
def even(s, p, best):
    """Tell whether a project may become as good as the best one: the one does not come before it without ranks."""
    projects = s.projects
    return before(projects[UNIT, p], projects[MOST, p], ZERO, projects[UNIT, best], projects[MOST, best], ONE)


@inner
def position(s, project, voters, first, last):
    """Return the first place from `first` to `last` that comes after a project if it were bought by so many voters."""
    projects = s.projects
    while first < last:
        middle = (first + last) // 2
        q = projects[ORDER, middle]
        if better(s, q, projects[PAYERS, q], project, voters):
            first = middle + 1
        else:
            last = middle
    return first


@inner
def rounded(s, project, voters):
    """Return a share as it is kept: as a multiple of the quantum, and not larger than nobody can pay for certain."""
    quantum = s.values[QUANTUM]
    share = min(s.money[PRICE, project] / voters, 4 * s.values[SCALE])
    return np.floor(share / quantum + 0.5) * quantum


@inner
def rescale(s):
    """Choose the quantum for the present endowment and somewhat larger ones, and round all shares to it."""
    projects, money, entries, values = s.projects, s.money, s.entries, s.values
    scale = 1.0
    while scale <= values[PRESENT]:
        scale *= 2
    while scale > 4 * values[PRESENT] and scale > 1e-200:
        scale /= 2
    # a sum of as many shares as there are on a ballot has at most 52 digits
    quantum = scale * 4
    for _ in range(52):
        quantum /= 2
    room = 1
    while room <= s.numbers[LONGEST]:
        room *= 2
        quantum *= 2
    values[SCALE], values[QUANTUM] = scale, quantum
    for place in range(s.numbers[SIZE]):
        p = projects[ORDER, place]
        money[SHARE, p] = rounded(s, p, projects[PAYERS, p])
    for row in range(len(s.totals)):
        total = 0.0
        first = s.rows[row, FIRST]
        for k in range(first, first + s.rows[row, COUNT]):
            total += money[SHARE, entries[BOUGHT, k]]
        s.totals[row] = total


@inner
def able(s, project, voters):
    """Count the supporters who can pay an equal share of a project's cost, and mark them in the list of the near."""
    projects, entries, values = s.projects, s.entries, s.values
    share = s.money[PRICE, project] / voters
    terms = s.numbers[TERMS + PRESENT]
    doubt = (s.numbers[LONGEST] + 3) * values[QUANTUM] + (2 * terms + 16) * EPS * (2 * values[PRESENT] + 2 * share)
    high, low = values[PRESENT] - share + doubt, values[PRESENT] - share - doubt
    count = 0
    for k in range(projects[START, project], projects[START, project + 1]):
        row = entries[ROW, k]
        total = s.totals[row]
        pays = total <= high
        if total > low and pays:
            pays = decide(s, total + share, row, s.money.shape[1], NONE, project, voters, PRESENT) <= 0
        entries[NEAR, k] = pays
        if pays:
            count += s.rows[row, MULT]
    return count


@njit(cache=True, error_model="numpy")
def run(s, tied):
    """Run Exact Equal Shares from the start, at the present endowment.

    Parameters
    ----------
    s : State
        In the end, ``FOUND`` says for each project whether whole numbers had to tell who can pay for it.
    tied : int64 array, shape (projects, projects) or (0, 0)
        Receives, by place, the other projects that were as good.
    """
    projects, money, entries, rows, numbers = s.projects, s.money, s.entries, s.rows, s.numbers
    count = money.shape[1]
    numbers[SIZE] = 0
    for p in range(count):
        projects[MOST, p] = projects[VOTES, p] if s.values[PRESENT] > 0 else 0
        projects[PAYERS, p], projects[PLACE, p], projects[FOUND, p] = 0, count, 0
        money[SHARE, p] = 0.0
    for k in range(entries.shape[1]):
        entries[PAID, k] = 0
    for row in range(len(s.totals)):
        rows[row, COUNT] = 0
    rescale(s)
    while True:
        # whether a project was looked at in this round
        for p in range(count):
            projects[TOP, p] = 0
        best = NONE
        while True:
            # the most supporters that a project may still have, the best such offer first
            best = NONE
            for p in range(count):
                if projects[MOST, p] > 0 and (best < 0 or better(s, p, projects[MOST, p], best, projects[MOST, best])):
                    best = np.int64(p)
            if best < 0:
                return
            ready = projects[TOP, best] != 0
            if ready and tied.shape[0] > 0:
                # whoever may be as good has to be looked at too
                for p in range(count):
                    if projects[MOST, p] > 0 and projects[TOP, p] == 0 and even(s, p, best):
                        best, ready = np.int64(p), False
                        break
            if ready:
                break
            voters = projects[MOST, best]
            numbers[EXACT] = 0
            while voters > 0:
                found = able(s, best, voters)
                if found == voters:
                    break
                voters = found
            projects[FOUND, best] = numbers[EXACT]
            projects[MOST, best] = voters
            projects[TOP, best] = 1
        size = numbers[SIZE]
        if tied.shape[0] > 0:
            for p in range(count):
                tied[size, p] = p != best and projects[MOST, p] > 0 and even(s, p, best)
        projects[PAYERS, best] = projects[MOST, best]
        share = rounded(s, best, projects[MOST, best])
        money[SHARE, best] = share
        projects[PLACE, best] = size
        projects[ORDER, size] = best
        # marks of the last look at it: all who pay
        for k in range(projects[START, best], projects[START, best + 1]):
            if entries[NEAR, k]:
                row = entries[ROW, k]
                entries[PAID, k] = 1
                entries[BOUGHT, rows[row, FIRST] + rows[row, COUNT]] = best
                rows[row, COUNT] += 1
                s.totals[row] += share
        projects[MOST, best] = 0
        numbers[SIZE] += 1
