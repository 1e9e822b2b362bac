"""Selection rules: which projects are funded within the budget.

Each rule is a plain function, registered under an id; :func:`select` runs one.
"""

from __future__ import annotations

from typing import Any

from fairbudget.election import Election
from fairbudget.outcome import Outcome
from fairbudget.registry import rules
from fairbudget.rules import equal_shares, greedy  # noqa: F401  (they register themselves)

__all__ = ["select"]


def select(election: Election, rule: str, **options: Any) -> Outcome:
    """Select projects within the budget by a registered rule.

    Parameters
    ----------
    election : Election
    rule : str
        An id such as ``"greedy"``, ``"priority-order"`` or ``"equal-shares"``.
    **options
        Options of the rule; the ones not given take their defaults.

    Returns
    -------
    Outcome

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
    entry = rules[rule]
    values = entry.parse_options(options)
    outcome = entry.function(election, **values)
    assert isinstance(outcome, Outcome)
    return outcome
