"""Recompute a witness from the definitions alone: ballots, costs and budget in fractions, no search, nothing shared.

This module uses none of the code that finds witnesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.axioms.verdict import Verdict
from fairbudget.election import Election
from fairbudget.errors import InputError

__all__ = ["Confirmation", "verify"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What came out of recomputing a witness.

    Attributes
    ----------
    axiom : str
    claim : str
        ``satisfied`` or ``violated``.
    statements : tuple of (str, bool)
        What had to be true, and whether it is.
    """

    axiom: str
    claim: str
    statements: tuple[tuple[str, bool], ...]

    @property
    def holds(self) -> bool:
        """Whether every statement is true."""
        return all(truth for _, truth in self.statements)


class _Stop(Exception):
    """What was found wrong leaves nothing else to be recomputed."""


class _Facts:
    """The election and the outcome, as the definitions speak of them."""

    def __init__(self, verdict: Verdict) -> None:
        self.election: Election = verdict.election
        self.witness: Mapping[str, Any] = verdict.witness or {}
        self.utility = str(verdict.options.get("utility") or "cardinality")
        election = self.election
        self.cost = {id: Fraction(election.money(int(c))) for id, c in zip(election.ids, election.costs, strict=True)}
        self.budget = Fraction(election.budget)
        self.n = election.num_voters
        self.winners = set(verdict.selected)
        self.statements: list[tuple[str, bool]] = []
        self._worth: dict[int, dict[str, Fraction]] = {}
        self.members: list[tuple[int, int]] = []

    def say(self, text: str, truth: bool) -> bool:
        self.statements.append((text, bool(truth)))
        return bool(truth)

    def worth(self, row: int) -> dict[str, Fraction]:
        """Return the positive utilities of one voter of a row."""
        if row in self._worth:
            return self._worth[row]
        ballots = self.election.ballots
        projects, values = ballots.row(row)
        result: dict[str, Fraction] = {}
        for p, value in zip(projects.tolist(), values.tolist(), strict=True):
            id = self.election.ids[p]
            if value <= 0:
                continue
            if self.utility == "cost":
                amount = self.cost[id]
            elif self.utility == "cardinality":
                amount = Fraction(1)
            elif self.utility == "score" and ballots.type != "ordinal":
                amount = Fraction(value, ballots.point_unit)
            elif self.utility == "borda" and ballots.type == "ordinal":
                amount = Fraction(len(values) - value)
            else:
                raise InputError(f"witnesses for utility {self.utility!r} cannot be recomputed")
            if amount > 0:
                result[id] = amount
        self._worth[row] = result
        return result

    def gain(self, row: int, projects: Iterable[str] | None = None) -> Fraction:
        chosen = self.winners if projects is None else set(projects)
        return sum((value for id, value in self.worth(row).items() if id in chosen), Fraction(0))

    def total(self, projects: Iterable[str]) -> Fraction:
        return sum((self.cost[id] for id in set(projects)), Fraction(0))

    def projects(self, key: str = "projects") -> list[str]:
        ids = [str(id) for id in self.witness[key]]
        self.say(
            f"{key} are projects of the election, each once", set(ids) <= set(self.cost) and len(set(ids)) == len(ids)
        )
        return [id for id in ids if id in self.cost]

    def read_group(self) -> int:
        """Check the group's ballots and voters against the election; return its size."""
        ballots = self.election.ballots
        rows: set[int] = set()
        sound = True
        size = 0
        for entry in self.witness["group"]:
            row, voters = int(entry["row"]), int(entry["voters"])
            if not 0 <= row < len(ballots) or row in rows or not 1 <= voters <= int(ballots.multiplicities[row]):
                sound = False
                continue
            rows.add(row)
            size += voters
            ids = [self.election.ids[p] for p in ballots.row(row)[0].tolist()]
            sound = sound and sorted(ids) == sorted(map(str, entry["ballot"]))
            sound = sound and Fraction(entry["gained"]) == self.gain(row)
            self.members.append((row, voters))
        self.say("the group consists of voters of the election, with the ballots and gains stated", sound and size > 0)
        self.say("the group has the number of voters stated", size == self.witness["voters"])
        if not sound or not size:
            raise _Stop
        return size

    def pays(self, voters: int, cost: Fraction) -> bool:
        return self.say(
            f"{voters} of {self.n} voters can pay {cost}: {voters} * {self.budget} >= {self.n} * {cost}",
            voters > 0 and voters * self.budget >= self.n * cost,
        )

    def all_rows(self) -> list[tuple[int, int]]:
        counts = self.election.ballots.multiplicities.tolist()
        return [(row, count) for row, count in enumerate(counts) if count]


def _jr(facts: _Facts, axiom: str) -> None:
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


def _missed(facts: _Facts, axiom: str) -> None:
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


def _cohesive(facts: _Facts, axiom: str) -> None:
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


def _blocking(facts: _Facts, axiom: str) -> None:
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


def _dominating(facts: _Facts, axiom: str) -> None:
    facts.read_group()
    projects = facts.projects()
    facts.say("the projects fit the budget", facts.total(projects) <= facts.budget)
    everyone = [row for row, _ in facts.all_rows()]
    facts.say("nobody is worse off", all(facts.gain(row, projects) >= facts.gain(row) for row in everyone))
    better = bool(facts.members) and all(facts.gain(row, projects) > facts.gain(row) for row, _ in facts.members)
    facts.say("the group is better off", better)


def _solid(facts: _Facts, axiom: str) -> None:
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


def _fits(facts: _Facts, axiom: str) -> None:
    projects = facts.projects()
    facts.say("the projects are not selected", bool(projects) and not set(projects) & facts.winners)
    facts.say("they fit what is left of the budget", facts.total(facts.winners) + facts.total(projects) <= facts.budget)


def _least(facts: _Facts, options: Mapping[str, Any]) -> Fraction:
    return facts.budget / facts.n if options.get("endowment") == "budget" and facts.n else Fraction(0)


def _prices(facts: _Facts, axiom: str, options: Mapping[str, Any]) -> None:
    endowment = Fraction(facts.witness["endowment"])
    facts.say("the endowment is large enough", endowment >= _least(facts, options))
    paying: dict[int, dict[str, Fraction]] = {}
    twice = False
    for entry in facts.witness["payments"]:
        pays = {str(id): Fraction(value) for id, value in entry["pays"].items()}
        for row in entry["rows"]:
            twice = twice or int(row) in paying
            paying[int(row)] = pays
    rows = facts.all_rows()
    facts.say("payers are voters, listed once", not twice and set(paying) <= {row for row, _ in rows})
    allowed = within = True
    received: dict[str, Fraction] = {}
    offered: dict[str, Fraction] = {}
    for row, voters in rows:
        pays = paying.get(row, {})
        approved = facts.worth(row)
        allowed = allowed and all(v >= 0 and id in approved and id in facts.winners for id, v in pays.items() if v)
        left = endowment - sum(pays.values(), Fraction(0))
        within = within and left >= 0
        offer = max([left, *pays.values()]) if axiom == "stable-priceability" else left
        for id, value in pays.items():
            received[id] = received.get(id, Fraction(0)) + voters * value
        if offer:
            for id in approved:
                if id not in facts.winners:
                    offered[id] = offered.get(id, Fraction(0)) + voters * offer
    facts.say("voters pay only for winners that they support", allowed)
    facts.say("no voter pays more than the endowment", within)
    facts.say(
        "each winner receives exactly its cost", all(received.get(id, 0) == facts.cost[id] for id in facts.winners)
    )
    facts.say(
        "the supporters of a loser do not have more than its cost",
        all(amount <= facts.cost[id] for id, amount in offered.items()),
    )
    if options.get("exhaustive") == "yes":
        left = facts.budget - facts.total(facts.winners)
        facts.say(
            "nothing more fits the budget", all(c > left for id, c in facts.cost.items() if id not in facts.winners)
        )


def _no_prices(facts: _Facts, axiom: str, options: Mapping[str, Any]) -> None:
    """Check the inequality that every price system would have to satisfy, and that it cannot.

    For a voter let L be the sum of the losers' numbers that she supports, and v the greatest number (stable:
    bounded so that max(v, 0) + sum of max(0, v - y) <= L; else v <= L and v <= y) over the winners she supports. Then
    endowment * sum v - sum of cost * y <= sum of cost * lambda in every price system.
    """
    y = {str(id): Fraction(value) for id, value in facts.witness["winners"].items()}
    z = {str(id): Fraction(value) for id, value in facts.witness["losers"].items()}
    costly = {id for id in facts.winners if facts.cost[id]}
    facts.say("there is a number for each winner that costs money", set(y) == costly)
    facts.say("the numbers of losers are not negative", all(v >= 0 and id not in facts.winners for id, v in z.items()))
    stable = axiom == "stable-priceability"
    total = Fraction(0)
    for row, voters in facts.all_rows():
        approved = facts.worth(row)
        limit = sum((z.get(id, Fraction(0)) for id in approved), Fraction(0))
        prices = [y[id] for id in approved if id in y]
        if not stable:
            value = min([limit, *prices])
        else:
            # the greatest v: try each set of terms that can be positive, largest first
            knots = sorted([Fraction(0), *prices])
            value = max(
                candidate
                for count in range(1, len(knots) + 1)
                if (candidate := (limit + sum(knots[:count])) / count) >= knots[0]
                and sum(max(Fraction(0), candidate - knot) for knot in knots) <= limit
            )
        total += voters * value
    paid = sum((facts.cost[id] * value for id, value in y.items()), Fraction(0))
    allowed = sum((facts.cost[id] * value for id, value in z.items()), Fraction(0))
    facts.say("the voters' numbers do not sum to less than 0", total >= 0)
    facts.say(
        "even the least endowment breaks the inequality of price systems",
        _least(facts, options) * total > paid + allowed,
    )


def _part(facts: _Facts, axiom: str) -> None:
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
    facts: _Facts, voters: list[tuple[int, int, frozenset[str]]], seats: int
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


#: kind -> (function, what it claims, axioms, whether it needs the options)
_KINDS: dict[str, tuple[Callable[..., None], str, tuple[str, ...], bool]] = {
    "group": (_jr, "violated", ("jr",), False),
    "missed": (_missed, "violated", ("ejr-plus", "ejr-plus-one"), False),
    "cohesive": (
        _cohesive,
        "violated",
        ("ejr", "ejr-one", "ejr-any", "strong-ejr", "pjr", "pjr-one", "pjr-any", "bpjr", "strong-bpjr", "local-bpjr"),
        False,
    ),
    "blocking": (_blocking, "violated", ("fjr", "fjr-one", "fjr-any", "core", "core-one", "core-any"), False),
    "dominating": (_dominating, "violated", ("pareto",), False),
    "solid": (_solid, "violated", ("ipsc", "psc"), False),
    "part": (_part, "violated", ("laminar",), False),
    "fits": (_fits, "violated", ("priceability", "stable-priceability"), False),
    "prices": (_prices, "satisfied", ("priceability", "stable-priceability"), True),
    "no-prices": (_no_prices, "violated", ("priceability", "stable-priceability"), True),
}


def verify(verdict: Verdict) -> Confirmation:
    """Recompute the witness of a verdict from the definitions.

    Parameters
    ----------
    verdict : Verdict
        With a witness; read from a file, for example.

    Returns
    -------
    Confirmation
        ``holds`` is False if anything that the witness states, or must satisfy, is not so.

    Raises
    ------
    InputError
        If there is no witness, or it is damaged.

    Notes
    -----
    Linear in the ballots and the witness, in fractions.
    """
    witness = verdict.witness
    if witness is None:
        raise InputError(f"the verdict on {verdict.axiom} ({verdict.status}) has no witness to be recomputed")
    kind = witness.get("kind")
    if kind not in _KINDS:
        raise InputError(f"unknown kind of witness {kind!r}")
    function, claim, axioms, with_options = _KINDS[kind]
    facts = _Facts(verdict)
    facts.say(
        f"a witness of this kind says that {verdict.axiom} is {claim}",
        verdict.axiom in axioms and verdict.status == claim,
    )
    facts.say("the outcome fits the budget", facts.total(facts.winners) <= facts.budget)
    try:
        if facts.statements[0][1]:
            if "cost" in witness:
                facts.say(
                    "the cost stated is that of the projects", facts.total(witness["projects"]) == witness["cost"]
                )
            if with_options:
                function(facts, verdict.axiom, verdict.options)
            else:
                function(facts, verdict.axiom)
            fixed = {"bpjr": "cost", "strong-bpjr": "cost", "local-bpjr": "cardinality"}.get(verdict.axiom)
            if fixed:
                facts.say(f"the utility is {fixed}", facts.utility == fixed)
    except _Stop:
        pass
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"damaged witness: {type(error).__name__}: {error}") from None
    return Confirmation(verdict.axiom, claim, tuple(facts.statements))
