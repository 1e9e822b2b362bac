"""The command ``fairbudget musrenbang documents``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import chosen_options, decision_options
from fairbudget.cli.registered import RuleCommand

__all__ = ["documents"]


@click.command(cls=RuleCommand)
@click.argument("city", type=click.Path(path_type=Path))
@decision_options
@click.option("--kelurahan", "only", multiple=True, metavar="NAME", help="Minutes of these only. Repeatable.")
@click.option("--year", default="", help="Fiscal year; left to be written by hand without it.")
@click.option(
    "--alternatives",
    type=click.IntRange(0, 10_000),
    default=0,
    metavar="RUNS",
    help="Also say what would have changed a refusal, with at most so many runs of the rule for each proof.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("runs/musrenbang"),
    show_default=True,
    help="Folder.",
)
def documents(city: Path, only: tuple[str, ...], year: str, alternatives: int, output: Path, **given: Any) -> None:
    """Decide CITY and write what is signed and kept: berita acara of each kelurahan, and a workbook of results.

    berita-acara/NAME.html is a page for A4 with funded proposals, the list of priorities, what is passed upward, what
    is not funded and why, and places for signatures; a browser prints it or makes a PDF of it. results.xlsx has a sheet
    a kelurahan, its sums as formulas.
    """
    from rich.console import Console

    from fairbudget.musrenbang import Explainer, read_city
    from fairbudget.report.musrenbang.berita_acara import write_berita_acara
    from fairbudget.report.musrenbang.workbook import write_workbook

    options = chosen_options(given)
    lang = options["lang"]
    console = Console(stderr=True)
    with console.status(f"{city}") as status:
        found = read_city(city, formula=options.get("formula"), lang=lang)
        explainer = Explainer(found, **options)
        pages = write_berita_acara(
            explainer.plan,
            explainer,
            output / "berita-acara",
            lang=lang,
            year=year,
            effort=alternatives,
            only=only,
            say=lambda done, all: status.update(f"berita acara {done} / {all}"),
        )
        book = output / "results.xlsx"
        write_workbook(
            explainer.plan,
            book,
            lang=lang,
            explainer=explainer,
            say=lambda done, all: status.update(f"results.xlsx {done} / {all}"),
        )
    click.echo(f"{len(pages)} berita acara in {output / 'berita-acara'}, and {book}")
