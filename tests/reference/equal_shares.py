"""The Method of Equal Shares with additive utilities.

Peters, Pierczynski and Skowron, *Proportional Participatory Budgeting with Additive Utilities*, NeurIPS 2021,
section 3: every voter has a purse; a project is rho-affordable if its supporters can pay for it when each pays at most
rho for a unit of utility; the project with the least rho is bought.
"""

import bisect
from fractions import Fraction

from reference.elections import utilities


def price(cost, purses, gains):
    """Return the least rho at which supporters raise `cost`, or None if they cannot.

    Parameters
    ----------
    cost : Fraction
    purses, gains : dict voter -> Fraction
        Of the supporters only: all gains are positive.

    Notes
    -----
    The money raised at rho, the sum of min(purse, rho * gain), grows along straight lines between the points where a
    voter's purse is empty. The first of these points at which enough is raised ends the line on which rho lies.
    """

    def raised(rho):
        return sum((min(purses[i], rho * gains[i]) for i in purses), Fraction(0))

    if not purses:
        return None
    points = [Fraction(0), *sorted({purses[i] / gains[i] for i in purses})]
    end = bisect.bisect_left(points, cost, key=raised)
    if end == len(points):
        return None
    if end == 0:
        return points[0]
    low, high = points[end - 1], points[end]
    assert raised(low) < cost <= raised(high)
    rho = low + (high - low) * (cost - raised(low)) / (raised(high) - raised(low))
    assert raised(rho) == cost
    return rho


def equal_shares(election, rank, utility=None, endowment=None):
    """Return the outcome of Equal Shares.

    Parameters
    ----------
    endowment : Fraction, optional
        What each voter starts with; by default budget / number of voters.

    Returns
    -------
    dict
        ``selected``, in order; ``rounds``: dicts with project, value (rho), tied; ``payments``: for each selected
        project a dict voter -> Fraction; ``purses``: what each voter has left.
    """
    voters = range(len(election["ballots"]))
    gains = utilities(election, utility)
    if endowment is None and election["ballots"]:
        endowment = election["budget"] / len(election["ballots"])
    purses = [endowment for _ in voters]
    selected, rounds, payments = [], [], []
    candidates = list(election["costs"])
    while True:
        prices = {}
        for id in candidates:
            supporters = [i for i in voters if gains[i][id] > 0]
            rho = price(
                election["costs"][id],
                {i: purses[i] for i in supporters},
                {i: gains[i][id] for i in supporters},
            )
            if rho is not None:
                prices[id] = rho
        if not prices:
            break
        least = min(prices.values())
        best = [id for id in prices if prices[id] == least]
        chosen = min(best, key=lambda id: rank[id])
        paid = {i: min(purses[i], least * gains[i][chosen]) for i in voters if gains[i][chosen] > 0}
        assert sum(paid.values(), Fraction(0)) == election["costs"][chosen]
        for i, amount in paid.items():
            purses[i] -= amount
        candidates.remove(chosen)
        selected.append(chosen)
        payments.append(paid)
        rounds.append({"project": chosen, "value": least, "tied": sorted(id for id in best if id != chosen)})
    return {"selected": selected, "rounds": rounds, "payments": payments, "purses": purses}
