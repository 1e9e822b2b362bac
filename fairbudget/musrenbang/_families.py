"""Something for each RW, and at least a floor for each family: what goes before the rule runs over everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from fairbudget.musrenbang._state import Group, State
from fairbudget.musrenbang.result import GroupResult
from fairbudget.registry import rules
from fairbudget.rules.greedy import utilitarian_order
from fairbudget.rules.ties import DEFAULT

__all__ = ["cover", "group_results", "raise_to_floors"]


def _preference(state: State, members: Collection[int]) -> list[int]:
    """Return proposals in the order of the rule: what it selects among them alone with all money, then the rest.

    The rest goes by total utility per cost, or as listed where ballots play no part.
    """
    candidates = state.open & set(members) & state.problem.supported - state.taken
    if not candidates:
        return []
    _, first = state.run(candidates, sum(state.left))
    rule, options = state.problem.stages[0]
    ties: Any = options.get("tie_breaking", DEFAULT)
    if rules[rule].properties.get("listed"):
        # without a limit on money the list is taken as a whole
        _, ranked = state.run(candidates, sum(state.costs[p] for p in candidates))
    else:
        ranked = [p for p, _ in utilitarian_order(state.election, options.get("utility"), ties)]
    seen = set(first)
    rest = [p for p in ranked if p in candidates and p not in seen]
    seen |= set(rest)
    return [*first, *rest, *sorted(candidates - seen)]


def cover(state: State) -> None:
    """Take something of as many groups as go; see the module."""
    groups = list(state.problem.coverage)
    aside: dict[str, frozenset[int]] = {}

    def reserved() -> set[int]:
        return {p for bundle in aside.values() for p in bundle} - state.taken

    def possible(p: int, beside: set[int]) -> frozenset[int] | None:
        """Return the bundle of a proposal if it goes together with what is put aside."""
        bundle = state.bundle(p)
        if bundle is None or not state.consistent(beside | bundle) or not state.fits(beside | bundle):
            return None
        return bundle

    def cheapest(group: Group, beside: set[int]) -> tuple[int, int, frozenset[int]] | None:
        found = []
        for p in group.members & state.problem.supported - state.taken:
            bundle = possible(p, beside)
            if bundle is not None:
                found.append((sum(state.costs[q] for q in bundle - beside), p, bundle))
        return min(found, key=lambda item: item[:2]) if found else None

    while True:
        open_groups = [group for group in groups if group.members.isdisjoint(state.taken)]
        while True:
            beside = reserved()
            offers = [
                (offer[:2], group.name, offer[2])
                for group in open_groups
                if group.name not in aside
                if (offer := cheapest(group, beside)) is not None
            ]
            if not offers:
                break
            _, name, bundle = min(offers, key=lambda item: item[:2])
            aside[name] = bundle
        if not aside:
            return
        champions = {group.name: _preference(state, group.members) for group in open_groups if group.name in aside}
        members = {group.name: group.members for group in open_groups}
        votes = state.election.votes
        for name in sorted(aside, key=lambda name: (-int(votes[champions[name][0]]), name)):
            own = aside.pop(name)
            # a proposal that another group's requires may be of this group
            if state.taken.isdisjoint(members[name]):
                beside = reserved()
                chosen = next((b for p in champions[name] if (b := possible(p, beside)) is not None), own)
                state.take_for("coverage", name, chosen - state.taken)


def raise_to_floors(state: State) -> None:
    """Spend at least the floor on each family, as far as its proposals go; see the module."""

    def missing(group: Group) -> int:
        return max(0, group.units - sum(state.costs[p] for p in state.taken & group.members))

    for group in state.problem.floors:
        money = min(missing(group), state.left[0])
        if money:
            state.fund(set(group.members) - state.taken, money)
    # first within what the other floors do not need, then whatever fits
    for kept in (True, False):
        for group in state.problem.floors:
            others = sum(missing(other) for other in state.problem.floors if other is not group) if kept else 0
            while missing(group):
                bundles = (state.bundle(p) for p in _preference(state, group.members))
                chosen = next(
                    (b for b in bundles if b is not None and sum(state.costs[p] for p in b) <= state.left[0] - others),
                    None,
                )
                if chosen is None:
                    break
                state.take_for("floor", group.name, chosen)


def group_results(state: State) -> Iterable[GroupResult]:
    """Return what became of parts, floors and coverage."""
    problem, money = state.problem, state.election.money

    def spent(group: Group) -> int:
        return int(money(sum(state.costs[p] for p in state.taken & group.members)))

    def why(group: Group) -> str:
        if not group.members:
            return "nothing proposed"
        rest = [p for p in group.members - state.taken if p in problem.supported]
        bundles = [bundle for p in rest if (bundle := state.bundle(p)) is not None]
        return "nothing fits" if bundles else "barred"

    for group in problem.parts:
        yield GroupResult("split", group.name, int(money(group.units)), spent(group), True)
    for group in problem.floors:
        met = spent(group) >= money(group.units)
        yield GroupResult("floor", group.name, int(money(group.units)), spent(group), met, "" if met else why(group))
    for group in problem.coverage:
        met = not group.members.isdisjoint(state.taken)
        yield GroupResult("coverage", group.name, None, spent(group), met, "" if met else why(group))
