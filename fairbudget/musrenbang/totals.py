"""Rows of totals: left out of the data, and compared with it."""

from __future__ import annotations

from fairbudget.money import format_rupiah
from fairbudget.musrenbang.cells import Row
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.notes import Notes

__all__ = ["check_totals"]


def check_totals(grids: list[Grid], fields: tuple[str, ...], notes: Notes) -> None:
    """Warn where a printed total is neither the sum of the rows since the last one nor that of all rows above it.

    Parameters
    ----------
    grids : list of Grid
    fields : tuple of str
        Columns of money.
    notes : Notes
    """
    for grid in grids:
        for field in fields:
            if field in grid.columns and grid.totals:
                _check(grid, field, notes)


def _check(grid: Grid, field: str, notes: Notes) -> None:
    # faults of single cells are told where the rows are read
    quiet = Notes(notes.lang)
    amounts = [Row(grid, quiet, line, cells).money(field) or 0 for line, cells in grid.rows]
    since = 0
    for line, cells, before in grid.totals:
        row = Row(grid, quiet, line, cells)
        printed = row.money(field)
        part, whole = sum(amounts[since:before]), sum(amounts[:before])
        if printed is not None and printed not in (part, whole):
            Row(grid, notes, line, cells).warning(
                "total differs", field, total=format_rupiah(part if since else whole), count=before - since
            )
        since = before
