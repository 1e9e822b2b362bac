"""Whatever is given for an option of any rule: an outcome, or an error that says what was expected."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import fairbudget
from fairbudget import Election, FairbudgetError, InputError, OptionError
from fairbudget.registry import rules

#: What nobody should write, and some might.
BAD: tuple[Any, ...] = (
    *(
        None,
        "",
        " ",
        "x",
        "NONE",
        "none ",
        "a,b",
        "random:",
        "random:-1",
        "random:1.5",
        "column:nope",
        "column:category",
    ),
    *("nan", "inf", "-1", "1e400", "1e-400", "1/0", "0x10", "1_000", "\u0661", "\0", "1" * 400),
    *(-1, 0, 10**30, 1.5, float("nan"), float("inf"), True, Decimal("NaN"), Fraction(-1, 3), complex(1, 2)),
    *(np.int64(-3), np.float64("nan"), b"x", object(), lambda: 0, range(3), set(), {"a"}),
    *([], (), {}, {"a": 1}, ["a"], [["a"]], [None], [[]], ("first",), [("first",)], [("first", "zz")], [("a", {})]),
)
COMPOSITION = ("initial", "then", "pots", "caps", "floors", "all_outcomes")


def election(type: str) -> Election:
    ballots: list[Any] = [["a", "b"], ["b"], ["d", "c"], []]
    if type == "choose-1":
        ballots = [ballot[:1] for ballot in ballots]
    if type in ("cumulative", "scoring"):
        ballots = [dict.fromkeys(ballot, 2) for ballot in ballots]
    columns = {"category": ["x", "x,y", "", "y"], "priority": ["1", "2", "3", "4"]}
    return Election.build({"a": 3, "b": 4, "c": 0, "d": 5}, 8, ballots, type=type, project_columns=columns)


@pytest.mark.parametrize("id", list(rules))
def test_every_option_of_every_rule(id: str) -> None:
    types = rules[id].properties["ballots"]
    told = election(types[-1])
    for name in (*rules[id].options, *COMPOSITION):
        for value in BAD:
            with contextlib.suppress(FairbudgetError):
                found = fairbudget.select(told, id, **{name: value})
                for outcome in found if isinstance(found, list) else [found]:
                    assert outcome.to_json()
    for value in BAD:
        for category in ("x", "z", "", None, 3):
            for name in ("pots", "caps", "floors"):
                with contextlib.suppress(FairbudgetError):
                    fairbudget.select(told, id, **{name: {category: value}})


@pytest.mark.parametrize("value", [5, True, {"a": 1}, b"a", [["a"]], [None], [3]])
def test_initial_projects_that_are_no_ids(value: Any) -> None:
    with pytest.raises(OptionError, match="expected project ids, in a list or separated by commas"):
        fairbudget.select(election("approval"), "greedy", initial=value)


def test_initial_projects_as_text() -> None:
    told = election("approval")
    assert fairbudget.select(told, "greedy", initial="d, c").selected[:2] == ("d", "c")
    with pytest.raises(InputError, match="unknown project 'dc'"):
        fairbudget.select(told, "greedy", initial="dc")


@pytest.mark.parametrize("value", [5, [None], [["a"]], [("greedy",)], [("greedy", "x")], b"x", {"greedy": {}}])
def test_stages_that_are_no_rules(value: Any) -> None:
    with pytest.raises(OptionError, match="expected rules such as 'greedy'"):
        fairbudget.select(election("approval"), "greedy", then=value)


@pytest.mark.parametrize("kind", ["pots", "caps", "floors"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x", "expected category=amount"),
        ("x=1,x=2", "named twice"),
        (5, "expected an amount for each category"),
        ({"x": "-1%"}, "x: expected an amount of at least 0, or a part of the budget such as 30%"),
        ({"x": float("nan")}, "x: expected an amount of at least 0"),
        ({"x": None}, "x: expected an amount of at least 0"),
        ({"xx": 1}, "no project is in category 'xx'; did you mean|no project is in category 'xx'; allowed: x, y"),
    ],
)
def test_amounts_of_categories(kind: str, value: Any, message: str) -> None:
    for rule in ("equal-shares", "max-welfare"):
        with pytest.raises(OptionError, match=message):
            fairbudget.select(election("approval"), rule, **{kind: value})


def test_pots_are_written_as_caps_are() -> None:
    columns = {"category": ["x", "x", "y", "y"]}
    costs = {"a": 3, "b": 4, "c": 2, "d": 5}
    told = Election.build(costs, 10, [["a", "b"], ["b"], ["d", "c"]], project_columns=columns)
    outcome = fairbudget.select(told, "greedy", pots="x=45%, y=5")
    assert outcome.options["pots"] == {"x": 4, "y": 5}
    assert outcome == fairbudget.select(told, "greedy", pots={"x": 4, "y": "50%"})
    with pytest.raises(InputError, match="the pots hold 11, the budget is 10"):
        fairbudget.select(told, "greedy", pots="x=60%,y=50%")
    for nothing in ({}, " "):
        with pytest.raises(OptionError, match="pots"):
            fairbudget.select(told, "greedy", pots=nothing)


def test_a_rule_that_is_no_word() -> None:
    for rule in ([], {}, None, 3, b"greedy"):
        with pytest.raises(OptionError, match="unknown rule"):
            fairbudget.select(election("approval"), rule)  # type: ignore[call-overload]
