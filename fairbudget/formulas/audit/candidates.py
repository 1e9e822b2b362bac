"""For one row: every way to make it agree with the formula by changing at most a few digits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairbudget.formulas.audit.digits import Changes, Floats, Ints, digit_distance, digit_distances, spots, variants
from fairbudget.formulas.audit.problem import Problem, PublishedColumn

__all__ = ["MOST_DIGITS", "Candidate", "candidates", "considered"]

#: Digits that are changed in one row at most.
MOST_DIGITS = 4
#: Changed sets of this many digits in the cells are all computed; larger ones are looked up by their effect.
COMPUTED = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to make a row agree.

    Attributes
    ----------
    row : int
    cells : tuple of int
        The indicators afterwards, in units of their last decimal.
    amount : int
        The proportional part afterwards, in rupiah.
    published : tuple of int or None
        The published columns afterwards; None where nothing is printed.
    digits : int
        How many digits are changed.
    edits : int
        How many cells are changed.
    """

    row: int
    cells: tuple[int, ...]
    amount: int
    published: tuple[int | None, ...]
    digits: int
    edits: int


def candidates(problem: Problem, row: int, most: int) -> list[Candidate]:
    """Return every way to make a row agree with at most `most` changed digits, the fewest first.

    Parameters
    ----------
    problem : Problem
    row : int
    most : int
        At most :data:`MOST_DIGITS`.

    Returns
    -------
    list of Candidate
        With no change at all if the row agrees already. Empty if an indicator is missing.

    Notes
    -----
    The published numbers follow from the indicators, so only the indicators are free: each set of changed digits in
    them costs its own digits and those in which the published numbers then differ from the printed ones. Sets of up to
    two digits are all computed; of three and four, those are looked up in a sorted list of pairs whose effect leads to
    an amount that is a few digits from the printed one. Floating point only proposes; each candidate is computed
    exactly.
    """
    cells = problem.cells(row)
    if cells is None:
        return []
    places = [column.places for column in problem.indicators]
    rates = [factor / problem.denominator for factor in problem.factors]
    changes = Changes.of(cells, places, rates)
    start = problem.exact(cells)
    found: dict[tuple[tuple[int, ...], int], Candidate] = {}
    for chosen in _proposed(problem, row, changes, start, most):
        after = changes.applied(cells, chosen)
        numerator = problem.exact(after)
        for amount in problem.amounts(numerator):
            candidate = _candidate(problem, row, cells, after, numerator, amount, len(chosen))
            if candidate is not None and candidate.digits <= most:
                found[after, amount] = candidate
    return sorted(found.values(), key=lambda item: (item.digits, item.edits, item.cells, item.amount))


def _candidate(
    problem: Problem, row: int, before: Sequence[int], after: tuple[int, ...], numerator: int, amount: int, digits: int
) -> Candidate | None:
    published: list[int | None] = []
    edits = sum(a != b for a, b in zip(before, after, strict=True))
    expected = problem.expected(row, after, numerator, amount)
    for column, printed, value in zip(problem.published, problem.printed(row), expected, strict=True):
        if printed is None:
            published.append(None)
            continue
        distance = digit_distance(printed, value, column.places)
        if distance is None:
            return None
        digits += distance
        edits += distance > 0
        published.append(value)
    return Candidate(row, after, amount, tuple(published), digits, edits)


def _proposed(problem: Problem, row: int, changes: Changes, start: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield sets of single changes of the cells that may lead to a candidate; misses none with `most` digits."""
    begin = start / problem.denominator
    slack = max(1e-4, abs(begin) * 1e-11)
    yield ()
    shown = [
        (column, value)
        for column, value in zip(problem.published, problem.printed(row), strict=True)
        if value is not None and column.is_money
    ]
    if not shown:
        # a share alone pins nothing: any digit might be changed
        return
    # a change of class changes what is added: each class is looked at, and exact numbers decide
    for extra in itertools.product(*(part.choices(row) for part in problem.fixed)):
        plus = [sum(extra) if c.quantity == "split" else sum(extra[k] for k in c.fixed) for c, _ in shown]
        money = [(column, value, more) for (column, value), more in zip(shown, plus, strict=True)]
        sizes = [np.arange(len(changes.effect))[:, None], changes.pairs]
        for size in range(1, min(most, COMPUTED) + 1):
            effect = changes.effect if size == 1 else changes.pair_effect
            near = _near(problem, money, begin + effect, slack, most - size)
            for index in np.nonzero(near)[0]:
                yield tuple(int(change) for change in sizes[size - 1][index])
        for size in range(COMPUTED + 1, most + 1):
            for low, high in _windows(problem, money, most - size):
                yield from changes.hits(size, low - begin - slack, high - begin + slack)


Money = list[tuple[PublishedColumn, int, int]]


def _near(problem: Problem, money: Money, exact: Floats, slack: float, most: int) -> npt.NDArray[np.bool_]:
    """Tell for each exact amount whether the amounts printed in the row may be within `most` digits of it."""
    unit = problem.rounding_unit
    ends = {"half-up": (0.5, 0.5), "half-even": (0.5, 0.5), "floor": (0, 0), "ceiling": (1, 1)}
    result = np.zeros(len(exact), dtype=bool)
    # just below a boundary of rounding floating point may err, so both sides are looked at
    for shift, sign in zip(ends.get(problem.rounding, (0, 1)), (-slack, slack), strict=True):
        amount = (np.floor((exact + sign) / unit + shift) * unit).astype(np.int64)
        count = np.zeros(len(exact), dtype=np.int64)
        for column, printed, plus in money:
            count += _distances(problem, column, printed, amount + plus)
        result |= count <= most
    return result


def _distances(problem: Problem, column: PublishedColumn, printed: int, amounts: Ints) -> Ints:
    """Return in how many digits a printed amount differs from what would be printed for other ones."""
    scale = 10**column.places
    if column.quantity == "split":
        share = float(problem.split[column.part].share)
        unit = problem.rounding_unit
        # rounding within the row goes down or up
        lower = (np.floor(amounts * share / unit - 1e-9) * unit).astype(np.int64)
        ends = [lower, lower + unit, lower + 2 * unit]
    else:
        ends = [amounts]
    found = [
        digit_distances(printed, column.places, (end * scale + column.divisor // 2) // column.divisor) for end in ends
    ]
    return np.minimum.reduce(found)


def _windows(problem: Problem, money: Money, most: int) -> Iterator[tuple[float, float]]:
    """Yield the intervals of exact amounts that the row's printed amounts allow with at most `most` digits changed."""
    # the column that tells the amount most exactly comes first
    first, shown, plus = min(money, key=lambda item: (item[0].quantity == "split", item[0].divisor))
    others = [item for item in money if item[0] is not first]
    reach = {"half-up": (0.5, 0.5), "half-even": (0.5, 0.5), "floor": (0.0, 1.0), "ceiling": (1.0, 0.0)}
    below, above = (problem.rounding_unit * end for end in reach.get(problem.rounding, (1.0, 1.0)))
    scale = 10**first.places
    loose = first.quantity == "split" or first.divisor > 1
    for value, digits in variants(shown, first.places, most):
        if loose:
            share = float(problem.split[first.part].share) if first.quantity == "split" else 1.0
            width = first.divisor / scale / 2 + (2 * problem.rounding_unit if first.quantity == "split" else 0)
            middle = value * first.divisor / scale
            yield (middle - width) / share - plus - below, (middle + width) / share - plus + above
            continue
        amount, odd = divmod(value - plus * scale, scale)
        if odd or amount < 0:
            continue
        for column, other, more in others:
            if column.quantity == "split":
                continue
            distance = digit_distance(other, column.printed(amount + more), column.places)
            digits += most + 1 if distance is None else distance
        if digits <= most:
            yield amount - below, amount + above


def considered(problem: Problem, row: int, digits: int) -> int:
    """Return how many sets of up to `digits` changed digits there are in the indicators and amounts of a row."""
    cells = problem.cells(row) or []
    shown = [(value, column.places) for value, column in zip(cells, problem.indicators, strict=False)]
    shown += [
        (value, column.places)
        for value, column in zip(problem.printed(row), problem.published, strict=True)
        if value is not None
    ]
    ways = [1] + [0] * digits
    for value, places in shown:
        for choices in spots(value, places):
            for size in range(digits, 0, -1):
                ways[size] += ways[size - 1] * len(choices)
    return sum(ways)
