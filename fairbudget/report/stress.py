"""Pictures of a stress test: tornado, bands of ceilings, bands of ranks, gains and losses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.files import replacing
from fairbudget.formulas.stress_report import Stress

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["save_pictures", "stress_figures"]

UP, DOWN, INK = "#0077BB", "#CC3311", "#1f2933"
MILLION = 1_000_000


def stress_figures(found: Stress) -> dict[str, Figure]:
    """Return the figures by name, of those things that the stress test has.

    Parameters
    ----------
    found : Stress

    Returns
    -------
    dict of str to matplotlib.figure.Figure
    """
    figures = {}
    if found.swings:
        figures["tornado"] = _tornado(found)
    if found.bands is not None:
        figures["bands"] = _bands(found)
        figures["ranks"] = _ranks(found)
    for number, side in enumerate(found.against, start=1):
        figures[f"against-{number}"] = _changes(found, side)
    return figures


def save_pictures(found: Stress, folder: Path) -> list[Path]:
    """Write the figures as PNG to a folder and return their paths."""
    paths = []
    for name, figure in stress_figures(found).items():
        path = folder / f"{name}.png"
        with replacing(path) as temporary:
            figure.savefig(temporary, format="png", dpi=110)
        paths.append(path)
    return paths


def _figure(rows: int) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, max(2.6, 1.4 + 0.19 * rows)), layout="constrained")
    axes = figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=8)
    return figure, axes


def _names(axes: Any, names: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _tornado(found: Stress) -> Figure:
    figure, axes = _figure(2 * len(found.swings))
    for row, swing in enumerate(found.swings):
        for end, colour in ((swing.low, DOWN), (swing.high, UP)):
            axes.barh(row, end - swing.base, left=swing.base, color=colour, height=0.6)
    if found.swings:
        axes.axvline(found.swings[0].base, color=INK, linewidth=0.8)
    _names(axes, [swing.name for swing in found.swings])
    width = f"{100 * found.settings['width']:g} %"
    axes.set_title(f"{found.settings['measure']} when one weight is {width} less (red) or more (blue)", fontsize=10)
    return figure


def _bands(found: Stress) -> Figure:
    bands = found.bands
    assert bands is not None
    order = sorted(range(len(found.base)), key=lambda k: int(bands.rank[k]))
    figure, axes = _figure(len(order))
    for row, k in enumerate(order):
        axes.plot([bands.low[k] / MILLION, bands.high[k] / MILLION], [row, row], color=UP, linewidth=4, alpha=0.45)
        axes.plot(bands.middle[k] / MILLION, row, "o", color=INK, markersize=3)
    _names(axes, [found.base.names[k] for k in order])
    axes.set_title(_noise(found, "ceiling in million rupiah, 5th to 95th percentile, median as a point"), fontsize=10)
    return figure


def _ranks(found: Stress) -> Figure:
    bands = found.bands
    assert bands is not None
    order = sorted(range(len(found.base)), key=lambda k: int(bands.rank[k]))
    figure, axes = _figure(len(order))
    for row, k in enumerate(order):
        axes.plot([bands.rank_low[k], bands.rank_high[k]], [row, row], color=UP, linewidth=4, alpha=0.45)
        axes.plot(bands.rank[k], row, "o", color=INK, markersize=3)
    _names(axes, [found.base.names[k] for k in order])
    axes.set_title(_noise(found, "place by ceiling, 5th to 95th percentile, now as a point"), fontsize=10)
    return figure


def _noise(found: Stress, what: str) -> str:
    settings = found.settings
    return f"{what}\nweights {settings['noise']} ±{100 * settings['width']:g} %, {settings['draws']} draws"


def _changes(found: Stress, side: Any) -> Figure:
    order = sorted(range(len(side.changes)), key=lambda k: -side.changes[k])
    figure, axes = _figure(len(order))
    values = [side.changes[k] / MILLION for k in order]
    axes.barh(range(len(order)), values, color=[UP if value > 0 else DOWN for value in values], height=0.7)
    axes.axvline(0, color=INK, linewidth=0.8)
    _names(axes, [found.base.names[k] for k in order])
    lines = [f"{side.name}", f"instead of {found.base.formula.name or 'the formula'}: change in million rupiah"]
    axes.set_title("\n".join(lines), fontsize=9)
    return figure
