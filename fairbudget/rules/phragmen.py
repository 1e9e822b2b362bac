"""Phragmén's sequential rule."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Payments, Round
from fairbudget.registry import choice, rule
from fairbudget.rules._exact import fraction
from fairbudget.rules._phragmen_run import Problem, Run
from fairbudget.rules.ties import DEFAULT, Criteria, ranks, tie_breaking_option

__all__ = ["SUPPORT", "phragmen"]

#: What counts as support on ballots that are not approvals.
SUPPORT = {"cumulative": "positive points", "scoring": "positive points", "ordinal": "ranked"}


@rule(
    "phragmen",
    name="Phragmén's sequential rule",
    reference=(
        "Los, Christoff and Grossi, Proportional Budget Allocations: Towards a Systematization, IJCAI 2022; for "
        "committees Brill, Freeman, Janson and Lackner, Phragmén's Voting Methods and Justified Representation, "
        "Mathematical Programming 2024"
    ),
    options=(
        tie_breaking_option,
        choice(
            "overflow",
            ("stop", "skip"),
            "stop",
            "when a project whose turn it is does not fit: stop, or skip it and go on",
        ),
    ),
    ballots=BALLOT_TYPES,
    irresolute=True,
    complexity="O(entries) a look at each project, loads of earlier rounds spare most looks",
    payments=True,
    bibtex="""@inproceedings{LosChristoffGrossi2022,
  author    = {Maaike Los and Zo{\\'e} Christoff and Davide Grossi},
  title     = {Proportional Budget Allocations: Towards a Systematization},
  booktitle = {Proceedings of the 31st International Joint Conference on Artificial Intelligence (IJCAI)},
  pages     = {398--404},
  year      = {2022},
  doi       = {10.24963/ijcai.2022/57}
}
@article{BrillFreemanJansonLackner2024,
  author  = {Markus Brill and Rupert Freeman and Svante Janson and Martin Lackner},
  title   = {Phragm{\\'e}n's Voting Methods and Justified Representation},
  journal = {Mathematical Programming},
  volume  = {203},
  pages   = {47--76},
  year    = {2024},
  doi     = {10.1007/s10107-023-01926-8}
}""",
)
def phragmen(election: Election, *, tie_breaking: Criteria = DEFAULT, overflow: str = "stop") -> Outcome:
    """Let all voters earn money at the same speed; whoever can together pay for a project they support buys it.

    In terms of loads: buying a project brings all its supporters to the same load, (cost + their loads so far) / their
    number. The project for which that is least is bought.

    Parameters
    ----------
    election : Election
    tie_breaking : tuple of str
    overflow : {"stop", "skip"}
        ``stop`` ends the rule as soon as a project could be bought at the moment reached but does not fit, even if
        another one that could be bought at the very same moment would fit. ``skip`` passes over what does not fit.
        Projects that cost more than the whole budget (with what was funded beforehand) are left out either way.

    Returns
    -------
    Outcome
        With payments (what a purchase adds to each supporter's load) and facts: ``exact_rounds`` (places in the
        selection that floating point could not decide).

    Notes
    -----
    The rule is defined for approvals. Other ballots count by what they support: positive points, or being ranked; the
    fact ``support`` says so. Decided as exact rational arithmetic would. Free projects that somebody supports are
    bought first; a project that nobody supports is never bought.

    O(entries) for each look at a project; a load never falls, so loads of earlier rounds spare most looks.

    References
    ----------
    Los, Christoff and Grossi, *Proportional Budget Allocations: Towards a Systematization*, IJCAI 2022.

    Examples
    --------
    >>> election = Election.build({"a": 90, "b": 50, "c": 20}, 115, [["a"]] * 6 + [["b"]] * 3 + [["c"]])
    >>> [(item.project, item.decision, str(item.value)) for item in phragmen(election, overflow="skip").trace]
    [('a', 'selected', '15'), ('b', 'skipped', '50/3'), ('c', 'selected', '20')]
    >>> phragmen(election).selected
    ('a',)
    """
    problem = Problem.of(election)
    run = problem.run(election.budget_units, ranks(election, tie_breaking), overflow == "stop")
    selected = run.selected
    facts: dict[str, Any] = {}
    place = {p: k for k, p in enumerate(selected)}
    facts["exact_rounds"] = tuple(place[p] for k, (p, _) in enumerate(run.decisions) if k in run.exact and p in place)
    if election.ballot_type in SUPPORT:
        facts["support"] = SUPPORT[election.ballot_type]
    return Outcome.of(
        election,
        selected,
        "phragmen",
        {"tie_breaking": tie_breaking, "overflow": overflow},
        facts=facts,
        trace=lambda: _trace(election, run),
        payments=lambda exactly: _payments(election, run, exactly),
    )


def _trace(election: Election, run: Run) -> tuple[Round, ...]:
    values, ties, _, _ = run.books
    left = election.budget_units
    rounds = []
    for k, (p, decision) in enumerate(run.decisions):
        left -= int(election.costs[p]) if decision == "selected" else 0
        rounds.append(
            Round(
                election.ids[p],
                decision,
                "phragmen",
                election.money(election.costs[p]),
                election.money(left),
                "load",
                plain(fraction(values[k]) / election.money_unit),
                tuple(election.ids[q] for q in ties[k]),
                k in run.exact,
            )
        )
    return tuple(rounds)


def _payments(election: Election, run: Run, exactly: bool) -> Payments:
    problem = run.problem
    _, _, befores, loads = run.books
    free = len(run.selected) - len(run.loads)
    unit = election.money_unit
    rows = tuple(problem.supporters(p) for p in run.selected)
    amounts: list[Any] = []
    if exactly:
        exact = [fraction(value) / unit for value in loads]
        for k, before in enumerate(befores):
            kinds, inverse = np.unique(before, return_inverse=True)
            load = exact[0] if k < free else exact[k - free + 1]
            paid: list[Fraction] = [load - exact[number] for number in kinds.tolist()]
            amounts.append([paid[place] for place in inverse.tolist()])
    else:
        values = np.array([float(value) / unit for value in loads])
        for k, before in enumerate(befores):
            reached = 0.0 if k < free else values[k - free + 1]
            amounts.append((reached - values[before]).tolist())
    return Payments(rows, tuple(amounts), exactly)
