"""From the text of a section of a Pabulib file to its rows and columns.

A section is a CSV table separated by ``;``. Python's csv module splits a row at a time and lets a stray double quote
swallow the rest of a file; here a section of plain rows is split at once, and a quote that does not enclose its field
is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairbudget.errors import FaultLog
from fairbudget.io._pabulib_text import Section

__all__ = ["Row", "Table", "listing", "read_rows", "read_table", "warn_of_quotes"]

_BREAK = re.compile(r"(\r\n|\r|\n)")
#: A field that quotes enclose, up to the separator.
_QUOTED = re.compile(r'[ \t]*"([^"]*+(?:""[^"]*+)*+)"\s*(?=;|\Z)')
#: A field whose quote is still open at the end of the line.
_OPEN = re.compile(r'[ \t]*"[^"]*+(?:""[^"]*+)*+\Z')
#: A line on which an open quote closes, and one on which it stays open.
_CLOSES = re.compile(r'[^"]*+(?:""[^"]*+)*+"\s*(?=;|\Z)')
_STAYS_OPEN = re.compile(r'[^"]*+(?:""[^"]*+)*+\Z')
_NUMBER = re.compile(r"\s*\d+(?:[.,]\d+)?\s*\Z")
_META_LINE = re.compile(r"[a-z_]+;")


@dataclass(slots=True)
class Table:
    """A section with a header: columns of text, and the line of each row."""

    header_line: int
    headings: list[str]
    columns: list[Sequence[str]]
    lines: Sequence[int]


# -- rows with quotes ----------------------------------------------------------------------------------------------


def _fields(text: str, literal: bool = False) -> tuple[list[str], bool, bool]:
    """Split a row; return its fields, whether a quote is odd, and whether one is left open at the end.

    What quotes enclose is kept as it is, other fields lose the blanks around them. A quote that opens a field without
    enclosing it is taken as it stands.
    """
    fields: list[str] = []
    odd, at = False, 0
    while True:
        match = _QUOTED.match(text, at)
        if match:
            fields.append(match[1].replace('""', '"'))
            end = match.end()
        else:
            end = text.find(";", at)
            end = len(text) if end < 0 else end
            field = text[at:end].strip()
            if field.startswith('"'):
                if not literal and _OPEN.match(text, at):
                    return fields, odd, True
                odd = True
            fields.append(field)
        if end >= len(text):
            return fields, odd, False
        at = end + 1


def _looks_like_row(line: str, title: str, headings: Sequence[str]) -> bool:
    """Say whether a line inside quotes looks like a row of its own, so that a quote must be missing before it."""
    if title == "META":
        return bool(_META_LINE.match(line))
    parts = line.split(";")
    if len(parts) < max(len(headings), 2) or not parts[0].strip():
        return False
    names = [heading.strip().lower() for heading in headings]
    return title != "PROJECTS" or "cost" not in names or bool(_NUMBER.match(parts[names.index("cost")]))


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row; `odd` where a quote does not enclose its field, `end` where the file ends with it."""

    line: int
    fields: list[str]
    raw: str
    odd: bool = False
    end: bool = False


def read_rows(section: Section, log: FaultLog) -> Iterator[Row]:
    """Yield the rows of a section that are not blank; the first one sets how wide a row is expected to be."""
    parts = _BREAK.split(section.body)
    lines, breaks = parts[0::2], [*parts[1::2], ""]
    headings: Sequence[str] = ()
    separators: list[int] = []
    number = 0
    final = len(lines) - 1
    while number <= final:
        text, start = lines[number], number
        number += 1
        if not text.strip(" \t\xa0;"):
            if ";" in text:
                separators.append(section.line + start)
            continue
        odd = False
        if '"' not in text:
            fields = [field.strip() for field in text.split(";")]
        else:
            fields, odd, is_open = _fields(text)
            while is_open:
                close = _closing_line(lines, number)
                swallowed = [] if close is None else lines[start + 1 : close + 1]
                rows = [
                    k for k, line in enumerate(swallowed, start + 1) if _looks_like_row(line, section.title, headings)
                ]
                if rows:
                    log.error(
                        "a double quote opens a field that runs on over lines that look like rows of their own: "
                        f"line {section.line + rows[0]} is one",
                        line=section.line + start,
                        value=text,
                        expected="a quote at both ends of a field, and doubled quotes inside it",
                    )
                if close is None or rows:
                    text, number = lines[start], start + 1
                    fields, odd, is_open = _fields(text, literal=True)
                    break
                text += "".join(breaks[k - 1] + lines[k] for k in range(number, close + 1))
                number = close + 1
                fields, odd, is_open = _fields(text)
        headings = headings or fields
        # only a text without a line end, the last of the file, can be cut off within a row
        yield Row(section.line + start, fields, text, odd, section.last and number > final)
    if separators:
        log.warning(f"lines that hold only separators were skipped: {listing(separators)}", line=separators[0])


def _closing_line(lines: list[str], start: int) -> int | None:
    """Return the number of the line that closes a field open before line `start`, or None if none does."""
    for k in range(start, len(lines)):
        if '"' in lines[k]:
            if _CLOSES.match(lines[k]):
                return k
            if not _STAYS_OPEN.match(lines[k]):
                return None
    return None


def listing(numbers: Sequence[int], shown: int = 5) -> str:
    """Return numbers as text, the first few of them."""
    text = ", ".join(map(str, numbers[:shown]))
    return text if len(numbers) <= shown else f"{text} and {len(numbers) - shown} more"


# -- tables --------------------------------------------------------------------------------------------------------


def read_table(section: Section, required: Sequence[str], log: FaultLog) -> Table | None:
    """Return a section as columns, or None if it has no header.

    Parameters
    ----------
    section : Section
    required : sequence of str
        Headings whose fields a row cannot lack at its end.
    log : FaultLog

    Notes
    -----
    O(length of the text). A section without quotes whose rows all have the width of the header is split at once.
    """
    body = section.body
    if '"' not in body:
        table = _plain_table(section)
        if table:
            return table
    rows = read_rows(section, log)
    header = next(rows, None)
    if header is None:
        log.error(
            f"the section {section.title} is empty",
            line=section.title_line,
            expected=f"a header with {' and '.join(map(repr, required))}",
        )
        return None
    headings = list(header.fields)
    while headings and not headings[-1]:
        headings.pop()
    odd = [header] if header.odd else []
    width = len(headings)
    names = [heading.strip().lower() for heading in headings]
    needed = max((names.index(name) for name in required if name in names), default=0) + 1
    kept: list[list[str]] = []
    lines: list[int] = []
    padded: list[int] = []
    trimmed: list[int] = []
    for row in rows:
        fields = row.fields
        if len(fields) > width:
            if any(fields[width:]):
                log.error(
                    f"a row of {section.title} has {len(fields)} fields, its header {width}",
                    line=row.line,
                    value=row.raw,
                    expected=_advice(row),
                )
            else:
                trimmed.append(row.line)
            fields = fields[:width]
        elif len(fields) < width:
            if len(fields) < needed or row.end:
                log.error(
                    f"a row of {section.title} has {len(fields)} of the {width} fields of its header"
                    + (": the file ends in the middle of it" if row.end else ""),
                    line=row.line,
                    value=row.raw,
                    expected=_advice(row) if row.odd else None,
                )
            else:
                padded.append(row.line)
            fields = fields + [""] * (width - len(fields))
        elif row.odd:
            odd.append(row)
        kept.append(fields)
        lines.append(row.line)
    warn_of_quotes(odd, log)
    if padded:
        log.warning(f"rows lack their last fields, taken as empty: lines {listing(padded)}", line=padded[0])
    if trimmed:
        log.warning(f"rows have empty fields beyond the header's: lines {listing(trimmed)}", line=trimmed[0])
    columns: list[Sequence[str]] = list(zip(*kept, strict=True)) if kept else [()] * width
    return Table(header.line, headings, columns, lines)


def warn_of_quotes(rows: Sequence[Row], log: FaultLog) -> None:
    """Warn once of rows in which a quote does not enclose its field."""
    if rows:
        where = f"line{'s' * (len(rows) > 1)} {listing([row.line for row in rows])}"
        log.warning(
            f"a double quote does not enclose its field, read as it stands: {where}",
            line=rows[0].line,
            value=rows[0].raw,
        )


def _advice(row: Row) -> str:
    if row.odd:
        return "a double quote at both ends of a field that holds one or a ';', and doubled quotes inside it"
    return "a field that holds a ';' enclosed in double quotes"


def _plain_table(section: Section) -> Table | None:
    """Split a section without quotes at once, or return None if its rows are not all as wide as the header."""
    body = section.body
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    header, _, rest = body.partition("\n")
    headings = [field.strip() for field in header.split(";")]
    width = len(headings)
    if not all(headings) or width < 2:
        return None
    rest = rest.rstrip("\n")
    line = section.line
    if not rest:
        return Table(line, headings, [()] * width, ())
    # every line break becomes a field of its own row's begin: in a regular text it opens each width-th field
    flat = rest.replace("\n", ";\n").split(";")
    count = rest.count("\n") + 1
    if len(flat) != count * width:
        return None
    first = "".join(flat[0::width]).split("\n")
    if len(first) != count:
        return None
    strip = _has_blank_edges(rest)
    columns: list[Sequence[str]] = []
    for k in range(width):
        column = first if k == 0 else flat[k::width]
        if 2 * len(set(column[:1000])) > min(count, 1000):
            columns.append(tuple(map(str.strip, column)) if strip else tuple(column))
        else:
            # one string object for each distinct text
            text_of = {text: text.strip() for text in set(column)}
            columns.append(tuple(map(text_of.__getitem__, column)))
    # a line of separators only is no row
    if "" in columns[0] and any(not any(row) for row in zip(*columns, strict=True)):
        return None
    return Table(line, headings, columns, range(line + 1, line + 1 + count))


def _has_blank_edges(text: str) -> bool:
    """Say whether some field of a text without quotes may begin or end with a blank."""
    if not text.isascii():
        return True
    edges = ("; ", " ;", "\n ", " \n")
    return any(blank in text for blank in "\t\v\f\x1c\x1d\x1e\x1f") or (
        " " in text and (text[0] == " " or text[-1] == " " or any(edge in text for edge in edges))
    )
