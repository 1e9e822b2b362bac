"""A formula as data: components that each give every kelurahan an amount, and how amounts are rounded.

A formula file is TOML. Its numbers are exact: ``0.35`` is 7/20, and ``"1/3"`` may be written where decimals do not end.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast

from pydantic import BaseModel, Field, ValidationError

from fairbudget.errors import FaultLog, InputError, OptionError, nearest
from fairbudget.files import read_toml
from fairbudget.formulas.adjustments import Adjustment, check_adjustments
from fairbudget.formulas.extras import LegalFloor, SplitPart, check_split
from fairbudget.formulas.spec import (
    ID,
    Amount,
    Component,
    Headings,
    Indicator,
    MaybeAmount,
    Pooled,
    Rounding,
    Spec,
    as_key,
)
from fairbudget.io.keys import one_of
from fairbudget.money import exact, plain
from fairbudget.registry import formulas

__all__ = [
    "Amount",
    "Component",
    "Formula",
    "Headings",
    "Indicator",
    "as_formula",
    "plain_data",
    "read_formula",
    "show",
    "show_exact",
]


class _Head(Spec):
    """The keys of a formula file beside its components, and what each may hold."""

    name: str = ""
    source: str = ""
    unit: Headings = ()
    group: Headings = ()
    total_id: str = Field("AW", pattern=ID)
    pool: MaybeAmount = None
    rounding: Rounding = "half-up"
    rounding_unit: int = Field(1, ge=1)
    components: Any = None
    adjustments: tuple[Adjustment, ...] = Field((), strict=False)
    balance: one_of("scale", "none") = "scale"  # type: ignore[valid-type]
    split: tuple[SplitPart, ...] = Field((), strict=False)
    legal_floor: LegalFloor | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """How a table of indicators becomes ceilings.

    Attributes
    ----------
    components : tuple of Component
        At least one.
    name, source : str
        For people: what it is and where it was published.
    unit, group : tuple of str
        Headings of the names of the kelurahan and of their kecamatan, the first found counts; empty for the usual ones.
    total_id : str
        What the sum of the components is called.
    rounding : {"half-up", "half-even", "floor", "ceiling", "largest-remainder"}
    rounding_unit : int
        Amounts are multiples of it, in rupiah.
    pool : Fraction or None
        The money of which components may take a ``pool_share``, in rupiah.
    adjustments : tuple of Adjustment
        What is done to the sum of the components: transition, floors, caps, hold-harmless.
    balance : {"scale", "none"}
        Whether the other kelurahan pay for adjustments, so that the sum stays, or the sum changes.
    split : tuple of SplitPart
        How each ceiling is split, such as 70 % sarana prasarana and 30 % pemberdayaan.
    legal_floor : LegalFloor or None
        The law's least sum of all ceilings.
    file : str or None
        Where it was read.

    Examples
    --------
    >>> formula = Formula.from_dict({"components": [{"id": "BES", "kind": "equal-share", "base": 120_000_000}]})
    >>> formula.rounding, formula.components[0].id
    ('half-up', 'BES')
    """

    components: tuple[Component, ...]
    name: str = ""
    source: str = ""
    unit: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    total_id: str = "AW"
    rounding: str = "half-up"
    rounding_unit: int = 1
    pool: Fraction | None = None
    adjustments: tuple[Adjustment, ...] = ()
    balance: str = "scale"
    split: tuple[SplitPart, ...] = ()
    legal_floor: LegalFloor | None = None
    file: str | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], file: str | None = None) -> Formula:
        """Return the formula that a mapping of the same shape as a formula file describes.

        Raises
        ------
        InputError
            With every fault, each by its key.
        """
        log = FaultLog(file or "formula")
        # aims and limits of `fairbudget improve` may stand in the same file
        data = {key: value for key, value in data.items() if key != "improve"}
        head = _validated(_Head, data, "", log)
        components, positions = _components(data.get("components"), log)
        if head is None:
            log.raise_errors()
        keys = [name for name in _Head.model_fields if name != "components"]
        formula = cls(components, **{key: getattr(head, key) for key in keys}, file=file)
        formula._check(log, positions)
        log.raise_errors()
        return formula

    def _check(self, log: FaultLog, positions: Sequence[int] = ()) -> None:
        """Report what does not fit together; `positions` are the components' places in the file."""
        _check_ids(self, log)
        for index, component in zip(positions or range(1, len(self.components) + 1), self.components, strict=True):
            component.check(self, f"components[{index}] {component.id!r}", log)
        shares = [c.pool_share for c in self.components if isinstance(c, Pooled) and c.pool_share is not None]
        if sum(shares) > 1:
            log.error("the components' pool_share sum to more than one", value=show(sum(shares, Fraction(0))))
        check_adjustments(self.adjustments, self.balance, self.rounding, log)
        check_split(self.split, log)
        if self.legal_floor is not None and self.legal_floor.dak > self.legal_floor.apbd:
            log.error("legal_floor: key 'dak' is more than 'apbd', of which it is a part")

    @property
    def takes_pool(self) -> bool:
        """Whether some component takes a share of the formula's pool."""
        return any(isinstance(c, Pooled) and c.pool_share is not None for c in self.components)

    def with_pool(self, pool: Any) -> Formula:
        """Return the formula with another pool.

        Raises
        ------
        OptionError
            If it is not an amount, or no component takes a share of it.
        InputError
            If it cannot be rounded as the formula says.
        """
        try:
            amount = exact(pool)
        except ValueError as error:
            raise OptionError(f"pool: {error}") from None
        if amount < 0:
            raise OptionError(f"pool: {pool} is negative")
        if not self.takes_pool:
            raise OptionError("pool: no component of the formula has a pool_share, so none would take a share of it")
        formula = replace(self, pool=amount)
        log = FaultLog(self.file or "formula")
        formula._check(log)
        log.raise_errors()
        return formula

    def to_dict(self) -> dict[str, Any]:
        """Return the formula as plain data; exact numbers that no decimal writes come as text such as ``"1/3"``."""
        content = {name: getattr(self, name) for name in _Head.model_fields}
        own = {"pool": None, "balance": "scale", "legal_floor": None}
        return {
            key: plain_data(value)
            for key, value in content.items()
            if value not in ("", ()) and not (key in own and value == own[key])
        }

    @property
    def key(self) -> str:
        """The total's id as it stands in headings."""
        return as_key(self.total_id)


def _components(listed: Any, log: FaultLog) -> tuple[tuple[Component, ...], list[int]]:
    if not isinstance(listed, list | tuple) or not listed:
        log.error(
            "no components" if not listed else "'components' is not a list",
            expected="at least one [[components]] with id and kind",
        )
        return (), []
    found, positions = [], []
    for index, data in enumerate(listed, start=1):
        place = f"components[{index}]"
        if not isinstance(data, Mapping):
            log.error(f"{place} is not a table of keys and values", value=str(data))
            continue
        if isinstance(data.get("id"), str):
            place += f" {data['id']!r}"
        kind = data.get("kind")
        if kind is None:
            log.error(f"{place}: key 'kind' is missing", expected="one of " + ", ".join(formulas))
        elif not isinstance(kind, str) or kind not in formulas:
            log.error(f"{place}: unknown kind {kind!r}; {nearest(str(kind), formulas)}")
        else:
            schema = formulas[kind].properties["schema"]
            wanted = schema.alternatives
            if wanted and not set(wanted) & set(data):
                log.error(f"{place}: key {wanted[0]!r} is missing", expected=" or ".join(wanted))
            component = _validated(schema, data, place, log)
            if component is not None:
                found.append(cast(Component, component))
                positions.append(index)
    return tuple(found), positions


def _check_ids(formula: Formula, log: FaultLog) -> None:
    taken = {formula.key: "total_id"}
    for name in ("components", "adjustments", "split"):
        for index, item in enumerate(getattr(formula, name), start=1):
            if item.key in taken:
                log.error(f"{name}[{index}]: id {item.id!r} is taken by {taken[item.key]}")
            taken.setdefault(item.key, f"{name}[{index}]")


def _validated(model: type[BaseModel], data: Mapping[str, Any], place: str, log: FaultLog) -> BaseModel | None:
    """Return the model of `data`, or None with each of pydantic's complaints as a fault that names its key."""
    odd = [key for key in data if not isinstance(key, str)]
    if odd:
        log.error(f"{place}: a key is not text" if place else "a key is not text", value=str(odd[0]))
        return None
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        complaints = error.errors()
        for item in complaints:
            inner = (other["loc"][:-1] for other in complaints)
            if item["type"] == "too_short" and any(loc[: len(item["loc"])] == item["loc"] for loc in inner):
                # its items were dropped for their own faults, which are told
                continue
            where, key = _path(place, item["loc"], data)
            prefix = f"{where}: " if where else ""
            if item["type"] == "extra_forbidden":
                log.error(f"{prefix}unknown key {key!r}; {nearest(key, _allowed(model, item['loc']))}")
            elif item["type"] == "missing":
                log.error(f"{prefix}key {key!r} is missing")
            else:
                message = item["msg"].removeprefix("Value error, ")
                log.error(f"{prefix}key {key!r}: {message[:1].lower()}{message[1:]}", value=str(item["input"]))
        return None


def _path(place: str, loc: tuple[int | str, ...], data: Any) -> tuple[str, str]:
    """Return the place and the last key of a complaint, with list items named by their column where they have one."""
    parts = [place] if place else []
    here = data
    for step in loc[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int) and parts:
            name = here.get("column") if isinstance(here, Mapping) else None
            parts[-1] += f"[{step + 1}]" + (f" {name!r}" if isinstance(name, str) else "")
        else:
            parts.append(str(step))
    last = loc[-1]
    if isinstance(last, int):
        return ", ".join(parts[:-1]), f"{parts[-1]}[{last + 1}]"
    return ", ".join(parts), str(last)


def _allowed(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model takes where a complaint points."""
    for step in loc[:-1]:
        if isinstance(step, str) and step in model.model_fields:
            inner = _models(model.model_fields[step].annotation)
            if inner:
                model = inner[0]
    return list(model.model_fields)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in getattr(annotation, "__args__", ()) for model in _models(argument)]


def read_formula(path: str | os.PathLike[str]) -> Formula:
    """Read a formula file.

    Parameters
    ----------
    path : path
        TOML in UTF-8.

    Returns
    -------
    Formula

    Raises
    ------
    InputError
        If it cannot be read, is not TOML, or has unknown or missing keys or values that cannot be meant; all of them.
    """
    content, _ = read_toml(path, "a formula")
    return Formula.from_dict(content, file=str(path))


def as_formula(source: Any) -> Formula:
    """Return a formula from a path, a mapping or a formula.

    Raises
    ------
    InputError
        If it is none of these or has faults.
    """
    if isinstance(source, Formula):
        return source
    if isinstance(source, Mapping):
        return Formula.from_dict(source)
    if isinstance(source, str | os.PathLike):
        return read_formula(source)
    raise InputError(f"a formula cannot be made from {type(source).__name__}: give a path, a dict or a Formula")


def show_exact(value: Fraction | int) -> int | float | str:
    """Return an exact number for JSON: as a number where that names it exactly, else as text.

    Examples
    --------
    >>> show_exact(Fraction(7, 20)), show_exact(Fraction(6, 2)), show_exact(Fraction(1, 3))
    (0.35, 3, '1/3')
    """
    number = plain(value)
    if isinstance(number, int):
        return number
    try:
        nearby = float(number)
    except OverflowError:
        return str(number)
    return nearby if exact(nearby) == number else str(number)


def show(value: Fraction | int) -> str:
    """Return an exact number for people: a decimal where that is exact, else a fraction.

    Examples
    --------
    >>> show(Fraction(1113859, 100)), show(Fraction(1, 3)), show(Fraction(10**20))
    ('11138.59', '1/3', '100000000000000000000')
    """
    return str(show_exact(value))


def plain_data(value: Any) -> Any:
    """Return a formula's value as JSON has it, without what is empty."""
    if isinstance(value, Fraction):
        return show_exact(value)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            name: plain_data(item) for name, field in fields.items() if (item := getattr(value, name)) != field.default
        }
    if isinstance(value, tuple):
        return [plain_data(item) for item in value]
    return value
