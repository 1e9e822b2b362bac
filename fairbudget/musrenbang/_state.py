"""An election with conditions, and what is taken of it so far: the rule runs, and what breaks a condition is mended."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fairbudget.election import Election
from fairbudget.outcome import Outcome
from fairbudget.parts import part
from fairbudget.registry import rules
from fairbudget.rules.composition import Stage, chain

__all__ = ["Group", "Problem", "State"]


@dataclass(frozen=True, slots=True)
class Group:
    """Proposals that belong together, by number, with the money that is meant for them (0 for coverage)."""

    name: str
    members: frozenset[int]
    units: int = 0


@dataclass(frozen=True)
class Problem:
    """An election with its conditions; proposals by number.

    Attributes
    ----------
    election : Election
        Over the candidates; its budget is the money of this stage.
    stages : sequence of (rule, parsed options)
        The rule, and the rules that complete it.
    requires : mapping
        Candidate -> the candidates that it requires.
    excludes : mapping
        Candidate -> the candidates that it excludes; symmetric.
    barred : collection of int
        Candidates that cannot be funded here, for what was decided before.
    parts : tuple of Group
        Families with money of their own; every candidate is in exactly one. Empty: no parts.
    floors, coverage : tuple of Group
    """

    election: Election
    stages: Sequence[Stage]
    requires: Mapping[int, frozenset[int]] = field(default_factory=dict)
    excludes: Mapping[int, frozenset[int]] = field(default_factory=dict)
    barred: Collection[int] = frozenset()
    parts: tuple[Group, ...] = ()
    floors: tuple[Group, ...] = ()
    coverage: tuple[Group, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the rule alone decides."""
        return not (self.requires or self.excludes or self.barred or self.parts or self.floors or self.coverage)

    @functools.cached_property
    def supported(self) -> frozenset[int]:
        """Candidates that the rule may fund: supported ones, or all where ballots play no part."""
        rule, options = self.stages[0]
        if rules[rule].properties.get("listed") or options.get("unsupported") == "fund":
            return frozenset(range(self.election.num_projects))
        return frozenset(self.election.votes.nonzero()[0].tolist())

    @functools.cached_property
    def accounts(self) -> tuple[Group, ...]:
        """The parts; without parts all candidates with all the money."""
        everything = Group("", frozenset(range(self.election.num_projects)), self.election.budget_units)
        return self.parts or (everything,)


class State:
    """What is taken so far and the money that is left."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.election = problem.election
        self.costs = [int(cost) for cost in problem.election.costs]
        self.order: list[int] = []
        self.taken: set[int] = set()
        self.left = [account.units for account in problem.accounts]
        self.account = {p: k for k, group in enumerate(problem.accounts) for p in group.members}
        self.outcomes: list[Outcome] = []
        #: ("coverage" or "floor", group) for what was taken for that, and not selected by a run
        self.taken_for: dict[int, tuple[str, str]] = {}
        self.runs = 0
        # what lacks a requirement that cannot be funded here cannot be funded either
        self.open = self._closed(set(range(problem.election.num_projects)) - set(problem.barred), set())

    def _closed(self, candidates: set[int], beside: Collection[int]) -> set[int]:
        """Return the candidates all of whose requirements are candidates too or stand beside them."""
        requires = self.problem.requires
        while True:
            kept = {p for p in candidates if all(q in candidates or q in beside for q in requires.get(p, ()))}
            if kept == candidates:
                return kept
            candidates = kept

    def excluded(self, p: int) -> bool:
        """Whether something that is taken excludes it."""
        return not self.taken.isdisjoint(self.problem.excludes.get(p, ()))

    def take(self, numbers: Iterable[int]) -> None:
        for p in numbers:
            self.taken.add(p)
            self.order.append(p)
            self.left[self.account[p]] -= self.costs[p]

    def take_for(self, kind: str, name: str, numbers: Iterable[int]) -> None:
        """Take proposals for the sake of a group, each after what it requires."""
        listed = self.required_first(sorted(numbers))
        self.taken_for.update(dict.fromkeys(listed, (kind, name)))
        self.take(listed)

    def required_first(self, numbers: Iterable[int]) -> list[int]:
        """Return proposals in the order given, but each after those of them that it requires."""
        waiting = dict.fromkeys(numbers)
        result: list[int] = []

        def place(p: int) -> None:
            # what is under way is no longer waiting, so that a circle ends
            waiting.pop(p)
            for q in sorted(self.problem.requires.get(p, ())):
                if q in waiting:
                    place(q)
            result.append(p)

        while waiting:
            place(next(iter(waiting)))
        return result

    def bundle(self, p: int) -> frozenset[int] | None:
        """Return a proposal with all that it still requires, or None if they cannot all be funded."""
        found: set[int] = set()
        stack = [p]
        while stack:
            q = stack.pop()
            if q in self.taken or q in found:
                continue
            if q not in self.open or self.excluded(q):
                return None
            found.add(q)
            stack += self.problem.requires.get(q, ())
        if any(not found.isdisjoint(self.problem.excludes.get(q, ())) for q in found):
            return None
        return frozenset(found)

    def fits(self, numbers: Iterable[int]) -> bool:
        """Whether the money of each account suffices for some more proposals."""
        left = list(self.left)
        for p in numbers:
            left[self.account[p]] -= self.costs[p]
        return min(left) >= 0

    def consistent(self, numbers: Collection[int]) -> bool:
        """Whether none of some more proposals excludes another one or something that is taken."""
        excludes = self.problem.excludes
        beside = self.taken | set(numbers)
        return all(beside.isdisjoint(excludes.get(p, ())) for p in numbers)

    def run(self, candidates: Collection[int], units: int) -> tuple[Outcome, list[int]]:
        """Run the rule over some candidates."""
        self.runs += 1
        whole = self.election
        everything = len(candidates) == whole.num_projects and units == whole.budget_units
        outcome = chain(whole if everything else part(whole, sorted(candidates), units), self.problem.stages)
        return outcome, whole.numbers(outcome.selected)

    def fund(self, candidates: set[int], units: int) -> set[int]:
        """Run and repair over some candidates, take what is selected, and return the candidates that were taken out.

        Parameters
        ----------
        candidates : set of int
            None of them taken.
        units : int
            Money for them, at most what is left in their accounts.
        """
        wanted = self._closed({p for p in candidates & self.open if not self.excluded(p)}, self.taken)
        removed = candidates - wanted
        while wanted and units >= 0:
            outcome, selected = self.run(wanted, units)
            fault = self._first_fault(selected)
            if fault is None:
                self.take(selected)
                self.outcomes.append(outcome)
                return removed
            kept = self._closed(wanted - {fault}, self.taken)
            removed |= wanted - kept
            wanted = kept
        return removed

    def _first_fault(self, selected: Sequence[int]) -> int | None:
        beside = self.taken | set(selected)
        before: set[int] = set()
        for p in selected:
            if not before.isdisjoint(self.problem.excludes.get(p, ())):
                return p
            if not beside.issuperset(self.problem.requires.get(p, ())):
                return p
            before.add(p)
        return None

    def fund_all(self) -> None:
        """Run and repair in every account, and again over what was taken out for a reason that is gone."""
        waiting = [set(group.members) - self.taken for group in self.problem.accounts]
        while True:
            before = len(self.order)
            for k, candidates in enumerate(waiting):
                if candidates:
                    waiting[k] = self.fund(candidates, self.left[k]) - self.taken
            if len(self.order) == before:
                return

    def check(self) -> None:
        """Recompute the guarantees from the selection alone, in integers."""
        problem = self.problem
        chosen = set(self.order)
        if len(chosen) != len(self.order):
            raise AssertionError("a proposal is funded twice")
        for account, left in zip(problem.accounts, self.left, strict=True):
            if sum(self.costs[p] for p in chosen & account.members) != account.units - left or left < 0:
                raise AssertionError("more is spent than there is")
        if sum(self.costs[p] for p in chosen) > self.election.budget_units:
            raise AssertionError("more is spent than there is")
        for p in chosen:
            if p in problem.barred or not chosen.issuperset(problem.requires.get(p, ())):
                raise AssertionError("a proposal is funded without what it requires")
            if not chosen.isdisjoint(problem.excludes.get(p, ())):
                raise AssertionError("two proposals that exclude one another are funded")
