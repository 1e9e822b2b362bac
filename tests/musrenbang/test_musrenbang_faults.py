"""Every fault of a workbook is told at once, with its place, what was expected and what may be meant."""

from __future__ import annotations

import datetime
from fractions import Fraction

import layouts
import openpyxl
import pytest

from fairbudget import InputError
from fairbudget.musrenbang import read_city
from fairbudget.musrenbang.reading import read

PAGU = [["Kecamatan", "Kelurahan", "Pagu"], ["Utara", "Melati", 40_000_000], ["Selatan", "Mawar", 20_000_000]]
HEAD = ["ID Usulan", "Usulan", "Kelurahan", "Bidang", "Anggaran", "Kewenangan"]


def usulan(*rows, head=HEAD):
    return [head, *map(list, rows)]


def one(tmp_path, sheets, **options):
    return read(layouts.book(tmp_path / "kota.xlsx", sheets), **options)


def fault(reading, part):
    found = [fault for fault in reading.faults if part in fault.message]
    assert len(found) == 1, [str(fault) for fault in reading.faults]
    return found[0]


def test_all_faults_of_a_workbook_in_one_table(tmp_path):
    rows = usulan(
        ("a1", "Jalan", "Melati", "fisik", "dua juta", "kelurahan"),
        ("a1", "Saluran", "Melatii", "fisik", 5_000_000, "kelurahan"),
        ("a3", None, "Mawar", "fisik", -7, "kelurahan"),
        ("a4", "Pos", "Mawar", "fisik", None, "kelurahann"),
        ("a5", "Taman", None, "fisik", datetime.datetime(2026, 3, 5), "kelurahan"),
        ("a6", "Lampu", "Anggrek", "fisik", "#REF!", "kelurahan"),
        ("a7", "Kios", "Mawar", "fisik", "5 M", "kelurahan"),
    )
    pagu = [*PAGU, ["Selatan", "Mawar", 1]]
    with pytest.raises(InputError) as caught:
        read_city(layouts.book(tmp_path / "kota.xlsx", {"Pagu": pagu, "Usulan": rows}))
    found = {(f.sheet, f.line, f.column): f for f in caught.value.faults if f.severity == "error"}
    assert set(found) == {
        ("Pagu", 4, "Kelurahan"),
        ("Usulan", 2, "Anggaran"),
        ("Usulan", 3, "ID Usulan"),
        ("Usulan", 3, "Kelurahan"),
        ("Usulan", 4, "Usulan"),
        ("Usulan", 4, "Anggaran"),
        ("Usulan", 5, "Anggaran"),
        ("Usulan", 5, "Kewenangan"),
        ("Usulan", 6, "Anggaran"),
        ("Usulan", 7, "Kelurahan"),
        ("Usulan", 7, "Anggaran"),
        ("Usulan", 8, "Anggaran"),
    }
    assert found["Usulan", 3, "Kelurahan"].suggestion == "did you mean 'Melati'?"
    assert found["Usulan", 7, "Kelurahan"].suggestion is None
    assert found["Usulan", 5, "Kewenangan"].suggestion == "did you mean 'kelurahan'?"
    assert found["Usulan", 6, "Anggaran"].suggestion == "perhaps 5/3 was typed"
    assert "million or milliard" in found["Usulan", 8, "Anggaran"].message
    assert found["Usulan", 2, "Anggaran"].row == "a1"
    assert found["Usulan", 2, "Anggaran"].value == "dua juta"
    assert "Rp 12.500.000" in found["Usulan", 2, "Anggaran"].expected


def test_the_same_in_indonesian(tmp_path):
    reading = one(
        tmp_path, {"Pagu": PAGU, "Usulan": usulan(("a1", "Jalan", "Melatii", "f", 1, "kelurahan"))}, lang="id"
    )
    told = fault(reading, "kelurahan tidak ada dalam daftar")
    assert told.suggestion == "apakah maksudnya 'Melati'?"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp 1.234.567,00", 1_234_567),
        ("Rp. 1.234.567,-", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1,234,567.00", 1_234_567),
        ("IDR 1234567", 1_234_567),
        ("500.000", 500_000),
        ("500,000", 500_000),
        (" 1 234 567 ", 1_234_567),
        ("150 juta", 150_000_000),
        ("1,5 miliar", 1_500_000_000),
        ("2,25 jt", 2_250_000),
        ("750rb", 750_000),
        ("Rp750.000.-", 750_000),
        (12_500_000.000000002, 12_500_000),
        ("1.000.000\u00a0", 1_000_000),
    ],
)
def test_money_in_all_its_spellings(tmp_path, text, amount):
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": usulan(("a1", "Jalan", "Melati", "fisik", text, "kelurahan"))})
    assert reading.city is not None, [str(f) for f in reading.faults]
    assert reading.city.proposals[0].cost == amount


@pytest.mark.parametrize(
    "text", ["1.23.456", "12 34", "1.234.567,89.1", "abc", "1e400", "5 mil", "--5", "1.500 juta", "=1+"]
)
def test_what_is_no_money_is_refused(tmp_path, text):
    sheets = {"Usulan": usulan(("a1", "Jalan", "Melati", "fisik", 1, "kelurahan"))}
    path = tmp_path / "city"
    path.mkdir()
    rows = "\n".join(";".join(map(str, row)) for row in sheets["Usulan"]).replace(";1;", f";{text};")
    (path / "usulan.csv").write_text(rows)
    reading = read(path)
    assert reading.city is None
    assert [f.column for f in reading.errors] == ["Anggaran"]


def test_half_rupiah_are_rounded_up_and_told(tmp_path):
    rows = usulan(("a1", "Jalan", "Melati", "fisik", "1.000.000,50", "kelurahan"))
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert reading.city.proposals[0].cost == 1_000_001
    assert fault(reading, "not whole rupiah").line == 2


def test_a_kelurahan_spelled_apart_is_the_same_and_one_in_the_wrong_kecamatan_is_not(tmp_path):
    head = ["ID Usulan", "Usulan", "Kecamatan", "Kelurahan", "Anggaran", "Kewenangan"]
    rows = usulan(
        ("a1", "Jalan", "utara", "Me lati", 1, "kel"),
        ("a2", "Jalan", "Utara", "Kel. MELATI", 1, "kel"),
        ("a3", "Jalan", "Selatan", "Melati", 1, "kel"),
        head=head,
    )
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert [f.line for f in reading.errors] == [4]
    assert "belongs to kecamatan 'Utara'" in reading.errors[0].message
    assert fault(reading, "read as 'Melati'").value == "Me lati"


def test_two_kelurahan_of_one_name_need_their_kecamatan(tmp_path):
    pagu = [["Kecamatan", "Kelurahan", "Pagu"], ["Utara", "Melati", 1], ["Selatan", "Melati", 2]]
    head = ["ID Usulan", "Usulan", "Kecamatan", "Kelurahan", "Anggaran", "Kewenangan"]
    rows = usulan(("a1", "Jalan", "Selatan", "Melati", 1, "kel"), head=head)
    assert one(tmp_path, {"Pagu": pagu, "Usulan": rows}).city.proposals[0].kelurahan == ("Selatan", "Melati")
    reading = one(tmp_path, {"Pagu": pagu, "Usulan": usulan(("a1", "Jalan", "Melati", "f", 1, "kel"))})
    assert "several kecamatan" in reading.errors[0].message


def test_indicators_and_ceilings_that_spell_a_kelurahan_differently(tmp_path):
    indicators = [["Kelurahan", "Penduduk", "Luas"], ["Melati", 100, 2], ["Mawarr", 50, 3]]
    sheets = {"Pagu": PAGU, "Indikator": indicators, "Usulan": usulan(("a1", "Jalan", "Melati", "f", 1, "kel"))}
    told = one(tmp_path, sheets).errors
    assert [(f.sheet, f.line, f.suggestion) for f in told] == [("Indikator", 3, "did you mean 'Mawar'?")]


def test_formulas_without_results_are_computed_or_told(tmp_path):
    head = ["ID Usulan", "Usulan", "Kelurahan", "Volume", "Harga Satuan", "Anggaran", "Kewenangan"]
    rows = usulan(
        ("a1", "Jalan", "Melati", 120, 250_000, "=D2*E2", "kelurahan"),
        ("a2", "Saluran", "=C2", 10, 1_000_000, "=ROUND(D3*E3*1.1,0)", "kelurahan"),
        ("a3", "Pos", "Mawar", 1, 5_000_000, "=VLOOKUP(A4,Z:Z,1)", "kelurahan"),
        (None, "Jumlah", None, None, None, "=SUM(F2:F4)", None),
        head=head,
    )
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert [(f.line, f.value) for f in reading.errors] == [(4, "=VLOOKUP(A4,Z:Z,1)")]
    rows[3][5] = 5_000_000
    city = one(tmp_path, {"Pagu": PAGU, "Usulan": rows}).city
    assert [(p.kelurahan[1], p.cost) for p in city.proposals] == [
        ("Melati", 30_000_000), ("Melati", 11_000_000), ("Mawar", 5_000_000),
    ]  # fmt: skip


def test_dependencies_are_resolved_and_circles_told(tmp_path):
    head = [*HEAD, "Bergantung pada", "Tidak bersama"]
    rows = usulan(
        ("a1", "Jalan", "Melati", "f", 1, "kel", None, None),
        ("a2", "Lampu", "Melati", "f", 1, "kel", "A1", "a3; a1"),
        ("a3", "Lampu surya", "Melati", "f", 1, "kel", "jalan", None),
        head=head,
    )
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert "both needed and excluded" in fault(reading, "both").message
    rows[2][7] = "a3"
    city = one(tmp_path, {"Pagu": PAGU, "Usulan": rows}).city
    assert city.proposals[1].requires == ("a1",)
    assert city.proposals[1].excludes == ("a3",)
    assert city.proposals[2].requires == ("a1",)
    rows[1][6] = "a3"
    assert "a1 -> a3 -> a1" in fault(one(tmp_path, {"Pagu": PAGU, "Usulan": rows}), "circle").message
    rows[1][6] = "a9"
    told = fault(one(tmp_path, {"Pagu": PAGU, "Usulan": rows}), "no proposal of this id")
    assert (told.line, told.value) == (2, "a9")


def test_numbers_that_recur_in_every_kelurahan_become_ids(tmp_path):
    rows = usulan(
        (1, "Jalan", "Melati", "f", 1, "kel"),
        (2, "Pos", "Melati", "f", 1, "kel"),
        (1, "Jalan", "Mawar", "f", 1, "kel"),
        (2, "Pos", "Mawar", "f", 1, "kel"),
    )
    voices = [
        ["Peserta", "Kelurahan", "Prioritas 1", "Prioritas 2"],
        ["Ani", "Mawar", 2, 1],
        ["Budi", "Melati", "Pos", None],
    ]
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows, "Suara": voices})
    city = reading.city
    assert [p.id for p in city.proposals] == ["melati-1", "melati-2", "mawar-1", "mawar-2"]
    assert dict(city.preferences[0].entries) == {"mawar-2": 1, "mawar-1": 2}
    assert dict(city.preferences[1].entries) == {"melati-2": 1}
    assert fault(reading, "recur").severity == "warning"


def test_a_title_that_begins_like_a_total_stays(tmp_path):
    rows = usulan(("a1", "Jumlah lampu ditambah", "Melati", "f", 1, "kel"), ("a2", "Total", "Melati", "f", 1, "kel"))
    rows.append([None, "Jumlah seluruhnya", None, None, 2, None])
    city = one(tmp_path, {"Pagu": PAGU, "Usulan": rows}).city
    assert [p.id for p in city.proposals] == ["a1", "a2"]


def test_missing_columns_name_the_nearest_heading(tmp_path):
    reading = one(
        tmp_path, {"Pagu": PAGU, "Usulan": [["ID", "Usulan", "Kelurahan", "Angaran"], ["a", "b", "Melati", 1]]}
    )
    [told] = [f for f in reading.errors if f.sheet]
    assert (told.sheet, told.line, told.suggestion) == ("Usulan", 1, "rename 'Angaran' to 'cost'?")


def test_a_slip_in_a_heading_is_pointed_at(tmp_path):
    rows = usulan(("a1", "Jalan", "Melati", "f", 1, "kel", 3), head=[*HEAD, "Priorittas"])
    told = fault(one(tmp_path, {"Pagu": PAGU, "Usulan": rows}, lang="id"), "judul kolom tidak dikenal")
    assert told.suggestion == "ganti 'Priorittas' menjadi 'prioritas'?"


def test_unknown_sheets_are_told_and_left_out(tmp_path):
    sheets = {
        "Pagu": PAGU,
        "Usulan": usulan(("a1", "J", "Melati", "f", 1, "kel")),
        "Foto": [["Nama foto", "Ukuran"], ["x", 3]],
    }
    reading = one(tmp_path, sheets)
    assert reading.city is not None
    assert fault(reading, "nothing known").sheet == "Foto"


def test_a_slip_in_a_bidang_is_pointed_at(tmp_path):
    rows = [(f"a{k}", "Jalan", "Melati", "fisik", 1, "kel") for k in range(8)]
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": usulan(*rows, ("b", "Jalan", "Melati", "fisk", 1, "kel"))})
    assert fault(reading, "occurs 1 times").suggestion == "did you mean 'fisik'?"


@pytest.mark.parametrize(
    ("written", "ranks"),
    [
        (["Prioritas 2", "ke-1", "P3"], [2, 1, 3]),
        (["II", "I", "iv"], [2, 1, 4]),
        (["Tinggi", "sedang", "Sangat tinggi"], [2, 3, 1]),
        (["1.", "2", 3], [1, 2, 3]),
    ],
)
def test_ranks_in_words_and_numerals(tmp_path, written, ranks):
    rows = [(f"a{k}", f"Jalan {k}", "Melati", "f", 1, "kel", rank) for k, rank in enumerate(written)]
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": usulan(*rows, head=[*HEAD, "Prioritas"])})
    assert [p.priority for p in reading.city.proposals] == ranks
    told = [f for f in reading.faults if "words are read as ranks" in f.message]
    assert len(told) == ("Tinggi" in written)


def test_a_sheet_that_repeats_the_others_is_refused_and_a_repeated_row_told(tmp_path):
    head = ["No", "Usulan", "RW", "Anggaran", "Kewenangan"]
    melati = [head, [1, "Jalan", 1, 5_000_000, "kel"], [2, "Pos", 2, "Rp 7.000.000,00", "kel"]]
    rekap = [
        ["Kelurahan", *head],
        ["Melati", *melati[1]],
        ["Melati", 2, "Pos", 2, 7_000_000, "kel"],
        ["Mawar", 3, "Kios", 1, 1, "kel"],
    ]
    reading = one(tmp_path, {"Pagu": PAGU, "Melati": melati, "Rekap": rekap})
    [told] = reading.errors
    assert told.sheet == "Rekap"
    assert told.message.startswith("2 of 3 proposals of this sheet are on")
    twice = one(tmp_path, {"Pagu": PAGU, "Melati": [*melati, [3, "jalan", "RW 01", 5_000_000, "kel"]]})
    assert fault(twice, "same proposal as in row 2").line == 4
    assert twice.city is not None


def test_a_volume_that_can_be_read_in_two_ways(tmp_path):
    head = ["ID", "Usulan", "Kelurahan", "Volume", "Satuan", "Harga satuan", "Anggaran", "Kewenangan"]
    rows = usulan(
        ("a1", "Jalan", "Melati", "1.250", "m", 1000, 1_250_000, "kel"),
        ("a2", "Pagar", "Melati", "1.250", "m", 1_000_000, 1_250_000, "kel"),
        ("a3", "Parit", "Melati", "1.250", "m", None, 5_000_000, "kel"),
        head=head,
    )
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert [p.volume for p in reading.city.proposals] == [1250, Fraction(5, 4), None]
    assert fault(reading, "can be read as").line == 4
    rows[2][3] = "12,5"
    rows[2][6] = 12_500_000
    assert one(tmp_path, {"Pagu": PAGU, "Usulan": rows}).city.proposals[2].volume == 1250


def test_lines_between_the_rows_that_name_kecamatan_kelurahan_and_rw(tmp_path):
    pagu = [["No", "Kelurahan", "Pagu"], ["KECAMATAN UTARA"], [1, "Melati", 5], ["Jumlah Kecamatan Utara", None, 5]]
    pagu += [["KECAMATAN SELATAN"], [1, "Mawar", 7], ["TOTAL", None, 12]]
    rows = [["No", "Uraian Kegiatan", "Volume", "Biaya", "Kewenangan"], ["KELURAHAN MELATI"], ["RW 01"]]
    rows += [[1, "Jalan", "10 m", 3, "kel"], ["RW 02"], [2, "Pos", "1 unit", 2, "kel"], ["Jumlah", None, None, 5]]
    rows += [["KELURAHAN MAWAR"], [1, "Kios", "1 unit", 4, "kel"], ["Jumlah", None, None, 4], ["Total", None, None, 9]]
    reading = one(tmp_path, {"Pagu": pagu, "Data": rows})
    city = reading.city
    assert [(p.kelurahan, p.rw, p.cost) for p in city.proposals] == [
        (("Utara", "Melati"), "1", 3), (("Utara", "Melati"), "2", 2), (("Selatan", "Mawar"), "", 4),
    ]  # fmt: skip
    assert not [f for f in reading.faults if "sum to" in f.message]


def test_a_ceiling_above_the_proposals(tmp_path):
    head = ["No", "Usulan", "Anggaran", "Kewenangan"]
    melati = [["USULAN KELURAHAN MELATI"], ["Pagu Indikatif : Rp. 40.500.000,-"], head, [1, "Jalan", 5_000_000, "kel"]]
    mawar = [["USULAN KELURAHAN MAWAR TAHUN 2026"], ["PAGU 20 juta"], head, [1, "Pos", 7_000_000, "kel"]]
    reading = one(tmp_path, {"Lembar 1": melati, "Lembar 2": mawar})
    assert {k.name: k.ceiling for k in reading.city.kelurahan} == {"Melati": 40_500_000, "Mawar": 20_000_000}
    assert sum("line above the table" in f.message for f in reading.faults) == 2
    with_table = one(tmp_path, {"Pagu": PAGU, "Lembar 1": melati})
    assert "40500000 here and 40000000" in with_table.errors[0].message


def test_headings_that_contain_a_telling_word_are_read_and_told(tmp_path):
    head = ["ID Usulan", "Judul Besar Usulan", "Kelurahan", "Perkiraan Kasar Biaya (Rp)", "Kewenangan Siapa"]
    rows = usulan(("a1", "Jalan", "Melati", "1.500.000", "kel"), head=head)
    reading = one(tmp_path, {"Pagu": PAGU, "Usulan": rows})
    assert [(p.title, p.cost, p.authority) for p in reading.city.proposals] == [("Jalan", 1_500_000, "kelurahan")]
    assert {f.column: f.message for f in reading.faults} == {
        "Judul Besar Usulan": "read as title",
        "Perkiraan Kasar Biaya (Rp)": "read as cost",
        "Kewenangan Siapa": "read as authority",
    }


def test_who_refers_to_a_faulty_row_is_not_blamed(tmp_path):
    rows = usulan(("a1", "Jalan", "Melatii", "f", 1, "kel"), ("a2", "Pos", "Melati", "f", 1, "kel"))
    votes = [["ID Peserta", "Kelurahan", "Jenis", "Pilihan"], ["v", "Melati", "peringkat", "a1; a2; a3"]]
    told = one(tmp_path, {"Pagu": PAGU, "Usulan": rows, "Suara": votes}).errors
    assert [(f.sheet, f.value) for f in told] == [("Usulan", "Melatii"), ("Suara", "a3")]


def test_units_in_brackets_and_columns_of_one_name(tmp_path):
    pagu = [["Kelurahan", "Pagu (Rp 000)", "Jumlah Penduduk (jiwa)"], ["Melati", 1500, "1.200"]]
    head = ["ID Usulan", "Usulan (judul)", "Kelurahan", "Anggaran (Rp)", "Kewenangan"]
    rows = usulan(("a1", "Jalan", "Melati", "1.500,00", "kel"), head=head)
    city = one(tmp_path, {"Pagu": pagu, "Usulan": rows}).city
    assert (city.kelurahan[0].ceiling, city.kelurahan[0].population) == (1_500_000, 1200)
    assert (city.proposals[0].title, city.proposals[0].cost) == ("Jalan", 1500)


def test_hidden_sheets_are_told(tmp_path):
    path = layouts.book(
        tmp_path / "x.xlsx",
        {
            "Pagu": PAGU,
            "Usulan": usulan(("a1", "J", "Melati", "f", 1, "kel")),
            "Lama": usulan(("a1", "J", "Melati", "f", 1, "kel")),
        },
    )
    book = openpyxl.load_workbook(path)
    book["Lama"].sheet_state = "hidden"
    book.save(path)
    reading = read(path)
    assert len(reading.city.proposals) == 1
    assert fault(reading, "hidden").sheet == "Lama"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("kota.xlsx", b"", "empty"),
        ("kota.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("kota.xlsx", bytes(range(256)) * 20, "not an Excel workbook"),
        ("kota.xlsx", b"\xd0\xcf\x11\xe0 old", ".xls"),
        ("kota.csv", bytes(range(256)) * 20, "not a text file"),
        ("kota.csv", b"PK\x03\x04", "zip"),
        ("kota.csv", b" \n\n", "empty"),
        ("kota.pdf", b"%PDF", "unknown kind"),
        ("kota.docx", b"PK\x03\x04", "unknown kind"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_city(path)


def test_nothing_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_city(tmp_path / "none.xlsx")
    with pytest.raises(InputError, match="no table"):
        read_city(tmp_path)
    with pytest.raises(InputError, match="no proposals"):
        read_city(layouts.book(tmp_path / "blank.xlsx", {"Sheet1": []}))


def test_a_pabulib_file_or_a_table_of_something_else_is_no_city(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("META\nkey;value\nbudget;100\n")
    with pytest.raises(InputError, match="no proposals"):
        read_city(path)
