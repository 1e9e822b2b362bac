"""One call for integer programmes under every release of PuLP that the package allows."""

from __future__ import annotations

from typing import Any

__all__ = ["solved"]


def solved(programme: Any, **options: Any) -> bool:
    """Solve a programme of PuLP with HiGHS, on one thread and silently; say whether a solution came back.

    Parameters
    ----------
    programme : pulp.LpProblem
        Its variables hold the solution afterwards.
    **options
        Of ``pulp.HiGHS``.

    Notes
    -----
    A solution that came back is feasible up to the solver's tolerance; it is proved best unless a time limit stopped
    the search.
    """
    import pulp

    told = programme.solve(pulp.HiGHS(msg=False, threads=1, **options))
    # PuLP 4 returns what happened as an object, PuLP 3 leaves it with the programme
    found = getattr(told, "has_solution", None)
    if found is None:
        found = programme.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    return bool(found)
