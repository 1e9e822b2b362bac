"""Compiled branch and bound for objectives that are concave in each voter's utility, with all ties decided.

Projects are numbered by tie-breaking, so of two sets the first is the one that has the smallest number which only one
of them has. See :mod:`fairbudget.rules._kernels_bounds` for layers and bounds.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels_bounds import draw, evaluate, relax, value
from fairbudget.rules._numba import njit

__all__ = ["BETTER", "FINISHED", "FOUND", "FULL", "LIMIT", "NEAR", "TIES", "climb", "search"]

#: What a search looks for: strictly better sets; sets as good as the best one that are cheaper or come first; all sets
#: within a margin of the best one.
BETTER, TIES, NEAR = 0, 1, 2
#: How it ended: everything was looked at; the limit of nodes was reached; the list of sets is full; one set was enough.
FINISHED, LIMIT, FULL, FOUND = 0, 1, 2, 3


@njit(cache=True)
def compare(s, weights, other):
    """Compare utilities in ascending order: 1 if `s` is larger at the first difference, -1 if smaller, else 0."""
    a, b = np.argsort(s), np.argsort(other)
    i, k = 0, 0
    size = len(s)
    left_a, left_b = np.int64(0), np.int64(0)
    while True:
        while left_a == 0 and i < size:
            left_a = weights[a[i]]
            i += 1
        while left_b == 0 and k < size:
            left_b = weights[b[k]]
            k += 1
        if left_a == 0 or left_b == 0:
            return 0
        if s[a[i - 1]] != other[b[k - 1]]:
            return 1 if s[a[i - 1]] > other[b[k - 1]] else -1
        step = min(left_a, left_b)
        left_a -= step
        left_b -= step


@njit(cache=True)
def earlier(status, best):
    """Tell whether a set, if it had all its open projects, would come before the best one."""
    for p in range(len(status)):
        mine = status[p] != 0
        if mine != (best[p] == 1):
            return mine
    return False


@njit(cache=True)
def store(array, copy):
    """Copy an array of two dimensions, in loops: assigning it at once takes seconds to compile."""
    for j in range(array.shape[0]):
        for k in range(array.shape[1]):
            copy[j, k] = array[j, k]


@njit(cache=True)
def settle(p, taken, model, columns, costs, state, saved):
    """Fund a project or leave it out, and its twins with it where that follows.

    A twin has the same cost and the same supporters; the one that comes first is funded first.

    Returns
    -------
    bool
        False if that contradicts what was decided on a twin.
    """
    before, after, cptr, crow, cutil = columns
    status, s, room, drawn, lines, sums, worth, trail, numbers = state
    kept_slopes, kept, kept_sums, kept_worth = saved
    while p >= 0:
        if status[p] >= 0:
            return status[p] == taken
        status[p] = taken
        place = numbers[0]
        trail[place] = p
        numbers[0] += 1
        if taken:
            numbers[1] += costs[p]
        store(sums, kept_sums[place])
        store(worth, kept_worth[place])
        for e in range(cptr[p], cptr[p + 1]):
            i = crow[e]
            room[i] -= cutil[e]
            if taken:
                s[i] += cutil[e]
            for j in range(len(worth)):
                kept_slopes[j, e] = drawn[j, i]
                kept[0, j, e], kept[1, j, e], kept[2, j, e] = lines[0, j, i], lines[1, j, i], lines[2, j, i]
            draw(i, model, s, room, drawn, lines, sums, worth)
        p = before[p] if taken else after[p]
    return True


@njit(cache=True)
def undo(length, columns, costs, state, saved):
    """Take back decisions until only `length` are left."""
    _, _, cptr, crow, cutil = columns
    status, s, room, drawn, lines, sums, worth, trail, numbers = state
    kept_slopes, kept, kept_sums, kept_worth = saved
    while numbers[0] > length:
        numbers[0] -= 1
        place = numbers[0]
        p = trail[place]
        taken = status[p]
        status[p] = -1
        if taken:
            numbers[1] -= costs[p]
        store(kept_sums[place], sums)
        store(kept_worth[place], worth)
        for e in range(cptr[p], cptr[p + 1]):
            i = crow[e]
            room[i] += cutil[e]
            if taken:
                s[i] -= cutil[e]
            for j in range(len(worth)):
                drawn[j, i] = kept_slopes[j, e]
                lines[0, j, i], lines[1, j, i], lines[2, j, i] = kept[0, j, e], kept[1, j, e], kept[2, j, e]


@njit(cache=True)
def look(model, columns, costs, budget, aim, best, state, saved, scratch):
    """Bound a node, decide what follows from the bounds, and say where to branch.

    Decisions are written down in `scratch` (twice a project's number, plus 1 if it is funded), their number in the
    state, and carried out here, in one place: settling is long when compiled.

    Returns
    -------
    int
        A project to branch on; -1 if nothing that is looked for lies below; -2 if the node's set is to be judged as it
        stands; -3 if it is to be judged with all its open projects.
    """
    mode, ordered, _, margin, steps = aim
    best_status, best_totals, best_s, best_cost = best
    status, s, room, _, _, sums, worth, _, numbers = state
    order, rates, ceiling, decisions = scratch
    layers = len(worth)
    while True:
        pending = numbers[2]
        numbers[2] = 0
        for k in range(pending):
            if not settle(decisions[k] >> 1, decisions[k] & 1, model, columns, costs, state, saved):
                return -1
        limit = min(budget, best_cost[0]) if mode == TIES else budget
        left = limit - numbers[1]
        if left < 0:
            return -1
        for p in range(len(costs)):
            if status[p] < 0 and costs[p] > left:
                decisions[numbers[2]] = 2 * p
                numbers[2] += 1
        if numbers[2] > 0:
            continue
        if mode == TIES:
            reached = True
            for j in range(layers):
                reached = reached and sums[1, j] >= best_totals[j]
            if reached and (not ordered or compare(s, model[6], best_s) >= 0):
                return -2
        branch = -2
        cheaper = mode == TIES
        open_end = mode == TIES or ordered
        for j in range(layers):
            total, broken, price, count = relax(worth[j], costs, status, left, order, rates)
            bound = sums[0, j] + total
            need = best_totals[j] - margin
            if mode == BETTER and j == layers - 1 and not ordered:
                need += steps[j]
            if bound < need:
                return -1
            if count > 0:
                branch = broken if broken >= 0 else (order[0] if mode == TIES else -3)
            slack = float(bound - need) + 2
            for k in range(count):
                p = order[k]
                loss = (rates[k] - price) * costs[p]
                sure = abs(loss) - 1e-14 * (worth[j, p] + price * costs[p]) - 1e-9 * abs(loss)
                # leaving out a project that is better than the price, or taking a worse one, costs that much
                if sure > slack:
                    decisions[numbers[2]] = 2 * p + (1 if loss > 0 else 0)
                    numbers[2] += 1
            if numbers[2] > 0:
                break
            if mode == BETTER and bound >= best_totals[j] + steps[j]:
                open_end = False
                break
            if cheaper and sums[0, j] + relax(worth[j], costs, status, left - 1, order, rates)[0] < best_totals[j]:
                cheaper = False
        if numbers[2] > 0:
            continue
        if open_end:
            # equal in all layers at best
            if ordered:
                for i in range(len(s)):
                    # what one voter of the row can still gain within the money that is left
                    most = model[11][i] * left * (1 + 1e-12) + 1e-9
                    ceiling[i] = s[i] + (np.int64(most) if most < room[i] else room[i])
                found = compare(ceiling, model[6], best_s)
                if found < 0 or (found == 0 and mode == BETTER):
                    return -1
            if mode == TIES and not cheaper and not earlier(status, best_status):
                return -1
        return branch


@njit(cache=True)
def judge(whole, model, columns, costs, aim, best, state, scratch, sets, found):
    """Compare a node's set (with all its open projects if `whole`) with the best one, and keep it if it is better.

    Returns
    -------
    int
        1 if it is kept, 0 if not, -1 if the list of sets is full.
    """
    mode, ordered, _, margin, _ = aim
    best_status, best_totals, best_s, best_cost = best
    status, s, room, _, _, sums, _, _, numbers = state
    ceiling = scratch[2]
    kinds, scales, limits, tables, weights = model[0], model[1], model[2], model[3], model[4]
    totals = sums[1].copy()
    for i in range(len(s)):
        ceiling[i] = s[i] + room[i] if whole else s[i]
    if whole:
        evaluate(kinds, scales, limits, tables, weights, ceiling, totals)
    cost = numbers[1]
    if whole:
        for p in range(len(costs)):
            if status[p] < 0:
                cost += costs[p]
    sign = 0
    for j in range(len(totals)):
        if totals[j] != best_totals[j]:
            sign = 1 if totals[j] > best_totals[j] else -1
            break
    if mode == NEAR:
        if totals[0] < best_totals[0] - margin:
            return 0
        if found[0] == len(sets):
            return -1
        for p in range(len(costs)):
            sets[found[0], p] = 1 if status[p] == 1 or (whole and status[p] < 0) else 0
        found[0] += 1
        best_totals[0] = max(best_totals[0], totals[0])
        return 1
    if sign == 0 and ordered:
        sign = compare(ceiling, model[6], best_s)
    if sign == 0 and mode == TIES:
        sign = 1 if cost < best_cost[0] else (-1 if cost > best_cost[0] else 0)
        if sign == 0:
            sign = 1 if earlier_set(status, best_status) else -1
    if sign <= 0:
        return 0
    for p in range(len(costs)):
        best_status[p] = 1 if status[p] == 1 or (whole and status[p] < 0) else 0
    for j in range(len(totals)):
        best_totals[j] = totals[j]
    for i in range(len(ceiling)):
        best_s[i] = ceiling[i]
    best_cost[0] = cost
    return 1


@njit(cache=True)
def earlier_set(status, best):
    """Tell whether a set, without its open projects, comes before the best one."""
    for p in range(len(status)):
        mine = status[p] == 1
        if mine != (best[p] == 1):
            return mine
    return False


@njit(cache=True)
def search(model, columns, costs, budget, aim, best, state, saved, stack, scratch, sets, found, nodes):
    """Look at all sets within the budget that bounds do not rule out; can be resumed.

    Parameters
    ----------
    model : tuple of (kinds, scales, limits, tables, weights, slopes, counts, least, rptr, rcol, rutil, ratio)
        Layers (arrays of shape (layers,), tables (layers, utilities)); weights and slopes of each row in each layer;
        voters and smallest utility of each row; the rows in CSR layout; the most utility per cost of each row.
    columns : tuple of (twin before, twin after, cptr, crow, cutil)
        For each project the twin before and after it or -1; the projects in CSC layout.
    costs : int64 array, shape (projects,)
        Positive.
    budget : int
    aim : tuple of (mode, ordered, stop, margin, steps)
        What is looked for; whether equal layers are followed by the utilities in ascending order; whether the first
        better set is enough; the margin of NEAR; the least difference of two values of each layer.
    best : tuple of (status, totals, utilities, cost)
        The best set so far, changed in place.
    state : tuple of (status, s, room, drawn, lines, sums, worth, trail, numbers)
        The node; numbers holds how many projects are decided on, what the funded ones cost, and how many decisions are
        still to be carried out.
    stack : tuple of (project, length, turn, depth)
        Decisions on the way to the node, with the length of the trail before each.
    sets, found
        The list of NEAR and how many it holds.
    nodes : int
        How many nodes to look at.

    Returns
    -------
    status : int
    nodes : int
        How many were looked at.
    """
    chosen, lengths, turns, depth = stack
    numbers, decisions = state[8], scratch[3]
    for count in range(nodes):
        branch = look(model, columns, costs, budget, aim, best, state, saved, scratch)
        if branch >= 0:
            # of twins the first is decided on first
            while columns[0][branch] >= 0 and state[0][columns[0][branch]] < 0:
                branch = columns[0][branch]
            chosen[depth[0]] = branch
            lengths[depth[0]] = numbers[0]
            turns[depth[0]] = 1
            depth[0] += 1
            decisions[0], numbers[2] = 2 * branch + 1, 1
            continue
        if branch < -1:
            kept = judge(branch == -3, model, columns, costs, aim, best, state, scratch, sets, found)
            if kept < 0:
                return FULL, count
            if kept and aim[2]:
                return FOUND, count
        while True:
            if depth[0] == 0:
                return FINISHED, count + 1
            top = depth[0] - 1
            undo(lengths[top], columns, costs, state, saved)
            if turns[top] == 1:
                turns[top] = 0
                decisions[0], numbers[2] = 2 * chosen[top], 1
                break
            depth[0] = top
    return LIMIT, nodes


@njit(cache=True)
def climb(model, columns, costs, budget, status, s, by_cost):
    """Fund, one after the other, the project that adds the most (per cost), by the first layer in which one adds any.

    Parameters
    ----------
    status, s : int64 arrays, shapes (projects,) and (rows,)
        The set, and the rows' utilities; changed in place.
    by_cost : bool
    """
    kinds, scales, limits, tables, weights = model[0], model[1], model[2], model[3], model[4]
    _, _, cptr, crow, cutil = columns
    left = budget
    while True:
        chosen = -1
        for j in range(len(kinds)):
            most = 0.0
            for p in range(len(costs)):
                if status[p] == 1 or costs[p] > left:
                    continue
                gain = 0.0
                for e in range(cptr[p], cptr[p + 1]):
                    i = crow[e]
                    now = value(kinds[j], scales[j], limits[j], tables[j], weights[j, i], s[i])
                    gain += value(kinds[j], scales[j], limits[j], tables[j], weights[j, i], s[i] + cutil[e]) - now
                if by_cost:
                    gain /= costs[p]
                if gain > most:
                    most = gain
                    chosen = p
            if chosen >= 0:
                break
        if chosen < 0:
            return
        status[chosen] = 1
        left -= costs[chosen]
        for e in range(cptr[chosen], cptr[chosen + 1]):
            s[crow[e]] += cutil[e]
