"""Proportionality degrees as text, CSV, JSON and a picture."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from fairbudget.axioms.degree import AffordableSet, Degree, RuleDegree, value_at
from fairbudget.outcome import _encode
from fairbudget.report.measures import plain_cell, render, write_value

__all__ = ["degree_csv", "degree_json", "degree_table", "plot_degrees"]

FORMAT, VERSION = "fairbudget-degree", 1
#: Steps between the shares of the budget that the table shows: the finest that needs no more than ten.
STEPS = (Fraction(1, 100), Fraction(1, 50), Fraction(1, 20), Fraction(1, 10))
#: Sets of each election that the table shows, the worst first.
WORST = 5
MEANING = (
    "ratio: mean utility of the worst group that could pay for a set it agrees on / utility of that set; at a share x "
    "of the budget, the least over all sets that cost at least that share"
)
Named = Sequence[tuple[str, Degree]]


def _worst(degree: Degree) -> list[AffordableSet]:
    return sorted(degree.sets, key=lambda item: (item.ratio, -item.share, item.projects))[:WORST]


def _shares(found: Named) -> list[Fraction]:
    highest = max((item.share for _, degree in found for item in degree.sets), default=Fraction(1))
    step = next((step for step in STEPS if highest <= 10 * step), STEPS[-1])
    return [k * step for k in range(1, 11) if (k - 1) * step < highest]


def _ratio(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):.3f}"


def degree_table(rule: str, found: Named, width: int | None = None) -> str:
    """Return a text: the curve of each election and of all, then the worst sets of each."""
    shares = _shares(found)
    rows = [
        [name, str(len(d.sets)), *(_ratio(d.at(x, relative=True)) for x in (Fraction(0), *shares))] for name, d in found
    ]
    if len(found) > 1:
        whole = RuleDegree(rule, {}, tuple(d for _, d in found))
        rows.append(
            [
                "least of all",
                str(sum(len(d.sets) for _, d in found)),
                *(_ratio(whole.at(x)) for x in (Fraction(0), *shares)),
            ]
        )
    parts: list[Any] = [f"Proportionality degree of {rule}, as ratio by share of the budget"]
    parts.append((["election", "sets", "all", *(f"{float(x):.0%}" for x in shares)], rows))
    for name, degree in found:
        worst = [
            [
                ", ".join(item.projects),
                write_value(item.cost, "money"),
                write_value(item.share, "share"),
                str(item.voters),
                write_value(item.promised, "utility"),
                write_value(item.degree, "utility"),
                _ratio(item.ratio),
            ]
            for item in _worst(degree)
        ]
        if worst:
            parts.append(f"{name}: sets whose worst group has least ({degree.utility} utility)")
            parts.append((["projects", "cost", "share", "voters", "promised", "degree", "ratio"], worst))
        if not degree.complete:
            parts.append(f"{name}: the bound was reached; the true degrees may be lower")
    parts.append(MEANING)
    return render(parts, width)


def degree_csv(found: Named) -> str:
    """Return one row a set: election, projects, cost, share, voters, promised, degree, ratio, complete."""
    from fairbudget.io.tables import csv_text

    headings = ["election", "projects", "cost", "share", "voters", "promised", "degree", "ratio", "complete"]
    rows = []
    for name, degree in found:
        for item in degree.sets:
            cells = [item.cost, item.share, item.voters, item.promised, item.degree, item.ratio, int(degree.complete)]
            rows.append([name, " ".join(item.projects), *map(plain_cell, cells)])
    return csv_text(headings, rows)


def degree_json(rule: str, options: Mapping[str, Any], found: Named) -> str:
    """Return everything as JSON, with exact fractions."""
    elections = []
    for name, degree in found:
        election = degree.outcome.election
        assert election is not None
        elections.append(
            {
                "election": name,
                "fingerprint": election.fingerprint,
                "selected": list(degree.outcome.selected),
                "utility": degree.utility,
                "complete": degree.complete,
                "curve": [[_encode(x), _encode(value)] for x, value in degree.curve()],
                "ratio_curve": [[_encode(x), _encode(value)] for x, value in degree.curve(relative=True)],
                "sets": [
                    {
                        "projects": list(item.projects),
                        **{
                            key: _encode(getattr(item, key))
                            for key in ("cost", "share", "voters", "promised", "degree", "ratio")
                        },
                    }
                    for item in degree.sets
                ],
            }
        )
    whole = RuleDegree(rule, options, tuple(degree for _, degree in found))
    data = {
        "format": FORMAT,
        "version": VERSION,
        "rule": rule,
        "options": {key: _encode(value) for key, value in options.items()},
        "meaning": MEANING,
        "complete": whole.complete,
        "ratio_curve": [[_encode(x), _encode(value)] for x, value in whole.curve()],
        "elections": elections,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def plot_degrees(rule: str, found: Named, path: str | os.PathLike[str]) -> None:
    """Draw the ratio against the share of the budget: every set as a point, the least ratio as a step curve.

    Parameters
    ----------
    rule : str
    found : sequence of (name, Degree)
        Up to twelve elections have a curve of their own; with several, a thick curve is the least of all.
    path : path
        Ends in .svg, .png or .pdf.

    Raises
    ------
    OptionError
        If the ending is another one.
    InputError
        If the file cannot be written.
    """
    from fairbudget.report.figures import INK, SOFT, cut, legend_below, looks, new_figure, styled, write_figure

    with styled():
        figure, axes = new_figure(7.2, 4.6)
        own = list(found) if len(found) <= 12 else []
        top = 1.0
        for look, (name, degree) in zip(looks([name for name, _ in own]), own, strict=True):
            points = [(float(item.share), float(item.ratio)) for item in degree.sets]
            axes.plot(*zip(*points, strict=True) if points else ([], []), **{**look.points, "ms": 3, "alpha": 0.45})
            curve = degree.curve(relative=True)
            _step(axes, curve, label=cut(name, 44), color=look.colour, ls=look.dash)
            top = max([top, *(float(value) for _, value in curve)])
        if len(found) != 1:
            curve = RuleDegree(rule, {}, tuple(degree for _, degree in found)).curve()
            _step(axes, curve, label="least of all", color=INK, lw=2.8, zorder=1.5)
            top = max([top, *(float(value) for _, value in curve)])
        axes.axhline(1.0, color=SOFT, lw=0.9, ls=(0, (2, 2)))
        axes.text(0.995, 1.0, "as much as promised", ha="right", va="bottom", fontsize=7.5, color=SOFT,
                  transform=axes.get_yaxis_transform())  # fmt: skip
        shares = [float(item.share) for _, degree in found for item in degree.sets]
        axes.set_xlim(0, min(1.0, 1.08 * max(shares, default=1.0)))
        axes.set_ylim(0, 1.25 * top)
        axes.set_xlabel("share of the budget that a group could pay for and agrees on")
        axes.set_ylabel("mean utility of the worst group / promised")
        axes.set_title(f"Proportionality degree under {rule}")
        legend_below(figure, axes, 2)
        write_figure(figure, path, f"Proportionality degree under {rule}", MEANING)


def _step(axes: Any, curve: list[tuple[Fraction, Fraction]], **look: Any) -> None:
    """Draw a curve of steps: a value counts up to its share."""
    if not curve:
        axes.plot([], [], **look)
        return
    xs, ys = [0.0], [float(curve[0][1])]
    for x, _ in curve:
        xs += [float(x), float(x)]
        following = next((value for share, value in curve if share > x), None)
        ys += [float(value_at(curve, x) or 0), float(following if following is not None else value_at(curve, x) or 0)]
    axes.plot(xs, ys, **look)
