"""What a plan guarantees, whatever rule decides: checked on random cities with many conditions."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest
from cities import generated, small
from guarantees import check_groups, check_plan, most_covered

import fairbudget
from fairbudget.musrenbang.city import City
from fairbudget.musrenbang.deciding import plan
from fairbudget.musrenbang.preferences import to_election
from fairbudget.musrenbang.result import Plan
from fairbudget.registry import rules

IDS = sorted(rules)
QUICK = ("bounded-overspending", "equal-shares", "greedy", "phragmen", "priority-order")
KINDS = {"approval": "approval", "ranking": "ordinal", "scores": "scoring"}


def settings(draw: random.Random) -> dict[str, Any]:
    chosen: dict[str, Any] = {"unspent": draw.choice(("stays", "pooled")), "carry": draw.random() < 0.3}
    families = draw.choice(
        (
            {},
            {"family_split": {"sarpras": "60%", "pemberdayaan": "25%"}},
            {"family_split": {"sarpras": "50%"}},
            {"family_floors": {"pemberdayaan": "30%"}},
            {"family_floors": {"pemberdayaan": "30%", "sarpras": "50%"}},
        )
    )
    pots = draw.choice(({}, {"kecamatan": "40%"}, {"kecamatan": 3, "kecamatan:C1": 9, "kota": "20%"}))
    return {**chosen, **families, "pots": pots, "coverage": draw.choice((None, "rw", "bidang"))}


def supported_of(city: City) -> set[str]:
    weights = {voice.id: voice.weight for voice in city.voices}
    return {id for item in city.preferences if weights[item.voice] for id, value in item.entries.items() if value > 0}


def options_of(id: str) -> dict[str, Any]:
    return {"completion": "add1-greedy"} if id == "equal-shares" else {}


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_keeps_every_guarantee(id: str, kind: str) -> None:
    if KINDS[kind] not in rules[id].properties.get("ballots", tuple(KINDS.values())):
        pytest.skip(f"{id} is not defined for {KINDS[kind]} ballots")
    for seed in range(6):
        city = small(seed * 31 + len(id), kind)
        chosen = settings(random.Random(f"{id}{kind}{seed}"))
        found = plan(city, rule=id, **chosen, **(options_of(id) if seed % 2 else {}))
        check_plan(city, found, {place.key: place.ceiling or 0 for place in city.kelurahan})
        check_groups(city, found, None if rules[id].properties.get("listed") else supported_of(city))
        assert Plan.from_json(found.to_json()) == found
        again = plan(city, rule=id, trace=False, **chosen, **(options_of(id) if seed % 2 else {}))
        assert [item.status for item in again.decisions] == [item.status for item in found.decisions]


@pytest.mark.parametrize("id", IDS)
def test_without_conditions_a_kelurahan_is_decided_by_the_rule_alone(id: str) -> None:
    # the small city for all rules: some look for an optimum, which takes its time
    for city in (small(5, links=False), *([generated(2, seed=5)] if id in QUICK else [])):
        found = plan(city, rule=id)
        for place in city.kelurahan:
            election = to_election(city, place.key).election
            assert found.of(place.name).result.funded == fairbudget.select(election, id).selected


@pytest.mark.parametrize("id", ["greedy", "equal-shares", "priority-order", "phragmen"])
def test_coverage_reaches_as_many_as_the_money_can(id: str) -> None:
    for seed in range(40):
        city = tight(seed)
        rows = {row.id: row for row in city.proposals}
        able = set(rows) if id == "priority-order" else supported_of(city)
        for result in plan(city, rule=id, coverage="rw").results:
            groups: dict[str, set[str]] = {}
            for p in set(result.candidates) & able:
                if rows[p].rw:
                    groups.setdefault(rows[p].rw, set()).add(p)
            assert sum(group.met for group in result.groups) >= most_covered(city, result, groups)


@pytest.mark.parametrize("id", ["greedy", "equal-shares", "priority-order"])
def test_two_floors_are_met_or_nothing_more_of_the_family_fits(id: str) -> None:
    short = 0
    for seed in range(60):
        city = tight(seed)
        found = plan(city, rule=id, family_floors={"sarpras": "50%", "pemberdayaan": "45%"})
        check_groups(city, found, None if id == "priority-order" else supported_of(city))
        short += sum(not group.met for result in found.results for group in result.groups)
    assert short > 5


def tight(seed: int) -> City:
    """Return a city in which not everything goes: dear proposals in many RW, little money."""
    draw = random.Random(seed)
    city = small(seed, links=False, kelurahan=2, most=12)
    rows = [
        dataclasses.replace(row, cost=draw.randint(2, 9), rw=str(draw.randint(1, 6)), authority="kelurahan")
        for row in city.proposals
    ]
    places = [dataclasses.replace(place, ceiling=draw.randint(6, 16)) for place in city.kelurahan]
    return dataclasses.replace(city, proposals=tuple(rows), kelurahan=tuple(places))


def test_exclusions_are_those_of_the_rule_where_it_has_them_itself() -> None:
    for seed in range(60):
        city = small(seed, kelurahan=1, most=9)
        rows = tuple(dataclasses.replace(row, requires=(), authority="kelurahan") for row in city.proposals)
        city = dataclasses.replace(city, proposals=rows)
        key = city.kelurahan[0].key
        election = to_election(city, key).election
        groups = [(row.id, other) for row in rows for other in row.excludes]
        expected = fairbudget.select(election, "greedy", exclusive=groups or None)
        found = plan(city, rule="greedy").results[0].funded
        # what is passed over for one that is itself passed over later may come in at the end
        assert found[: len(expected.selected)] == expected.selected
        assert set(found) == set(expected.selected)
