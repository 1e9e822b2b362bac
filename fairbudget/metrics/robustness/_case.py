"""One project under one rule, asked again and again about changed elections."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.money import exact, plain, to_units
from fairbudget.outcome import Outcome
from fairbudget.registry import rules
from fairbudget.rules import select

__all__ = ["EFFORT", "Case", "Finding", "Setting", "step_units"]

#: How many runs of a rule one answer may take where no proof spares them.
EFFORT = 2_000

#: Options of :func:`fairbudget.select` that put rules together.
_COMPOSITION = ("initial", "then", "pots", "caps", "floors")

#: Completions of Equal Shares under which a cheaper or better supported project is never worse off.
_STEADY_COMPLETIONS = ("none", "greedy", "phragmen", "epsilon")


@dataclass(frozen=True, slots=True)
class Finding:
    """The least change after which the answer for a project is another one.

    Attributes
    ----------
    measure : str
    project : str
    value : int, Fraction or None
        Size of the change: an amount in the election's own money, or a number of voters. 0 if no change is needed,
        None if none was found that helps.
    exact : bool
        Whether it is certain that no smaller change does (with None: that none does at all). The change itself always
        does what it says: the rule was run again.
    changed : Election or None
        The election with the change; None with a value of 0 or None.
    runs : int
        How often the rule was run.
    """

    measure: str
    project: str
    value: int | Fraction | None
    exact: bool
    changed: Election | None = field(default=None, repr=False)
    runs: int = 0


class Setting:
    """An election and a rule with its options.

    Parameters
    ----------
    election : Election
    rule : str
    options : mapping
        As :func:`fairbudget.select` takes them.

    Raises
    ------
    OptionError
        On an unknown rule or option.
    """

    def __init__(self, election: Election, rule: str, options: Mapping[str, Any] | None = None) -> None:
        given = dict(options or {})
        if "all_outcomes" in given:
            raise OptionError("robustness needs one outcome: all_outcomes has no meaning here")
        self.election = election
        self.rule = rule
        self.composition = {key: given.pop(key) for key in _COMPOSITION if given.get(key)}
        self.given = {key: value for key, value in given.items() if key not in _COMPOSITION}
        self.values = rules[rule].parse_options(self.given)
        self.runs = 0

    def run(self, election: Election) -> Outcome:
        """Run the rule on a changed election."""
        self.runs += 1
        return select(election, self.rule, **self.composition, **self.given)

    @functools.cached_property
    def outcome(self) -> Outcome:
        """The outcome as things are."""
        return self.run(self.election)

    @functools.cached_property
    def winners(self) -> frozenset[str]:
        """The projects that it selects."""
        return frozenset(self.outcome.selected)

    @property
    def listed(self) -> bool:
        """Whether ballots play no part in the rule."""
        return bool(rules[self.rule].properties.get("listed"))

    @property
    def _plain(self) -> bool:
        """Whether the utility is one for which the proofs were made: of its own, or as the cost."""
        return self.values.get("utility") in (None, "cost", "cardinality", "score", "borda")

    @property
    def kind(self) -> str:
        """Which proofs hold: those of ``equal-shares`` without completion, ``phragmen``, a ``list``, or none ("")."""
        if self.composition or not self._plain:
            return ""
        if self.rule == "equal-shares":
            plainly = self.values["completion"] == "none" and self.values["comparison"] == "none"
            return "equal-shares" if plainly else ""
        return {"phragmen": "phragmen", "greedy": "list", "priority-order": "list"}.get(self.rule, "")

    @property
    def steady(self) -> bool:
        """Whether a project that wins still wins when it becomes cheaper.

        In these rules nothing happens differently until the cheaper project is taken, and it comes no later: its price
        (with cost utilities the least x with sum of min(money, x) = cost, divided by the cost, a convex function of
        the cost that is 0 at 0), its load and its place in the list never get worse. Ties are the exception: an order
        that prefers the higher cost may turn against it.
        """
        if self.composition or not self._plain or "higher-cost" in self.values.get("tie_breaking", ()):
            return False
        if self.rule == "equal-shares":
            return self.values["completion"] in _STEADY_COMPLETIONS and self.values["comparison"] == "none"
        return self.kind in ("phragmen", "list")

    def case(self, project: str) -> Case:
        """Return the case of one project.

        Raises
        ------
        InputError
            On an unknown project.
        """
        return Case(self, project, self.election.numbers([project])[0])


@dataclass(eq=False)
class Case:
    """One project in a setting."""

    setting: Setting
    id: str
    number: int

    @property
    def election(self) -> Election:
        """The election as it is."""
        return self.setting.election

    @property
    def cost(self) -> int:
        """Cost of the project in units."""
        return int(self.election.costs[self.number])

    @property
    def won(self) -> bool:
        """Whether the project wins as things are."""
        return self.id in self.setting.winners

    def wins(self, changed: Election) -> bool:
        """Tell whether the project wins in a changed election.

        Where the rule cannot be run any more (pots or initial projects that pass a smaller budget) nothing wins.
        """
        try:
            return self.id in self.setting.run(changed).selected
        except InputError:
            if not self.setting.composition:
                raise
            return False

    def finding(
        self, measure: str, value: int | None, exactly: bool, changed: Election | None = None, *, money: bool = False
    ) -> Finding:
        """Return a finding; with `money` the value is in units."""
        shown: int | Fraction | None = value
        if money and value is not None:
            shown = plain(Fraction(value, self.election.money_unit))
        return Finding(measure, self.id, shown, exactly, changed, self.setting.runs)


def step_units(election: Election, step: Any) -> int:
    """Return a step of money in units; without one, the smallest unit that the election's amounts are given in.

    Raises
    ------
    OptionError
        If it is not positive or finer than that unit.
    """
    if step is None:
        return 1
    try:
        units = to_units(exact(step), election.money_unit)
    except (ValueError, TypeError):
        units = 0
    if units <= 0:
        unit = plain(Fraction(1, election.money_unit))
        raise OptionError(f"step {step!r} cannot be meant: expected an amount above 0, a multiple of {unit}")
    return units
