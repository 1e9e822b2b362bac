"""Selection rules: which projects are funded within the budget.

Each rule is a plain function, registered under an id; :func:`select` runs one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.outcome import Outcome
from fairbudget.registry import rules
from fairbudget.rules import (  # noqa: F401  (they register themselves)
    bounded_overspending,
    composition,
    cumulative,
    equal_shares,
    exact_equal_shares,
    expanding,
    fractional,
    greedy,
    greedy_cohesive,
    irresolute,
    leximin,
    maximin,
    nash,
    ordered_relax,
    phragmen,
    priority,
    sequential_thiele,
    thiele,
    welfare,
)
from fairbudget.rules.batch import select_many
from fairbudget.rules.limits import parse_limits

__all__ = ["select", "select_many"]


@overload
def select(election: Election, rule: str, *, all_outcomes: Literal[False] = False, **options: Any) -> Outcome: ...


@overload
def select(election: Election, rule: str, *, all_outcomes: Literal[True], **options: Any) -> list[Outcome]: ...


def select(
    election: Election,
    rule: str,
    *,
    initial: Sequence[str] | str = (),
    then: Any = None,
    pots: Mapping[str, Any] | str | None = None,
    caps: Mapping[str, Any] | str | None = None,
    floors: Mapping[str, Any] | str | None = None,
    all_outcomes: bool = False,
    **options: Any,
) -> Outcome | list[Outcome]:
    """Select projects within the budget by a registered rule.

    Parameters
    ----------
    election : Election
    rule : str
        An id such as ``"greedy"``, ``"priority-order"`` or ``"equal-shares"``.
    initial : sequence of str, or str
        Projects funded beforehand, ids in a list or separated by commas; their cost counts, and so does what voters
        have from them where a rule's objective is not a sum over projects.
    then : str or list, optional
        Further rules that complete the outcome one after the other, for example ``"greedy"`` or
        ``"phragmen:overflow=skip"``; see :func:`fairbudget.rules.composition.parse_stages`.
    pots : mapping of str to amount, or str, optional
        A budget of its own for each of these categories, for example ``{"roads": 500, "parks": "30%"}``, or as text
        ``"roads=500,parks=30%"``; a percentage is a part of the budget.
    caps, floors : mapping of str to amount, or str, optional
        The most and the least to be spent on a category, written as pots are. A rule with
        options of these names (``max-welfare``) finds the best set within them. For other rules, the first selected
        project that breaks a limit is withdrawn and the rule starts again without it; a floor is money that nothing
        else may use, and where the rule leaves it, the rule decides once more over the projects of that category
        alone, and at last ``greedy`` does. ``facts["floors_not_reached"]`` tells what even that did not fill.
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
    InputError
        If `election` is none.

    Examples
    --------
    >>> election = Election.build({"park": 6, "gym": 4, "road": 5}, 10, [["park"], ["park", "gym"], ["gym"], ["road"]])
    >>> outcome = select(election, "equal-shares", completion="greedy")
    >>> outcome.selected, outcome.cost
    (('gym', 'park'), 10)
    """
    if not isinstance(election, Election):
        kind = type(election).__name__
        raise InputError(f"an Election was expected, as fairbudget.read_pabulib reads one from a file, not {kind}")
    entry = rules[rule]
    initial = composition.parse_initial(initial)
    limits = {"caps": composition.parse_amounts("caps", caps), "floors": composition.parse_amounts("floors", floors)}
    bounds = {name: amounts for name, amounts in limits.items() if amounts}
    own = bool(bounds) and all(name in entry.options for name in bounds)
    stages = [(rule, entry.parse_options({**options, **(bounds if own else {})})), *composition.parse_stages(then)]
    limited = bool(bounds) and not own
    if own and (then is not None or pots is not None):
        raise OptionError(f"caps and floors of {rule} cannot be combined with then or pots")
    if own and initial:
        rest = parse_limits(election, **limits).without(election, election.numbers(initial))
        stages = [(rule, entry.parse_options({**options, **{name: rest[name] for name in bounds}}))]
    if all_outcomes:
        if initial or then is not None or pots is not None or limited:
            raise OptionError("all_outcomes works for a rule by itself, not with initial, then, pots, caps or floors")
        return irresolute.all_outcomes(election, rule, stages[0][1])
    if pots is not None:
        if limited:
            raise OptionError("pots already say what each category gets: caps and floors cannot be combined with them")
        budgets = composition.parse_amounts("pots", pots)
        if not budgets:
            raise OptionError("pots: name at least one category with an amount")
        return composition.pots(election, stages, budgets, initial)
    return composition.chain(election, stages, initial, parse_limits(election, **limits) if limited else None)
