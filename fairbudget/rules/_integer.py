"""Integer programmes over projects: HiGHS proposes, whole numbers decide.

A solver of mixed-integer programmes works with tolerances: it overspends tight budgets by a few rupiah, and its claim
that nothing better exists holds up to rounding. So each answer is rounded and judged in integers. One that breaks a row
is cut off and the programme solved again; one that meets all rows counts only with its exact value, and the programme
is then solved again for a value that is better by one unit, until the solver finds none. Since tolerances widen what
the solver admits, a set that is better in whole numbers is still open to it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from math import gcd
from typing import Any

from fairbudget.errors import OptionError

__all__ = ["Program", "quiet"]

#: Coefficients of a row are scaled to this at the most, so that the solver's absolute tolerances mean something.
_LARGEST = 10**6


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Send what is written to file descriptor 1 to nowhere: HiGHS prints stray lines past ``sys.stdout``."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:  # no such descriptor: nothing can be printed
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


class Program:
    """Yes-or-no decisions under rows of whole numbers.

    Parameters
    ----------
    size : int
        Number of decisions.
    seconds : float
        How long all calls together may take.
    name : str
        Of the rule, for the message past the limit.

    Examples
    --------
    >>> program = Program(3, 60, "max-welfare")
    >>> program.row({0: 3, 1: 4, 2: 2}, None, 6)
    >>> program.best([3, 4, 2])
    [1, 2]
    """

    def __init__(self, size: int, seconds: float, name: str) -> None:
        self.size, self.name, self.seconds = size, name, seconds
        self.rows: list[tuple[dict[int, int], int | None, int | None]] = []
        self.deadline = time.monotonic() + seconds
        #: How many answers broke a row and were cut off.
        self.cuts = 0

    def row(self, factors: Mapping[int, int], least: int | None, most: int | None) -> None:
        """Ask for ``least <= sum of factors <= most``; the factors must not be negative."""
        self.rows.append(({k: factor for k, factor in factors.items() if factor}, least, most))

    def best(self, gains: Sequence[int]) -> list[int] | None:
        """Return a set of highest total gain, in ascending order, or None if no set meets the rows.

        Parameters
        ----------
        gains : sequence of int
            One for each decision; they may be negative, all of one sign.

        Raises
        ------
        OptionError
            Past the time limit.
        """
        own = len(self.rows)
        found: list[int] | None = None
        cost = any(gain < 0 for gain in gains)
        try:
            while True:
                following = self._answer(gains)
                if following is None:
                    return found
                found = following
                reached = sum(gains[k] for k in found)
                if cost:
                    self.row({k: -gain for k, gain in enumerate(gains)}, None, -reached - 1)
                else:
                    self.row(dict(enumerate(gains)), reached + 1, None)
        finally:
            # rows that asked for a better value end with this call; cuts are kept, since they follow from other rows
            self.rows = self.rows[:own]

    def _answer(self, gains: Sequence[int]) -> list[int] | None:
        """Return a set that meets all rows exactly and that the solver holds for best, or None."""
        cuts: list[tuple[dict[int, int], int | None, int | None]] = []
        while True:
            found = self._solve(gains, cuts)
            if found is None:
                return None
            cut = self._cut(found)
            if cut is None:
                return found
            self.cuts += 1
            cuts.append(cut)

    def _cut(self, found: list[int]) -> tuple[dict[int, int], int | None, int | None] | None:
        """Return a row that the found set breaks and every set that meets the others keeps, or None if it is sound."""
        inside = set(found)
        for factors, least, most in self.rows:
            total = sum(factors.get(k, 0) for k in found)
            if most is not None and total > most:
                # too dear, and so is every set that contains it; leave out what is not needed for that
                cover = sorted((k for k in found if k in factors), key=lambda k: (factors[k], k))
                while total - factors[cover[0]] > most:
                    total -= factors[cover.pop(0)]
                return dict.fromkeys(cover, 1), None, len(cover) - 1
            if least is not None and total < least:
                return {k: 1 for k in factors if k not in inside}, 1, None
        return None

    def _solve(self, gains: Sequence[int], cuts: Sequence[Any]) -> list[int] | None:
        """Let HiGHS solve the programme; return the rounded answer, or None if there is none."""
        import pulp

        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._out_of_time()
        problem = pulp.LpProblem("projects", pulp.LpMaximize)
        chosen = [problem.add_variable(f"x{k}", cat=pulp.LpBinary) for k in range(self.size)]
        scale = _scale(gains)
        problem += pulp.LpAffineExpression([(chosen[k], gain * scale) for k, gain in enumerate(gains) if gain])
        for factors, least, most in [*self.rows, *cuts]:
            if not factors:
                if least is not None and least > 0:
                    return None
                continue
            scale = _scale(factors.values())
            terms = pulp.LpAffineExpression([(chosen[k], factor * scale) for k, factor in factors.items()])
            if most is not None:
                if most < 0:
                    return None
                problem += terms <= most * scale
            if least is not None:
                problem += terms >= least * scale
        if not self.size:
            return []
        with quiet():
            problem.solve(pulp.HiGHS(msg=False, gapRel=0, gapAbs=0, threads=1, timeLimit=left, random_seed=0))
        if problem.status == pulp.LpStatusInfeasible:
            return None
        if problem.sol_status != pulp.LpSolutionOptimal:
            raise self._out_of_time()
        return [k for k, variable in enumerate(chosen) if (variable.value() or 0) > 0.5]

    def _out_of_time(self) -> OptionError:
        return OptionError(
            f"{self.name}: the integer programme was not solved within {self.seconds:g} seconds; "
            "allow it more with the option 'seconds'"
        )

    def first(self, rank: Sequence[int], start: Sequence[int]) -> list[int]:
        """Return the first set by rank that meets all rows: it has the first one which only one of two sets has.

        Parameters
        ----------
        rank : sequence of int
        start : sequence of int
            A set that meets them.

        Notes
        -----
        At most one programme for each decision that `start` leaves out.
        """
        found, own = sorted(start), len(self.rows)
        nothing = [0] * self.size
        try:
            for k in sorted(range(self.size), key=rank.__getitem__):
                if k not in found:
                    self.row({k: 1}, 1, None)
                    following = self._answer(nothing)
                    if following is None:
                        self.rows[-1] = ({k: 1}, None, 0)
                        continue
                    found = following
                else:
                    self.row({k: 1}, 1, None)
        finally:
            self.rows = self.rows[:own]
        return found


def _scale(factors: Any) -> float:
    """Return what brings whole numbers to a range that the solver's tolerances are made for."""
    largest = max(map(abs, factors), default=0)
    common = gcd(*factors)
    if not largest:
        return 1.0
    return 1 / common if largest // common <= _LARGEST else _LARGEST / largest
