"""Price systems and certificates that there is none, in exact numbers.

A price system gives each voter the same endowment b; voters pay only for winners they support, winners are paid
exactly, and the supporters of a loser together have at most its cost left (stable: would together give at most its
cost, each the greater of what she has left and her largest payment).

Certificate (Farkas). Take lambda_q >= 0 for losers q and y_p for winners p. For a voter i let L_i be the sum of lambda
over the losers she supports, and v_i the greatest number with v_i <= L_i and v_i <= y_p for each winner p that she
supports. Stable: the greatest v with max(v, 0) + sum over her winners of max(0, v - y_p) <= L_i. In every price system
(with n_i voters of a kind) b * sum n_i v_i - sum c(p) y_p <= sum lambda_q c(q). So if sum n_i v_i >= 0 and, for the
least endowment b0 that is allowed, b0 * sum n_i v_i > sum c(p) y_p + sum lambda_q c(q), there is no price system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Kind", "Market", "voter_value"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Voters who support the same winners and the same losers (of those that matter).

    Attributes
    ----------
    rows : list of int
        Ballot rows.
    voters : int
    winners, losers : tuple of int
        Project numbers; free ones left out.
    """

    rows: list[int]
    voters: int
    winners: tuple[int, ...]
    losers: tuple[int, ...]


def voter_value(limit: Fraction, prices: Sequence[Fraction], stable: bool) -> Fraction | None:
    """Return v of a voter whose losers' lambdas sum to `limit`; None where nothing bounds it."""
    if not stable:
        return min([limit, *prices])
    # max(v, 0) + sum of max(0, v - y) grows with v, in pieces between 0 and the prices
    knots = sorted([Fraction(0), *prices])
    value, slope = Fraction(0), 0
    for k, knot in enumerate(knots):
        slope = k + 1
        ahead = knots[k + 1] if k + 1 < len(knots) else None
        gain = None if ahead is None else (ahead - knot) * slope
        if gain is None or value + gain > limit:
            return knot + (limit - value) / slope
        value += gain
    raise AssertionError("unreachable")


@dataclass(frozen=True, slots=True)
class Market:
    """What a price system has to satisfy.

    Attributes
    ----------
    kinds : list of Kind
    costs : mapping from project number to cost, for winners and losers that matter
    winners, losers : list of int
    least : Fraction
        Least endowment that is allowed.
    stable : bool
    """

    kinds: list[Kind]
    costs: Mapping[int, int]
    winners: list[int]
    losers: list[int]
    least: Fraction
    stable: bool

    def certifies(self, prices: Mapping[int, Fraction], duals: Mapping[int, Fraction]) -> bool:
        """Whether (y, lambda) prove that there is no price system."""
        total = Fraction(0)
        for kind in self.kinds:
            limit = sum((duals[q] for q in kind.losers), Fraction(0))
            value = voter_value(limit, [prices[p] for p in kind.winners], self.stable)
            total += kind.voters * (value or Fraction(0))
        paid = sum((self.costs[p] * prices[p] for p in self.winners), Fraction(0))
        allowed = sum((self.costs[q] * duals[q] for q in self.losers), Fraction(0))
        return total >= 0 and self.least * total > paid + allowed and all(value >= 0 for value in duals.values())

    def repair(
        self, payments: Sequence[Mapping[int, Fraction]], endowment: Fraction
    ) -> tuple[list[dict[int, Fraction]], Fraction]:
        """Make payments that are almost right pay every winner exactly.

        What is missing is asked from those who pay least of all, what is too much goes back to those who pay.
        """
        given = [{p: max(Fraction(0), value) for p, value in part.items() if p in kind.winners}
                 for part, kind in zip(payments, self.kinds, strict=True)]  # fmt: skip
        spent = [sum(part.values(), Fraction(0)) for part in given]
        payers: dict[int, list[int]] = {p: [] for p in self.winners}
        for k, kind in enumerate(self.kinds):
            for p in kind.winners:
                payers[p].append(k)
        for p in self.winners:
            total = sum((self.kinds[k].voters * given[k].get(p, Fraction(0)) for k in payers[p]), Fraction(0))
            missing = self.costs[p] - total
            if missing > 0 and payers[p]:
                k = min(payers[p], key=lambda j: spent[j] - endowment)
                change = missing / self.kinds[k].voters
                given[k][p] = given[k].get(p, Fraction(0)) + change
                spent[k] += change
            elif missing < 0:
                for k in sorted(payers[p], key=lambda j: -given[j].get(p, Fraction(0)) * self.kinds[j].voters):
                    back = min(given[k].get(p, Fraction(0)) * self.kinds[k].voters, -missing)
                    if back <= 0:
                        break
                    given[k][p] -= back / self.kinds[k].voters
                    spent[k] -= back / self.kinds[k].voters
                    missing += back
        return given, max([self.least, endowment, *spent])

    def supports(self, payments: Sequence[Mapping[int, Fraction]], endowment: Fraction) -> bool:
        """Whether this is a price system."""
        if endowment < self.least:
            return False
        paid = dict.fromkeys(self.winners, Fraction(0))
        offered = dict.fromkeys(self.losers, Fraction(0))
        for kind, part in zip(self.kinds, payments, strict=True):
            if any(value < 0 or (value and p not in kind.winners) for p, value in part.items()):
                return False
            left = endowment - sum(part.values(), Fraction(0))
            if left < 0:
                return False
            for p, value in part.items():
                if value:
                    paid[p] += kind.voters * value
            offer = max([left, *part.values()]) if self.stable else left
            for q in kind.losers:
                offered[q] += kind.voters * offer
        return all(paid[p] == self.costs[p] for p in self.winners) and all(
            offered[q] <= self.costs[q] for q in self.losers
        )
