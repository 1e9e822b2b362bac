"""What all tests share: where other people's data lies, and how many examples hypothesis tries.

The default profile of hypothesis is derandomized, so that every run tries the same examples. The profile ``deep``
(``pytest --hypothesis-profile=deep``) tries other ones each time, and some eighty times as many.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import shared_data
from hypothesis import HealthCheck, settings

# tests scale their own numbers of examples by max_examples / 100, see strategies.examples
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
settings.register_profile("steady", max_examples=60, derandomize=True, database=None, **_COMMON)
settings.register_profile("deep", max_examples=5000, print_blob=True, **_COMMON)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def pabulib_folder() -> Path:
    """The folder of real elections."""
    if not shared_data.PABULIB.is_dir():
        pytest.skip(f"the real elections are not there: no folder {shared_data.PABULIB} (or set FAIRBUDGET_PABULIB)")
    return shared_data.PABULIB


@pytest.fixture(scope="session")
def pabulib_files(pabulib_folder: Path) -> list[Path]:
    """All real elections, by name."""
    files = shared_data.real_files()
    if not files:
        pytest.skip(f"the real elections are not there: no *.pb in {pabulib_folder}")
    return files


@pytest.fixture(scope="session")
def bogor_folder() -> Path:
    """The folder with the published table of Kota Bogor."""
    if not shared_data.BOGOR.is_dir():
        pytest.skip(f"the published table of Kota Bogor is not there: no folder {shared_data.BOGOR}")
    return shared_data.BOGOR


@pytest.fixture(scope="session")
def vectors_path() -> Path:
    """The outcomes that a peer library's tests state."""
    if not shared_data.VECTORS.is_file():
        pytest.skip(f"the peer's vectors are not there: no file {shared_data.VECTORS}")
    return shared_data.VECTORS
