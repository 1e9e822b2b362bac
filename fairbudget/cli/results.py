"""``fairbudget results``: the tables of a study that was run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["results"]

_FILE = click.Path(path_type=Path)


@click.command(
    epilog="\b\nExamples:\n"
    "  fairbudget results scaling --metric mean-satisfaction,ejr-plus\n"
    "  fairbudget results scaling --format parquet -o scaling.parquet\n"
    "  fairbudget results scaling --what timings --format csv"
)
@click.argument("name", metavar="NAME|FILE.toml")
@click.option(
    "--what",
    type=click.Choice(["results", "instances", "outcomes", "timings"]),
    default="results",
    show_default=True,
    help="The long table; or the elections with their features; funded projects; measured seconds.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "parquet", "xlsx", "latex", "markdown", "json"]),
    default="table",
    show_default=True,
)
@click.option("--metric", metavar="LABEL,...", help="Only these metrics and axioms.")
@click.option("--rule", metavar="LABEL,...", help="Only these rules.")
@click.option("--columns", metavar="NAME,...", help="Only these columns, in this order.")
@click.option("--sample", is_flag=True, help="Of the sample: NAME-sample.")
@click.option("--store", type=_FILE, metavar="FILE", help="Where results are kept [default: runs/NAME/store.sqlite].")
@click.option("-o", "--output", type=_FILE, help="Write to this file, whole or not at all.")
def results(
    name: str,
    what: str,
    format_: str,
    metric: str | None,
    rule: str | None,
    columns: str | None,
    sample: bool,
    store: Path | None,
    output: Path | None,
) -> None:
    """Show or export the results of study NAME (or of the study in FILE.toml), in long format.

    One row for each election, formula, rule, option, seed and metric, with its provenance. Tables for
    people (table, latex, markdown) leave out columns of provenance and those that are empty; the others have all.
    """
    from fairbudget.cli.output import deliver
    from fairbudget.experiments.study.export import stream_csv, table_text, write_table
    from fairbudget.experiments.study.session import open_results, select_rows

    if format_ in ("parquet", "xlsx") and output is None:
        raise click.UsageError(f"{format_} needs a file: -o FILE")
    found = open_results(name, sample=sample, store=store)
    with found.store:
        there, total = found.counts()
        if there < total:
            click.echo(f"note: {there} of {total} units are there; the run is not complete", err=True)
        rows, headings = select_rows(
            found, what, metric=metric, rule=rule, columns=columns, short=format_ in ("table", "latex", "markdown")
        )
        if format_ == "csv" and output is None:
            stream_csv(rows, headings, sys.stdout)
        elif output is not None:
            write_table(rows, headings, format_, output)
            click.echo(f"written: {output}", err=True)
        else:
            deliver(table_text(rows, headings, format_), None)
