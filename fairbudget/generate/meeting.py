"""What a synthetic Musrenbang consists of: the meeting of each kelurahan, and the meetings of a city."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import Fault
from fairbudget.generate.model import Model
from fairbudget.generate.places import Rw
from fairbudget.generate.preferences import Participant
from fairbudget.generate.proposals import Proposal
from fairbudget.generate.roles import roles

__all__ = ["GENERATOR", "PROPOSAL_COLUMNS", "Kelurahan", "Meeting", "MusrenbangCity"]

#: Name and version of the generator, in every file it writes; the version changes whenever the same seed gives
#: something else.
GENERATOR = "fairbudget musrenbang generator 2"


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """What the generator must know of a kelurahan.

    Attributes
    ----------
    name, kecamatan : str
        The kecamatan may be empty.
    population : int
        Inhabitants, at least 1.
    ceiling : int
        Pagu in whole rupiah, at least 0.
    indicators : tuple of pairs (str, int)
        Those that are known, in percent of the mean of the city: ``poverty`` and ``stunting`` by inhabitant,
        ``density`` by area. A mapping is taken as well.
    """

    name: str
    kecamatan: str
    population: int
    ceiling: int
    indicators: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        # whole numbers of numpy and the like become plain ones; anything else is told with all other faults later
        for name in ("population", "ceiling"):
            value = getattr(self, name)
            if hasattr(value, "__index__") and not isinstance(value, bool):
                object.__setattr__(self, name, operator.index(value))
        given = self.indicators
        pairs = given.items() if isinstance(given, Mapping) else given
        object.__setattr__(self, "indicators", tuple((name, value) for name, value in pairs))


@dataclass(frozen=True, eq=False, repr=False)
class Meeting:
    """The synthetic Musrenbang of one kelurahan.

    Attributes
    ----------
    kelurahan : Kelurahan
    code : str
        Short name for ids.
    seed : int
    city : str
    rws : tuple of Rw
    proposals : tuple of Proposal
        All of them, by RW, those included that travel upward.
    priorities : tuple of int
        Place of each proposal in the agreed list of its level (the kelurahan's own; what is passed upward), from 1.
    participants : tuple of Participant
    ballots : tuple of tuple of int
        For each participant the numbers of the proposals named, the most wanted first; only such as compete.
    ballot_type : {"approval", "ordinal"}
    ballot_limit : int
        Most proposals that a ballot may name.
    voters : {"delegates", "households"}
        Whose ballots these are. The list of priorities is always the meeting's.
    """

    kelurahan: Kelurahan
    code: str
    seed: int
    city: str
    rws: tuple[Rw, ...]
    proposals: tuple[Proposal, ...]
    priorities: tuple[int, ...]
    participants: tuple[Participant, ...]
    ballots: tuple[tuple[int, ...], ...]
    ballot_type: str
    ballot_limit: int
    voters: str = "delegates"

    def __repr__(self) -> str:
        return (
            f"<Meeting: {self.kelurahan.name}, {len(self.rws)} RW, {len(self.proposals)} proposals, "
            f"{len(self.participants)} participants, seed {self.seed}>"
        )

    @property
    def competing(self) -> list[int]:
        """Numbers of the proposals that compete for the ceiling."""
        return [k for k, proposal in enumerate(self.proposals) if proposal.competes]

    @property
    def demand(self) -> int:
        """Cost of all that competes for the ceiling, in rupiah."""
        return sum(self.proposals[k].cost for k in self.competing)

    def proposal_id(self, k: int) -> str:
        """Return the id of proposal `k`, unique in the city: kelurahan, RW, number within the RW."""
        proposal = self.proposals[k]
        return f"{self.code}-{proposal.rw:02d}-{proposal.number:02d}"

    def participant_id(self, k: int) -> str:
        """Return the id of participant `k`, unique in the city."""
        return f"{self.code}-{'h' if self.voters == 'households' else 'p'}{self.participants[k].number:03d}"

    def proposer(self, k: int) -> str:
        """Return who handed proposal `k` in, as a list of proposals names it."""
        proposal = self.proposals[k]
        if proposal.proposer == "rw":
            return f"RW {proposal.rw:02d}"
        if proposal.proposer == "rt":
            return f"RT {proposal.rt:02d} RW {proposal.rw:02d}"
        return _titles()[proposal.proposer]

    @functools.cached_property
    def election(self) -> Election:
        """The proposals that compete for the ceiling, with the weighted ballots of the participants."""
        chosen = self.competing
        ids = {k: self.proposal_id(k) for k in chosen}
        named = [row if self.ballot_type == "ordinal" else sorted(row) for row in self.ballots]
        columns = {
            heading: [str(value(self, k)) for k in chosen]
            for heading, value in PROPOSAL_COLUMNS.items()
            if heading not in ("id", "kecamatan", "kelurahan", "cost", "status")
        }
        people = self.participants
        return Election.build(
            {ids[k]: self.proposals[k].cost for k in chosen},
            self.kelurahan.ceiling,
            [[ids[k] for k in row] for row in named],
            type=self.ballot_type,
            weights=None if all(person.weight == 1 for person in people) else [person.weight for person in people],
            meta=self._meta(),
            project_columns={
                ("name" if heading == "title" else heading): column for heading, column in columns.items()
            },
            voter_columns={
                "voter_id": [self.participant_id(k) for k in range(len(people))],
                "role": [person.role.id for person in people],
                "rw": ["" if person.rw is None else str(person.rw) for person in people],
                **({"concern": [person.concern for person in people]} if self.voters == "households" else {}),
            },
        )

    def _meta(self) -> dict[str, str]:
        district = self.kelurahan.kecamatan
        place = f"kelurahan {self.kelurahan.name}" + (f", kecamatan {district}" if district else "")
        return {
            "description": f"SYNTHETIC Musrenbang of {place}: invented proposals, prices and ballots, seed {self.seed}",
            "country": "Indonesia",
            "unit": self.city,
            **({"district": district} if district else {}),
            "subunit": self.kelurahan.name,
            "instance": f"synthetic-{self.seed}",
            "num_projects": str(len(self.competing)),
            "num_votes": str(len(self.participants)),
            "budget": str(self.kelurahan.ceiling),
            "vote_type": self.ballot_type,
            "rule": "priority-order",
            "min_length": "1",
            "max_length": str(self.ballot_limit),
            "currency": "IDR",
            "language": "id",
            "synthetic_seed": str(self.seed),
            "generator": GENERATOR,
        }


@functools.cache
def _titles() -> dict[str, str]:
    return {role.id: role.title for role in roles()}


#: The columns of the canonical table of proposals: heading -> value for proposal k of a meeting.
PROPOSAL_COLUMNS: dict[str, Callable[[Meeting, int], Any]] = {
    "id": lambda meeting, k: meeting.proposal_id(k),
    "title": lambda meeting, k: f"{meeting.proposals[k].work.title}, RW {meeting.proposals[k].rw:02d}",
    "kecamatan": lambda meeting, k: meeting.kelurahan.kecamatan,
    "kelurahan": lambda meeting, k: meeting.kelurahan.name,
    "rw": lambda meeting, k: meeting.proposals[k].rw,
    "rt": lambda meeting, k: meeting.proposals[k].rt,
    "category": lambda meeting, k: meeting.proposals[k].work.category,
    "family": lambda meeting, k: meeting.proposals[k].work.family,
    "kind": lambda meeting, k: meeting.proposals[k].work.kind,
    "volume": lambda meeting, k: meeting.proposals[k].volume,
    "unit": lambda meeting, k: meeting.proposals[k].work.unit,
    "unit_price": lambda meeting, k: meeting.proposals[k].work.unit_price,
    "cost": lambda meeting, k: meeting.proposals[k].cost,
    "proposer": lambda meeting, k: meeting.proposer(k),
    "priority": lambda meeting, k: meeting.priorities[k],
    "target": lambda meeting, k: ", ".join(meeting.proposals[k].work.targets),
    "beneficiaries": lambda meeting, k: meeting.proposals[k].beneficiaries,
    "authority": lambda meeting, k: meeting.proposals[k].work.authority,
    "agency": lambda meeting, k: meeting.proposals[k].work.agency,
    "status": lambda meeting, k: "proposed" if meeting.proposals[k].competes else "passed upward",
    "code": lambda meeting, k: meeting.proposals[k].work.code,
}


@dataclass(frozen=True, eq=False, repr=False)
class MusrenbangCity:
    """The synthetic meetings of a whole city.

    Attributes
    ----------
    city : str
    seed : int
    meetings : tuple of Meeting
        In the order of the records.
    options : mapping of str to str
        With which options it was made.
    model : Model
    faults : tuple of Fault
        Warnings: kelurahan whose demand could not be brought into the range.
    """

    city: str
    seed: int
    meetings: tuple[Meeting, ...]
    options: dict[str, str]
    model: Model
    faults: tuple[Fault, ...] = ()

    def __repr__(self) -> str:
        return f"<MusrenbangCity: {self.city}, {len(self.meetings)} kelurahan, seed {self.seed}>"

    @property
    def elections(self) -> dict[str, Election]:
        """Election of each kelurahan, by the code of the meeting."""
        return {meeting.code: meeting.election for meeting in self.meetings}

    def summary(self) -> str:
        """Return the size of the city in one sentence."""
        ratios = [meeting.demand / meeting.kelurahan.ceiling for meeting in self.meetings if meeting.kelurahan.ceiling]
        competing = sum(len(meeting.competing) for meeting in self.meetings)
        upward = sum(len(meeting.proposals) for meeting in self.meetings) - competing
        span = f", which cost {min(ratios):.2f} to {max(ratios):.2f} times the ceiling" if ratios else ""
        return (
            f"{self.city}, seed {self.seed}: {len(self.meetings)} kelurahan, "
            f"{sum(len(meeting.rws) for meeting in self.meetings)} RW, {competing} proposals for the kelurahan{span}, "
            f"{upward} passed upward, {sum(len(meeting.participants) for meeting in self.meetings)} {self._ballots()}"
        )

    def _ballots(self) -> str:
        return "participants" if self.meetings[0].voters == "delegates" else "ballots of households"
