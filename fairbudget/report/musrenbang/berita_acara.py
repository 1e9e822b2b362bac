"""The berita acara: minutes of a kelurahan's Musrenbang on paper, to be completed and signed by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fairbudget
from fairbudget.files import write_text
from fairbudget.generate.slugs import slugs
from fairbudget.money import format_rupiah
from fairbudget.registry import rules
from fairbudget.report.musrenbang.words import Words, speaker
from fairbudget.report.pages import render

if TYPE_CHECKING:
    from fairbudget.musrenbang import Decision, Explainer, KelurahanPlan, Plan

__all__ = ["berita_acara", "write_berita_acara"]

#: Lines for names that are written by hand.
DELEGATES, SIGNERS = 5, 8


def berita_acara(
    place: KelurahanPlan, plan: Plan, explainer: Explainer, *, lang: str = "id", year: str = "", effort: int = 0
) -> str:
    """Return the minutes of one kelurahan as a page for printing (A4), self-contained.

    Parameters
    ----------
    place : KelurahanPlan
    plan : Plan
    explainer : Explainer
        Of the same city and options: it says why.
    lang : {"id", "en"}
    year : str
        Fiscal year; left to be written by hand without it.
    effort : int
        As for :meth:`fairbudget.musrenbang.Explainer.explain`: above 0, what would have changed a refusal is looked
        for and told.

    Returns
    -------
    str
        HTML with its style sheet inside.
    """
    t = speaker(lang)
    result = place.result
    listed = [plan.by_proposal[id] for id in result.candidates]
    listed.sort(key=lambda item: (item.priority is None, item.priority or 0))
    own = {item.proposal for item in listed}
    refused = [item for item in place.rejected if item.proposal in own or item.trail]

    def why(item: Decision) -> str:
        found = explainer.explain(item.proposal, effort=effort)
        more = found.would_have(lang)
        return f"{found.sentence(lang)} {more}".strip()

    context: dict[str, Any] = {
        "t": t,
        "lang": lang,
        "city": plan.city,
        "place": place,
        "year": year,
        "money": _money(place, t),
        "money_text": t(
            "money text",
            funded=len(place.funded),
            all=len(listed),
            spent=format_rupiah(result.spent),
            ceiling=format_rupiah(result.ceiling),
            left=format_rupiah(result.left),
        ),
        "opening": _opening(place, t),
        "priorities": [_row(item, t) for item in listed],
        "funded": [_row(item, t) for item in place.funded],
        "funded_total": _number(sum(item.cost for item in place.funded)),
        "above": [_row(item, t) for item in place.funded_above],
        "passed": [_row(item, t) for item in place.passed],
        "refused": [{**_row(item, t), "why": why(item)} for item in refused],
        "rule": _rule(plan, result.ballots, result.voters, t),
        "mapping": result.mapping,
        "notes": result.notes,
        "delegates": range(1, DELEGATES + 1),
        "signers": range(1, SIGNERS + 1),
        "version": fairbudget.__version__,
    }
    return render("berita-acara.html.j2", trim=True, **context)


def _money(place: KelurahanPlan, t: Words) -> list[tuple[str, str]]:
    result = place.result
    rows = [("ceiling", result.ceiling), ("spent", result.spent)]
    rows += [("pooled", result.pooled)] if result.pooled else []
    rows.append(("left", result.left))
    return [(t(key), format_rupiah(amount)) for key, amount in rows]


def _opening(place: KelurahanPlan, t: Words) -> list[str]:
    """Return the opening sentence cut at the gaps that are filled in by hand."""
    gap = "\0"
    text = t("opening", day=gap, date=gap, month=gap, year=gap, place=gap, name=place.name)
    return text.split(gap)


def _rule(plan: Plan, ballots: int, voters: int, t: Words) -> str:
    name = rules[plan.rule].name if plan.rule in rules else plan.rule
    return t("rule text", name=name, ballots=ballots, voters=voters)


def _number(amount: int) -> str:
    return format_rupiah(amount).removeprefix("Rp ")


def _row(item: Decision, t: Words) -> dict[str, str]:
    to = item.agency or t(f"LEVEL {item.level}")
    return {
        "id": item.proposal,
        "title": item.title,
        "order": str(item.order or ""),
        "priority": "" if item.priority is None else str(item.priority),
        "rw": item.rw or t("whole"),
        "category": item.category,
        "cost": _number(item.cost),
        "supporters": f"{item.supporters:,}".replace(",", ".") if item.voters else "",
        "status": t(f"STATUS {item.status}"),
        "kind": item.status.replace(" ", "-"),
        "to": to,
    }


def write_berita_acara(
    plan: Plan,
    explainer: Explainer,
    folder: str | os.PathLike[str],
    *,
    lang: str = "id",
    year: str = "",
    effort: int = 0,
    only: Sequence[str] = (),
    say: Callable[[int, int], None] = lambda done, all: None,
) -> list[Path]:
    """Write the minutes of every kelurahan (or of some) to a folder, one page each.

    Parameters
    ----------
    only : sequence of str
        Names of kelurahan; all by default.
    say : callable
        Told how many are done, of how many.

    Returns
    -------
    list of Path

    Raises
    ------
    OptionError
        On a name that no kelurahan has.
    """
    chosen = [plan.of(name) for name in only] if only else list(plan.kelurahan)
    base = Path(folder)
    base.mkdir(parents=True, exist_ok=True)
    names = dict(zip((place.key for place in plan.kelurahan), slugs([p.key for p in plan.kelurahan]), strict=True))
    paths = []
    for k, place in enumerate(chosen):
        say(k, len(chosen))
        path = base / f"{names[place.key]}.html"
        write_text(path, berita_acara(place, plan, explainer, lang=lang, year=year, effort=effort))
        paths.append(path)
    say(len(chosen), len(chosen))
    return paths
