"""The whole line on a small city: its files agree with each other and with the definitions."""

import csv
import hashlib
import json
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.errors import InputError
from fairbudget.experiments.demo import FILES, RUNS, SEED, run_demo, save

FORMULA = """
name = "A small formula"
rounding = "largest-remainder"
[[components]]
id = "BES"
kind = "equal-share"
base = 60_000_000
[[components]]
id = "APW"
kind = "proportional"
pool = 400_000_000
indicators = [{ column = "population", weight = 0.6 }, { column = "area", weight = 0.4, label = "area" }]
"""
TABLE = """kecamatan,kelurahan,population,area
Utara,Melati,4100,120
Utara,Mawar,2650,310
Selatan,Kenanga,5200,95
Selatan,Cempaka,1800,60
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "indicators.csv").write_text(TABLE, "utf-8")
    (folder / "formula.toml").write_text(FORMULA, "utf-8")
    return folder / "indicators.csv", folder / "formula.toml"


@pytest.fixture(scope="module")
def demo(sources):
    return run_demo(*sources, seed=7, city="Kota Kecil")


@pytest.fixture(scope="module")
def output(demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "demo"
    save(demo, folder, "<p>page</p>")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_files_are_there_and_listed(output, demo):
    for name in FILES:
        assert (output / name).exists(), name
    manifest = json.loads((output / "manifest.json").read_text("utf-8"))
    assert manifest["complete"] is True
    assert manifest["seed"] == demo.seed == 7
    assert set(manifest["rules"]) == {run.label for run in RUNS}
    there = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert there == {*manifest["files"], "manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((output / name).read_bytes()).hexdigest() == digest


def test_no_rupiah_above_a_ceiling(output):
    ceilings = {row["kelurahan"]: int(row["aw"]) for row in rows(output / "ceilings.csv")}
    assert sum(ceilings.values()) == 4 * 60_000_000 + 400_000_000
    spent = defaultdict(int)
    for row in rows(output / "selections.csv"):
        spent[row["kelurahan"], row["rule"]] += int(row["cost"]) * (row["funded"] == "yes")
    assert len(spent) == 4 * len(RUNS)
    for (kelurahan, _), money in spent.items():
        assert 0 < money <= ceilings[kelurahan]


def test_selections_hold_every_proposal_once_with_its_order(output):
    found = rows(output / "selections.csv")
    files = {row["kelurahan"]: row["election"] for row in rows(output / "elections" / "kelurahan.csv")}
    for kelurahan, name in files.items():
        election = fairbudget.read_pabulib(output / "elections" / name)
        for run in RUNS:
            own = [row for row in found if row["kelurahan"] == kelurahan and row["rule"] == run.label]
            assert [row["id"] for row in own] == list(election.ids)
            assert [int(row["cost"]) for row in own] == [int(project.cost) for project in election.projects]
            assert {row["category"] for row in own} <= {"fisik", "sosial", "ekonomi", "pemerintahan"}
            assert all(row["rw"].isdigit() and row["synthetic_seed"] == "7" for row in own)
            funded = sorted((row for row in own if row["funded"] == "yes"), key=lambda row: int(row["order"]))
            assert all((row["order"] == "") == (row["funded"] == "no") for row in own)
            # what a user gets who goes on with the election's file
            again = fairbudget.select(election, run.rule, **run.options)
            assert tuple(row["id"] for row in funded) == again.selected


def test_comparison_follows_from_the_selections(output):
    overall = {row["rule"]: row for row in rows(output / "comparison.csv")}
    by_kelurahan = rows(output / "comparison_by_kelurahan.csv")
    by_category = rows(output / "comparison_by_category.csv")
    found = rows(output / "selections.csv")
    assert list(overall) == [run.label for run in RUNS]
    assert len(by_kelurahan) == 4 * len(RUNS)
    for label, row in overall.items():
        own = [r for r in found if r["rule"] == label]
        funded = [r for r in own if r["funded"] == "yes"]
        money, asked = sum(int(r["cost"]) for r in funded), sum(int(r["cost"]) for r in own)
        assert int(row["proposals_funded"]) == len(funded)
        assert float(row["share_proposals_funded"]) == len(funded) / len(own)
        assert float(row["share_money_funded"]) == money / asked
        assert int(row["money_funded"]) == money
        parts = [r for r in by_kelurahan if r["rule"] == label]
        assert sum(int(r["money_funded"]) for r in parts) == money
        voters = sum(int(r["voters"]) for r in parts)
        assert int(row["voters"]) == voters
        nothing = sum(int(r["voters_with_nothing"]) for r in parts)
        assert float(row["share_voters_with_nothing"]) == nothing / voters
        mean = sum(float(r["mean_utility"]) * int(r["voters"]) for r in parts) / voters
        assert float(row["mean_utility"]) == pytest.approx(mean)
        assert sum(int(r["money_funded"]) for r in by_category if r["rule"] == label) == money
        for column in ("gini_voters", "gini_kelurahan_utility_per_head", "gini_kelurahan_utility_per_unit"):
            assert 0 <= float(row[column]) < 1


def test_demand_and_the_seed_are_as_promised(demo):
    for unit in demo.comparison.units:
        asked = Fraction(unit.election.total_cost(unit.election.ids))
        assert 2 <= asked / unit.election.budget <= 4


def test_running_again_gives_the_same_bytes_and_another_seed_others(sources, demo, output, tmp_path):
    again = run_demo(*sources, seed=7, city="Kota Kecil")
    save(again, tmp_path / "a", "<p>page</p>")
    for path in sorted(output.rglob("*")):
        if path.is_file():
            assert (tmp_path / "a" / path.relative_to(output)).read_bytes() == path.read_bytes(), path.name
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    save(again, output, "<p>page</p>")
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
    other = run_demo(*sources, seed=8, city="Kota Kecil")
    assert other.ceilings.totals == demo.ceilings.totals
    assert [o.selected for o in other.comparison.outcomes["greedy"]] != [
        o.selected for o in demo.comparison.outcomes["greedy"]
    ]


def test_a_smaller_city_leaves_nothing_of_the_larger_one(sources, demo, tmp_path):
    save(demo, tmp_path / "demo", "old")
    table = tmp_path / "two.csv"
    table.write_text("\n".join(TABLE.splitlines()[:3]) + "\n", "utf-8")
    save(run_demo(table, sources[1], seed=7), tmp_path / "demo", "new")
    assert len(list((tmp_path / "demo" / "elections").glob("*.pb"))) == 2


def test_an_interrupted_run_says_so_and_leaves_no_half_file(demo, tmp_path, monkeypatch):
    from fairbudget.experiments import demo as module

    real, folder = module.write_text, tmp_path / "demo"

    def failing(path, text):
        if Path(path).name == "comparison.csv":
            raise KeyboardInterrupt
        real(path, text)

    monkeypatch.setattr(module, "write_text", failing)
    with pytest.raises(KeyboardInterrupt):
        save(demo, folder, "page")
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["complete"] is False
    assert not (folder / "comparison.csv").exists()
    assert not [path for path in folder.rglob("*") if path.name.endswith(".part")]
    monkeypatch.setattr(module, "write_text", real)
    save(demo, folder, "page")
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["complete"] is True


def test_a_folder_with_other_things_is_left_alone(demo, tmp_path):
    (tmp_path / "comparison.csv").write_text("mine")
    with pytest.raises(InputError, match="not from an earlier demo"):
        save(demo, tmp_path, "page")
    assert (tmp_path / "comparison.csv").read_text() == "mine"
    save(demo, tmp_path, "page", force=True)
    with pytest.raises(InputError, match="a folder was expected"):
        save(demo, tmp_path / "report.html", "page")


def test_ordinal_ballots_are_measured_by_borda(sources):
    found = run_demo(*sources, seed=7, ballots="ordinal")
    assert found.comparison.utility == "borda"
    assert {"mean_utility_cost", "mean_utility_cardinality"} <= set(found.comparison.overall()[0])


# -- the command -----------------------------------------------------------------------------------------------


def command(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["demo", *arguments])
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


def test_command(sources, tmp_path, capsys):
    table, formula = map(str, sources)
    folder = tmp_path / "out"
    code, out, err = command(
        capsys, "--indicators", table, "--formula", formula, "-o", str(folder), "--seed", "7", "--city", "Kota Kecil"
    )
    stages = ["ceilings", "proposals", "proposals", "selections", "selections", "report", "files", "files"]
    assert code == 0
    assert [line.split()[0] for line in err.splitlines()] == stages, "a line a stage where stderr is not a terminal"
    assert f"Open {folder / 'report.html'}" in out
    assert "SYNTHETIC" in out
    assert "seed 7" in out
    page = (folder / "report.html").read_text("utf-8")
    assert "Kota Kecil" in page
    assert "2031-01-02" not in page
    command(capsys, "--indicators", table, "--formula", formula, "-o", str(folder), "--date", "2031-01-02")
    assert "2031-01-02" in (folder / "report.html").read_text("utf-8")


def test_command_needs_its_inputs(sources, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = command(capsys)
    assert code == 2
    assert "--indicators" in err
    assert "--formula" in err
    code, _, err = command(capsys, "--indicators", str(sources[0]))
    assert code == 2
    assert "--formula" in err
    assert "--indicators" not in err
    code, _, err = command(capsys, "--indicators", "no.csv", "--formula", str(sources[1]))
    assert (code, "no.csv" in err) == (2, True)
    (tmp_path / "no-people.csv").write_text("kelurahan,area\nA,3\n")
    code, _, err = command(capsys, "--indicators", "no-people.csv", "--formula", str(sources[1]))
    assert (code, "population" in err) == (2, True)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("arguments", [["--seed", "-1"], ["--seed", "x"], ["--ballots", "scoring"], ["surplus"]])
def test_command_refuses_options(arguments, capsys):
    code, _, err = command(capsys, *arguments)
    assert code == 2
    assert "Traceback" not in err


def test_the_default_seed_is_the_one_of_the_library():
    from fairbudget.cli.demo import demo as click_command

    assert next(p for p in click_command.params if p.name == "seed").default == SEED


def test_progress_is_shown_on_a_terminal(sources, tmp_path, capsys, monkeypatch):
    shown = []
    demo = run_demo(*sources, seed=7, progress=lambda *step: shown.append(step))
    assert {stage for stage, _, _ in shown} == {"ceilings", "proposals", "selections"}
    assert shown[-1] == ("selections", 12, 12)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    from fairbudget.cli.demo import _progress

    with _progress() as progress:
        assert progress is not None
        save(demo, tmp_path / "x", "page", progress=progress)
