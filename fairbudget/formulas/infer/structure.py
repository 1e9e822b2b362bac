"""What one linear rule leaves unexplained but a simple further rule explains: a floor, a cap, classes of base."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.formulas.formula import show
from fairbudget.formulas.infer.observed import Observed
from fairbudget.formulas.infer.simple import simplest
from fairbudget.io.cells import Numbers

__all__ = ["Structure", "structure_of"]

#: Rows that a further rule must explain at least.
FEWEST_LIMIT, FEWEST_CLASS = 2, 3


@dataclass(frozen=True, slots=True)
class Structure:
    """A further rule, or several.

    Attributes
    ----------
    floor, cap : int or None
        Of the published amount, in rupiah.
    column : str
        By which classes of base are told; empty if there are none.
    classes : tuple of (Fraction or None, int)
        The greatest value of each class (None for the last) and its base beside the amount's own, in rupiah.
    rows : frozenset of int
        Which they explain.
    """

    floor: int | None = None
    cap: int | None = None
    column: str = ""
    classes: tuple[tuple[Fraction | None, int], ...] = ()
    rows: frozenset[int] = frozenset()

    def sentences(self, base: Fraction) -> list[str]:
        """Return the rules in words; `base` is that of the first linear rule."""
        found = []
        if self.floor is not None:
            found.append(f"a floor of {self.floor} explains rows whose computed amount is below it")
        if self.cap is not None:
            found.append(f"a cap of {self.cap} explains rows whose computed amount is above it")
        if self.column:
            listed = "; ".join(
                (f"up to {show(limit)}: " if limit is not None else "above: ") + show(base + more)
                for limit, more in self.classes
            )
            found.append(f"the base goes by classes of {self.column} ({listed})")
        return found

    def components(self, base: Fraction) -> dict[str, Any]:
        """Return the keys of an equal share by class, for a formula."""
        classes = [{"base": base + more, **({} if limit is None else {"up_to": limit})} for limit, more in self.classes]
        return {"column": self.column, "classes": classes}

    def adjustments(self, extra: Fraction) -> list[dict[str, Any]]:
        """Return the formula's adjustments; `extra` is what the published amount lacks to the whole ceiling."""
        pairs = (("floor", self.floor), ("cap", self.cap))
        return [{"id": kind, "kind": kind, "amount": value + extra} for kind, value in pairs if value is not None]


def structure_of(
    observed: Observed,
    computed: Mapping[int, int],
    explained: Sequence[int],
    columns: Mapping[str, Numbers],
    beside: Mapping[int, int] | None = None,
) -> Structure | None:
    """Return the further rules that rows beside a linear rule follow; None if there are none.

    Parameters
    ----------
    observed : Observed
    computed : mapping
        What the linear rule gives to each usable row, in rupiah.
    explained : sequence of int
        Rows that it explains.
    columns : mapping
        Columns of numbers by heading, by which classes may be told.
    beside : mapping, optional
        Where another published column shows the whole: by how much it is above the amount and the most usual base.

    Notes
    -----
    A floor is an amount that several unexplained rows show, all of which would receive less, and below which no
    explained row lies; a cap likewise. Classes are groups of rows whose amounts differ from the rule's by the same
    whole rupiah, and that a column sets apart from each other without overlap.
    """
    known = set(explained)
    left = [row for row in observed.usable if row not in known]
    amounts = {row: observed.amounts[row] or 0 for row in observed.usable}
    floor, low = _limit(left, known, amounts, computed, 1)
    cap, high = _limit([row for row in left if row not in low], known, amounts, computed, -1)
    taken = low | high
    rest = [row for row in left if row not in taken]
    gaps = Counter(amounts[row] - computed[row] for row in rest)
    groups = {0: sorted(known)}
    for gap, count in gaps.items():
        if count >= FEWEST_CLASS:
            groups[gap] = [row for row in rest if amounts[row] - computed[row] == gap]
    if beside is not None and len(set(beside.values())) > 1:
        counts = Counter(beside.values())
        groups = {gap: [row for row in beside if beside[row] == gap] for gap in counts if counts[gap] >= FEWEST_LIMIT}
    column, classes, astray = _classes(groups, columns) if len(groups) > 1 else ("", (), frozenset[int]())
    if classes and beside is None:
        taken |= {row for rows in groups.values() for row in rows}
    if not taken and not classes:
        return None
    return Structure(floor, cap, column, classes, frozenset((taken | known) - astray))


def _limit(
    left: Sequence[int], known: set[int], amounts: Mapping[int, int], computed: Mapping[int, int], sign: int
) -> tuple[int | None, frozenset[int]]:
    """Return a floor (sign 1) or a cap (sign -1), and the rows that it explains."""
    held = Counter(amounts[row] for row in left if sign * (amounts[row] - computed[row]) > 0)
    for value, count in held.most_common(3):
        if count < FEWEST_LIMIT:
            break
        if all(sign * (amounts[row] - value) >= 0 for row in known):
            rows = frozenset(row for row in left if amounts[row] == value and sign * (amounts[row] - computed[row]) > 0)
            return value, rows
    return None, frozenset()


def _classes(
    groups: Mapping[int, Sequence[int]], columns: Mapping[str, Numbers]
) -> tuple[str, tuple[tuple[Fraction | None, int], ...], frozenset[int]]:
    """Return the column that sets groups apart best, the classes, and rows that lie in another one: slips of a cell.

    Of columns with equally few such rows the one with the widest gaps between classes counts.
    """
    best: tuple[int, Fraction] | None = None
    chosen: tuple[str, tuple[tuple[Fraction | None, int], ...], frozenset[int]] = ("", (), frozenset())
    count = sum(map(len, groups.values()))
    for heading, numbers in columns.items():
        values = {row: value for rows in groups.values() for row in rows if (value := numbers[row]) is not None}
        if len(values) < count:
            continue
        order = sorted(groups, key=lambda gap: sorted(values[row] for row in groups[gap])[len(groups[gap]) // 2])
        grid = Fraction(1, 10 ** (numbers.places or 0))
        limits: list[Fraction | None] = []
        astray: set[int] = set()
        narrow: Fraction | None = None
        for before, after in itertools.pairwise(order):
            low, high, wrong = _cut(groups[before], groups[after], values)
            astray |= wrong
            narrow = high - low if narrow is None else min(narrow, high - low)
            # the roundest number that parts the two classes
            found = simplest(low, high - grid)
            limits.append(low if found is None else found)
        rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(limits))
        if not rising or narrow is None or len(astray) * 12 > count or any(astray >= set(g) for g in groups.values()):
            continue
        rank = (-len(astray), narrow / (max(values.values()) or 1))
        if best is None or rank > best:
            best = rank
            chosen = (heading, tuple(zip([*limits, None], order, strict=True)), frozenset(astray))
    return chosen


def _cut(
    lower: Sequence[int], upper: Sequence[int], values: Mapping[int, Fraction]
) -> tuple[Fraction, Fraction, set[int]]:
    """Return the neighbouring values between which two groups are parted with the fewest rows on the wrong side."""
    points = sorted({values[row] for row in (*lower, *upper)})
    best: tuple[int, Fraction] | None = None
    found = points[0], points[0], {*lower, *upper}
    for low, high in itertools.pairwise(points):
        wrong = {row for row in lower if values[row] > low} | {row for row in upper if values[row] <= low}
        rank = (-len(wrong), high - low)
        if best is None or rank > best:
            best, found = rank, (low, high, wrong)
    return found
