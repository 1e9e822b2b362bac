"""One run of Phragmén's sequential rule: compiled loops, and exact loads where they cannot decide."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.parts import whole_budget
from fairbudget.rules._exact import rational
from fairbudget.rules._loops import prepare
from fairbudget.utilities import utilities

__all__ = ["Loads", "Problem", "Run"]


class Loads:
    """The exact loads of voters.

    After each purchase all supporters of the project have the same load, so a voter's load is that of the last
    purchase she took part in, and a project's is a sum over purchases.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.last: NDArray[np.int32] = np.zeros(problem.rows_count, np.int32)
        self.values: list[Any] = [rational(0)]
        self._counts: NDArray[np.int64] = np.empty(len(problem.units) + 1, np.int64)

    def of(self, project: int) -> Any:
        """Return the load that the supporters of a project would have if it were bought now."""
        from fairbudget.rules import _kernels_phragmen as kernels

        problem = self.problem
        counts = self._counts[: len(self.values)]
        first, stop = problem.indptr[project], problem.indptr[project + 1]
        kernels.tally(first, stop, problem.rows, problem.mult, self.last, counts)
        total = rational(int(problem.units[project]))
        for number in np.flatnonzero(counts).tolist():
            total += int(counts[number]) * self.values[number]
        return total / int(problem.votes[project])

    def buy(self, project: int, load: Any) -> NDArray[np.int32]:
        """Let the supporters of a project take on the load; return the purchase of each one's load before."""
        rows = self.problem.supporters(project)
        before = self.last[rows]
        self.last[rows] = len(self.values)
        self.values.append(load)
        return before


@dataclass(eq=False)
class Run:
    """What the rule decided.

    Attributes
    ----------
    decisions : list of (project, "selected" | "skipped" | "stopped")
        Free projects first.
    exact : dict of int to tuple of int
        Number of the decision -> the other projects of equal load, where exact rationals decided.
    contested : list of bool
        Whether another project may have had the same load.
    loads : float64 array
        Load of each purchase that is not free.
    """

    problem: Problem
    decisions: list[tuple[int, str]]
    exact: dict[int, tuple[int, ...]]
    contested: list[bool]
    loads: NDArray[np.float64]

    @property
    def selected(self) -> list[int]:
        """Projects in order of purchase."""
        return [p for p, decision in self.decisions if decision == "selected"]

    @functools.cached_property
    def books(self) -> tuple[list[Any], list[tuple[int, ...]], list[NDArray[np.int32]], list[Any]]:
        """Exact load and ties of each decision; for each purchase, the last one of each supporter; loads by number."""
        problem = self.problem
        loads = Loads(problem)
        values: list[Any] = []
        ties: list[tuple[int, ...]] = []
        befores: list[NDArray[np.int32]] = []
        free = len(problem.free)
        rest = dict.fromkeys(problem.paid)
        for k, (p, decision) in enumerate(self.decisions):
            if k < free:
                values.append(rational(0))
                ties.append(tuple(q for q, _ in self.decisions[k + 1 : free]))
                befores.append(np.zeros(len(problem.supporters(p)), np.int32))
                continue
            rest.pop(p, None)
            value = loads.of(p)
            tied = self.exact.get(k, ())
            if self.contested[k] and k not in self.exact:
                # a load is never below cost / supporters, which spares most projects the exact look
                tied = tuple(q for q in rest if problem.least[q] <= float(value) * (1 + 1e-9) and loads.of(q) == value)
            values.append(value)
            ties.append(tied)
            if decision == "selected":
                befores.append(loads.buy(p, value))
        return values, ties, befores, loads.values


class Problem:
    """An election as the loops want it: the supporters of each project, by ballot row."""

    def __init__(self, election: Election) -> None:
        support = utilities(election, "cardinality")
        self.indptr, self.rows = support.indptr, support.rows
        self.mult = election.ballots.multiplicities
        self.rows_count = len(self.mult)
        self.units = election.costs
        self.votes = election.votes
        supported = np.diff(self.indptr) > 0
        self.free: list[int] = np.flatnonzero(supported & (self.units == 0)).tolist()
        # what costs more than the whole budget can never be bought
        wanted = supported & (self.units > 0) & (self.units <= whole_budget(election))
        self.paid: list[int] = np.flatnonzero(wanted).tolist()
        self.initial = np.where(wanted, 0, 2).astype(np.int8)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.least: NDArray[np.float64] = np.where(wanted, self.units / self.votes, np.inf)

    @classmethod
    def of(cls, election: Election) -> Problem:
        """Return the problem, kept on the election for the next run."""
        found = election._cache.get("phragmen")
        if found is None:
            found = election._cache["phragmen"] = cls(election)
        assert isinstance(found, cls)
        return found

    def supporters(self, project: int) -> NDArray[np.int32]:
        """Return the ballot rows that support a project."""
        return self.rows[self.indptr[project] : self.indptr[project + 1]]

    def run(self, budget: int, rank: NDArray[np.int64], stop: bool) -> Run:
        """Buy by least load.

        Parameters
        ----------
        budget : int
            Units.
        rank : int64 array
            Tie-breaking, the least first.
        stop : bool
            Whether the rule ends as soon as a project of least load does not fit; else it is skipped.

        Returns
        -------
        Run

        Notes
        -----
        O(entries) for each look at a project; loads of earlier rounds, which are lower bounds, spare most looks.
        """
        decisions = [(p, "selected") for p in sorted(self.free, key=rank.__getitem__)]
        free = len(decisions)
        exact: dict[int, tuple[int, ...]] = {}
        nothing = np.empty(0)
        if not self.paid:
            return Run(self, decisions, exact, [free > 1] * free, nothing)
        from fairbudget.rules import _kernels_phragmen as kernels

        prepare(kernels, len(self.rows))
        size = len(self.units)
        last = np.zeros(self.rows_count, np.int32)
        loads, errors = np.zeros(size + 1), np.zeros(size + 1)
        counts = np.empty(size + 1, np.int64)
        state = self.initial.copy()
        # the quotient of two rounded integers, with room for three roundings
        low = self.least * (1 - 4 * kernels.EPS)
        seen = np.full(size, -1, np.int64)
        projects = (state, low, np.empty(size), np.empty(size), np.empty(size), seen, np.empty(size, np.bool_))
        decided, contested = np.empty(size, np.int64), np.zeros(size, np.bool_)
        order = (decided, contested)
        done = bought = 0
        left = budget
        ledger: Loads | None = None
        copied = 0
        while True:
            status, done, bought, left = kernels.advance(
                self.indptr,
                self.rows,
                self.mult,
                self.units,
                self.votes,
                rank,
                last,
                loads,
                errors,
                counts,
                projects,
                order,
                done,
                bought,
                left,
                stop,
            )
            if status == kernels.DONE:
                break
            if ledger is None:
                ledger = Loads(self)
            for p in decided[copied:done].tolist():
                if state[p] == kernels.SELECTED:
                    ledger.buy(p, ledger.of(p))
            chosen, load, tied = self._least(ledger, np.flatnonzero(state < 0).tolist(), rank, left, stop)
            state[state < 0] = kernels.OPEN
            exact[done + free] = tied
            decided[done], contested[done] = chosen, bool(tied)
            done += 1
            copied = done
            if self.units[chosen] > left:
                state[chosen] = kernels.STOPPED if stop else kernels.SKIPPED
                if stop:
                    break
                continue
            state[chosen] = kernels.SELECTED
            left -= int(self.units[chosen])
            bought += 1
            loads[bought], errors[bought] = float(load), kernels.EPS
            kernels.mark(self.indptr[chosen], self.indptr[chosen + 1], self.rows, last, bought)
            ledger.buy(chosen, load)
        words = {kernels.SELECTED: "selected", kernels.SKIPPED: "skipped", kernels.STOPPED: "stopped"}
        decisions += [(p, words[int(state[p])]) for p in decided[:done].tolist()]
        return Run(self, decisions, exact, [free > 1] * free + contested[:done].tolist(), loads[1 : bought + 1].copy())

    def _least(
        self, ledger: Loads, candidates: Sequence[int], rank: NDArray[np.int64], left: int, stop: bool
    ) -> tuple[int, Any, tuple[int, ...]]:
        """Return the project of exactly least load, that load, and the others that have it too."""
        best: list[int] = []
        least: Any = None
        for p in candidates:
            load = ledger.of(p)
            if least is None or load < least:
                least, best = load, [p]
            elif load == least:
                best.append(p)
        unfit = [p for p in best if self.units[p] > left] if stop else []
        chosen = min(unfit or best, key=rank.__getitem__)
        return chosen, least, tuple(p for p in best if p != chosen)
