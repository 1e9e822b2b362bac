"""Separating examples, a peer's checkers on committees, and what is proven of Equal Shares on real elections."""

from __future__ import annotations

import importlib.util
import random
import warnings

import pytest
from click.testing import CliRunner

from fairbudget import Election, InputError, OptionError, Outcome, check, read_pabulib, registry, select
from fairbudget.axioms import check_all, verify
from fairbudget.cli.axioms import axioms as axioms_command
from fairbudget.cli.check import check as check_command
from fairbudget.cli.verify import verify as verify_command
from fairbudget.errors import DataWarning
from fairbudget.io.pabulib import write_pabulib


def committee(ballots, winners, candidates=None):
    ids = [str(c) for c in range(candidates or 1 + max(c for part in [*ballots, winners] for c in part))]
    election = Election.build(dict.fromkeys(ids, 1), len(winners), [[str(c) for c in ballot] for ballot in ballots])
    return Outcome.of(election, election.numbers(map(str, winners)), "given", {})


@pytest.mark.parametrize(
    ("ballots", "winners", "holds", "fails"),
    [
        ([{0, 1}, {0, 1}], {1, 2}, ["jr"], ["pjr"]),
        ([{0, 1, 3}, {0, 1, 3}, {1, 2, 3}], {0, 2}, ["pjr"], ["ejr"]),
        ([{0, 1}, {1, 2}], {0, 2}, ["ejr", "core"], ["ejr-plus", "pareto"]),
        ([{0, 3}, {2, 3}], {0, 1, 2}, ["ejr"], ["fjr"]),
        ([{1, 3}, {3, 4}], {0, 2, 3}, ["ejr-plus"], ["fjr"]),
        ([{0, 1, 2}, {0, 2}], {1, 2, 3}, ["fjr"], ["core"]),
        ([{0, 1, 2}, {0, 1}], {0, 2}, ["core"], ["pareto"]),
    ],
)
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_separating_vectors(ballots, winners, holds, fails, utility):
    outcome = committee(ballots, winners)
    for axiom in holds:
        assert check(outcome, axiom, utility=utility).satisfied is True, axiom
    for axiom in fails:
        verdict = check(outcome, axiom, utility=utility)
        assert verdict.satisfied is False, axiom
        assert verify(verdict).holds


def test_up_to_one_is_strict():
    # with equal costs EJR up to one or any is EJR; with a weak inequality it would hold here
    outcome = committee([{0, 1}] * 4, {0, 2})
    for axiom in ("ejr", "ejr-one", "ejr-any", "pjr", "pjr-one", "pjr-any"):
        assert check(outcome, axiom).satisfied is False


def test_laminar():
    # 4 voters of one party, 2 of another, one common project: seats 1 + 2 + 1
    ballots = [["x", "a", "b", "c"]] * 4 + [["x", "d", "e"]] * 2
    election = Election.build(dict.fromkeys("xabcde", 2), 8, ballots)
    for winners, status in (("xabd", "satisfied"), ("xabc", "violated"), ("abcd", "violated"), ("xab", "violated")):
        verdict = check(Outcome.of(election, election.numbers(winners), "given", {}), "laminar")
        assert (verdict.status, verdict.figures["laminar"]) == (status, True)
        assert verdict.witness is None or verify(verdict).holds
    other = Election.build(dict.fromkeys("abc", 1), 2, [["a", "b"], ["b", "c"]])
    assert check(Outcome.of(other, [0], "given", {}), "laminar").figures == {"laminar": False}


def test_bound_is_said():
    rng = random.Random(1)
    ids = [f"p{k}" for k in range(14)]
    election = Election.build(dict.fromkeys(ids, 1), 14, [rng.sample(ids, 12) for _ in range(20)])
    outcome = Outcome.of(election, range(14), "given", {})
    verdict = check(outcome, "strong-ejr", bound=3)
    assert verdict.status == "undecided"
    assert "bound" in verdict.reason
    verdict = check(Outcome.of(election, [], "given", {}), "core", seconds=1e-6)
    assert verdict.status in ("undecided", "violated")


def test_mistakes_are_told():
    outcome = committee([{0, 1}], {0})
    with pytest.raises(OptionError, match="ejr-plus"):
        check(outcome, "ejrplus")
    with pytest.raises(OptionError, match="takes no option"):
        check(outcome, "laminar", utility="cost")
    with pytest.raises(InputError, match="ordinal"):
        check(outcome, "psc")
    with pytest.raises(OptionError, match="none of the axioms"):
        check_all(outcome, "jr", bund=3)
    with pytest.raises(InputError, match="no witness"):
        verify(check(outcome, "jr"))


def test_command_line(tmp_path):
    election = Election.build({"a": 3, "b": 2}, 4, [["a"], ["a"], ["b"], ["b"]])
    write_pabulib(election, tmp_path / "e.pb")
    warnings.simplefilter("ignore", DataWarning)
    found = read_pabulib(tmp_path / "e.pb")
    Outcome.of(found, [0], "given", {}).save(tmp_path / "o.json")
    run, paths = CliRunner().invoke, [str(tmp_path / "e.pb"), str(tmp_path / "o.json")]
    shown = run(check_command, [*paths, "--axiom", "jr,pjr"], standalone_mode=False)
    assert shown.return_value == 1
    assert "2 voters" in shown.output
    wanted = str(tmp_path / "w.json")
    assert run(check_command, [*paths, "--axiom", "all", "--format", "json", "-o", wanted], standalone_mode=False)
    confirmed = run(verify_command, [paths[0], wanted], standalone_mode=False)
    assert confirmed.return_value == 0
    assert "NO " not in confirmed.output
    spoilt = (tmp_path / "w.json").read_text().replace('"voters": 2', '"voters": 1')
    (tmp_path / "w.json").write_text(spoilt)
    assert run(verify_command, [paths[0], wanted, "--quiet"], standalone_mode=False).return_value == 1
    listing = run(axioms_command, []).output
    assert all(entry.summary in listing and entry.reference for entry in registry.axioms.values())


@pytest.mark.skipif(importlib.util.find_spec("abcvoting") is None, reason="abcvoting is not installed")
@pytest.mark.filterwarnings("ignore")
def test_committees_as_abcvoting_decides():
    try:
        from abcvoting import properties
        from abcvoting.preferences import Profile
    except ImportError as error:  # it imports a solver that needs a licence file on some machines
        pytest.skip(f"abcvoting cannot be imported: {error}")
    peers = {
        "jr": "jr",
        "pjr": "pjr",
        "ejr": "ejr",
        "ejr-plus": "ejr+",
        "fjr": "fjr",
        "core": "core",
        "pareto": "pareto",
    }
    for seed in range(60):
        rng = random.Random(seed)
        size = rng.randint(2, 5)
        ballots = [{c for c in range(size) if rng.random() < 0.5} for _ in range(rng.randint(1, 5))]
        winners = set(rng.sample(range(size), rng.randint(1, size)))
        profile = Profile(size)
        profile.add_voters(list(ballots))
        outcome = committee(ballots, winners, size)
        for axiom, name in peers.items():
            method = {} if name in ("jr", "ejr+") else {"algorithm": "brute-force"}
            truth = properties.check(name, profile, winners, **method)
            assert check(outcome, axiom, utility="cardinality").satisfied is truth, (seed, axiom)
            assert check(outcome, axiom, utility="cost").satisfied is truth, (seed, axiom)


@pytest.mark.real
def test_equal_shares_satisfies_what_is_proven(pabulib_files):
    looked = 0
    for path in pabulib_files:
        if path.stat().st_size > 400_000:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DataWarning)
            election = read_pabulib(path)
        if election.ballot_type not in ("approval", "choose-1"):
            continue
        looked += 1
        if looked > 10:
            break
        by_cost = select(election, "equal-shares", utility="cost")
        by_number = select(election, "equal-shares", utility="cardinality")
        for outcome, axioms in ((by_cost, "ejr-one,ejr-any,ejr-plus-one"), (by_number, "ejr,ejr-plus-one")):
            for verdict in check_all(outcome, axioms, bound=20_000):
                assert verdict.status != "violated", (path.name, verdict.axiom)
        for outcome in (by_cost, by_number, select(election, "greedy")):
            verdict = check(outcome, "priceability", seconds=20)
            assert verdict.witness is None or verify(verdict).holds, path.name
            if outcome.rule == "equal-shares":
                assert verdict.status == "satisfied", path.name
