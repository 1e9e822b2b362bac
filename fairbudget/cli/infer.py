"""The command ``fairbudget infer``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["infer"]


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--amount", metavar="COLUMN", help="The published amounts; default: found by headings and numbers.")
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="COLUMN",
    help="An indicator; repeatable. Default: all columns of numbers that are not amounts, shares or running numbers.",
)
@click.option("--unit", metavar="COLUMN", help="The names of the kelurahan; default: the usual headings.")
@click.option(
    "--rounding-unit",
    type=click.IntRange(1),
    metavar="RUPIAH",
    help="What amounts are rounded to; default: the power of ten that divides nine in ten of them.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "toml"]),
    help="toml is a formula file for `fairbudget ceilings`. Default: by the name of the output file, else table.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, such as formula.toml."
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Of the text.")
@click.option("--sheet", metavar="NAME", help="Of a workbook with several sheets.")
@click.option(
    "--decimal",
    type=click.Choice(["auto", ".", ","]),
    default="auto",
    show_default=True,
    help="The sign before decimals in text cells; auto decides for each column.",
)
@click.pass_context
def infer(
    ctx: click.Context,
    table: Path,
    amount: str | None,
    indicators: tuple[str, ...],
    unit: str | None,
    rounding_unit: int | None,
    format_: str | None,
    output: Path | None,
    lang: str,
    sheet: str | None,
    decimal: str,
) -> None:
    """Find the formula behind published amounts: base, pool, weights, totals and rounding.

    TABLE holds one row per kelurahan with its indicators and published amounts; slips in some rows do no harm. The
    answer says how many rows the simplest numbers explain to the rupiah, how far each can move, and what else would do.

    Exit codes: 0 a formula was found, and no other as simple does as well; 1 none, or not the only one; 2 unusable
    input or options.
    """
    from rich.console import Console

    from fairbudget.cli.output import deliver
    from fairbudget.formulas.infer import infer as run
    from fairbudget.formulas.infer.text import inference_text
    from fairbudget.formulas.output import format_for

    by_name = output is not None and output.suffix.lower() == ".toml"
    if by_name and format_ not in (None, "toml"):
        raise click.UsageError(f"{output}: the name says toml, the format is {format_}")
    chosen = "toml" if by_name or format_ == "toml" else format_for(output, format_)
    if chosen == "xlsx":
        raise click.UsageError("an inference is written as table (.txt), json, csv or toml")
    with Console(stderr=True).status(f"reading {table}") as status:
        result = run(
            table,
            amount=amount,
            indicators=indicators,
            unit=unit,
            rounding_unit=rounding_unit,
            sheet=sheet,
            decimal=decimal,  # type: ignore[arg-type]
            say=lambda text: status.update(f"{table}: {text}"),
        )
    terminal = output is None and sys.stdout.isatty()
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    if chosen == "toml" and not result.found:
        click.echo(inference_text(result, lang=lang), nl=False, err=True)
        ctx.exit(1)
    texts = {
        "table": lambda: inference_text(result, lang=lang, color=terminal, unicode=terminal and encoding == "utf8"),
        "json": result.to_json,
        "csv": result.to_csv,
        "toml": result.to_toml,
    }
    deliver(texts[chosen](), output)
    if output is not None or chosen != "table":
        click.echo(result.summary(lang), err=output is None)
    ctx.exit(0 if result.found and result.unique else 1)
