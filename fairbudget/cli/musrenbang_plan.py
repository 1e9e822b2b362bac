"""The command ``fairbudget musrenbang plan``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import RuleCommand, chosen_options, decision_options

__all__ = ["plan"]


@click.command(cls=RuleCommand)
@click.argument("city", type=click.Path(path_type=Path))
@decision_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the name of the output, else table.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER|FILE",
    help="Write a file, or a folder with decisions.csv, money.csv, plan.json and plan.xlsx.",
)
def plan(city: Path, format_: str | None, output: Path | None, **given: Any) -> None:
    """Decide which proposals of CITY are funded, level by level, within the money that there is.

    Proposals of the kelurahan's own authority compete within its ceiling. Those of the kecamatan and of agencies travel
    upward: they compete for a --pot of that level, or are listed. No ceiling is ever exceeded; nothing is funded
    without what it requires, or beside what it excludes.

    Options that belong to rules carry the rules' ids in brackets; the ones not given take the rule's default.
    """
    from rich.console import Console

    from fairbudget.errors import OptionError
    from fairbudget.musrenbang import read_city
    from fairbudget.musrenbang.deciding import plan as decide
    from fairbudget.musrenbang.plan_output import format_for, plan_as, write_plan

    chosen = format_for(output, format_)
    options = chosen_options(given)
    if format_ is not None and output is not None and output.is_dir():
        raise OptionError(f"{output} is a folder: name a file for --format {format_}, or leave the format out")
    with Console(stderr=True).status(f"{city}"):
        found = read_city(city, formula=options.get("formula"), lang=options["lang"])
        made = decide(found, **options)
    if output is None:
        click.echo(plan_as(made, chosen, options["lang"]), nl=False)
        return
    for path in write_plan(made, output, format_, options["lang"]):
        click.echo(f"written: {path}", err=True)
    if chosen != "table":
        click.echo(plan_as(made, "table", options["lang"]), nl=False)
