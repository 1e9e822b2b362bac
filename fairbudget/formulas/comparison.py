"""Published amounts beside computed ones, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.formulas.formula import show_exact
from fairbudget.formulas.rounding import round_amounts
from fairbudget.io.cells import Numbers

__all__ = ["Comparison", "Difference", "compare"]

#: Decimals to compare where the published numbers are fractions without an end (only Python callers can give such).
FULL_PLACES = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose published number is not the computed one.

    Attributes
    ----------
    row : int
        Index among the rows of the ceilings.
    line : int
        Of the table.
    name : str
    group : str or None
    printed : Fraction or None
        None if the cell is blank.
    computed : Fraction
        Rounded to the places that the column shows.
    """

    row: int
    line: int
    name: str
    group: str | None
    printed: Fraction | None
    computed: Fraction

    @property
    def difference(self) -> Fraction | None:
        """Printed less computed; None if nothing is printed."""
        return None if self.printed is None else self.printed - self.computed


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published column beside a computed quantity.

    Attributes
    ----------
    column : str
        Heading of the published column.
    quantity : str
        What it was compared with, as it stands in the result's headings.
    chosen : bool
        Whether the quantity was chosen as the one that agrees on most rows.
    places : int
        Decimals that the column shows; computed numbers are rounded half up to them.
    rows : int
        How many rows there are.
    differences : tuple of Difference
    notes : tuple of str
        How the published numbers were read, where that was not plain.
    """

    column: str
    quantity: str
    chosen: bool
    places: int
    rows: int
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()

    @property
    def agreeing(self) -> int:
        """How many rows agree in every printed digit."""
        return self.rows - len(self.differences)

    def summary(self) -> str:
        """Return one line: how many rows agree, and with what."""
        text = f"{self.column} against {self.quantity}: {self.agreeing} of {self.rows} rows agree"
        return text + ("; chosen as the computed column that comes closest" if self.chosen else "")

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON has it."""
        return {
            "column": self.column,
            "quantity": self.quantity,
            "chosen": self.chosen,
            "places": self.places,
            "rows": self.rows,
            "agreeing": self.agreeing,
            "notes": list(self.notes),
            "differences": [
                {
                    "line": item.line,
                    "name": item.name,
                    "group": item.group,
                    "printed": None if item.printed is None else show_exact(item.printed),
                    "computed": show_exact(item.computed),
                    "difference": None if item.difference is None else show_exact(item.difference),
                }
                for item in self.differences
            ],
        }


def compare(
    printed: Numbers,
    computed: Sequence[Numbers],
    lines: Sequence[int],
    names: Sequence[str],
    groups: Sequence[str] | None,
    notes: Sequence[str] = (),
) -> Comparison:
    """Compare a published column with the computed quantity that it agrees with on most rows.

    Parameters
    ----------
    printed : Numbers
    computed : sequence of Numbers
        The quantities that come into question, in order of preference; at least one.
    lines, names, groups : sequences
        Of the rows.
    notes : sequence of str
        For the result.

    Returns
    -------
    Comparison

    Notes
    -----
    Of quantities that agree on equally many rows the one with the smallest sum of differences is taken, then the
    earlier one. O(n q) for n rows and q quantities.
    """
    places = FULL_PLACES if printed.places is None else printed.places
    scale = 10**places
    shown = [None if value is None else Fraction(value * scale, printed.denominator) for value in printed.numerators]
    best: tuple[tuple[int, Fraction], str, list[int]] | None = None
    for numbers in computed:
        scaled = [(value or 0) * scale for value in numbers.numerators]
        rounded = round_amounts(scaled, numbers.denominator, "half-up")
        gaps = [abs(a - b) for a, b in zip(shown, rounded, strict=True) if a is not None]
        score = (gaps.count(Fraction(0)), -sum(gaps, Fraction(0)))
        if best is None or score > best[0]:
            best = (score, numbers.heading, rounded)
    assert best is not None
    differences = tuple(
        Difference(row, lines[row], names[row], groups[row] if groups else None, a and a / scale, Fraction(b, scale))
        for row, (a, b) in enumerate(zip(shown, best[2], strict=True))
        if a != b
    )
    return Comparison(printed.heading, best[1], len(computed) > 1, places, len(printed), differences, tuple(notes))
