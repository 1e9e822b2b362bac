"""Why a proposal was funded or not: the numbers of the decision, what would have changed it, and words for both."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import OptionError
from fairbudget.money import plain
from fairbudget.musrenbang._alternatives import Alternative, Replays
from fairbudget.musrenbang._decider import Stage
from fairbudget.musrenbang._plain import encode
from fairbudget.musrenbang.city import City
from fairbudget.musrenbang.deciding import plan_of, prepare
from fairbudget.musrenbang.result import Decision, Plan
from fairbudget.registry import rules

__all__ = ["EFFORT", "Alternative", "Explainer", "Explanation", "Payment", "explain"]

#: Runs of the rule that one proof may take.
EFFORT = 2_000


@dataclass(frozen=True, slots=True)
class Payment:
    """What the supporters with one and the same ballot paid for a proposal.

    Attributes
    ----------
    voices : tuple of str
        Ids of the voices.
    weight : int
        Of these voices together.
    each : int or Fraction
        What a weight of 1 paid, in rupiah.
    """

    voices: tuple[str, ...]
    weight: int
    each: int | Fraction

    @property
    def amount(self) -> int | Fraction:
        """What they paid together, in rupiah."""
        return plain(Fraction(self.each) * self.weight)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a proposal was funded or not.

    Attributes
    ----------
    decision : Decision
    money : int or None
        Ceiling, pot or pool of the election in which it was decided on last.
    money_left : int or None
        What of it was left at the end.
    selected, candidates : int
        How many proposals that election funded, and had.
    rule : str
    payments : tuple of Payment
        Who paid how much, under a rule in which voters pay; what they paid together is the cost.
    supporters_have : Fraction, int or None
        Under Equal Shares, what its supporters had left together at the end, in rupiah.
    alternatives : tuple of Alternative
        What would have changed the decision; each was found and confirmed by running the rule again.
    others : mapping of str to str
        Titles of the proposals that are named.
    listed : bool
        Whether ballots play no part in the rule.
    taken_for : (str, str) or None
        ("rw", "03"), ("bidang", "sosial") or ("floor", family) if it was taken for that and not by a run of the rule.
    by : {"voices", "rw", "scores", "agreed", "lists", ""}
        Where the ballots of the election come from; lists are those of whole kelurahan. Empty for several, or none.
    """

    decision: Decision
    money: int | None
    money_left: int | None
    selected: int
    candidates: int
    rule: str
    payments: tuple[Payment, ...]
    supporters_have: int | Fraction | None
    alternatives: tuple[Alternative, ...]
    others: Mapping[str, str]
    listed: bool = False
    taken_for: tuple[str, str] | None = None
    by: str = ""

    def alternative(self, kind: str) -> Alternative | None:
        """Return the alternative of a kind, if it was looked for."""
        return next((item for item in self.alternatives if item.kind == kind), None)

    def sentence(self, lang: str = "en") -> str:
        """Return why, in one sentence.

        Parameters
        ----------
        lang : {"en", "id"}
        """
        from fairbudget.musrenbang._sentences import reason

        return reason(self, lang)

    def would_have(self, lang: str = "en") -> str:
        """Return what would have changed the decision, in one sentence; empty where nothing was found."""
        from fairbudget.musrenbang._sentences import alternatives

        return alternatives(self, lang)

    def text(self, lang: str = "en") -> str:
        """Return both sentences and the numbers behind them, as lines."""
        from fairbudget.musrenbang._sentences import full_text

        return full_text(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON-ready values, with the sentences in both languages."""
        found: dict[str, Any] = encode(self)
        found["sentences"] = {
            lang: {"why": self.sentence(lang), "would_have": self.would_have(lang)} for lang in ("id", "en")
        }
        return found

    def to_json(self) -> str:
        """Return :meth:`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


class Explainer:
    """Explains the decisions on a city's proposals; the city is decided once.

    Parameters
    ----------
    city : City
    **options
        As for :func:`fairbudget.musrenbang.plan`.
    """

    def __init__(self, city: City, **options: Any) -> None:
        self.city = city
        formula = options.get("formula")
        options = {key: value for key, value in options.items() if key not in ("trace", "progress")}
        self.decider = prepare(city, **{"rule": "equal-shares", **options})
        self.stages = self.decider.decide()
        self._formula = formula
        self._lefts: dict[object, dict[str, int | Fraction]] = {}

    @functools.cached_property
    def plan(self) -> Plan:
        """The plan that is explained."""
        return plan_of(self.decider, self.stages, self._formula)

    @functools.cached_property
    def _titles(self) -> dict[str, str]:
        return {row.id: row.title for row in self.city.proposals}

    @functools.cached_property
    def _rows(self) -> dict[str, Any]:
        return {row.id: row for row in self.city.proposals}

    @functools.cached_property
    def _stages_of(self) -> dict[str, list[Stage]]:
        found: dict[str, list[Stage]] = {}
        for stage in self.stages:
            for row in stage.candidates:
                found.setdefault(row.id, []).append(stage)
        return found

    def explain(self, proposal: str, *, effort: int = EFFORT) -> Explanation:
        """Explain one decision.

        Parameters
        ----------
        proposal : str
            Its id.
        effort : int
            Runs of the rule that a proof may take; 0 leaves out what would have changed the decision.

        Raises
        ------
        OptionError
            If there is no such proposal.
        """
        if proposal not in self._rows:
            raise OptionError(
                f"no proposal {proposal!r} in this city; there are {', '.join(self._near(proposal))}, ..."
            )
        decision = self.plan.by_proposal[proposal]
        stages = self._stages_of.get(proposal, [])
        if not stages:
            return Explanation(decision, None, None, 0, 0, self.plan.rule, (), None, (), self._named(decision, ()))
        stage = stages[-1]
        found: tuple[Alternative, ...] = ()
        if effort:
            found = tuple(Replays(self.decider, self._rows[proposal], stages).alternatives(effort)) if effort else ()
        return Explanation(
            decision,
            stage.money,
            stage.left,
            len(stage.solution.order),
            len(stage.candidates),
            self.plan.rule,
            tuple(_payments(stage, proposal)),
            None if decision.funded else self._left(stage).get(proposal),
            found,
            self._named(decision, found),
            bool(rules[self.plan.rule].properties.get("listed")),
            _taken_for(stage, decision, self.decider.settings.coverage),
            "lists" if stage.lists else stage.sources[0] if len(stage.sources) == 1 else "",
        )

    def _left(self, stage: Stage) -> dict[str, int | Fraction]:
        own = (stage.level, stage.stage, stage.place)
        if own not in self._lefts:
            self._lefts[own] = _money_left(stage)
        return self._lefts[own]

    def explain_all(self, proposals: Iterable[str] | None = None, *, effort: int = 0) -> Iterator[Explanation]:
        """Explain many decisions; by default all, without what would have changed them."""
        for id in self._rows if proposals is None else proposals:
            yield self.explain(id, effort=effort)

    def _near(self, proposal: str) -> list[str]:
        import difflib

        return difflib.get_close_matches(proposal, self._rows, 3, 0.5) or sorted(self._rows)[:3]

    def _named(self, decision: Decision, found: Iterable[Alternative]) -> dict[str, str]:
        ids = [*decision.because, *(id for item in found for id in item.others)]
        return {id: self._titles[id] for id in ids}


def explain(city: City, proposal: str, *, effort: int = EFFORT, **options: Any) -> Explanation:
    """Explain why a proposal of a city was funded or not, and what would have changed it.

    Parameters
    ----------
    city : City
    proposal : str
        Its id.
    effort : int
        Runs of the rule that a proof may take; 0 leaves out what would have changed the decision.
    **options
        As for :func:`fairbudget.musrenbang.plan`.

    Returns
    -------
    Explanation

    Raises
    ------
    OptionError, InputError
        As :func:`fairbudget.musrenbang.plan`, and if there is no such proposal.

    Notes
    -----
    Every change that is named was made in the city and the city decided again: with it the decision is another one,
    and with 1 less it is not. Where a change is called certain, nothing smaller does; this is proved for the rules
    named in :mod:`fairbudget.metrics.robustness` where no condition, pool or pot takes part, and by trying out else.

    Examples
    --------
    >>> from fairbudget.musrenbang.city import City, Kelurahan, Preference, Proposal, Voice
    >>> key = ("Utara", "Melati")
    >>> rows = (Proposal("road", "Jalan", key, 60), Proposal("park", "Taman", key, 50))
    >>> voices = tuple(Voice(f"v{k}", key) for k in range(5))
    >>> named = ["road", "road", "road", "park", "park"]
    >>> wants = [Preference(v.id, "approval", {id: Fraction(1)}) for v, id in zip(voices, named)]
    >>> city = City("Kota", (Kelurahan("Melati", "Utara", 100),), rows, voices, tuple(wants))
    >>> found = explain(city, "park", rule="greedy")
    >>> print(found.sentence())
    Not funded: 2 of 5 voices named it, but others came first, and the Rp 40 left are Rp 10 less than its cost of Rp 50.
    >>> print(found.would_have())
    It would have been funded if it had been Rp 10 cheaper; or with Rp 10 more in the ceiling; or if any 1 of the voices
    that did not name it had named it too; or with 1 new voice naming only this proposal. Nothing smaller of
    these kinds would have been enough.
    """
    return Explainer(city, **options).explain(proposal, effort=effort)


def _payments(stage: Stage, proposal: str) -> Iterator[Payment]:
    for outcome in stage.solution.outcomes:
        if proposal not in outcome.selected or outcome.payments is None:
            continue
        k = outcome.selected.index(proposal)
        election = stage.problem.election
        numbers, _ = election.ballots.of_lines()
        voices: dict[int, list[str]] = {}
        ids = election.voter_columns.get("voter_id", [""] * len(numbers))
        for row, id in zip(numbers.tolist(), ids, strict=True):
            voices.setdefault(row, []).append(id)
        rows, amounts = outcome.payments.rows[k].tolist(), outcome.payments.amounts[k]
        for row, amount in zip(rows, amounts, strict=True):
            if amount:
                weight = int(election.ballots.multiplicities[row])
                yield Payment(tuple(voices.get(row, ())), weight, plain(Fraction(amount)))


def _taken_for(stage: Stage, decision: Decision, coverage: str) -> tuple[str, str] | None:
    """Return for which group a proposal was taken, if no run of the rule selected it."""
    found = stage.solution.taken_for.get(stage.problem.election.index[decision.proposal])
    if found is None:
        return None
    kind, name = found
    return ("floor" if kind == "floor" else coverage, name)


def _money_left(stage: Stage) -> dict[str, int | Fraction]:
    """Return what the supporters of each proposal had left under Equal Shares, in rupiah; empty under another rule."""
    outcome = next(iter(stage.solution.outcomes), None)
    election = stage.problem.election
    if outcome is None or outcome.rule != "equal-shares" or len(stage.solution.outcomes) != 1:
        return {}
    if outcome.options.get("then") or not stage.problem.plain or outcome.payments is None:
        return {}
    endowment = Fraction(outcome.facts["endowment"])
    ballots = election.ballots
    paid = outcome.payments.by_row(len(ballots))
    counts = ballots.multiplicities.tolist()
    left = [count * (endowment - amount) for count, amount in zip(counts, paid, strict=True)]
    found = dict.fromkeys(election.ids, Fraction(0))
    for row in range(len(ballots)):
        indices, values = ballots.row(row)
        if left[row]:
            for p in indices[values > 0].tolist():
                found[election.ids[p]] += left[row]
    return {id: plain(amount) for id, amount in found.items()}
