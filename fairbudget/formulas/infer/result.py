"""The formula that was found, what it explains, and how unique it is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import InputError
from fairbudget.formulas.formula import Formula, show, show_exact
from fairbudget.formulas.infer.columns import Roles, tells_classes
from fairbudget.formulas.infer.observed import Observed, Parameters
from fairbudget.formulas.infer.simple import intervals
from fairbudget.formulas.infer.structure import Structure, structure_of
from fairbudget.formulas.rounding import round_amounts
from fairbudget.formulas.toml import formula_toml
from fairbudget.io.cells import Numbers
from fairbudget.io.tables import Table, csv_text

__all__ = ["Inference", "Range", "Unexplained", "assemble", "unexplained"]

#: Other sets that are listed.
SHOWN = 10
#: Another set is a rival if none of its totals is further from the sums than this part of them.
NEAR = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Range:
    """A number of the formula and how far it can move, the others as they are, without losing a row.

    Attributes
    ----------
    name : str
        ``base``, ``pool`` or the heading of an indicator, whose total is meant.
    value : Fraction
    least, greatest : Fraction
        Ends of the interval.
    others : int or None
        How many other numbers of the same decimals lie in the interval.
    weight : Fraction or None
        Of an indicator.
    column_sum : Fraction or None
        Of an indicator's printed cells.
    rate : float or None
        What least absolute deviations say a unit of the indicator is worth, in rupiah.
    """

    name: str
    value: Fraction
    least: Fraction
    greatest: Fraction
    others: int | None
    weight: Fraction | None = None
    column_sum: Fraction | None = None
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A row whose published amount is not the computed one."""

    line: int
    name: str
    printed: int | None
    computed: int | None


@dataclass(frozen=True)
class Inference:
    """The answer to an inference.

    Attributes
    ----------
    file : str or None
    formula : Formula or None
        None if none was found.
    amount : str
        The published column that it explains.
    indicators : tuple of str
    rows : int
    explained : int
        Rows whose amount is computed to the rupiah.
    unexplained : tuple of Unexplained
    ranges : tuple of Range
    robust : dict
        Base and rupiah per unit of each indicator by least absolute deviations, before anything is made simple.
    alternatives : tuple of dict
        Other sets of simple numbers that explain as many rows.
    unique : bool
        Whether there is none with weights as simple and totals as near to the sums of the columns, and no total can be
        another number of its decimals.
    notes : tuple of str
    further : tuple of str
        Rules beside the linear one: a floor, a cap, classes of base; in words.
    """

    file: str | None
    formula: Formula | None
    amount: str
    indicators: tuple[str, ...]
    rows: int
    explained: int
    unexplained: tuple[Unexplained, ...]
    ranges: tuple[Range, ...]
    robust: dict[str, float]
    alternatives: tuple[dict[str, Any], ...]
    unique: bool
    notes: tuple[str, ...]
    further: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether a formula was found."""
        return self.formula is not None

    def to_toml(self) -> str:
        """Return the formula as the text of a formula file, with what is known about it in comments.

        Raises
        ------
        InputError
            If no formula was found.
        """
        if self.formula is None:
            raise InputError("no formula was found, so there is none to write")
        return formula_toml(self.formula, self.summary().splitlines())

    def summary(self, lang: str = "en") -> str:
        """Return in a few lines what was found and how sure it is, in English or Indonesian."""
        from fairbudget.formulas.infer.text import inference_summary

        return inference_summary(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the inference as JSON has it."""
        return {
            "format": "fairbudget-inference",
            "version": 1,
            "file": self.file,
            "found": self.found,
            "unique": self.unique,
            "amount": self.amount,
            "indicators": list(self.indicators),
            "rows": self.rows,
            "rows_explained": self.explained,
            "formula": None if self.formula is None else self.formula.to_dict(),
            "ranges": [
                {
                    "name": item.name,
                    "value": show_exact(item.value),
                    "least": float(item.least),
                    "greatest": float(item.greatest),
                    "other_numbers": item.others,
                    **({} if item.weight is None else {"weight": show_exact(item.weight)}),
                    **({} if item.column_sum is None else {"column_sum": show_exact(item.column_sum)}),
                }
                for item in self.ranges
            ],
            "robust": self.robust,
            "alternatives": list(self.alternatives),
            "further": list(self.further),
            "unexplained": [
                {"line": item.line, "name": item.name, "printed": item.printed, "computed": item.computed}
                for item in self.unexplained
            ],
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """Return the inference as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """Return the numbers of the formula with their ranges as csv text."""
        headings = ["name", "weight", "value", "least", "greatest", "other_numbers", "column_sum"]
        rows = [
            [
                *(item.name, "" if item.weight is None else show(item.weight), show(item.value)),
                *(f"{float(item.least):.15g}", f"{float(item.greatest):.15g}"),
                *("" if item.others is None else item.others, "" if item.column_sum is None else show(item.column_sum)),
            ]
            for item in self.ranges
        ]
        return csv_text(headings, rows)


def _formula(
    parameters: Parameters, roles: Roles, kept: Sequence[str], unit: str, group: str | None, further: Structure | None
) -> Formula:
    base = parameters.base + (roles.base or 0)
    indicators = [
        {"column": heading, "weight": weight, "total": total}
        for heading, weight, total in zip(kept, parameters.weights, parameters.totals, strict=True)
    ]
    components: list[dict[str, Any]] = [
        {"id": "APW", "kind": "proportional", "pool": parameters.pool, "indicators": indicators}
    ]
    if further is not None and further.column:
        components.insert(0, {"id": "BES", "kind": "equal-share", **further.components(base)})
    elif base:
        components.insert(0, {"id": "BES", "kind": "equal-share", "base": base})
    adjustments = [] if further is None else further.adjustments(roles.base or Fraction(0))
    return Formula.from_dict(
        {
            "name": f"found from the published {roles.total or roles.amount}",
            "unit": unit,
            **({"group": group} if group else {}),
            "rounding": parameters.rounding,
            "rounding_unit": parameters.unit,
            "components": components,
            **({"adjustments": adjustments, "balance": "none"} if adjustments else {}),
            **({"split": roles.split} if roles.split else {}),
        }
    )


def assemble(
    file: str | None,
    rows: Table,
    names: str,
    group: str | None,
    roles: Roles,
    kept: Sequence[str],
    observed: Observed,
    found: Sequence[tuple[Parameters, list[int]]],
    centres: Sequence[Fraction],
    robust: Sequence[float],
    columns: Mapping[str, Numbers],
) -> Inference:
    """Return the inference that the sets which explain the most rows amount to."""
    best, explaining = found[0]
    computed = _computed(observed, best)
    apart = {roles.amount, roles.total, *(part["label"] for part in roles.split)}
    telling = {h: numbers for h, numbers in columns.items() if h not in apart and tells_classes(numbers)}
    further = structure_of(observed, computed, explaining, telling, _beside(observed, roles, columns))
    if further is not None and further.adjustments(Fraction(0)) and best.rounding == "largest-remainder":
        # a floor whose cost nobody bears leaves no sum for largest-remainder to reach
        further = None
    settled = explaining if further is None else sorted(further.rows)
    spans = intervals(observed, best, explaining)
    sums = observed.sums()
    extra = roles.base or Fraction(0)
    ranges = [
        Range("base", best.base + extra, spans["base"][0] + extra, spans["base"][1] + extra, None),
        Range("pool", best.pool, *spans["pool"], None),
    ]
    for k, column in enumerate(observed.columns):
        low, high = spans[f"total {k}"]
        grid = 10 ** (column.places or 0)
        others = math.floor(high * grid) - math.ceil(low * grid)
        ranges.append(Range(kept[k], best.totals[k], low, high, others, best.weights[k], sums[k], robust[k]))
    alternatives = [_alternative(parameters, kept, extra) for parameters, _ in found[1:] if parameters != best]
    rivals = [p for p, _ in found[1:] if p.level <= best.level and _off(p, centres) <= max(_off(best, centres), NEAR)]
    if list(best.totals) == list(centres):
        # totals that are the sums to the last digit are no chance
        rivals = [p for p in rivals if p.totals == best.totals]
    unique = not rivals and all(not item.others for item in ranges[2:])
    notes = list(roles.notes)
    off = [item for item in ranges[2:] if item.column_sum != item.value]
    for item in off:
        assert item.column_sum is not None
        notes.append(
            f"{item.name}: the total {show(item.value)} is not the sum of the printed cells, {show(item.column_sum)}"
        )
    notes.append(
        "a weight and its total enter by their ratio alone; that totals are within a few percent of the sums is assumed"
    )
    if len(alternatives) > SHOWN:
        notes.append(f"{len(alternatives)} other sets explain as many rows; {SHOWN} are listed")
    if best.rounding in ("half-up", "floor", "ceiling") and best.unit > 1:
        notes.append(f"amounts are multiples of {best.unit}, so numbers are known less exactly")
    return Inference(
        file,
        _formula(best, roles, kept, names, group, further),
        roles.amount,
        tuple(kept),
        len(rows),
        len(settled),
        tuple(_unexplained(rows, names, observed, computed, settled)),
        tuple(ranges),
        _named(robust, kept),
        tuple(alternatives[:SHOWN]),
        unique,
        tuple(notes),
        tuple([] if further is None else further.sentences(best.base + extra)),
    )


def _off(parameters: Parameters, centres: Sequence[Fraction]) -> Fraction:
    """Return how far the totals lie from the columns' mended sums, at most, as a part of them."""
    return max(abs(t - s) / s for t, s in zip(parameters.totals, centres, strict=True))


def _named(robust: Sequence[float], kept: Sequence[str]) -> dict[str, float]:
    return {**dict(zip(kept, robust, strict=False)), "base": robust[-1]}


def _alternative(parameters: Parameters, kept: Sequence[str], extra: Fraction) -> dict[str, Any]:
    return {
        "rounding": parameters.rounding,
        "base": show_exact(parameters.base + extra),
        "pool": show_exact(parameters.pool),
        "weights": dict(zip(kept, map(show_exact, parameters.weights), strict=True)),
        "totals": dict(zip(kept, map(show_exact, parameters.totals), strict=True)),
    }


def _beside(observed: Observed, roles: Roles, columns: Mapping[str, Numbers]) -> dict[int, int] | None:
    """Return by how much the published total is above the amount and the most usual base, where bases go by class."""
    if roles.total is None or len(roles.bases) < 2 or roles.base is None:
        return None
    total, found = columns[roles.total], {}
    for row in observed.usable:
        value = total[row]
        if value is not None and value - (observed.amounts[row] or 0) in roles.bases:
            found[row] = int(value - (observed.amounts[row] or 0) - roles.base)
    return found


def _computed(observed: Observed, best: Parameters) -> dict[int, int]:
    """Return what the linear rule gives to each usable row."""
    mode = "half-up" if best.rounding == "largest-remainder" else best.rounding
    found = {}
    for row in observed.usable:
        exact = sum((rate * (c[row] or 0) for rate, c in zip(best.rates, observed.columns, strict=True)), Fraction(0))
        found[row] = int(best.base) + round_amounts([exact.numerator], exact.denominator, mode, best.unit)[0]
    return found


def _unexplained(
    rows: Table, names: str, observed: Observed, computed: Mapping[int, int], explaining: Sequence[int]
) -> list[Unexplained]:
    known, texts = set(explaining), rows.texts(names)
    return [
        Unexplained(rows.lines[row], texts[row], observed.amounts[row], computed.get(row))
        for row in range(len(rows))
        if row not in known
    ]


def unexplained(
    file: str | None, rows: Table, names: str, roles: Roles, observed: Observed, robust: Sequence[float]
) -> Inference:
    """Return the inference where no formula explains enough rows."""
    texts = rows.texts(names)
    listed = tuple(Unexplained(rows.lines[r], texts[r], observed.amounts[r], None) for r in range(len(rows)))
    notes = [
        *roles.notes,
        "no base, pool, weights and totals explain a third of the rows to the rupiah: other indicators, another kind of"
        " formula, or too many slips",
    ]
    kept = [column.heading for column in observed.columns]
    return Inference(
        *(file, None, roles.amount, tuple(kept), len(rows), 0, listed, (), _named(robust, kept), (), False),
        tuple(notes),
    )
