"""How many new voters, who support nothing else, a losing project would need."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from fairbudget.election import LIMIT, Election
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding, Setting
from fairbudget.metrics.robustness._changes import singletons, supporters
from fairbudget.metrics.robustness._contest import TOLERANCE
from fairbudget.metrics.robustness._money import first, least
from fairbudget.utilities import utilities

__all__ = ["new_voters", "new_voters_of_shares"]

MEASURE = "singleton-add"


def new_voters(case: Case, effort: int = EFFORT) -> Finding:
    """Return the least number of new voters, each for this project alone, with which a losing project wins.

    The budget stays, so in Equal Shares everybody's part of it shrinks.
    """
    if case.won:
        return case.finding(MEASURE, 0, True)
    election, setting = case.election, case.setting
    if setting.listed or case.cost > election.budget_units:
        return case.finding(MEASURE, None, setting.listed or bool(setting.kind))
    if setting.kind == "equal-shares":
        return new_voters_of_shares(setting, [case.number], effort)[case.number]

    def holds(count: int) -> bool:
        return case.wins(singletons(election, case.number, count))

    if setting.kind:
        # a further one never hurts: she adds to the votes, or to the offers in each round
        most = 1
        while not holds(most):
            if most > LIMIT // 4 - election.num_voters:
                return case.finding(MEASURE, None, False)
            most *= 2
        low = most // 2
        more = least(lambda count: holds(low + count), most - low)
        found = low + more if more else most
    else:
        return _by_trying(case, effort)
    return case.finding(MEASURE, found, True, _with(case, found))


def _with(case: Case, count: int) -> Election:
    return singletons(case.election, case.number, count)


def new_voters_of_shares(setting: Setting, projects: list[int], effort: int = EFFORT) -> dict[int, Finding]:
    """Return the findings for some losing projects under Equal Shares.

    With k new voters all have budget / (n + k), and until the project is bought the others are bought as if the new
    ones were not there: one run for each k serves all projects. Every k is looked at, since one more new voter takes
    from the old supporters, too. As soon as the new ones alone can pay for the project it is bought at the latest
    when nothing else is.
    """
    from fairbudget.rules._equal_shares_run import Problem

    election = setting.election
    problem = Problem.of(election, setting.values["utility"], setting.values["tie_breaking"])
    voters, budget = election.num_voters, election.budget_units
    cases = {p: setting.case(election.ids[p]) for p in projects}
    found: dict[int, Finding] = {}
    wanted: dict[int, tuple[int, int]] = {}
    rows = {p: supporters(election, p) for p in projects}
    gains: dict[int, int] = {}
    for p, case in cases.items():
        gain = gains[p] = _gain(problem.utilities.name, election, p)
        if case.cost > budget or (not case.cost and problem.utilities.name == "cost"):
            # nobody ever has enough, or gains anything
            found[p] = case.finding(MEASURE, None, True)
            continue
        if not gain or not case.cost:
            found[p] = _by_trying(case, effort)
            continue
        votes = int(election.ballots.multiplicities[rows[p]].sum())
        if case.cost == budget:
            # it takes all the money of all, so that all must support it and nothing may be cheaper at the start
            high = 0
            if votes == voters:
                worst = min([*problem.utilities.of(p)[1].tolist(), gain])
                dearest = min(problem.level(q) for q in problem.supported if election.costs[q])
                high = int(case.cost / (worst * dearest)) + 1
            wanted[p] = (1, high)
        else:
            low = -(-(case.cost * voters - votes * budget) // (budget - case.cost))
            wanted[p] = (max(1, low), max(1, -(-case.cost * voters // (budget - case.cost))))
    count = min((low for low, _ in wanted.values()), default=0)
    while wanted:
        for p in [p for p, (_, high) in wanted.items() if count > high]:
            found[p] = cases[p].finding(MEASURE, None, True)
            del wanted[p]
        open_ = [p for p, (low, _) in wanted.items() if low <= count]
        if not open_:
            count = min((low for low, _ in wanted.values()), default=count)
            if not wanted:
                break
            continue
        for p in _reaching(setting, open_, gains, count):
            if cases[p].wins(changed := _with(cases[p], count)):
                found[p] = cases[p].finding(MEASURE, count, True, changed)
                del wanted[p]
        count += 1
    return found


def _by_trying(case: Case, effort: int) -> Finding:
    """Try one number of new voters after the other."""
    election = case.election
    most = 4 * max(election.num_voters, 25)
    number, certain = first(lambda count: case.wins(_with(case, count)), most, effort)
    if number is None:
        return case.finding(MEASURE, None, False)
    return case.finding(MEASURE, number, certain, _with(case, number))


def _gain(utility: str, election: Election, project: int) -> int:
    """Return the utility of one new voter, in units; 0 for the Borda utility of a project that is ranked alone."""
    rows, values = utilities(singletons(election, project, 1), utility).of(project)
    return int(values[-1]) if len(rows) and int(rows[-1]) == len(election.ballots) else 0


def _reaching(setting: Setting, projects: list[int], gains: dict[int, int], count: int) -> list[int]:
    """Return the projects that so many new voters may be enough for."""
    from fairbudget.rules._equal_shares_run import Problem

    election = setting.election
    problem = Problem.of(election, setting.values["utility"], setting.values["tie_breaking"])
    run = problem.run(Fraction(election.budget_units, election.num_voters + count))
    setting.runs += 1
    endowment = float(run.endowment)
    money = np.full(len(election.ballots), endowment)
    weights = election.ballots.multiplicities
    prices = [*run.approximate_prices, np.inf]
    reached = [p for p in projects if p in set(run.order)]
    rest = [p for p in projects if p not in set(reached)]
    for k, price in enumerate(prices):
        for p in list(rest):
            supporting, values = problem.utilities.of(p)
            offered = float(np.minimum(money[supporting], price * values) @ weights[supporting])
            offered += count * min(endowment, price * gains[p])
            if offered >= float(election.costs[p]) * (1 - TOLERANCE):
                reached.append(p)
                rest.remove(p)
        if k < len(run.order):
            supporting, values = problem.utilities.of(run.order[k])
            money[supporting] -= np.minimum(money[supporting], price * values)
    return reached
