"""Axioms about cohesive groups: EJR, PJR and their relatives, by the lattice of sets that a group supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fairbudget.axioms._cohesive_programme import fjr_holds, wronged_group
from fairbudget.axioms._lattice import Crowd, Exhausted, Node, cohesive_sets, find_cover
from fairbudget.axioms._view import BOUND, SECONDS, View, bound_option, seconds_option
from fairbudget.axioms.verdict import Verdict
from fairbudget.election import BALLOT_TYPES
from fairbudget.outcome import Outcome
from fairbudget.programmes import Unsolved
from fairbudget.registry import axioms
from fairbudget.utilities import utility_option

__all__ = [
    "bpjr",
    "ejr",
    "ejr_any",
    "ejr_one",
    "local_bpjr",
    "pjr",
    "pjr_any",
    "pjr_one",
    "strong_bpjr",
    "strong_ejr",
]

Found = tuple[list[int], dict[str, Any]]
#: up to one project: all extra projects must fail; up to any: one that fails is enough
_PICK: dict[str, Callable[[Sequence[int]], int]] = {"one": max, "any": min}


def _search(
    view: View, find: Callable[[Crowd, Node, dict[str, int]], Found | None], reason: str, **how: bool
) -> Verdict:
    """Look at every node until a group is found; say which bound was reached otherwise."""
    effort: dict[str, int] = {}
    crowd = Crowd(view)
    bound = int(view.options["bound"])
    try:
        for node in cohesive_sets(
            view, crowd, bound, wronged=how["wronged"], effort=effort, beyond=how.get("beyond", False)
        ):
            found = find(crowd, node, effort)
            if found is not None:
                rows, extra = found
                witness = {
                    "kind": "cohesive",
                    **view.group(rows),
                    **view.bundle([p for p, _ in node.projects]),
                    "points": [view.value(value) for _, value in sorted(node.projects)],
                    "promised": view.value(node.alpha),
                    **extra,
                }
                return view.violated(reason, witness, effort=effort)
    except Exhausted:
        return _beyond(view, reason, effort)
    return view.satisfied(effort=effort)


def _beyond(view: View, reason: str, effort: dict[str, int]) -> Verdict:
    """Decide where the bound of the lattice was reached: by FJR, which is stronger, or by an integer programme."""
    bound, seconds = view.options["bound"], view.options.get("seconds")
    stopped = f"stopped after {bound} sets of projects or covers; raise bound"
    if seconds is None:
        return view.undecided(stopped, effort=effort)
    axiom, _, mode = view.axiom.partition("-")
    if fjr_holds(view, float(seconds)):
        return view.satisfied("FJR is satisfied, which is stronger", effort=effort)
    try:
        found = wronged_group(view, "pjr" if axiom == "bpjr" else axiom, mode, float(seconds))
    except Unsolved:
        return view.undecided(f"{stopped}; nor was the programme solved in {seconds} s; raise seconds", effort=effort)
    effort = {**effort, "programmes": 1}
    if found is None:
        return view.satisfied(effort=effort)
    rows, taken = found
    witness = {
        "kind": "cohesive",
        **view.group(rows),
        **view.bundle(taken),
        "points": [view.value(value) for _, value in sorted(taken.items())],
        "promised": view.value(sum(taken.values())),
    }
    if axiom != "ejr":
        witness["covered"] = view.ids({p for r in rows for p in view.rows[r] if p in view.chosen})
    return view.violated(reason, witness, effort=effort)


def _ejr(view: View, mode: str) -> Verdict:
    by_level = view.worth.name in ("cost", "cardinality")

    def find(crowd: Crowd, node: Node, effort: dict[str, int]) -> Found | None:
        fresh = [(p, value) for p, value in node.projects if p not in view.chosen]
        if not mode:
            rows = node.mask & crowd.below(node.alpha)
        elif not fresh:
            return None
        else:
            # all members have at least alpha(p) from p
            rows = node.mask & crowd.upto(node.alpha - _PICK[mode]([value for _, value in fresh]))
        if not view.can_buy(crowd.voters(rows), node.cost):
            return None
        members = crowd.rows(rows)
        if mode and not by_level:
            pick = _PICK[mode]
            members = [r for r in members if view.gains[r] + pick([view.rows[r][p] for p, _ in fresh]) <= node.alpha]
            if not view.can_buy(sum(view.weights[r] for r in members), node.cost):
                return None
        return members, {}

    return _search(view, find, "every member of a cohesive group gains less than it could agree on", wronged=True)


def _strong_ejr(view: View) -> Verdict:
    def find(crowd: Crowd, node: Node, effort: dict[str, int]) -> Found | None:
        return (crowd.rows(node.mask), {}) if node.mask & crowd.below(node.alpha) else None

    return _search(view, find, "some member of a cohesive group gains less than it could agree on", wronged=False)


class _Cover:
    """What groups cover, (project, level) as bits: a union is worth the sum of greatest utilities."""

    def __init__(self, view: View, projects: Sequence[int]) -> None:
        self.view = view
        self.bit: dict[tuple[int, int], int] = {}
        self.value: list[int] = []
        self.owner: list[int] = []
        for p in projects:
            levels = sorted(set(view.worth.of(p)[1].tolist()))
            for before, level in zip([0, *levels], levels, strict=False):
                self.bit[p, level] = len(self.value)
                self.value.append(level - before)
                self.owner.append(p)

    def patterns(self, rows: list[int]) -> tuple[dict[int, int], dict[int, list[int]]]:
        """Group rows by what they cover."""
        counts: dict[int, int] = {}
        members: dict[int, list[int]] = {}
        for r in rows:
            worth = self.view.rows[r]
            bits = sum(1 << k for (p, level), k in self.bit.items() if worth.get(p, 0) >= level)
            counts[bits] = counts.get(bits, 0) + self.view.weights[r]
            members.setdefault(bits, []).append(r)
        return counts, members

    def worth(self, bits: int, project: int | None = None, winners: frozenset[int] = frozenset()) -> int:
        """Sum what bits are worth, of winners and one more project."""
        return sum(
            self.value[k]
            for k in range(len(self.value))
            if bits >> k & 1 and (self.owner[k] in winners or self.owner[k] == project)
        )


def _cover_search(
    view: View,
    cover: _Cover,
    rows: list[int],
    need: Callable[[int], int | None],
    bad: Callable[[int], bool],
    effort: dict[str, int],
) -> list[int] | None:
    counts, members = cover.patterns(rows)
    excluded = find_cover(counts, need, bad, int(view.options["bound"]), effort)
    if excluded is None:
        return None
    return [r for bits, part in members.items() if not bits & excluded for r in part]


def _pjr(view: View, mode: str) -> Verdict:
    def find(crowd: Crowd, node: Node, effort: dict[str, int]) -> Found | None:
        fresh = [p for p, _ in node.projects if p not in view.chosen]
        if mode and not fresh:
            return None
        # a member who alone gains the promise is in no wronged group
        rows = node.mask & crowd.below(node.alpha)
        if not view.can_buy(crowd.voters(rows), node.cost):
            return None
        cover = _Cover(view, sorted(view.chosen) + (fresh if mode else []))
        least = view.need(node.cost)

        def bad(bits: int) -> bool:
            if cover.worth(bits, None, view.chosen) >= node.alpha:
                return False
            fails = (cover.worth(bits, p, view.chosen) <= node.alpha for p in fresh)
            return all(fails) if mode == "one" else any(fails) if mode == "any" else True

        members = _cover_search(view, cover, crowd.rows(rows), lambda bits: least, bad, effort)
        if members is None:
            return None
        union = {p for r in members for p in view.rows[r] if p in view.chosen}
        return members, {"covered": view.ids(union)}

    return _search(view, find, "all that a cohesive group gains together is less than it could agree on", wronged=True)


def _local_bpjr(view: View) -> Verdict:
    def find(crowd: Crowd, node: Node, effort: dict[str, int]) -> Found | None:
        chosen = {p for p, _ in node.projects}
        if chosen <= view.chosen:
            return None
        members = [r for r in crowd.rows(node.mask) if all(p in chosen for p in view.rows[r] if p in view.chosen)]
        if not view.can_buy(sum(view.weights[r] for r in members), node.cost):
            return None
        return members, {"covered": view.ids(chosen & view.chosen)}

    return _search(view, find, "a cohesive group could have a set that contains all it covers and more", wronged=False)


def _strong_bpjr(view: View) -> Verdict:
    unit = view.election.money_unit

    def find(crowd: Crowd, node: Node, effort: dict[str, int]) -> Found | None:
        cover = _Cover(view, sorted(view.chosen))

        # l is a whole number of money: more than what is covered, at most the cost of T and the group's share
        def claim(bits: int) -> int:
            return (cover.worth(bits, None, view.chosen) // unit + 1) * unit

        members = _cover_search(
            view, cover, crowd.rows(node.mask), lambda bits: view.need(claim(bits)),
            lambda bits: claim(bits) <= node.cost, effort,
        )  # fmt: skip
        if members is None:
            return None
        union = {p for r in members for p in view.rows[r] if p in view.chosen}
        claimed = claim(sum(1 << k for k, p in enumerate(cover.owner) if p in union))
        return members, {"covered": view.ids(union), "claim": view.election.money(claimed)}

    return _search(
        view, find, "a group agrees on more than it covers, and its share would pay for it", wronged=False, beyond=True
    )


_COSTLY: dict[str, Any] = {
    "options": (utility_option, bound_option),
    "ballots": BALLOT_TYPES,
    "complexity": "coNP-complete; sets that some group could pay for",
}
#: those that go on with programmes where the bound is reached
_TIMED: dict[str, Any] = {**_COSTLY, "options": (utility_option, bound_option, seconds_option)}
_EJR = "Peters, Pierczyński, Skowron 2021, definition 2; Brill, Forster, Lackner, Maly, Peters 2023"
_PJR = "Sánchez-Fernández et al. 2017; Brill, Forster, Lackner, Maly, Peters 2023 for costs"


@axioms.register("ejr", name="Extended justified representation", reference=_EJR, **_TIMED)
def ejr(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """In each group that agrees on projects it could pay for, some member gains at least what they agree on.

    Violated by a group S and projects T with n * c(T) <= |S| * B, alpha(p) = the least utility from p in S (positive
    for all of T), and u_i(W) < alpha(T) for all of S.
    """
    return _ejr(View.of("ejr", outcome, utility, bound=bound, seconds=seconds), "")


@axioms.register("ejr-one", name="EJR up to one project", reference=_EJR, **_TIMED)
def ejr_one(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As EJR, but it is enough that some member would gain strictly more with some one project of T.

    Violated if moreover u_i(W + p) <= alpha(T) for all of S and all p in T outside W.
    """
    return _ejr(View.of("ejr-one", outcome, utility, bound=bound, seconds=seconds), "one")


@axioms.register("ejr-any", name="EJR up to any project", reference=_EJR, **_TIMED)
def ejr_any(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As EJR, but it is enough that some member would gain strictly more with whatever missing project of T is added.

    Violated if moreover each of S has some p in T outside W with u_i(W + p) <= alpha(T).
    """
    return _ejr(View.of("ejr-any", outcome, utility, bound=bound, seconds=seconds), "any")


@axioms.register("strong-ejr", name="Strong EJR", reference="Aziz et al. 2017; with costs as EJR", **_COSTLY)
def strong_ejr(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND) -> Verdict:
    """In each group that agrees on projects it could pay for, every member gains at least what they agree on.

    Not always possible.
    """
    return _strong_ejr(View.of("strong-ejr", outcome, utility, bound=bound))


@axioms.register("pjr", name="Proportional justified representation", reference=_PJR, **_TIMED)
def pjr(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """Each group that agrees on projects it could pay for gains together at least what they agree on.

    Violated by S and T as in EJR with sum over p in W of max over S of u_i(p) < alpha(T).
    """
    return _pjr(View.of("pjr", outcome, utility, bound=bound, seconds=seconds), "")


@axioms.register("pjr-one", name="PJR up to one project", reference=_PJR, **_TIMED)
def pjr_one(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As PJR, but it is enough that some one missing project of T would bring the group strictly above it."""
    return _pjr(View.of("pjr-one", outcome, utility, bound=bound, seconds=seconds), "one")


@axioms.register("pjr-any", name="PJR up to any project", reference=_PJR, **_TIMED)
def pjr_any(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND, seconds: float = SECONDS) -> Verdict:
    """As PJR, but it is enough that whatever missing project of T would bring the group strictly above it."""
    return _pjr(View.of("pjr-any", outcome, utility, bound=bound, seconds=seconds), "any")


_BPJR = "Aziz, Lee, Talmon 2018"
_MONEY: dict[str, Any] = {**_COSTLY, "options": (bound_option,)}


@axioms.register("bpjr", name="BPJR-L", reference=_BPJR, **_MONEY)
def bpjr(outcome: Outcome, *, bound: int = BOUND) -> Verdict:
    """Each group covers as much money as the dearest set that it agrees on and could pay for: PJR of cost utilities."""
    return _pjr(View.of("bpjr", outcome, "cost", bound=bound), "")


@axioms.register("strong-bpjr", name="Strong BPJR-L", reference=_BPJR, **_MONEY)
def strong_bpjr(outcome: Outcome, *, bound: int = BOUND) -> Verdict:
    """Each group covers every whole amount of money up to its share that it agrees on, affordable as projects or not.

    Violated by a whole number l (in the election's money) and S with l <= |S| * B / n, l <= c(common projects of S)
    and c(W & union of their ballots) < l. Not always possible.
    """
    return _strong_bpjr(View.of("strong-bpjr", outcome, "cost", bound=bound))


@axioms.register("local-bpjr", name="Local-BPJR-L", reference=_BPJR, **_MONEY)
def local_bpjr(outcome: Outcome, *, bound: int = BOUND) -> Verdict:
    """No group could pay for a set it agrees on that contains all the winners any of them supports, and more."""
    return _local_bpjr(View.of("local-bpjr", outcome, "cardinality", bound=bound))
