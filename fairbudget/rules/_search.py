"""Exact optima of objectives that are concave in each voter's utility: branch and bound with all ties decided.

Of the best sets the cheapest is returned, and of these the first by rank. Floating point only chooses the slopes of
upper bounds (and, where values are not exact, says which sets are too far from the best one to be compared exactly);
see :mod:`fairbudget.rules._kernels_bounds`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.errors import OptionError
from fairbudget.rules._problem import Problem

__all__ = ["LARGEST", "Layer", "Search", "Unfinished", "scaled"]

#: Values of a layer stay below this, so that sums of bounds fit 64 bits.
LARGEST = 2**60
#: Nodes that are looked at before slopes are improved.
FIRST_NODES = 400
#: Seconds between looks at the clock, about.
GLANCE = 0.5
#: How many sets are kept before they are compared exactly.
SETS = 4096


class Unfinished(Exception):
    """As many nodes were looked at as the search may."""


@dataclass(frozen=True)
class Layer:
    """One objective: the sum over rows of a concave function of the row's utility.

    Attributes
    ----------
    kind : int
        As in :mod:`fairbudget.rules._kernels_bounds`.
    weights : int64 array, shape (rows,)
    step : int
        The least difference of two values.
    table : int64 array
    scale : float
    limit : int
    """

    kind: int
    weights: NDArray[np.int64]
    step: int = 1
    table: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    scale: float = 1.0
    limit: int = 0


def scaled(total: int) -> int:
    """Return by what to multiply values of some total, so that rounding bounds up to whole numbers costs little."""
    return 1 << max(0, 52 - total.bit_length())


class Search:
    """A search for the best set by some layers.

    Parameters
    ----------
    problem : Problem
        With at least one project.
    layers : sequence of Layer
        Compared one after the other.
    deadline : tuple of (float, float)
        Time at which it gives up, and how many seconds that was after the start.
    name : str
        Of the rule, for messages.
    ordered : bool
        Whether equal layers are followed by the rows' utilities in ascending order.
    margin : int
        With a single layer whose values are not exact: how far the values of two equally good sets may lie apart.
    nodes : int, optional
        How many nodes it may look at before it raises :class:`Unfinished`, or :data:`FIRST_NODES` if that is more.

    Attributes
    ----------
    nodes : int
        How many nodes were looked at.
    """

    def __init__(
        self,
        problem: Problem,
        layers: Sequence[Layer],
        deadline: tuple[float, float],
        name: str,
        ordered: bool = False,
        margin: int = 0,
        nodes: int | None = None,
    ) -> None:
        from fairbudget.rules import _kernels_welfare
        from fairbudget.rules._compiled import announce

        announce(_kernels_welfare)
        self.kernels = _kernels_welfare
        self.problem, self.layers, self.name = problem, layers, name
        self.deadline, self.ordered, self.margin = deadline, ordered, margin
        self.nodes, self.most = 0, nodes
        longest = max(len(layer.table) for layer in layers)
        self.model = (
            np.array([layer.kind for layer in layers], np.int64),
            np.array([layer.scale for layer in layers], np.float64),
            np.array([layer.limit for layer in layers], np.int64),
            np.array([np.pad(layer.table, (0, longest - len(layer.table)), "edge") for layer in layers], np.int64),
            np.array([layer.weights for layer in layers], np.int64).reshape(len(layers), -1),
            np.full((len(layers), len(problem.counts)), np.inf),
            problem.counts,
            problem.least,
            problem.rptr,
            problem.rcol,
            problem.rutil,
            problem.ratio,
        )
        self.columns = (problem.before, problem.after, problem.cptr, problem.crow, problem.cutil)
        self.steps = np.array([layer.step for layer in layers], np.int64)

    def _totals(self, utilities: NDArray[np.int64]) -> NDArray[np.int64]:
        from fairbudget.rules._kernels_bounds import evaluate

        totals = np.zeros(len(self.layers), np.int64)
        evaluate(*self.model[:5], utilities, totals)
        return totals

    def _greedy(self) -> tuple[Any, ...]:
        """Return the better one of two greedy sets, to begin with."""
        found = []
        for by_cost in (True, False):
            status, s = np.zeros(len(self.problem.costs), np.int64), self.problem.start.copy()
            self.kernels.climb(self.model, self.columns, self.problem.costs, self.problem.budget, status, s, by_cost)
            found.append((status, self._totals(s), s))
        status, totals, s = max(found, key=lambda item: item[1].tolist())
        return status, totals, s, np.array([int(self.problem.costs @ status)], np.int64)

    def best(self) -> list[int]:
        """Return the places of the best set's projects: the cheapest, and the first by rank among these.

        Raises
        ------
        OptionError
            Past the time limit.
        """
        best = self._greedy()
        self._search(best, self.kernels.BETTER)
        self._search(best, self.kernels.TIES)
        return np.flatnonzero(best[0] == 1).tolist()

    def reaching(self, goal: int) -> list[int] | None:
        """Return some set within the budget for which the only layer has the value `goal`, or None.

        Raises
        ------
        OptionError
            Past the time limit.
        """
        size = len(self.problem.costs)
        best = (
            np.zeros(size, np.int64),
            np.array([goal], np.int64),
            np.zeros(len(self.problem.counts), np.int64),
            np.array([self.problem.budget], np.int64),
        )
        self._search(best, self.kernels.TIES, stop=True)
        found = np.flatnonzero(best[0] == 1).tolist()
        return found or None

    def near(self, compare: Callable[[list[int], list[int]], int]) -> list[int]:
        """Return the best set where values are not exact: the cheapest, and the first by rank among these.

        Parameters
        ----------
        compare : callable
            Of two sets: positive if the first is better, negative if worse, 0 if they are equally good, exactly.

        Raises
        ------
        OptionError
            Past the time limit.
        """
        return self._first(self._search(self._greedy(), self.kernels.NEAR, compare=compare), compare)

    def _first(self, sets: list[list[int]], compare: Callable[[list[int], list[int]], int]) -> list[int]:
        """Return the best of some sets: the cheapest of the best ones, and the first by rank among these."""
        costs = self.problem.costs.tolist()
        best = sets[0]
        for item in sets[1:]:
            sign = compare(item, best) or sum(costs[k] for k in best) - sum(costs[k] for k in item)
            only = set(item) ^ set(best)
            if sign > 0 or (sign == 0 and only and min(only) in item):
                best = item
            self._clock()
        return best

    def _search(
        self,
        best: tuple[Any, ...],
        mode: int,
        stop: bool = False,
        compare: Callable[[list[int], list[int]], int] | None = None,
    ) -> list[list[int]]:
        """Search all sets; `best` is changed in place. Return the sets found where the mode is NEAR."""
        problem, kernels = self.problem, self.kernels
        size, rows, layers, entries = len(problem.costs), len(problem.counts), len(self.layers), len(problem.crow)
        sets = np.zeros((SETS if mode == kernels.NEAR else 0, size), np.int8)
        found = np.zeros(1, np.int64)
        saved = (
            np.empty((layers, entries)),
            np.empty((3, layers, entries), np.int64),
            np.empty((size, 2, layers), np.int64),
            np.empty((size, layers, size), np.int64),
        )
        aim = (mode, self.ordered, stop, self.margin, self.steps)
        limit, improved, since = FIRST_NODES, False, time.monotonic()
        while True:
            state = self._root()
            stack = (*(np.zeros(size, np.int64) for _ in range(3)), np.zeros(1, np.int64))
            scratch = (np.zeros(size, np.int64), np.zeros(size), np.zeros(rows, np.int64), np.zeros(size + 1, np.int64))
            found[0] = 0
            while True:
                status, nodes = kernels.search(
                    self.model, self.columns, problem.costs, problem.budget, aim, best, state, saved, stack, scratch,
                    sets, found, limit,
                )  # fmt: skip
                self.nodes += nodes
                if status in (kernels.FINISHED, kernels.FOUND):
                    _say("")
                    self._thin(sets, found, best)
                    return [np.flatnonzero(row).tolist() for row in sets[: found[0]]]
                if status == kernels.FULL:
                    self._thin(sets, found, best)
                    if found[0] > SETS // 2:
                        assert compare is not None
                        winner = self._first([np.flatnonzero(row).tolist() for row in sets[: found[0]]], compare)
                        sets[0], found[0] = 0, 1
                        sets[0, winner] = 1
                self._clock()
                if self.most is not None and self.nodes >= self.most:
                    raise Unfinished
                if status == kernels.LIMIT and not improved:
                    break
                spent, since = time.monotonic() - since, time.monotonic()
                if status == kernels.LIMIT:
                    limit = max(1, min(2 * limit, int(limit * GLANCE / max(spent, 1e-6))))
                    if self.most is not None:
                        limit = min(limit, self.most - self.nodes)
            # better slopes, and again from the root
            improved, since = True, time.monotonic()
            for j in range(layers):
                self._improve(j, int(best[1][j]) if mode == kernels.TIES else None)

    def _clock(self) -> None:
        """Say how far the search is, and give up past the time limit."""
        end, seconds = self.deadline
        spent = time.monotonic() - (end - seconds)
        if spent > seconds:
            _say("")
            raise OptionError(
                f"{self.name}: no set was proved to be the best within {seconds:g} seconds "
                f"({len(self.problem.costs)} projects, {len(self.problem.counts)} distinct ballots); "
                "allow it more with the option 'seconds', or take a rule of polynomial time"
            )
        if spent > 2:
            _say(f"{self.name}: {self.nodes:,} nodes in {spent:.0f} s")

    def _root(self) -> tuple[Any, ...]:
        """Return the state of the search in which nothing is decided."""
        from fairbudget.rules._kernels_bounds import draw_all

        problem = self.problem
        size, rows, layers = len(problem.costs), len(problem.counts), len(self.layers)
        s, room = problem.start.copy(), problem.room.copy()
        drawn, lines = np.zeros((layers, rows)), np.zeros((3, layers, rows), np.int64)
        sums, worth = np.zeros((2, layers), np.int64), np.zeros((layers, size), np.int64)
        draw_all(self.model, s, room, drawn, lines, sums, worth)
        status, trail = np.full(size, -1, np.int64), np.zeros(size, np.int64)
        return status, s, room, drawn, lines, sums, worth, trail, np.zeros(3, np.int64)

    def _thin(self, sets: NDArray[np.int8], found: NDArray[np.int64], best: tuple[Any, ...]) -> None:
        """Drop the sets that later ones left behind."""
        kept = [
            k
            for k in range(int(found[0]))
            if self._totals(self.problem.utilities(np.flatnonzero(sets[k]).tolist()))[0] >= best[1][0] - self.margin
        ]
        sets[: len(kept)] = sets[kept]
        found[0] = len(kept)

    def _improve(self, j: int, goal: int | None) -> None:
        """Choose slopes by a relaxation in which projects may be funded in part."""
        from fairbudget.rules._relaxation import relaxation

        slopes = relaxation(self.model, j, self.problem, goal, self.deadline[0])
        if slopes is not None:
            self.model[5][j] = slopes


def _say(text: str) -> None:
    """Show a line of progress where stderr is a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{'fairbudget: ' if text else ''}{text}", end="", file=sys.stderr, flush=True)
