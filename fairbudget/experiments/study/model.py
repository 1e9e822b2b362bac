"""A study as data: its sources, variants of rules and measures, after every check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from fairbudget.experiments.study import lines
from fairbudget.experiments.study.spec import SEED, FormulaFile, Limits, Sample, Source
from fairbudget.experiments.study.wanted import Wanted
from fairbudget.outcome import _encode

__all__ = ["Group", "Instance", "Measure", "Study", "Variant", "canonical", "digest", "with_seed"]


def canonical(value: Any) -> str:
    """Return a value as one text that is the same on every machine, for hashes.

    Examples
    --------
    >>> from fractions import Fraction
    >>> canonical({"b": (1, Fraction(1, 3)), "a": None})
    '{"a":null,"b":[1,{"fraction":"1/3"}]}'
    """
    return json.dumps(_encode(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


@dataclass(frozen=True, slots=True)
class Variant:
    """A rule with one combination of its options.

    Attributes
    ----------
    label : str
        Unique in the study.
    rule : str
        Id.
    options : mapping
        As written; ``{seed}`` may stand in a text.
    then : str or None
    settled : mapping
        All options with the values that the rule takes, defaults included (with seed 0 where a seed goes in).
    seeded : bool
        Whether a seed goes in.
    """

    label: str
    rule: str
    options: Mapping[str, Any]
    then: str | None
    settled: Mapping[str, Any]
    seeded: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric or an axiom with its options.

    Attributes
    ----------
    kind : {"metric", "axiom"}
    label : str
        Unique in the study: the column ``metric`` of the results.
    id : str
    options : mapping
        As written; ``{seed}`` may stand in a text.
    seconds : float or None
        After which it is stopped; None for the study's limit.
    settled : mapping
    seeded : bool
    """

    kind: str
    label: str
    id: str
    options: Mapping[str, Any]
    seconds: float | None
    settled: Mapping[str, Any]
    seeded: bool


@dataclass(frozen=True)
class Study:
    """A study, checked.

    Attributes
    ----------
    name : str
    file : str
        Where it was read.
    folder : Path
        Relative paths start here.
    about : mapping of str to str
        Title, question, expected shape, runtime.
    seed, replications : int
    limits : Limits
    sample : Sample
    sources : tuple of Source
    formulas : tuple of FormulaFile
    variants : tuple of Variant
    measures : tuple of Measure
        Metrics first, then axioms.
    sampled : bool
        Whether it is cut down to its sample.
    wanted : Wanted
        Comparisons, regressions and figures; they decide nothing that is computed.
    lines : mapping
        Line of each key of the file.
    places : mapping
        Position in the file of each source and formula, by ``("instances", id)`` and ``("formulas", id)``.
    """

    name: str
    file: str
    folder: Path
    about: Mapping[str, str]
    seed: int
    replications: int
    limits: Limits
    sample: Sample
    sources: tuple[Source, ...]
    formulas: tuple[FormulaFile, ...]
    variants: tuple[Variant, ...]
    measures: tuple[Measure, ...]
    sampled: bool = False
    wanted: Wanted = field(default_factory=Wanted)
    lines: Mapping[lines.Path, int] = field(default_factory=dict, repr=False)
    places: Mapping[tuple[str, str], int] = field(default_factory=dict, repr=False)

    def line(self, kind: str, id: str, *path: str) -> int | None:
        """Return the line of a key of a source or a formula, or of the nearest table around it."""
        return lines.line_of(self.lines, (kind, self.places[kind, id], *path))

    def content(self) -> dict[str, Any]:
        """Return all that decides what is computed, JSON-ready; no texts for people, no limits, no places."""
        return {
            "seed": self.seed,
            "replications": self.replications,
            "sampled": self.sampled and _plain(self.sample),
            "instances": [_plain(source, "motivation") for source in self.sources],
            "formulas": [_plain(item) for item in self.formulas],
            "rules": [
                {"label": v.label, "rule": v.rule, "options": _encode(v.settled), "then": v.then} for v in self.variants
            ],
            "measures": [
                {"kind": m.kind, "label": m.label, "id": m.id, "options": _encode(m.settled), "seconds": m.seconds}
                for m in self.measures
            ],
        }

    @property
    def config(self) -> str:
        """Hash of :meth:`content`: the same for studies that compute the same, whatever they are called."""
        return hashlib.sha256(canonical(self.content()).encode()).hexdigest()[:16]


def _plain(table: BaseModel, without: str = "") -> dict[str, Any]:
    """Return a table of the file as JSON-ready values, as they are written there."""
    content = {name: getattr(table, name) for name in type(table).model_fields if name != without}
    found: dict[str, Any] = json.loads(canonical(content))
    return found


def with_seed(options: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """Return the options with the seed in its place."""
    return {
        name: value.replace(SEED, str(seed)) if isinstance(value, str) else value for name, value in options.items()
    }


@dataclass(frozen=True, slots=True)
class Group:
    """What a worker reads or draws at once: a file, one election, or all kelurahan of a city.

    Attributes
    ----------
    key : str
        Groups with the same key are the same.
    load : mapping
        Plain values for :func:`fairbudget.experiments.study.load.load`.
    """

    key: str
    load: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Instance:
    """One election of a study.

    Attributes
    ----------
    source : str
        Id of the source.
    name : str
        Unique within the source and formula.
    formula : str
        Id of the formula of ceilings; empty without one.
    seed : int or None
        With which it is drawn.
    data : str
        Hash of its content: of the file's bytes, or of all that it is drawn from.
    group : Group
    part : mapping
        What tells it from the others of the group.
    weight : float
        About the bytes that it would have as a file: what its computation is expected to grow with.
    about : mapping
        Culture, parameters, kelurahan: what is known beforehand.
    """

    source: str
    name: str
    formula: str
    seed: int | None
    data: str
    group: Group
    part: Mapping[str, Any]
    weight: float
    about: Mapping[str, Any] = field(default_factory=dict)


def digest(*parts: str | bytes) -> str:
    """Return a hash of texts, 128 bits as hexadecimal digits.

    Examples
    --------
    >>> digest("a", "b") == digest("ab")
    False
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:32]
