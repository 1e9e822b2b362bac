"""Statistics of a study against enumeration, textbook values and plain formulas."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from fairbudget import OptionError
from fairbudget.experiments.statistics import compare_pairs, holm, means, rank_rules, regress, subjects_by_rules
from fairbudget.experiments.statistics.paired import rank_biserial, signed_rank
from fairbudget.experiments.statistics.sample import interval


def long(values: dict[str, list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"instance": f"e{k}", "seed": 0, "rule": rule, "value": value}
            for rule, column in values.items()
            for k, value in enumerate(column)
        ]
    )


def test_only_subjects_that_every_rule_has_are_compared() -> None:
    rows = long({"x": [1, 2, math.nan, 4], "y": [2, 2, 2, math.inf]})
    table, dropped = subjects_by_rules(rows, subject=("instance", "seed"))
    assert table.to_dict("list") == {"x": [1, 2], "y": [2, 2]}
    assert dropped == 2
    with pytest.raises(OptionError, match="two values for e0, x"):
        subjects_by_rules(pd.concat([rows, rows.assign(seed=1)]))


def exact_p(differences: list[float]) -> float:
    """Count all ways in which the signs could have fallen."""
    ranks = [sorted(map(abs, differences)).index(abs(d)) + 1 for d in differences]
    total = sum(ranks)
    seen = sum(r for r, d in zip(ranks, differences, strict=True) if d > 0)
    least = min(seen, total - seen)
    sums = [
        sum(r for r, up in zip(ranks, signs, strict=True) if up)
        for signs in itertools.product((0, 1), repeat=len(ranks))
    ]
    return sum(min(s, total - s) <= least for s in sums) / len(sums)


@pytest.mark.parametrize("seed", range(5))
def test_signed_rank_by_enumeration(seed: int) -> None:
    differences = np.random.default_rng(seed).normal(0.4, 1, 9)
    _, p = signed_rank(np.append(differences, 0.0))
    assert p == pytest.approx(exact_p(differences.tolist()))


def test_signed_rank_where_nothing_moves() -> None:
    assert signed_rank(np.zeros(5)) == (0.0, 1.0)
    assert all(math.isnan(value) for value in signed_rank(np.empty(0)))
    assert rank_biserial(np.zeros(3)) == 0
    assert rank_biserial(np.array([1.0, 5.0])) == 1
    assert rank_biserial(np.array([-1.0, -5.0])) == -1


def test_holm() -> None:
    # steps down: 4p, 3p, 2p, p, never below the one before
    assert holm([0.01, 0.005, 0.03, 0.04]) == pytest.approx([0.03, 0.02, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    adjusted = holm([math.nan, 0.02])
    assert math.isnan(adjusted[0])
    assert adjusted[1] == 0.02
    assert holm([]) == []


def test_pairs() -> None:
    table, _ = subjects_by_rules(long({"x": [3, 3, 3, 1], "y": [1, 3, 2, 2], "z": [0, 0, 0, 0]}))
    found = compare_pairs(table, seed=3, resamples=999).set_index(["first", "second"])
    assert list(found.index) == [("x", "y"), ("x", "z"), ("y", "z")]
    row = found.loc[("x", "y")]
    assert (row.win, row.tie, row.loss, row.n) == (2, 1, 1, 4)
    assert row.mean_difference == 0.5
    assert row.superiority == 0.625
    assert row.low <= 0.5 <= row.high
    assert (found.p_holm >= found.p).all()
    again = compare_pairs(table[["z", "x"]], seed=3, resamples=999).iloc[0]
    # the other way round, and whichever other rules there are
    assert (again.win, again.loss, again.mean_difference) == (0, 4, -2.5)
    assert again.p == found.loc[("x", "z")].p


def test_intervals_cover_the_mean_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(5)
    inside = 0
    for k in range(200):
        low, high = interval(rng.exponential(1, 40), seed=k, resamples=400)
        inside += low <= 1 <= high
    assert 175 <= inside <= 198


def test_means_of_few_subjects() -> None:
    table = pd.DataFrame({"x": [2.0], "y": [5.0]})
    row = means(table).iloc[0]
    assert (row["mean"], row["median"], row["n"]) == (2, 2, 1)
    assert math.isnan(row["low"])
    assert math.isnan(row["sd"])
    empty = means(pd.DataFrame({"x": []})).iloc[0]
    assert empty["n"] == 0
    assert math.isnan(empty["mean"])
    spread = means(pd.DataFrame({"x": [1.0, 2.0, 3.0, 10.0]}), seed=1)
    assert spread.equals(means(pd.DataFrame({"x": [1.0, 2.0, 3.0, 10.0]}), seed=1))
    assert spread.loc[0, "sd"] == pytest.approx(np.std([1, 2, 3, 10], ddof=1))


@pytest.mark.parametrize(
    ("rules", "critical"),
    [(2, 1.960), (3, 2.343), (4, 2.569), (5, 2.728), (6, 2.850), (7, 2.949), (8, 3.031), (9, 3.102), (10, 3.164)],
)
def test_critical_values_of_nemenyi(rules: int, critical: float) -> None:
    """Demšar 2006, table 5 (a), at level 0.05."""
    subjects = 14
    table = pd.DataFrame(np.random.default_rng(rules).normal(size=(subjects, rules)))
    found = rank_rules(table)
    assert found.difference / math.sqrt(rules * (rules + 1) / (6 * subjects)) == pytest.approx(critical, abs=1e-3)


def test_ranks_by_hand() -> None:
    table = pd.DataFrame({"a": [3, 3, 3, 3], "b": [2, 2, 1, 2], "c": [1, 2, 2, 1]})
    found = rank_rules(table)
    assert found.rules == ("a", "b", "c")
    assert found.ranks == (1.0, (2 + 2.5 + 3 + 2) / 4, (3 + 2.5 + 2 + 3) / 4)
    assert rank_rules(table, higher_is_better=False).rules == ("c", "b", "a")
    # Friedman's statistic with the correction for ties, from its definition
    ranks = np.array([[1, 2, 3], [1, 2.5, 2.5], [1, 3, 2], [1, 2, 3]])
    n, k = ranks.shape
    expected = (k - 1) * ((ranks.sum(axis=0) - n * (k + 1) / 2) ** 2).sum() / ((ranks - (k + 1) / 2) ** 2).sum()
    assert found.statistic == pytest.approx(expected)
    alike = rank_rules(pd.DataFrame({"a": [1, 1], "b": [1, 1], "c": [1, 1]}))
    assert (alike.statistic, alike.p, alike.groups) == (0.0, 1.0, (("a", "b", "c"),))
    assert math.isnan(rank_rules(pd.DataFrame({"a": [1.0], "b": [2.0]})).p)


def test_groups_are_the_largest_sets_that_do_not_differ() -> None:
    rng = np.random.default_rng(1)
    table = pd.DataFrame({f"r{k}": rng.normal(k / 2, 1, 30) for k in range(7)})
    found = rank_rules(table)
    place = dict(zip(found.rules, found.ranks, strict=True))
    sets = [
        set(names)
        for size in range(2, 8)
        for names in itertools.combinations(found.rules, size)
        if max(place[n] for n in names) - min(place[n] for n in names) <= found.difference
    ]
    largest = [names for names in sets if not any(names < other for other in sets)]
    assert [set(group) for group in found.groups] == sorted(largest, key=lambda names: min(place[n] for n in names))


def test_regression_from_its_formulas() -> None:
    rng = np.random.default_rng(2)
    x, z = rng.normal(size=40), rng.uniform(0, 1e6, 40)
    y = 2 + 3 * x - 1e-6 * z + rng.normal(size=40) * (1 + abs(x))
    found = regress(y, {"x": x, "z": z})
    design = np.column_stack([np.ones(40), x, z])
    beta = np.linalg.solve(design.T @ design, design.T @ y)
    assert found.estimates == pytest.approx(beta.tolist())
    inverse = np.linalg.inv(design.T @ design)
    hat = np.diag(design @ inverse @ design.T)
    residuals = y - design @ beta
    meat = design.T @ np.diag((residuals / (1 - hat)) ** 2) @ design
    assert found.errors == pytest.approx(np.sqrt(np.diag(inverse @ meat @ inverse)).tolist())
    assert found.r_squared == pytest.approx(1 - residuals.var() / y.var())
    assert found.low[1] < 3 < found.high[1]


@pytest.mark.parametrize(
    ("values", "features", "text"),
    [
        ([1, 2, 3, 4], {"x": [1, 2]}, "'x' has 2 values"),
        ([1, 2], {"x": [1, 2]}, "too few"),
        ([1, 2, 3, 4], {"x": [1, 1, 1, 1]}, "'x' follows from"),
        ([1, 2, 3, 4, 5], {"x": [1, 2, 3, 4, 6], "y": [2, 4, 6, 8, 12]}, "'y' follows from"),
        ([1, 2, 3, 4], {"x": [0, 0, 0, 0]}, "zero everywhere"),
        ([1, 2, math.nan, 4], {"x": [1, 2, 3, 5]}, "not finite"),
    ],
)
def test_regressions_that_cannot_be_made(values: list[float], features: dict[str, list[float]], text: str) -> None:
    with pytest.raises(OptionError, match=text):
        regress(values, features)
