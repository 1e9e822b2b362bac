"""Exact Equal Shares and its completions against the definitions in rationals, and against what the papers state."""

from __future__ import annotations

import random
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.exact_shares import add_one, add_opt, exact_shares, raises
from strategies import CRITERIA, Case, examples, long_runs, mirrored, payments_by_voter, to_the_last_unit, utility_cases

import fairbudget
from fairbudget import Election, OptionError
from fairbudget.utilities import utilities

RULE = "exact-equal-shares"
criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))
approvals = utility_cases(types=("approval", "choose-1"))
#: Elections in which floating point has a chance to go wrong.
hard = st.one_of(mirrored(), long_runs(), to_the_last_unit()).filter(lambda case: case.type == "approval")


def check(case: Case, utility: str | None, order: list[str], **options: object) -> None:
    plain = case.plain()
    rank = reference.rank(plain, order)
    completion = options.get("completion", "none")
    until = options.get("until")
    if completion == "none":
        slow = exact_shares(plain, rank, utility)
    elif completion == "add-one":
        slow = add_one(plain, rank, utility, until or "over-budget", options["increment"])
    else:
        slow = add_opt(plain, rank, utility, completion == "add-opt-skip", until)
    outcome = fairbudget.select(case.election(), RULE, utility=utility, tie_breaking=order, **options)
    assert list(outcome.selected) == slow["selected"]
    assert [(item.project, item.value, sorted(item.tied)) for item in outcome.trace] == [
        (item["project"], item["value"], item["tied"]) for item in slow["rounds"]
    ]
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
    ]
    assert outcome.facts["endowment"] == slow["endowment"]
    if completion != "none":
        assert outcome.facts["stopped"] == slow["stopped"]
        assert outcome.facts["steps"] == slow["steps"]


@examples(100)
@given(approvals, criteria)
def test_none(found: tuple[Case, str | None], order: list[str]) -> None:
    check(*found, order)


@examples(50)
@given(hard, st.sampled_from([None, "cardinality"]), criteria)
def test_none_where_floats_fail(case: Case, utility: str | None, order: list[str]) -> None:
    check(case, utility, order)


completions = st.sampled_from(["add-opt", "add-opt-skip"])
untils = st.sampled_from([None, "over-budget", "end"])


@examples(150)
@given(approvals, criteria, completions, untils)
def test_add_opt(found: tuple[Case, str | None], order: list[str], completion: str, until: str | None) -> None:
    check(*found, order, completion=completion, until=until)


@examples(60)
@given(hard, st.sampled_from([None, "cardinality"]), criteria, completions, untils)
def test_add_opt_where_floats_fail(
    case: Case, utility: str | None, order: list[str], completion: str, until: str | None
) -> None:
    check(case, utility, order, completion=completion, until=until)


@examples(80)
@given(approvals, criteria, untils, st.sampled_from([1, 3, 7]))
def test_add_one(found: tuple[Case, str | None], order: list[str], until: str | None, parts: int) -> None:
    case, utility = found
    total = sum(map(Fraction, case.costs.values()), Fraction(case.budget)) or Fraction(1)
    check(case, utility, order, completion="add-one", until=until, increment=total / (20 * parts))


def select(costs: dict[str, object], budget: int, ballots: list[str], **options: object) -> fairbudget.Outcome:
    """Run the rule; a ballot is text of ids of one letter or digit."""
    election = Election.build(costs, budget, [list(ballot) for ballot in ballots])
    return fairbudget.select(election, RULE, **options)


def test_two_projects_of_three() -> None:
    outcome = select({"1": 10, "2": 16, "3": 21}, 40, ["1", "1", "23", "23", "3"][:4], utility="cardinality")
    assert [(item.project, item.value) for item in outcome.trace] == [("1", Fraction(1, 5)), ("2", Fraction(1, 8))]


#: Example 4.3 of Kraiczy, Robinson and Elkind 2025.
EXAMPLE: tuple[dict[str, object], int, list[str]] = ({"1": 2, "2": "3.2", "3": 6}, 10, ["1", "13", "23", "23", "3"])


@pytest.mark.parametrize(
    ("utility", "completion", "selected", "endowment", "stopped"),
    [
        ("cardinality", "none", ("1", "2"), 2, None),
        ("cardinality", "add-opt", ("1", "3"), Fraction(5, 2), "over-budget"),
        ("cardinality", "add-one", ("1", "3"), 3, "over-budget"),
        ("cardinality", "add-opt-skip", ("1", "3"), Fraction(5, 2), "complete"),
        ("cost", "none", ("3", "1"), 2, None),
        ("cost", "add-opt", ("3", "1"), Fraction(5, 2), "over-budget"),
    ],
)
def test_paper_example(
    utility: str, completion: str, selected: tuple[str, ...], endowment: object, stopped: str
) -> None:
    """The next change of (2) comes with half a unit more; with 31/10 all three would be bought, for 11.2."""
    outcome = select(*EXAMPLE, utility=utility, completion=completion)
    assert outcome.selected == selected
    assert outcome.facts["endowment"] == endowment
    assert outcome.facts.get("stopped") == stopped


def test_paper_example_changes_a_payment_only() -> None:
    before, after = (select(*EXAMPLE, utility="cost", completion=name) for name in ("none", "add-opt"))
    assert before.selected == after.selected
    assert sorted(map(len, before.payments.rows)) != sorted(map(len, after.payments.rows))


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "exact", "equal"),
    [
        ({"A": 10, "B": 10, "C": 20}, 40, ["AC", "AB", "BC", "C"], "AB", "ABC"),
        ({"A": 8, "B": 14}, 24, ["AB", "AB", "B"], "A", "AB"),
        ({"A": 20, "B": 10, "C": 15}, 40, ["AB", "AC", "B", "BC"], "B", "BC"),
    ],
)
def test_equal_shares_buys_more(
    costs: dict[str, object], budget: int, ballots: list[str], exact: str, equal: str
) -> None:
    """Instances 01, 03 and 07 of the repository that accompanies arXiv 2502.11797; ties to the larger id."""
    order = [("first", *reversed(costs))]
    assert set(select(costs, budget, ballots, utility="cardinality", tie_breaking=order).selected) == set(exact)
    election = Election.build(costs, budget, [list(ballot) for ballot in ballots])
    found = fairbudget.select(election, "equal-shares", utility="cardinality", tie_breaking=order)
    assert set(found.selected) == set(equal)


def test_nobody_pays_less_than_the_others() -> None:
    """Equal Shares would let the voter with less pay what she has."""
    ballots = ["ab", "b", "b"]
    assert select({"a": 9, "b": 15}, 30, ballots, utility="cardinality").selected == ("b",)
    outcome = select({"a": 8, "b": 24}, 30, ballots, utility="cost", completion="add-opt")
    assert all(len(set(amounts)) == 1 for amounts in outcome.payments.amounts)


def test_completions_end_where_a_project_has_no_supporter() -> None:
    costs = {"a": 5, "z": 3, "w": 100}
    for completion in ("add-one", "add-opt", "add-opt-skip"):
        for until in ("over-budget", "end"):
            outcome = select(costs, 10, ["a", "a"], completion=completion, until=until)
            assert outcome.selected == ("a",)
            assert outcome.facts["stopped"] == "complete"


def test_ballots_with_different_utilities_are_refused() -> None:
    election = Election.build({"a": 1}, 1, [{"a": 2}, {"a": 3}], type="scoring")
    with pytest.raises(OptionError, match="approval or choose-1"):
        fairbudget.select(election, RULE)


@pytest.mark.parametrize("amount", [0, -1, "x", "nan", None])
def test_increments_that_cannot_be_meant(amount: object) -> None:
    with pytest.raises(OptionError, match="increment"):
        select({"a": 1}, 1, ["a"], completion="add-one", increment=amount)


def test_every_change_is_found_on_a_larger_election() -> None:
    """Each endowment just below the next one has the same outcome; each next one has another."""
    rng = random.Random(3)
    costs = {f"p{k}": rng.randint(20, 90) for k in range(9)}
    ballots = [rng.sample(list(costs), rng.randint(1, 5)) for _ in range(40)]
    election = Election.build(costs, 260, ballots)
    plain = reference.election(costs, 260, ballots)
    rank = reference.rank(plain, ["lower-cost", "more-votes", "lexicographic"])
    for utility in ("cost", "cardinality"):
        slow = add_opt(plain, rank, utility, until="end")
        outcome = fairbudget.select(election, RULE, utility=utility, completion="add-opt", until="end")
        assert outcome.facts["steps"] == slow["steps"] >= 15
        assert outcome.facts["endowment"] == slow["endowment"]
        assert list(outcome.selected) == slow["selected"]


def real_elections(files: list[Path], least: int, most: int, projects: int) -> list[Election]:
    """Return the real elections with approval or choose-1 ballots of so many voters, and not too many projects."""
    found = []
    for path in files:
        if path.stat().st_size < 40_000:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", fairbudget.DataWarning)
                election = fairbudget.read_pabulib(path)
            if election.ballot_type in ("approval", "choose-1") and (
                least <= election.num_voters <= most and election.num_projects <= projects
            ):
                found.append(election)
    if not found:
        pytest.skip(f"no real election of {least} to {most} voters with ballots of the rule")
    return found


def plain_of(election: Election) -> dict[str, Any]:
    """Return an election as the slow computations want it."""
    ids = election.ids
    ballots, weights = [], []
    rows: list[list[str]] = [[] for _ in election.ballots.multiplicities]
    for p in range(election.num_projects):
        for row in utilities(election, "cardinality").of(p)[0].tolist():
            rows[row].append(ids[p])
    for row, count in zip(rows, election.ballots.multiplicities.tolist(), strict=True):
        ballots.append(row)
        weights.append(count)
    costs = {id: election.money(cost) for id, cost in zip(ids, election.costs, strict=True)}
    return reference.election(costs, election.money(election.budget_units), ballots, "approval", weights)


ORDER = ["lower-cost", "more-votes", "lexicographic"]


@pytest.mark.parametrize("completion", ["add-opt", "add-opt-skip"])
def test_real_elections_against_the_definition(pabulib_files: list[Path], completion: str) -> None:
    for election in real_elections(pabulib_files, 2, 130, 18):
        plain = plain_of(election)
        slow = add_opt(plain, reference.rank(plain, ORDER), "cost", completion == "add-opt-skip")
        outcome = fairbudget.select(election, RULE, completion=completion, tie_breaking=ORDER)
        assert list(outcome.selected) == slow["selected"]
        for fact in ("endowment", "steps", "stopped"):
            assert outcome.facts[fact] == slow[fact], (election, fact)


def test_real_elections_between_the_changes(pabulib_files: list[Path]) -> None:
    """What add-opt promises, checked by slow runs: its endowment gives its outcome, and the next change overspends.

    No endowment in between overspends, and up to the next change the outcome stays as it is.
    """
    rng = random.Random(5)
    for election in real_elections(pabulib_files, 101, 300, 16):
        plain = plain_of(election)
        rank = reference.rank(plain, ORDER)
        outcome = fairbudget.select(election, RULE, completion="add-opt", tie_breaking=ORDER)
        last = exact_shares(plain, rank, "cost", Fraction(outcome.facts["endowment"]))
        assert last["selected"] == list(outcome.selected)
        assert outcome.cost == last["cost"] <= plain["budget"]
        start = plain["budget"] / len(plain["ballots"])
        between = start + (last["endowment"] - start) * Fraction(rng.randrange(1, 1000), 1000)
        assert exact_shares(plain, rank, "cost", between)["cost"] <= plain["budget"]
        ahead = [more for more in raises(plain, rank, last, "cost").values() if more is not None]
        if outcome.facts["stopped"] == "over-budget":
            following = exact_shares(plain, rank, "cost", last["endowment"] + min(ahead))
            assert following["cost"] > plain["budget"]
            before = exact_shares(plain, rank, "cost", last["endowment"] + min(ahead) * Fraction(999, 1000))
            assert before["payments"] == last["payments"]
        else:
            assert outcome.facts["stopped"] == "complete" or not ahead
