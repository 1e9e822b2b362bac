"""What is done to the sum of the components: phased transition, floors, caps, hold-harmless, and who pays for it.

Transitions come first, in the order of the formula. Then all limits hold together: the smallest ceiling of a kelurahan
is the largest of its floors and hold-harmless amounts, the largest is the smallest of its caps. With
``balance = "scale"`` the sum stays what the components give: every kelurahan that is not at a limit receives the same
multiple of its amount.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from fairbudget.errors import FaultLog
from fairbudget.formulas.rounding import apportion, round_amounts
from fairbudget.formulas.spec import ID, Headings, Indicator, MaybeAmount, Spec, as_key, column_of
from fairbudget.io.cells import Numbers
from fairbudget.io.keys import one_of
from fairbudget.money import unit_denominator

__all__ = ["Adjusted", "Adjustment", "Contradiction", "adjust", "check_adjustments", "scale_within"]

BALANCE = "balance"


class Adjustment(Spec):
    """One ``[[adjustments]]``.

    Attributes
    ----------
    id : str
        Names its column in the result.
    kind : {"floor", "cap", "hold-harmless", "transition"}
    amount : Fraction or None
        Rupiah per kelurahan, of a floor or cap.
    column : str
        Of last year's ceilings (hold-harmless, transition, a cap on growth), or of what a floor or cap is reckoned by.
    share : Fraction or None
        Of the column: the least share of last year's ceiling (default 1), rupiah per head; of a transition the part of
        the way from last year's ceiling to the new one, such as ``"1/4"`` in the first year of four.
    """

    id: str = Field(pattern=ID)
    kind: one_of("floor", "cap", "hold-harmless", "transition")  # type: ignore[valid-type]
    label: str = ""
    amount: MaybeAmount = None
    column: str = ""
    aliases: Headings = ()
    share: MaybeAmount = None

    @property
    def key(self) -> str:
        """The id as it stands in headings."""
        return as_key(self.id)

    def needed(self) -> tuple[Indicator, ...]:
        """Return the columns that it reads."""
        return (column_of(self.column, self.aliases),) if self.column else ()


class Contradiction(ValueError):
    """Limits that no amounts can meet together."""


def check_adjustments(items: Sequence[Adjustment], balance: str, rounding: str, log: FaultLog) -> None:
    """Report adjustments whose keys cannot mean anything together."""
    for index, item in enumerate(items, start=1):
        place = f"adjustments[{index}] {item.id!r}"
        if item.key == BALANCE:
            log.error(f"{place}: the id {item.id!r} is kept for what the others pay or receive")
        if item.kind in ("floor", "cap"):
            if (item.amount is None) == (not item.column):
                log.error(f"{place}: give either 'amount' in rupiah or 'column', with 'share' of it")
            if item.amount is not None and item.share is not None:
                log.error(f"{place}: key 'share' is a share of a 'column', and there is none")
            continue
        if not item.column:
            log.error(f"{place}: key 'column' is missing", expected="the heading of last year's ceilings")
        if item.amount is not None:
            log.error(f"{place}: a {item.kind} takes no 'amount'")
        if item.kind == "transition" and (item.share is None or item.share > 1):
            log.error(
                f"{place}: key 'share' is the part of the way to the new ceiling", expected="a number from 0 to 1"
            )
    if items and balance == "none" and rounding == "largest-remainder":
        log.error('balance = "none" lets the sum change, so that largest-remainder has no sum to reach')


@dataclass(frozen=True)
class Adjusted:
    """What adjustments make of the sums of the components.

    Attributes
    ----------
    before : list of int
        The sums of the components, in rupiah.
    effects : dict of str to list of int
        By the adjustment's key, and ``balance``: what it adds or takes, in rupiah; ``before`` plus all effects is
        ``totals``. The balance is what multiplying by the factor does; what a limit then adds or takes is counted to
        it.
    totals : list of int
    exact : list of Fraction
        Before rounding.
    factor : Fraction
        What the amount of a kelurahan that is at no limit was multiplied by.
    """

    before: list[int]
    effects: dict[str, list[int]]
    totals: list[int]
    exact: list[Fraction]
    factor: Fraction


def adjust(
    items: Sequence[Adjustment],
    columns: dict[str, Numbers],
    exact: Sequence[Fraction],
    before: list[int],
    *,
    balance: str,
    rounding: str,
    unit: int,
) -> Adjusted:
    """Apply all adjustments to the sums of the components.

    Parameters
    ----------
    items : sequence of Adjustment
    columns : dict of str to Numbers
        Without blanks.
    exact : sequence of Fraction
        The components' sums before rounding, in rupiah.
    before : list of int
        The same as rounded.
    balance : {"scale", "none"}
    rounding : str
    unit : int

    Returns
    -------
    Adjusted

    Raises
    ------
    Contradiction
        If a floor is above a cap, or no amounts within the limits have the sum.

    Notes
    -----
    Exact. Limits are rounded inwards to multiples of `unit` first, so that rounding does not break them.
    O((n + l) log n) for n kelurahan and l limits.
    """
    amounts = list(exact)
    target = sum(amounts, Fraction(0))
    effects: dict[str, list[int]] = {}
    for item in items:
        if item.kind != "transition":
            continue
        last, share = _values(item, columns, len(amounts)), item.share or Fraction(0)
        moved = [old + share * (new - old) for old, new in zip(last, amounts, strict=True)]
        common = [a - b for a, b in zip(moved, amounts, strict=True)]
        effects[item.key] = [unit * round(change / unit) for change in common]
        amounts = moved
    low, low_by, high, high_by = _limits(items, columns, len(amounts), unit)
    factor = Fraction(1)
    if balance == "scale":
        factor = scale_within(amounts, low, high, target)
    final = [_clip(factor * y, lo, hi) for y, lo, hi in zip(amounts, low, high, strict=True)]
    denominator = unit_denominator(final)
    numerators = [int(value * denominator) for value in final]
    if rounding == "largest-remainder":
        totals = apportion(numerators, denominator, int(target), unit)
    else:
        totals = round_amounts(numerators, denominator, rounding, unit)
    for item in items:
        effects.setdefault(item.key, [0] * len(final))
    effects[BALANCE] = [0] * len(final)
    for row, value in enumerate(final):
        rest = totals[row] - before[row] - sum(change[row] for change in effects.values())
        free = factor * amounts[row]
        if free == value:
            effects[BALANCE][row] = rest
            continue
        up = free < value
        scaled = unit * round((free - amounts[row]) / unit)
        # what a limit does has its sign, whatever rounding did
        scaled = min(scaled, rest) if up else max(scaled, rest)
        effects[BALANCE][row] = scaled
        effects[low_by[row] if up else high_by[row]][row] += rest - scaled
    return Adjusted(before, effects, totals, final, factor)


def _values(item: Adjustment, columns: dict[str, Numbers], count: int) -> list[Fraction]:
    if item.amount is not None:
        return [item.amount] * count
    numbers = columns[item.column]
    return [Fraction(value or 0, numbers.denominator) for value in numbers.numerators]


def _limits(
    items: Sequence[Adjustment], columns: dict[str, Numbers], count: int, unit: int
) -> tuple[list[int], list[str], list[int | None], list[str]]:
    low, low_by = [0] * count, [BALANCE] * count
    high: list[int | None] = [None] * count
    high_by = [BALANCE] * count
    for item in items:
        if item.kind == "transition":
            continue
        share = Fraction(1) if item.share is None else item.share
        for row, value in enumerate(_values(item, columns, count)):
            limit = value * share if item.amount is None else value
            top = high[row]
            if item.kind == "cap":
                rounded = unit * (limit // unit)
                if top is None or rounded < top:
                    high[row], high_by[row] = rounded, item.key
            else:
                rounded = unit * -(-limit // unit)
                if rounded > low[row]:
                    low[row], low_by[row] = rounded, item.key
    for row, (lo, hi) in enumerate(zip(low, high, strict=True)):
        if hi is not None and lo > hi:
            raise Contradiction(f"row {row}: {low_by[row]} asks for at least {lo}, {high_by[row]} for at most {hi}")
    return low, low_by, high, high_by


def _clip(value: Fraction, low: int, high: int | None) -> Fraction:
    if value < low:
        return Fraction(low)
    return Fraction(high) if high is not None and value > high else value


def scale_within(
    amounts: Sequence[Fraction], low: Sequence[int], high: Sequence[int | None], target: Fraction
) -> Fraction:
    """Return the factor f for which ``sum(min(max(f * amount, low), high))`` is the target.

    Parameters
    ----------
    amounts : sequence of Fraction
        Non-negative.
    low : sequence of int
    high : sequence of int or None
        None for no cap.
    target : Fraction

    Returns
    -------
    Fraction
        The least such factor.

    Raises
    ------
    Contradiction
        If the limits leave no such factor; the message says by how much.

    Notes
    -----
    The sum is piecewise linear and never falls in the factor; the piece is found by bisection over the factors at which
    some amount reaches a limit, and solved exactly. O(n log n).

    Examples
    --------
    >>> scale_within([Fraction(10), Fraction(90)], [20, 0], [None, None], Fraction(100))
    Fraction(8, 9)
    """
    least = sum(low)
    if least > target:
        raise Contradiction(f"the floors sum to {least}, {_above(least - target)} more than there is to give")
    if all(hi is not None for hi in high):
        most = sum(hi for hi in high if hi is not None)
        if most < target:
            raise Contradiction(f"the caps sum to {most}, {_above(target - most)} less than there is to give")
    rows = list(zip(amounts, low, high, strict=True))

    def given(factor: Fraction) -> Fraction:
        return sum((_clip(factor * y, lo, hi) for y, lo, hi in rows), Fraction(0))

    bends = sorted(
        {Fraction(limit) / y for y, lo, hi in rows if y for limit in (lo, hi) if limit is not None} | {Fraction(0)}
    )
    place = bisect_left(bends, target, key=given)
    if place < len(bends) and given(bends[place]) == target:
        return bends[place]
    start = bends[place - 1]
    # beyond this bend only those count that are neither held up by a floor nor stopped by a cap
    slope = sum((y for y, lo, hi in rows if y and start * y >= lo and (hi is None or start * y < hi)), Fraction(0))
    if not slope:
        lacking = target - given(start)
        raise Contradiction(
            f"the limits leave {_above(lacking)} that no kelurahan can take: every one is at its cap or has nothing"
        )
    return start + (target - given(start)) / slope


def _above(value: Fraction | int) -> str:
    return str(value) if Fraction(value).denominator == 1 else f"{float(value):.2f}"
