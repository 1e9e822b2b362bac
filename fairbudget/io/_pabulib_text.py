"""From the bytes of a Pabulib file to the text of its three sections."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairbudget.errors import FaultLog

__all__ = ["TITLES", "Section", "decode", "split_sections", "title_lines"]

TITLES = ("META", "PROJECTS", "VOTES")

# without IGNORECASE the search for a line break, and with a look ahead the match after it, is ten times as fast
_WORDS = r"[Mm][Ee][Tt][Aa]|[Pp][Rr][Oo][Jj][Ee][Cc][Tt][Ss]|[Vv][Oo][Tt][Ee][Ss]"
_TITLE = rf"(?=[ \t\ufeff\"mpvMPV])[ \t\ufeff]*(\"?)({_WORDS})\1[ \t;,]*(?=[\r\n]|\Z)"
_TITLE_FIRST = re.compile(_TITLE)
_TITLE_AFTER_LF = re.compile(r"\n" + _TITLE)
_TITLE_AFTER_ANY = re.compile(r"[\r\n]" + _TITLE)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_FOREIGN = (
    (b"\x1f\x8b", "gzip archive"),
    (b"PK\x03\x04", "zip archive or workbook"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "old workbook"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """The text between two titles, and the number of its first line."""

    title: str
    title_line: int
    line: int
    body: str
    last: bool


def decode(data: bytes, log: FaultLog) -> str | None:
    """Return the text of a file, or None with the reason in `log`.

    Pabulib files are UTF-8; a byte-order mark is dropped. UTF-16 and UTF-32 are read where a mark says so. Any other
    encoding would be a guess, so it is refused.
    """
    for mark, name in _FOREIGN:
        if data.startswith(mark):
            log.error(f"this is a {name}", expected="a Pabulib file: plain text in UTF-8")
            return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                log.error(f"the file begins as {encoding} but is none: {error.reason}", expected="text in UTF-8")
                return None
            log.warning(f"the file is in {encoding}, a Pabulib file should be in UTF-8")
            return text.lstrip("\ufeff")
    if b"\x00" in data:
        at = data.index(b"\x00")
        log.error(
            "the file holds a zero byte: it is binary, or UTF-16 without a mark",
            line=data.count(b"\n", 0, at) + 1,
            expected="plain text in UTF-8",
        )
        return None
    try:
        return data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            log.error("the file ends in the middle of a character: it is truncated", line=line)
        else:
            start = max(data.rfind(b"\n", 0, error.start) + 1, error.start - 20)
            log.error(
                "the file is not in UTF-8",
                line=line,
                value=data[start : error.start + 10].decode("ascii", "backslashreplace"),
                expected="UTF-8; a file in another encoding, such as Windows-1250, must be saved as UTF-8 first",
            )
        return None


def _line_of(text: str, at: int) -> int:
    """Return the 1-based number of the line on which position `at` lies."""
    return 1 + text.count("\n", 0, at) + text.count("\r", 0, at) - text.count("\r\n", 0, at)


def _titles(text: str) -> list[re.Match[str]]:
    """Return the lines that read as a title of a section, each with the line break before it."""
    first = _TITLE_FIRST.match(text)
    pattern = _TITLE_AFTER_LF if text.count("\r") == text.count("\r\n") else _TITLE_AFTER_ANY
    return [*([first] if first else []), *pattern.finditer(text)]


def title_lines(text: str) -> list[int]:
    """Return the numbers of the lines that read as a title of a section."""
    return [_line_of(text, match.start(2)) for match in _titles(text)]


def split_sections(text: str, log: FaultLog) -> dict[str, Section]:
    """Return the sections by title; what is missing, repeated or before them is recorded.

    A line that reads as a title is one, even where a quote is open.
    """
    matches = _titles(text)
    if not text.strip():
        log.error("the file is empty", expected="the sections META, PROJECTS and VOTES")
        return {}
    if not matches:
        log.error("no line is the title of a section: this is no Pabulib file", expected="META, PROJECTS and VOTES")
        return {}
    before = text[: matches[0].start()]
    if before.strip():
        first = re.search(r"\S", before)
        line = _line_of(text, first.start()) if first else 1
        log.error("there is text before the first section", line=line, value=before.strip().splitlines()[0])
    sections: dict[str, Section] = {}
    for k, match in enumerate(matches):
        title = match[2].upper()
        line = _line_of(text, match.start(2))
        end = matches[k + 1].start() if k + 1 < len(matches) else len(text)
        start = match.end()
        if text.startswith("\r\n", start):
            start += 2
        elif start < len(text):
            start += 1
        section = Section(title, line, line + 1, text[min(start, end) : end], k + 1 == len(matches))
        if title in sections:
            log.error(f"the section {title} occurs twice, first in line {sections[title].title_line}", line=line)
        else:
            sections[title] = section
    for title in TITLES:
        if title not in sections:
            log.error(f"the section {title} is missing", expected=f"a line {title}")
    order = tuple(sections)
    if order != tuple(title for title in TITLES if title in sections):
        log.warning(f"the sections stand in the order {', '.join(order)}", expected="META, PROJECTS, VOTES")
    return sections
