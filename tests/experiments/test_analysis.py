"""What a study wants to know of its results: sections checked, numbers recomputed from the long table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from fairbudget import InputError
from fairbudget.cli.main import cli
from fairbudget.experiments.analysis import Analysis
from fairbudget.experiments.study.read import read_study
from fairbudget.experiments.study.results import long_rows
from fairbudget.experiments.study.session import open_results

STUDY = """
title = "Small & <odd>"
seed = 3
replications = 2
[[instances]]
id = "drawn"
culture = "impartial"
voters = 12
projects = 6
number = 6
motivation = "a test"
[[rules]]
id = "greedy"
[[rules]]
id = "phragmen"
[[rules]]
id = "equal-shares"
options = { tie_breaking = "random:{seed}" }
[[metrics]]
id = "mean-satisfaction"
[[metrics]]
id = "exclusion-ratio"
[[axioms]]
id = "jr"
"""
WANTED = """
[[comparisons]]
id = "all"
[[comparisons]]
id = "two"
metrics = ["exclusion-ratio"]
rules = ["phragmen", "greedy"]
[[regressions]]
metric = "exclusion-ratio"
features = ["scarcity", "log(budget)"]
rules = ["greedy"]
[[figures]]
kind = "heat-map"
[[figures]]
kind = "scaling"
x = "projects"
formats = ["svg"]
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    (folder / "small.toml").write_text(STUDY + WANTED, "utf-8")
    found = CliRunner().invoke(
        cli, ["run", str(folder / "small.toml"), "--jobs", "1", "--store", str(folder / "s.sqlite")]
    )
    assert found.exit_code == 0, found.output
    return folder


def test_run_makes_what_is_wanted(ran: Path) -> None:
    folder = ran / "s-small" / "analysis"
    names = {path.name for path in folder.iterdir()}
    assert {"all-means.csv", "all-pairs.tex", "two-ranks.md", "heat-map.svg", "heat-map.pdf", "summary.md"} <= names
    assert "scaling-projects.pdf" not in names
    index = json.loads((folder / "analysis.json").read_text("utf-8"))
    assert set(index["files"]) == names - {"analysis.json"}
    assert json.loads((folder / "heat-map.svg.json").read_text("utf-8"))["plan"] == index["plan"]


def test_numbers_come_from_the_long_table(ran: Path) -> None:
    found = open_results("small", store=ran / "s.sqlite")
    with found.store:
        rows = pd.DataFrame(long_rows(found))
        table, dropped = Analysis(found).values("exclusion-ratio")
    assert dropped == 0
    means = pd.read_csv(ran / "s-small" / "analysis" / "all-means.csv").set_index(["metric", "side"])
    for (metric, rule), part in rows.groupby(["metric", "rule"]):
        # two replications of one rule are one observation of each election
        assert means.loc[(metric, rule), "mean"] == pytest.approx(part["value"].mean())
        assert means.loc[(metric, rule), "n"] == 6
    pairs = pd.read_csv(ran / "s-small" / "analysis" / "two-pairs.csv").iloc[0]
    assert (pairs["first"], pairs["second"]) == ("phragmen", "greedy")
    wins = (table["phragmen"] > table["greedy"]).sum()
    assert (pairs["win"], pairs["n"]) == (wins, 6)


def test_made_again_from_the_name_or_from_a_changed_file(ran: Path, tmp_path: Path) -> None:
    arguments = ["--store", str(ran / "s.sqlite"), "--resamples", "9999"]
    again = CliRunner().invoke(cli, ["analyse", "small", *arguments, "-o", str(tmp_path / "a")])
    assert again.exit_code == 0, again.output
    first = (ran / "s-small" / "analysis" / "analysis.json").read_bytes()
    assert (tmp_path / "a" / "analysis.json").read_bytes() == first
    changed = tmp_path / "small.toml"
    changed.write_text(STUDY, "utf-8")
    every = CliRunner().invoke(
        cli,
        ["analyse", str(changed), *arguments[:2], "--resamples", "99", "--formats", "svg", "-o", str(tmp_path / "b")],
    )
    assert every.exit_code == 0, every.output
    names = {path.name for path in (tmp_path / "b").iterdir()}
    assert {"box-jr.svg", "critical-difference-exclusion-ratio.svg", "comparison-means.csv"} <= names
    assert CliRunner().invoke(cli, ["analyse", "smal", *arguments]).exit_code != 0


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ('[[comparisons]]\nmetrics = ["exclusion"]', ["unknown metric 'exclusion'", "exclusion-ratio"]),
        ('[[comparisons]]\nrules = ["greedi"]\nlevel = 2', ["between 0.5 and 1"]),
        ('[[comparisons]]\nrules = ["greedi"]', ["unknown rule 'greedi'", "greedy"]),
        ('[[figures]]\nkind = "pie"', ["'kind'", "heat-map"]),
        ('[[figures]]\nkind = "box"', ["a box needs the key 'metric'"]),
        ('[[figures]]\nkind = "heat-map"\nx = "cost"\nformats = ["gif"]', ["takes no key 'x'", "unknown format 'gif'"]),
        ('[[figures]]\nkind = "scaling"\nx = "voter"', ["unknown feature 'voter'", "voters"]),
        ('[[regressions]]\nmetric = "jr"\nfeatures = ["log(voter)"]', ["unknown feature 'voter'"]),
        ('[[regressions]]\nmetric = "jr"', ["'features' is missing"]),
        ('[[figure]]\nkind = "box"', ["unknown key 'figure'", "figures"]),
        ('[[figures]]\nkind = "box"\nmetric = "jr"\nsources = ["draw"]', ["unknown source 'draw'"]),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, messages: list[str]) -> None:
    path = tmp_path / "x.toml"
    path.write_text(STUDY + text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_study(path)
    told = str(caught.value)
    for message in messages:
        assert message in told
    assert re.search(r"x\.toml:\d+: ", told)
