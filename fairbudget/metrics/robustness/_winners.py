"""By how much a winner won: dearer, less supported, or with less money around, it would have lost."""

from __future__ import annotations

import functools
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding, Setting
from fairbudget.metrics.robustness._changes import fewer, supporters, with_budget, with_cost, without
from fairbudget.metrics.robustness._contest import Contest, contest, rounds
from fairbudget.metrics.robustness._groups import Order, number_of_groups, orders
from fairbudget.metrics.robustness._money import first, least
from fairbudget.metrics.robustness._support import FEW, SECONDS, SLACK, STRICT, Change, Found, by_groups
from fairbudget.programmes import Programme, Unsolved
from fairbudget.rules.ties import ranks

__all__ = ["LOSS", "budget_decrease", "cost_increase", "fewer_supporters"]

LOSS = {"some": "loss-some", "every": "loss-every", "half": "loss-random"}


def cost_increase(case: Case, step: int, effort: int = EFFORT) -> Finding:
    """Return the least increase of the cost, in steps, with which a winning project loses.

    By halving where the rule is steady (see :attr:`Setting.steady`), one price after the other otherwise.
    """
    measure = "cost-increase"
    if not case.won:
        return case.finding(measure, 0, True)

    def changed(steps: int) -> Election:
        return with_cost(case.election, case.number, case.cost + steps * step)

    # above the budget it loses for certain
    most = (case.election.budget_units - case.cost) // step + 1

    def holds(steps: int) -> bool:
        return not case.wins(changed(steps))

    found, certain = (least(holds, most), True) if case.setting.steady else first(holds, most, effort)
    assert found is not None
    return case.finding(measure, found * step, certain, changed(found), money=True)


def budget_decrease(case: Case, step: int, effort: int = EFFORT) -> Finding:
    """Return the least decrease of the budget, in steps, with which a winning project loses.

    As :func:`fairbudget.metrics.robustness._money.budget_increase`, the other way round.
    """
    measure = "budget-decrease"
    if not case.won:
        return case.finding(measure, 0, True)
    most = case.election.budget_units // step
    walk = {"list": _events, "phragmen": _events, "equal-shares": _sweep}.get(case.setting.kind)
    if walk is None:
        found, certain = first(functools.partial(_loses_with_less, case, step), most, effort)
    else:
        found, certain = walk(case, step, most, effort)
    if found is None:
        return case.finding(measure, None, certain)
    changed = with_budget(case.election, case.election.budget_units - found * step)
    return case.finding(measure, found * step, certain, changed, money=True)


def _loses_with_less(case: Case, step: int, steps: int) -> bool:
    return not case.wins(with_budget(case.election, case.election.budget_units - steps * step))


def _events(case: Case, step: int, most: int, effort: int) -> tuple[int | None, bool]:
    """Go from one budget to the next at which something that fitted no longer fits."""
    election = case.election
    steps = 0
    for _ in range(max(effort, 2)):
        budget = election.budget_units - steps * step
        outcome = case.setting.run(with_budget(election, budget))
        if case.id not in outcome.selected:
            return steps, True
        room = [int(item.remaining * election.money_unit) for item in outcome.trace if item.decision == "selected"]
        if case.setting.kind == "phragmen":
            # what costs more than the whole budget is left out from the start
            room += [budget - int(cost) for cost in election.costs if cost <= budget]
            # of projects whose turn comes at the same moment, one that does not fit stops the rule before the others
            for item in outcome.trace:
                before = int((item.remaining + item.cost) * election.money_unit)
                room += [before - int(election.costs[election.index[id]]) for id in item.tied]
            room = [amount for amount in room if amount >= 0]
        following = (election.budget_units - budget + min(room)) // step + 1
        if following > most:
            return None, True
        steps = max(steps + 1, following)
    return first(functools.partial(_loses_with_less, case, step), most, effort)[0], False


def _sweep(case: Case, step: int, most: int, effort: int) -> tuple[int | None, bool]:
    """Lower the endowments of Equal Shares, over stretches in which the purchases provably stay the same."""
    from fairbudget.rules._equal_shares_run import Problem

    setting, election = case.setting, case.election
    problem = Problem.of(election, setting.values["utility"], setting.values["tie_breaking"])

    def endowment(steps: int) -> Fraction:
        return Fraction(election.budget_units - steps * step, election.num_voters)

    steps, stride = 0, 1
    for _ in range(10 * effort):
        if steps >= most:
            return None, True
        stride = min(stride, most - steps)
        run = problem.run(endowment(steps + stride))
        setting.runs += 1
        if case.number in run.order and (stride == 1 or problem.extend(run, endowment(steps)) is not None):
            steps, stride = steps + stride, stride * 2
        elif stride == 1:
            return steps + 1, True
        else:
            stride = max(1, stride // 4)
    return first(functools.partial(_loses_with_less, case, step), most, effort)[0], False


def fewer_supporters(
    case: Case, which: str = "some", samples: int = 200, seed: int = 0, effort: int = EFFORT
) -> Finding:
    """Return the least number of supporters without whom a winning project loses.

    Parameters
    ----------
    which : {"some", "every", "half"}
        Some group of that many supporters who no longer support it is enough; every such group is; half of them are.
    """
    measure = LOSS[which]
    if not case.won:
        return case.finding(measure, 0, True)
    election = case.election
    rows = supporters(election, case.number)
    counts = election.ballots.multiplicities[rows]
    if case.setting.listed or not len(rows):
        return case.finding(measure, None, True)

    def change(group: dict[int, int]) -> Election:
        return fewer(election, case.number, group)

    def loses(changed: Election) -> bool:
        return not case.wins(changed)

    kind = case.setting.kind
    # draws are for groups that are too many to try
    few = effort if which == "half" else FEW
    same = election.ballot_type in ("approval", "choose-1")
    if kind == "list" and same:
        order = Order(np.repeat(rows, counts))
        number = least(lambda size: loses(change(order.group(size))), len(order))
        found: Found = number, True, order.group(number or 0)
    elif kind in ("equal-shares", "phragmen") and same and case.cost and number_of_groups(counts) > few:
        if which == "half":
            found = _half(case, change, samples, seed)
        else:
            try:
                found = _some(case, change) if which == "some" else _every(case, change, effort)
            except Unsolved:
                found = None, False, {}
        if found[0] is None:
            found = by_groups(loses, change, rows, counts, which, samples, seed, effort)
    else:
        found = by_groups(loses, change, rows, counts, which, samples, seed, effort)
    number, certain, group = found
    return case.finding(measure, number, certain, change(group) if number else None)


def _arena(case: Case) -> tuple[Contest, NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the contest of a winner, what its supporters offer beyond its cost by round, their rows and numbers."""
    setting = case.setting
    absent = Setting(without(case.election, case.number), setting.rule, setting.given)
    arena = contest(case, rounds(absent))
    rows = supporters(case.election, case.number)
    counts = case.election.ballots.multiplicities[rows]
    return arena, arena.sums(rows, counts) - arena.cost, rows, counts


def _some(case: Case, change: Change) -> Found:
    """The smallest group after whose leaving the offers fall short in every round: an integer programme."""
    arena, surplus, rows, counts = _arena(case)
    needed = [k for k in range(len(surplus)) if surplus[k] >= -arena.slack]

    def smallest(strict: set[int]) -> dict[int, int]:
        programme = Programme(SECONDS)
        columns = programme.variables(len(rows), objective=1.0)
        programme.upper = counts.astype(float).tolist()
        for k in needed:
            most = float(arena.offers[k, rows].max())
            slack = STRICT if k in strict else -SLACK
            programme.add(columns, arena.offers[k, rows] / most, least=surplus[k] / most + slack)
        found = programme.solve()
        assert found is not None  # with all of them gone nobody offers anything
        numbers = np.rint(found).astype(np.int64)
        return {row: number for row, number in zip(rows.tolist(), numbers.tolist(), strict=True) if number}

    # after the last purchase a project wins when its supporters just have its cost
    strict = {k for k in needed if arena.names[k] < 0}
    group = smallest(strict)
    while not group or case.wins(change(group)):
        gone = arena.offers[:, list(group)] @ np.array(list(group.values()), float) if group else 0 * surplus
        ties = {k for k in needed if gone[k] <= surplus[k] + arena.slack} - strict
        if not ties:
            return None, False, {}
        strict |= ties
        group = smallest(strict)
    number = sum(group.values())
    rivals = [arena.names[k] for k in strict if arena.names[k] >= 0]
    certain = not arena.unfit & set(rivals)
    if rivals:
        # in the rounds taken as won in a tie the project must win ties with one loss less
        order = Order(np.repeat(rows, counts))
        rank = ranks(change(order.group(number - 1)), case.setting.values["tie_breaking"])
        certain = certain and all(rank[case.number] < rank[q] for q in rivals)
    return number, certain, group


def _every(case: Case, change: Change, effort: int) -> Found:
    """One more than the largest group that may leave: in some round, those who offer least."""
    arena, surplus, rows, counts = _arena(case)
    queue: list[tuple[int, int, int]] = []
    listed: dict[int, Order] = {}
    for k in range(len(surplus)):
        if surplus[k] < -arena.slack:
            continue
        places = np.argsort(arena.offers[k, rows], kind="stable")
        listed[k] = Order(np.repeat(rows[places], counts[places]))
        together = np.cumsum(np.repeat(arena.offers[k, rows[places]], counts[places]))
        high = int(np.searchsorted(together, surplus[k] + arena.slack, side="right"))
        low = int(np.searchsorted(together, surplus[k] - arena.slack, side="right"))
        queue.append((-high, k, max(low, 0)))
    tries = 0
    while queue:
        queue.sort()
        negative, k, low = queue.pop(0)
        tries += 1
        if negative == 0 or case.wins(change(listed[k].group(-negative))):
            number = 1 - negative
            # any group of that size is an example
            return number, tries <= effort, listed[k].group(number)
        if -negative > low and tries < effort:
            queue.append((negative + 1, k, low))
        elif -negative > low:
            queue.append((-low, k, low))
    return None, False, {}


def _half(case: Case, change: Change, samples: int, seed: int) -> Found:
    """The median, over drawn orders, of the number of voters after whose leaving the offers fall short."""
    arena, surplus, rows, counts = _arena(case)
    drawn = list(orders(rows, counts, samples, seed))

    def fallen(order: Order, slack: float) -> int:
        gone = np.cumsum(arena.offers[:, order.rows], axis=1)
        return int((gone > (surplus + slack)[:, None]).all(axis=0).argmax()) + 1

    maybe = [fallen(order, -arena.slack) for order in drawn]
    surely = [fallen(order, arena.slack) for order in drawn]
    needed = (samples + 1) // 2
    for number in range(sorted(maybe)[needed - 1], int(counts.sum()) + 1):
        losing = 0
        example: dict[int, int] | None = None
        for order, low, high in zip(drawn, maybe, surely, strict=True):
            if low > number:
                continue
            if high > number or example is None:
                group = order.group(number)
                if case.wins(change(group)):
                    continue
                example = example or group
            losing += 1
        if losing >= needed and example is not None:
            return number, False, example
    return None, False, {}
