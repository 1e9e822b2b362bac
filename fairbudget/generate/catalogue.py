"""The catalogue of works (*kamus usulan*) that proposals are drawn from. Its prices are invented."""

from __future__ import annotations

import csv
import functools
import importlib.resources
import os
from dataclasses import dataclass
from pathlib import Path

from fairbudget.errors import FaultLog, InputError

__all__ = ["AUTHORITIES", "BIDANG", "FAMILIES", "INDICATORS", "Work", "catalogue", "load_catalogue", "read_catalogue"]

#: Fields of work of a Musrenbang.
BIDANG = ("fisik", "sosial", "ekonomi", "pemerintahan")
#: Groups of activities of Permendagri 130/2018.
FAMILIES = ("sarana prasarana", "pemberdayaan masyarakat")
#: Whose business a work is; only the first competes for the ceiling of a kelurahan.
AUTHORITIES = ("kelurahan", "kecamatan", "agency")
#: What a work may answer to: poor people and cases of stunting by inhabitant, inhabitants by area.
INDICATORS = ("poverty", "density", "stunting")

COLUMNS = (
    "code",
    "title",
    "category",
    "family",
    "kind",
    "unit",
    "unit_price",
    "volumes",
    "frequency",
    "target",
    "reach",
    "authority",
    "agency",
)


@dataclass(frozen=True, slots=True)
class Work:
    """One priced work.

    Attributes
    ----------
    code, title : str
    category : str
        Bidang, one of :data:`BIDANG`.
    family, kind : str
        Group of Permendagri 130/2018 (one of :data:`FAMILIES`) and kind of activity within it.
    unit : str
        Satuan: m, m2, unit, paket, orang, ...
    unit_price : int
        Whole rupiah; invented.
    volumes : tuple of int
        The volumes in which it is proposed, ascending.
    frequency : int
        How often it is proposed, relative to the others.
    targets : tuple of str
        Groups who benefit.
    reach : int
        People whom one unit reaches.
    authority : str
        One of :data:`AUTHORITIES`.
    agency : str
        The agency of the city, where the authority is ``agency``.
    need : str
        One of :data:`INDICATORS`, with which it is proposed more often; empty for none.
    """

    code: str
    title: str
    category: str
    family: str
    kind: str
    unit: str
    unit_price: int
    volumes: tuple[int, ...]
    frequency: int
    targets: tuple[str, ...]
    reach: int
    authority: str
    agency: str = ""
    need: str = ""


def read_catalogue(text: str, file: str = "catalogue") -> tuple[Work, ...]:
    """Read a catalogue from csv text with the columns of the packaged one; lines that start with ``#`` are remarks.

    The column ``need`` may be missing.

    Parameters
    ----------
    text : str
    file : str
        Name for messages.

    Returns
    -------
    tuple of Work

    Raises
    ------
    InputError
        With every cell that cannot be meant, and where no work is left to the kelurahan.
    """
    log = FaultLog(file)
    # a remark becomes an empty row, so that line numbers stay those of the file
    lines = ["" if line.startswith("#") else line for line in text.removeprefix("\ufeff").splitlines()]
    rows = csv.reader(lines)
    header: list[str] | None = None
    works: list[Work] = []
    seen: dict[str, int] = {}
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in row]
                missing = [name for name in COLUMNS if name not in header]
                if missing or len(set(header)) != len(header):
                    expected = "each once: " + ", ".join(COLUMNS)
                    log.error(f"columns are missing or occur twice: {', '.join(missing or header)}", expected=expected)
                    break
                continue
            if len(row) != len(header):
                log.error(f"the row has {len(row)} cells for {len(header)} columns", line=rows.line_num)
                continue
            cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
            work = _work(cells, rows.line_num, log)
            if work is not None:
                if work.code in seen:
                    log.error(f"the code is taken by line {seen[work.code]}", line=rows.line_num, value=work.code)
                seen.setdefault(work.code, rows.line_num)
                works.append(work)
    except csv.Error as error:
        log.error(f"is not csv: {error}", line=rows.line_num)
    if not log.errors and not any(work.authority == "kelurahan" for work in works):
        log.error("holds no work with authority 'kelurahan'", expected="at least one, to compete for the ceiling")
    log.raise_errors()
    return tuple(works)


def _work(cells: dict[str, str], line: int, log: FaultLog) -> Work | None:
    """Return one row as a work, or None with its faults recorded."""
    before = len(log.faults)

    def number(name: str, low: int) -> int:
        value = cells[name]
        if not (value.isascii() and value.isdigit()) or len(value) > 15 or int(value) < low:
            log.error(
                "not a number that can be meant", line=line, column=name, value=value, expected=f"whole, >= {low}"
            )
            return low
        return int(value)

    def word(name: str, allowed: tuple[str, ...] = ()) -> str:
        value = cells[name]
        if not value or not value.isprintable() or (allowed and value not in allowed):
            expected = ", ".join(allowed) or "some words"
            log.error("not what can stand here", line=line, column=name, value=value, expected=expected)
        return value

    volumes = []
    for part in cells["volumes"].split() or [""]:
        cells["volumes"] = part
        volumes.append(number("volumes", 1))
    work = Work(
        word("code"),
        word("title"),
        word("category", BIDANG),
        word("family", FAMILIES),
        word("kind"),
        word("unit"),
        number("unit_price", 1),
        tuple(sorted(set(volumes))),
        number("frequency", 1),
        tuple(part.strip() for part in word("target").split(",") if part.strip()),
        number("reach", 0),
        word("authority", AUTHORITIES),
        cells["agency"],
        word("need", INDICATORS) if cells.get("need") else "",
    )
    if (work.authority == "agency") != bool(work.agency):
        log.error(
            "an agency is named if and only if it has the authority", line=line, column="agency", value=work.agency
        )
    return work if len(log.faults) == before else None


def load_catalogue(path: str | os.PathLike[str]) -> tuple[Work, ...]:
    """Read a catalogue from a file in UTF-8; see :func:`read_catalogue`.

    Raises
    ------
    InputError
        If the file cannot be read or has faults.
    """
    try:
        text = Path(path).read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not a text file in UTF-8") from None
    return read_catalogue(text, str(path))


@functools.cache
def catalogue() -> tuple[Work, ...]:
    """Return the packaged catalogue: some 60 works for the kelurahan and 10 that travel upward, at invented prices.

    Examples
    --------
    >>> works = {work.code: work for work in catalogue()}
    >>> works["F01"].title, works["F01"].unit_price, works["F01"].unit, works["F01"].volumes
    ('Pemasangan paving block jalan lingkungan', 187500, 'm2', (50, 100, 150, 200))
    """
    source = importlib.resources.files("fairbudget.generate") / "catalogue.csv"
    return read_catalogue(source.read_text("utf-8"), "catalogue.csv")
