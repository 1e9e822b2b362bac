"""The command `improve`: files that agree with each other, exit codes, both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from fairbudget import ceilings
from fairbudget.cli.main import main

INSTANCES = Path(__file__).parents[2] / "instances"
BOGOR, FORMULA = str(INSTANCES / "bogor" / "indicators.csv"), str(INSTANCES / "bogor" / "formula.toml")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["improve", *arguments])
    return int(stop.value.code or 0)


def test_the_formula_written_gives_the_amounts_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, book, new = (tmp_path / name for name in ("better.csv", "better.xlsx", "better.toml"))
    options = ["--aim", "hoover", "--weight", "area=0.1..0.4", "--hold-harmless", "0,9", "--non-zero", "4"]
    assert run(BOGOR, "-f", FORMULA, *options, "-o", str(table), "--formula-out", str(new)) == 0
    assert run(BOGOR, "-f", FORMULA, *options, "-o", str(book), "--lang", "id") == 0
    with open(table, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 69
    totals = ceilings(BOGOR, new).totals
    assert [int(row["after"]) for row in rows[:-1]] == totals
    assert sum(totals) == int(rows[-1]["after"]) == 21_760_000_000
    assert all(int(row["after"]) - int(row["before"]) == int(row["change"]) for row in rows)
    assert all(int(row["after"]) * 10 >= int(row["before"]) * 9 for row in rows[:-1])
    sheet = openpyxl.load_workbook(book)["usulan"]
    headings = [cell.value for cell in sheet[1]]
    assert [row[headings.index("sesudah")] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        *totals,
        21_760_000_000,
    ]
    text = new.read_text(encoding="utf-8")
    assert "# Limit: at most 4 indicators have a weight." in text


def test_json_and_text_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--find", "ceilings", "--aim", "max-min", "--need", "population", "--floor", "Rp 200.000.000"]
    assert run(BOGOR, "-f", FORMULA, *options, "--format", "json", "--pareto", "change", "--points", "3") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kept"]
    assert found["proved_best"]
    assert sum(row["after"] for row in found["rows"]) == found["pool"] == 21_760_000_000
    assert min(row["after"] for row in found["rows"]) >= 200_000_000
    assert len(found["front"]) == 3
    assert run(BOGOR, "-f", FORMULA, *options, "--lang", "id") == 0
    out = capsys.readouterr().out
    assert "setiap kelurahan menerima paling sedikit Rp 200.000.000" in out
    assert "Terbukti" in out


def test_contradictory_limits_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--find", "ceilings", "--floor", "330.000.000", "--cap", "900.000.000"]
    assert run(BOGOR, "-f", FORMULA, *options) == 1
    out = capsys.readouterr().out
    assert "each kelurahan receives at least Rp 330.000.000" in out
    assert "900.000.000" not in out
    assert "Rp 680.000.000 more than the pool" in out
    assert "raise it by Rp 680.000.000 to Rp 22.440.000.000" in out
    assert "ease it by Rp 10.000.000" in out


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--weight", "area"], "--weight"),
        (["--weight", "area=0.1"], "not a range"),
        (["--base-share", "x..1"], "not a number"),
        (["--floor", "lots"], "--floor"),
        (["--hold-harmless", "95"], "0.95"),
        (["--aim", "ginni"], "'gini'"),
        (["--pareto", "chnge"], "'change'"),
        (["--formula-out", "x.csv"], ".toml"),
        (["--limits", "nowhere.toml"], "no such file"),
        (["--poor", "poor"], "no column 'poor'"),
    ],
)
def test_mistakes_are_told(options: list[str], part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BOGOR, "-f", FORMULA, *options) == 2
    err = capsys.readouterr().err
    assert part in err
    assert "Traceback" not in err
