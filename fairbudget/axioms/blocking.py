"""FJR and the core: a group is wronged by a set that it could pay for, common or not."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from fairbudget.axioms._blocking_search import Blocking, Late
from fairbudget.axioms._view import BOUND, SECONDS, View, bound_option, seconds_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.programmes import Programme, Unsolved
from fairbudget.registry import axioms
from fairbudget.utilities import utility_option

__all__ = ["core", "core_any", "core_one", "fjr", "fjr_any", "fjr_one"]

#: Up to this many supported projects all sets are looked at; beyond, branch and bound decides, or else an integer
#: programme.
FEW = 11
#: Seconds for a greater factor once a violation is known.
PATIENCE = 2.0


class _Blocking:
    """Groups that a set of projects would make better off."""

    def __init__(self, view: View, fjr: bool, mode: str) -> None:
        self.view, self.fjr, self.mode = view, fjr, mode
        self.rows = [r for r in range(len(view.weights)) if view.weights[r] > 0 and view.rows[r]]
        self.useful = sorted({p for r in self.rows for p in view.rows[r] if view.costs[p] <= view.budget})

    def bars(self, chosen: frozenset[int]) -> list[tuple[int, int, int]]:
        """Return (row, bar, utility) of the rows that gain from a set: a promise of at least `bar` wrongs them."""
        view = self.view
        found = []
        for r in self.rows:
            worth = view.rows[r]
            utility = sum(value for p, value in worth.items() if p in chosen)
            bar = view.gains[r] + 1
            if utility < bar:
                continue
            if self.mode:
                fresh = [worth[p] for p in chosen if p in worth and p not in view.chosen]
                # what exceeds the gain is not all within W
                bar = max(bar, view.gains[r] + (max(fresh) if self.mode == "one" else min(fresh)))
                if utility < bar:
                    continue
            found.append((r, bar, utility))
        return found

    def best(self, chosen: frozenset[int]) -> tuple[list[int], int | None]:
        """Return the largest group that a set wrongs, and for FJR the promise beta (in units)."""
        bars = self.bars(chosen)
        if not self.fjr:
            return [r for r, _, _ in bars], None
        best: tuple[int, list[int], int | None] = (0, [], None)
        for beta in {utility for _, _, utility in bars}:
            group = [r for r, bar, utility in bars if bar <= beta <= utility]
            voters = sum(self.view.weights[r] for r in group)
            if voters > best[0]:
                best = voters, group, beta
        return best[1], best[2]

    def factor(self, chosen: frozenset[int], group: list[int]) -> Fraction | None:
        """Return how many times the share of a group pays for a set; None for a free one."""
        cost = sum(self.view.costs[p] for p in chosen)
        voters = sum(self.view.weights[r] for r in group)
        return Fraction(voters * self.view.budget, self.view.n * cost) if cost else None

    def sets(self) -> Iterator[frozenset[int]]:
        """Yield all affordable sets of useful projects."""
        view = self.view

        def grow(start: int, chosen: frozenset[int], money: int) -> Iterator[frozenset[int]]:
            for k in range(start, len(self.useful)):
                p = self.useful[k]
                if view.costs[p] <= money:
                    child = chosen | {p}
                    yield child
                    yield from grow(k + 1, child, money - view.costs[p])

        yield from grow(0, frozenset(), view.budget)

    # -- the programme -----------------------------------------------------------------------------------------

    def programme(self) -> tuple[Programme, list[int], list[tuple[int, float]]]:
        """Build the programme: choose a set and a group that it wrongs; any will do.

        Returns the programme, its variables for projects, and the terms of (voters - voters needed), which a factor
        above 1 strengthens.
        """
        view = self.view
        money = math.gcd(view.budget, *(view.costs[p] for p in self.useful)) or 1
        point = math.gcd(*(value for r in self.rows for value in view.rows[r].values())) or 1
        programme = Programme(float(view.options["seconds"]))
        take = programme.variables(len(self.useful))
        column = dict(zip(self.useful, take, strict=True))
        join = programme.variables(len(self.rows))
        programme.add(join, [1.0] * len(join), least=1)
        reach = max(sum(view.rows[r][p] for p in view.rows[r] if p in column) for r in self.rows) // point
        beta = programme.variables(1, upper=float(reach), integral=False)[0] if self.fjr else None
        for r, x in zip(self.rows, join, strict=True):
            worth = {p: value // point for p, value in view.rows[r].items() if p in column}
            gained = view.gains[r] // point
            own = sum(worth.values())
            if own <= gained:
                programme.add([x], [1.0], most=0)
                continue
            columns, factors = [column[p] for p in worth], [float(value) for value in worth.values()]
            # the promise, for this row, minus its gain: at least 1 (and what the mode asks) if it joins
            if beta is None:
                programme.add([*columns, x], [*factors, -float(gained + 1)], least=0)
                promise = (columns, factors)
            else:
                programme.add([*columns, beta, x], [*factors, -1.0, -float(reach)], least=-float(reach))
                programme.add([beta, x], [1.0, -float(gained + 1)], least=0)
                promise = ([beta], [1.0])
            fresh = [p for p in worth if p not in view.chosen]
            if self.mode == "one":
                for p in fresh:
                    bar = float(gained + worth[p])
                    if beta is None:
                        # u(T) >= gained + u(p) if both x and p are taken; p itself gives u(p)
                        rest = [(c, f) for c, f in zip(columns, factors, strict=True) if c != column[p]]
                        programme.add(
                            [*(c for c, _ in rest), x, column[p]],
                            [*(f for _, f in rest), -float(gained), -float(gained)],
                            least=-float(gained),
                        )
                    else:
                        programme.add([beta, x, column[p]], [1.0, -bar, -bar], least=-bar)
            elif self.mode == "any":
                picks = programme.variables(len(fresh))
                programme.add([*picks, x], [*([1.0] * len(picks)), -1.0], least=0)
                for p, pick in zip(fresh, picks, strict=True):
                    programme.add([column[p], pick], [1.0, -1.0], least=0)
                    programme.add([*promise[0], pick], [*promise[1], -float(gained + worth[p])], least=0)
        costs = [(column[p], -float(view.n) * (view.costs[p] // money)) for p in self.useful]
        people = [(x, float(view.weights[r]) * (view.budget // money)) for r, x in zip(self.rows, join, strict=True)]
        scale = max(1.0, float(view.budget // money))
        terms = [(c, f / scale) for c, f in (*people, *costs)]
        return programme, take, terms


def _describe(view: View, search: _Blocking, chosen: frozenset[int], **more: Any) -> Verdict:
    group, beta = search.best(chosen)
    group_facts = view.group(group)
    gains = {r: view.value(sum(v for p, v in view.rows[r].items() if p in chosen)) for r in group}
    for entry in group_facts["group"]:
        entry["could_gain"] = gains[entry["row"]]
    witness = {"kind": "blocking", **group_facts, **view.bundle(chosen)}
    if beta is not None:
        witness["promised"] = view.value(beta)
    return view.violated("a group could pay for projects that make all of its members better off", witness, **more)


def _enumerate(view: View, search: _Blocking) -> Verdict:
    best: tuple[Fraction | None, frozenset[int]] | None = None
    looked = 0
    for chosen in search.sets():
        looked += 1
        if looked > int(view.options["bound"]):
            return view.undecided(f"stopped after {looked - 1} sets of projects; raise bound", effort={"sets": looked})
        group, _ = search.best(chosen)
        if not view.can_buy(sum(view.weights[r] for r in group), sum(view.costs[p] for p in chosen)):
            continue
        factor = search.factor(chosen, group)
        if factor is None:
            best = None, chosen
            break
        if best is None or (best[0] is not None and factor > best[0]):
            best = factor, chosen
    if best is None:
        return view.satisfied(effort={"sets": looked})
    factor = best[0]
    figures = {"factor": None if factor is None else plain(factor)}
    return _describe(view, search, best[1], figures=figures, effort={"sets": looked})


def _solve(view: View, search: _Blocking) -> Verdict:
    """Solve for a blocking set; then, again and again, for one that is paid for more times over."""
    programme, take, terms = search.programme()
    columns = [c for c, _ in terms]
    programme.add(columns, [f for _, f in terms], least=0)
    budget_row = len(programme.entries) - 1
    best: tuple[Fraction, frozenset[int]] | None = None
    proven = True
    people = set(columns) - set(take)
    try:
        while (found := programme.solve()) is not None:
            values = [found[c] > 0.5 for c in take]
            chosen = frozenset(p for p, value in zip(search.useful, values, strict=True) if value)
            group, _ = search.best(chosen)
            programme.exclude(take, values)
            if (
                not chosen
                or not group
                or not view.can_buy(sum(view.weights[r] for r in group), sum(view.costs[p] for p in chosen))
            ):
                continue
            factor = search.factor(chosen, group)
            if factor is None:
                figures: dict[str, Any] = {"factor": None}
                return _describe(view, search, chosen, figures=figures, effort={"programmes": programme.solved})
            if best is None or factor > best[0]:
                best = factor, chosen
                # voters must pay for the set `factor` times over
                strengthened = [f if c in people else f * float(factor) for c, f in terms]
                programme.entries[budget_row] = (columns, strengthened)
    except Unsolved:
        proven = False
    effort = {"programmes": programme.solved}
    if best is not None:
        key = "factor" if proven else "factor_at_least"
        return _describe(view, search, best[1], figures={key: plain(best[0])}, effort=effort)
    if not proven:
        return view.undecided(
            f"the programme was not solved in {view.options['seconds']} s; raise seconds", effort=effort
        )
    return view.satisfied(effort=effort)


def _check(axiom: str, outcome: Outcome, utility: str | None, bound: int, seconds: float, mode: str) -> Verdict:
    view = View.of(axiom, outcome, utility, bound=bound, seconds=seconds)
    search = _Blocking(view, axiom.startswith("fjr"), mode)
    if not search.rows or not search.useful:
        return view.satisfied()
    if len(search.useful) <= FEW:
        return _enumerate(view, search)
    try:
        found = _branch(view, search, Blocking(view, seconds))
    except Late:
        found = None
    if found is not None:
        return found
    # whatever violates a variant violates the core, whose programme is the easiest
    if axiom != "core" and _core_holds(view):
        return view.satisfied("the core is satisfied, which is stronger", effort={"programmes": 1})
    return _solve(view, search)


def _branch(view: View, search: _Blocking, tree: Blocking) -> Verdict | None:
    """Decide by branch and bound; None if that leaves it open (variants up to a project only).

    Raises
    ------
    Late
    """
    bars = [tree.better_bars()]
    chosen = tree.find(bars[0])
    if chosen is None:
        # no set blocks at all: the core holds, and with it all that is weaker
        reason = "" if view.axiom == "core" else "the core is satisfied, which is stronger"
        return view.satisfied(reason, effort={"nodes": tree.nodes})
    if search.mode:
        group, _ = search.best(chosen)
        enough = view.can_buy(sum(view.weights[r] for r in group), sum(view.costs[p] for p in chosen))
        return _describe(view, search, chosen, effort={"nodes": tree.nodes}) if enough else None
    if search.fjr:
        bars = tree.levels()
        chosen = next((found for level in bars if (found := tree.find(level)) is not None), None)
        if chosen is None:
            return view.satisfied(effort={"nodes": tree.nodes})
    factor = search.factor(chosen, search.best(chosen)[0])
    proven = not tree.fine
    tree.until = min(tree.until, time.monotonic() + PATIENCE)
    try:
        # again and again, a set that is paid for strictly more times over
        while factor is not None:
            ahead = (found for level in bars if (found := tree.find(level, factor)) is not None)
            following = next(ahead, None)
            if following is None:
                break
            chosen, factor = following, search.factor(following, search.best(following)[0])
    except Late:
        proven = False
    key = "factor" if proven or factor is None else "factor_at_least"
    figures = {key: None if factor is None else plain(factor)}
    return _describe(view, search, chosen, figures=figures, effort={"nodes": tree.nodes})


def _core_holds(view: View) -> bool:
    """Whether no set blocks at all; False also if that was not found out in time."""
    programme, _, terms = _Blocking(view, False, "").programme()
    programme.add([c for c, _ in terms], [f for _, f in terms], least=0)
    try:
        return programme.solve() is None
    except Unsolved:
        return False


_OPTIONS: dict[str, Any] = {
    "options": (utility_option, bound_option, seconds_option),
    "ballots": BALLOT_TYPES,
    "complexity": f"coNP-hard; all sets up to {FEW} supported projects, else branch and bound, or an integer programme",
}
_FJR = "Peters, Pierczyński, Skowron 2021, definition 5"
_CORE = "Fain, Goel, Munagala 2016; Aziz et al. 2017 for committees"


@axioms.register("fjr", name="Full justified representation", reference=_FJR, **_OPTIONS)
def fjr(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """No group could pay for projects that give each member at least beta, where each now gains less than beta.

    Violated by S, T and beta with n * c(T) <= |S| * B and u_i(T) >= beta > u_i(W) for all of S. The figure ``factor``:
    the axiom holds if shares are divided by any greater number.
    """
    return _check("fjr", outcome, utility, bound, seconds, "")


@axioms.register("fjr-one", name="FJR up to one project", reference=_FJR, **_OPTIONS)
def fjr_one(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As FJR, but it is enough that some member would have strictly more than beta with some one project of T.

    Violated if moreover u_i(W + p) <= beta for all of S and all p in T outside W.
    """
    return _check("fjr-one", outcome, utility, bound, seconds, "one")


@axioms.register("fjr-any", name="FJR up to any project", reference=_FJR, **_OPTIONS)
def fjr_any(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As FJR, but it is enough that whatever missing project of T that a member supports brings her above beta.

    Violated if moreover each of S supports some p in T outside W with u_i(W + p) <= beta.
    """
    return _check("fjr-any", outcome, utility, bound, seconds, "any")


@axioms.register("core", name="Core", reference=_CORE, **_OPTIONS)
def core(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """No group could pay for projects that give each member strictly more than she has.

    Violated by S and T with n * c(T) <= |S| * B and u_i(T) > u_i(W) for all of S. The figure ``factor``: the axiom
    holds if shares are divided by any greater number.
    """
    return _check("core", outcome, utility, bound, seconds, "")


@axioms.register("core-one", name="Core up to one project", reference=_CORE, **_OPTIONS)
def core_one(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As the core, but it is enough that some member would have strictly more than from T with some project of T.

    Violated if moreover u_i(W + p) <= u_i(T) for all of S and all p in T outside W.
    """
    return _check("core-one", outcome, utility, bound, seconds, "one")


@axioms.register("core-any", name="Core up to any project", reference=_CORE, **_OPTIONS)
def core_any(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As the core, but it is enough that whatever missing project of T that a member supports brings her above it.

    Violated if moreover each of S supports some p in T outside W with u_i(W + p) <= u_i(T).
    """
    return _check("core-any", outcome, utility, bound, seconds, "any")
