"""Fractional Equal Shares against the definition in rationals, and against what the paper states."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.fractional import fres
from strategies import CRITERIA, Case, cases, examples, hard, payments_by_voter, utility_cases

import fairbudget
from fairbudget import Election, Outcome
from fairbudget.rules import _fractional_run

RULE = "fractional-equal-shares"
criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))


def check(case: Case, utility: str | None, order: list[str]) -> Outcome:
    plain = case.plain()
    slow = fres(plain, reference.rank(plain, order), utility)
    outcome = fairbudget.select(case.election(), RULE, utility=utility, tie_breaking=order)
    assert list(outcome.selected) == slow["selected"]
    assert outcome.facts["shares"] == slow["shares"]
    steps = [item for item in outcome.trace if item.cost > 0]
    assert [(item.project, item.value, item.decision == "selected", sorted(item.tied)) for item in steps] == [
        (step["project"], step["value"], step["completes"], step["tied"]) for step in slow["steps"]
    ]
    left = plain["budget"] - sum(slow["shares"][id] * cost for id, cost in plain["costs"].items())
    assert outcome.facts["spent_on_shares"] == plain["budget"] - left
    assert left == (sum(slow["purses"]) if slow["purses"] else plain["budget"])
    if steps:
        assert steps[-1].remaining == left
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in slow["payments"][id].items() if amount} for id in slow["selected"]
    ]
    for exactly, roughly in zip(outcome.payments.amounts, outcome.approximate_payments.amounts, strict=True):
        assert [float(amount) for amount in exactly] == pytest.approx(list(roughly))
    return outcome


@examples(150)
@given(utility_cases(), criteria)
def test_small(found: tuple[Case, str | None], order: list[str]) -> None:
    check(*found, order)


@examples(60)
@given(hard(), criteria)
def test_where_floats_fail(case: Case, order: list[str]) -> None:
    check(case, None, order)


@examples(60)
@given(st.one_of(cases(), hard()))
def test_common_factors_may_be_taken_out_at_any_time(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_fractional_run, "_REDUCE", 1)
        check(case, None, ["lexicographic"])


def test_many_steps() -> None:
    """So many that common factors are taken out, and rounding errors of many payments add up."""
    rng = random.Random(5)
    costs = {f"p{k}": rng.randint(1, 60) * 1000 for k in range(12)}
    ballots = [{id: rng.randint(1, 10**6) * 12 for id in rng.sample(list(costs), 5)} for _ in range(150)]
    outcome = check(Case(costs, sum(costs.values()) // 2, ballots, "scoring"), None, ["lexicographic"])
    assert len(outcome.trace) > 2 * _fractional_run._REDUCE


COSTS = {"A": 300, "B": 400, "C": 300, "D": 240, "E": 170, "F": 100}
FANS = {
    "A": range(1, 7),
    "B": range(2, 7),
    "C": (2, 3, 4, 5, 10),
    "D": range(7, 11),
    "E": (2, 7, 8, 9),
    "F": (6, 9, 10),
}
RUNNING = [[id for id in COSTS if voter in FANS[id]] for voter in range(1, 11)]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("ACDEFB", {"A": "1", "B": "0", "C": "5/6", "D": "1", "E": "11/17", "F": "1/2"}),
        ("ABCDEF", {"A": "1", "B": "5/8", "C": "2/15", "D": "1", "E": "12/17", "F": "0"}),
    ],
)
def test_running_example(first: str, expected: dict[str, str]) -> None:
    """The running example of the paper; B and C tie at 1/5."""
    election = Election.build({id: 1000 * cost for id, cost in COSTS.items()}, 10**6, RUNNING)
    outcome = fairbudget.select(election, RULE, tie_breaking=[("first", *first)])
    assert outcome.facts["shares"] == {id: Fraction(share) for id, share in expected.items()}
    assert outcome.selected == ("A", "D")
    if first == "ACDEFB":
        assert outcome.facts["spent_on_shares"] == 950_000
        bought = [(item.project, item.decision, item.value) for item in outcome.trace]
        assert ("D", "partly", Fraction(1, 4)) in bought
        assert ("D", "selected", Fraction(1, 3)) in bought


def shares_of(costs: dict[str, int], budget: int, ballots: list, **more: object) -> dict[str, Fraction]:
    election = Election.build(costs, budget, ballots, type=more.pop("type", "approval"))
    return fairbudget.select(election, RULE, **more).facts["shares"]


def test_helenka() -> None:
    shares = shares_of({"A": 310_000, "B": 6_000}, 310_000, [["A"]] * 403 + [["B"]] * 11)
    assert shares == {"A": Fraction(403, 414), "B": 1}


def test_tail_utilities() -> None:
    shares = shares_of({"A": 1, "B": 1}, 1, [{"A": 100, "B": 2}] * 99 + [{"A": 1, "B": 2}], type="scoring")
    assert shares == {"A": Fraction(9901, 10_000), "B": Fraction(99, 10_000)}


def test_nine_voters() -> None:
    ballots = ["ac", "abde", "abd", "c", "e", "ae", "ad", "ac", "e"]
    shares = shares_of({"a": 11, "b": 12, "c": 30, "d": 15, "e": 35}, 58, [list(ballot) for ballot in ballots])
    fractions = {"a": "1", "b": "0", "c": "47/90", "d": "83/135", "e": "199/315"}
    assert shares == {id: Fraction(share) for id, share in fractions.items()}


def test_money_for_a_part_is_spent() -> None:
    """A project is funded in part even if the rest of its cost exceeds the rest of the budget."""
    assert shares_of({"A": 10, "B": 8}, 10, [["A"], ["B"]]) == {"A": Fraction(1, 2), "B": Fraction(5, 8)}


@examples(60)
@given(cases(types=("approval", "scoring"), max_projects=5, max_voters=5, weighted=False), st.data())
def test_fractional_extended_justified_representation(case: Case, data: st.DataObject) -> None:
    """Some voter of every group that can pay for projects together gains as much from the shares.

    The paper's guarantee: for a group S and projects T with cost(T) <= |S| / n * budget, and amounts a(p) that every
    voter of S gains at least from p of T, some voter of S gains at least the sum of a.
    """
    plain = case.plain()
    shares = fairbudget.select(case.election(), RULE).facts["shares"]
    gains = reference.utilities(plain, None)
    voters = range(len(gains))
    for size in range(1, len(gains) + 1):
        for group in itertools.combinations(voters, size):
            common = {id: min(gains[i][id] for i in group) for id in plain["costs"]}
            wanted = [id for id, value in common.items() if value > 0 and plain["costs"][id] > 0]
            gained = max(sum(shares[id] * gains[i][id] for id in shares) for i in group)
            for count in range(1, len(wanted) + 1):
                for chosen in itertools.combinations(wanted, count):
                    if sum(plain["costs"][id] for id in chosen) * len(gains) <= size * plain["budget"]:
                        assert gained >= sum(common[id] for id in chosen)


def test_shares_survive_json() -> None:
    election = Election.build({"fraction": 10}, 5, [["fraction"]])
    outcome = fairbudget.select(election, RULE)
    assert outcome.selected == ()
    assert outcome.facts["shares"] == {"fraction": Fraction(1, 2)}
    assert Outcome.from_json(outcome.to_json(), election).facts == outcome.facts


def test_the_table_shows_shares() -> None:
    from fairbudget.report.tables import outcome_table

    election = Election.build({"a": 10, "b": 8, "c": 2}, 15, [["a"], ["b"], ["a", "c"]])
    text = outcome_table(fairbudget.select(election, RULE))
    assert "62.50 %" in text
    assert "Fraction(" not in text
