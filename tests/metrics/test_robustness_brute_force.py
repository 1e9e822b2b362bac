"""The measures of losing projects against trying every change on small elections, rebuilt from plain values."""

from __future__ import annotations

import itertools
import os
import random
from fractions import Fraction

import pytest

import fairbudget
from fairbudget.metrics import robustness
from fairbudget.metrics.robustness import _support, _winners

#: Elections a rule; more when the code changes.
SEEDS = int(os.environ.get("FAIRBUDGET_ROBUSTNESS_SEEDS", "6"))

Plain = tuple[dict[str, int], int, list[list[str]]]

RULES: list[tuple[str, dict[str, str]]] = [
    ("greedy", {}),
    ("greedy", {"utility": "cardinality", "overflow": "stop"}),
    ("greedy", {"tie_breaking": "higher-cost,more-votes"}),
    ("phragmen", {}),
    ("phragmen", {"overflow": "skip", "tie_breaking": "more-votes"}),
    ("equal-shares", {}),
    ("equal-shares", {"utility": "cardinality"}),
    ("equal-shares", {"tie_breaking": "more-votes,higher-cost"}),
]
#: Rules for which nothing is proven, so that all changes are tried.
OTHERS: list[tuple[str, dict[str, str]]] = [
    ("equal-shares", {"completion": "add1-greedy"}),
    ("equal-shares", {"completion": "greedy", "comparison": "satisfaction"}),
    ("maximin-support", {}),
    ("bounded-overspending", {}),
    ("priority-order", {}),
    ("phragmen", {"then": "greedy"}),
]


def small(seed: int, voters: int = 4) -> Plain:
    draw = random.Random(seed)
    ids = "abcd"[: draw.randint(2, 4)]
    costs = {id: draw.randint(1, 6) for id in ids}
    ballots = [[id for id in ids if draw.random() < 0.5] for _ in range(draw.randint(1, voters))]
    return costs, draw.randint(2, 10), ballots


def build(plain: Plain) -> fairbudget.Election:
    return fairbudget.Election.build(plain[0], plain[1], plain[2])


def wins(plain: Plain, project: str, rule: str, options: dict[str, str]) -> bool:
    return project in fairbudget.select(build(plain), rule, **options).selected


def add(plain: Plain, project: str, voters: tuple[int, ...]) -> Plain:
    costs, budget, ballots = plain
    return costs, budget, [[*b, project] if k in voters else b for k, b in enumerate(ballots)]


def groups(plain: Plain, project: str, size: int) -> itertools.combinations:
    return itertools.combinations([k for k, b in enumerate(plain[2]) if project not in b], size)


def expected_cheaper(plain: Plain, project: str, rule: str, options: dict[str, str]) -> int | None:
    costs, budget, ballots = plain
    for less in range(costs[project]):
        if wins(({**costs, project: costs[project] - less}, budget, ballots), project, rule, options):
            return less
    return None


def expected_support(plain: Plain, project: str, rule: str, options: dict[str, str], which: str) -> int | None:
    for size in range(len(plain[2]) + 1):
        results = [wins(add(plain, project, group), project, rule, options) for group in groups(plain, project, size)]
        good = sum(results)
        enough = {"some": good > 0, "every": good == len(results), "half": 2 * good >= len(results)}[which]
        if results and enough:
            return size
    return None


def expected_voters(plain: Plain, project: str, rule: str, options: dict[str, str], most: int) -> int | None:
    costs, budget, ballots = plain
    for count in range(most + 1):
        if wins((costs, budget, ballots + [[project]] * count), project, rule, options):
            return count
    return None


def expected_budget(plain: Plain, project: str, rule: str, options: dict[str, str], most: int) -> int | None:
    costs, budget, ballots = plain
    for more in range(most + 1):
        if wins((costs, budget + more, ballots), project, rule, options):
            return more
    return None


def drop(plain: Plain, project: str, voters: tuple[int, ...], alone: bool = False) -> Plain:
    costs, budget, ballots = plain
    changed = [
        ([project] if alone else [id for id in b if id != project]) if k in voters else b for k, b in enumerate(ballots)
    ]
    return costs, budget, changed


def backers(plain: Plain, project: str, size: int, least: int = 1) -> itertools.combinations:
    return itertools.combinations([k for k, b in enumerate(plain[2]) if project in b and len(b) >= least], size)


def expected_loss(plain: Plain, project: str, rule: str, options: dict[str, str], which: str) -> int | None:
    for size in range(len(plain[2]) + 1):
        results = [not wins(drop(plain, project, g), project, rule, options) for g in backers(plain, project, size)]
        good = sum(results)
        if results and {"some": good > 0, "every": good == len(results), "half": 2 * good >= len(results)}[which]:
            return size
    return None


def expected_rivalry(plain: Plain, project: str, rule: str, options: dict[str, str], which: str) -> int | None:
    for size in range(len(plain[2]) + 1):
        results = [
            wins(drop(plain, project, g, alone=True), project, rule, options) for g in backers(plain, project, size, 2)
        ]
        good = sum(results)
        if results and {"some": good > 0, "half": 2 * good >= len(results)}[which]:
            return size
    return None


@pytest.mark.parametrize("number", range(len(RULES)))
@pytest.mark.parametrize("few", [0, 64])
def test_margins_of_winners_and_rivalry(number: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_winners, "FEW", few)
    rule, options = RULES[number]
    for seed in range(SEEDS):
        plain = small(500 + 1000 * number + seed)
        election = build(plain)
        costs, budget, ballots = plain
        for project in costs:
            for which in ("some", "every") if few == 0 else ("half",):
                got = robustness.less_support(election, project, rule, which=which, **options)
                assert got == expected_loss(plain, project, rule, options, which), (plain, project, which)
            if few == 0:
                for which in ("some", "half"):
                    got = robustness.fewer_rivals(election, project, rule, which=which, **options)
                    assert got == expected_rivalry(plain, project, rule, options, which), (plain, project, which)
                found = robustness.dearer(election, project, rule, **options)
                assert found == next(
                    more
                    for more in range(budget + 2)
                    if not wins(({**costs, project: costs[project] + more}, budget, ballots), project, rule, options)
                )
                found = robustness.less_budget(election, project, rule, **options)
                smaller = (
                    less
                    for less in range(budget + 1)
                    if not wins((costs, budget - less, ballots), project, rule, options)
                )
                assert found == next(smaller, None), (plain, project)


@pytest.mark.parametrize("number", range(len(RULES)))
@pytest.mark.parametrize("few", [0, 64])
def test_every_change_is_tried(number: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_support, "FEW", few)
    rule, options = RULES[number]
    for seed in range(SEEDS):
        plain = small(1000 * number + seed)
        election = build(plain)
        for project in plain[0]:
            found = robustness.cheaper(election, project, rule, **options)
            assert found == expected_cheaper(plain, project, rule, options), (plain, project)
            for which in ("some", "every") if few == 0 else ("half",):
                got = robustness.more_support(election, project, rule, which=which, **options)
                assert got == expected_support(plain, project, rule, options, which), (plain, project, which)
            if few == 0:
                got = robustness.more_voters(election, project, rule, **options)
                assert got == expected_voters(plain, project, rule, options, (got or 30)), (plain, project)
                found = robustness.more_budget(election, project, rule, **options)
                most = 60 if found is None else int(found)
                assert found == expected_budget(plain, project, rule, options, most), (plain, project)


@pytest.mark.parametrize(("rule", "options"), OTHERS)
def test_rules_without_proofs_are_right_by_trying(rule: str, options: dict[str, str]) -> None:
    for seed in range(4):
        plain = small(seed, voters=3)
        election = build(plain)
        for project in plain[0]:
            assert robustness.cheaper(election, project, rule, **options) == expected_cheaper(
                plain, project, rule, options
            )
            for which in ("some", "every", "half"):
                got = robustness.more_support(election, project, rule, which=which, **options)
                assert got == expected_support(plain, project, rule, options, which), (plain, project, which)
            found = robustness.more_budget(election, project, rule, **options)
            most = 20 if found is None else int(found)
            assert found == expected_budget(plain, project, rule, options, most), (plain, project)
            got = robustness.more_voters(election, project, rule, effort=40, **options)
            assert got == expected_voters(plain, project, rule, options, 10 if got is None else got)


def test_money_with_decimals_and_steps() -> None:
    election = fairbudget.Election.build({"a": "2.50", "b": 4}, 5, [["a", "b"], ["a"], ["b"], ["a"]])
    assert robustness.cheaper(election, "b", "greedy") == Fraction(3, 2)
    assert robustness.cheaper(election, "b", "greedy", step=1) == 2
    assert robustness.more_budget(election, "b", "greedy", step="0.5") == Fraction(3, 2)
    with pytest.raises(fairbudget.OptionError, match="step"):
        robustness.cheaper(election, "b", "greedy", step="0.3")
    with pytest.raises(fairbudget.InputError, match="unknown project"):
        robustness.cheaper(election, "x", "greedy")
    with pytest.raises(fairbudget.OptionError, match="which"):
        robustness.more_support(election, "b", "greedy", which="most")


SMALL = ({"p1": 1, "p2": 1, "p3": 3}, 3, [["p1", "p2"], ["p1", "p2", "p3"], ["p3"]])
VOTES = {"bike": [0, 1, 2, 3, 4, 5], "gym": [0, 1, 2, 3, 4, 5, 10], "park": [1, 3, 4, 6, 9], "play": [6, 7, 8, 9]}
VOTES["lib"] = [6, 8, 9]
SECOND = (
    {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100},
    1100,
    [[id for id in VOTES if k in VOTES[id]] for k in range(11)],
)


@pytest.mark.parametrize(
    ("plain", "rule", "options", "project", "expected"),
    [
        (SMALL, "equal-shares", {}, "p3", (1, 1, 1, None, None)),
        (SMALL, "equal-shares", {"utility": "cardinality"}, "p3", (1, None, None, None, None)),
        (SMALL, "greedy", {}, "p3", (1, 1, 1, 1, 1)),
        (SMALL, "phragmen", {}, "p3", (1, None, None, 5, None)),
        (SECOND, "equal-shares", {}, "bike", (257, 2, 2, 3, None)),
        (SECOND, "equal-shares", {}, "lib", (39, 1, 2, 1, 1)),
        (SECOND, "phragmen", {}, "bike", (342, None, None, 7, 4)),
        (SECOND, "equal-shares", {"utility": "cardinality"}, "bike", (342, None, None, 7, None)),
        (SECOND, "equal-shares", {"utility": "cardinality"}, "park", (249, 1, 1, 1, 1)),
        (SECOND, "greedy", {}, "park", (None, 1, 1, 1, 1)),
        (SECOND, "greedy", {}, "play", (None, 2, 2, 2, None)),
        (SECOND, "greedy", {}, "lib", (None, 3, 3, 3, None)),
    ],
)
def test_worked_examples(
    plain: Plain, rule: str, options: dict[str, str], project: str, expected: tuple[int | None, ...]
) -> None:
    """Price (None: no positive one), optimist, pessimist, singletons, rivalry; the first is pabumeasures' example."""
    election = build(plain)
    options = {**options, "tie_breaking": "lower-cost,lexicographic"}
    less = robustness.cheaper(election, project, rule, **options)
    price, some, every, single, rival = expected
    assert (None if less is None else plain[0][project] - less) == price
    assert robustness.more_support(election, project, rule, **options) == some
    assert robustness.more_support(election, project, rule, which="every", **options) == every
    assert robustness.more_voters(election, project, rule, **options) == single
    assert robustness.fewer_rivals(election, project, rule, **options) == rival
