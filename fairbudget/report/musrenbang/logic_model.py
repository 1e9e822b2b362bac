"""The logic model of a plan: inputs, activities, outputs, outcomes with indicators, filled in over the year."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fairbudget.report.numbers import decimal

if TYPE_CHECKING:
    from fairbudget.musrenbang import City, Plan, Proposal
    from fairbudget.report.musrenbang.words import Words

__all__ = ["logic_model"]

Number = int | Fraction


def logic_model(city: City, plan: Plan, proposals: Mapping[str, Proposal], t: Words) -> list[dict[str, Any]]:
    """Return the rows of the logic model.

    Parameters
    ----------
    city : City
        Its realisation gives last year's column.
    plan : Plan
    proposals : mapping of str to Proposal
        By id: volumes and beneficiaries.
    t : callable
        Gives words by key.

    Returns
    -------
    list of dict
        ``stage``, ``indicator``, ``plan`` and ``last`` as text, and as ``plan_number`` and ``last_number`` (None where
        there is none); ``first`` on the first row of a stage, ``count`` its rows. Realisation and
        evidence are left for people to fill in. Volumes are added up by field and unit where the source has them.
    """
    from fairbudget.metrics import gini_across
    from fairbudget.musrenbang.gaps import per_head, realised

    total = plan.money()
    funded = [item for item in plan.decisions if item.funded]
    before = realised(city)
    planned_before, spent_before = sum(row[1] for row in before), sum(row[2] for row in before)
    voices = sum(result.voters for result in plan.results if result.level == "kelurahan")
    rows: list[tuple[str, str, Number | None, Number | None]] = [
        ("inputs", t("ind ceiling"), total.ceiling, planned_before if before else None),
        ("inputs", t("ind voices"), voices, None),
        ("inputs", t("ind proposals"), len(plan.decisions), None),
    ]
    by_field: dict[str, int] = {}
    for item in funded:
        by_field[item.category or t("unknown")] = by_field.get(item.category or t("unknown"), 0) + 1
    rows += [("activities", t("ind funded", name), count, None) for name, count in sorted(by_field.items())]
    rows.append(("activities", t("ind spent"), total.spent, spent_before if before else None))
    volumes: dict[tuple[str, str], Fraction] = {}
    people = 0
    for item in funded:
        row = proposals[item.proposal]
        people += row.beneficiaries or 0
        if row.volume is not None and row.unit:
            key = (row.category or t("unknown"), row.unit)
            volumes[key] = volumes.get(key, Fraction(0)) + row.volume
    for (field, unit), volume in sorted(volumes.items()):
        rows.append(("outputs", t("ind volume", field, unit), volume, None))
    if people:
        rows.append(("outputs", t("ind beneficiaries"), people, None))
    found = per_head(plan, city)
    if found.values:
        inhabitants = [place.population or 0 for place in city.kelurahan if place.key in found.values]
        values = [found.values[place.key] for place in city.kelurahan if place.key in found.values]
        head, _ = gini_across(values, inhabitants)
        rows.append(("outcomes", t("ind gini"), Fraction(head.value), None))
    rows.append(("outcomes", t("ind covered"), None, None))
    seen: set[str] = set()
    result = []
    for stage, indicator, value, last in rows:
        result.append(
            {
                "stage": t(stage),
                "first": stage not in seen,
                "count": sum(row[0] == stage for row in rows),
                "indicator": indicator,
                "plan": _text(value),
                "last": _text(last),
                "plan_number": None if value is None else float(value),
                "last_number": None if last is None else float(last),
            }
        )
        seen.add(stage)
    return result


def _text(value: Number | None) -> str:
    """Return a number as Indonesian tables write it: points between thousands, at most three decimals."""
    if value is None:
        return ""
    if Fraction(value).denominator == 1:
        return f"{int(value):,}".replace(",", ".")
    return decimal(value, 3).rstrip("0").replace(".", ",")
