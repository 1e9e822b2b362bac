"""What each voter gains from an outcome, by distinct ballot."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.errors import InputError
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.utilities import utilities

__all__ = ["Satisfaction", "election_of", "pool", "reached", "satisfaction"]

#: Of how many outcomes the voters' utilities are kept with an election.
KEPT = 24


@dataclass(frozen=True, eq=False)
class Satisfaction:
    """The utility that the selected projects together give one voter of each ballot row.

    Attributes
    ----------
    utility : str
        Id of the utility.
    values : int64 or object (int) array, shape (rows,)
        In units of `scale`.
    voters : int64 array, shape (rows,)
        Voters behind each row, weights included.
    scale : Fraction
        What a value of 1 stands for.
    """

    utility: str
    values: NDArray[Any]
    voters: NDArray[np.int64]
    scale: Fraction

    def total(self) -> int | Fraction:
        """Return the sum over all voters."""
        values, voters = self.values, self.voters
        if values.dtype.kind == "i" and len(values) and int(values.max()) * int(voters.sum()) < LIMIT:
            return plain(int(values @ voters) * self.scale)
        return plain(sum(v * n for v, n in zip(values.tolist(), voters.tolist(), strict=True)) * self.scale)

    def distinct(self) -> tuple[list[int], list[int]]:
        """Return the different values that voters have, ascending, and how many voters have each."""
        return self._distinct

    @functools.cached_property
    def _distinct(self) -> tuple[list[int], list[int]]:
        present = self.voters > 0
        values, voters = self.values[present], self.voters[present]
        kinds, places = np.unique(values, return_inverse=True)
        counts = np.zeros(len(kinds), np.int64)
        np.add.at(counts, places, voters)
        return kinds.tolist(), counts.tolist()

    def merged(self) -> Satisfaction:
        """Return the same with one row for each different utility."""
        values, voters = self.distinct()
        kind = np.int64 if self.values.dtype.kind == "i" else object
        return Satisfaction(self.utility, np.array(values, kind), np.array(voters, np.int64), self.scale)

    def quantile(self, part: Fraction) -> int | Fraction:
        """Return the least utility that at least `part` of the voters do not exceed; 0 if there are no voters."""
        values, voters = self.distinct()
        needed, below = part * sum(voters), 0
        for value, count in zip(values, voters, strict=True):
            below += count
            if below >= needed:
                return plain(value * self.scale)
        return 0

    def mean(self) -> int | Fraction:
        """Return the mean over all voters; 0 if there are none."""
        count = int(self.voters.sum())
        return plain(Fraction(self.total()) / count) if count else 0


def election_of(outcome: Outcome) -> Election:
    """Return the election of an outcome.

    Raises
    ------
    InputError
        If the outcome was read back without it, or is none.
    """
    if not isinstance(outcome, Outcome):
        raise InputError(f"an Outcome was expected, as fairbudget.select returns it, not {type(outcome).__name__}")
    if outcome.election is None:
        raise InputError("the outcome has no election to be measured against: read it together with its election")
    return outcome.election


def satisfaction(outcome: Outcome, utility: str | None = None) -> Satisfaction:
    """Return what each voter gains from an outcome.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    utility : {"cost", "cardinality", "score", "borda", "effort", "cost-sqrt", "cost-log"}, optional
        Default: the one that the outcome's rule used, else the one that the ballot type stands for.

    Returns
    -------
    Satisfaction

    Raises
    ------
    InputError
        If the outcome has no election.
    OptionError
        If the utility is unknown or not defined for the ballot type.

    Notes
    -----
    O(supporters of the selected projects), exact.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 2}, 5, [["a"], ["a", "b"], ["a", "b"], []])
    >>> gained = satisfaction(Outcome.of(election, [0, 1], "greedy", {}))
    >>> gained.utility, gained.values.tolist(), gained.voters.tolist(), gained.mean()
    ('cost', [3, 5, 0], [1, 2, 1], Fraction(13, 4))
    """
    election = election_of(outcome)
    found = utilities(election, utility or outcome.options.get("utility"))
    key = (found.name, outcome.selected)
    kept: dict[Any, Satisfaction] = election._cache.setdefault("satisfaction", {})
    if key in kept:
        return kept[key]
    chosen = election.numbers(outcome.selected)
    # a sum of sums below the limit can be added in 64 bits; huge points are added in Python integers
    highest = sum(int(values.max()) for _, values in map(found.of, chosen) if len(values))
    gained = np.zeros(len(election.ballots), np.int64 if highest < LIMIT else object)
    for project in chosen:
        rows, values = found.of(project)
        gained[rows] += values
    gained.flags.writeable = False
    result = Satisfaction(found.name, gained, election.ballots.multiplicities, found.scale)
    # several metrics ask for the same outcomes in turn; only the last ones are kept
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
    kept[key] = result
    return result


def pool(parts: Sequence[Satisfaction]) -> Satisfaction:
    """Put the voters of several elections together, exactly, whatever units their utilities are counted in.

    Parameters
    ----------
    parts : sequence of Satisfaction
        At least one, all of the same utility.

    Raises
    ------
    ValueError
        If there is none, or the utilities differ.

    Examples
    --------
    >>> halves = Satisfaction("cost", np.array([3]), np.array([2]), Fraction(1, 2))
    >>> wholes = Satisfaction("cost", np.array([3]), np.array([1]), Fraction(1))
    >>> pool([halves, wholes]).values.tolist(), pool([halves, wholes]).mean()
    ([3, 6], 2)
    """
    names = {part.utility for part in parts}
    if len(names) != 1:
        raise ValueError(f"one utility is needed to put voters together, not {len(names)}: {sorted(names)}")
    unit = Fraction(1, math.lcm(*(part.scale.denominator for part in parts)))
    factors = [int(part.scale / unit) for part in parts]
    highest = max((int(p.values.max()) * f for p, f in zip(parts, factors, strict=True) if len(p.values)), default=0)
    kind = np.int64 if highest < LIMIT else object
    values = [part.values.astype(kind) * factor for part, factor in zip(parts, factors, strict=True)]
    return Satisfaction(names.pop(), np.concatenate(values), np.concatenate([part.voters for part in parts]), unit)


def reached(outcome: Outcome) -> NDArray[np.bool_]:
    """Return for each ballot row whether it supports at least one selected project.

    A ballot supports what it approves, gives positive points, or ranks, whatever the utility. Shape (rows,).

    Raises
    ------
    InputError
        If the outcome has no election.
    """
    election = election_of(outcome)
    ballots = election.ballots
    selected = np.zeros(election.num_projects, bool)
    selected[election.numbers(outcome.selected)] = True
    rows = np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr))
    hits = rows[selected[ballots.indices] & (ballots.values > 0)]
    found = np.zeros(len(ballots), bool)
    found[hits] = True
    return found
