"""Pictures of metrics: of one outcome, of rules side by side, and of an amount across units.

Each function draws one picture onto a figure, or a part of one, inside :func:`fairbudget.report.figures.styled`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.metrics import Satisfaction, lorenz
from fairbudget.report.figures import INK, SOFT, cut, heat_map, legend_below, looks
from fairbudget.report.measures import write_value

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

__all__ = ["draw_agreement", "draw_histograms", "draw_lorenz", "draw_metrics", "draw_shares", "wrapped"]

#: Most bars of a histogram, besides the one of voters with nothing.
BINS = 20


def wrapped(label: str, letters: int = 24) -> str:
    r"""Break a label such as a rule with options at its signs, so that its lines have about so many letters.

    Examples
    --------
    >>> wrapped("equal-shares:completion=add1,utility=cost")
    'equal-shares:\ncompletion=add1,\nutility=cost'
    >>> wrapped("bounded-overspending-plus", 14)
    'bounded-\noverspending-\nplus'
    """
    if len(label) <= letters:
        return label
    lines = [""]
    for piece in re.findall(r"[^:,]+[:,]?|[:,]", label):
        if lines[-1] and len(lines[-1]) + len(piece) > letters:
            lines.append("")
        # only a piece that is too long by itself is broken at its hyphens
        for part in re.findall(r"[^-=]+[-=]?|[-=]", piece) if len(piece) > letters + 4 else [piece]:
            if lines[-1] and len(lines[-1]) + len(part) > letters:
                lines.append("")
            lines[-1] += part
    return "\n".join(cut(line, letters + 8) for line in lines)


def _panels(figure: FigureBase, count: int, across: int = 3, **given: Any) -> list[Axes]:
    """Return some axes in rows; the places of the last row that are not needed stay empty."""
    columns = min(across, count)
    rows = math.ceil(count / columns)
    axes = figure.subplots(rows, columns, squeeze=False, **given)
    flat = list(axes.flat)
    for spare in flat[count:]:
        spare.remove()
    return flat[:count]


def draw_lorenz(
    figure: FigureBase,
    curves: Mapping[str, Sequence[tuple[Any, Any]]],
    title: str,
    of_members: str,
    of_amount: str,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Draw Lorenz curves.

    Parameters
    ----------
    figure : Figure or SubFigure
    curves : mapping of str to points
        By label, as :func:`fairbudget.metrics.lorenz` returns them.
    title, of_members, of_amount : str
        Above the picture, and on its axes.
    notes : mapping of str to str, optional
        What stands behind a label in the legend, such as the Gini coefficient.
    """
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=SOFT, lw=0.9, dashes=(2, 2), label="all the same")
    for look, points in zip(looks(list(curves)), curves.values(), strict=True):
        note = (notes or {}).get(look.label, "")
        label = f"{look.label}{f' ({note})' if note else ''}"
        xs, ys = zip(*((float(x), float(y)) for x, y in points), strict=True)
        axes.plot(xs, ys, label=label, **look.line)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(ticks, [f"{100 * tick:.0f} %" for tick in ticks])
    axes.set_xlabel(of_members)
    axes.set_ylabel(of_amount)
    axes.set_title(title)
    legend_below(figure, axes, columns=1 if max(map(len, curves), default=0) > 24 else 2)


def draw_metrics(
    figure: FigureBase,
    labels: Sequence[str],
    metrics: Sequence[tuple[str, str, str | None]],
    values: Sequence[Sequence[Any]],
    title: str,
    letters: int = 24,
) -> None:
    """Draw a heat map of rules and metrics with the values written in.

    Parameters
    ----------
    figure : Figure or SubFigure
    labels : sequence of str
        Of the rules.
    metrics : sequence of (label, unit, better)
        ``better`` is ``higher``, ``lower`` or None.
    values : sequence of sequences
        A list a metric, one value a rule; None where it is not defined.
    title : str
    letters : int
        That fit above a column.
    """
    axes = figure.subplots()
    shades: list[list[float | None]] = []
    texts = []
    for (_, unit, better), line in zip(metrics, values, strict=True):
        numbers = [None if value is None else float(value) for value in line]
        present = [number for number in numbers if number is not None and math.isfinite(number)]
        low, high = min(present, default=0.0), max(present, default=0.0)
        row: list[float | None] = []
        for number in numbers:
            if number is None or better is None or not math.isfinite(number) or high == low:
                row.append(None)
            else:
                part = (number - low) / (high - low)
                row.append(1 - part if better == "lower" else part)
        shades.append(row)
        texts.append([write_value(value, unit) for value in line])
    names = [label + {"lower": " ↓", "higher": " ↑"}.get(better or "", "") for label, _, better in metrics]
    heat_map(axes, shades, texts, names, [wrapped(label, letters) for label in labels])
    axes.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False)
    axes.set_title(title, pad=10)
    axes.set_xlabel("↑ higher is better, ↓ lower is better; the darker, the better among these rules", color=SOFT)


def draw_histograms(figure: FigureBase, gains: Mapping[str, Satisfaction], unit: str, title: str) -> None:
    """Draw how many voters have how much utility, one small picture a rule on common scales.

    Parameters
    ----------
    figure : Figure or SubFigure
    gains : mapping of str to Satisfaction
        By rule.
    unit : str
        What is written below the axis.
    title : str
    """
    found = {label: gain.distinct() for label, gain in gains.items()}
    scales = {label: gain.scale for label, gain in gains.items()}
    kinds = sorted({value * scales[label] for label, (values, _) in found.items() for value in values if value})
    panels = _panels(figure, len(found), sharex=True, sharey=True)
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=10)
    few = len(kinds) <= BINS and all(kind.denominator == 1 for kind in kinds) and (not kinds or kinds[-1] <= 2 * BINS)
    width = Fraction(1) if few else Fraction(kinds[-1]) / BINS
    for place, (axes, look) in enumerate(zip(panels, looks(list(found)), strict=True)):
        values, counts = found[look.label]
        total = sum(counts) or 1
        heights = [0.0] * (1 + (int(kinds[-1]) if few and kinds else BINS))
        for value, count in zip(values, counts, strict=True):
            heights[math.ceil(value * scales[look.label] / width)] += 100 * count / total
        ends = [k * float(width) for k in range(len(heights))]
        span = float(width)
        # the bar of those with nothing stands for itself, left of 0; the others end at their upper bound
        lefts = [end - span / 2 for end in ends] if few else [-1.6 * span, *(end - span for end in ends[1:])]
        area = look.area | {"linewidth": 0.4}
        axes.bar(lefts[1:], heights[1:], width=0.86 * span if few else span, align="edge", **area)
        axes.bar(lefts[:1], heights[:1], width=0.86 * span if few else span, align="edge", facecolor=INK)
        axes.set_title(wrapped(look.label, 30), fontweight="normal", fontsize=9)
        axes.grid(axis="x", visible=False)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")
        if heights[0]:
            text = f"{write_value(heights[0] / 100, 'share')} have nothing"
            axes.text(0.03, 0.97, text, transform=axes.transAxes, color=INK, fontsize=7.5, va="top")
        if place % min(3, len(found)) == 0:
            axes.set_ylabel("voters")
        _whole_numbers(axes, few)
        axes.margins(y=0.2)
        # the lowest of its column has the numbers, also where the last row of panels is not full
        axes.tick_params(labelbottom=place + min(3, len(found)) >= len(found))
    figure.supxlabel(unit, fontsize=9)


def _whole_numbers(axes: Axes, few: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(5, integer=few))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_number(value)))


def short_number(value: float) -> str:
    """Return a number with its thousands or millions as a letter.

    Examples
    --------
    >>> short_number(2500000), short_number(750), short_number(20000), short_number(0), short_number(4e9)
    ('2.5M', '750', '20k', '0', '4G')
    """
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def draw_shares(
    figure: FigureBase, tables: Mapping[str, Sequence[Mapping[str, Any]]], title: str, shown: int = 14
) -> None:
    """Draw for each category its share of the votes against its share of the spending under each rule.

    Parameters
    ----------
    figure : Figure or SubFigure
    tables : mapping of str to rows
        By rule, as the metric ``category-shares`` returns them.
    title : str
    shown : int
        Most categories; the ones with fewer votes are put together.
    """
    axes = figure.subplots()
    first = next(iter(tables.values()))
    names = [row["name"] for row in first]
    votes = {row["name"]: float(row["vote_share"]) for row in first}
    spent = {label: {row["name"]: float(row["spending_share"]) for row in rows} for label, rows in tables.items()}
    if len(names) > shown:
        rest, names = names[shown - 1 :], names[: shown - 1]
        other = f"{len(rest)} others"
        votes[other] = sum(votes[name] for name in rest)
        for own in spent.values():
            own[other] = sum(own[name] for name in rest)
        names.append(other)
    styles = looks(list(tables))
    step = min(0.2, 0.7 / max(1, len(styles)))
    for place, name in enumerate(names):
        axes.plot([100 * votes[name]] * 2, [place - 0.42, place + 0.42], color=INK, lw=2.2, solid_capstyle="butt",
                  label="share of the votes" if place == 0 else None, zorder=2)  # fmt: skip
    for k, look in enumerate(styles):
        offset = (k - (len(styles) - 1) / 2) * step
        for place, name in enumerate(names):
            axes.plot([100 * votes[name], 100 * spent[look.label][name]], [place + offset] * 2, color=look.colour,
                      lw=0.9, zorder=1)  # fmt: skip
        axes.plot([100 * spent[look.label][name] for name in names], [p + offset for p in range(len(names))],
                  label=f"spending: {look.label}", zorder=3, clip_on=False, **look.points)  # fmt: skip
    axes.set_yticks(range(len(names)), [cut(name, 32) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g} %")
    axes.set_title(title)
    legend_below(figure, axes, columns=1 if max(map(len, tables)) > 20 else 2)


def draw_agreement(
    figure: FigureBase,
    labels: Sequence[str],
    overlap: Mapping[tuple[str, str], Any],
    preferred: Mapping[tuple[str, str], Any],
) -> None:
    """Draw how far rules agree: the overlap of their spending, and which of two more voters prefer.

    Parameters
    ----------
    figure : Figure or SubFigure
    labels : sequence of str
    overlap : mapping of (label, label) to number
        In [0, 1], for every two different labels.
    preferred : mapping of (label, label) to number
        Share of voters who are better off under the first.
    """
    left, right = figure.subplots(1, 2)
    # rules are numbered, so that long names stand only once
    numbers = [str(k) for k in range(1, len(labels) + 1)]
    rows = [f"{wrapped(label, 20)}  {number}" for label, number in zip(labels, numbers, strict=True)]
    shades: list[list[float | None]] = []
    texts = []
    for a in labels:
        shades.append([None if a == b else float(overlap[a, b]) for b in labels])
        texts.append(["" if a == b else write_value(overlap[a, b], "share") for b in labels])
    heat_map(left, shades, texts, rows, numbers, size=7.5)
    left.set_title("Money spent alike")
    shades, texts = [], []
    for a in labels:
        line: list[float | None] = []
        words = []
        for b in labels:
            up, down = (0.0, 0.0) if a == b else (float(preferred[a, b]), float(preferred[b, a]))
            line.append(None if a == b else up / (up + down) if up + down else 0.5)
            words.append("" if a == b else f"{100 * up:.0f} : {100 * down:.0f}")
        shades.append(line)
        texts.append(words)
    heat_map(right, shades, texts, numbers, numbers, size=7.5)
    right.set_title("Voters better off, row : column, %")


def pooled_lorenz(gain: Satisfaction) -> list[tuple[Any, Any]]:
    """Return the Lorenz curve of utility across voters."""
    return lorenz(*gain.distinct())
