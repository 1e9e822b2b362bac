"""An improvement for people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fairbudget.formulas.improve.check import at_limit
from fairbudget.formulas.improve.conflict import Remedy
from fairbudget.formulas.improve.lang import aim_words, measured, sentence, words
from fairbudget.formulas.improve.problem import POOL
from fairbudget.formulas.improve.result import Improvement
from fairbudget.formulas.improve.spec import AIMS, AimLimit, BaseShare, NonZero, RowLimit, WeightLimit
from fairbudget.formulas.output import _new_table, _plain, _render
from fairbudget.formulas.spelling import decimal, short
from fairbudget.money import format_rupiah

__all__ = ["conflict_text", "improvement_text"]


def improvement_text(found: Improvement, *, lang: str = "en", color: bool = False, unicode: bool = False) -> str:
    """Return an improvement as text for a terminal.

    Parameters
    ----------
    found : Improvement
    lang : {"en", "id"}
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.
    """
    if found.found is None:
        return conflict_text(found, lang)
    t, p = words(lang), found.problem
    moved = any(isinstance(limit, BaseShare) for limit in p.limits)
    title = t("find ceilings") if p.parts is None else t("find base") if moved else t("find formula")
    name = p.present.formula.name
    parts = [f"{title}{f' ({name})' if name else ''}\n{t('aims').format(found.aim_text(lang))}\n"]
    if found.found.weights is not None:
        rows = []
        for label, old, new in found.weight_rows(lang):
            whole = label == t("base")
            cells = [_money(old), _money(new)] if whole else [f"{short(v * 100, 4)} %" for v in (old, new)]
            rows.append([label, *cells])
        parts.append(_table([t("weight"), t("now"), t("improved")], rows, color, unicode))
    parts.append(_table([t("measure"), t("before"), t("improved")], found.measure_rows(lang), color, unicode))
    parts.append(_limits(found, lang))
    parts.append(_changes(found, lang))
    parts.append(_proof(found, lang))
    heading = p.before_heading
    earlier = t("last year").format(heading) if heading else t("the present")
    parts.append(t("ceilings").format(earlier) + "\n" + _ceilings(found, lang, color, unicode))
    if found.front:
        parts.append(_front(found, lang, color, unicode))
    parts.append("".join(f"{t('note')}: {note}\n" for note in found.notes(lang)))
    return "\n".join(part for part in parts if part)


def _money(value: Fraction | int) -> str:
    return format_rupiah(value, "")


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for index, heading in enumerate(headings):
        table.add_column(heading, justify="right" if index else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(_plain, row))
    return _render(table, color)


def _limits(found: Improvement, lang: str) -> str:
    t, p = words(lang), found.problem
    lines = [t("limits")]
    for number in sorted(p.active):
        line = f"  - {sentence(p, number, lang)}"
        if number >= 0 and isinstance(p.limits[number], RowLimit):
            held = len(at_limit(p, number, found.amounts))
            line += f" ({t('holds').format(held) if held else t('holds none')})"
        lines.append(line)
    return "\n".join(lines) + "\n"


def _changes(found: Improvement, lang: str) -> str:
    t, p, changes = words(lang), found.problem, found.changes
    up, down = [c for c in changes if c > 0], [c for c in changes if c < 0]
    total, gap = sum(found.amounts), sum(changes, Fraction(0))
    key = "sum more" if gap > 0 else "sum less" if gap else "sum same"
    lines = [t(key).format(format_rupiah(total), format_rupiah(abs(gap)))]
    lines.append(
        t("gain").format(
            *(len(up), format_rupiah(sum(up, Fraction(0))), len(down), format_rupiah(-sum(down, Fraction(0)))),
            len(changes) - len(up) - len(down),
        )
    )
    order = sorted(range(len(changes)), key=lambda k: changes[k])
    for key, rows, sign in (("most gained", order[:-4:-1], 1), ("most lost", order[:3], -1)):
        shown = [t(key).format(p.label(k), format_rupiah(abs(changes[k]))) for k in rows if sign * changes[k] > 0]
        lines += [f"  {text}" for text in shown]
    return "\n".join(lines) + "\n"


def _proof(found: Improvement, lang: str) -> str:
    t, p, best = words(lang), found.problem, found.found
    assert best is not None
    if best.proved:
        steps = [short(p.task.step), short(p.task.base_step)]
        moved = any(isinstance(limit, BaseShare) for limit in p.limits)
        key = "proved ceilings" if p.parts is None else "proved base" if moved else "proved formula"
        return t(key).format(*steps) + "\n"
    aim = "max-min" if p.task.aim[0] == "leximin" else p.task.aim[0]
    if best.bound is None:
        return ""
    assert found.after is not None
    own = found.after.by_aim()[aim]
    # what the solver reports is not exact: a bound just beyond the value is the value itself
    bound = min(best.bound, float(own)) if AIMS[aim] else max(best.bound, float(own))
    return t("bounded").format(*(_long(found, aim, value) for value in (bound, own))) + "\n"


def _long(found: Improvement, aim: str, value: Fraction | float) -> str:
    return decimal(Fraction(value), 9) if aim in ("gini", "hoover", "spread") else measured(found.problem, aim, value)


def _ceilings(found: Improvement, lang: str, color: bool, unicode: bool) -> str:
    columns = found.columns(lang)
    cells = [[_cell(cell, kind) for cell in column] for _, kind, column in columns]
    table = _new_table(unicode)
    for heading, kind, _ in columns:
        table.add_column(heading, justify="left" if kind == "text" else "right", no_wrap=True)
    rows = list(zip(*cells, strict=True))
    for row in rows[:-1]:
        table.add_row(*map(_plain, row))
    table.add_section()
    table.add_row(*map(_plain, rows[-1]), style="bold")
    return _render(table, color)


def _cell(cell: Any, kind: str) -> str:
    if cell is None:
        return "-"
    if kind == "text":
        return str(cell)
    return format_rupiah(cell, "") if kind == "integer" else decimal(cell, 2)


def _front(found: Improvement, lang: str, color: bool, unicode: bool) -> str:
    t, p = words(lang), found.problem
    aims = list(found.front_aims)
    headings = [aim_words(p, aim, lang) for aim in aims]
    labels = list(p.parts.labels) if p.parts is not None else []
    rows = []
    for point in found.front:
        cells = [measured(p, aim, value) for aim, value in zip(aims, point.values, strict=True)]
        if point.found.weights is not None:
            cells += [_money(point.found.base or 0), *(f"{short(w * 100, 4)} %" for w in point.found.weights)]
        rows.append(cells)
    more = [t("base"), *labels] if p.parts is not None else []
    return t("front").format(*headings) + "\n" + _table([*headings, *more], rows, color, unicode)


def conflict_text(found: Improvement, lang: str = "en") -> str:
    """Return why nothing keeps to the limits, and what would resolve it."""
    t, p, conflict = words(lang), found.problem, found.conflict
    assert conflict is not None
    nothing = t("nothing ceilings") if p.parts is None else t("nothing formula")
    lines = [t("impossible narrow" if conflict.narrow else "impossible").format(nothing)]
    lines += [f"  - {sentence(p, number, lang)}" for number in conflict.limits]
    for row, low, high, by, other in conflict.rows[:5]:
        texts = (format_rupiah(low), sentence(p, by, lang), format_rupiah(high), sentence(p, other, lang))
        lines.append("  " + t("row conflict").format(p.label(row), *texts))
    if len(conflict.rows) > 5:
        lines.append(f"  ... + {len(conflict.rows) - 5}")
    if conflict.sums is not None and POOL in conflict.limits:
        low, high = conflict.sums
        if low > p.pool:
            lines.append("  " + t("sum of floors").format(format_rupiah(low), format_rupiah(low - p.pool)))
        elif 0 <= high < p.pool:
            lines.append("  " + t("sum of caps").format(format_rupiah(high), format_rupiah(p.pool - high)))
    if conflict.narrow:
        lines.append(t("narrow"))
        return "\n".join([*lines, *(f"{t('note')}: {note}" for note in found.notes(lang))]) + "\n"
    able = [remedy for remedy in conflict.remedies if remedy.ease is not None]
    if conflict.finer is not None:
        lines.append(t("finer").format(short(conflict.finer)))
    elif able:
        lines.append(t("remedies"))
        lines += [f"  - {_remedy(found, remedy, lang)}" for remedy in able]
    else:
        lines.append(t("no remedies"))
    for remedy in conflict.remedies:
        if remedy.ease is None and remedy.others:
            listed = "; ".join(sentence(p, number, lang) for number in remedy.others)
            lines.append("  - " + t("none alone").format(sentence(p, remedy.limit, lang), listed))
    lines += [f"{t('note')}: {note}" for note in found.notes(lang)]
    return "\n".join(lines) + "\n"


def _remedy(found: Improvement, remedy: Remedy, lang: str) -> str:
    t, p = words(lang), found.problem
    assert remedy.ease is not None
    if remedy.limit == POOL:
        key = "ease pool up" if remedy.up else "ease pool down"
        return t(key).format(format_rupiah(remedy.ease), format_rupiah(p.pool + (1 if remedy.up else -1) * remedy.ease))
    limit, text = p.limits[remedy.limit], sentence(p, remedy.limit, lang)
    if isinstance(limit, NonZero):
        return t("ease count").format(text, remedy.ease)
    if isinstance(limit, WeightLimit | BaseShare):
        return t("ease share").format(text, short(Fraction(remedy.ease, 100), 2))
    if isinstance(limit, AimLimit) and limit.aim not in ("change", "max-min"):
        return t("ease measure").format(text, short(Fraction(remedy.ease, 10_000), 4))
    return t("ease amount").format(text, format_rupiah(remedy.ease))
