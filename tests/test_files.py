"""Files are written whole; what cannot be replaced is written to."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from fairbudget import InputError
from fairbudget.files import replacing, write_text


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.txt"
    write_text(path, "first\n")

    def fail() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_text("utf-8") == "first\n"
    assert [item.name for item in path.parent.iterdir()] == ["x.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for name in ("old.txt", "new.txt"):
        target = tmp_path / "there" / name
        if name == "old.txt":
            target.write_text("old", "utf-8")
        link = tmp_path / f"link-{name}"
        link.symlink_to(target)
        write_text(link, "content")
        assert link.is_symlink()
        assert target.read_text("utf-8") == "content"
    assert sorted(item.name for item in (tmp_path / "there").iterdir()) == ["new.txt", "old.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_text(pipe, "through\n")
    reader.join(10)
    assert got == [b"through\n"]
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_long_name_that_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".txt")
    write_text(path, "x")
    assert path.read_text("utf-8") == "x"


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "loop", ".", "file/below"])
def test_what_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match=r"cannot be written|is a folder"):
        write_text(tmp_path / name, "x")
