"""The linear relaxation of the egalitarian optimum, solved exactly: a lexicographic dual simplex over rationals.

The tableau holds only the minimum q, the total utility and one variable for each project; everything else that an
optimum has to satisfy is a row that is written down when it is found violated. Each voter is such a row.
"""

from __future__ import annotations

import math
import time
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import OptionError
from fairbudget.rules._exact import fraction, rational
from fairbudget.rules._problem import Problem

__all__ = ["relaxed"]


def relaxed(problem: Problem, end: tuple[float, float], name: str) -> tuple[Fraction, list[Fraction]]:
    """Return the highest minimum when projects can be funded in part, and the part of each project.

    Parameters
    ----------
    problem : Problem
        With at least one project; the order of its projects decides as in the notes.
    end : tuple of (float, float)
        Time at which it gives up, and how many seconds that was after the start.
    name : str
        Of the rule.

    Returns
    -------
    minimum : Fraction
    parts : list of Fraction
        From 0 to 1.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    Of all optimal solutions the one of highest total utility; of these the one that gives most to the first project, of
    these most to the second, and so on. That is one point, so that the way to it does not matter.

    Gomory's lexicographic dual simplex: the tableau writes (q, total utility, parts in order) as constants plus a
    matrix times variables that are at 0. Every column is lexicographically negative, and no column vanishes, for the
    parts determine everything. Each pivot lowers the constants lexicographically, so no basis returns, whichever
    violated row is taken. A pivot is O(projects^2) operations; finding a row O(entries) in floats. Only rows that
    floats cannot prove to hold are looked at exactly, at the end all of these.
    """
    return _Tableau(problem).solve(end, name)


class _Tableau:
    """The variables, and the rows that they have to satisfy.

    A project's variable is its part times the greatest common divisor of what voters gain from it. So the rows are
    whole and small: with the utility ``cost`` all ones.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        size = len(problem.costs)
        self.divisors: list[int] = [
            math.gcd(*problem.cutil[problem.cptr[k] : problem.cptr[k + 1]].tolist()) for k in range(size)
        ]
        divisors = np.array(self.divisors, np.int64)
        self.factors: NDArray[np.int64] = problem.rutil // divisors[problem.rcol]
        self.prices = [rational(c, g) for c, g in zip(problem.costs.tolist(), self.divisors, strict=True)]
        weights = problem.counts.astype(object)
        gains = [0] * size
        for k in range(size):
            part = slice(problem.cptr[k], problem.cptr[k + 1])
            gains[k] = int((problem.cutil[part].astype(object) * weights[problem.crow[part]]).sum()) // self.divisors[k]
        # everything at its upper bound: the best conceivable, and no column improves it
        zero = rational(0)
        top = int((problem.start + problem.room).min())
        whole = sum(g * d for g, d in zip(gains, self.divisors, strict=True))
        self.rows: list[list[Any]] = [[zero] * (size + 2) for _ in range(size + 2)]
        self.rows[0][0], self.rows[0][1] = rational(top), rational(-1)
        self.rows[1][0] = rational(whole)
        for k in range(size):
            self.rows[1][k + 2] = rational(-gains[k])
            self.rows[k + 2][0] = rational(self.divisors[k])
            self.rows[k + 2][k + 2] = rational(-1)
        # for judging rows in floats
        self.float_factors = self.factors.astype(float)
        squares = np.add.reduceat(self.float_factors**2, problem.rptr[:-1])
        self.norms = np.sqrt(squares + 1)
        self.price_norm = math.sqrt(sum(float(price) ** 2 for price in self.prices))
        self.unit = 2.0**-52 * (int(np.diff(problem.rptr).max()) + 8)

    def solve(self, end: tuple[float, float], name: str) -> tuple[Fraction, list[Fraction]]:
        problem = self.problem
        while (row := self._violated()) is not None:
            if time.monotonic() > end[0]:
                raise OptionError(
                    f"{name}: the linear programme of {len(problem.costs)} projects and {len(problem.counts)} "
                    f"different ballots was not solved exactly within {end[1]:g} seconds; allow it more with the "
                    "option 'seconds'"
                )
            self._pivot(row)
        parts = [fraction(row[0]) / g for row, g in zip(self.rows[2:], self.divisors, strict=True)]
        return fraction(self.rows[0][0]), parts

    def _violated(self) -> list[Any] | None:
        """Return a row that should not be negative, but is, in terms of the variables at 0; None if there is none."""
        problem, rows = self.problem, self.rows
        values = [row[0] for row in rows[2:]]
        # what is known exactly at once: parts from 0 to 1, and the budget
        worst, which = 0.0, None
        for k, value in enumerate(values):
            excess = max(-value, value - self.divisors[k])
            if excess > 0 and (which is None or float(excess) > worst):
                worst, which = float(excess), k
        excess = sum((p * v for p, v in zip(self.prices, values, strict=True)), rational(0)) - problem.budget
        over = excess > 0 and (which is None or float(excess) / self.price_norm > worst)
        if over:
            worst, which = float(excess) / self.price_norm, None
        # the voters: start + factors * parts >= q
        floats = np.array([float(value) for value in values])
        q = float(rows[0][0])
        with np.errstate(all="ignore"):
            terms = self.float_factors * floats[problem.rcol]
            slack = np.add.reduceat(terms, problem.rptr[:-1]) + problem.start - q
            error = self.unit * (np.add.reduceat(np.abs(terms), problem.rptr[:-1]) + problem.start + abs(q))
            # written so that what is not a number is doubtful too
            doubtful = np.flatnonzero(~(slack > error))
            distance = slack[doubtful] / self.norms[doubtful]
        known = over or which is not None
        for place in np.argsort(distance, kind="stable").tolist():
            i = int(doubtful[place])
            if known and not -distance[place] > worst:
                break
            part = slice(problem.rptr[i], problem.rptr[i + 1])
            pairs = list(zip(problem.rcol[part].tolist(), self.factors[part].tolist(), strict=True))
            if int(problem.start[i]) + sum(values[k] * factor for k, factor in pairs) < rows[0][0]:
                return self._row(int(problem.start[i]), pairs, -1)
        if over:
            return self._row(problem.budget, [(k, -price) for k, price in enumerate(self.prices)], 0)
        if which is not None:
            low = values[which] < 0
            return self._row(0 if low else self.divisors[which], [(which, 1 if low else -1)], 0)
        return None

    def _row(self, constant: int, pairs: list[tuple[int, Any]], q: int) -> list[Any]:
        """Return constant + factors * parts + q * minimum in terms of the variables at 0."""
        row = [q * value for value in self.rows[0]] if q else [rational(0)] * len(self.rows[0])
        for k, factor in pairs:
            for j, value in enumerate(self.rows[k + 2]):
                if value:
                    row[j] += factor * value
        row[0] += constant
        return row

    def _pivot(self, row: list[Any]) -> None:
        """Let a violated row hold with equality, at the least loss."""
        enter = 0
        for j in range(1, len(row)):
            if row[j] > 0 and (not enter or self._before(j, row[j], enter, row[enter])):
                enter = j
        # to fund nothing satisfies every row
        assert enter, "the relaxation has a solution"
        divisor = row[enter]
        used = [j for j, value in enumerate(row) if value and j != enter]
        for line in self.rows:
            if line[enter]:
                factor = line[enter] / divisor
                for j in used:
                    line[j] -= factor * row[j]
                line[enter] = factor

    def _before(self, j: int, divisor: Any, other: int, other_divisor: Any) -> bool:
        """Tell whether a column loses less than another, each divided by a positive number."""
        for line in self.rows:
            if line[j] or line[other]:
                one, two = line[j] * other_divisor, line[other] * divisor
                if one != two:
                    return bool(one > two)
        raise AssertionError("two columns are never multiples of each other")
