"""Priceability: voters with equal endowments could have bought the winners, and no loser with what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.axioms._price_search import Payments, decide, exact_system
from fairbudget.axioms._prices import Kind, Market
from fairbudget.axioms._view import SECONDS, View, seconds_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import axioms, choice

__all__ = ["priceability", "stable_priceability"]

#: Losers of the first programme.
FIRST = 3


def _market(view: View, losers: Sequence[int], least: Fraction, stable: bool) -> Market:
    """Merge ballots that support the same winners and the same of these losers."""
    wanted = frozenset(losers)
    merged: dict[tuple[tuple[int, ...], tuple[int, ...]], Kind] = {}
    for r, worth in enumerate(view.rows):
        voters = view.weights[r]
        if not voters:
            continue
        key = (
            tuple(p for p in worth if p in view.chosen and view.costs[p]),
            tuple(q for q in worth if q in wanted),
        )
        kind = merged.get(key)
        merged[key] = Kind([*kind.rows, r], kind.voters + voters, *key) if kind else Kind([r], voters, *key)
    winners = [p for p in sorted(view.chosen) if view.costs[p]]
    costs = {p: view.costs[p] for p in (*winners, *losers)}
    return Market(list(merged.values()), costs, winners, list(losers), least, stable)


def _system(view: View, market: Market, payments: Payments, endowment: Fraction) -> dict[str, Any]:
    unit = view.election.money_unit
    return {
        "kind": "prices",
        "endowment": plain(endowment / unit),
        "payments": [
            {
                "rows": kind.rows,
                "pays": {view.election.ids[p]: plain(value / unit) for p, value in part.items() if value},
            }
            for kind, part in zip(market.kinds, payments, strict=True)
            if any(part.values())
        ],
    }


def _proof(view: View, prices: Mapping[int, Fraction], duals: Mapping[int, Fraction]) -> dict[str, Any]:
    return {
        "kind": "no-prices",
        "winners": {view.election.ids[p]: plain(value) for p, value in prices.items()},
        "losers": {view.election.ids[q]: plain(value) for q, value in duals.items() if value},
    }


def _short(view: View, market: Market, payments: Payments, endowment: Fraction, rest: Sequence[int]) -> list[int]:
    """Return the losers left out of the market that a price system's leftovers could buy, most overshot first."""
    offered = dict.fromkeys(rest, Fraction(0))
    for kind, part in zip(market.kinds, payments, strict=True):
        left = endowment - sum(part.values(), Fraction(0))
        offer = max([left, *part.values()]) if market.stable else left
        if offer:
            for r in kind.rows:
                for q in view.rows[r]:
                    if q in offered:
                        offered[q] += view.weights[r] * offer
    return [q for q in rest if offered[q] > view.costs[q]]


def _check(axiom: str, outcome: Outcome, endowment: str, exhaustive: str, seconds: float) -> Verdict:
    options = {"endowment": endowment, "exhaustive": exhaustive, "seconds": seconds}
    view = View.of(axiom, outcome, "cardinality", **options)
    stable = axiom == "stable-priceability"
    left = view.budget - sum(view.costs[p] for p in view.chosen)
    losers = [q for q in range(len(view.costs)) if q not in view.chosen]
    if exhaustive == "yes":
        fits = [q for q in losers if view.costs[q] <= left]
        if fits:
            witness = {"kind": "fits", **view.bundle(fits[:1])}
            return view.violated("a project that is not selected fits the budget that is left", witness)
    least = Fraction(view.budget, view.n) if endowment == "budget" and view.n else Fraction(0)
    supported = [len(view.worth.of(p)[0]) > 0 for p in range(len(view.costs))]
    alone = [p for p in sorted(view.chosen) if view.costs[p] and not supported[p]]
    if alone:
        witness = _proof(view, {p: Fraction(-(p in alone)) for p in sorted(view.chosen) if view.costs[p]}, {})
        return view.violated("nobody supports a winner that costs money", witness)
    losers = [q for q in losers if supported[q]]
    voters = {q: sum(view.weights[r] for r in view.worth.of(q)[0].tolist()) for q in losers}
    # others can matter only if endowments are larger than the least; they are added when they do
    active = [q for q in losers if voters[q] * least > view.costs[q] or not least]
    if len(active) > FIRST:
        # the ones that supporters could buy most times over often prove alone that there is no price system
        active = sorted(sorted(active, key=lambda q: -Fraction(voters[q], max(1, view.costs[q])))[:FIRST])
    solved = 0
    while True:
        market = _market(view, active, least, stable)
        paid = _paid(view, market) if market.kinds else None
        found: Any = paid
        margin: float | None = None
        if paid is None:
            found, margin = decide(market, seconds)
        solved += 1
        effort = {"programmes": solved, "kinds": len(market.kinds), "losers": len(active)}
        if found is None:
            why = "the solver's time is up; raise seconds" if margin is None else (
                "losers can just be bought or just not: floats cannot tell, and it is too large to decide in fractions"
            )  # fmt: skip
            return view.undecided(why, effort=effort)
        if isinstance(found[0], dict):
            figures = {} if margin is None else {"relaxation": 1 + margin}
            witness = _proof(view, found[0], found[1])
            return view.violated("no price system exists", witness, figures=figures, effort=effort)
        payments, money = found
        assert isinstance(money, Fraction)
        taken = set(active)
        short = _short(view, market, payments, money, [q for q in losers if q not in taken])
        if not short:
            return view.satisfied(witness=_system(view, market, payments, money), effort=effort)
        active = sorted([*active, *short])


def _paid(view: View, market: Market) -> tuple[Payments, Fraction] | None:
    """Return the price system that the rule's own payments are, if they are one."""
    payments = view.outcome.approximate_payments
    if payments is None or market.stable:
        return None
    totals: dict[int, NDArray[np.float64]] = {}
    chosen = view.election.numbers(view.outcome.selected)
    if len(payments.rows) != len(chosen):
        return None
    for p, rows, amounts in zip(chosen, payments.rows, payments.amounts, strict=True):
        totals[p] = np.zeros(len(view.weights))
        totals[p][rows] = np.asarray([float(amount) for amount in amounts])
    if any(not totals[p].any() for p in market.winners):
        return None
    weights = np.array(view.weights, float) * view.election.money_unit
    parts: Payments = []
    for kind in market.kinds:
        rows = np.array(kind.rows)
        parts.append({p: Fraction(float((totals[p][rows] * weights[rows]).sum())) for p in kind.winners})
    return exact_system(market, parts, market.least)


_ENDOWMENT = choice(
    "endowment", ("budget", "free"), "budget", "endowments together cover at least the budget, or are any amount"
)
_EXHAUSTIVE = choice("exhaustive", ("no", "yes"), "no", "whether nothing more may fit the budget")
_OPTIONS: dict[str, Any] = {
    "options": (_ENDOWMENT, _EXHAUSTIVE, seconds_option),
    "ballots": BALLOT_TYPES,
    "complexity": "a sparse linear programme with a variable for each distinct ballot and winner on it",
}


@axioms.register(
    "priceability",
    name="Priceability",
    reference="Peters and Skowron 2020, section 3; Los, Christoff, Grossi 2022 for costs",
    **_OPTIONS,
)
def priceability(
    outcome: Outcome, *, endowment: str = "budget", exhaustive: str = "no", seconds: float = SECONDS
) -> Verdict:
    """Voters with equal endowments could have paid for the winners they support, and for no loser with what is left.

    There are an endowment b (b * n >= B unless ``endowment`` is free) and payments of each voter, at most b in all,
    only for winners she supports; each winner is paid its cost; the supporters of a loser have together at most its
    cost left. The witness is the price system, or a certificate that there is none. The figure ``relaxation`` is the
    least factor on the costs of losers with which there would be one, as the solver's float.
    """
    return _check("priceability", outcome, endowment, exhaustive, seconds)


@axioms.register(
    "stable-priceability",
    name="Stable priceability",
    reference="Peters, Pierczyński, Shah, Skowron 2021 (market-based explanations)",
    **_OPTIONS,
)
def stable_priceability(
    outcome: Outcome, *, endowment: str = "budget", exhaustive: str = "no", seconds: float = SECONDS
) -> Verdict:
    """As priceability, but supporters of a loser would also give up what they pay for some one winner.

    For each loser, the sum over its supporters of the greater of what she has left and her largest payment is at most
    its cost. Payments are compared as amounts, for approvals.
    """
    return _check("stable-priceability", outcome, endowment, exhaustive, seconds)
