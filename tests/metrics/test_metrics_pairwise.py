"""Agreement between outcomes against its definitions, voter by voter and pair by pair."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.metrics import agreement, evaluate
from fairbudget.metrics import agreement as compare
from fairbudget.outcome import Outcome
from fairbudget.registry import agreements
from tests.metrics.test_metrics_brute_force import cases, utility_of


def pearson(pairs):
    """Correlation of paired numbers; 1 if both are constant, 0 if one is."""
    n = len(pairs)
    means = [Fraction(sum(x), n) for x in zip(*pairs, strict=True)] if n else [0, 0]
    one = sum((x - means[0]) ** 2 for x, _ in pairs)
    two = sum((y - means[1]) ** 2 for _, y in pairs)
    if not one or not two:
        return float(one == two)
    both = sum((x - means[0]) * (y - means[1]) for x, y in pairs)
    return float(both) / math.sqrt(one * two)


def middle_ranks(values):
    return [Fraction(sum(w < v for w in values) * 2 + sum(w == v for w in values) + 1, 2) for v in values]


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_agreement_by_brute_force(case, data):
    prices, budget, ballots, type, weights, selected = case
    others = data.draw(st.lists(st.sampled_from(list(prices)), unique=True)) if prices else []
    budget = max(budget, sum((Fraction(prices[p]) for p in others), Fraction(0)))
    election = Election.build(prices, budget, ballots, type=type, weights=weights)
    outcomes = {
        label: Outcome.of(election, election.numbers(ids), "by hand", {"utility": "cardinality"})
        for label, ids in (("a", selected), ("b", others), ("c", selected[:1]))
    }
    crowd = [ballot for ballot, weight in zip(ballots, weights, strict=True) for _ in range(weight)]
    default = {"ordinal": "borda", "cumulative": "score", "scoring": "score"}.get(type, "cost")
    for name in (None, "cost", "cardinality"):
        found = compare(outcomes, name)
        assert found.utility == (name or default)
        gains = {
            label: [
                sum((utility_of(b, p, type, prices, found.utility) for p in outcome.selected), Fraction(0))
                for b in crowd
            ]
            for label, outcome in outcomes.items()
        }
        n = len(crowd)
        best = [max(own) for own in zip(*gains.values(), strict=True)]
        for label in outcomes:
            assert found.supporters[label] == sum(g == top for g, top in zip(gains[label], best, strict=True))
        assert found.welfare == {label: sum(own) for label, own in gains.items()}
        top = max(map(sum, gains.values()))
        assert found.most_welfare == tuple(label for label, own in gains.items() if sum(own) == top)
        assert set(found.most_supported) == {
            label for label, count in found.supporters.items() if count == max(found.supporters.values())
        }
        for a, b in itertools.product(outcomes, repeat=2):
            up = sum(x > y for x, y in zip(gains[a], gains[b], strict=True))
            down = sum(x < y for x, y in zip(gains[a], gains[b], strict=True))
            values = {id: found.values[id][a, b] for id in agreements}
            if a != b:
                assert found.better[a, b] == up
                assert found.beats(a, b) == (up > down)
            assert values["preferred"] == (Fraction(up, n) if n else 0)
            assert values["margin"] == (Fraction(up - down, n) if n else 0)
            one, two = set(outcomes[a].selected), set(outcomes[b].selected)
            assert values["jaccard"] == (Fraction(len(one & two), len(one | two)) if one | two else 1)
            money = sum((Fraction(prices[p]) for p in one | two), Fraction(0))
            shared = sum((Fraction(prices[p]) for p in one & two), Fraction(0))
            assert values["money-overlap"] == (shared / money if money else 1)
            has = [
                [any(utility_of(v, p, type, prices, "cardinality") for p in ids) for v in crowd] for ids in (one, two)
            ]
            reach = sum(x and not y for x, y in zip(*has, strict=True)) - sum(
                y and not x for x, y in zip(*has, strict=True)
            )
            assert values["reach-margin"] == (Fraction(reach, n) if n else 0)
            spearman = pearson(list(zip(middle_ranks(gains[a]), middle_ranks(gains[b]), strict=True)))
            assert values["utility-correlation"] == pytest.approx(spearman, abs=1e-12)
            rank = [
                {p: o.selected.index(p) if p in o.selected else len(prices) for p in prices}
                for o in (outcomes[a], outcomes[b])
            ]
            signs = [[(r[p] > r[q]) - (r[p] < r[q]) for p, q in itertools.combinations(prices, 2)] for r in rank]
            ties = [sum(map(abs, own)) for own in signs]
            if all(ties):
                tau = sum(x * y for x, y in zip(*signs, strict=True)) / math.sqrt(ties[0] * ties[1])
            else:
                tau = float(ties[0] == ties[1])
            assert values["order-correlation"] == pytest.approx(tau, abs=1e-12)
        wins = {a: sum(found.beats(a, b) for b in outcomes if b != a) for a in outcomes}
        assert found.winner == next((a for a, count in wins.items() if count == 2), None)
        losses = {a: sum(found.beats(b, a) for b in outcomes if b != a) for a in outcomes}
        assert all(found.copeland(a) == wins[a] - losses[a] for a in outcomes)
        rows = found.rows()
        assert len(rows) == 6
        assert all(row["prefer_first"] + row["prefer_second"] + row["indifferent"] == n for row in rows)


def test_huge_weights_stay_exact():
    election = Election.build({"a": 1, "b": 1}, 1, [["a"], ["b"], []], weights=[2**40, 2**40 + 1, 7])
    one, two = (Outcome.of(election, [k], "by hand", {}) for k in (0, 1))
    found = agreement({"one": one, "two": two})
    assert found.better["two", "one"] == 2**40 + 1
    assert found.winner == "two"
    assert found.values["utility-correlation"]["one", "two"] == pytest.approx(-1, abs=1e-9)
    # the utilities of many outcomes of one election are not kept for ever
    for k in range(60):
        evaluate(Outcome.of(election, [k % 2], "by hand", {}), "mean-satisfaction")
    assert len(election._cache["satisfaction"]) <= 24


def test_a_set_without_order_ties_for_first():
    election = Election.build({"a": 1, "b": 1, "c": 1}, 2, [["a", "b", "c"]])
    one, two = (Outcome.of(election, [0, 1], "by hand", {}, facts={"ordered": flag}) for flag in (False, True))
    found = agreement({"one": one, "two": two}, measures="order-correlation").values["order-correlation"]
    assert found["one", "one"] == 1
    # two of the three pairs are ordered in the set, all three in the list, and they agree on two
    assert found["one", "two"] == pytest.approx(2 / math.sqrt(2 * 3))


def test_refusals():
    election = Election.build({"a": 1}, 1, [["a"]])
    other = Election.build({"a": 1}, 2, [["a"]])
    assert (
        agreement(
            {
                "x": Outcome.of(Election.build({"a": 1}, 1, [["a"], []]), [0], "by hand", {}),
                "y": Outcome.of(Election.build({"a": 1}, 1, [[], ["a"]]), [0], "by hand", {}),
            }
        ).better["x", "y"]
        == 0
    )
    same = Election.build({"a": 1}, 1, [["a"]])
    one = Outcome.of(election, [0], "by hand", {})
    assert agreement({"x": one, "y": Outcome.of(same, [], "by hand", {})}).winner == "x"
    assert agreement({"x": one}).winner is None
    with pytest.raises(InputError, match="belongs to another election"):
        agreement({"x": one, "y": Outcome.of(other, [], "by hand", {})})
    with pytest.raises(InputError, match="no outcome"):
        agreement({})
    with pytest.raises(OptionError, match="did you mean 'jaccard'"):
        agreement({"x": one}, measures="jacard")
    with pytest.raises(OptionError, match="utility='merit' is not allowed"):
        agreement({"x": one}, "merit")
    assert list(agreement({"x": one}, measures="jaccard,margin:utility=cost").values) == [
        "jaccard",
        "margin:utility=cost",
    ]
