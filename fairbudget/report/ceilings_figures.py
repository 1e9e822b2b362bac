"""Pictures of ceilings in files of their own: stacked by component, Lorenz curves, per head against poverty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.errors import OptionError
from fairbudget.formulas import Ceilings
from fairbudget.formulas.improve.measures import gini_of
from fairbudget.formulas.improve.problem import POOR_HEADINGS
from fairbudget.metrics.inequality import gini
from fairbudget.money import unit_denominator
from fairbudget.report.ceilings import groups_of, looks_of, segments_of
from fairbudget.report.ceilings_plots import Drawing
from fairbudget.report.figures import INK, SOFT, cut, legend_below, looks, new_figure
from fairbudget.report.numbers import decimal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "MILLION",
    "ceilings_drawings",
    "columns_of_groups",
    "draw_lorenz",
    "group_axes",
    "lorenz",
    "people_of",
    "per_head",
    "stacked",
]

MILLION = 1_000_000
#: More rows than a picture shows legibly.
MOST_ROWS = 160
PEOPLE_HEADINGS = ("population", "jumlah_penduduk", "penduduk", "people", "inhabitants", "jiwa")

_WORDS = {
    "million": ("million rupiah", "juta rupiah"),
    "stacked": ("Ceilings by component", "Pagu menurut komponen"),
    "adjusted": ("ceiling after adjustments", "pagu setelah penyesuaian"),
    "lorenz": ("Lorenz curves of the ceilings", "Kurva Lorenz pagu"),
    "equal": ("the same for everyone", "sama untuk semua"),
    "share of people": (
        "share of people, the least money per head first",
        "bagian penduduk, uang per kepala terendah dahulu",
    ),
    "share of money": ("share of the money", "bagian uang"),
    "against": ("against {} (Gini {})", "terhadap {} (Gini {})"),
    "per head": ("Ceiling per head against poverty", "Pagu per kepala terhadap kemiskinan"),
    "poverty": ("{} in % of {}", "{} dalam % dari {}"),
    "rupiah per head": ("thousand rupiah per head of {}", "ribu rupiah per kepala {}"),
    "all": ("all", "semua"),
    "before": ("before", "sebelum"),
    "after": ("after", "sesudah"),
    "size": ("areas of the marks: {}", "luas tanda: {}"),
}


def words(lang: str, key: str) -> str:
    """Return words of a picture in English or Indonesian."""
    return _WORDS[key][lang == "id"]


def people_of(
    found: Ceilings, given: str | None, usual: Sequence[str], option: str
) -> tuple[str, list[Fraction]] | None:
    """Return the heading and the numbers of a column of people, by its name or the usual ones; None without one.

    Raises
    ------
    OptionError
        If the named column is not there.
    """
    located = found.table.locate([given] if given else usual)
    if not located:
        if given:
            raise OptionError(f"{option}: no column {given!r}; the table has {', '.join(found.table.headings)}")
        return None
    numbers = found.table.numbers(located[0], names=list(found.names), minimum=0)
    return located[0], [numbers[row] or Fraction(0) for row in range(len(found))]


def columns_of_groups(found: Ceilings, most: int = MOST_ROWS) -> list[list[tuple[str, list[int]]]]:
    """Return the groups with their rows, the highest ceiling first, laid out in one column or two of about one height.

    Raises
    ------
    OptionError
        If there are more rows than can be read.
    """
    if len(found) > most:
        raise OptionError(f"{len(found)} rows cannot be read in one picture; at most {most} can")
    groups = [(name or "", rows) for name, rows in groups_of(found).items()]
    heights = [len(rows) + 1.6 for _, rows in groups]
    if len(found) <= 30 or len(groups) == 1:
        return [groups]
    cuts = range(1, len(groups))
    best = min(cuts, key=lambda k: max(sum(heights[:k]), sum(heights[k:])))
    return [groups[:best], groups[best:]]


def group_axes(layout: list[list[tuple[str, list[int]]]], names: Sequence[str]) -> tuple[Any, list[Any], list[float]]:
    """Return a figure with an Axes for each column of groups, names and group titles set, and each row's place.

    Returns
    -------
    figure, axes, places
        `places[row]` is the row's height in its Axes, counted from above.
    """
    height = max(sum(len(rows) + 1.6 for _, rows in column) for column in layout)
    figure, grid = new_figure(5.2 * len(layout), 1.5 + 0.165 * height, 1, len(layout), sharex=True)
    axes = [grid] if len(layout) == 1 else list(grid[0])
    places = [0.0] * len(names)
    for ax, column in zip(axes, layout, strict=True):
        at, ticks, labels = 0.0, [], []
        for name, rows in column:
            ax.annotate(
                name, (0, at), (-6, 0), xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
                va="center", fontweight="bold", fontsize=8.5, annotation_clip=False,
            )  # fmt: skip
            at += 1
            for row in rows:
                places[row] = at
                ticks.append(at)
                labels.append(cut(names[row], 26))
                at += 1
            at += 0.6
        ax.set_yticks(ticks, labels, fontsize=7.5)
        ax.set_ylim(height - 0.6, -0.8)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="y", visible=False)
        ax.spines["left"].set_visible(False)
    return figure, axes, places


def stacked(found: Ceilings, lang: str = "en") -> Drawing:
    """Draw every ceiling as a bar of its components, the highest first within each kecamatan."""
    layout = columns_of_groups(found)
    segments = segments_of(found)
    coloured = looks_of(segments)
    figure, axes, places = group_axes(layout, found.names)
    for ax, column in zip(axes, layout, strict=True):
        rows = [row for _, own in column for row in own]
        starts = [0.0] * len(rows)
        for segment, look in zip(segments, coloured, strict=True):
            lengths = [segment.amounts[row] / MILLION for row in rows]
            label = f"{segment.label} ({segment.weight})" if segment.weight else segment.label
            ax.barh(
                [places[row] for row in rows], lengths, left=starts, height=0.76, label=label, color=look.colour,
                hatch=look.hatch or None, edgecolor="white", linewidth=0.3,
            )  # fmt: skip
            starts = [a + b for a, b in zip(starts, lengths, strict=True)]
        totals = [found.totals[row] / MILLION for row in rows]
        if found.adjusted is not None:
            ax.plot(
                totals, [places[row] for row in rows], linestyle="none", marker="|", color=INK, markersize=8,
                markeredgewidth=1.6, label=words(lang, "adjusted"),
            )  # fmt: skip
        for row, start, total in zip(rows, starts, totals, strict=True):
            ax.annotate(
                decimal(Fraction(found.totals[row], MILLION), 0), (max(start, total), places[row]), (3, 0),
                textcoords="offset points", va="center", fontsize=7, color=SOFT,
            )  # fmt: skip
        ax.set_xlabel(words(lang, "million"))
        ax.set_xlim(0, max(found.totals) / MILLION * 1.1)
    name = found.formula.name
    figure.suptitle(f"{words(lang, 'stacked')}{': ' + name if name else ''}", x=0.01, ha="left", fontweight="bold")
    legend_below(figure, axes[0], 3)
    text = "; ".join(f"{found.names[row]} {found.totals[row]}" for column in layout for _, own in column for row in own)
    return Drawing(figure, words(lang, "stacked"), f"Rupiah: {text}")


def lorenz_points(amounts: Sequence[int | Fraction], heads: Sequence[Fraction]) -> tuple[list[float], list[float]]:
    """Return the corners of a Lorenz curve of money by heads, from (0, 0) to (1, 1).

    Examples
    --------
    >>> lorenz_points([30, 10], [Fraction(1), Fraction(1)])
    ([0.0, 0.5, 1.0], [0.0, 0.25, 1.0])
    """
    rated = sorted((k for k in range(len(heads)) if heads[k]), key=lambda k: Fraction(amounts[k]) / heads[k])
    order = [*rated, *(k for k in range(len(heads)) if not heads[k])]
    people, money = sum(heads, Fraction(0)), sum(map(Fraction, amounts), Fraction(0))
    xs, ys, x, y = [0.0], [0.0], Fraction(0), Fraction(0)
    for k in order:
        x, y = x + heads[k], y + amounts[k]
        xs.append(float(x / people))
        ys.append(float(y / money))
    return xs, ys


def draw_lorenz(axes: Axes, curves: Sequence[tuple[str, Sequence[int], Sequence[Fraction]]], lang: str) -> list[str]:
    """Draw Lorenz curves, each with its Gini coefficient in the legend; return the legend's texts."""
    axes.plot([0, 1], [0, 1], color=SOFT, linewidth=0.9, label=words(lang, "equal"))
    texts = []
    for look, (label, amounts, heads) in zip(looks([c[0] for c in curves]), curves, strict=True):
        scale = unit_denominator(heads)
        value = decimal(gini_of(amounts, [int(head * scale) for head in heads]), 3)
        text = words(lang, "against").format(label, value.replace(".", ",") if lang == "id" else value)
        axes.plot(*lorenz_points(amounts, heads), label=text, **look.line)
        texts.append(text)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_aspect("equal")
    axes.set_xlabel(words(lang, "share of people"))
    axes.set_ylabel(words(lang, "share of money"))
    axes.legend(loc="upper left")
    return texts


def lorenz(found: Ceilings, lang: str = "en", people: str | None = None, poor: str | None = None) -> Drawing:
    """Draw the Lorenz curves of the ceilings against population and against poverty.

    Raises
    ------
    OptionError
        If there is neither a column of people nor one of the poor.
    """
    columns = [
        people_of(found, people, PEOPLE_HEADINGS, "--people"),
        people_of(found, poor, POOR_HEADINGS, "--poor"),
    ]
    curves = [(item[0], found.totals, item[1]) for item in columns if item is not None and any(item[1])]
    if not curves:
        raise OptionError("a Lorenz curve needs a column of people or of the poor: name it by --people or --poor")
    figure, axes = new_figure(5.4, 5.4)
    texts = draw_lorenz(axes, curves, lang)
    axes.set_title(words(lang, "lorenz"))
    return Drawing(figure, words(lang, "lorenz"), "; ".join(texts))


def per_head(found: Ceilings, lang: str = "en", people: str | None = None, poor: str | None = None) -> Drawing:
    """Draw money per head against the share of the poor, a mark for each kelurahan.

    Raises
    ------
    OptionError
        If a column is missing or a kelurahan has nobody.
    """
    of_people = people_of(found, people, PEOPLE_HEADINGS, "--people")
    of_poor = people_of(found, poor, POOR_HEADINGS, "--poor")
    if of_people is None or of_poor is None:
        missing = "--people" if of_people is None else "--poor"
        raise OptionError(f"the picture needs columns of people and of the poor: name one by {missing}")
    (heading, heads), (poor_heading, poor_heads) = of_people, of_poor
    if not all(heads):
        empty = found.names[heads.index(Fraction(0))]
        raise OptionError(f"{empty}: nobody in column {heading!r}, so there is no money per head")
    figure, axes = new_figure(7.4, 5.2)
    x = [float(100 * p / h) for p, h in zip(poor_heads, heads, strict=True)]
    y = [float(Fraction(t) / h / 1000) for t, h in zip(found.totals, heads, strict=True)]
    top = float(max(heads))
    groups = groups_of(found)
    for look, rows in zip(
        looks([cut(name, 24) or words(lang, "all") for name in groups]), groups.values(), strict=True
    ):
        sizes = [18 + 150 * float(heads[row]) / top for row in rows]
        axes.scatter(
            [x[row] for row in rows], [y[row] for row in rows], s=sizes, label=look.label, marker=look.marker,
            c=look.colour, edgecolors="white", linewidths=0.6, alpha=0.8,
        )  # fmt: skip
    order = sorted(range(len(found)), key=lambda k: y[k])
    far = sorted(range(len(found)), key=lambda k: x[k])
    for row in dict.fromkeys([*order[-3:], order[0], far[0], *far[-2:]]):
        axes.annotate(cut(found.names[row], 24), (x[row], y[row]), (5, 4), textcoords="offset points", fontsize=7.5)
    axes.set_xlim(left=0)
    axes.set_ylim(bottom=0)
    axes.set_xlabel(words(lang, "poverty").format(poor_heading, heading))
    axes.set_ylabel(words(lang, "rupiah per head").format(heading))
    axes.set_title(words(lang, "per head"))
    if len(groups) > 1:
        legend = figure.legend(loc="outside right upper", title=words(lang, "size").format(heading), title_fontsize=7.5)
        for handle in legend.legend_handles:
            handle.set_sizes([36])  # type: ignore[union-attr]
    value = gini([Fraction(t) / h for t, h in zip(found.totals, heads, strict=True)], [int(h) for h in heads])
    low, high = order[0], order[-1]
    text = f"highest {found.names[high]}, lowest {found.names[low]}; Gini per head {float(value):.3f}"
    return Drawing(figure, words(lang, "per head"), text)


def ceilings_drawings(
    found: Ceilings, lang: str = "en", people: str | None = None, poor: str | None = None
) -> dict[str, Callable[[], Drawing]]:
    """Return what draws each picture, by its kind."""
    return {
        "stacked": lambda: stacked(found, lang),
        "lorenz": lambda: lorenz(found, lang, people, poor),
        "per-head": lambda: per_head(found, lang, people, poor),
    }
