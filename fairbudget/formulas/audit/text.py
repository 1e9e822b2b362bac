"""An audit for people: what was wrong, what mends it, what is left."""

from __future__ import annotations

from fairbudget.formulas.audit.result import Audit, Correction
from fairbudget.formulas.output import _new_table, _plain, _render

__all__ = ["audit_text"]


def audit_text(result: Audit, *, color: bool = False, unicode: bool = False) -> str:
    """Return an audit as text for a terminal.

    Parameters
    ----------
    result : Audit
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.
    """
    parts = [_summary(result)]
    if result.row_checks:
        parts.append("Rows that do not follow from their cells\n" + _rows(result, color, unicode))
    parts.append("Columns and their totals\n" + _columns(result, color, unicode))
    if result.corrections:
        one = "one" if len(result.corrections) == 1 else str(len(result.corrections))
        head = f"Corrections: {one} number{'s' * (len(result.corrections) != 1)}, {_digits(result.digits)}"
        parts.append(head + "\n" + _corrections(result, color, unicode))
    if not result.unique and result.alternatives:
        lines = []
        for number, items in enumerate(result.alternatives, start=2):
            listed = "; ".join(_short(item) for item in items if item not in result.corrections and not item.unique)
            lines.append(f"  set {number}: instead {listed}")
        more = "" if result.all_alternatives else " (and more)"
        parts.append(f"Other sets of the same size: {len(result.alternatives)}{more}\n" + "\n".join(lines) + "\n")
    errors = [fault for fault in result.faults if fault.severity == "error"]
    hints = [fault for fault in result.faults if fault.severity != "error"]
    for head, faults in (("Other faults", errors), ("Worth a look (not counted as faults)", hints)):
        if faults:
            parts.append(f"{head}: {len(faults)}\n" + "\n".join(f"  {_fault(str(f), result)}" for f in faults) + "\n")
    if result.notes:
        parts.append("\n".join(f"note: {note}" for note in result.notes) + "\n")
    return "\n".join(parts)


def _digits(count: int) -> str:
    return f"{count} changed digit{'s' * (count != 1)}"


def _short(item: Correction) -> str:
    return f"{item.name} {item.column} {item.printed} -> {item.corrected}"


def _fault(text: str, result: Audit) -> str:
    # the file is the same for all
    start = f"{result.file}:"
    return "line " + text.removeprefix(start) if text.startswith(start) else text


def _summary(result: Audit) -> str:
    lines = [
        f"{result.following} of {result.rows} rows follow from their cells as printed;"
        f" {sum(c.agrees for c in result.columns)} of {len(result.columns)} columns agree with their totals"
    ]
    if result.corrections:
        size = "the smallest set" if result.smallest else "a set, not proved to be the smallest,"
        lines.append(
            f"{size} of corrections is {_digits(result.digits)} in {len(result.corrections)} numbers; after it"
            f" {result.following_after} of {result.rows} rows"
            f" and {sum(c.agrees_after for c in result.columns)} of {len(result.columns)} columns agree"
        )
        if result.unique:
            lines.append("it is the only set of its size")
        else:
            count = len(result.alternatives) + 1
            text = f"there are {count} sets of this size"
            if not result.all_alternatives:
                text = f"sets of this size found: {count}, whether there are more is not settled"
            sure = sum(correction.unique for correction in result.corrections)
            lines.append(f"{text}; {sure} of the {len(result.corrections)} corrections are known to be in all of them")
    elif not result.row_checks and all(column.agrees for column in result.columns):
        lines.append("nothing to correct")
    else:
        lines.append("changed digits do not mend what does not follow")
    faults = sum(fault.severity == "error" for fault in result.faults)
    lines.append(f"other faults: {faults}")
    return "\n".join(lines) + "\n"


def _rows(result: Audit, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for heading in ("line", "kecamatan", "kelurahan", "column", "printed", "computed", "mended"):
        right = heading in ("line", "printed", "computed")
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    for check in result.row_checks:
        for index, (column, printed, computed) in enumerate(check.failing):
            place = [str(check.line), check.group, check.name] if not index else ["", "", ""]
            mended = "" if index else ("yes" if check.mended else "no")
            table.add_row(*map(_plain, [*place, column, printed, computed, mended]))
    return _render(table, color)


def _columns(result: Audit, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    headings = ("column", "formula", "printed total", "sum of cells", "corrected sum", "agrees", "after")
    for heading in headings:
        right = heading in headings[1:5]
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    for item in result.columns:
        cells = [item.column, item.expected, item.printed_total or "-", item.sum, item.corrected_sum]
        words = ["yes" if agrees else "no" for agrees in (item.agrees, item.agrees_after)]
        table.add_row(*map(_plain, [*cells, *words]))
    return _render(table, color)


def _corrections(result: Audit, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for heading in ("line", "kecamatan", "kelurahan", "column", "printed", "corrected", "digits", "unique"):
        right = heading in ("line", "printed", "corrected", "digits")
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    for item in result.corrections:
        line = "" if item.line is None else str(item.line)
        cells = [line, item.group, item.name, item.column, item.printed, item.corrected, str(item.digits)]
        table.add_row(*map(_plain, [*cells, "yes" if item.unique else "no"]))
    return _render(table, color) + "the evidence for each stands in the errata (-o errata.csv) and in --format json\n"
