"""Where people live: RW and RT of a kelurahan, their inhabitants, and which RW lie next to each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.generate.draw import Draw
from fairbudget.generate.model import Model
from fairbudget.money import largest_remainder

__all__ = ["Rw", "apportion", "households", "lay_out"]


@dataclass(frozen=True, slots=True)
class Rw:
    """One *rukun warga*.

    Attributes
    ----------
    number : int
        Counted from 1 within the kelurahan.
    population, households : int
        Both at least 1.
    rt : int
        Number of RT, at least 1.
    x, y : int
        Cell of the grid that stands for the map of the kelurahan.
    neighbours : tuple of int
        Numbers of the RW whose cells share a side with it.
    """

    number: int
    population: int
    households: int
    rt: int
    x: int
    y: int
    neighbours: tuple[int, ...]


def apportion(total: int, sizes: Sequence[int], least: Sequence[int] | None = None) -> list[int]:
    """Spread whole seats in proportion to sizes, by largest remainder, with a least number for each.

    Those whose share is below their least number get that number; the rest is spread over the others.

    Parameters
    ----------
    total : int
        At least ``sum(least)``.
    sizes : sequence of int
        Positive.
    least : sequence of int, optional
        1 each by default.

    Returns
    -------
    list of int
        They sum to `total`. Where `total` is at most ``sum(sizes)`` and ``least[k] <= sizes[k]``, none is larger than
        its size.

    Notes
    -----
    O(k^2) for k sizes at worst. Balinski and Young, *Fair Representation*, 1982, on minimum requirements.

    Examples
    --------
    >>> apportion(10, [70, 20, 10, 1])
    [6, 2, 1, 1]
    """
    lows = [1] * len(sizes) if least is None else list(least)
    free = set(range(len(sizes)))
    while True:
        left = total - sum(lows[k] for k in range(len(sizes)) if k not in free)
        whole = sum(sizes[k] for k in free)
        short = {k for k in free if left * sizes[k] < lows[k] * whole}
        if not short:
            break
        free -= short
    order = sorted(free)
    shares = largest_remainder([Fraction(left * sizes[k], whole) for k in order], left) if order else []
    result = list(lows)
    for k, seats in zip(order, shares, strict=True):
        result[k] = seats
    return result


def households(population: int, size: Fraction) -> int:
    """Return the number of households of a population: rounded half up, at least 1.

    Examples
    --------
    >>> households(1430, Fraction(37, 10)), households(1, Fraction(37, 10))
    (386, 1)
    """
    return max(1, math.floor(population / size + Fraction(1, 2)))


def lay_out(draw: Draw, population: int, rw: int, rt: int, model: Model) -> tuple[Rw, ...]:
    """Divide a kelurahan into RW on a grid.

    Parameters
    ----------
    draw : Draw
    population : int
        At least `rw`.
    rw, rt : int
        Numbers of RW and of RT; ``1 <= rw <= rt``.
    model : Model

    Returns
    -------
    tuple of Rw
        Their populations sum to `population`, their RT to `rt` where the population allows one inhabitant an RT.

    Notes
    -----
    The grid is as square as it can be and numbered row by row, every second row backwards, as RW numbers run along
    the streets of a settlement: RW with consecutive numbers are always neighbours.
    """
    spread = model.rw_spread
    weights = [100 - spread + draw.below(2 * spread + 1) for _ in range(rw)]
    people = apportion(population, weights)
    quarters = apportion(rt, people)
    size = Fraction(model.household_tenths, 10)
    width = math.isqrt(rw - 1) + 1
    cells = []
    for k in range(rw):
        y, x = divmod(k, width)
        cells.append((width - 1 - x if y % 2 else x, y))
    numbers = {cell: k + 1 for k, cell in enumerate(cells)}
    result = []
    for k, (x, y) in enumerate(cells):
        around = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
        near = tuple(sorted(numbers[cell] for cell in around if cell in numbers))
        result.append(Rw(k + 1, people[k], households(people[k], size), quarters[k], x, y, near))
    return tuple(result)
