"""An election with one thing changed: a cost, the budget, who supports a project, who votes at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
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
    "points_of_supporter",
    "singletons",
    "supporters",
    "with_budget",
    "with_cost",
    "with_multiplicities",
    "without",
]

#: Ballot rows with the number of their voters who change their minds.
Chosen = Mapping[int, int]
IntArray = NDArray[np.int64]


def with_cost(election: Election, project: int, units: int) -> Election:
    """Return the election with another cost of one project."""
    costs = election.costs.copy()
    costs[project] = units
    return _changed(election, costs=costs)


def with_budget(election: Election, units: int) -> Election:
    """Return the election with another budget."""
    return _changed(election, budget_units=units)


def with_multiplicities(election: Election, multiplicities: IntArray) -> Election:
    """Return the election with other numbers of voters behind the ballot rows."""
    old = election.ballots
    ballots = Ballots(old.type, old.indptr, old.indices, old.values, multiplicities, old.point_unit)
    return _changed(election, ballots=ballots, voter_columns={})


def supporters(election: Election, project: int) -> IntArray:
    """Return the ballot rows, with voters behind them, that support a project."""
    ballots = election.ballots
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))
    found = rows[(ballots.indices == project) & (ballots.values > 0)]
    return found[ballots.multiplicities[found] > 0]


def opponents(election: Election, project: int) -> IntArray:
    """Return the ballot rows, with voters behind them, that do not support a project."""
    ballots = election.ballots
    there = ballots.multiplicities > 0
    there[supporters(election, project)] = False
    return np.flatnonzero(there)


def points_of_supporter(election: Election) -> int:
    """Return the value that a new supporter's ballot gives a project.

    1 for an approval, or the first place of a ranking; with scoring ballots the most points that a ballot gives to one
    project.

    Raises
    ------
    OptionError
        If the type of ballots leaves open what further support would be.
    """
    if election.ballot_type in ("approval", "ordinal"):
        return 1
    if election.ballot_type == "scoring":
        return int(election.ballots.values.max(initial=1))
    raise OptionError(
        f"additional support is defined for approval, scoring and ordinal ballots; these are {election.ballot_type}: "
        "new voters who support the project alone (singleton-add) are defined for all"
    )


def more(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some voters support a project in addition to what their ballots say.

    In a ranking it comes first, and all others move down by one place.

    Raises
    ------
    OptionError
        If the type of ballots leaves open what that would be.
    """
    points = points_of_supporter(election)
    rows, counts = _listed(chosen)
    owner, indices, values = _entries(election, rows)
    # a ballot may list the project with no points
    other = indices != project
    new = np.arange(len(rows))
    owner = np.concatenate((owner[other], new))
    indices = np.concatenate((indices[other], np.full(len(rows), project)))
    values = np.concatenate((values[other] + (election.ballot_type == "ordinal"), np.full(len(rows), points)))
    return _split(election, rows, counts, owner, indices, values)


def fewer(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some voters no longer support a project, with the rest of their ballots as it is.

    In a ranking the projects below it move up by one place.
    """
    rows, counts = _listed(chosen)
    owner, indices, values = _entries(election, rows)
    own = indices == project
    if election.ballot_type == "ordinal":
        places = np.zeros(len(rows), np.int64)
        places[owner[own]] = values[own]
        values = values - (values > places[owner])
    return _split(election, rows, counts, owner[~own], indices[~own], values[~own])


def without(election: Election, project: int) -> Election:
    """Return the election in which nobody supports a project; ballot rows keep their numbers."""
    old = election.ballots
    keep = old.indices != project
    counts = np.concatenate(([0], np.cumsum(keep)))
    indptr = counts[old.indptr].astype(np.int64)
    ballots = Ballots(old.type, indptr, old.indices[keep], old.values[keep], old.multiplicities, old.point_unit)
    return _changed(election, ballots=ballots, voter_columns={})


def bullets(election: Election, project: int, chosen: Chosen) -> Election:
    """Let some supporters of a project support nothing else; it keeps its points, in a ranking it is first."""
    rows, counts = _listed(chosen)
    owner, indices, values = _entries(election, rows)
    own = indices == project
    kept = np.ones(own.sum(), np.int64) if election.ballot_type == "ordinal" else values[own]
    return _split(election, rows, counts, owner[own], indices[own], kept)


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
    one = np.ones(1, np.int64)
    return _extended(election, ballots.multiplicities, count * one, 0 * one, project * one, value * one)


def _listed(chosen: Chosen) -> tuple[IntArray, IntArray]:
    """Return the rows of a group and how many voters of each."""
    pairs = [(row, count) for row, count in chosen.items() if count]
    array = np.array(pairs, np.int64).reshape(len(pairs), 2)
    return array[:, 0], array[:, 1]


def _entries(election: Election, rows: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return the entries of some rows: place of the row in the list, project, value."""
    ballots = election.ballots
    starts, lengths = ballots.indptr[rows], np.diff(ballots.indptr)[rows]
    owner = np.repeat(np.arange(len(rows)), lengths)
    ends = np.cumsum(lengths)
    inside = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    places = np.repeat(starts, lengths) + inside
    return owner, ballots.indices[places].astype(np.int64), ballots.values[places]


def _split(
    election: Election, rows: IntArray, counts: IntArray, owner: IntArray, indices: IntArray, values: IntArray
) -> Election:
    """Return the election in which some voters of some rows have another ballot."""
    left = election.ballots.multiplicities.copy()
    left[rows] -= counts
    return _extended(election, left, counts, owner, indices, values)


def _extended(
    election: Election,
    multiplicities: IntArray,
    counts: IntArray,
    owner: IntArray,
    indices: IntArray,
    values: IntArray,
) -> Election:
    """Return the election with other multiplicities and further ballot rows, with `counts` voters each.

    `owner` says which of the further rows an entry belongs to.
    """
    old = election.ballots
    order = np.lexsort((indices, owner))
    lengths = np.bincount(owner, minlength=len(counts)).astype(np.int64)
    ballots = Ballots(
        old.type,
        np.concatenate((old.indptr, old.indptr[-1] + np.cumsum(lengths))),
        np.concatenate((old.indices, indices[order].astype(np.int32))),
        np.concatenate((old.values, values[order])),
        np.concatenate((multiplicities, counts)),
        old.point_unit,
    )
    return _changed(election, ballots=ballots, voter_columns={})


def _changed(election: Election, **changes: Any) -> Election:
    if election.part_of is not None:
        raise InputError("a part of an election cannot be changed by itself: change the whole election")
    return dataclasses.replace(election, **changes)
