"""What a peer library's tests state for the comparison of rules (popularity, social welfare) and for priceability."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from shared_data import VECTORS

import fairbudget
from fairbudget import Election, Outcome

#: Rules of the vector, with their satisfaction in brackets -> rule here.
RULES = {"mes": "equal-shares", "greedy": "greedy"}
COMPARISONS = {"popularity_comparison": "most_supported", "social_welfare_comparison": "most_welfare"}


def load() -> list[dict[str, Any]]:
    found = json.loads(VECTORS.read_text("utf-8"))["vectors"] if VECTORS.is_file() else []
    return [vector for vector in found if vector["rule"] in (*COMPARISONS, "priceable")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" in metafunc.fixturenames:
        vectors = load()
        if vectors:
            metafunc.parametrize("vector", [pytest.param(vector, id=vector["id"]) for vector in vectors])
        else:
            skip = pytest.mark.skip(reason=f"the peer's vectors are not there: no file {VECTORS}")
            metafunc.parametrize("vector", [pytest.param(None, id="none", marks=skip)])


def test_vector(vector: dict[str, Any]) -> None:
    costs = {project["id"]: Fraction(project["cost"]) for project in vector["instance"]["projects"]}
    election = Election.build(costs, Fraction(vector["instance"]["budget"]), vector["profile"]["ballots"])
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
