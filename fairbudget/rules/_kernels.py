"""Compiled loops. Floating point with error bounds: they decide only what the bounds can separate.

Every quantity that depends on earlier rounds is held as a float together with a bound on its distance from the exact
value. Where the bounds leave more than one project as the possible best, or leave open whether a project can be paid
for, the loop hands back to exact arithmetic (:mod:`fairbudget.rules._exact`).

A price is *flat* if each supporter certainly either has nothing left or pays in full. Then it is cost / (total utility
of those who pay), a ratio of integers that these loops compare exactly; most ties of real elections are of this kind.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._loops import loop

__all__ = ["AMBIGUOUS", "DONE", "EPS", "OVER", "advance", "buy", "floor", "floors", "persists"]

#: Unit roundoff with room for the few operations around each bound.
EPS = 2.3e-16

DONE, AMBIGUOUS, OVER = 0, 1, 2
#: States of a project.
OPEN, BOUGHT, UNAFFORDABLE = 0, 1, 2

_LOW31 = 2**31 - 1
_LOW62 = 2**62 - 1


@loop
def product(a, b):
    """Return the product of two integers in [0, 2**62) as (high, low) with value high * 2**62 + low."""
    a1, a0 = a >> 31, a & _LOW31
    b1, b0 = b >> 31, b & _LOW31
    middle = a1 * b0 + a0 * b1
    low = a0 * b0 + ((middle & _LOW31) << 31)
    return a1 * b1 + (middle >> 31) + (low >> 62), low & _LOW62


@loop
def before(cost_a, live_a, rank_a, cost_b, live_b, rank_b):
    """Tell whether flat price cost_a / live_a, with ties by rank, comes before cost_b / live_b."""
    high_a, low_a = product(cost_a, live_b)
    high_b, low_b = product(cost_b, live_a)
    if high_a != high_b:
        return high_a < high_b
    if low_a != low_b:
        return low_a < low_b
    return rank_a < rank_b


@loop
def floor(cost, weight, supporters):
    """Return a lower bound on every price that a project can have: cost / total utility, rounded down."""
    return cost / weight * (1 - (supporters + 16) * EPS) if weight > 0 else 0.0


@loop
def floors(costs, weight, indptr):
    """Return :func:`floor` of each project."""
    result = np.empty(len(costs))
    for p in range(len(costs)):
        result[p] = floor(costs[p], weight[p], indptr[p + 1] - indptr[p])
    return result


@loop
def price(start, stop, rows, util, mult, gain, cost, weight, money, error, low, limit):
    """Enclose the price rho of one project: the least rho with sum of min(money, rho * utility) = cost.

    Newton's method from below on a concave, piecewise linear function: each pass counts as saturated who cannot pay
    rho * utility, and ends when the set of these voters no longer grows. Every pass gives a lower bound on the price,
    whatever set it took for saturated; the loop breaks off once that exceeds `limit`.

    Returns
    -------
    lower, estimate, upper : float
        Lower is inf if the supporters certainly cannot pay; upper is inf if the bounds do not show that they can, or
        were not needed.
    live : int
        Total utility of the supporters who pay, if the price is flat; otherwise -1.
    """
    gamma = (stop - start + 16) * EPS
    # unsigned, so that the compiled loops need not ask for numbers that count from the end
    entries = range(np.uint64(start), np.uint64(stop))
    rho = max(cost / weight * (1 - gamma), low)
    saturated = -1
    while True:
        count = 0
        paid = 0.0
        slack = 0.0
        unsaturated = 0.0
        for k in entries:
            row = np.uint64(rows[k])
            if money[row] < rho * util[k]:
                count += 1
                paid += mult[row] * money[row]
                slack += mult[row] * error[row]
            else:
                unsaturated += mult[row] * util[k]
        if unsaturated == 0.0:
            if paid + slack + gamma * (paid + cost) < cost:
                return np.inf, np.inf, np.inf, np.int64(-1)
            # all supporters give all they have, up to rounding: let exact arithmetic find the price
            return low, rho, np.inf, np.int64(-1)
        bound = (cost - paid - slack - gamma * (cost + paid)) / unsaturated * (1 - gamma)
        low = max(low, bound)
        if low > limit:
            return low, rho, np.inf, np.int64(-1)
        if count == saturated:
            break
        saturated = count
        better = (cost - paid) / unsaturated
        if not better > rho:
            break
        rho = better
    # enclose: a guess of the width, then a proof by evaluating the sum at both ends
    near = 0.0
    for k in entries:
        row = np.uint64(rows[k])
        if money[row] - 2 * error[row] < rho * util[k] * (1 + 1e-9):
            near += mult[row] * error[row]
    width = 2 * (near + 2 * gamma * cost) / unsaturated + 4 * EPS * rho
    above = 0.0
    live = np.int64(0)
    for k in entries:
        row = np.uint64(rows[k])
        full = (rho + width) * util[k]
        least = max(money[row] - error[row], 0.0)
        above += mult[row] * min(least, full)
        if live >= 0 and (money[row] > 0.0 or error[row] > 0.0):
            live = live + gain[k] if least * (1 - 4 * EPS) > full else np.int64(-1)
    upper = rho + width if above * (1 - gamma) >= cost else np.inf
    return low, rho, upper, live if live > 0 else np.int64(-1)


@loop
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


@loop
def later(a, b, low):
    """Tell whether project a stands behind project b in the queue."""
    return low[a] > low[b] or (low[a] == low[b] and a > b)


@loop
def put(queue, place, end, project, low):
    """Put a project into ``queue[place:end]``, of which the first place is empty and the others are in order."""
    while place + 1 < end and later(project, queue[place + 1], low):
        queue[place] = queue[place + 1]
        place += 1
    queue[place] = project


@loop
def arrange(queue, low):
    """Put projects into the order of their bounds (Shell's sort: there are no ties)."""
    gap = 1
    while gap < len(queue) // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, len(queue)):
            p = queue[k]
            place = k
            while place >= gap and later(queue[place - gap], p, low):
                queue[place] = queue[place - gap]
                place -= gap
            queue[place] = p
        gap //= 3


@loop
def advance(
    indptr, rows, util, mult, gain, costs, units, weight, rank, money, error, state, low, high, guess, live, done, left
):
    """Buy the cheapest project, again and again, while that can be decided.

    Parameters
    ----------
    indptr, rows, util, mult, costs, weight : arrays
        Utilities by project, multiplicities by ballot row, costs, total utilities; float64 but for the numbers.
    gain : int64 array
        Exact utility times multiplicity of each entry; negative where that could pass 64 bits.
    units : int64 array
        Exact costs.
    rank : int64 array
        Tie-breaking, the least first.
    money, error : float64 arrays
        What each voter of a row has left, and a bound on the error of that number. Changed in place.
    state, low, high, guess, live : arrays by project
        Changed in place. `low` never exceeds the exact price, which never falls from round to round: a project is
        looked at again only when its bound from an earlier round does not rule it out.
    done : tuple of (order, upper, lives, contested, size)
        Projects in the order of purchase, with an upper bound on the price, its `live` (as :func:`price` returns it),
        and whether another project may have had the same price.
    left : int
        Units that may still be spent.

    Returns
    -------
    status : int
        DONE; OVER (the next project costs more than what is left); or AMBIGUOUS (``state[p] < 0`` marks the projects
        among which exact arithmetic must choose).
    size, left : int
    """
    order, upper, lives, contested, size = done
    # the open projects by their bounds: in each round the first few are looked at, and put back where they then belong
    queue = np.empty(len(state), np.int64)
    head, end = np.int64(0), np.int64(0)
    for p in range(len(state)):
        if state[p] == OPEN:
            queue[end] = p
            end += 1
    arrange(queue[:end], low)
    while True:
        best = np.inf
        looked = head
        while looked < end and low[queue[looked]] <= best:
            p = queue[looked]
            looked += 1
            low[p], guess[p], high[p], live[p] = price(
                indptr[p], indptr[p + 1], rows, util, mult, gain, costs[p], weight[p], money, error, low[p], best
            )
            if low[p] == np.inf:
                state[p] = UNAFFORDABLE
            else:
                best = min(best, high[p])
        chosen = np.int64(-1)
        count = 0
        flat = True
        for p in queue[head:looked]:
            if state[p] == OPEN and low[p] <= best:
                count += 1
                flat = flat and live[p] > 0
                if chosen < 0 or (
                    flat and before(units[p], live[p], rank[p], units[chosen], live[chosen], rank[chosen])
                ):
                    chosen = p
        if count == 0:
            return DONE, size, left
        if (count > 1 and not flat) or high[chosen] == np.inf:
            for p in queue[head:looked]:
                if state[p] == OPEN and low[p] <= best:
                    state[p] = -1
            return AMBIGUOUS, size, left
        if units[chosen] > left:
            return OVER, size, left
        width = max(high[chosen] - guess[chosen], guess[chosen] - low[chosen])
        buy(indptr[chosen], indptr[chosen + 1], rows, util, guess[chosen], width, money, error)
        state[chosen] = BOUGHT
        order[size] = chosen
        upper[size] = high[chosen]
        lives[size] = live[chosen]
        contested[size] = count > 1
        left -= units[chosen]
        size += 1
        first = head
        head = looked
        for k in range(looked - 1, first - 1, -1):
            p = queue[k]
            if state[p] == OPEN:
                head -= 1
                put(queue, head, end, p, low)


@loop
def persists(
    indptr,
    rows,
    util,
    mult,
    gain,
    costs,
    units,
    weight,
    rank,
    twin,
    money,
    error,
    state,
    low,
    done,
    uppers,
    after,
):
    """Tell whether the purchases of a run at one endowment are those of every endowment up to a larger one.

    While the order of purchases stays the same, everybody's money at each round can only grow with the endowment, and
    every price can only fall. So it is enough that, round by round, each other project costs at least as much at the
    larger endowment as the bought one did at the smaller, and that at the end nothing is affordable at the larger one.

    Parameters
    ----------
    money, error, state, low : arrays
        As for :func:`advance` at the start of a run with the larger endowment; changed in place.
    done : tuple
        The purchases at the smaller endowment, as for :func:`advance`.
    twin : int64 array
        Equal numbers for projects that have the same cost and the same utilities, so always the same price.
    uppers, after : arrays
        Receive the bounds at the larger endowment.

    Returns
    -------
    round : int
        -1 if they are; otherwise the first round that could not be shown to stay the same.
    project : int
        The project that may be bought in that round instead, or -1.
    """
    order, upper, lives, _, size = done
    projects = len(state)
    for k in range(size):
        p = order[k]
        limit = upper[k]
        lower, rho, above, live = price(
            indptr[p], indptr[p + 1], rows, util, mult, gain, costs[p], weight[p], money, error, low[p], np.inf
        )
        if above == np.inf:
            return k, -1
        for x in range(projects):
            if x == p or state[x] != OPEN or low[x] > limit:
                continue
            if twin[x] == twin[p]:
                if rank[x] < rank[p]:
                    return k, x
                continue
            low[x], _, _, live_x = price(
                indptr[x], indptr[x + 1], rows, util, mult, gain, costs[x], weight[x], money, error, low[x], limit
            )
            if low[x] == np.inf:
                state[x] = UNAFFORDABLE
            elif low[x] <= limit and not (
                live_x > 0 and lives[k] > 0 and before(units[p], lives[k], rank[p], units[x], live_x, rank[x])
            ):
                return k, x
        uppers[k] = above
        after[k] = live
        buy(indptr[p], indptr[p + 1], rows, util, rho, max(above - rho, rho - lower), money, error)
        state[p] = BOUGHT
    for x in range(projects):
        if state[x] == OPEN:
            bound, _, _, _ = price(
                indptr[x], indptr[x + 1], rows, util, mult, gain, costs[x], weight[x], money, error, low[x], np.inf
            )
            if bound < np.inf:
                return size, x
    return -1, -1
