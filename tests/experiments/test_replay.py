"""Replay of small elections: each official rule, and each way in which a result can differ from it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases, examples

import fairbudget
from fairbudget import Election, InputError
from fairbudget.experiments._replay_city import CityRule, city_rule, conflicts_told, kept_told
from fairbudget.experiments._replay_runs import Changes, go_down, official_counts
from fairbudget.experiments.replay import Replay, elections_of, replay, replay_election, summary
from fairbudget.report.replay import replay_csv, replay_json, replay_table
from fairbudget.rules.greedy import counts

POZNAN = (
    "#1: This special greedy rule works as follows: we fund projects that received the highest number of votes until "
    "the next project on the list does not fit within the budget. Finally, if the remaining budget is enough to fund "
    "at least 80% of that project, we fund it as well with the external reserve funds. #2: Sometimes, additional funds "
    "are allocated to a district. We mark such projects with number 3 in the selected column"
)


def approvals(votes: dict[str, int]) -> list[list[str]]:
    """Return ballots that give each project so many votes, one project a ballot."""
    return [[id] for id, number in votes.items() for _ in range(number)]


def election(
    costs: dict[str, Any],
    budget: Any,
    votes: dict[str, int],
    marks: dict[str, str] | str | None,
    rule: str = "greedy",
    columns: dict[str, list[str]] | None = None,
    **meta: str,
) -> Election:
    """Return an election with its official result: all marks by project, or the ids marked 1."""
    told = dict.fromkeys(marks.split(), "1") if isinstance(marks, str) else marks
    selected = {} if told is None else {"selected": [told.get(id, "0") for id in costs]}
    return Election.build(
        costs,
        budget,
        approvals(votes),
        meta={"rule": rule, **meta},
        project_columns={**selected, **(columns or {})},
    )


COSTS = {"a": 50, "b": 60, "c": 30, "d": 20}
VOTES = {"a": 9, "b": 7, "c": 5, "d": 3}


def result(marks: Any, rule: str = "greedy", budget: int = 100, **more: Any) -> Replay:
    return replay_election(election(COSTS, budget, VOTES, marks, rule, **more), "small.pb")


# -- each official rule ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "marks", "meta"),
    [
        ("greedy", "a c d", {}),
        ("Greedy ", "a c d", {}),
        ("greedy-no-skip", "a", {}),
        ("greedy-threshold", "a c", {"min_project_score_threshold": "5"}),
        ("greedy-threshold", "a c d", {"min_project_score_threshold": "3"}),
        ("greedy-no-skip", "a", {"min_project_score_threshold": "7"}),
        ("greedy-exclusive", "a d", {"comment": "#1: Projects a and c overlap. #2: Of b nothing is said."}),
        ("equalshares", "", {}),
        ("equalshares/none", "", {}),
        ("equalshares/add1", "a c d", {}),
    ],
)
def test_matched_as_stated(rule: str, marks: str, meta: dict[str, str]) -> None:
    item = result(marks, rule, **meta)
    assert (item.status, item.reading, item.only_official, item.only_ours) == ("matched", "", (), ())
    assert set(item.official) == set(item.ours) == set(marks.split())
    assert (item.projects, item.voters, item.rule) == (4, 24, rule.strip())


def test_points_are_counted_where_ballots_give_points() -> None:
    ballots = [{"a": 5}, {"b": 2}, {"b": 2}]
    for marks, status in ((["1", "0"], "matched"), (["0", "1"], "matched"), (["1", "1"], "differs")):
        told = Election.build(
            {"a": 1, "b": 1},
            1,
            ballots,
            type="cumulative",
            meta={"rule": "greedy"},
            project_columns={"selected": marks},
        )
        item = replay_election(told)
        assert item.status == status
        assert item.reading == ("by number of votes" if marks == ["0", "1"] else "")


def test_rankings_are_counted_as_cities_do() -> None:
    # 3, 2, 1 points for the first three: a 3 + 3, b 2 + 2 + 3, c 1
    ballots = [["a", "b"], ["a", "b", "c"], ["b"]]
    told = Election.build(
        {"a": 1, "b": 1, "c": 1},
        1,
        ballots,
        type="ordinal",
        meta={"rule": "greedy", "max_length": "3"},
        project_columns={"selected": ["0", "1", "0"], "score": ["6", "7", "1"]},
    )
    assert (replay_election(told).status, replay_election(told).reading) == ("matched", "")


def custom(marks: dict[str, str], budget: int = 98, comment: str = POZNAN) -> Replay:
    # after a, 48 are left: exactly 80 % of b
    return replay_election(election(COSTS, budget, VOTES, marks, "greedy-custom", comment=comment))


def test_eighty_per_cent_of_the_next_project_suffice() -> None:
    assert custom({"a": "1", "b": "2"}).status == "matched"
    assert custom({"a": "1", "b": "2", "c": "3"}).status == "matched"
    assert custom({"a": "1"}, budget=97).status == "matched"
    item = custom({"a": "1"})
    assert (item.status, item.only_official, item.only_ours) == ("differs", (), ())
    assert item.reasons == ("marked 2 are none, by the rule told b would be",)
    assert custom({"a": "1", "b": "2"}, budget=97).status == "differs"


def test_a_custom_rule_that_the_comment_does_not_tell() -> None:
    item = custom({"a": "1"}, comment="#1: The rule is special.")
    assert item.status == "rule-not-known"
    assert item.notes == ("the comment does not tell the custom rule",)
    assert item.reasons == ("greedy-no-skip gives this result",)


def test_equal_shares_that_is_compared_with_greedy() -> None:
    # Equal Shares funds y only; three of five voters are better off with x
    ballots = [["x"]] * 3 + [["y"]] * 2
    costs = {"x": 100, "y": 40}
    for rule, marks, status in (
        ("equalshares/none", ["0", "1"], "matched"),
        ("equalshares/none-comparison", ["1", "0"], "matched"),
        ("equalshares/none-comparison", ["0", "1"], "differs"),
    ):
        told = Election.build(costs, 100, ballots, meta={"rule": rule}, project_columns={"selected": marks})
        assert replay_election(told).status == status


def test_equal_shares_raised_on_past_an_exhaustive_outcome() -> None:
    ballots = [["c"], ["b", "c"], [], ["b"], ["a", "b", "c"], ["a", "b"]]
    told = Election.build(
        {"a": 5, "b": 50, "c": 35},
        64,
        ballots,
        meta={"rule": "equalshares/add1"},
        project_columns={"selected": ["1", "1", "0"]},
    )
    item = replay_election(told)
    assert (item.status, item.reading) == ("matched", "raised on past an exhaustive outcome")


def test_equal_shares_with_a_threshold() -> None:
    told = election({"a": 1, "b": 1}, 2, {"a": 5, "b": 1}, "a", "equalshares/add1", min_project_score_threshold="2")
    assert replay_election(told).status == "matched"


def test_equal_shares_of_projects_with_enough_votes_for_their_cost() -> None:
    # Swiecie 2023: a project needs a share of the voters that is a third of its cost's share of the budget; b has 2 of
    # 14, that is 14 %, and at a cost of 60 needs 20 %
    ballots = [["a"]] * 7 + [["b"]] * 2 + [["c"]] * 5

    def replayed(cost: int, marks: list[str]) -> Replay:
        costs = {"a": 20, "b": cost, "c": 20}
        meta = {"rule": "equalshares/add1"}
        return replay_election(Election.build(costs, 100, ballots, meta=meta, project_columns={"selected": marks}))

    item = replayed(60, ["1", "0", "1"])
    assert item.status == "matched"
    assert item.reading == "of projects with a third of the votes that their part of the budget is"
    assert replayed(60, ["1", "1", "1"]).reading == ""
    # 2 / 14 is a third of 3 / 7: up to 42 of 100 it is eligible
    assert replayed(42, ["1", "0", "1"]).status == "differs"
    assert replayed(43, ["1", "0", "1"]).status == "matched"


def test_equal_shares_with_ties_that_the_city_decided() -> None:
    ballots = [["a"], ["b"], ["a", "b"]]
    told = Election.build(
        {"a": 3, "b": 3}, 5, ballots, meta={"rule": "equalshares"}, project_columns={"selected": ["0", "1"]}
    )
    item = replay_election(told)
    assert (item.status, item.reading) == ("matched", "ties decided as the city did")


def test_equal_shares_completed_without_saying_so() -> None:
    item = result("a c", "equalshares", budget=80)
    assert (item.status, item.reading) == ("matched", "completed by Add1")


def test_withdrawn_projects_do_not_stop_the_rule() -> None:
    votes = {"gone": 10, **VOTES}
    costs = {"gone": 999_999_999, **COSTS}
    for rule, marks in (("greedy-no-skip", "a"), ("greedy", "a c d"), ("equalshares/add1", "a c d")):
        item = replay_election(election(costs, 100, votes, marks, rule))
        assert (item.status, item.reading) == ("matched", "")
        assert item.notes == ("withdrawn, by a cost of 999999999: gone",)
    other = election({**costs, "gone": 999_999_998}, 100, votes, "a", "greedy-no-skip")
    assert replay_election(other).status == "differs"


def test_budgets_of_categories_are_caps_and_what_is_left_is_spent_by_score() -> None:
    columns = {"category": ["x", "x", "y", "y"]}
    meta = {"categories": "x,y", "budget_per_category": "50,20"}
    left = "Fund additional projects that fit within leftover budget ordered by score"
    assert result("a d", columns=columns, **meta).status == "matched"
    assert result("a c d", columns=columns, **meta).status == "differs"
    assert result("a c d", columns=columns, leftover_budget=left, **meta).status == "matched"
    assert result("a c d", "greedy-no-skip", leftover_budget=left).status == "matched"
    item = result("a", "greedy-no-skip", leftover_budget="Given to the poor")
    assert item.status == "matched"
    assert item.notes == ("leftover_budget is 'Given to the poor': not followed",)


def test_everything_is_funded() -> None:
    assert result("a b c d", budget=160, fully_funded="1").status == "matched"


# -- without a result, without a known rule ----------------------------------------------------------------------------


def test_no_result() -> None:
    assert result(None).status == "no-result"
    assert result({"a": "", "b": " ", "c": "", "d": ""}).status == "no-result"
    # nothing funded is a result
    assert result({"a": "0"}).status == "differs"


def test_rule_not_known() -> None:
    for rule in ("unknown", "", "lottery", "greedy-lottery", "equalshares/add2"):
        item = result("a c d", rule)
        assert item.status == "rule-not-known"
        assert item.reasons == ("greedy gives this result",)
    assert result("b", "unknown").reasons == ("neither greedy nor greedy-no-skip gives this result",)


def test_a_mark_that_is_no_number() -> None:
    with pytest.raises(InputError, match=r"small.pb, row 'b', column 'selected': .*'yes', expected 0, 1, 2 or 3"):
        result({"a": "1", "b": "yes"})


# -- matched by another reading ----------------------------------------------------------------------------------------


def test_a_tie_that_the_city_decided_by_lot() -> None:
    told = election({"a": 50, "b": 50, "c": 60}, 100, {"a": 9, "b": 5, "c": 5}, "a b", columns={})
    assert replay_election(told).reading == ""
    told = election({"a": 40, "b": 50, "c": 60}, 100, {"a": 9, "b": 5, "c": 5}, "a c")
    item = replay_election(told)
    assert (item.status, item.reading) == ("matched", "ties decided as the city did")
    assert item.notes == ("a tie at 5: c before b",)
    # at the stop the dearer one of a tie may come first
    told = election({"a": 40, "b": 50, "c": 70}, 100, {"a": 9, "b": 5, "c": 5}, "a", "greedy-no-skip")
    assert replay_election(told).reading == "ties decided as the city did"


def test_counts_of_the_file() -> None:
    # paper votes are in the column only: there b is before a
    item = result("b c", columns={"votes": ["9", "17", "5", "3"]})
    assert (item.status, item.reading) == ("matched", "counts of the file's own columns")
    assert result("b c", columns={"votes": ["9", "many", "5", "3"]}).status == "differs"


def test_conflicts_in_which_the_comment_tells_who_was_kept() -> None:
    comment = "#1: Projects a and c overlapped and could not be implemented simultaneously. The city kept project c."
    item = result("b c", "greedy-exclusive", comment=comment)
    assert (item.status, item.reading) == ("matched", "of the projects in conflict, c kept as the comment tells")
    assert item.notes == ("conflicts read from the comment: a, c",)


def test_projects_set_aside() -> None:
    item = result({"a": "2", "b": "1", "c": "1"})
    assert (item.status, item.reading) == ("matched", "projects with another mark left aside")
    assert item.marks == {"a": "2"}


# -- what may explain a difference -------------------------------------------------------------------------------------


def test_differs_says_how() -> None:
    item = result("a d")
    assert (item.status, item.only_official, item.only_ours) == ("differs", (), ("c",))
    assert item.reasons == (
        "agrees without c: withdrawn, or in conflict with another project",
        "c is not funded with 5, though it fits",
    )


def test_the_other_way_with_what_does_not_fit() -> None:
    assert result("a").reasons[0] == "agrees if a project that does not fit is the end, against the rule stated"
    assert (
        result("a c d", "greedy-no-skip").reasons[0]
        == "agrees if a project that does not fit is skipped, against the rule stated"
    )


def test_threshold_not_followed() -> None:
    item = result("a c d", "greedy-threshold", min_project_score_threshold="4")
    assert item.reasons[:2] == ("agrees without the threshold of 4", "d is funded with 3, below the threshold of 4")
    item = result("a c d", "greedy-threshold", min_project_score_threshold="four")
    assert item.status == "matched"
    assert item.notes == ("min_project_score_threshold is 'four', not a number: not followed",)


def test_additional_money() -> None:
    item = result("a b c")
    assert item.reasons[:2] == (
        "the official result costs 140, 40 more than the budget",
        "agrees with a budget of 140: additional money",
    )


def test_funded_with_marks() -> None:
    # with c set aside, d would fit
    item = result({"a": "1", "c": "2"}, budget=80)
    assert item.reasons[0] == "agrees if the projects marked 2 count as funded"
    assert "c is marked 2: funded by other means, or set aside" in item.reasons


def test_counts_that_differ_and_do_not_explain() -> None:
    item = result("d", columns={"votes": ["9", "8", "5", "3"]})
    assert "the file's counts differ from its ballots for 1 projects (b: 8 in the column, 7 on ballots)" in item.reasons


def test_a_conflict_that_the_city_decided_otherwise() -> None:
    item = result("b c", "greedy-exclusive", comment="Projects a and c exclude one another.")
    assert item.reasons[0] == "agrees if c is taken as the city's choice among the projects in conflict"
    item = result("a c d", "greedy-exclusive", comment="Projects a and c exclude one another.")
    assert item.reasons[0] == "agrees if the conflicts told are not followed"
    item = result("a d", "greedy-exclusive")
    assert item.notes == ("the comment names no projects that exclude one another",)
    assert item.reasons[0].startswith("agrees without c: ")


def test_funded_without_a_vote_and_equal_counts() -> None:
    told = election({"a": 1, "b": 9, "z": 1}, 5, {"a": 2, "b": 2}, "z")
    assert "z is funded without a vote" in replay_election(told).reasons
    # b and c have as many votes, but no way of breaking the tie funds both b and nothing else
    told = election({"b": 3, "c": 3, "d": 3}, 6, {"b": 5, "c": 5, "d": 5}, "b")
    item = replay_election(told)
    assert item.status == "differs"


def test_equal_shares_without_a_project() -> None:
    item = result("a d", "equalshares/add1")
    assert item.status == "differs"
    assert item.reasons == ("agrees without c: withdrawn, or in conflict with another project",)


def test_difference_to_the_closest_reading() -> None:
    # by the file's counts only c differs, by the ballots a and b too
    item = result("b", columns={"votes": ["9", "17", "5", "3"]})
    assert (item.reading, item.only_official, item.only_ours) == ("counts of the file's own columns", (), ("c",))


# -- the comment -------------------------------------------------------------------------------------------------------

IDS = ["459", "1687", "2150", "773", "153", "2022", "46", "5", "L18/06/XI", "BO.D2.5/20", "A-1"]


@pytest.mark.parametrize(
    ("comment", "groups"),
    [
        ("", ()),
        ("#1: Projects 459 and 773 are nice.", ()),
        ("#1: In 2022, projects 773 and 153 conflict, see § 46 par. 5.", (("773", "153"),)),
        ("#1: mutually exclusive: projects 459, 1687, and 2150.", (("459", "1687", "2150"),)),
        ("#1: Project 459 conflicts with project 773; 2022 is a year.", (("459", "773"),)),
        ("#1: Only project 459 conflicts.", ()),
        ("#1: Projects L18/06/XI and BO.D2.5/20 overlap.", (("L18/06/XI", "BO.D2.5/20"),)),
        ("#1: Projects L18/06/XII and A-12 overlap.", ()),
        ("#1: Projects no. 459 & 773 overlap, and so do projects 153, 5.", (("459", "773"), ("153", "5"))),
        ("#1: Projects 459 and 773 are nice. #2: Projects 153 and 5 exclude one another.", (("153", "5"),)),
    ],
)
def test_conflicts_told(comment: str, groups: tuple[tuple[str, ...], ...]) -> None:
    assert conflicts_told(comment, IDS) == groups


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("The winner list retained project 2150.", ("2150",)),
        ("project 2150 was chosen", ("2150",)),
        ("project 459 was not selected", ()),
        ("The list kept project 2150. The mayor preferred project 459.", ()),
        ("kept project 773", ()),
    ],
)
def test_kept_told(comment: str, kept: tuple[str, ...]) -> None:
    assert kept_told(comment, [["459", "1687", "2150"]]) == kept


def test_city_rule_of_an_election_without_projects() -> None:
    assert city_rule(Election.build({}, 1, [], meta={"rule": "greedy-exclusive", "comment": "conflict"})).groups == ()
    assert replay_election(Election.build({}, 1, [], meta={"rule": "greedy"})).status == "no-result"


def test_category_budgets_that_cannot_be_followed() -> None:
    item = result("a c d", categories="x,y", budget_per_category="5")
    assert item.notes == ("budget_per_category does not fit the categories: not followed",)


# -- the list that is gone down is the rule ----------------------------------------------------------------------------


@examples(250)
@given(cases(), st.data())
def test_going_down_is_the_rule_greedy(case: Case, data: st.DataObject) -> None:
    told = case.election()
    by = official_counts(told)
    ids = list(case.costs)
    groups: list[list[str]] = []
    if len(ids) > 1:
        groups = data.draw(st.lists(st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True), max_size=2))
    overflow = data.draw(st.sampled_from(["skip", "stop"]))
    threshold = data.draw(st.sampled_from([None, Fraction(2)]))
    city = CityRule("greedy", overflow, threshold, groups=tuple(map(tuple, groups)))
    outcome = fairbudget.select(told, "greedy", by=by, overflow=overflow, threshold=threshold, exclusive=groups or None)
    assert go_down(told, city, counts(told, by)).funded == set(outcome.selected)


@examples(120)
@given(cases(max_projects=5), st.data())
def test_favouring_a_tied_outcome_gives_it(case: Case, data: st.DataObject) -> None:
    told = case.election()
    by = official_counts(told)
    overflow = data.draw(st.sampled_from(["skip", "stop"]))
    city = CityRule("greedy", overflow)
    order = data.draw(st.permutations(list(case.costs)))
    outcome = fairbudget.select(told, "greedy", by=by, overflow=overflow, tie_breaking=[("first", *order)])
    again = go_down(told, city, counts(told, by), Changes(favoured=outcome.selected))
    if overflow == "stop":
        # where a tied project that does not fit came first, the list ended there; favouring cannot put it first
        assert again.funded >= set(outcome.selected)
    else:
        assert again.funded == set(outcome.selected)


RULES = (
    "greedy",
    "greedy-threshold",
    "greedy-no-skip",
    "greedy-exclusive",
    "greedy-custom",
    "equalshares/none",
    "equalshares/none-comparison",
    "unknown",
)


@examples(250)
@given(cases(max_projects=5, max_voters=6), st.data())
def test_any_result_of_any_rule_is_told_consistently(case: Case, data: st.DataObject) -> None:
    size = len(case.costs)
    marks = data.draw(st.lists(st.sampled_from(["0", "1", "1", "2", "3", ""]), min_size=size, max_size=size))
    case.columns["selected"] = marks
    if data.draw(st.booleans()):
        number = st.sampled_from(["0", "1", "2", "2.5", "x"])
        case.columns["votes"] = data.draw(st.lists(number, min_size=size, max_size=size))
    told = case.election()
    told.meta.update(  # type: ignore[attr-defined]
        rule=data.draw(st.sampled_from(RULES)),
        comment=data.draw(st.sampled_from(["", POZNAN, f"#1: Projects {', '.join(case.costs)} are in conflict"])),
        min_project_score_threshold=data.draw(st.sampled_from(["", "1", "2"])),
    )
    item = replay_election(told)
    official = {id for id, mark in zip(case.costs, marks, strict=True) if mark == "1"}
    assert item.status in ("matched", "differs", "no-result", "rule-not-known")
    assert (item.status == "no-result") == (not any(marks))
    if item.status != "no-result":
        assert set(item.official) == official
    if item.status == "matched":
        assert set(item.ours) == official
        assert item.reasons == ()
    if item.status == "differs":
        assert item.reasons
        assert item.only_official or item.only_ours or "marked 2 are" in " ".join(item.reasons)
    replay_table([item], details=True)
    replay_csv([item])
    replay_json([item])


# -- many files ----------------------------------------------------------------------------------------------------


def test_files_and_folders(tmp_path: Any) -> None:
    folder = tmp_path / "city" / "2020"
    folder.mkdir(parents=True)
    for name, marks in (("one", "a c d"), ("two", "a d")):
        fairbudget.write_pabulib(election(COSTS, 100, VOTES, marks), folder / f"{name}.pb")
    (tmp_path / "city" / "broken.pb").write_text("META\n")
    (tmp_path / "city" / "notes.txt").write_text("not an election")
    empty = tmp_path / "empty"
    empty.mkdir()
    seen: list[tuple[int, int]] = []
    paths = [tmp_path / "city", folder / "one.pb", empty, tmp_path / "nothing.pb"]
    results = replay(paths, lambda done, total: seen.append((done, total)))
    assert [item.status for item in results] == ["matched", "differs", "unreadable", "unreadable", "unreadable"] or [
        item.status for item in results
    ] == ["unreadable", "matched", "differs", "unreadable", "unreadable"]
    assert seen == [(k, 5) for k in range(1, 6)]
    assert len(elections_of(paths)) == 5
    by_path = {item.path: item for item in results}
    assert "no .pb file in this folder" in by_path[str(empty)].error
    assert "there is no such file" in by_path[str(tmp_path / "nothing.pb")].error
    assert "broken.pb" in by_path[str(tmp_path / "city" / "broken.pb")].error
    [row] = summary(results)
    assert (row.files, row.matched, row.differs, row.share) == (2, 1, 1, Fraction(1, 2))
