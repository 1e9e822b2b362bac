"""Priceability: voters with equal endowments could have bought the winners, and no loser with what is left."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.axioms._prices import Kind, Market
from fairbudget.axioms._simplex import feasible
from fairbudget.axioms._view import SECONDS, View, seconds_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.programmes import quiet
from fairbudget.registry import axioms, choice

__all__ = ["priceability", "stable_priceability"]

#: Entries of a tableau up to which the exact simplex is tried.
SMALL = 4_000
LARGE = 250_000
#: Losers of the first programme.
FIRST = 3

Payments = list[dict[int, Fraction]]


class _Late(Exception):
    """The solver reached its limit of time."""


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


# -- floats -------------------------------------------------------------------------------------------------------


class _Programme:
    """The linear programme that relaxes the costs of losers as little as possible (or tightens them)."""

    def __init__(self, market: Market, seconds: float) -> None:
        self.market, self.seconds = market, seconds
        self.money = float(market.least) or float(max(market.costs.values(), default=1)) or 1.0

    def solve(self) -> tuple[float, Payments, Fraction, dict[int, float], dict[int, float]]:
        """Return the relaxation t, payments and endowment, y and lambda."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array

        market = self.market
        paying = [k for k, kind in enumerate(market.kinds) if kind.winners]
        columns: dict[tuple[int, int], int] = {}
        for k in paying:
            for p in market.kinds[k].winners:
                columns[k, p] = len(columns)
        left = {k: len(columns) + j for j, k in enumerate(paying)}
        size = len(columns) + len(paying)
        offers = {k: size + j for j, k in enumerate(paying)} if market.stable else left
        size += len(paying) if market.stable else 0
        endowment, relaxed = size, size + 1
        size += 2
        equal: list[tuple[int, int, float]] = []
        right: list[float] = []
        place = {p: j for j, p in enumerate(market.winners)}
        for (_, p), column in columns.items():
            equal.append((place[p], column, 1.0))
        right += [market.costs[p] / self.money for p in market.winners]
        for k in paying:
            row = len(right)
            kind = market.kinds[k]
            # what the voters of a kind have left: their endowments less their payments
            equal.append((row, endowment, float(kind.voters)))
            equal.append((row, left[k], -1.0))
            equal += [(row, columns[k, p], -1.0) for p in kind.winners]
            right.append(0.0)
        upper: list[tuple[int, int, float]] = []
        most: list[float] = []
        spot = {q: j for j, q in enumerate(market.losers)}
        idle = dict.fromkeys(market.losers, 0)
        for k, kind in enumerate(market.kinds):
            for q in kind.losers:
                if kind.winners:
                    upper.append((spot[q], offers[k], 1.0))
                else:
                    idle[q] += kind.voters
        for q in market.losers:
            upper.append((spot[q], endowment, float(idle[q])))
            upper.append((spot[q], relaxed, -(market.costs[q] / self.money or 1.0)))
            most.append(market.costs[q] / self.money)
        if market.stable:
            for k in paying:
                for column in (left[k], *(columns[k, p] for p in market.kinds[k].winners)):
                    upper.append((len(most), column, 1.0))
                    upper.append((len(most), offers[k], -1.0))
                    most.append(0.0)

        def sparse(entries: list[tuple[int, int, float]], rows: int) -> Any:
            values = np.array([e[2] for e in entries])
            where = (np.array([e[0] for e in entries], np.int64), np.array([e[1] for e in entries], np.int64))
            return csr_array((values, where), shape=(rows, size)) if entries else None

        goal = np.zeros(size)
        goal[relaxed] = 1.0
        bounds: Any = np.zeros((size, 2))
        bounds[:, 1] = np.inf
        bounds[endowment, 0] = float(market.least) / self.money
        bounds[relaxed, 0] = -1.0
        options: Any = {"time_limit": self.seconds}
        with quiet():
            found: Any = linprog(
                goal,
                A_ub=sparse(upper, len(most)),
                b_ub=np.array(most) if upper else None,
                A_eq=sparse(equal, len(right)),
                b_eq=np.array(right) if equal else None,
                bounds=bounds,
                method="highs",
                options=options,
            )
        if found.status != 0:
            raise _Late
        x = found.x
        payments: Payments = [{} for _ in market.kinds]
        for (k, p), column in columns.items():
            payments[k][p] = Fraction(float(x[column]) * self.money)
        duals = found.ineqlin.marginals if upper else []
        prices = found.eqlin.marginals if equal else []
        return (
            float(x[relaxed]),
            payments,
            Fraction(float(x[endowment]) * self.money),
            {p: -float(prices[j]) for p, j in place.items()},
            {q: max(0.0, -float(duals[j])) for q, j in spot.items()},
        )


def _roundings(totals: Payments, endowment: Fraction) -> Iterator[tuple[Payments, Fraction]]:
    """Guess what rationals floats stand for, simple ones first."""
    for limit in (60, 5040, 10**6):
        yield (
            [{p: value.limit_denominator(limit) for p, value in part.items()} for part in totals],
            endowment.limit_denominator(limit),
        )


def _exact_system(market: Market, totals: Payments, endowment: Fraction) -> tuple[Payments, Fraction] | None:
    """Turn the floats of the programme into a price system that holds exactly, if rounding can."""
    for parts, money in _roundings(totals, endowment):
        payments = [
            {p: value / kind.voters for p, value in part.items()}
            for part, kind in zip(parts, market.kinds, strict=True)
        ]
        payments, money = market.repair(payments, money)
        # less money is left if endowments are no larger than they must be
        spent = max((sum(part.values(), Fraction(0)) for part in payments), default=Fraction(0))
        for candidate in {max(market.least, spent), money}:
            if market.supports(payments, candidate):
                return payments, candidate
    return None


def _certificate(
    market: Market, prices: Mapping[int, float], duals: Mapping[int, float]
) -> tuple[dict[int, Fraction], dict[int, Fraction]] | None:
    """Turn floats into a certificate that holds exactly, if rounding can."""
    highest = max([abs(value) for value in (*prices.values(), *duals.values())], default=0.0)
    if not highest or not math.isfinite(highest):
        return None
    for limit in (60, 5040, 10**6, 10**9):
        for shift in (Fraction(0), Fraction(1, 10**9), Fraction(1, 10**7)):
            y = {p: Fraction(value / highest).limit_denominator(limit) + shift for p, value in prices.items()}
            z = {q: Fraction(value / highest).limit_denominator(limit) for q, value in duals.items()}
            if market.certifies(y, z):
                return y, z
    return None


# -- exact --------------------------------------------------------------------------------------------------------


def _size(market: Market) -> int:
    payments = sum(len(kind.winners) for kind in market.kinds)
    rows = len(market.winners) + len(market.kinds) + len(market.losers)
    columns = payments + 1 + len(market.kinds) + len(market.losers)
    if market.stable:
        rows += len(market.kinds) + payments
        columns += 2 * len(market.kinds) + payments
    return rows * (columns + rows)


def _exactly(
    market: Market,
) -> tuple[Payments, Fraction] | tuple[dict[int, Fraction], dict[int, Fraction]]:
    """Decide in rationals; return a price system (list, endowment) or a certificate (dict, dict)."""
    columns: dict[Any, int] = {"endowment": 0}

    def column(key: Any) -> int:
        return columns.setdefault(key, len(columns))

    rows: list[dict[int, Fraction]] = []
    right: list[Fraction] = []
    for p in market.winners:
        rows.append({column(("pays", k, p)): Fraction(1) for k, kind in enumerate(market.kinds) if p in kind.winners})
        right.append(Fraction(market.costs[p]))
    for k, kind in enumerate(market.kinds):
        row = {column(("pays", k, p)): Fraction(-1) for p in kind.winners}
        row[0] = Fraction(kind.voters)
        row[column(("left", k))] = Fraction(-1)
        rows.append(row)
        right.append(-kind.voters * market.least)
    offer = "offer" if market.stable else "left"
    for q in market.losers:
        row = {column((offer, k)): Fraction(1) for k, kind in enumerate(market.kinds) if q in kind.losers}
        row[column(("slack", q))] = Fraction(1)
        rows.append(row)
        right.append(Fraction(market.costs[q]))
    if market.stable:
        for k, kind in enumerate(market.kinds):
            for key in (("left", k), *(("pays", k, p) for p in kind.winners)):
                rows.append(
                    {column(("offer", k)): Fraction(1), column(key): Fraction(-1), column(("over", key)): Fraction(-1)}
                )
                right.append(Fraction(0))
    matrix = [[row.get(j, Fraction(0)) for j in range(len(columns))] for row in rows]
    x, y = feasible(matrix, right)
    if x is not None:
        payments = [
            {p: x[columns["pays", k, p]] / kind.voters for p in kind.winners} for k, kind in enumerate(market.kinds)
        ]
        return payments, x[0] + market.least
    assert y is not None
    first = len(market.winners) + len(market.kinds)
    return (
        {p: -y[j] for j, p in enumerate(market.winners)},
        {q: -y[first + j] for j, q in enumerate(market.losers)},
    )


# -- the check ----------------------------------------------------------------------------------------------------


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
            found, margin = _decide(market, seconds)
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
    return _exact_system(market, parts, market.least)


def _decide(market: Market, seconds: float) -> tuple[Any, float | None]:
    """Return a price system or a certificate (None if undecided), and how much the costs of losers must give way."""
    exact = _exactly(market) if _size(market) <= SMALL else None
    if exact is not None and not isinstance(exact[0], dict):
        return exact, None
    try:
        margin, totals, endowment, prices, duals = _Programme(market, seconds).solve()
    except _Late:
        return exact, None
    if exact is None:
        if margin <= 1e-6:
            exact = _exact_system(market, totals, endowment)
        if exact is None and margin > -1e-6:
            exact = _certificate(market, prices, duals)
        if exact is None and _size(market) <= LARGE:
            exact = _exactly(market)
    return exact, margin


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
