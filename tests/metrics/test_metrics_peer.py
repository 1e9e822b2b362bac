"""The metrics that a peer library has too, on random approval elections."""

import random

import pytest

import fairbudget
from fairbudget.election import Election
from fairbudget.metrics import evaluate

pytestmark = pytest.mark.peer


def elections(count):
    draw = random.Random(7)
    for _ in range(count):
        costs = {f"p{k}": draw.randint(1, 60) for k in range(draw.randint(2, 7))}
        ballots = [sorted(draw.sample(list(costs), draw.randint(1, len(costs)))) for _ in range(draw.randint(2, 9))]
        yield Election.build(costs, max(costs.values()) + draw.randint(0, 80), ballots), costs, ballots


def test_metrics_of_a_peer():
    peer = pytest.importorskip("pabutools.election", reason="the peer library pabutools is not installed")
    analysis = pytest.importorskip("pabutools.analysis")
    fair = pytest.importorskip("pabutools.analysis.fairshare")
    losses = pytest.importorskip("pabutools.analysis.mesanalytics")
    rules = pytest.importorskip("pabutools.rules")
    compared = 0
    for election, costs, ballots in elections(60):
        projects = {id: peer.Project(id, cost) for id, cost in costs.items()}
        instance = peer.Instance(projects.values(), budget_limit=election.budget)
        profile = peer.ApprovalProfile([peer.ApprovalBallot(projects[id] for id in ballot) for ballot in ballots])
        outcome = fairbudget.select(election, "equal-shares", utility="cost")
        won = [projects[id] for id in outcome.selected]
        found = evaluate(outcome, "all", exact=True)
        assert found["mean-satisfaction"] == analysis.avg_satisfaction(instance, profile, won, peer.Cost_Sat)
        gini = analysis.gini_coefficient_of_satisfaction(instance, profile, won, peer.Cost_Sat)
        assert float(found["gini-satisfaction"]) == pytest.approx(float(gini))
        assert found["share-reached"] == analysis.percent_non_empty_handed(instance, profile, won)
        supported = {id for ballot in ballots for id in ballot}
        if supported == set(costs):
            assert float(found["fair-share-ratio"]) == pytest.approx(
                float(fair.average_capped_fair_share_ratio(instance, profile, won))
            )
        # only where no tie decides are the rounds of both the same
        details = rules.method_of_equal_shares(instance, profile, peer.Cost_Sat, analytics=True)
        if {str(p) for p in details} != set(outcome.selected):
            continue
        ours = {row["project"]: row for row in found["losing-projects"]}
        for id, row in ours.items():
            if not row["supporters"]:
                continue
            arguments = instance, profile, projects[id], False, {"sat_class": peer.Cost_Sat}
            theirs = losses.calculate_effective_support(*arguments)
            # the peer takes the supporters' money after the purchase of the round, we before it
            assert int(100 * row["effective_support"]) >= theirs
            compared += 1
    assert compared > 50
