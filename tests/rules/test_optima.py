"""Nash, leximin, egalitarian, PAV and Chamberlin-Courant optima against all sets within the budget."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import reference
import reference.welfare as slow
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import CRITERIA, Case, examples, hard, utility_cases

import fairbudget
from fairbudget import Election, OptionError
from fairbudget.rules import _minimum, _search
from fairbudget.rules.nash import Product, _cancel, _sign_of_long
from fairbudget.rules.ties import ranks

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))

#: Rule -> the slow one, and whether it takes a utility.
RULES: dict[str, tuple[Callable[..., Any], bool]] = {
    "proportional-approval": (slow.proportional_approval, False),
    "chamberlin-courant": (slow.chamberlin_courant, True),
    "nash-welfare": (slow.nash_welfare, True),
    "leximin": (slow.leximin, True),
    "egalitarian": (slow.egalitarian, True),
}


def check(rule: str, case: Case, utility: str | None, order: list[str]) -> None:
    plain = case.plain()
    function, takes = RULES[rule]
    given_ = {"utility": utility} if takes else {}
    outcome = fairbudget.select(case.election(), rule, tie_breaking=order, **given_)
    assert list(outcome.selected) == function(plain, reference.rank(plain, order), **given_)
    assert [item.project for item in outcome.trace] == list(outcome.selected)
    if rule == "egalitarian":
        voters = slow.concerned(plain, utility)
        minimum = min((sum(gain[id] for id in outcome.selected) for gain in voters), default=None)
        assert outcome.facts["minimum"] == minimum


@pytest.mark.parametrize("rule", RULES)
@examples(150)
@given(utility_cases(max_projects=7, max_voters=7), criteria)
def test_reference(rule: str, pair: tuple[Case, str | None], order: list[str]) -> None:
    check(rule, *pair, order)


@pytest.mark.parametrize("rule", RULES)
@examples(40)
@given(hard(), criteria)
def test_reference_with_large_amounts(rule: str, case: Case, order: list[str]) -> None:
    assume(len(case.costs) <= 8)
    check(rule, case, None, order)


def test_minimum_by_integer_programmes(monkeypatch: pytest.MonkeyPatch) -> None:
    # as where a covering problem is hard for the search
    monkeypatch.setattr(_search, "FIRST_NODES", 1)
    monkeypatch.setattr(_minimum, "NODES", 1)
    for seed in range(15):
        case = random_case(seed)
        check("egalitarian", case, None, ["lexicographic"])
        check("egalitarian", case, "cardinality", ["higher-cost"])
        check("leximin", case, None, ["lexicographic"])
        costs = {id: cost * 10**15 + k for k, (id, cost) in enumerate(case.costs.items())}
        budget = case.budget * 10**15 + seed % 7
        check("egalitarian", dataclasses.replace(case, costs=costs, budget=budget), None, ["lexicographic"])


#: Rule -> where it looks up how large numbers may be.
MODULES = {
    "proportional-approval": "thiele",
    "chamberlin-courant": "thiele",
    "leximin": "leximin",
    "egalitarian": "leximin",
}


@pytest.mark.parametrize("rule", MODULES)
def test_numbers_too_long_for_the_search(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # as with weights and utilities whose sums pass 60 bits
    monkeypatch.setattr(f"fairbudget.rules.{MODULES[rule]}.LARGEST", 1)
    for seed in range(40):
        check(rule, random_case(seed), None, ["lexicographic"])
    with pytest.raises(OptionError, match=f"{rule}: utilities or weights are so large"):
        fairbudget.select(Election.build({f"p{k}": 1 for k in range(20)}, 5, [[f"p{k}" for k in range(20)]] * 2), rule)


@pytest.mark.parametrize("sets", [2, 8, 4096])
def test_sums_with_too_long_a_denominator(sets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # as with dozens of funded projects a voter: sums are rounded, and compared in fractions where it matters
    monkeypatch.setattr("fairbudget.rules.thiele.LARGEST", 5000)
    monkeypatch.setattr(_search, "SETS", sets)
    for seed in range(40):
        check("proportional-approval", random_case(seed), None, ["lexicographic"])


@pytest.mark.parametrize("sets", [2, 8])
def test_more_nearly_equal_sets_than_are_kept(sets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_search, "SETS", sets)
    for seed in range(40):
        check("nash-welfare", random_case(seed), "cardinality", ["lexicographic"])
        check("nash-welfare", random_case(seed), None, ["higher-cost"])


def random_case(seed: int) -> Case:
    """Return an election with few different costs: many sets are equally good, though their projects differ."""
    rng = random.Random(seed)
    ids = list("abcdefgh")[: rng.randint(2, 8)]
    costs = {id: rng.randint(1, 3) for id in ids}
    lines = [rng.sample(ids, rng.randint(1, min(4, len(ids)))) for _ in range(rng.randint(1, 6))]
    return Case(
        costs, sum(costs.values()) * rng.randint(2, 6) // 8, lines, "approval", [rng.randint(1, 2)] * len(lines)
    )


# -- larger elections ------------------------------------------------------------------------------------------------


def medium(seed: int, projects: int, voters: int, unit: bool = False) -> Election:
    rng = random.Random(seed)
    ids = [f"{k:02}" for k in range(projects)]
    costs = {id: 1 if unit else rng.randint(100, 400) for id in ids}
    ballots = [rng.sample(ids, rng.randint(2, 5)) for _ in range(voters)]
    return Election.build(costs, sum(costs.values()) * 2 // 5, ballots)


def worth(rule: str, sums: np.ndarray, best: np.ndarray) -> Any:
    """Return the objective of many sets of projects from the voters' utilities, in a form that numpy compares."""
    if rule == "nash-welfare":
        return np.log1p(sums).sum(axis=1)
    if rule == "proportional-approval":
        harmonic = np.concatenate(([0.0], np.cumsum(1 / np.arange(1, int(sums.max()) + 1))))
        return harmonic[sums].sum(axis=1)
    return best.sum(axis=1)


@pytest.mark.parametrize("rule", ["nash-welfare", "proportional-approval", "chamberlin-courant"])
@pytest.mark.parametrize("seed", range(3))
def test_all_sets_of_sixteen_projects(rule: str, seed: int) -> None:
    election = medium(seed, 16, 50)
    options = {} if rule == "proportional-approval" else {"utility": "cardinality"}
    outcome = fairbudget.select(election, rule, **options)
    supports = np.zeros((len(election.ballots), 16), np.int64)
    for k in range(len(election.ballots)):
        supports[k, election.ballots.row(k)[0]] = 1
    supports = np.repeat(supports, election.ballots.multiplicities, axis=0)
    sets = np.array(list(itertools.product((0, 1), repeat=16)))
    sets = sets[sets @ election.costs <= election.budget_units]
    sums = sets @ supports.T
    values = worth(rule, sums, np.minimum(sums, 1))
    top = values.max()
    # the equally good ones, then the cheapest, then the first
    near = sets[values > top * (1 - 1e-12)]
    rank = ranks(election, ("lower-cost", "more-votes", "lexicographic"))
    near = near[:, np.argsort(rank)]
    costs = near @ election.costs[np.argsort(rank)]
    near = near[costs == costs.min()]
    first = max(near.tolist())
    assert [election.ids[p] for p, taken in zip(np.argsort(rank), first, strict=True) if taken] == list(
        outcome.selected
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_search_that_is_not_finished_says_so(rule: str) -> None:
    election = medium(7, 40, 200, unit=True)
    options = {} if rule == "proportional-approval" else {"utility": "cardinality"}
    with pytest.raises(OptionError, match=rf"{rule}: no set was proved to be the best within 1e-09 seconds \(40 proj"):
        fairbudget.select(election, rule, seconds=1e-9, **options)


# -- what the literature says ------------------------------------------------------------------------------------------


def test_party_lists() -> None:
    # Lackner and Skowron 2023, example 4.1; PAV is D'Hondt's method there (Brill, Laslier and Skowron 2018)
    parties = {"A": (60, 10), "B": (20, 6), "C": (10, 2), "D": (8, 4), "E": (2, 3)}
    costs, ballots = {}, []
    for party, (voters, candidates) in parties.items():
        names = [f"{party}{k}" for k in range(candidates)]
        costs |= dict.fromkeys(names, 1)
        ballots += [names] * voters
    election = Election.build(costs, 10, ballots)

    def seats(rule: str, **options: Any) -> str:
        return "".join(sorted(id[0] for id in fairbudget.select(election, rule, **options).selected))

    # 60, 30, 20, 20, 15, 12, 10, 10, 10 and 60/7
    assert seats("proportional-approval") == "AAAAAAABBC"
    # one each serves everybody; then second ones, third ones and so on, for as many as possible
    assert seats("chamberlin-courant") == "ABCDE"
    assert seats("leximin", utility="cardinality") == "AABBCCDDEE"
    assert seats("egalitarian", utility="cardinality") == "AABBCCDDEE"
    # 7/6 < (9/8)**(1/3) and so on: the product grows most by a seat for many voters
    best = max(
        (n for n in itertools.product(*(range(c + 1) for _, c in parties.values())) if sum(n) == 10),
        key=lambda n: np.prod([float(1 + k) ** (v / 100) for k, (v, _) in zip(n, parties.values(), strict=True)]),
    )
    assert seats("nash-welfare", utility="cardinality") == "".join(p * k for p, k in zip("ABCDE", best, strict=True))


def test_costs_that_differ() -> None:
    # with costs, the optimum of Thiele's score is not proportional (Peters, Pierczynski and Skowron 2021): a party of
    # nine tenths of the voters with one dear project loses it to the tenth that has many cheap ones
    costs = {"dear": 100} | {f"cheap{k}": 1 for k in range(60)}
    ballots = [["dear"]] * 3 + [[id for id in costs if id != "dear"]]
    outcome = fairbudget.select(Election.build(costs, 100, ballots), "proportional-approval")
    assert "dear" not in outcome.selected
    assert len(outcome.selected) == 60
    assert outcome.facts["welfare"] == sum(Fraction(1, k) for k in range(1, 61))


@pytest.mark.skipif(importlib.util.find_spec("abcvoting") is None, reason="abcvoting is not installed")
@pytest.mark.filterwarnings("ignore")
def test_committees_as_abcvoting_elects() -> None:
    try:
        from abcvoting import abcrules
        from abcvoting.preferences import Profile
    except ImportError as error:  # it imports a solver that needs a licence file on some machines
        pytest.skip(f"abcvoting cannot be imported: {error}")
    peers = (("proportional-approval", "pav", {}), ("chamberlin-courant", "cc", {}), ("leximin", "lexcc", None))
    for seed in range(30):
        rng = random.Random(seed)
        size = rng.randint(3, 6)
        ballots = [sorted(rng.sample(range(size), rng.randint(1, size))) for _ in range(rng.randint(1, 6))]
        wanted = sorted({c for ballot in ballots for c in ballot})
        k = rng.randint(1, len(wanted))
        profile = Profile(size)
        profile.add_voters(ballots)
        election = Election.build(dict.fromkeys(map(str, wanted), 1), k, [[str(c) for c in b] for b in ballots])
        for rule, peer, options in peers:
            committees = [
                {str(c) for c in members} & set(election.ids)
                for members in abcrules.compute(peer, profile, k, resolute=False, algorithm="brute-force")
            ]
            more = {"utility": "cardinality"} if options is None else options
            found = set(fairbudget.select(election, rule, **more).selected)
            # a project that adds nothing is not funded here
            assert any(found <= members for members in committees)
            if rule != "chamberlin-courant":
                assert found in committees


# -- products ----------------------------------------------------------------------------------------------------------


def test_products_are_compared_exactly() -> None:
    rng = random.Random(1)
    for _ in range(300):
        one = {rng.randint(2, 40): rng.randint(1, 4) for _ in range(3)}
        two = {rng.randint(2, 40): rng.randint(1, 4) for _ in range(3)}
        a, b = (int(np.prod([f**p for f, p in item.items()], dtype=object)) for item in (one, two))
        left, right = Product(list(one), list(one.values())), Product(list(two), list(two.values()))
        assert left.sign(right) == (a > b) - (a < b)
        powers = {f: one.get(f, 0) - two.get(f, 0) for f in {**one, **two}}
        assert _sign_of_long({f: p for f, p in powers.items() if p}, 1000) == (a > b) - (a < b)


def test_long_products() -> None:
    power = 10**12
    # far too long to be multiplied out: equal, or different in the last digit only
    assert Product([6], [power]) == Product([2, 3], [power, power])
    assert Product([6 * 35, 14], [power, 1]) == Product([10, 21, 7, 2], [power, power, 1, 1])
    assert Product([6, 10**40 + 1], [power, 1]) > Product([2, 3, 10**40], [power, power, 1])
    # closer than 60 digits tell
    assert Product([6, 10**90], [power, 1]) < Product([2, 3, 10**90 + 1], [power, power, 1])
    assert _cancel({12: 1, 2: -2, 3: -1})
    assert not _cancel({12: 1, 2: -2, 3: -2})
