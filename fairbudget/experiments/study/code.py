"""Which version of the code a unit was computed by: a hash of the sources that it uses, and the versions around it."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterable
from pathlib import Path

import fairbudget

__all__ = ["code_version", "packages_of", "versions"]

#: What every unit uses beside rules and measures: the modules at the top, and those that do the work.
_BASE = ("errors", "money", "registry", "ballots", "election", "utilities", "outcome", "parts")
_WORK = ("experiments/study/load.py", "experiments/study/work.py", "experiments/study/cities.py")
#: Packages whose versions are told with results.
_AROUND = ("fairbudget", "numpy", "scipy", "numba", "pulp", "highspy", "gmpy2")


def packages_of(modules: Iterable[str]) -> tuple[str, ...]:
    """Return the packages, or outside of fairbudget the modules, that functions of these modules live in.

    Examples
    --------
    >>> packages_of(["fairbudget.rules.greedy", "fairbudget.rules.phragmen", "elsewhere.own"])
    ('elsewhere.own', 'fairbudget.rules')
    """
    return tuple(
        sorted({".".join(name.split(".")[:2]) if name.startswith("fairbudget.") else name for name in modules})
    )


@functools.cache
def code_version(packages: tuple[str, ...]) -> str:
    """Return a hash of the sources of some packages and of what every unit uses.

    Whole packages count, not single modules: rules call one another by id, which no reading of imports would show.
    Comments and line ends count too; a result that is computed again for nothing does no harm.

    Examples
    --------
    >>> code_version(("fairbudget.rules",)) == code_version(("fairbudget.metrics",))
    False
    """
    total = hashlib.sha256()
    root = Path(fairbudget.__file__).parent
    files = [(f"fairbudget/{name}.py", root / f"{name}.py") for name in _BASE]
    files += [(f"fairbudget/{name}", root / name) for name in _WORK]
    for package in packages:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise AssertionError(f"{package} has no source")
        origin = Path(found.origin)
        inside = origin.parent.rglob("*.py") if origin.name == "__init__.py" else [origin]
        files += [(f"{package}/{path.relative_to(origin.parent).as_posix()}", path) for path in inside]
    for name, path in sorted(files):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(text)}\0".encode() + text)
    return total.hexdigest()[:16]


@functools.cache
def versions() -> str:
    """Return the versions of Python and of the packages that results may depend on, in one line; names no host."""
    found = [f"python={platform.python_version()}"]
    for package in _AROUND:
        try:
            found.append(f"{package}={importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return " ".join(found)
