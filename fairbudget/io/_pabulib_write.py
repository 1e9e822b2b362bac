"""From an election to the text of a Pabulib file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import FaultLog
from fairbudget.io._pabulib_ballots import SCORED
from fairbudget.io._pabulib_numbers import decimal_text, read_number
from fairbudget.io._pabulib_text import title_lines

__all__ = ["to_text"]

#: META keys that come before the numbers, in the order of the format's description.
FIRST = ("description", "country", "unit", "district", "subunit", "instance")
_SPECIAL = re.compile(r'[;"\r\n]')
_LINE_BREAK = re.compile(r"[\r\n]")


def _quoted(text: str) -> str:
    """Return a field, enclosed in quotes where it would not be read back as it is."""
    if _SPECIAL.search(text) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _quoted_column(texts: Iterable[str]) -> list[str]:
    known: dict[str, str] = {}
    return [known[text] if text in known else known.setdefault(text, _quoted(text)) for text in texts]


def _rows(columns: Sequence[Sequence[str]]) -> list[str]:
    rows = list(map(";".join, zip(*columns, strict=True)))
    # a row of separators only would be taken for no row
    return ['""' + row if not row.strip("; ") else row for row in rows]


def to_text(election: Election) -> tuple[str, bool]:
    """Return the text, and whether a field of it holds a line break.

    Raises
    ------
    InputError
        With everything that the format cannot express.
    """
    log = FaultLog()
    voters, weights = election.ballots.of_lines()
    lines = len(voters)
    amounts = [election.money(cost) for cost in election.costs.tolist()]
    _check_ids(election.ids, log)
    costs = [
        _decimal(amount, f"the cost of project {id!r}", log) for id, amount in zip(election.ids, amounts, strict=True)
    ]
    budget = _decimal(election.budget, "the budget", log)
    meta = _meta(election, lines, budget)
    for key in election.meta:
        if not str(key).strip():
            log.error("a key of META is empty", value=str(election.meta[key]))
    _check_once(election.meta, "META", log)
    _check_headings(election.project_columns, ("project_id", "cost"), "a project column", log)
    for heading, texts in election.project_columns.items():
        if len(texts) != election.num_projects:
            log.error(f"project column {heading!r} has {len(texts)} entries for {election.num_projects} projects")
    projects = {"project_id": election.ids, "cost": costs, **election.project_columns}
    scored = election.ballot_type in SCORED
    reserved = ("vote", "points", "weight") if scored else ("vote", "weight")
    _check_headings(election.voter_columns, reserved, "a voter column", log)
    voter_columns = dict(election.voter_columns)
    if "voter_id" not in voter_columns:
        voter_columns = {"voter_id": [str(k) for k in range(1, lines + 1)], **voter_columns}
    columns: dict[str, Sequence[str]] = {}
    for heading, column in voter_columns.items():
        if len(column) != lines:
            log.error(f"voter column {heading!r} has {len(column)} entries for {lines} ballots")
        columns[heading] = column
        if heading == "voter_id":
            columns |= _votes(election, log)
    if weights is not None:
        columns["weight"] = list(map(str, weights.tolist()))
    log.raise_errors()
    parts = ["META", "key;value", *_rows([_quoted_column(meta), _quoted_column(meta.values())])]
    for title, table in (("PROJECTS", projects), ("VOTES", columns)):
        parts += [title, ";".join(map(_quoted, table))]
        parts += _rows([_quoted_column(column) for column in table.values()])
    text = "\n".join(parts) + "\n"
    _check_text(text, log)
    log.raise_errors()
    # each part is one row: more line breaks than rows are inside fields
    return text, "\r" in text or text.count("\n") != len(parts)


def _decimal(value: Any, what: str, log: FaultLog) -> str:
    try:
        return decimal_text(value)
    except ValueError as error:
        log.error(f"{what} cannot be written: {error}")
        return ""


def _check_ids(ids: Sequence[str], log: FaultLog) -> None:
    for id in ids:
        if not id.strip():
            log.error("a project id is empty", value=id)
        elif "," in id:
            log.error("a project id holds a comma, so that no ballot can name it", value=id)


def _check_once(names: Iterable[str], what: str, log: FaultLog) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(str(name).strip().lower(), str(name))
        if other != name:
            log.error(f"{what} has {other!r} and {name!r}, which read as the same key", value=str(name))


def _check_headings(headings: Iterable[str], reserved: Sequence[str], what: str, log: FaultLog) -> None:
    for heading in headings:
        name = heading.strip().lower()
        if not name:
            log.error(f"{what} has no heading")
        elif name in reserved or (name in ("voter_id", "points") and heading != name):
            log.error(f"{what} has the heading {heading!r}, which has a meaning of its own in a Pabulib file")


def _check_text(text: str, log: FaultLog) -> None:
    titles = title_lines(text)
    if len(titles) != 3:
        lines = re.split(r"\r\n|\r|\n", text)
        extra = [line for line in titles if lines[line - 1] not in ("META", "PROJECTS", "VOTES")] or titles
        log.error("a line would read as the title of a section", value=lines[extra[0] - 1])
    if "\x00" in text:
        log.error("a text holds a zero character, which marks a file as binary")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        log.error("a text holds half a character", value=ascii(text[max(0, error.start - 10) : error.end]))


def _meta(election: Election, lines: int, budget: str) -> dict[str, str]:
    """Return META with its own order, and with what the election holds."""
    entries = [(str(key), str(value)) for key, value in election.meta.items()]
    facts = {
        "num_projects": str(election.num_projects),
        "num_votes": str(lines),
        "budget": budget,
        "vote_type": election.ballot_type,
    }
    keys = [key.strip().lower() for key, _ in entries]
    at = max((k + 1 for k, key in enumerate(keys) if key in FIRST), default=0)
    for key, value in facts.items():
        if key in keys:
            at = keys.index(key)
            name, text = entries[at]
            entries[at] = (name, text if _same(key, text, value) else value)
        else:
            entries.insert(at, (key, value))
            keys.insert(at, key)
        at += 1
    return dict(entries)


def _same(key: str, text: str, value: str) -> bool:
    """Say whether a text of META states a fact in other words, such as 400000.0 for 400000."""
    if key == "vote_type":
        return text.strip().lower() == value
    try:
        return read_number(text)[0] == Fraction(value)
    except ValueError:
        return False


def _votes(election: Election, log: FaultLog) -> dict[str, list[str]]:
    """Return the columns ``vote`` and, for cumulative and scoring ballots, ``points``."""
    ballots = election.ballots
    voters = ballots.of_lines()[0].tolist()
    ids = election.ids
    indices, values = ballots.indices.tolist(), ballots.values.tolist()
    bounds = ballots.indptr.tolist()
    scored = ballots.type in SCORED
    texts: list[str] = []
    points: list[str] = []
    text_of: dict[int, str] = {}
    if scored:
        for value in set(values):
            what = f"points of {Fraction(value, ballots.point_unit)}"
            text_of[value] = _decimal(Fraction(value, ballots.point_unit), what, log)
    for start, end in itertools.pairwise(bounds):
        entries: Sequence[int] = range(start, end)
        if ballots.type == "ordinal":
            entries = sorted(entries, key=values.__getitem__)
        elif scored:
            entries = sorted(entries, key=lambda e: -values[e])
            points.append(",".join([text_of[values[e]] for e in entries]))
        texts.append(",".join([ids[indices[e]] for e in entries]))
    columns = {"vote": [texts[row] for row in voters]}
    if scored:
        columns["points"] = [points[row] for row in voters]
    return columns
