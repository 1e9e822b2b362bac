"""The part of a page on rules compared: measures side by side, fields of work, and each kelurahan by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Any

from fairbudget.experiments.compare import option_text
from fairbudget.experiments.demo import Demo
from fairbudget.registry import rules as registered
from fairbudget.report.ceilings import groups_of
from fairbudget.report.charts import FIELDS, Bar, Style, bars_panel, spread_panel, stacked_panel, styles
from fairbudget.report.numbers import count, decimal, millions, percent, rupiah
from fairbudget.report.parts import PLACE, background, markup

__all__ = [
    "UNITS",
    "comparison_section",
    "fields_figure",
    "measures_of",
    "places_section",
    "rules_of",
    "spread_figure",
    "voters_of",
]

Rows = Sequence[Mapping[str, Any]]

#: Wide pictures are drawn for two widths, of which the page shows the one that fits.
SIZES = {"wide": 620, "narrow": 350}
#: Colours of the rules.
RULE_COLOURS = {"priority-order": "#8a939b", "greedy": "#E69F00", "equal-shares": "#0072B2"}
SPARE_COLOURS = ("#009E73", "#CC79A7", "#56B4E9", "#D55E00")
UNITS = {
    "cost": "cost of the funded proposals that a voter supports",
    "cardinality": "number of funded proposals that a voter supports",
    "score": "points that a voter gives to funded proposals",
    "borda": "Borda points of funded proposals: for each, how many proposals the voter ranks below it",
    "effort": "costs of the funded proposals that a voter supports, each shared among its supporters",
    "cost-sqrt": "sum of the square roots of the costs of the funded proposals that a voter supports",
    "cost-log": "sum of log(1 + cost) over the funded proposals that a voter supports",
}


def rules_of(demo: Demo) -> list[dict[str, Any]]:
    """Return what the page says of each rule, with its colour."""
    spare = iter(SPARE_COLOURS * 4)
    rules = []
    for run in demo.comparison.runs:
        entry = registered[run.rule]
        colour = RULE_COLOURS.get(run.label) or next(spare)
        given = option_text(run.options)
        note = f"Options: {given}." if given else ""
        rules.append(
            {"label": run.label, "background": colour, "colour": colour, "summary": entry.summary, "note": note}
        )
    return rules


def voters_of(demo: Demo) -> str:
    """Return what a voter is: ballots are weighted by whom they stand for."""
    return {"households": "households", "population": "inhabitants"}.get(demo.city.options["weights"], "participants")


def _hundredths(value: Any) -> str:
    return decimal(value, 2)


def _index(value: Any) -> str:
    return decimal(value, 3)


def measures_of(demo: Demo) -> list[tuple[str, str, str, Callable[[Any], str], bool]]:
    """Return column, name, note, how its value is written, and whether it is a share."""
    utility = demo.comparison.utility

    gain = millions if utility == "cost" else _hundredths
    gained = UNITS.get(utility, utility).capitalize()
    money = ", Rp million" if utility == "cost" else ""
    return [
        ("share_proposals_funded", "Proposals funded", "Share of all proposals.", percent, True),
        ("share_money_funded", "Demanded money funded", "Share of the cost of all proposals.", percent, True),
        ("share_ceiling_used", "Ceilings used", "Share of all ceilings that is spent.", percent, True),
        (
            "mean_utility",
            f"Mean utility{money}",
            f"{gained}; mean over all voters.",
            gain,
            False,
        ),
        (
            "share_voters_with_nothing",
            "Voters with nothing",
            "Share of voters none of whose supported proposals is funded; lower is better.",
            percent,
            True,
        ),
        ("gini_voters", "Gini across voters", "Per head, of utility: 0 means that all gain the same.", _index, True),
        (
            "gini_units_utility_per_head",
            f"Gini of {PLACE}, per head",
            f"Of the mean utility in each {PLACE}, weighted by its voters.",
            _index,
            True,
        ),
        (
            "gini_units_utility_per_unit",
            f"Gini of {PLACE}, per unit",
            f"Of the mean utility in each {PLACE}; each {PLACE} counts once.",
            _index,
            True,
        ),
    ]


def comparison_section(demo: Demo, rules: Rows, overall: Rows) -> dict[str, Any]:
    """Return the measures of all kelurahan together: a panel each, a table, and a sentence on what stands out.

    Parameters
    ----------
    demo : Demo
    rules : sequence of mapping
        From :func:`rules_of`.
    overall : sequence of mapping
        From :meth:`fairbudget.experiments.compare.Comparison.overall`.
    """
    looks = [Style(rule["label"], rule["colour"]) for rule in rules]
    panels = []
    measures = measures_of(demo)
    for number, (column, name, note, write, share) in enumerate(measures, 1):
        values = [row[column] for row in overall]
        bars = [Bar(row["rule"], (float(row[column]),), write(row[column])) for row in overall]
        top = 1.0 if share else 1.15 * max((float(value) for value in values), default=0)
        svg = bars_panel(
            f"measure-{number}",
            f"{name}, by rule",
            bars,
            looks,
            top,
            description="; ".join(f"{bar.label}: {bar.text}" for bar in bars),
        )
        panels.append({"title": name, "note": note, "svg": markup(svg)})
    rows = [
        {"name": name, "note": note, "cells": [write(row[column]) for row in overall]}
        for column, name, note, write, _ in measures
    ]
    further: list[tuple[str, str, Callable[[Any], str]]] = [
        ("proposals_funded", "Number of proposals funded", count),
        ("money_funded", "Money funded", rupiah),
        ("left", "Left unspent", rupiah),
        ("mean_utility_cost", "Mean cost of the funded proposals that a voter supports", rupiah),
        ("mean_utility_cardinality", "Mean number of funded proposals that a voter supports", _hundredths),
        ("gini_units_money_per_head", f"Gini of money per inhabitant of {PLACE}, per head", _index),
        ("gini_units_money_per_unit", f"Gini of money per inhabitant of {PLACE}, per unit", _index),
    ]
    rows += [
        {"name": name, "note": "", "cells": [write(row[column]) for row in overall]}
        for column, name, write in further
        if column in overall[0]
    ]
    first = overall[0]
    return {
        "text": _finding(overall),
        "panels": panels,
        "rows": rows,
        "caption": "The grey field behind each bar is the whole scale: from 0 to 100 % for shares, from 0 to 1 for "
        f"Gini coefficients. Voters are counted in {voters_of(demo)}: a ballot weighs as many as it stands for.",
        "table_caption": f"All {PLACE} together: {count(first['proposals'])} proposals for "
        f"{rupiah(first['money_demanded'])}, ceilings of {rupiah(first['ceiling'])}, {count(first['voters'])} voters.",
    }


def _finding(overall: Rows) -> str:
    """Say which rule does best on three measures, from the numbers alone."""
    excluded = [f"{percent(row['share_voters_with_nothing'])} under {row['rule']}" for row in overall]
    return (
        f"Voters with nothing: {_listing(excluded)}. "
        f"Utility is spread most equally among voters under {_best(overall, 'gini_voters', min)}; "
        f"its mean is highest under {_best(overall, 'mean_utility', max)}; "
        f"most proposals are funded under {_best(overall, 'proposals_funded', max)}."
    )


def _best(overall: Rows, column: str, choose: Callable[..., Any]) -> str:
    value = choose(row[column] for row in overall)
    return " and ".join(row["rule"] for row in overall if row[column] == value)


def _listing(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def fields_figure(demo: Demo, rules: Rows) -> dict[str, Any]:
    """Return the picture of the money asked for and funded by field of work, for the template."""
    rows = demo.comparison.by_category()
    names = list(dict.fromkeys(row["category"] for row in rows))
    # not the colours of the rules, which stand beside them
    looks = styles(None, names, FIELDS)
    asked = {row["category"]: row["share_of_demand"] for row in rows}
    bars = [Bar("asked for", tuple(float(asked[name]) * 100 for name in names), "")]
    spoken = ["asked for: " + ", ".join(f"{name} {percent(asked[name])}" for name in names)]
    for rule in rules:
        own = {row["category"]: row["share_of_funding"] for row in rows if row["rule"] == rule["label"]}
        bars.append(Bar(rule["label"], tuple(float(own[name]) * 100 for name in names), ""))
        spoken.append(f"{rule['label']}: " + ", ".join(f"{name} {percent(own[name])}" for name in names))
    svgs = [
        stacked_panel(
            f"fields-{size}",
            "Money by field of work",
            bars,
            looks,
            100,
            description="; ".join(spoken),
            width=width,
            pitch=30,
            inside=True,
        )
        for size, width in SIZES.items()
    ]
    return {
        "title": "Which fields of work are funded",
        "text": "The share of the money that goes to each field (bidang): of all that was asked for, and of what each "
        "rule funds.",
        "legend": [{"label": name, "background": background(look)} for name, look in zip(names, looks, strict=True)],
        "svgs": dict(zip(SIZES, map(markup, svgs), strict=True)),
        "caption": "Per cent of the money. Numbers below 4 % are not written; all are in comparison_by_category.csv.",
    }


def spread_figure(demo: Demo, rules: Rows) -> dict[str, Any]:
    """Return the picture of the Gini coefficient within each kelurahan, for the template."""
    rows = demo.comparison.by_unit()
    looks = [Style(rule["label"], rule["colour"]) for rule in rules]
    values = {
        rule["label"]: [float(row["gini_voters"]) for row in rows if row["rule"] == rule["label"]] for rule in rules
    }
    medians = [decimal(median(found), 3) for found in values.values()]
    svgs = [
        spread_panel(
            f"spread-{size}",
            f"Gini across voters in each {PLACE}",
            values,
            looks,
            medians,
            lambda tick: f"{tick:g}",
            description="; ".join(
                f"{label}: lowest {min(found):.3f}, median {median(found):.3f}, highest {max(found):.3f}"
                for label, found in values.items()
            ),
            width=width,
        )
        for size, width in SIZES.items()
    ]
    return {
        "title": f"How it differs between {PLACE}",
        "text": f"Each dot is a {PLACE}: the Gini coefficient of utility among its own voters. The line marks the "
        f"median of all {PLACE}, the number at the end states it.",
        "legend": None,
        "svgs": dict(zip(SIZES, map(markup, svgs), strict=True)),
        "caption": f"Gini coefficient across the voters of each {PLACE} (per head); further to the left is more equal.",
    }


def places_section(demo: Demo, rules: Rows) -> dict[str, Any]:
    """Return the table of all kelurahan, in the order of the table of ceilings, for the template."""
    found: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = {}
    for row in demo.comparison.by_unit():
        found.setdefault((row["group"], row["unit"]), {})[row["rule"]] = row
    units = demo.comparison.units
    # the same order as in the picture and the table of ceilings
    order = [(units[k].group, units[k].name) for rows in groups_of(demo.ceilings).values() for k in rows]
    groups: dict[str, list[dict[str, Any]]] = {}
    for group, name in order:
        by_rule = found[group, name]
        first = next(iter(by_rule.values()))
        ratio = Fraction(first["money_demanded"], first["ceiling"]) if first["ceiling"] else None
        cells = [
            {"text": rupiah(first["ceiling"], ""), "first": False},
            {"text": count(first["proposals"]), "first": False},
            {"text": "–" if ratio is None else f"{decimal(ratio, 2)} ×", "first": False},
        ]
        for column, write in (
            ("proposals_funded", count),
            ("share_ceiling_used", percent),
            ("share_voters_with_nothing", percent),
        ):
            cells += [{"text": write(by_rule[rule["label"]][column]), "first": k == 0} for k, rule in enumerate(rules)]
        groups.setdefault(group or f"All {PLACE}", []).append({"name": name, "cells": cells})
    return {
        "text": f"Every {PLACE} by itself. Ceilings in rupiah; no rule spends more than the ceiling anywhere. "
        "Proposals and ballots are synthetic.",
        "groups": [{"name": name, "rows": listed} for name, listed in groups.items()],
    }
