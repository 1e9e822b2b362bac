"""What a formula has beside its proportional part, as an audit can follow it."""

from __future__ import annotations

import warnings
from fractions import Fraction

from pydantic import BaseModel

from fairbudget.errors import DataWarning, FaultLog, InputError
from fairbudget.formulas.audit.problem import FixedPart, IndicatorColumn, Problem
from fairbudget.formulas.components import Affirmative, EqualShare, Performance, Proportional
from fairbudget.formulas.formula import Formula
from fairbudget.formulas.spec import Component
from fairbudget.io.cells import Numbers, normal
from fairbudget.money import round_fraction

__all__ = ["fixed_parts", "proportional_of"]


def proportional_of(formula: Formula, log: FaultLog) -> Proportional | None:
    """Return the one proportional part, with everything in the formula that an audit cannot follow in the log."""
    parts = [component for component in formula.components if type(component) is Proportional]
    known = (Proportional, EqualShare, Affirmative, Performance)
    found = [f"{c.id} is of kind {c.kind}" for c in formula.components if type(c) not in known]
    if len(parts) != 1:
        found.append(f"it has {len(parts)} proportional parts")
    for component in parts:
        found += [f"{component.id} has {name}" for name in _beyond(component)]
    if formula.adjustments:
        found.append("it has adjustments")
    if found:
        log.error(
            f"an audit cannot follow this formula: {'; '.join(found)}",
            expected="one proportional part by weighted shares of totals, beside equal shares (flat or by class),"
            " affirmative and performance parts",
        )
        return None
    return parts[0]


def _beyond(component: Component) -> list[str]:
    """Return the settings under which an amount is not a weighted sum of shares of totals."""
    usual = {"id", "kind", "label", "pool", "pool_share", "indicators"}
    own = {"column", "weight", "total", "label", "unit", "aliases"}
    found = {name for name in type(component).model_fields if name not in usual and _is_set(component, name)}
    for indicator in component.needed():
        found |= {name for name in type(indicator).model_fields if name not in own and _is_set(indicator, name)}
    return sorted(found)


def _is_set(model: BaseModel, name: str) -> bool:
    return bool(getattr(model, name) != type(model).model_fields[name].default)


def fixed_parts(
    problem: Problem, formula: Formula, headings: dict[str, str], numbers: dict[str, Numbers], log: FaultLog
) -> list[FixedPart]:
    """Return all parts but the proportional one.

    A column that tells classes becomes one of the problem's indicators, of weight zero where it is none already, so
    that its digits may be corrected too.
    """
    found = []
    for component in formula.components:
        if isinstance(component, EqualShare):
            part = _equal(problem, component, formula, headings, numbers, log)
            if part is not None:
                found.append(part)
        elif not isinstance(component, Proportional):
            found.append(_as_printed(problem, component, formula, log))
    return found


def _equal(
    problem: Problem,
    component: EqualShare,
    formula: Formula,
    headings: dict[str, str],
    numbers: dict[str, Numbers],
    log: FaultLog,
) -> FixedPart | None:
    rows = len(problem.rows)
    if not component.classes:
        base = component.base if component.base is not None else component.money(formula) / rows
        return FixedPart(component.key, [_rounded(base, component, formula, log)])
    heading = headings[component.column]
    column = numbers[heading]
    if column.places is None:
        log.error("numbers without a last decimal have no digits to correct", column=heading)
        return None
    places = [k for k, item in enumerate(problem.indicators) if item.heading == heading]
    if not places:
        printed = [t for t in problem.printed_totals if normal(t.column) == normal(heading)]
        total = Fraction(printed[0].value, 10 ** printed[0].places) if printed else Fraction(1)
        own = IndicatorColumn(heading, column.places, list(column.numerators), Fraction(0), total, "printed total")
        # a total with fewer decimals than the cells was rounded: it does not bind them
        own.constrained = bool(printed) and printed[0].places >= column.places
        problem.indicators.append(own)
        places = [len(problem.indicators) - 1]
    bounds = [(item.up_to or Fraction(0)) * 10**column.places for item in component.classes[:-1]]
    if component.own_base:
        bases = [item.base or Fraction(0) for item in component.classes]
    else:
        factors = [item.factor or Fraction(0) for item in component.classes]
        cells = [Fraction(value or 0) for value in problem.indicators[places[0]].values]
        classes = [sum(1 for bound in bounds if value > bound) for value in cells]
        count = sum((factors[k] for k in classes), Fraction(0))
        if not count:
            log.error(f"component {component.id!r}: the pool cannot be split, since every factor is zero")
            return None
        bases = [component.money(formula) * factor / count for factor in factors]
        problem.notes.append(f"{component.id}: what a class receives was computed from the classes as printed")
    whole = [_rounded(base, component, formula, log) for base in bases]
    return FixedPart(component.key, whole, places[0], bounds)


def _rounded(base: Fraction, component: EqualShare, formula: Formula, log: FaultLog) -> int:
    if formula.rounding == "largest-remainder":
        if base % formula.rounding_unit:
            log.error(
                f"an audit cannot follow {component.id}: largest-remainder gives some rows a unit more than others,"
                " since its pool is not a multiple of the unit for each row"
            )
        return int(base)
    return round_fraction(base, formula.rounding, formula.rounding_unit)


def _as_printed(problem: Problem, component: Component, formula: Formula, log: FaultLog) -> FixedPart:
    """Return what a part gives to each row by the cells as printed."""
    from fairbudget.formulas.allocation import ceilings

    try:
        with warnings.catch_warnings():
            # what is odd about the table is what the audit itself tells
            warnings.simplefilter("ignore", DataWarning)
            result = ceilings(problem.rows, formula)
    except InputError as error:
        for fault in error.faults:
            log.error(
                f"needed for {component.id}: {fault.message}", line=fault.line, column=fault.column, row=fault.row
            )
        return FixedPart(component.key, [0])
    amounts = next(r.amounts for r in result.components if r.component.id == component.id)
    problem.notes.append(f"{component.id}: who receives it, and how much, was computed from the cells as printed")
    return FixedPart(component.key, by_row=list(amounts))
