"""``fairbudget run``: compute a study, or go on with it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fairbudget.experiments.study.run import Progress
    from fairbudget.experiments.study.session import Session

__all__ = ["run"]

_FILE = click.Path(path_type=Path)


@click.command(
    epilog="\b\nExamples:\n"
    "  fairbudget run experiments/scaling.toml --dry-run\n"
    "  fairbudget run experiments/scaling.toml --jobs 2\n"
    "  fairbudget results scaling --format csv -o scaling.csv"
)
@click.argument("study", type=_FILE, metavar="FILE.toml")
@click.option("--dry-run", is_flag=True, help="Show the grid, its size and an estimate of the time; write nothing.")
@click.option("--sample", is_flag=True, help="A small part of the study (its [sample]), under the name NAME-sample.")
@click.option("--jobs", type=click.IntRange(1, 1024), metavar="N", help="Worker processes [default: one a core].")
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Processes on this machine, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a running Dask cluster [default: local Dask workers].")
@click.option("--resume", is_flag=True, help="Go on with an earlier run; refuse if there is none.")
@click.option("--retry", is_flag=True, help="Compute again what failed in an earlier run.")
@click.option("--fresh", is_flag=True, help="Compute everything again.")
@click.option("--store", type=_FILE, metavar="FILE", help="Where results are kept [default: runs/NAME/store.sqlite].")
def run(
    study: Path,
    dry_run: bool,
    sample: bool,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    resume: bool,
    retry: bool,
    fresh: bool,
    store: Path | None,
) -> int:
    """Run the study of FILE: every election x formula x rule, measured; what is stored already is not computed again.

    The store is written as results come: a run that was stopped, by whatever, goes on where it was with the same
    command. At the end results.csv, instances.csv and manifest.json stand beside the store, and in the folder analysis
    the comparisons and figures that the study wants.

    Exit codes: 0 done, 1 done but some units failed (their rows say how), 2 unusable input or options.
    """
    from fairbudget.experiments.study.session import Session

    if scheduler and executor != "dask":
        raise click.UsageError("--scheduler goes with --executor dask")
    if fresh and (resume or retry):
        raise click.UsageError("--fresh goes with neither --resume nor --retry")
    session = Session.open(study, sample=sample, store=store)
    for note in session.plan.notes:
        click.echo(f"note: {note}", err=True)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if dry_run:
        click.echo(session.describe(jobs or cores), nl=False)
        return 0
    with _stoppable(), _progress(session.plan.study.name) as progress:
        summary = session.run(
            jobs=jobs or cores,
            executor=executor,
            scheduler=scheduler,
            resume=resume,
            retry=retry,
            fresh=fresh,
            progress=progress,
        )
    click.echo(session.closing_words(summary))
    if session.plan.study.wanted:
        folder = _analysed(session)
        click.echo(f"{folder}: the comparisons and figures that the study wants; `fairbudget analyse` makes them again")
    return int(summary.bad > 0)


def _analysed(session: Session) -> Path:
    """Write what the study wants to know of its results."""
    from fairbudget.experiments.analysis import Analysis
    from fairbudget.experiments.study.results import Results
    from fairbudget.experiments.study.store import Store
    from fairbudget.report.analysis import write_analysis

    def say(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(text, err=True)

    study = session.plan.study
    folder = session.folder / "analysis"
    with Store(session.path, write=False) as store:
        write_analysis(Analysis(Results.of(store, study.name)), study.wanted, folder, say=say)
    return folder


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does: what is finished is stored, claims are given up."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped: what is finished is stored, and the same command goes on from there", err=True)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _progress(name: str) -> Iterator[Progress | None]:
    """Give something to tell progress to, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[bad]}"),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None, rate="", bad="")

        def show(done: int, total: int, bad: int) -> None:
            speed = bars.tasks[0].speed
            rate = "" if speed is None else f"{speed:.3g} units/s"
            bars.update(task, completed=done, total=total, rate=rate, bad=f"{bad} failed" if bad else "")

        yield show
