"""The whole line once: indicators, ceilings, proposals, selections, comparison; and its files.

Ceilings come from a published table; proposals and ballots are synthetic, from a seed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fairbudget
from fairbudget.errors import Fault, InputError
from fairbudget.experiments.compare import Comparison, RuleRun, Unit, compare
from fairbudget.files import write_text

if TYPE_CHECKING:
    from fairbudget.formulas import Ceilings
    from fairbudget.generate import MusrenbangCity

__all__ = ["FILES", "RUNS", "SEED", "Demo", "Progress", "check_folder", "inputs", "run_demo", "save"]

#: Seed of the proposals unless another is given.
SEED = 2026
#: The rules compared, today's practice first. Equal Shares alone leaves money unspent; what it does with that is here.
RUNS = (
    RuleRun("priority-order", "priority-order"),
    RuleRun("greedy", "greedy"),
    RuleRun("equal-shares", "equal-shares", {"completion": "add1-greedy"}),
)
#: The instance in a checkout of the project.
INSTANCE = Path("instances/bogor")
CITY = "Kota Bogor"

#: file -> what it holds
FILES = {
    "report.html": "This page: pictures, tables, what was run, words.",
    "ceilings.csv": "One row a kelurahan: indicators, shares, what each indicator contributes, the ceiling.",
    "selections.csv": "One row a kelurahan, rule and proposal: funded or not, in which order, cost, field of work, RW.",
    "comparison.csv": "One row a rule: shares funded, mean utility, voters with nothing, Gini coefficients.",
    "comparison_by_kelurahan.csv": "The same for each kelurahan by itself: one row a kelurahan and rule.",
    "comparison_by_category.csv": "One row a field of work (bidang) and rule: money asked for and funded.",
    "elections/": "One election a kelurahan in Pabulib format, and the lists of proposals and participants.",
    "manifest.json": "Versions, seed, options and the SHA-256 of every file; written last.",
}
MANIFEST = "manifest.json"
FORMAT = "fairbudget-demo"

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Demo:
    """What a run of the whole line found.

    Attributes
    ----------
    ceilings : Ceilings
    city : MusrenbangCity
        Proposals and ballots.
    comparison : Comparison
    inputs : mapping of str to (str, str)
        What was read: role to file name and SHA-256.
    """

    ceilings: Ceilings
    city: MusrenbangCity
    comparison: Comparison
    inputs: Mapping[str, tuple[str, str]]

    @property
    def seed(self) -> int:
        """The seed of the proposals."""
        return self.city.seed

    def facts(self) -> dict[str, Any]:
        """Return versions, seed, inputs and options, JSON-ready; no time and no place."""
        import numpy

        return {
            "fairbudget": fairbudget.__version__,
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "seed": self.seed,
            "synthetic": "proposals, participants and ballots",
            "city": self.city.city,
            "inputs": {role: {"file": name, "sha256": digest} for role, (name, digest) in self.inputs.items()},
            "generator": dict(self.city.options),
            "utility": self.comparison.utility,
            "rules": {
                run.label: {"rule": run.rule, "options": {k: _plain(v) for k, v in self.options(run).items()}}
                for run in self.comparison.runs
            },
        }

    def options(self, run: RuleRun) -> dict[str, Any]:
        """Return all options that a run used."""
        return self.comparison.options(run.label)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def inputs(
    indicators: Path | None = None,
    formula: Path | None = None,
    options: tuple[str, str] = ("--indicators", "--formula"),
) -> tuple[Path, Path]:
    """Return the table and the formula to use: where one is not given, that of Kota Bogor in the current folder.

    Parameters
    ----------
    indicators, formula : path or None
    options : (str, str)
        How a user names each of them, for the message where there is none.

    Raises
    ------
    InputError
        If one is needed that is not there.
    """
    chosen = (indicators or INSTANCE / "indicators.csv", formula or INSTANCE / "formula.toml")
    missing = [
        Fault(f"no {path} in the current folder: run this in a checkout of the project, or name a file by {option}")
        for path, given, option in zip(chosen, (indicators, formula), options, strict=True)
        if given is None and not path.is_file()
    ]
    if missing:
        raise InputError(missing)
    return chosen


def run_demo(
    indicators: Path,
    formula: Path,
    *,
    seed: int = SEED,
    city: str = CITY,
    ballots: str = "approval",
    runs: Sequence[RuleRun] = RUNS,
    progress: Progress | None = None,
) -> Demo:
    """Compute ceilings, make a Musrenbang, select inside each ceiling by each rule.

    Parameters
    ----------
    indicators, formula : path
        As for :func:`fairbudget.ceilings`; the table has a column of inhabitants besides.
    seed : int
        Of the proposals and ballots, which are synthetic.
    city : str
        Its name.
    ballots : {"approval", "ordinal"}
    runs : sequence of RuleRun
        The rules to compare.
    progress : callable, optional
        Called with a stage, the steps done and all steps of it.

    Returns
    -------
    Demo

    Raises
    ------
    InputError
        If the table or the formula cannot be used.
    """
    from fairbudget.generate import generate_musrenbang
    from fairbudget.generate.records import kelurahan_from_ceilings

    def tell(stage: str, done: int, total: int) -> None:
        if progress:
            progress(stage, done, total)

    tell("ceilings", 0, 1)
    found = fairbudget.ceilings(indicators, formula)
    records = kelurahan_from_ceilings(found)
    tell("ceilings", 1, 1)
    made = generate_musrenbang(
        records,
        seed=seed,
        city=city,
        ballots=ballots,
        progress=lambda done, total: tell("proposals", done, total),
    )
    units = []
    for record, meeting in zip(records, made.meetings, strict=True):
        election = meeting.election
        if election.budget != record.ceiling:
            raise AssertionError(f"the election of {record.name} has the budget {election.budget}")
        units.append(Unit(record.name, record.kecamatan, record.population, election))
    steps = len(units) * len(runs)
    done = 0

    def tick(label: str, name: str) -> None:
        nonlocal done
        done += 1
        tell("selections", done, steps)

    comparison = compare(units, runs, tick=tick)
    read = {"indicators": _digest(indicators), "formula": _digest(formula)}
    return Demo(found, made, comparison, read)


def _digest(path: Path) -> tuple[str, str]:
    return path.name, hashlib.sha256(path.read_bytes()).hexdigest()


# -- files -----------------------------------------------------------------------------------------------------


def _cell(value: Any) -> Any:
    """Return a number as a table holds it: whole numbers as they are, others as the nearest float."""
    return float(value) if isinstance(value, Fraction) else value


def _csv(rows: Iterable[Mapping[str, Any]]) -> str:
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(listed[0]), lineterminator="\n")
    writer.writeheader()
    for row in listed:
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return text.getvalue()


def _selections(demo: Demo) -> Iterable[dict[str, Any]]:
    for k, unit in enumerate(demo.comparison.units):
        election = unit.election
        columns = {heading: election.column(heading) for heading in ("name", "category", "rw", "priority")}
        for run in demo.comparison.runs:
            selected = demo.comparison.outcomes[run.label][k].selected
            places = {id: place for place, id in enumerate(selected, 1)}
            for p, id in enumerate(election.ids):
                yield {
                    "kecamatan": unit.group,
                    "kelurahan": unit.name,
                    "rule": run.label,
                    "id": id,
                    "funded": "yes" if id in places else "no",
                    "order": places.get(id, ""),
                    "cost": election.money(int(election.costs[p])),
                    **{heading: "" if column is None else column[p] for heading, column in columns.items()},
                    "votes": int(election.votes[p]),
                }


def _tables(demo: Demo) -> dict[str, str]:
    """Return the csv files by name; proposals and what follows from them carry the seed in their last column."""

    def named(row: Mapping[str, Any]) -> dict[str, Any]:
        words = {"units": "kelurahan", "unit": "kelurahan", "group": "kecamatan", "people": "population"}
        renamed = {words.get(key, key.replace("_units_", "_kelurahan_")): value for key, value in row.items()}
        return {**renamed, "synthetic_seed": demo.seed}

    comparison = demo.comparison
    return {
        "selections.csv": _csv(map(named, _selections(demo))),
        "comparison.csv": _csv(map(named, comparison.overall())),
        "comparison_by_kelurahan.csv": _csv(map(named, comparison.by_unit())),
        "comparison_by_category.csv": _csv(map(named, comparison.by_category())),
    }


def check_folder(folder: Path, force: bool) -> None:
    """Refuse a folder with other people's files in it.

    Raises
    ------
    InputError
        If it is a file, or not empty and not the output of an earlier run.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, a folder was expected")
    if force or not folder.is_dir():
        return
    # hidden files are left by a run that was killed, or by the system
    there = [path for path in folder.iterdir() if not path.name.startswith(".")]
    if there and _manifest(folder).get("format") != FORMAT:
        raise InputError(f"{folder}: is not empty and not from an earlier demo; name another folder, or say --force")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def save(
    demo: Demo,
    folder: str | os.PathLike[str],
    page: str,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write all files of a run.

    Each file is replaced whole. While files are being written the manifest says that the run is not complete; the
    last thing written is the manifest that lists them.

    Parameters
    ----------
    demo : Demo
    folder : path
        Made if it does not exist. One that holds an earlier run is written over.
    page : str
        The report.
    force : bool
        Write into a folder that holds other things.
    progress : callable, optional

    Returns
    -------
    list of Path
        The files, the report first.

    Raises
    ------
    InputError
        If the folder cannot be used.
    """
    from fairbudget.generate import write_musrenbang

    target = Path(folder)
    check_folder(target, force)
    head = {"format": FORMAT, "version": 1}
    write_text(target / MANIFEST, json.dumps({**head, "complete": False}) + "\n")
    elections = write_musrenbang(
        demo.city,
        target / "elections",
        force=True,
        progress=lambda done, total: progress("files", done, total) if progress else None,
    )
    demo.ceilings.write(target / "ceilings.csv", "csv")
    tables = _tables(demo)
    for name, text in tables.items():
        write_text(target / name, text)
    write_text(target / "report.html", page)
    files = [target / "report.html", target / "ceilings.csv", *(target / name for name in tables), *elections]
    listed = {path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    facts = {**head, "complete": True, **demo.facts(), "files": listed}
    write_text(target / MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
    return [*files, target / MANIFEST]
