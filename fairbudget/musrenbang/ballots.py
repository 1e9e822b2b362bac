"""Tables of preferences: a row for each statement, a row for each assessor and proposal, or a matrix of voices."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from fairbudget.io.cells import cell_text, is_blank, normal
from fairbudget.musrenbang.cells import Row, rows_of, rw_text
from fairbudget.musrenbang.city import Proposal, Rw, Voice
from fairbudget.musrenbang.columns import heading_key, parts
from fairbudget.musrenbang.grid import Grid, fill_body
from fairbudget.musrenbang.identity import Ids, short
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.places import Key, Places
from fairbudget.musrenbang.sheets import RawSheet
from fairbudget.musrenbang.vocabulary import APPROVED, REFUSED, WORDS
from fairbudget.musrenbang.voices import Statements, add_voice, kind_of

__all__ = ["Ballots"]

#: Words in the names of sheets, titles and headings that say what the numbers of a matrix are.
_RANKS = ("prioritas", "peringkat", "ranking", "rangking", "urutan", "rank", "priority", "priorities", "ranks")
_SCORES = ("skor", "skoring", "nilai", "penilaian", "score", "scores", "scoring", "poin", "points")
_MARKS = ("setuju", "persetujuan", "approval", "approvals", "dukungan", "suara")


class Ballots:
    """Reads tables of preferences into statements; makes the voices that no list of participants names.

    Parameters
    ----------
    places : Places
    ids : Ids of Proposal
    voices : Ids of Voice
    rws : list of Rw
        What the voices of RW count for, where no list of participants names them.
    statements : Statements
    notes : Notes
    """

    def __init__(
        self,
        places: Places,
        ids: Ids[Proposal],
        voices: Ids[Voice],
        rws: list[Rw],
        statements: Statements,
        notes: Notes,
    ) -> None:
        self.places, self.ids, self.voices, self.statements, self.notes = places, ids, voices, statements, notes
        self._weights, self._measures = rw_weights(rws)
        #: proposal id -> criterion -> score, from tables that name no assessor
        self.scores: dict[str, dict[str, Fraction]] = defaultdict(dict)

    # -- a row for each statement ------------------------------------------------------------------------------

    def read(self, grid: Grid) -> None:
        """Read a table with a column of proposals, and columns of ranks, scores or approvals."""
        rows = rows_of(grid, self.notes)
        placed = self.places.fill(rows) if "kelurahan" in grid.columns else [(row, None) for row in rows]
        made: list[Voice] = []
        last = ""
        for row, key in placed:
            if "kelurahan" in grid.columns and key is None:
                continue
            text = row.text("proposal")
            row.name = text
            if not text:
                row.error("no value", "proposal", expected=self.notes.say("expected id"))
                continue
            id = self.ids.refer(row, "proposal", text, key, "unknown proposal")
            if id is None:
                continue
            place = self.ids.records[id].kelurahan
            who = row.text("voice") or (f"RW {rw_text(row.text('rw'))}" if row.cell("rw") is not None else "")
            if not who and "voice" in grid.columns:
                # a voice in merged cells, or written once above its lines
                who = last
                if who:
                    row.change(grid.columns["voice"], who, "as above")
            last = who
            voice = None
            if who:
                voice, new = self.voice(who, place, rw_text(row.text("rw")))
                if new:
                    made.append(voice)
                if voice.kelurahan != place:
                    row.error("other kelurahan", "proposal", other=place[1], name=voice.kelurahan[1])
                    continue
            elif "voice" in grid.columns:
                row.error("no voice", "voice")
                continue
            self._row(row, voice, id)
        self._say_new(grid, made)

    def _say_new(self, grid: Grid, made: list[Voice]) -> None:
        """Say of the voices that no list of participants names what they count for."""
        weighted = [voice for voice in made if (voice.kelurahan, voice.rw) in self._weights and voice.role]
        for measure in dict.fromkeys(self._measures[voice.kelurahan] for voice in weighted):
            count = sum(self._measures[voice.kelurahan] == measure for voice in weighted)
            self.notes.warning("new rw", count=count, measure=self.notes.say(measure), **_of(grid))
        if len(made) > len(weighted):
            self.notes.warning("new voices", count=len(made) - len(weighted), **_of(grid))

    def voice(self, text: str, place: Key, rw: str = "") -> tuple[Voice, bool]:
        """Return the voice of a name in a kelurahan, and whether it had to be made."""
        found = self.voices.find(text, place)
        if found is not None:
            return self.voices.records[found], False
        number = rw_text(text)
        rw = rw or (number if number.isdigit() and normal(text).startswith("rw") else "")
        id = f"{short(place)}-{normal(text).replace(' ', '-')}"
        is_rw = bool(rw) and normal(text).startswith("rw")
        weight = self._weights.get((place, rw), 1) if is_rw else 1
        voice = Voice(id, place, text, "RW" if is_rw else "", rw, weight)
        add_voice(self.voices, voice, text)
        return voice, True

    def _row(self, row: Row, voice: Voice | None, id: str) -> None:
        grid = row.grid
        criterion = row.text("criterion")
        for column, name in grid.scores.items():
            score = row.number(column)
            if score is not None:
                self._score(row, column, voice, name, id, score)
        score = row.number("score")
        if score is not None:
            self._score(row, "score", voice, criterion, id, score)
        rank = row.rank("rank")
        if rank is not None:
            self._state(row, "rank", voice, "ranking", id, Fraction(rank))
        if "approved" in grid.columns:
            self._mark(row, "approved", voice, id)
        if "value" in grid.columns and row.cell("value") is not None:
            kind = kind_of(row, "kind") if "kind" in grid.columns else "scores"
            if kind == "":
                row.error(
                    "no value",
                    "kind",
                    expected=", ".join(
                        WORDS[k][self.notes.lang == "en"] for k in WORDS if k in ("approval", "ranking", "scores")
                    ),
                )
            elif kind == "approval":
                self._mark(row, "value", voice, id)
            elif kind == "ranking":
                place = row.rank("value")
                if place is not None:
                    self._state(row, "value", voice, "ranking", id, Fraction(place))
            elif kind == "scores":
                value = row.number("value")
                if value is not None:
                    self._score(row, "value", voice, criterion, id, value)

    def _score(self, row: Row, field: str | int, voice: Voice | None, criterion: str, id: str, score: Fraction) -> None:
        if voice is not None:
            self.statements.add(row, field, (voice.id, "scores", criterion), id, score)
        elif criterion in self.scores[id]:
            row.error("stated twice", field, voice=criterion, proposal=id)
        else:
            self.scores[id][criterion or "skor"] = score

    def _state(self, row: Row, field: str | int, voice: Voice | None, kind: str, id: str, value: Fraction) -> None:
        if voice is None:
            row.error("no voice", field)
        else:
            self.statements.add(row, field, (voice.id, kind, ""), id, value)

    def _mark(self, row: Row, field: str | int, voice: Voice | None, id: str) -> None:
        text = normal(cell_text(row.cell(field))) or cell_text(row.cell(field))
        if text in APPROVED:
            self._state(row, field, voice, "approval", id, Fraction(1))
        elif text and text not in REFUSED:
            row.error("unknown word", field, expected=self.notes.say("one of", names="x, ya / yes, tidak / no"))

    # -- a matrix ----------------------------------------------------------------------------------------------

    def read_matrix(self, raw: RawSheet) -> bool:
        """Read a sheet with proposals down and voices across (or the other way round); False if it is none."""
        found = self._matrix(raw)
        if found is None:
            return False
        grid, column, across, place = found
        fill_body(grid, self.notes)
        rows = rows_of(grid, self.notes)
        entries = (self._voices_down if across else self._proposals_down)(rows, column, place)
        kind = self._kind(grid, entries)
        if kind is None:
            return True
        self._say_new(grid, [voice for _, _, voice, _, new in entries if new])
        for row, cell, voice, id, _ in entries:
            if kind == "approval":
                self._mark(row, cell, voice, id)
            elif kind == "ranking":
                rank = row.rank(cell)
                if rank is not None:
                    self.statements.add(row, cell, (voice.id, "ranking", ""), id, Fraction(rank))
            else:
                score = row.number(cell)
                if score is not None:
                    self.statements.add(row, cell, (voice.id, "scores", ""), id, score)
        return True

    def _matrix(self, raw: RawSheet) -> tuple[Grid, int, bool, Key | None] | None:
        part = parts()["preferences"]
        titles: list[str] = []
        for index, (line, cells) in enumerate(raw.rows[:40]):
            headings = {k: cell_text(cell) for k, cell in enumerate(cells) if not is_blank(cell)}
            below = raw.rows[index + 1 :]
            if len(headings) < 2 or not below:
                titles.append(" ".join(headings.values()))
                continue
            grid = Grid(raw, part, line, headings, {}, titles=titles)
            place = self.places.of_sheet(grid, silent=True)
            proposals = [k for k, text in headings.items() if self.ids.find(text, place) is not None]
            if len(proposals) >= 2:
                column = self._best(below, proposals, self.voices, place)
                if column is None:
                    # nobody on this sheet is on a list of participants: the first column names them
                    column = next((k for k in range(min(proposals)) if k not in proposals), None)
            else:
                column = self._best(below, [], self.ids, place)
            if column is not None:
                # the corner of a matrix is often blank
                grid.headings = dict(sorted({column: "", **headings}.items()))
                return grid, column, len(proposals) >= 2, place
            titles.append(" ".join(headings.values()))
        return None

    def _best(
        self, rows: list[tuple[int, list[Any]]], without: list[int], ids: Ids[Any], place: Key | None
    ) -> int | None:
        """Return the column of which most cells are known, if more than half are."""
        best, most = None, 0
        for k in range(max(len(cells) for _, cells in rows)):
            if k in without:
                continue
            texts = [cell_text(cells[k]) for _, cells in rows if k < len(cells) and not is_blank(cells[k])]
            known = len({text for text in texts if ids.find(text, place) is not None})
            # ranks pass for the numbers of proposals, but they recur
            if 2 * known > len(texts) and known > most:
                best, most = k, known
        return best

    def _columns(self, grid: Grid, column: int) -> list[int]:
        """Return the columns of voices: those that no part of a city knows as something else."""
        known = {spelling for id in ("proposals", "preferences") for spelling in parts()[id].by_spelling}
        plain = {"rw", "rt", "total", "jumlah", "rata rata", "skor", "nilai", "keterangan"}
        return [
            k
            for k, text in grid.headings.items()
            if k != column and (self.voices.find(text, None) or heading_key(text) not in known | plain)
        ]

    def _proposals_down(
        self, rows: list[Row], column: int, place: Key | None
    ) -> list[tuple[Row, int, Voice, str, bool]]:
        entries = []
        for row in rows:
            text = row.text(column)
            row.name = text
            id = self.ids.refer(row, column, text, place, "unknown proposal") if text else None
            if id is None:
                if not text:
                    row.error("no value", column, expected=self.notes.say("expected id"))
                continue
            for k in self._columns(row.grid, column):
                if row.cell(k) is not None:
                    voice, new = self.voice(_spoken(row.grid.headings[k]), self.ids.records[id].kelurahan)
                    entries.append((row, k, voice, id, new))
        return entries

    def _voices_down(self, rows: list[Row], column: int, place: Key | None) -> list[tuple[Row, int, Voice, str, bool]]:
        entries = []
        for row in rows:
            text = row.text(column)
            row.name = text
            if not text:
                row.error("no voice", column)
                continue
            for k, heading in row.grid.headings.items():
                id = self.ids.find(heading, place) if k != column else None
                if id is not None and row.cell(k) is not None:
                    voice, new = self.voice(_spoken(text), self.ids.records[id].kelurahan)
                    entries.append((row, k, voice, id, new))
        return entries

    def _kind(self, grid: Grid, entries: list[tuple[Row, int, Voice, str, bool]]) -> str | None:
        """Return what a matrix states: by the words of its sheet and headings, else by its cells."""
        words = set(normal(" ".join([grid.raw.title, *grid.titles, *grid.headings.values()])).split())
        cells = [cell_text(row.cell(k)) for row, k, _, _, _ in entries]
        numbers = [cell for cell in cells if cell.replace(".", "").replace(",", "").isdigit()]
        if not cells or len(numbers) < len(cells) or set(numbers) == {"1"}:
            return "approval"
        for kind, said in (("ranking", _RANKS), ("scores", _SCORES), ("approval", _MARKS)):
            if words.intersection(said):
                return kind
        by_voice: dict[str, list[str]] = defaultdict(list)
        for row, k, voice, _, _ in entries:
            by_voice[voice.id].append(cell_text(row.cell(k)))
        if all(
            sorted(map(int, ranks)) == list(range(1, len(ranks) + 1))
            for ranks in by_voice.values()
            if all(r.isdigit() for r in ranks)
        ):
            self.notes.warning(
                "matrix kind",
                kind=WORDS["ranking"][self.notes.lang == "en"],
                why=self.notes.say("each rank once"),
                **_of(grid),
            )
            return "ranking"
        self.notes.error("matrix unclear", suggestion=self.notes.say("name the sheet"), **_of(grid))
        return None


def rw_weights(rws: list[Rw]) -> tuple[dict[tuple[Key, str], int], dict[Key, str]]:
    """Return what each RW counts for, and by which measure in its kelurahan: weight, households or population.

    A measure counts where it is known for every RW of the kelurahan.
    """
    by_place: dict[Key, list[Rw]] = defaultdict(list)
    for rw in rws:
        by_place[rw.kelurahan].append(rw)
    weights: dict[tuple[Key, str], int] = {}
    measures: dict[Key, str] = {}
    for place, own in by_place.items():
        for measure in ("weight", "households", "population"):
            counts = [getattr(rw, measure) for rw in own]
            if all(counts):
                weights.update({(place, rw.number): count for rw, count in zip(own, counts, strict=True)})
                measures[place] = measure
                break
    return weights, measures


def _spoken(heading: str) -> str:
    """Return whom a heading names: ``Prioritas RW 05`` is RW 5, ``Skor Camat`` is Camat."""
    words = normal(heading).split()
    if len(words) > 1 and words[0] in _RANKS + _SCORES + _MARKS:
        heading = " ".join(heading.replace("_", " ").split()[1:])
    number = rw_text(heading)
    return f"RW {number}" if number.isdigit() and normal(heading).startswith("rw") else heading


def _of(grid: Grid) -> dict[str, Any]:
    return {"file": grid.raw.file, "sheet": grid.raw.name, "line": grid.line}
