"""Ceilings from tables as they come: Indonesian spelling, merged cells, totals below, workbooks; the same rupiah."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import fairbudget
from fairbudget import DataWarning, InputError
from fairbudget.formulas import Ceilings, read_formula
from fairbudget.io.tables import Sheet, write_workbook

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"
ALIASES = {
    "area_ha": "Luas (Ha)",
    "population": "Jumlah Penduduk",
    "budget_realisation_pct": "Realisasi (%)",
    "dtsen_poverty_register": "DTSEN",
    "staff": "Pegawai",
}


@pytest.fixture(scope="module")
def expected() -> Ceilings:
    return fairbudget.ceilings(BOGOR / "indicators.csv", BOGOR / "formula.toml")


@pytest.fixture(scope="module")
def formula() -> dict[str, Any]:
    data = read_formula(BOGOR / "formula.toml").to_dict()
    data["unit"] = "nama kelurahan"
    for indicator in data["components"][1]["indicators"]:
        indicator["aliases"] = [ALIASES[indicator["column"]]]
    return data


def rows_of_print() -> list[dict[str, str]]:
    with open(BOGOR / "indicators.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def indonesian(number: str) -> str:
    whole, _, decimals = number.partition(".")
    return f"{int(whole):,}".replace(",", ".") + ("," + decimals if decimals else "")


def indonesian_csv(totals: str = "") -> bytes:
    lines = ["REKAPITULASI PAGU KELURAHAN;;;;;;;;", "KOTA BOGOR;;;;;;;;", ""]
    lines += [";".join(["No", "Kecamatan", "Nama Kelurahan", *ALIASES.values(), "Total (Rp)"])]
    lines += ["(1);(2);(3);(4);(5);(6);(7);(8);(9)=a+b"]
    last = ""
    for row in rows_of_print():
        # as in a sheet whose cells are merged, the kecamatan stands in its first row only
        group, last = ("" if row["kecamatan"] == last else row["kecamatan"]), row["kecamatan"]
        cells = [row["no"], group, row["kelurahan"], *(indonesian(row[key]) for key in ALIASES)]
        lines.append(";".join([*cells, f"Rp {indonesian(row['total_idr'])},00"]))
    lines += [totals] * bool(totals) + ["Sumber: artikel;;;;;;;;", ""]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


def same(result: Ceilings, expected: Ceilings) -> bool:
    return [(r.name, r.group, r.exact, r.amounts) for r in result.rows] == [
        (r.name, r.group, r.exact, r.amounts) for r in expected.rows
    ]


def test_an_indonesian_csv(tmp_path: Path, formula: dict[str, Any], expected: Ceilings) -> None:
    path = tmp_path / "pagu.csv"
    path.write_bytes(indonesian_csv(";;JUMLAH;11.138,69;1.144.748;6.769,29;173.015;714;"))
    with pytest.warns(DataWarning, match=r"left out as totals, not kelurahan: row 74 \(JUMLAH\)") as caught:
        result = fairbudget.ceilings(path, formula)
    assert "is not the sum" not in str(caught[0].message)
    assert same(result, expected)
    assert result.compare("Total (Rp)").agreeing == 44
    notes = "\n".join(result.notes)
    for part in ("REKAPITULASI", "numbers the columns", "'Sumber: artikel'", "62 blank cells", "column 'DTSEN'"):
        assert part in notes
    # the total 1.144.748 settles how the population is written
    assert "column 'Jumlah Penduduk'" not in notes


def test_printed_totals_are_checked_to_the_places_they_show(tmp_path: Path, formula: dict[str, Any]) -> None:
    path = tmp_path / "pagu.csv"
    path.write_bytes(indonesian_csv(";;Jumlah;11.139;1.144.108;6.769;173.035;714;"))
    with pytest.warns(DataWarning) as caught:
        fairbudget.ceilings(path, formula)
    text = str(caught[0].message)
    assert "column 'Jumlah Penduduk': the printed total is not the sum of the rows above it, 1144748" in text
    assert "column 'DTSEN': the printed total is not the sum of the rows above it, 173015 (found '173035')" in text
    assert text.count("is not the sum") == 2


def test_subtotals_are_checked_against_their_block(formula: dict[str, Any]) -> None:
    spec = {
        "components": [{"id": "A", "kind": "proportional", "pool": 6, "indicators": [{"column": "x", "weight": 1}]}]
    }
    rows = [("a", 1), ("b", 2), ("Jumlah Utara", 3), ("c", 3), ("Sub total", 4), ("Total", 6)]
    data = [{"kelurahan": name, "x": x} for name, x in rows]
    with pytest.warns(DataWarning) as caught:
        result = fairbudget.ceilings(data, spec)
    assert result.names == ("a", "b", "c")
    text = str(caught[0].message)
    assert "rows:5, column 'x': the printed total is not the sum of the rows above it, 3 or 6 (found '4')" in text
    assert text.count("is not the sum") == 1


def test_a_workbook(tmp_path: Path, formula: dict[str, Any], expected: Ceilings) -> None:
    rows: list[list[Any]] = []
    for row in rows_of_print():
        cells: list[Any] = [float(row[key]) if "." in row[key] else int(row[key]) for key in ALIASES]
        rows.append([row["kecamatan"], row["kelurahan"], *cells])
    write_workbook(tmp_path / "t.xlsx", [Sheet("Data", ["Kecamatan", "Nama Kelurahan", *ALIASES.values()], rows)])
    assert same(fairbudget.ceilings(tmp_path / "t.xlsx", formula), expected)
    write_workbook(tmp_path / "u.xlsx", [Sheet("Data", ["a"], [["b"]]), Sheet("Lain", ["c"], [["d"]])])
    with pytest.raises(InputError, match="several sheets"):
        fairbudget.ceilings(tmp_path / "u.xlsx", formula)


def test_a_frame_dicts_and_our_own_csv(tmp_path: Path, expected: Ceilings) -> None:
    formula = read_formula(BOGOR / "formula.toml")
    assert same(fairbudget.ceilings(pd.read_csv(BOGOR / "indicators.csv"), formula), expected)
    assert same(fairbudget.ceilings(rows_of_print(), formula), expected)
    expected.write(tmp_path / "out.csv")
    again = fairbudget.ceilings(tmp_path / "out.csv", formula)
    assert same(again, expected)
    assert (again.compare("apw").agreeing, again.compare("aw").agreeing) == (68, 68)


def test_ambiguous_numbers_are_refused_until_they_are_settled(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("kelurahan;penduduk\nCiluar;17.548\nLoji;17.042\n", encoding="utf-8")
    spec = {
        "components": [
            {"id": "A", "kind": "proportional", "pool": 9, "indicators": [{"column": "penduduk", "weight": 1}]}
        ]
    }
    with pytest.raises(InputError, match="can be read as thousands or as decimals"):
        fairbudget.ceilings(path, spec)
    assert fairbudget.ceilings(path, spec, decimal=",").row("loji").shares["a"][0].value == 17042
    assert fairbudget.ceilings(path, spec, decimal=".").row("loji").shares["a"][0].value * 1000 == 17042


def test_a_last_row_that_is_the_sum_of_the_others_is_told() -> None:
    halves = [{"column": "x", "weight": 0.5}, {"column": "y", "weight": 0.5}]
    spec = {"components": [{"id": "A", "kind": "proportional", "pool": 9, "indicators": halves}]}
    rows = [{"kelurahan": name, "x": x, "y": 7 * x} for name, x in (("a", 1), ("b", 2), ("Kota Bogor", 3))]
    with pytest.warns(DataWarning, match="rows:3, row 'Kota Bogor': equals the sum of the rows above it"):
        assert len(fairbudget.ceilings(rows, spec)) == 3
    rows[2]["y"] = 20
    assert len(fairbudget.ceilings(rows, spec)) == 3


def test_blank_kecamatan_take_the_one_above_but_the_first_cannot() -> None:
    spec = {"components": [{"id": "B", "kind": "equal-share", "base": 5}]}
    rows = [{"kecamatan": group, "kelurahan": name} for group, name in (("Utara", "a"), (None, "b"), ("Barat", "a"))]
    result = fairbudget.ceilings(rows, spec)
    assert result.groups == ("Utara", "Utara", "Barat")
    assert "column 'kecamatan': 1 blank cells took the value above them" in result.notes
    rows[0]["kecamatan"] = ""
    with pytest.raises(InputError, match=r"rows:1, column 'kecamatan': no value \(expected a kecamatan\)"):
        fairbudget.ceilings(rows, spec)


def test_registered_kinds_are_described() -> None:
    from fairbudget.registry import formulas

    assert {"equal-share", "proportional"} <= set(formulas)
    for entry in formulas.values():
        assert entry.summary
        assert entry.reference
        assert {"id", "kind", "label"} <= set(entry.properties["schema"].model_fields)
