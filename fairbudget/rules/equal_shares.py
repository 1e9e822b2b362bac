"""The Method of Equal Shares and its completions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import Option, choice, rule
from fairbudget.rules import _completions, _small
from fairbudget.rules._comparison import compare_with_greedy
from fairbudget.rules._completions import Purchase
from fairbudget.rules._equal_shares_run import Problem, Run, exact_values
from fairbudget.rules.greedy import Listed, rounds, take, utilitarian_order
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, tie_breaking_option
from fairbudget.utilities import utility_option

__all__ = ["alone", "equal_shares"]

COMPLETIONS = ("none", "greedy", "phragmen", "epsilon", "add1", "add1-greedy", "budget-increase")
STARTS = ("floor", "exact", "exact-then-floor")
COMPARISONS = ("none", "satisfaction", "exclusion-ratio", "satisfaction-of-tool")


def _positive(value: Any) -> Fraction:
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
            STARTS,
            "floor",
            "where Add1 starts: at the budget per voter rounded down to whole money (as equalshares.net's tool does), "
            "at exactly that (as pabutools does), or with a first run at exactly that and the others above the "
            "rounded value (as equalshares.net's Python snippet does)",
        ),
        Option("increment", Fraction(1), _positive, "by how much Add1 raises the endowment of each voter"),
        Option("percent", Fraction(1), _positive, "by how much of the budget budget-increase raises it"),
        choice(
            "exhaustive",
            ("supported", "all", "never"),
            "supported",
            "when raising endowments stops: no supported project fits (as in pabutools' iterated Equal Shares), no "
            "project at all (as in equalshares.net's tool), or only when the next step would pass the budget (as in "
            "that tool with its option off, and in Wieliczka's vote of 2023)",
        ),
        choice(
            "comparison",
            COMPARISONS,
            "none",
            "switch to the greedy outcome if more voters prefer it, by satisfaction or by having any funded project; "
            "satisfaction-of-tool leaves out who has nothing under either, as equalshares.net's tool does by a defect",
        ),
    ),
    ballots=BALLOT_TYPES,
    irresolute=True,
    complexity="O(entries) a look at each project, bounds of earlier rounds spare most looks; times the steps of Add1",
    payments=True,
    bibtex=bibtex("PetersPierczynskiSkowron2021"),
)
def equal_shares(
    election: Election,
    *,
    utility: str | None = None,
    completion: str = "none",
    tie_breaking: tuple[str, ...] = DEFAULT,
    start: str = "floor",
    increment: Fraction = Fraction(1),
    percent: Fraction = Fraction(1),
    exhaustive: str = "supported",
    comparison: str = "none",
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
    completion : {"none", "greedy", "phragmen", "epsilon", "add1", "add1-greedy", "budget-increase"}
        ``greedy`` goes on with the utilitarian greedy rule, ``phragmen`` by giving all voters money at the same speed,
        ``epsilon`` as if voters had an infinitely small utility for what they do not support. ``add1`` raises each
        voter's endowment by `increment` as long as the outcome stays within the budget, and stops as soon as nothing
        fits any more; ``budget-increase`` does so by `percent` of the budget. ``add1-greedy`` is Add1, then greedy.
    tie_breaking : tuple of str
        One order for all runs.
    start : {"floor", "exact", "exact-then-floor"}
        The first endowment of Add1.
    increment : Fraction
        In the election's own money.
    percent : Fraction
    exhaustive : {"supported", "all", "never"}
        Which projects must not fit any more for raising to stop; with ``never`` it goes on, from one outcome to which
        nothing can be added to the next, until the budget would be passed. It always stops when every supported
        project is selected, so that it ends even where an unsupported project fits.
    comparison : {"none", "satisfaction", "exclusion-ratio", "satisfaction-of-tool"}
        Take the greedy outcome instead if more voters prefer it: with ``satisfaction`` those whose utility counts more
        funded projects (the sum of points or Borda points on other ballots), with ``exclusion-ratio`` those who have a
        funded project in one outcome only.

    Returns
    -------
    Outcome
        With payments for what voters paid, and facts: ``endowment`` (of the run whose outcome it is), ``steps`` and
        ``stopped`` where it was raised, ``exact_rounds`` (places in the selection that floating point could not
        decide), ``comparison`` (voters who prefer each outcome).

    Notes
    -----
    Decided as exact rational arithmetic would. A free project that somebody gains from is bought first, at price 0;
    with cost utilities nobody gains from a free project, and only the greedy completion takes it. A voter with an
    empty ballot has an endowment too.

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
    values = {
        "utility": utility,
        "completion": completion,
        "tie_breaking": tie_breaking,
        "start": start,
        "increment": increment,
        "percent": percent,
        "exhaustive": exhaustive,
        "comparison": comparison,
    }
    if completion == comparison == "none" and _small.fits(election):
        found = _small.decided([election], values, alone)[0]
        if found is not None:
            return found
    return alone(election, values)


def alone(election: Election, values: Mapping[str, Any], problem: Problem | None = None) -> Outcome:
    """Run the rule on one election, with everything at hand that its trace, payments and completions need."""
    problem = problem or Problem.of(election, values["utility"], values["tie_breaking"])
    completion, tie_breaking = values["completion"], values["tie_breaking"]
    options = {key: plain(value) if isinstance(value, Fraction) else value for key, value in values.items()}
    options["utility"] = problem.utilities.name
    run, facts = _runs(problem, completion, *(values[key] for key in ("start", "increment", "percent", "exhaustive")))
    facts["endowment"] = plain(run.endowment / election.money_unit)
    facts["exact_rounds"] = tuple(sorted(run.decided))
    taken = list(run.order)
    listed: list[Listed] = []
    decisions: list[tuple[int, str, int]] = []
    purchases: list[Purchase] = []
    if completion in ("phragmen", "epsilon"):
        purchases = list(_completions.phragmen(run) if completion == "phragmen" else _completions.epsilon(run))
        taken += [purchase.project for purchase in purchases]
    elif completion.endswith("greedy"):
        chosen = set(taken)
        order = utilitarian_order(election, problem.utilities.name, tie_breaking)
        listed = [pair for pair in order if pair[0] not in chosen]
        more, decisions = take(election, listed, "skip", run.spent)
        taken += more

    def trace() -> tuple[Round, ...]:
        return (
            _trace(run)
            + tuple(_completion_round(election, purchase, completion) for purchase in purchases)
            + rounds(election, listed, decisions, "greedy", "utility-per-cost")
        )

    outcome = Outcome.of(
        election,
        taken,
        "equal-shares",
        options,
        facts=facts,
        trace=trace,
        payments=lambda exactly: _payments(run, purchases, len(taken), exactly),
    )
    comparison = values["comparison"]
    return outcome if comparison == "none" else compare_with_greedy(outcome, comparison, tie_breaking)


def _runs(
    problem: Problem, completion: str, start: str, increment: Fraction, percent: Fraction, exhaustive: str
) -> tuple[Run, dict[str, Any]]:
    """Run Equal Shares, with raised endowments where the completion asks for it; return the facts of the raising."""
    election = problem.election
    voters = election.num_voters
    share = Fraction(election.budget_units, voters) if voters else Fraction(0)
    if completion.startswith("add1"):
        floor = _completions.whole(share, election.money_unit)
        step = increment * election.money_unit
        first, base = {"floor": (floor, floor), "exact": (share, share), "exact-then-floor": (share, floor)}[start]
        run, steps, stopped = _completions.add1(problem, first, base + step, step, exhaustive)
    elif completion == "budget-increase":
        run, steps, stopped = _completions.budget_increase(problem, share, percent, exhaustive)
    else:
        return problem.run(share), {}
    return run, {"steps": steps, "stopped": stopped}


def _completion_round(election: Election, purchase: Purchase, completion: str) -> Round:
    return Round(
        election.ids[purchase.project],
        "selected",
        completion,
        election.money(election.costs[purchase.project]),
        election.money(purchase.left),
        "time" if completion == "phragmen" else "payment-of-others",
        plain(purchase.value / election.money_unit),
        tuple(election.ids[q] for q in purchase.tied),
        True,
    )


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


def _payments(run: Run, purchases: Sequence[Purchase], selected: int, exactly: bool) -> Payments:
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
    for purchase in purchases:
        rows.append(purchase.rows)
        paid_exactly = exact_values(purchase.paid, unit)
        amounts.append(paid_exactly if exactly else np.array([float(value) for value in paid_exactly]))
    nobody = np.empty(0, np.int32)
    more = selected - len(rows)
    return Payments((*rows, *[nobody] * more), (*amounts, *[[]] * more), exactly)
