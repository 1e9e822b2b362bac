"""The Greedy Cohesive Rule against the definition, and against what it guarantees."""

from __future__ import annotations

import itertools

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.greedy_cohesive import greedy_cohesive
from strategies import CRITERIA, Case, cases, examples, utility_cases

import fairbudget
from fairbudget import Election, OptionError

RULE = "greedy-cohesive"


@examples(100)
@given(utility_cases(max_projects=5, max_voters=5), st.sampled_from(CRITERIA))
def test_small(found: tuple[Case, str | None], order: list[str]) -> None:
    case, utility = found
    plain = case.plain()
    rounds, free = greedy_cohesive(plain, reference.rank(plain, order), utility)
    outcome = fairbudget.select(case.election(), RULE, utility=utility, tie_breaking=order)
    assert [(list(item["projects"]), item["beta"], item["voters"]) for item in outcome.facts["rounds"]] == rounds
    assert list(outcome.selected) == [id for chosen, _, _ in rounds for id in chosen] + free


@examples(60)
@given(cases(types=("approval", "scoring"), max_projects=5, max_voters=4, weighted=False))
def test_full_justified_representation(case: Case) -> None:
    plain = case.plain()
    gains = reference.utilities(plain, None)
    selected = fairbudget.select(case.election(), RULE).selected
    has = [sum(gain[id] for id in selected) for gain in gains]
    for size in range(1, len(plain["costs"]) + 1):
        for chosen in itertools.combinations(plain["costs"], size):
            cost = sum(plain["costs"][id] for id in chosen)
            value = [sum(gain[id] for id in chosen) for gain in gains]
            for beta in set(value):
                group = [i for i in range(len(gains)) if value[i] >= beta > has[i]]
                assert not group or len(group) * plain["budget"] < cost * len(gains)


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "expected"),
    [
        ({"p1": 30, "p2": 30, "p3": 30}, 60, [["p1", "p2"], ["p1", "p2"], ["p3"]], {"p1"}),
        ({"a": 30, "b": 30}, 60, [["a"], ["a"], ["b"], ["b"]], {"a", "b"}),
        ({"maj": 60, "min": 60}, 80, [["maj"], ["maj"], ["maj"], ["min"]], {"maj"}),
        ({"x": 10, "y": 20}, 100, [["x"], ["y"]], {"x", "y"}),
        ({"a": 10, "b": 10}, 100, [[], []], set()),
    ],
)
def test_peer_examples(costs: dict[str, int], budget: int, ballots: list[list[str]], expected: set[str]) -> None:
    """What a proposed implementation for a peer library states in its documentation and tests."""
    election = Election.build(costs, budget, ballots)
    assert set(fairbudget.select(election, RULE, utility="cardinality").selected) == expected


def test_it_says_when_it_gives_up() -> None:
    costs = {f"p{k}": 1 for k in range(14)}
    election = Election.build(costs, 14, [[id for id in costs if (k + int(id[1:])) % 3] for k in range(8)])
    with pytest.raises(OptionError, match="max_sets=10 sets"):
        fairbudget.select(election, RULE, max_sets=10)
