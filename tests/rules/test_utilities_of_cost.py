"""Rules with utilities that are functions of the cost (effort, square root, logarithm), against the slow references."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, examples

import fairbudget
from fairbudget import Election, OptionError

NAMES = ("effort", "cost-sqrt", "cost-log")


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    """Few voters and low costs: many ties, and numbers of votes that have a common multiple."""
    ids = "abcdef"[: draw(st.integers(1, 6))]
    costs = {id: draw(st.sampled_from([1, 2, 2, 3, 4, 8, Fraction(5, 2)])) for id in ids}
    ballots: list[Any] = draw(st.lists(st.lists(st.sampled_from(ids), unique=True), min_size=1, max_size=7))
    weights = draw(st.none() | st.lists(st.integers(1, 3), min_size=len(ballots), max_size=len(ballots)))
    return Case(costs, draw(st.sampled_from([1, 3, 5, 8, 11, 20])), ballots, "approval", weights)


@examples(250)
@given(small_cases(), st.sampled_from(NAMES))
def test_equal_shares(case: Case, utility: str) -> None:
    election, plain = case.election(), case.plain()
    rank = reference.rank(plain)
    outcome = fairbudget.select(election, "equal-shares", utility=utility)
    assert list(outcome.selected) == reference.equal_shares(plain, rank, utility)["selected"]


@examples(150)
@given(small_cases(), st.sampled_from(NAMES))
def test_greedy(case: Case, utility: str) -> None:
    election, plain = case.election(), case.plain()
    outcome = fairbudget.select(election, "greedy", utility=utility)
    assert list(outcome.selected) == reference.greedy(plain, reference.rank(plain), utility)["selected"]


def test_every_rule_that_offers_them_decides_by_them() -> None:
    # a alone is worth 100 or half as much effort to each of two, b and c are worth 9 each to one of them
    election = Election.build({"a": 100, "b": 9, "c": 9}, 110, [["a", "b"], ["a", "c"], ["b", "c"]])
    for rule, entry in fairbudget.registry.rules.items():
        option = entry.options.get("utility")
        if option is None:
            continue
        for name in NAMES:
            if name in option.choices:
                outcome = fairbudget.select(election, rule, utility=name)
                assert outcome.options["utility"] == name
                assert outcome.selected
            else:
                with pytest.raises(OptionError, match="utility"):
                    fairbudget.select(election, rule, utility=name)
