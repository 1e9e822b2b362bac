"""What a plan owes, recomputed from the city and the plan's plain values alone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.result import LevelResult, Plan


def partners(city: City) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {row.id: set() for row in city.proposals}
    for row in city.proposals:
        for other in row.excludes:
            found[row.id].add(other)
            found[other].add(row.id)
    return found


def check_plan(city: City, plan: Plan, ceilings: Mapping[tuple[str, str], int] | None = None) -> None:
    rows = {row.id: row for row in city.proposals}
    funded = {item.proposal for item in plan.decisions if item.funded}
    assert [item.proposal for item in plan.decisions] == [row.id for row in city.proposals]
    # money, in integers, election by election
    for result in plan.results:
        assert sum(rows[id].cost for id in result.funded) == result.spent <= result.ceiling
        assert result.spent + result.left + result.pooled == result.ceiling
        assert min(result.left, result.pooled, result.spent) >= 0
        assert set(result.funded) <= set(result.candidates)
        # a road before its lights, unless each requires the other
        for place, id in enumerate(result.funded):
            later = set(result.funded[place + 1 :]) & set(rows[id].requires)
            assert all(id in closure(other, rows) for other in later)
        if result.level == "kelurahan":
            assert {rows[id].kelurahan for id in result.candidates} <= {result.place}
            assert {rows[id].authority for id in result.candidates} <= {"kelurahan"}
            if ceilings is not None:
                assert result.ceiling == ceilings[result.place]
        elif result.level == "kecamatan":
            assert {rows[id].kelurahan[0] for id in result.candidates} <= {result.place[0]}
    listed = [id for result in plan.results for id in result.funded]
    assert len(listed) == len(set(listed))
    assert set(listed) == funded
    # conditions, over the whole city
    against = partners(city)
    for id in funded:
        assert set(rows[id].requires) <= funded
        assert not against[id] & funded
    # statuses
    for item in plan.decisions:
        row = rows[item.proposal]
        assert item.status in ("funded", "not funded", "passed upward", "excluded")
        if item.status == "excluded":
            assert item.because
            assert set(item.because) <= against[row.id] & funded
        if item.reason == "requires":
            assert set(item.because) <= set(row.requires)
            assert item.because
        if item.status == "passed upward":
            assert row.authority == item.level or (row.authority, item.level) == ("agency", "kota")
        assert item.trail[-1].status == item.status
    # pools hold what was handed over
    for result in plan.results:
        if result.stage == "pool":
            below = [r for r in plan.results if r.level == "kelurahan" and r.place[0] == result.place[0]]
            assert sum(r.pooled for r in below) == result.ceiling


def closure(id: str, rows: Mapping[str, Proposal]) -> set[str]:
    """Return all that a proposal requires, at first or second hand."""
    found: set[str] = set()
    stack = list(rows[id].requires)
    while stack:
        own = stack.pop()
        if own not in found:
            found.add(own)
            stack += rows[own].requires
    return found


def bundle(id: str, rows: Mapping[str, Proposal], funded: set[str], inside: set[str]) -> set[str] | None:
    """Return what must be funded besides, for this one to be; None if something of it is not decided on here."""
    found, stack = set(), [id]
    while stack:
        own = stack.pop()
        if own in found or own in funded:
            continue
        if own not in inside:
            return None
        found.add(own)
        stack += rows[own].requires
    return found


def could_follow(city: City, result: LevelResult, members: set[str]) -> list[str]:
    """Return proposals of some that could still be funded with the money that a kelurahan has left.

    Those that depend on another kelurahan's are left out: what was known of these then is not known here.
    """
    rows = {row.id: row for row in city.proposals}
    against = partners(city)
    funded, inside = set(result.funded), set(result.candidates)
    parts = {group.name: (group.amount or 0) - group.spent for group in result.groups if group.kind == "split"}
    possible = []
    for id in members - funded:
        found = bundle(id, rows, funded, inside)
        if found is None or any(against[own] - inside or against[own] & (funded | found) for own in found):
            continue
        left = dict(parts) or {"": result.left + result.pooled}
        for own in found:
            left[rows[own].family if rows[own].family in left else ""] -= rows[own].cost
        if min(left.values()) >= 0:
            possible.append(id)
    return possible


def check_groups(city: City, plan: Plan, supported: set[str] | None) -> None:
    """Check parts, floors and coverage; `supported` are the proposals that the rule funds at all (None: all)."""
    rows = {row.id: row for row in city.proposals}
    for result in plan.results:
        for group in result.groups:
            if group.kind == "coverage":
                members = {id for id in result.candidates if group.name in (rows[id].rw, rows[id].category)}
            else:
                members = {id for id in result.candidates if rows[id].family == group.name}
                if group.kind == "split" and not group.name:
                    named = {other.name for other in result.groups if other.name}
                    members = {id for id in result.candidates if rows[id].family not in named}
            spent = sum(rows[id].cost for id in set(result.funded) & members)
            assert spent == group.spent
            able = members if supported is None else members & supported
            if group.kind == "split":
                assert group.amount is not None
                assert spent <= group.amount
            elif group.kind == "floor":
                assert group.amount is not None
                assert group.met == (spent >= group.amount)
                if not group.met:
                    assert not could_follow(city, result, able)
            else:
                assert group.met == bool(members & set(result.funded))
                if not group.met:
                    assert not could_follow(city, result, able)
        splits = [group.amount or 0 for group in result.groups if group.kind == "split"]
        if splits:
            assert sum(splits) == result.ceiling


def most_covered(city: City, result: LevelResult, groups: Mapping[str, set[str]]) -> int:
    """Return how many groups can have something at once, by trying all sets of groups at their cheapest."""
    rows = {row.id: row for row in city.proposals}
    prices = [min(rows[id].cost for id in members) for members in groups.values() if members]
    for size in range(len(prices), 0, -1):
        if any(sum(some) <= result.ceiling for some in itertools.combinations(prices, size)):
            return size
    return 0
