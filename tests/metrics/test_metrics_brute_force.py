"""Every metric against its definition, voter by voter, in exact fractions."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fairbudget
from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.metrics import evaluate, gini, gini_across, satisfaction
from fairbudget.outcome import Outcome
from fairbudget.registry import metrics


def gini_by_pairs(people: list[Fraction]) -> Fraction:
    """Half the relative mean absolute difference, from its definition."""
    if not people or not sum(people):
        return Fraction(0)
    n = len(people)
    mean = Fraction(sum(people), n)
    return sum((abs(a - b) for a, b in itertools.product(people, people)), Fraction(0)) / (2 * n * n * mean)


@st.composite
def cases(draw):
    """An election as plain lists, and a feasible selection."""
    projects = draw(st.integers(0, 5))
    ids = [f"p{k}" for k in range(projects)]
    costs = draw(st.lists(st.sampled_from([0, 1, 2, 3, Fraction(5, 2)]), min_size=projects, max_size=projects))
    type = draw(st.sampled_from(["approval", "choose-1", "cumulative", "scoring", "ordinal"]))
    size = 1 if type == "choose-1" else projects
    ballots = []
    for _ in range(draw(st.integers(0, 6))):
        chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=size)) if ids else []
        if type in ("cumulative", "scoring"):
            points = st.sampled_from([0, 1, 3, Fraction(1, 2)])
            ballots.append({id: draw(points) for id in chosen})
        else:
            ballots.append(chosen)
    weights = draw(st.lists(st.integers(0, 4), min_size=len(ballots), max_size=len(ballots)))
    selected = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    spare = draw(st.sampled_from([0, 1, Fraction(1, 3)]))
    prices = dict(zip(ids, costs, strict=True))
    budget = sum((Fraction(prices[id]) for id in selected), Fraction(0)) + spare
    return prices, budget, ballots, type, weights, selected


def utility_of(ballot, project, type, prices, name):
    """What one voter gains from a project, written down from the definitions."""
    supports = project in ballot and (type not in ("cumulative", "scoring") or ballot[project] > 0)
    if not supports:
        return Fraction(0)
    if name == "cost":
        return Fraction(prices[project])
    if name == "cardinality":
        return Fraction(1)
    if name == "borda":
        return Fraction(len(ballot) - ballot.index(project) - 1)
    return Fraction(ballot[project]) if type in ("cumulative", "scoring") else Fraction(1)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_all_metrics_by_brute_force(case):
    prices, budget, ballots, type, weights, selected = case
    election = Election.build(prices, budget, ballots, type=type, weights=weights)
    outcome = Outcome.of(election, election.numbers(selected), "by hand", {})
    crowd = [ballot for ballot, weight in zip(ballots, weights, strict=True) for _ in range(weight)]
    names = ["cost", "cardinality", "borda"] if type == "ordinal" else ["cost", "cardinality", "score"]
    default = {"ordinal": "borda", "cumulative": "score", "scoring": "score"}.get(type, "cost")
    for name in [*names, None]:
        used = name or default
        gains = [sum((utility_of(b, p, type, prices, used) for p in selected), Fraction(0)) for b in crowd]
        found = evaluate(outcome, ["mean-satisfaction", "gini-satisfaction"], utility=name, exact=True)
        assert found["mean-satisfaction"] == (Fraction(sum(gains), len(gains)) if gains else 0)
        assert found["gini-satisfaction"] == gini_by_pairs(gains)
    found = evaluate(outcome, exact=True)
    nothing = sum(not any(utility_of(b, p, type, prices, "cardinality") for p in selected) for b in crowd)
    assert found["exclusion-ratio"] == (Fraction(nothing, len(crowd)) if crowd else 0)
    assert found["projects-funded"] == (Fraction(len(selected), len(prices)) if prices else 0)
    spent, asked = sum(Fraction(prices[p]) for p in selected), sum(map(Fraction, prices.values()))
    assert found["money-funded"] == (spent / asked if asked else 0)
    assert found["budget-used"] == (spent / budget if budget else 0)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.one_of(st.integers(0, 9), st.fractions(0, 5, max_denominator=6)), st.integers(0, 4))),
)
def test_gini_by_pairs(pairs):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    people = [Fraction(v) for v, w in pairs for _ in range(w)]
    expected = gini_by_pairs(people)
    assert gini(values, weights) == expected
    assert gini(people) == expected
    close = pytest.approx(float(expected), abs=1e-12)
    assert gini(np.array(values, float), np.array(weights, float)) == close


def test_gini_of_plain_cases():
    assert gini([]) == gini([5]) == gini([0, 0, 0]) == gini([3, 3, 3]) == 0
    assert gini([0.1, 0.1, 0.1]) == gini([0.0, 0.0]) == 0
    assert gini([1], [0]) == 0
    for n in (2, 3, 100):
        assert gini([0] * (n - 1) + [7]) == 1 - Fraction(1, n)
        assert gini([0, 7], [n - 1, 1]) == 1 - Fraction(1, n)
    # multiplying everything by a constant changes nothing, however large
    assert gini([1, 2, 5]) == gini([10**18, 2 * 10**18, 5 * 10**18]) == gini([10**30, 2 * 10**30, 5 * 10**30])
    assert gini([1e300, 2e300, 5e300]) == pytest.approx(float(gini([1, 2, 5])))
    assert gini([0, 7], [2**40, 2**40]) == Fraction(1, 2)
    assert gini(np.array([1, 2, 5], np.uint8)) == gini([1, 2, 5])
    assert gini(np.array([0, 2**61], np.int64), np.array([3, 1], np.int64)) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("values", "weights"),
    [([1, -1], None), ([1, float("nan")], None), ([1.0, float("inf")], None), ([1, 2], [1, -1]), ([1, 2], [1]),
     (["x"], None), ([None], None), (np.ones((2, 2)), None), (np.array([1.0, np.nan]), None), ([1, True], None)],
)  # fmt: skip
def test_gini_refuses(values, weights):
    with pytest.raises(InputError):
        gini(values, weights)


def test_gini_across_counts_people_or_units():
    head, unit = gini_across([10, 40, 99], [200, 100, 0])
    assert (head.basis, head.value) == ("per head", gini_by_pairs([Fraction(10)] * 200 + [Fraction(40)] * 100))
    assert (unit.basis, unit.value) == ("per unit", gini_by_pairs([Fraction(10), Fraction(40)]))
    assert [figure.value for figure in gini_across([], [])] == [0, 0]


def test_huge_points_stay_exact():
    top = 2**61
    election = Election.build({"a": 1, "b": 1, "c": 1}, 3, [{"a": top, "b": top, "c": top}, {"a": 1}], type="scoring")
    outcome = Outcome.of(election, [0, 1, 2], "by hand", {})
    assert satisfaction(outcome).values.tolist() == [3 * top, 1]
    assert evaluate(outcome, "mean-satisfaction", exact=True) == {"mean-satisfaction": Fraction(3 * top + 1, 2)}
    assert evaluate(outcome, "gini-satisfaction", exact=True)["gini-satisfaction"] == gini_by_pairs(
        [Fraction(3 * top), Fraction(1)]
    )


def test_utility_follows_the_rule_that_made_the_outcome():
    election = Election.build({"a": 3, "b": 5}, 8, [["a"], ["b"]])
    outcome = Outcome.of(election, [0, 1], "greedy", {"utility": "cardinality"})
    assert evaluate(outcome, "mean-satisfaction") == {"mean-satisfaction": 1.0}
    assert evaluate(outcome, "mean-satisfaction", utility="cost") == {"mean-satisfaction": 4.0}


def test_what_evaluate_refuses():
    election = Election.build({"a": 3}, 8, [["a"]])
    outcome = Outcome.of(election, [0], "by hand", {})
    with pytest.raises(OptionError, match="did you mean 'mean-satisfaction'"):
        evaluate(outcome, ["mean-satisfactoin"])
    with pytest.raises(OptionError, match="utility='merit'"):
        evaluate(outcome, utility="merit")
    with pytest.raises(OptionError, match="not defined for approval"):
        evaluate(outcome, utility="borda")
    with pytest.raises(OptionError, match="takes option 'utility'"):
        evaluate(outcome, ["budget-used"], utility="cost")
    with pytest.raises(OptionError, match="takes option 'colour'"):
        evaluate(outcome, colour="red")
    with pytest.raises(InputError, match="no election"):
        evaluate(Outcome.from_json(outcome.to_json()))


def test_evaluate_returns_plain_floats_in_the_order_asked_for():
    election = Election.build({"a": 3}, 8, [["a"], []])
    outcome = Outcome.of(election, [0], "by hand", {})
    found = fairbudget.evaluate(outcome, "exclusion-ratio, budget-used")
    assert list(found) == ["exclusion-ratio", "budget-used"]
    assert all(value is None or type(value) is float for value in fairbudget.evaluate(outcome).values())
    numbers = {entry.id for entry in metrics.values() if entry.properties.get("shape", "number") == "number"}
    assert set(fairbudget.evaluate(outcome)) == numbers
    assert set(fairbudget.evaluate(outcome, "all")) == set(metrics)
    both = "mean-satisfaction:utility=cost,mean-satisfaction:utility=cardinality"
    assert fairbudget.evaluate(outcome, both) == {
        "mean-satisfaction:utility=cost": 1.5,
        "mean-satisfaction:utility=cardinality": 0.5,
    }


def test_every_metric_is_described():
    for entry in metrics.values():
        assert entry.name
        assert entry.reference
        assert entry.summary.endswith(".")
        assert entry.properties["unit"] in ("share", "utility", "index", "money", "projects", "voters")
        assert entry.properties["better"] in ("higher", "lower", None)
        assert entry.properties["bibtex"].startswith("@")
        assert "0 " in (entry.function.__doc__ or ""), "the empty case is not stated"


def test_no_ballots_no_projects_no_money():
    for election in (
        Election.build({}, 0, []),
        Election.build({"a": 0}, 0, []),
        Election.build({"a": 0}, 0, [[]]),
        Election.build({"a": 1}, 1, [["a"]], weights=[0]),
    ):
        outcome = Outcome.of(election, range(election.num_projects), "by hand", {})
        for id, value in evaluate(outcome).items():
            assert value is None or 0 <= value <= 1, id
        evaluate(outcome, "all")
