"""The small city that lies in the project: regenerated from its own inputs, byte for byte."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

import fairbudget
from fairbudget.cli.main import main
from fairbudget.errors import InputError
from fairbudget.generate import generate_musrenbang, kelurahan_from_ceilings

CITY = Path(__file__).resolve().parents[2] / "instances" / "kota-contoh"


def test_the_command_in_the_readme_makes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (CITY / "README.md").read_text("utf-8")
    command = re.search(r"```\nfairbudget (.*?)```", text, re.DOTALL)
    assert command
    words = shlex.split(command.group(1).replace("\\\n", " "))
    words[-1] = str(tmp_path / "made")
    monkeypatch.chdir(CITY.parents[1])
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert not ended.value.code
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    kept = {path.name: path.read_bytes() for path in (CITY / "musrenbang").iterdir()}
    assert sorted(made) == sorted(kept)
    for name, data in kept.items():
        assert made[name] == data, f"{name} is not what the generator makes: was its version raised?"


def test_the_readme_counts_right() -> None:
    with (CITY / "musrenbang" / "kelurahan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {key: sum(int(row[key]) for row in rows) for key in ("rw", "proposals", "passed_upward", "participants")}
    text = " ".join((CITY / "README.md").read_text("utf-8").split())
    assert (
        f"{sums['rw']} RW, {sums['proposals']} proposals that compete for a ceiling, {sums['passed_upward']} that "
        f"travel upward, {sums['participants']} participants"
    ) in text
    headings = {
        heading
        for path in (CITY / "musrenbang").glob("*.csv")
        for heading in path.read_text("utf-8").splitlines()[0].split(",")
    }
    assert not [heading for heading in headings if f"`{heading}`" not in text]


def test_ceilings_of_the_city_are_those_of_its_formula() -> None:
    ceilings = fairbudget.ceilings(CITY / "indicators.csv", CITY / "formula.toml")
    assert sum(ceilings.totals) == 6 * 120_000_000 + 900_000_000
    records = kelurahan_from_ceilings(ceilings)
    city = generate_musrenbang(records, seed=2018, rw=36)
    for record, meeting in zip(records, city.meetings, strict=True):
        election = fairbudget.read_pabulib(CITY / "musrenbang" / f"{meeting.code}.pb")
        assert election.budget == record.ceiling
        assert not election.faults
        for rule in ("greedy", "priority-order", "equal-shares"):
            assert 0 < fairbudget.select(election, rule).cost <= record.ceiling


def test_a_table_of_indicators_without_inhabitants_is_refused() -> None:
    formula = {"components": [{"id": "BES", "kind": "equal-share", "base": 10**8}]}
    ceilings = fairbudget.ceilings([{"kelurahan": "A", "staff": 3}], formula)
    with pytest.raises(InputError, match="no column for the population; there are: kelurahan, staff"):
        kelurahan_from_ceilings(ceilings)
