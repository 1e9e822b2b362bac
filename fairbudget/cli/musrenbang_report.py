"""The command ``fairbudget musrenbang report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fairbudget.cli.decision_options import chosen_options, decision_options
from fairbudget.cli.registered import RuleCommand

__all__ = ["report"]


@click.command(cls=RuleCommand)
@click.argument("city", type=click.Path(path_type=Path))
@decision_options
@click.option(
    "--compare",
    "others",
    metavar="RULE[:OPTION=VALUE;...],...",
    help="Also decide by these rules and show them side by side, e.g. priority-order,greedy.",
)
@click.option("--reasons/--no-reasons", default=True, show_default=True, help="The reason of every decision.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("runs/musrenbang/report.html"), show_default=True
)
def report(city: Path, others: str | None, reasons: bool, output: Path, **given: Any) -> None:
    """Decide CITY and write one page that works offline: search, sort, filter, pictures, reasons; also for paper.

    The page is one HTML file that loads nothing from elsewhere.
    """
    from rich.console import Console

    from fairbudget.experiments.city_comparison import Way, compare_city
    from fairbudget.experiments.city_tables import ways_of
    from fairbudget.files import write_text
    from fairbudget.musrenbang import Explainer, read_city
    from fairbudget.report.musrenbang.page import city_page

    options = chosen_options(given)
    rule_options = {key: value for key, value in options.items() if key not in ("rule", *_shared())}
    ways = [Way(options["rule"], options)]
    if others:
        base = {key: value for key, value in options.items() if key not in ("rule", *rule_options)}
        ways = [*ways_of(others, options=base), *ways]
    labels = [way.label for way in ways]
    ways = [way for k, way in enumerate(ways) if way.label not in labels[:k]]
    lang = options["lang"]
    with Console(stderr=True).status(f"{city}") as status:
        found = read_city(city, formula=options.get("formula"), lang=lang)
        explainer = Explainer(found, **options)
        compared = None
        if others:
            compared = compare_city(found, ways, lambda label, done, all: status.update(f"{label}: {done} / {all}"))
        status.update(f"{output}")
        write_text(output, city_page(found, explainer, lang=lang, comparison=compared, reasons=reasons))
    click.echo(f"written: {output}", err=True)


def _shared() -> tuple[str, ...]:
    """Return the keywords of a decision that hold for every rule."""
    return (
        *("formula", "then", "unspent", "family_split", "family_floors", "coverage", "pots", "carry", "ballots_above"),
        *("lang", "preferences"),
    )
