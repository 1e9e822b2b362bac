"""The sequential Thiele rules against the definition, and against what is known of them on party lists."""

from __future__ import annotations

import importlib.util
import random
from fractions import Fraction

import pytest
import reference
from hypothesis import given
from hypothesis import strategies as st
from reference.welfare import sequential_thiele as slow
from strategies import CRITERIA, Case, cases, examples, hard

import fairbudget
from fairbudget import Election

WEIGHTS = ("pav", "cc", "av", "geometric", "slav")
criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))


def check(case: Case, weights: str, per: str, overflow: str, order: list[str]) -> None:
    plain = case.plain()
    expected = slow(plain, reference.rank(plain, order), weights, per, overflow)
    outcome = fairbudget.select(
        case.election(), "sequential-thiele", weights=weights, per=per, overflow=overflow, tie_breaking=order
    )
    assert list(outcome.selected) == expected["selected"]
    for item, round in zip(outcome.trace, expected["rounds"], strict=True):
        assert (item.project, item.decision) == (round["project"], round["decision"])
        assert (item.value, sorted(item.tied)) == (round["value"], round["tied"])


@examples(500)
@given(
    cases(max_projects=8, max_voters=7),
    st.sampled_from(WEIGHTS),
    st.sampled_from(("cost", "project")),
    st.sampled_from(("skip", "stop")),
    criteria,
)
def test_reference(case: Case, weights: str, per: str, overflow: str, order: list[str]) -> None:
    check(case, weights, per, overflow, order)


@examples(120)
@given(hard(), st.sampled_from(WEIGHTS), st.sampled_from(("cost", "project")), criteria)
def test_reference_with_large_amounts(case: Case, weights: str, per: str, order: list[str]) -> None:
    check(case, weights, per, "skip", order)


@examples(60)
@given(cases(max_projects=5), st.sampled_from(WEIGHTS))
def test_all_outcomes(case: Case, weights: str) -> None:
    found = fairbudget.select(case.election(), "sequential-thiele", weights=weights, all_outcomes=True)
    plain = case.plain()
    ids = list(case.costs)
    every = {
        frozenset(slow(plain, {id: order.index(id) for id in ids}, weights)["selected"])
        for order in (random.Random(seed).sample(ids, len(ids)) for seed in range(40))
    }
    assert every <= {frozenset(outcome.selected) for outcome in found}


#: LS23, example 4.1: parties with so many voters and candidates.
PARTIES = {"A": (60, 10), "B": (20, 6), "C": (10, 2), "D": (8, 4), "E": (2, 3)}


def seats(votes: dict[str, tuple[int, int]], size: int, divisor: int) -> dict[str, int]:
    """Return the seats of parties by the divisor method with divisors 1, 1 + divisor, 1 + 2 * divisor, ..."""
    won = dict.fromkeys(votes, 0)
    for _ in range(size):
        open_ = [party for party, (_, candidates) in votes.items() if won[party] < candidates]
        won[max(open_, key=lambda party: Fraction(votes[party][0], 1 + divisor * won[party]))] += 1
    return won


@pytest.mark.parametrize(("weights", "divisor"), [("pav", 1), ("slav", 2), ("av", 0)])
def test_divisor_methods_on_party_lists(weights: str, divisor: int) -> None:
    # Brill, Laslier and Skowron 2018: PAV with party lists is D'Hondt's method; SLAV is Sainte-Lague's
    costs, ballots = {}, []
    for party, (voters, candidates) in PARTIES.items():
        names = [f"{party}{k}" for k in range(candidates)]
        costs |= dict.fromkeys(names, 1)
        ballots += [names] * voters
    for size in range(1, 20):
        outcome = fairbudget.select(Election.build(costs, size, ballots), "sequential-thiele", weights=weights)
        won = {party: sum(id[0] == party for id in outcome.selected) for party in PARTIES}
        quotients = sorted(
            (Fraction(voters, 1 + divisor * k), party)
            for party, (voters, candidates) in PARTIES.items()
            for k in range(candidates)
        )[::-1]
        # where the last seat is not tied
        if quotients[size - 1][0] != quotients[size][0]:
            assert won == seats(PARTIES, size, divisor)


def test_price_and_number() -> None:
    # a serves the most voters, b the most for its price
    election = Election.build({"a": 10, "b": 1}, 10, [["a"], ["a"], ["a"], ["b"]])
    assert fairbudget.select(election, "sequential-thiele").selected == ("b",)
    assert fairbudget.select(election, "sequential-thiele", per="project").selected == ("a",)
    assert fairbudget.select(election, "sequential-thiele", overflow="stop").trace[-1].decision == "stopped"


@pytest.mark.skipif(importlib.util.find_spec("abcvoting") is None, reason="abcvoting is not installed")
@pytest.mark.filterwarnings("ignore")
def test_committees_as_abcvoting_elects() -> None:
    try:
        from abcvoting import abcrules
        from abcvoting.preferences import Profile
    except ImportError as error:  # it imports a solver that needs a licence file on some machines
        pytest.skip(f"abcvoting cannot be imported: {error}")
    for seed in range(40):
        rng = random.Random(seed)
        size = rng.randint(3, 6)
        ballots = [sorted(rng.sample(range(size), rng.randint(1, size))) for _ in range(rng.randint(1, 6))]
        wanted = sorted({c for ballot in ballots for c in ballot})
        k = rng.randint(1, len(wanted))
        profile = Profile(size)
        profile.add_voters(ballots)
        election = Election.build(dict.fromkeys(map(str, wanted), 1), k, [[str(c) for c in b] for b in ballots])
        for weights, peer in (("pav", "seqpav"), ("slav", "seqslav")):
            committees = {frozenset(map(str, c)) for c in abcrules.compute(peer, profile, k, resolute=False)}
            found = fairbudget.select(election, "sequential-thiele", weights=weights, all_outcomes=True)
            assert {frozenset(outcome.selected) for outcome in found} == committees
