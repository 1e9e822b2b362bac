"""The completions of Equal Shares against the reference; Add1 over many steps; all tied outcomes."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases, examples, hard, payments_by_voter, utility_cases
from test_literature import ESN2, NINE, TIE_FREE, UNWANTED

import fairbudget
from fairbudget import OptionError

F = Fraction


# -- numbers stated elsewhere ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "options", "selected"),
    [
        pytest.param(NINE, {"completion": "epsilon"}, "a d b", id="nine voters, epsilon"),
        pytest.param(NINE, {"completion": "phragmen"}, "a d c", id="nine voters, Phragmen"),
        pytest.param(NINE, {"completion": "add1-greedy"}, "a d c", id="nine voters, Add1 utilitarian"),
        pytest.param(TIE_FREE, {"completion": "epsilon"}, "a c", id="no ties, epsilon"),
        pytest.param(TIE_FREE, {"completion": "phragmen"}, "a c", id="no ties, Phragmen"),
        pytest.param(ESN2, {"completion": "add1", "exhaustive": "all"}, "gym park play lib", id="ESN example 2, tool"),
        # the tool itself does not end here
        pytest.param(UNWANTED, {"completion": "add1", "exhaustive": "all"}, "a", id="unwanted project, tool"),
        pytest.param(UNWANTED, {"completion": "budget-increase", "exhaustive": "all"}, "a", id="unwanted, increase"),
    ],
)
def test_stated_outcomes(case: Case, options: dict[str, Any], selected: str) -> None:
    assert fairbudget.select(case.election(), "equal-shares", **options).selected == tuple(selected.split())


def test_epsilon_asks_7_36_and_then_2_of_the_others() -> None:
    outcome = fairbudget.select(NINE.election(), "equal-shares", completion="epsilon")
    assert [item.value for item in outcome.trace[1:]] == [F(7, 36), 2]


@pytest.mark.parametrize("mode", ["satisfaction", "exclusion-ratio"])
def test_three_voters_for_x_outvote_two_for_y(mode: str) -> None:
    # Equal Shares buys y, greedy x; the tool's defect leaves all five voters out of account
    case = Case({"x": 10, "y": 4}, 10, [["x"]] * 3 + [["y"]] * 2)
    election = case.election()
    assert fairbudget.select(election, "equal-shares").selected == ("y",)
    switched = fairbudget.select(election, "equal-shares", comparison=mode)
    assert switched.selected == ("x",)
    assert switched.facts["comparison"]["prefer_greedy"] == 3
    kept = fairbudget.select(election, "equal-shares", comparison="satisfaction-of-tool")
    assert kept.selected == ("y",)
    assert kept.facts["comparison"]["prefer_greedy"] == 0


# -- against the reference -------------------------------------------------------------------------------------------


def check_later(case: Case, utility: str | None, completion: str) -> None:
    plain = case.plain()
    rule = {"phragmen": reference.equal_shares_phragmen, "epsilon": reference.equal_shares_epsilon}[completion]
    slow = rule(plain, reference.rank(plain), utility)
    outcome = fairbudget.select(case.election(), "equal-shares", utility=utility, completion=completion)
    assert outcome.selected == tuple(slow["selected"])
    later = outcome.trace[len(slow["rounds"]) :]
    assert [item.value for item in later] == [round["value"] for round in slow["later"]]
    assert [sorted(item.tied) for item in later] == [round["tied"] for round in slow["later"]]
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
    ]


@pytest.mark.parametrize("completion", ["phragmen", "epsilon"])
@examples(200)
@given(utility_cases())
def test_phragmen_and_epsilon(completion: str, drawn: tuple[Case, str | None]) -> None:
    check_later(*drawn, completion)


@pytest.mark.parametrize("completion", ["phragmen", "epsilon"])
@examples(60)
@given(hard())
def test_phragmen_and_epsilon_where_floats_fail(completion: str, case: Case) -> None:
    check_later(case, None, completion)


def check_raised(outcome: Any, slow: dict[str, Any], case: Case) -> None:
    assert outcome.selected == tuple(slow["selected"])
    if slow["endowment"] is not None:
        assert outcome.facts["endowment"] == slow["endowment"]
    assert (outcome.facts["steps"], outcome.facts["stopped"]) == (slow["steps"], slow["stopped"])
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
    ]


@examples(200)
@given(
    utility_cases(max_projects=5, max_voters=5),
    st.sampled_from(["floor", "exact", "exact-then-floor"]),
    st.sampled_from(["supported", "all", "never"]),
    st.sampled_from([2, 9, 40]),
)
def test_switches_of_add1(drawn: tuple[Case, str | None], start: str, exhaustive: str, parts: int) -> None:
    case, utility = drawn
    plain = case.plain()
    increment = max([F(1), plain["budget"], *plain["costs"].values()]) / parts
    slow = reference.add1(plain, reference.rank(plain), utility, start, increment, exhaustive)
    outcome = fairbudget.select(
        case.election(),
        "equal-shares",
        utility=utility,
        completion="add1",
        start=start,
        exhaustive=exhaustive,
        increment=increment,
    )
    check_raised(outcome, slow, case)


@examples(120)
@given(utility_cases(max_projects=5, max_voters=5), st.sampled_from([5, 20, 70]), st.sampled_from(["supported", "all"]))
def test_budget_increase(drawn: tuple[Case, str | None], percent: int, exhaustive: str) -> None:
    case, utility = drawn
    plain = case.plain()
    if not plain["budget"]:
        # no percentage of nothing is an increase
        outcome = fairbudget.select(case.election(), "equal-shares", utility=utility, completion="budget-increase")
        assert outcome.cost == 0
        return
    slow = reference.equal_shares_budget_increase(plain, reference.rank(plain), utility, percent, exhaustive)
    outcome = fairbudget.select(
        case.election(),
        "equal-shares",
        utility=utility,
        completion="budget-increase",
        percent=percent,
        exhaustive=exhaustive,
    )
    check_raised(outcome, slow, case)


@examples(150)
@given(cases(), st.sampled_from(["satisfaction", "exclusion-ratio"]))
def test_comparison(case: Case, mode: str) -> None:
    plain = case.plain()
    rank = reference.rank(plain)
    slow = reference.equal_shares(plain, rank)
    verdict = reference.compared(plain, slow, rank, mode)
    outcome = fairbudget.select(case.election(), "equal-shares", comparison=mode)
    facts = outcome.facts["comparison"]
    assert facts["prefer_greedy"] == verdict["prefer_greedy"]
    assert facts["prefer_equal_shares"] == verdict["prefer_outcome"]
    switched = verdict["prefer_greedy"] > verdict["prefer_outcome"]
    assert facts["switched"] is switched
    assert set(outcome.selected) == (verdict["rival"] if switched else set(slow["selected"]))


# -- Add1 over many steps ---------------------------------------------------------------------------------------------


def long_scan(seed: int) -> tuple[Case, Fraction]:
    """Return an election in which Add1 takes many steps between changes, and passes changes that do not last."""
    rng = random.Random(seed)
    projects, voters = rng.randint(2, 6), rng.randint(2, 7)
    costs = {f"p{k}": rng.randint(1, 400) for k in range(projects)}
    type = rng.choice(["approval", "approval", "scoring", "ordinal"])
    lines: list[Any] = []
    for _ in range(voters):
        chosen = rng.sample(list(costs), rng.randint(0, projects))
        lines.append({id: rng.randint(1, 5) for id in chosen} if type == "scoring" else chosen)
    if rng.random() < 0.3:
        lines += lines
    increment = Fraction(1, rng.choice([1, 1, 2, 3]))
    return Case(costs, rng.randint(1, sum(costs.values())), lines, type), increment


@pytest.mark.parametrize("exhaustive", ["supported", "never"])
@examples(25)
@given(st.integers(0, 10**9), st.sampled_from(["floor", "exact"]))
def test_add1_passes_over_no_change(exhaustive: str, seed: int, start: str) -> None:
    case, increment = long_scan(seed)
    plain = case.plain()
    slow = reference.add1(plain, reference.rank(plain), None, start, increment, exhaustive)
    outcome = fairbudget.select(
        case.election(), "equal-shares", completion="add1", start=start, increment=increment, exhaustive=exhaustive
    )
    check_raised(outcome, slow, case)


def test_the_scans_are_long() -> None:
    steps = []
    for seed in range(40):
        case, increment = long_scan(seed)
        options = {"completion": "add1", "increment": increment, "exhaustive": "never"}
        steps.append(fairbudget.select(case.election(), "equal-shares", **options).facts["steps"])
    assert sum(count >= 30 for count in steps) > 10


def test_add1_by_single_rupiah_ends() -> None:
    # a share of 10**7 in steps of 1: hundreds of millions of steps, none of which changes anything but the last
    case = Case({"a": 10**8, "b": 3 * 10**8, "c": 10**9}, 10**9, [["a", "b"]] * 40 + [["c"]] * 60)
    outcome = fairbudget.select(case.election(), "equal-shares", completion="add1")
    endowment = F(outcome.facts["endowment"])
    plain = case.plain()
    rank = reference.rank(plain)
    assert list(outcome.selected) == reference.equal_shares(plain, rank, None, endowment)["selected"]
    following = reference.equal_shares(plain, rank, None, endowment + 1)["selected"]
    stopped = sum(plain["costs"][id] for id in following) > plain["budget"]
    assert stopped == (outcome.facts["stopped"] == "over-budget")
    assert outcome.facts["steps"] == endowment - 10**7


# -- all tied outcomes ------------------------------------------------------------------------------------------------


def sets(outcomes: Any) -> list[list[str]]:
    return sorted(sorted(getattr(outcome, "selected", outcome)) for outcome in outcomes)


@examples(150)
@given(utility_cases(max_projects=5, max_voters=5), st.sampled_from(["leave", "fund"]))
def test_all_outcomes_of_greedy(drawn: tuple[Case, str | None], unsupported: str) -> None:
    case, utility = drawn
    found = fairbudget.select(case.election(), "greedy", utility=utility, unsupported=unsupported, all_outcomes=True)
    slow = reference.all_greedy(case.plain(), utility, "leave")
    if unsupported == "fund":
        # what nobody supports comes after all the rest
        left = [id for id, votes in reference.supporting_votes(case.plain()).items() if not votes]
        slow = {full for bought in slow for full in fill(case, bought, left)}
    assert sets(found) == sets(slow)
    assert len(found) == len({frozenset(outcome.selected) for outcome in found})


def fill(case: Case, bought: frozenset[str], left: list[str]) -> set[frozenset[str]]:
    """Return the ways to add unsupported projects until none fits."""
    money = F(case.budget) - sum((F(case.costs[id]) for id in bought), F(0))
    fitting = [id for id in left if id not in bought and F(case.costs[id]) <= money]
    if not fitting:
        return {bought}
    return {full for id in fitting for full in fill(case, bought | {id}, left)}


@examples(120)
@given(utility_cases(max_projects=5, max_voters=5))
def test_all_outcomes_of_equal_shares(drawn: tuple[Case, str | None]) -> None:
    case, utility = drawn
    found = fairbudget.select(case.election(), "equal-shares", utility=utility, all_outcomes=True)
    assert sets(found) == sets(reference.all_equal_shares(case.plain(), utility))


def test_all_outcomes_of_a_rule_without_ties() -> None:
    case = Case({"a": 1, "b": 2}, 3, [["a"]])
    with pytest.raises(OptionError, match="does not tell its ties"):
        fairbudget.select(case.election(), "priority-order", all_outcomes=True)
