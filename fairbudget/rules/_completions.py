"""What Equal Shares does with the money that is left."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.rules._equal_shares_run import Problem, Run
from fairbudget.rules._exact import fraction, rational

__all__ = ["Purchase", "add1", "budget_increase", "epsilon", "phragmen"]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a completion bought.

    Attributes
    ----------
    project : int
    left : int
        Units of the budget left after it.
    value : Fraction
        What the completion compared, in units.
    tied : tuple of int
        Projects of equal value.
    rows, paid : arrays of ballot rows and what one voter of each paid
    """

    project: int
    left: int
    value: Fraction
    tied: tuple[int, ...]
    rows: NDArray[Any]
    paid: list[Any]


def _unfinished(problem: Problem, run: Run, exhaustive: str) -> bool:
    """Tell whether a project that is not selected still fits, and a larger endowment could change the outcome."""
    chosen = set(run.order)
    costs = problem.election.costs
    left = problem.election.budget_units - run.spent
    if all(p in chosen for p in problem.supported):
        return False
    if exhaustive == "never":
        return True
    pool = problem.supported if exhaustive == "supported" else range(problem.election.num_projects)
    return any(int(costs[p]) <= left and p not in chosen for p in pool)


def add1(
    problem: Problem, first: Fraction, second: Fraction, increment: Fraction, exhaustive: str
) -> tuple[Run, int, str]:
    """Raise the endowment of each voter step by step.

    Parameters
    ----------
    first : Fraction
        Endowment of the first run, in units.
    second : Fraction
        Endowment of the second run; each later one is larger by `increment`.
    exhaustive : {"supported", "all", "never"}
        Which projects must not fit any more for the outcome to count as exhaustive; with "never" only the outcome that
        has all supported projects does.

    Returns
    -------
    run : Run
        The last one within the budget.
    steps : int
        How many runs it is away from the first.
    stopped : {"exhaustive", "over-budget"}
    """
    budget = problem.election.budget_units
    run = problem.run(first, budget)
    steps, unchanged, patience = 0, 0, 2
    following_endowment = second
    stopped = "exhaustive"
    while _unfinished(problem, run, exhaustive):
        if unchanged >= patience:
            # try to pass over many increments at once; where that fails, ask less often
            run, skipped = _skip(problem, run, increment, unchanged)
            steps += skipped
            following_endowment = run.endowment + increment
            patience = 2 if skipped else min(2 * patience, 256)
            unchanged = 0
        following = problem.run(following_endowment, budget)
        if following.over:
            stopped = "over-budget"
            break
        unchanged = unchanged + 1 if following.order == run.order else 0
        run = following
        following_endowment = run.endowment + increment
        steps += 1
    if run.inferred:
        run = problem.run(run.endowment, budget)
    return run, steps, stopped


def _skip(problem: Problem, run: Run, increment: Fraction, stride: int) -> tuple[Run, int]:
    """Pass over increments that provably leave the purchases as they are.

    Parameters
    ----------
    stride : int
        How many increments to try first; doubled after a success, divided by four after a failure.

    Returns
    -------
    run : Run
        At the largest endowment that was reached.
    skipped : int
        Increments passed over.
    """
    skipped = 0
    while stride > 1:
        following = problem.extend(run, run.endowment + stride * increment)
        if following is None:
            stride //= 4
        else:
            run = following
            skipped += stride
            stride *= 2
    return run, skipped


def budget_increase(problem: Problem, share: Fraction, percent: Fraction, exhaustive: str) -> tuple[Run, int, str]:
    """Raise the budget that is shared out by a percentage of the real one, again and again.

    Returns
    -------
    run, steps, stopped
        As :func:`add1`.
    """
    step = share * percent / 100
    return add1(problem, share, share + step, step, exhaustive)


class _Books:
    """What voters have left after a run, for the completions that go on spending it.

    Money is counted from `raised`, the amount that every voter was given since, so that giving the same to all is one
    addition.
    """

    def __init__(self, run: Run) -> None:
        self.problem = run.problem
        _, _, ledger = run.ledger
        self.classes = ledger.classes.copy()
        self.money: list[Any] = list(ledger.money)
        self.weights = run.problem.multiplicities
        self.raised = rational(0)

    def groups(self, rows: NDArray[Any]) -> tuple[NDArray[np.int64], list[int], NDArray[np.int64]]:
        """Return the classes of some rows, the voters in each, and the class place of each row."""
        classes, inverse = np.unique(self.classes[rows], return_inverse=True)
        weights = np.zeros(len(classes), np.int64)
        np.add.at(weights, inverse, self.weights[rows])
        return classes, weights.tolist(), inverse

    def of(self, number: int) -> Any:
        """Return what one voter of a class has."""
        return self.money[number] + self.raised

    def total(self, rows: NDArray[Any]) -> Any:
        """Return what the voters of some rows have together."""
        classes, weights, _ = self.groups(rows)
        return sum((w * self.of(c) for c, w in zip(classes.tolist(), weights, strict=True)), rational(0))

    def soonest(self, projects: dict[int, tuple[float, NDArray[Any], int]]) -> list[int]:
        """Return the projects that may be the first whose supporters have their cost together.

        A float filter: its error is at most a rounding for each supporter, and the bound used is far above that.
        """
        money = np.array([float(value) for value in self.money]) + float(self.raised)
        times: dict[int, tuple[float, float]] = {}
        for p, (cost, rows, voters) in projects.items():
            total = float(np.dot(self.weights[rows].astype(float), money[self.classes[rows]]))
            size = cost + total + float(np.dot(self.weights[rows].astype(float), np.abs(money[self.classes[rows]])))
            times[p] = ((cost - total) / voters, 4.6e-16 * (len(rows) + 16) * size / voters)
        limit = min(time + error for time, error in times.values())
        return [p for p, (time, error) in times.items() if time - error <= limit]

    def set(self, rows: NDArray[Any], amount: Callable[[Any], Any]) -> list[Any]:
        """Take money from the voters of some rows: ``amount(money)`` each; return what one of each row paid."""
        classes, _, inverse = self.groups(rows)
        paid = [amount(self.of(c)) for c in classes.tolist()]
        first = len(self.money)
        self.money += [self.money[c] - taken for c, taken in zip(classes.tolist(), paid, strict=True)]
        self.classes[rows] = first + inverse
        return [paid[k] for k in inverse.tolist()]


def _fitting(run: Run) -> tuple[list[int], int]:
    chosen = set(run.order)
    left = run.problem.election.budget_units - run.spent
    return [p for p in run.problem.supported if p not in chosen], left


def _least(problem: Problem, values: dict[int, Any]) -> tuple[int, tuple[int, ...]]:
    """Return the project of least value, by the tie order, and the others of that value."""
    least = min(values.values())
    tied = sorted((p for p, value in values.items() if value == least), key=problem.rank.__getitem__)
    return tied[0], tuple(tied[1:])


def phragmen(run: Run) -> Iterator[Purchase]:
    """Go on from the money that is left as Phragmen would: everybody is given money at the same speed.

    The project bought next is the fitting one whose supporters first have its cost together; they give all they have.
    """
    books = _Books(run)
    problem = run.problem
    costs = problem.election.costs
    pool, left = _fitting(run)
    supporters = {p: problem.utilities.of(p)[0] for p in pool}
    voters = {p: int(problem.multiplicities[supporters[p]].sum()) for p in pool}
    while True:
        pool = [p for p in pool if int(costs[p]) <= left]
        if not pool:
            return
        close = books.soonest({p: (float(costs[p]), supporters[p], voters[p]) for p in pool})
        times = {p: (int(costs[p]) - books.total(supporters[p])) / voters[p] for p in close}
        p, tied = _least(problem, times)
        books.raised += times[p]
        paid = books.set(supporters[p], lambda money: money)
        left -= int(costs[p])
        pool.remove(p)
        yield Purchase(p, left, fraction(times[p]), tied, supporters[p], paid)


def epsilon(run: Run) -> Iterator[Purchase]:
    """Go on as if every voter had an infinitely small utility for the projects that she does not support.

    The supporters give all they have; what is missing is spread over the others, each paying min(money, x). The
    fitting project of least x is bought.
    """
    books = _Books(run)
    problem = run.problem
    costs = problem.election.costs
    pool, left = _fitting(run)
    everybody = np.arange(len(problem.multiplicities))
    supporters = {p: problem.utilities.of(p)[0] for p in pool}
    others = {p: np.setdiff1d(everybody, supporters[p], assume_unique=True) for p in pool}
    while True:
        pool = [p for p in pool if int(costs[p]) <= left]
        asked: dict[int, Any] = {}
        for p in pool:
            share = _level(books, others[p], int(costs[p]) - books.total(supporters[p]))
            if share is not None:
                asked[p] = share
        if not asked:
            return
        p, tied = _least(problem, asked)
        paid = books.set(supporters[p], lambda money: money)
        paid += books.set(others[p], functools.partial(min, asked[p]))
        left -= int(costs[p])
        pool.remove(p)
        yield Purchase(p, left, fraction(asked[p]), tied, np.concatenate((supporters[p], others[p])), paid)


def _level(books: _Books, rows: NDArray[Any], missing: Any) -> Any | None:
    """Return the least x with sum of min(money, x) over some voters = missing, or None if they do not have that."""
    if missing <= 0:
        return rational(0)
    classes, weights, _ = books.groups(rows)
    holdings = sorted((books.of(c), w) for c, w in zip(classes.tolist(), weights, strict=True) if w and books.of(c) > 0)
    voters = sum(w for _, w in holdings)
    for money, weight in holdings:
        if missing <= money * voters:
            return missing / voters
        missing -= money * weight
        voters -= weight
    return None


def whole(share: Fraction, unit: int) -> Fraction:
    """Return an endowment rounded down to whole money."""
    return Fraction(math.floor(share / unit) * unit)
