"""What would have changed a decision: found by running the rule again on changed cities, never guessed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fairbudget.metrics.robustness._case import Case, Finding, Setting
from fairbudget.metrics.robustness._money import budget_increase, cost_change
from fairbudget.metrics.robustness._support import more_supporters
from fairbudget.metrics.robustness._voters import new_voters
from fairbudget.musrenbang._changes import Change, changed_city, first_of, part_of_city
from fairbudget.musrenbang._decider import Decider, Stage
from fairbudget.musrenbang.city import Proposal
from fairbudget.registry import rules

__all__ = ["KINDS", "Alternative", "Replays"]

Key = tuple[str, str]

#: Kinds of alternatives: all but the last two would have made a proposal funded, those would have cost it its money.
KINDS = (
    *("cheaper", "more money", "any supporters", "newcomers", "priority", "rw priority", "without"),
    *("dearer", "less money"),
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A change with which the decision on a proposal would have been another one; the rule was run again with it.

    Attributes
    ----------
    kind : str
        ``cheaper``, ``dearer``: rupiah less or more of its cost. ``more money``, ``less money``: rupiah in the ceiling
        (or pot) of its election. ``any supporters``: so many of the voices (by weight) that do not support it support
        it besides, whichever these are. ``newcomers``: so many new voices of weight 1 name it alone. ``priority``: its
        place in the agreed list. ``without``: the proposals in `others` are not there.
    value : int or None
        None if nothing of the kind was found to help.
    certain : bool
        Whether it is certain that nothing smaller does (of ``priority``: no smaller step up), or that nothing does.
        Where it is not, the value does while the value less 1 does not.
    others : tuple of str
        For ``without`` the proposals that are not there; for ``newcomers`` what they rank second, if anything.
    """

    kind: str
    value: int | None
    certain: bool
    others: tuple[str, ...] = ()


class Replays:
    """The question what would have changed the decision on one proposal.

    Parameters
    ----------
    decider : Decider
        As things are.
    row : Proposal
    stages : list of Stage
        The elections it took part in, at least one.
    """

    def __init__(self, decider: Decider, row: Proposal, stages: list[Stage]) -> None:
        self.row = row
        self.stage = stages[-1]
        self.home = stages[0]
        self.funded = row.id in self.stage.funded
        self.decider = _focus(decider, row, stages)
        settings = decider.settings
        self.alone = settings.unspent == "stays" and not settings.carry and len(stages) == 1 and self.home.problem.plain
        rule, values = self.home.problem.stages[0]
        self.listed = bool(rules[rule].properties.get("listed"))
        options = {**settings.given, **({"then": list(self.home.problem.stages[1:])} if settings.then else {})}
        if values.get("utility") is None:
            options.pop("utility", None)
        self.setting = Setting(self.home.problem.election, rule, options)
        self.runs = 0

    # -- running it again --------------------------------------------------------------------------------------

    def funds(self, change: Change, more: int = 0) -> bool:
        """Tell whether the proposal is funded with a change, and with more (or less) money where it competes first."""
        self.runs += 1
        base, home = self.decider, self.home
        city = changed_city(base.city, change)
        ceilings, extra = dict(base.ceilings), {}
        touched = {self.row.kelurahan}
        if home.level == "kelurahan":
            ceilings[home.place] += more
        else:
            extra = {(home.level, home.stage, home.place): more}
        if change.without:
            touched |= {row.kelurahan for row in base.city.proposals if row.id in change.without}
        again = Decider(
            city, ceilings, base.settings, base.mapper, extra=extra, like=base, touched=touched, said=change.said
        )
        return any(self.row.id in stage.funded for stage in again.decide())

    def alternatives(self, effort: int) -> Iterator[Alternative]:
        """Find the changes, each confirmed by deciding the changed city.

        Parameters
        ----------
        effort : int
            Runs of the rule that a proof may take.
        """
        if self.funded:
            yield self._losing("dearer", lambda k: not self.funds(self._cost(self.row.cost + k)), self._steady)
            less = lambda k: not self.funds(self._cost(self.row.cost), -k)  # noqa: E731
            yield self._found("less money", *first_of(less, self.home.money))
            return
        yield self._cheaper(effort)
        yield self._more_money(effort)
        if self.listed or self.home.sources == ("agreed",) or self.home.lists:
            yield from self._place("priority")
        elif self.home.sources == ("rw",):
            yield from self._place("rw priority")
        elif "voices" in self.home.sources and not self.stage.lists:
            yield from self._supporters(effort)
        against, _ = self.stage.barring(self.row.id)
        if against:
            helps = self.funds(Change(self.row.id, without=against))
            yield Alternative("without", len(against) if helps else None, True, against)

    @property
    def _steady(self) -> bool:
        return self.alone and self.setting.steady

    @property
    def _case(self) -> Case:
        return self.setting.case(self.row.id)

    def _cost(self, cost: int) -> Change:
        return Change(self.row.id, cost=cost)

    def _found(self, kind: str, value: int | None, certain: bool, *others: str) -> Alternative:
        return Alternative(kind, value, certain, others)

    def _losing(self, kind: str, loses: Callable[[int], bool], steady: bool) -> Alternative:
        # what costs more than all the money there is cannot be funded
        room = sum(stage.money for stage in self.decider.decide()) + 1 - self.row.cost
        return self._found(kind, *first_of(loses, max(room, 0), steady))

    def _proven(self, finding: Finding, confirm: Callable[[int], bool]) -> tuple[int, bool] | None:
        """Return a value that holds in the changed city too, while the one before does not."""
        value = finding.value
        if not isinstance(value, int) or not confirm(value) or (value > 1 and confirm(value - 1)):
            return None
        return value, finding.exact

    def _cheaper(self, effort: int) -> Alternative:
        row = self.row

        def holds(less: int) -> bool:
            return self.funds(self._cost(row.cost - less))

        if self._steady:
            finding = cost_change(self._case, 1, effort)
            proven = self._proven(finding, holds)
            if proven or (finding.value is None and finding.exact):
                return self._found("cheaper", *(proven or (None, True)))
        return self._found("cheaper", *first_of(holds, row.cost - 1))

    def _more_money(self, effort: int) -> Alternative:
        def holds(more: int) -> bool:
            return self.funds(self._cost(self.row.cost), more)

        if self.alone and self.setting.kind:
            finding = budget_increase(self._case, 1, effort)
            proven = self._proven(finding, holds)
            if proven or (finding.value is None and finding.exact):
                return self._found("more money", *(proven or (None, True)))
        # twice what everything costs: beyond that a rule has little left to choose
        most = 2 * max(0, sum(row.cost for row in self.home.candidates) - self.home.money) + 2 * self.row.cost
        value, certain = first_of(holds, most)
        # what happens beyond all that was tried is not known
        return self._found("more money", value, certain and value is not None)

    def _place(self, kind: str) -> Iterator[Alternative]:
        """Move the proposal up a list, place by place; it shares the place with the one that has it."""
        name = kind.replace(" ", "_")
        own = getattr(self.row, name)
        if own is None or own <= 1:
            return
        for place in range(own - 1, 0, -1):
            given: dict[str, Any] = {name: place}
            if self.funds(Change(self.row.id, **given)):
                yield Alternative(kind, place, True)
                return
        yield Alternative(kind, None, True)

    def _supporters(self, effort: int) -> Iterator[Alternative]:
        election = self.home.problem.election
        if self.alone and self.setting.kind and election.ballot_type == "approval":
            finding = more_supporters(self._case, "every", effort=effort)
            if finding.exact and (finding.value is None or isinstance(finding.value, int)):
                yield self._found("any supporters", finding.value, True)
        second = self._second()

        def holds(count: int) -> bool:
            return self.funds(Change(self.row.id, newcomers=count, second=second))

        others = (second,) if second else ()
        if self.alone and self.setting.kind and not second:
            finding = new_voters(self._case, effort)
            proven = self._proven(finding, holds)
            if proven or (finding.value is None and finding.exact):
                yield self._found("newcomers", *(proven or (None, True)))
                return
        most = 4 * max(election.num_voters, 25)
        value, certain = first_of(holds, most)
        yield self._found("newcomers", value, certain and value is not None, *others)

    def _second(self) -> str:
        """Return what newcomers rank below the proposal: with Borda points a ranking of one gives nothing."""
        outcomes = self.home.solution.outcomes
        utility = outcomes[0].options.get("utility") if outcomes else None
        election = self.home.problem.election
        if utility != "borda":
            return ""
        votes = election.votes
        others = [(int(votes[p]), id) for p, id in enumerate(election.ids) if id != self.row.id]
        return min(others)[1] if others else ""


def _focus(decider: Decider, row: Proposal, stages: list[Stage]) -> Decider:
    """Return what decides the part of the city that matters to one proposal."""
    settings = decider.settings
    if any(stage.level == "kota" for stage in stages) or (settings.carry and settings.kota_pot is not None):
        return decider
    above = settings.unspent == "pooled" or settings.carry or stages[0].level != "kelurahan"
    keys = decider.kecamatan[row.kelurahan[0]] if above else [row.kelurahan]
    own = (tuple(keys), above)
    if own not in decider.parts:
        decider.parts[own] = _part(decider, keys, above)
    return decider.parts[own]


def _part(decider: Decider, keys: list[Key], above: bool) -> Decider:
    settings, city = decider.settings, decider.city
    part = part_of_city(city, keys)
    inside = {own.id for own in part.proposals}
    links = decider.links
    if any(other not in inside for id in inside for other in links.beside(id)):
        return decider
    chosen = dataclasses.replace(settings, kota_pot=None)
    if not above:
        chosen = dataclasses.replace(chosen, kecamatan_pot=None, kecamatan_pots={})
    return Decider(part, {key: decider.ceilings[key] for key in keys}, chosen, decider.mapper, like=decider)
