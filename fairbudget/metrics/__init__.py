"""Measures of an outcome, registered by id: ``fairbudget.evaluate(outcome, ["mean-satisfaction", ...])``.

A metric is a function of an outcome that returns an exact number (int or Fraction) where that is simple, else a
float. Its docstring says what it counts, in which unit, and what it is where nothing is there to be counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from fairbudget import registry
from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.categories import (
    category_distance,
    category_shares,
    place_distance,
    place_shares,
    target_distance,
    target_shares,
    vote_shares,
)
from fairbudget.metrics.entropy import Decomposition, atkinson, decompose, theil_l, theil_t
from fairbudget.metrics.equality import (
    fair_share_distance,
    fair_share_ratio,
    fair_share_reached,
    gini_satisfaction,
    power_inequality,
    satisfaction_histogram,
)
from fairbudget.metrics.indices import concentration_index, hoover, jain, lorenz, minimum_to_mean, palma, quintile_ratio
from fairbudget.metrics.inequality import PER_HEAD, PER_UNIT, Inequality, gini, gini_across
from fairbudget.metrics.losers import effective_support, losing_projects
from fairbudget.metrics.pairwise import (
    Agreement,
    agreement,
    jaccard,
    margin,
    money_overlap,
    order_correlation,
    preferred,
    reach_margin,
    utility_correlation,
)
from fairbudget.metrics.satisfaction import Satisfaction, election_of, pool, reached, satisfaction
from fairbudget.metrics.spread import AMOUNT_PER_UNIT, Across, across, need_adjusted
from fairbudget.metrics.utility import (
    mean_satisfaction,
    median_satisfaction,
    minimum_satisfaction,
    nash_welfare,
    normalised_satisfaction,
    satisfaction_quantiles,
    total_satisfaction,
)
from fairbudget.metrics.welfare import (
    budget_used,
    exclusion_ratio,
    largest_project,
    mean_project_cost,
    median_project_cost,
    money_funded,
    money_spent,
    number_funded,
    projects_funded,
    share_reached,
)
from fairbudget.outcome import Outcome

__all__ = [
    "AMOUNT_PER_UNIT",
    "PER_HEAD",
    "PER_UNIT",
    "Across",
    "Agreement",
    "Decomposition",
    "Inequality",
    "Satisfaction",
    "across",
    "agreement",
    "atkinson",
    "budget_used",
    "category_distance",
    "category_shares",
    "concentration_index",
    "decompose",
    "effective_support",
    "evaluate",
    "exclusion_ratio",
    "fair_share_distance",
    "fair_share_ratio",
    "fair_share_reached",
    "gini",
    "gini_across",
    "gini_satisfaction",
    "hoover",
    "jaccard",
    "jain",
    "largest_project",
    "lorenz",
    "losing_projects",
    "margin",
    "mean_project_cost",
    "mean_satisfaction",
    "median_project_cost",
    "median_satisfaction",
    "minimum_satisfaction",
    "minimum_to_mean",
    "money_funded",
    "money_overlap",
    "money_spent",
    "nash_welfare",
    "need_adjusted",
    "normalised_satisfaction",
    "number_funded",
    "order_correlation",
    "palma",
    "place_distance",
    "place_shares",
    "pool",
    "power_inequality",
    "preferred",
    "projects_funded",
    "quintile_ratio",
    "reach_margin",
    "reached",
    "satisfaction",
    "satisfaction_histogram",
    "satisfaction_quantiles",
    "share_reached",
    "target_distance",
    "target_shares",
    "theil_l",
    "theil_t",
    "total_satisfaction",
    "utility_correlation",
    "vote_shares",
]


def evaluate(
    outcome: Outcome,
    metrics: str | Iterable[str] | None = None,
    utility: str | None = None,
    *,
    exact: bool = False,
    **options: Any,
) -> dict[str, Any]:
    """Measure an outcome.

    Parameters
    ----------
    outcome : Outcome
        With its election. Of an outcome with parts of projects the ones funded in full count.
    metrics : iterable of str or str, optional
        Ids of registered metrics, each with options of its own if wanted (``"mean-satisfaction:utility=cost"``); a text
        may hold several, separated by commas. By default all those that are one number; ``"all"`` adds the tables
        (histogram, quantiles, shares by category, losing projects).
    utility : {"cost", "cardinality", "score", "borda", "effort", "cost-sqrt", "cost-log"}, optional
        What a voter gains from a project, for the metrics that depend on it. Default: the utility that the outcome's
        rule used, else the one that the ballot type stands for. Outcomes of different rules are comparable only under
        one and the same utility.
    exact : bool
        Return whole numbers and Fractions as they are instead of the nearest floats.
    **options
        Further options, handed to each of the metrics that takes them.

    Returns
    -------
    dict of str to float
        By metric as asked for, in that order. With `exact`, int or Fraction where the metric is exact. Tables are lists
        of dicts. None where a metric is not defined for the outcome (no project has a category, the rule has no
        payments).

    Raises
    ------
    OptionError
        On an unknown metric, a value that an option does not allow, or an option that none of the metrics takes.
    InputError
        If the outcome has no election.

    Examples
    --------
    >>> import fairbudget
    >>> election = fairbudget.Election.build({"a": 3, "b": 2}, 4, [["a"], ["a"], ["b"], ["b"]])
    >>> outcome = Outcome.of(election, [0], "greedy", {})
    >>> evaluate(outcome, ["mean-satisfaction", "gini-satisfaction", "exclusion-ratio"])
    {'mean-satisfaction': 1.5, 'gini-satisfaction': 0.5, 'exclusion-ratio': 0.5}
    >>> evaluate(outcome, "mean-satisfaction,budget-used", utility="cardinality", exact=True)
    {'mean-satisfaction': Fraction(1, 2), 'budget-used': Fraction(3, 4)}
    """
    election_of(outcome)
    specs = _specs(metrics)
    entries = [registry.metrics[spec.id] for spec in specs]
    given = dict(options)
    if utility is not None:
        given["utility"] = utility
    taken = {name for entry in entries for name in entry.options}
    for name in given:
        if name not in taken:
            hint = nearest(name, sorted(taken)) if taken else "they take none"
            asked = ", ".join(e.id for e in entries) if len(entries) <= 5 else "asked for"
            raise OptionError(f"none of the metrics {asked} takes option {name!r}; {hint}")
    results: dict[str, Any] = {}
    for spec, entry in zip(specs, entries, strict=True):
        own = {name: value for name, value in given.items() if name in entry.options}
        value = entry.function(outcome, **entry.parse_options({**own, **spec.options}))
        results[spec.label] = value if exact else _floats(value)
    return results


def _specs(metrics: str | Iterable[str] | None) -> list[registry.Spec]:
    """Return what to measure."""
    if metrics is None or metrics == "all":
        return [
            registry.Spec(entry.id, entry.id)
            for entry in registry.metrics.values()
            if metrics == "all" or entry.properties.get("shape", "number") == "number"
        ]
    return registry.read_specs(metrics, registry.metrics)


def _floats(value: Any) -> Any:
    """Return a number as a float; a table with its fractions as floats and its counts as they are."""
    if isinstance(value, int | Fraction):
        return float(value)
    if isinstance(value, list):
        return [{key: _cell(item) for key, item in row.items()} for row in value]
    return value


def _cell(value: Any) -> Any:
    if isinstance(value, Fraction):
        return float(value)
    return {key: _cell(item) for key, item in value.items()} if isinstance(value, dict) else value
