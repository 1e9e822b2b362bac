"""How much is funded, how large the funded projects are, and how many voters get anything."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.metrics.papers import bibtex
from fairbudget.metrics.satisfaction import election_of, reached
from fairbudget.money import plain, share_of
from fairbudget.outcome import Outcome
from fairbudget.registry import metrics

__all__ = [
    "budget_used",
    "exclusion_ratio",
    "largest_project",
    "mean_project_cost",
    "median_project_cost",
    "money_funded",
    "money_spent",
    "number_funded",
    "projects_funded",
    "share_reached",
]


@metrics.register(
    "projects-funded",
    name="Share of projects funded",
    reference="selected projects / all projects",
    bibtex=bibtex("ReyMaly2023"),
    unit="share",
    better="higher",
)
def projects_funded(outcome: Outcome) -> int | Fraction:
    """Share of the projects (proposals) that are funded.

    Number of selected projects divided by the number of projects; in [0, 1], exact; 0 without projects. O(1).
    """
    return share_of(len(outcome.selected), election_of(outcome).num_projects)


@metrics.register(
    "money-funded",
    name="Share of the demanded money funded",
    reference="cost of the selected projects / cost of all projects",
    bibtex=bibtex("ReyMaly2023"),
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
    return share_of(spent, sum(map(int, election.costs)))


@metrics.register(
    "budget-used",
    name="Share of the budget used",
    reference="cost of the selected projects / budget",
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="share",
    better="higher",
)
def budget_used(outcome: Outcome) -> int | Fraction:
    """Share of the budget that is spent.

    Cost of the selected projects divided by the budget; in [0, 1], exact; 0 with a budget of 0. O(selected).
    """
    election = election_of(outcome)
    return share_of(sum(int(election.costs[k]) for k in election.numbers(outcome.selected)), election.budget_units)


@metrics.register(
    "exclusion-ratio",
    name="Share of voters with nothing",
    reference="Faliszewski et al., Participatory Budgeting: Data, Tools, and Analysis, 2023",
    bibtex=bibtex("FaliszewskiEtAl2023"),
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
    return share_of(int(excluded.sum()), election.num_voters)


@metrics.register(
    "share-reached",
    name="Share of voters with at least one funded project",
    reference="one minus the exclusion ratio; share of voters who are not left empty-handed",
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="share",
    better="higher",
)
def share_reached(outcome: Outcome) -> int | Fraction:
    """Share of the voters whose ballot supports at least one selected project.

    A ballot supports what it approves, gives positive points, or ranks; so the figure does not depend on a utility. A
    ballot of weight w counts as w voters, an empty ballot as not reached. In [0, 1], exact; 0 without voters.
    O(entries).
    """
    election = election_of(outcome)
    return share_of(int(election.ballots.multiplicities[reached(outcome)].sum()), election.num_voters)


def _costs(outcome: Outcome) -> list[int]:
    election = election_of(outcome)
    return sorted(int(election.costs[k]) for k in election.numbers(outcome.selected))


@metrics.register(
    "number-funded",
    name="Number of projects funded",
    reference="number of selected projects",
    bibtex=bibtex("ReyMaly2023"),
    unit="projects",
    better="higher",
)
def number_funded(outcome: Outcome) -> int:
    """Number of the projects that are funded.

    A whole number; 0 if nothing is funded. O(1).
    """
    election_of(outcome)
    return len(outcome.selected)


@metrics.register(
    "money-spent",
    name="Money spent",
    reference="cost of the selected projects",
    bibtex=bibtex("ReyMaly2023"),
    unit="money",
    better="higher",
)
def money_spent(outcome: Outcome) -> int | Fraction:
    """Cost of all funded projects together.

    In the election's own money, exact; 0 if nothing is funded. O(selected).
    """
    return election_of(outcome).total_cost(outcome.selected)


@metrics.register(
    "mean-project-cost",
    name="Mean cost of a funded project",
    reference="cost of the selected projects / number of selected projects",
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="money",
    better=None,
)
def mean_project_cost(outcome: Outcome) -> int | Fraction:
    """Mean cost of the funded projects.

    In the election's own money, exact; 0 if nothing is funded. Neither high nor low is better: it tells rules that
    fund few large projects from rules that fund many small ones. O(selected).
    """
    costs = _costs(outcome)
    return plain(Fraction(sum(costs), len(costs) * election_of(outcome).money_unit)) if costs else 0


@metrics.register(
    "median-project-cost",
    name="Median cost of a funded project",
    reference="median of the costs of the selected projects",
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="money",
    better=None,
)
def median_project_cost(outcome: Outcome) -> int | Fraction:
    """Median cost of the funded projects.

    The middle one, or the mean of the two in the middle; in the election's own money, exact; 0 if nothing is funded.
    O(selected log selected).
    """
    costs = _costs(outcome)
    if not costs:
        return 0
    middle = costs[(len(costs) - 1) // 2] + costs[len(costs) // 2]
    return plain(Fraction(middle, 2 * election_of(outcome).money_unit))


@metrics.register(
    "largest-project",
    name="Share of the spending that goes to the most expensive funded project",
    reference="greatest cost of a selected project / cost of the selected projects",
    bibtex=bibtex("FaliszewskiEtAl2023"),
    unit="share",
    better=None,
)
def largest_project(outcome: Outcome) -> int | Fraction:
    """Share of the spending that goes to the most expensive funded project.

    In [0, 1], exact: 1 if a single project takes all; 0 if nothing is spent. O(selected).
    """
    costs = _costs(outcome)
    return share_of(costs[-1], sum(costs)) if costs else 0
