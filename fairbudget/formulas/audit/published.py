"""From a formula and columns of numbers to a problem: which column holds what, and what shares are shares of."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.formulas.audit.parts import fixed_parts, proportional_of
from fairbudget.formulas.audit.problem import IndicatorColumn, Problem, PublishedColumn
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.formula import Formula, show
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table

__all__ = ["build"]

#: A column is taken for a published quantity of the formula if it agrees with it in this part of the rows at least.
AGREEING = Fraction(1, 4)
#: Amounts may be printed in thousands or millions of rupiah.
DIVISORS = (1000, 1_000_000)
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
    part = proportional_of(formula, log)
    log.raise_errors()
    assert part is not None
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
    problem.split = formula.split
    problem.fixed = fixed_parts(problem, formula, headings, numbers, log)
    log.raise_errors()
    candidates = {heading: column for heading, column in numbers.items() if column.places is not None}
    for used in problem.indicators:
        candidates.pop(used.heading, None)
    if any(not i.total for i in problem.indicators):
        _settle_totals(problem, formula, candidates, published, log)
    else:
        problem.prepare()
        problem.published = _published(problem, formula, candidates, published, log)
    log.raise_errors()
    if not any(column.is_money for column in problem.published):
        log.error(
            "no column agrees with the formula's amounts in a quarter of the rows, so nothing can be audited",
            expected="a published column of amounts; name it by COLUMN=QUANTITY (--published)",
        )
        log.raise_errors()
    _note_totals(problem)
    return problem


def quantities_of(problem: Problem, formula: Formula) -> list[PublishedColumn]:
    """Return what may be published, each as a column without heading and values, those preferred first."""
    part = proportional_of(formula, FaultLog())
    assert part is not None
    every = tuple(range(len(problem.fixed)))

    def wanted(quantity: str, name: str, fixed: tuple[int, ...] = (), place: int = -1) -> PublishedColumn:
        return PublishedColumn("", quantity, name, 0, [], fixed, part=place)

    found = [wanted("total", formula.key, every), wanted("amount", part.key)]
    found += [wanted("base", item.key, (k,)) for k, item in enumerate(problem.fixed)]
    found += [wanted("split", item.key, every, k) for k, item in enumerate(formula.split)]
    found += [wanted("share", f"{part.key}_share_pct"), wanted("total-share", f"{formula.key}_share_pct")]
    for k, indicator in enumerate(part.indicators):
        key = f"{part.key}_{indicator.key}"
        found += [
            wanted("part-share", f"{key}_share_pct", place=k),
            wanted("weighted", f"{key}_weighted_pct", place=k),
        ]
    return found


def _published(
    problem: Problem, formula: Formula, columns: dict[str, Numbers], wanted: Sequence[str], log: FaultLog
) -> list[PublishedColumn]:
    quantities = quantities_of(problem, formula)
    named = _named(columns, wanted, [item.name for item in quantities], problem.rows, log)
    count = len(problem.rows)
    rows = [(row, cells) for row in range(count) if (cells := problem.cells(row)) is not None]
    exact = {row: problem.exact(cells) for row, cells in rows}
    found: list[PublishedColumn] = []
    for heading, numbers in columns.items():
        best: tuple[int, PublishedColumn] | None = None
        for quantity in quantities:
            if named.get(heading, quantity.name) != quantity.name:
                continue
            for trial in _spellings(problem, quantity, heading, numbers):
                problem.published = [trial]
                agreeing, distinct = 0, set()
                for row, cells in rows:
                    value = numbers.numerators[row]
                    computed = [
                        problem.expected(row, cells, exact[row], amount)[0] for amount in problem.amounts(exact[row])
                    ]
                    agreeing += value in computed
                    distinct.add(computed[0])
                if heading not in named and agreeing < _least(trial, len(distinct), count):
                    continue
                if best is None or agreeing > best[0]:
                    best = (agreeing, trial)
        if best is not None:
            found.append(best[1])
    problem.published = []
    return found


def _least(column: PublishedColumn, distinct: int, rows: int) -> int:
    """Return in how many rows a column must agree with a quantity; in more where few numbers are possible."""
    part = AGREEING
    if not column.is_money and column.quantity != "base":
        part = Fraction(1, 4) if distinct * 2 > rows else Fraction(9, 10)
    return max(2, math.ceil(part * rows))


def _spellings(
    problem: Problem, quantity: PublishedColumn, heading: str, numbers: Numbers
) -> Iterator[PublishedColumn]:
    """Yield a quantity as a column may print it: in rupiah or thousands, in percent or as a part of one."""
    own = replace(quantity, heading=heading, places=numbers.places or 0, values=numbers.numerators)
    total = numbers.total()
    if not own.is_money and own.quantity != "base":
        nominal = problem.nominal(replace(own, whole=1))
        # a column of parts of one sums to about the nominal sum itself
        yield replace(own, whole=1 if nominal and total < 2 * nominal else 100)
        return
    yield own
    nominal = problem.nominal(own)
    for divisor in DIVISORS:
        if total and Fraction(1, 2) < nominal / divisor / total < 2:
            yield replace(own, divisor=divisor)


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
    unknown = [i for i in problem.indicators if not i.total and i.constrained]
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
        rupiah = any(column.is_money for column in problem.published)
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
    from fairbudget.formulas.infer.observed import Observed
    from fairbudget.formulas.infer.simple import fit_rates, near_totals

    columns_used = [i for i in problem.indicators if i.weight]
    cells = tuple(Numbers(i.heading, list(i.values), 10**i.places, i.places) for i in columns_used)
    best: tuple[int, list[Fraction]] | None = None
    if any(part.bounds for part in problem.fixed):
        # what is beside the proportional part hangs on cells that may hold slips
        return None
    extra = [[part.value(row, []) for part in problem.fixed] for row in range(len(problem.rows))]
    for column in quantities_of(problem, formula):
        plus = [sum(own[k] for k in column.fixed) for own in extra]
        for numbers in columns.values() if column.quantity in ("amount", "total") else ():
            whole = numbers.denominator == 1 and len(set(numbers.numerators)) > 2
            if not whole or not Fraction(1, 2) < numbers.total() / (problem.pool + sum(plus)) < 2:
                continue
            amounts = tuple(
                None if value is None else value - more for value, more in zip(numbers.numerators, plus, strict=True)
            )
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
            weights = [indicator.weight for indicator in columns_used]
            grids = [10**indicator.places for indicator in columns_used]
            totals = near_totals(problem.pool, weights, rates, grids, observed.sums())
            if totals is not None and (best is None or rates.rows > best[0]):
                wanted = {id(indicator) for indicator in unknown}
                pairs = zip(columns_used, totals, strict=True)
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
