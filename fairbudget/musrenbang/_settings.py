"""What was chosen for a plan besides the city: rule, unspent money, parts, floors, coverage, pots of upper levels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import OptionError, nearest
from fairbudget.io.cells import normal
from fairbudget.money import exact, format_rupiah, largest_remainder, parse_number
from fairbudget.musrenbang.city import FAMILIES, City
from fairbudget.registry import rules
from fairbudget.rules.composition import Stage, parse_stages

__all__ = ["BALLOTS", "COVERAGE", "UNSPENT", "Quantity", "Settings", "settings"]

UNSPENT = ("stays", "pooled")
COVERAGE = ("none", "rw", "bidang")
BALLOTS = ("auto", "voices", "kelurahan")
#: Short words for the two families.
_SHORT = {
    "sarpras": FAMILIES[0],
    "sarana": FAMILIES[0],
    "prasarana": FAMILIES[0],
    "infrastructure": FAMILIES[0],
    "pemberdayaan": FAMILIES[1],
    "empowerment": FAMILIES[1],
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A share of some money, or an amount in whole rupiah."""

    value: Fraction
    share: bool

    def of(self, money: int, upward: bool = False) -> int:
        """Return the amount; a share is rounded down, or up."""
        if not self.share:
            return int(self.value)
        return math.ceil(self.value * money) if upward else math.floor(self.value * money)

    def __str__(self) -> str:
        if not self.share:
            return format_rupiah(int(self.value))
        percent = self.value * 100
        return f"{percent.numerator}%" if percent.denominator == 1 else f"{percent}%"


@dataclass(frozen=True)
class Settings:
    """Everything that was chosen, checked; see :func:`fairbudget.musrenbang.plan`."""

    rule: str
    given: Mapping[str, Any]
    stages: tuple[Stage, ...]
    then: tuple[str, ...]
    unspent: str
    split: tuple[tuple[str, Quantity], ...]
    floors: tuple[tuple[str, Quantity], ...]
    coverage: str
    kecamatan_pot: Quantity | None
    kecamatan_pots: Mapping[str, Quantity]
    kota_pot: Quantity | None
    carry: bool
    ballots: str

    def parts(self, ceiling: int) -> list[tuple[str, int]]:
        """Return the money of each family's part; the last, "", is for all other proposals."""
        if not self.split:
            return []
        shares = [quantity.value * ceiling if quantity.share else quantity.value for _, quantity in self.split]
        rest = ceiling - sum(shares, Fraction(0))
        if rest < 0:
            raise ValueError
        amounts = largest_remainder([*shares, rest], ceiling)
        return list(zip([*(name for name, _ in self.split), ""], amounts, strict=True))

    def describe(self) -> dict[str, Any]:
        """Return the settings as plain values, for the plan."""
        return {
            "then": self.then,
            "unspent": self.unspent,
            "family_split": {name: str(quantity) for name, quantity in self.split},
            "family_floors": {name: str(quantity) for name, quantity in self.floors},
            "coverage": self.coverage,
            "pots": {
                **({"kecamatan": str(self.kecamatan_pot)} if self.kecamatan_pot else {}),
                **{f"kecamatan:{name}": str(quantity) for name, quantity in self.kecamatan_pots.items()},
                **({"kota": str(self.kota_pot)} if self.kota_pot else {}),
            },
            "carry": self.carry,
            "ballots_above": self.ballots,
        }


def settings(
    city: City,
    rule: str,
    options: Mapping[str, Any],
    *,
    then: Any = None,
    unspent: str = "stays",
    family_split: Mapping[str, Any] | None = None,
    family_floors: Mapping[str, Any] | None = None,
    coverage: str | None = None,
    pots: Mapping[str, Any] | None = None,
    carry: bool = False,
    ballots_above: str = "auto",
) -> Settings:
    """Check what was chosen for a plan.

    Raises
    ------
    OptionError
        On anything that cannot be meant.
    """
    stages = ((rule, rules[rule].parse_options(options)), *parse_stages(then))
    for name, value, allowed in (
        ("unspent", unspent, UNSPENT),
        ("coverage", coverage or "none", COVERAGE),
        ("ballots_above", ballots_above, BALLOTS),
    ):
        if value not in allowed:
            raise OptionError(f"{name}={value!r} is not allowed; {nearest(str(value), allowed)}")
    if family_split and family_floors:
        raise OptionError("family_split and family_floors cannot be combined: parts of families are limits already")
    families = _families(city)
    parts = _quantities(family_split, "family_split", families)
    least = _quantities(family_floors, "family_floors", families)
    for name, chosen in (("family_split", parts), ("family_floors", least)):
        if sum(quantity.value for _, quantity in chosen if quantity.share) > 1:
            raise OptionError(f"{name}: the shares sum to more than 100%")
    everywhere, named, kota = _pots(pots or {}, {place.kecamatan for place in city.kelurahan})
    return Settings(
        rule,
        dict(options),
        stages,
        tuple(stage for stage, _ in stages[1:]),
        unspent,
        parts,
        least,
        coverage or "none",
        everywhere,
        named,
        kota,
        bool(carry),
        ballots_above,
    )


def quantity(value: Any, what: str) -> Quantity:
    """Return a share (``"30%"``, a fraction below 1) or an amount in whole rupiah (``"Rp 500.000.000"``, an int).

    Raises
    ------
    OptionError
        If it is neither.
    """
    try:
        if isinstance(value, str) and value.strip().endswith("%"):
            found = Quantity(parse_number(value) / 100, True)
        elif isinstance(value, str):
            found = Quantity(parse_number(value), False)
        else:
            number = exact(value)
            found = Quantity(number, number.denominator > 1)
    except (ValueError, TypeError):
        found = Quantity(Fraction(-1), False)
    whole = found.share or found.value.denominator == 1
    if found.value < 0 or not whole or (found.share and found.value > 1):
        raise OptionError(f"{what}={value!r}: a share such as 30% or an amount in whole rupiah was expected")
    return found


def _families(city: City) -> dict[str, str]:
    """Return the families that can be named: normal spelling -> family."""
    found = {normal(proposal.family): proposal.family for proposal in city.proposals if proposal.family}
    return {**{normal(name): name for name in FAMILIES}, **{normal(k): v for k, v in _SHORT.items()}, **found}


def _quantities(given: Mapping[str, Any] | None, what: str, families: Mapping[str, str]) -> Any:
    result: dict[str, Quantity] = {}
    for name, value in (given or {}).items():
        family = families.get(normal(name))
        if family is None:
            raise OptionError(f"{what}: no family {name!r}; {nearest(name, sorted(set(families.values())))}")
        if family in result:
            raise OptionError(f"{what}: {family!r} is named twice")
        result[family] = quantity(value, f"{what}: {name}")
    return tuple(result.items())


def _pots(
    given: Mapping[str, Any], kecamatan: Sequence[str] | set[str]
) -> tuple[Quantity | None, dict[str, Quantity], Quantity | None]:
    everywhere = kota = None
    named: dict[str, Quantity] = {}
    known = {normal(name): name for name in kecamatan}
    for name, value in given.items():
        level, colon, place = name.partition(":")
        level = normal(level)
        if level in ("kota", "city") and not colon:
            kota = quantity(value, f"pot of {name}")
        elif level in ("kecamatan", "district") and not colon:
            everywhere = quantity(value, f"pot of {name}")
        elif level in ("kecamatan", "district"):
            if normal(place) not in known:
                raise OptionError(f"pots: no kecamatan {place!r}; {nearest(place, sorted(kecamatan))}")
            named[known[normal(place)]] = quantity(value, f"pot of {name}")
        else:
            raise OptionError(f"pots: {name!r} is not a level; expected kecamatan, kecamatan:NAME or kota")
    return everywhere, named, kota
