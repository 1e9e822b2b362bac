"""Projects that did not win: what their supporters had, and what they spent on others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import election_of
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Payments
from fairbudget.registry import metrics
from fairbudget.utilities import Utilities, utilities

__all__ = ["effective_support", "losing_projects"]

#: Up to this many (supporter of a loser, round) pairs everything is computed in fractions.
EXACT_STEPS = 20_000
SOURCE = "pabutools.analysis.mesanalytics (effective support, project loss); Peters, Pierczyński and Skowron, 2021"


@metrics.register(
    "losing-projects",
    name="What stood behind the projects that did not win",
    reference=SOURCE,
    bibtex=bibtex("PetersPierczynskiSkowron2021"),
    unit="money",
    better=None,
    shape="table",
)
def losing_projects(outcome: Outcome) -> list[dict[str, Any]] | None:
    """For each project that did not win: how far its supporters could have paid for it, and what they paid for others.

    Rows of

    - ``project``, ``cost``, ``supporters`` (voters who value it);
    - ``lost``: what its supporters paid for selected projects, and ``lost_to``: that amount by selected project, the
      greatest first;
    - ``left``: what its supporters have left at the end (Equal Shares only, else None);
    - ``effective_support`` (Equal Shares only, else None): the greatest part of its cost that its supporters could have
      paid at the price of some round, ``max_r sum_i min(b_i, rho_r u_i(p)) / c(p)`` with b_i their money before round r
      and rho_r the price of that round, or with all of what they have left after the last round. Below 1, or the rule
      would have bought it (unless a limit kept it out); 1 for a project that costs nothing. (pabutools' figure may be
      lower: it takes b_i after the purchase of the round, where a voter who has just paid has less.)

    In the election's own money. None for a rule without payments; an empty list where every project won. Completions by
    the greedy rule have no payments and count as nothing paid. Fractions where supporters of losers times rounds are at
    most 20,000, else floats with an error below 1e-9 of the endowments; 0 where a project has no supporters.
    O(supporters of losers times selected projects).
    """
    books = _Books.of(outcome)
    return None if books is None else books.rows()


class _Books:
    """Money of the voters over the rounds of a rule with payments."""

    @classmethod
    def of(cls, outcome: Outcome) -> _Books | None:
        """Return the books of an outcome; None for a rule without payments."""
        election = election_of(outcome)
        if outcome.approximate_payments is None:
            return None
        found = utilities(election, outcome.options.get("utility"))
        chosen = set(election.numbers(outcome.selected))
        losers = [p for p in range(election.num_projects) if p not in chosen]
        steps = sum(len(found.of(p)[0]) for p in losers) * max(1, len(outcome.selected))
        exactly = steps <= EXACT_STEPS
        payments = outcome.payments if exactly else outcome.approximate_payments
        assert payments is not None
        return cls(outcome, found, losers, payments, exactly)

    def __init__(
        self, outcome: Outcome, found: Utilities, losers: Sequence[int], payments: Payments, exactly: bool
    ) -> None:
        election = election_of(outcome)
        self.election, self.found, self.losers, self.exactly = election, found, losers, exactly
        self.selected = outcome.selected
        self.counts = election.ballots.multiplicities.astype(object if exactly else float)
        size = len(election.ballots)
        self.paid: list[Any] = []
        for rows, amounts in zip(payments.rows, payments.amounts, strict=True):
            column = np.full(size, Fraction(0), object) if exactly else np.zeros(size)
            column[rows] = [self.number(amount) for amount in amounts]
            self.paid.append(column)
        self.endowment: Any = None
        self.prices: list[Any] = []
        endowment = outcome.facts.get("endowment")
        if outcome.rule == "equal-shares" and endowment is not None:
            self.endowment = self.number(exact(endowment))
            rounds = {item.project: item for item in outcome.trace if item.decision == "selected"}
            # projects funded beforehand, or by a completion, have no price
            for id in outcome.selected:
                item = rounds.get(id)
                priced = item is not None and item.stage == "equal-shares" and item.value is not None
                self.prices.append(self.number(item.value) if item is not None and priced else None)

    def number(self, value: Any) -> Any:
        return Fraction(value) if self.exactly else float(value)

    def out(self, value: Any) -> Any:
        return plain(Fraction(value)) if self.exactly else float(value)

    def rows(self) -> list[dict[str, Any]]:
        """Return what stood behind each loser."""
        found = []
        for p in self.losers:
            rows = self.found.of(p)[0]
            counts = self.counts[rows]
            cost = self.election.money(self.election.costs[p])
            lost = {
                id: self.out(sum(paid[rows] * counts)) if self.exactly else float(paid[rows] @ counts)
                for id, paid in zip(self.selected, self.paid, strict=True)
            }
            ranked = sorted(((id, amount) for id, amount in lost.items() if amount), key=lambda item: -item[1])
            left, support = self.support(p, cost)
            found.append(
                {
                    "project": self.election.ids[p],
                    "cost": cost,
                    "supporters": int(self.election.ballots.multiplicities[rows].sum()),
                    "lost": self.out(sum((amount for _, amount in ranked), self.number(0))),
                    "lost_to": dict(ranked),
                    "left": left,
                    "effective_support": support,
                }
            )
        return found

    def support(self, project: int, cost: int | Fraction) -> tuple[Any, Any]:
        """Return what the supporters have left, and the effective support."""
        if self.endowment is None:
            return None, None
        rows, values = self.found.of(project)
        counts = self.counts[rows]
        scale = self.number(self.found.scale)
        worth = values.astype(object if self.exactly else float) * scale
        money = np.full(len(rows), self.endowment, object if self.exactly else float)
        best = self.number(0)
        if not len(rows):
            return 0, best if cost else 1
        last = max((k for k, price in enumerate(self.prices) if price is not None), default=-1)
        for k, (price, paid) in enumerate(zip(self.prices, self.paid, strict=True)):
            if price is not None:
                best = max(best, (np.minimum(money, price * worth) * counts).sum())
            money = money - paid[rows]
            if k == last:
                best = max(best, (money * counts).sum())
        left = (money * counts).sum()
        best = best if last >= 0 else max(best, left)
        return self.out(left), self.out(best / self.number(cost)) if cost else 1


@metrics.register(
    "effective-support",
    name="Effective support of the losing project nearest to winning",
    reference=SOURCE,
    bibtex=bibtex("PetersPierczynskiSkowron2021"),
    unit="share",
    better=None,
)
def effective_support(outcome: Outcome) -> int | Fraction | float | None:
    """Greatest effective support of a project that did not win.

    The greatest part of its cost that a losing project's supporters could have paid at the price of some round of Equal
    Shares, see ``losing-projects``; near 1 the outcome was a close call. Projects that cost nothing are left out. None
    for other rules; 0 where every project won. Exact for small elections, else a float with an error below
    1e-9. O(supporters of losers times selected projects).
    """
    books = _Books.of(outcome)
    if books is None or books.endowment is None:
        return None
    costs = books.election.costs
    return max((books.support(p, books.election.money(costs[p]))[1] for p in books.losers if costs[p]), default=0)
