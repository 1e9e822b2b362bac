"""What the tests of studies share: small studies, and the command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from fairbudget.cli.main import main; main()"]

SMALL = """
title = "small"
[[instances]]
id = "drawn"
culture = "euclidean"
voters = [12, 20]
projects = 6
number = 3
grid = { approvals = [2, 3] }
motivation = "small enough for a test"
[[rules]]
id = "greedy"
[[rules]]
id = "equal-shares"
grid = { completion = ["none", "add1"], utility = ["cost", "cardinality"] }
[[rules]]
id = "greedy"
label = "by lot"
options = { utility = "cardinality", tie_breaking = "random:{seed}" }
[[metrics]]
id = "mean-satisfaction"
[[metrics]]
id = "exclusion-ratio"
[[axioms]]
id = "ejr-plus"
"""

#: The same without rules that take long to load.
LIGHT = SMALL.replace('id = "equal-shares"', 'id = "greedy"').replace(
    'completion = ["none", "add1"]', 'overflow = ["skip", "stop"]'
)

#: Units of 30 ms each, of a rule that starts quickly.
SLOW = """
[[instances]]
id = "drawn"
culture = "impartial"
voters = [10, 20]
projects = 5
number = 10
motivation = "small enough for a test"
[[rules]]
id = "greedy"
grid = { overflow = ["skip", "stop"] }
[[rules]]
id = "priority-order"
[[metrics]]
id = "slow"
"""

#: Registers measures that misbehave; put on the path of all processes as sitecustomize.py.
MISCHIEF = '''
import os, signal, time
from fairbudget.registry import metrics

def _metric(id):
    return metrics.register(id, name=id, reference="none")

@_metric("raises")
def raises(outcome):
    """Fails on some elections."""
    if outcome.election.num_voters > 12:
        raise ZeroDivisionError("so it is")
    return 1

@_metric("sleeps")
def sleeps(outcome):
    """Takes long on some elections."""
    if outcome.election.num_voters > 12:
        time.sleep(60)
    return 2

@_metric("dies")
def dies(outcome):
    """Kills its process on some elections."""
    if outcome.election.num_voters > 12:
        os.kill(os.getpid(), signal.SIGKILL)
    return 3

@_metric("dies-once")
def dies_once(outcome):
    """Kills its process the first time."""
    mark = os.environ.get("FAIRBUDGET_TEST_MARK")
    if mark and outcome.election.num_voters > 12 and not os.path.exists(mark):
        open(mark, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return 4

@_metric("eats")
def eats(outcome):
    """Wants more memory than there is on some elections."""
    if outcome.election.num_voters > 12:
        kept = bytearray(3 * 10**9)
        kept[::4096] = b"x" * len(kept[::4096])
        return len(kept)
    return 5

@_metric("slow")
def slow(outcome):
    """Takes a little."""
    time.sleep(0.03)
    return 6
'''


def write(folder: Path, text: str = SMALL, name: str = "small.toml") -> Path:
    """Write a study file."""
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def environment(folder: Path, mischief: bool = False, **more: str) -> dict[str, str]:
    """Return the environment of a process, with the measures that misbehave if they are wanted."""
    found = {**os.environ, **more}
    if mischief:
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site" / "sitecustomize.py").write_text(MISCHIEF, "utf-8")
        found["PYTHONPATH"] = os.pathsep.join(filter(None, [str(folder / "site"), os.environ.get("PYTHONPATH", "")]))
    return found


def run(folder: Path, *arguments: Any, mischief: bool = False, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command of fairbudget in a folder, and wait for it."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, mischief, **more.pop("variables", {})),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **more,
    )


def start(folder: Path, *arguments: Any, mischief: bool = False) -> subprocess.Popen[bytes]:
    """Start a command of fairbudget in a folder."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(folder, mischief),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
