"""All rules at once: mean ranks, and how far apart they must be to differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ranking", "rank_rules"]


@dataclass(frozen=True)
class Ranking:
    """Mean ranks of rules over subjects.

    Attributes
    ----------
    rules : tuple of str
        The best first.
    ranks : tuple of float
        Mean rank of each; 1 is best, ties share the mean of their places.
    subjects : int
    statistic, p : float
        Of Friedman's test that all rules rank alike; NaN with fewer than three rules or two subjects.
    difference : float
        Nemenyi's critical difference: mean ranks further apart than this differ at the level.
    level : float
    groups : tuple of tuple of str
        Largest sets of two or more rules no two of which differ, as the bars of a critical-difference diagram.
    """

    rules: tuple[str, ...]
    ranks: tuple[float, ...]
    subjects: int
    statistic: float
    p: float
    difference: float
    level: float
    groups: tuple[tuple[str, ...], ...]


def rank_rules(table: pd.DataFrame, *, higher_is_better: bool = True, level: float = 0.95) -> Ranking:
    """Rank the rules on each subject, and test whether the mean ranks differ.

    Parameters
    ----------
    table : pandas.DataFrame
        One metric, a row a subject, a column a rule.
    higher_is_better : bool
    level : float

    Returns
    -------
    Ranking

    Notes
    -----
    Friedman's test and Nemenyi's post-hoc test as Demšar, *Statistical Comparisons of Classifiers over Multiple Data
    Sets*, JMLR 2006, section 3.2, sets them out; ``scipy.stats`` gives the distributions. O(n k log k).

    Examples
    --------
    >>> import pandas as pd
    >>> found = rank_rules(pd.DataFrame({"x": [3.0, 3.0, 2.0], "y": [2.0, 1.0, 3.0], "z": [1.0, 2.0, 1.0]}))
    >>> found.rules, [round(rank, 2) for rank in found.ranks], round(found.difference, 2), len(found.groups)
    (('x', 'y', 'z'), [1.33, 2.0, 2.67], 1.91, 1)
    """
    from scipy.stats import friedmanchisquare, rankdata, studentized_range

    values = table.to_numpy(float)
    subjects, rules = values.shape
    ranks = rankdata(-values if higher_is_better else values, axis=1) if rules and subjects else np.ones((1, rules))
    mean = ranks.mean(axis=0)
    order = sorted(range(rules), key=lambda k: (mean[k], k))
    statistic = p = math.nan
    if rules >= 3 and subjects >= 2:
        if (values == values[:, :1]).all():
            statistic, p = 0.0, 1.0
        else:
            found = friedmanchisquare(*(values[:, k] for k in range(rules)))
            statistic, p = float(found.statistic), float(found.pvalue)
    difference = math.nan
    if rules >= 2 and subjects:
        width = float(studentized_range.ppf(level, rules, np.inf)) / math.sqrt(2)
        difference = width * math.sqrt(rules * (rules + 1) / (6 * subjects))
    names = [str(table.columns[k]) for k in order]
    means = [float(mean[k]) for k in order]
    groups: list[tuple[str, ...]] = []
    end = 0
    for start in range(rules):
        stop = start
        while stop + 1 < rules and means[stop + 1] - means[start] <= difference:
            stop += 1
        # a group inside the one before adds nothing
        if stop > start and stop > end:
            groups.append(tuple(names[start : stop + 1]))
            end = stop
    return Ranking(tuple(names), tuple(means), subjects, statistic, p, difference, level, tuple(groups))
