"""One run of Equal Shares at a given endowment: compiled loops, and exact arithmetic where they cannot decide."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.rules._exact import Ledger, fraction, rational
from fairbudget.rules._loops import prepare
from fairbudget.rules.ties import ranks
from fairbudget.utilities import Utilities, utilities

__all__ = ["Problem", "Run"]


@dataclass(eq=False)
class Run:
    """The purchases at one endowment.

    Attributes
    ----------
    endowment : Fraction
        Units of money of each voter.
    order : list of int
        Projects in order of purchase, free ones first.
    spent : int
        Units.
    over : bool
        Whether the run was broken off since the next purchase would have passed the limit.
    decided : dict of int to tuple
        Place in the order -> the other projects of equal price, for purchases that exact rationals decided.
    bounds : tuple of arrays
        For the purchases that are not free: estimates of the prices, upper bounds on them, total utility of those who
        paid where the price is flat (else -1), and whether another project may have had the same price.
    inferred : bool
        Whether only the purchases are known to be right, since the run was inferred from one at another endowment.
    """

    problem: Problem
    endowment: Fraction
    order: list[int]
    spent: int
    over: bool
    decided: dict[int, tuple[int, ...]]
    bounds: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]
    inferred: bool = False

    @property
    def approximate_prices(self) -> list[float]:
        """Price of each purchase as a float."""
        return [0.0] * (len(self.order) - len(self.bounds[0])) + self.bounds[0].tolist()

    @functools.cached_property
    def ledger(self) -> tuple[list[Any], list[list[Any]], Ledger]:
        """Exact prices, payments (one list a purchase, by supporting row), and what is left."""
        ledger = self.problem.ledger(self.endowment)
        prices: list[Any] = []
        payments: list[list[Any]] = []
        free = len(self.order) - len(self.bounds[2])
        for p, live in zip(self.order, [-1] * free + self.bounds[2].tolist(), strict=True):
            rho = self.problem.price(ledger, p, live)
            prices.append(rho)
            payments.append(ledger.pay(p, rho))
        return prices, payments, ledger

    def ties(self) -> list[tuple[int, ...]]:
        """Return, for each purchase, the other projects that had the same price."""
        problem = self.problem
        costs = problem.election.costs
        prices = self.ledger[0]
        free = len(self.order) - len(self.bounds[0])
        contested = [True] * free + self.bounds[3].tolist()
        ledger = problem.ledger(self.endowment)
        rest = set(problem.supported)
        result = []
        for k, p in enumerate(self.order):
            rest.discard(p)
            tied = self.decided.get(k, ())
            if contested[k] and k not in self.decided:
                # a price is never below cost / total utility, which spares most projects the exact look
                peers = [q for q in sorted(rest) if problem.level(q) <= prices[k]]
                tied = tuple(q for q in peers if ledger.price(q, int(costs[q])) == prices[k])
            result.append(tied)
            ledger.pay(p, prices[k])
        return result


class Problem:
    """An election as the loops of Equal Shares want it.

    Parameters
    ----------
    election : Election
    utility : str or None
    tie_breaking : tuple of str
    """

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> None:
        self.election = election
        self.utilities: Utilities = utilities(election, utility)
        self.rank = ranks(election, tie_breaking).copy()
        self.multiplicities = election.ballots.multiplicities
        supported = np.diff(self.utilities.indptr) > 0
        self.supported: list[int] = np.flatnonzero(supported).tolist()
        self._gain, self._totals = self.utilities.gains(self.multiplicities)
        self._weight = np.array(self._totals, np.float64)
        free = np.flatnonzero(supported & (election.costs == 0))
        self.free: list[int] = sorted(free.tolist(), key=self.rank.__getitem__)
        self._initial = np.where(supported & (election.costs > 0), 0, 2).astype(np.int8)
        self._util: NDArray[np.float64] = self.utilities.values.astype(np.float64)
        self._mult: NDArray[np.float64] = self.multiplicities.astype(np.float64)
        self._costs: NDArray[np.float64] = election.costs.astype(np.float64)
        # arrays that may be written to, as those of small elections may: so the loops are compiled for one kind only
        places = self.utilities.indptr.copy(), self.utilities.rows.copy()
        self._entries = (*places, self._util, self._mult, self._gain)

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("equal-shares", utilities(election, utility).name, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    def level(self, project: int) -> Fraction:
        """Return the least price that a project can have: cost / total utility."""
        return Fraction(int(self.election.costs[project]), self._totals[project])

    def ledger(self, endowment: Fraction) -> Ledger:
        """Return exact books in which every voter has the endowment."""
        return Ledger(self.utilities, self.multiplicities, endowment)

    def price(self, ledger: Ledger, project: int, live: int) -> Any:
        """Return the exact price of a project that is bought; `live` is the total utility of who pays if it is flat."""
        cost = int(self.election.costs[project])
        rho = rational(cost, live) if live > 0 else ledger.price(project, cost)
        assert rho is not None
        return rho

    def run(self, endowment: Fraction, limit: int | None = None) -> Run:
        """Run Equal Shares.

        Parameters
        ----------
        endowment : Fraction
            Units of money of each voter.
        limit : int, optional
            Break off before more than this many units are spent.

        Returns
        -------
        Run

        Notes
        -----
        O(entries) for each look at a project; the bounds of earlier rounds rule most projects out without a look.
        """
        from fairbudget.rules import _kernels

        prepare(_kernels, len(self._util))
        money, error, state, low = self._fresh(endowment)
        projects = len(low)
        high, guess, upper = np.empty(projects), np.zeros(projects), np.empty(projects)
        live, lives = np.empty(projects, np.int64), np.empty(projects, np.int64)
        order, contested = np.empty(projects, np.int64), np.zeros(projects, np.bool_)
        size, start = 0, 0
        left = LIMIT if limit is None else limit
        ledger: Ledger | None = None
        decided: dict[int, tuple[int, ...]] = {}
        over = False
        while True:
            status, size, left = _kernels.advance(
                *self._entries,
                self._costs,
                self.election.costs,
                self._weight,
                self.rank,
                money,
                error,
                state,
                low,
                high,
                guess,
                live,
                (order, upper, lives, contested, size),
                left,
            )
            if status != _kernels.AMBIGUOUS:
                over = status == _kernels.OVER
                break
            if ledger is None:
                ledger = self.ledger(endowment)
            # bring the exact books up to date with what the loop has bought
            for p, payers in zip(order[start:size].tolist(), lives[start:size].tolist(), strict=True):
                ledger.pay(p, self.price(ledger, p, payers))
            start = size
            best: list[tuple[int, Any]] = []
            for p in np.flatnonzero(state < 0).tolist():
                rho = ledger.price(p, int(self.election.costs[p]))
                state[p] = _kernels.OPEN
                if rho is None:
                    state[p] = _kernels.UNAFFORDABLE
                elif not best or rho < best[0][1]:
                    best = [(p, rho)]
                elif rho == best[0][1]:
                    best.append((p, rho))
            if not best:
                continue
            best.sort(key=lambda pair: self.rank[pair[0]])
            p, rho = best[0]
            cost = int(self.election.costs[p])
            if cost > left:
                over = True
                break
            decided[size] = tuple(q for q, _ in best[1:])
            ledger.pay(p, rho)
            guess[p] = value = float(rho)
            first, last = self.utilities.indptr[p], self.utilities.indptr[p + 1]
            _kernels.buy(first, last, self.utilities.rows, self._util, value, 2 * _kernels.EPS * value, money, error)
            state[p] = _kernels.BOUGHT
            lives[size] = -1
            contested[size] = len(best) > 1
            order[size] = p
            upper[size] = value * (1 + 4 * _kernels.EPS)
            size += 1
            start = size
            left -= cost
        purchases = order[:size].tolist()
        spent = sum(int(self.election.costs[p]) for p in purchases)
        shift = len(self.free)
        return Run(
            self,
            endowment,
            self.free + purchases,
            spent,
            over,
            {k + shift: ties for k, ties in decided.items()},
            (guess[purchases], upper[:size], lives[:size], contested[:size]),
        )

    @functools.cached_property
    def _twins(self) -> NDArray[np.int64]:
        """Equal numbers for projects with the same cost and the same utilities."""
        numbers: dict[tuple[int, bytes, bytes], int] = {}
        twins = np.empty(self.election.num_projects, np.int64)
        for p, cost in enumerate(self.election.costs.tolist()):
            rows, values = self.utilities.of(p)
            twins[p] = numbers.setdefault((cost, rows.tobytes(), values.tobytes()), p)
        return twins

    def extend(self, run: Run, endowment: Fraction) -> Run | None:
        """Return the run at a larger endowment if all endowments in between buy the same projects in the same order.

        Returns
        -------
        Run or None
            None if that could not be shown.

        Notes
        -----
        See :func:`fairbudget.rules._kernels.persists` for the reason. About the time of one run.
        """
        from fairbudget.rules import _kernels

        prepare(_kernels, len(self._util))
        estimates, upper, lives, contested = run.bounds
        size = len(upper)
        money, error, state, low = self._fresh(endowment)
        uppers, lives_after = np.empty(size), np.empty(size, np.int64)
        order = np.array(run.order[len(run.order) - size :], np.int64)
        place, _ = _kernels.persists(
            *self._entries,
            self._costs,
            self.election.costs,
            self._weight,
            self.rank,
            self._twins,
            money,
            error,
            state,
            low,
            (order, upper, lives, contested, size),
            uppers,
            lives_after,
        )
        if place >= 0:
            return None
        return dataclasses.replace(
            run, endowment=endowment, bounds=(estimates, uppers, lives_after, contested), inferred=True
        )

    def _fresh(self, endowment: Fraction) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return money, its error bounds, states and lower bounds of prices at the start of a run."""
        from fairbudget.rules import _kernels

        money = np.full(len(self._mult), float(endowment))
        error = np.full(len(self._mult), float(endowment) * _kernels.EPS)
        return money, error, self._initial.copy(), self._floors.copy()

    @functools.cached_property
    def _floors(self) -> NDArray[np.float64]:
        """Lower bounds on all prices that projects can have."""
        from fairbudget.rules import _kernels

        return _kernels.floors(self._costs, self._weight, self.utilities.indptr)


def exact_values(values: list[Any], factor: Fraction) -> list[Fraction]:
    """Return rationals of either kind as Fractions, multiplied by a factor."""
    return [fraction(value) * factor for value in values]
