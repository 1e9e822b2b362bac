"""Elections of a kelurahan, of a kecamatan and of a city: who votes there, on what, and with which weight."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fairbudget.election import Ballots, Election, Project
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.registry import rules

__all__ = ["Held", "Mapper", "joint_election", "kelurahan_election", "restricted"]

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Held:
    """An election, in words how its ballots came about, and whether each is the list of a kelurahan."""

    election: Election
    mapping: tuple[str, ...]
    lists: bool = False


#: Turns the preferences of a city of one kelurahan into an election over all its proposals with that money.
Mapper = Callable[[City, int], Held]


def restricted(city: City, key: Key, proposals: Sequence[Proposal]) -> City:
    """Return the city as if it had this kelurahan and these proposals alone."""
    ids = {proposal.id for proposal in proposals}
    voices = city.voices_of[key]
    preferences = [
        dataclasses.replace(item, entries={id: value for id, value in item.entries.items() if id in ids})
        for voice in voices
        for item in city.preferences_of.get(voice.id, ())
    ]
    return City(
        city.name,
        (city.by_key[key],),
        tuple(proposals),
        voices,
        tuple(preferences),
        rws=city.rws_of[key],
        criteria=city.criteria,
    )


def kelurahan_election(city: City, key: Key, proposals: Sequence[Proposal], money: int, mapper: Mapper) -> Held:
    """Return the election of one kelurahan over some of its proposals."""
    held = mapper(restricted(city, key, proposals), money)
    election = held.election
    if election.ids != tuple(proposal.id for proposal in proposals) or election.budget_units != money:
        raise AssertionError(f"the election of {key} is not over its proposals and its money")
    return _with_priority(held, proposals)


def joint_election(
    city: City,
    place: str,
    proposals: Sequence[Proposal],
    money: int,
    mapper: Mapper,
    ballots: str,
    rule: str,
) -> Held:
    """Return an election over proposals of several kelurahan.

    Parameters
    ----------
    place : str
        Name, for the election's facts.
    proposals : sequence of Proposal
    ballots : {"auto", "voices", "kelurahan"}
        Ballots of the voices of these kelurahan, with their weights; or one ballot a kelurahan, which gives its
        proposals points in the order of its list. Auto: the voices, if they all vote in one way and each kelurahan
        has a proposal that one of them supports.
    rule : str
        Decides which type of ballot a kelurahan casts.
    """
    by_key: dict[Key, list[Proposal]] = {}
    for proposal in proposals:
        by_key.setdefault(proposal.kelurahan, []).append(proposal)
    note: tuple[str, ...] = ()
    if ballots != "kelurahan":
        held = [kelurahan_election(city, key, rows, 0, mapper) for key, rows in by_key.items()]
        types = {"approval" if item.election.ballot_type == "choose-1" else item.election.ballot_type for item in held}
        silent = [key[1] for key, item in zip(by_key, held, strict=True) if not item.election.votes.any()]
        if ballots == "voices" or (len(types) == 1 and not silent):
            if len(types) <= 1:
                return _with_priority(_merged(held, types, money, place), _ordered(held, proposals))
            reason = f"voices vote in several ways ({', '.join(sorted(types))})"
        elif silent:
            reason = f"voices name no proposal of {', '.join(silent[:3])}" + (" and others" if len(silent) > 3 else "")
        else:
            reason = f"voices vote in several ways ({', '.join(sorted(types))})"
        note = (f"{reason}, so each kelurahan casts one ballot",)
    return _with_priority(_lists(city, by_key, money, place, rule, note), proposals)


def _ordered(held: Iterable[Held], proposals: Sequence[Proposal]) -> list[Proposal]:
    by_id = {proposal.id: proposal for proposal in proposals}
    return [by_id[id] for item in held for id in item.election.ids]


def _merged(held: Sequence[Held], types: set[str], money: int, place: str) -> Held:
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
    return Held(election, ("ballots of the voices of all kelurahan, with their weights", *notes))


def _lists(
    city: City, by_key: Mapping[Key, Sequence[Proposal]], money: int, place: str, rule: str, note: tuple[str, ...]
) -> Held:
    """Return an election in which each kelurahan casts one ballot: its list."""
    places = [city.by_key[key] for key in by_key]
    words: dict[str, list[int | None]] = {
        "inhabitants": [item.population for item in places],
        "households": [item.households for item in places],
        "weight of its voices": [sum(voice.weight for voice in city.voices_of[key]) or None for key in by_key],
        "1": [1] * len(places),
    }
    word = next(word for word, counts in words.items() if all(counts))
    weights = [count or 1 for count in words[word]]
    allowed = rules[rule].properties.get("ballots", ("scoring",))
    type = next(kind for kind in ("scoring", "ordinal", "approval") if kind in allowed)
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
    how = f"one {type} ballot a kelurahan, in the order of its list (the last of k gets 1 point, the first k)"
    return Held(election, (*note, how, f"each weighs: {word}"), True)


def _points(rows: Sequence[Proposal]) -> dict[str, int]:
    """Return k points for the first of a list of k, 1 for the last; shared ranks share the higher points."""
    ranks = [row.priority for row in rows]
    if any(rank is None for rank in ranks):
        ranks = [row.rw_priority for row in rows]
    if any(rank is None for rank in ranks):
        return {row.id: 1 for row in rows}
    known = [rank for rank in ranks if rank is not None]
    return {row.id: sum(other >= own for other in known) for row, own in zip(rows, known, strict=True)}


def _with_priority(held: Held, proposals: Sequence[Proposal]) -> Held:
    """Give the election the agreed priorities as a column, or none where there are none."""
    election = held.election
    by_id = {proposal.id: proposal for proposal in proposals}
    rows = [by_id[id] for id in election.ids]
    ranks: list[int | None] = [row.priority for row in rows]
    notes = held.mapping
    if all(rank is None for rank in ranks):
        ranks = [row.rw_priority for row in rows]
    columns = {key: texts for key, texts in election.project_columns.items() if key not in ("priority", "prioritas")}
    known = [rank for rank in ranks if rank is not None]
    if known:
        last = max(known) + 1
        columns["priority"] = tuple(str(last if rank is None else rank) for rank in ranks)
        if len(known) < len(ranks):
            notes = (*notes, f"{len(ranks) - len(known)} proposals without a priority come after all others")
    return Held(dataclasses.replace(election, project_columns=columns), notes, held.lists)
