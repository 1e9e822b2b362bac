"""Fairness axioms, registered by id: ``fairbudget.check(outcome, "ejr-plus")`` returns a verdict with a witness.

A verdict is satisfied, violated or undecided (a bound was reached). Satisfied and violated are exact: what integer or
linear programmes suggest in floats is checked again in whole numbers. :func:`verify` recomputes a witness from the
definitions alone, by code that shares nothing with the searches.

Groups can pay for projects T if n * c(T) <= |S| * B. A voter supports a project if it has positive utility for her.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fairbudget import registry
from fairbudget.axioms import blocking, cohesive, laminar, ordinal, pareto, plus, priceability  # noqa: F401
from fairbudget.axioms.verdict import SATISFIED, UNDECIDED, VIOLATED, Verdict
from fairbudget.axioms.verify import Confirmation, verify
from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.metrics.satisfaction import election_of
from fairbudget.outcome import Outcome

__all__ = ["SATISFIED", "UNDECIDED", "VIOLATED", "Confirmation", "Verdict", "check", "check_all", "verify"]


def check(outcome: Outcome, axiom: str, **options: Any) -> Verdict:
    """Check one axiom on an outcome.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    axiom : str
        Id of a registered axiom, such as ``"ejr-plus"``, ``"core"``, ``"priceability"``.
    **options
        Options of the axiom: ``utility`` (default: the one that the outcome's rule used, else the one that the
        ballot type stands for), ``bound``, ``seconds``.

    Returns
    -------
    Verdict

    Raises
    ------
    OptionError
        On an unknown axiom or option, or a utility that does not fit the ballots.
    InputError
        If the outcome has no election, or the axiom is not defined for its type of ballots.

    Examples
    --------
    >>> import fairbudget
    >>> election = fairbudget.Election.build({"a": 3, "b": 2}, 4, [["a"], ["a"], ["b"], ["b"]])
    >>> verdict = check(Outcome.of(election, [0], "greedy", {}), "ejr-plus")
    >>> verdict.status, verdict.witness["project"], verdict.witness["voters"]
    ('violated', 'b', 2)
    >>> verify(verdict).holds
    True
    """
    entry = registry.axioms[axiom]
    values = entry.parse_options(options)
    election = election_of(outcome)
    if election.ballot_type not in entry.properties["ballots"]:
        allowed = ", ".join(entry.properties["ballots"])
        raise InputError(f"{axiom} is defined for {allowed} ballots; these are {election.ballot_type}")
    if election.total_cost(outcome.selected) > election.budget:
        raise InputError(f"the outcome costs {outcome.cost}, more than the budget of {election.budget}")
    found: Verdict = entry.function(outcome, **values)
    return found


def check_all(outcome: Outcome, axioms: str | Iterable[str] = "all", **options: Any) -> list[Verdict]:
    """Check several axioms (ids, or text with commas; ``all``: all that are defined for the ballots).

    Options go to each axiom that takes them.

    Raises
    ------
    OptionError
        As :func:`check`, and on an option that none of the axioms takes.
    """
    if axioms == "all":
        kind = election_of(outcome).ballot_type
        ids = [entry.id for entry in registry.axioms.values() if kind in entry.properties["ballots"]]
    else:
        ids = [part.strip() for part in axioms.split(",")] if isinstance(axioms, str) else list(axioms)
    entries = [registry.axioms[id] for id in ids]
    taken = {name for entry in entries for name in entry.options}
    for name in options:
        if name not in taken:
            hint = nearest(name, sorted(taken)) if taken else "they take none"
            raise OptionError(f"none of the axioms {', '.join(ids)} takes option {name!r}; {hint}")
    return [
        check(outcome, entry.id, **{name: value for name, value in options.items() if name in entry.options})
        for entry in entries
    ]
