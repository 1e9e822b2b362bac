"""Statistical cultures and noise: sizes, shares and shapes that their definitions imply."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from fairbudget.election import Election
from fairbudget.errors import OptionError
from fairbudget.generate.cultures import cultures, draw_election
from fairbudget.generate.noise import disturbed


@pytest.mark.parametrize("culture", list(cultures))
def test_contract(culture: str) -> None:
    election = draw_election(culture, 60, 9, seed=4)
    assert (election.num_voters, election.num_projects) == (60, 9)
    assert election == draw_election(culture, 60, 9, seed=4)
    assert election != draw_election(culture, 60, 9, seed=5)
    assert election.budget == int(Fraction(1, 4) * int(election.costs.sum()))
    assert election.costs.min() >= 1
    assert election.costs.max() <= 100
    assert set(draw_election(culture, 5, 3, seed=1, costs="unit").costs.tolist()) == {1}
    # rows are distinct and their lines are told
    rows = {
        tuple(zip(*(part.tolist() for part in election.ballots.row(k)), strict=True))
        for k in range(len(election.ballots))
    }
    assert len(rows) == len(election.ballots)
    counts = np.bincount(election.ballots.of_lines()[0], minlength=len(election.ballots))
    assert counts.tolist() == election.ballots.multiplicities.tolist()
    assert draw_election(culture, 1, 1, seed=0).num_voters == 1


def lengths(election: Election) -> np.ndarray:
    return np.diff(election.ballots.indptr)[election.ballots.of_lines()[0]]


def test_shares_of_approvals() -> None:
    assert lengths(draw_election("impartial", 4000, 50, seed=1, p="3/10")).mean() == pytest.approx(15, rel=0.02)
    assert lengths(draw_election("impartial", 40, 50, seed=1, p=0)).sum() == 0
    assert (lengths(draw_election("impartial", 40, 50, seed=1, p=1)) == 50).all()
    # without resampling all voters cast the central ballot
    still = draw_election("resampling", 500, 20, seed=1, p="1/4", phi=0)
    assert (len(still.ballots), lengths(still).max()) == (1, 5)
    assert lengths(draw_election("resampling", 4000, 50, seed=1, p="3/10", phi=1)).mean() == pytest.approx(15, rel=0.02)


def test_disjoint_groups_share_nothing() -> None:
    election = draw_election("disjoint", 300, 12, seed=2, phi=0, groups=3)
    sets = [set(election.ballots.row(k)[0].tolist()) for k in range(len(election.ballots))]
    assert sorted(map(len, sets)) == [4, 4, 4]
    assert set.union(*sets) == set(range(12))


def test_euclidean_approves_the_nearest_and_ranks_all() -> None:
    approvals = draw_election("euclidean", 200, 15, seed=3, approvals=4)
    assert (lengths(approvals) == 4).all()
    ranked = draw_election("euclidean", 200, 15, seed=3, ballots="ordinal")
    assert ranked.ballot_type == "ordinal"
    assert (lengths(ranked) == 15).all()
    # the same points: the four nearest are the first four
    for line, (row, other) in enumerate(
        zip(approvals.ballots.of_lines()[0][:50], ranked.ballots.of_lines()[0][:50], strict=True)
    ):
        projects, places = ranked.ballots.row(other)
        first = {p for p, place in zip(projects.tolist(), places.tolist(), strict=True) if place <= 4}
        assert first == set(approvals.ballots.row(row)[0].tolist()), line
    # in one dimension rankings are single-peaked: the middle of three neighbours is never last among them
    line_up = draw_election("euclidean", 300, 3, seed=5, dimension=1, ballots="ordinal")
    last = {int(line_up.ballots.row(k)[0][line_up.ballots.row(k)[1].argmax()]) for k in range(len(line_up.ballots))}
    assert len(last) <= 2


def test_urn_and_mallows_have_their_limits() -> None:
    assert len(draw_election("urn", 200, 30, seed=1, alpha=10**9, p="1/2").ballots) == 1
    assert len(draw_election("urn", 200, 30, seed=1, alpha=0, p="1/2").ballots) == 200
    assert len(draw_election("mallows", 200, 10, seed=1, phi=0).ballots) == 1
    free = draw_election("mallows", 6000, 3, seed=1, phi=1)
    assert len(free.ballots) == 6
    assert free.ballots.multiplicities.min() > 850
    # phi = 1/2, three items: by swaps from the centre 1 : 2 of 1/2 : 2 of 1/4 : 1/8, of 21/8 in all
    half = sorted(draw_election("mallows", 21_000, 3, seed=1, phi="1/2").ballots.multiplicities.tolist())
    assert half == pytest.approx([1000, 2000, 2000, 4000, 4000, 8000], rel=0.1)


@pytest.mark.parametrize(
    ("culture", "options"),
    [("impartial", {"p": 2}), ("disjoint", {"groups": 0}), ("urn", {"alpha": -1}), ("none", {}), ("mallows", {"x": 1})],
)
def test_options_that_cannot_be_meant(culture: str, options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        draw_election(culture, 5, 5, 1, **options)


# -- noise -----------------------------------------------------------------------------------------------------

ELECTIONS = {
    "approval": Election.build({"a": 3, "b": 2, "c": 4, "d": 1}, 6, [["a", "b"], ["c"], ["a", "b"], []] * 50),
    "cumulative": Election.build(
        {"a": 3, "b": 2, "c": 4, "d": 1}, 6, [{"a": 2, "b": 1}, {"c": 3}] * 50, type="cumulative", weights=[2, 1] * 50
    ),
    "ordinal": Election.build({"a": 3, "b": 2, "c": 4, "d": 1}, 6, [["a", "b", "c"], ["d", "a"]] * 50, type="ordinal"),
}


def shapes(election: Election) -> list[tuple[list[int], int]]:
    lines, weights = election.ballots.of_lines()
    counts = [1] * len(lines) if weights is None else weights.tolist()
    return [(sorted(election.ballots.row(k)[1].tolist()), n) for k, n in zip(lines.tolist(), counts, strict=True)]


@pytest.mark.parametrize("kind", list(ELECTIONS))
def test_noise_keeps_the_shape_of_ballots_and_moves_about_the_share(kind: str) -> None:
    election = ELECTIONS[kind]
    assert disturbed(election, Fraction(0), 1) == election
    noisy = disturbed(election, Fraction(1, 5), 1)
    assert noisy == disturbed(election, Fraction(1, 5), 1)
    assert noisy != disturbed(election, Fraction(1, 5), 2)
    # every line keeps its voters, and its points or ranks
    assert shapes(noisy) == shapes(election)
    assert (noisy.ids, noisy.budget, noisy.costs.tolist()) == (election.ids, election.budget, election.costs.tolist())


def test_noise_on_single_approvals_is_uniform() -> None:
    ids = [f"p{k}" for k in range(5)]
    election = Election.build(dict.fromkeys(ids, 1), 2, [["p0"]] * 10_000)
    noisy = disturbed(election, Fraction(1, 2), 3)
    # half of them are drawn anew, a fifth of which stays by chance
    assert noisy.votes.tolist() == pytest.approx([6000, 1000, 1000, 1000, 1000], rel=0.08)
