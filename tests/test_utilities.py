"""Utilities against the textbook, voter by voter."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import reference
from hypothesis import given
from strategies import BALLOT_TYPES, UTILITIES, Case, examples, utility_cases

from fairbudget import Election, InputError, OptionError
from fairbudget.utilities import DEFAULT_UTILITY, utilities, utility_option

F = Fraction


def by_voter(case: Case, name: str | None) -> list[dict[str, Fraction]]:
    """Return the positive utilities of each single voter."""
    election = case.election()
    gains = utilities(election, name)
    rows: list[dict[str, Fraction]] = [{} for _ in range(len(election.ballots))]
    for p, id in enumerate(election.ids):
        numbers, values = gains.of(p)
        assert numbers.tolist() == sorted(set(numbers.tolist()))
        for row, value in zip(numbers.tolist(), values.tolist(), strict=True):
            assert value > 0
            rows[row][id] = value * gains.scale
    return [rows[row] for row in case.voters(election.ballots.voters.tolist())]


@examples(300)
@given(utility_cases())
def test_as_the_textbook(drawn: tuple[Case, str | None]) -> None:
    case, name = drawn
    slow = [{id: gain for id, gain in gains.items() if gain} for gains in reference.utilities(case.plain(), name)]
    assert by_voter(case, name) == slow
    election = case.election()
    gains = utilities(election, name)
    totals = gains.totals(election.ballots.multiplicities)
    assert [total * gains.scale for total in totals] == [
        sum((voter.get(id, F(0)) for voter in slow), F(0)) for id in case.costs
    ]
    assert gains.name == (name or DEFAULT_UTILITY[case.type])
    assert utilities(election, name) is gains


def test_examples() -> None:
    costs = {"a": 3, "b": "2.5", "c": 0}
    approval = Case(costs, 9, [["a", "b", "c"], ["b"]])
    assert by_voter(approval, None) == [{"a": 3, "b": F(5, 2)}, {"b": F(5, 2)}]
    assert by_voter(approval, "cardinality") == [{"a": 1, "b": 1, "c": 1}, {"b": 1}]
    assert by_voter(approval, "score") == [{"a": 1, "b": 1, "c": 1}, {"b": 1}]
    scores = Case(costs, 9, [{"a": "0.5", "b": 2, "c": 0}, {"c": 1}], "scoring")
    assert by_voter(scores, None) == [{"a": F(1, 2), "b": 2}, {"c": 1}]
    assert by_voter(scores, "cost") == [{"a": 3, "b": F(5, 2)}, {}]
    assert by_voter(scores, "cardinality") == [{"a": 1, "b": 1}, {"c": 1}]
    ranking = Case(costs, 9, [["c", "a", "b"], ["b"], ["a", "c"], []], "ordinal")
    assert by_voter(ranking, None) == [{"c": 2, "a": 1}, {}, {"a": 1}, {}]
    assert by_voter(ranking, "cost") == [{"a": 3, "b": F(5, 2)}, {"b": F(5, 2)}, {"a": 3}, {}]


def test_totals_beyond_64_bits() -> None:
    case = Case({"a": 10**17}, 1, [["a"]], "approval", [10**17])
    election = case.election()
    assert utilities(election).totals(election.ballots.multiplicities) == [10**34]
    two = Case({"a": 3 * 10**9 + 1, "b": 1}, 1, [["a"], ["a", "b"]], "approval", [3 * 10**9 + 1, 2**61])
    election = two.election()
    assert utilities(election).totals(election.ballots.multiplicities) == [
        (3 * 10**9 + 1) * (3 * 10**9 + 1 + 2**61),
        2**61,
    ]


def test_no_projects_no_ballots() -> None:
    for case in (Case({}, 1, []), Case({}, 1, [[], []]), Case({"a": 1}, 1, [])):
        for type in ("approval", "ordinal"):
            election = Election.build(case.costs, 1, case.ballots, type=type)
            gains = utilities(election, "cardinality")
            assert gains.totals(election.ballots.multiplicities) == [0] * len(case.costs)
            assert all(len(gains.of(p)[0]) == 0 for p in range(len(case.costs)))


@pytest.mark.parametrize("type", BALLOT_TYPES)
@pytest.mark.parametrize("name", ["cost", "cardinality", "score", "borda"])
def test_which_utilities_a_ballot_has(type: str, name: str) -> None:
    election = Election.build({"a": 1}, 1, [], type=type)
    if name in UTILITIES[type]:
        assert utilities(election, name).name == name
    else:
        with pytest.raises(OptionError) as caught:
            utilities(election, name)
        assert f"utility {name!r} is not defined for {type} ballots; use one of" in str(caught.value)
        assert all(fitting in str(caught.value) for fitting in UTILITIES[type])


def test_unknown_utility() -> None:
    election = Election.build({"a": 1}, 1, [])
    with pytest.raises(OptionError, match="did you mean 'cardinality'"):
        utilities(election, "cardinalty")
    with pytest.raises(ValueError, match="did you mean 'borda'"):
        utility_option.parse("bordas")
    assert utility_option.parse(None) is None


def test_negative_points_have_no_utility() -> None:
    election = Election.build({"a": 1}, 1, [{"a": -1}], type="scoring")
    for name in ("score", "cost", "cardinality"):
        with pytest.raises(InputError, match="negative points"):
            utilities(election, name)


def test_a_row_without_voters_supports_nothing() -> None:
    election = Election.build({"a": 1, "b": 1}, 1, [["a"], ["b"]], weights=[0, 2])
    gains = utilities(election, "cardinality")
    assert [len(gains.of(p)[0]) for p in (0, 1)] == [0, 1]


def test_arrays_cannot_be_changed() -> None:
    gains = utilities(Election.build({"a": 1}, 1, [["a"]]))
    assert gains.values.dtype == np.int64
    with pytest.raises(ValueError, match="read-only"):
        gains.values[0] = 5
