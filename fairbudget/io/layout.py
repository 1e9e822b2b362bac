"""Where the table lies among the rows of a file: titles above it, its headings, footnotes below it."""

from __future__ import annotations

import re
from typing import Any

from fairbudget.errors import FaultLog
from fairbudget.io._table import Table
from fairbudget.io.cells import cell_text, is_blank, normal

__all__ = ["assemble", "numbers_columns"]

#: The headings stand within the first so many rows that are not blank.
SEARCHED = 50

_FOOTNOTE = re.compile(r"(\*|\(?(sumber|source|catatan|notes?|keterangan|ket)\b)", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(\s*=.*)?")
_NUMBER_LIKE = re.compile(r"[-+]?[\d.,\s]+%?")
_YEAR = re.compile(r"(19|20)\d\d")


def assemble(rows: list[tuple[int, list[Any]]], log: FaultLog, *, sheet: str | None = None) -> Table | None:
    """Return the table that rows of cells hold.

    Parameters
    ----------
    rows : list of (int, list)
        Line and cells.
    log : FaultLog
    sheet : str, optional
        For messages.

    Returns
    -------
    Table or None
        None if there is none; the faults are in `log`.

    Notes
    -----
    The headings are the first row that fills at least half as many cells as the fullest of the first 50 rows, most of
    them with text. They may take two rows, with a heading above several others (``Penduduk`` above ``Jumlah`` and
    ``Miskin``): a column is called by the lower one, or by both where several columns would be called the same.
    O(number of cells).

    Examples
    --------
    >>> rows = [(1, ["PAGU 2026", ""]), (3, ["nama", "luas"]), (4, ["(1)", "(2)"]), (5, ["Loji", "135,9"])]
    >>> t = assemble(rows, FaultLog())
    >>> t.headings, t.columns, t.lines
    (('nama', 'luas'), (['Loji'], ['135,9']), (5,))
    >>> t.notes
    ("line 1 above the headings was passed over: 'PAGU 2026'", 'line 4 was passed over: it numbers the columns')
    >>> rows = [(1, ["nama", "penduduk", None]), (2, [None, "jumlah", "miskin"]), (3, ["Loji", 9, 1])]
    >>> assemble(rows, FaultLog()).headings
    ('nama', 'jumlah', 'miskin')
    """
    rows = [(line, cells) for line, cells in rows if not all(is_blank(cell) for cell in cells)]
    if not rows:
        log.error("nothing but blank rows", sheet=sheet, expected="a table with a row of headings")
        return None
    start = _heading_row(rows)
    if start is None:
        log.error("no row of headings found", sheet=sheet, line=rows[0][0], expected="names above the columns")
        return None
    top, below = _two_rows(rows, start) or (start, start)
    notes = [
        f"line {line} above the headings was passed over: {' '.join(filter(None, map(cell_text, cells)))!r}"
        for line, cells in rows[:top]
    ]
    body = rows[below + 1 :]
    head = rows[top] if below == top else (rows[top][0], _joined(rows[top][1], rows[below][1]))
    if below > top:
        notes.append(f"the headings stand in two rows, lines {rows[top][0]} and {rows[below][0]}")
    place, kept = _headings(head, body, log, sheet)
    width = max(kept) + 1
    spelt = [[normal(cell_text(cell)) for cell in cells] for _, cells in rows[top : below + 1]]
    if body and numbers_columns(body[0][1], len(kept)):
        notes.append(f"line {body[0][0]} was passed over: it numbers the columns")
        body = body[1:]
    while body and (note := _footnote(body[-1][1])):
        notes.append(f"line {body[-1][0]} below the table was passed over: {note!r}")
        body = body[:-1]
    lines, data = [], []
    for line, cells in body:
        if len(cells) > width and not all(is_blank(cell) for cell in cells[width:]):
            _too_wide(line, cells, width, log, sheet)
        elif any(
            cells[0] == own[1][0] and [normal(cell_text(cell)) for cell in cells] == words
            for own, words in zip(rows[top : below + 1], spelt, strict=True)
        ):
            notes.append(f"line {line} was passed over: it repeats the headings")
        else:
            lines.append(line)
            data.append(cells)
    if not data and not log.errors:
        log.error("no rows below the headings", sheet=sheet, line=place)
    if log.errors:
        return None
    columns = tuple([row[index] if index < len(row) else None for row in data] for index in kept)
    return Table(tuple(kept.values()), columns, tuple(lines), sheet=sheet, notes=tuple(notes))


def _heading_row(rows: list[tuple[int, list[Any]]]) -> int | None:
    filled = [[cell for cell in cells if not is_blank(cell)] for _, cells in rows[:SEARCHED]]
    widest = max(map(len, filled))
    least = max(2, (widest + 1) // 2) if widest > 1 else 1
    for index, cells in enumerate(filled):
        texts = sum(1 for cell in cells if isinstance(cell, str) and not _NUMBER_LIKE.fullmatch(cell))
        if len(cells) >= least and 2 * texts > len(cells):
            return index
    return None


def _two_rows(rows: list[tuple[int, list[Any]]], start: int) -> tuple[int, int] | None:
    """Return the indices of two rows that hold the headings together, if the headings take two."""
    for top in (start - 1, start):
        if top < 0 or top + 1 >= len(rows):
            continue
        upper, lower = ({k for k, cell in enumerate(cells) if not is_blank(cell)} for _, cells in rows[top : top + 2])
        texts = (cell_text(cell) for _, cells in rows[top : top + 2] for cell in cells if not is_blank(cell))
        if (
            # a title above the headings has no column of its own
            len(upper) > 1
            and upper - lower
            and lower - upper
            # a heading above others stands above the first of them; above one alone, where the first column has none
            and (min(upper) not in lower or all(k + 1 in lower - upper for k in upper & lower))
            # and what has none above it belongs to the group on its left
            and all(k - 1 in lower for k in lower - upper)
            and all(_YEAR.fullmatch(text) or not _NUMBER_LIKE.fullmatch(text) for text in texts)
        ):
            return top, top + 1
    return None


def _joined(upper: list[Any], lower: list[Any]) -> list[str]:
    """Return the heading of each column of two rows of headings."""
    groups, headings, group = [], [], ""
    for k in range(max(len(upper), len(lower))):
        above, under = (cell_text(cells[k]) if k < len(cells) else "" for cells in (upper, lower))
        group = above or group
        groups.append(group if under else "")
        headings.append(under or above)
    keys = [normal(heading) for heading in headings]
    return [
        f"{group} {heading}" if group and keys.count(key) > 1 else heading
        for group, heading, key in zip(groups, headings, keys, strict=True)
    ]


def _headings(
    row: tuple[int, list[Any]], body: list[tuple[int, list[Any]]], log: FaultLog, sheet: str | None
) -> tuple[int, dict[int, str]]:
    """Return the line of the headings, and the heading of each column that has one."""
    line, cells = row
    kept: dict[int, str] = {}
    seen: dict[str, str] = {}
    for index, cell in enumerate(cells):
        heading = cell_text(cell)
        if heading:
            if normal(heading) in seen:
                first = seen[normal(heading)]
                log.error("the heading stands above two columns", sheet=sheet, line=line, column=heading, value=first)
            seen.setdefault(normal(heading), heading)
            kept[index] = heading
        elif any(index < len(other) and not is_blank(other[index]) for _, other in body):
            log.warning(f"column {index + 1} has no heading and is left out", sheet=sheet, line=line)
    return line, kept


def numbers_columns(cells: list[Any], columns: int) -> bool:
    """Tell whether a row numbers the columns 1, 2, 3, ... as official forms do below the headings."""
    filled = [cell_text(cell) for cell in cells if not is_blank(cell)]
    matches = [_COLUMN_NUMBER.fullmatch(text) for text in filled]
    return len(filled) == columns > 1 and all(match and int(match[1]) == k for k, match in enumerate(matches, start=1))


def _footnote(cells: list[Any]) -> str | None:
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) == 1 and isinstance(filled[0], str) and _FOOTNOTE.match(filled[0].strip()):
        return cell_text(filled[0])
    return None


def _too_wide(line: int, cells: list[Any], width: int, log: FaultLog, sheet: str | None) -> None:
    beyond = next(cell_text(cell) for cell in cells[width:] if not is_blank(cell))
    log.error(
        f"more cells than headings ({len(cells)} cells, {width} headings); does a cell hold the separator?",
        sheet=sheet,
        line=line,
        value=beyond,
        expected="as many cells as headings, with quotation marks around a cell that holds the separator",
    )
