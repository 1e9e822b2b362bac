"""Compiled loops of the exact knapsack: lists of states that no other state dominates.

A state is a set of projects: its cost, its value, and the set itself as bits in the order of tie-breaking, the first
project the most significant. Values are exact integers in two words, ``high * 2**62 + low``. Bounds that only discard
hopeless states are floats, weakened by a slack that covers their rounding errors.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._numba import njit

__all__ = ["combine", "extend", "match"]

#: Running sums that seem to fit a room are believed if they are smaller by this part: it covers their roundings.
_SURE = 1 - 1e-9

_LOW62 = 2**62 - 1
_TWO62 = 2.0**62


@njit(cache=True)
def add(high, low, more_high, more_low):
    """Return the sum of two numbers of two words."""
    total = low + more_low
    return high + more_high + (total >> 62), total & _LOW62


@njit(cache=True)
def first(bits, a, other, b):
    """Tell whether set `a` comes before set `b`: it has the first project that only one of them has."""
    for k in range(bits.shape[1]):
        if bits[a, k] != other[b, k]:
            return bits[a, k] > other[b, k]
    return False


@njit(cache=True)
def fill(left, start, weights, values, rates):
    """Return the value of filling `left` units of money in order of rate: at best, and with whole projects only.

    Parameters
    ----------
    left : float
    start : int
        Projects before it are not available.
    weights, values : float64 arrays, shape (projects + 1,)
        Running sums over the projects, those of the highest value per cost first.
    rates : float64 array, shape (projects,)
        Value per cost.
    """
    low, high = start, len(rates)
    room = left + weights[start]
    while low < high:
        middle = (low + high + 1) // 2
        if weights[middle] <= room:
            low = middle
        else:
            high = middle - 1
    best = values[low] - values[start]
    if low < len(rates):
        best += (room - weights[low]) * rates[low]
    # in floats a project may seem to fit that does not
    while low > start and weights[low] > room * _SURE:
        low -= 1
    return best, values[low] - values[start]


@njit(cache=True)
def extend(old, size, new, item, cap, floor, bound, weights, values, rates):
    """Let every state take one more project or not, and keep the states that may lead to the best set.

    Parameters
    ----------
    old, new : tuple of (cost, high, low, bits)
        States in ascending order of cost (int64, int64, int64, uint64 of shape (states, words)); `new` is overwritten.
    size : int
        Number of old states.
    item : tuple of (cost, high, low, word, bit)
        The project.
    cap, floor : int
        The most that may be spent, and the least that has to be in the end. Below the floor a dearer state may be the
        only one that reaches it, so there a state is dominated only by one of the same cost.
    bound : tuple of (start, best, rate, rest, constant, slack)
        With ``start >= 0``: the remaining projects are those from `start` on in `weights`, `values` and `rates`, and
        `best` is a value that is reached. With ``start < 0``: a state is worth at most
        ``value - rate * cost + rest + constant``, where `best` has to be reached. Both are off by `slack` at the most.

    Returns
    -------
    size : int
        Number of new states; -1 if they do not fit.
    best : float
    """
    cost, high, low, bits = old
    new_cost, new_high, new_low, new_bits = new
    item_cost, item_high, item_low, word, bit = item
    start, best, rate, rest, constant, slack = bound
    words = bits.shape[1]
    room = len(new_cost)
    count = 0
    a, b = 0, 0
    # the best value among new states that meet the floor
    top_high, top_low = np.int64(-1), np.int64(0)
    scratch = np.empty((1, words), np.uint64)
    while a < size or b < size:
        if b < size and cost[b] + item_cost > cap:
            b = size
            continue
        with_item = a >= size or (b < size and cost[b] + item_cost < cost[a])
        if with_item:
            total = cost[b] + item_cost
            sum_high, sum_low = add(high[b], low[b], item_high, item_low)
            scratch[0] = bits[b]
            scratch[0, word] |= bit
            b += 1
        else:
            total, sum_high, sum_low = cost[a], high[a], low[a]
            scratch[0] = bits[a]
            a += 1
        # dominated?
        if total >= floor and (sum_high < top_high or (sum_high == top_high and sum_low < top_low)):
            continue
        same = False
        if count > 0 and new_cost[count - 1] == total:
            last = count - 1
            if new_high[last] > sum_high or (new_high[last] == sum_high and new_low[last] > sum_low):
                continue
            if new_high[last] == sum_high and new_low[last] == sum_low and not first(scratch, 0, new_bits, last):
                continue
            same = True
        elif total >= floor and sum_high == top_high and sum_low == top_low:
            continue
        worth = sum_high * _TWO62 + sum_low
        if start >= 0:
            at_best, whole = fill(float(cap - total), start, weights, values, rates)
            at_best += worth
            best = max(best, worth + whole)
        else:
            at_best = worth - rate * total + rest + constant
        if at_best + slack < best - slack:
            continue
        if not same:
            if count == room:
                return -1, best
            count += 1
        new_cost[count - 1], new_high[count - 1], new_low[count - 1] = total, sum_high, sum_low
        new_bits[count - 1] = scratch[0]
        if total >= floor:
            top_high, top_low = sum_high, sum_low
    return count, best


@njit(cache=True)
def combine(one, other, cap, best, weights, values, rates, spare, slack):
    """Join the states of two disjoint groups of projects, without the hopeless ones.

    Parameters
    ----------
    one, other : tuple of (cost, high, low, bits)
    cap : int
        The most that may be spent on both, so that the later groups can still meet their floors.
    best : float
        What has to be reached in the end.
    weights, values, rates : float64 arrays
        The projects that come later, as for :func:`fill`.
    spare : float
        What the later groups are worth at their floors, at best.
    slack : float
        By how much such a bound may be off.

    Returns
    -------
    cost, high, low, bits : arrays
        Undominated states in ascending order of cost.
    fits : bool
        False if there are too many.
    """
    cost, high, low, bits = one
    more_cost, more_high, more_low, more_bits = other
    room = max(len(cost), 1) * 4 + 1024
    limit = 1 << 22
    first_of = np.empty(room, np.int64)
    second_of = np.empty(room, np.int64)
    totals = np.empty(room, np.int64)
    count = 0
    for a in range(len(cost)):
        for b in range(len(more_cost)):
            total = cost[a] + more_cost[b]
            if total > cap:
                break
            worth = (high[a] + more_high[b]) * _TWO62 + low[a] + more_low[b]
            at_best = worth + spare + fill(float(cap - total), 0, weights, values, rates)[0]
            if at_best + slack < best:
                continue
            if count == room:
                if room >= limit:
                    return cost[:0], high[:0], low[:0], bits[:0], False
                room *= 2
                first_of, second_of, totals = enlarge(first_of, room), enlarge(second_of, room), enlarge(totals, room)
            first_of[count], second_of[count], totals[count] = a, b, total
            count += 1
    order = np.argsort(totals[:count], kind="mergesort")
    words = bits.shape[1]
    new_cost = np.empty(count, np.int64)
    new_high = np.empty(count, np.int64)
    new_low = np.empty(count, np.int64)
    new_bits = np.empty((count, words), np.uint64)
    scratch = np.empty((1, words), np.uint64)
    size = 0
    for k in range(count):
        a, b = first_of[order[k]], second_of[order[k]]
        total = totals[order[k]]
        sum_high, sum_low = add(high[a], low[a], more_high[b], more_low[b])
        for w in range(words):
            scratch[0, w] = bits[a, w] | more_bits[b, w]
        if size > 0:
            last = size - 1
            if new_high[last] > sum_high or (new_high[last] == sum_high and new_low[last] > sum_low):
                continue
            equal = new_high[last] == sum_high and new_low[last] == sum_low
            if equal and (new_cost[last] < total or not first(scratch, 0, new_bits, last)):
                continue
            if new_cost[last] == total:
                size -= 1
        new_cost[size], new_high[size], new_low[size] = total, sum_high, sum_low
        new_bits[size] = scratch[0]
        size += 1
    return new_cost[:size], new_high[:size], new_low[:size], new_bits[:size], True


@njit(cache=True)
def match(one, other, cap):
    """Find the best pair of states of two disjoint groups of projects.

    In a list without dominated states the best partner of a state is the dearest one that still fits.

    Parameters
    ----------
    one, other : tuple of (cost, high, low, bits)
    cap : int
        The most that may be spent on both.

    Returns
    -------
    a, b : int
        Places in the lists; -1 if no pair fits. The cheapest of the best pairs, and the first of these.
    """
    cost, high, low, bits = one
    more_cost, more_high, more_low, more_bits = other
    words = bits.shape[1]
    best_a, best_b = -1, -1
    top_cost, top_high, top_low = np.int64(0), np.int64(0), np.int64(0)
    top = np.empty((1, words), np.uint64)
    scratch = np.empty((1, words), np.uint64)
    b = len(more_cost) - 1
    for a in range(len(cost)):
        while b >= 0 and cost[a] + more_cost[b] > cap:
            b -= 1
        if b < 0:
            break
        total = cost[a] + more_cost[b]
        sum_high, sum_low = add(high[a], low[a], more_high[b], more_low[b])
        if best_a >= 0:
            if sum_high < top_high or (sum_high == top_high and sum_low < top_low):
                continue
            if sum_high == top_high and sum_low == top_low and total > top_cost:
                continue
        for w in range(words):
            scratch[0, w] = bits[a, w] | more_bits[b, w]
        same = best_a >= 0 and sum_high == top_high and sum_low == top_low and total == top_cost
        if same and not first(scratch, 0, top, 0):
            continue
        best_a, best_b = a, b
        top_cost, top_high, top_low = total, sum_high, sum_low
        top[0] = scratch[0]
    return best_a, best_b


@njit(cache=True)
def enlarge(array, room):
    """Return a longer copy of an array."""
    longer = np.empty(room, array.dtype)
    longer[: len(array)] = array
    return longer
