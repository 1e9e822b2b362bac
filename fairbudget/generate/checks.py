"""What came of the model's parameters: totals beside those known of Kota Bogor, and how far ballots are apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from fairbudget.generate.meeting import Meeting, MusrenbangCity

__all__ = ["BOGOR", "Distances", "ballot_distances", "beside_bogor", "totals"]

#: What is known of Kota Bogor (Sumirat 2026, article and table).
BOGOR = {
    "kecamatan": 6,
    "kelurahan": 68,
    "RW": 800,
    "RT": 3_636,
    "inhabitants": 1_072_548,
    "poor families": 69_178,
    "stunting cases": 3_936,
}
#: Ratios that a synthetic city of another size shares with it.
RATIOS = (
    ("kelurahan", "kecamatan"),
    ("RW", "kelurahan"),
    ("RT", "RW"),
    ("inhabitants", "RW"),
    ("inhabitants", "RT"),
    ("poor families", "RT"),
    ("stunting cases", "RW"),
)


def totals(city: MusrenbangCity) -> dict[str, int]:
    """Return what a city has, under the names of :data:`BOGOR`.

    Examples
    --------
    >>> from fairbudget.generate import Kelurahan, generate_musrenbang
    >>> totals(generate_musrenbang([Kelurahan("Loji", "Barat", 12000, 10**8)], seed=1))["inhabitants"]
    12000
    """
    rws = [rw for meeting in city.meetings for rw in meeting.rws]
    return {
        "kecamatan": len({meeting.kelurahan.kecamatan for meeting in city.meetings}),
        "kelurahan": len(city.meetings),
        "RW": len(rws),
        "RT": sum(rw.rt for rw in rws),
        "inhabitants": sum(rw.population for rw in rws),
        "poor families": sum(rw.poor for rw in rws),
        "stunting cases": sum(rw.stunted for rw in rws),
    }


def beside_bogor(city: MusrenbangCity) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Give ratios of a city's totals: what by what, in the city, in Kota Bogor."""
    found = totals(city)
    for what, by in RATIOS:
        yield f"{what} per {by}", Fraction(found[what], found[by]), Fraction(BOGOR[what], BOGOR[by])


@dataclass(frozen=True, slots=True)
class Distances:
    """Mean Jaccard distances (1 - projects in both / projects in either) between the ballots of two voters.

    Attributes
    ----------
    within : float
        Of two who live on the same side of the kelurahan.
    across : float
        Of two who live on different sides; nan if all live on one.
    everyone : float
        Of any two, those included who live nowhere in it.
    """

    within: float
    across: float
    everyone: float


def ballot_distances(meeting: Meeting) -> Distances:
    """Return how far the ballots of a meeting are apart: how polarised it is.

    Parameters
    ----------
    meeting : Meeting
        Of a ranking it counts what is named, not the order.

    Returns
    -------
    Distances
        Over pairs of voters, each ballot with its weight; a voter is not paired with herself.

    Notes
    -----
    O(ballots^2 x projects). In floating point: a description, which decides nothing.

    Examples
    --------
    >>> from fairbudget.generate import Kelurahan, Model, generate_musrenbang
    >>> record = [Kelurahan("Loji", "Barat", 12000, 400_000_000)]
    >>> apart = {variant: ballot_distances(generate_musrenbang(record, seed=1, model=Model.of(variant)).meetings[0])
    ...          for variant in ("consensual", "polarised")}
    >>> apart["consensual"].everyone < apart["polarised"].everyone
    True
    """
    named = np.zeros((len(meeting.ballots), len(meeting.proposals)), np.float64)
    for k, ballot in enumerate(meeting.ballots):
        named[k, list(ballot)] = 1
    both = named @ named.T
    size = named.sum(axis=1)
    apart = 1 - both / (size[:, np.newaxis] + size[np.newaxis, :] - both)
    weight = np.array([person.weight for person in meeting.participants], np.float64)
    pairs = np.outer(weight, weight)
    pairs[np.diag_indices_from(pairs)] -= weight
    sides = np.array([-1 if p.rw is None else meeting.rws[p.rw - 1].side for p in meeting.participants])
    lives = (sides[:, np.newaxis] >= 0) & (sides[np.newaxis, :] >= 0)
    same = sides[:, np.newaxis] == sides[np.newaxis, :]

    def mean(chosen: np.ndarray) -> float:
        counted = float(pairs[chosen].sum())
        return float((apart * pairs)[chosen].sum() / counted) if counted else float("nan")

    return Distances(mean(lives & same), mean(lives & ~same), mean(np.ones_like(same)))
