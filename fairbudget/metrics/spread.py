"""How an amount is spread across units such as kelurahan or districts, per head and per unit, each figure labelled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fairbudget.errors import Fault, InputError, OptionError
from fairbudget.metrics.entropy import Decomposition, decompose
from fairbudget.metrics.indices import concentration_index, lorenz
from fairbudget.metrics.inequality import PER_HEAD, PER_UNIT, Inequality
from fairbudget.metrics.members import Number, checked
from fairbudget.money import plain
from fairbudget.registry import indices

__all__ = ["AMOUNT_PER_UNIT", "BASES", "Across", "across", "need_adjusted"]

#: The whole amounts of the units, each unit counting once, however many people it has.
AMOUNT_PER_UNIT = "amounts per unit"
#: What an index can be of.
BASES = (PER_HEAD, PER_UNIT, AMOUNT_PER_UNIT)


def need_adjusted(amounts: Iterable[Any], need: Iterable[Any]) -> tuple[Number | None, ...]:
    """Return for each unit its amount per unit of need, divided by that of all units together.

    ``(a_i / need_i) / (sum a / sum need)``: 1 where a unit has as much for its need as all units together, below 1
    where it has less. With the population as need it is the ratio of amounts per head; with poor residents, or a
    population weighted by a need index, it is the need-adjusted ratio of amounts per head.

    Parameters
    ----------
    amounts, need : array-like of shape (k,)
        At least 0.

    Returns
    -------
    tuple of int, Fraction, float or None
        Exact for exact numbers. Infinite where a unit has money and no need; None where it has neither; 1 where there
        is need but no money anywhere.

    Raises
    ------
    InputError
        On lists of different length, or numbers that cannot be meant.

    Examples
    --------
    >>> need_adjusted([30, 10, 0, 5], [10, 10, 0, 0])
    (Fraction(4, 3), Fraction(4, 9), None, inf)
    """
    given, needed = checked(amounts, "amount"), checked(need, "need")
    if len(given) != len(needed):
        raise InputError(f"there are {len(needed)} needs for {len(given)} amounts")
    total, wanted = sum(map(_fraction, given)), sum(map(_fraction, needed))
    inexact = any(isinstance(number, float) for number in (*given, *needed))
    ratios: list[Number | None] = []
    for a, b in zip(map(_fraction, given), map(_fraction, needed), strict=True):
        if not b:
            ratios.append(math.inf if a else None)
            continue
        ratio = plain(a * wanted / (b * total)) if total else 1
        ratios.append(float(ratio) if inexact else ratio)
    return tuple(ratios)


def _fraction(number: Number) -> Fraction:
    return Fraction(number)


@dataclass(frozen=True)
class Across:
    """How an amount is spread across units.

    Attributes
    ----------
    names, groups : tuple of str
        Groups are empty texts where none were given.
    amounts, people : tuple of numbers
    figures : tuple of Inequality
        Each with its measure and what it is of: people, units, or whole amounts of units.
    decompositions : dict of (measure, basis) to Decomposition
        By group; empty without groups.
    need_ratios : tuple or None
        See :func:`need_adjusted`.
    left_out : tuple of str
        Units without people: they count only where whole amounts are compared.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    amounts: tuple[Number, ...]
    people: tuple[Number, ...]
    figures: tuple[Inequality, ...]
    decompositions: dict[tuple[str, str], Decomposition]
    need_ratios: tuple[Number | None, ...] | None
    left_out: tuple[str, ...]

    def value(self, measure: str, basis: str = PER_HEAD) -> Number:
        """Return one figure.

        Raises
        ------
        OptionError
            If there is no such figure.
        """
        for figure in self.figures:
            if (figure.measure, figure.basis) == (measure, basis):
                return figure.value
        known = sorted({f"{figure.measure} {figure.basis}" for figure in self.figures})
        raise OptionError(f"no figure {measure!r} {basis}; there are {', '.join(known)}")

    def lorenz(self, basis: str = PER_HEAD) -> list[tuple[Number, Number]]:
        """Return the corners of the Lorenz curve on a basis."""
        return lorenz(*_on(basis, self.amounts, self.people))

    def rows(self) -> list[dict[str, Any]]:
        """Return the figures as rows ``measure, basis, value``, the parts of decompositions below their measure."""
        rows: list[dict[str, Any]] = []
        for figure in self.figures:
            rows.append({"measure": figure.measure, "basis": figure.basis, "value": figure.value})
            parts = self.decompositions.get((figure.measure, figure.basis))
            if parts is not None:
                for part in ("within", "between"):
                    value = getattr(parts, part)
                    rows.append({"measure": f"{figure.measure}, {part} groups", "basis": figure.basis, "value": value})
        if self.need_ratios is not None:
            present = [ratio for ratio in self.need_ratios if ratio is not None]
            for word, choose in (("lowest", min), ("highest", max)):
                value = choose(present) if present else 1
                rows.append({"measure": f"need-adjusted ratio, {word}", "basis": PER_UNIT, "value": value})
        return rows


def _on(basis: str, amounts: Sequence[Number], people: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """Return values and weights on a basis."""
    if basis == AMOUNT_PER_UNIT:
        return list(amounts), [1] * len(amounts)
    if basis not in BASES:
        raise OptionError(f"unknown basis {basis!r}; allowed: {', '.join(BASES)}")
    inhabited = [k for k, n in enumerate(people) if n > 0]
    rates = [_quotient(amounts[k], people[k]) for k in inhabited]
    return rates, [people[k] for k in inhabited] if basis == PER_HEAD else [1] * len(inhabited)


def _quotient(a: Number, b: Number) -> Number:
    if isinstance(a, float) or isinstance(b, float):
        return float(a) / float(b)
    return plain(Fraction(a) / Fraction(b))


def across(
    amounts: Iterable[Any],
    people: Iterable[Any],
    *,
    names: Iterable[str] | None = None,
    groups: Iterable[str] | None = None,
    poverty: Iterable[Any] | None = None,
    need: Iterable[Any] | None = None,
    measures: str | Iterable[str] | None = None,
    **options: Any,
) -> Across:
    """Measure how an amount is spread across units, by every index, per head and per unit.

    Parameters
    ----------
    amounts : array-like of shape (k,)
        The whole amount of each unit, at least 0: rupiah, utility of all its voters, ...
    people : array-like of shape (k,)
        People of each unit, at least 0.
    names : iterable of str, optional
        Of the units; their numbers by default.
    groups : iterable of str, optional
        The kecamatan of each unit: Theil's indices are taken apart into inequality within and between groups.
    poverty : array-like of shape (k,), optional
        A number each, the highest being the poorest (a poverty rate): gives the concentration index.
    need : array-like of shape (k,), optional
        Need of each unit, at least 0 (poor residents): gives need-adjusted ratios.
    measures : str or iterable of str, optional
        Ids of ``fairbudget metrics`` (indices across units); all of them by default.
    **options
        Of the indices, for example ``epsilon``.

    Returns
    -------
    Across
        Every index on three bases: *per head* (the amount per head of each unit, which weighs as many as its people),
        *per unit* (the amount per head, each unit counting once), *amounts per unit* (the whole amount of each unit,
        each counting once).

    Raises
    ------
    InputError
        On lists of different length, or numbers that cannot be meant.
    OptionError
        On an unknown index or option, or ``concentration`` without `poverty`.

    Notes
    -----
    O(k log k) for each index. The bases answer different questions and may differ in sign of change; a figure without
    its basis cannot be read (Kolm, *Unequal Inequalities*, 1976).

    Examples
    --------
    >>> found = across([2000, 4000], [200, 100], measures="gini,hoover")
    >>> for figure in found.figures:
    ...     print(figure)
    gini per head: 0.3333
    gini per unit: 0.3000
    gini amounts per unit: 0.1667
    hoover per head: 0.3333
    hoover per unit: 0.3000
    hoover amounts per unit: 0.1667
    """
    given, counts = checked(amounts, "amount"), checked(people, "number of people")
    size = len(given)
    labels = [str(k) for k in range(1, size + 1)] if names is None else [str(name) for name in names]
    kinds = None if groups is None else [str(group) for group in groups]
    ranked = None if poverty is None else checked(poverty, "poverty figure", negative=True)
    lists = {"numbers of people": counts, "names": labels, "groups": kinds, "poverty figures": ranked}
    faults = [
        Fault(f"there are {len(listed)} {what} for {size} amounts")
        for what, listed in lists.items()
        if listed is not None and len(listed) != size
    ]
    if faults:
        raise InputError(faults)
    wanted = [part.strip() for part in measures.split(",")] if isinstance(measures, str) else measures
    if wanted is None:
        wanted = [id for id in indices if ranked is not None or indices[id].properties.get("needs") != "poverty"]
    entries = [indices[id] for id in wanted]
    taken = {name for entry in entries for name in entry.options}
    unknown = [name for name in options if name not in taken]
    if unknown:
        raise OptionError(f"none of the indices {', '.join(e.id for e in entries)} takes option {unknown[0]!r}")
    inhabited = [k for k, n in enumerate(counts) if n > 0]
    figures, parts = [], {}
    for entry in entries:
        own = entry.parse_options({name: value for name, value in options.items() if name in entry.options})
        for basis in BASES:
            values, weights = _on(basis, given, counts)
            if entry.properties.get("needs") == "poverty":
                if ranked is None:
                    raise OptionError(f"index {entry.id!r} needs a poverty figure for each unit")
                order = ranked if basis == AMOUNT_PER_UNIT else [ranked[k] for k in inhabited]
                value = concentration_index(values, order, weights)
            else:
                value = entry.function(values, weights, **own)
            figures.append(Inequality(entry.id, basis, value))
            if kinds is not None and entry.id in ("theil-t", "theil-l"):
                own_groups = kinds if basis == AMOUNT_PER_UNIT else [kinds[k] for k in inhabited]
                parts[entry.id, basis] = decompose(values, own_groups, weights, entry.id)
    return Across(
        tuple(labels),
        tuple(kinds or [""] * size),
        tuple(given),
        tuple(counts),
        tuple(figures),
        parts,
        None if need is None else need_adjusted(given, need),
        tuple(label for label, n in zip(labels, counts, strict=True) if not n),
    )
