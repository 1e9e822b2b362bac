"""The proportionality degree as a metric: the curve of the degree, asked for by id."""

from __future__ import annotations

from fractions import Fraction

import fairbudget
from fairbudget import Election, registry, select
from fairbudget.axioms.degree import proportionality_degree


def example() -> Election:
    votes = {
        "bike": [0, 1, 2, 3, 4, 5],
        "gym": [0, 1, 2, 3, 4, 5, 10],
        "park": [1, 3, 4, 6, 9],
        "play": range(6, 10),
        "lib": [6, 8, 9],
    }
    ballots = [[id for id in votes if voter in votes[id]] for voter in range(11)]
    return Election.build({"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100}, 1100, ballots)


def test_rows_are_points_of_the_curve() -> None:
    for rule in ("greedy", "equal-shares"):
        outcome = select(example(), rule)
        degree = proportionality_degree(outcome)
        rows = fairbudget.evaluate(outcome, "proportionality-degree", exact=True)["proportionality-degree"]
        assert [row["share"] for row in rows] == ["any", "5%", "10%", "20%", "30%", "50%"]
        for row, share in zip(rows, (0, 5, 10, 20, 30, 50), strict=True):
            dear = [item for item in degree.sets if item.share >= Fraction(share, 100)]
            assert row["sets"] == len(dear)
            assert row["ratio"] == min((item.ratio for item in dear), default=None)
    # the four voters whom greedy leaves with nothing could have paid for the playground
    outcome = select(example(), "greedy")
    found = fairbudget.evaluate(outcome, "proportionality-degree", exact=True)["proportionality-degree"]
    assert found[0]["ratio"] == 0


def test_no_group_and_no_answer() -> None:
    lonely = select(Election.build({"a": 5}, 5, [["a"], []]), "greedy")
    rows = fairbudget.evaluate(lonely, "proportionality-degree")["proportionality-degree"]
    assert {row["sets"] for row in rows} == {0}
    assert {row["ratio"] for row in rows} == {None}
    entry = registry.metrics["proportionality-degree"]
    outcome = select(example(), "greedy")
    assert entry.function(outcome, bound=1) is None
    # only tables are asked for by name
    assert "proportionality-degree" not in fairbudget.evaluate(outcome)
