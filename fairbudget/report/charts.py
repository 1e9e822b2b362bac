"""Pictures of ceilings and of comparisons, as small panels that a page lays out in as many columns as fit.

Colours are told apart by colour-blind readers, and no figure needs colour alone to be read: values are written out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairbudget.report.svg import PALETTE, SIZE, blank_figure, inline_svg, shorten, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FIELDS", "Bar", "Style", "bars_panel", "nice_ticks", "spread_panel", "stacked_panel", "styles"]

#: Width of a panel in CSS pixels; a page shows it between some 330 and 560 wide.
WIDTH = 372.0
INK, SOFT, GRID = "#1f2933", "#5f6b76", "#dfe4e8"
GREY = "#8a939b"
#: A second set of colours, for what must not be taken for a series of the first (Tol, *Colour Schemes*, 2021, "muted").
FIELDS = ("#332288", "#DDCC77", "#44AA99", "#CC6677", "#88CCEE", "#882255", "#999933")


@dataclass(frozen=True, slots=True)
class Style:
    """How one series looks, in panels and in the legend.

    Attributes
    ----------
    label : str
    colour : str
    hatch : str
        Set where there are more series than colours.
    """

    label: str
    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a panel.

    Attributes
    ----------
    label : str
    parts : tuple of float
        Lengths, stacked from the left; not negative.
    text : str
        What is written at the end.
    """

    label: str
    parts: tuple[float, ...]
    text: str


def styles(base: str | None, labels: Sequence[str], palette: Sequence[str] = PALETTE) -> list[Style]:
    """Give each series a look: grey for the base, the palette for the others, hatched from the second time round.

    Examples
    --------
    >>> [style.colour for style in styles("BES", ["area"])]
    ['#8a939b', '#0072B2']
    """
    found = [] if base is None else [Style(base, GREY)]
    for k, label in enumerate(labels):
        found.append(Style(label, palette[k % len(palette)], "" if k < len(palette) else "////"))
    return found


def nice_ticks(top: float, count: int = 6) -> list[float]:
    """Return round numbers from 0 to at most `top`, about `count` steps.

    Examples
    --------
    >>> nice_ticks(540.0), nice_ticks(0)
    ([0.0, 100.0, 200.0, 300.0, 400.0, 500.0], [0.0])
    """
    if top <= 0:
        return [0.0]
    raw = top / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    return [step * k for k in range(math.floor(top / step * 1.0001) + 1)]


def _frame(
    labels: Sequence[str],
    texts: Sequence[str],
    pitch: float,
    foot: float,
    width: float,
    room: Sequence[str] = (),
    bold: bool = False,
) -> tuple[Figure, Axes]:
    """Return a figure with one axis: room for the labels on its left and for the texts on its right."""
    rows = len(labels)
    left = min(max(map(text_width, [*labels, *room]), default=0) + 8, width * 0.42)
    # half a number of the scale may stand out beyond the last tick
    right = max([14.0, *(text_width(text, SIZE + 0.5, bold) + 8 for text in texts if text)])
    height = rows * pitch + foot + 2
    figure = blank_figure(width, height)
    axes = figure.add_axes((left / width, foot / height, (width - left - right) / width, rows * pitch / height))
    axes.set_ylim(rows - 0.5, -0.5)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=SIZE - 1, colors=SOFT)
    shown = [shorten(label, left - 8) for label in labels]
    axes.set_yticks(range(rows), shown, parse_math=False, color=INK, fontsize=SIZE)
    axes.tick_params(axis="y", pad=6)
    return figure, axes


def stacked_panel(
    id: str,
    title: str,
    bars: Sequence[Bar],
    looks: Sequence[Style],
    top: float,
    *,
    description: str,
    width: float = WIDTH,
    pitch: float = 19.0,
    inside: bool = False,
    room: Sequence[str] = (),
) -> str:
    """Draw rows of stacked bars with their texts at the end.

    Parameters
    ----------
    id : str
        Unique in the page.
    title, description : str
        Text alternative.
    bars : sequence of Bar
        From above; each with a part for each look.
    looks : sequence of Style
    top : float
        Right end of the scale, the same for panels that are to be compared.
    width, pitch : float
        Width of the panel and height of a row, in CSS pixels.
    inside : bool
        Whether the length of each part is written into it, where it has room.
    room : sequence of str
        Labels of all panels that are to be compared, so that bars begin at the same place in each.

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    figure, axes = _frame([bar.label for bar in bars], [bar.text for bar in bars], pitch, 18.0, width, room)
    axes.set_xlim(0, top or 1)
    places = list(range(len(bars)))
    starts = [0.0] * len(bars)
    for k, look in enumerate(looks):
        lengths = [bar.parts[k] for bar in bars]
        axes.barh(
            places, lengths, left=starts, height=0.72, color=look.colour, hatch=look.hatch or None, edgecolor="white",
            linewidth=0.4, zorder=2,
        )  # fmt: skip
        for place, (start, length) in enumerate(zip(starts, lengths, strict=True)):
            if inside and length >= 0.04 * top:
                axes.text(
                    start + length / 2, place, f"{length:.0f}", ha="center", va="center_baseline", fontsize=SIZE,
                    color=_readable(look.colour), zorder=3,
                )  # fmt: skip
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    for place, (bar, end) in enumerate(zip(bars, starts, strict=True)):
        _after(axes, end, place, bar.text)
    _scale(axes, nice_ticks(top))
    return inline_svg(figure, id, title, description)


def bars_panel(
    id: str,
    title: str,
    bars: Sequence[Bar],
    looks: Sequence[Style],
    top: float,
    *,
    description: str,
    width: float = 300,
) -> str:
    """Draw one bar a row, each in its own look, with its value at the end; parameters as :func:`stacked_panel`."""
    figure, axes = _frame([bar.label for bar in bars], [bar.text for bar in bars], 27.0, 2.0, width, bold=True)
    axes.set_xlim(0, top or 1)
    for place, (bar, look) in enumerate(zip(bars, looks, strict=True)):
        axes.barh([place], [top or 1], height=0.64, color="#eef1f3", zorder=1)
        axes.barh([place], [bar.parts[0]], height=0.64, color=look.colour, zorder=2)
        axes.annotate(
            bar.text, (1, place), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center_baseline", fontsize=SIZE + 0.5, color=INK, fontweight="bold", parse_math=False,
        )  # fmt: skip
    axes.set_xticks([])
    return inline_svg(figure, id, title, description)


def spread_panel(
    id: str,
    title: str,
    values: Mapping[str, Sequence[float]],
    looks: Sequence[Style],
    texts: Sequence[str],
    tick_text: Any,
    *,
    description: str,
    width: float = 560,
) -> str:
    """Draw a row of dots for each series, one dot a unit, with the median marked.

    Parameters
    ----------
    values : mapping from label to values
        In the order of `looks`.
    texts : sequence of str
        Written at the end of each row.
    tick_text : callable
        Turns a number of the scale into text.
    """
    from statistics import median

    rows = list(values)
    figure, axes = _frame(rows, texts, 46.0, 20.0, width)
    top = max((value for row in values.values() for value in row), default=0) or 1
    axes.set_xlim(-0.02 * top, 1.02 * top)
    for place, (label, look) in enumerate(zip(rows, looks, strict=True)):
        found = sorted(values[label])
        axes.plot(found, [place + y for y in _swarm(found, top)], "o", ms=4.6, mfc=look.colour, mec="white", mew=0.5)
        if found:
            middle = median(found)
            axes.plot([middle, middle], [place - 0.42, place + 0.42], color=INK, lw=1.6, zorder=5)
    for place, text in enumerate(texts):
        axes.annotate(
            text, (1, place), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center_baseline", fontsize=SIZE, color=INK, parse_math=False,
        )  # fmt: skip
    _scale(axes, nice_ticks(top, 5), tick_text)
    return inline_svg(figure, id, title, description)


def _swarm(ordered: Sequence[float], top: float, step: float = 0.012, rise: float = 0.085) -> list[float]:
    """Return offsets that keep near dots of an ascending row apart: 0, up, down, further up, ..."""
    offsets: list[float] = []
    for k, value in enumerate(ordered):
        near = {offsets[j] for j in range(k) if value - ordered[j] < step * top}
        level = 0
        while True:
            offset = rise * ((level + 1) // 2) * (-1 if level % 2 else 1)
            # beyond the row's band dots may lie on each other
            if offset not in near or level >= 9:
                break
            level += 1
        offsets.append(offset)
    return offsets


def _readable(colour: str) -> str:
    """Return the ink that has more contrast on a colour (relative luminance of WCAG 2)."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.06 else INK


def _after(axes: Axes, end: float, place: int, text: str) -> None:
    axes.annotate(
        text, (end, place), (4, 0), textcoords="offset points", va="center_baseline", fontsize=SIZE - 0.5, color=INK,
        parse_math=False,
    )  # fmt: skip


def _scale(axes: Axes, ticks: Sequence[float], tick_text: Any = None) -> None:
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    texts = [(tick_text or (lambda value: f"{value:g}"))(tick) for tick in ticks]
    axes.set_xticks(list(ticks), texts, parse_math=False)
