"""The command ``fairbudget explain-ceiling``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["explain_ceiling"]


@click.command("explain-ceiling")
@click.argument("name")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-f", "--formula", required=True, type=click.Path(path_type=Path), help="The formula, a TOML file.")
@click.option("--group", metavar="KECAMATAN", help="Where two kelurahan have one name.")
@click.option("--pool", metavar="RUPIAH", help="The money of which components take a pool_share.")
@click.option("--errata", type=click.Path(path_type=Path), metavar="FILE", help="Corrections of TABLE.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="English or Indonesian.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option(
    "--decimal", type=click.Choice(["auto", ".", ","]), default="auto", help="The sign before decimals in text cells."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to stdout.")
def explain_ceiling(
    name: str,
    table: Path,
    formula: Path,
    group: str | None,
    pool: str | None,
    errata: Path | None,
    lang: str,
    sheet: str | None,
    decimal: str,
    output: Path | None,
) -> None:
    """Show the worked sheet of one kelurahan: every number from indicator to rupiah.

    NAME is a kelurahan of TABLE; case, blanks and punctuation do not count.
    """
    from fairbudget.cli.ceilings import rupiah_option
    from fairbudget.files import write_text
    from fairbudget.formulas import ceilings
    from fairbudget.formulas.explain import explain

    result = ceilings(table, formula, errata=errata, sheet=sheet, decimal=decimal, pool=rupiah_option(pool))  # type: ignore[arg-type]
    text = explain(result, name, group, lang) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
        click.echo(f"wrote {output}", err=True)
