"""The command ``fairbudget``: its groups of commands are loaded when they are called, so that ``--help`` is quick."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import click

import fairbudget
from fairbudget.cli.lazy import LazyGroup
from fairbudget.errors import DataWarning, FairbudgetError

__all__ = ["cli", "main"]

#: command -> (module below fairbudget.cli, one line of help)
COMMANDS = {
    "axioms": ("axioms", "List the fairness axioms, or explain one."),
    "analyse": ("analyse", "Compare the rules of a study that was run, and draw its figures."),
    "audit": ("audit", "Find what in a published table does not follow, and the fewest corrections."),
    "bench": ("bench", "Measure speed and memory, beside the peers that are installed."),
    "cite": ("cite", "Print BibTeX and a paragraph of methods for what a run used."),
    "compare": ("compare", "Run rules on the same elections: metrics, agreement, which more voters prefer."),
    "ceilings": ("ceilings", "Split a budget over kelurahan by a formula: AW = BES + APW."),
    "check": ("check", "Check fairness axioms on an outcome, with witnesses."),
    "degree": ("degree", "Measure how satisfied groups are that could pay for what they agree on."),
    "demo": ("demo", "The whole line on Kota Bogor: ceilings, proposals, selections, comparison, report."),
    "evaluate": ("evaluate", "Measure one outcome: welfare, equality, votes against spending."),
    "explain-ceiling": ("explain_ceiling", "Show the worked sheet of one kelurahan, from indicator to rupiah."),
    "generate": ("generate", "Make synthetic elections from a seed."),
    "musrenbang": ("musrenbang", "From a city's workbook to decisions: read, plan, explain, document."),
    "replay": ("replay", "Run the rules that cities followed, and compare with their results."),
    "improve": ("improve", "Find the formula, or the ceilings, that reach an aim best within limits."),
    "inequality": ("inequality", "Measure how an amount in a table is spread across kelurahan or districts."),
    "infer": ("infer", "Find the formula behind published amounts."),
    "results": ("results", "Show and export the results of a study."),
    "metrics": ("metrics", "List the metrics, or explain one with its definition and BibTeX."),
    "robustness": ("robustness", "Say what would have made losing projects win, and winners lose."),
    "rules": ("rules", "List the selection rules, or explain one."),
    "run": ("run", "Run a study from its file, or go on with it."),
    "select": ("select", "Select projects of an election file by a rule."),
    "stress": ("stress", "Put a formula of ceilings to the test: other formulas, indicators, weights."),
    "verify": ("verify", "Recompute the witness of a verdict from the definitions alone."),
}


@click.group(cls=LazyGroup, commands_by_name=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(fairbudget.__version__, prog_name="fairbudget")
def cli() -> None:
    """Fair allocation of public budgets, exact and fast.

    Exit codes: 0 done, 1 the check failed, 2 unusable input or options.
    """


def _show_warning(message: Warning | str, category: type[Warning], *args: Any, **kwargs: Any) -> None:
    if issubclass(category, DataWarning):
        for line in str(message).splitlines():
            click.echo(f"warning: {line}", err=True)
    else:
        click.echo(f"warning: {category.__name__}: {message}", err=True)


def _tolerate(*streams: Any) -> None:
    """Write what an encoding such as Windows-1252 does not have as an escape, instead of failing half-way."""
    for stream in streams:
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        if not encoding.startswith("utf") and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a user's mistake ends in a message on stderr and exit code 2."""
    warnings.showwarning = _show_warning
    warnings.simplefilter("always", DataWarning)
    _tolerate(sys.stdout, sys.stderr)
    try:
        code = cli.main(arguments, prog_name="fairbudget", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except FairbudgetError as error:
        for line in str(error).splitlines():
            click.echo(f"error: {line}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # the reader of our output went away (a pager, head): not our error
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # files of a user are told as faults above: what is left is our own output, such as to a full disk
        click.echo(f"error: {error.filename or 'output'}: {error.strerror or error}", err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
