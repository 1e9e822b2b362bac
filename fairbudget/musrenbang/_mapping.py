"""The preferences of a kelurahan as an election."""

from __future__ import annotations

from fairbudget.election import Election, Project
from fairbudget.errors import InputError
from fairbudget.musrenbang._elections import Held
from fairbudget.musrenbang.city import City

__all__ = ["default_mapper"]

_TYPES = {"approval": "approval", "ranking": "ordinal", "scores": "scoring"}


def default_mapper(city: City, money: int) -> Held:
    """Return the election of a city of one kelurahan over all its proposals."""
    kinds = sorted({item.kind for item in city.preferences})
    if len(kinds) > 1:
        raise InputError(f"preferences of several kinds: {', '.join(kinds)}")
    kind = kinds[0] if kinds else "approval"
    ballots: list[object] = []
    for voice in city.voices:
        entries = {id: value for item in city.preferences_of.get(voice.id, ()) for id, value in item.entries.items()}
        ranked = sorted(entries, key=lambda id: entries[id]) if kind == "ranking" else list(entries)
        ballots.append(entries if kind == "scores" else ranked)
    election = Election.build(
        [Project(row.id, row.cost, row.title) for row in city.proposals],
        money,
        ballots,
        type=_TYPES[kind],
        weights=[voice.weight for voice in city.voices],
        voter_columns={"voter_id": [voice.id for voice in city.voices]},
    )
    return Held(election, (f"{kind}: {_TYPES[kind]} ballots, each with the weight of its voice",))
