"""Rules that go on from projects funded beforehand, against all completions looked at one by one."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, examples

import fairbudget
from fairbudget import Election

F = Fraction


@st.composite
def begun(draw: st.DrawFn) -> tuple[Case, list[str]]:
    """A small election with some projects that fit together, to be funded beforehand."""
    ids = "abcde"[: draw(st.integers(2, 5))]
    costs = {id: draw(st.sampled_from([0, 1, 1, 2, 3, F(5, 2)])) for id in ids}
    type = draw(st.sampled_from(["approval", "approval", "scoring"]))
    some = st.lists(st.sampled_from(ids), unique=True)
    ballots: list[Any] = draw(st.lists(some, min_size=1, max_size=5))
    if type == "scoring":
        ballots = [{id: draw(st.integers(1, 3)) for id in ballot} for ballot in ballots]
    weights = draw(st.lists(st.integers(1, 3), min_size=len(ballots), max_size=len(ballots)))
    case = Case(costs, draw(st.integers(1, 7)), ballots, type, weights)
    initial: list[str] = []
    for id in draw(some):
        if costs[id] + sum(costs[other] for other in initial) <= case.budget:
            initial.append(id)
    return case, initial


# -- objectives, of voters' gains from all that is funded --------------------------------------------------------------


def nash(sums: Sequence[Fraction], _: Sequence[Fraction]) -> Any:
    product = F(1)
    for value in sums:
        product *= 1 + value
    return product


def harmonic(counts: Sequence[Fraction], _: Sequence[Fraction]) -> Any:
    return sum(F(1, k) for count in counts for k in range(1, int(count) + 1))


def minimum(sums: Sequence[Fraction], concerned: Sequence[Fraction]) -> Any:
    return min(concerned, default=F(0)), sum(sums)


def ascending(_: Sequence[Fraction], concerned: Sequence[Fraction]) -> Any:
    return sorted(concerned)


OBJECTIVES: dict[str, tuple[Callable[..., Any], str]] = {
    "nash-welfare": (nash, "sum"),
    "proportional-approval": (harmonic, "count"),
    "chamberlin-courant": (lambda best, _: sum(best), "best"),
    "egalitarian": (minimum, "sum"),
    "leximin": (ascending, "sum"),
    "max-welfare": (lambda sums, _: sum(sums), "sum"),
}


def best_completion(plain: dict[str, Any], rule: str, utility: str, initial: Sequence[str]) -> set[str]:
    """Return the best of all sets that hold the initial projects: of equals the cheapest, then the first by rank."""
    objective, kind = OBJECTIVES[rule]
    gains = reference.utilities(plain, utility)
    votes, costs, rank = reference.supporting_votes(plain), plain["costs"], reference.rank(plain)
    left = plain["budget"] - sum(costs[id] for id in initial)
    rest = [id for id in costs if id not in initial and votes[id] and costs[id] <= left]
    free = [id for id in rest if not costs[id]]
    paid = sorted((id for id in rest if costs[id]), key=rank.__getitem__)
    found: tuple[Any, set[str]] | None = None
    for size in range(len(paid) + 1):
        for some in itertools.combinations(paid, size):
            cost = sum(costs[id] for id in some)
            if cost > left:
                continue
            funded = [*initial, *free, *some]
            values = []
            for voter in gains:
                own = [voter[id] for id in funded if voter[id]]
                values.append({"sum": sum(own, F(0)), "count": len(own), "best": max(own, default=F(0))}[kind])
            concerned = [v for v, voter in zip(values, gains, strict=True) if any(voter[id] for id in paid)]
            key = (objective(values, concerned), -cost, [id in some for id in paid])
            if found is None or key > found[0]:
                found = key, set(funded)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("rule", list(OBJECTIVES))
@examples(70)
@given(begun())
def test_the_best_completion(rule: str, drawn: tuple[Case, list[str]]) -> None:
    case, initial = drawn
    utility = "cardinality" if case.type == "approval" or rule == "proportional-approval" else "score"
    options = {} if rule == "proportional-approval" else {"utility": utility}
    outcome = fairbudget.select(case.election(), rule, initial=initial, **options)
    assert outcome.selected[: len(initial)] == tuple(initial)
    assert set(outcome.selected) == best_completion(case.plain(), rule, utility, initial)


def test_what_voters_have_counts() -> None:
    # a gives something to the first two voters; with that, c is worth more to the others than b to them
    election = Election.build({"a": 1, "b": 1, "c": 1}, 2, [["a", "b"]] * 2 + [["c"]] * 2)
    for rule in ("nash-welfare", "proportional-approval", "leximin", "egalitarian", "chamberlin-courant"):
        options = {} if rule == "proportional-approval" else {"utility": "cardinality"}
        assert fairbudget.select(election, rule, initial=["a"], **options).selected == ("a", "c")
    election = Election.build({"a": 1, "b": 1, "c": 1}, 2, [["a", "b"]] * 3 + [["c"]] * 2)
    assert fairbudget.select(election, "sequential-thiele", initial=["a"]).selected == ("a", "c")
    assert fairbudget.select(election, "sequential-thiele", initial=["a"], weights="av").selected == ("a", "b")
    # the three carry a already: with b they would carry 2/3 each, with c the two carry 1/2
    assert fairbudget.select(election, "maximin-support", initial=["a"]).selected == ("a", "c")
    # what a rule funded counts for the one that follows
    chain = fairbudget.select(election, "greedy", by="votes", threshold=3, exclusive=[["a", "b"]], then="leximin")
    assert chain.selected == ("a", "c")


@examples(70)
@given(begun())
def test_maximin_support_goes_on_from_the_loads(drawn: tuple[Case, list[str]]) -> None:
    case, initial = drawn
    plain = case.plain()
    votes, costs, rank = reference.supporting_votes(plain), plain["costs"], reference.rank(plain)
    supporters = {id: {i for i, ballot in enumerate(plain["ballots"]) if id in ballot} for id in costs}

    def load(carried: Sequence[str]) -> Fraction:
        return max(
            sum((costs[id] for id in some), F(0)) / len(set().union(*(supporters[id] for id in some)))
            for size in range(1, len(carried) + 1)
            for some in itertools.combinations(carried, size)
        )

    funded = [
        *initial,
        *(id for id in sorted(costs, key=rank.__getitem__) if id not in initial and votes[id] and not costs[id]),
    ]
    while True:
        left = plain["budget"] - sum(costs[id] for id in funded)
        carried = [id for id in funded if votes[id]]
        rest = [id for id in costs if id not in funded and votes[id] and costs[id] <= left]
        if not rest:
            break
        funded.append(min(rest, key=lambda id: (load([*carried, id]), rank[id])))
    assert list(fairbudget.select(case.election(), "maximin-support", initial=initial).selected) == funded


def test_phragmen_stops_at_what_the_whole_budget_could_have_paid() -> None:
    election = Election.build({"b": 2, "a": 3, "c": 2, "d": 5}, 4, [["a", "d"]] * 5 + [["b"], ["c"]])
    # a would come first and does not fit upon b; d costs more than the whole budget and is passed over
    assert fairbudget.select(election, "phragmen", initial=["b"]).selected == ("b",)
    assert fairbudget.select(election, "phragmen", initial=["b"], overflow="skip").selected == ("b", "c")
    pots = Election.build({"a": 3, "c": 2}, 4, [["a"]] * 5 + [["c"]], project_columns={"category": ["x", "x"]})
    assert fairbudget.select(pots, "phragmen", pots={"x": 2}).selected == ("c",)
