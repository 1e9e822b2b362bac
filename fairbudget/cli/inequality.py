"""``fairbudget inequality``: how an amount in a table is spread across its units."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from fairbudget.cli.compare import output_format
from fairbudget.cli.output import deliver

__all__ = ["inequality"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--amount", required=True, metavar="COLUMN", help="What is spread: rupiah of each kelurahan, ...")
@click.option("--people", required=True, metavar="COLUMN", help="People of each unit.")
@click.option("--name", metavar="COLUMN", help="Name of each unit; found by itself if it is `kelurahan` or the like.")
@click.option("--group", metavar="COLUMN", help="Kecamatan: Theil's indices within and between these groups.")
@click.option("--poor", metavar="COLUMN", help="Number of poor people: need, and (by people) poverty.")
@click.option("--poverty", metavar="COLUMN", help="A poverty figure, the highest being the poorest.")
@click.option("--need", metavar="COLUMN", help="Need of each unit, for need-adjusted ratios.")
@click.option("--metrics", "measures", metavar="ID,...", help="Indices; `fairbudget metrics` lists them. Default: all.")
@click.option("--epsilon", metavar="NUMBER", help="Aversion to inequality of the Atkinson index; default 1/2.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option("--decimal", type=click.Choice(["auto", ".", ","]), default="auto", show_default=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the ending of the output file, else a table to read.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg|png|pdf", help="Draw the Lorenz curves.")
def inequality(
    table: Path,
    amount: str,
    people: str,
    name: str | None,
    group: str | None,
    poor: str | None,
    poverty: str | None,
    need: str | None,
    measures: str | None,
    epsilon: str | None,
    sheet: str | None,
    decimal: Literal["auto", ".", ","],
    format_: str | None,
    output: Path | None,
    plot: Path | None,
) -> None:
    """Measure how an amount is spread across the units (kelurahan, districts) of TABLE (csv, xlsx or JSON).

    Every index per head, per unit, and of whole amounts. For example:

    fairbudget inequality instances/bogor/indicators.csv --amount total_idr --people population --group kecamatan
    --poor dtsen_poverty_register
    """
    from fairbudget.metrics.tables import across_table
    from fairbudget.report import evaluation as report

    form = output_format(format_, output)
    if plot is not None:
        from fairbudget.report.figures import picture_format

        picture_format(plot)
    options = {} if epsilon is None else {"epsilon": epsilon}
    found = across_table(
        table, amount, people, name=name, group=group, poor=poor, poverty=poverty, need=need, sheet=sheet,
        decimal=decimal, measures=measures, **options,
    )  # fmt: skip
    if form == "xlsx":
        assert output is not None
        report.save_across(found, output)
        click.echo(f"written: {output}", err=True)
    elif form == "csv":
        deliver(report.across_csv(found), output)
    elif form == "json":
        deliver(report.across_json(found, amount), output)
    else:
        deliver(report.across_table(found, amount), output)
    if plot is not None:
        from fairbudget.report.metric_plots import plot_across

        plot_across(found, plot, amount)
        click.echo(f"written: {plot}", err=True)
