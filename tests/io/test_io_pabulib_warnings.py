"""Oddities of Pabulib files that are read, with one warning that names the lines."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from pabulib_samples import PLAIN, ballots, read, text

from fairbudget.io.pabulib import election_from_pabulib


def test_all_warnings_of_a_file_are_one() -> None:
    _, message = read(text(counts=(4, 2), votes="voter_id;vote\n1;a,b\n1;a,a\n3;c,a\n"))
    places = [line.split(": ")[0] for line in message.splitlines()]
    assert places == [
        "x.pb:3, row 'num_projects'",
        "x.pb:4, row 'num_votes'",
        "x.pb:15, column 'vote'",
        "x.pb:15, column 'voter_id'",
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            text(counts=(4, 3)),
            "x.pb:3, row 'num_projects': num_projects differs from the rows of PROJECTS (found '4', expected 3)",
        ),
        (
            text(counts=(3, "2,000")),
            "x.pb:4, row 'num_votes': num_votes differs from the rows of VOTES (found '2,000', expected 3)",
        ),
        (text(counts=(3, "many")), "num_votes differs"),
        (text().replace("num_votes;3\n", ""), "x.pb: META has no num_votes (expected 3, the rows of VOTES)"),
        (text().replace("key;value\n", ""), "x.pb:1: META has no line key;value"),
        (text(meta="fully_funded\n"), "x.pb:7: a line of META has no value"),
        (text(meta="unit;a\nunit;a\n"), "x.pb:8: META gives 'unit' twice, with the same value; first in line 7"),
        (
            text(meta="unit;a\nunit;b\n"),
            "x.pb:8: META gives 'unit' twice; this one is kept as 'unit.2'; first in line 7",
        ),
        (text(meta='comment;#1: one; "two"; three;;\n'), "x.pb:7: values of META hold a ';' without quotes"),
        (text(meta="max_length;five\n"), "x.pb:7, row 'max_length': max_length is not a number and was not checked"),
        (text(budget="500,25"), "x.pb:5, row 'budget': a decimal comma in the budget was read as a point"),
        (
            text(votes="voter_id;vote\n1;a,b\n2;a\n1;c,a\n"),
            "x.pb:16, column 'voter_id': voters are listed twice, and every ballot counts: lines 16",
        ),
        (text(votes="voter_id;vote\n1;a,b\n;a\n;c,a\n"), "x.pb:15, column 'voter_id': voters have no id: lines 15, 16"),
        (text(votes="vote\na,b\na\nc,a\n"), "x.pb:13: VOTES has no column voter_id"),
        (
            text(votes="voter_id;vote\n1;a,b,\n2;,a\n3;c,,a\n"),
            "x.pb:14, column 'vote': ballots have an empty item between or after commas, which was skipped (lines 14,",
        ),
        (text(votes="voter_id;vote\n1;a,b\n2;a\n3;c,a,\n"), "(line 16)"),
        (
            text(votes="voter_id;vote\n1;a,b,a\n2;a,a\n3;c,a\n"),
            "x.pb:14, column 'vote': ballots name a project twice; counted once (lines 14, 15)",
        ),
        (
            text(votes="voter_id;vote;age\n1;a,b;3\n2;a\n3;c,a;4\n"),
            "x.pb:15: rows lack their last fields, taken as empty: lines 15",
        ),
        (
            text(votes="voter_id;vote\n1;a,b;;\n2;a;\n3;c,a;;\n"),
            "x.pb:14: rows have empty fields beyond the header's: lines 14, 15, 16",
        ),
        (
            text(votes="voter_id;vote\n1;a,b\n;\n2;a\n3;c,a\n; ;;\n"),
            "x.pb:15: lines that hold only separators were skipped: 15, 18",
        ),
        (
            text(votes="voter_id;vote;age;age\n1;a,b;3;4\n2;a;;\n3;c,a;;\n"),
            "x.pb:13: VOTES has the column 'age' twice; the second is kept as 'age.2'",
        ),
        (
            text(votes="voter_id;;vote\n1;x;a,b\n2;;a\n3;;c,a\n"),
            "x.pb:13: column 2 of VOTES has no heading; it is kept as 'column_2'",
        ),
        (
            text().replace("project_id", "id"),
            "x.pb:8: PROJECTS has no column 'project_id'; its first column, 'id', is taken for it",
        ),
        (
            text(projects='project_id;cost;name\na;300;"Old" Park\nb;200;Gym\nc;100;x\n'),
            "x.pb:9: a double quote does not enclose its field, read as it stands: line 9 (found",
        ),
        (
            text(projects='project_id;cost;name\na;300;"Old Park\nb;200;Gym\nc;100;x\n'),
            "x.pb:9: a double quote does not enclose its field, read as it stands: line 9 (found",
        ),
        (
            text(projects='project_id;cost;name\na;300;"Old Park\nb;200;"Gym; x"\nc;100;x\n'),
            "x.pb:9: a double quote does not enclose its field, read as it stands: line 9 (found",
        ),
        (text(counts=(3, 0), votes="voter_id;vote\n"), "x.pb:13: the section VOTES has no rows"),
        (
            text(counts=(0, 1), projects="project_id;cost\n", votes="voter_id;vote\n1;\n"),
            "x.pb:8: the section PROJECTS has no rows",
        ),
        (
            text(projects="project_id;cost\na;1,5\nb;2,25\nc;3\n"),
            "x.pb:9, column 'cost': decimal commas in costs were read as points: lines 9, 10",
        ),
    ],
)
def test_oddities_are_read_with_a_warning(source: str, message: str) -> None:
    election, found = read(source)
    assert message in found
    assert len(election.faults) == 1
    assert "num_votes;0" in source or ballots(election) in (PLAIN, [{}])


def test_sections_in_another_order() -> None:
    meta, projects, votes = re.split(r"(?=PROJECTS|VOTES)", text())
    election, message = read(votes + meta + projects)
    assert message == "x.pb: the sections stand in the order VOTES, META, PROJECTS (expected META, PROJECTS, VOTES)"
    assert election == election_from_pabulib(text())


def test_what_is_kept_under_another_name() -> None:
    election, _ = read(
        text(
            meta='comment;#1: one; "two";  three;;\nunit;a\nunit;b\nUnit;c\n',
            projects="project_id;cost;x;x;x\na;1;2;3;4\nb;1;2;3;4\nc;1;2;3;4\n",
        )
    )
    assert election.meta["comment"] == '#1: one; "two";  three'
    assert [(key, value) for key, value in election.meta.items() if "nit" in key] == [
        ("unit", "a"),
        ("unit.2", "b"),
        ("Unit.3", "c"),
    ]
    assert election.project_columns == {"x": ("2",) * 3, "x.2": ("3",) * 3, "x.3": ("4",) * 3}


@pytest.mark.parametrize(
    ("key", "limit", "broken"),
    [
        ("min_length", "2", "name fewer projects than min_length allows: line 16 (expected at least 2)"),
        ("max_length", "1", "name more projects than max_length allows: lines 15, 17 (expected at most 1)"),
        ("max_sum_cost", "499.99", "cost more than max_sum_cost allows: line 15 (expected at most 499.99)"),
        ("max_sum_cost", "300,5", "cost more than max_sum_cost allows: lines 15, 17 (expected at most 300,5)"),
        ("min_sum_cost", "300.01", "cost less than min_sum_cost allows: line 16 (expected at least 300.01)"),
        ("max_length", "2", ""),
        ("min_length", "1", ""),
        ("max_sum_cost", "500", ""),
        ("max_sum_cost", "", ""),
        ("max_sum_cost", "None", ""),
        ("max_length_per_category", "0", ""),
    ],
)
def test_limits_on_approvals(key: str, limit: str, broken: str) -> None:
    election, message = read(text(meta=f"{key};{limit}\n"))
    first = "".join(re.findall("line.? (..)", broken))
    assert message == (f"x.pb:{first}, column 'vote': ballots {broken}" if broken else "")
    assert ballots(election) == PLAIN


@pytest.mark.parametrize(
    ("key", "limit", "broken"),
    [
        ("max_sum_points", "3", "give more points than max_sum_points allows: line 16"),
        ("min_sum_points", "3", "give fewer points than min_sum_points allows: line 17"),
        ("max_points", "2.9", "give a project more points than max_points allows: line 16"),
        ("min_points", "1", "give a project fewer points than min_points allows: line 16"),
        ("max_sum_points", "3.5", ""),
        ("min_points", "0.5", ""),
        ("max_points", "3", ""),
    ],
)
def test_limits_on_points(key: str, limit: str, broken: str) -> None:
    votes = "voter_id;vote;points\n1;a,b;2,1\n2;a,b;3,0.5\n3;c;1\n"
    _, message = read(text(type="cumulative", meta=f"{key};{limit}\n", votes=votes))
    assert (broken in message) if broken else not message


def test_totals_that_differ_from_the_ballots() -> None:
    projects = "project_id;cost;votes;score\na;3;3;6\nb;2;1;1\nc;1;2;\n"
    votes = "voter_id;vote;points\n1;a,b;2,1\n2;a;1\n3;c,a;4,2\n"
    election, message = read(text(type="cumulative", projects=projects, votes=votes))
    assert message.splitlines() == [
        "x.pb:9, row 'a', column 'score': the column 'score' differs from the ballots for 1 of 3 projects: 'a' "
        "(found '6', expected 5)",
        "x.pb:11, row 'c', column 'votes': the column 'votes' differs from the ballots for 1 of 3 projects: 'c' "
        "(found '2', expected 1)",
    ]
    assert election.project_columns["votes"] == ("3", "1", "2")


def test_totals_may_count_a_second_mention_or_not() -> None:
    for counted in ("4", "3"):
        projects = f"project_id;cost;votes\na;3;{counted}\nb;2;1\nc;1;1\n"
        _, message = read(text(projects=projects, votes="voter_id;vote\n1;a,b\n2;a,a\n3;c,a\n"))
        assert len(message.splitlines()) == 1


def test_a_project_named_twice() -> None:
    def of(type: str, vote: str, points: str) -> dict[str, Fraction]:
        source = text(counts=(3, 1), type=type, votes=f"voter_id;vote;points\n1;{vote};{points}\n")
        election, message = read(source)
        assert "twice" in message
        return ballots(election)[0]

    assert of("approval", "a,b,a", "") == {"a": 1, "b": 1}
    assert of("ordinal", "b,a,b,c", "") == {"b": 1, "a": 2, "c": 3}
    assert of("cumulative", "a,b,a,a", "1,5,0.5,2") == {"a": Fraction(7, 2), "b": 5}
    assert of("scoring", "a,b,a", "1,5,1") == {"a": 1, "b": 5}
    assert of("choose-1", "a,a", "") == {"a": 1}


def test_none_as_a_ballot() -> None:
    election, message = read(text(votes="voter_id;vote\n1;a,b\n2;None\n3;c,a\n"))
    assert "x.pb:15, column 'vote': ballots are given as None, taken as empty (line 15)" in message
    assert ballots(election) == [{"a": 1, "b": 1}, {}, {"a": 1, "c": 1}]
