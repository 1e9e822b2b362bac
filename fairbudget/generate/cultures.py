"""Statistical cultures: elections of any size from a seed, the same on every machine.

A culture is a function of the sizes and a seed, registered with its options. Costs and the budget are drawn alike for
all of them: costs are ``uniform`` from 1 to 100 or all 1 (``unit``), and the budget is a share of their sum.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Ballots, Election
from fairbudget.errors import OptionError
from fairbudget.generate.draw import Draw
from fairbudget.money import exact
from fairbudget.registry import Option, Registry, choice

__all__ = ["cultures", "disjoint", "draw_election", "euclidean", "impartial", "mallows", "resampling", "urn"]

#: Chances are compared with draws of so many values.
_FINE = 2**31
#: Points lie on a grid of so many steps a side, so that distances are whole numbers.
_GRID = 2**20
#: Voters whose distances are looked at together.
_BLOCK = 4096

cultures = Registry("culture", "fairbudget.generate.cultures")


def _share(name: str, default: str, help: str, least: int = 0, most: int | None = 1) -> Option:
    """Return an option that takes an exact number between two bounds."""

    def parse(value: Any) -> Fraction:
        try:
            number = exact(value)
        except (ValueError, TypeError):
            number = Fraction(-1)
        if number < least or (most is not None and number > most):
            raise ValueError(f"expected a number from {least}" + ("" if most is None else f" to {most}"))
        return number

    return Option(name, parse(default), parse, help)


def _whole(name: str, default: int | None, help: str) -> Option:
    def parse(value: Any) -> int | None:
        if value is None and default is None:
            return None
        text = str(value)
        if isinstance(value, bool) or not text.isdecimal() or not 1 <= int(text) <= 10**6:
            raise ValueError("expected a whole number of at least 1")
        return int(text)

    return Option(name, default, parse, help)


_MONEY = (
    choice("costs", ("uniform", "unit"), "uniform", "costs drawn from 1 to 100, or all 1"),
    _share("budget", "1/4", "the budget as a share of the sum of all costs"),
)
_P = _share("p", "1/5", "share of the projects that a voter approves on average")
_BALLOTS = choice("ballots", ("approval", "ordinal"), "approval", "what voters cast")


def draw_election(culture: str, voters: int, projects: int, seed: int, **options: Any) -> Election:
    """Draw an election from a culture.

    Parameters
    ----------
    culture : str
        Id.
    voters, projects : int
        At least 1.
    seed : int
        At least 0.
    **options
        Of the culture; the ones not given take their defaults.

    Returns
    -------
    Election
        With the culture, its options and the seed in ``meta``.

    Raises
    ------
    OptionError
        On an unknown culture or option, or a value that cannot be meant.

    Notes
    -----
    O(voters * projects) time; memory in proportion for the ballots.

    References
    ----------
    Boehmer, Faliszewski, Janeczko, Kaczmarczyk, Lisowski, Pierczyński, Rey, Stolicki, Szufa and Wąs, *Guide to
    Numerical Experiments on Elections in Computational Social Choice*, IJCAI 2024; Szufa, Faliszewski, Janeczko,
    Lackner, Slinko, Sornat and Talmon, *How to Sample Approval Elections?*, IJCAI 2022.

    Examples
    --------
    >>> draw_election("euclidean", 50, 8, seed=3, approvals=2).ballots.total
    50
    >>> draw_election("urn", 20, 5, seed=3, alpha="1/2") == draw_election("urn", 20, 5, seed=3, alpha=0.5)
    True
    """
    if voters < 1 or projects < 1 or seed < 0:
        raise OptionError("voters and projects must be at least 1, and the seed at least 0")
    entry = cultures[culture]
    values = entry.parse_options(options)
    costs_kind, share = values.pop("costs"), values.pop("budget")
    money = Draw(seed, "costs", culture)
    costs = money.array_below(100, (projects,)) + 1 if costs_kind == "uniform" else np.ones(projects, np.int64)
    ballots: Ballots = entry.function(Draw(seed, "ballots", culture), voters, projects, **values)
    told = {**values, "costs": costs_kind, "budget": share}
    meta = {
        "description": f"SYNTHETIC: culture {culture}, seed {seed}",
        "culture": culture,
        "parameters": ", ".join(f"{name}={value}" for name, value in told.items() if value is not None),
        "synthetic_seed": str(seed),
    }
    width = len(str(projects))
    ids = tuple(f"p{k:0{width}d}" for k in range(1, projects + 1))
    return Election(ids, costs, int(share * int(costs.sum())), ballots, meta=meta)


def _chance(share: Fraction) -> int:
    return int(share * _FINE)


def _approvals(rows: Callable[[int, int], NDArray[np.bool_]], voters: int, projects: int) -> Ballots:
    """Merge approvals that come in blocks of voters: `rows` gives those from one voter to before another."""
    packed = [np.packbits(rows(at, min(at + _BLOCK, voters)), axis=1) for at in range(0, voters, _BLOCK)]
    distinct, inverse, counts = _merged(np.concatenate(packed))
    approved = np.unpackbits(distinct, axis=1, count=projects).astype(bool)
    indptr = np.concatenate(([0], np.cumsum(approved.sum(axis=1)))).astype(np.int64)
    indices = np.nonzero(approved)[1].astype(np.int32)
    return Ballots("approval", indptr, indices, np.ones(len(indices), np.int64), counts, voters=inverse)


def _rankings(orders: NDArray[np.int32]) -> Ballots:
    """Merge rankings; each row lists project numbers, the most preferred first."""
    distinct, inverse, counts = _merged(orders)
    length = orders.shape[1]
    order = np.argsort(distinct, axis=1, kind="stable")
    indices = np.take_along_axis(distinct, order, axis=1).ravel().astype(np.int32)
    indptr = np.arange(len(distinct) + 1, dtype=np.int64) * length
    return Ballots("ordinal", indptr, indices, order.ravel().astype(np.int64) + 1, counts, voters=inverse)


def _merged(rows: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int32], NDArray[np.int64]]:
    """Return distinct rows in order of appearance, the number of each row's, and how often each occurs."""
    whole = np.ascontiguousarray(rows)
    keys = whole.view([("", whole.dtype)] * whole.shape[1]).ravel()
    _, first, inverse, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return whole[first[order]], place[inverse.ravel()], counts[order].astype(np.int64)


@cultures.register("impartial", name="Impartial culture", reference="IJCAI 2022, section 3", options=(_P, *_MONEY))
def impartial(draw: Draw, voters: int, projects: int, p: Fraction) -> Ballots:
    """Every voter approves every project with the same chance, independently."""
    return _approvals(
        lambda start, end: draw.array_below(_FINE, (end - start, projects)) < _chance(p), voters, projects
    )


@cultures.register(
    "resampling",
    name="Resampling model",
    reference="Szufa et al., IJCAI 2022, section 3",
    options=(_P, _share("phi", "1/2", "chance that a voter decides anew on a project"), *_MONEY),
)
def resampling(draw: Draw, voters: int, projects: int, p: Fraction, phi: Fraction) -> Ballots:
    """Voters copy a central ballot of share p, but decide anew on each project with chance phi."""
    central = np.zeros(projects, bool)
    central[_shuffled(draw, projects)[: int(p * projects)]] = True

    def rows(start: int, end: int) -> NDArray[np.bool_]:
        anew = draw.array_below(_FINE, (end - start, projects)) < _chance(phi)
        fresh = draw.array_below(_FINE, (end - start, projects)) < _chance(p)
        return np.where(anew, fresh, central)

    return _approvals(rows, voters, projects)


@cultures.register(
    "disjoint",
    name="Disjoint model",
    reference="Szufa et al., IJCAI 2022, section 3",
    options=(
        _P,
        _share("phi", "1/10", "chance that a voter decides anew on a project"),
        _whole("groups", 3, "groups of voters, each with projects of its own"),
        *_MONEY,
    ),
)
def disjoint(draw: Draw, voters: int, projects: int, p: Fraction, phi: Fraction, groups: int) -> Ballots:
    """Groups approve disjoint sets of projects (all together cover all), with noise phi: polarised electorates."""
    camp = np.empty(projects, np.int64)
    camp[_shuffled(draw, projects)] = np.arange(projects) % groups

    def rows(start: int, end: int) -> NDArray[np.bool_]:
        own = draw.array_below(groups, (end - start, 1)) == camp
        anew = draw.array_below(_FINE, (end - start, projects)) < _chance(phi)
        fresh = draw.array_below(_FINE, (end - start, projects)) < _chance(p)
        return np.where(anew, fresh, own)

    return _approvals(rows, voters, projects)


@cultures.register(
    "euclidean",
    name="Euclidean model",
    reference="Guide, IJCAI 2024, uniform points in a cube; Talmon and Faliszewski 2019",
    options=(
        _whole("dimension", 2, "of the cube in which voters and projects lie"),
        _whole("approvals", None, "the nearest so many are approved or ranked; default a fifth, for rankings all"),
        _BALLOTS,
        *_MONEY,
    ),
)
def euclidean(draw: Draw, voters: int, projects: int, dimension: int, approvals: int | None, ballots: str) -> Ballots:
    """Voters and projects are points; a voter approves, or ranks, the projects nearest to her."""
    if dimension > 100:
        raise OptionError("euclidean: dimension is at most 100")
    where = draw.array_below(_GRID, (projects, dimension))
    usual = max(1, projects // 5) if ballots == "approval" else projects
    count = min(projects, approvals or usual)
    nearest: list[NDArray[np.int32]] = []
    for start in range(0, voters, _BLOCK):
        own = draw.array_below(_GRID, (min(_BLOCK, voters - start), dimension))
        distance = np.zeros((len(own), projects), np.int64)
        for axis in range(dimension):
            distance += (own[:, axis : axis + 1] - where[:, axis]) ** 2
        nearest.append(np.argsort(distance, axis=1, kind="stable")[:, :count].astype(np.int32))
    orders = np.concatenate(nearest)
    if ballots == "ordinal":
        return _rankings(orders)

    def rows(start: int, end: int) -> NDArray[np.bool_]:
        approved = np.zeros((end - start, projects), bool)
        np.put_along_axis(approved, orders[start:end].astype(np.int64), True, axis=1)
        return approved

    return _approvals(rows, voters, projects)


@cultures.register(
    "urn",
    name="Pólya-Eggenberger urn",
    reference="Berg 1985; McCabe-Dansted and Slinko 2006; normalised as in the Guide, IJCAI 2024",
    options=(
        _share("alpha", "1/10", "weight of each vote cast before, all fresh ballots together having weight 1", 0, None),
        _P,
        _BALLOTS,
        *_MONEY,
    ),
)
def urn(draw: Draw, voters: int, projects: int, alpha: Fraction, p: Fraction, ballots: str) -> Ballots:
    """A voter copies an earlier voter, the more likely the more there are, or casts a fresh ballot."""
    top, bottom = alpha.numerator, alpha.denominator
    source = np.arange(voters)
    for voter in range(1, voters):
        ticket = draw.below(bottom + top * voter)
        if ticket < top * voter:
            source[voter] = source[ticket // top]
    if ballots == "ordinal":
        keys = draw.array_below(_FINE, (voters, projects))
        return _rankings(np.argsort(keys, axis=1, kind="stable").astype(np.int32)[source])
    fresh = np.concatenate(
        [draw.array_below(_FINE, (min(_BLOCK, voters - at), projects)) < _chance(p) for at in range(0, voters, _BLOCK)]
    )
    return _approvals(lambda start, end: fresh[source[start:end]], voters, projects)


@cultures.register(
    "mallows",
    name="Mallows model",
    reference="Mallows 1957; drawn by repeated insertion, Lu and Boutilier 2014",
    options=(_share("phi", "1/2", "0: all rank alike; 1: impartial culture"), *_MONEY),
)
def mallows(draw: Draw, voters: int, projects: int, phi: Fraction) -> Ballots:
    """Rankings scatter around a central one: each swap away from it divides the chance by 1/phi."""
    central = _shuffled(draw, projects)
    places = np.empty((voters, projects), np.int64)
    for k in range(projects):
        # item k goes behind the last one with weight 1, one place further up with phi, then phi squared, ...
        weights = [phi**up for up in range(k + 1)]
        total = sum(weights)
        bounds, reached = [], Fraction(0)
        for weight in weights:
            reached += weight
            bounds.append(int(reached / total * _FINE))
        up = np.searchsorted(np.array(bounds), draw.array_below(_FINE, (voters,)), side="right")
        places[:, k] = k - np.minimum(up, k)
    orders = np.empty((voters, projects), np.int32)
    for voter, row in enumerate(places.tolist()):
        ranking: list[int] = []
        for item, place in enumerate(row):
            ranking.insert(place, item)
        orders[voter] = central[ranking]
    return _rankings(orders)


def _shuffled(draw: Draw, count: int) -> NDArray[np.int64]:
    return np.argsort(draw.array_below(_FINE, (count,)), kind="stable")
