"""Selection rules: which projects are funded within the budget.

Each rule is a plain function, registered under an id; :func:`select` runs one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.outcome import Outcome
from fairbudget.registry import rules
from fairbudget.rules import (  # noqa: F401  (they register themselves)
    bounded_overspending,
    composition,
    cumulative,
    equal_shares,
    expanding,
    fractional,
    greedy,
    irresolute,
    maximin,
    phragmen,
    priority,
)
from fairbudget.rules.batch import select_many

__all__ = ["select", "select_many"]


@overload
def select(election: Election, rule: str, *, all_outcomes: Literal[False] = False, **options: Any) -> Outcome: ...


@overload
def select(election: Election, rule: str, *, all_outcomes: Literal[True], **options: Any) -> list[Outcome]: ...


def select(
    election: Election,
    rule: str,
    *,
    initial: Sequence[str] = (),
    then: Any = None,
    pots: Mapping[str, Any] | None = None,
    all_outcomes: bool = False,
    **options: Any,
) -> Outcome | list[Outcome]:
    """Select projects within the budget by a registered rule.

    Parameters
    ----------
    election : Election
    rule : str
        An id such as ``"greedy"``, ``"priority-order"`` or ``"equal-shares"``.
    initial : sequence of str
        Projects funded beforehand; their cost counts.
    then : str or list, optional
        Further rules that complete the outcome one after the other, for example ``"greedy"`` or
        ``"phragmen:overflow=skip"``; see :func:`fairbudget.rules.composition.parse_stages`.
    pots : mapping of str to amount, optional
        A budget of its own for each of these categories.
    all_outcomes : bool
        Return a list with one outcome for each set of projects that some way of breaking ties leads to; see
        :func:`fairbudget.rules.irresolute.all_outcomes`.
    **options
        Options of the rule; the ones not given take their defaults.

    Returns
    -------
    Outcome, or list of Outcome with `all_outcomes`

    Raises
    ------
    OptionError
        On an unknown rule, an option that the rule does not take, a value that it does not allow, or a utility that
        does not fit the ballots.

    Examples
    --------
    >>> election = Election.build({"park": 6, "gym": 4, "road": 5}, 10, [["park"], ["park", "gym"], ["gym"], ["road"]])
    >>> outcome = select(election, "equal-shares", completion="greedy")
    >>> outcome.selected, outcome.cost
    (('gym', 'park'), 10)
    """
    stages = [(rule, rules[rule].parse_options(options)), *composition.parse_stages(then)]
    if all_outcomes:
        if initial or then is not None or pots is not None:
            raise OptionError("all_outcomes works for a rule by itself, not with initial, then or pots")
        return irresolute.all_outcomes(election, rule, stages[0][1])
    if pots is not None:
        if initial:
            raise OptionError("initial projects and pots cannot be combined yet")
        return composition.pots(election, stages, pots)
    return composition.chain(election, stages, initial)
