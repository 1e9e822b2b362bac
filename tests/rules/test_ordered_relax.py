"""Ordered-Relax against all vertices of its linear programme, HiGHS, and what the peer library states."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.ordered_relax import relaxation, rounded
from reference.welfare import concerned
from scipy.optimize import linprog
from strategies import CRITERIA, Case, examples, utility_cases

import fairbudget
from fairbudget import Election, OptionError

RULE = "ordered-relax"


def check(case: Case, utility: str | None, order: list[str], overflow: str) -> None:
    plain = case.plain()
    rank = reference.rank(plain, order)
    found = relaxation(plain, rank, utility)
    options = {"utility": utility, "tie_breaking": order, "overflow": overflow}
    outcome = fairbudget.select(case.election(), RULE, **options)
    minimum, parts = (None, {}) if found is None else found
    assert outcome.facts["relaxed_minimum"] == minimum
    assert list(outcome.selected) == rounded(plain, rank, parts, overflow == "skip")
    for item in outcome.trace:
        assert item.value == parts.get(item.project, 0) * plain["costs"][item.project]
    values = [sum(gain[id] for id in outcome.selected) for gain in concerned(plain, utility)]
    assert outcome.facts["minimum"] == min(values, default=None)


@examples(150)
@given(
    utility_cases(max_projects=3, max_voters=5),
    st.sampled_from(CRITERIA),
    st.sampled_from(["stop", "skip"]),
)
def test_all_vertices(found: tuple[Case, str | None], order: list[str], overflow: str) -> None:
    check(*found, order, overflow)


@pytest.mark.parametrize("seed", range(20))
def test_all_vertices_of_four_projects(seed: int) -> None:
    rng = random.Random(seed)
    scale = rng.choice([1, 10**13 + 1])
    costs = {id: rng.randint(1, 9) * scale + rng.randint(0, 1) for id in "abcd"}
    ballots = [rng.sample("abcd", rng.randint(1, 3)) for _ in range(4)]
    check(Case(costs, sum(costs.values()) // 2, ballots), None, ["lexicographic"], "stop")


def programme(costs: list[int], budget: int, gains: np.ndarray) -> float:
    """Return the highest minimum as HiGHS finds it."""
    size = len(costs)
    rows = np.vstack([np.hstack([-gains, np.ones((len(gains), 1))]), [*costs, 0]])
    right = [*[0.0] * len(gains), budget]
    found = linprog([*[0.0] * size, -1.0], A_ub=rows, b_ub=right, bounds=[*[(0, 1)] * size, (0, None)])
    return float(-found.fun)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("seed", range(6))
def test_the_optimum_of_many_ballots(seed: int, utility: str) -> None:
    rng = random.Random(seed)
    ids = [f"p{k:02}" for k in range(20)]
    costs = [rng.randint(10, 500) for _ in ids]
    ballots = [rng.sample(ids, rng.randint(2, 8)) for _ in range(60)]
    budget = sum(costs) // 3
    election = Election.build(dict(zip(ids, costs, strict=True)), budget, ballots)
    outcome = fairbudget.select(election, RULE, utility=utility, overflow="skip")
    gains = np.array([[(c if utility == "cost" else 1) * (id in row) for id, c in zip(ids, costs, strict=True)]
                      for row in ballots])  # fmt: skip
    assert float(outcome.facts["relaxed_minimum"]) == pytest.approx(programme(costs, budget, gains), rel=1e-7)
    # the parts themselves, exactly: within the budget, and the worst-off voter has what is claimed
    money = {item.project: item.value for item in outcome.trace}
    assert set(money) == set(ids)
    assert all(0 <= money[id] <= cost for id, cost in zip(ids, costs, strict=True))
    assert sum(money.values()) <= budget
    reached = [
        sum(Fraction(money[id]) / (1 if utility == "cost" else election.costs[k].item()) for k, id in enumerate(ids)
            if id in row)
        for row in ballots
    ]  # fmt: skip
    assert min(reached) == outcome.facts["relaxed_minimum"]


TEN = {"p0": 18, "p1": 45, "p2": 43, "p3": 32, "p4": 28, "p5": 32, "p6": 5, "p7": 37, "p8": 43, "p9": 17}
SIX_VOTERS = ["037", "1467", "0245", "169", "12678", "13468"]


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "expected", "minimum"),
    [
        ([5], 5, ["0"], "0", 5),
        ([4, 3], 4, ["0", "1"], "0", 2),
        ([3, 3, 2], 5, ["01", "1", "2"], "12", 2),
        ([2, 3, 3, 3, 3], 8, ["01", "02", "03", "04"], "012", Fraction(7, 2)),
        ([23, 68, 198, 189, 146, 38], 341, ["4", "12", "135"], "4", Fraction(409, 3)),
    ],
)
def test_peer_examples(costs: list[int], budget: int, ballots: list[str], expected: str, minimum: Fraction) -> None:
    """What the documentation of pabutools' unreleased `ordered_relax` states; its ties go by name."""
    election = Election.build(
        {f"p{k}": cost for k, cost in enumerate(costs)}, budget, [[f"p{digit}" for digit in row] for row in ballots]
    )
    outcome = fairbudget.select(election, RULE, tie_breaking="lexicographic")
    assert set(outcome.selected) == {f"p{digit}" for digit in expected}
    assert outcome.facts["relaxed_minimum"] == minimum


def test_where_the_peer_rounds_another_optimum() -> None:
    """Its sixth example, {p1, p2}: the solver took another fractional optimum, of no higher total utility."""
    ballots = [[f"p{digit}" for digit in row] for row in SIX_VOTERS]
    outcome = fairbudget.select(Election.build(TEN, 124, ballots), RULE, tie_breaking="lexicographic", overflow="skip")
    assert outcome.facts["relaxed_minimum"] == Fraction(142, 3)
    theirs = {"p0": 54, "p1": 127, "p2": 88, "p3": 17, "p6": 15, "p7": 71}
    money = {id: Fraction(theirs.get(id, 0), 3) for id in TEN}
    assert sum(money.values()) == 124
    assert all(sum(money[id] for id in row) >= Fraction(142, 3) for row in ballots)
    plain = reference.election(TEN, 124, ballots)
    parts = {id: money[id] / cost for id, cost in TEN.items()}
    assert rounded(plain, reference.rank(plain, ["lexicographic"]), parts) == ["p1", "p2"]
    ours = {item.project: item.value for item in outcome.trace}
    totals = [sum(given[id] for row in ballots for id in row) for given in (money, ours)]
    assert totals[0] <= totals[1]
    assert min(sum(ours[id] for id in row) for row in ballots) == Fraction(142, 3)
    stopped = fairbudget.select(Election.build(TEN, 124, ballots), RULE, tie_breaking="lexicographic")
    assert stopped.selected == ("p1", "p7", "p4")


def test_no_outcome_has_a_higher_minimum() -> None:
    for seed in range(10):
        rng = random.Random(seed)
        costs = {f"p{k}": rng.randint(1, 20) for k in range(9)}
        election = Election.build(costs, 50, [rng.sample(list(costs), 3) for _ in range(7)])
        relaxed = fairbudget.select(election, RULE).facts
        best = fairbudget.select(election, "egalitarian").facts["minimum"]
        assert relaxed["minimum"] <= best <= relaxed["relaxed_minimum"]


def test_it_says_when_it_gives_up() -> None:
    costs = {f"p{k}": 10 + k for k in range(20)}
    election = Election.build(costs, 100, [[f"p{k}", f"p{k + 1}"] for k in range(19)])
    with pytest.raises(OptionError, match=r"20 projects and 19 different ballots was not solved exactly within 1e-09"):
        fairbudget.select(election, RULE, seconds="0.000000001")
