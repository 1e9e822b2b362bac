"""Commands that take the options of everything registered, so that a new rule or axiom needs no change in them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from fairbudget.registry import Option, Registry, rules

__all__ = ["RegistryCommand", "RuleCommand"]


class RegistryCommand(click.Command):
    """Adds the options of all entries of a registry that the command does not have itself.

    Attributes
    ----------
    registry : Registry
        Looked at when the options are asked for, not before.
    """

    registry: Registry

    def text(self, help: str, takers: Sequence[str]) -> str:
        """Return the help of an option, given the ids of the entries that take it."""
        return f"{help} [{', '.join(takers)}]"

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of the command and of all entries."""
        known = {parameter.name for parameter in self.params}
        takers: dict[str, list[str]] = {}
        options: dict[str, Option] = {}
        for entry in self.registry.values():
            for name, option in entry.options.items():
                options.setdefault(name, option)
                takers.setdefault(name, []).append(entry.id)
        for name, option in options.items():
            if name not in known:
                metavar = "|".join(option.choices) if option.choices else "VALUE"
                flag = f"--{name.replace('_', '-')}"
                text = self.text(option.help, takers[name])
                self.params.append(click.Option([flag, name], default=None, metavar=metavar, help=text))
        return super().get_params(ctx)


class RuleCommand(RegistryCommand):
    """Adds the options of all registered rules."""

    registry = rules
