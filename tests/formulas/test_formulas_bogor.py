"""Kota Bogor: every number against the formula written out by hand in fractions, from the printed cells."""

from __future__ import annotations

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest

import fairbudget
from fairbudget.formulas import Ceilings, read_formula

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"
POOL, BASE = 13_600_000_000, 120_000_000
WEIGHTS = {
    "area_ha": Fraction(35, 100),
    "population": Fraction(35, 100),
    "budget_realisation_pct": Fraction(10, 100),
    "dtsen_poverty_register": Fraction(15, 100),
    "staff": Fraction(5, 100),
}
TOTALS = {
    "area_ha": Fraction(1113859, 100),
    "population": Fraction(1144108),
    "budget_realisation_pct": Fraction(676857, 100),
    "dtsen_poverty_register": Fraction(173015),
    "staff": Fraction(714),
}
# the rows of the print that do not follow from their own cells, by number
SLIPS = {1, 2, 6, 9, 10, 11, 13, 18, 23, 29, 36, 37, 38, 39, 40, 42, 43, 44, 46, 54, 59, 66, 67, 68}


@pytest.fixture(scope="module")
def printed() -> list[dict[str, str]]:
    with open(BOGOR / "indicators.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def result() -> Ceilings:
    return fairbudget.ceilings(BOGOR / "indicators.csv", BOGOR / "formula.toml")


def by_hand(row: dict[str, str]) -> Fraction:
    """Return the row's exact APW."""
    return sum((POOL * WEIGHTS[key] * Fraction(row[key]) / TOTALS[key] for key in WEIGHTS), Fraction(0))


def half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def test_every_amount_is_the_formula_written_out(result: Ceilings, printed: list[dict[str, str]]) -> None:
    assert len(result) == len(printed) == 68
    for row, cells in zip(result.rows, printed, strict=True):
        assert (row.name, row.group) == (cells["kelurahan"], cells["kecamatan"])
        assert row.exact == {"bes": BASE, "apw": by_hand(cells)}
        assert row.amounts == {"bes": BASE, "apw": half_up(by_hand(cells))}
        assert row.total == BASE + half_up(by_hand(cells))


def test_every_indicator_contributes_its_weighted_share(result: Ceilings, printed: list[dict[str, str]]) -> None:
    for row, cells in zip(result.rows, printed, strict=True):
        shares = row.shares["apw"]
        assert [share.column for share in shares] == list(WEIGHTS)
        for share in shares:
            value = Fraction(cells[share.column])
            assert share.value == value
            assert share.share == value / TOTALS[share.column]
            assert share.weighted == WEIGHTS[share.column] * value / TOTALS[share.column]
            assert share.exact == POOL * share.weighted
            assert abs(share.amount - share.exact) < 1
        assert sum(share.amount for share in shares) == row.amounts["apw"]
        assert sum(share.exact for share in shares) == row.exact["apw"]


def test_residual_is_shown_and_split(result: Ceilings, printed: list[dict[str, str]]) -> None:
    exact = sum(map(by_hand, printed))
    rounded = sum(half_up(by_hand(cells)) for cells in printed)
    assert rounded == 13_602_850_091
    bes, apw = result.components
    assert (bes.residual, bes.target) == (0, 68 * BASE)
    assert apw.residual == POOL - rounded == -2_850_091
    assert apw.residual_of_totals == POOL - exact
    assert apw.residual_of_rounding == exact - rounded
    assert abs(apw.residual_of_rounding) < 34
    assert result.residual == -2_850_091


def test_notes_name_the_totals_that_are_not_sums(result: Ceilings) -> None:
    assert [note.split("'")[1] for note in result.notes] == ["area_ha", "population", "budget_realisation_pct"]
    assert "11138.59" in result.notes[0]
    assert "11138.69" in result.notes[0]


@pytest.mark.parametrize(("column", "quantity"), [("apw_idr", "apw"), ("total_idr", "aw")])
def test_44_rows_agree_with_the_print(
    result: Ceilings, printed: list[dict[str, str]], column: str, quantity: str
) -> None:
    comparison = result.compare(column)
    assert (comparison.quantity, comparison.chosen) == (quantity, True)
    assert (comparison.agreeing, comparison.rows) == (44, 68)
    assert {item.line - 1 for item in comparison.differences} == SLIPS
    for item in comparison.differences:
        cells = printed[item.row]
        expected = half_up(by_hand(cells)) + (BASE if quantity == "aw" else 0)
        assert (item.name, item.printed, item.computed) == (cells["kelurahan"], int(cells[column]), expected)
        assert item.difference == int(cells[column]) - expected


def test_other_columns_find_their_quantity(result: Ceilings, printed: list[dict[str, str]]) -> None:
    assert (result.compare("bes_idr").quantity, result.compare("bes_idr").agreeing) == ("bes", 68)
    shares = result.compare("share_pct")
    assert (shares.quantity, shares.places) == ("apw_share_pct", 3)
    agreeing = 0
    for cells in printed:
        share = 100 * by_hand(cells) / POOL
        agreeing += Fraction(half_up(share * 1000), 1000) == Fraction(cells["share_pct"])
    assert shares.agreeing == agreeing == 57


def test_table_as_printed_gives_the_same(bogor_folder: Path, result: Ceilings) -> None:
    table = bogor_folder / "table-as-printed.csv"
    other = fairbudget.ceilings(table, BOGOR / "formula.toml")
    assert other.unit_heading == "kelurahan_printed"
    assert [row.amounts for row in other.rows] == [row.amounts for row in result.rows]
    assert other.compare("total_idr").agreeing == 44
    with open(table, encoding="utf-8", newline="") as handle:
        raw = list(csv.DictReader(handle))
    with open(BOGOR / "indicators.csv", encoding="utf-8", newline="") as handle:
        own = list(csv.DictReader(handle))
    for row in own:
        del row["kelurahan"]
    assert own == raw


def test_largest_remainder_gives_the_pool_to_the_rupiah(printed: list[dict[str, str]]) -> None:
    data = read_formula(BOGOR / "formula.toml").to_dict() | {"rounding": "largest-remainder"}
    result = fairbudget.ceilings(BOGOR / "indicators.csv", data)
    apw = result.components[1]
    assert sum(apw.amounts) == POOL
    assert result.residual == apw.residual == apw.residual_of_totals == apw.residual_of_rounding == 0
    exact = [by_hand(cells) for cells in printed]
    for row, amount in zip(result.rows, exact, strict=True):
        scaled = amount * POOL / sum(exact)
        assert row.exact["apw"] == scaled
        assert abs(row.amounts["apw"] - scaled) < 1
        assert sum(share.amount for share in row.shares["apw"]) == row.amounts["apw"]
    assert any("divided by their sum" in note for note in result.notes)


def test_without_totals_the_sums_are_used(printed: list[dict[str, str]]) -> None:
    data = read_formula(BOGOR / "formula.toml").to_dict()
    for indicator in data["components"][1]["indicators"]:
        del indicator["total"]
    result = fairbudget.ceilings(BOGOR / "indicators.csv", data)
    sums = {key: sum(Fraction(cells[key]) for cells in printed) for key in WEIGHTS}
    for row, cells in zip(result.rows, printed, strict=True):
        exact = sum(POOL * WEIGHTS[key] * Fraction(cells[key]) / sums[key] for key in WEIGHTS)
        assert row.amounts["apw"] == half_up(exact)
    assert result.components[1].residual_of_totals == 0
    assert abs(result.residual) <= 34
    assert sum("no total in the formula" in note for note in result.notes) == 5
    # no row of the print follows from its cells and their sums
    assert result.compare("apw_idr").agreeing == 0


def test_names_are_the_68_kelurahan(printed: list[dict[str, str]]) -> None:
    counts: dict[str, int] = {}
    for row in printed:
        counts[row["kecamatan"]] = counts.get(row["kecamatan"], 0) + 1
    assert list(counts.values()) == [8, 16, 6, 16, 11, 11]
    names = {row["kelurahan"] for row in printed}
    assert len(names) == 68
    assert {"Empang", "Batutulis", "Margajaya", "Kayumanis", "Sindangrasa", "Baranangsiang", "Muarasari"} <= names
    assert {"Lawanggintung", "Paledang", "Babakan Pasar", "Sukadamai", "Gunung Batu", "Cilendek Barat"} <= names
