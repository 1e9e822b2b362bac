"""One SQLite file that holds the results of studies: a unit is there whole or not at all.

Tables: ``units`` (key, result and measured times as JSON, the versions it was computed by, and for a unit that failed
the limits it failed under), ``plans`` (what a run of a study laid out, with the coordinates of every unit in order),
``runs`` and ``claims`` (which running process works on which unit just now).

The file is in WAL mode where the file system allows it: a process that is killed leaves complete units behind, and the
next one to open the file finds them. Keep it on a local disk; SQLite does not promise locking on network drives.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from fairbudget.errors import FairbudgetError, InputError

__all__ = ["Store", "StoreError"]

_SCHEMA = """
create table if not exists facts (name text primary key, value text not null);
create table if not exists units (
    key text primary key, failed text, versions text not null, result blob not null, seconds text not null
) without rowid;
create table if not exists plans (id text primary key, study text not null, number integer not null, content blob);
create table if not exists runs (id integer primary key, host text not null, pid integer not null, beats integer);
create table if not exists claims (key text primary key, run integer not null) without rowid;
"""
_VERSION = "1"
#: Keys that one statement asks for.
_MANY = 500
#: Seconds without a sign of life after which a run on another machine counts as dead.
_SILENT = 5.0


class StoreError(FairbudgetError):
    """The store cannot be read or written: the disk is full, the file is damaged, ..."""


@contextlib.contextmanager
def _telling(path: Path, doing: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "full" in text or "disk I/O" in text:
            hint = "is the disk full? What was stored before is safe: make room and run it again"
        elif "not a database" in text or "malformed" in text or "no such table" in text:
            hint = "not a store of fairbudget, or damaged; name another file by --store"
        elif "locked" in text:
            hint = "another process holds it for long; try again"
        else:
            hint = "can the folder be written?"
        raise StoreError(f"{path}: cannot {doing} the store: {text} ({hint})") from error


class Store:
    """The results of studies, in one file.

    Parameters
    ----------
    path : path
        Made if it does not exist.
    write : bool
        False to open an existing one for reading only.

    Raises
    ------
    StoreError
        If it cannot be used.
    InputError
        If it is to be read and is not there.
    """

    def __init__(self, path: str | os.PathLike[str], write: bool = True) -> None:
        self.path = Path(path)
        if not write and not self.path.is_file():
            raise InputError(f"{path}: there is no such store; `fairbudget run` makes it")
        self.run: int | None = None
        self._beats = 0
        self._seen: dict[int, tuple[int, float]] = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot be made: {error.strerror or error}") from error
        with _telling(self.path, "open"):
            self._base = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        try:
            self._open(write)
        except BaseException:
            self._base.close()
            raise

    def _open(self, write: bool) -> None:
        """Make the tables if they are to be written; refuse a file of another make."""
        with _telling(self.path, "open"):
            self._base.execute("pragma synchronous = normal")
            if write:
                self._base.execute("pragma journal_mode = wal")
                self._base.executescript("begin immediate;" + _SCHEMA + "commit;")
                self._base.execute("insert or ignore into facts values ('version', ?)", (_VERSION,))
            found = self._base.execute("select value from facts where name = 'version'").fetchone()
        if found is None or found[0] != _VERSION:
            raise StoreError(f"{self.path}: a store of another version of fairbudget; name another file by --store")

    def close(self) -> None:
        """Give up all claims and close the file."""
        if self.run is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("delete from claims where run = ?", (self.run,))
                self._base.execute("delete from runs where id = ?", (self.run,))
            self.run = None
        with contextlib.suppress(sqlite3.Error):
            self._base.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    @contextlib.contextmanager
    def _writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """All statements inside are carried out together, or none."""
        with _telling(self.path, doing):
            self._base.execute("begin immediate")
            try:
                yield self._base
                self._base.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._base.execute("rollback")
                raise

    # -- units -----------------------------------------------------------------------------------------------------

    def stored(self, keys: Iterable[str]) -> dict[str, str | None]:
        """Return which of the keys have a result, each with the limits that it failed under, or None."""
        wanted = set(keys)
        with _telling(self.path, "read"):
            return {key: failed for key, failed in self._base.execute("select key, failed from units") if key in wanted}

    def add(self, rows: Sequence[tuple[str, str | None, str, dict[str, Any], dict[str, Any]]]) -> None:
        """Store units: key, limits if it failed, versions, result, seconds. All of them or none.

        A unit that is there already keeps its result, unless that one had failed.
        """
        packed = [
            (key, failed, versions, zlib.compress(_json(result).encode(), 1), _json(seconds))
            for key, failed, versions, result, seconds in rows
        ]
        with self._writing("write to") as base:
            base.executemany(
                "insert into units values (?, ?, ?, ?, ?) on conflict (key) do update set failed = excluded.failed, "
                "versions = excluded.versions, result = excluded.result, seconds = excluded.seconds "
                "where units.failed is not null",
                packed,
            )
            base.executemany("delete from claims where key = ?", [(row[0],) for row in packed])

    def results(self, keys: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
        """Give key, versions, result and seconds of the units that are there, in the order of the keys."""
        for start in range(0, len(keys), _MANY):
            some = list(dict.fromkeys(keys[start : start + _MANY]))
            marks = ",".join("?" * len(some))
            with _telling(self.path, "read"):
                found = {
                    row[0]: row
                    for row in self._base.execute(
                        f"select key, versions, result, seconds from units where key in ({marks})", some
                    )
                }
            for key in keys[start : start + _MANY]:
                if key in found:
                    _, versions, result, seconds = found[key]
                    yield key, versions, json.loads(zlib.decompress(result)), json.loads(seconds)

    # -- plans -----------------------------------------------------------------------------------------------------

    def keep_plan(self, id: str, study: str, content: Callable[[], dict[str, Any]]) -> None:
        """Store what a run laid out, unless it is there; it becomes the newest of its study."""
        name = f"{study}:{id}"
        with self._writing("write to") as base:
            (last,) = base.execute("select coalesce(max(number), 0) from plans").fetchone()
            if base.execute("update plans set number = ? where id = ?", (last + 1, name)).rowcount == 0:
                packed = zlib.compress(_json(content()).encode(), 1)
                base.execute("insert into plans values (?, ?, ?, ?)", (name, study, last + 1, packed))

    def forget(self, keys: Sequence[str]) -> None:
        """Take units out of the store."""
        with self._writing("write to") as base:
            base.executemany("delete from units where key = ?", [(key,) for key in keys])

    def plan(self, study: str | None = None) -> tuple[str, dict[str, Any]]:
        """Return the newest plan of a study (or of all) with its id.

        Raises
        ------
        InputError
            If the store has none.
        """
        with _telling(self.path, "read"):
            names = [name for (name,) in self._base.execute("select distinct study from plans order by study")]
            row = self._base.execute(
                "select id, content from plans where study = coalesce(?, study) order by number desc limit 1", (study,)
            ).fetchone()
        if row is None:
            from fairbudget.errors import nearest

            hint = f"no study {study!r}; {nearest(study, names)}" if study and names else "no study was run yet"
            raise InputError(f"{self.path}: {hint}")
        return row[0].rpartition(":")[2], json.loads(zlib.decompress(row[1]))

    # -- runs that go on at once -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Enter this process as a run, so that others leave it what it works on."""
        with self._writing("write to") as base:
            cursor = base.execute(
                "insert into runs (host, pid, beats) values (?, ?, 0)", (socket.gethostname(), os.getpid())
            )
            self.run = cursor.lastrowid

    def beat(self) -> None:
        """Show that this run is alive; call it every second or so."""
        self._beats += 1
        with self._writing("write to") as base:
            base.execute("update runs set beats = ? where id = ?", (self._beats, self.run))

    def claim(self, keys: Sequence[str]) -> list[str]:
        """Take units to work on; return those that no other run works on and that have no result yet.

        Claims of runs that are dead are taken over.
        """
        with self._writing("write to") as base:
            for run in self._dead(base):
                base.execute("delete from claims where run = ?", (run,))
                base.execute("delete from runs where id = ?", (run,))
            taken: list[str] = []
            for start in range(0, len(keys), _MANY):
                some = keys[start : start + _MANY]
                marks = ",".join("?" * len(some))
                query = f"select key from units where failed is null and key in ({marks})"
                there = {key for (key,) in base.execute(query, some)}
                query = f"select key from claims where run <> ? and key in ({marks})"
                others = {key for (key,) in base.execute(query, (self.run, *some))}
                taken += [key for key in some if key not in there and key not in others]
            base.executemany("insert or replace into claims values (?, ?)", [(key, self.run) for key in taken])
        return taken

    def release(self, keys: Sequence[str]) -> None:
        """Give up claims on units that were not computed."""
        with self._writing("write to") as base:
            base.executemany("delete from claims where key = ? and run = ?", [(key, self.run) for key in keys])

    def _dead(self, base: sqlite3.Connection) -> list[int]:
        """Return the runs that are no longer alive: their process is gone, or they have not beaten for long."""
        here, now, dead = socket.gethostname(), time.monotonic(), []
        for run, host, pid, beats in base.execute("select id, host, pid, beats from runs where id <> ?", (self.run,)):
            last, since = self._seen.get(run, (None, now))
            if last != beats:
                self._seen[run] = (beats, now)
            gone = host == here and not _alive(pid)
            if gone or (last == beats and now - since > _SILENT):
                dead.append(run)
        return dead


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
