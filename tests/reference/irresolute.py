"""All outcomes that some way of breaking ties leads to: parallel universes."""

from fractions import Fraction

from reference.elections import supporting_votes, utilities
from reference.equal_shares import price
from reference.greedy import bang_per_buck, better


def all_greedy(election, utility=None, unsupported="leave", bought=frozenset()):
    """Return every outcome of the greedy rule that completes `bought`, as a set of frozensets."""
    votes = supporting_votes(election)
    worth = bang_per_buck(election, utility)
    costs = election["costs"]
    outcomes = set()
    seen = set()

    def explore(selected):
        if selected in seen:
            return
        seen.add(selected)
        left = election["budget"] - sum((costs[id] for id in selected), Fraction(0))
        fitting = [
            id for id in costs if id not in selected and costs[id] <= left and (votes[id] > 0 or unsupported == "fund")
        ]
        best = [id for id in fitting if not any(better(worth[other], worth[id]) for other in fitting)]
        if not best:
            outcomes.add(selected)
        for id in best:
            explore(selected | {id})

    explore(frozenset(bought))
    return outcomes


def all_equal_shares(election, utility=None):
    """Return every outcome of Equal Shares, as a set of frozensets."""
    voters = range(len(election["ballots"]))
    gains = utilities(election, utility)
    share = election["budget"] / len(election["ballots"]) if election["ballots"] else None
    outcomes = set()
    seen = set()

    def explore(selected, purses):
        if (selected, purses) in seen:
            return
        seen.add((selected, purses))
        prices = {}
        for id in election["costs"]:
            if id not in selected:
                supporters = [i for i in voters if gains[i][id] > 0]
                rho = price(
                    election["costs"][id],
                    {i: purses[i] for i in supporters},
                    {i: gains[i][id] for i in supporters},
                )
                if rho is not None:
                    prices[id] = rho
        if not prices:
            outcomes.add(selected)
            return
        least = min(prices.values())
        for id in prices:
            if prices[id] == least:
                left = tuple(purses[i] - min(purses[i], least * gains[i][id]) for i in voters)
                explore(selected | {id}, left)

    explore(frozenset(), tuple(share for _ in voters))
    return outcomes
