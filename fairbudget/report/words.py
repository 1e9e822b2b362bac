"""The words of a page that a reader may not know: Indonesian planning terms, and terms of the field."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["WORDS", "Word"]


class Word(NamedTuple):
    """A term with its language (empty for English) and meaning."""

    word: str
    lang: str
    meaning: str


WORDS: tuple[Word, ...] = (
    Word("kelurahan", "id", "Urban ward, the lowest office of a city's administration; headed by a lurah."),
    Word("kecamatan", "id", "District of a city; several kelurahan."),
    Word(
        "RW, RT",
        "id",
        "Rukun warga and rukun tetangga: neighbourhood associations. A kelurahan has several RW, an RW several RT.",
    ),
    Word(
        "Musrenbang",
        "id",
        "Musyawarah perencanaan pembangunan, the yearly planning meeting. That of the kelurahan agrees a "
        "list of proposals by priority.",
    ),
    Word("usulan", "id", "A proposal: what, where, how much of it, its cost, its priority."),
    Word("pagu", "id", "Ceiling: the money that a kelurahan may fund proposals with."),
    Word(
        "bidang",
        "id",
        "Field of work: fisik (paths, drains, lamps), sosial (health posts, training), ekonomi (small "
        "business), pemerintahan (administration).",
    ),
    Word("BES", "", "Basic Equal Share: the same amount for every kelurahan."),
    Word(
        "APW",
        "id",
        "Anggaran Proporsi Wilayah: a fund split by weighted shares of the city's totals of the indicators.",
    ),
    Word("AW", "id", "Anggaran Wilayah: the ceiling, BES + APW."),
    Word(
        "DTSEN",
        "id",
        "Data Tunggal Sosial dan Ekonomi Nasional, the national social and economic register; counts "
        "people in poverty.",
    ),
    Word(
        "kewenangan",
        "id",
        "Authority: whose business a proposal is. Only those of the kelurahan compete for its ceiling; "
        "the others travel upward.",
    ),
    Word("Priority order", "", "Going down the agreed list and funding what fits, until the ceiling is reached."),
    Word(
        "Greedy rule",
        "",
        "Going down the proposals by utility per rupiah; with utility counted in rupiah this is the number of votes.",
    ),
    Word(
        "Method of Equal Shares",
        "",
        "Every voter receives an equal part of the ceiling; supporters buy proposals together, each time "
        "the one that costs them least for its utility.",
    ),
    Word(
        "Add1",
        "",
        "A completion of Equal Shares: the voters' parts are raised step by step, as long as what is "
        "bought stays within the ceiling.",
    ),
    Word(
        "Utility",
        "",
        "What a voter gains from a funded proposal that the ballot supports; by default its cost, so that"
        " gains are counted in rupiah.",
    ),
    Word(
        "Gini coefficient",
        "",
        "Inequality from 0 (all have the same) towards 1 (one has everything). Per head: each person "
        "counts; per unit: each kelurahan counts once.",
    ),
)
