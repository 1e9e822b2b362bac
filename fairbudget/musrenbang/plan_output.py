"""A plan for people and programs: a table on a terminal, csv, a plain workbook, JSON, or a folder with all of them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fairbudget.errors import OptionError, nearest
from fairbudget.files import write_text
from fairbudget.io.tables import Sheet, csv_text, write_workbook
from fairbudget.money import format_rupiah
from fairbudget.musrenbang.result import LevelResult, Plan

__all__ = ["FORMATS", "decision_table", "format_for", "money_table", "plan_as", "plan_text", "write_plan"]

FORMATS = ("table", "csv", "json", "xlsx")

#: column -> (English, Indonesian, kind of cell)
_DECISIONS = {
    "id": ("id", "id_usulan", "text"),
    "title": ("title", "usulan", "text"),
    "kecamatan": ("kecamatan", "kecamatan", "text"),
    "kelurahan": ("kelurahan", "kelurahan", "text"),
    "rw": ("rw", "rw", "text"),
    "category": ("category", "bidang", "text"),
    "family": ("family", "kelompok", "text"),
    "authority": ("authority", "kewenangan", "text"),
    "cost": ("cost", "anggaran", "integer"),
    "priority": ("priority", "prioritas", "integer"),
    "supporters": ("supporters", "pendukung", "integer"),
    "voters": ("voters", "suara", "integer"),
    "status": ("status", "status", "text"),
    "level": ("level", "tingkat", "text"),
    "stage": ("stage", "sumber", "text"),
    "order": ("order", "urutan", "integer"),
    "reason": ("reason", "alasan", "text"),
    "because": ("because_of", "karena_usulan", "text"),
    "shortfall": ("shortfall", "kekurangan", "integer"),
}
_MONEY = {
    "level": ("level", "tingkat", "text"),
    "stage": ("stage", "sumber", "text"),
    "kecamatan": ("kecamatan", "kecamatan", "text"),
    "kelurahan": ("kelurahan", "kelurahan", "text"),
    "ceiling": ("ceiling", "pagu", "integer"),
    "spent": ("spent", "didanai", "integer"),
    "left": ("left", "sisa", "integer"),
    "pooled": ("pooled", "digabung", "integer"),
    "proposals": ("proposals", "jumlah_usulan", "integer"),
    "funded": ("funded", "usulan_didanai", "integer"),
    "ballots": ("ballots", "surat_suara", "integer"),
    "voters": ("voters", "suara", "integer"),
    "ballot_type": ("ballot_type", "jenis_suara", "text"),
    "mapping": ("mapping", "pemetaan", "text"),
    "conditions": ("not_met", "tidak_terpenuhi", "text"),
}
#: English word -> Indonesian, of cells
_CELLS = {
    "funded": "didanai",
    "not funded": "tidak didanai",
    "passed upward": "diteruskan ke atas",
    "excluded": "tergantikan",
    "ceiling": "pagu",
    "pot": "pagu tingkat",
    "pool": "dana gabungan",
    "selected": "terpilih",
    "authority": "kewenangan tingkat lain",
    "requires": "prasyarat tidak didanai",
    "unsupported": "tidak ada yang memilih",
    "above the ceiling": "di atas pagu",
    "no money": "dana tidak cukup",
    "not chosen": "tidak terpilih",
    "agency": "perangkat daerah",
    "total": "jumlah",
}
_TEXT = {
    "decisions": ("Decisions", "Keputusan"),
    "money": ("Money", "Dana"),
    "settings": ("Settings", "Pengaturan"),
    "name": ("name", "nama"),
    "value": ("value", "nilai"),
    "head": ("{city}, by {rule}", "{city}, menurut {rule}"),
    "passed": (
        "passed upward, not decided on: {count} proposals, {money}",
        "diteruskan ke atas, tidak diputuskan: {count} usulan, {money}",
    ),
    "unmet": ("not met in {place}: {what}", "tidak terpenuhi di {place}: {what}"),
    "city": ("the city", "kota"),
}


def _word(text: str, lang: str) -> str:
    return _CELLS.get(text, text) if lang == "id" else text


def decision_table(plan: Plan, lang: str = "en") -> tuple[list[str], list[list[Any]], list[str]]:
    """Return headings, one row a proposal, and the kind of each column.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "id"}
    """
    rows: list[list[Any]] = []
    for item in plan.decisions:
        cells: dict[str, Any] = {
            name: getattr(item, name) for name in _DECISIONS if name not in ("id", "kecamatan", "kelurahan", "because")
        }
        cells |= {"id": item.proposal, "kecamatan": item.kelurahan[0], "kelurahan": item.kelurahan[1]}
        cells["because"] = ", ".join(item.because)
        for name in ("status", "stage", "reason", "authority"):
            cells[name] = _word(cells[name], lang)
        if item.status == "passed upward":
            cells |= {"supporters": None, "voters": None}
        rows.append([cells[name] for name in _DECISIONS])
    return [words[lang == "id"] for words in _DECISIONS.values()], rows, [words[2] for words in _DECISIONS.values()]


def money_table(plan: Plan, lang: str = "en") -> tuple[list[str], list[list[Any]], list[str]]:
    """Return headings, one row an election and a last one with the sums, and the kind of each column."""
    rows: list[list[Any]] = []
    for result in plan.results:
        cells: dict[str, Any] = {
            name: getattr(result, name)
            for name in ("level", "ceiling", "spent", "left", "pooled", "ballots", "voters", "ballot_type")
        }
        cells |= {"stage": _word(result.stage, lang), "kecamatan": result.place[0], "kelurahan": result.place[1]}
        cells |= {"proposals": len(result.candidates), "funded": len(result.funded)}
        cells |= {"mapping": "; ".join(result.mapping), "conditions": "; ".join(_unmet(result))}
        rows.append([cells[name] for name in _MONEY])
    money = plan.money()
    sums: dict[str, Any] = {"level": _word("total", lang)}
    sums |= {column: getattr(money, column) for column in ("ceiling", "spent", "left", "pooled", "proposals", "funded")}
    rows.append([sums.get(name) for name in _MONEY])
    return [words[lang == "id"] for words in _MONEY.values()], rows, [words[2] for words in _MONEY.values()]


def _unmet(result: LevelResult) -> Iterator[str]:
    for group in result.groups:
        if not group.met:
            yield f"{group.kind} {group.name}: {group.why}"


def plan_text(plan: Plan, lang: str = "en", width: int | None = None) -> str:
    """Return the money of each election as a table, with what was passed upward and what was not met.

    Parameters
    ----------
    plan : Plan
    lang : {"en", "id"}
    width : int, optional
        Columns of text; by default that of the terminal, and without limit where there is none.
    """
    import shutil
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table

    k = lang == "id"
    table = Table(box=box.SIMPLE, title=_TEXT["head"][k].format(city=plan.city, rule=plan.rule), title_justify="left")
    shown = ["level", "stage", "kecamatan", "kelurahan", "ceiling", "spent", "left", "pooled", "proposals", "funded"]
    if plan.settings.get("unspent") != "pooled":
        shown.remove("pooled")
    headings, rows, kinds = money_table(plan, lang)
    columns = [list(_MONEY).index(name) for name in shown]
    for column in columns:
        number = kinds[column] == "integer"
        table.add_column(headings[column], justify="right" if number else "left", no_wrap=number, overflow="fold")
    for place, row in enumerate(rows):
        cells = [_cell(row[column]) for column in columns]
        table.add_row(*cells, style="bold" if place == len(rows) - 1 else None, end_section=place == len(rows) - 2)
    if width is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 200
    text = io.StringIO()
    Console(file=text, width=width).print(table)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    passed = [item for item in plan.decisions if item.status == "passed upward"]
    if passed:
        cost = format_rupiah(sum(item.cost for item in passed))
        lines.append(_TEXT["passed"][k].format(count=len(passed), money=cost))
    for result in plan.results:
        what = "; ".join(_unmet(result))
        if what:
            where = result.place[1] or result.place[0] or _TEXT["city"][k]
            lines.append(_TEXT["unmet"][k].format(place=where, what=what))
    return "\n".join(lines).strip("\n") + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return "" if value is None else str(value)


def format_for(output: str | os.PathLike[str] | None, chosen: str | None) -> str:
    """Return the format: as chosen, else by the name of the output; "folder" where it has none.

    Raises
    ------
    OptionError
        If the name says nothing known, or a workbook has no file to go to.
    """
    if chosen is None:
        suffix = Path(output).suffix.lower() if output is not None else ""
        known = {".csv": "csv", ".json": "json", ".xlsx": "xlsx", ".txt": "table"}
        if output is None:
            return "table"
        if not suffix or Path(output).is_dir():
            return "folder"
        if suffix not in known:
            raise OptionError(f"{output}: of which format? {nearest(suffix, known)}, or a folder, or --format")
        return known[suffix]
    if chosen == "xlsx" and output is None:
        raise OptionError("a workbook needs a file to go to: -o FILE.xlsx")
    return chosen


def plan_as(plan: Plan, format: str, lang: str = "en") -> str:
    """Return a plan as text: table, csv (of the decisions) or json."""
    if format == "json":
        return plan.to_json()
    if format == "csv":
        headings, rows, _ = decision_table(plan, lang)
        return csv_text(headings, rows)
    return plan_text(plan, lang)


def write_plan(
    plan: Plan,
    path: str | os.PathLike[str],
    format: str | None = None,
    lang: str = "en",
    *,
    folder: bool = False,
) -> list[Path]:
    """Write a plan to a file, or to a folder.

    Parameters
    ----------
    plan : Plan
    path : path
        Into a folder go ``decisions.csv``, ``money.csv``, ``plan.json`` and ``plan.xlsx``.
    format : {"table", "csv", "json", "xlsx"}, optional
        Default: by the name of the file.
    lang : {"en", "id"}
        Of headings and words; JSON is the same in both.
    folder : bool
        Whether the path is a folder, whatever its name.

    Returns
    -------
    list of Path
        What was written.
    """
    target = Path(path)
    chosen = "folder" if folder else format_for(target, format)
    if chosen == "xlsx":
        write_workbook(target, _sheets(plan, lang))
        return [target]
    if chosen != "folder":
        write_text(target, plan_as(plan, chosen, lang))
        return [target]
    headings, rows, _ = money_table(plan, lang)
    write_text(target / "decisions.csv", plan_as(plan, "csv", lang))
    write_text(target / "money.csv", csv_text(headings, rows))
    plan.save(target / "plan.json")
    write_workbook(target / "plan.xlsx", _sheets(plan, lang))
    return [target / name for name in ("decisions.csv", "money.csv", "plan.json", "plan.xlsx")]


def _sheets(plan: Plan, lang: str) -> list[Sheet]:
    k = lang == "id"
    headings, rows, kinds = decision_table(plan, lang)
    money, amounts, money_kinds = money_table(plan, lang)
    settings = [["city", plan.city], ["rule", plan.rule]]
    settings += [[f"rule: {name}", str(value)] for name, value in plan.options.items()]
    settings += [[name, _said(value)] for name, value in plan.settings.items()]
    settings += [["note", note] for note in plan.notes]
    return [
        Sheet(_TEXT["decisions"][k], headings, rows, kinds),
        Sheet(_TEXT["money"][k], money, amounts, money_kinds, frozenset({len(amounts) - 1})),
        Sheet(_TEXT["settings"][k], [_TEXT["name"][k], _TEXT["value"][k]], settings),
    ]


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {item}" for name, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
