"""Going down a list: the utilitarian greedy rule and its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import BALLOT_TYPES, Election
from fairbudget.errors import OptionError
from fairbudget.money import exact, plain
from fairbudget.outcome import Outcome, Round
from fairbudget.registry import Option, choice, rule
from fairbudget.rules._exclusive import Exclusive, conflicts, exclusive_option
from fairbudget.rules.papers import bibtex
from fairbudget.rules.ties import DEFAULT, ranks, tie_breaking_option
from fairbudget.utilities import utilities, utility_option

__all__ = ["count_order", "counts", "greedy", "take", "utilitarian_order"]

#: A project with the value that ordered it; None stands for infinity.
Listed = tuple[int, Fraction | int | None]


def utilitarian_order(
    election: Election, utility: str | None, tie_breaking: tuple[str, ...], unsupported: str = "leave"
) -> list[Listed]:
    """Return projects by total utility per cost, the highest first, with that value.

    A free project that a ballot supports comes before all others. Projects that no ballot supports are left out, or
    come last with ``unsupported="fund"``.

    Notes
    -----
    O(entries + m log m), in integers.
    """
    gains = utilities(election, utility)
    totals = gains.totals(election.ballots.multiplicities)
    rank = ranks(election, tie_breaking)
    free: list[int] = []
    paid: list[tuple[Fraction, int]] = []
    rest: list[int] = []
    for p, total in enumerate(totals):
        cost = int(election.costs[p])
        if not election.votes[p]:
            rest.append(p)
        elif cost == 0:
            free.append(p)
        else:
            paid.append((Fraction(total, cost), p))
    # money and utility are both counted in units here; the value shown is in the election's own
    factor = gains.scale * election.money_unit
    listed: list[Listed] = [(p, None) for p in sorted(free, key=rank.__getitem__)]
    paid.sort(key=lambda pair: (-pair[0], rank[pair[1]]))
    listed += [(p, plain(value * factor)) for value, p in paid]
    if unsupported == "fund":
        listed += [(p, 0) for p in sorted(rest, key=rank.__getitem__)]
    return listed


def counts(election: Election, by: str) -> list[int | Fraction]:
    """Return what cities count for each project.

    Parameters
    ----------
    election : Election
    by : {"votes", "score"}
        Voters who support it, or its points. In a ranking of at most L projects, the first gets L points, the second
        L - 1, and so on; L is ``max_length`` in the election's meta, or else the length of its longest ballot.

    Notes
    -----
    O(entries).

    Examples
    --------
    >>> ranked = Election.build({"a": 3, "b": 2, "c": 1}, 4, [["a", "b", "c"], ["b"]], type="ordinal")
    >>> counts(ranked, "score"), counts(ranked, "votes")
    ([3, 5, 1], [1, 2, 1])
    """
    if by == "votes":
        return list(election.votes.tolist())
    if election.ballot_type != "ordinal":
        points = utilities(election, "score")
        return [plain(total * points.scale) for total in points.totals(election.ballots.multiplicities)]
    ballots = election.ballots
    whole = election if election.part_of is None else election.part_of[0]
    text = whole.meta.get("max_length", "")
    most = int(text) if text.isdecimal() and int(text) else int(np.diff(whole.ballots.indptr).max(initial=0))
    totals = [0] * election.num_projects
    weights = np.repeat(ballots.multiplicities, np.diff(ballots.indptr)).tolist()
    for p, place, weight in zip(ballots.indices.tolist(), ballots.values.tolist(), weights, strict=True):
        totals[p] += max(0, most + 1 - place) * weight
    return list(totals)


def count_order(
    election: Election, values: Sequence[int | Fraction], tie_breaking: tuple[Any, ...], unsupported: str = "leave"
) -> list[Listed]:
    """Return projects by a count, the highest first, with it; projects without votes as in :func:`greedy`."""
    rank = ranks(election, tie_breaking)
    votes = election.votes
    numbers = [p for p in range(election.num_projects) if votes[p] or unsupported == "fund"]
    numbers.sort(key=lambda p: (not votes[p], -values[p], rank[p]))
    return [(p, values[p]) for p in numbers]


def take(
    election: Election,
    listed: Sequence[Listed],
    overflow: str,
    spent: int = 0,
    excluded: Mapping[int, frozenset[int]] | None = None,
) -> tuple[list[int], list[tuple[int, str, int]]]:
    """Go down a list and take what fits.

    Parameters
    ----------
    listed : sequence of (project number, value)
    overflow : {"skip", "stop"}
        What happens at a project that does not fit.
    spent : int
        Units that are spent already.
    excluded : mapping from project number to project numbers, optional
        The projects after which this one is passed over.

    Returns
    -------
    taken : list of int
    decisions : list of (project number, decision, units left after it)
    """
    taken: list[int] = []
    decisions: list[tuple[int, str, int]] = []
    left = election.budget_units - spent
    barred: set[int] = set()
    for p, _ in listed:
        cost = int(election.costs[p])
        if p in barred:
            decisions.append((p, "excluded", left))
        elif cost <= left:
            left -= cost
            taken.append(p)
            if excluded:
                barred |= excluded.get(p, frozenset())
            decisions.append((p, "selected", left))
        elif overflow == "skip":
            decisions.append((p, "skipped", left))
        else:
            decisions.append((p, "stopped", left))
            break
    return taken, decisions


def rounds(
    election: Election,
    listed: Sequence[Listed],
    decisions: Sequence[tuple[int, str, int]],
    stage: str,
    measure: str,
) -> tuple[Round, ...]:
    """Return the trace of going down a list."""
    same: dict[Fraction | int | None, list[int]] = {}
    for p, value in listed:
        same.setdefault(value, []).append(p)
    values = dict(listed)
    return tuple(
        Round(
            election.ids[p],
            decision,
            stage,
            election.money(election.costs[p]),
            election.money(left),
            measure,
            values[p],
            tuple(election.ids[q] for q in same[values[p]] if q != p),
        )
        for p, decision, left in decisions
    )


overflow_skip = choice("overflow", ("skip", "stop"), "skip", "at a project that does not fit: skip it, or stop there")


def _threshold(value: Any) -> Fraction | None:
    if value is None:
        return None
    amount = exact(value)
    if amount < 0:
        raise ValueError("expected a number of votes or points, at least 0")
    return amount


@rule(
    "greedy",
    name="Utilitarian greedy rule",
    reference=(
        "Talmon and Faliszewski, A Framework for Approval-Based Budgeting Methods, AAAI 2019; with cost utilities "
        "it is the vote count of most cities (GreedyAV)"
    ),
    options=(
        choice("by", ("utility-per-cost", "votes", "score"), "utility-per-cost", "what orders the projects"),
        utility_option,
        tie_breaking_option,
        overflow_skip,
        choice("unsupported", ("leave", "fund"), "leave", "projects without votes: leave them, or take them last"),
        Option(
            "threshold", None, _threshold, "votes that a project needs to be eligible (points where these order them)"
        ),
        exclusive_option,
    ),
    ballots=BALLOT_TYPES,
    irresolute=True,
    complexity="O(entries + m log m)",
    bibtex=bibtex("TalmonFaliszewski2019"),
)
def greedy(
    election: Election,
    *,
    by: str = "utility-per-cost",
    utility: str | None = None,
    tie_breaking: tuple[str, ...] = DEFAULT,
    overflow: str = "skip",
    unsupported: str = "leave",
    threshold: Fraction | None = None,
    exclusive: Exclusive = None,
) -> Outcome:
    """Take projects by total utility per cost (or by votes, or points), the highest first, as long as they fit.

    Parameters
    ----------
    election : Election
    by : {"utility-per-cost", "votes", "score"}
        What orders the projects: total utility per cost; the number of voters who support them; or their points, as
        cities count them (see :func:`counts`).
    utility : str, optional
        For the order by utility per cost. With ``cost`` that is the order by votes.
    tie_breaking : tuple of str
    overflow : {"skip", "stop"}
        Skip a project that does not fit and go on, or stop at the first one.
    unsupported : {"leave", "fund"}
        Leave projects that no ballot supports, or take them at the end.
    threshold : Fraction, optional
        The least number of votes with which a project is eligible (of points, if by points).
    exclusive : sequence of groups of project ids, or "column:NAME", optional
        Of each group at most one project is funded: the first that is taken excludes the others.

    Returns
    -------
    Outcome

    Raises
    ------
    OptionError
        If a utility is given for another order, or a group names an unknown project or column.

    Notes
    -----
    O(entries + m log m); all comparisons are exact. A project that another one excludes is passed over, also with
    ``overflow="stop"``.

    References
    ----------
    Talmon and Faliszewski, *A Framework for Approval-Based Budgeting Methods*, AAAI 2019.

    Examples
    --------
    >>> election = Election.build({"a": 90, "b": 50, "c": 20}, 115, [["a"]] * 6 + [["b"]] * 3 + [["c"]])
    >>> greedy(election).selected, greedy(election, overflow="stop").selected
    (('a', 'c'), ('a',))
    >>> greedy(election, threshold=2).selected, greedy(election, exclusive=(("a", "c"),)).selected
    (('a',), ('a',))
    """
    excluded = conflicts(election, exclusive)
    if by == "utility-per-cost":
        utility = utilities(election, utility).name
        listed = utilitarian_order(election, utility, tie_breaking, unsupported)
    elif utility is not None:
        raise OptionError(f"greedy: utility={utility!r} has no meaning with by={by!r}")
    else:
        listed = count_order(election, counts(election, by), tie_breaking, unsupported)
    if threshold is not None:
        reached = counts(election, "score" if by == "score" else "votes")
        listed = [pair for pair in listed if reached[pair[0]] >= threshold]
    taken, decisions = take(election, listed, overflow, excluded=excluded)
    used = {
        "by": by,
        "utility": utility,
        "tie_breaking": tie_breaking,
        "overflow": overflow,
        "unsupported": unsupported,
        "threshold": None if threshold is None else plain(threshold),
        "exclusive": exclusive,
    }
    return Outcome.of(
        election,
        taken,
        "greedy",
        used,
        trace=lambda: rounds(election, listed, decisions, "greedy", by),
    )
