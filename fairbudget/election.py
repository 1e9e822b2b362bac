"""An election as arrays: integer costs, a sparse matrix of distinct ballots, and how many voters cast each.

Voters with the same ballot stay identical under every anonymous rule, so identical ballots are one row with a
multiplicity. A group that speaks for many (an RW with its households) is a multiplicity too.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from fairbudget.ballots import BALLOT_TYPES, LIMIT, Ballots, IntArray, amount, items, read_ballot, read_weights
from fairbudget.errors import Fault, InputError, nearest
from fairbudget.money import plain, to_units, unit_denominator

if TYPE_CHECKING:
    pass

__all__ = ["BALLOT_TYPES", "HELD", "LIMIT", "Ballots", "Election", "Project"]

#: Keys of ``meta`` whose facts the election itself holds: a writer sets them, and ``==`` leaves them out.
HELD = ("num_projects", "num_votes", "budget", "vote_type")


@dataclass(frozen=True, slots=True)
class Project:
    """A project that can be funded.

    Attributes
    ----------
    id : str
    cost : int or Fraction
        In the election's own money.
    name : str
    categories, targets : tuple of str
        Fields of work, groups of beneficiaries.
    columns : mapping of str to str
        All columns that the source has for it besides id and cost, as text.
    """

    id: str
    cost: int | Fraction
    name: str = ""
    categories: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Election:
    """A participatory-budgeting election: projects with costs, a budget, and ballots.

    Build one with :meth:`build` or ``fairbudget.read_pabulib``.

    Attributes
    ----------
    ids : tuple of str
        Project ids, in the order of the source.
    costs : int64 array, shape (projects,)
        In units of ``1/money_unit`` of the election's own money.
    budget_units : int
        In the same units.
    money_unit : int
        1 unless some amount has decimals.
    ballots : Ballots
    project_columns : mapping of str to tuple of str
        Columns of the source besides id and cost, as text.
    voter_columns : mapping of str to tuple of str
        Columns of the source about its voters (one entry a line), as text.
    meta : mapping of str to str
        Further facts of the source (country, unit, official rule, ...).
    faults : tuple of Fault
        Warnings that its reader had.
    """

    ids: tuple[str, ...]
    costs: IntArray
    budget_units: int
    ballots: Ballots
    money_unit: int = 1
    project_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    voter_columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    #: the election that this one is a part of, and the numbers there of the projects here
    part_of: tuple[Election, IntArray] | None = field(default=None, repr=False)
    #: of a part, the numbers there of projects that were funded beforehand and are not in it
    funded: tuple[int, ...] = field(default=(), repr=False)
    _cache: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self.costs.flags.writeable = False
        faults = []
        if len(set(self.ids)) != len(self.ids):
            twice = sorted({id for id in self.ids if self.ids.count(id) > 1})
            faults.append(Fault(f"project ids occur twice: {', '.join(map(repr, twice[:10]))}"))
        if len(self.costs) and int(self.costs.min()) < 0:
            negative = self.ids[int(self.costs.argmin())]
            faults.append(Fault(f"project {negative!r} has a negative cost"))
        if self.budget_units < 0:
            faults.append(Fault("the budget is negative"))
        if sum(self.costs.tolist()) >= LIMIT or self.budget_units >= LIMIT or self.ballots.total >= LIMIT:
            faults.append(Fault(f"amounts or weights are too large: their sums must stay below {LIMIT}"))
        if faults:
            raise InputError(faults)

    # -- building ----------------------------------------------------------------------------------------------

    @classmethod
    def build(
        cls,
        costs: Mapping[str, Any] | Iterable[Project],
        budget: Any,
        ballots: Iterable[Any],
        *,
        type: str = "approval",
        weights: Iterable[int] | None = None,
        meta: Mapping[str, str] | None = None,
        project_columns: Mapping[str, Sequence[str]] | None = None,
        voter_columns: Mapping[str, Sequence[str]] | None = None,
    ) -> Election:
        """Build an election from plain Python values.

        Parameters
        ----------
        costs : mapping from project id to cost, or iterable of Project
            Amounts are int, Fraction, Decimal, text (``"735616.25"``, ``"9/10"``) or float (as its shortest decimal).
        budget : amount
        ballots : iterable
            One a voter: a collection of ids (approval, choose-1), a mapping from id to points (cumulative, scoring)
            or a sequence of ids, the most preferred first (ordinal).
        type : str
            One of :data:`BALLOT_TYPES`.
        weights : iterable of int, optional
            How many voters each ballot stands for; non-negative.
        meta, project_columns, voter_columns : mapping, optional

        Returns
        -------
        Election

        Raises
        ------
        InputError
            With everything that is wrong: unknown or repeated projects, negative amounts, wrong shapes.

        Examples
        --------
        >>> election = Election.build({"park": 300, "gym": "250.50"}, 500, [["park"], ["park", "gym"], ["park"]])
        >>> election
        <Election: 2 projects, 3 voters (2 distinct approval ballots), budget 500>
        >>> election.ballots.multiplicities.tolist(), election.costs.tolist(), election.money_unit
        ([2, 1], [600, 501], 2)
        """
        if type not in BALLOT_TYPES:
            raise InputError(f"unknown ballot type {type!r}; {nearest(type, BALLOT_TYPES)}")
        faults: list[Fault] = []
        ballots = items(ballots, "ballots", "one ballot a voter", faults)
        if not isinstance(costs, Mapping):
            projects = items(costs, "costs", "a mapping from project id to cost, or projects", faults)
            wrong = [item for item in projects if not isinstance(item, Project)]
            if wrong:
                faults.append(
                    Fault("a project is not a Project", value=str(wrong[0]), expected="a Project or a mapping")
                )
                raise InputError(faults)
            project_columns = {**_columns_of(projects), **(project_columns or {})}
            pairs = [(project.id, project.cost) for project in projects]
        else:
            pairs = list(costs.items())
        ids = tuple(str(id) for id, _ in pairs)
        amounts = [amount(cost, f"the cost of project {id!r}", faults) for id, cost in pairs]
        total = amount(budget, "the budget", faults)
        numbers = {id: k for k, id in enumerate(ids)}
        rows = [read_ballot(ballot, type, numbers, f"ballot {k}", faults) for k, ballot in enumerate(ballots, 1)]
        counts = None if weights is None else read_weights(weights, len(rows), faults)
        project_columns = {
            heading: items(column, f"project column {heading!r}", "one entry a project", faults)
            for heading, column in (project_columns or {}).items()
        }
        voter_columns = {
            heading: items(column, f"voter column {heading!r}", "one entry a ballot", faults)
            for heading, column in (voter_columns or {}).items()
        }
        for heading, column in project_columns.items():
            if len(column) != len(ids):
                faults.append(Fault(f"project column {heading!r} has {len(column)} entries for {len(ids)} projects"))
        for heading, column in voter_columns.items():
            if len(column) != len(rows):
                faults.append(Fault(f"voter column {heading!r} has {len(column)} entries for {len(rows)} ballots"))
        if faults:
            raise InputError(faults)
        unit = unit_denominator([*amounts, total])
        point_unit = unit_denominator([value for row in rows for value in row.values()])
        whole = [{p: to_units(value, point_unit) for p, value in row.items()} for row in rows]
        units = [to_units(amount, unit) for amount in amounts]
        if any(abs(value) >= LIMIT for row in whole for value in row.values()) or any(c >= LIMIT for c in units):
            raise InputError(f"amounts or points are too large: their sums must stay below {LIMIT}")
        return cls(
            ids,
            np.array(units, np.int64),
            to_units(total, unit),
            Ballots.merge(type, whole, counts, point_unit),
            unit,
            {key: tuple(column) for key, column in project_columns.items()},
            {key: tuple(column) for key, column in voter_columns.items()},
            dict(meta or {}),
        )

    # -- plain facts -------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return (
            f"<Election: {self.num_projects} projects, {self.num_voters} voters "
            f"({len(self.ballots)} distinct {self.ballots.type} ballots), budget {self.budget}>"
        )

    @property
    def budget(self) -> int | Fraction:
        """The budget in the election's own money."""
        return self.money(self.budget_units)

    @property
    def num_projects(self) -> int:
        """Number of projects."""
        return len(self.ids)

    @property
    def num_voters(self) -> int:
        """Number of voters, weights included."""
        return self.ballots.total

    @property
    def ballot_type(self) -> str:
        """One of :data:`BALLOT_TYPES`."""
        return self.ballots.type

    @functools.cached_property
    def index(self) -> Mapping[str, int]:
        """Number of each project id."""
        return {id: k for k, id in enumerate(self.ids)}

    def money(self, units: int) -> int | Fraction:
        """Return an amount of units in the election's own money: an int where it is whole, else a Fraction."""
        units = int(units)
        return units if self.money_unit == 1 else plain(Fraction(units, self.money_unit))

    def total_cost(self, projects: Iterable[str]) -> int | Fraction:
        """Return the exact cost of some projects together, in the election's own money.

        Raises
        ------
        InputError
            On an unknown project id.
        """
        return self.money(sum(int(self.costs[k]) for k in self.numbers(projects)))

    def numbers(self, projects: Iterable[str]) -> list[int]:
        """Return the numbers of project ids.

        Raises
        ------
        InputError
            On unknown ids, all of them named.
        """
        projects = list(projects)
        unknown = [id for id in projects if id not in self.index]
        if unknown:
            raise InputError([Fault(f"unknown project {id!r}") for id in unknown])
        return [self.index[id] for id in projects]

    @functools.cached_property
    def projects(self) -> tuple[Project, ...]:
        """The projects as records, in the order of the source."""
        names = self.column("name") or ("",) * len(self.ids)
        return tuple(
            Project(
                id,
                self.money(self.costs[k]),
                names[k],
                self.categories[k],
                self.targets[k],
                {key: column[k] for key, column in self.project_columns.items()},
            )
            for k, id in enumerate(self.ids)
        )

    def column(self, *headings: str) -> tuple[str, ...] | None:
        """Return the first project column that exists under one of these headings."""
        for heading in headings:
            if heading in self.project_columns:
                return self.project_columns[heading]
        return None

    @functools.cached_property
    def categories(self) -> tuple[tuple[str, ...], ...]:
        """Fields of work of each project (column ``category`` or ``categories``, separated by commas; None is none)."""
        return self._lists("category", "categories")

    @functools.cached_property
    def targets(self) -> tuple[tuple[str, ...], ...]:
        """Beneficiaries of each project (``target``, ``targets`` or ``beneficiaries``, separated by commas)."""
        return self._lists("target", "targets", "beneficiaries")

    def _lists(self, *headings: str) -> tuple[tuple[str, ...], ...]:
        column = self.column(*headings) or ("",) * len(self.ids)
        absent = ("", "none")
        return tuple(
            tuple(part.strip() for part in text.split(",") if part.strip().lower() not in absent) for text in column
        )

    @functools.cached_property
    def votes(self) -> IntArray:
        """Voters whose ballot supports each project: approved, given positive points, or ranked."""
        entries = np.repeat(self.ballots.multiplicities, np.diff(self.ballots.indptr))
        entries = entries * (self.ballots.values > 0)
        if self.ballots.total < 2**53:
            # bincount adds up in floats, which are exact below 2**53, and is several times faster
            sums = np.bincount(self.ballots.indices, weights=entries, minlength=len(self.ids))
            counts = sums.astype(np.int64)
        else:
            counts = np.zeros(len(self.ids), np.int64)
            np.add.at(counts, self.ballots.indices, entries)
        counts.flags.writeable = False
        return counts

    # -- identity ----------------------------------------------------------------------------------------------

    @functools.cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that a rule can depend on: projects with costs and columns, budget, ballots."""
        ballots: dict[str, int] = {}
        points, point_unit = self.ballots._points
        for k in range(len(self.ballots)):
            part = slice(self.ballots.indptr[k], self.ballots.indptr[k + 1])
            names = (self.ids[p] for p in self.ballots.indices[part].tolist())
            key = json.dumps(sorted(zip(names, points[part].tolist(), strict=True)))
            ballots[key] = ballots.get(key, 0) + int(self.ballots.multiplicities[k])
        facts = [
            [str(self.budget), self.ballots.type, str(Fraction(1, point_unit))],
            [[id, str(self.money(cost))] for id, cost in zip(self.ids, self.costs, strict=True)],
            sorted((key, list(column)) for key, column in self.project_columns.items()),
            sorted(item for item in ballots.items() if item[1]),
        ]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Compare all that was said: two elections are equal if a rule and a reader find the same in both.

        Facts in ``meta`` that the election itself holds (:data:`HELD`) are not compared. Voters with columns of their
        own are compared line by line, a missing ``voter_id`` being the number of the line; where there are no columns
        voters are anonymous, and only how many cast each ballot counts.
        """
        if not isinstance(other, Election):
            return NotImplemented
        return (
            self.fingerprint == other.fingerprint
            and {k: v for k, v in self.meta.items() if k.lower() not in HELD}
            == {k: v for k, v in other.meta.items() if k.lower() not in HELD}
            and self._voters() == other._voters()
        )

    def _voters(self) -> tuple[dict[str, tuple[str, ...]], list[tuple[bytes, int]]] | None:
        """Return the columns of voters with the ballot and weight of each line, or None where they are anonymous."""
        rows, weights = self.ballots.of_lines()
        numbered = tuple(map(str, range(1, len(rows) + 1)))
        columns = {"voter_id": numbered} | {key: tuple(column) for key, column in self.voter_columns.items()}
        if columns == {"voter_id": numbered}:
            return None
        entries = np.column_stack((self.ballots.indices, self.ballots._points[0])).astype(np.int64).tobytes()
        bounds = (self.ballots.indptr * 16).tolist()
        keys = [entries[start:end] for start, end in itertools.pairwise(bounds)]
        counts = [1] * len(rows) if weights is None else weights.tolist()
        return columns, [(keys[row], count) for row, count in zip(rows.tolist(), counts, strict=True)]

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __getstate__(self) -> dict[str, Any]:
        state = {key: value for key, value in self.__dict__.items() if key in self.__dataclass_fields__}
        state["_cache"] = {}
        return state


def _columns_of(projects: Sequence[Project]) -> dict[str, list[str]]:
    """Return the text columns of project records, empty ones left out."""
    columns: dict[str, list[str]] = {}
    headings: dict[str, None] = {key: None for project in projects for key in project.columns}
    for heading in headings:
        columns[heading] = [project.columns.get(heading, "") for project in projects]
    for heading, texts in (
        ("name", [project.name for project in projects]),
        ("category", [",".join(project.categories) for project in projects]),
        ("target", [",".join(project.targets) for project in projects]),
    ):
        if heading not in columns and any(texts):
            columns[heading] = texts
    return columns
