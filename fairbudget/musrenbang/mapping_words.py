"""How preferences became ballots, in words: English and Indonesian."""

from __future__ import annotations

__all__ = ["MAPPING_WORDS"]

#: key -> (English, Indonesian)
MAPPING_WORDS: dict[str, tuple[str, str]] = {
    "voices": ("ballots of {count} participants", "suara {count} peserta"),
    "rw": ("priority lists of {count} RW", "daftar prioritas {count} RW"),
    "scores": ("scores in the table of proposals ({names})", "skor dalam tabel usulan ({names})"),
    "agreed": ("the agreed list of the kelurahan, as one ballot", "daftar prioritas kelurahan, sebagai satu suara"),
    "none": (
        "no preferences: nobody has said what is wanted",
        "tidak ada preferensi: belum ada yang menyatakan keinginan",
    ),
    "unused": ("also there, not used: {names}", "juga tersedia, tidak dipakai: {names}"),
    "approval": ("{count} approve: a proposal is wanted or not", "{count} menyetujui: usulan diinginkan atau tidak"),
    "approval as points": (
        "{count} approve: 1 for each approved proposal",
        "{count} menyetujui: 1 untuk setiap usulan",
    ),
    "ranking as points": (
        "{count} rank: the first place is worth {most} points, each further place one less",
        "{count} memberi peringkat: tempat pertama bernilai {most} poin, tiap tempat berikutnya berkurang satu",
    ),
    "ranking on the scale": (
        "{count} rank: the first place is worth 1, each further place 1/{most} less",
        "{count} memberi peringkat: tempat pertama bernilai 1, tiap tempat berikutnya berkurang 1/{most}",
    ),
    "ranking as orders": (
        "{count} rank: the order counts; with utility borda the last of a list gets nothing",
        "{count} memberi peringkat: yang dihitung urutannya; dengan utilitas borda yang terakhir mendapat nol",
    ),
    "ranking as approvals": (
        "{count} rank: every ranked proposal counts as approved",
        "{count} memberi peringkat: setiap usulan dalam daftar dianggap disetujui",
    ),
    "scores as points": ("{count} give scores: points as given", "{count} memberi skor: poin sebagaimana diberikan"),
    "scores on the scale": (
        "{count} give scores: points divided by {most}, the highest that was given",
        "{count} memberi skor: poin dibagi {most}, yaitu skor tertinggi yang diberikan",
    ),
    "scores as approvals": (
        "{count} give scores: {threshold} or more counts as approved",
        "{count} memberi skor: {threshold} ke atas dianggap disetujui",
    ),
    "criteria": (
        "the points of a proposal are the sum over the criteria, weighted {weights}",
        "poin sebuah usulan adalah jumlah semua kriteria, dengan bobot {weights}",
    ),
    "criteria equal": (
        "the points of a proposal are the sum over the criteria {names}",
        "poin sebuah usulan adalah jumlah semua kriteria {names}",
    ),
    "summed": (
        "the scores of all are summed into one ballot",
        "skor semua penilai dijumlahkan menjadi satu suara",
    ),
    "several kinds": (
        "who states preferences in several ways gets the mean of them",
        "yang menyatakan preferensi dengan beberapa cara mendapat rata-ratanya",
    ),
    "shared ranks": (
        "proposals that share a rank share the points of the higher place",
        "usulan berperingkat sama mendapat poin tempat yang lebih tinggi",
    ),
    "weights stated": ("weights as stated, {total} together", "bobot sebagaimana tertulis, seluruhnya {total}"),
    "weights households": (
        "each RW counts for its households, {total} together",
        "tiap RW berbobot jumlah KK, seluruhnya {total}",
    ),
    "weights population": (
        "each RW counts for its inhabitants, {total} together",
        "tiap RW berbobot jumlah penduduk, seluruhnya {total}",
    ),
    "weights equal": ("each counts once", "masing-masing satu suara"),
    "weights unknown": (
        "each RW counts once: its households and inhabitants are not known for all",
        "tiap RW satu suara: jumlah KK dan penduduk tidak diketahui untuk semua",
    ),
    "columns as criteria": (
        "the columns {names} are taken as criteria, summed into one ballot",
        "kolom {names} dianggap kriteria, dijumlahkan menjadi satu suara",
    ),
    "columns as assessors": (
        "the columns {names} are taken as assessors, a ballot each",
        "kolom {names} dianggap penilai, masing-masing satu suara",
    ),
    "no rw": (
        "{count} proposals have a rank in an RW but no RW; they are left out of the lists",
        "{count} usulan mempunyai prioritas RW tanpa RW; tidak dimasukkan dalam daftar",
    ),
    "ballot type": ("ballots: {type}; utility: {utility}", "jenis suara: {type}; utilitas: {utility}"),
}
