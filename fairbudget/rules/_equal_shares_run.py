"""One run of Equal Shares at a given endowment: compiled loops, and exact arithmetic where they cannot decide."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.rules._exact import Ledger, fraction
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
        Place in the order -> the other projects of equal price, for purchases that exact arithmetic decided.
    approximate_prices : list of float
        Price of each purchase.
    """

    problem: Problem
    endowment: Fraction
    order: list[int]
    spent: int
    over: bool
    decided: dict[int, tuple[int, ...]] = field(default_factory=dict)
    approximate_prices: list[float] = field(default_factory=list)

    @functools.cached_property
    def ledger(self) -> tuple[list[Any], list[list[Any]], Ledger]:
        """Exact prices, payments (one list a purchase, by supporting row), and what is left."""
        ledger = self.problem.ledger(self.endowment)
        prices: list[Any] = []
        payments: list[list[Any]] = []
        for p in self.order:
            rho = ledger.price(p, int(self.problem.election.costs[p]))
            assert rho is not None
            prices.append(rho)
            payments.append(ledger.pay(p, rho))
        return prices, payments, ledger

    def ties(self) -> list[tuple[int, ...]]:
        """Return, for each purchase, the other projects of equal price."""
        return [self.decided.get(k, ()) for k in range(len(self.order))]


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
        self.rank = ranks(election, tie_breaking)
        self.multiplicities = election.ballots.multiplicities
        supported = np.diff(self.utilities.indptr) > 0
        self.supported: list[int] = np.flatnonzero(supported).tolist()
        free = np.flatnonzero(supported & (election.costs == 0))
        self.free: list[int] = sorted(free.tolist(), key=self.rank.__getitem__)
        self._initial = np.where(supported & (election.costs > 0), 0, 2).astype(np.int8)
        self._util: NDArray[np.float64] = self.utilities.values.astype(np.float64)
        self._mult: NDArray[np.float64] = self.multiplicities.astype(np.float64)
        self._costs: NDArray[np.float64] = election.costs.astype(np.float64)

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("equal-shares", utilities(election, utility).name, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    def ledger(self, endowment: Fraction) -> Ledger:
        """Return exact books in which every voter has the endowment."""
        return Ledger(self.utilities, self.multiplicities, endowment)

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

        gains = self.utilities
        projects = len(self._costs)
        money = np.full(len(self._mult), float(endowment))
        error = np.full(len(self._mult), float(endowment) * _kernels.EPS)
        state = self._initial.copy()
        low = np.zeros(projects)
        high = np.zeros(projects)
        guess = np.zeros(projects)
        order = np.empty(projects + 1, np.int64)
        size, start = 0, 0
        left = 2**62 if limit is None else limit
        ledger: Ledger | None = None
        prices: list[Any] = []
        decided: dict[int, tuple[int, ...]] = {}
        over = False
        while True:
            status, size, left = _kernels.advance(
                gains.indptr,
                gains.rows,
                self._util,
                self._mult,
                self._costs,
                self.election.costs,
                money,
                error,
                state,
                low,
                high,
                guess,
                order,
                size,
                left,
            )
            if status != _kernels.AMBIGUOUS:
                over = status == _kernels.OVER
                break
            if ledger is None:
                ledger = self.ledger(endowment)
            # bring the exact books up to date with what the loop has bought
            for p in order[start:size].tolist():
                rho = ledger.price(p, int(self.election.costs[p]))
                assert rho is not None
                prices.append(rho)
                ledger.pay(p, rho)
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
            prices.append(rho)
            guess[p] = value = float(rho)
            _kernels.buy(
                gains.indptr[p],
                gains.indptr[p + 1],
                gains.rows,
                self._util,
                value,
                2 * _kernels.EPS * value,
                money,
                error,
            )
            state[p] = _kernels.BOUGHT
            order[size] = p
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
            [0.0] * shift + guess[purchases].tolist(),
        )


def exact_values(values: list[Any], factor: Fraction) -> list[Fraction]:
    """Return rationals of either kind as Fractions, multiplied by a factor."""
    return [fraction(value) * factor for value in values]
