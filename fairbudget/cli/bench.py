"""``fairbudget bench``: speed, measured beside the peers."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def bench() -> None:
    """Measure speed and memory, beside the peers that are installed."""


@bench.command()
@click.option("--elections", type=click.Path(path_type=Path), help="Folder of Pabulib files.")
@click.option("--no-peers", is_flag=True, help="Measure fairbudget alone.")
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def rules(elections: Path | None, no_peers: bool, repeat: int, output: Path) -> None:
    """Measure the selection rules; writes rules.json and rules.md to a folder."""
    from fairbudget.experiments.bench_rules import bench_rules, elections_folder

    def say(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"measuring: {text}", err=True)

    report = bench_rules(elections_folder(elections), peers=not no_peers, repeat=repeat, say=say)
    paths = report.save(output)
    click.echo(report.to_markdown())
    click.echo(f"written: {paths[0]}, {paths[1]}", err=True)


@bench.command()
@click.option(
    "--instance",
    type=click.Path(path_type=Path),
    default=Path("instances/bogor"),
    show_default=True,
    help="Folder of the published table.",
)
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def ceilings(instance: Path, repeat: int, output: Path) -> None:
    """Measure the work on ceilings; writes ceilings.json and ceilings.md to a folder."""
    from fairbudget.experiments.bench_ceilings import bench_ceilings

    def say(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"measuring: {text}", err=True)

    report = bench_ceilings(instance, repeat=repeat, say=say)
    paths = report.save(output)
    click.echo(report.to_markdown())
    click.echo(f"written: {paths[0]}, {paths[1]}", err=True)


@bench.command()
@click.option("--elections", type=click.Path(path_type=Path), help="Folder of Pabulib files.")
@click.option("--repeat", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def fairness(elections: Path | None, repeat: int, output: Path) -> None:
    """Measure the checks of axioms; writes fairness.json and fairness.md to a folder."""
    from fairbudget.experiments.bench_fairness import bench_fairness
    from fairbudget.experiments.bench_rules import elections_folder

    def say(text: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"measuring: {text}", err=True)

    report = bench_fairness(elections_folder(elections), repeat=repeat, say=say)
    paths = report.save(output)
    click.echo(report.to_markdown())
    click.echo(f"written: {paths[0]}, {paths[1]}", err=True)
