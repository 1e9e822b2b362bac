"""Pictures of an improvement: before and after, Lorenz curves against poverty, the front of two aims."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from fairbudget.errors import OptionError
from fairbudget.formulas.improve import Improvement
from fairbudget.formulas.improve.lang import aim_words, measured
from fairbudget.formulas.improve.measures import value_of
from fairbudget.formulas.improve.problem import Problem
from fairbudget.money import round_fraction
from fairbudget.report.ceilings_figures import MILLION, draw_lorenz, words
from fairbudget.report.ceilings_plots import Drawing
from fairbudget.report.figures import INK, SOFT, looks, new_figure
from fairbudget.report.numbers import decimal
from fairbudget.report.stress import changes_drawing

__all__ = ["improve_drawings"]

_TITLES = {
    "before": ("Ceilings before and after", "Pagu sebelum dan sesudah"),
    "now": ("before", "sebelum"),
    "improved": ("improved", "usulan"),
    "front": ("What one aim costs the other", "Harga satu tujuan bagi tujuan lain"),
    "point": ("the best within the limits", "yang terbaik dalam batas"),
    "more": ("receives more", "menerima lebih banyak"),
    "less": ("receives less", "menerima lebih sedikit"),
    "unit": ("million rupiah", "juta rupiah"),
}


def improve_drawings(found: Improvement, lang: str = "en") -> dict[str, Callable[[], Drawing]]:
    """Return what draws each picture, by its kind."""
    return {
        "before-after": lambda: _before_after(found, lang),
        "lorenz": lambda: _lorenz(found, lang),
        "pareto": lambda: _front(found, lang),
    }


def _t(key: str, lang: str) -> str:
    return _TITLES[key][lang == "id"]


def _before(found: Improvement) -> list[int]:
    return [round_fraction(value) for value in found.problem.before]


def _before_after(found: Improvement, lang: str) -> Drawing:
    names = _t("now", lang), _t("improved", lang)
    present = found.problem.present
    title, unit, ways = _t("before", lang), _t("unit", lang), (_t("more", lang), _t("less", lang))
    return changes_drawing(present, _before(found), found.amounts, names, title, unit, ways)


def _lorenz(found: Improvement, lang: str) -> Drawing:
    heads = found.problem.poor_values
    if heads is None:
        raise OptionError("no picture 'lorenz': there is no column of the poor (--poor)")
    figure, axes = new_figure(5.4, 5.4)
    heading = found.problem.poor_heading or ""
    curves = [
        (f"{heading}, {_t('now', lang)}", _before(found), heads),
        (f"{heading}, {_t('improved', lang)}", found.amounts, heads),
    ]
    texts = draw_lorenz(axes, curves, lang)
    axes.set_title(words(lang, "lorenz"))
    return Drawing(figure, words(lang, "lorenz"), "; ".join(texts))


def _scaled(aim: str, value: Fraction) -> float:
    return float(value / MILLION) if aim == "change" else float(value)


def _value(problem: Problem, aim: str, value: Fraction, lang: str) -> str:
    if aim in ("gini", "hoover", "spread"):
        text = decimal(value, 4)
        return text.replace(".", ",") if lang == "id" else text
    return measured(problem, aim, value)


def _front(found: Improvement, lang: str) -> Drawing:
    if not found.front or not found.front_aims:
        raise OptionError("no picture 'pareto': there is no front (--pareto AIM)")
    problem, (first, second) = found.problem, found.front_aims
    figure, axes = new_figure(6.4, 4.6)
    xs = [_scaled(second, point.values[1]) for point in found.front]
    ys = [_scaled(first, point.values[0]) for point in found.front]
    line, mark = looks(["front", "before"])
    axes.plot(xs, ys, marker="o", markersize=4.5, **line.line)
    for place in dict.fromkeys((0, len(xs) - 1)):
        values = found.front[place].values
        text = "\n".join(_value(problem, aim, value, lang) for aim, value in zip((first, second), values, strict=True))
        axes.annotate(text, (xs[place], ys[place]), (7, 7), textcoords="offset points", fontsize=7.5, color=SOFT)
    before = _before(found)
    own = [_scaled(aim, value_of(problem, aim, before)) for aim in (second, first)]
    axes.plot([own[0]], [own[1]], label=_t("now", lang), markersize=8, **mark.points)
    best = [_scaled(aim, value_of(problem, aim, found.amounts)) for aim in (second, first)]
    axes.plot(
        [best[0]], [best[1]], linestyle="none", marker="o", markersize=11, mfc="none", mec=INK, label=_t("point", lang)
    )
    labels = []
    for aim in (second, first):
        text = aim_words(problem, aim, lang)
        labels.append(f"{text} ({_t('unit', lang)})" if aim == "change" else text)
    axes.set_xlabel(labels[0])
    # beside the axis it would be longer than the axis
    axes.set_title(f"{_t('front', lang)}\n", pad=8)
    axes.annotate(labels[1], (0, 1), (0, 6), xycoords="axes fraction", textcoords="offset points", fontsize=9)
    if lang == "id":
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:g}".replace(".", ","))
    axes.margins(0.14)
    axes.legend(loc="best")
    lines = [
        ", ".join(measured(problem, a, v) for a, v in zip((first, second), p.values, strict=True)) for p in found.front
    ]
    return Drawing(figure, _t("front", lang), "; ".join(lines))
