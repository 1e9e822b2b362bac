"""Inputs and columns of a sheet of formulas, and how cells are addressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from fairbudget.formulas.amounts import ComponentResult, Part
from fairbudget.formulas.lang import words
from fairbudget.formulas.spec import Indicator, Pooled
from fairbudget.io.cells import Numbers

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["FIRST", "LiveBase", "LiveColumn", "LiveSheets", "Setting", "letter", "name_of", "scale_of"]

#: Ranking remainders by formulas takes the square of the rows.
MOST_RANKED = 2_000
#: The first row of kelurahan on the sheet, as spreadsheets count.
FIRST = 2

Number = int | float | Fraction


@dataclass
class Setting:
    """A line of the sheet of inputs: a label and cells, each a number, text, or a formula with its value."""

    label: str
    cells: list[object] = field(default_factory=list)
    head: bool = False


@dataclass
class LiveColumn:
    """A column of the sheet of calculation.

    ``formula`` returns a row's formula; without it the column holds `values`. ``kind`` is how numbers are shown,
    ``input`` whether they may be changed.
    """

    heading: str
    kind: str
    values: Sequence[Number | str]
    formula: Callable[[int], str] | None = None
    input: bool = False
    total: bool = True


@dataclass
class LiveSheets:
    """What the workbook's live sheets hold."""

    settings: list[Setting]
    columns: list[LiveColumn]
    static: list[str]
    digits: int
    #: letter of the column of ceilings, and of that with fairbudget's own
    ceiling: str = ""
    before: str = ""


def letter(column: int) -> str:
    """Return the name of a column, from zero.

    Examples
    --------
    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class LiveBase:
    """What every kind of component needs to append inputs and columns."""

    def __init__(self, result: Ceilings, lang: str) -> None:
        self.result = result
        self.t = words(lang)
        self.count = len(result)
        self.last = FIRST + self.count - 1
        self.settings: list[Setting] = []
        self.columns: list[LiveColumn] = []
        self.static: list[str] = []
        self.unit = result.formula.rounding_unit
        largest = max((abs(a) for r in result.components for a in r.amounts), default=0) // self.unit
        self.digits = max(0, min(6, 14 - len(str(largest))))
        self.sheet = f"'{self.t('inputs')}'!"
        self.close = 0
        self.pool_row = 0

    # -- sheet of inputs: cells are addressed as $B$5
    def setting(self, label: str, *cells: object, head: bool = False) -> int:
        """Append a line and return its row as spreadsheets count."""
        self.settings.append(Setting(label, list(cells), head))
        return len(self.settings)

    def at(self, row: int, column: str = "B") -> str:
        """Return the address of a cell of the sheet of inputs, from anywhere."""
        return f"{self.sheet}${column}${row}"

    # -- sheet of calculation
    def add(self, column: LiveColumn) -> str:
        """Append a column of the sheet of calculation and return its letter."""
        self.columns.append(column)
        return letter(len(self.columns) - 1)

    def all(self, column: str) -> str:
        """Return the range of all kelurahan of a column."""
        return f"${column}${FIRST}:${column}${self.last}"

    def numbers(self, heading: str, numbers: Numbers) -> str:
        """Return the letter of a column of the table, appended if it is not there."""
        for place, column in enumerate(self.columns):
            if column.heading == heading:
                return letter(place)
        values = [Fraction(value or 0, numbers.denominator) for value in numbers.numerators]
        return self.add(LiveColumn(heading, "number", values, input=True))

    def pool(self, component: Pooled) -> str:
        """Append a component's pool and return its address."""
        formula = self.result.formula
        if component.pool is not None:
            return self.at(self.setting(self.t("pool"), component.pool))
        share = self.setting(self.t("pool share"), component.pool_share)
        whole = f"={self.at(self.pool_row)}*{self.at(share)}"
        return self.at(self.setting(self.t("pool"), (whole, component.money(formula))))

    def exact_column(self, item: ComponentResult, formula: Callable[[int], str]) -> str:
        """Append the column of amounts before rounding and return its letter."""
        values = [item.exact(row) for row in range(self.count)]
        return self.add(LiveColumn(self.t("exact").format(item.component.id), "exact", values, formula))


def name_of(indicator: Indicator) -> str:
    """Return an indicator's label and unit for people."""
    label = indicator.label or indicator.column
    return f"{label} ({indicator.unit})" if indicator.unit else label


def scale_of(part: Part) -> Fraction:
    """Return what the column of scores is divided by on the sheet: its total for a plain share."""
    return part.total if part.scores is None else Fraction(1)
