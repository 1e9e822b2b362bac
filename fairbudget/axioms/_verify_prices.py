"""Recompute price systems, and certificates that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fairbudget.axioms._facts import Facts

__all__ = ["no_prices", "prices"]


def _least(facts: Facts, options: Mapping[str, Any]) -> Fraction:
    return facts.budget / facts.n if options.get("endowment") == "budget" and facts.n else Fraction(0)


def prices(facts: Facts, axiom: str, options: Mapping[str, Any]) -> None:
    """Payments from equal endowments buy the winners, and nothing is left to buy a loser."""
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


def no_prices(facts: Facts, axiom: str, options: Mapping[str, Any]) -> None:
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
