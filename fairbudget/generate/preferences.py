"""Who comes to the meeting, whom they speak for, and what they want; the list the meeting agrees on.

A participant values a proposal by the sum of where it is (own RW, adjoining RW, own side of the kelurahan), what it is
(the likes of the role, the concerns of the households that she speaks for), how urgent it is (the same for all) and
personal taste; :class:`~fairbudget.generate.model.Model` has the formula. The sums are whole numbers, so that the order
of a ranking never hangs on rounding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fairbudget.generate.draw import Draw
from fairbudget.generate.model import Model
from fairbudget.generate.places import Rw, apportion
from fairbudget.generate.proposals import Proposal
from fairbudget.generate.roles import Role, concerns, household, roles

__all__ = [
    "VOTERS",
    "WEIGHTS",
    "Participant",
    "agreed_order",
    "ask_households",
    "ballot_lengths",
    "convene",
    "rankings",
    "urgency",
]

#: Whose ballots an election has: those of the meeting's participants, or of the households at home.
VOTERS = ("delegates", "households")
#: What a ballot counts for: the households or inhabitants that it speaks for, or 1.
WEIGHTS = ("households", "population", "equal")


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant, who speaks for a group.

    Attributes
    ----------
    number : int
        Counted from 1 within the kelurahan.
    role : Role
    rw, rt : int or None
        The RW that sent the participant or in which the participant lives, and the RT for its head.
    weight : int
        Voters that the ballot stands for, at least 1.
    concern : str
        Bidang that the households want first, where households are asked themselves.
    """

    number: int
    role: Role
    rw: int | None
    rt: int | None
    weight: int
    concern: str = ""


def _rounded(value: Fraction) -> int:
    return max(1, math.floor(value + Fraction(1, 2)))


def convene(draw: Draw, rws: Sequence[Rw], weights: str, model: Model) -> list[Participant]:
    """Return the participants of a meeting.

    Parameters
    ----------
    draw : Draw
    rws : sequence of Rw
    weights : str
        One of :data:`WEIGHTS`. With ``households`` an RW's ballot counts for its households, an RT's for those of the
        RT (as if all RT of an RW were alike), any other for those of as many average RT as its role has voices;
        ``population`` counts inhabitants in the same way; ``equal`` makes every ballot one.
    model : Model
    """
    sizes = {rw.number: rw.population if weights == "population" else rw.households for rw in rws}
    quarter = Fraction(sum(sizes.values()), sum(rw.rt for rw in rws))
    found: list[Participant] = []

    def seat(role: Role, rw: int | None, rt: int | None, weight: Fraction) -> None:
        counted = 1 if weights == "equal" else _rounded(weight)
        found.append(Participant(len(found) + 1, role, rw, rt, counted))

    for role in roles():
        if role.count == "rw":
            for rw in rws:
                seat(role, rw.number, None, Fraction(role.voice * sizes[rw.number]))
        elif role.count == "rt":
            for rw in rws:
                numbers = list(range(1, rw.rt + 1))
                for _ in range(min(model.rt_delegates, rw.rt)):
                    rt = numbers.pop(draw.below(len(numbers)))
                    seat(role, rw.number, rt, Fraction(role.voice * sizes[rw.number], rw.rt))
        else:
            for _ in range(int(role.count)):
                home = None
                if role.home == "resident":
                    home = rws[draw.weighted([rw.population for rw in rws])].number
                seat(role, home, None, role.voice * quarter)
    return found


def ask_households(rws: Sequence[Rw], weights: str) -> list[Participant]:
    """Return all households of a kelurahan: one ballot for those of an RT with the same first concern.

    Parameters
    ----------
    rws : sequence of Rw
        The households of each concern are spread over its RT as evenly as can be.
    weights : str
        As for :func:`convene`.

    Notes
    -----
    At most four ballots an RT.
    """
    found: list[Participant] = []
    for rw in rws:
        spread = {bidang: apportion(count, [1] * rw.rt, [0] * rw.rt) for bidang, count in rw.concerns.items()}
        blocks = [
            (rt, bidang, spread[bidang][rt - 1])
            for rt in range(1, rw.rt + 1)
            for bidang in spread
            if spread[bidang][rt - 1]
        ]
        sizes = [count for _, _, count in blocks]
        if weights == "population":
            sizes = apportion(rw.population, sizes)
        for (rt, bidang, _), size in zip(blocks, sizes, strict=True):
            weight = 1 if weights == "equal" else size
            found.append(Participant(len(found) + 1, household(), rw.number, rt, weight, bidang))
    return found


def urgency(draw: Draw, proposals: Sequence[Proposal], model: Model) -> NDArray[np.int64]:
    """Return the merit of each proposal, which all see alike, in points."""
    return draw.bell(model.merit, (len(proposals),))


def rankings(
    draw: Draw,
    participants: Sequence[Participant],
    proposals: Sequence[Proposal],
    rws: Sequence[Rw],
    model: Model,
    merits: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return, for each participant, the numbers of all proposals, the most wanted first.

    Parameters
    ----------
    draw : Draw
    participants : sequence of Participant
    proposals : sequence of Proposal
    rws : sequence of Rw
    model : Model
    merits : int64 array, shape (proposals,)
        From :func:`urgency`.

    Returns
    -------
    int64 array, shape (participants, proposals)
        Equal values in the order of the proposals.
    """
    shape = (len(participants), len(proposals))
    place = np.zeros((len(rws) + 1, len(rws) + 1), np.int64)
    bidang = list(concerns())
    wish = np.zeros((len(rws) + 1, len(bidang)), np.int64)
    for rw in rws:
        place[rw.number, list(rw.neighbours)] = model.neighbour_rw
        place[rw.number, rw.number] = model.own_rw
        place[rw.number, [other.number for other in rws if other.side == rw.side]] += model.side
        wish[rw.number] = [model.concern * rw.concerns[name] // rw.households for name in bidang]
    where = np.array([proposal.rw for proposal in proposals], np.int64)
    what = np.array([bidang.index(proposal.work.category) for proposal in proposals], np.int64)
    value = 100 * ((100 - model.polarisation) * merits[np.newaxis, :] + 50 * draw.bell(model.noise, shape))
    interests = {
        role.id: np.array([role.interest(p.work, p.proposer) for p in proposals], np.int64)
        for role in {person.role.id: person.role for person in participants}.values()
    }
    for k, person in enumerate(participants):
        tie = {"own": 100, "resident": model.resident_percent, "none": 0}[person.role.home]
        here = person.rw or 0
        wanted = model.concern * (what == bidang.index(person.concern)) if person.concern else wish[here, what]
        divides = model.interest_percent * interests[person.role.id] + tie * (place[here, where] + wanted)
        value[k] += model.polarisation * divides
    return np.argsort(-value, axis=1, kind="stable")


def agreed_order(orders: NDArray[np.int64], weights: Sequence[int]) -> list[int]:
    """Return the numbers of the proposals in the order that the meeting agrees on: by weighted Borda points.

    A ballot of weight w gives w x (m - 1 - position) points to each of the m proposals; ties go to the earlier one.

    References
    ----------
    Borda, *Mémoire sur les élections au scrutin*, 1781.

    Examples
    --------
    >>> agreed_order(np.array([[0, 1, 2], [2, 1, 0]]), [3, 2])
    [0, 1, 2]
    """
    m = orders.shape[1]
    points = [0] * m
    for row, weight in zip(orders.tolist(), weights, strict=True):
        for position, project in enumerate(row):
            points[project] += weight * (m - 1 - position)
    return sorted(range(m), key=lambda k: (-points[k], k))


def ballot_lengths(draw: Draw, participants: int, proposals: int, model: Model) -> tuple[int, list[int]]:
    """Return the most proposals that a ballot may name, and how many each participant names (at least one)."""
    most = math.ceil(Fraction(model.ballot_percent * proposals, 100))
    empty = most * model.ballot_slack // 100
    return most, [max(1, most - draw.below(empty + 1)) for _ in range(participants)]
