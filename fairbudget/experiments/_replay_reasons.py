"""Why a city's result may differ from the replay: what would have to be otherwise for the two to agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from fairbudget.election import Election
from fairbudget.experiments._replay_city import CityRule
from fairbudget.experiments._replay_runs import (
    Changes,
    Counts,
    Result,
    counts_of_file,
    go_down,
    official_counts,
    readings,
)
from fairbudget.parts import part
from fairbudget.rules.greedy import counts

__all__ = ["reasons"]

#: A result that needs more projects left out than this is not explained by leaving them out.
WITHDRAWN = 3


def reasons(
    election: Election, city: CityRule, official: frozenset[str], marks: Mapping[str, str], ours: Result
) -> tuple[str, ...]:
    """Return what may explain the difference, the likeliest first.

    What is checked to explain all of it comes first ("agrees if ..."), then facts about the projects concerned.

    Parameters
    ----------
    official : frozenset of str
        What the city funded (mark 1).
    marks : mapping from project to mark
        The other marks, but 0.
    ours : Result
        Of the closest reading.
    """
    values = counts(election, official_counts(election))
    found: list[str] = []
    cost, budget = election.total_cost(official), election.budget
    if cost > budget:
        found.append(f"the official result costs {_show(cost)}, {_show(cost - budget)} more than the budget")
    if city.kind == "greedy":
        found += _agreeing(election, city, official, marks, values)
    else:
        found += _without_some(election, city, official)
    own = counts_of_file(election)
    if own is not None and list(own) != list(values):
        unequal = [p for p in range(election.num_projects) if own[p] != values[p]]
        p = unequal[0]
        found.append(
            f"the file's counts differ from its ballots for {len(unequal)} projects "
            f"({election.ids[p]}: {_show(own[p])} in the column, {_show(values[p])} on ballots)"
        )
    found += _about(election, city, official, marks, ours, values)
    return tuple(dict.fromkeys(found)) or ("none of the changes tried explains it",)


def _agreeing(
    election: Election, city: CityRule, official: frozenset[str], marks: Mapping[str, str], values: Counts
) -> Iterator[str]:
    """Return what makes the greedy replay agree with the official result, tried one at a time."""

    def agrees(changes: Changes) -> bool:
        own = counts_of_file(election)
        bases = [values] if own is None else [values, own]
        return any(go_down(election, city, base, changes).funded == official for base in bases)

    favoured = tuple(official)
    if city.groups:
        held = {id for group in city.groups for id in group if id not in official}
        if any(len(official.intersection(group)) == 1 for group in city.groups) and agrees(
            Changes(without=held, favoured=favoured)
        ):
            chosen = _names(official.intersection(id for group in city.groups for id in group))
            yield f"agrees if {chosen} is taken as the city's choice among the projects in conflict"
        if agrees(Changes(one_of_each=False, favoured=favoured)):
            yield "agrees if the conflicts told are not followed"
    if marks and go_down(election, city, values, Changes(favoured=favoured)).funded == official | set(marks):
        yield f"agrees if the projects marked {'/'.join(sorted(set(marks.values())))} count as funded"
    other = {"skip": "stop", "stop": "skip"}[city.overflow]
    if agrees(Changes(overflow=other, favoured=favoured)):
        word = "skipped" if other == "skip" else "the end"
        yield f"agrees if a project that does not fit is {word}, against the rule stated"
    if city.threshold is not None and agrees(Changes(threshold=False, favoured=favoured)):
        yield f"agrees without the threshold of {_show(city.threshold)}"
    spent = sum(int(election.costs[election.index[id]]) for id in official)
    if spent > election.budget_units and agrees(Changes(budget_units=spent, favoured=favoured)):
        yield f"agrees with a budget of {_show(election.money(spent))}: additional money"
    barred: list[str] = []
    while len(barred) < WITHDRAWN:
        funded = go_down(election, city, values, Changes(without=tuple(barred), favoured=favoured)).funded
        wrong = sorted(funded - official, key=lambda id: (-values[election.index[id]], id))
        if not wrong:
            break
        barred.append(wrong[0])
    if barred and agrees(Changes(without=tuple(barred), favoured=favoured)):
        yield f"agrees without {_names(barred)}: withdrawn, or in conflict with another project"


def _without_some(election: Election, city: CityRule, official: frozenset[str]) -> Iterator[str]:
    """Return which projects have to be left out for Equal Shares to agree, if few."""
    barred: list[str] = []
    while len(barred) < WITHDRAWN:
        numbers = [p for p, id in enumerate(election.ids) if id not in barred]
        rest = part(election, numbers, election.budget_units)
        best = min((reading.run().funded for reading in readings(rest, city, official, ())), key=official.__xor__)
        if best == official:
            yield f"agrees without {_names(barred)}: withdrawn, or in conflict with another project"
            return
        wrong = sorted(best - official, key=lambda id: (-int(election.votes[election.index[id]]), id))
        if not wrong:
            return
        barred.append(wrong[0])


def _about(
    election: Election,
    city: CityRule,
    official: frozenset[str],
    marks: Mapping[str, str],
    ours: Result,
    values: Counts,
) -> Iterator[str]:
    """Return facts about the projects that differ."""
    value = dict(zip(election.ids, values, strict=True))
    lost, won = _by_count(official - ours.funded, value), _by_count(ours.funded - official, value)
    for id in lost:
        count = value[id]
        if not count:
            yield f"{id} is funded without a vote"
        elif city.threshold is not None and count < city.threshold:
            yield f"{id} is funded with {_show(count)}, below the threshold of {_show(city.threshold)}"
        elif equal := [other for other in won if value[other] == count]:
            yield f"{id} is funded, {_names(equal)} with as many ({_show(count)}) not"
        elif city.kind == "greedy":
            yield f"{id} is funded with {_show(count)}, but does not fit when its turn comes"
    for id in won:
        if id in marks:
            yield f"{id} is marked {marks[id]}: funded by other means, or set aside"
        elif city.kind == "greedy":
            yield f"{id} is not funded with {_show(value[id])}, though it fits"
    topped = {id for id, mark in marks.items() if mark == "2"}
    if city.covered is not None and topped != ours.topped:
        yield (
            f"marked 2 are {_names(topped) if topped else 'none'}, by the rule told "
            f"{_names(ours.topped) if ours.topped else 'none'} would be"
        )


def _by_count(ids: Iterable[str], value: Mapping[str, int | Fraction]) -> list[str]:
    return sorted(ids, key=lambda id: (-value[id], id))


def _names(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))


def _show(value: int | Fraction) -> str:
    """Return a number for a reader: with decimals only where it has some."""
    return str(int(value)) if value == int(value) else f"{float(value):.2f}"
