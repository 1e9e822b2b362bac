"""Words of the page of a decided city, in English and Indonesian."""

from __future__ import annotations

from fairbudget.languages import place_of
from fairbudget.report.musrenbang.words import Words, speaker

__all__ = ["ISTILAH", "PAGE_WORDS", "page_speaker"]

#: key -> (English, Indonesian)
PAGE_WORDS: dict[str, tuple[str, str]] = {
    "kicker": ("Musrenbang · from proposals to decisions", "Musrenbang · dari usulan menjadi keputusan"),
    "page title": ("Musrenbang {}: what is funded, and why", "Musrenbang {}: apa yang didanai, dan mengapa"),
    "lead": (
        "{all} proposals from {places} kelurahan, decided by the rule “{rule}”. {funded} are funded with {spent} of "
        "{money}.",
        "{all} usulan dari {places} kelurahan, diputuskan dengan aturan “{rule}”. {funded} didanai dengan {spent} dari "
        "{money}.",
    ),
    "money of all": ("money of all ceilings and pots", "dana seluruh pagu"),
    "money funded": ("for funded proposals", "untuk usulan yang didanai"),
    "money left": ("left unspent", "sisa dana"),
    "proposals funded": ("proposals funded", "usulan didanai"),
    "contents": ("Contents", "Isi"),
    "nav ceilings": ("Ceilings and spending", "Pagu dan belanja"),
    "nav gaps": ("Gaps", "Kesenjangan"),
    "nav search": ("All proposals", "Semua usulan"),
    "nav places": ("By kelurahan", "Per kelurahan"),
    "nav ways": ("Other rules and ceilings", "Aturan dan pagu lain"),
    "nav model": ("Logic model", "Model logika"),
    "nav how": ("How it was decided", "Cara memutuskan"),
    "nav words": ("Words", "Istilah"),
    "ceilings text": (
        "Each bar is the ceiling of a kelurahan in millions of rupiah: what is funded, and what is left.",
        "Setiap batang adalah pagu satu kelurahan dalam juta rupiah: yang didanai dan sisanya.",
    ),
    "ceilings of": ("Ceilings of {}", "Pagu {}"),
    "bar": ("{name}: {funded} of {ceiling} million funded", "{name}: {funded} dari {ceiling} juta didanai"),
    "legend funded": ("funded", "didanai"),
    "legend left": ("left", "sisa"),
    "legend pooled": ("pooled in the kecamatan", "digabung di kecamatan"),
    "legend passed": ("passed upward", "diteruskan"),
    "legend stopped": ("not funded", "tidak didanai"),
    "gaps text": (
        "What share of the proposals, and of the money that they ask for, survives each level; and where more of it "
        "is lost than in the city as a whole.",
        "Bagian usulan dan dana yang bertahan di setiap tingkat; dan di mana yang hilang lebih banyak daripada di kota "
        "secara keseluruhan.",
    ),
    "funnel": ("Money by level, in millions of rupiah", "Dana per tingkat, dalam juta rupiah"),
    "funnel text": (
        "{level}: {arrived} proposals arrive, {funded} are funded, {passed} go on, {stopped} end here",
        "{level}: {arrived} usulan masuk, {funded} didanai, {passed} diteruskan, {stopped} berhenti di sini",
    ),
    "accepted by": ("Share of the money asked for that is funded, by {}", "Bagian dana usulan yang didanai, per {}"),
    "theil": (
        "Money funded per inhabitant: {least} at least, {most} at most. Of its inequality across kelurahan (Theil "
        "{total}), {share} lies between kecamatan and the rest within them.",
        "Dana per penduduk: paling sedikit {least}, paling banyak {most}. Dari ketimpangan antarkelurahan (Theil "
        "{total}), {share} berada antarkecamatan dan selebihnya di dalam kecamatan.",
    ),
    "search text": (
        "Type to search; choose a kecamatan, bidang or result; press a heading to sort.",
        "Ketik untuk mencari; pilih kecamatan, bidang, atau hasil; tekan judul kolom untuk mengurutkan.",
    ),
    "search": ("Search", "Cari"),
    "all": ("all", "semua"),
    "shown": ("{} of {} proposals, {} rupiah", "{} dari {} usulan, {} rupiah"),
    "reset": ("Reset", "Atur ulang"),
    "no script": (
        "Searching and sorting need JavaScript; the table is complete without it.",
        "Pencarian dan pengurutan memerlukan JavaScript; tabel tetap lengkap tanpanya.",
    ),
    "places text": (
        "Each kelurahan with its ceiling, its proposals and the reason of every decision.",
        "Setiap kelurahan dengan pagu, usulan, dan alasan setiap keputusan.",
    ),
    "open all": ("Open all", "Buka semua"),
    "close all": ("Close all", "Tutup semua"),
    "ways text": (
        "The same proposals and voices, decided in other ways. The first column is what the others are compared with.",
        "Usulan dan suara yang sama, diputuskan dengan cara lain. Kolom pertama adalah pembandingnya.",
    ),
    "measure": ("Measure", "Ukuran"),
    "model text": (
        "For monitoring and evaluation: what goes in, what is done, what comes out, what it leads to. Last year's "
        "realisation stands beside the plan; the blank cells are filled in during the year.",
        "Untuk pemantauan dan evaluasi: masukan, kegiatan, keluaran, hasil. Realisasi tahun lalu di samping rencana; "
        "sel kosong diisi selama tahun berjalan.",
    ),
    "model stage": ("Stage", "Tahap"),
    "model indicator": ("Indicator", "Indikator"),
    "model plan": ("Plan", "Rencana"),
    "model last": ("Last year", "Tahun lalu"),
    "model actual": ("Realisation", "Realisasi"),
    "model evidence": ("Evidence", "Bukti"),
    "inputs": ("Inputs", "Masukan"),
    "activities": ("Activities", "Kegiatan"),
    "outputs": ("Outputs", "Keluaran"),
    "outcomes": ("Outcomes", "Hasil"),
    "ind ceiling": ("Money of the ceilings (Rp)", "Dana pagu (Rp)"),
    "ind voices": ("Voices heard (weight)", "Suara yang didengar (bobot)"),
    "ind proposals": ("Proposals", "Usulan"),
    "ind funded": ("Activities funded: {}", "Kegiatan didanai: {}"),
    "ind spent": ("Money spent (Rp)", "Dana terserap (Rp)"),
    "ind volume": ("{} ({})", "{} ({})"),
    "ind beneficiaries": ("Beneficiaries reached", "Penerima manfaat"),
    "ind covered": ("Share of voices with something funded", "Bagian suara yang memperoleh sesuatu"),
    "ind gini": ("Gini of funded money per inhabitant", "Gini dana per penduduk"),
    "how text": ("Settings of this decision.", "Pengaturan keputusan ini."),
    "made": (
        "Made by fairbudget {}. This page is one file and loads nothing from elsewhere.",
        "Dibuat dengan fairbudget {}. Halaman ini satu berkas dan tidak memuat apa pun dari luar.",
    ),
    "skip": ("Skip to the content", "Langsung ke isi"),
    "millions": ("million", "juta"),
    "sort": ("sort by {}", "urutkan menurut {}"),
    "bidang": ("bidang", "bidang"),
    "kecamatan": ("kecamatan", "kecamatan"),
    "proposer": ("kind of proposer", "jenis pengusul"),
    "family": ("family", "kelompok"),
    "WAY money": ("Money (Rp)", "Dana (Rp)"),
    "WAY money_funded": ("Funded (Rp)", "Didanai (Rp)"),
    "WAY left": ("Left (Rp)", "Sisa (Rp)"),
    "WAY proposals_funded": ("Proposals funded", "Usulan didanai"),
    "WAY share_with_nothing": ("Voices with nothing", "Suara tanpa hasil"),
    "WAY mean_gain": ("Mean gain of a voice (Rp)", "Rata-rata manfaat per suara (Rp)"),
    "WAY gini_voices": ("Gini across voices", "Gini antarsuara"),
    "WAY gini_per_head": ("Gini of money per inhabitant", "Gini dana per penduduk"),
    "WAY voices_better": ("Voices with more than in the first", "Suara yang lebih baik daripada kolom pertama"),
    "WAY voices_worse": ("Voices with less than in the first", "Suara yang lebih buruk daripada kolom pertama"),
    "WAY kelurahan_more": ("Kelurahan with more money", "Kelurahan dengan dana lebih banyak"),
    "WAY kelurahan_less": ("Kelurahan with less money", "Kelurahan dengan dana lebih sedikit"),
}

#: Terms of the page and their meaning, for readers of Indonesian.
ISTILAH: tuple[tuple[str, str], ...] = (
    ("Pagu", "Dana yang boleh dibelanjakan satu kelurahan untuk usulannya; tidak pernah dilampaui."),
    ("Usulan", "Apa yang diminta, di mana, berapa banyak, dan berapa biayanya."),
    ("Kewenangan", "Urusan siapa suatu usulan. Hanya usulan kewenangan kelurahan yang bersaing untuk pagunya."),
    ("Diteruskan", "Usulan urusan kecamatan atau perangkat daerah; tingkat tersebut yang memutuskan."),
    ("Suara", "Peserta atau kelompok, seperti RW dengan jumlah rumah tangganya sebagai bobot."),
    ("Urutan prioritas", "Mengikuti daftar yang disepakati dari atas sampai pagu habis: praktik saat ini."),
    ("Greedy", "Mendanai usulan menurut manfaat per rupiah dari yang tertinggi, selama dana mencukupi."),
    (
        "Method of Equal Shares",
        "Setiap suara memperoleh bagian dana yang sama; pendukung membeli usulan bersama-sama, setiap kali yang paling "
        "murah bagi mereka menurut manfaatnya.",
    ),
    (
        "Add1",
        "Kelanjutan Equal Shares: bagian setiap suara dinaikkan sedikit demi sedikit selama pagu tidak terlampaui.",
    ),
    ("Bidang", "Bidang pekerjaan: fisik, sosial, ekonomi, pemerintahan."),
    ("Kelompok", "Sarana prasarana, atau pemberdayaan masyarakat (Permendagri 130/2018)."),
    ("Kesenjangan", "Selisih antara tingkat penerimaan suatu kelompok usulan dan tingkat penerimaan seluruh kota."),
    ("Koefisien Gini", "Ketimpangan dari 0 (semua sama) menuju 1 (satu memperoleh semuanya)."),
    ("Indeks Theil", "Ketimpangan yang dapat dipecah menjadi di dalam dan antarkecamatan."),
)


def page_speaker(lang: str) -> Words:
    """Return a function that gives the words of the page, and those of the other documents."""
    other, place = speaker(lang), place_of(lang)

    def words(key: str, *values: object, **named: object) -> str:
        if key not in PAGE_WORDS:
            return other(key, *values, **named)
        text = PAGE_WORDS[key][place]
        return text.format(*values, **named) if values or named else text

    return words
