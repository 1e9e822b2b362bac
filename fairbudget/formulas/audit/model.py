"""The integer programme of an audit: choose a candidate for each row so that columns sum to their totals."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.formulas.audit.candidates import Candidate
from fairbudget.formulas.audit.problem import Problem
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.rounding import apportion
from fairbudget.formulas.solving import solved
from fairbudget.io.cells import normal
from fairbudget.money import round_fraction

__all__ = ["Choice", "Solution", "TotalOption", "edit_keys", "solve"]


#: Of one run of the solver; programmes of tables whose amounts are rounded to the rupiah take milliseconds.
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class TotalOption:
    """What a printed total may become.

    Attributes
    ----------
    total : PrintedTotal
    value : int
        As a count of units of the total's last decimal.
    digits : int
    follows : bool
        Whether it is the sum before rounding; otherwise it must be the sum of the printed cells afterwards.
    """

    total: PrintedTotal
    value: int
    digits: int
    follows: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of corrections.

    Attributes
    ----------
    rows : tuple of Candidate
        One for each row that can be made to agree.
    totals : tuple of TotalOption
        One for each printed total that can.
    """

    rows: tuple[Candidate, ...]
    totals: tuple[TotalOption, ...]

    @property
    def digits(self) -> int:
        """How many digits are changed."""
        return sum(item.digits for item in self.rows) + sum(item.digits for item in self.totals)

    @property
    def edits(self) -> int:
        """How many numbers are changed."""
        return sum(item.edits for item in self.rows) + sum(item.digits > 0 for item in self.totals)


@dataclass(slots=True)
class Choice:
    """What the programme chooses from.

    Attributes
    ----------
    rows : dict
        Candidates by row.
    totals : list of list of TotalOption
    columns : list of IndicatorColumn
        Those that must sum to their totals.
    stopped : bool
        Whether the solver ran out of time, so that what it says is no proof.
    """

    rows: dict[int, list[Candidate]]
    totals: list[list[TotalOption]]
    columns: list[int]
    stopped: bool = False


def edit_keys(problem: Problem, candidate: Candidate) -> list[tuple[int, str, int]]:
    """Return (row, heading, value afterwards) for every number that a candidate changes."""
    before = [*(problem.cells(candidate.row) or []), *problem.printed(candidate.row)]
    after = [*candidate.cells, *candidate.published]
    headings = [column.heading for column in problem.columns]
    triples = zip(headings, before, after, strict=True)
    return [(candidate.row, heading, b) for heading, a, b in triples if b is not None and a != b]


def solve(
    problem: Problem,
    choice: Choice,
    exclude: Sequence[Solution] = (),
    digits: int | None = None,
    forbid: tuple[int, str, int] | None = None,
    at_most: int | None = None,
) -> Solution | None:
    """Return a solution with the fewest digits, then the fewest changed numbers; None if there is none.

    Parameters
    ----------
    exclude : sequence of Solution
        Not these.
    digits : int, optional
        With exactly so many digits.
    forbid : tuple, optional
        Without this correction.
    at_most : int, optional
        With no more digits than this.

    Notes
    -----
    After :data:`SECONDS` the solver gives what it has, and ``choice.stopped`` is set.
    """
    import pulp

    rows = choice.rows
    totals = choice.totals
    if forbid is not None:
        rows = {row: [c for c in items if forbid not in edit_keys(problem, c)] for row, items in rows.items()}
        if forbid[0] < 0:
            totals = [[o for o in options if (-1, o.total.column, o.value) != forbid] for options in totals]
    if not all(rows.values()) or not all(totals):
        return None
    cut = [_identity(solution) for solution in exclude]
    while True:
        programme = pulp.LpProblem("audit", pulp.LpMinimize)
        model = _Model(programme, rows, totals)
        model.link(problem, choice.columns)
        cost = pulp.lpSum(model.digits)
        programme += cost * _heavy(rows, totals) + pulp.lpSum(model.edits)
        if digits is not None:
            programme += cost + model.fixed_digits == digits
        if at_most is not None:
            programme += cost + model.fixed_digits <= at_most
        for identity in cut:
            kept = [variable for key, variable in model.variables.items() if key in identity]
            programme += pulp.lpSum(kept) <= len(kept) - 1
        if not model.variables:
            solution = model.solution()
            fits = digits in (None, solution.digits) and (at_most is None or solution.digits <= at_most)
            fits = fits and _identity(solution) not in cut
            return solution if fits and _holds(problem, choice, solution) else None
        begin = time.monotonic()
        found = solved(programme, gapRel=0, gapAbs=0.5, timeLimit=SECONDS)
        choice.stopped |= time.monotonic() - begin >= SECONDS
        if not found:
            return None
        solution = model.solution()
        if _holds(problem, choice, solution):
            return solution
        # floating point let something pass that whole numbers refuse
        cut.append(_identity(solution))


def _heavy(rows: dict[int, list[Candidate]], totals: list[list[TotalOption]]) -> int:
    return 1 + sum(max(c.edits for c in items) for items in rows.values()) + len(totals)


def _identity(solution: Solution) -> frozenset[Any]:
    return frozenset([*solution.rows, *solution.totals])


class _Model:
    """Binary variables for what can be chosen; what has only one choice is constant."""

    def __init__(self, programme: Any, rows: dict[int, list[Candidate]], totals: list[list[TotalOption]]) -> None:
        import pulp

        self.programme = programme
        self.variables: dict[Any, Any] = {}
        self.fixed: list[Any] = []
        self.groups: list[list[Any]] = [*rows.values(), *totals]
        for number, group in enumerate(self.groups):
            if len(group) == 1:
                self.fixed.append(group[0])
                continue
            for index, item in enumerate(group):
                self.variables[item] = programme.add_variable(f"y_{number}_{index}", cat=pulp.LpBinary)
            programme += pulp.lpSum(self.variables[item] for item in group) == 1
        self.fixed_digits = sum(item.digits for item in self.fixed)
        self.digits = [item.digits * variable for item, variable in self.variables.items()]
        self.edits = [
            (item.edits if isinstance(item, Candidate) else min(1, item.digits)) * variable
            for item, variable in self.variables.items()
        ]

    def link(self, problem: Problem, columns: Sequence[int]) -> None:
        """Add the sums of columns, and of rounded amounts where a printed total is one."""
        import pulp

        candidates = [item for item in self.variables if isinstance(item, Candidate)]
        fixed = [item for item in self.fixed if isinstance(item, Candidate)]
        for k in columns:
            column = problem.indicators[k]
            before = column.values
            need = column.total * 10**column.places - sum(value or 0 for value in before)
            need -= sum(item.cells[k] - (before[item.row] or 0) for item in fixed)
            moves = [((item.cells[k] - (before[item.row] or 0)), self.variables[item]) for item in candidates]
            if need.denominator != 1:
                self._impossible()
            elif any(move for move, _ in moves):
                self.programme += pulp.lpSum(move * variable for move, variable in moves if move) == int(need)
            elif need:
                self._impossible()
        if problem.rounding == "largest-remainder" and columns:
            self._sum(int(problem.pool), [i.amount for i in fixed], [(i.amount, self.variables[i]) for i in candidates])
        for group in self.groups:
            for option in group:
                if isinstance(option, TotalOption) and not option.follows:
                    self._sums_to(problem, option, candidates, fixed)

    def _impossible(self) -> None:
        import pulp

        never = self.programme.add_variable(f"never_{len(self.programme.constraints)}", 0, 0)
        self.programme += pulp.lpSum([never]) == 1

    def _sum(self, target: int, constants: list[int], terms: list[tuple[int, Any]]) -> None:
        import pulp

        need = target - sum(constants)
        if terms:
            self.programme += pulp.lpSum(amount * variable for amount, variable in terms) == need
        elif need:
            self._impossible()

    def _sums_to(
        self, problem: Problem, option: TotalOption, candidates: list[Candidate], fixed: list[Candidate]
    ) -> None:
        """If the option is chosen, the printed cells afterwards sum to it, to the decimals that the total shows."""
        import pulp

        index = next(i for i, c in enumerate(problem.published) if normal(c.heading) == normal(option.total.column))
        column = problem.published[index]
        middle = option.value * 10**column.places
        scale = 10**option.total.places
        constant = sum(item.published[index] or 0 for item in fixed) * scale
        # candidates of a row differ little beside their sum: count from the first of each row
        first: dict[int, int] = {}
        terms = []
        for item in candidates:
            value = (item.published[index] or 0) * scale
            start = first.setdefault(item.row, value)
            terms.append((value - start, self.variables[item]))
        gap = constant + sum(first.values()) - middle
        reach = abs(gap) + sum(abs(move) for move, _ in terms)
        half = 10**column.places // 2 if option.total.places < column.places else 0
        total = pulp.lpSum(move * variable for move, variable in terms if move)
        if option in self.variables:
            chosen = self.variables[option]
            self.programme += total + gap <= half + reach * (1 - chosen)
            self.programme += total + gap >= -half - reach * (1 - chosen)
        else:
            self.programme += total + gap <= half
            self.programme += total + gap >= -half

    def solution(self) -> Solution:
        """Return what the solver chose."""
        chosen = [*self.fixed, *(item for item, variable in self.variables.items() if round(variable.value() or 0))]
        rows = sorted((item for item in chosen if isinstance(item, Candidate)), key=lambda item: item.row)
        return Solution(tuple(rows), tuple(item for item in chosen if isinstance(item, TotalOption)))


def _holds(problem: Problem, choice: Choice, solution: Solution) -> bool:
    """Tell in whole numbers whether a solution makes everything agree that it is to make agree."""
    if [item.row for item in solution.rows] != sorted(choice.rows) or len(solution.totals) != len(choice.totals):
        return False
    for k in choice.columns:
        column = problem.indicators[k]
        if Fraction(sum(item.cells[k] for item in solution.rows), 10**column.places) != column.total:
            return False
    for option in solution.totals:
        if not option.follows:
            index = next(i for i, c in enumerate(problem.published) if normal(c.heading) == normal(option.total.column))
            scale = 10 ** problem.published[index].places
            found = Fraction(sum(item.published[index] or 0 for item in solution.rows), scale)
            if round_fraction(found * 10**option.total.places) != option.value:
                return False
    if problem.rounding == "largest-remainder" and choice.columns:
        exact = [problem.exact(item.cells) for item in solution.rows]
        try:
            amounts = apportion(exact, problem.denominator, int(problem.pool), problem.rounding_unit)
        except ValueError:
            return False
        return amounts == [item.amount for item in solution.rows]
    return True
