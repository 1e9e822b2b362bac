"""Fractional Equal Shares: projects may be funded in part."""

from __future__ import annotations

import bisect
from fractions import Fraction
from typing import Any

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import rule
from fairbudget.rules._fractional_run import Problem, Run
from fairbudget.rules.bounded_overspending import BIBTEX, REFERENCE
from fairbudget.rules.ties import DEFAULT, tie_breaking_option
from fairbudget.utilities import utility_option

__all__ = ["fractional_equal_shares"]


@rule(
    "fractional-equal-shares",
    name="Fractional Equal Shares (FrES)",
    reference=REFERENCE + "section 4",
    options=(utility_option, tie_breaking_option),
    ballots=BALLOT_TYPES,
    complexity="O(supporters) a step, at most a step for each project and each distinct ballot",
    payments=True,
    shares=True,
    bibtex=BIBTEX,
    # parts of projects are bought too: what a category gets is more than what is funded in full
    sequential=False,
)
def fractional_equal_shares(
    election: Election, *, utility: str | None = None, tie_breaking: tuple[str, ...] = DEFAULT
) -> Outcome:
    """Share the budget equally among voters, who buy parts of projects in proportion to what they gain from them.

    Each voter starts with budget / voters. The price of a project is cost / (total utility of its supporters who still
    have money). The project of least price is bought until it is funded in full or one of these supporters has no
    money left; each of them pays the same for a unit of utility. This is repeated, with the price of what remains of a
    project as it then is, until no supporter of a project that is not yet funded in full has money.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project; by ballot type if not given.
    tie_breaking : tuple of str
        Decides, at every step, among projects of the same price.

    Returns
    -------
    Outcome
        The selection holds the projects that are funded in full, in that order, with payments. Facts: ``shares`` (how
        much of each project is funded, between 0 and 1), ``spent_on_shares``, ``endowment`` (of each voter),
        ``exact_rounds`` (places in the selection that floating point could not decide). The trace has all steps; a step
        that leaves a project incomplete is a decision ``partly``.

    Notes
    -----
    Exact throughout: the shares are exact fractions. Nobody pays in place of a supporter who has run out of money; the
    rest of the project is bought at the higher price that results. What a project costs altogether plays no part: one
    that costs more than the budget can be funded in part. A free project that somebody gains from is funded first.
    The paper's text after its introduction was not at hand: the definition was checked against a second
    implementation, which however drops a project as soon as the rest of its cost exceeds the rest of the budget; that
    is not done here, since it keeps voters from spending their money on what they support.

    O(supporters) a step; every step funds a project in full or leaves the voters of some ballot without money.

    References
    ----------
    Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, *Method of Equal Shares with Bounded Overspending*, EC 2025,
    arXiv 2409.15005.

    Examples
    --------
    >>> election = Election.build({"a": 10, "b": 8, "c": 2}, 15, [["a"], ["b"], ["a", "c"]])
    >>> outcome = fractional_equal_shares(election)
    >>> outcome.selected, {id: str(share) for id, share in outcome.facts["shares"].items()}
    (('a',), {'a': '1', 'b': '5/8', 'c': '0'})
    """
    problem = Problem.of(election, utility, tie_breaking)
    run = problem.run()
    unit = election.money_unit
    shares = dict(zip(election.ids, run.shares, strict=True)) | {election.ids[p]: Fraction(1) for p in problem.free}
    free = len(problem.free)
    decided = [step.exact for step in run.steps if step.completes]
    facts: dict[str, Any] = {
        "shares": shares,
        "spent_on_shares": plain(
            sum((share * int(c) for share, c in zip(run.shares, election.costs, strict=True)), Fraction(0)) / unit
        ),
        "endowment": plain(problem.endowment / unit),
        "exact_rounds": tuple(k + free for k, exact in enumerate(decided) if exact),
    }
    return Outcome.of(
        election,
        [*problem.free, *run.order],
        "fractional-equal-shares",
        {"utility": problem.utilities.name, "tie_breaking": tie_breaking},
        facts=facts,
        trace=lambda: _trace(run),
        payments=lambda exactly: _payments(run, exactly),
    )


def _trace(run: Run) -> tuple[Round, ...]:
    problem, election = run.problem, run.problem.election
    factor = Fraction(1, election.money_unit) / problem.utilities.scale
    id = "fractional-equal-shares"
    left = Fraction(election.budget_units, election.money_unit)
    rounds = []
    for k, p in enumerate(problem.free):
        tied = tuple(election.ids[q] for q in problem.free[k + 1 :])
        rounds.append(Round(election.ids[p], "selected", id, 0, plain(left), "price", 0, tied))
    for step in run.steps:
        left -= Fraction(step.amount[0] * step.reach, step.amount[1] * election.money_unit)
        rounds.append(
            Round(
                election.ids[step.project],
                "selected" if step.completes else "partly",
                id,
                election.money(election.costs[step.project]),
                plain(left),
                "price",
                plain(step.price * factor),
                tuple(election.ids[q] for q in step.tied),
                step.exact,
            )
        )
    return tuple(rounds)


def _payments(run: Run, exactly: bool) -> Payments:
    problem = run.problem
    unit = problem.election.money_unit
    rows = [problem.utilities.of(p)[0] for p in [*problem.free, *run.order]]
    amounts: list[Any] = [[Fraction(0) if exactly else 0.0] * len(part) for part in rows[: len(problem.free)]]
    for p, part in zip(run.order, rows[len(problem.free) :], strict=True):
        values = problem.values[problem.utilities.indptr[p] : problem.utilities.indptr[p + 1]]
        steps, sums = run.paid[p]
        # what a voter paid for a unit of utility up to the step at which she ran out of money
        known: list[Any] = [Fraction(0), *(amount / unit for amount in sums)]
        if not exactly:
            known = [float(amount) for amount in known]
        places = [bisect.bisect_right(steps, k) for k in run.broke[part].tolist()]
        amounts.append([known[place] * value for place, value in zip(places, values.tolist(), strict=True)])
    return Payments(tuple(rows), tuple(amounts), exactly)
