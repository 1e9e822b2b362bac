"""The least coverage as large as can be, then the next, and so on, by a sequence of programmes."""

from __future__ import annotations

from typing import Any

from fairbudget.formulas.improve.model import TOLERANCE, Model

__all__ = ["leximin"]

#: Stages of the grid of weights: by then the weights are settled, or all that is left to settle is far from the worst.
MOST_STAGES = 12


def leximin(model: Model) -> float | None:
    """Add what makes a model's coverage leximin, and return the value of its least coverage; None without a point.

    Notes
    -----
    Where ceilings are free: raise the least coverage of all rows, fix those that the programme's dual prices say cannot
    be raised, go on with the others; at most n programmes. Where weights are whole numbers of steps there are no dual
    prices: the sum of the k smallest coverages is raised for k = 1, 2, ... until one set of weights is left
    (Ogryczak and Śliwiński, *On solving linear programs with the ordered weighted averaging objective*, 2003).
    """
    return _in_steps(model) if model.integer else _free(model)


def _rates(model: Model) -> list[Any]:
    need = model.problem.need
    assert need is not None
    mean = sum(need) / model.problem.count
    return [x * float(mean / own) for x, own in zip(model.x, need, strict=True) if own]


def _free(model: Model) -> float | None:
    rates = _rates(model)
    open_rows = list(range(len(rates)))
    first: float | None = None
    stage = 0
    while open_rows:
        level = model._variable(f"level{stage}", None)
        names = {}
        for row in open_rows:
            name = f"leximin_{stage}_{row}"
            model.programme += (rates[row] >= level, name)
            names[row] = name
        found = model.solve(-1 * level)
        if found is None:
            return first
        least = -found
        first = found if first is None else first
        prices = {row: abs(model.programme.get_constraint_by_name(name).pi or 0.0) for row, name in names.items()}
        top = max(prices.values())
        blocked = [row for row, price in prices.items() if price > 1e-7 and price >= 1e-6 * top]
        if not blocked:
            # degenerate prices: those at the level itself
            blocked = [row for row in open_rows if model._number(rates[row]) <= least + 10 * TOLERANCE]
        for row in blocked:
            model.programme += rates[row] >= least - TOLERANCE * (1 + abs(least))
        open_rows = [row for row in open_rows if row not in set(blocked)]
        # what is still open keeps its floor, and is raised from there
        model.programme += level >= least - TOLERANCE * (1 + abs(least))
        stage += 1
    return first


def _in_steps(model: Model) -> float | None:
    rates = _rates(model)
    first: float | None = None
    for stage in range(1, min(len(rates), MOST_STAGES) + 1):
        level = model._variable(f"t{stage}", None)
        below = []
        for row, rate in enumerate(rates):
            short = model._variable(f"s{stage}_{row}")
            model.programme += short >= level - rate
            below.append(short)
        smallest = stage * level - model.pulp.lpSum(below)
        found = model.solve(-1 * smallest)
        if found is None:
            return first
        first = found if first is None else first
        model.programme += smallest >= -found - TOLERANCE * (1 + abs(found))
        if _settled(model, stage):
            break
    return first


def _settled(model: Model, stage: int) -> bool:
    """Tell whether no other weights do as well so far."""
    here = [round(count.value() or 0) for count in model.counts]
    top = int(1 / model.problem.task.step)
    other = model._variable(f"other{stage}", 1, 1)
    ups = []
    for k, (count, value) in enumerate(zip(model.counts, here, strict=True)):
        up = model._variable(f"up{stage}_{k}", 0, top, "Integer")
        way = model._variable(f"way{stage}_{k}", 0, 1, "Integer")
        # up counts only what is above the present value
        model.programme += up <= count - value + top * (1 - way)
        model.programme += up <= top * way
        ups.append(up)
    model.programme += model.pulp.lpSum(ups) >= other
    settled = model.solve() is None
    # from here on the same weights will do again
    other.lowBound = other.upBound = 0
    for count, value in zip(model.counts, here, strict=True):
        count.varValue = value
    return settled
