"""One candidate for each row so that columns sum to their totals, with the fewest changed digits: an integer programme.

HiGHS proposes, whole numbers decide: every solution is computed again exactly and cut off if it does not hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from fairbudget.formulas.audit.candidates import MOST_DIGITS, Candidate, candidates
from fairbudget.formulas.audit.digits import digit_distance
from fairbudget.formulas.audit.model import Choice, Solution, TotalOption, edit_keys, solve
from fairbudget.formulas.audit.problem import IndicatorColumn, Problem, PublishedColumn
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.io.cells import normal
from fairbudget.money import round_fraction

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Search", "rounding_room", "search"]

#: Alternatives of the same size that are listed.
MOST_SOLUTIONS = 50
#: Digits beyond the fewest of each row that are searched where columns ask for them.
MOST_EXTRA = 3


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
    columns = [] if incomplete else problem.constrained
    bound = sum(least.values()) + sum(min(o.digits for o in options) for options in totals)
    extra = 0
    while True:
        choice = Choice(pool, totals, columns)
        tell(f"choosing among {sum(map(len, pool.values()))} candidates")
        # larger sets may be beaten by candidates that are not generated yet
        solution = solve(problem, choice, at_most=bound + extra)
        if solution is not None and not choice.stopped:
            break
        deeper = extra + 1
        if choice.stopped or deeper > MOST_EXTRA or any(least[row] + deeper > most for row in pool):
            result.proved = False
            solution = solution or solve(problem, choice)
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
    result.open_columns = [k for k in problem.constrained if not _sums(problem, k, result.best)]
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
        nominal = problem.nominal(column)
        spread = rounding_room(problem, column)
    value = round_fraction(nominal * scale)
    distance = digit_distance(total.value, value, total.places)
    found = [] if distance is None else [TotalOption(total, value, distance, True)]
    if isinstance(column, PublishedColumn) and problem.by_class(column) and distance != 0:
        # a corrected class changes the sum: the printed total may be that of the cells afterwards
        found.append(TotalOption(total, total.value, 0, False))
        return sorted(found, key=lambda option: (option.digits, not option.follows, option.value))
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
    rows = len(problem.rows)
    if column.quantity == "base":
        return Fraction(0)
    # what is printed with fewer digits than are computed is rounded once more
    printed = Fraction(rows, 2 * 10**column.places)
    if not column.is_money:
        return printed
    half = problem.rounding in ("half-up", "half-even") and column.quantity != "split"
    own = Fraction(problem.rounding_unit * rows, 2 if half else 1) / column.divisor
    return own + (printed if column.divisor > 1 else 0)


def _without_columns(problem: Problem, choice: Choice) -> tuple[Solution | None, Choice]:
    """Leave as few columns as possible unequal to their totals."""
    for size in range(1, len(choice.columns) + 1):
        found: list[tuple[int, Solution, Choice]] = []
        for dropped in combinations(choice.columns, size):
            kept = Choice(choice.rows, choice.totals, [k for k in choice.columns if k not in dropped])
            solution = solve(problem, kept)
            if solution is not None:
                found.append((solution.digits, solution, kept))
            if kept.stopped:
                break
        if found:
            best = min(found, key=lambda item: item[0])
            return best[1], best[2]
    # not even one column is asked for: printed totals of computed columns stand in the way
    totals = [[option for option in options if option.follows] for options in choice.totals]
    kept = Choice(choice.rows, [options for options in totals if options], [])
    return solve(problem, kept), kept


def _alternatives(problem: Problem, choice: Choice, result: Search, limit: int) -> None:
    """List all solutions of the same size, and find which corrections none of them does without."""
    best = result.best
    assert best is not None
    result.solutions = [best]
    while True:
        other = solve(problem, choice, exclude=result.solutions, digits=best.digits)
        if choice.stopped:
            result.complete = False
            break
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
        common = {key for key in common if _needed(problem, choice, key, best.digits)}
    result.necessary = common


def _needed(problem: Problem, choice: Choice, key: tuple[int, str, int], digits: int) -> bool:
    """Tell whether every set of the size holds a correction; not if the solver has run out of time."""
    if choice.stopped:
        return False
    other = solve(problem, choice, forbid=key, digits=digits)
    return other is None and not choice.stopped


def _keys(problem: Problem, solution: Solution) -> set[tuple[int, str, int]]:
    keys = {key for item in solution.rows for key in edit_keys(problem, item)}
    return keys | {(-1, option.total.column, option.value) for option in solution.totals if option.digits}
