"""Reading tables: where the headings are, what is passed over, and files that are no tables."""

from __future__ import annotations

import codecs
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from fairbudget.errors import DataWarning, InputError
from fairbudget.io.tables import Sheet, Table, as_table, read_table, write_workbook

PLAIN = "kecamatan,kelurahan,luas\nUtara,Ciluar,215.39\nUtara,Cibuluh,174.78\n"


def save(folder: Path, content: bytes | str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(folder: Path, sheets: dict[str, list[list[Any]]], name: str = "t.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def contents(table: Table) -> dict[str, list[Any]]:
    return dict(zip(table.headings, table.columns, strict=True))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    table = read_table(save(tmp_path, PLAIN.replace(",", delimiter).replace("\n", end)))
    assert contents(table)["kelurahan"] == ["Ciluar", "Cibuluh"]
    assert table.lines == (2, 3)


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        ("sep=,\n" + PLAIN).encode(),
        PLAIN.rstrip("\n").encode(),
        ("\n\n" + PLAIN.replace("\n", "\n\n")).encode(),
    ],
)
def test_marks_and_blank_lines(tmp_path: Path, content: bytes) -> None:
    table = read_table(save(tmp_path, content))
    assert table.headings == ("kecamatan", "kelurahan", "luas")
    assert table.numbers("luas").total() == Fraction("390.17")


def test_decimal_commas_do_not_pass_for_separators(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "nama;luas;dtsen\nCiluar;215,39;2,6\nLoji;135,9;1,8\n"))
    assert table.headings == ("nama", "luas", "dtsen")
    assert table.numbers("luas").total() == Fraction("351.29")


def test_lines_are_those_of_the_file_even_after_a_cell_of_two_lines(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, 'nama,luas\n"Tegal\nGundil",1\nLoji,x\n'))
    assert table.texts("nama") == ["Tegal Gundil", "Loji"]
    with pytest.raises(InputError) as caught:
        table.numbers("luas")
    assert caught.value.faults[0].line == 4


def test_what_stands_around_a_table_is_passed_over_and_told(tmp_path: Path) -> None:
    text = (
        "REKAP PAGU 2026;;\n;;\nNo;Kelurahan;Luas (Ha)\n(1);(2);(3) = a+b\n1;Ciluar;215,39\nNo;Kelurahan;Luas (Ha)\n"
        "2;Loji;135,9\nSumber: Bappeda;;\n* sementara;;\n"
    )
    table = read_table(save(tmp_path, text))
    assert contents(table) == {"No": ["1", "2"], "Kelurahan": ["Ciluar", "Loji"], "Luas (Ha)": ["215,39", "135,9"]}
    assert table.lines == (5, 7)
    assert [note.split(" ")[1] for note in table.notes] == ["1", "4", "9", "8", "6"]


def test_a_last_row_that_is_no_footnote_stays(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, PLAIN + "Bog\n"))
    assert len(table) == 3
    assert table.columns[1][2] is None


def test_headings_equal_up_to_spelling(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, PLAIN))
    assert table.column(" LUAS ") == table.column("luas")
    with pytest.raises(InputError, match="did you mean 'luas'"):
        table.column("luass")


def test_totals_are_told_apart() -> None:
    names = ["Ciluar", "Jumlah Utara", "Totallang", "Sub total", None, "GRAND TOTAL", "Total:"]
    table = Table(("nama", "x", "y"), (names, [1] * 7, ["a"] * 4 + ["Jumlah"] + ["b"] * 2), tuple(range(7)))
    rows, totals = table.split_totals("nama")
    assert rows.texts("nama") == ["Ciluar", "Totallang", ""]
    assert totals.texts("nama") == ["Jumlah Utara", "Sub total", "GRAND TOTAL", "Total:"]
    rows, totals = Table(("no", "nama"), (["1", "Jumlah"], ["Ciluar", None]), (2, 3)).split_totals("nama")
    assert (rows.lines, totals.lines) == ((2,), (3,))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "t.csv", "the file is empty"),
        (b" \n\n", "t.csv", "the file is empty"),
        (codecs.BOM_UTF8 + b"\n,,\n", "t.csv", "nothing but blank rows"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "t.csv", "not a text file"),
        (bytes(range(256)), "t.csv", "not a text file"),
        (b"PK\x03\x04abc", "t.csv", "zip archive"),
        (b"\xd0\xcf\x11\xe0abc", "t.csv", "old .xls workbook"),
        (b"\xff\xfea", "t.csv", "not a text file"),
        (b"a,b\n", "t.csv", "no rows below the headings"),
        (b"1,2\n3,4\n", "t.csv", "no row of headings"),
        (b"a,A \n1,2\n", "t.csv", "stands above two columns"),
        (b"a,b\n1,2,5\n", "t.csv", "more cells than headings"),
        (b'a,b\n1,"2\n', "t.csv", "not a well-formed row"),
        (b"a,b\n1,2\n", "t.xlsx", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0abc", "t.xlsx", "old .xls workbook or one locked"),
        (b"PK\x03\x04abc", "t.xlsx", "damaged Excel workbook"),
        (b"a,b\n1,2\n", "t.xls", "save it as .xlsx"),
        (b"a,b\n1,2\n", "t", "unknown kind of file"),
        (b"{", "t.json", "not well-formed JSON"),
        (b"[" * 100_000, "t.json", "not well-formed JSON"),
        (b"\xff", "t.json", "not well-formed JSON"),
        (b"{}", "t.json", "holds no rows"),
        (b"[1]", "t.json", "not an object"),
        (b'[{"a": 1, "A": 2}]', "t.json", "the same up to spelling"),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, name: str, message: str) -> None:
    path = save(tmp_path, content, name)
    with pytest.raises(InputError, match=message) as caught:
        read_table(path)
    assert all(fault.file == str(path) for fault in caught.value.faults)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "x.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_table(tmp_path)
    with pytest.raises(InputError, match="has no sheets"):
        read_table(save(tmp_path, PLAIN), sheet="x")
    with pytest.raises(InputError, match="decimal=';' is not allowed"):
        read_table(save(tmp_path, PLAIN), decimal=";")  # type: ignore[arg-type]


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"a": [["nama", "luas"], *[[f"K{k}", k] for k in range(500)]]})
    data = path.read_bytes()
    for size in (100, len(data) // 2, len(data) - 10):
        with pytest.raises(InputError, match="damaged Excel workbook"):
            read_table(save(tmp_path, data[:size], "cut.xlsx"))


def test_text_in_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    path = save(tmp_path, "nama,luas\nCafé,1\n".encode("cp1252"))
    with pytest.warns(DataWarning, match="Windows-1252"):
        assert read_table(path).column("nama") == ["Café"]


def test_a_column_without_heading_is_left_out_with_a_warning(tmp_path: Path) -> None:
    with pytest.warns(DataWarning, match="column 2 has no heading"):
        assert read_table(save(tmp_path, "nama,,luas\na,9,1\n")).headings == ("nama", "luas")


def test_numbers_of_a_workbook_are_exact(tmp_path: Path) -> None:
    rows = [["PAGU", None, None], [None] * 3, ["nama", "luas", "rp"], ["a", 155.38, 10**12 + 1], ["b", "1.234,5", 0.1]]
    table = read_table(workbook(tmp_path, {"Data": rows, "kosong": []}))
    assert (table.sheet, table.lines) == ("Data", (4, 5))
    assert table.numbers("luas").total() == Fraction("1389.88")
    assert table.numbers("rp").total() == 10**12 + 1 + Fraction(1, 10)


def test_sheets_are_chosen_not_guessed(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Satu": [["nama", "x"], ["a", 1]], "Dua": [["nama", "x"], ["b", 2]]})
    with pytest.raises(InputError, match="several sheets hold something: 'Satu', 'Dua'"):
        read_table(path)
    assert read_table(path, sheet="dua").column("nama") == ["b"]
    with pytest.raises(InputError, match="no sheet 'Tiga'"):
        read_table(path, sheet="Tiga")
    with pytest.raises(InputError, match="every sheet is empty"):
        read_table(workbook(tmp_path, {"Satu": []}, "leer.xlsx"))


def test_a_formula_without_a_stored_result_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Data": [["nama", "x", "y"], ["a", 1, None], ["b", "=B2+1", 2]]})
    with pytest.raises(InputError, match="the formula in cell B3 has no stored result") as caught:
        read_table(path)
    [fault] = caught.value.faults
    assert (fault.sheet, fault.line, fault.value) == ("Data", 3, "=B2+1")


def test_a_formula_with_a_stored_result_gives_it(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nama", "x", "y"])
        sheet.write_row(1, 0, ["a", 20])
        sheet.write_formula(1, 2, "=B2*2.5", None, 50)
        sheet.merge_range("A5:C5", "Sumber: contoh")
    table = read_table(tmp_path / "f.xlsx")
    assert table.numbers("y")[0] == 50
    assert len(table) == 1


def test_a_workbook_that_states_a_wrong_extent(tmp_path: Path) -> None:
    import zipfile

    path = workbook(tmp_path, {"Data": [["nama", "x"], ["a", 1], ["b", 2]]})
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            assert b'<dimension ref="A1:B3"' in data or "sheet1" not in name
            new.writestr(name, data.replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"'))
    assert read_table(save(tmp_path, out.getvalue(), "w.xlsx")).headings == ("nama", "x")


def test_json_numbers_are_exact(tmp_path: Path) -> None:
    rows = '[{"nama": "a", "x": 0.1}, {"nama": "b", "x": "1.234,5"}]'
    for content in (rows, '{"rows": ' + rows + "}"):
        table = read_table(save(tmp_path, content, "t.json"))
        assert table.numbers("x").total() == Fraction("1234.6")
    assert read_table(save(tmp_path, json.dumps([{"a": 1}, {"b": 2}]), "t.json")).headings == ("a", "b")


def test_frames_and_dicts() -> None:
    frame = pd.DataFrame({"x": [155.38, None], "n": [1, 2], "t": ["a", None]}, index=pd.Index(["p", "q"], name="nama"))
    table = as_table(frame)
    assert contents(table) == {"nama": ["p", "q"], "x": [155.38, None], "n": [1, 2], "t": ["a", None]}
    assert table.numbers("x", blank=True)[0] == Fraction("155.38")
    assert as_table(table) is table
    assert as_table(iter([{"nama": "a"}, {"x": 1}])).columns == (["a", None], [None, 1])


def test_a_workbook_is_written_as_it_is_read(tmp_path: Path) -> None:
    rows = [["=1+1", 155, Fraction(1, 4), None], ["https://x", 10**16, 0.5, "z"]]
    write_workbook(tmp_path / "o.xlsx", [Sheet("A", ["t", "i", "f", "n"], rows, ["text", "integer", "number"])])
    table = read_table(tmp_path / "o.xlsx")
    assert contents(table) == {
        "t": ["=1+1", "https://x"],
        "i": [155, str(10**16)],
        "f": [0.25, 0.5],
        "n": [None, "z"],
    }


ROWS = [[1, "Utara", "Ciluar", 215.39, 9, 1], [2, None, "Cibuluh", 174.78, 8, 2], [3, "Barat", "Loji", 135.9, 7, 3]]
NAMES = ["No", "Kecamatan", "Kelurahan"]


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        ([[*NAMES, "Indikator"], [None] * 3 + ["Luas", "Jiwa", "Miskin"]], [*NAMES, "Luas", "Jiwa", "Miskin"]),
        (
            [["Tabel 3"], [*NAMES, "Luas", "Penduduk"], [None] * 4 + ["Jiwa", "Miskin"]],
            [*NAMES, "Luas", "Jiwa", "Miskin"],
        ),
        # a part of the year's columns alone would be called the same twice
        (
            [[*NAMES, "2024", None, "2025"], [None] * 3 + ["Pagu", "Realisasi", "Pagu"]],
            [*NAMES, "Pagu", "Realisasi", "Pagu"],
        ),
        ([[*NAMES, 2024, None, "Sisa"], [None] * 3 + ["Pagu", "Sisa"]], [*NAMES, "Pagu", "2024 Sisa", "Sisa"]),
        ([[*NAMES, "Indikator"], [None] * 3 + ["Luas", "Jiwa", "Miskin"], [1, 2, 3, 4, 5, 6]], None),
        ([[*NAMES, "Luas", "Jiwa", "Miskin"]], [*NAMES, "Luas", "Jiwa", "Miskin"]),
    ],
)
def test_headings_in_two_rows(tmp_path: Path, head: list[list[Any]], headings: list[str] | None) -> None:
    if headings and len(set(headings)) < len(headings):
        headings = [*NAMES, "2024 Pagu", "Realisasi", "2025 Pagu"]
    table = read_table(workbook(tmp_path, {"Data": head + ROWS}))
    assert table.headings == tuple(headings or [*NAMES, "Luas", "Jiwa", "Miskin"])
    assert contents(table)["Kelurahan"] == ["Ciluar", "Cibuluh", "Loji"]
    assert [float(value) for value in table.columns[-1]] == [1, 2, 3]
    two = [number for number, row in enumerate(head, 1) if row[0] is None]
    told = [f"the headings stand in two rows, lines {two[0] - 1} and {two[0]}"] if two else []
    assert [note for note in table.notes if "two rows" in note] == told


def test_headings_in_two_rows_are_passed_over_where_they_are_repeated(tmp_path: Path) -> None:
    head = "nama;penduduk;\n;jumlah;miskin\n"
    table = read_table(save(tmp_path, f"{head}Loji;9;1\n{head}Ciluar;8;2\n"))
    assert contents(table) == {"nama": ["Loji", "Ciluar"], "jumlah": ["9", "8"], "miskin": ["1", "2"]}


@pytest.mark.parametrize(
    "text",
    [
        # a first row of text below the headings is no second row of them
        "nama,catatan,luas\nLoji,lama,\nCiluar,baru,2\n",
        "nama,catatan,luas\n,jumlah,\nCiluar,baru,2\n",
        "nama,catatan,luas\nLoji,,dua\nCiluar,baru,2\n",
    ],
)
def test_a_row_of_text_is_no_second_row_of_headings(text: str, tmp_path: Path) -> None:
    table = read_table(save(tmp_path, text))
    assert table.headings == ("nama", "catatan", "luas")
    assert len(table) == 2
