"""`infer` against tables made from a known formula, and against the published table of Bogor."""

from __future__ import annotations

import json
import random
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from published_tables import make_table, plant

from fairbudget import ceilings
from fairbudget.cli.main import main
from fairbudget.errors import InputError
from fairbudget.formulas import read_formula
from fairbudget.formulas.infer import infer
from fairbudget.formulas.infer.fit import least_absolute

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"


def fractions(*percent: int | str) -> list[Fraction]:
    return [Fraction(p) / 100 for p in percent]


def numbers_of(formula: Any) -> tuple[Any, ...]:
    parts = {component.kind: component for component in formula.components}
    base = parts["equal-share"].base if "equal-share" in parts else 0
    listed = [(i.column, i.weight, i.total) for i in parts["proportional"].indicators]
    return base, parts["proportional"].pool, listed, formula.rounding, formula.rounding_unit


def wanted(table: Any) -> tuple[Any, ...]:
    bes, apw = table.formula["components"]
    listed = [(i["column"], i["weight"], i["total"]) for i in apw["indicators"]]
    return bes["base"], apw["pool"], listed, table.formula["rounding"], table.formula["rounding_unit"]


def test_bogor_by_itself() -> None:
    found = infer(BOGOR / "indicators.csv")
    assert numbers_of(found.formula) == numbers_of(read_formula(BOGOR / "formula.toml"))
    assert (found.explained, found.rows, found.unique) == (44, 68, True)
    assert all(not item.others for item in found.ranges if item.weight is not None)


def test_bogor_from_the_total_alone_needs_no_printed_base() -> None:
    columns = ["area_ha", "population", "budget_realisation_pct", "dtsen_poverty_register", "staff"]
    found = infer(BOGOR / "indicators.csv", amount="total_idr", indicators=columns)
    assert numbers_of(found.formula) == numbers_of(read_formula(BOGOR / "formula.toml"))


@pytest.mark.parametrize(
    ("weights", "slips", "options"),
    [
        (fractions(60, 40), 0, {}),
        (fractions(60, 40), 10, {}),
        (fractions(10, 50, 40), 12, {"rows": 30, "pool": 2_345_678_000, "base": 75_500_000}),
        (fractions(25, 35, 10, 30), 15, {"rows": 50}),
        (fractions("17", "23", "41", "19"), 10, {"show": ("total",)}),
        (fractions("12.5", "37.5", "20", "30"), 8, {}),
        (fractions(30, 20, 15, 15, 10, 10), 12, {"rows": 60}),
        ([Fraction(1, 3)] * 3, 6, {}),
        (fractions(50, 30, 20), 8, {"mode": "floor", "show": ("apw",), "base": 0}),
        (fractions(50, 30, 20), 8, {"mode": "ceiling"}),
        (fractions(40, 10, 50), 0, {"unit": 1000}),
    ],
)
def test_planted_formulas_are_recovered(weights: list[Fraction], slips: int, options: dict[str, Any]) -> None:
    table = plant(make_table(7 + slips, weights, **options), 11, slips)
    found = infer(table.rows)
    assert found.formula is not None
    base, pool, listed, rounding, unit = wanted(table)
    got = numbers_of(found.formula)
    assert got[0] == base
    assert [weight for _, weight, _ in got[2]] == weights
    assert (got[1], got[2]) == (pool, listed)
    assert got[3:] == (rounding, unit)
    touched = {row for row, *_ in table.slips}
    assert found.explained == len(table.rows) - len(touched)
    assert {item.name for item in found.unexplained} == {table.rows[row]["kelurahan"] for row in touched}


def test_largest_remainder_is_told_from_rounding_row_by_row() -> None:
    table = make_table(5, fractions(60, 40), rows=30)
    formula = {**table.formula, "rounding": "largest-remainder"}
    given = ceilings(table.rows, formula).rows
    rows = [
        {**row, "apw_idr": str(item.amounts["apw"]), "total_idr": str(item.total)}
        for row, item in zip(table.rows, given, strict=True)
    ]
    assert [row["apw_idr"] for row in rows] != [row["apw_idr"] for row in table.rows]
    found = infer(rows)
    assert numbers_of(found.formula) == (*wanted(table)[:3], "largest-remainder", 1)


def test_a_column_that_takes_no_part_is_left_out() -> None:
    table = make_table(3, fractions(60, 40))
    draw = random.Random(5)
    rows = [{**row, "rw": str(draw.randint(3, 40))} for row in table.rows]
    found = infer(rows)
    assert found.indicators == ("x0", "x1")
    assert any("rw takes no part" in note for note in found.notes)
    assert numbers_of(found.formula)[2] == wanted(table)[2]


def test_what_cannot_be_identified_is_said() -> None:
    table = make_table(3, fractions(60, 40))
    twin = [{**row, "x9": str(2 * Fraction(row["x0"]))} for row in table.rows]
    for row in twin:
        row["x9"] = str(float(Fraction(row["x9"])))
    with pytest.raises(InputError, match=r"depend linearly on each other.*x0, x9"):
        infer(twin)
    with pytest.raises(InputError, match="cannot tell 2 weights"):
        infer(table.rows[:4])
    draw = random.Random(1)
    noise = [{**row, "total_idr": str(draw.randint(10**8, 10**9))} for row in table.rows]
    for row in noise:
        del row["apw_idr"], row["bes_idr"]
    found = infer(noise)
    assert not found.found
    assert found.formula is None
    assert "no base, pool, weights and totals" in found.notes[-1]


def test_large_units_are_told_to_be_less_exact() -> None:
    table = plant(make_table(4, fractions(40, 10, 50), unit=100_000, rows=12), 3, 2)
    found = infer(table.rows)
    assert found.formula is None or not found.unique
    if found.formula is not None:
        assert any(item.others for item in found.ranges if item.weight is not None)


def test_which_columns_is_asked_where_it_cannot_be_told() -> None:
    table = make_table(3, fractions(60, 40))
    draw = random.Random(5)
    rows = [{**row, "pagu": str(draw.randint(10**8, 10**9))} for row in table.rows]
    for row in rows:
        del row["apw_idr"]
    with pytest.raises(InputError, match="--amount"):
        infer(rows)
    assert infer(rows, amount="total_idr").found


def test_least_absolute_deviations_ignore_wrong_numbers() -> None:
    import numpy as np

    draw = np.random.default_rng(2)
    matrix = draw.uniform(1, 100, size=(30, 2))
    values = matrix @ np.array([3.0, 5.0])
    values[:8] += draw.uniform(-1e4, 1e4, size=8)
    assert np.allclose(least_absolute(matrix, values), [3, 5], atol=1e-6)


def run(*arguments: str) -> int:
    with warnings.catch_warnings(), pytest.raises(SystemExit) as caught:
        main(["infer", *arguments])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_the_command_writes_a_formula_that_ceilings_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "formula.toml"
    assert run(str(BOGOR / "indicators.csv"), "-o", str(path)) == 0
    assert "weights 35 / 35 / 10 / 15 / 5 %" in capsys.readouterr().out
    result = ceilings(BOGOR / "indicators.csv", path)
    assert result.totals == ceilings(BOGOR / "indicators.csv", BOGOR / "formula.toml").totals
    assert run(str(BOGOR / "indicators.csv"), "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["rows_explained"], data["unique"]) == (44, True)
    assert run(str(BOGOR / "indicators.csv")) == 0
    assert "Rows that it does not explain" in capsys.readouterr().out


def test_exit_codes_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(tmp_path / "none.csv")) == 2
    assert run(str(BOGOR / "indicators.csv"), "--amount", "nothing") == 2
    assert "no column 'nothing'" in capsys.readouterr().err
    assert run(str(BOGOR / "indicators.csv"), "-o", str(tmp_path / "a.toml"), "--format", "csv") == 2
    draw = random.Random(1)
    lines = [f"K{n},{draw.randint(1, 99)},{draw.randint(1, 99)},{draw.randint(10**6, 10**7)}" for n in range(12)]
    noise = tmp_path / "noise.csv"
    noise.write_text("\n".join(["kelurahan,a,b,total", *lines]))
    assert run(str(noise)) == 1
    assert run(str(noise), "-o", str(tmp_path / "none.toml")) == 1
    assert not (tmp_path / "none.toml").exists()
