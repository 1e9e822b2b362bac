"""The same city decided in several ways: today's practice, other rules, other ceilings; who wins and who loses."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.metrics import Satisfaction, gini, gini_across, pool, reached, satisfaction
from fairbudget.metrics.entropy import decompose
from fairbudget.money import exact, largest_remainder, plain
from fairbudget.musrenbang import City, Plan
from fairbudget.musrenbang.deciding import city_ceilings, plan_of, prepare
from fairbudget.outcome import Outcome

if TYPE_CHECKING:
    from fairbudget.musrenbang._decider import Stage

__all__ = ["CEILINGS", "CityComparison", "Decided", "Way", "compare_city", "other_ceilings"]

Key = tuple[str, str]
Number = int | Fraction

#: Ceilings that a city can be compared under, with the same sum as those it has.
CEILINGS = {
    "as stated": "as the city has them, or by the formula that is named",
    "equal": "the same for every kelurahan",
    "proportional": "in proportion to inhabitants",
    "equal-70-30": "70 % the same for every kelurahan, 30 % in proportion to inhabitants",
    "poverty": "in proportion to people in poverty",
    "equal-70-poverty-30": "70 % the same for every kelurahan, 30 % in proportion to people in poverty",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to decide a city.

    Attributes
    ----------
    label : str
        Unique in a comparison.
    options : mapping
        As for :func:`fairbudget.musrenbang.plan`.
    ceilings : str
        One of :data:`CEILINGS`.
    """

    label: str
    options: Mapping[str, Any] = field(default_factory=dict)
    ceilings: str = "as stated"


@dataclass(frozen=True)
class Decided:
    """A city decided in one way, with what its voices gain.

    Attributes
    ----------
    way : Way
    plan : Plan
    gains : dict
        Key of a kelurahan -> what each ballot gains from what is funded there, from whatever money, in rupiah.
    nothing : dict
        Key -> voices (by weight) that named nothing that is funded.
    """

    way: Way
    plan: Plan
    gains: Mapping[Key, Satisfaction]
    nothing: Mapping[Key, int]


@dataclass(frozen=True)
class CityComparison:
    """A city decided in several ways.

    Attributes
    ----------
    city : City
    decided : tuple of Decided
        The first is what the others are compared with.
    """

    city: City
    decided: tuple[Decided, ...]

    def overall(self) -> list[dict[str, Any]]:
        """Return one row a way: money, proposals, fairness within and across kelurahan; exact numbers but for Theil.

        ``gini_voices`` is over all voices of the city, by the rupiah of what is funded of what they named;
        ``gini_per_head`` and the like are of the money funded per inhabitant across kelurahan: ``head`` counts each
        inhabitant, ``unit`` each kelurahan once; ``theil`` is taken apart into within and between kecamatan.
        """
        return [self._overall(item) for item in self.decided]

    def _overall(self, item: Decided) -> dict[str, Any]:
        total = item.plan.money()
        everyone = pool(list(item.gains.values())) if item.gains else None
        voices = int(everyone.voters.sum()) if everyone is not None else 0
        nothing = sum(item.nothing.values())
        row: dict[str, Any] = {
            "way": item.way.label,
            "rule": item.plan.rule,
            "ceilings": _named(item.way),
            "money": total.ceiling,
            "money_funded": total.spent,
            "left": total.left,
            "proposals": len(item.plan.decisions),
            "proposals_funded": sum(decision.funded for decision in item.plan.decisions),
            "voices": voices,
            "voices_with_nothing": nothing,
            "share_with_nothing": plain(Fraction(nothing, voices)) if voices else 0,
            "mean_gain": everyone.mean() if everyone is not None else 0,
            "gini_voices": gini(everyone.values, everyone.voters) if everyone is not None else 0,
        }
        rates, people, groups = self._per_head(item)
        head, unit = gini_across(list(rates.values()), people)
        row |= {
            "gini_per_head": head.value,
            "gini_per_unit": unit.value,
            "least_per_head": plain(min(rates.values(), default=Fraction(0))),
            "most_per_head": plain(max(rates.values(), default=Fraction(0))),
        }
        split = decompose(list(rates.values()), groups, people) if rates else None
        row["theil"] = split.total if split else 0.0
        row["theil_between"] = split.between if split else 0.0
        row["theil_within"] = split.within if split else 0.0
        return row

    def _per_head(self, item: Decided) -> tuple[dict[Key, Fraction], list[int], list[str]]:
        people = {place.key: place.population or 0 for place in self.city.kelurahan}
        money = _funded(item.plan)
        known = [key for key in money if people.get(key)]
        return (
            {key: Fraction(money[key], people[key]) for key in known},
            [people[k] for k in known],
            [k[0] for k in known],
        )

    def by_kelurahan(self) -> list[dict[str, Any]]:
        """Return one row a kelurahan and way: ceiling, money and proposals funded, voices, and the change to the first.

        ``gain_of_voices`` is the share of voices who gain more than under the first way, minus that of those who gain
        less; 0 where ballots or elections differ so that voices cannot be compared.
        """
        base = self.decided[0]
        funded = [_funded(item.plan) for item in self.decided]
        rows = []
        for place in self.city.kelurahan:
            first = base.plan.of(place.name, place.kecamatan)
            before = {decision.proposal for decision in first.decisions if decision.funded}
            for item, amounts in zip(self.decided, funded, strict=True):
                found = item.plan.of(place.name, place.kecamatan)
                money = amounts[place.key]
                won = {decision.proposal for decision in found.decisions if decision.funded}
                better, worse = _changed(base.gains.get(place.key), item.gains.get(place.key))
                rows.append(
                    {
                        "kecamatan": place.kecamatan,
                        "kelurahan": place.name,
                        "way": item.way.label,
                        "people": place.population,
                        "ceiling": found.result.ceiling,
                        "ceiling_change": found.result.ceiling - first.result.ceiling,
                        "money_funded": money,
                        "money_change": money - funded[0][place.key],
                        "per_head": plain(Fraction(money, place.population)) if place.population else None,
                        "proposals_funded": len(won),
                        "proposals_gained": len(won - before),
                        "proposals_lost": len(before - won),
                        "voices_with_nothing": item.nothing.get(place.key, 0),
                        "voices_better": better,
                        "voices_worse": worse,
                    }
                )
        return rows

    def winners(self) -> list[dict[str, Any]]:
        """Return one row a way after the first: kelurahan and voices with more, as much, and less than under it."""
        rows = []
        table = self.by_kelurahan()
        for item in self.decided[1:]:
            own = [row for row in table if row["way"] == item.way.label]
            voices = int(sum(gain.voters.sum() for gain in item.gains.values()))
            better, worse = sum(row["voices_better"] for row in own), sum(row["voices_worse"] for row in own)
            moved = sum(row["money_change"] for row in own if row["money_change"] > 0)
            rows.append(
                {
                    "way": item.way.label,
                    "against": self.decided[0].way.label,
                    "kelurahan_more": sum(row["money_change"] > 0 for row in own),
                    "kelurahan_same": sum(row["money_change"] == 0 for row in own),
                    "kelurahan_less": sum(row["money_change"] < 0 for row in own),
                    "money_moved": moved,
                    "voices_better": better,
                    "voices_same": voices - better - worse,
                    "voices_worse": worse,
                    "proposals_gained": sum(row["proposals_gained"] for row in own),
                    "proposals_lost": sum(row["proposals_lost"] for row in own),
                }
            )
        return rows


def _named(way: Way) -> str:
    formula = way.options.get("formula")
    return way.ceilings if formula is None or way.ceilings != "as stated" else f"formula {formula}"


def _funded(plan: Plan) -> dict[Key, int]:
    money = {place.key: 0 for place in plan.kelurahan}
    for item in plan.decisions:
        money[item.kelurahan] += item.cost if item.funded else 0
    return money


def _changed(before: Satisfaction | None, after: Satisfaction | None) -> tuple[int, int]:
    """Return the weight of the ballots that gain more, and less."""
    if before is None or after is None or not np.array_equal(before.voters, after.voters):
        return 0, 0
    one, two = before.values * before.scale.numerator, after.values * after.scale.numerator
    one, two = one * after.scale.denominator, two * before.scale.denominator
    return int(after.voters[two > one].sum()), int(after.voters[two < one].sum())


def other_ceilings(city: City, name: str, formula: Any = None) -> City:
    """Return the city with other ceilings of the same sum, to the rupiah.

    Parameters
    ----------
    city : City
    name : str
        One of :data:`CEILINGS`.
    formula : optional
        Of the ceilings that it has, as for :func:`fairbudget.musrenbang.plan`.

    Raises
    ------
    OptionError
        On an unknown name.
    InputError
        If the city has no inhabitants, or people in poverty, where they are needed; every kelurahan is named.
    """
    if name not in CEILINGS:
        raise OptionError(f"no ceilings {name!r}; {nearest(name, CEILINGS)}")
    if name == "as stated":
        return city
    places = city.kelurahan
    total = sum(city_ceilings(city, formula).values())
    equal = [Fraction(total, len(places))] * len(places)
    parts = {"equal": Fraction(1), "proportional": Fraction(0), "poverty": Fraction(0)}.get(name, exact("7/10"))
    what = "poor" if "poverty" in name else "population"
    rest = equal
    if parts < 1:
        counts = [getattr(place, what) for place in places]
        lacking = [place.name for place, count in zip(places, counts, strict=True) if count is None]
        if lacking or not sum(counts):
            words = {"poor": "people in poverty", "population": "inhabitants"}[what]
            shown = ", ".join(lacking[:10]) + (f" and {len(lacking) - 10} more" if len(lacking) > 10 else "")
            raise InputError(f"ceilings {name!r} need the {words} of every kelurahan; missing: {shown or 'all are 0'}")
        rest = [Fraction(total * count, sum(counts)) for count in counts]
    amounts = largest_remainder([parts * e + (1 - parts) * r for e, r in zip(equal, rest, strict=True)], total)
    changed = (dataclasses.replace(place, ceiling=amount) for place, amount in zip(places, amounts, strict=True))
    return dataclasses.replace(city, kelurahan=tuple(changed))


def compare_city(
    city: City, ways: Sequence[Way], say: Callable[[str, int, int], None] = lambda label, done, all: None
) -> CityComparison:
    """Decide a city in several ways.

    Parameters
    ----------
    city : City
    ways : sequence of Way
        The first is what the others are compared with, such as today's practice.
    say : callable
        Told the label of a way, and how many kelurahan of how many are decided.

    Returns
    -------
    CityComparison

    Raises
    ------
    OptionError, InputError
        As :func:`fairbudget.musrenbang.plan` and :func:`other_ceilings`.

    Examples
    --------
    >>> from fairbudget.musrenbang import Kelurahan, Preference, Proposal, Voice
    >>> key = ("", "Melati")
    >>> rows = (Proposal("road", "Jalan", key, 60, priority=1), Proposal("park", "Taman", key, 50, priority=2))
    >>> wants = (Preference("v1", "approval", {"park": Fraction(1)}),)
    >>> city = City("Kota", (Kelurahan("Melati", "", 100, population=10),), rows, (Voice("v1", key),), wants)
    >>> found = compare_city(city, [Way("today", {"rule": "priority-order"}), Way("greedy", {"rule": "greedy"})])
    >>> [row["voices_with_nothing"] for row in found.overall()], found.winners()[0]["voices_better"]
    ([1, 0], 1)
    """
    if not ways:
        raise OptionError("nothing to compare: name at least one way")
    if len({way.label for way in ways}) < len(ways):
        raise OptionError("two ways have the same label")
    decided = []
    for way in ways:
        formula = way.options.get("formula")
        changed = other_ceilings(city, way.ceilings, formula)
        options = dict(way.options) if way.ceilings == "as stated" else {**way.options, "formula": None}
        decider = prepare(changed, **{"rule": "equal-shares", **options})
        stages = decider.decide(functools.partial(say, way.label))
        made = plan_of(decider, stages, options.get("formula"), False)
        gains, nothing = _gains(stages, made)
        decided.append(Decided(way, made, gains, nothing))
    return CityComparison(city, tuple(decided))


def _gains(stages: Sequence[Stage], made: Plan) -> tuple[dict[Key, Satisfaction], dict[Key, int]]:
    """Return what ballots gain in the elections of the kelurahan, and who has nothing."""
    won = {item.proposal for item in made.decisions if item.funded}
    gains: dict[Key, Satisfaction] = {}
    nothing: dict[Key, int] = {}
    for stage in stages:
        if stage.level != "kelurahan":
            continue
        election = stage.problem.election
        chosen = tuple(id for id in election.ids if id in won)
        # what was funded from a pool counts too: together it may cost more than the ceiling
        outcome = Outcome(chosen, election.total_cost(chosen), made.rule, {}, election)
        gains[stage.place] = satisfaction(outcome, "cost")
        nothing[stage.place] = int(election.ballots.multiplicities[~reached(outcome)].sum())
    return gains, nothing
