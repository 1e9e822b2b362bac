"""The utilitarian optimum against all sets within the budget, with bounds on categories and at the edges."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.welfare import max_welfare as slow
from strategies import CRITERIA, UTILITIES, Case, examples, hard, utility_cases

import fairbudget
from fairbudget import Election, OptionError, read_pabulib
from fairbudget.rules import _knapsack
from fairbudget.rules._integer import Program
from fairbudget.rules._knapsack import Group, TooLarge, best_set, best_set_in_groups

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Case, str | None, dict[str, Fraction], dict[str, Fraction]]:
    """Return an election with categories, a utility, caps and floors."""
    case, utility = draw(utility_cases(max_projects=7))
    names = ["x", "y", "z"][: draw(st.integers(1, 3))]
    if draw(st.booleans()):
        column = [draw(st.sampled_from([*names, "none"])) for _ in case.costs]
    else:
        column = [",".join(name for name in names if draw(st.booleans())) for _ in case.costs]
    case.columns["category"] = column
    caps: dict[str, Fraction] = {}
    floors: dict[str, Fraction] = {}
    for name in sorted({name for names in categories(case).values() for name in names}):
        for bounds, parts in ((caps, (0, 1, 2, 3, 4)), (floors, (0, 1, 2))):
            if draw(st.booleans()):
                bounds[name] = draw(st.sampled_from(parts)) * Fraction(case.budget) / 4
    return case, utility, caps, floors


def categories(case: Case) -> dict[str, tuple[str, ...]]:
    texts = zip(case.costs, case.columns["category"], strict=True)
    return {id: tuple(name for name in text.split(",") if name not in ("", "none")) for id, text in texts}


@examples(250)
@given(utility_cases(max_projects=7), criteria)
def test_reference(pair: tuple[Case, str | None], order: list[str]) -> None:
    case, utility = pair
    plain = case.plain()
    outcome = fairbudget.select(case.election(), "max-welfare", utility=utility, tie_breaking=order)
    assert list(outcome.selected) == slow(plain, reference.rank(plain, order), utility)
    gains = reference.utilities(plain, utility)
    assert outcome.facts["welfare"] == sum((gain[id] for gain in gains for id in outcome.selected), Fraction(0))
    assert [item.value for item in outcome.trace] == [sum(gain[id] for gain in gains) for id in outcome.selected]
    assert outcome.facts["method"] == "dynamic programme"


@examples(80)
@given(hard(), criteria)
def test_reference_with_large_amounts(case: Case, order: list[str]) -> None:
    plain = case.plain()
    if len(case.costs) > 10:
        return
    outcome = fairbudget.select(case.election(), "max-welfare", tie_breaking=order)
    assert list(outcome.selected) == slow(plain, reference.rank(plain, order))


@examples(200)
@given(bounded(), criteria)
def test_caps_and_floors(
    given_: tuple[Case, str | None, dict[str, Fraction], dict[str, Fraction]], order: list[str]
) -> None:
    case, utility, caps, floors = given_
    plain = case.plain()
    expected = slow(plain, reference.rank(plain, order), utility, categories(case), caps, floors)
    options: dict[str, Any] = {"utility": utility, "tie_breaking": order, "caps": caps, "floors": floors}
    if expected is None:
        with pytest.raises(OptionError, match=r"max-welfare: (no set of|category)"):
            fairbudget.select(case.election(), "max-welfare", **options)
        return
    outcome = fairbudget.select(case.election(), "max-welfare", **options)
    assert list(outcome.selected) == expected


# -- other ways to the same set ----------------------------------------------------------------------------------


def by_all_sets(
    costs: list[int], values: list[int], rank: list[int], budget: int, groups: list[Group]
) -> list[int] | None:
    best: Any = None
    for bits in range(2 ** len(costs)):
        chosen = [k for k in range(len(costs)) if bits >> k & 1]
        cost = sum(costs[k] for k in chosen)
        spent = [sum(costs[k] for k in group.members if bits >> k & 1) for group in groups]
        if cost > budget or any(not g.floor <= s <= g.cap for g, s in zip(groups, spent, strict=True)):
            continue
        marks = [0 if k in chosen else 1 for k in sorted(range(len(costs)), key=rank.__getitem__)]
        key = (-sum(values[k] for k in chosen), cost, marks)
        if best is None or key < best[0]:
            best = (key, chosen)
    return None if best is None else sorted(best[1], key=rank.__getitem__)


def draw_knapsack(seed: int) -> tuple[list[int], list[int], list[int], int, list[Group]]:
    """Return costs, values, ranks, a budget and groups; many ties, or amounts beyond what a float tells apart."""
    rng = random.Random(seed)
    size = rng.randint(1, 10)
    base = rng.choice([0, 0, 10**13, 2**57])
    worth = rng.choice([0, 10, 2**53, 2**55])
    costs = [base + rng.randint(1, 6) for _ in range(size)]
    # worth the same per cost, or nearly, or unrelated to the cost
    kind = rng.choice(["rate", "near", "free"])
    values = [
        {"rate": cost * (worth + 1), "near": cost * worth + rng.randint(0, 1), "free": worth**2 + rng.randint(0, 9)}[
            kind
        ]
        for cost in costs
    ]
    rank = rng.sample(range(size), size)
    budget = sum(rng.sample(costs, rng.randint(0, size))) + rng.choice([0, 0, -1, 1])
    places = [rng.randrange(3) for _ in costs]
    groups = []
    for g in range(3):
        members = [k for k in range(size) if places[k] == g]
        total = sum(costs[k] for k in members)
        floor = min(total, sum(rng.sample([costs[k] for k in members], rng.randint(0, len(members)))) // 2)
        groups.append(Group(members, floor, rng.choice([total, max(floor, total // 2)])))
    return costs, values, rank, max(0, budget), groups


@pytest.mark.parametrize("seed", range(100))
def test_lists_halves_and_groups(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    costs, values, rank, budget, groups = draw_knapsack(seed)
    expected = by_all_sets(costs, values, rank, budget, [])
    if max(costs) <= budget:
        assert best_set(costs, values, rank, budget) == expected

        def full(*_: Any) -> list[int]:
            raise TooLarge

        # as where too many states survive in one list
        monkeypatch.setattr(_knapsack, "_one_list", full)
        assert best_set(costs, values, rank, budget) == expected
    assert best_set_in_groups(costs, values, rank, budget, groups) == by_all_sets(costs, values, rank, budget, groups)


@pytest.mark.parametrize("seed", range(0, 150, 10))
def test_integer_programme(seed: int) -> None:
    costs, values, rank, budget, groups = draw_knapsack(seed)
    program = Program(len(costs), 60, "test")
    program.row(dict(enumerate(costs)), None, budget)
    for group in groups:
        program.row({k: costs[k] for k in group.members}, group.floor, group.cap)
    found = program.best(values)
    expected = by_all_sets(costs, values, rank, budget, groups)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert sum(values[k] for k in found) == sum(values[k] for k in expected)
    program.row(dict(enumerate(values)), sum(values[k] for k in found), None)
    found = program.best([-cost for cost in costs])
    assert found is not None
    program.row(dict(enumerate(costs)), None, sum(costs[k] for k in found))
    assert sorted(program.first(rank, found), key=rank.__getitem__) == expected


def test_few_states_lead_to_the_integer_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    # every project is worth the same per cost, so that no bound helps
    costs = {f"{k:02}": rng.randint(10**6, 2 * 10**6) for k in range(14)}
    election = Election.build(costs, sum(costs.values()) // 2, [list(costs)] * 3)
    quick = fairbudget.select(election, "max-welfare")
    plain = reference.election(costs, sum(costs.values()) // 2, [list(costs)] * 3)
    assert list(quick.selected) == slow(plain, reference.rank(plain))
    monkeypatch.setattr(_knapsack, "STATES", 40)
    monkeypatch.setattr("fairbudget.rules.welfare.best_set", lambda *given: best_set(*given, states=40))
    other = fairbudget.select(election, "max-welfare")
    assert other.facts["method"] == "integer programme"
    assert other.selected == quick.selected
    with pytest.raises(OptionError, match=r"max-welfare: the integer programme was not solved within 1e-06 seconds"):
        fairbudget.select(election, "max-welfare", seconds="0.000001")


def test_no_bounds_wider_than_the_budget_change_nothing() -> None:
    for seed in range(20):
        rng = random.Random(seed)
        ids = [f"{k:02}" for k in range(30)]
        costs = {id: rng.randint(10**5, 10**7) for id in ids}
        ballots = [rng.sample(ids, rng.randint(1, 6)) for _ in range(40)]
        columns = {"category": [rng.choice("xyz") for _ in ids]}
        election = Election.build(costs, sum(costs.values()) // 3, ballots, project_columns=columns)
        free = fairbudget.select(election, "max-welfare", utility="cardinality")
        wide = fairbudget.select(
            election, "max-welfare", utility="cardinality", caps={"x": "100%", "y": "100%"}, floors={"z": 0}
        )
        assert free.selected == wide.selected
        assert free.facts == wide.facts


# -- bounds that cannot be met -----------------------------------------------------------------------------------

CITY = Election.build(
    {"road": 60, "path": 30, "park": 50, "gym": 50, "pond": 45, "well": 0},
    100,
    [["road", "park", "well"], ["path", "gym"], ["pond", "gym"]],
    project_columns={"category": ["roads", "roads", "parks", "parks,sport", "parks", "roads"]},
)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"floors": {"roads": 95}}, "within the budget 100 gives 'roads' at least 95$|its supported projects"),
        ({"floors": {"sport": 51}}, "no set .* within the budget 100 gives 'sport' at least 51$"),
        ({"floors": {"roads": "60%", "parks": "45%"}}, "gives 'roads' at least 60 and 'parks' at least 45$"),
        ({"floors": {"parks": 46}, "caps": {"parks": 49}}, "gives 'parks' at least 46 and 'parks' at most 49$"),
        ({"floors": {"sport": 50}, "caps": {"parks": 49}}, "gives 'sport' at least 50 and 'parks' at most 49$"),
        (
            {"floors": {"roads": 10, "sport": 50}, "caps": {"parks": 49, "roads": 90}},
            "gives 'sport' at least 50 and 'parks' at most 49$",
        ),
        ({"floors": {"parks": 60}, "caps": {"parks": 50}}, "'parks' has to get 60, but its cap is 50"),
        ({"caps": {"road": 60}}, "no project is in category 'road'; did you mean 'roads'"),
        ({"floors": "parks=101%"}, "gives 'parks' at least 101"),
        ({"caps": "parks"}, "expected category=amount"),
        ({"caps": ""}, "expected category=amount"),
        ({"caps": "parks=1,parks=2"}, "a category is named twice"),
        ({"caps": "parks=-1"}, "parks: expected an amount of at least 0"),
        ({"caps": {"parks": float("nan")}}, "caps"),
        ({"caps": {"parks": True}}, "caps"),
        ({"floors": ["parks"]}, "expected an amount for each category"),
        ({"seconds": 0}, "seconds above 0"),
        ({"seconds": "1e400"}, "seconds"),
    ],
)
def test_what_cannot_be_met_is_named(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        fairbudget.select(CITY, "max-welfare", **options)


def test_amounts_of_categories_in_all_spellings() -> None:
    options = [{"roads": 60}, {"roads": "60"}, {"roads": "60%"}, "roads=60", "roads = 60.0%", {"roads": Fraction(60)}]
    found = {fairbudget.select(CITY, "max-welfare", caps=value, floors={"roads": 60}).selected for value in options}
    assert found == {("well", "road")}
    # a project in two categories counts in each; free projects cost no category anything
    both = fairbudget.select(CITY, "max-welfare", caps={"sport": 50, "parks": 50, "roads": 0})
    assert both.selected == ("well", "gym")
    assert both.facts["method"] == "integer programme"


def test_money_with_decimals() -> None:
    election = Election.build(
        {"a": "0.10", "b": "0.20", "c": "0.30"}, "0.30", [["a", "b", "c"]], project_columns={"category": list("xxy")}
    )
    # of the sets {a, b} and {c} of equal utility and cost the one with the cheapest project
    assert fairbudget.select(election, "max-welfare").selected == ("a", "b")
    # 0.299 of the money is less than a, b and more than either: caps are rounded down to whole units, floors up
    assert fairbudget.select(election, "max-welfare", caps={"x": "0.299"}).selected == ("c",)
    assert fairbudget.select(election, "max-welfare", floors={"x": "0.101"}, caps={"y": 0}).selected == ("a", "b")


def test_unsupported_projects_do_not_fill_a_floor() -> None:
    election = Election.build({"a": 5, "b": 5}, 10, [["a"]], project_columns={"category": ["x", "y"]})
    with pytest.raises(OptionError, match=r"gives 'y' at least 1$"):
        fairbudget.select(election, "max-welfare", floors={"y": 1})


# -- what the literature and real elections say --------------------------------------------------------------------


def test_where_the_peer_floors_its_bounds() -> None:
    # with utilities that are not whole, the peer's own branch and bound stops at 17/6 instead of 10/3
    costs = {"p0": 5, "p1": 4, "p2": 2, "p3": 3, "p4": 1}
    ballots = [["p0", "p1", "p2"], ["p1", "p3", "p4"], ["p0", "p1", "p2", "p4"], ["p0", "p4"]]
    # each voter's approvals over the most that she can get within the budget
    most = [3, 3, 3, 2]
    points = [dict.fromkeys(ballot, Fraction(1, k)) for ballot, k in zip(ballots, most, strict=True)]
    outcome = fairbudget.select(Election.build(costs, 11, points, type="scoring"), "max-welfare")
    plain = reference.election(costs, 11, points, "scoring")
    assert list(outcome.selected) == slow(plain, reference.rank(plain))
    assert outcome.facts["welfare"] == Fraction(10, 3)


@pytest.mark.real
def test_real_elections(pabulib_files: list[Path], recwarn: pytest.WarningsRecorder) -> None:
    for path in pabulib_files[::6]:
        election = read_pabulib(path)
        for utility in UTILITIES[election.ballot_type][:2]:
            best = fairbudget.select(election, "max-welfare", utility=utility)
            assert best.facts["method"] == "dynamic programme"
            for other in ("greedy", "equal-shares"):
                outcome = fairbudget.select(election, other, utility=utility)
                assert welfare(election, outcome.selected, utility) <= best.facts["welfare"]
            assert welfare(election, best.selected, utility) == best.facts["welfare"]
    recwarn.clear()


def welfare(election: Election, selected: tuple[str, ...], utility: str) -> Fraction:
    gains = fairbudget.utilities.utilities(election, utility)
    totals = gains.totals(election.ballots.multiplicities)
    return sum((totals[p] for p in election.numbers(selected)), 0) * gains.scale
