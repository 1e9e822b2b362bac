"""What stands beside the store when a run has ended: the tables, and the manifest that says where they come from."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from fairbudget.experiments.study.export import write_table
from fairbudget.experiments.study.results import COLUMNS, TABLES, Results, instance_rows, long_rows
from fairbudget.files import write_text

__all__ = ["MANIFEST", "manifest", "write_products"]

MANIFEST = "manifest.json"
FORMAT = "fairbudget-run"


def manifest(results: Results) -> dict[str, Any]:
    """Return what a run used and found, JSON-ready; no time, no host, no path.

    Returns
    -------
    dict
        ``study``, ``config`` (hash of the settings), ``plan`` (hash of the keys of all units), ``code``, ``versions``
        (with how many units were computed by each), ``about``, ``settings``, ``limits``, ``notes``, ``rules`` and
        ``measures`` with their options, ``instances`` (source, name, formula, seed, hash), ``units`` (all, stored),
        ``statuses`` (rows of the long table by status), ``complete``.
    """
    plan = results.plan
    there, total = results.counts()
    around: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for _, versions, result, _ in results.units():
        around[versions] += 1
        statuses[result["status"]] += 1 if result["status"] != "ok" else 0
        statuses.update(status for status, _, _ in result["measures"])
    return {
        "format": FORMAT,
        "version": 1,
        "complete": there == total,
        "study": plan["study"],
        "config": plan["config"],
        "plan": results.id,
        "code": plan["code"],
        "versions": dict(sorted(around.items())),
        "about": plan["about"],
        "motivations": plan["motivations"],
        "settings": plan["settings"],
        "limits": plan["limits"],
        "notes": plan["notes"],
        "rules": plan["variants"],
        "measures": plan["measures"],
        "instances": [
            {key: item[key] for key in ("source", "name", "formula", "seed", "data")} for item in plan["instances"]
        ],
        "units": {"all": total, "stored": there},
        "statuses": {status: count for status, count in sorted(statuses.items()) if count},
    }


def write_products(results: Results, folder: Path) -> list[Path]:
    """Write ``results.csv``, ``instances.csv`` and, last, ``manifest.json`` with the hashes of both.

    The same results give the same bytes. The long table is written row by row: it may be larger than the memory.
    """
    folder.mkdir(parents=True, exist_ok=True)
    long = folder / "results.csv"
    write_table(long_rows(results), COLUMNS, "csv", long)
    about = folder / "instances.csv"
    write_table(instance_rows(results), TABLES["instances"], "csv", about)
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (long, about)}
    facts = {**manifest(results), "files": files}
    write_text(folder / MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
    return [long, about, folder / MANIFEST]
