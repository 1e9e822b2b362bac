"""The results of a Musrenbang as a workbook: a sheet a kelurahan, sums as formulas that follow every change."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import fairbudget
from fairbudget.files import replacing
from fairbudget.report.musrenbang.logic_model import logic_model
from fairbudget.report.musrenbang.page_words import page_speaker
from fairbudget.report.musrenbang.words import Words, speaker

if TYPE_CHECKING:
    from fairbudget.musrenbang import Decision, Explainer, KelurahanPlan, Plan

__all__ = ["MOST_SHEETS", "write_workbook"]

#: Beyond so many kelurahan there is no sheet for each: the sheet of decisions can be filtered.
MOST_SHEETS = 200
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
#: Width of columns, by key of their heading.
_WIDTHS = {"proposal": 46, "reason": 60, "category": 14, "cost": 16, "status": 18, "kelurahan": 20, "kecamatan": 20}
_RUPIAH = "#,##0;[Red]-#,##0"


def write_workbook(
    plan: Plan,
    path: str | os.PathLike[str],
    *,
    lang: str = "id",
    explainer: Explainer | None = None,
    say: Callable[[int, int], None] = lambda done, all: None,
) -> None:
    """Write the results of a plan.

    Parameters
    ----------
    plan : Plan
    path : path
        Ending in ``.xlsx``; written whole or not at all.
    lang : {"id", "en"}
    explainer : Explainer, optional
        Of the same plan: adds the reason of each decision.
    say : callable
        Told how many kelurahan are done, of how many.

    Notes
    -----
    What a kelurahan has spent and left, and what the city has, are formulas over the sheet of decisions: whoever
    changes a cost or a result sees the sums follow, and a ceiling that is passed turns red.
    """
    import xlsxwriter

    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {"strings_to_formulas": False, "strings_to_urls": False})
        try:
            _Book(book, plan, speaker(lang), lang, explainer).write(say)
        finally:
            book.close()


class _Book:
    def __init__(self, book: Any, plan: Plan, t: Words, lang: str, explainer: Explainer | None) -> None:
        self.book, self.plan, self.t, self.lang, self.explainer = book, plan, t, lang, explainer
        self.places = list(plan.kelurahan)
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        self.plain = book.add_format(base)
        self.wrap = book.add_format({**base, "text_wrap": True})
        self.money = book.add_format({**base, "num_format": _RUPIAH})
        self.share = book.add_format({**base, "num_format": "0.0%"})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#DDE7EC", "border": 1, "text_wrap": True})
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.bold = book.add_format({**base, "bold": True})
        self.sum = book.add_format({**base, "bold": True, "num_format": _RUPIAH, "top": 1})
        self.bad = book.add_format({"bg_color": "#F8D7DA", "font_color": "#8A1C1C"})
        self.good = book.add_format({"font_color": "#1B6E3C"})
        self.names = self._sheet_names()

    def _sheet_names(self) -> list[str]:
        """Return a name a kelurahan: no sign that sheets cannot have, at most 31 letters, no two alike."""
        taken = {self.t(key).lower() for key in ("read me", "summary", "decisions")} | {self.names_of_model().lower()}
        names = []
        for place in self.places:
            wish = _FORBIDDEN.sub(" ", place.name).strip("' ") or "-"
            name, number = wish[:31], 2
            while name.lower() in taken:
                tail = f" {number}"
                name, number = wish[: 31 - len(tail)] + tail, number + 1
            taken.add(name.lower())
            names.append(name)
        return names

    def write(self, say: Callable[[int, int], None]) -> None:
        self.read_me()
        summary = self.book.add_worksheet(self.t("summary"))
        self.decisions()
        self.summary(summary)
        if self.explainer is not None:
            self.model(self.explainer)
        if len(self.places) <= MOST_SHEETS:
            for k, place in enumerate(self.places):
                say(k, len(self.places))
                self.kelurahan(place, self.names[k])
        say(len(self.places), len(self.places))

    def read_me(self) -> None:
        t, sheet = self.t, self.book.add_worksheet(self.t("read me"))
        sheet.set_column(0, 0, 28, self.plain)
        sheet.set_column(1, 1, 90, self.wrap)
        sheet.write_string(0, 0, self.plan.city, self.title)
        rows = [
            (t("note"), t("workbook text")),
            (t("rule"), self.plan.rule),
            *((f"{t('rule')}: {key}", str(value)) for key, value in self.plan.options.items()),
            *((key, str(value)) for key, value in self.plan.settings.items() if value not in (None, "", (), {})),
            *((t("note"), note) for note in self.plan.notes),
            ("", t("made with", fairbudget.__version__)),
        ]
        for k, (name, text) in enumerate(rows, 2):
            sheet.write_string(k, 0, name, self.bold)
            sheet.write_string(k, 1, text, self.wrap)

    def model(self, explainer: Explainer) -> None:
        """Write the logic model, with blank cells for realisation and evidence."""
        known = {row.id: row for row in explainer.city.proposals}
        t, sheet = page_speaker(self.lang), self.book.add_worksheet(self.names_of_model())
        keys = ("model stage", "model indicator", "model plan", "model last", "model actual", "model evidence")
        for k, key in enumerate(keys):
            sheet.write_string(0, k, t(key), self.head)
            sheet.set_column(k, k, (14, 46, 18, 18, 22, 34)[k])
        sheet.freeze_panes(1, 0)
        for row, item in enumerate(logic_model(explainer.city, self.plan, known, t), 1):
            sheet.write_string(row, 0, item["stage"] if item["first"] else "", self.bold)
            sheet.write_string(row, 1, item["indicator"], self.wrap)
            for k, key in ((2, "plan_number"), (3, "last_number")):
                if item[key] is not None:
                    sheet.write_number(row, k, item[key], self.money if item[key] >= 1 else self.plain)

    def names_of_model(self) -> str:
        """Return the name of the sheet of the logic model."""
        return page_speaker(self.lang)("nav model")[:31]

    # -- all decisions ---------------------------------------------------------------------------------------------

    def decisions(self) -> None:
        t, sheet = self.t, self.book.add_worksheet(self.t("decisions"))
        keys = ["kecamatan", "kelurahan", "id", "proposal", "rw", "category", "family", "priority", "cost", "status"]
        keys += ["order", "source", "supporters"] + (["reason"] if self.explainer else [])
        self.headings(sheet, 0, keys)
        sheet.freeze_panes(1, 4)
        from xlsxwriter.utility import xl_col_to_name

        for row, item in enumerate(self.plan.decisions, 1):
            self.row(sheet, row, keys, item)
        last = max(1, len(self.plan.decisions))
        sheet.autofilter(0, 0, last, len(keys) - 1)
        self.at = {
            key: f"'{t('decisions')}'!${xl_col_to_name(k)}$2:${xl_col_to_name(k)}${last + 1}"
            for k, key in enumerate(keys)
        }

    def headings(self, sheet: Any, row: int, keys: Sequence[str]) -> None:
        for k, key in enumerate(keys):
            sheet.write_string(row, k, self.t(key), self.head)
            sheet.set_column(k, k, _WIDTHS.get(key, 11))

    def row(self, sheet: Any, row: int, keys: Sequence[str], item: Decision) -> None:
        t = self.t
        texts = {
            "kecamatan": item.kelurahan[0],
            "kelurahan": item.kelurahan[1],
            "id": item.proposal,
            "proposal": item.title,
            "rw": item.rw,
            "category": item.category,
            "family": item.family,
            "status": t(f"STATUS {item.status}"),
            "source": (item.agency or t(f"LEVEL {item.level}"))
            if item.status == "passed upward"
            else self.source(item),
        }
        numbers = {
            "priority": item.priority,
            "order": item.order,
            "supporters": item.supporters or None,
            "cost": item.cost,
        }
        for k, key in enumerate(keys):
            if key in texts:
                sheet.write_string(row, k, texts[key], self.wrap if key == "proposal" else self.plain)
            elif key == "reason" and self.explainer is not None:
                sheet.write_string(
                    row, k, self.explainer.explain(item.proposal, effort=0).sentence(self.lang), self.wrap
                )
            elif numbers.get(key) is not None:
                sheet.write_number(row, k, numbers[key] or 0, self.money if key == "cost" else self.plain)

    def source(self, item: Decision) -> str:
        """Return whose money paid for a funded proposal."""
        return self.pot(item.stage, item.level) if item.funded else ""

    def pot(self, stage: str, level: str) -> str:
        return f"{self.t(f'STAGE {stage}')} {self.t(f'LEVEL {level}')}"

    # -- sums ------------------------------------------------------------------------------------------------------

    def summary(self, sheet: Any) -> None:
        from xlsxwriter.utility import xl_col_to_name

        t = self.t
        keys = ["kecamatan", "kelurahan", "ceiling", "spent", "pooled", "left", "share", "check"]
        sheet.write_string(0, 0, f"{self.plan.city}: {t('summary')}", self.title)
        self.headings(sheet, 2, keys)
        sheet.freeze_panes(3, 2)
        first = 3
        for k, place in enumerate(self.places):
            row, result = first + k, place.result
            sheet.write_string(row, 0, place.key[0], self.plain)
            sheet.write_string(row, 1, place.name, self.plain)
            sheet.write_number(row, 2, result.ceiling, self.money)
            mine = f"{self.at['kecamatan']},A{row + 1},{self.at['kelurahan']},B{row + 1}"
            funded = (
                f'{self.at["status"]},"{t("STATUS funded")}",{self.at["source"]},"{self.pot("ceiling", "kelurahan")}"'
            )
            # an empty kecamatan is matched as text of length 0
            mine = mine if place.key[0] else f"{self.at['kelurahan']},B{row + 1}"
            sheet.write_formula(row, 3, f"=SUMIFS({self.at['cost']},{mine},{funded})", self.money, result.spent)
            sheet.write_number(row, 4, result.pooled, self.money)
            self.balance(sheet, row, result.ceiling, result.spent, result.pooled)
        last = first + len(self.places) - 1
        total = self.plan.money("kelurahan", "ceiling")
        if self.places:
            row = last + 1
            sheet.write_string(row, 1, t("total"), self.bold)
            for column, value in ((2, total.ceiling), (3, total.spent), (4, total.pooled), (5, total.left)):
                name = xl_col_to_name(column)
                sheet.write_formula(row, column, f"=SUM({name}{first + 1}:{name}{last + 1})", self.sum, value)
            share = total.spent / total.ceiling if total.ceiling else 0
            sheet.write_formula(row, 6, f"=IF(C{row + 1}=0,0,D{row + 1}/C{row + 1})", self.share, share)
            self.marks(sheet, first, last)
        self.upper(sheet, last + 4)

    def balance(self, sheet: Any, row: int, ceiling: int, spent: int, pooled: int) -> None:
        """Write what is left, the share funded and the check of one line with ceiling, spent and pooled in C, D, E."""
        t, n = self.t, row + 1
        left = ceiling - spent - pooled
        sheet.write_formula(row, 5, f"=C{n}-D{n}-E{n}", self.money, left)
        sheet.write_formula(row, 6, f"=IF(C{n}=0,0,D{n}/C{n})", self.share, spent / ceiling if ceiling else 0)
        words = (t("within"), t("over"))
        sheet.write_formula(row, 7, f'=IF(F{n}>=0,"{words[0]}","{words[1]}")', self.plain, words[left < 0])

    def marks(self, sheet: Any, first: int, last: int) -> None:
        rule = {"type": "cell", "criteria": "==", "format": self.bad, "value": f'"{self.t("over")}"'}
        sheet.conditional_format(first, 7, last, 7, rule)
        sheet.conditional_format(first, 7, last, 7, {**rule, "format": self.good, "value": f'"{self.t("within")}"'})

    def upper(self, sheet: Any, row: int) -> None:
        """Write the elections above the kelurahan: pools, and pots of kecamatan and city."""
        above = [item for item in self.plan.results if item.level != "kelurahan"]
        if not above:
            return
        t = self.t
        for k, key in enumerate(["kecamatan", "source", "ceiling", "spent", "pooled", "left", "share", "check"]):
            sheet.write_string(row, k, t(key), self.head)
        for k, item in enumerate(above, 1):
            name = item.place[0] or self.plan.city
            sheet.write_string(row + k, 0, name, self.plain)
            sheet.write_string(row + k, 1, self.pot(item.stage, item.level), self.plain)
            sheet.write_number(row + k, 2, item.ceiling, self.money)
            where = f'{self.at["status"]},"{t("STATUS funded")}",{self.at["source"]},B{row + k + 1}'
            where += f",{self.at['kecamatan']},A{row + k + 1}" if item.place[0] else ""
            sheet.write_formula(row + k, 3, f"=SUMIFS({self.at['cost']},{where})", self.money, item.spent)
            sheet.write_number(row + k, 4, item.pooled, self.money)
            self.balance(sheet, row + k, item.ceiling, item.spent, item.pooled)
        self.marks(sheet, row + 1, row + len(above))

    def kelurahan(self, place: KelurahanPlan, name: str) -> None:
        t, sheet, result = self.t, self.book.add_worksheet(name), place.result
        keys = ["order", "id", "proposal", "rw", "category", "cost", "status", "source", "supporters"]
        keys += ["reason"] if self.explainer else []
        sheet.write_string(0, 0, f"{t('kelurahan')} {place.name}", self.title)
        sheet.write_string(1, 0, f"{t('kecamatan')} {place.key[0]}" if place.key[0] else "", self.plain)
        head = 7
        self.headings(sheet, head, keys)
        sheet.freeze_panes(head + 1, 3)
        rank = {"funded": 0, "not funded": 1, "excluded": 2, "passed upward": 3}
        listed = sorted(place.decisions, key=lambda item: (rank[item.status], item.order or 0, item.priority or 10**9))
        for row, item in enumerate(listed, head + 1):
            self.row(sheet, row, keys, item)
        last = head + max(1, len(listed))
        cost, status, to = (f"{c}{head + 2}:{c}{last + 1}" for c in "FGH")
        spent = f'=SUMIFS({cost},{status},"{t("STATUS funded")}",{to},"{self.pot("ceiling", "kelurahan")}")'
        lines: list[tuple[str, str | None, int]] = [
            ("ceiling", None, result.ceiling),
            ("spent", spent, result.spent),
            ("pooled", None, result.pooled),
            ("left", "=D3-D4-D5", result.ceiling - result.spent - result.pooled),
        ]
        for row, (key, formula, value) in enumerate(lines, 2):
            sheet.write_string(row, 2, t(key), self.bold)
            if formula is None:
                sheet.write_number(row, 3, value, self.money)
            else:
                sheet.write_formula(row, 3, formula, self.money, value)
        sheet.set_column(3, 3, 16)
        words = (t("within"), t("over"))
        sheet.write_formula(5, 4, f'=IF(D6>=0,"{words[0]}","{words[1]}")', self.plain, words[lines[3][2] < 0])
        sheet.conditional_format(5, 3, 5, 3, {"type": "cell", "criteria": "<", "value": 0, "format": self.bad})
        sheet.autofilter(head, 0, last, len(keys) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
