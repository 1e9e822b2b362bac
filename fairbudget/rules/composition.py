"""Putting rules together: projects funded beforehand, one rule after another, and a pot for each category."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

import numpy as np

from fairbudget.election import Election
from fairbudget.errors import Fault, InputError, OptionError
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.parts import part
from fairbudget.registry import rules
from fairbudget.rules.limits import Limits, category_amounts, category_units

__all__ = ["chain", "parse_amounts", "parse_initial", "parse_stages", "pots", "run"]

#: A rule with its parsed options.
Stage = tuple[str, dict[str, Any]]


_THEN = "expected rules such as 'greedy' or 'phragmen:overflow=skip', or pairs of a rule and its options"


def parse_initial(value: Any) -> tuple[str, ...]:
    """Return the ids of projects funded beforehand, from a list of ids or text with commas.

    Raises
    ------
    OptionError
        If it is neither.

    Examples
    --------
    >>> parse_initial("park, gym")
    ('park', 'gym')
    """
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(id.strip() for id in value.split(",") if id.strip())
    ids: list[Any] = list(value) if isinstance(value, Iterable) and not isinstance(value, Mapping | bytes) else [None]
    if any(not isinstance(id, str) for id in ids):
        raise OptionError(f"initial={value!r} is not allowed: expected project ids, in a list or separated by commas")
    return tuple(ids)


def parse_amounts(kind: str, value: Any) -> dict[str, Any]:
    """Return amounts by category, none where nothing is given.

    Raises
    ------
    OptionError
        If they cannot be meant.
    """
    try:
        return category_amounts(value) or {}
    except ValueError as error:
        raise OptionError(f"{kind}={value!r} is not allowed: {error}") from None


def parse_stages(then: Any) -> list[Stage]:
    """Return the rules that follow the first one, with their options.

    Parameters
    ----------
    then : None, str, (str, mapping), or a sequence of these
        A rule's id, or an id with options. As text: ``"phragmen"``, ``"greedy:overflow=stop"``, several separated by
        a blank or ``+``; the options of one rule are separated by ``;``.

    Raises
    ------
    OptionError
        On an unknown rule or option.

    Examples
    --------
    >>> parse_stages("greedy:overflow=stop;utility=cardinality")[0][1]["overflow"]
    'stop'
    """
    if then is None:
        return []
    if isinstance(then, tuple) and len(then) == 2 and isinstance(then[1], Mapping):
        items: list[Any] = [then]
    elif isinstance(then, str):
        items = then.replace("+", " ").split()
    elif isinstance(then, Sequence) and not isinstance(then, bytes):
        items = list(then)
    else:
        raise OptionError(f"then={then!r} is not allowed: {_THEN}")
    stages: list[Stage] = []
    for item in items:
        if isinstance(item, str):
            id, _, text = item.partition(":")
            pairs = [word.partition("=") for word in text.split(";") if word]
            if any(not sign for _, sign, _ in pairs):
                raise OptionError(f"then={item!r}: options are written name=value, separated by ';'")
            options: Mapping[str, Any] = {name.strip().replace("-", "_"): value for name, _, value in pairs}
        elif isinstance(item, Sequence) and len(item) == 2 and isinstance(item[1], Mapping):
            id, options = item
        else:
            raise OptionError(f"then: {item!r} is not allowed: {_THEN}")
        stages.append((id, rules[id].parse_options(options)))
    return stages


def run(election: Election, rule: str, values: Mapping[str, Any]) -> Outcome:
    """Run one registered rule with parsed options."""
    outcome = rules[rule].function(election, **values)
    assert isinstance(outcome, Outcome)
    return outcome


def chain(
    election: Election, stages: Sequence[Stage], initial: Sequence[str] = (), limits: Limits | None = None
) -> Outcome:
    """Fund some projects beforehand, then let rules follow one another on what is left.

    Each rule sees the projects not yet funded and the money not yet spent, with the voters, utilities and tie-breaking
    of the whole election; in Equal Shares each voter's endowment is then an equal share of the money that is left. What
    voters have from projects funded before counts in rules whose objective is not a sum over projects: the optima of
    Nash, leximin, egalitarian, proportional approval and Chamberlin-Courant look for the best completion, sequential
    Thiele and maximin support go on from there.

    Parameters
    ----------
    election : Election
    stages : sequence of (rule id, parsed options)
        At least one.
    initial : sequence of str
        Their cost counts.
    limits : Limits, optional
        Caps and floors of categories: the first selected project that breaks one is withdrawn, and the rule starts
        again without it, until none does; then, where a floor is not reached, the first rule decides once more over
        the projects of that category alone, and at last the greedy rule.

    Returns
    -------
    Outcome
        Under the first rule's id and options, with ``facts["stages"]`` for the others.

    Raises
    ------
    InputError
        If initial projects are unknown, named twice, cost more than the budget or break a limit.
    OptionError
        If there are limits and a rule has no order of selection.
    """
    numbers = election.numbers(initial)
    if len(set(numbers)) != len(numbers):
        raise InputError("an initial project is named twice")
    left = election.budget_units - sum(int(election.costs[k]) for k in numbers)
    if left < 0:
        raise InputError(
            [Fault(f"the initial projects cost {election.total_cost(initial)}, the budget is {election.budget}")]
        )
    first, options = stages[0]
    if not numbers and len(stages) == 1 and limits is None:
        return run(election, first, options)
    if limits is not None:
        _limitable(election, stages, numbers, limits)
    outcomes: list[Outcome] = []
    taken = list(numbers)
    withdrawn: set[int] = set()
    for stage in stages:
        outcomes.append(_stage(election, stage, taken, withdrawn, limits))
        taken += election.numbers(outcomes[-1].selected)
    facts = dict(outcomes[0].facts)
    if len(stages) > 1:
        facts["stages"] = tuple(
            {"rule": outcome.rule, "options": dict(outcome.options), "facts": dict(outcome.facts)}
            for outcome in outcomes[1:]
        )
    if limits is not None:
        for name in limits.floors:
            outcomes += _filled(election, stages[0], taken, withdrawn, limits, name)
            taken = numbers + [k for outcome in outcomes for k in election.numbers(outcome.selected)]
        facts |= _kept(election, taken, withdrawn, limits)
    used = {**outcomes[0].options}
    if numbers:
        used["initial"] = tuple(initial)
    if len(stages) > 1:
        used["then"] = tuple(rule for rule, _ in stages[1:])
    for kind in ("caps", "floors") if limits is not None else ():
        if bounds := getattr(limits, kind):
            used[kind] = {name: election.money(amount) for name, amount in bounds.items()}
    head = _funded_beforehand(election, numbers)
    return Outcome.of(
        election,
        taken,
        first,
        used,
        facts=facts,
        trace=lambda: head + tuple(item for outcome in outcomes for item in outcome.trace),
        payments=_joined(len(numbers), outcomes),
    )


def _stage(
    election: Election,
    stage: Stage,
    taken: Sequence[int],
    withdrawn: set[int],
    limits: Limits | None,
    outside: Set[int] = frozenset(),
) -> Outcome:
    """Run one rule on what is left; under limits again and again, `withdrawn` growing by one project each time."""
    gone = {*taken, *outside}
    left = election.budget_units - sum(election.costs[list(taken)].tolist())
    while True:
        rest = [k for k in range(election.num_projects) if k not in gone and k not in withdrawn]
        outcome = run(part(election, rest, left, taken), *stage)
        breach = None if limits is None else limits.first_breach(election, taken, election.numbers(outcome.selected))
        if breach is None:
            return outcome
        withdrawn.add(breach)


def _filled(
    election: Election, stage: Stage, taken: Sequence[int], withdrawn: set[int], limits: Limits, category: str
) -> list[Outcome]:
    """Fund more of a category whose floor is not reached: by the rule, then down the greedy list until it is."""
    outside = {p for p, names in enumerate(election.categories) if category not in names}
    outcomes: list[Outcome] = []
    taken = list(taken)
    for again in (stage, ("greedy", rules["greedy"].parse_options({}))):
        lacking = limits.missing(limits.spent(election, taken)).get(category, 0)
        if not lacking:
            break
        outcome = _stage(election, again, taken, withdrawn, limits, outside)
        found = election.numbers(outcome.selected)
        if outcomes:
            sums = itertools.accumulate(election.costs[found].tolist(), initial=0)
            found = [p for p, before in zip(found, sums, strict=False) if before < lacking]
            left = election.budget_units - sum(election.costs[taken].tolist())
            outcome = run(part(election, found, left, taken), *again)
        outcomes.append(outcome)
        taken += found
    return outcomes


def _limitable(election: Election, stages: Sequence[Stage], initial: Sequence[int], limits: Limits) -> None:
    for rule, _ in stages:
        if not rules[rule].properties.get("sequential", True):
            fitting = [entry.id for entry in rules.values() if entry.properties.get("sequential", True)]
            raise OptionError(
                f"{rule} selects a set as a whole: caps and floors are defined for rules that decide on one project "
                f"after another ({', '.join(fitting)}) and for max-welfare"
            )
    breach = limits.first_breach(election, [], initial)
    if breach is not None:
        raise InputError(
            [Fault(f"the initial project {election.ids[breach]!r} breaks a cap, or leaves too little for a floor")]
        )


def _kept(election: Election, taken: Sequence[int], withdrawn: set[int], limits: Limits) -> dict[str, Any]:
    """Return what became of the limits."""
    spent = limits.spent(election, taken)
    lacking = limits.missing(spent)
    return {
        "spent": {name: election.money(amount) for name, amount in spent.items()},
        "floors_not_reached": {name: election.money(amount) for name, amount in lacking.items()},
        "withdrawn": tuple(election.ids[p] for p in sorted(withdrawn.difference(taken))),
    }


def _funded_beforehand(election: Election, numbers: Sequence[int]) -> tuple[Round, ...]:
    left = election.budget_units
    rounds = []
    for k in numbers:
        left -= int(election.costs[k])
        cost = election.money(election.costs[k])
        rounds.append(Round(election.ids[k], "selected", "initial", cost, election.money(left), "initial", None))
    return tuple(rounds)


def _joined(initial: int, outcomes: Sequence[Outcome]) -> Any:
    """Return how the payments of several outcomes are put together, or None if no rule has payments."""
    if all(outcome._payments is None for outcome in outcomes):
        return None

    def payments(exactly: bool) -> Payments:
        nobody = np.empty(0, np.int32)
        rows = [nobody] * initial
        amounts: list[Sequence[Any]] = [[]] * initial
        for outcome in outcomes:
            found = outcome.payments if exactly else outcome.approximate_payments
            if found is None:
                rows += [nobody] * len(outcome.selected)
                amounts += [[]] * len(outcome.selected)
            else:
                rows += found.rows
                amounts += found.amounts
        return Payments(tuple(rows), tuple(amounts), exactly)

    return payments


def pots(
    election: Election, stages: Sequence[Stage], budgets: Mapping[str, Any], initial: Sequence[str] = ()
) -> Outcome:
    """Give each category a pot of its own, and run the rules in each.

    Parameters
    ----------
    election : Election
        Each project in exactly one category that has a pot; projects without a category or outside these categories
        are not eligible.
    stages : sequence of (rule id, parsed options)
    budgets : mapping of str to amount
        At least one, as :func:`parse_amounts` returns them; together at most the budget. A part of the budget is
        rounded down.
    initial : sequence of str
        Funded beforehand, each from the pot of its category.

    Returns
    -------
    Outcome
        Categories in the order of `budgets`; ``facts["pots"]`` tells what each spent.

    Raises
    ------
    InputError
        If the pots exceed the budget, a project is in several of them, or an initial project is in none or does not
        fit its pot.
    OptionError
        If a category is unknown.
    """
    members: dict[str, list[int]] = {name: [] for name in budgets}
    faults: list[Fault] = []
    units: dict[str, int] = {}
    for name, amount in budgets.items():
        units[name] = math.floor(category_units(election, "pots", name, amount))
    for k, categories in enumerate(election.categories):
        inside = [name for name in categories if name in members]
        if len(inside) > 1:
            faults.append(Fault(f"project {election.ids[k]!r} is in several categories that have pots: {inside}"))
        elif inside:
            members[inside[0]].append(k)
    inside_pots = {k for numbers in members.values() for k in numbers}
    for id, k in zip(initial, election.numbers(initial), strict=True):
        if k not in inside_pots:
            faults.append(Fault(f"the initial project {id!r} is in no category that has a pot"))
    if not faults and sum(units.values()) > election.budget_units:
        faults.append(Fault(f"the pots hold {election.money(sum(units.values()))}, the budget is {election.budget}"))
    if faults:
        raise InputError(faults)
    beforehand = {name: [id for id in initial if election.index[id] in members[name]] for name in budgets}
    outcomes = [chain(part(election, members[name], units[name]), stages, beforehand[name]) for name in budgets]
    return Outcome.of(
        election,
        [k for outcome in outcomes for k in election.numbers(outcome.selected)],
        stages[0][0],
        {**outcomes[0].options, "pots": {name: election.money(units[name]) for name in budgets}},
        facts={"pots": {name: outcome.cost for name, outcome in zip(budgets, outcomes, strict=True)}},
        trace=lambda: tuple(item for outcome in outcomes for item in outcome.trace),
        payments=_joined(0, outcomes),
    )
