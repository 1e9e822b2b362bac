"""How evenly the cost of projects can be spread over their supporters: exact, by flows in whole numbers."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.rules._compiled import announce
from fairbudget.utilities import utilities

__all__ = ["Balance", "Problem"]


class Problem:
    """The supporters of each project by ballot row, and costs without their common divisor."""

    def __init__(self, election: Election) -> None:
        support = utilities(election, "cardinality")
        self.indptr, self.rows = support.indptr, support.rows
        self.mult = election.ballots.multiplicities
        self.votes = election.votes
        supported = np.diff(self.indptr) > 0
        units = election.costs
        self.free: list[int] = np.flatnonzero(supported & (units == 0)).tolist()
        # what costs more than the whole budget can never be bought
        wanted = supported & (units > 0) & (units <= election.budget_units)
        self.paid: list[int] = np.flatnonzero(wanted).tolist()
        #: Costs are counted in this many units.
        self.divisor = math.gcd(0, *units[wanted].tolist())
        self.costs: NDArray[np.int64] = units // max(1, self.divisor)
        self.voters = election.ballots.total
        # the greatest amounts that occur are a cost or a load times a number of voters
        self.wide = (election.budget_units // max(1, self.divisor) + 1) * (self.voters + 1) >= LIMIT

    def of_one(self, project: int) -> Fraction:
        """Return the load if the supporters of a project carry its cost alone and equally."""
        return Fraction(int(self.costs[project]), int(self.votes[project]))


class Balance:
    """The projects funded so far, and a way in which their supporters can carry the costs.

    Attributes
    ----------
    load : Fraction
        The least number such that no voter need carry more, in units of the problem's divisor.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.load = Fraction(0)
        self.funded: list[int] = []
        self._cost = 0
        self._of_row: NDArray[np.int32] = np.zeros(len(problem.mult), np.int32)
        self._weight: NDArray[np.int64] = np.array([problem.voters], np.int64)
        self._ptr: NDArray[np.int64] = np.zeros(2, np.int64)
        self._proj: NDArray[np.int32] = np.empty(0, np.int32)
        self._hint: NDArray[np.float64] = np.empty(0)
        from fairbudget.rules import _kernels_maximin as kernels

        announce(kernels)
        self._other_way()

    def _other_way(self) -> None:
        from fairbudget.rules import _kernels_maximin as kernels

        self._tptr, self._tent, self._group = kernels.transpose(self._ptr, self._proj, len(self.funded))

    def _members(self, project: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        from fairbudget.rules import _kernels_maximin as kernels

        problem, groups = self.problem, len(self._weight)
        at: NDArray[np.int64] = np.full(groups, -1, np.int64)
        pg, share = np.empty(groups, np.int64), np.empty(groups, np.int64)
        first, stop = problem.indptr[project], problem.indptr[project + 1]
        count = kernels.members(first, stop, problem.rows, problem.mult, self._of_row, at, pg, share)
        at[pg[:count]] = np.arange(count)
        return pg[:count], share[:count], at

    def together(self, project: int) -> Fraction:
        """Return a lower bound on :meth:`price`: all funded projects and this one, per supporter of any of them."""
        problem = self.problem
        rows = problem.rows[problem.indptr[project] : problem.indptr[project + 1]]
        others = int(problem.mult[rows[self._of_row[rows] == 0]].sum())
        cost = self._cost + int(problem.costs[project])
        return Fraction(cost, problem.voters - int(self._weight[0]) + others)

    def price(
        self, project: int, least: Fraction, most: Fraction | None = None
    ) -> tuple[Fraction, tuple[NDArray[Any], ...] | None]:
        """Find the least load at which the funded projects and one more can be carried.

        Parameters
        ----------
        least : Fraction
            A load that is certainly not above it, and at which the funded projects can be carried.
        most : Fraction, optional
            Break off once the answer is certainly above this.

        Returns
        -------
        load : Fraction
            The answer, or a lower bound above `most`.
        flow : tuple of arrays or None
            What :meth:`fund` asks for; None if it was broken off.

        Notes
        -----
        Dinkelbach's method: where a load does not suffice, a minimum cut gives a set of projects, and their cost over
        the number of their supporters is the next load to try. Each set has fewer supporters than the one before.
        """
        from fairbudget.rules import _kernels_maximin as kernels

        problem = self.problem
        pg, share, at = self._members(project)
        places = [*self.funded, project]
        costs = problem.costs[places]
        groups, entries = len(self._weight), len(self._proj)
        saturate: Any = kernels.saturate
        kind: Any = np.int64
        weight, counts = self._weight, share
        if problem.wide:
            # Python's integers know no limit: the same code, not compiled
            saturate, kind = kernels.saturate.py_func, object
            weight, counts, costs = (_python(array) for array in (weight, share, costs))
        need, spare = np.empty(len(places), kind), np.empty(groups, kind)
        flow, taken = np.empty(entries, kind), np.empty(len(pg), kind)
        load = least
        while most is None or load <= most:
            carried, cost, voters = saturate(
                self._ptr,
                self._proj,
                self._tptr,
                self._tent,
                self._group,
                weight,
                costs,
                pg,
                counts,
                at,
                self._hint,
                load.numerator,
                load.denominator,
                need,
                spare,
                flow,
                taken,
            )
            if carried:
                bottom = float(load.denominator)
                return load, (pg, share, taken.astype(float) / bottom, flow.astype(float) / bottom)
            better = Fraction(int(cost), int(voters))
            if better <= load:
                raise AssertionError("a minimum cut that is none")
            load = better
        return load, None

    def fund(self, project: int, load: Fraction, flow: tuple[NDArray[Any], ...]) -> None:
        """Fund a project at the load and with the flow that :meth:`price` found."""
        from fairbudget.rules import _kernels_maximin as kernels

        pg, share, taken, carried = flow
        problem = self.problem
        first, stop = problem.indptr[project], problem.indptr[project + 1]
        self._ptr, self._proj, self._weight, self._hint = kernels.add(
            first,
            stop,
            problem.rows,
            self._of_row,
            self._ptr,
            self._proj,
            self._weight,
            carried,
            pg,
            share,
            taken,
            float(load),
        )
        self.funded.append(project)
        self._cost += int(problem.costs[project])
        self.load = load
        self._other_way()


def _python(array: NDArray[np.int64]) -> NDArray[Any]:
    result = np.empty(len(array), object)
    result[:] = array.tolist()
    return result
