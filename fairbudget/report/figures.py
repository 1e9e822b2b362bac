"""The look of pictures that go to a file of their own, and how they are written: one style for all of them.

Colours are told apart by readers with any of the usual colour deficiencies, and every series also has a marker and a
dash, so that no picture needs colour to be read. Text stays text in SVG and PDF: it can be searched, copied and set in
another font. Equal figures give equal bytes: no dates, no random ids, fonts that matplotlib brings along.

A picture is drawn and written inside :func:`styled`::

    with styled():
        figure, axes = new_figure(6, 4)
        for look, values in zip(looks(labels), series):
            axes.plot(values, label=look.label, **look.line)
        write_figure(figure, "x.svg", "What it shows")
"""

from __future__ import annotations

import contextlib
import math
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import OptionError
from fairbudget.files import replacing
from fairbudget.report.svg import PALETTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

__all__ = [
    "FORMATS",
    "GRID",
    "INK",
    "SOFT",
    "Look",
    "blank_page",
    "cut",
    "heat_map",
    "legend_below",
    "looks",
    "new_figure",
    "picture_format",
    "readable_on",
    "styled",
    "write_figure",
]

#: Endings of the files that a picture can be written to.
FORMATS = ("svg", "png", "pdf")
#: Text and lines; text that may stand back; lines of a grid.
INK, SOFT, GRID = "#1f2933", "#5f6b76", "#dfe4e8"

_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_DASHES: tuple[Any, ...] = ("-", (0, (5, 1.6)), (0, (1.4, 1.4)), (0, (6, 1.6, 1.4, 1.6)))
_STYLE: Any = {
    "font.family": "sans-serif",
    # the first comes with matplotlib, the same everywhere; the others are for a reader of SVG who lacks it
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Helvetica", "Arial"],
    "font.size": 9.0,
    "text.color": INK,
    "text.parse_math": False,  # names with a dollar sign are names
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.labelsize": 9.0,
    "axes.titlesize": 10.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.grid.axis": "both",
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "lines.linewidth": 1.6,
    "lines.markersize": 4.5,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.facecolor": "white",
    "figure.constrained_layout.h_pad": 0.09,  # inches
    "figure.constrained_layout.w_pad": 0.09,
    "savefig.facecolor": "white",
    "savefig.dpi": 160,
    "svg.fonttype": "none",  # text as text
    "svg.hashsalt": "fairbudget",  # the same ids in every run
    "pdf.fonttype": 42,  # text as text
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one series looks.

    Attributes
    ----------
    label : str
    colour : str
    marker : str
    dash : str or tuple
        A line style of matplotlib.
    hatch : str
        For areas; set from the second time that a colour is used.
    """

    label: str
    colour: str
    marker: str
    dash: Any
    hatch: str = ""

    @property
    def line(self) -> dict[str, Any]:
        """Keywords of ``Axes.plot`` for a line without markers."""
        return {"color": self.colour, "linestyle": self.dash}

    @property
    def points(self) -> dict[str, Any]:
        """Keywords of ``Axes.plot`` for markers without a line."""
        return {"linestyle": "none", "marker": self.marker, "mfc": self.colour, "mec": "white", "mew": 0.6}

    @property
    def area(self) -> dict[str, Any]:
        """Keywords of ``Axes.bar`` and ``Axes.fill_between``."""
        return {"facecolor": self.colour, "hatch": self.hatch or None, "edgecolor": "white", "linewidth": 0.5}


def looks(labels: Sequence[str]) -> list[Look]:
    """Give each of several series a look of its own: seven colours and markers, four dashes, then hatches.

    Examples
    --------
    >>> [look.colour for look in looks(["greedy", "equal-shares"])]
    ['#0072B2', '#E69F00']
    >>> len({(look.colour, look.marker, str(look.dash)) for look in looks(list("abcdefghijklmnopqrst"))})
    20
    >>> len({(look.colour, look.marker) for look in looks(list("abcdefghijklmnopqrst"))})
    20
    """
    size = len(PALETTE)
    return [
        Look(
            label,
            PALETTE[k % size],
            # another pairing in each round, so that dots without lines differ too
            _MARKERS[(k + k // size) % size],
            _DASHES[(k % size + k // size) % len(_DASHES)],
            ("", "////", "....", "xxxx")[(k // size) % 4],
        )
        for k, label in enumerate(labels)
    ]


def picture_format(path: str | os.PathLike[str]) -> str:
    """Return the format that a file's ending stands for; call it before the work that leads to the picture.

    Raises
    ------
    OptionError
        If the ending is not one of :data:`FORMATS`.

    Examples
    --------
    >>> picture_format("runs/lorenz.SVG")
    'svg'
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise OptionError(f"{path}: a picture ends in {', '.join('.' + name for name in FORMATS)}")
    return ending


@contextlib.contextmanager
def styled() -> Iterator[None]:
    """Apply the style to all that is drawn and written inside; nothing of it stays afterwards."""
    import matplotlib

    with matplotlib.rc_context(_STYLE), warnings.catch_warnings():
        # a name may hold signs that the font lacks: a box in a picture is no reason to stop
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1, **given: Any) -> tuple[Figure, Any]:
    """Return a figure and its axes; room for labels is found when it is written.

    Parameters
    ----------
    width, height : float
        In inches.
    rows, columns : int
        Of axes.
    **given
        Handed to ``Figure.subplots``, for example ``sharex``, ``width_ratios``.

    Returns
    -------
    tuple of Figure and Axes
        One Axes, or an array of shape (rows, columns) where there are several.
    """
    figure = blank_page(width, height)
    single = rows == columns == 1
    axes = figure.subplots(rows, columns, squeeze=single, **given)
    return figure, axes


def blank_page(width: float, height: float) -> Figure:
    """Return a figure without axes, for ``subfigures`` or ``subplots`` of its own; width and height in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def write_figure(figure: Figure, path: str | os.PathLike[str], title: str, description: str = "") -> None:
    """Write a figure to a file, whole or not at all; the ending says which format.

    Parameters
    ----------
    figure : Figure
        Drawn inside :func:`styled`.
    path : path
    title : str
        What the picture is, for readers who do not see it; stands in the file, not in the picture.
    description : str
        What it shows.

    Raises
    ------
    OptionError
        If the ending is not one of :data:`FORMATS`.
    InputError
        If the file cannot be written.
    """
    format = picture_format(path)
    if format == "svg":
        facts: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        facts |= {"Title": title, **({"Description": description} if description else {})}
    elif format == "pdf":
        facts = dict.fromkeys(("CreationDate", "Creator", "Producer"))
        facts |= {"Title": title, **({"Subject": description} if description else {})}
    else:
        facts = {"Software": None, "Title": title, **({"Description": description} if description else {})}
        # text of PNG is Latin-1
        facts = {key: _latin(text) if text else text for key, text in facts.items()}
    with styled(), replacing(path) as temporary:
        figure.savefig(temporary, format=format, metadata=facts)


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")


def cut(text: str, letters: int) -> str:
    """Cut a text that is longer than so many letters, with an ellipsis.

    Examples
    --------
    >>> cut("equal-shares", 20), cut("equal-shares", 6)
    ('equal-shares', 'equal…')
    """
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def readable_on(colour: Any) -> str:
    """Return white or ink, whichever has more contrast on a colour (relative luminance of WCAG 2).

    Examples
    --------
    >>> readable_on("#0072B2"), readable_on("#F0E442")
    ('#ffffff', '#1f2933')
    """
    from matplotlib.colors import to_rgb

    def luminance(shade: Any) -> float:
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(shade)]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    ground, ink = luminance(colour), luminance(INK)
    return "#ffffff" if 1.05 / (ground + 0.05) > (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) else INK


def legend_below(figure: FigureBase, axes: Axes, columns: int = 3) -> None:
    """Put the legend of some axes below the whole figure (or part of one), where it covers nothing."""
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        figure.legend(handles, labels, loc="outside lower center", ncols=min(columns, len(handles)))


def heat_map(
    axes: Axes,
    shades: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    size: float = 8.0,
) -> None:
    """Draw a table whose cells are shaded, with its values written in.

    Parameters
    ----------
    axes : Axes
    shades : sequence of sequences of float or None
        From 0 (light) to 1 (dark), one list a row; None or a number that is not finite leaves a cell blank.
    texts : sequence of sequences of str
        What is written into each cell.
    rows, columns : sequence of str
        Labels.
    size : float
        Of the text in points.
    """
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    # the lightest and the darkest end are left out: text stays readable on all of it, and cells differ from paper
    shade_of = colormaps["Blues"]
    for i, (line, words) in enumerate(zip(shades, texts, strict=True)):
        for j, (shade, text) in enumerate(zip(line, words, strict=True)):
            blank = shade is None or not math.isfinite(shade)
            colour: Any = "#ffffff" if blank else shade_of(0.06 + 0.8 * min(1.0, max(0.0, float(shade or 0))))
            axes.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, facecolor=colour, edgecolor="white", linewidth=1.2))
            axes.text(j, i, text, ha="center", va="center_baseline", fontsize=size, color=readable_on(colour))
    axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.grid(False)
    axes.tick_params(length=0)
    for side in ("left", "bottom", "top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_xticks(range(len(columns)), list(columns))
