"""How messages about a study file name its keys, and labels its options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from fairbudget.experiments.study.lines import Path
from fairbudget.experiments.study.model import with_seed
from fairbudget.experiments.study.spec import SEED, Table
from fairbudget.registry import Entry

__all__ = ["bracket", "keys_of", "name_of", "settle"]


def settle(entry: Entry, options: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return all options parsed, with seed 0, and whether a seed goes in."""
    seeded = any(SEED in value for value in options.values() if isinstance(value, str))
    return entry.parse_options(with_seed(options, 0)), seeded


def bracket(options: Mapping[str, Any]) -> str:
    """Return options as they stand in labels.

    Examples
    --------
    >>> bracket({"completion": "add1", "tie_breaking": ["lower-cost", "lexicographic"]})
    '[completion=add1;tie_breaking=lower-cost,lexicographic]'
    """
    if not options:
        return ""
    texts = (
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}" for name, value in options.items()
    )
    return f"[{';'.join(texts)}]"


def name_of(path: Path, data: Any) -> str:
    """Return a path as people read it: ``rules[2] 'greedy', options``."""
    parts: list[str] = []
    here = data
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int) and parts:
            id = here.get("id") if isinstance(here, Mapping) else None
            parts[-1] += f"[{step + 1}]" + (f" {id!r}" if isinstance(id, str) else "")
        else:
            parts.append(str(step))
    return ", ".join(parts)


def keys_of(kind: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that a model takes where a complaint points."""
    for step in loc[:-1]:
        if isinstance(step, str) and step in kind.model_fields:
            inner = kind.model_fields[step].annotation
            if isinstance(inner, type) and issubclass(inner, Table):
                kind = inner
    return list(kind.model_fields)
