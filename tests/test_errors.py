"""Messages that let a user mend the input: place, value, expectation, and the nearest allowed word."""

from __future__ import annotations

import pickle

import pytest

from fairbudget import DataWarning, FairbudgetError, Fault, InputError, OptionError
from fairbudget.errors import SHOWN, FaultLog, nearest


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("no budget"), "no budget"),
        (Fault("no budget", file="x.pb"), "x.pb: no budget"),
        (Fault("no budget", line=3), "line 3: no budget"),
        (Fault("no budget", file="x.pb", line=3), "x.pb:3: no budget"),
        (Fault("empty", file="x.xlsx", sheet="BOGOR", line=3), "x.xlsx[BOGOR]:3: empty"),
        (Fault("negative", row="Paledang", column="area"), "row 'Paledang', column 'area': negative"),
        (Fault("negative", value="-1"), "negative (found '-1')"),
        (Fault("negative", value="-1", expected="at least 0"), "negative (found '-1', expected at least 0)"),
        (Fault("missing", expected="a number"), "missing (expected a number)"),
        (Fault("empty cell", value=""), "empty cell (found '')"),
        (
            Fault("negative", file="x.csv", line=7, row="b", column="cost", value="-1", expected="at least 0"),
            "x.csv:7, row 'b', column 'cost': negative (found '-1', expected at least 0)",
        ),
    ],
)
def test_a_fault_tells_its_place(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_a_long_value_is_cut() -> None:
    text = str(Fault("wrong", value="x" * 61))
    assert "x" * 57 + "..." in text
    assert "x" * 58 not in text
    assert "x" * 60 in str(Fault("wrong", value="x" * 60))


def test_all_faults_are_carried_and_many_are_counted() -> None:
    faults = [Fault(f"fault {k}") for k in range(SHOWN + 5)]
    error = InputError(faults)
    assert error.faults == tuple(faults)
    lines = str(error).splitlines()
    assert len(lines) == SHOWN + 1
    assert lines[0] == "fault 0"
    assert lines[-1] == f"... and 5 more of {SHOWN + 5} faults"


def test_warnings_do_not_hide_errors_in_the_message() -> None:
    error = InputError([Fault("a warning", "warning"), Fault("an error")])
    assert str(error) == "an error"
    assert len(error.faults) == 2


def test_an_error_may_be_a_sentence() -> None:
    error = InputError("no such file")
    assert error.faults == (Fault("no such file"),)
    assert str(error) == "no such file"


@pytest.mark.parametrize(
    "error", [InputError([Fault("x", file="f", line=2), Fault("y", "warning")]), OptionError("no such option")]
)
def test_errors_travel_between_processes(error: FairbudgetError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert getattr(copy, "faults", None) == getattr(error, "faults", None)


def test_kinds_of_error() -> None:
    assert issubclass(InputError, FairbudgetError)
    assert issubclass(OptionError, FairbudgetError)
    assert issubclass(InputError, ValueError)
    assert issubclass(OptionError, ValueError)
    assert issubclass(DataWarning, UserWarning)


def test_log_gathers_and_refuses_once() -> None:
    log = FaultLog("x.csv")
    log.raise_errors()
    log.warning("odd", line=2)
    log.raise_errors()
    log.error("wrong", line=3)
    log.error("elsewhere", file="y.csv")
    assert [fault.message for fault in log.errors] == ["wrong", "elsewhere"]
    assert [fault.message for fault in log.warnings] == ["odd"]
    assert [fault.file for fault in log] == ["x.csv", "x.csv", "y.csv"]
    with pytest.raises(InputError) as caught:
        log.raise_errors()
    assert caught.value.faults == tuple(log)


def test_log_issues_one_warning_for_all() -> None:
    log = FaultLog("x.csv")
    log.issue_warnings()
    log.error("wrong")
    log.issue_warnings()
    for k in range(SHOWN + 2):
        log.warning(f"odd {k}")
    with pytest.warns(DataWarning) as caught:
        log.issue_warnings()
    [warning] = caught
    lines = str(warning.message).splitlines()
    assert lines[0] == "x.csv: odd 0"
    assert lines[-1] == f"... and 2 more of {SHOWN + 2} warnings"


@pytest.mark.parametrize(
    ("word", "allowed", "hint"),
    [
        ("equal-share", ["greedy", "equal-shares"], "did you mean 'equal-shares'? (allowed: greedy, equal-shares)"),
        ("lower_cost", ["lower-cost"], "did you mean 'lower-cost'? (allowed: lower-cost)"),
        ("zzz", ["greedy"], "allowed: greedy"),
        ("", ["greedy"], "allowed: greedy"),
    ],
)
def test_nearest(word: str, allowed: list[str], hint: str) -> None:
    assert nearest(word, allowed) == hint


def test_nearest_of_nothing_says_so() -> None:
    assert "none" in nearest("x", [])
