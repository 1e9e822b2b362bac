"""What the help of a command says about the options of rules, where its output may go, and what it does by default."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import fairbudget
from fairbudget import Election
from fairbudget.cli.main import cli
from fairbudget.registry import rules

BOGOR = Path(__file__).resolve().parents[2] / "instances" / "bogor"


def test_help_of_select_names_every_choice_of_every_rule() -> None:
    shown = CliRunner().invoke(cli, ["select", "--help"], terminal_width=1000).output
    texts = {text.split(maxsplit=1)[0]: " ".join(text.split()) for text in re.split(r"\n(?=  -)", shown)}
    for entry in rules.values():
        for name, option in entry.options.items():
            if name in ("caps", "floors"):  # the command has its own, --cap and --floor
                continue
            text = texts[f"--{name.replace('_', '-')}"]
            assert entry.id in text
            # the choices stand together, in the order of this rule or of another one
            lists = [set(found.split("|")) for found in re.findall(r"\S+\|\S+", text)]
            lists += [set(found.split(", ")) for found in re.findall(r": ([a-z0-9-]+(?:, [a-z0-9-]+)+) \[", text)]
            assert not option.choices or set(option.choices) in lists, (entry.id, name, lists)
    assert "none, greedy, phragmen, epsilon, add1, add1-greedy, budget-increase [equal-shares]" in texts["--completion"]


def ceilings(*more: str) -> list[str]:
    return ["ceilings", str(BOGOR / "indicators.csv"), "--formula", str(BOGOR / "formula.toml"), *more]


def test_a_workbook_goes_through_a_pipe() -> None:
    result = CliRunner().invoke(cli, ceilings("--format", "xlsx"))
    assert result.exit_code == 0
    book = openpyxl.load_workbook(io.BytesIO(result.stdout_bytes), read_only=True)
    assert any("Empang" in str(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    book.close()


def test_a_workbook_does_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: True, raising=False)
    result = CliRunner().invoke(cli, ceilings("--format", "xlsx"))
    assert "a workbook cannot be shown here: name a file with -o FILE.xlsx" in str(result.exception)


def test_a_musrenbang_is_that_of_bogor_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BOGOR.parents[1])
    result = CliRunner().invoke(cli, ["generate", "musrenbang", "-o", str(tmp_path / "made")])
    assert result.exit_code == 0
    assert "Kota Bogor, seed 2026: 68 kelurahan, 800 RW" in result.output
    assert len(list((tmp_path / "made").glob("*.pb"))) == 68
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["generate", "musrenbang", "-o", str(tmp_path / "again")])
    assert "no instances/bogor/indicators.csv in the current folder" in str(result.exception)
    assert not (tmp_path / "again").exists()


def test_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "fairbudget", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("fairbudget, version ")


def test_letters_that_the_encoding_of_stdout_lacks(tmp_path: Path) -> None:
    election = Election.build({"a": 3}, 5, [["a"]], project_columns={"name": ["Węgrzce"]})
    fairbudget.write_pabulib(election, tmp_path / "x.pb")
    command = [sys.executable, "-m", "fairbudget", "select", str(tmp_path / "x.pb"), "--rule", "greedy"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    shown = done.stdout.decode("cp1252")
    assert r"W\u0119grzce" in shown
    assert "-----" in shown
    assert not done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_no_traceback() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "fairbudget", "rules"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: output: No space left on device")
