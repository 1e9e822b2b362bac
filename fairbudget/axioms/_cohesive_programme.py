"""EJR and PJR beyond the bound of the lattice: what FJR proves, then an integer programme, checked in whole numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from fairbudget.axioms._blocking_search import Blocking, Late
from fairbudget.axioms._view import View
from fairbudget.programmes import Programme, Unsolved

__all__ = ["fjr_holds", "wronged_group"]

#: Entries up to which the programme is built.
LARGE = 2_000_000


def fjr_holds(view: View, seconds: float) -> bool | None:
    """Whether FJR holds, which EJR, PJR and their variants follow from; None if that was not found out in time."""
    try:
        tree = Blocking(view, seconds)
        if not tree.rows or not tree.useful:
            return True
        if tree.find(tree.better_bars()) is None:
            return True
        return all(tree.find(level) is None for level in tree.levels())
    except Late:
        return None


@dataclass(frozen=True, slots=True)
class _Item:
    """A project with the utility that every member has from it at least."""

    project: int
    value: int
    rows: frozenset[int]


def _items(view: View) -> list[_Item]:
    items = []
    for project, cost in enumerate(view.costs):
        members, values = view.worth.of(project)
        pairs = [(r, v) for r, v in zip(members.tolist(), values.tolist(), strict=True) if view.weights[r]]
        for value in sorted({v for _, v in pairs}):
            rows = frozenset(r for r, v in pairs if v >= value)
            if view.can_buy(sum(view.weights[r] for r in rows), cost):
                items.append(_Item(project, value, rows))
    return items


def wronged_group(view: View, axiom: str, mode: str, seconds: float) -> tuple[list[int], dict[int, int]] | None:
    """Find a group that EJR or PJR (up to one or any project) finds wronged.

    Parameters
    ----------
    axiom : {"ejr", "pjr"}
    mode : {"", "one", "any"}

    Returns
    -------
    tuple or None
        Ballot rows, and for each project of T the utility that all of them have from it at least; None if there is no
        such group.

    Raises
    ------
    Unsolved
        If the time is up, or the election is too large for the programme.
    """
    items = _items(view)
    rows = sorted({r for item in items for r in item.rows})
    if not items:
        return None
    outside = sum(len(rows) - len(item.rows) for item in items)
    fresh = sum(len(item.rows) for item in items if item.project not in view.chosen)
    covered = sum(len(view.worth.of(p)[0]) for p in view.chosen)
    if outside + (fresh if mode else 0) + (covered if axiom == "pjr" else 0) > LARGE:
        raise Unsolved
    programme, take = _programme(view, items, rows, axiom, mode, seconds)
    while (found := programme.solve()) is not None:
        values = [found[c] > 0.5 for c in take]
        programme.exclude(take, values)
        taken = {item.project: item.value for item, value in zip(items, values, strict=True) if value}
        chosen = [item for item, value in zip(items, values, strict=True) if value]
        if not chosen:
            continue
        if axiom == "ejr":
            group = _ejr_group(view, chosen, taken, mode)
        else:
            joined = [r for r, x in zip(rows, found[len(take) : len(take) + len(rows)], strict=True) if x > 0.5]
            group = _pjr_group(view, chosen, taken, mode, joined)
        if group is not None:
            return group, taken
        if axiom == "pjr":
            # another group may be wronged by the same set: only trying all of them would tell
            raise Unsolved
    return None


def _programme(
    view: View, items: list[_Item], rows: list[int], axiom: str, mode: str, seconds: float
) -> tuple[Programme, list[int]]:
    """Choose items and a group of their common supporters who can pay for them and gain less."""
    point = math.gcd(*(item.value for item in items), *(v for r in rows for v in view.rows[r].values())) or 1
    money = math.gcd(view.budget, *(view.costs[item.project] for item in items)) or 1
    programme = Programme(seconds)
    take = programme.variables(len(items))
    join = dict(zip(rows, programme.variables(len(rows)), strict=True))
    worth = [float(item.value // point) for item in items]
    by_project: dict[int, list[int]] = {}
    for column, item in zip(take, items, strict=True):
        by_project.setdefault(item.project, []).append(column)
        others = [join[r] for r in rows if r not in item.rows]
        if others:
            programme.add([*others, column], [*[1.0] * len(others), float(len(others))], most=float(len(others)))
    for columns in by_project.values():
        if len(columns) > 1:
            programme.add(columns, [1.0] * len(columns), most=1)
    programme.add(list(join.values()), [1.0] * len(join), least=1)
    scale = max(1.0, float(view.budget // money))
    paid = [-float(view.n) * (view.costs[item.project] // money) / scale for item in items]
    people = [float(view.weights[r]) * (view.budget // money) / scale for r in rows]
    programme.add([*take, *join.values()], [*paid, *people], least=0)
    for r in rows:
        programme.add([*take, join[r]], [*worth, -float(view.gains[r] // point + 1)], least=0)
    fresh = {p: columns for p, columns in by_project.items() if p not in view.chosen}
    if mode:
        columns = [c for part in fresh.values() for c in part]
        programme.add(columns, [1.0] * len(columns), least=1) if columns else programme.add(take, worth, most=-1)
    if axiom == "ejr" and mode:
        for r in rows:
            own = {p: columns for p, columns in fresh.items() if p in view.rows[r]}
            bars = {p: float((view.gains[r] + view.rows[r][p]) // point) for p in own}
            if mode == "one":
                for p, columns in own.items():
                    terms = dict(zip(take, worth, strict=True))
                    for c in columns:
                        terms[c] -= bars[p]
                    terms[join[r]] = -bars[p]
                    programme.add(list(terms), list(terms.values()), least=-bars[p])
                continue
            picks = dict(zip(own, programme.variables(len(own)), strict=True))
            programme.add([*picks.values(), join[r]], [*[1.0] * len(picks), -1.0], least=0)
            for p, pick in picks.items():
                programme.add([*own[p], pick], [*[1.0] * len(own[p]), -1.0], least=0)
                programme.add([*take, pick], [*worth, -bars[p]], least=0)
    if axiom == "pjr":
        columns, factors = list(take), list(worth)
        for p in sorted(view.chosen):
            members, values = view.worth.of(p)
            levels = sorted(set(values.tolist()))
            for before, level in zip([0, *levels], levels, strict=False):
                cover = programme.variables(1, integral=False)[0]
                columns.append(cover)
                factors.append(-float((level - before) // point))
                for r, value in zip(members.tolist(), values.tolist(), strict=True):
                    if value >= level and r in join:
                        programme.add([cover, join[r]], [1.0, -1.0], least=0)
        programme.add(columns, factors, least=1)
    return programme, take


def _enough(view: View, group: list[int], taken: dict[int, int]) -> bool:
    return view.can_buy(sum(view.weights[r] for r in group), sum(view.costs[p] for p in taken))


def _ejr_group(view: View, chosen: list[_Item], taken: dict[int, int], mode: str) -> list[int] | None:
    """Return the largest group that the items wrong, if it can pay for them."""
    alpha = sum(taken.values())
    fresh = [p for p in taken if p not in view.chosen]
    group = []
    for r in sorted(frozenset.intersection(*(item.rows for item in chosen))):
        close = [view.gains[r] + view.rows[r][p] <= alpha for p in fresh]
        if view.gains[r] < alpha and (not mode or (bool(close) and (all(close) if mode == "one" else any(close)))):
            group.append(r)
    return group if group and _enough(view, group, taken) else None


def _pjr_group(
    view: View, chosen: list[_Item], taken: dict[int, int], mode: str, joined: list[int]
) -> list[int] | None:
    """Return the group of the programme if the items wrong it."""
    alpha = sum(taken.values())
    common = frozenset.intersection(*(item.rows for item in chosen))
    fresh = [p for p in taken if p not in view.chosen]

    def together(projects: Any) -> int:
        return sum(max((view.rows[r].get(p, 0) for r in joined), default=0) for p in projects)

    have = together(view.chosen)
    close = [have + together([p]) <= alpha for p in fresh]
    wronged = have < alpha and (not mode or (bool(close) and (all(close) if mode == "one" else any(close))))
    return joined if joined and set(joined) <= common and wronged and _enough(view, joined, taken) else None
