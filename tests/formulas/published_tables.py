"""Published tables made from a known formula, with known slips; computed here, not by the package."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any


@dataclass
class Published:
    """A table, the formula behind it, and the digits that were changed."""

    rows: list[dict[str, Any]]
    formula: dict[str, Any]
    totals: dict[str, str]
    slips: list[tuple[int, str, str, str]] = field(default_factory=list)  # row, column, printed, true


def rounded(value: Fraction, mode: str = "half-up", unit: int = 1) -> int:
    scaled = value / unit
    return unit * {"half-up": floor(scaled + Fraction(1, 2)), "floor": floor(scaled), "ceiling": ceil(scaled)}[mode]


def written(value: int, places: int) -> str:
    text = str(value).zfill(places + 1)
    return f"{text[:-places]}.{text[-places:]}" if places else text


def make_table(
    seed: int,
    weights: Sequence[Fraction],
    *,
    rows: int = 40,
    base: int = 120_000_000,
    pool: int = 13_600_000_000,
    mode: str = "half-up",
    unit: int = 1,
    sizes: Sequence[tuple[int, int, int]] = ((1000, 60000, 2), (3000, 40000, 0), (8000, 9999, 2), (100, 9000, 0)),
    show: Sequence[str] = ("apw", "bes", "total"),
) -> Published:
    """Return a table without slips; `sizes` are least, greatest and decimals of each indicator in last units."""
    draw = random.Random(seed)
    columns = [f"x{k}" for k in range(len(weights))]
    sizes = [sizes[k % len(sizes)] for k in range(len(weights))]
    cells = [[draw.randint(low, high) for low, high, _ in sizes] for _ in range(rows)]
    sums = [Fraction(sum(row[k] for row in cells), 10 ** sizes[k][2]) for k in range(len(weights))]
    listed = []
    for number, row in enumerate(cells):
        values = [Fraction(cell, 10**places) for cell, (_, _, places) in zip(row, sizes, strict=True)]
        share = sum((w * x / t for w, x, t in zip(weights, values, sums, strict=True)), Fraction(0))
        amount = rounded(pool * share, mode, unit)
        record: dict[str, Any] = {"kelurahan": f"Kelurahan {chr(65 + number // 26)}{chr(65 + number % 26) * 3}"}
        record.update({c: written(v, s[2]) for c, v, s in zip(columns, row, sizes, strict=True)})
        shown = {"apw": amount, "bes": base, "total": base + amount}
        record.update({f"{name}_idr": str(shown[name]) for name in show if name in shown})
        if "share" in show:
            record["share_pct"] = written(rounded(100_000 * share), 3)
        listed.append(record)
    formula = {
        "rounding": mode,
        "rounding_unit": unit,
        "components": [
            {"id": "BES", "kind": "equal-share", "base": base},
            {
                "id": "APW",
                "kind": "proportional",
                "pool": pool,
                "indicators": [
                    {"column": c, "weight": w, "total": t} for c, w, t in zip(columns, weights, sums, strict=True)
                ],
            },
        ],
    }
    totals = {c: str(t.numerator if t.denominator == 1 else float(t)) for c, t in zip(columns, sums, strict=True)}
    totals["apw_idr"] = str(pool)
    return Published(listed, formula, {c: t for c, t in totals.items() if c in listed[0]})


def plant(table: Published, seed: int, count: int, columns: Sequence[str] | None = None) -> Published:
    """Change one digit in each of `count` cells, no cell twice; a slip of an amount is carried into its sum."""
    draw = random.Random(seed)
    rows = [dict(row) for row in table.rows]
    names = list(columns or [c for c in rows[0] if c not in ("kelurahan", "bes_idr", "total_idr")])
    slips: list[tuple[int, str, str, str]] = []
    taken: set[tuple[int, str]] = set()
    while len(taken) < count:
        row, column = draw.randrange(len(rows)), draw.choice(names)
        if (row, column) in taken:
            continue
        taken.add((row, column))
        true = rows[row][column]
        spots = [k for k, char in enumerate(true) if char.isdigit()]
        spot = draw.choice(spots)
        low = 1 if spot == 0 and len(true.partition(".")[0]) > 1 else 0
        digit = draw.choice([d for d in range(low, 10) if d != int(true[spot])])
        rows[row][column] = true[:spot] + str(digit) + true[spot + 1 :]
        slips.append((row, column, rows[row][column], true))
    return Published(rows, table.formula, table.totals, slips)
