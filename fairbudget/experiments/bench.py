"""Measuring speed: each work several times, peers in the same run, ratios of medians, the environment recorded."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fairbudget.files import write_text

__all__ = ["Measurement", "Report", "environment", "measure", "peak_memory"]

#: Packages whose versions matter to a measurement, where they are installed.
PACKAGES = ("fairbudget", "numpy", "scipy", "numba", "gmpy2", "pulp", "highspy", "pabutools", "muoblpbindings")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measured work.

    Attributes
    ----------
    work : str
    who : str
        ``fairbudget`` or a peer.
    value : float or None
        Median; None if it could not be measured, with the reason in `note`.
    unit : str
        ``s``, ``MB`` or ``runs/s``.
    runs : tuple of float
    bar : str
        What was asked for, in words; empty if nothing.
    ratio : float or None
        For a peer: how many times better fairbudget is in this run.
    note : str
    """

    work: str
    who: str
    value: float | None
    unit: str = "s"
    runs: tuple[float, ...] = ()
    bar: str = ""
    ratio: float | None = None
    note: str = ""


def measure(work: Callable[[], Any], repeat: int = 5, limit: float = 20.0) -> tuple[float, tuple[float, ...], Any]:
    """Run a work once to warm up, then several times, and return median, runs (seconds) and the last result.

    Parameters
    ----------
    work : callable
    repeat : int
        Measured runs.
    limit : float
        Seconds after which no further run is started; a work that is slower than this counts its first run.
    """
    begin = time.perf_counter()
    result = work()
    first = time.perf_counter() - begin
    if first > limit:
        return first, (first,), result
    runs: list[float] = []
    while len(runs) < repeat and (not runs or time.perf_counter() - begin < limit):
        start = time.perf_counter()
        result = work()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs), tuple(runs), result


def peak_memory() -> float:
    """Return the peak memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # the peak of this program alone; ru_maxrss would count the process that started it
        return int(next(line for line in status.read_text().splitlines() if "VmHWM" in line).split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def environment() -> dict[str, Any]:
    """Return what a reader must know to compare figures: processor, system, versions. Names no host."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    processor = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        processor = models[0] if models else processor
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": versions,
    }


@dataclass(slots=True)
class Report:
    """The measurements of one bench.

    Attributes
    ----------
    name : str
    measurements : list of Measurement
    folder : path or None
        Where the report is written again after each measurement, so that a bench that is killed leaves what it has.
    """

    name: str
    measurements: list[Measurement] = field(default_factory=list)
    folder: str | os.PathLike[str] | None = None

    def add(self, measurement: Measurement) -> None:
        """Record a measurement."""
        self.measurements.append(measurement)
        if self.folder is not None:
            self.save(self.folder)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready values."""
        return {
            "bench": self.name,
            "environment": environment(),
            "measurements": [asdict(item) for item in self.measurements],
        }

    def to_markdown(self) -> str:
        """Return the report as a Markdown table."""
        facts = environment()
        lines = [
            f"# Benchmark: {self.name}",
            "",
            f"{facts['processor']}, {facts['cores']} cores, {facts['system']}, Python {facts['python']}; "
            + ", ".join(f"{name} {version}" for name, version in facts["versions"].items()),
            "",
            "Medians; a peer's ratio is how many times better fairbudget is in the same run.",
            "",
            "| work | who | result | ratio | asked for | note |",
            "|---|---|---:|---:|---|---|",
        ]
        for item in self.measurements:
            value = "not measured" if item.value is None else f"{item.value:.4g} {item.unit}"
            ratio = "" if item.ratio is None else f"{item.ratio:,.0f}×" if item.ratio >= 10 else f"{item.ratio:.1f}×"
            lines.append(f"| {item.work} | {item.who} | {value} | {ratio} | {item.bar} | {item.note} |")
        return "\n".join(lines) + "\n"

    def save(self, folder: str | os.PathLike[str]) -> tuple[Path, Path]:
        """Write ``NAME.json`` and ``NAME.md`` to a folder; return their paths."""
        base = Path(folder)
        write_text(base / f"{self.name}.json", json.dumps(self.to_dict(), ensure_ascii=False, indent=2) + "\n")
        write_text(base / f"{self.name}.md", self.to_markdown())
        return base / f"{self.name}.json", base / f"{self.name}.md"
