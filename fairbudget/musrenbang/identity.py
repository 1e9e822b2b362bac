"""Which proposal, or which participant, a cell means; and ids for rows that have none."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from typing import Generic, Protocol, TypeVar

from fairbudget.errors import nearest
from fairbudget.io.cells import cell_text
from fairbudget.io.cells import normal as _normal
from fairbudget.musrenbang.cells import Row
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.places import Key

__all__ = ["Ids", "make_ids", "short", "split_ids"]

#: Titles recur: "Lampu jalan" in every RW.
normal = functools.lru_cache(maxsize=200_000)(_normal)
#: How many unknown ids are given a suggestion.
HINTS = 500
_SEPARATORS = re.compile(r"[;,\n|]+")


class _Record(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def kelurahan(self) -> Key: ...


T = TypeVar("T", bound=_Record)


def split_ids(text: str) -> list[str]:
    """Return the ids that a cell lists, separated by commas, semicolons, bars or lines.

    Examples
    --------
    >>> split_ids("a-01, a-02;b 3")
    ['a-01', 'a-02', 'b 3']
    """
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


class Ids(Generic[T]):
    """Which record a text means: by id, by number or name within the kelurahan, or by a name that only one has."""

    def __init__(self) -> None:
        self.records: dict[str, T] = {}
        self._spellings: dict[str, str] = {}
        self._within: dict[tuple[Key, str], list[str]] = defaultdict(list)
        self._names: dict[str, list[str]] = defaultdict(list)
        self._by_place: dict[Key, list[str]] = defaultdict(list)
        #: names of rows that have faults of their own: who refers to them is not to blame
        self.broken: set[str] = set()
        self._hints = 0

    def add(self, record: T, *names: str) -> None:
        """Add a record, which is also found by these names."""
        self.records[record.id] = record
        self._by_place[record.kelurahan].append(record.id)
        self._spellings.setdefault(normal(record.id), record.id)
        for name in {normal(text) for text in names if text}:
            self._within[record.kelurahan, name].append(record.id)
            self._names[name].append(record.id)

    def find(self, text: str, kelurahan: Key | None) -> str | None:
        """Return the id that a text means, or None."""
        if text in self.records:
            return text
        key = normal(text)
        if kelurahan is not None:
            found = self._within.get((kelurahan, key), [])
            if len(found) == 1:
                return found[0]
        found = self._names.get(key, [])
        return self._spellings.get(key) or (found[0] if len(found) == 1 and kelurahan is None else None)

    def refer(self, row: Row, field: str | int, text: str, kelurahan: Key | None, fault: str) -> str | None:
        """Return the id that a cell of a row means; where there is none, or it is of another kelurahan, record it."""
        id = self.find(text, kelurahan)
        notes = row.notes
        if id is None and normal(text) in self.broken:
            return None
        if id is None:
            # finding near spellings is slow: the first faults get them, the table of faults stays quick to make
            self._hints += 1
            near = self._by_place[kelurahan] if kelurahan is not None else ()
            close = nearest(text, near) if len(near) <= HINTS and self._hints <= HINTS else ""
            hint = close.split("'")[1] if close.startswith("did you mean '") else None
            row.error(
                fault,
                field,
                value=text,
                expected=notes.say("expected id"),
                suggestion=notes.say("did you mean", name=hint) if hint else None,
            )
        elif kelurahan is not None and self.records[id].kelurahan != kelurahan:
            other = self.records[id].kelurahan
            row.error("other kelurahan", field, value=text, other=other[1], name=kelurahan[1])
            return None
        return id


def short(key: Key | None) -> str:
    """Return the name of a kelurahan as it stands in ids.

    Examples
    --------
    >>> short(("Bogor Utara", "Tegal Gundil"))
    'tegal-gundil'
    """
    return re.sub(r"[^a-z0-9]+", "-", (key[1] if key else "").casefold()).strip("-")


def make_ids(placed: list[tuple[Row, Key | None]], field: str, said: str, notes: Notes, prefix: str = "") -> list[str]:
    """Return an id for each row, unique in the city; numbers that recur in every kelurahan get its name before them."""
    own = [row.text(field) for row, _ in placed]
    if not any(own):
        return _made(placed, said, notes, prefix)
    lines: dict[str, list[int]] = defaultdict(list)
    for index, id in enumerate(own):
        if id:
            lines[id].append(index)
    repeated = {id: rows for id, rows in lines.items() if len(rows) > 1}
    within = {(placed[k][1], id) for id, rows in repeated.items() for k in rows}
    result = list(own)
    if len(repeated) > 1 and len(within) == sum(map(len, repeated.values())):
        result = [f"{short(key)}-{id}" if id else "" for (_, key), id in zip(placed, own, strict=True)]
        again = next(iter(repeated.values()))[1]
        row = placed[again][0]
        notes.warning("ids per kelurahan", example=result[again], **row.place(row.grid.columns[field]))
    else:
        for id, rows in repeated.items():
            for k in rows[1:]:
                first = notes.say("id first", line=placed[rows[0]][0].line)
                placed[k][0].error("id twice", field, id=id, suggestion=first)
    taken = set(result)
    for index, (row, key) in enumerate(placed):
        if not result[index]:
            result[index] = f"{short(key)}-{prefix}b{row.line}"
            while result[index] in taken:
                result[index] += "x"
            taken.add(result[index])
            row.warning("made id", field, id=result[index])
            if field in row.grid.columns:
                row.change(row.grid.columns[field], result[index], "made")
    return result


def _made(placed: list[tuple[Row, Key | None]], said: str, notes: Notes, prefix: str) -> list[str]:
    """Return ids made of the kelurahan and the number in the list, or the place in it where the numbers do not do."""
    numbers = [cell_text(row.cell("number")).rstrip(".) ") for row, _ in placed]
    counts = Counter((key, number) for (_, key), number in zip(placed, numbers, strict=True))
    usable = all(numbers) and max(counts.values(), default=0) == 1
    seen: Counter[Key | None] = Counter()
    made = []
    for (_, key), number in zip(placed, numbers, strict=True):
        seen[key] += 1
        made.append((key, number if usable else str(seen[key])))
    plain = [f"{short(key)}-{prefix}{number}" for key, number in made]
    if len(set(plain)) < len(plain):
        # two kelurahan of one name: the kecamatan tells them apart
        plain = [f"{short((key[1], key[0]))}-{id}" if key else id for (key, _), id in zip(made, plain, strict=True)]
    if placed:
        row = placed[0][0]
        notes.warning(said, example=plain[0], file=row.grid.raw.file, sheet=row.grid.raw.name, line=row.grid.line)
    return plain
