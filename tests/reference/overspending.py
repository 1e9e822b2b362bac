"""Equal Shares with bounded overspending, from the definition.

Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, *Method of Equal Shares with Bounded Overspending* (EC 2025): for a
share alpha of a project's cost let rho be such that its supporters raise alpha * cost when each pays
min(purse, alpha * rho * gain). The least rho / alpha counts. To buy an alpha-part is to buy a project that costs
alpha * cost, so that alpha * rho is its price in Equal Shares.
"""

from fractions import Fraction

from reference.elections import utilities
from reference.equal_shares import price


def part(cost, purses, gains, share):
    """Return rho for a share alpha of the cost, or None if the supporters cannot raise that much."""
    found = price(share * cost, purses, gains)
    return None if found is None else found / share


def offer(cost, purses, gains):
    """Return the least rho / alpha with rho and alpha (the least alpha of several), or None.

    Notes
    -----
    Between the shares at which some purse is just empty, rho / alpha rises and then falls, so these shares and the
    whole cost are all that matters.
    """
    full = {i: purse for i, purse in purses.items() if purse > 0}
    gains = {i: gains[i] for i in full}
    shares = {Fraction(1)}
    for i in full:
        at = full[i] / gains[i]
        shares.add(sum((min(full[j], at * gains[j]) for j in full), Fraction(0)) / cost)
    found = []
    for share in shares:
        if share <= 1:
            rho = part(cost, full, gains, share)
            if rho is not None:
                found.append((rho / share, share, rho))
    if not found:
        return None
    value, share, rho = min(found)
    return value, rho, share


def free_first(election, rank, gains):
    """Return the free projects that somebody gains from, in order."""
    free = [id for id, cost in election["costs"].items() if cost == 0 and any(gain[id] > 0 for gain in gains)]
    return sorted(free, key=lambda id: rank[id])


def bos(election, rank, utility=None, plus=False):
    """Return the outcome of BOS, or of BOS+.

    Returns
    -------
    dict
        ``selected``, in order; ``rounds``: dicts with project, value (rho / alpha; for BOS+ the price paid), proposed,
        share, drawn, tied; ``payments``: for each selected project a dict voter -> Fraction; ``balances``.
    """
    voters = range(len(election["ballots"]))
    gains = utilities(election, utility)
    costs = election["costs"]
    selected = free_first(election, rank, gains)
    rounds = [{"project": id, "value": Fraction(0), "tied": sorted(selected[k + 1 :])} for k, id in enumerate(selected)]
    payments = [{} for _ in selected]
    balances = [election["budget"] / len(voters) for _ in voters] if voters else []
    left = election["budget"]
    candidates = [id for id in costs if costs[id] > 0]

    def supporters(id):
        return [i for i in voters if gains[i][id] > 0]

    while True:
        candidates = [id for id in candidates if costs[id] <= left]
        money = [max(Fraction(0), balance) for balance in balances]
        offers = {}
        for id in candidates:
            fans = supporters(id)
            found = offer(costs[id], {i: money[i] for i in fans}, {i: gains[i][id] for i in fans})
            if found is not None:
                offers[id] = found
        if not offers:
            break
        least = min(value for value, _, _ in offers.values())
        best = [id for id in offers if offers[id][0] == least]
        proposed = chosen = min(best, key=lambda id: rank[id])
        value, rho, share = offers[proposed]
        drawn = Fraction(0)
        purses = money
        if plus:
            for i in supporters(proposed):
                lacking = min(money[i], share * rho * gains[i][proposed]) / share - money[i]
                drawn = max(drawn, lacking)
            purses = [max(Fraction(0), balance + drawn) for balance in balances]
            prices = {}
            for id in candidates:
                fans = supporters(id)
                found = price(costs[id], {i: purses[i] for i in fans}, {i: gains[i][id] for i in fans})
                if found is not None:
                    prices[id] = found
            assert prices[proposed] <= rho
            rho = value = min(prices.values())
            if drawn > 0:
                best = [id for id in prices if prices[id] == rho]
            chosen = min((id for id in prices if prices[id] == rho), key=lambda id: rank[id])
        paid = {i: min(purses[i], rho * gains[i][chosen]) for i in supporters(chosen)}
        for i, amount in paid.items():
            balances[i] -= amount
        if plus:
            assert sum(paid.values()) == costs[chosen]
        selected.append(chosen)
        candidates.remove(chosen)
        left -= costs[chosen]
        payments.append(paid)
        rounds.append(
            {
                "project": chosen,
                "proposed": proposed,
                "value": value,
                "share": share,
                "drawn": drawn,
                "tied": sorted(id for id in best if id != chosen),
            }
        )
    return {"selected": selected, "rounds": rounds, "payments": payments, "balances": balances}
