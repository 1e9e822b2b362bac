"""The highest minimum of the voters' utilities, and the best set that reaches it.

A search with additive bounds decides this at once where few voters are hard to serve. Where all are, it is a covering
problem, for which integer programmes are made: they follow if the search has not come to an end after some nodes.
"""

from __future__ import annotations

import numpy as np

from fairbudget.rules._integer import Program
from fairbudget.rules._knapsack import TooLarge, best_set
from fairbudget.rules._problem import Problem
from fairbudget.rules._search import Layer, Search, Unfinished, scaled

__all__ = ["NODES", "highest_minimum", "most_utility"]

#: Nodes after which an integer programme follows.
NODES = 3000


def highest_minimum(problem: Problem, end: tuple[float, float], name: str) -> int:
    """Return the highest minimum of the rows' utilities that a set within the budget reaches.

    Parameters
    ----------
    problem : Problem
        With at least one project; all sums of utilities fit the search.
    end : tuple of (float, float)
        Time at which it gives up, and how many seconds that was after the start.
    name : str
        Of the rule.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    Bisection over whole units of utility.
    """
    # what money can buy for one voter, in floats rounded up
    most = np.minimum(problem.ratio * problem.budget * (1 + 1e-12) + 1, 2.0**62).astype(np.int64)
    low, high = int(problem.start.min()), int((problem.start + np.minimum(problem.room, most)).min())
    first = True
    while low < high:
        # first whether anything at all can be guaranteed: often it cannot
        goal = low + 1 if first else (low + high + 1) // 2
        first = False
        places = _reaching(problem, goal, end, name)
        if places is None:
            high = goal - 1
        else:
            low = int(problem.utilities(places).min())
    return low


def most_utility(problem: Problem, least: int, end: tuple[float, float], name: str) -> list[int]:
    """Return the set of highest total utility among those in which every row has at least `least`.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    The cheapest of these sets, and the first by rank among these. `least` is known to be reached.
    """
    from fairbudget.rules._kernels_bounds import LEAST, LINEAR

    size = len(problem.costs)
    values = np.zeros(size, np.int64)
    np.add.at(values, np.repeat(np.arange(size), np.diff(problem.cptr)), problem.cutil * problem.counts[problem.crow])
    if least <= int(problem.start.min()):
        try:
            return best_set(problem.costs.tolist(), values.tolist(), range(size), problem.budget)
        except TooLarge:
            pass
    factor = scaled(int(problem.counts.sum()) * max(1, least))
    layers = [Layer(LEAST, problem.counts * factor, factor, limit=least), Layer(LINEAR, problem.counts)]
    try:
        return Search(problem, layers, end, name, nodes=NODES).best()
    except Unfinished:
        pass
    program = _program(problem, least, end, name)
    found = None if program is None else program.optimum(values.tolist(), problem.costs.tolist(), range(size))
    if program is None or found is None:
        raise AssertionError("a minimum that was reached cannot be reached")
    return found


def _reaching(problem: Problem, goal: int, end: tuple[float, float], name: str) -> list[int] | None:
    """Return a set within the budget in which every row has at least `goal`, or None."""
    from fairbudget.rules._kernels_bounds import LEAST

    voters = int(problem.counts.sum())
    factor = scaled(voters * goal)
    layer = Layer(LEAST, problem.counts * factor, factor, limit=goal)
    try:
        return Search(problem, [layer], end, name, nodes=NODES).reaching(voters * goal * factor)
    except Unfinished:
        program = _program(problem, goal, end, name)
        return None if program is None else program.any()


def _program(problem: Problem, goal: int, end: tuple[float, float], name: str) -> Program | None:
    """Return the integer programme that asks for at least `goal` in every row, or None if that cannot be.

    Notes
    -----
    More than what a row needs counts as what it needs. A project without which a row has too little is wanted.
    """
    needs: dict[tuple[tuple[int, int], ...], int] = {}
    for i, start in enumerate(problem.start.tolist()):
        part = slice(problem.rptr[i], problem.rptr[i + 1])
        need = goal - start
        if need > 0:
            pairs = zip(problem.rcol[part].tolist(), problem.rutil[part].tolist(), strict=True)
            needs[tuple((p, min(u, need)) for p, u in pairs)] = need
    wanted: set[int] = set()
    for row, need in needs.items():
        spare = sum(u for _, u in row) - need
        wanted.update(p for p, u in row if u > spare)
    if sum(int(problem.costs[p]) for p in wanted) > problem.budget:
        return None
    program = Program(len(problem.costs), end[1], name, end[0])
    program.row(dict(enumerate(problem.costs.tolist())), None, problem.budget)
    for p in wanted:
        program.row({p: 1}, 1, None)
    for row, need in needs.items():
        if sum(u for p, u in row if p in wanted) < need:
            program.row(dict(row), need, None)
    return program
