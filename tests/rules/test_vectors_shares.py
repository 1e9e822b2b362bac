"""What a peer library's tests state for bounded overspending, Fractional Equal Shares and Exact Equal Shares.

Vectors that we depart from would stand in one table with the reason; one that stands there and passes fails.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import reference
from peer_vectors import MISSING, election_of, facts_of, parametrize, peer_vectors
from reference.exact_shares import exact_shares, raises

import fairbudget

#: Rule of the vector -> rule here.
RUN = {
    "bos": "bounded-overspending",
    "fres": "fractional-equal-shares",
    "ees": "exact-equal-shares",
    "ees_add_opt": "exact-equal-shares",
}
#: The peer has no order of ties in Fractional Equal Shares; its test follows the paper's running example, which breaks
#: them in the order A, C, D, E, F, B, and calls B what the paper calls C.
PAPER_ORDER = [("first", "A", "B", "D", "E", "F", "C")]
#: Id -> why it is not met.
DEPARTURES: dict[str, str] = {}


def load() -> list[dict[str, Any]]:
    return [vector for vector in peer_vectors() if vector["rule"] in RUN]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" in metafunc.fixturenames:
        parametrize(metafunc, "vector", load())


def options_of(vector: dict[str, Any]) -> dict[str, Any]:
    """Return the options of ours; the peer's default of Exact Equal Shares is a utility of 1 each."""
    given = dict(vector["options"])
    options: dict[str, Any] = {"tie_breaking": PAPER_ORDER if vector["rule"] == "fres" else "lexicographic"}
    if "satisfaction" in given:
        options["utility"] = given.pop("satisfaction")
    elif vector["rule"].startswith("ees"):
        assert given.pop("utility", "1 each") == "1 each"
        options["utility"] = "cardinality"
    if "completion" in given:
        options["completion"] = given.pop("completion").replace("_", "-")
        # the peer goes on to the end and keeps the outcome that spends most
        options["until"] = "end"
    # what is left is asked for by its own name, so that it is refused and not passed over
    return options | given


def passes(vector: dict[str, Any]) -> bool:
    election = election_of(vector)
    options = options_of(vector)
    outcome = fairbudget.select(election, RUN[vector["rule"]], **options)
    good = True
    for kind, expected in vector["expect"].items():
        if kind == "exact":
            good &= set(outcome.selected) == set(expected)
        elif kind == "contains":
            good &= set(expected) <= set(outcome.selected)
        elif kind == "max_cost":
            good &= outcome.cost <= Fraction(expected)
        elif kind == "fractions":
            good &= outcome.facts["shares"] == {id: Fraction(share) for id, share in expected.items()}
        elif kind == "payments":
            good &= payments_by_voter(outcome) == [
                {id: Fraction(amount) for id, amount in part.items()} for part in expected
            ]
        elif kind == "value":
            plain = reference.election(*facts_of(vector))
            before = exact_shares(plain, reference.rank(plain), "cardinality")
            found = raises(plain, reference.rank(plain), before, "cardinality")
            least = min(amount for amount in found.values() if amount is not None)
            raised = fairbudget.select(
                election, "exact-equal-shares", utility="cardinality", completion="add-opt"
            ).facts["endowment"]
            good &= raised - before["endowment"] == least == Fraction(expected)
        else:
            raise AssertionError(f"{kind} is not understood")
    return good


def payments_by_voter(outcome: fairbudget.Outcome) -> list[dict[str, Fraction]]:
    assert outcome.election is not None
    assert outcome.payments is not None
    result: list[dict[str, Fraction]] = [{} for _ in outcome.election.ballots.voters]
    for id, rows, amounts in zip(outcome.selected, outcome.payments.rows, outcome.payments.amounts, strict=True):
        paid = dict(zip(rows.tolist(), amounts, strict=True))
        for voter, row in enumerate(outcome.election.ballots.voters.tolist()):
            if row in paid:
                result[voter][id] = paid[row]
    return result


def test_vector(vector: dict[str, Any]) -> None:
    if vector["id"] in DEPARTURES:
        assert not passes(vector), "stands in the table of departures, yet passes"
    else:
        assert passes(vector)


def test_every_departure_is_a_vector() -> None:
    if not load():
        pytest.skip(MISSING)
    assert not set(DEPARTURES) - {vector["id"] for vector in load()}
