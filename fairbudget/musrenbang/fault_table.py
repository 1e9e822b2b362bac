"""The faults of a city in one table: on a terminal, as csv, as a workbook, as JSON; in English and Indonesian."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairbudget.errors import Fault, OptionError
from fairbudget.io.cells import normal
from fairbudget.io.tables import Sheet, csv_text, write_workbook
from fairbudget.money import format_rupiah
from fairbudget.musrenbang.grid import Grid
from fairbudget.musrenbang.reading import Reading, summary
from fairbudget.musrenbang.vocabulary import WORDS

if TYPE_CHECKING:
    from rich.table import Table as RichTable

__all__ = [
    "FORMATS",
    "SHOWN",
    "change_sheet",
    "closing_line",
    "csv",
    "fault_table",
    "json_text",
    "summary_lines",
    "text",
    "to_format",
    "workbook",
]

#: How many faults a terminal shows.
SHOWN = 200
FORMATS = ("table", "csv", "xlsx", "json")

_COLUMNS = (
    ("severity", "kind", "jenis"),
    ("file", "file", "berkas"),
    ("sheet", "sheet", "lembar"),
    ("line", "row", "baris"),
    ("column", "column", "kolom"),
    ("row", "about", "tentang"),
    ("value", "value", "isi"),
    ("message", "fault", "masalah"),
    ("expected", "expected", "seharusnya"),
    ("suggestion", "suggestion", "saran"),
)
_WORDS = {
    "error": ("error", "galat"),
    "warning": ("warning", "peringatan"),
    "faults": ("Faults", "Masalah"),
    "changes": ("Changes", "Perubahan"),
    "tables": ("Tables", "Tabel"),
    "clean": ("no faults", "tidak ada masalah"),
    "counts": ("errors: {errors}, warnings: {warnings}", "galat: {errors}, peringatan: {warnings}"),
    "shown": ("the first {shown} are shown, -o FILE lists all", "ditampilkan {shown} pertama, -o BERKAS memuat semua"),
    "more": ("{count} more", "{count} lagi"),
    "safe": (
        "{count} cells can safely be corrected: --fix COPY",
        "{count} sel dapat dikoreksi dengan aman: --fix SALINAN",
    ),
    "read as": ("{source} was read as {part}: {columns}", "{source} dibaca sebagai {part}: {columns}"),
    "not used": ("; not used: {columns}", "; tidak dipakai: {columns}"),
    "city": (
        "{city}: {kelurahan} kelurahan in {kecamatan} kecamatan, {ceilings} with a ceiling, {ceiling} together",
        "{city}: {kelurahan} kelurahan di {kecamatan} kecamatan, {ceilings} dengan pagu, seluruhnya {ceiling}",
    ),
    "proposals": (
        "{proposals} proposals for {cost}: {own} of the kelurahan, {district} of the kecamatan, {agency} of agencies",
        "{proposals} usulan senilai {cost}: {own} kewenangan kelurahan, {district} kecamatan, {agency} perangkat"
        " daerah",
    ),
    "voices": (
        "{voices} participants who speak for {weight}; preferences: {kinds}",
        "{voices} peserta mewakili {weight}; preferensi: {kinds}",
    ),
    "none": ("none", "tidak ada"),
    "rest": ("{rw} RW, {realisation} rows of realisation", "{rw} RW, {realisation} baris realisasi"),
    "heading": ("heading", "judul kolom"),
    "old": ("found", "semula"),
    "new": ("corrected", "menjadi"),
    "reason": ("reason", "alasan"),
    "file": ("file", "berkas"),
    "sheet": ("sheet", "lembar"),
    "cell": ("cell", "sel"),
    "part": ("part", "bagian"),
    "field": ("field", "isian"),
}


def word(key: str, lang: str, **values: Any) -> str:
    """Return a word or sentence in a language."""
    return _WORDS[key][lang == "id"].format(**values)


def to_format(path: str | os.PathLike[str] | None, wanted: str | None) -> str:
    """Return the format of an output: as asked, else by the name of its file, else a table.

    Raises
    ------
    OptionError
        If name and format disagree, or a workbook is asked for without a file.
    """
    suffix = "" if path is None else Path(path).suffix.lower()
    named = {".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".txt": "table"}.get(suffix)
    if wanted is None:
        if path is not None and named is None:
            raise OptionError(f"{path}: the name does not tell the format; use .csv, .xlsx, .json or .txt, or --format")
        return named or "table"
    if named is not None and named != wanted:
        raise OptionError(f"{path}: the name says {named}, the format is {wanted}")
    if wanted == "xlsx" and path is None:
        raise OptionError("a workbook needs a file: -o FILE.xlsx")
    return wanted


def _rows(faults: Sequence[Fault], lang: str) -> list[list[Any]]:
    return [
        [
            word(fault.severity, lang),
            *(getattr(fault, name) if getattr(fault, name) is not None else "" for name, _, _ in _COLUMNS[1:]),
        ]
        for fault in faults
    ]


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _headings(lang: str) -> list[str]:
    return [entry[1 + (lang == "id")] for entry in _COLUMNS]


def csv(reading: Reading, lang: str = "en") -> str:
    """Return the faults as comma-separated text."""
    return csv_text(_headings(lang), _rows(reading.faults, lang))


def json_text(reading: Reading, lang: str = "en") -> str:
    """Return what the city holds, how its tables were read, and its faults and safe changes, as JSON.

    The keys are the same in both languages; the sentences follow `lang`.
    """
    content = {
        "city": None if reading.city is None else summary(reading.city),
        "tables": [
            {
                "file": grid.raw.file,
                "sheet": grid.raw.name,
                "part": grid.part.id,
                "columns": {name: grid.headings[k] for name, k in grid.columns.items()},
                "scores": list(grid.scores.values()),
                "choices": [grid.headings[k] for k, _ in grid.choices],
                "not_used": list(grid.others.values()),
            }
            for grid in reading.tables
        ],
        "faults": [
            {"severity": fault.severity, **{name: getattr(fault, name) for name, _, _ in _COLUMNS[1:]}}
            for fault in reading.faults
        ],
        "changes": [
            {
                "file": change.file,
                "sheet": change.sheet,
                "cell": change.cell,
                "heading": change.heading,
                "old": change.old,
                "new": change.new,
                "reason": change.reason,
            }
            for change in reading.changes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def change_sheet(reading: Reading, lang: str) -> Sheet:
    """Return the sheet that lists every safe change."""
    headings = [word(key, lang) for key in ("file", "sheet", "cell", "heading", "old", "new", "reason")]
    rows = [
        [change.file, change.sheet or "", change.cell, change.heading, change.old, str(change.new), change.reason]
        for change in reading.changes
    ]
    return Sheet(word("changes", lang), headings, rows)


def workbook(reading: Reading, path: str | os.PathLike[str], lang: str = "en") -> None:
    """Write the faults, the safe changes and how each table was read as a workbook."""
    tables = [
        [grid.raw.file, grid.raw.name or "", grid.part.sheet[lang], heading, field]
        for grid in reading.tables
        for heading, field in _fields(grid, lang)
    ]
    kinds = ["integer" if name == "line" else "text" for name, _, _ in _COLUMNS]
    write_workbook(
        path,
        [
            Sheet(word("faults", lang), _headings(lang), _rows(reading.faults, lang), kinds),
            change_sheet(reading, lang),
            Sheet(
                word("tables", lang),
                [word(key, lang) for key in ("file", "sheet", "part", "heading", "field")],
                tables,
            ),
        ],
    )


def _fields(grid: Grid, lang: str) -> list[tuple[str, str]]:
    """Return heading and field of each column that was understood, from left to right."""
    order = sorted(grid.columns.items(), key=lambda item: item[1])
    return [(grid.headings[k], grid.part.fields[name].heading[lang]) for name, k in order]


def summary_lines(reading: Reading, lang: str = "en") -> list[str]:
    """Return what was read and how, a sentence a line."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for grid in reading.tables:
        columns = [
            heading if normal(heading) == normal(field) else f"{heading} = {field}"
            for heading, field in _fields(grid, lang)
        ]
        columns += [*(grid.headings[k] for k in grid.scores), *(grid.headings[k] for k, _ in grid.choices)]
        unused = list(grid.others.values()) if grid.part.id not in ("proposals", "kelurahan") else []
        more = word("not used", lang, columns=", ".join(unused)) if unused else ""
        alike.setdefault((grid.part.sheet[lang], ", ".join(columns), more), []).append(grid.source)
    lines = []
    for (part, columns_text, more), sources in alike.items():
        # a city may have a sheet for each kelurahan
        shown = ", ".join(sources[:3]) + (", " + word("more", lang, count=len(sources) - 3) if len(sources) > 3 else "")
        lines.append(word("read as", lang, source=shown, part=part, columns=columns_text) + more)
    if reading.city is not None:
        facts = summary(reading.city)
        by_authority = facts["by_authority"]
        kinds = ", ".join(
            f"{count} {WORDS[kind][lang == 'en']}" for kind, count in facts["preferences"].items()
        ) or word("none", lang)
        lines += [
            word("city", lang, **{**facts, "ceiling": format_rupiah(facts["ceiling"])}),
            word(
                "proposals",
                lang,
                proposals=facts["proposals"],
                cost=format_rupiah(facts["cost"]),
                own=by_authority.get("kelurahan", 0),
                district=by_authority.get("kecamatan", 0),
                agency=by_authority.get("agency", 0),
            ),
            word("voices", lang, voices=facts["voices"], weight=facts["weight"], kinds=kinds),
            word("rest", lang, **facts),
        ]
    return lines


def closing_line(reading: Reading, lang: str = "en", shown: int | None = None) -> str:
    """Return how many faults there are, how many of them were shown, and what can be corrected."""
    errors = len(reading.errors)
    warnings = len(reading.faults) - errors
    text = word("counts", lang, errors=errors, warnings=warnings) if reading.faults else word("clean", lang)
    if shown is not None and shown < len(reading.faults):
        text += "; " + word("shown", lang, shown=shown)
    return text + ("; " + word("safe", lang, count=len(reading.changes)) if reading.changes else "")


def fault_table(reading: Reading, lang: str = "en", limit: int | None = None) -> RichTable:
    """Return the faults, or the first so many, as a table for a terminal; columns that are blank are left out."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    faults = reading.faults[:limit]
    rows = _rows(faults, lang)
    # the file is the same in each row unless a folder was read
    hidden = set() if reading.path.is_dir() else {"file"}
    shown = [k for k, (name, _, _) in enumerate(_COLUMNS) if name not in hidden and any(row[k] != "" for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for k in shown:
        narrow = _COLUMNS[k][0] in ("severity", "line")
        right = _COLUMNS[k][0] == "line"
        table.add_column(_headings(lang)[k], justify="right" if right else "left", no_wrap=narrow, overflow="fold")
    for fault, row in zip(faults, rows, strict=True):
        style = "red" if fault.severity == "error" else "yellow"
        # names and values of the source may hold square brackets: never as markup
        table.add_row(*(Text(_short(str(row[k])), style=style if k == 0 else "") for k in shown))
    return table


def text(reading: Reading, lang: str = "en") -> str:
    """Return the table of faults as plain text of 200 signs a line."""
    import io

    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(fault_table(reading, lang))
    return out.getvalue()


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:197] + "..."
