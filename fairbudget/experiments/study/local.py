"""The pool of worker processes on this machine: a thread for each, which hosts it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from typing import Any, Protocol

from fairbudget.experiments.study.host import Host, Result, Stopped
from fairbudget.experiments.study.model import Group
from fairbudget.experiments.study.plan import Plan
from fairbudget.experiments.study.work import Job

__all__ = ["Event", "Executor", "LocalPool"]

#: Worker, its results, whether it has finished its chunk, and what ended it for good.
Event = tuple[int, list[Result], bool, BaseException | None]


class Executor(Protocol):
    """Where chunks are computed."""

    #: Seconds that a chunk should take.
    target: float

    def free(self) -> list[int]:
        """Return the workers that wait for a chunk."""

    def submit(self, worker: int, group: Group, jobs: Sequence[Job]) -> None:
        """Give a chunk to a worker that waits."""

    def wait(self, timeout: float) -> list[Event]:
        """Return what has happened, after at most so many seconds."""

    def close(self) -> None:
        """Give up everything that is being computed."""


class LocalPool:
    """Worker processes on this machine.

    Parameters
    ----------
    plan : Plan
    jobs : int
        Number of processes.
    """

    target = 0.25

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._ending = threading.Event()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._inbox: list[queue.SimpleQueue[Any]] = [queue.SimpleQueue() for _ in range(jobs)]
        self._free = set(range(jobs))
        study = plan.study
        self._hosts = [Host(study.variants, study.measures, study.limits, self._ending.is_set) for _ in range(jobs)]
        self._threads = [
            threading.Thread(target=self._serve, args=(worker,), name=f"worker {worker}", daemon=True)
            for worker in range(jobs)
        ]
        for thread in self._threads:
            thread.start()

    def free(self) -> list[int]:
        """Return the workers that wait for a chunk."""
        return sorted(self._free)

    def submit(self, worker: int, group: Group, jobs: Sequence[Job]) -> None:
        """Give a chunk to a worker that waits."""
        self._free.remove(worker)
        self._inbox[worker].put((group.key, group.load, list(jobs)))

    def wait(self, timeout: float) -> list[Event]:
        """Return what has happened, after at most so many seconds."""
        found: list[Event] = []
        try:
            found.append(self._events.get(timeout=timeout))
            while len(found) < 1000:
                found.append(self._events.get_nowait())
        except queue.Empty:
            pass
        self._free.update(worker for worker, _, done, _ in found if done)
        return found

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        self._ending.set()
        for inbox in self._inbox:
            inbox.put(None)
        for thread in self._threads:
            thread.join(timeout=10)
        for host in self._hosts:
            host.close()

    def _serve(self, worker: int) -> None:
        host = self._hosts[worker]
        try:
            while (chunk := self._inbox[worker].get()) is not None:
                for results in host.run(*chunk):
                    self._events.put((worker, results, False, None))
                self._events.put((worker, [], True, None))
        except Stopped:
            return
        except BaseException as error:
            self._events.put((worker, [], False, error))
        finally:
            host.close()
