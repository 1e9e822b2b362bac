"""Axioms for rankings: solid coalitions, after Dummett's proportionality for solid coalitions."""

from __future__ import annotations

from typing import Any

from fairbudget.axioms._view import BOUND, View, bound_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.outcome import Outcome
from fairbudget.registry import axioms

__all__ = ["ipsc", "psc"]


def _coalitions(view: View) -> dict[frozenset[int], list[int]]:
    """Return each set that heads some ranking, with the ballot rows whose ranking it heads."""
    found: dict[frozenset[int], list[int]] = {}
    ballots = view.election.ballots
    for r in range(len(ballots)):
        if not view.weights[r]:
            continue
        projects, places = ballots.row(r)
        order = [p for _, p in sorted(zip(places.tolist(), projects.tolist(), strict=True))]
        for k in range(1, len(order) + 1):
            found.setdefault(frozenset(order[:k]), []).append(r)
    return found


def _witness(view: View, rows: list[int], solid: frozenset[int], bundle: set[int] | frozenset[int]) -> dict[str, Any]:
    return {
        "kind": "solid",
        **view.group(rows),
        "solid_for": view.ids(solid),
        "covered": view.ids(solid & view.chosen),
        **view.bundle(bundle),
    }


_REFERENCE = "Aziz and Lee 2021 (participatory budgeting with ordinal preferences); Dummett 1984"


@axioms.register(
    "ipsc",
    name="Inclusion PSC",
    reference=_REFERENCE,
    ballots=("ordinal",),
    complexity="O(entries * longest ballot)",
)
def ipsc(outcome: Outcome) -> Verdict:
    """No coalition that ranks a set on top could have one more of its projects besides those it has.

    A group is solid for C' if everyone ranks all of C' above everything else (in any order). Violated by such a group
    S and p in C' outside W with c(W & C') + c(p) <= |S| * B / n.
    """
    view = View.of("ipsc", outcome, "borda")
    for solid, rows in _coalitions(view).items():
        have = solid & view.chosen
        missing = solid - view.chosen
        if missing:
            p = min(missing, key=lambda q: (view.costs[q], q))
            cost = view.costs[p] + sum(view.costs[q] for q in have)
            if view.can_buy(sum(view.weights[r] for r in rows), cost):
                return view.violated(
                    "a solid coalition could pay for one more of its projects", _witness(view, rows, solid, have | {p})
                )
    return view.satisfied()


@axioms.register(
    "psc",
    name="Comparative PSC",
    reference=_REFERENCE,
    options=(bound_option,),
    ballots=("ordinal",),
    complexity="a subset sum for each solid coalition; polynomial for equal costs",
)
def psc(outcome: Outcome, *, bound: int = BOUND) -> Verdict:
    """No coalition that ranks a set on top could pay for dearer projects of that set than it has.

    Violated by a group S solid for C' (everyone ranks all of C' above everything else) and T within C' with
    c(W & C') < c(T) <= |S| * B / n. With equal costs: proportionality for solid coalitions with the Hare quota.
    """
    view = View.of("psc", outcome, "borda", bound=bound)
    stopped = False
    for solid, rows in _coalitions(view).items():
        voters = sum(view.weights[r] for r in rows)
        have = sum(view.costs[p] for p in solid & view.chosen)
        # reachable sums within the share, each with the set that reaches it first
        reached: dict[int, frozenset[int]] = {0: frozenset()}
        for p in sorted(solid, key=lambda q: (view.costs[q], q)):
            for total, chosen in list(reached.items()):
                cost = total + view.costs[p]
                if cost not in reached and view.can_buy(voters, cost):
                    reached[cost] = chosen | {p}
            if len(reached) > bound:
                stopped = True
                break
        highest = max(reached)
        if highest > have:
            return view.violated(
                "a solid coalition could pay for dearer projects of its own",
                _witness(view, rows, solid, reached[highest]),
            )
    if stopped:
        return view.undecided(f"stopped after {bound} sums of costs; raise bound")
    return view.satisfied()
