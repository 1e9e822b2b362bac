"""Compiled loops where nothing can be kept between runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
from fairbudget.rules import _numba

@_numba.njit(cache=True)
def twice(number):
    return 2 * number

print(twice(21), _numba.config.CACHE_DIR)
"""


def test_loops_are_compiled_where_no_folder_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "loop.py").write_text(CODE, "utf-8")

    def run(**more: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "loop.py"], cwd=tmp_path, env={**os.environ, **more}, capture_output=True, text=True
        )
        assert not done.stderr
        return done.stdout.split()

    assert run(NUMBA_CACHE_DIR="") == ["42"]
    # of the places where numba looks only the one that it is told: neither beside the source nor in the home folder
    answer, folder = run(NUMBA_CACHE_DIR="", NUMBA_CACHE_LOCATOR_CLASSES="UserProvidedCacheLocator")
    assert answer == "42"
    assert not Path(folder).exists()
