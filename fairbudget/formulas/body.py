"""The rows that a component is computed for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from fairbudget.errors import FaultLog
from fairbudget.formulas.formula import Formula
from fairbudget.formulas.rounding import apportion, round_amounts
from fairbudget.io.cells import Numbers
from fairbudget.io.tables import Table

__all__ = ["Body"]


@dataclass(frozen=True, slots=True)
class Body:
    """The rows that a component is computed for, and where what is wrong or notable is gathered.

    Attributes
    ----------
    table : Table
        Without totals; one row per kelurahan.
    names : list of str
        Of the kelurahan.
    columns : dict of str to Numbers
        The needed columns by the indicator's ``column``; without blanks.
    formula : Formula
    log : FaultLog
    notes : list of str
    words : dict of str to list of str
        The needed columns of text, by their name in the formula.
    """

    table: Table
    names: list[str]
    columns: dict[str, Numbers]
    formula: Formula
    log: FaultLog
    notes: list[str]
    words: dict[str, list[str]] = field(default_factory=dict)

    def rounded(self, numerators: list[int], denominator: int, target: Fraction) -> list[int]:
        """Return amounts as the formula rounds them."""
        if self.formula.rounding == "largest-remainder":
            return apportion(numerators, denominator, int(target), self.formula.rounding_unit)
        return round_amounts(numerators, denominator, self.formula.rounding, self.formula.rounding_unit)

    def error(self, row: int, column: str, message: str, value: str | None = None, expected: str | None = None) -> None:
        """Record what is wrong with a row's cell."""
        self.log.error(
            message,
            sheet=self.table.sheet,
            line=self.table.lines[row],
            row=self.names[row],
            column=column,
            value=value,
            expected=expected,
        )
