"""Pictures of studies: they are drawn for odd input too, and the sidecar says what was drawn."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairbudget.experiments.statistics import rank_rules
from fairbudget.report.study_figures import Picture, heat, histogram, save, spread
from fairbudget.report.study_relations import critical_difference, front_of, pareto, scaling

BETTER = {"welfare": "higher", "gini": "lower"}


def table(rules: int = 3, subjects: int = 12) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    return pd.DataFrame({f"rule {k}": rng.uniform(size=subjects) + k / 4 for k in range(rules)})


def means() -> pd.DataFrame:
    return pd.DataFrame({"welfare": [1.0, 2.0, 3.0], "gini": [0.1, 0.4, math.nan]}, index=["a", "b", "c"])


def rows() -> pd.DataFrame:
    sizes = [10, 100, 1000]
    return pd.DataFrame(
        [{"rule": r, "voters": n, "seconds": n**2 / 1e6} for r in "ab" for n in sizes for _ in range(3)]
    )


def drawn() -> dict[str, Picture]:
    return {
        "heat": heat(means(), BETTER),
        "box": spread(table(), "gini"),
        "violin": spread(table(), "gini", "violin"),
        "histogram": histogram(table(), "gini", 5),
        "pareto": pareto(means().dropna(), "welfare", "gini", BETTER),
        "scaling": scaling(rows(), "voters", "seconds"),
        "ranks": critical_difference(rank_rules(table(5, 20)), "gini"),
    }


@pytest.mark.parametrize("ending", ["svg", "pdf", "png"])
def test_each_is_written_whole_with_its_sidecar(tmp_path: Path, ending: str) -> None:
    for name, picture in drawn().items():
        path = tmp_path / f"{name}.{ending}"
        assert save(picture, path, {"run": "r1"}) == [path, tmp_path / f"{name}.{ending}.json"]
        told = json.loads((tmp_path / f"{name}.{ending}.json").read_text("utf-8"))
        assert told["run"] == "r1"
        assert told["title"]
        assert told["description"]
        assert told["numbers"]
    if ending == "svg":
        for name, picture in drawn().items():
            save(picture, tmp_path / "again.svg", {"run": "r1"})
            assert (tmp_path / "again.svg").read_bytes() == (tmp_path / f"{name}.svg").read_bytes()
        assert "rule 0" in (tmp_path / "box.svg").read_text("utf-8")


def test_the_numbers_are_those_drawn() -> None:
    assert heat(means(), BETTER).numbers["means"]["b"] == {"welfare": 2.0, "gini": 0.4}
    found = histogram(pd.DataFrame({"x": [0.0, 0.1, 0.9, 1.0]}), "m", [0, 0.5, 1]).numbers
    assert found["counts"] == {"x": [2, 2]}
    quartiles = spread(pd.DataFrame({"x": [1.0, 2.0, 3.0]}), "m").numbers["quartiles"]["x"]
    assert quartiles["median"] == 2
    assert scaling(rows(), "voters", "seconds").numbers["rules"]["a"]["exponent"] == pytest.approx(2)
    front = pareto(means().dropna(), "welfare", "gini", BETTER).numbers["points"]
    assert [front[rule]["front"] for rule in "ab"] == [True, True]


def test_front_by_definition() -> None:
    points = np.random.default_rng(0).integers(0, 4, (40, 2)).astype(float)
    expected = [not any((q >= p).all() and (q > p).any() for q in points) for p in points]
    assert front_of(points).tolist() == expected


def test_odd_tables(tmp_path: Path) -> None:
    single = table(1, 1)
    pictures = [
        heat(pd.DataFrame({"m": [math.nan]}, index=["a"])),
        spread(single, "m"),
        spread(single, "m", "violin"),
        spread(pd.DataFrame({"a": [1.0, 1.0]}), "m", "violin"),
        histogram(single, "m"),
        pareto(pd.DataFrame({"x": [1.0], "y": [math.nan]}, index=["a"]), "x", "y", {}),
        scaling(pd.DataFrame({"rule": ["a"], "voters": [5], "seconds": [0.0]}), "voters", "seconds"),
        critical_difference(rank_rules(single), "m"),
        critical_difference(rank_rules(table(2, 1)), "m"),
    ]
    for k, picture in enumerate(pictures):
        save(picture, tmp_path / f"{k}.svg", {})
        assert (tmp_path / f"{k}.svg").stat().st_size > 1000
