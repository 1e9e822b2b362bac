"""How much voters gain from an outcome: sums, means, and what the least satisfied have."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import LIMIT
from fairbudget.metrics.members import common_scale
from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import election_of, satisfaction
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome
from fairbudget.registry import Option, metrics
from fairbudget.utilities import utilities, utility_option

__all__ = [
    "mean_satisfaction",
    "median_satisfaction",
    "minimum_satisfaction",
    "nash_welfare",
    "normalised_satisfaction",
    "satisfaction_quantiles",
    "total_satisfaction",
]

SURVEY = "Rey and Maly, The (Computational) Social Choice Take on Indivisible Participatory Budgeting, 2023, 2.2"


@metrics.register(
    "total-satisfaction",
    name="Total utility of all voters",
    reference=SURVEY,
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="utility",
    better="higher",
)
def total_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Sum over all voters of the utility of the selected projects (utilitarian welfare).

    In the unit of the utility: money for ``cost``, projects for ``cardinality``, points for ``score`` and ``borda``.
    A ballot of weight w counts as w voters. Exact; 0 without voters. O(supporters of the selected projects).
    """
    return satisfaction(outcome, utility).total()


@metrics.register(
    "mean-satisfaction",
    name="Mean utility of a voter",
    reference=SURVEY,
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="utility",
    better="higher",
)
def mean_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Mean over all voters of the utility of the selected projects.

    In the unit of the utility: money for ``cost``, projects for ``cardinality``, points for ``score`` and ``borda``.
    A ballot of weight w counts as w voters; a voter with an empty ballot counts with 0. Exact; 0 without voters.
    O(supporters of the selected projects).
    """
    return satisfaction(outcome, utility).mean()


@metrics.register(
    "normalised-satisfaction",
    name="Mean fulfilment of a ballot",
    reference="relative satisfaction: utility of the selected projects / utility of all projects of the ballot",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="share",
    better="higher",
)
def normalised_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction | float:
    """Mean over all voters of the utility of the selected projects, as a share of what the whole ballot is worth.

    In [0, 1]: 1 if every voter gets all that she supports. A voter whose ballot is worth nothing to her (an empty one)
    counts with 0; 0 without voters. Exact where the worths of the ballots have a common multiple of at most
    :data:`fairbudget.metrics.members.EXACT_BITS` bits (with ``cardinality`` they always have), else a float with an
    error below 1e-12. O(entries).
    """
    election = election_of(outcome)
    gained = satisfaction(outcome, utility)
    found = utilities(election, gained.utility)
    # sums of the largest utilities of all projects stay in 64 bits, or are added in Python integers
    large = sum(int(found.of(p)[1].max(initial=0)) for p in range(election.num_projects)) >= LIMIT
    worth = np.zeros(len(election.ballots), object if large else np.int64)
    np.add.at(worth, found.rows, found.values.astype(object) if large else found.values)
    if not election.num_voters:
        return 0
    voters = gained.voters
    ratios: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero((gained.values != 0) & (voters > 0)).tolist():
        key = int(gained.values[row]), int(worth[row])
        ratios[key] = ratios.get(key, 0) + int(voters[row])
    parts = [Fraction(own, whole) for own, whole in ratios]
    scaled = common_scale(parts)
    if scaled is None:
        terms = (own / whole * n for (own, whole), n in ratios.items())
        return math.fsum(terms) / election.num_voters
    # the scale is found again from any part that is not 0
    unit = next((part / whole for part, whole in zip(parts, scaled, strict=True)), Fraction(0))
    total = sum(whole * n for whole, n in zip(scaled, ratios.values(), strict=True))
    return plain(unit * total / election.num_voters)


@metrics.register(
    "nash-welfare",
    name="Nash welfare",
    reference="Kaneko and Nakamura, The Nash Social Welfare Function, 1979; as sum of ln(1 + u) in Rey and Maly, 2023",
    bibtex=bibtex("KanekoNakamura1979", "ReyMaly2023"),
    options=(utility_option,),
    unit="utility",
    better="higher",
)
def nash_welfare(outcome: Outcome, utility: str | None = None) -> float:
    """Equal utility that would give the same Nash welfare: the geometric mean of ``1 + u`` over all voters, minus 1.

    ``(prod_i (1 + u_i))^(1/n) - 1``, in the unit of the utility: it orders outcomes as the sum of ``ln(1 + u_i)`` does,
    lies between the least utility and the mean, and is the mean if all gain the same. It depends on the unit in which
    utility is counted, because of the 1 that keeps it above 0 where somebody gains nothing. A float with a relative
    error below 1e-12; 0 without voters. O(rows log rows).
    """
    gained = satisfaction(outcome, utility)
    values, voters = gained.distinct()
    if not voters:
        return 0.0
    logs = (n * math.log1p(value * gained.scale) for value, n in zip(values, voters, strict=True))
    return math.expm1(math.fsum(logs) / sum(voters))


@metrics.register(
    "minimum-satisfaction",
    name="Utility of the least satisfied voter",
    reference="egalitarian welfare; Rawls, A Theory of Justice, 1971",
    bibtex=bibtex("Rawls1971", "ReyMaly2023"),
    options=(utility_option,),
    unit="utility",
    better="higher",
)
def minimum_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Least utility that a voter has from the selected projects (egalitarian welfare).

    In the unit of the utility. A voter with an empty ballot has 0. Exact; 0 without voters. O(rows).
    """
    return satisfaction(outcome, utility).quantile(Fraction(0))


@metrics.register(
    "median-satisfaction",
    name="Median utility of a voter",
    reference="the quantile at one half, see satisfaction-quantiles",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option,),
    unit="utility",
    better="higher",
)
def median_satisfaction(outcome: Outcome, utility: str | None = None) -> int | Fraction:
    """Least utility that at least half of the voters do not exceed.

    In the unit of the utility. Exact; 0 without voters. O(rows log rows).
    """
    return satisfaction(outcome, utility).quantile(Fraction(1, 2))


def _parts(value: Any) -> tuple[Fraction, ...]:
    listed = value.replace("+", " ").replace(",", " ").split() if isinstance(value, str) else value
    parts = tuple(exact(part) for part in (listed if isinstance(listed, list | tuple) else [listed]))
    if not parts or any(not 0 <= part <= 1 for part in parts):
        raise ValueError("expected numbers from 0 to 1, separated by '+'")
    return parts


_DECILES = tuple(Fraction(k, 20) for k in (0, 1, 2, 5, 10, 15, 18, 19, 20))
_quantiles_option = Option("quantiles", _DECILES, _parts, "which, from 0 to 1, separated by '+'")


@metrics.register(
    "satisfaction-quantiles",
    name="Quantiles of utility",
    reference="inverse of the empirical distribution function (type 1 of Hyndman and Fan, 1996)",
    bibtex=bibtex("ReyMaly2023"),
    options=(utility_option, _quantiles_option),
    unit="utility",
    better=None,
    shape="table",
)
def satisfaction_quantiles(
    outcome: Outcome, utility: str | None = None, quantiles: Any = _DECILES
) -> list[dict[str, Any]]:
    """Utility that given parts of the voters do not exceed.

    For each part q the least utility that at least q of the voters do not exceed (for q = 0 that of the least
    satisfied voter, for q = 1 of the most satisfied). Rows of ``quantile`` (share of the voters) and ``utility``,
    exact; 0 without voters. O(rows log rows).
    """
    gained = satisfaction(outcome, utility)
    return [{"quantile": plain(part), "utility": gained.quantile(part)} for part in _parts(quantiles)]
