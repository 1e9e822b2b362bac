"""A part of an election: some of its projects, with a budget of their own, under the same voters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fairbudget.election import Ballots, Election

__all__ = ["part", "whole_budget"]


def part(election: Election, projects: Sequence[int], budget_units: int, funded: Sequence[int] = ()) -> Election:
    """Return the election over some of the projects.

    Ballot rows keep their numbers and multiplicities, also where they become empty or equal, so that payments can be
    compared across parts. Utilities and tie-breaking are those of the whole election: a Borda utility does not change
    since a project above it is gone, and a lot drawn over all projects stays drawn.

    Parameters
    ----------
    election : Election
    projects : sequence of int
        Their numbers; in the order in which the part lists them.
    budget_units : int
        Not negative.
    funded : sequence of int
        Other projects, that are funded already: rules that look at what voters have on the whole count them.

    Returns
    -------
    Election

    Notes
    -----
    O(entries).

    Examples
    --------
    >>> whole = Election.build({"a": 3, "b": 2, "c": 1}, 4, [["a", "b", "c"], ["b"]], type="ordinal")
    >>> from fairbudget.utilities import utilities
    >>> some = part(whole, [1, 2], 1)
    >>> some.ids, some.budget, utilities(some).totals(some.ballots.multiplicities)
    (('b', 'c'), 1, [1, 0])
    """
    kept = np.array(projects, np.int64)
    ballots = election.ballots
    number = np.full(election.num_projects, -1, np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    columns = number[ballots.indices]
    inside = columns >= 0
    counts = np.concatenate(([0], np.cumsum(inside)))
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))[inside]
    order = np.lexsort((columns[inside], rows))
    smaller = Ballots(
        ballots.type,
        counts[ballots.indptr].astype(np.int64),
        columns[inside][order].astype(np.int32),
        ballots.values[inside][order],
        ballots.multiplicities,
        ballots.point_unit,
    )
    whole, numbers = election.part_of or (election, np.arange(election.num_projects))
    return Election(
        tuple(election.ids[k] for k in kept),
        election.costs[kept],
        budget_units,
        smaller,
        election.money_unit,
        {heading: tuple(column[k] for k in kept) for heading, column in election.project_columns.items()},
        {},
        election.meta,
        part_of=(whole, numbers[kept]),
        funded=(*election.funded, *numbers[list(funded)].tolist()) if funded else election.funded,
    )


def whole_budget(election: Election) -> int:
    """Return the units of the budget together with what projects funded beforehand cost."""
    if election.part_of is None:
        return election.budget_units
    return election.budget_units + sum(election.part_of[0].costs[list(election.funded)].tolist())
