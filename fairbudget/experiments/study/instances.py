"""The elections of a study: found, sized and hashed, before any of them is read or drawn."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from fairbudget.errors import FairbudgetError, Fault, FaultLog, InputError, nearest
from fairbudget.experiments.study.cities import city_instances
from fairbudget.experiments.study.model import Group, Instance, Study, canonical, digest
from fairbudget.experiments.study.spec import City, Culture, Files, Source
from fairbudget.formulas import Formula, read_formula
from fairbudget.money import exact

__all__ = ["find_instances", "instance_faults", "meta_of"]

#: Other words for keys of META.
ALIASES = {"voters": "num_votes", "projects": "num_projects", "city": "unit"}
#: So much of a file is looked at for its META.
_HEAD = 1 << 16


def find_instances(study: Study) -> tuple[list[Instance], tuple[str, ...]]:
    """Return the elections of a study in its order, and notes on optional sources that are not there.

    Raises
    ------
    InputError
        With every file that is missing, filter that finds nothing, formula or table that cannot be used, by line.
    """
    log = FaultLog(study.file)
    found, notes = _look(study, log)
    log.raise_errors()
    if not found:
        # all sources are optional and none of them is there
        told = (*notes, "there is no election to look at")
        raise InputError([Fault(text, file=study.file) for text in told])
    return found, notes


def instance_faults(study: Study) -> tuple[Fault, ...]:
    """Return what is wrong with the elections and formulas that a study names, which may have other faults."""
    log = FaultLog(study.file)
    _look(study, log)
    return log.errors


def _look(study: Study, log: FaultLog) -> tuple[list[Instance], tuple[str, ...]]:
    notes: list[str] = []
    found: list[Instance] = []
    formulas = _formulas(study, log)
    for source in study.sources:
        line = study.line("instances", source.id)
        try:
            listed = list(_of_source(study, source, formulas, log, notes))
        except InputError as error:
            for fault in error.faults:
                if fault.severity == "error":
                    log.error(f"instances {source.id!r}: {fault}", line=line)
            continue
        except FairbudgetError as error:
            log.error(f"instances {source.id!r}: {error}", line=line)
            continue
        if study.sampled and not isinstance(source, City):
            kept = sorted(listed, key=lambda item: (item.weight, item.name))[: study.sample.instances]
            listed = [item for item in listed if item in kept]
        found += listed
    return found, tuple(notes)


def _formulas(study: Study, log: FaultLog) -> dict[str, Formula | None]:
    """Return the formulas of the study, None for one that cannot be used."""
    found: dict[str, Formula | None] = {}
    for item in study.formulas:
        found[item.id] = None
        line = study.line("formulas", item.id)
        try:
            formula = read_formula(study.folder / item.file)
            found[item.id] = formula if item.pool is None else formula.with_pool(item.pool)
        except InputError as error:
            for fault in error.faults:
                log.error(f"formulas {item.id!r}: {fault}", line=line)
        except FairbudgetError as error:
            log.error(f"formulas {item.id!r}: {error}", line=line)
    return found


def _of_source(
    study: Study,
    source: Source,
    formulas: Mapping[str, Formula | None],
    log: FaultLog,
    notes: list[str],
) -> Iterator[Instance]:
    if isinstance(source, Files):
        return _files(study, source, log, notes)
    if isinstance(source, Culture):
        return _drawn(study, source)
    assert isinstance(source, City)
    return city_instances(study, source, formulas)


# -- files -----------------------------------------------------------------------------------------------------


def _files(study: Study, source: Files, log: FaultLog, notes: list[str]) -> Iterator[Instance]:
    paths = _paths(study, source, log, notes)
    heads: list[dict[str, str]] = []
    hashes: list[str] = []
    sizes: list[int] = []
    for path, _ in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            log.error(f"instances {source.id!r}: {path.name}: cannot be read: {error.strerror or error}")
            return
        hashes.append(digest(data))
        sizes.append(len(data))
        heads.append(meta_of(data[:_HEAD]) if source.where else {})
    kept = _filter(source, heads, study, log) if paths else []
    if source.limit is not None:
        kept = sorted(sorted(kept, key=lambda k: (sizes[k], paths[k][1]))[: source.limit])
    for k in kept:
        path, name = paths[k]
        load = {"kind": "file", "path": str(path.resolve()), "name": path.name, "data": hashes[k]}
        group, weight = Group(f"file {path.resolve()}", load), float(sizes[k])
        yield Instance(source.id, name, "", None, hashes[k], group, {}, weight)
        first = study.seed if source.seed is None else source.seed
        for share, draw in itertools.product(source.noise, range(source.number or 1)):
            part = {"noise": str(share), "seed": first + draw}
            told = f"{name} noise={float(share):g} #{draw + 1}"
            about = {"base": name, "parameters": canonical({"noise": float(share)})}
            hashed = digest("noise", hashes[k], canonical(part))
            yield Instance(source.id, told, "", first + draw, hashed, group, part, weight, about)


def _paths(study: Study, source: Files, log: FaultLog, notes: list[str]) -> list[tuple[Path, str]]:
    """Return the files of a source, each once, with their names, in the order of the names."""
    found: dict[Path, str] = {}
    missing: list[str] = []
    for text in source.files:
        path = _expanded(study, text)
        hits = sorted(path.parent.glob(path.name)) if any(sign in path.name for sign in "*?[") else [path]
        there = [hit for hit in hits if hit.is_file()]
        if not there:
            missing.append(f"there is no file {text!r}")
        for hit in there:
            found.setdefault(hit, hit.stem)
    if source.folder:
        folders = [_expanded(study, text) for text in source.folder]
        folder = next((path for path in folders if path.is_dir()), None)
        inside = sorted(folder.rglob("*.pb")) if folder else []
        if folder is None:
            missing.append(f"there is no folder {' or '.join(map(repr, source.folder))}")
        elif not inside:
            missing.append(f"there is no .pb file in the folder {folder.name!r}")
        for path in inside:
            assert folder is not None
            found.setdefault(path, path.relative_to(folder).with_suffix("").as_posix())
    for text in missing:
        message = f"instances {source.id!r}: {text}"
        if source.optional:
            notes.append(f"{message}; the study runs without")
        else:
            log.error(message, line=study.line("instances", source.id))
    names = list(found.values())
    return sorted(
        ((path, name if names.count(name) == 1 else str(path)) for path, name in found.items()), key=lambda x: x[1]
    )


def _expanded(study: Study, text: str) -> Path:
    return study.folder / Path(os.path.expandvars(text)).expanduser()


def meta_of(head: bytes) -> dict[str, str]:
    r"""Return the META of the beginning of a Pabulib file; what cannot be read is left to the reader of the file.

    Examples
    --------
    >>> meta_of(b"META\nkey;value\nunit;Lodz\nnum_votes;5\nPROJECTS\n")
    {'unit': 'Lodz', 'num_votes': '5'}
    """
    found: dict[str, str] = {}
    for row in head.decode("utf-8-sig", "replace").splitlines():
        key, _, value = row.partition(";")
        key = key.strip().strip('"').lower()
        if key == "projects" and not value.strip(" ;"):
            break
        if key not in ("meta", "key"):
            found[key] = value.strip().strip('"')
    return found


def _filter(source: Files, heads: Sequence[Mapping[str, str]], study: Study, log: FaultLog) -> list[int]:
    kept = list(range(len(heads)))
    for key, wanted in source.where.items():
        name = ALIASES.get(key, key)
        line = study.line("instances", source.id, "where", key)
        place = f"instances {source.id!r}, where"
        if name != "year" and not any(name in head for head in heads):
            known = sorted({name for head in heads for name in head} | {"year"} | set(ALIASES))
            log.error(f"{place}: no file has the key {key!r} in META; {nearest(key, known)}", line=line)
            continue
        try:
            fits = _test(wanted)
        except ValueError as error:
            log.error(f"{place}: key {key!r}: {error}", line=line, value=str(wanted))
            continue
        kept = [k for k in kept if fits(_fact(heads[k], name))]
        if not kept:
            values = sorted({_fact(head, name) for head in heads})
            shown = ", ".join(values[:12]) + (", ..." if len(values) > 12 else "")
            log.error(f"{place}: no file is left after {key!r}", line=line, value=str(wanted), expected=shown)
            return []
    return kept


def _fact(head: Mapping[str, str], name: str) -> str:
    if name == "year":
        found = re.search(r"\d{4}", head.get("date_begin", ""))
        return found[0] if found else ""
    return head.get(name, "")


def _test(wanted: Any) -> Any:
    """Return a function that tells whether a text of META is what is wanted."""
    if isinstance(wanted, Mapping):
        unknown = sorted(set(wanted) - {"min", "max"})
        if unknown or not wanted:
            raise ValueError("expected { min = ..., max = ... }" + (f", not {unknown[0]!r}" if unknown else ""))
        least, most = (None if key not in wanted else _number(wanted[key]) for key in ("min", "max"))
        return lambda text: _between(text, least, most)
    listed = wanted if isinstance(wanted, list) else [wanted]
    if not listed or any(isinstance(item, dict | list) for item in listed):
        raise ValueError("expected a text, a number, a list of them, or { min = ..., max = ... }")
    return lambda text: any(_same(text, item) for item in listed)


def _number(value: Any) -> Any:
    try:
        return exact(value)
    except (ValueError, TypeError):
        raise ValueError("min and max are numbers") from None


def _between(text: str, least: Any, most: Any) -> bool:
    try:
        value = exact(text)
    except ValueError:
        return False
    return (least is None or value >= least) and (most is None or value <= most)


def _same(text: str, wanted: Any) -> bool:
    if isinstance(wanted, int | Decimal) and not isinstance(wanted, bool):
        return _between(text, exact(wanted), exact(wanted))
    return text.strip().casefold() == str(wanted).strip().casefold()


# -- cultures --------------------------------------------------------------------------------------------------


def _drawn(study: Study, source: Culture) -> Iterator[Instance]:
    first = study.seed if source.seed is None else source.seed
    combinations = [dict(zip(source.grid, values, strict=True)) for values in itertools.product(*source.grid.values())]
    for voters, projects, varied in itertools.product(source.voters, source.projects, combinations):
        options = {**source.parameters, **varied}
        for draw in range(source.number):
            load = {
                "kind": "culture",
                "culture": source.culture,
                "voters": voters,
                "projects": projects,
                "options": options,
                "seed": first + draw,
            }
            told = "".join(f" {name}={value}" for name, value in varied.items())
            name = f"{voters}x{projects}{told} #{draw + 1}"
            data = digest("culture", canonical(load))
            about = {"culture": source.culture, "parameters": canonical(options)}
            weight = float(voters * (6 + projects))
            yield Instance(source.id, name, "", first + draw, data, Group(data, load), {}, weight, about)
