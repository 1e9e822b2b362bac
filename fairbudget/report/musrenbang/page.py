"""The page of a decided city: one file that works offline, to search and sort, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import fairbudget
from fairbudget.generate.slugs import slugs
from fairbudget.money import format_rupiah, plain
from fairbudget.registry import rules
from fairbudget.report.charts import Bar, Style, bars_panel, stacked_panel, styles
from fairbudget.report.musrenbang.logic_model import logic_model
from fairbudget.report.musrenbang.page_words import ISTILAH, page_speaker
from fairbudget.report.musrenbang.words import Words
from fairbudget.report.numbers import decimal
from fairbudget.report.pages import render
from fairbudget.report.words import WORDS

if TYPE_CHECKING:
    from fairbudget.experiments.city_comparison import CityComparison
    from fairbudget.musrenbang import City, Decision, Explainer, KelurahanPlan, Plan

__all__ = ["city_page"]

#: Groups by which acceptance is shown.
GROUPS = ("kecamatan", "bidang", "proposer")
#: Rows of a chart of acceptance; the worst off are shown.
MOST_GROUPS = 14
_MILLION = 10**6


def city_page(
    city: City,
    explainer: Explainer,
    *,
    lang: str = "id",
    comparison: CityComparison | None = None,
    reasons: bool = True,
) -> str:
    """Return the page.

    Parameters
    ----------
    city : City
    explainer : Explainer
        Of the same city: what was decided, and why.
    lang : {"id", "en"}
    comparison : CityComparison, optional
        The same city decided in other ways.
    reasons : bool
        Whether each decision carries its reason.

    Returns
    -------
    str
        HTML with style, script and pictures inside; it loads nothing.

    Notes
    -----
    O(proposals).
    """
    from fairbudget.musrenbang.gaps import acceptance, funnel, per_head

    t = page_speaker(lang)
    plan = explainer.plan
    places = list(plan.kelurahan)
    names = dict(zip((place.key for place in places), slugs([place.key for place in places]), strict=True))
    total = plan.money()
    known = {row.id: row for row in city.proposals}
    funded = sum(item.funded for item in plan.decisions)
    context: dict[str, Any] = {
        "t": t,
        "lang": lang,
        "city": plan.city,
        "version": fairbudget.__version__,
        "title": t("page title", plan.city),
        "lead": t(
            "lead",
            all=_whole(len(plan.decisions)),
            places=len(places),
            rule=rules[plan.rule].name,
            funded=_whole(funded),
            spent=format_rupiah(total.spent),
            money=format_rupiah(total.ceiling),
        ),
        "facts": [
            (format_rupiah(total.ceiling), t("money of all")),
            (format_rupiah(total.spent), t("money funded")),
            (format_rupiah(total.left), t("money left")),
            (f"{_whole(funded)} / {_whole(len(plan.decisions))}", t("proposals funded")),
        ],
        "legend": _legend(t, ("legend funded", "legend pooled", "legend left")),
        "ceilings": _ceilings(places, t),
        "funnel_legend": _legend(t, ("legend funded", "legend passed", "legend stopped")),
        "funnel": _funnel(funnel(plan), t),
        "accepted": [_accepted(by, found, t) for by in GROUPS if len(found := acceptance(plan, by, city)) > 1],
        "theil": _spread(per_head(plan, city), t),
        "rows": [_row(item, names, t) for item in plan.decisions],
        "kecamatan": _ordered(item.kelurahan[0] for item in plan.decisions),
        "bidang": sorted({item.category for item in plan.decisions if item.category}),
        "statuses": [t(f"STATUS {status}") for status in ("funded", "not funded", "excluded", "passed upward")],
        "places": [_place(place, names, explainer if reasons else None, lang, t) for place in places],
        "ways": _ways(comparison, t),
        "model": logic_model(city, plan, known, t),
        "settings": _settings(plan),
        "words": [("id", word, meaning) for word, meaning in ISTILAH]
        if lang == "id"
        else [(term.lang, term.word, term.meaning) for term in WORDS],
    }
    return render("musrenbang.html.j2", trim=True, **context)


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _ordered(names: Any) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


# -- pictures ------------------------------------------------------------------------------------------------------


def _legend(t: Words, keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(look.colour, look.label) for look in _looks(t, keys)]


def _looks(t: Words, keys: Sequence[str]) -> list[Style]:
    colours = {"legend funded": "#0072B2", "legend pooled": "#E69F00", "legend passed": "#E69F00"}
    return [Style(t(key), colours.get(key, "#c7ced4")) for key in keys]


def _millions(amount: int) -> float:
    return amount / _MILLION


def _short(amount: int) -> str:
    return decimal(Fraction(amount, _MILLION), 0)


def _ceilings(places: Sequence[KelurahanPlan], t: Words) -> list[dict[str, str]]:
    top = max((_millions(place.result.ceiling) for place in places), default=0)
    groups: dict[str, list[KelurahanPlan]] = {}
    for place in places:
        groups.setdefault(place.key[0], []).append(place)
    looks = _looks(t, ("legend funded", "legend pooled", "legend left"))
    panels = []
    for k, (group, members) in enumerate(groups.items()):
        members = sorted(members, key=lambda place: (-place.result.ceiling, place.name))
        bars = [
            Bar(
                place.name,
                tuple(map(_millions, (place.result.spent, place.result.pooled, place.result.left))),
                _short(place.result.ceiling),
            )
            for place in members
        ]
        told = "; ".join(
            t("bar", name=p.name, funded=_short(p.result.spent), ceiling=_short(p.result.ceiling)) for p in members
        )
        title = t("ceilings of", group or t("city"))
        svg = stacked_panel(f"c{k}", title, bars, looks, top, description=told, room=[place.name for place in places])
        panels.append({"title": group or t("city"), "svg": svg})
    return panels


def _funnel(gates: Sequence[Any], t: Words) -> dict[str, Any]:
    top = max((_millions(gate.money_arrived) for gate in gates), default=0)
    bars = [
        Bar(
            t(f"LEVEL {gate.level}").capitalize(),
            tuple(map(_millions, (gate.money_funded, gate.money_passed, gate.money_stopped))),
            _short(gate.money_arrived),
        )
        for gate in gates
        if gate.arrived
    ]
    told = [
        t(
            "funnel text",
            level=t(f"LEVEL {gate.level}").capitalize(),
            arrived=_whole(gate.arrived),
            funded=_whole(gate.funded),
            passed=_whole(gate.passed),
            stopped=_whole(gate.stopped),
        )
        for gate in gates
        if gate.arrived
    ]
    looks = _looks(t, ("legend funded", "legend passed", "legend stopped"))
    if not bars:
        return {"svg": "", "told": told}
    svg = stacked_panel("funnel", t("funnel"), bars, looks, top, description="; ".join(told), width=560, pitch=30)
    return {"svg": svg, "told": told}


def _accepted(by: str, found: Sequence[Any], t: Words) -> dict[str, Any]:
    shown = [item for item in found if item.group][:MOST_GROUPS]
    bars = [
        Bar(item.group, (float(item.money_rate),), f"{decimal(100 * Fraction(item.money_rate), 0)} %") for item in shown
    ]
    looks = styles(None, ["x"]) * len(bars)
    title = t("accepted by", t(by))
    told = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    rows = [
        (
            item.group or t("unknown"),
            _whole(item.proposals),
            _whole(item.funded),
            f"{decimal(100 * Fraction(item.rate), 1)} %",
            f"{decimal(100 * Fraction(item.money_rate), 1)} %",
            _signed(item.money_gap),
        )
        for item in found
    ]
    return {
        "title": title,
        "svg": bars_panel(f"a-{by}", title, bars, looks, 1.0, description=told, width=420),
        "rows": rows,
    }


def _signed(gap: int | Fraction) -> str:
    points = decimal(abs(100 * Fraction(gap)), 1)
    return f"{'+' if gap > 0 else '−' if gap < 0 else '±'}{points}"


def _spread(found: Any, t: Words) -> str:
    if found.decomposition is None:
        return ""
    values = list(found.values.values())
    return t(
        "theil",
        least=format_rupiah(round(min(values))),
        most=format_rupiah(round(max(values))),
        total=f"{found.decomposition.total:.3f}",
        share=f"{100 * found.decomposition.share_between:.0f} %",
    )


# -- tables --------------------------------------------------------------------------------------------------------


def _row(item: Decision, names: dict[tuple[str, str], str], t: Words) -> dict[str, Any]:
    return {
        "id": item.proposal,
        "title": item.title,
        "kecamatan": item.kelurahan[0],
        "kelurahan": item.kelurahan[1],
        "slug": names[item.kelurahan],
        "category": item.category,
        "rw": item.rw,
        "cost": item.cost,
        "cost_text": _whole(item.cost),
        "supporters": item.supporters,
        "supporters_text": _whole(item.supporters) if item.voters else "",
        "status": t(f"STATUS {item.status}"),
        "kind": item.status.replace(" ", "-"),
    }


def _place(
    place: KelurahanPlan, names: dict[tuple[str, str], str], explainer: Explainer | None, lang: str, t: Words
) -> dict[str, Any]:
    result = place.result
    rank = {"funded": 0, "not funded": 1, "excluded": 2, "passed upward": 3}
    listed = sorted(place.decisions, key=lambda d: (rank[d.status], d.order or 0, d.priority or 10**9))
    rows = []
    for item in listed:
        why = explainer.explain(item.proposal, effort=0).sentence(lang) if explainer else ""
        rows.append({**_row(item, names, t), "why": why})
    return {
        "name": place.name,
        "kecamatan": place.key[0],
        "slug": names[place.key],
        "ceiling": format_rupiah(result.ceiling),
        "spent": format_rupiah(result.spent),
        "left": format_rupiah(result.left + result.pooled),
        "funded": len(place.funded),
        "all": len(place.decisions),
        "part": f"{100 * result.spent / result.ceiling:.1f}" if result.ceiling else "0",
        "rows": rows,
        "notes": result.notes,
        "mapping": result.mapping,
    }


def _ways(comparison: CityComparison | None, t: Words) -> dict[str, Any] | None:
    if comparison is None:
        return None
    overall, winners = comparison.overall(), {row["way"]: row for row in comparison.winners()}
    keys = ("money", "money_funded", "left", "proposals_funded", "share_with_nothing", "mean_gain", "gini_voices")
    rows = []
    for key in (*keys, "gini_per_head"):
        rows.append((t(f"WAY {key}"), [_figure(key, row[key]) for row in overall]))
    for key in ("voices_better", "voices_worse", "kelurahan_more", "kelurahan_less"):
        cells = [_whole(winners[row["way"]][key]) if row["way"] in winners else "–" for row in overall]
        rows.append((t(f"WAY {key}"), cells))
    return {"headings": [row["way"] for row in overall], "rows": rows}


def _figure(key: str, value: Any) -> str:
    if key == "share_with_nothing":
        return f"{decimal(100 * Fraction(value), 1)} %"
    if key.startswith("gini"):
        return decimal(Fraction(value), 3)
    return _whole(round(plain(value)))


def _settings(plan: Plan) -> list[tuple[str, str]]:
    rows = [("rule", plan.rule), *((f"rule: {key}", str(value)) for key, value in plan.options.items())]
    rows += [(key, str(value)) for key, value in plan.settings.items() if value not in (None, "", (), {}, False)]
    return [*rows, *(("note", note) for note in plan.notes)]
