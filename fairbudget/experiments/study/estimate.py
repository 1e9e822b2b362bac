"""What a study would compute, and about how long that takes: from units measured before, or from a few tried now."""

from __future__ import annotations

import time
from collections.abc import Mapping
from statistics import mean

from fairbudget.experiments.study.model import Instance
from fairbudget.experiments.study.plan import Plan
from fairbudget.experiments.study.run import missing
from fairbudget.experiments.study.store import Store
from fairbudget.experiments.study.work import Work

__all__ = ["describe"]

#: Seconds that trying units may take, and how many stored units of a rule are looked at.
_TRIAL, _LOOKED_AT = 6.0, 200


def describe(plan: Plan, store: Store | None, jobs: int) -> str:
    """Return the grid of a study, its size and an estimate of its time, for a person."""
    study = plan.study
    keys = list(dict.fromkeys(unit.key for unit in plan.units))
    stored: Mapping[str, str | None] = store.stored(keys) if store else {}
    todo = missing(plan, stored, retry=False)
    lines = [f"{study.name}: {study.about['title'] or 'no title'}"]
    for key in ("question", "expected", "runtime"):
        if study.about[key]:
            lines.append(f"  {key}: {' '.join(study.about[key].split())}")
    lines.append("")
    for source in study.sources:
        own = [item for item in plan.instances if item.source == source.id]
        formulas = list(dict.fromkeys(item.formula for item in own if item.formula))
        text = f"instances {source.id}: {len(own)}"
        if formulas:
            text += f" ({len(own) // len(formulas)} elections x formulas {', '.join(formulas)})"
        lines.append(text + (f"; {source.motivation}" if source.motivation else ""))
    lines.append(f"rules: {len(plan.variants)} ({', '.join(v.label for v in plan.variants)})")
    for kind, what in (("metric", "metrics"), ("axiom", "axioms")):
        labels = [m.label for m in plan.measures if m.kind == kind]
        if labels:
            lines.append(f"{what}: {len(labels)} ({', '.join(labels)})")
    seeds = len({unit.seed for unit in plan.units if unit.seed is not None})
    if seeds:
        lines.append(f"seeds: {seeds}, from {study.seed}")
    lines.append("")
    lines.append(
        f"{len(plan.units)} units ({len(keys)} distinct), {len(keys) - len(todo)} of them stored; "
        f"at least {len(plan.units) * (len(plan.measures) + 2)} rows"
    )
    if todo:
        lines.append(_time(plan, store, todo, jobs))
    return "\n".join(lines) + "\n"


def _time(plan: Plan, store: Store | None, todo: list[int], jobs: int) -> str:
    """Return a line about the time that units will take."""
    measured = _measured(plan, store) if store else {}
    how = f"from {sum(map(len, measured.values()))} stored units"
    lacking = [variant for variant in {plan.units[k].variant for k in todo} if variant not in measured]
    if lacking:
        tried = _try(plan, [k for k in todo if plan.units[k].variant in set(lacking)])
        how = f"from {sum(map(len, tried.values()))} units tried now" + (f" and {how[5:]}" if measured else "")
        measured |= tried
    everything = [pair for pairs in measured.values() for pair in pairs]
    if not everything:
        return "time: not known; no unit could be tried"
    seconds = sum(_of(plan, k, measured.get(plan.units[k].variant, everything)) for k in todo)
    return f"time: about {_span(seconds)} of computation, {_span(seconds / jobs)} with {jobs} jobs ({how})"


def _of(plan: Plan, k: int, pairs: list[tuple[float, float]]) -> float:
    """Return the seconds expected of a unit: those of measured units of its rule, in proportion to the size.

    Small elections take what the smallest took: below it, time is overhead.
    """
    weight = plan.instances[plan.units[k].instance].weight
    rate = sum(seconds for _, seconds in pairs) / sum(size for size, _ in pairs)
    return max(rate * weight, min(seconds for _, seconds in pairs) / 2)


def _measured(plan: Plan, store: Store) -> dict[int, list[tuple[float, float]]]:
    """Return for each variant the sizes and seconds of units that are stored, spread over the plan."""
    found: dict[int, list[tuple[float, float]]] = {}
    by_variant: dict[int, list[int]] = {}
    for k, unit in enumerate(plan.units):
        by_variant.setdefault(unit.variant, []).append(k)
    for variant, numbers in by_variant.items():
        keys = {plan.units[k].key: k for k in numbers}
        there = [key for key, failed in store.stored(keys).items() if failed is None]
        for key, _, _, seconds in store.results(sorted(there)[:_LOOKED_AT]):
            taken = seconds.get("load", 0.0) + seconds.get("rule", 0.0) + sum(filter(None, seconds.get("measures", ())))
            found.setdefault(variant, []).append((_weight(plan, keys[key]), taken))
    return found


def _weight(plan: Plan, k: int) -> float:
    return plan.instances[plan.units[k].instance].weight


def _try(plan: Plan, units: list[int]) -> dict[int, list[tuple[float, float]]]:
    """Compute units of small and middling elections in this process, as many as the time allows."""
    work = Work(plan.variants, plan.measures)
    numbers = sorted({plan.units[k].instance for k in units}, key=lambda i: plan.instances[i].weight)
    chosen = list(dict.fromkeys([numbers[0], numbers[len(numbers) // 2]]))
    found: dict[int, list[tuple[float, float]]] = {}
    begin = time.perf_counter()
    for number in chosen:
        instance: Instance = plan.instances[number]
        for k in units:
            unit = plan.units[k]
            if unit.instance != number or (found and time.perf_counter() - begin > _TRIAL):
                continue
            # the first time pays for loading code, which a run pays once a worker
            for again in (False, True):
                start = time.perf_counter()
                work.unit(instance.group.key, instance.group.load, (k, instance.part, unit.variant, unit.seed, {}))
                taken = time.perf_counter() - start
                if taken < 0.2 and not again:
                    continue
                break
            found.setdefault(unit.variant, []).append((instance.weight, taken))
    overall = [pair for pairs in found.values() for pair in pairs]
    if not overall:
        return {}
    usual = (mean(size for size, _ in overall), mean(seconds for _, seconds in overall))
    return {variant: found.get(variant, [usual]) for variant in {plan.units[k].variant for k in units}}


def _span(seconds: float) -> str:
    if seconds < 1:
        return "less than a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
