"""How much of what was asked for is funded, how much voters gain, and how equally."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.metrics.inequality import gini
from fairbudget.metrics.satisfaction import election_of, reached, satisfaction
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.registry import metrics
from fairbudget.utilities import utility_option

__all__ = [
    "budget_used",
    "exclusion_ratio",
    "gini_satisfaction",
    "mean_satisfaction",
    "money_funded",
    "projects_funded",
]


def _share(part: int, whole: int) -> int | Fraction:
    """Return an exact share; the share of nothing is 0."""
    return plain(Fraction(part, whole)) if whole else 0


@metrics.register(
    "projects-funded",
    name="Share of projects funded",
    reference="selected projects / all projects",
    unit="share",
    better="higher",
)
def projects_funded(outcome: Outcome) -> int | Fraction:
    """Share of the projects (proposals) that are funded.

    Number of selected projects divided by the number of projects; in [0, 1], exact; 0 without projects. O(1).
    """
    return _share(len(outcome.selected), election_of(outcome).num_projects)


@metrics.register(
    "money-funded",
    name="Share of the demanded money funded",
    reference="cost of the selected projects / cost of all projects",
    unit="share",
    better="higher",
)
def money_funded(outcome: Outcome) -> int | Fraction:
    """Share of the demanded money that is funded.

    Cost of the selected projects divided by the cost of all projects; in [0, 1], exact; 0 if nothing costs anything.
    O(projects).
    """
    election = election_of(outcome)
    spent = sum(int(election.costs[k]) for k in election.numbers(outcome.selected))
    return _share(spent, sum(map(int, election.costs)))


@metrics.register(
    "budget-used",
    name="Share of the budget used",
    reference="cost of the selected projects / budget",
    unit="share",
    better="higher",
)
def budget_used(outcome: Outcome) -> int | Fraction:
    """Share of the budget that is spent.

    Cost of the selected projects divided by the budget; in [0, 1], exact; 0 with a budget of 0. O(selected).
    """
    election = election_of(outcome)
    return _share(sum(int(election.costs[k]) for k in election.numbers(outcome.selected)), election.budget_units)


@metrics.register(
    "mean-satisfaction",
    name="Mean utility of a voter",
    reference="Rey and Maly, The (Computational) Social Choice Take on Indivisible Participatory Budgeting, 2023, 2.2",
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
    "exclusion-ratio",
    name="Share of voters with nothing",
    reference="share of voters without an approved winner; one minus the share of non-empty-handed voters",
    unit="share",
    better="lower",
)
def exclusion_ratio(outcome: Outcome) -> int | Fraction:
    """Share of the voters whose ballot supports no selected project.

    A ballot supports what it approves, gives positive points, or ranks; so the figure does not depend on a utility. A
    ballot of weight w counts as w voters, an empty ballot as excluded. In [0, 1], exact; 0 without voters. O(entries).
    """
    election = election_of(outcome)
    excluded = election.ballots.multiplicities[~reached(outcome)]
    return _share(int(excluded.sum()), election.num_voters)


@metrics.register(
    "gini-satisfaction",
    name="Gini coefficient of utility across voters",
    reference="Gini, Variabilità e mutabilità, 1912, applied to the voters' utilities",
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
    gained = satisfaction(outcome, utility)
    value = gini(gained.values, gained.voters)
    assert not isinstance(value, float)
    return value
