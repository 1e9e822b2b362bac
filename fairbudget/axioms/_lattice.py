"""The lattice of project sets that some group supports and could pay for, and the groups behind each.

Ballot rows are bits of Python integers, in ascending order of what they gain, so that "the supporters of T who gain
less than x" is one conjunction; multiplicities are bit planes, so that voters are counted by population counts.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from fractions import Fraction

from fairbudget.axioms._view import View

__all__ = ["Crowd", "Exhausted", "Node", "cohesive_sets", "find_cover"]


class Exhausted(Exception):
    """The bound on the search was reached."""


class Crowd:
    """Ballot rows as bits, those that gain least first."""

    def __init__(self, view: View) -> None:
        self.view = view
        rows = [r for r in range(len(view.weights)) if view.weights[r] > 0]
        self.order = sorted(rows, key=lambda r: (view.gains[r], r))
        self.gains = [view.gains[r] for r in self.order]
        self.place = {r: k for k, r in enumerate(self.order)}
        highest = max((view.weights[r] for r in rows), default=0).bit_length()
        self.planes = [
            self._bits(k for k, r in enumerate(self.order) if view.weights[r] >> plane & 1) for plane in range(highest)
        ]

    def _bits(self, places: Iterator[int]) -> int:
        text = bytearray(len(self.order) // 8 + 1)
        for k in places:
            text[k >> 3] |= 1 << (k & 7)
        return int.from_bytes(text, "little")

    def mask(self, rows: list[int]) -> int:
        """Return some rows as bits."""
        return self._bits(self.place[r] for r in rows)

    def voters(self, mask: int) -> int:
        """Count the voters of a set of rows."""
        return sum((mask & bits).bit_count() << plane for plane, bits in enumerate(self.planes))

    def below(self, limit: int | Fraction) -> int:
        """Return the rows that gain less than `limit`."""
        return (1 << bisect.bisect_left(self.gains, limit)) - 1

    def upto(self, limit: int | Fraction) -> int:
        """Return the rows that gain at most `limit`."""
        return (1 << bisect.bisect_right(self.gains, limit)) - 1

    def rows(self, mask: int) -> list[int]:
        """Return the rows of some bits."""
        found = []
        while mask:
            low = mask & -mask
            found.append(self.order[low.bit_length() - 1])
            mask ^= low
        return found


class Node:
    """A set T of projects, each with the utility alpha(p) that every member of the group has from it at least."""

    __slots__ = ("alpha", "cost", "mask", "projects")

    def __init__(self, projects: tuple[tuple[int, int], ...], mask: int, cost: int, alpha: int) -> None:
        self.projects = projects
        self.mask = mask
        self.cost = cost
        self.alpha = alpha


def cohesive_sets(
    view: View, crowd: Crowd, bound: int, *, wronged: bool, effort: dict[str, int], beyond: bool = False
) -> Iterator[Node]:
    """Yield every (alpha, T) that some group supports and could pay for, with all its supporters.

    Parameters
    ----------
    wronged : bool
        Leave out rows that gain as much as any set that their group can pay for would promise: right for axioms that
        are violated only if every member of a group gains less than the promise.
    beyond : bool
        Yield also sets that are too dear but would not be without some one project (they are not extended).
    effort : dict
        Counts the sets under ``sets``.

    Raises
    ------
    Exhausted
        After `bound` sets.

    Notes
    -----
    Support shrinks and cost grows along the lattice, so a set that no group can pay for has no better superset.
    """
    items: list[tuple[int, int, int]] = []
    for project in range(len(view.costs)):
        rows, values = view.worth.of(project)
        pairs = sorted(zip(values.tolist(), rows.tolist(), strict=True), reverse=True)
        members: list[int] = []
        for k, (value, row) in enumerate(pairs):
            members.append(row)
            if k + 1 == len(pairs) or pairs[k + 1][0] != value:
                items.append((project, value, crowd.mask(members)))
    items = [item for item in items if beyond or view.can_buy(crowd.voters(item[2]), view.costs[item[0]])]
    # few supporters first: the tree is narrow at the top
    items.sort(key=lambda item: (crowd.voters(item[2]), item[0]))
    density = sorted(
        range(len(items)),
        key=lambda k: (view.costs[items[k][0]] > 0, -Fraction(items[k][1], view.costs[items[k][0]] or 1)),
    )

    def most(start: int, money: Fraction) -> Fraction:
        """Bound the utility that later items can add for some money (fractional knapsack)."""
        total = Fraction(0)
        for k in density:
            if k >= start:
                cost = view.costs[items[k][0]]
                if cost > money:
                    return total + (Fraction(items[k][1]) * money / cost)
                money -= cost
                total += items[k][1]
        return total

    cost_utility = view.worth.name == "cost"

    def trim(mask: int, start: int, cost: int, alpha: int) -> int | None:
        """Take out rows that no promise within reach could exceed; None if nobody can pay any more."""
        while True:
            voters = crowd.voters(mask)
            if not view.can_buy(voters, cost):
                return None
            if not wronged:
                return mask
            money = Fraction(voters * view.budget, view.n)
            promise = money if cost_utility else alpha + most(start, money - cost)
            kept = mask & crowd.upto(promise)
            if kept == mask:
                return mask
            mask = kept

    def grow(start: int, node: Node) -> Iterator[Node]:
        taken = {project for project, _ in node.projects}
        for k in range(start, len(items)):
            project, value, supporters = items[k]
            mask = node.mask & supporters
            if not mask or project in taken:
                continue
            effort["sets"] = effort.get("sets", 0) + 1
            if effort["sets"] > bound:
                raise Exhausted
            child = Node((*node.projects, (project, value)), mask, node.cost + view.costs[project], node.alpha + value)
            left = trim(mask, k + 1, child.cost, child.alpha)
            if left is None:
                if beyond:
                    yield child
                continue
            child.mask = left
            yield child
            yield from grow(k + 1, child)

    everyone = (1 << len(crowd.order)) - 1
    yield from grow(0, Node((), everyone, 0, 0))


def find_cover(
    patterns: dict[int, int],
    need: Callable[[int], int | None],
    bad: Callable[[int], bool],
    bound: int,
    effort: dict[str, int],
) -> int | None:
    """Find enough voters who together cover little.

    Parameters
    ----------
    patterns : dict
        What a voter covers (as bits) -> number of such voters.
    need : callable
        Voters that a group covering at least these bits must have; grows with the bits; None if no group is enough.
    bad : callable
        Whether covering these bits is little; what is not little stays so with more bits.

    Returns
    -------
    int or None
        Bits that no member of the group covers: the group is all whose pattern avoids them.

    Raises
    ------
    Exhausted
        After `bound` steps, counted under ``covers``.

    Notes
    -----
    Branches over the bits: nobody covers it, or it is given up. Exponential in the bits (coNP-complete).
    """

    def search(included: int, excluded: int) -> int | None:
        effort["covers"] = effort.get("covers", 0) + 1
        if effort["covers"] > bound:
            raise Exhausted
        union = voters = 0
        weight: dict[int, int] = {}
        for bits, count in patterns.items():
            if bits & excluded:
                continue
            voters += count
            union |= bits
        required = need(included)
        if not voters or required is None or voters < required:
            return None
        full = need(union)
        if full is not None and voters >= full and bad(union):
            return excluded
        open_bits = union & ~included
        if not open_bits:
            return None
        for bits, count in patterns.items():
            rest = bits & open_bits
            if not bits & excluded:
                while rest:
                    low = rest & -rest
                    weight[low] = weight.get(low, 0) + count
                    rest ^= low
        heaviest = max(weight, key=lambda bit: (weight[bit], bit))
        if bad(included | heaviest):
            found = search(included | heaviest, excluded)
            if found is not None:
                return found
        return search(included, excluded | heaviest)

    return search(0, 0) if bad(0) else None
