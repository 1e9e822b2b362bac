"""``fairbudget bench``: speed, measured beside the peers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from fairbudget.experiments.bench import Report


def _say(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"measuring: {text}", err=True)


def _finish(report: Report, output: Path) -> None:
    paths = report.save(output)
    click.echo(report.to_markdown())
    click.echo(f"written: {paths[0]}, {paths[1]}", err=True)


@click.group(invoke_without_command=True)
@click.option("--parts", help="Only these, separated by commas; all by default.")
@click.option("--elections", type=click.Path(path_type=Path), help="Folder of Pabulib files.")
@click.option("--no-peers", is_flag=True, help="Measure fairbudget alone.")
@click.option("--repeat", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
@click.pass_context
def bench(
    context: click.Context, parts: str | None, elections: Path | None, no_peers: bool, repeat: int, output: Path
) -> None:
    """Measure speed and memory, beside the peers that are installed.

    Without a command all parts are measured: bench.json holds every figure, history.json those of earlier runs in the
    same folder, and bench.html shows both.
    """
    if context.invoked_subcommand is not None:
        if any(context.get_parameter_source(name) is not ParameterSource.DEFAULT for name in context.params):
            raise click.UsageError(
                f"options of one bench stand behind its name: bench {context.invoked_subcommand} ..."
            )
        return
    from fairbudget.experiments.bench_parts import PARTS, Settings, gather, read_history, record
    from fairbudget.files import write_text
    from fairbudget.report.bench import bench_page

    read_history(output)
    chosen = [part.strip() for part in parts.split(",") if part.strip()] if parts else list(PARTS)
    reports = gather(chosen, Settings(elections, peers=not no_peers, repeat=repeat, keep=output), _say)
    path = record(reports, output)
    write_text(output / "bench.html", bench_page(json.loads(path.read_text("utf-8")), read_history(output)))
    for report in reports:
        click.echo(report.to_markdown())
    click.echo(f"written: {path}, {output / 'bench.html'}", err=True)


@bench.command()
@click.option("--elections", type=click.Path(path_type=Path), help="Folder of Pabulib files.")
@click.option("--no-peers", is_flag=True, help="Measure fairbudget alone.")
@click.option("--repeat", type=click.IntRange(1, 100), default=5, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def rules(elections: Path | None, no_peers: bool, repeat: int, output: Path) -> None:
    """Measure the selection rules; writes rules.json and rules.md to a folder."""
    from fairbudget.experiments.bench_rules import bench_rules, elections_folder

    report = bench_rules(elections_folder(elections), peers=not no_peers, repeat=repeat, say=_say, keep=output)
    _finish(report, output)


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

    report = bench_ceilings(instance, repeat=repeat, say=_say, keep=output)
    _finish(report, output)


@bench.command()
@click.option("--elections", type=click.Path(path_type=Path), help="Folder of Pabulib files.")
@click.option("--repeat", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs of each work.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def fairness(elections: Path | None, repeat: int, output: Path) -> None:
    """Measure the checks of axioms; writes fairness.json and fairness.md to a folder."""
    from fairbudget.experiments.bench_fairness import bench_fairness
    from fairbudget.experiments.bench_rules import elections_folder

    report = bench_fairness(elections_folder(elections), repeat=repeat, say=_say, keep=output)
    _finish(report, output)


@bench.command()
@click.option("--repeat", type=click.IntRange(1, 100), default=3, show_default=True, help="Runs of each work.")
@click.option("--country", type=click.IntRange(1), default=8_500, show_default=True, help="Kelurahan of the country.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("runs/bench"), show_default=True)
def musrenbang(repeat: int, country: int, output: Path) -> None:
    """Measure deciding and explaining a city and a country; writes musrenbang.json and musrenbang.md to a folder."""
    from fairbudget.experiments.bench_musrenbang import bench_musrenbang

    report = bench_musrenbang(repeat, _say, country, keep=output)
    _finish(report, output)
