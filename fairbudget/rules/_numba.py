"""numba's compiler, with somewhere to keep what it made.

numba keeps compiled loops beside their source or in the home folder and refuses to work where neither can be written,
as in a container with a read-only disk and a user without a home.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile

from numba import config, njit, types
from numba.extending import typeof_impl

from fairbudget.rules._loops import Loop

__all__ = ["njit"]


def _probe() -> int:
    return 0


try:
    njit(cache=True)(_probe)
except RuntimeError:
    # a folder of this process alone: code from one that others can write to is not to be trusted
    _folder = tempfile.mkdtemp(prefix="fairbudget-")
    atexit.register(functools.partial(shutil.rmtree, _folder, ignore_errors=True))
    config.CACHE_DIR = _folder  # type: ignore[attr-defined]


@typeof_impl.register(Loop)
def _type_of_loop(value: Loop, _: object) -> object:
    """Let compiled functions call a loop as what it is compiled to."""
    return types.Dispatcher(value.dispatcher)
