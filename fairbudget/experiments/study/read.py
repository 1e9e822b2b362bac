"""A study file, read and checked: everything that is wrong in it is told at once, each with its line."""

from __future__ import annotations

import itertools
import os
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fairbudget import registry
from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.experiments.study import lines
from fairbudget.experiments.study.model import Measure, Study, Variant, canonical, with_seed
from fairbudget.experiments.study.spec import (
    RULES_OWN,
    SEED,
    Axiom,
    City,
    Culture,
    Files,
    FormulaFile,
    Head,
    Metric,
    Rule,
    Source,
    Table,
)
from fairbudget.experiments.study.wanted import SECTIONS, Wanted, check
from fairbudget.registry import Entry, Registry

__all__ = ["read_study"]

Model = TypeVar("Model", bound=BaseModel)

#: What tells the kinds of sources apart.
SOURCES: dict[str, type[Source]] = {"files": Files, "folder": Files, "culture": Culture, "table": City}


def read_study(path: str | os.PathLike[str]) -> Study:
    """Read a study file.

    Parameters
    ----------
    path : path
        TOML in UTF-8; see :mod:`fairbudget.experiments.study`.

    Returns
    -------
    Study
        Its rules, metrics, axioms and cultures are known and take the options that they are given; its files have not
        been looked for (:func:`fairbudget.experiments.study.instances.find_instances` does).

    Raises
    ------
    InputError
        With everything that is wrong, each fault with its line, what is allowed, and the nearest word.
    """
    file = Path(path)
    log = FaultLog(str(path))
    text = ""
    data: dict[str, Any] = {}
    try:
        if file.suffix.lower() != ".toml":
            log.error(f"unknown kind of file {file.suffix!r}", expected="a study in .toml")
        else:
            text = file.read_bytes().decode("utf-8-sig")
            if not text.strip():
                log.error("the file is empty", expected="a study in TOML")
            data = tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        log.error("no such file")
    except OSError as error:
        log.error(f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        log.error("not a text file", expected="a study in TOML, in UTF-8")
    except tomllib.TOMLDecodeError as error:
        log.error(f"not well-formed TOML: {error}")
    log.raise_errors()
    study = _Reader(file, data, lines.places(text), log).study()
    log.raise_errors()
    return study


class _Reader:
    """Checks the parts of one file and gathers the faults."""

    def __init__(self, file: Path, data: dict[str, Any], places: Mapping[lines.Path, int], log: FaultLog) -> None:
        self.file, self.data, self.places, self.log = file, data, places, log

    def fault(self, message: str, path: lines.Path, **place: Any) -> None:
        self.log.error(message, line=lines.line_of(self.places, path), **place)

    def study(self) -> Study:
        head = self.model(Head, self.data, ()) or Head.model_construct()
        sources = list(self.sources())
        formulas = [item for _, item in self.tables("formulas", FormulaFile)]
        variants = list(self.variants())
        measures = [*self.measures("metrics", Metric), *self.measures("axioms", Axiom)]
        for key in ("instances", "rules"):
            if not self.data.get(key):
                self.fault(f"there are no {key}", (key,), expected=f"at least one [[{key}]]")
        if not self.data.get("metrics") and not self.data.get("axioms"):
            self.fault("there is nothing to measure", (), expected="metrics or axioms")
        self.twice("instances", [(i, source.id, "id") for i, source in sources])
        self.twice("formulas", [(i, item.id, "id") for i, item in enumerate(formulas)])
        self.twice("rules", [(i, variant.label, "label") for i, variant in variants])
        self.cities([(i, s) for i, s in sources if isinstance(s, City)], formulas)
        seeded = any(v.seeded for _, v in variants) or any(m.seeded for m in measures)
        if head.replications > 1 and not seeded:
            self.fault(
                f"nothing changes with a replication: write {SEED!r} into an option, such as tie_breaking = "
                f"\"random:{SEED}\"; elections are drawn several times by 'number'",
                ("replications",),
                value=str(head.replications),
            )
        labels: dict[str, Measure] = {}
        for measure in measures:
            if measure.label in labels:
                self.fault(f"{measure.label!r} is measured twice: give one of them a label", (f"{measure.kind}s",))
            labels.setdefault(measure.label, measure)
        return Study(
            head.name or self.file.stem,
            str(self.file),
            self.file.parent,
            {key: getattr(head, key).strip() for key in ("title", "question", "expected", "runtime")},
            head.seed,
            head.replications,
            head.limits,
            head.sample,
            tuple(source for _, source in sources),
            tuple(formulas),
            tuple(variant for _, variant in variants),
            tuple(measures),
            wanted=self.wanted(variants, measures, sources),
            lines=self.places,
        )

    def wanted(
        self, variants: list[tuple[int, Variant]], measures: list[Measure], sources: list[tuple[int, Source]]
    ) -> Wanted:
        """Read the sections that say what to make of the results; names of what could not be read are not faults."""
        found: dict[str, Any] = {
            key: [section for _, section in self.tables(key, kind)] for key, kind in SECTIONS.items()
        }
        wanted = Wanted(**found)
        labels = [measure.label for measure in measures]
        check(
            wanted,
            rules=[variant.label for _, variant in variants] if self.sound("rules") else None,
            metrics=[*labels, "cost", "selected"] if self.sound("metrics") and self.sound("axioms") else None,
            sources=[source.id for _, source in sources] if self.sound("instances") else None,
            fault=self.fault,
        )
        return wanted

    def sound(self, key: str) -> bool:
        """Tell whether no fault was found so far in a section."""
        return not any(fault.message.startswith((f"{key}[", f"key '{key}'")) for fault in self.log.errors)

    # -- tables ----------------------------------------------------------------------------------------------------

    def model(self, kind: type[Model], data: Any, path: lines.Path) -> Model | None:
        """Return the table as its model, or None with pydantic's complaints as faults."""
        if not isinstance(data, Mapping):
            self.fault(f"{_name(path, self.data)}: not a table of keys and values", path, value=str(data))
            return None
        try:
            return kind.model_validate(dict(data))
        except ValidationError as error:
            for item in error.errors():
                where = (*path, *(step for step in item["loc"] if isinstance(step, str | int)))
                place, key = _name(where[:-1], self.data), str(where[-1])
                prefix = f"{place}: " if place else ""
                if item["type"] == "extra_forbidden":
                    allowed = _keys(kind, item["loc"])
                    self.fault(f"{prefix}unknown key {key!r}; {nearest(key, allowed)}", where)
                elif item["type"] == "missing":
                    self.fault(f"{prefix}key {key!r} is missing", where)
                elif item["type"] == "string_pattern_mismatch":
                    wanted = "a name of letters, digits, '.', '_' and '-'" if key in ("id", "name") else "some text"
                    self.fault(f"{prefix}key {key!r} cannot be meant", where, value=str(item["input"]), expected=wanted)
                else:
                    message = item["msg"].removeprefix("Value error, ")
                    self.fault(
                        f"{prefix}key {key!r}: {message[:1].lower()}{message[1:]}", where, value=str(item["input"])
                    )
            return None

    def listed(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"key {key!r} is not a list", (key,), value=str(value), expected=f"[[{key}]], or a list")
            return []
        return value

    def tables(self, key: str, kind: type[Model]) -> Iterator[tuple[int, Model]]:
        for i, item in enumerate(self.listed(key)):
            found = self.model(kind, item, (key, i))
            if found is not None:
                yield i, found

    def sources(self) -> Iterator[tuple[int, Source]]:
        for i, item in enumerate(self.listed("instances")):
            path = ("instances", i)
            kinds = {SOURCES[key] for key in SOURCES if isinstance(item, Mapping) and key in item}
            if isinstance(item, Mapping) and len(kinds) != 1:
                place = _name(path, self.data)
                what = "says more than one of them" if kinds else "does not say where the elections come from"
                self.fault(f"{place}: {what}", path, expected="one of files, folder, culture, table")
                continue
            found = self.model(next(iter(kinds), Source), item, path)
            if isinstance(found, Culture):
                self.culture(found, path)
            if found is not None:
                yield i, found

    def culture(self, source: Culture, path: lines.Path) -> None:
        from fairbudget.generate.cultures import cultures

        entry = cultures.get(source.culture)
        if entry is None:
            self.fault(
                f"{_name(path, self.data)}: unknown culture {source.culture!r}; {nearest(source.culture, cultures)}",
                (*path, "culture"),
            )
            return
        list(self.combinations(entry, source.parameters, source.grid, path, "parameters"))

    def cities(self, cities: list[tuple[int, City]], formulas: list[FormulaFile]) -> None:
        known = [item.id for item in formulas]
        for i, source in cities:
            path = ("instances", i)
            place = _name(path, self.data)
            if not formulas and not self.data.get("formulas"):
                self.fault(f"{place}: a table needs a formula of ceilings", path, expected="at least one [[formulas]]")
            for id in source.formulas:
                if id not in known:
                    self.fault(f"{place}: unknown formula {id!r}; {nearest(id, known)}", (*path, "formulas"))
        if formulas and not cities and not any("table" in item for item in self.listed("instances")):
            self.fault("formulas need a city: no [[instances]] has a 'table'", ("formulas",))

    def twice(self, key: str, names: list[tuple[int, str, str]]) -> None:
        seen: dict[str, int] = {}
        for i, name, what in names:
            if name in seen:
                first = lines.line_of(self.places, (key, seen[name]))
                hint = " (give one of them a label)" if what == "label" else ""
                self.fault(f"{key}[{i + 1}]: {what} {name!r} is taken in line {first}{hint}", (key, i))
            seen.setdefault(name, i)

    # -- what is registered ----------------------------------------------------------------------------------------

    def variants(self) -> Iterator[tuple[int, Variant]]:
        if self.data.get("rules") == "all":
            for id in registry.rules:
                yield 0, Variant(id, id, {}, None, registry.rules[id].parse_options({}), False)
            return
        for i, spec, path, entry in self.entries("rules", Rule, registry.rules):
            if spec.then is not None:
                self.then(spec, path)
            for chosen, varied in self.combinations(entry, spec.options, spec.grid, path, "options"):
                settled, seeded = _settle(entry, chosen)
                told = varied if spec.label else {**spec.options, **varied}
                label = (spec.label or spec.id) + _bracket(told)
                if spec.then and not spec.label:
                    label += f"+{spec.then.strip()}"
                yield i, Variant(label, spec.id, chosen, spec.then, settled, seeded or SEED in (spec.then or ""))

    def then(self, spec: Rule, path: lines.Path) -> None:
        from fairbudget.rules.composition import parse_stages

        try:
            parse_stages((spec.then or "").replace(SEED, "0"))
        except OptionError as error:
            self.fault(f"{_name(path, self.data)}: key 'then': {error}", (*path, "then"))

    def measures(self, key: str, kind: type[Metric] | type[Axiom]) -> Iterator[Measure]:
        found: Registry = getattr(registry, key)
        if self.data.get(key) == "all":
            # tables (a row for each project, say) are measured where they are named
            for id in (id for id in found if found[id].properties.get("shape") != "table"):
                yield Measure(key[:-1], id, id, {}, None, found[id].parse_options({}), False)
            return
        for _, spec, path, entry in self.entries(key, kind, found):
            own = spec.options.get("utility") == RULES_OWN and "utility" in entry.options
            given = {name: value for name, value in spec.options.items() if not (own and name == "utility")}
            for chosen, _ in self.combinations(entry, given, {}, path, "options"):
                settled, seeded = _settle(entry, chosen)
                seconds = spec.seconds if isinstance(spec, Axiom) else None
                label = spec.label or spec.id + _bracket(spec.options)
                if seconds is not None and "seconds" in entry.options and "seconds" not in chosen:
                    chosen = {**chosen, "seconds": str(seconds)}
                    settled, _ = _settle(entry, chosen)
                if own:
                    chosen, settled = {**chosen, "utility": RULES_OWN}, {**settled, "utility": RULES_OWN}
                yield Measure(key[:-1], label, spec.id, chosen, seconds, settled, seeded)

    def entries(self, key: str, kind: type[Any], known: Registry) -> Iterator[tuple[int, Any, lines.Path, Entry]]:
        """Give each item of a list of rules, metrics or axioms: as its model, with its path and its entry."""
        for i, item in enumerate(self.listed(key)):
            path = (key, i)
            spec = self.model(kind, {"id": item} if isinstance(item, str) else item, path)
            if spec is None:
                continue
            entry = known.get(spec.id)
            if entry is None:
                self.fault(f"{key}[{i + 1}]: unknown {known.kind} {spec.id!r}; {nearest(spec.id, known)}", path)
                continue
            yield i, spec, path, entry

    def combinations(
        self, entry: Entry, options: Mapping[str, Any], grid: Mapping[str, Any], path: lines.Path, key: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Give each combination of options, with the part of it that is varied; check each value by itself."""
        place = _name(path, self.data)
        good = True
        for name, values in [*((n, (v,)) for n, v in options.items()), *grid.items()]:
            table = key if name in options and values == (options[name],) else "grid"
            written = name if (*path, table, name) in self.places else name.replace("_", "-")
            if name in options and name in grid and table == "grid":
                self.fault(f"{place}: option {name!r} stands in {key} and in grid", (*path, table, written))
                good = False
            if len({canonical(value) for value in values}) < len(values):
                self.fault(f"{place}: option {name!r} has a value twice", (*path, table, written))
                good = False
            for k, value in enumerate(values):
                try:
                    _settle(entry, {name: value})
                except OptionError as error:
                    at: lines.Path = (*path, table, written)
                    self.fault(f"{place}: {error}", (*at, k) if (*at, k) in self.places else at)
                    good = False
        if good:
            for values in itertools.product(*grid.values()):
                varied = dict(zip(grid, values, strict=True))
                yield {**options, **varied}, varied


def _settle(entry: Entry, options: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return all options parsed, with seed 0, and whether a seed goes in."""
    seeded = any(SEED in value for value in options.values() if isinstance(value, str))
    return entry.parse_options(with_seed(options, 0)), seeded


def _bracket(options: Mapping[str, Any]) -> str:
    if not options:
        return ""
    texts = (
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}" for name, value in options.items()
    )
    return f"[{';'.join(texts)}]"


def _name(path: lines.Path, data: Any) -> str:
    """Return a path as people read it: ``rules[2] 'greedy', options``."""
    parts: list[str] = []
    here = data
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int) and parts:
            id = here.get("id") if isinstance(here, Mapping) else None
            parts[-1] += f"[{step + 1}]" + (f" {id!r}" if isinstance(id, str) else "")
        else:
            parts.append(str(step))
    return ", ".join(parts)


def _keys(kind: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that a model takes where a complaint points."""
    for step in loc[:-1]:
        if isinstance(step, str) and step in kind.model_fields:
            inner = kind.model_fields[step].annotation
            if isinstance(inner, type) and issubclass(inner, Table):
                kind = inner
    return list(kind.model_fields)
