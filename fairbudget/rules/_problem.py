"""What can be funded, and what each ballot row gains from it: the input of the searches for an optimum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.errors import OptionError
from fairbudget.utilities import Utilities
from fairbudget.utilities import utilities as utilities_of

__all__ = ["Gains", "Problem", "enumerated", "funded_before"]

Ints = NDArray[np.int64]

#: Up to this many projects all sets are looked at where numbers are too long for machine integers.
ENUMERATED = 16


def funded_before(election: Election, utility: str, highest: bool = False) -> Ints:
    """Return what one voter of each row has from projects funded beforehand, in units of utility.

    Parameters
    ----------
    highest : bool
        Her highest utility of one of them instead of the sum.
    """
    sums = np.zeros(len(election.ballots.multiplicities), np.int64)
    if election.part_of is not None:
        whole = utilities_of(election.part_of[0], utility)
        for p in election.funded:
            rows, values = whole.of(p)
            sums[rows] = np.maximum(sums[rows], values) if highest else sums[rows] + values
    return sums


@dataclass(frozen=True)
class Gains:
    """Utilities by project in CSC layout, and how many voters stand behind each row.

    Attributes
    ----------
    indptr, rows, values : int64 arrays
    counts : int64 array, shape (rows,)
    given : int64 array, shape (rows,)
        What each row has from projects funded beforehand.
    """

    indptr: Ints
    rows: Ints
    values: Ints
    counts: Ints
    given: Ints

    @classmethod
    def of(cls, election: Election, utilities: Utilities) -> Gains:
        """Take the utilities of an election's ballots.

        Raises
        ------
        OptionError
            If the utilities of one ballot add up to more than 64 bits hold.
        """
        counts = election.ballots.multiplicities
        given = funded_before(election, utilities.name)
        most = np.bincount(utilities.rows, utilities.values.astype(float), minlength=len(counts)) + given
        if most.max(initial=0) >= LIMIT / 2:
            raise OptionError(f"the utilities of a single ballot add up to {LIMIT // 2} units or more: too much")
        return cls(utilities.indptr, utilities.rows.astype(np.int64), utilities.values, counts, given)

    def sums(self, numbers: Sequence[int]) -> Ints:
        """Return the utility of every row from some projects and those funded beforehand."""
        sums = self.given.copy()
        for p in numbers:
            part = slice(self.indptr[p], self.indptr[p + 1])
            sums[self.rows[part]] += self.values[part]
        return sums


@dataclass(eq=False)
class Problem:
    """An election, restricted to what can be funded and to voters for whom the choice makes a difference.

    Attributes
    ----------
    free : list of int
        Projects that cost nothing and that some ballot supports: always funded.
    projects : list of int
        The others that can be funded and that somebody gains from, by rank.
    costs : int64 array, shape (projects,)
    budget : int
    kept : int64 array, shape (rows,)
        The ballot rows that gain from one of these projects.
    counts, start, room, least : int64 arrays, shape (rows,)
        Voters of each row; utility from the free projects and those funded beforehand; utility from all others; the
        least that one of them gives.
    ratio : float64 array, shape (rows,)
        The most utility per cost.
    rptr, rcol, rutil, cptr, crow, cutil : int64 arrays
        Utilities by row and by project.
    before, after : int64 arrays, shape (projects,)
        The twin (same cost, same utilities) that comes before and after, or -1.
    """

    free: list[int]
    projects: list[int]
    costs: Ints
    budget: int
    kept: Ints
    counts: Ints
    start: Ints
    room: Ints
    least: Ints
    ratio: NDArray[np.float64]
    rptr: Ints
    rcol: Ints
    rutil: Ints
    cptr: Ints
    crow: Ints
    cutil: Ints
    before: Ints
    after: Ints

    @classmethod
    def of(cls, election: Election, gains: Gains, rank: Ints) -> Problem:
        """Restrict an election to what can be funded.

        Notes
        -----
        O(entries + m log m).
        """
        costs, indptr = election.costs, gains.indptr
        supported = election.votes > 0
        free = [p for p in np.argsort(rank).tolist() if supported[p] and not costs[p]]
        fits = supported & (costs > 0) & (costs <= election.budget_units) & (np.diff(indptr) > 0)
        projects = [p for p in np.argsort(rank).tolist() if fits[p]]
        start = gains.given.copy()
        for p in free:
            np.add.at(start, gains.rows[indptr[p] : indptr[p + 1]], gains.values[indptr[p] : indptr[p + 1]])
        parts = [np.arange(indptr[p], indptr[p + 1]) for p in projects]
        entries = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        cptr = np.concatenate(([0], np.cumsum([len(part) for part in parts]))).astype(np.int64)
        cutil = gains.values[entries]
        kept, crow = np.unique(gains.rows[entries], return_inverse=True)
        columns = np.repeat(np.arange(len(projects)), np.diff(cptr))
        order = np.argsort(crow, kind="stable")
        rptr = np.concatenate(([0], np.cumsum(np.bincount(crow, minlength=len(kept))))).astype(np.int64)
        rutil = cutil[order]
        own = costs[projects]
        before, after = np.full(len(projects), -1), np.full(len(projects), -1)
        seen: dict[Any, int] = {}
        for k in range(len(projects)):
            part = slice(cptr[k], cptr[k + 1])
            key = (int(own[k]), crow[part].tobytes(), cutil[part].tobytes())
            if key in seen:
                before[k], after[seen[key]] = seen[key], k
            seen[key] = k
        nothing = np.zeros(0, np.int64)
        return cls(
            free,
            projects,
            own,
            election.budget_units,
            kept,
            gains.counts[kept],
            start[kept],
            np.add.reduceat(rutil, rptr[:-1]) if len(kept) else nothing,
            np.minimum.reduceat(rutil, rptr[:-1]) if len(kept) else nothing,
            np.maximum.reduceat(rutil / own[columns[order]], rptr[:-1]) if len(kept) else np.zeros(0),
            rptr,
            columns[order],
            rutil,
            cptr,
            crow,
            cutil,
            before,
            after,
        )

    def utilities(self, chosen: Sequence[int]) -> Ints:
        """Return the utility of each row from some projects, named by their places, and the free ones."""
        sums = self.start.copy()
        for k in chosen:
            part = slice(self.cptr[k], self.cptr[k + 1])
            sums[self.crow[part]] += self.cutil[part]
        return sums

    def numbers(self, chosen: Sequence[int]) -> list[int]:
        """Return the election's numbers of the free projects and of some others, named by their places."""
        return [*self.free, *(self.projects[k] for k in chosen)]


def enumerated(problem: Problem, key: Callable[[Ints], Any], name: str) -> list[int]:
    """Return the best set by looking at all of them, in Python's integers.

    Parameters
    ----------
    problem : Problem
    key : callable
        Of the rows' utilities; the larger the better, and never smaller when a utility grows.
    name : str
        Of the rule.

    Returns
    -------
    list of int
        Places of the projects: the cheapest of the best sets, the first by rank among these.

    Raises
    ------
    OptionError
        If there are more projects than can be looked at in this way.

    Notes
    -----
    O(2^m * rows) for m projects, less where all that is still open cannot make a set the best one.
    """
    size = len(problem.projects)
    if size > ENUMERATED:
        raise OptionError(
            f"{name}: utilities or weights are so large that their sums do not fit 60 bits, which is possible for "
            f"{ENUMERATED} projects at the most, not for {size}"
        )
    costs = problem.costs.tolist()
    best: tuple[Any, int] | None = None
    found: list[int] = []

    def visit(k: int, chosen: list[int], left: int) -> None:
        nonlocal best, found
        rest = [q for q in range(k, size) if costs[q] <= left]
        if best is not None and key(problem.utilities([*chosen, *rest])) < best[0]:
            return
        if not rest:
            own = (key(problem.utilities(chosen)), left)
            # sets come in order of rank, so that of equals the first stays
            if best is None or own > best:
                best, found = own, chosen
            return
        k = rest[0]
        visit(k + 1, [*chosen, k], left - costs[k])
        visit(k + 1, chosen, left)

    visit(0, [], problem.budget)
    return found
