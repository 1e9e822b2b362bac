"""Exact rationals for what the compiled loops cannot separate, and for reporting payments.

Voters with equal money are kept as one class, so that a fraction is computed once for all of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.utilities import Utilities

try:  # gmpy2's rationals are some ten times faster where the numbers are long
    from gmpy2 import mpq as rational
except ImportError:  # pragma: no cover
    rational = Fraction

__all__ = ["Ledger", "fraction", "rational"]


#: Up to this many supporters, Python's own dictionaries group faster than arrays.
FEW = 100


def fraction(value: Any) -> Fraction:
    """Return a rational of either kind as a ``Fraction``."""
    return Fraction(int(value.numerator), int(value.denominator))


class Ledger:
    """What every voter has left, exactly.

    Parameters
    ----------
    utilities : Utilities
    multiplicities : int64 array
    endowment : Fraction
        Of each voter at the start.

    Attributes
    ----------
    classes : int64 array, shape (ballot rows,)
        Class of each row.
    money : list of rationals
        What one voter of each class has left.
    """

    def __init__(self, utilities: Utilities, multiplicities: NDArray[np.int64], endowment: Fraction) -> None:
        self.utilities = utilities
        self.multiplicities = multiplicities
        self.classes = np.zeros(len(multiplicities), np.int64)
        self.money: list[Any] = [rational(endowment.numerator, endowment.denominator)]
        self._number: dict[Any, int] = {self.money[0]: 0}

    def _groups(self, project: int) -> tuple[NDArray[np.int64], list[tuple[int, int]], list[int]]:
        """Group a project's supporters by (class, utility).

        Returns
        -------
        inverse : group of each supporter
        groups : (class, utility) of each group
        weights : voters in each group
        """
        rows, values = self.utilities.of(project)
        if len(rows) <= FEW:
            return self._few(rows, values)
        kinds, codes = np.unique(values, return_inverse=True)
        keys = self.classes[rows] * len(kinds) + codes
        distinct, inverse = np.unique(keys, return_inverse=True)
        # np.add.at keeps whole numbers whole, where bincount would go through floats
        weights = np.zeros(len(distinct), np.int64)
        np.add.at(weights, inverse, self.multiplicities[rows])
        groups = [(int(key) // len(kinds), int(kinds[int(key) % len(kinds)])) for key in distinct]
        return inverse, groups, weights.tolist()

    def _few(
        self, rows: NDArray[np.int32], values: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], list[tuple[int, int]], list[int]]:
        """Group a few supporters, as :meth:`_groups` does."""
        numbers: dict[tuple[int, int], int] = {}
        pairs = zip(self.classes[rows].tolist(), values.tolist(), strict=True)
        inverse = [numbers.setdefault(pair, len(numbers)) for pair in pairs]
        weights = [0] * len(numbers)
        for k, count in zip(inverse, self.multiplicities[rows].tolist(), strict=True):
            weights[k] += count
        return np.array(inverse, np.int64), list(numbers), weights

    def price(self, project: int, cost: int) -> Any | None:
        """Return the exact price of a project, or None if its supporters cannot pay for it.

        Notes
        -----
        Newton's method from below; at most one pass for each group, in practice a handful.
        """
        _, groups, weights = self._groups(project)
        money = [self.money[c] for c, _ in groups]
        total = sum((w * b for w, b in zip(weights, money, strict=True)), rational(0))
        if total < cost:
            return None
        values = [u for _, u in groups]
        if total == cost:
            return max((b / u for b, u in zip(money, values, strict=True)), default=rational(0))
        rho = rational(cost, sum(w * u for w, u in zip(weights, values, strict=True)))
        open_groups = list(range(len(groups)))
        need = rational(cost)
        while True:
            poor = [k for k in open_groups if money[k] < rho * values[k]]
            if not poor:
                return rho
            gone = set(poor)
            open_groups = [k for k in open_groups if k not in gone]
            need -= sum((weights[k] * money[k] for k in poor), rational(0))
            rho = need / sum(weights[k] * values[k] for k in open_groups)

    def pay(self, project: int, rho: Any) -> list[Any]:
        """Let the supporters of a project pay min(money, rho * utility).

        Returns
        -------
        list of rationals
            What one voter of each supporting row paid, in the order of ``utilities.of(project)``.
        """
        rows, _ = self.utilities.of(project)
        inverse, groups, _ = self._groups(project)
        paid: list[Any] = []
        numbers = np.empty(len(groups), np.int64)
        for k, (number, value) in enumerate(groups):
            amount = min(self.money[number], rho * value)
            paid.append(amount)
            rest = self.money[number] - amount
            if rest not in self._number:
                self._number[rest] = len(self.money)
                self.money.append(rest)
            numbers[k] = self._number[rest]
        self.classes[rows] = numbers[inverse]
        return [paid[k] for k in inverse.tolist()]
