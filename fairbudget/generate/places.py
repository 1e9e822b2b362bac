"""Where people live: RW and RT of a kelurahan, their map, how poor and how dense they are, and what households want."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.generate.catalogue import INDICATORS
from fairbudget.generate.draw import Draw
from fairbudget.generate.model import Model
from fairbudget.generate.roles import concerns
from fairbudget.money import largest_remainder

__all__ = ["Rw", "answer", "apportion", "households", "lay_out", "levels_of"]

#: How far an indicator can move what answers to it, in percent.
_LEAST, _MOST = 10, 400


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
    side : {0, 1}
        Of the main road, which runs through the middle of the map.
    poor, stunted : int
        Households that are poor, and stunted children.
    levels : mapping of str to int
        Each of ``INDICATORS`` in percent of the mean of the city.
    concerns : mapping of str to int
        Households by the bidang that they want first; they sum to `households`.
    """

    number: int
    population: int
    households: int
    rt: int
    x: int
    y: int
    neighbours: tuple[int, ...]
    side: int
    poor: int
    stunted: int
    levels: Mapping[str, int]
    concerns: Mapping[str, int]


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


def answer(level: int, percent: int) -> int:
    """Return how often something is wanted that answers to an indicator, in percent of how often it usually is.

    Examples
    --------
    >>> answer(150, 100), answer(150, 50), answer(20, 200), answer(100, 300)
    (150, 125, 10, 100)
    """
    return min(_MOST, max(_LEAST, 100 + percent * (level - 100) // 100))


def levels_of(known: Mapping[str, int]) -> dict[str, int]:
    """Return all indicators of a kelurahan in percent of the city's mean: 100 for what is not known.

    Stunting that is not known is that of poverty, with which it goes.

    Examples
    --------
    >>> levels_of({"poverty": 130})
    {'poverty': 130, 'density': 100, 'stunting': 130}
    """
    return {name: known.get(name, known.get("poverty", 100) if name == "stunting" else 100) for name in INDICATORS}


def _smooth(draw: Draw, spread: int, near: Sequence[Sequence[int]]) -> list[int]:
    """Return a draw for each RW, within ``-spread .. spread``, in which adjoining RW are alike."""
    raw: list[int] = draw.bell(spread, (len(near),)).tolist()
    return [(2 * raw[k] + sum(raw[j - 1] for j in around)) // (2 + len(around)) for k, around in enumerate(near)]


def _part(whole: int, percent: int, level: int, unit: int) -> int:
    """Return whole * percent / unit * level / 100, rounded half up, at most the whole."""
    return min(whole, math.floor(Fraction(whole * percent * level, 100 * unit) + Fraction(1, 2)))


def lay_out(
    draw: Draw, population: int, rw: int, rt: int, model: Model, known: Mapping[str, int] | None = None
) -> tuple[Rw, ...]:
    """Divide a kelurahan into RW on a grid.

    Parameters
    ----------
    draw : Draw
    population : int
        At least `rw`.
    rw, rt : int
        Numbers of RW and of RT; ``1 <= rw <= rt``.
    model : Model
    known : mapping of str to int, optional
        Indicators of the kelurahan in percent of the city's mean.

    Returns
    -------
    tuple of Rw
        Their populations sum to `population`, their RT to `rt` where the population allows one inhabitant an RT.

    Notes
    -----
    The grid is as square as it can be and numbered row by row, every second row backwards, as RW numbers run along
    the streets of a settlement: RW with consecutive numbers are always neighbours. Cells have the same area, so that
    an RW is as dense as it has inhabitants. Poverty, and with it stunting, and concerns vary smoothly over the map: the
    mean of a draw for the RW, counted twice, and those of its neighbours.
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
    near = []
    for x, y in cells:
        around = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
        near.append(tuple(sorted(numbers[cell] for cell in around if cell in numbers)))
    west = set(sorted(range(rw), key=cells.__getitem__)[: (rw + 1) // 2])
    whole = levels_of(known or {})
    poverty = _smooth(draw, model.poverty_spread, near)
    moods = {bidang: _smooth(draw, model.concern_spread, near) for bidang in concerns()}
    lean = model.side_lean * model.polarisation // 100
    result = []
    for k, (x, y) in enumerate(cells):
        levels = {
            "poverty": whole["poverty"] * (100 + poverty[k]) // 100,
            "density": whole["density"] * people[k] * rw // population,
            "stunting": whole["stunting"] * (100 + poverty[k]) // 100,
        }
        homes = households(people[k], size)
        wants = []
        for bidang, concern in concerns().items():
            drive = answer(levels[concern.indicator], model.indicator_percent) if concern.indicator else 100
            tilt = lean if (bidang == "fisik") == (k in west) else -lean
            wants.append(concern.share * drive * (100 + moods[bidang][k]) * (100 + tilt))
        result.append(
            Rw(
                k + 1,
                people[k],
                homes,
                quarters[k],
                x,
                y,
                near[k],
                0 if k in west else 1,
                _part(homes, model.poor_percent, levels["poverty"], 100),
                _part(people[k], model.stunting_per_100000, levels["stunting"], 100_000),
                levels,
                dict(zip(concerns(), apportion(homes, wants, [0] * len(wants)), strict=True)),
            )
        )
    return tuple(result)
