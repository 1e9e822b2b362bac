"""What goes wrong with a user's input, told so that the user can mend it.

A reader gathers every :class:`Fault` of a file in a :class:`FaultLog` and refuses once, with all of them. Warnings
travel with the data and are also issued through :mod:`warnings`.
"""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "DataWarning",
    "FairbudgetError",
    "Fault",
    "FaultLog",
    "InputError",
    "OptionError",
    "nearest",
]

#: How many faults a message spells out; the rest is counted. All of them stay in ``InputError.faults``.
SHOWN = 40


class FairbudgetError(Exception):
    """Base of every error that this package raises for a user's mistake."""


class OptionError(FairbudgetError, ValueError):
    """An option, rule or parameter that cannot be meant."""


class DataWarning(UserWarning):
    """Data that can be read but looks wrong."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in an input: where it is, what stands there, what was expected.

    Attributes
    ----------
    message : str
        What is wrong, in one sentence without the place.
    severity : {"error", "warning"}
        Errors make the input unusable; warnings do not.
    file, sheet : str or None
        Where it was read.
    line : int or None
        1-based line of the file (for a workbook, the row).
    column : str or None
        Heading of the column.
    row : str or None
        What the row is about (a kelurahan, a project, a voter).
    value : str or None
        The text as it stands there.
    expected : str or None
        What would have been accepted.
    suggestion : str or None
        What to write instead, where something is likely to be meant.
    """

    message: str
    severity: Literal["error", "warning"] = "error"
    file: str | None = None
    sheet: str | None = None
    line: int | None = None
    column: str | None = None
    row: str | None = None
    value: str | None = None
    expected: str | None = None
    suggestion: str | None = None

    def __str__(self) -> str:
        place = self.file or ""
        if self.sheet:
            place += f"[{self.sheet}]"
        if self.line is not None:
            place += f":{self.line}" if place else f"line {self.line}"
        where = [part for part in (place, self.row and f"row {self.row!r}") if part]
        if self.column:
            where.append(f"column {self.column!r}")
        text = ", ".join(where) + (": " if where else "") + self.message
        if self.value is not None:
            shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
            text += f" (found {shown!r}"
            text += f", expected {self.expected})" if self.expected else ")"
        elif self.expected:
            text += f" (expected {self.expected})"
        return f"{text}; {self.suggestion}" if self.suggestion else text


class InputError(FairbudgetError, ValueError):
    """An input that cannot be used; carries every fault that was found.

    Parameters
    ----------
    faults : iterable of Fault or str
        At least one.

    Attributes
    ----------
    faults : tuple of Fault
    """

    def __init__(self, faults: Iterable[Fault] | str) -> None:
        if isinstance(faults, str):
            faults = [Fault(faults)]
        self.faults: tuple[Fault, ...] = tuple(faults)
        errors = [fault for fault in self.faults if fault.severity == "error"] or list(self.faults)
        lines = [str(fault) for fault in errors[:SHOWN]]
        if len(errors) > SHOWN:
            lines.append(f"... and {len(errors) - SHOWN} more of {len(errors)} faults")
        super().__init__("\n".join(lines))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.faults,))


class FaultLog:
    """Gathers the faults of one input.

    Parameters
    ----------
    file : str, optional
        Put into every fault that does not name its own.

    Examples
    --------
    >>> log = FaultLog("x.csv")
    >>> log.error("negative area", line=3, column="area", value="-1", expected="a number of at least 0")
    >>> bool(log.errors)
    True
    >>> print(log.errors[0])
    x.csv:3, column 'area': negative area (found '-1', expected a number of at least 0)
    """

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def _add(self, severity: Literal["error", "warning"], message: str, place: dict[str, Any]) -> None:
        place.setdefault("file", self.file)
        self.faults.append(Fault(message, severity, **place))

    def error(self, message: str, **place: Any) -> None:
        """Record a fault that makes the input unusable; ``place`` holds the fields of :class:`Fault`."""
        self._add("error", message, place)

    def warning(self, message: str, **place: Any) -> None:
        """Record a fault that can be lived with; ``place`` holds the fields of :class:`Fault`."""
        self._add("warning", message, place)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.faults)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that make the input unusable."""
        return tuple(fault for fault in self.faults if fault.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that can be lived with."""
        return tuple(fault for fault in self.faults if fault.severity == "warning")

    def raise_errors(self) -> None:
        """Refuse the input if it has an error.

        Raises
        ------
        InputError
            With all faults, warnings included.
        """
        if self.errors:
            raise InputError(self.faults)

    def issue_warnings(self, stacklevel: int = 3) -> None:
        """Issue one :class:`DataWarning` that lists all warnings, if there are any."""
        found = self.warnings
        if found:
            lines = [str(fault) for fault in found[:SHOWN]]
            if len(found) > SHOWN:
                lines.append(f"... and {len(found) - SHOWN} more of {len(found)} warnings")
            warnings.warn("\n".join(lines), DataWarning, stacklevel=stacklevel)


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return a hint that names the allowed words, the closest first if one is close.

    Examples
    --------
    >>> nearest("equal-share", ["greedy", "equal-shares"])
    "did you mean 'equal-shares'? (allowed: greedy, equal-shares)"
    >>> nearest("xyz", ["greedy"])
    'allowed: greedy'
    """
    words = [str(item) for item in allowed]
    if not words:
        return "there are none to choose from"
    listing = "allowed: " + ", ".join(words)
    close = difflib.get_close_matches(str(word), words, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}? ({listing})" if close else listing
