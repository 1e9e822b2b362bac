"""The bench of the selection rules, on real elections and on small ones, beside the peers that are installed."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib.util
import multiprocessing
import os
import random
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from fairbudget.election import Election
from fairbudget.errors import DataWarning, InputError
from fairbudget.experiments.bench import Measurement, Report, measure, peak_memory
from fairbudget.io.pabulib import read_pabulib
from fairbudget.registry import rules
from fairbudget.rules import select, select_many

__all__ = ["bench_rules", "elections_folder", "small_election"]

LODZ = "Poland_Lodz_2022.pb"
WARSAW = "Poland_Warszawa_2026.pb"
WROCLAW = "Poland_Wroclaw_2015_150_-_500.pb"

#: (rule, options) that are run on every file.
SWEEP: tuple[tuple[str, dict[str, Any]], ...] = (
    ("greedy", {}),
    ("equal-shares", {}),
    ("equal-shares", {"completion": "add1"}),
    ("bounded-overspending", {}),
    ("bounded-overspending-plus", {}),
    ("fractional-equal-shares", {}),
    ("exact-equal-shares", {"completion": "add-opt"}),
    ("phragmen", {}),
)
#: Note of a work whose process did not live to its end.
ENDED = "a process was ended from outside, or ran out of memory"
#: Rules whose memory is measured on the largest file.
MEMORY = (*SWEEP, ("max-welfare", {}), ("sequential-thiele", {}), ("maximin-support", {}))


def elections_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder of real elections: the given one, ``$FAIRBUDGET_PABULIB``, or ``../shared/pabulib``.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    folder = Path(given or os.environ.get("FAIRBUDGET_PABULIB") or "../shared/pabulib")
    if not folder.is_dir():
        raise InputError(f"{folder}: no folder of Pabulib files; name one with --elections or FAIRBUDGET_PABULIB")
    return folder


def small_election(seed: int, projects: int = 40, voters: int = 60, approvals: int = 12) -> Election:
    """Return an election of the size of a Musrenbang: priced proposals, a few delegates.

    Examples
    --------
    >>> small_election(1)
    <Election: 40 projects, 60 voters (60 distinct approval ballots), budget 400000000>
    """
    draw = random.Random(seed)
    costs = {f"p{k:02}": draw.choice((10, 15, 20, 25, 30, 40, 50, 60)) * 10**6 for k in range(projects)}
    ids = list(costs)
    return Election.build(costs, 400 * 10**6, [draw.sample(ids, approvals) for _ in range(voters)])


def read_quietly(path: Path) -> Election:
    """Read a file without its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return read_pabulib(path)


def fresh(election: Election) -> Election:
    """Return the election without anything that was computed for it before."""
    import dataclasses

    return dataclasses.replace(election)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Measure short runs as ``timeit`` does: without a collection of what earlier works of the bench left."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _select_fresh(election: Election, rule: str) -> Any:
    return select(fresh(election), rule)


def known(rule: str) -> bool:
    """Tell whether a rule is registered."""
    return rule in rules


def bench_rules(
    folder: Path,
    *,
    peers: bool = True,
    repeat: int = 5,
    say: Callable[[str], None] = lambda text: None,
    keep: Path | None = None,
) -> Report:
    """Measure the rules.

    Parameters
    ----------
    folder : Path
        With Pabulib files.
    peers : bool
        Whether to measure the peers that are installed.
    repeat : int
        Runs of each work.
    say : callable
        Told what is measured next.
    keep : path, optional
        Folder in which the report is written again after each measurement.

    Returns
    -------
    Report
    """
    report = Report("rules", folder=keep)
    for part in (_reading, _equal_shares, _add1, _others, _small, _memory, _sweep):
        for measurement in part(folder, peers, repeat, say):
            report.add(measurement)
    return report


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _beside(
    ours: Measurement, who: str, work: Callable[[], Any] | None, repeat: int = 1, note: str = ""
) -> Iterator[Measurement]:
    """Measure a peer at the same work; `work` is None where the peer is not installed."""
    if work is None:
        yield Measurement(ours.work, who, None, ours.unit, note="not installed")
        return
    start = time.perf_counter()
    try:
        work()
    except Exception as error:  # what a peer may raise is not known, and must not lose what was measured
        yield Measurement(ours.work, who, None, ours.unit, note=f"failed: {type(error).__name__}: {error}"[:200])
        return
    runs = [time.perf_counter() - start]
    while len(runs) < repeat and runs[0] < 5:
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    value = min(runs)
    assert ours.value is not None
    yield Measurement(ours.work, who, value, ours.unit, tuple(runs), "", value / ours.value, note)


def _timed(work: str, call: Callable[[], Any], repeat: int, bar: str, note: str = "") -> Measurement:
    value, runs, _ = measure(call, repeat)
    return Measurement(work, "fairbudget", value, "s", runs, bar, None, note)


def _pabutools(path: Path) -> tuple[Any, Any]:
    from pabutools.election import parse_pabulib

    instance, profile = parse_pabulib(str(path))
    return instance, profile


def _reading(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    path = folder / LODZ
    if not path.exists():
        return
    say(f"reading {LODZ}")
    ours = _timed("read Lodz_2022", lambda: read_quietly(path), repeat, "≤ 0.3 s; ≥ 15× pabutools")
    yield ours
    if peers:
        yield from _beside(ours, "pabutools", (lambda: _pabutools(path)) if _has("pabutools") else None)


def _equal_shares(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    for path in (folder / LODZ, folder / WARSAW):
        if not path.exists():
            continue
        say(f"Equal Shares on {path.name}")
        election = read_quietly(path)
        name = f"equal-shares, cost, on {path.stem.removeprefix('Poland_')}"
        bar = "≥ 1,000× pabutools, ≥ 20× muoblpbindings"
        ours = _timed(name, functools.partial(_select_fresh, election, "equal-shares"), repeat, bar)
        yield ours
        if not peers:
            continue
        yield from _beside(
            ours, "muoblpbindings", _muoblp(election, "equal_shares_utils"), note="floats; greedy completion"
        )
        yield from _beside(ours, "pabutools", _pabutools_rule(path, "method_of_equal_shares"), note="exact")


def _muoblp(election: Election, function: str) -> Callable[[], Any] | None:
    if not _has("muoblpbindings"):
        return None
    import muoblpbindings

    from fairbudget.utilities import utilities

    gains = utilities(election, "cost")
    lines, weights = election.ballots.of_lines()
    assert weights is None
    voters_of: dict[int, list[str]] = {}
    for voter, row in enumerate(lines.tolist()):
        voters_of.setdefault(row, []).append(str(voter))
    cost = {id: float(election.money(c)) for id, c in zip(election.ids, election.costs, strict=True)}
    approvers: dict[str, list[tuple[str, int]]] = {}
    totals: dict[str, int] = {}
    for p, id in enumerate(election.ids):
        rows, _ = gains.of(p)
        approvers[id] = [(voter, int(election.costs[p])) for row in rows.tolist() for voter in voters_of[row]]
        totals[id] = len(approvers[id]) * int(election.costs[p])
    voters = [str(k) for k in range(len(lines))]
    call = getattr(muoblpbindings, function)
    return lambda: call(voters, list(election.ids), cost, approvers, totals, float(election.budget))


def _pabutools_rule(path: Path, rule: str, **options: Any) -> Callable[[], Any] | None:
    if not _has("pabutools"):
        return None
    from pabutools import rules as peer
    from pabutools.election import Cost_Sat

    instance, profile = _pabutools(path)
    arguments: dict[str, Any] = {} if rule == "sequential_phragmen" else {"sat_class": Cost_Sat}
    return lambda: getattr(peer, rule)(instance, profile, **arguments, **options)


def _add1(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    path = folder / WROCLAW
    if not path.exists():
        return
    say(f"Add1 on {WROCLAW}")
    election = read_quietly(path)
    ours = _timed(
        "equal-shares + add1 on Wroclaw_2015_150_-_500",
        lambda: select(fresh(election), "equal-shares", completion="add1"),
        repeat,
        "< 1 s; ≥ 80× muoblpbindings",
    )
    yield ours
    if peers:
        yield from _beside(ours, "muoblpbindings", _muoblp(election, "equal_shares_add1"), note="floats")


def _others(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    works = (
        (WARSAW, "phragmen", "sequential_phragmen", "≥ 1,000× pabutools"),
        (WARSAW, "greedy", "greedy_utilitarian_welfare", "≥ 500× pabutools"),
        (LODZ, "max-welfare", "max_additive_utilitarian_welfare", "≥ 100× pabutools"),
    )
    for file, rule, peer, bar in works:
        path = folder / file
        if not path.exists() or not known(rule):
            continue
        say(f"{rule} on {file}")
        election = read_quietly(path)
        name = f"{rule} on {path.stem.removeprefix('Poland_')}"
        ours = _timed(name, functools.partial(_select_fresh, election, rule), repeat, bar)
        yield ours
        if peers:
            options: dict[str, Any] = {}
            if peer.startswith("max") and _has("pabutools"):
                from pabutools.rules import MaxAddUtilWelfareAlgo

                options["inner_algo"] = MaxAddUtilWelfareAlgo.ILP_SOLVER
            yield from _beside(ours, "pabutools", _pabutools_rule(path, peer, **options))
    largest = folder / LODZ
    if known("maximin-support") and largest.exists():
        say("maximin-support on the largest file")
        election = read_quietly(largest)
        yield _timed("maximin-support on Lodz_2022", lambda: select(fresh(election), "maximin-support"), 1, "≤ 30 s")


def _small(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    say("small elections")
    elections = [small_election(seed) for seed in range(400)]

    def rate(call: Callable[[list[Election]], Any]) -> tuple[float, tuple[float, ...]]:
        rates = []
        for _ in range(repeat + 1):
            given = [fresh(election) for election in elections]
            with uncollected():
                start = time.perf_counter()
                call(given)
                rates.append(len(given) / (time.perf_counter() - start))
        return sorted(rates[1:])[(len(rates) - 1) // 2], tuple(rates[1:])

    name = "equal-shares on 40 proposals × 60 delegates × 12 approvals"
    value, runs = rate(lambda given: [select(election, "equal-shares") for election in given])
    ours = Measurement(name, "fairbudget", value, "runs/s", runs, "≥ 5,000 runs/s")
    yield ours
    value, runs = rate(lambda given: list(select_many(given, "equal-shares")))
    yield Measurement(f"{name}, in a batch call", "fairbudget", value, "runs/s", runs, "≥ 10,000 runs/s")
    if peers and _has("pabutools"):
        value = _small_peer(elections[:50])
        yield Measurement(name, "pabutools", value, "runs/s", (value,), "", (ours.value or 0) / value)


def _small_peer(elections: list[Election]) -> float:
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
    from pabutools.rules import method_of_equal_shares

    pairs = []
    for election in elections:
        projects = {id: Project(id, int(cost)) for id, cost in zip(election.ids, election.costs, strict=True)}
        lines, _ = election.ballots.of_lines()
        ballots = [ApprovalBallot(projects[election.ids[p]] for p in election.ballots.row(row)[0]) for row in lines]
        instance = Instance(projects.values(), budget_limit=int(election.budget))
        pairs.append((instance, ApprovalProfile(ballots, instance=instance)))
    with uncollected():
        start = time.perf_counter()
        for instance, profile in pairs:
            method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
        return len(pairs) / (time.perf_counter() - start)


def _peak(task: tuple[str, str, dict[str, Any]]) -> float:
    """Return the peak memory in MB of a process that reads a file and runs one rule."""
    path, rule, options = task
    select(read_quietly(Path(path)), rule, **options)
    return peak_memory()


def _memory(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    path = folder / LODZ
    if not path.exists():
        return
    context = multiprocessing.get_context("spawn")
    for rule, options in MEMORY:
        if known(rule):
            say(f"memory of {rule}")
            # a process of its own for each, since the peak of a process never falls
            label = ", ".join([rule, *(f"{key}={value}" for key, value in options.items())])
            work = f"peak memory of {label} on Lodz_2022"
            try:
                with ProcessPoolExecutor(1, mp_context=context) as pool:
                    peak = pool.submit(_peak, (str(path), rule, options)).result()
            except BrokenProcessPool:
                yield Measurement(work, "fairbudget", None, "MB", bar="≤ 300 MB", note=ENDED)
                continue
            yield Measurement(work, "fairbudget", peak, "MB", (peak,), "≤ 300 MB")


def _sweep_file(path: str) -> dict[str, float]:
    """Run the rules of the sweep on one file; return the seconds of each."""
    election = read_quietly(Path(path))
    seconds = {}
    for rule, options in SWEEP:
        if not known(rule) or election.ballot_type not in rules[rule].properties["ballots"]:
            continue
        start = time.perf_counter()
        select(election, rule, **options)
        seconds["+".join([rule, *map(str, options.values())])] = time.perf_counter() - start
    return seconds


def _sweep(folder: Path, peers: bool, repeat: int, say: Callable[[str], None]) -> Iterator[Measurement]:
    files = sorted(folder.glob("*.pb"), key=lambda path: -path.stat().st_size)
    missing = [rule for rule, _ in SWEEP if not known(rule)]
    say(f"all {len(files)} files")
    totals: dict[str, float] = {}
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    work = f"all {len(files)} files × {len(SWEEP) - len(missing)} rules, 2 processes"
    try:
        with ProcessPoolExecutor(2, mp_context=context) as pool:
            for found in pool.map(_sweep_file, map(str, files)):
                for key, value in found.items():
                    totals[key] = totals.get(key, 0.0) + value
    except BrokenProcessPool:
        yield Measurement(work, "fairbudget", None, "s", bar="≤ 60 s", note=ENDED)
        return
    value = time.perf_counter() - start
    note = f"not registered yet: {', '.join(missing)}" if missing else "reading included"
    yield Measurement(
        work,
        "fairbudget",
        value,
        "s",
        (value,),
        "≤ 60 s",
        None,
        note,
    )
    for key, seconds in sorted(totals.items(), key=lambda pair: -pair[1]):
        yield Measurement(f"all files, {key}, one core", "fairbudget", seconds, "s", (seconds,))
