"""Many elections at once: the outcomes are those of one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import CRITERIA, Case, cases, examples, mirrored

import fairbudget
from fairbudget import Election, OptionError
from fairbudget.experiments.bench_rules import small_election
from fairbudget.rules.batch import select_many


def same(elections: list[Election], **options: object) -> None:
    found = list(select_many(elections, "equal-shares", **options))
    for outcome, election in zip(found, elections, strict=True):
        alone = fairbudget.select(election, "equal-shares", **options)
        assert outcome == alone
        assert outcome.facts == alone.facts
        assert outcome.to_dict(payments="exact") == alone.to_dict(payments="exact")


@given(
    st.lists(st.one_of(cases(), mirrored()), max_size=8),
    st.sampled_from([None, "cost", "cardinality"]),
    st.sampled_from([*CRITERIA[:12], ["random:3"]]),
)
@examples(150)
def test_as_one_by_one(drawn: list[Case], utility: str | None, criteria: list[str]) -> None:
    same([case.election() for case in drawn], utility=utility, tie_breaking=criteria)


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
