"""Recompute the part of a laminar election that has too few or too many winners."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.axioms._facts import Facts

__all__ = ["part"]


def part(facts: Facts, axiom: str) -> None:
    """Take the election apart again, as the definition says, and find the part stated."""
    facts.read_group()
    projects = frozenset(facts.projects())
    elected = set(facts.projects("elected"))
    seats = int(facts.witness["seats"])
    facts.say("the winners stated are those among the projects", elected == projects & facts.winners)
    facts.say("they are not as many as the seats", len(elected) != seats)
    prices = set(facts.cost.values())
    if not facts.say("all projects cost the same", len(prices) == 1 and 0 not in prices):
        return
    size = int(facts.budget // prices.pop())
    kind = str(facts.witness["part"])
    found = _find(facts, [(row, count, frozenset(facts.worth(row))) for row, count in facts.all_rows()], size)
    facts.say("the election is laminar", found is not None)
    rows = frozenset(row for row, _ in facts.members)
    if kind == "all":
        facts.say("the seats are those of the election", seats == size and projects == set(facts.cost))
    else:
        facts.say("it has this part", (kind, rows, seats, projects) in (found or []))


def _find(
    facts: Facts, voters: list[tuple[int, int, frozenset[str]]], seats: int
) -> list[tuple[str, frozenset[int], int, frozenset[str]]] | None:
    rows = frozenset(row for row, _, _ in voters)
    ballots = [ballot for _, _, ballot in voters]
    if not ballots or seats < 1:
        return None
    if all(ballot == ballots[0] for ballot in ballots) and len(ballots[0]) >= seats:
        return [("unanimous", rows, seats, ballots[0])]
    shared = ballots[0].intersection(*ballots)
    if shared:
        rest = _find(facts, [(r, w, ballot - shared) for r, w, ballot in voters], seats - len(shared))
        return None if rest is None else [("common", rows, len(shared), shared), *rest]
    # grow the part of the first voter until nothing connects it to the others
    inside, known = {voters[0][0]}, set(voters[0][2])
    while True:
        more = {r for r, _, ballot in voters if r not in inside and ballot & known}
        if not more:
            break
        inside |= more
        known |= {p for r, _, ballot in voters if r in more for p in ballot}
    if len(inside) == len(voters):
        return None
    here = sum(w for r, w, _ in voters if r in inside)
    part = Fraction(seats * here, sum(w for _, w, _ in voters))
    if part.denominator != 1:
        return None
    first = _find(facts, [voter for voter in voters if voter[0] in inside], int(part))
    second = _find(facts, [voter for voter in voters if voter[0] not in inside], seats - int(part))
    return None if first is None or second is None else [*first, *second]
