"""The column ``vote`` (and ``points``) of a Pabulib file, as arrays.

Identical texts are merged before anything is parsed, and the distinct ones are parsed together; only where something
does not fit is a text looked at by itself.
"""

from __future__ import annotations

import difflib
import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Ballots
from fairbudget.errors import FaultLog
from fairbudget.io._pabulib_numbers import read_number
from fairbudget.io._pabulib_rows import listing
from fairbudget.money import to_units, unit_denominator

__all__ = ["Origin", "RawBallots", "finish", "read_ballots"]

IntArray = NDArray[np.int64]

SCORED = ("cumulative", "scoring")
#: Most cells that a default score for unlisted projects may fill.
MOST_CELLS = 100_000_000


class Origin:
    """Where each distinct ballot stands in the file.

    Parameters
    ----------
    voters : int32 array
        The number of the distinct ballot of each row of the section.
    lines : sequence of int
        The line of each row of the section.
    rows : int
        Number of distinct ballots.
    """

    def __init__(self, voters: NDArray[np.int32], lines: Sequence[int], rows: int) -> None:
        self.voters, self._lines, self.rows = voters, lines, rows

    @functools.cached_property
    def counts(self) -> IntArray:
        """How many rows of the section hold each distinct ballot."""
        return np.bincount(self.voters, minlength=self.rows).astype(np.int64)

    @functools.cached_property
    def _sorted(self) -> tuple[NDArray[np.intp], IntArray]:
        return np.argsort(self.voters, kind="stable"), np.concatenate(([0], np.cumsum(self.counts)))

    def lines(self, rows: Iterable[int]) -> list[int]:
        """Return the lines that hold some of the distinct ballots, ascending."""
        order, starts = self._sorted
        return sorted(self._lines[i] for k in set(rows) for i in order[starts[k] : starts[k + 1]])

    def place(self, rows: Iterable[int]) -> tuple[int, str]:
        """Return the first of these lines and a text that lists them."""
        lines = self.lines(rows)
        return lines[0], f"line{'s' * (len(lines) > 1)} {listing(lines)}"


@dataclass(slots=True)
class RawBallots:
    """Distinct ballots as they were written: rows of project numbers with values, each project once in a row.

    `mentions` counts how often the ballots name each project, a second time in the same ballot included. `values` are
    points in units of ``1/point_unit`` (cumulative, scoring), positions (ordinal) or ones.
    """

    type: str
    indptr: IntArray
    indices: IntArray
    values: IntArray
    point_unit: int
    mentions: IntArray
    origin: Origin


def _distinct(texts: Sequence[Any]) -> tuple[list[Any], NDArray[np.int32]]:
    numbers = {text: k for k, text in enumerate(dict.fromkeys(texts))}
    return list(numbers), np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))


def _split(texts: Sequence[str]) -> tuple[list[str], IntArray]:
    """Split lists separated by commas; return all items, and how many each text has."""
    lengths = np.fromiter((text.count(",") + 1 if text else 0 for text in texts), np.int64, len(texts))
    return (",".join(filter(None, texts)).split(",") if lengths.any() else []), lengths


def read_ballots(
    type: str,
    ids: Sequence[str],
    votes: Sequence[str],
    points: Sequence[str] | None,
    lines: Sequence[int],
    log: FaultLog,
) -> RawBallots:
    """Parse ballots; what cannot be meant is recorded in `log` and left out.

    Parameters
    ----------
    type : str
        One of :data:`fairbudget.election.BALLOT_TYPES`.
    ids : sequence of str
        The projects.
    votes : sequence of str
        For each row of the section the ids that its ballot names, separated by commas.
    points : sequence of str or None
        For cumulative and scoring ballots the points of each of them.
    lines : sequence of int
        The line of each row.
    log : FaultLog

    Notes
    -----
    O(rows + length of the distinct ballots · log of it).
    """
    distinct, voters = _distinct(votes if points is None else list(zip(votes, points, strict=True)))
    origin = Origin(voters, lines, len(distinct))
    texts: list[str] = distinct if points is None else [text for text, _ in distinct]
    point_texts: list[str] = [] if points is None else [text for _, text in distinct]
    index = {id: k for k, id in enumerate(ids)}
    items, lengths = _split(texts)
    scores, score_lengths = _split(point_texts)
    try:
        numbers = np.fromiter(map(index.__getitem__, items), np.int64, len(items))
        regular = points is None or np.array_equal(lengths, score_lengths)
    except KeyError:
        regular = False
    if not regular:
        mended = _Mender(index, origin, log).mend(texts, None if points is None else point_texts)
        lengths = np.fromiter(map(len, mended), np.int64, len(mended))
        numbers = np.fromiter((number for row in mended for number, _ in row), np.int64, int(lengths.sum()))
        scores = [score for row in mended for _, score in row]
    rows = np.repeat(np.arange(len(texts)), lengths)
    values, unit = np.ones(len(numbers), np.int64), 1
    if points is not None:
        values, unit = _points(type, scores, rows, origin, log)
    mentions = np.zeros(len(ids), np.int64)
    np.add.at(mentions, numbers, origin.counts[rows])
    rows, numbers, values = _drop_repeated(type, ids, rows, numbers, values, origin, log)
    lengths = np.bincount(rows, minlength=len(texts))
    indptr = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    if type == "ordinal":
        values = np.arange(len(numbers)) - indptr[rows] + 1
    if type == "choose-1" and len(lengths) and lengths.max() > 1:
        for k in np.flatnonzero(lengths > 1).tolist():
            line, where = origin.place([k])
            log.error(
                f"a ballot names {lengths[k]} projects ({where})",
                line=line,
                column="vote",
                value=texts[k],
                expected="at most one with vote_type choose-1",
            )
    keys = rows * max(len(ids), 1) + numbers
    if not (keys[1:] > keys[:-1]).all():
        order = np.argsort(keys, kind="stable")
        numbers, values = numbers[order], values[order]
    return RawBallots(type, indptr, numbers, values, unit, mentions, origin)


class _Mender:
    """Reads ballots one by one: blanks around ids, empty items, unknown projects, points that do not match."""

    def __init__(self, index: dict[str, int], origin: Origin, log: FaultLog) -> None:
        self.index, self.origin, self.log = index, origin, log
        stripped: dict[str, list[int]] = {}
        for id, number in index.items():
            stripped.setdefault(id.strip(), []).append(number)
        self.loose = {id: found[0] for id, found in stripped.items() if len(found) == 1}
        self.unknown: dict[str, set[int]] = {}
        self.gaps: list[int] = []
        self.none: list[int] = []

    def mend(self, texts: list[str], points: list[str] | None) -> list[list[tuple[int, str]]]:
        """Return each ballot as pairs of a project number and its points as text."""
        result = [self._ballot(k, text, None if points is None else points[k]) for k, text in enumerate(texts)]
        for id, rows in self.unknown.items():
            line, where = self.origin.place(rows)
            # looking for the nearest of many ids is slow: do it for the first ones
            known = self.index if len(self.unknown) <= 20 else ()
            close = difflib.get_close_matches(id, known, n=1, cutoff=0.75)
            self.log.error(
                f"a ballot names an unknown project ({where})",
                line=line,
                column="vote",
                value=id,
                expected=f"an id out of PROJECTS; did you mean {close[0]!r}?" if close else "an id out of PROJECTS",
            )
        for oddities, what in (
            (self.gaps, "ballots have an empty item between or after commas, which was skipped"),
            (self.none, "ballots are given as None, taken as empty"),
        ):
            if oddities:
                line, where = self.origin.place(oddities)
                self.log.warning(f"{what} ({where})", line=line, column="vote")
        return result

    def _number(self, item: str) -> int | None:
        number = self.index.get(item)
        return self.loose.get(item.strip()) if number is None else number

    def _ballot(self, k: int, text: str, points: str | None) -> list[tuple[int, str]]:
        items = self._items(k, text)
        scores: list[str] = [""] * len(items)
        if points is not None:
            scores = points.split(",") if points and points.lower() != "none" else []
            # a comma at the end of both lists
            if len(items) > 1 and not items[-1].strip() and (len(scores) < len(items) or not scores[-1].strip()):
                self.gaps.append(k)
                scores = scores[: len(items) - 1] if len(scores) == len(items) else scores
                items = items[:-1]
            if len(scores) != len(items):
                line, where = self.origin.place([k])
                self.log.error(
                    f"a ballot names {len(items)} projects and gives {len(scores)} points ({where})",
                    line=line,
                    column="points",
                    value=points,
                    expected=f"{len(items)} numbers separated by commas",
                )
                scores = (scores + ["0"] * len(items))[: len(items)]
        elif not all(item.strip() for item in items):
            self.gaps.append(k)
            items = [item for item in items if item.strip()]
        ballot: list[tuple[int, str]] = []
        for item, score in zip(items, scores, strict=False):
            number = self._number(item)
            if number is None:
                self.unknown.setdefault(item.strip(), set()).add(k)
            else:
                ballot.append((number, score))
        return ballot

    def _items(self, k: int, text: str) -> list[str]:
        if not text:
            return []
        if text.strip().lower() == "none" and self._number(text) is None:
            self.none.append(k)
            return []
        return text.split(",")


def _points(
    type: str, scores: Sequence[str], rows: NDArray[np.int64], origin: Origin, log: FaultLog
) -> tuple[IntArray, int]:
    """Return points in whole units, and the unit's denominator."""
    number_of: dict[str, Fraction] = {}
    bad: dict[str, str] = {}
    for text in dict.fromkeys(scores):
        try:
            number = read_number(text)[0]
        except ValueError:
            bad[text] = "points are not a number"
            continue
        if type == "cumulative" and number < 0:
            bad[text] = "points are negative"
        else:
            number_of[text] = number
    unit = unit_denominator(list(number_of.values()))
    units = {text: to_units(number, unit) for text, number in number_of.items()}
    for text, value in units.items():
        if abs(value) >= LIMIT:
            bad[text] = f"points are too large: in units of 1/{unit} they must stay below {LIMIT}"
    if bad:
        found: dict[str, set[int]] = {}
        for text, row in zip(scores, rows.tolist(), strict=True):
            if text in bad:
                found.setdefault(text, set()).add(row)
        for text, where_found in found.items():
            line, where = origin.place(where_found)
            expected = "a number" if type == "scoring" else "a number of at least 0"
            log.error(f"{bad[text]} ({where})", line=line, column="points", value=text, expected=expected)
            units[text] = 0
    return np.fromiter(map(units.__getitem__, scores), np.int64, len(scores)), unit


def _drop_repeated(
    type: str,
    ids: Sequence[str],
    rows: NDArray[np.int64],
    numbers: IntArray,
    values: IntArray,
    origin: Origin,
    log: FaultLog,
) -> tuple[NDArray[np.int64], IntArray, IntArray]:
    """Leave each project once in a ballot: the first time it is named. Points of cumulative ballots add up."""
    keys = rows * max(len(ids), 1) + numbers
    order = np.argsort(keys, kind="stable")
    again = keys[order[1:]] == keys[order[:-1]]
    if not again.any():
        return rows, numbers, values
    second = order[1:][again]
    # the first mention of each group of equal keys
    group = np.concatenate(([0], np.cumsum(~again)))
    firsts = order[np.concatenate(([True], ~again))][group[1:][again]]
    line, where = origin.place(rows[second].tolist())
    how = "counted once"
    if type == "cumulative":
        how = "its points are added up"
        for first, later in zip(firsts.tolist(), second.tolist(), strict=True):
            total = int(values[first]) + int(values[later])
            if total >= LIMIT:
                log.error(f"points are too large: their sum must stay below {LIMIT}", line=line, column="points")
            else:
                values[first] = total
    elif type == "ordinal":
        how = "its first place counts"
    elif type == "scoring":
        differ = values[second] != values[firsts]
        for row, project in sorted({(int(rows[e]), int(numbers[e])) for e in second[differ]}):
            at, places = origin.place([row])
            log.error(
                f"a ballot scores a project twice, differently ({places})",
                line=at,
                column="vote",
                value=ids[project],
                expected="each project once",
            )
    log.warning(f"ballots name a project twice; {how} ({where})", line=line, column="vote")
    keep = np.ones(len(rows), bool)
    keep[second] = False
    return rows[keep], numbers[keep], values[keep]


def finish(
    raw: RawBallots, projects: int, weights: IntArray | None, default_score: Fraction, log: FaultLog
) -> Ballots | None:
    """Merge ballots that are equal though written differently, and count their voters.

    Parameters
    ----------
    raw : RawBallots
    projects : int
    weights : int64 array, optional
        What each row of the section counts for.
    default_score : Fraction
        What scoring ballots give to projects that they do not list.
    log : FaultLog
    """
    indptr, indices, values, unit = raw.indptr, raw.indices, raw.values, raw.point_unit
    if default_score:
        filled = _fill(raw, projects, default_score, log)
        if filled is None:
            return None
        indptr, indices, values, unit = filled
    count = len(indptr) - 1
    if raw.type in ("approval", "choose-1"):
        data, step = indices.tobytes(), 8
    else:
        data, step = np.column_stack((indices, values)).tobytes(), 16
    seen: dict[bytes, int] = {}
    bounds = itertools.pairwise((indptr * step).tolist())
    merged = np.fromiter((seen.setdefault(data[a:b], len(seen)) for a, b in bounds), np.int32, count)
    voters = raw.origin.voters
    if len(seen) < count:
        first = np.unique(merged, return_index=True)[1]
        keep = np.zeros(count, bool)
        keep[first] = True
        lengths = np.diff(indptr)
        entries = np.repeat(keep, lengths)
        indices, values = indices[entries], values[entries]
        indptr = np.concatenate(([0], np.cumsum(lengths[first]))).astype(np.int64)
        voters = merged[voters]
    counts = np.zeros(len(seen), np.int64)
    np.add.at(counts, voters, 1 if weights is None else weights)
    return Ballots(raw.type, indptr, indices.astype(np.int32), values, counts, unit, voters, weights)


def _fill(
    raw: RawBallots, projects: int, default_score: Fraction, log: FaultLog
) -> tuple[IntArray, IntArray, IntArray, int] | None:
    """Give every project a score in every ballot: the default where none is listed."""
    count = len(raw.indptr) - 1
    unit = unit_denominator([Fraction(1, raw.point_unit), default_score])
    factor, default = unit // raw.point_unit, to_units(default_score, unit)
    largest = max(abs(default), int(np.abs(raw.values).max(initial=0)) * factor)
    if largest >= LIMIT or count * projects > MOST_CELLS:
        log.error("a default score for so many unlisted projects is too large", row="default_score")
        return None
    cells = np.full((count, projects), default, np.int64)
    cells[np.repeat(np.arange(count), np.diff(raw.indptr)), raw.indices] = raw.values * factor
    indices = np.tile(np.arange(projects, dtype=np.int64), count)
    return np.arange(count + 1, dtype=np.int64) * projects, indices, cells.reshape(-1), unit
