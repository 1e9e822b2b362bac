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
from fairbudget.metrics.across import AMOUNT_PER_UNIT, Across, across, need_adjusted
from fairbudget.metrics.entropy import Decomposition, atkinson, decompose, theil_l, theil_t
from fairbudget.metrics.indices import concentration_index, hoover, jain, lorenz, minimum_to_mean, palma, quintile_ratio
from fairbudget.metrics.inequality import PER_HEAD, PER_UNIT, Inequality, gini, gini_across
from fairbudget.metrics.satisfaction import Satisfaction, election_of, pool, reached, satisfaction
from fairbudget.metrics.welfare import (
    budget_used,
    exclusion_ratio,
    gini_satisfaction,
    mean_satisfaction,
    money_funded,
    projects_funded,
)
from fairbudget.outcome import Outcome

__all__ = [
    "AMOUNT_PER_UNIT",
    "PER_HEAD",
    "PER_UNIT",
    "Across",
    "Decomposition",
    "Inequality",
    "Satisfaction",
    "across",
    "atkinson",
    "budget_used",
    "concentration_index",
    "decompose",
    "evaluate",
    "exclusion_ratio",
    "gini",
    "gini_across",
    "gini_satisfaction",
    "hoover",
    "jain",
    "lorenz",
    "mean_satisfaction",
    "minimum_to_mean",
    "money_funded",
    "need_adjusted",
    "palma",
    "pool",
    "projects_funded",
    "quintile_ratio",
    "reached",
    "satisfaction",
    "theil_l",
    "theil_t",
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
        With its election.
    metrics : iterable of str or str, optional
        Ids of registered metrics; all of them by default. A text may hold several, separated by commas.
    utility : {"cost", "cardinality", "score", "borda"}, optional
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
        By metric, in the order asked for. With `exact`, int or Fraction where the metric is exact.

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
    if isinstance(metrics, str):
        metrics = [part.strip() for part in metrics.split(",")]
    entries = [registry.metrics[id] for id in (registry.metrics if metrics is None else metrics)]
    given = dict(options)
    if utility is not None:
        given["utility"] = utility
    taken = {name for entry in entries for name in entry.options}
    for name in given:
        if name not in taken:
            hint = nearest(name, sorted(taken)) if taken else "they take none"
            raise OptionError(f"none of the metrics {', '.join(e.id for e in entries)} takes option {name!r}; {hint}")
    results: dict[str, Any] = {}
    for entry in entries:
        own = {name: value for name, value in given.items() if name in entry.options}
        value = entry.function(outcome, **entry.parse_options(own))
        results[entry.id] = float(value) if isinstance(value, int | Fraction) and not exact else value
    return results
