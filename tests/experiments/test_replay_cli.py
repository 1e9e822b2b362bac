"""``fairbudget replay``: what it prints, writes and answers."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import fairbudget
from fairbudget import Election
from fairbudget.experiments.replay import replay
from fairbudget.report.replay import COLUMNS, replay_table

BALLOTS = [["a"]] * 9 + [["b"]] * 7 + [["c d"]] * 5


def write(path: Path, marks: list[str] | None, rule: str = "greedy", name: str = "c d") -> Path:
    columns = {} if marks is None else {"selected": marks}
    costs = {"a": 50, "b": 60, name: 30}
    fairbudget.write_pabulib(Election.build(costs, 100, BALLOTS, meta={"rule": rule}, project_columns=columns), path)
    return path


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from fairbudget.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "replay", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_all_matched(tmp_path: Path) -> None:
    write(tmp_path / "one.pb", ["1", "0", "1"])
    write(tmp_path / "two.pb", None)
    write(tmp_path / "three.pb", ["1", "0", "1"], "unknown")
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["greedy", "2", "1", "1", "0", "0", "1", "0", "100.0"] in lines
    assert ["unknown", "1", "0", "0", "0", "0", "0", "1"] in lines
    assert ["all", "3", "1", "1", "0", "0", "1", "1", "100.0"] in lines
    assert "one.pb" not in done.stdout
    detailed = run(tmp_path, "--details")
    assert detailed.returncode == 0
    assert all(f"{name}.pb" in detailed.stdout for name in ("one", "two", "three"))
    assert "greedy gives this result" in detailed.stdout


def test_something_differs(tmp_path: Path) -> None:
    write(tmp_path / "one.pb", ["1", "0", "1"])
    write(tmp_path / "two.pb", ["1", "0", "0"])
    done = run(tmp_path)
    assert done.returncode == 1
    assert "only official: none; only ours: c d" in done.stdout
    assert "agrees if a project that does not fit is the end" in done.stdout
    assert "50.0" in done.stdout


def test_files_that_cannot_be_read_do_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "good.pb", ["1", "0", "1"])
    (tmp_path / "bad.pb").write_text("META\nkey;value\n")
    done = run(tmp_path / "bad.pb", good)
    assert done.returncode == 0
    assert "Not readable (1):" in done.stdout
    assert f"{tmp_path / 'bad.pb'}: " in done.stdout.replace("\n", "")
    as_csv = run(tmp_path / "bad.pb", good, "--format", "csv")
    assert as_csv.returncode == 0
    assert "not readable" in as_csv.stderr
    for nothing in ([tmp_path / "bad.pb"], [tmp_path / "no.pb"], [tmp_path / "bad.pb", tmp_path / "no.pb"]):
        done = run(*nothing)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("error: ") == len(nothing)
        assert "Traceback" not in done.stderr


def test_nothing_to_read(tmp_path: Path) -> None:
    done = run()
    assert done.returncode == 2
    done = run(tmp_path)
    assert done.returncode == 2
    assert "no .pb file in this folder" in done.stderr


def test_marks_that_are_no_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "one.pb", ["1", "no", "1"])
    done = run(path)
    assert done.returncode == 2
    assert "column 'selected'" in done.stderr


def test_csv(tmp_path: Path) -> None:
    write(tmp_path / "one.pb", ["1", "0", "0"])
    write(tmp_path / "two.pb", ["1", "2", "0"])
    done = run(tmp_path, "--format", "csv")
    assert done.returncode == 1
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["status"] for row in rows] == ["differs", "differs"]
    assert (rows[0]["official"], rows[0]["ours"], rows[0]["only_ours"]) == ("a", "a,c d", "c d")
    assert rows[1]["marks"] == "b=2"
    assert rows[0]["reasons"].startswith("agrees if")


def test_json_to_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "one.pb", ["1", "0", "1"])
    output = tmp_path / "out" / "replay.json"
    done = run(path, "--format", "json", "-o", output)
    assert (done.returncode, done.stdout) == (0, "")
    data = json.loads(output.read_text(encoding="utf-8"))
    assert (data["format"], data["version"]) == ("fairbudget-replay", 1)
    assert data["statuses"]["matched"] == 1
    assert data["rules"][0]["matched_as_stated"] == 1
    [record] = data["elections"]
    assert record["ours"] == ["a", "c d"]
    assert set(COLUMNS) == set(record)


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--details", "--format", "csv"], ["--detail"]])
def test_options_that_cannot_be_meant(tmp_path: Path, arguments: list[str]) -> None:
    path = write(tmp_path / "one.pb", ["1", "0", "1"])
    done = run(path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr


def test_help() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "Exit codes: 0" in done.stdout


def test_a_table_of_any_width_names_what_differs(tmp_path: Path) -> None:
    write(tmp_path / "one.pb", ["1", "0", "0"])
    results = replay([tmp_path])
    for width in (60, 100, 300):
        text = replay_table(results, width=width)
        assert max(map(len, text.splitlines())) <= width
        assert "only ours: c d" in text
