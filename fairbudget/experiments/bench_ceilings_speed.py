"""Works of the bench of ceilings whose tables are made from a seed: weight draws, many villages, Sobol indices."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from fairbudget.experiments.bench import Measurement, measure
from fairbudget.formulas import ceilings
from fairbudget.formulas.sensitivity import bands, sobol
from fairbudget.formulas.stress import model
from fairbudget.io.tables import Table, as_table

__all__ = ["many_villages", "random_table", "sobol_indices", "weight_draws"]

INDICATORS = ("population", "area", "poor", "difficulty", "staff", "realisation")
WEIGHTS = ("0.25", "0.25", "0.2", "0.15", "0.1", "0.05")


def random_table(rows: int, seed: int = 1) -> Table:
    """Return a made-up table of kelurahan with six indicators.

    Examples
    --------
    >>> len(random_table(3))
    3
    """
    draw = random.Random(seed)
    data: dict[str, list[Any]] = {"nama": [f"Desa {k}" for k in range(rows)]}
    for name in INDICATORS:
        high = 100 if name in ("difficulty", "realisation") else 30_000
        data[name] = [draw.randrange(high // 20, high) for _ in range(rows)]
    return as_table([dict(zip(data, row, strict=True)) for row in zip(*data.values(), strict=True)])


def _formula(rows: int, count: int = len(INDICATORS)) -> dict[str, Any]:
    rest = 1 - sum(float(w) for w in WEIGHTS[:count])
    weights = [*WEIGHTS[: count - 1], str(round(float(WEIGHTS[count - 1]) + rest, 2))]
    pairs = zip(INDICATORS[:count], weights, strict=True)
    need = {"id": "APW", "kind": "proportional", "pool": 200_000_000 * rows}
    need["indicators"] = [{"column": name, "weight": weight} for name, weight in pairs]
    return {"components": [{"id": "BES", "kind": "equal-share", "base": 120_000_000}, need]}


def weight_draws(folder: Path, repeat: int) -> list[Measurement]:
    """Measure bands of rupiah and rank under weight noise."""
    arrays = model(ceilings(random_table(68), _formula(68, 5)))
    return [_timed("10,000 weight draws on 68 kelurahan", lambda: bands(arrays, 10_000), repeat, "≤ 0.5 s")]


def many_villages(folder: Path, repeat: int) -> list[Measurement]:
    """Measure ceilings of as many villages as the country has."""
    country, formula = random_table(83_000), _formula(83_000, 4)
    return [_timed("ceilings of 83,000 villages", lambda: ceilings(country, formula), repeat, "≤ 1 s")]


def sobol_indices(folder: Path, repeat: int) -> list[Measurement]:
    """Measure Sobol indices over six weights, the base's share and the normalisation."""
    city = ceilings(random_table(68), _formula(68, 6))
    people = np.array([float(value or 0) for value in city.table.numbers("population").numerators])
    work = "Sobol indices, n = 1,024, 8 inputs, 68 kelurahan"
    return [_timed(work, lambda: sobol(city, people, count=1024), repeat, "≤ 2 s")]


def _timed(name: str, work: Callable[[], Any], repeat: int, bar: str) -> Measurement:
    value, runs, _ = measure(work, repeat)
    return Measurement(name, "fairbudget", value, runs=runs, bar=bar)
