"""Exact Equal Shares and its completions, from the definitions.

Kraiczy, Robinson and Elkind, *Streamlining Equal Shares* (arXiv 2502.11797): the largest group of supporters of a
project who all have an equal share of its cost buys it; the project with the most utility of payers per cost is bought.
"""

from fractions import Fraction

from reference.elections import utilities
from reference.overspending import free_first


def exact_shares(election, rank, utility=None, endowment=None):
    """Return the outcome at an endowment, by default budget / voters.

    Returns
    -------
    dict
        ``selected``, in order; ``rounds``: dicts with project, value (None: infinity), tied, payers; ``payments``: for
        each selected project a dict voter -> Fraction; ``purses``; ``cost``.
    """
    voters = range(len(election["ballots"]))
    gains = utilities(election, utility)
    costs = election["costs"]
    if endowment is None:
        endowment = election["budget"] / len(voters) if voters else Fraction(0)
    selected = free_first(election, rank, gains)
    rounds = [{"project": id, "value": None, "tied": sorted(selected[k + 1 :])} for k, id in enumerate(selected)]
    payments = [{} for _ in selected]
    purses = [endowment for _ in voters]
    while True:
        offers = {}
        for id, cost in costs.items():
            group = [i for i in voters if gains[i][id] > 0]
            if id in selected or cost == 0:
                continue
            while group and min(purses[i] for i in group) < cost / len(group):
                poorest = min(purses[i] for i in group)
                group.remove(next(i for i in group if purses[i] == poorest))
            if group:
                offers[id] = (sum(gains[i][id] for i in group) / cost, group)
        if not offers:
            break
        best = max(value for value, _ in offers.values())
        tied = [id for id in offers if offers[id][0] == best]
        chosen = min(tied, key=lambda id: rank[id])
        group = offers[chosen][1]
        for i in group:
            purses[i] -= costs[chosen] / len(group)
        selected.append(chosen)
        payments.append({i: costs[chosen] / len(group) for i in group})
        rounds.append({"project": chosen, "value": best, "tied": sorted(id for id in tied if id != chosen)})
    cost = sum((costs[id] for id in selected), Fraction(0))
    return {
        "selected": selected,
        "rounds": rounds,
        "payments": payments,
        "purses": purses,
        "cost": cost,
        "endowment": endowment,
    }


def wanted(election, utility):
    """Return the projects from which some voter gains."""
    gains = utilities(election, utility)
    return [id for id in election["costs"] if any(gain[id] > 0 for gain in gains)]


def raises(election, rank, outcome, utility=None):
    """Return by how much everybody has to have more so that a project gets more payers, for each project (or None).

    With t more payers than now a project is bought for cost / (payers + t) each, and the more of them the earlier. Who
    is to join can spend on it what she has left and what she pays for projects whose turn comes later.
    """
    gains = utilities(election, utility)
    voters = range(len(election["ballots"]))
    costs = election["costs"]
    paid = dict(zip(outcome["selected"], outcome["payments"], strict=True))
    worth = {id: sum(gains[i][id] for i in part) / costs[id] for id, part in paid.items() if costs[id] > 0}
    result = {}
    for id in wanted(election, utility):
        if costs[id] == 0:
            continue
        now = paid.get(id, {})
        others = [i for i in voters if gains[i][id] > 0 and i not in now]
        least = None
        for more in range(1, len(others) + 1):
            payers = [*now, *others[:more]]
            value = sum(gains[i][id] for i in payers) / costs[id]
            later = [q for q in worth if q != id and (-worth[q], rank[q]) > (-value, rank[id])]
            usable = sorted(
                (outcome["purses"][i] + sum((paid[q].get(i, Fraction(0)) for q in later), Fraction(0)) for i in others),
                reverse=True,
            )
            lacking = costs[id] / len(payers) - usable[more - 1]
            assert lacking > 0
            if least is None or lacking < least:
                least = lacking
        result[id] = least
    return result


def add_opt(election, rank, utility=None, skip=False, until=None, check=lambda outcome, raised: None):
    """Return the outcome of add-opt or add-opt-skip.

    Parameters
    ----------
    check : callable, optional
        Called with each outcome and the next endowment.
    """
    until = until or ("end" if skip else "over-budget")
    outcome = exact_shares(election, rank, utility)
    best = outcome | {"steps": 0}
    steps = 0
    ids = wanted(election, utility)
    if not election["ballots"] or election["budget"] == 0:
        return best | {"stopped": "unchanged"}
    while True:
        if set(outcome["selected"]) == set(ids):
            return best | {"steps": steps, "stopped": "complete" if ids else "unchanged"}
        found = raises(election, rank, outcome, utility)
        more = [d for id, d in found.items() if d is not None and not (skip and id in outcome["selected"])]
        if not more:
            return best | {"steps": steps, "stopped": "unchanged"}
        endowment = outcome["endowment"] + min(more)
        check(outcome, endowment)
        outcome = exact_shares(election, rank, utility, endowment)
        if outcome["cost"] > election["budget"] and until == "over-budget":
            return best | {"steps": steps, "stopped": "over-budget"}
        steps += 1
        if outcome["cost"] <= election["budget"] and (until == "over-budget" or outcome["cost"] > best["cost"]):
            best = outcome


def add_one(election, rank, utility=None, until="over-budget", increment=1):
    """Return the outcome of add-one."""
    outcome = exact_shares(election, rank, utility)
    best = outcome
    ids = wanted(election, utility)
    steps = 0
    if not election["ballots"] or election["budget"] == 0:
        return best | {"steps": 0, "stopped": "unchanged"}
    while set(outcome["selected"]) != set(ids):
        outcome = exact_shares(election, rank, utility, outcome["endowment"] + increment)
        if outcome["cost"] > election["budget"] and until == "over-budget":
            return best | {"steps": steps, "stopped": "over-budget"}
        steps += 1
        if outcome["cost"] <= election["budget"] and (until == "over-budget" or outcome["cost"] > best["cost"]):
            best = outcome
    return best | {"steps": steps, "stopped": "complete" if ids else "unchanged"}
