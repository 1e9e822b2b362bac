"""Phragmén's sequential rule against money that flows in over time, and against what papers state."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.phragmen import all_phragmen, phragmen
from strategies import CRITERIA, Case, cases, examples, hard, payments_by_voter

import fairbudget
from fairbudget import Election, Outcome

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))
overflows = st.sampled_from(["stop", "skip"])


def check(case: Case, order: list[str], overflow: str) -> Outcome:
    plain = case.plain()
    slow = phragmen(plain, reference.rank(plain, order), overflow)
    outcome = fairbudget.select(case.election(), "phragmen", tie_breaking=order, overflow=overflow)
    assert list(outcome.selected) == slow["selected"]
    left = plain["budget"]
    assert len(outcome.trace) == len(slow["rounds"])
    for item, round in zip(outcome.trace, slow["rounds"], strict=True):
        assert (item.project, item.decision, item.value) == (round["project"], round["decision"], round["value"])
        assert sorted(item.tied) == round["tied"]
        left -= item.cost if item.decision == "selected" else 0
        assert (item.stage, item.measure, item.remaining) == ("phragmen", "load", left)
    assert payments_by_voter(outcome, case) == [
        {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
    ]
    return outcome


@examples(300)
@given(st.one_of(cases(), cases(max_projects=9, max_voters=8)), criteria, overflows)
def test_reference(case: Case, order: list[str], overflow: str) -> None:
    check(case, order, overflow)


@examples(200)
@given(hard(), criteria, overflows)
def test_reference_where_floats_fail(case: Case, order: list[str], overflow: str) -> None:
    check(case, order, overflow)


@examples(100)
@given(cases(max_projects=5), overflows)
def test_all_outcomes(case: Case, overflow: str) -> None:
    found = fairbudget.select(case.election(), "phragmen", overflow=overflow, all_outcomes=True)
    sets = [frozenset(outcome.selected) for outcome in found]
    assert len(set(sets)) == len(sets)
    assert set(sets) == all_phragmen(case.plain(), overflow)


def letters(texts: str) -> list[list[str]]:
    return [list(text) for text in texts.split(",")]


def test_running_example_of_lackner_and_skowron() -> None:
    # Lackner and Skowron, Multi-Winner Voting with Approval Preferences (2023)
    case = Case(dict.fromkeys("abcdefg", 1), 4, letters("ab,ab,ab,ac,ac,ac,ad,ad,bcf,e,f,g"))
    outcome = check(case, ["lexicographic"], "stop")
    assert outcome.selected == ("a", "b", "c", "d")
    # b and c have four supporters each, three with the load of a: (1 + 3/8) / 4
    assert [item.value for item in outcome.trace[:3]] == [Fraction(1, 8), Fraction(11, 32), Fraction(55, 128)]
    # d: its two supporters have the load of a too; f would need more, though it has fewer voters with a load
    assert outcome.trace[3].value == Fraction(5, 8)


def test_apportionment_is_that_of_dhondt() -> None:
    # Brill, Freeman, Janson and Lackner, Phragmén's Voting Methods and Justified Representation; shares as in example
    # 4.1 of Lackner and Skowron
    parties = {"A": (60, 10), "B": (20, 6), "C": (10, 2), "D": (8, 4), "E": (2, 3)}
    names = {party: [f"{party}{k:02}" for k in range(size)] for party, (_, size) in parties.items()}
    costs = {name: 1 for group in names.values() for name in group}
    weights = [count for count, _ in parties.values()]
    for rule in ("phragmen", "maximin-support"):
        election = Election.build(costs, 10, list(names.values()), weights=weights)
        selected = fairbudget.select(election, rule).selected
        assert [sum(id[0] == party for id in selected) for party in parties] == [7, 2, 1, 0, 0]


def test_stop_and_skip() -> None:
    case = Case({"big": 90, "small": 50, "tiny": 20}, 115, [["big"]] * 6 + [["small"]] * 3 + [["tiny"]])
    assert check(case, ["lower-cost"], "stop").selected == ("big",)
    assert check(case, ["lower-cost"], "skip").selected == ("big", "tiny")


def test_example_2_of_equalshares_net() -> None:
    supporters = {
        "bike": (0, 1, 2, 3, 4, 5),
        "gym": (0, 1, 2, 3, 4, 5, 10),
        "park": (1, 3, 4, 6, 9),
        "play": (6, 7, 8, 9),
        "lib": (6, 8, 9),
    }
    ballots = [[id for id in supporters if voter in supporters[id]] for voter in range(11)]
    case = Case({"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100}, 1100, ballots)
    assert set(check(case, ["lower-cost", "lexicographic"], "stop").selected) == {"lib", "gym", "play", "park"}


def test_it_stops_at_a_moment_at_which_one_of_several_projects_does_not_fit() -> None:
    # x and y can both be bought at time 2; x would fit, but y does not
    case = Case({"x": 4, "y": 8, "z": 1}, 8, [["x"], ["x"], ["y"], ["y"], ["y"], ["y"], ["z"]])
    outcome = check(case, ["lower-cost"], "stop")
    assert [(item.project, item.decision) for item in outcome.trace] == [("z", "selected"), ("y", "stopped")]
    assert outcome.trace[-1].tied == ("x",)
    assert check(case, ["lower-cost"], "skip").selected == ("z", "x")


def test_what_costs_more_than_the_budget_does_not_stop_the_rule() -> None:
    case = Case({"a": 5, "b": 10}, 9, [["a"], ["b"], ["b"], ["b"]])
    assert check(case, ["lower-cost"], "stop").selected == ("a",)


def test_unsupported_projects_are_never_funded() -> None:
    case = Case({"a": 1, "z": 2, "free": 0}, 5, [["a"]])
    for overflow in ("stop", "skip"):
        assert check(case, ["lexicographic"], overflow).selected == ("a",)


def test_what_counts_as_support_is_told() -> None:
    points = Election.build({"a": 1, "b": 1}, 1, [{"a": 3, "b": 0}, {"b": 1}, {"b": 9}], type="scoring")
    outcome = fairbudget.select(points, "phragmen")
    assert outcome.selected == ("b",)
    assert outcome.facts["support"] == "positive points"
    assert (
        fairbudget.select(Election.build({"a": 1}, 1, [["a"]], type="ordinal"), "phragmen").facts["support"] == "ranked"
    )
    assert "support" not in fairbudget.select(Election.build({"a": 1}, 1, [["a"]]), "phragmen").facts


@examples(60)
@given(cases(types=("approval",), weighted=True), st.integers(10**6, 10**9))
def test_many_voters_behind_each_ballot(case: Case, factor: int) -> None:
    # the same people many times over, with costs as much higher: every load is the same as before
    plain = case.plain()
    if max([case.budget, *case.costs.values()], default=0) > 50:
        return
    slow = phragmen(plain, reference.rank(plain, ["lexicographic"]))
    weights = [weight * factor for weight in case.weights or [1] * len(case.ballots)]
    costs = {id: cost * factor for id, cost in case.costs.items()}
    many = Case(costs, case.budget * factor, case.ballots, case.type, weights)
    outcome = fairbudget.select(many.election(), "phragmen", tie_breaking="lexicographic")
    assert outcome.selected == tuple(slow["selected"])
    assert [item.value for item in outcome.trace] == [round["value"] for round in slow["rounds"]]


def test_ties_that_only_exact_loads_can_tell() -> None:
    # two halves of an election that mirror each other, with loads of thirds and sevenths: always tied but for the ids
    ballots: list[list[str]] = []
    for side in "pq":
        ballots += [[f"{side}1", f"{side}2"], [f"{side}1", f"{side}2"], [f"{side}1"], [f"{side}2", f"{side}3"]]
    costs = {f"{side}{k}": cost for side in "pq" for k, cost in enumerate((10**15, 2 * 10**15 + 1, 10**16 + 3), 1)}
    case = Case(costs, sum(costs.values()), ballots)
    outcome = check(case, ["lexicographic"], "stop")
    assert outcome.selected == ("p1", "q1", "p2", "q2", "p3", "q3")
    assert outcome.facts["exact_rounds"] == (2, 4)
    assert [item.exact for item in outcome.trace] == [False, False, True, False, True, False]


@pytest.mark.real
@pytest.mark.peer
@pytest.mark.parametrize("tail", ["Gdynia_2024_Green_Budget", "Lodz_2022_Ruda"])
def test_peer_on_real_elections(pabulib_folder: Path, tail: str) -> None:
    pytest.importorskip("pabutools")
    from pabutools.election import ApprovalBallot, ApprovalProfile, Instance, Project
    from pabutools.rules import sequential_phragmen

    paths = sorted(pabulib_folder.glob(f"*{tail}.pb"))
    if not paths:
        pytest.skip(f"no file {tail}.pb")
    election = fairbudget.read_pabulib(paths[0])
    projects: dict[str, Any] = {
        id: Project(id, int(cost))
        for id, cost, votes in zip(election.ids, election.costs, election.votes, strict=True)
        if votes
    }
    instance = Instance(projects.values(), budget_limit=election.budget)
    rows = [election.ballots.row(k)[0].tolist() for k in range(len(election.ballots))]
    profile = ApprovalProfile(
        [
            ApprovalBallot(projects[election.ids[p]] for p in row)
            for row, count in zip(rows, election.ballots.multiplicities.tolist(), strict=True)
            for _ in range(count)
        ],
        instance=instance,
    ).as_multiprofile()
    theirs = {project.name for project in sequential_phragmen(instance, profile)}
    assert set(fairbudget.select(election, "phragmen", tie_breaking="lexicographic").selected) == theirs
