"""Proportionality degree: how satisfied groups are, on average, that agree on projects which their share would pay for.

Definition used here. A set T of projects is affordable to a group S if all of S support all of T and
n * c(T) <= |S| * B. The degree of an outcome W for T is

    d_W(T) = min over groups S that T is affordable to, of the mean over S of u_i(W),

the average satisfaction of the worst group that could claim T; its ratio is d_W(T) / u(T), where u(T) is what every
member has from T (with points: at least). The curve is D(x) = min of d_W(T) over all affordable T that cost at least
x * B: what groups get at least who could pay for that share of the budget. Of a rule over several elections, at each x
the least value over the elections.

With equal costs and B = k this is the proportionality degree of committees (Skowron, *Proportionality Degree of
Multiwinner Rules*, EC 2021): D(l / k) = d(l), the least average satisfaction of an l-cohesive group. Filos-Ratsikas,
Gogulapati and Kalantzis (*Proportionality Degree in Participatory Budgeting*, 2026) carry the notion over to costs;
their formal definition was not at hand when this was written, so take the figures as those of the definition above.

Rejected: the least satisfied member instead of the mean (that is EJR, a yes or no), the mean over all supporters of T
instead of the worst group (it hides those who are left out behind larger numbers), and groups that cost exactly
x * B (with uneven costs most shares have no such set, so that the curve would have holes).
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.axioms._lattice import Crowd, Exhausted, Node, cohesive_sets
from fairbudget.axioms._view import BOUND, View
from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.rules import select

__all__ = ["AffordableSet", "Degree", "RuleDegree", "degree_of_rule", "proportionality_degree", "value_at"]

Amount = int | Fraction
#: Points of a curve: from this share of the budget on (inclusive, up to the next point), at least this much.
Curve = list[tuple[Fraction, Fraction]]


@dataclass(frozen=True, slots=True)
class AffordableSet:
    """A set of projects that some group agrees on and could pay for.

    Attributes
    ----------
    projects : tuple of str
    cost : int or Fraction
    share : Fraction
        Of the budget.
    voters : int
        Members of the worst group: as few as can pay, those who gain least.
    promised : int or Fraction
        What each member has from the set (at least), in utility.
    degree : int or Fraction
        Mean utility that the worst group has from the outcome.
    """

    projects: tuple[str, ...]
    cost: Amount
    share: Fraction
    voters: int
    promised: Amount
    degree: Amount

    @property
    def ratio(self) -> Fraction:
        """Degree / promised; below 1 where the group has less than the set would give it."""
        return Fraction(self.degree) / Fraction(self.promised)


@dataclass(frozen=True, eq=False)
class Degree:
    """The proportionality degree of one outcome.

    Attributes
    ----------
    outcome : Outcome
    utility : str
    sets : tuple of AffordableSet
        All of them, the cheapest first.
    complete : bool
        Whether really all were looked at; if not, the true degrees may be lower than the ones here.
    """

    outcome: Outcome
    utility: str
    sets: tuple[AffordableSet, ...]
    complete: bool

    @property
    def worst(self) -> AffordableSet | None:
        """The set of least ratio; None where no group could pay for anything it agrees on."""
        return min(self.sets, key=lambda item: (item.ratio, -item.share, item.projects), default=None)

    def at(self, share: Any, relative: bool = False) -> Fraction | None:
        """Return D(x), or with `relative` the least ratio, over the sets that cost at least a share of the budget.

        None where there is no such set.
        """
        wanted = Fraction(share)
        return min((_value(item, relative) for item in self.sets if item.share >= wanted), default=None)

    def curve(self, relative: bool = False) -> Curve:
        """Return the steps of D: pairs (x, D at all shares above the previous pair's x, up to x)."""
        return _steps((item.share, _value(item, relative)) for item in self.sets)


@dataclass(frozen=True, eq=False)
class RuleDegree:
    """The proportionality degree of a rule over some elections.

    Attributes
    ----------
    rule : str
    options : mapping
    degrees : tuple of Degree
        One for each election.
    """

    rule: str
    options: Mapping[str, Any]
    degrees: tuple[Degree, ...]

    @property
    def complete(self) -> bool:
        """Whether all affordable sets of all elections were looked at."""
        return all(degree.complete for degree in self.degrees)

    def at(self, share: Any) -> Fraction | None:
        """Return the least ratio over all elections at a share of the budget; None where no set is that dear."""
        values = [value for degree in self.degrees if (value := degree.at(share, relative=True)) is not None]
        return min(values, default=None)

    def curve(self) -> Curve:
        """Return the steps of the least ratio over all elections (utilities differ between them, ratios compare)."""
        return _steps((item.share, item.ratio) for degree in self.degrees for item in degree.sets)


def _value(item: AffordableSet, relative: bool) -> Fraction:
    return item.ratio if relative else Fraction(item.degree)


def _steps(points: Iterable[tuple[Fraction, Fraction]]) -> Curve:
    """Return the least value over all points at or beyond each share, where it changes."""
    best: dict[Fraction, Fraction] = {}
    for share, value in points:
        best[share] = min(value, best.get(share, value))
    steps: Curve = []
    for share in sorted(best, reverse=True):
        if not steps or best[share] < steps[-1][1]:
            steps.append((share, best[share]))
    return steps[::-1]


def value_at(curve: Curve, share: Any) -> Fraction | None:
    """Return the value of a curve at a share; None beyond its last step."""
    place = bisect.bisect_left([x for x, _ in curve], Fraction(share))
    return curve[place][1] if place < len(curve) else None


def proportionality_degree(outcome: Outcome, *, utility: str | None = None, bound: int = BOUND) -> Degree:
    """Return the proportionality degree of an outcome, for each set that a group agrees on and could pay for.

    Parameters
    ----------
    outcome : Outcome
        With its election.
    utility : str, optional
        Default: the one that the outcome's rule used, else the one that the ballot type stands for.
    bound : int
        Sets to look at.

    Returns
    -------
    Degree
        ``complete`` is False if the bound was reached.

    Raises
    ------
    InputError
        If the outcome has no election.
    OptionError
        On a utility that does not fit the ballots, or a bound below 1.

    Notes
    -----
    Exact. For a set T the worst group is the ceil(n * c(T) / B) supporters of T who gain least, so each set takes one
    pass over its supporters; the sets are those of the lattice that EJR is checked on (exponential in the worst case).

    References
    ----------
    Skowron, *Proportionality Degree of Multiwinner Rules*, EC 2021; Filos-Ratsikas, Gogulapati and Kalantzis,
    *Proportionality Degree in Participatory Budgeting*, 2026.

    Examples
    --------
    The second example of equalshares.net, where greedy leaves four of eleven voters with nothing:

    >>> votes = {"bike": [0, 1, 2, 3, 4, 5], "gym": [0, 1, 2, 3, 4, 5, 10], "park": [1, 3, 4, 6, 9],
    ...          "play": range(6, 10), "lib": [6, 8, 9]}
    >>> ballots = [[id for id in votes if voter in votes[id]] for voter in range(11)]
    >>> costs = {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100}
    >>> election = Election.build(costs, 1100, ballots)
    >>> fair = proportionality_degree(select(election, "equal-shares"))
    >>> fair.worst.ratio, proportionality_degree(select(election, "greedy")).worst.ratio
    (Fraction(1, 1), Fraction(0, 1))
    """
    if bound < 1:
        raise OptionError(f"bound={bound} is not allowed: at least 1")
    view = View.of("proportionality-degree", outcome, utility, bound=bound)
    crowd = Crowd(view)
    found: dict[tuple[int, ...], AffordableSet] = {}
    complete = True
    try:
        for node in cohesive_sets(view, crowd, bound, wronged=False, effort={}):
            item = _measured(view, crowd, node)
            key = tuple(sorted(p for p, _ in node.projects))
            if key not in found or item.ratio < found[key].ratio:
                found[key] = item
    except Exhausted:
        complete = False
    sets = sorted(found.values(), key=lambda item: (item.share, item.projects))
    return Degree(outcome, view.worth.name, tuple(sets), complete)


def _measured(view: View, crowd: Crowd, node: Node) -> AffordableSet:
    needed = view.need(node.cost)
    assert needed is not None
    left, total = needed, 0
    mask = node.mask
    while left:
        low = mask & -mask
        # rows are in ascending order of what they gain
        place = low.bit_length() - 1
        taken = min(left, view.weights[crowd.order[place]])
        total += taken * crowd.gains[place]
        left -= taken
        mask ^= low
    return AffordableSet(
        tuple(view.ids(p for p, _ in node.projects)),
        view.election.money(node.cost),
        Fraction(node.cost, view.budget) if view.budget else Fraction(0),
        needed,
        view.value(node.alpha),
        plain(Fraction(total, needed) * view.worth.scale),
    )


def degree_of_rule(
    elections: Iterable[Election],
    rule: str,
    *,
    degree_utility: str | None = None,
    bound: int = BOUND,
    progress: Callable[[int], None] | None = None,
    **options: Any,
) -> RuleDegree:
    """Run a rule on several elections and return the proportionality degree of each outcome.

    Parameters
    ----------
    elections : iterable of Election
    rule : str
    degree_utility : str, optional
        What satisfaction is measured in; by default as in :func:`proportionality_degree`.
    bound : int
        Sets to look at in each election.
    progress : callable, optional
        Told how many elections are done.
    **options
        As for :func:`fairbudget.select`.

    Returns
    -------
    RuleDegree

    Raises
    ------
    OptionError
        On a rule, option or utility that cannot be meant.

    Examples
    --------
    >>> elections = [Election.build({"a": 1, "b": 1}, 2, [["a"]] * k + [["b"]]) for k in (1, 2)]
    >>> degree_of_rule(elections, "greedy").at("1/2")
    Fraction(1, 1)
    >>> degree_of_rule(elections, "greedy", threshold=2).at("1/2")
    Fraction(0, 1)
    """
    degrees = []
    for done, election in enumerate(elections, 1):
        outcome = select(election, rule, **options)
        degrees.append(proportionality_degree(outcome, utility=degree_utility, bound=bound))
        if progress is not None:
            progress(done)
    used = degrees[0].outcome.options if degrees else options
    return RuleDegree(rule, used, tuple(degrees))
