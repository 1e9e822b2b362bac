"""All benches together: one file that machines read, and a history to see how figures move."""

from __future__ import annotations

import datetime
import importlib
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fairbudget.errors import Fault, InputError, OptionError, nearest
from fairbudget.experiments.bench import Measurement, Report, environment
from fairbudget.files import write_text

__all__ = ["PARTS", "Settings", "gather", "reached", "read_history", "record"]

FORMAT = "fairbudget-bench"
HISTORY = "history.json"

#: part -> (module, function) that measures it
PARTS = {
    "ceilings": ("bench_ceilings", "bench_ceilings"),
    "rules": ("bench_rules", "bench_rules"),
    "fairness": ("bench_fairness", "bench_fairness"),
    "musrenbang": ("bench_musrenbang", "bench_musrenbang"),
}

_BAR = re.compile(r"([≤≥<>])\s*([\d,]*\.?\d+)\s*(×|[A-Za-z/]+)(?:\s+([A-Za-z]\w*))?")
_HOLDS: dict[str, Callable[[float, float], bool]] = {
    "≤": lambda value, bar: value <= bar,
    "≥": lambda value, bar: value >= bar,
    "<": lambda value, bar: value < bar,
    ">": lambda value, bar: value > bar,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How to measure.

    Attributes
    ----------
    elections : Path or None
        Folder of Pabulib files; None for the usual places.
    instance : Path
        Folder of the published table of ceilings.
    peers : bool
    repeat : int
    keep : Path or None
        Folder in which the report of each part is written again after each measurement.
    """

    elections: Path | None = None
    instance: Path = Path("instances/bogor")
    peers: bool = True
    repeat: int = 5
    keep: Path | None = None


def gather(
    parts: Sequence[str] = tuple(PARTS),
    settings: Settings = Settings(),
    say: Callable[[str], None] = lambda text: None,
) -> list[Report]:
    """Measure several parts, one after the other.

    Parameters
    ----------
    parts : sequence of str
        Out of :data:`PARTS`.
    settings : Settings
    say : callable
        Told what is being measured.

    Returns
    -------
    list of Report

    Raises
    ------
    OptionError
        On an unknown part, before anything is measured.
    """
    for part in parts:
        if part not in PARTS:
            raise OptionError(f"no bench {part!r}; {nearest(part, PARTS)}")
    reports = []
    for part in dict.fromkeys(parts):
        module, name = PARTS[part]
        function = getattr(importlib.import_module(f"fairbudget.experiments.{module}"), name)
        options: dict[str, Any] = {
            "repeat": settings.repeat,
            "say": lambda text, part=part: say(f"{part}: {text}"),
            "keep": settings.keep,
        }
        if part in ("ceilings", "musrenbang"):
            reports.append(function(*([settings.instance] if part == "ceilings" else []), **options))
            continue
        from fairbudget.experiments.bench_rules import elections_folder

        if part == "rules":
            options["peers"] = settings.peers
        reports.append(function(elections_folder(settings.elections), **options))
    return reports


def reached(measurement: Measurement, others: Sequence[Measurement]) -> bool | None:
    """Tell whether a figure reaches all that was asked for it.

    Parameters
    ----------
    measurement : Measurement
        Of fairbudget, with a bar such as ``"≤ 0.3 s; ≥ 15× pabutools"``.
    others : sequence of Measurement
        Of the same bench; peers have the same work and a ratio.

    Returns
    -------
    bool or None
        None if nothing was asked for, or something asked for was not measured and nothing measured misses its bar.

    Examples
    --------
    >>> ours = Measurement("read", "fairbudget", 0.2, bar="≤ 0.3 s; ≥ 15× pabutools")
    >>> peer = Measurement("read", "pabutools", 4.0, ratio=20.0)
    >>> slow = Measurement("run", "fairbudget", 2.0, bar="< 1 s")
    >>> reached(ours, [ours, peer]), reached(ours, [ours]), reached(slow, [slow])
    (True, None, False)
    """
    found: list[bool | None] = []
    for sign, number, unit, peer in _BAR.findall(measurement.bar):
        value = measurement.value if unit == measurement.unit else None
        if unit == "×":
            beside = [item for item in others if item.work == measurement.work and item.who.startswith(peer or "?")]
            value = beside[0].ratio if beside else None
        elif unit == "ms" and measurement.unit == "s" and measurement.value is not None:
            value = measurement.value * 1000
        found.append(None if value is None else _HOLDS[sign](value, float(number.replace(",", ""))))
    if not found:
        return None
    return False if False in found else None if None in found else True


def record(reports: Sequence[Report], folder: str | os.PathLike[str], now: datetime.datetime | None = None) -> Path:
    """Write each report, all together as ``bench.json``, and one more entry of ``history.json``.

    Parameters
    ----------
    reports : sequence of Report
    folder : path
    now : datetime, optional
        By default the time of the call.

    Returns
    -------
    Path
        Of ``bench.json``.

    Raises
    ------
    InputError
        If there is a history that cannot be read; nothing is written then.
    """
    from fairbudget.experiments.study.code import code_version

    base = Path(folder)
    history = read_history(base)
    stamp = (now or datetime.datetime.now(datetime.UTC)).replace(microsecond=0).isoformat()
    facts = {"time": stamp, "code": code_version(("fairbudget",)), "environment": environment()}
    parts = {
        report.name: [{**asdict(item), "reached": reached(item, report.measurements)} for item in report.measurements]
        for report in reports
    }
    for report in reports:
        report.save(base)
    path = base / "bench.json"
    write_text(path, _json({"format": FORMAT, "version": 1, **facts, "parts": parts}))
    brief = {
        name: [{key: row[key] for key in ("work", "who", "value", "unit", "ratio", "reached")} for row in rows]
        for name, rows in parts.items()
    }
    write_text(base / HISTORY, _json([*history, {**facts, "parts": brief}]))
    return path


def read_history(folder: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Return what was recorded in a folder before, the oldest first.

    Raises
    ------
    InputError
        If the file is damaged: it is not written over.
    """
    path = Path(folder) / HISTORY
    if not path.exists():
        return []
    try:
        entries = json.loads(path.read_text("utf-8"))
        if not isinstance(entries, list) or not all(
            isinstance(e, dict) and {"time", "parts"} <= set(e) for e in entries
        ):
            raise ValueError("not a list of benches")
    except (OSError, ValueError) as error:
        raise InputError([Fault(f"not a history of benches: {error}", file=str(path))]) from None
    return entries


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
