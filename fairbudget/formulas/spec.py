"""What formula files are made of: exact amounts, headings, indicators, and what all components have in common."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from fairbudget.errors import FaultLog, nearest
from fairbudget.io.cells import normal
from fairbudget.io.keys import one_of
from fairbudget.money import ROUNDINGS, exact

if TYPE_CHECKING:
    from fairbudget.formulas.formula import Formula

__all__ = [
    "ID",
    "Amount",
    "Component",
    "Headings",
    "Indicator",
    "MaybeAmount",
    "Normalisation",
    "Pooled",
    "Rounding",
    "Spec",
    "as_key",
    "check_multiple",
    "column_of",
]


def _amount(value: Any) -> Fraction:
    try:
        number = exact(value)
    except ValueError:
        raise ValueError('not a number, expected one of at least 0, such as 0.35 or "1/3"') from None
    if number < 0:
        raise ValueError("negative, expected a number of at least 0")
    return number


def _headings(value: Any) -> tuple[str, ...]:
    listed = (value,) if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed or not all(isinstance(h, str) and h.strip() for h in listed):
        raise ValueError("expected a heading, or a list of headings of which the first found counts")
    return tuple(listed)


def _rounding(value: Any) -> str:
    if value not in ROUNDINGS:
        raise ValueError(nearest(str(value), ROUNDINGS))
    return str(value)


Amount = Annotated[Fraction, PlainValidator(_amount)]
Headings = Annotated[tuple[str, ...], PlainValidator(_headings)]
MaybeAmount = Annotated[Fraction | None, PlainValidator(_amount)]
Rounding = Annotated[str, PlainValidator(_rounding)]
Normalisation = one_of("share", "min-max", "z-score", "rank", "distance-to-target")

ID = r"^[A-Za-z][A-Za-z0-9_-]*$"


def as_key(id: str) -> str:
    """Return an id as it stands in headings: small letters, underscores.

    Examples
    --------
    >>> as_key("Dana-Desa")
    'dana_desa'
    """
    return id.lower().replace("-", "_")


class Spec(BaseModel):
    """A table of a formula file: its keys are known, its values are not changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, strict=True)


class Indicator(Spec):
    """A column of the table and its weight in a proportional part.

    Attributes
    ----------
    column : str
        Heading; also the indicator's id in results.
    weight : Fraction
        Zero where the component computes its weights.
    total : Fraction or None
        What a share is a share of; None for the sum of the column.
    direction : {"direct", "inverse"}
        Whether more of it means more money, or less of it does.
    normalisation : str or None
        None for the component's.
    goal : Fraction or None
        The target of ``distance-to-target``.
    label, unit : str
        For people, for example ``Luas wilayah`` and ``ha``.
    aliases : tuple of str
        Other headings under which the column is found.
    """

    column: str = Field(pattern=r"\w")
    weight: Amount = Fraction(0)
    total: MaybeAmount = None
    direction: one_of("direct", "inverse") = "direct"  # type: ignore[valid-type]
    normalisation: Normalisation | None = None  # type: ignore[valid-type]
    goal: MaybeAmount = None
    label: str = ""
    unit: str = ""
    aliases: Headings = ()

    @property
    def key(self) -> str:
        """The column as it stands in the result's headings: small letters, underscores."""
        return normal(self.column).replace(" ", "_")


def column_of(column: str, aliases: tuple[str, ...] = ()) -> Indicator:
    """Return a column that is needed, without a weight."""
    return Indicator(column=column, aliases=aliases) if aliases else Indicator(column=column)


class Component(Spec):
    """What all components have in common.

    Attributes
    ----------
    id : str
        Names its columns in the result, in small letters.
    kind : str
        A registered formula.
    label : str
        For people.
    """

    #: Keys of which at least one must be there.
    alternatives: ClassVar[tuple[str, ...]] = ()

    id: str = Field(pattern=ID)
    kind: str
    label: str = ""

    @property
    def key(self) -> str:
        """The id as it stands in headings: small letters, underscores."""
        return as_key(self.id)

    def needed(self) -> tuple[Indicator, ...]:
        """Return the indicators whose columns it reads."""
        return ()

    def words(self) -> tuple[tuple[str, Headings], ...]:
        """Return column and aliases of the columns that it reads as text."""
        return ()

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report what its keys, each fine by itself, cannot mean together."""


class Pooled(Component):
    """A component that gives a pool, in rupiah or as a share of the formula's pool."""

    alternatives: ClassVar[tuple[str, ...]] = ("pool", "pool_share")

    pool: MaybeAmount = None
    pool_share: MaybeAmount = None

    def money(self, formula: Formula) -> Fraction:
        """Return what there is to give, in rupiah."""
        if self.pool is not None:
            return self.pool
        assert self.pool_share is not None
        return self.pool_share * (formula.pool or 0)

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report a pool that is not given, given twice, or not a multiple of the rounding unit where it must be."""
        if self.pool is not None and self.pool_share is not None:
            log.error(f"{place}: keys 'pool' and 'pool_share' are both given", expected="one of them")
        elif self.pool is not None or (self.pool_share is not None and formula.pool is not None):
            key = "pool" if self.pool is not None else "pool_share"
            check_multiple(key, self.money(formula), formula, place, log)


def check_multiple(key: str, amount: Fraction, formula: Formula, place: str, log: FaultLog) -> None:
    """Report money that largest-remainder rounding could not give in full."""
    if formula.rounding == "largest-remainder" and amount % formula.rounding_unit:
        shown = f"{amount.numerator}/{amount.denominator}" if amount.denominator > 1 else str(amount)
        log.error(
            f"{place}: key {key!r} is not a multiple of rounding_unit, so largest-remainder cannot give it in full",
            value=shown,
            expected=f"a multiple of {formula.rounding_unit}",
        )
