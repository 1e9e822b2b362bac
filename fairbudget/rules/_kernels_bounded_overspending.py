"""Compiled loops of Equal Shares with bounded overspending: floating point with error bounds, as in ``_kernels``.

Let g(l) be the share of a project's cost that its supporters raise when each pays min(money, l * utility), at most 1.
The project's price is the least l / g(l)^2 over l > 0. Between the points l = money / utility of single supporters g is
A + B l, and l / g^2 first rises, then falls; so the least value is at one of these points or where g reaches 1.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._kernels import AMBIGUOUS, BOUGHT, DONE, EPS, OPEN, UNAFFORDABLE, before, price
from fairbudget.rules._loops import loop

__all__ = ["AMBIGUOUS", "BOUGHT", "DONE", "EPS", "OPEN", "UNAFFORDABLE", "advance", "offer", "points"]

#: Beyond this relative width of the payment per utility, exact arithmetic is asked for.
LOOSE = 1e-9


@loop
def points(start, stop, rows, util, mult, cost, money, error):
    """Enclose l, l / g^2, l / g and g at each supporter's l = money / utility, and where g reaches 1.

    Returns
    -------
    entries : int64 array
        Supporters who may have money, the least l first; the last place, -1, stands for g = 1.
    bounds : float64 array, shape (8, places)
        Lower and upper bounds on the price l / g^2, on the payment l / g, on g, and on l. Where g certainly does not
        reach 1 the last place has a price of inf.
    floor : float
        Lower bound on l over all supporters; not positive if one of them may have no money.
    """
    gamma = 4 * (stop - start + 16) * EPS
    found = np.empty(stop - start, np.int64)
    keys = np.empty(stop - start)
    count = 0
    slack = 0.0
    widest = 0.0
    floor = np.inf
    for k in range(start, stop):
        row = rows[k]
        if money[row] + error[row] > 0.0:
            found[count] = k
            keys[count] = money[row] / util[k]
            slack += mult[row] * error[row]
            widest = max(widest, error[row] / util[k])
            floor = min(floor, (money[row] - error[row]) / util[k] * (1 - 4 * EPS))
            count += 1
    order = np.argsort(keys[:count])
    entries = np.empty(count + 1, np.int64)
    bounds = np.empty((8, count + 1))
    entries[count] = -1
    bounds[0, count] = np.inf
    bounds[1:, count] = 0.0
    if count == 0:
        return entries, bounds, 0.0
    # what the ones that come later would pay for l = 1; sums of positive terms, so that their relative error is small
    rest = np.empty(count + 1)
    rest[count] = 0.0
    for place in range(count - 1, -1, -1):
        k = found[order[place]]
        entries[place] = k
        rest[place] = rest[place + 1] + mult[rows[k]] * util[k]
    raised = 0.0
    low_star, high_star = np.inf, np.inf
    size = count
    for place in range(count):
        k = entries[place]
        row = rows[k]
        key = keys[order[place]]
        total = raised + key * rest[place]
        off = slack * (1 + gamma) + gamma * (total + cost)
        if low_star == np.inf and total >= cost - off:
            low_star = max((cost - off - raised) / rest[place], 0.0) * (1 - 8 * EPS)
        if high_star == np.inf and total >= cost + off:
            high_star = (cost + off - raised) / rest[place] * (1 + 8 * EPS)
        if key * (1 - 4 * EPS) - widest > high_star:
            # these have paid in full where g reaches 1
            size = place
            break
        width = error[row] / util[k] + 4 * EPS * key
        spread = off + width * rest[0] * (1 + gamma)
        most = min(1.0, (total + spread) / cost * (1 + 4 * EPS))
        least = min(1.0, max(0.0, total - spread) / cost * (1 - 4 * EPS))
        low, high = max(0.0, key - width), key + width
        bounds[0, place] = low / most / most * (1 - 8 * EPS)
        bounds[1, place] = high / least / least * (1 + 8 * EPS) if least > 0.0 else np.inf
        bounds[2, place] = low / most * (1 - 8 * EPS)
        bounds[3, place] = high / least * (1 + 8 * EPS) if least > 0.0 else np.inf
        bounds[4, place], bounds[5, place] = least, most
        bounds[6, place], bounds[7, place] = low, high
        raised += mult[row] * money[row]
    entries[size] = -1
    if low_star < np.inf:
        last = keys[order[count - 1]]
        bounds[0, size] = low_star
        bounds[1, size] = high_star
        # if g reaches 1 at all, then before the last supporter has paid all
        bounds[2, size] = low_star
        bounds[3, size] = min(high_star, last + widest + 4 * EPS * last)
        bounds[4, size], bounds[5, size] = 1.0, 1.0
        bounds[6, size], bounds[7, size] = low_star, bounds[3, size]
    else:
        bounds[0, size] = np.inf
        bounds[1:, size] = 0.0
    return entries[: size + 1], bounds[:, : size + 1], floor


@loop
def offer(start, stop, rows, util, mult, gain, cost, money, error, low, limit, out):
    """Enclose the price of a project.

    Parameters
    ----------
    low : float
        A lower bound that is known already.
    limit : float
        Once the lower bound exceeds it, the rest is not needed.
    out : float64 array, shape (7,)
        Receives lower and upper bound on the price, an estimate of the payment per utility with lower and upper
        bounds, and bounds on the share that is raised. The lower bound is inf if no supporter has money.

    Returns
    -------
    live : int
        Total utility of those who pay if the price is flat: all with money pay in full for the whole project, so that
        the price is cost / (their utility). Otherwise -1.
    """
    gamma = 4 * (stop - start + 16) * EPS
    total = 0.0
    weight = 0.0
    for k in range(start, stop):
        row = rows[k]
        if money[row] + error[row] > 0.0:
            total += mult[row] * (money[row] + error[row])
            weight += mult[row] * util[k]
    out[0], out[1] = np.inf, np.inf
    out[2:] = 0.0
    if weight == 0.0:
        return np.int64(-1)
    # g(l) is at most 1, total / cost and l * weight / cost
    share = min(1.0, total / cost * (1 + gamma))
    out[0] = max(low, min(cost / weight / share * (1 - gamma), 1e300))
    if out[0] > limit:
        return np.int64(-1)
    entries, bounds, floor = points(start, stop, rows, util, mult, cost, money, error)
    places = len(entries)
    lower, upper = np.inf, np.inf
    for place in range(places):
        lower = min(lower, bounds[0, place])
        if bounds[0, place] < np.inf:
            upper = min(upper, bounds[1, place])
    out[0], out[1] = max(low, lower), upper
    out[3], out[4] = np.inf, 0.0
    out[5], out[6] = np.inf, 0.0
    for place in range(places):
        if bounds[0, place] <= upper and bounds[0, place] < np.inf:
            out[3] = min(out[3], bounds[2, place])
            out[4] = max(out[4], bounds[3, place])
            out[5] = min(out[5], bounds[4, place])
            out[6] = max(out[6], bounds[5, place])
    out[2] = (out[3] + out[4]) / 2 if out[4] < np.inf else out[3]
    star = places - 1
    if bounds[0, star] == np.inf or bounds[1, star] == np.inf or not floor > bounds[7, star]:
        return np.int64(-1)
    live = np.int64(0)
    for k in range(start, stop):
        row = rows[k]
        if money[row] + error[row] > 0.0:
            if gain[k] < 0:
                return np.int64(-1)
            live += gain[k]
    return live


@loop
def best_of(candidates, count, units, live, rank, twin):
    """Return the candidate that is bought, or -1 if exact arithmetic must decide among them."""
    chosen = candidates[0]
    flat = live[chosen] > 0
    twins = True
    for x in range(1, count):
        p = candidates[x]
        flat = flat and live[p] > 0
        twins = twins and twin[p] == twin[chosen]
    if not (flat or twins):
        return -1
    for x in range(1, count):
        p = candidates[x]
        if twins:
            if rank[p] < rank[chosen]:
                chosen = p
        elif before(units[p], live[p], rank[p], units[chosen], live[chosen], rank[chosen]):
            chosen = p
    return chosen


@loop
def cheapest(entries, units, costs, money, error, state, low, high, live, offers, candidates):
    """Look at open projects, the least bound first, until no other can have the least price.

    Returns
    -------
    count : int
        How many of `candidates` may have the least price.
    """
    indptr, rows, util, mult, gain = entries
    projects = len(state)
    best = np.inf
    high[:] = -1.0
    while True:
        p = -1
        for x in range(projects):
            if state[x] == OPEN and high[x] < 0 and (p < 0 or low[x] < low[p]):
                p = x
        if p < 0 or low[p] > best or low[p] == np.inf:
            break
        live[p] = offer(
            indptr[p], indptr[p + 1], rows, util, mult, gain, costs[p], money, error, low[p], best, offers[p]
        )
        low[p], high[p] = offers[p, 0], offers[p, 1]
        best = min(best, high[p])
    count = 0
    for p in range(projects):
        if state[p] == OPEN and high[p] >= 0 and low[p] <= best and low[p] < np.inf:
            candidates[count] = p
            count += 1
    return count


@loop
def overdraft(start, stop, rows, util, money, error, offered):
    """Enclose by how much the supporters would have to overdraw if what they pay were scaled up to the whole cost.

    Returns
    -------
    lower, upper : float
        Bounds on the largest min(money / g, rho * utility) - money.
    """
    low_rho, high_rho, low_share, high_share = offered[3], offered[4], offered[5], offered[6]
    lower, upper = 0.0, 0.0
    for k in range(start, stop):
        row = rows[k]
        if money[row] + error[row] > 0.0:
            least, most = max(money[row] - error[row], 0.0), money[row] + error[row]
            # growing in money up to g * rho * utility, falling beyond: bounded term by term
            upper = max(upper, min(most / low_share, high_rho * util[k]) * (1 + 8 * EPS) - least)
            lower = max(lower, min(least / high_share, low_rho * util[k]) * (1 - 8 * EPS) - most)
    return lower, upper


@loop
def least_price(entries, costs, weight, money, error, state, known, limit, high, low, guess, live, candidates):
    """Find the open projects that may have the least price of Equal Shares; that of `known` is at most `limit`."""
    indptr, rows, util, mult, gain = entries
    projects = len(state)
    best = limit
    for p in range(projects):
        high[p] = -1.0
        if state[p] != OPEN or costs[p] / weight[p] * (1 - 1e-9) > best:
            continue
        low[p], guess[p], high[p], live[p] = price(
            indptr[p], indptr[p + 1], rows, util, mult, gain, costs[p], weight[p], money, error, 0.0, best
        )
        if p == known:
            high[p] = min(high[p], limit)
        best = min(best, high[p])
    count = 0
    for p in range(projects):
        if high[p] >= 0 and low[p] <= best:
            candidates[count] = p
            count += 1
    return count


@loop
def charge(start, stop, rows, util, rho, width, drawn, slack, purse, shade, money, error):
    """Let supporters pay min(purse, rho * utility), where purses are balances plus the overdraft `drawn`.

    Parameters
    ----------
    rho, width : float
        Estimate and a bound on its error; likewise `drawn` and `slack`, and purses with `shade`.
    money, error : float64 arrays
        Balances, which become negative for those who use the overdraft.
    """
    for k in range(start, stop):
        row = rows[k]
        if purse[row] + shade[row] <= 0.0:
            continue
        full = rho * util[k]
        spread = width * util[k] + 4 * EPS * full
        if purse[row] - shade[row] > full + spread:
            error[row] += spread + EPS * (abs(money[row]) + full)
            money[row] -= full
        elif purse[row] + shade[row] < full - spread:
            money[row] = -drawn
            error[row] = slack
        else:
            money[row] = max(purse[row] - full, 0.0) - drawn
            error[row] = shade[row] + spread + slack + EPS * (purse[row] + full + drawn)


@loop
def advance(entries, costs, units, weight, twin, rank, plus, balance, doubt, work, bounds, done, left):
    """Buy projects, again and again, while floating point can decide.

    Parameters
    ----------
    entries : tuple of (indptr, rows, util, mult, gain)
    costs, units, weight : arrays
        Costs as floats and exactly, total utilities.
    twin : int64 array
        Equal numbers for projects that always have the same price.
    plus : bool
        Whether voters may overdraw by a common amount (BOS+) and pay the price of Equal Shares, or pay up to what they
        have (BOS).
    balance, doubt : float64 arrays
        What each voter of a row has, perhaps less than nothing, and a bound on its error. Changed in place.
    work : tuple of (money, error, purse, shade)
        Scratch by row.
    bounds : tuple of (state, low, high, guess, live, offers, candidates)
        By project. `low` never exceeds the price, which never falls from round to round; inf: no supporter has money.
    done : tuple of (order, proposed, contested, size)
        Purchases, the project of least l / g^2 in each round, and whether another one may have had the same price.
    left : int
        Units that may still be spent.

    Returns
    -------
    status : int
        DONE or AMBIGUOUS.
    size, left : int
    """
    indptr, rows, util = entries[0], entries[1], entries[2]
    money, error, purse, shade = work
    state, low, high, guess, live, offers, candidates = bounds
    order, proposed, contested, size = done
    while True:
        for p in range(len(state)):
            if state[p] == OPEN and units[p] > left:
                state[p] = UNAFFORDABLE
        for row in range(len(balance)):
            certain = balance[row] + doubt[row] <= 0.0
            money[row] = 0.0 if certain else max(balance[row], 0.0)
            error[row] = 0.0 if certain else doubt[row]
        count = cheapest(entries, units, costs, money, error, state, low, high, live, offers, candidates)
        if count == 0:
            return DONE, size, left
        chosen = best_of(candidates, count, units, live, rank, twin)
        if chosen < 0 or high[chosen] == np.inf or offers[chosen, 5] <= 0.0:
            return AMBIGUOUS, size, left
        tied = count > 1
        proposed[size] = chosen
        offered = offers[chosen]
        low_rho, high_rho = offered[3], offered[4]
        drawn, slack = 0.0, 0.0
        if not plus or offered[5] == 1.0:
            # the whole cost is raised: then BOS+ buys this project at this price, without an overdraft
            if high_rho - low_rho > LOOSE * low_rho:
                return AMBIGUOUS, size, left
            purse[:] = money
            shade[:] = error
        else:
            lower, upper = overdraft(indptr[chosen], indptr[chosen + 1], rows, util, money, error, offered)
            drawn, slack = (lower + upper) / 2, (upper - lower) / 2 + EPS * upper
            if not slack <= LOOSE * drawn:
                return AMBIGUOUS, size, left
            for row in range(len(balance)):
                purse[row] = balance[row] + drawn
                shade[row] = doubt[row] + slack + EPS * abs(balance[row])
                if purse[row] + shade[row] <= 0.0:
                    purse[row], shade[row] = 0.0, 0.0
                purse[row] = max(purse[row], 0.0)
            limit = high_rho * (1 + 8 * EPS)
            count = least_price(
                entries,
                costs,
                weight,
                purse,
                shade,
                state,
                chosen,
                limit,
                high,
                offers[:, 0],
                guess,
                live,
                candidates,
            )
            if count == 0:
                return AMBIGUOUS, size, left
            chosen = best_of(candidates, count, units, live, rank, twin)
            if chosen < 0 or high[chosen] == np.inf:
                return AMBIGUOUS, size, left
            tied = count > 1
            low_rho, high_rho = offers[chosen, 0], high[chosen]
        rho = (low_rho + high_rho) / 2
        width = (high_rho - low_rho) / 2 + 2 * EPS * high_rho
        charge(indptr[chosen], indptr[chosen + 1], rows, util, rho, width, drawn, slack, purse, shade, balance, doubt)
        state[chosen] = BOUGHT
        order[size] = chosen
        contested[size] = tied
        left -= units[chosen]
        size += 1
