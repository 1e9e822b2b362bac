"""The parameters of the synthetic meeting, each with the reason for its value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fairbudget.errors import Fault, InputError

__all__ = ["Model"]


def _parameter(default: int, low: int, high: int, reason: str) -> Any:
    return dataclasses.field(default=default, metadata={"low": low, "high": high, "reason": reason})


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """How a synthetic Musrenbang behaves. Points of preference are on one scale; see ``own_rw`` and the others.

    Every value is an assumption, not an estimate; the reason is part of the definition (:meth:`parameters`).

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
    upward_percent: int = _parameter(
        10, 0, 50, "Of 100 proposals so many are the business of the kecamatan or an agency and travel upward."
    )
    own_rw: int = _parameter(
        60, 0, 1000, "Points for a proposal of the participant's own RW: heads of RW and RT are sent to bring it home."
    )
    neighbour_rw: int = _parameter(
        15, 0, 1000, "Points for a proposal of an adjoining RW: its path or drain is shared."
    )
    resident_percent: int = _parameter(
        40, 0, 100, "Participants who speak for a group lean to the place where they live by so many percent of that."
    )
    interest_percent: int = _parameter(
        100, 0, 1000, "Scale of the likes of each role (roles.toml); 0 makes roles alike, large values polarise."
    )
    merit: int = _parameter(
        40,
        0,
        1000,
        "Urgency of a proposal that all see alike, up to this many points either way; large values make consensus.",
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

    def parameters(self) -> Iterator[tuple[str, int, str]]:
        """Give each parameter as name, value, reason."""
        for field in dataclasses.fields(self):
            yield field.name, getattr(self, field.name), field.metadata["reason"]
