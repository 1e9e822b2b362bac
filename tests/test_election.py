"""Elections as arrays: what is built, what is merged, what is refused."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import reference
from hypothesis import given
from strategies import BALLOT_TYPES, Case, cases, examples

from fairbudget import Election, InputError, Project
from fairbudget.election import LIMIT, Ballots
from fairbudget.utilities import utilities

F = Fraction


def messages(error: InputError) -> list[str]:
    return [str(fault) for fault in error.faults]


# -- what is built ------------------------------------------------------------------------------------------------


def test_approval() -> None:
    election = Election.build({"b": 300, "a": "250.50"}, 500, [["b"], ["a", "b"], ["b"], []])
    assert election.ids == ("b", "a")
    assert election.money_unit == 2
    assert election.costs.tolist() == [600, 501]
    assert election.costs.dtype == np.int64
    assert election.budget_units == 1000
    assert election.budget == 500
    assert [project.cost for project in election.projects] == [300, F(501, 2)]
    assert election.num_projects == 2
    assert election.num_voters == 4
    assert len(election.ballots) == 3
    assert election.ballots.multiplicities.tolist() == [2, 1, 1]
    assert [election.ballots.row(k)[0].tolist() for k in range(3)] == [[0], [0, 1], []]
    assert election.ballots.voters.tolist() == [0, 1, 0, 2]
    assert election.votes.tolist() == [3, 1]
    assert election.index == {"b": 0, "a": 1}
    assert election.total_cost(["a", "b"]) == F(1101, 2)
    assert election.total_cost([]) == 0


def test_ordinal_keeps_positions() -> None:
    election = Election.build({"a": 1, "b": 1, "c": 1}, 3, [["c", "a"], ["a", "c"], ["c", "a"]], type="ordinal")
    assert election.ballots.multiplicities.tolist() == [2, 1]
    assert [item.tolist() for item in election.ballots.row(0)] == [[0, 2], [2, 1]]
    assert [item.tolist() for item in election.ballots.row(1)] == [[0, 2], [1, 2]]


def test_points_are_exact() -> None:
    ballots = [{"a": "0.5", "b": 1}, {"a": Decimal("0.25")}, {"a": 0.5, "b": F(1)}]
    election = Election.build({"a": 1, "b": 1}, 3, ballots, type="cumulative")
    assert election.ballots.point_unit == 4
    assert election.ballots.multiplicities.tolist() == [2, 1]
    assert election.ballots.row(0)[1].tolist() == [2, 4]


def test_zero_points_are_no_support() -> None:
    election = Election.build({"a": 1, "b": 1}, 3, [{"a": 0, "b": 2}, {"a": -1}], type="scoring")
    assert election.votes.tolist() == [0, 1]


def test_weights_are_voters() -> None:
    election = Election.build({"a": 1}, 3, [["a"], [], ["a"], []], weights=[2, 3, 5, 0])
    assert election.num_voters == 10
    assert election.ballots.multiplicities.tolist() == [7, 3]
    assert election.ballots.weights.tolist() == [2, 3, 5, 0]
    assert election.votes.tolist() == [7]


@pytest.mark.parametrize("collection", [list, tuple, set, frozenset, iter])
def test_an_approval_ballot_is_any_collection(collection: Any) -> None:
    assert Election.build({"a": 1}, 1, [collection(["a"])]).votes.tolist() == [1]


def test_a_generator_of_ballots_will_do() -> None:
    election = Election.build({"a": 1}, 1, (["a"] for _ in range(3)), weights=(k for k in (1, 2, 3)))
    assert election.num_voters == 6


def test_ids_may_be_numbers() -> None:
    election = Election.build({1: 5, 2: 6}, 10, [{1: 3}, {2: 4, 1: 3}], type="scoring")
    assert election.ids == ("1", "2")
    assert election.votes.tolist() == [2, 1]


def test_project_records_go_in_and_out() -> None:
    projects = [
        Project("a", 3, "Park", ("green", "sport"), ("children",), {"lat": "6.6"}),
        Project("b", F(1, 2), "Gym"),
    ]
    election = Election.build(projects, 3, [["a"]])
    assert [(p.id, p.cost, p.name, p.categories, p.targets) for p in election.projects] == [
        ("a", 3, "Park", ("green", "sport"), ("children",)),
        ("b", F(1, 2), "Gym", (), ()),
    ]
    assert election.column("lat") == ("6.6", "")
    assert election.column("nothing", "name") == ("Park", "Gym")
    assert election.column("nothing") is None
    again = Election.build(election.projects, 3, [["a"]])
    assert again == election


@pytest.mark.parametrize("heading", ["target", "targets", "beneficiaries"])
def test_targets_under_any_of_their_names(heading: str) -> None:
    election = Election.build({"a": 1, "b": 1}, 1, [], project_columns={heading: [" seniors, children ,", ""]})
    assert election.targets == (("seniors", "children"), ())
    assert election.categories == ((), ())


def test_arrays_cannot_be_changed() -> None:
    election = Election.build({"a": 1}, 1, [["a"]])
    for array in (election.costs, election.votes, election.ballots.indices, election.ballots.multiplicities):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7


@examples(200)
@given(cases())
def test_votes_and_size_are_those_of_the_voters(case: Case) -> None:
    election = case.election()
    plain = case.plain()
    assert election.num_voters == len(plain["ballots"])
    assert dict(zip(election.ids, election.votes.tolist(), strict=True)) == reference.supporting_votes(plain)
    assert election.budget == plain["budget"]
    assert {project.id: project.cost for project in election.projects} == plain["costs"]
    assert len(election.ballots.voters) == len(case.ballots)
    assert election.total_cost(case.costs) == sum(plain["costs"].values())
    # no two rows are the same ballot
    rows = [
        tuple(map(tuple, (part.tolist() for part in election.ballots.row(k)))) for k in range(len(election.ballots))
    ]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("type", BALLOT_TYPES)
def test_the_matrix_is_the_ballots(type: str) -> None:
    ballots: list[Any] = (
        [["a"], ["b"], ["a"]] if type not in ("cumulative", "scoring") else [{"a": 3}, {"b": 5}, {"a": 3}]
    )
    election = Election.build({"a": 1, "b": 1, "c": 1}, 1, ballots, type=type)
    matrix = election.ballots.matrix(3).toarray()
    assert matrix.shape == (2, 3)
    scored = type in ("cumulative", "scoring")
    assert matrix.tolist() == [[3 if scored else 1, 0, 0], [0, 5 if scored else 1, 0]]


# -- identity -------------------------------------------------------------------------------------------------------


def test_equality_is_by_what_is_said() -> None:
    one = Election.build({"a": 1, "b": 2}, 3, [["a"], ["b"], ["a"]])
    assert one == Election.build({"a": "1.0", "b": F(2)}, 3, [["a"], ["a"], ["b"]])
    assert hash(one) == hash(Election.build({"a": 1, "b": 2}, 3, [["b"], ["a"], ["a"]]))
    assert one == Election.build({"a": 1, "b": 2}, 3, [["a"], ["b"]], weights=[2, 1])
    assert one == Election.build({"a": 1, "b": 2}, 3, [["a"], ["b"], ["a", "b"]], weights=[2, 1, 0])
    assert one != "a"


@pytest.mark.parametrize(
    "other",
    [
        Case({"a": 1, "b": 2}, 4, [["a"], ["b"]]),
        Case({"a": 1, "b": 3}, 3, [["a"], ["b"]]),
        Case({"b": 2, "a": 1}, 3, [["a"], ["b"]]),
        Case({"a": 1, "c": 2}, 3, [["a"], ["c"]]),
        Case({"a": 1, "b": 2}, 3, [["a"], ["a"]]),
        Case({"a": 1, "b": 2}, 3, [["a"], ["b"], []]),
        Case({"a": 1, "b": 2}, 3, [["a"], ["b"]], "choose-1"),
        Case({"a": 1, "b": 2}, 3, [["a"], ["b"]], "ordinal"),
        Case({"a": 1, "b": 2}, 3, [["a"], ["b"]], "approval", [2, 1]),
        Case({"a": 1, "b": 2}, 3, [["a"], ["b"]], columns={"priority": ["1", "2"]}),
    ],
)
def test_what_a_rule_can_depend_on_makes_a_difference(other: Case) -> None:
    one = Election.build({"a": 1, "b": 2}, 3, [["a"], ["b"]])
    assert one != other.election()
    assert one.fingerprint != other.election().fingerprint


def test_points_in_different_units_are_the_same_points() -> None:
    one = Election.build({"a": 1}, 3, [{"a": 2}], type="scoring")
    finer = Ballots.merge("scoring", [{0: 4}], None, 2)
    other = Election(("a",), np.array([1]), 3, finer)
    assert one == other


@examples(60)
@given(cases())
def test_pickled_elections_are_equal(case: Case) -> None:
    election = case.election()
    utilities(election, "cardinality")
    copy = pickle.loads(pickle.dumps(election))
    assert copy == election
    assert copy.fingerprint == election.fingerprint
    assert copy._cache == {}
    assert copy.votes.tolist() == election.votes.tolist()


# -- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"a": -1}, 1, []), "the cost of project 'a' is negative (found '-1'"),
        (({"a": "x"}, 1, []), "the cost of project 'a' is not a number (found 'x'"),
        (({"a": None}, 1, []), "the cost of project 'a' is not a number (found 'None'"),
        (({"a": float("nan")}, 1, []), "the cost of project 'a' is not a number"),
        (({"a": 1}, -1, []), "the budget is negative"),
        (({"a": 1}, "much", []), "the budget is not a number (found 'much'"),
        (({"a": 1}, True, []), "the budget is not a number"),
        (({"a": 1}, 1, [["b"]]), "ballot 1 names an unknown project (found 'b')"),
        (({"a": 1}, 1, [["a"], ["a", "a"]]), "ballot 2 names a project twice (found 'a')"),
        (({"a": 1}, 1, ["a"]), "ballot 1 is text (found 'a', expected a collection of project ids)"),
        (({"a": 1}, 1, [None]), "ballot 1 is no ballot (found 'None'"),
        (({"a": 1}, 1, [7]), "ballot 1 is no ballot (found '7'"),
        (({"a": 1}, 1, [{"a": 1}]), "ballot 1 does not fit type 'approval'"),
        (({"a": 1}, 1, 7), "ballots: not a list (found '7', expected one ballot a voter)"),
        (({"a": 1}, 1, None), "ballots: not a list"),
        (({"a": 1}, 1, "a"), "ballots: not a list"),
        ((None, 1, []), "costs: not a list (found 'None'"),
        ((["a"], 1, []), "a project is not a Project (found 'a'"),
        (([Project("a", 1), Project("a", 2)], 1, []), "project ids occur twice: 'a'"),
        (({1: 1, "1": 2}, 1, []), "project ids occur twice: '1'"),
        (({"a": 2**62}, 1, []), "too large"),
        (({"a": 2**61, "b": 2**61}, 1, []), "too large"),
        (({"a": 1}, 2**62, []), "too large"),
        (({"a": F(1, 10**12), "b": 10**9}, 1, []), "too large"),
    ],
)
def test_refused(arguments: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        Election.build(*arguments)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("type", "ballot", "message"),
    [
        ("choose-1", ["a", "b"], "names 2 projects"),
        ("ordinal", {"a", "b"}, "has no order"),
        ("ordinal", {"a": 1}, "does not fit type 'ordinal'"),
        ("ordinal", ["a", "b", "a"], "names a project twice"),
        ("scoring", ["a"], "does not fit type 'scoring'"),
        ("cumulative", ["a"], "does not fit type 'cumulative'"),
        ("scoring", {"c": 1}, "names an unknown project"),
        ("scoring", {"a": "many"}, "points that are not a number"),
        ("scoring", {"a": 2**62}, "too large"),
        ("scoring", {"a": F(1, 3**40), "b": 1}, "too large"),
    ],
)
def test_ballots_refused(type: str, ballot: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        Election.build({"a": 1, "b": 1}, 1, [ballot], type=type)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1], "there are 1 weights for 2 ballots"),
        ([1, 2, 3], "there are 3 weights for 2 ballots"),
        ([1, -1], "weight 2 cannot be meant (found '-1'"),
        ([1, 0.5], "weight 2 cannot be meant (found '0.5'"),
        ([1, "x"], "weight 2 cannot be meant (found 'x'"),
        ([2**61, 2**61], "the weights are too large"),
        (5, "weights: not a list"),
    ],
)
def test_weights_refused(weights: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        Election.build({"a": 1}, 1, [["a"], []], weights=weights)
    assert message in str(caught.value)


def test_columns_refused() -> None:
    with pytest.raises(InputError) as caught:
        Election.build(
            {"a": 1},
            1,
            [["a"]],
            project_columns={"name": ["x", "y"], "area": 5},  # type: ignore[dict-item]
            voter_columns={"age": []},
        )
    assert messages(caught.value) == [
        "project column 'area': not a list (found '5', expected one entry a project)",
        "project column 'name' has 2 entries for 1 projects",
        "project column 'area' has 0 entries for 1 projects",
        "voter column 'age' has 0 entries for 1 ballots",
    ]


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        Election.build({"a": -1, "b": "x"}, "y", [["c"], "a", ["a", "a"]], weights=[1])
    assert len(caught.value.faults) == 7


def test_unknown_type() -> None:
    with pytest.raises(InputError, match="did you mean 'approval'"):
        Election.build({"a": 1}, 1, [], type="aproval")


def test_unknown_projects_are_all_named() -> None:
    election = Election.build({"a": 1}, 1, [])
    with pytest.raises(InputError) as caught:
        election.total_cost(["x", "a", "y"])
    assert messages(caught.value) == ["unknown project 'x'", "unknown project 'y'"]


def test_the_limit_itself() -> None:
    election = Election.build({"a": LIMIT - 1}, LIMIT - 1, [["a"]], weights=[LIMIT - 1])
    assert election.total_cost(["a"]) == election.budget == election.num_voters == LIMIT - 1
