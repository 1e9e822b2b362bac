"""JR and EJR+: axioms about one project that some group misses; polynomial, exact, quick on the largest files."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.axioms._view import View
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES, LIMIT
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import axioms
from fairbudget.utilities import utility_option

__all__ = ["ejr_plus", "ejr_plus_one", "jr"]

#: Relative distance at which floats stop deciding and fractions do.
MARGIN = 1e-9


@axioms.register(
    "jr",
    name="Justified representation",
    reference="Aziz, Brill, Conitzer, Elkind, Freeman, Walsh 2017, definition 1; costs as in Peters, Pierczyński, "
    "Skowron 2021",
    options=(utility_option,),
    ballots=BALLOT_TYPES,
    complexity="O(supports)",
)
def jr(outcome: Outcome, *, utility: str | None = None) -> Verdict:
    """No group that supports a project and could pay for it is left without any supported winner.

    Violated by a project p outside W if the supporters of p who gain nothing from W number at least n * c(p) / B.
    Up to one project the axiom would say the same, so there is no such variant.
    """
    view = View.of("jr", outcome, utility)
    for project in range(len(view.costs)):
        if project in view.chosen:
            continue
        rows, _ = view.worth.of(project)
        empty = rows[view.gained[rows] == 0].tolist()
        if view.can_buy(sum(view.weights[r] for r in empty), view.costs[project]):
            witness = {"kind": "group", **view.group(empty), **view.bundle([project])}
            return view.violated("a group could pay for a project that it supports and gains nothing", witness)
    return view.satisfied()


def _describe(view: View, project: int, members: list[int], one: bool, factor: Fraction) -> Verdict:
    id = view.election.ids[project]
    witness = {"kind": "missed", "project": id, "up_to_one": one, **view.group(members), **view.bundle([project])}
    return view.violated(
        f"all members of a group support {id!r} and get less than their share allows",
        witness,
        figures={"factor": plain(factor)},
    )


def _cost(view: View, one: bool) -> Verdict:
    """EJR+ for cost utilities: sort the supporters of each project by what they gain."""
    best: tuple[Fraction, int, list[int]] | None = None
    gained = view.gained if view.small_numbers else view.gained.astype(object)
    weights = np.array(view.weights, np.int64 if view.small_numbers else object)
    for project, cost in enumerate(view.costs):
        rows, _ = view.worth.of(project)
        if project in view.chosen or not len(rows):
            continue
        order = np.argsort(gained[rows], kind="stable")
        spent = gained[rows][order]
        voters = np.cumsum(weights[rows][order])
        # what the worst-off s supporters lay claim to: their gain and the project, or one more unit of money
        asked = spent + cost if one else np.maximum(spent + view.least_money, cost)
        wronged = asked * view.n <= voters * view.budget
        if not wronged.any():
            continue
        ratios = np.where(wronged, (voters * view.budget).astype(float) / (asked * view.n).astype(float), 0.0)
        for k in np.flatnonzero(ratios >= ratios.max() * (1 - MARGIN)).tolist()[:1000]:
            factor = Fraction(int(voters[k]) * view.budget, int(asked[k]) * view.n)
            if best is None or factor > best[0]:
                best = factor, project, rows[order][: k + 1].tolist()
    if best is None:
        return view.satisfied()
    return _describe(view, best[1], best[2], one, best[0])


class _Missed:
    """The supporters of one project, and what the winners and the project would cost each of them."""

    def __init__(self, view: View, project: int, one: bool) -> None:
        self.view, self.project, self.one = view, project, one
        rows, values = view.worth.of(project)
        self.members: NDArray[np.int64] = rows.astype(np.int64)
        big = not view.small_numbers or float(view.n) * float(max(values.tolist(), default=0)) >= LIMIT / 4
        self.kind: Any = object if big else np.int64
        self.own = values.astype(self.kind)
        self.weights = np.array([view.weights[r] for r in self.members.tolist()], self.kind)
        place = np.full(len(view.weights), -1, np.int64)
        place[self.members] = np.arange(len(self.members))
        # utilities from winners as triples: winner, place of the member, utility
        self.winners = sorted(view.chosen)
        parts = []
        for k, winner in enumerate(self.winners):
            members, amounts = view.worth.of(winner)
            inside = place[members] >= 0
            parts.append((np.full(int(inside.sum()), k), place[members[inside]], amounts[inside].astype(self.kind)))
        empty = np.zeros(0, np.int64)
        self.winner = np.concatenate([part[0] for part in parts]) if parts else empty
        self.place = np.concatenate([part[1] for part in parts]) if parts else empty
        self.amount = np.concatenate([part[2] for part in parts]) if parts else empty.astype(self.kind)

    def claims(self, inside: NDArray[np.bool_]) -> tuple[NDArray[np.float64], list[Fraction], Fraction]:
        """Return what each member would have paid, as floats, with the exact price per unit of each project."""
        view = self.view
        own = int((self.own * self.weights * inside).sum())
        price = Fraction(view.costs[self.project], own)
        totals = np.zeros(len(self.winners), self.kind)
        np.add.at(totals, self.winner, self.amount * self.weights[self.place] * inside[self.place])
        prices = [
            min(price, Fraction(view.costs[w], int(total))) if total else price
            for w, total in zip(self.winners, totals.tolist(), strict=True)
        ]
        step = view.costs[self.project] if self.one else min(view.least_money, view.costs[self.project])
        extra = Fraction(step, own)
        paid = np.bincount(
            self.place,
            weights=self.amount.astype(float) * np.array([float(x) for x in prices])[self.winner]
            if len(self.winner)
            else None,
            minlength=len(self.members),
        )
        return paid + self.own.astype(float) * float(extra), prices, extra

    def exact(self, k: int, prices: list[Fraction], extra: Fraction) -> Fraction:
        """Return exactly what one member would have paid."""
        view, row = self.view, int(self.members[k])
        worth = view.rows[row]
        return sum(
            (worth[w] * price for w, price in zip(self.winners, prices, strict=True) if w in worth),
            worth[self.project] * extra,
        )

    def closed(self, limit: Fraction, strict: bool) -> NDArray[np.bool_] | None:
        """Return the greatest group whose members would all have paid at most (less than) `limit`."""
        view = self.view
        inside = np.ones(len(self.members), bool)
        cost = view.costs[self.project]
        while inside.any():
            # what the project costs a head, which a group that could buy it has at least
            head = Fraction(cost, int((self.weights * inside).sum()))
            if head > limit or (strict and head >= limit):
                return None
            paid, prices, extra = self.claims(inside)
            bar = float(limit)
            out = inside & (paid > bar * (1 + MARGIN))
            for k in np.flatnonzero(inside & ~out & (paid >= bar * (1 - MARGIN))).tolist():
                amount = self.exact(k, prices, extra)
                out[k] = amount > limit or (strict and amount >= limit)
            if not out.any():
                return inside
            inside &= ~out
        return None

    def highest(self, inside: NDArray[np.bool_]) -> Fraction:
        """Return the most that a member of a group would have paid, exactly."""
        paid, prices, extra = self.claims(inside)
        bar = paid[inside].max() * (1 - MARGIN)
        found = max(self.exact(k, prices, extra) for k in np.flatnonzero(inside & (paid >= bar)).tolist())
        return max(found, Fraction(self.view.costs[self.project], int((self.weights * inside).sum())))


def _general(view: View, one: bool) -> Verdict:
    """EJR+ for any additive utilities: shrink the supporters of each project to the greatest wronged group."""
    if view.n == 0:
        return view.satisfied()
    share = Fraction(view.budget, view.n)
    best: tuple[Fraction | None, int, list[int]] | None = None
    for project in range(len(view.costs)):
        rows, _ = view.worth.of(project)
        if project in view.chosen or not len(rows) or (best is not None and best[0] is None):
            continue
        if not view.can_buy(sum(view.weights[r] for r in rows.tolist()), view.costs[project]):
            continue
        missed = _Missed(view, project, one)
        limit, strict = (share, False) if best is None or best[0] is None else (best[0], True)
        while (inside := missed.closed(limit, strict)) is not None:
            limit, strict = missed.highest(inside), True
            # a limit of 0 is a free project: no factor would be enough
            best = (limit or None), project, missed.members[inside].tolist()
            if not limit:
                break
    if best is None:
        return view.satisfied()
    factor, project, members = best
    found = _describe(view, project, members, one, Fraction(0) if factor is None else share / factor)
    if factor is None:
        found = view.violated(found.reason, found.witness or {}, figures={"factor": None})
    return found


_OPTIONS: dict[str, Any] = {
    "reference": "Brill, Peters 2023 (committees; with costs, up to any project); general additive utilities as in "
    "public checkers of the axiom",
    "options": (utility_option,),
    "ballots": BALLOT_TYPES,
    "complexity": "cost utilities O(supports log n); others O(rounds * supports) for each project",
}


def _check(view: View, one: bool) -> Verdict:
    return _cost(view, one) if view.worth.name == "cost" else _general(view, one)


@axioms.register("ejr-plus", name="EJR+", **_OPTIONS)
def ejr_plus(outcome: Outcome, *, utility: str | None = None) -> Verdict:
    """No group that could pay for a project they all support gets less than its share, whatever else they support.

    Cost utilities: violated by p outside W if some s supporters of p with s * B / n >= c(p) all have
    c(A_i & W) + g <= s * B / n, where g is the greatest common divisor of all costs: "less than the share" means less
    by the least amount in which costs can differ, which for equal costs is the committee axiom. Additive utilities:
    violated if for some group S of supporters with that money, every member has
    sum over q in W of u_i(q) * min(c(q)/u_S(q), c(p)/u_S(p)), plus u_i(p) * g / u_S(p), at most B / n.
    The figure ``factor``: the axiom holds if shares are divided by any greater number.
    """
    return _check(View.of("ejr-plus", outcome, utility), False)


@axioms.register("ejr-plus-one", name="EJR+ up to one project", **_OPTIONS)
def ejr_plus_one(outcome: Outcome, *, utility: str | None = None) -> Verdict:
    """No group all of whose members support a project could have had it on top of what each of them got.

    Cost utilities: violated by p outside W if some s supporters of p all have c(A_i & W) + c(p) <= s * B / n (so it
    is satisfied only if some member gets strictly more than the share with p). Additive utilities: violated if for
    some group S of supporters every member has sum over q in W + {p} of u_i(q) * min(c(q)/u_S(q), c(p)/u_S(p)) at
    most B / n. The figure ``factor``: the axiom holds if shares are divided by any greater number.
    """
    return _check(View.of("ejr-plus-one", outcome, utility), True)
