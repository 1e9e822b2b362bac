"""What was decided on a city's proposals: by proposal, by place and pot, and for the city; plain values with JSON."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fairbudget.errors import Fault, InputError, OptionError, nearest
from fairbudget.files import write_text
from fairbudget.musrenbang._plain import decode, encode

__all__ = [
    "LEVELS",
    "REASONS",
    "STAGES",
    "STATUSES",
    "Decision",
    "GroupResult",
    "KelurahanPlan",
    "LevelResult",
    "Money",
    "Plan",
    "Step",
]

FORMAT = "fairbudget-musrenbang-plan"
VERSION = 1

Key = tuple[str, str]

#: What became of a proposal.
STATUSES = ("funded", "not funded", "passed upward", "excluded")
#: From the bottom up; a city-wide decision is the level ``kota``.
LEVELS = ("kelurahan", "kecamatan", "kota")
#: Which money was decided on: a kelurahan's ceiling, the pot of a kecamatan or of the city, or what was pooled.
STAGES = ("ceiling", "pot", "pool")
#: Why, as a code; :mod:`fairbudget.musrenbang.explain` says it in words and numbers.
REASONS = {
    "selected": "the rule selected it",
    "authority": "it is the business of a level that has no pot here",
    "excluded": "a funded proposal excludes it",
    "requires": "a proposal that it requires is not funded",
    "unsupported": "nobody named it, and the rule funds only what somebody supports",
    "above the ceiling": "it costs more than the whole money of its stage (or of its family's part)",
    "no money": "the rule chose others first, and what they left is less than it costs",
    "not chosen": "it costs no more than what was left, but the rule did not choose it",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One election that a proposal took part in, or was passed on from.

    Attributes
    ----------
    level : str
        One of LEVELS.
    place : (str, str)
        Kecamatan and kelurahan; ("Utara", "") for a kecamatan, ("", "") for the city.
    stage : str
        One of STAGES.
    status, reason : str
        Of STATUSES and REASONS, as they were after this step.
    because : tuple of str
        The proposals that exclude it, or that it requires in vain.
    """

    level: str
    place: Key
    stage: str
    status: str
    reason: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one proposal.

    Attributes
    ----------
    proposal : str
        Its id; title, cost, authority, agency, category, family, rw and priority are as in the city.
    kelurahan : (str, str)
        Kecamatan and name of the kelurahan that it comes from.
    status : {"funded", "not funded", "passed upward", "excluded"}
    reason : str
        One of REASONS.
    because : tuple of str
        The proposals that exclude it, or that it requires in vain.
    level : {"kelurahan", "kecamatan", "kota"}
        Where it was decided on last; where it is passed to, if it is passed upward.
    stage : str
        Whose money: "ceiling", "pot" or "pool"; empty if it is passed upward and nobody decided.
    order : int or None
        Place in the order of selection of its stage, from 1.
    supporters, voters : int
        Weight of the ballots that support it in the last election it took part in, and of all ballots there.
    measure : str
        What the rule compared (``price``, ``utility-per-cost``, ``priority``, ...), as in the trace.
    value : int, Fraction or None
        The measure's value for it, where the trace has one.
    tied : tuple of str
        Proposals with the same value, over which the tie-breaking decided.
    shortfall : int or None
        Rupiah by which the money left at the end of that stage falls short of its cost; None if it does not.
    trail : tuple of Step
        Its way, from the bottom up.
    """

    proposal: str
    kelurahan: Key
    title: str
    cost: int
    status: str
    reason: str
    because: tuple[str, ...] = ()
    level: str = "kelurahan"
    stage: str = ""
    order: int | None = None
    supporters: int = 0
    voters: int = 0
    measure: str = ""
    value: int | Fraction | None = None
    tied: tuple[str, ...] = ()
    shortfall: int | None = None
    authority: str = "kelurahan"
    agency: str = ""
    category: str = ""
    family: str = ""
    rw: str = ""
    priority: int | None = None
    trail: tuple[Step, ...] = ()

    @property
    def funded(self) -> bool:
        """Whether it gets money."""
        return self.status == "funded"


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A family with its own part or floor of the money, or an RW or bidang that was to get something.

    Attributes
    ----------
    kind : {"split", "floor", "coverage"}
    name : str
        Family, or RW or bidang; of a split, "" is the part of all other families.
    amount : int or None
        Rupiah that the split gives or the floor asks for; None for coverage.
    spent : int
        On it in this stage.
    met : bool
        A split is always kept; a floor is met if `spent` reaches it; coverage if something of it is funded.
    why : str
        Where not met: "nothing proposed", "nothing fits" (what is proposed costs more than what was left), or
        "barred" (what would fit is excluded, unsupported or lacks what it requires).
    """

    kind: str
    name: str
    amount: int | None
    spent: int
    met: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class LevelResult:
    """One election: the ceiling of a kelurahan, the pot of a kecamatan or city, or the pool of a kecamatan.

    In rupiah, ``ceiling == spent + left + pooled``.

    Attributes
    ----------
    level, stage : str
        Of LEVELS and STAGES.
    place : (str, str)
        Kecamatan and kelurahan; ("Utara", "") for a kecamatan, ("", "") for the city.
    ceiling : int
        The money of this election.
    spent, left, pooled : int
        On funded proposals; unspent and staying here; unspent and handed to the pool of the kecamatan.
    funded : tuple of str
        In order of selection.
    candidates : tuple of str
        All proposals that were decided on here, in the order of the city.
    ballots, voters : int
        Number of ballots and their weight together.
    ballot_type, utility : str
        Utility is empty where the rule has none.
    mapping : tuple of str
        How preferences became ballots, in words.
    options : mapping
        Every option of the rule that was used here.
    groups : tuple of GroupResult
    notes : tuple of str
    """

    level: str
    stage: str
    place: Key
    ceiling: int
    spent: int
    left: int
    pooled: int = 0
    funded: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    ballots: int = 0
    voters: int = 0
    ballot_type: str = ""
    utility: str = ""
    mapping: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    groups: tuple[GroupResult, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """Sums over elections of one kind, in rupiah; proposals and funded count what was decided on there."""

    ceiling: int = 0
    spent: int = 0
    left: int = 0
    pooled: int = 0
    proposals: int = 0
    funded: int = 0


@dataclass(frozen=True, slots=True)
class KelurahanPlan:
    """What was decided for one kelurahan: its own election, and where its proposals ended.

    Attributes
    ----------
    key : (str, str)
    result : LevelResult
        Of its ceiling.
    decisions : tuple of Decision
        All its proposals, in the order of the city.
    """

    key: Key
    result: LevelResult
    decisions: tuple[Decision, ...]

    @property
    def name(self) -> str:
        """Of the kelurahan."""
        return self.key[1]

    @property
    def funded(self) -> tuple[Decision, ...]:
        """Funded within its ceiling, in order of selection."""
        found = [item for item in self.decisions if item.funded and item.stage == "ceiling"]
        return tuple(sorted(found, key=lambda item: item.order or 0))

    @property
    def funded_above(self) -> tuple[Decision, ...]:
        """Funded from a pot or pool above the kelurahan."""
        return tuple(item for item in self.decisions if item.funded and item.stage != "ceiling")

    @property
    def passed(self) -> tuple[Decision, ...]:
        """Passed upward, and not decided on."""
        return tuple(item for item in self.decisions if item.status == "passed upward")

    @property
    def rejected(self) -> tuple[Decision, ...]:
        """Neither funded nor passed upward."""
        return tuple(item for item in self.decisions if item.status in ("not funded", "excluded"))


@dataclass(frozen=True)
class Plan:
    """What was decided for a city.

    Attributes
    ----------
    city : str
    rule : str
    options : mapping
        Options of the rule as they were given.
    settings : mapping
        Everything else that was chosen: unspent, split, floors, coverage, pots, ballots of upper levels, formula.
    results : tuple of LevelResult
        One an election, kelurahan first, then kecamatan pots and pools, then the city's pot.
    decisions : tuple of Decision
        One a proposal, in the order of the city.
    notes : tuple of str
        What a reader should know.

    Examples
    --------
    >>> plan = Plan("Kota Contoh", "greedy", {}, {}, (), ())
    >>> Plan.from_json(plan.to_json()) == plan
    True
    """

    city: str
    rule: str
    options: Mapping[str, Any]
    settings: Mapping[str, Any]
    results: tuple[LevelResult, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        funded = sum(item.funded for item in self.decisions)
        return f"<Plan: {self.city} by {self.rule}, {funded} of {len(self.decisions)} proposals funded>"

    @functools.cached_property
    def by_proposal(self) -> Mapping[str, Decision]:
        """Decision by id of the proposal."""
        return {item.proposal: item for item in self.decisions}

    @functools.cached_property
    def _kelurahan(self) -> dict[Key, KelurahanPlan]:
        found: dict[Key, list[Decision]] = {}
        for item in self.decisions:
            found.setdefault(item.kelurahan, []).append(item)
        return {
            result.place: KelurahanPlan(result.place, result, tuple(found.get(result.place, ())))
            for result in self.results
            if result.level == "kelurahan"
        }

    @property
    def kelurahan(self) -> Iterator[KelurahanPlan]:
        """The kelurahan, in the order of the city."""
        return iter(self._kelurahan.values())

    def of(self, name: str, kecamatan: str | None = None) -> KelurahanPlan:
        """Return the plan of a kelurahan.

        Raises
        ------
        OptionError
            If there is none of that name, or several and no kecamatan that tells them apart.
        """
        keys = [key for key in self._kelurahan if key[1] == name and kecamatan in (None, key[0])]
        if len(keys) == 1:
            return self._kelurahan[keys[0]]
        if keys:
            raise OptionError(f"several kelurahan are called {name!r}; say which kecamatan")
        raise OptionError(f"no kelurahan {name!r}; {nearest(name, sorted({key[1] for key in self._kelurahan}))}")

    def at(self, level: str, place: Key = ("", ""), stage: str | None = None) -> LevelResult | None:
        """Return the election of a level and place, if there was one."""
        for result in self.results:
            if (result.level, result.place) == (level, place) and stage in (None, result.stage):
                return result
        return None

    def money(self, level: str | None = None, stage: str | None = None) -> Money:
        """Return the sums over all elections, or over those of one level or stage.

        Over all of them, what was pooled is not counted twice: it is money of the ceilings, spent in the pools.
        """
        chosen = [item for item in self.results if level in (None, item.level) and stage in (None, item.stage)]
        pools = sum(item.ceiling for item in chosen if item.stage == "pool")
        both = pools if sum(item.pooled for item in chosen) == pools else 0
        return Money(
            sum(item.ceiling for item in chosen) - both,
            sum(item.spent for item in chosen),
            sum(item.left for item in chosen),
            sum(item.pooled for item in chosen) - both,
            len({id for item in chosen for id in item.candidates}),
            sum(len(item.funded) for item in chosen),
        )

    # -- JSON --------------------------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON-ready values; exact fractions become ``{"fraction": "1/3"}``."""
        return {
            "format": FORMAT,
            "version": VERSION,
            **{item.name: encode(getattr(self, item.name)) for item in dataclasses.fields(self)},
        }

    def to_json(self, indent: int | None = 1) -> str:
        """Return the plan as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent) + "\n"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the plan to a JSON file, whole or not at all."""
        write_text(path, self.to_json())

    @classmethod
    def from_json(cls, text: str, source: str | None = None) -> Plan:
        """Read a plan that :meth:`to_json` wrote.

        Raises
        ------
        InputError
            If the text is not such a plan.
        """

        def refuse(message: str) -> InputError:
            return InputError([Fault(message, file=source)])

        try:
            data = json.loads(text)
        except ValueError as error:
            raise refuse(f"not JSON: {error}") from None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise refuse(f"not a plan: expected a JSON object with format {FORMAT!r}")
        if data.get("version") != VERSION:
            raise refuse(f"plan version {data.get('version')!r} is not known; expected {VERSION}")
        try:
            parts = {item.name: decode(data[item.name]) for item in dataclasses.fields(cls)}
            parts["results"] = tuple(
                LevelResult(**{**item, "groups": tuple(GroupResult(**group) for group in item["groups"])})
                for item in parts["results"]
            )
            parts["decisions"] = tuple(
                Decision(**{**item, "trail": tuple(Step(**step) for step in item["trail"])})
                for item in parts["decisions"]
            )
            return cls(**parts)
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
            raise refuse(f"damaged plan: {type(error).__name__}: {error}") from None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Plan:
        """Read a plan from a JSON file; see :meth:`from_json`."""
        try:
            text = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError([Fault(f"cannot be read: {error}", file=str(path))]) from None
        return cls.from_json(text, str(path))
