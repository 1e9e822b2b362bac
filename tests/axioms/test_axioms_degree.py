"""The proportionality degree, against vectors for committees and trying all groups."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

import fairbudget
from fairbudget import Election, Outcome
from fairbudget.axioms.degree import degree_of_rule, proportionality_degree, value_at
from fairbudget.cli.main import main


def committee(ballots: list[str], size: int, members: str) -> Outcome:
    ids = "01234"
    election = Election.build(dict.fromkeys(ids, 1), size, [list(b) for b in ballots])
    return Outcome.of(election, [ids.index(c) for c in members], "given", {})


@pytest.mark.parametrize(
    ("ballots", "size", "members", "degrees"),
    [
        (["013", "013", "123"], 2, "02", [1, 1]),
        (["013", "013", "123"], 2, "13", [2, 2]),
        (["012", "012", "012", "013", "34", "34"], 3, "013", [1, Fraction(9, 4), None]),
        (["012", "012", "012", "013", "34", "34"], 3, "034", [1, Fraction(5, 4), None]),
        (["012", "012", "012", "013", "34", "34"], 3, "012", [0, Fraction(11, 4), None]),
    ],
)
def test_committees(ballots: list[str], size: int, members: str, degrees: list[Fraction | None]) -> None:
    found = proportionality_degree(committee(ballots, size, members), utility="cardinality")
    assert [found.at(Fraction(k, size)) for k in range(1, size + 1)] == degrees


def by_trying(outcome: Outcome, utility: str) -> dict[frozenset[str], Fraction]:
    election = outcome.election
    assert election is not None
    voters = []
    for row, count in enumerate(election.ballots.multiplicities.tolist()):
        voters += [{election.ids[p] for p in election.ballots.row(row)[0]}] * count
    cost = {id: int(c) for id, c in zip(election.ids, election.costs, strict=True)}
    worth = {id: Fraction(c) if utility == "cost" else Fraction(1) for id, c in cost.items()}
    gains = [sum(worth[id] for id in ballot & set(outcome.selected)) for ballot in voters]
    found: dict[frozenset[str], Fraction] = {}
    for size in range(1, len(voters) + 1):
        for group in itertools.combinations(range(len(voters)), size):
            common = set.intersection(*(voters[i] for i in group))
            mean = Fraction(sum((gains[i] for i in group), Fraction(0)), size)
            for length in range(1, len(common) + 1):
                for chosen in itertools.combinations(sorted(common), length):
                    if len(voters) * sum(cost[id] for id in chosen) <= size * election.budget_units:
                        key = frozenset(chosen)
                        found[key] = min(mean, found.get(key, mean))
    return found


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_all_groups_are_tried(utility: str) -> None:
    sets = 0
    for seed in range(25):
        draw = random.Random(seed)
        costs = {id: draw.randint(1, 6) for id in "abcd"}
        ballots = [[id for id in costs if draw.random() < 0.6] for _ in range(draw.randint(2, 6))]
        weights = [draw.randint(1, 2) for _ in ballots]
        election = Election.build(costs, 9, ballots, weights=weights)
        outcome = fairbudget.select(election, draw.choice(["greedy", "equal-shares", "phragmen"]))
        found = proportionality_degree(outcome, utility=utility)
        assert found.complete
        assert {frozenset(item.projects): Fraction(item.degree) for item in found.sets} == by_trying(outcome, utility)
        sets += len(found.sets)
        for x in (Fraction(0), Fraction(1, 3), Fraction(2, 3), Fraction(1)):
            for relative in (False, True):
                assert value_at(found.curve(relative), x) == found.at(x, relative)
    assert sets > 80


def test_a_rule_over_elections_is_the_least_of_them() -> None:
    elections = []
    for seed in range(6):
        draw = random.Random(seed)
        ballots = [[id for id in "abcde" if draw.random() < 0.5] for _ in range(8)]
        elections.append(Election.build({id: draw.randint(1, 4) for id in "abcde"}, 8, ballots))
    whole = degree_of_rule(elections, "greedy", degree_utility="cardinality")
    single = [proportionality_degree(fairbudget.select(e, "greedy"), utility="cardinality") for e in elections]
    for x in [Fraction(k, 12) for k in range(13)]:
        values = [v for d in single if (v := d.at(x, relative=True)) is not None]
        assert whole.at(x) == value_at(whole.curve(), x) == min(values, default=None)


def test_points_bounds_and_nobody() -> None:
    scored = Election.build({"a": 2, "b": 2}, 4, [{"a": 3, "b": 1}, {"a": 1}, {"b": 5}], type="scoring")
    found = proportionality_degree(Outcome.of(scored, [0], "given", {}))
    best = {item.projects: (item.promised, item.degree) for item in found.sets}
    # both supporters have at least 1 point each from a; together they have 3 and 1
    assert best[("a",)] == (1, 2)
    assert proportionality_degree(Outcome.of(scored, [0], "given", {}), bound=1).complete is False
    empty = Election.build({"a": 2}, 4, [])
    nothing = proportionality_degree(Outcome.of(empty, [], "given", {}))
    assert (nothing.sets, nothing.worst, nothing.curve(), nothing.at(0)) == ((), None, [], None)
    with pytest.raises(fairbudget.OptionError):
        proportionality_degree(Outcome.of(scored, [0], "given", {}), bound=0)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as exit:
        main([str(argument) for argument in arguments])
    return int(exit.value.code or 0)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for seed in (1, 2):
        draw = random.Random(seed)
        ballots = [[id for id in "abcde" if draw.random() < 0.5] or ["a"] for _ in range(8)]
        election = Election.build({id: draw.randint(1, 4) for id in "abcde"}, 8, ballots)
        files.append(tmp_path / f"vote{seed}.pb")
        fairbudget.write_pabulib(election, files[-1])
    assert run("degree", *files, "--rule", "equal-shares", "--plot", tmp_path / "d.svg") == 0
    captured = capsys.readouterr()
    assert "least of all" in captured.out
    assert "Proportionality degree under equal-shares" in (tmp_path / "d.svg").read_text("utf-8")
    assert run("degree", *files, "--rule", "equal-shares", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert [item["election"] for item in data["elections"]] == ["vote1", "vote2"]
    assert run("degree", *files, "--rule", "equal-shares", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == sum(len(item["sets"]) for item in data["elections"])
    outcome = fairbudget.select(fairbudget.read_pabulib(files[0]), "greedy")
    outcome.save(tmp_path / "o.json")
    assert run("degree", files[0], "--outcome", tmp_path / "o.json") == 0
    for wrong in (
        ["degree", files[0]],
        ["degree", *files, "--outcome", tmp_path / "o.json"],
        ["degree", files[0], "--rule", "greedy", "--plot", tmp_path / "d.bmp"],
        ["degree", files[0], "--rule", "greedy", "--degree-utility", "joy"],
    ):
        assert run(*wrong) == 2
