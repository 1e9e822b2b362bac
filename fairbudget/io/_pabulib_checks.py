"""What a Pabulib file says about itself, compared with what it holds: each difference is one warning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT
from fairbudget.errors import FaultLog
from fairbudget.io._pabulib_ballots import SCORED, RawBallots
from fairbudget.io._pabulib_numbers import decimal_text, read_number
from fairbudget.io._pabulib_rows import Table, listing

__all__ = ["check_count", "check_limits", "check_totals", "check_voter_ids", "is_absent"]


def is_absent(text: str) -> bool:
    """Say whether a text stands for a missing value."""
    return text.strip().lower() in ("", "none", "nan", "null")


def check_count(key: str, text: str | None, line: int | None, found: int, what: str, log: FaultLog) -> None:
    """Compare a count of META with the rows of its section."""
    if text is None:
        log.warning(f"META has no {key}", expected=f"{found}, the rows of {what}")
        return
    try:
        stated: Fraction | None = read_number(text)[0]
    except ValueError:
        stated = None
    if stated != found:
        log.warning(f"{key} differs from the rows of {what}", line=line, row=key, value=text, expected=str(found))


def check_voter_ids(table: Table, ids: Sequence[str], log: FaultLog) -> None:
    """Warn of voters without an id and of ids that occur twice; both keep their ballots."""
    distinct = len(set(ids))
    if distinct < len(ids):
        first: dict[str, int] = {}
        lines = [table.lines[k] for k, id in enumerate(ids) if first.setdefault(id, k) != k and id]
        if lines:
            twice = next(id for id, count in Counter(ids).items() if count > 1 and id)
            log.warning(
                f"voters are listed twice, and every ballot counts: lines {listing(lines)}",
                line=lines[0],
                column="voter_id",
                value=twice,
            )
    if "" in ids:
        lines = [table.lines[k] for k, id in enumerate(ids) if not id]
        log.warning(f"voters have no id: lines {listing(lines)}", line=lines[0], column="voter_id")


def _row_sums(values: NDArray[Any], indptr: NDArray[np.int64]) -> NDArray[Any]:
    """Return the exact sum of each row."""
    longest = int(np.diff(indptr).max(initial=0))
    if int(np.abs(values).max(initial=0)) * longest >= LIMIT:
        values = values.astype(object)
    # in 64 bits the running sum may wrap around, but not the difference of two of its values
    running = np.concatenate(([0], np.cumsum(values)))
    return running[indptr[1:]] - running[indptr[:-1]]


def check_limits(
    meta: Mapping[str, str],
    line_of: Mapping[str, int],
    raw: RawBallots,
    costs: NDArray[np.int64] | None,
    unit: int,
    log: FaultLog,
) -> None:
    """Warn of ballots that break the limits which META states for them.

    Parameters
    ----------
    meta, line_of : mapping
        Values and lines of META by key in lower case.
    raw : RawBallots
    costs : int64 array or None
        In units of ``1/unit``; None if some are faulty.
    unit : int
    log : FaultLog
    """
    lengths = np.diff(raw.indptr)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    found: list[tuple[str, str, Any, int, NDArray[np.int64] | None]] = [
        ("length", "name {} projects than", lengths, 1, None)
    ]
    if costs is not None:
        found.append(("sum_cost", "cost {} than", _row_sums(costs[raw.indices], raw.indptr), unit, None))
    if raw.type in SCORED:
        found.append(("sum_points", "give {} points than", _row_sums(raw.values, raw.indptr), raw.point_unit, None))
        found.append(("points", "give a project {} points than", raw.values, raw.point_unit, rows))
    for name, what, sizes, per, rows_of in found:
        for key, word in (("min_" + name, "fewer"), ("max_" + name, "more")):
            text = meta.get(key)
            if text is None or is_absent(text):
                continue
            try:
                limit = read_number(text)[0]
            except ValueError:
                log.warning(f"{key} is not a number and was not checked", line=line_of[key], row=key, value=text)
                continue
            bound = limit * per
            # whole numbers compare with the bound rounded towards them
            broken = (
                sizes < -(-bound.numerator // bound.denominator)
                if word == "fewer"
                else sizes > bound.numerator // bound.denominator
            )
            at = np.flatnonzero(broken)
            if len(at):
                lines = raw.origin.lines((at if rows_of is None else rows_of[at]).tolist())
                if name == "sum_cost" and word == "fewer":
                    word = "less"
                log.warning(
                    f"ballots {what.format(word)} {key} allows: line{'s' * (len(lines) > 1)} {listing(lines)}",
                    line=lines[0],
                    column="points" if "points" in name else "vote",
                    expected=f"{'at least' if key.startswith('min') else 'at most'} {text}",
                )


def check_totals(projects: Table, ids: Sequence[str], raw: RawBallots, log: FaultLog) -> None:
    """Warn where the columns ``votes`` and ``score`` differ from what the ballots add up to.

    The score of ordinal ballots depends on a scoring function that the format does not state, so it is not compared.
    """
    counts = raw.origin.counts[np.repeat(np.arange(len(raw.indptr) - 1), np.diff(raw.indptr))]
    once = np.zeros(len(ids), np.int64)
    np.add.at(once, raw.indices, counts)
    totals = {"votes": [{Fraction(a), Fraction(b)} for a, b in zip(raw.mentions.tolist(), once.tolist(), strict=True)]}
    if raw.type in SCORED:
        sums: list[int] = [0] * len(ids)
        if int(np.abs(raw.values).max(initial=0)) * int(counts.sum()) < LIMIT:
            exact_sums = np.zeros(len(ids), np.int64)
            np.add.at(exact_sums, raw.indices, raw.values * counts)
            sums = exact_sums.tolist()
        else:
            for p, value, count in zip(raw.indices.tolist(), raw.values.tolist(), counts.tolist(), strict=True):
                sums[p] += value * count
        totals["score"] = [{Fraction(total, raw.point_unit)} for total in sums]
    names = [heading.lower() for heading in projects.headings]
    for column, expected in totals.items():
        if column not in names:
            continue
        texts = projects.columns[names.index(column)]
        wrong = [k for k, text in enumerate(texts) if not is_absent(text) and not _agrees(text, expected[k])]
        if wrong:
            first = wrong[0]
            log.warning(
                f"the column {column!r} differs from the ballots for {len(wrong)} of {len(ids)} projects: "
                f"{', '.join(repr(ids[k]) for k in wrong[:5])}{' ...' if len(wrong) > 5 else ''}",
                line=projects.lines[first],
                column=column,
                row=ids[first],
                value=texts[first],
                expected=decimal_text(max(expected[first])),
            )


def _agrees(text: str, allowed: set[Fraction]) -> bool:
    try:
        return read_number(text)[0] in allowed
    except ValueError:
        return False
