"""Exact books of Equal Shares with bounded overspending.

A voter's balance is the endowment, or the end of an overdraft that she has used up, less price * utility for every
project that she has paid for in full since then. So exact arithmetic needs one rational for each purchase and each
overdraft, and a sum over voters is a sum over purchases with whole-number coefficients. Floating point with error
bounds tells which voters need an exact look.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.rules._exact import rational

if TYPE_CHECKING:
    from fairbudget.rules._overspending_run import Problem

__all__ = ["Books", "Decision"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_EPS = 2.3e-16


@dataclass(frozen=True)
class Decision:
    """One round, exactly.

    Attributes
    ----------
    project : int
        What is bought.
    proposed : int
        The project of least rho / alpha; another one only in BOS+.
    value : rational
        Its rho / alpha.
    share : rational
        Its alpha.
    price : rational
        What is paid for a unit of utility.
    drawn : rational
        By how much everybody may overdraw in this round.
    tied : tuple of int
        Other projects that could have been bought for equal reasons.
    paid : list of rational
        What one voter of each supporting row pays, if it was asked for.
    """

    project: int
    proposed: int
    value: Any
    share: Any
    price: Any
    drawn: Any
    tied: tuple[int, ...] = ()
    paid: list[Any] = field(default_factory=list)


class Books:
    """What every voter has, exactly.

    Parameters
    ----------
    problem : Problem
    plus : bool
        BOS+ instead of BOS.
    """

    def __init__(self, problem: Problem, plus: bool) -> None:
        self.problem = problem
        self.plus = plus
        rows = len(problem.multiplicities)
        endowment = problem.endowment
        self.starts: list[Any] = [rational(endowment.numerator, endowment.denominator)]
        self.prices: list[Any] = []
        self.bought: list[int] = []
        self.place: dict[int, int] = {}
        #: which supporters paid each purchase in full
        self.full: list[Mask] = []
        #: number of the start that a row counts from, and the first purchase that counts
        self.start = np.zeros(rows, np.int64)
        self.since = np.zeros(rows, np.int64)
        self.balance: Floats = np.full(rows, float(endowment))
        self.doubt: Floats = self.balance * (2 * _EPS)
        self._values: dict[Any, Any] = {}

    # -- values ------------------------------------------------------------------------------------------------

    @functools.cached_property
    def _ballots(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Entries by row: bounds of each row, the projects, and the place of the entry among the supporters."""
        indptr, rows = self.problem.utilities.indptr, self.problem.utilities.rows
        order = np.argsort(rows, kind="stable")
        projects = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))[order]
        counts = np.bincount(rows, minlength=len(self.start))
        return np.concatenate(([0], np.cumsum(counts))), projects, order - indptr[projects]

    def value(self, row: int) -> Any:
        """Return the exact balance of one voter of a row."""
        bounds, projects, places = self._ballots
        since = int(self.since[row])
        part = slice(bounds[row], bounds[row + 1])
        terms = []
        for p, k in zip(projects[part].tolist(), places[part].tolist(), strict=True):
            bought = self.place.get(p, -1)
            if bought >= since and self.full[bought][k]:
                terms.append((bought, int(self.problem.utilities.of(p)[1][k])))
        start = int(self.start[row])
        key = (start, *sorted(terms))
        if key not in self._values:
            spent = sum((self.prices[bought] * utility for bought, utility in terms), rational(0))
            self._values[key] = self.starts[start] - spent
        return self._values[key]

    def total(self, among: Mask) -> Any:
        """Return the exact sum of the balances of all voters of some rows."""
        problem = self.problem
        weights = problem.multiplicities[among]
        counts = np.zeros(len(self.starts), np.int64)
        np.add.at(counts, self.start[among], weights)
        result = sum((start * int(n) for start, n in zip(self.starts, counts, strict=True) if n), rational(0))
        for k, p in enumerate(self.bought):
            rows, values = problem.utilities.of(p)
            inside = among[rows] & self.full[k] & (self.since[rows] <= k)
            weight = problem.weigh(values[inside], rows[inside])
            if weight:
                result -= self.prices[k] * weight
        return result

    def settle(self, rows: NDArray[np.int32]) -> None:
        """Find out exactly what those rows have for which floating point cannot tell whether it is anything."""
        for row in rows[(np.abs(self.balance[rows]) <= self.doubt[rows]) & (self.doubt[rows] > 0)].tolist():
            exact = float(self.value(row))
            self.balance[row], self.doubt[row] = exact, abs(exact) * 4 * _EPS

    def below(self, rows: NDArray[np.int32], values: NDArray[np.int64], price: Any, drawn: Any) -> Mask:
        """Tell which voters have less than price * utility, an overdraft included."""
        asked = float(price) * values.astype(np.float64)
        purse = self.balance[rows] + float(drawn)
        doubt = self.doubt[rows] + 8 * _EPS * (np.abs(self.balance[rows]) + abs(float(drawn)) + asked)
        result = purse < asked
        for k in np.flatnonzero(np.abs(purse - asked) <= doubt).tolist():
            result[k] = self.value(int(rows[k])) + drawn < price * int(values[k])
        return result

    # -- prices ------------------------------------------------------------------------------------------------

    def active(self, project: int, drawn: Any) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the supporters who have something, an overdraft included, with their utilities."""
        rows, values = self.problem.utilities.of(project)
        purse = self.balance[rows] + float(drawn)
        doubt = self.doubt[rows] + 8 * _EPS * (np.abs(self.balance[rows]) + abs(float(drawn)))
        inside = purse > 0
        for k in np.flatnonzero((np.abs(purse) <= doubt) & (doubt > 0)).tolist():
            inside[k] = self.value(int(rows[k])) + drawn > 0
        return rows[inside], values[inside]

    def raised(self, project: int, at: Any) -> Any:
        """Return what the supporters raise when each pays min(money, at * utility)."""
        rows, values = self.active(project, rational(0))
        poor = self.below(rows, values, at, rational(0))
        among = np.zeros(len(self.start), np.bool_)
        among[rows[poor]] = True
        return self.total(among) + at * self.problem.weigh(values[~poor], rows[~poor])

    def offer(self, project: int) -> tuple[Any, Any, Any]:
        """Return the least rho / alpha, with rho and alpha; of several the one with the least payments."""
        from fairbudget.rules import _kernels_bounded_overspending as kernels

        problem = self.problem
        cost = int(problem.election.costs[project])
        rows, _ = problem.utilities.of(project)
        self.settle(rows)
        entries, bounds, _ = kernels.points(
            *problem.bounds(project), *problem.entries[1:4], float(cost), np.maximum(self.balance, 0.0), self.certain
        )
        upper = bounds[1][bounds[0] < np.inf].min()
        found: dict[Any, tuple[Any, Any]] = {}
        for place in np.flatnonzero(bounds[0] <= upper).tolist():
            if entries[place] < 0:
                price = self.full_price(project, rational(0))
                if price is not None:
                    found[price] = (price, rational(1))
                continue
            entry = int(entries[place])
            at = self.value(int(problem.utilities.rows[entry])) / int(problem.utilities.values[entry])
            if at not in found:
                share = self.raised(project, at) / cost
                if share < 1:
                    found[at] = (at / share / share, share)
        at = min(found, key=lambda key: (found[key][0], key))
        value, share = found[at]
        return value, at / share, share

    @property
    def certain(self) -> Floats:
        """Error bounds of balances, zero for those that are certainly not positive."""
        return np.where(self.balance + self.doubt <= 0, 0.0, self.doubt)

    def full_price(self, project: int, drawn: Any) -> Any | None:
        """Return the least price at which the supporters raise the whole cost, or None if they cannot.

        Notes
        -----
        Newton's method on a concave function: from any start the second point, and each one after it, is a lower bound.
        """
        problem = self.problem
        cost = int(problem.election.costs[project])
        rows, values = self.active(project, drawn)
        if not len(rows):
            return None
        purse = np.maximum(self.balance[rows] + float(drawn), 0.0)
        ratio = purse / values
        weight = problem.multiplicities[rows].astype(np.float64)
        order = np.argsort(ratio)
        rest = np.cumsum((weight * values)[order][::-1])[::-1]
        paid = np.cumsum((weight * purse)[order])
        raised = paid - (weight * purse)[order] + ratio[order] * rest
        reached = np.flatnonzero(raised >= cost)
        near = float(ratio[order][reached[0] if len(reached) else -1])
        poor = ratio < near * (1 - 1e-9)
        while True:
            among = np.zeros(len(self.start), np.bool_)
            among[rows[poor]] = True
            lacking = cost - self.total(among) - drawn * int(problem.multiplicities[rows[poor]].sum())
            price = lacking / problem.weigh(values[~poor], rows[~poor])
            poorer = self.below(rows, values, price, drawn)
            if (poorer == poor).all():
                return price
            if poorer.all():
                return None
            poor = poorer

    def overdraft(self, project: int, price: Any, share: Any) -> Any:
        """Return the largest min(money / share, price * utility) - money of a supporter, or 0."""
        rows, values = self.active(project, rational(0))
        money = self.balance[rows]
        gap = np.minimum(money / float(share), float(price) * values) - money
        doubt = (self.doubt[rows] + 8 * _EPS * money) / float(share) + 8 * _EPS * float(price) * values
        most = rational(0)
        seen: set[Any] = set()
        for k in np.flatnonzero(gap + doubt >= (gap - doubt).max()).tolist():
            exact, utility = self.value(int(rows[k])), int(values[k])
            if (exact, utility) not in seen:
                seen.add((exact, utility))
                most = max(most, min(exact / share, price * utility) - exact)
        return most

    # -- rounds ------------------------------------------------------------------------------------------------

    def choose(self, projects: list[int]) -> Decision | None:
        """Return what is bought out of some projects, or None if no supporter has money."""
        from fairbudget.rules import _kernels_bounded_overspending as kernels

        problem = self.problem
        bounds: dict[int, Floats] = {}
        for p in projects:
            self.settle(problem.utilities.of(p)[0])
        money = np.maximum(self.balance, 0.0)
        for p in projects:
            out = np.empty(7)
            kernels.offer(
                *problem.bounds(p), *problem.entries[1:], problem.costs[p], money, self.certain, 0.0, np.inf, out
            )
            bounds[p] = out
        upper = min((out[1] for out in bounds.values() if out[0] < np.inf), default=np.inf)
        offers = {p: self.offer(p) for p, out in bounds.items() if out[0] <= upper and out[0] < np.inf}
        if not offers:
            return None
        least = min(value for value, _, _ in offers.values())
        best = sorted((p for p in offers if offers[p][0] == least), key=problem.rank.__getitem__)
        decision = self.round(best[0], None, projects, offers[best[0]])
        if decision.share < 1 and self.plus:
            return decision
        return dataclasses.replace(decision, tied=tuple(best[1:]))

    def round(
        self, proposed: int, project: int | None, projects: list[int], offer: tuple[Any, Any, Any] | None = None
    ) -> Decision:
        """Return a round in which it is known which project has the least rho / alpha.

        Parameters
        ----------
        project : int, optional
            What is bought in the end, if that is known too.
        projects : list of int
            All that can still be bought.
        """
        value, price, share = offer or self.offer(proposed)
        if not self.plus or share == 1:
            return Decision(proposed, proposed, value, share, price, rational(0))
        drawn = self.overdraft(proposed, price, share)
        if project is not None:
            paid = self.full_price(project, drawn)
            assert paid is not None
            return Decision(project, proposed, value, share, paid, drawn)
        prices: dict[int, Any] = {}
        for p in self._cheap(projects, price, drawn):
            found = self.full_price(p, drawn)
            if found is not None:
                prices[p] = found
        least = min(prices.values())
        best = sorted((p for p in prices if prices[p] == least), key=self.problem.rank.__getitem__)
        return Decision(best[0], proposed, value, share, least, drawn, tuple(best[1:]))

    def _cheap(self, projects: list[int], limit: Any, drawn: Any) -> list[int]:
        """Return the projects that may have the least price of Equal Shares, which is at most `limit`."""
        from fairbudget.rules._kernels import price

        problem = self.problem
        purse = self.balance + float(drawn)
        doubt = self.doubt + 8 * _EPS * (np.abs(self.balance) + float(drawn))
        nothing = purse + doubt <= 0
        purse, doubt = np.maximum(purse, 0.0), np.where(nothing, 0.0, doubt)
        best = float(limit) * (1 + 8 * _EPS)
        lows: dict[int, float] = {}
        for p in projects:
            cost, weight = problem.costs[p], problem.weight[p]
            if cost / weight * (1 - 8 * _EPS) <= best:
                lows[p], _, high, _ = price(
                    *problem.bounds(p), *problem.entries[1:], cost, weight, purse, doubt, 0.0, best
                )
                best = min(best, high)
        return [p for p, low in lows.items() if low <= best]

    def pay(self, decision: Decision, collect: str = "") -> Decision:
        """Let the supporters pay.

        Parameters
        ----------
        decision : Decision
        collect : {"", "exact", "float"}
            Whether and how the decision that is returned tells what each of them paid.
        """
        rows, values = self.problem.utilities.of(decision.project)
        price, drawn = decision.price, decision.drawn
        has = np.zeros(len(self.start), np.bool_)
        has[self.active(decision.project, drawn)[0]] = True
        full = has[rows] & ~self.below(rows, values, price, drawn)
        rest = has[rows] & ~full
        empty = rows[rest]
        paid: list[Any] = []
        if collect == "exact":
            amounts = {utility: price * utility for utility in np.unique(values).tolist()}
            paid = [
                amounts[utility] if whole else rational(0) for utility, whole in zip(values.tolist(), full, strict=True)
            ]
            for k in np.flatnonzero(rest).tolist():
                paid[k] = self.value(int(rows[k])) + drawn
        elif collect:
            purse = np.maximum(self.balance[rows] + float(drawn), 0.0)
            paid = np.where(full, float(price) * values, np.where(rest, purse, 0.0)).tolist()
        asked = float(price) * values[full].astype(np.float64)
        payers = rows[full]
        self.doubt[payers] += 4 * _EPS * (np.abs(self.balance[payers]) + asked)
        self.balance[payers] -= asked
        self.place[decision.project] = len(self.bought)
        self.bought.append(decision.project)
        self.prices.append(price)
        self.full.append(full)
        if len(empty):
            self.start[empty] = len(self.starts)
            self.since[empty] = len(self.bought)
            self.starts.append(-drawn)
            self.balance[empty] = -float(drawn)
            self.doubt[empty] = abs(float(drawn)) * 4 * _EPS
        return dataclasses.replace(decision, paid=paid)
