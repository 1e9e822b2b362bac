"""Replay of real elections: run the rule that a city followed, and compare with what it funded.

The Pabulib library tells for most elections which rule was official (META ``rule``) and what was funded (the column
``selected``). An outcome counts as matched if the rule gives it from the ballots, or from the counts in the file's own
columns (paper votes are often in the count only), whichever way ties are broken: cities draw lots.

Equal Shares in practice, by what the files and equalshares.net tell
    Wieliczka 2023 (Green Million): Add1 as it is described today stops at an endowment of 302 PLN, where nothing fits
    any more, with projects 66 and 67 and without 46. The official outcome is that of every endowment from 305.26 to
    315.84 PLN, so the endowment was raised on, past an outcome to which nothing could be added, until the next step
    would have passed the budget: ``exhaustive="never"``. The start (floored or exact), the size of the step (1 PLN,
    1 %, or very small ones), the tie-breaking and the comparison with greedy make no difference there (1,615 voters
    prefer Equal Shares, 873 greedy). The report of the organisers (equalshares.net, Zielony Milion, 2023-04-26) names
    an endowment of 313 PLN, inside that interval and above 302. The library's own checker raises in this way.
    Swiecie, by equalshares.net's page on its election of 2023, bars projects whose share of the voters is below a third
    of their cost's share of the budget. Its files do not tell; a reading of its own tries that where the rule as stated
    does not give the result.

Withdrawn projects
    A cost of 999,999,999 is the library's mark for a project that was withdrawn after the vote: it does not stop
    ``greedy-no-skip``.

References
----------
Faliszewski et al., *Participatory Budgeting: Data, Tools and Analysis*, IJCAI 2023; pabulib.org.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import DataWarning, Fault, InputError
from fairbudget.experiments._replay_city import CityRule, city_rule
from fairbudget.experiments._replay_reasons import reasons
from fairbudget.experiments._replay_runs import Result, readings
from fairbudget.io.pabulib import read_pabulib
from fairbudget.money import exact

__all__ = ["STATUSES", "Replay", "Summary", "elections_of", "replay", "replay_election", "replay_file", "summary"]

STATUSES = ("matched", "differs", "no-result", "rule-not-known", "unreadable")

#: Called after each file with how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Replay:
    """One election replayed.

    Attributes
    ----------
    path : str
    rule : str
        The official rule as META states it.
    status : str
        One of :data:`STATUSES`.
    reading : str
        How the matching run read the rule, or the closest one; empty for the plain reading: what META states, counted
        from the ballots.
    official, ours : tuple of str
        Projects funded by the city within the budget (mark 1), and by the run.
    marks : mapping of str to str
        Projects with another mark than 0 and 1 (2, 3: with other means, or set aside).
    reasons : tuple of str
        What may explain the difference, the likeliest first.
    notes : tuple of str
        What was read from the file's comment, and what could not be followed.
    projects, voters : int
    faults : int
        Warnings that the reader had about the file.
    error : str
        Why it could not be read.
    """

    path: str
    rule: str = ""
    status: str = "unreadable"
    reading: str = ""
    official: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    projects: int = 0
    voters: int = 0
    faults: int = 0
    error: str = ""

    @property
    def only_official(self) -> tuple[str, ...]:
        """Projects that the city funded and the run does not."""
        return tuple(id for id in self.official if id not in self.ours)

    @property
    def only_ours(self) -> tuple[str, ...]:
        """Projects that the run funds and the city did not."""
        return tuple(id for id in self.ours if id not in self.official)


@dataclass(frozen=True, slots=True)
class Summary:
    """The elections of one official rule.

    Attributes
    ----------
    rule : str
    files : int
    plain : int
        Matched by the plain reading.
    otherwise : int
        Matched by another reading.
    differs, no_result, not_known : int
    """

    rule: str
    files: int
    plain: int
    otherwise: int
    differs: int
    no_result: int
    not_known: int

    @property
    def matched(self) -> int:
        """Matched by any reading."""
        return self.plain + self.otherwise

    @property
    def share(self) -> Fraction | None:
        """Share of the matched among those that have a result and a known rule."""
        compared = self.matched + self.differs
        return Fraction(self.matched, compared) if compared else None


def elections_of(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files that are named, and all ``.pb`` files in the folders that are, each once.

    A folder without such files stays in the list, so that it is told rather than passed over.
    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        inside = sorted(path.rglob("*.pb")) if path.is_dir() else []
        for item in inside or [path]:
            found.setdefault(item.resolve(), item)
    return list(found.values())


def replay(paths: Iterable[str | Path], progress: Progress | None = None) -> list[Replay]:
    """Replay the elections of files and folders.

    Parameters
    ----------
    paths : iterable of paths
        Files in Pabulib's format, and folders, searched for ``.pb`` files.
    progress : callable, optional
        Called after each file.

    Returns
    -------
    list of Replay
        One a file; a file that cannot be read does not stop the others.

    Notes
    -----
    Reading a file takes nearly all of the time: O(length of the files).
    """
    files = elections_of(paths)
    results = []
    for done, path in enumerate(files, 1):
        results.append(replay_file(path))
        if progress:
            progress(done, len(files))
    return results


def replay_file(path: str | Path) -> Replay:
    """Replay the election of one file; what makes it unreadable is in the result."""
    if Path(path).is_dir():
        return Replay(str(path), error=f"{path}: no .pb file in this folder")
    try:
        with warnings.catch_warnings():
            # they are counted in the result: a library of files would bury its table under them
            warnings.simplefilter("ignore", DataWarning)
            election = read_pabulib(path)
        return replay_election(election, str(path))
    except InputError as error:
        errors = [fault for fault in error.faults if fault.severity == "error"]
        more = f" (and {len(errors) - 1} more errors)" if len(errors) > 1 else ""
        return Replay(str(path), error=f"{errors[0]}{more}")


def replay_election(election: Election, path: str = "") -> Replay:
    """Run an election's official rule and compare the outcome with its column ``selected``.

    Parameters
    ----------
    election : Election
        With META ``rule`` and, if its result is known, a project column ``selected``: 0 not funded, 1 funded, any other
        whole number for funded by other means or set aside.
    path : str
        Goes into the result.

    Returns
    -------
    Replay

    Raises
    ------
    InputError
        If a mark in the column ``selected`` is not a whole number.

    Examples
    --------
    >>> election = Election.build({"a": 6, "b": 5, "c": 4}, 10, [["a"], ["a", "b"], ["a", "b"], ["c"]],
    ...                           meta={"rule": "greedy"}, project_columns={"selected": ["1", "0", "1"]})
    >>> replay_election(election).status
    'matched'
    """
    rule = election.meta.get("rule", "").strip()
    about: dict[str, Any] = {
        "path": path,
        "rule": rule,
        "projects": election.num_projects,
        "voters": election.num_voters,
        "faults": len(election.faults),
    }
    told = _marks(election, path)
    if told is None:
        return Replay(status="no-result", **about)
    official = frozenset(id for id, mark in told.items() if mark == 1)
    marks = {id: str(mark) for id, mark in told.items() if mark not in (0, 1)}
    about |= {"official": tuple(id for id in election.ids if id in official), "marks": marks}
    city = city_rule(election)
    about["notes"] = city.notes
    if city.kind == "unknown":
        return Replay(status="rule-not-known", reasons=_agreeing_rules(election, official), **about)
    topped = None if city.covered is None else frozenset(id for id, mark in marks.items() if mark == "2")
    closest: tuple[int, str, Result] | None = None
    before = Result(frozenset())
    for reading in readings(election, city, official, tuple(marks)):
        result = reading.run()
        distance = len(result.funded ^ official) + (0 if topped is None else len(result.topped ^ topped))
        if closest is None or distance < closest[0]:
            closest = (distance, reading.label, result)
        if not distance:
            if reading.counts is not None:
                about["notes"] += _tie(election, official, before.funded, reading.counts)
            break
        before = result
    assert closest is not None
    distance, label, result = closest
    about |= {"reading": label, "ours": tuple(id for id in election.ids if id in result.funded)}
    if not distance:
        return Replay(status="matched", **about)
    return Replay(status="differs", reasons=reasons(election, city, official, marks, result), **about)


def _tie(
    election: Election, official: frozenset[str], before: frozenset[str], values: Sequence[int | Fraction]
) -> tuple[str, ...]:
    """Return which projects with equal counts the city decided on otherwise than a run before."""
    value = dict(zip(election.ids, values, strict=True))
    for level in sorted({value[id] for id in official ^ before}, reverse=True):
        funded = [id for id in election.ids if value[id] == level and id in official]
        others = [id for id in election.ids if value[id] == level and id not in official]
        if funded and others:
            return (f"a tie at {level}: {', '.join(funded)} before {', '.join(others)}",)
    return ()


def _marks(election: Election, path: str) -> dict[str, int] | None:
    """Return the column ``selected``, or None if it is not there or empty."""
    column = election.column("selected")
    if column is None or not any(text.strip() for text in column):
        return None
    marks: dict[str, int] = {}
    faults: list[Fault] = []
    for id, text in zip(election.ids, column, strict=True):
        try:
            mark = exact(text.strip() or "0")
            if mark.denominator > 1:
                raise ValueError
            marks[id] = int(mark)
        except ValueError:
            faults.append(
                Fault(
                    "the mark is not a whole number",
                    file=path or None,
                    row=id,
                    column="selected",
                    value=text,
                    expected="0, 1, 2 or 3",
                )
            )
    if faults:
        raise InputError(faults)
    return marks


def _agreeing_rules(election: Election, official: frozenset[str]) -> tuple[str, ...]:
    """Return which greedy rules give the result of an election whose rule is not known."""
    threshold = city_rule(election).threshold
    found = []
    for name, overflow in (("greedy", "skip"), ("greedy-no-skip", "stop")):
        city = CityRule("greedy", overflow, threshold)
        if any(reading.run().funded == official for reading in readings(election, city, official, ())):
            found.append(f"{name} gives this result")
    return tuple(found) or ("neither greedy nor greedy-no-skip gives this result",)


def summary(results: Iterable[Replay]) -> list[Summary]:
    """Count by official rule; unreadable files have none and are not counted here.

    Examples
    --------
    >>> [row] = summary([Replay("a.pb", "greedy", "matched"), Replay("b.pb", "greedy", "no-result")])
    >>> row.files, row.matched, row.no_result, row.share
    (2, 1, 1, Fraction(1, 1))
    """
    by_rule: dict[str, list[Replay]] = {}
    for item in results:
        if item.status != "unreadable":
            by_rule.setdefault(item.rule, []).append(item)

    def number(items: Sequence[Replay], status: str) -> int:
        return sum(item.status == status for item in items)

    return [
        Summary(
            rule,
            len(items),
            sum(item.status == "matched" and not item.reading for item in items),
            sum(item.status == "matched" and bool(item.reading) for item in items),
            number(items, "differs"),
            number(items, "no-result"),
            number(items, "rule-not-known"),
        )
        for rule, items in sorted(by_rule.items())
    ]
