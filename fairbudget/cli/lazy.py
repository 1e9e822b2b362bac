"""Groups of commands that import a command's module only when the command is used."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group whose commands are listed by name, module below ``fairbudget.cli`` and one line of help.

    Parameters
    ----------
    commands_by_name : mapping of str to (str, str)
        The function has the name of the command, with underscores for hyphens.
    """

    def __init__(self, *args: Any, commands_by_name: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.commands_by_name = commands_by_name

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(self.commands_by_name)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in self.commands_by_name:
            return None
        module = importlib.import_module(f"fairbudget.cli.{self.commands_by_name[name][0]}")
        command = getattr(module, name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Refuse an unknown command with the nearest one."""
        if args and args[0] not in self.commands_by_name and not args[0].startswith("-"):
            from fairbudget.errors import nearest

            raise click.UsageError(f"no command {args[0]!r}; {nearest(args[0], sorted(self.commands_by_name))}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.commands_by_name[name][1]) for name in sorted(self.commands_by_name)])
