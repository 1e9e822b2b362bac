"""A study and its store together: what ``fairbudget run`` and ``fairbudget results`` do."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fairbudget.errors import FairbudgetError, InputError, OptionError, nearest
from fairbudget.experiments.study import results as tables
from fairbudget.experiments.study.local import LocalPool
from fairbudget.experiments.study.manifest import write_products
from fairbudget.experiments.study.plan import Plan, make_plan
from fairbudget.experiments.study.read import read_study
from fairbudget.experiments.study.results import Results
from fairbudget.experiments.study.run import Progress, Summary, run_plan
from fairbudget.experiments.study.store import Store

__all__ = ["Session", "open_results", "select_rows", "store_of"]

#: Columns that the table on a screen leaves out.
_HIDDEN = ("study", "options", "unit", "data", "config", "code", "versions", "rule_id", "fingerprint", "parameters")


def store_of(name: str) -> Path:
    """Return where the results of a study are kept unless another place is named."""
    return Path("runs") / name / "store.sqlite"


@dataclasses.dataclass(frozen=True)
class Session:
    """A study, its plan, and where its results are kept.

    Attributes
    ----------
    plan : Plan
    path : Path
        Of the store.
    """

    plan: Plan
    path: Path

    @classmethod
    def open(cls, file: str | os.PathLike[str], *, sample: bool = False, store: Path | None = None) -> Session:
        """Read a study file and lay out its units; nothing is written.

        Raises
        ------
        InputError
            With everything that is wrong in the file, or with the elections that it names.
        """
        study = read_study(file)
        if sample:
            study = dataclasses.replace(study, name=f"{study.name}-sample", sampled=True)
        return cls(make_plan(study), store or store_of(study.name))

    def describe(self, jobs: int) -> str:
        """Return the grid, its size, and about how long it takes."""
        from fairbudget.experiments.study.estimate import describe

        if not self.path.is_file():
            return describe(self.plan, None, jobs)
        with Store(self.path, write=False) as store:
            return describe(self.plan, store, jobs)

    def run(
        self,
        *,
        jobs: int = 1,
        executor: str = "local",
        scheduler: str | None = None,
        resume: bool = False,
        retry: bool = False,
        fresh: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Compute what is missing, then write ``results.csv``, ``instances.csv`` and ``manifest.json``.

        They stand in the folder of the store. See :func:`fairbudget.experiments.study.run.run_plan`.
        """
        make: Any = LocalPool
        if executor == "dask":
            from fairbudget.experiments.study.cluster import dask_pool

            make = dask_pool(scheduler)
        if resume and not self.path.is_file():
            raise InputError(f"{self.path}: nothing to resume: there is no such store; run it without --resume")
        with Store(self.path) as store:
            summary = run_plan(
                self.plan,
                store,
                jobs=jobs,
                executor=make,
                resume=resume,
                retry=retry,
                fresh=fresh,
                progress=progress,
            )
            write_products(Results.of(store, self.plan.study.name), self.folder)
        return summary

    @property
    def folder(self) -> Path:
        """Where the tables go."""
        own = self.path == store_of(self.plan.study.name)
        return self.path.parent if own else self.path.parent / f"{self.path.stem}-{self.plan.study.name}"

    def closing_words(self, summary: Summary) -> str:
        """Return what was done, for a person."""
        parts = [f"{summary.computed} computed in {_duration(summary.seconds)}"]
        if summary.before:
            parts.append(f"{summary.before} were there")
        if summary.elsewhere:
            parts.append(f"{summary.elsewhere} computed by another run")
        lines = [f"{self.plan.study.name}: {summary.units} units ({', '.join(parts)})"]
        if summary.bad:
            lines.append(f"{summary.bad} units failed, in whole or in part: see the columns status and detail")
        lines.append(f"{self.folder / 'results.csv'}, manifest.json beside it; `fairbudget results` shows and converts")
        return "\n".join(lines)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.1f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def open_results(name: str, *, sample: bool = False, store: Path | None = None) -> Results:
    """Open the results of a study by its name, or by its file.

    Raises
    ------
    InputError
        If there are none.
    """
    if name.endswith(".toml"):
        name = read_study(name).name
    name += "-sample" if sample else ""
    path = store or store_of(name)
    if not path.is_file():
        there = sorted(item.parent.name for item in Path("runs").glob("*/store.sqlite"))
        raise InputError(f"no results of a study {name!r} in {path}; {nearest(name, there)}")
    opened = Store(path, write=False)
    try:
        return Results.of(opened, name)
    except FairbudgetError:
        opened.close()
        raise


def select_rows(
    results: Results,
    what: str = "results",
    *,
    metric: str | None = None,
    rule: str | None = None,
    columns: str | None = None,
    short: bool = False,
) -> tuple[Iterable[Mapping[str, Any]], list[str]]:
    """Return some rows and columns of one of the tables; rows are read from the store as they are asked for.

    Parameters
    ----------
    what : {"results", "instances", "outcomes", "timings"}
    metric, rule : str, optional
        Labels, separated by commas; a metric's label stands for its named figures too.
    columns : str, optional
        Names, separated by commas.
    short : bool
        Leave out columns of provenance, and those without a value.

    Raises
    ------
    OptionError
        On a label or column that is not there.
    """
    makers = {
        "results": tables.long_rows,
        "instances": tables.instance_rows,
        "outcomes": tables.outcome_rows,
        "timings": tables.timing_rows,
    }
    rows: Iterable[Mapping[str, Any]] = makers[what](results)
    if metric is not None:
        if what != "results":
            raise OptionError("--metric goes with the table of results")
        known = ["cost", "selected", *(item["label"] for item in results.plan["measures"])]
        wanted = _wanted("metric", metric, known)
        rows = (row for row in rows if _of(row["metric"], wanted))
    if rule is not None:
        if what == "instances":
            raise OptionError("--rule does not go with the table of instances")
        labels = _wanted("rule", rule, [item["label"] for item in results.plan["variants"]])
        rows = (row for row in rows if row["rule"] in labels)
    headings = list(tables.TABLES[what])
    if columns is not None:
        return rows, _wanted("column", columns, headings)
    if not short:
        return rows, headings
    listed = list(rows)
    filled = {name for row in listed for name in headings if row[name] is not None and row[name] != ""}
    return listed, [name for name in headings if name in filled and name not in _HIDDEN]


def _of(label: str, wanted: list[str]) -> bool:
    return any(label == name or label.startswith(f"{name}/") for name in wanted)


def _wanted(what: str, text: str, known: list[str]) -> list[str]:
    """Return the labels of a list with commas; labels may hold commas themselves."""
    if text in known:
        return [text]
    found = []
    for word in text.split(","):
        if word.strip() not in known:
            raise OptionError(f"unknown {what} {word.strip()!r}; {nearest(word.strip(), known)}")
        found.append(word.strip())
    return found
