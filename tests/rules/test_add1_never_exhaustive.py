"""Add1 that does not stop at an outcome to which nothing can be added: only the budget ends it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
import reference
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import Case, cases, examples

import fairbudget
from fairbudget import Election


def slow(case: Case, start: str, increment: Fraction) -> tuple[list[str], Fraction, int]:
    """Raise the endowment until the next step would cost more than the budget, or everything supported is bought."""
    plain = case.plain()
    rank = reference.rank(plain)
    share = plain["budget"] / len(plain["ballots"])
    endowment = Fraction(math.floor(share)) if start == "floor" else share
    gains = reference.utilities(plain)
    supported = {id for id in plain["costs"] if any(gain[id] > 0 for gain in gains)}
    selected = reference.equal_shares(plain, rank, None, endowment)["selected"]
    steps = 0
    while not supported <= set(selected):
        raised = reference.equal_shares(plain, rank, None, endowment + increment)["selected"]
        if sum((plain["costs"][id] for id in raised), Fraction(0)) > plain["budget"]:
            break
        endowment, selected, steps = endowment + increment, raised, steps + 1
    return selected, endowment, steps


@examples(120)
@given(cases(), st.sampled_from(["floor", "exact"]), st.sampled_from([1, 3, 15]))
def test_as_the_definition(case: Case, start: str, parts: int) -> None:
    plain = case.plain()
    assume(plain["ballots"])
    increment = max([Fraction(1), plain["budget"], *plain["costs"].values()]) / parts
    selected, endowment, steps = slow(case, start, increment)
    outcome = fairbudget.select(
        case.election(), "equal-shares", completion="add1", exhaustive="never", start=start, increment=increment
    )
    assert outcome.selected == tuple(selected)
    assert (outcome.facts["endowment"], outcome.facts["steps"]) == (endowment, steps)


def test_examples_of_equalshares_net() -> None:
    """Outcomes and endowments with the tool's option ``exhaustive`` off (its version 1.2.2)."""
    votes = {"bike": range(6), "gym": [*range(6), 10], "park": [1, 3, 4, 6, 9], "play": range(6, 10), "lib": [6, 8, 9]}
    costs = {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100}
    ballots = [[id for id in votes if voter in votes[id]] for voter in range(11)]
    election = Election.build(costs, 1100, ballots)
    outcome = fairbudget.select(election, "equal-shares", completion="add1", exhaustive="never")
    assert (set(outcome.selected), outcome.facts["endowment"]) == ({"gym", "park", "play", "lib"}, 173)
    assert fairbudget.select(election, "equal-shares", completion="add1").facts["endowment"] == 117


@pytest.mark.parametrize(("start", "endowment"), [("floor", Fraction(20)), ("exact", Fraction(62, 3))])
def test_a_later_outcome_than_the_first_exhaustive_one(start: str, endowment: Fraction) -> None:
    ballots = [["c"], ["b", "c"], [], ["b"], ["a", "b", "c"], ["a", "b"]]
    election = Election.build({"a": 5, "b": 50, "c": 35}, 64, ballots)
    first = fairbudget.select(election, "equal-shares", completion="add1", start=start)
    last = fairbudget.select(election, "equal-shares", completion="add1", exhaustive="never", start=start)
    assert set(first.selected) == {"a", "c"}
    assert (set(last.selected), last.facts["endowment"]) == ({"a", "b"}, endowment)
    assert last.facts["stopped"] == "over-budget"
