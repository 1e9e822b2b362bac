"""What an audit found: corrections with their evidence, the equations before and after, ordinary faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import Fault
from fairbudget.formulas.audit.candidates import Candidate, considered
from fairbudget.formulas.audit.digits import digit_distance, show_number
from fairbudget.formulas.audit.model import Solution, TotalOption, edit_keys
from fairbudget.formulas.audit.problem import IndicatorColumn, Problem, PublishedColumn
from fairbudget.formulas.audit.programme import Search, rounding_room
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.errata import Erratum, errata_csv
from fairbudget.formulas.formula import show
from fairbudget.io.cells import normal
from fairbudget.money import round_fraction

__all__ = ["Audit", "ColumnCheck", "Correction", "RowCheck", "assemble"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A printed number with a wrong digit or more.

    Attributes
    ----------
    line : int or None
        Of the table; None for a printed total that stands elsewhere.
    group, name : str
        ``Total`` for a printed total.
    column, printed, corrected : str
    digits : int
        How many are changed.
    unique : bool
        Whether every smallest set of corrections holds this one.
    evidence : str
        What it mends and what else was considered.
    """

    line: int | None
    group: str
    name: str
    column: str
    printed: str
    corrected: str
    digits: int
    unique: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A row whose printed amounts do not follow from its cells.

    Attributes
    ----------
    line : int
    group, name : str
    failing : tuple of (str, str, str)
        Column, printed and computed number.
    mended : bool
        Whether it follows after the corrections.
    """

    line: int
    group: str
    name: str
    failing: tuple[tuple[str, str, str], ...]
    mended: bool


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """A column beside its total.

    Attributes
    ----------
    column : str
    sum, corrected_sum : str
        Of the printed cells, and of the corrected ones.
    expected : str
        The formula's total; for published columns what the formula gives before rounding.
    printed_total : str or None
    agrees, agrees_after : bool
        Whether sum, formula and printed total agree, before and after the corrections.
    """

    column: str
    sum: str
    corrected_sum: str
    expected: str
    printed_total: str | None
    agrees: bool
    agrees_after: bool


@dataclass(frozen=True)
class Audit:
    """The answer to an audit.

    Attributes
    ----------
    file : str or None
    rows : int
        How many there are.
    unchecked : int
        Rows that lack an indicator.
    following, following_after : int
        Rows that follow from their cells, before and after the corrections.
    row_checks : tuple of RowCheck
        The rows that do not follow.
    columns : tuple of ColumnCheck
    corrections : tuple of Correction
    digits : int
        Changed digits in all.
    smallest : bool
        Whether it is proved that no smaller set exists.
    unique : bool
        Whether the smallest set is the only one of its size.
    alternatives : tuple of tuple of Correction
        The other sets of the same size; the first is not repeated.
    all_alternatives : bool
        Whether these are all.
    faults : tuple of Fault
        Ordinary faults; warnings merely deserve a look.
    notes : tuple of str
    published, money : tuple of str
        Headings of the published columns, and of those in rupiah.
    """

    file: str | None
    rows: int
    unchecked: int
    following: int
    following_after: int
    row_checks: tuple[RowCheck, ...]
    columns: tuple[ColumnCheck, ...]
    corrections: tuple[Correction, ...]
    digits: int
    smallest: bool
    unique: bool
    alternatives: tuple[tuple[Correction, ...], ...]
    all_alternatives: bool
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    published: tuple[str, ...] = ()
    money: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether everything follows as printed and no fault was found."""
        sound = self.following == self.rows and all(column.agrees for column in self.columns)
        return sound and not any(fault.severity == "error" for fault in self.faults)

    @property
    def mended(self) -> bool:
        """Whether everything follows after the corrections."""
        return self.following_after == self.rows and all(column.agrees_after for column in self.columns)

    @property
    def errata(self) -> tuple[Erratum, ...]:
        """The corrections as ``ceilings`` takes them."""
        return tuple(
            Erratum(c.line, c.group, c.name, c.column, c.printed, c.corrected, c.digits, c.unique, c.evidence)
            for c in self.corrections
        )

    def to_csv(self) -> str:
        """Return the corrections as the text of ``errata.csv``."""
        return errata_csv(self.errata)

    def to_dict(self) -> dict[str, Any]:
        """Return the audit as JSON has it."""
        return {
            "format": "fairbudget-audit",
            "version": 1,
            "file": self.file,
            "clean": self.clean,
            "rows": self.rows,
            "rows_unchecked": self.unchecked,
            "rows_following": self.following,
            "rows_following_after": self.following_after,
            "digits": self.digits,
            "smallest": self.smallest,
            "unique": self.unique,
            "corrections": [_plain(item) for item in self.corrections],
            "alternatives": [[_plain(item) for item in items] for items in self.alternatives],
            "all_alternatives": self.all_alternatives,
            "rows_failing": [
                {
                    "line": check.line,
                    "group": check.group,
                    "name": check.name,
                    "mended": check.mended,
                    "failing": [dict(zip(("column", "printed", "computed"), f, strict=True)) for f in check.failing],
                }
                for check in self.row_checks
            ],
            "columns": [_plain(item) for item in self.columns],
            "faults": [{k: v for k, v in _plain(item).items() if v is not None} for item in self.faults],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """Return the audit as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"


def _plain(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).__slots__}


def assemble(problem: Problem, search: Search, faults: tuple[Fault, ...], file: str | None) -> Audit:
    """Return the audit that a search amounts to."""
    best = search.best
    assert best is not None
    corrections = _corrections(problem, search, best)
    missing = sum(problem.cells(row) is None for row in range(len(problem.rows)))
    checks, columns = _row_checks(problem, search), _column_checks(problem, best)
    notes = list(problem.notes)
    if missing:
        notes.append(f"{missing} rows lack an indicator; they were not checked, nor could any column's sum be")
    if problem.rounding == "largest-remainder":
        notes.append("largest-remainder: an amount follows if it is the exact one rounded down or up")
    if not search.proved:
        notes.append(
            "it is not proved that this set is the smallest: that needs more changed digits in a row, or more time"
        )
    for k in search.open_columns:
        column = problem.indicators[k]
        notes.append(f"{column.heading}: its cells do not sum to {show(column.total)} after any correction considered")
    for total in search.open_totals:
        notes.append(f"{total.column}: the printed total {total.text} cannot be mended by changed digits")
    others = tuple(_corrections(problem, search, solution) for solution in search.solutions if solution is not best)
    return Audit(
        file,
        len(problem.rows),
        missing,
        len(problem.rows) - missing - len(checks),
        len(problem.rows) - missing - sum(not check.mended for check in checks),
        tuple(checks),
        tuple(columns),
        corrections,
        best.digits,
        search.proved,
        len(search.solutions) == 1 and search.complete,
        others,
        search.complete,
        faults,
        tuple(notes),
        tuple(column.heading for column in problem.published),
        tuple(c.heading for c in problem.published if c.is_money and c.divisor == 1),
    )


def _row_checks(problem: Problem, search: Search) -> list[RowCheck]:
    found = []
    for row, name in enumerate(problem.names):
        failing = problem.failing(row)
        if failing:
            texts = tuple((c.heading, show_number(p, c.places), show_number(v, c.places)) for c, p, v in failing)
            group = problem.groups[row] if problem.groups else ""
            found.append(RowCheck(problem.rows.lines[row], group, name, texts, row not in search.unexplained_rows))
    return found


def _column_checks(problem: Problem, best: Solution) -> list[ColumnCheck]:
    after = {item.row: item for item in best.rows}
    mended = {normal(option.total.column): option for option in best.totals}
    printed = {normal(total.column): total for total in problem.printed_totals}
    found = []
    columns: list[IndicatorColumn | PublishedColumn] = problem.columns
    for index, column in enumerate(columns):
        k = index - len(problem.indicators)
        own = isinstance(column, IndicatorColumn)
        nominal = (
            (column.total if column.constrained else column.sum)
            if isinstance(column, IndicatorColumn)
            else problem.nominal(column)
        )
        corrected = []
        for row, value in enumerate(column.values):
            item = after.get(row)
            if item is not None:
                value = item.cells[index] if own else item.published[k]
            corrected.append(value)
        scale = 10**column.places
        sums = [Fraction(sum(v or 0 for v in values), scale) for values in (column.values, corrected)]
        total = printed.get(normal(column.heading))
        option = mended.get(normal(column.heading))
        complete = None not in column.values
        room = Fraction(0) if isinstance(column, IndicatorColumn) else rounding_room(problem, column)
        shown = None if total is None else total.value
        agrees = complete and _agrees(nominal, room, sums[0], shown, total)
        value = option.value if option else shown
        if isinstance(column, IndicatorColumn):
            nominal = nominal if column.constrained else sums[1]
        else:
            nominal = problem.nominal(column, {row: item.cells for row, item in after.items()})
        agrees_after = complete and _agrees(nominal, room, sums[1], value, total)
        found.append(
            ColumnCheck(
                *(column.heading, show(sums[0]), show(sums[1]), show(nominal)),
                *(None if total is None else show_number(total.value, total.places), agrees, agrees_after),
            )
        )
    return found


def _agrees(nominal: Fraction, room: Fraction, found: Fraction, value: int | None, total: PrintedTotal | None) -> bool:
    """Tell whether cells sum to what they should but for rounding, and the printed total is either sum."""
    if abs(found - nominal) > room:
        return False
    if total is None or value is None:
        return True
    scale = 10**total.places
    return any(round_fraction(s * scale) == value for s in (nominal, found))


def _corrections(problem: Problem, search: Search, solution: Solution) -> tuple[Correction, ...]:
    found: list[Correction] = []
    for item in solution.rows:
        if item.digits:
            found += _row_corrections(problem, search, solution, item)
    lines = {normal(total.column): total for total in problem.printed_totals}
    for option in solution.totals:
        if option.digits:
            found.append(_total_correction(problem, search, option, lines[normal(option.total.column)]))
    return tuple(found)


def _row_corrections(problem: Problem, search: Search, solution: Solution, item: Candidate) -> list[Correction]:
    columns = {column.heading: column for column in problem.columns}
    before = _before(problem, item.row)
    fitting = search.fitting.get(item.row, 1)
    sets = considered(problem, item.row, item.digits)
    failing = "; ".join(
        f"{c.heading} printed {show_number(p, c.places)}, computed {show_number(v, c.places)}"
        for c, p, v in problem.failing(item.row)
    )
    shown = ", ".join(c.heading for c, v in zip(problem.published, item.published, strict=True) if v is not None)
    keys = edit_keys(problem, item)
    together = f" together with {' and '.join(h for _, h, _ in keys)}" if len(keys) > 1 else ""
    found = []
    for _, heading, value in keys:
        column, printed = columns[heading], before[heading]
        digits = digit_distance(printed, value, column.places) or 0
        others = " and ".join(h for _, h, _ in keys if h != heading)
        together = f" (with {others})" if others else ""
        parts = [f"row as printed: {failing}" if failing else "row follows as printed"]
        parts.append(f"corrected{together}, {shown} follow to the last digit")
        sum_text = _sum_evidence(problem, solution, column, value - printed)
        if sum_text:
            parts.append(sum_text)
        more = f"{fitting} fit" if fitting != 1 else "only this one fits"
        parts.append(f"of {sets} sets of up to {item.digits} changed digits in the row {more}")
        found.append(
            Correction(
                problem.rows.lines[item.row],
                problem.groups[item.row] if problem.groups else "",
                problem.names[item.row],
                heading,
                show_number(printed, column.places),
                show_number(value, column.places),
                digits,
                (item.row, heading, value) in search.necessary,
                "; ".join(parts),
            )
        )
    return found


def _sum_evidence(problem: Problem, solution: Solution, column: IndicatorColumn | PublishedColumn, change: int) -> str:
    if not isinstance(column, IndicatorColumn):
        return ""
    k = problem.indicators.index(column)
    scale = 10**column.places
    moves = [item.cells[k] - (column.values[item.row] or 0) for item in solution.rows]
    total = Fraction(sum(moves), scale)
    if not column.constrained or column.sum + total != column.total:
        return ""
    share = "is" if sum(map(bool, moves)) == 1 else f"with {sum(map(bool, moves)) - 1} other corrections makes"
    lacking = f"the {show(total)} that the column lacks to {show(column.total)}"
    return f"its change of {show(Fraction(change, scale))} {share} {lacking}"


def _total_correction(problem: Problem, search: Search, option: TotalOption, total: PrintedTotal) -> Correction:
    what = "the formula's total" if option.follows else "the sum of the cells"
    printed, corrected = show_number(option.total.value, total.places), show_number(option.value, total.places)
    column = next(c for c in problem.columns if normal(c.heading) == normal(total.column))
    summed = show(Fraction(sum(v or 0 for v in column.values), 10**column.places))
    return Correction(
        total.line if total.in_table else None,
        "",
        "Total",
        column.heading,
        printed,
        corrected,
        option.digits,
        (-1, option.total.column, option.value) in search.necessary,
        f"the printed total is not {what}, {corrected}; the cells as printed sum to {summed}",
    )


def _before(problem: Problem, row: int) -> dict[str, int]:
    columns: Sequence[IndicatorColumn | PublishedColumn] = problem.columns
    return {column.heading: column.values[row] or 0 for column in columns}
