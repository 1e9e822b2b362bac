"""Options written as NAME=VALUE."""

from __future__ import annotations

from collections.abc import Iterable

import click

__all__ = ["read_pairs"]


def read_pairs(texts: Iterable[str], flag: str, form: str = "NAME=AMOUNT") -> dict[str, str]:
    """Read what a repeatable option was given; a name may itself hold an equals sign, a value not.

    Parameters
    ----------
    texts : iterable of str
    flag : str
        The option, for messages.
    form : str
        What is expected.

    Raises
    ------
    click.UsageError
        On a text that is no pair, or a name that is given twice.

    Examples
    --------
    >>> read_pairs(["roads=500", "Gedung = kantor=30%"], "--cap")
    {'roads': '500', 'Gedung = kantor': '30%'}
    """
    pairs: dict[str, str] = {}
    for text in texts:
        name, sign, value = (part.strip() for part in text.rpartition("="))
        if not sign or not name or not value:
            raise click.UsageError(f"{flag} {text!r}: write {form}")
        if name in pairs:
            raise click.UsageError(f"{flag} {name!r} is given twice")
        pairs[name] = value
    return pairs
