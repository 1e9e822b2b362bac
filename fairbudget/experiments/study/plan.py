"""The grid of a study: every unit of work with the key under which its results are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairbudget import registry
from fairbudget.experiments.study.code import code_version, packages_of
from fairbudget.experiments.study.instances import find_instances
from fairbudget.experiments.study.model import Instance, Measure, Study, Variant, canonical, digest

__all__ = ["Plan", "Unit", "make_plan"]

#: Changes when the meaning of what is stored changes.
FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Unit:
    """One rule with one combination of options on one election, with all measures of the outcome.

    Attributes
    ----------
    key : str
        Hash of all that its results depend on.
    instance, variant : int
        Positions in the plan.
    seed : int or None
        That goes into options; None where no seed does.
    """

    key: str
    instance: int
    variant: int
    seed: int | None


@dataclass(frozen=True)
class Plan:
    """The units of a study, in the order of its tables.

    Attributes
    ----------
    study : Study
    instances : list of Instance
    units : list of Unit
        By instance, variant, seed.
    code : str
        Version of the code that all of them use.
    packages : tuple of str
        That it is made from.
    notes : tuple of str
        What was left out.
    """

    study: Study
    instances: list[Instance]
    units: list[Unit]
    code: str
    packages: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def id(self) -> str:
        """Hash of the keys of all units in order: the same if and only if the same is to be computed."""
        return digest(*(unit.key for unit in self.units))[:16]

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The rules with their options."""
        return self.study.variants

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is measured of each outcome."""
        return self.study.measures


def make_plan(study: Study) -> Plan:
    """Find the elections of a study and lay out its units.

    Raises
    ------
    InputError
        If elections, tables or formulas cannot be used.

    Notes
    -----
    Reads each file once for its hash; O(units) hashes besides.
    """
    instances, notes = find_instances(study)
    modules = [registry.rules[variant.rule].function.__module__ for variant in study.variants]
    modules += ["fairbudget.rules.composition"]
    for measure in study.measures:
        known = registry.metrics if measure.kind == "metric" else registry.axioms
        modules.append(known[measure.id].function.__module__)
    kinds = {instance.group.load["kind"] for instance in instances}
    modules += ["fairbudget.io.pabulib"] if "file" in kinds else []
    drawn = kinds & {"culture", "city"} or any("noise" in instance.part for instance in instances)
    modules += ["fairbudget.generate.cultures"] if drawn else []
    packages = packages_of(modules)
    code = code_version(packages)
    return Plan(study, instances, list(_units(study, instances, code)), code, packages, notes)


def _units(study: Study, instances: list[Instance], code: str) -> Iterator[Unit]:
    # labels are for people: they may change without anything to compute
    measured = canonical([(m.kind, m.id, m.settled, m.seeded and m.options, m.seconds) for m in study.measures])
    replications = study.sample.replications if study.sampled else study.replications
    seeds = [study.seed + k for k in range(min(replications, study.replications))]
    anyhow = any(measure.seeded for measure in study.measures)
    shared = [
        digest(FORMAT, code, measured, canonical((v.rule, v.settled, v.then, v.seeded and v.options)))
        for v in study.variants
    ]
    for i, instance in enumerate(instances):
        for j, variant in enumerate(study.variants):
            for seed in seeds if variant.seeded or anyhow else [None]:
                yield Unit(digest(instance.data, shared[j], str(seed)), i, j, seed)
