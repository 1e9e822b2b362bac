"""Funnel, acceptance and the comparison of ways to decide a city, recomputed by hand from the decisions."""

from __future__ import annotations

import dataclasses
import json
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairbudget import InputError, OptionError
from fairbudget.cli.main import cli
from fairbudget.experiments.city_comparison import CEILINGS, Way, compare_city, other_ceilings
from fairbudget.experiments.city_tables import TABLES, table_of, ways_of
from fairbudget.metrics import gini
from fairbudget.musrenbang import City, Kelurahan, Preference, Proposal, Realisation, Voice, plan, read_city
from fairbudget.musrenbang.gaps import GROUPINGS, acceptance, funnel, per_head, proposer_kind, realised

FOLDER = Path(__file__).parents[2] / "instances" / "kota-contoh" / "musrenbang"
LEVELS = {"pooled": {"unspent": "pooled", "carry": True, "pots": {"kecamatan": "10%", "kota": "5%"}}, "plain": {}}


@pytest.fixture(scope="module")
def city() -> City:
    return read_city(FOLDER)


@pytest.mark.parametrize("levels", LEVELS)
def test_nothing_is_lost_in_the_funnel(city: City, levels: str) -> None:
    made = plan(city, rule="greedy", **LEVELS[levels])
    gates = funnel(made)
    assert [gate.level for gate in gates] == ["kelurahan", "kecamatan", "kota"]
    assert gates[0].arrived == len(city.proposals)
    assert gates[0].money_arrived == sum(row.cost for row in city.proposals)
    for gate, above in zip(gates, [*gates[1:], None], strict=True):
        assert gate.arrived == gate.funded + gate.passed + gate.stopped
        assert gate.money_arrived == gate.money_funded + gate.money_passed + gate.money_stopped
        assert gate.passed == (above.arrived if above else 0)
        assert gate.money_funded <= gate.ceiling
        assert gate.decided is (gate.ceiling > 0)
    assert sum(gate.funded for gate in gates) == sum(item.funded for item in made.decisions)


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_hold_every_proposal_once(city: City, by: str) -> None:
    made = plan(city, rule="greedy")
    rows = acceptance(made, by, city)
    assert sum(row.proposals for row in rows) == len(made.decisions)
    assert sum(row.money_funded for row in rows) == made.money().spent
    overall = Fraction(sum(row.funded for row in rows), len(made.decisions))
    for row in rows:
        assert row.gap == Fraction(row.funded, row.proposals) - overall
    assert rows == sorted(rows, key=lambda row: (row.money_rate, row.group))
    with pytest.raises(OptionError, match="no grouping"):
        acceptance(made, "kecamatn")


def test_kinds_of_proposers() -> None:
    assert [proposer_kind(text) for text in ("RW 05", "RT 01/RW 05", "Ketua RW", "", "12")] == [
        "RW",
        "RT",
        "Ketua RW",
        "",
        "",
    ]


def test_money_per_head(city: City) -> None:
    made = plan(city, rule="greedy")
    found = per_head(made, city)
    people = {place.key: place.population for place in city.kelurahan}
    for place in made.kelurahan:
        assert found.values[place.key] == Fraction(sum(d.cost for d in place.decisions if d.funded), people[place.key])
    assert found.decomposition is not None
    assert found.decomposition.total == pytest.approx(found.decomposition.within + found.decomposition.between)


def small() -> City:
    places = (Kelurahan("M", "U", 100, population=10, poor=1), Kelurahan("N", "U", 50, population=30, poor=3))
    rows = (
        Proposal("road", "Jalan", places[0].key, 60, priority=1),
        Proposal("park", "Taman", places[0].key, 50, priority=2),
        Proposal("shop", "Kios", places[1].key, 50, priority=1),
    )
    voices = tuple(Voice(f"v{k}", places[k > 2].key, weight=k + 1) for k in range(4))
    wants = [("v0", "park"), ("v1", "park"), ("v2", "road"), ("v3", "shop")]
    named = tuple(Preference(v, "approval", {p: Fraction(1)}) for v, p in wants)
    return City(
        "Kota", places, rows, voices, named, (Realisation(places[0].key, 90, 80), Realisation(places[1].key, 9, 9, "x"))
    )


def test_a_comparison_by_hand() -> None:
    found = compare_city(
        small(), [Way("today", {"rule": "priority-order"}), Way("votes", {"rule": "greedy", "by": "votes"})]
    )
    first, second = found.overall()
    # today: road and shop; v0 and v1 (weights 1 and 2) have nothing. By votes 3 to 3, the lower cost: park and shop
    assert (first["voices"], first["voices_with_nothing"], second["voices_with_nothing"]) == (10, 3, 3)
    assert first["mean_gain"] == Fraction(3 * 60 + 4 * 50, 10)
    assert first["gini_voices"] == gini([0, 0, 0, 60, 60, 60, 50, 50, 50, 50], [1] * 10)
    (row,) = found.winners()
    assert (row["voices_better"], row["voices_worse"], row["voices_same"]) == (3, 3, 4)
    assert (row["kelurahan_more"], row["kelurahan_less"], row["kelurahan_same"]) == (0, 1, 1)
    assert (row["proposals_gained"], row["proposals_lost"]) == (1, 1)
    assert realised(small()) == [(("U", "M"), 90, 80), (("U", "N"), 9, 9)]


@pytest.mark.parametrize("name", CEILINGS)
def test_other_ceilings_keep_the_sum(name: str) -> None:
    changed = other_ceilings(small(), name)
    amounts = [place.ceiling for place in changed.kelurahan]
    assert sum(amounts) == 150
    expected = {"equal": [75, 75], "proportional": [38, 112], "poverty": [38, 112], "as stated": [100, 50]}
    assert amounts == expected.get(name, [64, 86])


def test_other_ceilings_that_cannot_be_made() -> None:
    some = small()
    unknown = dataclasses.replace(some, kelurahan=tuple(dataclasses.replace(p, poor=None) for p in some.kelurahan))
    with pytest.raises(InputError, match="people in poverty of every kelurahan; missing: M, N"):
        other_ceilings(unknown, "poverty")
    with pytest.raises(OptionError, match="no ceilings"):
        other_ceilings(some, "proportionl")


def test_ways_and_tables(city: City) -> None:
    with pytest.raises(OptionError, match="unknown rule"):
        ways_of("gredy")
    with pytest.raises(OptionError, match="completion"):
        ways_of("equal-shares:completion=add2")
    (way,) = ways_of("greedy", "better.toml", {"carry": True})
    assert way.options == {"carry": True, "rule": "greedy", "formula": "better.toml"}
    assert way.label == "greedy, ceilings better.toml"
    with pytest.raises(OptionError, match="same label"):
        compare_city(city, [Way("a"), Way("a")])
    compared = compare_city(small(), ways_of("priority-order,greedy", "as stated,equal"))
    for what in TABLES:
        rows = table_of(compared, what, "kelurahan")
        assert rows
        json.dumps(rows)
    with pytest.raises(OptionError, match="no table"):
        table_of(compared, "all")


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    arguments = [str(FOLDER), "--rules", "priority-order,greedy", "--ceilings", "as stated,equal", "--what", "winners"]
    found = CliRunner().invoke(cli, ["musrenbang", "compare", *arguments, "-o", str(path)])
    assert found.exit_code == 0, found.output
    assert [row["way"] for row in json.loads(path.read_text("utf-8"))] == [
        *("greedy", "priority-order, ceilings equal", "greedy, ceilings equal")
    ]
    shown = CliRunner().invoke(cli, ["musrenbang", "compare", *arguments[:3]])
    assert "voices_with_nothing" in shown.output
