"""Where other people's data lies. It stays outside the tree; tests that need it are skipped without it."""

from __future__ import annotations

import os
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: The real elections; the environment variable FAIRBUDGET_PABULIB names another folder.
PABULIB = Path(os.environ.get("FAIRBUDGET_PABULIB") or SHARED / "pabulib")
#: The published table of Kota Bogor.
BOGOR = SHARED / "bogor"
#: The outcomes that a peer library's tests state.
VECTORS = SHARED / "vectors" / "peer-vectors.json"


def real_files() -> list[Path]:
    """Return the real elections by name; none if they are not there."""
    return sorted(PABULIB.glob("*.pb"))
