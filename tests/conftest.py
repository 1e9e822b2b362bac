"""What all tests share: where other people's data lies, and how many examples hypothesis tries.

Other people's data stays outside the tree. Tests look for it beside the project (``../shared``), and for the real
elections also in the folder that the environment variable ``FAIRBUDGET_PABULIB`` names; without it they are skipped.

The default profile of hypothesis is derandomized, so that every run tries the same examples. The profile ``deep``
(``pytest --hypothesis-profile=deep``) tries other ones each time, and fifty times as many.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

# tests scale their own numbers of examples by max_examples / 100, see strategies.examples
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("steady", max_examples=100, derandomize=True, database=None, **_COMMON)
settings.register_profile("deep", max_examples=5000, print_blob=True, **_COMMON)
settings.load_profile("steady")


def _folder(path: Path, what: str) -> Path:
    if not path.is_dir():
        pytest.skip(f"{what} not found: no folder {path}")
    return path


@pytest.fixture(scope="session")
def pabulib_folder() -> Path:
    """The folder of real elections."""
    named = os.environ.get("FAIRBUDGET_PABULIB")
    return _folder(Path(named) if named else SHARED / "pabulib", "the real elections (set FAIRBUDGET_PABULIB)")


@pytest.fixture(scope="session")
def pabulib_files(pabulib_folder: Path) -> list[Path]:
    """All real elections, by name."""
    files = sorted(pabulib_folder.glob("*.pb"))
    if not files:
        pytest.skip(f"the real elections not found: no *.pb in {pabulib_folder}")
    return files


@pytest.fixture(scope="session")
def bogor_folder() -> Path:
    """The folder with the published table of Kota Bogor."""
    return _folder(SHARED / "bogor", "the published table of Kota Bogor")


@pytest.fixture(scope="session")
def vectors_path() -> Path:
    """The outcomes that a peer library's tests state."""
    path = SHARED / "vectors" / "peer-vectors.json"
    if not path.is_file():
        pytest.skip(f"the peer's vectors not found: no file {path}")
    return path
