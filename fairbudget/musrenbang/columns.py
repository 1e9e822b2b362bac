"""Under which headings a city's tables are found: the parts of a workbook, their fields and the spellings of each."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from fairbudget.io.cells import cell_text, normal

__all__ = ["CHOICE", "EXAMPLE", "LANGUAGES", "SCORE", "Field", "Part", "heading_key", "money_scale", "parts"]

LANGUAGES = ("id", "en")
#: A row whose first cell says this is the template's example: it is read by nobody.
EXAMPLE = ("contoh", "example")
#: A heading that numbers choices, such as ``Prioritas 1``: its word and its number.
CHOICE = re.compile(r"(prioritas|peringkat|urutan|ranking|rank|priority|pilihan|choice|suara)(?: ke)? (\d{1,3})")
#: Of the words of CHOICE those that rank; the others name choices without an order.
RANKING_WORDS = ("prioritas", "peringkat", "urutan", "ranking", "rank", "priority")
#: A heading of scores, such as ``skor_urgensi``: its criterion or assessor.
SCORE = re.compile(r"(?:skor|score|nilai|poin) (.+)|(.+) (?:skor|score)")

_CURRENCY = re.compile(r" *\b(?:dalam |in )?(?:rp|idr|rupiah)\b *")
_SCALE = re.compile(
    r"\b(?:dalam |in )?(ribu|ribuan|000|thousand|juta|jutaan|jt|million|miliar|milyar|miliaran|billion)$"
)
#: Units and remarks, but not the numbers that tell columns of one name apart.
_BRACKETS = re.compile(r"\((?!\d+\))[^)]*\)?")
_FACTORS = {
    **dict.fromkeys(("ribu", "ribuan", "000", "thousand"), 1000),
    **dict.fromkeys(("juta", "jutaan", "jt", "million"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "miliaran", "billion"), 10**9),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a part may have.

    Attributes
    ----------
    id : str
    kind : str
        How its cells are read.
    heading : mapping of str to str
        By language.
    spellings : tuple of str
        All headings under which it is found, in the form of :func:`heading_key`, the preferred first.
    """

    id: str
    kind: str
    heading: Mapping[str, str]
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of table.

    Attributes
    ----------
    id : str
    sheet : mapping of str to str
        Its name by language.
    names : frozenset of str
        Sheet names under which it is found, in the form of :func:`fairbudget.io.cells.normal`.
    needs : tuple of tuple of str
        Of each group of fields at least one must be there.
    excluded : frozenset of str
        Headings that it never has.
    fields : mapping of str to Field
    by_spelling : mapping of str to (str, int)
        Heading -> field and how much it is preferred, 0 most.
    """

    id: str
    sheet: Mapping[str, str]
    names: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    excluded: frozenset[str]
    fields: Mapping[str, Field]
    by_spelling: Mapping[str, tuple[str, int]]

    def find(self, heading: str) -> tuple[str, int] | None:
        """Return the field of a heading and how much it is preferred; what stands in brackets may be left out.

        Examples
        --------
        >>> parts()["rw"].find("Penduduk (jiwa)"), parts()["rw"].find("Luas (ha)")
        (('population', 100), None)
        """
        found = self.by_spelling.get(heading_key(heading))
        if found is None and "(" in heading:
            entry = self.by_spelling.get(heading_key(_BRACKETS.sub(" ", heading)))
            found = entry and (entry[0], entry[1] + 100)
        return found


@functools.lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Return a heading in the form in which its spellings are equal: without case, punctuation, currency and scale.

    Examples
    --------
    >>> heading_key("Anggaran (Rp.)"), heading_key("PAGU_INDIKATIF (Rp juta)"), heading_key("No. RW")
    ('anggaran', 'pagu indikatif', 'no rw')
    """
    key = normal(cell_text(text))
    bare = _SCALE.sub("", _CURRENCY.sub(" ", key).strip()).strip()
    return _CURRENCY.sub(" ", bare).strip() or key


@functools.lru_cache(maxsize=4096)
def money_scale(text: str) -> int:
    """Return what an amount under a heading is multiplied by: 1,000,000 below ``Anggaran (Rp juta)``.

    Examples
    --------
    >>> money_scale("Anggaran (dalam jutaan rupiah)"), money_scale("Pagu (Rp. 000)"), money_scale("Pagu (Rp)")
    (1000000, 1000, 1)
    """
    key = _CURRENCY.sub(" ", normal(cell_text(text))).strip()
    found = _SCALE.search(key)
    return _FACTORS[found[1]] if found else 1


@functools.cache
def parts() -> Mapping[str, Part]:
    """Return the parts of a city's workbook by id, as ``columns.toml`` lists them."""
    text = resources.files("fairbudget.musrenbang").joinpath("columns.toml").read_text(encoding="utf-8")
    return {id: _part(id, data) for id, data in tomllib.loads(text).items()}


def _part(id: str, data: Mapping[str, object]) -> Part:
    fields: dict[str, Field] = {}
    by_spelling: dict[str, tuple[str, int]] = {}
    listed = data["fields"]
    assert isinstance(listed, Mapping)
    for name, entry in listed.items():
        spellings = tuple(dict.fromkeys(heading_key(text) for text in [*entry["heading"], *entry.get("also", ())]))
        fields[name] = Field(name, entry["kind"], dict(zip(LANGUAGES, entry["heading"], strict=True)), spellings)
        for rank, spelling in enumerate(spellings):
            if spelling in by_spelling:
                raise ValueError(f"{id}: {spelling!r} is a heading of {by_spelling[spelling][0]} and of {name}")
            by_spelling[spelling] = (name, rank)
    sheet, also, needs, excluded = data["sheet"], data["also"], data["needs"], data["not"]
    assert isinstance(sheet, list)
    assert isinstance(also, list)
    assert isinstance(needs, list)
    assert isinstance(excluded, list)
    names = frozenset(map(normal, [*sheet, *also]))
    groups = tuple(tuple(group.split("|")) for group in needs)
    return Part(
        id,
        dict(zip(LANGUAGES, sheet, strict=True)),
        names,
        groups,
        frozenset(map(heading_key, excluded)),
        fields,
        by_spelling,
    )
