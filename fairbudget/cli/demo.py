"""``fairbudget demo``: the whole line on one city."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fairbudget.experiments.demo import Progress

__all__ = ["demo"]

_FILE = click.Path(path_type=Path)


@click.command()
@click.option(
    "-o",
    "--output",
    type=_FILE,
    default=Path("runs/demo"),
    show_default=True,
    metavar="FOLDER",
    help="Made if missing.",
)
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True, help="Of proposals and ballots.")
@click.option(
    "--indicators", type=_FILE, metavar="TABLE", help="Indicators of each kelurahan [default: that of Kota Bogor]."
)
@click.option("--formula", type=_FILE, metavar="FORMULA.toml", help="How they become ceilings [default: Kota Bogor's].")
@click.option("--city", metavar="NAME", help="Name of the city [default: Kota Bogor; with --indicators, its file's].")
@click.option(
    "--ballots",
    type=click.Choice(["approval", "ordinal"]),
    default="approval",
    show_default=True,
    help="Participants approve proposals, or rank them by priority.",
)
@click.option("--date", metavar="TEXT", help="Written into the report; without it, equal runs give equal bytes.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other things than an earlier demo.")
def demo(
    output: Path,
    seed: int,
    indicators: Path | None,
    formula: Path | None,
    city: str | None,
    ballots: str,
    date: str | None,
    force: bool,
) -> None:
    """Compute a city's ceilings, make proposals, select by three rules, compare, and report.

    Ceilings come from the table of indicators (by default the published one of Kota Bogor, from instances/bogor in the
    current folder). Proposals and ballots are SYNTHETIC, drawn from the seed. FOLDER receives report.html, the tables
    ceilings.csv, selections.csv, comparison.csv (also by kelurahan and by category), one election for each kelurahan
    under elections/, and manifest.json.
    """
    from fairbudget.experiments.demo import CITY, check_folder, inputs, run_demo, save
    from fairbudget.report.demo import closing_words, demo_page

    # told before anything is computed
    check_folder(output, force)
    table, chosen = inputs(indicators, formula)
    city = city or (CITY if indicators is None else table.stem)
    with _progress() as progress:
        result = run_demo(table, chosen, seed=seed, city=city, ballots=ballots, progress=progress)
        progress("report", 0, 1)
        page = demo_page(result, date)
        progress("report", 1, 1)
        save(result, output, page, force=force, progress=progress)
    click.echo(closing_words(result, output))


@contextlib.contextmanager
def _progress() -> Iterator[Progress]:
    """Give a function that shows how far each stage is: bars on a terminal, elsewhere a line for each stage."""
    if not sys.stderr.isatty():
        told: set[str] = set()

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in told:
                told.add(stage)
                click.echo(f"{stage} ..." if total == 1 else f"{stage} (0 of {total}) ...", err=True)
            elif done == total > 1:
                click.echo(f"{stage} ({done} of {total})", err=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
