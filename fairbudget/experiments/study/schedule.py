"""In which order units are computed, and how many at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fairbudget.experiments.study.plan import Plan, Unit

__all__ = ["Chunk", "Schedule"]

#: Units in a first chunk of a group, and at most.
_FIRST, _MOST = 4, 500


@dataclass(frozen=True, slots=True)
class Chunk:
    """Units of one group, for one worker.

    Attributes
    ----------
    group : str
    units : tuple of int
        Positions in the plan.
    """

    group: str
    units: tuple[int, ...]


class Schedule:
    """Hands out chunks: the largest groups first, each group to one worker as long as there are others.

    Parameters
    ----------
    plan : Plan
    units : sequence of int
        Positions of the units to compute, each key once.
    target : float
        Seconds that a chunk should take.
    """

    def __init__(self, plan: Plan, units: Sequence[int], target: float) -> None:
        self.plan, self.target = plan, target
        self._waiting: dict[str, deque[int]] = {}
        weights: dict[str, float] = {}
        for k in units:
            instance = plan.instances[plan.units[k].instance]
            key = instance.group.key
            self._waiting.setdefault(key, deque()).append(k)
            weights[key] = weights.get(key, 0.0) + instance.weight
        # the longest work first, so that the workers end at about the same time
        order = sorted(self._waiting, key=lambda key: -weights[key])
        self._waiting = {key: self._waiting[key] for key in order}
        self._untouched = deque(order)
        self._pace: dict[str, float] = {}
        self._last: dict[int, str] = {}

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def take(self, worker: int, free: Callable[[list[Unit]], set[str]]) -> Chunk | None:
        """Return the next chunk for a worker, or None if nothing is left that is free.

        Parameters
        ----------
        worker : int
        free : callable
            Given units, claims them and returns the keys of those that are ours to compute.
        """
        while self._waiting:
            key = self._choose(worker)
            queue = self._waiting[key]
            pace = self._pace.get(key)
            size = _FIRST if pace is None else max(1, min(_MOST, int(self.target / max(pace, 1e-6))))
            chosen = [queue.popleft() for _ in range(min(size, len(queue)))]
            if not queue:
                del self._waiting[key]
            self._last[worker] = key
            mine = free([self.plan.units[k] for k in chosen])
            chosen = [k for k in chosen if self.plan.units[k].key in mine]
            if chosen:
                return Chunk(key, tuple(chosen))
        return None

    def _choose(self, worker: int) -> str:
        if self._last.get(worker) in self._waiting:
            return self._last[worker]
        while self._untouched:
            key = self._untouched.popleft()
            if key in self._waiting:
                return key
        # all groups are somebody's: help with the one that has the most left
        return max(self._waiting, key=lambda key: len(self._waiting[key]) * self._pace.get(key, 1.0))

    def measured(self, group: str, units: int, seconds: float) -> None:
        """Take note of how long units of a group took."""
        pace = seconds / max(units, 1)
        self._pace[group] = pace if group not in self._pace else 0.5 * self._pace[group] + 0.5 * pace
