"""Ceilings as plain data, as the JSON output has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fairbudget.formulas.amounts import ComponentResult
from fairbudget.formulas.formula import show_exact
from fairbudget.io.cells import Numbers

if TYPE_CHECKING:
    from fairbudget.formulas.result import Ceilings

__all__ = ["FORMAT", "VERSION", "plain_result"]

FORMAT = "fairbudget-ceilings"
VERSION = 1


def plain_result(result: Ceilings, *, exact: bool = False) -> dict[str, Any]:
    """Return everything as plain data, as the JSON output has it.

    Parameters
    ----------
    exact : bool
        Add the amounts before rounding, as text such as ``"754353453/3"``.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "table": {
            "file": result.table.file,
            "sheet": result.table.sheet,
            "unit": result.unit_heading,
            "group": result.group_heading,
            "rows": len(result),
        },
        "formula": result.formula.to_dict(),
        "components": [_component_dict(item) for item in result.components],
        "totals": {
            **{item.component.key: sum(item.amounts) for item in result.components},
            result.formula.key: sum(result.totals),
        },
        **_further_dict(result),
        "residual": show_exact(result.residual),
        "notes": list(result.notes),
        "rows": _row_dicts(result, exact),
    }


def _further_dict(result: Ceilings) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if result.adjusted is not None:
        found["adjustments"] = {
            "before": sum(result.adjusted.before),
            **{key: sum(amounts) for key, amounts in result.adjusted.effects.items()},
            "factor": show_exact(result.adjusted.factor),
        }
    if result.split:
        found["split"] = {p.key: sum(own) for p, own in zip(result.formula.split, result.split, strict=True)}
    if result.legal is not None:
        found["legal_floor"] = {
            "required": show_exact(result.legal.required),
            "given": result.legal.given,
            "met": result.legal.met,
            "source": result.legal.floor.source,
        }
    return found


def _row_dicts(result: Ceilings, exact: bool) -> list[dict[str, Any]]:
    # by column: a fraction per cell would take a hundred times as long on a country's villages
    columns = {column.heading: column.compute() for column in result.columns() if column.kind != "integer"}
    rows: list[dict[str, Any]] = []
    for index, row in enumerate(result.rows):
        content: dict[str, Any] = {"line": row.line, "group": row.group, "name": row.name, **row.amounts}
        content[result.formula.key] = row.total
        content.update({p.key: own[index] for p, own in zip(result.formula.split, result.split, strict=True)})
        if exact:
            content["exact"] = {key: str(value) for key, value in row.exact.items()}
        content["indicators"] = {}
        for item in result.components:
            for extra in item.extras:
                numbers = columns.get(extra.heading) or extra.compute()
                content.setdefault("details", {})[extra.heading] = _float(numbers, index)
            if item.parts:
                key = item.component.key
                content[f"{key}_share_pct"] = _float(columns[f"{key}_share_pct"], index)
                content["indicators"][key] = {
                    part.indicator.column: {
                        "value": _float(part.numbers, index),
                        "share_pct": _float(columns[f"{key}_{part.indicator.key}_share_pct"], index),
                        "weighted_pct": _float(columns[f"{key}_{part.indicator.key}_weighted_pct"], index),
                        "amount": amount,
                        **({"exact": str(part_exact)} if exact else {}),
                    }
                    for part, amount, part_exact in zip(
                        item.parts,
                        item.part_amounts[index],
                        item.part_exact(index) if exact else item.parts,
                        strict=True,
                    )
                }
        rows.append(content)
    return rows


def _float(numbers: Numbers, row: int) -> int | float:
    """Return a cell as JSON has it: the integer, or the float nearest to the exact number."""
    value = numbers.numerators[row] or 0
    return value if numbers.denominator == 1 else value / numbers.denominator


def _component_dict(result: ComponentResult) -> dict[str, Any]:
    return {
        "id": result.component.id,
        "kind": result.component.kind,
        "label": result.component.label,
        "target": show_exact(result.target),
        "given": sum(result.amounts),
        "residual": show_exact(result.residual),
        "residual_of_totals": show_exact(result.residual_of_totals),
        "residual_of_rounding": show_exact(result.residual_of_rounding),
        "indicators": [
            {
                "column": part.indicator.column,
                "heading": part.numbers.heading,
                "label": part.indicator.label,
                "unit": part.indicator.unit,
                "weight": show_exact(part.indicator.weight),
                "total": show_exact(part.total),
                "total_given": part.given,
                "column_sum": show_exact(part.column_sum),
            }
            for part in result.parts
        ],
    }
