"""The gathered benches: bars read from words, files whole, history kept, the page."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairbudget import InputError, OptionError
from fairbudget.cli.bench import bench
from fairbudget.experiments import bench_rules
from fairbudget.experiments.bench import Measurement, Report
from fairbudget.experiments.bench_parts import PARTS, gather, reached, read_history, record
from fairbudget.report.bench import bench_page

NOON = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)


def report(seconds: float | None = 0.25) -> Report:
    return Report(
        "rules",
        [
            Measurement("read <big>", "fairbudget", seconds, bar="≤ 0.3 s; ≥ 15× pabutools"),
            Measurement("read <big>", "pabutools", 5.0, ratio=20.0),
            Measurement("runs", "fairbudget", 6000.0, "runs/s", bar="≥ 5,000 runs/s"),
        ],
    )


@pytest.mark.parametrize(
    ("bar", "value", "unit", "expected"),
    [
        ("", 1.0, "s", None),
        ("≤ 0.3 s", 0.3, "s", True),
        ("< 0.3 s", 0.3, "s", False),
        ("≤ 20 ms", 0.021, "s", False),
        ("≥ 5,000 runs/s", 4999.0, "runs/s", False),
        ("≤ 300 MB", 299.0, "MB", True),
        ("≥ 80× muoblpbindings", 1.0, "s", None),
        ("≤ 1 s; ≥ 15× pabutools", 2.0, "s", False),
        ("≤ 1 s", None, "s", None),
    ],
)
def test_bars(bar: str, value: float | None, unit: str, expected: bool | None) -> None:
    item = Measurement("work", "fairbudget", value, unit, bar=bar)
    assert reached(item, [item]) is expected


def test_a_ratio_counts_for_the_peer_it_names() -> None:
    ours = Measurement("work", "fairbudget", 1.0, bar="≥ 1,000× pabutools, ≥ 20× muoblpbindings")
    peers = [
        Measurement("work", "pabutools, exact", 9.0, ratio=1500.0),
        Measurement("work", "muoblpbindings", 1.0, ratio=19.0),
    ]
    assert reached(ours, [ours, *peers]) is False
    assert reached(ours, [ours, peers[0]]) is None


def test_history_grows_and_stays_whole(tmp_path: Path) -> None:
    first = record([report()], tmp_path, NOON)
    record([report(0.1)], tmp_path, NOON + datetime.timedelta(days=1))
    assert [entry["time"] for entry in read_history(tmp_path)] == [
        "2026-01-02T12:00:00+00:00",
        "2026-01-03T12:00:00+00:00",
    ]
    data = json.loads(first.read_text("utf-8"))
    assert [row["reached"] for row in data["parts"]["rules"]] == [True, None, True]
    page = bench_page(data, read_history(tmp_path))
    assert "read &lt;big&gt;" in page
    assert "<polyline" in page
    assert "2 of 2" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    (tmp_path / "history.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="not a history"):
        record([report()], tmp_path, NOON)
    assert (tmp_path / "history.json").read_text("utf-8") == "{"


def test_what_was_not_measured_is_not_told_as_a_figure(tmp_path: Path) -> None:
    data = json.loads(record([report(None)], tmp_path, NOON).read_text("utf-8"))
    assert "not measured" in bench_page(data, [])


def test_unknown_parts_are_told_before_anything_is_measured() -> None:
    with pytest.raises(OptionError, match="did you mean 'rules'"):
        gather(["rule"])
    found = CliRunner().invoke(bench, ["--repeat", "2", "rules"])
    assert found.exit_code == 2
    assert "stand behind its name" in found.output


def test_every_bench_has_a_command() -> None:
    assert set(PARTS) == set(bench.commands)


def test_a_bench_that_is_ended_leaves_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first(*_: object) -> Iterator[Measurement]:
        yield Measurement("read", "fairbudget", 0.2, "s")
        raise KeyboardInterrupt

    monkeypatch.setattr(bench_rules, "_reading", first)
    with pytest.raises(KeyboardInterrupt):
        bench_rules.bench_rules(tmp_path, keep=tmp_path)
    assert json.loads((tmp_path / "rules.json").read_text("utf-8"))["measurements"][0]["value"] == 0.2


def test_a_peer_that_fails_is_noted() -> None:
    def broken() -> None:
        raise ZeroDivisionError("nothing")

    found = list(bench_rules._beside(Measurement("read", "fairbudget", 0.2, "s"), "peer", broken))
    assert [(item.value, item.note) for item in found] == [(None, "failed: ZeroDivisionError: nothing")]


def test_a_lost_process_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def __enter__(self) -> Lost:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def submit(self, *_: object) -> None:
            raise BrokenProcessPool

        def map(self, *_: object) -> None:
            raise BrokenProcessPool

    monkeypatch.setattr(bench_rules, "ProcessPoolExecutor", Lost)
    (tmp_path / bench_rules.LODZ).write_text("")
    told = [*bench_rules._memory(tmp_path, False, 1, len), *bench_rules._sweep(tmp_path, False, 1, len)]
    assert len(told) == len(bench_rules.MEMORY) + 1
    assert {(item.value, item.note) for item in told} == {(None, bench_rules.ENDED)}
