"""Compiled bounds for objectives that are concave in each voter's utility.

An objective has layers, compared one after the other; a layer of a set W is the sum over ballot rows of a concave
function of the row's utility in W, in whole numbers. For any slope a, and any utility t that the row can still reach,
``value(t) <= base + a * (t - s)`` with ``base = max over such t of value(t) - a * (t - s)``. So every choice of slopes
gives an upper bound that is additive over projects: a knapsack, whose relaxation is solved by sorting. All bounds are
rounded up, so no choice of slopes can make them wrong, only weak.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._numba import njit

__all__ = ["COVER", "LEAST", "LINEAR", "LOG", "TABLE", "draw", "draw_all", "evaluate", "linearize", "relax", "value"]

#: What a layer does with a row's utility s: weight * table[s]; weight * scale * log(1 + s / limit), rounded down;
#: weight * min(s, limit); weight * s; weight if s is positive.
TABLE, LOG, LEAST, LINEAR, COVER = 0, 1, 2, 3, 4

_UP = 1 + 1e-15


@njit(cache=True)
def value(kind, scale, limit, table, weight, s):
    """Return what a row of some weight is worth at utility `s`."""
    if kind == TABLE:
        return weight * table[s]
    if kind == LOG:
        return np.int64(np.floor(weight * (scale * np.log1p(s / limit))))
    if kind == LEAST:
        return weight * min(s, limit)
    if kind == COVER:
        return weight if s > 0 else np.int64(0)
    return weight * s


@njit(cache=True)
def line(kind, scale, limit, table, weight, slope, least, s, top):
    """Return a slope and a base that bound a row from above.

    Parameters
    ----------
    kind, scale, limit, table, weight
        The row's function; see :func:`value`.
    slope : float
        The wanted one, for a unit of utility.
    least : int
        The smallest utility that one more project can add.
    s, top : int
        Utility now, and with all projects that are open.

    Returns
    -------
    slope : float
        In the range between what the last project adds below `top` and what the first one adds at `s`.
    base : int
    now, full : int
        The row's value at `s`, and the most that it can have.
    """
    now = value(kind, scale, limit, table, weight, s)
    if top == s:
        return 0.0, now, now, now
    full = value(kind, scale, limit, table, weight, top)
    if kind == LINEAR:
        return float(weight), now, now, full
    # a logarithm may be off by some units
    slack = 4 if kind == LOG else 0
    if top - s < 2 * least:
        # a single project is open: there are only two ends
        return float(full - now + slack) / float(top - s) * _UP, now, now, full + slack
    rise = float(value(kind, scale, limit, table, weight, s + least) - now + slack) / least * _UP
    fall = float(full - value(kind, scale, limit, table, weight, top - least)) / least
    slope = min(max(slope, fall), rise)
    low, high = s + least, top - least
    if kind == LOG:
        peak = low
        if slope > 0:
            peak = np.int64(min(max(weight * (scale / slope) - limit, float(low)), float(high)))
    else:
        peak = min(max(limit, low), high)
    best = float(now)
    for t in (low, peak, min(peak + 1, high), high, top):
        best = max(best, float(value(kind, scale, limit, table, weight, t)) - slope * (t - s))
    return slope, np.int64(np.ceil(best + 1e-15 * float(full))) + slack, now, full + slack


@njit(cache=True)
def count_line(table, weight, slope, s, top):
    """Return what each open project adds, the base, and the value at `s`, for a row whose utilities are counts.

    Notes
    -----
    Steps of a table never grow, so ``value(t) - share * (t - s)`` grows as long as a step is at least the share.
    """
    now = weight * table[s]
    if table[top] == table[s]:
        return np.int64(0), now, now
    rise = weight * (table[s + 1] - table[s])
    fall = weight * (table[top] - table[top - 1])
    part = rise
    if slope < rise:
        part = max(fall, np.int64(np.ceil(slope)))
    base = now
    while s < top and weight * (table[s + 1] - table[s]) > part:
        base += weight * (table[s + 1] - table[s]) - part
        s += 1
    return part, base, now


@njit(cache=True)
def cover_line(weight, slope, least, s, room):
    """Return what each open project adds, the base, and the value, for a row that is worth its weight once served."""
    if s > 0:
        return np.int64(0), weight, weight
    if room == 0:
        return np.int64(0), np.int64(0), np.int64(0)
    part = weight
    # unless a single project is open
    if slope < weight and room >= 2 * least:
        part = max(np.int64(0), np.int64(np.ceil(slope)))
    return part, weight - part, np.int64(0)


@njit(cache=True)
def share(slope, utility, most):
    """Return what one project adds along a line, rounded up, or the most that it can add if that is less."""
    along = slope * utility * _UP
    return np.int64(np.ceil(along)) if along < most else most


@njit(cache=True)
def linearize(kind, scale, limit, table, weights, least, point, rptr, rcol, rutil, start, room, slopes, gradient):
    """Linearise a layer at a point between sets: fill in the slope of each row and their sum for each project.

    Returns
    -------
    float
        The layer, made concave between utilities that can be reached, at the point.
    """
    gradient[:] = 0.0
    total = 0.0
    for i in range(len(weights)):
        weight = weights[i]
        part = 0.0
        for e in range(rptr[i], rptr[i + 1]):
            part += (1 if kind == COVER else rutil[e]) * point[rcol[e]]
        if room[i] == 0:
            slopes[i] = 0.0
            total += value(kind, scale, limit, table, weight, start[i])
            continue
        s = start[i] + part
        if kind == TABLE:
            k = min(max(np.int64(np.floor(s)), start[i]), start[i] + room[i] - 1)
            slope = float(weight) * (table[k + 1] - table[k])
            worth = float(weight) * table[k] + slope * (s - k)
        elif kind == LINEAR:
            slope = float(weight)
            worth = slope * s
        elif kind == COVER:
            slope = float(weight) if start[i] == 0 and part < 1 else 0.0
            worth = float(weight) * (1.0 if start[i] > 0 else min(part, 1.0))
        elif part < least[i]:
            below = float(value(kind, scale, limit, table, weight, start[i]))
            slope = (float(value(kind, scale, limit, table, weight, start[i] + least[i])) - below) / least[i]
            worth = below + slope * part
        elif kind == LOG:
            slope = float(weight) * scale / (limit + s)
            worth = float(weight) * scale * np.log1p(s / limit)
        else:
            slope = float(weight) if s < limit else 0.0
            worth = float(weight) * min(s, float(limit))
        slopes[i] = slope
        total += worth
        for e in range(rptr[i], rptr[i + 1]):
            gradient[rcol[e]] += slope * (1 if kind == COVER else rutil[e])
    return total


@njit(cache=True)
def evaluate(kinds, scales, limits, tables, weights, s, totals):
    """Fill in the value of each layer at the rows' utilities."""
    for j in range(len(kinds)):
        total = np.int64(0)
        for i in range(len(s)):
            total += value(kinds[j], scales[j], limits[j], tables[j], weights[j, i], s[i])
        totals[j] = total


@njit(cache=True)
def draw(i, model, s, room, drawn, lines, sums, worth):
    """Draw the bounding lines of a row anew after its utility or its open projects changed.

    Parameters
    ----------
    i : int
    model : tuple
        The problem: see :func:`fairbudget.rules._kernels_welfare.search`.
    s, room : int64 arrays, shape (rows,)
    drawn : float64 array, shape (layers, rows)
        Slope of each line; changed in place. Not used where utilities are counts.
    lines : int64 array, shape (3, layers, rows)
        Base and value of each row, and the most that one project adds (where utilities are counts: what each one
        adds); changed in place.
    sums : int64 array, shape (2, layers)
        Sums of the bases and of the values, changed in place.
    worth : int64 array, shape (layers, projects)
        What each project adds along the lines, changed in place.
    """
    kinds, scales, limits, tables, weights, slopes, _, least, rptr, rcol, rutil, _ = model
    for j in range(len(kinds)):
        if kinds[j] == TABLE or kinds[j] == COVER:
            if kinds[j] == TABLE:
                part, new, now = count_line(tables[j], weights[j, i], slopes[j, i], s[i], s[i] + room[i])
            else:
                part, new, now = cover_line(weights[j, i], slopes[j, i], least[i], s[i], room[i])
            sums[0, j] += new - lines[0, j, i]
            sums[1, j] += now - lines[1, j, i]
            change = part - lines[2, j, i]
            lines[0, j, i], lines[1, j, i], lines[2, j, i] = new, now, part
            if change != 0:
                for e in range(rptr[i], rptr[i + 1]):
                    worth[j, rcol[e]] += change
            continue
        slope, new, now, full = line(
            kinds[j], scales[j], limits[j], tables[j], weights[j, i], slopes[j, i], least[i], s[i], s[i] + room[i]
        )
        sums[0, j] += new - lines[0, j, i]
        sums[1, j] += now - lines[1, j, i]
        lines[0, j, i], lines[1, j, i] = new, now
        old, cap = drawn[j, i], lines[2, j, i]
        if slope != old or full - now != cap:
            drawn[j, i] = slope
            lines[2, j, i] = full - now
            for e in range(rptr[i], rptr[i + 1]):
                worth[j, rcol[e]] += share(slope, rutil[e], full - now) - share(old, rutil[e], cap)


@njit(cache=True)
def draw_all(model, s, room, drawn, lines, sums, worth):
    """Draw the bounding lines of all rows."""
    for i in range(len(s)):
        draw(i, model, s, room, drawn, lines, sums, worth)


@njit(cache=True)
def relax(worth, costs, status, left, order, rates):
    """Solve the relaxed knapsack over the open projects.

    Parameters
    ----------
    worth, costs : int64 arrays, shape (projects,)
    status : int64 array
        Negative where a project is open.
    left : int
        Units of money.
    order, rates : arrays, shape (projects,)
        Receive the open projects by value per cost.

    Returns
    -------
    total : int
        Rounded up.
    broken : int
        The project that is taken in part, or -1 if all fit.
    price : float
        Its value per cost.
    count : int
        Open projects.
    """
    count = 0
    for p in range(len(costs)):
        if status[p] < 0:
            rate = worth[p] / costs[p]
            k = count
            while k > 0 and rates[k - 1] < rate:
                rates[k] = rates[k - 1]
                order[k] = order[k - 1]
                k -= 1
            rates[k] = rate
            order[k] = p
            count += 1
    total = np.int64(0)
    for k in range(count):
        p = order[k]
        if costs[p] > left:
            total += np.int64(np.ceil(left * rates[k] * _UP))
            # rates that rounding has put into a wrong order are off by some 2**-53 of themselves; below 2**48 that is
            # less than one unit of the whole numbers that are bounded
            return total + (total >> 48), p, rates[k], count
        total += worth[p]
        left -= costs[p]
    return total, -1, 0.0, count
