"""The generator's meetings as a city, without a detour over files."""

from __future__ import annotations

import functools
from fractions import Fraction

from fairbudget.generate.meeting import Meeting, MusrenbangCity
from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Rw, Voice

__all__ = ["city_of"]


def city_of(made: MusrenbangCity) -> City:
    """Return a synthetic city as :func:`fairbudget.musrenbang.read_city` reads it from its files.

    Parameters
    ----------
    made : MusrenbangCity

    Returns
    -------
    City

    Notes
    -----
    O(proposals + entries of the ballots).

    Examples
    --------
    >>> from fairbudget.generate import Kelurahan as Record
    >>> from fairbudget.generate import generate_musrenbang
    >>> city = city_of(generate_musrenbang([Record("Melati", "Utara", 5400, 211_603_676)], seed=7, rw=4))
    >>> city.name, city.kelurahan[0].ceiling, len(city.rws)
    ('Kota sintetis', 211603676, 4)
    """
    places: list[Kelurahan] = []
    proposals: list[Proposal] = []
    voices: list[Voice] = []
    preferences: list[Preference] = []
    rws: list[Rw] = []
    for meeting in made.meetings:
        record = meeting.kelurahan
        key = (record.kecamatan, record.name)
        households = sum(rw.households for rw in meeting.rws)
        places.append(
            Kelurahan(record.name, record.kecamatan, record.ceiling, record.population, households, len(meeting.rws))
        )
        rws += [Rw(key, str(rw.number), rw.population, rw.households, rw.rt) for rw in meeting.rws]
        named = [meeting.proposal_id(k) for k in range(len(meeting.proposals))]
        proposals += _proposals(meeting, key, named)
        for k, person in enumerate(meeting.participants):
            voice = Voice(
                meeting.participant_id(k),
                key,
                role=person.role.id,
                rw="" if person.rw is None else str(person.rw),
                weight=person.weight,
            )
            voices.append(voice)
            ids = [named[p] for p in meeting.ballots[k]]
            if meeting.ballot_type == "ordinal":
                ranks = {id: _whole(place) for place, id in enumerate(ids, 1)}
                preferences.append(Preference(voice.id, "ranking", ranks))
            else:
                preferences.append(Preference(voice.id, "approval", dict.fromkeys(ids, _whole(1))))
    return City(made.city, tuple(places), tuple(proposals), tuple(voices), tuple(preferences), rws=tuple(rws))


@functools.cache
def _whole(number: int) -> Fraction:
    return Fraction(number)


def _proposals(meeting: Meeting, key: tuple[str, str], named: list[str]) -> list[Proposal]:
    return [
        Proposal(
            named[k],
            f"{row.work.title}, RW {row.rw:02d}",
            key,
            row.cost,
            authority=row.work.authority,
            agency=row.work.agency,
            category=row.work.category,
            family=row.work.family,
            rw=str(row.rw),
            rt=str(row.rt) if row.rt else "",
            volume=_whole(row.volume),
            unit=row.work.unit,
            unit_price=_whole(row.work.unit_price),
            proposer=meeting.proposer(k),
            priority=meeting.priorities[k],
            beneficiaries=row.beneficiaries,
        )
        for k, row in enumerate(meeting.proposals)
    ]
