"""``fairbudget rules``: what is registered."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

import click

from fairbudget.election import BALLOT_TYPES
from fairbudget.registry import Entry, Option
from fairbudget.registry import rules as registered


@click.command()
@click.argument("name", required=False)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def rules(name: str | None, format_: str) -> None:
    """List the selection rules, or explain the rule NAME with its options and BibTeX."""
    if format_ == "json":
        chosen = registered.values() if name is None else [registered[name]]
        click.echo(json.dumps([_facts(entry) for entry in chosen], ensure_ascii=False, indent=2))
        return
    if name is None:
        width = max(len(id) for id in registered)
        for entry in registered.values():
            click.echo(f"{entry.id:<{width}}  {entry.summary}")
            ballots = entry.properties["ballots"]
            kinds = "all ballots" if len(ballots) == len(BALLOT_TYPES) else f"{', '.join(ballots)} ballots"
            click.echo(f"{'':<{width}}  {kinds}; {entry.properties['complexity']}")
            click.echo(f"{'':<{width}}  [{entry.reference}]")
        return
    click.echo(_explain(registered[name]))


def _facts(entry: Entry) -> dict[str, Any]:
    """Return what is known of a rule, JSON-ready."""
    return {
        "id": entry.id,
        "name": entry.name,
        "summary": entry.summary,
        "ballots": list(entry.properties["ballots"]),
        "complexity": entry.properties["complexity"],
        "reference": entry.reference,
        "bibtex": entry.properties["bibtex"],
        "options": [
            {
                "name": option.name,
                "help": option.help,
                "choices": list(option.choices),
                "default": option.default if isinstance(option.default, str | None) else _default(option),
            }
            for option in entry.options.values()
        ],
    }


def _default(option: Option) -> str:
    return ",".join(map(str, option.default)) if isinstance(option.default, tuple) else str(option.default)


def _explain(entry: Entry) -> str:
    """Return a text on one rule: what it is, its options, complexity, reference."""
    lines = [f"{entry.id}: {entry.name}", "", inspect.cleandoc(entry.function.__doc__ or "").split("\nExamples\n")[0]]
    lines += ["", "Options"]
    for option in entry.options.values():
        allowed = f" ({'|'.join(option.choices)})" if option.choices else ""
        # some say themselves what holds if nothing is given
        told = option.default is None and re.search("default|not given", option.help)
        shown = "" if told else f"; default: {'none' if option.default is None else _default(option)}"
        lines.append(f"  --{option.name.replace('_', '-')}{allowed}: {option.help}{shown}")
    lines += [
        "",
        f"Ballots: {', '.join(entry.properties['ballots'])}",
        f"Complexity: {entry.properties['complexity']}",
        f"Reference: {entry.reference}",
        "",
        entry.properties["bibtex"],
    ]
    return "\n".join(lines)
