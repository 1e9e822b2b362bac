"""Every axiom against its definition, on small elections: all groups of voters, all sets of projects."""

from __future__ import annotations

import json
import math
import random

import pytest
import reference
from reference import axioms as definitions

from fairbudget import Election, Outcome, check
from fairbudget.axioms import Verdict, _blocking_search, _price_search, blocking, verify

ONE_MONEY = ("bpjr", "strong-bpjr", "local-bpjr", "ipsc", "psc")


def small(seed, kinds=("approval", "scoring", "ordinal"), weighted=False):
    """Return an election, its plain data, a feasible outcome and a utility."""
    rng = random.Random(seed)
    ids = "abcde"[: rng.randint(1, 5)]
    equal = rng.random() < 0.3
    costs = {p: 1 if equal else rng.randint(0 if rng.random() < 0.1 else 1, 6) for p in ids}
    budget = rng.randint(0 if rng.random() < 0.05 else 1, max(1, sum(costs.values())))
    type = rng.choice(kinds)

    def ballot():
        chosen = [p for p in ids if rng.random() < 0.6]
        rng.shuffle(chosen)
        return {p: rng.randint(0, 4) for p in chosen} if type == "scoring" else chosen

    lines = [ballot() for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.4:
        lines = [rng.choice(lines[:2]) for _ in lines]
    utility = rng.choice({"approval": ["cost"], "scoring": ["score", "cost"], "ordinal": ["borda", "cost"]}[type])
    utility = rng.choice([utility, "cardinality"])
    election = Election.build(costs, budget, lines, type=type)
    winners, left = [], budget
    for p in rng.sample(ids, len(ids)):
        if costs[p] <= left and rng.random() < 0.85:
            winners.append(p)
            left -= costs[p]
    outcome = Outcome.of(election, election.numbers(winners), "drawn", {})
    return outcome, reference.election(costs, budget, lines, type), winners, utility


def expected(plain, winners, utility):
    case = definitions.Case(plain, winners, utility)
    money = definitions.Case(plain, winners, "cost")
    step = math.gcd(*(int(cost) for cost in plain["costs"].values()))
    truth = {
        "jr": definitions.jr(case),
        "strong-ejr": definitions.strong_ejr(case),
        "bpjr": definitions.pjr(money),
        "strong-bpjr": definitions.strong_bpjr(case),
        "ejr-plus": definitions.ejr_plus(case, False, step),
        "ejr-plus-one": definitions.ejr_plus(case, True),
        "pareto": definitions.pareto(case),
    }
    for mode in ("", "one", "any"):
        for name in ("ejr", "pjr", "fjr", "core"):
            truth[f"{name}-{mode}" if mode else name] = getattr(definitions, name)(case, mode)
    if all(plain["costs"].values()):
        truth["local-bpjr"] = definitions.local_bpjr(case)
    if plain["type"] == "ordinal":
        truth |= {"ipsc": definitions.ipsc(case), "psc": definitions.psc(case)}
    if utility == "cost":
        # both ways of writing EJR+ for cost utilities say the same
        assert truth["ejr-plus"] == definitions.ejr_plus_cost(case, False, step)
        assert truth["ejr-plus-one"] == definitions.ejr_plus_cost(case, True)
    return truth


def round_trip(verdict):
    """Return the verdict as another program reads it."""
    return Verdict.from_dict(json.loads(verdict.to_json()), verdict.election)


def compare(seed):
    outcome, plain, winners, utility = small(seed)
    for axiom, truth in expected(plain, winners, utility).items():
        verdict = check(outcome, axiom, **({} if axiom in ONE_MONEY else {"utility": utility}))
        assert verdict.satisfied is truth, (seed, axiom, utility)
        if verdict.status == "violated":
            confirmation = verify(round_trip(verdict))
            assert confirmation.holds, (seed, axiom, confirmation.statements)


@pytest.mark.parametrize("block", range(4))
def test_verdicts_are_those_of_the_definitions(block):
    for seed in range(block * 60, block * 60 + 60):
        compare(seed)


@pytest.mark.parametrize("how", ["branch and bound", "programmes"])
def test_the_large_searches_decide_as_enumeration_does(monkeypatch, how):
    monkeypatch.setattr(blocking, "FEW", 0)
    if how == "programmes":
        monkeypatch.setattr(_blocking_search, "EXACT", 0)
    for seed in range(10_000, 10_050):
        compare(seed)


@pytest.mark.parametrize("utility", ["cost", "cardinality", "score"])
def test_past_the_bound_of_the_lattice_programmes_decide(utility):
    seen = set()
    for seed in range(60):
        draw = random.Random(seed)
        costs = {id: draw.randint(1, 4) for id in "abcde"}
        chosen = [draw.sample("abcde", draw.randint(1, 4)) for _ in range(draw.randint(3, 7))]
        scored = utility == "score"
        ballots = [{id: draw.randint(1, 2) for id in b} if scored else b for b in chosen]
        election = Election.build(costs, 7, ballots, type="scoring" if scored else "approval")
        left, selected = 7, []
        for p in draw.sample(range(5), 5):
            if election.costs[p] <= left:
                selected.append(p)
                left -= int(election.costs[p])
        outcome = Outcome.of(election, selected, "drawn", {})
        for axiom in ("ejr", "ejr-one", "ejr-any", "pjr", "pjr-one", "pjr-any"):
            slow = check(outcome, axiom, utility=utility)
            fast = check(outcome, axiom, utility=utility, bound=1)
            seen.add((axiom, fast.status))
            if fast.status == "undecided":
                assert axiom.startswith("pjr")
                continue
            assert fast.status == slow.status, (seed, axiom)
            if fast.status == "violated":
                assert verify(fast).holds, (seed, axiom)
    assert {("ejr", "violated"), ("ejr", "satisfied"), ("pjr", "violated"), ("pjr", "satisfied")} <= seen


@pytest.mark.parametrize("utility", ["cost", "cardinality", "score"])
def test_branch_and_bound_finds_the_same_factors_as_all_sets(monkeypatch, utility):
    seen = set()
    for seed in range(40):
        draw = random.Random(seed)
        ids = [f"p{k}" for k in range(draw.randint(6, 10))]
        costs = {id: draw.randint(1, 12) for id in ids}
        voters = draw.randint(5, 14)
        chosen = [draw.sample(ids, draw.randint(1, 5)) for _ in range(voters)]
        scored = utility == "score"
        ballots = [{id: draw.randint(1, 5) for id in b} if scored else b for b in chosen]
        weights = [draw.randint(1, 3) for _ in ballots]
        kind = "scoring" if scored else "approval"
        election = Election.build(costs, sum(costs.values()) // 2, ballots, type=kind, weights=weights)
        left, selected = election.budget_units, []
        for p in draw.sample(range(len(ids)), len(ids)):
            if election.costs[p] <= left and draw.random() < 0.8:
                selected.append(p)
                left -= int(election.costs[p])
        outcome = Outcome.of(election, selected, "drawn", {})
        for axiom in ("core", "fjr", "core-one", "fjr-any"):
            monkeypatch.setattr(blocking, "FEW", 11)
            slow = check(outcome, axiom, utility=utility)
            monkeypatch.setattr(blocking, "FEW", 0)
            fast = check(outcome, axiom, utility=utility)
            assert fast.status == slow.status, (seed, axiom)
            seen.add((axiom, fast.status))
            if fast.status == "violated":
                assert verify(fast).holds
                if axiom in ("core", "fjr"):
                    assert fast.figures["factor"] == slow.figures["factor"], (seed, axiom)
    assert {("core", "violated"), ("core", "satisfied"), ("fjr", "violated"), ("fjr", "satisfied")} <= seen


@pytest.mark.parametrize("how", ["exact", "floats"])
def test_price_systems_and_certificates_hold(monkeypatch, how):
    if how == "floats":
        monkeypatch.setattr(_price_search, "SMALL", 0)
    seen = set()
    for seed in range(120):
        outcome = small(seed, kinds=("approval",))[0]
        for axiom in ("priceability", "stable-priceability"):
            for endowment in ("budget", "free"):
                verdict = check(outcome, axiom, endowment=endowment)
                seen.add((axiom, verdict.status))
                # each of the two can be recomputed, and they exclude one another
                confirmation = verify(round_trip(verdict))
                assert confirmation.holds, (seed, axiom, confirmation.statements)
    assert seen == {(a, s) for a in ("priceability", "stable-priceability") for s in ("satisfied", "violated")}


def test_core_factor_is_the_greatest():
    found = 0
    for seed in range(150):
        outcome, plain, winners, utility = small(seed, kinds=("approval",))
        if 0 in plain["costs"].values():
            continue
        verdict = check(outcome, "core", utility=utility)
        if verdict.status == "violated":
            found += 1
            assert verdict.figures["factor"] == definitions.core_factor(definitions.Case(plain, winners, utility))
    assert found > 20


def test_ejr_plus_factor_is_where_the_axiom_begins_to_hold():
    found = 0
    for seed in range(200):
        outcome, plain, winners, utility = small(seed)
        if 0 in plain["costs"].values():
            continue
        verdict = check(outcome, "ejr-plus-one", utility=utility)
        if verdict.status == "violated":
            found += 1
            factor = verdict.figures["factor"]
            at, above = dict(plain), dict(plain)
            at["budget"] = plain["budget"] / factor
            above["budget"] = plain["budget"] / factor * 1000 / 1001
            assert not definitions.ejr_plus(definitions.Case(at, winners, utility), True)
            assert definitions.ejr_plus(definitions.Case(above, winners, utility), True)
    assert found > 20


def test_a_spoilt_witness_does_not_hold():
    spoilt = 0
    for seed in range(80):
        outcome, _, _, utility = small(seed)
        for axiom in ("jr", "ejr", "core", "pareto", "ejr-plus", "priceability"):
            options = {} if axiom == "priceability" else {"utility": utility}
            data = json.loads(check(outcome, axiom, **options).to_json())
            if data["witness"] is None:
                continue
            if "group" in data["witness"]:
                data["witness"]["group"][0]["voters"] += 10
            elif data["witness"]["kind"] == "prices":
                data["witness"]["endowment"] = -1
            else:
                data["witness"]["losers"] = dict.fromkeys(data["witness"]["losers"], -1)
                data["witness"]["winners"] = dict.fromkeys(data["witness"]["winners"], 1)
            spoilt += 1
            assert not verify(Verdict.from_dict(data, outcome.election)).holds, (seed, axiom)
    assert spoilt > 100
