"""The command ``fairbudget ceilings`` as a user calls it: what it prints where, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from fairbudget.cli.main import main

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"
TABLE, FORMULA = str(BOGOR / "indicators.csv"), str(BOGOR / "formula.toml")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def call(*arguments: str) -> tuple[int, str, str]:
        # main() takes over how warnings are shown; give it back to pytest afterwards
        with warnings.catch_warnings(), pytest.raises(SystemExit) as caught:
            main(["ceilings", *arguments])
        captured = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return caught.value.code, captured.out, captured.err

    return call


def test_a_table_for_people(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(TABLE, "--formula", FORMULA)
    assert (code, err) == (0, "")
    assert "251.451.151" in out
    assert "residual -Rp 2.850.091" in out
    assert out.count("note: ") == 3


def test_comparisons_are_listed_and_set_the_exit_code(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(TABLE, "--formula", FORMULA, "--compare", "total_idr", "--compare", "bes_idr=bes")
    assert (code, err) == (1, "")
    listed = out[out.index("total_idr against aw: 44 of 68 rows agree") :]
    assert "bes_idr against bes: 68 of 68 rows agree\n" in listed
    assert sum("Bogor" in line or "Tanah Sareal" in line for line in listed.splitlines()) == 24
    assert "371.409.546" in listed
    assert "-41.605" in listed
    code, out, err = run(TABLE, "--formula", FORMULA, "--compare", "bes_idr")
    assert (code, err) == (0, "")


def test_the_published_table_itself(run, bogor_folder: Path) -> None:  # type: ignore[no-untyped-def]
    table = str(bogor_folder / "table-as-printed.csv")
    code, out, _ = run(table, "--formula", FORMULA, "--compare", "total_idr")
    assert code == 1
    assert "total_idr against aw: 44 of 68 rows agree" in out
    assert "Marpajaya" in out


def test_csv_on_stdout_is_nothing_but_csv(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(TABLE, "-f", FORMULA, "--format", "csv", "--compare", "apw_idr")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1
    assert len(rows) == 68
    assert sum(int(row["aw"]) for row in rows) == 21_762_850_091
    assert "apw_idr against apw: 44 of 68" in err
    assert "residual -Rp 2.850.091" in err


def test_json_on_stdout_is_nothing_but_json(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(TABLE, "-f", FORMULA, "--format", "json")
    assert code == 0
    assert json.loads(out)["totals"]["aw"] == 21_762_850_091
    assert "residual" in err


@pytest.mark.parametrize("name", ["c.csv", "c.json", "c.xlsx", "c.txt"])
def test_files(run, tmp_path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "new" / name
    code, out, err = run(TABLE, "-f", FORMULA, "-o", str(path), "--compare", "total_idr")
    assert code == 1
    assert path.stat().st_size > 1000
    assert [item.name for item in path.parent.iterdir()] == [name]
    assert "44 of 68 rows agree" in out
    assert err == f"wrote {path}\n"


def test_largest_remainder_leaves_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    formula = tmp_path / "f.toml"
    text = Path(FORMULA).read_text(encoding="utf-8")
    assert 'rounding = "half-up"' in text
    formula.write_text(text.replace('rounding = "half-up"', 'rounding = "largest-remainder"'), encoding="utf-8")
    code, out, _ = run(TABLE, "-f", str(formula))
    assert code == 0
    assert "AW: Rp 21.760.000.000 for 68 kelurahan; residual Rp 0; rounding largest-remainder" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nix.csv", "-f", FORMULA], "nix.csv: no such file"),
        ([TABLE, "-f", "nix.toml"], "nix.toml: no such file"),
        ([TABLE, "-f", TABLE], "unknown kind of file '.csv'"),
        ([FORMULA, "-f", FORMULA], "unknown kind of file '.toml'"),
        ([TABLE, "-f", FORMULA, "--format", "csv", "-o", "x.json"], "the name says json, the format is csv"),
        ([TABLE, "-f", FORMULA, "-o", "x.pdf"], "does not say which format"),
        ([TABLE, "-f", FORMULA, "--compare", "total"], "no column 'total'; did you mean 'total_idr'?"),
        ([TABLE, "-f", FORMULA, "--compare", "total_idr=apww"], "did you mean 'apw'?"),
        ([TABLE, "-f", FORMULA, "--compare", "kecamatan"], "column 'kecamatan': not a number (found 'Bogor Utara'"),
        ([TABLE, "-f", FORMULA, "--sheet", "x"], "has no sheets"),
        ([TABLE, "-f", FORMULA, "--decimal", ","], "column 'area_ha': not a number"),
        ([TABLE, "-f", FORMULA, "--format", "pdf"], "'pdf' is not one of"),
        ([TABLE], "Missing option '-f'"),
        ([], "Missing argument 'TABLE'"),
    ],
)
def test_mistakes_end_in_a_message_and_exit_code_2(run, arguments: list[str], message: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_data_warnings_are_told_on_stderr(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = tmp_path / "t.csv"
    text = Path(TABLE).read_text(encoding="utf-8")
    table.write_text(text + ",,Total,,11139,1144108,6769,173035,714,,,,\n", encoding="utf-8")
    code, _, err = run(str(table), "-f", FORMULA)
    assert code == 0
    assert "warning: " in err
    assert "left out as totals" in err
    assert "173015 (found '173035')" in err


def test_as_a_process_piped_to_a_narrow_reader(tmp_path: Path) -> None:
    script = "from fairbudget.cli.main import main; main()"
    command = [sys.executable, "-c", script, "ceilings", TABLE, "-f", FORMULA, "--compare", "total_idr"]
    done = subprocess.run(command, capture_output=True, env={"COLUMNS": "20", "PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"Balumbang Jaya" in done.stdout
    assert b"21.762.850.091" in done.stdout
    assert b"\x1b" not in done.stdout
    assert "…".encode() not in done.stdout
