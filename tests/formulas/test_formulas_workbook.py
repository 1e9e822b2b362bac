"""The workbook computes in LibreOffice the rupiah that fairbudget computes; also after its inputs change."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import fairbudget
from fairbudget.formulas import Ceilings
from fairbudget.formulas.live_base import letter

INSTANCES = Path(__file__).parents[2] / "instances"
FORMULAS = INSTANCES / "formulas"
VILLAGES = FORMULAS / "contoh-desa.csv"
BOGOR = INSTANCES / "bogor"

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="soffice (libreoffice-calc) is not installed, so nothing can recompute"
)


def need(*indicators: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"id": "NEED", "kind": "proportional", "pool": 10_000_000_007, "indicators": list(indicators), **keys}


SEVERAL: dict[str, dict[str, Any]] = {
    "normalised": {
        "rounding": "floor",
        "rounding_unit": 100,
        "components": [
            need(
                {"column": "population", "weight": "1/3", "normalisation": "min-max"},
                {"column": "poor", "weight": "1/6", "normalisation": "z-score"},
                {"column": "area", "weight": "1/6", "normalisation": "rank", "direction": "inverse"},
                {"column": "difficulty", "weight": "1/6", "direction": "inverse"},
                {
                    "column": "clean_water_pct",
                    "weight": "1/6",
                    "normalisation": "distance-to-target",
                    "direction": "inverse",
                    "goal": 95,
                },
            )
        ],
    },
    "geometric": {
        "rounding": "ceiling",
        "components": [
            need({"column": "population"}, {"column": "poor"}, weights="entropy", aggregation="geometric"),
            {
                "id": "BASE",
                "kind": "equal-share",
                "column": "population",
                "classes": [{"up_to": 2000, "base": 5}, {"up_to": 5000, "base": "11/2"}, {"base": 7}],
            },
        ],
    },
    "halves": {
        "rounding": "half-even",
        "components": [
            {"id": "BASE", "kind": "equal-share", "base": 2.5},
            {"id": "BEST", "kind": "performance", "pool": 1_000_001, "column": "performance", "best": 0.1},
            need({"column": "population", "weight": 1, "total": 176_000}),
        ],
    },
}


def recomputed(path: Path, change: dict[tuple[str, str], float] | None = None) -> Any:
    """Return the workbook as LibreOffice computes it, from formulas alone: openpyxl drops the stored results."""
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in (change or {}).items():
        book[sheet][cell] = value
    bare = path.parent / "bare" / path.name
    bare.parent.mkdir()
    book.save(bare)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{path.parent}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(path.parent / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return openpyxl.load_workbook(path.parent / "out" / path.name, data_only=True)


def column(book: Any, sheet: str, heading: str, count: int) -> list[Any]:
    rows = list(book[sheet].iter_rows(values_only=True))
    place = rows[0].index(heading)
    return [row[place] for row in rows[1 : count + 1]]


def check(book: Any, sheet: str, result: Ceilings) -> None:
    count = len(result)
    for item in result.components:
        assert column(book, sheet, item.component.id, count) == item.amounts
    assert column(book, sheet, result.formula.total_id, count) == result.totals
    for part, amounts in zip(result.formula.split, result.split, strict=True):
        assert column(book, sheet, part.id, count) == amounts


@needs_office
def test_bogor_to_the_rupiah_and_after_a_change_of_weights(tmp_path: Path) -> None:
    result = fairbudget.ceilings(BOGOR / "indicators.csv", BOGOR / "formula.toml")
    path = result.write(tmp_path / "ceilings.xlsx")
    inputs = {row[0].value: row[0].row for row in openpyxl.load_workbook(path)["Inputs"].iter_rows() if row[0].value}
    area, people = inputs["area (ha)"], inputs["population (inhabitants)"]
    check(recomputed(path), "Calculation", result)

    shutil.rmtree(tmp_path / "bare")
    book = recomputed(path, {("Inputs", f"B{area}"): 0.2, ("Inputs", f"B{people}"): 0.5})
    data = result.to_dict()["formula"]
    data["components"][1]["indicators"][0]["weight"] = 0.2
    data["components"][1]["indicators"][1]["weight"] = 0.5
    check(book, "Calculation", fairbudget.ceilings(BOGOR / "indicators.csv", data))
    differing = [row for row in book["Read me"].iter_rows(values_only=True) if str(row[0]).startswith("rows whose")]
    assert differing[0][1] > 60


@needs_office
def test_all_components_in_indonesian_with_largest_remainder(tmp_path: Path) -> None:
    result = fairbudget.ceilings(VILLAGES, FORMULAS / "everything.toml")
    path = result.write(tmp_path / "pagu.xlsx", lang="id")
    book = recomputed(path)
    assert book.sheetnames == ["Baca dulu", "Masukan", "Perhitungan", "Pagu", "Rumus"]
    check(book, "Perhitungan", result)
    told = [row for row in book["Baca dulu"].iter_rows(values_only=True) if row[0]]
    assert any("TRANSISI, JAMINAN, LANTAI, ATAP" in row[0] for row in told)
    assert [row[1] for row in told[-2:]] == [0, "sesuai dengan jumlah di atasnya"]


@needs_office
@pytest.mark.parametrize("name", SEVERAL)
def test_normalisations_and_roundings(name: str, tmp_path: Path) -> None:
    result = fairbudget.ceilings(VILLAGES, SEVERAL[name])
    book = recomputed(result.write(tmp_path / "ceilings.xlsx"))
    check(book, "Calculation", result)


def test_stored_results_are_ours_and_what_is_static_is_said(tmp_path: Path) -> None:
    result = fairbudget.ceilings(VILLAGES, SEVERAL["geometric"])
    path = result.write(tmp_path / "ceilings.xlsx")
    check(openpyxl.load_workbook(path, data_only=True), "Calculation", result)
    text = [str(row[0]) for row in openpyxl.load_workbook(path)["Read me"].iter_rows(values_only=True)]
    assert any("weights by entropy are values" in line for line in text)
    formulas = openpyxl.load_workbook(path)["Calculation"]
    place = next(cell.column for cell in formulas[1] if cell.value == "AW")
    assert str(formulas.cell(2, place).value).startswith("=")
    assert letter(place - 1).isalpha()


def test_large_tables_say_what_they_hold_as_values(tmp_path: Path) -> None:
    rows = [{"nama": f"Desa {k}", "size": k + 1} for k in range(2_001)]
    part = {"id": "X", "kind": "proportional", "pool": 10**9, "indicators": [{"column": "size", "weight": 1}]}
    result = fairbudget.ceilings(rows, {"rounding": "largest-remainder", "components": [part]})
    path = result.write(tmp_path / "ceilings.xlsx")
    text = [str(row[0]) for row in openpyxl.load_workbook(path)["Read me"].iter_rows(values_only=True)]
    assert any("more than 2000 rows is written as values" in line for line in text)
    check(openpyxl.load_workbook(path, data_only=True), "Calculation", result)
