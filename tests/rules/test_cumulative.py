"""The cumulative single transferable vote against coins that are moved one by one, and the bounds of its decisions."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import reference
from hypothesis import assume, given
from hypothesis import strategies as st
from reference.cumulative import VARIANTS, cumulative_stv
from strategies import CRITERIA, Case, cases, examples, hard

import fairbudget
from fairbudget import Election, InputError, OptionError, Outcome
from fairbudget.rules._cumulative_books import PRECISIONS, Books

TYPES = ("cumulative", "cumulative", "scoring", "approval", "choose-1")
criteria = st.one_of(st.just(["lower-cost", "more-votes", "lexicographic"]), st.sampled_from(CRITERIA))
variants = st.sampled_from(list(VARIANTS))


def check(case: Case, order: list[str], **options: Any) -> Outcome:
    plain = case.plain()
    slow = cumulative_stv(plain, reference.rank(plain, order), **options)
    outcome = fairbudget.select(case.election(), "cumulative-stv", tie_breaking=order, **options)
    assert list(outcome.selected) == slow["selected"]
    stages = [item.stage for item in outcome.trace if item.decision == "selected"]
    words = {"free": "cumulative-stv", "supported": "cumulative-stv", "transfer": "minimal-transfer"}
    assert stages == [words.get(stage, stage) for stage in slow["stages"]]
    left = plain["budget"]
    for item in outcome.trace:
        left -= item.cost if item.decision == "selected" else 0
        assert item.remaining == left
    return outcome


@examples(250)
@given(cases(types=TYPES, max_projects=5, max_voters=5), criteria, variants)
def test_variants(case: Case, order: list[str], variant: str) -> None:
    check(case, order, variant=variant)


@examples(150)
@given(
    cases(types=TYPES, max_projects=5, max_voters=5),
    variants,
    st.sampled_from(["excess", "ratio", "support"]),
    st.sampled_from(["elimination", "minimal"]),
    st.sampled_from(["none", "reverse-elimination", "under-supported"]),
    st.sampled_from(["points", "points-times-cost"]),
)
def test_options(case: Case, variant: str, selection: str, transfers: str, completion: str, split: str) -> None:
    if split != "points":
        assume(all(Fraction(cost) < 10**12 for cost in case.costs.values()))
    options = {"selection": selection, "transfers": transfers, "completion": completion, "split": split}
    outcome = check(case, ["lower-cost"], variant=variant, **options)
    assert options.items() <= dict(outcome.options).items()


@examples(60)
@given(hard(), variants)
def test_where_floats_fail(case: Case, variant: str) -> None:
    assume(case.type != "ordinal" and len(case.costs) <= 8)
    check(case, ["lower-cost"], variant=variant)


def points(costs: dict[str, int], rows: str) -> Case:
    """Return an election whose budget is the sum of all points; rows of points by project, separated by commas."""
    ballots = [
        {id: int(value) for id, value in itertools.zip_longest(costs, row.split()) if value and value != "0"}
        for row in rows.split(",")
    ]
    return Case(costs, sum(value for ballot in ballots for value in ballot.values()), ballots, "cumulative")


#: Elections and outcomes that the tests of a peer library's development version state.
PARTIES = points(
    {"A1": 200, "A2": 120, "A3": 80, "B1": 150, "B2": 100, "B3": 70, "C1": 160, "C2": 90, "C3": 80},
    "50 30 20,30 40 30,50 45 5,0 0 0 50 40 10,0 0 0 30 40 30,0 0 0 50 25 25,0 0 0 0 0 0 70 20 10,0 0 0 0 0 0 50 40 10",
)
TWO = points({"A": 20, "B": 26, "C": 30, "D": 30}, "15 7,1 7 10 4")
GREEDY = points(
    {"A": 2200, "B": 1720, "C": 2800, "D": 400, "E": 400, "F": 400},
    "2000 10 500 5 1 1,10 2000 500 1 5 1,500 10 2000 1 1 5",
)
SMALL = points({"A": 20, "B": 35, "C": 40, "D": 40, "E": 20}, "10 7 3,10 8 1 1,10 0 5 3 2,10 0 5 5")
STATED: list[tuple[Case, str, str]] = [
    (PARTIES, "ewt ewtc", "A2 A3 B1 B2 B3 C1 C2"),
    (PARTIES, "ewts", "A1 A2 B1 B2 B3 C1"),
    (PARTIES, "mt", "A2 A3 B1 B2 B3 C2 C3"),
    (PARTIES, "mtc", "A2 A3 B1 B2 B3 C1 C2"),
    (PARTIES, "mts", "A1 A3 B1 B2 B3 C1"),
    (TWO, "ewt ewtc ewts", "B"),
    (TWO, "mt mtc mts", "A"),
    (GREEDY, "ewt mt", "A B C E F"),
    (GREEDY, "ewtc mtc", "A B C D F"),
    (GREEDY, "ewts mts", "A B C D E"),
    (SMALL, "ewt ewtc ewts mt mtc mts", "A C E"),
]


@pytest.mark.parametrize(("case", "variant", "expected"), [(c, v, e) for c, names, e in STATED for v in names.split()])
def test_stated_outcomes(case: Case, variant: str, expected: str) -> None:
    assert sorted(check(case, ["lexicographic"], variant=variant).selected) == expected.split()


def test_a_minimal_transfer_by_hand() -> None:
    # nobody has the cost; c is nearest by ratio. Voter 1 has 6 on c and 4 elsewhere, voter 2 has 2 and 8: times 3/2
    # that is 9 and 3
    case = Case({"c": 12, "d": 30}, 20, [{"c": 6, "d": 4}, {"c": 2, "d": 8}], "cumulative")
    outcome = check(case, ["lexicographic"], variant="mtc", completion="none")
    assert [(item.project, item.stage, item.value) for item in outcome.trace] == [
        ("c", "minimal-transfer", Fraction(2, 3))
    ]
    # at a cost of 17 voter 1 gives all she has, 10, and voter 2 gives 7
    dear = Case({"c": 17, "d": 30}, 20, case.ballots, "cumulative")
    assert check(dear, ["lexicographic"], variant="mtc", completion="none").selected == ("c",)
    # 3 are left to voter 2, which is the cost of e, and all of it can move there
    more = Case({"c": 17, "e": 3}, 20, [{"c": 6, "e": 4}, {"c": 2, "e": 8}], "cumulative")
    assert check(more, ["lexicographic"], variant="mtc", selection="support", completion="none").selected[-1] == "c"


def test_eliminations_are_told() -> None:
    outcome = check(SMALL, ["lexicographic"], variant="ewt")
    gone = [(item.project, item.measure) for item in outcome.trace if item.stage == "elimination"]
    assert gone
    assert all(measure.startswith("excess") for _, measure in gone)
    back = [item.project for item in outcome.trace if item.stage == "reverse-elimination"]
    assert set(back) <= {project for project, _ in gone}


@pytest.mark.parametrize("size", [8, 16, 30])
@pytest.mark.parametrize("variant", ["ewt", "mtc"])
def test_mirrored_halves_stay_tied_however_many_rounds_there_are(size: int, variant: str) -> None:
    # exact values double in length with every round: the ties are told by how the values came about
    rng = random.Random(size)
    costs = {f"p{k:02}": rng.randint(100, 200) for k in range(size)}
    ballots: list[dict[str, int]] = []
    for _ in range(size + 4):
        given_points = {k: rng.randint(1, 9) for k in rng.sample(range(size), rng.randint(2, size))}
        ballots += [{f"{side}{k:02}": value for k, value in given_points.items()} for side in "pq"]
    both = costs | {id.replace("p", "q"): cost for id, cost in costs.items()}
    election = Election.build(both, sum(both.values()) * 7 // 8, ballots, type="cumulative")
    outcome = fairbudget.select(election, "cumulative-stv", variant=variant, completion="none")
    assert outcome.facts["exact_rounds"] == ()
    assert any(item.tied for item in outcome.trace)
    # the halves share no voter, so each funds the same
    halves = [[id[1:] for id in outcome.selected if id[0] == side] for side in "pq"]
    assert halves[0] == halves[1]
    assert len(halves[0]) >= size // 2


@pytest.mark.parametrize("variant", VARIANTS)
def test_money_that_is_met_exactly(variant: str) -> None:
    # groups that share nothing, each with exactly the money that its many projects cost
    rng = random.Random(5)
    costs: dict[str, int] = {}
    ballots = []
    for group in "abc":
        ids = [f"{group}{k}" for k in range(12)]
        costs |= {id: rng.randint(100, 200) for id in ids}
        costs[ids[-1]] += 3000 - sum(costs[id] for id in ids)
        ballots += [{id: rng.randint(1, 9) for id in ids} for _ in range(9)]
    election = Election.build(costs, 9000, ballots, type="cumulative")
    assert set(fairbudget.select(election, "cumulative-stv", variant=variant, completion="none").selected) == set(costs)


def test_votes_of_any_sum_are_an_equal_part_of_the_budget() -> None:
    one = Election.build({"a": 5, "b": 5}, 10, [{"a": 1}, {"b": 1000}], type="cumulative")
    assert fairbudget.select(one, "cumulative-stv", completion="none").selected == ("a", "b")
    # a voter who says nothing has money too, which nobody can use
    two = Election.build({"a": 5, "b": 5}, 10, [{"a": 1}, {"b": 1}, {}], type="cumulative")
    assert fairbudget.select(two, "cumulative-stv", completion="none").selected == ()
    assert fairbudget.select(two, "cumulative-stv", completion="under-supported").selected == ("a", "b")


def test_ordinal_ballots_are_refused() -> None:
    election = Election.build({"a": 5}, 10, [["a"]], type="ordinal")
    with pytest.raises(OptionError, match="ordinal ballots: they give no points"):
        fairbudget.select(election, "cumulative-stv")


def test_points_that_cannot_be_meant() -> None:
    negative = Election.build({"a": 5, "b": 1}, 10, [{"a": -1, "b": 2}], type="scoring")
    with pytest.raises(InputError, match="negative points"):
        fairbudget.select(negative, "cumulative-stv")
    large = Election.build({"a": 10**13, "b": 1}, 10**13, [{"a": 10**15, "b": 2}], type="scoring")
    assert fairbudget.select(large, "cumulative-stv").selected == ("a",)
    with pytest.raises(InputError, match="too large"):
        fairbudget.select(large, "cumulative-stv", split="points-times-cost")


@pytest.mark.parametrize("seed", range(30))
def test_bounds_hold_what_they_bound(seed: int) -> None:
    # any sequence of decisions: the floats and the rounded rationals enclose the exact values
    rng = random.Random(seed)
    projects, voters = 7, 9
    large = seed % 2 == 1
    values = [0, 1, 2, 5] + [10 ** rng.randint(1, 15) for _ in range(3)] * large
    given_points = np.array([[rng.choice(values) for _ in range(projects)] for _ in range(voters)])
    mult = np.array([rng.randint(1, 4) for _ in range(voters)])
    left = given_points.sum(axis=1)
    books = Books([Fraction(10**20, int(total) or 1) for total in left], np.arange(voters))
    for p in rng.sample(range(projects), projects):
        rows = np.flatnonzero(given_points[:, p]).astype(np.int32)
        support = books.enclose(books.total(rows, mult[rows], given_points[rows, p]), None)[0]
        money = books.enclose(books.total(rows, mult[rows], left[rows]), None)[0]
        if not support:
            continue
        kind = rng.choice(["excess", "collect", "eliminate", "excess", "collect"])
        share = Fraction(rng.randint(1, 8), 8)
        if kind == "excess":
            need = int(Fraction(str(support)) * share)
        else:
            need = int(Fraction(str(support)) + (Fraction(str(money)) - Fraction(str(support))) * share)
        if need < 1 or (kind == "collect" and need < support):
            continue
        books.apply(kind, need, rows, mult[rows], left[rows], given_points[rows, p])
        left[rows] -= given_points[rows, p]
        for row in range(voters):
            total = books.total(np.array([row], np.int32), np.array([1]), np.array([1]))
            exact, _ = books.enclose(total, None)
            number = books.of_row[row]
            assert Fraction(float(books.low[number])) <= Fraction(str(exact)) <= Fraction(float(books.high[number]))
            # the errors are small against what there was at the start
            assert large or books.high[number] - books.low[number] <= 1e-11 * 10**20
            for precision in PRECISIONS[:-1]:
                low, high = books.enclose(total, precision)
                assert low <= exact <= high
