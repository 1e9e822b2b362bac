"""The bench of ceilings: each work is one function here, run on the table of a folder of instances."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fairbudget.errors import InputError
from fairbudget.experiments.bench import Measurement, Report, measure
from fairbudget.experiments.bench_ceilings_speed import many_villages, sobol_indices, weight_draws

__all__ = ["WORKS", "audit_of_bogor", "bench_ceilings", "better_formula_of_bogor", "formula_of_bogor"]

#: Where the published table lies, in a checkout of the project.
INSTANCE = Path("instances/bogor")


def audit_of_bogor(folder: Path, repeat: int) -> list[Measurement]:
    """Measure the audit of the published table: the smallest set of corrections, with proof and alternatives."""
    from fairbudget.formulas.audit import audit

    def work() -> tuple[int, int, int, bool]:
        found = audit(folder / "indicators.csv", folder / "formula.toml", totals=folder / "totals.csv")
        return found.following_after, found.rows, found.digits, found.smallest and found.unique

    median, runs, (after, rows, digits, sure) = measure(work, repeat)
    note = f"{after} of {rows} rows agree after {digits} changed digits" + ("; smallest and unique" if sure else "")
    return [Measurement("audit of the Bogor table", "fairbudget", median, runs=runs, bar="≤ 60 s", note=note)]


def formula_of_bogor(folder: Path, repeat: int) -> list[Measurement]:
    """Measure how long it takes to find the formula behind the published table."""
    from fairbudget.formulas.infer import infer

    median, runs, found = measure(lambda: infer(folder / "indicators.csv"), repeat)
    note = f"{found.explained} of {found.rows} rows explained"
    return [Measurement("formula behind the Bogor table", "fairbudget", median, runs=runs, note=note)]


def better_formula_of_bogor(folder: Path, repeat: int) -> list[Measurement]:
    """Measure how long the best weights take: least Gini of money per poor resident, nobody below 90 % of today."""
    from fairbudget.formulas.improve import improve

    limits = [{"kind": "hold-harmless", "share": "9/10"}]

    def work() -> tuple[bool, bool, int]:
        found = improve(folder / "indicators.csv", folder / "formula.toml", {"aim": "gini", "limits": limits})
        return found.kept, found.found is not None and found.found.proved, sum(found.amounts)

    median, runs, (kept, proved, given) = measure(work, repeat)
    note = f"{given:,} rupiah given" + ("; limits kept" if kept else "") + ("; proved best" if proved else "")
    return [Measurement("best weights for the Bogor table", "fairbudget", median, runs=runs, note=note)]


#: The works in the order in which they are run; further ones are added here.
WORKS: tuple[Callable[[Path, int], list[Measurement]], ...] = (
    weight_draws,
    many_villages,
    sobol_indices,
    audit_of_bogor,
    formula_of_bogor,
    better_formula_of_bogor,
)


def bench_ceilings(
    folder: str | Path = INSTANCE,
    *,
    repeat: int = 5,
    say: Callable[[str], None] | None = None,
    keep: str | Path | None = None,
) -> Report:
    """Measure every work on ceilings.

    Parameters
    ----------
    folder : path
        With ``indicators.csv``, ``formula.toml`` and ``totals.csv``.
    repeat : int
        Runs of each work.
    say : callable, optional
        Is told what is being measured.
    keep : path, optional
        Folder in which the report is written again after each measurement.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If the folder lacks a file.
    """
    path = Path(folder)
    missing = [name for name in ("indicators.csv", "formula.toml", "totals.csv") if not (path / name).is_file()]
    if missing:
        raise InputError(f"{path}: no {', '.join(missing)}; name the folder of the published table (--instance)")
    report = Report("ceilings", folder=keep)
    for work in WORKS:
        if say is not None:
            say(work.__name__.replace("_", " "))
        for measurement in work(path, repeat):
            report.add(measurement)
    return report
