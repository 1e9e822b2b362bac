"""Greedy utilitarian welfare: the most total utility per unit of money first."""

from fractions import Fraction

from reference.elections import supporting_votes, utilities


def bang_per_buck(election, name=None):
    """Return total utility / cost of each project; None stands for infinity (a supported project that is free)."""
    gains = utilities(election, name)
    votes = supporting_votes(election)
    worth = {}
    for id, cost in election["costs"].items():
        if cost == 0:
            worth[id] = None if votes[id] > 0 else Fraction(0)
        else:
            worth[id] = sum((gain[id] for gain in gains), Fraction(0)) / cost
    return worth


def better(one, two):
    """Whether the worth `one` is strictly more than `two`."""
    if two is None:
        return False
    return one is None or one > two


def greedy(election, rank, utility=None, overflow="skip", unsupported="leave"):
    """Return the outcome of the greedy rule: see :func:`greedy_continued`."""
    return greedy_continued(election, rank, [], utility, overflow, unsupported)


def greedy_continued(election, rank, bought, utility=None, overflow="skip", unsupported="leave"):
    """Complete `bought` by the greedy rule.

    Returns
    -------
    dict
        ``selected``: what is added, in order; ``rounds``: dicts with project, decision, value, remaining, tied.
    """
    votes = supporting_votes(election)
    worth = bang_per_buck(election, utility)
    remaining = election["budget"] - sum((election["costs"][id] for id in bought), Fraction(0))
    supported = [id for id in election["costs"] if id not in bought and votes[id] > 0]
    others = [id for id in election["costs"] if id not in bought and votes[id] == 0] if unsupported == "fund" else []
    selected = []
    rounds = []
    while supported or others:
        # what no ballot supports comes after all that some ballot supports, even without utility
        candidates = supported or others
        best = [id for id in candidates if not any(better(worth[other], worth[id]) for other in candidates)]
        chosen = min(best, key=lambda id: rank[id])
        candidates.remove(chosen)
        fits = election["costs"][chosen] <= remaining
        if fits:
            selected.append(chosen)
            remaining -= election["costs"][chosen]
        rounds.append(
            {
                "project": chosen,
                "decision": "selected" if fits else ("skipped" if overflow == "skip" else "stopped"),
                "value": worth[chosen],
                "remaining": remaining,
                "tied": sorted(id for id in best if id != chosen),
            }
        )
        if not fits and overflow == "stop":
            break
    return {"selected": selected, "rounds": rounds}
