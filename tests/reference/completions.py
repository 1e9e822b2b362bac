"""What to do with the money that Equal Shares leaves: greedy completion, and raising the endowment step by step.

Add1 as in the tool of equalshares.net: raise every voter's endowment in equal steps while the outcome costs no more
than the budget, and stop as soon as no supported project fits into what is left.
"""

import itertools
import math
from fractions import Fraction

from reference.elections import supporting_votes, supports, utilities
from reference.equal_shares import equal_shares, price
from reference.greedy import greedy_continued


def spent(election, selected):
    return sum((election["costs"][id] for id in selected), Fraction(0))


def supported_projects(election, utility):
    """Return the projects from which some voter gains."""
    gains = utilities(election, utility)
    return [id for id in election["costs"] if any(gain[id] > 0 for gain in gains)]


def finished(election, selected, utility, exhaustive):
    """Whether raising endowments ends at an outcome within the budget.

    With "supported" or "all", when no unselected project of that kind fits; in any case when there is nothing left
    that somebody gains from.
    """
    wanting = [id for id in supported_projects(election, utility) if id not in selected]
    if not wanting:
        return True
    if exhaustive == "never":
        return False
    if exhaustive == "all":
        wanting = [id for id in election["costs"] if id not in selected]
    left = election["budget"] - spent(election, selected)
    return not any(election["costs"][id] <= left for id in wanting)


def raising(election, rank, utility, endowments, exhaustive):
    """Run Equal Shares at one endowment after the other; return the last outcome that is within the budget."""
    endowments = iter(endowments)
    endowment = next(endowments)
    outcome = equal_shares(election, rank, utility, endowment)
    steps = 0
    stopped = "exhaustive"
    while not finished(election, outcome["selected"], utility, exhaustive):
        higher = next(endowments)
        raised = equal_shares(election, rank, utility, higher)
        if spent(election, raised["selected"]) > election["budget"]:
            stopped = "over-budget"
            break
        endowment, outcome = higher, raised
        steps += 1
    return outcome | {"endowment": endowment, "steps": steps, "stopped": stopped}


def add1(election, rank, utility=None, start="floor", increment=1, exhaustive="supported"):
    """Return Equal Shares at the endowment where Add1 stops, with that endowment under ``endowment``.

    Parameters
    ----------
    start : {"floor", "exact", "exact-then-floor"}
        The first endowment, budget / voters, is rounded down or not; in the third case it is not, but those above it
        are counted from the rounded one.
    """
    if not election["ballots"]:
        return equal_shares(election, rank, utility) | {"endowment": None, "steps": 0, "stopped": "exhaustive"}
    share = election["budget"] / len(election["ballots"])
    floor = Fraction(math.floor(share))
    first = floor if start == "floor" else share
    base = share if start == "exact" else floor

    def endowments():
        yield first
        for step in itertools.count(1):
            yield base + step * Fraction(increment)

    return raising(election, rank, utility, endowments(), exhaustive)


def equal_shares_budget_increase(election, rank, utility=None, percent=1, exhaustive="supported"):
    """Return Equal Shares with the shared budget raised in steps of some percent of the real one."""
    if not election["ballots"]:
        return equal_shares(election, rank, utility) | {"endowment": None, "steps": 0, "stopped": "exhaustive"}
    voters = len(election["ballots"])
    step = election["budget"] * Fraction(percent) / 100
    budgets = (election["budget"] + k * step for k in itertools.count())
    return raising(election, rank, utility, (budget / voters for budget in budgets), exhaustive)


def equal_shares_phragmen(election, rank, utility=None):
    """Continue Equal Shares from what voters have left, as Phragmen would: everyone earns at the same speed.

    The fitting project whose supporters first have its cost together is bought, and they are left with nothing.
    """
    outcome = equal_shares(election, rank, utility)
    gains = utilities(election, utility)
    purses = list(outcome["purses"])
    selected, payments, rounds = list(outcome["selected"]), list(outcome["payments"]), []
    while True:
        left = election["budget"] - spent(election, selected)
        moments = {}
        for id in supported_projects(election, utility):
            if id not in selected and election["costs"][id] <= left:
                fans = [i for i, gain in enumerate(gains) if gain[id] > 0]
                moments[id] = (election["costs"][id] - sum((purses[i] for i in fans), Fraction(0))) / len(fans)
        if not moments:
            break
        least = min(moments.values())
        chosen = min((id for id in moments if moments[id] == least), key=lambda id: rank[id])
        paid = {i: purses[i] + least for i, gain in enumerate(gains) if gain[chosen] > 0}
        assert sum(paid.values()) == election["costs"][chosen]
        purses = [purse + least - paid.get(i, Fraction(0)) for i, purse in enumerate(purses)]
        tied = sorted(id for id in moments if moments[id] == least and id != chosen)
        rounds.append({"project": chosen, "value": least, "tied": tied})
        selected.append(chosen)
        payments.append(paid)
    return outcome | {"selected": selected, "payments": payments, "later": rounds}


def equal_shares_epsilon(election, rank, utility=None):
    """Continue Equal Shares as if voters gained an infinitely small utility from what they do not support.

    Supporters give all they have; the others share what is missing, each paying min(purse, x). The fitting project of
    least x is bought.
    """
    outcome = equal_shares(election, rank, utility)
    gains = utilities(election, utility)
    voters = range(len(gains))
    purses = list(outcome["purses"])
    selected, payments, rounds = list(outcome["selected"]), list(outcome["payments"]), []
    while True:
        left = election["budget"] - spent(election, selected)
        asked = {}
        for id in supported_projects(election, utility):
            if id not in selected and election["costs"][id] <= left:
                fans = [i for i in voters if gains[i][id] > 0]
                missing = election["costs"][id] - sum((purses[i] for i in fans), Fraction(0))
                others = {i: purses[i] for i in voters if i not in fans}
                # paying min(purse, x) is paying min(purse, rho * 1): the same equation as for a price
                level = Fraction(0) if missing <= 0 else price(missing, others, dict.fromkeys(others, Fraction(1)))
                if level is not None:
                    asked[id] = level
        if not asked:
            break
        least = min(asked.values())
        chosen = min((id for id in asked if asked[id] == least), key=lambda id: rank[id])
        paid = {i: purses[i] if gains[i][chosen] > 0 else min(purses[i], least) for i in voters}
        assert sum(paid.values()) == election["costs"][chosen]
        purses = [purses[i] - paid[i] for i in voters]
        tied = sorted(id for id in asked if asked[id] == least and id != chosen)
        rounds.append({"project": chosen, "value": least, "tied": tied})
        selected.append(chosen)
        payments.append(paid)
    return outcome | {"selected": selected, "payments": payments, "later": rounds}


def compared(election, outcome, rank, mode):
    """Return what the comparison step of equalshares.net says: how many voters prefer greedy, how many the outcome.

    Greedy goes by the number of votes, or by total points. "satisfaction" counts the funded projects that a voter
    supports, or her points for them; "exclusion-ratio" counts whether she has any.
    """
    type = election["type"]
    gains = utilities(election, {"approval": "cardinality", "choose-1": "cardinality"}.get(type))
    votes = supporting_votes(election)
    total = {id: sum((gain[id] for gain in gains), Fraction(0)) for id in election["costs"]}
    order = sorted((id for id in election["costs"] if votes[id]), key=lambda id: (-total[id], rank[id]))
    left = election["budget"]
    rival = set()
    for id in order:
        if election["costs"][id] <= left:
            rival.add(id)
            left -= election["costs"][id]
    prefer_greedy = prefer_outcome = 0
    for ballot, gain in zip(election["ballots"], gains, strict=True):
        if mode == "satisfaction":
            ours = sum((gain[id] for id in outcome["selected"]), Fraction(0))
            theirs = sum((gain[id] for id in rival), Fraction(0))
        else:
            ours = any(supports(ballot, id, type) for id in outcome["selected"])
            theirs = any(supports(ballot, id, type) for id in rival)
        prefer_greedy += theirs > ours
        prefer_outcome += ours > theirs
    return {"rival": rival, "prefer_greedy": prefer_greedy, "prefer_outcome": prefer_outcome}


def completed(election, rank, outcome, utility):
    """Add greedily what still fits."""
    more = greedy_continued(election, rank, outcome["selected"], utility)
    return outcome | {"selected": outcome["selected"] + more["selected"], "completion": more}


def equal_shares_greedy(election, rank, utility=None):
    """Return Equal Shares completed by the greedy rule."""
    return completed(election, rank, equal_shares(election, rank, utility), utility)


def equal_shares_add1(election, rank, utility=None, start="floor", increment=1, exhaustive="supported"):
    """Return Equal Shares completed by Add1."""
    return add1(election, rank, utility, start, increment, exhaustive)


def equal_shares_add1_greedy(election, rank, utility=None, start="floor", increment=1):
    """Return Equal Shares completed by Add1 and then by the greedy rule."""
    return completed(election, rank, add1(election, rank, utility, start, increment), utility)
