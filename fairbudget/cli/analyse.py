"""``fairbudget analyse``: comparisons, regressions and figures of a study that was run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["analyse"]

_FILE = click.Path(path_type=Path)


@click.command(
    epilog="\b\nExamples:\n"
    "  fairbudget analyse experiments/real-elections.toml\n"
    "  fairbudget analyse real-elections --formats pdf -o paper/figures"
)
@click.argument("name", metavar="NAME|FILE.toml")
@click.option("--sample", is_flag=True, help="Of the sample: NAME-sample.")
@click.option("--store", type=_FILE, metavar="FILE", help="Where results are kept [default: runs/NAME/store.sqlite].")
@click.option("--formats", metavar="svg,pdf,png", help="Of pictures, instead of those that the study names.")
@click.option(
    "--resamples", type=click.IntRange(99, 10**6), help="Of every bootstrap [default: 9999; 999 for a sample]."
)
@click.option("-o", "--output", type=_FILE, help="Folder [default: analysis beside the store].")
def analyse(
    name: str, sample: bool, store: Path | None, formats: str | None, resamples: int | None, output: Path | None
) -> None:
    """Compare the rules of study NAME on the same elections, and draw its figures.

    The sections [[comparisons]], [[regressions]] and [[figures]] of the study say what is wanted; where there are none,
    everything is compared. Tables are csv, LaTeX and Markdown; each picture has a sidecar with its numbers and origin;
    summary.md says in words which differences are more than chance.
    """
    from fairbudget.experiments.analysis import Analysis
    from fairbudget.experiments.analysis.find import analysis_folder, wanted_of
    from fairbudget.experiments.study.session import open_results
    from fairbudget.report.analysis import write_analysis
    from fairbudget.report.figures import picture_format

    chosen = [word.strip() for word in formats.split(",") if word.strip()] if formats else []
    for word in chosen:
        picture_format(f"picture.{word}")

    def say(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"{text}", err=True)

    found = open_results(name, sample=sample, store=store)
    with found.store:
        there, total = found.counts()
        if there < total:
            click.echo(f"note: {there} of {total} units are there; the run is not complete", err=True)
        analysis = Analysis(found, resamples)
        folder = output or analysis_folder(found.store.path, found.study)
        paths = write_analysis(analysis, wanted_of(name, analysis), folder, formats=chosen, say=say)
    click.echo((folder / "summary.md").read_text("utf-8"), nl=False)
    click.echo(f"written: {len(paths)} files in {folder}", err=True)
