"""Integer programmes over projects: a solver proposes, whole numbers decide.

A solver of mixed-integer programmes works with tolerances: it overspends tight budgets by a few rupiah, and its claim
that nothing better exists holds up to rounding. So each answer is rounded and judged in integers. One that breaks a row
is cut off and the programme solved again; one that meets all rows counts only with its exact value, and the programme
is then solved again for a value that is better by one unit, until the solver finds none. Since tolerances widen what
the solver admits, a set that is better in whole numbers is still open to it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from math import gcd, inf

from fairbudget.errors import OptionError
from fairbudget.programmes import Programme, Unsolved

__all__ = ["Program"]

#: Coefficients of a row are scaled to this at the most, so that the solver's absolute tolerances mean something.
_LARGEST = 10**6

#: Factors of the projects, the least and the most that their sum may be.
_Row = tuple[dict[int, int], int | None, int | None]


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
    deadline : float, optional
        Time at which the limit is reached; by default that many seconds from now.

    Examples
    --------
    >>> program = Program(3, 60, "max-welfare")
    >>> program.row({0: 3, 1: 4, 2: 2}, None, 6)
    >>> program.best([3, 4, 2])
    [1, 2]
    """

    def __init__(self, size: int, seconds: float, name: str, deadline: float | None = None) -> None:
        self.size, self.name, self.seconds = size, name, seconds
        self.rows: list[_Row] = []
        self.deadline = time.monotonic() + seconds if deadline is None else deadline

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
        costly = any(gain < 0 for gain in gains)
        try:
            while True:
                following = self._answer(gains)
                if following is None:
                    return found
                found = following
                reached = sum(gains[k] for k in found)
                if costly:
                    self.row({k: -gain for k, gain in enumerate(gains)}, None, -reached - 1)
                else:
                    self.row(dict(enumerate(gains)), reached + 1, None)
        finally:
            # rows that asked for a better value end with this call
            self.rows = self.rows[:own]

    def any(self) -> list[int] | None:
        """Return some set that meets the rows, or None if there is none."""
        return self._answer([0] * self.size)

    def optimum(self, gains: Sequence[int], costs: Sequence[int], rank: Sequence[int]) -> list[int] | None:
        """Return the cheapest set of highest total gain, and the first by rank among these, or None.

        Parameters
        ----------
        gains, costs : sequence of int
            Not negative.
        rank : sequence of int
        """
        found = self.best(gains)
        if found is None:
            return None
        own = len(self.rows)
        try:
            self.row(dict(enumerate(gains)), sum(gains[k] for k in found), None)
            found = self.best([-cost for cost in costs])
            if found is None:
                # a set is known: the solver contradicts itself
                raise self.unsolved()
            self.row(dict(enumerate(costs)), None, sum(costs[k] for k in found))
            return self.first(rank, found)
        finally:
            self.rows = self.rows[:own]

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
                self.row({k: 1}, 1, None)
                if k in found:
                    continue
                following = self._answer(nothing)
                if following is None:
                    self.rows[-1] = ({k: 1}, None, 0)
                else:
                    found = following
        finally:
            self.rows = self.rows[:own]
        return found

    def _answer(self, gains: Sequence[int]) -> list[int] | None:
        """Return a set that meets all rows exactly and that the solver holds for best, or None."""
        cuts: list[_Row] = []
        while True:
            found = self._solve(gains, cuts)
            if found is None:
                return None
            cut = self._cut(found)
            if cut is None:
                return found
            cuts.append(cut)

    def _cut(self, found: list[int]) -> _Row | None:
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
                # one of the others is needed
                return {k: 1 for k in factors if k not in inside}, 1, None
        return None

    def _solve(self, gains: Sequence[int], cuts: Iterable[_Row]) -> list[int] | None:
        """Let the solver work; return its answer, rounded, or None if there is none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self.unsolved()
        programme = Programme(left)
        unit = _unit(gains)
        chosen = programme.variables(self.size, objective=[-gain / unit for gain in gains])
        for factors, least, most in [*self.rows, *cuts]:
            if (most is not None and most < 0) or (least is not None and least > sum(factors.values())):
                return None
            if factors:
                unit = _unit(factors.values())
                programme.add(
                    [chosen[k] for k in factors],
                    [factor / unit for factor in factors.values()],
                    -inf if least is None else least / unit,
                    inf if most is None else most / unit,
                )
        if not self.size or not programme.entries:
            return [k for k in range(self.size) if gains[k] > 0]
        try:
            answer = programme.solve()
        except Unsolved:
            raise self.unsolved() from None
        return None if answer is None else [k for k in range(self.size) if answer[chosen[k]] > 0.5]

    def unsolved(self) -> OptionError:
        """Return the error that says why there is no answer."""
        if time.monotonic() < self.deadline:
            return OptionError(f"{self.name}: the solver gave up on the integer programme")
        return OptionError(
            f"{self.name}: the integer programme was not solved within {self.seconds:g} seconds; "
            "allow it more with the option 'seconds'"
        )


def _unit(factors: Iterable[int]) -> int | float:
    """Return the unit in which whole numbers are in a range that the solver's tolerances are made for."""
    numbers = [abs(factor) for factor in factors]
    largest, common = max(numbers, default=0), gcd(*numbers)
    return largest / _LARGEST if largest > common * _LARGEST else max(1, common)
