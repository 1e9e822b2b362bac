"""Proportional part: a pool split by indicators, each normalised, weighted and put together."""

from __future__ import annotations

import functools
from fractions import Fraction

from pydantic import Field

from fairbudget.errors import FaultLog
from fairbudget.formulas.amounts import Column, ComponentResult, Part, weighted_sum
from fairbudget.formulas.body import Body
from fairbudget.formulas.formula import Formula, show
from fairbudget.formulas.lang import words
from fairbudget.formulas.normalisation import computed_weights, geometric_index, scores
from fairbudget.formulas.spec import Amount, Indicator, Normalisation, Pooled
from fairbudget.formulas.spelling import decimal, short
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.keys import one_of
from fairbudget.money import format_rupiah
from fairbudget.registry import formulas

__all__ = ["Proportional", "proportional"]


class Proportional(Pooled):
    """Keys of ``kind = "proportional"``.

    ``pool`` or ``pool_share``, and the ``indicators`` by which it is split. ``normalisation`` turns an indicator into
    scores (see :func:`fairbudget.formulas.normalisation.scores`, also for ``low``, ``high`` and ``centre``); an
    indicator may have its own. ``weights`` are given with the indicators, ``equal``, or computed from the scores.
    ``aggregation`` puts the scores together to an index, and the pool is split in proportion to it. ``digits`` are the
    decimals to which what is not rational is rounded, before anything is decided by it.
    """

    indicators: tuple[Indicator, ...] = Field(min_length=1, strict=False)
    normalisation: Normalisation = "share"
    weights: one_of("given", "equal", "entropy", "principal-component") = "given"  # type: ignore[valid-type]
    aggregation: one_of("arithmetic", "geometric") = "arithmetic"  # type: ignore[valid-type]
    low: Amount = Fraction(0)
    high: Amount = Fraction(1)
    centre: Amount = Fraction(3)
    digits: int = Field(12, ge=6, le=14)

    def method(self, indicator: Indicator) -> str:
        """Return how an indicator is normalised."""
        return str(indicator.normalisation or self.normalisation)

    @property
    def plain(self) -> bool:
        """Whether every indicator is split by its share of a total, with no index in between."""
        direct = all(self.method(i) == "share" and i.direction == "direct" for i in self.indicators)
        return direct and self.aggregation == "arithmetic"

    def needed(self) -> tuple[Indicator, ...]:
        """Return the indicators whose columns it reads."""
        return self.indicators

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report weights that do not sum to one, totals of zero, columns named twice, and keys without a use."""
        super().check(formula, place, log)
        self._check_weights(place, log)
        if self.high <= self.low:
            log.error(f"{place}: key 'high' is not above 'low'")
        if self.plain and self.model_fields_set & {"low", "high", "centre"}:
            log.error(f"{place}: 'low', 'high' and 'centre' mean nothing to the normalisation share")
        owners: dict[str, int] = {}
        for index, indicator in enumerate(self.indicators, start=1):
            where = f"{place}, indicators[{index}] {indicator.column!r}"
            method = self.method(indicator)
            if indicator.total == 0:
                log.error(f"{where}: key 'total' is zero", expected="a total above 0")
            if indicator.total is not None and (method != "share" or indicator.direction != "direct"):
                log.error(f"{where}: key 'total' is what direct shares are shares of; here it means nothing")
            if (indicator.goal is not None) != (method == "distance-to-target"):
                log.error(f"{where}: key 'goal' and the normalisation distance-to-target belong together")
            for name in (indicator.column, *indicator.aliases):
                owner = owners.setdefault(normal(name), index)
                if owner != index:
                    log.error(f"{where}: the column {name!r} is also that of indicators[{owner}]")

    def _check_weights(self, place: str, log: FaultLog) -> None:
        given = ["weight" in indicator.model_fields_set for indicator in self.indicators]
        if self.weights != "given":
            if any(given):
                log.error(f"{place}: weights are {self.weights!r}, so no indicator may have a 'weight'")
            return
        for index, (indicator, has) in enumerate(zip(self.indicators, given, strict=True), start=1):
            if not has:
                log.error(f"{place}, indicators[{index}] {indicator.column!r}: key 'weight' is missing")
        total = sum((indicator.weight for indicator in self.indicators), Fraction(0))
        if all(given) and total != 1:
            hint = "; write 35 % as 0.35" if total == 100 else ""
            listed = " + ".join(show(indicator.weight) for indicator in self.indicators)
            log.error(f"{place}: the weights do not sum to one{hint}", value=f"{listed} = {show(total)}")


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
    first divided by their sum, and a note says so. Under another normalisation or aggregation than the default,
    ``amount_i = pool * index_i / sum of indexes``, with ``index_i`` the weighted mean of the scores. O(n k) for n
    kelurahan and k indicators, O(n log n) with ``largest-remainder``.
    """
    pool = component.money(body.formula)
    columns = [body.columns[indicator.column] for indicator in component.indicators]
    if not component.plain:
        return _by_index(component, columns, pool, body)
    totals = [_total(i, column, component, body) for i, column in zip(component.indicators, columns, strict=True)]
    empty = [0] * len(body.table)
    if body.log.errors:
        return ComponentResult(component, pool, empty, 1, empty)
    indicators = _weighted(component, columns, body)
    rates = [pool * i.weight / total for i, total in zip(indicators, totals, strict=True)]
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
        for indicator, column, total, factor in zip(indicators, columns, totals, factors, strict=True)
    )
    return ComponentResult(component, pool, numerators, denominator, amounts, parts, body.formula.rounding_unit)


def _weighted(component: Proportional, columns: list[Numbers], body: Body) -> list[Indicator]:
    """Return the indicators with the weights that count."""
    if component.weights == "given":
        return list(component.indicators)
    try:
        weights, note = computed_weights(columns, component.weights, component.digits)
    except ValueError as error:
        body.log.error(f"component {component.id!r}: {error}")
        weights, note = [Fraction(1, len(columns))] * len(columns), ""
    if note:
        body.notes.append(f"{component.id}: {note}")
    return [i.model_copy(update={"weight": w}) for i, w in zip(component.indicators, weights, strict=True)]


def _scored(component: Proportional, indicator: Indicator, column: Numbers, body: Body) -> Numbers:
    """Return an indicator's scores; those of direct shares are shares, so that they weigh like the others'."""
    method = component.method(indicator)
    place = {"sheet": body.table.sheet, "column": column.heading}
    if method == "share" and indicator.direction == "direct":
        total = _total(indicator, column, component, body)
        rate = 1 / (total * column.denominator) if total else Fraction(0)
        return Numbers(column.heading, [(v or 0) * rate.numerator for v in column.numerators], rate.denominator, None)
    try:
        found = scores(
            column,
            method,
            indicator.direction,
            goal=indicator.goal,
            low=component.low,
            high=component.high,
            centre=component.centre,
            digits=component.digits,
        )
    except ValueError as error:
        body.log.error(str(error), **place)
        return column
    if method == "share":
        # shares of their sum, so that they weigh like direct shares
        return Numbers(found.heading, found.numerators, sum(v or 0 for v in found.numerators), None)
    return found


def _by_index(component: Proportional, columns: list[Numbers], pool: Fraction, body: Body) -> ComponentResult:
    """Split the pool in proportion to an index of scores."""
    count, unit = len(body.table), body.formula.rounding_unit
    empty = [0] * count
    scored = [_scored(component, i, column, body) for i, column in zip(component.indicators, columns, strict=True)]
    sums = [column.total() for column in scored]
    if not body.log.errors and not all(sums):
        body.log.error(f"component {component.id!r}: every score of an indicator is zero")
    if body.log.errors:
        return ComponentResult(component, pool, empty, 1, empty)
    indicators = _weighted(component, scored, body)
    if body.log.errors:
        return ComponentResult(component, pool, empty, 1, empty)
    _note_rounding(component, body)
    keys = [f"{component.key}_{indicator.key}_score" for indicator in indicators]
    extras = [
        Column(key, "number", functools.partial(_named, key, column)) for key, column in zip(keys, scored, strict=True)
    ]
    weights = [indicator.weight for indicator in indicators]
    if component.aggregation == "geometric":
        return _geometric(component, indicators, columns, scored, extras, pool, body)
    index, common, _ = weighted_sum(scored, weights)
    total = sum(index)
    if not total:
        body.log.error(f"component {component.id!r}: the pool cannot be split, since every index is zero")
        return ComponentResult(component, pool, empty, 1, empty)
    # pool x index / total, and each indicator's part of it, over one denominator
    rates = [pool * weight * common / total for weight in weights]
    numerators, denominator, factors = weighted_sum(scored, rates)
    amounts = body.rounded(numerators, denominator, pool)
    parts = tuple(
        Part(i, column, s.total(), column.total(), factor, s, i.weight * common / total)
        for i, column, s, factor in zip(indicators, columns, scored, factors, strict=True)
    )
    return ComponentResult(component, pool, numerators, denominator, amounts, parts, unit, extras=tuple(extras))


def _note_rounding(component: Proportional, body: Body) -> None:
    """Tell which scores are not rational, or too long, and were rounded."""
    methods = [(i.label or i.column, component.method(i), i.direction) for i in component.indicators]
    rounded = [name for name, method, way in methods if method == "z-score" or (method, way) == ("share", "inverse")]
    if rounded:
        body.notes.append(
            f"{component.id}: scores of {', '.join(rounded)} were rounded to {component.digits} decimals; from there on"
            " everything is exact"
        )


def _geometric(
    component: Proportional,
    indicators: list[Indicator],
    columns: list[Numbers],
    scored: list[Numbers],
    extras: list[Column],
    pool: Fraction,
    body: Body,
) -> ComponentResult:
    """Split the pool in proportion to the geometric mean of the scores; no indicator has an amount of its own."""
    weights = [indicator.weight for indicator in indicators]
    empty = [0] * len(body.table)
    try:
        index = geometric_index(scored, weights, component.digits)
    except ValueError as error:
        body.log.error(f"component {component.id!r}: {error}")
        return ComponentResult(component, pool, empty, 1, empty)
    values = [value or 0 for value in index.numerators]
    zero = sum(1 for value in values if not value)
    body.notes.append(
        f"{component.id}: geometric means of scores, as parts of the largest, were rounded to {component.digits}"
        " decimals; from there on everything is exact"
        + (f"; {zero} kelurahan with a score of zero receive nothing" if zero else "")
    )
    total = sum(values)
    numerators, denominator = [value * pool.numerator for value in values], total * pool.denominator
    amounts = body.rounded(numerators, denominator, pool)
    heading, share = f"{component.key}_index", f"{component.key}_share_pct"
    own = [
        *extras,
        Column(heading, "number", functools.partial(_named, heading, index)),
        Column(share, "percent", functools.partial(Numbers, share, [100 * value for value in values], total, None)),
    ]
    pairs = list(zip(indicators, columns, scored, strict=True))

    def steps(row: int, lang: str) -> list[tuple[str, str]]:
        t = words(lang)
        lines = []
        for indicator, column, score in pairs:
            what = f"{indicator.label or indicator.column} {short(column[row] or 0)}, {t('weight')} "
            lines.append((what + short(indicator.weight), f"{t('score')} {short(score[row] or 0, 12)}"))
        lines.append((t("geometric"), decimal(index[row] or 0, component.digits)))
        part = Fraction(values[row], total)
        lines.append(
            (f"{format_rupiah(pool)} / {short(index.total(), 12)} x {t('index of')}", format_rupiah(pool * part))
        )
        return lines

    named = tuple(Numbers(i.key, c.numerators, c.denominator, c.places) for i, c, _ in pairs)
    unit = body.formula.rounding_unit
    scored_parts = tuple(Part(i, column, s.total(), column.total(), 0, s) for i, column, s in pairs)
    return ComponentResult(
        component, pool, numerators, denominator, amounts, (), unit, named, tuple(own), steps, scored_parts
    )


def _named(heading: str, numbers: Numbers) -> Numbers:
    return Numbers(heading, numbers.numerators, numbers.denominator, numbers.places)


def _total(indicator: Indicator, numbers: Numbers, component: Proportional, body: Body) -> Fraction:
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
