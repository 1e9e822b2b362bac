"""The host of one worker process: gives it chunks, stops steps that take too long, survives its death."""

from __future__ import annotations

import contextlib
import mmap
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

from fairbudget import registry
from fairbudget.errors import FairbudgetError
from fairbudget.experiments.study.model import Measure, Variant
from fairbudget.experiments.study.spec import Limits
from fairbudget.experiments.study.work import LOADING, RULE, WARMING, Job
from fairbudget.experiments.study.worker import BOARD

__all__ = ["Host", "Result", "Stopped"]

#: Number of the unit, its result, its measured times.
Result = tuple[int, dict[str, Any], dict[str, Any]]

#: How often a unit is tried whose worker dies.
_TRIES = 3
#: Seconds that a worker may take to start, and a rule to compile.
_START = 300.0
#: Seconds between looks at the board.
_LOOK = 0.1
#: Workers compute one unit at a time: threads of libraries would take the cores of other workers.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


class Stopped(Exception):
    """The run ends: the host gives up its worker."""


class Host:
    """One worker process at a time, started anew where it died.

    Parameters
    ----------
    variants : sequence of Variant
    measures : sequence of Measure
    limits : Limits
    stopped : callable, optional
        Tells whether to give up.
    """

    def __init__(
        self,
        variants: Sequence[Variant],
        measures: Sequence[Measure],
        limits: Limits,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        if os.name != "posix":
            raise FairbudgetError("studies run on Linux and macOS (on Windows: inside WSL)")
        self.variants, self.measures, self.limits = tuple(variants), tuple(measures), limits
        self.stopped = stopped
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._board: mmap.mmap | None = None
        self._hard = [_hard(measure, limits.seconds) for measure in measures]

    # -- the process -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the worker, if there is none."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryFile() as board, tempfile.TemporaryFile() as words, theirs:
            board.write(bytes(BOARD.size))
            board.flush()
            self._board = mmap.mmap(board.fileno(), BOARD.size)
            command = [sys.executable, "-m", "fairbudget.experiments.study.worker"]
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(board.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words,
                pass_fds=(theirs.fileno(), board.fileno()),
                env={**os.environ, **dict.fromkeys(_THREADS, "1")},
            )
            theirs.close()
            self._pipe = Connection(ours.detach())
            try:
                self._pipe.send((self.variants, self.measures, self.limits.memory))
                begin = time.monotonic()
                while not self._pipe.poll(_LOOK):
                    if self.stopped():
                        raise Stopped
                    if time.monotonic() - begin > _START:
                        raise EOFError
                self._pipe.recv()
            except (EOFError, OSError):
                self.close()
                words.seek(0)
                last = words.read().decode(errors="replace").strip().splitlines()[-1:]
                raise FairbudgetError(f"a worker process did not start: {''.join(last) or 'no reason given'}") from None
            except Stopped:
                self.close()
                raise

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._pipe is not None:
            self._pipe.close()
        if self._board is not None:
            self._board.close()
        self._process = self._pipe = self._board = None

    # -- chunks ----------------------------------------------------------------------------------------------------

    def run(self, key: str, load: Mapping[str, Any], jobs: Sequence[Job]) -> Iterator[list[Result]]:
        """Compute units of one group; results come in the order in which they are ready.

        A step that takes longer than its limit is stopped, by killing the worker; the unit is then computed without
        that measure. A unit whose worker dies is tried three times in all.

        Raises
        ------
        Stopped
            If the run ends meanwhile.
        FairbudgetError
            If no worker can be started.
        """
        left: dict[int, Job] = {job[0]: job for job in jobs}
        tries: dict[int, int] = {}
        while left:
            self.start()
            assert self._pipe is not None
            failed: tuple[int, int, str, str] | None = None
            try:
                self._pipe.send((key, load, list(left.values())))
                for message in self._messages():
                    if isinstance(message, tuple):
                        failed = message
                        break
                    for number, _, _ in message:
                        del left[number]
                    yield message
                else:
                    continue
            except (EOFError, OSError):
                pass
            except BaseException:
                self.close()
                raise
            rest = self._rest()
            for message in rest:
                for number, _, _ in message:
                    left.pop(number, None)
                yield message
            failed = failed or self._dead(tries)
            self.close()
            if failed is None or failed[0] not in left:
                continue
            unit, step, status, detail = failed
            if step < 0:
                del left[unit]
                empty: dict[str, Any] = {"selected": None, "cost": None, "features": None, "measures": []}
                yield [(unit, {"status": status, "detail": detail, **empty}, {})]
            else:
                number, part, variant, seed, barred = left[unit]
                left[unit] = (number, part, variant, seed, {**barred, step: (status, detail)})

    def _messages(self) -> Iterator[Any]:
        """Give lists of results until the chunk is done; or one tuple: unit, step, status, detail of what is late."""
        assert self._pipe is not None
        assert self._board is not None
        seen, since = -1, time.monotonic()
        while True:
            if self._pipe.poll(_LOOK):
                message = self._pipe.recv()
                if message is None:
                    return
                yield message
            if self.stopped():
                raise Stopped
            count, unit, step = BOARD.unpack_from(self._board)
            now = time.monotonic()
            if count != seen:
                seen, since = count, now
            elif now - since > self._bound(step):
                told = self.limits.seconds if step < 0 else self._told(step)
                yield (unit, step, "timeout", f"stopped after {told:g} s")

    def _bound(self, step: int) -> float:
        if step == WARMING:
            return max(_START, self.limits.seconds)
        return self.limits.seconds if step < 0 else self._hard[step]

    def _told(self, step: int) -> float:
        return self.measures[step].seconds or self.limits.seconds

    def _rest(self) -> list[list[Result]]:
        """Return what a dead or dying worker sent before."""
        assert self._process is not None
        assert self._pipe is not None
        self._process.kill()
        self._process.wait()
        found: list[list[Result]] = []
        with contextlib.suppress(EOFError, OSError):
            while self._pipe.poll(0):
                message = self._pipe.recv()
                if message is not None:
                    found.append(message)
        return found

    def _dead(self, tries: dict[int, int]) -> tuple[int, int, str, str] | None:
        """Return the unit and step at which the worker died, once it has died at that unit too often."""
        assert self._board is not None
        count, unit, step = BOARD.unpack_from(self._board)
        unit = unit if count else -1
        tries[unit] = tries.get(unit, 0) + 1
        if tries[unit] < _TRIES:
            return None
        if unit < 0:
            raise FairbudgetError(f"a worker process died {_TRIES} times before it began to work")
        tries[unit] = 0
        where = {LOADING: "reading the election", RULE: "the rule", WARMING: "compiling"}.get(step, "this measure")
        return unit, step, "crash", f"the worker process died {_TRIES} times at {where}"


def _hard(measure: Measure, usual: float) -> float:
    """Return after how many seconds a measure is stopped from outside: later, where it stops by itself."""
    seconds = measure.seconds or usual
    entry = registry.axioms[measure.id] if measure.kind == "axiom" else registry.metrics[measure.id]
    return 2 * seconds + 5 if "seconds" in entry.options and measure.seconds else seconds
