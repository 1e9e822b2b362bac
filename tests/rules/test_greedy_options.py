"""Greedy as cities run it: by votes or points, with a threshold, with projects that exclude one another."""

from __future__ import annotations

import itertools
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from strategies import CRITERIA, UTILITIES, Case, cases, examples, hard

import fairbudget
from fairbudget import Election, OptionError
from fairbudget.registry import rules
from fairbudget.rules.greedy import counts

BY = ("utility-per-cost", "votes", "score")


@st.composite
def groups_of(draw: st.DrawFn, ids: list[str]) -> list[list[str]]:
    """Return some groups of two or more projects; they may overlap."""
    if len(ids) < 2:
        return []
    group = st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True)
    return draw(st.lists(group, max_size=3))


@st.composite
def city_rules(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """Return options of the greedy rule."""
    by = draw(st.sampled_from(BY))
    utility = draw(st.sampled_from((None, *UTILITIES[case.type]))) if by == "utility-per-cost" else None
    points = reference.city_points(case.plain())
    near = [point + step for point in points.values() for step in (0, Fraction(1, 2)) if point >= 0]
    return {
        "by": by,
        "utility": utility,
        "tie_breaking": draw(st.sampled_from(CRITERIA)),
        "overflow": draw(st.sampled_from(["skip", "stop"])),
        "unsupported": draw(st.sampled_from(["leave", "fund"])),
        "threshold": draw(st.sampled_from([None, None, 0, 1, 2, Fraction(5, 2), *near])),
        "exclusive": draw(groups_of(list(case.costs))) or None,
    }


def check(case: Case, options: dict[str, Any]) -> None:
    plain = case.plain()
    slow = reference.greedy_of_cities(
        plain,
        reference.rank(plain, options["tie_breaking"]),
        options["by"],
        options["utility"],
        options["overflow"],
        options["unsupported"],
        options["threshold"],
        options["exclusive"] or [],
    )
    outcome = fairbudget.select(case.election(), "greedy", **options)
    assert [(item.project, item.decision) for item in outcome.trace] == slow
    assert outcome.selected == tuple(id for id, decision in slow if decision == "selected")
    left = plain["budget"]
    for item in outcome.trace:
        left -= item.cost if item.decision == "selected" else 0
        assert item.remaining == left
        assert item.measure == options["by"]
    assert fairbudget.Outcome.from_json(outcome.to_json(), case.election()) == outcome
    reported = {name: outcome.options[name] for name in rules["greedy"].options}
    assert fairbudget.select(case.election(), "greedy", **reported) == outcome


@examples(600)
@given(cases(), st.data())
def test_as_the_reference(case: Case, data: st.DataObject) -> None:
    check(case, data.draw(city_rules(case)))


@examples(150)
@given(hard(), st.data())
def test_as_the_reference_where_floats_fail(case: Case, data: st.DataObject) -> None:
    check(case, data.draw(city_rules(case)))


@examples(200)
@given(cases())
def test_counts(case: Case) -> None:
    plain, election = case.plain(), case.election()
    assert dict(zip(election.ids, counts(election, "votes"), strict=True)) == reference.supporting_votes(plain)
    assert dict(zip(election.ids, counts(election, "score"), strict=True)) == reference.city_points(plain)


@examples(100)
@given(cases(types=("approval", "choose-1")))
def test_by_votes_is_by_cost_utility_but_for_free_projects(case: Case) -> None:
    election = case.election()
    one = fairbudget.select(election, "greedy", by="votes")
    two = fairbudget.select(election, "greedy", utility="cost")
    assert set(one.selected) == set(two.selected)
    if all(election.costs):
        assert one.selected == two.selected


def test_points_of_a_ranking_count_from_the_longest_that_is_allowed() -> None:
    # the first of at most three gets 3 points however many a ballot names; a fourth gets nothing
    ballots = [["a"], ["b", "a"], ["c", "b", "a", "d"]]
    election = Election.build(dict.fromkeys("abcd", 1), 2, ballots, type="ordinal", meta={"max_length": "3"})
    assert counts(election, "score") == [6, 5, 3, 0]
    assert fairbudget.select(election, "greedy", by="score").selected == ("a", "b")
    # without a limit the longest ballot sets it
    assert counts(Election.build(dict.fromkeys("abcd", 1), 2, ballots, type="ordinal"), "score") == [9, 7, 4, 1]
    # a rule that follows another one counts places in the whole ballot
    rest = fairbudget.select(election, "greedy", by="score", initial=["a"])
    assert [(item.project, item.value) for item in rest.trace[1:]] == [("b", 5), ("c", 3), ("d", 0)]


# -- the whole and its edges --------------------------------------------------------------------------------------

COSTS = {"a": 4, "b": 3, "c": 2, "d": 1, "free": 0}
BALLOTS = [["a", "b"]] * 3 + [["b", "c"]] * 2 + [["a"], ["d", "free"]]


def funded(**options: Any) -> tuple[str, ...]:
    return fairbudget.select(Election.build(COSTS, 8, BALLOTS), "greedy", by="votes", **options).selected


def test_by_votes_free_projects_wait_for_their_turn() -> None:
    assert funded() == ("b", "a", "free", "d")
    assert fairbudget.select(Election.build(COSTS, 8, BALLOTS), "greedy").selected == ("free", "b", "a", "d")


def test_threshold_is_reached_by_exactly_that_many_votes() -> None:
    assert funded(threshold=2) == funded(threshold="3/2") == ("b", "a")
    assert funded(threshold=4) == ("b", "a")
    assert funded(threshold=5) == ("b",)
    assert funded(threshold=6) == ()
    assert funded(threshold=0) == funded()


def test_threshold_counts_weights() -> None:
    election = Election.build({"a": 1, "b": 1}, 2, [["a"], ["b"]], weights=[9, 10])
    assert fairbudget.select(election, "greedy", threshold=10).selected == ("b",)


def test_threshold_of_points_or_votes() -> None:
    election = Election.build({"a": 1, "b": 1}, 2, [{"a": 9}, {"b": 2}, {"b": 3}], type="cumulative")
    assert fairbudget.select(election, "greedy", by="score", threshold=6).selected == ("a",)
    assert fairbudget.select(election, "greedy", threshold=2).selected == ("b",)


def test_a_project_without_votes_stays_out_by_a_threshold() -> None:
    election = Election.build({"a": 1, "b": 1}, 2, [["a"]])
    assert fairbudget.select(election, "greedy", unsupported="fund").selected == ("a", "b")
    assert fairbudget.select(election, "greedy", unsupported="fund", threshold=1).selected == ("a",)


def test_at_most_one_of_a_group() -> None:
    assert funded(exclusive="a|b") == ("b", "c", "free", "d")
    assert funded(exclusive=[["a", "b"], ["c", "d"]]) == ("b", "c", "free")
    # b excludes c, and a excludes d
    assert funded(exclusive="b|c,d|a") == ("b", "a", "free")


def test_what_does_not_fit_excludes_nothing() -> None:
    election = Election.build({"a": 9, "b": 3}, 8, [["a"], ["a"], ["b"]])
    assert fairbudget.select(election, "greedy", exclusive="a|b").selected == ("b",)


def test_an_excluded_project_does_not_stop_the_rule() -> None:
    election = Election.build({"a": 3, "b": 9, "c": 3}, 8, [["a"]] * 3 + [["b"]] * 2 + [["c"]])
    outcome = fairbudget.select(election, "greedy", overflow="stop", exclusive="a|b")
    assert outcome.selected == ("a", "c")
    assert [item.decision for item in outcome.trace] == ["selected", "excluded", "selected"]


def test_groups_of_a_column() -> None:
    columns = {"place": ["park", " park ", "", "school", ""]}
    election = Election.build(COSTS, 8, BALLOTS, project_columns=columns)
    outcome = fairbudget.select(election, "greedy", by="votes", exclusive="column: place")
    assert outcome.selected == ("b", "c", "free", "d")
    assert outcome.options["exclusive"] == "column:place"


@examples(60)
@given(cases(max_projects=4), st.data())
def test_all_outcomes_with_groups(case: Case, data: st.DataObject) -> None:
    options = data.draw(city_rules(case)) | {"tie_breaking": ["lexicographic"], "overflow": "skip"}
    plain = case.plain()
    by_hand = set()
    for order in itertools.permutations(case.costs):
        slow = reference.greedy_of_cities(
            plain,
            {id: place for place, id in enumerate(order)},
            *(options[name] for name in ("by", "utility", "overflow", "unsupported", "threshold")),
            options["exclusive"] or [],
        )
        by_hand.add(frozenset(id for id, decision in slow if decision == "selected"))
    found = fairbudget.select(case.election(), "greedy", all_outcomes=True, **options)
    assert {frozenset(outcome.selected) for outcome in found} == by_hand


# -- what cannot be meant -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "vote"}, "did you mean 'votes'"),
        ({"by": "votes", "utility": "cost"}, "has no meaning with by='votes'"),
        ({"threshold": -1}, "at least 0"),
        ({"threshold": "-1/2"}, "at least 0"),
        ({"threshold": "many"}, "threshold='many'"),
        ({"threshold": True}, "threshold=True"),
        ({"threshold": float("nan")}, "threshold=nan"),
        ({"exclusive": ""}, "at least two"),
        ({"exclusive": "a"}, "at least two"),
        ({"exclusive": "a|b,c"}, "'c': a group needs at least two"),
        ({"exclusive": "a|"}, "at least two"),
        ({"exclusive": [["a"]]}, "at least two"),
        ({"exclusive": [[]]}, "at least two"),
        ({"exclusive": ["ab"]}, "a group is a list"),
        ({"exclusive": [3]}, "a group is a list"),
        ({"exclusive": "a|a"}, "names a project twice"),
        ({"exclusive": "a|x"}, "unknown project 'x'"),
        ({"exclusive": [["a", "fre"]]}, "did you mean 'free'"),
        ({"exclusive": "column:"}, "name the column"),
        ({"exclusive": "column:plcae"}, "did you mean 'place'"),
    ],
)
def test_refusals(options: dict[str, Any], message: str) -> None:
    election = Election.build(COSTS, 8, BALLOTS, project_columns={"place": [""] * 5})
    with pytest.raises(OptionError, match=r"greedy|exclusive") as caught:
        fairbudget.select(election, "greedy", **options)
    assert message in str(caught.value)


def test_groups_do_not_reach_over_stages() -> None:
    election = Election.build(COSTS, 8, BALLOTS)
    with pytest.raises(OptionError, match="cannot reach over initial projects"):
        fairbudget.select(election, "greedy", exclusive="a|b", initial=["a"])
    # a group that is wholly inside or outside is well defined
    assert fairbudget.select(election, "greedy", by="votes", exclusive="c|d", initial=["a"]).selected == (
        "a",
        "b",
        "free",
        "d",
    )


def test_command_line(tmp_path: Path) -> None:
    path = tmp_path / "small.pb"
    fairbudget.write_pabulib(Election.build(COSTS, 8, BALLOTS), path)
    command = ["select", str(path), "--rule", "greedy", "--by", "votes"]

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        code = "import sys; from fairbudget.cli.main import main; main(sys.argv[1:])"
        return subprocess.run(
            [sys.executable, "-c", code, *command, *more], capture_output=True, text=True, check=False
        )

    done = run("--threshold", "2", "--exclusive", "a|b,c|d", "--format", "json")
    assert done.returncode == 0
    assert '"exclusive": [' in done.stdout
    refused = run("--exclusive", "a|q")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "unknown project 'q'" in refused.stderr
