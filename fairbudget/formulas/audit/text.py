"""An audit for people: what was wrong, what mends it, what is left; as text and as a workbook."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from fairbudget.formulas.audit.lang import words
from fairbudget.formulas.audit.result import Audit, Correction
from fairbudget.formulas.output import _new_table, _plain, _render
from fairbudget.io.workbooks import Sheet, write_workbook
from fairbudget.money import format_rupiah

__all__ = ["audit_summary", "audit_text", "audit_workbook"]

_RIGHT = {"line", "printed", "computed", "corrected", "digits head", "formula", "printed total", "sum", "corrected sum"}


def audit_text(
    result: Audit, *, lang: str = "en", evidence: bool = False, color: bool = False, unicode: bool = False
) -> str:
    """Return an audit as text for a terminal.

    Parameters
    ----------
    result : Audit
    lang : {"en", "id"}
        Evidence and other faults are told in English.
    evidence : bool
        Whether the evidence for each correction is told.
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.
    """
    t = words(lang)
    parts = [audit_summary(result, lang)]
    if result.row_checks:
        parts.append(t("rows") + "\n" + _table(_ROWS, _rows(result, lang), lang, color, unicode))
    columns = _table(_COLUMNS, _columns(result, lang), lang, color, unicode)
    parts.append(t("columns") + "\n" + columns + t("room") + "\n")
    if result.corrections:
        key = "correction" if len(result.corrections) == 1 else "corrections"
        numbers = [] if len(result.corrections) == 1 else [len(result.corrections)]
        head = t(key).format(*numbers, _digits(result.digits, lang))
        table = _table(_CORRECTIONS, _corrections(result, lang), lang, color, unicode)
        parts.append(head + "\n" + table + ("" if evidence else t("evidence hint") + "\n"))
        if evidence:
            lines = [f"  {_short(item)}: {item.evidence}" for item in result.corrections]
            parts.append(t("Evidence") + "\n" + "\n".join(lines) + "\n")
    if not result.unique and result.alternatives:
        lines = []
        for number, items in enumerate(result.alternatives, start=2):
            listed = "; ".join(_short(item) for item in items if item not in result.corrections and not item.unique)
            lines.append(t("instead").format(number, listed))
        more = "" if result.all_alternatives else t("and more")
        parts.append(t("other sets").format(len(result.alternatives)) + more + "\n" + "\n".join(lines) + "\n")
    errors = [fault for fault in result.faults if fault.severity == "error"]
    hints = [fault for fault in result.faults if fault.severity != "error"]
    for key, faults in (("faults", errors), ("look", hints)):
        if faults:
            lines = [f"  {_fault(str(f), result)}" for f in faults]
            parts.append(t(key).format(len(faults)) + "\n" + "\n".join(lines) + "\n")
    if result.notes:
        parts.append("\n".join(f"{t('note')}: {note}" for note in result.notes) + "\n")
    return "\n".join(parts)


def _digits(count: int, lang: str) -> str:
    return words(lang)("digit" if count == 1 else "digits").format(count)


def _short(item: Correction) -> str:
    return f"{item.name} {item.column} {item.printed} -> {item.corrected}"


def _fault(text: str, result: Audit) -> str:
    # the file is the same for all
    start = f"{result.file}:"
    return "line " + text.removeprefix(start) if text.startswith(start) else text


def audit_summary(result: Audit, lang: str = "en") -> str:
    """Return in a few lines what follows, what mends the rest, and how sure that is."""
    t = words(lang)
    agreeing, count = sum(c.agrees for c in result.columns), len(result.columns)
    lines = [t("follow").format(result.following, result.rows, agreeing, count)]
    if result.corrections:
        size = t("smallest") if result.smallest else t("not proved")
        facts = (_digits(result.digits, lang), len(result.corrections), result.following_after, result.rows)
        lines.append(t("set is").format(size, *facts, sum(c.agrees_after for c in result.columns), count))
        if result.smallest:
            lines.append(t("proof" if result.mended else "proof of part"))
        if result.unique:
            lines.append(t("only"))
        else:
            sets = len(result.alternatives) + 1
            text = t("several" if result.all_alternatives else "several open").format(sets)
            sure = sum(correction.unique for correction in result.corrections)
            lines.append(t("in all").format(text, sure, len(result.corrections)))
        lines += _weight(result, lang)
    elif not result.row_checks and all(column.agrees for column in result.columns):
        lines.append(t("nothing"))
    else:
        lines.append(t("not mended"))
    faults = sum(fault.severity == "error" for fault in result.faults)
    lines.append(t("other faults").format(faults))
    return "\n".join(lines) + "\n"


def _weight(result: Audit, lang: str) -> list[str]:
    """Return where corrections are, and what published amounts were too much or too little."""
    t = words(lang)
    totals = [c for c in result.corrections if c.name == "Total" and not c.group]
    listed = [c for c in result.corrections if c not in totals]
    published = [c for c in listed if c.column in result.published]
    lines = [t("where").format(len(listed) - len(published), len(published), len(totals))]
    for column in result.money:
        gaps = [Fraction(c.printed) - Fraction(c.corrected) for c in published if c.column == column]
        if gaps:
            more, less = sum((g for g in gaps if g > 0), Fraction(0)), -sum((g for g in gaps if g < 0), Fraction(0))
            lines.append(t("money").format(len(gaps), column, format_rupiah(more), format_rupiah(less)))
    return lines


_ROWS = ("line", "kecamatan", "kelurahan", "column", "printed", "computed", "mended")
_COLUMNS = ("column", "formula", "printed total", "sum", "corrected sum", "agrees", "after")
_CORRECTIONS = ("line", "kecamatan", "kelurahan", "column", "printed", "corrected", "digits head", "unique")


def _table(keys: Sequence[str], rows: Sequence[Sequence[str]], lang: str, color: bool, unicode: bool) -> str:
    table, t = _new_table(unicode), words(lang)
    for key in keys:
        table.add_column(t(key), justify="right" if key in _RIGHT else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(_plain, row))
    return _render(table, color)


def _word(value: bool, lang: str) -> str:
    return words(lang)("yes" if value else "no")


def _rows(result: Audit, lang: str, repeat: bool = False) -> list[list[str]]:
    found = []
    for check in result.row_checks:
        for index, cells in enumerate(check.failing):
            first = repeat or not index
            place = [str(check.line), check.group, check.name] if first else ["", "", ""]
            found.append([*place, *cells, _word(check.mended, lang) if first else ""])
    return found


def _columns(result: Audit, lang: str) -> list[list[str]]:
    return [
        [
            *(item.column, item.expected, item.printed_total or "-", item.sum, item.corrected_sum),
            *(_word(agrees, lang) for agrees in (item.agrees, item.agrees_after)),
        ]
        for item in result.columns
    ]


def _corrections(result: Audit, lang: str) -> list[list[str]]:
    return [
        [
            *("" if item.line is None else str(item.line), item.group, item.name, item.column),
            *(item.printed, item.corrected, str(item.digits), _word(item.unique, lang)),
        ]
        for item in result.corrections
    ]


def audit_workbook(result: Audit, path: str | os.PathLike[str], lang: str = "en") -> None:
    """Write an audit as a workbook: summary, corrections with their evidence, rows, columns, faults.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    t = words(lang)
    lines: list[list[Any]] = [[line] for line in audit_summary(result, lang).splitlines()]
    lines += [[f"{t('note')}: {note}"] for note in result.notes]
    evidence = [[*row, item.evidence] for row, item in zip(_corrections(result, lang), result.corrections, strict=True)]
    faults: list[list[Any]] = [
        [f.severity, f.line, f.row or "", f.column or "", f.value or "", f.message] for f in result.faults
    ]
    heads = (t("severity"), t("line"), t("kelurahan"), t("column"), t("printed"), t("message"))
    write_workbook(
        path,
        [
            Sheet(t("summary"), [t("summary")], lines),
            Sheet(t("Corrections"), [*map(t, _CORRECTIONS), t("evidence")], evidence),
            Sheet(t("Rows"), [*map(t, _ROWS)], _rows(result, lang, repeat=True)),
            Sheet(t("Columns"), [*map(t, _COLUMNS)], _columns(result, lang)),
            Sheet(t("Faults"), list(heads), faults, ("text", "integer", "text", "text", "text", "text")),
        ],
    )
