"""The metrics of one outcome, and of an amount across units, as text, CSV, JSON and workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from fairbudget import registry
from fairbudget.io.tables import write_workbook
from fairbudget.metrics import Across
from fairbudget.outcome import Outcome
from fairbudget.report.measures import about_rows, json_text, render, rows_csv, rows_sheet, unit_of, write_value

__all__ = [
    "across_csv",
    "across_json",
    "across_table",
    "evaluation_csv",
    "evaluation_json",
    "evaluation_table",
    "save_across",
    "save_evaluation",
]

FORMAT, VERSION = "fairbudget-evaluation", 1
#: Units of the columns of tables, by heading.
_COLUMNS = {
    **dict.fromkeys(("quantile", "share", "vote_share", "spending_share", "offer_share", "effective_support"), "share"),
    **dict.fromkeys(("cost", "lost", "left"), "money"),
    **dict.fromkeys(("utility", "above", "up_to"), "utility"),
}
Values = Mapping[str, Any]


def _numbers(values: Values) -> dict[str, Any]:
    return {label: value for label, value in values.items() if not isinstance(value, list)}


def evaluation_table(outcome: Outcome, values: Values, width: int | None = None) -> str:
    """Return a text: each metric with its value and unit, then the tables.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    values : mapping of str to value
        As ``fairbudget.evaluate(outcome, ..., exact=True)`` returns them.
    width : int, optional
        Columns of text; by default that of the terminal.
    """
    election = outcome.election
    assert election is not None
    parts: list[Any] = [
        f"{outcome.rule}: {len(outcome.selected)} of {election.num_projects} projects, "
        f"{write_value(outcome.cost, 'money')} of {write_value(election.budget, 'money')}, "
        f"{write_value(election.num_voters)} voters"
    ]
    numbers = _numbers(values)
    if numbers:
        lines = []
        for label, value in numbers.items():
            better = registry.metrics[label.split(":")[0]].properties.get("better")
            lines.append([label, write_value(value, unit_of(label)), unit_of(label), better or ""])
        parts.append((["metric", "value", "unit", "better"], lines))
    for label, rows in values.items():
        if not isinstance(rows, list):
            continue
        parts.append(label)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        cells = [[_cell(row[key], _COLUMNS.get(key, "")) for key in headings] for row in rows]
        parts.append(([heading.replace("_", " ") for heading in headings], cells))
    return render(parts, width)


def _cell(value: Any, unit: str) -> str:
    if isinstance(value, Mapping):
        # the projects that took most
        shown = [f"{key} {write_value(amount, 'money')}" for key, amount in list(value.items())[:3]]
        return ", ".join(shown) + (f", {len(value) - 3} more" if len(value) > 3 else "")
    return write_value(value, unit)


def evaluation_csv(values: Values) -> str:
    """Return the numbers as CSV with a row each, or the rows of the table if there is only one and nothing else."""
    if len(values) == 1 and isinstance(next(iter(values.values())), list):
        return rows_csv(next(iter(values.values())))
    return rows_csv([{"metric": label, "value": value, "unit": unit_of(label)} for label, value in values.items()
                     if not isinstance(value, list)])  # fmt: skip


def evaluation_json(outcome: Outcome, values: Values) -> str:
    """Return everything as JSON text, with the definitions of the metrics; fractions become the nearest floats."""
    election = outcome.election
    assert election is not None
    return json_text(
        {
            "format": FORMAT,
            "version": VERSION,
            "rule": outcome.rule,
            "options": dict(outcome.options),
            "selected": list(outcome.selected),
            "cost": outcome.cost,
            "budget": election.budget,
            "voters": election.num_voters,
            "metrics": dict(values),
            "about": about_rows(list(values), registry.metrics),
        }
    )


def save_evaluation(values: Values, path: str | os.PathLike[str]) -> None:
    """Write a workbook: the numbers, a sheet for each table, and the definitions."""
    numbers = [{"metric": label, "value": value, "unit": unit_of(label)} for label, value in _numbers(values).items()]
    sheets = [rows_sheet("metrics", numbers)] if numbers else []
    names: set[str] = set()
    for label, rows in values.items():
        if not isinstance(rows, list):
            continue
        # names of sheets have at most 31 letters and no colon
        name = label.replace(":", " ").replace("/", " ")[:28]
        while name in names:
            name = f"{name[:26]} {len(names)}"
        names.add(name)
        sheets.append(rows_sheet(name, rows))
    write_workbook(path, [*sheets, rows_sheet("about", about_rows(list(values), registry.metrics))])


def across_table(found: Across, what: str, width: int | None = None) -> str:
    """Return the indices of an amount across units as text, a column for each basis, and Theil's index by group."""
    rows = found.rows()
    bases = list(dict.fromkeys(row["basis"] for row in rows))
    values = {(row["measure"], row["basis"]): row["value"] for row in rows}
    measures = list(dict.fromkeys(row["measure"] for row in rows))
    lines = [
        [name, *(write_value(values[name, basis], "index") if (name, basis) in values else "" for basis in bases)]
        for name in measures
    ]
    parts: list[Any] = [f"{what} across {len(found.names)} units", (["measure", *bases], lines)]
    parts += [
        "per head: the amount for each person, units weighing as many as their people; per unit: the same, each unit "
        "counting once; amounts per unit: whole amounts, each unit counting once"
    ]
    theil = found.decompositions.get(("theil-t", "per head"))
    if theil is not None:
        parts.append("Theil T per head, by group")
        cells = [
            [part.group, write_value(part.share_of_members, "share"), write_value(part.share_of_amount, "share"),
             write_value(part.ratio, "ratio"), write_value(part.index, "index")]
            for part in theil.groups
        ]  # fmt: skip
        parts.append((["group", "people", "amount", "mean to mean of all", "within"], cells))
    if found.left_out:
        parts.append(f"left out, having no people: {', '.join(found.left_out)}")
    return render(parts, width)


def across_csv(found: Across) -> str:
    """Return the indices as CSV: ``measure, basis, value``."""
    return rows_csv(found.rows())


def _units(found: Across) -> list[dict[str, Any]]:
    rows = []
    for k, name in enumerate(found.names):
        people, amount = found.people[k], found.amounts[k]
        row: dict[str, Any] = {"unit": name, "group": found.groups[k], "people": people, "amount": amount}
        row["per_head"] = float(amount) / float(people) if people else None
        if found.need_ratios is not None:
            row["need_adjusted_ratio"] = found.need_ratios[k]
        rows.append(row)
    return rows


def _groups(found: Across) -> list[dict[str, Any]]:
    return [
        {
            "measure": measure,
            "basis": basis,
            "group": part.group,
            "share_of_members": part.share_of_members,
            "share_of_amount": part.share_of_amount,
            "mean_to_mean_of_all": part.ratio,
            "index": part.index,
            "within": part.within,
        }
        for (measure, basis), parts in found.decompositions.items()
        for part in parts.groups
    ]


def across_json(found: Across, what: str) -> str:
    """Return the indices, the units and the groups as JSON text."""
    return json_text(
        {
            "format": "fairbudget-inequality",
            "version": VERSION,
            "amount": what,
            "figures": found.rows(),
            "units": _units(found),
            "groups": _groups(found),
            "left_out": list(found.left_out),
        }
    )


def save_across(found: Across, path: str | os.PathLike[str]) -> None:
    """Write a workbook with the indices, the units and the groups."""
    sheets = [rows_sheet("figures", found.rows()), rows_sheet("units", _units(found))]
    if found.decompositions:
        sheets.append(rows_sheet("groups", _groups(found)))
    write_workbook(path, sheets)
