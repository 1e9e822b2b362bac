"""Who comes to the meeting, whom they speak for, and what they want; the list the meeting agrees on.

A participant values a proposal by the sum of where it is (own RW, adjoining RW), what it is (the likes of the role),
how urgent it is (the same for all) and personal taste. The sums are whole numbers, so that the order of a ranking
never hangs on rounding.
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
from fairbudget.generate.places import Rw
from fairbudget.generate.proposals import Proposal
from fairbudget.generate.roles import Role, roles

__all__ = ["WEIGHTS", "Participant", "agreed_order", "ballot_lengths", "convene", "rankings"]

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
    """

    number: int
    role: Role
    rw: int | None
    rt: int | None
    weight: int


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


def rankings(
    draw: Draw, participants: Sequence[Participant], proposals: Sequence[Proposal], rws: Sequence[Rw], model: Model
) -> NDArray[np.int64]:
    """Return, for each participant, the numbers of all proposals, the most wanted first.

    Returns
    -------
    int64 array, shape (participants, proposals)
        Equal values in the order of the proposals.
    """
    shape = (len(participants), len(proposals))
    place = np.zeros((len(rws) + 1, len(rws) + 1), np.int64)
    for rw in rws:
        place[rw.number, list(rw.neighbours)] = model.neighbour_rw
        place[rw.number, rw.number] = model.own_rw
    where = np.array([proposal.rw for proposal in proposals], np.int64)
    value = 100 * (draw.bell(model.merit, (len(proposals),))[np.newaxis, :] + draw.bell(model.noise, shape))
    interests = {
        role.id: np.array([role.interest(p.work, p.proposer) for p in proposals], np.int64)
        for role in {person.role.id: person.role for person in participants}.values()
    }
    for k, person in enumerate(participants):
        tie = {"own": 100, "resident": model.resident_percent, "none": 0}[person.role.home]
        value[k] += model.interest_percent * interests[person.role.id] + tie * place[person.rw or 0, where]
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
