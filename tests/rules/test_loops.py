"""Loops as Python and compiled: the same outcomes, to the last bit; numba is loaded only where it is worth it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Case, cases, examples, mirrored

import fairbudget
from fairbudget.experiments.bench_rules import small_election
from fairbudget.registry import rules
from fairbudget.rules._loops import Loop, loop, plainly

RULES = (
    ("equal-shares", {}),
    ("equal-shares", {"completion": "add1"}),
    ("phragmen", {}),
    ("bounded-overspending", {}),
    ("bounded-overspending-plus", {}),
    ("fractional-equal-shares", {}),
)


def both_ways(election: fairbudget.Election, rule: str, options: dict[str, object]) -> None:
    compiled = fairbudget.select(dataclasses.replace(election), rule, **options)
    with plainly():
        plain = fairbudget.select(dataclasses.replace(election), rule, **options)
        told = plain.to_dict(payments="exact"), plain.to_dict(payments="float")
    assert plain.facts == compiled.facts
    assert told == (compiled.to_dict(payments="exact"), compiled.to_dict(payments="float"))


@given(st.one_of(cases(), mirrored()))
@examples(60)
def test_python_and_compiled_loops_agree(case: Case) -> None:
    election = case.election()
    for rule, options in RULES:
        # raised endowments may take very many steps
        if not options and election.ballot_type in rules[rule].properties["ballots"]:
            both_ways(election, rule, options)


@pytest.mark.parametrize(("rule", "options"), RULES)
def test_they_agree_on_a_meeting_of_delegates(rule: str, options: dict[str, object]) -> None:
    options = options | ({"increment": 10**5} if options else {})
    both_ways(small_election(9), rule, options)


@pytest.mark.parametrize("rule", ["equal-shares", "phragmen", "bounded-overspending", "fractional-equal-shares"])
def test_a_small_election_does_not_load_numba(rule: str) -> None:
    program = (
        "import sys; from fairbudget.experiments.bench_rules import small_election; import fairbudget\n"
        f"def run(seed, size): return fairbudget.select(small_election(seed, 40, size), {rule!r}).trace\n"
        "run(1, 60); small = 'numba' in sys.modules; run(2, 1500); print(small, 'numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_loop_is_a_function() -> None:
    @loop
    def twice(number: float) -> float:
        """Return it twice."""
        return number * 2

    assert isinstance(twice, Loop)
    assert (twice.__name__, twice.__doc__) == ("twice", "Return it twice.")
    with plainly():
        assert twice(1.5) == 3.0
