"""What the command ``fairbudget stress`` computes, as tables: for a terminal, and as csv files in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.errors import OptionError, nearest
from fairbudget.files import write_text
from fairbudget.formulas.result import Ceilings
from fairbudget.formulas.sensitivity import Bands, Sobol, Swing, bands, sobol, tornado
from fairbudget.formulas.stress import Side, leave_one_out, model, sides
from fairbudget.io.tables import csv_text
from fairbudget.money import round_fraction

__all__ = ["Stress", "heads_of", "stress"]


def heads_of(result: Ceilings, column: str) -> list[int | Fraction]:
    """Return the people of each kelurahan.

    Raises
    ------
    OptionError
        If there is no such column, or a kelurahan has nobody.
    """
    found = result.table.locate([column])
    if len(found) != 1:
        raise OptionError(f"no column {column!r} of people; {nearest(column, result.table.headings)} (--people)")
    numbers = result.table.numbers(found[0], names=list(result.names))
    for name, value in zip(result.names, numbers.numerators, strict=True):
        if not value or value < 0:
            raise OptionError(f"{name}: nobody in column {found[0]!r}, so there is no money per head")
    return [numbers[row] or 0 for row in range(len(result))]


@dataclass
class Stress:
    """All that a stress test found.

    Attributes
    ----------
    base : Ceilings
    people : list
        By kelurahan.
    against, without : list of Side
        Other formulas; the formula without each indicator.
    bands : Bands or None
    swings : list of Swing
    indices : list of Sobol
    settings : dict of str
    """

    base: Ceilings
    people: list[int | Fraction]
    against: list[Side]
    without: list[Side]
    bands: Bands | None
    swings: list[Swing]
    indices: list[Sobol]
    settings: dict[str, Any] = field(default_factory=dict)

    def to_text(self, lang: str = "en") -> str:
        """Return a summary for a terminal, in English or Indonesian."""
        from fairbudget.formulas.stress_text import stress_text

        return stress_text(self, lang)

    def save(self, folder: Path) -> list[Path]:
        """Write csv files to a folder and return their paths."""
        names, base = list(self.base.names), self.base
        groups = list(base.groups or [""] * len(names))
        written = []

        def put(file: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
            write_text(folder / file, csv_text(list(headings), [list(row) for row in rows]))
            written.append(folder / file)

        place = ["kecamatan", "kelurahan", "people", base.formula.key]
        for file, listed in (("against.csv", self.against), ("without.csv", self.without)):
            if listed:
                heads = [f"{side.name}{end}" for side in listed for end in ("", " change", " change per head")]
                rows = []
                for k, name in enumerate(names):
                    cells: list[Any] = [groups[k], name, str(self.people[k]), base.totals[k]]
                    for side in listed:
                        rate = round_fraction(Fraction(side.changes[k]) / self.people[k])
                        cells += [side.totals[k], side.changes[k], rate]
                    rows.append(cells)
                total: list[Any] = ["", "Total", str(sum(self.people)), sum(base.totals)]
                for side in listed:
                    total += [sum(side.totals), sum(side.changes), ""]
                put(file, [*place, *heads], [*rows, total])
        if self.bands is not None:
            b = self.bands
            heads = [*place[:2], base.formula.key, "p5", "p50", "p95", "rank", "rank_p5", "rank_p95"]
            put(
                "bands.csv",
                heads,
                [
                    [
                        *(groups[k], name, base.totals[k]),
                        *(round(b.low[k]), round(b.middle[k]), round(b.high[k])),
                        *(int(b.rank[k]), int(b.rank_low[k]), int(b.rank_high[k])),
                    ]
                    for k, name in enumerate(names)
                ],
            )
        if self.swings:
            rows = [
                [s.name, f"{s.low:.9f}", f"{s.high:.9f}", f"{s.base:.9f}", round(s.most), s.most_name]
                for s in self.swings
            ]
            put("tornado.csv", ["indicator", "low", "high", "base", "most_rupiah", "most_kelurahan"], rows)
        if self.indices:
            put(
                "sobol.csv",
                ["input", "first", "total"],
                [[i.name, f"{i.first:.6f}", f"{i.total:.6f}"] for i in self.indices],
            )
        return written


def stress(
    base: Ceilings,
    others: Sequence[tuple[str, Ceilings]] = (),
    *,
    people: str = "population",
    component: str | None = None,
    measure: str = "gini-per-head",
    noise: str = "uniform",
    width: float = 0.2,
    draws: int = 10_000,
    sobol_count: int = 1024,
    seed: int = 1,
) -> Stress:
    """Put a formula to every test: others, without each indicator, other weights.

    Parameters
    ----------
    base : Ceilings
    others : sequence of (str, Ceilings)
        On the same kelurahan.
    people : str
        The column of people, for amounts per head.
    component : str, optional
        Whose weights are tried; needed where there are several proportional components.
    measure : {"gini-per-head", "spread-per-head", "gini"}
    noise : {"uniform", "dirichlet"}
    width : float
    draws : int
    sobol_count : int
        A power of two; 0 for none.
    seed : int

    Returns
    -------
    Stress
    """
    import numpy as np

    heads = heads_of(base, people)
    own = model(base, component)
    numbers = np.array([float(value) for value in heads])
    several = len(own.names) > 1
    return Stress(
        base,
        heads,
        sides(base, others),
        leave_one_out(base, component) if several else [],
        bands(own, draws, noise, width, seed) if several else None,
        tornado(own, numbers, base.names, measure, width),
        sobol(base, numbers, component, measure=measure, width=width, count=sobol_count, seed=seed)
        if sobol_count and several
        else [],
        {
            "measure": measure,
            "noise": noise,
            "width": width,
            "draws": draws,
            "sobol": sobol_count,
            "seed": seed,
            "people": people,
        },
    )
