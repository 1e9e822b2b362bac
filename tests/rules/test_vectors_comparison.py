"""What a peer library's tests state for the comparison of rules (popularity, social welfare) and for priceability."""

from __future__ import annotations

from typing import Any

import pytest
from peer_vectors import election_of, parametrize, peer_vectors

import fairbudget
from fairbudget import Outcome

#: Rules of the vector, with their satisfaction in brackets -> rule here.
RULES = {"mes": "equal-shares", "greedy": "greedy"}
COMPARISONS = {"popularity_comparison": "most_supported", "social_welfare_comparison": "most_welfare"}


def load() -> list[dict[str, Any]]:
    return [vector for vector in peer_vectors() if vector["rule"] in (*COMPARISONS, "priceable")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" in metafunc.fixturenames:
        parametrize(metafunc, "vector", load())


def test_vector(vector: dict[str, Any]) -> None:
    election = election_of(vector)
    given = dict(vector["options"])
    if vector["rule"] == "priceable":
        outcome = Outcome.of(election, election.numbers(given.pop("allocation")), "given", {})
        axiom = "stable-priceability" if given.pop("stable") else "priceability"
        assert given.pop("exhaustive") is True
        verdict = fairbudget.check(outcome, axiom, exhaustive="yes")
        assert (verdict.status == "satisfied") == vector["expect"]["value"]
    else:
        outcomes = {}
        for label in given.pop("among"):
            rule, _, satisfaction = label.removesuffix(")").partition("(")
            outcomes[label] = fairbudget.select(
                election, RULES[rule], utility=satisfaction, tie_breaking="lexicographic"
            )
        found = fairbudget.agreement(outcomes, utility=given.pop("compared_by"), measures="jaccard")
        [best] = {outcomes[label].selected for label in getattr(found, COMPARISONS[vector["rule"]])}
        assert set(best) == set(vector["expect"]["exact"])
    assert not given
