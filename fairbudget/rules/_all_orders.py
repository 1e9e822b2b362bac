"""All outcomes of Equal Shares where several runs lead to one outcome: endowments are raised, or rules compared.

One order of projects breaks the ties of all these runs. So the orders are parted, not the purchases: wherever some run
meets a tie that the order is not yet known to decide, each of the tied projects in turn is put before the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.outcome import Outcome
from fairbudget.rules._comparison import rival_of
from fairbudget.rules._equal_shares_run import Problem, Run
from fairbudget.rules.equal_shares import alone
from fairbudget.rules.ties import ranks

__all__ = ["all_orders"]

#: A project, and the others among which it was the first.
Tie = tuple[int, tuple[int, ...]]


class _Watched(Problem):
    """A problem that keeps the ties of all its runs, and passes over endowments only where nothing ties."""

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[Any, ...], runs: int) -> None:
        super().__init__(election, utility, tie_breaking)
        self.met: list[Tie] = []
        self.left = runs

    def run(self, endowment: Fraction, limit: int | None = None) -> Run:
        """Run to the end, also past the limit: what would have been bought instead of the last project matters."""
        self.left -= 1
        if self.left < 0:
            raise OptionError("equal-shares: too many runs are needed to find all outcomes of the raised endowments")
        found = super().run(endowment)
        self.met += zip(found.order, found.ties(), strict=True)
        return found if limit is None else replace(found, over=found.spent > limit)

    def extend(self, run: Run, endowment: Fraction) -> Run | None:
        """Extend only if no order could change the purchases: where all ranks are equal, a tie counts as a change."""
        rank, self.rank = self.rank, np.zeros_like(self.rank)
        try:
            return super().extend(run, endowment)
        finally:
            self.rank = rank


def all_orders(election: Election, options: Mapping[str, Any], runs: int) -> Iterator[Outcome]:
    """Yield an outcome for each class of orders of the projects that decide all ties alike.

    Parameters
    ----------
    election : Election
    options : mapping
        Parsed options of ``equal-shares``; the order of its tie-breaking comes first.
    runs : int
        Bound on the runs of Equal Shares.

    Raises
    ------
    OptionError
        Past the bound.

    Notes
    -----
    A class of orders is a set of pairs, "a before b", closed under transitivity. The number of classes can be
    exponential in the number of ties.
    """
    base = tuple(options["tie_breaking"])
    rank = ranks(election, base)
    size = election.num_projects
    pending: list[NDArray[np.bool_]] = [np.zeros((size, size), np.bool_)]
    while pending:
        before = pending.pop()
        order = tuple(election.ids[p] for p in _order(before, rank))
        values = {**options, "tie_breaking": (("first", *order), *base)}
        problem = _Watched(election, options["utility"], values["tie_breaking"], runs)
        outcome = alone(election, values, problem)
        runs = problem.left
        yield replace(outcome, options={**outcome.options, "tie_breaking": values["tie_breaking"]})
        met = problem.met + _decided(election, outcome)
        if options["comparison"] != "none":
            met += _decided(election, rival_of(election, values["tie_breaking"]))
        for winner, others in met:
            group = (winner, *others)
            if all(before[winner, other] for other in others):
                continue
            for p in others:
                if not any(before[q, p] for q in group):
                    pending.append(_with(before, p, group))
            before = _with(before, winner, group)


def _decided(election: Election, outcome: Outcome) -> list[Tie]:
    """Return the ties in a trace; who was decided on earlier is not tied any more."""
    gone: set[str] = set()
    found = []
    for item in outcome.trace:
        gone.add(item.project)
        others = tuple(election.index[id] for id in item.tied if id not in gone)
        found.append((election.index[item.project], others))
    return found


def _order(before: NDArray[np.bool_], rank: NDArray[np.int64]) -> list[int]:
    """Return the projects in an order that has all pairs, by rank where they leave it open."""
    left = sorted(range(len(rank)), key=rank.__getitem__)
    order = []
    while left:
        p = next(p for p in left if not before[left, p].any())
        left.remove(p)
        order.append(p)
    return order


def _with(before: NDArray[np.bool_], first: int, group: Sequence[int]) -> NDArray[np.bool_]:
    """Return the pairs with one project before the others of a group, and what follows from that."""
    more = before.copy()
    later = np.zeros(len(before), np.bool_)
    for p in group:
        if p != first:
            later |= before[p]
            later[p] = True
    earlier = before[:, first].copy()
    earlier[first] = True
    more[np.ix_(earlier, later)] = True
    return more
