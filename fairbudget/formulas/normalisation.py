"""From an indicator's column to scores of at least zero, and from scores to weights.

Scores of ``min-max``, ``rank`` and ``distance-to-target`` are exact. Those of ``z-score`` and of an inverse ``share``
are rounded to the component's ``digits`` decimals (half up, decided in integers). Weights by ``entropy`` and
``principal-component`` and the index of a geometric mean are computed in binary floating point and rounded to the same
digits. What follows is exact again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from fairbudget.formulas.rounding import apportion
from fairbudget.io.cells import Numbers

__all__ = ["computed_weights", "geometric_index", "scores"]


def scores(
    numbers: Numbers,
    normalisation: str,
    direction: str = "direct",
    *,
    goal: Fraction | None = None,
    low: Fraction = Fraction(0),
    high: Fraction = Fraction(1),
    centre: Fraction = Fraction(3),
    digits: int = 12,
) -> Numbers:
    """Return the scores of a column; more is more money.

    Parameters
    ----------
    numbers : Numbers
        Non-negative and without blanks.
    normalisation : {"share", "min-max", "z-score", "rank", "distance-to-target"}
    direction : {"direct", "inverse"}
    goal : Fraction, optional
        For ``distance-to-target``.
    low, high : Fraction
        The scores of the smallest and the largest need, for ``min-max``.
    centre : Fraction
        The score of the mean, for ``z-score``.
    digits : int
        Decimals of scores that are not rational or whose fractions would grow without end.

    Returns
    -------
    Numbers

    Raises
    ------
    ValueError
        If the column has no such scores; the message says why.

    Notes
    -----
    With x the indicator: *share* x, or the smallest x over x; *min-max* low + (high - low) (x - min) / (max - min), or
    from max downwards; *z-score* centre +- (x - mean) / sd with the population's sd; *rank* 1 for the smallest need,
    means for ties; *distance-to-target* what lies above the goal over (max - goal), or inverse what lacks to it over
    (goal - min). O(n), O(n log n) for ranks.

    Examples
    --------
    >>> scores(Numbers("a", [1, 2, 4], 1, 0), "share", "inverse", digits=6).numerators
    [1000000, 500000, 250000]
    >>> scores(Numbers("a", [1, 2, 2], 1, 0), "rank")
    Numbers(heading='a', numerators=[2, 5, 5], denominator=2, places=1)
    """
    values = [value or 0 for value in numbers.numerators]
    if normalisation == "share":
        if direction == "direct":
            return numbers
        if min(values) == 0:
            raise ValueError("a zero has no inverse share; use another normalisation, such as min-max")
        least, scale = min(values), 10**digits
        return Numbers(numbers.heading, [(2 * least * scale + x) // (2 * x) for x in values], scale, digits)
    if normalisation == "rank":
        return Numbers(numbers.heading, list(_ranks(values if direction == "direct" else [-x for x in values])), 2, 1)
    smallest, largest = min(values), max(values)
    if normalisation == "distance-to-target":
        assert goal is not None
        aim = goal * numbers.denominator
        sign = 1 if direction == "direct" else -1
        far = largest - aim if sign > 0 else aim - smallest
        if far <= 0:
            raise ValueError(f"every kelurahan has reached the goal {goal}, so none lies short of it")
        gaps = [max(Fraction(0), sign * (x - aim)) for x in values]
        return _from_fractions(numbers.heading, gaps, 1 / far)
    if smallest == largest:
        raise ValueError(f"all values are equal, so {normalisation} cannot tell them apart")
    if normalisation == "min-max":
        offsets = [x - smallest for x in values] if direction == "direct" else [largest - x for x in values]
        step = (high - low) / (largest - smallest)
        common = math.lcm(low.denominator, step.denominator)
        start, rate = int(low * common), int(step * common)
        return Numbers(numbers.heading, [start + rate * offset for offset in offsets], common, None)
    return _z_scores(numbers.heading, values, 1 if direction == "direct" else -1, centre, digits)


def _z_scores(heading: str, values: list[int], sign: int, centre: Fraction, digits: int) -> Numbers:
    count, total = len(values), sum(values)
    # z = (n x - sum) / sqrt(n sum of squares - sum squared), rounded half up by an integer square root
    spread = count * sum(x * x for x in values) - total * total
    scale = 10**digits
    middle = centre * scale
    found: list[int | None] = []
    for row, x in enumerate(values):
        gap = sign * (count * x - total)
        size = (math.isqrt(4 * scale * scale * gap * gap // spread) + 1) // 2
        score = math.floor(middle + (size if gap >= 0 else -size))
        if score < 0:
            raise ValueError(
                f"row {row + 1} of the table lies {size / scale:.3f} standard deviations below the mean, so its score"
                f" would be negative with centre = {float(centre):g}; give the component a larger centre"
            )
        found.append(score)
    return Numbers(heading, found, scale, digits)


def _ranks(values: Sequence[int]) -> list[int]:
    """Return twice the rank of each value, 1 for the smallest, means for ties."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, start = [0] * len(values), 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = start + 1 + end
        start = end
    return ranks


def _from_fractions(heading: str, values: Sequence[Fraction], rate: Fraction) -> Numbers:
    scaled = [value * rate for value in values]
    common = math.lcm(*(value.denominator for value in scaled))
    return Numbers(heading, [int(value * common) for value in scaled], common, None)


def computed_weights(columns: Sequence[Numbers], method: str, digits: int) -> tuple[list[Fraction], str]:
    """Return weights that sum to one, computed from scores, and a note on how.

    Parameters
    ----------
    columns : sequence of Numbers
        Scores.
    method : {"equal", "entropy", "principal-component"}
    digits : int
        Weights are rounded to so many decimals by largest remainder.

    Raises
    ------
    ValueError
        If the scores do not determine weights.

    Notes
    -----
    *Entropy* (Shannon; as in Zeleny, *Multiple Criteria Decision Making*, 1982): in proportion to one less the entropy
    of the scores' shares over ln n. *Principal component*: in proportion to the squared loadings of the first component
    of the scores' correlations (OECD and JRC, *Handbook on Constructing Composite Indicators*, 2008, section 6.1).

    Examples
    --------
    >>> computed_weights([Numbers("a", [1, 2], 1, 0), Numbers("b", [5, 1], 1, 0)], "equal", 6)[0]
    [Fraction(1, 2), Fraction(1, 2)]
    """
    count, scale = len(columns), 10**digits
    if method == "equal":
        return [Fraction(1, count)] * count, ""
    import numpy as np

    data = np.array([[(x or 0) / column.denominator for x in column.numerators] for column in columns])
    note = ""
    if method == "entropy":
        if data.shape[1] < 2:
            raise ValueError("entropy weights need at least two kelurahan")
        share = data / data.sum(axis=1, keepdims=True)
        logs = np.log(np.where(share > 0, share, 1.0))
        raw = np.maximum(0.0, 1.0 + (share * logs).sum(axis=1) / math.log(data.shape[1]))
    else:
        if data.shape[1] < 3 or (data.std(axis=1) == 0).any():
            raise ValueError("principal-component weights need at least three kelurahan and indicators that vary")
        values, vectors = np.linalg.eigh(np.atleast_2d(np.corrcoef(data)))
        raw = vectors[:, -1] ** 2
        note = f"; the first principal component explains {100 * values[-1] / count:.1f} % of the variance"
    if raw.sum() <= 1e-12:
        raise ValueError("every indicator is the same for all kelurahan, so there are no entropy weights")
    exact = [Fraction(float(value)) for value in raw / raw.sum()]
    total = sum(exact)
    exact = [value / total for value in exact]
    common = math.lcm(*(value.denominator for value in exact))
    rounded = apportion([int(value * scale * common) for value in exact], common, scale)
    listed = ", ".join(f"{column.heading} {value / scale:.6f}" for column, value in zip(columns, rounded, strict=True))
    return [
        Fraction(value, scale) for value in rounded
    ], f"weights by {method}, rounded to {digits} decimals: {listed}{note}"


def geometric_index(columns: Sequence[Numbers], weights: Sequence[Fraction], digits: int) -> Numbers:
    """Return the weighted geometric mean of each row's scores, as parts of the largest, rounded to so many decimals.

    Raises
    ------
    ValueError
        If every row has a score of zero.

    Notes
    -----
    A score of zero makes the row's index zero. Binary floating point, error below 1e-14 before rounding. O(n k).

    Examples
    --------
    >>> columns = [Numbers("a", [1, 4], 1, 0), Numbers("b", [4, 4], 1, 0)]
    >>> geometric_index(columns, [Fraction(1, 2)] * 2, 6).numerators
    [500000, 1000000]
    """
    import numpy as np

    data = np.array([[(x or 0) / column.denominator for x in column.numerators] for column in columns])
    zero = (data <= 0).any(axis=0)
    if zero.all():
        raise ValueError("every kelurahan has a score of zero, so every geometric mean is zero")
    logs = np.log(np.where(data > 0, data, 1.0))
    power = np.array([float(weight) for weight in weights]) @ logs
    index = np.where(zero, 0.0, np.exp(power - power[~zero].max()))
    scale = 10**digits
    return Numbers("index", [math.floor(float(value) * scale + 0.5) for value in index], scale, digits)
