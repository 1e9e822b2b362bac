"""Text files of separated values: their encoding, their separator and their rows with line numbers."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections import Counter
from typing import Any

from fairbudget.errors import FaultLog

__all__ = ["DELIMITERS", "csv_text", "decode", "read_delimited", "separator"]

#: Candidates; where two fit equally well the earlier one is taken, since a comma also stands inside numbers and text.
DELIMITERS = ("\t", ";", "|", ",")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, log: FaultLog) -> str | None:
    """Return the text of a file: by its byte-order mark, else UTF-8, else Windows-1252 with a warning.

    Returns
    -------
    str or None
        None if the bytes are not text; the fault is in `log`.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if mark or _is_binary(data.decode("latin-1")):
            log.error("not a text file", expected="a csv file in UTF-8")
            return None
        text = data.decode("cp1252", errors="replace")
        log.warning("not in UTF-8; read as Windows-1252, so letters beyond a to z may be wrong")
    if _is_binary(text):
        log.error("not a text file", expected="a csv file in UTF-8")
        return None
    return text


def _is_binary(text: str) -> bool:
    return any(ord(sign) < 32 and sign not in "\t\n\r\f\x1a" for sign in set(text))


def read_delimited(data: bytes, log: FaultLog, delimiter: str | None = None) -> list[tuple[int, list[Any]]] | None:
    r"""Return the rows of a text file, each with the line on which it begins.

    Parameters
    ----------
    data : bytes
    log : FaultLog
    delimiter : str, optional
        Default: a first line ``sep=;`` as Excel writes it, else the separator under which most rows have equally
        many cells.

    Returns
    -------
    list of (int, list of str) or None
        None if it cannot be read; the faults are in `log`.

    Notes
    -----
    O(size of the file).

    Examples
    --------
    >>> read_delimited(b"nama;luas\nCiluar;215,39\n", FaultLog())
    [(1, ['nama', 'luas']), (2, ['Ciluar', '215,39'])]
    """
    text = decode(data, log)
    if text is None:
        return None
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = delimiter or first.strip()[4], rest, 1
    rows: list[tuple[int, list[Any]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or separator(text), strict=True)
    line = skipped + 1
    try:
        for row in reader:
            rows.append((line, row))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        log.error(f"not a well-formed row of separated values: {error}", line=line)
        return None
    return rows


def separator(text: str) -> str:
    """Return the separator under which most of the first rows have equally many cells."""
    lines = text[:200_000].splitlines()[:500]
    best, most = ",", 0
    for candidate in DELIMITERS:
        widths: Counter[int] = Counter()
        # a field beyond the csv module's limit is reported when the rows are read
        with contextlib.suppress(csv.Error):
            for row in csv.reader(lines, delimiter=candidate):
                if len(row) > 1 and sum(1 for cell in row if cell.strip()) > 1:
                    widths[len(row)] += 1
        if widths:
            count = widths.most_common(1)[0][1]
            if count > most:
                best, most = candidate, count
    return best


def csv_text(headings: list[str], rows: list[list[Any]]) -> str:
    r"""Return a table as comma-separated text with a heading line.

    Examples
    --------
    >>> csv_text(["a", "b"], [[1, "x, y"]])
    'a,b\n1,"x, y"\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()
