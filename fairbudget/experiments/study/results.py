"""The long table of a study: one row for each election, formula, rule, option, seed and measured number.

Columns, in this order; every cell is text or a number, an empty one is None (blank in files):

``study``
    Name of the study.
``source``, ``instance``
    Id of the ``[[instances]]``, and the election's name within it. For a city the name is ``kecamatan/kelurahan``.
``formula``
    Id of the formula of ceilings.
``instance_seed``
    With which the election was drawn.
``rule``
    Label of the rule with its options, unique in the study; ``rule_id`` is the registered id.
``options``
    The options of the rule, all of them, as JSON with sorted keys; a fraction is ``{"fraction": "1/3"}``.
``seed``
    That went into options (``{seed}``), if any did.
``kind``
    ``metric``, ``axiom``, ``outcome`` (what every unit reports: ``cost`` and ``selected``, the number of projects),
    ``agreement`` (with what is funded without noise: ``agreement/jaccard``, ``agreement/same``), or ``across`` (a city
    as a whole, after all units: the instance is called ``all``, ``metric`` is ``label/gini-per-head``,
    ``label/gini-per-unit`` or ``label/mean-per-head``; ``cost`` is there the money funded per inhabitant).
``metric``
    Label of the metric or axiom. A metric that returns several numbers has a row for each, ``label/name``; so have the
    figures of an axiom's verdict, such as ``ejr-plus/factor``.
``value``
    The number as a float. An axiom is 1 (satisfied) or 0 (violated).
``exact``
    The same as exact text, ``3`` or ``1/3``; blank where the number is a float by nature, or exact but longer than 150
    digits.
``status``
    ``ok``; ``undefined`` (the rule or measure is not defined for these ballots, or has no value); ``undecided`` (an
    axiom's bound was reached); or what went wrong: ``timeout``, ``memory``, ``crash``, ``error``. Only ``ok`` has a
    value. Where the unit as a whole failed, every measure has its status.
``detail``
    The reason in words.
``unit``
    Key of the unit: hash of all that the row depends on.
``data``, ``config``, ``code``, ``versions``
    Hash of the election's content, of the study's settings, of the sources that were used; versions of Python and of
    packages when it was computed. No host, no path, no time.

Rows come in the order of the plan (instance, rule, seed, measure), whatever the order in which units were finished; so
a study that was stopped and resumed has the same table, byte for byte. Measured seconds are in a table of their own,
:func:`timing_rows`, features of the elections in :func:`instance_rows`, funded projects in :func:`outcome_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.experiments.study.across import Across, Agreement
from fairbudget.experiments.study.model import canonical
from fairbudget.experiments.study.store import Store

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "COLUMNS",
    "TABLES",
    "Results",
    "instance_rows",
    "long_frame",
    "long_rows",
    "outcome_rows",
    "timing_rows",
]

COLUMNS = (
    *("study", "source", "instance", "formula", "instance_seed", "rule", "rule_id", "options", "seed"),
    *("kind", "metric", "value", "exact", "status", "detail", "unit", "data", "config", "code", "versions"),
)
#: What names a unit in every table.
_HEAD = COLUMNS[:9]
#: Headings of the tables; other columns than the numbers below are text.
TABLES: dict[str, tuple[str, ...]] = {
    "results": COLUMNS,
    "instances": (
        *("source", "instance", "formula", "instance_seed", "culture", "parameters", "kelurahan", "kecamatan"),
        *("population", "ceiling", "data", "projects", "voters", "ballot_rows", "ballot_type", "budget", "total_cost"),
        *("scarcity", "mean_cost_share", "mean_ballot_length", "country", "unit", "official_rule", "fingerprint"),
    ),
    "outcomes": (*_HEAD, "status", "cost", "selected"),
    "timings": (*_HEAD, "step", "seconds"),
}
_EXACT = re.compile(r"-?\d+(/\d+)?")

Row = dict[str, Any]


@dataclass(frozen=True)
class Results:
    """The results of the newest run of a study.

    Attributes
    ----------
    store : Store
    plan : mapping
        As it was stored; ``plan["units"]`` lists key, instance, variant, seed.
    id : str
        Of the plan.
    """

    store: Store
    plan: Mapping[str, Any]
    id: str

    @classmethod
    def of(cls, store: Store, study: str | None = None) -> Results:
        """Return the results of the newest run of a study, or of the newest of all.

        Raises
        ------
        InputError
            If the store holds none.
        """
        id, plan = store.plan(study)
        return cls(store, plan, id)

    @property
    def study(self) -> str:
        """Name of the study."""
        return str(self.plan["study"])

    def units(self) -> Iterator[tuple[list[Any], str, dict[str, Any], dict[str, Any]]]:
        """Give each unit that is there (key, instance, variant, seed), with versions, result and seconds, in order."""
        listed = self.plan["units"]
        at = 0
        for key, versions, result, seconds in self.store.results([unit[0] for unit in listed]):
            while listed[at][0] != key:
                at += 1
            yield listed[at], versions, result, seconds
            at += 1

    def counts(self) -> tuple[int, int]:
        """Return the units that are there, and those of the plan."""
        keys = {unit[0] for unit in self.plan["units"]}
        return len(self.store.stored(keys)), len(keys)


def _head(results: Results, unit: list[Any]) -> Row:
    plan = results.plan
    instance, variant = plan["instances"][unit[1]], plan["variants"][unit[2]]
    return {
        "study": results.study,
        "source": instance["source"],
        "instance": instance["name"],
        "formula": instance["formula"] or None,
        "instance_seed": instance["seed"],
        "rule": variant["label"],
        "rule_id": variant["rule"],
        "options": _options(variant),
        "seed": unit[3],
    }


def _options(variant: Mapping[str, Any]) -> str:
    then = {"then": variant["then"]} if variant["then"] else {}
    return canonical({**variant["options"], **then})


def value_of(text: str) -> float:
    """Return the float of a number as it is stored.

    Examples
    --------
    >>> value_of("1/3"), value_of("0.5"), value_of("3")
    (0.3333333333333333, 0.5, 3.0)
    """
    try:
        return float(Fraction(text)) if _EXACT.fullmatch(text) else float(text)
    except OverflowError:
        return float("-inf" if text.startswith("-") else "inf")


def long_rows(results: Results) -> Iterator[Row]:
    """Give the rows of the long table; see the head of this module.

    Notes
    -----
    Reads the store as it goes: memory in proportion to the plan, not to the table.
    """
    plan = results.plan
    tail = {"config": plan["config"], "code": plan["code"]}
    across, agreement = Across(plan), Agreement(plan)
    for unit, versions, result, _ in results.units():
        across.add(unit, versions, result)
        head = _head(results, unit)
        end = {"unit": unit[0], "data": plan["instances"][unit[1]]["data"], **tail, "versions": versions}

        compared = [{**head, **_told("agreement", *told), **end} for told in agreement.rows(unit, result)]
        if result["status"] != "ok":
            for name in ("cost", "selected"):
                yield {**head, **_told("outcome", name, None, result["status"], result["detail"]), **end}
            for measure in plan["measures"]:
                told = _told(measure["kind"], measure["label"], None, result["status"], result["detail"])
                yield {**head, **told, **end}
            yield from compared
            continue
        yield {**head, **_told("outcome", "cost", result["cost"]), **end}
        yield {**head, **_told("outcome", "selected", str(len(result["selected"]))), **end}
        for measure, (status, detail, figures) in zip(plan["measures"], result["measures"], strict=True):
            kind, label = measure["kind"], measure["label"]
            if status != "ok":
                yield {**head, **_told(kind, label, None, status, detail), **end}
            for name, text in figures:
                yield {**head, **_told(kind, f"{label}/{name}" if name else label, text), **end}
        yield from compared
    for unit, instance, key, versions, metric, text, status, detail in across.rows():
        head = {**_head(results, unit), "instance": instance["name"]}
        end = {"unit": key, "data": instance["data"], **tail, "versions": versions}
        yield {**head, **_told("across", metric, text, status, detail), **end}


def _told(kind: str, metric: str, text: str | None, status: str = "ok", detail: str = "") -> Row:
    """Return the middle of a row; the text of a number is exact or that of a float."""
    exact = text if text is not None and _EXACT.fullmatch(text) else None
    value = None if text is None else value_of(text)
    return {"kind": kind, "metric": metric, "value": value, "exact": exact, "status": status, "detail": detail}


def instance_rows(results: Results) -> Iterator[Row]:
    """Give one row an election: what was known beforehand, and its features, in the order of the plan.

    Columns: ``TABLES["instances"]``; from ``projects`` on those of
    :func:`fairbudget.experiments.study.load.features`. Elections that could not be read have no features.
    """
    seen: dict[int, Row] = {}
    for unit, _, result, _ in results.units():
        if not seen.get(unit[1]):
            seen[unit[1]] = result.get("features") or {}
    for number, instance in enumerate(results.plan["instances"]):
        if number in seen:
            row = {
                "source": instance["source"],
                "instance": instance["name"],
                "formula": instance["formula"] or None,
                "instance_seed": instance["seed"],
                **instance["about"],
                "data": instance["data"],
                **seen[number],
            }
            yield {name: row.get(name) for name in TABLES["instances"]}


def outcome_rows(results: Results) -> Iterator[Row]:
    """Give one row a unit with what was funded: ``selected`` holds the ids in order of selection, as a JSON list."""
    for unit, _, result, _ in results.units():
        chosen = None if result["selected"] is None else canonical(result["selected"])
        yield {**_head(results, unit), "status": result["status"], "cost": result["cost"], "selected": chosen}


def timing_rows(results: Results) -> Iterator[Row]:
    """Give the measured seconds: one row a unit and step (``load``, ``rule``, and each measure by its label).

    ``load`` is near 0 where the election had just been used. They differ from run to run.
    """
    measures = [measure["label"] for measure in results.plan["measures"]]
    for unit, _, _, seconds in results.units():
        head = _head(results, unit)
        steps = [("load", seconds.get("load")), ("rule", seconds.get("rule"))]
        steps += zip(measures, seconds.get("measures", ()), strict=False)
        for step, taken in steps:
            if taken is not None:
                yield {**head, "step": step, "seconds": taken}


def long_frame(results: Results) -> pd.DataFrame:
    """Return the long table as a DataFrame; ``value`` is float, seeds are nullable whole numbers, the rest is text."""
    import pandas as pd

    frame = pd.DataFrame(long_rows(results), columns=list(COLUMNS))
    for name in ("instance_seed", "seed"):
        frame[name] = frame[name].astype("Int64")
    frame["value"] = frame["value"].astype(float)
    return frame
