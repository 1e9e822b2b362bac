"""Going through a city level by level: each kelurahan within its ceiling, then pots and pools above it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fairbudget.errors import FaultLog
from fairbudget.musrenbang._elections import Held, Mapper, joint_election, with_amounts
from fairbudget.musrenbang._settings import Settings
from fairbudget.musrenbang._solve import Group, Problem, Solution, solve
from fairbudget.musrenbang.city import City, Proposal
from fairbudget.musrenbang.result import LEVELS
from fairbudget.utilities import UTILITIES

__all__ = ["Decider", "Links", "Stage", "check_references"]

Key = tuple[str, str]


@dataclass(frozen=True)
class Links:
    """What requires and excludes what, by id; exclusion goes both ways."""

    requires: Mapping[str, tuple[str, ...]]
    excludes: Mapping[str, tuple[str, ...]]

    def beside(self, id: str) -> tuple[str, ...]:
        """Return all proposals on which a decision about this one depends."""
        return self.requires.get(id, ()) + self.excludes.get(id, ())


@dataclass(frozen=True)
class Stage:
    """One election of a city, decided."""

    level: str
    stage: str
    place: Key
    money: int
    candidates: tuple[Proposal, ...]
    problem: Problem
    solution: Solution
    mapping: tuple[str, ...]
    notes: tuple[str, ...]
    links: Links
    sources: tuple[str, ...]
    lists: bool
    before: frozenset[str]

    @functools.cached_property
    def funded(self) -> list[str]:
        """Ids in order of selection."""
        return [self.problem.election.ids[p] for p in self.solution.order]

    @property
    def left(self) -> int:
        """Rupiah."""
        return sum(self.solution.left)

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        return self.before.union(self.funded)

    def barring(self, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the proposals that are funded by now and exclude one, and those not funded that it requires."""
        funded = self._known
        against = tuple(other for other in self.links.excludes.get(id, ()) if other in funded)
        return against, tuple(other for other in self.links.requires.get(id, ()) if other not in funded)


class Decider:
    """A city, its ceilings and what was chosen.

    Parameters
    ----------
    city : City
    ceilings : mapping of key to int
    settings : Settings
    mapper : Mapper
    extra : mapping, optional
        (level, stage, place) -> rupiah more there.
    like : Decider, optional
        The same city and settings but for some kelurahan: elections of the others are taken from it.
    touched : collection of key
        Those kelurahan.
    said : bool
        Whether what is different there may change ballots, and not only amounts.
    """

    def __init__(
        self,
        city: City,
        ceilings: Mapping[Key, int],
        settings: Settings,
        mapper: Mapper,
        *,
        extra: Mapping[tuple[str, str, Key], int] | None = None,
        like: Decider | None = None,
        touched: Collection[Key] = (),
        said: bool = True,
    ) -> None:
        self.city = city
        self.ceilings = ceilings
        self.settings = settings
        self.mapper = mapper
        self.extra = extra or {}
        self.touched = frozenset(touched)
        self.links = _links(city.proposals)
        self.order = _order(city)
        self._kept: dict[object, Stage] = like._kept if like is not None else {}
        self._said: dict[object, Held] = like._said if like is not None else {}
        #: deciders of parts of the city, kept by who asks for them
        self.parts: dict[object, Decider] = {}
        self._unsaid = self.touched if said else frozenset()

    def decide(self, progress: Callable[[int, int], None] | None = None) -> list[Stage]:
        """Return all elections in the order in which they were decided."""
        settings = self.settings
        funded: set[str] = set()
        result: list[Stage] = []

        def add(level: str, stage: str, place: Key, money: int, rows: Iterable[Proposal]) -> None:
            found = self._stage(level, stage, place, money + self.extra.get((level, stage, place), 0), rows, funded)
            funded.update(found.funded)
            result.append(found)

        for done, key in enumerate(self.order, 1):
            rows = [row for row in self.city.proposals_of[key] if row.authority == "kelurahan"]
            add("kelurahan", "ceiling", key, self.ceilings[key], rows)
            if progress:
                progress(done, len(self.order))
        left = {stage.place: stage.left for stage in result}
        for name, keys in self.kecamatan.items():
            pot = settings.kecamatan_pots.get(name, settings.kecamatan_pot)
            below = [row for key in keys for row in self.city.proposals_of[key]]
            if pot is not None:
                rows = [row for row in below if row.authority == "kecamatan"]
                if settings.carry:
                    rows = [row for row in below if row.authority != "agency" and row.id not in funded]
                add("kecamatan", "pot", (name, ""), pot.of(sum(self.ceilings[key] for key in keys)), rows)
            if settings.unspent == "pooled":
                rows = [row for row in below if row.authority == "kelurahan" and row.id not in funded]
                add("kecamatan", "pool", (name, ""), sum(left[key] for key in keys), rows)
        if settings.kota_pot is not None:
            money = settings.kota_pot.of(sum(self.ceilings.values()))
            rows = [
                row
                for row in self.city.proposals
                if row.authority == "agency" or (settings.carry and row.id not in funded)
            ]
            add("kota", "pot", ("", ""), money, rows)
        return result

    def sorted(self, stages: Iterable[Stage]) -> list[Stage]:
        """Return elections level by level, each in the order of the city."""

        def place(stage: Stage) -> tuple[int, int]:
            return (LEVELS.index(stage.level), self.position[stage.place] if stage.level == "kelurahan" else 0)

        return sorted(stages, key=place)

    @functools.cached_property
    def position(self) -> dict[Key, int]:
        """Place of each kelurahan in the order of the city."""
        return {place.key: k for k, place in enumerate(self.city.kelurahan)}

    @functools.cached_property
    def kecamatan(self) -> dict[str, list[Key]]:
        """Kelurahan of each kecamatan, in the order of the city."""
        found: dict[str, list[Key]] = {}
        for place in self.city.kelurahan:
            found.setdefault(place.kecamatan, []).append(place.key)
        return found

    def _stage(
        self, level: str, stage: str, place: Key, money: int, candidates: Iterable[Proposal], funded: Collection[str]
    ) -> Stage:
        rows = tuple(candidates)
        known = frozenset(other for row in rows for other in self.links.beside(row.id) if other in funded)
        own = (level, stage, place, money, tuple(row.id for row in rows), known)
        untouched = level == "kelurahan" and place not in self.touched
        found = self._kept.get(own) if untouched else None
        if found is None:
            found = self._decided(level, stage, place, money, rows, known, self._election(level, place, money, rows))
            if untouched:
                self._kept[own] = found
        return found

    def _election(self, level: str, place: Key, money: int, rows: tuple[Proposal, ...]) -> Held:
        lang = self.mapper.lang
        if level == "kelurahan":
            return with_amounts(self._ballots(place, rows), rows, money, lang)
        name = f"kecamatan {place[0]}" if level == "kecamatan" else self.city.name
        chosen = self.settings

        def of(key: Key, own: Sequence[Proposal], ballots: str | None) -> Held:
            return with_amounts(self._ballots(key, own, ballots), own, 0, lang)

        return joint_election(self.city, name, rows, money, of, chosen.ballots, self.mapper.allowed, lang)

    def _ballots(self, key: Key, rows: Sequence[Proposal], ballots: str | None = None) -> Held:
        """Return the election of a kelurahan; its ballots are mapped once for each set of proposals."""
        own = (key, tuple(row.id for row in rows), ballots)
        found = self._said.get(own) if key not in self._unsaid else None
        if found is None:
            found = self.mapper.of(self.city, key, rows, 0, ballots)
            if key not in self.touched:
                self._said[own] = found
        return found

    def _decided(
        self,
        level: str,
        stage: str,
        place: Key,
        money: int,
        rows: tuple[Proposal, ...],
        funded: frozenset[str],
        held: Held,
    ) -> Stage:
        election, settings = held.election, self.settings
        index = election.index
        requires: dict[int, frozenset[int]] = {}
        excludes: dict[int, frozenset[int]] = {}
        barred: set[int] = set()
        for row in rows:
            p = index[row.id]
            needed = [id for id in self.links.requires.get(row.id, ()) if id not in funded]
            against = self.links.excludes.get(row.id, ())
            if any(id not in index for id in needed) or any(id in funded for id in against):
                barred.add(p)
            if inside := frozenset(index[id] for id in needed if id in index):
                requires[p] = inside
            if other := frozenset(index[id] for id in against if id in index):
                excludes[p] = other
        stages, notes = _fitting(settings.stages, election.ballot_type)
        problem = Problem(election, stages, requires, excludes, barred)
        if level == "kelurahan":
            parts, floors, coverage = _groups(settings, rows, index, money)
            problem = Problem(election, stages, requires, excludes, barred, parts, floors, coverage)
        return Stage(
            level,
            stage,
            place,
            money,
            rows,
            problem,
            solve(problem),
            held.mapping,
            notes,
            self.links,
            held.sources,
            held.lists,
            funded,
        )


def _fitting(
    stages: tuple[tuple[str, dict[str, object]], ...], type: str
) -> tuple[list[tuple[str, dict[str, object]]], tuple[str, ...]]:
    """Return the rules with a utility that the type of ballots has; the default where the one chosen has no meaning."""
    found, notes = [], []
    for rule, options in stages:
        utility = options.get("utility")
        if isinstance(utility, str) and type not in UTILITIES[utility][1]:
            notes.append(f"utility {utility!r} is not defined for {type} ballots: the default for them was used")
            options = {**options, "utility": None}
        found.append((rule, options))
    return found, tuple(notes)


def _groups(
    settings: Settings, rows: Sequence[Proposal], index: Mapping[str, int], money: int
) -> tuple[tuple[Group, ...], tuple[Group, ...], tuple[Group, ...]]:
    """Return parts, floors and coverage of one kelurahan."""

    def of(family: str) -> frozenset[int]:
        return frozenset(index[row.id] for row in rows if row.family == family)

    parts: list[Group] = []
    amounts = settings.parts(money)
    named = [name for name, _ in amounts[:-1]]
    for name, amount in amounts:
        rest = frozenset(index[row.id] for row in rows if row.family not in named)
        parts.append(Group(name, of(name) if name in named else rest, amount))
    floors = [Group(name, of(name), quantity.of(money, upward=True)) for name, quantity in settings.floors]
    members: dict[str, set[int]] = {}
    if settings.coverage != "none":
        for row in rows:
            name = row.rw if settings.coverage == "rw" else row.category
            if name:
                members.setdefault(name, set()).add(index[row.id])
    coverage = [Group(name, frozenset(found)) for name, found in sorted(members.items())]
    return tuple(parts), tuple(floors), tuple(coverage)


def _links(proposals: Iterable[Proposal]) -> Links:
    requires: dict[str, tuple[str, ...]] = {}
    excludes: dict[str, dict[str, None]] = {}
    for row in proposals:
        if row.requires:
            requires[row.id] = tuple(dict.fromkeys(row.requires))
        for other in row.excludes:
            excludes.setdefault(row.id, {})[other] = None
            excludes.setdefault(other, {})[row.id] = None
    return Links(requires, {id: tuple(others) for id, others in excludes.items()})


def _order(city: City) -> list[Key]:
    """Return the kelurahan in the order of the city, but after those that they depend on, where that goes."""
    home = {row.id: row.kelurahan for row in city.proposals}
    needs: dict[Key, set[Key]] = {}
    for row in city.proposals:
        for id in row.requires:
            if home[id] != row.kelurahan:
                needs.setdefault(row.kelurahan, set()).add(home[id])
    result: list[Key] = []
    waiting = [place.key for place in city.kelurahan]
    if not needs:
        return waiting
    while waiting:
        key = next((key for key in waiting if not needs.get(key, set()) & set(waiting)), waiting[0])
        waiting.remove(key)
        result.append(key)
    return result


def check_references(city: City) -> None:
    """Check that what proposals require and exclude can be meant.

    Raises
    ------
    InputError
        With every reference to an unknown proposal or to itself, and every proposal that is both required and
        excluded; ids that occur twice.
    """
    log = FaultLog(city.sources.get("proposals"))
    ids: set[str] = set()
    for row in city.proposals:
        if row.id in ids:
            log.error("the id occurs twice", row=row.id, column="id")
        ids.add(row.id)
    for row in city.proposals:
        for column, others in (("requires", row.requires), ("excludes", row.excludes)):
            for id in others:
                if id == row.id:
                    log.error("a proposal names itself", row=row.id, column=column, value=id)
                elif id not in ids:
                    log.error("no such proposal", row=row.id, column=column, value=id, expected="the id of a proposal")
        for id in set(row.requires) & set(row.excludes):
            log.error("a proposal is both required and excluded", row=row.id, column="excludes", value=id)
        if row.cost < 0:
            log.error("negative cost", row=row.id, column="cost", value=str(row.cost), expected="at least 0")
    log.raise_errors()
