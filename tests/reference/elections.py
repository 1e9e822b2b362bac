"""Elections as plain data, what ballots are worth, and tie-breaking orders."""

import math
from decimal import Decimal
from fractions import Fraction


def election(costs, budget, ballots, type="approval", weights=None):
    """Return a plain election; a ballot of weight w stands for w voters with that same ballot."""
    if weights is None:
        weights = [1] * len(ballots)
    voters = []
    for ballot, weight in zip(ballots, weights, strict=True):
        for _ in range(weight):
            voters.append(ballot)
    return {
        "costs": {id: Fraction(cost) for id, cost in costs.items()},
        "budget": Fraction(budget),
        "type": type,
        "ballots": voters,
    }


def supports(ballot, id, type):
    """Whether a ballot approves a project, gives it positive points, or ranks it."""
    if type in ("cumulative", "scoring"):
        return id in ballot and ballot[id] > 0
    return id in ballot


def supporting_votes(election):
    """Return how many voters support each project."""
    votes = {}
    for id in election["costs"]:
        votes[id] = 0
        for ballot in election["ballots"]:
            if supports(ballot, id, election["type"]):
                votes[id] += 1
    return votes


DEFAULT = {"approval": "cost", "choose-1": "cost", "cumulative": "score", "scoring": "score", "ordinal": "borda"}


def utility(ballot, id, name, election):
    """Return what one voter gains from one project (Rey and Maly 2023, section 2.2)."""
    if not supports(ballot, id, election["type"]):
        return Fraction(0)
    if name == "cost":
        return election["costs"][id]
    if name == "cardinality":
        return Fraction(1)
    if name == "score":
        return Fraction(ballot[id]) if election["type"] in ("cumulative", "scoring") else Fraction(1)
    if name == "effort":
        # Rey and Maly 2023: the cost shared among all who support the project
        return election["costs"][id] / supporting_votes(election)[id]
    if name == "cost-sqrt":
        return Fraction(math.sqrt(election["costs"][id]))
    if name == "cost-log":
        more = 1 + election["costs"][id]
        return Fraction(float((Decimal(more.numerator) / Decimal(more.denominator)).ln()))
    if name == "borda":
        # with positions counted from 0
        return Fraction(len(ballot) - ballot.index(id) - 1)
    raise AssertionError(name)


def utilities(election, name=None):
    """Return for each voter a dict from every project to her utility."""
    if name is None:
        name = DEFAULT[election["type"]]
    return [{id: utility(ballot, id, name, election) for id in election["costs"]} for ballot in election["ballots"]]


def rank(election, criteria=("lower-cost", "more-votes", "lexicographic"), lots=None):
    """Return the tie-breaking order as id -> place.

    Parameters
    ----------
    criteria : sequence of str
        Applied one after the other; what remains tied is ordered by id.
    lots : dict, optional
        For a criterion ``random:SEED``: the project ids in the order drawn.
    """
    votes = supporting_votes(election)

    def key(id):
        places = []
        for criterion in criteria:
            if criterion == "lower-cost":
                places.append(election["costs"][id])
            elif criterion == "higher-cost":
                places.append(-election["costs"][id])
            elif criterion == "more-votes":
                places.append(-votes[id])
            elif criterion == "lexicographic":
                places.append(id)
            elif criterion.startswith("random:"):
                places.append(lots[criterion].index(id))
            else:
                raise AssertionError(criterion)
        places.append(id)
        return tuple(places)

    return {id: place for place, id in enumerate(sorted(election["costs"], key=key))}
