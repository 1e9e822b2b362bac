"""Sets of projects that a group could pay for and would gain by: exact branch and bound on the whole election."""

from __future__ import annotations

import functools
import itertools
import math
import time
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from fairbudget.axioms._view import View

__all__ = ["Blocking", "Late"]

#: Whole numbers up to this are exact as floats, with room for sums.
EXACT = 2**50
#: Costs in units of their common divisor up to this leave a gap between different factors that floats see.
FINE = 100_000
#: By how many voters a set must be better than the factor known, if costs are no finer than that.
BETTER = 1e-6


class Late(Exception):
    """The time is up, or the numbers are too large for floats to be exact."""


@functools.cache
def _compile() -> None:
    """Have the loops compiled before any clock runs."""
    from fairbudget.axioms import _kernels_blocking as kernels
    from fairbudget.rules._compiled import announce

    announce(kernels)
    one = np.ones(1)
    kernels.search(np.array([0, 1]), np.zeros(1, np.int64), one, one, one, one, one, 0.0, 2)


class Blocking:
    """The voters with what they can gain, as the compiled search wants them.

    Parameters
    ----------
    view : View
    seconds : float
        For all searches together.
    """

    def __init__(self, view: View, seconds: float) -> None:
        self.view = view
        self.nodes = 0
        rows = [r for r in range(len(view.weights)) if view.weights[r] > 0 and view.rows[r]]
        self.useful = sorted({p for r in rows for p in view.rows[r] if view.costs[p] <= view.budget})
        place = {p: k for k, p in enumerate(self.useful)}
        self.point = math.gcd(*(value for r in rows for value in view.rows[r].values())) or 1
        self.money = math.gcd(view.budget, *(view.costs[p] for p in self.useful)) or 1
        self.rows = rows
        self.worth = [
            [(place[p], value // self.point) for p, value in view.rows[r].items() if p in place] for r in rows
        ]
        self.gains = [view.gains[r] // self.point for r in rows]
        self.totals = [sum(value for _, value in worth) for worth in self.worth]
        largest = max([*self.totals, *self.gains, view.n, view.budget // self.money], default=0)
        if largest >= EXACT or not view.budget:
            raise Late
        self.price = np.array([view.n * view.costs[p] / view.budget for p in self.useful])
        _compile()
        self.until = time.monotonic() + seconds

    def find(self, bars: Sequence[int | None], factor: Fraction | None = None) -> frozenset[int] | None:
        """Return a set that enough voters gain their bar from to pay for it, or None if there is none.

        Parameters
        ----------
        bars : sequence of int or None
            In units of ``point``, for each of ``rows``; None for a voter who must not join.
        factor : Fraction, optional
            They must pay for it strictly more than `factor` times over.

        Raises
        ------
        Late
        """
        from fairbudget.axioms import _kernels_blocking as kernels

        members = [k for k, bar in enumerate(bars) if bar is not None and self.totals[k] >= bar]
        if not members:
            return None
        entries = [pair for k in members for pair in self.worth[k]]
        indptr = np.concatenate(([0], np.cumsum([len(self.worth[k]) for k in members]))).astype(np.int64)
        projects = np.array([p for p, _ in entries], np.int64)
        utility = np.array([value for _, value in entries], np.float64)
        bar = np.array([float(bars[k] or 0) for k in members])
        weight = np.array([float(self.view.weights[self.rows[k]]) for k in members])
        price = self.price * float(1 if factor is None else factor)
        with np.errstate(divide="ignore"):
            ratios = utility / price[projects]
        density = np.array([float(ratios[i:j].max()) for i, j in itertools.pairwise(indptr.tolist())])
        density = np.minimum(density, 1e300)
        target = 0.0 if factor is None else BETTER
        work = max(1, len(entries)) * (kernels.FIRST + 1)
        limit = max(20, min(20_000, 100_000_000 // work))
        while True:
            start = time.monotonic()
            if start >= self.until:
                raise Late
            status, best, nodes = kernels.search(indptr, projects, utility, bar, weight, price, density, target, limit)
            self.nodes += nodes
            if status == kernels.NONE:
                return None
            if status == kernels.FOUND:
                chosen = frozenset(self.useful[k] for k in np.flatnonzero(best).tolist())
                if self._pays(chosen, bars, factor):
                    return chosen
                # a rounding: leave it to the programme, which excludes such sets
                raise Late
            took = time.monotonic() - start
            left = self.until - time.monotonic()
            if left <= took:
                raise Late
            limit = int(limit * min(8.0, left / max(took, 1e-3)))

    def _pays(self, chosen: frozenset[int], bars: Sequence[int | None], factor: Fraction | None) -> bool:
        voters = 0
        inside = {k for k, p in enumerate(self.useful) if p in chosen}
        for k, bar in enumerate(bars):
            if bar is not None and sum(value for p, value in self.worth[k] if p in inside) >= bar:
                voters += self.view.weights[self.rows[k]]
        cost = sum(self.view.costs[p] for p in chosen)
        if factor is None:
            return self.view.can_buy(voters, cost)
        return voters > 0 and voters * self.view.budget > factor * self.view.n * cost

    def better_bars(self) -> list[int | None]:
        """Return what makes each voter better off than she is."""
        return [gain + 1 for gain in self.gains]

    def levels(self) -> list[list[int | None]]:
        """Return, for each promise that matters, the bars: the promise for those who gain less, None for others."""
        found: list[list[int | None]] = []
        for level in sorted(set(self.gains)):
            found.append([level + 1 if gain <= level else None for gain in self.gains])
        return found

    @property
    def fine(self) -> bool:
        """Whether costs are so fine that floats may not tell one factor from the next."""
        return self.view.budget // self.money > FINE
