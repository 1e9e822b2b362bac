"""What the voters of a kelurahan said, source by source, and what it is worth on a ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.election import LIMIT
from fairbudget.errors import InputError, OptionError
from fairbudget.io.cells import normal
from fairbudget.languages import place_of
from fairbudget.money import exact, plain, unit_denominator
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.mapping_words import MAPPING_WORDS

__all__ = ["SOURCES", "Cast", "Collector", "Speaker", "ballot_rows"]

#: Where preferences may come from, in the order in which ``auto`` looks for them.
SOURCES = ("voices", "rw", "scores", "agreed")
Key = tuple[str, str]


@dataclass(slots=True)
class Cast:
    """What one voter said: kind -> project number -> value."""

    voter: str
    weight: int
    role: str = ""
    rw: str = ""
    said: dict[str, dict[int, Fraction]] = field(default_factory=dict)


class Speaker:
    """Says things in one language, each once."""

    def __init__(self, lang: str) -> None:
        self.said: dict[str, None] = {}
        self._index = place_of(lang)

    def words(self, key: str, **values: Any) -> str:
        """Return a sentence."""
        return MAPPING_WORDS[key][self._index].format(**values)

    def say(self, key: str, **values: Any) -> None:
        """Say a sentence."""
        self.said.setdefault(self.words(key, **values))


class Collector:
    """Collects the ballots of one kelurahan by source."""

    def __init__(
        self, city: City, key: Key, proposals: Sequence[Proposal], weights: str, scores: str, speaker: Speaker
    ) -> None:
        self.city, self.key, self.proposals = city, key, proposals
        self.equal, self.scores, self.speaker = weights == "equal", scores, speaker
        self.number = {proposal.id: k for k, proposal in enumerate(proposals)}
        self.voters = [voice for voice in city.voices_of[key] if voice.id in city.preferences_of]
        self.lists: dict[str, dict[int, Fraction]] = {}
        for k, proposal in enumerate(proposals):
            if proposal.rw_priority is not None and proposal.rw:
                self.lists.setdefault(proposal.rw, {})[k] = Fraction(proposal.rw_priority)
        self.columns = tuple(dict.fromkeys(name for proposal in proposals for name in proposal.scores))
        self._weight = {normal(name): weight for name, weight in city.criteria.items()}

    def has(self, source: str) -> bool:
        """Tell whether a source says anything about some proposal."""
        if source == "voices":
            return bool(self.voters)
        if source == "rw":
            return bool(self.lists)
        if source == "scores":
            return bool(self.columns)
        return any(proposal.priority is not None for proposal in self.proposals)

    def ballots(self, source: str) -> list[Cast]:
        """Return the ballots of one source."""
        collect = {"voices": self._voices, "rw": self._rw, "scores": self._scores, "agreed": self._agreed}
        return collect[source]()

    def described(self, source: str) -> str:
        """Return what a source is, in words."""
        counts = {"voices": len(self.voters), "rw": len(self.lists)}
        return self.speaker.words(source, count=counts.get(source, 0), names=", ".join(self.columns))

    def _voices(self) -> list[Cast]:
        self.speaker.say("voices", count=len(self.voters))
        ballots = []
        criteria: dict[str, None] = {}
        for voice in self.voters:
            ballot = Cast(voice.id, 1 if self.equal else voice.weight, voice.role, voice.rw)
            for preference in self.city.preferences_of[voice.id]:
                entries = {self.number[id]: value for id, value in preference.entries.items() if id in self.number}
                said = ballot.said.setdefault(preference.kind, {})
                if preference.kind == "scores":
                    weight = self.weight_of(preference.criterion)
                    if preference.criterion:
                        criteria.setdefault(preference.criterion)
                    for k, value in entries.items():
                        said[k] = said.get(k, Fraction(0)) + weight * value
                else:
                    said.update(entries)
            ballots.append(ballot)
        self._say_criteria(criteria)
        if self.scores == "sum" and any("scores" in ballot.said for ballot in ballots):
            ballots = self._summed(ballots)
        total = sum(ballot.weight for ballot in ballots)
        self.speaker.say("weights equal" if total == len(ballots) else "weights stated", total=total)
        return ballots

    def _summed(self, ballots: list[Cast]) -> list[Cast]:
        """Sum the scores of all voices, each times its weight, into one ballot; other statements stay."""
        total: dict[int, Fraction] = {}
        for ballot in ballots:
            for k, value in ballot.said.pop("scores", {}).items():
                total[k] = total.get(k, Fraction(0)) + ballot.weight * value
        self.speaker.say("summed")
        return [*(ballot for ballot in ballots if ballot.said), Cast("skor", 1, said={"scores": total})]

    def weight_of(self, criterion: str) -> Fraction:
        """Return what a criterion counts for."""
        return self._weight.get(normal(criterion), Fraction(1))

    def _say_criteria(self, criteria: Iterable[str]) -> None:
        named = list(criteria)
        if len({self.weight_of(name) for name in named}) > 1:
            texts = ", ".join(f"{name} {plain(self.weight_of(name))}" for name in named)
            self.speaker.say("criteria", weights=texts)
        elif len(named) > 1:
            self.speaker.say("criteria equal", names=", ".join(named))

    def _rw(self) -> list[Cast]:
        self.speaker.say("rw", count=len(self.lists))
        lost = sum(1 for p in self.proposals if p.rw_priority is not None and not p.rw)
        if lost:
            self.speaker.say("no rw", count=lost)
        facts = {rw.number: rw for rw in self.city.rws_of[self.key]}
        counts = [1] * len(self.lists)
        said = "weights equal" if self.equal else "weights unknown"
        if not self.equal:
            for name in ("weight", "households", "population"):
                known = [getattr(facts.get(rw), name, None) for rw in self.lists]
                if all(known):
                    counts = [int(count) for count in known if count]
                    said = "weights stated" if name == "weight" else f"weights {name}"
                    break
        self.speaker.say(said, total=sum(counts))
        return [
            Cast(f"RW {rw}", count, "RW", rw, {"ranking": entries})
            for (rw, entries), count in zip(self.lists.items(), counts, strict=True)
        ]

    def _scores(self) -> list[Cast]:
        names = ", ".join(self.columns)
        self.speaker.say("scores", names=names)
        spoken = {
            normal(text) for voice in self.city.voices_of[self.key] for text in (voice.id, voice.name, voice.role)
        }
        assessors = bool(self.columns) and all(normal(name) in spoken - {""} for name in self.columns)
        apart = self.scores == "ballots" or (self.scores == "auto" and assessors)
        columns = {
            name: {k: p.scores[name] for k, p in enumerate(self.proposals) if name in p.scores} for name in self.columns
        }
        if apart:
            self.speaker.say("columns as assessors", names=names)
            return [Cast(name, 1, said={"scores": entries}) for name, entries in columns.items()]
        self.speaker.say("columns as criteria", names=names)
        self._say_criteria(self.columns)
        total: dict[int, Fraction] = {}
        for name, entries in columns.items():
            for k, value in entries.items():
                total[k] = total.get(k, Fraction(0)) + self.weight_of(name) * value
        return [Cast("skor", 1, said={"scores": total})]

    def _agreed(self) -> list[Cast]:
        self.speaker.say("agreed")
        ranks = {k: Fraction(p.priority) for k, p in enumerate(self.proposals) if p.priority is not None}
        return [Cast("musrenbang", 1, said={"ranking": ranks})]


def _places(ranks: Mapping[int, Fraction]) -> tuple[dict[int, int], bool]:
    """Return places from 1 without gaps by ranks, those of equal rank the same, and whether some are shared."""
    order = sorted(ranks.items(), key=lambda item: item[1])
    places: dict[int, int] = {}
    shared = False
    last: Fraction | None = None
    place = 0
    for position, (k, rank) in enumerate(order, 1):
        if rank == last:
            shared = True
        else:
            place, last = position, rank
        places[k] = place
    return places, shared


def ballot_rows(
    cast: Sequence[Cast], kinds: Mapping[str, int], type: str, threshold: Any, speaker: Speaker
) -> tuple[list[dict[int, int]], int]:
    """Return each ballot as project number -> value, and the unit of points."""
    placed = [_places(ballot.said["ranking"]) if "ranking" in ballot.said else ({}, False) for ballot in cast]
    if type == "approval":
        return _approvals(cast, kinds, threshold, speaker), 1
    if type == "ordinal":
        if set(kinds) - {"ranking"}:
            said = ", ".join(kind for kind in kinds if kind != "ranking")
            raise InputError(f"ballots='ordinal': some preferences are no rankings ({said}); use 'scoring'")
        if any(shared for _, shared in placed):
            raise InputError(
                "ballots='ordinal': some rankings share ranks, which an ordinal ballot cannot; use 'scoring'"
            )
        speaker.say("ranking as orders", count=kinds.get("ranking", 0))
        return [places for places, _ in placed], 1
    longest = max((len(places) for places, _ in placed), default=0)
    highest = max((value for ballot in cast for value in ballot.said.get("scores", {}).values()), default=Fraction(0))
    mixed = len(kinds) > 1
    for kind, count in kinds.items():
        how = "as points" if not mixed or kind == "approval" else "on the scale"
        most = longest if kind == "ranking" else plain(highest)
        speaker.say(f"{kind} {how}", count=count, most=most)
    if any(shared for _, shared in placed):
        speaker.say("shared ranks")
    if mixed and any(len(ballot.said) > 1 for ballot in cast):
        speaker.say("several kinds")
    scale = {"approval": Fraction(1), "ranking": Fraction(1, longest or 1), "scores": 1 / (highest or Fraction(1))}
    points = []
    for ballot, (places, _) in zip(cast, placed, strict=True):
        row: dict[int, Fraction] = {}
        for kind, entries in ballot.said.items():
            factor = scale[kind] / len(ballot.said) if mixed else Fraction(1)
            for k, value in entries.items():
                worth = longest + 1 - places[k] if kind == "ranking" else value
                row[k] = row.get(k, Fraction(0)) + factor * worth
        points.append(row)
    unit = unit_denominator([value for row in points for value in row.values()])
    if any(value * unit >= LIMIT for row in points for value in row.values()):
        raise InputError("the scores have too many digits: points of one ballot must stay exact within 62 bits")
    return [{k: int(value * unit) for k, value in row.items() if value} for row in points], unit


def _approvals(
    cast: Sequence[Cast], kinds: Mapping[str, int], threshold: Any, speaker: Speaker
) -> list[dict[int, int]]:
    least = None
    if "scores" in kinds:
        if threshold is None:
            raise OptionError("ballots='approval': say from which score on a proposal counts as approved (threshold)")
        try:
            least = exact(threshold)
        except ValueError as error:
            raise OptionError(f"threshold: {error}") from None
    how = {"approval": "approval", "ranking": "ranking as approvals", "scores": "scores as approvals"}
    for kind, count in kinds.items():
        speaker.say(how[kind], count=count, threshold=least)
    rows = []
    for ballot in cast:
        named = {k for kind in ("approval", "ranking") for k in ballot.said.get(kind, ())}
        if least is not None:
            named |= {k for k, value in ballot.said.get("scores", {}).items() if value >= least}
        rows.append(dict.fromkeys(named, 1))
    return rows
