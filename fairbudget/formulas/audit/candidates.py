"""For one row: every way to make it agree with the formula by changing at most a few digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairbudget.formulas.audit.digits import Changes, Floats, digit_distance, digit_distances, spots, variants
from fairbudget.formulas.audit.problem import Problem

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
    expected = problem.expected(numerator, amount)
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
    shown = zip(problem.published, problem.printed(row), strict=True)
    if not any(value is not None and column.quantity in ("amount", "total") for column, value in shown):
        # a share alone pins nothing: any digit might be changed
        return
    sizes = [np.arange(len(changes.effect))[:, None], changes.pairs]
    for size in range(1, min(most, COMPUTED) + 1):
        effect = changes.effect if size == 1 else changes.pair_effect
        near = _near(problem, row, begin + effect, slack, most - size)
        for index in np.nonzero(near)[0]:
            yield tuple(int(change) for change in sizes[size - 1][index])
    for size in range(COMPUTED + 1, most + 1):
        for low, high in _windows(problem, row, most - size):
            yield from changes.hits(size, low - begin - slack, high - begin + slack)


def _near(problem: Problem, row: int, exact: Floats, slack: float, most: int) -> npt.NDArray[np.bool_]:
    """Tell for each exact amount whether the amounts printed in the row may be within `most` digits of it."""
    unit = problem.rounding_unit
    ends = {"half-up": (0.5, 0.5), "half-even": (0.5, 0.5), "floor": (0, 0), "ceiling": (1, 1)}
    result = np.zeros(len(exact), dtype=bool)
    # just below a boundary of rounding floating point may err, so both sides are looked at
    for shift, sign in zip(ends.get(problem.rounding, (0, 1)), (-slack, slack), strict=True):
        amount = (np.floor((exact + sign) / unit + shift) * unit).astype(np.int64)
        count = np.zeros(len(exact), dtype=np.int64)
        for column, printed in zip(problem.published, problem.printed(row), strict=True):
            if printed is not None and column.quantity in ("amount", "total"):
                count += digit_distances(printed, column.places, (amount + column.plus) * 10**column.places)
        result |= count <= most
    return result


def _windows(problem: Problem, row: int, most: int) -> Iterator[tuple[float, float]]:
    """Yield the intervals of exact amounts that the row's printed amounts allow with at most `most` digits changed."""
    printed = problem.printed(row)
    main = [
        (column, value)
        for column, value in zip(problem.published, printed, strict=True)
        if value is not None and column.quantity in ("amount", "total")
    ]
    if not main:
        return
    first, shown = main[0]
    reach = {"half-up": (0.5, 0.5), "half-even": (0.5, 0.5), "floor": (0.0, 1.0), "ceiling": (1.0, 0.0)}
    below, above = (problem.rounding_unit * end for end in reach.get(problem.rounding, (1.0, 1.0)))
    scale = 10**first.places
    for value, digits in variants(shown, first.places, most):
        amount, odd = divmod(value - first.plus * scale, scale)
        if odd or amount < 0:
            continue
        for column, other in main[1:]:
            distance = digit_distance(other, (amount + column.plus) * 10**column.places, column.places)
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
