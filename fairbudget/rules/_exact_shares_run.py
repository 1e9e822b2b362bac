"""Runs of Exact Equal Shares at a given endowment, and endowments at which its outcome changes."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.errors import OptionError
from fairbudget.rules._compiled import announce
from fairbudget.rules.ties import ranks
from fairbudget.utilities import utilities

__all__ = ["BALLOTS", "Problem", "Raised", "Run"]

#: Ballots on which all supporters of a project value it equally.
BALLOTS = ("approval", "choose-1")

#: How many voters may gain money before a project is looked at again, and how far ahead at first.
ALLOWANCE = 32
MARGIN = 0.005

Level = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


@dataclass(eq=False)
class Run:
    """The purchases at one endowment.

    Attributes
    ----------
    endowment : Fraction
        Units of money of each voter.
    order : list of int
        Projects in order of purchase, without the free ones.
    payers : list of int
        The voters who pay for each of them.
    paid : bool array
        Whether the supporter of each entry pays.
    decided : list of int
        Places in the order at which whole numbers had to tell who can pay.
    spent : int
        Units.
    """

    problem: Problem
    endowment: Fraction
    order: list[int]
    payers: list[int]
    paid: NDArray[np.bool_]
    decided: list[int]
    spent: int

    @functools.cached_property
    def ties(self) -> list[list[int]]:
        """Return, for each purchase, the other projects that were as good."""
        projects = self.problem.election.num_projects
        tied = np.zeros((projects, projects), np.bool_)
        again = self.problem.run(self.endowment, tied)
        assert again.order == self.order
        return [np.flatnonzero(row).tolist() for row in tied[: len(self.order)]]


@dataclass(frozen=True)
class Raised:
    """Where raising the endowment came to an end.

    Attributes
    ----------
    run : Run
        The outcome that is kept.
    steps : int
        How often the endowment was raised in all.
    stopped : {"over-budget", "complete", "unchanged"}
        The outcome cost more than the budget; all projects that somebody supports were bought; no endowment changes
        anything any more.
    """

    run: Run
    steps: int
    stopped: str


class Problem:
    """An election as the loops of Exact Equal Shares want it.

    Parameters
    ----------
    election : Election
    utility : str or None
    tie_breaking : tuple of str

    Raises
    ------
    OptionError
        If supporters of a project may value it differently.
    """

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> None:
        if election.ballot_type not in BALLOTS:
            raise OptionError(
                "exact-equal-shares needs ballots on which all supporters of a project value it equally, that is "
                f"{' or '.join(BALLOTS)} ballots; the election has {election.ballot_type} ballots"
            )
        self.election = election
        self.utilities = utilities(election, utility)
        self.rank = ranks(election, tie_breaking)
        indptr, rows = self.utilities.indptr, self.utilities.rows
        multiplicities = election.ballots.multiplicities
        projects = election.num_projects
        #: cost / utility, as whole numbers on one scale
        self.unit: NDArray[np.int64] = np.ones(projects, np.int64) if self.utilities.name == "cost" else election.costs
        supported = np.diff(indptr) > 0
        free = np.flatnonzero(supported & (election.costs == 0))
        self.free: list[int] = sorted(free.tolist(), key=self.rank.__getitem__)
        #: supporters of what can be bought and is not free
        self.votes = np.where(supported & (election.costs > 0), election.votes, 0)
        voters = election.num_voters
        self.endowment = Fraction(election.budget_units, voters) if voters else Fraction(0)
        order = np.argsort(rows, kind="stable")
        owners = np.repeat(np.arange(projects), np.diff(indptr))
        counts = np.bincount(rows, minlength=len(multiplicities))
        bounds = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self._longest = int(counts.max(initial=0))
        #: All read-only, whatever they come from: the loops are compiled for one kind of array only.
        self._fixed = tuple(
            _frozen(array)
            for array in (
                indptr,
                rows,
                multiplicities,
                election.costs,
                election.costs.astype(np.float64),
                self.unit,
                self.rank,
                bounds,
                owners[order],
                order,
            )
        )

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("exact-equal-shares", utility, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    # -- states of the loops -----------------------------------------------------------------------------------

    def _books(self) -> tuple[NDArray[Any], ...]:
        projects, entries, rows = self.election.num_projects, len(self._fixed[1]), len(self._fixed[2])
        return (
            np.zeros(projects, np.int64),
            np.zeros(projects),
            np.zeros(projects, np.int64),
            np.zeros(projects, np.int64),
            np.zeros(entries, np.bool_),
            np.zeros(entries, np.int64),
            np.zeros(rows, np.int64),
            np.zeros(1, np.int64),
        )

    def _level(self, *parts: Fraction) -> Level:
        """Return an endowment as a sum of ratios."""
        size = self._longest + 8
        top, bottom = np.zeros(size, np.int64), np.ones(size, np.int64)
        terms = 0
        for part in parts:
            whole = math.floor(part)
            for ratio in (Fraction(whole), part - whole):
                if ratio:
                    top[terms], bottom[terms] = ratio.numerator, ratio.denominator
                    terms += 1
        return top, bottom, np.array([terms]), np.array([float(sum(parts, Fraction(0)))])

    @staticmethod
    def _fraction(level: Level) -> Fraction:
        top, bottom, terms, _ = level
        size = int(terms[0])
        return sum(
            (Fraction(*pair) for pair in zip(top[:size].tolist(), bottom[:size].tolist(), strict=True)), Fraction(0)
        )

    def _watch(self, level: float) -> tuple[tuple[NDArray[Any], ...], tuple[NDArray[Any], ...]]:
        """Return where the loops note what may change next, before the first look, and their scratch."""
        projects = self.election.num_projects
        longest = int(np.diff(self._fixed[0]).max(initial=1))
        watch = (
            np.full(projects, -np.inf),
            np.zeros(projects, np.int64),
            np.zeros(projects, np.int64),
            np.zeros(projects, np.int64),
            np.full(projects, MARGIN * level),
            np.zeros(projects, np.bool_),
        )
        return watch, (np.zeros(longest, np.int64), np.zeros(longest), np.zeros(longest, np.int64), np.zeros(projects))

    def _fill(self, books: tuple[NDArray[Any], ...], level: Level, tied: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
        from fairbudget.rules import _kernels_exact_equal_shares as kernels

        announce(kernels)
        decided = np.zeros(self.election.num_projects, np.bool_)
        votes = self.votes if level[3][0] > 0 else np.zeros_like(self.votes)
        record = np.zeros((0, 0), np.bool_) if tied is None else tied
        kernels.run(self._fixed, books, level, votes, decided, record)
        return decided

    def _spent(self, books: tuple[NDArray[Any], ...]) -> int:
        return sum(int(self.election.costs[p]) for p in books[3][: int(books[7][0])].tolist())

    # -- runs --------------------------------------------------------------------------------------------------

    def run(self, endowment: Fraction, tied: NDArray[np.bool_] | None = None) -> Run:
        """Run the rule.

        Parameters
        ----------
        endowment : Fraction
            Units of money of each voter.
        tied : bool array, shape (projects, projects), optional
            Receives which other projects were as good at each purchase.

        Notes
        -----
        O(entries) for each purchase in the worst case.
        """
        return self._run(self._level(endowment), tied)

    def _run(self, level: Level, tied: NDArray[np.bool_] | None = None) -> Run:
        books = self._books()
        decided = self._fill(books, level, tied)
        size = int(books[7][0])
        order = books[3][:size].tolist()
        return Run(
            self,
            self._fraction(level),
            order,
            books[0][order].tolist(),
            books[4],
            np.flatnonzero(decided[:size]).tolist(),
            self._spent(books),
        )

    def _climb(
        self,
        books: tuple[Any, ...],
        watch: tuple[Any, ...],
        levels: tuple[Level, Level, Level, Level],
        mode: int,
        numbers: Any,
    ) -> str:
        """Raise the endowment, change by change; see the compiled loop."""
        from fairbudget.rules import _kernels_changes as kernels

        announce(kernels)
        allowance = ALLOWANCE + self.votes // 64 if ALLOWANCE else np.zeros_like(self.votes)
        status = kernels.climb(
            self._fixed,
            books,
            self.votes,
            watch[0],
            *levels,
            self.election.budget_units,
            allowance,
            mode,
            watch[1],
            numbers,
        )
        assert status != kernels.BROKEN, "a project got other payers than were counted"
        return {
            kernels.OVER: "over-budget",
            kernels.FULL: "complete",
            kernels.END: "unchanged",
            kernels.LIMIT: "limit",
        }[status]

    def raise_by_changes(self, to_the_end: bool) -> Raised:
        """Raise the endowment to each value at which the outcome or a payment changes."""
        start = self._level(self.endowment)
        if not self.votes.any() or self.endowment <= 0:
            return Raised(self._run(start), 0, "unchanged")
        books = self._books()
        self._fill(books, start, None)
        if (books[0] > 0).sum() == (self.votes > 0).sum():
            return Raised(self._run(start), 0, "complete")
        last = self._level(self.endowment)
        numbers = np.array([0, self._spent(books)])
        levels = (start, self._level(), last, self._level())
        stopped = self._climb(books, self._watch(start[3][0]), levels, 2 if to_the_end else 1, numbers)
        # the step that passed the budget does not count
        steps = int(numbers[0]) - (stopped == "over-budget")
        return Raised(self._run(last), steps, stopped)

    def raise_by_unbought(self, to_the_end: bool) -> Raised:
        """Raise the endowment to each value at which a project can be bought that was not bought before."""
        from fairbudget.rules import _kernels_raises as kernels

        announce(kernels)
        budget = self.election.budget_units
        run = self.run(self.endowment)
        kept, steps = run, 0
        if not self.votes.any() or self.endowment <= 0:
            return Raised(run, 0, "unchanged")
        books = self._books()
        level = self._level(self.endowment)
        self._fill(books, level, None)
        most = float(self.election.costs.sum()) * 1.01
        wanted = int((self.votes > 0).sum())
        watch, work = self._watch(0.0)
        while True:
            if int(books[7][0]) == wanted:
                return Raised(kept, steps, "complete")
            upcoming = self._level()
            if not kernels.next_of_rest(self.votes, most, self._fixed, books, watch, upcoming, work):
                return Raised(kept, steps, "unchanged")
            level = upcoming
            self._fill(books, level, None)
            spent = self._spent(books)
            if spent > budget:
                if not to_the_end:
                    return Raised(kept, steps, "over-budget")
            elif not to_the_end or spent > kept.spent:
                kept = self._run(level)
            steps += 1

    def raise_by_amount(self, amount: Fraction, to_the_end: bool) -> Raised:
        """Raise the endowment by the same amount again and again."""
        start = self._level(self.endowment)
        if not self.votes.any() or self.endowment <= 0:
            return Raised(self._run(start), 0, "unchanged")
        if amount.denominator >= LIMIT or amount >= LIMIT:
            raise OptionError(
                f"exact-equal-shares: increment={amount} is out of range: it must be a ratio of 64-bit numbers"
            )
        budget = self.election.budget_units
        books = self._books()
        self._fill(books, start, None)
        watch = self._watch(start[3][0])
        numbers = np.zeros(2, np.int64)
        upcoming, unused = self._level(), self._level()
        wanted = int((self.votes > 0).sum())
        steps, kept, most = 0, 0, self._spent(books)
        following = 1
        while True:
            if int(books[7][0]) == wanted:
                stopped = "complete"
                break
            limit = self._level(self.endowment, amount * following)
            levels = (start, upcoming, unused, limit)
            status = self._climb(books, watch, levels, 0, numbers)
            steps = following
            spent = self._spent(books)
            if spent > budget and not to_the_end:
                # nothing changed before this step
                kept = steps = following - 1
                stopped = "over-budget"
                break
            if spent <= budget and (not to_the_end or spent > most):
                kept, most = following, spent
            if status != "limit":
                stopped = status
                break
            # nothing changes before the next change
            following = math.ceil((self._fraction(upcoming) - self.endowment) / amount)
        return Raised(self._run(self._level(self.endowment, amount * kept)), steps, stopped)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    """Return a contiguous array that cannot be written to."""
    result = np.ascontiguousarray(array).view()
    result.flags.writeable = False
    return result
