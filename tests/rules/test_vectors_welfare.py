"""Outcomes that a peer library's tests state for the utilitarian optimum, and for Chamberlin and Courant's.

Those we depart from stand in one table with the reason; one that stands there and passes fails.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from shared_data import VECTORS

import fairbudget
from fairbudget import Election

#: Satisfaction of a vector -> rule and options here.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "cost": ("max-welfare", {"utility": "cost"}),
    "cardinality": ("max-welfare", {"utility": "cardinality"}),
    "chamberlin-courant": ("chamberlin-courant", {"utility": "cardinality"}),
    "effort (cost/approvals)": ("max-welfare", {"utility": "effort"}),
    "sum of sqrt(cost)": ("max-welfare", {"utility": "cost-sqrt"}),
    "sum of log(1+cost)": ("max-welfare", {"utility": "cost-log"}),
    # the peer asks these for single projects only
    "sqrt(total cost)": ("max-welfare", {"utility": "cost-sqrt"}),
    "log(1+total cost)": ("max-welfare", {"utility": "cost-log"}),
}
#: Orders in which ties are broken: each must lead to one of the tied outcomes.
ORDERS = ("lower-cost,more-votes,lexicographic", "lexicographic", "higher-cost", "random:1", "random:2", "random:3")

#: id -> why it is not met
DEPARTURES: dict[str, str] = {}


def load() -> list[dict[str, Any]]:
    found = json.loads(VECTORS.read_text("utf-8"))["vectors"] if VECTORS.is_file() else []
    return [vector for vector in found if vector["rule"] == "max_utilitarian"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" in metafunc.fixturenames:
        vectors = load()
        if vectors:
            metafunc.parametrize("vector", [pytest.param(vector, id=vector["id"]) for vector in vectors])
        else:
            skip = pytest.mark.skip(reason=f"the peer's vectors are not there: no file {VECTORS}")
            metafunc.parametrize("vector", [pytest.param(None, id="none", marks=skip)])


def passes(vector: dict[str, Any]) -> bool:
    """Whether every order of ties leads to one of the vector's outcomes."""
    costs = {project["id"]: Fraction(project["cost"]) for project in vector["instance"]["projects"]}
    election = Election.build(costs, Fraction(vector["instance"]["budget"]), vector["profile"]["ballots"])
    given = dict(vector["options"])
    satisfaction = given.pop("satisfaction")
    # what is left of the options is asked for by its own name, so that it is refused and not passed over
    rule, options = CALLS[satisfaction]
    assert set(vector["expect"]) == {"all"}
    expected = [set(outcome) for outcome in vector["expect"]["all"]]
    return all(
        set(fairbudget.select(election, rule, tie_breaking=order, **options, **given).selected) in expected
        for order in ORDERS
    )


def test_vector(vector: dict[str, Any]) -> None:
    if vector["id"] in DEPARTURES:
        assert not passes(vector), "stands in the table of departures, yet passes"
    else:
        assert passes(vector)


def test_every_departure_is_a_vector() -> None:
    ids = {vector["id"] for vector in load()}
    if not ids:
        pytest.skip(f"the peer's vectors are not there: no file {VECTORS}")
    assert not set(DEPARTURES) - ids
