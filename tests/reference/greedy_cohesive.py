"""The Greedy Cohesive Rule, from the definition, over all sets of projects and all groups.

Peters, Pierczyński and Skowron, *Proportional Participatory Budgeting with Additive Utilities* (NeurIPS 2021).
"""

import itertools

from reference.elections import utilities


def greedy_cohesive(election, rank, utility=None):
    """Return (projects, beta, voters) of each round, and the free projects that are left."""
    gains = utilities(election, utility)
    costs = election["costs"]
    active = list(range(len(gains)))
    funded = set()
    rounds = []
    while True:
        best = None
        left = [id for id in costs if id not in funded]
        for size in range(1, len(left) + 1):
            for chosen in itertools.combinations(left, size):
                cost = sum(costs[id] for id in chosen)
                value = {i: sum(gains[i][id] for id in chosen) for i in active}
                for beta in set(value.values()):
                    group = [i for i in active if value[i] >= beta]
                    if beta > 0 and len(group) * election["budget"] >= cost * len(gains):
                        key = (-beta, cost, -len(group), size, sorted(rank[id] for id in chosen))
                        if best is None or key < best[0]:
                            best = (key, chosen, group)
        if best is None:
            break
        (beta, *_), chosen, group = best
        rounds.append((sorted(chosen, key=lambda id: rank[id]), -beta, len(group)))
        funded |= set(chosen)
        active = [i for i in active if i not in group]
    free = [id for id in costs if costs[id] == 0 and id not in funded and any(gain[id] > 0 for gain in gains)]
    return rounds, sorted(free, key=lambda id: rank[id])
