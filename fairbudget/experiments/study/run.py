"""Running a study: what is stored already is left alone, the rest is computed and committed as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from fairbudget.errors import InputError
from fairbudget.experiments.study.code import versions
from fairbudget.experiments.study.host import Result
from fairbudget.experiments.study.local import Executor, LocalPool
from fairbudget.experiments.study.plan import Plan, Unit
from fairbudget.experiments.study.schedule import Schedule
from fairbudget.experiments.study.spec import City
from fairbudget.experiments.study.store import Store
from fairbudget.experiments.study.work import Job
from fairbudget.outcome import _encode

__all__ = ["BAD", "Progress", "Summary", "missing", "plan_content", "run_plan"]

#: Statuses of what went wrong (``undefined`` and ``undecided`` are answers).
BAD = ("timeout", "crash", "memory", "error")
#: Seconds between signs of life, and between looks at what another run is doing.
_BEAT, _ELSEWHERE = 1.0, 0.5

#: Called with units done, all units, units that went wrong.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes
    ----------
    units : int
        Of the plan, each key once.
    before : int
        That were stored already.
    computed : int
        By this run.
    elsewhere : int
        By another run on the same store meanwhile.
    bad : int
        In the whole plan, with something that went wrong.
    seconds : float
    """

    units: int
    before: int
    computed: int
    elsewhere: int
    bad: int
    seconds: float


def limits_of(plan: Plan) -> str:
    """Return the limits as text: what failed under them is tried again under others."""
    limits = plan.study.limits
    return f"{limits.seconds:g} s, {limits.memory or 'any'} bytes"


def missing(plan: Plan, stored: Mapping[str, str | None], retry: bool) -> list[int]:
    """Return the positions of the units to compute, each key once.

    An error is an answer and stays, unless `retry`; what ran out of time or memory is tried again under other limits.
    """
    stay = {None} if retry else {None, "error", limits_of(plan)}
    seen: set[str] = set()
    found = []
    for k, unit in enumerate(plan.units):
        if unit.key in seen:
            continue
        seen.add(unit.key)
        if unit.key not in stored or stored[unit.key] not in stay:
            found.append(k)
    return found


def failed(result: Mapping[str, Any], limits: str) -> str | None:
    """Return what is stored of a failure: None, ``error``, or the limits that it happened under."""
    statuses = {result["status"], *(status for status, _, _ in result["measures"])}
    if statuses & {"timeout", "crash", "memory"}:
        return limits
    return "error" if "error" in statuses else None


def plan_content(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON-ready values, with all that tables need, and no path of this machine."""
    study = plan.study
    return {
        "study": study.name,
        "config": study.config,
        "code": plan.code,
        "about": dict(study.about),
        "settings": study.content(),
        "limits": {"seconds": study.limits.seconds, "memory": study.limits.memory},
        "notes": list(plan.notes),
        "across": {source.id: list(source.across) for source in study.sources if isinstance(source, City)},
        "motivations": {source.id: source.motivation for source in study.sources},
        "instances": [
            {
                "source": item.source,
                "name": item.name,
                "formula": item.formula,
                "seed": item.seed,
                "data": item.data,
                "about": dict(item.about),
            }
            for item in plan.instances
        ],
        "variants": [
            {"label": v.label, "rule": v.rule, "options": _encode(v.settled), "then": v.then, "seeded": v.seeded}
            for v in plan.variants
        ],
        "measures": [
            {"kind": m.kind, "label": m.label, "id": m.id, "options": _encode(m.settled), "seconds": m.seconds}
            for m in plan.measures
        ],
        "wanted": study.wanted.model_dump(exclude_defaults=True),
        "units": [[unit.key, unit.instance, unit.variant, unit.seed] for unit in plan.units],
    }


def run_plan(
    plan: Plan,
    store: Store,
    *,
    jobs: int = 1,
    executor: Callable[[Plan, int], Executor] = LocalPool,
    resume: bool = False,
    retry: bool = False,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Compute what the store does not hold.

    Parameters
    ----------
    plan : Plan
    store : Store
    jobs : int
        Worker processes.
    executor : callable
        Makes the executor from plan and jobs.
    resume : bool
        Refuse if there is nothing to go on with.
    retry : bool
        Compute again what went wrong.
    fresh : bool
        Forget what is stored of this plan.
    progress : callable, optional

    Returns
    -------
    Summary

    Raises
    ------
    InputError
        With `resume`, if the store holds nothing of the plan.
    StoreError
        If a result cannot be written; what was written before is safe.
    """
    begin = time.monotonic()
    keys = list(dict.fromkeys(unit.key for unit in plan.units))
    stored = store.stored(keys)
    if resume and not stored:
        raise InputError(
            f"{store.path}: nothing to resume: no unit of this study is stored (was the code, the data or the study "
            "changed?); run it without --resume"
        )
    store.keep_plan(plan.id, plan.study.name, lambda: plan_content(plan))
    if fresh:
        store.forget(keys)
        stored = {}
    todo = missing(plan, stored, retry)
    if todo:
        store.begin()
        with closing(executor(plan, min(jobs, len(todo)))) as pool:
            run = _Run(plan, store, pool, todo, stored, progress)
            run.go(len(keys))
        computed, elsewhere = run.computed, run.elsewhere
    else:
        computed = elsewhere = 0
    final = store.stored(keys)
    bad = sum(state is not None for state in final.values())
    if progress:
        progress(len(keys), len(keys), bad)
    return Summary(len(keys), len(keys) - len(todo), computed, elsewhere, bad, time.monotonic() - begin)


class _Run:
    """The loop that hands out chunks and commits results."""

    def __init__(
        self,
        plan: Plan,
        store: Store,
        pool: Executor,
        todo: list[int],
        stored: Mapping[str, str | None],
        progress: Progress | None,
    ) -> None:
        self.plan, self.store, self.pool, self.progress = plan, store, pool, progress
        self.schedule = Schedule(plan, todo, pool.target)
        self.deferred: list[int] = []
        self.place = {plan.units[k].key: k for k in todo}
        self.running: dict[int, tuple[str, float, int]] = {}
        self.computed = self.elsewhere = 0
        again = set(self.place)
        self.bad = sum(state is not None for key, state in stored.items() if key not in again)
        self.beaten = self.looked = time.monotonic()

    def go(self, total: int) -> None:
        before = total - len(self.place)
        while True:
            self._hand_out()
            if not self.running and not self.deferred:
                return
            self._take_in()
            now = time.monotonic()
            if now - self.beaten > _BEAT:
                self.beaten = now
                self.store.beat()
            if self.deferred and now - self.looked > _ELSEWHERE and not len(self.schedule):
                self.looked = now
                self._look_elsewhere()
            if self.progress:
                self.progress(before + self.computed + self.elsewhere, total, self.bad)

    def _claim(self, units: list[Unit]) -> set[str]:
        mine = set(self.store.claim([unit.key for unit in units]))
        self.deferred += [self.place[unit.key] for unit in units if unit.key not in mine]
        return mine

    def _hand_out(self) -> None:
        for worker in self.pool.free():
            chunk = self.schedule.take(worker, self._claim)
            if chunk is None:
                return
            units = [self.plan.units[k] for k in chunk.units]
            jobs: list[Job] = [
                (k, self.plan.instances[unit.instance].part, unit.variant, unit.seed, {})
                for k, unit in zip(chunk.units, units, strict=True)
            ]
            self.running[worker] = (chunk.group, time.monotonic(), len(jobs))
            self.pool.submit(worker, self.plan.instances[units[0].instance].group, jobs)

    def _take_in(self) -> None:
        results: list[Result] = []
        fault: BaseException | None = None
        for worker, found, done, error in self.pool.wait(0.25):
            results += found
            fault = fault or error
            if done:
                group, since, count = self.running.pop(worker)
                self.schedule.measured(group, count, time.monotonic() - since)
        if results:
            limits = limits_of(self.plan)
            rows = [
                (self.plan.units[k].key, failed(result, limits), versions(), result, seconds)
                for k, result, seconds in results
            ]
            self.store.add(rows)
            self.computed += len(rows)
            self.bad += sum(row[1] is not None for row in rows)
        if fault is not None:
            raise fault

    def _look_elsewhere(self) -> None:
        """See what another run has finished, and take over what it will not."""
        keys = [self.plan.units[k].key for k in self.deferred]
        there = self.store.stored(keys)
        done = [k for k in self.deferred if self.plan.units[k].key in there]
        # what the other run computed and failed at counts as computed
        self.elsewhere += len(done)
        self.deferred = [k for k in self.deferred if self.plan.units[k].key not in there]
        mine = set(self.store.claim([self.plan.units[k].key for k in self.deferred]))
        taken = [k for k in self.deferred if self.plan.units[k].key in mine]
        if taken:
            self.deferred = [k for k in self.deferred if self.plan.units[k].key not in mine]
            self.store.release(list(mine))
            self.schedule = Schedule(self.plan, taken, self.pool.target)
