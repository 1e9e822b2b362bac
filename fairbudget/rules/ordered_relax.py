"""Ordered-Relax: the fractional egalitarian optimum, rounded to whole projects."""

from __future__ import annotations

import time
from fractions import Fraction

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import choice, rule
from fairbudget.rules._maxmin_relaxation import relaxed
from fairbudget.rules._problem import Gains, Problem
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.rules.welfare import seconds_option
from fairbudget.utilities import utilities, utility_option

__all__ = ["ordered_relax"]

ID = "ordered-relax"


@rule(
    ID,
    name="Ordered-Relax (rounded fractional maxmin)",
    reference="Sreedurga, Bhardwaj and Narahari, Maxmin Participatory Budgeting, IJCAI 2022, arXiv 2204.13923",
    options=(
        utility_option,
        tie_breaking_option,
        choice("overflow", ("stop", "skip"), "stop", "at a project that does not fit: stop there, or skip it"),
        seconds_option,
    ),
    ballots=BALLOT_TYPES,
    complexity="O(projects^2) exact operations and O(ballots * projects) float ones a pivot of one linear programme",
    sequential=False,
    bibtex=bibtex("SreedurgaBhardwajNarahari2022"),
)
def ordered_relax(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    overflow: str = "stop",
    seconds: float = 300.0,
) -> Outcome:
    """Fund projects by the money that they get when the worst-off voter is helped most and parts can be funded.

    Maximises the least utility of a voter over all ways to fund projects in part within the budget; then funds whole
    projects by descending money, cost times part, until one does not fit.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project in full; by ballot type if not given. The paper has ``cost``.
    tie_breaking : tuple of str
        Decides between projects that get the same money, and between fractional optima, as the notes tell.
    overflow : {"stop", "skip"}
        What happens at a project that does not fit: the rule ends, as in pabutools, or goes on with the next.
    seconds : float
        How long the linear programme may take.

    Returns
    -------
    Outcome
        Projects in the order of selection. ``facts["relaxed_minimum"]`` is the least utility when projects are funded
        in part, which no outcome exceeds; ``facts["minimum"]`` the least utility from the outcome; both None if no
        voter's utility depends on the choice.

    Raises
    ------
    OptionError
        Past the time limit.

    Notes
    -----
    The fractional optimum is often not unique, and the paper takes any. Here it is always the same one, which is our
    choice: of the optimal solutions the one of highest total utility (as the rule ``egalitarian`` does with sets); of
    these the one that gives most to the first project in the order of tie-breaking, then most to the second, and so on.

    Exact: a dual simplex over rationals that writes down only the ballots that bind; for m projects O(m^2) rational
    operations a pivot, and O(entries) float ones to find the next ballot. No size is refused: the largest real
    elections (200 projects; 50,000 different ballots) take a few seconds, 100 projects and 1,000 random ballots ten or
    so. Past `seconds` the rule gives up with an error.

    The least utility is taken over voters whose utility the choice can change, as in ``egalitarian``: an empty ballot,
    or one whose projects all exceed the budget, would make every solution equally good. Free projects that a ballot
    supports come first, those that no ballot supports or that nobody gains from are not funded.

    References
    ----------
    Sreedurga, Bhardwaj and Narahari, *Maxmin Participatory Budgeting*, IJCAI 2022, arXiv 2204.13923.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 3, "c": 2}, 5, [["a", "b"], ["b"], ["c"]])
    >>> outcome = ordered_relax(election)
    >>> outcome.selected, outcome.facts["relaxed_minimum"]
    (('b', 'c'), 2)
    """
    found = utilities(election, utility)
    rank = ranks(election, tie_breaking)
    problem = Problem.of(election, Gains.of(election, found), rank)
    end = (time.monotonic() + seconds, seconds)
    money: dict[int, Fraction] = dict.fromkeys(problem.free, Fraction(0))
    best: Fraction | None = None
    if problem.projects:
        best, parts = relaxed(problem, end, ID)
        money |= {p: int(election.costs[p]) * part for p, part in zip(problem.projects, parts, strict=True)}
    order = sorted(money, key=lambda p: (election.costs[p] > 0, -money[p], int(rank[p])))
    places = {p: k for k, p in enumerate(problem.projects)}
    left = election.budget_units
    decisions: list[tuple[int, str, int]] = []
    for p in order:
        cost = int(election.costs[p])
        fits = cost <= left
        left -= cost * fits
        decisions.append((p, "selected" if fits else "skipped" if overflow == "skip" else "stopped", left))
        if not fits and overflow == "stop":
            break
    chosen = [p for p, decision, _ in decisions if decision == "selected"]
    sums = problem.utilities([places[p] for p in chosen if p in places])

    def trace() -> tuple[Round, ...]:
        rounds = []
        for k, (p, decision, remaining) in enumerate(decisions):
            cost, value = election.money(election.costs[p]), plain(money[p] / election.money_unit)
            tied = tuple(election.ids[q] for q in order[k + 1 :] if money[q] == money[p] and election.costs[p])
            rounds.append(
                Round(election.ids[p], decision, ID, cost, election.money(remaining), "relaxed-money", value, tied)
            )
        return tuple(rounds)

    return Outcome.of(
        election,
        chosen,
        ID,
        {"utility": found.name, "tie_breaking": tie_breaking, "overflow": overflow, "seconds": seconds},
        facts={
            "relaxed_minimum": None if best is None else plain(best * found.scale),
            "minimum": plain(int(sums.min()) * found.scale) if len(sums) else None,
        },
        trace=trace,
    )
