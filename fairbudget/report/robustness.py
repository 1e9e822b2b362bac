"""The survey of how robust a result is, as text, CSV, JSON and a picture."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.metrics.robustness import MEASURES, Finding, Survey
from fairbudget.outcome import _encode
from fairbudget.report.measures import plain_cell, render, write_value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_survey", "survey_csv", "survey_json", "survey_table"]

FORMAT, VERSION = "fairbudget-robustness", 1
WIN_SHARE = "win-share"
#: Projects in a picture; those nearest to the other side are kept.
MOST = 40


def _facts(found: Survey, project: str) -> dict[str, Any]:
    election = found.election
    number = election.index[project]
    return {
        "project": project,
        "cost": election.money(election.costs[number]),
        "votes": int(election.votes[number]),
        "won": project in found.won,
    }


def _groups(found: Survey) -> list[tuple[str, list[str], list[str]]]:
    """Return losers and winners that were asked about, with their measures, heading first."""
    groups = []
    for of in ("losers", "winners"):
        ids = [id for id in found.measures if id == WIN_SHARE or MEASURES[id].of == of]
        projects = [id for id in found.projects if (id in found.won) == (of == "winners")]
        if ids and projects:
            groups.append((of, projects, ids))
    return groups


def survey_table(found: Survey, width: int | None = None) -> str:
    """Return a text: one table for losers and one for winners, then what the figures mean.

    A tilde stands before a figure that may not be the least one, a dash where nothing helps.
    """
    election = found.election
    parts: list[Any] = [
        f"{found.rule}: {len(found.won)} of {election.num_projects} projects win; "
        f"{write_value(election.num_voters)} voters, budget {write_value(election.budget, 'money')}"
    ]
    doubtful = False
    for of, projects, ids in _groups(found):
        parts.append(f"{of} ({len(projects)})")
        rows = []
        for project in projects:
            facts = _facts(found, project)
            cells = [project, write_value(facts["cost"], "money"), write_value(facts["votes"])]
            for id in ids:
                finding = found.findings.get((project, id))
                doubt = finding is not None and not finding.exact
                doubtful |= doubt
                unit = "share" if id == WIN_SHARE else MEASURES[id].unit
                cells.append(("~" if doubt else "") + write_value(found.value(project, id), unit))
            rows.append(cells)
        parts.append((["project", "cost", "votes", *ids], rows))
    for id in found.measures:
        if id != WIN_SHARE:
            parts.append(f"{id}: {MEASURES[id].summary} ({MEASURES[id].unit})")
    if found.resampling is not None:
        drawn = found.resampling
        parts.append(
            f"{WIN_SHARE}: wins in {drawn.samples} samples of {write_value(drawn.voters)} voters each "
            f"({drawn.method}, seed {drawn.seed}); this very outcome in {drawn.same}, mean overlap {drawn.overlap:.3f}"
        )
    if doubtful:
        parts.append("~: the change does what it says; whether a smaller one would too is not proven (~–: none found)")
    parts += [f"left out: {id}: {reason}" for id, reason in found.omitted.items()]
    return render(parts, width)


def survey_csv(found: Survey) -> str:
    """Return one row a project: facts, measures (empty: nothing helps, or it is not for this project), doubts."""
    from fairbudget.io.tables import csv_text

    headings = ["project", "cost", "votes", "won", *found.measures, "not_certain"]
    rows = []
    for project in found.projects:
        facts = _facts(found, project)
        values = [found.value(project, id) for id in found.measures]
        doubts = [id for id in found.measures if not _certain(found.findings.get((project, id)))]
        cells = [project, facts["cost"], facts["votes"], int(facts["won"]), *values]
        rows.append([*map(plain_cell, cells), "; ".join(doubts)])
    return csv_text(headings, rows)


def _certain(finding: Finding | None) -> bool:
    return finding is None or finding.exact


def survey_json(found: Survey) -> str:
    """Return everything as JSON: exact amounts, and for each measure of a project whether it is certain."""
    election = found.election
    projects = []
    for project in found.projects:
        facts = {key: _encode(value) for key, value in _facts(found, project).items()}
        measures = {
            id: {"value": _encode(finding.value), "certain": finding.exact}
            for id in found.measures
            if (finding := found.findings.get((project, id))) is not None
        }
        if found.resampling is not None:
            measures[WIN_SHARE] = {"value": plain_cell(found.resampling.share(project)), "certain": True}
        projects.append({**facts, "measures": measures})
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "election": {
            "fingerprint": election.fingerprint,
            "projects": election.num_projects,
            "voters": election.num_voters,
            "budget": _encode(election.budget),
        },
        "rule": found.rule,
        "options": {key: _encode(value) for key, value in found.options.items()},
        "measures": {
            id: {"of": MEASURES[id].of, "unit": MEASURES[id].unit, "meaning": MEASURES[id].summary}
            for id in found.measures
            if id != WIN_SHARE
        },
        "omitted": dict(found.omitted),
        "projects": projects,
    }
    if found.resampling is not None:
        drawn = found.resampling
        data["resampling"] = {
            "samples": drawn.samples,
            "method": drawn.method,
            "voters": drawn.voters,
            "seed": drawn.seed,
            "same_outcome": drawn.same,
            "mean_overlap": drawn.overlap,
        }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def plot_survey(found: Survey, path: str | os.PathLike[str]) -> None:
    """Draw a survey: tables of the measures, shaded by how near a project is to the other side, and shares of wins.

    Parameters
    ----------
    found : Survey
    path : path
        Ends in .svg, .png or .pdf.

    Raises
    ------
    OptionError
        If the ending is another one.
    InputError
        If the file cannot be written.
    """
    from fairbudget.report.figures import blank_page, picture_format, styled, write_figure

    picture_format(path)
    panels: list[tuple[str, list[str], list[str]]] = []
    for of, projects, ids in _groups(found):
        shown = [id for id in ids if id != WIN_SHARE]
        if shown:
            panels.append((of, _nearest(found, projects, shown)[:MOST], shown))
    wins = _uncertain(found)[:MOST]
    heights = [1.5 + 0.21 * len(projects) for _, projects, _ in panels]
    if wins:
        heights.append(1.1 + 0.2 * len(wins))
    with styled():
        figure = blank_page(8.4, max(2.0, sum(heights)))
        parts = figure.subfigures(max(1, len(heights)), 1, height_ratios=heights or [1], squeeze=False)[:, 0]
        for part, (of, projects, ids) in zip(parts, panels, strict=False):
            _draw_panel(part.subplots(), found, of, projects, ids)
        if wins:
            _draw_wins(parts[-1].subplots(), found, wins)
        if not heights:
            parts[0].subplots().set_axis_off()
        title = f"Robustness of {found.rule}"
        write_figure(figure, path, title, "How far losing projects are from winning, and winners from losing")


def _nearest(found: Survey, projects: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return projects, those that need the least change first."""

    def rank(project: str) -> tuple[Any, ...]:
        values = [found.value(project, id) for id in ids]
        return tuple((value is None, value or 0) for value in values)

    return sorted(projects, key=rank)


def _draw_panel(axes: Axes, found: Survey, of: str, projects: Sequence[str], ids: Sequence[str]) -> None:
    from fairbudget.report.figures import cut, heat_map

    columns: list[dict[str, float]] = []
    for id in ids:
        values = {project: found.value(project, id) for project in projects}
        there = sorted({value for value in values.values() if value is not None})
        # by rank: amounts of money and numbers of voters differ too much for one scale
        columns.append(
            {
                project: 1 - there.index(value) / max(1, len(there) - 1)
                for project, value in values.items()
                if value is not None
            }
        )
    shades = [[column.get(project) for column in columns] for project in projects]
    texts = []
    for project in projects:
        words = []
        for id in ids:
            doubt = "" if _certain(found.findings.get((project, id))) else "~"
            words.append(doubt + write_value(found.value(project, id), MEASURES[id].unit))
        texts.append(words)
    labels = [f"{id.replace('-', '-' + chr(10), 1)}\n({MEASURES[id].unit})" for id in ids]
    heat_map(axes, shades, texts, [cut(project, 24) for project in projects], labels, size=7.0)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelsize=7.5)
    axes.tick_params(axis="y", labelsize=7.5)
    other = "winning" if of == "losers" else "losing"
    axes.set_title(f"What separates {of} from {other} under {found.rule} (dark: little)", pad=8)


def _uncertain(found: Survey) -> list[str]:
    """Return the projects of which resampling left something open, the most frequent winners first."""
    drawn = found.resampling
    if drawn is None:
        return []
    shares = {id: drawn.share(id) for id in found.projects}
    open_ = [id for id, share in shares.items() if 0 < share < 1 or (share == 1) != (id in found.won)]
    return sorted(open_ or list(shares), key=lambda id: -Fraction(shares[id]))


def _draw_wins(axes: Axes, found: Survey, projects: Sequence[str]) -> None:
    from fairbudget.report.figures import cut, legend_below, looks

    drawn = found.resampling
    assert drawn is not None
    places = range(len(projects))
    for look, won in zip(looks(["wins with all voters", "loses with all voters"]), (True, False), strict=True):
        chosen = [k for k in places if (projects[k] in found.won) == won]
        lengths = [float(drawn.share(projects[k])) * 100 for k in chosen]
        area = {**look.area, "hatch": None if won else "////"}
        axes.barh(chosen, lengths, height=0.7, label=look.label, **area)
        for k, length in zip(chosen, lengths, strict=True):
            axes.text(length + 1, k, f"{length:.0f} %", va="center_baseline", fontsize=7)
    axes.set_yticks(list(places), [cut(project, 24) for project in projects], fontsize=7.5)
    axes.set_ylim(len(projects) - 0.4, -0.6)
    axes.set_xlim(0, 108)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(f"share of {drawn.samples} samples of the voters in which the project wins, %")
    axes.set_title("Projects whose fate hangs on who voted")
    legend_below(axes.figure, axes)
