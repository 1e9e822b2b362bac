"""Rules, metrics, axioms and formulas are plain functions, registered with an id, options and a reference.

The same ids serve in Python, on the command line, in experiment files and in reports.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fairbudget.errors import OptionError, nearest

__all__ = [
    "Entry",
    "Option",
    "Registry",
    "Spec",
    "agreements",
    "axioms",
    "choice",
    "formulas",
    "indices",
    "metrics",
    "read_specs",
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
    *packages : str
        Imported before the first look-up, so that their modules register themselves.
    """

    def __init__(self, kind: str, *packages: str) -> None:
        self.kind = kind
        self.packages = packages
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
        for package in self.packages:
            importlib.import_module(package)
        return self._entries

    def __getitem__(self, id: str) -> Entry:
        try:
            return self._loaded[id]
        except (KeyError, TypeError):  # a list has no hash
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


@dataclass(frozen=True, slots=True)
class Spec:
    """A registered function named with options.

    Attributes
    ----------
    label : str
        As it was written.
    id : str
    options : mapping from str to str
        As written, checked against the options that it takes.
    """

    label: str
    id: str
    options: Mapping[str, str] = field(default_factory=dict)


def read_specs(texts: str | Iterable[str], entries: Registry, further: Iterable[str] = ()) -> list[Spec]:
    """Read ids with options: ``greedy,equal-shares:completion=add1,utility=cost``.

    Parameters
    ----------
    texts : str or iterable of str
        Ids separated by commas; the options of one follow a colon as ``name=value``, separated by commas or
        semicolons. A value may itself hold commas where the option is not one of a few words.
    entries : Registry
    further : iterable of str
        Names of options that all of them take besides their own; their values are not checked here.

    Raises
    ------
    OptionError
        On an unknown id or option, a value that an option does not allow, the same text twice, or no id at all.

    Examples
    --------
    >>> for spec in read_specs("greedy,equal-shares:completion=add1,utility=cost,greedy:tie-breaking=random:7", rules):
    ...     print(spec.label, dict(spec.options))
    greedy {}
    equal-shares:completion=add1,utility=cost {'completion': 'add1', 'utility': 'cost'}
    greedy:tie-breaking=random:7 {'tie_breaking': 'random:7'}
    """
    known = set(further)
    found: list[tuple[list[str], Entry, dict[str, str]]] = []
    for text in [texts] if isinstance(texts, str) else list(texts):
        last = None  # the option that a word without a name goes on with
        for k, word in enumerate(part.strip() for part in text.split(",")):
            head, _, rest = word.partition(":")
            starts = head.strip() in entries or ("=" in rest and "=" not in head)
            if starts or not (k and found and ("=" in word or _open(found[-1][1], last))):
                if word:
                    found.append(([word], entries[head.strip()], {}))
                last = None
            else:
                found[-1][0].append(word)
                rest = word
            for piece in (part.strip() for part in rest.split(";") if part.strip()):
                _, entry, options = found[-1]
                name, sign, value = piece.partition("=")
                name = name.strip().replace("-", "_")
                if sign and (name in entry.options or name in known or not _open(entry, last)):
                    options[name], last = value.strip(), name
                elif last is not None and _open(entry, last):
                    options[last] += f",{piece}"
                else:
                    raise OptionError(f"{word!r}: the options of {entry.id} are written name=value")
    specs = [Spec(",".join(words), entry.id, options) for words, entry, options in found]
    for spec in specs:
        entries[spec.id].parse_options({k: v for k, v in spec.options.items() if k not in known})
    labels = [spec.label for spec in specs]
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        raise OptionError(f"{entries.kind} {twice[0]!r} is given twice")
    if not specs:
        raise OptionError(f"no {entries.kind} is given; {nearest('', sorted(entries))}")
    return specs


def _open(entry: Entry, name: str | None) -> bool:
    """Return whether an option was given whose value may hold commas: one that is not one of a few words."""
    return name is not None and not (name in entry.options and entry.options[name].choices)


def _origin(function: Callable[..., Any]) -> tuple[str, str]:
    return function.__module__, function.__qualname__


rules = Registry("rule", "fairbudget.rules")
# one metric rests on what axioms are checked with
metrics = Registry("metric", "fairbudget.metrics", "fairbudget.axioms.degree_table")
#: of two outcomes
agreements = Registry("measure of agreement", "fairbudget.metrics")
#: of amounts across units
indices = Registry("index of inequality", "fairbudget.metrics")
axioms = Registry("axiom", "fairbudget.axioms")
formulas = Registry("formula", "fairbudget.formulas")

rule = rules.register
