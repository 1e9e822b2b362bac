"""What a reader has to say: faults in the reader's language, and the changes that may safely be made to the source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fairbudget.errors import FaultLog
from fairbudget.languages import place_of
from fairbudget.musrenbang.messages import MESSAGES

__all__ = ["Change", "Notes", "column_letters"]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that can safely be written otherwise.

    Attributes
    ----------
    file : str
        As in faults.
    path : Path
    sheet : str or None
    line : int
    column : int
        From 0.
    heading : str
    old : str
        As it stands there.
    new : str or int or float
    reason : str
    """

    file: str
    path: Path
    sheet: str | None
    line: int
    column: int
    heading: str
    old: str
    new: str | int | float
    reason: str

    @property
    def cell(self) -> str:
        """Where it stands, as a spreadsheet names it: ``F12``."""
        return f"{column_letters(self.column)}{self.line}"


def column_letters(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


class Notes:
    """Gathers the faults and changes of one reading.

    Parameters
    ----------
    lang : {"en", "id"}
        Of the messages.
    """

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang
        self.log = FaultLog()
        self.changes: dict[tuple[str, str | None, int, int], Change] = {}
        self._said: set[tuple[Any, ...]] = set()
        self._index = place_of(lang)

    def say(self, key: str, **values: Any) -> str:
        """Return a message in the reader's language."""
        return MESSAGES[key][self._index].format(**values)

    def error(self, key: str, **values: Any) -> None:
        """Record a fault that makes the city unusable; the values fill the message and place the fault."""
        self.log.error(self.say(key, **values), **_place(values))

    def warning(self, key: str, **values: Any) -> None:
        """Record a fault that can be lived with."""
        self.log.warning(self.say(key, **values), **_place(values))

    def once(self, key: str, **values: Any) -> None:
        """Record a warning about a column, unless it has been said of it."""
        said = (key, values.get("file"), values.get("sheet"), values.get("column"))
        if said not in self._said:
            self._said.add(said)
            self.warning(key, **values)

    def change(self, change: Change) -> None:
        """Record a safe change; the last one of a cell counts."""
        place = (change.file, change.sheet, change.line, change.column)
        before = self.changes.get(place)
        if before is not None and before.reason != change.reason:
            change = replace(change, reason=f"{before.reason}; {change.reason}")
        self.changes[place] = change


_PLACE = ("file", "sheet", "line", "column", "row", "value", "expected", "suggestion")


def _place(values: dict[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in _PLACE if key in values}
