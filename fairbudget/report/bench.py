"""The page of the benches: what was measured, beside the peers, and how it moved from one time to the next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from fairbudget.report.pages import render

__all__ = ["bench_page", "sparkline"]

#: Latest entries of the history that a line shows.
LATEST = 40
_WORDS = {True: "reached", False: "missed", None: ""}


def bench_page(bench: Mapping[str, Any], history: Sequence[Mapping[str, Any]]) -> str:
    """Return the page as self-contained HTML.

    Parameters
    ----------
    bench : mapping
        What ``bench.json`` holds.
    history : sequence of mapping
        What ``history.json`` holds, the oldest first.

    Returns
    -------
    str
    """
    parts = []
    for name, rows in bench["parts"].items():
        lines = []
        for row in rows:
            past = _past(history, name, row)
            lines.append(
                {
                    **row,
                    "shown": "not measured" if row["value"] is None else f"{row['value']:.4g} {row['unit']}",
                    "times": "" if row["ratio"] is None else _times(row["ratio"]),
                    "verdict": _WORDS[row["reached"]],
                    "line": sparkline(past),
                    "spoken": _spoken(past, row["unit"]),
                }
            )
        parts.append({"name": name, "rows": lines})
    verdicts = [row["reached"] for rows in bench["parts"].values() for row in rows]
    summary = {"reached": verdicts.count(True), "missed": verdicts.count(False), "runs": len(history)}
    return render("bench.html.j2", bench=bench, parts=parts, summary=summary)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.1f}×"


def _past(history: Sequence[Mapping[str, Any]], part: str, row: Mapping[str, Any]) -> list[float]:
    found = []
    for entry in history[-LATEST:]:
        for old in entry["parts"].get(part, ()):
            if (old["work"], old["who"], old["unit"]) == (row["work"], row["who"], row["unit"]) and old["value"]:
                found.append(float(old["value"]))
    return found


def _spoken(values: Sequence[float], unit: str) -> str:
    if len(values) < 2:
        return "no earlier figure"
    return f"{len(values)} figures, from {values[0]:.3g} to {values[-1]:.3g} {unit}"


def sparkline(values: Sequence[float], width: int = 120, height: int = 26) -> str:
    """Return the points of a polyline on a logarithmic scale, the latest figure at the right; empty for a single one.

    Examples
    --------
    >>> sparkline([1.0, 10.0, 100.0], 100, 20)
    '2.0,18.0 50.0,10.0 98.0,2.0'
    >>> sparkline([3.0])
    ''
    """
    if len(values) < 2:
        return ""
    logs = [math.log(value) for value in values]
    low, high = min(logs), max(logs)
    # a difference of less than a tenth stays visibly small
    spread = max(high - low, math.log(1.1))
    step = (width - 4) / (len(logs) - 1)
    middle = (high + low) / 2
    return " ".join(
        f"{2 + k * step:.1f},{height / 2 - (value - middle) / spread * (height - 4):.1f}"
        for k, value in enumerate(logs)
    )
