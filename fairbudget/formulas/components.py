"""The kinds of components: each is a schema for its keys in the formula file and a function that computes it.

To add a kind, write both and register the function; the formula file, the result and every output know it by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from fairbudget.errors import FaultLog
from fairbudget.formulas.amounts import ComponentResult, Part, weighted_sum
from fairbudget.formulas.formula import Amount, Component, Formula, Indicator, show
from fairbudget.formulas.rounding import apportion, round_amounts
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table
from fairbudget.registry import formulas

__all__ = ["Body", "EqualShare", "Proportional", "equal_share", "proportional"]


@dataclass(frozen=True, slots=True)
class Body:
    """The rows that a component is computed for, and where what is wrong or notable is gathered.

    Attributes
    ----------
    table : Table
        Without totals; one row per kelurahan.
    names : list of str
        Of the kelurahan.
    columns : dict of str to Numbers
        The needed columns by the indicator's ``column``; without blanks.
    formula : Formula
    log : FaultLog
    notes : list of str
    """

    table: Table
    names: list[str]
    columns: dict[str, Numbers]
    formula: Formula
    log: FaultLog
    notes: list[str]

    def rounded(self, numerators: list[int], denominator: int, target: Fraction) -> list[int]:
        """Return amounts as the formula rounds them."""
        if self.formula.rounding == "largest-remainder":
            return apportion(numerators, denominator, int(target), self.formula.rounding_unit)
        return round_amounts(numerators, denominator, self.formula.rounding, self.formula.rounding_unit)


class EqualShare(Component):
    """Keys of ``kind = "equal-share"``: ``base``, in rupiah per kelurahan."""

    base: Amount

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report a base that largest-remainder rounding could not give in full."""
        _check_multiple("base", self.base, formula, place, log)


class Proportional(Component):
    """Keys of ``kind = "proportional"``: ``pool``, in rupiah, and the ``indicators`` by which it is split."""

    pool: Amount
    indicators: tuple[Indicator, ...] = Field(min_length=1, strict=False)

    def needed(self) -> tuple[Indicator, ...]:
        """Return the indicators whose columns it reads."""
        return self.indicators

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report weights that do not sum to one, totals of zero, and columns named twice."""
        _check_multiple("pool", self.pool, formula, place, log)
        weights = sum((indicator.weight for indicator in self.indicators), Fraction(0))
        if weights != 1:
            hint = "; write 35 % as 0.35" if weights == 100 else ""
            listed = " + ".join(show(indicator.weight) for indicator in self.indicators)
            log.error(f"{place}: the weights do not sum to one{hint}", value=f"{listed} = {show(weights)}")
        owners: dict[str, int] = {}
        for index, indicator in enumerate(self.indicators, start=1):
            where = f"{place}, indicators[{index}] {indicator.column!r}"
            if indicator.total == 0:
                log.error(f"{where}: key 'total' is zero", expected="a total above 0")
            for name in (indicator.column, *indicator.aliases):
                owner = owners.setdefault(normal(name), index)
                if owner != index:
                    log.error(f"{where}: the column {name!r} is also that of indicators[{owner}]")


def _check_multiple(key: str, amount: Fraction, formula: Formula, place: str, log: FaultLog) -> None:
    if formula.rounding == "largest-remainder" and amount % formula.rounding_unit:
        log.error(
            f"{place}: key {key!r} is not a multiple of rounding_unit, so largest-remainder cannot give it in full",
            value=show(amount),
            expected=f"a multiple of {formula.rounding_unit}",
        )


@formulas.register(
    "equal-share",
    name="Basic Equal Share (BES)",
    reference="Sumirat 2026: the same base for every kelurahan",
    schema=EqualShare,
)
def equal_share(component: EqualShare, body: Body) -> ComponentResult:
    """Give every kelurahan the same base.

    Parameters
    ----------
    component : EqualShare
    body : Body

    Returns
    -------
    ComponentResult

    Notes
    -----
    O(n) for n kelurahan.
    """
    numerators, denominator = [component.base.numerator] * len(body.table), component.base.denominator
    target = component.base * len(body.table)
    amounts = body.rounded(numerators, denominator, target)
    return ComponentResult(component, target, numerators, denominator, amounts, (), body.formula.rounding_unit)


@formulas.register(
    "proportional",
    name="Anggaran Proporsi Wilayah (APW)",
    reference="Sumirat 2026: a pool split by weighted shares of the city's totals",
    schema=Proportional,
)
def proportional(component: Proportional, body: Body) -> ComponentResult:
    """Split a pool by the weighted sum of each kelurahan's shares of the indicators' totals.

    Parameters
    ----------
    component : Proportional
    body : Body
        Its log receives columns that sum to zero and cells above the given total; its notes, totals that were computed
        or that differ from the column's sum.

    Returns
    -------
    ComponentResult

    Notes
    -----
    ``amount_i = pool * sum_k weight_k * x_ik / total_k``, in integers over one denominator. With ``largest-remainder``
    the pool is given in full: if given totals are not the columns' sums, so that the shares do not sum to one, they are
    first divided by their sum, and a note says so. O(n k) for n kelurahan and k indicators, O(n log n) with
    ``largest-remainder``.
    """
    pool = component.pool
    columns = [body.columns[indicator.column] for indicator in component.indicators]
    totals = [_total(i, column, component, body) for i, column in zip(component.indicators, columns, strict=True)]
    empty = [0] * len(body.table)
    if body.log.errors:
        return ComponentResult(component, pool, empty, 1, empty)
    rates = [pool * i.weight / total for i, total in zip(component.indicators, totals, strict=True)]
    numerators, denominator, factors = weighted_sum(columns, rates)
    given = Fraction(sum(numerators), denominator)
    if body.formula.rounding == "largest-remainder" and given != pool:
        if not given:
            body.log.error(f"component {component.id!r}: the pool cannot be split, since every share is zero")
            return ComponentResult(component, pool, empty, 1, empty)
        body.notes.append(
            f"{component.id}: the shares sum to {float(given / pool):.9f}, not 1, since given totals are not the"
            " columns' sums; they were divided by their sum, so that the pool is given in full"
        )
        scale = pool / given
        numerators = [value * scale.numerator for value in numerators]
        factors = [factor * scale.numerator for factor in factors]
        denominator *= scale.denominator
    amounts = body.rounded(numerators, denominator, pool)
    parts = tuple(
        Part(indicator, column, total, column.total(), factor)
        for indicator, column, total, factor in zip(component.indicators, columns, totals, factors, strict=True)
    )
    return ComponentResult(component, pool, numerators, denominator, amounts, parts, body.formula.rounding_unit)


def _total(indicator: Indicator, numbers: Numbers, component: Component, body: Body) -> Fraction:
    """Return what the indicator's shares are shares of, with what is wrong or notable about it."""
    found, given = numbers.total(), indicator.total
    name = f"{component.id}, indicator {indicator.column!r}"
    place = {"sheet": body.table.sheet, "column": numbers.heading}
    if given is None:
        if not found:
            body.log.error("the column sums to zero, so it has no shares", expected="a sum above 0", **place)
        body.notes.append(f"{name}: no total in the formula; the column's sum, {show(found)}, was used")
        return found
    if found != given:
        text = (
            f"{name}: the total in the formula, {show(given)}, is not the column's sum, {show(found)}"
            f" (difference {show(given - found)})"
        )
        body.notes.append(text)
        if abs(given - found) * 100 > given:
            body.log.warning(text + ": are both in the same unit?", **place)
    limit = given * numbers.denominator
    for row, value in enumerate(numbers.numerators):
        if value is not None and value > limit:
            body.log.error(
                f"more than the total in the formula, {show(given)}",
                line=body.table.lines[row],
                row=body.names[row],
                value=show(Fraction(value, numbers.denominator)),
                expected="a part of the total, in the same unit",
                **place,
            )
    return given
