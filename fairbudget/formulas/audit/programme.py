"""One candidate for each row so that columns sum to their totals, with the fewest changed digits: an integer programme.

HiGHS proposes, whole numbers decide: every solution is computed again exactly and cut off if it does not hold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

from fairbudget.formulas.audit.candidates import MOST_DIGITS, Candidate, candidates
from fairbudget.formulas.audit.digits import digit_distance
from fairbudget.formulas.audit.problem import IndicatorColumn, Problem, PublishedColumn
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.rounding import apportion
from fairbudget.io.cells import normal
from fairbudget.money import round_fraction

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Choice", "Search", "Solution", "TotalOption", "edit_keys", "rounding_room", "search"]

#: Alternatives of the same size that are listed.
MOST_SOLUTIONS = 50


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
    """

    rows: dict[int, list[Candidate]]
    totals: list[list[TotalOption]]
    columns: list[int]


@dataclass(slots=True)
class Search:
    """What was found, and how far it is proved.

    Attributes
    ----------
    best : Solution or None
    solutions : list of Solution
        All of the same size, the best first; cut off at :data:`MOST_SOLUTIONS`.
    complete : bool
        Whether these are all of that size.
    proved : bool
        Whether there is no smaller set.
    unexplained_rows : list of int
        Rows that no candidate makes agree.
    open_columns : list of int
        Indicators whose cells do not sum to their totals afterwards.
    open_totals : list of PrintedTotal
        Printed totals that changed digits do not mend.
    necessary : set
        Row candidates' edits and totals that every smallest set holds; see :func:`edit_keys`.
    """

    best: Solution | None = None
    solutions: list[Solution] = field(default_factory=list)
    complete: bool = True
    proved: bool = True
    unexplained_rows: list[int] = field(default_factory=list)
    open_columns: list[int] = field(default_factory=list)
    open_totals: list[PrintedTotal] = field(default_factory=list)
    necessary: set[tuple[int, str, int]] = field(default_factory=set)
    fitting: dict[int, int] = field(default_factory=dict)


def edit_keys(problem: Problem, candidate: Candidate) -> list[tuple[int, str, int]]:
    """Return (row, heading, value afterwards) for every number that a candidate changes."""
    before = [*(problem.cells(candidate.row) or []), *problem.printed(candidate.row)]
    after = [*candidate.cells, *candidate.published]
    headings = [column.heading for column in problem.columns]
    triples = zip(headings, before, after, strict=True)
    return [(candidate.row, heading, b) for heading, a, b in triples if b is not None and a != b]


def search(
    problem: Problem, say: Callable[[str], None] | None = None, most: int = MOST_DIGITS, limit: int = MOST_SOLUTIONS
) -> Search:
    """Find the smallest set of changed digits under which rows and columns agree, and all others of its size.

    Parameters
    ----------
    problem : Problem
    say : callable, optional
        Is told what is being done.
    most : int
        Digits that are changed in one row at most.
    limit : int
        Alternatives of the same size to list.

    Returns
    -------
    Search

    Notes
    -----
    Each row's fewest digits, summed, are a lower bound. Candidates with up to ``e`` digits more than the fewest are
    generated; a solution of at most bound + e digits is then the smallest of all, since a candidate that was not
    generated costs more than that. e grows until this holds or a row would need more than `most` digits.
    """
    tell = say or (lambda text: None)
    result = Search()
    count = len(problem.rows)
    least: dict[int, int] = {}
    pool: dict[int, list[Candidate]] = {}
    for row in range(count):
        if problem.cells(row) is None:
            continue
        tell(f"row {row + 1} of {count}")
        for depth in range(most + 1):
            pool[row] = candidates(problem, row, depth)
            if pool[row]:
                least[row] = depth
                break
        else:
            result.unexplained_rows.append(row)
            del pool[row]
    incomplete = bool(result.unexplained_rows) or len(pool) < count
    totals = [_total_options(problem, total) for total in problem.printed_totals if _owner(problem, total) is not None]
    printed = [total for total in problem.printed_totals if _owner(problem, total) is not None]
    result.open_totals = [total for total, options in zip(printed, totals, strict=True) if not options]
    totals = [options for options in totals if options]
    if incomplete:
        # the cells of a row that cannot be mended are not known, so no column's sum is
        totals = [[option for option in options if option.follows] or options[:1] for options in totals]
    columns = [] if incomplete else list(range(len(problem.indicators)))
    bound = sum(least.values()) + sum(min(o.digits for o in options) for options in totals)
    extra = 0
    while True:
        choice = Choice(pool, totals, columns)
        tell(f"choosing among {sum(map(len, pool.values()))} candidates")
        solution = _solve(problem, choice)
        if solution is not None and solution.digits <= bound + extra:
            break
        # no row can be searched further, or a better set can lie no deeper
        deeper = extra + 1
        if any(least[row] + deeper > most for row in pool) or (solution is None and deeper > 2):
            result.proved = False
            break
        extra = deeper
        for row in pool:
            tell(f"row {row + 1} of {count}, {extra} digits more than needed")
            pool[row] = candidates(problem, row, least[row] + extra)
    if solution is None:
        solution, choice = _without_columns(problem, choice)
    assert solution is not None
    result.best = solution
    for row, items in pool.items():
        digits = next(item.digits for item in solution.rows if item.row == row)
        result.fitting[row] = sum(item.digits == digits for item in items)
    tell("looking for other sets of the same size")
    _alternatives(problem, choice, result, limit)
    result.open_columns = [k for k in range(len(problem.indicators)) if not _sums(problem, k, result.best)]
    return result


def _sums(problem: Problem, k: int, solution: Solution) -> bool:
    """Tell whether an indicator's cells sum to its total afterwards."""
    column = problem.indicators[k]
    after = {item.row: item.cells[k] for item in solution.rows}
    cells = [after.get(row, value) for row, value in enumerate(column.values)]
    return None not in cells and Fraction(sum(v or 0 for v in cells), 10**column.places) == column.total


def _owner(problem: Problem, total: PrintedTotal) -> IndicatorColumn | PublishedColumn | None:
    for column in problem.columns:
        if normal(column.heading) == normal(total.column):
            return column
    return None


def _total_options(problem: Problem, total: PrintedTotal) -> list[TotalOption]:
    """Return what a printed total may be: rounded from the exact sum, or the sum of rounded cells."""
    column = _owner(problem, total)
    assert column is not None
    scale = 10**total.places
    if isinstance(column, IndicatorColumn):
        nominal, spread = column.total, Fraction(0)
    else:
        nominal = column.nominal(problem.pool, len(problem.rows))
        spread = rounding_room(problem, column)
    value = round_fraction(nominal * scale)
    distance = digit_distance(total.value, value, total.places)
    found = [] if distance is None else [TotalOption(total, value, distance, True)]
    if distance == 0 or not spread:
        return found
    low, high = math.ceil((nominal - spread) * scale), math.floor((nominal + spread) * scale)
    most = MOST_DIGITS if distance is None else distance
    for other in range(low, high + 1):
        near = digit_distance(total.value, other, total.places)
        if other != value and near is not None and near <= most:
            found.append(TotalOption(total, other, near, False))
    return sorted(found, key=lambda option: (option.digits, not option.follows, option.value))


def rounding_room(problem: Problem, column: PublishedColumn) -> Fraction:
    """Return by how much rounding each row can move the sum of a published column."""
    if column.quantity == "base":
        return Fraction(0)
    if column.quantity == "share":
        return Fraction(len(problem.rows), 2 * 10**column.places)
    half = problem.rounding in ("half-up", "half-even")
    return Fraction(problem.rounding_unit * len(problem.rows), 2 if half else 1)


def _without_columns(problem: Problem, choice: Choice) -> tuple[Solution | None, Choice]:
    """Leave as few columns as possible unequal to their totals."""
    for size in range(1, len(choice.columns) + 1):
        found: list[tuple[int, Solution, Choice]] = []
        for dropped in combinations(choice.columns, size):
            kept = Choice(choice.rows, choice.totals, [k for k in choice.columns if k not in dropped])
            solution = _solve(problem, kept)
            if solution is not None:
                found.append((solution.digits, solution, kept))
        if found:
            best = min(found, key=lambda item: item[0])
            return best[1], best[2]
    # not even one column is asked for: printed totals of computed columns stand in the way
    totals = [[option for option in options if option.follows] for options in choice.totals]
    kept = Choice(choice.rows, [options for options in totals if options], [])
    return _solve(problem, kept), kept


def _alternatives(problem: Problem, choice: Choice, result: Search, limit: int) -> None:
    """List all solutions of the same size, and find which corrections none of them does without."""
    best = result.best
    assert best is not None
    result.solutions = [best]
    while True:
        other = _solve(problem, choice, exclude=result.solutions, digits=best.digits)
        if other is None:
            break
        if len(result.solutions) >= limit:
            result.complete = False
            break
        result.solutions.append(other)
    result.solutions.sort(key=lambda s: s.edits)
    result.best = best = result.solutions[0]
    sets = [_keys(problem, solution) for solution in result.solutions]
    common = set.intersection(*sets)
    if not result.complete:
        common = {key for key in common if _solve(problem, choice, forbid=key, digits=best.digits) is None}
    result.necessary = common


def _keys(problem: Problem, solution: Solution) -> set[tuple[int, str, int]]:
    keys = {key for item in solution.rows for key in edit_keys(problem, item)}
    return keys | {(-1, option.total.column, option.value) for option in solution.totals if option.digits}


def _solve(
    problem: Problem,
    choice: Choice,
    exclude: Sequence[Solution] = (),
    digits: int | None = None,
    forbid: tuple[int, str, int] | None = None,
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
        for identity in cut:
            kept = [variable for key, variable in model.variables.items() if key in identity]
            programme += pulp.lpSum(kept) <= len(kept) - 1
        if not model.variables:
            solution = model.solution()
            fits = digits in (None, solution.digits) and _identity(solution) not in cut
            return solution if fits and _holds(problem, choice, solution) else None
        programme.solve(pulp.HiGHS(msg=False, threads=1, gapRel=0, gapAbs=0.5))
        if pulp.LpStatus[programme.status] != "Optimal":
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
