"""``fairbudget metrics``: what is registered."""

from __future__ import annotations

import inspect

import click

from fairbudget.errors import OptionError, nearest
from fairbudget.registry import Entry, Registry, agreements, indices
from fairbudget.registry import metrics as registered

#: Each kind of measure, and what it is of.
KINDS: tuple[tuple[Registry, str], ...] = (
    (registered, "of one outcome (fairbudget evaluate, fairbudget compare)"),
    (agreements, "of two outcomes (fairbudget compare)"),
    (indices, "of an amount across units, per head and per unit (fairbudget inequality)"),
)


@click.command()
@click.argument("name", required=False)
def metrics(name: str | None) -> None:
    """List the metrics with unit and reference, or explain the metric NAME with its definition and BibTeX."""
    if name is None:
        width = max(len(id) for kind, _ in KINDS for id in kind)
        for number, (kind, title) in enumerate(KINDS):
            click.echo(("\n" if number else "") + f"Metrics {title}\n")
            for entry in kind.values():
                click.echo(f"{entry.id:<{width}}  {entry.summary}")
                click.echo(f"{'':<{width}}  [{_unit(entry)}; {entry.reference}]")
        return
    found = [entry for kind, _ in KINDS if (entry := kind.get(name)) is not None]
    if not found:
        raise OptionError(f"unknown metric {name!r}; {nearest(name, [id for kind, _ in KINDS for id in kind])}")
    click.echo("\n\n".join(map(_explain, found)))


def _unit(entry: Entry) -> str:
    shape = entry.properties.get("shape", "number")
    return entry.properties["unit"] if shape == "number" else f"{shape}, {entry.properties['unit']}"


def _explain(entry: Entry) -> str:
    text = inspect.cleandoc(entry.function.__doc__ or "").split("\nExamples\n")[0].rstrip()
    lines = [f"{entry.id}: {entry.name}", "", text, ""]
    if entry.options:
        lines.append("Options")
        for option in entry.options.values():
            allowed = f" ({'|'.join(option.choices)})" if option.choices else ""
            default = option.default
            if isinstance(default, tuple):
                default = "+".join(map(str, default))
            if default is None:
                default = "that of the rule, else by ballot type" if option.name == "utility" else "chosen by itself"
            lines.append(f"  {option.name.replace('_', '-')}{allowed}: {option.help}; default: {default}")
        lines.append("")
    lines.append(f"Unit: {_unit(entry)}")
    better = entry.properties.get("better")
    if better is not None:
        lines.append(f"Better: {better}")
    lines += [f"Reference: {entry.reference}", "", entry.properties["bibtex"]]
    return "\n".join(lines)
