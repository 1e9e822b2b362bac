"""A word to the user when loops are about to be compiled, which happens once and takes some seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

from fairbudget.rules._loops import Loop

__all__ = ["announce"]

_said: set[str] = set()


def announce(module: ModuleType) -> None:
    """Say on stderr that the loops of a module are compiled now, if no compiled version of them is kept.

    Parameters
    ----------
    module : module
        With functions compiled by ``numba.njit(cache=True)``.
    """
    name = module.__name__.rpartition(".")[2]
    if name in _said:
        return
    _said.add(name)
    for function in vars(module).values():
        function = function.dispatcher if isinstance(function, Loop) else function
        # functions without a kept version have no such path
        path = getattr(getattr(function, "_cache", None), "cache_path", None)
        if path and not any(Path(path).glob(f"{name}.*.nbi")):
            print("fairbudget: compiling the loops of a rule, once; this takes some seconds", file=sys.stderr)
            return
