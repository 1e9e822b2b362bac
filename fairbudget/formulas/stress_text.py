"""A stress test for people, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.formulas.spelling import decimal
from fairbudget.languages import speaker
from fairbudget.money import format_rupiah, round_fraction

if TYPE_CHECKING:
    from fairbudget.formulas.sensitivity import Bands
    from fairbudget.formulas.stress import Side
    from fairbudget.formulas.stress_report import Stress

__all__ = ["stress_text", "words"]

_WORDS: dict[str, tuple[str, str]] = {
    "ceilings": ("Ceilings", "Pagu"),
    "against": ("Instead: {}", "Sebagai ganti: {}"),
    "without": ("Without {}, the other weights in proportion", "Tanpa {}, bobot lain sebanding"),
    "sum": ("{} in all, {} before", "{} seluruhnya, {} sebelumnya"),
    "same": ("{} in all, as before", "{} seluruhnya, sama seperti sebelumnya"),
    "moved": (
        "{} kelurahan gain {} together, {} lose {}, {} stay",
        "{} kelurahan naik {} bersama-sama, {} turun {}, {} tetap",
    ),
    "most lost": ("most lost", "turun terbanyak"),
    "most gained": ("most gained", "naik terbanyak"),
    "per head": ("{} per head of {}", "{} per kepala {}"),
    "noise": (
        "Other weights: {} draws, {} {}, seed {}; bands from the 5th to the 95th percentile",
        "Bobot lain: {} undian, {} {}, benih {}; rentang dari persentil ke-5 sampai ke-95",
    ),
    "places": (
        "the widest band of places spans {} places; widest bands of rupiah:",
        "rentang peringkat terlebar {} peringkat; rentang rupiah terlebar:",
    ),
    "place": ("place {} to {} (now {})", "peringkat {} sampai {} (sekarang {})"),
    "to": ("{} to {}", "{} sampai {}"),
    "swing": (
        "What one weight does to the {}: {} less and {} more of it, the others in proportion (now {})",
        "Pengaruh satu bobot terhadap {}: dikurangi {} dan ditambah {}, yang lain sebanding (sekarang {})",
    ),
    "swing line": (
        "{}: {} with less, {} with more; most moved: {}, {}",
        "{}: {} bila kurang, {} bila lebih; paling berubah: {}, {}",
    ),
    "sobol": (
        "Sobol indices of the {} (n = {}): which part of its variance an input makes alone, and with the others",
        "Indeks Sobol {} (n = {}): bagian ragam yang disebabkan satu masukan sendiri, dan bersama yang lain",
    ),
    "sobol line": ("{}: alone {}; with others {}", "{}: sendiri {}; bersama {}"),
    "before": (
        "bands, swings and indices are of the amounts before adjustments",
        "rentang, pengaruh dan indeks adalah untuk jumlah sebelum penyesuaian",
    ),
    "uniform": ("uniform", "seragam"),
    "dirichlet": ("dirichlet", "dirichlet"),
    "gini-per-head": ("Gini of money per head", "Gini uang per kepala"),
    "spread-per-head": (
        "highest over lowest money per head, less one",
        "uang per kepala tertinggi dibagi terendah, dikurangi satu",
    ),
    "gini": ("Gini of ceilings", "Gini pagu"),
}


def words(lang: str) -> Callable[[str], str]:
    """Return a function from a key to its words in a language.

    Raises
    ------
    OptionError
        On a language that is not known.
    """
    return speaker(_WORDS, lang)


def stress_text(found: Stress, lang: str = "en") -> str:
    """Return what a stress test found, as text.

    Parameters
    ----------
    found : Stress
    lang : {"en", "id"}
    """
    t, base = words(lang), found.base
    lines = [base.formula.name or t("ceilings")]
    for key, listed in (("against", found.against), ("without", found.without)):
        for side in listed:
            lines += ["", t(key).format(side.name), *_side_lines(side, found, t)]
    if found.bands is not None:
        lines += ["", *_band_lines(found.bands, found, t)]
    measure = t(found.settings["measure"])
    if found.swings:
        width, now = f"{100 * found.settings['width']:g} %", _number(found.swings[0].base, 4)
        lines += ["", t("swing").format(measure, width, width, now)]
        for swing in found.swings:
            ends = _number(swing.low, 4), _number(swing.high, 4)
            most = format_rupiah(round(swing.most))
            lines.append("  " + t("swing line").format(swing.name, *ends, swing.most_name, most))
    if found.indices:
        lines += ["", t("sobol").format(measure, found.settings["sobol"])]
        for item in found.indices:
            lines.append("  " + t("sobol line").format(item.name, _number(item.first, 3), _number(item.total, 3)))
    if base.adjusted is not None and (found.bands is not None or found.swings):
        lines += ["", t("before")]
    return "\n".join(lines) + "\n"


def _number(value: float, places: int) -> str:
    return decimal(Fraction(value), places)


def _side_lines(side: Side, found: Stress, t: Callable[[str], str]) -> list[str]:
    base, changes = found.base, side.changes
    sums = format_rupiah(sum(side.totals)), format_rupiah(sum(base.totals))
    up, down = sum(1 for c in changes if c > 0), sum(1 for c in changes if c < 0)
    lines = [
        "  " + (t("sum").format(*sums) if sum(changes) else t("same").format(sums[0])),
        "  "
        + t("moved").format(
            *(up, format_rupiah(side.gained), down, format_rupiah(side.lost), len(changes) - up - down)
        ),
    ]
    order = sorted(range(len(changes)), key=lambda k: changes[k])
    for key, k, sign in (("most lost", order[0], -1), ("most gained", order[-1], 1)):
        if sign * changes[k] > 0:
            rate = format_rupiah(round_fraction(Fraction(changes[k]) / found.people[k]))
            heads = t("per head").format(rate, found.settings.get("people", ""))
            lines.append(f"  {t(key)}: {base.names[k]}, {format_rupiah(changes[k])}, {heads}")
    return lines


def _band_lines(bands: Bands, found: Stress, t: Callable[[str], str]) -> list[str]:
    settings: dict[str, Any] = found.settings
    width = bands.high - bands.low
    order: Sequence[int] = sorted(range(len(width)), key=lambda k: -float(width[k]))[:5]
    spread = bands.rank_high - bands.rank_low
    percent = f"±{100 * settings['width']:g} %"
    lines = [
        t("noise").format(bands.draws, t(settings["noise"]), percent, settings["seed"]),
        "  " + t("places").format(int(spread.max()) + 1),
    ]
    for k in order:
        ends = t("to").format(format_rupiah(round(bands.low[k])), format_rupiah(round(bands.high[k])))
        places = t("place").format(int(bands.rank_low[k]), int(bands.rank_high[k]), int(bands.rank[k]))
        lines.append(f"  {found.base.names[k]}: {ends}, {places}")
    return lines
