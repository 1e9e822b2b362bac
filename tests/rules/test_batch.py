"""Many elections at once: the outcomes are those of one at a time."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CRITERIA, Case, cases, examples, mirrored, utility_cases

import fairbudget
from fairbudget import Election, InputError, OptionError
from fairbudget.experiments.bench_rules import small_election
from fairbudget.registry import rules
from fairbudget.rules import composition
from fairbudget.rules._small import decided, fits
from fairbudget.rules.batch import select_many
from fairbudget.rules.equal_shares import alone


def same(elections: list[Election], **options: object) -> None:
    """Compare the short way for small elections, one and many at a time, with the rule as it runs on large ones."""
    values = rules["equal-shares"].parse_options(options)
    together = list(select_many(elections, "equal-shares", **options))
    one_by_one = [fairbudget.select(election, "equal-shares", **options) for election in elections]
    for found in (together, one_by_one):
        for outcome, election in zip(found, elections, strict=True):
            expected = alone(dataclasses.replace(election), values)
            assert outcome == expected
            assert outcome.facts == expected.facts
            assert outcome.to_dict(payments="exact") == expected.to_dict(payments="exact")


@given(
    st.lists(st.one_of(cases(), mirrored()), max_size=8),
    st.sampled_from([None, "cost", "cardinality"]),
    st.sampled_from([*CRITERIA[:12], ["random:3"]]),
)
@examples(150)
def test_as_one_by_one(drawn: list[Case], utility: str | None, criteria: list[str]) -> None:
    same([case.election() for case in drawn], utility=utility, tie_breaking=criteria)


@given(st.lists(utility_cases(), min_size=1, max_size=5), st.sampled_from(CRITERIA))
@examples(150)
def test_every_utility(drawn: list[tuple[Case, str | None]], criteria: list[str]) -> None:
    for case, utility in drawn:
        same([case.election()], utility=utility, tie_breaking=criteria)


def test_what_the_short_way_does_not_decide() -> None:
    one, two = Election.build({"a": 3, "b": 3}, 3, [["a"], ["b"]]), Election.build({"a": 1}, 1, [])
    huge = Election.build({"a": 10**15, "b": 10**15}, 2 * 10**15, [["a", "b"], ["b"]], weights=[1500, 1])
    values = rules["equal-shares"].parse_options({})
    lot = rules["equal-shares"].parse_options({"tie_breaking": "random:1"})
    assert decided([one, two], lot, alone) == [None, None]
    assert [found is None for found in decided([one, huge, two], values, alone)] == [False, True, False]
    same([one, huge, two])
    part = composition.part(one, [0], 3)
    assert fits(one)
    assert not fits(part)


def test_negative_points_are_told() -> None:
    with pytest.raises(InputError, match="negative points"):
        fairbudget.select(Election.build({"a": 1}, 1, [{"a": -1}], type="scoring"), "equal-shares")
    with pytest.raises(OptionError, match="not defined for approval"):
        fairbudget.select(small_election(1), "equal-shares", utility="borda")


def test_more_elections_than_lie_together() -> None:
    same([small_election(seed, 12, 9, 4) for seed in range(300)])


def test_other_rules_and_completions() -> None:
    elections = [small_election(seed, 12, 9, 4) for seed in range(5)]
    for rule, options in (("equal-shares", {"completion": "add1-greedy", "increment": 10**6}), ("phragmen", {})):
        found = list(select_many(elections, rule, **options))
        assert found == [fairbudget.select(election, rule, **options) for election in elections]


def test_elections_are_taken_as_needed() -> None:
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield small_election(len(taken), 5, 5, 2)

    assert next(select_many(endless(), "greedy")).selected
    assert len(taken) < 1000


def test_bad_options_are_told_at_once() -> None:
    with pytest.raises(OptionError, match="unknown rule"):
        select_many([], "equal-share")
    with pytest.raises(OptionError, match="no option 'completions'"):
        select_many([], "equal-shares", completions="add1")


@pytest.mark.parametrize("wrong", [None, 5, Election.build({"a": 1}, 1, [["a"]])])
def test_what_is_not_several_elections(wrong: object) -> None:
    with pytest.raises(InputError, match="several elections were expected"):
        select_many(wrong, "greedy")  # type: ignore[arg-type]
    for some in ([None], "ab", [Election.build({"a": 1}, 1, [["a"]]), 5]):
        with pytest.raises(InputError, match="an Election was expected"):
            list(select_many(some, "equal-shares"))  # type: ignore[arg-type]
