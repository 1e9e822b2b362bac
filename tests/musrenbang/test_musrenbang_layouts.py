"""Three layouts as offices send them are read to the last number, each with what the reader had to decide."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import layouts
import pytest

from fairbudget.musrenbang import read_city
from fairbudget.musrenbang.reading import read


@pytest.fixture(scope="module")
def sipd(tmp_path_factory):
    return read(layouts.sipd(tmp_path_factory.mktemp("sipd") / "export.xlsx"))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return read(layouts.own_sheets(tmp_path_factory.mktemp("own") / "kota.xlsx"))


@pytest.fixture(scope="module")
def application(tmp_path_factory):
    return read(layouts.application(tmp_path_factory.mktemp("app") / "city"))


def test_sipd_amounts_measures_and_places(sipd):
    city = sipd.city
    assert city.name == "Kota Contoh"
    assert [p.cost for p in city.proposals] == [25_000_000, 12_500_000, 1_500_000_000, 7_500_000, 10_000_000]
    assert [(p.volume, p.unit) for p in city.proposals] == [
        (100, "Meter"), (5, "titik"), (1, "Unit"), (20, "orang"), (1, "paket"),
    ]  # fmt: skip
    assert {p.kelurahan for p in city.proposals[:3]} == {("Utara", "Melati")}
    assert [p.rw for p in city.proposals] == ["5", "3", "", "2", "2"]
    assert [p.authority for p in city.proposals] == ["kelurahan", "kelurahan", "agency", "kecamatan", "kelurahan"]
    assert city.proposals[2].agency == "Dinas PUPR"
    assert city.proposals[0].other["Permasalahan"] == "rusak"
    # "Pagu (Rp juta)": 310,5 million
    assert {k.name: (k.ceiling, k.population) for k in city.kelurahan} == {
        "Melati": (310_500_000, 12345),
        "Mawar": (205_000_000, 9876),
    }


def test_sipd_repeated_headings_are_told(sipd):
    told = [fault for fault in sipd.faults if fault.column == "Anggaran"]
    assert len(told) == 2
    assert "column U is kept aside: column Q" in told[0].message
    assert {"Anggaran (2)", "Anggaran (3)"} <= set(sipd.city.proposals[0].other)


def test_a_sheet_for_each_kelurahan(own):
    city = own.city
    assert [(p.id, p.kelurahan[1], p.rt, p.rw, p.cost) for p in city.proposals] == [
        ("melati-1", "Melati", "1", "1", 30_000_000),
        ("melati-2", "Melati", "2", "1", 12_000_000),
        ("melati-3", "Melati", "3", "2", 8_000_000),
        ("mawar-1", "Mawar", "1", "1", 15_000_000),
        ("mawar-2", "Mawar", "1", "2", 400_000_000),
    ]
    # merged over two rows; said by a line "BIDANG SOSIAL"
    assert [p.category for p in city.proposals] == ["fisik", "fisik", "sosial", "sosial", "fisik"]
    assert city.proposals[4].authority == "agency"
    assert city.proposals[4].agency == "Dinas PUPR"
    assert [k.kecamatan for k in city.kelurahan] == ["Utara", "Utara"]


def test_a_matrix_of_ranks_by_rw_weighs_households(own):
    city = own.city
    assert [(v.rw, v.weight) for v in city.voices] == [("1", 210), ("2", 180)]
    first, second = city.preferences
    assert first.kind == second.kind == "ranking"
    assert dict(second.entries) == {"melati-1": 2, "melati-2": 3, "melati-3": 1}


def test_a_printed_total_that_is_wrong_is_told_and_a_right_one_is_not(own):
    told = [fault for fault in own.faults if "sum to" in fault.message]
    assert [(fault.sheet, fault.line) for fault in told] == [("Kel. Mawar", 8)]
    assert "Rp 415.000.000" in told[0].message


def test_an_application_with_semicolons_marks_and_utf16(application):
    city = application.city
    assert [(p.id, p.cost, p.volume) for p in city.proposals] == [
        ("P-1", 25_000_000, 100),
        ("P-2", 12_500_000, Fraction(11, 2)),
        ("P-3", 8_000_000, 1),
    ]
    assert city.proposals[1].kelurahan == ("Utara", "Melati")
    assert city.criteria == {"urgency": 2, "benefit": 1}
    scores = {(p.voice, p.criterion): dict(p.entries) for p in city.preferences}
    assert scores["A", "urgency"] == {"P-1": Fraction(9, 2), "P-2": 2}
    assert scores["A", "benefit"] == {"P-1": 3}
    assert [(r.planned, r.spent) for r in city.realisation] == [(45_000_000, 43_750_000), (10_000_000, 12_000_000)]
    assert [fault.message for fault in city.faults] == ["spent more than planned"]


def test_the_synthetic_city_reads_without_a_fault():
    folder = Path("instances/kota-contoh/musrenbang")
    city = read_city(folder)
    assert city.faults == ()

    def rows(name):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    assert [(k.name, str(k.ceiling)) for k in city.kelurahan] == [
        (r["kelurahan"], r["ceiling"]) for r in rows("kelurahan.csv")
    ]
    assert [(r.number, str(r.households)) for r in city.rws] == [(r["rw"], r["households"]) for r in rows("rw.csv")]
    assert [(p.id, str(p.cost), p.authority, p.rw, str(p.priority)) for p in city.proposals] == [
        (r["id"], r["cost"], r["authority"], r["rw"], r["priority"]) for r in rows("proposals.csv")
    ]
    ballots = {r["id"]: (r["weight"], set(r["ballot"].split(","))) for r in rows("participants.csv")}
    said = {p.voice: set(p.entries) for p in city.preferences}
    assert {v.id: (str(v.weight), said[v.id]) for v in city.voices} == ballots
