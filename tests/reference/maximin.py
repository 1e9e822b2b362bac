"""The maximin support rule, or generalised sequential Phragmén.

Aziz, Lee and Talmon, *Proportionally Representative Participatory Budgeting: Axioms and Algorithms* (AAMAS 2018): add
the project with which the greatest load of a voter, if the costs are spread as evenly as possible over the supporters,
is least. By the theorem on maximum flow and minimum cut that load is the greatest cost per supporter of a set of the
projects; here all sets are tried.
"""

from fractions import Fraction
from itertools import combinations

from reference.phragmen import supporters


def max_load(election, projects):
    """Return the greatest cost per supporter over all sets of some projects."""
    fans = supporters(election)
    most = Fraction(0)
    for size in range(1, len(projects) + 1):
        for chosen in combinations(projects, size):
            voters = set().union(*(fans[id] for id in chosen))
            most = max(most, sum((election["costs"][id] for id in chosen), Fraction(0)) / len(voters))
    return most


def loads_with(election, selected):
    """Return for each project that somebody supports and that fits the load that adding it leads to."""
    left = election["budget"] - sum((election["costs"][id] for id in selected), Fraction(0))
    return {
        id: max_load(election, [*selected, id])
        for id in supporters(election)
        if id not in selected and election["costs"][id] <= left
    }


def maximin_support(election, rank):
    """Return ``selected``, in order, and ``rounds``: dicts with project, value (the load), tied.

    Free projects come first.
    """
    selected, rounds = [], []
    while True:
        loads = loads_with(election, selected)
        free = {id: Fraction(0) for id in loads if election["costs"][id] == 0}
        loads = free or loads
        if not loads:
            return {"selected": selected, "rounds": rounds}
        least = min(loads.values())
        best = [id for id in loads if loads[id] == least]
        chosen = min(best, key=lambda id: rank[id])
        selected.append(chosen)
        rounds.append({"project": chosen, "value": least, "tied": sorted(id for id in best if id != chosen)})


def all_maximin_support(election):
    """Return every outcome that some way of breaking ties leads to, as a set of frozensets."""
    outcomes, seen = set(), set()

    def explore(selected):
        if selected in seen:
            return
        seen.add(selected)
        loads = loads_with(election, sorted(selected))
        free = [id for id in loads if election["costs"][id] == 0]
        best = free or [id for id in loads if loads[id] == min(loads.values())]
        if not best:
            outcomes.add(selected)
        for id in best:
            explore(selected | {id})

    explore(frozenset())
    return outcomes
