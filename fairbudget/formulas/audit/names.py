"""Lists of names that a kelurahan may have."""

from __future__ import annotations

import os
from pathlib import Path

from fairbudget.errors import FaultLog
from fairbudget.io.cells import cell_text
from fairbudget.io.tables import read_table

__all__ = ["read_names"]


def read_names(path: str | os.PathLike[str]) -> list[str]:
    """Read names from a text file with one per line, or from the first column of a table.

    Parameters
    ----------
    path : path
        ``.txt`` is read by lines; any other is a table (csv, xlsx, JSON).

    Returns
    -------
    list of str

    Raises
    ------
    InputError
        If the file cannot be read or holds no name.
    """
    path = Path(path)
    log = FaultLog(str(path))
    names: list[str] = []
    if path.suffix.lower() == ".txt":
        try:
            names = [cell_text(line) for line in path.read_text(encoding="utf-8-sig").splitlines()]
        except (OSError, UnicodeDecodeError) as error:
            log.error(f"cannot be read: {getattr(error, 'strerror', None) or 'not text in UTF-8'}")
    else:
        table = read_table(path)
        names = table.texts(table.headings[0])
    names = [name for name in names if name]
    if not names and not log.errors:
        log.error("holds no names")
    log.raise_errors()
    return names
