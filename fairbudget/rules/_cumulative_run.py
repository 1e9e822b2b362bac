"""One count of the cumulative single transferable vote."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.errors import InputError
from fairbudget.rules._cumulative_books import Books, Interval, Total, judge, reaches
from fairbudget.rules._cumulative_floats import EPS, Floats
from fairbudget.rules._exact import rational

__all__ = ["Count", "Decision", "Problem"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a project.

    Attributes
    ----------
    project : int
    how : {"free", "supported", "transfer", "eliminated", "reverse-elimination", "under-supported"}
    tied : tuple of int
        Projects of equal value.
    exact : bool
        Whether it took rationals to decide.
    total : Total or None
        Its support at that time.
    place : int
        For a project that had been given up, as which it was, counted from 1.
    """

    project: int
    how: str
    tied: tuple[int, ...] = ()
    exact: bool = False
    total: Total | None = None
    place: int = 0


class Problem:
    """Points by project and by ballot row, in whole numbers.

    Parameters
    ----------
    election : Election
    split : {"points", "points-times-cost"}
    """

    def __init__(self, election: Election, split: str) -> None:
        ballots = election.ballots
        if len(ballots.values) and int(ballots.values.min()) < 0:
            raise InputError("a ballot gives negative points; they cannot be a share of money")
        rows = np.repeat(np.arange(len(ballots), dtype=np.int32), np.diff(ballots.indptr))
        keep = (ballots.values > 0) & (ballots.multiplicities[rows] > 0)
        rows, cols, points = rows[keep], ballots.indices[keep], ballots.values[keep]
        self.supported: list[int] = np.flatnonzero(np.bincount(cols, minlength=election.num_projects)).tolist()
        # free projects get their support without asking for any
        paid = election.costs[cols] > 0
        rows, cols, points = rows[paid], cols[paid], points[paid]
        # only the ratios of a ballot's numbers matter, so costs are counted in the largest unit that they share
        shared = int(np.gcd.reduce(election.costs[cols])) or 1
        factors = election.costs[cols] // shared if split == "points-times-cost" else np.ones(len(cols), np.int64)
        sums = np.bincount(rows, points.astype(float) * factors, minlength=1)
        if sums.max() >= 0.999 * LIMIT:
            raise InputError(f"the points of a ballot are too large: their sum must stay below {LIMIT}")
        points = points * factors
        self.sums: NDArray[np.int64] = np.zeros(len(ballots), np.int64)
        np.add.at(self.sums, rows, points)
        order = np.argsort(cols, kind="stable")
        self.rows, self.cols, self.points = rows[order], cols[order], points[order]
        counts = np.bincount(cols, minlength=election.num_projects)
        self.indptr: NDArray[np.int64] = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self.paid: list[int] = np.flatnonzero(counts).tolist()
        self.mult = ballots.multiplicities
        self.weights: Floats = self.mult[self.rows].astype(float) * self.points
        self.slack = (int(counts.max(initial=0)) + 8) * EPS
        # each voter has budget / voters; everything is counted in units of 1 / voters
        self.voters = ballots.total
        self.budget = election.budget_units
        self.costs: list[int] = election.costs.tolist()

    @functools.cached_property
    def components(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Numbers by ballot row and by project, equal for what a chain of ballots and projects connects."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        rows, size = len(self.sums), len(self.sums) + len(self.costs)
        edges = coo_array((np.ones(len(self.rows), np.int8), (self.rows, rows + self.cols)), shape=(size, size))
        _, labels = connected_components(edges, directed=False)
        return labels[:rows], labels[rows:]

    def part(self, project: int) -> slice:
        """Return where a project's supporters stand."""
        return slice(int(self.indptr[project]), int(self.indptr[project + 1]))

    def books(self) -> Books:
        """Return the books at the start: a ballot's money is spread over its points."""
        kinds, of_row = np.unique(self.sums, return_inverse=True)
        roots = [Fraction(self.budget, max(1, kind)) for kind in kinds.tolist()]
        return Books(roots, of_row.astype(np.int64))


class Count:
    """The state of a count.

    Parameters
    ----------
    problem : Problem
    rank : int64 array
        Tie-breaking, the least first.
    selection : {"excess", "ratio", "support"}
        What the best project is best in.
    """

    def __init__(self, problem: Problem, rank: NDArray[np.int64], selection: str) -> None:
        self.problem, self.rank, self.selection = problem, rank, selection
        self.books = problem.books()
        self.points_left = problem.sums.copy()
        self.left = problem.budget
        self.decisions: list[Decision] = []
        self.live: list[int] = []
        # projects that are off all ballots, funded or eliminated
        self.gone: set[int] = set()
        for p in sorted(problem.supported, key=rank.__getitem__):
            if problem.costs[p] == 0:
                self.decisions.append(Decision(p, "free"))
            else:
                self.live.append(p)
        self.live.sort()
        # projects that were paid for, and those whose supporters may have been left with money that cannot move
        self._paid: list[int] = []
        self._lost: list[int] = []
        self._floats: tuple[Floats, Floats] | None = None
        self._gathered: tuple[list[int], NDArray[np.int64], NDArray[np.int32], Floats] | None = None

    # -- what lies on the projects -----------------------------------------------------------------------------

    def need(self, project: int) -> int:
        """Return the cost of a project in units of 1 / voters."""
        return self.problem.costs[project] * self.problem.voters

    def support(self, project: int) -> Total:
        """Return the money that lies on a project; none on one that was eliminated."""
        problem, part = self.problem, self.problem.part(project)
        if project in self.gone:
            part = slice(0, 0)
        rows = problem.rows[part]
        return self.books.total(rows, problem.mult[rows], problem.points[part])

    def money(self, project: int) -> Total:
        """Return all the money of a project's supporters."""
        rows = self.problem.rows[self.problem.part(project)]
        return self.books.total(rows, self.problem.mult[rows], self.points_left[rows])

    def supports(self) -> tuple[Floats, Floats]:
        """Return float bounds on the money that lies on each project."""
        if self._floats is None:
            low, high = self.books.low[self.books.of_row], self.books.high[self.books.of_row]
            size = len(self.problem.costs)
            bounds = np.zeros(size), np.zeros(size)
            projects, starts, rows, weights = self._entries()
            if len(projects):
                bounds[0][projects] = np.add.reduceat(weights * low[rows], starts) * (1 - self.problem.slack)
                bounds[1][projects] = np.add.reduceat(weights * high[rows], starts) * (1 + self.problem.slack)
            for p in self.gone.intersection(projects):
                bounds[0][p] = bounds[1][p] = 0.0
            self._floats = bounds
        return self._floats

    def _entries(self) -> tuple[list[int], NDArray[np.int64], NDArray[np.int32], Floats]:
        """Return the supporters of the projects that are left, one project after the other.

        They are gathered anew when a quarter of them has become needless.
        """
        problem = self.problem
        gathered = self._gathered
        if gathered is None or 4 * sum(p not in self.gone for p in gathered[0]) < 3 * len(gathered[0]):
            projects = [p for p in problem.paid if p not in self.gone]
            sizes = [int(problem.indptr[p + 1] - problem.indptr[p]) for p in projects]
            starts = np.concatenate(([0], np.cumsum(sizes)))[:-1].astype(np.int64)
            places = [np.arange(problem.indptr[p], problem.indptr[p + 1]) for p in projects]
            where = np.concatenate(places) if places else np.empty(0, np.int64)
            gathered = self._gathered = (projects, starts, problem.rows[where], problem.weights[where])
        return gathered

    # -- comparisons -------------------------------------------------------------------------------------------

    def key(self, project: int, total: Total, precision: int | None) -> Interval:
        """Return bounds on what projects are compared by, given the support."""
        return self._key(project, self.books.enclose(total, precision))

    def _key(self, project: int, support: Interval) -> Interval:
        low, high = support
        need = self.need(project)
        if self.selection == "excess":
            return low - need, high - need
        return (low / need, high / need) if self.selection == "ratio" else (low, high)

    def best(self, candidates: list[int], worst: bool = False) -> tuple[int, tuple[int, ...], bool, Total]:
        """Return the best project (or the worst), those it is tied with, whether it took rationals, and its support.

        A tie for the best goes to the first in the tie-breaking order, one for the worst to the last.
        """
        low, high = self.supports()
        if self.selection != "support":
            need = np.array([float(self.need(p)) for p in range(len(low))])
            if self.selection == "excess":
                low, high = low - need, high - need
                slack = 4 * EPS * (np.abs(low) + np.abs(high) + need)
                low, high = low - slack, high + slack
            else:
                need[need == 0] = 1.0
                low, high = low / need * (1 - 4 * EPS), high / need * (1 + 4 * EPS)
        totals: dict[int, Total] = {}

        def total(p: int) -> Total:
            if p not in totals:
                totals[p] = self.support(p)
            return totals[p]

        def same(p: int, q: int) -> bool:
            if self.selection == "excess" and self.need(p) != self.need(q):
                return False
            one, two = self.books.terms(total(p)), self.books.terms(total(q))
            if self.selection != "ratio":
                return one == two
            costs = self.problem.costs
            return one.keys() == two.keys() and all(one[k] * costs[q] == two[k] * costs[p] for k in one)

        def key(p: int, precision: int | None) -> Interval:
            known = self._conserved(p, False)
            support = self.books.enclose(total(p), precision) if known is None else (rational(known), rational(known))
            bounds = self._key(p, support)
            return (-bounds[1], -bounds[0]) if worst else bounds

        found, exact = judge(candidates, (-high, -low) if worst else (low, high), same, key)
        chosen = (max if worst else min)(found, key=self.rank.__getitem__)
        return chosen, tuple(p for p in found if p != chosen), exact, total(chosen)

    def eligible(self) -> tuple[list[int], bool]:
        """Return the projects whose support is at least their cost, and whether it took rationals to tell."""
        low, high = self.supports()
        return self._reaching(lambda p: (low[p], high[p]), self.support, False)

    def reachable(self) -> tuple[list[int], bool]:
        """Return the projects whose supporters together have their cost, and whether it took rationals to tell."""
        problem, books = self.problem, self.books

        def floats(p: int) -> tuple[float, float]:
            rows = problem.rows[problem.part(p)]
            weights = problem.mult[rows].astype(float) * self.points_left[rows]
            classes = books.of_row[rows]
            low, high = float(np.sum(weights * books.low[classes])), float(np.sum(weights * books.high[classes]))
            return low * (1 - problem.slack), high * (1 + problem.slack)

        return self._reaching(floats, self.money, True)

    def _reaching(
        self, floats: Callable[[int], tuple[float, float]], total: Callable[[int], Total], all_money: bool
    ) -> tuple[list[int], bool]:
        def enclose(project: int, precision: int | None) -> Interval:
            return self.books.enclose(total(project), precision)

        found, exact = [], False
        for p in self.live:
            enough, hard = reaches(
                floats(p),
                self.need(p),
                functools.partial(self._conserved, p, all_money),
                functools.partial(enclose, p),
            )
            exact = exact or hard
            if enough:
                found.append(p)
        return found, exact

    def _conserved(self, project: int, all_money: bool) -> int | None:
        """Return what the supporters of a project have (or have put on it), if that is what was not spent.

        It is if all who still have money, among those that a chain of common projects connects with the supporters,
        support the project, and nobody there has been left with money that she could not move.
        """
        problem = self.problem
        if project in self.gone:
            return None
        of_row, of_project = problem.components
        here = of_project[project]
        if any(of_project[p] == here for p in self._lost):
            return None
        rows = problem.rows[problem.part(project)]
        rich = (of_row == here) & (self.points_left > 0) & (self.books.high[self.books.of_row] > 0)
        points = problem.points[problem.part(project)]
        if not all_money and (self.points_left[rows] != points)[rich[rows]].any():
            return None
        rich[rows] = False
        if rich.any():
            return None
        voters = sum(problem.mult[(of_row == here) & (problem.sums > 0)].tolist())
        return voters * problem.budget - sum(self.need(p) for p in self._paid if of_project[p] == here)

    # -- decisions ---------------------------------------------------------------------------------------------

    def settle(self, kind: str, project: int) -> None:
        """Move the money of a project's supporters, and take the project off all ballots."""
        problem, part = self.problem, self.problem.part(project)
        rows, points = problem.rows[part], problem.points[part]
        if project not in self.gone:
            self._keep_account(kind, project, bool((self.points_left[rows] == points).any()))
            self.books.apply(kind, self.need(project), rows, problem.mult[rows], self.points_left[rows], points)
            self.points_left[rows] -= points
            self.gone.add(project)
        self._floats = None

    def _keep_account(self, kind: str, project: int, last: bool) -> None:
        """Record what is spent; `last` tells whether some supporter has no other project left."""
        # who has no other project pays all she has in a minimal transfer, which asks for more than lies on the project
        if kind != "collect" and (last or kind == "exhaust"):
            self._lost.append(project)
        if kind in ("excess", "collect"):
            self._paid.append(project)

    def main(self, transfers: str) -> list[int]:
        """Fund projects until no money can be moved any more; return those that were given up, in order."""
        given_up: list[int] = []
        while self.live:
            ready, hard = self.eligible()
            kind, how = "excess", "supported"
            if not ready and transfers == "elimination":
                p, tied, exact, total = self.best(self.live, worst=True)
                self.decisions.append(Decision(p, "eliminated", tied, exact or hard, total))
                self.settle("eliminate", p)
                self.live.remove(p)
                given_up.append(p)
                continue
            if not ready:
                ready, harder = self.reachable()
                kind, how, hard = "collect", "transfer", hard or harder
                out = [p for p in self.live if p not in ready and p not in given_up]
                given_up += sorted(out, key=self.rank.__getitem__, reverse=True)
            if not ready:
                break
            p, tied, exact, total = self.best(ready)
            self.decisions.append(Decision(p, how, tied, exact or hard, total))
            self.settle(kind, p)
            self.live.remove(p)
            self.left -= self.problem.costs[p]
        return given_up

    def reverse(self, given_up: list[int]) -> None:
        """Fund what was given up, the last first, as long as it fits."""
        for place, p in reversed(list(enumerate(given_up, 1))):
            if self.problem.costs[p] <= self.left:
                self.decisions.append(Decision(p, "reverse-elimination", place=place))
                self.left -= self.problem.costs[p]

    def accept(self, given_up: list[int]) -> None:
        """Fund the best project that fits although its support falls short, again and again.

        Its supporters have nothing left afterwards.
        """
        rest = sorted({*given_up, *self.live})
        while True:
            rest = [p for p in rest if self.problem.costs[p] <= self.left]
            if not rest:
                return
            p, tied, exact, total = self.best(rest)
            self.decisions.append(Decision(p, "under-supported", tied, exact, total))
            self.settle("exhaust", p)
            self.left -= self.problem.costs[p]
            rest.remove(p)
