"""BOS and BOS+ against the definitions in rationals, and against what the paper states."""

from __future__ import annotations

from fractions import Fraction

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.overspending import bos
from strategies import CRITERIA, Case, examples, hard, payments_by_voter, utility_cases

import fairbudget
from fairbudget import Election

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))


def check(case: Case, utility: str | None, order: list[str], plus: bool) -> None:
    plain = case.plain()
    slow = bos(plain, reference.rank(plain, order), utility, plus)
    rule = "bounded-overspending-plus" if plus else "bounded-overspending"
    outcome = fairbudget.select(case.election(), rule, utility=utility, tie_breaking=order)
    assert list(outcome.selected) == slow["selected"]
    assert [item.value for item in outcome.trace] == [item["value"] for item in slow["rounds"]]
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
    ]


@examples(100)
@given(utility_cases(), criteria, st.booleans())
def test_overspending(found: tuple[Case, str | None], order: list[str], plus: bool) -> None:
    check(*found, order, plus)


@examples(50)
@given(hard(), criteria, st.booleans())
def test_overspending_where_floats_fail(case: Case, order: list[str], plus: bool) -> None:
    check(case, None, order, plus)


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


def running() -> Election:
    return Election.build({id: 1000 * cost for id, cost in COSTS.items()}, 10**6, RUNNING)


@pytest.mark.parametrize("rule", ["bounded-overspending", "bounded-overspending-plus"])
def test_running_example(rule: str) -> None:
    """The running example of the paper: Equal Shares alone would leave C and F."""
    outcome = fairbudget.select(running(), rule)
    assert outcome.selected == ("A", "C", "D", "F")
    assert outcome.cost == 940_000
    if rule == "bounded-overspending":
        values = [item.value for item in outcome.trace]
        assert values == [Fraction(1, 6), Fraction(6, 25), Fraction(5, 18), Fraction(18, 25)]


@pytest.mark.parametrize("rule", ["bounded-overspending", "bounded-overspending-plus"])
def test_helenka(rule: str) -> None:
    """A large group that lacks a little for its project, beside a tiny one."""
    election = Election.build({"A": 310_000, "B": 6_000}, 310_000, [["A"]] * 403 + [["B"]] * 11)
    assert fairbudget.select(election, "equal-shares").selected == ("B",)
    assert fairbudget.select(election, rule).selected == ("A",)
