"""A row of headings: its texts, also over two rows; which known heading an unknown one comes close to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from fairbudget.io.cells import cell_text, is_blank
from fairbudget.musrenbang.columns import CHOICE, SCORE, Part, heading_key, parts
from fairbudget.musrenbang.sheets import RawSheet

__all__ = ["containing", "headings_of", "near_headings"]

#: Words that tell what a column is about even among words that are not known.
_TELLING = {
    "title": frozenset(("usulan", "kegiatan", "pekerjaan", "proposal", "activity", "project")),
    "cost": frozenset(("anggaran", "biaya", "cost", "budget", "rab")),
    "ceiling": frozenset(("pagu", "ceiling")),
    "kelurahan": frozenset(("kelurahan", "village")),
    "authority": frozenset(("kewenangan", "authority")),
    "priority": frozenset(("prioritas", "priority")),
    "spent": frozenset(("realisasi", "spent")),
    "rank": frozenset(("prioritas", "peringkat", "rank")),
    "score": frozenset(("skor", "score")),
}


def headings_of(raw: RawSheet, start: int, depth: int) -> dict[int, str]:
    """Return the texts of a row by column, joined with those of the next row for a heading of two rows."""
    line, cells = raw.rows[start]
    texts = {k: cell_text(cell) for k, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
    if any(not is_blank(cell) and not isinstance(cell, str) for cell in cells):
        # years and numbers of RW may head columns, but a row of numbers is no row of headings
        numbers = {k: cell_text(cell) for k, cell in enumerate(cells) if not is_blank(cell) and k not in texts}
        texts = texts | numbers if len(texts) > len(numbers) else {}
    if depth == 1:
        return texts
    if start + 1 >= len(raw.rows) or len(texts) < 2:
        return {}
    below_line, below = raw.rows[start + 1]
    under = {k: cell_text(cell) for k, cell in enumerate(below) if not is_blank(cell)}
    if not under or not all(isinstance(below[k], str) for k in under) or below_line != line + 1:
        return {}
    spread = dict(texts)
    for top, left, bottom, right in raw.merged:
        if top == line and left in texts and bottom == line:
            spread.update(dict.fromkeys(range(left, right + 1), texts[left]))
    if not raw.merged:
        # a text file keeps no merged cells: a blank heading above a filled one belongs to the one on its left
        for k in sorted(under):
            if k not in spread and k - 1 in spread and k - 1 in under:
                spread[k] = spread[k - 1]
    if set(under) <= set(texts) and not any(k in spread and k not in texts for k in under):
        return {}
    joined = {}
    for k in sorted({*spread, *under}):
        above, text = spread.get(k, ""), under.get(k, "")
        joined[k] = f"{above} {text}".strip() if above and text and not _known(text) else text or above
    return joined


def _known(text: str) -> bool:
    return any(part.find(text) for part in parts().values())


def containing(part: Part, name: str, headings: dict[int, str]) -> int | None:
    """Return the one unknown heading that contains a telling word of a field: ``Perkiraan Biaya Kegiatan``."""
    words = _TELLING.get(name, frozenset())
    fitting = [
        k
        for k, text in headings.items()
        if words.intersection(heading_key(text).split())
        and part.find(text) is None
        and not SCORE.fullmatch(heading_key(text))
        and not CHOICE.fullmatch(heading_key(text))
    ]
    return fitting[0] if len(fitting) == 1 else None


def near_headings(spellings: Iterable[str], keys: Iterable[str]) -> list[str]:
    """Return the headings that are a slip away from a spelling."""
    listed = [key for key in keys if len(key) > 3]
    return [near for text in spellings for near in difflib.get_close_matches(text, listed, n=1, cutoff=0.84)]
