"""The elections of a city: ceilings by each formula, and a synthetic Musrenbang within them."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fairbudget.errors import DataWarning, OptionError, nearest
from fairbudget.experiments.study.model import Group, Instance, Study, canonical, digest
from fairbudget.experiments.study.spec import City

if TYPE_CHECKING:
    from fairbudget.formulas import Formula
    from fairbudget.generate import Kelurahan

__all__ = ["city_elections", "city_instances"]

#: What the generator takes that is no parameter of a study.
_OWN = ("kelurahan", "seed", "city", "model", "works", "progress")
#: About the bytes of one kelurahan's election as a file.
_WEIGHT = 9000.0


def city_instances(study: Study, source: City, formulas: Mapping[str, Formula | None]) -> Iterator[Instance]:
    """Give the elections of a city: every draw, formula and kelurahan.

    Raises
    ------
    InputError, OptionError
        If the table or a formula cannot be used, or a parameter cannot be meant.
    """
    chosen = [item for item in study.formulas if not source.formulas or item.id in source.formulas]
    sound = {item.id: formula for item in chosen if (formula := formulas[item.id]) is not None}
    if len(sound) < len(chosen) or not chosen:
        # told where the formulas are read
        return
    records = {item.id: _records(study, source, sound[item.id]) for item in chosen}
    names = [
        f"{record.kecamatan}/{record.name}" if record.kecamatan else record.name for record in records[chosen[0].id]
    ]
    wanted = _wanted(source, records[chosen[0].id])
    if study.sampled:
        wanted = wanted[: study.sample.instances]
    first = study.seed if source.seed is None else source.seed
    draws = 1 if study.sampled else source.number
    for values in itertools.product(*source.grid.values()):
        varied = dict(zip(source.grid, values, strict=True))
        parameters = {**source.parameters, **varied}
        # drawn once to see whether the parameters can be meant; only the numbers of RW and RT depend on the whole city
        whole = records[chosen[0].id]
        _draw(whole if {"rw", "rt"} & set(parameters) else whole[:1], first, source.city, parameters)
        for draw, item in itertools.product(range(draws), chosen):
            basis = records[item.id if source.proposals == "by-ceiling" else chosen[0].id]
            load = {
                "kind": "city",
                "records": [_fields(record) for record in basis],
                "city": source.city,
                "parameters": parameters,
                "seed": first + draw,
            }
            group = Group(digest("city", canonical(load)), load)
            told = "".join(f" {name}={value}" for name, value in varied.items())
            told += f" #{draw + 1}" if source.number > 1 else ""
            for k in wanted:
                ceiling = records[item.id][k].ceiling
                yield Instance(
                    source.id,
                    names[k] + told,
                    item.id,
                    first + draw,
                    digest(group.key, str(k), str(ceiling)),
                    group,
                    {"place": k, "budget": ceiling},
                    _WEIGHT,
                    {
                        "culture": "musrenbang",
                        "parameters": canonical(parameters),
                        "kelurahan": records[item.id][k].name,
                        "kecamatan": records[item.id][k].kecamatan,
                        "population": records[item.id][k].population,
                        "ceiling": ceiling,
                        "whole": f"all{told}",
                        "kelurahan_in_all": len(wanted),
                    },
                )


def _records(study: Study, source: City, formula: Formula) -> list[Kelurahan]:
    """Return the kelurahan with the ceilings of a formula."""
    import fairbudget
    from fairbudget.generate import kelurahan_from_ceilings

    with warnings.catch_warnings():
        # what looks wrong in the table is told by `fairbudget ceilings`; here the same table is used many times
        warnings.simplefilter("ignore", DataWarning)
        found = fairbudget.ceilings(study.folder / source.table, formula, sheet=source.sheet)
        return kelurahan_from_ceilings(found)


def _fields(record: Kelurahan) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def _wanted(source: City, records: list[Kelurahan]) -> list[int]:
    if not source.kelurahan:
        return list(range(len(records)))
    known = [record.name for record in records]
    for name in source.kelurahan:
        if name not in known:
            raise OptionError(f"unknown kelurahan {name!r}; {nearest(name, known)}")
    return [k for k, name in enumerate(known) if name in source.kelurahan]


def _draw(records: list[Kelurahan], seed: int, city: str, parameters: Mapping[str, Any]) -> Any:
    from fairbudget.generate import Model, generate_musrenbang

    own = {field.name for field in dataclasses.fields(Model)}
    taken = set(inspect.signature(generate_musrenbang).parameters) - set(_OWN)
    for name in parameters:
        if name not in taken | own:
            raise OptionError(f"unknown parameter {name!r}; {nearest(name, sorted(taken | own))}")
    model = Model(**{name: value for name, value in parameters.items() if name in own})
    rest = {name: value for name, value in parameters.items() if name in taken}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return generate_musrenbang(records, seed=seed, city=city, model=model, **rest)


def city_elections(load: Mapping[str, Any]) -> list[Any]:
    """Return the elections of all kelurahan of a city, in the order of its table."""
    from fairbudget.generate import Kelurahan

    records = [Kelurahan(**record) for record in load["records"]]
    made = _draw(records, load["seed"], load["city"], load["parameters"])
    return [meeting.election for meeting in made.meetings]
