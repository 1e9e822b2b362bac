"""The part of a page on ceilings: a picture by kecamatan, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from fairbudget.formulas import Ceilings
from fairbudget.money import format_rupiah
from fairbudget.report.charts import Bar, Style, stacked_panel, styles
from fairbudget.report.numbers import decimal, millions, rupiah
from fairbudget.report.parts import PLACE, background, markup

__all__ = ["Segment", "ceilings_section", "groups_of", "looks_of", "segments_of"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One colour of the picture of ceilings: a base, or what an indicator contributes."""

    label: str
    weight: str
    amounts: tuple[int, ...]
    base: bool


def segments_of(found: Ceilings) -> list[Segment]:
    """Return the colours of a picture of ceilings: each base, and what each indicator contributes."""
    segments = []
    for result in found.components:
        component = result.component
        name = component.id
        if not result.parts:
            segments.append(Segment(component.label or name, "", tuple(result.amounts), True))
            continue
        rows = [row.shares[component.key] for row in found.rows]
        for j, part in enumerate(result.parts):
            indicator = part.indicator
            label = indicator.label or indicator.column.replace("_", " ")
            label = label[:1].upper() + label[1:]
            weight = f"{decimal(indicator.weight * 100, 1).removesuffix('.0')} % of {name}"
            segments.append(Segment(label, weight, tuple(row[j].amount for row in rows), False))
    return segments


def looks_of(segments: Sequence[Segment]) -> list[Style]:
    """Return how each segment looks: the first base is grey."""
    bases = [segment for segment in segments if segment.base]
    coloured = styles(None, [segment.label for segment in segments if not segment.base or segment is not bases[0]])
    rest = iter(coloured)
    return [styles(segment.label, [])[0] if bases and segment is bases[0] else next(rest) for segment in segments]


def groups_of(found: Ceilings) -> dict[str, list[int]]:
    """Return the rows of each kecamatan, in the order of the table, the highest ceiling first within each."""
    groups: dict[str, list[int]] = {}
    for k in range(len(found)):
        groups.setdefault(found.groups[k] if found.groups else "", []).append(k)
    totals = found.totals
    return {name: sorted(rows, key=lambda k: (-totals[k], k)) for name, rows in groups.items()}


def ceilings_section(found: Ceilings) -> dict[str, Any]:
    """Return texts, pictures and table rows of the section, by the names that the template uses.

    Every kecamatan is a panel and a part of the table; within it the highest ceiling comes first.
    """
    totals = found.totals
    segments = segments_of(found)
    looks = looks_of(segments)
    groups = groups_of(found)
    top = max(totals, default=0) / 1e6
    panels = []
    for number, (group, rows) in enumerate(groups.items(), 1):
        bars = [Bar(found.names[k], tuple(s.amounts[k] / 1e6 for s in segments), millions(totals[k])) for k in rows]
        title = group or f"All {PLACE}"
        svg = stacked_panel(
            f"ceilings-{number}",
            f"Ceilings in {title}",
            bars,
            looks,
            top,
            description="Million rupiah: " + "; ".join(f"{bar.label} {bar.text}" for bar in bars),
            room=found.names,
        )
        note = f"{len(rows)} {PLACE}, {rupiah(sum(totals[k] for k in rows))}"
        panels.append({"title": title, "note": note, "svg": markup(svg)})
    high = max(range(len(totals)), key=lambda k: (totals[k], -k))
    low = min(range(len(totals)), key=lambda k: (totals[k], k))
    components = " + ".join(result.component.id for result in found.components)
    text = (
        f"Each {PLACE} receives {found.formula.total_id} = {components}. The highest ceiling is that of "
        f"{found.names[high]} ({rupiah(totals[high])}), the lowest that of {found.names[low]} ({rupiah(totals[low])}); "
        f"half of the {PLACE} have at least {rupiah(Fraction(median(totals)))}. "
        "In the table, the contributions of the indicators are rounded so that they add up to the row's amount."
    )
    headings = [segment.label for segment in segments]
    several = len(found.components) > 1
    own = [r.component.id for r in found.components if r.parts] if several else []
    headings += [*own, found.formula.total_id]

    def cells(rows: Sequence[int]) -> list[str]:
        columns = [segment.amounts for segment in segments]
        columns += [tuple(r.amounts) for r in found.components if r.parts] if several else []
        columns.append(tuple(totals))
        return [rupiah(sum(column[k] for k in rows), "") for column in columns]

    return {
        "text": text,
        "legend": [
            {"label": segment.label, "weight": segment.weight, "background": background(look)}
            for segment, look in zip(segments, looks, strict=True)
        ],
        "panels": panels,
        "caption": f"Ceilings in million rupiah, by kecamatan, the highest first; all panels have the same scale. "
        f"The number at the end of each bar is the ceiling ({found.formula.total_id}).",
        "rounding": _rounding(found),
        "headings": headings,
        "groups": [
            {
                "name": group or f"All {PLACE}",
                "rows": [{"name": found.names[k], "cells": cells([k])} for k in rows],
                "sums": cells(rows),
            }
            for group, rows in groups.items()
        ],
        "count": len(found),
        "sums": cells(range(len(found))),
    }


def _rounding(found: Ceilings) -> str:
    unit = "the rupiah" if found.formula.rounding_unit == 1 else rupiah(found.formula.rounding_unit)
    text = f"Amounts are rounded to {unit} ({found.formula.rounding})"
    if not found.residual:
        return f"{text}; together they give the formula's funds to the rupiah."
    rounding = sum((result.residual_of_rounding for result in found.components), Fraction(0))
    totals = sum((result.residual_of_totals for result in found.components), Fraction(0))
    causes = [f"{_difference(rounding)} by rounding"]
    if totals:
        causes.append(f"{_difference(totals)} since totals that the formula gives are not the sums of the columns")
    return f"{text}; together they give {_difference(found.residual)} than the formula's funds: {', '.join(causes)}."


def _difference(left: Fraction) -> str:
    """Return an amount that is left over as "less", one that is given too much as "more"."""
    amount = format_rupiah(abs(left), "Rp\u00a0")
    return f"{amount} {'less' if left >= 0 else 'more'}"
