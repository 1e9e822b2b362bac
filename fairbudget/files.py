"""Files: output is written whole (a temporary file in the same folder, then a rename), TOML is read exactly."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from fairbudget.errors import FaultLog, InputError

__all__ = ["read_toml", "replacing", "write_bytes", "write_text"]


def read_toml(path: str | os.PathLike[str], what: str, *, may_be_empty: bool = False) -> tuple[dict[str, Any], str]:
    """Read a TOML file, its decimals exactly.

    Parameters
    ----------
    path : path
    what : str
        What the file should hold, for messages: ``"a formula"``.
    may_be_empty : bool

    Returns
    -------
    content : dict
        Numbers with a point as ``Decimal``.
    text : str

    Raises
    ------
    InputError
        If it cannot be read, is empty or is not TOML.
    """
    import tomllib

    path = Path(path)
    log = FaultLog(str(path))
    content: dict[str, Any] = {}
    text = ""
    try:
        if path.suffix.lower() != ".toml":
            log.error(f"unknown kind of file {path.suffix!r}", expected=f"{what} in .toml")
        else:
            text = path.read_bytes().decode("utf-8-sig")
            if not text.strip() and not may_be_empty:
                log.error("the file is empty", expected=f"{what} in TOML")
            content = tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        log.error("no such file")
    except OSError as error:
        log.error(f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError:
        log.error("not a text file", expected=f"{what} in TOML, in UTF-8")
    except (ValueError, RecursionError) as error:
        # also numbers of thousands of digits, and lists in lists in lists
        log.error(f"not well-formed TOML: {error}")
    log.raise_errors()
    return content, text


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path to write to; on success it takes the place of `path`, otherwise it vanishes.

    Missing folders are made. A reader never sees half a file, whenever the process is killed. Where `path` is a link,
    the file that it points to is replaced; a device or a pipe (``/dev/stdout``) is written to, it cannot be replaced.

    Raises
    ------
    InputError
        If the folder cannot be written or `path` is a folder.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise InputError(f"{target}: is a folder, a file name was expected")
        stream = target.exists() and not target.is_file()
        place = target if stream else target.resolve()
        if place.is_symlink():
            raise InputError(f"{target}: cannot be written: its links lead in a circle")
        if not stream:
            place.parent.mkdir(parents=True, exist_ok=True)
        # a name may be as long as the system allows: the temporary one must not be longer
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=".part", dir=None if stream else place.parent
        )
        os.close(handle)
    except InputError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        # a zero character in a name is a ValueError, a circle of links a RuntimeError before Python 3.13
        raise InputError(f"{target}: cannot be written: {getattr(error, 'strerror', None) or error}") from error
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes the file private; give it the mode that a plain open() would have given
        mask = os.umask(0)
        os.umask(mask)
        if stream:
            with target.open("wb") as device, temporary.open("rb") as content:
                shutil.copyfileobj(content, device)
            return
        temporary.chmod(0o666 & ~mask)
        temporary.replace(place)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` to `path`, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write `text` to `path` as UTF-8 with the line ends it has, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))
