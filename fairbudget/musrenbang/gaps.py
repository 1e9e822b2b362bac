"""Where proposals and money are lost on the way: between levels, between regions, between kinds of proposals.

The *gap* of a group is its rate of acceptance minus that of the whole city, in proposals and in money.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.errors import OptionError, nearest
from fairbudget.metrics.entropy import Decomposition, decompose
from fairbudget.money import plain, share_of
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.result import LEVELS, Decision, Plan

__all__ = ["GROUPINGS", "Acceptance", "Gate", "PerHead", "acceptance", "funnel", "per_head", "realised"]

Number = int | Fraction

#: grouping -> how a proposal's group is called
GROUPINGS: dict[str, Callable[[Decision, Proposal | None], str]] = {
    "kecamatan": lambda item, row: item.kelurahan[0],
    "kelurahan": lambda item, row: " / ".join(part for part in item.kelurahan if part),
    "bidang": lambda item, row: item.category,
    "family": lambda item, row: item.family,
    "authority": lambda item, row: item.authority,
    "proposer": lambda item, row: proposer_kind(row.proposer) if row else "",
    "rw": lambda item, row: " / ".join((*item.kelurahan, f"RW {item.rw}")) if item.rw else "",
}


def proposer_kind(text: str) -> str:
    """Return the kind of a proposer: its words without the numbers that tell one RW or RT from another.

    Examples
    --------
    >>> proposer_kind("RT 03 RW 12"), proposer_kind("Ketua RW.05"), proposer_kind("PKK")
    ('RT', 'Ketua RW', 'PKK')
    """
    words: list[str] = []
    for word in text.replace(".", " ").replace("/", " ").split():
        if any(sign.isdigit() for sign in word):
            break
        words.append(word)
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Gate:
    """One level in the funnel.

    Attributes
    ----------
    level : {"kelurahan", "kecamatan", "kota"}
    decided : bool
        Whether there was any money of this level; without it proposals are only listed.
    arrived, funded, passed, stopped : int
        Proposals that came to the level; that got money there; that went on upward; and that ended there.
    money_arrived, money_funded, money_passed, money_stopped : int
        What they cost together, in rupiah.
    ceiling : int
        Money of the level.
    """

    level: str
    decided: bool
    arrived: int
    funded: int
    passed: int
    stopped: int
    money_arrived: int
    money_funded: int
    money_passed: int
    money_stopped: int
    ceiling: int

    @property
    def share_funded(self) -> Number:
        """Of the proposals that arrived."""
        return share_of(self.funded, self.arrived)

    @property
    def share_money_funded(self) -> Number:
        """Of the money that was asked for here."""
        return share_of(self.money_funded, self.money_arrived)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How a group of proposals fared.

    Attributes
    ----------
    group : str
        Empty where the source does not say.
    proposals, funded : int
    money, money_funded : int
        In rupiah.
    gap, money_gap : int or Fraction
        Rate of acceptance minus that of all proposals.
    """

    group: str
    proposals: int
    funded: int
    money: int
    money_funded: int
    gap: Number
    money_gap: Number

    @property
    def rate(self) -> Number:
        """Share of the proposals that are funded."""
        return share_of(self.funded, self.proposals)

    @property
    def money_rate(self) -> Number:
        """Share of the money asked for that is funded."""
        return share_of(self.money_funded, self.money)


@dataclass(frozen=True)
class PerHead:
    """Money per inhabitant of the kelurahan.

    Attributes
    ----------
    values : dict
        Key of the kelurahan -> rupiah per inhabitant; those without inhabitants in the source are left out.
    left_out : tuple
        Their keys.
    decomposition : Decomposition or None
        Theil's index within and between kecamatan; None where there is nothing to decompose.
    """

    values: dict[tuple[str, str], Fraction]
    left_out: tuple[tuple[str, str], ...]
    decomposition: Decomposition | None


def funnel(plan: Plan) -> list[Gate]:
    """Return what came to each level, and what became of it there, from the bottom up.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    list of Gate
        Of the three levels; at each, ``arrived == funded + passed + stopped``.

    Notes
    -----
    O(decisions). A proposal arrives at the kelurahan with its meeting, whatever its authority; it is passed if a higher
    level decides on it or is to. A proposal that a kelurahan's ceiling left out and that its kecamatan's pool or pot
    considered arrives there too.

    Examples
    --------
    >>> funnel(Plan("Kota", "greedy", {}, {}, (), ()))[0].arrived
    0
    """
    gates = []
    for number, level in enumerate(LEVELS):
        here = [item for item in plan.decisions if number == 0 or _highest(item) >= number]
        passed = [item for item in here if _highest(item) > number]
        funded = [item for item in here if item.funded and item.level == level]
        # what is funded from a pool is decided by the kecamatan, and has arrived there
        ended = [item for item in here if _highest(item) == number and not item.funded]
        elections = [result for result in plan.results if result.level == level]
        gates.append(
            Gate(
                level,
                bool(elections),
                len(here),
                len(funded),
                len(passed),
                len(ended),
                _cost(here),
                _cost(funded),
                _cost(passed),
                _cost(ended),
                sum(result.ceiling for result in elections),
            )
        )
    return gates


def _highest(item: Decision) -> int:
    """Return the number of the highest level that decided on a proposal, or is to."""
    return max([LEVELS.index(item.level), *(LEVELS.index(step.level) for step in item.trail)])


def _cost(items: Sequence[Decision]) -> int:
    return sum(item.cost for item in items)


def acceptance(plan: Plan, by: str = "kecamatan", city: City | None = None) -> list[Acceptance]:
    """Return how each group of proposals fared, the worst off first.

    Parameters
    ----------
    plan : Plan
    by : str
        One of :data:`GROUPINGS`.
    city : City, optional
        Needed for ``proposer``.

    Returns
    -------
    list of Acceptance
        By share of the money that is funded, then by name.

    Raises
    ------
    OptionError
        On an unknown grouping, or without the city where it is needed.

    Notes
    -----
    O(decisions).
    """
    if by not in GROUPINGS:
        raise OptionError(f"no grouping {by!r}; {nearest(by, GROUPINGS)}")
    if by == "proposer" and city is None:
        raise OptionError("who proposed is known of a city: give it too")
    rows = {row.id: row for row in city.proposals} if city is not None else {}
    groups: dict[str, list[Decision]] = {}
    for item in plan.decisions:
        groups.setdefault(GROUPINGS[by](item, rows.get(item.proposal)), []).append(item)
    funded = [item for item in plan.decisions if item.funded]
    rate = share_of(len(funded), len(plan.decisions))
    money_rate = share_of(_cost(funded), _cost(plan.decisions))
    found = []
    for name, items in groups.items():
        won = [item for item in items if item.funded]
        found.append(
            Acceptance(
                name,
                len(items),
                len(won),
                _cost(items),
                _cost(won),
                plain(Fraction(share_of(len(won), len(items)) - rate)),
                plain(Fraction(share_of(_cost(won), _cost(items)) - money_rate)),
            )
        )
    return sorted(found, key=lambda item: (item.money_rate, item.group))


def per_head(plan: Plan, city: City, what: str = "funded") -> PerHead:
    """Return money per inhabitant of each kelurahan, and its inequality within and between kecamatan.

    Parameters
    ----------
    plan : Plan
    city : City
        Has the inhabitants.
    what : {"funded", "ceiling", "asked"}
        Of proposals that are funded (by any level), of the ceiling, or of all proposals.

    Returns
    -------
    PerHead

    Raises
    ------
    OptionError
        On another word.
    """
    amounts: dict[tuple[str, str], int] = {place.key: 0 for place in plan.kelurahan}
    if what == "ceiling":
        amounts = {place.key: place.result.ceiling for place in plan.kelurahan}
    elif what in ("funded", "asked"):
        for item in plan.decisions:
            amounts[item.kelurahan] += item.cost if item.funded or what == "asked" else 0
    else:
        raise OptionError(f"per_head: {nearest(what, ('funded', 'ceiling', 'asked'))}")
    people = {place.key: place.population or 0 for place in city.kelurahan}
    known = [key for key in amounts if people.get(key)]
    values = {key: Fraction(amounts[key], people[key]) for key in known}
    split = None
    if len(known) > 1 and any(values.values()) and len({key[0] for key in known}) > 1:
        split = decompose([values[key] for key in known], [key[0] for key in known], [people[key] for key in known])
    return PerHead(values, tuple(key for key in amounts if not people.get(key)), split)


def realised(city: City) -> list[tuple[tuple[str, str], int, int]]:
    """Return last year's money of each kelurahan: key, planned, spent, in rupiah, in the order of the city.

    Rows for single activities are summed where there is no row for the kelurahan as a whole.
    """
    whole: dict[tuple[str, str], list[int]] = {}
    parts: dict[tuple[str, str], list[int]] = {}
    for row in city.realisation:
        sums = (parts if row.title else whole).setdefault(row.kelurahan, [0, 0])
        sums[0] += row.planned
        sums[1] += row.spent
    found = []
    for place in city.kelurahan:
        sums = whole.get(place.key) or parts.get(place.key) or []
        if sums:
            found.append((place.key, sums[0], sums[1]))
    return found
