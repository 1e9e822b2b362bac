"""The numbers behind aims and limits: rows, columns, what each limit asks of each kelurahan in whole rupiah."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from fairbudget.errors import FaultLog, OptionError, nearest
from fairbudget.formulas.components import EqualShare, Proportional
from fairbudget.formulas.formula import show
from fairbudget.formulas.improve.spec import (
    AimLimit,
    BaseShare,
    GroupLimit,
    Limit,
    NonZero,
    RowLimit,
    Task,
    WeightLimit,
)
from fairbudget.formulas.result import Ceilings
from fairbudget.formulas.stress import place_of
from fairbudget.io.cells import normal

__all__ = ["POOL", "STEP", "Box", "Groups", "Parts", "Problem", "build"]

#: Numbers of what is no limit of the user's, but may take part in a conflict: the money, and the grid of weights.
POOL, STEP = -1, -2
POOR_HEADINGS = (
    *("dtsen_poverty_register", "poor", "penduduk_miskin", "jumlah_penduduk_miskin", "miskin", "dtsen", "dtks"),
    *("poverty", "poverty_register"),
)

Groups = list[tuple[tuple[int, ...], int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Box:
    """What limits say in whole rupiah: of each row the least and the most, and of sums of rows.

    Attributes
    ----------
    low : list of int
    high : list of int or None
    low_by, high_by : list of int
        Which limit says so; -1 for none.
    groups : list of (rows, least or None, most or None)
    """

    low: list[int]
    high: list[int | None]
    low_by: list[int]
    high_by: list[int]
    groups: Groups


@dataclass(frozen=True, slots=True)
class Parts:
    """A formula whose weights are free: fixed amounts, and what a full weight on each indicator would give.

    Attributes
    ----------
    place : int
        Of the proportional component.
    base_place : int or None
        Of the flat equal share.
    columns, labels : tuple of str
        Of the indicators.
    weights : tuple of Fraction
        As they are now.
    shares : list of list of Fraction
        By indicator and row, each indicator's summing to one.
    fixed : list of Fraction
        What other components than these two give to each row, in rupiah.
    base : Fraction
        Rupiah per row now; 0 without an equal share.
    """

    place: int
    base_place: int | None
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    weights: tuple[Fraction, ...]
    shares: list[list[Fraction]]
    fixed: list[Fraction]
    base: Fraction


@dataclass
class Problem:
    """A task on a table.

    Attributes
    ----------
    task : Task
    present : Ceilings
        What the formula gives now.
    before : list of Fraction
        Last year's ceilings, or what the formula gives now.
    before_heading : str or None
        Of last year's ceilings.
    pool : int
        In rupiah, a multiple of the rounding unit.
    unit : int
    poor : list of int or None
        In proportion to the people whose shares of the money are to be equal.
    poor_values, need : list of Fraction or None
    parts : Parts or None
        Where weights are to be found.
    limits : tuple of Limit
    notes : list of tuple of str
        A key of :mod:`fairbudget.formulas.improve.lang`, and what goes into its words.
    """

    task: Task
    present: Ceilings
    before: list[Fraction]
    before_heading: str | None
    pool: int
    unit: int
    poor: list[int] | None
    poor_values: list[Fraction] | None
    poor_heading: str | None
    need: list[Fraction] | None
    need_heading: str | None
    parts: Parts | None
    limits: tuple[Limit, ...]
    columns: dict[str, list[Fraction]]
    chosen: dict[int, list[tuple[int, ...]]]
    notes: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.before)

    @property
    def need_is_money(self) -> bool:
        """Whether need looks like rupiah, so that its covered part is told in percent."""
        return self.need is not None and sum(self.need) * 20 > self.pool

    @property
    def active(self) -> frozenset[int]:
        """All limits, and the pool."""
        return frozenset([POOL, *range(len(self.limits))])

    def box(self, active: Iterable[int], relax: Mapping[int, int] | None = None) -> Box:
        """Return what some of the limits say, each relaxed by so many rupiah.

        Bounds are rounded inwards to the rounding unit, so that rounding breaks none.
        """
        count, unit, given = self.count, self.unit, relax or {}
        box = Box([0] * count, [None] * count, [-1] * count, [-1] * count, [])
        for number in sorted(active):
            if number < 0:
                continue
            limit, ease = self.limits[number], given.get(number, 0)
            if isinstance(limit, RowLimit):
                for row in self.chosen[number][0]:
                    value = self.row_value(limit, row)
                    top = box.high[row]
                    if limit.kind == "cap":
                        whole = unit * int((value + ease) // unit)
                        if top is None or whole < top:
                            box.high[row], box.high_by[row] = whole, number
                    else:
                        whole = unit * int(-(-(value - ease) // unit))
                        if whole > box.low[row]:
                            box.low[row], box.low_by[row] = whole, number
            elif isinstance(limit, GroupLimit):
                amount = limit.amount if limit.amount is not None else (limit.share or Fraction(0)) * self.pool
                for rows in self.chosen[number]:
                    if limit.kind == "group-cap":
                        box.groups.append((rows, None, unit * int((amount + ease) // unit)))
                    else:
                        box.groups.append((rows, unit * int(-(-(amount - ease) // unit)), None))
            elif isinstance(limit, AimLimit) and limit.aim == "max-min" and limit.at_least is not None:
                assert self.need is not None
                for row, need in enumerate(self.need):
                    whole = unit * int(-(-(limit.at_least * need - ease) // unit))
                    if whole > box.low[row]:
                        box.low[row], box.low_by[row] = whole, number
        return box

    def row_value(self, limit: RowLimit, row: int) -> Fraction:
        """Return what a limit says about a row, in rupiah."""
        if limit.amount is not None:
            return limit.amount
        values = self.columns[limit.column] if limit.column else self.before
        return values[row] * (Fraction(1) if limit.share is None else limit.share)

    def label(self, row: int) -> str:
        """Return a row's name."""
        return self.present.names[row]


def build(task: Task, present: Ceilings) -> Problem:
    """Return the numbers of a task.

    Parameters
    ----------
    task : Task
    present : Ceilings
        Of the formula as it is.

    Raises
    ------
    InputError
        With every column that is missing or cannot be read, and every name that no row has.
    OptionError
        If the formula cannot be improved as asked.
    """
    log = FaultLog(present.table.file or "table")
    unit = present.formula.rounding_unit
    notes: list[tuple[str, ...]] = []
    columns: dict[str, list[Fraction]] = {}
    last = _column(present, task.last_year, "last_year", log) if task.last_year else None
    before = last if last is not None else [Fraction(total) for total in present.totals]
    poor = _poor(task, present, log)
    need = _column(present, task.need, "need", log) if task.need else None
    wants = {*task.aim, *(limit.aim for limit in task.limits if isinstance(limit, AimLimit))}
    if wants & {"gini", "hoover", "spread"} and poor is None and not task.poor:
        log.error(f"no column of the poor: name it by poor = ... (--poor); {nearest('poor', present.table.headings)}")
    if wants & {"max-min", "leximin"} and not task.need:
        log.error("key 'need' is missing", expected="the column of need, or of proposed rupiah (--need)")
    for key, values in (("poor", poor), ("need", need)):
        if values is not None and not any(values):
            log.error(f"the column of key {key!r} sums to zero")
    chosen: dict[int, list[tuple[int, ...]]] = {}
    for number, limit in enumerate(task.limits):
        place = f"limits[{number + 1}] {limit.kind!r}"
        if isinstance(limit, RowLimit):
            if limit.column and limit.column not in columns:
                found = _column(present, limit.column, f"{place}: column", log)
                columns[limit.column] = found if found is not None else [Fraction(0)] * len(present)
            chosen[number] = [_rows(present, limit, place, log)]
        elif isinstance(limit, GroupLimit):
            chosen[number] = _group_rows(present, limit, place, log)
    amount = task.pool if task.pool is not None else sum((r.target for r in present.components), Fraction(0))
    if amount % unit or amount <= 0:
        log.error(
            "the pool is not a positive multiple of the rounding unit, so it cannot be given in full",
            value=show(amount),
            expected=f"a multiple of {unit}",
        )
    parts = _parts(task, present, notes, log) if task.find == "formula" else None
    log.raise_errors()
    if parts is not None:
        _check_weights(task, parts, log)
        log.raise_errors()
    if need is not None and not all(need):
        idle = [name for name, value in zip(present.names, need, strict=True) if not value]
        notes.append(("no need", ", ".join(idle)))
    if poor is not None and not all(poor):
        idle = [name for name, value in zip(present.names, poor, strict=True) if not value]
        notes.append(("no poor", ", ".join(idle)))
    scale = 1
    if poor is not None:
        for value in poor:
            scale = math.lcm(scale, value.denominator)
    return Problem(
        task,
        present,
        before,
        present.table.locate([task.last_year])[0] if task.last_year else None,
        int(amount),
        unit,
        None if poor is None else [int(value * scale) for value in poor],
        poor,
        _poor_heading(task, present),
        need,
        present.table.locate([task.need])[0] if task.need else None,
        parts,
        task.limits,
        columns,
        chosen,
        notes,
    )


def _column(present: Ceilings, heading: str, key: str, log: FaultLog) -> list[Fraction] | None:
    found = present.table.locate([heading])
    if not found:
        log.error(f"{key}: no column {heading!r}; {nearest(heading, present.table.headings)}")
        return None
    numbers = present.table.numbers(found[0], log, names=list(present.names), minimum=0)
    return [Fraction(value or 0, numbers.denominator) for value in numbers.numerators]


def _poor_heading(task: Task, present: Ceilings) -> str | None:
    found = present.table.locate([task.poor] if task.poor else POOR_HEADINGS)
    return found[0] if found else None


def _poor(task: Task, present: Ceilings, log: FaultLog) -> list[Fraction] | None:
    heading = task.poor or _poor_heading(task, present)
    return _column(present, heading, "poor", log) if heading else None


def _rows(present: Ceilings, limit: RowLimit, place: str, log: FaultLog) -> tuple[int, ...]:
    """Return the rows that a limit is about."""
    every = range(len(present))
    if not limit.only and not limit.group:
        return tuple(every)
    rows: set[int] = set()
    for wanted, own, what in ((limit.only, present.names, "kelurahan"), (limit.group, present.groups, "kecamatan")):
        for name in wanted:
            if own is None:
                log.error(f"{place}: the table has no {what}")
                continue
            found = [row for row in every if normal(own[row]) == normal(name)]
            if not found:
                log.error(f"{place}: no {what} {name!r}; {nearest(name, dict.fromkeys(own))}")
            rows.update(found)
    return tuple(sorted(rows))


def _group_rows(present: Ceilings, limit: GroupLimit, place: str, log: FaultLog) -> list[tuple[int, ...]]:
    if present.groups is None:
        log.error(f"{place}: the table has no column of kecamatan")
        return []
    by_name: dict[str, list[int]] = {}
    for row, name in enumerate(present.groups):
        by_name.setdefault(normal(name), []).append(row)
    for name in limit.group:
        if normal(name) not in by_name:
            log.error(f"{place}: no kecamatan {name!r}; {nearest(name, dict.fromkeys(present.groups))}")
    wanted = {normal(name) for name in limit.group} or set(by_name)
    return [tuple(rows) for name, rows in by_name.items() if name in wanted]


def _parts(task: Task, present: Ceilings, notes: list[tuple[str, ...]], log: FaultLog) -> Parts | None:
    formula = present.formula
    try:
        place = place_of(present, task.component or None)
    except OptionError as error:
        log.error(str(error) + (" (component = ...)" if "name one" in str(error) else ""))
        return None
    spec = present.components[place].component
    assert isinstance(spec, Proportional)
    if not spec.plain:
        log.error(
            f"{spec.id} splits by an index, not by plain shares of totals, so its ceilings are not linear in its"
            " weights",
            expected="find = 'ceilings', or indicators with the normalisation share",
        )
    if formula.adjustments:
        ids = ", ".join(item.id for item in formula.adjustments)
        log.error(
            f"the formula has adjustments ({ids}), after which ceilings are not linear in the weights",
            expected="the same as [[limits]] of the kinds floor, cap and hold-harmless, or find = 'ceilings'",
        )
    flat = [
        k for k, r in enumerate(present.components) if isinstance(r.component, EqualShare) and not r.component.classes
    ]
    if any(isinstance(limit, BaseShare) for limit in task.limits) and len(flat) != 1:
        what = "no flat equal share" if not flat else "several flat equal shares"
        log.error(f"limit 'base-share': the formula has {what}, so there is no base to move")
    if log.errors:
        return None
    base_place = flat[0] if len(flat) == 1 else None
    result = present.components[place]
    columns = [part.numbers for part in result.parts]
    shares = []
    for part, numbers in zip(result.parts, columns, strict=True):
        total = part.column_sum
        shares.append([(numbers[row] or Fraction(0)) / total for row in range(len(present))])
        if part.given and part.total != total:
            notes.append(("total differs", part.indicator.column, show(part.total), show(total)))
    others = [r for k, r in enumerate(present.components) if k not in (place, base_place)]
    fixed = [sum((r.exact(row) for r in others), Fraction(0)) for row in range(len(present))]
    base = present.components[base_place].exact(0) if base_place is not None and len(present) else Fraction(0)
    return Parts(
        place,
        base_place,
        tuple(part.indicator.column for part in result.parts),
        tuple(part.indicator.label or part.indicator.column for part in result.parts),
        tuple(part.indicator.weight for part in result.parts),
        shares,
        fixed,
        base,
    )


def _check_weights(task: Task, parts: Parts, log: FaultLog) -> None:
    known = {normal(name): k for names in (parts.labels, parts.columns) for k, name in enumerate(names)}
    for number, limit in enumerate(task.limits, start=1):
        if isinstance(limit, WeightLimit) and normal(limit.indicator) not in known:
            hint = nearest(limit.indicator, parts.columns)
            log.error(f"limits[{number}] 'weight': no indicator {limit.indicator!r}; {hint}")
        if isinstance(limit, NonZero) and limit.least * limit.at_most > 1 and limit.least > 1:
            log.error(f"limits[{number}] 'non-zero': key 'least' is above 1; write 35 % as 0.35")


def indicator_of(parts: Parts, limit: WeightLimit) -> int:
    """Return the place of the indicator that a limit of weights is about."""
    wanted = normal(limit.indicator)
    places = [k for k, name in enumerate(parts.columns) if normal(name) == wanted]
    return (places or [k for k, name in enumerate(parts.labels) if normal(name) == wanted])[0]
