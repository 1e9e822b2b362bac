"""How an amount in a column of a table is spread across the rows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.errors import FaultLog
from fairbudget.io.tables import Decimals, as_table
from fairbudget.metrics.spread import Across, across

__all__ = ["NAMES", "across_table"]

#: Headings under which the name of a unit is looked for, in order of preference.
NAMES = ("kelurahan", "desa", "unit", "name", "nama", "nama kelurahan", "nama desa", "district", "kecamatan")


def across_table(
    source: Any,
    amount: str,
    people: str,
    *,
    name: str | None = None,
    group: str | None = None,
    poor: str | None = None,
    poverty: str | None = None,
    need: str | None = None,
    sheet: str | None = None,
    decimal: Decimals = "auto",
    measures: Any = None,
    **options: Any,
) -> Across:
    """Measure how an amount is spread across the units of a table, one a row.

    Parameters
    ----------
    source : path, DataFrame, or sequence of mapping
        As :func:`fairbudget.io.tables.as_table` takes it; rows of totals are left out.
    amount, people : str
        Headings of the amount and of the people of each unit.
    name : str, optional
        Heading of the unit's name; by default the first of :data:`NAMES` that there is.
    group : str, optional
        Heading of the kecamatan (or other group).
    poor : str, optional
        Heading of the number of poor people: the poverty rate is this number by `people`, and need is this number,
        unless `poverty` or `need` say otherwise.
    poverty : str, optional
        Heading of a poverty figure, the highest being the poorest.
    need : str, optional
        Heading of the need of each unit.
    sheet, decimal
        As in :func:`fairbudget.io.tables.read_table`.
    measures, **options
        As in :func:`fairbudget.metrics.across`.

    Returns
    -------
    Across

    Raises
    ------
    InputError
        With everything that is wrong in the table, each with its place.
    OptionError
        On an unknown index or option.

    Examples
    --------
    >>> rows = [{"kelurahan": "A", "rp": "2.000", "jiwa": 200}, {"kelurahan": "B", "rp": "4.000", "jiwa": 100}]
    >>> print(across_table(rows, "rp", "jiwa", measures="gini", decimal=",").figures[0])
    gini per head: 0.3333
    """
    table = as_table(source, sheet=sheet, decimal=decimal)
    heading = name if name is not None else next(iter(table.locate(NAMES)), None)
    if heading is not None:
        table, _ = table.split_totals(heading)
    names = None if heading is None else table.texts(heading)
    log = FaultLog(table.file)

    def numbers(column: str | None, minimum: int | None = 0) -> list[Fraction] | None:
        if column is None:
            return None
        read = table.numbers(column, log, names=names, minimum=minimum)
        return [Fraction(value or 0, read.denominator) for value in read.numerators]

    amounts, counts = numbers(amount), numbers(people)
    poors, rates, needs = numbers(poor), numbers(poverty, None), numbers(need)
    groups = None if group is None else table.texts(group)
    log.raise_errors()
    assert amounts is not None
    assert counts is not None
    if poors is not None:
        # where nobody lives nobody is poor; such a unit counts only where whole amounts are compared
        rates = rates or [p / n if n else Fraction(0) for p, n in zip(poors, counts, strict=True)]
        needs = needs or poors
    return across(
        amounts, counts, names=names, groups=groups, poverty=rates, need=needs, measures=measures, **options
    )  # fmt: skip
