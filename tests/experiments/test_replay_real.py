"""Replay of the real elections: what cities funded is what their rule gives."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from shared_data import PABULIB, real_files

import fairbudget
from fairbudget import Election
from fairbudget.experiments.replay import Replay, replay, summary

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not real_files(), reason=f"the real elections are not there: {PABULIB}"),
    pytest.mark.filterwarnings("ignore::fairbudget.DataWarning"),
]
WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"

#: Matched elections by official rule among the 183 shared ones; more would be welcome, fewer not.
MATCHED = {
    "equalshares/add1-comparison": 1,
    "greedy": 39,
    "greedy-custom": 12,
    "greedy-exclusive": 2,
    "greedy-no-skip": 34,
    "greedy-threshold": 50,
}


@pytest.fixture(scope="module")
def results() -> list[Replay]:
    return replay([PABULIB])


def test_all_are_read(results: list[Replay]) -> None:
    assert len(results) == len(real_files())
    assert not [item.error for item in results if item.status == "unreadable"]


def test_matched_by_rule(results: list[Replay]) -> None:
    if len(results) == 183:
        found = {row.rule: row.matched for row in summary(results)}
        assert all(found[rule] >= number for rule, number in MATCHED.items()), found
    compared = [item for item in results if item.status in ("matched", "differs")]
    matched = Counter(item.status for item in compared)["matched"]
    assert Fraction(matched, len(compared)) >= Fraction(99, 100)


def test_nearly_all_match_as_stated(results: list[Replay]) -> None:
    compared = [item for item in results if item.status in ("matched", "differs")]
    plain = [item for item in compared if item.status == "matched" and not item.reading]
    assert Fraction(len(plain), len(compared)) >= Fraction(98, 100)


# -- Wieliczka, the first city that voted by Equal Shares --------------------------------------------------------------


@pytest.fixture(scope="module")
def wieliczka() -> Election:
    path = PABULIB / WIELICZKA
    if not path.exists():
        pytest.skip(f"{WIELICZKA} is not there")
    return fairbudget.read_pabulib(path)


def official(election: Election) -> set[str]:
    column = election.column("selected")
    assert column is not None
    return {id for id, mark in zip(election.ids, column, strict=True) if mark == "1"}


def funded(election: Election, **options: object) -> set[str]:
    return set(fairbudget.select(election, "equal-shares", **options).selected)


def test_add1_as_described_today_stops_too_early(wieliczka: Election) -> None:
    for start in ("floor", "exact", "exact-then-floor"):
        outcome = fairbudget.select(wieliczka, "equal-shares", completion="add1", exhaustive="all", start=start)
        assert outcome.facts["stopped"] == "exhaustive"
        assert int(outcome.facts["endowment"]) in (301, 302)
        assert official(wieliczka) ^ set(outcome.selected) == {"46", "66", "67"}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"start": "exact"},
        {"increment": "1/100"},
        {"increment": 10},
        {"completion": "budget-increase"},
        {"tie_breaking": "random:1"},
        {"comparison": "satisfaction"},
        {"comparison": "exclusion-ratio"},
        {"completion": "add1-greedy"},
    ],
)
def test_raised_until_the_budget_ends_it(wieliczka: Election, options: dict[str, object]) -> None:
    found = funded(wieliczka, **({"completion": "add1", "exhaustive": "never"} | options))
    assert found == official(wieliczka)
    assert wieliczka.total_cost(found) == 995079


def test_the_last_step_is_just_below_the_budget(wieliczka: Election) -> None:
    """The organisers tell that the supporters of project 16 had two PLN too little: so ends the raising."""
    outcome = fairbudget.select(
        wieliczka, "equal-shares", completion="add1", exhaustive="never", increment=Fraction(1, 1000)
    )
    assert outcome.facts["endowment"] == Fraction("315.842")
    next_step = fairbudget.select(wieliczka, "equal-shares", completion="add1", increment=1, exhaustive="never")
    assert (next_step.facts["endowment"], next_step.facts["stopped"]) == (315, "over-budget")
