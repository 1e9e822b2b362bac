"""Words of the workbook and of worked sheets, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Callable

from fairbudget.languages import speaker

__all__ = ["words"]

_WORDS: dict[str, tuple[str, str]] = {
    "read me": ("Read me", "Baca dulu"),
    "inputs": ("Inputs", "Masukan"),
    "calculation": ("Calculation", "Perhitungan"),
    "ceilings": ("Ceilings", "Pagu"),
    "formula": ("Formula", "Rumus"),
    "comparison": ("Comparison", "Perbandingan"),
    "source": ("source", "sumber"),
    "rounding": ("rounding", "pembulatan"),
    "rounding unit": ("rounding unit (rupiah)", "satuan pembulatan (rupiah)"),
    "pool of all": ("pool of the formula (rupiah)", "pagu seluruhnya (rupiah)"),
    "pool": ("pool (rupiah)", "pagu komponen (rupiah)"),
    "pool share": ("share of the pool", "bagian dari pagu"),
    "base": ("base per row (rupiah)", "jumlah dasar per baris (rupiah)"),
    "indicator": ("indicator", "indikator"),
    "weight": ("weight", "bobot"),
    "total": ("total", "jumlah"),
    "goal": ("goal", "sasaran"),
    "low": ("lowest score", "skor terendah"),
    "high": ("highest score", "skor tertinggi"),
    "centre": ("score of the mean", "skor rata-rata"),
    "sum of weights": ("sum of weights (must be 1)", "jumlah bobot (harus 1)"),
    "class": ("class", "kelas"),
    "factor": ("factor", "faktor"),
    "sum of factors": ("sum of factors", "jumlah faktor"),
    "split": ("Split of every ceiling", "Pembagian setiap pagu"),
    "kind": ("kind", "jenis"),
    "column sum": ("sum of the column", "jumlah kolom"),
    "too many": (
        "More than {} rows: this workbook holds values only.",
        "Lebih dari {} baris: buku kerja ini hanya berisi nilai.",
    ),
    "up to": ("above", "di atas"),
    "share of": ("share of {}", "bagian {}"),
    "score of": ("score of {}", "skor {}"),
    "share in": ("{}: share of the pool", "{}: bagian dari pagu"),
    "index": ("{}: index", "{}: indeks"),
    "product": ("{}: product of scores", "{}: hasil kali skor"),
    "exact": ("{}: before rounding", "{}: sebelum dibulatkan"),
    "remainder": ("{}: remainder", "{}: sisa"),
    "chosen": ("{}: chosen (1 or 0)", "{}: terpilih (1 atau 0)"),
    "class of": ("{}: class", "{}: kelas"),
    "before": ("{} before adjustments", "{} sebelum penyesuaian"),
    "as computed": ("{} by fairbudget", "{} menurut fairbudget"),
    "difference": ("difference", "selisih"),
    "value": ("value", "nilai"),
    "what": ("what", "uraian"),
    "sum": ("Total", "Jumlah"),
    "balance": ("balance", "penyeimbang"),
    "to give": ("to give", "harus dibagi"),
    "given": ("given", "dibagi"),
    "residual": ("residual", "sisa"),
    "read 1": (
        "Blue cells are inputs: change a weight, a pool or an indicator, and every amount is computed again.",
        "Sel biru adalah masukan: ubah bobot, pagu atau indikator, dan semua jumlah dihitung ulang.",
    ),
    "read 2": (
        "Sheet {inputs}: pools, weights and totals. Sheet {calculation}: shares and amounts by formulas."
        " Sheet {ceilings}:"
        " the amounts as fairbudget computed them, as values.",
        "Lembar {inputs}: pagu, bobot dan jumlah. Lembar {calculation}: bagian dan jumlah dengan rumus."
        " Lembar {ceilings}:"
        " jumlah menurut fairbudget, sebagai nilai.",
    ),
    "read 3": (
        "Fairbudget computes with exact fractions, a spreadsheet with 15 digits. Amounts are rounded to"
        " {digits} decimals"
        " before they are rounded to rupiah, so that ties are ties.",
        "Fairbudget menghitung dengan pecahan eksak, lembar kerja dengan 15 digit. Jumlah dibulatkan ke"
        " {digits} desimal"
        " sebelum dibulatkan ke rupiah, agar nilai tepat tengah tetap tepat tengah.",
    ),
    "differing": (
        "rows whose amount here is not fairbudget's (0 until an input is changed)",
        "baris yang jumlahnya berbeda dari fairbudget (0 selama masukan belum diubah)",
    ),
    "static": ("Not computed again in this workbook:", "Tidak dihitung ulang dalam buku kerja ini:"),
    "static weights": (
        "{}: weights by {} are values; they were computed from the table and do not follow its changes.",
        "{}: bobot menurut {} adalah nilai; dihitung dari tabel dan tidak mengikuti perubahannya.",
    ),
    "static chosen": (
        "{}: who is chosen (1 or 0) is an input; it does not follow changes of flags or scores.",
        "{}: yang terpilih (1 atau 0) adalah masukan; tidak mengikuti perubahan tanda atau skor.",
    ),
    "static adjustments": (
        "Adjustments ({}) are values: they need a calculation that no spreadsheet formula states. After a"
        " change of inputs they"
        " are out of date; run fairbudget again.",
        "Penyesuaian ({}) adalah nilai: perhitungannya tidak dapat ditulis sebagai rumus lembar kerja."
        " Setelah masukan diubah"
        " nilainya tidak berlaku lagi; jalankan fairbudget kembali.",
    ),
    "static split": (
        "The split into {} parts is written as values: only one of two parts is a formula.",
        "Pembagian ke dalam {} bagian ditulis sebagai nilai: hanya pembagian dua bagian yang berupa rumus.",
    ),
    "static size": (
        "Largest-remainder rounding of more than {} rows is written as values: as formulas it would take too long.",
        "Pembulatan sisa terbesar untuk lebih dari {} baris ditulis sebagai nilai: sebagai rumus akan terlalu lama.",
    ),
    "close": (
        "{} amounts lie so close to a rounding limit that 15 digits cannot decide them; see the column of differences.",
        "{} jumlah terlalu dekat dengan batas pembulatan sehingga 15 digit tidak cukup; lihat kolom selisih.",
    ),
    "stale": (
        "state of the adjustments",
        "keadaan penyesuaian",
    ),
    "fits": ("they fit the amounts above them", "sesuai dengan jumlah di atasnya"),
    "stale yes": ("OUT OF DATE: run fairbudget again", "TIDAK BERLAKU: jalankan fairbudget kembali"),
    "place": ("line {} of {}", "baris {} dari {}"),
    "same for all": ("the same for every row", "sama untuk setiap baris"),
    "at most": ("at most {}", "paling banyak {}"),
    "above all": ("more than the others", "lebih dari yang lain"),
    "not chosen": ("not chosen", "tidak terpilih"),
    "of the chosen": ("{} chosen", "{} terpilih"),
    "geometric": (
        "index: product of score ^ weight, over the largest",
        "indeks: hasil kali skor ^ bobot, dibagi yang terbesar",
    ),
    "index of": ("index", "indeks"),
    "worked": ("Worked sheet", "Lembar hitung"),
    "contribution": ("adds", "sumbangan"),
    "share": ("share", "bagian"),
    "score": ("score", "skor"),
    "rupiah": ("rupiah", "rupiah"),
    "before rounding": ("before rounding", "sebelum dibulatkan"),
    "rounded": ("rounded", "dibulatkan"),
    "in rupiah": ("Ceilings in rupiah", "Pagu dalam rupiah"),
    "sum of row": ("sum", "jumlah"),
    "sum of group": ("sum of {}", "jumlah {}"),
    "all rows": ("all {}", "semua {}"),
    "share in percent": (
        "Share of {} in percent: the indicator's share times its weight",
        "Bagian {} dalam persen: bagian indikator kali bobotnya",
    ),
    "given of": ("{}: {} given of {}; residual {}", "{}: {} dibagi dari {}; sisa {}"),
    "causes": (
        "({} since totals in the formula are not the columns' sums, {} by rounding)",
        "({} karena jumlah dalam rumus bukan jumlah kolom, {} karena pembulatan)",
    ),
    "too much": ("more is given than there is", "yang dibagi lebih dari yang ada"),
    "given in all": (
        "{}: {} for {} {}; residual {}; rounding {} to {}",
        "{}: {} untuk {} {}; sisa {}; pembulatan {} ke {}",
    ),
    "adjusted by": ("{}: {} more, {} less, {} {} changed", "{}: {} lebih, {} kurang, {} {} berubah"),
    "multiplied": ("amounts at no limit were multiplied by {}", "jumlah yang tidak pada batas dikalikan {}"),
    "split of": ("{}: {}, {} % of each ceiling", "{}: {}, {} % dari setiap pagu"),
    "legal met": (
        "legal floor ({}): {} given, at least {} required; met, {} above",
        "batas minimum hukum ({}): {} dibagi, paling sedikit {}; terpenuhi, lebih {}",
    ),
    "legal not met": (
        "legal floor ({}): {} given, at least {} required; NOT met, {} short",
        "batas minimum hukum ({}): {} dibagi, paling sedikit {}; TIDAK terpenuhi, kurang {}",
    ),
    "note": ("note", "catatan"),
}


def words(lang: str) -> Callable[[str], str]:
    """Return a function from a key to its words in a language.

    Raises
    ------
    OptionError
        On a language that is not known.

    Examples
    --------
    >>> words("id")("weight")
    'bobot'
    """
    return speaker(_WORDS, lang)
