"""The Greedy Cohesive Rule, by branch and bound over sets of projects."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, LIMIT, Election
from fairbudget.errors import OptionError
from fairbudget.money import plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import Option, rule
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import utilities, utility_option

__all__ = ["greedy_cohesive"]

ID = "greedy-cohesive"


def _count(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError("expected a whole number of at least 1")
    return int(text)


@rule(
    ID,
    name="Greedy Cohesive Rule (GCR)",
    reference=(
        "Peters, Pierczyński and Skowron, Proportional Participatory Budgeting with Additive Utilities, NeurIPS 2021, "
        "arXiv 2008.13276, section on full justified representation"
    ),
    options=(
        utility_option,
        tie_breaking_option,
        Option("max_sets", 50_000, _count, "give up with an error after looking at so many sets of projects"),
    ),
    ballots=BALLOT_TYPES,
    complexity="O(2^projects) sets of projects at worst, O(ballots log(ballots)) a set; branch and bound spares most",
    bibtex=bibtex("PetersPierczynskiSkowron2021"),
)
def greedy_cohesive(
    election: Election,
    *,
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    max_sets: int = 50_000,
) -> Outcome:
    """Let the groups of voters with most to gain from what they can pay for with their part of the budget decide first.

    A group of voters is weakly cohesive with value beta for a set of projects if its part of the budget, group size /
    voters * budget, covers the set and each of its voters gains at least beta from it. In each round the set of
    greatest beta among active voters is funded, over the projects not yet funded; all active voters who gain beta from
    it become inactive. The rule ends when no set gives a group anything.

    Parameters
    ----------
    election : Election
    utility : str, optional
        What a voter gains from a project; by ballot type if not given.
    tie_breaking : tuple of str
        Of sets of equal beta the one of least cost is funded, then of most voters, then of fewest projects, then that
        with the first projects in this order.
    max_sets : int
        Finding the best set is hard; the rule ends with an error after looking at so many in all.

    Returns
    -------
    Outcome
        Selected round by round, within a round in the order of tie-breaking. The trace tells the beta of the round;
        ``facts["rounds"]`` has for each its projects, beta and the number of voters; ``facts["sets"]`` tells how many
        sets were looked at.

    Raises
    ------
    OptionError
        If more than `max_sets` sets would have to be looked at.

    Notes
    -----
    Satisfies full justified representation. Free projects that somebody gains from and that no round has funded are
    funded at the end.

    Depth-first search over sets, O(2^projects) of them at worst. What a group can still gain by adding projects is
    bounded by all that its voters gain from them; a branch ends where this, for as many voters as the set already
    needs, is below the best beta.

    References
    ----------
    Peters, Pierczyński and Skowron, *Proportional Participatory Budgeting with Additive Utilities*, NeurIPS 2021,
    arXiv 2008.13276.

    Examples
    --------
    >>> election = Election.build({"p1": 30, "p2": 30, "p3": 30}, 60, [["p1", "p2"], ["p1", "p2"], ["p3"]])
    >>> greedy_cohesive(election, utility="cardinality").selected
    ('p1',)
    """
    search = _Search(election, utility, tie_breaking, max_sets)
    rounds: list[_Found] = []
    while (found := search.best()) is not None:
        rounds.append(found)
        search.fund(found)
    order = [p for found in rounds for p in sorted(found.projects, key=search.rank.__getitem__)]
    free = [p for p in search.supported if election.costs[p] == 0 and p not in set(order)]
    free.sort(key=search.rank.__getitem__)
    scale = search.utilities.scale
    facts = {
        "rounds": tuple(
            {
                "projects": tuple(election.ids[p] for p in sorted(found.projects, key=search.rank.__getitem__)),
                "beta": plain(found.beta * scale),
                "voters": found.voters,
            }
            for found in rounds
        ),
        "sets": search.looked,
    }

    def trace() -> tuple[Round, ...]:
        left = election.budget_units
        result = []
        betas = {p: plain(found.beta * scale) for found in rounds for p in found.projects}
        for p in [*order, *free]:
            left -= int(election.costs[p])
            cost = election.money(election.costs[p])
            result.append(Round(election.ids[p], "selected", ID, cost, election.money(left), "beta", betas.get(p, 0)))
        return tuple(result)

    return Outcome.of(
        election,
        [*order, *free],
        ID,
        {"utility": search.utilities.name, "tie_breaking": tie_breaking, "max_sets": max_sets},
        facts=facts,
        trace=trace,
    )


@dataclass(frozen=True)
class _Found:
    """A set of projects, and the group that it is best for."""

    projects: tuple[int, ...]
    beta: int
    cost: int
    voters: int
    members: NDArray[np.bool_]


class _Search:
    """The state of the rule, and the search for the best set of a round."""

    def __init__(self, election: Election, utility: str | None, tie_breaking: tuple[str, ...], max_sets: int) -> None:
        self.election = election
        self.utilities = utilities(election, utility)
        self.rank = ranks(election, tie_breaking)
        self.max_sets = max_sets
        self.looked = 0
        self.weights = election.ballots.multiplicities
        self.active: NDArray[np.bool_] = self.weights > 0
        self.supported: list[int] = np.flatnonzero(np.diff(self.utilities.indptr) > 0).tolist()
        size = len(self.weights)
        # sums of utilities have to fit, else Python's whole numbers
        largest = sum(int(self.utilities.of(p)[1].max()) for p in self.supported)
        kind = np.int64 if largest < LIMIT else object
        self.gains: dict[int, NDArray[Any]] = {}
        for p in self.supported:
            rows, values = self.utilities.of(p)
            self.gains[p] = np.zeros(size, kind)
            self.gains[p][rows] = values
        self.left = list(self.supported)

    def fund(self, found: _Found) -> None:
        """Take note that a set is funded."""
        self.left = [p for p in self.left if p not in found.projects]
        self.active = self.active & ~found.members

    def needed(self, cost: int) -> int:
        """Return how many voters it takes to cover a cost."""
        if cost == 0:
            return 1
        return -(-cost * self.election.num_voters // self.election.budget_units)

    def best(self) -> _Found | None:
        """Return the best set for active voters, or None if no set gives a group anything."""
        rows = np.flatnonzero(self.active)
        weights = self.weights[rows]
        voters = int(weights.sum())
        costs = self.election.costs
        budget = self.election.budget_units
        # the projects with most active supporters per cost first, so that good sets are found early
        eligible = []
        for p in self.left:
            cost = int(costs[p])
            supporters = int(weights[self.gains[p][rows] > 0].sum())
            if supporters and cost * self.election.num_voters <= voters * budget:
                eligible.append((Fraction(cost, supporters), int(self.rank[p]), p))
        order = [p for _, _, p in sorted(eligible)]
        gains = [self.gains[p][rows] for p in order]
        rest = [np.zeros(len(rows), gains[0].dtype)] if gains else []
        for gain in reversed(gains):
            rest.append(rest[-1] + gain)
        rest.reverse()
        found: tuple[Any, ...] | None = None
        chosen: list[int] = []

        def nth(values: NDArray[Any], count: int) -> int:
            """Return the greatest number that so many voters have at least."""
            places = np.argsort(-values, kind="stable")
            reached = np.searchsorted(np.cumsum(weights[places]), count)
            return int(values[places[reached]])

        def look(start: int, cost: int, values: NDArray[Any]) -> None:
            nonlocal found
            for k in range(start, len(order)):
                count = self.needed(cost)
                # what can still be had with this project or a later one
                if found is not None and nth(values + rest[k], count) < -found[0]:
                    return
                more = cost + int(costs[order[k]])
                if more * self.election.num_voters > voters * budget:
                    continue
                self.looked += 1
                if self.looked > self.max_sets:
                    raise OptionError(
                        f"{ID} gives up: it has looked at max_sets={self.max_sets} sets of projects and not at "
                        "all of them; raise max_sets, or use a rule for many projects, such as equal-shares"
                    )
                chosen.append(order[k])
                together = values + gains[k]
                beta = nth(together, self.needed(more))
                if beta > 0:
                    size = int(weights[together >= beta].sum())
                    key = (-beta, more, -size, len(chosen), sorted(int(self.rank[p]) for p in chosen))
                    if found is None or key < found[:5]:
                        found = (*key, tuple(chosen), together >= beta)
                look(k + 1, more, together)
                chosen.pop()

        if order:
            look(0, 0, np.zeros(len(rows), gains[0].dtype))
        if found is None:
            return None
        members = np.zeros(len(self.weights), np.bool_)
        members[rows[found[6]]] = True
        return _Found(found[5], -found[0], found[1], -found[2], members)
