"""The command ``fairbudget musrenbang template``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["template"]


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Default: musrenbang.xlsx, if there is none yet.",
)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Indonesian or English.")
def template(output: Path | None, lang: str) -> None:
    """Write an empty workbook for a city, with drop-downs, notes, one example row a sheet and instructions.

    Rows whose first cell says `contoh` (`example`) are examples: `fairbudget musrenbang read` passes over them.
    """
    from fairbudget.errors import OptionError
    from fairbudget.musrenbang.template import write_template

    path = output or Path("musrenbang.xlsx")
    if output is None and path.exists():
        raise OptionError(f"{path} exists; name another file with -o, or write over it with -o {path}")
    write_template(path, lang)
    click.echo(f"wrote {path}", err=True)
