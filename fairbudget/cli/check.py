"""``fairbudget check``: axioms on an outcome, with witnesses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from fairbudget.cli.output import deliver
from fairbudget.registry import Option, axioms


def _axiom_options() -> dict[str, tuple[Option, list[str]]]:
    """Return each option that some axiom takes, with the axioms that take it."""
    found: dict[str, tuple[Option, list[str]]] = {}
    for entry in axioms.values():
        for name, option in entry.options.items():
            found.setdefault(name, (option, []))[1].append(entry.id)
    return found


class _CheckCommand(click.Command):
    """Adds the options of all registered axioms, so that a new axiom needs no change here."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        known = {parameter.name for parameter in self.params}
        for name, (option, _) in _axiom_options().items():
            if name not in known:
                metavar = "|".join(option.choices) if option.choices else "VALUE"
                flag = f"--{name.replace('_', '-')}"
                self.params.append(click.Option([flag, name], default=None, metavar=metavar, help=option.help))
        return super().get_params(ctx)


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
