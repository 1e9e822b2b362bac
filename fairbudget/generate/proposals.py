"""What each RW asks for: works from the catalogue, until their cost is a stated multiple of the kelurahan's ceiling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fairbudget.generate.catalogue import Work
from fairbudget.generate.draw import Draw
from fairbudget.generate.model import Model
from fairbudget.generate.places import Rw, answer
from fairbudget.generate.roles import concerns, proposers

__all__ = ["Proposal", "draw_proposals"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One *usulan* of an RW.

    Attributes
    ----------
    number : int
        Counted from 1 within the RW.
    work : Work
    rw, rt : int
        Where it is.
    volume, cost : int
        In the unit of the work; whole rupiah, unit price times volume.
    proposer : str
        Role that hands it in.
    beneficiaries : int
        People reached, at most the inhabitants of the RW (of the kelurahan, if it travels upward); where the work is
        for poor families only, at most those.
    """

    number: int
    work: Work
    rw: int
    rt: int
    volume: int
    cost: int
    proposer: str
    beneficiaries: int

    @property
    def competes(self) -> bool:
        """Whether the kelurahan itself may fund it, so that it competes for the ceiling."""
        return self.work.authority == "kelurahan"


def draw_proposals(
    draw: Draw, rws: Sequence[Rw], works: Sequence[Work], ceiling: int, demand: tuple[Fraction, Fraction], model: Model
) -> list[Proposal]:
    """Draw the proposals of a kelurahan, by RW.

    Each RW makes one proposal; then RW are drawn by population until the cost of all that competes for the ceiling
    reaches a target drawn within `demand` times the ceiling. A proposal that would pass the upper end is not made. An
    RW proposes a work at most once, and the more likely the more frequent the work is, the more of its households have
    that concern, and the higher the indicator is that the work answers to.

    Parameters
    ----------
    draw : Draw
    rws : sequence of Rw
    works : sequence of Work
        At least one of them with authority ``kelurahan``.
    ceiling : int
        Whole rupiah, at least 0.
    demand : pair of Fraction
        Least and largest demand as multiples of the ceiling.
    model : Model

    Returns
    -------
    list of Proposal
        At least one for each RW. Their demand lies in the range if the range is wider than the cheapest proposal and
        its upper end pays the cheapest proposal for each RW.

    Notes
    -----
    O(proposals x works).
    """
    spread = model.need_spread
    needs = [work.frequency * (100 - spread + draw.below(2 * spread + 1)) for work in works]
    own = [k for k, work in enumerate(works) if work.authority == "kelurahan"]
    floor, cap = math.ceil(demand[0] * ceiling), math.floor(demand[1] * ceiling)
    target = min(cap, floor + draw.below(max(cap - floor, 0) + 1))
    wanted = [_wanted(rw, works, needs, model) for rw in rws]
    scale = _scale(target, works, own, needs, len(rws) * model.proposals_per_rw)
    cheapest = min(works[k].unit_price * works[k].volumes[0] * scale for k in own)
    made: list[tuple[int, int, int]] = []
    left = {rw.number: set(own) for rw in rws}
    spent = 0

    def propose(rw: Rw, room: int) -> bool:
        """Let an RW propose a work that costs at most `room`; tell whether there is one."""
        fitting = [k for k in own if k in left[rw.number] and works[k].unit_price * works[k].volumes[0] * scale <= room]
        if not fitting:
            return False
        chances = wanted[rw.number - 1]
        k = fitting[draw.weighted([chances[k] for k in fitting])]
        price = works[k].unit_price
        volume = draw.pick([v * scale for v in works[k].volumes if price * v * scale <= room])
        left[rw.number].discard(k)
        made.append((rw.number, k, volume))
        nonlocal spent
        spent += price * volume
        return True

    for done, rw in enumerate(rws, 1):
        # keep enough for the RW that follow; an RW that finds nothing in its reach still makes its cheapest proposal
        if not propose(rw, cap - spent - cheapest * (len(rws) - done)):
            propose(rw, cheapest)
    open_rws = list(rws)
    while spent < target and open_rws:
        rw = open_rws[draw.weighted([rw.population for rw in open_rws])]
        if not propose(rw, cap - spent):
            open_rws.remove(rw)
    made += _upward(draw, rws, works, wanted, len(made), model)
    return _finish(draw, rws, works, made, model)


def _wanted(rw: Rw, works: Sequence[Work], needs: Sequence[int], model: Model) -> list[int]:
    """Return how likely an RW proposes each work, relative to the others."""
    leans = {
        bidang: max(1, 10_000 * rw.concerns[bidang] // (concern.share * rw.households))
        for bidang, concern in concerns().items()
    }
    return [
        need * leans[work.category] * (answer(rw.levels[work.need], model.indicator_percent) if work.need else 100)
        for work, need in zip(works, needs, strict=True)
    ]


def _scale(target: int, works: Sequence[Work], own: list[int], needs: list[int], most: int) -> int:
    """Return 1, 2, 5, 10, 20, ...: what volumes are multiplied by so that `most` proposals reach the target."""
    costs = {k: [works[k].unit_price * volume for volume in works[k].volumes] for k in own}
    mean = sum((Fraction(needs[k] * sum(prices), len(prices)) for k, prices in costs.items()), Fraction(0))
    mean /= sum(needs[k] for k in own)
    scale = 1
    while mean * scale * most < target:
        scale = scale * 5 // 2 if str(scale).startswith("2") else scale * 2
    return scale


def _upward(
    draw: Draw, rws: Sequence[Rw], works: Sequence[Work], wanted: list[list[int]], competing: int, model: Model
) -> list[tuple[int, int, int]]:
    """Return the proposals that are the business of a higher level, as (RW, work, volume)."""
    share = Fraction(model.upward_percent, 100)
    higher = [k for k, work in enumerate(works) if work.authority != "kelurahan"]
    pairs = [(rw, k) for rw in rws for k in higher]
    made = []
    for _ in range(min(len(pairs), math.floor(competing * share / (1 - share) + Fraction(1, 2)))):
        chosen = draw.weighted([rw.population * wanted[rw.number - 1][k] for rw, k in pairs])
        rw, k = pairs.pop(chosen)
        made.append((rw.number, k, draw.pick(works[k].volumes)))
    return made


def _finish(
    draw: Draw, rws: Sequence[Rw], works: Sequence[Work], made: list[tuple[int, int, int]], model: Model
) -> list[Proposal]:
    """Return the proposals in order of RW, with their place in it, who hands them in and whom they reach."""
    made.sort(key=lambda entry: entry[0])
    result: list[Proposal] = []
    for number, k, volume in made:
        rw, work = rws[number - 1], works[k]
        hands = proposers()[work.category]
        proposer = list(hands)[draw.weighted(list(hands.values()))]
        places = [rw] if work.authority == "kelurahan" else rws
        most = sum(place.population for place in places)
        if work.targets == ("keluarga prasejahtera",):
            most = min(most, sum(place.poor for place in places) * model.household_tenths // 10)
        count = 1 + result[-1].number if result and result[-1].rw == number else 1
        result.append(
            Proposal(
                count,
                work,
                number,
                1 + draw.below(rw.rt),
                volume,
                work.unit_price * volume,
                proposer,
                max(1, min(most, volume * work.reach)),
            )
        )
    return result
