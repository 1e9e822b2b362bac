"""Optima by looking at every set of projects within the budget.

Among the sets of highest worth the cheapest is chosen; among these the one that has the first project, by rank, which
only one of two sets has. Projects that no ballot supports are left out.
"""

import math
from fractions import Fraction

from reference.elections import supporting_votes, utilities


def feasible_sets(election, categories=None, caps=None, floors=None):
    """Return every set of supported projects within the budget, the caps and the floors, as tuples of ids."""
    votes = supporting_votes(election)
    ids = [id for id in election["costs"] if votes[id] > 0]
    found = []
    for bits in range(2 ** len(ids)):
        chosen = tuple(id for k, id in enumerate(ids) if bits >> k & 1)
        if sum((election["costs"][id] for id in chosen), Fraction(0)) > election["budget"]:
            continue
        spent = {}
        for id in chosen:
            for name in (categories or {}).get(id, ()):
                spent[name] = spent.get(name, 0) + election["costs"][id]
        if any(spent.get(name, 0) > cap for name, cap in (caps or {}).items()):
            continue
        if any(spent.get(name, 0) < floor for name, floor in (floors or {}).items()):
            continue
        found.append(chosen)
    return found


def best(election, rank, worth, sets=None):
    """Return the best set in the order of `rank`, or None if there is no set at all.

    Parameters
    ----------
    worth : callable
        Of a tuple of ids; the larger the better.
    """
    if sets is None:
        sets = feasible_sets(election)
    votes = supporting_votes(election)
    # free projects that somebody supports are always funded
    free = {id for id, cost in election["costs"].items() if cost == 0 and votes[id] > 0}
    sets = [chosen for chosen in sets if free <= set(chosen)]
    if not sets:
        return None
    worths = [worth(chosen) for chosen in sets]
    top = worths[0]
    for value in worths:
        if value > top:
            top = value

    def order(chosen):
        cost = sum((election["costs"][id] for id in chosen), Fraction(0))
        marks = [0 if id in chosen else 1 for id in sorted(election["costs"], key=lambda id: rank[id])]
        return cost, marks

    winner = min((chosen for chosen, value in zip(sets, worths, strict=True) if value == top), key=order)
    return sorted(winner, key=lambda id: rank[id])


def max_welfare(election, rank, utility=None, categories=None, caps=None, floors=None):
    """Return the set of highest total utility."""
    gains = utilities(election, utility)
    totals = {id: sum((gain[id] for gain in gains), Fraction(0)) for id in election["costs"]}
    sets = feasible_sets(election, categories, caps, floors)
    return best(election, rank, lambda chosen: sum((totals[id] for id in chosen), Fraction(0)), sets)


def voters_utilities(election, chosen, utility):
    """Return each voter's utility from some projects."""
    return [sum((gain[id] for id in chosen), Fraction(0)) for gain in utilities(election, utility)]


def nash_welfare(election, rank, utility=None):
    """Return the set with the highest product of 1 + utility."""
    gains = utilities(election, utility)

    def worth(chosen):
        return math.prod(1 + sum((gain[id] for id in chosen), Fraction(0)) for gain in gains)

    return best(election, rank, worth)


def concerned(election, utility):
    """Return the voters whose utility the choice can change: who gain from a project that costs, within the budget."""
    return [
        gain
        for gain in utilities(election, utility)
        if any(gain[id] > 0 and 0 < cost <= election["budget"] for id, cost in election["costs"].items())
    ]


def egalitarian(election, rank, utility=None):
    """Return the set with the highest minimum, and among these the highest total utility."""
    gains = concerned(election, utility)

    def worth(chosen):
        values = [sum((gain[id] for id in chosen), Fraction(0)) for gain in gains]
        return min(values, default=Fraction(0)), sum(values, Fraction(0))

    return best(election, rank, worth)


def leximin(election, rank, utility=None):
    """Return the set whose utilities in ascending order are lexicographically highest."""
    gains = utilities(election, utility)

    def worth(chosen):
        return sorted(sum((gain[id] for id in chosen), Fraction(0)) for gain in gains)

    return best(election, rank, worth)


def proportional_approval(election, rank):
    """Return the set with the highest sum of harmonic numbers."""
    gains = utilities(election, "cardinality")

    def worth(chosen):
        total = Fraction(0)
        for gain in gains:
            total += sum((Fraction(1, k) for k in range(1, sum(gain[id] > 0 for id in chosen) + 1)), Fraction(0))
        return total

    return best(election, rank, worth)


def chamberlin_courant(election, rank, utility=None):
    """Return the set with the highest sum of the voters' best projects."""
    if utility is None and election["type"] in ("approval", "choose-1"):
        utility = "cardinality"
    gains = utilities(election, utility)

    def worth(chosen):
        return sum((max((gain[id] for id in chosen), default=Fraction(0)) for gain in gains), Fraction(0))

    return best(election, rank, worth)


def thiele_weight(name, k):
    """Return what the k-th funded project is worth to a voter."""
    return {
        "pav": Fraction(1, k),
        "cc": Fraction(1 if k == 1 else 0),
        "av": Fraction(1),
        "geometric": Fraction(1, 2 ** (k - 1)),
        "slav": Fraction(1, 2 * k - 1),
    }[name]


def sequential_thiele(election, rank, weights="pav", per="cost", overflow="skip"):
    """Return the outcome of the sequential rule, as ``selected`` and ``rounds``."""
    gains = utilities(election, "cardinality")
    votes = supporting_votes(election)
    costs = election["costs"]
    left = election["budget"]
    selected, rounds = [], []
    counts = [0 for _ in gains]
    open_ = [id for id in costs if votes[id] > 0]
    while open_:
        scores = {}
        for id in open_:
            total = Fraction(0)
            for voter, gain in enumerate(gains):
                if gain[id] > 0:
                    total += thiele_weight(weights, counts[voter] + 1)
            if costs[id] == 0:
                scores[id] = None
            else:
                scores[id] = total / costs[id] if per == "cost" else total
        free = [id for id in open_ if scores[id] is None]
        if free:
            tied = free
        else:
            top = max(scores.values())
            if top == 0:
                break
            tied = [id for id in open_ if scores[id] == top]
        chosen = min(tied, key=lambda id: rank[id])
        open_.remove(chosen)
        fits = costs[chosen] <= left
        if fits:
            left -= costs[chosen]
            selected.append(chosen)
            for voter, gain in enumerate(gains):
                if gain[chosen] > 0:
                    counts[voter] += 1
        decision = "selected" if fits else ("skipped" if overflow == "skip" else "stopped")
        rounds.append(
            {
                "project": chosen,
                "decision": decision,
                "value": scores[chosen],
                "tied": sorted(id for id in tied if id != chosen),
            }
        )
        if decision == "stopped":
            break
    return {"selected": selected, "rounds": rounds}
