"""Fractional Equal Shares, from the definition.

Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, *Method of Equal Shares with Bounded Overspending* (EC 2025),
section 4: projects are bought in parts; everybody who supports a project and has money pays in proportion to her gain.
"""

from fractions import Fraction

from reference.elections import utilities
from reference.overspending import free_first


def fres(election, rank, utility=None):
    """Return the outcome of Fractional Equal Shares.

    Returns
    -------
    dict
        ``shares``: id -> Fraction; ``selected``: what is funded in full, in that order; ``steps``: dicts with project,
        value (rho), share (alpha), tied; ``payments``: id -> dict voter -> Fraction; ``purses``.
    """
    voters = range(len(election["ballots"]))
    gains = utilities(election, utility)
    costs = election["costs"]
    purses = [election["budget"] / len(voters) for _ in voters] if voters else []
    selected = free_first(election, rank, gains)
    shares = {id: Fraction(int(id in selected)) for id in costs}
    payments = {id: {} for id in costs}
    steps = []
    while True:
        prices = {}
        for id, cost in costs.items():
            rich = [i for i in voters if gains[i][id] > 0 and purses[i] > 0]
            if cost > 0 and shares[id] < 1 and rich:
                prices[id] = cost / sum(gains[i][id] for i in rich)
        if not prices:
            break
        least = min(prices.values())
        best = [id for id in prices if prices[id] == least]
        chosen = min(best, key=lambda id: rank[id])
        rich = [i for i in voters if gains[i][chosen] > 0 and purses[i] > 0]
        share = min([1 - shares[chosen], *(purses[i] / (least * gains[i][chosen]) for i in rich)])
        for i in rich:
            amount = share * least * gains[i][chosen]
            purses[i] -= amount
            payments[chosen][i] = payments[chosen].get(i, Fraction(0)) + amount
        shares[chosen] += share
        if shares[chosen] == 1:
            selected.append(chosen)
        steps.append(
            {
                "project": chosen,
                "value": least,
                "share": share,
                "completes": shares[chosen] == 1,
                "tied": sorted(id for id in best if id != chosen),
            }
        )
    return {"selected": selected, "shares": shares, "steps": steps, "payments": payments, "purses": purses}
