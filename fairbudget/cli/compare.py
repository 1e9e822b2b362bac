"""``fairbudget compare``: rules side by side."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from fairbudget.cli.output import deliver
from fairbudget.errors import OptionError

__all__ = ["compare"]

TABLES = ("metrics", "means", "pairs", "popularity", "across", "shares")


@click.command()
@click.argument("elections", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.pb|FOLDER...")
@click.option(
    "--rules",
    "chosen",
    multiple=True,
    required=True,
    metavar="ID[:OPTION=VALUE,...],...",
    help="Rules, with options if wanted: greedy,equal-shares:completion=add1,utility=cost. Repeatable.",
)
@click.option(
    "--metrics",
    "measures",
    multiple=True,
    metavar="ID[:OPTION=VALUE],...|all",
    help="Metrics that are one number; `fairbudget metrics` lists them.",
)
@click.option(
    "--utility",
    metavar="cost|cardinality|score|borda|effort|cost-sqrt|cost-log",
    help="What all outcomes are measured in; default by ballot type.",
)
@click.option("--official", is_flag=True, help="Add the result that the files state (column `selected`).")
@click.option("--keep-going", is_flag=True, help="Pass over elections that cannot be used; exit code 1 if there are.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the ending of the output file, else a table to read.",
)
@click.option("--table", type=click.Choice(TABLES), default="metrics", show_default=True, help="Which one, as csv.")
@click.option("--details", is_flag=True, help="In the text, show each of several elections.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg|png|pdf", help="Draw the comparison.")
@click.option(
    "--picture",
    default="all",
    show_default=True,
    metavar="ID,...|all",
    help="Of metrics, agreement, lorenz, histogram, shares.",
)
def compare(
    elections: tuple[Path, ...],
    chosen: tuple[str, ...],
    measures: tuple[str, ...],
    utility: str | None,
    official: bool,
    keep_going: bool,
    format_: str | None,
    table: str,
    details: bool,
    output: Path | None,
    plot: Path | None,
    picture: str,
) -> int:
    """Run several rules on the same elections and measure the outcomes alike.

    Shows every metric of each rule, which rule's outcome more voters prefer (pair by pair), and how far the outcomes
    agree. Of several elections means are shown, and how utility and money are spread across them.
    """
    from fairbudget.experiments.replay import elections_of
    from fairbudget.experiments.side_by_side import compare_rules, read_rules
    from fairbudget.io.pabulib import read_pabulib
    from fairbudget.report import side_by_side as report

    form = output_format(format_, output)
    if plot is not None:
        from fairbudget.report.figures import picture_format

        picture_format(plot)
    check_pictures(picture, plot)
    if table != "metrics" and form != "csv":
        raise click.UsageError("--table is for --format csv; the other formats have all of them")
    if details and form != "table":
        raise click.UsageError(f"--details is for the text; {form} always has every election")
    runs = read_rules(chosen)
    wanted = "all" if measures == ("all",) else measures or None
    files = elections_of(elections)
    sources = [(str(path), functools.partial(read_pabulib, path)) for path in files]
    with _progress(len(sources) * len(runs)) as tick:
        found = compare_rules(
            sources, runs, wanted, utility, with_official=official, keep_going=keep_going, tick=tick
        )  # fmt: skip
    if form == "xlsx":
        assert output is not None
        report.save_comparison(found, output)
        click.echo(f"written: {output}", err=True)
    elif form == "csv":
        deliver(report.comparison_csv(found, table), output)
    elif form == "json":
        deliver(report.comparison_json(found), output)
    else:
        deliver(report.comparison_table(found, details), output)
    if plot is not None:
        from fairbudget.report.metric_plots import plot_comparison

        plot_comparison(found, plot, picture)
        click.echo(f"written: {plot}", err=True)
    for _, reason in found.failed:
        click.echo(f"warning: left out: {reason}", err=True)
    return int(bool(found.failed))


def output_format(format_: str | None, output: Path | None) -> str:
    """Return the format: the one asked for, else by the ending of the output file, else a table.

    Raises
    ------
    OptionError
        If a workbook is asked for without a file.
    """
    if format_ is None:
        ending = output.suffix.lower().removeprefix(".") if output is not None else ""
        format_ = ending if ending in ("csv", "json", "xlsx") else "table"
    if format_ == "xlsx" and output is None:
        raise OptionError("--format xlsx needs a file: -o FILE.xlsx")
    return format_


def check_pictures(picture: str, plot: Path | None) -> None:
    """Refuse unknown pictures, and --picture without --plot, before the work.

    Raises
    ------
    OptionError
    """
    if picture == "all":
        return
    from fairbudget.errors import nearest
    from fairbudget.report.metric_plots import PICTURES

    if plot is None:
        raise OptionError("--picture needs a file to draw to: --plot FILE.svg")
    for id in (part.strip() for part in picture.split(",")):
        if id not in PICTURES:
            raise OptionError(f"unknown picture {id!r}; {nearest(id, (*PICTURES, 'all'))}")


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[str, str], None] | None]:
    """Give something to tell progress to, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("comparing", total=total)

        def tick(name: str, label: str) -> None:
            bars.update(task, advance=1, description=escape(f"{Path(name).name}: {label}"))

        yield tick
