"""Which pictures an outcome, a comparison of rules, or an amount across units has, and how they are put on a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget import registry
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics import (
    PER_HEAD,
    PER_UNIT,
    Across,
    Satisfaction,
    category_shares,
    gini,
    place_shares,
    pool,
    satisfaction,
    target_shares,
)
from fairbudget.outcome import Outcome
from fairbudget.report.figures import blank_page, picture_format, styled, write_figure
from fairbudget.report.measures import write_value
from fairbudget.report.pictures import (
    draw_agreement,
    draw_histograms,
    draw_lorenz,
    draw_metrics,
    draw_shares,
    pooled_lorenz,
    wrapped,
)

if TYPE_CHECKING:
    from matplotlib.figure import FigureBase

    from fairbudget.experiments.side_by_side import SideBySide

__all__ = ["PICTURES", "plot_across", "plot_comparison", "plot_outcome"]

#: Pictures that can be asked for.
PICTURES = ("metrics", "agreement", "lorenz", "histogram", "shares")
UNITS = {
    "cost": "cost of the funded projects that a voter supports",
    "cardinality": "number of funded projects that a voter supports",
    "score": "points that a voter gives to funded projects",
    "borda": "Borda points of the funded projects",
    "effort": "costs of the funded projects that a voter supports, each shared among its supporters",
    "cost-sqrt": "sum of the square roots of the costs of the funded projects that a voter supports",
    "cost-log": "sum of log(1 + cost) over the funded projects that a voter supports",
}
KINDS = {"category": "category", "target": "group of beneficiaries", "place": "place"}
#: Of a page, in inches.
WIDTH = 7.6


@dataclass(frozen=True)
class Picture:
    """One picture: how high it is in inches, and how it is drawn."""

    height: float
    draw: Callable[[FigureBase], None]


def _page(
    pictures: Sequence[Picture], path: str | os.PathLike[str], title: str, description: str, width: float = WIDTH
) -> None:
    """Put pictures below one another and write them to a file."""
    with styled():
        figure = blank_page(width, sum(picture.height for picture in pictures))
        if len(pictures) == 1:
            pictures[0].draw(figure)
        else:
            heights = [picture.height for picture in pictures]
            parts = figure.subfigures(len(pictures), 1, height_ratios=heights, hspace=0.04, squeeze=False)
            for part, picture in zip(parts[:, 0], pictures, strict=True):
                picture.draw(part)
        write_figure(figure, path, title, description)


def _choose(wanted: str, there: Mapping[str, Picture], path: str | os.PathLike[str]) -> list[Picture]:
    """Return the pictures asked for; `wanted` is ``all`` or ids separated by commas."""
    picture_format(path)
    if wanted == "all":
        return list(there.values())
    found = []
    for id in (part.strip() for part in wanted.split(",")):
        if id not in PICTURES:
            raise OptionError(f"unknown picture {id!r}; {nearest(id, (*PICTURES, 'all'))}")
        if id not in there:
            raise OptionError(f"there is no picture {id!r} of this; there are {', '.join(there)}")
        found.append(there[id])
    return found


def _notes(gains: Mapping[str, Satisfaction]) -> dict[str, str]:
    return {label: f"Gini {float(gini(*gain.distinct())):.3f}" for label, gain in gains.items()}


def _voters(gains: Mapping[str, Satisfaction]) -> dict[str, Picture]:
    """Return the pictures of how much voters gain."""
    utility = next(iter(gains.values())).utility
    unit = UNITS.get(utility, utility)
    curves = {label: pooled_lorenz(gain) for label, gain in gains.items()}
    lines = -(-len(gains) // (1 if max(map(len, gains)) > 24 else 2))
    rows = -(-len(gains) // 3)
    breaks = max(wrapped(label, 30).count("\n") for label in gains)
    return {
        "lorenz": Picture(
            5.2 + 0.18 * lines,
            lambda figure: draw_lorenz(
                figure,
                curves,
                "Utility across voters",
                "share of the voters, from those who gain least",
                "share of all utility",
                _notes(gains),
            ),
        ),
        "histogram": Picture(
            0.9 + (2.1 + 0.15 * breaks) * rows,
            lambda figure: draw_histograms(figure, gains, unit, "How much voters gain"),
        ),
    }


def _shares(tables: Mapping[str, Sequence[Mapping[str, Any]]], what: str) -> Picture:
    names = min(14, max(len(rows) for rows in tables.values()))
    height = 1.3 + names * max(0.3, 0.12 * len(tables)) + 0.18 * len(tables)
    return Picture(height, lambda figure: draw_shares(figure, tables, f"Votes against spending, by {KINDS[what]}"))


def plot_outcome(
    outcome: Outcome, path: str | os.PathLike[str], utility: str | None = None, pictures: str = "all"
) -> None:
    """Draw one outcome: Lorenz curve and histogram of the voters' utility, votes against spending by category.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    path : path
        Ends in .svg, .png or .pdf.
    utility : str, optional
        As in :func:`fairbudget.evaluate`.
    pictures : str
        Some of ``lorenz``, ``histogram``, ``shares`` separated by commas, or ``all``.

    Raises
    ------
    OptionError
        On a picture that there is not, or a file of another kind.
    InputError
        If the file cannot be written.
    """
    there = _voters({outcome.rule: satisfaction(outcome, utility)})
    for what, table in (("category", category_shares), ("target", target_shares), ("place", place_shares)):
        rows = table(outcome)
        if rows is not None:
            there["shares"] = _shares({outcome.rule: rows}, what)
            break
    description = f"{len(outcome.selected)} projects for {write_value(outcome.cost, 'money')}"
    _page(_choose(pictures, there, path), path, f"Outcome of {outcome.rule}", description)


def plot_comparison(found: SideBySide, path: str | os.PathLike[str], pictures: str = "all") -> None:
    """Draw rules side by side: metrics, agreement, Lorenz curves, histograms, votes against spending.

    With several elections, voters are put together, metrics and overlap are means over the elections, and votes and
    spending are means of the shares in the elections that have categories.

    Parameters
    ----------
    found : SideBySide
    path : path
        Ends in .svg, .png or .pdf.
    pictures : str
        Some of :data:`PICTURES` separated by commas, or ``all``.

    Raises
    ------
    OptionError
        On a picture that there is not, or a file of another kind.
    InputError
        If the file cannot be written.
    """
    picture_format(path)
    labels = found.labels
    if not found.contests:
        raise OptionError("there is nothing to draw: no election was compared")
    single = len(found.contests) == 1
    name = os.path.basename(found.contests[0].name).removesuffix(".pb")
    title = name if single else f"{len(found.contests)} elections (means)"
    there = {**_metrics(found, title), **_agreement(found)}
    if len({contest.utility for contest in found.contests}) == 1:
        there |= _voters({label: pool([c.gains[label] for c in found.contests]).merged() for label in labels})
    for what in KINDS:
        tables = {label: _pooled([c.shares[label].get(what) for c in found.contests]) for label in labels}
        if all(tables.values()):
            there["shares"] = _shares(tables, what)
            break
    described = f"Rules side by side: {', '.join(labels)}"
    _page(_choose(pictures, there, path), path, described, title, _width(labels))


def _metrics(found: SideBySide, title: str) -> dict[str, Picture]:
    labels = found.labels
    means = {row["rule"]: row for row in found.means()}
    metrics, values = [], []
    for spec in found.metrics:
        line = [means[label][spec.label] for label in labels]
        if any(value is not None for value in line):
            properties = registry.metrics[spec.id].properties
            metrics.append((spec.label, properties["unit"], properties.get("better")))
            values.append(line)
    if not metrics:
        return {}
    letters = int(13.5 * (_width(labels) - 2.2) / len(labels))
    breaks = max(wrapped(label, letters).count("\n") for label in labels)
    height = 1.2 + 0.26 * len(metrics) + 0.16 * breaks
    return {"metrics": Picture(height, lambda figure: draw_metrics(figure, labels, metrics, values, title, letters))}


def _width(labels: Sequence[str]) -> float:
    """Return the width of a page for so many rules, in inches."""
    return max(WIDTH, 2.4 + 1.05 * len(labels))


def _agreement(found: SideBySide) -> dict[str, Picture]:
    labels = found.labels
    if len(labels) < 2:
        return {}
    pairs = {(row["first"], row["second"]): row for row in found.pairs()}
    voters = sum(contest.voters for contest in found.contests) or 1
    overlap = {key: row["money-overlap"] for key, row in pairs.items()}
    preferred = {key: Fraction(row["prefer_first"], voters) for key, row in pairs.items()}
    breaks = max(wrapped(label, 20).count("\n") for label in labels)
    height = 1.0 + max(0.42, 0.19 * (1 + breaks)) * len(labels)
    return {"agreement": Picture(height, lambda figure: draw_agreement(figure, labels, overlap, preferred))}


def _pooled(tables: Sequence[Sequence[Mapping[str, Any]] | None]) -> list[dict[str, Any]]:
    """Return the mean shares over several elections; one without any category does not count."""
    present = [rows for rows in tables if rows is not None]
    found: dict[str, dict[str, Any]] = {}
    for rows in present:
        for row in rows:
            own = found.setdefault(row["name"], {"name": row["name"], "vote_share": 0.0, "spending_share": 0.0})
            for key in ("vote_share", "spending_share"):
                own[key] += float(row[key]) / len(present)
    return sorted(found.values(), key=lambda row: (-row["vote_share"], row["name"]))


def plot_across(found: Across, path: str | os.PathLike[str], what: str = "amount") -> None:
    """Draw the Lorenz curves of an amount across units: per head, and per unit.

    Parameters
    ----------
    found : Across
    path : path
        Ends in .svg, .png or .pdf.
    what : str
        Name of the amount.
    """
    picture_format(path)
    labels = {PER_HEAD: "per head: people", PER_UNIT: "per unit: units"}
    curves = {labels[basis]: found.lorenz(basis) for basis in labels}
    notes = {
        labels[figure.basis]: f"Gini {float(figure.value):.3f}"
        for figure in found.figures
        if figure.measure == "gini" and figure.basis in labels
    }
    picture = Picture(
        5.4,
        lambda figure: draw_lorenz(
            figure,
            curves,
            f"{what} per head, across {len(found.names)} units",
            "share of the people (of the units), from those who have least",
            f"share of {what}",
            notes,
        ),
    )
    _page([picture], path, f"Lorenz curves of {what}", f"{len(found.names)} units")
