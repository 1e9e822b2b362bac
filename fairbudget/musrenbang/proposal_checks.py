"""What no single row of proposals shows: rows that recur, words that differ, needs that run in circles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from fairbudget.errors import nearest
from fairbudget.io.cells import cell_text, normal
from fairbudget.musrenbang.cells import Row, rw_text
from fairbudget.musrenbang.city import Proposal
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.identity import Ids, split_ids
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.places import Key

__all__ = ["check_doubles", "check_words", "link", "ranks_of_rw", "same_words"]


def ranks_of_rw(found: list[Proposal], grids: list[Grid], notes: Notes) -> list[Proposal]:
    """Take ranks that begin again in every RW as ranks in the lists of the RW, which forms often call just priority."""
    own = [grid for grid in grids if "priority" in grid.columns]
    if not own or any("rw_priority" in grid.columns for grid in grids):
        return found
    ranks: dict[Key, dict[str, list[int]]] = {}
    for proposal in found:
        if proposal.priority is not None and proposal.rw and proposal.authority == "kelurahan":
            ranks.setdefault(proposal.kelurahan, {}).setdefault(proposal.rw, []).append(proposal.priority)
    several = [lists for lists in ranks.values() if len(lists) > 1]
    if not several or not all(
        sum(1 in numbers for numbers in lists.values()) > 1
        and all(len(set(numbers)) == len(numbers) for numbers in lists.values())
        for lists in several
    ):
        return found
    heading = own[0].headings[own[0].columns["priority"]]
    place = {"file": own[0].raw.file, "sheet": own[0].raw.name, "line": own[0].line}
    notes.warning("ranks of rw", column=heading, **place)
    return [replace(proposal, priority=None, rw_priority=proposal.priority) for proposal in found]


def _digits(row: Row) -> str:
    """Return the cost as digits, however it is written, to compare rows by."""
    cell = row.cell("cost")
    return str(cell) if isinstance(cell, int) else re.sub(r"(?:[.,]00?)?\D*$|\D", "", cell_text(cell))


def check_doubles(placed: list[tuple[Row, Key | None]], notes: Notes) -> None:
    """Tell of a sheet that repeats another, such as a summary of all kelurahan, and of a row that repeats another."""
    rows: dict[int, list[tuple[Row, tuple[object, ...]]]] = {}
    for row, key in placed:
        texts = (rw_text(cell_text(row.cell(name))).casefold() for name in ("title", "rw", "rt", "volume"))
        rows.setdefault(id(row.grid), []).append((row, (key, *texts, _digits(row))))
    seen: dict[tuple[object, ...], Row] = {}
    for entries in rows.values():
        mine = entries[0][0].grid
        others = Counter(id(seen[same].grid) for _, same in entries if same in seen)
        other, count = others.most_common(1)[0] if others else (0, 0)
        if 2 * count > len(entries) and count > 1:
            first = next(row.grid for row in seen.values() if id(row.grid) == other)
            values = {"count": count, "total": len(entries), "other": first.source, "line": mine.line}
            hint = notes.say("leave one out")
            notes.error("same rows", suggestion=hint, file=mine.raw.file, sheet=mine.raw.name, **values)
            continue
        for row, same in entries:
            if same in seen and seen[same].grid is mine:
                row.warning("same row", "title", first=seen[same].line)
            seen.setdefault(same, row)


def same_words(found: list[Proposal]) -> list[Proposal]:
    """Write each bidang as most rows do: ``Fisik`` and ``FISIK`` are one."""
    counts: dict[str, Counter[str]] = {}
    for proposal in found:
        counts.setdefault(normal(proposal.category), Counter())[proposal.category] += 1
    common = {word: spelt.most_common(1)[0][0] for word, spelt in counts.items()}
    return [
        proposal
        if proposal.category == (word := common[normal(proposal.category)])
        else replace(proposal, category=word)
        for proposal in found
    ]


def check_words(found: list[Proposal], placed: list[tuple[Row, Key | None]], notes: Notes) -> None:
    """Point at a bidang that is written once or twice and differs in a letter from a common one."""
    counts = Counter(normal(proposal.category) for proposal in found if proposal.category)
    shown = {normal(proposal.category): proposal.category for proposal in reversed(found)}
    if len(counts) > 200:
        # no list of bidang, but a column of sentences
        return
    for word, count in counts.items():
        common = [other for other, more in counts.items() if more >= 5 * count and other != word]
        hint = nearest(word, common) if common and count <= 2 else ""
        if hint.startswith("did you mean '"):
            other = hint.split("'")[1]
            for row, _ in placed:
                if normal(cell_text(row.cell("category"))) == word:
                    values = {"count": count, "other": shown[other], "more": counts[other]}
                    row.warning(
                        "rare word", "category", suggestion=notes.say("did you mean", name=shown[other]), **values
                    )


def link(links: list[tuple[Row, Proposal]], ids: Ids[Proposal], notes: Notes) -> dict[str, Proposal]:
    """Return the proposals that need or exclude others, with those."""
    linked: dict[str, Proposal] = {}
    rows: dict[str, Row] = {}
    for row, proposal in links:
        sets: dict[str, tuple[str, ...]] = {}
        for field in ("requires", "excludes"):
            named = []
            text = row.free_text(field) if row.cell(field) is not None else ""
            whole = ids.find(text, proposal.kelurahan) if text else None
            for part in [text] if whole else split_ids(text):
                id = ids.refer(row, field, part, proposal.kelurahan, "unknown proposal")
                if id == proposal.id:
                    row.error("itself", field, value=part)
                elif id is not None and id not in named:
                    named.append(id)
            sets[field] = tuple(named)
        for id in set(sets["requires"]).intersection(sets["excludes"]):
            row.error("both", "requires", id=id)
        linked[proposal.id] = replace(proposal, requires=sets["requires"], excludes=sets["excludes"])
        rows[proposal.id] = row
    for circle in _circles({id: proposal.requires for id, proposal in linked.items()}):
        rows[circle[0]].error("cycle", "requires", names=" -> ".join([*circle, circle[0]]))
    return linked


def _circles(needs: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Return each circle of needs once."""
    state: dict[str, int] = {}
    found = []
    for start in needs:
        path: list[str] = []
        stack = [(start, iter(needs.get(start, ())))] if start not in state else []
        while stack:
            id, following = stack[-1]
            if id not in state:
                state[id] = 1
                path.append(id)
            after = next(following, None)
            if after is None:
                stack.pop()
                path.pop()
                state[id] = 2
            elif state.get(after) == 1:
                found.append(path[path.index(after) :])
            elif after not in state:
                stack.append((after, iter(needs.get(after, ()))))
    return found
