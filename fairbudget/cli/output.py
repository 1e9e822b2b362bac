"""Where commands put their text."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fairbudget.files import write_text

__all__ = ["deliver"]


def deliver(text: str, output: Path | None) -> None:
    """Print `text`, or write it to a file and name the file on stderr."""
    if output is None:
        if not (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf"):
            # the lines of tables; letters that an encoding lacks are written as escapes
            text = text.replace("─", "-")
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_text(output, text if text.endswith("\n") else text + "\n")
        click.echo(f"written: {output}", err=True)
