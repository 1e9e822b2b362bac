"""From the text of a Pabulib file to an election."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, LIMIT, Election
from fairbudget.errors import FaultLog, InputError, nearest
from fairbudget.io import _pabulib_checks as checks
from fairbudget.io._pabulib_ballots import SCORED, RawBallots, finish, read_ballots
from fairbudget.io._pabulib_numbers import read_number
from fairbudget.io._pabulib_rows import Row, Table, listing, read_rows, read_table, warn_of_quotes
from fairbudget.io._pabulib_text import Section, split_sections
from fairbudget.money import to_units, unit_denominator

__all__ = ["parse"]

#: META keys whose value decides something, so that a second, different value cannot be meant.
DECISIVE = ("budget", "vote_type", "default_score")


@dataclass(slots=True)
class _Meta:
    """META as it stands, and values and lines by key in lower case."""

    entries: dict[str, str]
    values: dict[str, str]
    lines: dict[str, int]


def parse(text: str, log: FaultLog) -> Election:
    """Return the election that a text describes; warnings go to `log`, in the order of their lines.

    Raises
    ------
    InputError
        With everything that is wrong, in the order of its lines.
    """
    try:
        return _parse(text, log)
    except InputError:
        log.faults.sort(key=lambda fault: fault.line or 0)
        raise InputError(log) from None


def _parse(text: str, log: FaultLog) -> Election:
    if "\x00" in text:
        log.error("the text holds a zero character", line=text.count("\n", 0, text.index("\x00")) + 1)
    sections = split_sections(text, log)
    meta = _read_meta(sections["META"], log) if "META" in sections else None
    type = _checked_vote_type(meta, log) if meta else None
    budget = _budget(meta, log) if meta else None
    table = read_table(sections["PROJECTS"], ("project_id", "cost"), log) if "PROJECTS" in sections else None
    projects = None
    if table:
        _name_headings(table, "PROJECTS", ("project_id", "cost"), log)
        projects = _read_projects(table, log)
    votes = None
    if "VOTES" in sections:
        votes = read_table(sections["VOTES"], ("vote", "points") if type in SCORED else ("vote",), log)
        if votes:
            _name_headings(votes, "VOTES", ("voter_id", "vote", "points", "weight"), log)
    if meta is None or table is None or projects is None or votes is None:
        log.raise_errors()
        raise AssertionError("what is missing is an error")  # pragma: no cover
    ids, costs = projects
    _check_counts(meta, table, votes, log)
    costs_in_units, budget_units, unit = _units(costs, budget, meta, table, log)
    weights = _weights(votes, log)
    # without a usable vote_type, unknown projects can still be found
    raw = _read_votes(type or "approval", ids, votes, log)
    if raw:
        checks.check_limits(meta.values, meta.lines, raw, costs_in_units, unit, log)
        if weights is None and type:
            checks.check_totals(table, ids, raw, log)
    voters = _columns(votes, {"vote", "weight", *(("points",) if type in SCORED else ())})
    if "voter_id" in voters:
        checks.check_voter_ids(votes, voters["voter_id"], log)
    else:
        log.warning("VOTES has no column voter_id; voters are numbered when written", line=votes.header_line)
    default = _default_score(meta, type, log)
    log.raise_errors()
    assert raw is not None
    assert costs_in_units is not None
    ballots = finish(raw, len(ids), weights, default, log)
    log.raise_errors()
    assert ballots is not None
    log.faults.sort(key=lambda fault: fault.line or 0)
    return Election(
        tuple(ids),
        costs_in_units,
        budget_units,
        ballots,
        unit,
        _columns(table, {"project_id", "cost"}),
        voters,
        meta.entries,
        log.warnings,
    )


def _check_counts(meta: _Meta, projects: Table, votes: Table, log: FaultLog) -> None:
    for key, table, title in (("num_projects", projects, "PROJECTS"), ("num_votes", votes, "VOTES")):
        checks.check_count(key, meta.values.get(key), meta.lines.get(key), len(table.lines), title, log)
        if not table.lines:
            log.warning(f"the section {title} has no rows", line=table.header_line)


def _units(
    costs: Sequence[Fraction], budget: Fraction | None, meta: _Meta, table: Table, log: FaultLog
) -> tuple[NDArray[np.int64] | None, int, int]:
    """Return costs and budget in whole units, and the unit's denominator; no costs if some amount is faulty."""
    sound = not log.errors
    unit = unit_denominator([*costs, budget or Fraction(0)])
    units = [to_units(cost, unit) for cost in costs]
    total = to_units(budget or Fraction(0), unit)
    if sum(units) >= LIMIT or total >= LIMIT:
        largest = max(range(len(units)), key=units.__getitem__, default=-1)
        line = meta.lines.get("budget") if total >= LIMIT else table.lines[largest]
        log.error(f"amounts are too large: their sum, in units of 1/{unit}, must stay below {LIMIT}", line=line)
        sound = False
    return np.array(units, np.int64) if sound else None, total, unit


# -- META ------------------------------------------------------------------------------------------------------------


def _read_meta(section: Section, log: FaultLog) -> _Meta:
    meta = _Meta({}, {}, {})
    headed = False
    odd: list[int] = []
    quoted: list[Row] = []
    for number, row in enumerate(read_rows(section, log)):
        fields = list(row.fields)
        while len(fields) > 2 and not fields[-1]:
            fields.pop()
        if number == 0 and [field.strip().lower() for field in fields] == ["key", "value"]:
            headed = True
            continue
        if len(fields) > 2:
            odd.append(row.line)
            # the value as it stands, with the quotes in it and the blanks around its separators
            plain = row.raw.partition(";")[2].strip().rstrip(";").rstrip()
            fields = [fields[0], ";".join(fields[1:]) if row.raw.lstrip().startswith('"') else plain]
        key, value = fields[0], fields[1] if len(fields) > 1 else ""
        if len(fields) < 2:
            log.warning("a line of META has no value", line=row.line, value=row.raw, expected="key;value")
        if row.odd and len(fields) < 3:
            quoted.append(row)
        if not key.strip():
            log.error("a line of META has no key", line=row.line, value=row.raw, expected="key;value")
            continue
        _enter(meta, key, value, row.line, log)
    warn_of_quotes(quoted, log)
    if not headed:
        log.warning("META has no line key;value at its top", line=section.title_line)
    if odd:
        log.warning(
            f"values of META hold a ';' without quotes, read as part of them: lines {listing(odd)}", line=odd[0]
        )
    return meta


def _enter(meta: _Meta, key: str, value: str, line: int, log: FaultLog) -> None:
    lower = key.strip().lower()
    if lower not in meta.values:
        meta.entries[key] = value
        meta.values[lower] = value.strip()
        meta.lines[lower] = line
        return
    first = meta.lines[lower]
    if value.strip() == meta.values[lower]:
        log.warning(f"META gives {key!r} twice, with the same value; first in line {first}", line=line)
    elif lower in DECISIVE:
        log.error(f"META gives {key!r} twice, differently; first in line {first}", line=line, value=value)
    else:
        renamed = _free(key, meta.values)
        log.warning(f"META gives {key!r} twice; this one is kept as {renamed!r}; first in line {first}", line=line)
        meta.entries[renamed] = value
        meta.values[renamed.lower()] = value.strip()
        meta.lines[renamed.lower()] = line


def _free(name: str, taken: Mapping[str, object] | Sequence[str]) -> str:
    number = 2
    while f"{name}.{number}".lower() in taken:
        number += 1
    return f"{name}.{number}"


def _vote_type(meta: _Meta) -> str:
    return meta.values.get("vote_type", "").lower()


def _checked_vote_type(meta: _Meta, log: FaultLog) -> str | None:
    if "vote_type" not in meta.values:
        log.error("META has no vote_type", expected=", ".join(BALLOT_TYPES))
        return None
    type = _vote_type(meta)
    if type in BALLOT_TYPES:
        return type
    log.error(
        "unknown vote_type",
        line=meta.lines["vote_type"],
        row="vote_type",
        value=meta.values["vote_type"],
        expected=nearest(type, BALLOT_TYPES),
    )
    return None


def _budget(meta: _Meta, log: FaultLog) -> Fraction | None:
    if "budget" not in meta.values:
        log.error("META has no budget", expected="a line budget;amount")
        return None
    line = meta.lines["budget"]
    amount, comma = _amount(meta.values["budget"], {"line": line, "row": "budget"}, "the budget", log)
    if comma:
        log.warning("a decimal comma in the budget was read as a point", line=line, row="budget")
    return amount


def _amount(text: str, place: dict[str, Any], what: str, log: FaultLog) -> tuple[Fraction | None, bool]:
    """Return an amount, or None if it is faulty, and whether it has a decimal comma."""
    expected = "an amount of at least 0, decimals after a point"
    try:
        amount, comma = read_number(text)
    except ValueError:
        message = "is missing" if checks.is_absent(text) else "is not a number"
        log.error(f"{what} {message}", value=text or None, expected=expected, **place)
        return None, False
    if amount < 0:
        log.error(f"{what} is negative", value=text, expected=expected, **place)
        return None, False
    return amount, comma


def _default_score(meta: _Meta, type: str | None, log: FaultLog) -> Fraction:
    text = meta.values.get("default_score", "")
    if type != "scoring" or checks.is_absent(text):
        return Fraction(0)
    try:
        return read_number(text)[0]
    except ValueError:
        log.error("default_score is not a number", line=meta.lines["default_score"], row="default_score", value=text)
        return Fraction(0)


# -- columns ---------------------------------------------------------------------------------------------------------


def _name_headings(table: Table, title: str, known: Sequence[str], log: FaultLog) -> None:
    """Give known headings their own spelling and every column a heading of its own."""
    headings: list[str] = []
    taken: set[str] = set()
    for k, heading in enumerate(table.headings, 1):
        lower = heading.strip().lower()
        if lower in known and lower in taken:
            log.error(f"{title} has the column {lower!r} twice", line=table.header_line, column=heading)
        name = lower if lower in known else heading
        if not lower:
            name = f"column_{k}"
            log.warning(f"column {k} of {title} has no heading; it is kept as {name!r}", line=table.header_line)
        if name in headings:
            renamed = name
            while renamed in headings or renamed in table.headings:
                renamed = _free(name, [*map(str.lower, headings), *map(str.lower, table.headings)])
            log.warning(
                f"{title} has the column {name!r} twice; the second is kept as {renamed!r}", line=table.header_line
            )
            name = renamed
        taken.add(lower)
        headings.append(name)
    table.headings = headings


def _columns(table: Table, besides: set[str]) -> dict[str, tuple[str, ...]]:
    return {
        heading: tuple(column)
        for heading, column in zip(table.headings, table.columns, strict=True)
        if heading not in besides
    }


def _missing(table: Table, title: str, heading: str, log: FaultLog) -> None:
    only = table.headings[0] if len(table.headings) == 1 else ""
    sign = next((sign for sign in ("\t", ",", "|") if sign in only), None)
    log.error(
        f"{title} has no column {heading!r}" + (f"; its header is separated by {sign!r}, not by ';'" if sign else ""),
        line=table.header_line,
        value=";".join(table.headings),
        expected=f"a header with {heading!r}",
    )


def _read_projects(table: Table, log: FaultLog) -> tuple[list[str], list[Fraction]] | None:
    """Return ids and costs, something in place of faulty ones; None if the header lacks them."""
    headings = table.headings
    if "cost" not in headings:
        _missing(table, "PROJECTS", "cost", log)
    if "project_id" not in headings:
        if "cost" in headings[1:]:
            log.warning(
                f"PROJECTS has no column 'project_id'; its first column, {headings[0]!r}, is taken for it",
                line=table.header_line,
            )
            headings[0] = "project_id"
        else:
            _missing(table, "PROJECTS", "project_id", log)
    if not {"project_id", "cost"} <= set(headings):
        return None
    ids = list(table.columns[headings.index("project_id")])
    texts = table.columns[headings.index("cost")]
    first: dict[str, int] = {}
    for id, line in zip(ids, table.lines, strict=True):
        if not id.strip():
            log.error("a project has no id", line=line, column="project_id")
        elif "," in id:
            log.error(
                "a project id holds a comma, so that no ballot can name it", line=line, column="project_id", value=id
            )
        elif first.setdefault(id, line) != line:
            log.error(f"a project is listed twice, first in line {first[id]}", line=line, column="project_id", value=id)
    costs: list[Fraction] = []
    commas: list[int] = []
    for id, text, line in zip(ids, texts, table.lines, strict=True):
        cost, comma = _amount(text, {"line": line, "column": "cost", "row": id}, "the cost", log)
        costs.append(cost or Fraction(0))
        if comma:
            commas.append(line)
    if commas:
        lines = listing(commas)
        log.warning(f"decimal commas in costs were read as points: lines {lines}", line=commas[0], column="cost")
    return ids, costs


def _read_votes(type: str, ids: Sequence[str], table: Table, log: FaultLog) -> RawBallots | None:
    headings = table.headings
    scored = type in SCORED
    for heading in ("vote", "points") if scored else ("vote",):
        if heading not in headings:
            _missing(table, "VOTES", heading, log)
            return None
    points = table.columns[headings.index("points")] if scored else None
    return read_ballots(type, ids, table.columns[headings.index("vote")], points, table.lines, log)


def _weights(votes: Table, log: FaultLog) -> NDArray[np.int64] | None:
    """Return what each row counts for: the column ``weight``, an extension of this package."""
    if "weight" not in votes.headings:
        return None
    texts = votes.columns[votes.headings.index("weight")]
    numbers: dict[str, int] = {}
    for text in dict.fromkeys(texts):
        whole = text.strip()
        if whole.isascii() and whole.isdigit() and len(whole) < 20:
            numbers[text] = int(whole)
        else:
            lines = [line for line, other in zip(votes.lines, texts, strict=True) if other == text]
            log.error(
                f"a weight cannot be meant (line{'s' * (len(lines) > 1)} {listing(lines)})",
                line=lines[0],
                column="weight",
                value=text,
                expected="a whole number of at least 0",
            )
            numbers[text] = 0
    if sum(map(numbers.__getitem__, texts)) >= LIMIT:
        log.error(f"the weights are too large: their sum must stay below {LIMIT}", column="weight")
        return None
    return np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))
