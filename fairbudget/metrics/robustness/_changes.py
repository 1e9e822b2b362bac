"""An election with one thing changed: a cost, the budget, who supports a project, who votes at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Ballots, Election
from fairbudget.errors import InputError, OptionError

__all__ = [
    "bullets",
    "fewer",
    "more",
    "opponents",
    "singletons",
    "supporters",
    "with_budget",
    "with_cost",
    "with_multiplicities",
]

#: Ballot rows with the number of their voters who change their minds.
Chosen = Mapping[int, int]


def with_cost(election: Election, project: int, units: int) -> Election:
    """Return the election with another cost of one project."""
    costs = election.costs.copy()
    costs[project] = units
    return _changed(election, costs=costs)


def with_budget(election: Election, units: int) -> Election:
    """Return the election with another budget."""
    return _changed(election, budget_units=units)


def with_multiplicities(election: Election, multiplicities: NDArray[np.int64]) -> Election:
    """Return the election with other numbers of voters behind the ballot rows."""
    old = election.ballots
    ballots = Ballots(old.type, old.indptr, old.indices, old.values, multiplicities, old.point_unit)
    return _changed(election, ballots=ballots, voter_columns={})


def supporters(election: Election, project: int) -> NDArray[np.int64]:
    """Return the ballot rows, with voters behind them, that support a project."""
    ballots = election.ballots
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))
    found = rows[(ballots.indices == project) & (ballots.values > 0)]
    return found[ballots.multiplicities[found] > 0]


def opponents(election: Election, project: int) -> NDArray[np.int64]:
    """Return the ballot rows, with voters behind them, that do not support a project."""
    ballots = election.ballots
    there = ballots.multiplicities > 0
    there[supporters(election, project)] = False
    return np.flatnonzero(there)


def points_of_supporter(election: Election) -> int:
    """Return what a new supporter gives a project: 1 for an approval, else the most that any ballot gives to one."""
    if election.ballot_type == "approval":
        return 1
    if election.ballot_type == "scoring":
        return int(election.ballots.values.max(initial=1))
    raise OptionError(
        f"additional support is defined for approval and scoring ballots; these are {election.ballot_type}: "
        "new voters who support the project alone (singleton-add) are defined for all"
    )


def more(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some voters support a project in addition to what their ballots say.

    Raises
    ------
    OptionError
        If the type of ballots leaves open what that would be.
    """
    points = points_of_supporter(election)

    def content(row: int) -> dict[int, int]:
        return {**_content(election, row), project: points}

    return _split(election, chosen, content)


def fewer(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some voters no longer support a project, with the rest of their ballots as it is.

    In a ranking the projects below it move up by one place.
    """
    ranked = election.ballot_type == "ordinal"

    def content(row: int) -> dict[int, int]:
        found = _content(election, row)
        place = found.pop(project)
        return {p: value - (ranked and value > place) for p, value in found.items()}

    return _split(election, chosen, content)


def bullets(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some supporters of a project support nothing else; it keeps its points, in a ranking it is first."""

    def content(row: int) -> dict[int, int]:
        return {project: 1 if election.ballot_type == "ordinal" else _content(election, row)[project]}

    return _split(election, chosen, content)


def singletons(election: Election, project: int, count: int) -> Election:
    """Add voters who support one project and nothing else.

    They approve it, rank it alone, or give it points: the most that a ballot gives to one project (scoring) or has in
    all (cumulative).
    """
    ballots = election.ballots
    value = 1
    if election.ballot_type == "scoring":
        value = int(ballots.values.max(initial=1))
    elif election.ballot_type == "cumulative":
        rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))
        sums = np.zeros(len(ballots), np.int64)
        np.add.at(sums, rows, ballots.values)
        value = int(sums.max(initial=1))
    return _extended(election, ballots.multiplicities, [{project: value}], [count])


def _content(election: Election, row: int) -> dict[int, int]:
    indices, values = election.ballots.row(row)
    return dict(zip(indices.tolist(), values.tolist(), strict=True))


def _split(election: Election, chosen: Chosen, content: Any) -> Election:
    """Return the election in which some voters of some rows have another ballot."""
    left = election.ballots.multiplicities.copy()
    rows: list[dict[int, int]] = []
    counts: list[int] = []
    for row, count in chosen.items():
        if count:
            left[row] -= count
            rows.append(content(row))
            counts.append(count)
    return _extended(election, left, rows, counts)


def _extended(
    election: Election, multiplicities: NDArray[np.int64], rows: Sequence[Mapping[int, int]], counts: Sequence[int]
) -> Election:
    """Return the election with other multiplicities and further ballot rows."""
    old = election.ballots
    pairs = [pair for row in rows for pair in sorted(row.items())]
    entries = np.array(pairs, np.int64).reshape(len(pairs), 2)
    ends = old.indptr[-1] + np.cumsum([len(row) for row in rows], dtype=np.int64)
    ballots = Ballots(
        old.type,
        np.concatenate((old.indptr, ends)),
        np.concatenate((old.indices, entries[:, 0].astype(np.int32))),
        np.concatenate((old.values, entries[:, 1])),
        np.concatenate((multiplicities, np.array(counts, np.int64))),
        old.point_unit,
    )
    return _changed(election, ballots=ballots, voter_columns={})


def _changed(election: Election, **changes: Any) -> Election:
    if election.part_of is not None:
        raise InputError("a part of an election cannot be changed by itself: change the whole election")
    return dataclasses.replace(election, **changes)
