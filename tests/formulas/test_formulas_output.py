"""Every output says the same as the result, and can be read back."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

import fairbudget
from fairbudget import DataWarning, OptionError
from fairbudget.formulas import Ceilings, output

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"
FORMULA = {
    "components": [
        {"id": "BES", "kind": "equal-share", "base": 100},
        {"id": "APW", "kind": "proportional", "pool": 1000, "indicators": [{"column": "x", "weight": 1}]},
    ]
}


@pytest.fixture(scope="module")
def result() -> Ceilings:
    return fairbudget.ceilings(BOGOR / "indicators.csv", BOGOR / "formula.toml")


def small(names: list[str], values: list[int], **columns: list[object]) -> Ceilings:
    rows = [
        {"kelurahan": name, "x": value, **{key: cells[k] for key, cells in columns.items()}}
        for k, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    return fairbudget.ceilings(rows, FORMULA)


def test_csv(result: Ceilings, tmp_path: Path) -> None:
    comparison = result.compare("total_idr")
    result.write(tmp_path / "c.csv", comparisons=[comparison])
    with open(tmp_path / "c.csv", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 68
    for row, cells in zip(result.rows, rows, strict=True):
        assert (cells["kelurahan"], cells["kecamatan"]) == (row.name, row.group)
        assert [int(cells[key]) for key in ("bes", "apw", "aw")] == [*row.amounts.values(), row.total]
        for share in row.shares["apw"]:
            assert Fraction(cells[share.column]) == share.value
            assert int(cells[f"apw_{share.column}"]) == share.amount
            assert abs(Fraction(cells[f"apw_{share.column}_share_pct"]) - 100 * share.share) * 2 * 10**6 <= 1
            assert abs(Fraction(cells[f"apw_{share.column}_weighted_pct"]) - 100 * share.weighted) * 2 * 10**6 <= 1
        total = 100 * sum(share.weighted for share in row.shares["apw"])
        assert abs(Fraction(cells["apw_share_pct"]) - total) * 2 * 10**6 <= 1
        assert int(cells["total_idr_printed"]) - row.total == int(cells["total_idr_difference"])
    assert sum(cells["total_idr_difference"] != "0" for cells in rows) == 24


def test_json(result: Ceilings, tmp_path: Path) -> None:
    result.write(tmp_path / "c.json", comparisons=[result.compare("apw_idr", "apw")])
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert data["totals"] == {"bes": 8_160_000_000, "apw": 13_602_850_091, "aw": 21_762_850_091}
    assert data["residual"] == -2_850_091
    apw = data["components"][1]
    assert (apw["target"], apw["given"], apw["residual"]) == (13_600_000_000, 13_602_850_091, -2_850_091)
    assert Fraction(apw["residual_of_totals"]) + Fraction(apw["residual_of_rounding"]) == -2_850_091
    assert [item["weight"] for item in apw["indicators"]] == [0.35, 0.35, 0.1, 0.15, 0.05]
    assert [item["total"] for item in apw["indicators"]] == [11138.59, 1144108, 6768.57, 173015, 714]
    assert [item["column_sum"] for item in apw["indicators"]] == [11138.69, 1144748, 6769.29, 173015, 714]
    for row, cells in zip(result.rows, data["rows"], strict=True):
        assert (cells["name"], cells["group"], cells["apw"], cells["aw"]) == (
            row.name,
            row.group,
            row.amounts["apw"],
            row.total,
        )
        for share in row.shares["apw"]:
            found = cells["indicators"]["apw"][share.column]
            assert found["amount"] == share.amount
            assert found["value"] == float(share.value)
            assert found["share_pct"] == float(100 * share.share)
            assert found["weighted_pct"] == float(100 * share.weighted)
    [comparison] = data["comparisons"]
    assert (comparison["agreeing"], len(comparison["differences"])) == (44, 24)
    assert comparison["differences"][0] == {
        "line": 2,
        "name": "Bantarjati",
        "group": "Bogor Utara",
        "printed": 251409546,
        "computed": 251451151,
        "difference": -41605,
    }


def test_json_can_hold_exact_amounts() -> None:
    data = json.loads(small(["a", "b"], [1, 2]).to_json(exact=True))
    assert [row["exact"] for row in data["rows"]] == [{"bes": "100", "apw": "1000/3"}, {"bes": "100", "apw": "2000/3"}]
    assert data["rows"][0]["indicators"]["apw"]["x"]["exact"] == "1000/3"


def test_workbook(result: Ceilings, tmp_path: Path) -> None:
    result.write(tmp_path / "c.xlsx", comparisons=[result.compare("total_idr"), result.compare("bes_idr")])
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    live = ["Read me", "Inputs", "Calculation"]
    assert book.sheetnames == [*live, "Ceilings", "Formula", "Comparison 1", "Comparison 2"]
    headings, *rows = book["Ceilings"].iter_rows(values_only=True)
    where = {str(heading): index for index, heading in enumerate(headings)}
    for row, cells in zip(result.rows, rows, strict=False):
        assert (cells[where["kelurahan"]], cells[where["apw"]], cells[where["aw"]]) == (
            row.name,
            row.amounts["apw"],
            row.total,
        )
        assert cells[where["area_ha"]] == float(row.shares["apw"][0].value)
    assert len(rows) == 69
    assert (rows[68][where["kelurahan"]], rows[68][where["aw"]]) == ("Total", 21_762_850_091)
    facts = dict(book["Formula"].iter_rows(min_row=2, values_only=True))  # type: ignore[arg-type]
    assert (facts["APW: to give"], facts["APW: residual"]) == (13_600_000_000, -2_850_091)
    assert facts["APW, area_ha: total (formula)"] == 11138.59
    differences = list(book["Comparison 1"].iter_rows(min_row=2, values_only=True))
    assert differences[0] == (2, "Bogor Utara", "Bantarjati", 371409546, 371451151, -41605)
    assert len(differences) == 25
    with pytest.warns(DataWarning, match=r"left out as totals, not kelurahan: row 70 \(Total\)"):
        again = fairbudget.ceilings(tmp_path / "c.xlsx", BOGOR / "formula.toml", sheet="Ceilings")
    assert [row.exact for row in again.rows] == [row.exact for row in result.rows]


def test_frame(result: Ceilings) -> None:
    frame = result.to_frame()
    assert list(frame["aw"]) == result.totals
    assert frame["aw"].dtype == "int64"
    assert list(frame.columns[:3]) == ["kecamatan", "kelurahan", "area_ha"]
    assert list(frame["apw_share_pct"]) == [
        float(100 * sum(share.weighted for share in row.shares["apw"])) for row in result.rows
    ]


def test_text_is_never_cut_and_sums(result: Ceilings) -> None:
    text = result.to_text()
    assert text.isascii()
    lines = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]
    for row in result.rows:
        amounts, shares = [cells for cells in lines if len(cells) > 3 and cells[0] == row.name]
        assert [int(cell.replace(".", "")) for cell in amounts[1:]] == [
            row.amounts["bes"],
            *(share.amount for share in row.shares["apw"]),
            row.amounts["apw"],
            row.total,
        ]
        percent = [Fraction(cell.replace(",", ".")) for cell in shares[1:]]
        exact = [100 * share.weighted for share in row.shares["apw"]]
        assert all(abs(a - b) * 20000 <= 1 for a, b in zip(percent, [*exact, sum(exact)], strict=True))
    utara = sum(row.total for row in result.rows if row.group == "Bogor Utara")
    assert f"{utara:,}".replace(",", ".") in text
    assert "APW: Rp 13.602.850.091 given of Rp 13.600.000.000; residual -Rp 2.850.091" in text
    assert "more is given than there is" in text


def test_text_of_names_that_look_like_markup_or_are_long() -> None:
    names = ["[bold]x[/bold]", "K" * 300, "[red]"]
    text = small(names, [1, 2, 3]).to_text(unicode=True)
    assert all(name in text for name in names)


def test_text_without_groups_has_one_sum() -> None:
    text = small(["a", "b"], [1, 2]).to_text()
    assert "sum of" not in text
    assert "all 2" in text


def test_a_blank_published_cell_is_listed() -> None:
    result = small(["a", "b"], [1, 1], pagu=["600", ""])
    comparison = result.compare("pagu")
    assert (comparison.quantity, comparison.agreeing) == ("aw", 1)
    [item] = comparison.differences
    assert (item.name, item.printed, item.difference) == ("b", None, None)
    assert "nothing printed" in output.comparison_text(comparison)
    assert output.csv(result, [comparison]).splitlines()[2].endswith(",,")


def test_of_equals_the_closest_quantity_is_chosen() -> None:
    result = small(["a", "b"], [1, 3], pagu=["251", "751"])
    # no row agrees with any column; the APW, 250 and 750, is nearest
    comparison = result.compare("pagu")
    assert (comparison.quantity, comparison.agreeing) == ("apw", 0)
    assert [item.difference for item in comparison.differences] == [1, 1]


@pytest.mark.parametrize("format", ["xml", "TABLE"])
def test_unknown_formats(result: Ceilings, tmp_path: Path, format: str) -> None:
    with pytest.raises(OptionError, match="unknown format"):
        result.write(tmp_path / "x", format)
    assert not list(tmp_path.iterdir())


def test_a_name_that_contradicts_the_format(result: Ceilings, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="the name says csv, the format is json"):
        result.write(tmp_path / "x.csv", "json")
    with pytest.raises(OptionError, match="does not say which format"):
        result.write(tmp_path / "x.pdf")
    assert result.write(tmp_path / "x.dat", "csv").read_text(encoding="utf-8").startswith("kecamatan,kelurahan,")
    assert result.write(tmp_path / "x.txt").read_text(encoding="utf-8").startswith("Kota Bogor 2026")


def test_rows_by_name(result: Ceilings) -> None:
    assert result.row("gunung batu").total == 321_777_583
    assert result.row("Tanah Sareal", "tanah sareal").total == 252_190_312
    with pytest.raises(OptionError, match="did you mean 'Empang'"):
        result.row("Empan")
    assert sum(1 for _ in result) == len(result) == 68
