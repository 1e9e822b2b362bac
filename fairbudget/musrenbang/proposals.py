"""The proposals of a city, row by row: ids, costs, authority, and which of them need or exclude each other."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from types import MappingProxyType

from fairbudget.io.cells import cell_text, column_sign, normal
from fairbudget.money import exact, format_rupiah
from fairbudget.musrenbang.cells import Row, rows_of, rw_text
from fairbudget.musrenbang.city import AUTHORITIES, FAMILIES, Proposal
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.identity import Ids, make_ids
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.places import Key, Places, is_merged
from fairbudget.musrenbang.proposal_checks import check_doubles, check_words, link, ranks_of_rw, same_words
from fairbudget.musrenbang.vocabulary import AUTHORITY_WORDS, FAMILY_WORDS, WORDS, authority_of

__all__ = ["read_proposals"]

_ADDRESS_RW = re.compile(r"\brw\b[\s.:]*0*(\d{1,3})\b", re.IGNORECASE)
_SLASHED = re.compile(r"\s*(?:rt)?[\s.]*0*(\d{1,3})\s*/\s*(?:rw)?[\s.]*0*(\d{1,3})\s*", re.IGNORECASE)
_MEASURED = re.compile(r"\s*([\d.,]*\d)\s*([^\d\s].*?)?\s*")
_DOUBTFUL = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read_proposals(grids: list[Grid], places: Places, notes: Notes) -> tuple[list[Proposal], Ids[Proposal]]:
    """Read the tables of proposals, whose kelurahan are those of `places`.

    Returns
    -------
    list of Proposal
    Ids of Proposal
        For the tables that refer to proposals.
    """
    placed: list[tuple[Row, Key | None]] = []
    for grid in grids:
        rows = rows_of(grid, notes)
        for row in rows:
            row.name = cell_text(row.cell("id")) or cell_text(row.cell("title"))
        placed += places.fill(rows)
    ids = make_ids(placed, "id", "made ids", notes)
    found: list[Proposal] = []
    lookup: Ids[Proposal] = Ids()
    links: list[tuple[Row, Proposal]] = []
    for grid in grids:
        _say_authority(grid, notes)
    guessed: Counter[int] = Counter()
    signs: dict[int, str] = {}
    for (row, key), id in zip(placed, ids, strict=True):
        proposal = _proposal(row, key, id, guessed, signs)
        if proposal is None:
            lookup.broken.update(normal(text) for text in (id, row.text("id"), cell_text(row.cell("title"))) if text)
            continue
        found.append(proposal)
        lookup.add(proposal, proposal.title, row.text("id"), cell_text(row.cell("number")))
        if row.cell("requires") is not None or row.cell("excludes") is not None:
            links.append((row, proposal))
    found = ranks_of_rw(found, grids, notes)
    check_doubles(placed, notes)
    found = same_words(found)
    check_words(found, placed, notes)
    for grid in grids:
        _say_address(grid, guessed, notes)
    linked = link(links, lookup, notes)
    return [linked.get(proposal.id, proposal) for proposal in found], lookup


def _proposal(row: Row, key: Key | None, id: str, guessed: Counter[int], signs: dict[int, str]) -> Proposal | None:
    columns = row.grid.columns
    context = row.grid.contexts.get(row.line, {})
    title = row.text("title")
    if not title:
        row.error("no title", "title")
    volume, unit = _volume(row, signs)
    unit_price = row.money("unit_price")
    cost = _cost(row, volume, unit_price)
    family = row.choice("family", FAMILY_WORDS, FAMILIES) if "family" in columns else ""
    agency = row.text("agency")
    authority = _authority(row, agency)
    if authority == "agency" and not agency and normal(row.text("authority")) not in AUTHORITY_WORDS:
        agency = row.text("authority")
    rw, rt = _where(row, guessed)
    if key is None or cost is None or authority is None or not title:
        return None
    scores = {}
    for column, criterion in row.grid.scores.items():
        score = row.number(column)
        if score is not None:
            scores[criterion] = score
    other = {heading: row.free_text(column) for column, heading in row.grid.others.items()}
    if "location" in columns:
        other[row.grid.headings[columns["location"]]] = row.free_text("location")
    return Proposal(
        id,
        title,
        key,
        cost,
        authority,
        "" if authority_of(agency) in ("kelurahan", "kecamatan") else agency,
        row.text("category") or _lowered(context.get("category", "")),
        family or "",
        rw or rw_text(context.get("rw", "")),
        rt,
        volume,
        unit,
        None if unit_price is None else Fraction(unit_price),
        row.text("proposer"),
        row.rank("priority"),
        row.rank("rw_priority"),
        row.whole("beneficiaries"),
        status=row.free_text("status"),
        note=row.free_text("note"),
        scores=MappingProxyType(scores),
        other=MappingProxyType({heading: text for heading, text in other.items() if text}),
    )


def _lowered(text: str) -> str:
    return text.lower() if text.isupper() else text


def _volume(row: Row, signs: dict[int, str]) -> tuple[Fraction | None, str]:
    """Return volume and unit, which SIPD writes in one cell: ``100 Meter``."""
    unit = row.text("unit")
    cell = row.cell("volume")
    if not isinstance(cell, str):
        return row.number("volume"), unit
    measured = _MEASURED.fullmatch(cell)
    text = measured[1] if measured and not unit else cell.strip()
    if _DOUBTFUL.fullmatch(text):
        value = _settled(row, text, signs)
        if value is None:
            one, two = _readings(text)
            row.warning("two readings", "volume", one=one, two=float(two))
        return value, (measured[2] or "") if measured and not unit else unit
    if measured and measured[2] and not unit:
        column = row.grid.columns["volume"]
        row.cells[column] = text
        volume = row.number("volume")
        row.cells[column] = cell
        # the cell holds the unit too: it stays as it is
        row.notes.changes.pop((row.grid.raw.file, row.grid.raw.name, row.line, column), None)
        return volume, measured[2] or ""
    return row.number("volume"), unit


def _readings(text: str) -> tuple[Fraction, Fraction]:
    """Return what ``1.250`` means with thousands and with decimals."""
    return exact(text.replace(".", "").replace(",", "")), exact(text.replace(",", "."))


def _settled(row: Row, text: str, signs: dict[int, str]) -> Fraction | None:
    """Return what ``1.250`` means: as cost and unit price say, else as other cells of the column do."""
    quiet = Row(row.grid, Notes(row.notes.lang), row.line, row.cells)
    cost = quiet.money("cost") if "cost" in row.grid.columns else None
    price = quiet.money("unit_price") if "unit_price" in row.grid.columns else None
    values = _readings(text)
    if cost and price:
        fitting = [value for value in values if abs(value * price - cost) <= max(1, cost // 1000)]
        if len(fitting) == 1:
            return fitting[0]
    key = id(row.grid)
    if key not in signs:
        column = row.grid.columns["volume"]
        found = [_MEASURED.match(cells[column]) for _, cells in row.grid.rows if isinstance(cells[column], str)]
        signs[key] = column_sign([match[1] for match in found if match])[0]
    if signs[key] not in (".", ","):
        return None
    return values[1] if signs[key] in text else values[0]


def _cost(row: Row, volume: Fraction | None, unit_price: int | None) -> int | None:
    notes = row.notes
    product = None if volume is None or unit_price is None else volume * unit_price
    if row.cell("cost") is None:
        if product is None or product.denominator != 1:
            column = row.grid.columns.get("cost")
            hint = notes.say("merged cost") if column is not None and is_merged(row.grid, row.line, column) else None
            row.error("no cost", column, expected=notes.say("expected money"), suggestion=hint)
            return None
        row.warning("cost from volume", "cost" if "cost" in row.grid.columns else None, taken=format_rupiah(product))
        if "cost" in row.grid.columns:
            row.change(row.grid.columns["cost"], product.numerator, "product")
        return product.numerator
    cost = row.money("cost")
    if cost is not None and product is not None and abs(product - cost) > max(1, cost // 1000):
        row.warning("cost differs", "cost", product=format_rupiah(product))
    if cost == 0:
        row.warning("free", "cost")
    return cost


def _authority(row: Row, agency: str) -> str | None:
    columns = row.grid.columns
    if "authority" in columns:
        text = row.text("authority")
        if text and normal(text) not in AUTHORITY_WORDS:
            found = authority_of(text)
            if found:
                return found
        word = row.choice(
            "authority", AUTHORITY_WORDS, tuple(WORDS[name][row.notes.lang == "en"] for name in AUTHORITIES)
        )
        if word == "":
            return (authority_of(agency) or "agency") if agency else "kelurahan"
        return word
    if agency:
        return authority_of(agency) or "agency"
    return "kelurahan"


def _say_authority(grid: Grid, notes: Notes) -> None:
    """Say once for each table from where the authority is taken."""
    place = {"file": grid.raw.file, "sheet": grid.raw.name, "line": grid.line}
    if "authority" in grid.columns:
        column = grid.columns["authority"]
        agency = grid.columns.get("agency")
        blank = [
            line
            for line, cells in grid.rows
            if not cell_text(cells[column]) and (agency is None or not cell_text(cells[agency]))
        ]
        if blank:
            notes.warning(
                "blank authority", count=len(blank), **{**place, "line": blank[0]}, column=grid.headings[column]
            )
    elif "agency" in grid.columns:
        column = grid.columns["agency"]
        texts = [cell_text(cells[column]) for _, cells in grid.rows]
        counts = Counter((authority_of(text) or "agency") if text else "kelurahan" for text in texts)
        heading = grid.headings[column]
        notes.warning(
            "authority by agency",
            heading=heading,
            own=counts["kelurahan"],
            district=counts["kecamatan"],
            agency=counts["agency"],
            column=heading,
            **place,
        )
    else:
        notes.warning("no authority", **place)


def _where(row: Row, guessed: Counter[int]) -> tuple[str, str]:
    rw, rt = row.text("rw"), row.text("rt")
    for text in (rw, rt):
        both = _SLASHED.fullmatch(text)
        if both:
            heading = normal(row.grid.headings[row.grid.columns["rt" if text == rt else "rw"]])
            first, second = both[1], both[2]
            return (
                (first, second)
                if heading.startswith("rw") and not heading.endswith("rt rw") and heading != "rw"
                else (second, first)
            )
    if not rw and "rw" not in row.grid.columns and "location" in row.grid.columns:
        match = _ADDRESS_RW.search(row.free_text("location"))
        if match:
            guessed[id(row.grid)] += 1
            return match[1], rw_text(rt)
    return rw_text(rw), rw_text(rt)


def _say_address(grid: Grid, guessed: Counter[int], notes: Notes) -> None:
    if guessed[id(grid)]:
        heading = grid.headings[grid.columns["location"]]
        notes.warning(
            "rw from address",
            heading=heading,
            count=guessed[id(grid)],
            total=len(grid.rows),
            file=grid.raw.file,
            sheet=grid.raw.name,
            line=grid.line,
            column=heading,
        )
