"""Exact Equal Shares and its completions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import Option, choice, rule
from fairbudget.rules._exact_shares_run import BALLOTS, Problem, Raised, Run
from fairbudget.rules.ties import DEFAULT, tie_breaking_option

__all__ = ["exact_equal_shares"]

COMPLETIONS = ("none", "add-one", "add-opt", "add-opt-skip")
#: Those of which cost / utility is a whole number.
UTILITIES = ("cost", "cardinality", "score")


def _increment(value: Any) -> Fraction:
    amount = exact(value)
    if amount <= 0:
        raise ValueError("expected an amount above 0")
    return amount


@rule(
    "exact-equal-shares",
    name="Exact Equal Shares (EES)",
    reference=(
        "Kraiczy and Elkind, An Adaptive and Verifiably Proportional Method for Participatory Budgeting, WINE 2023, "
        "arXiv 2310.10215; completions: Kraiczy, Robinson and Elkind, Streamlining Equal Shares, arXiv 2502.11797, "
        "algorithms 1 to 5"
    ),
    options=(
        choice("utility", UTILITIES, None, "what a voter gains from a project; cost if not given"),
        choice("completion", COMPLETIONS, "none", "how each voter's endowment is raised while money is left"),
        choice(
            "until",
            ("over-budget", "end"),
            None,
            "whether raising stops at the first outcome over the budget, or goes on to the end, where the outcome of "
            "greatest cost within the budget is kept; by default to the end for add-opt-skip only",
        ),
        tie_breaking_option,
        Option("increment", Fraction(1), _increment, "by how much add-one raises the endowment of each voter"),
    ),
    ballots=BALLOTS,
    complexity="O(projects * entries) a run; with add-opt, a small part of that for each change of the outcome",
    payments=True,
    bibtex="""@inproceedings{KraiczyElkind2023,
  author    = {Sonja Kraiczy and Edith Elkind},
  title     = {An Adaptive and Verifiably Proportional Method for Participatory Budgeting},
  booktitle = {Proceedings of the 19th Conference on Web and Internet Economics (WINE)},
  year      = {2023},
  note      = {arXiv:2310.10215}
}
@article{KraiczyRobinsonElkind2025,
  author  = {Sonja Kraiczy and Isaac Robinson and Edith Elkind},
  title   = {Streamlining Equal Shares},
  journal = {arXiv preprint arXiv:2502.11797},
  year    = {2025}
}""",
)
def exact_equal_shares(
    election: Election,
    *,
    utility: str | None = None,
    completion: str = "none",
    until: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    increment: Fraction = Fraction(1),
) -> Outcome:
    """Share the budget equally among voters, who buy projects together, each payer of a project paying the same.

    Each voter starts with budget / voters. The payers of a project are the largest group of its supporters who all have
    cost / (size of the group). The project with the most utility of payers per cost is bought, until no project has
    payers. Other than in Equal Shares nobody pays less than the others since she has less.

    Parameters
    ----------
    election : Election
        With approval or choose-1 ballots: all supporters of a project must gain the same from it.
    utility : {"cost", "cardinality", "score"}, optional
        Cost if not given; score is cardinality on these ballots.
    completion : {"none", "add-one", "add-opt", "add-opt-skip"}
        ``add-one`` raises each voter's endowment by `increment` again and again. ``add-opt`` raises it to the least
        value at which the outcome differs, be it by a payment only; and so on. ``add-opt-skip`` raises it to the least
        value at which a project that is not bought now can be.
    until : {"over-budget", "end"}, optional
        ``over-budget`` keeps the last outcome before one costs more than the budget. ``end`` goes on until all projects
        that somebody supports are bought, or nothing can change, and keeps the outcome of greatest cost within the
        budget, of several the first. As in the paper, to the end for add-opt-skip and over the budget for the others,
        if not given.
    tie_breaking : tuple of str
        One order for all runs.
    increment : Fraction
        In the election's own money.

    Returns
    -------
    Outcome
        With payments, a trace of the utility per cost, and facts: ``endowment`` (of the run whose outcome it is),
        ``steps`` and ``stopped`` of the completion (over-budget, complete: all supported projects are bought, or
        unchanged: no endowment would change anything), ``exact_rounds`` (places in the selection at which floating
        point could not tell who can pay).

    Notes
    -----
    Exact: all sums of money are sums of ratios cost / payers, which are compared in whole numbers where rounding could
    matter. A free project that somebody gains from is bought first; with cost utilities nobody gains from a free one.

    One run takes O(entries) for each look at a project. Add-opt would take that again for each of its steps, which are
    often more than ten thousand; here a step works on what changes (whoever joins a project, and the projects that she
    then cannot pay for any more), and the outcome that is kept is checked by a run of its own.

    References
    ----------
    Kraiczy, Robinson and Elkind, *Streamlining Equal Shares*, arXiv 2502.11797.

    Examples
    --------
    Example 4.3 of that paper. With half a unit more for each voter, p3 can be shared by four:

    >>> election = Election.build({"p1": 2, "p2": "3.2", "p3": 6}, 10,
    ...                           [["p1"], ["p1", "p3"], ["p2", "p3"], ["p2", "p3"], ["p3"]])
    >>> exact_equal_shares(election, utility="cardinality").selected
    ('p1', 'p2')
    >>> outcome = exact_equal_shares(election, utility="cardinality", completion="add-opt")
    >>> outcome.selected, outcome.facts["endowment"]
    (('p1', 'p3'), Fraction(5, 2))
    """
    problem = Problem.of(election, utility, tie_breaking)
    unit = election.money_unit
    facts: dict[str, Any] = {}
    to_the_end = completion == "add-opt-skip" if until is None else until == "end"
    if completion == "none":
        run = problem.run(problem.endowment)
    else:
        raised: Raised
        if completion == "add-one":
            raised = problem.raise_by_amount(increment * unit, to_the_end)
        elif completion == "add-opt":
            raised = problem.raise_by_changes(to_the_end)
        else:
            raised = problem.raise_by_unbought(to_the_end)
        run = raised.run
        facts |= {"steps": raised.steps, "stopped": raised.stopped}
    free = len(problem.free)
    facts["endowment"] = plain(run.endowment / unit)
    facts["exact_rounds"] = tuple(k + free for k in run.decided)
    return Outcome.of(
        election,
        [*problem.free, *run.order],
        "exact-equal-shares",
        {
            "utility": problem.utilities.name,
            "completion": completion,
            "until": until,
            "tie_breaking": tie_breaking,
            "increment": plain(increment),
        },
        facts=facts,
        trace=lambda: _trace(run),
        payments=lambda exactly: _payments(run, exactly),
    )


def _trace(run: Run) -> tuple[Round, ...]:
    problem, election = run.problem, run.problem.election
    id, measure = "exact-equal-shares", "utility-per-cost"
    # cost / utility is 1 for cost utilities, whatever the money; otherwise it is in units
    factor = 1 if problem.utilities.name == "cost" else election.money_unit * problem.utilities.scale
    left = election.budget_units
    rounds = []
    for k, p in enumerate(problem.free):
        tied = tuple(election.ids[q] for q in problem.free[k + 1 :])
        rounds.append(Round(election.ids[p], "selected", id, 0, election.money(left), measure, None, tied))
    for k, (p, payers, ties) in enumerate(zip(run.order, run.payers, run.ties, strict=True)):
        left -= int(election.costs[p])
        rounds.append(
            Round(
                election.ids[p],
                "selected",
                id,
                election.money(election.costs[p]),
                election.money(left),
                measure,
                plain(Fraction(payers, int(problem.unit[p])) * factor),
                tuple(election.ids[q] for q in ties),
                k in run.decided,
            )
        )
    return tuple(rounds)


def _payments(run: Run, exactly: bool) -> Payments:
    problem, election = run.problem, run.problem.election
    rows, amounts = [], []
    for p in problem.free:
        part = problem.utilities.of(p)[0]
        rows.append(part)
        amounts.append([Fraction(0) if exactly else 0.0] * len(part))
    for p, payers in zip(run.order, run.payers, strict=True):
        first, last = problem.utilities.indptr[p], problem.utilities.indptr[p + 1]
        part = problem.utilities.rows[first:last][run.paid[first:last]]
        share = Fraction(int(election.costs[p]), payers * election.money_unit)
        rows.append(part)
        amounts.append([share if exactly else float(share)] * len(part))
    return Payments(tuple(rows), tuple(amounts), exactly)
