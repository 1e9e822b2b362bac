"""The page of a demonstration run: ceilings, three rules compared, what was run, words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import fairbudget
from fairbudget.experiments.compare import option_text
from fairbudget.experiments.demo import FILES, Demo
from fairbudget.money import format_rupiah
from fairbudget.report.ceilings import ceilings_section
from fairbudget.report.comparison import (
    UNITS,
    comparison_section,
    fields_figure,
    measures_of,
    places_section,
    rules_of,
    spread_figure,
    voters_of,
)
from fairbudget.report.numbers import count, decimal, rupiah
from fairbudget.report.pages import render
from fairbudget.report.parts import PLACE
from fairbudget.report.words import WORDS

__all__ = ["closing_words", "demo_page"]


def demo_page(demo: Demo, date: str | None = None) -> str:
    """Return the report as one self-contained HTML page.

    Parameters
    ----------
    demo : Demo
    date : str, optional
        Shown as the day the page was made. Without it, equal runs give equal bytes.

    Returns
    -------
    str
        HTML with its style sheet and pictures inside; it loads nothing.
    """
    rules = rules_of(demo)
    overall = demo.comparison.overall()
    city = demo.city.city
    first = demo.city.meetings[0]
    return render(
        "demo.html.j2",
        version=fairbudget.__version__,
        title=f"{city}: ceilings, and what three rules fund within them"
        if len(rules) == 3
        else f"{city}: ceilings, and what {len(rules)} rules fund within them",
        lead=f"How a city budget is split over {len(demo.ceilings)} kelurahan by a formula, and which proposals of "
        "their meetings (Musrenbang) each rule then funds inside each ceiling.",
        notice="The ceilings are computed from the table of indicators. The RW, proposals, prices, participants and "
        f"ballots are invented by a generator from seed {demo.seed}: they describe no real place, person or wish, and "
        "the comparison shows how the rules work, not what any kelurahan should fund.",
        place=PLACE,
        key_facts=_key_facts(demo, overall),
        ceilings=ceilings_section(demo.ceilings),
        rules=rules,
        comparison=comparison_section(demo, rules, overall),
        further=[fields_figure(demo, rules), spread_figure(demo, rules)],
        places=places_section(demo, rules),
        run_facts=_run_facts(demo),
        files=list(FILES.items()),
        example=f"elections/{first.code}.pb",
        words=WORDS,
        date=date,
        seed=demo.seed,
    )  # fmt: skip


def _key_facts(demo: Demo, overall: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    units = demo.comparison.units
    row = overall[0]
    ratio = Fraction(row["money_demanded"], row["ceiling"]) if row["ceiling"] else Fraction(0)
    rws = sum(len(meeting.rws) for meeting in demo.city.meetings)
    ballots = sum(len(meeting.participants) for meeting in demo.city.meetings)
    groups = len({unit.group for unit in units})
    stand = f"whose ballots weigh {count(row['voters'])} {voters_of(demo)}; several may speak for one (synthetic)"
    facts = [
        (f"{count(len(units))} {PLACE}", f"in {groups} kecamatan, with {count(rws)} RW (synthetic)"),
        (rupiah(sum(demo.ceilings.totals)), "all ceilings together"),
        (f"{count(row['proposals'])} proposals", "compete for the ceilings (synthetic)"),
        (rupiah(row["money_demanded"]), f"asked for, {decimal(ratio, 2)} times the ceilings (synthetic)"),
        (f"{count(ballots)} participants", stand),
    ]
    return [{"value": value, "what": what} for value, what in facts]


def _run_facts(demo: Demo) -> list[tuple[str, str]]:
    facts = demo.facts()
    formula = demo.ceilings.formula
    return [
        ("Versions", f"fairbudget {facts['fairbudget']}, Python {facts['python']}, numpy {facts['numpy']}"),
        *((f"{role.capitalize()}", f"{name}, SHA-256 {digest}") for role, (name, digest) in demo.inputs.items()),
        ("Name of the formula", ", ".join(filter(None, [formula.name, formula.source])) or "(unnamed)"),
        *(("Note on the ceilings", note) for note in demo.ceilings.notes),
        ("Proposals and ballots", f"SYNTHETIC, seed {demo.seed}; {option_text(demo.city.options)}"),
        *(("Warning of the generator", str(fault)) for fault in demo.city.faults),
        *((f"Rule {run.label}", f"{run.rule}: {option_text(demo.options(run))}") for run in demo.comparison.runs),
        ("Utility of the comparison", f"{demo.comparison.utility}: {UNITS.get(demo.comparison.utility, '')}"),
    ]


def closing_words(demo: Demo, folder: os.PathLike[str]) -> str:
    """Return what a command says at its end: the comparison in short, and where to look.

    Parameters
    ----------
    demo : Demo
    folder : path
        Where its files are.

    Returns
    -------
    str
        Lines without a last line end.
    """
    overall = demo.comparison.overall()
    columns = [(name, [write(row[column]) for row in overall]) for column, name, _, write, _ in measures_of(demo)]
    first = max(len(name) for name, _ in columns)
    widths = [max(len(row["rule"]), *(len(cells[k]) for _, cells in columns)) for k, row in enumerate(overall)]

    def line(name: str, cells: Sequence[str]) -> str:
        return name.ljust(first) + "".join("  " + c.rjust(w) for c, w in zip(cells, widths, strict=True))

    row = overall[0]
    where = Path(folder)
    return "\n".join(
        [
            f"{demo.city.city}: {len(demo.ceilings)} {PLACE}, ceilings of {format_rupiah(row['ceiling'])}; "
            f"{row['proposals']} SYNTHETIC proposals for {format_rupiah(row['money_demanded'])}, seed {demo.seed}",
            "",
            line("", [row["rule"] for row in overall]),
            *(line(name, cells) for name, cells in columns),
            "",
            f"Open {where / 'report.html'} in a browser.",
            f"Tables: {', '.join(str(where / name) for name in FILES if name.endswith('.csv'))}",
            f"Elections: {where / 'elections'}, one a {PLACE}; for example "
            f"fairbudget select {where / 'elections' / demo.city.meetings[0].code}.pb --rule equal-shares",
        ]
    )
