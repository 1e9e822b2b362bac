"""The same study on a Dask cluster: chunks go to its workers, results come back to the one process that stores them.

Each thread of a Dask worker hosts a worker process of its own, as on one machine, so that limits of time and memory
and the death of a process are treated alike, and the same units give the same bytes. Nodes need the same fairbudget,
and the elections' files under the same paths.

On SLURM, through dask-jobqueue::

    from dask_jobqueue import SLURMCluster
    cluster = SLURMCluster(cores=8, processes=8, memory="16GB", walltime="04:00:00")
    cluster.scale(jobs=10)
    print(cluster.scheduler_address)

and, while this runs, ``fairbudget run STUDY.toml --executor dask --scheduler ADDRESS`` on a node that sees the same
files and keeps the store on its own disk.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fairbudget.errors import FairbudgetError
from fairbudget.experiments.study.code import code_version, versions
from fairbudget.experiments.study.host import Host, Result
from fairbudget.experiments.study.local import Event, Executor
from fairbudget.experiments.study.model import Group
from fairbudget.experiments.study.plan import Plan
from fairbudget.experiments.study.work import Job

__all__ = ["DaskPool", "compute", "dask_pool"]

#: Seconds to wait for the scheduler, and for a first worker.
_CONNECT, _WORKERS = 30, 120

_hosts = threading.local()


def compute(
    study: tuple[str, str, str, Sequence[str], Any, Any, Any], key: str, load: Mapping[str, Any], jobs: Sequence[Job]
) -> list[Result]:
    """Compute a chunk inside a thread of a Dask worker, which keeps the process that does it for the next chunk.

    Raises
    ------
    FairbudgetError
        If the code or the versions there are not those of the process that planned the study.
    """
    id, code, around, packages, variants, measures, limits = study
    if code_version(tuple(packages)) != code:
        raise FairbudgetError("a Dask worker has another version of fairbudget than this process: install the same")
    if versions() != around:
        raise FairbudgetError(f"a Dask worker has other versions ({versions()}) than this process ({around})")
    if getattr(_hosts, "id", None) != id:
        if getattr(_hosts, "host", None) is not None:
            _hosts.host.close()
        _hosts.id, _hosts.host = id, Host(variants, measures, limits)
    return [result for some in _hosts.host.run(key, load, jobs) for result in some]


def dask_pool(scheduler: str | None) -> Callable[[Plan, int], Executor]:
    """Return what makes an executor on a Dask cluster: the one at an address, or local workers.

    Raises
    ------
    FairbudgetError
        If distributed is not installed.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise FairbudgetError("--executor dask needs distributed: pip install 'fairbudget[dask]'") from None
    return lambda plan, jobs: DaskPool(plan, jobs, scheduler)


class DaskPool:
    """Chunks on a Dask cluster.

    Parameters
    ----------
    plan : Plan
    jobs : int
        Local worker processes, where no scheduler is given.
    scheduler : str or None
        Address of a running one.

    Raises
    ------
    FairbudgetError
        If it cannot be reached, or no worker joins it.
    """

    # chunks are larger than on one machine: each crosses the network
    target = 2.0

    def __init__(self, plan: Plan, jobs: int, scheduler: str | None) -> None:
        import dask
        from distributed import Client, LocalCluster, as_completed

        study = plan.study
        self._study = (plan.id, plan.code, versions(), plan.packages, study.variants, study.measures, study.limits)
        self._cluster = None
        # a host starts a process of its own, and results are small: nothing of Dask's dashboard or spilling is needed
        dask.config.set({"distributed.scheduler.allowed-failures": 3})
        try:
            if scheduler is None:
                self._cluster = LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    silence_logs=50,
                )
                self._client = Client(self._cluster)
            else:
                self._client = Client(scheduler, timeout=_CONNECT)
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except (OSError, ValueError, TimeoutError) as error:
            self.close()
            where = scheduler or "local workers"
            raise FairbudgetError(f"the Dask cluster ({where}) cannot be used: {error}") from None
        self._running: dict[Any, int] = {}
        self._done = as_completed()
        self._size = self._threads()
        self._sized = time.monotonic()

    def _threads(self) -> int:
        return max(1, sum(self._client.nthreads().values()))

    def free(self) -> list[int]:
        """Return places for chunks: one for each thread of the cluster, which may grow and shrink."""
        if time.monotonic() - self._sized > 5:
            self._size, self._sized = self._threads(), time.monotonic()
        taken = set(self._running.values())
        return [place for place in range(self._size) if place not in taken]

    def submit(self, worker: int, group: Group, jobs: Sequence[Job]) -> None:
        """Send a chunk to the cluster."""
        future = self._client.submit(compute, self._study, group.key, group.load, list(jobs), pure=False)
        self._running[future] = worker
        self._done.add(future)

    def wait(self, timeout: float) -> list[Event]:
        """Return the chunks that have ended, after at most so many seconds."""
        found: list[Event] = []
        end = time.monotonic() + timeout
        if not self._running:
            time.sleep(timeout)
        while self._running:
            if self._done.has_ready():
                future = next(self._done)
                found.append(self._event(future))
            elif found or time.monotonic() > end:
                break
            else:
                time.sleep(0.01)
        return found

    def _event(self, future: Any) -> Event:
        worker = self._running.pop(future)
        if future.status == "finished":
            return worker, future.result(), True, None
        error = future.exception()
        known = isinstance(error, FairbudgetError)
        return worker, [], False, error if known else FairbudgetError(f"the Dask cluster lost a chunk: {error}")

    def close(self) -> None:
        """Leave the cluster; local workers end."""
        for part in (getattr(self, "_client", None), self._cluster):
            if part is not None:
                part.close()
