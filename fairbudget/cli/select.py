"""``fairbudget select``: run one rule on one election file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.output import deliver
from fairbudget.cli.pairs import read_pairs
from fairbudget.cli.registered import RuleCommand
from fairbudget.registry import rules

__all__ = ["read_composition", "select"]


@click.command(cls=RuleCommand)
@click.argument("election", type=click.Path(path_type=Path))
@click.option("--rule", required=True, help="A rule's id; `fairbudget rules` lists them.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON with trace and payments.",
)
@click.option(
    "--payments",
    type=click.Choice(["auto", "exact", "float", "none"]),
    default="auto",
    show_default=True,
    help="Payments in JSON: exact fractions or floats (auto: exact up to 20,000 payments).",
)
@click.option("--initial", metavar="ID,...", help="Projects funded beforehand; their cost counts.")
@click.option("--then", help="Rules that complete the outcome, e.g. 'greedy' or 'phragmen:overflow=skip+greedy'.")
@click.option("--pot", "pots", multiple=True, metavar="CATEGORY=AMOUNT", help="A budget of its own for a category.")
@click.option("--cap", "caps", multiple=True, metavar="CATEGORY=AMOUNT", help="The most for a category, or e.g. 30%.")
@click.option("--floor", "floors", multiple=True, metavar="CATEGORY=AMOUNT", help="The least for a category.")
@click.option("--all-outcomes", is_flag=True, help="All outcomes that some way of breaking ties leads to.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
def select(
    election: Path,
    rule: str,
    format_: str,
    payments: str,
    initial: str | None,
    then: str | None,
    pots: tuple[str, ...],
    caps: tuple[str, ...],
    floors: tuple[str, ...],
    all_outcomes: bool,
    output: Path | None,
    **given: str | None,
) -> None:
    """Select projects of ELECTION (a Pabulib .pb file) within its budget.

    Options that belong to rules carry the rules' ids in brackets; the ones not given take the rule's default.
    """
    import fairbudget
    from fairbudget.report.tables import outcome_table

    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    # a misspelt rule or option is told before a large file is read
    rules[rule].parse_options(options)
    composition = read_composition(initial, then, pots, caps, floors)
    found = fairbudget.read_pabulib(election)
    if all_outcomes:
        outcomes = fairbudget.select(found, rule, all_outcomes=True, **composition, **options)
    else:
        outcomes = [fairbudget.select(found, rule, **composition, **options)]
    if format_ == "json":
        texts = [outcome.to_json(payments) for outcome in outcomes]
        text = "[\n" + ",\n".join(texts) + "]\n" if all_outcomes else texts[0]
    else:
        text = "\n".join(outcome_table(outcome) for outcome in outcomes)
        if all_outcomes:
            text += f"\n{len(outcomes)} outcomes\n"
    deliver(text, output)


def read_composition(
    initial: str | None, then: str | None, pots: tuple[str, ...], caps: tuple[str, ...], floors: tuple[str, ...]
) -> dict[str, Any]:
    """Return what :func:`fairbudget.select` takes to put rules together."""
    composition: dict[str, Any] = {"then": then, "initial": [id.strip() for id in (initial or "").split(",") if id]}
    for name, flag, amounts in (("pots", "--pot", pots), ("caps", "--cap", caps), ("floors", "--floor", floors)):
        if amounts:
            composition[name] = read_pairs(amounts, flag, "CATEGORY=AMOUNT")
    return composition
