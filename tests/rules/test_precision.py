"""Elections so built that the right outcome is known, and that floating point alone gets it wrong.

Long sums round differently in different orders; many payments leave an error that is large beside the little that is
left; whole numbers beyond 2**53 are not floats.
"""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from strategies import Case, payments_by_voter

import fairbudget


def twins(seed: int, voters: int, nudge: int) -> Case:
    """Two projects that cost the same and have the same total utility, out of many points in different orders."""
    rng = random.Random(seed)
    points = [rng.randint(5 * 10**14, 10**15) for _ in range(voters)]
    shuffled = rng.sample(points, voters)
    shuffled[0] += nudge
    ballots = [{"p": one, "q": two} for one, two in zip(points, shuffled, strict=True)]
    # nobody is asked for more than a third of what she has
    return Case({"p": 10**9, "q": 10**9}, 4 * 10**9, ballots, "scoring")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("rule", ["greedy", "equal-shares"])
def test_long_sums_in_different_orders_are_tied(rule: str, seed: int) -> None:
    election = twins(seed, 3000, 0).election()
    for order, first in (("lexicographic", "p"), ("random:1", None), ("random:2", None)):
        outcome = fairbudget.select(election, rule, tie_breaking=order)
        assert outcome.trace[0].project == (first or outcome.selected[0])
        other = "q" if outcome.selected[0] == "p" else "p"
        assert outcome.trace[0].tied == (other,)
        total = sum(ballot["p"] for ballot in twins(seed, 3000, 0).ballots)
        value = Fraction(total, 10**9)
        assert outcome.trace[0].value == (value if rule == "greedy" else 1 / value)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("rule", ["greedy", "equal-shares"])
@pytest.mark.parametrize(("nudge", "first"), [(1, "q"), (-1, "p")])
def test_one_point_among_10_to_the_18_decides(rule: str, seed: int, nudge: int, first: str) -> None:
    election = twins(seed, 3000, nudge).election()
    outcome = fairbudget.select(election, rule, tie_breaking="higher-cost,lexicographic")
    assert outcome.selected[0] == first
    assert outcome.trace[0].tied == ()


def purse(seed: int, projects: int, missing: Fraction) -> Case:
    """Two groups of three pay for the same many projects in different orders; one more asks for all they have left.

    That is 1 for each voter, after payments of about 10**12. The last projects cost 3, and `missing` more.
    """
    rng = random.Random(seed)
    costs: dict[str, Fraction | int] = {}
    ballots: list[dict[str, int]] = [{} for _ in range(6)]
    amounts = [rng.randint(10**9, 9 * 10**9) for _ in range(projects)]
    for side in (0, 1):
        for k, cost in enumerate(amounts):
            id = f"{side}-{k}"
            costs[id] = cost
            points = rng.randint(10**12, 10**13)
            for voter in range(3 * side, 3 * side + 3):
                ballots[voter][id] = points
        id = "pq"[side]
        costs[id] = 3 + missing
        for voter in range(3 * side, 3 * side + 3):
            ballots[voter][id] = 1
    return Case(costs, 2 * sum(amounts) + 6, ballots, "scoring")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("order", "last"), [("lexicographic", ("p", "q")), ("random:1", None)])
def test_the_last_unit_is_there_after_many_payments(seed: int, order: str, last: tuple[str, str] | None) -> None:
    case = purse(seed, 500, Fraction(0))
    outcome = fairbudget.select(case.election(), "equal-shares", tie_breaking=order)
    assert set(outcome.selected) == set(case.costs)
    assert outcome.cost == case.budget
    assert set(outcome.selected[-2:]) == {"p", "q"}
    if last:
        assert outcome.selected[-2:] == last
    assert outcome.trace[-2].tied == (outcome.selected[-1],)
    assert [item.value for item in outcome.trace[-2:]] == [1, 1]
    paid = payments_by_voter(outcome, case)
    assert [sum((part.get(i, Fraction(0)) for part in paid), Fraction(0)) for i in range(6)] == [
        Fraction(case.budget) / 6
    ] * 6


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("missing", [Fraction(1, 100), Fraction(1, 10**5)])
def test_the_last_unit_is_missing_after_many_payments(seed: int, missing: Fraction) -> None:
    case = purse(seed, 500, missing)
    outcome = fairbudget.select(case.election(), "equal-shares")
    assert set(outcome.selected) == set(case.costs) - {"p", "q"}


def test_costs_that_differ_by_one_beyond_2_to_the_53() -> None:
    case = Case({"b": 2**60, "a": 2**60 + 1}, 2**61 + 1, [["a", "b"], ["a", "b"]])
    election = case.election()
    assert fairbudget.select(election, "equal-shares", utility="cardinality").selected == ("b", "a")
    assert fairbudget.select(election, "equal-shares", utility="cost", tie_breaking="higher-cost").selected == (
        "a",
        "b",
    )
    assert fairbudget.select(election, "greedy", utility="cardinality").selected == ("b", "a")
    one_less = Case(case.costs, 2**61, case.ballots).election()
    assert fairbudget.select(one_less, "equal-shares", utility="cardinality").selected == ("b",)
    assert fairbudget.select(one_less, "greedy", utility="cardinality").selected == ("b",)
    assert fairbudget.select(one_less, "priority-order").selected == ("b",)


@pytest.mark.parametrize("digits", [0, 3, 8, 12, 15, 17])
@pytest.mark.parametrize("voters", [1, 3, 7])
def test_a_project_that_costs_just_what_the_supporters_have(digits: int, voters: int) -> None:
    # three groups, so that the share is not a whole number
    share = Fraction(10**digits, 3 * voters)
    for cost, bought in ((10**digits // 3, True), (10**digits // 3 + 1, False)):
        ballots = [["a"]] * voters + [[]] * (2 * voters)
        case = Case({"a": cost}, 10**digits, ballots)
        outcome = fairbudget.select(case.election(), "equal-shares", utility="cardinality")
        assert (voters * share >= cost) == bought
        assert outcome.selected == (("a",) if bought else ())
