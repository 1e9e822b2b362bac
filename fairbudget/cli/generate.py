"""``fairbudget generate``: synthetic elections from a seed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import click

_FILE = click.Path(path_type=Path)


@click.group()
def generate() -> None:
    """Make synthetic elections from a seed: the same seed gives the same files, byte for byte."""


@generate.command(
    epilog="\b\nExamples:\n"
    "  fairbudget generate musrenbang\n"
    "  fairbudget generate musrenbang --ceilings ceilings.csv --seed 7 -o bogor\n"
    "  fairbudget generate musrenbang --table indicators.csv --formula formula.toml --seed 7 -o bogor\n"
    "  fairbudget generate musrenbang --ceilings ceilings.csv --seed 7 --variant polarised --voters households -o split"
)
@click.option(
    "--ceilings",
    "ceilings_file",
    type=_FILE,
    metavar="TABLE",
    help="Table with kelurahan, kecamatan, population and ceiling (rupiah) in each row, csv or xlsx, such as "
    "`fairbudget ceilings --format csv` writes. Poor people, stunting cases and area are used if they are there.",
)
@click.option(
    "--table",
    "table_file",
    type=_FILE,
    metavar="TABLE",
    help="Instead: table of indicators, population among them, from which --formula computes the ceilings. Without "
    "either: that of Kota Bogor, from instances/bogor in the current folder.",
)
@click.option("--formula", "formula_file", type=_FILE, metavar="FORMULA.toml", help="The formula for --table.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook, if it has several.")
@click.option(
    "--decimal",
    type=click.Choice(["auto", ".", ","]),
    default="auto",
    show_default=True,
    help="The sign before decimals in the table; auto decides for each column.",
)
@click.option("--seed", type=click.IntRange(min=0), default=2026, show_default=True, help="A whole number, at least 0.")
@click.option(
    "-o",
    "--output",
    type=_FILE,
    default=Path("runs/musrenbang"),
    show_default=True,
    metavar="FOLDER",
    help="Made if it does not exist; must be empty.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Write into a folder that is not empty: replace what an earlier run left there, keep other files.",
)
@click.option(
    "--city", metavar="NAME", help="Name of the city [default: Kota sintetis; without a table of its own, Kota Bogor]."
)
@click.option(
    "--ballots",
    type=click.Choice(["approval", "ordinal"]),
    default="approval",
    show_default=True,
    help="Participants approve proposals, or rank them by priority; they name the same ones either way.",
)
@click.option(
    "--weights",
    type=click.Choice(["households", "population", "equal"]),
    default="households",
    show_default=True,
    help="What a ballot counts for: households or inhabitants of its group (an RW, an RT; others as one or two average "
    "RT), or one.",
)
@click.option(
    "--voters",
    type=click.Choice(["delegates", "households"]),
    default="delegates",
    show_default=True,
    help="Whose ballots: those of the meeting's participants, or of the households at home, by RT and first concern. "
    "The list of priorities is the meeting's in both.",
)
@click.option(
    "--variant",
    type=click.Choice(["balanced", "consensual", "polarised"]),
    default="balanced",
    show_default=True,
    help="How much place, side of the kelurahan and interests divide people, against the merit that all see alike.",
)
@click.option(
    "--set",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the model, such as polarisation=70 or noise=10; repeat for several. README.txt in the folder "
    "lists all with their reasons.",
)
@click.option(
    "--rw",
    type=click.IntRange(min=1),
    metavar="N",
    help="RW in the whole city, spread by population, at least one each. Default: 800 for 68 kelurahan, as in Bogor.",
)
@click.option(
    "--rt", type=click.IntRange(min=1), metavar="N", help="RT in the whole city. Default: 3636 for 800 RW, as in Bogor."
)
@click.option(
    "--demand",
    nargs=2,
    type=str,
    default=("2", "4"),
    show_default=True,
    metavar="LOW HIGH",
    help="The proposals of each kelurahan cost together between LOW and HIGH times its ceiling.",
)
@click.option(
    "--catalogue",
    "catalogue_file",
    type=_FILE,
    metavar="CSV",
    help="Another catalogue of works, with the columns of the packaged one.",
)
def musrenbang(
    ceilings_file: Path | None,
    table_file: Path | None,
    formula_file: Path | None,
    sheet: str | None,
    decimal: Literal["auto", ".", ","],
    seed: int,
    output: Path,
    force: bool,
    city: str | None,
    ballots: str,
    weights: str,
    voters: str,
    variant: str,
    parameters: tuple[str, ...],
    rw: int | None,
    rt: int | None,
    demand: tuple[str, str],
    catalogue_file: Path | None,
) -> None:
    """Make a synthetic Musrenbang: for each kelurahan its RW, proposals, participants and ballots.

    FOLDER receives one Pabulib election for each kelurahan (the proposals that compete for its ceiling, with the
    weighted ballots of the participants or households), the tables kelurahan.csv, rw.csv, proposals.csv and
    participants.csv, and a README.txt with all parameters. What is proposed goes with the indicators of the table that
    are known: poor people, stunting, density. Proposals, prices and ballots are invented, and every file says so and
    names the seed.
    """
    import fairbudget
    from fairbudget import generate as maker
    from fairbudget.experiments.demo import CITY, inputs
    from fairbudget.generate.folder import check_folder
    from fairbudget.generate.records import kelurahan_from_ceilings, kelurahan_from_table

    if ceilings_file is not None and table_file is not None:
        raise click.UsageError("give either --ceilings, or --table with --formula")
    if (table_file is None) != (formula_file is None):
        raise click.UsageError("--table and --formula go together")
    if ceilings_file is None and table_file is None:
        table_file, formula_file = inputs(options=("--table (or ceilings by --ceilings)", "--formula"))
        city = CITY if city is None else city
    # told before anything is computed
    check_folder(output, force)
    model = maker.Model.of(variant, **_parameters(parameters))
    works = None if catalogue_file is None else maker.load_catalogue(catalogue_file)
    if ceilings_file is not None:
        records = kelurahan_from_table(ceilings_file, sheet=sheet, decimal=decimal)
    else:
        ceilings = fairbudget.ceilings(table_file, formula_file, sheet=sheet, decimal=decimal)
        records = kelurahan_from_ceilings(ceilings)
    with _progress("drawing") as advance:
        made = maker.generate_musrenbang(
            records,
            seed=seed,
            city="Kota sintetis" if city is None else city,
            ballots=ballots,
            weights=weights,
            voters=voters,
            model=model,
            rw=rw,
            rt=rt,
            demand=demand,
            works=works,
            progress=advance,
        )
    with _progress("writing") as advance:
        files = maker.write_musrenbang(made, output, force=force, progress=advance)
    click.echo(made.summary())
    click.echo(f"{len(files)} files in {output}; all of it is synthetic, see {files[0]}")


def _parameters(texts: tuple[str, ...]) -> dict[str, int]:
    """Return parameters of the model as they were given; what they may be is checked by the model."""
    found: dict[str, int] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip().replace("-", "_")
        if not sign or not name or not value.strip().lstrip("-").isdecimal():
            raise click.BadParameter(f"{text!r}: expected NAME=VALUE with a whole number", param_hint="--set")
        if name in found:
            raise click.BadParameter(f"{name!r} is set twice", param_hint="--set")
        found[name] = int(value)
    return found


@contextlib.contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that shows how far the work is; None where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
