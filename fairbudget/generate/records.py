"""The kelurahan that a Musrenbang is made for, from a table that has names, inhabitants, ceilings and indicators."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.errors import FaultLog
from fairbudget.generate.meeting import Kelurahan
from fairbudget.io.tables import Decimals, Table, as_table
from fairbudget.money import round_fraction

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["kelurahan_from_ceilings", "kelurahan_from_table"]

#: Headings under which each column is looked for; the first found counts.
NAMES = (
    *("kelurahan", "nama_kelurahan", "kelurahan_printed", "desa", "nama_desa", "desa_kelurahan", "kelurahan_desa"),
    *("nama", "name", "unit", "village"),
)
DISTRICTS = ("kecamatan", "nama_kecamatan", "district", "subdistrict")
PEOPLE = ("population", "penduduk", "jumlah_penduduk", "inhabitants")
#: Indicators that needs go with, if the table has them: what is counted, and by inhabitant or by area.
POOR = (
    *("dtsen_poverty_register", "dtsen", "dtks", "penduduk_miskin", "jumlah_penduduk_miskin", "kemiskinan", "poverty"),
    *("keluarga_prasejahtera", "prasejahtera", "pre_prosperous_families", "poor"),
)
STUNTED = ("stunting", "kasus_stunting", "balita_stunting", "stunting_cases")
AREAS = ("area_ha", "luas_ha", "luas_wilayah", "luas_wilayah_ha", "luas", "area", "area_km2", "luas_km2")
CEILINGS = ("ceiling", "pagu", "aw", "ceiling_idr", "pagu_indikatif", "total_idr", "total")


def kelurahan_from_table(source: Any, *, sheet: str | None = None, decimal: Decimals = "auto") -> list[Kelurahan]:
    """Return the kelurahan of a table of ceilings, such as ``fairbudget ceilings --format csv`` writes.

    Parameters
    ----------
    source : path, pandas.DataFrame, list of dict or Table
        With columns for the kelurahan, its kecamatan (may be missing; a blank cell takes the one above), inhabitants
        and ceiling in rupiah, under the usual Indonesian or English headings. A row of totals is passed over. Columns
        of poor people, stunting cases and area are taken as indicators if they are there; one in which a cell cannot
        be meant is left out, with a warning.
    sheet : str, optional
        Of a workbook with several.
    decimal : {"auto", ".", ","}
        The sign before decimals in text cells.

    Returns
    -------
    list of Kelurahan

    Raises
    ------
    InputError
        With each missing column and each cell that cannot be meant.

    Examples
    --------
    >>> table = [{"Kelurahan": "Ciuar", "Penduduk": 17548, "AW": "347.095.854", "DTSEN": 3000},
    ...          {"Kelurahan": "Loji", "Penduduk": 17548, "AW": "350.000.000", "DTSEN": 1000}]
    >>> kelurahan_from_table(table)[0].ceiling, kelurahan_from_table(table)[0].indicators
    (347095854, (('poverty', 150),))
    """
    table = as_table(source, sheet=sheet, decimal=decimal)
    log = FaultLog(table.file)
    name = _heading("kelurahan", NAMES, table, log)
    _heading("population", PEOPLE, table, log)
    ceiling = _heading("ceiling", CEILINGS, table, log)
    log.raise_errors()
    assert name is not None
    assert ceiling is not None
    rows, _ = table.split_totals(name)
    names = rows.texts(name)
    for k, text in enumerate(names):
        if not text:
            log.error("no value", sheet=rows.sheet, line=rows.lines[k], column=name, expected="a name")
    districts = rows.locate(DISTRICTS)
    groups = _filled(rows, districts[0], log) if districts else [""] * len(rows)
    people = _people(rows, names, log)
    money = _whole(rows, ceiling, names, 0, log)
    log.raise_errors()
    known = _indicators(rows, names, people, log)
    log.issue_warnings()
    return [Kelurahan(*entry) for entry in zip(names, groups, people, money, known, strict=True)]


def kelurahan_from_ceilings(ceilings: Ceilings) -> list[Kelurahan]:
    """Return the kelurahan of computed ceilings; the table of indicators must have a column of inhabitants.

    Raises
    ------
    InputError
        If it has not, or with each cell of it that cannot be meant.
    """
    log = FaultLog(ceilings.table.file)
    _heading("population", PEOPLE, ceilings.table, log)
    log.raise_errors()
    people = _people(ceilings.table, ceilings.names, log)
    log.raise_errors()
    known = _indicators(ceilings.table, ceilings.names, people, log)
    log.issue_warnings()
    groups = ceilings.groups or ("",) * len(ceilings)
    return [Kelurahan(*entry) for entry in zip(ceilings.names, groups, people, ceilings.totals, known, strict=True)]


def _heading(what: str, wanted: Sequence[str], table: Table, log: FaultLog) -> str | None:
    found = table.locate(wanted)
    if not found:
        listed = ", ".join(table.headings)
        log.error(f"no column for the {what}; there are: {listed}", sheet=table.sheet, expected=" or ".join(wanted))
    return found[0] if found else None


def _people(table: Table, names: Sequence[str], log: FaultLog) -> list[int]:
    return _whole(table, table.locate(PEOPLE)[0], names, 1, log)


def _whole(table: Table, heading: str, names: Sequence[str], low: int, log: FaultLog) -> list[int]:
    """Return a column of whole numbers; `low` where a fault has been recorded."""
    numbers = table.numbers(heading, log, names=names, minimum=low)
    result = []
    for k, name in enumerate(names):
        value = numbers[k]
        if value is not None and value.denominator != 1:
            place = {"sheet": table.sheet, "line": table.lines[k], "row": name, "column": heading}
            log.error("not a whole number", value=f"{float(value):g}", expected="a whole number", **place)
            value = None
        result.append(low if value is None else value.numerator)
    return result


def _filled(table: Table, heading: str, log: FaultLog) -> list[str]:
    """Return the kecamatan of each row; a blank cell takes the one above, as in a sheet whose cells are merged."""
    groups = table.texts(heading)
    for k, text in enumerate(groups):
        if not text and k:
            groups[k] = groups[k - 1]
    if groups and not groups[0] and any(groups):
        log.error("no value", sheet=table.sheet, line=table.lines[0], column=heading, expected="a kecamatan")
    return groups


def _indicators(
    table: Table, names: Sequence[str], people: Sequence[int], log: FaultLog
) -> list[tuple[tuple[str, int], ...]]:
    """Return the indicators of each kelurahan, in percent of the mean of the city, for the columns that can be used."""
    found: list[list[tuple[str, int]]] = [[] for _ in names]
    for indicator, headings in (("poverty", POOR), ("density", AREAS), ("stunting", STUNTED)):
        heading = next(iter(table.locate(headings)), None)
        counts = None if heading is None else _counts(table, heading, names, log)
        if counts is None:
            continue
        if indicator == "density":
            if not all(counts):
                log.warning("not used as an indicator: an area is 0", sheet=table.sheet, column=heading)
                continue
            rates = [Fraction(n) / area for n, area in zip(people, counts, strict=True)]
            mean = Fraction(sum(people)) / sum(counts)
        else:
            rates = [count / n for count, n in zip(counts, people, strict=True)]
            mean = sum(counts, Fraction(0)) / sum(people)
        if mean:
            for entry, rate in zip(found, rates, strict=True):
                entry.append((indicator, round_fraction(100 * rate / mean)))
    return [tuple(entry) for entry in found]


def _counts(table: Table, heading: str, names: Sequence[str], log: FaultLog) -> list[Fraction] | None:
    own = FaultLog(table.file)
    numbers = table.numbers(heading, own, names=names, minimum=0)
    values = [value for k in range(len(names)) if (value := numbers[k]) is not None]
    if not own.errors and len(values) == len(names):
        return [Fraction(value) for value in values]
    cell = own.errors[0] if own.errors else None
    log.warning(
        "not used as an indicator: a cell cannot be meant",
        sheet=table.sheet,
        column=heading,
        line=cell.line if cell else None,
        row=cell.row if cell else None,
        value=cell.value if cell else None,
    )
    return None
