"""Metrics as tables for a terminal, CSV, JSON and workbooks: of one outcome, of rules side by side, across units."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from fairbudget import registry
from fairbudget.io.tables import Sheet, csv_text
from fairbudget.registry import Registry

__all__ = ["about_rows", "json_text", "plain_cell", "render", "rows_csv", "rows_sheet", "unit_of", "write_value"]

#: Kinds of measures, in the order in which an id is looked for.
KINDS = (registry.metrics, registry.agreements, registry.indices)
#: Headings of columns that hold names.
LEFT = ("second", "name", "lost to", "basis", "group")
Rows = Sequence[Mapping[str, Any]]


def _entry(label: str, kinds: Sequence[Registry] = KINDS) -> Any:
    id = label.split(":")[0].split(",")[0]
    return next((kind[id] for kind in kinds if id in kind), None)


def unit_of(label: str) -> str:
    """Return the unit of a metric, whatever options its label carries; an empty text if it is none.

    Examples
    --------
    >>> unit_of("mean-satisfaction:utility=cost"), unit_of("rule")
    ('utility', '')
    """
    entry = _entry(label)
    return "" if entry is None else str(entry.properties["unit"])


def write_value(value: Any, unit: str = "") -> str:
    """Return a value as a reader wants it: shares in per cent, large numbers with their thousands apart.

    Examples
    --------
    >>> write_value(Fraction(1, 3), "share"), write_value(1234567, "money"), write_value(None)
    ('33.3 %', '1 234 567', '–')
    >>> write_value(Fraction(5, 2), "utility"), write_value(0.00004, "index"), write_value(math.inf, "ratio")
    ('2.50', '4.0e-05', '∞')
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    number = float(value)
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    if unit == "share":
        return f"{100 * number:.1f} %"
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    if number and abs(number) < 0.0005:
        return f"{number:.1e}"
    if abs(number) >= 1000:
        return f"{number:,.0f}".replace(",", " ")
    return f"{number:.3f}" if unit in ("index", "ratio") else f"{number:.2f}"


def plain_cell(value: Any) -> Any:
    """Return a value that JSON and workbooks can hold: fractions as floats, infinity and lists as text."""
    if isinstance(value, Fraction):
        return float(value) if value.denominator != 1 else int(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "inf" if value > 0 else "-inf"
    if isinstance(value, list | tuple):
        return [plain_cell(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain_cell(item) for key, item in value.items()}
    return value


def json_text(data: Any) -> str:
    """Return JSON text; fractions become the nearest floats."""
    return json.dumps(plain_cell(data), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _flat(value: Any) -> Any:
    """Return a value that fits one cell."""
    value = plain_cell(value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item:.10g}" for key, item in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _headings(rows: Rows) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def rows_csv(rows: Rows) -> str:
    """Return rows as CSV text with a heading line; what is not defined is empty."""
    headings = _headings(rows)
    return csv_text(headings, [[_flat(row.get(key)) for key in headings] for row in rows])


def rows_sheet(name: str, rows: Rows) -> Sheet:
    """Return rows as a sheet of a workbook."""
    headings = _headings(rows)
    cells = [[_flat(row.get(key)) for key in headings] for row in rows]
    kinds = []
    for k in range(len(headings)):
        found = [line[k] for line in cells if line[k] is not None]
        whole = all(isinstance(value, int) for value in found)
        numbers = all(isinstance(value, int | float) for value in found)
        kinds.append("integer" if whole and found else "number" if numbers and found else "text")
    return Sheet(name, headings, cells, kinds)


def about_rows(labels: Sequence[str], kind: Registry) -> list[dict[str, str]]:
    """Return what a reader must know about some metrics: unit, direction, definition, reference."""
    rows = []
    for label in labels:
        entry = _entry(label, (kind,))
        rows.append(
            {
                "metric": label,
                "unit": entry.properties["unit"],
                "better": entry.properties.get("better") or "",
                "definition": entry.summary,
                "reference": entry.reference,
            }
        )
    return rows


def render(parts: Sequence[str | tuple[Sequence[str], Sequence[Sequence[str]]]], width: int | None = None) -> str:
    """Return texts and tables (headings and cells, the first column to the left) for a terminal.

    Parameters
    ----------
    parts : sequence
        Texts, and pairs of headings and rows of cells.
    width : int, optional
        Columns of text; by default that of the terminal, and as wide as the tables need where there is none.
    """
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if width is None:
        width = shutil.get_terminal_size((200, 24)).columns if sys.stdout.isatty() else 400
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, highlight=False)
    for part in parts:
        if isinstance(part, str):
            console.print(Text(part))
            continue
        headings, rows = part
        table = Table(box=box.SIMPLE, pad_edge=False)
        for k, heading in enumerate(headings):
            left = k == 0 or heading in LEFT
            table.add_column(Text(heading), justify="left" if left else "right", overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).strip("\n") + "\n"
