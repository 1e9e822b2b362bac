"""The command ``fairbudget musrenbang compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import chosen_options, decision_options
from fairbudget.cli.registered import RuleCommand

__all__ = ["compare"]


@click.command(cls=RuleCommand)
@click.argument("city", type=click.Path(path_type=Path))
@decision_options
@click.option(
    "--rules",
    "rules_",
    default="priority-order,greedy,equal-shares:completion=add1-greedy",
    show_default=True,
    metavar="RULE[:OPTION=VALUE;...],...",
    help="Rules to compare, the first being what the others are compared with.",
)
@click.option(
    "--ceilings",
    default="as stated",
    show_default=True,
    metavar="NAME,...",
    help="as stated, equal, proportional, equal-70-30, poverty, equal-70-poverty-30: other ceilings of the same sum; "
    "or formula files, such as `fairbudget improve --formula-out` writes.",
)
@click.option(
    "--what",
    type=click.Choice(["overall", "kelurahan", "winners", "funnel", "acceptance"]),
    default="overall",
    show_default=True,
    help="All together; each kelurahan; who wins and loses; levels; acceptance by group.",
)
@click.option(
    "--by", default="kecamatan", show_default=True, help="Group of acceptance: kecamatan, bidang, proposer, ..."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "xlsx"]),
    help="Default: by the ending of the output file, else a table to read.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
def compare(
    city: Path,
    rules_: str,
    ceilings: str,
    what: str,
    by: str,
    format_: str | None,
    output: Path | None,
    **given: Any,
) -> None:
    """Decide CITY by several rules under several ceilings: fairness within and across kelurahan, winners, gaps.

    Every rule meets every ceilings; --rule is not used here, all other options hold for every way.
    """
    from rich.console import Console

    from fairbudget.cli.compare import output_format
    from fairbudget.cli.output import deliver
    from fairbudget.experiments.city_comparison import compare_city
    from fairbudget.experiments.city_tables import table_of, ways_of
    from fairbudget.experiments.study.export import table_text, write_table
    from fairbudget.musrenbang import read_city

    chosen = output_format(format_, output)
    options = chosen_options({**given, "rule": "priority-order"})
    options.pop("rule")
    ways = ways_of(rules_, ceilings, options)
    with Console(stderr=True).status(f"{city}") as status:
        found = read_city(city, formula=options.get("formula"), lang=options["lang"])
        compared = compare_city(found, ways, lambda label, done, all: status.update(f"{label}: {done} / {all}"))
    rows = table_of(compared, what, by)
    columns = list(rows[0]) if rows else ["way"]
    if chosen == "xlsx":
        assert output is not None
        write_table(rows, columns, "xlsx", output)
        click.echo(f"written: {output}", err=True)
        return
    if chosen == "table" and what in ("overall", "winners"):
        # few rows with many figures are read from above
        rows, columns = _turned(rows, columns)
    deliver(table_text(rows, columns, chosen), output)


def _turned(rows: list[dict[str, Any]], columns: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    labels = [str(row["way"]) for row in rows]
    lines = [
        {"": name, **{label: _figure(row[name]) for label, row in zip(labels, rows, strict=True)}}
        for name in columns
        if name != "way"
    ]
    return lines, ["", *labels]


def _figure(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    return f"{value:.4g}" if isinstance(value, float) else str(value)
