"""What a voter gains from a project: additive utilities, derived from ballots on demand.

Utilities are whole numbers on a common scale. The rules that compare voters with themselves (Equal Shares) do not
change when all utilities are multiplied by one number, so the scale is kept aside and matters only when values are
shown.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import BALLOT_TYPES, LIMIT, Ballots, Election
from fairbudget.errors import InputError, OptionError, nearest
from fairbudget.registry import Option

__all__ = ["DEFAULT_UTILITY", "UTILITIES", "Utilities", "utilities", "utility_option"]

#: The utility that a ballot type stands for when none is named.
DEFAULT_UTILITY = {
    "approval": "cost",
    "choose-1": "cost",
    "cumulative": "score",
    "scoring": "score",
    "ordinal": "borda",
}


@dataclass(frozen=True, eq=False)
class Utilities:
    """Positive utilities by project, in CSC layout.

    Attributes
    ----------
    name : str
    indptr : int64 array, shape (projects + 1,)
    rows : int32 array, shape (entries,)
        Ballot rows, ascending within a project.
    values : int64 array, shape (entries,)
        Utility of one voter of the row, positive, in units of `scale`.
    scale : Fraction
        What a value of 1 stands for.
    """

    name: str
    indptr: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.int64]
    scale: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        for array in (self.indptr, self.rows, self.values):
            array.flags.writeable = False

    def of(self, project: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the ballot rows that value a project, and their utilities."""
        part = slice(self.indptr[project], self.indptr[project + 1])
        return self.rows[part], self.values[part]

    def totals(self, multiplicities: NDArray[np.int64]) -> list[int]:
        """Return the sum over all voters of the utility of each project, exactly, in units of `scale`."""
        return self.gains(multiplicities)[1]

    def gains(self, multiplicities: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
        """Return what all voters of each entry gain together, and :meth:`totals`.

        Returns
        -------
        gains : int64 array, shape (entries,)
            All -1 where the total of some project does not fit :data:`fairbudget.election.LIMIT`.
        totals : list of int
        """
        weights = multiplicities[self.rows]
        most = float(self.values.max(initial=0)) * float(weights.sum(dtype=float))
        if most < LIMIT / 2 or float(np.dot(self.values.astype(float), weights)) < LIMIT / 2:
            gains = self.values * weights
            running = np.zeros(len(gains) + 1, np.int64)
            np.cumsum(gains, out=running[1:])
            return gains, list((running[self.indptr[1:]] - running[self.indptr[:-1]]).tolist())
        # the products may pass 64 bits for huge amounts: then sum in Python integers
        pairs = list(zip(self.values.tolist(), weights.tolist(), strict=True))
        totals = [sum(u * w for u, w in pairs[i:j]) for i, j in itertools.pairwise(self.indptr.tolist())]
        fits = max(totals, default=0) < LIMIT
        return self.values * weights if fits else np.full(len(weights), -1, np.int64), totals


_Derivation = Callable[[Election, Ballots, NDArray[np.int64]], tuple[NDArray[np.int64], Fraction]]


def _cost(election: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
    return election.costs[ballots.indices] * (values > 0), Fraction(1, election.money_unit)


def _cardinality(_: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
    return (values > 0).astype(np.int64), Fraction(1)


def _score(_: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
    return values, Fraction(1, ballots.point_unit)


def _borda(_: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
    lengths = np.diff(ballots.indptr)
    return np.repeat(lengths, lengths) - values, Fraction(1)


#: What sums of utilities over all voters stay below.
_ROOM = 2**60


def _by_project(
    gains: Sequence[Fraction], ballots: Ballots, values: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Fraction]:
    """Return the utility of each entry where all supporters of a project gain the same."""
    unit = math.lcm(*(gain.denominator for gain in gains))
    whole = np.array([int(gain * unit) for gain in gains], np.int64)
    return whole[ballots.indices] * (values > 0), Fraction(1, unit)


def _effort(election: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
    pairs = zip(election.costs.tolist(), election.votes.tolist(), strict=True)
    gains = [Fraction(cost, n) if n else Fraction(0) for cost, n in pairs]
    # the supporters of a project gain its cost together
    total = int(election.costs[election.votes > 0].astype(object).sum())
    if math.lcm(*(gain.denominator for gain in gains)) * total >= _ROOM:
        raise OptionError(
            "utility 'effort' shares costs among votes, which needs a common multiple of the numbers of votes; here it "
            "is too large. Equal Shares with utility 'cost' compares costs with votes in a similar way"
        )
    whole, scale = _by_project(gains, ballots, values)
    return whole, scale / election.money_unit


def _square_root(cost: Fraction) -> float:
    return math.sqrt(cost)


def _logarithm(cost: Fraction) -> float:
    # the same on every machine, unlike the logarithm of its mathematical library
    context = Context(prec=40)
    return float(context.ln(context.divide(Decimal((cost + 1).numerator), Decimal((cost + 1).denominator))))


def _concave(function: Callable[[Fraction], float]) -> _Derivation:
    """Return utilities that grow with the cost by a function without exact values: its nearest floats.

    Where sums of these would not fit 60 bits, each is rounded to as many binary digits as do, at least 20.
    """

    def derive(election: Election, ballots: Ballots, values: NDArray[np.int64]) -> tuple[NDArray[np.int64], Fraction]:
        gains = [function(Fraction(cost, election.money_unit)) for cost in election.costs.tolist()]
        total = math.fsum(gain * n for gain, n in zip(gains, election.votes.tolist(), strict=True))
        exponents = [math.frexp(gain)[1] for gain in gains if gain]
        if not exponents or not total:
            return np.zeros(len(values), np.int64), Fraction(1)
        digits = 60 - math.frexp(total)[1] + min(exponents)
        digits = max(20, min(53, digits))
        kept = [math.ldexp(round(math.ldexp(m, digits)), e - digits) for m, e in map(math.frexp, gains)]
        return _by_project([Fraction(gain) for gain in kept], ballots, values)

    return derive


#: id -> (derivation, ballot types it is defined for, one line)
UTILITIES: dict[str, tuple[_Derivation, tuple[str, ...], str]] = {
    "cost": (
        _cost,
        BALLOT_TYPES,
        "the cost of a project that the ballot supports (approved, positive points, ranked)",
    ),
    "cardinality": (
        _cardinality,
        BALLOT_TYPES,
        "1 for each project that the ballot supports",
    ),
    "score": (_score, ("approval", "choose-1", "cumulative", "scoring"), "the points given (1 for an approval)"),
    "borda": (_borda, ("ordinal",), "length of the ballot - position - 1, counted from position 0"),
    "effort": (
        _effort,
        BALLOT_TYPES,
        "the cost of a project that the ballot supports, shared among all its supporters",
    ),
    "cost-sqrt": (_concave(_square_root), BALLOT_TYPES, "the square root of the cost of a project that it supports"),
    "cost-log": (_concave(_logarithm), BALLOT_TYPES, "log(1 + cost) of a project that the ballot supports"),
}


def utilities(election: Election, name: str | None = None) -> Utilities:
    """Derive additive utilities from the ballots of an election.

    Parameters
    ----------
    election : Election
    name : {"cost", "cardinality", "score", "borda", "effort", "cost-sqrt", "cost-log"}, optional
        Default by ballot type: cost for approval and choose-1, score for cumulative and scoring, borda for ordinal.

    Returns
    -------
    Utilities
        Only positive utilities; entries of zero are left out. Cached on the election.

    Raises
    ------
    OptionError
        If the name is unknown or not defined for the ballot type; with ``effort``, if the numbers of votes have no
        common multiple that fits 60 bits together with the costs, as in most elections with more than some ten
        projects or a hundred votes each.
    InputError
        If a ballot gives negative points, which these utilities have no meaning for.

    Notes
    -----
    O(entries). ``cost-sqrt`` and ``cost-log`` have no exact values: they are what the nearest floating-point numbers
    say (with fewer digits where sums would not fit 60 bits), and rules decide exactly on these; powers of 4 keep
    whole ratios of roots. Utilities as in Rey and Maly, *The (Computational) Social Choice Take on Indivisible
    Participatory Budgeting*, 2023, section 2.2; ``borda`` gives the last project of a ranking nothing.

    Examples
    --------
    >>> election = Election.build({"a": 3, "b": 2}, 4, [["a", "b"], ["b", "a"], ["b", "a"]], type="ordinal")
    >>> borda = utilities(election)
    >>> borda.name, borda.totals(election.ballots.multiplicities)
    ('borda', [1, 2])
    """
    if not isinstance(name, str | None):
        # such as the options of a damaged outcome hold
        raise OptionError(f"unknown utility {name!r}; {nearest(str(name), UTILITIES)}")
    name = name or DEFAULT_UTILITY[election.ballot_type]
    cached = election._cache.get(("utilities", name))
    if cached is not None:
        return cached
    if name not in UTILITIES:
        raise OptionError(f"unknown utility {name!r}; {nearest(name, UTILITIES)}")
    if election.part_of is not None:
        whole, kept = election.part_of
        result = election._cache["utilities", name] = _part(utilities(whole, name), kept)
        return result
    derive, types, _ = UTILITIES[name]
    if election.ballot_type not in types:
        fitting = [key for key, entry in UTILITIES.items() if election.ballot_type in entry[1]]
        raise OptionError(
            f"utility {name!r} is not defined for {election.ballot_type} ballots; use one of {', '.join(fitting)}"
        )
    ballots = election.ballots
    if len(ballots.values) and int(ballots.values.min()) < 0:
        raise InputError("a ballot gives negative points; utilities are not defined for them")
    values, scale = derive(election, ballots, ballots.values)
    rows = np.repeat(np.arange(len(ballots), dtype=np.int32), np.diff(ballots.indptr))
    columns = ballots.indices
    keep = values > 0
    if not ballots.multiplicities.all():
        # a row that no voter stands behind (weight 0) supports nothing
        keep &= ballots.multiplicities[rows] > 0
    if not keep.all():
        rows, columns, values = rows[keep], columns[keep], values[keep]
    # a stable sort by project keeps rows ascending; numbers of 16 bits are sorted by radix, several times faster
    narrow = columns.astype(np.uint16) if election.num_projects <= 2**16 else columns
    order = np.argsort(narrow, kind="stable")
    counts = np.bincount(columns, minlength=election.num_projects)
    indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    result = Utilities(name, indptr, rows[order], values[order], scale)
    election._cache["utilities", name] = result
    return result


def _part(whole: Utilities, kept: NDArray[np.int64]) -> Utilities:
    """Return the utilities of some projects as they are in the whole election."""
    sizes = np.diff(whole.indptr)[kept]
    indptr = np.concatenate(([0], np.cumsum(sizes)))
    # entry k of the part stands at its place in the whole: start of its project there, plus its place within it
    entries = np.arange(indptr[-1]) + np.repeat(whole.indptr[kept] - indptr[:-1], sizes)
    return Utilities(whole.name, indptr, whole.rows[entries], whole.values[entries], whole.scale)


def _parse(value: Any) -> str | None:
    if value is not None and value not in UTILITIES:
        raise ValueError(nearest(str(value), UTILITIES))
    return value


#: The option ``utility`` that rules and metrics share.
utility_option = Option(
    "utility", None, _parse, "what a voter gains from a project; default by ballot type", tuple(UTILITIES)
)
