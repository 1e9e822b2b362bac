"""Small elections whose outcomes a peer library's tests state (among them abcvoting's stored instances).

Every vector of a rule that the package has is run. Those we depart from stand in one table with the reason; a vector
that neither passes nor stands there fails, and so does one that stands there and passes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import reference
from peer_vectors import MISSING, facts_of, parametrize, peer_vectors

import fairbudget
from fairbudget import Election, OptionError

#: Rules of the vectors that are run here; the rest is the business of rules and measures to come.
RUN = {"av", "greedy", "mes", "equal-shares-with-av-completion"}
#: Orders in which ties are broken: each must lead to one of the tied outcomes.
ORDERS = ("lower-cost,more-votes,lexicographic", "lexicographic", "higher-cost", "random:1", "random:2", "random:3")

UNSUPPORTED = "the peer funds projects that no ballot supports; here only with unsupported='fund'"
SATISFACTION = "a satisfaction that is not a sum over projects, and not that of Chamberlin and Courant"

#: Additive satisfactions of the vectors under other names here.
NAMES = {"effort (cost/approvals)": "effort", "sum of sqrt(cost)": "cost-sqrt", "sum of log(1+cost)": "cost-log"}
#: What Equal Shares sees of the others, which it asks for single projects only.
SINGLE = {"chamberlin-courant": "cardinality", "sqrt(total cost)": "cost-sqrt", "log(1+total cost)": "cost-log"}

#: id (within tests/rules/test_rule.py) -> why it is not met
DEPARTURES = {
    "EmptyProfile/greedy_utilitarian_welfare/Cardinality_Sat": UNSUPPORTED,
    "EmptyProfile/greedy_utilitarian_welfare/Effort_Sat": UNSUPPORTED,
    "EmptyProfile/greedy_utilitarian_welfare/Cost_Sqrt_Sat": SATISFACTION,
    "EmptyProfile/greedy_utilitarian_welfare/CC_Sat": UNSUPPORTED,
    "EmptyProfile/greedy_utilitarian_welfare/Additive_Cost_Sqrt_Sat": UNSUPPORTED,
    "EmptyProfile/greedy_utilitarian_welfare/Additive_Cost_Log_Sat": UNSUPPORTED,
    "EmptyProfile_Initial/greedy_utilitarian_welfare/Cardinality_Sat": UNSUPPORTED,
    "EmptyProfile_Initial/greedy_utilitarian_welfare/Cost_Sqrt_Sat": SATISFACTION,
    "EmptyProfile_Initial/greedy_utilitarian_welfare/CC_Sat": UNSUPPORTED,
    "EmptyProfile_Initial/greedy_utilitarian_welfare/Additive_Cost_Sqrt_Sat": UNSUPPORTED,
    "EmptyProfile_Initial/greedy_utilitarian_welfare/Additive_Cost_Log_Sat": UNSUPPORTED,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name in {"vector", "irresolute"} & set(metafunc.fixturenames):
        vectors = [vector for vector in peer_vectors() if vector["rule"] in RUN]
        if name == "irresolute":
            vectors = [vector for vector in vectors if has_irresolute_reference(vector["options"])]
        parametrize(metafunc, name, vectors)


def has_irresolute_reference(options: dict[str, Any]) -> bool:
    return options in ({}, {"satisfaction": "cost"}, {"satisfaction": "cardinality"})


def data_of(vector: dict[str, Any]) -> tuple[dict[str, Fraction], Fraction, list[list[str]]]:
    """Return costs, budget and ballots; without unsupported projects where the vector says so."""
    costs, budget, ballots = facts_of(vector)
    if vector.get("drop_unsupported"):
        wanted = {id for ballot in ballots for id in ballot}
        costs = {id: cost for id, cost in costs.items() if id in wanted}
    assert "weights" not in vector["profile"]
    return costs, budget, ballots


def calls(vector: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the rule and options that mean what the vector means; several where each of them does."""
    rule = vector["rule"]
    if rule == "av":
        # with unit costs both are approval voting
        return [("greedy", {"utility": "cost"}), ("greedy", {"utility": "cardinality"})]
    if rule == "equal-shares-with-av-completion":
        return [("equal-shares", {"utility": utility, "completion": "greedy"}) for utility in ("cost", "cardinality")]
    given = dict(vector["options"])
    wanted = given.pop("satisfaction")
    if (rule, wanted) == ("greedy", "chamberlin-courant"):
        # the peer goes on where nothing adds anything any more, in any order
        return [("sequential-thiele", {"weights": "cc", "then": "greedy", **given})]
    options = {"utility": NAMES.get(wanted, wanted)}
    if rule == "mes":
        options["utility"] = SINGLE.get(wanted, options["utility"])
    voters = len(vector["profile"]["ballots"])
    completion = given.pop("completion", None)
    if completion == "greedy(cost)" and options["utility"] == "cost":
        options["completion"] = "greedy"
    elif completion == "iterated":
        options |= {"completion": "add1", "start": "exact", "increment": given.pop("voter_budget_increment")}
    elif completion == "budget_increase" and given.pop("exhaustive_stop"):
        # raising the whole budget by a step raises every voter's endowment by her share of it
        increment = Fraction(given.pop("budget_step")) / voters
        options |= {"completion": "add1", "start": "exact", "increment": increment}
    elif completion == "phragmen":
        # the peer's Phragmen does not go on from what voters have left, as the completion of that name does
        options["then"] = completion
    elif completion is not None:
        options["completion"] = completion
    # what is left of the vector's options is asked for by its own name, so that it is refused and not passed over
    return [({"mes": "equal-shares"}.get(rule, rule), options | given)]


def expected(vector: dict[str, Any]) -> list[set[str]]:
    found = vector["expect"]
    assert len(found) == 1
    return [set(found["exact"])] if "exact" in found else [set(outcome) for outcome in found["all"]]


def passes(vector: dict[str, Any], **more: Any) -> bool:
    """Whether every order of ties leads to an outcome of the vector."""
    costs, budget, ballots = data_of(vector)
    election = Election.build(costs, budget, ballots)
    orders = ORDERS if "all" in vector["expect"] else ("lexicographic",)
    return all(
        set(fairbudget.select(election, rule, tie_breaking=order, **(options | more)).selected) in expected(vector)
        for rule, options in calls(vector)
        for order in orders
    )


def departure(vector: dict[str, Any]) -> str | None:
    source, _, id = vector["id"].partition("#")
    return DEPARTURES.get(id) if source == "tests/rules/test_rule.py" else None


def test_vector(vector: dict[str, Any]) -> None:
    reason = departure(vector)
    if reason is None:
        assert passes(vector)
    elif reason == UNSUPPORTED:
        assert not passes(vector), "stands in the table of departures, yet passes"
        [(_, options)] = calls(vector)
        assert passes(vector, **({"then": "greedy:unsupported=fund"} if "then" in options else {"unsupported": "fund"}))
    else:
        # once there is such an option, the vector has to be run
        with pytest.raises(OptionError):
            passes(vector)


def test_reference_finds_all_tied_outcomes(irresolute: dict[str, Any]) -> None:
    costs, budget, ballots = data_of(irresolute)
    plain = reference.election(costs, budget, ballots)
    rule = irresolute["rule"]
    satisfaction = irresolute["options"].get("satisfaction", "cost")
    if rule in ("av", "greedy"):
        unsupported = "fund" if departure(irresolute) == UNSUPPORTED else "leave"
        found = reference.all_greedy(plain, satisfaction, unsupported)
    else:
        found = reference.all_equal_shares(plain, satisfaction)
    if rule == "equal-shares-with-av-completion":
        found = {full for bought in found for full in reference.all_greedy(plain, satisfaction, "leave", bought)}
    wanted = expected(irresolute)
    if "exact" in irresolute["expect"]:
        assert wanted[0] in [set(outcome) for outcome in found]
    else:
        assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))


def test_every_departure_is_a_vector() -> None:
    ids = {vector["id"].partition("#")[2] for vector in peer_vectors()}
    if not ids:
        pytest.skip(MISSING)
    assert not set(DEPARTURES) - ids
