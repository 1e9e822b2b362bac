"""The command ``fairbudget musrenbang read``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["read"]

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("city", type=_FILE)
@click.option(
    "-f",
    "--formula",
    type=_FILE,
    metavar="FORMULA.toml",
    help="Compute the ceilings from the table of indicators by this formula.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "xlsx", "json"]),
    help="Of the faults. Default: by the name of the output file, else table.",
)
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Write the faults to FILE, not to stdout.")
@click.option(
    "--fix",
    type=_FILE,
    metavar="COPY",
    help="Write a corrected copy: only what is safe is changed, and each change is listed in it.",
)
@click.option("--save", type=_FILE, metavar="FILE.xlsx", help="Write the city in the layout of the template.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="English or Indonesian.")
@click.pass_context
def read(
    ctx: click.Context,
    city: Path,
    formula: Path | None,
    format_: str | None,
    output: Path | None,
    fix: Path | None,
    save: Path | None,
    lang: str,
) -> None:
    """Read a city's workbook or folder and list all its faults: sheet, row, column, value, expected, suggestion.

    CITY is a workbook (.xlsx), a folder of tables (.csv, .xlsx), or one table of proposals. Sheets are known by their
    headings, in Indonesian or English, and by their names.

    Exit codes: 0 the city can be used (warnings are possible); 1 it has errors; 2 nothing of it can be read, or
    unusable options.
    """
    from rich.console import Console

    from fairbudget.cli.output import deliver
    from fairbudget.errors import InputError, OptionError
    from fairbudget.musrenbang import fault_table
    from fairbudget.musrenbang.reading import read as run

    chosen = fault_table.to_format(output, format_)
    with Console(stderr=True).status(f"{city}"):
        reading = run(city, formula=formula, lang=lang)
    if not reading.tables:
        raise InputError(reading.faults)
    if fix is not None:
        from fairbudget.musrenbang.fixing import write_fixed

        for path in write_fixed(reading, fix, lang=lang):
            click.echo(f"wrote {path}", err=True)
    if save is not None:
        if reading.city is None:
            raise OptionError(f"--save {save}: the city has errors; correct them first")
        from fairbudget.musrenbang.writing import write_city

        write_city(reading.city, save, lang=lang)
        click.echo(f"wrote {save}", err=True)
    aside = output is None and chosen != "table"
    for line in fault_table.summary_lines(reading, lang):
        click.echo(line, err=aside)
    if chosen == "xlsx":
        assert output is not None
        fault_table.workbook(reading, output, lang)
        click.echo(f"written: {output}", err=True)
    elif chosen == "table":
        if reading.faults:
            text = fault_table.text(reading, lang) if output is not None else None
            if text is not None:
                deliver(text, output)
            else:
                click.echo()
                # a pipe has no width: then rows are not folded more than they must
                width = None if sys.stdout.isatty() else 240
                Console(width=width).print(fault_table.fault_table(reading, lang, fault_table.SHOWN))
        elif output is not None:
            deliver(fault_table.closing_line(reading, lang), output)
    else:
        deliver({"csv": fault_table.csv, "json": fault_table.json_text}[chosen](reading, lang), output)
    shown = fault_table.SHOWN if chosen == "table" and output is None else None
    click.echo(fault_table.closing_line(reading, lang, shown), err=aside)
    ctx.exit(1 if reading.errors else 0)
