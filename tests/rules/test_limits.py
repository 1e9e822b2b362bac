"""Caps and floors of categories under rules that decide on one project after another."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases, examples

import fairbudget
from fairbudget import Election, InputError, OptionError, Outcome
from fairbudget.registry import rules

SEQUENTIAL = sorted(entry.id for entry in rules.values() if entry.properties.get("sequential", True))


@st.composite
def limited(draw: st.DrawFn, **options: Any) -> tuple[Case, dict[str, Fraction], dict[str, Fraction]]:
    case = draw(cases(**options))
    case.columns["category"] = [draw(st.sampled_from(["x", "y", "x,z", ""])) for _ in case.costs]
    inside = {name for text in case.columns["category"] for name in text.split(",") if name}
    part = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
    budget = Fraction(case.budget)
    caps = {name: draw(part) * budget for name in sorted(inside) if draw(st.booleans())}
    floors = {name: draw(part) * budget for name in sorted(inside & {"x", "y"}) if draw(st.booleans())}
    return case, caps, floors


def spent_on(case: Case, selected: Any, name: str) -> Fraction:
    categories = dict(zip(case.costs, case.columns["category"], strict=True))
    return sum((Fraction(case.costs[id]) for id in selected if name in categories[id].split(",")), Fraction(0))


def select_if_reachable(case: Case, id: str, caps: Any, floors: Any, **options: Any) -> Outcome | None:
    """Return the outcome, or None where the floors can be seen to be out of reach."""
    election = case.election()
    unit = election.money_unit
    whole = {name: Fraction(math.ceil(floor * unit), unit) for name, floor in floors.items()}
    most = {name: Fraction(math.floor(cap * unit), unit) for name, cap in caps.items()}
    for name, floor in whole.items():
        supported = [
            id
            for id, votes in zip(election.ids, election.votes.tolist(), strict=True)
            if votes and Fraction(case.costs[id]) <= Fraction(case.budget)
        ]
        if spent_on(case, supported, name) < floor or most.get(name, floor) < floor:
            break
    else:
        if sum(whole.values()) <= Fraction(case.budget):
            return fairbudget.select(election, id, caps=caps, floors=floors, **options)
    with pytest.raises(OptionError, match="floors: "):
        fairbudget.select(election, id, caps=caps, floors=floors, **options)
    return None


def greedy_within(case: Case, caps: dict[str, Fraction], floors: dict[str, Fraction]) -> list[str]:
    """Go down the greedy order and take what fits the budget, the caps, and the money that floors still lack."""
    plain = case.plain()
    order = reference.greedy(
        {**plain, "budget": sum(plain["costs"].values(), Fraction(0))}, reference.rank(plain), "cost"
    )["selected"]
    taken: list[str] = []

    def allowed(id: str) -> bool:
        after = [*taken, id]
        left = Fraction(case.budget) - sum(Fraction(case.costs[p]) for p in after)
        lacking = sum(max(Fraction(0), floor - spent_on(case, after, name)) for name, floor in floors.items())
        return left >= lacking and all(spent_on(case, after, name) <= cap for name, cap in caps.items())

    for id in order:
        if allowed(id):
            taken.append(id)
    return taken


@given(limited(types=("approval",)))
@examples(150)
def test_greedy_skips_what_breaks_a_limit(drawn: Any) -> None:
    case, caps, floors = drawn
    outcome = select_if_reachable(case, "greedy", caps, floors, utility="cost")
    if outcome is None:
        return
    # a project that a floor kept out can come in only for the floor's own category, which greedy has seen already
    assert list(outcome.selected) == greedy_within(case, caps, floors)


@pytest.mark.parametrize("id", SEQUENTIAL)
@given(st.data())
@examples(15)
def test_limits_hold_under_every_rule(id: str, data: st.DataObject) -> None:
    case, caps, floors = data.draw(limited(types=tuple(rules[id].properties["ballots"])))
    election = case.election()
    outcome = select_if_reachable(case, id, caps, floors)
    if outcome is None:
        return
    if not caps and not floors:
        assert outcome == fairbudget.select(election, id)
        return
    for name, cap in caps.items():
        assert spent_on(case, outcome.selected, name) <= cap
    for name, floor in floors.items():
        short = floor - spent_on(case, outcome.selected, name)
        assert Fraction(outcome.facts["floors_not_reached"].get(name, 0)) >= max(Fraction(0), short)
    plainly = fairbudget.select(election, id)
    within = all(spent_on(case, plainly.selected, name) <= cap for name, cap in caps.items())
    if within and not floors:
        assert outcome.selected == plainly.selected
        assert outcome.facts["withdrawn"] == ()


ROADS = {"costs": {"r1": 4, "r2": 3, "p1": 3, "p2": 2}, "categories": ["road", "road", "park", "park"]}


def roads(budget: int = 9) -> Election:
    ballots = [["r1", "r2"]] * 6 + [["p1"]] * 2 + [["p2"]]
    return Election.build(ROADS["costs"], budget, ballots, project_columns={"category": ROADS["categories"]})


def test_by_hand() -> None:
    assert fairbudget.select(roads(), "greedy").selected == ("r2", "r1", "p2")
    assert fairbudget.select(roads(), "greedy", caps={"road": "40%"}).selected == ("r2", "p1", "p2")
    assert fairbudget.select(roads(), "greedy", floors={"park": 5}).selected == ("r2", "p1", "p2")
    assert fairbudget.select(roads(), "greedy", floors={"park": 3}).selected == ("r2", "p1", "p2")
    kept = fairbudget.select(roads(), "greedy", floors={"park": "3"}, caps={"road": 4})
    assert kept.options["floors"] == {"park": 3}
    assert kept.facts["spent"] == {"road": 3, "park": 5}
    assert kept.facts["withdrawn"] == ("r1",)


def test_equal_shares_decides_again_where_it_left_a_floor() -> None:
    # three of nine voters cannot buy p1 from shares of one each, but can once they share what is left
    outcome = fairbudget.select(roads(), "equal-shares", floors={"park": 3}, caps={"road": 3})
    assert outcome.selected == ("r2", "p1")
    assert outcome.facts["floors_not_reached"] == {}
    assert outcome.payments is not None


def test_initial_and_pots() -> None:
    outcome = fairbudget.select(roads(), "greedy", pots={"road": 4, "park": 5}, initial=["r1", "p2"])
    assert outcome.selected == ("r1", "p2", "p1")
    with pytest.raises(InputError, match="in no category that has a pot"):
        fairbudget.select(roads(), "greedy", pots={"road": 4}, initial=["p1"])
    with pytest.raises(InputError, match="breaks a cap"):
        fairbudget.select(roads(), "greedy", caps={"road": 3}, initial=["r1"])


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"floors": {"park": 6}}, "its supported projects that fit the budget cost 5"),
        ({"floors": {"park": 5, "road": 5}}, "together they ask for 10, the budget is 9"),
        ({"floors": {"park": 5}, "caps": {"park": 4}}, "its cap is 4"),
        ({"caps": {"prk": 4}}, "park"),
        ({"caps": {"park": "many"}}, "is not allowed"),
        ({"floors": {"park": -1}}, "is not allowed"),
        ({"floors": {"park": 1}, "pots": {"park": 2}}, "cannot be combined"),
        ({"floors": {"park": 1}, "all_outcomes": True}, "all_outcomes"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: dict[str, Any], text: str) -> None:
    with pytest.raises(OptionError, match=text):
        fairbudget.select(roads(), "greedy", **options)
