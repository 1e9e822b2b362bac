"""The published table as equations: what each row's amounts and each column's total should be, given the cells."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from pydantic import BaseModel

from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.formulas.audit.totals import PrintedTotal
from fairbudget.formulas.components import EqualShare, Proportional
from fairbudget.formulas.formula import Formula, show
from fairbudget.formulas.spec import Component
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table
from fairbudget.money import round_fraction

__all__ = ["IndicatorColumn", "Problem", "PublishedColumn", "build"]

#: A column is taken for a published quantity of the formula if it agrees with it in this part of the rows at least.
AGREEING = Fraction(1, 4)
#: Totals that no formula gives are looked for among the printed ones and the sums while there are so few of them.
MOST_UNKNOWN_TOTALS = 10


@dataclass(slots=True)
class IndicatorColumn:
    """An indicator's cells as counts of units of the last decimal.

    Attributes
    ----------
    heading : str
    places : int
    values : list of int or None
    weight : Fraction
    total : Fraction
        What its shares are shares of.
    origin : str
        Where the total comes from, in words.
    """

    heading: str
    places: int
    values: list[int | None]
    weight: Fraction
    total: Fraction
    origin: str = "formula"

    @property
    def sum(self) -> Fraction:
        """The sum of the cells as printed."""
        return Fraction(sum(value or 0 for value in self.values), 10**self.places)


@dataclass(slots=True)
class PublishedColumn:
    """A printed column that the formula computes.

    Attributes
    ----------
    heading : str
    quantity : str
        ``amount`` (the proportional part), ``base`` (one equal part), ``total`` (all parts) or ``share``.
    name : str
        The quantity as the formula calls it.
    places : int
    values : list of int or None
        As counts of units of the last decimal.
    plus : int
        For ``total`` what the equal parts add; for ``base`` what it is.
    whole : int
        For ``share``: 100 or 1.
    """

    heading: str
    quantity: str
    name: str
    places: int
    values: list[int | None]
    plus: int = 0
    whole: int = 100

    def expected(self, amount: int, share: Fraction) -> int:
        """Return what should be printed, in units of the last decimal, for a rounded amount and an exact share."""
        scale = 10**self.places
        if self.quantity == "share":
            return round_fraction(share * self.whole * scale)
        return {"amount": amount, "base": 0, "total": amount}[self.quantity] * scale + self.plus * scale

    def nominal(self, pool: Fraction, rows: int) -> Fraction:
        """Return what the column sums to before rounding, if every indicator's column sums to its total."""
        if self.quantity == "share":
            return Fraction(self.whole)
        return (Fraction(0) if self.quantity == "base" else pool) + self.plus * rows


@dataclass(slots=True)
class Problem:
    """Everything that an audit asks about.

    Attributes
    ----------
    rows : Table
        Without totals.
    unit, group : str or None
        Headings of the names.
    names, groups : list of str
    pool : Fraction
    indicators : list of IndicatorColumn
    published : list of PublishedColumn
    printed_totals : list of PrintedTotal
    rounding : str
    rounding_unit : int
    notes : list of str
    """

    rows: Table
    unit: str
    group: str | None
    names: list[str]
    groups: list[str] | None
    pool: Fraction
    indicators: list[IndicatorColumn]
    published: list[PublishedColumn]
    printed_totals: list[PrintedTotal]
    rounding: str
    rounding_unit: int
    notes: list[str] = field(default_factory=list)
    factors: list[int] = field(default_factory=list)
    denominator: int = 1

    @property
    def columns(self) -> list[IndicatorColumn | PublishedColumn]:
        """Return indicators and published columns."""
        return [*self.indicators, *self.published]

    def prepare(self) -> None:
        """Bring the rates, rupiah per unit of a cell's last decimal, over one denominator."""
        rates = [self.pool * i.weight / i.total / 10**i.places for i in self.indicators]
        self.denominator = math.lcm(1, *(rate.denominator for rate in rates))
        self.factors = [int(rate * self.denominator) for rate in rates]

    def exact(self, cells: Sequence[int]) -> int:
        """Return a row's exact amount as a numerator over ``denominator``."""
        return sum(value * factor for value, factor in zip(cells, self.factors, strict=True))

    def amounts(self, numerator: int) -> list[int]:
        """Return what an exact amount may be rounded to; two amounts only with ``largest-remainder``."""
        exact = Fraction(numerator, self.denominator)
        if self.rounding != "largest-remainder":
            return [round_fraction(exact, self.rounding, self.rounding_unit)]
        ends = (round_fraction(exact, mode, self.rounding_unit) for mode in ("floor", "ceiling"))
        return list(dict.fromkeys(ends))

    def share(self, numerator: int) -> Fraction:
        """Return a row's share of the pool."""
        return Fraction(numerator, self.denominator) / self.pool

    def expected(self, numerator: int, amount: int) -> list[int]:
        """Return what each published column should hold."""
        share = self.share(numerator)
        return [column.expected(amount, share) for column in self.published]

    def cells(self, row: int) -> list[int] | None:
        """Return a row's indicators; None if one is missing."""
        values = [column.values[row] for column in self.indicators]
        return None if None in values else [value for value in values if value is not None]

    def printed(self, row: int) -> list[int | None]:
        """Return what is printed in a row of the published columns."""
        return [column.values[row] for column in self.published]

    def follows(self, row: int) -> bool:
        """Tell whether everything printed in a row follows from its cells."""
        return not self.failing(row)

    def failing(self, row: int) -> list[tuple[PublishedColumn, int, int]]:
        """Return the published columns that do not follow, with the printed and the computed number.

        A row with a missing indicator fails nowhere, as nothing can be computed.
        """
        cells = self.cells(row)
        if cells is None:
            return []
        numerator = self.exact(cells)
        found: list[list[tuple[PublishedColumn, int, int]]] = []
        for amount in self.amounts(numerator):
            triples = zip(self.published, self.printed(row), self.expected(numerator, amount), strict=True)
            found.append([(c, printed, value) for c, printed, value in triples if printed not in (None, value)])
        return min(found, key=len)


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
    choices: list[list[tuple[Fraction, str]]] = []
    for indicator in unknown:
        options = [(indicator.sum, "sum of the column")]
        for printed in problem.printed_totals:
            if normal(printed.column) == normal(indicator.heading) and printed.value:
                value = Fraction(printed.value, 10**printed.places)
                if value != indicator.sum:
                    options.append((value, "printed total"))
        choices.append([(value, origin) for value, origin in options if value > 0])
        if not choices[-1]:
            log.error("the column sums to zero, so it has no shares", column=indicator.heading)
    log.raise_errors()
    if len(unknown) > MOST_UNKNOWN_TOTALS:
        choices = [options[:1] for options in choices]
    best: tuple[int, list[tuple[Fraction, str]], list[PublishedColumn]] | None = None
    for combination in itertools.product(*choices):
        for indicator, (value, origin) in zip(unknown, combination, strict=True):
            indicator.total, indicator.origin = value, origin
        problem.prepare()
        problem.published = _published(problem, formula, columns, wanted, FaultLog())
        rupiah = any(column.quantity in ("amount", "total") for column in problem.published)
        score = sum(problem.follows(row) for row in range(len(problem.rows))) if rupiah else 0
        if best is None or score > best[0]:
            best = (score, list(combination), problem.published)
    assert best is not None
    for indicator, (value, origin) in zip(unknown, best[1], strict=True):
        indicator.total, indicator.origin = value, origin
    problem.prepare()
    problem.published = best[2]


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
