"""Several rules on the same elections (one a kelurahan), measured alike for each and for all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from fairbudget.election import Election
from fairbudget.metrics import Satisfaction, gini, gini_across, pool, reached, satisfaction
from fairbudget.money import plain, share_of
from fairbudget.outcome import Outcome
from fairbudget.rules import select
from fairbudget.utilities import DEFAULT_UTILITY

__all__ = ["Comparison", "RuleRun", "Unit", "compare", "option_text"]

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A rule with the options that a comparison runs it with.

    Attributes
    ----------
    label : str
        What it is called in tables; unique in a comparison.
    rule : str
        Id of the rule.
    options : mapping
        Options that differ from the defaults.
    """

    label: str
    rule: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that holds an election of its own.

    Attributes
    ----------
    name, group : str
        For example kelurahan and kecamatan.
    people : int
        Inhabitants.
    election : Election
    """

    name: str
    group: str
    people: int
    election: Election


@dataclass(frozen=True)
class Comparison:
    """What each rule did in each unit.

    Attributes
    ----------
    units : tuple of Unit
    runs : tuple of RuleRun
    outcomes : dict of str to tuple of Outcome
        By label of the run, in the order of the units.
    utility : str
        Under which voters' gains are measured, the same for all rules.
    """

    units: tuple[Unit, ...]
    runs: tuple[RuleRun, ...]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    utility: str

    def options(self, label: str) -> dict[str, Any]:
        """Return all options that a run used, defaults included."""
        outcomes = self.outcomes[label]
        return dict(outcomes[0].options) if outcomes else {}

    def overall(self) -> list[dict[str, Any]]:
        """Return one row a rule for all units together.

        Returns
        -------
        list of dict
            Exact numbers. Shares are of all proposals, all demanded money, all budgets; utilities and the Gini
            coefficient across voters are of all voters, whatever their unit; the Gini coefficients across units are
            of the mean utility of a voter (``utility``) and of the money funded per inhabitant (``money``), each per
            head and per unit.
        """
        return [self._overall(run) for run in self.runs]

    def _overall(self, run: RuleRun) -> dict[str, Any]:
        outcomes = self.outcomes[run.label]
        elections = [unit.election for unit in self.units]
        gains = [satisfaction(outcome, self.utility) for outcome in outcomes]
        means = [gain.mean() for gain in gains]
        everyone = pool(gains) if gains else Satisfaction(self.utility, np.zeros(0, np.int64), _NOBODY, Fraction(1))
        voters = [election.num_voters for election in elections]
        utility_head, utility_unit = gini_across(means, voters)
        people = [unit.people for unit in self.units]
        rates = [
            Fraction(outcome.cost) / unit.people if unit.people else Fraction(0)
            for outcome, unit in zip(outcomes, self.units, strict=True)
        ]
        money_head, money_unit = gini_across(rates, people)
        row = _counts(outcomes, elections)
        for name in _further(self.utility, elections):
            row[f"mean_utility_{name}"] = pool([satisfaction(outcome, name) for outcome in outcomes]).mean()
        return {
            "rule": run.label,
            "options": option_text(self.options(run.label)),
            "units": len(self.units),
            **row,
            "utility": self.utility,
            "mean_utility": everyone.mean(),
            "gini_voters": gini(everyone.values, everyone.voters),
            "gini_units_utility_per_head": utility_head.value,
            "gini_units_utility_per_unit": utility_unit.value,
            "gini_units_money_per_head": money_head.value,
            "gini_units_money_per_unit": money_unit.value,
        }

    def by_unit(self) -> list[dict[str, Any]]:
        """Return one row a unit and rule, with the same figures for the unit alone; exact numbers."""
        rows = []
        for k, unit in enumerate(self.units):
            for run in self.runs:
                outcome = self.outcomes[run.label][k]
                gain = satisfaction(outcome, self.utility)
                row = _counts([outcome], [unit.election])
                for name in _further(self.utility, [unit.election]):
                    row[f"mean_utility_{name}"] = satisfaction(outcome, name).mean()
                rows.append(
                    {
                        "group": unit.group,
                        "unit": unit.name,
                        "people": unit.people,
                        "rule": run.label,
                        **row,
                        "utility": self.utility,
                        "mean_utility": gain.mean(),
                        "gini_voters": gini(gain.values, gain.voters),
                    }
                )
        return rows

    def by_category(self) -> list[dict[str, Any]]:
        """Return one row a field of work and rule, over all units; exact numbers.

        A project with several fields counts under their names joined, so that money is counted once.
        """
        demanded: dict[str, Fraction] = {}
        asked: dict[str, int] = {}
        spent: dict[tuple[str, str], Fraction] = {}
        funded: dict[tuple[str, str], int] = {}
        for k, unit in enumerate(self.units):
            names = [", ".join(categories) or "(none)" for categories in unit.election.categories]
            costs = [Fraction(unit.election.money(cost)) for cost in unit.election.costs]
            for name, cost in zip(names, costs, strict=True):
                demanded[name] = demanded.get(name, Fraction(0)) + cost
                asked[name] = asked.get(name, 0) + 1
            for run in self.runs:
                for p in unit.election.numbers(self.outcomes[run.label][k].selected):
                    key = (names[p], run.label)
                    spent[key] = spent.get(key, Fraction(0)) + costs[p]
                    funded[key] = funded.get(key, 0) + 1
        rows = []
        for name in sorted(demanded, key=lambda name: (-demanded[name], name)):
            for run in self.runs:
                money = spent.get((name, run.label), Fraction(0))
                rows.append(
                    {
                        "category": name,
                        "rule": run.label,
                        "proposals": asked[name],
                        "proposals_funded": funded.get((name, run.label), 0),
                        "money_demanded": plain(demanded[name]),
                        "money_funded": plain(money),
                        "share_of_demand": share_of(demanded[name], sum(demanded.values())),
                        "share_of_funding": share_of(money, sum(v for (_, r), v in spent.items() if r == run.label)),
                    }
                )
        return rows


_NOBODY = np.zeros(0, np.int64)


def _counts(outcomes: Sequence[Outcome], elections: Sequence[Election]) -> dict[str, Any]:
    """Return what can be counted without a utility, of several elections together."""
    proposals = sum(election.num_projects for election in elections)
    funded = sum(len(outcome.selected) for outcome in outcomes)
    demanded = sum((Fraction(election.total_cost(election.ids)) for election in elections), Fraction(0))
    spent = sum((Fraction(outcome.cost) for outcome in outcomes), Fraction(0))
    budget = sum((Fraction(election.budget) for election in elections), Fraction(0))
    voters = sum(election.num_voters for election in elections)
    excluded = sum(
        int(election.ballots.multiplicities[~reached(outcome)].sum())
        for outcome, election in zip(outcomes, elections, strict=True)
    )
    return {
        "proposals": proposals,
        "proposals_funded": funded,
        "share_proposals_funded": share_of(funded, proposals),
        "money_demanded": plain(demanded),
        "money_funded": plain(spent),
        "share_money_funded": share_of(spent, demanded),
        "ceiling": plain(budget),
        "left": plain(budget - spent),
        "share_ceiling_used": share_of(spent, budget),
        "voters": voters,
        "voters_with_nothing": excluded,
        "share_voters_with_nothing": share_of(excluded, voters),
    }


def _further(utility: str, elections: Sequence[Election]) -> list[str]:
    """Return the utilities that are reported besides the main one: they mean something on every ballot."""
    return [name for name in ("cost", "cardinality") if name != utility and elections]


def option_text(options: Mapping[str, Any]) -> str:
    """Return options as one line of text.

    Examples
    --------
    >>> option_text({"utility": None, "tie_breaking": ("lower-cost", "random:7"), "increment": 1})
    'utility=default; tie-breaking=lower-cost,random:7; increment=1'
    """
    parts = []
    for name, value in options.items():
        text = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        parts.append(f"{name.replace('_', '-')}={'default' if value is None else text}")
    return "; ".join(parts)


def compare(
    units: Sequence[Unit],
    runs: Sequence[RuleRun],
    utility: str | None = None,
    tick: Callable[[str, str], None] | None = None,
) -> Comparison:
    """Run several rules in every unit.

    Parameters
    ----------
    units : sequence of Unit
        Their elections hold ballots of one type.
    runs : sequence of RuleRun
    utility : str, optional
        Under which all rules are measured; default by ballot type.
    tick : callable, optional
        Called with the label of the run and the name of the unit after each selection.

    Returns
    -------
    Comparison

    Raises
    ------
    ValueError
        If ballot types differ without a `utility`, or labels repeat.
    AssertionError
        If a rule spends more than a unit's budget.
    """
    if len({run.label for run in runs}) != len(runs):
        raise ValueError("two runs have the same label")
    if utility is None:
        types = {unit.election.ballot_type for unit in units}
        if len(types) > 1:
            raise ValueError(f"a utility must be named where ballots differ in type: {', '.join(sorted(types))}")
        utility = DEFAULT_UTILITY[types.pop()] if types else "cost"
    outcomes: dict[str, tuple[Outcome, ...]] = {}
    for run in runs:
        found = []
        for unit in units:
            outcome = select(unit.election, run.rule, **run.options)
            # the promise of the whole line: never a rupiah above a ceiling, recomputed here from the ids alone
            spent = unit.election.total_cost(outcome.selected)
            if spent != outcome.cost or spent > unit.election.budget:
                raise AssertionError(f"{run.label} spent {spent} of {unit.election.budget} in {unit.name}")
            found.append(outcome)
            if tick:
                tick(run.label, unit.name)
        outcomes[run.label] = tuple(found)
    return Comparison(tuple(units), tuple(runs), outcomes, utility)
