"""The kelurahan of a city, and which of them a cell means: what differs in a letter is suggested, not taken."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fairbudget.io._table import Table
from fairbudget.io.cells import cell_text, normal
from fairbudget.money import format_rupiah
from fairbudget.musrenbang.cells import Row, rows_of
from fairbudget.musrenbang.city import Kelurahan
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.notes import Notes

__all__ = ["Key", "Places", "as_table", "is_merged", "read_kelurahan", "title_ceilings"]

Key = tuple[str, str]

_PREFIX = re.compile(r"^(?:kelurahan|kel|desa|kecamatan|kec)\b[\s.:]*", re.IGNORECASE)
_STATED = re.compile(
    r"(?i)\b(?:kelurahan|kel|desa)\b\s*[.:=]*\s*(.+?)\s*(?=\b(?:kecamatan|kec|kota|kabupaten|tahun|tapd|ta)\b|\d{4}|[,;()]|$)"
)
_STATED_DISTRICT = re.compile(
    r"(?i)\b(?:kecamatan|kec)\b\s*[.:=]*\s*(.+?)\s*(?=\b(?:kelurahan|kel|kota|kabupaten|tahun|ta)\b|\d{4}|[,;()]|$)"
)
_PAGU = re.compile(
    r"(?i)\bpagu\b[^\d]*?((?:rp\.?\s*|idr\s*)?\d[\d.,]*(?:\s*(?:ribu|juta|jt|miliar|milyar))?(?:,-)?)\s*$"
)
#: Names as close as this are taken for slips of each other.
CLOSE = 0.8


def bare(text: str) -> str:
    """Return a name without ``Kelurahan`` or ``Kec.`` before it.

    Examples
    --------
    >>> bare("Kel. Tegal Gundil"), bare("KELURAHAN: Loji"), bare("Kelapa Dua")
    ('Tegal Gundil', 'Loji', 'Kelapa Dua')
    """
    return _PREFIX.sub("", text) or text


def _squeezed(text: str) -> str:
    return normal(text).replace(" ", "")


class Places:
    """The kelurahan that a city has.

    Parameters
    ----------
    notes : Notes
    """

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.known: dict[Key, Kelurahan] = {}
        #: whether there is a list of kelurahan; without one every kelurahan that a proposal names is taken
        self.listed = False
        self._names: dict[str, list[Key]] = {}
        self._memo: dict[tuple[str, str], tuple[Key | None, str, dict[str, Any]]] = {}

    def add(self, place: Kelurahan) -> Key:
        """Add a kelurahan, or replace it by a fuller record of the same."""
        if place.key not in self.known:
            self._names.setdefault(_squeezed(place.name), []).append(place.key)
            self._memo.clear()
        self.known[place.key] = place
        return place.key

    def find(self, name: str, district: str = "") -> Key | None:
        """Return the kelurahan of this name up to blanks, case and punctuation, if it is the only one."""
        found = self._names.get(_squeezed(bare(name)), [])
        if district and len(found) > 1:
            found = [key for key in found if _squeezed(key[0]) == _squeezed(bare(district))]
        return found[0] if len(found) == 1 else None

    def resolve(self, row: Row, name: str, district: str, *, soft: bool = False) -> Key | None:
        """Return the kelurahan that a row is about; where that cannot be told, the fault is recorded.

        Parameters
        ----------
        row : Row
        name, district : str
            As they stand there.
        soft : bool
            Whether the district was not written in the row itself.
        """
        if not name:
            row.error("no kelurahan given", "kelurahan", expected=self._expected())
            return None
        memo = self._memo.get((name, district))
        if memo is None:
            memo = self._memo[name, district] = self._resolve(name, district)
        key, fault, values = memo
        if fault == "other kecamatan" and soft:
            key, fault = values["key"], ""
        if fault:
            shown = {k: v for k, v in values.items() if k not in ("key",)}
            field = "kecamatan" if fault == "other kecamatan" else "kelurahan"
            (row.warning if key else row.error)(fault, field, **{"value": name, **shown})
        if key and "kelurahan" in row.grid.columns:
            column = row.grid.columns["kelurahan"]
            if isinstance(row.cells[column], str) and row.cells[column].strip() and row.cells[column] != key[1]:
                row.change(column, key[1], "as written")
        return key

    def _expected(self) -> str:
        return self.notes.say("one of", names=", ".join(key[1] for key in self.known)) if self.known else ""

    def _resolve(self, name: str, district: str) -> tuple[Key | None, str, dict[str, Any]]:
        found = self._names.get(_squeezed(bare(name)), [])
        inside = [key for key in found if _squeezed(key[0]) == _squeezed(bare(district))] if district else found
        if len(inside) == 1:
            key = inside[0]
            if normal(bare(name)) != normal(key[1]):
                return key, "spelled differently", {"name": key[1]}
            return key, "", {}
        if found and district and not inside:
            if len(found) == 1 and not found[0][0]:
                return found[0], "", {}
            if self.listed:
                names = ", ".join(key[0] for key in found)
                values = {
                    "name": found[0][1],
                    "found": names,
                    "given": bare(district),
                    "key": found[0] if len(found) == 1 else None,
                }
                return None, "other kecamatan", {**values, "value": district, "expected": names}
        elif found:
            return None, "several kecamatan", {"name": found[0][1], "names": ", ".join(key[0] for key in found)}
        if not self.listed:
            key = self.add(Kelurahan(bare(name), bare(district)))
            return key, "", {}
        hint = self.close(name)
        suggestion = self.notes.say("did you mean", name=hint) if hint else None
        return None, "unknown kelurahan", {"expected": self._expected(), "suggestion": suggestion}

    def close(self, name: str, among: Iterable[Key] | None = None) -> str | None:
        """Return the known name that is closest in spelling, if one is close."""
        names = {_squeezed(key[1]): key[1] for key in (self.known if among is None else among)}
        close = difflib.get_close_matches(_squeezed(bare(name)), list(names), n=1, cutoff=CLOSE)
        return names[close[0]] if close else None

    def of_sheet(self, grid: Grid, *, silent: bool = False) -> Key | None:
        """Return the kelurahan that a whole sheet is about: by the lines above the table, or the sheet's name."""
        raw = grid.raw
        texts = [(text, "the title") for text in grid.titles] + [(raw.title, "the sheet")]
        district = next((m[1] for text, _ in texts if (m := _STATED_DISTRICT.search(text))), "")
        for text, where in texts:
            stated = _STATED.search(text)
            named = stated[1] if stated else text
            key = self._stated(named, district, stated is not None)
            if key:
                # a line that says no more than the name leaves nothing to tell
                if not silent and normal(bare(named)) != normal(key[1]):
                    place = {"file": raw.file, "sheet": raw.name}
                    self.notes.warning("sheet place", name=key[1], where=self.notes.say(where), value=text, **place)
                return key
        if len(self.known) == 1 and self.listed:
            return next(iter(self.known))
        return None

    def _stated(self, text: str, district: str, stated: bool) -> Key | None:
        key = self.find(text, district)
        if key is not None:
            return key
        words = f" {normal(text)} "
        inside = [key for key in self.known if f" {normal(key[1])} " in words]
        # Babakan stands inside of Babakan Pasar: the longest name is meant
        inside = [
            key for key in inside if not any(normal(key[1]) in normal(other[1]) and key != other for other in inside)
        ]
        if len(inside) == 1:
            return inside[0]
        if stated and not self.listed and not inside:
            return self.add(Kelurahan(_titled(text), _titled(district)))
        return None

    def fill(self, rows: list[Row]) -> list[tuple[Row, Key | None]]:
        """Return each row with its kelurahan: its own cell, the last line above that names one, or the sheet's.

        A blank cell below a filled one takes its value, as in a sheet whose cells are merged.
        """
        if not rows:
            return []
        grid = rows[0].grid
        here = None
        has_column = "kelurahan" in grid.columns
        if not has_column and not all("kelurahan" in grid.contexts.get(row.line, {}) for row in rows):
            here = grid.place = self.of_sheet(grid)
            if here is None:
                raw = grid.raw
                self.notes.error(
                    "no sheet place", file=raw.file, sheet=raw.name, line=grid.line, expected=self._expected() or None
                )
                return [(row, None) for row in rows]
        last = {"kelurahan": "", "kecamatan": ""}
        blank: dict[str, list[Row]] = {"kelurahan": [], "kecamatan": []}
        found: list[tuple[Row, Key | None]] = []
        for row in rows:
            context = grid.contexts.get(row.line, {})
            texts, soft = {}, True
            for field in ("kelurahan", "kecamatan"):
                text = row.text(field)
                if text and field == "kecamatan":
                    soft = False
                if not text:
                    text = _titled(context.get(field, ""))
                    if not text and last[field]:
                        text = last[field]
                        blank[field].append(row)
                        row.change(grid.columns[field], text, "as above")
                elif text != last[field]:
                    last[field] = text
                texts[field] = text
            if here is not None and not texts["kelurahan"]:
                found.append((row, here))
            else:
                found.append((row, self.resolve(row, texts["kelurahan"], texts["kecamatan"], soft=soft)))
        for field, lines in blank.items():
            loose = [row for row in lines if not is_merged(grid, row.line, grid.columns[field])]
            if loose:
                loose[0].warning("filled down", field, count=len(loose))
        return found


def _titled(text: str) -> str:
    return text.strip().title() if text.isupper() else text.strip()


def is_merged(grid: Grid, line: int, column: int) -> bool:
    """Tell whether a cell is one of several that are merged."""
    return any(top <= line <= bottom and left <= column <= right for top, left, bottom, right in grid.raw.merged)


def as_table(grid: Grid, rows: list[Row]) -> Table:
    """Return a grid as the plain table that a formula of ceilings reads."""
    headings: dict[str, int] = {}
    seen: set[str] = set()
    for k, text in grid.headings.items():
        name, count = text, 1
        while normal(name) in seen:
            count += 1
            name = f"{text} ({count})"
        seen.add(normal(name))
        headings[name] = k
    columns = tuple([row.cells[k] for row in rows] for k in headings.values())
    return Table(tuple(headings), columns, tuple(row.line for row in rows), grid.raw.file, grid.raw.name)


def read_kelurahan(grids: list[Grid], places: Places, notes: Notes) -> list[tuple[Grid, dict[int, Key]]]:
    """Read the tables of kelurahan; return for each the kelurahan of its lines.

    Several tables (ceilings here, indicators there) are joined by name.
    """
    result = []
    for grid in grids:
        lines: dict[int, Key] = {}
        rows = rows_of(grid, notes)
        last = ""
        earlier = set(places.known)
        own: dict[str, str] = {_squeezed(bare(cell_text(row.cell("kelurahan")))): "" for row in rows}
        for row in rows:
            name, district = bare(row.text("kelurahan")), bare(row.text("kecamatan"))
            row.name = name
            stated = _titled(bare(grid.contexts.get(row.line, {}).get("kecamatan", "")))
            column = grid.columns.get("kecamatan")
            if column is not None and cell_text(row.cells[column]) == "-":
                # a dash says that there is none; a blank cell, that it is the one above
                last = ""
            elif column is not None and not district and not stated and last:
                row.change(column, last, "as above")
            district = last = district or stated or last
            if not name:
                row.error("no kelurahan given", "kelurahan")
                continue
            key = _join(row, name, district, places, earlier, own)
            if key is None:
                continue
            if key in lines.values():
                first = next(line for line, other in lines.items() if other == key)
                row.error(
                    "kelurahan twice", "kelurahan", name=key[1], suggestion=notes.say("id first", line=first, id="")
                )
                continue
            lines[row.line] = key
            _facts(row, key, places)
        result.append((grid, lines))
        places.listed = True
    return result


def title_ceilings(grids: list[Grid], places: Places, notes: Notes) -> None:
    """Take the ceiling that stands above the proposals of a kelurahan, where no table of ceilings has it."""
    for grid in grids:
        for text in grid.titles:
            stated = _PAGU.search(text)
            if grid.place is None or stated is None:
                continue
            amount = Row(grid, Notes(notes.lang), grid.line, [stated[1]]).number(0, "expected money", money=True)
            place = places.known[grid.place]
            told: dict[str, Any] = {"file": grid.raw.file, "sheet": grid.raw.name, "value": text, "name": place.name}
            if amount is None or amount.denominator != 1:
                notes.warning("pagu unread", **told)
            elif place.ceiling is None:
                places.known[grid.place] = replace(place, ceiling=amount.numerator)
                notes.warning("pagu above", amount=format_rupiah(amount), **told)
            elif place.ceiling != amount:
                notes.error("two values", here=amount.numerator, there=place.ceiling, **told)


def _join(row: Row, name: str, district: str, places: Places, earlier: set[Key], own: dict[str, str]) -> Key | None:
    """Return the key of a row, which joins the kelurahan of earlier tables."""
    same = places.find(name, district)
    if same in earlier and (not district or not same[0] or normal(same[0]) == normal(district)):
        if district and not same[0]:
            # the earlier table has no kecamatan: this one tells it
            place = places.known.pop(same)
            places._names[_squeezed(name)].remove(same)
            earlier.discard(same)
            key = places.add(replace(place, kecamatan=district))
            earlier.add(key)
            return key
        return same
    if earlier:
        absent = [key for key in earlier if _squeezed(key[1]) not in own]
        hint = places.close(name, absent)
        if hint:
            notes = row.notes
            row.error("near miss", "kelurahan", name=name, other=hint, suggestion=notes.say("did you mean", name=hint))
            return None
    key = (district, name)
    if key not in places.known:
        alike = [k for k in places.known if normal(k[0]) == normal(district) and normal(k[1]) == normal(name)]
        if alike:
            return alike[0]
        places.add(Kelurahan(name, district))
    return key


def _facts(row: Row, key: Key, places: Places) -> None:
    place = places.known[key]
    read: dict[str, int | None] = {
        "ceiling": row.money("ceiling", up=False),
        **{field: row.whole(field) for field in ("population", "households", "rw", "poor")},
    }
    for field, value in read.items():
        before = getattr(place, field)
        if value is None:
            continue
        if before is not None and before != value:
            row.error("two values", field, name=key[1], here=value, there=before)
        place = replace(place, **{field: value})  # type: ignore[arg-type]
    places.add(place)
