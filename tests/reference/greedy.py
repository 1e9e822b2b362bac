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


def city_points(election):
    """Return the points of each project: 1 for an approval, the points given, or L, L - 1, ... by rank.

    L is the length of the longest ballot.
    """
    type = election["type"]
    longest = max((len(ballot) for ballot in election["ballots"]), default=0)
    points = dict.fromkeys(election["costs"], Fraction(0))
    for ballot in election["ballots"]:
        for id in ballot:
            if type in ("cumulative", "scoring"):
                points[id] += Fraction(ballot[id])
            elif type == "ordinal":
                points[id] += longest - ballot.index(id)
            else:
                points[id] += 1
    return points


def greedy_of_cities(election, rank, by, utility, overflow, unsupported, threshold, groups):
    """Go down the list of eligible projects by utility per cost, votes or points.

    At most one project of each group is funded. A project is eligible if it has at least `threshold` votes (points, if
    the list is by points).

    Returns
    -------
    list of (project, decision)
    """
    votes = supporting_votes(election)
    points = city_points(election)
    worth = {"votes": votes, "score": points, "utility-per-cost": bang_per_buck(election, utility)}[by]
    reached = points if by == "score" else votes
    waiting = [id for id in election["costs"] if threshold is None or reached[id] >= threshold]
    if unsupported == "leave":
        waiting = [id for id in waiting if votes[id] > 0]
    remaining = election["budget"]
    funded, decisions = [], []
    while waiting:
        candidates = [id for id in waiting if votes[id] > 0] or waiting
        best = [id for id in candidates if not any(better(worth[other], worth[id]) for other in candidates)]
        chosen = min(best, key=lambda id: rank[id])
        waiting.remove(chosen)
        if any(chosen in group and any(other in funded for other in group) for group in groups):
            decisions.append((chosen, "excluded"))
        elif election["costs"][chosen] <= remaining:
            remaining -= election["costs"][chosen]
            funded.append(chosen)
            decisions.append((chosen, "selected"))
        elif overflow == "skip":
            decisions.append((chosen, "skipped"))
        else:
            decisions.append((chosen, "stopped"))
            break
    return decisions
