"""From a table, a formula and printed totals to an audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fairbudget.errors import FaultLog, OptionError
from fairbudget.formulas.allocation import GROUP_HEADINGS, UNIT_HEADINGS
from fairbudget.formulas.allocation import _heading as heading_of
from fairbudget.formulas.allocation import _indicator_headings as indicator_headings
from fairbudget.formulas.audit.candidates import MOST_DIGITS
from fairbudget.formulas.audit.faults import find_faults
from fairbudget.formulas.audit.programme import search
from fairbudget.formulas.audit.published import build
from fairbudget.formulas.audit.result import Audit, assemble
from fairbudget.formulas.audit.totals import read_totals, regrouped, totals_in_table
from fairbudget.formulas.formula import as_formula
from fairbudget.io.cells import Numbers, cell_text, is_blank, to_numbers
from fairbudget.io.tables import Decimals, Table, as_table

__all__ = ["audit", "numeric_columns"]


def audit(
    table: Any,
    formula: Any,
    *,
    totals: Any = None,
    published: Sequence[str] = (),
    names: Sequence[str] | None = None,
    most_digits: int = MOST_DIGITS,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    say: Callable[[str], None] | None = None,
) -> Audit:
    """Find what in a published table does not follow from its cells, and the fewest changed digits that mend it.

    Parameters
    ----------
    table : path, pandas.DataFrame, list of dict or Table
        One row per kelurahan with the formula's indicators and the published amounts; rows of totals are read as
        printed totals.
    formula : path, dict or Formula
        One proportional part by weighted shares of totals, beside equal shares (flat or by class) and affirmative and
        performance parts; percentages of every ceiling (``split``) are followed too.
    totals : path or list of PrintedTotal, optional
        Printed totals that do not stand in the table: a file with the columns ``column`` and ``total``. They go before
        those of the table.
    published : sequence of str
        ``COLUMN=QUANTITY`` where the published columns are not to be found by their agreement; quantities are named as
        in the result of :func:`fairbudget.ceilings`: ``aw``, ``apw``, ``bes``, the ids of a split, ``apw_share_pct``,
        ``aw_share_pct``, ``apw_area_share_pct``, ``apw_area_weighted_pct``. Amounts may be printed in thousands or
        millions, shares as parts of one.
    names : sequence of str, optional
        The names that a kelurahan may have.
    most_digits : int
        Digits that are changed in one row at most, 1 to 4.
    sheet, decimal
        See :func:`fairbudget.ceilings`.
    say : callable, optional
        Is told what is being done.

    Returns
    -------
    Audit

    Raises
    ------
    InputError
        If the table cannot be read, lacks an indicator, or no published column agrees with the formula in a quarter of
        the rows.
    OptionError
        If an option cannot be meant.

    Notes
    -----
    A digit changes; none is added or lost, but the zeros that a number of fewer decimals than its column leaves out
    count as printed. A row agrees if every printed amount is the computed one to the rupiah and the printed share the
    computed one to its decimals. A column of indicators agrees if its cells sum to the formula's total and the printed
    total is that sum, rounded to its decimals; a column of amounts if its printed total is the sum before rounding, or
    the sum of the printed cells.

    The set is the smallest by number of digits, then by number of cells; see
    :func:`fairbudget.formulas.audit.programme.search`.

    Examples
    --------
    >>> formula = {"components": [{"id": "APW", "kind": "proportional", "pool": 1_000_000, "indicators": [
    ...     {"column": "area", "weight": "1/2", "total": 100}, {"column": "people", "weight": "1/2", "total": 700}]}]}
    >>> rows = [{"kelurahan": "Loji", "area": 31, "people": 123, "apw": 242_857},
    ...         {"kelurahan": "Curug", "area": 48, "people": 307, "apw": 459_286},
    ...         {"kelurahan": "Gudang", "area": 21, "people": 279, "apw": 297_857}]
    >>> found = audit(rows, formula)
    >>> [(c.name, c.column, c.printed, c.corrected, c.unique) for c in found.corrections]
    [('Gudang', 'people', '279', '270', True)]
    """
    if not 1 <= most_digits <= MOST_DIGITS:
        raise OptionError(f"most_digits={most_digits} is not allowed; expected 1 to {MOST_DIGITS}")
    spec = as_formula(formula)
    source = as_table(table, sheet=sheet, decimal=decimal)
    log = FaultLog(source.file)
    unit = heading_of("unit", spec.unit, UNIT_HEADINGS, source, log)
    group = heading_of("group", spec.group, GROUP_HEADINGS, source, log, optional=True)
    headings = indicator_headings(spec, source, log)
    log.raise_errors()
    assert unit is not None
    rows, sums = source.split_totals(unit)
    if not len(rows):
        log.error("no rows but totals", sheet=source.sheet, expected="one row per kelurahan")
    faults = FaultLog(source.file)
    numbers, signs = numeric_columns(source, rows, list(headings.values()), (unit, group), log, faults)
    log.raise_errors()
    groups = _filled(rows.texts(group)) if group else None
    printed = {total.column: total for total in totals_in_table(sums, signs)}
    given = totals if isinstance(totals, list | tuple) else [] if totals is None else read_totals(totals, source)
    printed.update({total.column: total for total in given})
    listed, notes = regrouped(list(printed.values()), numbers)
    problem = build(rows, unit, group, groups, spec, headings, numbers, listed, published, log)
    problem.notes[:0] = [*source.notes, *notes]
    find_faults(problem, numbers, names, faults)
    return assemble(problem, search(problem, say, most_digits), tuple(faults), source.file)


def numeric_columns(
    source: Table,
    rows: Table,
    needed: Sequence[str],
    apart: tuple[str, str | None],
    log: FaultLog,
    faults: FaultLog,
) -> tuple[dict[str, Numbers], dict[str, str]]:
    """Return the columns that hold numbers, and each one's sign before decimals; single bad cells become faults.

    Parameters
    ----------
    source, rows : Table
        With and without the rows of totals.
    needed : sequence of str
        Headings that must hold numbers.
    apart : (str, str or None)
        Headings of the names and of the groups.
    log : FaultLog
        Receives a needed column that cannot be read.
    faults : FaultLog
        Receives cells without a number.
    """
    numbers: dict[str, Numbers] = {}
    signs: dict[str, str] = {}
    names = rows.texts(apart[0])
    for heading in source.headings:
        if heading in apart:
            continue
        own = FaultLog(source.file)
        decided = source.sign(heading, log if heading in needed else own)
        if decided is None:
            continue
        cells = rows.column(heading)
        read, bad = to_numbers(heading, cells, decided[0])
        values = read.numerators
        wrong = {row for row, _ in bad} | {row for row, value in enumerate(values) if value is not None and value < 0}
        blank = [row for row, cell in enumerate(cells) if is_blank(cell)]
        if heading not in needed and 2 * (len(wrong) + len(blank)) > len(cells):
            continue
        reasons = dict(bad)
        for row in sorted({*wrong, *blank}):
            reason = reasons.get(row, "no value" if row in blank else "less than 0")
            place = {"line": rows.lines[row], "row": names[row], "column": heading}
            expected = "a number of at least 0"
            faults.error(reason, sheet=rows.sheet, value=cell_text(cells[row]), expected=expected, **place)
        kept = [None if row in wrong else value for row, value in enumerate(values)]
        if heading in needed and all(value is None for value in kept):
            log.error("holds no numbers", sheet=rows.sheet, column=heading)
        numbers[heading] = Numbers(heading, kept, read.denominator, read.places)
        signs[heading] = decided[0]
    return numbers, signs


def _filled(groups: list[str]) -> list[str]:
    for row in range(1, len(groups)):
        groups[row] = groups[row] or groups[row - 1]
    return groups
