"""The ways in which a city's rule can be read, each run on the election."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from fairbudget.election import Election
from fairbudget.experiments._replay_city import CityRule
from fairbudget.money import exact
from fairbudget.outcome import Outcome
from fairbudget.parts import part
from fairbudget.rules import select
from fairbudget.rules.greedy import counts
from fairbudget.rules.ties import DEFAULT, ranks

__all__ = ["Changes", "Reading", "Result", "counts_of_file", "go_down", "official_counts", "readings"]

Counts = Sequence[int | Fraction]


class Result(NamedTuple):
    """What a run funds.

    Attributes
    ----------
    funded : frozenset of str
        Within the budget.
    topped : frozenset of str
        With other money on top, by a rule that provides for it.
    """

    funded: frozenset[str]
    topped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a city's rule.

    Attributes
    ----------
    label : str
        Empty for the first, which is what META states, counted from the ballots.
    run : callable
    counts : sequence of numbers, optional
        What it goes by, where it breaks ties as the city did; the reading before it is the same without that.
    """

    label: str
    run: Callable[[], Result]
    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is done otherwise than the city's rule says.

    Attributes
    ----------
    without : collection of str
        Projects that are left out.
    overflow : str or None
    threshold : bool
        Whether there is one.
    budget_units : int or None
    favoured : collection of str
        Projects that win every tie.
    one_of_each : bool
        Whether projects that exclude one another do so.
    """

    without: Collection[str] = ()
    overflow: str | None = None
    threshold: bool = True
    budget_units: int | None = None
    favoured: Collection[str] = ()
    one_of_each: bool = True


AS_TOLD = Changes()


def official_counts(election: Election) -> str:
    """Return what cities count: votes, or points where ballots give some."""
    return "votes" if election.ballot_type in ("approval", "choose-1") else "score"


def counts_of_file(election: Election) -> Counts | None:
    """Return the counts in the file's own columns, or None if they are not there or not all numbers."""
    headings = ("votes",) if official_counts(election) == "votes" else ("score", "votes")
    column = election.column(*headings)
    try:
        return None if column is None else [exact(text) for text in column]
    except ValueError:
        return None


def go_down(election: Election, city: CityRule, values: Counts, changes: Changes = AS_TOLD) -> Result:
    """Fund projects by a count, the highest first, as a greedy city does, with what its file says besides.

    Notes
    -----
    For what the rule ``greedy`` has options for, this is that rule with any counts. Ties go to the favoured projects,
    and among the others to the dearer one, so that a favoured set comes out if any way of breaking ties gives it.
    """
    favoured, overflow = changes.favoured, changes.overflow or city.overflow
    criteria: tuple[Any, ...] = (("first", *sorted(favoured)), "higher-cost") if favoured else DEFAULT
    rank = ranks(election, criteria)
    least = city.threshold if changes.threshold else None
    numbers = [
        p
        for p, value in enumerate(values)
        if value > 0
        and (least is None or value >= least)
        and election.ids[p] not in changes.without
        and election.ids[p] not in city.withdrawn
    ]
    numbers.sort(key=lambda p: (-values[p], rank[p]))
    left = election.budget_units if changes.budget_units is None else changes.budget_units
    caps = dict(city.caps)
    funded: list[str] = []
    topped: frozenset[str] = frozenset()
    barred: set[str] = set()
    waiting: list[int] = []
    for place, p in enumerate(numbers):
        id, cost = election.ids[p], int(election.costs[p])
        capped = [name for name in election.categories[p] if name in caps]
        if id in barred:
            continue
        if cost <= left and all(cost <= caps[name] for name in capped):
            left -= cost
            for name in capped:
                caps[name] -= cost
            funded.append(id)
            if changes.one_of_each:
                barred.update(other for group in city.groups if id in group for other in group)
        elif overflow == "skip" or cost <= left:
            waiting.append(p)
        else:
            if city.covered is not None and 100 * left >= city.covered * cost:
                topped = frozenset([id])
            waiting += numbers[place:]
            break
    if city.leftover:
        for p in waiting:
            if int(election.costs[p]) <= left and election.ids[p] not in barred:
                left -= int(election.costs[p])
                funded.append(election.ids[p])
    return Result(frozenset(funded), topped)


def _by_rule(election: Election, city: CityRule) -> Result:
    """Run the rule ``greedy`` itself."""
    outcome = select(
        election,
        "greedy",
        by=official_counts(election),
        overflow=city.overflow,
        threshold=city.threshold,
        exclusive=city.groups or None,
    )
    topped: frozenset[str] = frozenset()
    if city.covered is not None and outcome.trace and outcome.trace[-1].decision == "stopped":
        last = outcome.trace[-1]
        if 100 * last.remaining >= city.covered * last.cost:
            topped = frozenset([last.project])
    return Result(frozenset(outcome.selected), topped)


def readings(
    election: Election, city: CityRule, official: Collection[str], marked: Collection[str]
) -> Iterator[Reading]:
    """Return the readings of a city's rule, the plain one first.

    Parameters
    ----------
    official : collection of str
        What the city funded; to ask whether some way of breaking ties gives it.
    marked : collection of str
        Projects with another mark than 0 and 1.
    """
    if city.kind == "greedy":
        yield from _greedy(election, city, official, marked)
    else:
        yield from _equal_shares(election, city, official)


def _greedy(
    election: Election, city: CityRule, official: Collection[str], marked: Collection[str]
) -> Iterator[Reading]:
    by = official_counts(election)
    ballots = counts(election, by)
    own = counts_of_file(election)
    if city.caps or city.leftover or city.withdrawn:
        yield Reading("", lambda: go_down(election, city, ballots))
    else:
        yield Reading("", lambda: _by_rule(election, city))
    bases: list[tuple[str, Counts]] = [("", ballots)]
    if own is not None and list(own) != list(ballots):
        bases.append(("counts of the file's own columns", own))
    if by == "score":
        bases.append(("by number of votes", counts(election, "votes")))
    kept = [id for group in city.groups for id in group if id not in city.kept and any(k in group for k in city.kept)]
    changes: list[tuple[str, Changes]] = [("", AS_TOLD)]
    if kept:
        told = f"of the projects in conflict, {', '.join(city.kept)} kept as the comment tells"
        changes.append((told, Changes(without=kept)))
    if marked:
        changes.append(("projects with another mark left aside", Changes(without=tuple(marked))))
    for more, change in changes:
        for label, values in bases:
            for tie, favoured in (("", ()), ("ties decided as the city did", official)):
                words = [word for word in (label, more, tie) if word]
                if words:
                    down = _down(election, city, values, change, favoured)
                    yield Reading("; ".join(words), down, values if tie else None)


def _down(
    election: Election, city: CityRule, values: Counts, change: Changes, favoured: Collection[str]
) -> Callable[[], Result]:
    whole = Changes(without=change.without, favoured=tuple(favoured))
    return lambda: go_down(election, city, values, whole)


def _equal_shares(election: Election, city: CityRule, official: Collection[str]) -> Iterator[Reading]:
    numbers = [p for p, id in enumerate(election.ids) if id not in city.withdrawn]
    if city.threshold is not None:
        reached = counts(election, official_counts(election))
        numbers = [p for p in numbers if reached[p] >= city.threshold]
    supported = [p for p in numbers if _third(election, p)]

    def run(eligible: Election, **options: Any) -> Callable[[], Result]:
        def result() -> Result:
            stated = {"completion": city.completion, "comparison": city.comparison}
            outcome: Outcome = select(eligible, "equal-shares", **(stated | options))
            return Result(frozenset(outcome.selected))

        return result

    variants: list[tuple[str, dict[str, Any]]] = [("", {})]
    raised: dict[str, Any] = {"completion": "add1"} if city.loosely else {}
    if raised:
        variants.append(("completed by Add1", raised))
    if raised or city.completion != "none":
        past, exactly = raised | {"exhaustive": "never"}, "from the exact share of the budget"
        variants.append(("raised on past an exhaustive outcome", past))
        variants.append((exactly, raised | {"start": "exact"}))
        variants.append((f"{exactly}, raised on past an exhaustive outcome", past | {"start": "exact-then-floor"}))
    if city.comparison != "none":
        variants.append(("compared by who has a funded project at all", {"comparison": "exclusion-ratio"}))
    variants.append(("ties decided as the city did", {"tie_breaking": (("first", *official), *DEFAULT)}))
    utilities: list[tuple[str, str | None]] = [("", None)]
    if official_counts(election) == "score":
        utilities.append(("with cost utilities", "cost"))
    groups = [("", numbers)]
    if supported != numbers:
        groups.append(("of projects with a third of the votes that their part of the budget is", supported))
    for which, members in groups:
        eligible = election if len(members) == election.num_projects else part(election, members, election.budget_units)
        for word, utility in utilities:
            for label, options in variants:
                yield Reading("; ".join(filter(None, (which, word, label))), run(eligible, utility=utility, **options))


def _third(election: Election, project: int) -> bool:
    """Return whether a project may win in Świecie: its share of the voters is a third of its cost's of the budget.

    By equalshares.net's account of that city's election of 2023; its file does not tell.
    """
    votes, cost = int(election.votes[project]), int(election.costs[project])
    return 3 * votes * election.budget_units >= cost * election.num_voters
