"""The expanding approvals rule against the paper's algorithm with weights, and the axiom that it satisfies."""

from __future__ import annotations

import random
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.expanding import expanding_approvals, psc_violation
from strategies import CRITERIA, Case, cases, examples, hard

import fairbudget
from fairbudget import Election, InputError, Outcome

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))
selections = st.sampled_from(["support", "rank-maximal", "tie-breaking"])
others = st.sampled_from(["leave", "last"])


def check(case: Case, order: list[str], **options: Any) -> Outcome:
    plain = case.plain()
    slow = expanding_approvals(plain, reference.rank(plain, order), **options)
    outcome = fairbudget.select(case.election(), "expanding-approvals", tie_breaking=order, **options)
    assert list(outcome.selected) == slow["selected"]
    for item, round in zip(outcome.trace, slow["rounds"], strict=True):
        assert (item.project, item.value, sorted(item.tied)) == (round["project"], round["value"], round["tied"])
        assert (item.decision, item.stage, item.measure) == ("selected", "expanding-approvals", "rank")
    return outcome


@examples(200)
@given(cases(types=("ordinal",)), criteria, selections, others)
def test_rankings(case: Case, order: list[str], selection: str, unranked: str) -> None:
    check(case, order, selection=selection, unranked=unranked)


@examples(120)
@given(cases(), criteria, selections, others)
def test_ballots_with_ties(case: Case, order: list[str], selection: str, unranked: str) -> None:
    check(case, order, selection=selection, unranked=unranked)


@examples(100)
@given(hard(), criteria, others)
def test_where_floats_fail(case: Case, order: list[str], unranked: str) -> None:
    check(case, order, unranked=unranked)


@examples(150)
@given(
    cases(types=("ordinal", "ordinal", "approval", "scoring"), max_projects=4, max_voters=5, weighted=False), selections
)
def test_inclusion_psc(case: Case, selection: str) -> None:
    # proposition 7 of Aziz and Lee 2021, for weak orders
    outcome = fairbudget.select(case.election(), "expanding-approvals", unranked="last", selection=selection)
    if case.ballots:
        assert psc_violation(case.plain(), outcome.selected) is None


def test_solid_coalitions() -> None:
    # nine voters, three seats: six who put a and b first get both, the rest share c
    costs = dict.fromkeys("abcd", 1)
    case = Case(costs, 3, [list("abcd"), list("dcba"), list("cabd")], "ordinal", [6, 2, 1])
    outcome = check(case, ["lexicographic"])
    assert set(outcome.selected) == set("abc")
    assert [item.value for item in outcome.trace] == [1, 2, 2]


def test_which_of_several_projects() -> None:
    # two voters pay for a at rank 1; at rank 2 both b and c have their cost
    ballots = [list("abc"), list("acb"), list("bca"), list("cba")]
    case = Case({"a": 2, "b": 3, "c": 2}, 6, ballots, "ordinal")
    for selection in ("support", "rank-maximal", "tie-breaking"):
        assert check(case, ["higher-cost"], selection=selection).selected[0] == "a"


def test_projects_that_a_ballot_does_not_rank() -> None:
    election = Election.build({"a": 1, "b": 1, "c": 1}, 3, [["a"], ["b"], ["a", "b"]], type="ordinal")
    assert set(fairbudget.select(election, "expanding-approvals").selected) == {"a", "b"}
    # asked for in so many words, even what nobody ranks is funded
    assert set(fairbudget.select(election, "expanding-approvals", unranked="last").selected) == {"a", "b", "c"}


def test_points_are_ranks() -> None:
    points = [{"a": 5, "b": 5, "c": 1}, {"c": 9, "b": 2}, {"b": 1, "a": 0}]
    scores = Case({"a": 4, "b": 6, "c": 3}, 9, points, "scoring")
    outcome = check(scores, ["lexicographic"])
    assert outcome.facts["ranks"] == "by points"
    assert (
        "ranks" not in fairbudget.select(Case({"a": 1}, 1, [["a"]], "ordinal").election(), "expanding-approvals").facts
    )
    negative = Election.build({"a": 5}, 10, [{"a": -1}], type="scoring")
    with pytest.raises(InputError, match="negative points"):
        fairbudget.select(negative, "expanding-approvals")


@pytest.mark.parametrize("selection", ["support", "rank-maximal", "tie-breaking"])
def test_many_rounds_with_money_that_is_met_exactly(selection: str) -> None:
    # everybody ranks everything, and everything costs the budget: the last purchase takes all that is left
    rng = random.Random(3)
    costs = {f"{k:02}": rng.randint(100, 200) for k in range(30)}
    ballots = [rng.sample(list(costs), len(costs)) for _ in range(25)]
    election = Election.build(costs, sum(costs.values()), ballots, type="ordinal")
    outcome = fairbudget.select(election, "expanding-approvals", selection=selection)
    assert set(outcome.selected) == set(costs)
