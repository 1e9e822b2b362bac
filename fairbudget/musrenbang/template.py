"""An empty workbook for a city: drop-downs, notes, one example row a sheet, and instructions."""

from __future__ import annotations

import functools
import io
import os
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from fairbudget.errors import OptionError
from fairbudget.files import write_bytes
from fairbudget.languages import place_of
from fairbudget.musrenbang.city import AUTHORITIES, FAMILIES
from fairbudget.musrenbang.columns import LANGUAGES, parts
from fairbudget.musrenbang.vocabulary import WORDS

__all__ = ["HEADING_ROW", "ROWS", "write_template"]

#: Headings stand in this row (from 1), below a title and a hint; the example row follows.
HEADING_ROW = 4
#: How many rows below the headings have drop-downs and checks.
ROWS = 2000
#: Most kelurahan that the drop-downs of the other sheets list.
PLACES = 500
ORDER = ("kelurahan", "rw", "proposals", "voices", "preferences", "criteria", "realisation")
BIDANG = ("fisik", "sosial", "ekonomi", "pemerintahan")
_MONEY = "#,##0"


@functools.cache
def _texts() -> Mapping[str, Any]:
    text = resources.files("fairbudget.musrenbang").joinpath("template.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write_template(path: str | os.PathLike[str], lang: str = "id") -> None:
    """Write an empty workbook to fill in.

    Parameters
    ----------
    path : path
        Ends in ``.xlsx``.
    lang : {"id", "en"}

    Raises
    ------
    OptionError
        On an unknown language, or another ending.
    InputError
        If it cannot be written.

    Notes
    -----
    Every sheet has one example row whose first cell says ``contoh`` (``example``): :func:`read_city` passes over such
    rows, so that they may stay. Drop-downs and checks reach 2,000 rows down.
    """
    place_of(lang, LANGUAGES)
    if not str(path).lower().endswith(".xlsx"):
        raise OptionError(f"{path}: a template is a workbook, its name ends in .xlsx")
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        writer = _Writer(book, lang)
        writer.instructions()
        for part in ORDER:
            writer.sheet(part)
        writer.lists()
    write_bytes(path, buffer.getvalue())


class _Writer:
    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang, self.index = book, lang, LANGUAGES.index(lang)
        plain = {"font_name": "Calibri", "font_size": 11}
        self.title = book.add_format({**plain, "bold": True, "font_size": 14})
        self.hint = book.add_format({**plain, "font_color": "#595959"})
        self.head = book.add_format(
            {**plain, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, "text_wrap": True}
        )
        example = {**plain, "italic": True, "font_color": "#7F7F7F", "bg_color": "#F2F2F2"}
        self.example = {"": book.add_format(example), "money": book.add_format({**example, "num_format": _MONEY})}
        self.cells = {"": book.add_format(plain), "money": book.add_format({**plain, "num_format": _MONEY})}
        self.wrapped = book.add_format({**plain, "text_wrap": True, "valign": "top"})
        self.names = {part: self._name(part) for part in ORDER}

    def _name(self, part: str) -> str:
        own = _texts()[part].get("sheet")
        return str(own[self.index] if own else parts()[part].sheet[self.lang])

    def say(self, pair: list[Any]) -> Any:
        return pair[self.index]

    def instructions(self) -> None:
        texts = _texts()["instructions"]
        page = self.book.add_worksheet(self.say(texts["sheet"]))
        page.set_column(0, 0, 95)
        page.write_string(0, 0, self.say(texts["title"]), self.title)
        for line, text in enumerate(texts[self.lang], 2):
            page.write_string(line, 0, text, self.wrapped)
            page.set_row(line, 15 * (1 + len(text) // 110))
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    def sheet(self, part: str) -> None:
        texts = _texts()[part]
        page = self.book.add_worksheet(self.names[part])
        page.write_string(0, 0, self.say(texts["title"]), self.title)
        page.write_string(1, 0, self.say(texts["hint"]), self.hint)
        head, first = HEADING_ROW - 1, HEADING_ROW
        for column, (field, heading, example, note, width) in enumerate(self.columns(part)):
            entry = parts()[part].fields.get(field)
            kind = "money" if entry is not None and entry.kind in ("money", "whole", "weight") else ""
            page.set_column(column, column, width, self.cells[kind])
            page.write_string(head, column, heading, self.head)
            if note:
                page.write_comment(head, column, note, {"x_scale": 1.6, "y_scale": 0.8, "font_size": 9})
            if isinstance(example, str):
                page.write_string(first, column, example, self.example[""])
            else:
                page.write_number(first, column, example, self.example[kind])
            check = self.check(part, field, heading)
            if check:
                page.data_validation(first + 1, column, first + ROWS, column, check)
        page.freeze_panes(HEADING_ROW, 0)
        page.set_landscape()
        # many columns are printed on A3, two sheets wide, so that they can be read
        wide = sum(width for *_, width in self.columns(part)) > 200
        page.set_paper(8 if wide else 9)
        page.fit_to_pages(2 if wide else 1, 0)
        page.repeat_rows(head)
        if wide:
            page.repeat_columns(0, 1)

    def columns(self, part: str) -> list[tuple[str, str, Any, str, int]]:
        """Return field, heading, example, note and width of each column of a sheet."""
        texts = _texts()[part]
        fields = parts()[part].fields
        result: list[tuple[str, str, Any, str, int]] = []
        for name in texts["columns"]:
            heading = fields[name].heading[self.lang]
            example = self.say(texts["example"][name]) if name in texts["example"] else ""
            if name == "number":
                example = self.say(_texts()["instructions"]["example"])
            note = self.say(texts["note"][name]) if name in texts.get("note", {}) else ""
            width = texts.get("width", {}).get(name, max(9, len(heading) + 3))
            result.append((name, heading, example, note, width))
        for extra in texts.get("extra", ()):
            for k in range(1, extra.get("times", 1) + 1):
                example = self.say(extra["example"]) if k == 1 or "times" not in extra else ""
                heading = self.say(extra["heading"]).format(k)
                kind = "choice" if "times" in extra else "score"
                result.append((kind, heading, example, self.say(extra["note"]) if k == 1 else "", extra["width"]))
        return result

    def check(self, part: str, field: str, heading: str) -> dict[str, Any] | None:
        """Return the drop-down or the check of a column."""
        entry = parts()[part].fields.get(field)
        kind = entry.kind if entry is not None else field
        messages = _texts()["messages"]
        own_list = self.list_of(part, field)
        if own_list:
            strict = field in ("authority", "family", "ballot_type", "kelurahan", "proposal", "choice")
            return {
                "validate": "list",
                "source": own_list,
                "error_type": "stop" if strict else "warning",
                "error_title": self.say(messages["wrong"]),
                "error_message": self.say(messages["list"]),
            }
        if kind in ("money", "whole", "weight", "rank"):
            return {
                "validate": "integer",
                "criteria": ">=",
                "value": 1 if kind in ("weight", "rank") else 0,
                "error_title": self.say(messages["wrong"]),
                "error_message": self.say(messages["money" if kind == "money" else "whole"]),
            }
        if kind in ("number", "score"):
            return {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": self.say(messages["wrong"]),
                "error_message": self.say(messages["number"]),
            }
        return None

    def list_of(self, part: str, field: str) -> str | list[str] | None:
        """Return what a drop-down offers: words, or the cells of another sheet."""
        if field == "kelurahan" and part != "kelurahan":
            return self.range("kelurahan", "kelurahan", PLACES)
        if field in ("proposal", "choice"):
            return self.range("proposals", "id", ROWS)
        if field == "voice" and part == "preferences":
            return self.range("voices", "voice", ROWS)
        if field == "category":
            return f"={self.say(_texts()['instructions']['lists'])}!$A$2:$A${len(BIDANG) + 1}"
        words = {"authority": AUTHORITIES, "family": FAMILIES, "ballot_type": ("ranking", "approval")}.get(field)
        return [WORDS[word][self.index] for word in words] if words else None

    def range(self, part: str, field: str, rows: int) -> str:
        column = next(k for k, entry in enumerate(self.columns(part)) if entry[0] == field)
        letter = chr(65 + column)
        return f"='{self.names[part]}'!${letter}${HEADING_ROW + 2}:${letter}${HEADING_ROW + 1 + rows}"

    def lists(self) -> None:
        page = self.book.add_worksheet(self.say(_texts()["instructions"]["lists"]))
        heading = parts()["proposals"].fields["category"].heading[self.lang]
        page.write_string(0, 0, heading, self.head)
        page.set_column(0, 0, 20)
        for line, text in enumerate(BIDANG, 1):
            page.write_string(line, 0, text, self.cells[""])
