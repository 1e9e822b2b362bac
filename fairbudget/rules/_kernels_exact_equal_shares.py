"""Compiled loops of Exact Equal Shares: who can pay, and one run at a given endowment.

All that a voter has paid is a sum of ratios cost / payers, and so is every endowment (:mod:`._kernels_raises` says
why). Sums are compared in floating point, and exactly in whole numbers where rounding could matter.

Arrays are passed in groups:

fixed : (indptr, rows, mult, costs, price, unit, rank, bounds, projects, entries)
    Supporters by project, voters behind each row, whole costs and as floats, cost / utility as a whole number, tie-
    breaking; then the ballots by row, with the place of each entry among the supporters.
books : (payers, share, place, order, paid, paid_for, count, size)
    By project: voters who pay (0: not bought), what each pays, its place in the order of purchase (the number of
    projects: not bought), and that order. By entry: whether the supporter pays. By row: the projects that are paid for,
    in the space of its ballot, and their number. The number of purchases, in an array of its own.
level : (top, bottom, terms, value)
    The endowment: the sum of the first ``terms[0]`` ratios, and its value as a float.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import EPS, before
from fairbudget.rules._numba import njit

__all__ = ["EPS", "collect", "compare", "covers", "decide", "extend", "owes", "position", "run", "set_level", "spent"]


#: For functions that only compiled ones call: without what Python would need to call them, they compile much faster.
inner = njit(  # type: ignore[call-overload]
    cache=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True
)

#: Typed numbers: with bare ones a function would be compiled a second time.
NONE, ZERO = np.int64(-1), np.int64(0)


@inner
def bits(number):
    """Return the number of binary digits of a number that is not negative."""
    count = 0
    while number:
        number >>= 1
        count += 1
    return count


@inner
def sign(tops, bottoms, signs, size):
    """Return the exact sign of a sum of ratios, each with a sign of its own.

    The digits of every ratio are computed to a base that is a power of two, and added. A sum that is not zero is at
    least 1 / (product of the denominators) away from it, so finitely many digits tell.
    """
    total, widest = 0, 0
    for k in range(size):
        width = bits(bottoms[k])
        total += width
        widest = max(widest, width)
    shift = max(1, min(31, 62 - widest))
    guard = bits(size) // shift + 2
    limbs = (total + 2) // shift + 2 + guard
    digits = np.zeros(limbs + 1, np.int64)
    for k in range(size):
        bottom = bottoms[k]
        whole = tops[k] // bottom
        rest = tops[k] - whole * bottom
        digits[0] += signs[k] * whole
        for place in range(1, limbs + 1):
            if rest == 0:
                break
            rest <<= shift
            digit = rest // bottom
            rest -= digit * bottom
            digits[place] += signs[k] * digit
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
def compare(tops, bottoms, size, others, below, length):
    """Return the exact sign of one sum of ratios minus another."""
    top = np.empty(size + length, np.int64)
    bottom = np.empty(size + length, np.int64)
    signs = np.empty(size + length, np.int64)
    used = np.zeros(length, np.bool_)
    count = 0
    for k in range(size):
        # the same ratio in both sums needs no arithmetic
        match = -1
        for x in range(length):
            if not used[x] and others[x] == tops[k] and below[x] == bottoms[k]:
                match = x
                break
        if match >= 0:
            used[match] = True
        else:
            top[count], bottom[count], signs[count] = tops[k], bottoms[k], 1
            count += 1
    for x in range(length):
        if not used[x]:
            top[count], bottom[count], signs[count] = others[x], below[x], -1
            count += 1
    return 0 if count == 0 else sign(top, bottom, signs, count)


@inner
def spent(row, limit, skip, fixed, books):
    """Return what one voter of a row pays for projects bought before place `limit`, except `skip`."""
    bounds = fixed[7]
    _, share, place, _, _, paid_for, count, _ = books
    total = 0.0
    for k in range(bounds[row], bounds[row] + count[row]):
        q = paid_for[k]
        if place[q] < limit and q != skip:
            total += share[q]
    return total


@inner
def extend(owed, first, last, books):
    """Note the shares of the projects from one place of the order to before another, for :func:`owes`."""
    share, order = books[1], books[3]
    for x in range(first, last):
        owed[order[x]] = share[order[x]]


@inner
def owes(row, owed, fixed, books):
    """Return what :func:`spent` does for a limit that `owed` was extended to; without a branch, so much faster."""
    bounds, paid_for, count = fixed[7], books[5], books[6]
    total = 0.0
    for k in range(bounds[row], bounds[row] + count[row]):
        total += owed[paid_for[k]]
    return total


@inner
def collect(row, limit, skip, project, voters, fixed, books, tops, bottoms):
    """Write down what :func:`spent` adds up, and the cost of a project shared by some voters; return the length."""
    costs, bounds = fixed[3], fixed[7]
    payers, _, place, _, _, paid_for, count, _ = books
    size = 0
    if project >= 0:
        tops[0], bottoms[0] = costs[project], voters
        size = 1
    for k in range(bounds[row], bounds[row] + count[row]):
        q = paid_for[k]
        if place[q] < limit and q != skip:
            tops[size], bottoms[size] = costs[q], payers[q]
            size += 1
    return size


@inner
def covers(row, limit, skip, project, voters, fixed, books, level):
    """Return the exact sign of what a voter has then paid, with her share of a project, minus the endowment.

    Returns
    -------
    sign : int
    estimate : float
        What she has then paid.
    exact : bool
        Whether floating point could not tell.
    """
    estimate = spent(row, limit, skip, fixed, books)
    if project >= 0:
        estimate += fixed[4][project] / voters
    return decide(estimate, row, limit, skip, project, voters, fixed, books, level)


@inner
def decide(estimate, row, limit, skip, project, voters, fixed, books, level):
    """Do what :func:`covers` does, with the estimate at hand."""
    count = books[6]
    top, bottom, terms, value = level
    gap = estimate - value[0]
    doubt = (2 * count[row] + 2 * terms[0] + 16) * EPS * (estimate + value[0])
    if gap > doubt:
        return 1, estimate, False
    if gap < -doubt:
        return -1, estimate, False
    tops, bottoms = np.empty(count[row] + 1, np.int64), np.empty(count[row] + 1, np.int64)
    size = collect(row, limit, skip, project, voters, fixed, books, tops, bottoms)
    return compare(tops, bottoms, size, top, bottom, terms[0]), estimate, True


@inner
def set_level(level, tops, bottoms, size):
    """Set the endowment to a sum of ratios."""
    top, bottom, terms, value = level
    terms[0] = size
    total = 0.0
    for k in range(size):
        top[k], bottom[k] = tops[k], bottoms[k]
        total += tops[k] / bottoms[k]
    value[0] = total


@inner
def position(project, voters, first, last, fixed, books):
    """Return the first place from `first` to `last` that comes after a project if it were bought by so many voters."""
    unit, rank = fixed[5], fixed[6]
    payers, order = books[0], books[3]
    while first < last:
        middle = (first + last) // 2
        q = order[middle]
        if before(unit[q], payers[q], rank[q], unit[project], voters, rank[project]):
            first = middle + 1
        else:
            last = middle
    return first


@inner
def able(project, voters, paid_so_far, fixed, books, level, marks):
    """Count the supporters who can pay an equal share of a project's cost, and mark them.

    Returns
    -------
    count : int
    exact : bool
    """
    indptr, rows, mult, price = fixed[0], fixed[1], fixed[2], fixed[4]
    terms, value = level[2], level[3]
    share = price[project] / voters
    longest = 0
    for k in range(indptr[project], indptr[project + 1]):
        longest = max(longest, books[6][rows[k]])
    doubt = (2 * longest + 2 * terms[0] + 16) * EPS * (2 * value[0] + 2 * share)
    high, low = value[0] - share + doubt, value[0] - share - doubt
    count = 0
    exact = False
    for k in range(indptr[project], indptr[project + 1]):
        row = rows[k]
        marks[k] = paid_so_far[row] <= high
        if paid_so_far[row] > low and marks[k]:
            marks[k] = covers(row, len(price), NONE, project, voters, fixed, books, level)[0] <= 0
            exact = True
        if marks[k]:
            count += mult[row]
    return count, exact


@njit(cache=True, error_model="numpy")
def run(fixed, books, level, votes, decided, tied):
    """Run Exact Equal Shares from the start.

    Parameters
    ----------
    votes : int64 array
        Supporters of each project; 0 for projects that are left out.
    decided : bool array by project
        Receives, by place, whether whole numbers had to tell who can pay.
    tied : bool array, shape (projects, projects) or (0, 0)
        Receives, by place, the other projects that were as good.
    """
    indptr, rows, price, unit, rank, bounds = fixed[0], fixed[1], fixed[4], fixed[5], fixed[6], fixed[7]
    payers, share, place, order, paid, paid_for, count, purchases = books
    projects = len(unit)
    most = votes.copy()
    payers[:] = 0
    place[:] = projects
    paid[:] = False
    count[:] = 0
    decided[:] = False
    total = np.zeros(len(count))
    marks = np.zeros(len(rows), np.bool_)
    fresh = np.zeros(projects, np.bool_)
    looked = np.zeros(projects, np.bool_)
    size = 0
    while True:
        fresh[:] = False
        best = -1
        while True:
            # the most supporters that a project may still have, the best such offer first
            best = -1
            for p in range(projects):
                if most[p] > 0 and (best < 0 or before(unit[p], most[p], rank[p], unit[best], most[best], rank[best])):
                    best = p
            if best < 0:
                purchases[0] = size
                return
            ready = fresh[best]
            if ready and tied.shape[0] > 0:
                # whoever may be as good has to be looked at too
                for p in range(projects):
                    if most[p] > 0 and not fresh[p] and before(unit[p], most[p], 0, unit[best], most[best], 1):
                        best, ready = p, False
                        break
            if ready:
                break
            voters = most[best]
            looked[best] = False
            while voters > 0:
                found, exact = able(best, voters, total, fixed, books, level, marks)
                looked[best] = looked[best] or exact
                if found == voters:
                    break
                voters = found
            most[best] = voters
            fresh[best] = True
        if tied.shape[0] > 0:
            for p in range(projects):
                tied[size, p] = p != best and most[p] > 0 and before(unit[p], most[p], 0, unit[best], most[best], 1)
        payers[best] = most[best]
        share[best] = price[best] / most[best]
        place[best] = size
        order[size] = best
        decided[size] = looked[best]
        # marks of the last look at it: all who pay
        for k in range(indptr[best], indptr[best + 1]):
            if marks[k]:
                row = rows[k]
                paid[k] = True
                paid_for[bounds[row] + count[row]] = best
                count[row] += 1
                total[row] += share[best]
        most[best] = 0
        size += 1
