"""Commands that take the options of everything registered, so that a new rule or axiom needs no change in them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from fairbudget.registry import Registry, rules

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
        variants: dict[str, dict[tuple[str, tuple[str, ...]], list[str]]] = {}
        for entry in self.registry.values():
            for name, option in entry.options.items():
                # the same words in another order are the same choices
                alike = {tuple(sorted(words)): words for _, words in variants.get(name, {})}
                choices = alike.get(tuple(sorted(option.choices)), option.choices)
                variants.setdefault(name, {}).setdefault((option.help, choices), []).append(entry.id)
        for name, found in variants.items():
            if name not in known:
                same = len({choices for _, choices in found}) == 1
                texts = []
                for (help, choices), takers in found.items():
                    texts.append(self.text(help if same else f"{help}: {', '.join(choices)}", takers))
                metavar = "|".join(choices) if same and choices else "VALUE"
                flag = f"--{name.replace('_', '-')}"
                self.params.append(click.Option([flag, name], default=None, metavar=metavar, help="; ".join(texts)))
        return super().get_params(ctx)


class RuleCommand(RegistryCommand):
    """Adds the options of all registered rules."""

    registry = rules
