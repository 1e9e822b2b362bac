"""Elections for hypothesis, each as plain data that both the package and the exact reference can be given.

Small numbers make ties; the rest is designed to fool floating point: amounts that differ by one unit in the seventeenth
digit, purses that hold exactly what is asked for, mirrored halves that stay tied through rounds of growing
denominators.
"""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import reference
from hypothesis import settings
from hypothesis import strategies as st

from fairbudget import Election

BALLOT_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
#: Utilities that each ballot type has.
UTILITIES = {
    "approval": ("cost", "cardinality", "score"),
    "choose-1": ("cost", "cardinality", "score"),
    "cumulative": ("score", "cost", "cardinality"),
    "scoring": ("score", "cost", "cardinality"),
    "ordinal": ("borda", "cost", "cardinality"),
}
#: Utilities that every ballot type has and that are functions of costs, with fewer digits or none for huge amounts.
OF_COST = ("effort", "cost-sqrt", "cost-log")
#: Ids whose order as text is neither the order listed nor the order of numbers.
IDS = ("b", "10", "9", "a", "B", "a b", "é", "2", "z", "ab")


def examples(number: int) -> settings:
    """Return settings for `number` examples in the steady profile, in proportion to the profile loaded."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))


@dataclass
class Case:
    """An election as plain data."""

    costs: dict[str, Any]
    budget: Any
    ballots: list[Any]
    type: str = "approval"
    weights: list[int] | None = None
    columns: dict[str, list[str]] = field(default_factory=dict)

    def election(self) -> Election:
        """Return it as the package sees it: identical ballots merged, weights kept."""
        return Election.build(
            self.costs,
            self.budget,
            self.ballots,
            type=self.type,
            weights=self.weights,
            project_columns=self.columns,
        )

    def plain(self) -> dict[str, Any]:
        """Return it as the reference sees it: one ballot for each single voter."""
        return reference.election(self.costs, self.budget, self.ballots, self.type, self.weights)

    def voters(self, of_lines: list[Any]) -> list[Any]:
        """Repeat what belongs to each line of the source as often as voters stand behind it."""
        weights = self.weights or [1] * len(self.ballots)
        return [item for item, weight in zip(of_lines, weights, strict=True) for _ in range(weight)]


def payments_by_voter(outcome: Any, case: Case) -> list[dict[int, Fraction]]:
    """Return for each selected project what each single voter paid, zeros left out."""
    election, payments = outcome.election, outcome.payments
    assert payments is not None
    assert payments.exact
    rows_of_voters = case.voters(election.ballots.voters.tolist())
    result = []
    for rows, amounts in zip(payments.rows, payments.amounts, strict=True):
        by_row = dict(zip(rows.tolist(), amounts, strict=True))
        assert len(by_row) == len(rows), "a row pays twice for the same project"
        result.append({i: by_row[row] for i, row in enumerate(rows_of_voters) if by_row.get(row)})
    return result


# -- money ------------------------------------------------------------------------------------------------------

_small = st.integers(0, 6)


@st.composite
def amounts(draw: st.DrawFn, count: int) -> tuple[list[Fraction], Fraction]:
    """Return costs and a budget, of one of several kinds."""
    kind = draw(st.sampled_from(["positive", "small", "one", "equal", "positive", "decimal", "rupiah", "seventeen"]))
    if kind == "small":
        costs = [Fraction(draw(_small)) for _ in range(count)]
    elif kind == "positive":
        costs = [Fraction(draw(st.integers(1, 12))) for _ in range(count)]
    elif kind == "one":
        costs = [Fraction(1)] * count
    elif kind == "equal":
        costs = [Fraction(draw(st.integers(1, 30)))] * count
    elif kind == "decimal":
        costs = [Fraction(draw(st.integers(0, 40)), draw(st.sampled_from([4, 10, 100]))) for _ in range(count)]
    elif kind == "rupiah":
        costs = [Fraction(draw(st.integers(1, 3)) * 10**13 + draw(st.integers(0, 1))) for _ in range(count)]
    else:
        # one unit more or less is lost in a float
        costs = [Fraction(draw(st.integers(1, 3)) * 10**17 + draw(st.integers(-1, 1))) for _ in range(count)]
    # the costs of some projects are a budget that is met exactly, or missed by the least possible
    covered = draw(st.integers(0, 2**count - 1))
    total = sum((cost for k, cost in enumerate(costs) if covered >> k & 1), Fraction(0))
    least = Fraction(1, 100) if kind == "decimal" else Fraction(1)
    budget = draw(st.sampled_from([1, 1, 1, 2])) * total + least * draw(st.sampled_from([0, 0, 0, -1, 1, 2, 3]))
    return costs, max(Fraction(0), budget)


# -- ballots ----------------------------------------------------------------------------------------------------


def ballots(ids: list[str], type: str) -> st.SearchStrategy[Any]:
    """Return a strategy of ballots of one type."""
    if not ids:
        return st.just({} if type in ("cumulative", "scoring") else [])
    subset = st.integers(0, 2 ** len(ids) - 1).map(lambda bits: [id for k, id in enumerate(ids) if bits >> k & 1])
    if type == "approval":
        return subset
    if type == "choose-1":
        return st.sampled_from([[], *([id] for id in ids), *([id] for id in ids)])
    if type == "ordinal":
        return st.permutations(ids).flatmap(lambda order: st.integers(0, len(ids)).map(lambda k: list(order[:k])))
    points = st.sampled_from([None, None, 0, 1, 1, 2, 3, Fraction(1, 2), Fraction(1, 3), 10**15, 10**15 + 1])
    row = st.lists(points, min_size=len(ids), max_size=len(ids))
    return row.map(lambda given: {id: value for id, value in zip(ids, given, strict=True) if value is not None})


def sizes(most: int) -> st.SearchStrategy[int]:
    """Return a strategy of sizes that seldom are very small."""
    return st.sampled_from([0, *range(1, most + 1), *range(max(1, most - 2), most + 1), most])


@st.composite
def cases(
    draw: st.DrawFn,
    types: tuple[str, ...] = BALLOT_TYPES,
    max_projects: int = 6,
    max_voters: int = 6,
    weighted: bool = True,
) -> Case:
    """Return a small election, full of ties."""
    count = draw(sizes(max_projects))
    ids = draw(st.permutations(IDS[:max_projects]))[:count]
    costs, budget = draw(amounts(count))
    type = draw(st.sampled_from(types))
    ballot = ballots(ids, type)
    distinct = [draw(ballot) for _ in range(draw(sizes(max_voters)))]
    lines = [draw(st.sampled_from(distinct)) for _ in distinct] if draw(st.booleans()) else distinct
    weights = None
    if weighted and draw(st.booleans()):
        weights = [draw(st.sampled_from([1, 1, 2, 3, 0])) for _ in lines]
    return Case(dict(zip(ids, costs, strict=True)), budget, lines, type, weights)


@st.composite
def utility_cases(draw: st.DrawFn, **options: Any) -> tuple[Case, str | None]:
    """Return an election and a utility that its ballot type has (None for the default)."""
    case = draw(cases(**options))
    return case, draw(st.sampled_from((None, *UTILITIES[case.type])))


# -- hard for floating point ------------------------------------------------------------------------------------


@st.composite
def mirrored(draw: st.DrawFn) -> Case:
    """Two copies of a random election side by side, shuffled: every project has a twin that costs and fares the same.

    Twins stay exactly tied while the sums that decide are taken in different orders. In some of the cases one twin is
    dearer by a single unit in about the seventeenth digit, which must decide.
    """
    rng = random.Random(draw(st.integers(0, 10**9)))
    base = draw(st.sampled_from([7, 10**3, 10**13, 3 * 10**16]))
    nudge = draw(st.booleans())
    projects, voters = rng.randint(2, 5), rng.randint(2, 7)
    costs = {f"p{k}": base + rng.randint(0, base // 2) for k in range(projects)}
    twins = {f"q{k}": costs[f"p{k}"] + (nudge and rng.randint(-1, 1)) for k in range(projects)}
    type = rng.choice(["approval", "approval", "scoring", "ordinal"])
    lines: list[Any] = []
    for _ in range(voters):
        numbers = rng.sample(range(projects), rng.randint(1, projects))
        points = [rng.randint(1, 9) for _ in numbers]
        for letter in "pq":
            ids = [f"{letter}{k}" for k in numbers]
            lines.append(dict(zip(ids, points, strict=True)) if type == "scoring" else ids)
    rng.shuffle(lines)
    both = list({**costs, **twins}.items())
    rng.shuffle(both)
    budget = sum(cost for _, cost in both) * rng.randint(2, 12) // 8
    return Case(dict(both), budget, lines, type)


@st.composite
def long_runs(draw: st.DrawFn) -> Case:
    """Many rounds: prime costs and ragged groups of supporters make denominators grow."""
    rng = random.Random(draw(st.integers(0, 10**9)))
    primes = [101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197]
    count = rng.randint(8, 14)
    scale = rng.choice([1, 1, 10**11])
    costs = {f"{k:02}": scale * rng.choice(primes) for k in range(count)}
    ids = list(costs)
    type = rng.choice(["approval", "scoring", "ordinal"])
    lines: list[Any] = []
    for _ in range(rng.randint(4, 11)):
        chosen = rng.sample(ids, rng.randint(1, count))
        lines.append({id: rng.randint(1, 5) for id in chosen} if type == "scoring" else chosen)
    budget = sum(costs.values()) * rng.randint(1, 10) // 10
    return Case(costs, budget, lines, type)


@st.composite
def to_the_last_unit(draw: st.DrawFn) -> Case:
    """After some rounds of Equal Shares, a further project asks some voters for exactly what they have left.

    Or for one unit more or less of what the election's money can express. Two more projects have a price that is equal
    to it, or almost.
    """
    rng = random.Random(draw(st.integers(0, 10**9)))
    base = rng.choice([1, 1, 10**6])
    voters, projects = rng.randint(2, 6), rng.randint(1, 4)
    costs = {f"p{k}": Fraction(base * rng.randint(1, 30)) for k in range(projects)}
    lines = [{id for id in costs if rng.random() < 0.5} for _ in range(voters)]
    budget = Fraction(base * rng.randint(1, 80))
    cost_utility = rng.random() < 0.5
    plain = reference.election(costs, budget, lines)
    before = reference.equal_shares(plain, reference.rank(plain), "cost" if cost_utility else "cardinality")
    for k in range(rng.randint(1, 2)):
        group = [i for i in range(voters) if rng.random() < 0.6] or [0]
        asked = sum((before["purses"][i] for i in group), Fraction(0))
        if asked.denominator > 10**6:
            continue
        asked += Fraction(rng.choice([0, 0, -1, 1]), asked.denominator * base)
        # a group that has nothing left could be asked for less than nothing
        costs[f"{'ox'[k]}"] = max(Fraction(0), asked)
        for i in group:
            lines[i] = lines[i] | {"ox"[k]}
    if rng.random() < 0.3:
        costs["late"] = rng.choice(list(costs.values()))
        lines = [line | {"late"} if rng.random() < 0.5 else line for line in lines]
    return Case(costs, budget, [sorted(line) for line in lines])


@st.composite
def crowds(draw: st.DrawFn) -> Case:
    """Mirrored halves of many different voters: sums of many terms, taken in different orders, that are equal.

    Or differ by one point among 10**15 and more.
    """
    rng = random.Random(draw(st.integers(0, 10**9)))
    most = 10 ** rng.choice([2, 6, 15])
    half, projects = rng.randint(20, 80), rng.randint(1, 3)
    base = [rng.randint(10, 99) * 10 ** rng.choice([1, 13]) for _ in range(projects)]
    lines = []
    for _ in range(half):
        points = {k: rng.randint(1, most) for k in range(projects) if rng.random() < 0.7}
        lines += [{f"{side}{k}": value for k, value in points.items()} for side in "pq"]
    rng.shuffle(lines)
    nudged = rng.choice([line for line in lines if line] or [{}])
    for id in list(nudged)[:1]:
        nudged[id] += rng.choice([0, 0, 1])
    costs = {f"{side}{k}": cost for side in "pq" for k, cost in enumerate(base)}
    return Case(costs, sum(base) * rng.randint(4, 24) // 8, lines, "scoring")


@st.composite
def drained(draw: st.DrawFn) -> Case:
    """Voters spend nearly all they have on dear projects; then the little that is left decides, by its last digits.

    Two mirrored halves pay the same amounts in a different order, so that the little that is left is the same, but not
    after rounding. Points put the dear projects first.
    """
    rng = random.Random(draw(st.integers(0, 10**9)))
    scale = 10 ** rng.choice([3, 9, 13, 15])
    half = rng.randint(3, 5)
    groups = [rng.sample(range(half), rng.randint(2, half)) for _ in range(rng.choice([2, 3, 4, 12]))]
    dear = [scale + rng.randint(0, scale) for _ in groups]
    paid = [
        sum((Fraction(c, len(g)) for c, g in zip(dear, groups, strict=True) if i in g), Fraction(0))
        for i in range(half)
    ]
    share = math.floor(max(paid)) + rng.randint(1, 5) + Fraction(rng.randint(0, 2 * half - 1), 2 * half)
    own = [max(0, math.floor(share - amount) - rng.randint(0, 3)) for amount in paid]
    left = [share - amount - cost for amount, cost in zip(paid, own, strict=True)]
    finals = []
    for _ in range(rng.randint(1, 2)):
        group = rng.sample(range(half), rng.randint(1, half))
        total = sum((left[i] for i in group), Fraction(0))
        exactly = total if total.denominator <= 100 and scale < 10**15 else Fraction(math.floor(total))
        finals.append((group, rng.choice([exactly, Fraction(math.floor(total)), Fraction(math.ceil(total))])))
    costs: dict[str, Any] = {}
    lines: list[dict[str, int]] = [{} for _ in range(2 * half)]
    fine = Fraction(1, 100) if scale < 10**15 else Fraction(1)
    for side in (0, 1):
        for k, (cost, group) in enumerate(zip(dear, groups, strict=True)):
            costs[f"dear{side}{k}"] = cost
            points = scale * rng.randint(100, 4000)
            for i in group:
                lines[side * half + i][f"dear{side}{k}"] = points
        for i, cost in enumerate(own):
            if cost:
                costs[f"own{side}{i}"] = cost
                lines[side * half + i][f"own{side}{i}"] = scale * rng.randint(100, 4000)
        for k, (group, cost) in enumerate(finals):
            nudge = fine * rng.choice([0, 0, 0, -1, 1]) if side else 0
            costs[f"last{side}{k}"] = max(Fraction(0), cost + nudge)
            for i in group:
                lines[side * half + i][f"last{side}{k}"] = k + 1
    return Case(costs, share * 2 * half, lines, "scoring")


def hard() -> st.SearchStrategy[Case]:
    """Return elections in which floating point has a chance to go wrong."""
    return st.one_of(mirrored(), long_runs(), to_the_last_unit(), drained(), crowds())


#: Every list of one to three tie-breaking criteria without a lot, each criterion at most once.
CRITERIA = [
    list(chosen)
    for size in (1, 2, 3)
    for chosen in itertools.permutations(("lower-cost", "higher-cost", "more-votes", "lexicographic"), size)
]
