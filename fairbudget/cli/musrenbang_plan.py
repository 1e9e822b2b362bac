"""The command ``fairbudget musrenbang plan``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import chosen_options, decision_options
from fairbudget.cli.registered import RuleCommand

__all__ = ["plan"]


@click.command(cls=RuleCommand)
@click.argument("cities", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="CITY...")
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
@click.option(
    "--processes",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="For several cities: how many at once.",
)
def plan(cities: tuple[Path, ...], format_: str | None, output: Path | None, processes: int, **given: Any) -> None:
    """Decide which proposals of CITY are funded, level by level, within the money that there is.

    Proposals of the kelurahan's own authority compete within its ceiling. Those of the kecamatan and of agencies travel
    upward: they compete for a --pot of that level, or are listed. No ceiling is ever exceeded; nothing is funded
    without what it requires, or beside what it excludes.

    Several cities are decided one by one, each into a folder of its own below -o FOLDER; memory does not grow with
    their number.

    Options that belong to rules carry the rules' ids in brackets; the ones not given take the rule's default.
    """
    from rich.console import Console

    from fairbudget.errors import OptionError
    from fairbudget.musrenbang import read_city
    from fairbudget.musrenbang.deciding import plan as decide
    from fairbudget.musrenbang.plan_output import format_for, plan_as, write_plan

    options = chosen_options(given)
    if len(cities) > 1:
        _several(cities, format_, output, processes, options)
        return
    city = cities[0]
    chosen = format_for(output, format_)
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


def _several(
    cities: tuple[Path, ...], format_: str | None, output: Path | None, processes: int, options: dict[str, Any]
) -> None:
    """Decide several cities, each into a folder of its own, with a line for each."""
    import functools

    from fairbudget.errors import OptionError
    from fairbudget.money import format_rupiah
    from fairbudget.musrenbang.many import plan_many, write_into
    from fairbudget.musrenbang.reading import read_city

    if output is None or format_ is not None or output.is_file():
        raise OptionError("several cities need a folder to go to: -o FOLDER, without --format")
    lang, formula = options["lang"], options.get("formula")
    load = functools.partial(read_city, formula=formula, lang=lang)
    keep = functools.partial(write_into, str(output), lang)
    taken: dict[str, str] = {}
    for made in plan_many(cities, load=load, keep=keep, processes=processes, **options):
        if made.folder in taken:
            raise OptionError(f"two cities are called {made.city!r}: decide them into different folders")
        taken[made.folder] = made.city
        spent, ceiling = format_rupiah(made.money.spent), format_rupiah(made.money.ceiling)
        click.echo(f"{made.city}: {made.funded}/{made.proposals}, {spent} / {ceiling} -> {output / made.folder}")
