"""A worker process: ``python -m fairbudget.experiments.study.worker SOCKET BOARD``, started by its host.

It receives chunks of units over a socket and sends results back. Which step of which unit it is at stands on a board,
a few bytes of memory shared with the host, so that the host can stop a step that takes too long and knows which one
killed the process, at no cost for each step.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import struct
import sys
import time
from multiprocessing.connection import Connection

__all__ = ["BOARD", "main"]

#: Count of steps, unit, step.
BOARD = struct.Struct("=qqq")
#: Results are sent together that come within so many seconds.
_TOGETHER = 0.05


def main() -> None:
    """Serve the host until it goes away."""
    socket, board = (int(text) for text in sys.argv[1:3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent()
    # solvers print to the standard output; nobody reads it here
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    with Connection(socket) as host, mmap.mmap(board, BOARD.size) as shared, contextlib.suppress(EOFError, OSError):
        _serve(host, shared)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == 1:
            sys.exit(0)


def _limit(memory: int | None) -> None:
    if memory is not None and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _serve(host: Connection, shared: mmap.mmap) -> None:
    from fairbudget.experiments.study.work import Work

    variants, measures, memory = host.recv()
    _limit(memory)
    count = 0

    def step(unit: int, step: int) -> None:
        nonlocal count
        count += 1
        BOARD.pack_into(shared, 0, count, unit, step)

    work = Work(variants, measures, step)
    host.send("ready")
    while True:
        key, load, jobs = host.recv()
        waiting = []
        last = time.perf_counter()
        for job in jobs:
            waiting.append((job[0], *work.unit(key, load, job)))
            if time.perf_counter() - last > _TOGETHER:
                host.send(waiting)
                waiting = []
                last = time.perf_counter()
        host.send(waiting)
        host.send(None)


if __name__ == "__main__":
    main()
