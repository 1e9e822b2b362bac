"""Rows that put units together: how unequal the kelurahan of a city are, and what is funded under noise and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.experiments.study.model import digest
from fairbudget.experiments.study.work import numeral
from fairbudget.metrics.inequality import gini_across

__all__ = ["AGREEMENTS", "COST", "Across", "Agreement"]

#: What compares an election with noise with the election as it is.
AGREEMENTS = ("agreement/jaccard", "agreement/same")
#: What a city's ``across`` may name besides metrics: money funded, told per inhabitant.
COST = "cost"

#: Source, name of the whole, formula, variant, seed.
_Key = tuple[str, str, str, int, Any]


@dataclass(slots=True)
class _Whole:
    """What the units of one city, formula, rule and seed found."""

    instance: Mapping[str, Any]
    unit: list[Any]
    versions: str
    keys: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    rates: dict[str, list[Fraction | None]] = field(default_factory=dict)


class Across:
    """Gathers the units of cities as they pass by.

    Parameters
    ----------
    plan : mapping
        As it is stored; ``plan["across"]`` has for each city the labels that are wanted.
    """

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self.plan = plan
        self.wanted: Mapping[str, list[str]] = plan["across"]
        self.places = {measure["label"]: k for k, measure in enumerate(plan["measures"])}
        self.wholes: dict[_Key, _Whole] = {}

    def add(self, unit: list[Any], versions: str, result: Mapping[str, Any]) -> None:
        """Take note of a unit, if its city wants rows for the whole."""
        instance = self.plan["instances"][unit[1]]
        labels = self.wanted.get(instance["source"])
        if not labels:
            return
        about = instance["about"]
        key = (instance["source"], about["whole"], instance["formula"], unit[2], unit[3])
        whole = self.wholes.setdefault(key, _Whole(instance, unit, versions))
        whole.keys.append(unit[0])
        whole.people.append(about["population"])
        for label in labels:
            whole.rates.setdefault(label, []).append(self._rate(label, result, about["population"]))

    def _rate(self, label: str, result: Mapping[str, Any], people: int) -> Fraction | None:
        """Return what each inhabitant has: her share of the money, or the metric of her kelurahan."""
        if result["status"] != "ok":
            return None
        if label == COST:
            return Fraction(result["cost"]) / people
        status, _, figures = result["measures"][self.places[label]]
        texts = [text for name, text in figures if not name]
        if status != "ok" or not texts or texts[0] in ("nan", "inf", "-inf"):
            return None
        return Fraction(texts[0])

    def rows(self) -> Iterator[tuple[list[Any], Mapping[str, Any], str, str, str, str | None, str, str]]:
        """Give unit (an example), instance, key, versions, metric, number as text, status and detail of each row.

        ``label/gini-per-head`` (among inhabitants, as if those of one kelurahan all had the same),
        ``label/gini-per-unit`` (among kelurahan) and ``label/mean-per-head``.
        """
        for whole in self.wholes.values():
            about = whole.instance["about"]
            instance = {**whole.instance, "name": about["whole"], "data": digest(*whole.keys)}
            key = digest("across", *whole.keys)
            for label, rates in whole.rates.items():
                names = [f"{label}/{name}" for name in ("gini-per-head", "gini-per-unit", "mean-per-head")]
                found = [rate for rate in rates if rate is not None]
                if len(found) < about["kelurahan_in_all"] or min(found) < 0:
                    lacking = about["kelurahan_in_all"] - len(found)
                    detail = f"{lacking} kelurahan have no value" if lacking else "a value is negative"
                    for name in names:
                        yield whole.unit, instance, key, whole.versions, name, None, "undefined", detail
                    continue
                head, unit = gini_across(found, whole.people)
                total = sum(whole.people)
                mean = sum((r * n for r, n in zip(found, whole.people, strict=True)), Fraction(0)) / total
                for name, value in zip(names, (head.value, unit.value, mean), strict=True):
                    yield whole.unit, instance, key, whole.versions, name, numeral(value), "ok", ""


class Agreement:
    """Compares what is funded in an election with noise with what is funded in the election as it is.

    Parameters
    ----------
    plan : mapping
        As it is stored.
    """

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self.plan = plan
        #: elections that others were made from
        self.bases = {(item["source"], item["about"]["base"]) for item in plan["instances"] if "base" in item["about"]}
        self.funded: dict[tuple[str, str, int, Any], frozenset[str] | None] = {}

    def rows(self, unit: list[Any], result: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str, str]]:
        """Give metric, number as text, status and detail of each row of a unit with noise; units come in order.

        ``agreement/jaccard`` (projects funded in both / in either; 1 where nothing is funded in either) and
        ``agreement/same`` (1 if just the same is funded, else 0).
        """
        instance = self.plan["instances"][unit[1]]
        source, base = instance["source"], instance["about"].get("base")
        chosen = frozenset(result["selected"]) if result["status"] == "ok" else None
        if base is None:
            if (source, instance["name"]) in self.bases:
                self.funded[source, instance["name"], unit[2], unit[3]] = chosen
            return
        before = self.funded.get((source, base, unit[2], unit[3]))
        if chosen is None or before is None:
            yield from ((name, None, "undefined", "one of the two has no outcome") for name in AGREEMENTS)
            return
        either = chosen | before
        values = (Fraction(len(chosen & before), len(either)) if either else 1, int(chosen == before))
        yield from ((name, numeral(value), "ok", "") for name, value in zip(AGREEMENTS, values, strict=True))
