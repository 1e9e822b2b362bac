"""The worked sheet prints every number from indicator to rupiah, and the numbers are those of the definition."""

from __future__ import annotations

import warnings
from fractions import Fraction
from pathlib import Path

import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.errors import OptionError
from fairbudget.formulas.explain import explain
from fairbudget.money import format_rupiah, parse_number

INSTANCES = Path(__file__).parents[2] / "instances"


def numbers(line: str) -> list[Fraction]:
    return [parse_number(cell, ",") for cell in line.split() if cell[0].isdigit()]


def test_bogor_by_hand() -> None:
    result = fairbudget.ceilings(INSTANCES / "bogor" / "indicators.csv", INSTANCES / "bogor" / "formula.toml")
    text = explain(result, "tegal gundil")
    lines = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ") and line.split()}
    value, total, share, weight, adds, rupiah = numbers(lines["population"])
    assert (value, total, weight) == (30_973, 1_144_108, Fraction(35, 100))
    assert abs(share - value / total) < Fraction(1, 10**9)
    assert abs(adds - weight * value / total) < Fraction(1, 10**9)
    assert abs(rupiah - 13_600_000_000 * weight * value / total) < Fraction(1, 10**4)
    parts = [numbers(lines[name])[-1] for name in ("area", "population", "realisation", "DTSEN", "staff")]
    assert abs(sum(parts) - numbers(lines["Total"])[-1]) < Fraction(1, 10**3)
    assert text.endswith("AW = BES + APW = 120.000.000 + 287.836.216 = Rp 407.836.216")
    assert "Lembar hitung: Tegal Gundil, Bogor Utara (baris 3" in explain(result, "Tegal Gundil", lang="id")


@pytest.mark.parametrize("name", ["Wanamulya", "Sukajaya", "Mekarrejo"])
@pytest.mark.parametrize("formula", ["everything", "dana-desa-2021"])
def test_every_component_and_adjustment_adds_up(name: str, formula: str) -> None:
    folder = INSTANCES / "formulas"
    pool = None if formula == "everything" else 40_000_000_000
    result = fairbudget.ceilings(folder / "contoh-desa.csv", folder / f"{formula}.toml", pool=pool)
    text = explain(result, name)
    row = result.row(name)
    for result_of in result.components:
        assert f"\n{result_of.component.id}" in text
        assert format_rupiah(row.amounts[result_of.component.key]) in text
    assert format_rupiah(row.total) in text
    for key in row.amounts:
        assert format_rupiah(row.amounts[key]) in text


def test_geometric_mean_and_unknown_name() -> None:
    part = {"id": "X", "kind": "proportional", "pool": 100, "aggregation": "geometric", "weights": "equal"}
    formula = {"components": [{**part, "indicators": [{"column": "a"}, {"column": "b"}]}]}
    rows = [{"nama": "Loji", "a": 1, "b": 4}, {"nama": "Curug", "a": 4, "b": 4}]
    text = explain(fairbudget.ceilings(rows, formula), "Loji")
    # indexes 2 and 4, as parts of the largest 0.5 and 1
    assert "0,500000000000" in text
    assert "Rp 33,33" in text
    with pytest.raises(OptionError, match="did you mean 'Loji'"):
        explain(fairbudget.ceilings(rows, formula), "Loj")


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    folder = INSTANCES / "formulas"
    arguments = ["Sukajaya", str(folder / "contoh-desa.csv"), "-f", str(folder / "dana-desa-2020.toml")]

    def run(*more: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop, warnings.catch_warnings():
            main(["explain-ceiling", *arguments, *more])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    code, out, err = run("--pool", "Rp 40.000.000.000")
    assert (code, err) == (0, "")
    assert "DD = AD + AA + AK + AF" in out
    code, _, err = run()
    assert code == 2
    assert "there is no pool" in err
