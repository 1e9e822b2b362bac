"""Stress tests of a formula against slow, independent computations."""

from __future__ import annotations

import csv
import warnings
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.errors import OptionError
from fairbudget.formulas import Ceilings
from fairbudget.formulas.sensitivity import bands, draws, measured, sobol, tornado
from fairbudget.formulas.stress import leave_one_out, model, sides
from fairbudget.metrics.inequality import gini

INSTANCES = Path(__file__).parents[2] / "instances"
BOGOR, FORMULA = INSTANCES / "bogor" / "indicators.csv", INSTANCES / "bogor" / "formula.toml"


@pytest.fixture(scope="module")
def bogor() -> Ceilings:
    return fairbudget.ceilings(BOGOR, FORMULA)


def people_of(result: Ceilings) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([float(v or 0) for v in result.table.numbers("population").numerators])


def with_weights(result: Ceilings, weights: list[Fraction]) -> Ceilings:
    data = result.formula.to_dict()
    for item, weight in zip(data["components"][1]["indicators"], weights, strict=True):
        item["weight"] = str(weight)
    return fairbudget.ceilings(result.table, data)


def test_the_arrays_are_the_exact_amounts(bogor: Ceilings) -> None:
    own = model(bogor)
    weights = [Fraction(1, 10), Fraction(1, 5), Fraction(3, 10), Fraction(1, 4), Fraction(3, 20)]
    exact = [float(sum(row.exact.values())) for row in with_weights(bogor, weights).rows]
    assert own.amounts(np.array([[float(w) for w in weights]]))[0] == pytest.approx(exact, rel=1e-13)
    folder = INSTANCES / "formulas"
    indexed = fairbudget.ceilings(folder / "contoh-desa.csv", folder / "everything.toml")
    arrays = model(indexed)
    exact = [float(sum(row.exact.values())) for row in indexed.rows]
    assert arrays.amounts(arrays.weights[None, :])[0] == pytest.approx(exact, rel=1e-12)


def test_leave_one_out_is_the_formula_with_the_other_weights_scaled(bogor: Ceilings) -> None:
    without = {side.name: side for side in leave_one_out(bogor)}
    assert list(without) == ["area", "population", "realisation", "DTSEN", "staff"]
    rest = Fraction(65, 100)
    other = with_weights(bogor, [Fraction(0), *(Fraction(w, 100) / rest for w in (35, 10, 15, 5))])
    side = without["area"]
    assert list(side.totals) == other.totals
    assert sum(side.changes) == sum(other.totals) - sum(bogor.totals) == side.gained - side.lost
    with pytest.raises(OptionError, match="not the same kelurahan"):
        sides(
            bogor,
            [("x", fairbudget.ceilings([{"nama": "A"}], {"components": [bogor.formula.to_dict()["components"][0]]}))],
        )


def test_gini_per_head_is_that_of_the_metrics(bogor: Ceilings) -> None:
    people = people_of(bogor)
    own = model(bogor)
    amounts = own.amounts(draws(own.weights, 3, "dirichlet", 0.3, 5))
    found = measured(amounts, people, "gini-per-head")
    for row, value in zip(amounts, found, strict=True):
        assert value == pytest.approx(float(gini(list(row / people), list(people))), abs=1e-12)
    flat = measured(amounts, people, "gini")
    assert flat[0] == pytest.approx(float(gini(list(amounts[0]))), abs=1e-12)
    rates = amounts[0] / people
    assert measured(amounts, people, "spread-per-head")[0] == pytest.approx(rates.max() / rates.min() - 1)


@pytest.mark.parametrize("noise", ["uniform", "dirichlet"])
def test_noise_has_the_mean_and_the_width_that_are_said(noise: str) -> None:
    weights = np.array([0.5, 0.3, 0.2])
    drawn = draws(weights, 40_000, noise, 0.2, 7)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.003)
    if noise == "dirichlet":
        assert drawn[:, 0].std() == pytest.approx(0.1, rel=0.03)
    assert (draws(weights, 10, noise, 0.2, 7) == draws(weights, 10, noise, 0.2, 7)).all()
    with pytest.raises(OptionError, match="not between 0 and 1"):
        draws(weights, 10, noise, 1.0, 7)


def test_bands_are_percentiles_of_the_draws(bogor: Ceilings) -> None:
    own = model(bogor)
    found = bands(own, 201, seed=3)
    amounts = own.amounts(draws(own.weights, 201, "uniform", 0.2, 3))
    ordered = np.sort(amounts, axis=0)
    assert (found.low == ordered[10]).all()
    assert (found.middle == ordered[100]).all()
    assert (found.high == ordered[190]).all()
    places = [[1 + sum(other > one for other in row) for one in row] for row in amounts]
    assert (found.rank_low == np.sort(places, axis=0)[10]).all()
    assert (found.rank_high == np.sort(places, axis=0)[190]).all()


def test_swings_and_sobol(bogor: Ceilings) -> None:
    people, own = people_of(bogor), model(bogor)
    swings = tornado(own, people, bogor.names)
    assert [s.size for s in swings] == sorted((s.size for s in swings), reverse=True)
    weights = [Fraction(42, 100), *(Fraction(w, 100) * Fraction(58, 65) for w in (35, 10, 15, 5))]
    rates = [
        float(sum(row.exact.values())) / p for row, p in zip(with_weights(bogor, weights).rows, people, strict=True)
    ]
    area = next(s for s in swings if s.name == "area")
    assert area.high == pytest.approx(float(gini(rates, list(people))), abs=1e-12)
    found = sobol(bogor, people, count=512, seed=2)
    assert [i.name for i in found][-2:] == ["share of the other components", "normalisation"]
    assert all(-0.05 < i.first <= i.total + 0.05 and i.total < 1.05 for i in found)
    # first-order indices sum to at most one, and here there is little interaction
    assert 0.9 < sum(i.first for i in found) < 1.05
    again = sobol(bogor, people, count=512, seed=2)
    assert again == found
    with pytest.raises(OptionError, match="power of two"):
        sobol(bogor, people, count=1000)


def test_the_command_writes_tables_that_agree_and_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = INSTANCES / "formulas" / "equal-70-30.toml"
    arguments = ["stress", str(BOGOR), "-f", str(FORMULA), "--against", str(other), "-o", str(tmp_path)]
    with warnings.catch_warnings(), pytest.raises(SystemExit) as stop:
        main([*arguments, "--draws", "100", "--sobol", "16"])
    assert not stop.value.code
    out = capsys.readouterr().out
    assert "Rp 21.762.850.091 in all, as before" in out
    rows = list(csv.reader((tmp_path / "against.csv").read_text().splitlines()))
    assert [sum(int(row[k]) for row in rows[1:-1]) for k in (3, 4, 5)] == [int(rows[-1][k]) for k in (3, 4, 5)]
    made = {path.name for path in tmp_path.iterdir()}
    assert {"without.csv", "bands.csv", "tornado.csv", "sobol.csv", "tornado.png", "bands.png", "ranks.png"} <= made
    with warnings.catch_warnings(), pytest.raises(SystemExit) as stop:
        main(["stress", str(BOGOR), "-f", str(FORMULA), "--people", "populaton"])
    assert stop.value.code == 2
    assert "did you mean 'population'" in capsys.readouterr().err
