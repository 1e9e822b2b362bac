"""One rule on many elections: what does not depend on the single election is done once for many of them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import LIMIT, Ballots, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import rules
from fairbudget.rules._compiled import announce
from fairbudget.rules._equal_shares_run import Problem
from fairbudget.rules.ties import ranks_given

__all__ = ["select_many"]

#: Elections that are laid one behind the other at a time: few enough for their arrays to stay in the processor's cache.
STACK = 128
#: Beyond this many ballot entries an election is better run by itself.
SMALL = 20_000


def select_many(elections: Iterable[Election], rule: str, **options: Any) -> Iterator[Outcome]:
    """Select projects in many elections by the same rule.

    The outcomes are those of :func:`fairbudget.select`, one by one. Small elections under Equal Shares without
    completion are several times faster this way, since their arrays are laid one behind the other.

    Parameters
    ----------
    elections : iterable of Election
        Taken as needed, some at a time, so that there may be more of them than memory holds.
    rule : str
    **options
        Of the rule; composition (``initial``, ``then``, ``pots``) is for :func:`fairbudget.select`.

    Yields
    ------
    Outcome
        In the order of the elections.

    Raises
    ------
    OptionError
        As :func:`fairbudget.select` does; on the rule and its options before any election is looked at.

    Examples
    --------
    >>> election = Election.build({"park": 6, "gym": 4}, 8, [["park"], ["park", "gym"], ["gym"]])
    >>> [outcome.selected for outcome in select_many([election, election], "equal-shares")]
    [('gym',), ('gym',)]
    """
    entry = rules[rule]
    return _outcomes(iter(elections), rule, entry.parse_options(options))


def _outcomes(elections: Iterator[Election], rule: str, values: dict[str, Any]) -> Iterator[Outcome]:
    function = rules[rule].function
    # lots are drawn over the ids of one election, and named ids belong to one
    alike = all(isinstance(item, str) and not item.startswith("random") for item in values.get("tie_breaking", ()))
    plainly = rule == "equal-shares" and values["completion"] == "none" and values["comparison"] == "none" and alike
    while chunk := list(itertools.islice(elections, STACK)):
        found: list[Outcome | None] = [None] * len(chunk)
        if plainly:
            for members in _stacks(chunk):
                for k, outcome in zip(members, _equal_shares([chunk[k] for k in members], values), strict=True):
                    found[k] = outcome
        for election, outcome in zip(chunk, found, strict=True):
            yield function(election, **values) if outcome is None else outcome


def _stacks(elections: Sequence[Election]) -> list[list[int]]:
    """Return the numbers of small elections that can lie in the same arrays, group by group."""
    groups: dict[tuple[str, int], list[int]] = {}
    for k, election in enumerate(elections):
        ballots = election.ballots
        if election.part_of is None and len(ballots.indices) <= SMALL:
            groups.setdefault((ballots.type, ballots.point_unit), []).append(k)
    result = []
    for members in groups.values():
        amounts = sum(int(elections[k].costs.sum()) + elections[k].ballots.total for k in members)
        if len(members) > 1 and amounts < LIMIT:
            result.append(members)
    return result


def _stacked(elections: Sequence[Election]) -> tuple[Election, list[int], list[int]]:
    """Return the elections as one, block by block, and where the projects and the ballot rows of each begin."""
    starts = [0, *itertools.accumulate(election.num_projects for election in elections)]
    ballots = [election.ballots for election in elections]
    lines = [0, *itertools.accumulate(len(part) for part in ballots)]
    entries = itertools.accumulate((len(part.indices) for part in ballots), initial=0)
    shift = np.repeat(np.array(starts[:-1], np.int32), [len(part.indices) for part in ballots])
    together = Ballots(
        ballots[0].type,
        np.concatenate(
            [*(part.indptr[:-1] + first for part, first in zip(ballots, entries, strict=False)), [len(shift)]]
        ),
        np.concatenate([part.indices for part in ballots]) + shift,
        np.concatenate([part.values for part in ballots]),
        np.concatenate([part.multiplicities for part in ballots]),
        ballots[0].point_unit,
    )
    costs = np.concatenate([election.costs for election in elections])
    return Election(_names(len(costs)), costs, 0, together), starts, lines


@functools.lru_cache(8)
def _names(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))


def _by_id(elections: Sequence[Election]) -> NDArray[np.int64]:
    """Return the place of each project when those of its election are sorted by id."""
    places: list[NDArray[np.int64]] = []
    ids: tuple[str, ...] = ()
    for election in elections:
        # elections of a batch often have the same ids
        if election.ids != ids or not places:
            ids = election.ids
            place = np.empty(len(ids), np.int64)
            place[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        places.append(place)
    return np.concatenate(places)


def _equal_shares(elections: Sequence[Election], values: Mapping[str, Any]) -> Iterator[Outcome | None]:
    """Yield the outcome of each election; None where floating point could not decide it."""
    from fairbudget.rules import _kernels

    announce(_kernels)
    stack, starts, lines = _stacked(elections)
    criteria = values["tie_breaking"]
    stack._cache["ties", criteria] = ranks_given(stack, criteria, _by_id(elections))
    problem = Problem(stack, values["utility"], criteria)
    shares = [
        Fraction(election.budget_units, election.num_voters) if election.num_voters else Fraction(0)
        for election in elections
    ]
    money = np.repeat(np.array([float(share) for share in shares]), np.diff(lines))
    order, sizes = np.empty(stack.num_projects, np.int64), np.empty(len(elections), np.int64)
    _kernels.advance_all(
        np.array(starts),
        *problem._entries,
        problem._costs,
        stack.costs,
        problem._weight,
        problem.rank,
        money,
        money * _kernels.EPS,
        problem._initial.copy(),
        np.zeros(stack.num_projects),
        order,
        sizes,
    )
    bought, counts = order.tolist(), sizes.tolist()
    free: dict[int, list[int]] = {}
    for p in problem.free:
        k = int(np.searchsorted(starts, p, "right")) - 1
        free.setdefault(k, []).append(p - starts[k])
    common = {name: plain(value) if isinstance(value, Fraction) else value for name, value in values.items()}
    common["utility"] = problem.utilities.name
    for k, (election, share) in enumerate(zip(elections, shares, strict=True)):
        if counts[k] < 0:
            yield None
            continue
        taken = free.get(k, []) + bought[starts[k] : starts[k] + counts[k]]
        again = _Again(election, values)
        facts = {"endowment": plain(share / election.money_unit), "exact_rounds": ()}
        yield Outcome.of(
            election, taken, "equal-shares", dict(common), facts=facts, trace=again.trace, payments=again.payments
        )


class _Again:
    """The same run by itself, for who asks for its trace or payments."""

    def __init__(self, election: Election, values: Mapping[str, Any]) -> None:
        self.election = election
        self.values = values

    @functools.cached_property
    def outcome(self) -> Outcome:
        """What the rule gives for the election alone."""
        found = rules["equal-shares"].function(self.election, **self.values)
        assert isinstance(found, Outcome)
        return found

    def trace(self) -> tuple[Round, ...]:
        """Return the rounds."""
        return self.outcome.trace

    def payments(self, exactly: bool) -> Payments:
        """Return who paid what."""
        found = self.outcome.payments if exactly else self.outcome.approximate_payments
        assert found is not None
        return found
