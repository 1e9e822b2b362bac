"""What a formula says about finished ceilings: how each is split, and the least sum that the law asks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from fairbudget.errors import FaultLog
from fairbudget.formulas.rounding import apportion
from fairbudget.formulas.spec import ID, Amount, Spec, as_key

__all__ = ["LegalCheck", "LegalFloor", "SplitPart", "check_split", "split_amounts"]


class SplitPart(Spec):
    """One ``[[split]]``: an id and a share of every ceiling; the shares of a formula sum to one."""

    id: str = Field(pattern=ID)
    share: Amount
    label: str = ""

    @property
    def key(self) -> str:
        """The id as it stands in headings."""
        return as_key(self.id)


class LegalFloor(Spec):
    """``[legal_floor]``: at least ``share`` of the APBD net of DAK, plus the DAU Tambahan, all in rupiah.

    Permendagri 130/2018, article 10(2), for a city without villages.
    """

    apbd: Amount
    dak: Amount
    dau_tambahan: Amount = Fraction(0)
    share: Amount = Fraction(1, 20)
    source: str = "Permendagri 130/2018, article 10(2)"

    @property
    def required(self) -> Fraction:
        """The least sum of all ceilings, in rupiah."""
        return self.share * (self.apbd - self.dak) + self.dau_tambahan


@dataclass(frozen=True, slots=True)
class LegalCheck:
    """Whether the ceilings reach the law's least sum.

    Attributes
    ----------
    floor : LegalFloor
    given : int
        The sum of all ceilings, in rupiah.
    """

    floor: LegalFloor
    given: int

    @property
    def required(self) -> Fraction:
        """The least sum."""
        return self.floor.required

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.given >= self.required


def check_split(parts: Sequence[SplitPart], log: FaultLog) -> None:
    """Report shares that do not sum to one."""
    total = sum((part.share for part in parts), Fraction(0))
    if parts and total != 1:
        listed = " + ".join(str(part.share) for part in parts)
        log.error("the shares of [[split]] do not sum to one", value=f"{listed} = {total}")


def split_amounts(parts: Sequence[SplitPart], totals: Sequence[int], unit: int) -> list[list[int]]:
    """Return for each part the amounts that it takes of each total.

    Parameters
    ----------
    parts : sequence of SplitPart
        Whose shares sum to one.
    totals : sequence of int
        Non-negative multiples of `unit`.
    unit : int
        Amounts are multiples of it; within a row they are rounded by largest remainder, so that the row adds up.

    Returns
    -------
    list of list of int

    Examples
    --------
    >>> parts = [SplitPart(id="A", share="0.7"), SplitPart(id="B", share="0.3")]
    >>> split_amounts(parts, [5], 1)
    [[4], [1]]
    """
    common = math.lcm(*(part.share.denominator for part in parts))
    rates = [part.share.numerator * (common // part.share.denominator) for part in parts]
    rows = [apportion([total * rate for rate in rates], common, total, unit) for total in totals]
    return [list(column) for column in zip(*rows, strict=True)]
