"""Who takes part, and the ballots that stand in the same row: a list of ids, or columns such as ``Prioritas 1``."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from fairbudget.io.cells import cell_text, normal
from fairbudget.musrenbang.cells import Row, rows_of, rw_text
from fairbudget.musrenbang.city import PREFERENCES, Preference, Proposal, Rw, Voice
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.identity import Ids, make_ids, split_ids
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.places import Key, Places
from fairbudget.musrenbang.vocabulary import KIND_WORDS, WORDS

__all__ = ["Statements", "add_voice", "kind_of", "read_rws", "read_voices"]


class Statements:
    """What the voices said so far: at most one preference of each kind and criterion for a voice."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str, str], dict[str, Fraction]] = {}

    def add(self, row: Row, field: str | int, key: tuple[str, str, str], proposal: str, value: Fraction) -> None:
        """Add one entry to the preference of a voice, a kind and a criterion; record where it is there already."""
        entries = self._said.setdefault(key, {})
        if proposal in entries:
            row.error("stated twice", field, voice=key[0], proposal=proposal)
        else:
            entries[proposal] = value

    def preferences(self) -> tuple[Preference, ...]:
        """Return all preferences, in the order in which they were begun."""
        return tuple(
            Preference(voice, kind, MappingProxyType(entries), criterion)
            for (voice, kind, criterion), entries in self._said.items()
            if entries
        )


def kind_of(row: Row, field: str) -> str | None:
    """Return the kind of preference that a column names; "" if it is blank, None if it is not known."""
    return row.choice(field, KIND_WORDS, tuple(WORDS[name][row.notes.lang == "en"] for name in PREFERENCES))


def read_rws(grids: list[Grid], places: Places, notes: Notes) -> list[Rw]:
    """Read the tables of RW."""
    found: dict[tuple[Key, str], Rw] = {}
    for grid in grids:
        for row, key in places.fill(rows_of(grid, notes)):
            number = rw_text(row.text("rw"))
            row.name = f"RW {number}"
            population, households, rt = (row.whole(name) for name in ("population", "households", "rt"))
            weight = row.whole("weight", 1)
            if not number:
                row.error("no value", "rw")
            elif key is not None and (key, number) in found:
                row.error("rw twice", "rw", rw=number, name=key[1])
            elif key is not None:
                found[key, number] = Rw(key, number, population, households, rt, weight)
    return list(found.values())


def read_voices(
    grids: list[Grid], places: Places, ids: Ids[Proposal], statements: Statements, notes: Notes
) -> Ids[Voice]:
    """Read the tables of participants, with the ballots that stand in them."""
    voices: Ids[Voice] = Ids()
    for grid in sorted(grids, key=lambda item: not {"role", "weight", "name"}.intersection(item.columns)):
        placed = _placed(rows_of(grid, notes), places, voices, ids)
        listing = bool({"role", "weight", "name", "rw"}.intersection(grid.columns)) or not voices.records
        new = [(row, key) for row, key in placed if listing or voices.find(row.text("voice"), key) is None]
        made = dict(zip((id(row) for row, _ in new), make_ids(new, "voice", "made voices", notes, "p"), strict=True))
        counted = 0
        _say_kind(grid, notes)
        for row, key in placed:
            if key is None:
                continue
            if id(row) in made and voices.find(made[id(row)], key) is None:
                voice = _voice(row, key, made[id(row)])
                add_voice(voices, voice, row.text("voice"), cell_text(row.cell("number")))
                counted += not listing
            else:
                voice = voices.records[voices.find(row.text("voice"), key) or made[id(row)]]
            row.name = voice.id
            _ballot(row, voice, ids, statements)
        if counted:
            notes.warning("new voices", count=counted, file=grid.raw.file, sheet=grid.raw.name, line=grid.line)
    return voices


def _say_kind(grid: Grid, notes: Notes) -> None:
    """Say as what ballots are read where neither a column nor the headings tell."""
    loose = any(not ranking for _, ranking in grid.choices)
    if ("ballot" in grid.columns or loose) and "ballot_type" not in grid.columns:
        column = grid.columns.get("ballot", grid.choices[0][0] if grid.choices else 0)
        values = {"line": grid.line, "column": grid.headings.get(column), "kind": WORDS["approval"][notes.lang == "en"]}
        notes.warning("kind unknown", file=grid.raw.file, sheet=grid.raw.name, **values)


def _placed(rows: list[Row], places: Places, voices: Ids[Voice], ids: Ids[Proposal]) -> list[tuple[Row, Key | None]]:
    """Return rows with their kelurahan; a sheet without one takes that of the participants or proposals it names."""
    if not rows or "kelurahan" in rows[0].grid.columns or len(places.known) == 1:
        return places.fill(rows)
    grid = rows[0].grid
    if places.of_sheet(grid, silent=True) is not None or any("kelurahan" in c for c in grid.contexts.values()):
        return places.fill(rows)
    placed: list[tuple[Row, Key | None]] = []
    for row in rows:
        voice = voices.find(row.text("voice"), None)
        key = voices.records[voice].kelurahan if voice else _place_of_ballot(row, ids)
        if key is None:
            row.error("no kelurahan given" if voice is None and not voices.records else "unknown voice", "voice")
        placed.append((row, key))
    return placed


def _place_of_ballot(row: Row, ids: Ids[Proposal]) -> Key | None:
    """Return the kelurahan of the proposals that a ballot names, if it is one."""
    texts = split_ids(str(row.cell("ballot") or "")) + [cell_text(row.cell(k)) for k, _ in row.grid.choices]
    found = {ids.records[id].kelurahan for text in texts if text and (id := ids.find(text, None))}
    return found.pop() if len(found) == 1 else None


def add_voice(voices: Ids[Voice], voice: Voice, *names: str) -> None:
    """Add a voice, which is found by its id, its name, and as the RW that it speaks for."""
    speaks = f"RW {voice.rw}" if voice.rw and normal(voice.role) in ("", "rw", "ketua rw", "head of rw") else ""
    voices.add(voice, voice.name, speaks, *names)


def _voice(row: Row, key: Key, id: str) -> Voice:
    weight = row.whole("weight", 1)
    return Voice(id, key, row.text("name"), row.text("role"), rw_text(row.text("rw")), weight or 1)


def _ballot(row: Row, voice: Voice, ids: Ids[Proposal], statements: Statements) -> None:
    grid = row.grid
    kind = kind_of(row, "ballot_type") if "ballot_type" in grid.columns else ""
    if "ballot" in grid.columns:
        text = row.free_text("ballot") if row.cell("ballot") is not None else ""
        named = [text] if text and ids.find(text, voice.kelurahan) else split_ids(str(row.cell("ballot") or ""))
        _enter(row, voice, kind, [("ballot", part) for part in named], ids, statements)
    if grid.choices:
        ranks = all(ranking for _, ranking in grid.choices)
        cells = [(column, row.text(column)) for column, _ in grid.choices]
        _enter(row, voice, kind or ("ranking" if ranks else "approval"), cells, ids, statements)


def _enter(
    row: Row,
    voice: Voice,
    kind: str | None,
    cells: list[tuple[str, str]] | list[tuple[int, str]],
    ids: Ids[Proposal],
    statements: Statements,
) -> None:
    """Enter a ballot of ids: its place in the list is a proposal's rank, or does not count."""
    seen: dict[str, None] = {}
    for field, text in cells:
        if not text:
            continue
        id = ids.refer(row, field, text, voice.kelurahan, "unknown proposal")
        if id in seen:
            row.error("named twice", field, value=text, id=id)
        elif id is not None:
            seen[id] = None
            # a form whose second line was left empty has no second place
            rank = len(seen) if kind == "ranking" else 1
            if kind in ("approval", "ranking", ""):
                statements.add(row, field, (voice.id, kind or "approval", ""), id, Fraction(rank))
    if kind == "scores" and seen:
        row.error(
            "scores in list",
            "ballot_type",
            expected=", ".join(WORDS[name][row.notes.lang == "en"] for name in PREFERENCES[:2]),
        )
