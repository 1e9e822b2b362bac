"""Rules side by side as text, CSV, JSON and workbook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from fairbudget import registry
from fairbudget.experiments.side_by_side import SideBySide
from fairbudget.io.tables import write_workbook
from fairbudget.report.measures import about_rows, json_text, render, rows_csv, rows_sheet, unit_of, write_value

__all__ = ["CSV_TABLES", "comparison_csv", "comparison_json", "comparison_table", "save_comparison"]

FORMAT, VERSION = "fairbudget-comparison", 1
#: Tables that a comparison has, and what a row of each is.
CSV_TABLES = {
    "metrics": "election and rule",
    "means": "rule, over all elections",
    "pairs": "two rules, over all elections",
    "popularity": "rule, over all elections",
    "across": "rule, index and basis, across the elections",
    "shares": "election, rule and category (target, place)",
}
#: Measures of agreement that the text shows beside the voters' preference.
SHOWN = ("jaccard", "money-overlap", "order-correlation", "utility-correlation")


def _tables(found: SideBySide) -> dict[str, list[dict[str, Any]]]:
    return {
        "metrics": found.rows(),
        "means": found.means(),
        "pairs": found.pairs(),
        "popularity": found.popularity(),
        "across": found.across(),
        "shares": _shares(found),
    }


def _shares(found: SideBySide) -> list[dict[str, Any]]:
    return [
        {"election": contest.name, "rule": label, "by": what, **row}
        for contest in found.contests
        for label in found.labels
        for what, rows in contest.shares[label].items()
        for row in rows
    ]


def comparison_csv(found: SideBySide, table: str = "metrics") -> str:
    """Return one of :data:`CSV_TABLES` as CSV text."""
    return rows_csv(_tables(found)[table])


def comparison_json(found: SideBySide) -> str:
    """Return everything as JSON text: the tables, the funded projects, the rules with their options."""
    return json_text(
        {
            "format": FORMAT,
            "version": VERSION,
            "rules": [{"label": r.label, "rule": r.rule, "options": dict(r.options)} for r in found.runs],
            "preferred_to_all_others": found.winner(),
            **_tables(found),
            "selected": {contest.name: contest.selected for contest in found.contests},
            "failed": [{"election": name, "reason": reason} for name, reason in found.failed],
            "about": _about(found),
        }
    )


def _about(found: SideBySide) -> list[dict[str, str]]:
    agreements = [row for contest in found.contests[:1] for row in contest.agreement.measures]
    return [
        *about_rows([spec.label for spec in found.metrics], registry.metrics),
        *about_rows(agreements, registry.agreements),
    ]


def save_comparison(found: SideBySide, path: str | os.PathLike[str]) -> None:
    """Write everything to a workbook, a sheet for each table."""
    sheets = [rows_sheet(name, rows) for name, rows in _tables(found).items() if rows]
    write_workbook(path, [*sheets, rows_sheet("about", _about(found))])


def comparison_table(found: SideBySide, details: bool = False, width: int | None = None) -> str:
    """Return a text: metrics by rule, what voters prefer, and how far the outcomes agree.

    Parameters
    ----------
    found : SideBySide
    details : bool
        With several elections, show each one too.
    width : int, optional
        Columns of text; by default that of the terminal.
    """
    parts: list[Any] = []
    single = len(found.contests) == 1
    for contest in found.contests if single or details else ():
        parts.append(
            f"{contest.name}: {write_value(contest.projects)} projects, {write_value(contest.voters)} voters, budget "
            f"{write_value(contest.budget, 'money')}; utility: {contest.utility}"
        )
        parts.append(_by_rule(found, [contest.values[label] for label in found.labels]))
    if not single:
        utilities = sorted({contest.utility for contest in found.contests})
        parts.append(
            f"{len(found.contests)} elections, {write_value(sum(c.voters for c in found.contests))} voters; utility: "
            f"{', '.join(utilities)}. Means over the elections, each counting once"
        )
        parts.append(_by_rule(found, found.means()))
    if len(found.runs) > 1 and found.contests:
        parts += _preferences(found)
    if not single and found.contests:
        parts += _across(found)
    parts += [f"left out: {reason}" for _, reason in found.failed]
    return render(parts, width)


def _by_rule(found: SideBySide, columns: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
    """Return a table with a row for each metric; the best value is marked where one direction is better."""
    lines = []
    for spec in found.metrics:
        entry = registry.metrics[spec.id]
        values = [column[spec.label] for column in columns]
        present = [value for value in values if value is not None]
        better = entry.properties.get("better")
        best = None
        if better is not None and len(set(present)) > 1:
            best = max(present) if better == "higher" else min(present)
        unit = unit_of(spec.label)
        cells = [write_value(value, unit) + (" *" if best is not None and value == best else "  ") for value in values]
        lines.append([spec.label, *cells])
    return ["metric", *(f"{label}  " for label in found.labels)], lines


def _preferences(found: SideBySide) -> list[Any]:
    pairs = {(row["first"], row["second"]): row for row in found.pairs()}
    labels = found.labels
    several = len(found.contests) > 1
    voters = sum(contest.voters for contest in found.contests)
    matrix = []
    for first in labels:
        cells = [first]
        for second in labels:
            row = pairs.get((first, second))
            cells.append("" if row is None else write_value(row["prefer_first"] / voters if voters else 0, "share"))
        matrix.append(cells)
    lines = []
    for k, first in enumerate(labels):
        for second in labels[k + 1 :]:
            row = pairs[first, second]
            counts = (row[key] for key in ("prefer_first", "prefer_second", "indifferent"))
            cells = [first, second, *map(write_value, counts)]
            if several:
                cells.append(f"{row['wins']} : {row['losses']} : {row['draws']}")
            lines.append([*cells, *(write_value(row[name], unit_of(name)) for name in SHOWN if name in row)])
    shown = [name for name in SHOWN if name in next(iter(pairs.values()))]
    headings = ["first", "second", "prefer first", "prefer second", "indifferent"]
    headings += [*(["elections won : lost : even"] if several else []), *shown]
    winner = found.winner()
    wins = "no rule is preferred to every other one" if winner is None else f"{winner} is preferred to every other rule"
    return [
        "Voters who are better off under the rule of the row than under that of the column",
        (["", *labels], matrix),
        f"By pairs of rules: {wins}",
        (headings, lines),
        *_popularity(found, voters, several),
    ]


def _popularity(found: SideBySide, voters: int, several: bool) -> list[Any]:
    rows = found.popularity()
    headings = ["rule", "voters for whom none is better", *(["first in elections"] if several else [])]
    headings += ["total utility", *(["first in elections"] if several else [])]
    lines = []
    for row in rows:
        share = write_value(row["supporters"] / voters if voters else 0, "share")
        cells = [row["rule"], f"{write_value(row['supporters'])} ({share})"]
        cells += [write_value(row["most_supported_in"])] if several else []
        cells += [write_value(row["welfare"], "utility"), *([write_value(row["most_welfare_in"])] if several else [])]
        lines.append(cells)
    return ["Popularity and welfare", (headings, lines)]


def _across(found: SideBySide) -> list[Any]:
    rows = [row for row in found.across() if row["basis"] in ("per head", "per unit")]
    keys = list(dict.fromkeys((row["of"], row["measure"], row["basis"]) for row in rows))
    values = {(row["rule"], row["of"], row["measure"], row["basis"]): row["value"] for row in rows}
    wanted = [key for key in keys if key[1] in ("gini", "min-to-mean") or key[1].startswith("theil-t")]
    lines = [[" ".join(key), *(write_value(values[label, *key], "index") for label in found.labels)] for key in wanted]
    return ["Across the elections: utility and spending for each voter", (["index", *found.labels], lines)]
