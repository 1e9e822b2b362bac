"""``fairbudget replay``: run the rules that cities followed, and compare with their results."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairbudget.cli.output import deliver

if TYPE_CHECKING:
    from fairbudget.experiments.replay import Progress

__all__ = ["replay"]


@click.command()
@click.argument("elections", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.pb|FOLDER...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table by official rule with what differs, or one record an election.",
)
@click.option("--details", is_flag=True, help="In the table, list every election.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
def replay(elections: tuple[Path, ...], format_: str, details: bool, output: Path | None) -> int:
    """Run each city's official rule (META `rule`) and compare with what it funded (column `selected`).

    Takes Pabulib files and folders of them. Matched means: the rule as stated gives the official result from the
    ballots ("as stated"), or it does so with the file's own counts, with ties broken as the city did, or as the file's
    comment tells ("otherwise").

    Exit codes: 0 all elections that have a result and a known rule matched, 1 some differ, 2 nothing could be read.
    """
    from fairbudget.experiments.replay import replay as run
    from fairbudget.report.replay import replay_csv, replay_json, replay_table

    if details and format_ != "table":
        raise click.UsageError(f"--details is for the table; {format_} always has every election")
    with _progress() as progress:
        results = run(elections, progress)
    if all(item.status == "unreadable" for item in results):
        for item in results:
            click.echo(f"error: {item.error}", err=True)
        return 2
    if format_ != "table":
        for item in results:
            if item.status == "unreadable":
                click.echo(f"warning: not readable: {item.error}", err=True)
    text = {"csv": replay_csv, "json": replay_json}[format_](results) if format_ != "table" else None
    deliver(replay_table(results, details) if text is None else text, output)
    return int(any(item.status == "differs" for item in results))


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """Give something to tell progress to, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("replay", total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
