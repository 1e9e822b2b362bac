"""Compiled branch and bound over sets of projects that promise enough voters enough.

Every voter i has a bar; she joins a set T of projects if her utility from T reaches it. Wanted is a T with
sum of w_i over those who join >= sum of prices of T (a price is the number of voters whose share pays for the project).

Bound. For multipliers l_i in [0, 1] (any l_i >= 0 for a voter who must join)

    sum (w_i (1 - l_i)) + sum over projects of max(0, sum_i l_i w_i u_i(p) / bar_i - price(p))

is at least (voters who join - prices) of every set, by weak duality; whatever the multipliers are, a bound below the
target proves that there is no set. A subgradient method looks for good ones, from those of the parent node. Nodes
branch over voters: she stays out, or she must join.

All numbers are floats. Utilities and bars are whole numbers below 2**53, so that comparing them is exact; bounds are
compared with a margin, and a set that is found is checked again in whole numbers by the caller.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._numba import njit

__all__ = ["FOUND", "LIMIT", "NONE", "search"]

NONE, FOUND, LIMIT = 0, 1, 2
#: Rounding errors of sums of prices and bounds are far below this (in voters).
MARGIN = 1e-7
#: Subgradient steps at the root and at other nodes.
FIRST, LATER = 400, 12


@njit(cache=True)
def propagate(indptr, projects, utility, bar, weight, price, density, take, join, sure, target):
    """Draw conclusions from what is decided; return False if nothing can come of it.

    Parameters
    ----------
    density : float64 array
        The most utility for one unit of price that each voter can get.
    take, join : int8 arrays
        1, 0, or -1 where undecided, by project and by voter. Changed in place.
    sure : bool array
        Voters whose bar the projects taken already reach. Changed in place.
    """
    changed = True
    while changed:
        changed = False
        crowd = 0.0
        for i in range(len(bar)):
            if join[i] != 0:
                crowd += weight[i]
        room = crowd - target
        for p in range(len(price)):
            if take[p] == 1:
                room -= price[p]
        if crowd == 0.0 or room < -MARGIN:
            return False
        for p in range(len(price)):
            if take[p] == -1 and price[p] > room + MARGIN:
                take[p] = 0
                changed = True
        for i in range(len(bar)):
            if join[i] == 0 or sure[i]:
                continue
            have, more = 0.0, 0.0
            for k in range(indptr[i], indptr[i + 1]):
                if take[projects[k]] == 1:
                    have += utility[k]
                elif take[projects[k]] == -1:
                    more += utility[k]
            if have >= bar[i]:
                sure[i] = True
                join[i] = 1
                continue
            within = (room + MARGIN) * density[i] * (1 + 1e-9)
            if have + more < bar[i] or have + within < bar[i] * (1 - 1e-12):
                if join[i] == 1:
                    return False
                join[i] = 0
                changed = True
            elif join[i] == 1:
                for k in range(indptr[i], indptr[i + 1]):
                    # without this one she cannot reach her bar
                    if take[projects[k]] == -1 and have + more - utility[k] < bar[i]:
                        take[projects[k]] = 1
                        changed = True
    return True


@njit(cache=True)
def refine(indptr, projects, utility, bar, weight, price, take, join, sure, factor, target, steps, mean, chosen, best):
    """Lower the bound by subgradient steps.

    Returns
    -------
    int
        NONE if the bound proves that there is no set, FOUND if `best` now holds one, LIMIT if neither.

    Notes
    -----
    `factor` (the multipliers) and `mean` (how often each project was in the sets that the bounds stand for) change.
    """
    worth = np.empty(len(price))
    surplus = np.empty(len(bar))
    mean[:] = 0.0
    least, length, stalled = np.inf, 1.0, 0
    for step in range(1, steps + 1):
        worth[:] = 0.0
        value = 0.0
        for i in range(len(bar)):
            if join[i] == 0:
                continue
            if sure[i]:
                value += weight[i]
                continue
            if join[i] == -1 and factor[i] > 1.0:
                factor[i] = 1.0
            value += weight[i] * (1 - factor[i])
            share = factor[i] * weight[i] / bar[i]
            for k in range(indptr[i], indptr[i + 1]):
                worth[projects[k]] += share * utility[k]
        cost = 0.0
        for p in range(len(price)):
            chosen[p] = take[p] == 1 or (take[p] == -1 and worth[p] > price[p])
            if chosen[p]:
                value += worth[p] - price[p]
                cost += price[p]
                mean[p] += 1.0
        if value < target - MARGIN:
            return NONE
        if value < least - 1e-4:
            least, stalled = value, 0
        else:
            stalled += 1
            if stalled == 4:
                length, stalled = 0.6 * length, 0
        voters, norm = 0.0, 0.0
        for i in range(len(bar)):
            surplus[i] = 0.0
            if join[i] == 0:
                continue
            have = 0.0
            for k in range(indptr[i], indptr[i + 1]):
                if chosen[projects[k]]:
                    have += utility[k]
            if have >= bar[i]:
                voters += weight[i]
            if sure[i]:
                continue
            gap = have / bar[i] - 1.0
            if (gap > 0 and factor[i] <= 0.0) or (gap < 0 and join[i] == -1 and factor[i] >= 1.0):
                continue
            surplus[i] = gap
            norm += (weight[i] * gap) ** 2
        if voters > 0 and voters - cost >= target - 1e-9:
            best[:] = chosen
            return FOUND
        if norm < 1e-12 or step == steps:
            break
        size = length * (value - target + 0.5) / norm
        for i in range(len(bar)):
            factor[i] = max(0.0, factor[i] - size * weight[i] * surplus[i])
    mean /= step
    return LIMIT


@njit(cache=True)
def pick(indptr, projects, utility, bar, weight, price, take, join, sure, mean):
    """Return the voter to branch on, or the project if all voters are decided: (voter, -1), (-1, project), (-1, -1)."""
    voter, most = -1, 0.0
    for i in range(len(bar)):
        if join[i] == -1 and not sure[i]:
            part = 0.0
            for k in range(indptr[i], indptr[i + 1]):
                if take[projects[k]] == 1:
                    part += utility[k]
                elif take[projects[k]] == -1:
                    part += utility[k] * mean[projects[k]]
            part = min(part / bar[i], 1.0)
            score = weight[i] * (part * (1.05 - part) + 1e-6)
            if score > most:
                voter, most = i, score
    if voter >= 0:
        return voter, -1
    project, most = -1, -1.0
    for p in range(len(price)):
        if take[p] == -1 and min(mean[p], 1 - mean[p]) * price[p] > most:
            project, most = p, min(mean[p], 1 - mean[p]) * price[p]
    return -1, project


@njit(cache=True)
def search(indptr, projects, utility, bar, weight, price, density, target, limit):
    """Look for a set, depth first.

    Parameters
    ----------
    indptr, projects, utility : arrays
        Positive utilities by voter, in CSR layout.
    bar, weight, density : float64 arrays by voter
    price : float64 array by project
    target : float
        By how many voters those who join must exceed the prices.
    limit : int
        Nodes.

    Returns
    -------
    status : int
        NONE, FOUND or LIMIT.
    best : bool array
        The set, if one was found.
    nodes : int
    """
    voters, size = len(bar), len(price)
    depths = voters + size + 2
    takes, joins = np.full((depths, size), -1, np.int8), np.full((depths, voters), -1, np.int8)
    sures, factors = np.zeros((depths, voters), np.bool_), np.ones((depths, voters))
    branch, side = np.zeros((depths, 2), np.int64), np.zeros(depths, np.int64)
    mean, chosen, best = np.empty(size), np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    depth, nodes, fresh = 0, 0, True
    while depth >= 0:
        take, join, sure, factor = takes[depth], joins[depth], sures[depth], factors[depth]
        if fresh:
            nodes += 1
            if nodes > limit:
                return LIMIT, best, nodes
            fresh = False
            side[depth] = 2
            if propagate(indptr, projects, utility, bar, weight, price, density, take, join, sure, target):
                steps = FIRST if depth == 0 else LATER
                status = refine(
                    indptr, projects, utility, bar, weight, price, take, join, sure, factor, target, steps,
                    mean, chosen, best,
                )  # fmt: skip
                if status == FOUND:
                    return FOUND, best, nodes
                if status == LIMIT:
                    voter, project = pick(indptr, projects, utility, bar, weight, price, take, join, sure, mean)
                    if voter >= 0 or project >= 0:
                        branch[depth, 0], branch[depth, 1] = voter, project
                        side[depth] = 0
        if side[depth] == 2:
            depth -= 1
            continue
        following = depth + 1
        takes[following], joins[following] = take, join
        sures[following], factors[following] = sure, factor
        if branch[depth, 0] >= 0:
            joins[following, branch[depth, 0]] = side[depth]
        else:
            takes[following, branch[depth, 1]] = side[depth]
        side[depth] += 1
        depth = following
        fresh = True
    return NONE, best, nodes
