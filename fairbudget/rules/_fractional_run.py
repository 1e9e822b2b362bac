"""One run of Fractional Equal Shares: compiled loops find what may happen next, whole numbers decide what does.

While a voter has money she has paid for all that she supports, so her purse is the endowment minus, for each project of
her ballot, utility * what was paid so far for a unit of it. These amounts are kept as whole numbers over one common
denominator.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.rules._loops import prepare
from fairbudget.rules.ties import ranks
from fairbudget.utilities import utilities

__all__ = ["Problem", "Run", "Step"]

#: After so many changes of the common denominator, common factors are taken out.
_REDUCE = 64


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a project that is bought at one price.

    Attributes
    ----------
    project : int
    completes : bool
        Whether the project is funded in full after it.
    price : Fraction
        What is paid for a unit of utility, if the whole project were bought.
    amount : tuple of (int, int)
        What was paid for a unit of utility, as numerator and denominator.
    reach : int
        Total utility of those who paid.
    tied : tuple of int
        Other projects of the same price.
    exact : bool
        Whether floating point could not tell who runs out of money first, or whether anybody does.
    """

    project: int
    completes: bool
    price: Fraction
    amount: tuple[int, int]
    reach: int
    tied: tuple[int, ...]
    exact: bool


@dataclass(eq=False)
class Run:
    """What was bought.

    Attributes
    ----------
    steps : list of Step
    order : list of int
        Projects that are funded in full, in that order, without the free ones.
    shares : list of Fraction
        Of each project, free ones not included.
    broke : int64 array
        The step at which a voter of each row ran out of money; the number of steps if she never did.
    """

    problem: Problem
    steps: list[Step] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    shares: list[Fraction] = field(default_factory=list)
    broke: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    @functools.cached_property
    def paid(self) -> dict[int, tuple[list[int], list[Fraction]]]:
        """For each project the steps that bought some of it, and what was paid for a unit of utility up to each."""
        result: dict[int, tuple[list[int], list[Fraction]]] = {}
        for k, step in enumerate(self.steps):
            numbers, sums = result.setdefault(step.project, ([], []))
            sums.append((sums[-1] if sums else Fraction(0)) + Fraction(*step.amount))
            numbers.append(k)
        return result


class _Search(Protocol):
    """Who may run out of money first when the project of least price is bought."""

    def find(self, books: _Books) -> tuple[int, int, list[int], bool, tuple[int, ...]]:
        """Return the project (-1: none), its reach, entries of supporters, whether it may complete, and ties."""

    def pay(self, books: _Books, project: int, amount: float, broke: list[int]) -> None:
        """Take note of a purchase."""


class Problem:
    """An election as the loops want it.

    Attributes
    ----------
    values : int64 array
        Utility of each entry; 1 for cost utilities, which drop out of all prices.
    unit : int64 array
        The price of a project is unit / (utility of its supporters with money).
    """

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> None:
        self.election = election
        self.utilities = utilities(election, utility)
        self.rank = ranks(election, tie_breaking)
        self.multiplicities = election.ballots.multiplicities
        uniform = self.utilities.name == "cost"
        self.values = np.ones_like(self.utilities.values) if uniform else self.utilities.values
        self.unit: NDArray[np.int64] = np.ones_like(election.costs) if uniform else election.costs
        voters = election.num_voters
        self.endowment = Fraction(election.budget_units, voters) if voters else Fraction(0)
        supported = np.diff(self.utilities.indptr) > 0
        free = np.flatnonzero(supported & (election.costs == 0))
        self.free: list[int] = sorted(free.tolist(), key=self.rank.__getitem__)
        self.wanted: NDArray[np.bool_] = supported & (election.costs > 0)
        totals = self.utilities.totals(self.multiplicities) if not uniform else election.votes.tolist()
        self.small = max(totals, default=0) < LIMIT

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("fractional", utilities(election, utility).name, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    @functools.cached_property
    def ballots(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Bounds, projects and utilities by row."""
        rows = self.utilities.rows
        order = np.argsort(rows, kind="stable")
        projects = np.repeat(np.arange(self.election.num_projects), np.diff(self.utilities.indptr))
        counts = np.bincount(rows, minlength=len(self.multiplicities))
        bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return bounds, projects[order], self.values[order]

    def run(self) -> Run:
        """Run the rule.

        Notes
        -----
        O(supporters) for each step; every step funds a project in full or leaves a ballot without money.
        """
        run = Run(self)
        books = _Books(self)
        search: _Search = _Compiled(books) if self.small else _Plain()
        run.broke = np.full(len(self.multiplicities), -1, np.int64)
        while self.endowment > 0:
            p, reach, entries, may_complete, tied = search.find(books)
            if p < 0:
                break
            top, bottom, broke, completes = books.decide(p, reach, entries, may_complete)
            amount = books.buy(p, reach, top, bottom, completes)
            search.pay(books, p, amount[0] / amount[1], broke)
            run.broke[broke] = len(run.steps)
            price = Fraction(int(self.unit[p]), reach)
            exact = len(entries) + may_complete > 1
            run.steps.append(Step(p, completes, price, amount, reach, tied, exact))
            if completes:
                run.order.append(p)
        run.broke[run.broke < 0] = len(run.steps)
        run.shares = books.shares()
        return run


class _Books:
    """Whole numbers over a common denominator.

    Attributes
    ----------
    common : int
        The denominator of all that follows.
    endowment : int
    spent : list of int
        For each project, what was paid so far for a unit of utility.
    lacking : list of int
        For each project, what is still to be paid for it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.common = problem.endowment.denominator
        self.endowment = problem.endowment.numerator
        self.costs: list[int] = problem.election.costs.tolist()
        self.spent = [0] * len(self.costs)
        self.lacking = [cost * self.common for cost in self.costs]
        self._bounds, self._projects, self._values = (part.tolist() for part in problem.ballots)
        self._rows, self._entry_values = problem.utilities.rows, problem.values
        self._changes = 0

    def purse(self, row: int) -> int:
        """Return what one voter of a row has who has not run out of money."""
        start, stop = self._bounds[row], self._bounds[row + 1]
        spent = self.spent
        return self.endowment - sum(
            spent[p] * value for p, value in zip(self._projects[start:stop], self._values[start:stop], strict=True)
        )

    def decide(
        self, project: int, reach: int, entries: list[int], may_complete: bool
    ) -> tuple[int, int, list[int], bool]:
        """Return how much is paid for a unit of utility, who runs out of money, and whether the project is funded.

        Returns
        -------
        top, bottom : int
            Their ratio, over the common denominator, is the amount.
        broke : list of int
        completes : bool
        """
        top, bottom, broke, completes = 0, 0, [], False
        if may_complete:
            top, bottom, completes = self.lacking[project], reach, True
        for entry in entries:
            row, value = int(self._rows[entry]), int(self._entry_values[entry])
            purse = self.purse(row)
            mine, least = purse * bottom, top * value
            if bottom == 0 or mine < least:
                top, bottom, broke, completes = purse, value, [row], False
            elif mine == least:
                broke.append(row)
        return top, bottom, broke, completes

    def buy(self, project: int, reach: int, top: int, bottom: int, completes: bool) -> tuple[int, int]:
        """Pay top / bottom for each unit of utility; returns the amount as a fraction."""
        amount, rest = divmod(top, bottom)
        if rest:
            factor = bottom // math.gcd(top, bottom)
            self._scale(factor)
            amount = top * factor // bottom
        self.spent[project] += amount
        self.lacking[project] -= amount * reach
        assert self.lacking[project] >= 0
        if completes:
            assert self.lacking[project] == 0
        bought = amount, self.common
        if rest:
            self._changes += 1
            if self._changes % _REDUCE == 0:
                self._reduce()
        return bought

    def _scale(self, factor: int) -> None:
        self.common *= factor
        self.endowment *= factor
        self.spent = [value * factor for value in self.spent]
        self.lacking = [value * factor for value in self.lacking]

    def _reduce(self) -> None:
        shared = math.gcd(self.common, self.endowment, *self.spent, *self.lacking)
        self.common //= shared
        self.endowment //= shared
        self.spent = [value // shared for value in self.spent]
        self.lacking = [value // shared for value in self.lacking]

    def shares(self) -> list[Fraction]:
        """Return how much of each project is funded."""
        return [
            Fraction(cost * self.common - lacking, cost * self.common) if cost else Fraction(0)
            for cost, lacking in zip(self.costs, self.lacking, strict=True)
        ]


class _Compiled:
    """Floating point with error bounds."""

    def __init__(self, books: _Books) -> None:
        from fairbudget.rules import _kernels_fractional as kernels

        prepare(kernels, len(books.problem.utilities.rows))
        self.kernels = kernels
        problem = books.problem
        indptr, rows = problem.utilities.indptr, problem.utilities.rows
        values: NDArray[np.float64] = problem.values.astype(np.float64)
        self.entries = (indptr, rows, values)
        self.live = np.arange(len(rows))
        self.counts = np.diff(indptr)
        weights = problem.multiplicities[rows]
        self.reach = np.zeros(len(problem.unit), np.int64)
        projects = np.repeat(np.arange(len(problem.unit)), self.counts)
        np.add.at(self.reach, projects, problem.values * weights)
        self.lacking = np.where(problem.wanted, problem.election.costs.astype(np.float64), -1.0)
        self.alive = np.ones(len(problem.multiplicities), np.bool_)
        self.money = np.full(len(self.alive), float(problem.endowment))
        self.steps = 0
        self.candidates = np.empty(max(len(rows), 1), np.int64)
        self.tied = np.empty(max(len(problem.unit), 1), np.int64)

    def find(self, books: _Books) -> tuple[int, int, list[int], bool, tuple[int, ...]]:
        problem = books.problem
        # what one voter pays adds up to her endowment at most, rounded once for each payment and once for each rest
        doubt = float(problem.endowment) * (self.steps + 8) * self.kernels.EPS
        p, size, completes, ties = self.kernels.find(
            self.entries,
            self.live,
            self.counts,
            problem.unit,
            problem.rank,
            self.lacking,
            self.reach,
            self.alive,
            self.money,
            doubt,
            self.candidates,
            self.tied,
        )
        reach = int(self.reach[p]) if p >= 0 else 0
        return p, reach, self.candidates[:size].tolist(), bool(completes), tuple(self.tied[:ties].tolist())

    def pay(self, books: _Books, project: int, amount: float, broke: list[int]) -> None:
        self.kernels.pay(
            self.entries,
            books.problem.ballots,
            self.live,
            self.counts,
            books.problem.multiplicities,
            self.reach,
            self.alive,
            self.money,
            project,
            amount,
            np.array(broke, np.int64),
            len(broke),
        )
        left = books.lacking[project]
        self.lacking[project] = left / books.common if left else -1.0
        self.steps += 1


class _Plain:
    """Whole numbers only, for utilities whose sums do not fit 64 bits."""

    def __init__(self) -> None:
        self.broke: set[int] = set()
        self.done: set[int] = set()

    def find(self, books: _Books) -> tuple[int, int, list[int], bool, tuple[int, ...]]:
        problem = books.problem
        prices: dict[int, Fraction] = {}
        reach: dict[int, int] = {}
        inside: dict[int, list[int]] = {}
        for p in np.flatnonzero(problem.wanted).tolist():
            if p in self.done:
                continue
            first = int(problem.utilities.indptr[p])
            rows = problem.utilities.of(p)[0].tolist()
            inside[p] = [first + k for k, row in enumerate(rows) if row not in self.broke]
            reach[p] = sum(
                int(problem.values[k]) * int(problem.multiplicities[problem.utilities.rows[k]]) for k in inside[p]
            )
            if reach[p]:
                prices[p] = Fraction(int(problem.unit[p]), reach[p])
        if not prices:
            return -1, 0, [], False, ()
        least = min(prices.values())
        best = sorted((p for p in prices if prices[p] == least), key=problem.rank.__getitem__)
        return best[0], reach[best[0]], inside[best[0]], True, tuple(sorted(best[1:]))

    def pay(self, books: _Books, project: int, amount: float, broke: list[int]) -> None:
        self.broke.update(broke)
        if not books.lacking[project]:
            self.done.add(project)
