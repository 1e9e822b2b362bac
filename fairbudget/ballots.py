"""Ballots as arrays: distinct ballots are the rows of a sparse matrix, with how many voters cast each."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import Fault
from fairbudget.money import exact

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["BALLOT_TYPES", "LIMIT", "Ballots", "IntArray", "amount", "items", "read_ballot", "read_weights"]

#: The ballot types of Pabulib.
BALLOT_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
#: Amounts, points and multiplicities stay below this, so that sums of them fit a 64-bit integer.
LIMIT = 2**62

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ballots:
    """Distinct ballots as the rows of a sparse matrix in CSR layout.

    Attributes
    ----------
    type : str
        One of :data:`BALLOT_TYPES`.
    indptr : int64 array, shape (rows + 1,)
    indices : int32 array, shape (entries,)
        Project numbers, ascending within a row.
    values : int64 array, shape (entries,)
        1 for approval and choose-1; points (in units of ``1/point_unit``) for cumulative and scoring; the position,
        1 for the most preferred, for ordinal.
    multiplicities : int64 array, shape (rows,)
        Voters (or their weight) behind each row; 0 only where every line of the row has weight 0.
    point_unit : int
        Points are counted in units of ``1/point_unit``.
    voters : int32 array, shape (lines,), or None
        The row of each line of the source, in its order.
    weights : int64 array, shape (lines,), or None
        What each line counts for; None where every line is one voter.
    """

    type: str
    indptr: IntArray
    indices: NDArray[np.int32]
    values: IntArray
    multiplicities: IntArray
    point_unit: int = 1
    voters: NDArray[np.int32] | None = None
    weights: IntArray | None = None

    def __post_init__(self) -> None:
        for array in (self.indptr, self.indices, self.values, self.multiplicities, self.voters, self.weights):
            if array is not None:
                array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.multiplicities)

    @functools.cached_property
    def total(self) -> int:
        """Number of voters, weights included."""
        return int(self.multiplicities.sum())

    def row(self, k: int) -> tuple[NDArray[np.int32], IntArray]:
        """Return the projects and values of row `k`."""
        part = slice(self.indptr[k], self.indptr[k + 1])
        return self.indices[part], self.values[part]

    def matrix(self, projects: int) -> csr_array:
        """Return the ballots as a scipy CSR array of shape (rows, projects)."""
        from scipy.sparse import csr_array

        return csr_array((self.values, self.indices, self.indptr), shape=(len(self), projects))

    def of_lines(self) -> tuple[NDArray[np.int32], IntArray | None]:
        """Return the row of each line and what each line counts for (None where each is one voter).

        Ballots without lines of a source have one for each row.
        """
        if self.voters is not None:
            return self.voters, self.weights
        rows = np.arange(len(self), dtype=np.int32)
        return rows, None if (self.multiplicities == 1).all() else self.multiplicities

    @functools.cached_property
    def _points(self) -> tuple[IntArray, int]:
        """Values in the largest unit that keeps them whole, so that equal points are equal numbers."""
        common = math.gcd(self.point_unit, *self.values.tolist()) if self.point_unit > 1 else 1
        return self.values // common, self.point_unit // common

    @classmethod
    def merge(
        cls,
        type: str,
        rows: Sequence[Mapping[int, int]],
        weights: Sequence[int] | None = None,
        point_unit: int = 1,
    ) -> Ballots:
        """Merge identical ballots.

        Parameters
        ----------
        type : str
        rows : sequence of mapping from project number to value
            One for each line of the source.
        weights : sequence of int, optional
            Non-negative; a line of weight 0 keeps its place but no voter stands behind it.
        point_unit : int

        Notes
        -----
        O(total length of the ballots), with a hash of each.
        """
        numbers: dict[tuple[tuple[int, int], ...], int] = {}
        voters = np.empty(len(rows), np.int32)
        for k, row in enumerate(rows):
            voters[k] = numbers.setdefault(tuple(sorted(row.items())), len(numbers))
        lengths = [len(key) for key in numbers]
        indptr = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)
        entries = [entry for key in numbers for entry in key]
        pairs = np.array(entries, np.int64).reshape(len(entries), 2)
        line_weights = None if weights is None else np.array(list(weights), np.int64)
        counts = np.zeros(len(numbers), np.int64)
        np.add.at(counts, voters, 1 if line_weights is None else line_weights)
        return cls(
            type,
            indptr,
            pairs[:, 0].astype(np.int32),
            pairs[:, 1].copy(),
            counts,
            point_unit,
            voters,
            line_weights,
        )


def items(value: Any, what: str, expected: str, faults: list[Fault]) -> list[Any]:
    """Return what an iterable holds, or nothing and a fault if it is none."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return list(value)
    faults.append(Fault(f"{what}: not a list", value=str(value), expected=expected))
    return []


def amount(value: Any, what: str, faults: list[Fault]) -> Fraction:
    """Return an amount exactly, with a fault recorded where it is none or negative."""
    try:
        amount = exact(value)
    except ValueError:
        faults.append(Fault(f"{what} is not a number", value=str(value), expected="an amount of at least 0"))
        return Fraction(0)
    if amount < 0:
        faults.append(Fault(f"{what} is negative", value=str(value), expected="an amount of at least 0"))
    return amount


def read_ballot(
    ballot: Any, type: str, numbers: Mapping[str, int], what: str, faults: list[Fault]
) -> dict[int, Fraction]:
    """Return a ballot as project number -> value, with its faults recorded."""
    if isinstance(ballot, str | bytes) or not hasattr(ballot, "__iter__"):
        kind = "text" if isinstance(ballot, str | bytes) else "no ballot"
        faults.append(Fault(f"{what} is {kind}", value=str(ballot), expected="a collection of project ids"))
        return {}
    scored = type in ("cumulative", "scoring")
    if scored != isinstance(ballot, Mapping):
        expected = "a mapping from project id to points" if scored else "a collection of project ids"
        faults.append(Fault(f"{what} does not fit type {type!r}", value=str(ballot), expected=expected))
        return {}
    if type == "ordinal" and isinstance(ballot, set | frozenset):
        faults.append(Fault(f"{what} is a set, which has no order", expected="a sequence, most preferred first"))
        return {}
    row: dict[int, Fraction] = {}
    for position, id in enumerate(ballot, 1):
        number = numbers.get(str(id))
        if number is None:
            faults.append(Fault(f"{what} names an unknown project", value=str(id)))
            continue
        if number in row:
            faults.append(Fault(f"{what} names a project twice", value=str(id)))
            continue
        try:
            row[number] = exact(ballot[id]) if scored else Fraction(position if type == "ordinal" else 1)
        except ValueError:
            faults.append(Fault(f"{what} gives points that are not a number", value=str(ballot[id])))
    if type == "choose-1" and len(row) > 1:
        faults.append(Fault(f"{what} names {len(row)} projects", expected="at most one with type 'choose-1'"))
    return row


def read_weights(weights: Iterable[Any], lines: int, faults: list[Fault]) -> list[int]:
    """Return what each of so many lines counts for, with faults recorded."""
    counts: list[int] = []
    for k, weight in enumerate(items(weights, "weights", "one a ballot", faults), 1):
        try:
            value = exact(weight)
        except ValueError:
            value = Fraction(-1)
        if value.denominator != 1 or value < 0:
            faults.append(Fault(f"weight {k} cannot be meant", value=str(weight), expected="a whole number >= 0"))
            value = Fraction(0)
        counts.append(int(value))
    if len(counts) != lines:
        faults.append(Fault(f"there are {len(counts)} weights for {lines} ballots"))
    if sum(counts) >= LIMIT:
        faults.append(Fault(f"the weights are too large: their sum must stay below {LIMIT}"))
        return [0] * lines
    return counts
