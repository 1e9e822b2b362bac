"""Explanations are held to their word: the city is changed as they say and decided again."""

from __future__ import annotations

import dataclasses
import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
from cities import generated, small

from fairbudget import OptionError
from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Voice
from fairbudget.musrenbang.deciding import plan
from fairbudget.musrenbang.explain import Alternative, Explainer, explain

RULES: list[tuple[str, dict[str, Any]]] = [
    ("greedy", {}),
    ("priority-order", {}),
    ("priority-order", {"overflow": "skip"}),
    ("equal-shares", {}),
    ("equal-shares", {"completion": "add1-greedy"}),
    ("phragmen", {}),
    ("maximin-support", {}),
]
SETTINGS: list[dict[str, Any]] = [
    {},
    {"unspent": "pooled"},
    {"coverage": "rw", "family_floors": {"pemberdayaan": "40%"}},
    {"pots": {"kecamatan": 6, "kota": "30%"}, "carry": True},
]


def changed(city: City, id: str, item: Alternative, value: int, first: tuple[str, tuple[str, str]]) -> City:
    """Return the city as the alternative says, with another value; amounts go where the proposal competes first."""
    row = next(row for row in city.proposals if row.id == id)
    rows, places = list(city.proposals), list(city.kelurahan)
    voices, preferences = list(city.voices), list(city.preferences)
    if item.kind in ("cheaper", "dearer"):
        rows[rows.index(row)] = dataclasses.replace(row, cost=row.cost + (value if item.kind == "dearer" else -value))
    elif item.kind == "priority":
        rows[rows.index(row)] = dataclasses.replace(row, priority=value)
    elif item.kind == "rw priority":
        rows[rows.index(row)] = dataclasses.replace(row, rw_priority=value)
    elif item.kind in ("more money", "less money"):
        assert first[0] == "kelurahan"
        for k, place in enumerate(places):
            if place.key == row.kelurahan:
                more = value if item.kind == "more money" else -value
                places[k] = dataclasses.replace(place, ceiling=(place.ceiling or 0) + more)
    elif item.kind == "newcomers":
        kinds = {p.kind for p in preferences if next(v for v in voices if v.id == p.voice).kelurahan == row.kelurahan}
        kind = min(kinds, default="approval")
        most = Fraction(1)
        if kind == "scores":
            own_ids = {v.id for v in voices if v.kelurahan == row.kelurahan}
            most = max((v for p in preferences if p.voice in own_ids for v in p.entries.values()), default=most)
        for k in range(value):
            entries = {id: most} | {other: Fraction(2) for other in item.others}
            voices.append(Voice(f"new{k}", row.kelurahan))
            preferences.append(Preference(f"new{k}", kind, entries))
    elif item.kind == "without":
        gone = set(item.others)
        rows = [
            dataclasses.replace(
                other,
                requires=tuple(id for id in other.requires if id not in gone),
                excludes=tuple(id for id in other.excludes if id not in gone),
            )
            for other in rows
            if other.id not in gone
        ]
        preferences = [
            dataclasses.replace(p, entries={k: v for k, v in p.entries.items() if k not in gone}) for p in preferences
        ]
    else:
        raise AssertionError(item.kind)
    return dataclasses.replace(
        city,
        kelurahan=tuple(places),
        proposals=tuple(rows),
        voices=tuple(voices),
        preferences=tuple(preferences),
    )


def funded(city: City, id: str, options: dict[str, Any]) -> bool:
    return plan(city, trace=False, **options).by_proposal[id].funded


def check_truth(city: City, explainer: Explainer, id: str, options: dict[str, Any]) -> list[str]:
    """Check every alternative of one explanation; return the kinds that were found."""
    found = explainer.explain(id)
    was = found.decision.funded
    kinds = []
    for item in found.alternatives:
        start = found.decision.trail[0]
        if item.kind == "any supporters" or ("money" in item.kind and start.level != "kelurahan"):
            continue

        def now(value: int, item: Alternative = item, start: Any = start) -> bool:
            return funded(changed(city, id, item, value, (start.level, start.place)), id, options)

        if item.value is None:
            if item.certain and item.kind in ("cheaper", "more money", "newcomers"):
                row = next(row for row in city.proposals if row.id == id)
                for value in range(1, row.cost if item.kind == "cheaper" else 13):
                    assert now(value) == was, (id, item)
            continue
        kinds.append(item.kind)
        assert now(item.value) != was, (id, item)
        if item.kind == "without":
            continue
        if "priority" in item.kind:
            row = next(row for row in city.proposals if row.id == id)
            own = row.priority if item.kind == "priority" else row.rw_priority
            for place in range(item.value + 1, own or 0):
                assert now(place) == was, (id, item, place)
            continue
        if item.value > 1:
            assert now(item.value - 1) == was, (id, item)
        if item.certain:
            for value in range(1, item.value):
                assert now(value) == was, (id, item, value)
    return kinds


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "-".join([rule[0], *rule[1].values()]))
def test_the_city_changed_as_the_sentence_says_is_decided_as_it_says(rule: tuple[str, dict[str, Any]]) -> None:
    kinds = set()
    for k, chosen in enumerate(SETTINGS):
        for seed in range(2 if k < 2 else 1):
            kind = ("approval", "scores", "ranking")[(k + seed) % 3]
            city = small(100 * k + seed + len(rule[0]), kind, kelurahan=2, links=k > 0, most=5)
            options = {"rule": rule[0], **rule[1], **chosen}
            explainer = Explainer(city, **options)
            for row in city.proposals:
                kinds |= set(check_truth(city, explainer, row.id, options))
    assert {"cheaper", "dearer", "more money", "less money"} <= kinds
    assert ("priority" in kinds) == (rule[0] == "priority-order")
    assert "newcomers" not in kinds or rule[0] != "priority-order"


@pytest.mark.parametrize("source", ["rw", "agreed"])
def test_where_lists_are_the_ballots_places_in_them_are_what_counts(source: str) -> None:
    kinds = set()
    for seed in range(4):
        draw = random.Random(seed)
        city = small(seed + 50, kelurahan=2, links=False, most=9)
        rows = [
            dataclasses.replace(row, rw=str(draw.randint(1, 2)), rw_priority=draw.randint(1, 4))
            for row in city.proposals
        ]
        city = dataclasses.replace(city, proposals=tuple(rows), voices=(), preferences=())
        options: dict[str, Any] = {"rule": ("greedy", "equal-shares")[seed % 2], "preferences": {"use": source}}
        explainer = Explainer(city, **options)
        for row in city.proposals:
            kinds |= set(check_truth(city, explainer, row.id, options))
    assert ("rw priority" if source == "rw" else "priority") in kinds
    assert "newcomers" not in kinds


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen"])
def test_any_so_many_supporters_are_enough_and_one_less_may_not_be(rule: str) -> None:
    draw = random.Random(rule)
    checked = 0
    for seed in range(14):
        city = small(seed + 900, kelurahan=1, links=False)
        explainer = Explainer(city, rule=rule)
        for row in city.proposals:
            item = explainer.explain(row.id).alternative("any supporters")
            if item is None:
                continue
            voices = [v for v in city.voices if row.id not in city.preferences_of[v.id][0].entries]
            units = [v.id for v in voices for _ in range(v.weight)]
            if item.value is None:
                # then not even all of them are
                assert not funded(supported(city, row.id, units), row.id, {"rule": rule})
                continue
            checked += 1
            for _ in range(6):
                group = draw.sample(units, item.value)
                assert funded(supported(city, row.id, group), row.id, {"rule": rule})
            fewer = {tuple(sorted(draw.sample(units, item.value - 1))) for _ in range(60)}
            assert not all(funded(supported(city, row.id, list(group)), row.id, {"rule": rule}) for group in fewer)
    assert checked > 2


def supported(city: City, id: str, units: list[str]) -> City:
    """Return the city in which so much of the weight of some voices supports a proposal too."""
    voices, preferences = [], []
    for voice in city.voices:
        named = city.preferences_of[voice.id][0]
        count = units.count(voice.id)
        for part, weight, more in (("", voice.weight - count, {}), ("+", count, {id: Fraction(1)})):
            if weight:
                voices.append(dataclasses.replace(voice, id=voice.id + part, weight=weight))
                preferences.append(Preference(voice.id + part, named.kind, {**named.entries, **more}))
    return dataclasses.replace(city, voices=tuple(voices), preferences=tuple(preferences))


@pytest.mark.parametrize("rule", ["equal-shares", "phragmen", "bounded-overspending"])
def test_who_paid_paid_the_cost(rule: str) -> None:
    city = generated(1, seed=3)
    weights = {voice.id: voice.weight for voice in city.voices}
    explainer = Explainer(city, rule=rule)
    for item in explainer.plan.decisions:
        found = explainer.explain(item.proposal, effort=0)
        assert bool(found.payments) == item.funded
        if item.funded:
            paid = sum(payment.amount for payment in found.payments)
            assert paid <= item.cost if rule == "bounded-overspending" else paid == item.cost
            for payment in found.payments:
                assert payment.weight == sum(weights[voice] for voice in payment.voices)
                for voice in payment.voices:
                    assert item.proposal in city.preferences_of[voice][0].entries


def test_what_supporters_have_left_under_equal_shares() -> None:
    # 100 for 5 voices: 20 each; a costs 30 for three of them, who then have 10 each; b needs 50 of 10 + 20 + 20
    key = ("", "K")
    rows = (Proposal("a", "A", key, 30), Proposal("b", "B", key, 55))
    names = ["a", "a", "ab", "b", "b"]
    voices = tuple(Voice(f"v{k}", key) for k in range(5))
    wants = [Preference(f"v{k}", "approval", {id: Fraction(1) for id in name}) for k, name in enumerate(names)]
    city = City("Kota", (Kelurahan("K", "", 100),), rows, voices, tuple(wants))
    found = explain(city, "b", rule="equal-shares", utility="cardinality")
    assert found.supporters_have == 50
    assert "Rp 50 together, was Rp 5 less than its cost of Rp 55" in found.sentence("en")
    assert "Rp 50 bersama-sama, kurang Rp 5 dari biayanya, Rp 55" in found.sentence("id")
    cheaper, more = found.alternative("cheaper"), found.alternative("more money")
    assert cheaper is not None
    assert more is not None
    assert (cheaper.value, cheaper.certain) == (5, True)
    assert (
        plan(dataclasses.replace(city, proposals=(rows[0], dataclasses.replace(rows[1], cost=50)))).money().funded == 2
    )
    assert funded(changed(city, "b", more, more.value or 0, ("kelurahan", key)), "b", {"utility": "cardinality"})


def test_every_decision_has_a_sentence() -> None:
    seen = set()
    for seed in range(30):
        city = small(seed)
        chosen = SETTINGS[seed % len(SETTINGS)]
        explainer = Explainer(city, rule=RULES[seed % len(RULES)][0], **chosen)
        for lang, found in itertools.product(("en", "id"), explainer.explain_all()):
            text = found.sentence(lang)
            assert text.endswith(".")
            assert "None" not in text
            assert "{" not in text
            assert found.text(lang).count("\n") >= 3
            assert found.to_dict()["sentences"][lang]["why"] == text
            seen.add(found.decision.reason)
    assert seen >= {"selected", "authority", "excluded", "requires", "unsupported", "above the ceiling", "no money"}


def test_an_unknown_proposal_or_language_is_told() -> None:
    city = generated(1)
    explainer = Explainer(city, rule="greedy")
    first = city.proposals[0].id
    with pytest.raises(OptionError, match=first):
        explainer.explain(first + "x")
    with pytest.raises(OptionError, match="lang"):
        explainer.explain(first, effort=0).sentence("fr")
