"""Equal Shares with bounded overspending: BOS and BOS+."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import rule
from fairbudget.rules._exact import fraction
from fairbudget.rules._overspending_run import Problem, Run
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, tie_breaking_option
from fairbudget.utilities import utility_option

__all__ = ["bounded_overspending", "bounded_overspending_plus"]

REFERENCE = (
    "Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, Method of Equal Shares with Bounded Overspending, EC 2025, "
    "arXiv 2409.15005, "
)
BIBTEX = bibtex("PapasotiropoulosEtAl2025")
COMPLEXITY = "O(entries log(entries)) a look at each project, bounds of earlier rounds spare most looks"


@rule(
    "bounded-overspending",
    name="Equal Shares with bounded overspending (BOS)",
    reference=REFERENCE + "section 5",
    options=(utility_option, tie_breaking_option),
    ballots=BALLOT_TYPES,
    complexity=COMPLEXITY,
    payments=True,
    bibtex=BIBTEX,
)
def bounded_overspending(
    election: Election, *, utility: str | None = None, tie_breaking: tuple[str, ...] = DEFAULT
) -> Outcome:
    """Share the budget equally as Equal Shares does, but let supporters buy a project for which they lack a little.

    Each voter starts with budget / voters. For a project and a share alpha of at most 1, let rho be such that its
    supporters raise alpha * cost when each pays min(what she has, alpha * rho * her utility). Among the projects that
    fit into what is left of the budget, the one of least rho / alpha over all alpha is funded, in full. Each supporter
    pays min(what she has, rho * her utility); what is lacking of the cost is overspent. The rule ends when no project
    fits that has a supporter with money.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project; by ballot type if not given.
    tie_breaking : tuple of str

    Returns
    -------
    Outcome
        With payments, a trace of rho / alpha, and facts: ``endowment`` (of each voter), ``exact_rounds`` (places in
        the selection that floating point could not decide).

    Notes
    -----
    Decided as exact rational arithmetic would. Several alphas of one project may lead to the same rho / alpha; then the
    least of them counts, at which the supporters pay least, as in the code of the paper's authors. A free project that
    somebody gains from is funded first. The paper's text after its introduction was not at hand: the definition was
    checked against its authors' code and tests, and against a second implementation.

    The price of a project is least where some supporter has just spent all she has, or at alpha = 1, and it never falls
    from round to round. O(entries log(entries)) for each look at a project.

    References
    ----------
    Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, *Method of Equal Shares with Bounded Overspending*, EC 2025,
    arXiv 2409.15005.

    Examples
    --------
    403 voters have 97 percent of the cost of A. Equal Shares would spend the budget on B, which 11 voters want:

    >>> election = Election.build({"A": 310_000, "B": 6_000}, 310_000, [["A"]] * 403 + [["B"]] * 11)
    >>> outcome = bounded_overspending(election)
    >>> outcome.selected, [str(item.value) for item in outcome.trace]
    (('A',), ['414/162409'])
    """
    return _outcome(election, "bounded-overspending", utility, tie_breaking, False)


@rule(
    "bounded-overspending-plus",
    name="Equal Shares with bounded overspending plus (BOS+)",
    reference=REFERENCE + "appendix C (read from the authors' code)",
    options=(utility_option, tie_breaking_option),
    ballots=BALLOT_TYPES,
    complexity=COMPLEXITY,
    payments=True,
    bibtex=BIBTEX,
)
def bounded_overspending_plus(
    election: Election, *, utility: str | None = None, tie_breaking: tuple[str, ...] = DEFAULT
) -> Outcome:
    """Let every voter overdraw by as much as the project that BOS would choose needs, then take a step of Equal Shares.

    Each voter has a balance, at first budget / voters, which may become negative. In each round

    1. the project p of least rho / alpha is found among those that fit, as in BOS, with max(0, balance) as money;
    2. the overdraft of the round is the most that a supporter of p lacks if what she pays in the alpha-part of p is
       scaled up by 1 / alpha: the largest min(money, alpha * rho * utility) / alpha - money, or 0;
    3. every voter may spend her balance plus this overdraft (nothing if that is negative), and the project that then
       has the least price by Equal Shares is bought, p or another one that fits.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project; by ballot type if not given.
    tie_breaking : tuple of str

    Returns
    -------
    Outcome
        With payments, which cover each cost in full, a trace of the prices paid, and facts: ``endowment`` (of each
        voter), ``exact_rounds`` (places in the selection that floating point could not decide).

    Notes
    -----
    Decided as exact rational arithmetic would. The pseudo-code in the paper's appendix C was not at hand. What is
    implemented is the rule of the authors' published code with its default for the overdraft (called ``rescale``
    there), without the amount of 0.0001 that the code adds for rounding. The other ways to determine the overdraft
    that the code has for trial are left out. As in BOS, of several alphas with the same rho / alpha the least counts.

    p can always be bought in step 3 for at most rho, so a round with alpha = 1 is one of Equal Shares. O(entries
    log(entries)) for each look at a project.

    References
    ----------
    Papasotiropoulos, Pishbin, Skibski, Skowron and Wąs, *Method of Equal Shares with Bounded Overspending*, EC 2025,
    arXiv 2409.15005.

    Examples
    --------
    >>> election = Election.build({"A": 310_000, "B": 6_000}, 310_000, [["A"]] * 403 + [["B"]] * 11)
    >>> outcome = bounded_overspending_plus(election)
    >>> outcome.selected, outcome.payments.by_row(2)
    (('A',), [Fraction(10000, 13), 0])
    """
    return _outcome(election, "bounded-overspending-plus", utility, tie_breaking, True)


def _outcome(election: Election, id: str, utility: str | None, tie_breaking: tuple[str, ...], plus: bool) -> Outcome:
    problem = Problem.of(election, utility, tie_breaking)
    run = problem.run(plus)
    free = len(problem.free)
    facts: dict[str, Any] = {
        "endowment": plain(problem.endowment / election.money_unit),
        "exact_rounds": tuple(k + free for k in sorted(run.decided)),
    }
    return Outcome.of(
        election,
        [*problem.free, *run.order],
        id,
        {"utility": problem.utilities.name, "tie_breaking": tie_breaking},
        facts=facts,
        trace=lambda: _trace(run, id),
        payments=lambda exactly: _payments(run, exactly),
    )


def _trace(run: Run, id: str) -> tuple[Round, ...]:
    problem, election = run.problem, run.problem.election
    factor = Fraction(1, election.money_unit) / problem.utilities.scale
    left = election.budget_units
    measure = "price" if run.plus else "price-per-share"
    rounds = []
    for k, p in enumerate(problem.free):
        tied = tuple(election.ids[q] for q in problem.free[k + 1 :])
        rounds.append(Round(election.ids[p], "selected", id, 0, election.money(left), measure, 0, tied))
    for k, decision in enumerate(run.trace):
        left -= int(election.costs[decision.project])
        rounds.append(
            Round(
                election.ids[decision.project],
                "selected",
                id,
                election.money(election.costs[decision.project]),
                election.money(left),
                measure,
                plain(fraction(decision.price if run.plus else decision.value) * factor),
                tuple(election.ids[q] for q in decision.tied),
                k in run.decided,
            )
        )
    return tuple(rounds)


def _payments(run: Run, exactly: bool) -> Payments:
    problem = run.problem
    unit = problem.election.money_unit
    rows = [problem.utilities.of(p)[0] for p in problem.free]
    amounts: list[Any] = [[Fraction(0) if exactly else 0.0] * len(part) for part in rows]
    for decision in run.decisions("exact" if exactly else "float"):
        rows.append(problem.utilities.of(decision.project)[0])
        if exactly:
            known: dict[Any, Fraction] = {}
            for amount in decision.paid:
                if amount not in known:
                    known[amount] = fraction(amount) / unit
            amounts.append([known[amount] for amount in decision.paid])
        else:
            amounts.append((np.array(decision.paid) / unit).tolist())
    return Payments(tuple(rows), tuple(amounts), exactly)
