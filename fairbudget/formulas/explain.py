"""A worked sheet: every number of one kelurahan's ceiling, from its indicators to the rupiah."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fairbudget.formulas.amounts import ComponentResult
from fairbudget.formulas.lang import words
from fairbudget.formulas.spelling import decimal, short
from fairbudget.money import format_rupiah

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["explain"]

#: Decimals of shares and of rupiah before rounding.
PLACES, RUPIAH_PLACES = 9, 4


def explain(result: Ceilings, name: str, group: str | None = None, lang: str = "en") -> str:
    """Return the worked sheet of one kelurahan as text.

    Parameters
    ----------
    result : Ceilings
    name : str
    group : str, optional
        Its kecamatan, where the name alone does not tell.
    lang : {"en", "id"}

    Returns
    -------
    str
        Component by component: value over total, share, weight, contribution, rupiah before and after rounding; then
        adjustments, the ceiling, and its split.

    Raises
    ------
    OptionError
        If no row, or more than one, has the name.

    Examples
    --------
    >>> from fairbudget import ceilings
    >>> formula = {"components": [{"id": "BES", "kind": "equal-share", "base": "3/2"}]}
    >>> print(explain(ceilings([{"kelurahan": "Loji"}], formula), "loji"))
    Worked sheet: Loji (line 1 of rows)
    <BLANKLINE>
    BES (equal-share)
      the same for every row                                                 Rp 1,50
      before rounding                                                         1,5000
      rounded (half-up, 1)                                                      Rp 2
    <BLANKLINE>
    AW = BES = Rp 2
    """
    t = words(lang)
    row = result.row(name, group)
    index = result.table.lines.index(row.line)
    file = result.table.file or ""
    place = t("place").format(row.line, file) if file else ""
    own = f"{row.name}, {row.group}" if row.group else row.name
    lines = [f"{t('worked')}: {own}" + (f" ({place})" if place else "")]
    if result.formula.name:
        lines.append(result.formula.name)
    for item in result.components:
        component = item.component
        label = f": {component.label}" if component.label else ""
        lines += ["", f"{component.id}{label} ({component.kind})"]
        lines += _component(item, index, result, lang)
    lines += ["", *_total(result, index, lang)]
    return "\n".join(lines)


def _component(item: ComponentResult, row: int, result: Ceilings, lang: str) -> list[str]:
    t, lines = words(lang), []
    if item.parts:
        lines += _parts(item, row, lang)
    elif item.steps is not None:
        lines += [_line(what, value) for what, value in item.steps(row, lang)]
    mode, unit = result.formula.rounding, format_rupiah(result.formula.rounding_unit, "")
    lines.append(_line(t("before rounding"), decimal(item.exact(row), RUPIAH_PLACES)))
    lines.append(_line(f"{t('rounded')} ({mode}, {unit})", format_rupiah(item.amounts[row])))
    return lines


def _parts(item: ComponentResult, row: int, lang: str) -> list[str]:
    """Return a table with a line for each indicator, and the sum of what they add."""
    t = words(lang)
    scored = any(part.scores is not None for part in item.parts)
    heads = [t("indicator"), t("value"), *([t("score")] if scored else []), t("total")]
    heads += [t("share"), t("weight"), t("contribution"), t("rupiah")]
    cells, exact = [], item.part_exact(row)
    for part, amount in zip(item.parts, exact, strict=True):
        score = [short(part.score(row))] if scored else []
        cells.append(
            [
                part.indicator.label or part.indicator.column,
                short(part.value(row)),
                *score,
                short(part.total),
                decimal(part.share(row), PLACES),
                short(part.indicator.weight),
                decimal(part.weighted(row), PLACES),
                decimal(amount, RUPIAH_PLACES),
            ]
        )
    share = sum((part.weighted(row) for part in item.parts), Fraction(0))
    blank = [""] * (len(heads) - 3)
    cells.append([t("sum"), *blank, decimal(share, PLACES), decimal(item.exact(row), RUPIAH_PLACES)])
    widths = [max(len(line[k]) for line in [heads, *cells]) for k in range(len(heads))]
    lines = []
    for line in [heads, *cells]:
        first, *others = (
            text.ljust(w) if k == 0 else text.rjust(w) for k, (text, w) in enumerate(zip(line, widths, strict=True))
        )
        lines.append("  " + "  ".join([first, *others]).rstrip())
    scale = item.exact(row) / share if share else item.target
    lines.append(_line(f"{decimal(share, PLACES)} x {format_rupiah(scale)}", decimal(item.exact(row), RUPIAH_PLACES)))
    return lines


def _total(result: Ceilings, row: int, lang: str) -> list[str]:
    t, formula = words(lang), result.formula
    ids = [item.component.id for item in result.components]
    amounts = [item.amounts[row] for item in result.components]
    lines = []
    if result.adjusted is None:
        sums = " + ".join(format_rupiah(amount, "") for amount in amounts)
        middle = f" = {sums}" if len(ids) > 1 else ""
        lines.append(f"{formula.total_id} = {' + '.join(ids)}{middle} = {format_rupiah(result.totals[row])}")
    else:
        lines.append(_line(f"{' + '.join(ids)}", format_rupiah(result.adjusted.before[row])))
        names = {item.key: f"{item.id} ({item.kind})" for item in formula.adjustments}
        for key, effects in result.adjusted.effects.items():
            text = names.get(key, f"{t('balance')}: x {decimal(result.adjusted.factor, PLACES)}")
            lines.append(_line(text, format_rupiah(effects[row])))
        lines.append(_line(formula.total_id, format_rupiah(result.totals[row])))
    for part, amounts_of in zip(formula.split, result.split, strict=True):
        lines.append(_line(f"{part.id}, {short(part.share * 100)} %", format_rupiah(amounts_of[row])))
    return lines


def _line(what: str, value: str) -> str:
    return f"  {what} ".ljust(60) + value.rjust(20)
