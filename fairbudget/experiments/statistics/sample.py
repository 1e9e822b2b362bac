"""The table that comparisons start from, and means with bootstrap intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import OptionError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RESAMPLES", "interval", "means", "subjects_by_rules"]

#: Bootstrap samples unless told otherwise.
RESAMPLES = 9_999


def subjects_by_rules(
    rows: pd.DataFrame, *, subject: Sequence[str] = ("instance",), rule: str = "rule", value: str = "value"
) -> tuple[pd.DataFrame, int]:
    """Return the values of one metric with a row a subject and a column a rule, complete rows only.

    Parameters
    ----------
    rows : pandas.DataFrame
        Long format: one row for each subject and rule. Rows without a value (a unit that failed) may be missing or
        hold NaN.
    subject : sequence of str
        Columns that together name a subject, for example instance and seed.
    rule, value : str
        Columns.

    Returns
    -------
    table : pandas.DataFrame
        Float64; subjects sorted, rules in the order in which they occur.
    dropped : int
        Subjects left out since some rule has no finite value for them.

    Raises
    ------
    OptionError
        If a subject has two values for the same rule.

    Notes
    -----
    O(rows log(rows)).

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"instance": ["a", "a", "b"], "rule": ["x", "y", "x"], "value": [1, 2, 3]})
    >>> table, dropped = subjects_by_rules(rows)
    >>> table.to_dict("list"), dropped
    ({'x': [1.0], 'y': [2.0]}, 1)
    """
    keys = [*subject, rule]
    twice = rows.duplicated(keys, keep=False)
    if twice.any():
        first = rows.loc[twice, keys].iloc[0].tolist()
        raise OptionError(f"two values for {', '.join(map(str, first))}: name more columns that tell subjects apart")
    order = list(dict.fromkeys(rows[rule]))
    table = rows.pivot(index=list(subject), columns=rule, values=value).reindex(columns=order).sort_index()
    table = table.astype(float).replace([math.inf, -math.inf], math.nan)
    complete = table.dropna()
    return complete, len(table) - len(complete)


def interval(
    values: NDArray[np.float64], *, seed: int, level: float = 0.95, resamples: int = RESAMPLES
) -> tuple[float, float]:
    """Return the bootstrap interval (BCa) of a mean.

    Parameters
    ----------
    values : float array, shape (n,)
    seed : int
    level : float
    resamples : int

    Returns
    -------
    low, high : float
        NaN with fewer than two values: one value says nothing of its spread. The value twice if all are equal.

    Notes
    -----
    Bias-corrected and accelerated (Efron, *Better Bootstrap Confidence Intervals*, JASA 1987), by
    ``scipy.stats.bootstrap``. O(n * resamples).

    Examples
    --------
    >>> import numpy as np
    >>> interval(np.array([2.0, 2.0, 2.0]), seed=1), interval(np.array([2.0]), seed=1)
    ((2.0, 2.0), (nan, nan))
    """
    from scipy.stats import bootstrap

    if len(values) < 2:
        return math.nan, math.nan
    if values.min() == values.max():
        return float(values[0]), float(values[0])
    # samples drawn in batches of about a million numbers, so that memory does not grow with their number
    batch = max(1, min(resamples, 1_000_000 // len(values)))
    found = bootstrap(
        (values,),
        np.mean,
        n_resamples=resamples,
        batch=batch,
        confidence_level=level,
        method="BCa",
        random_state=np.random.default_rng(seed),
    ).confidence_interval
    return float(found.low), float(found.high)


def means(table: pd.DataFrame, *, seed: int = 0, level: float = 0.95, resamples: int = RESAMPLES) -> pd.DataFrame:
    """Describe each rule: mean with its bootstrap interval, spread, quartiles.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`subjects_by_rules` returns it.
    seed : int
        The same for every rule, so that the interval of one does not depend on which others there are.
    level : float
        Of the intervals.
    resamples : int

    Returns
    -------
    pandas.DataFrame
        One row a rule: ``rule``, ``n``, ``mean``, ``low``, ``high``, ``sd`` (with n - 1; NaN for one subject),
        ``min``, ``q1``, ``median``, ``q3``, ``max``.

    Examples
    --------
    >>> import pandas as pd
    >>> means(pd.DataFrame({"x": [1.0, 2.0, 3.0]}))[["rule", "n", "mean", "median"]].values.tolist()
    [['x', 3, 2.0, 2.0]]
    """
    import pandas as pd

    rows = []
    for rule in table.columns:
        values = table[rule].to_numpy(float)
        low, high = interval(values, seed=seed, level=level, resamples=resamples)
        points = np.quantile(values, [0, 0.25, 0.5, 0.75, 1]) if len(values) else np.full(5, math.nan)
        rows.append(
            {
                "rule": rule,
                "n": len(values),
                "mean": float(values.mean()) if len(values) else math.nan,
                "low": low,
                "high": high,
                "sd": float(values.std(ddof=1)) if len(values) > 1 else math.nan,
                **dict(zip(("min", "q1", "median", "q3", "max"), points.tolist(), strict=True)),
            }
        )
    return pd.DataFrame(rows, columns=["rule", "n", "mean", "low", "high", "sd", "min", "q1", "median", "q3", "max"])
