"""A city with one thing changed: for the question what would have changed a decision."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.musrenbang.city import City, Preference, Proposal, Voice

__all__ = ["NEW_VOICE", "Change", "changed_city", "first_of", "part_of_city"]

Key = tuple[str, str]

#: Id of the voice that stands for new participants.
NEW_VOICE = "new-participants"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    Attributes
    ----------
    proposal : str
    cost, priority, rw_priority : int or None
        Its new cost, or its new place in the agreed list or in the list of its RW; None as it is.
    newcomers : int
        New participants of its kelurahan, each of weight 1, who name it alone.
    second : str
        Where the newcomers rank, what they rank below it; empty for nothing.
    without : collection of str
        Proposals that are not there.
    """

    proposal: str
    cost: int | None = None
    priority: int | None = None
    rw_priority: int | None = None
    newcomers: int = 0
    second: str = ""
    without: Collection[str] = ()

    @property
    def said(self) -> bool:
        """Whether it may change what ballots say."""
        return bool(self.newcomers or self.without or self.priority is not None or self.rw_priority is not None)


def changed_city(city: City, change: Change) -> City:
    """Return the city with the change; ceilings are not part of it."""
    without = set(change.without)

    def changed(row: Proposal) -> Proposal:
        if row.id != change.proposal:
            return row
        given: dict[str, Any] = {"cost": change.cost, "priority": change.priority, "rw_priority": change.rw_priority}
        return dataclasses.replace(row, **{name: value for name, value in given.items() if value is not None})

    rows = [changed(row) for row in city.proposals if row.id not in without]
    if not change.newcomers and not without:
        return dataclasses.replace(city, proposals=tuple(rows))
    voices, preferences = list(city.voices), list(city.preferences)
    if without:
        rows = [_without(row, without) for row in rows]
        preferences = [
            dataclasses.replace(item, entries={id: v for id, v in item.entries.items() if id not in without})
            for item in preferences
        ]
    if change.newcomers:
        key = next(row.kelurahan for row in rows if row.id == change.proposal)
        voices.append(Voice(NEW_VOICE, key, weight=change.newcomers))
        preferences += _statements(city, key, change)
    return dataclasses.replace(city, proposals=tuple(rows), voices=tuple(voices), preferences=tuple(preferences))


def _without(row: Proposal, gone: set[str]) -> Proposal:
    if gone.isdisjoint(row.requires) and gone.isdisjoint(row.excludes):
        return row
    return dataclasses.replace(
        row,
        requires=tuple(id for id in row.requires if id not in gone),
        excludes=tuple(id for id in row.excludes if id not in gone),
    )


def _statements(city: City, key: Key, change: Change) -> Iterable[Preference]:
    """Return what newcomers state, in the way in which others of their kelurahan do."""
    own = [item for voice in city.voices_of[key] for item in city.preferences_of.get(voice.id, ())]
    kinds = {item.kind for item in own}
    if "approval" in kinds or not kinds:
        yield Preference(NEW_VOICE, "approval", {change.proposal: Fraction(1)})
    elif "scores" in kinds:
        for criterion in dict.fromkeys(item.criterion for item in own if item.kind == "scores"):
            values = [v for i in own if (i.kind, i.criterion) == ("scores", criterion) for v in i.entries.values()]
            most = max(values, default=Fraction(0)) or Fraction(1)
            yield Preference(NEW_VOICE, "scores", {change.proposal: most}, criterion)
    else:
        second = {change.second: Fraction(2)} if change.second else {}
        yield Preference(NEW_VOICE, "ranking", {change.proposal: Fraction(1), **second})


def part_of_city(city: City, keys: Collection[Key]) -> City:
    """Return some kelurahan with all that is theirs."""
    chosen = set(keys)
    voices = tuple(voice for voice in city.voices if voice.kelurahan in chosen)
    ids = {voice.id for voice in voices}
    return dataclasses.replace(
        city,
        kelurahan=tuple(place for place in city.kelurahan if place.key in chosen),
        proposals=tuple(row for row in city.proposals if row.kelurahan in chosen),
        voices=voices,
        preferences=tuple(item for item in city.preferences if item.voice in ids),
        rws=tuple(rw for rw in city.rws if rw.kelurahan in chosen),
        realisation=(),
        indicators=None,
    )


def first_of(holds: Callable[[int], bool], most: int, steady: bool = False) -> tuple[int | None, bool]:
    """Return the first number of 1, ..., most that is found to fulfil a condition, and whether it is surely the first.

    The number before it (0 counts) does not fulfil it. The smallest numbers are tried one by one, then ever larger
    ones; from the first success, halving the way back.

    Parameters
    ----------
    steady : bool
        Whether the condition stays true once it is.
    """
    if most < 1:
        return None, True
    if steady:
        if not holds(most):
            return None, True
        low, high = 0, most
    else:
        low, high = 0, 0
        for number in _grid(most):
            if holds(number):
                high = number
                break
            low = number
        if not high:
            return None, most <= _DENSE
    steps = high - low
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high, steady or (steps == 1 and high <= _DENSE)


_DENSE = 16


def _grid(most: int) -> list[int]:
    """Return the smallest numbers, then some that grow by a quarter, or by a 24th of the whole."""
    numbers = list(range(1, min(most, _DENSE) + 1))
    last = numbers[-1]
    linear = max(1, most // 24)
    while last < most:
        # amounts below a thousandth of the whole are passed over quickly
        step = max(last, 1) if last < most // 1000 else max(1, last // 4)
        last = min(most, last + min(step, linear))
        numbers.append(last)
    return numbers
