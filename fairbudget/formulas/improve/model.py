"""Aims and limits as linear programmes: PuLP models them, HiGHS solves them, whole rupiah decide elsewhere.

Money is counted in mean ceilings, so that numbers are near one. A formula's weights enter either as whole multiples of
a step, with the base given (`whole`), or as rupiah: what the base and each indicator give in all. The second form is
linear even where the base and the pool move, and so bounds the first.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import OptionError
from fairbudget.formulas.improve.problem import POOL, Problem, indicator_of
from fairbudget.formulas.improve.spec import AimLimit, BaseShare, NonZero, WeightLimit
from fairbudget.formulas.solving import solved

__all__ = ["Model", "Point"]

#: Of one run of the solver; beyond it an answer is a good one without proof.
SECONDS = 60.0
#: Pairs of rows whose differences are variables of their own; with more rows the Gini coefficient is cut from below.
MOST_PAIRS = 12_000
#: Cuts of the Gini coefficient where it is cut from below.
MOST_CUTS = 400
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Point:
    """What the solver says.

    Attributes
    ----------
    values : tuple of float
        Of each aim, in the aim's own unit.
    amounts : list of float
        In rupiah, by row.
    weights : tuple of int or None
        In steps.
    base : int or None
        Rupiah per row.
    proved : bool
        Whether the solver ended by itself.
    """

    values: tuple[float, ...]
    amounts: list[float]
    weights: tuple[int, ...] | None
    base: int | None
    proved: bool


class Model:
    """A linear programme of some of a problem's limits.

    Parameters
    ----------
    problem : Problem
    active : iterable of int
        Numbers of limits; see :data:`POOL` and :data:`STEP`.
    relax : mapping, optional
        By how much a limit is eased: rupiah, ten-thousandths of a share, or a count.
    slack : int
        Rupiah by which all bounds of rows and groups are eased; below zero they are tightened.
    base : int, optional
        Rupiah per row where the base is chosen already.
    whole : bool
        Whether weights are multiples of the step; needs a base and the pool.
    tight : float
        Rupiah by which bounds on measures are tightened.
    """

    def __init__(
        self,
        problem: Problem,
        active: Iterable[int],
        *,
        relax: Mapping[int, int] | None = None,
        slack: int = 0,
        base: int | None = None,
        whole: bool = False,
        tight: int = 0,
    ) -> None:
        import pulp

        self.pulp: Any = pulp
        self.problem = problem
        self.active = frozenset(active)
        self.relax = dict(relax or {})
        self.base, self.tight = base, tight
        self.scale = problem.pool / problem.count
        self.programme = pulp.LpProblem("improve", pulp.LpMinimize)
        self.counts: list[Any] = []
        self.integer = whole
        self.stopped = False
        self._made: dict[str, Any] = {}
        self._cuts: list[tuple[Any, list[float]]] = []
        self.x: list[Any]
        self.total: Any
        if problem.parts is None:
            self._free_ceilings()
        elif whole:
            self._weights_in_steps()
        else:
            self._weights_in_rupiah()
        self._bounds(slack)
        for number in sorted(self.active):
            if number >= 0:
                self._limit(number)

    # what ceilings consist of

    def _variable(self, name: str, low: float | None = 0, high: float | None = None, cat: str = "Continuous") -> Any:
        return self.programme.add_variable(name, low, high, cat=cat)

    def _free_ceilings(self) -> None:
        self.x = [self._variable(f"x{row}") for row in range(self.problem.count)]
        self.total = self.pulp.lpSum(self.x)
        self._money()

    def _money(self) -> None:
        """Bind the sum to the pool; from then on it is a number, or a variable of its own: terms stay few."""
        summed = self.total
        ease = self.relax.get(POOL, 0) / self.scale
        if POOL in self.active and not ease:
            self.programme += summed == self.problem.count
            self.total = float(self.problem.count)
            return
        self.total = self._variable("total")
        self.programme += summed == self.total
        if POOL in self.active:
            self.programme += self.total <= self.problem.count + ease
            self.programme += self.total >= self.problem.count - ease

    def _weights_in_steps(self) -> None:
        problem, parts = self.problem, self.problem.parts
        assert parts is not None
        assert self.base is not None
        top = int(1 / problem.task.step)
        left = problem.pool - self.base * problem.count - sum(parts.fixed)
        if left < 0:
            self._never()
        self.counts = [self._variable(f"n{k}", 0, top, "Integer") for k in range(len(parts.columns))]
        self.programme += self.pulp.lpSum(self.counts) == top
        rate = float(left * problem.task.step) / self.scale
        self.parts = [rate * count for count in self.counts]
        self.pooled: Any = float(left) / self.scale
        self.based: Any = self.base * problem.count / self.scale
        self.total = float(problem.count)
        self._rows_of_parts(self.base / self.scale)

    def _weights_in_rupiah(self) -> None:
        problem, parts = self.problem, self.problem.parts
        assert parts is not None
        self.parts = [self._variable(f"v{k}") for k in range(len(parts.columns))]
        self.pooled = self.pulp.lpSum(self.parts)
        each: Any
        if self.base is not None:
            each = self.base / self.scale
        elif any(isinstance(limit, BaseShare) for limit in problem.limits):
            each = self._variable("base")
        else:
            each = float(parts.base) / self.scale
        self.based = problem.count * each
        self.total = self.pooled + self.based + float(sum(parts.fixed)) / self.scale
        self._money()
        if POOL not in self.active:
            # without the pool's limit an empty proportional part would meet any limits on weights
            self.programme += self.pooled >= 0.001 * problem.count
        self._rows_of_parts(each)

    def _rows_of_parts(self, each: Any) -> None:
        problem, parts = self.problem, self.problem.parts
        assert parts is not None
        self.x = []
        for row in range(problem.count):
            terms = [float(shares[row]) * part for shares, part in zip(parts.shares, self.parts, strict=True)]
            self.x.append(self.pulp.lpSum(terms) + each + float(parts.fixed[row]) / self.scale)

    def _never(self) -> None:
        never = self._variable("never", 0, 0)
        self.programme += self.pulp.lpSum([never]) == 1

    # limits

    def _bounds(self, slack: int) -> None:
        box = self.problem.box(self.active, self.relax)
        for row, (low, high) in enumerate(zip(box.low, box.high, strict=True)):
            if low - slack > 0:
                self.programme += self.x[row] >= (low - slack) / self.scale
            if high is not None:
                self.programme += self.x[row] <= (high + slack) / self.scale
        for rows, least, most in box.groups:
            total = self.pulp.lpSum(self.x[row] for row in rows)
            room = slack * len(rows)
            if least is not None:
                self.programme += total >= (least - room) / self.scale
            if most is not None:
                self.programme += total <= (most + room) / self.scale

    def _limit(self, number: int) -> None:
        limit, ease = self.problem.limits[number], self.relax.get(number, 0)
        share = ease / 10_000
        if isinstance(limit, WeightLimit):
            assert self.problem.parts is not None
            part = self.parts[indicator_of(self.problem.parts, limit)]
            self._between(part, self.pooled, limit.at_least, limit.at_most, share)
        elif isinstance(limit, BaseShare):
            if self.base is None:
                self._between(self.based, self.total, limit.at_least, limit.at_most, share)
            elif not _within(Fraction(self.base * self.problem.count, self.problem.pool), limit):
                self._never()
        elif isinstance(limit, NonZero):
            self._few(limit, limit.at_most + ease)
        elif isinstance(limit, AimLimit) and limit.aim != "max-min":
            assert limit.at_most is not None
            if limit.aim == "change":
                bound: Any = (float(limit.at_most) + ease - self.tight) / self.scale
            else:
                # what rounding to whole rupiah may add is kept away from the bound
                room = self.tight * self.problem.count / self.problem.pool
                bound = (float(limit.at_most) + share - room) * self.total
            self.programme += self.aim(limit.aim) <= bound

    def _between(self, part: Any, of: Any, least: Fraction | None, most: Fraction | None, ease: float) -> None:
        if least is not None:
            self.programme += part >= (float(least) - ease) * of
        if most is not None:
            self.programme += part <= (float(most) + ease) * of

    def _few(self, limit: NonZero, most: int) -> None:
        top = 10.0 * self.problem.count
        used = []
        for k, part in enumerate(self.parts):
            one = self._variable(f"z{k}", 0, 1, "Integer")
            used.append(one)
            if self.integer:
                steps = int(1 / self.problem.task.step)
                least = max(1, math.ceil(limit.least * steps))
                self.programme += self.counts[k] <= steps * one
                self.programme += self.counts[k] >= least * one
            else:
                self.programme += part <= top * one
                if limit.least:
                    self.programme += part - float(limit.least) * self.pooled >= top * (one - 1)
        self.programme += self.pulp.lpSum(used) <= most

    # aims

    def aim(self, name: str) -> Any:
        """Return what is to be small for an aim, in mean ceilings; for ``max-min`` it is below zero."""
        if name not in self._made:
            made = {
                "gini": self._gini,
                "hoover": self._hoover,
                "spread": self._spread,
                "max-min": self._least,
                "change": self._change,
            }
            self._made[name] = made[name]()
        return self._made[name]

    def _absolute(self, name: str, terms: Sequence[Any]) -> Any:
        found = []
        for k, term in enumerate(terms):
            size = self._variable(f"{name}{k}")
            self.programme += size >= term
            self.programme += size >= -term
            found.append(size)
        return self.pulp.lpSum(found)

    def _shares(self) -> list[float]:
        heads = self.problem.poor
        assert heads is not None
        people = sum(heads)
        return [float(Fraction(h, people)) for h in heads]

    def _hoover(self) -> Any:
        return 0.5 * self._absolute("d", [x - h * self.total for x, h in zip(self.x, self._shares(), strict=True)])

    def _gini(self) -> Any:
        shares, count = self._shares(), self.problem.count
        few = len(self.problem.parts.columns) if self.problem.parts is not None else count
        if count * (count - 1) // 2 <= MOST_PAIRS and few == count:
            pairs = [shares[j] * self.x[i] - shares[i] * self.x[j] for i in range(count) for j in range(i)]
            return self._absolute("e", pairs)
        if few == count:
            raise OptionError(
                f"the Gini coefficient of {count} single ceilings is too large a programme; take the aim 'hoover'"
            )
        # few weights: the coefficient is the largest of linear functions, one for each order of the rows
        size = self._variable("gini")
        self._cuts.append((size, shares))
        return size

    def _spread(self) -> Any:
        high, low = self._variable("high"), self._variable("low")
        for x, share in zip(self.x, self._shares(), strict=True):
            if share:
                self.programme += high >= x * (1 / share)
                self.programme += low <= x * (1 / share)
        # rates of money per head over their mean, in mean ceilings
        return high - low

    def _least(self) -> Any:
        need = self.problem.need
        assert need is not None
        mean = sum(need) / self.problem.count
        least = self._variable("least", None)
        for x, own in zip(self.x, need, strict=True):
            if own:
                self.programme += least <= x * float(mean / own)
        return -1 * least

    def _change(self) -> Any:
        before = [float(value / Fraction(self.problem.pool, self.problem.count)) for value in self.problem.before]
        return self._absolute("c", [x - old for x, old in zip(self.x, before, strict=True)])

    def in_own_unit(self, aim: str, value: float) -> float:
        """Return a value of :meth:`aim` as the measure is told: a coefficient, a covered part, rupiah."""
        if aim in ("gini", "hoover", "spread"):
            return value / self.problem.count
        if aim == "change":
            return value * self.scale
        assert self.problem.need is not None
        return -value * self.problem.pool / float(sum(self.problem.need))

    # solving

    def solve(self, objective: Any = None) -> float | None:
        """Minimise; return the value, or None if there is none within the limits."""
        pulp = self.pulp
        self.programme.setObjective(pulp.lpSum([]) if objective is None else objective + 0)
        for _ in range(MOST_CUTS):
            begin = time.monotonic()
            found = solved(
                self.programme,
                gapRel=0,
                timeLimit=SECONDS,
                primal_feasibility_tolerance=TOLERANCE,
                dual_feasibility_tolerance=TOLERANCE,
                mip_feasibility_tolerance=TOLERANCE,
            )
            self.stopped |= time.monotonic() - begin >= SECONDS
            if not found:
                return None
            if not self._cut():
                break
        else:
            self.stopped = True
        return 0.0 if objective is None else float(pulp.value(objective + 0))

    def _cut(self) -> bool:
        """Cut off a Gini coefficient that is below that of the amounts; tell whether one was."""
        added = False
        for size, shares in self._cuts:
            amounts = [self._number(x) for x in self.x]
            order = sorted((k for k, h in enumerate(shares) if h), key=lambda k: amounts[k] / shares[k])
            order += [k for k, h in enumerate(shares) if not h]
            below, rates = 0.0, [0.0] * len(shares)
            people = math.fsum(shares)
            for k in order:
                # this row counts once above all before it, and once below all after it
                rates[k] = below - (people - below - shares[k])
                below += shares[k]
            found = sum(rate * x for rate, x in zip(rates, amounts, strict=True))
            if found > (size.value() or 0.0) + 10 * TOLERANCE:
                self.programme += size >= self.pulp.lpSum(r * x for r, x in zip(rates, self.x, strict=True))
                added = True
        return added

    def _number(self, expression: Any) -> float:
        return float(self.pulp.value(expression) or 0.0) if not isinstance(expression, float) else expression

    def base_amount(self) -> float:
        """Return the base of what was found last, in rupiah per row."""
        return self._number(self.based) * self.scale / self.problem.count

    def optimum(self, aims: Sequence[str], bounds: Sequence[tuple[str, float]] = ()) -> Point | None:
        """Return the best point by the aims, each next one deciding among what is equally good.

        Parameters
        ----------
        aims : sequence of str
        bounds : sequence of (aim, value)
            Further bounds, in the values of :meth:`aim`.
        """
        for aim, bound in bounds:
            self.programme += self.aim(aim) <= bound + TOLERANCE * (1 + abs(bound))
        values: list[float] = []
        for aim in aims:
            if aim == "leximin":
                from fairbudget.formulas.improve.leximin import leximin

                found = leximin(self)
            else:
                found = self.solve(self.aim(aim))
                if found is not None:
                    self.programme += self.aim(aim) <= found + TOLERANCE * (1 + abs(found))
            if found is None:
                # rounding errors alone can make a value that was just reached unreachable
                return self.point(values, aims) if values and self.solve() is not None else None
            values.append(found)
        return self.point(values, aims)

    def point(self, values: Sequence[float], aims: Sequence[str]) -> Point:
        """Return what the solver found last."""
        amounts = [self._number(x) * self.scale for x in self.x]
        weights = tuple(round(count.value() or 0) for count in self.counts) if self.counts else None
        own = [self.in_own_unit("max-min" if a == "leximin" else a, v) for a, v in zip(aims, values, strict=False)]
        return Point(tuple(own), amounts, weights, self.base, not self.stopped)


def _within(value: Fraction, limit: BaseShare) -> bool:
    """Tell exactly whether a base's share is in its range."""
    return (limit.at_least is None or value >= limit.at_least) and (limit.at_most is None or value <= limit.at_most)
