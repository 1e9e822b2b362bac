"""How ceilings react to another formula and to leaving an indicator out: exact, in rupiah as rounded.

:class:`Model` is the same formula as arrays, for what :mod:`fairbudget.formulas.sensitivity` tries thousands of times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fairbudget.errors import OptionError, nearest
from fairbudget.formulas.allocation import ceilings
from fairbudget.formulas.kinds.proportional import Proportional
from fairbudget.formulas.result import Ceilings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Model", "Side", "leave_one_out", "model", "place_of", "sides"]


@dataclass(frozen=True, slots=True)
class Side:
    """One formula beside another, in rupiah by kelurahan.

    Attributes
    ----------
    name : str
    totals : tuple of int
    changes : tuple of int
        Less those of the formula that it is compared with; they sum to the difference of the two sums.
    """

    name: str
    totals: tuple[int, ...]
    changes: tuple[int, ...]

    @property
    def gained(self) -> int:
        """What all who gain receive more."""
        return sum(change for change in self.changes if change > 0)

    @property
    def lost(self) -> int:
        """What all who lose receive less, as a positive number."""
        return -sum(change for change in self.changes if change < 0)


def sides(base: Ceilings, others: Sequence[tuple[str, Ceilings]]) -> list[Side]:
    """Return formulas beside one, on the same kelurahan.

    Raises
    ------
    OptionError
        If the kelurahan are not the same, in the same order.
    """
    found = []
    for name, other in others:
        if (other.names, other.groups) != (base.names, base.groups):
            raise OptionError(f"{name}: not the same kelurahan, so there is nothing to compare")
        changes = tuple(new - old for new, old in zip(other.totals, base.totals, strict=True))
        found.append(Side(name, tuple(other.totals), changes))
    return found


def place_of(result: Ceilings, id: str | None) -> int:
    """Return the place of the proportional component that is meant: the named one, or the only one."""
    places = [k for k, item in enumerate(result.components) if isinstance(item.component, Proportional)]
    ids = [result.components[k].component.id for k in places]
    if id is not None:
        if id not in ids:
            raise OptionError(f"no proportional component {id!r}; {nearest(id, ids)}")
        return places[ids.index(id)]
    if len(places) != 1:
        what = f"several proportional components: {', '.join(ids)}; name one" if ids else "no proportional component"
        raise OptionError(f"the formula has {what}")
    return places[0]


def leave_one_out(result: Ceilings, component: str | None = None) -> list[Side]:
    """Return the ceilings without each indicator in turn; the others' weights are divided by their sum.

    Parameters
    ----------
    result : Ceilings
    component : str, optional
        The id of a proportional component; needed if there are several.

    Returns
    -------
    list of Side
        Exact.

    Raises
    ------
    OptionError
        If no component is meant, or it has a single indicator.
    """
    place = place_of(result, component)
    spec = result.components[place].component
    assert isinstance(spec, Proportional)
    if len(spec.indicators) < 2:
        raise OptionError(f"{spec.id} has a single indicator; none can be left out")
    others = []
    for left in range(len(spec.indicators)):
        data = result.formula.to_dict()
        kept = [dict(item) for k, item in enumerate(data["components"][place]["indicators"]) if k != left]
        if spec.weights == "given":
            rest = 1 - spec.indicators[left].weight
            if not rest:
                continue
            for item, indicator in zip(kept, (i for k, i in enumerate(spec.indicators) if k != left), strict=True):
                item["weight"] = str(indicator.weight / rest)
        data["components"][place]["indicators"] = kept
        label = spec.indicators[left].label or spec.indicators[left].column
        others.append((label, ceilings(result.table, data)))
    return sides(result, others)


@dataclass(frozen=True)
class Model:
    """Ceilings as arrays, so that thousands of weights are tried at once.

    Attributes
    ----------
    names : tuple of str
        Of the indicators.
    weights : array of k
    fixed : array of n
        What the other components give, in rupiah.
    pool : float
    scores : array of k x n
    whole : bool
        Whether the pool is multiplied by the index as it is (plain shares) rather than by its share of all indexes.
    geometric : bool
    """

    names: tuple[str, ...]
    weights: Array
    fixed: Array
    pool: float
    scores: Array
    whole: bool
    geometric: bool

    def amounts(self, weights: Array) -> Array:
        """Return the ceilings for each row of weights, in rupiah before rounding: m x k weights, m x n amounts."""
        return self.fixed + self.pool * self.index(weights)

    def index(self, weights: Array, own: Array | None = None) -> Array:
        """Return each kelurahan's share of the pool for each row of weights."""
        import numpy as np

        table = self.scores if own is None else own
        if self.geometric:
            with np.errstate(divide="ignore", invalid="ignore"):
                logs = np.where(table > 0, np.log(np.where(table > 0, table, 1.0)), -1e3)
            found = np.exp(weights @ logs)
        else:
            found = weights @ table
        if self.whole and own is None:
            return np.asarray(found)
        return np.asarray(found / found.sum(axis=1, keepdims=True))


def model(result: Ceilings, component: str | None = None) -> Model:
    """Return the arrays of a result, with the weights of one proportional component free.

    Raises
    ------
    OptionError
        If no component is meant.
    """
    import numpy as np

    place = place_of(result, component)
    item = result.components[place]
    spec = item.component
    assert isinstance(spec, Proportional)
    parts = item.parts or item.scored_parts
    table = np.array([[float(part.score(row)) for row in range(len(result))] for part in parts])
    if spec.plain:
        table = table / np.array([[float(part.total)] for part in parts])
    others = [r for k, r in enumerate(result.components) if k != place]
    fixed = np.array([float(sum((r.exact(row) for r in others), Fraction(0))) for row in range(len(result))])
    weights = np.array([float(part.indicator.weight) for part in parts])
    names = tuple(part.indicator.label or part.indicator.column for part in parts)
    whole = spec.plain and result.formula.rounding != "largest-remainder"
    return Model(names, weights, fixed, float(item.target), table, whole, spec.aggregation == "geometric")
