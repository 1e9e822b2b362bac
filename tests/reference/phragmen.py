"""Phragmén's sequential rule as money that flows in over time.

Los, Christoff and Grossi, *Proportional Budget Allocations: Towards a Systematization* (IJCAI 2022): every voter earns
one unit of money in one unit of time; as soon as the supporters of a project have its cost together, they buy it and
are left with nothing. The package counts in loads instead.
"""

from fractions import Fraction

from reference.elections import supports


def supporters(election):
    """Return project id -> numbers of the voters who support it, for projects that somebody supports."""
    found = {}
    for id in election["costs"]:
        voters = [i for i, ballot in enumerate(election["ballots"]) if supports(ballot, id, election["type"])]
        if voters:
            found[id] = voters
    return found


def start(election):
    """Return the state before anything is bought."""
    budget = election["budget"]
    return {
        "time": Fraction(0),
        "purses": [Fraction(0) for _ in election["ballots"]],
        # what costs more than the whole budget can never be bought
        "open": [id for id in supporters(election) if election["costs"][id] <= budget],
        "left": budget,
    }


def next_projects(election, state):
    """Return the moment at which some open project can be bought next, and all that can be bought then."""
    fans = supporters(election)
    moments = {}
    for id in state["open"]:
        have = sum((state["purses"][i] for i in fans[id]), Fraction(0))
        moments[id] = state["time"] + (election["costs"][id] - have) / len(fans[id])
    if not moments:
        return None, []
    moment = min(moments.values())
    return moment, [id for id in moments if moments[id] == moment]


def after(election, state, moment, id):
    """Return the state after a purchase at some moment, and what each supporter pays."""
    fans = supporters(election)[id]
    purses = [money + moment - state["time"] for money in state["purses"]]
    paid = {i: purses[i] for i in fans}
    assert sum(paid.values(), Fraction(0)) == election["costs"][id]
    return {
        "time": moment,
        "purses": [Fraction(0) if i in paid else money for i, money in enumerate(purses)],
        "open": [other for other in state["open"] if other != id],
        "left": state["left"] - election["costs"][id],
    }, paid


def phragmen(election, rank, overflow="stop"):
    """Return the outcome.

    Returns
    -------
    dict
        ``selected``, in order; ``rounds``: dicts with project, decision, value (the moment), tied; ``payments``: for
        each selected project a dict voter -> Fraction.
    """
    state = start(election)
    selected, rounds, payments = [], [], []
    while True:
        moment, ready = next_projects(election, state)
        if not ready:
            break
        unfit = [id for id in ready if election["costs"][id] > state["left"]]
        if overflow == "stop" and unfit:
            chosen, decision = min(unfit, key=lambda id: rank[id]), "stopped"
        else:
            chosen = min(ready, key=lambda id: rank[id])
            decision = "skipped" if chosen in unfit else "selected"
        rounds.append(
            {
                "project": chosen,
                "decision": decision,
                "value": moment,
                "tied": sorted(id for id in ready if id != chosen),
            }
        )
        if decision == "stopped":
            break
        if decision == "skipped":
            state = state | {"open": [id for id in state["open"] if id != chosen]}
            continue
        state, paid = after(election, state, moment, chosen)
        selected.append(chosen)
        payments.append(paid)
    return {"selected": selected, "rounds": rounds, "payments": payments}


def all_phragmen(election, overflow="stop"):
    """Return every outcome that some way of breaking ties leads to, as a set of frozensets."""
    outcomes = set()

    def explore(state, selected):
        moment, ready = next_projects(election, state)
        unfit = [id for id in ready if election["costs"][id] > state["left"]]
        if not ready or (overflow == "stop" and unfit):
            outcomes.add(selected)
            return
        for id in ready:
            if id in unfit:
                # whether it is passed over now or later makes no difference
                explore(state | {"open": [other for other in state["open"] if other != id]}, selected)
                return
        for id in ready:
            explore(after(election, state, moment, id)[0], selected | {id})

    explore(start(election), frozenset())
    return outcomes
