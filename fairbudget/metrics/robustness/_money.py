"""How much cheaper a project, or how much larger the budget, would have to be."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from fairbudget.election import LIMIT, Election
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding, Setting
from fairbudget.metrics.robustness._changes import with_budget, with_cost
from fairbudget.utilities import utilities

__all__ = ["budget_increase", "cost_change", "first", "least"]


def least(holds: Callable[[int], bool], most: int) -> int | None:
    """Return the least of 1, ..., most for which a condition holds that stays true once it is, or None."""
    if most < 1 or not holds(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def first(holds: Callable[[int], bool], most: int, effort: int) -> tuple[int | None, bool]:
    """Return the first of 1, ..., most for which any condition holds, and whether it is certain that it is the first.

    All are tried if that takes no more than `effort` tries. Otherwise half of the effort goes to the smallest ones and
    a quarter to a grid over the others; from a success there, halving the way back.
    """
    dense = most if most <= effort else max(1, effort // 2)
    for number in range(1, dense + 1):
        if holds(number):
            return number, True
    if dense == most:
        return None, True
    tries = max(2, effort // 4)
    before = dense
    for k in range(1, tries + 1):
        number = dense + (most - dense) * k // tries
        if number > before and holds(number):
            found = least(lambda j, start=before: holds(start + j), number - before)  # type: ignore[misc]
            return (before + found if found else number), False
        before = number
    return None, False


def cost_change(case: Case, step: int, effort: int = EFFORT) -> Finding:
    """Return the least reduction of the cost, in steps, with which a losing project wins.

    Prices from cost - step down to the last positive one. By halving where the rule is steady, one by one otherwise.
    """
    measure = "cost-reduction"
    if case.won:
        return case.finding(measure, 0, True)
    most = (case.cost - 1) // step if case.cost else 0

    def changed(steps: int) -> Election:
        return with_cost(case.election, case.number, case.cost - steps * step)

    def holds(steps: int) -> bool:
        return case.wins(changed(steps))

    found, certain = (least(holds, most), True) if case.setting.steady else first(holds, most, effort)
    if found is None:
        return case.finding(measure, None, certain)
    return case.finding(measure, found * step, certain, changed(found), money=True)


def budget_increase(case: Case, step: int, effort: int = EFFORT) -> Finding:
    """Return the least increase of the budget, in steps, with which a losing project wins.

    More money does not always help: every increase below the answer is ruled out, by runs or by proofs that nothing
    changes between two of them.
    """
    measure = "budget-increase"
    if case.won:
        return case.finding(measure, 0, True)
    setting = case.setting
    walk = {"list": _events, "phragmen": _events, "equal-shares": _sweep}.get(setting.kind, _tries)
    found, certain = walk(case, step, effort)
    if found is None:
        return case.finding(measure, None, certain)
    changed = with_budget(case.election, case.election.budget_units + found * step)
    return case.finding(measure, found * step, certain, changed, money=True)


def _ceiling(case: Case, step: int) -> int:
    """Return the steps after which all projects together fit."""
    missing = sum(map(int, case.election.costs)) - case.election.budget_units
    return min(max(0, -(-missing // step)), (LIMIT // 2 - case.election.budget_units) // step)


def _tries(case: Case, step: int, effort: int) -> tuple[int | None, bool]:
    election = case.election

    def holds(steps: int) -> bool:
        return case.wins(with_budget(election, election.budget_units + steps * step))

    # beyond the sum of all costs a rule may still change (Equal Shares shares out more), so None is not certain there
    found, certain = first(holds, 2 * _ceiling(case, step) + 1, effort)
    return found, certain and found is not None


def _events(case: Case, step: int, effort: int) -> tuple[int | None, bool]:
    """Go from one budget to the next at which a project that did not fit would fit.

    A list, and Phragmén's order of purchases, depend on the budget only through what fits.
    """
    election = case.election
    phragmen = case.setting.kind == "phragmen"
    steps = 0
    for _ in range(max(effort, 2)):
        budget = election.budget_units + steps * step
        changed = with_budget(election, budget)
        outcome = case.setting.run(changed)
        if case.id in outcome.selected:
            return steps, True
        unit = election.money_unit
        missing = []
        for item in outcome.trace:
            if item.decision in ("skipped", "stopped"):
                missing.append(int((item.cost - item.remaining) * unit))
            if item.project == case.id:
                # what happens after its turn does not matter to it
                break
        if phragmen:
            # what costs more than the whole budget is left out from the start
            missing += [int(cost) - budget for cost in election.costs if cost > budget]
        if not missing:
            return None, True
        following = -(-(budget + min(missing) - election.budget_units) // step)
        steps = max(steps + 1, following)
    found, _ = _tries(case, step, effort)
    return found, False


def _sweep(case: Case, step: int, effort: int) -> tuple[int | None, bool]:
    found = sweep(case.setting, [case.number], step, effort)[case.number]
    if found != (None, False):
        return found
    # too many changes of the order of purchases: double the budget until the project wins, then halve the way back
    election = case.election

    def holds(steps: int) -> bool:
        return case.wins(with_budget(election, election.budget_units + steps * step))

    steps = max(1, election.budget_units // step)
    while election.budget_units + steps * step < LIMIT // 4:
        if holds(steps):
            return least(holds, steps), False
        steps *= 2
    return None, False


def sweep(setting: Setting, projects: list[int], step: int, effort: int) -> dict[int, tuple[int | None, bool]]:
    """Raise the budget of Equal Shares until each of some projects has won once.

    Stretches over which the purchases provably stay the same are passed over. Gives up after a number of stretches
    that `effort` and the size of the election bound.

    Returns
    -------
    dict
        Project -> (steps, whether certain).
    """
    from fairbudget.rules._equal_shares_run import Problem

    election = setting.election
    values = setting.values
    problem = Problem.of(election, values["utility"], values["tie_breaking"])
    gains = utilities(election, values["utility"])
    found: dict[int, tuple[int | None, bool]] = {}
    wanted = set()
    for p in projects:
        if gains.indptr[p] == gains.indptr[p + 1] or not election.num_voters:
            found[p] = (None, True)
        else:
            wanted.add(p)
    if not wanted:
        return found
    voters = election.num_voters

    def endowment(steps: int) -> Fraction:
        return Fraction(election.budget_units + steps * step, voters)

    # with this much everybody could pay for everything alone, so all supported projects are bought
    last = -(-(sum(map(int, election.costs)) * voters) // step) + 1
    last = min(last, (LIMIT - 1 - election.budget_units) // step)
    steps, stride, runs = 0, 1, 0
    run = problem.run(endowment(0))
    patience = max(200, min(50 * effort, 400_000_000 // max(1, len(election.ballots.indices))))
    while wanted and steps < last and runs < patience:
        stride = min(stride, last - steps)
        following = problem.extend(run, endowment(steps + stride)) if stride > 1 else None
        runs += 1
        if following is not None:
            run, steps, stride = following, steps + stride, stride * 2
            continue
        if stride > 1:
            stride = max(1, stride // 4)
            continue
        steps += 1
        fresh = problem.run(endowment(steps))
        setting.runs += 1
        stride = 2 if fresh.order == run.order else 1
        run = fresh
        for p in wanted & set(run.order):
            found[p] = (steps, True)
        wanted -= set(run.order)
    for p in wanted:
        found[p] = (None, steps >= last)
    return found
