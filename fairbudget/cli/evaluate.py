"""``fairbudget evaluate``: the metrics of one outcome."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fairbudget.cli.compare import check_pictures, output_format
from fairbudget.cli.output import deliver
from fairbudget.cli.registered import RegistryCommand
from fairbudget.registry import metrics


class _EvaluateCommand(RegistryCommand):
    """Adds the options of all registered metrics."""

    registry = metrics

    def text(self, help: str, takers: Sequence[str]) -> str:
        return super().text(help, takers if len(takers) <= 6 else [f"{len(takers)} metrics"])


@click.command(cls=_EvaluateCommand)
@click.argument("election", type=click.Path(path_type=Path))
@click.argument("outcome", required=False, type=click.Path(path_type=Path))
@click.option(
    "--metrics",
    "measures",
    multiple=True,
    metavar="ID[:OPTION=VALUE],...|all",
    help="Metrics; `fairbudget metrics` lists them. Default: all that are one number; all: tables too.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the ending of the output file, else a table to read.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg|png|pdf", help="Draw the outcome.")
@click.option("--picture", default="all", show_default=True, metavar="ID,...|all", help="Of lorenz, histogram, shares.")
def evaluate(
    election: Path,
    outcome: Path | None,
    measures: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    plot: Path | None,
    picture: str,
    **given: str | None,
) -> None:
    """Measure OUTCOME (JSON, as `select --format json` writes it) of ELECTION (a Pabulib file).

    Without OUTCOME the official result that the file states (column `selected`) is measured.
    """
    import fairbudget
    from fairbudget.errors import InputError
    from fairbudget.experiments.side_by_side import official
    from fairbudget.registry import read_specs
    from fairbudget.report import evaluation as report

    form = output_format(format_, output)
    if plot is not None:
        from fairbudget.report.figures import picture_format

        picture_format(plot)
    check_pictures(picture, plot)
    wanted: Any = "all" if measures == ("all",) else measures or None
    if wanted not in (None, "all"):
        read_specs(measures, metrics)
    found = fairbudget.read_pabulib(election)
    result = official(found) if outcome is None else fairbudget.Outcome.load(outcome, found)
    if result is None:
        raise InputError(f"{election}: no official result (column selected); name an OUTCOME")
    options = {name: value for name, value in given.items() if value is not None}
    values = fairbudget.evaluate(result, wanted, exact=True, **options)
    if form == "xlsx":
        assert output is not None
        report.save_evaluation(values, output)
        click.echo(f"written: {output}", err=True)
    elif form == "csv":
        tables = [label for label, value in values.items() if isinstance(value, list)]
        if tables and len(values) > 1:
            click.echo(f"warning: csv holds numbers or one table, left out: {', '.join(tables)}", err=True)
        deliver(report.evaluation_csv(values), output)
    elif form == "json":
        deliver(report.evaluation_json(result, values), output)
    else:
        deliver(report.evaluation_table(result, values), output)
    if plot is not None:
        from fairbudget.report.metric_plots import plot_outcome

        plot_outcome(result, plot, options.get("utility"), picture)
        click.echo(f"written: {plot}", err=True)
