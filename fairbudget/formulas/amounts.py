"""What a component gives: exact amounts as integers over one denominator, whole rupiah, and the parts by indicator."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.formulas.formula import Component, Indicator
from fairbudget.formulas.rounding import apportion
from fairbudget.io.cells import Numbers

__all__ = ["Column", "ComponentResult", "Part", "weighted_sum"]


def weighted_sum(columns: Sequence[Numbers], rates: Sequence[Fraction]) -> tuple[list[int], int, list[int]]:
    """Return ``sum_k rates[k] * columns[k]`` for each row, over one denominator.

    Parameters
    ----------
    columns : sequence of Numbers
        Of one length and without blanks; at least one.
    rates : sequence of Fraction
        For a column's value.

    Returns
    -------
    numerators : list of int
    denominator : int
    factors : list of int
        Column k adds its own numerator times ``factors[k]``.

    Notes
    -----
    O(n k) for n rows and k columns, in integers.

    Examples
    --------
    >>> weighted_sum([Numbers("a", [1, 2], 10, 1), Numbers("b", [3, 0], 1, 0)], [Fraction(1), Fraction(1, 2)])
    ([16, 2], 10, [1, 5])
    """
    scaled = [rate / column.denominator for column, rate in zip(columns, rates, strict=True)]
    denominator = math.lcm(*(rate.denominator for rate in scaled))
    factors = [rate.numerator * (denominator // rate.denominator) for rate in scaled]
    numerators = [0] * len(columns[0])
    for column, factor in zip(columns, factors, strict=True):
        values = column.numerators if None not in column.numerators else [value or 0 for value in column.numerators]
        numerators = list(map(operator.add, numerators, map(factor.__mul__, values)))  # type: ignore[arg-type]
    return numerators, denominator, factors


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result that is computed when it is asked for.

    Attributes
    ----------
    heading : str
    kind : {"integer", "percent", "number"}
        Whole rupiah, percent, or an indicator.
    compute : callable
        Returns the column as :class:`~fairbudget.io.cells.Numbers`.
    """

    heading: str
    kind: str
    compute: Callable[[], Numbers]


@dataclass(frozen=True, slots=True)
class Part:
    """What one indicator adds to a component.

    Attributes
    ----------
    indicator : Indicator
    numbers : Numbers
        Its column, without blanks.
    total : Fraction
        What shares are shares of.
    column_sum : Fraction
        Equal to `total` unless the formula gives another total.
    factor : int
        Row i receives ``scored.numerators[i] * factor`` of the component's numerator.
    scores : Numbers or None
        What shares are reckoned from, where that is not the column itself; `total` is then their sum.
    rate : Fraction or None
        What a score adds to the share of the pool; None for the weight over the total.
    """

    indicator: Indicator
    numbers: Numbers
    total: Fraction
    column_sum: Fraction
    factor: int
    scores: Numbers | None = None
    rate: Fraction | None = None

    @property
    def scored(self) -> Numbers:
        """The scores, or the column where they are the same."""
        return self.numbers if self.scores is None else self.scores

    @property
    def weighted_rate(self) -> Fraction:
        """What a score of one adds to the share of the pool."""
        return self.indicator.weight / self.total if self.rate is None else self.rate

    @property
    def given(self) -> bool:
        """Whether the formula gives the total."""
        return self.indicator.total is not None

    def value(self, row: int) -> Fraction:
        """Return the row's indicator."""
        return Fraction(self.numbers.numerators[row] or 0, self.numbers.denominator)

    def share(self, row: int) -> Fraction:
        """Return the row's share of the indicator's total."""
        return self.score(row) / self.total

    def score(self, row: int) -> Fraction:
        """Return the row's score."""
        return Fraction(self.scored.numerators[row] or 0, self.scored.denominator)

    def weighted(self, row: int) -> Fraction:
        """Return what the indicator adds to the row's share of the pool."""
        return self.score(row) * self.weighted_rate


@dataclass(frozen=True)
class ComponentResult:
    """What one component gives to every kelurahan.

    Attributes
    ----------
    component : Component
    target : Fraction
        What it is to give in all: the pool, or the base times the number of kelurahan.
    numerators : list of int
    denominator : int
        The exact amount of row i is ``numerators[i] / denominator``.
    amounts : list of int
        Rounded, in rupiah.
    parts : tuple of Part
        One per indicator that adds its own amount, empty for other kinds.
    unit : int
        What amounts are multiples of.
    inputs : tuple of Numbers
        Further columns of the table that it reads, for the result; their headings are keys.
    extras : tuple of Column
        Columns of its own before the amount: scores, an index, who is flagged.
    steps : callable or None
        Returns for a row and a language the lines of a worked sheet, as pairs of what and value.
    scored_parts : tuple of Part
        Indicators that have scores but no amounts of their own, as in a geometric mean.
    """

    component: Component
    target: Fraction
    numerators: list[int]
    denominator: int
    amounts: list[int]
    parts: tuple[Part, ...] = ()
    unit: int = 1
    inputs: tuple[Numbers, ...] = ()
    extras: tuple[Column, ...] = ()
    steps: Callable[[int, str], list[tuple[str, str]]] | None = None
    scored_parts: tuple[Part, ...] = ()

    def exact(self, row: int) -> Fraction:
        """Return the row's amount before rounding."""
        return Fraction(self.numerators[row], self.denominator)

    def part_exact(self, row: int) -> list[Fraction]:
        """Return what each indicator adds to the row's amount, before rounding."""
        return [Fraction(number, self.denominator) for number in self._part_numerators(row)]

    @functools.cached_property
    def part_amounts(self) -> list[list[int]]:
        """What each indicator adds to each row's amount, in whole units that sum to the rounded amount.

        Rounding is by largest remainder within the row, so that a printed row adds up; the exact parts are in
        :meth:`part_exact`.
        """
        if not self.parts:
            return [[] for _ in self.amounts]
        return [
            apportion(self._part_numerators(row), self.denominator, amount, self.unit)
            for row, amount in enumerate(self.amounts)
        ]

    def _part_numerators(self, row: int) -> list[int]:
        return [(part.scored.numerators[row] or 0) * part.factor for part in self.parts]

    @property
    def residual(self) -> Fraction:
        """The target less all rounded amounts; negative if more is given than there is."""
        return self.target - sum(self.amounts)

    @property
    def residual_of_totals(self) -> Fraction:
        """The part of the residual that is there before rounding, since given totals are not the columns' sums."""
        return self.target - Fraction(sum(self.numerators), self.denominator)

    @property
    def residual_of_rounding(self) -> Fraction:
        """The part of the residual that rounding makes."""
        return self.residual - self.residual_of_totals

    def columns(self) -> list[Column]:
        """Return its columns for the result.

        By indicator the share of its total, the contribution in percentage points and in rupiah; then the sum of the
        contributions in percent, and the amount.
        """
        key = self.component.key
        found = list(self.extras)
        hundred = [Fraction(100) / part.total for part in self.parts]
        weighted = [100 * part.weighted_rate for part in self.parts]
        for rates, ending in ((hundred, "share_pct"), (weighted, "weighted_pct")):
            for part, rate in zip(self.parts, rates, strict=True):
                heading = f"{key}_{part.indicator.key}_{ending}"
                found.append(Column(heading, "percent", functools.partial(_percent, heading, [part], [rate])))
        for index, part in enumerate(self.parts):
            heading = f"{key}_{part.indicator.key}"
            found.append(Column(heading, "integer", functools.partial(self._part_column, heading, index)))
        if self.parts:
            heading = f"{key}_share_pct"
            found.append(Column(heading, "percent", functools.partial(_percent, heading, self.parts, weighted)))
        found.append(Column(key, "integer", lambda: Numbers(key, list(self.amounts), 1, 0)))
        return found

    def _part_column(self, heading: str, index: int) -> Numbers:
        return Numbers(heading, [amounts[index] for amounts in self.part_amounts], 1, 0)


def _percent(heading: str, parts: Sequence[Part], rates: Sequence[Fraction]) -> Numbers:
    numerators, denominator, _ = weighted_sum([part.scored for part in parts], rates)
    return Numbers(heading, list(numerators), denominator, None)
