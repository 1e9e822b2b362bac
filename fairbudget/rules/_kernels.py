"""Compiled loops. Floating point with error bounds: they decide only what the bounds can separate.

Every quantity x that depends on earlier rounds is held as a float together with a bound on its distance from the exact
value. Where the bounds leave more than one project as the possible best, or leave open whether a project can be paid
for, the loop hands back to exact arithmetic (:mod:`fairbudget.rules._exact`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["AMBIGUOUS", "DONE", "OVER", "advance", "buy"]

#: Unit roundoff with room for the few operations around each bound.
EPS = 2.3e-16

DONE, AMBIGUOUS, OVER = 0, 1, 2
#: States of a project.
OPEN, BOUGHT, UNAFFORDABLE = 0, 1, 2


@njit(cache=True)
def price(start, stop, rows, util, mult, cost, money, error, low):
    """Enclose the price rho of one project: the least rho with sum of min(money, rho * utility) = cost.

    Newton's method from below on a concave, piecewise linear function: each pass counts as saturated who cannot pay
    rho * utility, and ends when the set of these voters no longer grows.

    Returns
    -------
    lower, estimate, upper : float
        Lower is inf if the supporters certainly cannot pay; upper is inf if the bounds do not show that they can.
    """
    total = 0.0
    slack = 0.0
    weight = 0.0
    for k in range(start, stop):
        row = rows[k]
        total += mult[row] * money[row]
        slack += mult[row] * error[row]
        weight += mult[row] * util[k]
    gamma = (stop - start + 16) * EPS
    if total + slack + gamma * (total + cost) < cost:
        return np.inf, np.inf, np.inf
    rho = max(cost / weight * (1 - gamma), low)
    saturated = -1
    unsaturated = weight
    while True:
        count = 0
        paid = 0.0
        unsaturated = 0.0
        for k in range(start, stop):
            row = rows[k]
            if money[row] < rho * util[k]:
                count += 1
                paid += mult[row] * money[row]
            else:
                unsaturated += mult[row] * util[k]
        if count == saturated or unsaturated == 0.0:
            break
        saturated = count
        better = (cost - paid) / unsaturated
        if not better > rho:
            break
        rho = better
    if unsaturated == 0.0:
        # all supporters give all they have, up to rounding: let exact arithmetic find the price
        return low, rho, np.inf
    # enclose: a guess of the width, then a proof by evaluating the sum at both ends
    near = 0.0
    for k in range(start, stop):
        row = rows[k]
        if money[row] - 2 * error[row] < rho * util[k] * (1 + 1e-9):
            near += mult[row] * error[row]
    width = 2 * (near + 2 * gamma * cost) / unsaturated + 4 * EPS * rho
    below = 0.0
    above = 0.0
    for k in range(start, stop):
        row = rows[k]
        below += mult[row] * min(money[row] + error[row], (rho - width) * util[k])
        above += mult[row] * min(max(money[row] - error[row], 0.0), (rho + width) * util[k])
    lower = rho - width if below * (1 + gamma) <= cost else low
    upper = rho + width if above * (1 - gamma) >= cost else np.inf
    return max(lower, low), rho, upper


@njit(cache=True)
def buy(start, stop, rows, util, rho, width, money, error):
    """Let the supporters of a project pay min(money, rho * utility), rho being known up to `width`."""
    for k in range(start, stop):
        row = rows[k]
        full = rho * util[k]
        spread = width * util[k] + 4 * EPS * full
        if money[row] + error[row] < full - spread:
            money[row] = 0.0
            error[row] = 0.0
        else:
            error[row] += spread + EPS * money[row]
            money[row] = max(money[row] - full, 0.0)


@njit(cache=True)
def advance(indptr, rows, util, mult, costs, units, money, error, state, low, high, guess, order, size, left):
    """Buy the cheapest project, again and again, while the error bounds single one out.

    Parameters
    ----------
    indptr, rows, util, mult, costs : arrays
        Utilities by project, multiplicities by ballot row, costs; all float64 but for the numbers.
    units : int64 array
        Exact costs.
    money, error : float64 arrays
        What each voter of a row has left, and a bound on the error of that number. Changed in place.
    state, low, high, guess : arrays by project
        Changed in place. `low` never exceeds the exact price, which never falls from round to round: a project is
        looked at again only when its bound from an earlier round does not rule it out.
    order : int64 array
        Projects in the order in which they are bought; `size` of them so far.
    left : int
        Units that may still be spent.

    Returns
    -------
    status : int
        DONE; OVER (the next project costs more than what is left; it is in ``order[size]``); or AMBIGUOUS
        (``state[p] < 0`` marks the projects among which exact arithmetic must choose).
    size, left : int
    """
    projects = len(state)
    while True:
        best = np.inf
        for p in range(projects):
            high[p] = -1.0
        while True:
            # the open project with the least bound that was not looked at in this round
            candidate = -1
            for p in range(projects):
                if state[p] == OPEN and high[p] < 0 and (candidate < 0 or low[p] < low[candidate]):
                    candidate = p
            if candidate < 0 or low[candidate] > best:
                break
            p = candidate
            lower, rho, upper = price(indptr[p], indptr[p + 1], rows, util, mult, costs[p], money, error, low[p])
            if lower == np.inf:
                state[p] = UNAFFORDABLE
                continue
            low[p] = lower
            guess[p] = rho
            high[p] = upper
            best = min(best, upper)
        chosen = -1
        several = False
        for p in range(projects):
            if state[p] == OPEN and high[p] >= 0 and low[p] <= best:
                several = chosen >= 0
                chosen = p
                if several:
                    break
        if chosen < 0:
            return DONE, size, left
        if several or high[chosen] == np.inf:
            for p in range(projects):
                if state[p] == OPEN and high[p] >= 0 and low[p] <= best:
                    state[p] = -1
            return AMBIGUOUS, size, left
        order[size] = chosen
        if units[chosen] > left:
            return OVER, size, left
        width = max(high[chosen] - guess[chosen], guess[chosen] - low[chosen])
        buy(indptr[chosen], indptr[chosen + 1], rows, util, guess[chosen], width, money, error)
        state[chosen] = BOUGHT
        left -= units[chosen]
        size += 1
