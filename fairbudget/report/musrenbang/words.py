"""Words of the documents of a Musrenbang, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Callable

from fairbudget.languages import place_of

__all__ = ["Words", "speaker"]

#: key -> (English, Indonesian)
_WORDS: dict[str, tuple[str, str]] = {
    "berita acara": ("Minutes", "Berita Acara"),
    "title": (
        "Minutes of the development planning meeting (Musrenbang) of kelurahan {}",
        "Berita Acara Musyawarah Perencanaan Pembangunan (Musrenbang) Kelurahan {}",
    ),
    "number": ("Number", "Nomor"),
    "fiscal year": ("Fiscal year", "Tahun Anggaran"),
    "kecamatan": ("Kecamatan", "Kecamatan"),
    "kelurahan": ("Kelurahan", "Kelurahan"),
    "city": ("City", "Kota"),
    "opening": (
        "On this day, {day}, date {date}, month {month}, year {year}, at {place}, the Musrenbang of kelurahan {name} "
        "was held, attended by representatives of the RW, RT and community institutions as in the list of attendance.",
        "Pada hari ini {day}, tanggal {date}, bulan {month}, tahun {year}, bertempat di {place}, telah diselenggarakan "
        "Musrenbang Kelurahan {name} yang dihadiri oleh wakil-wakil RW, RT, dan lembaga kemasyarakatan sebagaimana "
        "tercantum dalam daftar hadir.",
    ),
    "agreed": (
        "After hearing the proposals and the voices of those present, the meeting agrees:",
        "Setelah memperhatikan usulan dan suara para peserta, musyawarah menyepakati:",
    ),
    "ceiling": ("Ceiling", "Pagu"),
    "spent": ("Funded", "Didanai"),
    "left": ("Left", "Sisa"),
    "pooled": ("Handed to the pool of the kecamatan", "Digabung di kecamatan"),
    "ballots": ("Ballots", "Suara"),
    "proposals": ("Proposals", "Usulan"),
    "money": ("Money", "Dana"),
    "money text": (
        "{funded} of {all} proposals of the kelurahan's own authority are funded with {spent} of {ceiling}; {left} "
        "are left.",
        "{funded} dari {all} usulan kewenangan kelurahan didanai dengan {spent} dari {ceiling}; sisa {left}.",
    ),
    "priority list": ("List of priorities", "Daftar prioritas usulan"),
    "priority text": (
        "All proposals that competed for the ceiling, in the agreed order.",
        "Semua usulan yang bersaing untuk pagu, menurut urutan yang disepakati.",
    ),
    "funded": ("Funded proposals", "Usulan yang didanai"),
    "funded above": ("Funded by an upper level", "Usulan yang didanai tingkat di atasnya"),
    "passed": ("Passed upward", "Usulan yang diteruskan"),
    "passed text": (
        "Proposals that are the business of the kecamatan or of an agency of the city; their level decides on them.",
        "Usulan yang menjadi kewenangan kecamatan atau perangkat daerah; tingkat tersebut yang memutuskan.",
    ),
    "rejected": ("Not funded, with reasons", "Usulan yang tidak didanai beserta alasannya"),
    "how": ("How it was decided", "Cara pengambilan keputusan"),
    "rule": ("Rule", "Aturan"),
    "rule text": (
        "The proposals were selected by the rule “{name}”. {ballots} ballots with the weight of {voters} were counted.",
        "Usulan dipilih dengan aturan “{name}”. Dihitung {ballots} suara dengan bobot {voters}.",
    ),
    "delegates": ("Delegates to the next level", "Wakil ke Musrenbang kecamatan"),
    "signatures": ("Signatures", "Tanda tangan"),
    "closing": (
        "These minutes were made truthfully and responsibly, to be used as is fit.",
        "Demikian berita acara ini dibuat dengan sesungguhnya dan penuh tanggung jawab untuk dipergunakan sebagaimana "
        "mestinya.",
    ),
    "lurah": ("Lurah", "Lurah"),
    "lpm": ("Chair of the LPM", "Ketua LPM"),
    "leader": ("Chair of the meeting", "Pimpinan sidang"),
    "witness": ("Representative of the residents", "Wakil warga"),
    "name": ("Name", "Nama"),
    "institution": ("Institution", "Lembaga"),
    "signature": ("Signature", "Tanda tangan"),
    "no": ("No.", "No."),
    "order": ("Order", "Urutan"),
    "priority": ("Priority", "Prioritas"),
    "proposal": ("Proposal", "Usulan"),
    "id": ("Id", "ID"),
    "rw": ("RW", "RW"),
    "category": ("Bidang", "Bidang"),
    "family": ("Family", "Kelompok"),
    "cost": ("Cost (Rp)", "Biaya (Rp)"),
    "supporters": ("Voices for it", "Suara mendukung"),
    "status": ("Result", "Hasil"),
    "reason": ("Reason", "Alasan"),
    "to": ("Passed to", "Diteruskan ke"),
    "source": ("Money of / passed to", "Sumber dana / diteruskan ke"),
    "would have": ("What would have changed it", "Apa yang akan mengubahnya"),
    "total": ("Total", "Jumlah"),
    "nothing": ("None.", "Tidak ada."),
    "STATUS funded": ("funded", "didanai"),
    "STATUS not funded": ("not funded", "tidak didanai"),
    "STATUS passed upward": ("passed upward", "diteruskan"),
    "STATUS excluded": ("excluded", "tidak dapat didanai bersama"),
    "LEVEL kelurahan": ("kelurahan", "kelurahan"),
    "LEVEL kecamatan": ("kecamatan", "kecamatan"),
    "LEVEL kota": ("city", "kota"),
    "STAGE ceiling": ("ceiling", "pagu"),
    "STAGE pot": ("pot", "pagu tingkat atas"),
    "STAGE pool": ("pool", "dana gabungan"),
    "page": ("page", "halaman"),
    "made with": ("Computed with fairbudget {}.", "Dihitung dengan fairbudget {}."),
    "print": ("Print", "Cetak"),
    "to sign": ("To be completed and signed by hand.", "Dilengkapi dan ditandatangani dengan tangan."),
    "read me": ("Read me", "Baca dulu"),
    "summary": ("Summary", "Ringkasan"),
    "decisions": ("Decisions", "Keputusan"),
    "formula": ("as formulas", "sebagai rumus"),
    "workbook text": (
        "Results of the Musrenbang. Sums are formulas: change a cost or a result and they follow. "
        "Every funded sum is checked against the ceiling.",
        "Hasil Musrenbang. Jumlah berupa rumus: ubah biaya atau hasil, maka jumlah mengikuti. "
        "Setiap jumlah yang didanai diperiksa terhadap pagu.",
    ),
    "within": ("within the ceiling", "dalam pagu"),
    "over": ("OVER THE CEILING", "MELEBIHI PAGU"),
    "check": ("Check", "Periksa"),
    "share": ("Share funded", "Bagian didanai"),
    "unknown": ("(not stated)", "(tidak disebut)"),
    "whole": ("whole kelurahan", "seluruh kelurahan"),
    "note": ("Note", "Catatan"),
}

Words = Callable[..., str]


def speaker(lang: str) -> Words:
    """Return a function that gives words by key, values put in.

    Raises
    ------
    OptionError
        On an unknown language.

    Examples
    --------
    >>> t = speaker("id")
    >>> t("ceiling"), t("title", "Ciuar")
    ('Pagu', 'Berita Acara Musyawarah Perencanaan Pembangunan (Musrenbang) Kelurahan Ciuar')
    """
    place = place_of(lang)

    def words(key: str, *values: object, **named: object) -> str:
        text = _WORDS[key][place]
        return text.format(*values, **named) if values or named else text

    return words
