"""A city as a workbook, or a folder of csv files, in the layout of the template: what read_city reads back the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.errors import InputError
from fairbudget.files import write_text
from fairbudget.io.cells import cell_text, normal
from fairbudget.io.tables import Sheet, Table, csv_text, write_workbook
from fairbudget.languages import place_of
from fairbudget.money import exact, plain
from fairbudget.musrenbang.city import City, Preference
from fairbudget.musrenbang.columns import LANGUAGES, parts
from fairbudget.musrenbang.vocabulary import WORDS

__all__ = ["write_city"]

_KINDS = {"money": "integer", "whole": "integer", "weight": "integer", "rank": "integer"}


def write_city(city: City, path: str | os.PathLike[str], *, lang: str = "id") -> None:
    """Write a city in the layout of the template.

    Parameters
    ----------
    city : City
    path : path
        A workbook if it ends in ``.xlsx``, else a folder of csv files: made if it does not exist, files of the same
        names are replaced.
    lang : {"id", "en"}
        Of headings, sheet names and words such as ``perangkat daerah``.

    Raises
    ------
    OptionError
        On an unknown language.
    InputError
        If it cannot be written.

    Notes
    -----
    Reading it back gives an equal city: kelurahan, RW, proposals, voices, preferences, criteria, realisation; the
    table of indicators keeps its further columns on the sheet of kelurahan. O(size of the city).
    """
    place_of(lang, LANGUAGES)
    writer = _Writer(city, lang)
    sheets = [sheet for sheet in writer.sheets() if sheet.rows]
    target = Path(path)
    if target.suffix.lower() == ".xlsx":
        write_workbook(target, sheets)
        return
    if target.exists() and not target.is_dir():
        raise InputError(f"{target}: is a file; name a folder, or a workbook that ends in .xlsx")
    for sheet in sheets:
        rows = [["" if cell is None else cell for cell in row] for row in sheet.rows]
        write_text(target / f"{sheet.name.lower()}.csv", csv_text(list(sheet.headings), rows))


def _number(value: Fraction | int | None) -> Any:
    """Return a number as a cell shows it exactly: whole, as a decimal, or as text such as 1/3."""
    if value is None:
        return None
    number = plain(value)
    if isinstance(number, int):
        return number
    try:
        nearby = float(number)
    except OverflowError:
        return str(number)
    return nearby if exact(nearby) == number else str(number)


class _Writer:
    def __init__(self, city: City, lang: str) -> None:
        self.city, self.lang, self.index = city, lang, LANGUAGES.index(lang)
        # beside kelurahan that have a kecamatan, a blank cell would take the one above
        self.none = "-" if any(place.kecamatan for place in city.kelurahan) else ""

    def word(self, text: str) -> str:
        return WORDS[text][self.index] if text in WORDS else text

    def sheet(
        self,
        part: str,
        records: Iterable[Any],
        fields: Mapping[str, Callable[[Any], Any]],
        extra: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> Sheet:
        """Return a part as a sheet: its fields by function of the record, then further columns."""
        own = parts()[part].fields
        functions = [*fields.values(), *(extra or {}).values()]
        headings = [*(own[name].heading[self.lang] for name in fields), *(extra or {})]
        kinds = [*(_KINDS.get(own[name].kind, "text") for name in fields), *("text" for _ in extra or {})]
        rows = [[function(record) for function in functions] for record in records]
        return Sheet(parts()[part].sheet[self.lang], headings, rows, kinds)

    def sheets(self) -> list[Sheet]:
        city = self.city
        listed, other = _split(city.preferences)
        return [
            self._kelurahan(),
            self.sheet(
                "rw",
                city.rws,
                {
                    "kecamatan": lambda rw: rw.kelurahan[0],
                    "kelurahan": lambda rw: rw.kelurahan[1],
                    "rw": lambda rw: rw.number,
                    "population": lambda rw: rw.population,
                    "households": lambda rw: rw.households,
                    "rt": lambda rw: rw.rt,
                    "weight": lambda rw: rw.weight,
                },
            ),
            self._proposals(),
            self.sheet(
                "voices",
                city.voices,
                {
                    "voice": lambda voice: voice.id,
                    "kecamatan": lambda voice: voice.kelurahan[0],
                    "kelurahan": lambda voice: voice.kelurahan[1],
                    "name": lambda voice: voice.name,
                    "role": lambda voice: voice.role,
                    "rw": lambda voice: voice.rw,
                    "weight": lambda voice: voice.weight,
                    "ballot_type": lambda voice: self.word(listed[voice.id].kind) if voice.id in listed else "",
                    "ballot": lambda voice: "; ".join(_in_order(listed[voice.id])) if voice.id in listed else "",
                },
            ),
            self.sheet(
                "preferences",
                [(item, id, value) for item in other for id, value in item.entries.items()],
                {
                    "voice": lambda row: row[0].voice,
                    "proposal": lambda row: row[1],
                    "kind": lambda row: self.word(row[0].kind),
                    "criterion": lambda row: row[0].criterion,
                    "value": lambda row: _number(row[2]),
                },
            ),
            self.sheet(
                "criteria",
                city.criteria.items(),
                {"criterion": lambda item: item[0], "weight": lambda item: _number(item[1])},
            ),
            self.sheet(
                "realisation",
                city.realisation,
                {
                    "kecamatan": lambda row: row.kelurahan[0],
                    "kelurahan": lambda row: row.kelurahan[1],
                    "title": lambda row: row.title,
                    "category": lambda row: row.category,
                    "planned": lambda row: row.planned,
                    "spent": lambda row: row.spent,
                    "note": lambda row: row.note,
                },
            ),
        ]

    def _kelurahan(self) -> Sheet:
        further = _further(self.city)
        return self.sheet(
            "kelurahan",
            self.city.kelurahan,
            {
                "kecamatan": lambda place: place.kecamatan or self.none,
                "kelurahan": lambda place: place.name,
                "ceiling": lambda place: place.ceiling,
                "population": lambda place: place.population,
                "households": lambda place: place.households,
                "rw": lambda place: place.rw,
                "poor": lambda place: place.poor,
            },
            {heading: _cell_of(cells) for heading, cells in further.items()},
        )

    def _proposals(self) -> Sheet:
        proposals = self.city.proposals
        criteria = dict.fromkeys(name for proposal in proposals for name in proposal.scores)
        others = dict.fromkeys(name for proposal in proposals for name in proposal.other)
        skor = ("skor", "score")[self.index]
        extra: dict[str, Callable[[Any], Any]] = {f"{skor}_{name}": _score_of(name) for name in criteria}
        extra.update({name: _other_of(name) for name in others})
        return self.sheet(
            "proposals",
            proposals,
            {
                "id": lambda p: p.id,
                "title": lambda p: p.title,
                "kecamatan": lambda p: p.kelurahan[0],
                "kelurahan": lambda p: p.kelurahan[1],
                "rw": lambda p: p.rw,
                "rt": lambda p: p.rt,
                "category": lambda p: p.category,
                "family": lambda p: self.word(p.family),
                "volume": lambda p: _number(p.volume),
                "unit": lambda p: p.unit,
                "unit_price": lambda p: _number(p.unit_price),
                "cost": lambda p: p.cost,
                "proposer": lambda p: p.proposer,
                "priority": lambda p: p.priority,
                "rw_priority": lambda p: p.rw_priority,
                "beneficiaries": lambda p: p.beneficiaries,
                "authority": lambda p: self.word(p.authority),
                "agency": lambda p: p.agency,
                "requires": lambda p: "; ".join(p.requires),
                "excludes": lambda p: "; ".join(p.excludes),
                "status": lambda p: p.status,
                "note": lambda p: p.note,
            },
            extra,
        )


def _cell_of(cells: Mapping[tuple[str, str], Any]) -> Callable[[Any], Any]:
    return lambda place: cells.get(place.key)


def _score_of(name: str) -> Callable[[Any], Any]:
    return lambda proposal: _number(proposal.scores.get(name))


def _other_of(name: str) -> Callable[[Any], Any]:
    return lambda proposal: proposal.other.get(name, "")


def _in_order(preference: Preference) -> list[str]:
    return sorted(preference.entries, key=lambda id: preference.entries[id])


def _split(preferences: Sequence[Preference]) -> tuple[dict[str, Preference], list[Preference]]:
    """Return one list of ids for each voice that has one, and what no list can say: scores, shared ranks."""
    listed: dict[str, Preference] = {}
    other: list[Preference] = []
    for item in preferences:
        ranks = sorted(item.entries.values())
        plain_list = item.kind == "approval" or (
            item.kind == "ranking" and ranks == [Fraction(k) for k in range(1, len(ranks) + 1)]
        )
        marks = any(sign in id for id in item.entries for sign in ";,|\n")
        if plain_list and not marks and item.voice not in listed:
            listed[item.voice] = item
        else:
            other.append(item)
    return listed, other


def _further(city: City) -> dict[str, dict[tuple[str, str], Any]]:
    """Return the columns of the indicators that no field of a kelurahan holds: heading -> kelurahan -> cell."""
    table = city.indicators
    if not isinstance(table, Table):
        return {}
    part = parts()["kelurahan"]
    names = table.locate(part.fields["kelurahan"].spellings)
    groups = table.locate(part.fields["kecamatan"].spellings)
    if not names:
        return {}
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    for place in city.kelurahan:
        keys[normal(place.kecamatan), normal(place.name)] = place.key
        keys.setdefault(("", normal(place.name)), place.key)
    texts = table.texts(names[0])
    districts = table.texts(groups[0]) if groups else [""] * len(table)
    found: dict[str, dict[tuple[str, str], Any]] = {}
    known = set(part.by_spelling)
    for heading, cells in zip(table.headings, table.columns, strict=True):
        if normal(heading) in known:
            continue
        column: dict[tuple[str, str], Any] = {}
        for name, district, cell in zip(texts, districts, cells, strict=True):
            key = keys.get((normal(district), normal(name))) or keys.get(("", normal(name)))
            if key is not None:
                column[key] = cell if isinstance(cell, int | float) or cell is None else cell_text(cell)
        found[heading] = column
    return found
