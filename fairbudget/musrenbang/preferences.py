"""The preferences of a kelurahan, as they come, mapped to an election; how they were mapped is part of the result.

Preferences come as approvals, rankings and scores of participants, as priority lists of RW, as scores in columns of the
table of proposals, as the one list that the kelurahan agreed on, and as mixtures of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairbudget.election import Ballots, Election
from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.statements import SOURCES, Cast, Collector, Speaker, ballot_rows

__all__ = ["BALLOTS", "SCORES", "SOURCES", "WEIGHTS", "Mapped", "to_election"]

BALLOTS = ("auto", "approval", "ordinal", "scoring")
WEIGHTS = ("stated", "equal")
#: Whether each assessor (or column of scores) casts a ballot, or all scores are summed into one.
SCORES = ("auto", "ballots", "sum")

_UTILITY = {"approval": "cost", "ordinal": "borda", "scoring": "score"}
Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Mapped:
    """An election, and how the preferences of a kelurahan became its ballots.

    Attributes
    ----------
    election : Election
        One project a proposal, in the order in which they were given.
    utility : str
        The utility that the ballots are meant for.
    sources : tuple of str
        Of SOURCES.
    notes : tuple of str
        The mapping in sentences.
    counts : mapping of str to int
        Kind of preference -> how many were mapped.
    """

    election: Election
    utility: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def mapping(self) -> tuple[str, ...]:
        """The sentences, as documents print them."""
        return self.notes

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping, without the election, as plain data."""
        return {
            "ballot_type": self.election.ballot_type,
            "utility": self.utility,
            "sources": list(self.sources),
            "counts": dict(self.counts),
            "notes": list(self.notes),
        }


def to_election(
    city: City,
    kelurahan: Key | None = None,
    *,
    budget: int | None = None,
    proposals: Sequence[Proposal] | None = None,
    use: str | Sequence[str] = "auto",
    ballots: str = "auto",
    weights: str = "stated",
    scores: str = "auto",
    threshold: Any = None,
    lang: str = "en",
) -> Mapped:
    """Map the preferences of a kelurahan to an election.

    Parameters
    ----------
    city : City
    kelurahan : (str, str), optional
        Kecamatan and name; may be left out where the city has one kelurahan.
    budget : int, optional
        In rupiah; default: the ceiling of the kelurahan.
    proposals : sequence of Proposal, optional
        Default: those of the kelurahan's own authority.
    use : {"auto"} or some of SOURCES, as a sequence or separated by commas
        ``auto`` takes the first that is there: the voices' preferences, the lists of RW, the scores, the agreed list.
    ballots : {"auto", "approval", "ordinal", "scoring"}
        ``auto``: approval if nobody does anything but approve, else scoring.
    weights : {"stated", "equal"}
        ``stated``: voices count for their weight; RW lists for the weight in the table of RW, else for the households,
        else for the inhabitants, if these are known for all of them, else once.
    scores : {"auto", "ballots", "sum"}
        Whether each assessor casts a ballot of scores, or all scores are summed into one ballot, as committees do.
        ``auto``: a ballot for each voice and each column that is an assessor's (a voice's id, name or role); columns
        that are criteria are summed.
    threshold : number, optional
        The least score that counts as approved; needed where scores become approvals.
    lang : {"en", "id"}
        Of the notes.

    Returns
    -------
    Mapped

    Raises
    ------
    OptionError
        On an option that is not known, or a source that is not there.
    InputError
        If the ceiling is needed and not known, or the preferences cannot be mapped as asked.

    Notes
    -----
    Scores of several criteria are summed with the weights of ``city.criteria`` (1 where a criterion has none). In
    scoring ballots a ranking gives its first place as many points as the longest ranking in the kelurahan has places,
    and each further place one less, so that the last place still counts: with the utility ``borda`` of an ordinal
    ballot the only proposal of an RW would be worth nothing. Mixtures are brought to one scale, on which the best
    possible statement is worth 1: an approval 1, the first place of a ranking 1, the highest score that was given 1.
    A voice that stated nothing at all is no voter; one whose proposals are not among these is a voter with an empty
    ballot. O(entries).

    Examples
    --------
    >>> from fairbudget.musrenbang import read_city
    >>> city = read_city("instances/kota-contoh/musrenbang")
    >>> mapped = to_election(city, ("Contoh Utara", "Melati"))
    >>> mapped.election.ballot_type, mapped.utility, mapped.sources
    ('approval', 'cost', ('voices',))
    """
    for name, value, allowed in (
        ("ballots", ballots, BALLOTS),
        ("weights", weights, WEIGHTS),
        ("scores", scores, SCORES),
    ):
        if value not in allowed:
            raise OptionError(f"{name}={value!r} is not allowed; {nearest(str(value), allowed)}")
    key = _key(city, kelurahan)
    own = city.proposals_of[key]
    chosen = tuple(p for p in own if p.authority == "kelurahan") if proposals is None else tuple(proposals)
    money = city.by_key[key].ceiling if budget is None else budget
    if money is None:
        raise InputError(f"kelurahan {key[1]!r} has no ceiling; give one in the table, by a formula, or as budget")
    speaker = Speaker(lang)
    mapper = Collector(city, key, chosen, weights, scores, speaker)
    available = [name for name in SOURCES if mapper.has(name)]
    sources = _sources(use, available)
    cast = [ballot for name in sources for ballot in mapper.ballots(name)]
    unused = [name for name in available if name not in sources]
    if not sources:
        speaker.say("none")
    kinds = {kind: sum(kind in ballot.said for ballot in cast) for kind in ("approval", "ranking", "scores")}
    kinds = {kind: count for kind, count in kinds.items() if count}
    type = ballots if ballots != "auto" else ("approval" if set(kinds) <= {"approval"} else "scoring")
    rows, unit = ballot_rows(cast, kinds, type, threshold, speaker)
    if unused:
        speaker.say("unused", names="; ".join(map(mapper.described, unused)))
    speaker.say("ballot type", type=type, utility=_UTILITY[type])
    election = _election(city, key, chosen, money, cast, rows, unit, type)
    return Mapped(election, _UTILITY[type], sources, tuple(speaker.said), kinds)


def _key(city: City, kelurahan: Key | None) -> Key:
    if kelurahan is None:
        if len(city.kelurahan) != 1:
            raise OptionError(f"say which of the {len(city.kelurahan)} kelurahan is meant")
        return city.kelurahan[0].key
    if kelurahan not in city.by_key:
        names = [" / ".join(filter(None, key)) for key in city.by_key]
        raise OptionError(f"unknown kelurahan; {nearest(' / '.join(kelurahan), names)}")
    return kelurahan


def _sources(use: str | Sequence[str], available: Sequence[str]) -> tuple[str, ...]:
    if use == "auto":
        return tuple(available)[:1]
    names = [name.strip() for name in use.split(",")] if isinstance(use, str) else list(use)
    for name in names:
        if name not in SOURCES:
            raise OptionError(f"use={name!r} is not allowed; {nearest(name, ('auto', *SOURCES))}")
        if name not in available:
            there = ", ".join(available) or "none"
            raise OptionError(f"use={name!r}: this kelurahan has no such preferences (there are: {there})")
    return tuple(dict.fromkeys(names))


def _election(
    city: City,
    key: Key,
    proposals: Sequence[Proposal],
    money: int,
    cast: Sequence[Cast],
    rows: list[dict[int, int]],
    unit: int,
    type: str,
) -> Election:
    columns = {
        "name": tuple(p.title for p in proposals),
        "category": tuple(p.category.replace(",", " ") for p in proposals),
        "family": tuple(p.family for p in proposals),
        "rw": tuple(p.rw for p in proposals),
    }
    ranks = [p.priority for p in proposals]
    if any(rank is not None for rank in ranks):
        # what stands on no list comes after all that does
        last = max(rank for rank in ranks if rank is not None) + 1
        columns["priority"] = tuple(str(last if rank is None else rank) for rank in ranks)
    return Election(
        tuple(p.id for p in proposals),
        np.array([p.cost for p in proposals], np.int64),
        money,
        Ballots.merge(type, rows, [ballot.weight for ballot in cast], unit),
        1,
        {name: texts for name, texts in columns.items() if any(texts)},
        {
            "voter_id": tuple(ballot.voter for ballot in cast),
            "role": tuple(ballot.role for ballot in cast),
            "rw": tuple(ballot.rw for ballot in cast),
        },
        {"unit": city.name, "district": key[0], "subunit": key[1], "currency": "IDR", "country": "Indonesia"},
    )
