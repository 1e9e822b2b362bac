"""The bench of the Musrenbang: a whole city decided and explained, and all of Indonesia with memory that stays."""

from __future__ import annotations

import functools
import multiprocessing
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from fairbudget.errors import DataWarning
from fairbudget.experiments.bench import Measurement, Report, measure, peak_memory
from fairbudget.musrenbang.city import City
from fairbudget.musrenbang.deciding import plan
from fairbudget.musrenbang.explain import Explainer
from fairbudget.musrenbang.many import plan_many
from fairbudget.musrenbang.result import Plan

__all__ = ["bench_musrenbang", "synthetic_city"]

#: Kelurahan of a city as large as Kota Bogor, and of Indonesia.
CITY, COUNTRY = 68, 8_500
#: Rules by which one city is decided, with the options that are measured.
RULES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("priority-order", {}),
    ("greedy", {}),
    ("equal-shares", {}),
    ("equal-shares", {"completion": "add1-greedy"}),
    ("phragmen", {}),
    ("equal-shares", {"unspent": "pooled", "coverage": "rw", "family_floors": {"pemberdayaan": "30%"}}),
)


def synthetic_city(task: tuple[int, int]) -> City:
    """Return a made-up city of a seed, with so many kelurahan in kecamatan of about eleven.

    Examples
    --------
    >>> [place.name for place in synthetic_city((1, 2)).kelurahan]
    ['Kelurahan 1', 'Kelurahan 2']
    """
    from fairbudget.generate import Kelurahan, generate_musrenbang
    from fairbudget.musrenbang.synthetic import city_of

    seed, count = task
    records = [
        Kelurahan(f"Kelurahan {k + 1}", f"Kecamatan {k // 11 + 1}", 6_000 + 311 * k, 240_000_000 + 2_300_000 * k)
        for k in range(count)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return city_of(generate_musrenbang(records, seed=seed, city=f"Kota {seed}"))


#: Processor time of this process when the city under way was made.
_made_at = 0.0


def _made(task: tuple[int, int]) -> City:
    global _made_at
    city = synthetic_city(task)
    _made_at = time.process_time()
    return city


def _written(folder: str, city: City, made: Plan) -> tuple[float, int, int, float]:
    """Write the decisions of a city; return seconds of deciding and writing, proposals, funded ones, peak memory."""
    from fairbudget.musrenbang.plan_output import write_plan

    write_plan(made, Path(folder) / f"{city.name}.csv")
    funded = sum(item.funded for item in made.decisions)
    return time.process_time() - _made_at, len(city.proposals), funded, peak_memory()


def _tasks(kelurahan: int) -> Iterator[tuple[int, int]]:
    for seed in range(1, -(-kelurahan // CITY) + 1):
        yield seed, min(CITY, kelurahan - CITY * (seed - 1))


def _country(task: tuple[int, int]) -> tuple[float, float, float, int, int]:
    """Decide so many kelurahan; return seconds, of processors too, peak memory in MB, proposals and funded ones."""
    kelurahan, processes = task
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        keep = functools.partial(_written, folder)
        made = plan_many(
            _tasks(kelurahan), load=_made, keep=keep, processes=processes, rule="equal-shares", trace=False
        )
        found = list(made)
        seconds = time.perf_counter() - start
    peak = max(peak_memory(), *(item[3] for item in found))
    used = sum(item[0] for item in found)
    return seconds, used, peak, sum(item[1] for item in found), sum(item[2] for item in found)


def bench_musrenbang(
    repeat: int = 3,
    say: Callable[[str], None] = lambda text: None,
    country: int = COUNTRY,
    city: int = CITY,
    keep: Path | None = None,
) -> Report:
    """Measure reading, deciding and explaining.

    Parameters
    ----------
    repeat : int
        Runs of each work on one city; the country is decided once.
    say : callable
        Told what is being measured.
    country : int
        How many kelurahan all of Indonesia has; 0 leaves it out.
    city : int
        How many kelurahan the city has.
    keep : path, optional
        Folder in which the report is written again after each measurement.
    """
    report = Report("musrenbang", folder=keep)
    made = synthetic_city((1, city))
    size = f"{city} kelurahan, {len(made.proposals):,} proposals, {len(made.preferences):,} ballots"
    for rule, options in RULES:
        label = ", ".join([rule, *(f"{key}={value}" for key, value in options.items())])
        say(label)
        value, runs, found = measure(functools.partial(plan, made, rule=rule, **options), repeat)
        funded = sum(item.funded for item in found.decisions)
        note = f"{funded} of {len(made.proposals)} funded"
        report.add(Measurement(f"decide {size}, {label}", "fairbudget", value, "s", runs, "≤ 5 s", None, note))
    _explanations(report, made, repeat, say)
    _read(report, made, size, repeat, say)
    if country:
        _countries(report, max(city, country // 10), country, say)
    return report


def _countries(report: Report, tenth: int, whole: int, say: Callable[[str], None]) -> None:
    context = multiprocessing.get_context("spawn")
    peaks = []
    for count in (tenth, whole):
        say(f"{count:,} kelurahan")
        # a process of its own for each, since the peak of a process never falls
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            seconds, used, peak, proposals, funded = pool.submit(_country, (count, 2)).result()
        peaks.append(peak)
        work = f"make, decide and write {count:,} kelurahan, equal-shares, 2 processes"
        note = f"{proposals:,} proposals, {funded:,} funded; deciding and writing took {used:.3g} s of processor time"
        bar = "≤ 60 s" if count == COUNTRY else ""
        report.add(Measurement(work, "fairbudget", seconds, "s", (seconds,), bar, None, note))
        report.add(
            Measurement(f"peak memory of a process, {count:,} kelurahan", "fairbudget", peak, "MB", (peak,), "≤ 300 MB")
        )
    growth = peaks[1] / peaks[0]
    work = "peak memory of ten times as many kelurahan, over that of the tenth"
    report.add(Measurement(work, "fairbudget", growth, "ratio", (growth,), "≤ 1.2 ratio"))


def _explanations(report: Report, made: City, repeat: int, say: Callable[[str], None]) -> None:
    say("explanations")
    explainer = Explainer(made, rule="equal-shares")
    lost = [item.proposal for item in explainer.plan.decisions if item.status == "not funded"][:5]

    def alternatives() -> int:
        return sum(len(explainer.explain(id).alternatives) for id in lost)

    value, runs, count = measure(alternatives, repeat)
    each = tuple(run / len(lost) for run in runs)
    work = "explain a losing proposal and find what would have changed that, equal-shares"
    note = f"mean over {len(lost)} proposals, {count} changes found"
    report.add(Measurement(work, "fairbudget", value / len(lost), "s", each, "≤ 2 s", None, note))

    def sentences() -> int:
        return sum(len(found.sentence("id")) for found in explainer.explain_all())

    value, runs, _ = measure(sentences, repeat)
    work = f"say why, for all {len(made.proposals):,} proposals, equal-shares"
    report.add(Measurement(work, "fairbudget", value, "s", runs, "≤ 10 s"))


def _read(report: Report, made: City, size: str, repeat: int, say: Callable[[str], None]) -> None:
    from fairbudget.musrenbang.reading import read_city
    from fairbudget.musrenbang.writing import write_city

    say("read and decide")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        path = Path(folder) / "kota.xlsx"
        write_city(made, path)

        def work() -> Plan:
            return plan(read_city(path), rule="equal-shares")

        value, runs, _ = measure(work, repeat)
    report.add(
        Measurement(f"read a workbook and decide {size}, equal-shares", "fairbudget", value, "s", runs, "≤ 10 s")
    )
