"""An inference for people."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.formulas.formula import show
from fairbudget.formulas.infer.result import Inference
from fairbudget.formulas.output import _new_table, _plain, _render
from fairbudget.money import format_rupiah

__all__ = ["inference_text"]


def inference_text(result: Inference, *, color: bool = False, unicode: bool = False) -> str:
    """Return an inference as text for a terminal.

    Parameters
    ----------
    result : Inference
    color : bool
        Whether to emit terminal colours.
    unicode : bool
        Whether lines may be drawn with other than ASCII signs.
    """
    parts = [result.summary() + "\n"]
    if result.ranges:
        parts.append(
            "How far each number can move, the others as they are, without losing a row\n"
            + _ranges(result, color, unicode)
        )
    parts.append(
        "Least absolute deviations, before anything is made simple (rupiah per unit)\n"
        + _robust(result, color, unicode)
    )
    if result.alternatives:
        lines = [
            f"  {item['rounding']}, base {item['base']}, pool {item['pool']}: "
            + ", ".join(f"{name} {weight} of {item['totals'][name]}" for name, weight in item["weights"].items())
            for item in result.alternatives
        ]
        parts.append("Other sets that explain as many rows\n" + "\n".join(lines) + "\n")
    if result.unexplained and result.found:
        parts.append("Rows that it does not explain\n" + _unexplained(result, color, unicode))
    parts.append("".join(f"note: {note}\n" for note in result.notes))
    return "\n".join(parts)


def _digits(value: Fraction) -> str:
    return f"{float(value):.15g}"


def _ranges(result: Inference, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    headings = ("number", "weight", "value", "least", "greatest", "others", "sum of cells")
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "number" else "right", no_wrap=True)
    for item in result.ranges:
        name = item.name if item.weight is None else f"total of {item.name}"
        weight = "" if item.weight is None else show(item.weight)
        others = "" if item.others is None else str(item.others)
        total = "" if item.column_sum is None else show(item.column_sum)
        cells = [name, weight, show(item.value), _digits(item.least), _digits(item.greatest), others, total]
        table.add_row(*map(_plain, cells))
    return _render(table, color)


def _robust(result: Inference, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    table.add_column("number", no_wrap=True)
    table.add_column("rupiah", justify="right", no_wrap=True)
    for name, value in result.robust.items():
        table.add_row(_plain(name), f"{value:.6f}")
    return _render(table, color)


def _unexplained(result: Inference, color: bool, unicode: bool) -> str:
    table = _new_table(unicode)
    for heading in ("line", "kelurahan", "printed", "computed", "printed - computed"):
        table.add_column(heading, justify="left" if heading == "kelurahan" else "right", no_wrap=True)
    for item in result.unexplained:
        cells = ["-" if value is None else format_rupiah(value, "") for value in (item.printed, item.computed)]
        known = item.printed is not None and item.computed is not None
        gap = format_rupiah((item.printed or 0) - (item.computed or 0), "") if known else "-"
        table.add_row(*map(_plain, [str(item.line), item.name, *cells, gap]))
    return _render(table, color)
