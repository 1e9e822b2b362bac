"""Preferences in every layout that offices use: lists, numbered choices, long tables, matrices either way round."""

from __future__ import annotations

from fractions import Fraction

import layouts
import pytest

from fairbudget.musrenbang.reading import read

PAGU = [["Kelurahan", "Pagu"], ["Melati", 40_000_000], ["Mawar", 20_000_000]]
USULAN = [
    ["ID Usulan", "Usulan", "Kelurahan", "RW", "Anggaran", "Kewenangan"],
    ["a", "Jalan", "Melati", 1, 10, "kelurahan"],
    ["b", "Saluran", "Melati", 2, 20, "kelurahan"],
    ["c", "Pos ronda", "Mawar", 1, 30, "kelurahan"],
]
PESERTA = [
    ["ID Peserta", "Nama", "Kelurahan", "Peran", "Bobot"],
    ["v", "Ani", "Melati", "PKK", 3],
    ["w", "Budi", "Mawar", "LPM", 1],
]


def one(tmp_path, **sheets):
    names = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return read(layouts.book(tmp_path / "kota.xlsx", {"Pagu": PAGU, "Usulan": USULAN, **names}))


def said(reading):
    assert reading.city is not None, [str(fault) for fault in reading.faults]
    return {(p.voice, p.kind, p.criterion): dict(p.entries) for p in reading.city.preferences}


def test_a_list_of_ids_and_its_kind(tmp_path):
    rows = [
        ["ID Peserta", "Kelurahan", "Bobot", "Jenis suara", "Pilihan"],
        ["v", "Melati", 3, "persetujuan", "b; a"],
        ["w", "Melati", 1, "peringkat", "b, a"],
        ["x", "Mawar", 1, "ranking", "pos ronda"],
    ]
    assert said(one(tmp_path, Peserta=rows)) == {
        ("v", "approval", ""): {"a": 1, "b": 1},
        ("w", "ranking", ""): {"b": 1, "a": 2},
        ("x", "ranking", ""): {"c": 1},
    }


def test_a_list_without_a_kind_is_told(tmp_path):
    reading = one(tmp_path, Peserta=[["ID Peserta", "Kelurahan", "Pilihan"], ["v", "Melati", "b; a"]])
    assert said(reading) == {("v", "approval", ""): {"a": 1, "b": 1}}
    assert [f.message for f in reading.faults if "read as approval" in f.message]


def test_numbered_choices_rank_or_approve_as_their_word_says(tmp_path):
    ranking = [["ID Peserta", "Kelurahan", "Prioritas 2", "Prioritas 1"], ["v", "Melati", "b", "a"]]
    assert said(one(tmp_path, Peserta=ranking)) == {("v", "ranking", ""): {"a": 1, "b": 2}}
    approval = [["ID Peserta", "Kelurahan", "Pilihan 1", "Pilihan 2"], ["v", "Melati", "b", "a"]]
    reading = one(tmp_path, Peserta=approval)
    assert said(reading) == {("v", "approval", ""): {"a": 1, "b": 1}}
    assert any("read as approval" in f.message for f in reading.faults)


def test_ballots_on_a_sheet_of_their_own_find_their_voters(tmp_path):
    ballots = [
        ["ID Peserta", "Jenis", "Pilihan 1", "Pilihan 2"],
        ["v", "peringkat", "b", "a"],
        ["w", "peringkat", "c", None],
    ]
    reading = one(tmp_path, Peserta=PESERTA, Surat_Suara=ballots)
    assert said(reading) == {("v", "ranking", ""): {"b": 1, "a": 2}, ("w", "ranking", ""): {"c": 1}}
    assert [(v.id, v.weight) for v in reading.city.voices] == [("v", 3), ("w", 1)]


def test_ballots_without_a_list_of_participants_or_a_kelurahan(tmp_path):
    ballots = [["ID Peserta", "Jenis", "Pilihan"], ["v", "peringkat", "b; a"], ["w", "peringkat", "c"]]
    reading = one(tmp_path, Surat_Suara=ballots)
    assert said(reading) == {("v", "ranking", ""): {"b": 1, "a": 2}, ("w", "ranking", ""): {"c": 1}}
    assert [v.kelurahan[1] for v in reading.city.voices] == ["Melati", "Mawar"]
    mixed = one(tmp_path, Surat_Suara=[*ballots, ["x", "peringkat", "a; c"]])
    assert [(f.line, f.message) for f in mixed.errors] == [(4, "no kelurahan")]


def test_ranks_that_begin_again_in_every_rw_are_the_lists_of_the_rw(tmp_path):
    rows = [[*row, rank] for row, rank in zip(USULAN, ["Prioritas", 1, 1, 1], strict=True)]
    reading = read(layouts.book(tmp_path / "x.xlsx", {"Pagu": PAGU, "Usulan": rows}))
    assert [(p.rw_priority, p.priority) for p in reading.city.proposals] == [(1, None)] * 3
    assert any("begin again in every RW" in f.message for f in reading.faults)


def test_a_ballot_with_faults(tmp_path):
    rows = [
        ["ID Peserta", "Kelurahan", "Jenis", "Pilihan"],
        ["v", "Melati", "peringkat", "a; a; z"],
        ["w", "Melati", "peringkatt", "c"],
    ]
    told = {(f.line, f.value): f.message for f in one(tmp_path, Peserta=rows).errors}
    assert told[2, "a"] == "proposal 'a' is named twice"[:0] + "proposal 'a' is named twice on this ballot"
    assert told[2, "z"] == "no proposal of this id"
    assert told[3, "peringkatt"] == "not known here"
    assert "belongs to Mawar" in told[3, "c"]


def test_a_row_for_each_rank_score_and_approval(tmp_path):
    ranks = [["RW", "ID Usulan", "Prioritas"], ["RW 01", "a", 1], ["RW 01", "b", 2], [2, "b", 1]]
    reading = one(tmp_path, Prioritas_RW=ranks)
    assert said(reading) == {("melati-rw-1", "ranking", ""): {"a": 1, "b": 2}, ("melati-rw-2", "ranking", ""): {"b": 1}}
    scores = [
        ["Penilai", "Usulan", "Kriteria", "Nilai"],
        ["v", "Jalan", "urgensi", "4,5"],
        [None, "Saluran", "urgensi", 3],
    ]
    assert said(one(tmp_path, Peserta=PESERTA, Penilaian=scores)) == {
        ("v", "scores", "urgensi"): {"a": Fraction(9, 2), "b": 3}
    }
    marks = [["Peserta", "ID Usulan", "Setuju"], ["v", "a", "x"], ["v", "b", "tidak"], ["w", "c", "Ya"]]
    assert said(one(tmp_path, Peserta=PESERTA, Suara_Peserta=marks)) == {
        ("v", "approval", ""): {"a": 1},
        ("w", "approval", ""): {"c": 1},
    }


def test_scores_by_criterion_in_columns_with_and_without_an_assessor(tmp_path):
    rows = [
        ["Penilai", "ID Usulan", "Skor urgensi", "Skor manfaat", "Total skor"],
        ["v", "a", 5, 2, 7],
        ["v", "b", 1, None, 1],
    ]
    assert said(one(tmp_path, Peserta=PESERTA, Skor=rows)) == {
        ("v", "scores", "urgensi"): {"a": 5, "b": 1},
        ("v", "scores", "manfaat"): {"a": 2},
    }
    joint = one(tmp_path, Skor=[row[1:] for row in rows])
    assert said(joint) == {}
    assert dict(joint.city.proposals[0].scores) == {"urgensi": 5, "manfaat": 2}
    inside = [[*row, *more] for row, more in zip(USULAN, [["skor_urgensi"], [5], [4], [3]], strict=True)]
    city = read(layouts.book(tmp_path / "x.xlsx", {"Pagu": PAGU, "Usulan": inside})).city
    assert [dict(p.scores) for p in city.proposals] == [{"urgensi": 5}, {"urgensi": 4}, {"urgensi": 3}]


@pytest.mark.parametrize("turned", [False, True])
def test_a_matrix_either_way_round(tmp_path, turned):
    rows = [["", "v", "Camat", "RW 01"], ["a", 5, 4, 1], ["b", 3, None, 2]]
    if turned:
        rows = [list(row) for row in zip(*rows, strict=True)]
    reading = one(tmp_path, Peserta=PESERTA, Skor_Matriks=[["Penilaian"], *rows])
    assert said(reading) == {
        ("v", "scores", ""): {"a": 5, "b": 3},
        ("melati-camat", "scores", ""): {"a": 4},
        ("melati-rw-1", "scores", ""): {"a": 1, "b": 2},
    }


def test_a_matrix_of_marks_and_one_that_says_nothing(tmp_path):
    marks = [["Kode", "RW 1", "RW 2"], ["a", "x", None], ["b", "✓", "v"]]
    assert said(one(tmp_path, Lembar=marks)) == {
        ("melati-rw-1", "approval", ""): {"a": 1, "b": 1},
        ("melati-rw-2", "approval", ""): {"b": 1},
    }
    unclear = one(tmp_path, Lembar=[["Kode", "RW 1", "RW 2"], ["a", 4, 2], ["b", 4, 5]])
    assert [f.message for f in unclear.errors] == ["ranks or scores? neither the headings nor the numbers tell"]
    permuted = one(tmp_path, Lembar=[["Kode", "RW 1", "RW 2"], ["a", 1, 2], ["b", 2, 1]])
    assert said(permuted)["melati-rw-2", "ranking", ""] == {"a": 2, "b": 1}
    assert any("each once" in f.message for f in permuted.faults)


def test_what_is_said_twice_is_told(tmp_path):
    rows = [["RW", "ID Usulan", "Prioritas"], ["RW 01", "a", 1], ["RW 01", "a", 2], ["RW 01", "b", 0]]
    told = {f.line: f.message for f in one(tmp_path, Prioritas_RW=rows).errors}
    assert "states this twice" in told[3]
    assert told[4] == "less than 1"


def test_ranks_of_rw_in_the_table_of_proposals(tmp_path):
    rows = [
        [*row, *more] for row, more in zip(USULAN, [["Prioritas RW", "Prioritas"], [1, 2], [1, 1], [1, 1]], strict=True)
    ]
    city = read(layouts.book(tmp_path / "x.xlsx", {"Pagu": PAGU, "Usulan": rows})).city
    assert [(p.rw_priority, p.priority) for p in city.proposals] == [(1, 2), (1, 1), (1, 1)]


def test_weights_below_one_are_refused(tmp_path):
    rows = [["ID Peserta", "Kelurahan", "Bobot", "Pilihan"], ["v", "Melati", 0, "a"], ["w", "Melati", "2,5", "a"]]
    assert [(f.line, f.column) for f in one(tmp_path, Peserta=rows).errors] == [(2, "Bobot"), (3, "Bobot")]
