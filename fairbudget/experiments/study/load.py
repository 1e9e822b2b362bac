"""The elections of a group, read or drawn in a worker; the last few are kept."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from fairbudget.election import Election
from fairbudget.errors import DataWarning, InputError
from fairbudget.experiments.study.model import digest
from fairbudget.generate.noise import disturbed
from fairbudget.money import plain

__all__ = ["Loader", "features"]

#: Groups that a worker keeps, and ballot entries of all of them together.
_GROUPS = 4
_ENTRIES = 2_000_000


class Loader:
    """Gives elections; a group that was asked for lately is not read again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._last: tuple[Any, Election] | None = None

    def election(self, key: str, load: Mapping[str, Any], part: Mapping[str, Any]) -> Election:
        """Return an election of a group.

        Raises
        ------
        InputError
            If the file cannot be read, or is not the one that was hashed when the study was planned.
        """
        if key not in self._kept:
            made = _load(load)
            while self._kept and (len(self._kept) >= _GROUPS or self._entries() + _size(made) > _ENTRIES):
                self._kept.popitem(last=False)
            self._kept[key] = made
        self._kept.move_to_end(key)
        found = self._kept[key]
        election: Election = found if isinstance(found, Election) else found[part["place"]]
        if "noise" in part:
            return self._derived((key, *part.values()), lambda: _noisy(election, part))
        if part and election.budget != part["budget"]:
            assert election.money_unit == 1
            return self._derived((key, *part.values()), lambda: replace(election, budget_units=part["budget"]))
        return election

    def _derived(self, name: tuple[Any, ...], make: Callable[[], Election]) -> Election:
        """Return an election made from a kept one; the last is kept too, since all its units follow one another."""
        if self._last is None or self._last[0] != name:
            self._last = (name, make())
        return self._last[1]

    def _entries(self) -> int:
        return sum(map(_size, self._kept.values()))


def _noisy(election: Election, part: Mapping[str, Any]) -> Election:
    return disturbed(election, Fraction(part["noise"]), part["seed"])


def _size(made: Any) -> int:
    return sum(len(item.ballots.indices) for item in ([made] if isinstance(made, Election) else made))


def _load(load: Mapping[str, Any]) -> Any:
    kind = load["kind"]
    with warnings.catch_warnings():
        # the warnings of a file stay with its election; a study over a library would bury its table under them
        warnings.simplefilter("ignore", DataWarning)
        if kind == "file":
            from fairbudget.io.pabulib import read_pabulib

            try:
                same = digest(Path(load["path"]).read_bytes()) == load["data"]
            except OSError as error:
                raise InputError(f"{load['name']}: cannot be read: {error.strerror or error}") from None
            if not same:
                raise InputError(f"{load['name']}: the file was changed after the study was planned; run it again")
            try:
                return read_pabulib(load["path"])
            except InputError as error:
                # results name no folder of this machine
                raise InputError([replace(fault, file=load["name"]) for fault in error.faults]) from None
        if kind == "culture":
            from fairbudget.generate.cultures import draw_election

            return draw_election(load["culture"], load["voters"], load["projects"], load["seed"], **load["options"])
        from fairbudget.experiments.study.cities import city_elections

        return city_elections(load)


def features(election: Election) -> dict[str, Any]:
    """Return what is known of an election, for tables and regressions; exact numbers as int or text.

    Returns
    -------
    dict
        ``projects``, ``voters``, ``ballot_rows`` (distinct ballots), ``ballot_type``, ``budget``, ``total_cost``,
        ``scarcity`` (total cost / budget, as float; None for a budget of 0), ``mean_cost_share`` (mean cost / budget),
        ``mean_ballot_length``, ``country``, ``unit``, ``official_rule``, ``fingerprint``.

    Examples
    --------
    >>> found = features(Election.build({"a": 3, "b": 2}, 4, [["a"], ["a", "b"]], meta={"country": "Poland"}))
    >>> found["scarcity"], found["mean_ballot_length"], found["country"]
    (1.25, 1.5, 'Poland')
    """
    lengths = np.diff(election.ballots.indptr)
    supports = int((lengths * election.ballots.multiplicities).sum())
    cost, budget = int(election.costs.sum()), election.budget_units
    return {
        "projects": election.num_projects,
        "voters": election.num_voters,
        "ballot_rows": len(election.ballots),
        "ballot_type": election.ballot_type,
        "budget": str(election.budget),
        "total_cost": str(election.money(cost)),
        "scarcity": cost / budget if budget else None,
        "mean_cost_share": cost / budget / election.num_projects if budget and election.num_projects else None,
        "mean_ballot_length": float(plain(Fraction(supports, election.num_voters))) if election.num_voters else None,
        "country": election.meta.get("country", ""),
        "unit": election.meta.get("unit", ""),
        "official_rule": election.meta.get("rule", ""),
        "fingerprint": election.fingerprint,
    }
