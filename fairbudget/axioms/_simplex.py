"""A small exact linear programme: is there x >= 0 with A x = b? Two-phase simplex over rationals, Bland's rule."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

try:  # some ten times faster where the numbers are long
    from gmpy2 import mpq as rational
except ImportError:  # pragma: no cover
    rational = Fraction

__all__ = ["feasible"]


def feasible(
    matrix: list[list[Fraction]], right: list[Fraction]
) -> tuple[list[Fraction] | None, list[Fraction] | None]:
    """Return x >= 0 with matrix x = right, or a y with y matrix <= 0 and y right > 0 (Farkas) if there is none.

    Notes
    -----
    Exact; Bland's rule, so it ends. Meant for some hundred columns.

    Examples
    --------
    >>> one, two = Fraction(1), Fraction(2)
    >>> feasible([[one, one], [one, -one]], [two, one])[0]
    [Fraction(3, 2), Fraction(1, 2)]
    >>> feasible([[one], [one]], [one, two])[1] is not None
    True
    """
    size, width = len(matrix), len(matrix[0]) if matrix else 0
    signs = [-1 if value < 0 else 1 for value in right]
    zero, one = rational(0), rational(1)
    table: list[list[Any]] = []
    for i in range(size):
        row = [rational(value.numerator, value.denominator) * signs[i] for value in matrix[i]]
        row += [one if j == i else zero for j in range(size)]
        row.append(rational(right[i].numerator, right[i].denominator) * signs[i])
        table.append(row)
    basis = [width + i for i in range(size)]
    # cost of phase one: the sum of the artificial variables, in terms of the others
    last = width + size
    reduced = [-sum((table[i][j] for i in range(size)), zero) for j in range(width)]
    reduced += [zero] * size
    reduced.append(-sum((table[i][last] for i in range(size)), zero))
    while True:
        enter = next((j for j in range(last) if reduced[j] < 0), None)
        if enter is None:
            break
        leave, best = None, zero
        for i in range(size):
            if table[i][enter] > 0:
                ratio = table[i][last] / table[i][enter]
                if leave is None or ratio < best or (ratio == best and basis[i] < basis[leave]):
                    best, leave = ratio, i
        assert leave is not None, "phase one is bounded"
        pivot = table[leave][enter]
        line = table[leave] = [value / pivot if value else value for value in table[leave]]
        used = [j for j, value in enumerate(line) if value]
        for other in [*(table[i] for i in range(size) if i != leave), reduced]:
            factor = other[enter]
            if factor:
                for j in used:
                    other[j] -= factor * line[j]
        basis[leave] = enter
    if reduced[last] < 0:
        # multipliers of the rows: 1 minus the reduced cost of each artificial variable
        duals = [(one - reduced[width + i]) * signs[i] for i in range(size)]
        return None, [Fraction(int(y.numerator), int(y.denominator)) for y in duals]
    x = [Fraction(0)] * width
    for i, j in enumerate(basis):
        if j < width:
            value = table[i][last]
            x[j] = Fraction(int(value.numerator), int(value.denominator))
    return x, None
