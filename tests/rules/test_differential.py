"""The rules against the slow exact reference: selections in order, prices, every voter's payments, the trace.

The elections are made to have ties and to mislead floating point; see ``strategies``.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import reference
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import CRITERIA, Case, cases, examples, hard, payments_by_voter, utility_cases

import fairbudget
from fairbudget import Outcome

DEFAULT = ["lower-cost", "more-votes", "lexicographic"]
criteria = st.one_of(st.just(DEFAULT), st.sampled_from(CRITERIA))


def check_selection(outcome: Outcome, case: Case, selected: list[str]) -> None:
    plain = case.plain()
    assert outcome.selected == tuple(selected)
    assert outcome.cost == sum((plain["costs"][id] for id in selected), Fraction(0))
    assert outcome.cost <= plain["budget"]


def check_remaining(outcome: Outcome, case: Case) -> None:
    """Every decision of the trace tells the project's cost and what is left after it."""
    plain = case.plain()
    left = plain["budget"]
    for item in outcome.trace:
        assert item.cost == plain["costs"][item.project]
        left -= item.cost if item.decision == "selected" else 0
        assert item.remaining == left
    assert [item.project for item in outcome.trace if item.decision == "selected"] == list(outcome.selected)


def check_greedy_rounds(trace: Iterable[Any], rounds: list[dict[str, Any]]) -> None:
    same: dict[Any, list[str]] = {}
    for item in rounds:
        same.setdefault(item["value"], []).append(item["project"])
    trace = list(trace)
    assert len(trace) == len(rounds)
    for item, slow in zip(trace, rounds, strict=True):
        assert (item.project, item.decision, item.value) == (slow["project"], slow["decision"], slow["value"])
        assert (item.stage, item.measure) == ("greedy", "utility-per-cost")
        assert set(slow["tied"]) <= set(item.tied)
        # projects of equal value that were decided on before may be named too, others not
        assert set(item.tied) <= set(same[slow["value"]]) | set(slow["tied"])
        assert item.project not in item.tied


def check_equal_shares(outcome: Outcome, case: Case, slow: dict[str, Any]) -> None:
    """Compare prices, ties, payments and endowment with the reference's outcome."""
    check_selection(outcome, case, slow["selected"])
    check_remaining(outcome, case)
    bought = len(slow["rounds"])
    for item, round in zip(outcome.trace[:bought], slow["rounds"], strict=True):
        assert (item.project, item.value) == (round["project"], round["value"])
        assert (item.stage, item.measure, item.decision) == ("equal-shares", "price", "selected")
        assert sorted(item.tied) == round["tied"]
    check_greedy_rounds(outcome.trace[bought:], slow["completion"]["rounds"] if "completion" in slow else [])
    paid = [{i: amount for i, amount in part.items() if amount} for part in slow["payments"]]
    assert payments_by_voter(outcome, case) == paid + [{}] * (len(slow["selected"]) - bought)
    if slow["purses"]:
        plain = case.plain()
        endowment = slow.get("endowment", plain["budget"] / len(plain["ballots"]))
        assert outcome.facts["endowment"] == endowment


# -- greedy and priority order -------------------------------------------------------------------------------------


@examples(500)
@given(
    utility_cases(),
    criteria,
    st.sampled_from(["skip", "stop"]),
    st.sampled_from(["leave", "fund"]),
)
def test_greedy(drawn: tuple[Case, str | None], order: list[str], overflow: str, unsupported: str) -> None:
    case, utility = drawn
    plain = case.plain()
    slow = reference.greedy(plain, reference.rank(plain, order), utility, overflow, unsupported)
    outcome = fairbudget.select(
        case.election(), "greedy", utility=utility, tie_breaking=order, overflow=overflow, unsupported=unsupported
    )
    check_selection(outcome, case, slow["selected"])
    check_remaining(outcome, case)
    check_greedy_rounds(outcome.trace, slow["rounds"])
    assert outcome.payments is None


@examples(200)
@given(hard(), st.data())
def test_greedy_where_floats_fail(case: Case, data: st.DataObject) -> None:
    utility = data.draw(st.sampled_from([None, "cost", "cardinality"]))
    plain = case.plain()
    slow = reference.greedy(plain, reference.rank(plain), utility)
    outcome = fairbudget.select(case.election(), "greedy", utility=utility)
    check_selection(outcome, case, slow["selected"])
    check_greedy_rounds(outcome.trace, slow["rounds"])


@examples(200)
@given(cases(), criteria, st.sampled_from(["skip", "stop"]), st.data())
def test_priority_order(case: Case, order: list[str], overflow: str, data: st.DataObject) -> None:
    priorities = None
    if data.draw(st.booleans()):
        numbers = st.sampled_from(["1", "2", "3", "10", "2.5"])
        column = [data.draw(numbers) for _ in case.costs]
        case.columns["priority"] = column
        priorities = {id: Fraction(text) for id, text in zip(case.costs, column, strict=True)}
    plain = case.plain()
    slow = reference.priority_order(plain, reference.rank(plain, order), priorities, overflow)
    given_order = data.draw(st.sampled_from(["auto", "listed" if priorities is None else "priority"]))
    outcome = fairbudget.select(
        case.election(), "priority-order", order=given_order, overflow=overflow, tie_breaking=order
    )
    check_selection(outcome, case, slow["selected"])
    check_remaining(outcome, case)
    assert outcome.options["order"] == ("listed" if priorities is None else "priority")


@examples(30)
@given(cases(), st.sampled_from(["skip", "stop"]))
def test_the_list_is_followed_even_where_there_are_priorities(case: Case, overflow: str) -> None:
    case.columns["priority"] = [str(len(case.costs) - k) for k in range(len(case.costs))]
    plain = case.plain()
    slow = reference.priority_order(plain, reference.rank(plain), None, overflow)
    outcome = fairbudget.select(case.election(), "priority-order", order="listed", overflow=overflow)
    assert outcome.selected == tuple(slow["selected"])


# -- Equal Shares --------------------------------------------------------------------------------------------------


@examples(900)
@given(utility_cases(), criteria, st.sampled_from(["none", "none", "greedy"]))
def test_equal_shares(drawn: tuple[Case, str | None], order: list[str], completion: str) -> None:
    case, utility = drawn
    plain = case.plain()
    rank = reference.rank(plain, order)
    rule = reference.equal_shares if completion == "none" else reference.equal_shares_greedy
    slow = rule(plain, rank, utility)
    outcome = fairbudget.select(
        case.election(), "equal-shares", utility=utility, completion=completion, tie_breaking=order
    )
    check_equal_shares(outcome, case, slow)


@examples(400)
@given(hard(), criteria, st.data())
def test_equal_shares_where_floats_fail(case: Case, order: list[str], data: st.DataObject) -> None:
    utility = data.draw(st.sampled_from([None, "cost", "cardinality"]))
    plain = case.plain()
    slow = reference.equal_shares_greedy(plain, reference.rank(plain, order), utility)
    outcome = fairbudget.select(
        case.election(), "equal-shares", utility=utility, completion="greedy", tie_breaking=order
    )
    check_equal_shares(outcome, case, slow)


def increments(case: Case, share: int) -> Fraction:
    """Return an increment with which Add1 ends after a moderate number of steps."""
    total = sum((Fraction(cost) for cost in case.costs.values()), Fraction(0))
    return max(total, Fraction(case.budget), Fraction(1)) / share


@examples(400)
@given(
    utility_cases(max_projects=5, max_voters=5),
    st.sampled_from(["floor", "exact"]),
    st.sampled_from(["add1", "add1-greedy"]),
    st.sampled_from([1, 3, 7, 30, 64]),
)
def test_add1(drawn: tuple[Case, str | None], start: str, completion: str, share: int) -> None:
    case, utility = drawn
    check_add1(case, utility, start, completion, increments(case, share))


@examples(150)
@given(
    cases(types=("approval", "ordinal", "scoring"), max_projects=5, max_voters=5, weighted=False),
    st.sampled_from(["floor", "exact"]),
)
def test_add1_by_single_units(case: Case, start: str) -> None:
    assume(case.budget <= 100)
    assume(all(cost <= 100 for cost in case.costs.values()))
    check_add1(case, None, start, "add1", Fraction(1))


@examples(120)
@given(hard(), st.sampled_from(["floor", "exact"]), st.sampled_from([5, 20]), st.data())
def test_add1_where_floats_fail(case: Case, start: str, share: int, data: st.DataObject) -> None:
    utility = data.draw(st.sampled_from([None, "cost", "cardinality"]))
    check_add1(case, utility, start, "add1-greedy", increments(case, share))


def check_add1(case: Case, utility: str | None, start: str, completion: str, increment: Fraction) -> None:
    plain = case.plain()
    rank = reference.rank(plain)
    rule = reference.equal_shares_add1 if completion == "add1" else reference.equal_shares_add1_greedy
    slow = rule(plain, rank, utility, start, increment)
    outcome = fairbudget.select(
        case.election(),
        "equal-shares",
        utility=utility,
        completion=completion,
        start=start,
        increment=increment,
    )
    check_equal_shares(outcome, case, slow)


@examples(60)
@given(utility_cases(), st.integers(10**6, 10**9))
def test_many_voters_behind_each_ballot(drawn: tuple[Case, str | None], factor: int) -> None:
    # the same people many times over, with as much more money: each voter has and pays the same as before
    case, utility = drawn
    assume(max([Fraction(case.budget), *map(Fraction, case.costs.values())]) <= 50)
    plain = case.plain()
    # a cost utility grows with the cost, so its price shrinks in proportion
    slow = reference.equal_shares(plain, reference.rank(plain, ["lexicographic"]), utility)
    many = Case(
        {id: Fraction(cost) * factor for id, cost in case.costs.items()},
        Fraction(case.budget) * factor,
        case.ballots,
        case.type,
        [weight * factor for weight in case.weights or [1] * len(case.ballots)],
    )
    outcome = fairbudget.select(many.election(), "equal-shares", utility=utility, tie_breaking="lexicographic")
    assert outcome.selected == tuple(slow["selected"])
    by_line = outcome.election.ballots.voters.tolist()
    paid = outcome.payments.by_row(len(outcome.election.ballots))
    single = [
        sum((part.get(i, Fraction(0)) for part in slow["payments"]), Fraction(0)) for i in range(len(slow["purses"]))
    ]
    assert case.voters([paid[row] for row in by_line]) == single
