"""One run of the expanding approvals rule for participatory budgeting."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.errors import InputError
from fairbudget.rules._cumulative_books import Books, Interval, judge, reaches
from fairbudget.rules._cumulative_floats import EPS, Floats

__all__ = ["Problem", "Purchase", "expand"]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project that was bought, at which rank, among which others, and whether it took rationals to decide."""

    project: int
    level: int
    tied: tuple[int, ...] = ()
    exact: bool = False


class Problem:
    """Who ranks a project how high: the supporters of each project, by ballot row, those that rank it higher first.

    A project has rank k on a ballot that prefers k - 1 projects to it.

    Parameters
    ----------
    election : Election
    unranked : {"leave", "last"}
        Whether projects that are not ranked come last, all alike.
    """

    def __init__(self, election: Election, unranked: str) -> None:
        ballots = election.ballots
        size = election.num_projects
        rows = np.repeat(np.arange(len(ballots), dtype=np.int32), np.diff(ballots.indptr))
        keep = (ballots.values > 0) & (ballots.multiplicities[rows] > 0)
        rows, cols, values = rows[keep], ballots.indices[keep], ballots.values[keep]
        if len(ballots.values) and int(ballots.values.min()) < 0:
            raise InputError("a ballot gives negative points; they are neither support nor the lack of it")
        levels = values if ballots.type == "ordinal" else _levels(rows, values)
        if unranked == "last":
            rows, cols, levels = _with_last(rows, cols, levels, ballots.multiplicities, size)
        order = np.lexsort((rows, levels, cols))
        self.rows, self.levels = rows[order], levels[order]
        counts = np.bincount(cols, minlength=size)
        self.indptr: NDArray[np.int64] = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self.mult = ballots.multiplicities
        #: Ballot rows with a voter behind them; who supports as many supports with all of them.
        self.alive = int((self.mult > 0).sum())
        self.voters = ballots.total
        self.budget = election.budget_units
        self.costs: list[int] = election.costs.tolist()
        wanted = counts > 0
        self.free: list[int] = np.flatnonzero(wanted & (election.costs == 0)).tolist()
        fits = (election.costs > 0) & (election.costs <= self.budget)
        self.paid: list[int] = np.flatnonzero(wanted & fits).tolist()
        #: The ranks that occur.
        self.kinds: list[int] = np.unique(self.levels).tolist()

    def up_to(self, project: int, level: int) -> slice:
        """Return where those stand who rank a project at this level or higher."""
        first, stop = int(self.indptr[project]), int(self.indptr[project + 1])
        return slice(first, first + int(np.searchsorted(self.levels[first:stop], level, side="right")))

    @functools.cached_property
    def maximal(self) -> list[int]:
        """Place of each project by rank-maximality: most often first, then most often second, and so on; ties equal."""
        profiles = []
        for p in range(len(self.costs)):
            part = slice(int(self.indptr[p]), int(self.indptr[p + 1]))
            voters: dict[int, int] = {}
            for level, count in zip(self.levels[part].tolist(), self.mult[self.rows[part]].tolist(), strict=True):
                voters[level] = voters.get(level, 0) + count
            profiles.append(tuple(-voters.get(level, 0) for level in self.kinds))
        places = {profile: k for k, profile in enumerate(sorted(set(profiles)))}
        return [places[profile] for profile in profiles]

    @functools.cached_property
    def components(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Numbers by ballot row and by project, equal for what a chain of ballots and projects connects."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        cols = np.repeat(np.arange(len(self.costs)), np.diff(self.indptr))
        rows, size = len(self.mult), len(self.mult) + len(self.costs)
        edges = coo_array((np.ones(len(cols), np.int8), (self.rows, rows + cols)), shape=(size, size))
        _, labels = connected_components(edges, directed=False)
        return labels[:rows], labels[rows:]


def _levels(rows: NDArray[np.int32], points: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 1 + how many projects of the same ballot have more points."""
    order = np.lexsort((-points, rows))
    new_row = np.diff(rows[order], prepend=-1) != 0
    new_value = new_row | (np.diff(points[order], prepend=0) != 0)
    place = np.arange(len(rows))
    start = np.maximum.accumulate(np.where(new_row, place, 0))
    same = np.maximum.accumulate(np.where(new_value, place, 0))
    levels = np.empty(len(rows), np.int64)
    levels[order] = same - start + 1
    return levels


def _with_last(
    rows: NDArray[np.int32], cols: NDArray[np.int32], levels: NDArray[np.int64], mult: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Add the projects that a ballot does not rank, all at the rank after those that it does."""
    full = np.repeat(np.bincount(rows, minlength=len(mult))[:, None] + 1, size, axis=1)
    full[rows, cols] = levels
    full = full[mult > 0]
    alive = np.flatnonzero(mult > 0).astype(np.int32)
    every = np.tile(np.arange(size, dtype=np.int32), len(alive))
    return np.repeat(alive, size), every, full.ravel()


def expand(problem: Problem, rank: NDArray[np.int64], selection: str) -> list[Purchase]:
    """Run the rule.

    Parameters
    ----------
    rank : int64 array
        Tie-breaking, the least first.
    selection : {"support", "rank-maximal", "tie-breaking"}
        Which project is bought where several have their cost.
    """
    free = sorted(problem.free, key=rank.__getitem__)
    # everything is counted in units of 1 / voters: each voter has the budget, and a project costs its cost * voters
    need = [cost * problem.voters for cost in problem.costs]
    books = Books([Fraction(problem.budget)], np.zeros(len(problem.mult), np.int64))
    bought: list[Purchase] = []
    spent: list[int] = []
    left = problem.budget
    live = list(problem.paid)
    parts: dict[int, slice] = {}

    def known(p: int) -> int | None:
        """Return what the supporters have if nobody whom ballots connect with them has anything besides."""
        of_row, of_project = problem.components
        here = of_project[p]
        rich = (of_row == here) & (books.high[books.of_row] > 0)
        rich[problem.rows[parts[p]]] = False
        if rich.any():
            return None
        voters = sum(problem.mult[of_row == here].tolist())
        return voters * problem.budget - sum(need[q] for q in spent if of_project[q] == here)

    def enclose(p: int, precision: int | None) -> Interval:
        rows = problem.rows[parts[p]]
        mult = problem.mult[rows]
        return books.enclose(books.total(rows, mult, np.ones(len(rows), np.int64)), precision)

    def same(p: int, q: int) -> bool:
        one, two = (problem.rows[parts[x]] for x in (p, q))
        if len(one) == len(two) and (len(one) == problem.alive or np.array_equal(np.sort(one), np.sort(two))):
            return True
        terms = [
            books.terms(books.total(rows, problem.mult[rows], np.ones(len(rows), np.int64))) for rows in (one, two)
        ]
        return terms[0] == terms[1]

    def money() -> tuple[Floats, Floats]:
        low, high = np.zeros(len(need)), np.zeros(len(need))
        voters = problem.mult.astype(float)
        of_row = voters * books.low[books.of_row], voters * books.high[books.of_row]
        whole = float(np.sum(of_row[0])), float(np.sum(of_row[1]))
        for p in live:
            rows = problem.rows[parts[p]]
            slack = (len(of_row[0]) + 8) * EPS
            everybody = len(rows) == problem.alive
            low[p] = (whole[0] if everybody else float(np.sum(of_row[0][rows]))) * (1 - slack)
            high[p] = (whole[1] if everybody else float(np.sum(of_row[1][rows]))) * (1 + slack)
        return low, high

    for level in problem.kinds:
        while live:
            parts = {p: problem.up_to(p, level) for p in live}
            bounds = money()
            ready, exact = [], False
            for p in live:
                enough, hard = reaches(
                    (bounds[0][p], bounds[1][p]), need[p], functools.partial(known, p), functools.partial(enclose, p)
                )
                exact = exact or hard
                if enough:
                    ready.append(p)
            if not ready:
                break
            if selection == "support":
                found, hard = judge(ready, bounds, same, enclose)
                exact = exact or hard
            elif selection == "rank-maximal":
                best = min(problem.maximal[p] for p in ready)
                found = [p for p in ready if problem.maximal[p] == best]
            else:
                found = ready
            p = min(found, key=rank.__getitem__)
            rows = problem.rows[parts[p]]
            ones = np.ones(len(rows), np.int64)
            books.apply("share", need[p], rows, problem.mult[rows], ones, ones)
            spent.append(p)
            left -= problem.costs[p]
            bought.append(Purchase(p, level, tuple(q for q in found if q != p), exact))
            live = [q for q in live if q != p and problem.costs[q] <= left]
    return [Purchase(p, 0, tuple(free[k + 1 :])) for k, p in enumerate(free)] + bought
