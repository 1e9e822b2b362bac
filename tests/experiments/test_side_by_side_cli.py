"""``fairbudget compare``, ``evaluate``, ``metrics`` and ``inequality`` as a user calls them."""

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.registry import agreements, indices, metrics

ROOT = Path(__file__).resolve().parents[2]
MELATI = ROOT / "instances/kota-contoh/musrenbang/melati.pb"
FOLDER = MELATI.parent
BOGOR = ROOT / "instances/bogor/indicators.csv"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return end.value.code, shown.out, shown.err

    return call


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_metrics_are_listed_and_explained(run):
    code, out, _ = run("metrics")
    assert code == 0
    for kind in (metrics, agreements, indices):
        for entry in kind.values():
            assert f"\n{entry.id} " in out
            assert f"[{entry.properties['unit']}; " in out or "table, " in out
    for id in ("power-inequality", "jaccard", "theil-l", "place-shares"):
        code, out, _ = run("metrics", id)
        assert code == 0
        assert out.startswith(f"{id}: ")
        assert "Unit: " in out
        assert "\n@" in out
    code, _, err = run("metrics", "jacard")
    assert code == 2
    assert "did you mean 'jaccard'" in err


def test_compare_one_election(run, tmp_path):
    rules = "greedy,equal-shares:completion=add1,utility=cost"
    code, out, err = run("compare", MELATI, "--rules", rules, "--metrics", "budget-used,gini-satisfaction")
    assert (code, err) == (0, "")
    assert "equal-shares:completion=add1,utility=cost" in out
    assert "gini-satisfaction" in out
    assert "By pairs of rules" in out
    code, out, _ = run("compare", MELATI, "--rules", rules, "--metrics", "all", "--format", "csv")
    election = fairbudget.read_pabulib(MELATI)
    for row in rows(out):
        options = {} if row["rule"] == "greedy" else {"completion": "add1", "utility": "cost"}
        outcome = fairbudget.select(election, row["rule"].split(":")[0], **options)
        for id, value in fairbudget.evaluate(outcome, utility="cost").items():
            assert (float(row[id]) if row[id] else None) == value
    code, out, _ = run("compare", MELATI, "--rules", rules, "--format", "csv", "--table", "pairs")
    assert [(row["first"], row["second"]) for row in rows(out)] == [
        ("greedy", rules[7:]),
        (rules[7:], "greedy"),
    ]
    plot = tmp_path / "x.svg"
    code, out, err = run("compare", MELATI, "--rules", rules, "-o", tmp_path / "x.json", "--plot", plot)
    assert (code, out) == (0, "")
    data = json.loads((tmp_path / "x.json").read_text())
    assert data["rules"][1]["options"] == {"completion": "add1", "utility": "cost"}
    assert {row["metric"] for row in data["about"]} >= {"budget-used", "jaccard"}
    picture = plot.read_text()
    for word in ("budget-used", "Votes against spending", "Utility across voters", "Voters better off", "sosial"):
        assert word in picture


def test_compare_a_folder(run, tmp_path):
    book = tmp_path / "x.xlsx"
    code, _, err = run("compare", FOLDER, "--rules", "priority-order,greedy", "-o", book)
    assert code == 0
    assert "written" in err
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["metrics", "means", "pairs", "popularity", "across", "shares", "about"]
    count = len(list(FOLDER.glob("*.pb")))
    assert sheets["metrics"].max_row == 1 + 2 * count
    code, out, _ = run("compare", FOLDER, "--rules", "priority-order,greedy", "--details")
    assert "Across the elections" in out
    assert "elections won : lost : even" in out
    bad = tmp_path / "bad.pb"
    bad.write_text("nothing")
    code, _, err = run("compare", MELATI, bad, "--rules", "greedy")
    assert code == 2
    assert "bad.pb" in err
    code, out, err = run("compare", MELATI, bad, "--rules", "greedy", "--keep-going")
    assert code == 1
    assert "left out" in err
    assert "budget-used" in out


def test_evaluate(run, tmp_path):
    chosen = tmp_path / "o.json"
    run("select", MELATI, "--rule", "equal-shares", "--format", "json", "-o", chosen)
    code, out, _ = run("evaluate", MELATI, chosen)
    assert code == 0
    assert "gini-satisfaction" in out
    assert "satisfaction-histogram" not in out
    code, out, _ = run("evaluate", MELATI, chosen, "--metrics", "all", "--utility", "cardinality", "--bins", "3")
    assert "losing-projects" in out
    code, out, _ = run("evaluate", MELATI, chosen, "--metrics", "mean-satisfaction", "--format", "csv")
    outcome = fairbudget.Outcome.load(chosen, fairbudget.read_pabulib(MELATI))
    assert float(rows(out)[0]["value"]) == fairbudget.evaluate(outcome)["mean-satisfaction"]
    code, out, _ = run("evaluate", MELATI, chosen, "--metrics", "category-shares", "--format", "csv")
    assert [row["name"] for row in rows(out)] == ["fisik", "sosial", "ekonomi", "pemerintahan"]
    code, out, err = run(
        "evaluate", MELATI, chosen, "--metrics", "mean-satisfaction,category-shares", "--format", "csv"
    )
    assert (code, len(rows(out))) == (0, 1)
    assert "left out: category-shares" in err
    book = tmp_path / "x.xlsx"
    run("evaluate", MELATI, chosen, "--metrics", "all", "-o", book, "--plot", tmp_path / "x.png", "--picture", "shares")
    assert "satisfaction-histogram" in openpyxl.load_workbook(book).sheetnames
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    data = json.loads(run("evaluate", MELATI, chosen, "--format", "json")[1])
    assert data["metrics"]["budget-used"] == pytest.approx(fairbudget.evaluate(outcome)["budget-used"])
    path = tmp_path / "x.pdf"
    assert run("evaluate", MELATI, chosen, "--plot", path, "--picture", "histogram")[0] == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_official_result(run, tmp_path):
    path = tmp_path / "x.pb"
    election = fairbudget.Election.build(
        {"a": 3, "b": 2}, 3, [["a"], ["b"]], project_columns={"selected": ["0", "1"]},
        meta={"description": "x", "country": "x", "unit": "x", "instance": "1", "rule": "greedy"},
    )  # fmt: skip
    fairbudget.write_pabulib(election, path)
    code, out, _ = run("evaluate", path, "--metrics", "money-spent", "--format", "csv")
    assert (code, rows(out)[0]["value"]) == (0, "2")
    code, out, _ = run(
        "compare", path, "--rules", "greedy", "--official", "--metrics", "money-spent", "--format", "csv"
    )
    assert [row["rule"] for row in rows(out)] == ["official", "greedy"]
    assert run("evaluate", MELATI)[0] == 2


def test_inequality(run, tmp_path):
    columns = ("--amount", "total_idr", "--people", "population", "--group", "kecamatan")
    code, out, _ = run("inequality", BOGOR, *columns, "--poor", "dtsen_poverty_register")
    assert code == 0
    assert "concentration" in out
    assert "theil-t, between groups" in out
    code, out, _ = run("inequality", BOGOR, *columns, "--format", "csv", "--metrics", "gini")
    found = {row["basis"]: float(row["value"]) for row in rows(out)}
    data = rows(BOGOR.read_text())
    units = [float(row["total_idr"]) / float(row["population"]) for row in data]
    mean = sum(units) / len(units)
    slow = sum(abs(a - b) for a in units for b in units) / (2 * len(units) ** 2 * mean)
    assert found["per unit"] == pytest.approx(slow, abs=1e-12)
    book = tmp_path / "x.xlsx"
    assert run("inequality", BOGOR, *columns, "-o", book, "--plot", tmp_path / "x.svg")[0] == 0
    assert zipfile.is_zipfile(book)
    assert "total_idr" in (tmp_path / "x.svg").read_text()
    data = json.loads(run("inequality", BOGOR, *columns, "--format", "json")[1])
    assert len(data["units"]) == 68
    for wrong in (("--amount", "totl"), ("--people", "kelurahan"), ("--metrics", "ginni"), ("--epsilon", "-1")):
        code, _, err = run("inequality", BOGOR, *columns, *wrong)
        assert code == 2
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rules", "gredy"], "did you mean 'greedy'"),
        (["--rules", "greedy", "--metrics", "gini"], "unknown metric 'gini'"),
        (["--rules", "greedy", "--metrics", "losing-projects"], "is a table"),
        (["--rules", "greedy", "--utility", "effort"], "effort"),
        (["--rules", "greedy", "--plot", "x.gif"], ".svg, .png, .pdf"),
        (["--rules", "greedy", "--picture", "lorenz"], "--picture needs"),
        (["--rules", "greedy", "--plot", "x.svg", "--picture", "lorentz"], "did you mean 'lorenz'"),
        (["--rules", "greedy", "--format", "xlsx"], "needs a file"),
        (["--rules", "greedy", "--table", "pairs"], "--table is for"),
        (["--rules", "greedy", "--official"], "no official result"),
        (["--rules", "greedy", "--details", "--format", "csv"], "--details is for the text"),
        ([], "--rules"),
    ],
)
def test_refusals(run, arguments, message):
    code, out, err = run("compare", MELATI, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert not Path("x.svg").exists()
