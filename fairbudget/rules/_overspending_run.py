"""One run of Equal Shares with bounded overspending: compiled loops, exact books where they cannot decide."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.rules._exact import rational
from fairbudget.rules._loops import prepare
from fairbudget.rules._overspending_books import Books, Decision
from fairbudget.rules.ties import ranks
from fairbudget.utilities import utilities

__all__ = ["Problem", "Run"]


@dataclass(eq=False)
class Run:
    """The purchases.

    Attributes
    ----------
    order : list of int
        Projects in order of purchase, without the free ones.
    proposed : list of int
        The project of least rho / alpha in each round.
    contested : list of bool
        Whether another project may have had the same price.
    decided : dict of int to Decision
        Rounds that exact arithmetic decided.
    """

    problem: Problem
    plus: bool
    order: list[int]
    proposed: list[int]
    contested: list[bool]
    decided: dict[int, Decision]

    def decisions(self, payments: str = "") -> list[Decision]:
        """Return all rounds exactly, with the payments as :meth:`Books.pay` collects them."""
        problem = self.problem
        books = Books(problem, self.plus)
        left = problem.election.budget_units
        rest = list(problem.wanted)
        result = []
        for k, (p, proposed) in enumerate(zip(self.order, self.proposed, strict=True)):
            rest = [q for q in rest if int(problem.election.costs[q]) <= left]
            decision = self.decided.get(k)
            if decision is None:
                found = books.choose(rest) if self.contested[k] else books.round(proposed, p, rest)
                assert found is not None
                decision = found
            assert decision.project == p
            result.append(books.pay(decision, payments))
            rest.remove(p)
            left -= int(problem.election.costs[p])
        return result

    @functools.cached_property
    def trace(self) -> list[Decision]:
        """All rounds exactly."""
        return self.decisions()


class Problem:
    """An election as the loops want it.

    Parameters
    ----------
    election : Election
    utility : str or None
    tie_breaking : tuple of str
    """

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> None:
        self.election = election
        self.utilities = utilities(election, utility)
        self.rank = ranks(election, tie_breaking)
        self.multiplicities = election.ballots.multiplicities
        voters = election.num_voters
        self.endowment = Fraction(election.budget_units, voters) if voters else Fraction(0)
        supported = np.diff(self.utilities.indptr) > 0
        gain, self._totals = self.utilities.gains(self.multiplicities)
        self._small = max(self._totals, default=0) < LIMIT
        self.entries = (
            self.utilities.indptr,
            self.utilities.rows,
            self.utilities.values.astype(np.float64),
            self.multiplicities.astype(np.float64),
            gain,
        )
        self.costs: NDArray[np.float64] = election.costs.astype(np.float64)
        self.weight = np.array(self._totals, np.float64)
        free = np.flatnonzero(supported & (election.costs == 0))
        self.free: list[int] = sorted(free.tolist(), key=self.rank.__getitem__)
        affordable = supported & (election.costs > 0) & (election.costs <= election.budget_units)
        #: projects that can be bought and are not free
        self.wanted: list[int] = np.flatnonzero(affordable).tolist()

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("bounded-overspending", utilities(election, utility).name, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    def bounds(self, project: int) -> tuple[int, int]:
        """Return where the supporters of a project begin and end."""
        return int(self.utilities.indptr[project]), int(self.utilities.indptr[project + 1])

    def level(self, project: int) -> Any:
        """Return the least price that a project can have: cost / total utility."""
        return rational(int(self.election.costs[project]), self._totals[project])

    def weigh(self, values: NDArray[np.int64], rows: NDArray[np.int32]) -> int:
        """Return the sum of values over all voters of some rows, exactly."""
        if self._small:
            return int((values * self.multiplicities[rows]).sum())
        return sum(v * w for v, w in zip(values.tolist(), self.multiplicities[rows].tolist(), strict=True))

    @functools.cached_property
    def twins(self) -> NDArray[np.int64]:
        """Equal numbers for projects with the same cost and the same utilities."""
        numbers: dict[tuple[int, bytes, bytes], int] = {}
        twins = np.empty(self.election.num_projects, np.int64)
        for p, cost in enumerate(self.election.costs.tolist()):
            rows, values = self.utilities.of(p)
            twins[p] = numbers.setdefault((cost, rows.tobytes(), values.tobytes()), p)
        return twins

    def run(self, plus: bool) -> Run:
        """Run BOS, or BOS+.

        Notes
        -----
        O(entries log(entries)) for each look at a project; the bounds of earlier rounds rule most of them out.
        """
        order: list[int] = []
        decided: dict[int, Decision] = {}
        if not self.wanted:
            return Run(self, plus, order, [], [], decided)
        from fairbudget.rules import _kernels_bounded_overspending as kernels

        prepare(kernels, len(self.utilities.values))
        election = self.election
        projects, rows = election.num_projects, len(self.multiplicities)
        balance = np.full(rows, float(self.endowment))
        doubt = balance * kernels.EPS
        work = tuple(np.empty(rows) for _ in range(4))
        state = np.full(projects, kernels.UNAFFORDABLE, np.int8)
        state[self.wanted] = kernels.OPEN
        bounds = (
            state,
            np.zeros(projects),
            np.empty(projects),
            np.empty(projects),
            np.empty(projects, np.int64),
            np.empty((projects, 7)),
            np.empty(projects, np.int64),
        )
        chosen, proposed = np.empty(projects, np.int64), np.empty(projects, np.int64)
        contested = np.zeros(projects, np.bool_)
        size, left = 0, election.budget_units
        books: Books | None = None
        while True:
            status, size, left = kernels.advance(
                self.entries,
                self.costs,
                election.costs,
                self.weight,
                self.twins,
                self.rank,
                plus,
                balance,
                doubt,
                work,
                bounds,
                (chosen, proposed, contested, size),
                left,
            )
            if status == kernels.DONE:
                break
            if books is None:
                books = Books(self, plus)
            done = len(books.bought)
            for p, first in zip(chosen[done:size].tolist(), proposed[done:size].tolist(), strict=True):
                books.pay(books.round(first, p, []))
            decision = books.choose(np.flatnonzero(state == kernels.OPEN).tolist())
            if decision is None:
                break
            books.pay(decision)
            p = decision.project
            balance[:], doubt[:] = books.balance, books.doubt
            state[p] = kernels.BOUGHT
            chosen[size], proposed[size] = p, decision.proposed
            contested[size] = bool(decision.tied)
            decided[size] = decision
            size += 1
            left -= int(election.costs[p])
        return Run(self, plus, chosen[:size].tolist(), proposed[:size].tolist(), contested[:size].tolist(), decided)
