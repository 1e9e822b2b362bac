"""From a table of indicators and a formula to ceilings: find the columns, refuse what is wrong, compute."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import Any

from fairbudget.errors import FaultLog, InputError, nearest
from fairbudget.formulas.adjustments import Adjusted, Contradiction, adjust
from fairbudget.formulas.amounts import ComponentResult
from fairbudget.formulas.components import Body
from fairbudget.formulas.formula import Formula, Indicator, as_formula, show
from fairbudget.formulas.result import Ceilings
from fairbudget.io.cells import Numbers, cell_text, normal, normals, to_numbers
from fairbudget.io.tables import Decimals, Table, as_table
from fairbudget.money import round_fraction
from fairbudget.registry import formulas

__all__ = ["ceilings", "find_heading"]

#: Headings under which the names of the kelurahan, and of the groups they belong to, are looked for by default.
UNIT_HEADINGS = (
    *("kelurahan", "nama_kelurahan", "kelurahan_printed", "desa", "nama_desa", "desa_kelurahan", "kelurahan_desa"),
    *("nama", "name", "unit", "village"),
)
GROUP_HEADINGS = ("kecamatan", "nama_kecamatan", "district", "subdistrict")


def ceilings(
    indicators: Any,
    formula: Any,
    *,
    errata: Any = None,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    pool: Any = None,
) -> Ceilings:
    """Compute every kelurahan's ceiling: AW = BES + APW, or whatever components the formula has.

    Parameters
    ----------
    indicators : path, pandas.DataFrame, list of dict or Table
        One row per kelurahan: its name, the formula's indicators and, if there is one, its kecamatan.
    formula : path, dict or Formula
    errata : path or list of Erratum, optional
        Corrections of the table, such as :func:`fairbudget.formulas.audit.audit` finds; the printed number must stand
        there.
    sheet : str, optional
        Of a workbook with several sheets.
    decimal : {"auto", ".", ","}
        The sign before decimals in text cells; ``auto`` decides for each column and refuses where that cannot be done.
    pool : int, Fraction or str, optional
        The money of which the components take their ``pool_share``, in rupiah; instead of the formula's own.

    Returns
    -------
    Ceilings
        Whole rupiah and exact amounts for each kelurahan, indicator and component.

    Raises
    ------
    InputError
        With every fault of the table (by line, kelurahan and column) or of the formula (by key): a missing, negative or
        non-numeric indicator, a kelurahan that occurs twice, a total that is zero, weights that do not sum to one, ...

    Warns
    -----
    DataWarning
        A row of totals was left out; a printed total does not equal the sum of the rows; a total in the formula differs
        from the column's sum by more than 1 %.

    Notes
    -----
    All arithmetic is in integers; nothing is rounded but the final amounts. A kelurahan's name may occur twice if the
    kecamatan differs; names are compared without regard to case, blanks and punctuation. O(n k) for n kelurahan and k
    indicators.

    Examples
    --------
    >>> formula = {
    ...     "components": [
    ...         {"id": "BES", "kind": "equal-share", "base": 100},
    ...         {"id": "APW", "kind": "proportional", "pool": 1000, "indicators": [{"column": "area", "weight": 1}]},
    ...     ]
    ... }
    >>> rows = [{"kelurahan": "Loji", "area": 1}, {"kelurahan": "Curug", "area": 2}]
    >>> result = ceilings(rows, formula)
    >>> [(row.name, row.amounts["apw"], row.total) for row in result.rows]
    [('Loji', 333, 433), ('Curug', 667, 767)]
    """
    spec = as_formula(formula)
    if pool is not None:
        spec = spec.with_pool(pool)
    if spec.takes_pool and spec.pool is None:
        raise InputError(
            f"{spec.file or 'formula'}: components take a pool_share, but there is no pool; give one in rupiah"
        )
    table = as_table(indicators, sheet=sheet, decimal=decimal)
    log = FaultLog(table.file)
    notes = list(table.notes)
    unit = _heading("unit", spec.unit, UNIT_HEADINGS, table, log)
    group = _heading("group", spec.group, GROUP_HEADINGS, table, log, optional=True)
    columns = _indicator_headings(spec, table, log)
    texts = _text_headings(spec, table, log)
    if unit is None:
        log.raise_errors()
    assert unit is not None
    if errata is not None:
        table = _corrected(table, errata, unit, group)
        notes = list(table.notes)
    rows, totals = table.split_totals(unit)
    if not len(rows):
        log.error("no rows but totals", sheet=table.sheet, expected="one row per kelurahan")
    names = rows.texts(unit)
    groups = _groups(rows, group, log, notes) if group else None
    _check_names(rows, names, groups, unit, log, notes)
    numbers: dict[str, Numbers] = {}
    for id, heading in columns.items():
        # a printed total such as 1.144.108 helps to tell how a column's numbers are written
        decided = table.sign(heading, log)
        if decided is not None:
            notes.extend(filter(None, decided[1:]))
            numbers[id] = rows.numbers(heading, log, names=names, minimum=0, sign=decided[0])
            _check_totals(numbers[id], decided[0], rows, totals, log)
    _check_last_row(numbers, rows, names, log)
    if len(totals):
        listed = ", ".join(f"{line} ({name})" for line, name in zip(totals.lines, _labels(totals, unit), strict=True))
        log.warning(f"left out as totals, not kelurahan: row {listed}", sheet=table.sheet)
    log.raise_errors()
    words = {name: rows.texts(heading) for name, heading in texts.items()}
    body = Body(rows, names, numbers, spec, log, notes, words)
    results = tuple(formulas[component.kind].function(component, body) for component in spec.components)
    log.raise_errors()
    adjusted = _adjusted(spec, results, body) if spec.adjustments else None
    log.raise_errors()
    log.issue_warnings()
    kept = tuple(groups) if groups else None
    return Ceilings(spec, results, rows, unit, group, tuple(names), kept, tuple(notes), adjusted)


def _adjusted(formula: Formula, results: tuple[ComponentResult, ...], body: Body) -> Adjusted | None:
    """Return the sums of the components as adjusted, or None with the contradiction in the log."""
    count = range(len(body.table))
    exact = [sum((result.exact(row) for result in results), Fraction(0)) for row in count]
    before = [sum(result.amounts[row] for result in results) for row in count]
    try:
        return adjust(
            formula.adjustments,
            body.columns,
            exact,
            before,
            balance=formula.balance,
            rounding=formula.rounding,
            unit=formula.rounding_unit,
        )
    except Contradiction as error:
        text = re.sub(r"^row (\d+)", lambda found: repr(body.names[int(found[1])]), str(error))
        body.log.error(f"the adjustments contradict each other: {text}")
        return None


def _corrected(table: Table, errata: Any, unit: str, group: str | None) -> Table:
    from fairbudget.formulas.errata import apply_errata, read_errata

    if isinstance(errata, list | tuple):
        return apply_errata(table, errata, unit, group)
    return apply_errata(table, read_errata(errata), unit, group, str(errata))


def find_heading(wanted: tuple[str, ...], usual: tuple[str, ...], headings: tuple[str, ...]) -> list[str]:
    """Return the headings that fit: the first found of `wanted`, or without it all of the `usual` ones.

    Examples
    --------
    >>> find_heading((), ("kelurahan", "nama"), ("No", "Nama", "Kelurahan"))
    ['Kelurahan', 'Nama']
    """
    own = {normal(heading): heading for heading in headings}
    found = [own[normal(name)] for name in (wanted or usual) if normal(name) in own]
    return found[:1] if wanted else list(dict.fromkeys(found))


def _heading(
    key: str, wanted: tuple[str, ...], usual: tuple[str, ...], table: Table, log: FaultLog, optional: bool = False
) -> str | None:
    found = find_heading(wanted, usual, table.headings)
    what = {"unit": "the names of the kelurahan", "group": "the kecamatan"}[key]
    if len(found) > 1:
        listed = ", ".join(map(repr, found))
        log.error(f"{what} may stand under {listed}; say which one is meant: {key} = ... in the formula")
    elif not found and (wanted or not optional):
        looked = " or ".join(map(repr, wanted or usual[:1]))
        log.error(
            f"no column {looked} with {what}; {nearest((wanted or usual)[0], table.headings)};"
            f" another one can be named by {key} = ... in the formula",
            sheet=table.sheet,
        )
    return found[0] if len(found) == 1 else None


def _indicator_headings(formula: Formula, table: Table, log: FaultLog) -> dict[str, str]:
    """Return the heading of every needed column, by the indicator's column."""
    found: dict[str, str] = {}
    needed: list[Indicator] = [i for component in formula.components for i in component.needed()]
    needed += [i for adjustment in formula.adjustments for i in adjustment.needed()]
    for indicator in needed:
        _locate(indicator.column, indicator.aliases, table, log, found)
    return found


def _text_headings(formula: Formula, table: Table, log: FaultLog) -> dict[str, str]:
    """Return the heading of every column that is read as text, by its name in the formula."""
    found: dict[str, str] = {}
    for component in formula.components:
        for column, aliases in component.words():
            _locate(column, aliases, table, log, found)
    return found


def _locate(column: str, aliases: tuple[str, ...], table: Table, log: FaultLog, found: dict[str, str]) -> None:
    if column in found:
        return
    fitting = table.locate([column]) or table.locate(aliases)
    if len(fitting) > 1:
        listed = ", ".join(map(repr, fitting))
        log.error(f"indicator {column!r} may be any of {listed}; leave one of them out of its aliases")
    elif not fitting:
        also = "".join(f" or {alias!r}" for alias in aliases)
        hint = nearest(column, table.headings)
        log.error(f"no column {column!r}{also}; {hint}", sheet=table.sheet)
    else:
        found[column] = fitting[0]


def _groups(rows: Table, heading: str, log: FaultLog, notes: list[str]) -> list[str]:
    """Return each row's group; a blank cell takes the one above, as in a sheet whose cells are merged."""
    groups = rows.texts(heading)
    blank = 0
    for row, text in enumerate(groups):
        if not text and row:
            groups[row], blank = groups[row - 1], blank + 1
    if groups and not groups[0]:
        log.error("no value", sheet=rows.sheet, line=rows.lines[0], column=heading, expected="a kecamatan")
    elif blank:
        notes.append(f"column {heading!r}: {blank} blank cells took the value above them")
    return groups


def _check_names(
    rows: Table, names: list[str], groups: list[str] | None, unit: str, log: FaultLog, notes: list[str]
) -> None:
    seen: dict[tuple[str, str], int] = {}
    own = normals(names)
    keys = dict(zip(names, own, strict=True))
    if groups:
        kinds = list(dict.fromkeys(groups))
        keys.update(zip(kinds, normals(kinds), strict=True))
    pairs = set(zip([keys[text] for text in groups], own, strict=True)) if groups else set(own)
    if len(pairs) == len(names) and all(names):
        shared = [key for key, count in Counter(own).items() if count > 1]
        if shared:
            rows_of = [row for row, key in enumerate(own) if key == shared[0]]
            where = " and ".join(f"{rows.lines[row]} ({(groups or names)[row]})" for row in rows_of)
            more = f"; so do {len(shared) - 1} other names" if len(shared) > 1 else ""
            name = names[rows_of[0]]
            notes.append(f"column {unit!r}: {name!r} stands in lines {where}, taken for kelurahan of their own{more}")
        return
    for row, name in enumerate(names):
        place = {"sheet": rows.sheet, "line": rows.lines[row], "column": unit}
        if not name:
            log.error("no value", expected="the name of a kelurahan", **place)
            continue
        key = (keys[groups[row]] if groups else "", keys[name])
        first = seen.setdefault(key, row)
        if first != row:
            where = f" of {groups[row]}" if groups else ""
            log.error(
                f"the kelurahan{where} stands in line {rows.lines[first]} already",
                row=name,
                value=name,
                expected="one row per kelurahan",
                **place,
            )


def _check_last_row(numbers: dict[str, Numbers], rows: Table, names: list[str], log: FaultLog) -> None:
    """Warn if the last row is the sum of all others in every indicator: a total under an unusual name."""
    columns = list(numbers.values())
    # one indicator alone is no evidence: 1, 2, 3
    if len(rows) > 2 and len(columns) > 1 and all(2 * (c[-1] or 0) == c.total() for c in columns):
        log.warning(
            "equals the sum of the rows above it in every indicator; it was taken for a kelurahan, is it a total?",
            sheet=rows.sheet,
            line=rows.lines[-1],
            row=names[-1],
        )


def _labels(totals: Table, unit: str) -> list[str]:
    """Return what each row of totals is called."""
    cells = zip(*totals.columns, strict=True)
    return [
        name or next(filter(None, map(cell_text, row)), "") for name, row in zip(totals.texts(unit), cells, strict=True)
    ]


def _check_totals(numbers: Numbers, sign: str, rows: Table, totals: Table, log: FaultLog) -> None:
    """Warn of printed totals that are not the sum of the rows above them, to the places that are printed."""
    printed, _ = to_numbers(numbers.heading, totals.column(numbers.heading), sign)
    scale = printed.denominator
    start = 0
    for value, line in zip(printed.numerators, totals.lines, strict=True):
        end = sum(1 for other in rows.lines if other < line)
        # the rows since the last total, or all of them: a total of totals
        blocks = [numbers.numerators[start:end], numbers.numerators[:end]]
        start = end
        if value is None or None in blocks[1]:
            continue
        sums = [Fraction(sum(number or 0 for number in block), numbers.denominator) for block in blocks]
        if all(round_fraction(found * scale) != value for found in sums):
            log.warning(
                f"the printed total is not the sum of the rows above it, {' or '.join(map(show, dict.fromkeys(sums)))}",
                sheet=rows.sheet,
                line=line,
                column=numbers.heading,
                value=show(Fraction(value, scale)),
            )
