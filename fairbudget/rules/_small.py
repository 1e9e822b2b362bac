"""Equal Shares for small elections, one or many at a time: their arrays lie one behind the other in compiled loops."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.rules._loops import prepare
from fairbudget.utilities import DEFAULT_UTILITY, UTILITIES

__all__ = ["CRITERIA", "KINDS", "decided", "fits"]

#: Utilities and criteria of tie-breaking that the loops know, by number.
KINDS = ("cost", "cardinality", "score", "borda")
CRITERIA = ("lower-cost", "higher-cost", "more-votes", "lexicographic")

#: Beyond this many ballot entries or projects an election is better run by itself, with what is kept for its next run.
ENTRIES, PROJECTS = 20_000, 1_000

Again = Callable[[Election, Mapping[str, Any]], Outcome]


def fits(election: Election) -> bool:
    """Tell whether an election is small, and not a part of a larger one whose utilities it takes."""
    return election.part_of is None and len(election.ballots.indices) <= ENTRIES and len(election.ids) <= PROJECTS


def decided(elections: Sequence[Election], values: Mapping[str, Any], again: Again) -> list[Outcome | None]:
    """Return the outcomes of Equal Shares without completion.

    Parameters
    ----------
    elections : sequence of Election
        Each of them :func:`fits`, and all have ballots of the same type.
    values : mapping
        All options of the rule, parsed.
    again : callable
        The rule by itself, for who asks for the trace or the payments of an outcome.

    Returns
    -------
    list of Outcome or None
        None where the election needs the rule by itself: floating point could not decide, the tie-breaking draws lots
        or names projects, or the utility does not suit the ballots.
    """
    type = elections[0].ballot_type
    name = values["utility"] or DEFAULT_UTILITY[type]
    codes = _codes(values["tie_breaking"])
    if codes is None or name not in KINDS or type not in UTILITIES[name][1]:
        return [None] * len(elections)
    from fairbudget.rules import _kernels_small

    ballots = [election.ballots for election in elections]
    prepare(_kernels_small, sum(len(part.indices) for part in ballots))
    ids = [election.ids for election in elections]
    voters = [part.total for part in ballots]
    projects = [len(part) for part in ids]
    order, sizes = np.empty(sum(projects), np.int64), np.empty(len(elections), np.int64)
    _kernels_small.decide(
        np.array(projects),
        np.array([len(part) for part in ballots]),
        _joined([part.indptr for part in ballots]),
        _joined([part.indices for part in ballots]),
        _joined([part.values for part in ballots]),
        _joined([part.multiplicities for part in ballots]),
        _joined([election.costs for election in elections]),
        _joined([_places(part) for part in ids]),
        KINDS.index(name),
        codes,
        # a quotient of integers is rounded once
        np.array([e.budget_units / n if n else 0.0 for e, n in zip(elections, voters, strict=True)]),
        order,
        sizes,
    )
    bought = order.tolist()
    found: list[Outcome | None] = []
    start = 0
    options = {key: plain(value) if isinstance(value, Fraction) else value for key, value in values.items()}
    options["utility"] = name
    for election, n, m, size in zip(elections, voters, projects, sizes.tolist(), strict=True):
        if size < 0:
            found.append(None)
        else:
            share = Fraction(election.budget_units, n * election.money_unit) if n else Fraction(0)
            later = _Again(election, values, again)
            found.append(
                Outcome.of(
                    election,
                    bought[start : start + size],
                    "equal-shares",
                    options.copy(),
                    facts={"endowment": plain(share), "exact_rounds": ()},
                    trace=later.trace,
                    payments=later.payments,
                )
            )
        start += m
    return found


@functools.lru_cache(256)
def _codes(criteria: tuple[Any, ...]) -> NDArray[np.int64] | None:
    """Return criteria as numbers; None where a lot is drawn or projects are named."""
    if not all(item in CRITERIA for item in criteria):
        return None
    return np.array([CRITERIA.index(item) for item in criteria], np.int64)


@functools.lru_cache(256)
def _places(ids: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the place of each project when they are sorted by id; elections of a batch often have the same ids."""
    places = np.empty(len(ids), np.int64)
    places[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    places.flags.writeable = False
    return places


def _joined(arrays: list[NDArray[Any]]) -> NDArray[Any]:
    """Return arrays one behind the other, always read-only, so that the loops are compiled once."""
    if len(arrays) == 1:
        return arrays[0]
    result = np.concatenate(arrays)
    result.flags.writeable = False
    return result


class _Again:
    """The same run by itself, for who asks for its trace or payments."""

    def __init__(self, election: Election, values: Mapping[str, Any], again: Again) -> None:
        self.election = election
        self.values = values
        self.again = again

    @functools.cached_property
    def outcome(self) -> Outcome:
        """What the rule gives for the election alone."""
        return self.again(self.election, self.values)

    def trace(self) -> tuple[Round, ...]:
        """Return the rounds."""
        return self.outcome.trace

    def payments(self, exactly: bool) -> Payments:
        """Return who paid what."""
        found = self.outcome.payments if exactly else self.outcome.approximate_payments
        assert found is not None
        return found
