"""The expanding approvals rule for participatory budgeting.

Aziz and Lee, *Proportionally Representative Participatory Budgeting with Ordinal Preferences* (AAAI 2021), algorithm 1,
in the paper's terms: voters have weights, at first 1; a project needs the weight n * cost / budget.
"""

from fractions import Fraction

from reference.elections import supports


def voter_ranks(election, unranked="leave"):
    """Return for each voter a dict project -> 1 + the number of projects that she prefers to it."""
    result = []
    for ballot in election["ballots"]:
        ranked = [id for id in election["costs"] if supports(ballot, id, election["type"])]
        if isinstance(ballot, dict):
            found = {id: 1 + sum(ballot[other] > ballot[id] for other in ranked) for id in ranked}
        elif election["type"] == "ordinal":
            found = {id: 1 + ballot.index(id) for id in ranked}
        else:
            found = dict.fromkeys(ranked, 1)
        if unranked == "last":
            found |= dict.fromkeys((id for id in election["costs"] if id not in found), len(ranked) + 1)
        result.append(found)
    return result


def expanding_approvals(election, rank, selection="support", unranked="leave"):
    """Return ``selected``, in order, and ``rounds``: dicts with project, value (the rank reached), tied."""
    costs, budget = election["costs"], election["budget"]
    ranks = voter_ranks(election, unranked)
    weights = [Fraction(1) for _ in ranks]
    # what some voter ranks
    open_projects = [id for id in costs if any(id in found for found in ranks)]
    selected, rounds = [], []
    free = sorted((id for id in open_projects if costs[id] == 0), key=lambda id: rank[id])
    for k, id in enumerate(free):
        selected.append(id)
        rounds.append({"project": id, "value": 0, "tied": sorted(free[k + 1 :])})
        open_projects.remove(id)

    def positions(id):
        """How many voters rank a project first, second, ... (negative, so that less is better)."""
        return [-sum(found.get(id) == level for found in ranks) for level in range(1, len(costs) + 2)]

    for level in range(1, len(costs) + 2):
        while True:
            support = {
                id: sum(
                    (w for w, found in zip(weights, ranks, strict=True) if found.get(id, level + 1) <= level),
                    Fraction(0),
                )
                for id in open_projects
            }
            # weight >= n * cost / budget, without dividing by a budget of 0
            ready = [id for id in open_projects if support[id] * budget >= len(ranks) * costs[id]]
            if not ready:
                break
            best = ready
            if selection == "support":
                best = [id for id in ready if support[id] == max(support[other] for other in ready)]
            elif selection == "rank-maximal":
                best = [id for id in ready if positions(id) == min(positions(other) for other in ready)]
            chosen = min(best, key=lambda id: rank[id])
            share = len(ranks) * costs[chosen] / budget / support[chosen]
            weights = [
                w * (1 - share) if found.get(chosen, level + 1) <= level else w
                for w, found in zip(weights, ranks, strict=True)
            ]
            open_projects.remove(chosen)
            selected.append(chosen)
            rounds.append({"project": chosen, "value": level, "tied": sorted(id for id in best if id != chosen)})
    return {"selected": selected, "rounds": rounds}


def psc_violation(election, selected, unranked="leave"):
    """Return a group and a project that show that inclusion PSC is violated, or None.

    Definition 5 of the paper: if a group ranks a set of projects above all others, let P be what some member ranks
    among the first |set|. No project of the set outside the funded part of P may be affordable for the group's share of
    the budget on top of that part. All groups of voters and all sets of projects are tried.
    """
    costs, budget = election["costs"], election["budget"]
    ranks = voter_ranks(election, unranked)
    ids = list(costs)
    n = len(ranks)
    full = [{id: found.get(id, len(found) + 1) for id in ids} for found in ranks]
    for bits in range(1, 2**n):
        group = [i for i in range(n) if bits >> i & 1]
        for chosen in range(1, 2 ** len(ids)):
            inside = [id for k, id in enumerate(ids) if chosen >> k & 1]
            outside = [id for id in ids if id not in inside]
            if any(full[i][a] > full[i][b] for i in group for a in inside for b in outside):
                continue
            near = [id for id in ids if any(full[i][id] <= len(inside) for i in group)]
            funded = [id for id in near if id in selected]
            have = sum((costs[id] for id in funded), Fraction(0))
            for id in inside:
                if id not in funded and (have + costs[id]) * n <= len(group) * budget:
                    return group, inside, id
    return None
