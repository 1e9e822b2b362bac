"""Runs of studies: what fails, what is stopped, what is killed, two at once, a full disk; the same bytes in the end."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import studies

from fairbudget.cli.main import cli
from fairbudget.election import Election
from fairbudget.errors import InputError, OptionError
from fairbudget.experiments.study.local import Event
from fairbudget.experiments.study.model import Group
from fairbudget.experiments.study.results import Results, long_frame
from fairbudget.experiments.study.run import missing, run_plan
from fairbudget.experiments.study.session import Session, open_results, select_rows
from fairbudget.experiments.study.store import Store, StoreError
from fairbudget.experiments.study.work import Job
from fairbudget.generate.cultures import draw_election
from fairbudget.generate.noise import disturbed
from fairbudget.io.pabulib import write_pabulib
from fairbudget.metrics import evaluate
from fairbudget.rules import select

pytestmark = pytest.mark.skipif(os.name != "posix", reason="worker processes need a POSIX system")

PRODUCTS = ("results.csv", "instances.csv", "manifest.json")


def bytes_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in PRODUCTS]


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("finished")
    done = studies.run(folder, "run", studies.write(folder, studies.LIGHT), "--jobs", 1)
    assert done.returncode == 0, done.stderr
    assert "72 units (72 computed" in done.stdout
    return folder / "runs" / "small"


def test_rows_are_what_the_library_computes(finished: Path) -> None:
    rows = rows_of(finished)
    elections: dict[str, Election] = {}
    for row in rows:
        size, approvals, number = row["instance"].replace("approvals=", "").replace("#", "").split()
        seed = int(row["instance_seed"])
        assert seed == int(number)
        voters, projects = map(int, size.split("x"))
        if row["instance"] not in elections:
            elections[row["instance"]] = draw_election("euclidean", voters, projects, seed, approvals=int(approvals))
        options = {key: value for key, value in json.loads(row["options"]).items() if not isinstance(value, dict)}
        if row["rule"] == "by lot":
            options["tie_breaking"] = f"random:{row['seed']}"
        outcome = select(elections[row["instance"]], row["rule_id"], **options)
        assert row["status"] == "ok"
        if row["metric"] == "cost":
            assert row["exact"] == str(outcome.cost)
        elif row["kind"] == "metric":
            # all rules are measured by the utility that the ballots stand for
            [value] = evaluate(outcome, row["metric"], exact=True, **_utility(row["metric"])).values()
            assert (row["exact"], float(row["value"])) == (str(value), float(value))
    assert len(elections) == 12
    assert {row["metric"] for row in rows} >= {"cost", "selected", "mean-satisfaction", "exclusion-ratio", "ejr-plus"}


def _utility(metric: str) -> dict[str, str]:
    return {"utility": "cost"} if metric == "mean-satisfaction" else {}


def test_the_manifest_says_what_was_run(finished: Path) -> None:
    facts = json.loads((finished / "manifest.json").read_text())
    assert facts["complete"] is True
    assert facts["units"] == {"all": 72, "stored": 72}
    row = rows_of(finished)[0]
    assert (facts["config"], facts["code"]) == (row["config"], row["code"])
    assert list(facts["versions"]) == [row["versions"]]
    text = "".join((finished / name).read_text() for name in PRODUCTS)
    assert str(finished.parent.parent) not in text


def test_more_workers_give_the_same_bytes_and_a_second_run_computes_nothing(finished: Path, tmp_path: Path) -> None:
    study = studies.write(tmp_path, studies.LIGHT)
    assert studies.run(tmp_path, "run", study, "--jobs", 2).returncode == 0
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(finished)
    again = studies.run(tmp_path, "run", study, "--resume")
    assert "72 units (0 computed" in again.stdout
    assert "72 were there" in again.stdout
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(finished)


def test_resume_refuses_where_there_is_nothing(tmp_path: Path) -> None:
    session = Session.open(studies.write(tmp_path, studies.LIGHT), store=tmp_path / "runs" / "store.sqlite")
    with pytest.raises(InputError, match="nothing to resume"):
        session.run(resume=True)
    assert not (tmp_path / "runs").exists()


def test_dask_gives_the_same_bytes(finished: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    done = studies.run(tmp_path, "run", studies.write(tmp_path, studies.LIGHT), "--executor", "dask", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(finished)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of 60 units of 30 ms each that nothing disturbed."""
    folder = tmp_path_factory.mktemp("slow")
    done = studies.run(folder, "run", studies.write(folder, studies.SLOW), "--jobs", 2, mischief=True)
    assert done.returncode == 0, done.stderr
    return folder / "runs" / "small"


def test_killed_at_random_moments_it_ends_in_the_same_bytes(slow: Path, tmp_path: Path) -> None:
    """The whole group of processes, or only the one in charge, dies by SIGKILL, several times; then it is finished."""
    study = studies.write(tmp_path, studies.SLOW)
    draw = random.Random(7)
    store = tmp_path / "runs" / "small" / "store.sqlite"
    counts = [0]
    for turn in range(3):
        process = studies.start(tmp_path, "run", study, "--jobs", 1 + turn % 2, mischief=True)
        # wait until something new is stored, then a moment
        _until(lambda: _units(store) > counts[-1])
        time.sleep(draw.uniform(0.0, 0.15))
        children = _children(process.pid)
        assert children
        (os.kill if turn % 2 == 0 else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()
        # no worker outlives the run
        _until(lambda: not any(map(_lives, children)), 5)  # noqa: B023
        assert not any(map(_lives, children))
        counts.append(_units(store))
    assert counts == sorted(counts)
    assert 0 < counts[1] < 60
    last = studies.run(tmp_path, "run", study, "--jobs", 2, "--resume", mischief=True)
    assert last.returncode == 0, last.stderr
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(slow)


def _units(store: Path) -> int:
    if not store.exists():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as base:
            return int(base.execute("select count(*) from units").fetchone()[0])
    except sqlite3.Error:
        return 0


def _until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.01)


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def _lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_two_runs_at_once_share_the_work(slow: Path, tmp_path: Path) -> None:
    study = studies.write(tmp_path, studies.SLOW)
    both = [studies.start(tmp_path, "run", study, "--jobs", 1, mischief=True) for _ in range(2)]
    for process in both:
        assert process.wait(120) == 0
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(slow)
    with contextlib.closing(sqlite3.connect(tmp_path / "runs" / "small" / "store.sqlite")) as base:
        assert base.execute("select count(*) from claims").fetchone() == (0,)
        assert base.execute("select count(*) from runs").fetchone() == (0,)
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)


BAD = """
[limits]
seconds = 1
memory = "1 GB"
[[instances]]
id = "drawn"
culture = "impartial"
voters = [10, 20]
projects = 4
motivation = "small enough for a test"
[[instances]]
id = "files"
files = "bad.pb"
[[rules]]
id = "greedy"
[[metrics]]
id = "exclusion-ratio"
"""


def test_what_goes_wrong_is_a_row_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "bad.pb").write_text("META\nkey;value\nbudget;x\n")
    metrics = ("raises", "sleeps", "dies", "eats", "dies-once")
    text = BAD + "".join(f'[[metrics]]\nid = "{id}"\n' for id in metrics)
    study = studies.write(tmp_path, text)
    variables = {"FAIRBUDGET_TEST_MARK": str(tmp_path / "mark")}
    done = studies.run(tmp_path, "run", study, "--jobs", 1, mischief=True, variables=variables)
    assert done.returncode == 1, done.stderr
    assert "2 units failed" in done.stdout
    rows = {(row["instance"], row["metric"]): row for row in rows_of(tmp_path / "runs" / "small")}
    assert {row["status"] for (name, _), row in rows.items() if name.startswith("10x4")} == {"ok"}
    large = {metric: row for (name, metric), row in rows.items() if name.startswith("20x4")}
    assert {metric: row["status"] for metric, row in large.items()} == {
        "cost": "ok",
        "selected": "ok",
        "exclusion-ratio": "ok",
        "raises": "error",
        "sleeps": "timeout",
        "dies": "crash",
        "eats": "memory",
        # a worker that is killed once, from outside say, costs nothing
        "dies-once": "ok",
    }
    assert (tmp_path / "mark").exists()
    bad = [row for (name, _), row in rows.items() if name == "bad"]
    assert {row["status"] for row in bad} == {"error"}
    assert "bad.pb" in bad[0]["detail"]
    assert str(tmp_path) not in bad[0]["detail"]
    assert large["raises"]["detail"].startswith("ZeroDivisionError: so it is")
    assert str(tmp_path) not in large["raises"]["detail"]
    assert large["sleeps"]["detail"] == "stopped after 1 s"
    assert "died 3 times" in large["dies"]["detail"]
    assert {row["value"] for row in large.values() if row["status"] != "ok"} == {""}
    # what failed stays under the same limits, and is tried again under others or when it is asked for
    with contextlib.closing(sqlite3.connect(tmp_path / "runs" / "small" / "store.sqlite")) as base:
        states = [state for (state,) in base.execute("select failed from units")]
    assert sorted(map(str, states)) == ["1 s, 1000000000 bytes", "None", "error"]
    plan = Session.open(studies.write(tmp_path, BAD)).plan
    stored = dict(zip([unit.key for unit in plan.units], states, strict=True))
    with_more = Session.open(studies.write(tmp_path, BAD.replace("seconds = 1", "seconds = 2"))).plan
    assert [unit.key for unit in with_more.units] == list(stored)
    assert (len(missing(plan, stored, False)), len(missing(plan, stored, True))) == (0, 2)
    assert len(missing(with_more, stored, False)) == 1


def test_a_full_disk_is_told_and_nothing_stored_is_lost(finished: Path, tmp_path: Path) -> None:
    study = studies.write(tmp_path, studies.LIGHT)
    store = tmp_path / "runs" / "small" / "store.sqlite"

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))

    done = studies.run(tmp_path, "run", study, "--jobs", 1, preexec_fn=little_room)
    assert done.returncode == 2
    assert "cannot write to the store" in done.stderr or "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    before = _units(store)
    again = studies.run(tmp_path, "run", study, "--jobs", 1)
    assert again.returncode == 0, again.stderr
    assert f"({72 - before} computed" in again.stdout
    assert bytes_of(tmp_path / "runs" / "small") == bytes_of(finished)


def test_files_that_are_no_store(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not a store, but long enough to be looked at" * 100)
    session = Session.open(studies.write(tmp_path, studies.LIGHT), store=notes)
    with pytest.raises(StoreError, match="not a store of fairbudget"):
        session.run()
    assert notes.read_text().startswith("not a store, but")
    with pytest.raises(InputError, match="no results of a study"):
        open_results("small", store=tmp_path / "absent.sqlite")


def test_agreement_under_noise_is_that_of_the_funded_projects(tmp_path: Path) -> None:
    election = draw_election("impartial", 30, 8, seed=1)
    write_pabulib(election, tmp_path / "one.pb")
    text = """
[[instances]]
id = "noisy"
files = "one.pb"
noise = [0.2, 0.5]
number = 3
seed = 9
[[rules]]
id = "greedy"
[[metrics]]
id = "exclusion-ratio"
"""
    done = studies.run(tmp_path, "run", studies.write(tmp_path, text), "--jobs", 1)
    assert done.returncode == 0, done.stderr
    rows = {(row["instance"], row["metric"]): row for row in rows_of(tmp_path / "runs" / "small")}
    assert len({name for name, _ in rows}) == 7
    before = set(select(election, "greedy").selected)
    differing = 0
    for share in ("0.2", "0.5"):
        for draw in range(3):
            noisy = disturbed(election, Fraction(share), 9 + draw)
            outcome = select(noisy, "greedy")
            after = set(outcome.selected)
            name = f"one noise={share} #{draw + 1}"
            jaccard = Fraction(len(before & after), len(before | after))
            assert rows[name, "agreement/jaccard"]["exact"] == str(jaccard)
            assert rows[name, "agreement/same"]["exact"] == str(int(before == after))
            [value] = evaluate(outcome, "exclusion-ratio", exact=True).values()
            assert rows[name, "exclusion-ratio"]["exact"] == str(value)
            differing += before != after
    assert differing
    assert ("one", "agreement/jaccard") not in rows


# -- tables ----------------------------------------------------------------------------------------------------


def test_results_in_all_formats(finished: Path, tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    store = finished / "store.sqlite"
    with (results := open_results("small", store=store)).store:
        frame = long_frame(results)
        assert frame.shape[0] == len(rows_of(finished))
        rows, headings = select_rows(results, "instances")
        assert len(list(rows)) == 12
        assert headings[0] == "source"
    for format in ("csv", "xlsx", "latex", "markdown", "json", "table"):
        results_command(store, "--format", format, "-o", tmp_path / f"x.{format}")
    assert (tmp_path / "x.csv").read_bytes() == (finished / "results.csv").read_bytes()
    assert len(json.loads((tmp_path / "x.json").read_text())) == len(frame)
    book = pd.read_excel(tmp_path / "x.xlsx")
    # a workbook keeps 16 digits
    assert list(book["value"]) == pytest.approx(list(frame["value"]), rel=1e-14)
    assert r"\begin{longtable}" in (tmp_path / "x.latex").read_text()
    results_command(store, "--metric", "ejr-plus", "--rule", "greedy", "--format", "csv", "-o", tmp_path / "one.csv")
    with (tmp_path / "one.csv").open() as file:
        assert {row["metric"].split("/")[0] for row in csv.DictReader(file)} == {"ejr-plus"}
    with pytest.raises(OptionError, match="did you mean 'ejr-plus'"):
        results_command(store, "--metric", "ejr-pluss")


def results_command(store: Path, *arguments: Any) -> None:
    """Run ``fairbudget results small`` in this process."""
    cli.main(["results", "small", "--store", str(store), *map(str, arguments)], standalone_mode=False)


def test_parquet(finished: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pandas as pd

    store = finished / "store.sqlite"
    results_command(store, "--format", "parquet", "-o", tmp_path / "x.parquet")
    found = pd.read_parquet(tmp_path / "x.parquet")
    with (results := open_results("small", store=store)).store:
        expected = long_frame(results)
    assert list(found["value"]) == list(expected["value"])
    assert list(found.columns) == list(expected.columns)


def test_dry_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = Session.open(studies.write(tmp_path, studies.LIGHT)).describe(jobs=2)
    assert "72 units (72 distinct), 0 of them stored" in told
    assert "time: about" in told
    assert not (tmp_path / "runs").exists()


def test_a_store_of_many_units_is_looked_through_quickly(tmp_path: Path) -> None:
    """100,000 units: the plan, and what is missing, within the five seconds that a resumed run may take to start."""
    text = studies.SMALL.replace("number = 3", "number = 4167")
    session = Session.open(studies.write(tmp_path, text), store=tmp_path / "many.sqlite")
    keys = [unit.key for unit in session.plan.units]
    assert len(keys) > 100_000
    rows = [(key, None, "versions", {"status": "ok", "measures": []}, {}) for key in keys[1:]]
    with Store(session.path) as store:
        store.add(rows)
        # time of this process: the machine may have other things to do
        begin = time.process_time()
        again = Session.open(tmp_path / "small.toml", store=session.path)
        with pytest.raises(Reached) as reached:
            run_plan(again.plan, store, executor=lambda plan, jobs: Stub(), resume=True)
        assert time.process_time() - begin < 5
        assert [job[0] for job in reached.value.args[0]] == [0]


class Reached(Exception):
    """The first chunk is handed out."""


class Stub:
    """An executor that only tells what it is given."""

    target = 1.0

    def free(self) -> list[int]:
        return [0]

    def submit(self, worker: int, group: Group, jobs: Sequence[Job]) -> None:
        raise Reached(jobs)

    def wait(self, timeout: float) -> list[Event]:
        return []

    def close(self) -> None:
        pass


def test_results_of_a_run_that_is_not_complete(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "part.sqlite"
    copy.write_bytes((finished / "store.sqlite").read_bytes())
    with (results := open_results("small", store=copy)).store:
        whole = list(select_rows(results)[0])
        keys = [unit[0] for unit in results.plan["units"]]
    with Store(copy) as store:
        store.forget(keys[::3])
        part = Results.of(store, "small")
        assert part.counts() == (48, 72)
        left = set(keys) - set(keys[::3])
        assert list(select_rows(part)[0]) == [row for row in whole if row["unit"] in left]
    results_command(copy, "-o", tmp_path / "x.txt")
    assert "48 of 72 units are there" in capsys.readouterr().err
