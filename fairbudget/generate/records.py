"""The kelurahan that a Musrenbang is made for, from a table that has names, inhabitants and ceilings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fairbudget.errors import FaultLog
from fairbudget.generate.meeting import Kelurahan
from fairbudget.io.tables import Decimals, Table, as_table

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
CEILINGS = ("ceiling", "pagu", "aw", "ceiling_idr", "pagu_indikatif", "total_idr", "total")


def kelurahan_from_table(source: Any, *, sheet: str | None = None, decimal: Decimals = "auto") -> list[Kelurahan]:
    """Return the kelurahan of a table of ceilings, such as ``fairbudget ceilings --format csv`` writes.

    Parameters
    ----------
    source : path, pandas.DataFrame, list of dict or Table
        With columns for the kelurahan, its kecamatan (may be missing; a blank cell takes the one above), inhabitants
        and ceiling in rupiah, under the usual Indonesian or English headings. A row of totals is passed over.
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
    >>> kelurahan_from_table([{"Kelurahan": "Ciuar", "Penduduk": 17548, "AW": "347.095.854"}])
    [Kelurahan(name='Ciuar', kecamatan='', population=17548, ceiling=347095854)]
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
    return [Kelurahan(*entry) for entry in zip(names, groups, people, money, strict=True)]


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
    groups = ceilings.groups or ("",) * len(ceilings)
    return [Kelurahan(*entry) for entry in zip(ceilings.names, groups, people, ceilings.totals, strict=True)]


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
