"""``fairbudget check``: axioms on an outcome, with witnesses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from fairbudget.cli.output import deliver
from fairbudget.cli.registered import RegistryCommand
from fairbudget.registry import axioms


class _CheckCommand(RegistryCommand):
    """Adds the options of all registered axioms."""

    registry = axioms

    def text(self, help: str, takers: Sequence[str]) -> str:
        return help


@click.command(cls=_CheckCommand)
@click.argument("election", type=click.Path(path_type=Path))
@click.argument("outcome", type=click.Path(path_type=Path))
@click.option("--axiom", "chosen", required=True, metavar="ID,...|all", help="Axioms; `fairbudget axioms` lists them.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON with the witnesses (a list if there are several axioms).",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
def check(election: Path, outcome: Path, chosen: str, format_: str, output: Path | None, **given: str | None) -> int:
    """Check fairness axioms on OUTCOME (JSON, as `select --format json` writes it) of ELECTION (a Pabulib file).

    Each verdict is satisfied, violated or undecided (a bound was reached). Exit code 1 if an axiom is violated.
    """
    import fairbudget
    from fairbudget.axioms import VIOLATED, check_all
    from fairbudget.report.verdicts import verdicts_table

    if chosen != "all":
        for id in chosen.split(","):
            axioms[id.strip()]
    found = fairbudget.read_pabulib(election)
    result = fairbudget.Outcome.load(outcome, found)
    if sys.stderr.isatty():
        click.echo("checking ...", err=True)
    options = {name: value for name, value in given.items() if value is not None}
    verdicts = check_all(result, chosen, **options)
    if format_ == "json":
        texts = [verdict.to_json() for verdict in verdicts]
        text = texts[0] if len(texts) == 1 and chosen != "all" else "[\n" + ",\n".join(texts) + "]\n"
    else:
        text = verdicts_table(verdicts)
    deliver(text, output)
    return int(any(verdict.status == VIOLATED for verdict in verdicts))
