"""The least and the most that may be spent on a category, under any rule that decides on one project after another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.money import exact

__all__ = ["Limits", "parse_limits"]


@dataclass(frozen=True)
class Limits:
    """Caps and floors of categories, in units of the election's money.

    Attributes
    ----------
    caps, floors : mapping of str to int
    """

    caps: Mapping[str, int]
    floors: Mapping[str, int]

    def spent(self, election: Election, numbers: Sequence[int]) -> dict[str, int]:
        """Return what some projects cost in each category that has a limit; one in two categories counts in both."""
        result = dict.fromkeys([*self.caps, *self.floors], 0)
        for p in numbers:
            for name in election.categories[p]:
                if name in result:
                    result[name] += int(election.costs[p])
        return result

    def missing(self, spent: Mapping[str, int]) -> dict[str, int]:
        """Return what each floor that is not reached still lacks."""
        return {name: floor - spent[name] for name, floor in self.floors.items() if spent[name] < floor}

    def without(self, election: Election, initial: Sequence[int]) -> dict[str, dict[str, int | Fraction]]:
        """Return caps and floors for what may still be spent, in the election's own money.

        Raises
        ------
        OptionError
            If projects funded beforehand cost more than a cap.
        """
        spent = self.spent(election, initial)
        for name, cap in self.caps.items():
            if spent[name] > cap:
                cost, most = election.money(spent[name]), election.money(cap)
                raise OptionError(f"caps: the initial projects of category {name!r} cost {cost}, its cap is {most}")
        return {
            "caps": {name: election.money(cap - spent[name]) for name, cap in self.caps.items()},
            "floors": {name: election.money(max(0, floor - spent[name])) for name, floor in self.floors.items()},
        }

    def first_breach(self, election: Election, taken: Sequence[int], order: Sequence[int]) -> int | None:
        """Return the first project of `order`, funded one after the other upon `taken`, that breaks a limit.

        A cap is broken by spending more; a floor by leaving less money than the floors still lack.
        """
        spent = self.spent(election, taken)
        left = election.budget_units - sum(election.costs[list(taken)].tolist())
        lacking = sum(self.missing(spent).values())
        for p in order:
            cost = int(election.costs[p])
            left -= cost
            for name in election.categories[p]:
                if name in spent:
                    before = max(0, self.floors.get(name, 0) - spent[name])
                    spent[name] += cost
                    lacking -= before - max(0, self.floors.get(name, 0) - spent[name])
                    if spent[name] > self.caps.get(name, spent[name]):
                        return p
            if left < lacking:
                return p
        return None


def parse_limits(election: Election, caps: Mapping[str, Any] | None, floors: Mapping[str, Any] | None) -> Limits:
    """Return limits in units: a cap rounded down, a floor rounded up.

    Parameters
    ----------
    election : Election
    caps, floors : mapping of str to amount
        Category -> amount in the election's own money, or text such as ``"30%"`` for a part of the budget.

    Raises
    ------
    OptionError
        On an unknown category, an amount that cannot be meant, or floors that cannot be reached: above a cap, above
        the budget, above what the supported projects of the category cost, or on categories that share a project.
    """
    known = sorted({name for names in election.categories for name in names})

    def units(kind: str, name: str, amount: Any) -> Fraction:
        if name not in known:
            hint = nearest(name, known) if known else "the projects have no categories"
            raise OptionError(f"{kind}: no project is in category {name!r}; {hint}")
        text = amount.strip() if isinstance(amount, str) else amount
        try:
            if isinstance(text, str) and text.endswith("%"):
                number = election.budget_units * exact(text[:-1]) / 100
            else:
                number = exact(text) * election.money_unit
        except ValueError:
            number = Fraction(-1)
        if number < 0:
            raise OptionError(f"{kind}: {name}={amount!r} is not allowed: expected an amount of at least 0, or 30%")
        return number

    most = {name: math.floor(units("caps", name, amount)) for name, amount in (caps or {}).items()}
    least = {name: math.ceil(units("floors", name, amount)) for name, amount in (floors or {}).items()}
    _reachable(election, most, least)
    return Limits(most, least)


def _reachable(election: Election, caps: Mapping[str, int], floors: Mapping[str, int]) -> None:
    """Refuse floors that no selection reaches for a reason that can be told at once."""
    if sum(floors.values()) > election.budget_units:
        total = election.money(sum(floors.values()))
        raise OptionError(f"floors: together they ask for {total}, the budget is {election.budget}")
    for name, floor in floors.items():
        if floor > caps.get(name, floor):
            raise OptionError(
                f"floors: category {name!r} has to get {election.money(floor)}, its cap is {election.money(caps[name])}"
            )
        inside = [
            p
            for p in range(election.num_projects)
            if name in election.categories[p] and election.votes[p] and election.costs[p] <= election.budget_units
        ]
        reach = sum(election.costs[inside].tolist())
        if reach < floor:
            raise OptionError(
                f"floors: category {name!r} has to get {election.money(floor)}, but its supported projects that fit "
                f"the budget cost {election.money(reach)} together"
            )
    for p, names in enumerate(election.categories):
        shared = [name for name in names if name in floors]
        if len(shared) > 1:
            raise OptionError(
                f"floors: project {election.ids[p]!r} is in several categories that have floors: {', '.join(shared)}"
            )
