"""Words of an audit, in English and Indonesian; evidence and faults are told in English."""

from __future__ import annotations

from collections.abc import Callable

from fairbudget.languages import speaker

__all__ = ["words"]

_WORDS: dict[str, tuple[str, str]] = {
    "follow": (
        "{} of {} rows follow from their cells as printed; {} of {} columns agree with their totals",
        "{} dari {} baris sesuai dengan selnya sebagaimana tercetak; {} dari {} kolom sesuai dengan jumlahnya",
    ),
    "smallest": ("the smallest set", "himpunan terkecil"),
    "not proved": ("a set, not proved to be the smallest,", "suatu himpunan, tidak terbukti terkecil,"),
    "set is": (
        "{} of corrections is {} in {} numbers; after it {} of {} rows and {} of {} columns agree",
        "{} koreksi adalah {} pada {} angka; sesudahnya {} dari {} baris dan {} dari {} kolom sesuai",
    ),
    "digit": ("{} changed digit", "{} digit diubah"),
    "digits": ("{} changed digits", "{} digit diubah"),
    "proof": (
        "proved: no set of fewer changed digits makes all of this agree; a digit changes, none is added or lost",
        "terbukti: tidak ada himpunan dengan digit lebih sedikit yang membuat semua ini sesuai; digit diganti, tidak"
        " ditambah atau dihapus",
    ),
    "proof of part": (
        "proved: no set of fewer changed digits makes as much agree; what is left needs more changed digits in a row"
        " than are looked at, or is no matter of digits",
        "terbukti: tidak ada himpunan dengan digit lebih sedikit yang membuat sebanyak ini sesuai; sisanya memerlukan"
        " lebih banyak digit dalam satu baris daripada yang diperiksa, atau bukan soal digit",
    ),
    "only": ("it is the only set of its size", "himpunan ini satu-satunya yang sebesar itu"),
    "several": ("there are {} sets of this size", "ada {} himpunan sebesar ini"),
    "several open": (
        "sets of this size found: {}, whether there are more is not settled",
        "himpunan sebesar ini yang ditemukan: {}, belum pasti apakah ada yang lain",
    ),
    "in all": (
        "{}; {} of the {} corrections are known to be in all of them",
        "{}; {} dari {} koreksi pasti ada di semuanya",
    ),
    "nothing": ("nothing to correct", "tidak ada yang perlu dikoreksi"),
    "not mended": (
        "changed digits do not mend what does not follow",
        "yang tidak sesuai tidak dapat diperbaiki dengan mengganti digit",
    ),
    "where": (
        "of the corrections {} are in indicators, {} in published amounts and shares, {} in printed totals",
        "dari koreksi itu {} pada indikator, {} pada jumlah dan bagian yang diterbitkan, {} pada jumlah tercetak",
    ),
    "money": (
        "published amounts that do not follow from the corrected cells: {} kelurahan in {}, {} too much and {} too"
        " little",
        "jumlah terbit yang tidak sesuai dengan sel terkoreksi: {} kelurahan pada {}, {} terlalu banyak dan {} terlalu"
        " sedikit",
    ),
    "other faults": ("other faults: {}", "kesalahan lain: {}"),
    "rows": ("Rows that do not follow from their cells", "Baris yang tidak sesuai dengan selnya"),
    "columns": ("Columns and their totals", "Kolom dan jumlahnya"),
    "corrections": ("Corrections: {} numbers, {}", "Koreksi: {} angka, {}"),
    "correction": ("Corrections: one number, {}", "Koreksi: satu angka, {}"),
    "other sets": ("Other sets of the same size: {}", "Himpunan lain sebesar itu: {}"),
    "and more": (" (and more)", " (dan lainnya)"),
    "instead": ("  set {}: instead {}", "  himpunan {}: sebagai gantinya {}"),
    "faults": ("Other faults: {}", "Kesalahan lain: {}"),
    "look": ("Worth a look (not counted as faults): {}", "Layak diperiksa (tidak dihitung sebagai kesalahan): {}"),
    "note": ("note", "catatan"),
    "line": ("line", "baris"),
    "kecamatan": ("kecamatan", "kecamatan"),
    "kelurahan": ("kelurahan", "kelurahan"),
    "column": ("column", "kolom"),
    "printed": ("printed", "tercetak"),
    "computed": ("computed", "dihitung"),
    "mended": ("mended", "diperbaiki"),
    "corrected": ("corrected", "koreksi"),
    "digits head": ("digits", "digit"),
    "unique": ("in every smallest set", "di semua himpunan"),
    "formula": ("formula", "rumus"),
    "printed total": ("printed total", "jumlah tercetak"),
    "sum": ("sum of cells", "jumlah sel"),
    "corrected sum": ("corrected sum", "jumlah koreksi"),
    "agrees": ("agrees", "sesuai"),
    "after": ("after", "sesudah"),
    "yes": ("yes", "ya"),
    "no": ("no", "tidak"),
    "evidence": ("evidence", "bukti"),
    "Evidence": ("Evidence", "Bukti"),
    "summary": ("Summary", "Ringkasan"),
    "Corrections": ("Corrections", "Koreksi"),
    "Rows": ("Rows", "Baris"),
    "Columns": ("Columns", "Kolom"),
    "Faults": ("Faults", "Kesalahan"),
    "severity": ("severity", "jenis"),
    "message": ("message", "uraian"),
    "evidence hint": (
        "the evidence for each: --evidence, the errata (-o errata.csv), -o audit.xlsx or --format json",
        "bukti masing-masing: --evidence, berkas errata (-o errata.csv), -o audit.xlsx atau --format json",
    ),
    "room": (
        "a column of amounts agrees if rounding each row explains the difference between its sum and the formula's",
        "kolom jumlah dianggap sesuai bila selisih jumlahnya dengan rumus terjelaskan oleh pembulatan setiap baris",
    ),
}


def words(lang: str) -> Callable[[str], str]:
    """Return a function from a key to its words in a language.

    Raises
    ------
    OptionError
        On a language that is not known.
    """
    return speaker(_WORDS, lang)
