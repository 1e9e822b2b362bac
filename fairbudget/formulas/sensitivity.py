"""How ceilings react to other weights: bands under noise, swings, Sobol indices.

Computed in floating point, before rounding and before adjustments.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairbudget.errors import OptionError, nearest
from fairbudget.formulas.normalisation import scores
from fairbudget.formulas.result import Ceilings
from fairbudget.formulas.stress import Model, model, place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Places = NDArray[np.signedinteger]

__all__ = ["MEASURES", "NOISES", "Bands", "Sobol", "Swing", "bands", "draws", "measured", "sobol", "tornado"]

MEASURES = ("gini-per-head", "spread-per-head", "gini")
NOISES = ("uniform", "dirichlet")
#: The normalisations among which Sobol indices let the formula vary.
VARIED = ("share", "min-max", "rank")


def draws(weights: Array, count: int, noise: str, width: float, seed: int) -> Array:
    """Return weights under noise, each row summing to one.

    Parameters
    ----------
    weights : array of k
    count : int
    noise : {"uniform", "dirichlet"}
        Uniform: each weight times a number from 1 - width to 1 + width, then divided by their sum. Dirichlet: with the
        weights as mean, and so concentrated that a weight of one half has the standard deviation width / 2.
    width : float
        From 0 to 1, without 0.
    seed : int

    Returns
    -------
    array of count x k
    """
    import numpy as np

    if noise not in ("uniform", "dirichlet"):
        raise OptionError(f"unknown noise {noise!r}; {nearest(noise, ('uniform', 'dirichlet'))}")
    if not 0 < width < 1:
        raise OptionError(f"the width of the noise, {width}, is not between 0 and 1")
    random = np.random.default_rng(seed)
    if noise == "uniform":
        drawn = weights * random.uniform(1 - width, 1 + width, (count, len(weights)))
    else:
        # var of a weight w is w (1 - w) / (a + 1); at w = 1/2 the standard deviation is to be width / 2
        drawn = random.gamma(weights * (1 / width**2 - 1), size=(count, len(weights)))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Bands:
    """Ceilings and ranks under weight noise.

    Attributes
    ----------
    low, middle, high : array of n
        The 5th, 50th and 95th percentile of the ceiling, in rupiah.
    rank_low, rank_high : array of n
        The 5th and 95th percentile of the place, 1 for the largest ceiling.
    rank : array of n
        The place under the formula's own weights.
    draws : int
    """

    low: Array
    middle: Array
    high: Array
    rank_low: Places
    rank_high: Places
    rank: Places
    draws: int


def bands(own: Model, count: int = 10_000, noise: str = "uniform", width: float = 0.2, seed: int = 1) -> Bands:
    """Return each kelurahan's band of rupiah and of ranks under weight noise.

    Notes
    -----
    O(m n log n) for m draws on n kelurahan; percentiles are amounts that were drawn.
    """
    import numpy as np

    amounts = own.amounts(draws(own.weights, count, noise, width, seed))
    places = np.empty(amounts.shape, dtype=np.int32)
    order = np.argsort(-amounts, axis=1, kind="stable")
    np.put_along_axis(places, order, np.arange(1, amounts.shape[1] + 1, dtype=np.int32)[None, :], axis=1)
    at = [round(share * (count - 1)) for share in (0.05, 0.5, 0.95)]
    columns, ranks = np.ascontiguousarray(amounts.T), np.ascontiguousarray(places.T)
    columns.partition(at, axis=1)
    ranks.partition(at, axis=1)
    mine = np.argsort(np.argsort(-own.amounts(own.weights[None, :])[0], kind="stable")) + 1
    low, middle, high = (columns[:, k] for k in at)
    return Bands(low, middle, high, ranks[:, at[0]], ranks[:, at[2]], mine, count)


def measured(amounts: Array, people: Array, measure: str) -> Array:
    """Return a measure of unfairness for each row of amounts; zero is equality.

    Parameters
    ----------
    amounts : array of m x n
    people : array of n
        Above zero.
    measure : {"gini-per-head", "spread-per-head", "gini"}
        Gini of money per head, heads counted; the highest per head over the lowest, less one; Gini of ceilings.
    """
    import numpy as np

    if measure not in MEASURES:
        raise OptionError(f"unknown measure {measure!r}; {nearest(measure, MEASURES)}")
    heads = np.ones_like(people) if measure == "gini" else people
    rates = amounts / heads
    if measure == "spread-per-head":
        return np.asarray(rates.max(axis=1) / rates.min(axis=1) - 1)
    order = np.argsort(rates, axis=1)
    weight = heads[order] / heads.sum()
    money = np.take_along_axis(amounts, order, axis=1)
    money = np.cumsum(money, axis=1) / money.sum(axis=1, keepdims=True)
    before = np.concatenate([np.zeros((len(money), 1)), money[:, :-1]], axis=1)
    # one less twice the area under the Lorenz curve
    return np.asarray(1 - (weight * (money + before)).sum(axis=1))


@dataclass(frozen=True, slots=True)
class Swing:
    """What moving one weight does: the measure at its lowest and its highest, the others in proportion."""

    name: str
    low: float
    high: float
    base: float
    most: float
    most_name: str

    @property
    def size(self) -> float:
        """The distance between the two ends."""
        return abs(self.high - self.low)


def tornado(
    own: Model, people: Array, names: Sequence[str], measure: str = "gini-per-head", width: float = 0.2
) -> list[Swing]:
    """Return the swing of each weight, the largest first.

    Parameters
    ----------
    own : Model
    people : array of n
    names : sequence of str
        Of the kelurahan.
    measure : str
    width : float
        Each weight goes from (1 - width) to (1 + width) times its own, at most to one; the others share the rest in
        proportion.

    Returns
    -------
    list of Swing
        ``most`` is the largest change of one ceiling between the two ends, in rupiah.
    """
    import numpy as np

    base = float(measured(own.amounts(own.weights[None, :]), people, measure)[0])
    found = []
    for place, name in enumerate(own.names):
        mine = own.weights[place]
        if mine >= 1:
            continue
        ends = []
        for value in ((1 - width) * mine, min(1.0, (1 + width) * mine)):
            moved = own.weights * (1 - value) / (1 - mine)
            moved[place] = value
            ends.append(moved)
        amounts = own.amounts(np.array(ends))
        low, high = measured(amounts, people, measure)
        change = amounts[1] - amounts[0]
        most = int(np.argmax(np.abs(change)))
        found.append(Swing(name, float(low), float(high), base, float(change[most]), names[most]))
    return sorted(found, key=lambda swing: -swing.size)


@dataclass(frozen=True, slots=True)
class Sobol:
    """First and total order index of one input: its share of the variance, alone and with all others."""

    name: str
    first: float
    total: float


def sobol(
    result: Ceilings,
    people: Array,
    component: str | None = None,
    *,
    measure: str = "gini-per-head",
    width: float = 0.2,
    count: int = 1024,
    seed: int = 1,
) -> list[Sobol]:
    """Return Sobol indices of a measure over the weights, the base's share, and the normalisation.

    Parameters
    ----------
    result : Ceilings
    people : array of n
    component : str, optional
    measure : str
    width : float
        Each weight, and the share of the money that the other components give, goes from 1 - width to 1 + width times
        its own, uniformly; the normalisation is one of share, min-max and rank, each as likely.
    count : int
        A power of two.
    seed : int

    Returns
    -------
    list of Sobol
        Estimates; with small `count` they may fall a little below zero or above one.

    Raises
    ------
    OptionError
        If `count` is no power of two.

    References
    ----------
    ``scipy.stats.sobol_indices``; Saltelli et al., *Global Sensitivity Analysis: The Primer*, 2008.
    """
    import numpy as np
    from scipy import stats

    if count < 2 or count & (count - 1):
        raise OptionError(f"{count} is not a power of two, which Sobol indices need")
    own = model(result, component)
    item = result.components[place_of(result, component)]
    tables = _tables(item)
    size = len(own.weights)
    money = float(own.fixed.sum() + own.pool)
    base = float(own.fixed.sum()) / money
    names = [f"weight of {name}" for name in own.names]
    limits = [(float(w) * (1 - width), float(w) * (1 + width)) for w in own.weights]
    if base:
        names.append("share of the other components")
        limits.append((base * (1 - width), min(1.0, base * (1 + width))))
    if len(tables) > 1:
        names.append("normalisation")
        limits.append((0.0, float(len(tables))))

    def value(inputs: Array) -> Array:
        weights = inputs[:size].T
        weights = weights / weights.sum(axis=1, keepdims=True)
        kind = np.minimum(inputs[-1].astype(int), len(tables) - 1) if len(tables) > 1 else np.zeros(len(weights), int)
        index = np.empty((len(weights), own.fixed.size))
        for place, table in enumerate(tables):
            rows = kind == place
            if rows.any():
                index[rows] = own.index(weights[rows], table)
        part = inputs[size][:, None] if base else 0.0
        amounts = money * (part * (own.fixed / own.fixed.sum() if base else 0.0) + (1 - part) * index)
        return measured(amounts, people, measure)

    # scale below zero is refused: a weight of zero stays zero
    dists: list[Any] = [stats.uniform(low, max(high - low, 1e-300)) for low, high in limits]
    given = "rng" if "rng" in inspect.signature(stats.sobol_indices).parameters else "random_state"
    random: dict[str, Any] = {given: np.random.default_rng(seed)}
    indices = stats.sobol_indices(func=value, n=count, dists=dists, **random)
    return [
        Sobol(name, float(first), float(total))
        for name, first, total in zip(names, indices.first_order, indices.total_order, strict=True)
    ]


def _tables(item: Any) -> list[Array]:
    """Return the scores under each normalisation that the indicators allow, each indicator's as shares of their sum."""
    import numpy as np

    parts = item.parts or item.scored_parts
    found = []
    for method in VARIED:
        try:
            columns = [scores(part.numbers, method, part.indicator.direction) for part in parts]
        except ValueError:
            continue
        if all(column.total() for column in columns):
            found.append(np.array([[(v or 0) / float(c.denominator) for v in c.numerators] for c in columns]))
    return [table / table.sum(axis=1, keepdims=True) for table in found]
