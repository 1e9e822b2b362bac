"""The command ``fairbudget ceilings``."""

from __future__ import annotations

import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fairbudget.formulas.comparison import Comparison
    from fairbudget.formulas.result import Ceilings

__all__ = ["ceilings"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-f", "--formula", required=True, type=click.Path(path_type=Path), help="The formula, a TOML file.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the name of the output file, else table.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to stdout.")
@click.option(
    "--compare",
    multiple=True,
    metavar="COLUMN[=QUANTITY]",
    help="List the rows whose published COLUMN is not the computed QUANTITY (aw, apw, bes, apw_share_pct, ...; "
    "default: the one that agrees on most rows). Repeatable.",
)
@click.option(
    "--errata",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Corrections of TABLE, as `fairbudget audit -o errata.csv` writes them; TABLE stays untouched.",
)
@click.option(
    "--pool", metavar="RUPIAH", help="The money of which components take a pool_share, such as 21.760.000.000."
)
@click.option(
    "--lang",
    type=click.Choice(["en", "id"]),
    default="en",
    show_default=True,
    help="Of text, workbook and pictures: English or Indonesian.",
)
@click.option(
    "--plot",
    "plots",
    multiple=True,
    metavar="[KIND=]FILE",
    help="Write a picture (.svg, .png, .pdf): stacked (default), lorenz, per-head. Repeatable.",
)
@click.option("--people", metavar="COLUMN", help="People, for pictures; default: the usual headings.")
@click.option("--poor", metavar="COLUMN", help="Poor residents, for pictures; default: the usual headings.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option(
    "--decimal",
    type=click.Choice(["auto", ".", ","]),
    default="auto",
    show_default=True,
    help="The sign before decimals in text cells; auto decides for each column.",
)
@click.pass_context
def ceilings(
    ctx: click.Context,
    table: Path,
    formula: Path,
    format_: str | None,
    output: Path | None,
    compare: tuple[str, ...],
    errata: Path | None,
    pool: str | None,
    lang: str,
    plots: tuple[str, ...],
    people: str | None,
    poor: str | None,
    sheet: str | None,
    decimal: str,
) -> None:
    """Split a budget over kelurahan by a formula: AW = BES + APW.

    TABLE (csv, xlsx or json) holds one row per kelurahan with its indicators. Amounts are exact and rounded as the
    formula says; what rounding leaves over is shown.

    Exit codes: 0 done, and every compared row agrees; 1 some compared row differs, or the sum is below the formula's
    legal floor; 2 unusable input or options.
    """
    from fairbudget.formulas import ceilings as compute
    from fairbudget.formulas import output as out

    # a workbook may go to a pipe or a redirected stdout, not to a terminal
    chosen = out.format_for(output, format_, printable=not sys.stdout.isatty())
    wanted_plots = plots_option(plots, "ceilings")
    with _waiting(f"computing ceilings from {table}"):
        result = compute(table, formula, errata=errata, sheet=sheet, decimal=decimal, pool=rupiah_option(pool))  # type: ignore[arg-type]
        comparisons = [result.compare(*result.split_comparison(wanted)) for wanted in compare]
        if output is not None:
            result.write(output, chosen, comparisons, lang)
        written = []
        if wanted_plots:
            from fairbudget.report.ceilings_figures import ceilings_drawings
            from fairbudget.report.ceilings_plots import draw_plots

            written = draw_plots(wanted_plots, ceilings_drawings(result, lang, people, poor))
    # what is meant for people goes beside the data: to stdout only if the data goes elsewhere, or is for people too
    aside = output is None and chosen != "table"
    style = {"color": _is_terminal(aside), "unicode": _draws_lines(aside)}
    if output is None:
        if chosen == "xlsx":
            click.echo(_workbook(result, comparisons, lang), nl=False)
        else:
            data = {"csv": out.csv, "json": out.json_text}
            click.echo(data[chosen](result, comparisons) if aside else result.to_text(lang=lang, **style), nl=False)
    if output is not None or aside:
        click.echo(out.summary_text(result, lang), nl=False, err=aside)
    for item in comparisons:
        click.echo("\n" + out.comparison_text(item, **style), nl=False, err=aside)
    if output is not None:
        click.echo(f"wrote {output}", err=True)
    for path in written:
        click.echo(f"wrote {path}", err=True)
    short = result.legal is not None and not result.legal.met
    ctx.exit(1 if short or any(item.differences for item in comparisons) else 0)


def plots_option(values: tuple[str, ...], command: str) -> list[Any]:
    """Return the pictures that are asked for, refused before any work where one cannot be."""
    if not values:
        return []
    from fairbudget.report.ceilings_plots import KINDS, plots_of

    return plots_of(values, KINDS[command])


def rupiah_option(text: str | None) -> object:
    """Return an amount as people write it, ``21.760.000.000`` or ``Rp 21.760.000.000``, as an exact number."""
    if text is None:
        return None
    from fairbudget.errors import OptionError
    from fairbudget.money import parse_number

    try:
        return parse_number(text)
    except ValueError as error:
        raise OptionError(f"--pool: {error}") from None


def _workbook(result: Ceilings, comparisons: list[Comparison], lang: str) -> bytes:
    """Return the workbook as bytes, for a pipe or a redirected stdout."""
    with tempfile.TemporaryDirectory() as folder:
        return result.write(Path(folder) / "ceilings.xlsx", comparisons=comparisons, lang=lang).read_bytes()


def _is_terminal(err: bool) -> bool:
    return (sys.stderr if err else sys.stdout).isatty()


def _draws_lines(err: bool) -> bool:
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or ""
    return encoding.lower().replace("-", "") == "utf8"


def _waiting(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that work goes on; silent elsewhere."""
    from rich.console import Console

    return Console(stderr=True).status(what)
