"""Real elections: every file is decided, the small ones as the exact reference decides them, some as the peer does."""

from __future__ import annotations

import re
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import reference
from shared_data import PABULIB, real_files
from strategies import Case, payments_by_voter

import fairbudget
from fairbudget import DataWarning, Election

pytestmark = pytest.mark.real

#: Voters times projects up to which the reference is asked. It takes every voter singly.
BOUND = 4_000
#: Elections that the peer decides in a second or so each.
PEER = (
    "Poland_Gdynia_2020_Pustki_Cisowskie-Demptowo__small.pb",
    "Poland_Warszawa_2018_Przywisle.pb",
    "Netherlands_Amsterdam_644.pb",
    "Poland_Warszawa_2017_Anin.pb",
)

FILES = real_files()
files = pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.stem) for path in FILES]
    or [pytest.param(None, id="none", marks=pytest.mark.skip(reason=f"no real elections in {PABULIB}"))],
)


def read(path: Path) -> Election:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        return fairbudget.read_pabulib(path)


def case_of(election: Election) -> Case:
    """Return an election that was read as plain data, voter by voter."""
    ballots: list[Any] = []
    type, unit = election.ballot_type, election.ballots.point_unit
    rows, weights = election.ballots.of_lines()
    for k in rows.tolist():
        numbers, values = election.ballots.row(k)
        pairs = sorted(zip(values.tolist(), numbers.tolist(), strict=True))
        if type in ("cumulative", "scoring"):
            ballots.append({election.ids[p]: Fraction(value, unit) for value, p in pairs})
        else:
            ballots.append([election.ids[p] for _, p in pairs])
    costs = {
        id: Fraction(int(cost), election.money_unit) for id, cost in zip(election.ids, election.costs, strict=True)
    }
    return Case(costs, election.budget, ballots, type, None if weights is None else weights.tolist())


@files
def test_every_file_is_decided(path: Path) -> None:
    election = read(path)
    greedy = fairbudget.select(election, "greedy")
    for utility in ("cost", "cardinality"):
        plain = fairbudget.select(election, "equal-shares", utility=utility)
        full = fairbudget.select(election, "equal-shares", utility=utility, completion="greedy")
        assert full.selected[: len(plain.selected)] == plain.selected
        assert plain.cost <= full.cost <= election.budget
        # what is left after the completion pays for no project that somebody supports
        left = election.budget - full.cost
        assert all(
            election.money(election.costs[k]) > left
            for k, id in enumerate(election.ids)
            if id not in full.selected and election.votes[k]
        )
        prices = [item.value for item in plain.trace]
        assert prices == sorted(prices)
    assert greedy.cost <= election.budget
    stop = fairbudget.select(election, "greedy", overflow="stop")
    assert greedy.selected[: len(stop.selected)] == stop.selected


def size(path: Path) -> int:
    """Return voters times projects, as the header of a file tells."""
    head = path.read_text("utf-8-sig", errors="replace")[:20_000]
    found = {key: int(number) for key, number in re.findall(r"(?m)^(num_projects|num_votes)\s*;\s*(\d+)", head)}
    return found.get("num_projects", 0) * found.get("num_votes", 0)


SMALL = [path for path in FILES if 0 < size(path) <= BOUND]
small_files = pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.stem) for path in SMALL]
    or [pytest.param(None, id="none", marks=pytest.mark.skip(reason=f"no small real elections in {PABULIB}"))],
)


@small_files
def test_small_files_are_decided_as_the_reference_decides(path: Path) -> None:
    election = read(path)
    case = case_of(election)
    plain = case.plain()
    rank = reference.rank(plain)
    utilities = (
        (None, "cost", "cardinality") if case.type in ("cumulative", "scoring", "ordinal") else (None, "cardinality")
    )
    for utility in utilities:
        slow = reference.equal_shares_greedy(plain, rank, utility)
        outcome = fairbudget.select(election, "equal-shares", utility=utility, completion="greedy")
        assert outcome.selected == tuple(slow["selected"])
        bought = len(slow["rounds"])
        assert [item.value for item in outcome.trace[:bought]] == [round["value"] for round in slow["rounds"]]
        assert [sorted(item.tied) for item in outcome.trace[:bought]] == [round["tied"] for round in slow["rounds"]]
        assert payments_by_voter(outcome, case)[:bought] == [
            {i: amount for i, amount in part.items() if amount} for part in slow["payments"]
        ]
        assert fairbudget.select(election, "greedy", utility=utility).selected == tuple(
            reference.greedy(plain, rank, utility)["selected"]
        )


@small_files
def test_add1_stops_where_the_reference_stops(path: Path) -> None:
    election = read(path)
    plain = case_of(election).plain()
    rank = reference.rank(plain)
    outcome = fairbudget.select(election, "equal-shares", utility="cost", completion="add1")
    endowment = Fraction(outcome.facts["endowment"])
    floor = Fraction(plain["budget"] // len(plain["ballots"]))
    assert endowment == floor + outcome.facts["steps"]
    assert list(outcome.selected) == reference.equal_shares(plain, rank, "cost", endowment)["selected"]
    left = plain["budget"] - outcome.cost
    votes = reference.supporting_votes(plain)
    wanting = [id for id, cost in plain["costs"].items() if cost > 0 and votes[id] and id not in outcome.selected]
    if any(plain["costs"][id] <= left for id in wanting):
        # not exhaustive: then one unit more for every voter would be too much
        assert outcome.facts["stopped"] == "over-budget"
        following = reference.equal_shares(plain, rank, "cost", endowment + 1)["selected"]
        assert sum(plain["costs"][id] for id in following) > plain["budget"]
    else:
        assert outcome.facts["stopped"] == "exhaustive"


@pytest.mark.peer
@pytest.mark.parametrize("name", PEER)
@pytest.mark.parametrize("satisfaction", ["Cost_Sat", "Cardinality_Sat"])
def test_the_peer_decides_the_same(name: str, satisfaction: str, pabulib_folder: Path) -> None:
    elections = pytest.importorskip("pabutools.election", reason="the peer library pabutools is not installed")
    peer_rules = pytest.importorskip("pabutools.rules")
    ties = pytest.importorskip("pabutools.tiebreaking")
    path = pabulib_folder / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the real elections")
    election = read(path)
    if election.ballot_type not in ("approval", "choose-1"):
        pytest.skip("the peer's satisfactions are for approval ballots")
    instance, profile = elections.parse_pabulib(str(path))
    sat_class = getattr(elections, satisfaction)
    utility = {"Cost_Sat": "cost", "Cardinality_Sat": "cardinality"}[satisfaction]
    lexicographic = {"tie_breaking": ties.lexico_tie_breaking, "sat_class": sat_class}
    ours = fairbudget.select(election, "equal-shares", utility=utility, tie_breaking="lexicographic")
    theirs = peer_rules.method_of_equal_shares(instance, profile, **lexicographic)
    assert sorted(ours.selected) == sorted(project.name for project in theirs)
    ours = fairbudget.select(election, "greedy", utility=utility, tie_breaking="lexicographic", unsupported="fund")
    theirs = peer_rules.greedy_utilitarian_welfare(instance, profile, **lexicographic)
    assert sorted(ours.selected) == sorted(project.name for project in theirs)
