"""What to do with the money that Equal Shares leaves: greedy completion, and raising the endowment step by step.

Add1 as in the tool of equalshares.net: raise every voter's endowment in equal steps while the outcome costs no more
than the budget, and stop as soon as no supported project fits into what is left.
"""

import math
from fractions import Fraction

from reference.elections import utilities
from reference.equal_shares import equal_shares
from reference.greedy import greedy_continued


def spent(election, selected):
    return sum((election["costs"][id] for id in selected), Fraction(0))


def supported_projects(election, utility):
    """Return the projects from which some voter gains."""
    gains = utilities(election, utility)
    return [id for id in election["costs"] if any(gain[id] > 0 for gain in gains)]


def add1(election, rank, utility=None, start="floor", increment=1):
    """Return Equal Shares at the endowment where Add1 stops, with that endowment under ``endowment``."""
    if not election["ballots"]:
        return equal_shares(election, rank, utility) | {"endowment": None, "steps": 0}
    share = election["budget"] / len(election["ballots"])
    endowment = Fraction(math.floor(share)) if start == "floor" else share
    supported = supported_projects(election, utility)
    outcome = equal_shares(election, rank, utility, endowment)
    steps = 0
    while True:
        left = election["budget"] - spent(election, outcome["selected"])
        wanting = [id for id in supported if id not in outcome["selected"]]
        if not any(election["costs"][id] <= left for id in wanting):
            break
        raised = equal_shares(election, rank, utility, endowment + Fraction(increment))
        if spent(election, raised["selected"]) > election["budget"]:
            break
        endowment += Fraction(increment)
        outcome = raised
        steps += 1
    return outcome | {"endowment": endowment, "steps": steps}


def completed(election, rank, outcome, utility):
    """Add greedily what still fits."""
    more = greedy_continued(election, rank, outcome["selected"], utility)
    return outcome | {"selected": outcome["selected"] + more["selected"], "completion": more}


def equal_shares_greedy(election, rank, utility=None):
    """Return Equal Shares completed by the greedy rule."""
    return completed(election, rank, equal_shares(election, rank, utility), utility)


def equal_shares_add1(election, rank, utility=None, start="floor", increment=1):
    """Return Equal Shares completed by Add1."""
    return add1(election, rank, utility, start, increment)


def equal_shares_add1_greedy(election, rank, utility=None, start="floor", increment=1):
    """Return Equal Shares completed by Add1 and then by the greedy rule."""
    return completed(election, rank, add1(election, rank, utility, start, increment), utility)
