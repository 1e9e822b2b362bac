"""Elections of a kelurahan, of a kecamatan and of a city: who votes there, on what, and with which weight."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairbudget.election import Ballots, Election, Project
from fairbudget.musrenbang.city import City, Proposal

__all__ = ["TYPES", "Held", "Mapper", "joint_election", "with_amounts"]

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Held:
    """An election, and how its ballots came about.

    Attributes
    ----------
    election : Election
    mapping : tuple of str
        In words.
    sources : tuple of str
        Of :data:`fairbudget.musrenbang.preferences.SOURCES`; empty where nobody said anything.
    lists : bool
        Whether each ballot is the list of a kelurahan.
    """

    election: Election
    mapping: tuple[str, ...]
    sources: tuple[str, ...] = ()
    lists: bool = False


#: What preferences can become, what says most first.
TYPES = ("scoring", "approval", "ordinal")
#: Returns the election of a kelurahan over some of its proposals; the last argument may overrule the type of ballots.
Source = Callable[[Key, Sequence[Proposal], str | None], Held]


@dataclass(frozen=True)
class Mapper:
    """Turns preferences into elections, always in the same way.

    Attributes
    ----------
    options : mapping
        As for :func:`fairbudget.musrenbang.to_election`.
    lang : str
        Of the mapping's words.
    allowed : tuple of str
        Types of ballots that the rules can decide on; where preferences become another one by themselves, they become
        the first of these that they can.
    """

    options: Mapping[str, Any]
    lang: str = "en"
    allowed: tuple[str, ...] = TYPES

    def of(self, city: City, key: Key, proposals: Sequence[Proposal], money: int, ballots: str | None = None) -> Held:
        """Return the election of one kelurahan over some of its proposals; `ballots` overrules their type."""
        from fairbudget.musrenbang.preferences import to_election

        options = {**self.options, **({} if ballots is None else {"ballots": ballots})}
        given: dict[str, Any] = {"budget": money, "proposals": proposals, "lang": self.lang}
        mapped = to_election(city, key, **given, **options)
        if "ballots" not in options and mapped.election.ballot_type not in self.allowed:
            mapped = to_election(city, key, **given, **options, ballots=next(iter(self.allowed), "auto"))
        return Held(mapped.election, mapped.notes, mapped.sources)


def with_amounts(held: Held, proposals: Sequence[Proposal], money: int, lang: str) -> Held:
    """Return an election with the costs and priorities that its proposals have now, and with that money."""
    election = held.election
    costs = [row.cost for row in proposals]
    if election.budget_units != money or election.costs.tolist() != costs:
        changed = dataclasses.replace(election, costs=np.array(costs, np.int64), budget_units=money)
        held = dataclasses.replace(held, election=changed)
    return _with_priority(held, proposals, lang)


#: name -> (English, Indonesian)
_WORDS = {
    "joint": (
        "ballots of the voices of all kelurahan, with their weights",
        "suara dari semua kelurahan, dengan bobotnya",
    ),
    "several ways": (
        "the kelurahan state their preferences in several ways, so each kelurahan casts one ballot",
        "kelurahan menyatakan pilihan dengan beberapa cara, maka tiap kelurahan memberi satu suara",
    ),
    "silent": (
        "nobody of {names} names a proposal here, so each kelurahan casts one ballot",
        "tidak ada suara dari {names} yang memilih usulan di sini, maka tiap kelurahan memberi satu suara",
    ),
    "lists": (
        "one {type} ballot a kelurahan, in the order of its list (the last of k gets 1 point, the first k)",
        "satu suara ({type}) per kelurahan, menurut urutan daftarnya (terakhir dari k mendapat 1 poin, pertama k)",
    ),
    "lists approval": (
        "one approval ballot a kelurahan, for all its proposals here",
        "satu suara persetujuan per kelurahan, untuk semua usulannya di sini",
    ),
    "weight": ("each weighs: {word}", "bobot masing-masing: {word}"),
    "inhabitants": ("inhabitants", "jumlah penduduk"),
    "households": ("households", "jumlah kepala keluarga"),
    "voices": ("weight of its voices", "bobot peserta"),
    "one": ("1", "1"),
    "no priority": (
        "{count} proposals without a priority come after all others",
        "{count} usulan tanpa prioritas ditempatkan paling akhir",
    ),
}


def _say(lang: str, name: str, **named: Any) -> str:
    return _WORDS[name][lang == "id"].format(**named)


def joint_election(
    city: City,
    place: str,
    proposals: Sequence[Proposal],
    money: int,
    of: Source,
    ballots: str,
    allowed: Sequence[str],
    lang: str,
) -> Held:
    """Return an election over proposals of several kelurahan.

    Parameters
    ----------
    place : str
        Name, for the election's facts.
    proposals : sequence of Proposal
    of : callable
        Returns the election of one kelurahan over some of its proposals.
    ballots : {"auto", "voices", "kelurahan"}
        Ballots of the voices of these kelurahan, with their weights; or one ballot a kelurahan, which gives its
        proposals points in the order of its list. Auto: the voices (or lists of RW), if all kelurahan have them,
        weighed in the same way, and each has a proposal that somebody supports.
    allowed : sequence of str
        Types of ballots that the rules can decide on; the first is what a kelurahan casts.
    """
    by_key: dict[Key, list[Proposal]] = {}
    for proposal in proposals:
        by_key.setdefault(proposal.kelurahan, []).append(proposal)
    note: tuple[str, ...] = ()
    if ballots != "kelurahan":
        held = [of(key, rows, None) for key, rows in by_key.items()]
        types = {item.election.ballot_type for item in held}
        silent = [key[1] for key, item in zip(by_key, held, strict=True) if not item.election.votes.any()]
        alike = (
            len({item.sources for item in held}) <= 1 and len({_weighed(city, key, by_key[key]) for key in by_key}) <= 1
        )
        # where each kelurahan has one list or one sum of scores, its ballot had better weigh what the kelurahan does
        single = any(item.sources in (("agreed",), ("scores",)) for item in held)
        if ballots == "voices" or (alike and not single and not silent):
            if len(types) > 1:
                held = [of(key, rows, allowed[0]) for key, rows in by_key.items()]
                types = {allowed[0]}
            return _with_priority(_merged(held, types, money, place, lang), _ordered(held, proposals), "")
        note = (_say(lang, "several ways"),)
        if silent:
            names = ", ".join(silent[:3])
            note = (_say(lang, "silent", names=names if len(silent) <= 3 else f"{names} ..."),)
    return _with_priority(_lists(city, by_key, money, place, allowed[0], note, lang), proposals, lang)


def _weighed(city: City, key: Key, rows: Sequence[Proposal]) -> str:
    """Return by what the lists of RW of a kelurahan weigh; nothing where there are none."""
    lists = {row.rw for row in rows if row.rw and row.rw_priority is not None}
    if not lists or any(voice.id in city.preferences_of for voice in city.voices_of[key]):
        return ""
    known = {rw.number: rw for rw in city.rws_of[key]}
    for name in ("weight", "households", "population"):
        if all(getattr(known.get(number), name, None) for number in lists):
            return name
    return "one"


def _ordered(held: Iterable[Held], proposals: Sequence[Proposal]) -> list[Proposal]:
    by_id = {proposal.id: proposal for proposal in proposals}
    return [by_id[id] for item in held for id in item.election.ids]


def _merged(held: Sequence[Held], types: set[str], money: int, place: str, lang: str) -> Held:
    """Put elections of several kelurahan beside one another: all projects, all ballots."""
    elections = [item.election for item in held]
    unit = math.lcm(1, *(election.ballots.point_unit for election in elections))
    lines, weights, names = [], [], []
    indices, values = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
    multiplicities, lengths = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    projects = rows = 0
    for election in elections:
        ballots = election.ballots
        indices.append((ballots.indices + projects).astype(np.int32))
        values.append(ballots.values * (unit // ballots.point_unit if ballots.type in ("scoring", "cumulative") else 1))
        multiplicities.append(ballots.multiplicities)
        lengths.append(np.diff(ballots.indptr))
        numbers, counts = ballots.of_lines()
        lines.append(numbers + rows)
        weights.append(np.ones(len(numbers), np.int64) if counts is None else counts)
        names += list(election.voter_columns.get("voter_id", [""] * len(numbers)))
        projects += election.num_projects
        rows += len(ballots)
    joint = Ballots(
        next(iter(types), "approval"),
        np.concatenate(([0], np.cumsum(np.concatenate(lengths)))).astype(np.int64),
        np.concatenate(indices),
        np.concatenate(values),
        np.concatenate(multiplicities),
        unit,
        np.concatenate(lines).astype(np.int32) if lines else np.empty(0, np.int32),
        np.concatenate(weights) if weights else np.empty(0, np.int64),
    )
    headings: dict[str, None] = {key: None for election in elections for key in election.project_columns}
    columns = {
        key: tuple(
            text for election in elections for text in election.project_columns.get(key, ("",) * election.num_projects)
        )
        for key in headings
    }
    election = Election(
        tuple(id for election in elections for id in election.ids),
        np.concatenate([np.empty(0, np.int64), *(election.costs for election in elections)]),
        money,
        joint,
        1,
        columns,
        {"voter_id": tuple(names)},
        {"unit": place},
    )
    notes = dict.fromkeys(line for item in held for line in item.mapping)
    sources = next((item.sources for item in held), ())
    return Held(election, (_say(lang, "joint"), *notes), sources)


def _lists(
    city: City,
    by_key: Mapping[Key, Sequence[Proposal]],
    money: int,
    place: str,
    type: str,
    note: tuple[str, ...],
    lang: str,
) -> Held:
    """Return an election in which each kelurahan casts one ballot: its list."""
    places = [city.by_key[key] for key in by_key]
    words: dict[str, list[int | None]] = {
        "inhabitants": [item.population for item in places],
        "households": [item.households for item in places],
        "voices": [sum(voice.weight for voice in city.voices_of[key]) or None for key in by_key],
        "one": [1] * len(places),
    }
    word = next(word for word, counts in words.items() if all(counts))
    weights = [count or 1 for count in words[word]]
    ballots: list[object] = []
    for rows in by_key.values():
        points = _points(rows)
        ranked = sorted(rows, key=lambda proposal: -points[proposal.id])
        ids = [proposal.id for proposal in ranked]
        ballots.append({id: points[id] for id in ids} if type == "scoring" else ids)
    proposals = [proposal for rows in by_key.values() for proposal in rows]
    election = Election.build(
        [Project(p.id, p.cost, p.title) for p in proposals],
        money,
        ballots,
        type=type,
        weights=weights,
        meta={"unit": place},
        voter_columns={"voter_id": [key[1] for key in by_key]},
    )
    how = _say(lang, "lists approval" if type == "approval" else "lists", type=type)
    weighs = _say(lang, "weight", word=_say(lang, word))
    return Held(election, (*note, how, weighs), (), True)


def _points(rows: Sequence[Proposal]) -> dict[str, int]:
    """Return k points for the first of a list of k, 1 for the last; shared ranks share the higher points."""
    ranks = [row.priority for row in rows]
    if any(rank is None for rank in ranks):
        ranks = [row.rw_priority for row in rows]
    if any(rank is None for rank in ranks):
        return {row.id: 1 for row in rows}
    known = [rank for rank in ranks if rank is not None]
    return {row.id: sum(other >= own for other in known) for row, own in zip(rows, known, strict=True)}


def _with_priority(held: Held, proposals: Sequence[Proposal], lang: str) -> Held:
    """Give the election the agreed priorities as a column, or none where there are none; `lang` empty says nothing."""
    election = held.election
    by_id = {proposal.id: proposal for proposal in proposals}
    rows = [by_id[id] for id in election.ids]
    ranks: list[int | None] = [row.priority for row in rows]
    notes = held.mapping
    if all(rank is None for rank in ranks):
        ranks = [row.rw_priority for row in rows]
    columns = dict(election.project_columns)
    columns.pop("priority", None)
    known = [rank for rank in ranks if rank is not None]
    if known:
        last = max(known) + 1
        columns["priority"] = tuple(str(last if rank is None else rank) for rank in ranks)
        if len(known) < len(ranks) and lang:
            notes = (*notes, _say(lang, "no priority", count=len(ranks) - len(known)))
    if columns != election.project_columns:
        election = dataclasses.replace(election, project_columns=columns)
    return dataclasses.replace(held, election=election, mapping=notes)
