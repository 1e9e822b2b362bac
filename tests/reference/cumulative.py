"""Cumulative single transferable vote: every voter splits an equal part of the budget among projects.

Skowron, Slinko, Szufa and Talmon, *Participatory Budgeting with Cumulative Votes* (arXiv 2009.02690). Each voter's
money lies on the projects; it is moved about, coin by coin, as the text of the rule says.
"""

from fractions import Fraction

from reference.elections import supports

VARIANTS = {
    "ewt": ("excess", "elimination", "reverse-elimination"),
    "ewtc": ("ratio", "elimination", "reverse-elimination"),
    "ewts": ("support", "elimination", "reverse-elimination"),
    "mt": ("excess", "minimal", "under-supported"),
    "mtc": ("ratio", "minimal", "under-supported"),
    "mts": ("support", "minimal", "under-supported"),
}


def coins(election, split="points"):
    """Return for each voter a dict project -> money, for the projects that she supports."""
    voters = len(election["ballots"])
    result = []
    for ballot in election["ballots"]:
        wanted = [id for id in election["costs"] if supports(ballot, id, election["type"])]
        points = {id: Fraction(ballot[id]) if isinstance(ballot, dict) else Fraction(1) for id in wanted}
        if split == "points-times-cost":
            points = {id: value * election["costs"][id] for id, value in points.items()}
            if not any(points.values()):
                points = {}
        total = sum(points.values(), Fraction(0))
        result.append(
            {id: election["budget"] / voters * value / total for id, value in points.items()} if total else {}
        )
    return result


def spread(purse, amount):
    """Add money to the projects of a purse in proportion to what lies on them; nowhere to go if nothing does."""
    total = sum(purse.values(), Fraction(0))
    if total > 0:
        for id in purse:
            purse[id] += amount * purse[id] / total


def cumulative_stv(election, rank, variant="mtc", selection=None, transfers=None, completion=None, split="points"):
    """Return ``selected``, in order, and ``stages``: what each was selected by."""
    defaults = VARIANTS[variant]
    selection, transfers, completion = selection or defaults[0], transfers or defaults[1], completion or defaults[2]
    costs = election["costs"]
    purses = coins(election, split)
    wanted = [id for id in costs if any(supports(b, id, election["type"]) for b in election["ballots"])]
    left = election["budget"]
    selected, stages, eliminated = [], [], []

    def take(id, stage):
        nonlocal left
        selected.append(id)
        stages.append(stage)
        left -= costs[id]
        assert left >= 0

    for id in sorted((id for id in wanted if costs[id] == 0), key=lambda id: rank[id]):
        take(id, "free")
        for purse in purses:
            back = purse.pop(id, Fraction(0))
            spread(purse, back)
    live = [id for id in wanted if costs[id] > 0]

    def support(id):
        return sum((purse.get(id, Fraction(0)) for purse in purses), Fraction(0))

    def key(id):
        if selection == "excess":
            return support(id) - costs[id]
        return support(id) / costs[id] if selection == "ratio" else support(id)

    def best(ids):
        return min(ids, key=lambda id: (-key(id), rank[id]))

    def fund_with_excess(id):
        shares = [purse.pop(id, Fraction(0)) for purse in purses]
        need, have = costs[id], sum(shares, Fraction(0))
        for purse, share in zip(purses, shares, strict=True):
            spread(purse, share * (1 - need / have))

    def reachable(id):
        return sum((sum(purse.values(), Fraction(0)) for purse in purses if purse.get(id, 0) > 0), Fraction(0))

    def fund_by_transfer(id):
        """Every supporter adds in proportion to her support, until the cost is covered or she has nothing more."""
        fans = [purse for purse in purses if purse.get(id, 0) > 0]
        need = costs[id]
        while True:
            ratio = need / sum((purse[id] for purse in fans), Fraction(0))
            poor = [purse for purse in fans if sum(purse.values(), Fraction(0)) <= ratio * purse[id]]
            if not poor:
                break
            for purse in poor:
                need -= sum(purse.values(), Fraction(0))
                purse.clear()
            fans = [purse for purse in fans if purse]
            if need <= 0 or not fans:
                break
        assert need >= 0
        for purse in fans:
            rest = sum(purse.values(), Fraction(0)) - ratio * purse[id]
            del purse[id]
            total = sum(purse.values(), Fraction(0))
            for other in purse:
                purse[other] *= rest / total
        for purse in purses:
            purse.pop(id, None)

    while live:
        ready = [id for id in live if support(id) >= costs[id]]
        if ready:
            chosen = best(ready)
            live.remove(chosen)
            fund_with_excess(chosen)
            take(chosen, "supported")
        elif transfers == "elimination":
            chosen = max(live, key=lambda id: (-key(id), rank[id]))
            live.remove(chosen)
            eliminated.append(chosen)
            for purse in purses:
                spread(purse, purse.pop(chosen, Fraction(0)))
        else:
            out = [id for id in live if reachable(id) < costs[id]]
            eliminated += sorted((id for id in out if id not in eliminated), key=lambda id: -rank[id])
            ready = [id for id in live if id not in out]
            if not ready:
                break
            chosen = best(ready)
            live.remove(chosen)
            fund_by_transfer(chosen)
            take(chosen, "transfer")
    if completion == "reverse-elimination":
        for id in reversed(eliminated):
            if costs[id] <= left:
                take(id, completion)
    elif completion == "under-supported":
        while True:
            fitting = [id for id in wanted if id not in selected and costs[id] <= left]
            if not fitting:
                break
            chosen = best(fitting)
            for purse in purses:
                if purse.get(chosen, 0) > 0:
                    purse.clear()
            take(chosen, completion)
    return {"selected": selected, "stages": stages}
