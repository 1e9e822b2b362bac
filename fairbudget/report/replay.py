"""The replay of real elections as a table to read, CSV, or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fairbudget.experiments.replay import STATUSES, Replay, Summary, summary

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["replay_csv", "replay_json", "replay_table"]

FORMAT = "fairbudget-replay"
VERSION = 1
#: How many projects of a difference the table names; the others are counted. CSV and JSON have all.
SHOWN = 6

COLUMNS = (
    "file",
    "rule",
    "status",
    "reading",
    "projects",
    "voters",
    "official",
    "ours",
    "only_official",
    "only_ours",
    "marks",
    "reasons",
    "notes",
    "warnings",
    "error",
)


def replay_table(results: Sequence[Replay], details: bool = False, width: int | None = None) -> str:
    """Return a table by official rule, the elections that differ with the likeliest reasons, and unreadable files.

    Parameters
    ----------
    results : sequence of Replay
    details : bool
        Also list every other election, with how the rule was read.
    width : int, optional
        Columns of text; by default that of the terminal, and 160 where there is none.

    Returns
    -------
    str
    """
    import shutil
    import sys

    from rich.console import Console
    from rich.text import Text

    if width is None:
        width = shutil.get_terminal_size((160, 24)).columns if sys.stdout.isatty() else 160
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, highlight=False)
    console.print(_by_rule(summary(results)))
    differing = [item for item in results if item.status == "differs"]
    if differing:
        console.print(Text("Differs from the official result:"))
    for item in differing:
        _tell(console, item)
    other = [item for item in results if item.status in ("matched", "rule-not-known", "no-result")]
    told = other if details else [item for item in other if item.reading or item.reasons]
    if told:
        console.print(Text("Every other election:" if details else "Matched by another reading, or rule not known:"))
    for item in told:
        _tell(console, item)
    lost = [item for item in results if item.status == "unreadable"]
    if lost:
        console.print(Text(f"Not readable ({len(lost)}):"))
    for item in lost:
        console.print(Text(f"  {item.path}: {item.error}".replace(f"{item.path}: {item.path}", item.path)))
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _by_rule(rows: Sequence[Summary]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    total = Summary("", *(sum(getattr(row, name) for row in rows) for name in Summary.__slots__[1:]))
    table = Table(box=box.SIMPLE, show_footer=True)
    table.add_column("official rule", footer="all", overflow="fold")
    cells = [_cells(row) for row in (*rows, total)]
    headings = ("files", "matched", "as stated", "otherwise", "differs", "no result", "rule not known", "matched %")
    for heading, foot in zip(headings, cells[-1], strict=True):
        table.add_column(heading, justify="right", footer=foot)
    for row, texts in zip(rows, cells, strict=False):
        table.add_row(*map(Text, (row.rule or "(none)", *texts)))
    return table


def _cells(row: Summary) -> list[str]:
    share = "" if row.share is None else f"{float(100 * row.share):.1f}"
    numbers = (row.files, row.matched, row.plain, row.otherwise, row.differs, row.no_result, row.not_known)
    return [*map(str, numbers), share]


def _tell(console: Any, item: Replay) -> None:
    from rich.padding import Padding
    from rich.text import Text

    lines = [f"{item.path} ({item.rule or 'no rule'}): {item.status}" + (f", {item.reading}" if item.reading else "")]
    if item.status == "differs":
        lines[0] = f"{item.path} ({item.rule})" + (f"; closest: {item.reading}" if item.reading else "")
        lines.append(f"only official: {_some(item.only_official)}; only ours: {_some(item.only_ours)}")
    for text in (*item.reasons[:SHOWN], *item.notes):
        lines.append(text)
    if len(item.reasons) > SHOWN:
        lines.append(f"... and {len(item.reasons) - SHOWN} more reasons in CSV and JSON")
    console.print(Padding(Text(lines[0]), (0, 0, 0, 2)))
    for line in lines[1:]:
        console.print(Padding(Text(line), (0, 0, 0, 6)))


def _some(ids: Sequence[str]) -> str:
    if not ids:
        return "none"
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return ", ".join(ids[:SHOWN]) + more


def _record(item: Replay) -> dict[str, Any]:
    return {
        "file": item.path,
        "rule": item.rule,
        "status": item.status,
        "reading": item.reading,
        "projects": item.projects,
        "voters": item.voters,
        "official": list(item.official),
        "ours": list(item.ours),
        "only_official": list(item.only_official) if item.status in ("matched", "differs") else [],
        "only_ours": list(item.only_ours),
        "marks": dict(item.marks),
        "reasons": list(item.reasons),
        "notes": list(item.notes),
        "warnings": item.faults,
        "error": item.error,
    }


def replay_csv(results: Sequence[Replay]) -> str:
    """Return one row an election, lists separated by commas (ids) or semicolons (sentences), with a heading."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for item in results:
        row = _record(item)
        for name in ("official", "ours", "only_official", "only_ours"):
            row[name] = ",".join(row[name])
        for name in ("reasons", "notes"):
            row[name] = "; ".join(row[name])
        row["marks"] = ",".join(f"{id}={mark}" for id, mark in row["marks"].items())
        writer.writerow(row)
    return buffer.getvalue()


def replay_json(results: Sequence[Replay]) -> str:
    """Return the counts by rule and a record an election as JSON text."""
    rules = [
        {
            "rule": row.rule,
            "files": row.files,
            "matched": row.matched,
            "matched_as_stated": row.plain,
            "matched_otherwise": row.otherwise,
            "differs": row.differs,
            "no_result": row.no_result,
            "rule_not_known": row.not_known,
        }
        for row in summary(results)
    ]
    statuses = {status: sum(item.status == status for item in results) for status in STATUSES}
    data = {
        "format": FORMAT,
        "version": VERSION,
        "statuses": statuses,
        "rules": rules,
        "elections": [_record(item) for item in results],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
