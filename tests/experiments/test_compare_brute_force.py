"""The comparison of rules against its definitions, voter by voter and rupiah by rupiah."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from fairbudget.election import Election
from fairbudget.experiments.compare import RuleRun, Unit, compare

RUNS = (
    RuleRun("list", "priority-order"),
    RuleRun("votes", "greedy"),
    RuleRun("shares", "equal-shares", {"completion": "add1-greedy"}),
)


def pairs_gini(people: list[Fraction]) -> Fraction:
    if not sum(people):
        return Fraction(0)
    differences = sum((abs(a - b) for a, b in itertools.product(people, people)), Fraction(0))
    return differences / (2 * len(people) * sum(people))


def city(seed: int, type: str) -> list[Unit]:
    """Three small places with weighted ballots; one has costs in halves."""
    rng = np.random.default_rng(seed)
    units = []
    for k, (group, people) in enumerate((("North", 40), ("North", 25), ("South", 60))):
        ids = [f"{k}-{p}" for p in range(6)]
        unit = Fraction(1, 2) if k == 1 else 1
        costs = {id: int(c) * unit for id, c in zip(ids, rng.integers(1, 8, 6), strict=True)}
        ballots = [[ids[p] for p in rng.permutation(6)[: rng.integers(0, 4)]] for _ in range(5)]
        election = Election.build(
            costs,
            10 * unit,
            ballots,
            type=type,
            weights=[int(w) for w in rng.integers(1, 5, 5)],
            project_columns={"category": [str(c) for c in rng.choice(["a", "b", "a, b"], 6)]},
        )
        units.append(Unit(f"place {k}", group, people, election))
    return units


def gains(unit: Unit, selected: tuple[str, ...], utility: str) -> list[Fraction]:
    """Return what every single voter of a place gains."""
    election, found = unit.election, []
    for row in range(len(election.ballots)):
        projects, values = election.ballots.row(row)
        total = Fraction(0)
        for p, value in zip(projects.tolist(), values.tolist(), strict=True):
            if election.ids[p] in selected:
                total += {
                    "cost": Fraction(election.total_cost([election.ids[p]])),
                    "cardinality": Fraction(1),
                    "borda": Fraction(len(projects) - value),
                }[utility]
        found += [total] * int(election.ballots.multiplicities[row])
    return found


@pytest.mark.parametrize("type", ["approval", "ordinal"])
@pytest.mark.parametrize("seed", range(6))
def test_overall_and_by_unit(seed, type):
    units = city(seed, type)
    result = compare(units, RUNS)
    utility = "borda" if type == "ordinal" else "cost"
    assert result.utility == utility
    by_unit = {(row["unit"], row["rule"]): row for row in result.by_unit()}
    assert len(by_unit) == len(units) * len(RUNS)
    for row in result.overall():
        selected = [outcome.selected for outcome in result.outcomes[row["rule"]]]
        people = [gains(unit, chosen, utility) for unit, chosen in zip(units, selected, strict=True)]
        everyone = [gain for place in people for gain in place]
        spent = [unit.election.total_cost(chosen) for unit, chosen in zip(units, selected, strict=True)]
        asked = sum(unit.election.total_cost(unit.election.ids) for unit in units)
        reached = [count > 0 for u, s in zip(units, selected, strict=True) for count in gains(u, s, "cardinality")]
        means = [sum(place, Fraction(0)) / len(place) for place in people]
        rates = [Fraction(s) / unit.people for s, unit in zip(spent, units, strict=True)]
        expected = {
            "units": 3,
            "proposals": 18,
            "proposals_funded": sum(map(len, selected)),
            "share_proposals_funded": Fraction(sum(map(len, selected)), 18),
            "money_demanded": asked,
            "money_funded": sum(spent),
            "share_money_funded": Fraction(sum(spent)) / Fraction(asked),
            "ceiling": 25,
            "left": 25 - sum(spent),
            "share_ceiling_used": Fraction(sum(spent)) / 25,
            "voters": len(everyone),
            "voters_with_nothing": reached.count(False),
            "share_voters_with_nothing": Fraction(reached.count(False), len(reached)),
            "utility": utility,
            "mean_utility": sum(everyone, Fraction(0)) / len(everyone),
            "mean_utility_cardinality": Fraction(
                sum(sum(gains(u, s, "cardinality")) for u, s in zip(units, selected, strict=True)), len(everyone)
            ),
            "gini_voters": pairs_gini(everyone),
            "gini_units_utility_per_unit": pairs_gini(means),
            "gini_units_utility_per_head": pairs_gini(
                [mean for mean, place in zip(means, people, strict=True) for _ in place]
            ),
            "gini_units_money_per_unit": pairs_gini(rates),
            "gini_units_money_per_head": pairs_gini(
                [rate for rate, unit in zip(rates, units, strict=True) for _ in range(unit.people)]
            ),
        }
        assert {key: row[key] for key in expected} == expected
        for unit, place, money in zip(units, people, spent, strict=True):
            own = by_unit[unit.name, row["rule"]]
            assert own["money_funded"] == money <= unit.election.budget == own["ceiling"]
            assert own["mean_utility"] == sum(place, Fraction(0)) / len(place)
            assert own["gini_voters"] == pairs_gini(place)


@pytest.mark.parametrize("seed", range(3))
def test_by_category_counts_every_rupiah_once(seed):
    units = city(seed, "approval")
    result = compare(units, RUNS)
    rows = result.by_category()
    overall = {row["rule"]: row for row in result.overall()}
    for label in overall:
        own = [row for row in rows if row["rule"] == label]
        assert len({row["category"] for row in own}) == len(own)
        for column in ("proposals", "proposals_funded", "money_demanded", "money_funded"):
            assert sum(row[column] for row in own) == overall[label][column]
        assert sum(row["share_of_demand"] for row in own) == 1
        assert sum(row["share_of_funding"] for row in own) == (1 if overall[label]["money_funded"] else 0)


def test_what_compare_refuses():
    units = [*city(0, "approval"), *city(0, "ordinal")]
    with pytest.raises(ValueError, match="a utility must be named"):
        compare(units, RUNS)
    assert compare(units, RUNS, utility="cost").utility == "cost"
    with pytest.raises(ValueError, match="same label"):
        compare(units, [RUNS[0], RUNS[0]])


def test_a_rule_that_overspends_is_a_defect(monkeypatch):
    from fairbudget.experiments import compare as module
    from fairbudget.outcome import Outcome

    def overspend(election, rule, **options):
        return Outcome(election.ids, election.total_cost(election.ids), rule, {}, election)

    monkeypatch.setattr(module, "select", overspend)
    with pytest.raises(AssertionError, match="of 10 in place 0"):
        compare(city(0, "approval"), RUNS)


def test_nothing_to_compare():
    result = compare([], RUNS)
    assert result.by_unit() == result.by_category() == []
    row = result.overall()[0]
    assert row["mean_utility"] == row["gini_voters"] == row["share_money_funded"] == 0
