"""Elections disturbed by noise: some entries of ballots are moved to other projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from fairbudget.election import Ballots, Election
from fairbudget.generate.draw import Draw

__all__ = ["disturbed"]

_FINE = 2**31


def disturbed(election: Election, chance: Fraction, seed: int) -> Election:
    """Return an election in which each entry of a ballot has gone astray with some chance.

    An entry that goes astray is moved to a project drawn from all of them: the approval, the points or the rank go
    there. Where the ballot supports that project already, the two change places (so an approval ballot stays as it
    is). Ballots keep their lengths, points and ranks.

    Parameters
    ----------
    election : Election
    chance : Fraction
        From 0 to 1.
    seed : int
        At least 0.

    Returns
    -------
    Election
        The same projects, budget, voters and weights. A ballot that stands for many is disturbed as one.

    Notes
    -----
    O(length of all ballots). The same seed gives the same election on every machine.

    Examples
    --------
    >>> election = Election.build({"a": 1, "b": 1, "c": 1, "d": 1}, 2, [["a", "b"]] * 100)
    >>> noisy = disturbed(election, Fraction(1, 4), seed=1)
    >>> noisy.num_voters, len(noisy.ballots) > 1, int(noisy.votes.sum())
    (100, True, 200)
    >>> disturbed(election, Fraction(0), seed=1) == election
    True
    """
    ballots = election.ballots
    lines, weights = ballots.of_lines()
    lengths = np.diff(ballots.indptr)[lines]
    draw = Draw(seed, "noise", str(chance))
    total = int(lengths.sum())
    astray = np.nonzero(draw.array_below(_FINE, (total,)) < int(chance * _FINE))[0]
    targets = draw.array_below(max(election.num_projects, 1), (len(astray),)).tolist()
    rows = [dict(zip(*(part.tolist() for part in ballots.row(k)), strict=True)) for k in range(len(ballots))]
    found = [rows[k] for k in lines.tolist()]
    ends = np.cumsum(lengths)
    places = np.searchsorted(ends, astray, side="right")
    offsets = astray - (ends - lengths)[places]
    touched: set[int] = set()
    for line, offset, target in zip(places.tolist(), offsets.tolist(), targets, strict=True):
        source = int(ballots.indices[ballots.indptr[lines[line]] + offset])
        if line not in touched:
            touched.add(line)
            found[line] = dict(found[line])
        _move(found[line], source, target)
    listed: Sequence[int] | None = None if weights is None else weights.tolist()
    return replace(election, ballots=Ballots.merge(ballots.type, found, listed, ballots.point_unit))


def _move(row: dict[int, int], source: int, target: int) -> None:
    """Move what a ballot gives one project to another; an earlier move may have taken it already."""
    if source not in row or source == target:
        return
    value = row.pop(source)
    if target in row:
        row[source] = row[target]
    row[target] = value
