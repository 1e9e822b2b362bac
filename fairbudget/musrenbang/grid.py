"""Where the table lies on a sheet, what kind of table it is, and which column is which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from fairbudget.io.cells import cell_text, is_blank, normal
from fairbudget.io.layout import numbers_columns
from fairbudget.musrenbang.columns import CHOICE, EXAMPLE, RANKING_WORDS, SCORE, Part, heading_key, parts
from fairbudget.musrenbang.headings import containing, headings_of, near_headings
from fairbudget.musrenbang.notes import Notes, column_letters
from fairbudget.musrenbang.sheets import RawSheet

__all__ = ["SEARCHED", "Grid", "fill_body", "is_for_people", "lay_out"]

#: The headings stand within the first so many rows that are not blank.
SEARCHED = 40
#: Sheets for people: nothing is read from them.
FOR_PEOPLE = frozenset(
    map(
        normal,
        ("petunjuk", "instructions", "read me", "readme", "baca dulu", "daftar", "lists", "perubahan", "changes"),
    )
)
#: Totals of scores, not scores of their own.
_SUMS = frozenset(
    map(normal, ("total", "jumlah", "akhir", "rata rata", "rata-rata", "rerata", "average", "mean", "sum"))
)
_TOTAL = re.compile(
    r"(?:sub ?|grand ?)?(?:total|jumlah|sum)(?: (?:total|anggaran|usulan|biaya|pagu|kegiatan|umum|akhir|realisasi|"
    r"semua|(?:ke)?seluruh(?:an|nya)?|of all|(?:kelurahan|kecamatan|kota|kabupaten|bidang|rw|rt)(?: .*)?|"
    r"rp|idr|[ivx\d]+))*"
)
#: Kinds of columns in which a merged cell speaks for each of its rows; one amount over three rows does not.
_SPREAD = ("text", "place", "rw", "authority", "family", "preference")
_WITHIN = {"kecamatan": ("kelurahan", "rw"), "kelurahan": ("rw",)}
#: A row that fills two of these is a row of data.
_KEYS = (
    *("title", "cost", "kelurahan", "rw", "proposal", "voice", "name", "criterion", "ballot", "spent", "ceiling"),
    *("volume", "weight"),
)
_NUMERIC = re.compile(r"(?:rp\.?|idr)?[\s\d.,%()=-]*", re.IGNORECASE)
_CONTEXT = re.compile(r"(?i)^\s*(kelurahan|desa|kecamatan|rw|bidang)\b\s*[:.=]?\s*(\S.*?)\s*$")


@dataclass(eq=False)
class Grid:
    """A table that was recognised.

    Attributes
    ----------
    raw : RawSheet
    part : Part
    line : int
        Of the (last) row of headings.
    headings : dict of int to str
        Column -> heading.
    columns : dict of str to int
        Field -> column.
    scores : dict of int to str
        Column -> criterion or assessor, of columns such as ``skor_urgensi``.
    choices : list of (int, bool)
        Columns such as ``Prioritas 1``, in the order of their numbers, and whether the word ranks.
    others : dict of int to str
        Columns that have no place, with their headings.
    rows : list of (int, list)
        The rows below the headings, without totals, repeated headings and examples.
    totals : list of (int, list, int)
        The rows of totals, each with how many rows of data stand above it.
    titles : list of str
        The lines above the headings.
    contexts : dict of int to dict
        Line -> what the last line such as ``RW 03`` or ``Bidang fisik`` above it said.
    place : (str, str) or None
        The kelurahan that the whole sheet is about, where its title or name says so.
    """

    raw: RawSheet
    part: Part
    line: int
    headings: dict[int, str]
    columns: dict[str, int]
    scores: dict[int, str] = field(default_factory=dict)
    choices: list[tuple[int, bool]] = field(default_factory=list)
    others: dict[int, str] = field(default_factory=dict)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    totals: list[tuple[int, list[Any], int]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    contexts: dict[int, dict[str, str]] = field(default_factory=dict)
    place: tuple[str, str] | None = None

    @property
    def source(self) -> str:
        """File and sheet, for people."""
        return self.raw.file if self.raw.name is None else f"{self.raw.file}[{self.raw.name}]"


def lay_out(raw: RawSheet, notes: Notes) -> Grid | None:
    """Return the table on a sheet; None if there is none that a city has.

    Notes
    -----
    The row of headings and the part are those under which most headings are known, of those parts whose needs are
    met; the sheet's name counts as two headings. A heading of two rows (``Lokasi`` above ``RT`` and ``RW``) is joined.
    """
    place = {"file": raw.file, "sheet": raw.name}
    if is_for_people(raw):
        return None
    best: tuple[int, int, Part, int, dict[int, str]] | None = None
    for start in range(min(SEARCHED, len(raw.rows))):
        for depth in (1, 2):
            headings = headings_of(raw, start, depth)
            if len(headings) < 2:
                continue
            for part in parts().values():
                score = _fit(raw, part, headings)
                # a title above the headings must not pass for the first of two rows of headings
                if score is not None and (best is None or (score, -depth) > (best[0], -best[3])):
                    best = (score, start, part, depth, headings)
    if best is None:
        return None
    _, start, part, depth, headings = best
    grid = Grid(raw, part, raw.rows[start + depth - 1][0], headings, {})
    grid.titles = [" ".join(filter(None, map(cell_text, cells))) for _, cells in raw.rows[:start]]
    _assign(grid, notes, place)
    fill_body(grid, notes)
    _say_computed(grid, notes, place)
    return grid


def _fit(raw: RawSheet, part: Part, headings: dict[int, str]) -> int | None:
    """Return how many headings of a row a part knows; None if it cannot be that part."""
    keys = [heading_key(text) for text in headings.values()]
    if part.excluded.intersection(keys):
        return None
    found = {entry[0] for text in headings.values() if (entry := part.find(text))}
    if any(CHOICE.fullmatch(key) for key in keys) and part.id == "voices":
        found |= {"choice"}
    if sum(1 for key in keys if SCORE.fullmatch(key)) and part.id == "preferences":
        found |= {"score"}
    named = normal(raw.title) in part.names
    likely = 0
    for group in part.needs:
        if not found.intersection(group):
            near = [name for name in group if containing(part, name, headings) is not None]
            if not near:
                return None
            found.add(near[0])
            likely += 1
    if part.id != "proposals" and normal(raw.title) in map(normal, parts()["proposals"].sheet.values()):
        # a sheet of that very name holds the proposals, or what it lacks is told
        return None
    if part.id in ("kelurahan", "rw"):
        # the same columns may describe the kelurahan or their RW: the rows tell
        if part.id == "kelurahan" and len(found) < 2 and not named:
            return None
        if not named and _repeats_places(raw, headings) != (part.id == "rw"):
            return None
    return 2 * len(found) - likely + 4 * named + (part.id == "proposals")


def _repeats_places(raw: RawSheet, headings: dict[int, str]) -> bool:
    """Tell whether a table has several rows for a kelurahan, each for another RW."""
    spellings = parts()["rw"].fields
    columns: dict[str, int] = {}
    for k, text in headings.items():
        for name in ("kelurahan", "rw"):
            if heading_key(text) in spellings[name].spellings:
                columns.setdefault(name, k)
    if "rw" not in columns:
        return False
    if "kelurahan" not in columns:
        return True
    names = [normal(cells[columns["kelurahan"]]) for _, cells in raw.rows if len(cells) > columns["kelurahan"]]
    return len(set(names)) < 0.7 * len(names)


def is_for_people(raw: RawSheet) -> bool:
    """Tell whether a sheet is blank, or one of instructions and lists from which nothing is read."""
    return not raw.rows or normal(raw.title) in FOR_PEOPLE


def _assign(grid: Grid, notes: Notes, place: dict[str, Any]) -> None:
    """Give each column its field; of several headings for one field the preferred one counts."""
    taken: dict[str, tuple[int, int]] = {}
    unplaced: list[int] = []
    for k, text in grid.headings.items():
        key = heading_key(text)
        choice, score = CHOICE.fullmatch(key), SCORE.fullmatch(key)
        entry = grid.part.find(text)
        if entry is None and choice and grid.part.id == "voices":
            grid.choices.append((k, choice[1] in RANKING_WORDS))
        elif entry is None and score and grid.part.id in ("proposals", "preferences"):
            name = score[1] or score[2]
            if name in _SUMS:
                grid.others[k] = text
            else:
                grid.scores[k] = name
        elif entry is None:
            grid.others[k] = text
        else:
            name, rank = entry
            before = taken.get(name)
            if before is None or rank < before[0]:
                if before is not None:
                    unplaced.append(before[1])
                taken[name] = (rank, k)
            else:
                unplaced.append(k)
    grid.columns = {name: k for name, (_, k) in taken.items()}
    groups = [("kelurahan",), ("ceiling",), ("authority",), ("priority",), *grid.part.needs]
    for group in groups:
        if grid.part.fields.keys().isdisjoint(group) or not grid.columns.keys().isdisjoint(group):
            continue
        for name in group:
            column = containing(grid.part, name, grid.others) if name in grid.part.fields else None
            if column is not None:
                grid.columns[name] = column
                heading = grid.others.pop(column)
                wanted = grid.part.fields[name].heading[notes.lang]
                notes.warning("column likely", column=heading, name=wanted, line=grid.line, **place)
                break
    missing = {name: item for name, item in grid.part.fields.items() if name not in grid.columns}
    for k in sorted(grid.others)[:60]:
        key = heading_key(grid.headings[k])
        fitting = [item for item in missing.values() if near_headings(item.spellings, [key])]
        if fitting:
            wanted = fitting[0].heading[notes.lang]
            hint = notes.say("rename", old=grid.headings[k], new=wanted)
            notes.warning("column unknown", column=grid.headings[k], line=grid.line, suggestion=hint, **place)
    grid.choices.sort(key=lambda item: int(CHOICE.fullmatch(heading_key(grid.headings[item[0]]))[2]))  # type: ignore[index]
    for k in sorted(unplaced):
        name = (grid.part.find(grid.headings[k]) or ("", 0))[0]
        first = grid.headings[grid.columns[name]]
        heading = grid.headings[k]
        letters = {"letter": column_letters(k), "other": column_letters(grid.columns[name])}
        notes.warning("two columns", first=first, column=heading, line=grid.line, **letters, **place)
        same = sum(1 for other in grid.others.values() if other == heading or other.startswith(f"{heading} ("))
        grid.others[k] = f"{heading} ({same + 2})" if heading == first or same else heading


def fill_body(grid: Grid, notes: Notes) -> None:
    """Keep the rows of data below the headings; a line such as ``RW 03`` holds for the rows below it."""
    place = {"file": grid.raw.file, "sheet": grid.raw.name}
    rows = _spread(grid)
    width = max(grid.headings) + 1
    spelt = {k: normal(text) for k, text in grid.headings.items()}
    first = min(grid.headings)
    context: dict[str, str] = {}
    if rows and numbers_columns(rows[0][1], len(grid.headings)):
        rows = rows[1:]
    names = [
        grid.columns[name] for name in ("title", "kelurahan", "proposal", "voice", "criterion") if name in grid.columns
    ]
    for line, cells in rows:
        cells = cells + [None] * (width - len(cells))
        filled = [k for k, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            continue
        lead = cells[filled[0]]
        if isinstance(lead, str):
            if normal(lead) in EXAMPLE and filled[0] == first:
                continue
            named = next((cells[k] for k in names if not is_blank(cells[k])), lead)
            if any(_is_total(text, cells, filled) for text in (lead, named)):
                grid.totals.append((line, cells, len(grid.rows)))
                continue
            if all(normal(cell_text(cells[k])) == text for k, text in spelt.items() if text):
                continue
            if len(filled) == 1 and len(grid.headings) > 2:
                found = _CONTEXT.match(lead)
                if found:
                    key = "kelurahan" if found[1].lower() == "desa" else found[1].lower()
                    # another kelurahan has other RW
                    kept = {name: text for name, text in context.items() if name not in _WITHIN.get(key, ())}
                    context = {**kept, {"bidang": "category"}.get(key, key): found[2]}
                    continue
        if context:
            grid.contexts[line] = context
        grid.rows.append((line, cells))
    _cut_foot(grid, notes, place)


def _spread(grid: Grid) -> list[tuple[int, list[Any]]]:
    """Return the rows below the headings, with words of cells merged over several rows in each of them."""
    rows = [entry for entry in grid.raw.rows if entry[0] > grid.line]
    words = {
        grid.columns[name]
        for name, field in grid.part.fields.items()
        if name in grid.columns
        and field.kind in _SPREAD
        and name not in ("id", "number", "title", "proposal", "ballot")
    }
    for top, left, bottom, right in grid.raw.merged:
        if left == right and left in words and top < bottom and top > grid.line:
            value = next((cells[left] for line, cells in rows if line == top and left < len(cells)), None)
            for line, cells in rows:
                if top < line <= bottom and value is not None:
                    cells.extend([None] * (left + 1 - len(cells)))
                    cells[left] = value
    return rows


def _say_computed(grid: Grid, notes: Notes, place: dict[str, Any]) -> None:
    """Say, once a column, that formulas without stored results were computed."""
    for k, heading in grid.headings.items():
        lines = [line for line, _ in grid.rows if (line, k) in grid.raw.computed]
        if lines:
            example = grid.raw.computed[lines[0], k]
            notes.warning(
                "computed",
                count=len(lines),
                example=example,
                line=lines[0],
                column=heading,
                suggestion=notes.say("save it"),
                **place,
            )


def _is_total(label: Any, cells: list[Any], filled: list[int]) -> bool:
    """Tell whether a row is a total: its label says so, and nothing but numbers stands beside it."""
    if not isinstance(label, str) or not _TOTAL.fullmatch(normal(label)):
        return False
    others = [cells[k] for k in filled if cells[k] is not label]
    return all(not isinstance(cell, str) or _NUMERIC.fullmatch(cell.strip()) or cell == label for cell in others)


def _cut_foot(grid: Grid, notes: Notes, place: dict[str, Any]) -> None:
    """Leave out what stands below the table: signatures, footnotes."""
    key = {grid.columns[name] for name in _KEYS if name in grid.columns}
    counts = sorted(sum(not is_blank(cell) for cell in cells) for _, cells in grid.rows)
    # as many cells as a signature fills, and fewer than a row of data does
    most = min(3, counts[len(counts) // 2] // 2) if counts else 0
    foot: list[tuple[int, str]] = []
    while grid.rows:
        line, cells = grid.rows[-1]
        filled = [k for k, cell in enumerate(cells) if not is_blank(cell)]
        numbers = any(isinstance(cells[k], int | float) for k in filled)
        if numbers or len(filled) > most or len(key.intersection(filled)) > 1:
            break
        if key.intersection(filled) and len(grid.rows) > 1 and grid.rows[-2][0] == line - 1 and not foot:
            # next to the data, in one of its columns: a row that lacks the rest
            break
        foot.append((line, " ".join(cell_text(cells[k]) for k in filled)))
        grid.rows.pop()
    if foot:
        notes.warning("foot", line=foot[-1][0], value="; ".join(text for _, text in reversed(foot)), **place)
