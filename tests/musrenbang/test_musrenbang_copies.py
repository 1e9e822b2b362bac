"""What is written: a template that reads back, a city that survives its files, a corrected copy, the command line."""

from __future__ import annotations

import csv
import hashlib
import json
import time
from pathlib import Path

import layouts
import openpyxl
import pytest
from click.testing import CliRunner

from fairbudget import OptionError
from fairbudget.cli.musrenbang import musrenbang
from fairbudget.musrenbang import read_city, to_election, write_city, write_template
from fairbudget.musrenbang.fixing import write_fixed
from fairbudget.musrenbang.reading import read
from fairbudget.musrenbang.template import HEADING_ROW

PARTS = ("kelurahan", "proposals", "voices", "preferences", "rws", "criteria", "realisation")
CITY = "instances/kota-contoh/musrenbang"


def same(one, two):
    return [part for part in PARTS if getattr(one, part) != getattr(two, part)]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["kota.xlsx", "kota"])
def test_a_city_survives_its_files(tmp_path, lang, name):
    city = read_city(CITY)
    write_city(city, tmp_path / name, lang=lang)
    again = read_city(tmp_path / name)
    assert again.faults == ()
    assert same(city, again) == []


@pytest.mark.parametrize("layout", [layouts.sipd, layouts.own_sheets, layouts.application])
def test_dirty_cities_survive_too(tmp_path, layout):
    city = read(layout(tmp_path / ("dirty.xlsx" if layout is not layouts.application else "dirty"))).city
    write_city(city, tmp_path / "clean.xlsx")
    assert same(city, read_city(tmp_path / "clean.xlsx")) == []


def test_a_kelurahan_without_kecamatan_among_others_survives(tmp_path):
    pagu = [["Kecamatan", "Kelurahan", "Pagu"], ["Utara", "Melati", 5], ["-", "Mawar", 6], ["Selatan", "Anggrek", 7]]
    rows = [["ID", "Usulan", "Kelurahan", "Anggaran", "Kewenangan"], ["a", "Jalan", "Mawar", 5, "kel"]]
    city = read_city(layouts.book(tmp_path / "x.xlsx", {"Pagu": pagu, "Usulan": rows}))
    assert [k.key for k in city.kelurahan] == [("Utara", "Melati"), ("", "Mawar"), ("Selatan", "Anggrek")]
    write_city(city, tmp_path / "y.xlsx")
    assert same(city, read_city(tmp_path / "y.xlsx")) == []


def fill(path, lang):
    """Fill a template as a planner would, below the example rows."""
    book = openpyxl.load_workbook(path)
    pages = book.worksheets
    row = HEADING_ROW + 2
    cells = {
        1: [1, "Utara", "Melati", 50_000_000, 1000, 300, 2, 10],
        2: [1, "Utara", "Melati", 1, 500, 140, 3],
        3: [1, "m-1", "Jalan", "Utara", "Melati", 1, 2, "fisik", "sarana prasarana", 10, "m", 1_000_000, 10_000_000,
            "RT 2", 1, 1, 40, "kelurahan", None, None, None, None, None],
        4: [1, "p-1", "Utara", "Melati", "Ani", "PKK", 1, 12, {"id": "peringkat", "en": "ranking"}[lang], "m-1"],
        5: [1, "p-1", "m-1", 5, 4, 3],
        6: [1, {"id": "urgensi", "en": "urgency"}[lang], 2],
        7: [1, "Utara", "Melati", "Saluran", "fisik", 45_000_000, 43_000_000, None],
    }  # fmt: skip
    for number, values in cells.items():
        for column, value in enumerate(values, 1):
            pages[number].cell(row, column, value)
    book.save(path)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_filled_template_reads_back_clean(tmp_path, lang):
    path = tmp_path / "musrenbang.xlsx"
    write_template(path, lang)
    empty = read(path)
    assert len(empty.tables) == 7
    assert [f.severity for f in empty.faults] == ["error"]
    fill(path, lang)
    city = read_city(path)
    # only what has been filled in by one row: two criteria have no weight
    assert {f.message.split("'")[2] for f in city.faults} == {" has no weight; it counts once"}
    assert [(k.name, k.ceiling, k.rw) for k in city.kelurahan] == [("Melati", 50_000_000, 2)]
    assert [(p.id, p.cost, p.family, p.rw_priority) for p in city.proposals] == [
        ("m-1", 10_000_000, "sarana prasarana", 1)
    ]
    assert [(v.id, v.weight) for v in city.voices] == [("p-1", 12)]
    assert {(p.kind, p.criterion) for p in city.preferences} == {
        ("ranking", ""),
        *(
            ("scores", name)
            for name in {"id": ("urgensi", "manfaat", "kesiapan"), "en": ("urgency", "benefit", "readiness")}[lang]
        ),
    }
    assert city.realisation[0].spent == 43_000_000
    assert to_election(city).election.num_voters == 12


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_template_has_drop_downs_checks_and_notes(tmp_path, lang):
    path = tmp_path / "musrenbang.xlsx"
    write_template(path, lang)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[3]
    headings = [cell.value for cell in page[HEADING_ROW]]
    rules = {headings[next(iter(rule.sqref.ranges)).min_col - 1]: rule for rule in page.data_validations.dataValidation}
    village = {"id": "kelurahan", "en": "kelurahan"}[lang]
    authority, cost = {"id": ("kewenangan", "anggaran"), "en": ("authority", "cost")}[lang]
    assert rules[authority].type == "list"
    assert rules[cost].type == "whole"
    # the drop-down of kelurahan points at the names on their sheet, below the example
    source = rules[village].formula1.replace("$", "").replace("'", "")
    sheet, _, cells = source.partition("!")
    assert book[sheet].cell(HEADING_ROW, 3).value == "kelurahan"
    assert cells.startswith(f"C{HEADING_ROW + 2}:C")
    assert page.cell(HEADING_ROW, headings.index(cost) + 1).comment is not None
    assert page.cell(HEADING_ROW + 1, 1).value == {"id": "contoh", "en": "example"}[lang]


def test_a_template_is_a_workbook(tmp_path):
    with pytest.raises(OptionError, match="xlsx"):
        write_template(tmp_path / "x.csv")
    with pytest.raises(OptionError, match="language"):
        write_template(tmp_path / "x.xlsx", "fr")


def digest(path):
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [hashlib.sha256(item.read_bytes()).hexdigest() for item in files]


@pytest.mark.parametrize("layout", [layouts.sipd, layouts.own_sheets, layouts.application])
def test_a_corrected_copy_says_the_same_without_what_was_corrected(tmp_path, layout):
    folder = layout is layouts.application
    source = layout(tmp_path / ("dirty" if folder else "dirty.xlsx"))
    before = digest(source)
    reading = read(source)
    assert reading.changes
    copy = tmp_path / ("copy" if folder else "copy.xlsx")
    write_fixed(reading, copy)
    assert digest(source) == before
    again = read(copy)
    assert again.changes == ()
    assert same(reading.city, again.city) == []
    assert len(again.faults) <= len(reading.faults)
    if folder:
        with (copy / "changes.csv").open(encoding="utf-8", newline="") as file:
            listed = list(csv.DictReader(file))
    else:
        rows = list(openpyxl.load_workbook(copy)["Changes"].values)
        listed = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["cell"] for row in listed] == [change.cell for change in reading.changes]


def test_a_copy_corrects_what_is_safe_and_leaves_what_is_not(tmp_path):
    pagu = [["Kelurahan", "Pagu"], ["Melati", "Rp 40.000.000"]]
    head = ["ID Usulan", "Usulan", "Kelurahan", "Volume", "Harga satuan", "Anggaran", "Kewenangan"]
    rows = [
        head,
        ["a ", "  Jalan  baru ", "MELATI", "10", "1.000.000", None, "kelurahan"],
        [None, "Pos", "Melatii", 1, 5, 5, "kelurahan"],
    ]
    reading = read(layouts.book(tmp_path / "kota.xlsx", {"Pagu": pagu, "Usulan": rows}))
    write_fixed(reading, tmp_path / "copy.xlsx")
    page = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Usulan"]
    assert [cell.value for cell in page[2]] == ["a", "Jalan baru", "Melati", 10, 1_000_000, 10_000_000, "kelurahan"]
    assert page["C3"].value == "Melatii"
    again = read(tmp_path / "copy.xlsx")
    assert [(f.line, f.value) for f in again.errors] == [(3, "Melatii")]


def test_the_original_is_never_the_copy(tmp_path):
    reading = read(layouts.sipd(tmp_path / "kota.xlsx"))
    with pytest.raises(OptionError, match="original"):
        write_fixed(reading, tmp_path / "kota.xlsx")
    with pytest.raises(OptionError, match=r"\.xlsx file"):
        write_fixed(reading, tmp_path / "copy.csv")


def run(*arguments):
    return CliRunner().invoke(musrenbang, [str(argument) for argument in arguments], standalone_mode=True)


def test_the_command_reads_and_says_so(tmp_path):
    clean = run("read", CITY)
    assert clean.exit_code == 0
    assert f"{len(read_city(CITY).proposals)} proposals" in clean.output
    assert clean.output.rstrip().endswith("no faults")
    dirty = layouts.book(
        tmp_path / "x.xlsx", {"Usulan": [["Usulan", "Kelurahan", "Anggaran"], ["Jalan", "Melati", "lima"]]}
    )
    result = run("read", dirty, "--lang", "id")
    assert result.exit_code == 1
    assert "bukan jumlah uang" in " ".join(result.output.split())


def test_the_faults_as_csv_json_and_workbook(tmp_path):
    path = layouts.sipd(tmp_path / "kota.xlsx")
    faults = read(path).faults
    assert run("read", path, "-o", tmp_path / "f.csv").exit_code == 0
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["fault"] for row in rows] == [fault.message for fault in faults]
    assert {"sheet", "row", "column", "value", "expected", "suggestion"} <= set(rows[0])
    result = run("read", path, "--format", "json", "-o", tmp_path / "f.json")
    content = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert len(content["faults"]) == len(faults)
    assert content["tables"][0]["columns"]["cost"] == "Pagu (Rp juta)" or content["tables"]
    assert content["city"]["proposals"] == 5
    assert run("read", path, "-o", tmp_path / "f.xlsx", "--lang", "id").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "f.xlsx").sheetnames == ["Masalah", "Perubahan", "Tabel"]
    assert result.exit_code == 0


def test_the_command_writes_copy_and_city(tmp_path):
    path = layouts.sipd(tmp_path / "kota.xlsx")
    result = run("read", path, "--fix", tmp_path / "copy.xlsx", "--save", tmp_path / "city.xlsx")
    assert result.exit_code == 0, result.output
    assert same(read_city(path), read_city(tmp_path / "city.xlsx")) == []


def test_ceilings_by_formula(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    write_city(read_city(CITY), folder)
    (folder / "kelurahan.csv").unlink()
    source = Path("instances/kota-contoh/indicators.csv").read_text(encoding="utf-8")
    (folder / "indikator.csv").write_text(source, encoding="utf-8")
    without = read_city(folder)
    assert {k.ceiling for k in without.kelurahan} == {None}
    with_formula = read_city(folder, formula="instances/kota-contoh/formula.toml")
    assert [k.ceiling for k in with_formula.kelurahan] == [k.ceiling for k in read_city(CITY).kelurahan]


def test_ten_thousand_rows_are_quick(tmp_path):
    path = tmp_path / "usulan.csv"
    head = "id;usulan;kelurahan;anggaran;kewenangan\n"
    path.write_text(
        head + "".join(f"u{k};Jalan {k};Melati;Rp {k % 900 + 1}.000.000;kelurahan\n" for k in range(1, 10_001))
    )
    start = time.process_time()
    city = read_city(path)
    assert len(city.proposals) == 10_000
    assert time.process_time() - start < 5
