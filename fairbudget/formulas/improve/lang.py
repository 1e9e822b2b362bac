"""Words of an improvement, in English and Indonesian, and limits as sentences."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from fairbudget.formulas.improve.problem import POOL, STEP, Problem
from fairbudget.formulas.improve.spec import (
    AimLimit,
    BaseShare,
    GroupLimit,
    Limit,
    NonZero,
    RowLimit,
    WeightLimit,
)
from fairbudget.formulas.spelling import decimal, short
from fairbudget.languages import speaker
from fairbudget.money import format_rupiah

__all__ = ["aim_words", "measured", "sentence", "words"]

_WORDS: dict[str, tuple[str, str]] = {
    "gini": ("Gini of money per poor resident", "Gini uang per penduduk miskin"),
    "hoover": ("Hoover index of money per poor resident", "indeks Hoover uang per penduduk miskin"),
    "spread": (
        "highest less lowest money per poor resident, over the mean",
        "uang per penduduk miskin tertinggi dikurangi terendah, dibagi rata-rata",
    ),
    "max-min": ("least coverage of need", "cakupan kebutuhan terendah"),
    "leximin": ("coverage of need, the least first (leximin)", "cakupan kebutuhan, yang terendah dahulu (leximin)"),
    "change": ("total change", "jumlah perubahan"),
    "change from": ("total change from {}", "jumlah perubahan terhadap {}"),
    "last year": ("last year's ceilings ({})", "pagu tahun lalu ({})"),
    "the present": ("the present formula's ceilings", "pagu menurut rumus sekarang"),
    "now": ("now", "sekarang"),
    "improved": ("improved", "usulan"),
    "measure": ("measure", "ukuran"),
    "weight": ("weight", "bobot"),
    "base": ("base per kelurahan (rupiah)", "jumlah dasar per kelurahan (rupiah)"),
    "before": ("before", "sebelum"),
    "after": ("after", "sesudah"),
    "difference": ("change", "perubahan"),
    "percent": ("change in %", "perubahan dalam %"),
    "per poor before": ("per poor before", "per miskin sebelum"),
    "per poor after": ("per poor after", "per miskin sesudah"),
    "coverage before": ("coverage before", "cakupan sebelum"),
    "coverage after": ("coverage after", "cakupan sesudah"),
    "total": ("Total", "Jumlah"),
    "kelurahan": ("kelurahan", "kelurahan"),
    "kecamatan": ("kecamatan", "kecamatan"),
    "find formula": ("Improved formula: weights", "Perbaikan rumus: bobot"),
    "find base": ("Improved formula: base and weights", "Perbaikan rumus: jumlah dasar dan bobot"),
    "find ceilings": ("Improved ceilings", "Perbaikan pagu"),
    "aims": ("Aim: {}", "Tujuan: {}"),
    "least": ("least {}", "{} sekecil mungkin"),
    "most": ("greatest {}", "{} sebesar mungkin"),
    "then": (", then ", ", lalu "),
    "limits": ("Limits, all kept to the rupiah", "Batas, semua dipenuhi sampai rupiah"),
    "limits sheet": ("Limits", "Batas"),
    "holds": ("{} kelurahan at the limit", "{} kelurahan tepat pada batas"),
    "holds none": ("no kelurahan at the limit", "tidak ada kelurahan pada batas"),
    "measures": ("Measures", "Ukuran"),
    "weights": ("Weights", "Bobot"),
    "ceilings": ("Ceilings in rupiah (before: {})", "Pagu dalam rupiah (sebelum: {})"),
    "gain": (
        "{} kelurahan gain {} together, {} lose {}; {} stay",
        "{} kelurahan naik {} bersama-sama, {} turun {}; {} tetap",
    ),
    "most gained": ("most gained: {}, {}", "naik terbanyak: {}, {}"),
    "most lost": ("most lost: {}, {}", "turun terbanyak: {}, {}"),
    "sum same": ("{} in all, as before", "{} seluruhnya, sama seperti sebelumnya"),
    "sum more": ("{} in all, {} more than before", "{} seluruhnya, {} lebih banyak dari sebelumnya"),
    "sum less": ("{} in all, {} less than before", "{} seluruhnya, {} lebih sedikit dari sebelumnya"),
    "proved formula": (
        "Proved: no weights in steps of {} within the limits do better on the first aim.",
        "Terbukti: tidak ada bobot kelipatan {} dalam batas yang lebih baik untuk tujuan pertama.",
    ),
    "proved base": (
        "Proved: no weights in steps of {} with a base share in steps of {} within the limits do better on the first"
        " aim.",
        "Terbukti: tidak ada bobot kelipatan {} dengan bagian rata kelipatan {} dalam batas yang lebih baik untuk"
        " tujuan pertama.",
    ),
    "proved ceilings": (
        "Proved: no ceilings in whole rupiah within the limits do better on the first aim.",
        "Terbukti: tidak ada pagu dalam rupiah bulat yang memenuhi batas dan lebih baik untuk tujuan pertama.",
    ),
    "bounded": (
        "Not proved best in whole rupiah; before rounding nothing is better than {}, here it is {}.",
        "Tidak terbukti terbaik dalam rupiah bulat; sebelum pembulatan tidak ada yang lebih baik dari {}, di sini {}.",
    ),
    "impossible": (
        "No {} keep to all limits. The smallest set of limits that contradict each other:",
        "Tidak ada {} yang memenuhi semua batas. Himpunan batas terkecil yang saling bertentangan:",
    ),
    "impossible narrow": ("No {} keep to all limits:", "Tidak ada {} yang memenuhi semua batas:"),
    "nothing formula": ("weights", "bobot"),
    "nothing ceilings": ("ceilings", "pagu"),
    "row conflict": (
        "{}: at least {} ({}), but at most {} ({})",
        "{}: paling sedikit {} ({}), tetapi paling banyak {} ({})",
    ),
    "sum of floors": (
        "the least amounts sum to {}, {} more than the pool",
        "jumlah terendah bersama-sama {}, {} lebih dari pagu seluruhnya",
    ),
    "sum of caps": (
        "the greatest amounts sum to {}, {} less than the pool",
        "jumlah tertinggi bersama-sama {}, {} kurang dari pagu seluruhnya",
    ),
    "remedies": (
        "Any one of these would do, all other limits kept:",
        "Salah satu dari ini cukup, semua batas lain tetap:",
    ),
    "no remedies": (
        "No single limit of these resolves it: without one, others still contradict each other.",
        "Tidak cukup mengubah satu batas saja: tanpa yang satu, batas lain tetap bertentangan.",
    ),
    "narrow": (
        "Before rounding to whole rupiah all of them can be met, after it they cannot: ease one by some rupiah.",
        "Sebelum dibulatkan ke rupiah semuanya dapat dipenuhi, sesudahnya tidak: longgarkan salah satu beberapa"
        " rupiah.",
    ),
    "finer": (
        "A smaller step would do: weights in multiples of {} (--step).",
        "Langkah yang lebih kecil cukup: bobot kelipatan {} (--step).",
    ),
    "none alone": (
        'not enough: to give up "{}", since these would still contradict each other: {}',
        'tidak cukup: melepas "{}", karena yang ini tetap bertentangan: {}',
    ),
    "total differs": (
        "{}: the formula's total {} is not the column's sum {}; the improved formula takes the sum, so that the pool"
        " is given in full",
        "{}: jumlah dalam rumus {} bukan jumlah kolom {}; rumus usulan memakai jumlah kolom, agar pagu terbagi habis",
    ),
    "no need": ("without need, so left out of coverage: {}", "tanpa kebutuhan, tidak dihitung dalam cakupan: {}"),
    "no poor": (
        "without poor residents, so left out of the spread: {}",
        "tanpa penduduk miskin, tidak dihitung dalam rentang: {}",
    ),
    "ease amount": ("{}: ease it by {}", "{}: longgarkan sebesar {}"),
    "ease share": ("{}: ease it by {} percentage points", "{}: longgarkan sebesar {} poin persen"),
    "ease measure": ("{}: ease it by {}", "{}: longgarkan sebesar {}"),
    "ease count": ("{}: allow {} more", "{}: tambah {}"),
    "ease pool up": ("the pool: raise it by {} to {}", "pagu seluruhnya: naikkan {} menjadi {}"),
    "ease pool down": ("the pool: lower it by {} to {}", "pagu seluruhnya: turunkan {} menjadi {}"),
    "front": ("Front of {} and {}", "Garis depan {} dan {}"),
    "pool is": ("all ceilings together are {} (the pool)", "semua pagu bersama-sama {} (pagu seluruhnya)"),
    "step is": ("weights are multiples of {} (the step)", "bobot adalah kelipatan {} (langkah)"),
    "each": ("each kelurahan", "setiap kelurahan"),
    "each group": ("each kecamatan", "setiap kecamatan"),
    "in group": ("each kelurahan of {}", "setiap kelurahan di {}"),
    "at least": ("{} receives at least {}", "{} menerima paling sedikit {}"),
    "at most": ("{} receives at most {}", "{} menerima paling banyak {}"),
    "of last year": ("{} % of {}", "{} % dari {}"),
    "per unit": ("Rp {} per unit of {}", "Rp {} per satuan {}"),
    "of the pool": ("{} % of the pool", "{} % dari pagu seluruhnya"),
    "weight least": ("the weight of {} is at least {} %", "bobot {} paling sedikit {} %"),
    "weight most": ("the weight of {} is at most {} %", "bobot {} paling banyak {} %"),
    "weight between": ("the weight of {} is between {} % and {} %", "bobot {} antara {} % dan {} %"),
    "base least": ("the equal part takes at least {} % of the pool", "bagian rata paling sedikit {} % dari pagu"),
    "base most": ("the equal part takes at most {} % of the pool", "bagian rata paling banyak {} % dari pagu"),
    "base between": (
        "the equal part takes between {} % and {} % of the pool",
        "bagian rata antara {} % dan {} % dari pagu",
    ),
    "few": ("at most {} indicators have a weight", "paling banyak {} indikator yang berbobot"),
    "few least": (
        "at most {} indicators have a weight, each at least {} %",
        "paling banyak {} indikator yang berbobot, masing-masing paling sedikit {} %",
    ),
    "aim least": ("{} is at least {}", "{} paling sedikit {}"),
    "aim most": ("{} is at most {}", "{} paling banyak {}"),
    "note": ("note", "catatan"),
}


def words(lang: str) -> Callable[[str], str]:
    """Return a function from a key to its words in a language.

    Raises
    ------
    OptionError
        On a language that is not known.
    """
    return speaker(_WORDS, lang)


def aim_words(problem: Problem, aim: str, lang: str) -> str:
    """Return what a measure is called, with the columns it is of."""
    t = words(lang)
    if aim == "change":
        heading = problem.before_heading
        return t("change from").format(t("last year").format(heading) if heading else t("the present"))
    if aim in ("max-min", "leximin"):
        return f"{t(aim)} ({problem.need_heading})" if problem.need_heading else t(aim)
    return f"{t(aim)} ({problem.poor_heading})" if problem.poor_heading else t(aim)


def measured(problem: Problem, aim: str, value: Fraction | float) -> str:
    """Return a measure's value for people."""
    number = Fraction(value)
    if aim == "change":
        return format_rupiah(round(number))
    if aim in ("max-min", "leximin"):
        # of rupiah in percent, of anything else in rupiah per unit
        if problem.need_is_money:
            return f"{short(number * 100, 4)} %"
        return f"Rp {decimal(number, 2)}"
    return decimal(number, 6)


def sentence(problem: Problem, number: int, lang: str) -> str:
    """Return a limit in words."""
    t = words(lang)
    if number == POOL:
        return t("pool is").format(format_rupiah(problem.pool))
    if number == STEP:
        return t("step is").format(short(problem.task.step))
    limit = problem.limits[number]
    text = _sentence(problem, limit, lang)
    return f"{limit.name}: {text}" if limit.name else text


def _percent(value: Fraction) -> str:
    return short(value * 100, 4)


def _sentence(problem: Problem, limit: Limit, lang: str) -> str:
    t = words(lang)
    if isinstance(limit, RowLimit):
        who = ", ".join([*limit.only, *(t("in group").format(name) for name in limit.group)]) or t("each")
        share = Fraction(1) if limit.share is None else limit.share
        if limit.amount is not None:
            what = format_rupiah(limit.amount)
        elif not limit.column or limit.column == problem.task.last_year:
            heading = problem.before_heading
            last = t("last year").format(heading) if heading else t("the present")
            what = t("of last year").format(_percent(share), last)
        elif limit.kind == "hold-harmless" or sum(problem.columns[limit.column]) * 20 > problem.pool:
            what = t("of last year").format(_percent(share), limit.column)
        else:
            what = t("per unit").format(short(share, 2), limit.column)
        return t("at most" if limit.kind == "cap" else "at least").format(who, what)
    if isinstance(limit, GroupLimit):
        who = ", ".join(limit.group) or t("each group")
        own = limit.share or Fraction(0)
        what = format_rupiah(limit.amount) if limit.amount is not None else t("of the pool").format(_percent(own))
        return t("at most" if limit.kind == "group-cap" else "at least").format(who, what)
    if isinstance(limit, NonZero):
        if limit.least:
            return t("few least").format(limit.at_most, _percent(limit.least))
        return t("few").format(limit.at_most)
    if isinstance(limit, AimLimit):
        what = aim_words(problem, limit.aim, lang)
        bound = limit.at_least if limit.at_least is not None else limit.at_most
        assert bound is not None
        return t("aim least" if limit.at_least is not None else "aim most").format(
            what, measured(problem, limit.aim, bound)
        )
    assert isinstance(limit, WeightLimit | BaseShare)
    kind = "weight" if isinstance(limit, WeightLimit) else "base"
    name = [limit.indicator] if isinstance(limit, WeightLimit) else []
    bounds = [value for value in (limit.at_least, limit.at_most) if value is not None]
    end = "between" if len(bounds) == 2 else "least" if limit.at_least is not None else "most"
    return t(f"{kind} {end}").format(*name, *map(_percent, bounds))
