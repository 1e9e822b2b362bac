"""Recompute witnesses about groups of voters: what they could buy, and what they got."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from fairbudget.axioms._facts import Facts

__all__ = ["blocking", "cohesive", "dominating", "fits", "jr", "missed", "solid"]


def jr(facts: Facts, axiom: str) -> None:
    """A group supports a project that it could pay for, and gains nothing."""
    size = facts.read_group()
    (project,) = facts.projects()
    facts.say(f"{project!r} is not selected", project not in facts.winners)
    facts.say("every member supports it", all(project in facts.worth(row) for row, _ in facts.members))
    facts.say("no member gains anything", all(facts.gain(row) == 0 for row, _ in facts.members))
    facts.pays(size, facts.cost[project])


def _gcd(values: Iterable[Fraction]) -> Fraction:
    result = Fraction(0)
    for value in values:
        while value:
            result, value = value, result % value
    return result


def missed(facts: Facts, axiom: str) -> None:
    """A group supports a project that it could pay for, and gets less than its share (EJR+)."""
    size = facts.read_group()
    project = str(facts.witness["project"])
    facts.say(f"{project!r} is a project that is not selected", project in facts.cost and project not in facts.winners)
    facts.say("every member supports it", all(project in facts.worth(row) for row, _ in facts.members))
    cost = facts.cost[project]
    facts.pays(size, cost)
    # what the group sees in each project
    seen: dict[str, Fraction] = {}
    for row, voters in facts.members:
        for id, value in facts.worth(row).items():
            seen[id] = seen.get(id, Fraction(0)) + voters * value
    price = cost / seen[project]
    extra = cost if axiom == "ejr-plus-one" else min(_gcd(facts.cost.values()), cost)

    def paid(row: int) -> Fraction:
        worth = facts.worth(row)
        own = sum((worth[q] * min(facts.cost[q] / seen[q], price) for q in worth if q in facts.winners), Fraction(0))
        return own + worth[project] * extra / seen[project]

    share = facts.budget / facts.n
    facts.say(
        f"each member's winners and claim come to at most {share}", all(paid(row) <= share for row, _ in facts.members)
    )


def cohesive(facts: Facts, axiom: str) -> None:
    """A group agrees on projects that it could pay for, and gains less (EJR, PJR and their relatives)."""
    size = facts.read_group()
    projects = facts.projects()
    points = dict(zip(map(str, facts.witness["projects"]), map(Fraction, facts.witness["points"]), strict=True))
    agreed = all(0 < points[p] <= facts.worth(row).get(p, 0) for row, _ in facts.members for p in projects)
    facts.say("every member has at least the utility stated from each of the projects", agreed)
    promise = sum(points.values(), Fraction(0))
    facts.say("the promise is the sum of these", promise == Fraction(facts.witness["promised"]))
    total = facts.total(projects)
    fresh = [p for p in projects if p not in facts.winners]
    rows = [row for row, _ in facts.members]
    if axiom != "strong-bpjr":
        facts.pays(size, total)
    if axiom.startswith("ejr"):
        facts.say(f"every member gains less than {promise}", all(facts.gain(row) < promise for row in rows))
    if axiom == "strong-ejr":
        facts.say(f"some member gains less than {promise}", any(facts.gain(row) < promise for row in rows))
    if axiom in ("ejr-one", "ejr-any"):
        join = all if axiom == "ejr-one" else any
        facts.say(
            f"{'every' if join is all else 'some'} missing project leaves each member at most at {promise}",
            bool(fresh) and all(join(facts.gain(row) + facts.worth(row)[p] <= promise for p in fresh) for row in rows),
        )

    def together(chosen: set[str]) -> Fraction:
        return sum((max(facts.worth(row).get(p, Fraction(0)) for row in rows) for p in chosen), Fraction(0))

    if axiom in ("pjr", "pjr-one", "pjr-any", "bpjr"):
        facts.say(f"together they gain less than {promise}", together(facts.winners) < promise)
    if axiom in ("pjr-one", "pjr-any"):
        join = all if axiom == "pjr-one" else any
        facts.say(
            f"{'every' if join is all else 'some'} missing project leaves them together at most at {promise}",
            bool(fresh) and join(together(facts.winners | {p}) <= promise for p in fresh),
        )
    covered = {p for row in rows for p in facts.worth(row) if p in facts.winners}
    if axiom == "local-bpjr":
        facts.say(
            "all winners that a member supports are among the projects, and not all of them", covered < set(projects)
        )
    if axiom == "strong-bpjr":
        claim = Fraction(facts.witness["claim"])
        facts.say("the claim is a whole amount of at least 1", claim.denominator == 1 and claim >= 1)
        facts.pays(size, claim)
        facts.say(f"the projects cost at least {claim}", total >= claim)
        facts.say(f"the winners that members support cost less than {claim}", facts.total(covered) < claim)


def blocking(facts: Facts, axiom: str) -> None:
    """A group could pay for projects that make all of its members better off (FJR, core)."""
    size = facts.read_group()
    projects = facts.projects()
    facts.pays(size, facts.total(projects))
    fjr = axiom.startswith("fjr")
    beta = Fraction(facts.witness["promised"]) if fjr else None
    rows = [row for row, _ in facts.members]
    fresh = [p for p in projects if p not in facts.winners]

    def bar(row: int) -> Fraction:
        return facts.gain(row, projects) if beta is None else beta

    if beta is not None:
        facts.say(f"each member would gain at least {beta}", all(facts.gain(row, projects) >= beta for row in rows))
    facts.say("each member gains less than promised", all(facts.gain(row) < bar(row) for row in rows))
    if axiom.endswith("-one"):
        close = all(facts.gain(row) + facts.worth(row).get(p, Fraction(0)) <= bar(row) for row in rows for p in fresh)
        facts.say("whatever one project is added, no member has more than promised", close)
    if axiom.endswith("-any"):
        close = all(
            any(p in facts.worth(row) and facts.gain(row) + facts.worth(row)[p] <= bar(row) for p in fresh)
            for row in rows
        )
        facts.say("for each member some project that she supports gives her no more than promised", close)


def dominating(facts: Facts, axiom: str) -> None:
    """Projects that fit the budget make nobody worse off and a group better off."""
    facts.read_group()
    projects = facts.projects()
    facts.say("the projects fit the budget", facts.total(projects) <= facts.budget)
    everyone = [row for row, _ in facts.all_rows()]
    facts.say("nobody is worse off", all(facts.gain(row, projects) >= facts.gain(row) for row in everyone))
    better = bool(facts.members) and all(facts.gain(row, projects) > facts.gain(row) for row, _ in facts.members)
    facts.say("the group is better off", better)


def solid(facts: Facts, axiom: str) -> None:
    """A group ranks the same projects on top, and has less of them than it could pay for."""
    size = facts.read_group()
    solid = set(facts.projects("solid_for"))
    projects = set(facts.projects())
    ballots = facts.election.ballots

    def heads(row: int) -> bool:
        numbers, places = ballots.row(row)
        top = {
            facts.election.ids[p]
            for p, place in zip(numbers.tolist(), places.tolist(), strict=True)
            if place <= len(solid)
        }
        return top == solid

    facts.say("every member ranks exactly these projects on top", all(heads(row) for row, _ in facts.members))
    facts.say("the projects are among them", projects <= solid)
    total = facts.total(projects)
    facts.pays(size, total)
    have = solid & facts.winners
    if axiom == "ipsc":
        facts.say("they are what the group has and one more", have < projects and len(projects - have) == 1)
    else:
        facts.say("they are dearer than what the group has", total > facts.total(have))


def fits(facts: Facts, axiom: str) -> None:
    """A project that is not selected fits what is left of the budget."""
    projects = facts.projects()
    facts.say("the projects are not selected", bool(projects) and not set(projects) & facts.winners)
    facts.say("they fit what is left of the budget", facts.total(facts.winners) + facts.total(projects) <= facts.budget)
