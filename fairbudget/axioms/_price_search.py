"""Finding a price system, or a proof that there is none: a linear programme in floats, rounded and checked exactly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.axioms._prices import Market
from fairbudget.axioms._simplex import feasible
from fairbudget.programmes import quiet

__all__ = ["Payments", "decide", "exact_system"]

#: Entries of a tableau up to which the exact simplex is tried.
SMALL = 4_000
LARGE = 250_000

#: What one voter of each kind pays for each winner.
Payments = list[dict[int, Fraction]]


class _Late(Exception):
    """The solver reached its limit of time."""


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


def exact_system(market: Market, totals: Payments, endowment: Fraction) -> tuple[Payments, Fraction] | None:
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


def decide(market: Market, seconds: float) -> tuple[Any, float | None]:
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
            exact = exact_system(market, totals, endowment)
        if exact is None and margin > -1e-6:
            exact = _certificate(market, prices, duals)
        if exact is None and _size(market) <= LARGE:
            exact = _exactly(market)
    return exact, margin
