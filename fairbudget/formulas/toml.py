"""A formula as the text of a formula file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fairbudget.formulas.formula import Formula

__all__ = ["formula_toml"]


def formula_toml(formula: Formula, comments: Iterable[str] = ()) -> str:
    """Return the text of a formula file that reads as the same formula.

    Parameters
    ----------
    formula : Formula
    comments : iterable of str
        Lines that come first, each after a ``#``.

    Examples
    --------
    >>> formula = Formula.from_dict({"components": [{"id": "BES", "kind": "equal-share", "base": 120_000_000}]})
    >>> print(formula_toml(formula, ["found"]), end="")
    # found
    <BLANKLINE>
    total_id = "AW"
    rounding = "half-up"
    rounding_unit = 1
    <BLANKLINE>
    [[components]]
    id = "BES"
    kind = "equal-share"
    base = 120000000
    """
    lines = [f"# {line}".rstrip() for line in comments]
    data = formula.to_dict()
    if lines:
        lines.append("")
    lines += [f"{key} = {_value(value)}" for key, value in data.items() if not _is_table(value)]
    for key, value in data.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *_keys(value)]
        elif _is_table(value):
            for item in value:
                lines += ["", f"[[{key}]]", *_keys(item)]
                for inner, listed in item.items():
                    # classes and the like are short: one line each; indicators are sections of their own
                    for entry in listed if inner == "indicators" else ():
                        lines += ["", f"[[{key}.{inner}]]", *_keys(entry)]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and isinstance(value[0], Mapping))


def _keys(item: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in item.items() if key != "indicators"]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)
