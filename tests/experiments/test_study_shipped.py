"""The studies that ship: sound, and run small."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
import studies

from fairbudget.experiments import study as study_package
from fairbudget.experiments.study import spec
from fairbudget.experiments.study.read import read_study

pytestmark = pytest.mark.skipif(os.name != "posix", reason="worker processes need a POSIX system")

FOLDER = Path(__file__).resolve().parents[2] / "experiments"
STUDIES = sorted(FOLDER.glob("*.toml"))


def test_there_are_some() -> None:
    assert {path.stem for path in STUDIES} >= {
        "bogor", "completions", "polarisation", "proportionality", "real-elections", "robustness", "scaling",
    }  # fmt: skip


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_each_states_question_expected_shape_runtime_and_motivations(path: Path) -> None:
    study = read_study(path)
    assert all(study.about.values())
    assert all(source.motivation for source in study.sources)
    assert "sample" in tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("name", [path.stem for path in STUDIES])
def test_samples_run(name: str, tmp_path: Path) -> None:
    done = studies.run(tmp_path, "run", FOLDER / f"{name}.toml", "--sample", "--jobs", 1)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "runs" / f"{name}-sample"
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} <= {"ok", "undefined", "undecided"}
    values: dict[tuple[str, str], list[Fraction]] = {}
    for row in rows:
        if row["status"] == "ok" and row["kind"] in ("metric", "axiom"):
            number = Fraction(row["exact"] or row["value"])
            values.setdefault((row["rule"], row["metric"]), []).append(number)
    if name == "completions":
        check_completions(values)
    elif name == "proportionality":
        # what Equal Shares is proved to keep, with any completion from the exact share on
        for rule in ("equal-shares", "equal-shares, completed", "exact-equal-shares"):
            assert set(values[rule, "ejr-plus-one"]) == {1}
        assert min(values["greedy", "degree/any/ratio"]) < 1
    elif name == "polarisation":
        assert {row["source"] for row in rows} == {"consensual", "balanced", "polarised"}
        assert set(values["equal-shares, completed", "ejr-plus-one"]) == {1}
    elif name == "bogor":
        assert {row["formula"] for row in rows} == {"published", "equal", "poverty"}
        # proposals are kept under all formulas: only the budget differs
        with (folder / "instances.csv").open(encoding="utf-8", newline="") as file:
            about = list(csv.DictReader(file))
        costs = {(row["instance"], row["total_cost"]) for row in about}
        assert len(costs) == len({row["instance"] for row in about}) == 2
        assert all(row["budget"] == row["ceiling"] for row in about)
        assert len({row["budget"] for row in about}) > 3
        check_across(rows, {row["instance"]: int(row["population"]) for row in about})


def check_completions(values: dict[tuple[str, str], list[Fraction]]) -> None:
    """What a completion is: nothing is spent less, and proportionality up to one project stays."""
    for start, completed in (("MES", "MES Add1 from B/n"), ("MES", "MES Add1 greedy"), ("EES", "EES add-opt-skip")):
        spent = [sum(values[label, "budget-used"]) for label in (start, completed)]
        assert 0 < spent[0] <= spent[1]
    for label in ("MES", "EES", "MES Add1 from B/n", "EES add-opt", "EES add-opt-skip"):
        assert set(values[label, "ejr-plus-one"]) == {1}


def check_across(rows: list[dict[str, str]], people: dict[str, int]) -> None:
    """The rows for all kelurahan together follow from those of each."""
    whole = {
        (row["formula"], row["rule"], row["metric"]): Fraction(row["exact"]) for row in rows if row["kind"] == "across"
    }
    assert len(whole) == 3 * 6 * 3 * 3
    for (formula, rule, metric), value in whole.items():
        label, _, figure = metric.partition("/")
        pairs = [
            (Fraction(row["exact"]) / (people[row["instance"]] if label == "cost" else 1), people[row["instance"]])
            for row in rows
            if (row["formula"], row["rule"], row["metric"]) == (formula, rule, label)
        ]
        if figure == "gini-per-unit":
            pairs = [(rate, 1) for rate, _ in pairs]
        total = sum(n for _, n in pairs)
        mean = sum(rate * n for rate, n in pairs) / total
        spread = sum(n * k * abs(x - y) for x, n in pairs for y, k in pairs)
        assert value == (mean if figure == "mean-per-head" else spread / (2 * total**2 * mean) if mean else 0)


def test_all_keys_of_a_study_file_are_described() -> None:
    described = set(re.findall(r"(\w+) = ", study_package.__doc__ or "")) | set(
        re.findall(r"\[+(\w+)\]", study_package.__doc__ or "")
    )
    described |= {"comparisons", "regressions", "figures"}
    for model in (spec.Head, spec.Limits, spec.Sample, spec.Files, spec.Culture, spec.City, spec.FormulaFile):
        assert set(model.model_fields) <= described | {"sample", "limits"}, model
    for model in (spec.Rule, spec.Metric, spec.Axiom):
        assert set(model.model_fields) <= described
