"""The expanding approvals rule for participatory budgeting (PB-EAR)."""

from __future__ import annotations

from typing import Any

from fairbudget.election import Election
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import choice, rule
from fairbudget.rules._expanding_run import Problem, Purchase, expand
from fairbudget.rules.ties import DEFAULT, Criteria, ranks, tie_breaking_option

__all__ = ["expanding_approvals"]

#: What the ranks of a ballot are that gives none.
RANKS = {
    "approval": "all approved projects are first",
    "choose-1": "the chosen project is first",
    "cumulative": "by points",
    "scoring": "by points",
}


@rule(
    "expanding-approvals",
    name="Expanding approvals rule for participatory budgeting (PB-EAR)",
    reference=(
        "Aziz and Lee, Proportionally Representative Participatory Budgeting with Ordinal Preferences, AAAI 2021, "
        "algorithm 1; for committees Aziz and Lee, The Expanding Approvals Rule, Social Choice and Welfare 2020"
    ),
    options=(
        choice(
            "selection",
            ("support", "rank-maximal", "tie-breaking"),
            "support",
            "where several projects have their cost: the one with most support, the one ranked first (then second, and "
            "so on) by most voters, or the first in the order of ties",
        ),
        choice(
            "unranked",
            ("leave", "last"),
            "leave",
            "projects that a ballot does not rank: the voter never supports them, or ranks them last, all alike",
        ),
        tie_breaking_option,
    ),
    ballots=("ordinal", "approval", "choose-1", "cumulative", "scoring"),
    complexity="O(entries) a purchase and a rank; rationals only where floating point cannot decide",
    bibtex="""@inproceedings{AzizLee2021,
  author    = {Haris Aziz and Barton E. Lee},
  title     = {Proportionally Representative Participatory Budgeting with Ordinal Preferences},
  booktitle = {Proceedings of the 35th AAAI Conference on Artificial Intelligence},
  pages     = {5110--5118},
  year      = {2021}
}
@article{AzizLee2020,
  author  = {Haris Aziz and Barton E. Lee},
  title   = {The Expanding Approvals Rule: Improving Proportional Representation and Monotonicity},
  journal = {Social Choice and Welfare},
  volume  = {54},
  pages   = {1--45},
  year    = {2020},
  doi     = {10.1007/s00355-019-01208-3}
}""",
)
def expanding_approvals(
    election: Election,
    *,
    selection: str = "support",
    unranked: str = "leave",
    tie_breaking: Criteria = DEFAULT,
) -> Outcome:
    """Let voters pay for what they rank first, then also for what they rank second, and so on.

    Each voter has an equal part of the budget. At rank j she supports the projects that she ranks j-th or higher. While
    the supporters of some project together have its cost, one is bought, and each of its supporters pays the same share
    of what she has; then j grows by one.

    Parameters
    ----------
    election : Election
    selection : {"support", "rank-maximal", "tie-breaking"}
        Where the supporters of several projects have the cost: the project whose supporters have most money, or the one
        that most voters rank first (then second, and so on), or just the first in the order of ties. The guarantees of
        the rule hold for any choice.
    unranked : {"leave", "last"}
        Projects that a ballot does not rank: ``leave`` them out, so that this voter never pays for them, or rank them
        ``last``, all alike, as the paper's weak orders do; then a project that nobody ranks may be funded.
    tie_breaking : tuple of str

    Returns
    -------
    Outcome
        With facts: ``exact_rounds`` (places in the selection that floating point could not decide).

    Notes
    -----
    In the paper's terms voters have weights that sum to n, and a project needs n * cost / budget of them. Ballots with
    ties are weak orders: a project has rank k if k - 1 projects are preferred to it, so approved projects are all
    first, and points rank by their number; the fact ``ranks`` says so. Free projects that somebody ranks are bought
    first. What is bought always fits, since supporters cannot have more than the money that is left.

    Where ballots rank everything, or with ``unranked="last"``, the outcome satisfies inclusion PSC for any selection
    (proposition 7 of the paper). Decided as exact rational arithmetic would.

    References
    ----------
    Aziz and Lee, *Proportionally Representative Participatory Budgeting with Ordinal Preferences*, AAAI 2021.

    Examples
    --------
    >>> ballots = [["a", "b", "c", "d"], ["b", "a", "c", "d"], ["d", "c", "b", "a"]]
    >>> costs = {"a": 50, "b": 30, "c": 30, "d": 40}
    >>> election = Election.build(costs, 100, ballots, type="ordinal", weights=[15, 15, 70])
    >>> [(item.project, item.value) for item in expanding_approvals(election).trace]
    [('d', 1), ('b', 2), ('c', 2)]
    """
    problem = election._cache.get(("expanding-approvals", unranked))
    if problem is None:
        problem = election._cache["expanding-approvals", unranked] = Problem(election, unranked)
    bought = expand(problem, ranks(election, tie_breaking), selection)
    facts: dict[str, Any] = {"exact_rounds": tuple(k for k, item in enumerate(bought) if item.exact)}
    if election.ballot_type in RANKS:
        facts["ranks"] = RANKS[election.ballot_type]
    return Outcome.of(
        election,
        [item.project for item in bought],
        "expanding-approvals",
        {"selection": selection, "unranked": unranked, "tie_breaking": tie_breaking},
        facts=facts,
        trace=lambda: _trace(election, bought),
    )


def _trace(election: Election, bought: list[Purchase]) -> tuple[Round, ...]:
    left = election.budget_units
    rounds = []
    for item in bought:
        left -= int(election.costs[item.project])
        rounds.append(
            Round(
                election.ids[item.project],
                "selected",
                "expanding-approvals",
                election.money(election.costs[item.project]),
                election.money(left),
                "rank",
                item.level,
                tuple(election.ids[q] for q in item.tied),
                item.exact,
            )
        )
    return tuple(rounds)
