"""``fairbudget degree``: proportionality degrees of an outcome, or of a rule over several elections."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from fairbudget.cli.output import deliver
from fairbudget.cli.registered import RuleCommand
from fairbudget.registry import rules


@click.command(
    cls=RuleCommand,
    epilog="\b\nExamples:\n"
    "  fairbudget degree vote.pb --outcome outcome.json\n"
    "  fairbudget degree a.pb b.pb c.pb --rule equal-shares --completion add1 --plot degree.svg",
)
@click.argument("elections", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ELECTION...")
@click.option("--rule", help="A rule's id; it is run on each election.")
@click.option(
    "--outcome", type=click.Path(path_type=Path), help="An outcome of one election (JSON of `select`), instead."
)
@click.option(
    "--degree-utility",
    metavar="cost|cardinality|score|borda|effort|cost-sqrt|cost-log",
    help="What satisfaction is measured in [default: what the rule used, else by ballot type].",
)
@click.option(
    "--bound", type=click.IntRange(min=1), default=200_000, show_default=True, help="Sets of projects to look at."
)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg|png|pdf", help="Draw the curves.")
def degree(
    elections: tuple[Path, ...],
    rule: str | None,
    outcome: Path | None,
    degree_utility: str | None,
    bound: int,
    format_: str,
    output: Path | None,
    plot: Path | None,
    **given: str | None,
) -> None:
    """Say how satisfied groups are, on average, that agree on projects which their share of the budget would pay for.

    The definition is that of committees (Skowron 2021) carried over to costs; see fairbudget.axioms.degree.
    """
    import fairbudget
    from fairbudget.axioms.degree import proportionality_degree
    from fairbudget.report.degree import degree_csv, degree_json, degree_table, plot_degrees

    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if (rule is None) == (outcome is None):
        raise click.UsageError("give either --rule or --outcome")
    if outcome is not None and (len(elections) > 1 or options):
        raise click.UsageError("--outcome belongs to one election, and takes no options of rules")
    if rule is not None:
        rules[rule].parse_options(options)
    if plot is not None:
        from fairbudget.report.figures import picture_format

        picture_format(plot)
    found = []
    for path in elections:
        if sys.stderr.isatty():
            click.echo(f"{path.name} ...", err=True)
        election = fairbudget.read_pabulib(path)
        if rule is None:
            assert outcome is not None
            result = fairbudget.Outcome.load(outcome, election)
        else:
            result = fairbudget.select(election, rule, **options)
        found.append((path.stem, proportionality_degree(result, utility=degree_utility, bound=bound)))
    name, used = found[0][1].outcome.rule, found[0][1].outcome.options
    if format_ == "csv":
        text = degree_csv(found)
    else:
        text = degree_json(name, used, found) if format_ == "json" else degree_table(name, found)
    deliver(text, output)
    if plot is not None:
        plot_degrees(name, found, plot)
        click.echo(f"written: {plot}", err=True)
