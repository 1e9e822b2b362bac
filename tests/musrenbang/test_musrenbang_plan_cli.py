"""The commands plan and explain, on the city that comes with the project."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fairbudget.cli.main import main
from fairbudget.io.tables import read_table
from fairbudget.musrenbang import read_city
from fairbudget.musrenbang.result import Plan

CITY = str(Path(__file__).parents[2] / "instances" / "kota-contoh" / "musrenbang")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["musrenbang", *arguments])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_a_folder_holds_the_same_plan_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("plan", CITY, "--rule", "greedy", "--unspent", "pooled", "--pot", "kota=5%", "-o", str(tmp_path / "x")) == 0
    )
    plan = Plan.load(tmp_path / "x" / "plan.json")
    with (tmp_path / "x" / "decisions.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["status"], int(row["cost"])) for row in rows] == [
        (item.proposal, item.status, item.cost) for item in plan.decisions
    ]
    with (tmp_path / "x" / "money.csv").open(newline="") as file:
        money = list(csv.DictReader(file))
    assert [int(row["spent"]) for row in money[:-1]] == [result.spent for result in plan.results]
    assert int(money[-1]["ceiling"]) == plan.money().ceiling
    sheet = read_table(tmp_path / "x" / "plan.xlsx", sheet="Decisions")
    assert sheet.texts("status") == [item.status for item in plan.decisions]
    shown = capsys.readouterr()
    assert "Melati" in shown.out
    assert shown.err.count("written:") == 4


@pytest.mark.parametrize(
    ("name", "head"), [("a.csv", "id_usulan,usulan"), ("a.json", "{"), ("a.txt", "musrenbang, menurut")]
)
def test_a_file_has_the_format_of_its_name(tmp_path: Path, name: str, head: str) -> None:
    assert run("plan", CITY, "--rule", "priority-order", "--lang", "id", "-o", str(tmp_path / name)) == 0
    assert (tmp_path / name).read_text("utf-8").lstrip().startswith(head)


def test_explanations_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", CITY, "--rule", "greedy", "--proposal", "melati-01-01", "--lang", "id") == 0
    text = capsys.readouterr().out
    assert "melati-01-01" in text
    assert "suara memilihnya" in text
    assert run("explain", CITY, "--rule", "greedy", "--proposal", "melati-01-01", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["sentences"]["id"]["why"] in text
    assert {item["kind"] for item in data["alternatives"]} <= {
        *("cheaper", "more money", "any supporters", "newcomers", "dearer", "less money")
    }


def test_all_proposals_of_a_kelurahan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", CITY, "--kelurahan", "Contoh Utara/Melati", "--no-alternatives", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    own = read_city(CITY).proposals_of["Contoh Utara", "Melati"]
    assert [item["decision"]["proposal"] for item in data] == [row.id for row in own]
    assert {tuple(item["decision"]["kelurahan"]) for item in data} == {("Contoh Utara", "Melati")}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rule", "gredy"], "did you mean 'greedy'"),
        (["--completion", "x"], "completion"),
        (["--pot", "kecamaten=5"], "kecamatan:NAME"),
        (["--pot", "kecamatan:Nowhere=5%"], "Nowhere"),
        (["--pot", "kecamatan"], "NAME=AMOUNT"),
        (["--family-split", "sarpras=80%", "--family-split", "pemberdayaan=30%"], "100%"),
        (["--family-split", "sarpras=999999999999"], "more than the ceiling"),
        (["--family-split", "sarpras=x"], "sarpras"),
        (["--family-floor", "jalan=10%"], "no family"),
        (["--family-floor", "sarpras=10%", "--family-split", "sarpras=10%"], "cannot be combined"),
        (["--use", "scores"], "scores"),
        (["-o", "x.doc"], "x.doc"),
        (["--format", "xlsx"], "-o FILE.xlsx"),
    ],
)
def test_what_cannot_be_meant_ends_with_2(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("plan", CITY, *arguments) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_proposal_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", CITY, "--proposal", "melati-01-1") == 2
    assert "no proposal 'melati-01-1' in this city; there are melati-01-" in capsys.readouterr().err
    assert run("explain", CITY) == 2
