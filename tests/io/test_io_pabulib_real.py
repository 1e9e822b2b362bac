"""All real elections: read, compared with a naive reading, written and read again; some compared with the peer."""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import shared_data

from fairbudget import DataWarning, Election, read_pabulib
from fairbudget.io.pabulib import election_from_pabulib, election_to_pabulib

pytestmark = pytest.mark.real


def naive(path: Path) -> tuple[dict[str, str], list[dict[str, str]], list[dict[str, str]]]:
    """Return META, projects and votes as Python's csv module reads them."""
    meta: dict[str, str] = {}
    tables: dict[str, list[dict[str, str]]] = {"PROJECTS": [], "VOTES": []}
    section, header = "", []
    for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"):
        if not any(row):
            continue
        if row[0] in ("META", "PROJECTS", "VOTES") and not any(row[1:]):
            section, header = row[0], []
        elif row == ["key", "value"]:
            continue
        elif section == "META":
            meta.setdefault(row[0], row[1])
        elif not header:
            header = row
        else:
            tables[section].append(dict(zip(header, row, strict=True)))
    return meta, tables["PROJECTS"], tables["VOTES"]


def naive_ballots(type: str, votes: list[dict[str, str]]) -> list[dict[str, Fraction | int]]:
    """Return the ballots as project id -> value, the first mention of a project counting."""
    ballots: list[dict[str, Fraction | int]] = []
    for vote in votes:
        ids = [id.strip() for id in vote["vote"].split(",") if id.strip()]
        if type in ("cumulative", "scoring"):
            points = [Fraction(part) for part in vote["points"].split(",") if part.strip()]
            ballots.append(dict(zip(ids, points, strict=True)))
        else:
            ballots.append({id: k if type == "ordinal" else 1 for k, id in enumerate(dict.fromkeys(ids), 1)})
    return ballots


def ballots_of(election: Election) -> list[dict[str, Fraction | int]]:
    """Return the ballot of each line."""
    unit, rows = election.ballots.point_unit, []
    for k in range(len(election.ballots)):
        projects, values = election.ballots.row(k)
        pairs = zip(projects.tolist(), values.tolist(), strict=True)
        rows.append({election.ids[p]: value if unit == 1 else Fraction(value, unit) for p, value in pairs})
    return [rows[row] for row in election.ballots.voters.tolist()]


@pytest.mark.parametrize("path", shared_data.real_files() or [None], ids=lambda path: path.stem if path else "none")
def test_a_real_file(path: Path | None, pabulib_files: list[Path]) -> None:
    assert path is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        election = read_pabulib(path)
        text = election_to_pabulib(election)
        again = election_from_pabulib(text)
    assert again == election
    assert (again.ids, again.ballots.voters.tolist()) == (election.ids, election.ballots.voters.tolist())
    for columns in ("meta", "project_columns", "voter_columns"):
        assert list(getattr(again, columns).items()) == list(getattr(election, columns).items())
    assert ballots_of(again) == ballots_of(election)
    meta, projects, votes = naive(path)
    assert dict(election.meta) == {key: value.strip() for key, value in meta.items()}
    assert election.ids == tuple(project["project_id"] for project in projects)
    assert [election.money(cost) for cost in election.costs] == [Fraction(project["cost"]) for project in projects]
    assert election.budget == Fraction(meta["budget"])
    assert election.num_voters == len(votes) == int(meta["num_votes"])
    assert election.ballot_type == meta["vote_type"]
    assert ballots_of(election) == naive_ballots(election.ballot_type, votes)
    for heading, column in election.voter_columns.items():
        assert list(column) == [vote[heading].strip() for vote in votes]
    for heading, column in election.project_columns.items():
        # what begins with a quote that does not enclose it is where the csv module leaves out quotes
        mine = [text.replace('"', "") for text in column]
        assert mine == [project[heading].strip().replace('"', "") for project in projects]


def test_few_real_files_get_a_warning(pabulib_files: list[Path]) -> None:
    """The official counts, limits and totals agree with the ballots nearly everywhere: a warning means something."""
    kinds: Counter[str] = Counter()
    warned = 0
    for path in pabulib_files:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DataWarning)
            faults = read_pabulib(path).faults
        warned += bool(faults)
        kinds.update(fault.message.split(":")[0] for fault in faults)
    assert warned <= max(1, len(pabulib_files) // 20), kinds


PEER_FILES = [
    "Poland_Czestochowa_2025_Kiedrzyn",
    "Poland_Krakow_2025_Debniki",
    "Poland_Katowice_2025_Brynow_Czesc_Wschodnia_-_Osiedle_Zgrzebnioka",
    "Poland_Warszawa_2019_Grochow_Polnocny",
    "Switzerland_Zurich_D5",
    "Worldwide_Mechanical_Turk_Utilities_8",
]


@pytest.mark.peer
@pytest.mark.parametrize("name", PEER_FILES)
def test_the_peer_reads_the_same_from_the_file_and_from_what_is_written(name: str, pabulib_folder: Path) -> None:
    peer = pytest.importorskip("pabutools.election.pabulib")
    path = pabulib_folder / f"{name}.pb"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        election = read_pabulib(path)
        theirs = peer.parse_pabulib(str(path)), peer.parse_pabulib_from_string(election_to_pabulib(election))
    for instance, profile in theirs:
        assert Fraction(str(instance.budget_limit)) == election.budget
        costs = {project.name: Fraction(str(project.cost)) for project in instance}
        assert costs == {id: election.money(cost) for id, cost in zip(election.ids, election.costs, strict=True)}
        assert [_plain(ballot, election.ballot_type) for ballot in profile] == ballots_of(election)


def _plain(ballot: Any, type: str) -> dict[str, Fraction | int]:
    if type in ("cumulative", "scoring"):
        return {project.name: Fraction(str(points)) for project, points in ballot.items()}
    return {project.name: k if type == "ordinal" else 1 for k, project in enumerate(ballot, 1)}
