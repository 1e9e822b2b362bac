"""The synthetic Musrenbang: totals, demand, weights, reproducibility, independence, degenerate cities."""

from __future__ import annotations

import csv
import dataclasses
import warnings
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairbudget.errors import DataWarning, InputError, OptionError
from fairbudget.generate import (
    Kelurahan,
    Meeting,
    Model,
    MusrenbangCity,
    catalogue,
    generate_meeting,
    generate_musrenbang,
    read_catalogue,
)
from fairbudget.generate.catalogue import BIDANG, FAMILIES
from fairbudget.generate.preferences import agreed_order
from fairbudget.generate.roles import proposers, roles

SMALL = [
    Kelurahan("Cempaka", "Utara", 9000, 250_000_000),
    Kelurahan("Melati", "Utara", 5000, 180_000_000),
    Kelurahan("Kenanga", "Selatan", 17000, 420_000_000),
]


def made_like_bogor() -> list[Kelurahan]:
    """A city of the size of Bogor: 68 kelurahan of 5,000 to 38,500 people."""
    return [
        Kelurahan(f"Kelurahan {k:02d}", f"Kecamatan {k % 6}", 5000 + 500 * k, 150_000_000 + 5_000_000 * k)
        for k in range(68)
    ]


@pytest.fixture(scope="module")
def bogor_sized() -> MusrenbangCity:
    return generate_musrenbang(made_like_bogor(), seed=11, city="Kota Besar")


def test_800_rw_and_3636_rt_by_default_and_people_add_up(bogor_sized: MusrenbangCity) -> None:
    assert sum(len(meeting.rws) for meeting in bogor_sized.meetings) == 800
    assert sum(rw.rt for meeting in bogor_sized.meetings for rw in meeting.rws) == 3636
    for meeting in bogor_sized.meetings:
        assert sum(rw.population for rw in meeting.rws) == meeting.kelurahan.population
    # in proportion to people: no kelurahan is a whole RW away from its share
    people = sum(meeting.kelurahan.population for meeting in bogor_sized.meetings)
    for meeting in bogor_sized.meetings:
        assert abs(len(meeting.rws) - Fraction(800 * meeting.kelurahan.population, people)) < 1


def test_demand_lies_in_the_range_for_every_kelurahan(bogor_sized: MusrenbangCity) -> None:
    ratios = [Fraction(meeting.demand, meeting.kelurahan.ceiling) for meeting in bogor_sized.meetings]
    assert all(2 <= ratio <= 4 for ratio in ratios)
    assert not bogor_sized.faults
    # and it uses the range, rather than one value in it
    assert min(ratios) < Fraction(5, 2)
    assert max(ratios) > Fraction(7, 2)


def test_demand_follows_another_range() -> None:
    made = generate_musrenbang(made_like_bogor(), seed=2, demand=("1.1", Fraction(13, 10)))
    for meeting in made.meetings:
        assert Fraction(11, 10) <= Fraction(meeting.demand, meeting.kelurahan.ceiling) <= Fraction(13, 10)


def test_size_of_a_meeting(bogor_sized: MusrenbangCity) -> None:
    proposals = [len(meeting.competing) for meeting in bogor_sized.meetings]
    ballots = [len(meeting.participants) for meeting in bogor_sized.meetings]
    assert 35 <= np.mean(proposals) <= 50
    assert 50 <= np.mean(ballots) <= 65
    upward = sum(len(meeting.proposals) for meeting in bogor_sized.meetings) - sum(proposals)
    assert 0.08 < upward / (upward + sum(proposals)) < 0.12


def test_equal_costs_are_common(bogor_sized: MusrenbangCity) -> None:
    most = [max(Counter(meeting.election.costs.tolist()).values()) for meeting in bogor_sized.meetings]
    assert sum(count > 1 for count in most) > 60
    assert np.mean(most) > 3


def test_a_cost_is_unit_price_times_a_volume_of_the_catalogue(bogor_sized: MusrenbangCity) -> None:
    known = {work.code: work for work in catalogue()}
    for meeting in bogor_sized.meetings:
        for proposal in meeting.proposals:
            assert proposal.cost == known[proposal.work.code].unit_price * proposal.volume
        # one factor for all volumes of a kelurahan whose ceiling is large for its number of RW
        own = [meeting.proposals[k] for k in meeting.competing]
        assert any(all(p.volume in [s * v for v in p.work.volumes] for p in own) for s in (1, 2, 5, 10))
        taken = Counter((p.rw, p.work.code) for p in meeting.proposals)
        assert max(taken.values()) == 1, "an RW proposes a work at most once"


def test_every_rw_proposes_and_all_bidang_and_families_occur(bogor_sized: MusrenbangCity) -> None:
    for meeting in bogor_sized.meetings:
        assert {meeting.proposals[k].rw for k in meeting.competing} == set(range(1, len(meeting.rws) + 1))
        assert all(1 <= p.rt <= meeting.rws[p.rw - 1].rt for p in meeting.proposals)
        assert all(p.beneficiaries >= 1 for p in meeting.proposals)
        for k in meeting.competing:
            assert meeting.proposals[k].beneficiaries <= meeting.rws[meeting.proposals[k].rw - 1].population
    works = [p.work for meeting in bogor_sized.meetings for p in meeting.proposals]
    assert {work.category for work in works} == set(BIDANG)
    assert {work.family for work in works} == set(FAMILIES)
    assert len({work.code for work in works}) == len(catalogue())


def test_only_what_the_kelurahan_may_fund_competes(bogor_sized: MusrenbangCity) -> None:
    for meeting in bogor_sized.meetings:
        election = meeting.election
        assert set(election.column("authority") or ()) == {"kelurahan"}
        assert election.num_projects == len(meeting.competing) < len(meeting.proposals)
        assert election.total_cost(election.ids) == meeting.demand
        assert election.budget == meeting.kelurahan.ceiling


def test_priorities_count_from_one_on_each_level(bogor_sized: MusrenbangCity) -> None:
    for meeting in bogor_sized.meetings:
        own = [meeting.priorities[k] for k in meeting.competing]
        rest = [meeting.priorities[k] for k in range(len(meeting.proposals)) if k not in set(meeting.competing)]
        assert sorted(own) == list(range(1, len(own) + 1))
        assert sorted(rest) == list(range(1, len(rest) + 1))
        assert meeting.election.column("priority") == tuple(map(str, own))


def test_the_participants_are_those_of_the_meeting(bogor_sized: MusrenbangCity) -> None:
    expected = {
        "rw", "rt", "lurah", "kecamatan", "agency", "council", "lpm", "pkk", "karang-taruna", "community-leader",
        "religious-leader", "women", "youth", "children", "school", "puskesmas", "business",
    }  # fmt: skip
    assert {role.id for role in roles()} == expected
    for meeting in bogor_sized.meetings:
        assert {person.role.id for person in meeting.participants} == expected
        heads = [person.rw for person in meeting.participants if person.role.id == "rw"]
        assert heads == list(range(1, len(meeting.rws) + 1))


@pytest.mark.parametrize("weights", ["households", "population", "equal"])
def test_an_rw_speaks_with_the_weight_of_its_people(weights: str) -> None:
    for meeting in generate_musrenbang(SMALL, seed=1, weights=weights).meetings:
        for person in meeting.participants:
            if weights == "equal":
                assert person.weight == 1
            elif person.role.id == "rw":
                rw = meeting.rws[person.rw - 1]
                assert person.weight == (rw.population if weights == "population" else rw.households)
            elif person.role.id == "rt":
                rw = meeting.rws[person.rw - 1]
                size = rw.population if weights == "population" else rw.households
                assert abs(person.weight - size / rw.rt) <= 0.5 or person.weight == 1
        lurah = next(person for person in meeting.participants if person.role.id == "lurah")
        other = next(person for person in meeting.participants if person.role.id == "puskesmas")
        if weights != "equal":
            assert abs(lurah.weight - 2 * other.weight) <= 1
        assert meeting.election.num_voters == sum(person.weight for person in meeting.participants)


def test_both_ballot_types_tell_of_the_same_meeting() -> None:
    approval = generate_musrenbang(SMALL, seed=5).meetings
    ordinal = generate_musrenbang(SMALL, seed=5, ballots="ordinal").meetings
    for one, other in zip(approval, ordinal, strict=True):
        assert (one.proposals, one.priorities, one.participants) == (
            other.proposals,
            other.priorities,
            other.participants,
        )
        assert one.ballots == other.ballots
        assert one.election.ballot_type == "approval"
        assert other.election.ballot_type == "ordinal"
        for k, ballot in enumerate(other.ballots):
            row, positions = other.election.ballots.row(int(other.election.ballots.voters[k]))
            ranked = [other.election.ids[p] for p in row[np.argsort(positions)]]
            assert ranked == [other.proposal_id(p) for p in ballot]
            row, _ = one.election.ballots.row(int(one.election.ballots.voters[k]))
            assert {one.election.ids[p] for p in row} == set(ranked)


def test_ballots_are_limited(bogor_sized: MusrenbangCity) -> None:
    for meeting in bogor_sized.meetings:
        lengths = [len(ballot) for ballot in meeting.ballots]
        limit = meeting.ballot_limit
        assert limit == -(-3 * len(meeting.competing) // 10)
        assert max(lengths) <= limit
        assert min(lengths) >= max(1, limit - limit // 4)
        assert meeting.election.meta["max_length"] == str(limit)


def test_participants_want_what_they_stand_for(bogor_sized: MusrenbangCity) -> None:
    """Each lean of the model shows: place for heads of RW, children for their forum, health for the puskesmas."""
    named: dict[str, Counter[bool]] = {
        key: Counter() for key in ("own", "own-all", "anak", "anak-all", "health", "health-all")
    }
    for meeting in bogor_sized.meetings:
        for person, ballot in zip(meeting.participants, meeting.ballots, strict=True):
            for group, which in (("", ballot), ("-all", meeting.competing)):
                works = [meeting.proposals[k] for k in which]
                if person.role.id == "rw":
                    named["own" + group].update(p.rw == person.rw for p in works)
                elif person.role.id == "children":
                    named["anak" + group].update("anak" in p.work.targets for p in works)
                elif person.role.id == "puskesmas":
                    named["health" + group].update(p.work.kind == "kesehatan" for p in works)
    share = {key: count[True] / count.total() for key, count in named.items()}
    assert share["own"] > 2 * share["own-all"]
    assert share["anak"] > 1.8 * share["anak-all"]
    assert share["health"] > 1.8 * share["health-all"]


def test_a_model_without_taste_place_and_interest_is_unanimous() -> None:
    model = Model(own_rw=0, neighbour_rw=0, side=0, concern=0, interest_percent=0, noise=0)
    for meeting in generate_musrenbang(SMALL, seed=4, model=model, ballots="ordinal").meetings:
        longest = max(meeting.ballots, key=len)
        assert all(ballot == longest[: len(ballot)] for ballot in meeting.ballots)
        assert [meeting.priorities[k] for k in longest] == list(range(1, len(longest) + 1))


@given(st.integers(1, 5), st.integers(1, 6), st.data())
def test_the_agreed_list_is_weighted_borda(people: int, projects: int, data: st.DataObject) -> None:
    orders = [data.draw(st.permutations(range(projects))) for _ in range(people)]
    weights = [data.draw(st.integers(1, 3)) for _ in range(people)]
    beaten = [
        sum(
            w * sum(row.index(k) < row.index(j) for j in range(projects))
            for row, w in zip(orders, weights, strict=True)
        )
        for k in range(projects)
    ]
    expected = sorted(range(projects), key=lambda k: (-beaten[k], k))
    assert agreed_order(np.array(orders, np.int64), weights) == expected


def equal(one: Meeting, other: Meeting) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in dataclasses.fields(Meeting)) and (
        one.election == other.election
    )


def test_the_same_seed_gives_the_same_city_and_another_one_does_not() -> None:
    one, again, other = (generate_musrenbang(SMALL, seed=seed) for seed in (3, 3, 4))
    assert all(equal(a, b) for a, b in zip(one.meetings, again.meetings, strict=True))
    assert not any(a.proposals == b.proposals for a, b in zip(one.meetings, other.meetings, strict=True))
    assert generate_musrenbang(SMALL, seed=2**200).meetings[0].rws != one.meetings[0].rws


def test_a_kelurahan_does_not_depend_on_the_others() -> None:
    city = generate_musrenbang(SMALL, seed=3, city="K", rw=30, rt=130)
    for meeting in city.meetings:
        rt = sum(rw.rt for rw in meeting.rws)
        alone = generate_meeting(meeting.kelurahan, len(meeting.rws), rt, seed=3, code=meeting.code, city="K")
        assert equal(alone, meeting)
    backwards = generate_musrenbang(SMALL[::-1], seed=3, city="K", rw=30, rt=130)
    assert all(equal(a, b) for a, b in zip(city.meetings, backwards.meetings[::-1], strict=True))


def test_what_an_election_says_about_itself() -> None:
    election = generate_musrenbang(SMALL, seed=8, city="Kota Uji").meetings[2].election
    meta = election.meta
    assert meta["description"].startswith("SYNTHETIC")
    assert "seed 8" in meta["description"]
    assert meta["synthetic_seed"] == "8"
    assert (meta["country"], meta["unit"], meta["subunit"], meta["district"]) == (
        "Indonesia",
        "Kota Uji",
        "Kenanga",
        "Selatan",
    )
    assert (meta["currency"], meta["vote_type"], meta["rule"]) == ("IDR", "approval", "priority-order")
    assert election.categories[0][0] in BIDANG
    assert election.targets[0]
    assert set(election.voter_columns) == {"voter_id", "role", "rw"}
    assert len(set(election.voter_columns["voter_id"])) == len(election.voter_columns["voter_id"])


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 400), st.sampled_from([0, 1, 10**6, 7_500_000, 10**8, 10**9, 10**13])),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, 3),
    st.data(),
)
def test_small_and_odd_cities(shape: list[tuple[int, int]], seed: int, data: st.DataObject) -> None:
    records = [Kelurahan(f"K{k}", "X", people, ceiling) for k, (people, ceiling) in enumerate(shape)]
    total = sum(people for people, _ in shape)
    rw = data.draw(st.integers(len(records), max(len(records), min(total, 20)))) if total >= len(records) else None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        city = generate_musrenbang(
            records, seed=seed, rw=rw, ballots=data.draw(st.sampled_from(["approval", "ordinal"]))
        )
    outside = 0
    cheapest = min(work.unit_price * work.volumes[0] for work in catalogue() if work.authority == "kelurahan")
    for meeting in city.meetings:
        record = meeting.kelurahan
        assert sum(place.population for place in meeting.rws) == record.population
        assert len(meeting.competing) >= len(meeting.rws)
        assert all(ballot for ballot in meeting.ballots)
        assert all(person.weight >= 1 for person in meeting.participants)
        inside = 2 * record.ceiling <= meeting.demand <= 4 * record.ceiling
        outside += not inside
        if 4 * record.ceiling >= cheapest * len(meeting.rws) and 2 * record.ceiling >= cheapest:
            assert inside, "wherever the catalogue has works small enough, demand is in the range"
        assert meeting.election.num_projects == len(meeting.competing)
    assert len(city.faults) == outside
    assert bool(caught) == bool(outside)


def test_demand_out_of_reach_is_told() -> None:
    with pytest.warns(DataWarning, match=r"row 'Kecil'.*demand of \d+ for a ceiling of 1000"):
        city = generate_musrenbang([Kelurahan("Kecil", "X", 50, 1000)], seed=1, rw=2)
    assert len(city.faults) == 1
    assert len(city.meetings[0].competing) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seed": -1}, "seed=-1: a whole number of at least 0"),
        ({"seed": 1.5}, "seed=1.5"),
        ({"seed": True}, "seed=True"),
        ({"ballots": "approvals"}, "did you mean 'approval'"),
        ({"weights": "house"}, "allowed: households"),
        ({"voters": "household"}, "did you mean 'households'"),
        ({"demand": (4, 2)}, "demand from 4 to 2"),
        ({"demand": (3, 3)}, "demand from 3 to 3"),
        ({"demand": (0, 3)}, "must be positive"),
        ({"demand": (1, 2, 3)}, "two numbers"),
        ({"demand": ("a", 3)}, "two numbers"),
        ({"rw": 2}, "rw=2: fewer than the 3 kelurahan"),
        ({"rw": 31_001}, "more than the 31000 inhabitants"),
        ({"rw": 20_000}, "at most 999"),
        ({"rw": 10, "rt": 9}, "rt=9: fewer than the 10 RW"),
        ({"rt": 31_001}, "rt=31001: more than"),
        ({"rw": 2.5}, "rw=2.5"),
        ({"city": " "}, "city=' '"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message.replace("(", r"\(")):
        generate_musrenbang(SMALL, **{"seed": 1, **options})  # type: ignore[arg-type]


def test_indicators_that_cannot_be_meant() -> None:
    records = [
        Kelurahan("A", "X", 10, 10, {"poverty": -1, "wealth": 100}),
        Kelurahan("B", "X", 10, 10, {"density": 1.5}),
    ]
    with pytest.raises(InputError) as caught:
        generate_musrenbang(records, seed=1)
    assert len(caught.value.faults) == 3
    assert "row 'A', column 'poverty'" in str(caught.value)
    assert "unknown indicator 'wealth'" in str(caught.value)


def test_all_faults_of_the_records_are_told_at_once() -> None:
    records = [
        Kelurahan("", "X", 10, 10),
        Kelurahan("B", "X\n", 0, 10),
        Kelurahan("C", "X", 10, -1),
        Kelurahan("D", "X", 10.5, True),  # type: ignore[arg-type]
    ]
    with pytest.raises(InputError) as caught:
        generate_musrenbang(records, seed=1)
    assert len(caught.value.faults) == 6
    with pytest.raises(InputError, match="no kelurahan"):
        generate_musrenbang([], seed=1)
    with pytest.raises(InputError, match="row 'a', column 'kelurahan': occurs twice"):
        generate_musrenbang([Kelurahan("A", "X", 9, 9), Kelurahan("a", "X", 9, 9)], seed=1)


def test_equal_names_in_two_kecamatan_are_kept_apart() -> None:
    records = [Kelurahan("Pasir", kecamatan, 900, 90_000_000) for kecamatan in ("Barat", "Timur")]
    one, other = generate_musrenbang(records, seed=1).meetings
    assert (one.code, other.code) == ("barat.pasir", "timur.pasir")
    assert one.proposals != other.proposals


def test_numbers_of_numpy_are_taken() -> None:
    record = Kelurahan("A", "X", np.int64(900), np.int64(90_000_000))  # type: ignore[arg-type]
    assert type(generate_musrenbang([record], seed=1).meetings[0].kelurahan.ceiling) is int


def test_the_catalogue_is_as_stated() -> None:
    works = catalogue()
    own = [work for work in works if work.authority == "kelurahan"]
    assert 40 <= len(own) <= 60
    assert {work.category for work in own} == set(BIDANG)
    assert {work.family for work in own} == set(FAMILIES)
    costs = Counter(work.unit_price * volume for work in own for volume in work.volumes)
    assert sum(count > 1 for count in costs.values()) > 10, "different works cost the same"
    assert all(500_000 <= cost <= 75_000_000 for cost in costs)
    # every like and every proposer of the roles means something in the catalogue
    words = {word for work in works for word in (work.category, work.family, work.kind, *work.targets)}
    ids = {role.id for role in roles()}
    assert all(set(role.likes) <= words | ids for role in roles())
    assert set(proposers()) == set(BIDANG)
    assert all(set(hands) <= ids for hands in proposers().values())


def test_a_catalogue_of_ones_own() -> None:
    header = "code,title,category,family,kind,unit,unit_price,volumes,frequency,target,reach,authority,agency\n"
    text = header + "Z1,Kerja,fisik,sarana prasarana,transportasi,m,1000,10 20 30,1,warga,1,kelurahan,\n"
    works = read_catalogue("# remark\n" + text)
    record = Kelurahan("A", "X", 900, 30_000)
    meeting = generate_musrenbang([record], seed=1, rw=3, works=works).meetings[0]
    assert {p.work.code for p in meeting.proposals} == {"Z1"}
    assert len(meeting.proposals) == len(meeting.competing) == 3

    bad = header + "Z1,,fisik,sarana,x,m,0,1 -2,1,warga,1,agency,\n" + "short\n"
    with pytest.raises(InputError) as caught:
        read_catalogue(bad, "mine.csv")
    told = str(caught.value)
    for part in ("mine.csv:2, column 'title'", "'family'", "'unit_price'", "'volumes'", "'agency'", "mine.csv:3"):
        assert part in told
    with pytest.raises(InputError, match="columns are missing"):
        read_catalogue("code,title\n")
    with pytest.raises(InputError, match="no work with authority 'kelurahan'"):
        read_catalogue(header)
    with pytest.raises(InputError, match="taken by line 2"):
        read_catalogue(text + text.splitlines()[1])


def test_the_published_table_of_bogor(bogor_folder: Path) -> None:
    with (bogor_folder / "table-as-printed.csv").open(encoding="utf-8-sig", newline="") as file:
        records = [
            Kelurahan(row["kelurahan_printed"], row["kecamatan"], int(row["population"]), int(row["total_idr"]))
            for row in csv.DictReader(file)
        ]
    city = generate_musrenbang(records, seed=2026, city="Kota Bogor")
    assert (len(city.meetings), sum(len(meeting.rws) for meeting in city.meetings)) == (68, 800)
    assert all(2 <= meeting.demand / meeting.kelurahan.ceiling <= 4 for meeting in city.meetings)
