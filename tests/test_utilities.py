"""Utilities against the textbook, voter by voter."""

from __future__ import annotations

import math
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


def test_utilities_of_the_cost() -> None:
    costs = {"a": 6, "b": "2.5", "c": 0, "d": 8, "e": 2}
    approval = Case(costs, 9, [["a", "b", "c"], ["b", "d", "e"], ["a"], ["a", "e"]], weights=[1, 2, 1, 1])
    first = {"a": F(2), "b": F(5, 6)}
    second = {"b": F(5, 6), "d": F(4), "e": F(2, 3)}
    assert by_voter(approval, "effort") == [first, second, second, {"a": 2}, {"a": 2, "e": F(2, 3)}]
    roots = by_voter(approval, "cost-sqrt")
    assert roots[0] == {"a": F(math.sqrt(6)), "b": F(math.sqrt(2.5))}
    # what the square root of 8 is to that of 2 stays whole
    assert roots[1]["d"] == 2 * roots[1]["e"] == F(math.sqrt(8))
    logs = by_voter(approval, "cost-log")
    assert {id: float(value) for id, value in logs[1].items()} == pytest.approx(
        {"b": math.log(3.5), "d": math.log(9), "e": math.log(3)}, rel=1e-15
    )
    scores = Case(costs, 9, [{"a": 5, "c": 1}, {"a": 0}], "scoring")
    assert by_voter(scores, "effort") == [{"a": 6}, {}]
    assert by_voter(scores, "cost-sqrt") == [{"a": F(math.sqrt(6))}, {}]


def test_roots_and_logarithms_of_many_voters_keep_fewer_digits() -> None:
    costs = {"a": 1, "b": 4, "c": 10**13, "d": 10**13, "e": 2, "f": 8}
    case = Case(costs, 9, [list(costs)], weights=[10**5])
    election = case.election()
    for name, function in (("cost-sqrt", math.sqrt), ("cost-log", math.log1p)):
        gains = utilities(election, name)
        values = [gains.of(p)[1][0] * gains.scale for p in range(6)]
        assert [float(value) for value in values] == pytest.approx(list(map(function, costs.values())), rel=2**-20)
        assert values[2] == values[3]
        assert sum(gains.totals(election.ballots.multiplicities)) < 2**60
    roots = utilities(election, "cost-sqrt")
    one, two, *_, e, f = (int(roots.of(p)[1][0]) for p in range(6))
    assert (two, f) == (2 * one, 2 * e)


def test_effort_without_a_common_multiple_of_votes() -> None:
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]
    ballots = [[f"p{k}" for k in primes if voter < k] for voter in range(60)]
    election = Election.build({f"p{k}": 10**6 + k for k in primes}, 10**7, ballots)
    with pytest.raises(OptionError, match="common multiple of the numbers of votes"):
        utilities(election, "effort")


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


@pytest.mark.parametrize("name", ["costs", {"fraction": 3}, 3, ["cost"]])
def test_what_is_no_name_of_a_utility(name: object) -> None:
    election = Election.build({"a": 3}, 4, [["a"]])
    with pytest.raises(OptionError, match="unknown utility"):
        utilities(election, name)
