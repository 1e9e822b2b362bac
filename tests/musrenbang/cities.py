"""Cities for tests: from the generator's meetings, and small random ones full of ties and conditions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fairbudget.generate import generate_musrenbang
from fairbudget.generate.meeting import Kelurahan as Record
from fairbudget.musrenbang.city import FAMILIES, City, Kelurahan, Preference, Proposal, Voice


def city_of(meetings: Any, name: str = "Kota Uji") -> City:
    """Return the generator's meetings as a city."""
    places, proposals, voices, preferences = [], [], [], []
    for meeting in meetings:
        record = meeting.kelurahan
        key = (record.kecamatan, record.name)
        households = sum(rw.households for rw in meeting.rws)
        places.append(Kelurahan(record.name, record.kecamatan, record.ceiling, record.population, households))
        for k, row in enumerate(meeting.proposals):
            proposals.append(
                Proposal(
                    meeting.proposal_id(k),
                    row.work.title,
                    key,
                    row.cost,
                    authority=row.work.authority,
                    agency=row.work.agency,
                    category=row.work.category,
                    family=row.work.family,
                    rw=str(row.rw),
                    proposer=meeting.proposer(k),
                    priority=meeting.priorities[k],
                    beneficiaries=row.beneficiaries,
                )
            )
        for k, person in enumerate(meeting.participants):
            voices.append(
                Voice(
                    meeting.participant_id(k), key, role=person.role.id, rw=str(person.rw or ""), weight=person.weight
                )
            )
            ids = [meeting.proposal_id(p) for p in meeting.ballots[k]]
            ranked = meeting.ballot_type == "ordinal"
            entries = {id: Fraction(place if ranked else 1) for place, id in enumerate(ids, 1)}
            preferences.append(Preference(voices[-1].id, "ranking" if ranked else "approval", entries))
    return City(name, tuple(places), tuple(proposals), tuple(voices), tuple(preferences))


def generated(kelurahan: int = 4, seed: int = 1, ballots: str = "approval", per_kecamatan: int = 2) -> City:
    records = [
        Record(f"Kel {k + 1}", f"Kec {k // per_kecamatan + 1}", 8_000 + 1_300 * k, 250_000_000 + 30_000_000 * k)
        for k in range(kelurahan)
    ]
    return city_of(generate_musrenbang(records, seed=seed, ballots=ballots).meetings)


def small(seed: int, kind: str = "approval", kelurahan: int = 3, links: bool = True, most: int = 7) -> City:
    """Return a random city with few costs, so that ties and exact fits are common, and many conditions."""
    draw = random.Random(seed)
    places = [Kelurahan(f"K{k}", f"C{k // 2}", draw.randint(0, 16), draw.randint(5, 9)) for k in range(kelurahan)]
    proposals: list[Proposal] = []
    for place in places:
        for _ in range(draw.randint(1, most)):
            proposals.append(
                Proposal(
                    f"p{len(proposals)}",
                    f"Usulan {len(proposals)}",
                    place.key,
                    draw.choice((0, 1, 2, 3, 3, 4, 5, 8)),
                    authority=draw.choice(("kelurahan",) * 6 + ("kecamatan", "agency")),
                    category=draw.choice(("fisik", "sosial", "ekonomi")),
                    family=draw.choice((*FAMILIES, "")),
                    rw=draw.choice(("1", "2", "3", "")),
                    priority=draw.randint(1, 5),
                )
            )
    if links:
        proposals = [_linked(draw, row, proposals) for row in proposals]
    voices, preferences = [], []
    for place in places:
        own = [row.id for row in proposals if row.kelurahan == place.key]
        for k in range(draw.randint(0, 6)):
            voices.append(Voice(f"{place.name}-v{k}", place.key, weight=draw.choice((1, 1, 2, 5))))
            named = draw.sample(own, draw.randint(0, len(own)))
            preferences.append(Preference(voices[-1].id, kind, entries(draw, kind, named)))
    return City("Kota Kecil", tuple(places), tuple(proposals), tuple(voices), tuple(preferences))


def entries(draw: random.Random, kind: str, named: Sequence[str]) -> dict[str, Fraction]:
    if kind == "ranking":
        return {id: Fraction(place) for place, id in enumerate(named, 1)}
    return {id: Fraction(1 if kind == "approval" else draw.randint(1, 5)) for id in named}


def _linked(draw: random.Random, row: Proposal, proposals: Sequence[Proposal]) -> Proposal:
    import dataclasses

    # mostly within the kelurahan, at times across
    near = [other.id for other in proposals if other.kelurahan == row.kelurahan and other.id != row.id]
    far = [other.id for other in proposals if other.id != row.id]
    pool = near if draw.random() < 0.85 else far
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    if pool and draw.random() < 0.35:
        requires = tuple(draw.sample(pool, min(len(pool), draw.choice((1, 1, 2)))))
    rest = [id for id in pool if id not in requires]
    if rest and draw.random() < 0.3:
        excludes = (draw.choice(rest),)
    return dataclasses.replace(row, requires=requires, excludes=excludes)
