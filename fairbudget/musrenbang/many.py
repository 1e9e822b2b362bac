"""Many cities, one after the other, on several processes: memory does not grow with their number."""

from __future__ import annotations

import multiprocessing
import os
import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fairbudget.errors import DataWarning
from fairbudget.musrenbang.city import City
from fairbudget.musrenbang.deciding import plan
from fairbudget.musrenbang.result import Money, Plan

__all__ = ["Brief", "plan_many", "write_into"]

#: Cities under way for each process: one that is decided, one that waits so that no process does.
AHEAD = 2


def plan_many(
    sources: Iterable[Any],
    *,
    load: Callable[[Any], City] | None = None,
    keep: Callable[[City, Plan], Any] | None = None,
    processes: int = 1,
    **options: Any,
) -> Iterator[Any]:
    """Decide many cities, and give what is kept of each in their order.

    Parameters
    ----------
    sources : iterable
        Of paths, or of whatever `load` takes; asked for one by one, a few ahead of what is decided.
    load : callable, optional
        Returns the city of a source, by default :func:`fairbudget.musrenbang.read_city`.
    keep : callable, optional
        Called with each city and its plan, where they were decided: writes files, returns a summary. Default: the plan.
    processes : int
        With 1, everything happens in this one; otherwise `load` and `keep` must be functions of a module.
    **options
        As for :func:`fairbudget.musrenbang.plan`.

    Yields
    ------
    object
        What `keep` returned, or a Plan.

    Raises
    ------
    InputError, OptionError
        At the first city that cannot be used.

    Notes
    -----
    At most a few cities are held at once, whatever their number.

    Examples
    --------
    >>> for made in plan_many(["instances/kota-contoh/musrenbang"], rule="greedy", trace=False):
    ...     print(made.city, made.rule, len(list(made.kelurahan)))
    musrenbang greedy 6
    """
    if processes <= 1:
        for source in sources:
            yield _decided(source, load, keep, options)
        return
    # processes that are not forks: compiled code and its threads do not survive a fork
    context = multiprocessing.get_context("spawn")
    under_way: deque[Future[Any]] = deque()
    pool = ProcessPoolExecutor(processes, mp_context=context)
    try:
        for source in sources:
            under_way.append(pool.submit(_decided, source, load, keep, options))
            if len(under_way) >= AHEAD * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Brief:
    """What is left of a plan after its files are written."""

    city: str
    folder: str
    kelurahan: int
    proposals: int
    funded: int
    money: Money


def write_into(folder: str | os.PathLike[str], lang: str, city: City, made: Plan) -> Brief:
    """Write a plan into a folder named after its city, inside another one; for the option `keep`."""
    from fairbudget.musrenbang.plan_output import write_plan

    name = re.sub(r"[^\w.-]+", "-", city.name.strip()).strip("-.") or "kota"
    write_plan(made, Path(folder) / name, lang=lang, folder=True)
    funded = sum(item.funded for item in made.decisions)
    return Brief(city.name, name, len(city.kelurahan), len(made.decisions), funded, made.money())


def _decided(
    source: Any,
    load: Callable[[Any], City] | None,
    keep: Callable[[City, Plan], Any] | None,
    options: Mapping[str, Any],
) -> Any:
    if load is None:
        from fairbudget.musrenbang.reading import read_city

        load = read_city
    with warnings.catch_warnings():
        # what a reader warns of travels with the city
        warnings.simplefilter("ignore", DataWarning)
        city = load(source)
    made = plan(city, **options)
    return made if keep is None else keep(city, made)
