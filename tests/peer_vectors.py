"""The vectors that a peer library's tests state: read, handed to tests, or plainly missed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from shared_data import VECTORS

from fairbudget import Election

#: Why a test without them is skipped.
MISSING = f"the peer's vectors are not there: no file {VECTORS}"


def peer_vectors() -> list[dict[str, Any]]:
    """Return all vectors; none if they are not there."""
    return json.loads(VECTORS.read_text("utf-8"))["vectors"] if VECTORS.is_file() else []


def parametrize(metafunc: pytest.Metafunc, name: str, vectors: Sequence[dict[str, Any]]) -> None:
    """Run a test once for each vector, or skip it with the reason."""
    if vectors:
        metafunc.parametrize(name, [pytest.param(vector, id=vector["id"]) for vector in vectors])
    else:
        metafunc.parametrize(name, [pytest.param(None, id="none", marks=pytest.mark.skip(reason=MISSING))])


def facts_of(vector: dict[str, Any]) -> tuple[dict[str, Fraction], Fraction, list[Any]]:
    """Return costs, budget and ballots."""
    costs = {project["id"]: Fraction(project["cost"]) for project in vector["instance"]["projects"]}
    return costs, Fraction(vector["instance"]["budget"]), vector["profile"]["ballots"]


def election_of(vector: dict[str, Any]) -> Election:
    """Return the election of a vector."""
    return Election.build(*facts_of(vector), type=vector["profile"]["type"])
