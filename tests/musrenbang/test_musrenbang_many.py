"""Many cities, the generator's meetings as a city, and the bench on a small scale."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_musrenbang_plan_cli import CITY, run

from fairbudget import InputError
from fairbudget.experiments.bench_musrenbang import _country, bench_musrenbang, synthetic_city
from fairbudget.generate import generate_musrenbang, write_musrenbang
from fairbudget.generate.meeting import Kelurahan as Record
from fairbudget.musrenbang import read_city
from fairbudget.musrenbang.deciding import plan
from fairbudget.musrenbang.many import AHEAD, plan_many
from fairbudget.musrenbang.result import Plan
from fairbudget.musrenbang.synthetic import city_of


@pytest.mark.parametrize("ballots", ["approval", "ordinal"])
def test_the_generators_city_is_the_one_that_is_read_from_its_files(tmp_path: Path, ballots: str) -> None:
    records = [Record("Cempaka", "Utara", 9000, 250_000_000), Record("Melati", "Utara", 5000, 180_000_000)]
    made = generate_musrenbang(records, seed=7, rw=9, ballots=ballots)
    write_musrenbang(made, tmp_path)
    city, read = city_of(made), read_city(tmp_path)
    assert [
        (row.id, row.title, row.kelurahan, row.cost, row.authority, row.rw, row.priority) for row in city.proposals
    ] == [(row.id, row.title, row.kelurahan, row.cost, row.authority, row.rw, row.priority) for row in read.proposals]
    assert [dict(item.entries) for item in city.preferences] == [dict(item.entries) for item in read.preferences]
    assert [(v.id, v.weight, v.rw) for v in city.voices] == [(v.id, v.weight, v.rw) for v in read.voices]
    decided = [plan(each, rule="equal-shares", unspent="pooled") for each in (city, read)]
    assert decided[0].decisions == decided[1].decisions


def test_several_processes_decide_as_one_does_and_in_order() -> None:
    tasks = [(seed, 2) for seed in range(1, 4)]
    alone = list(plan_many(tasks, load=synthetic_city, rule="greedy"))
    assert [item.city for item in alone] == ["Kota 1", "Kota 2", "Kota 3"]
    assert list(plan_many(tasks, load=synthetic_city, rule="greedy", processes=2)) == alone
    assert all(isinstance(item, Plan) for item in alone)


def test_sources_are_asked_for_as_they_are_needed() -> None:
    asked = 0

    def tasks() -> Iterator[tuple[int, int]]:
        nonlocal asked
        for seed in range(1, 50):
            asked += 1
            yield seed, 1

    stream = plan_many(tasks(), load=synthetic_city, rule="greedy", trace=False)
    next(stream)
    assert asked <= AHEAD
    stream.close()


def test_a_city_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        list(plan_many([tmp_path / "nowhere.xlsx"], rule="greedy"))


def test_several_cities_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = [Record("Cempaka", "Utara", 9000, 250_000_000)]
    write_musrenbang(generate_musrenbang(records, seed=7, rw=4), tmp_path / "kota-kedua")
    out = tmp_path / "out"
    assert run("plan", CITY, str(tmp_path / "kota-kedua"), "--rule", "greedy", "-o", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == ["kota-kedua", "musrenbang"]
    assert Plan.load(out / "musrenbang" / "plan.json").city == "musrenbang"
    assert capsys.readouterr().out.count("\n") == 2
    assert run("plan", CITY, CITY, "--rule", "greedy") == 2
    assert "-o FOLDER" in capsys.readouterr().err


def test_the_bench_measures_what_it_says() -> None:
    said: list[str] = []
    report = bench_musrenbang(1, said.append, country=0, city=1)
    works = [item.work for item in report.measurements]
    assert len(works) == len(set(works)) == 9
    assert all(item.value is not None and item.value > 0 for item in report.measurements)
    assert sum("1 kelurahan" in work for work in works) == 7
    seconds, used, peak, proposals, funded = _country((3, 1))
    city = synthetic_city((1, 3))
    assert 0 < used < 60 * seconds
    assert peak > 10
    assert (proposals, funded) == (len(city.proposals), plan(city, rule="equal-shares").money().funded)


def test_a_plan_survives_a_change_of_nothing() -> None:
    city = synthetic_city((3, 2))
    again = dataclasses.replace(city)
    assert plan(city, rule="greedy") == plan(again, rule="greedy")
