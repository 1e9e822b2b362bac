"""The languages of texts for the people of a city: English, and Indonesian."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fairbudget.errors import OptionError, nearest

__all__ = ["LANGUAGES", "place_of", "speaker"]

LANGUAGES = ("en", "id")


def place_of(lang: str, languages: Sequence[str] = LANGUAGES) -> int:
    """Return the place of a language among those that there are.

    Raises
    ------
    OptionError
        On a language that is not known.

    Examples
    --------
    >>> place_of("id")
    1
    """
    if lang not in languages:
        raise OptionError(f"unknown language {lang!r}; {nearest(str(lang), languages)}")
    return languages.index(lang)


def speaker(words: Mapping[str, Sequence[str]], lang: str) -> Callable[[str], str]:
    """Return a function from a key to its words in a language.

    Parameters
    ----------
    words : mapping of str to sequence of str
        Key -> words in the order of :data:`LANGUAGES`.
    lang : str

    Raises
    ------
    OptionError
        On a language that is not known.

    Examples
    --------
    >>> speaker({"ceiling": ("ceiling", "pagu")}, "id")("ceiling")
    'pagu'
    """
    place = place_of(lang)
    return lambda key: words[key][place]
