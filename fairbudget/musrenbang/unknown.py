"""Sheets that hold no table of a city: what they may be meant for, and what is missing then."""

from __future__ import annotations

from typing import Any

from fairbudget.io.cells import normal
from fairbudget.musrenbang.columns import Part, heading_key, parts
from fairbudget.musrenbang.grid import SEARCHED
from fairbudget.musrenbang.headings import headings_of, near_headings
from fairbudget.musrenbang.notes import Notes
from fairbudget.musrenbang.sheets import RawSheet

__all__ = ["tell_unknown"]


def tell_unknown(raw: RawSheet, notes: Notes) -> None:
    """Say that a sheet holds no table of a city.

    If the sheet's name, or three of its headings, are those of a part, what is missing is told, as an error.
    """
    place: dict[str, Any] = {"file": raw.file, "sheet": raw.name}
    part, line, headings = _likely(raw)
    shown = ", ".join(headings.values())[:200]
    if part is None:
        names = ", ".join(part.sheet[notes.lang] for part in parts().values())
        notes.warning(
            "sheet unknown", line=line, value=shown, expected=notes.say("one of sheets", names=names), **place
        )
        return
    keys = {heading_key(text): text for text in headings.values()}
    found = {entry[0] for text in headings.values() if (entry := part.find(text))}
    for group in part.needs:
        fields = [part.fields[name] for name in group if name in part.fields]
        if found.intersection(group):
            continue
        wanted = " / ".join(item.heading[notes.lang] for item in fields)
        close = next((near for item in fields for near in near_headings(item.spellings, keys)), None)
        hint = None if close is None else notes.say("rename", old=keys[close], new=fields[0].heading[notes.lang])
        # a list of names alone is no fault: nobody votes by it
        tell = notes.warning if part.id in ("voices", "rw") else notes.error
        tell("no column", name=wanted, line=line, value=shown, expected=wanted, suggestion=hint, **place)


def _likely(raw: RawSheet) -> tuple[Part | None, int, dict[int, str]]:
    """Return the part that a sheet may be meant for, and the row of headings that says so."""
    best: tuple[int, Part | None, int, dict[int, str]] = (0, None, raw.rows[0][0], {})
    for index in range(min(SEARCHED, len(raw.rows))):
        headings = headings_of(raw, index, 1)
        if len(headings) > len(best[3]) and best[0] == 0:
            best = (0, None, raw.rows[index][0], headings)
        for part in parts().values():
            known = sum(part.find(text) is not None for text in headings.values())
            named = normal(raw.title) in part.names
            if len(headings) > 1 and known >= (1 if named else 3) and known + 2 * named > best[0]:
                best = (known + 2 * named, part, raw.rows[index][0], headings)
    return best[1], best[2], best[3]
