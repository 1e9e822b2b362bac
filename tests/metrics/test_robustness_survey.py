"""The survey of all projects, drawing voters anew, and the command ``robustness``."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.metrics import robustness
from fairbudget.metrics.robustness import MEASURES, resample, survey

SOURCE = """META
key;value
description;test
country;x
unit;x
instance;x
num_projects;4
num_votes;12
budget;9
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
a;5;Park
b;4;Gym
c/d;3;Road
e;6;Pool
VOTES
voter_id;vote
1;a,b
2;a
3;a,e
4;a
5;b
6;b
7;b,c/d
8;c/d
9;c/d
10;e
11;e,a
12;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(SOURCE, "utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as exit:
        main([str(argument) for argument in arguments])
    return int(exit.value.code or 0)


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen", "maximin-support"])
def test_a_survey_says_what_the_single_functions_say(file: Path, rule: str) -> None:
    election = fairbudget.read_pabulib(file)
    found = survey(election, rule, resamples=20)
    won = set(fairbudget.select(election, rule).selected)
    assert found.won == won
    for project in election.ids:
        for id, measure in MEASURES.items():
            assert ((project, id) in found.findings) == ((measure.of == "winners") == (project in won))
        if project not in won:
            assert found.value(project, "cost-reduction") == robustness.cheaper(election, project, rule)
            assert found.value(project, "budget-increase") == robustness.more_budget(election, project, rule)
            assert found.value(project, "singleton-add") == robustness.more_voters(election, project, rule)
            for which, id in (("some", "optimist-add"), ("every", "pessimist-add"), ("half", "random-add")):
                assert found.value(project, id) == robustness.more_support(election, project, rule, which=which)
        else:
            assert found.value(project, "loss-some") == robustness.less_support(election, project, rule)
    for (project, id), finding in found.findings.items():
        if finding.changed is not None:
            selected = fairbudget.select(finding.changed, rule).selected
            assert (project in selected) == (MEASURES[id].of == "losers"), (project, id)


def test_changed_elections_can_be_written_and_run(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    code = run("robustness", file, "--rule", "equal-shares", "--measures", "losers", "--changed", folder)
    assert code == 0
    written = sorted(folder.iterdir())
    assert written
    for path in written:
        project = path.name.split(".")[0].replace("%2F", "/")
        assert project in fairbudget.select(fairbudget.read_pabulib(path), "equal-shares").selected, path.name


def test_formats(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["robustness", file, "--rule", "greedy", "--resamples", "30", "--seed", "4"]
    assert run(*options, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "fairbudget-robustness"
    assert {item["project"] for item in data["projects"]} == {"a", "b", "c/d", "e"}
    assert data["resampling"]["samples"] == 30
    assert run(*options, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    for row, item in zip(rows, data["projects"], strict=True):
        for id, measure in item["measures"].items():
            expected = "" if measure["value"] is None else str(measure["value"])
            assert row[id] == expected, (row["project"], id)
    assert run(*options, "-o", tmp_path / "out.txt", "--plot", tmp_path / "out.svg") == 0
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert "losers (2)" in text
    assert "this very outcome" in text
    picture = (tmp_path / "out.svg").read_text("utf-8")
    assert "What separates losers from winning under greedy" in picture


def test_mistakes_are_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["robustness", file, "--rule", "greedy"]
    for extra, word in (
        (["--measures", "cost-reductoin"], "cost-reduction"),
        (["--measures", ","], "no measure given"),
        (["--project", "z"], "unknown project 'z'"),
        (["--step", "-1"], "step"),
        (["--plot", tmp_path / "x.gif"], ".svg"),
        (["--completion", "add1"], "completion"),
    ):
        assert run(*base, *extra) == 2, extra
        assert word in capsys.readouterr().err
    assert run("robustness", file, "--rule", "gredy") == 2


def test_ballots_without_further_support() -> None:
    election = fairbudget.Election.build({"a": 3, "b": 3}, 3, [["a"], ["a"], ["b"]], type="choose-1")
    found = survey(election, "greedy")
    assert set(found.omitted) == {"optimist-add", "pessimist-add", "random-add"}
    assert found.value("b", "singleton-add") == 2
    with pytest.raises(fairbudget.OptionError, match="choose-1"):
        survey(election, "greedy", "optimist-add")
    with pytest.raises(fairbudget.OptionError, match="choose-1"):
        robustness.more_support(election, "b", "greedy")


@pytest.mark.parametrize("type", ["ordinal", "scoring"])
@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen"])
def test_other_ballots_against_trying(type: str, rule: str) -> None:
    for seed in range(6):
        draw = random.Random(seed)
        costs = {id: draw.randint(1, 6) for id in "abc"}
        ballots = []
        for _ in range(4):
            chosen = draw.sample("abc", draw.randint(1, 3))
            ballots.append(chosen if type == "ordinal" else {id: draw.randint(1, 4) for id in chosen})
        election = fairbudget.Election.build(costs, 7, ballots, type=type)
        most = max((points for b in ballots for points in b.values()), default=0) if type == "scoring" else 0
        for project in costs:
            got = robustness.more_support(election, project, rule)
            joined = []
            for group in range(2**4):
                changed = []
                fits = True
                for k, ballot in enumerate(ballots):
                    inside = group >> k & 1
                    fits &= not (inside and project in ballot)
                    if inside:
                        ballot = [project, *ballot] if isinstance(ballot, list) else {**ballot, project: most}
                    changed.append(ballot)
                if (
                    fits
                    and project
                    in fairbudget.select(fairbudget.Election.build(costs, 7, changed, type=type), rule).selected
                ):
                    joined.append(bin(group).count("1"))
            assert got == min(joined, default=None), (costs, ballots, project)


def test_rules_put_together(file: Path) -> None:
    election = fairbudget.read_pabulib(file)
    options = {"initial": ["b"], "then": "greedy"}
    found = survey(election, "equal-shares", "all", resamples=3, effort=40, **options)
    for (project, id), finding in found.findings.items():
        if finding.changed is not None and project != "b":
            selected = fairbudget.select(finding.changed, "equal-shares", **options).selected
            assert (project in selected) == (MEASURES[id].of == "losers"), (project, id)
    # below its cost the initial project cannot be funded, and the rule not be run
    assert found.value("b", "budget-decrease") == 6


def test_resampling_is_seeded_and_counts() -> None:
    election = fairbudget.Election.build({"a": 3, "b": 3, "c": 9}, 3, [["a"]] * 52 + [["b"]] * 48 + [["c"]] * 99)
    one = resample(election, "greedy", samples=300, seed=5)
    assert one == resample(election, "greedy", samples=300, seed=5)
    assert one.wins != resample(election, "greedy", samples=300, seed=6).wins
    assert one.wins["a"] + one.wins["b"] == 300
    assert one.wins["c"] == 0
    # P(more a than b) is about 0.64: six standard deviations on either side
    assert 0.47 < float(one.share("a")) < 0.81
    assert one.same == one.wins["a"]
    half = resample(election, "greedy", samples=50, method="subsample", share="0.5")
    assert half.voters == 99
    whole = resample(election, "greedy", samples=3, method="subsample", share=1)
    assert whole.same == 3
    for wrong in ({"method": "jackknife"}, {"samples": 0}, {"share": 0, "method": "subsample"}, {"seed": -1}):
        with pytest.raises(fairbudget.OptionError):
            resample(election, "greedy", **wrong)  # type: ignore[arg-type]


def test_an_empty_election_and_unsupported_projects() -> None:
    empty = fairbudget.Election.build({}, 5, [])
    assert survey(empty, "equal-shares", resamples=2).findings == {}
    lonely = fairbudget.Election.build({"a": 3, "z": 2, "free": 0}, 5, [["a"], ["a"]])
    for rule in ("greedy", "equal-shares", "phragmen"):
        found = survey(lonely, rule, resamples=2)
        assert found.value("z", "rivalry-reduction") is None
        assert found.value("z", "optimist-add") == 1 if rule != "equal-shares" else True
        assert robustness.more_support(lonely, "free", rule, which="every") == (None if rule == "equal-shares" else 1)
    nobody = fairbudget.Election.build({"a": 3}, 5, [])
    assert robustness.more_support(nobody, "a", "equal-shares") is None
    assert robustness.more_voters(nobody, "a", "equal-shares") == 1


@pytest.mark.real
def test_a_real_vote(request: pytest.FixtureRequest) -> None:
    folder = Path(os.environ.get("FAIRBUDGET_PABULIB", Path(__file__).parents[2] / ".." / "shared" / "pabulib"))
    path = folder / "Poland_Wieliczka_2023_Green_Budget.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    election = fairbudget.read_pabulib(path)
    projects = ["16", "33", "69", "19"]
    measures = "cost-reduction,optimist-add,pessimist-add,singleton-add,loss-some,loss-every,budget-increase"
    found = survey(election, "equal-shares", measures, projects, effort=300)
    draw = random.Random(0)
    for (project, id), finding in found.findings.items():
        assert finding.exact
        assert finding.changed is not None
        selected = fairbudget.select(finding.changed, "equal-shares").selected
        assert (project in selected) == (MEASURES[id].of == "losers"), (project, id)
        if id == "pessimist-add":
            # every group of that size is enough: drawn ones too
            case = robustness._case.Setting(election, "equal-shares").case(project)
            rows = robustness._changes.opponents(election, case.number)
            voters = [row for row in rows.tolist() for _ in range(int(election.ballots.multiplicities[row]))]
            for _ in range(5):
                group: dict[int, int] = {}
                for row in draw.sample(voters, int(finding.value or 0)):
                    group[row] = group.get(row, 0) + 1
                assert case.wins(robustness._changes.more(election, case.number, group))


def test_importing_the_package_stays_light() -> None:
    code = (
        "import sys, fairbudget.metrics.robustness; print('scipy.optimize' in sys.modules, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
