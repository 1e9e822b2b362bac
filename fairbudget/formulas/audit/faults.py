"""Ordinary faults of a table: duplicates, missing and outlying numbers, implausible units, names that look misread."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Sequence
from fractions import Fraction

from fairbudget.errors import FaultLog
from fairbudget.formulas.audit.problem import Problem
from fairbudget.formulas.formula import show
from fairbudget.io.cells import Numbers, normal
from fairbudget.io.tables import Table

__all__ = ["edit_distance", "find_faults", "robust_scores"]

#: Robust z-score beyond which a number is called outlying (Iglewicz and Hoaglin 1993).
OUTLYING = 3.5
#: A number is taken for one in other units if it is an outlier and times one of these it stands amid the others.
SCALES = (Fraction(1000), Fraction(1, 1000), Fraction(100), Fraction(1, 100), Fraction(1000000), Fraction(1, 1000000))
#: Fewer rows say nothing about what is usual.
FEWEST = 8

_PERCENT = re.compile(r"(^|\W|_)(pct|percent|persen|persentase)($|\W|_)|%", re.IGNORECASE)


def edit_distance(a: str, b: str) -> int:
    """Return the least number of letters to insert, delete or replace that makes `b` of `a` (Levenshtein 1966).

    Examples
    --------
    >>> edit_distance("Marpajaya", "Margajaya"), edit_distance("Babusis", "Batutulis")
    (1, 4)
    """
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        now = [i]
        for j, y in enumerate(b, start=1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (x != y)))
        before = now
    return before[-1]


def robust_scores(values: Sequence[float]) -> list[float]:
    """Return each number's distance from the median, in median absolute deviations scaled as standard deviations.

    Examples
    --------
    >>> [round(score, 2) for score in robust_scores([1, 2, 3, 4, 100])]
    [-1.35, -0.67, 0.0, 0.67, 65.43]
    """
    middle = statistics.median(values)
    spread = statistics.median([abs(value - middle) for value in values])
    if not spread:
        return [0.0 for _ in values]
    return [0.6745 * (value - middle) / spread for value in values]


def find_faults(problem: Problem, numbers: dict[str, Numbers], known: Sequence[str] | None, log: FaultLog) -> None:
    """Record the ordinary faults of the rows in `log`; what merely deserves a look comes as a warning.

    Parameters
    ----------
    problem : Problem
    numbers : dict
        The columns of numbers, by heading.
    known : sequence of str or None
        Names that a kelurahan may have.
    log : FaultLog

    Notes
    -----
    O(n^2) comparisons of names for n rows, O(n log n) else.
    """
    rows = problem.rows
    _duplicates(problem, log)
    _names(problem, known, log)
    for column in problem.indicators:
        found = numbers[column.heading]
        _units(found, rows, problem.names, log)
        _outliers(found, rows, problem.names, log)
    for published in problem.published:
        if published.quantity not in ("share", "total-share") or None in published.values:
            continue
        scale = 10**published.places
        total = sum(value or 0 for value in published.values)
        gap = abs(total - published.whole * scale)
        # each share is rounded by half a unit of its last decimal at most
        if 2 * gap > len(rows):
            log.error(
                f"the shares sum to {show(Fraction(total, scale))}, which rounding does not explain",
                column=published.heading,
                expected=f"{published.whole}",
            )


def _place(rows: Table, names: Sequence[str], row: int) -> dict[str, object]:
    return {"sheet": rows.sheet, "line": rows.lines[row], "row": names[row]}


def _joined(name: str) -> str:
    return normal(name).replace(" ", "")


def _duplicates(problem: Problem, log: FaultLog) -> None:
    rows, names = problem.rows, problem.names
    seen: dict[tuple[str, str], int] = {}
    cells: dict[tuple[int, ...], int] = {}
    for row, name in enumerate(names):
        place = _place(rows, names, row)
        if not name:
            log.error("no name", column=problem.unit, **place)
            continue
        first = seen.setdefault((normal(problem.groups[row]) if problem.groups else "", _joined(name)), row)
        if first != row:
            log.error(f"stands in line {rows.lines[first]} already", column=problem.unit, value=name, **place)
        values = problem.cells(row)
        if values is not None and len(values) > 1:
            same = cells.setdefault(tuple(values), row)
            if same != row:
                log.error(f"all indicators are those of line {rows.lines[same]} ({names[same]})", **place)


def _names(problem: Problem, known: Sequence[str] | None, log: FaultLog) -> None:
    rows, names = problem.rows, problem.names
    if known:
        allowed = {_joined(name): name for name in known}
        for row, name in enumerate(names):
            if name and _joined(name) not in allowed:
                near = min(allowed, key=lambda other: edit_distance(_joined(name), other))
                distance = edit_distance(_joined(name), near)
                like = 2 * distance <= len(near)
                hint = (
                    f"looks misread: {allowed[near]}, {distance} letters away?"
                    if like
                    else "is not among the known names"
                )
                log.error(hint, column=problem.unit, value=name, **_place(rows, names, row))
    for heading in rows.headings:
        # a second column of the same names, such as the printed beside the usual spelling
        if heading in (problem.unit, problem.group) or known:
            continue
        others = rows.texts(heading)
        pairs = [(edit_distance(_joined(a), _joined(b)), len(_joined(a))) for a, b in zip(names, others, strict=True)]
        if not pairs or sum(2 * distance <= length for distance, length in pairs) < 0.8 * len(pairs):
            continue
        for row, (distance, _) in enumerate(pairs):
            if distance:
                text = f"looks misread: {names[row]}, {distance} letter{'s' * (distance > 1)} away"
                log.error(text, column=heading, value=others[row], **_place(rows, names, row))
    joined = [_joined(name) for name in names]
    for row, name in enumerate(joined):
        for other in range(row):
            long = min(len(name), len(joined[other])) >= 5
            if long and abs(len(name) - len(joined[other])) <= 1 and edit_distance(name, joined[other]) == 1:
                text = f"differs in one letter from line {rows.lines[other]} ({names[other]})"
                log.warning(text, column=problem.unit, value=names[row], **_place(rows, names, row))


def _units(numbers: Numbers, rows: Table, names: Sequence[str], log: FaultLog) -> None:
    values = [(row, value) for row in range(len(numbers)) if (value := numbers[row]) is not None]
    percent = bool(_PERCENT.search(numbers.heading))
    broken = [row for row, value in values if value.denominator != 1]
    for row, value in values:
        place = {**_place(rows, names, row), "column": numbers.heading, "value": show(value)}
        if percent and value > 100:
            log.error("more than 100 percent", **place)
        elif percent and 0 < value <= 1 and statistics.median(v for _, v in values) > 10:
            log.error("a fraction among percentages", **place)
        elif row in broken and 10 * len(broken) <= len(values):
            log.error("has decimals, unlike nearly all others of the column", **place)


def _outliers(numbers: Numbers, rows: Table, names: Sequence[str], log: FaultLog) -> None:
    known = [(row, value) for row in range(len(numbers)) if (value := numbers[row]) is not None]
    if len(known) < FEWEST:
        return
    # sizes of places differ by factors, so logarithms are compared where there are any
    positive = all(value > 0 for _, value in known)
    scores = robust_scores([math.log(value) if positive else float(value) for _, value in known])
    usual = sorted(value for (_, value), score in zip(known, scores, strict=True) if abs(score) <= OUTLYING)
    for (row, value), score in zip(known, scores, strict=True):
        if abs(score) <= OUTLYING:
            continue
        place = {**_place(rows, names, row), "column": numbers.heading, "value": show(value)}
        low, high = usual[len(usual) // 10], usual[-1 - len(usual) // 10]
        factor = next((f for f in SCALES if low <= value * f <= high), None)
        ratio = value / statistics.median(usual)
        if factor is not None and not Fraction(1, 30) < ratio < 30:
            log.error(f"as if in other units: times {show_factor(factor)} it stands amid the others", **place)
        else:
            log.warning(f"an outlier: robust z-score {score:.1f}{' of its logarithm' if positive else ''}", **place)


def show_factor(factor: Fraction) -> str:
    """Return a factor as people write it.

    Examples
    --------
    >>> show_factor(Fraction(1, 1000)), show_factor(Fraction(100))
    ('1/1000', '100')
    """
    return str(factor)
