"""A city as its Musrenbang knows it: kelurahan with ceilings, proposals, voices and their preferences, realisation."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from fairbudget.errors import Fault

__all__ = [
    "AUTHORITIES",
    "FAMILIES",
    "PREFERENCES",
    "City",
    "Kelurahan",
    "Preference",
    "Proposal",
    "Realisation",
    "Rw",
    "Voice",
]

#: Whose business a proposal is; only the first competes for the ceiling of a kelurahan, the others travel upward.
AUTHORITIES = ("kelurahan", "kecamatan", "agency")
#: The two families of Permendagri 130/2018: settlement works, and empowerment of the community.
FAMILIES = ("sarana prasarana", "pemberdayaan masyarakat")
#: How a voice states what it wants: see :class:`Preference`.
PREFERENCES = ("approval", "ranking", "scores")

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """An urban village.

    Attributes
    ----------
    name, kecamatan : str
        The kecamatan may be empty; both together are unique in a city.
    ceiling : int or None
        Pagu in whole rupiah; None where it is to be computed from indicators and a formula.
    population, households, rw, poor : int or None
        Inhabitants, households, number of RW, and people (or families) in poverty, where the source has them.
    """

    name: str
    kecamatan: str = ""
    ceiling: int | None = None
    population: int | None = None
    households: int | None = None
    rw: int | None = None
    poor: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Kecamatan and name: what other records refer to."""
        return (self.kecamatan, self.name)


@dataclass(frozen=True, slots=True)
class Rw:
    """A neighbourhood (rukun warga) of a kelurahan.

    Attributes
    ----------
    kelurahan : (str, str)
    number : str
        As proposals and voices name it, without leading zeros.
    population, households, rt : int or None
        Inhabitants, households, number of RT, where the source has them.
    weight : int or None
        What its list counts for, where the source says so.
    """

    kelurahan: tuple[str, str]
    number: str
    population: int | None = None
    households: int | None = None
    rt: int | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal (usulan), as on a row of the canonical table.

    Attributes
    ----------
    id : str
        Unique in the city.
    title : str
    kelurahan : (str, str)
        Key of the kelurahan it comes from.
    cost : int
        In whole rupiah.
    authority : {"kelurahan", "kecamatan", "agency"}
        Whose business it is (kewenangan).
    agency : str
        Which agency (perangkat daerah), where it is one's business.
    category : str
        Bidang: fisik, sosial, ekonomi, pemerintahan, or as the city calls them.
    family : str
        One of FAMILIES, or empty where the source does not say.
    rw, rt : str
        Where; empty for the whole kelurahan.
    volume, unit_price : Fraction or None
    unit : str
        Satuan of the volume.
    proposer : str
        Pengusul.
    priority, rw_priority : int or None
        Rank in the agreed list of the kelurahan, and in the list of its RW; 1 is first, ranks may be shared.
    beneficiaries : int or None
    requires : tuple of str
        Ids of proposals without which this one makes no sense: it is funded only if all of them are.
    excludes : tuple of str
        Ids of proposals that cannot be funded beside this one.
    status, note : str
        As the source states them.
    scores : mapping of str to Fraction
        Criterion or assessor -> score, where the source has scores in columns of the proposals' own table.
    other : mapping of str to str
        Columns of the source that have no place above.
    """

    id: str
    title: str
    kelurahan: tuple[str, str]
    cost: int
    authority: str = "kelurahan"
    agency: str = ""
    category: str = ""
    family: str = ""
    rw: str = ""
    rt: str = ""
    volume: Fraction | None = None
    unit: str = ""
    unit_price: Fraction | None = None
    proposer: str = ""
    priority: int | None = None
    rw_priority: int | None = None
    beneficiaries: int | None = None
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    status: str = ""
    note: str = ""
    scores: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    other: Mapping[str, str] = field(default_factory=lambda: _EMPTY)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who has a say: a participant, or a group that speaks through one list, such as an RW.

    Attributes
    ----------
    id : str
        Unique in the city.
    kelurahan : (str, str)
    name, role, rw : str
        The role is Ketua RW, PKK, LPM, assessor, and so on.
    weight : int
        How many the voice counts for, at least 1: households or inhabitants of the RW, 1 for a person.
    """

    id: str
    kelurahan: tuple[str, str]
    name: str = ""
    role: str = ""
    rw: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Preference:
    """What one voice wants.

    Attributes
    ----------
    voice : str
        Id of the voice.
    kind : {"approval", "ranking", "scores"}
    entries : mapping of str to Fraction
        Proposal id -> 1 (approved), rank (1 is first; ranks may be shared), or score (0 or more).
    criterion : str
        What the scores are for, where there are several criteria; else empty.
    """

    voice: str
    kind: str
    entries: Mapping[str, Fraction]
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Realisation:
    """What became of last year's money: planned and spent, of a kelurahan or of one proposal.

    Attributes
    ----------
    kelurahan : (str, str)
    planned, spent : int
        In whole rupiah.
    title, category, note : str
        Of the activity; empty where the row is for the kelurahan as a whole.
    """

    kelurahan: tuple[str, str]
    planned: int
    spent: int
    title: str = ""
    category: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class City:
    """All that a city's workbook says.

    Attributes
    ----------
    name : str
    kelurahan : tuple of Kelurahan
    proposals : tuple of Proposal
    voices : tuple of Voice
    preferences : tuple of Preference
        At most one of each kind, and of each criterion, for a voice.
    realisation : tuple of Realisation
    rws : tuple of Rw
    criteria : mapping of str to Fraction
        Criterion -> weight, where the source states weights.
    indicators : Table or None
        What a formula computes ceilings from, where the source has it; a row a kelurahan.
    sources : mapping of str to str
        Part (proposals, voices, …) -> file and sheet that it was read from.
    faults : tuple of Fault
        Warnings of the reading, in the order of the source.
    """

    name: str
    kelurahan: tuple[Kelurahan, ...]
    proposals: tuple[Proposal, ...]
    voices: tuple[Voice, ...] = ()
    preferences: tuple[Preference, ...] = ()
    realisation: tuple[Realisation, ...] = ()
    rws: tuple[Rw, ...] = ()
    criteria: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    indicators: object | None = None
    sources: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<City: {self.name}, {len(self.kelurahan)} kelurahan, {len(self.proposals)} proposals, "
            f"{len(self.preferences)} ballots>"
        )

    @functools.cached_property
    def by_key(self) -> dict[tuple[str, str], Kelurahan]:
        """Kelurahan by kecamatan and name."""
        return {place.key: place for place in self.kelurahan}

    @functools.cached_property
    def proposals_of(self) -> dict[tuple[str, str], tuple[Proposal, ...]]:
        """Proposals of each kelurahan, in the order of the source; also where there are none."""
        found: dict[tuple[str, str], list[Proposal]] = {place.key: [] for place in self.kelurahan}
        for proposal in self.proposals:
            found[proposal.kelurahan].append(proposal)
        return {key: tuple(rows) for key, rows in found.items()}

    @functools.cached_property
    def voices_of(self) -> dict[tuple[str, str], tuple[Voice, ...]]:
        """Voices of each kelurahan, in the order of the source; also where there are none."""
        found: dict[tuple[str, str], list[Voice]] = {place.key: [] for place in self.kelurahan}
        for voice in self.voices:
            found[voice.kelurahan].append(voice)
        return {key: tuple(rows) for key, rows in found.items()}

    @functools.cached_property
    def rws_of(self) -> dict[tuple[str, str], tuple[Rw, ...]]:
        """RW of each kelurahan, in the order of the source; also where there are none."""
        found: dict[tuple[str, str], list[Rw]] = {place.key: [] for place in self.kelurahan}
        for rw in self.rws:
            found[rw.kelurahan].append(rw)
        return {key: tuple(rows) for key, rows in found.items()}

    @functools.cached_property
    def preferences_of(self) -> dict[str, tuple[Preference, ...]]:
        """Preferences by id of the voice."""
        found: dict[str, list[Preference]] = {}
        for preference in self.preferences:
            found.setdefault(preference.voice, []).append(preference)
        return {voice: tuple(rows) for voice, rows in found.items()}
