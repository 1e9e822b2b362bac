"""What cannot be meant is refused, all of it at once, with its lines: text, bytes and paths."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest
from pabulib_samples import read, refused, text

from fairbudget import DataWarning, Election, InputError, read_pabulib
from fairbudget.io.pabulib import election_from_pabulib

META = "META\nkey;value\nbudget;5\nvote_type;approval\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "x.pb: the file is empty"),
        (" \n\n", "x.pb: the file is empty"),
        ("id,cost\na,3\n", "x.pb: no line is the title of a section: this is no Pabulib file"),
        ("<!DOCTYPE html>\n<p>404</p>", "no line is the title"),
        (META, "x.pb: the section PROJECTS is missing"),
        (META + "PROJECTS\nproject_id;cost\na;3\n", "x.pb: the section VOTES is missing"),
        (
            META + "PROJECTS\nproject_id;cost\na;3\nVOTES",
            "x.pb:8: the section VOTES is empty (expected a header with 'vote')",
        ),
        (META + "PROJECTS\nVOTES\nvoter_id;vote\n", "x.pb:5: the section PROJECTS is empty"),
        (META + "PROJECTS\na;3\nVOTES\nvoter_id;vote\n", "x.pb:6: PROJECTS has no column 'cost'"),
        (
            META + "PROJECTS\nproject_id,cost\na,3\nVOTES\nvoter_id,vote\n1,a\n",
            "its header is separated by ',', not by ';'",
        ),
        (text().replace("META\nkey;value\n", ""), "x.pb: the section META is missing"),
        ("junk\n" + text(), "x.pb:1: there is text before the first section (found 'junk')"),
        (text() + "VOTES\nvoter_id;vote\n9;a\n", "x.pb:17: the section VOTES occurs twice, first in line 12"),
        (text().replace("budget;500\n", ""), "x.pb: META has no budget"),
        (text().replace("vote_type;approval\n", ""), "x.pb: META has no vote_type"),
        (
            text(type="aproval"),
            "x.pb:6, row 'vote_type': unknown vote_type (found 'aproval', expected did you mean 'approval'?",
        ),
        (text(budget=""), "x.pb:5, row 'budget': the budget is missing"),
        (text(budget="None"), "x.pb:5, row 'budget': the budget is missing"),
        (text(budget="-1"), "x.pb:5, row 'budget': the budget is negative (found '-1'"),
        (text(budget="1/3"), "x.pb:5, row 'budget': the budget is not a number (found '1/3'"),
        (text(budget="nan"), "the budget is"),
        (text(budget="1e400000"), "the budget is not a number"),
        (
            text(budget="1,000"),
            "x.pb:5, row 'budget': the budget is not a number (found '1,000', expected an amount of at least 0",
        ),
        (text(budget=str(2**62)), "x.pb:5: amounts are too large: their sum, in units of 1/1"),
        (text(meta="budget;400\n"), "x.pb:7: META gives 'budget' twice, differently; first in line 5 (found '400')"),
        (text(meta=";x\n"), "x.pb:7: a line of META has no key"),
        (text(projects="project_id;cost;cost\na;1;2\n"), "x.pb:8, column 'cost': PROJECTS has the column 'cost' twice"),
        (text(votes="voter_id;vote;Vote\n1;a;a\n"), "x.pb:13, column 'Vote': VOTES has the column 'vote' twice"),
        (text(votes="voter_id;votes\n1;a\n"), "x.pb:13: VOTES has no column 'vote' (found 'voter_id;votes'"),
        (text(projects="project_id;cost\na;\nb;1\nc;1\n"), "x.pb:9, row 'a', column 'cost': the cost is missing"),
        (
            text(projects="project_id;cost\na;-5\nb;1\nc;1\n"),
            "x.pb:9, row 'a', column 'cost': the cost is negative (found '-5'",
        ),
        (
            text(projects="project_id;cost\na;ten\nb;1\nc;1\n"),
            "x.pb:9, row 'a', column 'cost': the cost is not a number (found 'ten'",
        ),
        (text(projects="project_id;cost\na;1,234\nb;1\nc;1\n"), "the cost is not a number (found '1,234'"),
        (text(projects="project_id;cost\na;1 000\nb;1\nc;1\n"), "the cost is not a number (found '1 000'"),
        (text(projects=f"project_id;cost\na;{2**62}\nb;1\nc;1\n"), "x.pb:9: amounts are too large"),
        (
            text(projects=f"project_id;cost\na;{'9' * 5000}\nb;1\nc;1\n"),
            "x.pb:9, row 'a', column 'cost': the cost is not a number",
        ),
        (
            text(projects="project_id;cost\na;1\nb;1\nc;1\na;2\n"),
            "x.pb:12, column 'project_id': a project is listed twice, first in line 9 (found 'a')",
        ),
        (text(projects="project_id;cost\na;1\nb;1\nc;1\n;2\n"), "x.pb:12, column 'project_id': a project has no id"),
        (
            text(projects="project_id;cost\na;1\nb;1\nc;1\nd,e;2\n"),
            "x.pb:12, column 'project_id': a project id holds a comma",
        ),
        (
            text(projects="project_id;cost;name\na;1;x;y\nb;1;\nc;1;\n"),
            "x.pb:9: a row of PROJECTS has 4 fields, its header 3 (found 'a;1;x;y'",
        ),
        (
            text(projects='project_id;cost;name\na;1;"x;y\nb;1;\nc;1;\n'),
            "expected a double quote at both ends of a field",
        ),
        (
            text(projects="cost;project_id;name\n1;a;x\n1\n1;c;x\n"),
            "x.pb:10: a row of PROJECTS has 1 of the 3 fields of its header",
        ),
        (
            text(projects='project_id;cost;name\na;1;"Park\nb;1;Gym"\nc;1;Tree\n'),
            "x.pb:9: a double quote opens a field that runs on over lines that look like rows of their own: line 10",
        ),
        (
            text(votes="voter_id;vote;age\n1;a,b;34\n2;a;3\n3;c,"),
            "x.pb:16: a row of VOTES has 2 of the 3 fields of its header",
        ),
        (text(votes="voter_id;vote\n1;a,b\n2\n3;c,a\n"), "x.pb:15: a row of VOTES has 1 of the 2 fields of its header"),
        (text(votes="voter_id;vote\n1;a,b\n2;a;b\n3;c,a\n"), "x.pb:15: a row of VOTES has 3 fields, its header 2"),
        (
            text(votes="voter_id;vote\n1;a,b\n2;x\n3;c,x\n"),
            "x.pb:15, column 'vote': a ballot names an unknown project (lines 15, 16) (found 'x',",
        ),
        (
            text(type="choose-1"),
            "x.pb:14, column 'vote': a ballot names 2 projects (line 14) (found 'a,b', expected at most one",
        ),
        (text(type="cumulative"), "x.pb:13: VOTES has no column 'points'"),
        (
            text(type="cumulative", votes="voter_id;vote;points\n1;a,b;1\n2;a;1\n3;;\n"),
            "x.pb:14, column 'points': a ballot names 2 projects and gives 1 points (line 14) (found '1',",
        ),
        (
            text(type="cumulative", votes="voter_id;vote;points\n1;a;None\n2;a;1\n3;;\n"),
            "x.pb:14, column 'points': points are not a number (line 14) (found 'None'",
        ),
        (
            text(type="cumulative", votes="voter_id;vote;points\n1;a;x\n2;a;1\n3;b;x\n"),
            "x.pb:14, column 'points': points are not a number (lines 14, 16) (found 'x'",
        ),
        (
            text(type="cumulative", votes="voter_id;vote;points\n1;a;-1\n2;a;1\n3;b;1\n"),
            "x.pb:14, column 'points': points are negative (line 14) (found '-1'",
        ),
        (
            text(type="scoring", votes="voter_id;vote;points\n1;a,a;1,2\n2;a;1\n3;b;1\n"),
            "x.pb:14, column 'vote': a ballot scores a project twice, differently (line 14) (found 'a'",
        ),
        (text(type="scoring", votes=f"voter_id;vote;points\n1;a;{2**62}\n2;a;1\n3;b;1\n"), "points are too large"),
        (
            text(type="scoring", meta="default_score;x\n", votes="voter_id;vote;points\n1;a;1\n"),
            "x.pb:7, row 'default_score': default_score is not a number",
        ),
        (
            text(votes="voter_id;vote;weight\n1;a;1\n2;a;0.5\n3;b;-1\n"),
            "x.pb:15, column 'weight': a weight cannot be meant (line 15) (found '0.5', expected a whole number",
        ),
        (text(votes="voter_id;vote;weight\n1;a;1\n2;a;\n3;b;1\n"), "a weight cannot be meant"),
        (text(votes=f"voter_id;vote;weight\n1;a;{2**61}\n2;a;{2**61}\n3;b;1\n"), "the weights are too large"),
        ("META\x00" + text(), "zero character"),
        (text().replace("Park", "\ud800"), "x.pb:9: the text holds half a character"),
    ],
)
def test_what_cannot_be_meant_is_refused(source: str, message: str) -> None:
    assert any(message in line for line in refused(source)), refused(source)


def test_the_nearest_id_is_named() -> None:
    projects = "project_id;cost\nBO.D12.37/24;1\nBO.D12.39/24;1\nx;1\n"
    (line,) = refused(text(projects=projects, votes="voter_id;vote\n1;BO.D12.37/42\n"))
    assert line.endswith("(found 'BO.D12.37/42', expected an id out of PROJECTS; did you mean 'BO.D12.37/24'?)")


def test_all_faults_are_gathered() -> None:
    lines = refused(
        text(
            budget="x",
            type="aproval",
            projects="project_id;cost\na;-1\nb;x\nb;1\n",
            votes="voter_id;vote;weight\n1;z;1\n2;a;x\n3;y;1\n",
        )
    )
    assert [line.split(":")[1].split(",")[0] for line in lines] == ["5", "6", "9", "10", "11", "14", "15", "16"]


def test_a_stray_quote_does_not_swallow_the_rest() -> None:
    """A quote at the start of any field, alone or with another one anywhere, loses no row unless it is refused."""
    plain = text(
        projects='project_id;cost;name;x\na;300;Park;1\nb;200;"Gym; big";2\nc;100;Tree;3\n',
        votes='voter_id;vote;name\n1;a,b;x\n2;a;"y; z"\n3;c,a;w\n',
    )
    starts = [match.end() for match in re.finditer(r"[;\n]", plain) if match.end() < len(plain)]
    for start in starts:
        for other in [None, *starts, *[at - 1 for at in starts]]:
            places = sorted({start} | ({other} if other is not None else set()), reverse=True)
            broken = plain
            for at in places:
                broken = broken[:at] + '"' + broken[at:]
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    election = election_from_pabulib(broken)
            except InputError:
                continue
            assert (election.num_projects, election.num_voters) == (3, 3), broken


def test_stray_quotes_in_many_rows_lose_none() -> None:
    """With a search for the end of each quote through all rows this would take minutes."""
    rows = 50_000
    votes = "voter_id;vote;name\n" + "".join(f'{k};a;"x\n' if k % 2 else f"{k};a;y\n" for k in range(rows))
    election, message = read(text(counts=(3, rows), votes=votes))
    assert election.num_voters == rows
    assert "read as it stands: lines 15, 17, 19, 21, 23 and 24995 more" in message


# -- bytes --------------------------------------------------------------------------------------------------------


def read_bytes(data: bytes, path: Path) -> Election:
    path.write_bytes(data)
    return read_pabulib(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_a_mark(encoding: str, tmp_path: Path) -> None:
    source = text().replace("Park", "Łaźnia")
    assert read_bytes(source.encode(encoding), tmp_path / "x.pb").project_columns["name"][0] == "Łaźnia"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf_16_with_a_mark_is_read_with_a_warning(encoding: str, tmp_path: Path) -> None:
    source = text().replace("Park", "Łaźnia")
    with pytest.warns(DataWarning, match=f"the file is in {encoding.upper()}"):
        election = read_bytes(source.encode(encoding), tmp_path / "x.pb")
    assert election.project_columns["name"][0] == "Łaźnia"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (text().replace("Park", "Łaźnia").encode("cp1250"), r":9: the file is not in UTF-8 \(found 'a;300;\\\\xa3"),
        (text().replace("Park", "Łaźnia").encode("iso-8859-2"), ":9: the file is not in UTF-8"),
        (text().encode("utf-16-le"), ":1: the file holds a zero byte: it is binary, or UTF-16 without a mark"),
        (b"\xff\xfe\x00", "begins as UTF-16 but is none"),
        (b"\xff\xfe\x00\x00\x00\x00\x11\x00", "begins as UTF-32 but is none"),
        (text().replace("c,a\n", "c,a;Ł").encode()[:-1], ":16: the file ends in the middle of a character"),
        (b"\x1f\x8b\x08\x00abc", "this is a gzip archive"),
        (b"PK\x03\x04abc", "this is a zip archive or workbook"),
        (bytes(range(256)) * 10, ":1: the file holds a zero byte"),
        (b"\x89PNG\r\n\x1a\n\x80", "the file is not in UTF-8"),
    ],
)
def test_bytes_that_are_no_pabulib_file(data: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_bytes(data, tmp_path / "x.pb")
    assert str(tmp_path / "x.pb") in str(caught.value)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere/x.pb", "nowhere/x.pb: there is no such file"),
        (".", ".: is a folder, a file was expected"),
        ("a\0b", "cannot be read"),
        ("~no-such-user-here/x.pb", "cannot be read|there is no such file"),
    ],
)
def test_paths_that_cannot_be_read(path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_pabulib(path)
