"""All tied outcomes, against all orders of the projects tried one by one."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases, examples

import fairbudget
from fairbudget import Election, OptionError
from fairbudget.registry import rules
from fairbudget.rules.irresolute import all_outcomes

#: Rules that tell their ties, with options that bear on ties.
WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("greedy", {}),
    ("greedy", {"overflow": "stop"}),
    ("greedy", {"by": "votes", "overflow": "stop", "unsupported": "fund"}),
    ("greedy", {"by": "score", "threshold": 2}),
    ("sequential-thiele", {"overflow": "stop"}),
    ("sequential-thiele", {"weights": "cc", "per": "project"}),
    ("phragmen", {"overflow": "stop"}),
    ("phragmen", {"overflow": "skip"}),
    ("maximin-support", {}),
    ("equal-shares", {"utility": "cardinality"}),
    ("equal-shares", {"completion": "greedy"}),
    ("equal-shares", {"completion": "phragmen"}),
    ("equal-shares", {"completion": "epsilon", "comparison": "exclusion-ratio"}),
    ("equal-shares", {"comparison": "satisfaction"}),
)
#: Where endowments are raised, in steps of which a few lead to the end.
RAISED: tuple[dict[str, Any], ...] = (
    {"completion": "add1"},
    {"completion": "add1", "start": "exact", "exhaustive": "never"},
    {"completion": "add1-greedy", "comparison": "satisfaction"},
    {"completion": "budget-increase", "percent": 20},
)


def by_orders(election: Election, rule: str, options: dict[str, Any]) -> set[frozenset[str]]:
    """Return the outcomes of all orders of the projects."""
    return {
        frozenset(fairbudget.select(election, rule, tie_breaking=[("first", *order)], **options).selected)
        for order in itertools.permutations(election.ids)
    }


def found(election: Election, rule: str, options: dict[str, Any]) -> set[frozenset[str]]:
    outcomes = fairbudget.select(election, rule, all_outcomes=True, **options)
    sets = {frozenset(outcome.selected) for outcome in outcomes}
    assert len(sets) == len(outcomes)
    for outcome in outcomes:
        # its options say how ties were broken, so that it can be had again
        assert fairbudget.select(election, rule, **outcome.options).selected == outcome.selected
    return sets


@examples(200)
@given(cases(max_projects=4, max_voters=5), st.sampled_from(WAYS))
def test_all_outcomes_are_those_of_all_orders(case: Case, way: tuple[str, dict[str, Any]]) -> None:
    election = case.election()
    assert found(election, *way) == by_orders(election, *way)


@st.composite
def small(draw: st.DrawFn) -> Election:
    ids = "abcd"[: draw(st.integers(2, 4))]
    costs = {id: draw(st.integers(0, 4)) for id in ids}
    ballots: list[list[str]] = draw(st.lists(st.lists(st.sampled_from(ids), unique=True), min_size=1, max_size=5))
    return Election.build(costs, draw(st.integers(0, 9)), ballots)


@examples(100)
@given(small(), st.sampled_from(RAISED))
def test_all_outcomes_of_raised_endowments(election: Election, options: dict[str, Any]) -> None:
    assert found(election, "equal-shares", options) == by_orders(election, "equal-shares", options)


def test_a_tied_project_that_does_not_fit_ends_the_rule() -> None:
    election = Election.build({"a": 1, "b": 3}, 2, [["a", "b"]])
    assert found(election, "greedy", {"overflow": "stop"}) == {frozenset(), frozenset("a")}
    assert found(election, "greedy", {"overflow": "stop", "tie_breaking": "higher-cost"}) == {
        frozenset(),
        frozenset("a"),
    }


def test_ties_at_an_endowment_on_the_way() -> None:
    # at 1 each, a and b tie; whoever is bought, the next step decides on what is left
    election = Election.build({"c": 1, "a": 2, "b": 3}, 2, [["b"], ["c", "b"], ["c"]], weights=[1, 2, 1])
    for options in RAISED:
        assert found(election, "equal-shares", options) == by_orders(election, "equal-shares", options)


def test_too_many_runs() -> None:
    ids = [f"p{k}" for k in range(9)]
    election = Election.build(dict.fromkeys(ids, 1), 4, [ids] * 2)
    options = rules["equal-shares"].parse_options({"completion": "add1"})
    with pytest.raises(OptionError, match="too many runs"):
        all_outcomes(election, "equal-shares", options, runs=200)
    with pytest.raises(OptionError, match=r"too many tied outcomes: .* were found in 20 runs"):
        all_outcomes(election, "equal-shares", rules["equal-shares"].parse_options({}), runs=20)
