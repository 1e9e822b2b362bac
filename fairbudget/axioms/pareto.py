"""Pareto optimality: no affordable set is at least as good for every voter and better for some."""

from __future__ import annotations

import math

from fairbudget.axioms._view import SECONDS, View, seconds_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES
from fairbudget.outcome import Outcome
from fairbudget.programmes import Programme, Unsolved
from fairbudget.registry import axioms
from fairbudget.utilities import utility_option

__all__ = ["pareto"]

#: Welfare up to which the solver, with its relative tolerance of 1e-9, sees a difference of one unit.
VISIBLE = 10**8


def _gains(view: View, chosen: frozenset[int]) -> list[int]:
    return [sum(value for p, value in worth.items() if p in chosen) for worth in view.rows]


def _dominates(view: View, chosen: frozenset[int]) -> list[int] | None:
    """Return the rows that a set makes better off, or None if it makes one worse off or is too dear."""
    if sum(view.costs[p] for p in chosen) > view.budget:
        return None
    better = []
    for r, gain in enumerate(_gains(view, chosen)):
        if view.weights[r] and gain < view.gains[r]:
            return None
        if view.weights[r] and gain > view.gains[r]:
            better.append(r)
    return better or None


def _describe(view: View, chosen: frozenset[int], better: list[int], solved: int) -> Verdict:
    after = _gains(view, chosen)
    facts = view.group(better)
    for entry in facts["group"]:
        entry["could_gain"] = view.value(after[entry["row"]])
    return view.violated(
        "another affordable set is at least as good for everyone and better for some",
        {"kind": "dominating", **facts, **view.bundle(chosen)},
        effort={"programmes": solved},
    )


@axioms.register(
    "pareto",
    name="Pareto optimality",
    reference="standard; computation as an integer programme",
    options=(utility_option, seconds_option),
    ballots=BALLOT_TYPES,
    complexity="coNP-complete; an integer programme with a constraint for each distinct ballot",
)
def pareto(outcome: Outcome, *, utility: str | None = None, seconds: float = SECONDS) -> Verdict:
    """No affordable set of projects gives every voter at least as much utility and some voter more."""
    view = View.of("pareto", outcome, utility, seconds=seconds)
    rows = [r for r in range(len(view.rows)) if view.weights[r] and view.rows[r]]
    useful = sorted({p for r in rows for p in view.rows[r] if view.costs[p] <= view.budget})
    left = view.budget - sum(view.costs[p] for p in view.chosen)
    for p in useful:
        if p not in view.chosen and view.costs[p] <= left:
            chosen = view.chosen | {p}
            return _describe(view, chosen, _dominates(view, chosen) or [], 0)
    if not useful:
        return view.satisfied()
    programme = Programme(seconds)
    point = math.gcd(*(value for r in rows for value in view.rows[r].values()))
    totals = view.worth.totals(view.election.ballots.multiplicities)
    welfare = sum(view.weights[r] * view.gains[r] for r in rows)
    take = programme.variables(len(useful), objective=[-float(totals[p] // point) for p in useful])
    column = dict(zip(useful, take, strict=True))
    money = math.gcd(view.budget, *(view.costs[p] for p in useful)) or 1
    programme.add(take, [float(view.costs[p] // money) for p in useful], most=float(view.budget // money))
    for r in rows:
        if view.gains[r]:
            columns = [column[p] for p in view.rows[r] if p in column]
            factors = [float(value // point) for p, value in view.rows[r].items() if p in column]
            programme.add(columns, factors, least=float(view.gains[r] // point))
    try:
        while (found := programme.solve()) is not None:
            values = [bool(found[c] > 0.5) for c in take]
            chosen = frozenset(p for p, value in zip(useful, values, strict=True) if value)
            better = _dominates(view, chosen)
            if better is not None:
                return _describe(view, chosen, better, programme.solved)
            # optimal: a better set would raise welfare by a unit, if floats of that size can tell units apart
            if sum(totals[p] for p in chosen) <= welfare and welfare // point < VISIBLE:
                return view.satisfied(effort={"programmes": programme.solved})
            programme.exclude(take, values)
    except Unsolved:
        reason = f"the programme was not solved in {seconds} s; raise seconds"
        return view.undecided(reason, effort={"programmes": programme.solved})
    return view.satisfied(effort={"programmes": programme.solved})
