"""Equal share: the same for every kelurahan, or for every one of a class."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from fairbudget.errors import FaultLog
from fairbudget.formulas.amounts import Column, ComponentResult
from fairbudget.formulas.body import Body
from fairbudget.formulas.formula import Formula, show
from fairbudget.formulas.lang import words
from fairbudget.formulas.spec import Headings, Indicator, MaybeAmount, Pooled, Spec, check_multiple, column_of
from fairbudget.formulas.spelling import short
from fairbudget.io.cells import Numbers
from fairbudget.money import format_rupiah, unit_denominator
from fairbudget.registry import formulas

__all__ = ["EqualShare", "PopulationClass", "equal_share"]


class PopulationClass(Spec):
    """One of ``classes``: who has at most ``up_to`` receives ``base`` rupiah, or ``factor`` parts of the pool."""

    up_to: MaybeAmount = None
    base: MaybeAmount = None
    factor: MaybeAmount = None


class EqualShare(Pooled):
    """Keys of ``kind = "equal-share"``.

    Either ``base``, in rupiah per kelurahan; or ``pool`` or ``pool_share``, divided equally; or ``column`` and
    ``classes`` by that column, each with a ``base`` in rupiah, or each with a ``factor`` by which a pool is divided.
    """

    alternatives: ClassVar[tuple[str, ...]] = ("base", "pool", "pool_share", "classes")

    base: MaybeAmount = None
    column: str = ""
    aliases: Headings = ()
    classes: tuple[PopulationClass, ...] = Field((), strict=False)

    @property
    def own_base(self) -> bool:
        """Whether amounts are given per kelurahan, not as a pool."""
        return self.base is not None or any(item.base is not None for item in self.classes)

    def needed(self) -> tuple[Indicator, ...]:
        """Return the column by which classes are told."""
        return (column_of(self.column, self.aliases),) if self.column else ()

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report keys that cannot mean anything together."""
        pooled = self.pool is not None or self.pool_share is not None
        if (self.base is not None) + pooled > 1 or (self.base is not None and self.classes):
            log.error(
                f"{place}: give one of 'base', a pool ('pool' or 'pool_share') and 'classes'; a pool may have classes"
            )
            return
        if pooled:
            super().check(formula, place, log)
        if self.base is not None:
            check_multiple("base", self.base, formula, place, log)
        if bool(self.classes) != bool(self.column):
            log.error(f"{place}: 'classes' and the 'column' by which they are told belong together")
        wanted = "factor" if pooled else "base"
        for index, item in enumerate(self.classes, start=1):
            where = f"{place}, classes[{index}]"
            other = item.base if pooled else item.factor
            if getattr(item, wanted) is None or other is not None:
                log.error(f"{where}: each class has {wanted!r}, and nothing else beside 'up_to'", expected=wanted)
            if item.base is not None:
                check_multiple("base", item.base, formula, where, log)
            last = index == len(self.classes)
            if last and item.up_to is not None:
                log.error(f"{where}: the last class has no 'up_to', so that nobody is left out")
            if not last and item.up_to is None:
                log.error(f"{where}: key 'up_to' is missing")
            if index > 1 and item.up_to is not None and item.up_to <= (self.classes[index - 2].up_to or 0):
                log.error(f"{where}: 'up_to' does not rise", value=show(item.up_to))


@formulas.register(
    "equal-share",
    name="Basic Equal Share (BES)",
    reference="Sumirat 2026: the same base for every kelurahan; by class of population since Dana Desa 2021",
    schema=EqualShare,
)
def equal_share(component: EqualShare, body: Body) -> ComponentResult:
    """Give every kelurahan, or every one of a class, the same.

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
    count = len(body.table)
    unit = body.formula.rounding_unit
    if not component.classes:
        base = component.base if component.base is not None else component.money(body.formula) / count
        numerators, denominator = [base.numerator] * count, base.denominator
        amounts = body.rounded(numerators, denominator, base * count)

        def flat(row: int, lang: str) -> list[tuple[str, str]]:
            if component.base is not None:
                return [(words(lang)("same for all"), format_rupiah(base))]
            return [(f"{format_rupiah(base * count)} / {count}", format_rupiah(base))]

        return ComponentResult(component, base * count, numerators, denominator, amounts, (), unit, steps=flat)
    column = body.columns[component.column]
    limits = [item.up_to for item in component.classes[:-1]]
    bounds = [limit * column.denominator for limit in limits if limit is not None]
    classes = [sum(1 for bound in bounds if (value or 0) > bound) for value in column.numerators]
    if component.own_base:
        bases = [item.base or Fraction(0) for item in component.classes]
        target = sum((bases[k] for k in classes), Fraction(0))
    else:
        factors = [item.factor or Fraction(0) for item in component.classes]
        target, parts = component.money(body.formula), sum((factors[k] for k in classes), Fraction(0))
        if not parts:
            body.log.error(f"component {component.id!r}: the pool cannot be split, since every factor is zero")
            return ComponentResult(component, target, [0] * count, 1, [0] * count)
        bases = [target * factor / parts for factor in factors]
    denominator = unit_denominator(bases)
    numerators = [int(bases[k] * denominator) for k in classes]
    amounts = body.rounded(numerators, denominator, target)
    heading = f"{component.key}_class"
    numbers = Numbers(heading, [k + 1 for k in classes], 1, 0)
    key = component.needed()[0].key

    def by_class(row: int, lang: str) -> list[tuple[str, str]]:
        t, place = words(lang), classes[row]
        upper = limits[place] if place < len(limits) else None
        text = t("at most").format(short(upper)) if upper is not None else t("above all")
        label = f"{t('class')} {place + 1} / {len(bases)}: {text}"
        return [(component.column, short(column[row] or 0)), (label, format_rupiah(bases[place]))]

    return ComponentResult(
        component,
        target,
        numerators,
        denominator,
        amounts,
        unit=unit,
        inputs=(Numbers(key, column.numerators, column.denominator, column.places),),
        extras=(Column(heading, "integer", functools.partial(_same, numbers)),),
        steps=by_class,
    )


def _same(numbers: Numbers) -> Numbers:
    return numbers
