"""``fairbudget axioms``: what is registered."""

from __future__ import annotations

import inspect

import click

from fairbudget.axioms.papers import bibtex_of
from fairbudget.registry import Entry
from fairbudget.registry import axioms as registered


@click.command()
@click.argument("name", required=False)
def axioms(name: str | None) -> None:
    """List the fairness axioms, or explain the axiom NAME with its definition and options."""
    if name is None:
        width = max(len(id) for id in registered)
        for entry in registered.values():
            click.echo(f"{entry.id:<{width}}  {entry.summary}")
            click.echo(f"{'':<{width}}  [{entry.reference}]")
        return
    click.echo(_explain(registered[name]))


def _explain(entry: Entry) -> str:
    lines = [f"{entry.id}: {entry.name}", "", inspect.cleandoc(entry.function.__doc__ or ""), "", "Options"]
    for option in entry.options.values():
        allowed = f" ({'|'.join(option.choices)})" if option.choices else ""
        shown = "that of the rule, else by ballot type" if option.default is None else option.default
        lines.append(f"  --{option.name.replace('_', '-')}{allowed}: {option.help}; default: {shown}")
    lines += [
        "",
        f"Ballots: {', '.join(entry.properties['ballots'])}",
        f"Complexity: {entry.properties['complexity']}",
        f"Reference: {entry.reference}",
        "",
        bibtex_of(entry.id),
    ]
    return "\n".join(lines)
