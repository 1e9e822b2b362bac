"""From a published table to the formula behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.errors import FaultLog, InputError, OptionError
from fairbudget.formulas.allocation import GROUP_HEADINGS, UNIT_HEADINGS, find_heading
from fairbudget.formulas.audit.run import numeric_columns
from fairbudget.formulas.infer.columns import Roles, assign
from fairbudget.formulas.infer.fit import collinear, consensus, least_absolute
from fairbudget.formulas.infer.observed import Observed, Parameters, explained, mend_sums
from fairbudget.formulas.infer.result import Inference, assemble, unexplained
from fairbudget.formulas.infer.simple import LEVELS, MODES, Rates, fit_rates, simple_sets
from fairbudget.io.cells import Numbers
from fairbudget.io.tables import Decimals, Table, as_table

__all__ = ["infer"]


def infer(
    table: Any,
    *,
    amount: str | None = None,
    indicators: Sequence[str] = (),
    unit: str | None = None,
    rounding_unit: int | None = None,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    say: Callable[[str], None] | None = None,
) -> Inference:
    """Find the formula behind published amounts: base, pool, weights, totals and rounding.

    Parameters
    ----------
    table : path, pandas.DataFrame, list of dict or Table
        One row per kelurahan with its indicators and published amounts.
    amount : str, optional
        Heading of the published amounts; found by headings and numbers where it is not given.
    indicators : sequence of str
        Headings; without them all columns of numbers that are not amounts, shares or running numbers.
    unit : str, optional
        Heading of the names of the kelurahan.
    rounding_unit : int, optional
        What amounts are rounded to; without it the largest power of ten that divides nine in ten of them.
    sheet, decimal
        See :func:`fairbudget.ceilings`.
    say : callable, optional
        Is told what is being done.

    Returns
    -------
    Inference
        Also where no formula is found: it says so, and why.

    Raises
    ------
    InputError
        If the table cannot be read, its columns cannot be told apart, there are too few rows, or indicators depend
        linearly on each other, so that no table of this kind tells their weights.
    OptionError
        If an option cannot be meant.

    Notes
    -----
    Least absolute deviations find what a unit of each indicator is worth in rupiah, whatever stands in the rows with
    slips. The rows that follow this rule to within rounding bound each rate from both sides. Then come the simplest
    numbers within the bounds: a whole base, weights of few decimals that sum to one, totals with the decimals of the
    column near its printed sum, a pool of few digits. What explains the most rows to the rupiah wins, then totals that
    are the printed sums, then simpler weights, then a simpler pool.

    A weight and its total enter only by their ratio: no table can tell 0.35 of a total from 0.7 of twice the total.
    That totals lie within a few percent of the printed sums is therefore an assumption.
    """
    tell = say or (lambda text: None)
    if rounding_unit is not None and rounding_unit < 1:
        raise OptionError(f"rounding_unit={rounding_unit} is not allowed; expected 1, 10, 1000, ...")
    source = as_table(table, sheet=sheet, decimal=decimal)
    log, faults = FaultLog(source.file), FaultLog(source.file)
    names, group = _names(source, unit, log), find_heading((), GROUP_HEADINGS, source.headings)
    log.raise_errors()
    rows, _ = source.split_totals(names)
    if not len(rows):
        raise InputError(f"{source.file or 'table'}: no rows but totals")
    given = _located(source, [*indicators, *([amount] if amount else [])])
    numbers, _ = numeric_columns(source, rows, given, (names, group[0] if group else None), log, faults)
    log.raise_errors()
    usual = {h: n for h, n in numbers.items() if n.places is not None}
    roles = assign(usual, given[: len(indicators)], given[-1] if amount else None, log)
    log.raise_errors()
    assert roles is not None
    for fault in faults:
        if fault.column in (*roles.indicators, roles.amount):
            roles.notes.append(f"left out, as a number is missing: {fault}")
    observed = _observed(usual, roles, rounding_unit)
    _check(observed, roles, log)
    log.raise_errors()
    tell("least absolute deviations")
    observed, kept = _without_idle(observed, roles)
    found, centres = _search(observed, roles, tell)
    heading = group[0] if len(group) == 1 else None
    if found is None:
        return unexplained(source.file, rows, names, roles, observed, _robust(observed))
    return assemble(source.file, rows, names, heading, roles, kept, observed, found, centres, _robust(observed), usual)


def _names(source: Table, unit: str | None, log: FaultLog) -> str:
    if unit is not None:
        source.column(unit)
        return source.locate([unit])[0]
    found = find_heading((), UNIT_HEADINGS, source.headings)
    if not found:
        log.error(f"no column {UNIT_HEADINGS[0]!r} with the names of the kelurahan", expected="its heading (--unit)")
        return ""
    return found[0]


def _located(source: Table, headings: Sequence[str]) -> list[str]:
    for heading in headings:
        source.column(heading)
    return [source.locate([heading])[0] for heading in headings]


def _observed(numbers: dict[str, Numbers], roles: Roles, unit: int | None) -> Observed:
    amounts = numbers[roles.amount]
    values = [None if value is None else Fraction(value, amounts.denominator) for value in amounts.numerators]
    if any(value is not None and value.denominator != 1 for value in values):
        raise InputError(f"column {roles.amount!r}: amounts with decimals; whole rupiah were expected")
    whole = tuple(None if value is None else int(value) for value in values)
    columns = tuple(numbers[heading] for heading in roles.indicators)
    return Observed(columns, whole, unit or _rounded_to([value for value in whole if value is not None]))


def _rounded_to(values: Sequence[int]) -> int:
    """Return the largest power of ten that divides nine in ten numbers."""
    step = 1
    while step < 10**9 and 10 * sum(value % (10 * step) == 0 for value in values) >= 9 * len(values):
        step *= 10
    return step


def _check(observed: Observed, roles: Roles, log: FaultLog) -> None:
    rows, count = observed.usable, len(observed.columns)
    if len(rows) < count + 3:
        log.error(
            f"{len(rows)} complete rows cannot tell {count} weights and a base",
            expected=f"at least {count + 3} rows",
        )
        return
    for column in observed.columns:
        if not column.total():
            log.error("sums to zero, so it has no weight", column=column.heading)
    dependent = collinear(observed.matrix(rows))
    if dependent:
        listed = ", ".join(roles.indicators[k] for k in dependent)
        log.error(f"these indicators depend linearly on each other, so no table tells their weights: {listed}")


def _free(observed: Observed) -> tuple[Any, Any]:
    rows = observed.usable
    matrix = np.hstack([observed.matrix(rows), np.ones((len(rows), 1))])
    return matrix, np.array([float(observed.amounts[row] or 0) for row in rows])


def _robust(observed: Observed) -> list[float]:
    """Return the rates and the base of least absolute deviations."""
    return [float(value) for value in least_absolute(*_free(observed))]


def _without_idle(observed: Observed, roles: Roles) -> tuple[Observed, list[str]]:
    """Leave out columns whose rate may as well be zero: they take no part in the formula."""
    kept = list(roles.indicators)
    while len(kept) > 1:
        matrix, values = _free(observed)
        fit = consensus(matrix, values, float(observed.unit))
        rates = None if fit is None else fit_rates(observed, fit, "largest-remainder", None)
        if rates is None:
            break
        idle = [k for k in range(len(kept)) if rates.low[k] <= 0 <= rates.high[k]]
        if not idle:
            break
        sums = observed.sums()
        least = min(idle, key=lambda k: float(sums[k]) * (abs(rates.low[k]) + abs(rates.high[k])))
        roles.notes.append(f"{kept[least]} takes no part in the amounts")
        observed = observed.without(least)
        del kept[least]
    return observed, kept


def _search(
    observed: Observed, roles: Roles, tell: Callable[[str], None]
) -> tuple[list[tuple[Parameters, list[int]]] | None, list[Fraction]]:
    """Return the sets that explain the most rows, the best first, and the columns' mended sums."""
    matrix, values = _free(observed)
    fit = consensus(matrix, values, float(observed.unit))
    if fit is None:
        return None, []
    found: dict[Parameters, list[int]] = {}
    tried: dict[str, Rates] = {}
    most = 0
    for mode in MODES:
        rates = fit_rates(observed, fit, mode, Fraction(0) if roles.base else None)
        if rates is not None and min(rates.low) > 0:
            tried[mode] = rates
    # the way of rounding that fits the most rows first; largest-remainder allows the most and decides the least
    for mode in sorted(tried, key=lambda m: (m == MODES[-1], -tried[m].rows)):
        rates = tried[mode]
        # totals that are the columns' sums to the last digit leave nothing to look for
        settled = any(len(rows) == most and list(p.totals) == observed.centres() for p, rows in found.items())
        if 10 * rates.rows < 9 * most or settled:
            continue
        middle = [(low + high) / 2 for low, high in zip(rates.low, rates.high, strict=True)]
        follow = [row for row, inside in zip(observed.usable, fit.rows, strict=True) if inside]
        observed = replace(observed, mended=mend_sums(observed, float(rates.base), middle, follow))
        for level in range(len(LEVELS)):
            tell(f"{mode}, weights of simplicity {level + 1}")
            for parameters in simple_sets(observed, rates, mode, level):
                if parameters not in found:
                    found[parameters] = explained(observed, parameters)
                    most = max(most, len(found[parameters]))
            # finer weights always do as well somewhere; they are looked for only where no simpler ones do
            if most >= rates.rows and level:
                break
    if not most or most < len(observed.columns) + 2 or 3 * most < len(observed.usable):
        return None, []
    sums = observed.centres()
    best = [item for item in found.items() if len(item[1]) == most]

    def order(item: tuple[Parameters, list[int]]) -> tuple[Any, ...]:
        p = item[0]
        off = sum(abs(t - s) / s for t, s in zip(p.totals, sums, strict=True))
        digits = len(str(int(p.pool)).rstrip("0"))
        return (list(p.totals) != sums, p.level, MODES.index(p.rounding), digits, off)

    best.sort(key=order)
    return best, sums
