"""Loops that are compiled when there is enough for them to do.

To load numba takes longer than to decide a small election without it. So the loops of Equal Shares, its relatives and
Phragmén are compiled at the first call that is worth it; before, they run as the Python that they are written in,
with the same floating-point operations one after the other and so with the same results to the last bit.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

__all__ = ["Loop", "loop", "plainly", "prepare"]

#: Ballot entries that are gone through in Python at most, by all runs of a process together; a run counts for as many
#: more as it takes to begin it.
LIGHT, BEGINNING = 10_000, 200


class _State:
    """How loops run now, and how many entries went through Python before."""

    plain = False
    forced = False
    spent = 0


class Loop:
    """A function that numba can compile, and that other compiled functions can call.

    Parameters
    ----------
    python : callable
        As it is written.
    """

    def __init__(self, python: Callable[..., Any]) -> None:
        self.python = python
        self.__doc__ = python.__doc__
        self.__name__ = python.__name__
        self._compiled: Any = None

    @property
    def dispatcher(self) -> Any:
        """The compiled function; loads numba."""
        if self._compiled is None:
            from fairbudget.rules._numba import njit

            self._compiled = njit(cache=True)(self.python)
        return self._compiled

    def __call__(self, *arguments: Any) -> Any:
        if _State.plain:
            return self.python(*arguments)
        return self.dispatcher(*arguments)


def loop(python: Callable[..., Any]) -> Loop:
    """Make a function a :class:`Loop`."""
    return Loop(python)


def prepare(module: ModuleType, entries: int) -> None:
    """Choose how the loops of a module run from now on; say so where they must be compiled first.

    Parameters
    ----------
    module : module
        With functions of :func:`loop`.
    entries : int
        Ballot entries of the election that is decided next.
    """
    if _State.forced:
        return
    work = entries + BEGINNING
    _State.plain = "numba" not in sys.modules and _State.spent + work <= LIGHT
    if _State.plain:
        _State.spent += work
        return
    from fairbudget.rules._compiled import announce

    announce(module)


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Let all loops run as Python, whatever there is to do."""
    before = _State.plain, _State.forced
    _State.plain = _State.forced = True
    try:
        yield
    finally:
        _State.plain, _State.forced = before
