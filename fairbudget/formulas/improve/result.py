"""An improvement: what was found within the limits, or why nothing was, for programs and files."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import InputError
from fairbudget.files import write_text
from fairbudget.formulas.formula import show_exact
from fairbudget.formulas.improve.check import at_limit, broken
from fairbudget.formulas.improve.conflict import Conflict
from fairbudget.formulas.improve.lang import aim_words, measured, sentence, words
from fairbudget.formulas.improve.measures import Measures, measure
from fairbudget.formulas.improve.pareto import FrontPoint
from fairbudget.formulas.improve.problem import Problem
from fairbudget.formulas.improve.search import Found
from fairbudget.formulas.output import format_for
from fairbudget.formulas.toml import formula_toml
from fairbudget.io.tables import csv_text
from fairbudget.io.workbooks import Sheet, write_workbook
from fairbudget.money import round_fraction

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Improvement"]


@dataclass(frozen=True)
class Improvement:
    """What was found, or why nothing was.

    Attributes
    ----------
    problem : Problem
    found : Found or None
        None if the limits contradict each other.
    conflict : Conflict or None
    before, after : Measures or None
        Of last year's (or the present formula's) and of the improved ceilings.
    front : tuple of FrontPoint
        Where two aims were put against each other.
    front_aims : tuple of str
    """

    problem: Problem
    found: Found | None
    conflict: Conflict | None
    before: Measures
    after: Measures | None
    front: tuple[FrontPoint, ...] = ()
    front_aims: tuple[str, str] | tuple[()] = ()

    @property
    def amounts(self) -> list[int]:
        """The improved ceilings in rupiah, by row.

        Raises
        ------
        InputError
            If there are none.
        """
        if self.found is None:
            raise InputError("the limits contradict each other, so there are no improved ceilings")
        return self.found.amounts

    @property
    def changes(self) -> list[Fraction]:
        """What each kelurahan gains, or loses, in rupiah."""
        return [new - old for new, old in zip(self.amounts, self.problem.before, strict=True)]

    @property
    def kept(self) -> bool:
        """Whether every limit is kept, computed anew in whole rupiah."""
        found = self.found
        return found is not None and not broken(
            self.problem, self.problem.active, found.amounts, found.weights, found.base
        )

    def notes(self, lang: str = "en") -> tuple[str, ...]:
        """Return what a reader should know, in a language."""
        return tuple(words(lang)(key).format(*facts) for key, *facts in self.problem.notes)

    def columns(self, lang: str = "en") -> list[tuple[str, str, list[Any]]]:
        """Return heading, kind and cells of the table by kelurahan, with a row of totals at the end."""
        t, p, changes = words(lang), self.problem, self.changes
        present = p.present
        found: list[tuple[str, str, list[Any]]] = []
        if present.groups is not None:
            found.append((t("kecamatan"), "text", [*present.groups, ""]))
        found.append((t("kelurahan"), "text", [*present.names, t("total")]))
        before, after = [_whole(value) for value in p.before], self.amounts
        found.append((t("before"), "integer", [*before, _whole(sum(p.before, Fraction(0)))]))
        found.append((t("after"), "integer", [*after, sum(after)]))
        found.append((t("difference"), "integer", [*map(_whole, changes), _whole(sum(changes, Fraction(0)))]))
        pairs = [*zip(changes, p.before, strict=True), (sum(changes, Fraction(0)), sum(p.before, Fraction(0)))]
        found.append((t("percent"), "number", [_two(100 * gap / old) if old else None for gap, old in pairs]))
        for values, keys in ((p.poor_values, ("per poor before", "per poor after")), (p.need, _COVERAGE)):
            if values is None:
                continue
            # the covered part of rupiah is told in percent, of anything else in rupiah per unit of it
            whole, part = sum(values, Fraction(0)), keys == _COVERAGE and p.need_is_money
            sides: tuple[Sequence[Fraction | int], ...] = (p.before, after)
            for key, amounts in zip(keys, sides, strict=True):
                cells = [_rate(Fraction(amount), value, part) for amount, value in zip(amounts, values, strict=True)]
                cells.append(_rate(sum(map(Fraction, amounts), Fraction(0)), whole, part))
                found.append((t(key) + (" %" if part else ""), "number" if part else "integer", cells))
        return found

    def to_frame(self) -> pd.DataFrame:
        """Return the table by kelurahan, without the row of totals."""
        import pandas as pd

        return pd.DataFrame({heading: _plain(cells[:-1]) for heading, _, cells in self.columns()})

    def formula_text(self, comments: Sequence[str] = ()) -> str:
        """Return the improved formula as the text of a formula file.

        Raises
        ------
        InputError
            If no formula was asked for, or none was found.
        """
        if self.found is None or self.found.formula is None:
            raise InputError("there is no improved formula: single ceilings were asked for, or nothing was found")
        p, t = self.problem, words("en")
        lines = ["A formula that `fairbudget improve` found.", f"{t('aims').format(self.aim_text('en'))}."]
        lines += [f"Limit: {sentence(p, number, 'en')}." for number in sorted(p.active)]
        return formula_toml(self.found.formula, [*lines, *comments])

    def aim_text(self, lang: str) -> str:
        """Return the aims in words, the first first."""
        t, p = words(lang), self.problem
        listed = []
        for aim in p.task.aim:
            way = "most" if aim in ("max-min", "leximin") else "least"
            listed.append(t(way).format(aim_words(p, aim, lang)))
        return t("then").join(listed)

    def to_dict(self) -> dict[str, Any]:
        """Return the improvement as JSON has it."""
        p = self.problem
        data: dict[str, Any] = {
            "format": "fairbudget-improvement",
            "version": 1,
            "file": p.present.table.file,
            "find": p.task.find,
            "aim": list(p.task.aim),
            "found": self.found is not None,
            "pool": p.pool,
            "measures_before": _numbers(self.before),
            "measures_after": None if self.after is None else _numbers(self.after),
            "limits": [
                {
                    "limit": number + 1 if number >= 0 else "pool",
                    "text": sentence(p, number, "en"),
                    **({"at_limit": len(at_limit(p, number, self.amounts))} if self.found and number >= 0 else {}),
                }
                for number in sorted(p.active)
            ],
            "notes": list(self.notes("en")),
        }
        if self.conflict is not None:
            data["conflict"] = {
                "limits": [n + 1 if n >= 0 else {-1: "pool", -2: "step"}[n] for n in self.conflict.limits],
                "texts": [sentence(p, number, "en") for number in self.conflict.limits],
            }
        if self.found is not None:
            data["proved_best"] = self.found.proved
            data["kept"] = self.kept
            data["formula"] = None if self.found.formula is None else self.found.formula.to_dict()
            if self.found.weights is not None and p.parts is not None:
                data["weights"] = {
                    column: {"before": show_exact(old), "after": show_exact(new)}
                    for column, old, new in zip(p.parts.columns, p.parts.weights, self.found.weights, strict=True)
                }
                data["base"] = {"before": show_exact(p.parts.base), "after": self.found.base}
            table = self.columns()
            keys = [heading.replace(" in %", "_pct").replace(" ", "_") for heading, _, _ in table]
            lines = zip(*(_plain(cells) for _, _, cells in table), strict=True)
            data["rows"] = [dict(zip(keys, line, strict=True)) for line in lines][:-1]
        if self.front:
            data["front"] = [
                {
                    **{aim: show_exact(value) for aim, value in zip(self.front_aims, point.values, strict=True)},
                    "base": point.found.base,
                    "weights": None if point.found.weights is None else [show_exact(w) for w in point.found.weights],
                    "amounts": point.found.amounts,
                }
                for point in self.front
            ]
        return data

    def to_json(self) -> str:
        """Return the improvement as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def to_csv(self, lang: str = "en") -> str:
        """Return the table by kelurahan, with a row of totals, as csv text."""
        table = self.columns(lang)
        cells = [["" if cell is None else _text(cell) for cell in column] for _, _, column in table]
        return csv_text([heading for heading, _, _ in table], [list(row) for row in zip(*cells, strict=True)])

    def to_text(self, *, lang: str = "en", color: bool = False, unicode: bool = False) -> str:
        """Return the improvement, or its conflict, for a terminal."""
        from fairbudget.formulas.improve.text import improvement_text

        return improvement_text(self, lang=lang, color=color, unicode=unicode)

    def write(self, path: str | os.PathLike[str], format: str | None = None, lang: str = "en") -> Path:
        """Write the improvement to a file: ``.csv``, ``.xlsx``, ``.json`` or ``.txt``.

        Raises
        ------
        InputError
            If nothing was found and the file is to hold a table, or the file cannot be written.
        """
        chosen = format_for(path, format)
        if chosen == "xlsx":
            write_workbook(path, self._sheets(lang))
        elif chosen == "csv":
            write_text(path, self.to_csv(lang))
        elif chosen == "json":
            write_text(path, self.to_json())
        else:
            write_text(path, self.to_text(lang=lang))
        return Path(path)

    def _sheets(self, lang: str) -> list[Sheet]:
        t, p = words(lang), self.problem
        table = self.columns(lang)
        rows = [list(row) for row in zip(*(cells for _, _, cells in table), strict=True)]
        kinds = [kind for _, kind, _ in table]
        sheets = [
            Sheet(t("improved"), [h for h, _, _ in table], rows, kinds, frozenset({len(rows) - 1})),
            Sheet(t("measures"), [t("measure"), t("before"), t("improved")], self.measure_rows(lang, exact=True), _M),
        ]
        if self.found is not None and self.found.weights is not None and p.parts is not None:
            listed = self.weight_rows(lang)
            sheets.append(Sheet(t("weights"), [t("weight"), t("now"), t("improved")], listed, _M))
        limits = [[sentence(p, number, lang)] for number in sorted(p.active)]
        sheets.append(Sheet(t("limits sheet"), [t("limits")], limits))
        if self.front:
            headings = [aim_words(p, aim, lang) for aim in self.front_aims]
            labels = list(p.parts.labels) if p.parts is not None else []
            rows = [
                [*point.values, *([point.found.base, *(point.found.weights or ())] if p.parts is not None else [])]
                for point in self.front
            ]
            more = [t("base"), *labels] if p.parts is not None else []
            sheets.append(Sheet("Pareto", [*headings, *more], rows, ["number"] * len([*headings, *more])))
        return sheets

    def measure_rows(self, lang: str, exact: bool = False) -> list[list[Any]]:
        """Return each measure's words, its value before and after; values as text unless exact."""
        assert self.after is not None
        after = self.after.by_aim()
        rows = []
        for aim, old in self.before.by_aim().items():
            pair = [old, after[aim]]
            rows.append([aim_words(self.problem, aim, lang), *(pair if exact else self._shown(aim, pair))])
        return rows

    def _shown(self, aim: str, values: Sequence[Fraction]) -> list[str]:
        return [measured(self.problem, aim, value) for value in values]

    def weight_rows(self, lang: str = "en") -> list[list[Any]]:
        """Return the base and each weight, before and after."""
        parts, found = self.problem.parts, self.found
        assert parts is not None
        assert found is not None
        assert found.weights is not None
        triples = zip(parts.labels, parts.weights, found.weights, strict=True)
        rows: list[list[Any]] = [[label, old, new] for label, old, new in triples]
        if parts.base_place is not None:
            rows.insert(0, [words(lang)("base"), parts.base, found.base])
        return rows


_M = ("text", "number", "number")
_COVERAGE = ("coverage before", "coverage after")


def improvement(
    problem: Problem,
    found: Found | None,
    conflict: Conflict | None,
    front: Sequence[FrontPoint] = (),
    front_aims: tuple[str, str] | tuple[()] = (),
) -> Improvement:
    """Return what was found with its measures."""
    # last year's ceilings may have decimals; measures are of whole rupiah
    before = measure(problem, [round_fraction(value) for value in problem.before])
    after = None if found is None else measure(problem, found.amounts)
    return Improvement(problem, found, conflict, before, after, tuple(front), front_aims)


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _two(value: Fraction) -> Fraction:
    return Fraction(round_fraction(value * 100), 100)


def _rate(amount: Fraction, value: Fraction, part: bool) -> Any:
    if not value:
        return None
    return _two(100 * amount / value) if part else round_fraction(amount / value)


def _plain(cells: Sequence[Any]) -> list[Any]:
    return [show_exact(cell) if isinstance(cell, Fraction) else cell for cell in cells]


def _text(cell: Any) -> str:
    return str(show_exact(cell)) if isinstance(cell, Fraction) else str(cell)


def _numbers(found: Measures) -> dict[str, Any]:
    return {aim: float(value) if value.denominator > 1 else value.numerator for aim, value in found.by_aim().items()}
