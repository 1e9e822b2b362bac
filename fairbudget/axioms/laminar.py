"""Laminar proportionality: on elections made of nested and separate parts, each part gets exactly its share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.axioms._view import View
from fairbudget.axioms.verdict import Verdict
from fairbudget.outcome import Outcome
from fairbudget.registry import axioms

__all__ = ["laminar", "parts_of"]

#: voters with their approvals: (row, voters, projects still in play)
Party = list[tuple[int, int, frozenset[int]]]
#: (kind, rows of the part, seats, projects)
Part = tuple[str, list[int], int, frozenset[int]]


def parts_of(party: Party, seats: int) -> list[Part] | None:
    """Take a committee election apart; None if it is not laminar.

    Returns
    -------
    list of (kind, rows, seats, projects)
        ``common``: all rows approve these projects, each of which takes one seat. ``unanimous``: all rows approve
        exactly these projects, of which `seats` are to be elected.
    """
    found: list[Part] = []
    while True:
        rows = [r for r, _, _ in party]
        ballots = {projects for _, _, projects in party}
        common = frozenset.intersection(*ballots)
        if len(ballots) == 1 and len(common) >= seats:
            return [*found, ("unanimous", rows, seats, common)]
        if common:
            if len(common) >= seats:
                return None
            found.append(("common", rows, len(common), common))
            seats -= len(common)
            party = [(r, voters, projects - common) for r, voters, projects in party]
            continue
        break
    components = _components(party)
    if len(components) < 2:
        return None
    total = sum(voters for _, voters, _ in party)
    for component in components:
        share = Fraction(seats * sum(voters for _, voters, _ in component), total)
        if share.denominator != 1:
            return None
        inner = parts_of(component, int(share))
        if inner is None:
            return None
        found += inner
    return found


def _components(party: Party) -> list[Party]:
    """Split voters into parts that share no project."""
    groups: list[tuple[set[int], Party]] = []
    for voter in party:
        projects, members = set(voter[2]), [voter]
        rest = []
        for group in groups:
            if group[0] & voter[2]:
                projects |= group[0]
                members = group[1] + members
            else:
                rest.append(group)
        groups = [*rest, (projects, members)]
    return [members for _, members in groups]


@axioms.register(
    "laminar",
    name="Laminar proportionality",
    reference="Peters and Skowron 2020, definitions 1 and 2",
    ballots=("approval", "choose-1"),
    complexity="O(voters * projects)",
)
def laminar(outcome: Outcome) -> Verdict:
    """On a laminar election with equal costs, each part elects exactly its share of its own projects.

    An election is laminar if all voters approve the same projects and these are enough; or all approve some common
    project, and what is left without it and one seat is laminar; or it splits into parts without common projects whose
    seats are whole and in proportion to their voters, each laminar. Seats: floor(B / cost). The figure ``laminar``
    says whether the election is; on any other one, and where costs differ, the axiom demands nothing.
    """
    view = View.of("laminar", outcome, "cardinality")
    nothing = {"figures": {"laminar": False}}
    costs = set(view.costs)
    if len(costs) != 1 or 0 in costs:
        return view.satisfied("costs are not equal: the axiom demands nothing", **nothing)
    seats = view.budget // costs.pop()
    party = [(r, voters, frozenset(view.rows[r])) for r, voters in enumerate(view.weights) if voters]
    parts = parts_of(party, seats) if party and seats else None
    if parts is None:
        return view.satisfied("the election is not laminar: the axiom demands nothing", **nothing)
    facts: dict[str, Any] = {"figures": {"laminar": True}}
    for kind, rows, wanted, projects in parts:
        # projects of this part that were set aside before belong to other entries
        elected = projects & view.chosen
        if len(elected) != wanted:
            witness = {
                "kind": "part",
                "part": kind,
                "seats": wanted,
                "elected": view.ids(elected),
                **view.group(rows),
                **view.bundle(projects),
            }
            return view.violated("a part of a laminar election does not get exactly its share", witness, **facts)
    if len(view.chosen) != seats:
        witness = {
            "kind": "part",
            "part": "all",
            "seats": seats,
            "elected": view.ids(view.chosen),
            **view.group([r for r, _, _ in party]),
            **view.bundle(range(len(view.costs))),
        }
        return view.violated("the seats are not all filled", witness, **facts)
    return view.satisfied(**facts)
