"""A city from its workbook or folder: every sheet recognised by its content, every fault gathered."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fairbudget.errors import Fault, InputError
from fairbudget.io.cells import normal
from fairbudget.io.tables import Table
from fairbudget.musrenbang.ballots import Ballots
from fairbudget.musrenbang.cells import rows_of
from fairbudget.musrenbang.city import City, Preference, Proposal, Realisation, Rw
from fairbudget.musrenbang.grid import Grid, is_for_people, lay_out
from fairbudget.musrenbang.notes import Change, Notes
from fairbudget.musrenbang.places import Key, Places, as_table, read_kelurahan, title_ceilings
from fairbudget.musrenbang.proposals import read_proposals
from fairbudget.musrenbang.sheets import load
from fairbudget.musrenbang.totals import check_totals
from fairbudget.musrenbang.unknown import tell_unknown
from fairbudget.musrenbang.voices import Statements, read_rws, read_voices

if TYPE_CHECKING:
    from fairbudget.formulas import Formula

__all__ = ["Reading", "read", "read_city", "summary"]

_CITY = re.compile(r"(?i)\b((?:kota|kabupaten)(?: administrasi)? [a-z' -]+?)(?=\s*(?:tahun|\d|[,;()]|$))")


@dataclass(frozen=True, eq=False)
class Reading:
    """What came of reading a city.

    Attributes
    ----------
    path : Path
    city : City or None
        None if some fault is an error.
    faults : tuple of Fault
        Errors and warnings, by file, sheet and row.
    changes : tuple of Change
        What may safely be written otherwise in the source.
    tables : tuple of Grid
        The tables that were recognised, with the columns of each.
    """

    path: Path
    city: City | None
    faults: tuple[Fault, ...]
    changes: tuple[Change, ...]
    tables: tuple[Grid, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that make the city unusable."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def read_city(path: str | os.PathLike[str], *, formula: Any = None, name: str | None = None, lang: str = "en") -> City:
    """Read a city: a workbook, a folder of tables, or one table of proposals.

    Parameters
    ----------
    path : path
        ``.xlsx``, ``.xlsm``, a folder with such files and with ``.csv``, ``.tsv`` or ``.txt``, or one of these.
    formula : path, dict or Formula, optional
        Computes the ceilings from the table of indicators; a table of ceilings is not needed then.
    name : str, optional
        Of the city; default: what the lines above a table call it, else the name of the file or folder.
    lang : {"en", "id"}
        Of the messages.

    Returns
    -------
    City
        Its ``faults`` hold the warnings.

    Raises
    ------
    InputError
        With every fault of the whole workbook: sheet, row, column, value, what was expected, and a suggestion.

    Notes
    -----
    Sheets are known by their headings and, where these fit several parts, by their names; ``columns.toml`` lists the
    spellings. What is not written in the source is never guessed: a name that is misspelled is an error with a
    suggestion, and where the reader must choose a reading (a blank cell below a filled one, ballots without a kind)
    a warning says which it took. O(number of cells).

    Examples
    --------
    >>> city = read_city("instances/kota-contoh/musrenbang")
    >>> city.name, len(city.kelurahan), city.proposals[0].id, city.faults
    ('musrenbang', 6, 'cempaka-01-01', ())
    """
    reading = read(path, formula=formula, name=name, lang=lang)
    if reading.city is None:
        raise InputError(reading.faults)
    return reading.city


def read(path: str | os.PathLike[str], *, formula: Any = None, name: str | None = None, lang: str = "en") -> Reading:
    """Read a city as :func:`read_city` does, and return its faults instead of raising them.

    Returns
    -------
    Reading
    """
    path = Path(path)
    notes = Notes(lang)
    notes.log.file = str(path)
    sheets = load(path, notes)
    tables: dict[str, list[Grid]] = defaultdict(list)
    pending = []
    for raw in sheets:
        if raw.hidden:
            # lists behind drop-downs are often hidden; a table of the city is not meant to be
            if lay_out(raw, Notes(lang)) is not None:
                notes.warning("hidden", file=raw.file, sheet=raw.name, suggestion=notes.say("unhide"))
            continue
        grid = lay_out(raw, notes)
        if grid is not None:
            tables[grid.part.id].append(grid)
        elif not is_for_people(raw):
            pending.append(raw)
    if not sheets and not notes.log.errors:
        notes.error("no proposals", expected=notes.say("expected proposals"))
    places = Places(notes)
    lists = read_kelurahan(tables["kelurahan"], places, notes)
    ceilings_by = _apply_formula(formula, lists, places, notes)
    proposals, ids = read_proposals(tables["proposals"], places, notes)
    title_ceilings(tables["proposals"], places, notes)
    rws = read_rws(tables["rw"], places, notes)
    statements = Statements()
    voices = read_voices(tables["voices"], places, ids, statements, notes)
    ballots = Ballots(places, ids, voices, rws, statements, notes)
    for grid in tables["preferences"]:
        ballots.read(grid)
    for raw in pending:
        if not ballots.read_matrix(raw):
            tell_unknown(raw, notes)
    criteria = _read_criteria(tables["criteria"], notes)
    realisation = _read_realisation(tables["realisation"], places, notes)
    check_totals(tables["proposals"], ("cost",), notes)
    check_totals(tables["kelurahan"], ("ceiling",), notes)
    check_totals(tables["realisation"], ("planned", "spent"), notes)
    proposals = _scored(proposals, ballots.scores)
    preferences = statements.preferences()
    if sheets and not proposals and not notes.log.errors:
        notes.error("no proposals", expected=notes.say("expected proposals"))
    if not places.listed and proposals and all(place.ceiling is None for place in places.known.values()):
        notes.warning("no list of kelurahan")
    _check(places, proposals, preferences, criteria, rws, len(voices.records), notes)
    faults = _ordered(notes.log.faults, [(sheet.file, sheet.name) for sheet in sheets])
    grids = tuple(grid for found in tables.values() for grid in found)
    city = None
    if not notes.log.errors:
        sources = {part: ", ".join(grid.source for grid in found) for part, found in tables.items() if found}
        if ceilings_by:
            sources["ceilings"] = ceilings_by
        city = City(
            name or _name(path, grids),
            tuple(places.known.values()),
            tuple(proposals),
            tuple(voices.records.values()),
            preferences,
            tuple(realisation),
            tuple(rws),
            MappingProxyType(criteria),
            _indicators(lists),
            MappingProxyType(sources),
            faults,
        )
    return Reading(path, city, faults, tuple(notes.changes.values()), grids)


def _ordered(faults: list[Fault], sheets: list[tuple[str, str | None]]) -> tuple[Fault, ...]:
    """Return faults in the order of files, sheets and rows."""
    order = {sheet: k for k, sheet in enumerate(sheets)}
    return tuple(sorted(faults, key=lambda f: (order.get((f.file or "", f.sheet), -1), f.line or 0)))


def _name(path: Path, grids: tuple[Grid, ...]) -> str:
    for grid in grids:
        for text in grid.titles:
            found = _CITY.search(text)
            if found:
                return found[1].strip().title() if found[1].isupper() else found[1].strip()
    return path.resolve().name if path.is_dir() else path.stem


def _indicators(lists: list[tuple[Grid, dict[int, Key]]]) -> Table | None:
    """Return the table of kelurahan with most columns beside names and ceiling, if one has any."""

    def columns(grid: Grid) -> int:
        return len(grid.headings) - len({"kelurahan", "kecamatan", "ceiling"}.intersection(grid.columns))

    fitting = [entry for entry in lists if columns(entry[0]) and entry[1]]
    if not fitting:
        return None
    grid, lines = max(fitting, key=lambda entry: columns(entry[0]))
    return as_table(grid, [row for row in rows_of(grid, Notes()) if row.line in lines])


def _apply_formula(formula: Any, lists: list[tuple[Grid, dict[int, Key]]], places: Places, notes: Notes) -> str:
    """Compute ceilings from the table of indicators; return where they come from."""
    if formula is None:
        return ""
    from fairbudget.formulas import ceilings, read_formula

    table = _indicators(lists)
    if table is None:
        notes.error("no indicators", expected="population, area, ...")
        return ""
    lines = next(lines for grid, lines in lists if grid.raw.name == table.sheet and grid.raw.file == table.file)
    spec: Formula = read_formula(formula) if isinstance(formula, str | os.PathLike) else formula
    try:
        result = ceilings(table, spec)
    except InputError as error:
        notes.log.faults.extend(error.faults)
        return ""
    replaced = 0
    for row in result.rows:
        key = lines[row.line]
        place = places.known[key]
        replaced += place.ceiling is not None and place.ceiling != row.total
        places.known[key] = replace(place, ceiling=row.total)
    if replaced:
        notes.warning("formula twice", count=replaced, file=table.file, sheet=table.sheet)
    return f"{result.formula.name or result.formula.file or 'formula'}, {table.file}" + (
        f"[{table.sheet}]" if table.sheet else ""
    )


def _read_criteria(grids: list[Grid], notes: Notes) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for grid in grids:
        for row in rows_of(grid, notes):
            name = row.text("criterion")
            row.name = name
            weight = row.number("weight")
            if not name or weight is None or weight == 0:
                row.error("criteria weights", "weight" if name else "criterion")
            elif normal(name) in map(normal, found):
                row.error("criterion twice", "criterion", name=name)
            else:
                found[name] = weight
    return found


def _read_realisation(grids: list[Grid], places: Places, notes: Notes) -> list[Realisation]:
    found = []
    for grid in grids:
        for row, key in places.fill(rows_of(grid, notes)):
            row.name = row.text("title") or row.text("kelurahan")
            planned, spent = row.money("planned"), row.money("spent")
            if planned is None and row.cell("planned") is None:
                row.error("no value", "planned", expected=notes.say("expected money"))
            if spent is None and row.cell("spent") is None:
                row.error("no value", "spent", expected=notes.say("expected money"))
            if key is None or planned is None or spent is None:
                continue
            if spent > planned:
                row.warning("over", "spent")
            context = grid.contexts.get(row.line, {})
            category = row.text("category") or context.get("category", "")
            found.append(Realisation(key, planned, spent, row.text("title"), category, row.free_text("note")))
    return found


def _scored(proposals: list[Proposal], scores: Mapping[str, Mapping[str, Fraction]]) -> list[Proposal]:
    if not scores:
        return proposals
    return [replace(p, scores=MappingProxyType({**p.scores, **scores.get(p.id, {})})) for p in proposals]


def _check(
    places: Places,
    proposals: list[Proposal],
    preferences: tuple[Preference, ...],
    criteria: dict[str, Fraction],
    rws: list[Rw],
    voices: int,
    notes: Notes,
) -> None:
    """Say what no single row shows: kelurahan without ceilings, criteria without weights, silent participants."""
    without = [place.name for place in places.known.values() if place.ceiling is None]
    if without and (places.listed or len(without) < len(places.known)):
        names = ", ".join(without[:10]) + (", ..." if len(without) > 10 else "")
        notes.warning("no ceilings", count=len(without), total=len(places.known), names=names)
    scored = {name for p in proposals for name in p.scores} | {p.criterion for p in preferences if p.criterion}
    known = {normal(name) for name in scored}
    for name in criteria:
        if normal(name) not in known:
            notes.warning("criterion unused", name=name)
    if criteria:
        weighted = {normal(name) for name in criteria}
        for name in sorted(scored):
            if normal(name) not in weighted:
                notes.warning("criterion without weight", name=name)
    silent = voices - len({preference.voice for preference in preferences})
    if silent and preferences:
        notes.warning("empty ballots", count=silent)
    listed = {(rw.kelurahan, rw.number) for rw in rws}
    covered = {rw.kelurahan for rw in rws}
    unknown = Counter(
        (p.kelurahan, p.rw)
        for p in proposals
        if p.rw.isdigit() and p.kelurahan in covered and (p.kelurahan, p.rw) not in listed
    )
    for (key, rw), _ in unknown.items():
        notes.warning("rw unknown", rw=rw, name=key[1])


def summary(city: City) -> dict[str, Any]:
    """Return what a city holds, in numbers."""
    by_authority = Counter(proposal.authority for proposal in city.proposals)
    kinds = Counter(preference.kind for preference in city.preferences)
    return {
        "city": city.name,
        "kecamatan": len({place.kecamatan for place in city.kelurahan}),
        "kelurahan": len(city.kelurahan),
        "ceilings": sum(1 for place in city.kelurahan if place.ceiling is not None),
        "ceiling": sum(place.ceiling or 0 for place in city.kelurahan),
        "proposals": len(city.proposals),
        "cost": sum(proposal.cost for proposal in city.proposals),
        "by_authority": dict(by_authority),
        "voices": len(city.voices),
        "weight": sum(voice.weight for voice in city.voices),
        "preferences": dict(kinds),
        "rw": len(city.rws),
        "realisation": len(city.realisation),
    }
