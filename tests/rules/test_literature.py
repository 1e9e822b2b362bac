"""Numbers that papers and documentation state, for the package and for the reference that judges it elsewhere.

Test ids name the source. ``ESN`` is the documentation of equalshares.net; ``PPS21`` is Peters, Pierczynski and Skowron,
*Proportional Participatory Budgeting with Additive Utilities* (NeurIPS 2021); ``BOS25`` is *Method of Equal Shares
with Bounded Overspending* (arXiv 2409.15005); ``LS23`` is Lackner and Skowron, *Multi-Winner Voting with Approval
Preferences* (2023); ``E3`` are instances of the repository that accompanies arXiv 2502.11797.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import reference
from strategies import Case, payments_by_voter

import fairbudget

F = Fraction


def voters(count: int, supporters: dict[str, Any]) -> list[list[str]]:
    """Return the ballots of `count` voters from the supporters of each project."""
    return [[id for id, group in supporters.items() if i in group] for i in range(count)]


def letters(texts: str) -> list[list[str]]:
    return [list(text) for text in texts.split(",")]


ESN1 = Case(
    {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100},
    1100,
    voters(
        11,
        {
            "bike": {0, 1, 2, 3, 4, 5, 10},
            "gym": range(6),
            "park": {1, 3, 4, 6, 9},
            "play": range(6, 10),
            "lib": {6, 8, 9},
        },
    ),
)
ESN2 = Case(
    ESN1.costs,
    1100,
    [["gym"] if i == 10 else ballot for i, ballot in enumerate(ESN1.ballots)],
)
NINE = Case(
    {"a": 11, "b": 12, "c": 30, "d": 15, "e": 35},
    58,
    letters("ac,abde,abd,c,e,ae,ad,ac,e"),
)
#: Add1 is not monotone in the endowment here: a search by bisection ends elsewhere.
TIE_FREE = Case({"a": 5, "b": 50, "c": 35}, 64, [list("c"), list("bc"), [], list("b"), list("abc"), list("ab")])
SNIPPET = Case({"p1": 100, "p2": 50, "p3": 50}, 150, [["p1", "p2"], ["p1"], ["p3"]])
BOS = Case(
    {"A": 300_000, "B": 400_000, "C": 300_000, "D": 240_000, "E": 170_000, "F": 100_000},
    1_000_000,
    voters(
        10,
        {
            "A": range(6),
            "B": range(1, 6),
            "C": {1, 2, 3, 4, 9},
            "D": range(6, 10),
            "E": {1, 6, 7, 8},
            "F": {5, 8, 9},
        },
    ),
)
#: Lackner and Skowron's running example: twelve voters, four of seven candidates.
LS_RUNNING = Case(dict.fromkeys("abcdefg", 1), 4, letters("ab,ab,ab,ac,ac,ac,ad,ad,bcf,e,f,g"))
#: Apportionment: 60 voters for party A (ten candidates), 20 B (six), 10 C (two), 8 D (four), 2 E (three).
PARTIES = {"A": (60, 10), "B": (20, 6), "C": (10, 2), "D": (8, 4), "E": (2, 3)}
LS_PARTIES = Case(
    {f"{party}{k:02}": 1 for party, (_, size) in PARTIES.items() for k in range(size)},
    10,
    [[f"{party}{k:02}" for k in range(size)] for party, (_, size) in PARTIES.items()],
    weights=[count for count, _ in PARTIES.values()],
)
#: A project that nobody wants and that always fits: a careless Add1 never ends (rules of equalshares.net's tool).
UNWANTED = Case({"a": 5, "z": 3, "w": 100}, 10, [["a"], ["a"]])
#: From the authors' code for bounded overspending: scores in which the order of purchase matters.
SCORES = Case(
    {"p0": 1, "p1": 1, "p2": 1},
    2,
    [
        dict(zip(("p0", "p1", "p2"), points, strict=True))
        for points in [(1, 1, 10), (1, 1, 10), (1, 100, 2), (1, 100, 2), (100, 1, 2), (100, 1, 2)]
    ],
    "scoring",
)
#: One voter of a hundred differs: utilities far from each other.
TAIL = Case({"A": 1, "B": 1}, 1, [{"A": 100, "B": 2}, {"A": 1, "B": 2}], "scoring", [99, 1])
HELENKA = Case({"A": 310_000, "B": 6_000}, 310_000, [["A"], ["B"]], weights=[403, 11])

COST, CARD = {"utility": "cost"}, {"utility": "cardinality"}
NAMES = {"tie_breaking": "lexicographic"}

#: id -> (case, options, selected in order)
EQUAL_SHARES: dict[str, tuple[Case, dict[str, Any], str]] = {
    "ESN example 1, cost": (ESN1, COST, "bike play lib"),
    "ESN example 1, cardinality": (ESN1, CARD | NAMES, "lib park gym play"),
    "ESN example 2, cost": (ESN2, COST, "gym park play"),
    "ESN example 2, utilitarian": (ESN2, COST | {"completion": "greedy"}, "gym park play lib"),
    "ESN example 2, Add1": (ESN2, COST | {"completion": "add1"}, "gym park play lib"),
    "ESN code example": (SNIPPET, COST, "p1 p3"),
    "nine voters, none": (NINE, COST, "a"),
    "nine voters, utilitarian": (NINE, COST | {"completion": "greedy"}, "a e b"),
    "nine voters, Add1": (NINE, COST | {"completion": "add1"}, "a d"),
    "nine voters, iterated": (NINE, COST | {"completion": "add1", "start": "exact"}, "a d"),
    "no ties, none": (TIE_FREE, COST, "a"),
    "no ties, utilitarian": (TIE_FREE, COST | {"completion": "greedy"}, "a b"),
    "no ties, Add1": (TIE_FREE, COST | {"completion": "add1"}, "c a"),
    "no ties, Add1 from the exact share": (TIE_FREE, COST | {"completion": "add1", "start": "exact"}, "c a"),
    "BOS25 table 1, cost": (BOS, COST | NAMES, "A D E"),
    "BOS25 table 1, cost, utilitarian": (BOS, COST | NAMES | {"completion": "greedy"}, "A D E F"),
    "BOS25 table 1, cardinality": (BOS, CARD, "F E A"),
    "BOS25 Helenka, cost": (HELENKA, COST, "B"),
    "BOS25 tail utilities": (TAIL, {"utility": "score"}, "B"),
    "BOS25 scores": (SCORES, {"utility": "score"}, "p2 p0"),
    "LS23 running example": (LS_RUNNING, CARD, "a"),
    "LS23 running example, utilitarian": (LS_RUNNING, CARD | {"completion": "greedy"}, "a b c d"),
    "unwanted project, Add1": (UNWANTED, COST | {"completion": "add1"}, "a"),
    "E3 01": (
        Case({"A": 10, "B": 10, "C": 20}, 40, voters(4, {"A": {0, 1}, "B": {1, 2}, "C": {0, 2, 3}})),
        CARD,
        "A B C",
    ),
    "E3 03": (Case({"A": 8, "B": 14}, 24, voters(3, {"A": {0, 1}, "B": {0, 1, 2}})), CARD, "A B"),
    "E3 07": (
        Case({"A": 20, "B": 10, "C": 15}, 40, voters(4, {"A": {0, 1}, "B": {0, 2, 3}, "C": {1, 3}})),
        CARD,
        "B C",
    ),
}

#: id -> (case, options, prices, payments of the voters for each project, what is left to each voter)
MONEY: dict[str, tuple[Case, dict[str, Any], list[Fraction], list[dict[int, Fraction]], dict[int, Fraction]]] = {
    "ESN example 1, cost": (
        ESN1,
        COST,
        [F(1, 7), F(1, 4), F(1, 3)],
        [
            dict.fromkeys((0, 1, 2, 3, 4, 5, 10), F(100)),
            dict.fromkeys((6, 7, 8, 9), F(50)),
            dict.fromkeys((6, 8, 9), F(100, 3)),
        ],
        {6: F(50, 3), 7: F(50), 8: F(50, 3), 9: F(50, 3)},
    ),
    "ESN example 1, cardinality": (
        ESN1,
        CARD | NAMES,
        [F(100, 3), F(50), F(250, 3), F(100)],
        [
            dict.fromkeys((6, 8, 9), F(100, 3)),
            dict.fromkeys((1, 3, 4, 6, 9), F(50)),
            {0: F(250, 3), 1: F(50), 2: F(250, 3), 3: F(50), 4: F(50), 5: F(250, 3)},
            {6: F(50, 3), 7: F(100), 8: F(200, 3), 9: F(50, 3)},
        ],
        {0: F(50, 3), 2: F(50, 3), 5: F(50, 3), 10: F(100)},
    ),
    "ESN example 2, cost": (
        ESN2,
        COST,
        [F(1, 7), F(17, 70), F(17, 56)],
        [
            dict.fromkeys((0, 1, 2, 3, 4, 5, 10), F(400, 7)),
            {1: F(300, 7), 3: F(300, 7), 4: F(300, 7), 6: F(425, 7), 9: F(425, 7)},
            {6: F(275, 7), 7: F(425, 7), 8: F(425, 7), 9: F(275, 7)},
        ],
        dict.fromkeys((0, 2, 5, 10), F(300, 7)) | dict.fromkeys((7, 8), F(275, 7)),
    ),
    "BOS25 table 1, cost": (
        BOS,
        COST | NAMES,
        [F(1, 6), F(1, 4), F(5, 17)],
        [
            dict.fromkeys(range(6), F(50_000)),
            dict.fromkeys(range(6, 10), F(60_000)),
            {1: F(50_000), 6: F(40_000), 7: F(40_000), 8: F(40_000)},
        ],
        dict.fromkeys((0, 2, 3, 4, 5), F(50_000)) | {9: F(40_000)},
    ),
    "LS23 running example": (LS_RUNNING, CARD, [F(1, 8)], [dict.fromkeys(range(8), F(1, 8))], {}),
}
MONEY["LS23 running example"][4].update(
    dict.fromkeys(range(8), F(1, 3) - F(1, 8)) | dict.fromkeys(range(8, 12), F(1, 3))
)

#: id -> (case, options, endowment at which Add1 stops)
ENDOWMENTS: dict[str, tuple[Case, dict[str, Any], Fraction]] = {
    "ESN example 2": (ESN2, COST, F(117)),
    "nine voters": (NINE, COST, F(9)),
    "no ties": (TIE_FREE, COST, F(12)),
    "no ties, from the exact share": (TIE_FREE, COST | {"start": "exact"}, F(35, 3)),
}

GREEDY: dict[str, tuple[Case, dict[str, Any], str]] = {
    "ESN example 1, cost": (ESN1, COST, "bike gym"),
    "ESN example 2, cost": (ESN2, COST, "gym bike"),
    "nine voters, cost": (NINE, COST, "a e b"),
    "BOS25 table 1, cost": (BOS, COST, "A C B"),
    "LS23 running example": (LS_RUNNING, CARD, "a b c d"),
}


def solve(rule: str, case: Case, **options: Any) -> dict[str, Any]:
    """Return what the reference says, by the package's names of options."""
    plain = case.plain()
    criteria = options.pop("tie_breaking", "lower-cost,more-votes,lexicographic").split(",")
    rank = reference.rank(plain, criteria)
    if rule == "greedy":
        return reference.greedy(plain, rank, **options)
    completion = options.pop("completion", "none")
    function = {
        "none": reference.equal_shares,
        "greedy": reference.equal_shares_greedy,
        "add1": reference.equal_shares_add1,
        "add1-greedy": reference.equal_shares_add1_greedy,
    }[completion]
    return function(plain, rank, **options)


@pytest.mark.parametrize("name", EQUAL_SHARES)
def test_equal_shares(name: str) -> None:
    case, options, expected = EQUAL_SHARES[name]
    assert solve("equal-shares", case, **options)["selected"] == expected.split()
    assert fairbudget.select(case.election(), "equal-shares", **options).selected == tuple(expected.split())


@pytest.mark.parametrize("name", MONEY)
def test_prices_payments_and_leftovers(name: str) -> None:
    case, options, prices, payments, left = MONEY[name]
    slow = solve("equal-shares", case, **options)
    assert [item["value"] for item in slow["rounds"]] == prices
    assert slow["payments"] == payments
    assert {i: purse for i, purse in enumerate(slow["purses"]) if purse} == left
    outcome = fairbudget.select(case.election(), "equal-shares", **options)
    assert [item.value for item in outcome.trace] == prices
    assert payments_by_voter(outcome, case) == payments
    share = F(case.budget) / len(case.ballots)
    paid = [
        sum((part.get(i, F(0)) for part in payments_by_voter(outcome, case)), F(0)) for i in range(len(case.ballots))
    ]
    assert {i: share - amount for i, amount in enumerate(paid) if amount != share} == left


@pytest.mark.parametrize("name", ENDOWMENTS)
def test_endowment_at_which_add1_stops(name: str) -> None:
    case, options, endowment = ENDOWMENTS[name]
    assert solve("equal-shares", case, completion="add1", **options)["endowment"] == endowment
    outcome = fairbudget.select(case.election(), "equal-shares", completion="add1", **options)
    assert outcome.facts["endowment"] == endowment


@pytest.mark.parametrize("name", GREEDY)
def test_greedy(name: str) -> None:
    case, options, expected = GREEDY[name]
    assert solve("greedy", case, **options)["selected"] == expected.split()
    assert fairbudget.select(case.election(), "greedy", **options).selected == tuple(expected.split())


def test_add1_then_utilitarian_on_nine_voters() -> None:
    # e = 9 buys a and d; what is left, 32, goes to the next project that fits, c (30); b comes after c by supporters
    case = NINE
    assert solve("equal-shares", case, utility="cost", completion="add1-greedy")["selected"] == ["a", "d", "c"]
    outcome = fairbudget.select(case.election(), "equal-shares", utility="cost", completion="add1-greedy")
    assert outcome.selected == ("a", "d", "c")
    assert outcome.cost == 56


def test_apportionment_of_lackner_and_skowron_example_4_1() -> None:
    # 6 A, 2 B, 1 C: lower quotas of 60, 20, 10 out of 100 voters for ten seats; D's 8 voters cannot pay for one
    expected = {"A": 6, "B": 2, "C": 1}
    slow = solve("equal-shares", LS_PARTIES, utility="cardinality")["selected"]
    fast = fairbudget.select(LS_PARTIES.election(), "equal-shares", utility="cardinality").selected
    for selected in (slow, fast):
        seats = {party: sum(id.startswith(party) for id in selected) for party in PARTIES}
        assert {party: count for party, count in seats.items() if count} == expected
    approval = fairbudget.select(LS_PARTIES.election(), "greedy", utility="cardinality").selected
    assert all(id.startswith("A") for id in approval)


@pytest.mark.parametrize(
    ("cost", "purses", "payments"),
    [
        pytest.param(50, (5, 5, 30, 30, 30), (F(5), F(5), F(40, 3), F(40, 3), F(40, 3)), id="ESN payments, cost 50"),
        pytest.param(25, (30, 30, 5, 0, 0), (F(10), F(10), F(5), F(0), F(0)), id="ESN payments, cost 25"),
    ],
)
def test_payment_splitting(cost: int, purses: tuple[int, ...], payments: tuple[Fraction, ...]) -> None:
    # the purses come about by projects that single voters paid for before: each costs what is missing to 30
    own = {f"own{i}": 30 - purse for i, purse in enumerate(purses) if purse < 30}
    # points decide the order, so that the single voters' projects come first
    ballots = [{"shared": 1} | ({f"own{i}": 1000} if f"own{i}" in own else {}) for i in range(5)]
    case = Case({**own, "shared": cost}, 150, ballots, "scoring")
    split = reference.price(F(cost), dict(enumerate(map(F, purses))), dict.fromkeys(range(5), F(1)))
    assert split == max(payments)
    outcome = fairbudget.select(case.election(), "equal-shares")
    assert outcome.selected[-1] == "shared"
    assert payments_by_voter(outcome, case)[-1] == {i: amount for i, amount in enumerate(payments) if amount}
    assert F(cost) / max(payments) == (F(15, 4) if cost == 50 else F(5, 2))  # ESN: the effective number of votes


def test_stop_and_skip() -> None:
    case = Case({"big": 90, "small": 50, "tiny": 20}, 115, [["big"]] * 6 + [["small"]] * 3 + [["tiny"]])
    assert fairbudget.select(case.election(), "greedy").selected == ("big", "tiny")
    stopped = fairbudget.select(case.election(), "greedy", overflow="stop")
    assert stopped.selected == ("big",)
    assert [(item.project, item.decision) for item in stopped.trace] == [("big", "selected"), ("small", "stopped")]


def test_an_empty_ballot_still_counts_among_the_voters() -> None:
    case = Case({"a": 10}, 20, [["a"], []])
    assert fairbudget.select(case.election(), "equal-shares").selected == ("a",)
    dearer = Case({"a": 11}, 20, [["a"], []])
    assert fairbudget.select(dearer.election(), "equal-shares").selected == ()
    assert fairbudget.select(Case({"a": 11}, 20, [["a"]]).election(), "equal-shares").selected == ("a",)


def test_utility_that_differs_between_supporters_is_that_of_each_voter() -> None:
    # a peer took one supporter's utility for all: relative cardinality 1/2 and 1 for p0, 1/2 for p1
    ballots = [{"p0": F(1, 2), "p1": F(1, 2)}, {"p0": 1}]
    case = Case({"p0": 6, "p1": 4}, 12, ballots, "scoring")
    assert solve("equal-shares", case)["selected"] == ["p0", "p1"]
    outcome = fairbudget.select(case.election(), "equal-shares")
    assert outcome.selected == ("p0", "p1")
    assert payments_by_voter(outcome, case) == [{0: F(2), 1: F(4)}, {0: F(4)}]
