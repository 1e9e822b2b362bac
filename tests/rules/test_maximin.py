"""The maximin support rule against all sets of projects, and against a linear programme."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import reference
from hypothesis import assume, given
from hypothesis import strategies as st
from reference.maximin import all_maximin_support, maximin_support
from strategies import CRITERIA, Case, cases, examples, hard

import fairbudget
from fairbudget import Election, Outcome
from fairbudget.rules import _maximin_flow
from fairbudget.utilities import utilities

criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))


def check(case: Case, order: list[str]) -> Outcome:
    plain = case.plain()
    slow = maximin_support(plain, reference.rank(plain, order))
    outcome = fairbudget.select(case.election(), "maximin-support", tie_breaking=order)
    assert list(outcome.selected) == slow["selected"]
    for item, round in zip(outcome.trace, slow["rounds"], strict=True):
        assert (item.project, item.value, sorted(item.tied)) == (round["project"], round["value"], round["tied"])
        assert (item.decision, item.stage, item.measure) == ("selected", "maximin-support", "max-load")
    assert outcome.facts["max_load"] == max([item.value for item in outcome.trace], default=0)
    return outcome


@examples(300)
@given(st.one_of(cases(), cases(max_projects=7, max_voters=8)), criteria)
def test_reference(case: Case, order: list[str]) -> None:
    check(case, order)


@examples(150)
@given(hard(), criteria)
def test_reference_with_large_amounts(case: Case, order: list[str]) -> None:
    assume(len(case.costs) <= 8)
    check(case, order)


@examples(60)
@given(cases(max_projects=4))
def test_all_outcomes(case: Case) -> None:
    found = fairbudget.select(case.election(), "maximin-support", all_outcomes=True)
    sets = [frozenset(outcome.selected) for outcome in found]
    assert len(set(sets)) == len(sets)
    assert set(sets) == all_maximin_support(case.plain())


def medium(seed: int, costs: int = 100, voters: int = 40, projects: int = 14) -> Election:
    rng = random.Random(seed)
    ids = [f"{k:02}" for k in range(projects)]
    ballots = [rng.sample(ids, rng.randint(1, 5)) for _ in range(voters)]
    amounts = {id: rng.randint(costs, 3 * costs) for id in ids}
    return Election.build(amounts, sum(amounts.values()) // 2, ballots)


@pytest.mark.parametrize("seed", range(6))
def test_linear_programme(seed: int) -> None:
    # the definition itself: choose what each supporter carries so that the greatest load is least
    from scipy.optimize import linprog

    election = medium(seed)
    ballots = [set(election.ballots.row(k)[0].tolist()) for k in range(len(election.ballots))]
    counts = election.ballots.multiplicities.tolist()

    def load(chosen: list[int]) -> float:
        pairs = [(p, k) for p in chosen for k, ballot in enumerate(ballots) if p in ballot]
        size = len(pairs) + 1
        goal = np.zeros(size)
        goal[-1] = 1
        covered = np.zeros((len(chosen), size))
        carried = np.zeros((len(ballots), size))
        for column, (p, k) in enumerate(pairs):
            covered[chosen.index(p), column] = counts[k]
            carried[k, column] = 1
        carried[:, -1] = -1
        found = linprog(goal, carried, np.zeros(len(ballots)), covered, election.costs[chosen].astype(float))
        return float(found.fun)

    outcome = fairbudget.select(election, "maximin-support")
    chosen: list[int] = []
    left = election.budget_units
    for item in outcome.trace:
        fitting = [p for p in range(election.num_projects) if p not in chosen and election.costs[p] <= left]
        loads = {p: load([*chosen, p]) for p in fitting if election.votes[p]}
        p = election.index[item.project]
        assert loads[p] == pytest.approx(float(item.value), rel=1e-7)
        assert min(loads.values()) == pytest.approx(loads[p], rel=1e-7)
        chosen.append(p)
        left -= int(election.costs[p])
    assert not [p for p in range(election.num_projects) if election.costs[p] <= left and p not in chosen]


@pytest.mark.parametrize("seed", range(4))
def test_python_integers_do_what_compiled_ones_do(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = fairbudget.select(medium(seed), "maximin-support")

    class Wide(_maximin_flow.Problem):
        def __init__(self, election: Election) -> None:
            super().__init__(election)
            assert not self.wide
            self.wide = True

    monkeypatch.setattr("fairbudget.rules.maximin.Problem", Wide)
    assert fairbudget.select(medium(seed), "maximin-support") == plain
    monkeypatch.undo()
    # amounts so large that a load times the number of voters passes 64 bits
    large = medium(seed, costs=10**16 + 7)
    assert _maximin_flow.Problem(large).wide
    outcome = fairbudget.select(large, "maximin-support")
    chosen = [large.index[id] for id in outcome.selected]
    assert Fraction(outcome.facts["max_load"]) == max(item.value for item in outcome.trace)
    assert len(chosen) >= 5


def test_loads_are_spread_anew() -> None:
    # a is carried by 1 and 2 at first; when b comes, voter 1 carries b alone and voter 2 takes over a. In Phragmén's
    # rule what voter 1 carries stays
    case = Case({"a": 2, "b": 2}, 4, [["a", "b"], ["a"], ["a"]])
    assert [item.value for item in check(case, ["lexicographic"]).trace] == [Fraction(2, 3), Fraction(2)]
    election = Election.build({"a": 3, "b": 3}, 6, [["a", "b"], ["a"], ["a", "b"]])
    assert [item.value for item in fairbudget.select(election, "maximin-support").trace] == [Fraction(1), Fraction(2)]
    assert [item.value for item in fairbudget.select(election, "phragmen").trace] == [Fraction(1), Fraction(5, 2)]


def test_unsupported_projects_are_never_funded() -> None:
    case = Case({"a": 1, "z": 2, "free": 0, "liked": 0}, 5, [["a", "liked"]])
    assert check(case, ["lexicographic"]).selected == ("liked", "a")


@pytest.mark.real
@pytest.mark.parametrize("name", ["Poland_Lodz_2022", "Poland_Warszawa_2026"])
def test_largest_real_elections_are_decided(pabulib_folder: Path, name: str) -> None:
    path = pabulib_folder / f"{name}.pb"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    election = fairbudget.read_pabulib(path)
    outcome = fairbudget.select(election, "maximin-support")
    left = election.budget_units - sum(int(election.costs[p]) for p in election.numbers(outcome.selected))
    wanting = [p for p in range(election.num_projects) if election.votes[p] and election.ids[p] not in outcome.selected]
    assert all(election.costs[p] > left for p in wanting)
    loads = [Fraction(item.value) for item in outcome.trace]
    assert loads == sorted(loads)
    # a load is never below the cost per supporter of all that is funded
    supporters: set[int] = set()
    support = utilities(election, "cardinality")
    for p in election.numbers(outcome.selected):
        supporters |= set(support.of(p)[0].tolist())
    voters = int(election.ballots.multiplicities[sorted(supporters)].sum())
    assert loads[-1] >= Fraction(outcome.cost) / voters
