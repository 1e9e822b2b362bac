"""Pictures of a study: rules against metrics, spreads, histograms; each with what it was made from.

Every function draws one figure and returns it; :func:`save` writes it beside a sidecar, a JSON file with the numbers
that the picture shows and the facts about their origin.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fairbudget.files import write_text
from fairbudget.report.figures import (
    INK,
    SOFT,
    cut,
    heat_map,
    looks,
    new_figure,
    styled,
    write_figure,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


__all__ = ["ARROWS", "LETTERS", "Picture", "heat", "histogram", "save", "short", "spread"]

#: Longest label of a rule or metric in a picture; the sidecar has them whole.
LETTERS = 34
#: Behind the name of a metric: which way is better.
ARROWS = {"higher": " ↑", "lower": " ↓"}


class Picture:
    """A drawn figure with its words and numbers.

    Attributes
    ----------
    figure : Figure
    title : str
    description : str
        What it shows, for readers who do not see it.
    numbers : dict
        What is drawn, JSON-ready.
    """

    def __init__(self, figure: Figure, title: str, description: str, numbers: dict[str, Any]) -> None:
        self.figure = figure
        self.title = title
        self.description = description
        self.numbers = numbers


def save(picture: Picture, path: str | os.PathLike[str], facts: Mapping[str, Any]) -> list[Path]:
    """Write a picture, and beside it ``NAME.ENDING.json`` with what it was made from.

    Parameters
    ----------
    picture : Picture
    path : path
        Ending in svg, png or pdf.
    facts : mapping
        Origin, JSON-ready: the run, hashes of configuration and data, filters.

    Returns
    -------
    list of Path
        Both files.
    """
    sidecar = Path(f"{os.fspath(path)}.json")
    write_figure(picture.figure, path, picture.title, picture.description)
    content = {"title": picture.title, "description": picture.description, **facts, "numbers": picture.numbers}
    write_text(sidecar, json.dumps(_plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    return [Path(path), sidecar]


def _plain(value: Any) -> Any:
    """Return JSON-ready values: a number that is not finite is null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    return int(value) if isinstance(value, np.integer) else value


def short(value: float) -> str:
    """Return a number in three digits for a cell of a table."""
    if not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    size = abs(value)
    if 0.001 <= size < 1000:
        return f"{value:.3g}"
    if 1000 <= size < 10**15:
        for power, letter in ((12, "T"), (9, "G"), (6, "M"), (3, "k")):
            if size >= 10**power:
                return f"{value / 10**power:.3g} {letter}"
    return f"{value:.1e}"


def heat(means: pd.DataFrame, better: Mapping[str, str] | None = None, title: str = "Mean of each metric") -> Picture:
    """Draw rules against metrics, each cell with its mean.

    Parameters
    ----------
    means : pandas.DataFrame
        Index rules, columns metrics; NaN where there is none.
    better : mapping of str to {"higher", "lower"}, optional
        Metric -> which is better; the better, the darker. For other metrics, the higher, the darker.
    title : str
    """
    better = better or {}
    values = means.to_numpy(float)
    with np.errstate(invalid="ignore"):
        low = np.array([np.nanmin(c) if np.isfinite(c).any() else math.nan for c in values.T])
        high = np.array([np.nanmax(c) if np.isfinite(c).any() else math.nan for c in values.T])
    width = np.where(high > low, high - low, 1)
    shades = np.where(high > low, (values - low) / width, 0.5)
    for j, metric in enumerate(means.columns):
        if better.get(metric) == "lower":
            shades[:, j] = 1 - shades[:, j]
    labels = [f"{cut(str(m), LETTERS)}{ARROWS.get(better.get(str(m), ''), '')}" for m in means.columns]
    rows = [cut(str(rule), LETTERS) for rule in means.index]
    with styled():
        figure, axes = new_figure(1.9 + 0.85 * max(len(labels), 3), 1.7 + 0.32 * max(len(rows), 2))
        texts = [[short(value) for value in line] for line in values]
        heat_map(axes, [[None if math.isnan(s) else s for s in line] for line in shades.tolist()], texts, rows, labels)
        axes.set_xticks(range(len(labels)), labels, rotation=35, ha="right", rotation_mode="anchor")
        axes.set_title(title)
    numbers = {
        str(rule): dict(zip(map(str, means.columns), line, strict=True))
        for rule, line in zip(means.index, values.tolist(), strict=True)
    }
    words = (
        "A table of rules (rows) and metrics (columns); within a metric, darker is better, or higher where neither is."
    )
    return Picture(figure, title, words, {"means": numbers, "better": dict(better)})


def spread(table: pd.DataFrame, metric: str, kind: str = "box", title: str = "") -> Picture:
    """Draw how a metric spreads over subjects, rule by rule.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a subject, a column a rule.
    metric : str
    kind : {"box", "violin"}
        A violin is a kernel density, its line the median; a box has the quartiles, its whiskers reach the last value
        within 1.5 times their distance.
    title : str
    """
    title = title or f"{metric} by rule"
    rules = [str(rule) for rule in table.columns]
    columns = [table[rule].to_numpy(float) for rule in table.columns]
    with styled():
        figure, axes = new_figure(6.4, 1.1 + 0.36 * max(len(rules), 2))
        axes.grid(visible=False, axis="y")
        places = list(range(len(rules)))
        look = looks([metric])[0]
        if kind == "violin" and all(len(c) > 1 and c.min() < c.max() for c in columns):
            drawn = axes.violinplot(
                columns, places, orientation="horizontal", showextrema=False, showmedians=True, widths=0.8
            )
            for body in drawn["bodies"]:
                body.set(facecolor=look.colour, alpha=0.55, edgecolor=look.colour)
            drawn["cmedians"].set(color=INK, linewidth=1.6)
        else:
            lines = {"color": SOFT, "linewidth": 1.0}
            axes.boxplot(
                columns,
                positions=places,
                orientation="horizontal",
                widths=0.55,
                patch_artist=True,
                boxprops={"facecolor": look.colour, "alpha": 0.55, "linewidth": 0},
                medianprops={"color": INK, "linewidth": 1.8},
                whiskerprops=lines,
                capprops=lines,
                flierprops={"marker": "o", "markersize": 2.5, "mfc": SOFT, "mec": "none", "alpha": 0.6},
            )
        if len(table) <= 40:
            # a steady scatter: the same subject at the same height for every rule
            shift = np.linspace(-0.18, 0.18, len(table)) if len(table) > 1 else np.zeros(len(table))
            for k, column in enumerate(columns):
                axes.plot(column, k + shift, linestyle="none", marker="o", ms=2.2, mfc=INK, mec="none", alpha=0.45)
        axes.set_yticks(places, [cut(rule, LETTERS) for rule in rules])
        axes.set_ylim(len(rules) - 0.5, -0.5)
        axes.set_xlabel(metric)
        axes.set_title(title)
    quartiles = {
        rule: dict(
            zip(("min", "q1", "median", "q3", "max"), np.quantile(c, [0, 0.25, 0.5, 0.75, 1]).tolist(), strict=True)
        )
        for rule, c in zip(rules, columns, strict=True)
        if len(c)
    }
    words = f"For each rule the spread of {metric} over {len(table)} elections."
    return Picture(
        figure, title, words, {"metric": metric, "kind": kind, "subjects": len(table), "quartiles": quartiles}
    )


def histogram(table: pd.DataFrame, metric: str, bins: int | Sequence[float] = 20, title: str = "") -> Picture:
    """Draw the histogram of a metric over subjects, one small picture a rule on common axes.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a subject, a column a rule.
    metric : str
    bins : int or sequence of float
        Number of bins over the common range, or their edges.
    """
    from matplotlib.ticker import MaxNLocator

    title = title or f"Histogram of {metric}"
    rules = [str(rule) for rule in table.columns]
    values = table.to_numpy(float)
    edges = np.histogram_bin_edges(values[np.isfinite(values)] if values.size else np.zeros(1), bins)
    across = min(3, max(1, len(rules)))
    down = math.ceil(max(1, len(rules)) / across)
    counts = {}
    with styled():
        figure, grid = new_figure(2.4 * across + 0.4, 1.6 * down + 0.6, down, across, sharex=True, sharey=True)
        cells = np.atleast_1d(grid).ravel()
        look = looks([metric])[0]
        for axes, rule, column in zip(cells, rules, values.T, strict=False):
            found, _ = np.histogram(column, edges)
            counts[rule] = found.tolist()
            axes.bar(edges[:-1], found, np.diff(edges), align="edge", **look.area)
            axes.axvline(float(np.mean(column)) if len(column) else math.nan, color=INK, linewidth=1.0)
            axes.set_title(cut(rule, 28), fontsize=8.5)
            axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        for axes in cells[len(rules) :]:
            axes.set_visible(False)
        figure.supxlabel(metric, fontsize=9)
        figure.supylabel("elections", fontsize=9)
    words = f"How many of {len(table)} elections have which {metric}, rule by rule; the line is the mean."
    return Picture(figure, title, words, {"metric": metric, "edges": edges.tolist(), "counts": counts})
