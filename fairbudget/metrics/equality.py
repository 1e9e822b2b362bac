"""How equally voters fare: in utility, and in the money that is spent on their behalf."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Election
from fairbudget.metrics.inequality import gini
from fairbudget.metrics.members import common_scale
from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import election_of, satisfaction
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import Option, metrics
from fairbudget.utilities import Utilities, utilities, utility_option

__all__ = [
    "fair_share_distance",
    "fair_share_ratio",
    "fair_share_reached",
    "gini_satisfaction",
    "power_inequality",
    "satisfaction_histogram",
]

#: Up to this many ballots the mean of their fair-share ratios is sought exactly.
EXACT_ROWS = 300
MALY = "Maly, Rey, Endriss and Lackner, Fairness in Participatory Budgeting via Equality of Resources, 2023"


@metrics.register(
    "gini-satisfaction",
    name="Gini coefficient of utility across voters",
    reference="Gini, Variabilità e mutabilità, 1912, applied to the voters' utilities",
    bibtex=bibtex("Gini1912", "Sen1973"),
    options=(utility_option,),
    unit="index",
    better="lower",
)
def gini_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Gini coefficient of the utility of the selected projects, across voters (per head).

    In [0, 1): 0 if all voters gain the same (also if nobody gains anything, or there is no voter). A ballot of weight
    w counts as w voters. Does not depend on the scale of the utility. Exact. See
    :func:`fairbudget.metrics.inequality.gini`. O(rows log rows).
    """
    value = gini(*satisfaction(outcome, utility).distinct())
    assert not isinstance(value, float)
    return value


@dataclass(frozen=True, eq=False)
class Shares:
    """The share of each voter: the money spent on her behalf, each project's cost split by utility.

    Attributes
    ----------
    election : Election
    found : Utilities
    chosen : list of int
        Numbers of the selected projects.
    totals : list of int
        Total utility of each project, in units of the utility's scale.
    """

    election: Election
    found: Utilities
    chosen: list[int]
    totals: list[int]

    @classmethod
    def of(cls, outcome: Outcome, utility: str | None) -> Shares:
        """Return the shares under an outcome."""
        election = election_of(outcome)
        found = utilities(election, utility or outcome.options.get("utility"))
        return cls(election, found, election.numbers(outcome.selected), found.totals(election.ballots.multiplicities))

    @property
    def voters(self) -> NDArray[np.int64]:
        """Voters behind each ballot row."""
        return self.election.ballots.multiplicities

    def price(self, project: int) -> Fraction:
        """Return the money that one unit of utility of a project stands for, in units of the election's money."""
        total = self.totals[project]
        return Fraction(int(self.election.costs[project]), total) if total else Fraction(0)

    def sums(self, projects: list[int]) -> NDArray[np.float64]:
        """Return each row's share from some projects, as floats."""
        shares = np.zeros(len(self.voters))
        for p in projects:
            rows, values = self.found.of(p)
            shares[rows] += values * float(self.price(p))
        return shares

    def exactly(self, projects: list[int], rows: list[int]) -> dict[int, Fraction]:
        """Return the exact share of some rows."""
        wanted = np.zeros(len(self.voters), bool)
        wanted[rows] = True
        sums = dict.fromkeys(rows, Fraction(0))
        for p in projects:
            supporters, values = self.found.of(p)
            inside = wanted[supporters]
            price = self.price(p)
            for row, value in zip(supporters[inside].tolist(), values[inside].tolist(), strict=True):
                sums[row] += value * price
        return sums

    @property
    def equal(self) -> Fraction:
        """The budget divided by the number of voters, in units of the election's money."""
        return Fraction(self.election.budget_units, self.election.num_voters)

    def signs(self, projects: list[int]) -> NDArray[np.int8]:
        """Return for each row whether its share is below (-1), at (0) or above (1) an equal share of the budget.

        Decided in floats where their error cannot matter, else exactly.
        """
        shares, equal = self.sums(projects), float(self.equal)
        # a share is a sum of at most len(projects) rounded terms, none of them negative
        margin = (shares + equal) * (len(projects) + 4) * 2.0**-51
        signs = np.sign(shares - equal).astype(np.int8)
        close = np.flatnonzero((np.abs(shares - equal) <= margin) & (self.voters > 0)).tolist()
        for row, share in self.exactly(projects, close).items():
            signs[row] = (share > self.equal) - (share < self.equal)
        return signs

    def total(self, projects: list[int], factors: NDArray[np.int64]) -> Fraction:
        """Return the sum over all rows of a whole factor times the share from some projects, exactly."""
        result = Fraction(0)
        for p in projects:
            rows, values = self.found.of(p)
            own = factors[rows]
            if float(np.abs(own).sum()) * float(values.max(initial=0)) < LIMIT:
                count = int(own @ values)
            else:
                count = sum(a * b for a, b in zip(own.tolist(), values.tolist(), strict=True))
            result += count * self.price(p)
        return result


@metrics.register(
    "power-inequality",
    name="Power inequality",
    reference=f"squared coefficient of variation of the voters' shares; the share as in {MALY}",
    bibtex=bibtex("MalyEtAl2023", "FaliszewskiEtAl2023"),
    options=(utility_option,),
    unit="index",
    better="lower",
)
def power_inequality(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Inequality of the money that is spent on the voters' behalf.

    A voter's share is the sum over the selected projects of ``c(p) u_i(p) / sum_j u_j(p)``: with approvals the cost of
    each approved project split equally among its supporters. The measure is the mean over all voters of
    ``(share_i / mean share - 1)^2``: 0 if all have the same share, n - 1 if one of n voters has all. A ballot of weight
    w counts as w voters. Exact; 0 without voters and where nothing is spent on what a voter supports.
    O(entries times selected projects).
    """
    shares = Shares.of(outcome, utility)
    backed = [p for p in shares.chosen if shares.totals[p] and shares.election.costs[p]]
    if not backed:
        return 0
    # sum_i w_i share_i^2, project by project: prices are rational, joint utilities whole numbers
    prices = [shares.price(p) for p in backed]
    squares = Fraction(0)
    joint = _joint(shares, backed)
    for a, first in enumerate(prices):
        inner = sum((2 * second * joint[a][b] for b, second in enumerate(prices[:a])), first * joint[a][a])
        squares += first * inner
    spent = sum(int(shares.election.costs[p]) for p in backed)
    return plain(squares * shares.election.num_voters / spent**2 - 1)


def _joint(shares: Shares, projects: list[int]) -> list[list[int]]:
    """Return for each two projects the sum over all voters of the product of their utilities."""
    from scipy.sparse import csc_array

    columns = [shares.found.of(p) for p in projects]
    divisors = [int(np.gcd.reduce(values)) for _, values in columns]
    data = [values // d for (_, values), d in zip(columns, divisors, strict=True)]
    top = max(int(values.max()) for values in data)
    large = float(top) ** 2 * float(shares.voters.sum()) >= LIMIT
    size = len(shares.voters)
    joint: list[list[int]]
    if large:
        maps = [dict(zip(r.tolist(), v.tolist(), strict=True)) for (r, _), v in zip(columns, data, strict=True)]
        counts = shares.voters.tolist()
        joint = [[sum(u * b.get(i, 0) * counts[i] for i, u in a.items()) for b in maps] for a in maps]
    else:
        indptr = np.concatenate(([0], np.cumsum([len(rows) for rows, _ in columns])))
        rows = np.concatenate([rows for rows, _ in columns])
        matrix = csc_array((np.concatenate(data), rows, indptr), shape=(size, len(projects)))
        weighted = csc_array((np.concatenate(data) * shares.voters[rows], rows, indptr), shape=matrix.shape)
        joint = (matrix.T @ weighted).toarray().tolist()
    return [
        [value * first * second for value, second in zip(line, divisors, strict=True)]
        for line, first in zip(joint, divisors, strict=True)
    ]


@metrics.register(
    "fair-share-distance",
    name="Mean distance to the fair share",
    reference=f"{MALY}: distance of shares to fair shares",
    bibtex=bibtex("MalyEtAl2023"),
    options=(utility_option,),
    unit="money",
    better="lower",
)
def fair_share_distance(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Mean over all voters of the distance between their share and their fair share.

    A voter's share is the sum over the selected projects of ``c(p) u_i(p) / sum_j u_j(p)`` (with approvals: each cost
    split equally among supporters); her fair share is the smaller of ``B/n`` and the share that she would have if all
    projects were selected. The distance is the absolute difference, in the election's own money. A ballot of weight w
    counts as w voters. Exact; 0 without voters. O(entries).
    """
    shares = Shares.of(outcome, utility)
    n = shares.election.num_voters
    if not n:
        return 0
    poor, signs, rest = _sides(shares)
    modest = np.where(poor, shares.voters, 0)
    signed = np.where(poor, 0, shares.voters * signs)
    total = shares.total(rest, modest) + shares.total(shares.chosen, signed) - shares.equal * int(signed.sum())
    return plain(total / (n * shares.election.money_unit))


def _sides(shares: Shares) -> tuple[NDArray[np.bool_], NDArray[np.int8], list[int]]:
    """Return who would have less than B/n even if all projects were selected, who has how much, and the losers."""
    everything = list(range(shares.election.num_projects))
    chosen = set(shares.chosen)
    poor = shares.signs(everything) < 0
    return poor, shares.signs(shares.chosen), [p for p in everything if p not in chosen]


@metrics.register(
    "fair-share-ratio",
    name="Mean capped fair-share ratio",
    reference=f"{MALY}: capped fair share ratio",
    bibtex=bibtex("MalyEtAl2023"),
    options=(utility_option,),
    unit="share",
    better="higher",
)
def fair_share_ratio(outcome: Outcome, utility: str | None = None) -> int | Fraction | float:
    """Mean over all voters of their share divided by their fair share, at most 1 each.

    Share and fair share as in ``fair-share-distance``; a voter whose fair share is 0 (an empty ballot) counts with 1.
    In [0, 1]. 0 without voters. Exact with up to 300 ballots whose holders' fair share is below B/n, else a float
    with an error below 1e-12. O(entries).
    """
    shares = Shares.of(outcome, utility)
    n = shares.election.num_voters
    if not n:
        return 0
    poor, signs, rest = _sides(shares)
    missing = shares.sums(rest) > 0
    voters = shares.voters
    full = int(voters[(poor & ~missing) | (~poor & (signs >= 0))].sum())
    partly = np.where(~poor & (signs < 0), voters, 0)
    # divided by B/n only where somebody has less than it, so it is not 0
    linear = shares.total(shares.chosen, partly) / shares.equal if partly.any() else Fraction(0)
    rows = np.flatnonzero(poor & missing & (voters > 0)).tolist()
    if len(rows) <= EXACT_ROWS:
        own, left = shares.exactly(shares.chosen, rows), shares.exactly(rest, rows)
        parts = [own[row] / (own[row] + left[row]) * int(voters[row]) for row in rows]
        if common_scale(parts) is not None:
            return plain((full + linear + sum(parts, Fraction(0))) / n)
    got, lost = shares.sums(shares.chosen)[rows], shares.sums(rest)[rows]
    return math.fsum([float(full + linear), *(voters[rows] * (got / (got + lost))).tolist()]) / n


@metrics.register(
    "fair-share-reached",
    name="Share of voters who have their fair share",
    reference=f"{MALY}: voters for whom the fair share is satisfied",
    bibtex=bibtex("MalyEtAl2023"),
    options=(utility_option,),
    unit="share",
    better="higher",
)
def fair_share_reached(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Share of the voters whose share is at least their fair share.

    Share and fair share as in ``fair-share-distance``; a voter whose fair share is 0 (an empty ballot) has it. In
    [0, 1], exact; 0 without voters. O(entries).
    """
    shares = Shares.of(outcome, utility)
    n = shares.election.num_voters
    if not n:
        return 0
    poor, signs, rest = _sides(shares)
    reached = np.where(poor, shares.sums(rest) == 0, signs >= 0)
    return plain(Fraction(int(shares.voters[reached].sum()), n))


def _bins(value: Any) -> int:
    bins = int(str(value))
    if not 1 <= bins <= 1000:
        raise ValueError("expected a whole number from 1 to 1000")
    return bins


@metrics.register(
    "satisfaction-histogram",
    name="Histogram of utility across voters",
    reference="Rey and Maly, The (Computational) Social Choice Take on Indivisible Participatory Budgeting, 2023",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option, Option("bins", 20, _bins, "most bars, besides the one of voters with nothing")),
    unit="voters",
    better=None,
    shape="table",
)
def satisfaction_histogram(outcome: Outcome, utility: str | None = None, bins: Any = 20) -> list[dict[str, Any]]:
    """Number of voters by the utility that they have from the selected projects.

    Rows of ``above`` and ``up_to`` (utility), ``voters`` and ``share`` of all voters. The first row holds the voters
    who have exactly 0. If there are at most `bins` other utilities, each is a row (``above`` = ``up_to``); else `bins`
    intervals of equal width up to the greatest utility, each without its lower and with its upper end. Exact; without
    voters one row of 0 voters. O(rows log rows).
    """
    bins = _bins(bins)
    gained = satisfaction(outcome, utility)
    values, voters = gained.distinct()
    n = sum(voters)
    nothing = sum(count for value, count in zip(values, voters, strict=True) if value == 0)
    bars: list[tuple[Fraction, Fraction, int]] = [(Fraction(0), Fraction(0), nothing)]
    above = [(value, count) for value, count in zip(values, voters, strict=True) if value]
    if len(above) <= bins:
        bars += [(Fraction(value), Fraction(value), count) for value, count in above]
    else:
        width = Fraction(above[-1][0], bins)
        counts = [0] * bins
        for value, count in above:
            counts[math.ceil(value / width) - 1] += count
        bars += [(k * width, (k + 1) * width, count) for k, count in enumerate(counts)]
    return [
        {
            "above": plain(low * gained.scale),
            "up_to": plain(high * gained.scale),
            "voters": count,
            "share": plain(Fraction(count, n)) if n else 0,
        }
        for low, high, count in bars
    ]
