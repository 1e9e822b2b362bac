"""Components against their definitions, computed here independently in Fractions."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.errors import InputError, OptionError
from fairbudget.formulas import Ceilings
from fairbudget.formulas.normalisation import computed_weights, scores
from fairbudget.io.cells import Numbers

ROOT = Path(__file__).parents[2] / "instances" / "formulas"
F = Fraction

ROWS = [
    {"desa": "Satu", "people": 80, "poor": 10, "water": 90, "status": "maju", "score": 70, "last": 500},
    {"desa": "Dua", "people": 100, "poor": 40, "water": 50, "status": "Tertinggal", "score": 90, "last": 300},
    {"desa": "Tiga", "people": 101, "poor": 20, "water": 100, "status": "SANGAT TERTINGGAL", "score": 90, "last": 100},
    {"desa": "Empat", "people": 400, "poor": 30, "water": 60, "status": "tertinggal", "score": 60, "last": 100},
]


def split(component: dict[str, Any], **head: Any) -> Ceilings:
    return fairbudget.ceilings(ROWS, {"components": [{"id": "X", **component}], **head})


def exact(result: Ceilings) -> list[Fraction]:
    return [row.exact["x"] for row in result.rows]


def by(name: str, **keys: Any) -> dict[str, Any]:
    return {"column": name, **keys}


def need(*indicators: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"kind": "proportional", "pool": 1000, "indicators": list(indicators), **keys}


def test_equal_share_of_a_pool_and_by_class() -> None:
    assert exact(split({"kind": "equal-share", "pool": 1000})) == [250] * 4
    classes = [{"up_to": 100, "base": 10}, {"up_to": 101, "base": 20}, {"base": 35}]
    result = split({"kind": "equal-share", "column": "people", "classes": classes})
    assert exact(result) == [10, 10, 20, 35]
    assert result.components[0].target == 75
    classes = [{"up_to": 100, "factor": 1}, {"factor": "3/2"}]
    result = split({"kind": "equal-share", "pool_share": "1/2", "column": "people", "classes": classes}, pool=1000)
    assert exact(result) == [100, 100, 150, 150]
    assert [row["details"]["x_class"] for row in result.to_dict()["rows"]] == [1, 1, 2, 2]


def test_min_max_rank_and_distance_are_exact() -> None:
    people = [80, 100, 101, 400]
    low_high = [F(x - 80, 320) for x in people]
    result = split(need(by("people", weight=1), normalisation="min-max"))
    assert exact(result) == [1000 * s / sum(low_high) for s in low_high]
    result = split(need(by("people", weight=1, direction="inverse"), normalisation="min-max", low="1/4", high=1))
    inverse = [F(1, 4) + F(3, 4) * F(400 - x, 320) for x in people]
    assert exact(result) == [1000 * s / sum(inverse) for s in inverse]
    assert exact(split(need(by("score", weight=1), normalisation="rank"))) == [1000 * F(r, 20) for r in (4, 7, 7, 2)]
    gaps = split(need(by("water", weight=1, direction="inverse", goal=100), normalisation="distance-to-target"))
    assert exact(gaps) == [100, 500, 0, 400]
    above = split(need(by("poor", weight=1, goal=20), normalisation="distance-to-target"))
    assert exact(above) == [0, F(2000, 3), 0, F(1000, 3)]


def test_z_scores_are_rounded_as_high_precision_says() -> None:
    values = np.array([80, 100, 101, 400], dtype=np.longdouble)
    z = 3 + (values - values.mean()) / values.std()
    own = scores(Numbers("a", [80, 100, 101, 400], 1, 0), "z-score", digits=12)
    assert own.denominator == 10**12
    for cell, other in zip(own.numerators, z, strict=True):
        assert cell is not None
        assert abs(cell - float(other) * 10**12) < 1e-3 * 10**3
    down = scores(Numbers("a", [80, 100, 101, 400], 1, 0), "z-score", "inverse", digits=12)
    assert all(a + b == 6 * 10**12 for a, b in zip(own.numerators, down.numerators, strict=True))
    with pytest.raises(InputError, match="larger centre"):
        split(need(by("people", weight=1), normalisation="z-score", centre="0.5"))


def test_inverse_shares_and_several_indicators_are_an_index() -> None:
    result = split(need(by("water", weight="1/2", direction="inverse"), by("poor", weight="1/2")))
    inverse = [F(1, x) for x in (90, 50, 100, 60)]
    wanted = [500 * i / sum(inverse) + 500 * F(p, 100) for i, p in zip(inverse, (10, 40, 20, 30), strict=True)]
    assert all(abs(a - b) < F(1, 10**6) for a, b in zip(exact(result), wanted, strict=True))
    assert sum(exact(result)) == 1000
    assert "X: scores of water were rounded to 12 decimals; from there on everything is exact" in result.notes
    mixed = split(need(by("poor", weight="1/3"), by("people", weight="2/3", normalisation="min-max")))
    index = [F(1, 3) * F(p, 100) + F(2, 3) * F(x - 80, 320) for p, x in [(10, 80), (40, 100), (20, 101), (30, 400)]]
    assert exact(mixed) == [1000 * i / sum(index) for i in index]
    for row in mixed.rows:
        assert sum(share.amount for share in row.shares["x"]) == row.amounts["x"]
        assert sum(share.weighted for share in row.shares["x"]) * 1000 == row.exact["x"]


def test_geometric_mean_and_computed_weights() -> None:
    result = split(need(by("poor", weight=0.25), by("people", weight=0.75), aggregation="geometric"))
    index = [p**0.25 * x**0.75 for p, x in [(10, 80), (40, 100), (20, 101), (30, 400)]]
    assert [float(x) for x in exact(result)] == pytest.approx([1000 * i / sum(index) for i in index], rel=1e-10)
    assert sum(exact(result)) == 1000
    assert any("rounded to 12 decimals" in note for note in result.notes)

    columns = [Numbers("a", [10, 40, 20, 30], 1, 0), Numbers("b", [80, 100, 101, 400], 1, 0)]
    shares = [[x / 100 for x in (10, 40, 20, 30)], [x / 681 for x in (80, 100, 101, 400)]]
    spread = [1 + sum(p * math.log(p) for p in share) / math.log(4) for share in shares]
    weights, _ = computed_weights(columns, "entropy", 12)
    assert sum(weights) == 1
    assert [float(w) for w in weights] == pytest.approx([s / sum(spread) for s in spread], abs=1e-11)
    # with two indicators both load alike on the first component
    assert [float(w) for w in computed_weights(columns, "principal-component", 12)[0]] == pytest.approx([0.5, 0.5])
    three = [*columns, Numbers("c", [1, 9, 2, 5], 1, 0)]
    loadings = np.linalg.svd(_standard(three), full_matrices=False)[2][0] ** 2
    found = computed_weights(three, "principal-component", 12)[0]
    assert [float(w) for w in found] == pytest.approx(list(loadings), abs=1e-11)
    result = split(need(by("poor"), by("people"), weights="entropy"))
    assert float(result.components[0].parts[0].indicator.weight) == pytest.approx(spread[0] / sum(spread), abs=1e-11)
    assert sum(exact(result)) == 1000


def _standard(columns: list[Numbers]) -> np.ndarray[Any, Any]:
    data = np.array([column.numerators for column in columns], dtype=float).T
    return (data - data.mean(axis=0)) / data.std(axis=0)


def test_affirmative_and_performance() -> None:
    flags = ["tertinggal", "sangat tertinggal"]
    part = {"kind": "affirmative", "pool": 1000, "column": "status", "flags": flags}
    assert exact(split(part)) == [0, F(1000, 3), F(1000, 3), F(1000, 3)]
    assert exact(split({**part, "by": "poor"})) == [0, F(4000, 9), F(2000, 9), F(3000, 9)]
    assert exact(split({**part, "most": "1/3", "most_column": "poor"})) == [0, 1000, 0, 0]
    with pytest.raises(InputError, match="rows:1, row 'Satu', column 'status': neither yes nor no"):
        split({"kind": "affirmative", "pool": 1000, "column": "status"})
    best = {"kind": "performance", "pool": 1000, "column": "score", "best": 0.25}
    result = split(best)
    assert exact(result) == [0, 500, 500, 0]
    assert any("2 kelurahan tie for the last 1 of 1 places, at 90; all of them are in" in n for n in result.notes)
    with pytest.raises(InputError, match=r"tie for the last .*Dua, Tiga"):
        split({**best, "ties": "refuse"})
    with pytest.raises(InputError, match="nobody is chosen"):
        split({**best, "ties": "exclude"})


def test_split_and_legal_floor() -> None:
    head = {
        "split": [{"id": "SARPRAS", "share": 0.7}, {"id": "DAYA", "share": 0.3}],
        "legal_floor": {"apbd": 30_000, "dak": 10_000, "dau_tambahan": 1},
    }
    result = split({"kind": "equal-share", "base": 251}, **head)
    assert result.split == [[176] * 4, [75] * 4]
    assert result.legal is not None
    assert (result.legal.required, result.legal.given, result.legal.met) == (1001, 1004, True)
    assert "met, Rp 3 above" in result.to_text()
    assert not split({"kind": "equal-share", "base": 250}, **head).legal.met  # type: ignore[union-attr]
    csv = result.to_csv().splitlines()
    assert csv[0].endswith("aw,sarpras,daya")
    assert csv[1].endswith("251,176,75")


@pytest.mark.parametrize(
    ("component", "head", "message"),
    [
        ({"kind": "equal-share", "pool": 1, "base": 2}, {}, "give one of 'base', a pool"),
        ({"kind": "equal-share", "column": "people", "classes": [{"base": 1, "up_to": 5}]}, {}, "last class has no"),
        ({"kind": "equal-share", "pool": 1, "pool_share": 1}, {}, "both given"),
        ({"kind": "equal-share", "pool_share": 2}, {"pool": 5}, "sum to more than one"),
        ({"kind": "equal-share", "pool_share": 1}, {}, "there is no pool"),
        (need(by("poor", weight=1), weights="entropy"), {}, "no indicator may have a 'weight'"),
        (need(by("poor", weight=1), normalisation="distance-to-target"), {}, "belong together"),
        (need(by("poor", weight=1, total=100), normalisation="rank"), {}, "here it means nothing"),
        (need(by("poor", weight=1), low=1, high="2"), {}, "mean nothing to the normalisation share"),
        (need(by("poor", weight=1), normalisation="minmax"), {}, "did you mean 'min-max'"),
        ({"kind": "performance", "pool": 1, "column": "score", "best": 10}, {}, "key 'best' is a share"),
        ({"kind": "equal-share", "base": 1}, {"split": [{"id": "A", "share": 0.6}]}, "do not sum to one"),
        ({"kind": "equal-share", "base": 1}, {"legal_floor": {"apbd": 1, "dak": 2}}, "more than 'apbd'"),
        ({"kind": "affirmative", "pool": 1, "column": "status", "flags": "mandiri"}, {}, "found SANGAT TERTINGGAL"),
    ],
)
def test_what_cannot_be_meant_is_refused(component: dict[str, Any], head: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        split(component, **head)
    assert message in str(caught.value)


@pytest.mark.parametrize("year", range(2016, 2024))
def test_dana_desa_presets_give_the_pool_to_the_rupiah(year: int) -> None:
    result = fairbudget.ceilings(ROOT / "contoh-desa.csv", ROOT / f"dana-desa-{year}.toml", pool=40_000_000_000)
    assert sum(result.totals) == 40_000_000_000
    assert sum(c.component.pool_share for c in result.components) == 1  # type: ignore[attr-defined]
    assert all(amount % 1000 == 0 for amount in result.totals)


def test_a_pool_is_refused_where_it_means_nothing() -> None:
    with pytest.raises(OptionError, match="no component of the formula has a pool_share"):
        fairbudget.ceilings(ROWS, {"components": [{"id": "X", "kind": "equal-share", "base": 1}]}, pool=5)
    with pytest.raises(OptionError, match="not a number"):
        fairbudget.ceilings(ROOT / "contoh-desa.csv", ROOT / "dana-desa-2016.toml", pool="x")


def test_the_formula_round_trips_as_data() -> None:
    result = fairbudget.ceilings(ROOT / "contoh-desa.csv", ROOT / "everything.toml")
    again = fairbudget.ceilings(ROOT / "contoh-desa.csv", result.to_dict()["formula"])
    assert again.totals == result.totals
    assert again.to_csv() == result.to_csv()


def test_a_pool_below_the_legal_floor_fails_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = 'rounding = "half-up"\n[legal_floor]\napbd = 1_000_000\ndak = 0\n'
    (tmp_path / "f.toml").write_text(head + '[[components]]\nid = "B"\nkind = "equal-share"\nbase = 20_000\n')
    (tmp_path / "t.csv").write_text("kelurahan\nLoji\nCurug\n")
    with warnings.catch_warnings(), pytest.raises(SystemExit) as stop:
        main(["ceilings", str(tmp_path / "t.csv"), "-f", str(tmp_path / "f.toml")])
    assert stop.value.code == 1
    assert "at least Rp 50.000 required; NOT met, Rp 10.000 short" in capsys.readouterr().out
