"""Levels by hand: pots, pools, who votes above, ceilings from a formula, and what cannot be meant."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import Any

import pytest

from fairbudget import InputError, OptionError
from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Rw, Voice
from fairbudget.musrenbang.deciding import city_ceilings, plan

A, B, C = ("U", "A"), ("U", "B"), ("S", "C")


def proposal(id: str, key: tuple[str, str], cost: int, **given: Any) -> Proposal:
    return Proposal(id, f"Usulan {id}", key, cost, **given)


def city(*rows: Proposal, named: dict[str, str] | None = None, **changes: Any) -> City:
    """Return three kelurahan with ceilings 100, 60 and 40, and voices that approve what `named` lists."""
    places = (Kelurahan("A", "U", 100, 3000), Kelurahan("B", "U", 60, 1000), Kelurahan("C", "S", 40, 2000))
    named = named or {}
    homes = {"a": A, "b": B, "c": C}
    voices = tuple(Voice(id, homes[id[0]]) for id in named)
    wants = tuple(Preference(id, "approval", {p: Fraction(1) for p in text.split()}) for id, text in named.items())
    return dataclasses.replace(City("Kota", places, rows, voices, wants), **changes)


def test_what_is_pooled_is_spent_by_a_second_election_of_the_kecamatan() -> None:
    rows = (
        proposal("p", A, 70),
        proposal("q", A, 45),
        proposal("r", B, 45),
        proposal("s", C, 30),
        proposal("t", C, 30),
    )
    given = city(*rows, named={"a1": "p q", "a2": "p", "b1": "r", "c1": "s t", "c2": "s"})
    stays = plan(given, rule="greedy")
    assert [(r.spent, r.left, r.pooled) for r in stays.results] == [(70, 30, 0), (45, 15, 0), (30, 10, 0)]
    pooled = plan(given, rule="greedy", unspent="pooled")
    assert [(r.stage, r.place, r.ceiling, r.spent, r.left, r.pooled) for r in pooled.results] == [
        ("ceiling", A, 100, 70, 0, 30),
        ("ceiling", B, 60, 45, 0, 15),
        ("ceiling", C, 40, 30, 0, 10),
        ("pool", ("U", ""), 45, 45, 0, 0),
        ("pool", ("S", ""), 10, 0, 10, 0),
    ]
    decision = pooled.by_proposal["q"]
    assert (decision.status, decision.level, decision.stage) == ("funded", "kecamatan", "pool")
    assert [(step.stage, step.status, step.reason) for step in decision.trail] == [
        ("ceiling", "not funded", "no money"),
        ("pool", "funded", "selected"),
    ]
    assert pooled.money().ceiling == 200
    assert pooled.money().spent == 190


def test_pots_of_upper_levels_are_shares_of_the_ceilings_below_or_amounts() -> None:
    rows = (
        proposal("p", A, 20, authority="kecamatan"),
        proposal("q", B, 14, authority="kecamatan"),
        proposal("r", C, 9, authority="kecamatan"),
        proposal("s", A, 25, authority="agency", agency="Dinas PUPR"),
    )
    upward = plan(city(*rows), rule="greedy")
    assert {(item.status, item.level) for item in upward.decisions} == {
        ("passed upward", "kecamatan"),
        ("passed upward", "kota"),
    }
    named = {"a1": "p s", "b1": "q", "c1": "r"}
    made = plan(city(*rows, named=named), rule="greedy", pots={"kecamatan": "10%", "kecamatan:S": 9, "kota": "13%"})
    above = {(r.level, r.place): (r.ceiling, r.funded) for r in made.results if r.level != "kelurahan"}
    assert above == {
        ("kecamatan", ("U", "")): (16, ("q",)),
        ("kecamatan", ("S", "")): (9, ("r",)),
        ("kota", ("", "")): (26, ("s",)),
    }
    assert (made.by_proposal["p"].reason, made.by_proposal["p"].level) == ("above the ceiling", "kecamatan")


def test_carry_lets_what_is_not_funded_compete_above() -> None:
    rows = (proposal("p", A, 120), proposal("q", A, 90), proposal("r", A, 130, authority="kecamatan"))
    named = {"a1": "p q r", "a2": "p q", "a3": "q"}
    pots = {"kecamatan": 125, "kota": 130}
    alone = plan(city(*rows, named=named), rule="greedy", pots=pots)
    assert [item.status for item in alone.decisions] == ["not funded", "funded", "not funded"]
    carried = plan(city(*rows, named=named), rule="greedy", pots=pots, carry=True)
    assert [(item.status, item.level) for item in carried.decisions] == [
        ("funded", "kecamatan"),
        ("funded", "kelurahan"),
        ("funded", "kota"),
    ]


def test_voices_vote_above_where_all_kelurahan_have_them_and_else_each_kelurahan_casts_its_list() -> None:
    rows = (
        proposal("p", A, 9, authority="kecamatan", priority=1),
        proposal("q", A, 9, authority="kecamatan", priority=2),
        proposal("r", B, 9, authority="kecamatan", priority=1),
    )
    spoken = plan(city(*rows, named={"a1": "p", "b1": "r"}), rule="greedy", pots={"kecamatan:U": 20})
    result = spoken.at("kecamatan", ("U", ""))
    assert result is not None
    assert (result.ballot_type, result.voters, result.ballots) == ("approval", 2, 2)
    silent = plan(city(*rows, named={"a1": "p", "b1": ""}), rule="greedy", pots={"kecamatan:U": 20})
    result = silent.at("kecamatan", ("U", ""))
    assert result is not None
    # A has 3,000 inhabitants and 1,000 live in B: p 2 x 3,000 points, q 3,000, r 1,000
    assert (result.ballot_type, result.voters, result.ballots) == ("scoring", 4000, 2)
    assert result.funded == ("p", "q")
    assert "nobody of B" in result.mapping[0]
    assert plan(
        city(*rows, named={"a1": "p", "b1": "r"}), rule="greedy", pots={"kecamatan:U": 20}, ballots_above="kelurahan"
    ).at("kecamatan", ("U", "")).funded == ("p", "q")  # type: ignore[union-attr]


def test_lists_of_rw_vote_above_only_if_they_weigh_the_same_everywhere() -> None:
    rows = tuple(proposal(id, key, 9, authority="kecamatan", rw="1", rw_priority=1) for id, key in (("p", A), ("r", B)))
    known = (Rw(A, "1", households=40), Rw(B, "1", households=10))
    both = plan(city(*rows, rws=known), rule="greedy", pots={"kecamatan:U": 9}).at("kecamatan", ("U", ""))
    one = plan(city(*rows, rws=known[:1]), rule="greedy", pots={"kecamatan:U": 9}).at("kecamatan", ("U", ""))
    assert both is not None
    assert one is not None
    assert (both.voters, one.voters) == (50, 4000)


def test_ceilings_come_from_a_formula() -> None:
    formula = {"components": [{"id": "APW", "kind": "proportional", "pool": 600}]}
    formula["components"][0]["indicators"] = [{"column": "population", "weight": 1}]
    given = city(proposal("p", A, 250), named={"a1": "p"})
    assert city_ceilings(given, formula) == {A: 300, B: 100, C: 200}
    made = plan(given, rule="greedy", formula=formula)
    assert [r.ceiling for r in made.results] == [300, 100, 200]
    table = [{"kelurahan": name, "kecamatan": k, "population": 1} for k, name in (A, B)]
    with pytest.raises(InputError, match=r"'C'.*no row for this kelurahan"):
        city_ceilings(dataclasses.replace(given, indicators=table), formula)
    open_ended = dataclasses.replace(given, kelurahan=(*given.kelurahan[:2], Kelurahan("C", "S")))
    with pytest.raises(InputError, match=r"'C'.*no ceiling"):
        plan(open_ended, rule="greedy")


def test_all_references_that_cannot_be_meant_are_told_at_once() -> None:
    rows = (
        proposal("p", A, 1, requires=("x",)),
        proposal("q", A, 1, requires=("q",)),
        proposal("r", A, 1, requires=("p",), excludes=("p",)),
        proposal("r", B, 1),
    )
    with pytest.raises(InputError) as caught:
        plan(city(*rows), rule="greedy")
    text = str(caught.value)
    for part in ("no such proposal", "names itself", "both required and excluded", "occurs twice"):
        assert part in text


def test_a_requirement_in_another_kelurahan_is_decided_on_first() -> None:
    rows = (proposal("p", A, 50, requires=("q",)), proposal("q", B, 50))
    named = {"a1": "p", "b1": "q"}
    assert plan(city(*rows, named=named), rule="greedy").money().funded == 2
    blocked = plan(city(rows[0], proposal("q", B, 70), named=named), rule="greedy")
    assert (blocked.by_proposal["p"].reason, blocked.by_proposal["p"].because) == ("requires", ("q",))
    # of two kelurahan the exclusion holds too: the one decided first has it
    either = (proposal("p", A, 50, excludes=("q",)), proposal("q", B, 50))
    assert [item.status for item in plan(city(*either, named=named), rule="greedy").decisions] == ["funded", "excluded"]


def test_families_of_the_city_can_be_named_and_shares_add_up() -> None:
    rows = (
        proposal("p", A, 70, family="sarana prasarana"),
        proposal("q", A, 30, family="pemberdayaan masyarakat"),
        proposal("r", A, 20, family="lainnya"),
    )
    named = {"a1": "p q r", "a2": "p q r"}
    made = plan(city(*rows, named=named), rule="greedy", family_split={"sarpras": "70%"})
    groups = made.of("A").result.groups
    assert [(g.name, g.amount, g.spent) for g in groups] == [("sarana prasarana", 70, 70), ("", 30, 20)]
    thirds = plan(
        city(*rows, named=named), rule="greedy", family_split={"sarpras": Fraction(1, 3), "Lainnya": Fraction(1, 3)}
    )
    assert [g.amount for g in thirds.of("A").result.groups] == [34, 33, 33]
    with pytest.raises(OptionError, match="no family"):
        plan(city(*rows), rule="greedy", family_floors={"x": "10%"})


@pytest.mark.parametrize(
    "given",
    [
        {"unspent": "gone"},
        {"coverage": "rt"},
        {"ballots_above": "nobody"},
        {"pots": {"kota": -1}},
        {"pots": {"kota": "1,5"}},
        {"family_floors": {"sarpras": "120%"}},
        {"preferences": {"weight": "equal"}},
        {"lang": "fr"},
        {"utility": "happiness"},
        {"then": "gredy"},
    ],
)
def test_options_that_cannot_be_meant_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        plan(city(proposal("p", A, 1), named={"a1": "p"}), rule="greedy", **given)
