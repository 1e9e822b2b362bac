"""``fairbudget rules``: what is registered."""

from __future__ import annotations

import inspect

import click

from fairbudget.registry import Entry
from fairbudget.registry import rules as registered


@click.command()
@click.argument("name", required=False)
def rules(name: str | None) -> None:
    """List the selection rules, or explain the rule NAME with its options."""
    if name is None:
        width = max(len(id) for id in registered)
        for entry in registered.values():
            click.echo(f"{entry.id:<{width}}  {entry.summary}")
            click.echo(f"{'':<{width}}  [{entry.reference}]")
        return
    click.echo(_explain(registered[name]))


def _explain(entry: Entry) -> str:
    """Return a text on one rule: what it is, its options, complexity, reference."""
    lines = [f"{entry.id}: {entry.name}", "", inspect.cleandoc(entry.function.__doc__ or "").split("\nExamples\n")[0]]
    lines += ["", "Options"]
    for option in entry.options.values():
        default = ",".join(map(str, option.default)) if isinstance(option.default, tuple) else option.default
        allowed = f" ({'|'.join(option.choices)})" if option.choices else ""
        shown = "by ballot type" if option.default is None else default
        lines.append(f"  --{option.name.replace('_', '-')}{allowed}: {option.help}; default: {shown}")
    lines += [
        "",
        f"Ballots: {', '.join(entry.properties['ballots'])}",
        f"Complexity: {entry.properties['complexity']}",
        f"Reference: {entry.reference}",
    ]
    return "\n".join(lines)
