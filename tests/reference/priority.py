"""Funding in the order of priorities: what a Musrenbang list does."""


def priority_order(election, rank, priorities=None, overflow="stop"):
    """Return the selection by ascending priority number, or as listed if there are no priorities."""
    remaining = election["budget"]
    order = list(election["costs"])
    if priorities is not None:
        order.sort(key=lambda id: (priorities[id], rank[id]))
    selected = []
    for id in order:
        if election["costs"][id] <= remaining:
            selected.append(id)
            remaining -= election["costs"][id]
        elif overflow == "stop":
            break
    return {"selected": selected}
