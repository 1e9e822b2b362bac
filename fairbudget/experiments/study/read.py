"""A study file, read and checked: everything that is wrong in it is told at once, each with its line."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fairbudget import registry
from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.experiments.study import lines
from fairbudget.experiments.study.across import AGREEMENTS, COST
from fairbudget.experiments.study.instances import instance_faults
from fairbudget.experiments.study.model import Measure, Study, Variant, canonical
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
)
from fairbudget.experiments.study.wanted import SECTIONS, Wanted, check
from fairbudget.experiments.study.words import bracket, keys_of, name_of, settle
from fairbudget.files import read_toml
from fairbudget.registry import Entry, Registry

__all__ = ["read_study"]

Model = TypeVar("Model", bound=BaseModel)

#: What is put in place of a key that is missing or wrong, to look at the others.
STAND_IN: dict[int | str, Any] = {"motivation": "none", "voters": 1, "projects": 1}
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
    data, text = read_toml(file, "a study")
    log = FaultLog(str(path))
    study = _Reader(file, data, lines.places(text), log).study()
    if log.errors:
        # what is wrong with files and tables is told in the same breath
        log.faults += instance_faults(study)
    log.raise_errors()
    return study


class _Reader:
    """Checks the parts of one file and gathers the faults."""

    def __init__(self, file: Path, data: dict[str, Any], places: Mapping[lines.Path, int], log: FaultLog) -> None:
        self.file, self.data, self.places, self.log = file, data, places, log
        # sources with faults: what they name is not looked for
        self.unsound: set[int] = set()

    def fault(self, message: str, path: lines.Path, **place: Any) -> None:
        self.log.error(message, line=lines.line_of(self.places, path), **place)

    def study(self) -> Study:
        head = self.model(Head, self.data, ()) or Head.model_construct()
        sources = list(self.sources())
        numbered = list(self.tables("formulas", FormulaFile))
        formulas = [item for _, item in numbered]
        variants = list(self.variants())
        measures = [*self.measures("metrics", Metric), *self.measures("axioms", Axiom)]
        for key in ("instances", "rules"):
            if not self.data.get(key):
                self.fault(f"there are no {key}", (key,), expected=f"at least one [[{key}]]")
        if not self.data.get("metrics") and not self.data.get("axioms"):
            self.fault("there is nothing to measure", (), expected="metrics or axioms")
        self.twice("instances", [(i, source.id, "id") for i, source in sources])
        self.twice("formulas", [(i, item.id, "id") for i, item in numbered])
        self.twice("rules", [(i, variant.label, "label") for i, variant in variants])
        self.cities([(i, s) for i, s in sources if isinstance(s, City)], formulas, measures)
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
            tuple(source for i, source in sources if i not in self.unsound),
            tuple(formulas),
            tuple(variant for _, variant in variants),
            tuple(measures),
            wanted=self.wanted(variants, measures, sources),
            lines=self.places,
            places={
                **{("instances", source.id): i for i, source in reversed(sources)},
                **{("formulas", item.id): i for i, item in reversed(numbered)},
            },
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
        if any(isinstance(source, Files) and source.noise for _, source in sources):
            labels += AGREEMENTS
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
            self.fault(f"{name_of(path, self.data)}: not a table of keys and values", path, value=str(data))
            return None
        try:
            return kind.model_validate(dict(data))
        except ValidationError as error:
            complaints = error.errors()
            for item in complaints:
                where = (*path, *(step for step in item["loc"] if isinstance(step, str | int)))
                place, key = name_of(where[:-1], self.data), str(where[-1])
                prefix = f"{place}: " if place else ""
                if item["type"] == "extra_forbidden":
                    allowed = keys_of(kind, item["loc"])
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
            return self.rest(kind, data, {item["loc"][0] for item in complaints if item["loc"]})

    def rest(self, kind: type[Model], data: Mapping[str, Any], bad: set[int | str]) -> Model | None:
        """Return the model of what is sound in a table, so that the rest of it is looked at too."""
        sound = {key: value for key, value in data.items() if key not in bad}
        try:
            # the file is refused already: what stands in for a missing key is never used
            return kind.model_validate({**{key: STAND_IN[key] for key in bad if key in STAND_IN}, **sound})
        except ValidationError:
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
                place = name_of(path, self.data)
                what = "says more than one of them" if kinds else "does not say where the elections come from"
                self.fault(f"{place}: {what}", path, expected="one of files, folder, culture, table")
                continue
            before = len(self.log.faults)
            found = self.model(next(iter(kinds), Source), item, path)
            if isinstance(found, Culture):
                self.culture(found, path)
            if isinstance(found, Files) and not found.noise:
                for key in ("number", "seed"):
                    if getattr(found, key) is not None:
                        self.fault(f"{name_of(path, self.data)}: {key!r} goes with 'noise'", (*path, key))
            if isinstance(found, City):
                for name, values in found.grid.items():
                    if self.is_list(name, values, (*path, "grid"), "parameters") and name in found.parameters:
                        place = name_of(path, self.data)
                        self.fault(f"{place}: {name!r} stands in parameters and in grid", (*path, "grid"))
            if len(self.log.faults) > before:
                self.unsound.add(i)
            if found is not None:
                yield i, found

    def culture(self, source: Culture, path: lines.Path) -> None:
        from fairbudget.generate.cultures import cultures

        entry = cultures.get(source.culture)
        if entry is None:
            self.fault(
                f"{name_of(path, self.data)}: unknown culture {source.culture!r}; {nearest(source.culture, cultures)}",
                (*path, "culture"),
            )
            return
        list(self.combinations(entry, source.parameters, source.grid, path, "parameters"))

    def cities(self, cities: list[tuple[int, City]], formulas: list[FormulaFile], measures: list[Measure]) -> None:
        known = [item.id for item in formulas]
        labels = [COST, *(measure.label for measure in measures if measure.kind == "metric")]
        for i, source in cities:
            path = ("instances", i)
            place = name_of(path, self.data)
            if not formulas and not self.data.get("formulas"):
                self.fault(f"{place}: a table needs a formula of ceilings", path, expected="at least one [[formulas]]")
            for label in source.across if self.sound("metrics") else ():
                if label not in labels:
                    self.fault(
                        f"{place}: across: unknown metric {label!r}; {nearest(label, labels)}", (*path, "across")
                    )
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
                settled, seeded = settle(entry, chosen)
                told = varied if spec.label else {**spec.options, **varied}
                label = (spec.label or spec.id) + bracket(told)
                if spec.then and not spec.label:
                    label += f"+{spec.then.strip()}"
                yield i, Variant(label, spec.id, chosen, spec.then, settled, seeded or SEED in (spec.then or ""))

    def then(self, spec: Rule, path: lines.Path) -> None:
        from fairbudget.rules.composition import parse_stages

        try:
            parse_stages((spec.then or "").replace(SEED, "0"))
        except OptionError as error:
            self.fault(f"{name_of(path, self.data)}: key 'then': {error}", (*path, "then"))

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
                settled, seeded = settle(entry, chosen)
                seconds = spec.seconds if isinstance(spec, Axiom) else None
                label = spec.label or spec.id + bracket(spec.options)
                if seconds is not None and "seconds" in entry.options and "seconds" not in chosen:
                    chosen = {**chosen, "seconds": str(seconds)}
                    settled, _ = settle(entry, chosen)
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
        good = True
        for name, value in options.items():
            good &= self.values(entry, name, (value,), (*path, key), path)
        for name, values in grid.items():
            at = (*path, "grid")
            if not self.is_list(name, values, at, key):
                good = False
                continue
            good &= self.values(entry, name, tuple(values), at, path)
            if name in options:
                self.fault(f"{name_of(path, self.data)}: {name!r} stands in {key} and in grid", self.written(at, name))
                good = False
        if good:
            for values in itertools.product(*grid.values()):
                varied = dict(zip(grid, values, strict=True))
                yield {**options, **varied}, varied

    def is_list(self, name: str, values: Any, path: lines.Path, single: str) -> bool:
        """Tell whether the values of a grid are a list; it is a fault if they are not."""
        if isinstance(values, list) and values:
            return True
        self.fault(
            f"{name_of(path, self.data)}: {name!r} is not a list of values",
            self.written(path, name),
            value=str(values),
            expected=f"[value, value, ...]; a single one belongs in {single}",
        )
        return False

    def written(self, path: lines.Path, name: str) -> lines.Path:
        """Return the path of an option as it is spelt in the file."""
        own = (*path, name)
        return own if own in self.places else (*path, name.replace("_", "-"))

    def values(self, entry: Entry, name: str, values: tuple[Any, ...], table: lines.Path, path: lines.Path) -> bool:
        """Check the values of one option; tell whether they are sound."""
        place = name_of(path, self.data)
        at = self.written(table, name)
        good = True
        if len({canonical(value) for value in values}) < len(values):
            self.fault(f"{place}: option {name!r} has a value twice", at)
            good = False
        for k, value in enumerate(values):
            try:
                settle(entry, {name: value})
            except OptionError as error:
                inner = (*at, k)
                self.fault(f"{place}: {error}", inner if inner in self.places else at)
                good = False
        return good
