"""The least and the most that may be spent on a category, under any rule that decides on one project after another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import OptionError, nearest
from fairbudget.money import exact, plain

__all__ = ["Limits", "category_amounts", "category_units", "parse_limits"]


def category_amounts(value: Any) -> dict[str, Any] | None:
    """Return an amount, or a percentage of the budget as text, for each category; None of nothing.

    Parameters
    ----------
    value : None, mapping, or str
        As text: ``"roads=500,parks=20%"``.

    Raises
    ------
    ValueError
        With what was expected.

    Examples
    --------
    >>> category_amounts("roads=500, parks=20%")
    {'roads': 500, 'parks': '20%'}
    """
    if value is None:
        return None
    if isinstance(value, str):
        pairs = [word.rpartition("=") for word in value.split(",")]
        if any(not sign or not name.strip() for name, sign, _ in pairs):
            raise ValueError("expected category=amount, several separated by commas")
        names = [name.strip() for name, _, _ in pairs]
        if len(set(names)) != len(names):
            raise ValueError("a category is named twice")
        value = {name: text for name, (_, _, text) in zip(names, pairs, strict=True)}
    if not isinstance(value, Mapping):
        raise ValueError("expected an amount for each category, such as {'roads': 500} or \"roads=500,parks=20%\"")
    found: dict[str, Any] = {}
    for name, amount in value.items():
        text = amount.strip() if isinstance(amount, str) else amount
        share = isinstance(text, str) and text.endswith("%")
        try:
            number = exact(text[:-1] if share else text)
            if number < 0:
                raise ValueError
        except ValueError:
            raise ValueError(f"{name}: expected an amount of at least 0, or a part of the budget such as 30%") from None
        found[str(name)] = f"{plain(number)}%" if share else plain(number)
    return found


def category_units(election: Election, kind: str, name: str, amount: Any, budget: int | None = None) -> Fraction:
    """Return the units of money that an amount of :func:`category_amounts` stands for.

    Parameters
    ----------
    kind : str
        What the amounts are, for messages.
    budget : int, optional
        Units that a percentage is a part of; the election's budget if not given.

    Raises
    ------
    OptionError
        If no project is in the category.
    """
    whole = election if election.part_of is None else election.part_of[0]
    known = sorted({name for names in whole.categories for name in names})
    if name not in known:
        hint = nearest(name, known) if known else "the projects have no categories"
        raise OptionError(f"{kind}: no project is in category {name!r}; {hint}")
    if isinstance(amount, str):
        return (election.budget_units if budget is None else budget) * exact(amount.removesuffix("%")) / 100
    return exact(amount) * election.money_unit


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
        As :func:`category_amounts` returns them.

    Raises
    ------
    OptionError
        On an unknown category, or floors that cannot be reached: above a cap, above the budget, above what the
        supported projects of the category cost, or on categories that share a project.
    """
    most, least = caps or {}, floors or {}
    upper = {name: math.floor(category_units(election, "caps", name, amount)) for name, amount in most.items()}
    lower = {name: math.ceil(category_units(election, "floors", name, amount)) for name, amount in least.items()}
    _reachable(election, upper, lower)
    return Limits(upper, lower)


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
