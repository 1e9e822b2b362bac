"""From a formula and columns of numbers to a problem: which column holds what, and what shares are shares of."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from pydantic import BaseModel

from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.formulas.audit.problem import IndicatorColumn, Problem, PublishedColumn
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.components import EqualShare, Proportional
from fairbudget.formulas.formula import Formula, show
from fairbudget.formulas.spec import Component
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table
from fairbudget.money import round_fraction

__all__ = ["build"]

#: A column is taken for a published quantity of the formula if it agrees with it in this part of the rows at least.
AGREEING = Fraction(1, 4)
#: Totals that no formula gives are looked for among the printed ones and the sums while there are so few of them.
MOST_UNKNOWN_TOTALS = 6


def build(
    rows: Table,
    unit: str,
    group: str | None,
    groups: list[str] | None,
    formula: Formula,
    headings: dict[str, str],
    numbers: dict[str, Numbers],
    totals: list[PrintedTotal],
    published: Sequence[str],
    log: FaultLog,
) -> Problem:
    """Return the equations of a table and a formula.

    Parameters
    ----------
    rows : Table
        Without totals.
    unit, group, groups
        Headings of the names, and each row's group.
    formula : Formula
    headings : dict
        Heading of each indicator, by its column in the formula.
    numbers : dict
        All columns of numbers, by heading.
    totals : list of PrintedTotal
    published : sequence of str
        ``COLUMN=QUANTITY`` for columns that are not to be found out.
    log : FaultLog
        Receives what makes an audit impossible.
    """
    names = rows.texts(unit)
    part = _proportional(formula, log)
    log.raise_errors()
    assert part is not None
    if formula.rounding == "largest-remainder" and any(_pooled(c) for c in formula.components):
        log.error("an audit cannot follow an equal part that divides a pool by largest-remainder")
    indicators = []
    for indicator in part.indicators:
        column = numbers[headings[indicator.column]]
        if column.places is None:
            log.error("numbers without a last decimal have no digits to correct", column=column.heading)
            continue
        given = indicator.total
        indicators.append(
            IndicatorColumn(
                column.heading, column.places, list(column.numerators), indicator.weight, given or Fraction(0)
            )
        )
    log.raise_errors()
    problem = Problem(
        *(
            rows,
            unit,
            group,
            names,
            groups,
            part.money(formula),
            indicators,
            [],
            totals,
            formula.rounding,
            formula.rounding_unit,
        )
    )
    candidates = {heading: column for heading, column in numbers.items() if column.places is not None}
    for used in indicators:
        candidates.pop(used.heading, None)
    if any(not i.total for i in indicators):
        _settle_totals(problem, formula, candidates, published, log)
    else:
        problem.prepare()
        problem.published = _published(problem, formula, candidates, published, log)
    log.raise_errors()
    if not any(column.quantity in ("amount", "total") for column in problem.published):
        log.error(
            "no column agrees with the formula's amounts in a quarter of the rows, so nothing can be audited",
            expected="a published column of amounts; name it by COLUMN=QUANTITY (--published)",
        )
        log.raise_errors()
    _note_totals(problem)
    return problem


def _proportional(formula: Formula, log: FaultLog) -> Proportional | None:
    """Return the one proportional part, with everything in the formula that an audit cannot follow in the log."""
    parts = [component for component in formula.components if type(component) is Proportional]
    found = [f"{c.id} is of kind {c.kind}" for c in formula.components if type(c) not in (Proportional, EqualShare)]
    if len(parts) != 1:
        found.append(f"it has {len(parts)} proportional parts")
    for component in formula.components:
        found += [f"{component.id} has {name}" for name in _beyond(component)]
    if formula.adjustments:
        found.append("it has adjustments")
    if found:
        log.error(
            f"an audit cannot follow this formula: {'; '.join(found)}",
            expected="flat equal shares and one proportional part by weighted shares of totals",
        )
        return None
    return parts[0]


def _beyond(component: Component) -> list[str]:
    """Return the settings under which an amount is not flat, or not a weighted sum of shares of totals."""
    usual = {"id", "kind", "label", "base", "pool", "pool_share", "indicators"}
    own = {"column", "weight", "total", "label", "unit", "aliases"}
    found = {name for name in type(component).model_fields if name not in usual and _is_set(component, name)}
    for indicator in component.needed() if type(component) is Proportional else ():
        found |= {name for name in type(indicator).model_fields if name not in own and _is_set(indicator, name)}
    return sorted(found)


def _is_set(model: BaseModel, name: str) -> bool:
    return bool(getattr(model, name) != type(model).model_fields[name].default)


def _pooled(component: Component) -> bool:
    return isinstance(component, EqualShare) and component.base is None


def _base(component: EqualShare, formula: Formula, rows: int) -> int:
    """Return what an equal part gives to each row, rounded."""
    base = component.base if component.base is not None else component.money(formula) / rows
    # largest-remainder gives an equal part in full only if it is a multiple of the unit for each row
    mode = "half-up" if formula.rounding == "largest-remainder" else formula.rounding
    return round_fraction(base, mode, formula.rounding_unit)


def _quantities(problem: Problem, formula: Formula) -> list[tuple[str, str, int]]:
    """Return quantity, name in the formula, and what equal parts add."""
    rows = len(problem.rows)
    bases = {c.key: _base(c, formula, rows) for c in formula.components if isinstance(c, EqualShare)}
    [part] = [c for c in formula.components if isinstance(c, Proportional)]
    found = [("total", formula.key, sum(bases.values())), ("amount", part.key, 0)]
    found += [("base", key, base) for key, base in bases.items()]
    return [*found, ("share", f"{part.key}_share_pct", 0)]


def _published(
    problem: Problem, formula: Formula, columns: dict[str, Numbers], wanted: Sequence[str], log: FaultLog
) -> list[PublishedColumn]:
    quantities = _quantities(problem, formula)
    named = _named(columns, wanted, [name for _, name, _ in quantities], problem.rows, log)
    least = max(2, math.ceil(AGREEING * len(problem.rows)))
    exact = [
        None if (cells := problem.cells(row)) is None else problem.exact(cells) for row in range(len(problem.rows))
    ]
    computed = [None if e is None else (problem.amounts(e), problem.share(e)) for e in exact]
    found: list[PublishedColumn] = []
    for heading, numbers in columns.items():
        best: tuple[int, PublishedColumn] | None = None
        for quantity, name, plus in quantities:
            if named.get(heading, name) != name:
                continue
            whole = 1 if quantity == "share" and numbers.total() < 2 else 100
            column = PublishedColumn(heading, quantity, name, numbers.places or 0, numbers.numerators, plus, whole)
            agreeing = sum(
                1
                for row, value in enumerate(numbers.numerators)
                if (pair := computed[row]) is not None and any(column.expected(a, pair[1]) == value for a in pair[0])
            )
            if best is None or agreeing > best[0]:
                best = (agreeing, column)
        if best is not None and (best[0] >= least or heading in named):
            found.append(best[1])
    return found


def _named(
    columns: dict[str, Numbers], wanted: Sequence[str], names: list[str], rows: Table, log: FaultLog
) -> dict[str, str]:
    found = {}
    for text in wanted:
        column, sign, quantity = text.rpartition("=")
        located = [h for h in columns if normal(h) == normal(column)]
        if not sign or not located:
            raise OptionError(f"published {text!r}: expected COLUMN=QUANTITY; {nearest(column or text, columns)}")
        if quantity.lower() not in names:
            raise OptionError(f"published {text!r}: no quantity {quantity!r}; {nearest(quantity, names)}")
        found[located[0]] = quantity.lower()
    return found


def _settle_totals(
    problem: Problem, formula: Formula, columns: dict[str, Numbers], wanted: Sequence[str], log: FaultLog
) -> None:
    """Find totals that the formula does not give: the printed or summed ones under which most rows agree."""
    unknown = [i for i in problem.indicators if not i.total]
    if any(not indicator.sum for indicator in unknown):
        for indicator in unknown:
            if not indicator.sum:
                log.error("the column sums to zero, so it has no shares", column=indicator.heading)
        log.raise_errors()
    best: tuple[int, list[tuple[Fraction, str]], list[PublishedColumn]] | None = None
    for combination in _choices(problem, formula, columns, unknown):
        for indicator, (value, origin) in zip(unknown, combination, strict=True):
            indicator.total, indicator.origin = value, origin
        problem.prepare()
        problem.published = _published(problem, formula, columns, wanted, FaultLog())
        rupiah = any(column.quantity in ("amount", "total") for column in problem.published)
        score = sum(problem.follows(row) for row in range(len(problem.rows))) if rupiah else 0
        if best is None or score > best[0]:
            best = (score, list(combination), problem.published)
        if 2 * score > len(problem.rows):
            # no other totals explain the other half as well
            break
    assert best is not None
    for indicator, (value, origin) in zip(unknown, best[1], strict=True):
        indicator.total, indicator.origin = value, origin
    problem.prepare()
    problem.published = best[2]


def _choices(
    problem: Problem, formula: Formula, columns: dict[str, Numbers], unknown: list[IndicatorColumn]
) -> Iterator[Sequence[tuple[Fraction, str]]]:
    """Yield totals to try: the sums of the columns, those that the rows imply, and printed ones."""
    sums = [(indicator.sum, "sum of the column") for indicator in unknown]
    yield sums
    implied = _totals_of_rows(problem, formula, columns, unknown)
    if implied is not None:
        yield [(value, "total that most rows imply") for value in implied]
    choices = []
    for indicator, own in zip(unknown, sums, strict=True):
        printed = [t for t in problem.printed_totals if normal(t.column) == normal(indicator.heading) and t.value]
        values = [(Fraction(t.value, 10**t.places), "printed total") for t in printed]
        choices.append([own, *(pair for pair in values if pair[0] != own[0])])
    if len(unknown) <= MOST_UNKNOWN_TOTALS:
        yield from itertools.islice(itertools.product(*choices), 1, None)


def _totals_of_rows(
    problem: Problem, formula: Formula, columns: dict[str, Numbers], unknown: list[IndicatorColumn]
) -> list[Fraction] | None:
    """Return the totals under which most rows follow, from a robust fit of a published column of amounts.

    The weights and the pool are known, so a fitted rate gives its total; slips in some rows do no harm.
    """
    from fairbudget.formulas.infer.fit import consensus
    from fairbudget.formulas.infer.simple import Observed, fit_rates, near_totals

    cells = tuple(Numbers(i.heading, list(i.values), 10**i.places, i.places) for i in problem.indicators)
    best: tuple[int, list[Fraction]] | None = None
    for quantity, _, plus in _quantities(problem, formula):
        for numbers in columns.values() if quantity in ("amount", "total") else ():
            whole = numbers.denominator == 1 and len(set(numbers.numerators)) > 2
            if not whole or not Fraction(1, 2) < numbers.total() / (problem.pool + plus * len(numbers)) < 2:
                continue
            amounts = tuple(None if value is None else value - plus for value in numbers.numerators)
            observed = Observed(cells, amounts, problem.rounding_unit)
            rows = observed.usable
            if len(rows) < len(cells) + 3:
                continue
            matrix = np.hstack([observed.matrix(rows), np.ones((len(rows), 1))])
            fit = consensus(matrix, np.array([float(amounts[row] or 0) for row in rows]), float(observed.unit))
            mode = "half-up" if problem.rounding == "half-even" else problem.rounding
            rates = None if fit is None else fit_rates(observed, fit, mode, Fraction(0))
            if rates is None or min(rates.low) <= 0 or 2 * rates.rows < len(rows):
                continue
            weights = [indicator.weight for indicator in problem.indicators]
            grids = [10**indicator.places for indicator in problem.indicators]
            totals = near_totals(problem.pool, weights, rates, grids, observed.sums())
            if totals is not None and (best is None or rates.rows > best[0]):
                wanted = {id(indicator) for indicator in unknown}
                pairs = zip(problem.indicators, totals, strict=True)
                best = (rates.rows, [total for indicator, total in pairs if id(indicator) in wanted])
    return best and best[1]


def _note_totals(problem: Problem) -> None:
    for indicator in problem.indicators:
        if indicator.origin != "formula":
            problem.notes.append(
                f"{indicator.heading}: the formula gives no total; the {indicator.origin},"
                f" {show(indicator.total)}, was used"
            )
    taken = {normal(column.heading) for column in problem.columns}
    for total in problem.printed_totals:
        if normal(total.column) not in taken:
            problem.notes.append(f"{total.column}: its printed total, {total.text}, was not checked")
