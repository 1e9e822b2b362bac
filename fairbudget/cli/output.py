"""Where commands put their text."""

from __future__ import annotations

from pathlib import Path

import click

from fairbudget.files import write_text

__all__ = ["deliver"]


def deliver(text: str, output: Path | None) -> None:
    """Print `text`, or write it to a file and name the file on stderr."""
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_text(output, text if text.endswith("\n") else text + "\n")
        click.echo(f"written: {output}", err=True)
