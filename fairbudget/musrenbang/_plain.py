"""Records as plain JSON values, with exact fractions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

__all__ = ["decode", "encode"]


def encode(value: Any) -> Any:
    """Return a JSON-ready value: records become objects, exact fractions text under a key of their own."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else {"fraction": str(value)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: encode(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return value


def decode(value: Any) -> Any:
    """Return what :func:`encode` made JSON-ready, with records as plain mappings."""
    if isinstance(value, dict):
        if set(value) == {"fraction"}:
            return Fraction(value["fraction"])
        return {key: decode(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    return value
