"""The words that stand in cells: whose business a proposal is, its family, the kind of a ballot, marks of approval."""

from __future__ import annotations

import re

from fairbudget.io.cells import normal

__all__ = [
    "APPROVED",
    "AUTHORITY_WORDS",
    "FAMILY_WORDS",
    "KIND_WORDS",
    "RANK_WORDS",
    "REFUSED",
    "ROMAN",
    "WORDS",
    "authority_of",
]

AUTHORITY_WORDS: dict[str, str] = {
    **dict.fromkeys(
        (
            "kelurahan",
            "kel",
            "lurah",
            "desa",
            "village",
            "urban village",
            "dana kelurahan",
            "pagu kelurahan",
            "tingkat kelurahan",
        ),
        "kelurahan",
    ),
    **dict.fromkeys(("kecamatan", "kec", "camat", "district", "subdistrict", "tingkat kecamatan"), "kecamatan"),
    **dict.fromkeys(
        (
            *("perangkat daerah", "agency", "pd", "opd", "skpd", "ukpd", "dinas", "badan", "kota", "kabupaten", "city"),
            *(
                "pemerintah kota",
                "tingkat kota",
                "forum perangkat daerah",
                "forum opd",
                "provinsi",
                "suku dinas",
                "sudin",
            ),
        ),
        "agency",
    ),
}
FAMILY_WORDS: dict[str, str] = {
    **dict.fromkeys(
        (
            *(
                "sarana prasarana",
                "sarpras",
                "sarana dan prasarana",
                "sarana dan prasarana kelurahan",
                "infrastructure",
            ),
            *("pembangunan sarana dan prasarana", "pembangunan sarana dan prasarana kelurahan", "fisik", "physical"),
            *("pembangunan sarana prasarana", "pembangunan sarpras", "settlement works", "prasarana", "sarana"),
        ),
        "sarana prasarana",
    ),
    **dict.fromkeys(
        (
            *(
                "pemberdayaan masyarakat",
                "pemberdayaan",
                "pemberdayaan masyarakat kelurahan",
                "empowerment",
                "non fisik",
            ),
            *("pemberdayaan masyarakat di kelurahan", "nonfisik", "community empowerment", "kegiatan pemberdayaan"),
        ),
        "pemberdayaan masyarakat",
    ),
}
KIND_WORDS: dict[str, str] = {
    **dict.fromkeys(
        ("approval", "persetujuan", "setuju", "pilihan", "dipilih", "approvals", "approve", "choose 1"), "approval"
    ),
    **dict.fromkeys(
        ("ranking", "ordinal", "peringkat", "prioritas", "urutan", "rank", "ranks", "ranked", "rangking"), "ranking"
    ),
    **dict.fromkeys(("scores", "skor", "nilai", "scoring", "penilaian", "score", "cumulative", "poin"), "scores"),
}
#: Ranks in words, and Roman numerals as lists are often numbered.
RANK_WORDS: dict[str, int] = {
    **dict.fromkeys(("sangat tinggi", "very high", "sangat mendesak"), 1),
    **dict.fromkeys(("tinggi", "high", "mendesak"), 2),
    **dict.fromkeys(("sedang", "medium"), 3),
    **dict.fromkeys(("rendah", "low"), 4),
    **dict.fromkeys(("sangat rendah", "very low"), 5),
}
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
ROMAN = {word: number for number, word in enumerate(_NUMERALS, start=1)}
APPROVED = frozenset(("x", "v", "ya", "y", "yes", "1", "setuju", "true", "✓", "✔", "√", "dukung", "ok", "dipilih"))
REFUSED = frozenset(("0", "tidak", "t", "no", "n", "false", "-", "tolak"))
#: canonical word -> as the template writes it in Indonesian and English
WORDS: dict[str, tuple[str, str]] = {
    "kelurahan": ("kelurahan", "kelurahan"),
    "kecamatan": ("kecamatan", "kecamatan"),
    "agency": ("perangkat daerah", "agency"),
    "sarana prasarana": ("sarana prasarana", "sarana prasarana"),
    "pemberdayaan masyarakat": ("pemberdayaan masyarakat", "pemberdayaan masyarakat"),
    "approval": ("persetujuan", "approval"),
    "ranking": ("peringkat", "ranking"),
    "scores": ("skor", "scores"),
}
_LEVEL = re.compile(r"(?:kelurahan|kel|kecamatan|kec|desa|lurah|camat)\b")
_AGENCY = re.compile(
    r"(?:dinas|badan|satpol|satuan|sekretariat|bagian|suku dinas|sudin|bappeda|rsud|uptd?|kantor|inspektorat)\b"
)


def authority_of(text: str) -> str | None:
    """Return whose business something is whose agency is named: ``Kelurahan Loji`` is the kelurahan's.

    Examples
    --------
    >>> authority_of("Kecamatan Bogor Utara"), authority_of("Dinas PUPR"), authority_of("Kel. Loji"), authority_of("?")
    ('kecamatan', 'agency', 'kelurahan', None)
    """
    words = normal(text)
    if words in AUTHORITY_WORDS:
        return AUTHORITY_WORDS[words]
    level = _LEVEL.match(words)
    if level:
        return AUTHORITY_WORDS[level[0]]
    return "agency" if _AGENCY.match(words) else None
