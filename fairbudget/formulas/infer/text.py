"""An inference for people."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from fairbudget.formulas.formula import show
from fairbudget.formulas.infer.result import Inference
from fairbudget.formulas.output import _new_table, _plain, _render
from fairbudget.languages import speaker
from fairbudget.money import format_rupiah

__all__ = ["inference_summary", "inference_text"]


_WORDS: dict[str, tuple[str, str]] = {
    "none": ("no formula explains {}", "tidak ada rumus yang menjelaskan {}"),
    "explained": ("{} explained to the rupiah in {} of {} rows", "{} terjelaskan sampai rupiah pada {} dari {} baris"),
    "numbers": ("base {}, pool {}, weights {} % ({})", "jumlah dasar {}, pagu {}, bobot {} % ({})"),
    "beside": ("beside it, {}", "selain itu, {}"),
    "unique": (
        "no other set of numbers as simple, with totals as near to the columns' sums, explains as many rows",
        "tidak ada himpunan angka lain yang sama sederhana, dengan jumlah sedekat itu dengan jumlah kolom, yang"
        " menjelaskan baris sebanyak itu",
    ),
    "not unique": (
        "not unique: see the ranges and the other sets",
        "tidak tunggal: lihat rentang dan himpunan lain",
    ),
    "ranges": (
        "How far each number can move, the others as they are, without losing a row",
        "Sejauh mana setiap angka dapat bergeser, yang lain tetap, tanpa kehilangan satu baris pun",
    ),
    "robust": (
        "Least absolute deviations, before anything is made simple (rupiah per unit; what is left is the constant)",
        "Simpangan mutlak terkecil, sebelum disederhanakan (rupiah per satuan; sisanya konstanta)",
    ),
    "others": ("Other sets that explain as many rows", "Himpunan lain yang menjelaskan baris sebanyak itu"),
    "rows": ("Rows that it does not explain", "Baris yang tidak terjelaskan"),
    "note": ("note", "catatan"),
    "number": ("number", "angka"),
    "weight": ("weight", "bobot"),
    "value": ("value", "nilai"),
    "least": ("least", "terkecil"),
    "greatest": ("greatest", "terbesar"),
    "other": ("others", "lainnya"),
    "sum": ("sum of cells", "jumlah sel"),
    "total of": ("total of {}", "jumlah {}"),
    "constant": ("constant", "konstanta"),
    "rupiah": ("rupiah", "rupiah"),
    "line": ("line", "baris"),
    "kelurahan": ("kelurahan", "kelurahan"),
    "printed": ("printed", "tercetak"),
    "computed": ("computed", "dihitung"),
    "gap": ("printed - computed", "tercetak - dihitung"),
    "base": ("base", "jumlah dasar"),
    "pool": ("pool", "pagu"),
}


def inference_summary(result: Inference, lang: str = "en") -> str:
    """Return in a few lines what was found and how sure it is.

    Raises
    ------
    OptionError
        On a language that is not known.
    """
    t = speaker(_WORDS, lang)
    if result.formula is None:
        return t("none").format(result.amount)
    weights = " / ".join(f"{show(100 * r.weight)}" for r in result.ranges if r.weight is not None)
    parts = {r.name: r.value for r in result.ranges}
    lines = [
        t("explained").format(result.amount, result.explained, result.rows),
        t("numbers").format(show(parts["base"]), show(parts["pool"]), weights, ", ".join(result.indicators)),
    ]
    lines += [t("beside").format(sentence) for sentence in result.further]
    return "\n".join([*lines, t("unique" if result.unique else "not unique")])


def inference_text(result: Inference, *, lang: str = "en", color: bool = False, unicode: bool = False) -> str:
    """Return an inference as text for a terminal.

    Parameters
    ----------
    result : Inference
    lang : {"en", "id"}
        Notes are told in English.
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.
    """
    t = speaker(_WORDS, lang)
    style = (color, unicode)
    parts = [inference_summary(result, lang) + "\n"]
    if result.ranges:
        parts.append(t("ranges") + "\n" + _ranges(result, t, *style))
    parts.append(t("robust") + "\n" + _robust(result, t, *style))
    if result.alternatives:
        lines = [
            f"  {item['rounding']}, {t('base')} {item['base']}, {t('pool')} {item['pool']}: "
            + ", ".join(f"{name} {weight} / {item['totals'][name]}" for name, weight in item["weights"].items())
            for item in result.alternatives
        ]
        parts.append(t("others") + "\n" + "\n".join(lines) + "\n")
    if result.unexplained and result.found:
        parts.append(t("rows") + "\n" + _unexplained(result, t, *style))
    parts.append("".join(f"{t('note')}: {note}\n" for note in result.notes))
    return "\n".join(parts)


def _digits(value: Fraction) -> str:
    return f"{float(value):.15g}"


Words = Callable[[str], str]


def _ranges(result: Inference, t: Words, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for key in ("number", "weight", "value", "least", "greatest", "other", "sum"):
        table.add_column(t(key), justify="left" if key == "number" else "right", no_wrap=True)
    for item in result.ranges:
        name = t(item.name) if item.weight is None else t("total of").format(item.name)
        weight = "" if item.weight is None else show(item.weight)
        others = "" if item.others is None else str(item.others)
        total = "" if item.column_sum is None else show(item.column_sum)
        cells = [name, weight, show(item.value), _digits(item.least), _digits(item.greatest), others, total]
        table.add_row(*map(_plain, cells))
    return _render(table, color)


def _robust(result: Inference, t: Words, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    table.add_column(t("number"), no_wrap=True)
    table.add_column(t("rupiah"), justify="right", no_wrap=True)
    for name, value in result.robust.items():
        table.add_row(_plain(t("constant") if name == "base" else name), f"{value:.6f}")
    return _render(table, color)


def _unexplained(result: Inference, t: Words, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for key in ("line", "kelurahan", "printed", "computed", "gap"):
        table.add_column(t(key), justify="left" if key == "kelurahan" else "right", no_wrap=True)
    for item in result.unexplained:
        cells = ["-" if value is None else format_rupiah(value, "") for value in (item.printed, item.computed)]
        known = item.printed is not None and item.computed is not None
        gap = format_rupiah((item.printed or 0) - (item.computed or 0), "") if known else "-"
        table.add_row(*map(_plain, [str(item.line), item.name, *cells, gap]))
    return _render(table, color)
