"""What a Pabulib file may look like without a word of warning."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from pabulib_samples import PLAIN, ballots, read, text

from fairbudget.io.pabulib import election_from_pabulib


def test_a_plain_file() -> None:
    election, message = read(text(meta="rule;greedy\nunit;Łódź\n"))
    assert not message
    assert election.ids == ("a", "b", "c")
    assert election.costs.tolist() == [300, 200, 100]
    assert (election.budget, election.num_voters, election.ballot_type) == (500, 3, "approval")
    assert election.project_columns == {"name": ("Park", "Gym", "Tree")}
    assert election.voter_columns == {"voter_id": ("1", "2", "3")}
    assert list(election.meta) == ["num_projects", "num_votes", "budget", "vote_type", "rule", "unit"]
    assert ballots(election) == PLAIN
    assert election.ballots.voters.tolist() == [0, 1, 2]
    assert election.faults == ()


@pytest.mark.parametrize(
    "source",
    [
        text().replace("\n", "\r\n"),
        text().replace("\n", "\r"),
        text().rstrip("\n"),
        text() + "\n\n  \n",
        text().replace("\n", "\n\n"),
        "\ufeff" + text(),
        "\n" + text(),
        text().replace(";", " ; ").replace(",", ", "),
        text().replace("META", " meta ").replace("VOTES", "Votes"),
        text().replace("META\n", "META;;;\n").replace("VOTES\n", "VOTES;;\n"),
        text().replace("project_id;cost", "Project_ID;COST").replace("voter_id;vote", "Voter_id;Vote"),
        text(votes='voter_id;vote\n"1";"a,b"\n"2";a\n3;"c,a"\n'),
        re.sub(r"[^;\n]+", r'"\g<0>"', text()),
        text(votes="voter_id;vote\r\n1;b,a\r2;a\n3;a,c\r\n"),
        text(type="Approval"),
        text(budget="500.0"),
        text(budget="+500"),
        text(budget="5e2"),
    ],
)
def test_the_same_election_however_it_is_spelt(source: str) -> None:
    election, message = read(source)
    assert not message
    assert (election.ids, election.budget, ballots(election)) == (("a", "b", "c"), 500, PLAIN)
    assert election == election_from_pabulib(text())


def test_columns_in_any_order_and_unknown_ones() -> None:
    election, message = read(
        text(
            projects="name;x y;cost;project_id\nPark;1;300;a\nGym;;200;b\nTree;3;100;c\n",
            votes="age;vote;district;voter_id\n34;a,b;;1\n;a;North;2\n19;c,a;South;3\n",
        )
    )
    assert not message
    assert election.ids == ("a", "b", "c")
    assert list(election.project_columns.items()) == [("name", ("Park", "Gym", "Tree")), ("x y", ("1", "", "3"))]
    assert list(election.voter_columns) == ["age", "district", "voter_id"]
    assert election.voter_columns["age"] == ("34", "", "19")
    assert ballots(election) == PLAIN


def test_quoted_fields() -> None:
    election, message = read(
        text(
            meta='comment;"#1: one; two ""three""\n#2: a second line; and more"\n',
            projects='project_id;cost;name\na;3;"Trees; benches"\nb;2;"""Konik"" - plac"\nc;1;" Za\r\nDom ""x"""\n',
        )
    )
    assert not message
    assert election.project_columns["name"] == ("Trees; benches", '"Konik" - plac', ' Za\r\nDom "x"')
    assert election.meta["comment"] == '#1: one; two "three"\n#2: a second line; and more'


def test_quotes_inside_a_field_are_part_of_it() -> None:
    election, message = read(text(projects='project_id;cost;name\na;300;The "Old" Park\nb;200;Gym 5"\nc;100;""\n'))
    assert not message
    assert election.project_columns["name"] == ('The "Old" Park', 'Gym 5"', "")


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    election, message = read(text(projects="project_id;cost;name\na;300;x\u2028y\nb;200;x\x85y\nc;100;x\x0cy\x1dz\n"))
    assert not message
    assert election.project_columns["name"] == ("x\u2028y", "x\x85y", "x\x0cy\x1dz")


def test_ids_with_odd_characters() -> None:
    ids = ["BO.D12.37/24", "2022/LES/0001", "007", "7", "a b", "ü#1", "-", "None"]
    projects = "project_id;cost\n" + "".join(f"{id};1\n" for id in ids)
    votes = f"voter_id;vote\nx;{','.join(ids)}\ny;7\nz;None\n"
    election, message = read(text(counts=(8, 3), projects=projects, votes=votes))
    assert not message
    assert ballots(election) == [dict.fromkeys(ids, 1), {"7": 1}, {"None": 1}]


def test_empty_ballots_count_as_voters() -> None:
    election, message = read(text(votes="voter_id;vote\n1;\n2;a\n3;\n"))
    assert not message
    assert ballots(election) == [{}, {"a": 1}, {}]
    assert election.num_voters == 3
    assert election.ballots.multiplicities.tolist() == [2, 1]


def test_decimal_amounts_are_exact() -> None:
    election, message = read(
        text(budget="735616.25", projects="project_id;cost\na;0.1\nb;10700.0\nc;0\n", meta="max_sum_cost;363734.88\n")
    )
    assert not message
    assert election.money_unit == 20
    assert election.budget == Fraction(2942465, 4)
    assert [election.money(cost) for cost in election.costs] == [Fraction(1, 10), 10700, 0]


def test_amounts_near_the_largest() -> None:
    election, _ = read(text(budget=str(2**62 - 1), projects=f"project_id;cost\na;{2**62 - 3}\nb;1\nc;1\n"))
    assert election.costs.tolist() == [2**62 - 3, 1, 1]


def test_projects_free_or_dearer_than_the_budget_are_fine() -> None:
    _, message = read(text(budget="0", projects="project_id;cost\na;0\nb;99999\nc;0.00\n"))
    assert not message


def test_cumulative_points() -> None:
    election, message = read(
        text(
            type="cumulative", votes="voter_id;vote;points\n1;a,b;2,1\n2;a;0.5\n3;c,a;0,3\n", meta="max_sum_points;3\n"
        )
    )
    assert not message
    assert ballots(election) == [{"a": 2, "b": 1}, {"a": Fraction(1, 2)}, {"c": 0, "a": 3}]
    assert election.ballots.point_unit == 2
    assert list(election.voter_columns) == ["voter_id"]


def test_scores_may_be_negative() -> None:
    election, message = read(text(type="scoring", votes="voter_id;points;vote\n1;-1,1;a,b\n2;5;a\n3;;\n"))
    assert not message
    assert ballots(election) == [{"a": -1, "b": 1}, {"a": 5}, {}]


def test_default_score_is_given_to_what_a_ballot_does_not_list() -> None:
    votes = "voter_id;vote;points\n1;a,b;2,1\n2;;\n3;c;0\n"
    election, message = read(text(type="scoring", votes=votes, meta="default_score;0.5\n"))
    half = Fraction(1, 2)
    assert not message
    assert ballots(election) == [
        {"a": 2, "b": 1, "c": half},
        dict.fromkeys("abc", half),
        {"a": half, "b": half, "c": 0},
    ]
    assert ballots(read(text(type="scoring", votes=votes, meta="default_score;0\n"))[0]) == [
        {"a": 2, "b": 1},
        {},
        {"c": 0},
    ]


def test_rankings_keep_their_order() -> None:
    election, message = read(text(type="ordinal", votes="voter_id;vote;points\n1;b,a;2,1\n2;a,b;2,1\n3;c,a,b;3,2,1\n"))
    assert not message
    assert ballots(election) == [{"b": 1, "a": 2}, {"a": 1, "b": 2}, {"c": 1, "a": 2, "b": 3}]
    assert election.voter_columns["points"] == ("2,1", "2,1", "3,2,1")


def test_weights() -> None:
    election, message = read(text(votes="voter_id;weight;vote\nrw1;400;a,b\nrw2;1;a\nrw3;0;b,a\n"))
    assert not message
    assert election.ballots.weights.tolist() == [400, 1, 0]
    assert election.ballots.multiplicities.tolist() == [400, 1]
    assert election.num_voters == 401
    assert list(election.voter_columns) == ["voter_id"]


def test_categories_and_beneficiaries() -> None:
    election, _ = read(
        text(projects="project_id;cost;category;beneficiaries\na;1;x, y;None\nb;1;;kids\nc;1;None;kids,none\n")
    )
    assert election.categories == (("x", "y"), (), ())
    assert election.targets == ((), ("kids",), ("kids",))
    assert election.project_columns["beneficiaries"] == ("None", "kids", "kids,none")
