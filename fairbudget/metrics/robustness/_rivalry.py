"""How many supporters of a losing project would have to support it alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.metrics.robustness._case import EFFORT, Case, Finding
from fairbudget.metrics.robustness._changes import bullets, supporters
from fairbudget.metrics.robustness._groups import Order, number_of_groups, orders
from fairbudget.metrics.robustness._money import least
from fairbudget.metrics.robustness._support import by_groups
from fairbudget.metrics.satisfaction import satisfaction

__all__ = ["RIVALRY", "fewer_rivals"]

RIVALRY = {"some": "rivalry-reduction", "half": "rivalry-random"}


def fewer_rivals(case: Case, which: str = "some", samples: int = 15, seed: int = 0, effort: int = EFFORT) -> Finding:
    """Return the least number of supporters who, by dropping all else from their ballots, make a losing project win.

    Parameters
    ----------
    which : {"some", "half"}
        Some group of that many supporters is enough; at least half of such groups are.

    Notes
    -----
    Dropping approvals changes what others win with, so nothing is proven to be monotone here. All groups are tried if
    they are at most `effort`. Otherwise groups that grow along an order are: first those who gain most from the
    outcome, who have paid most for others, then drawn ones; by halving, as if more were always better.
    """
    measure = RIVALRY[which]
    if case.won:
        return case.finding(measure, 0, True)
    election = case.election
    rows = _with_rivals(election, case.number, supporters(election, case.number))
    counts = election.ballots.multiplicities[rows]
    if case.setting.listed or not len(rows) or _hopeless(case):
        return case.finding(measure, None, True)

    def change(group: dict[int, int]) -> Election:
        return bullets(election, case.number, group)

    if number_of_groups(counts) <= effort:
        number, certain, group = by_groups(case.wins, change, rows, counts, which, samples, seed, effort)
        return case.finding(measure, number, certain, change(group) if number else None)
    total = int(counts.sum())
    gained = satisfaction(case.setting.outcome).values[rows].astype(float)
    places = np.argsort(-gained, kind="stable")
    rich = Order(np.repeat(rows[places], counts[places]))
    if which == "some":
        drawn = [rich, *orders(rows, counts, 2, seed)]
        needed = 1
    else:
        drawn = list(orders(rows, counts, samples, seed))
        needed = (len(drawn) + 1) // 2
    if not case.wins(change(rich.group(total))):
        # the larger groups along all orders end in this one
        return case.finding(measure, None, False)

    def enough(size: int) -> bool:
        good = 0
        for k, order in enumerate(drawn):
            good += case.wins(change(order.group(size)))
            if good >= needed or good + len(drawn) - k - 1 < needed:
                break
        return good >= needed

    number = least(enough, total)
    assert number is not None
    example = next(order.group(number) for order in drawn if case.wins(change(order.group(number))))
    return case.finding(measure, number, number == 1 and which == "some", change(example))


def _with_rivals(election: Election, project: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows whose ballots support anything else."""
    ballots = election.ballots
    supported = np.zeros(len(ballots), np.int64)
    np.add.at(supported, np.repeat(np.arange(len(ballots)), np.diff(ballots.indptr)), ballots.values > 0)
    return rows[supported[rows] > 1]


def _hopeless(case: Case) -> bool:
    """Tell whether the supporters together never have the cost."""
    election = case.election
    if case.cost > election.budget_units:
        return bool(case.setting.kind)
    if case.setting.kind != "equal-shares":
        return False
    votes = int(election.ballots.multiplicities[supporters(election, case.number)].sum())
    return votes * election.budget_units < case.cost * election.num_voters
