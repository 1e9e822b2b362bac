"""What is written reads back equal, and whatever is read gives an election or a clear refusal."""

from __future__ import annotations

import dataclasses
import random
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import BALLOT_TYPES, examples

from fairbudget import DataWarning, Election, InputError, Project, read_pabulib, write_pabulib
from fairbudget.election import Ballots
from fairbudget.io.pabulib import election_from_pabulib, election_to_pabulib

# -- elections built in Python ----------------------------------------------------------------------------------

_odd = st.sampled_from(
    [*';"\n\r\t ,.#=', "\u2028", "\x85", "\xa0", "\ufeff", "é", "ł", "META", "VOTES", "None", "1", "x"]
)
_texts = st.one_of(
    st.sampled_from(
        ["", " ", '"', '""', ";", "park", "Trees; benches", '"Konik" - plac', "a\nb", "VOTES", "None", "-1"]
    ),
    st.lists(_odd, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
)
_ids = _texts.filter(lambda text: text.strip() and "," not in text)
_amounts = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 10**6).map(lambda n: Fraction(n, 4)),
    st.integers(0, 10**6).map(lambda n: Fraction(n, 20)),
    st.integers(10**15, 10**15 + 3),
)
_points = st.one_of(st.integers(0, 5), st.sampled_from([Fraction(1, 2), Fraction(7, 20), 10**12]))


@st.composite
def _elections(draw: st.DrawFn) -> Election:
    ids = draw(st.lists(_ids, max_size=4, unique=True))
    type = draw(st.sampled_from(BALLOT_TYPES))
    chosen = (
        st.lists(st.sampled_from(ids), unique=True, max_size=1 if type == "choose-1" else 4) if ids else st.just([])
    )
    ballot: st.SearchStrategy[Any] = chosen
    if type in ("cumulative", "scoring"):
        points = _points if type == "cumulative" else st.one_of(_points, st.integers(-3, -1))
        ballot = chosen.flatmap(lambda ids: st.fixed_dictionaries(dict.fromkeys(ids, points)))
    ballots = draw(st.lists(ballot, max_size=6))
    # headings that mean something in the format are tested by themselves
    heading = _texts.filter(lambda text: text.strip() and text.strip().lower() not in _RESERVED)
    return Election.build(
        [Project(id, draw(_amounts)) for id in ids],
        draw(_amounts),
        ballots,
        type=type,
        weights=draw(st.none() | st.lists(st.integers(0, 10**9), min_size=len(ballots), max_size=len(ballots))),
        meta=draw(st.dictionaries(heading, _texts, max_size=3)),
        project_columns=draw(st.dictionaries(heading, _column(len(ids)), max_size=2)),
        voter_columns=draw(st.dictionaries(st.one_of(st.just("voter_id"), heading), _column(len(ballots)), max_size=3)),
    )


_RESERVED = ("project_id", "cost", "voter_id", "vote", "points", "weight", "num_projects", "num_votes", "budget")
_RESERVED += ("vote_type", "default_score")


def _column(length: int) -> st.SearchStrategy[list[str]]:
    return st.lists(_texts, min_size=length, max_size=length)


def _quietly(text: str) -> Election:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return election_from_pabulib(text)


def _lines(election: Election) -> list[Any]:
    """Return the ballot and weight of each line, as the source said it."""
    rows, weights = election.ballots.of_lines()
    unit = election.ballots.point_unit
    result = []
    for k, row in enumerate(rows.tolist()):
        projects, values = election.ballots.row(row)
        ballot = {election.ids[p]: Fraction(int(v), unit) for p, v in zip(projects, values, strict=True)}
        result.append((ballot, 1 if weights is None else int(weights[k])))
    return result


def assert_same(one: Election, other: Election) -> None:
    """Compare by ``==`` and by everything that ``==`` leaves out: the order of lines, columns and META."""
    assert one == other
    assert one.fingerprint == other.fingerprint
    assert one.ids == other.ids
    assert one.budget == other.budget
    assert [one.money(c) for c in one.costs] == [other.money(c) for c in other.costs]
    assert _lines(one) == _lines(other)
    assert list(one.project_columns.items()) == list(other.project_columns.items())
    assert {**one.voter_columns, "voter_id": ""} == {**other.voter_columns, "voter_id": ""}
    held = ("num_projects", "num_votes", "budget", "vote_type")
    assert [i for i in one.meta.items() if i[0] not in held] == [i for i in other.meta.items() if i[0] not in held]


@examples(200)
@given(_elections())
def test_what_is_written_reads_back_equal(election: Election) -> None:
    try:
        text = election_to_pabulib(election)
    except InputError as error:
        # only what cannot be told from a row or a title is refused
        message = str(error)
        assert "title of a section" in message or "line break" in message or "read as the same key" in message
        return
    again = _quietly(text)
    assert_same(election, again)
    assert election_to_pabulib(again) == text


@examples(60)
@given(_elections(), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["", "\ufeff"]), st.booleans())
def test_line_ends_and_marks_do_not_matter(election: Election, end: str, mark: str, final: bool) -> None:
    # line breaks inside quotes are data
    assume(not any("\n" in cell or "\r" in cell for cell in _cells(election)))
    try:
        text = election_to_pabulib(election)
    except InputError:
        return
    other = mark + text.replace("\n", end)
    assert_same(_quietly(other if final else other.removesuffix(end)), election)


def _cells(election: Election) -> list[str]:
    tables = (election.project_columns, election.voter_columns)
    columns = [cell for table in tables for column in table.values() for cell in column]
    headings = [heading for table in tables for heading in table]
    return [*election.ids, *election.meta, *election.meta.values(), *columns, *headings]


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    election = Election.build({"a": 3, "b": "0.25"}, 5, [["a"], ["a", "b"]], voter_columns={"age": ["34", ""]})
    path = tmp_path / "new" / "x.pb"
    write_pabulib(election, path)
    assert_same(election, read_pabulib(path))
    assert_same(election, read_pabulib(str(path)))
    assert path.read_text(encoding="utf-8") == election_to_pabulib(election)
    assert [other.name for other in path.parent.iterdir()] == ["x.pb"]


def test_the_home_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    election = Election.build({"a": 3}, 5, [["a"]])
    write_pabulib(election, "~/x.pb")
    assert (tmp_path / "x.pb").is_file()
    assert read_pabulib("~/x.pb") == election


def test_a_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        write_pabulib(Election.build({"a": 3}, 5, []), tmp_path)


def test_ballots_without_lines_are_written_once_each() -> None:
    merged = Election.build({"a": 3, "b": 2}, 5, [["a"], ["b"], ["a"]])
    ballots = dataclasses.replace(merged.ballots, voters=None, weights=None)
    text = election_to_pabulib(dataclasses.replace(merged, ballots=ballots))
    assert text.splitlines()[-3:] == ["voter_id;vote;weight", "1;a;2", "2;b;1"]
    assert _quietly(text) == merged


def test_points_in_any_unit_are_equal() -> None:
    election = Election.build({"a": 3}, 5, [{"a": 2}], type="scoring")
    ballots = Ballots.merge("scoring", [{0: 20}], point_unit=10)
    other = dataclasses.replace(election, ballots=ballots)
    assert other == election
    assert_same(other, _quietly(election_to_pabulib(other)))


def test_whom_a_ballot_belongs_to_counts_only_where_voters_have_columns() -> None:
    def election(ballots: list[list[str]], **columns: list[str]) -> Election:
        return Election.build({"a": 3, "b": 2}, 5, ballots, voter_columns=columns)

    assert election([["a"], ["b"]]) == election([["b"], ["a"]])
    assert election([["a"], ["b"]], voter_id=["1", "2"]) == election([["a"], ["b"]])
    assert election([["a"], ["b"]], age=["30", "40"]) != election([["b"], ["a"]], age=["30", "40"])
    assert election([["a"], ["b"]], age=["30", "40"]) == election([["a"], ["b"]], voter_id=["1", "2"], age=["30", "40"])
    assert election([["a"], ["b"]], voter_id=["x", "y"]) != election([["b"], ["a"]], voter_id=["x", "y"])


def test_meta_is_set_to_what_the_election_holds() -> None:
    meta = {"rule": "greedy", "budget": "7.00", "vote_type": "Approval", "num_votes": "99", "unit": "Bogor"}
    election = Election.build({"a": 3}, 7, [["a"]], meta=meta)
    assert election_to_pabulib(election).splitlines()[:8] == [
        "META",
        "key;value",
        "rule;greedy",
        "budget;7.00",
        "vote_type;Approval",
        "num_votes;1",
        "unit;Bogor",
        "num_projects;1",
    ]


@pytest.mark.parametrize(
    ("election", "message"),
    [
        (Election.build({"a,b": 1}, 5, []), "holds a comma"),
        (Election.build({" ": 1}, 5, []), "id is empty"),
        (Election.build({"a": Fraction(1, 3)}, 5, []), "the cost of project 'a' cannot be written: 1/3 has no finite"),
        (Election.build({"a": 1}, Fraction(1, 7), []), "the budget cannot be written"),
        (Election.build({"a": 1}, 5, [{"a": Fraction(1, 3)}], type="scoring"), "points of 1/3 cannot be written"),
        (Election.build({"a": 1}, 5, [], project_columns={"Cost": ["2"]}), "'Cost', which has a meaning of its own"),
        (Election.build({"a": 1}, 5, [], project_columns={" ": ["2"]}), "has no heading"),
        (Election.build({"a": 1}, 5, [["a"]], voter_columns={"weight": ["2"]}), "a meaning of its own"),
        (Election.build({"a": 1}, 5, [["a"]], voter_columns={"Points": ["2"]}), "a meaning of its own"),
        (Election.build({"a": 1}, 5, [], meta={"": "x"}), "a key of META is empty"),
        (Election.build({"a": 1}, 5, [], meta={"unit": "x", "Unit": "y"}), "read as the same key"),
        (Election.build({"a": 1}, 5, [], meta={"votes": ""}), "title of a section"),
        (Election.build({"a": 1}, 5, [], meta={"x": "a\nVOTES\nb"}), "title of a section"),
        (Election.build({"a": 1}, 5, [], meta={"x": "a\nbudget;3"}), "line break"),
        (Election.build({"a": 1}, 5, [], meta={"x": "a\x00"}), "zero character"),
        (Election.build({"a": 1}, 5, [], meta={"x": "\ud800"}), "half a character"),
    ],
)
def test_what_the_format_cannot_express_is_refused(election: Election, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        write_pabulib(election, tmp_path / "x.pb")
    assert not (tmp_path / "x.pb").exists()


def test_columns_of_another_length_are_refused() -> None:
    election = Election.build({"a": 1}, 5, [["a"]])
    for broken in (
        dataclasses.replace(election, voter_columns={"age": ("1", "2")}),
        dataclasses.replace(election, project_columns={"name": ()}),
    ):
        with pytest.raises(InputError, match="entries for 1"):
            election_to_pabulib(broken)


# -- damaged files ----------------------------------------------------------------------------------------------

SOUND = """META
key;value
description;Test
num_projects;3
num_votes;4
budget;1000.50
vote_type;TYPE
min_length;1
max_length;3
max_sum_cost;900
max_sum_points;9
comment;"#1: a; ""b""
second line"
PROJECTS
project_id;cost;votes;score;name;category
a;300;3;5;"Park; big";x,y
B/2;250.25;2;3;Gym "new";z
c;0;1;1;None;
VOTES
voter_id;vote;points;age;weight
1;a,B/2;1,2;34;1
2;a;3;;2
3;;;19;1
4;c,a,B/2;1,0,2.5;"x;y";3
"""
PIECES = [";", '"', "\n", "\r\n", "\r", ",", '""', "-", "1e9", "META", "VOTES\n", "PROJECTS\n", "\x00", "\ufeff", " "]
PIECES += [
    "None",
    "nan",
    "inf",
    "9" * 30,
    "1/3",
    "é",
    "\u2028",
    "a",
    "B/2",
    "1_0",
    "٣",
    "\x1a",
    "\x85",
    ";;;",
    '"\n',
    '\n"',
]


def _damaged(rng: random.Random) -> bytes:
    text = SOUND.replace("TYPE", rng.choice([*BALLOT_TYPES, "x"]))
    for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice([0, 0, 1, 2, 5, 40]))
        what = rng.random()
        if what < 0.6:
            text = text[:start] + rng.choice(PIECES) + text[end:]
        elif what < 0.8:
            text = text[:start] + text[end:]
        elif what < 0.9:
            text = text[:start]
        else:
            lines = text.split("\n")
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = "\n".join(lines + [lines[one]] * rng.randrange(2))
    data = bytearray(text.encode())
    for _ in range(rng.choice([0, 0, 0, 3]) if data else 0):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


@examples(600)
@given(st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    _read_or_refuse(_damaged(random.Random(seed)), tmp_path_factory.getbasetemp() / "damaged.pb")


@examples(200)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    _read_or_refuse(data, tmp_path_factory.getbasetemp() / "bytes.pb")


def test_a_file_cut_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    data = SOUND.replace("TYPE", "cumulative").replace("Gym", "Łaźnia").encode()
    for length in range(len(data)):
        _read_or_refuse(data[:length], tmp_path / "cut.pb")


def _read_or_refuse(data: bytes, path: Path) -> None:
    path.write_bytes(data)
    refusal = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            election = read_pabulib(path)
        except InputError as error:
            refusal = error
    if refusal is not None:
        assert any(fault.severity == "error" for fault in refusal.faults)
        assert str(path) in str(refusal)
        return
    assert len(caught) == bool(election.faults)
    assert set(election.ballots.voters.tolist()) == set(range(len(election.ballots)))
    assert_same(election, _quietly(election_to_pabulib(election)))
