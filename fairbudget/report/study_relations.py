"""Pictures that set rules against one another: trade-offs, growth with size, mean ranks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.report.figures import INK, SOFT, cut, legend_below, looks, new_figure, styled
from fairbudget.report.study_figures import ARROWS, LETTERS, Picture, short

if TYPE_CHECKING:
    import pandas as pd

    from fairbudget.experiments.statistics import Ranking

__all__ = ["critical_difference", "front_of", "pareto", "scaling"]


def pareto(
    points: pd.DataFrame,
    x: str,
    y: str,
    better: Mapping[str, str],
    title: str = "",
) -> Picture:
    """Draw one metric against another, a point a rule, with the rules that no other rule beats in both joined.

    Parameters
    ----------
    points : pandas.DataFrame
        Index rules; columns `x` and `y`, and where there are intervals ``x_low``, ``x_high``, ``y_low``, ``y_high``.
    x, y : str
        Metrics.
    better : mapping of str to {"higher", "lower"}
        For both metrics.
    title : str
    """
    title = title or f"{y} against {x}"
    signs = [1.0 if better.get(metric, "higher") == "higher" else -1.0 for metric in (x, y)]
    places = points[[x, y]].to_numpy(float)
    front = front_of(places * signs)
    rules = [str(rule) for rule in points.index]
    with styled():
        figure, axes = new_figure(5.4, 4.4)
        on_front = sorted(np.flatnonzero(front), key=lambda k: (places[k, 0], places[k, 1] * -signs[0] * signs[1]))
        axes.plot(*places[on_front].T, color=SOFT, linestyle=(0, (4, 2)), linewidth=1.0, zorder=1)
        for k, look in enumerate(looks([cut(rule, LETTERS) for rule in rules])):
            errors = {}
            for axis, metric in (("x", x), ("y", y)):
                if f"{axis}_low" in points:
                    low, high = points[f"{axis}_low"].iloc[k], points[f"{axis}_high"].iloc[k]
                    if math.isfinite(low) and math.isfinite(high):
                        middle = points[metric].iloc[k]
                        errors[f"{axis}err"] = [[max(0.0, middle - low)], [max(0.0, high - middle)]]
            axes.errorbar(*places[k], **errors, color=look.colour, elinewidth=0.8, linestyle="none", zorder=2)
            axes.plot(*places[k], **{**look.points, "ms": 8 if front[k] else 6}, label=look.label, zorder=3)
        axes.set_xlabel(x + ARROWS.get(better.get(x, ""), ""))
        axes.set_ylabel(y + ARROWS.get(better.get(y, ""), ""))
        axes.set_title(title)
        legend_below(figure, axes, 2)
    best = ", ".join(rules[k] for k in on_front)
    words = f"Each rule by its mean {x} and {y}; no rule beats those on the dashed line ({best}) in both."
    numbers = {
        rule: {x: place[0], y: place[1], "front": bool(f)}
        for rule, place, f in zip(rules, places.tolist(), front, strict=True)
    }
    return Picture(figure, title, words, {"points": numbers, "better": dict(better)})


def front_of(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which points no other point beats: at least as high in every coordinate, and higher in one.

    Examples
    --------
    >>> front_of(np.array([[1.0, 3.0], [2.0, 2.0], [1.0, 2.0], [2.0, 2.0], [math.nan, 9.0]])).tolist()
    [True, True, False, True, False]
    """
    known = np.asarray(np.isfinite(places).all(axis=1))
    result = np.array(known)
    for k in np.flatnonzero(known):
        others = places[known]
        result[k] = not ((others >= places[k]).all(axis=1) & (others > places[k]).any(axis=1)).any()
    return result


def scaling(rows: pd.DataFrame, x: str, y: str, title: str = "") -> Picture:
    """Draw how a number grows with the size of elections, a line a rule, both axes logarithmic.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns ``rule``, `x` and `y`, one row an election (or a measurement); the line joins medians, the band reaches
        from the least to the greatest.
    x, y : str
        A size (``voters``, ``projects``), and a number above 0 (``seconds``).
    title : str
    """
    from matplotlib.ticker import FuncFormatter, NullFormatter

    title = title or f"{y} by {x}"
    rules = [str(rule) for rule in dict.fromkeys(rows["rule"])]
    numbers: dict[str, Any] = {}
    with styled():
        figure, axes = new_figure(5.6, 4.2)
        for rule, look in zip(rules, looks([cut(rule, LETTERS) for rule in rules]), strict=True):
            part = rows[(rows["rule"] == rule) & (rows[x] > 0) & (rows[y] > 0)]
            groups = part.groupby(x)[y]
            sizes = list(groups.groups)
            low, middle, high = (groups.agg(f).to_numpy(float) for f in ("min", "median", "max"))
            numbers[rule] = {
                "x": np.asarray(sizes, float).tolist(),
                "low": low.tolist(),
                "median": middle.tolist(),
                "high": high.tolist(),
            }
            if not len(sizes):
                continue
            numbers[rule]["exponent"] = _exponent(np.array(sizes, float), middle)
            axes.plot(sizes, middle, **look.line, marker=look.marker, label=look.label)
            axes.fill_between(sizes, low, high, color=look.colour, alpha=0.12, linewidth=0)
        axes.set_xscale("log")
        axes.set_yscale("log")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
            axis.set_minor_formatter(NullFormatter())
        axes.set_xlabel(x)
        axes.set_ylabel(y)
        axes.set_title(title)
        legend_below(figure, axes, 2)
    return Picture(
        figure, title, f"{y} against {x} on logarithmic axes, a line a rule.", {"x": x, "y": y, "rules": numbers}
    )


def _exponent(sizes: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Return the slope of the line through the logarithms; NaN with a single size."""
    if len(sizes) < 2:
        return math.nan
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def critical_difference(ranking: Ranking, metric: str, title: str = "") -> Picture:
    """Draw mean ranks on a line, the best left, with a bar over each group of rules that do not differ.

    Parameters
    ----------
    ranking : Ranking
        From :func:`fairbudget.experiments.statistics.rank_rules`.
    metric : str
    title : str
    """
    title = title or f"Mean ranks by {metric}"
    count = len(ranking.rules)
    half = math.ceil(count / 2)
    with styled():
        figure, axes = new_figure(7.4, 1.3 + 0.14 * len(ranking.groups) + 0.27 * half)
        axes.axis("off")
        base = 0.55 + 0.34 * len(ranking.groups)
        axes.set_xlim(1 - 0.5 * max(count, 4), count + 0.5 * max(count, 4))
        axes.set_ylim(-(base + 0.75 * half + 0.2), 1.9)
        axes.plot([1, max(count, 2)], [0, 0], color=INK, linewidth=1.0)
        for tick in range(1, max(count, 2) + 1):
            axes.plot([tick, tick], [0, 0.16], color=INK, linewidth=1.0)
            axes.text(tick, 0.28, str(tick), ha="center", va="bottom", fontsize=8)
        if math.isfinite(ranking.difference):
            end = 1 + min(ranking.difference, count - 1)
            axes.plot([1, end], [1.2, 1.2], color=INK, linewidth=2.2)
            axes.text(1, 1.34, f"critical difference {ranking.difference:.2f}", ha="left", va="bottom", fontsize=8)
        for k, group in enumerate(ranking.groups):
            inside = [ranking.ranks[ranking.rules.index(rule)] for rule in group]
            height = -0.3 - 0.34 * k
            axes.plot([min(inside) - 0.05, max(inside) + 0.05], [height, height], color=SOFT, linewidth=3.2)
        for k, (rule, rank) in enumerate(zip(ranking.rules, ranking.ranks, strict=True)):
            left = k < half
            depth = -(base + 0.75 * (k if left else count - 1 - k) + 0.3)
            side = 0.75 if left else count + 0.25
            axes.plot([rank, rank, side], [0, depth, depth], color=SOFT, linewidth=0.8)
            text = f" {cut(rule, LETTERS)}  {rank:.2f} " if left else f" {rank:.2f}  {cut(rule, LETTERS)} "
            axes.text(side, depth, text, ha="right" if left else "left", va="center", fontsize=8)
        axes.set_title(title)
    words = (
        f"Mean ranks over {ranking.subjects} elections, 1 is best; rules under one bar do not differ at level "
        f"{ranking.level:g} (Nemenyi), Friedman p = {short(ranking.p)}."
    )
    numbers = {
        "ranks": dict(zip(ranking.rules, ranking.ranks, strict=True)),
        "critical_difference": ranking.difference,
        "groups": ranking.groups,
        "friedman": {"statistic": ranking.statistic, "p": ranking.p},
        "subjects": ranking.subjects,
        "level": ranking.level,
    }
    return Picture(figure, title, words, numbers)
