"""All outcomes that some way of breaking ties leads to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.outcome import Outcome
from fairbudget.registry import rules
from fairbudget.rules._all_orders import all_orders

__all__ = ["RUNS", "all_outcomes"]

#: Completions of Equal Shares that run it many times.
RAISED = ("add1", "add1-greedy", "budget-increase")
#: How many runs are made before the search gives up.
RUNS = 20_000


def all_outcomes(election: Election, rule: str, options: Mapping[str, Any], runs: int = RUNS) -> list[Outcome]:
    """Return one outcome for each set of projects that the rule can fund when ties are broken in any way.

    Parameters
    ----------
    election : Election
    rule : str
        One that decides round by round and tells in its trace which projects were tied.
    options : mapping
        Parsed options; the tie-breaking is put last, after the choices that are tried.
    runs : int
        Bound on the number of runs.

    Returns
    -------
    list of Outcome
        In the order in which they were found, the one of the given tie-breaking first.

    Raises
    ------
    OptionError
        If the rule does not tell its ties, or past the bound.

    Notes
    -----
    Where one run decides, depth first over the purchases: where several projects were tied, the run is made again with
    the earlier purchases and then each of the others put first. The same purchases with the same payments lead to the
    same future, so each such state is followed once. A project that was tied and does not fit ends a rule that stops
    there, so it is tried too. Where several runs decide (Equal Shares with raised endowments, or compared with
    greedy), over the orders of the projects: :func:`fairbudget.rules._all_orders.all_orders`. The number of states can
    be exponential in the number of ties.

    Examples
    --------
    >>> election = Election.build({"a": 1, "b": 1, "c": 1}, 2, [["a", "b", "c"]])
    >>> found = all_outcomes(election, "greedy", rules["greedy"].parse_options({}))
    >>> sorted(sorted(outcome.selected) for outcome in found)
    [['a', 'b'], ['a', 'c'], ['b', 'c']]
    """
    entry = rules[rule]
    if not entry.properties.get("irresolute"):
        able = [id for id in rules if rules[id].properties.get("irresolute")]
        raise OptionError(f"{rule} does not tell its ties; all outcomes are known for {', '.join(able)}")
    base = tuple(options["tie_breaking"])
    found: dict[frozenset[str], Outcome] = {}
    if rule == "equal-shares" and (options["completion"] in RAISED or options["comparison"] != "none"):
        for outcome in all_orders(election, options, runs):
            found.setdefault(frozenset(outcome.selected), outcome)
        return list(found.values())
    seen: set[Any] = set()
    pending: list[tuple[str, ...]] = [()]
    made = 0
    while pending:
        prefix = pending.pop()
        made += 1
        if made > runs:
            raise OptionError(
                f"{rule} has too many tied outcomes: {len(found)} were found in {runs} runs without coming to an end"
            )
        criteria = (("first", *prefix), *base) if prefix else base
        outcome = entry.function(election, **{**options, "tie_breaking": criteria})
        trace = {item.project: item for item in outcome.trace}
        if outcome.selected[: len(prefix)] != prefix:
            last = outcome.trace[-1]
            if last.decision == "stopped" and (*outcome.selected, last.project) == prefix:
                found.setdefault(frozenset(outcome.selected), outcome)
            # otherwise the project that was put first was not really tied given the purchases before it
            continue
        found.setdefault(frozenset(outcome.selected), outcome)
        for place in range(len(outcome.selected) + 1):
            state = _state(outcome, place)
            if place < len(prefix) - 1 or state in seen:
                continue
            seen.add(state)
            head = outcome.selected[:place]
            done = set(head)
            if place < len(outcome.selected):
                tied = trace[outcome.selected[place]].tied if outcome.selected[place] in trace else ()
            else:
                # where the rule stopped, another project may have been as good and fit
                tied = outcome.trace[-1].tied if outcome.trace and outcome.trace[-1].decision == "stopped" else ()
            pending += [(*head, other) for other in tied if other not in done]
    return list(found.values())


def _state(outcome: Outcome, place: int) -> Any:
    """Return what the rest of a run depends on: the projects bought before a place, and what each row has paid."""
    head = frozenset(outcome.selected[:place])
    payments = outcome.payments
    if payments is None:
        return head
    sums: dict[int, Fraction] = {}
    for rows, amounts in zip(payments.rows[:place], payments.amounts[:place], strict=True):
        for row, amount in zip(rows.tolist(), amounts, strict=True):
            sums[row] = sums.get(row, Fraction(0)) + amount
    return head, frozenset(sums.items())
