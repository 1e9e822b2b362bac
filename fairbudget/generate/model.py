"""The parameters of the synthetic meeting, each with the reason for its value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fairbudget.errors import Fault, InputError, OptionError, nearest

__all__ = ["VARIANTS", "Model"]

#: Named kinds of meeting: the parameters in which each differs from the default.
VARIANTS: dict[str, dict[str, int]] = {
    "balanced": {},
    "consensual": {"polarisation": 15},
    "polarised": {"polarisation": 85},
}


def _parameter(default: int, low: int, high: int, reason: str) -> Any:
    return dataclasses.field(default=default, metadata={"low": low, "high": high, "reason": reason})


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """How a synthetic Musrenbang behaves. Points of preference are on one scale; see ``own_rw`` and the others.

    Every value is an assumption, not an estimate; the reason is part of the definition (:meth:`parameters`).

    **Places.** A kelurahan is a grid of RW (:mod:`~fairbudget.generate.places`). Inhabitants vary by `rw_spread`, so
    that RW differ in density; poverty varies around the kelurahan's by `poverty_spread`, smoothly over the map.

    **Concerns.** Each household has one first concern, a bidang. An RW's households are divided among the four by the
    shares of ``roles.toml``, moved by the RW's indicators (`indicator_percent`), by the side of the kelurahan on which
    it lies (`side_lean`) and by a smooth draw (`concern_spread`). RW propose works of their households' concerns, and
    works that an indicator calls for.

    **Preferences.** Whoever speaks values proposal k by::

        P * (own_rw or neighbour_rw + side + concern + interest of the role) + (100 - P) * merit of k + 50 * noise

    where P is `polarisation`: place, side, concern and interest divide people, merit unites them, and at 50 both count
    as stated.

    Raises
    ------
    InputError
        Naming each parameter that is not a whole number in its range.

    Examples
    --------
    >>> Model(noise=0).noise, Model().household_tenths
    (0, 37)
    >>> [name for name, value, reason in Model().parameters()][:3]
    ['rw_spread', 'household_tenths', 'rt_delegates']
    >>> Model.of("polarised", noise=10).polarisation
    85
    """

    rw_spread: int = _parameter(
        40,
        0,
        95,
        "RW differ in size: their populations vary by up to this many percent around the mean before rounding.",
    )
    household_tenths: int = _parameter(
        37, 10, 200, "Tenths of a person a household: 3.7, a round value near those of censuses of Javanese cities."
    )
    rt_delegates: int = _parameter(
        1, 0, 20, "Heads of RT who come, for each RW: with all of them a meeting of some 60 people would be one of 100."
    )
    proposals_per_rw: int = _parameter(
        10,
        1,
        40,
        "About so many proposals an RW at most, on average, as lists of RW meetings have; where the ceiling asks for "
        "more, the volumes are multiplied by 2, 5, 10, ... instead.",
    )
    need_spread: int = _parameter(
        60, 0, 95, "Kelurahan differ in need: how often a work is proposed varies by up to this many percent."
    )
    indicator_percent: int = _parameter(
        100,
        0,
        300,
        "Where an indicator (poor people, density, stunting) is 1 percent above the mean of the city, works and "
        "concerns that answer to it are so many hundredths of a percent more frequent; 0 cuts the tie.",
    )
    poor_percent: int = _parameter(
        24,
        0,
        100,
        "Households that are poor (keluarga prasejahtera) in a kelurahan with the city's mean: Kota Bogor counts "
        "69,178 among some 290,000.",
    )
    stunting_per_100000: int = _parameter(
        367,
        0,
        100_000,
        "Stunted children among 100,000 inhabitants at the city's mean: Kota Bogor counts 3,936 among 1,072,548.",
    )
    poverty_spread: int = _parameter(
        50, 0, 95, "Poverty of RW varies by up to this many percent around the kelurahan's; adjoining RW are alike."
    )
    concern_spread: int = _parameter(
        50, 0, 95, "What households want first varies by up to this many percent between RW; adjoining RW are alike."
    )
    side_lean: int = _parameter(
        30,
        0,
        95,
        "Households on one side of the main road want works (fisik) by up to so many percent more often and the rest "
        "less, on the other side the reverse; in proportion to the polarisation, so half of it is seen by default.",
    )
    upward_percent: int = _parameter(
        10, 0, 50, "Of 100 proposals so many are the business of the kecamatan or an agency and travel upward."
    )
    own_rw: int = _parameter(
        60, 0, 1000, "Points for a proposal of the participant's own RW: heads of RW and RT are sent to bring it home."
    )
    neighbour_rw: int = _parameter(
        15, 0, 1000, "Points for a proposal of an adjoining RW: its path or drain is shared."
    )
    side: int = _parameter(
        15,
        0,
        1000,
        "Points for a proposal of the own side of the kelurahan: schools, mosque and market are shared there.",
    )
    concern: int = _parameter(
        60,
        0,
        1000,
        "Points of a household for a proposal of its first concern; whoever is sent by an RW gives each bidang the "
        "mean of its households.",
    )
    resident_percent: int = _parameter(
        40, 0, 100, "Participants who speak for a group lean to the place where they live by so many percent of that."
    )
    interest_percent: int = _parameter(
        100, 0, 1000, "Scale of the likes of each role (roles.toml); 0 makes roles alike."
    )
    merit: int = _parameter(
        40,
        0,
        1000,
        "Urgency of a proposal that all see alike, up to this many points either way.",
    )
    polarisation: int = _parameter(
        50,
        0,
        100,
        "0: what divides people counts nothing and merit twice; 50: both as stated; 100: the reverse. The variants are "
        + ", ".join(f"{name} {changes.get('polarisation', 50)}" for name, changes in VARIANTS.items())
        + ": far enough apart to be told from each other in every kelurahan, short of the ends, which no meeting has.",
    )
    noise: int = _parameter(30, 0, 1000, "Personal taste, up to this many points either way.")
    ballot_percent: int = _parameter(
        30,
        1,
        100,
        "A participant approves or ranks at most so many percent of the proposals (12 of 40): forms leave few lines.",
    )
    ballot_slack: int = _parameter(
        25, 0, 100, "Not everybody fills the form: up to so many percent of its lines stay empty."
    )

    def __post_init__(self) -> None:
        faults = []
        for field in dataclasses.fields(self):
            value, low, high = getattr(self, field.name), field.metadata["low"], field.metadata["high"]
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                faults.append(
                    Fault(
                        f"parameter {field.name!r} cannot be meant",
                        value=str(value),
                        expected=f"a whole number, {low}..{high}",
                    )
                )
        if faults:
            raise InputError(faults)

    @classmethod
    def of(cls, variant: str, **parameters: int) -> Model:
        """Return the model of a variant, with some parameters set otherwise.

        Parameters
        ----------
        variant : str
            One of :data:`VARIANTS`.
        **parameters
            Win over those of the variant.

        Raises
        ------
        OptionError
            If the variant or a parameter is unknown.
        InputError
            If a value cannot be meant.
        """
        if variant not in VARIANTS:
            raise OptionError(f"unknown variant {variant!r}; {nearest(variant, VARIANTS)}")
        known = [field.name for field in dataclasses.fields(cls)]
        for name in parameters:
            if name not in known:
                raise OptionError(f"unknown parameter {name!r} of the model; {nearest(name, known)}")
        return cls(**{**VARIANTS[variant], **parameters})

    def parameters(self) -> Iterator[tuple[str, int, str]]:
        """Give each parameter as name, value, reason."""
        for field in dataclasses.fields(self):
            yield field.name, getattr(self, field.name), field.metadata["reason"]
