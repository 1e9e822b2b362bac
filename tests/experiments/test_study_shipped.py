"""The studies that ship: sound, and run small."""

from __future__ import annotations

import csv
import os
import tomllib
from pathlib import Path

import pytest
import studies

from fairbudget.experiments.study.read import read_study

pytestmark = pytest.mark.skipif(os.name != "posix", reason="worker processes need a POSIX system")

FOLDER = Path(__file__).resolve().parents[2] / "experiments"
STUDIES = sorted(FOLDER.glob("*.toml"))


def test_there_are_some() -> None:
    assert {"bogor", "real-elections", "scaling"} <= {path.stem for path in STUDIES}


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_each_states_question_expected_shape_runtime_and_motivations(path: Path) -> None:
    study = read_study(path)
    assert all(study.about.values())
    assert all(source.motivation for source in study.sources)
    assert "sample" in tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("name", ["bogor", "real-elections", "scaling"])
def test_samples_run(name: str, tmp_path: Path) -> None:
    done = studies.run(tmp_path, "run", FOLDER / f"{name}.toml", "--sample", "--jobs", 1)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "runs" / f"{name}-sample"
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} <= {"ok", "undefined", "undecided"}
    if name == "bogor":
        assert {row["formula"] for row in rows} == {"published", "equal", "poverty"}
        # proposals are kept under all formulas: only the budget differs
        with (folder / "instances.csv").open(encoding="utf-8", newline="") as file:
            about = list(csv.DictReader(file))
        costs = {(row["instance"], row["total_cost"]) for row in about}
        assert len(costs) == len({row["instance"] for row in about}) == 2
        assert all(row["budget"] == row["ceiling"] for row in about)
        assert len({row["budget"] for row in about}) > 3
