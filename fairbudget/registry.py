"""Rules, metrics, axioms and formulas are plain functions, registered with an id, options and a reference.

The same ids serve in Python, on the command line, in experiment files and in reports.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fairbudget.errors import OptionError, nearest

__all__ = [
    "Entry",
    "Option",
    "Registry",
    "agreements",
    "axioms",
    "choice",
    "formulas",
    "indices",
    "metrics",
    "rule",
    "rules",
]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a registered function.

    Attributes
    ----------
    name : str
        Python spelling; the command line writes ``_`` as ``-``.
    default : object
        Value when the option is not given, already parsed.
    parse : callable
        Turns what a user wrote (text or a Python value) into the canonical value; raises ``ValueError`` with what
        was expected.
    help : str
    choices : tuple of str
        The allowed words, where the option is one of a few.
    """

    name: str
    default: Any
    parse: Callable[[Any], Any]
    help: str
    choices: tuple[str, ...] = ()


def choice(name: str, allowed: tuple[str, ...], default: str | None, help: str) -> Option:
    """Return an option that takes one of a few words (or None, if that is the default).

    Examples
    --------
    >>> option = choice("completion", ("none", "add1"), "none", "what to do with unspent money")
    >>> option.parse("add1")
    'add1'
    """

    def parse(value: Any) -> str | None:
        if value is None and default is None:
            return None
        if value not in allowed:
            raise ValueError(nearest(str(value), allowed))
        return str(value)

    return Option(name, default, parse, help, allowed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered function and what is known about it.

    Attributes
    ----------
    id : str
    function : callable
    name : str
        As the literature calls it.
    summary : str
        One line.
    reference : str
        Paper and definition or algorithm.
    options : dict of str to Option
    properties : dict
        Further facts, such as ``ballots`` (the ballot types it is defined for) and ``complexity``.
    """

    id: str
    function: Callable[..., Any]
    name: str
    summary: str
    reference: str
    options: Mapping[str, Option] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)

    def parse_options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return all options with their canonical values.

        Raises
        ------
        OptionError
            On an option that it does not take or a value that the option does not allow.
        """
        values = {name: option.default for name, option in self.options.items()}
        for name, value in given.items():
            option = self.options.get(name)
            if option is None:
                hint = nearest(name, self.options) if self.options else "it takes none"
                raise OptionError(f"{self.id} takes no option {name!r}; {hint}")
            try:
                values[name] = option.parse(value)
            except (ValueError, TypeError) as error:
                raise OptionError(f"{self.id}: {name}={value!r} is not allowed: {error}") from None
        return values


class Registry(Mapping[str, Entry]):
    """The registered functions of one kind, by id.

    Parameters
    ----------
    kind : str
        What an entry is called in messages.
    package : str
        Imported before the first look-up, so that its modules register themselves.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self.package = package
        self._entries: dict[str, Entry] = {}

    def register(
        self,
        id: str,
        *,
        name: str,
        reference: str,
        options: tuple[Option, ...] = (),
        **properties: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Return a decorator that registers a function; its docstring's first line becomes the summary.

        Raises
        ------
        ValueError
            If the id is taken or the function has no docstring.
        """

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            known = self._entries.get(id)
            # a module that is loaded again may register its functions again
            if known and _origin(known.function) != _origin(function):
                raise ValueError(f"{self.kind} {id!r} is registered twice")
            if not function.__doc__:
                raise ValueError(f"{self.kind} {id!r} has no docstring")
            summary = function.__doc__.strip().splitlines()[0]
            taken = {option.name: option for option in options}
            self._entries[id] = Entry(id, function, name, summary, reference, taken, properties)
            return function

        return decorate

    @functools.cached_property
    def _loaded(self) -> dict[str, Entry]:
        importlib.import_module(self.package)
        return self._entries

    def __getitem__(self, id: str) -> Entry:
        try:
            return self._loaded[id]
        except KeyError:
            raise OptionError(f"unknown {self.kind} {id!r}; {nearest(str(id), sorted(self._loaded))}") from None

    def get(self, id: str, default: Any = None) -> Any:
        """Return the entry of an id, or the default if there is none."""
        return self._loaded.get(id, default)

    def __contains__(self, id: object) -> bool:
        return id in self._loaded

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._loaded))

    def __len__(self) -> int:
        return len(self._loaded)


def _origin(function: Callable[..., Any]) -> tuple[str, str]:
    return function.__module__, function.__qualname__


rules = Registry("rule", "fairbudget.rules")
metrics = Registry("metric", "fairbudget.metrics")
#: of two outcomes
agreements = Registry("measure of agreement", "fairbudget.metrics")
#: of amounts across units
indices = Registry("index of inequality", "fairbudget.metrics")
axioms = Registry("axiom", "fairbudget.axioms")
formulas = Registry("formula", "fairbudget.formulas")

rule = rules.register
