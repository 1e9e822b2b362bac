"""The names of `import fairbudget` on what is not theirs: a clear error of the package, never an AttributeError."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fairbudget
from fairbudget import Election, FairbudgetError, Outcome

ELECTION = Election.build({"park": 3, "gym": 2}, 4, [["park"], ["gym", "park"]])
OUTCOME = fairbudget.select(ELECTION, "greedy")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fairbudget.select("x.pb", "greedy"), "an Election was expected, as fairbudget.read_pabulib"),
        (lambda: fairbudget.select(ELECTION, None), "unknown rule None"),
        (lambda: fairbudget.evaluate(ELECTION, ["mean-satisfaction"]), "an Outcome was expected, as fairbudget.select"),
        (lambda: fairbudget.evaluate(OUTCOME, ["mean"]), "unknown metric 'mean'"),
        (lambda: fairbudget.check(ELECTION, "ejr-plus"), "an Outcome was expected, as fairbudget.select"),
        (lambda: fairbudget.check(OUTCOME, "ejr+"), "unknown axiom 'ejr+'"),
        (lambda: fairbudget.read_pabulib(None), "cannot be read"),
        (lambda: fairbudget.write_pabulib("x.pb", ELECTION), "an Election was expected, not str"),
        (lambda: fairbudget.write_pabulib(ELECTION, None), "cannot be written"),
        (lambda: fairbudget.ceilings(None, {}), ""),
        (lambda: Outcome.from_json("[" * 50_000), "not JSON"),
        (lambda: Outcome.from_json(None), "not JSON"),
    ],
)
def test_what_is_not_meant_is_told(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(FairbudgetError) as caught:
        call()
    assert message in str(caught.value)


def test_one_way_in(tmp_path: Path) -> None:
    """The line of the architecture note, from a file to a verdict."""
    fairbudget.write_pabulib(ELECTION, tmp_path / "x.pb")
    election = fairbudget.read_pabulib(str(tmp_path / "x.pb"))
    outcome = fairbudget.select(election, "equal-shares", utility="cost", completion="add1")
    assert (outcome.selected, outcome.cost) == (("park",), 3)
    found = fairbudget.evaluate(outcome, ["mean-satisfaction", "gini-satisfaction"])
    assert found == {"mean-satisfaction": 3.0, "gini-satisfaction": 0.0}
    assert fairbudget.check(outcome, "ejr-plus").status == "satisfied"
    rows = [{"kelurahan": "A", "people": 1}, {"kelurahan": "B", "people": 3}]
    formula = {
        "components": [
            {"id": "BES", "kind": "equal-share", "base": 10},
            {"id": "APW", "kind": "proportional", "pool": 100, "indicators": [{"column": "people", "weight": 1}]},
        ]
    }
    assert fairbudget.ceilings(rows, formula).totals == [35, 85]
