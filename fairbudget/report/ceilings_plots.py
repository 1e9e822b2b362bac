"""The option ``--plot [KIND=]FILE``: which pictures a command can draw, and into which files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fairbudget.errors import OptionError, nearest
from fairbudget.report.figures import picture_format, styled, write_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["KINDS", "Drawing", "Plot", "draw_plots", "plots_of"]

#: What each command can draw, the one that is drawn without a kind first.
KINDS: dict[str, tuple[str, ...]] = {
    "ceilings": ("stacked", "lorenz", "per-head"),
    "stress": ("tornado", "ranks", "bands", "against", *(f"against-{number}" for number in range(2, 10))),
    "improve": ("before-after", "lorenz", "pareto"),
}


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture that is asked for."""

    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with what it is called and what it shows, for readers who do not see it."""

    figure: Figure
    title: str
    description: str = ""


def plots_of(values: Sequence[str], kinds: Sequence[str]) -> list[Plot]:
    """Return what ``[KIND=]FILE`` asks for; without a kind it is the first of `kinds`.

    Raises
    ------
    OptionError
        On an unknown kind, a file that is no picture by its ending, or a file that is named twice.

    Examples
    --------
    >>> [plot.kind for plot in plots_of(["a.svg", "lorenz=b.png"], ["stacked", "lorenz"])]
    ['stacked', 'lorenz']
    """
    found: list[Plot] = []
    for value in values:
        kind, sign, file = value.partition("=")
        if not sign:
            kind, file = kinds[0], value
        if kind not in kinds:
            raise OptionError(f"--plot {value}: no picture {kind!r}; {nearest(kind, kinds)}")
        picture_format(file)
        if any(plot.path == Path(file) for plot in found):
            raise OptionError(f"--plot: {file} is named twice; write one file for each picture")
        found.append(Plot(kind, Path(file)))
    return found


def draw_plots(plots: Sequence[Plot], drawings: Mapping[str, Callable[[], Drawing]]) -> list[Path]:
    """Draw and write pictures; `drawings` holds for each kind a function that draws it."""
    written = []
    for plot in plots:
        with styled():
            drawing = drawings[plot.kind]()
            write_figure(drawing.figure, plot.path, drawing.title, drawing.description)
        written.append(plot.path)
    return written
