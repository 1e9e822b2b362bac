"""Pictures of a stress test: tornado, bands of ceilings, bands of ranks, gains and losses."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

from fairbudget.errors import OptionError
from fairbudget.formulas import Ceilings
from fairbudget.formulas.sensitivity import Bands
from fairbudget.formulas.stress import Side
from fairbudget.formulas.stress_report import Stress
from fairbudget.report.ceilings_figures import MILLION, columns_of_groups, group_axes
from fairbudget.report.ceilings_plots import Drawing, Plot, draw_plots
from fairbudget.report.figures import INK, SOFT, cut, legend_below, looks, new_figure
from fairbudget.report.numbers import decimal

__all__ = ["changes_drawing", "save_pictures", "stress_drawings"]

LESS, MORE = looks(["less", "more"])


def stress_drawings(found: Stress) -> dict[str, Callable[[], Drawing]]:
    """Return what draws each picture, by its kind; of further formulas there are ``against-2`` and so on.

    Parameters
    ----------
    found : Stress
    """

    def none(kind: str, why: str) -> Drawing:
        raise OptionError(f"no picture {kind!r}: {why}")

    single = "the formula has a single weight"
    drawings: dict[str, Callable[[], Drawing]] = {
        "tornado": partial(_tornado, found) if found.swings else partial(none, "tornado", single),
        "ranks": partial(_ranks, found) if found.bands is not None else partial(none, "ranks", single),
        "bands": partial(_bands, found) if found.bands is not None else partial(none, "bands", single),
        "against": partial(none, "against", "there is no other formula (--against)"),
    }
    for number, side in enumerate(found.against, start=1):
        kind = "against" if number == 1 else f"against-{number}"
        drawings[kind] = partial(_against, found, side)
    return drawings


def save_pictures(found: Stress, folder: Path) -> list[Path]:
    """Write all pictures that there are as PNG to a folder and return their paths."""
    drawings = stress_drawings(found)
    kinds = ["tornado"] if found.swings else []
    kinds += ["bands", "ranks"] if found.bands is not None and len(found.base) <= 160 else []
    kinds += [kind for kind in drawings if kind.startswith("against")] if found.against else []
    return draw_plots([Plot(kind, folder / f"{kind}.png") for kind in kinds], drawings)


def _tornado(found: Stress) -> Drawing:
    from matplotlib.patches import Patch

    figure, axes = new_figure(6.6, 1.5 + 0.42 * len(found.swings))
    measure = found.settings["measure"]
    for row, swing in enumerate(found.swings):
        for end, look in ((swing.low, LESS), (swing.high, MORE)):
            axes.barh(row, end - swing.base, left=swing.base, height=0.62, **look.area)
        ends = sorted((swing.low, swing.high))
        for value, way in ((ends[0], -1), (ends[1], 1)):
            axes.annotate(
                decimal(Fraction(value), 4), (value, row), (4 * way, 0), textcoords="offset points", va="center",
                ha="left" if way > 0 else "right", fontsize=7.5, color=SOFT,
            )  # fmt: skip
    base = found.swings[0].base
    axes.axvline(base, color=INK, linewidth=0.9)
    axes.set_yticks(range(len(found.swings)), [cut(swing.name, 30) for swing in found.swings])
    axes.set_ylim(len(found.swings) - 0.5, -0.5)
    axes.margins(x=0.16)
    width = f"{100 * found.settings['width']:g} %"
    axes.set_xlabel(f"{measure} (now {decimal(Fraction(base), 4)})")
    axes.set_title(f"What moving one weight does to {measure}")
    handles = [
        Patch(label=text, **look.area)
        for look, text in ((LESS, f"weight {width} less"), (MORE, f"weight {width} more"))
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
    lines = [f"{s.name}: {s.low:.4f} to {s.high:.4f}" for s in found.swings]
    return Drawing(figure, f"Swing of {measure} by weight", "; ".join(lines))


def _bands(found: Stress) -> Drawing:
    bands = found.bands
    assert bands is not None
    lows, mids, highs = ([float(v) / MILLION for v in part] for part in (bands.low, bands.middle, bands.high))
    title = "Ceilings under other weights"
    return _ranges(found, bands, lows, highs, mids, title, "million rupiah, 5th to 95th percentile, median", "median")


def _ranks(found: Stress) -> Drawing:
    bands = found.bands
    assert bands is not None
    lows, highs, own = ([float(v) for v in part] for part in (bands.rank_low, bands.rank_high, bands.rank))
    title = "Places under other weights"
    text = "place by ceiling, 1 the highest; 5th to 95th percentile, place now"
    return _ranges(found, bands, lows, highs, own, title, text, "now")


def _ranges(
    found: Stress,
    bands: Bands,
    lows: list[float],
    highs: list[float],
    marks: list[float],
    title: str,
    axis: str,
    mark: str,
) -> Drawing:
    """Draw a bar from low to high and a mark for each kelurahan, in the order of their places."""
    if len(lows) > 160:
        raise OptionError(f"{len(lows)} rows cannot be read in one picture; at most 160 can")
    order = sorted(range(len(lows)), key=lambda k: int(bands.rank[k]))
    halves = [order] if len(order) <= 30 else [order[: (len(order) + 1) // 2], order[(len(order) + 1) // 2 :]]
    figure, grid = new_figure(4.4 * len(halves), 1.6 + 0.165 * len(halves[0]), 1, len(halves), sharex=True)
    look = looks(["band"])[0]
    for ax, rows in zip([grid] if len(halves) == 1 else list(grid[0]), halves, strict=True):
        places = list(range(len(rows)))
        ax.barh(
            places, [max(highs[k] - lows[k], 0.12) for k in rows], left=[lows[k] for k in rows], height=0.55,
            color=look.colour, alpha=0.5, label="5 to 95 %",
        )  # fmt: skip
        ax.plot([marks[k] for k in rows], places, "o", color=INK, markersize=3, label=mark)
        labels = [f"{cut(found.base.names[k], 24)}  {int(bands.rank[k])}" for k in rows]
        ax.set_yticks(places, labels, fontsize=7.5)
        ax.set_ylim(len(halves[0]) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(axis if len(halves) == 1 else axis.partition(",")[0].partition(";")[0])
        legend_axes = ax
    settings = found.settings
    noise = f"{settings['draws']} draws, {settings['noise']} ±{100 * settings['width']:g} %, seed {settings['seed']}"
    figure.suptitle(f"{title}\n{noise}", x=0.01, ha="left", fontsize=10)
    legend_below(figure, legend_axes, 2)
    text = "; ".join(f"{found.base.names[k]} {lows[k]:g} to {highs[k]:g}" for k in order)
    return Drawing(figure, title, f"{axis}: {text}")


def _against(found: Stress, side: Side) -> Drawing:
    name = found.base.formula.name or "the formula"
    return changes_drawing(
        found.base, found.base.totals, list(side.totals), (name, side.name), "Before and after", "million rupiah"
    )


def changes_drawing(
    base: Ceilings,
    before: list[int],
    after: list[int],
    names: tuple[str, str],
    title: str,
    unit: str,
    ways: tuple[str, str] = ("receives more", "receives less"),
) -> Drawing:
    """Draw each kelurahan's ceiling before and after, joined by a line, grouped by kecamatan.

    Parameters
    ----------
    base : Ceilings
        Whose rows they are.
    before, after : list of int
        In rupiah.
    names : (str, str)
        Of the two.
    title, unit : str
    ways : (str, str)
        What gaining and losing are called.
    """
    layout = columns_of_groups(base)
    figure, axes, places = group_axes(layout, base.names)
    for ax, column in zip(axes, layout, strict=True):
        rows = [row for _, own in column for row in own]
        for row in rows:
            look = MORE if after[row] > before[row] else LESS
            ax.plot(
                [before[row] / MILLION, after[row] / MILLION], [places[row]] * 2, color=look.colour, linewidth=2.2,
                linestyle="-" if after[row] > before[row] else (0, (1.6, 0.8)), solid_capstyle="butt",
            )  # fmt: skip
        ys = [places[row] for row in rows]
        ax.plot([before[row] / MILLION for row in rows], ys, "|", color=INK, markersize=7, label=names[0])
        ax.plot([after[row] / MILLION for row in rows], ys, "o", color=INK, markersize=3.4, label=cut(names[1], 60))
        ax.set_xlabel(unit)
    for look, dash, label in ((MORE, "-", ways[0]), (LESS, (0, (1.6, 0.8)), ways[1])):
        axes[0].plot([], [], color=look.colour, linewidth=2.2, linestyle=dash, label=label)
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=10)
    legend_below(figure, axes[0], 2)
    text = "; ".join(f"{name} {a} to {b}" for name, a, b in zip(base.names, before, after, strict=True))
    return Drawing(figure, title, f"Rupiah: {text}")
