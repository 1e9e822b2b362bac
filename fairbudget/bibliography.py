"""BibTeX entries: told apart by key, gathered without repetition, put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["entries", "gather", "joined"]

_START = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


def entries(text: str) -> dict[str, str]:
    r"""Split BibTeX text into its entries by key, in order.

    Parameters
    ----------
    text : str
        Entries one below the other, each beginning with ``@`` at the start of a line.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> entries("@book{Gini1912,\n  year = {1912}\n}\n@book{Sen1973,\n  year = {1973}\n}")["Sen1973"]
    '@book{Sen1973,\n  year = {1973}\n}'
    """
    starts = list(_START.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return {match[1]: text[match.start() : end].strip() for match, end in zip(starts, ends, strict=True)}


def joined(papers: Mapping[str, str], *keys: str) -> str:
    r"""Return the entries of some keys, one below the other.

    Examples
    --------
    >>> joined({"Sen1973": "@book{Sen1973,\n}", "Gini1912": "@book{Gini1912,\n}"}, "Gini1912")
    '@book{Gini1912,\n}'
    """
    return "\n".join(papers[key] for key in keys)


def gather(texts: Iterable[str]) -> dict[str, str]:
    r"""Return the entries of several texts by key, each once, sorted by key.

    Examples
    --------
    >>> list(gather(["@book{b,\n}", "@book{a,\n}\n@book{b,\n}"]))
    ['a', 'b']
    """
    found: dict[str, str] = {}
    for text in texts:
        for key, entry in entries(text).items():
            found.setdefault(key, entry)
    return dict(sorted(found.items(), key=lambda pair: pair[0].lower()))
