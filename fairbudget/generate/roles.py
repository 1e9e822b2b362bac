"""The participants of a Musrenbang kelurahan: their roles, numbers, voices and likes (``roles.toml``)."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fairbudget.generate.catalogue import Work

__all__ = ["Concern", "Role", "concerns", "household", "proposers", "roles"]


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of participant.

    Attributes
    ----------
    id, title : str
    count : int or {"rw", "rt"}
        People a kelurahan sends; or one for each RW; or the model's number of RT heads for each RW.
    voice : int
        Neighbourhoods (RT of average size) that the ballot speaks for; for ``rw`` and ``rt`` a factor on the
        households of their own RW or RT.
    home : {"own", "resident", "none"}
        What ties the participant to an RW: sent by it, lives in it, nothing.
    likes : mapping of str to int
        Points for a proposal by bidang, family, kind, group of beneficiaries or role of the proposer.
    reason : str
    """

    id: str
    title: str
    count: int | str
    voice: int
    home: str
    likes: Mapping[str, int]
    reason: str

    def interest(self, work: Work, proposer: str) -> int:
        """Return the largest of the likes that fit a proposal, in points; 0 if none does."""
        words = (work.category, work.family, work.kind, *work.targets, proposer)
        return max((self.likes.get(word, 0) for word in words), default=0)


@dataclass(frozen=True, slots=True)
class Concern:
    """How many households want works of a bidang first.

    Attributes
    ----------
    share : int
        Percent of the households where every indicator is the city's mean.
    indicator : str
        With which it grows; empty for none.
    """

    share: int
    indicator: str


@functools.cache
def _tables() -> dict[str, Any]:
    source = importlib.resources.files("fairbudget.generate") / "roles.toml"
    return tomllib.loads(source.read_text("utf-8"))


@functools.cache
def household() -> Role:
    """Return the role of households that are asked themselves."""
    return Role(**_tables()["household"])


@functools.cache
def concerns() -> Mapping[str, Concern]:
    """Return, for each bidang, how many households want it first.

    Examples
    --------
    >>> sum(concern.share for concern in concerns().values())
    100
    """
    return {name: Concern(**entry) for name, entry in _tables()["concerns"].items()}


@functools.cache
def roles() -> tuple[Role, ...]:
    """Return the roles in the order of the meeting's list.

    Examples
    --------
    >>> [role.id for role in roles()][:4], sum(role.count for role in roles() if isinstance(role.count, int))
    (['rw', 'rt', 'lurah', 'kecamatan'], 35)
    """
    return tuple(Role(**entry) for entry in _tables()["role"])


def proposers() -> Mapping[str, Mapping[str, int]]:
    """Return, for each bidang, how often each role hands in a proposal (relative).

    Examples
    --------
    >>> proposers()["fisik"]
    {'rw': 60, 'rt': 30, 'lpm': 10}
    """
    found: dict[str, dict[str, int]] = _tables()["proposers"]
    return found
