"""Printed numbers as strings of digits, and what a row of them can become when a few digits are changed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Changes", "digit_distance", "digit_distances", "show_number", "spots", "variants"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def _digits(value: int, places: int) -> str:
    """Return the digits of a printed number, with a zero before the decimals of a number below one."""
    return str(value).zfill(places + 1)


def show_number(value: int, places: int) -> str:
    """Return a number that is held as a count of units of the last place.

    Examples
    --------
    >>> show_number(15538, 2), show_number(714, 0), show_number(5, 3)
    ('155.38', '714', '0.005')
    """
    text = _digits(value, places)
    return f"{text[:-places]}.{text[-places:]}" if places else text


def digit_distance(a: int, b: int, places: int = 0) -> int | None:
    """Return in how many digits two printed numbers differ; None if they have not equally many digits.

    Parameters
    ----------
    a, b : int
        Not negative, as counts of units of the last place.
    places : int
        Decimals.

    Examples
    --------
    >>> digit_distance(173035, 173015), digit_distance(999, 1000), digit_distance(5, 50, places=3)
    (1, None, 2)
    """
    first, second = _digits(a, places), _digits(b, places)
    if len(first) != len(second) or min(a, b) < 0:
        return None
    return sum(x != y for x, y in zip(first, second, strict=True))


def digit_distances(printed: int, places: int, values: Ints, far: int = 99) -> Ints:
    """Return :func:`digit_distance` of one printed number to many; `far` where lengths differ."""
    length = len(_digits(printed, places))
    count = np.zeros(len(values), dtype=np.int64)
    rest = values.copy()
    for _ in range(length):
        printed, digit = divmod(printed, 10)
        count += rest % 10 != digit
        rest //= 10
    bad = (rest != 0) | (values < 0)
    if length > places + 1:
        bad |= values < 10 ** (length - 1)
    return np.where(bad, far, count)


def spots(value: int, places: int) -> list[list[int]]:
    """Return for each digit of a printed number by how much each other digit there would change it.

    The first digit of a number of several does not become 0, as no number is printed so.

    Examples
    --------
    >>> spots(12, 0)
    [[10, 20, 30, 40, 50, 60, 70, 80], [-2, -1, 1, 2, 3, 4, 5, 6, 7]]
    """
    text = _digits(value, places)
    found = []
    for index, char in enumerate(text):
        step = 10 ** (len(text) - 1 - index)
        low = 1 if index == 0 and len(text) > places + 1 else 0
        found.append([(digit - int(char)) * step for digit in range(low, 10) if digit != int(char)])
    return found


def variants(value: int, places: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield every number that differs in at most `most` digits, with the count of digits changed.

    Notes
    -----
    ``C(l, d) 9^d`` numbers for d changed out of l digits.

    Examples
    --------
    >>> sum(1 for _ in variants(714, 0, 1)), (914, 1) in variants(714, 0, 1)
    (27, True)
    """
    places_of = spots(value, places)
    for size in range(most + 1):
        for chosen in itertools.combinations(places_of, size):
            for deltas in itertools.product(*chosen):
                yield value + sum(deltas), size


@dataclass(frozen=True, slots=True)
class Changes:
    """All ways to change one digit, and all to change two, in the cells of one row, by their effect on its amount.

    Attributes
    ----------
    cell, delta : arrays, one entry per single change
        Index of the cell, and what is added to it (units of its last place).
    spot : array
        Index of the digit over all cells: two changes never share one.
    effect : array
        What the change adds to the row's exact amount, in rupiah.
    order : array
        Sorts `effect`.
    pairs : array of shape (m, 2)
        Pairs of single changes of different spots, the lower spot first, sorted by their effect.
    pair_effect : array
    """

    cell: Ints
    delta: list[int]
    spot: Ints
    effect: Floats
    order: Ints
    pairs: Ints
    pair_effect: Floats

    @classmethod
    def of(cls, values: Sequence[int], places: Sequence[int], rates: Sequence[float]) -> Changes:
        """Return the changes of a row.

        Parameters
        ----------
        values, places : sequence of int
            The cells, as counts of units of the last place.
        rates : sequence of float
            Rupiah that one unit of the cell's last place adds.

        Notes
        -----
        O(s^2) memory for s single changes, some 200 for 5 cells.
        """
        cells, deltas, where = [], [], []
        spot = 0
        for index, (value, decimals) in enumerate(zip(values, places, strict=True)):
            for choices in spots(value, decimals):
                cells += [index] * len(choices)
                deltas += choices
                where += [spot] * len(choices)
                spot += 1
        cell, at = np.array(cells, dtype=np.int64), np.array(where, dtype=np.int64)
        effect = np.array([delta * rates[c] for c, delta in zip(cells, deltas, strict=True)], dtype=np.float64)
        first, second = np.nonzero(at[:, None] < at[None, :])
        together = effect[first] + effect[second]
        order = np.argsort(together, kind="stable")
        pairs = np.stack([first[order], second[order]], axis=1)
        return cls(cell, deltas, at, effect, np.argsort(effect, kind="stable"), pairs, together[order])

    def hits(self, size: int, low: float, high: float) -> Iterator[tuple[int, ...]]:
        """Yield the sets of `size` single changes whose effect lies between two bounds.

        Notes
        -----
        For three and four changes a search of the sorted pairs for what is missing: O(s^2 log s) for three,
        O(s^2 log s) times the number of single changes' pairs for four, both in arrays.
        """
        if size == 0:
            if low <= 0 <= high:
                yield ()
        elif size == 1:
            for index in np.nonzero((self.effect >= low) & (self.effect <= high))[0]:
                yield (int(index),)
        elif size == 2:
            start, stop = np.searchsorted(self.pair_effect, [low, high], side="left")
            stop = int(np.searchsorted(self.pair_effect, high, side="right"))
            for a, b in self.pairs[int(start) : stop]:
                yield int(a), int(b)
        elif size in (3, 4):
            heads = np.arange(len(self.effect))[:, None] if size == 3 else self.pairs
            effect = self.effect if size == 3 else self.pair_effect
            starts = np.searchsorted(self.pair_effect, low - effect, side="left")
            stops = np.searchsorted(self.pair_effect, high - effect, side="right")
            for index in np.nonzero(stops > starts)[0]:
                head = tuple(int(change) for change in heads[index])
                for pair in self.pairs[starts[index] : stops[index]]:
                    # each set once: the head holds its lowest spots
                    if self.spot[head[-1]] < self.spot[pair[0]]:
                        yield (*head, int(pair[0]), int(pair[1]))
        else:
            raise ValueError(f"{size} changes in the cells of one row are not searched")

    def applied(self, values: Sequence[int], chosen: Sequence[int]) -> tuple[int, ...]:
        """Return the cells after a set of single changes."""
        cells = list(values)
        for change in chosen:
            cells[int(self.cell[change])] += self.delta[change]
        return tuple(cells)
