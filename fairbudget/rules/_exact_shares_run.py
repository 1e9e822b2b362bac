"""Runs of Exact Equal Shares at a given endowment, and endowments at which its outcome changes."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.errors import OptionError
from fairbudget.rules._compiled import announce
from fairbudget.rules._exact_shares_state import (
    ALLOWANCE,
    BOUND,
    DEAREST,
    EPOCH,
    FOUND,
    HORIZON,
    KEPT,
    LISTED,
    MARGIN,
    NEARBY,
    ORDER,
    PAID,
    PAYERS,
    PRESENT,
    SEEN,
    SIZE,
    SLACK,
    STEPS,
    STOP,
    TOP,
    UPCOMING,
    State,
    copy_level,
    fraction_of,
    new_state,
    set_fraction,
)
from fairbudget.rules.ties import ranks
from fairbudget.utilities import utilities

__all__ = ["BALLOTS", "Problem", "Raised", "Run"]

#: Ballots on which all supporters of a project value it equally.
BALLOTS = ("approval", "choose-1")

#: How far beyond the present endowment to look for supporters of a project who could pay, at first.
MARGIN_AT_FIRST = 0.02


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
        tied = np.zeros((projects, projects), np.int64)
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
        indptr = self.utilities.indptr
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

    @classmethod
    def of(cls, election: Election, utility: str | None, tie_breaking: tuple[str, ...]) -> Problem:
        """Return the problem, kept on the election for the next run."""
        key = ("exact-equal-shares", utility, tie_breaking)
        found = election._cache.get(key)
        if found is None:
            found = election._cache[key] = cls(election, utility, tie_breaking)
        assert isinstance(found, cls)
        return found

    # -- runs --------------------------------------------------------------------------------------------------

    def _state(self, *endowment: Fraction) -> State:
        """Return what the loops work on, with the purchases at an endowment, given as a sum."""
        election = self.election
        state = new_state(
            self.utilities.indptr,
            self.utilities.rows,
            election.ballots.multiplicities,
            election.costs,
            self.unit,
            np.array(self.rank, np.int64),
            self.votes,
        )
        self._fill(state, *endowment)
        return state

    def _fill(self, state: State, *endowment: Fraction, tied: NDArray[np.int64] | None = None) -> None:
        """Make the purchases at an endowment, given as a sum, or at the one that is set."""
        from fairbudget.rules import _kernels_exact_equal_shares as kernels

        announce(kernels)
        if endowment:
            set_fraction(state, PRESENT, *endowment)
        kernels.run(state, np.zeros((0, 0), np.int64) if tied is None else tied)

    def _spent(self, state: State) -> int:
        order = state.projects[ORDER, : int(state.numbers[SIZE])]
        return sum(self.election.costs[order].tolist())

    def run(self, endowment: Fraction, tied: NDArray[np.int64] | None = None) -> Run:
        """Run the rule.

        Parameters
        ----------
        endowment : Fraction
            Units of money of each voter.
        tied : int64 array, shape (projects, projects), optional
            Receives which other projects were as good at each purchase.

        Notes
        -----
        O(entries) for each purchase in the worst case.
        """
        state = self._state(endowment)
        if tied is not None:
            self._fill(state, tied=tied)
        return self._outcome(state)

    def _kept(self, state: State) -> Run:
        """Return the outcome to keep, by a run of its own."""
        copy_level(state, PRESENT, KEPT)
        self._fill(state)
        return self._outcome(state)

    def _outcome(self, state: State) -> Run:
        """Return the outcome of the run that was made last."""
        projects = state.projects
        order = projects[ORDER, : int(state.numbers[SIZE])].tolist()
        return Run(
            self,
            fraction_of(state, PRESENT),
            order,
            projects[PAYERS, order].tolist(),
            state.entries[PAID] != 0,
            np.flatnonzero(projects[FOUND, order]).tolist(),
            self._spent(state),
        )

    def _prepare(self, state: State) -> None:
        """Note that no list of supporters has been made yet."""
        count = self.election.num_projects
        state.projects[[TOP, FOUND, SLACK, NEARBY, SEEN]] = 0
        state.projects[ALLOWANCE, :count] = 4 + self.votes // 64
        state.entries[LISTED] = 0
        state.money[[BOUND, HORIZON]] = -np.inf
        state.money[MARGIN] = MARGIN_AT_FIRST * state.values[PRESENT]
        state.numbers[EPOCH] = 1

    def _climb(self, state: State, mode: int) -> str:
        """Raise the endowment, change by change; see the compiled loop."""
        from fairbudget.rules import _kernels_changes as kernels

        announce(kernels)
        status = kernels.climb(state, self.election.budget_units, mode)
        assert status != kernels.BROKEN, "a project got other payers than were counted"
        return {
            kernels.OVER: "over-budget",
            kernels.FULL: "complete",
            kernels.END: "unchanged",
            kernels.LIMIT: "limit",
        }[status]

    def raise_by_changes(self, to_the_end: bool) -> Raised:
        """Raise the endowment to each value at which the outcome or a payment changes."""
        state = self._state(self.endowment)
        if not self.votes.any() or self.endowment <= 0:
            return Raised(self._outcome(state), 0, "unchanged")
        if self._complete(state):
            return Raised(self._outcome(state), 0, "complete")
        set_fraction(state, KEPT, self.endowment)
        state.numbers[[STEPS, DEAREST]] = 0, self._spent(state)
        self._prepare(state)
        stopped = self._climb(state, 2 if to_the_end else 1)
        # the step that passed the budget does not count
        steps = int(state.numbers[STEPS]) - (stopped == "over-budget")
        return Raised(self._kept(state), steps, stopped)

    def _complete(self, state: State) -> bool:
        return int(state.numbers[SIZE]) == int((self.votes > 0).sum())

    def raise_by_unbought(self, to_the_end: bool) -> Raised:
        """Raise the endowment to each value at which a project can be bought that was not bought before."""
        from fairbudget.rules import _kernels_raises as kernels

        announce(kernels)
        budget = self.election.budget_units
        state = self._state(self.endowment)
        if not self.votes.any() or self.endowment <= 0:
            return Raised(self._outcome(state), 0, "unchanged")
        most, steps = self._spent(state), 0
        set_fraction(state, KEPT, self.endowment)
        everything = float(self.election.costs.sum()) * 1.01
        self._prepare(state)
        state.projects[ALLOWANCE] = 0
        while True:
            if self._complete(state):
                stopped = "complete"
                break
            if not kernels.next_of_rest(state, everything):
                stopped = "unchanged"
                break
            copy_level(state, PRESENT, UPCOMING)
            self._fill(state)
            spent = self._spent(state)
            if spent > budget:
                if not to_the_end:
                    stopped = "over-budget"
                    break
            elif not to_the_end or spent > most:
                most = spent
                copy_level(state, KEPT, PRESENT)
            steps += 1
        return Raised(self._kept(state), steps, stopped)

    def raise_by_amount(self, amount: Fraction, to_the_end: bool) -> Raised:
        """Raise the endowment by the same amount again and again."""
        if amount.denominator >= LIMIT or amount >= LIMIT:
            raise OptionError(
                f"exact-equal-shares: increment={amount} is out of range: it must be a ratio of 64-bit numbers"
            )
        state = self._state(self.endowment)
        if not self.votes.any() or self.endowment <= 0:
            return Raised(self._outcome(state), 0, "unchanged")
        budget = self.election.budget_units
        self._prepare(state)
        steps, kept, most = 0, 0, self._spent(state)
        following = 1
        while True:
            if self._complete(state):
                stopped = "complete"
                break
            set_fraction(state, STOP, self.endowment, amount * following)
            status = self._climb(state, 0)
            steps = following
            spent = self._spent(state)
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
            following = math.ceil((fraction_of(state, UPCOMING) - self.endowment) / amount)
        set_fraction(state, STOP)
        self._fill(state, self.endowment, amount * kept)
        return Raised(self._outcome(state), steps, stopped)
