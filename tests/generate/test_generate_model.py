"""The model of the synthetic Musrenbang: what its parameters do, measured on cities; the totals known of Bogor."""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats

import fairbudget
from fairbudget.cli.generate import generate
from fairbudget.errors import DataWarning, InputError, OptionError
from fairbudget.generate import (
    VARIANTS,
    Kelurahan,
    Meeting,
    Model,
    MusrenbangCity,
    ballot_distances,
    generate_musrenbang,
    kelurahan_from_ceilings,
    kelurahan_from_table,
)
from fairbudget.generate.catalogue import BIDANG
from fairbudget.generate.checks import BOGOR, beside_bogor, totals
from fairbudget.generate.folder import readme, tables
from fairbudget.generate.places import apportion
from fairbudget.generate.preferences import VOTERS, WEIGHTS
from fairbudget.generate.roles import concerns

ROOT = Path(__file__).resolve().parents[2]
FEW = [
    Kelurahan("Cempaka", "Utara", 9000, 250_000_000, {"poverty": 140, "density": 80}),
    Kelurahan("Melati", "Utara", 5000, 180_000_000, {"poverty": 60, "density": 150}),
    Kelurahan("Kenanga", "Selatan", 17000, 420_000_000),
]


@pytest.fixture(scope="module")
def records() -> list[Kelurahan]:
    folder = ROOT / "instances" / "bogor"
    return kelurahan_from_ceilings(fairbudget.ceilings(folder / "indicators.csv", folder / "formula.toml"))


@pytest.fixture(scope="module")
def bogor(records: list[Kelurahan]) -> MusrenbangCity:
    return generate_musrenbang(records, seed=2026, city="Kota Bogor")


def near(found: float | Fraction, wanted: float | Fraction, percent: float) -> bool:
    return abs(found - wanted) * 100 <= percent * abs(wanted)


# -- totals ----------------------------------------------------------------------------------------------------


def test_the_totals_known_of_bogor(bogor: MusrenbangCity) -> None:
    found = totals(bogor)
    for name in ("kecamatan", "kelurahan", "RW", "RT"):
        assert found[name] == BOGOR[name]
    # the rows of the table have more inhabitants together than the article states; poor and stunted go with them
    assert found["inhabitants"] == 1_144_748
    more = Fraction(1_144_748, BOGOR["inhabitants"])
    assert near(found["poor families"], BOGOR["poor families"] * more, 5)
    assert near(found["stunting cases"], BOGOR["stunting cases"] * more, 5)
    assert all(near(own, known, 8) for _, own, known in beside_bogor(bogor))


def test_a_city_of_another_size_has_the_same_ratios() -> None:
    city = generate_musrenbang([Kelurahan(f"K{k}", "X", 16_000, 3 * 10**8) for k in range(20)], seed=3)
    ratios = {name: (own, known) for name, own, known in beside_bogor(city)}
    for name in (
        "RW per kelurahan",
        "RT per RW",
        "inhabitants per RW",
        "poor families per RT",
        "stunting cases per RW",
    ):
        assert near(*ratios[name], 8), name


def test_parts_of_an_rw_add_up(bogor: MusrenbangCity) -> None:
    for meeting in bogor.meetings:
        for rw in meeting.rws:
            assert sum(rw.concerns.values()) == rw.households
            assert 0 <= rw.poor <= rw.households
            assert 0 <= rw.stunted <= rw.population
        sides = [rw.side for rw in meeting.rws]
        assert 0 <= sides.count(0) - sides.count(1) <= 1
        # a straight road: no RW of the far side lies nearer than one of the near side
        assert max(rw.x for rw in meeting.rws if rw.side == 0) <= min(rw.x for rw in meeting.rws if rw.side == 1)


def test_concerns_of_the_city_are_near_the_shares(bogor: MusrenbangCity) -> None:
    rws = [rw for meeting in bogor.meetings for rw in meeting.rws]
    everyone = sum(rw.households for rw in rws)
    assert set(concerns()) == set(BIDANG)
    for bidang, concern in concerns().items():
        share = Fraction(100 * sum(rw.concerns[bidang] for rw in rws), everyone)
        assert abs(share - concern.share) < 5, bidang


def test_adjoining_rw_are_alike(bogor: MusrenbangCity) -> None:
    """Poverty is correlated over the map: Moran's I of the RW within kelurahan is clearly above 0."""
    above = below = 0.0
    for meeting in bogor.meetings:
        level = np.array([rw.levels["poverty"] for rw in meeting.rws], float)
        level -= level.mean()
        pairs = [(rw.number - 1, other - 1) for rw in meeting.rws for other in rw.neighbours]
        above += sum(level[a] * level[b] for a, b in pairs) / max(1, len(pairs))
        below += float(level @ level) / len(level)
    assert 0.2 < above / below < 0.9


# -- needs and indicators --------------------------------------------------------------------------------------


def correlations(city: MusrenbangCity) -> dict[str, float]:
    """Spearman's rho, over kelurahan, of an indicator and the share of proposals whose work answers to it."""
    found = {}
    for name in ("poverty", "density"):
        level = [dict(meeting.kelurahan.indicators)[name] for meeting in city.meetings]
        share = [
            sum(proposal.work.need == name for proposal in meeting.proposals) / len(meeting.proposals)
            for meeting in city.meetings
        ]
        found[name] = float(stats.spearmanr(level, share).statistic)
    return found


def test_needs_go_with_the_indicators_of_the_kelurahan(bogor: MusrenbangCity, records: list[Kelurahan]) -> None:
    tied = correlations(bogor)
    assert tied["poverty"] > 0.3
    assert tied["density"] > 0.3
    loose = correlations(generate_musrenbang(records, seed=2026, model=Model(indicator_percent=0)))
    assert all(loose[name] < tied[name] - 0.15 for name in tied)


def test_rw_propose_what_their_households_want(bogor: MusrenbangCity) -> None:
    wanted = {bidang: [0, 0] for bidang in BIDANG}
    usual = {bidang: [0, 0] for bidang in BIDANG}
    for meeting in bogor.meetings:
        for proposal in meeting.proposals:
            rw = meeting.rws[proposal.rw - 1]
            for bidang in BIDANG:
                more = 100 * rw.concerns[bidang] > concerns()[bidang].share * rw.households
                entry = (wanted if more else usual)[bidang]
                entry[0] += proposal.work.category == bidang
                entry[1] += 1
    for bidang in BIDANG:
        assert Fraction(*wanted[bidang]) > Fraction(*usual[bidang]), bidang


def test_what_is_only_for_poor_families_reaches_no_more_than_there_are(bogor: MusrenbangCity) -> None:
    seen = 0
    for meeting in bogor.meetings:
        for k in meeting.competing:
            proposal = meeting.proposals[k]
            if proposal.work.targets == ("keluarga prasejahtera",):
                seen += 1
                assert proposal.beneficiaries <= max(1, meeting.rws[proposal.rw - 1].poor * 37 // 10)
    assert seen > 20


def test_indicators_are_percent_of_the_mean_of_the_city() -> None:
    table = [
        {"kelurahan": "A", "penduduk": 1000, "pagu": 10**8, "dtsen": 100, "luas_ha": 10, "stunting": 0},
        {"kelurahan": "B", "penduduk": 3000, "pagu": 10**8, "dtsen": 100, "luas_ha": 60, "stunting": 8},
    ]
    found = kelurahan_from_table(table)
    # city: 5 percent poor, 4000/70 by hectare, 2 per thousand
    assert found[0].indicators == (("poverty", 200), ("density", 175), ("stunting", 0))
    assert found[1].indicators == (("poverty", 67), ("density", 88), ("stunting", 133))
    with pytest.warns(DataWarning, match="column 'luas_ha': not used as an indicator"):
        half = kelurahan_from_table([table[0], {**table[1], "luas_ha": 0}])
    assert [name for name, _ in half[0].indicators] == ["poverty", "stunting"]
    with pytest.warns(DataWarning, match=r"row 'B'.*'many'"):
        assert kelurahan_from_table([table[0], {**table[1], "dtsen": "many"}])[0].indicators[0][0] == "density"


# -- polarised and consensual ----------------------------------------------------------------------------------


def slow_distances(meeting: Meeting) -> tuple[float, float, float]:
    """Pair by pair, from sets, a voter for each unit of weight up to a common factor."""
    sums = {"within": [0.0, 0.0], "across": [0.0, 0.0], "all": [0.0, 0.0]}
    people = list(zip(meeting.participants, map(set, meeting.ballots), strict=True))
    for (p, a), (q, b) in itertools.combinations_with_replacement(people, 2):
        pairs = p.weight * (p.weight - 1) / 2 if p is q else p.weight * q.weight
        distance = 1 - len(a & b) / len(a | b)
        kinds = ["all"]
        if p.rw is not None and q.rw is not None:
            same = meeting.rws[p.rw - 1].side == meeting.rws[q.rw - 1].side
            kinds.append("within" if same else "across")
        for kind in kinds:
            sums[kind][0] += pairs * distance
            sums[kind][1] += pairs
    within, across, everyone = (total / count if count else math.nan for total, count in sums.values())
    return within, across, everyone


@pytest.mark.parametrize("voters", ["delegates", "households"])
def test_distances_agree_with_the_slow_definition(voters: str) -> None:
    for meeting in generate_musrenbang(FEW[:2], seed=5, voters=voters).meetings:
        found = ballot_distances(meeting)
        assert (found.within, found.across, found.everyone) == pytest.approx(slow_distances(meeting))
    alone = generate_musrenbang(FEW[:1], seed=5, rw=1).meetings[0]
    assert math.isnan(ballot_distances(alone).across)


@pytest.mark.parametrize("voters", ["delegates", "households"])
def test_polarised_is_more_polarised_than_consensual_in_every_kelurahan(voters: str) -> None:
    cities = {
        name: generate_musrenbang(FEW, seed=12, voters=voters, model=Model.of(name)).meetings for name in VARIANTS
    }
    for k in range(len(FEW)):
        found = {name: ballot_distances(meetings[k]) for name, meetings in cities.items()}
        low, middle, high = (found[name] for name in ("consensual", "balanced", "polarised"))
        assert low.everyone < middle.everyone < high.everyone
        assert low.across + 0.2 < high.across
        # and along the road: the gap between the sides opens
        assert low.across - low.within < middle.across - middle.within < high.across - high.within


def test_polarisation_is_a_scale() -> None:
    steps = [0, 25, 50, 75, 100]
    apart = [
        np.mean(
            [
                ballot_distances(meeting).across
                for meeting in generate_musrenbang(FEW, seed=2, model=Model(polarisation=p)).meetings
            ]
        )
        for p in steps
    ]
    assert apart == sorted(apart)
    assert apart[-1] - apart[0] > 0.4


def test_without_polarisation_and_taste_all_agree_with_it_alone_merit_is_nothing() -> None:
    for meeting in generate_musrenbang(FEW, seed=4, model=Model(polarisation=0, noise=0)).meetings:
        longest = max(meeting.ballots, key=len)
        assert all(ballot == longest[: len(ballot)] for ballot in meeting.ballots)
    one, other = (
        generate_musrenbang(FEW, seed=4, model=Model(polarisation=100, merit=merit)).meetings for merit in (0, 1000)
    )
    assert [meeting.ballots for meeting in one] == [meeting.ballots for meeting in other]


def test_variants_and_parameters() -> None:
    assert Model.of("balanced") == Model()
    assert Model.of("polarised", polarisation=70).polarisation == 70
    with pytest.raises(OptionError, match="did you mean 'polarised'"):
        Model.of("polarized")
    with pytest.raises(OptionError, match="unknown parameter 'nois' of the model; did you mean 'noise'"):
        Model.of("balanced", nois=3)
    with pytest.raises(InputError, match="'polarisation'"):
        Model(polarisation=101)


# -- households ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weights", ["households", "population", "equal"])
def test_households_are_all_asked_by_rt_and_concern(weights: str) -> None:
    delegates = generate_musrenbang(FEW, seed=6, weights=weights).meetings
    households = generate_musrenbang(FEW, seed=6, weights=weights, voters="households").meetings
    for one, other in zip(delegates, households, strict=True):
        # the meeting, its list and what is proposed are the same
        assert (one.rws, one.proposals, one.priorities) == (other.rws, other.proposals, other.priorities)
        for rw in other.rws:
            own = [person for person in other.participants if person.rw == rw.number]
            keys = [(person.rt, person.concern) for person in own]
            assert len(set(keys)) == len(keys)
            if weights == "population":
                assert sum(person.weight for person in own) == rw.population
            elif weights == "households":
                for bidang, count in rw.concerns.items():
                    sizes = [person.weight for person in own if person.concern == bidang]
                    assert sum(sizes) == count
                    assert max(sizes) - (min(sizes) if len(sizes) == rw.rt else 0) <= 1
            else:
                assert {person.weight for person in own} == {1}
        assert set(other.election.voter_columns) == {"voter_id", "role", "rw", "concern"}


def test_households_name_what_concerns_them_and_what_is_near(bogor: MusrenbangCity) -> None:
    city = generate_musrenbang([meeting.kelurahan for meeting in bogor.meetings][:12], seed=1, voters="households")

    def share(rows: Sequence[tuple[bool, int]]) -> Fraction:
        return Fraction(sum(n for hit, n in rows if hit), sum(n for _, n in rows))

    own, any_place, wished, any_bidang = [], [], [], []
    for meeting in city.meetings:
        for person, ballot in zip(meeting.participants, meeting.ballots, strict=True):
            for chosen, place, what in ((ballot, own, wished), (meeting.competing, any_place, any_bidang)):
                for k in chosen:
                    place.append((meeting.proposals[k].rw == person.rw, person.weight))
                    what.append((meeting.proposals[k].work.category == person.concern, person.weight))
    assert share(own) > 2 * share(any_place)
    assert share(wished) > Fraction(5, 4) * share(any_bidang)


# -- files and the command -------------------------------------------------------------------------------------


def test_tables_and_readme_tell_of_the_model(bogor: MusrenbangCity) -> None:
    text = readme(bogor)
    assert "polarisation = 50:" in text
    assert "RW per kelurahan: 11.76 (Kota Bogor: 11.76)" in text
    apart = [ballot_distances(meeting).across for meeting in bogor.meetings]
    assert f"of two from different sides: {np.mean(apart):.2f}" in text
    rows = list(csv.DictReader(io.StringIO(tables(bogor)["rw.csv"])))
    for row in rows:
        assert sum(int(row[f"concern_{bidang}"]) for bidang in BIDANG) == int(row["households"])
    first = next(iter(csv.DictReader(io.StringIO(tables(bogor)["kelurahan.csv"]))))
    assert (first["poverty_level"], first["density_level"], first["stunting_level"]) == ("90", "167", "")
    people = sum(1 for row in rows if row["kelurahan"] == first["kelurahan"])
    assert people == int(first["rw"])


def test_the_command_takes_variants_and_parameters(tmp_path: Path) -> None:
    table = tmp_path / "ceilings.csv"
    table.write_text("kelurahan,population,ceiling\nLoji,9000,300000000\n", "utf-8")
    base = ["musrenbang", "--ceilings", str(table), "--seed", "3", "-o"]
    runner = CliRunner()
    options = ["--variant", "polarised", "--voters", "households", "--set", "noise=5"]
    made = runner.invoke(generate, [*base, str(tmp_path / "a"), *options], catch_exceptions=False)
    assert made.exit_code == 0
    assert "ballots of households" in made.output
    text = (tmp_path / "a" / "README.txt").read_text("utf-8")
    assert "polarisation = 85:" in text
    assert "noise = 5:" in text
    assert "Voters: households" in text
    wanted = generate_musrenbang(
        kelurahan_from_table(table), seed=3, voters="households", model=Model.of("polarised", noise=5)
    )
    read, drawn = fairbudget.read_pabulib(tmp_path / "a" / "loji.pb"), wanted.meetings[0].election
    assert read.ids == drawn.ids
    assert np.array_equal(read.ballots.indices, drawn.ballots.indices)
    assert np.array_equal(read.ballots.multiplicities, drawn.ballots.multiplicities)
    for bad in ("noise", "noise=x", "=3", "noise=1.5"):
        refused = runner.invoke(generate, [*base, str(tmp_path / "b"), "--set", bad])
        assert refused.exit_code == 2
        assert "NAME=VALUE" in refused.output
    twice = runner.invoke(generate, [*base, str(tmp_path / "b"), "--set", "noise=1", "--set", "noise=2"])
    assert "set twice" in twice.output


def test_the_command_offers_what_there_is() -> None:
    choices = {parameter.name: parameter.type for parameter in generate.commands["musrenbang"].params}
    for name, known in (("variant", VARIANTS), ("voters", VOTERS), ("weights", WEIGHTS)):
        found = choices[name]
        assert isinstance(found, click.Choice)
        assert sorted(found.choices) == sorted(known)


def test_spreading_households_over_rt_needs_no_least_number() -> None:
    assert apportion(2, [1] * 4, [0] * 4) == [1, 1, 0, 0]
