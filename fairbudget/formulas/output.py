"""Ceilings for people and programs: tables for a terminal, csv, JSON, a workbook."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import OptionError, nearest
from fairbudget.files import write_text
from fairbudget.formulas.comparison import Comparison
from fairbudget.formulas.formula import show
from fairbudget.formulas.lang import words
from fairbudget.io.cells import Numbers
from fairbudget.io.tables import csv_text
from fairbudget.money import format_rupiah, round_fraction

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from fairbudget.formulas.result import Ceilings

__all__ = ["FORMATS", "comparison_text", "csv", "format_for", "json_text", "summary_text", "text", "write"]

FORMATS = ("table", "csv", "json", "xlsx")
_SUFFIXES = {".txt": "table", ".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
#: Decimals of a percentage in csv; the exact number follows from the indicators, weights and totals.
PERCENT_PLACES = 6


def format_for(path: str | os.PathLike[str] | None, format: str | None, *, printable: bool = False) -> str:
    """Return the format to write: the one that is named, else the one that the file's name asks for, else ``table``.

    Without a path a workbook is refused, unless the caller says that what reads it can take one (`printable`).

    Raises
    ------
    OptionError
        If the two contradict each other, the name asks for none, or a workbook would go to a terminal.

    Examples
    --------
    >>> format_for("ceilings.xlsx", None), format_for(None, None)
    ('xlsx', 'table')
    """
    if format is not None and format not in FORMATS:
        raise OptionError(f"unknown format {format!r}; {nearest(format, FORMATS)}")
    if path is None:
        if format == "xlsx" and not printable:
            raise OptionError("a workbook cannot be shown here: name a file with -o FILE.xlsx")
        return format or "table"
    by_name = _SUFFIXES.get(Path(path).suffix.lower())
    if format is None and by_name is None:
        known = ", ".join(_SUFFIXES)
        raise OptionError(f"{path}: the name does not say which format to write; name it in {known} or give a format")
    if format is not None and by_name is not None and format != by_name:
        raise OptionError(f"{path}: the name says {by_name}, the format is {format}")
    return format or by_name or "table"


def write(
    result: Ceilings,
    path: str | os.PathLike[str],
    format: str | None = None,
    comparisons: Sequence[Comparison] = (),
    lang: str = "en",
) -> Path:
    """Write ceilings to a file, whole or not at all.

    Parameters
    ----------
    result : Ceilings
    path : path
    format : {"table", "csv", "json", "xlsx"}, optional
        Default by the file's name: ``.txt``, ``.csv``, ``.json``, ``.xlsx``.
    comparisons : sequence of Comparison
        Written along: further columns in csv, a key in JSON, a sheet in a workbook, a list in a table.
    lang : {"en", "id"}
        Of a workbook.

    Returns
    -------
    Path

    Raises
    ------
    OptionError
        If the format is unknown or contradicts the file's name.
    InputError
        If the file cannot be written.
    """
    chosen = format_for(path, format)
    if chosen == "xlsx":
        from fairbudget.formulas.workbook import ceilings_workbook

        ceilings_workbook(result, path, comparisons, lang)
    elif chosen == "csv":
        write_text(path, csv(result, comparisons))
    elif chosen == "json":
        write_text(path, json_text(result, comparisons))
    else:
        write_text(path, text(result, lang=lang) + "".join("\n" + comparison_text(item) for item in comparisons))
    return Path(path)


def fixed(numerator: int, denominator: int, places: int) -> str:
    """Return a fraction as a decimal with so many places, rounded half up.

    Examples
    --------
    >>> fixed(2, 3, 4), fixed(-1, 200, 2)
    ('0.6667', '-0.01')
    """
    scaled = round_fraction(Fraction(numerator * 10**places, denominator))
    digits = str(abs(scaled)).rjust(places + 1, "0")
    point = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return "-" + point if scaled < 0 else point


def _decimal_cells(numbers: Numbers, places: int) -> list[str]:
    """Return non-negative numbers as decimals with so many places (at least one), rounded half up."""
    step, scale = numbers.denominator, 10**places
    scaled = [(2 * (number or 0) * scale + step) // (2 * step) for number in numbers.numerators]
    return [f"{number // scale}.{number % scale:0{places}d}" for number in scaled]


def _number_cells(numbers: Numbers) -> list[str]:
    if numbers.denominator == 1:
        return [str(number) for number in numbers.numerators]
    if numbers.places is not None:
        cells = _decimal_cells(numbers, numbers.places)
        return [cell.rstrip("0").rstrip(".") for cell in cells]
    return [show(Fraction(number or 0, numbers.denominator)) for number in numbers.numerators]


def csv(result: Ceilings, comparisons: Sequence[Comparison] = ()) -> str:
    """Return the long table as csv: whole rupiah, percent with six decimals, indicators as they are.

    A comparison adds the published column, under its own heading and ``_printed``, and ``_difference`` (printed less
    computed).
    """
    data: list[tuple[str, Sequence[Any]]] = []
    if result.group_heading and result.groups:
        data.append((result.group_heading, result.groups))
    data.append((result.unit_heading, result.names))
    for column in result.columns():
        numbers = column.compute()
        if column.kind == "percent":
            data.append((column.heading, _decimal_cells(numbers, PERCENT_PLACES)))
        else:
            data.append((column.heading, numbers.numerators if column.kind == "integer" else _number_cells(numbers)))
    for item in comparisons:
        printed = result.table.numbers(item.column, blank=True)
        apart = {difference.row: difference for difference in item.differences}
        cells = [
            number if number is None else show(Fraction(number, printed.denominator)) for number in printed.numerators
        ]
        differences: list[str] = []
        for row in range(len(result)):
            gap = apart[row].difference if row in apart else Fraction(0)
            differences.append("" if gap is None else show(gap))
        data.append((f"{item.column}_printed", cells))
        data.append((f"{item.column}_difference", differences))
    return csv_text([heading for heading, _ in data], [list(row) for row in zip(*(c for _, c in data), strict=True)])


def json_text(result: Ceilings, comparisons: Sequence[Comparison] = (), *, exact: bool = False) -> str:
    """Return the ceilings, and comparisons if there are any, as JSON."""
    content = result.to_dict(exact=exact)
    if comparisons:
        content["comparisons"] = [item.to_dict() for item in comparisons]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def text(result: Ceilings, *, lang: str = "en", color: bool = False, unicode: bool = False) -> str:
    """Return the ceilings as tables for a terminal, never cut: rupiah, shares of the pool, and what is left over.

    Parameters
    ----------
    result : Ceilings
    lang : {"en", "id"}
        Notes are told in English.
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.

    Returns
    -------
    str
        Amounts as ``251.409.546``; sums per kecamatan and in all.
    """
    t = words(lang)
    parts = [result.formula.name or t("ceilings"), "", t("in rupiah")]
    columns = {column.heading: column for column in result.columns()}
    rupiah: list[tuple[str, list[int]]] = []
    for component in result.components:
        key = component.component.key
        for part in component.parts:
            numbers = columns[f"{key}_{part.indicator.key}"].compute()
            rupiah.append(
                (f"{component.component.id} {part.indicator.label or part.indicator.column}", _whole(numbers))
            )
        rupiah.append((component.component.id, component.amounts))
    if result.adjusted is not None:
        rupiah.append((t("before").format(result.formula.total_id), result.adjusted.before))
        ids = {item.key: item.id for item in result.formula.adjustments} | {"balance": t("balance")}
        rupiah += [(ids.get(key, key), amounts) for key, amounts in result.adjusted.effects.items()]
    rupiah.append((result.formula.total_id, result.totals))
    rupiah += [(part.id, amounts) for part, amounts in zip(result.formula.split, result.split, strict=True)]
    parts.append(_grouped(result, rupiah, lambda cells: format_rupiah(sum(cells), ""), t, color, unicode))
    for component in result.components:
        if component.parts:
            key = component.component.key
            shares = []
            for part in component.parts:
                label = part.indicator.label or part.indicator.column
                shares.append((f"{label} x {show(part.indicator.weight)}", f"{key}_{part.indicator.key}_weighted_pct"))
            shares.append((t("sum of row"), f"{key}_share_pct"))
            data = [(heading, columns[name].compute()) for heading, name in shares]
            parts.append(t("share in percent").format(component.component.id))
            parts.append(_grouped(result, [(h, _fractions(n)) for h, n in data], _percent_sum, t, color, unicode))
    parts.append(summary_text(result, lang))
    return "\n".join(parts)


def _whole(numbers: Numbers) -> list[int]:
    return [number or 0 for number in numbers.numerators]


def _fractions(numbers: Numbers) -> list[tuple[int, int]]:
    return [(number or 0, numbers.denominator) for number in numbers.numerators]


def _percent_sum(cells: Sequence[tuple[int, int]]) -> str:
    return fixed(sum(numerator for numerator, _ in cells), cells[0][1], 4).replace(".", ",")


def _grouped(
    result: Ceilings,
    columns: Sequence[tuple[str, Sequence[Any]]],
    total: Callable[[Any], str],
    t: Callable[[str], str],
    color: bool,
    unicode: bool,
) -> str:
    """Return a table with a row per kelurahan, a sum per kecamatan where there are several, and the sum of all."""
    table = _new_table(unicode)
    table.add_column(result.unit_heading, no_wrap=True)
    for heading, _ in columns:
        table.add_column(heading, justify="right", no_wrap=True)
    groups: dict[str, list[int]] = {}
    for row in range(len(result)):
        groups.setdefault(result.groups[row] if result.groups else "", []).append(row)
    for group, rows in groups.items():
        if len(groups) > 1:
            table.add_row(_plain(group), style="bold")
        for row in rows:
            indent = "  " if len(groups) > 1 else ""
            table.add_row(_plain(indent + result.names[row]), *(total([cells[row]]) for _, cells in columns))
        if len(groups) > 1:
            sums = (total([cells[row] for row in rows]) for _, cells in columns)
            table.add_row(_plain("  " + t("sum of group").format(group)), *sums, style="bold", end_section=True)
    table.add_section()
    table.add_row(t("all rows").format(len(result)), *(total(list(cells)) for _, cells in columns), style="bold")
    return _render(table, color)


def _plain(content: str) -> Any:
    from rich.text import Text

    # a name is not markup: "[b]" in it stays as it is
    return Text(content)


def _new_table(unicode: bool) -> RichTable:
    from rich.box import SIMPLE_HEAD, Box
    from rich.table import Table

    # the same look without line-drawing signs: a rule below the headings, a blank line between sections
    plain = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    return Table(box=SIMPLE_HEAD if unicode else plain, show_edge=False, pad_edge=False)


def _render(table: RichTable, color: bool) -> str:
    from rich.console import Console

    # as wide as the table needs: rich would cut cells to the width of the terminal, or to 80 where there is none
    buffer = io.StringIO()
    wide = Console(file=io.StringIO(), width=100_000)
    width = wide.measure(table).maximum
    console = Console(
        file=buffer, width=width, force_terminal=color, no_color=not color, highlight=False, legacy_windows=False
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def summary_text(result: Ceilings, lang: str = "en") -> str:
    """Return what is given and left over by component, and the notes, as lines of text."""
    t = words(lang)
    lines = []
    for component in result.components:
        given, target = format_rupiah(sum(component.amounts)), format_rupiah(component.target)
        line = t("given of").format(component.component.id, given, target, format_rupiah(component.residual))
        if component.residual_of_totals:
            causes = (component.residual_of_totals, component.residual_of_rounding)
            line += " " + t("causes").format(*map(format_rupiah, causes))
        if component.residual < 0:
            line += "; " + t("too much")
        lines.append(line)
    mode, unit = result.formula.rounding, format_rupiah(result.formula.rounding_unit)
    sums = format_rupiah(sum(result.totals)), format_rupiah(result.residual)
    facts = (result.formula.total_id, sums[0], len(result), result.unit_heading, sums[1], mode, unit)
    lines.append(t("given in all").format(*facts))
    notes = [f"{t('note')}: {note}" for note in result.notes]
    return "\n".join(lines + _further_lines(result, t) + notes) + "\n"


def _further_lines(result: Ceilings, t: Callable[[str], str]) -> list[str]:
    """Return what adjustments, the split and the legal floor come to."""
    lines = []
    if result.adjusted is not None:
        ids = {item.key: item.id for item in result.formula.adjustments} | {"balance": t("balance")}
        for key, amounts in result.adjusted.effects.items():
            moved = [amount for amount in amounts if amount]
            more, less = sum(a for a in moved if a > 0), -sum(a for a in moved if a < 0)
            facts = (format_rupiah(more), format_rupiah(less), len(moved), result.unit_heading)
            lines.append(t("adjusted by").format(ids.get(key, key), *facts))
        if result.formula.balance == "scale":
            lines.append(t("multiplied").format(f"{float(result.adjusted.factor):.9f}"))
    for part, amounts in zip(result.formula.split, result.split, strict=True):
        lines.append(t("split of").format(part.id, format_rupiah(sum(amounts)), show(part.share * 100)))
    legal = result.legal
    if legal is not None:
        gap = legal.given - legal.required
        amounts_shown = [format_rupiah(value) for value in (legal.given, legal.required, abs(gap))]
        lines.append(t("legal met" if legal.met else "legal not met").format(legal.floor.source, *amounts_shown))
    return lines


def comparison_text(item: Comparison, *, color: bool = False, unicode: bool = False) -> str:
    """Return how many rows agree and a list of those that do not, for a terminal."""
    lines = [item.summary(), *(f"note: {note}" for note in item.notes)]
    if not item.differences:
        return "\n".join(lines) + "\n"
    table = _new_table(unicode)
    for heading, justify in (("line", "right"), ("kecamatan", "left"), ("kelurahan", "left")):
        if heading != "kecamatan" or item.differences[0].group is not None:
            table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for heading in ("printed", "computed", "printed - computed"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in item.differences:
        cells = [_plain(str(row.line)), *([_plain(row.group)] if row.group is not None else []), _plain(row.name)]
        printed = "-" if row.printed is None else _local(row.printed, item.places)
        gap = "nothing printed" if row.difference is None else _local(row.difference, item.places)
        table.add_row(*cells, printed, _local(row.computed, item.places), gap)
    return "\n".join(lines) + "\n" + _render(table, color)


def _local(value: Fraction, places: int) -> str:
    """Return a number in Indonesian spelling with so many decimals: ``-1.234,50``."""
    whole, _, decimals = fixed(abs(value.numerator), value.denominator, places).partition(".")
    sign = "-" if value < 0 else ""
    return sign + format_rupiah(int(whole), "") + (f",{decimals}" if decimals else "")
