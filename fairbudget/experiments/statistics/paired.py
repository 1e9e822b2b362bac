"""Two rules on the same subjects: who wins how often, by how much, and could it be chance."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.experiments.statistics.sample import RESAMPLES, interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "compare_pairs", "holm", "rank_biserial", "signed_rank"]

#: Columns of a table of paired comparisons.
COLUMNS = (
    *("first", "second", "n", "win", "tie", "loss", "mean_difference", "low", "high", "median_difference"),
    *("statistic", "p", "p_holm", "rank_biserial", "superiority"),
)


def holm(p: Sequence[float]) -> list[float]:
    """Return p-values adjusted for their number, so that all tests together err with the level of one.

    Parameters
    ----------
    p : sequence of float
        NaN for a test that could not be made; it stays NaN and does not count.

    Notes
    -----
    Holm, *A Simple Sequentially Rejective Multiple Test Procedure*, Scandinavian Journal of Statistics 1979.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    made = [k for k, value in enumerate(p) if not math.isnan(value)]
    result = [math.nan] * len(p)
    highest = 0.0
    for place, k in enumerate(sorted(made, key=lambda k: p[k])):
        highest = max(highest, min(1.0, (len(made) - place) * p[k]))
        result[k] = highest
    return result


def signed_rank(differences: NDArray[np.float64]) -> tuple[float, float]:
    """Return statistic and p-value of Wilcoxon's signed-rank test, two-sided.

    Differences of zero are left out, as Wilcoxon did. Without any other difference the statistic is 0 and p is 1; of
    no subjects both are NaN.

    Notes
    -----
    ``scipy.stats.wilcoxon``, with its choice between the exact distribution and the normal approximation. Wilcoxon,
    *Individual Comparisons by Ranking Methods*, Biometrics Bulletin 1945.
    """
    from scipy.stats import wilcoxon

    if not len(differences):
        return math.nan, math.nan
    moved = differences[differences != 0]
    if not len(moved):
        return 0.0, 1.0
    found = wilcoxon(moved)
    return float(found.statistic), float(found.pvalue)


def rank_biserial(differences: NDArray[np.float64]) -> float:
    """Return the matched-pairs rank-biserial correlation: from -1 (the first always less) to 1 (always more).

    The share of the rank sum of positive differences minus that of negative ones; 0 if all differences are zero.

    Notes
    -----
    Kerby, *The Simple Difference Formula*, Comprehensive Psychology 2014.

    Examples
    --------
    >>> import numpy as np
    >>> rank_biserial(np.array([3.0, 1.0, -2.0, 0.0]))
    0.3333333333333333
    """
    from scipy.stats import rankdata

    moved = differences[differences != 0]
    if not len(moved):
        return math.nan if not len(differences) else 0.0
    ranks = rankdata(np.abs(moved))
    return float((ranks[moved > 0].sum() - ranks[moved < 0].sum()) / ranks.sum())


def compare_pairs(
    table: pd.DataFrame, *, seed: int = 0, level: float = 0.95, resamples: int = RESAMPLES
) -> pd.DataFrame:
    """Compare every two rules on the same subjects.

    Parameters
    ----------
    table : pandas.DataFrame
        One metric, a row a subject, a column a rule, as
        :func:`~fairbudget.experiments.statistics.subjects_by_rules` returns it.
    seed : int
        Of the bootstrap; the same for every pair.
    level : float
    resamples : int

    Returns
    -------
    pandas.DataFrame
        One row for each two rules, in the order of the columns: ``first``, ``second``, ``n``; ``win``, ``tie``,
        ``loss`` (subjects in which the first has more, as much, less); ``mean_difference`` (first minus second) with
        its bootstrap interval ``low``, ``high``; ``median_difference``; ``statistic`` and ``p`` of Wilcoxon's
        signed-rank test, ``p_holm`` adjusted over all pairs of the table; ``rank_biserial``; ``superiority`` (how
        often the first has more, a tie counting half).

    Notes
    -----
    O(pairs * n * resamples).

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"x": [1.0, 2.0, 4.0], "y": [1.0, 1.0, 2.0]})
    >>> compare_pairs(table)[["first", "second", "win", "tie", "loss", "mean_difference"]].values.tolist()
    [['x', 'y', 2, 1, 0, 1.0]]
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for first, second in itertools.combinations(table.columns, 2):
        differences = table[first].to_numpy(float) - table[second].to_numpy(float)
        count = len(differences)
        wins, losses = int((differences > 0).sum()), int((differences < 0).sum())
        ties = count - wins - losses
        low, high = interval(differences, seed=seed, level=level, resamples=resamples)
        statistic, p = signed_rank(differences)
        rows.append(
            {
                "first": first,
                "second": second,
                "n": count,
                "win": wins,
                "tie": ties,
                "loss": losses,
                "mean_difference": float(differences.mean()) if count else math.nan,
                "low": low,
                "high": high,
                "median_difference": float(np.median(differences)) if count else math.nan,
                "statistic": statistic,
                "p": p,
                "p_holm": math.nan,
                "rank_biserial": rank_biserial(differences),
                "superiority": (wins + ties / 2) / count if count else math.nan,
            }
        )
    for row, adjusted in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["p_holm"] = adjusted
    return pd.DataFrame(rows, columns=list(COLUMNS))
