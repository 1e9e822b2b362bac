"""Groups of voters: all of them where they are few, otherwise drawn in nested orders."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["Order", "all_groups", "number_of_groups", "orders"]


def number_of_groups(counts: NDArray[np.int64]) -> int:
    """Return how many different groups there are: how many voters of each row."""
    return math.prod(int(count) + 1 for count in counts)


def all_groups(rows: NDArray[np.int64], counts: NDArray[np.int64], size: int) -> Iterator[tuple[dict[int, int], int]]:
    """Yield each group of a size, with the number of ways to draw it from the voters."""
    ranges = [range(min(int(count), size) + 1) for count in counts]
    for numbers in itertools.product(*ranges):
        if sum(numbers) == size:
            ways = math.prod(math.comb(int(count), k) for count, k in zip(counts, numbers, strict=True))
            yield {int(row): k for row, k in zip(rows, numbers, strict=True) if k}, ways


class Order:
    """Voters in an order, so that a larger group holds the smaller one.

    Parameters
    ----------
    rows : int64 array
        Ballot row of each voter, in the order.
    """

    def __init__(self, rows: NDArray[np.int64]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def group(self, size: int) -> dict[int, int]:
        """Return the first voters as row -> number."""
        found, numbers = np.unique(self.rows[:size], return_counts=True)
        return dict(zip(found.tolist(), numbers.tolist(), strict=True))


def orders(rows: NDArray[np.int64], counts: NDArray[np.int64], samples: int, seed: int) -> Iterator[Order]:
    """Draw orders of the voters, each equally likely; the same seed gives the same orders."""
    generator = np.random.default_rng(seed)
    voters = np.repeat(rows, counts)
    for _ in range(samples):
        yield Order(generator.permutation(voters))
