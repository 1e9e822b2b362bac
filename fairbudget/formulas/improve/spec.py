"""Aims and limits as data: what a better split is to reach, and what it must keep to.

A limits file is TOML; the same keys may stand in a section ``[improve]`` of a formula file::

    find = "formula"              # weights (and base) of the formula; or "ceilings", each kelurahan by itself
    aim = ["gini", "change"]      # the first decides, the next among what is equally good
    poor = "dtsen_poverty_register"

    [[limits]]
    kind = "hold-harmless"
    column = "last_year_idr"
    share = 0.95

    [[limits]]
    kind = "weight"
    indicator = "area_ha"
    at_least = 0.10
    at_most = 0.40
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from fairbudget.errors import Fault, FaultLog, InputError, nearest
from fairbudget.files import read_toml
from fairbudget.formulas.formula import _validated as validated
from fairbudget.formulas.formula import show
from fairbudget.formulas.spec import Amount, MaybeAmount, Spec
from fairbudget.io.keys import Words, one_of

__all__ = [
    "AIMS",
    "KINDS",
    "AimLimit",
    "BaseShare",
    "GroupLimit",
    "Limit",
    "NonZero",
    "RowLimit",
    "Task",
    "WeightLimit",
    "read_task",
]

#: What can be aimed at, and whether less of it is better.
AIMS: dict[str, bool] = {
    "gini": True,
    "hoover": True,
    "spread": True,
    "max-min": False,
    "leximin": False,
    "change": True,
}


def _positive(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError("expected a whole number of at least 1")
    return value


Count = Annotated[int, PlainValidator(_positive)]


class Limit(Spec):
    """What all limits have in common: a kind, and a name for people."""

    needs: ClassVar[tuple[str, ...]] = ()

    kind: str
    name: str = ""

    def check(self, place: str, log: FaultLog) -> None:
        """Report keys that cannot mean anything together."""


class RowLimit(Limit):
    """``floor``, ``cap``, ``hold-harmless``: for every kelurahan, or for those that `only` or `group` name.

    ``amount`` in rupiah, or ``share`` of a ``column`` (rupiah per unit of it); without a column, hold-harmless and a
    cap or floor with a share are of last year's ceilings.
    """

    amount: MaybeAmount = None
    column: str = ""
    share: MaybeAmount = None
    only: Words = ()
    group: Words = ()

    def check(self, place: str, log: FaultLog) -> None:
        """Report amounts that are given twice or not at all."""
        if self.kind == "hold-harmless":
            if self.amount is not None:
                log.error(f"{place}: a hold-harmless takes no 'amount'", expected="'share' of last year's ceiling")
        elif self.amount is None and not self.column and self.share is None:
            log.error(f"{place}: key 'amount' is missing", expected="rupiah, or 'share' of a 'column'")
        elif self.amount is not None and (self.column or self.share is not None):
            log.error(f"{place}: give either 'amount' in rupiah or 'share' of a 'column'")


class GroupLimit(Limit):
    """``group-floor``, ``group-cap``: of the sum of a kecamatan, in rupiah or as a share of all the money."""

    amount: MaybeAmount = None
    share: MaybeAmount = None
    group: Words = ()

    def check(self, place: str, log: FaultLog) -> None:
        """Report amounts that are given twice or not at all."""
        if (self.amount is None) == (self.share is None):
            log.error(f"{place}: give either 'amount' in rupiah or 'share' of all the money")


class _Range(Limit):
    at_least: MaybeAmount = None
    at_most: MaybeAmount = None

    def check(self, place: str, log: FaultLog) -> None:
        """Report a range that is open on both sides or empty."""
        if self.at_least is None and self.at_most is None:
            log.error(f"{place}: key 'at_least' or 'at_most' is missing")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            log.error(f"{place}: 'at_least' is above 'at_most'", value=f"{show(self.at_least)} > {show(self.at_most)}")


class WeightLimit(_Range):
    """``weight``: of one indicator, from 0 to 1."""

    indicator: str = Field(pattern=r"\w")


class BaseShare(_Range):
    """``base-share``: what the equal part may take of all the money, from 0 to 1; without it the base stays."""


class NonZero(Limit):
    """``non-zero``: at most so many indicators have a weight; each of them at least ``least``."""

    at_most: Count
    least: Amount = Fraction(0)


class AimLimit(_Range):
    """``aim``: a bound on one of the measures, such as a Gini of at most 0.2 or a change of at most so many rupiah."""

    aim: one_of(*(name for name in AIMS if name != "leximin"))  # type: ignore[valid-type]

    def check(self, place: str, log: FaultLog) -> None:
        """Report a bound on the wrong side: no programme of this kind keeps to it."""
        super().check(place, log)
        wrong = "at_least" if AIMS[self.aim] else "at_most"
        if getattr(self, wrong) is not None:
            log.error(f"{place}: {self.aim!r} cannot be bounded by {wrong!r}", expected="the other side")


KINDS: dict[str, type[Limit]] = {
    "floor": RowLimit,
    "cap": RowLimit,
    "hold-harmless": RowLimit,
    "group-floor": GroupLimit,
    "group-cap": GroupLimit,
    "weight": WeightLimit,
    "base-share": BaseShare,
    "non-zero": NonZero,
    "aim": AimLimit,
}


def _aims(value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ValueError("expected an aim, or a list of aims of which the first decides; " + nearest("", AIMS))
    for item in listed:
        if item not in AIMS:
            raise ValueError(f"unknown aim {item!r}; {nearest(str(item), AIMS)}")
    if len(set(listed)) < len(listed):
        raise ValueError("an aim stands there twice")
    return tuple(listed)


def _step(value: Any) -> Fraction:
    from fairbudget.money import exact

    try:
        number = exact(value)
    except ValueError:
        number = Fraction(0)
    if not 0 < number <= Fraction(1, 2) or (1 / number).denominator != 1 or number < Fraction(1, 10_000):
        raise ValueError("expected a part of one that divides it, such as 0.05, 0.01 or 0.001")
    return number


class Task(Spec):
    """What is to be found.

    Attributes
    ----------
    find : {"formula", "ceilings"}
        The weights of the formula's proportional part (and, with a ``base-share``, its base); or each ceiling.
    aim : tuple of str
        The first decides, each next one among what is equally good. At last the least change decides.
    poor : str
        Column of people whose shares of the money are to be equal: the poor.
    need : str
        Column of need, or of proposed rupiah, of which ceilings cover a part.
    last_year : str
        Column of last year's ceilings; without it, what the formula gives.
    pool : Fraction or None
        All the money, in rupiah; without it, what the formula's components are to give.
    component : str
        Id of the proportional part whose weights are free, where there are several.
    step : Fraction
        Weights are multiples of it.
    base_step : Fraction
        The base's share of the money goes in such steps.
    limits : tuple of Limit
    """

    find: one_of("formula", "ceilings") = "formula"  # type: ignore[valid-type]
    aim: Annotated[tuple[str, ...], PlainValidator(_aims)] = ("gini",)
    poor: str = ""
    need: str = ""
    last_year: str = ""
    pool: MaybeAmount = None
    component: str = ""
    step: Annotated[Fraction, PlainValidator(_step)] = Fraction(1, 100)
    base_step: Annotated[Fraction, PlainValidator(_step)] = Fraction(1, 100)
    limits: tuple[Any, ...] = Field((), strict=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], file: str | None = None) -> Task:
        """Return the task that a mapping describes.

        Raises
        ------
        InputError
            With every fault, each by its key.

        Examples
        --------
        >>> Task.from_dict({"aim": "hoover", "limits": [{"kind": "floor", "amount": 100}]}).limits[0].amount
        Fraction(100, 1)
        """
        log = FaultLog(file or "limits")
        limits = _limits(data.get("limits", ()), log)
        found = validated(cls, {**data, "limits": ()}, "", log)
        if isinstance(found, Task):
            _check(found, limits, log)
        log.raise_errors()
        assert isinstance(found, Task)
        return found.model_copy(update={"limits": tuple(limits)})


def _limits(listed: Any, log: FaultLog) -> list[Limit]:
    if not isinstance(listed, list | tuple):
        log.error("'limits' is not a list", expected="[[limits]] with a kind each")
        return []
    found: list[Limit] = []
    for index, data in enumerate(listed, start=1):
        place = f"limits[{index}]"
        if isinstance(data, Limit):
            found.append(data)
            continue
        if not isinstance(data, Mapping):
            log.error(f"{place} is not a table of keys and values", value=str(data))
            continue
        kind = data.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            what = f"unknown kind {kind!r}" if "kind" in data else "key 'kind' is missing"
            log.error(f"{place}: {what}; {nearest(str(kind or ''), KINDS)}")
            continue
        limit = validated(KINDS[kind], data, f"{place} {kind!r}", log)
        if isinstance(limit, Limit):
            limit.check(f"{place} {kind!r}", log)
            found.append(limit)
    return found


def _check(task: Task, limits: list[Limit], log: FaultLog) -> None:
    """Report limits that stand there twice, or that the task has no use for."""
    seen: dict[str, int] = {}
    for index, limit in enumerate(limits, start=1):
        if isinstance(limit, WeightLimit | BaseShare | NonZero):
            if task.find == "ceilings":
                log.error(f"limits[{index}] {limit.kind!r}: find is 'ceilings', where there are no weights and no base")
            key = f"{limit.kind} {getattr(limit, 'indicator', '')}".strip()
            if key in seen:
                log.error(f"limits[{index}]: there is a limit {key!r} already, limits[{seen[key]}]")
            seen.setdefault(key, index)
    for limit in limits:
        if isinstance(limit, _Range) and not isinstance(limit, AimLimit):
            for key in ("at_least", "at_most"):
                value = getattr(limit, key)
                if value is not None and value > 1:
                    hint = "; write 35 % as 0.35" if value <= 100 else ""
                    log.error(f"limit {limit.kind!r}: key {key!r} is above 1{hint}", value=show(value))


def read_task(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read a limits file as plain data, or the section ``[improve]`` of a formula file.

    Raises
    ------
    InputError
        If it cannot be read or is not TOML.
    """
    content, _ = read_toml(path, "aims and limits", may_be_empty=True)
    section = content.get("improve", content)
    if not isinstance(section, Mapping):
        fault = Fault("'improve' is not a section", file=str(path), expected="[improve] with aims and limits")
        raise InputError([fault])
    return dict(section)
