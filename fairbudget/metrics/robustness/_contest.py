"""When Equal Shares and Phragmén's rule would buy a project that they do not buy.

Until a project is bought, a rule goes on as if it were not there. Before each purchase of others, the project is bought
if its supporters put together enough by then: in Equal Shares, where the purchase has price rho, each of them
min(money, rho * utility); in Phragmén's rule, where it leads to load L, each of them L - (her load so far). So a
project wins exactly if in some round the offers of its supporters reach its cost, and each new supporter adds her
offer. Offers are floats here: they only say which groups are worth a run of the rule itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.metrics.robustness._case import Case, Setting
from fairbudget.metrics.robustness._changes import points_of_supporter
from fairbudget.utilities import utilities

__all__ = ["TOLERANCE", "Contest", "contest", "gains", "largest", "rounds"]

#: Relative width within which the offers of a group are taken to be possibly equal to a cost.
TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Rounds:
    """What voters could offer in each round of a run.

    Attributes
    ----------
    money : float64 array, shape (rounds, rows)
        Equal Shares: what one voter of each row has. Phragmén: L - load.
    price : float64 array, shape (rounds,)
        Equal Shares: the price to be met, inf after the last purchase. Phragmén: inf.
    left : list of int
        Units of the budget left before the round.
    names : list of int
        The project bought in the round; -1 after the last.
    unfit : set of int
        Of these, the one at which the rule stops since it does not fit.
    """

    money: NDArray[np.float64]
    price: NDArray[np.float64]
    left: list[int]
    names: list[int]
    unfit: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Contest:
    """What each voter offers for one project in each round in which it could be bought.

    Attributes
    ----------
    offers : float64 array, shape (rounds, rows)
        Of one voter of each row.
    cost : float
        Units.
    names : list of int
        The project bought in each round; -1 after the last.
    unfit : set of int
        Of these, the one at which the rule stops since it does not fit.
    """

    offers: NDArray[np.float64]
    cost: float
    names: list[int]
    unfit: frozenset[int] = frozenset()

    def sums(self, rows: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what some voters offer together, by round."""
        return np.asarray(self.offers[:, rows] @ counts.astype(float))

    @property
    def slack(self) -> float:
        """How near to the cost offers count as possibly equal to it."""
        return TOLERANCE * self.cost


def rounds(setting: Setting) -> Rounds:
    """Return the rounds of the rule on the election as it is."""
    return _shares(setting) if setting.kind == "equal-shares" else _loads(setting)


def _shares(setting: Setting) -> Rounds:
    from fairbudget.rules._equal_shares_run import Problem

    election = setting.election
    problem = Problem.of(election, setting.values["utility"], setting.values["tie_breaking"])
    voters = election.num_voters
    run = problem.run(Fraction(election.budget_units, voters) if voters else Fraction(0))
    money = np.full(len(election.ballots), float(run.endowment))
    prices = [*run.approximate_prices, np.inf]
    paid = [k for k, p in enumerate(run.order) if election.costs[p] > 0]
    kept = np.empty((len(paid) + 1, len(money)))
    for place, k in enumerate(paid):
        kept[place] = money
        supporters, values = problem.utilities.of(run.order[k])
        money[supporters] -= np.minimum(money[supporters], prices[k] * values)
    kept[-1] = money
    names = [run.order[k] for k in paid]
    return Rounds(
        kept,
        np.array([*(prices[k] for k in paid), np.inf]),
        _left(election.budget_units, [int(election.costs[p]) for p in names]),
        [*names, -1],
    )


def _loads(setting: Setting) -> Rounds:
    from fairbudget.rules._phragmen_run import Problem
    from fairbudget.rules.ties import ranks

    election = setting.election
    problem = Problem.of(election)
    values = setting.values
    run = problem.run(election.budget_units, ranks(election, values["tie_breaking"]), values["overflow"] == "stop")
    paid = [(p, word) for p, word in run.decisions if election.costs[p] > 0 and word != "skipped"]
    loads = np.zeros(len(election.ballots))
    kept: list[NDArray[np.float64]] = []
    spent: list[int] = []
    for k, (p, word) in enumerate(paid):
        rows = problem.supporters(p)
        weights = problem.mult[rows]
        load = (float(election.costs[p]) + float(weights @ loads[rows])) / float(weights.sum())
        if word == "selected":
            load = float(run.loads[k])
            spent.append(int(election.costs[p]))
        kept.append(load - loads)
        if word == "selected":
            loads[rows] = load
    stopped = bool(paid) and paid[-1][1] == "stopped"
    left = _left(election.budget_units, spent)
    if not stopped:
        # time goes on until every project had its turn
        kept.append(np.full(len(loads), np.inf))
    names = [p for p, _ in paid] + ([] if stopped else [-1])
    unfit = frozenset(names[-1:]) if stopped else frozenset()
    return Rounds(np.array(kept), np.full(len(kept), np.inf), left, names, unfit)


def _left(budget: int, costs: list[int]) -> list[int]:
    found = [budget]
    for cost in costs:
        found.append(found[-1] - cost)
    return found


def gains(case: Case) -> NDArray[np.float64]:
    """Return what one voter of each row would gain from the project if she supported it too, in units of utility.

    In a ranking that puts it first its Borda utility is the number of projects ranked below.
    """
    election = case.election
    name = utilities(election, case.setting.values["utility"]).name
    if name == "borda":
        return np.diff(election.ballots.indptr).astype(float)
    gain = {"cost": case.cost, "cardinality": 1}.get(name)
    return np.full(len(election.ballots), float(points_of_supporter(election) if gain is None else gain))


def contest(case: Case, found: Rounds | None = None) -> Contest:
    """Return the contest of a project that does not win.

    Parameters
    ----------
    found : Rounds, optional
        Those of the election without the project, if it wins.
    """
    setting = case.setting
    found = found or _kept(setting)
    cost = float(case.cost)
    if setting.kind == "equal-shares":
        rows, values = utilities(case.election, setting.values["utility"]).of(case.number)
        gain = gains(case) if len(rows) < len(case.election.ballots) else np.zeros(len(rows))
        # her own utility may differ from a new supporter's
        gain[rows] = values
        with np.errstate(invalid="ignore"):
            wanted = np.where(gain > 0, found.price[:, None] * gain, 0.0)
        return Contest(np.minimum(found.money, wanted), cost, found.names)
    inside = [k for k, left in enumerate(found.left) if left >= case.cost]
    if case.number in found.names:
        # it stopped the rule itself: what comes after its turn comes too late
        inside = [k for k in inside if k < found.names.index(case.number)]
    # with enough time anybody can pay for anything
    names = [found.names[k] for k in inside]
    return Contest(np.minimum(found.money[inside], 2 * cost), cost, names, found.unfit)


def _kept(setting: Setting) -> Rounds:
    key = ("robustness", setting.rule, tuple(sorted((name, str(value)) for name, value in setting.values.items())))
    kept: Rounds | None = setting.election._cache.get(key)
    if kept is None:
        kept = setting.election._cache[key] = rounds(setting)
    return kept


def largest(
    contest: Contest, have: NDArray[np.float64], rows: NDArray[np.int64], counts: NDArray[np.int64]
) -> Iterator[tuple[int, dict[int, int]]]:
    """Yield groups of new supporters that may be enough, the smallest first.

    In each round the voters with the largest offers are the ones to win over. No group smaller than the first one
    yielded is enough, and none between two of them unless it is of equal value to one yielded.

    Parameters
    ----------
    have : float64 array, shape (rounds,)
        What the supporters offer together.
    rows, counts : arrays
        Ballot rows that may join, and their voters.

    Yields
    ------
    size : int
    group : dict of row to voters
    """
    candidates: list[tuple[int, int, int]] = []
    orders: list[NDArray[np.int64]] = []
    for k in range(len(contest.offers)):
        offers = contest.offers[k, rows]
        order = np.argsort(-offers, kind="stable")
        orders.append(order)
        missing = contest.cost - have[k]
        low = _enough(offers[order], counts[order], missing - contest.slack)
        if low is None:
            continue
        high = _enough(offers[order], counts[order], missing + contest.slack)
        last = int(counts.sum()) if high is None else high
        candidates += [(size, k, last) for size in (low,)]
    queue = sorted(candidates)
    while queue:
        size, k, last = queue.pop(0)
        yield size, _take(rows[orders[k]], counts[orders[k]], size)
        if size < last:
            queue.append((size + 1, k, last))
            queue.sort()


def _enough(offers: NDArray[np.float64], counts: NDArray[np.int64], missing: float) -> int | None:
    """Return the least number of voters, taken in order, whose offers reach an amount; at least 1."""
    if missing <= 0:
        return 1 if len(counts) else None
    together = np.cumsum(offers * counts)
    place = int(np.searchsorted(together, missing))
    if place == len(together):
        return None
    before_count = int(counts[:place].sum())
    before_sum = float(together[place - 1]) if place else 0.0
    more = int(np.ceil((missing - before_sum) / float(offers[place]))) if offers[place] > 0 else 1
    return before_count + min(max(more, 1), int(counts[place]))


def _take(rows: NDArray[np.int64], counts: NDArray[np.int64], size: int) -> dict[int, int]:
    """Return the first `size` voters of some rows."""
    group: dict[int, int] = {}
    for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
        if size <= 0:
            break
        group[row] = min(count, size)
        size -= count
    return group
