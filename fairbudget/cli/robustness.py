"""``fairbudget robustness``: how far losing projects are from winning, and winners from losing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from fairbudget.cli.output import deliver
from fairbudget.cli.registered import RuleCommand
from fairbudget.cli.select import read_composition
from fairbudget.registry import rules


@click.command(
    cls=RuleCommand,
    epilog="\b\nExamples:\n"
    "  fairbudget robustness vote.pb --rule equal-shares\n"
    "  fairbudget robustness vote.pb --rule greedy --project 17 --measures cost-reduction,optimist-add --changed out\n"
    "  fairbudget robustness vote.pb --rule phragmen --measures win-share --resamples 5000 --seed 7 --plot wins.svg",
)
@click.argument("election", type=click.Path(path_type=Path))
@click.option("--rule", required=True, help="A rule's id; `fairbudget rules` lists them.")
@click.option(
    "--measures",
    default="all",
    show_default=True,
    metavar="ID,...|all|losers|winners",
    help="For losers cost-reduction, optimist-add, pessimist-add, random-add, singleton-add, rivalry-reduction, "
    "rivalry-random, budget-increase; for winners cost-increase, loss-some, loss-every, loss-random, budget-decrease; "
    "win-share draws the voters anew.",
)
@click.option("--project", "projects", multiple=True, metavar="ID", help="Only this project; repeatable.")
@click.option(
    "--step", metavar="AMOUNT", help="Prices and budgets change by multiples of this [default: the smallest unit]."
)
@click.option("--samples", type=click.IntRange(min=1), default=200, show_default=True, help="Draws for random-add etc.")
@click.option("--resamples", type=click.IntRange(min=1), default=1000, show_default=True, help="Draws for win-share.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of all draws.")
@click.option(
    "--effort",
    type=click.IntRange(min=1),
    help="Runs of the rule for one answer where no proof spares them [default: 2000, less in large elections].",
)
@click.option("--initial", metavar="ID,...", help="Projects funded beforehand; their cost counts.")
@click.option("--then", help="Rules that complete the outcome, e.g. 'greedy' or 'phragmen:overflow=skip+greedy'.")
@click.option("--pot", "pots", multiple=True, metavar="CATEGORY=AMOUNT", help="A budget of its own for a category.")
@click.option("--cap", "caps", multiple=True, metavar="CATEGORY=AMOUNT", help="The most for a category, or e.g. 30%.")
@click.option("--floor", "floors", multiple=True, metavar="CATEGORY=AMOUNT", help="The least for a category.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table to read, one row a project, or everything.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option("--plot", type=click.Path(path_type=Path), metavar="FILE.svg|png|pdf", help="Draw the measures.")
@click.option(
    "--changed",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write the changed elections (PROJECT.MEASURE.pb): the rule run on one shows that the answer is true.",
)
def robustness(
    election: Path,
    rule: str,
    measures: str,
    projects: tuple[str, ...],
    step: str | None,
    samples: int,
    resamples: int,
    seed: int,
    effort: int | None,
    initial: str | None,
    then: str | None,
    pots: tuple[str, ...],
    caps: tuple[str, ...],
    floors: tuple[str, ...],
    format_: str,
    output: Path | None,
    plot: Path | None,
    changed: Path | None,
    **given: str | None,
) -> None:
    """Say what would have made each losing project of ELECTION win, and each winner lose, under a rule.

    The measures of losing projects are those of Boehmer et al., IJCAI 2024. Each answer is the least change with which
    the rule, run again, decides otherwise.
    """
    import fairbudget
    from fairbudget.metrics.robustness import survey
    from fairbudget.report.robustness import plot_survey, survey_csv, survey_json, survey_table

    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    # a misspelt rule or option is told before a large file is read
    rules[rule].parse_options(options)
    if plot is not None:
        from fairbudget.report.figures import picture_format

        picture_format(plot)
    composition = read_composition(initial, then, pots, caps, floors)
    found = fairbudget.read_pabulib(election)
    with _progress() as progress:
        result = survey(
            found,
            rule,
            measures,
            projects or None,
            step=step,
            samples=samples,
            resamples=resamples,
            seed=seed,
            effort=effort,
            progress=progress,
            **composition,
            **options,
        )
    text = {"csv": survey_csv, "json": survey_json}.get(format_, survey_table)(result)
    deliver(text, output)
    if plot is not None:
        plot_survey(result, plot)
        click.echo(f"written: {plot}", err=True)
    if changed is not None:
        click.echo(f"written: {_write(result, changed)} elections in {changed}", err=True)


def _write(result: Any, folder: Path) -> int:
    """Write the changed elections; return how many."""
    from urllib.parse import quote

    import fairbudget

    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for (project, measure), finding in result.findings.items():
        if finding.changed is not None:
            fairbudget.write_pabulib(finding.changed, folder / f"{quote(project, safe='')}.{measure}.pb")
            count += 1
    return count


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Give something to tell progress to, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("robustness", total=None)
        yield lambda measure, done, total: bars.update(task, description=measure, completed=done, total=total)
