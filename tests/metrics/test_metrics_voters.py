"""Metrics of voters, categories and losing projects against their definitions, voter by voter, in exact fractions."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairbudget
from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.metrics import equality as equality_module
from fairbudget.metrics import evaluate, vote_shares
from fairbudget.outcome import Outcome
from tests.metrics.test_metrics_brute_force import cases, utility_of

ONE = Fraction(1)


def built(case):
    prices, budget, ballots, type, weights, selected = case
    election = Election.build(prices, budget, ballots, type=type, weights=weights)
    outcome = Outcome.of(election, election.numbers(selected), "by hand", {})
    crowd = [ballot for ballot, weight in zip(ballots, weights, strict=True) for _ in range(weight)]
    return election, outcome, crowd


def shares_of(crowd, case, projects, name):
    """Each voter's share: every project's cost split over the voters by utility."""
    prices, _, _, type, _, _ = case
    totals = {p: sum((utility_of(b, p, type, prices, name) for b in crowd), Fraction(0)) for p in prices}
    return [
        sum((prices[p] * utility_of(b, p, type, prices, name) / totals[p] for p in projects if totals[p]), Fraction(0))
        for b in crowd
    ]


def mean(values):
    return Fraction(sum(values), len(values)) if values else Fraction(0)


@settings(max_examples=100, deadline=None)
@given(cases(), st.booleans())
def test_voters_by_brute_force(case, floats):
    prices, budget, _, type, _, selected = case
    _election, outcome, crowd = built(case)
    names = ["cost", "cardinality", "borda"] if type == "ordinal" else ["cost", "cardinality", "score"]
    for name in names:
        gains = [sum((utility_of(b, p, type, prices, name) for p in selected), Fraction(0)) for b in crowd]
        worth = [sum((utility_of(b, p, type, prices, name) for p in prices), Fraction(0)) for b in crowd]
        whole = equality_module.EXACT_ROWS
        try:
            equality_module.EXACT_ROWS = -1 if floats else whole
            found = evaluate(outcome, "all", utility=name, exact=True)
        finally:
            equality_module.EXACT_ROWS = whole
        assert found["total-satisfaction"] == sum(gains)
        assert found["normalised-satisfaction"] == mean([g / w if w else 0 for g, w in zip(gains, worth, strict=True)])
        assert found["minimum-satisfaction"] == min(gains, default=0)
        assert found["median-satisfaction"] == (sorted(gains)[(len(gains) - 1) // 2] if gains else 0)
        product = math.prod([1 + g for g in gains])
        nash = float(product) ** (1 / len(gains)) - 1 if gains else 0
        assert found["nash-welfare"] == pytest.approx(nash, abs=1e-12)
        for row in found["satisfaction-quantiles"]:
            least = [g for g in sorted(gains) if sum(h <= g for h in gains) >= row["quantile"] * len(gains)]
            assert row["utility"] == (least[0] if least else 0)
        got = shares_of(crowd, case, selected, name)
        expected = mean([(share / mean(got) - 1) ** 2 for share in got]) if sum(got) else 0
        assert found["power-inequality"] == expected
        everything = shares_of(crowd, case, list(prices), name)
        fair = [min(Fraction(budget) / len(crowd), share) for share in everything]
        assert found["fair-share-distance"] == mean([abs(s - f) for s, f in zip(got, fair, strict=True)])
        assert found["fair-share-reached"] == mean([int(s >= f) for s, f in zip(got, fair, strict=True)])
        ratio = mean([min(ONE, s / f) if f else ONE for s, f in zip(got, fair, strict=True)])
        assert found["fair-share-ratio"] == (pytest.approx(float(ratio), abs=1e-12) if floats else ratio)
        histogram = found["satisfaction-histogram"]
        assert histogram[0]["voters"] == sum(g == 0 for g in gains)
        for row in histogram[1:]:
            assert row["above"] == row["up_to"]
            assert row["voters"] == sum(g == row["up_to"] for g in gains)
        assert sum(row["voters"] for row in histogram) == len(gains)
        few = evaluate(outcome, "satisfaction-histogram", utility=name, bins=2, exact=True)["satisfaction-histogram"]
        for row in few[1:]:
            inside = [g for g in gains if g and (row["above"] < g <= row["up_to"] or g == row["above"] == row["up_to"])]
            assert row["voters"] == len(inside)
        assert sum(row["voters"] for row in few) == len(gains)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_projects_by_brute_force(case):
    prices, _, _, type, _, selected = case
    _, outcome, crowd = built(case)
    found = evaluate(outcome, exact=True)
    costs = sorted(Fraction(prices[p]) for p in selected)
    assert found["number-funded"] == len(costs)
    assert found["money-spent"] == sum(costs)
    assert found["mean-project-cost"] == mean(costs)
    size = len(costs)
    assert found["median-project-cost"] == (mean([costs[(size - 1) // 2], costs[size // 2]]) if size else 0)
    assert found["largest-project"] == (costs[-1] / sum(costs) if sum(costs) else 0)
    something = [any(utility_of(b, p, type, prices, "cardinality") for p in selected) for b in crowd]
    assert found["share-reached"] == mean(list(map(int, something)))


def split_of(ballot, project, case, votes):
    """The part of a voter's vote that a project gets."""
    prices, _, _, type, _, _ = case

    def weight(p):
        name = "score" if type in ("cumulative", "scoring") else "cardinality"
        own = utility_of(ballot, p, type, prices, name)
        return Fraction(prices[p]) * bool(own) if votes == "cost" else own

    if votes == "votes":
        return weight(project)
    whole = sum((weight(p) for p in prices), Fraction(0))
    return weight(project) / whole if whole else Fraction(0)


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from(["voter", "cost", "votes"]), st.data())
def test_categories_by_brute_force(case, votes, data):
    prices, budget, ballots, type, weights, selected = case
    texts = data.draw(
        st.lists(st.sampled_from(["a", "b", "a,b", "", "None"]), min_size=len(prices), max_size=len(prices))
    )
    columns = {"category": texts, "target": texts, "rw": [text.replace(",", "") for text in texts]}
    election = Election.build(prices, budget, ballots, type=type, weights=weights, project_columns=columns)
    outcome = Outcome.of(election, election.numbers(selected), "by hand", {})
    crowd = [ballot for ballot, weight in zip(ballots, weights, strict=True) for _ in range(weight)]
    got = {p: sum((split_of(b, p, case, votes) for b in crowd), Fraction(0)) for p in prices}
    cast, spent = sum(got.values()), sum(Fraction(prices[p]) for p in selected)
    tags = dict(zip(prices, election.categories, strict=True))
    assert vote_shares(election, votes) == [got[p] / cast if cast else 0 for p in prices]
    found = evaluate(outcome, "category-shares,category-distance,target-distance", exact=True, votes=votes)
    if not any(tags.values()):
        assert set(found.values()) == {None}
        return
    names = {name for own in tags.values() for name in own or ("(none)",)}
    assert {row["name"] for row in found["category-shares"]} == names
    apart = Fraction(0)
    for row in found["category-shares"]:
        part = {p: Fraction(row["name"] in (own or ("(none)",)), len(own) or 1) for p, own in tags.items()}
        vote = sum((got[p] * part[p] for p in prices), Fraction(0)) / cast if cast else 0
        money = sum((prices[p] * part[p] for p in selected), Fraction(0)) / spent if spent else 0
        assert (row["vote_share"], row["spending_share"]) == (vote, money)
        assert row["projects"] == sum(share > 0 for share in part.values())
        apart += abs(vote - money)
    if cast and spent:
        assert found["category-distance"] == apart / 2
    else:
        assert found["category-distance"] == (1 if cast else 0)
    assert found["target-distance"] == found["category-distance"]
    places = evaluate(outcome, "place-shares", exact=True, votes=votes)["place-shares"]
    assert {row["name"] for row in places or []} <= {"a", "b", "ab", "None", "(none)"}


def test_place_column():
    election = Election.build({"a": 1, "b": 1}, 1, [["a"], ["b"]], project_columns={"Blok": ["x", "y"]})
    outcome = Outcome.of(election, [0], "by hand", {})
    assert evaluate(outcome, "place-distance") == {"place-distance": None}
    assert evaluate(outcome, "place-distance", column="Blok") == {"place-distance": 0.5}
    with pytest.raises(OptionError, match="no project column 'blok'; did you mean 'Blok'"):
        evaluate(outcome, "place-distance", column="blok")


def slow_losers(outcome, crowd, utility, scale_of):
    """Effective support and losses of Equal Shares, round by round for single voters."""
    prices = {item.project: item.value for item in outcome.trace if item.stage == "equal-shares"}
    money = [Fraction(outcome.facts["endowment"])] * len(crowd)
    election = outcome.election
    losers = [p for p in election.ids if p not in outcome.selected]
    best = dict.fromkeys(losers, Fraction(0))
    lost = {p: {} for p in losers}

    def worth(i, p):
        return scale_of(crowd[i], p)

    for q in outcome.selected:
        if q not in prices:
            continue
        rho = prices[q]
        for p in losers:
            now = sum((min(money[i], rho * worth(i, p)) for i in range(len(crowd)) if worth(i, p)), Fraction(0))
            best[p] = max(best[p], now)
        paid = [min(money[i], rho * worth(i, q)) for i in range(len(crowd))]
        for p in losers:
            lost[p][q] = sum((paid[i] for i in range(len(crowd)) if worth(i, p)), Fraction(0))
        money = [have - pay for have, pay in zip(money, paid, strict=True)]
    left = {p: sum((money[i] for i in range(len(crowd)) if worth(i, p)), Fraction(0)) for p in losers}
    cost = {p: election.total_cost([p]) for p in losers}
    return {p: (max(best[p], left[p]) / cost[p] if cost[p] else 1, lost[p], left[p]) for p in losers}


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from(["none", "add1"]), st.booleans())
def test_losers_by_brute_force(case, completion, floats):
    from fairbudget.metrics import losers as losers_module

    prices, _, _, type, _, _ = case
    election, _, crowd = built(case)
    names = ["cost", "cardinality", "borda"] if type == "ordinal" else ["cost", "cardinality", "score"]
    for name in names:
        outcome = fairbudget.select(election, "equal-shares", utility=name, completion=completion)
        expected = slow_losers(outcome, crowd, name, lambda b, p, n=name: utility_of(b, p, type, prices, n))
        whole = losers_module.EXACT_STEPS
        try:
            losers_module.EXACT_STEPS = -1 if floats else whole
            found = evaluate(outcome, "losing-projects,effective-support", exact=True)
        finally:
            losers_module.EXACT_STEPS = whole
        rows = found["losing-projects"]
        assert [row["project"] for row in rows] == list(expected)
        for row in rows:
            support, lost, left = expected[row["project"]]
            if floats:
                assert row["effective_support"] == pytest.approx(float(support), rel=1e-9)
                assert row["lost"] == pytest.approx(float(sum(lost.values())), rel=1e-9)
                assert row["left"] == pytest.approx(float(left), rel=1e-9, abs=1e-12)
            else:
                assert (row["effective_support"], row["left"]) == (support, left)
                assert row["lost_to"] == {q: amount for q, amount in lost.items() if amount}
                assert row["lost"] == sum(lost.values())
            assert row["effective_support"] < 1 or not row["cost"]
        supports = [row["effective_support"] for row in rows if row["cost"]]
        assert found["effective-support"] == max(supports, default=0)


def test_losers_after_projects_funded_beforehand():
    election = Election.build({"a": 3, "b": 2, "c": 4}, 7, [["a"], ["a", "b"], ["b", "c"], ["c"]])
    outcome = fairbudget.select(election, "equal-shares", initial=["a"])
    found = evaluate(outcome, "losing-projects", exact=True)["losing-projects"]
    # a costs the voters nothing: each of the four has an equal part of the 4 that are left
    assert outcome.selected == ("a", "b")
    (row,) = found
    assert (row["project"], row["lost_to"], row["left"]) == ("c", {"b": 1}, 1)
    assert row["effective_support"] == Fraction(2, 4)


def test_losers_of_rules_without_payments_or_endowment():
    election = Election.build({"a": 3, "b": 2}, 3, [["a"], ["a", "b"]])
    assert set(evaluate(fairbudget.select(election, "greedy"), "losing-projects,effective-support").values()) == {None}
    found = evaluate(fairbudget.select(election, "phragmen"), "losing-projects,effective-support", exact=True)
    assert found["effective-support"] is None
    assert [(row["project"], row["lost"], row["left"]) for row in found["losing-projects"]] == [
        ("b", Fraction(3, 2), None)
    ]


def test_large_amounts_stay_exact():
    top = 2**40
    election = Election.build(
        {"a": top, "b": 3 * top}, 4 * top, [{"a": top, "b": 1}, {"a": 3 * top}], type="scoring", weights=[2**20, 5]
    )
    outcome = Outcome.of(election, [0, 1], "by hand", {})
    n = 2**20 + 5
    total = {"a": top * 2**20 + 15 * top, "b": 2**20}
    first = top * Fraction(top, total["a"]) + 3 * top * Fraction(1, total["b"])
    second = top * Fraction(3 * top, total["a"])
    average = Fraction(4 * top, n)
    expected = (2**20 * (first / average - 1) ** 2 + 5 * (second / average - 1) ** 2) / n
    assert evaluate(outcome, "power-inequality", exact=True)["power-inequality"] == expected
    assert sum(vote_shares(election)) == sum(vote_shares(election, "votes")) == 1


def test_many_different_ballots_fall_back_to_floats():
    costs = {f"p{k}": 10**6 + 7 * k * k + k for k in range(60)}
    draw = np.random.default_rng(1)
    ballots = [[f"p{k}" for k in draw.choice(60, 9, replace=False)] for _ in range(700)]
    election = Election.build(costs, 10**7, ballots)
    outcome = fairbudget.select(election, "greedy")
    won = set(outcome.selected)
    found = evaluate(outcome, "normalised-satisfaction,fair-share-ratio", exact=True)
    exact = mean([Fraction(sum(costs[p] for p in b if p in won), sum(costs[p] for p in b)) for b in ballots])
    assert isinstance(found["normalised-satisfaction"], float)
    assert found["normalised-satisfaction"] == pytest.approx(float(exact), abs=1e-12)
    shares = vote_shares(election, "cost")
    assert all(isinstance(share, float) for share in shares)
    expected = mean([Fraction(costs["p3"], sum(costs[p] for p in b)) if "p3" in b else Fraction(0) for b in ballots])
    assert shares[3] == pytest.approx(float(expected), abs=1e-12)
