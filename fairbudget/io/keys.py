"""Types of keys that configuration files share, for models of pydantic."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator

from fairbudget.errors import nearest

__all__ = ["Words", "one_of"]


def one_of(*allowed: str) -> Any:
    """Return a type for a key that takes one of a few words."""

    def check(value: Any) -> str:
        if value not in allowed:
            raise ValueError(nearest(str(value), allowed))
        return str(value)

    return Annotated[str, PlainValidator(check)]


def _words(value: Any) -> tuple[str, ...]:
    listed = (value,) if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed or not all(isinstance(w, str) and w.strip() for w in listed):
        raise ValueError("expected a text, or a list of texts")
    return tuple(listed)


#: A text, or a list of texts, none of them empty.
Words = Annotated[tuple[str, ...], PlainValidator(_words)]
