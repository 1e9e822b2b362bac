"""How many more supporters, or new voters, a losing project would need."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding
from fairbudget.metrics.robustness._changes import more, opponents, points_of_supporter, supporters
from fairbudget.metrics.robustness._contest import Contest, contest, gains, largest
from fairbudget.metrics.robustness._groups import Order, all_groups, number_of_groups, orders
from fairbudget.metrics.robustness._money import first, least
from fairbudget.programmes import Programme, Unsolved

__all__ = ["WHICH", "by_groups", "more_supporters"]

#: Which of the groups of a size must make the project win.
WHICH = ("some", "every", "half")
MEASURES = {"some": "optimist-add", "every": "pessimist-add", "half": "random-add"}
#: Up to this many groups all are simply tried.
FEW = 64
#: Seconds for an integer programme.
SECONDS = 20.0
#: In parts of one offer: by how much a sum may pass a bound, and by how much it must keep away from one that it may
#: not reach. The solver's own tolerance is 1e-6; what it offers is tried, so that only the second can hide a group.
SLACK, STRICT = 1e-7, 1e-5

Found = tuple[int | None, bool, dict[int, int]]
Change = Callable[[dict[int, int]], Election]


def more_supporters(
    case: Case, which: str = "some", samples: int = 200, seed: int = 0, effort: int = EFFORT
) -> Finding:
    """Return the least number of further supporters with which a losing project wins.

    Parameters
    ----------
    which : {"some", "every", "half"}
        Some group of that many other voters is enough; every such group is; at least half of them are.
    """
    measure = MEASURES[which]
    if case.won:
        return case.finding(measure, 0, True)
    points_of_supporter(case.election)
    rows = opponents(case.election, case.number)
    counts = case.election.ballots.multiplicities[rows]
    if case.setting.listed or not len(rows):
        return case.finding(measure, None, True)

    def change(group: dict[int, int]) -> Election:
        return more(case.election, case.number, group)

    kind = case.setting.kind
    gain = _list_gains(case, rows)
    if gain is not None:
        found = _in_order(case, change, rows, counts, gain, which, samples, seed, effort)
    elif kind and number_of_groups(counts) > (effort if which == "half" else FEW):
        arena = contest(case)
        route = {"some": _some, "every": _every, "half": _half}[which]
        found = route(case, arena, change, rows, counts, samples, seed, effort)
    else:
        found = by_groups(case.wins, change, rows, counts, which, samples, seed, effort)
    number, certain, group = found
    if number is None:
        return case.finding(measure, None, certain)
    return case.finding(measure, number, certain, change(group))


def _list_gains(case: Case, rows: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """Return what each further supporter adds to the place of a project in a list, or None under other rules.

    The project only moves up by it, and the others stay where they are. A free project is bought first as soon as
    anybody gains from it.
    """
    election, setting = case.election, case.setting
    if setting.kind and not case.cost:
        return gains(case)[rows] if setting.kind == "equal-shares" else np.ones(len(rows))
    if setting.kind != "list":
        return None
    if setting.values["by"] == "utility-per-cost":
        return gains(case)[rows]
    # in a ranking that gets a new first project all others lose points
    moved = setting.values["by"] == "score" and election.ballot_type == "ordinal"
    return None if moved else np.ones(len(rows))


def _in_order(
    case: Case,
    change: Change,
    rows: NDArray[np.int64],
    counts: NDArray[np.int64],
    gain: NDArray[np.float64],
    which: str,
    samples: int,
    seed: int,
    effort: int,
) -> Found:
    """Let those who add most join first ("some"), those who add least ("every"), or drawn orders of voters ("half")."""
    total = int(counts.sum())

    def enough(order: Order) -> int | None:
        return least(lambda size: case.wins(change(order.group(size))), total)

    if which == "half" and len(np.unique(gain)) > 1:
        if number_of_groups(counts) <= effort:
            return by_groups(case.wins, change, rows, counts, which, samples, seed, effort)
        found = [(size, order) for order in orders(rows, counts, samples, seed) if (size := enough(order))]
        needed = (samples + 1) // 2
        if len(found) < needed:
            return None, False, {}
        size, order = sorted(found, key=lambda pair: pair[0])[needed - 1]
        return size, False, order.group(size)
    places = np.argsort(gain if which == "every" else -gain, kind="stable")
    order = Order(np.repeat(rows[places], counts[places]))
    number = enough(order)
    return number, True, order.group(number or 0)


def by_groups(
    holds: Callable[[Election], bool],
    change: Change,
    rows: NDArray[np.int64],
    counts: NDArray[np.int64],
    which: str,
    samples: int,
    seed: int,
    effort: int,
) -> Found:
    """Find the least size of a group with runs of the rule alone.

    All groups are tried where they are at most `effort`; otherwise groups of growing size along drawn orders. Then the
    answer is not certain to be the least.
    """
    total = int(counts.sum())
    if number_of_groups(counts) <= effort:
        for size in range(1, total + 1):
            good = bad = 0
            example: dict[int, int] | None = None
            for group, ways in all_groups(rows, counts, size):
                if holds(change(group)):
                    good += ways
                    example = example or group
                    if which == "some":
                        return size, True, group
                else:
                    bad += ways
                    if which == "every":
                        break
            if example is not None and (bad == 0 if which == "every" else good >= bad):
                return size, True, example
        return None, True, {}
    tried = max(1, min(samples, effort // 40))
    budget = max(2, effort // tried)
    sizes: list[tuple[int, Order]] = []
    for order in orders(rows, counts, tried, seed):

        def wins(size: int, order: Order = order) -> bool:
            return holds(change(order.group(size)))

        reached = _climb(wins, total, budget)
        if reached is not None:
            sizes.append((reached, order))
    sizes.sort(key=lambda pair: pair[0])
    needed = {"some": 1, "half": (tried + 1) // 2, "every": tried}[which]
    if len(sizes) < needed:
        return None, False, {}
    number, chosen = sizes[needed - 1]
    return number, which == "some" and number == 1, chosen.group(number)


def _climb(holds: Callable[[int], bool], most: int, budget: int) -> int | None:
    """Return a small size for which a condition holds: by doubling, then by halving the way back."""
    if most <= budget:
        return first(holds, most, budget)[0]
    size = 1
    while not holds(size):
        if size == most:
            return None
        size = min(2 * size, most)
    low = size // 2
    found = least(lambda k: holds(low + k), size - low) if size > 1 else 1
    return low + found if found else size


def _have(case: Case, arena: Contest) -> NDArray[np.float64]:
    """Return what the supporters offer together, by round."""
    rows = supporters(case.election, case.number)
    return arena.sums(rows, case.election.ballots.multiplicities[rows])


def _some(case: Case, arena: Contest, change: Change, rows: Any, counts: Any, *limits: int) -> Found:
    """Try, smallest first, the groups with the largest offers in each round."""
    effort = limits[2]
    for tries, (size, group) in enumerate(largest(arena, _have(case, arena), rows, counts)):
        if tries >= effort:
            return None, False, {}
        if case.wins(change(group)):
            return size, True, group
    return None, True, {}


def _every(case: Case, arena: Contest, change: Change, rows: Any, counts: Any, *limits: int) -> Found:
    """One more than the largest group that is not enough, which an integer programme finds.

    A group that is not enough stays so without some of its members. Voters with equal offers are one variable.
    """
    missing = arena.cost - _have(case, arena)
    offers, inverse = np.unique(arena.offers[:, rows], axis=1, return_inverse=True)
    inverse = inverse.reshape(-1)
    sizes = np.zeros(offers.shape[1], np.int64)
    np.add.at(sizes, inverse, counts)
    total = int(counts.sum())

    def group_of(numbers: NDArray[np.int64]) -> dict[int, int]:
        left = numbers.copy()
        group: dict[int, int] = {}
        for row, count, place in zip(rows.tolist(), counts.tolist(), inverse.tolist(), strict=True):
            taken = min(count, int(left[place]))
            if taken:
                group[row] = taken
                left[place] -= taken
        return group

    # rounds in which even all of them together offer too little bind nobody
    binding = [k for k in range(len(offers)) if offers[k] @ sizes >= missing[k] - arena.slack and offers[k].any()]

    def largest_loser(strict: set[int]) -> NDArray[np.int64]:
        if not binding:
            return sizes
        programme = Programme(SECONDS)
        columns = programme.variables(len(sizes), objective=-1.0, integral=False)
        programme.upper = sizes.astype(float).tolist()
        most = offers[binding].max(axis=1)
        slack = np.where([k in strict for k in binding], -STRICT, SLACK)
        factors, bounds = offers[binding] / most[:, None], missing[binding] / most + slack
        for line, bound in zip(factors, bounds, strict=True):
            programme.add(columns, line, most=float(bound))
        found = programme.solve()
        if found is None:
            return np.zeros(len(sizes), np.int64)
        # few voters are split where the programme may split them: often rounding down and filling up loses none
        whole = _filled(np.floor(found + SLACK).astype(np.int64), sizes, factors, bounds)
        if whole is None or int(whole.sum()) < math.floor(float(found.sum()) + STRICT):
            programme.integral = [1] * len(sizes)
            found = programme.solve()
            whole = np.zeros(len(sizes), np.int64) if found is None else np.rint(found).astype(np.int64)
        return whole

    # after the last purchase a project wins when its supporters just have its cost
    strict = {k for k in binding if arena.names[k] < 0}
    try:
        loser = largest_loser(strict)
        while (group := group_of(loser)) and case.wins(change(group)):
            equal = offers @ loser
            ties = {k for k in binding if equal[k] >= missing[k] - arena.slack} - strict
            if not ties:
                break
            strict |= ties
            loser = largest_loser(strict)
    except Unsolved:
        return by_groups(case.wins, change, rows, counts, "every", *limits)
    number = int(loser.sum()) + 1
    certain = not group or not case.wins(change(group))
    if strict and number <= total:
        # in the rounds taken as won in a tie the project must win ties with one supporter more than the losers
        rank = _ranks(case, change(Order(np.repeat(rows, counts)).group(number)))
        rivals = [arena.names[k] for k in strict if arena.names[k] >= 0]
        certain = certain and all(rank[case.number] < rank[q] for q in rivals) and not arena.unfit & set(rivals)
    if number > total:
        return None, certain, {}
    # any group of that size is an example: those who offer least
    order = np.argsort(arena.offers[:, rows].max(axis=0, initial=0.0), kind="stable")
    group = Order(np.repeat(rows[order], counts[order])).group(number)
    return (
        (number, certain, group) if case.wins(change(group)) else _step_up(case, change, rows, counts, number, limits)
    )


def _filled(
    numbers: NDArray[np.int64], sizes: NDArray[np.int64], factors: NDArray[np.float64], bounds: NDArray[np.float64]
) -> NDArray[np.int64] | None:
    """Add voters, those who offer least first, as long as no bound is passed; None if one is passed already."""
    room = bounds - factors @ numbers
    if (room < 0).any():
        return None
    for place in np.argsort(factors.max(axis=0), kind="stable").tolist():
        line = factors[:, place]
        with np.errstate(divide="ignore"):
            most = int(min(np.where(line > 0, room / np.where(line > 0, line, 1), np.inf).min(), 2.0**53))
        more = min(most, int(sizes[place] - numbers[place]))
        if more > 0:
            numbers[place] += more
            room = room - more * line
    return numbers


def _ranks(case: Case, changed: Election) -> NDArray[np.int64]:
    from fairbudget.rules.ties import ranks

    return ranks(changed, case.setting.values["tie_breaking"])


def _step_up(case: Case, change: Change, rows: Any, counts: Any, number: int, limits: Any) -> Found:
    """Return the first larger number for which drawn groups win too."""
    samples, seed, effort = limits
    drawn = list(orders(rows, counts, max(1, min(samples, effort // 40)), seed))
    for size in range(number, int(counts.sum()) + 1):
        if all(case.wins(change(order.group(size))) for order in drawn):
            return size, False, drawn[0].group(size)
    return None, False, {}


def _half(case: Case, arena: Contest, change: Change, rows: Any, counts: Any, *limits: int) -> Found:
    """The median, over drawn orders, of the number of voters after which the offers reach the cost."""
    samples, seed, _ = limits
    missing = arena.cost - _have(case, arena)
    drawn = list(orders(rows, counts, samples, seed))
    sizes = [_reached(arena.offers, missing - arena.slack, order.rows) for order in drawn]
    needed = (samples + 1) // 2
    reached = sorted(size for size in sizes if size is not None)
    if len(reached) < needed:
        return None, False, {}
    for number in range(reached[needed - 1], len(drawn[0]) + 1):
        winning = 0
        example: dict[int, int] | None = None
        for order, size in zip(drawn, sizes, strict=True):
            if size is None or size > number:
                continue
            # whether offers that just reach the cost are enough is left to the rule itself
            offered = arena.offers[:, order.rows[:number]].sum(axis=1)
            if example is None or not (offered >= missing + arena.slack).any():
                group = order.group(number)
                if not case.wins(change(group)):
                    continue
                example = example or group
            winning += 1
        if winning >= needed and example is not None:
            return number, False, example
    return None, False, {}


def _reached(offers: NDArray[np.float64], missing: NDArray[np.float64], rows: NDArray[np.int64]) -> int | None:
    """Return after how many voters the offers reach what is missing in some round, or None."""
    step, start = 256, 0
    sums = np.zeros(len(offers))
    while start < len(rows):
        part = rows[start : start + step]
        together = sums[:, None] + np.cumsum(offers[:, part], axis=1)
        hit = (together >= missing[:, None]).any(axis=0)
        if hit.any():
            return start + int(hit.argmax()) + 1
        sums = together[:, -1] if len(part) else sums
        start += len(part)
        step *= 2
    return None
