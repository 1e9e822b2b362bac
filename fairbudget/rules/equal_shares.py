"""The Method of Equal Shares and its completions."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import Election
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import Option, choice, rule
from fairbudget.rules._equal_shares_run import Problem, Run, exact_values
from fairbudget.rules.greedy import Listed, rounds, take, utilitarian_order
from fairbudget.rules.ties import DEFAULT, tie_breaking_option
from fairbudget.utilities import utility_option

__all__ = ["equal_shares"]

COMPLETIONS = ("none", "greedy", "add1", "add1-greedy")


def _increment(value: Any) -> Fraction:
    amount = exact(value)
    if amount <= 0:
        raise ValueError("expected an amount above 0")
    return amount


@rule(
    "equal-shares",
    name="Method of Equal Shares",
    reference=(
        "Peters, Pierczynski and Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021, "
        "section 3; completions as described at equalshares.net"
    ),
    options=(
        utility_option,
        choice("completion", COMPLETIONS, "none", "what is done with the money that is left"),
        tie_breaking_option,
        choice(
            "start",
            ("floor", "exact"),
            "floor",
            "where Add1 starts: at the budget per voter rounded down to whole money (as equalshares.net's tool does), "
            "or at exactly that (as pabutools does)",
        ),
        Option("increment", Fraction(1), _increment, "by how much Add1 raises the endowment of each voter"),
    ),
    ballots=("approval", "choose-1", "cumulative", "scoring", "ordinal"),
    complexity="O(entries) a look at each project, bounds of earlier rounds spare most looks; times the steps of Add1",
    payments=True,
)
def equal_shares(
    election: Election,
    *,
    utility: str | None = None,
    completion: str = "none",
    tie_breaking: tuple[str, ...] = DEFAULT,
    start: str = "floor",
    increment: Fraction = Fraction(1),
) -> Outcome:
    """Share the budget equally among voters, who buy projects together at the best price per utility.

    Each voter starts with budget / voters. A project is affordable if its supporters together have its cost; its price
    is the least rho such that they cover it when each pays min(what she has, rho * her utility). The affordable project
    of least price is bought, until none is left.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project; by ballot type if not given.
    completion : {"none", "greedy", "add1", "add1-greedy"}
        ``greedy`` goes on with the utilitarian greedy rule. ``add1`` raises each voter's endowment by `increment`
        as long as the outcome stays within the budget, and stops as soon as no supported project fits any more.
        ``add1-greedy`` does the one after the other.
    tie_breaking : tuple of str
        One order for all runs.
    start : {"floor", "exact"}
        The first endowment of Add1.
    increment : Fraction
        In the election's own money.

    Returns
    -------
    Outcome
        With payments for what was bought by Equal Shares itself, and facts: ``endowment`` (of the run whose outcome
        it is), ``steps`` and ``stopped`` of Add1, ``exact_rounds`` (places in the selection that floating point could
        not decide).

    Notes
    -----
    Decided as exact rational arithmetic would. A free project that somebody gains from is bought first, at price 0;
    with cost utilities nobody gains from a free project, and only the greedy completion takes it. Add1 counts the
    outcome as exhaustive when no project *with a supporter* fits, so that it ends even where an unsupported project
    fits. A voter with an empty ballot has an endowment too.

    References
    ----------
    Peters, Pierczynski and Skowron, *Proportional Participatory Budgeting with Additive Utilities*, NeurIPS 2021.

    Examples
    --------
    The first example of equalshares.net:

    >>> votes = {"bike": [0, 1, 2, 3, 4, 5, 10], "gym": range(6), "park": [1, 3, 4, 6, 9], "play": range(6, 10),
    ...          "lib": [6, 8, 9]}
    >>> ballots = [[id for id in votes if voter in votes[id]] for voter in range(11)]
    >>> costs = {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100}
    >>> outcome = equal_shares(Election.build(costs, 1100, ballots))
    >>> outcome.selected, outcome.cost, [str(item.value) for item in outcome.trace]
    (('bike', 'play', 'lib'), 1000, ['1/7', '1/4', '1/3'])
    """
    problem = Problem.of(election, utility, tie_breaking)
    options = {
        "utility": problem.utilities.name,
        "completion": completion,
        "tie_breaking": tie_breaking,
        "start": start,
        "increment": plain(increment),
    }
    facts: dict[str, Any] = {}
    unit = election.money_unit
    voters = election.num_voters
    share = Fraction(election.budget_units, voters) if voters else Fraction(0)
    if completion.startswith("add1"):
        first = Fraction(math.floor(share / unit) * unit) if start == "floor" else share
        run, steps, stopped = _add1(problem, first, increment * unit)
        facts |= {"steps": steps, "stopped": stopped}
    else:
        run = problem.run(share)
    facts["endowment"] = plain(run.endowment / unit)
    facts["exact_rounds"] = tuple(sorted(run.decided))
    taken = list(run.order)
    listed: list[Listed] = []
    decisions: list[tuple[int, str, int]] = []
    if completion.endswith("greedy"):
        chosen = set(taken)
        order = utilitarian_order(election, problem.utilities.name, tie_breaking)
        listed = [pair for pair in order if pair[0] not in chosen]
        more, decisions = take(election, listed, "skip", run.spent)
        taken += more

    def trace() -> tuple[Round, ...]:
        return _trace(run) + rounds(election, listed, decisions, "greedy", "utility-per-cost")

    return Outcome.of(
        election,
        taken,
        "equal-shares",
        options,
        facts=facts,
        trace=trace,
        payments=lambda exactly: _payments(run, len(taken), exactly),
    )


def _add1(problem: Problem, endowment: Fraction, increment: Fraction) -> tuple[Run, int, str]:
    """Raise the endowment step by step.

    Returns
    -------
    run : Run
        The last one within the budget.
    steps : int
        How many increments it is away from the first.
    stopped : {"exhaustive", "over-budget"}
    """
    election = problem.election
    budget = election.budget_units
    costs = [int(election.costs[p]) for p in problem.supported]
    run = problem.run(endowment, budget)
    steps, unchanged, patience = 0, 0, 2
    stopped = ""
    while not stopped:
        chosen = set(run.order)
        left = budget - run.spent
        if not any(cost <= left and p not in chosen for p, cost in zip(problem.supported, costs, strict=True)):
            stopped = "exhaustive"
            break
        if unchanged >= patience:
            # try to pass over many increments at once; where that fails, ask less often
            run, skipped = _skip(problem, run, increment, unchanged)
            steps += skipped
            patience = 2 if skipped else min(2 * patience, 256)
            unchanged = 0
        following = problem.run(run.endowment + increment, budget)
        if following.over:
            stopped = "over-budget"
            break
        unchanged = unchanged + 1 if following.order == run.order else 0
        run = following
        steps += 1
    if run.inferred:
        run = problem.run(run.endowment, budget)
    return run, steps, stopped


def _skip(problem: Problem, run: Run, increment: Fraction, stride: int) -> tuple[Run, int]:
    """Pass over increments that provably leave the purchases as they are.

    Parameters
    ----------
    stride : int
        How many increments to try first; doubled after a success, divided by four after a failure.

    Returns
    -------
    run : Run
        At the largest endowment that was reached.
    skipped : int
        Increments passed over.
    """
    skipped = 0
    while stride > 1:
        following = problem.extend(run, run.endowment + stride * increment)
        if following is None:
            stride //= 4
        else:
            run = following
            skipped += stride
            stride *= 2
    return run, skipped


def _trace(run: Run) -> tuple[Round, ...]:
    election = run.problem.election
    prices, _, _ = run.ledger
    factor = Fraction(1, election.money_unit) / run.problem.utilities.scale
    left = election.budget_units
    result = []
    for k, (p, value, ties) in enumerate(zip(run.order, exact_values(prices, factor), run.ties(), strict=True)):
        left -= int(election.costs[p])
        result.append(
            Round(
                election.ids[p],
                "selected",
                "equal-shares",
                election.money(election.costs[p]),
                election.money(left),
                "price",
                plain(value),
                tuple(election.ids[q] for q in ties),
                k in run.decided,
            )
        )
    return tuple(result)


def _payments(run: Run, selected: int, exactly: bool) -> Payments:
    problem = run.problem
    unit = Fraction(1, problem.election.money_unit)
    rows = [problem.utilities.of(p)[0] for p in run.order]
    amounts: list[Any]
    if exactly:
        amounts = [exact_values(paid, unit) for paid in run.ledger[1]]
    else:
        money = np.full(len(problem.multiplicities), float(run.endowment))
        amounts = []
        for p, rho in zip(run.order, run.approximate_prices, strict=True):
            supporters, values = problem.utilities.of(p)
            paid = np.minimum(money[supporters], rho * values)
            money[supporters] -= paid
            amounts.append(paid * float(unit))
    nobody = np.empty(0, np.int32)
    more = selected - len(rows)
    return Payments((*rows, *[nobody] * more), (*amounts, *[[]] * more), exactly)
