"""Outcomes: what they hold, into JSON and out again, and damaged files."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import fairbudget
from fairbudget import Election, InputError, Outcome
from fairbudget.outcome import EXACT_PAYMENTS, Payments, Round

F = Fraction

ELECTION = Election.build(
    {"bike": 700, "gym": 400, "park": 250, "play": 200, "lib": 100},
    1100,
    [["bike", "gym"]] * 6 + [["play", "lib"]] * 3 + [["bike"], []],
)


@pytest.fixture
def outcome() -> Outcome:
    return fairbudget.select(ELECTION, "equal-shares", completion="greedy")


def rows(*numbers: int) -> Any:
    return np.array(numbers, np.int32)


def test_what_is_told(outcome: Outcome) -> None:
    assert repr(outcome) == f"<Outcome of equal-shares: {len(outcome.selected)} projects, cost {outcome.cost}>"
    assert outcome.election is ELECTION
    assert outcome.cost == ELECTION.total_cost(outcome.selected)
    assert all(isinstance(item, Round) for item in outcome.trace)
    assert outcome.trace is outcome.trace


def test_payments_add_up(outcome: Outcome) -> None:
    payments = outcome.payments
    assert payments is not None
    weights = ELECTION.ballots.multiplicities
    bought = [item.project for item in outcome.trace if item.stage == "equal-shares"]
    for id, part, amounts in zip(outcome.selected, payments.rows, payments.amounts, strict=True):
        total = sum((amount * int(weights[row]) for row, amount in zip(part.tolist(), amounts, strict=True)), F(0))
        assert total == (ELECTION.total_cost([id]) if id in bought else 0)
    paid = payments.by_row(len(ELECTION.ballots))
    assert sum(amount * int(w) for amount, w in zip(paid, weights, strict=True)) == ELECTION.total_cost(bought)
    assert all(amount <= F(1100, 11) for amount in paid)
    floats = outcome.approximate_payments
    assert floats is not None
    assert not floats.exact
    assert floats.by_row(len(ELECTION.ballots)) == pytest.approx([float(amount) for amount in paid])
    assert len(payments) == sum(len(part) for part in payments.rows)


def test_payments_by_row() -> None:
    payments = Payments((rows(0, 2), rows(), rows(2)), ([F(1, 3), F(1)], [], [F(2)]), True)
    assert payments.by_row(4) == [F(1, 3), 0, 3, 0]
    assert [type(value) for value in payments.by_row(4)] == [Fraction, int, int, int]
    assert len(payments) == 3
    floats = Payments((rows(0, 2), rows(2)), ([0.5, 1.0], [2.0]), False)
    assert floats.by_row(3) == [0.5, 0.0, 3.0]


def test_an_infeasible_selection_is_a_defect() -> None:
    with pytest.raises(AssertionError, match="infeasible"):
        Outcome.of(ELECTION, [0, 1, 2], "mine", {})
    with pytest.raises(AssertionError, match="infeasible"):
        Outcome.of(ELECTION, [4, 4], "mine", {})
    assert Outcome.of(ELECTION, [4, 2], "mine", {}).selected == ("lib", "park")


def test_a_rule_without_trace_or_payments() -> None:
    plain = Outcome.of(ELECTION, [4], "mine", {"k": F(1, 3)}, facts={"x": (1, F(1, 2), "y", None, True)})
    assert plain.trace == ()
    assert plain.payments is None
    assert plain.approximate_payments is None
    read = Outcome.from_json(plain.to_json(), ELECTION)
    assert read == plain
    assert read.options == {"k": F(1, 3)}
    assert read.facts == {"x": (1, F(1, 2), "y", None, True)}
    assert read.payments is None


def test_numbers_of_numpy_become_json() -> None:
    facts = {"a": np.int64(3), "b": np.float64(0.5), "c": np.bool_(True), "d": {"e": [np.int32(1), F(4, 2)]}}
    plain = Outcome.of(ELECTION, [4], "mine", {}, facts=facts)
    data = json.loads(plain.to_json())
    assert data["facts"] == {"a": 3, "b": 0.5, "c": True, "d": {"e": [1, 2]}}


# -- JSON -----------------------------------------------------------------------------------------------------------


def test_json_says_what_it_belongs_to(outcome: Outcome) -> None:
    data = json.loads(outcome.to_json())
    assert data["format"] == "fairbudget-outcome"
    assert data["version"] == 1
    assert data["election"] == {
        "fingerprint": ELECTION.fingerprint,
        "projects": 5,
        "voters": 11,
        "ballot_rows": 4,
        "ballot_type": "approval",
        "budget": 1100,
    }
    assert data["selected"] == list(outcome.selected)
    assert data["cost"] == outcome.cost
    assert data["payments"]["exact"] is True
    assert [item["project"] for item in data["trace"] if item["decision"] == "selected"] == data["selected"]


@pytest.mark.parametrize("election", [ELECTION, None])
@pytest.mark.parametrize("mode", ["auto", "exact", "float", "none"])
def test_there_and_back(outcome: Outcome, election: Election | None, mode: str) -> None:
    text = outcome.to_json(mode)
    read = Outcome.from_json(text, election)
    assert read == outcome
    assert hash(read) == hash(outcome)
    assert read.election is election
    assert read.to_json(mode) == text
    if mode == "none":
        assert read.payments is None
    else:
        assert read.payments is not None
        assert read.payments.exact == (mode != "float")
        wanted = outcome.approximate_payments if mode == "float" else outcome.payments
        assert wanted is not None
        assert [list(part) for part in read.payments.amounts] == [list(part) for part in wanted.amounts]


def test_unequal_outcomes(outcome: Outcome) -> None:
    assert outcome != fairbudget.select(ELECTION, "equal-shares")
    assert outcome != fairbudget.select(ELECTION, "greedy")
    assert outcome != "x"


def test_unknown_mode_of_payments(outcome: Outcome) -> None:
    with pytest.raises(ValueError, match="auto, exact, float, none"):
        outcome.to_json("all")


def test_many_payments_are_written_as_floats_unless_asked(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome.payments is not None
    assert len(outcome.payments) <= EXACT_PAYMENTS
    monkeypatch.setattr("fairbudget.outcome.EXACT_PAYMENTS", len(outcome.payments) - 1)
    assert json.loads(outcome.to_json())["payments"]["exact"] is False
    assert json.loads(outcome.to_json("exact"))["payments"]["exact"] is True
    monkeypatch.setattr("fairbudget.outcome.EXACT_PAYMENTS", len(outcome.payments))
    assert json.loads(outcome.to_json())["payments"]["exact"] is True


def test_fractions_longer_than_python_prints() -> None:
    # hundreds of purchases at prices with 16 digits each below the line
    rng = random.Random(1)
    costs = {f"p{k}": 10**6 + rng.randint(0, 10**6) for k in range(420)}
    ballots = [{id: rng.randint(10**14, 10**15) for id in costs} for _ in range(5)]
    election = Election.build(costs, sum(costs.values()) * 95 // 100, ballots, type="scoring")
    outcome = fairbudget.select(election, "equal-shares")
    longest = max(F(item.value).denominator for item in outcome.trace if item.value is not None)
    assert longest.bit_length() > 4300 * 3.33
    read = Outcome.from_json(outcome.to_json("exact"), election)
    assert read.trace == outcome.trace
    assert outcome.payments is not None
    assert read.payments is not None
    assert [list(part) for part in read.payments.amounts] == [list(part) for part in outcome.payments.amounts]


def test_files(tmp_path: Path, outcome: Outcome) -> None:
    path = tmp_path / "new" / "outcome.json"
    outcome.save(path)
    assert Outcome.load(path, ELECTION) == outcome
    assert [item.name for item in path.parent.iterdir()] == ["outcome.json"]
    with pytest.raises(InputError, match="cannot be read"):
        Outcome.load(tmp_path / "missing.json")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"binary\.json: cannot be read"):
        Outcome.load(tmp_path / "binary.json")
    with pytest.raises(InputError, match="is a folder"):
        outcome.save(tmp_path)


# -- damaged files --------------------------------------------------------------------------------------------------


def damaged(outcome: Outcome, *path: Any, value: Any = None, drop: bool = False) -> str:
    """Return the outcome's JSON with one value replaced or dropped."""
    data = json.loads(outcome.to_json())
    place = data
    for key in path[:-1]:
        place = place[key]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '{"format": "other"}', "\x00"])
def test_no_outcome_at_all(text: str) -> None:
    with pytest.raises(InputError):
        Outcome.from_json(text, source="x.json")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 99),
        (("version",), None),
        (("selected",), 7),
        (("selected",), ["lib", "lib"]),
        (("cost",), "many"),
        (("cost",), True),
        (("cost",), {"fraction": "1/0"}),
        (("cost",), {"fraction": "x"}),
        (("cost",), None),
        (("trace",), 5),
        (("trace",), [{"project": "lib"}]),
        (("election",), None),
        (("options",), 5),
        (("facts",), "x"),
        (("payments", "rows"), [[0]]),
        (("payments", "rows", 0), [0]),
        (("payments", "rows", 0, 0), 2**40),
        (("payments", "rows", 0, 0), "x"),
        (("payments", "amounts", 0, 0), "x"),
        (("payments", "amounts"), 5),
        (("payments", "amounts", 0, 0), {}),
        (("trace", 0, "value"), {}),
        (("trace", 0, "value"), "x"),
        (("trace", 0, "cost"), None),
        (("trace", 0, "remaining"), True),
        (("trace", 0, "project"), 3),
        (("trace", 0, "tied"), "lib"),
        (("trace", 0, "tied"), [3]),
        (("trace", 0, "exact"), "yes"),
        (("facts", "endowment"), {}),
        (("facts", "endowment"), float("nan")),
        (("facts", "steps"), {"fraction": "1/0"}),
        (("options", "increment"), {"fraction": "x"}),
        (("trace", 0, "value"), float("inf")),
    ],
)
def test_damaged_values_are_told_not_thrown(outcome: Outcome, path: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(InputError, match=r"x\.json: "):
        Outcome.from_json(damaged(outcome, *path, value=value), source="x.json")


@pytest.mark.parametrize(
    "key", ["selected", "cost", "trace", "election", "rule", "options", "facts", "version", "format"]
)
def test_missing_parts_are_told(outcome: Outcome, key: str) -> None:
    with pytest.raises(InputError):
        Outcome.from_json(damaged(outcome, key, drop=True))


def test_every_cut_of_the_file_is_told(outcome: Outcome) -> None:
    text = outcome.to_json()
    for end in range(0, len(text) - 2, 97):
        with pytest.raises(InputError):
            Outcome.from_json(text[:end], ELECTION)


def test_an_outcome_of_another_election(outcome: Outcome) -> None:
    other = Election.build({"bike": 700}, 1100, [["bike"]])
    with pytest.raises(InputError, match="another election"):
        Outcome.from_json(outcome.to_json(), other)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("cost",), 1, "not 1"),
        (("selected",), ["bike"], "the selection costs 700"),
        (("selected",), ["nothing"], "unknown project 'nothing'"),
    ],
)
def test_a_selection_that_does_not_fit_the_election(
    outcome: Outcome, path: tuple[Any, ...], value: Any, message: str
) -> None:
    text = json.dumps(json.loads(damaged(outcome, *path, value=value)) | {"payments": None})
    with pytest.raises(InputError, match=message):
        Outcome.from_json(text, ELECTION)


def test_a_selection_over_the_budget_is_refused(outcome: Outcome) -> None:
    data = json.loads(outcome.to_json()) | {"selected": list(ELECTION.ids), "cost": 1650, "payments": None}
    with pytest.raises(InputError, match="the budget is 1100"):
        Outcome.from_json(json.dumps(data), ELECTION)


def test_payments_of_rows_that_the_election_does_not_have_are_refused(outcome: Outcome) -> None:
    text = damaged(outcome, "payments", "rows", 0, 0, value=len(ELECTION.ballots))
    with pytest.raises(InputError, match="payments of ballot rows that the election does not have"):
        Outcome.from_json(text, ELECTION)
