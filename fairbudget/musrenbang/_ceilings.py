"""The ceilings of a city: as it states them, or by a formula."""

from __future__ import annotations

from typing import Any

from fairbudget.errors import FaultLog
from fairbudget.io.cells import normal
from fairbudget.musrenbang.city import City

__all__ = ["city_ceilings"]

Key = tuple[str, str]


def city_ceilings(city: City, formula: Any = None) -> dict[Key, int]:
    """Return the ceiling of each kelurahan: as the city states it, or computed by a formula from its indicators.

    Parameters
    ----------
    city : City
    formula : path, Formula or mapping, optional

    Raises
    ------
    InputError
        If a kelurahan has no ceiling, or the indicators have no row for it.
    """
    log = FaultLog(city.sources.get("kelurahan") or city.sources.get("ceilings"))
    found: dict[Key, int] = {}
    if formula is None:
        for place in city.kelurahan:
            if place.ceiling is None:
                log.error(
                    "no ceiling", row=place.name, column="ceiling", expected="an amount, or a formula (--formula)"
                )
            elif place.ceiling < 0:
                log.error("negative ceiling", row=place.name, column="ceiling", value=str(place.ceiling))
            else:
                found[place.key] = place.ceiling
        log.raise_errors()
        return found
    from fairbudget.formulas import ceilings as compute

    computed = compute(_indicators(city), formula)
    totals: dict[tuple[str, str], int] = {}
    groups = computed.groups or ("",) * len(computed)
    for name, group, total in zip(computed.names, groups, computed.totals, strict=True):
        totals[normal(group or ""), normal(name)] = total
    by_name: dict[str, list[int]] = {}
    for (_, name), total in totals.items():
        by_name.setdefault(name, []).append(total)
    for place in city.kelurahan:
        amount = totals.get((normal(place.kecamatan), normal(place.name)))
        same = by_name.get(normal(place.name), [])
        if amount is None and len(same) == 1:
            amount = same[0]
        if amount is None:
            log.error("the indicators have no row for this kelurahan", row=place.name)
        elif amount < 0:
            log.error("the formula gives a negative ceiling", row=place.name, value=str(amount))
        else:
            found[place.key] = amount
    log.raise_errors()
    return found


def _indicators(city: City) -> Any:
    if city.indicators is not None:
        return city.indicators
    columns = ("population", "households", "rw", "poor")
    kept = [name for name in columns if all(getattr(place, name) is not None for place in city.kelurahan)]
    return [
        {"kecamatan": place.kecamatan, "kelurahan": place.name, **{name: getattr(place, name) for name in kept}}
        for place in city.kelurahan
    ]
