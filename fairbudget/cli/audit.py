"""The command ``fairbudget audit``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["audit"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-f", "--formula", required=True, type=click.Path(path_type=Path), help="The formula, a TOML file.")
@click.option(
    "--totals",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Printed totals that do not stand in TABLE: a table with the columns 'column' and 'total'.",
)
@click.option(
    "--published",
    multiple=True,
    metavar="COLUMN=QUANTITY",
    help="What a published column holds (aw, apw, bes, apw_share_pct, ...); default: what it agrees with in most rows. "
    "Repeatable.",
)
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The names that a kelurahan may have: a text file with one per line, or a table whose first column they are.",
)
@click.option(
    "--max-digits",
    type=click.IntRange(1, 4),
    default=4,
    show_default=True,
    help="Digits that may be changed in one row.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "xlsx"]),
    help="csv is the file of errata. Default: by the name of the output file, else table.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, such as errata.csv."
)
@click.option("--evidence", is_flag=True, help="Tell what speaks for each correction.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Of text and workbook.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option(
    "--decimal",
    type=click.Choice(["auto", ".", ","]),
    default="auto",
    show_default=True,
    help="The sign before decimals in text cells; auto decides for each column.",
)
@click.pass_context
def audit(
    ctx: click.Context,
    table: Path,
    formula: Path,
    totals: Path | None,
    published: tuple[str, ...],
    names: Path | None,
    max_digits: int,
    format_: str | None,
    output: Path | None,
    evidence: bool,
    lang: str,
    sheet: str | None,
    decimal: str,
) -> None:
    """Find what in a published TABLE does not follow, and the fewest changed digits that mend it.

    Rows are checked against their own cells to the rupiah, columns against the formula's and the printed totals. TABLE
    stays untouched; corrections go to a file of errata (-o errata.csv), which `fairbudget ceilings --errata` takes.
    Duplicates, missing numbers, implausible units and names that look misread are faults as well; outliers are only
    shown.

    Exit codes: 0 clean, 1 faults found, 2 unusable input or options.
    """
    from rich.console import Console

    from fairbudget.cli.output import deliver
    from fairbudget.formulas.audit import audit as run
    from fairbudget.formulas.audit.names import read_names
    from fairbudget.formulas.audit.text import audit_summary, audit_text, audit_workbook
    from fairbudget.formulas.output import format_for

    chosen = format_for(output, format_)
    known = None if names is None else read_names(names)
    with Console(stderr=True).status(f"auditing {table}") as status:
        result = run(
            table,
            formula,
            totals=totals,
            published=published,
            names=known,
            most_digits=max_digits,
            sheet=sheet,
            decimal=decimal,  # type: ignore[arg-type]
            say=lambda text: status.update(f"auditing {table}: {text}"),
        )
    terminal = output is None and sys.stdout.isatty()
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    texts = {
        "table": lambda: audit_text(
            result, lang=lang, evidence=evidence, color=terminal, unicode=terminal and encoding == "utf8"
        ),
        "json": result.to_json,
        "csv": result.to_csv,
    }
    if chosen == "xlsx" and output is not None:
        audit_workbook(result, output, lang)
        click.echo(f"written: {output}", err=True)
    else:
        deliver(texts[chosen](), output)
    if output is not None or chosen != "table":
        # data goes one way, what a person wants to know at once the other
        click.echo(audit_summary(result, lang), nl=False, err=output is None)
    ctx.exit(0 if result.clean else 1)
