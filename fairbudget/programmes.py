"""Integer programmes over sets of projects, solved by HiGHS; what they find is checked again in whole numbers.

HiGHS works in floats with tolerances: it may offer a set that fails by a hair, never refuse one that does not. So an
offer that fails the exact check is excluded and the programme solved again.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Programme", "Unsolved", "quiet"]


class Unsolved(Exception):
    """The solver reached its limit of time, or gave up."""


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the solver's stray lines off standard output, which may carry JSON."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@dataclass
class Programme:
    """A mixed integer programme, built row by row.

    Attributes
    ----------
    seconds : float
        For all solutions together.
    """

    seconds: float
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integral: list[int] = field(default_factory=list)
    objective: list[float] = field(default_factory=list)
    entries: list[tuple[Sequence[int], Sequence[float]]] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    solved: int = 0
    _start: float | None = None

    def variables(
        self, count: int, *, upper: float = 1.0, integral: bool = True, objective: Sequence[float] | float = 0.0
    ) -> list[int]:
        """Add variables from 0 to `upper`; the objective is minimised."""
        first = len(self.lower)
        self.lower += [0.0] * count
        self.upper += [upper] * count
        self.integral += [int(integral)] * count
        self.objective += [objective] * count if isinstance(objective, float | int) else list(objective)
        return list(range(first, first + count))

    def add(
        self, columns: Sequence[int], factors: Sequence[float], least: float = -np.inf, most: float = np.inf
    ) -> None:
        """Add a constraint: least <= factors . columns <= most."""
        self.entries.append((columns, factors))
        self.least.append(least)
        self.most.append(most)

    def exclude(self, binaries: Sequence[int], values: Sequence[bool]) -> None:
        """Exclude one assignment of some binary variables."""
        signs = [1.0 if value else -1.0 for value in values]
        self.add(list(binaries), signs, most=float(sum(values)) - 1)

    def solve(self) -> NDArray[np.float64] | None:
        """Return an optimal assignment, or None if there is none.

        Raises
        ------
        Unsolved
            If the time is up first.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        if self._start is None:
            self._start = time.monotonic()
        left = self.seconds - (time.monotonic() - self._start)
        if left <= 0:
            raise Unsolved
        indptr = np.concatenate(([0], np.cumsum([len(columns) for columns, _ in self.entries])))
        indices = np.concatenate([np.asarray(columns, np.int64) for columns, _ in self.entries])
        data = np.concatenate([np.asarray(factors, float) for _, factors in self.entries])
        matrix = csr_array((data, indices, indptr), shape=(len(self.entries), len(self.lower)))
        options: Any = {"time_limit": left, "mip_rel_gap": 0.0}
        with quiet():
            found = milp(
                np.array(self.objective),
                integrality=np.array(self.integral),
                bounds=Bounds(np.array(self.lower), np.array(self.upper)),
                constraints=LinearConstraint(matrix, np.array(self.least), np.array(self.most)),
                options=options,
            )
        self.solved += 1
        if found.status == 2:
            return None
        if found.status != 0 or found.x is None:
            raise Unsolved
        return np.asarray(found.x)
