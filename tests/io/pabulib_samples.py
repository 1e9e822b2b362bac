"""A small Pabulib file whose parts a test can replace, and what reading it says."""

from __future__ import annotations

import warnings
from fractions import Fraction

import pytest

from fairbudget import DataWarning, Election, InputError
from fairbudget.io.pabulib import election_from_pabulib


def text(
    *,
    meta: str = "",
    type: str = "approval",
    budget: str = "500",
    counts: tuple[object, object] = (3, 3),
    projects: str = "project_id;cost;name\na;300;Park\nb;200;Gym\nc;100;Tree\n",
    votes: str = "voter_id;vote\n1;a,b\n2;a\n3;c,a\n",
) -> str:
    """Return a small file: PROJECTS in line 7, its rows from 9; VOTES in line 12, its rows from 14."""
    head = f"META\nkey;value\nnum_projects;{counts[0]}\nnum_votes;{counts[1]}\nbudget;{budget}\nvote_type;{type}\n"
    return f"{head}{meta}PROJECTS\n{projects}VOTES\n{votes}"


def read(source: str) -> tuple[Election, str]:
    """Return the election and the text of its warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        election = election_from_pabulib(source, "x.pb")
    assert [warning.category for warning in caught] == [DataWarning] * bool(election.faults)
    message = str(caught[0].message) if caught else ""
    assert message == "\n".join(map(str, election.faults))
    return election, message


def ballots(election: Election) -> list[dict[str, Fraction]]:
    """Return what each line of VOTES gives to which project."""
    result = []
    for row in election.ballots.voters.tolist():
        projects, values = election.ballots.row(row)
        unit = election.ballots.point_unit
        result.append({election.ids[p]: Fraction(int(v), unit) for p, v in zip(projects, values, strict=True)})
    return result


#: What the ballots of an unchanged :func:`text` say.
PLAIN: list[dict[str, Fraction | int]] = [{"a": 1, "b": 1}, {"a": 1}, {"a": 1, "c": 1}]


def refused(source: str) -> list[str]:
    """Return the lines of the refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError) as caught:
            election_from_pabulib(source, "x.pb")
    return str(caught.value).splitlines()
