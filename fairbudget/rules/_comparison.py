"""The comparison step of equalshares.net: whether more voters prefer the greedy outcome."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairbudget.election import Election
from fairbudget.money import plain
from fairbudget.outcome import Outcome
from fairbudget.rules.greedy import count_order, greedy, rounds, take
from fairbudget.utilities import utilities

__all__ = ["compare_with_greedy", "rival_of"]


def compare_with_greedy(outcome: Outcome, mode: str, tie_breaking: tuple[str, ...]) -> Outcome:
    """Return the greedy outcome if more voters prefer it to the given one, otherwise that one.

    The greedy outcome goes by votes (by total points where ballots give points). A tie keeps the given outcome.

    Parameters
    ----------
    outcome : Outcome
    mode : {"satisfaction", "exclusion-ratio", "satisfaction-of-tool"}

    Returns
    -------
    Outcome
        With the voters who prefer each in ``facts["comparison"]``.
    """
    election = outcome.election
    assert election is not None
    rival = rival_of(election, tie_breaking)
    ours = _values(election, outcome.selected, mode)
    theirs = _values(election, rival.selected, mode)
    if mode == "satisfaction-of-tool":
        # the tool compares with undefined where a voter has nothing, and such comparisons are false
        counted = (ours > 0) & (theirs > 0)
        ours, theirs = ours * counted, theirs * counted
    weights = election.ballots.multiplicities
    prefer_greedy = int(weights[theirs > ours].sum())
    prefer_ours = int(weights[ours > theirs].sum())
    switched = prefer_greedy > prefer_ours
    facts = {
        **outcome.facts,
        "comparison": {"prefer_greedy": prefer_greedy, "prefer_equal_shares": prefer_ours, "switched": switched},
    }
    if not switched:
        return dataclasses.replace(outcome, facts=facts)
    return dataclasses.replace(rival, rule=outcome.rule, options=outcome.options, facts=facts)


def rival_of(election: Election, tie_breaking: tuple[Any, ...]) -> Outcome:
    """Return the greedy outcome by number of votes, or by total points."""
    if election.ballot_type in ("approval", "choose-1"):
        return greedy(election, utility="cost", tie_breaking=tie_breaking)
    points = utilities(election)
    totals = [plain(total * points.scale) for total in points.totals(election.ballots.multiplicities)]
    by_total = count_order(election, totals, tie_breaking)
    taken, decisions = take(election, by_total, "skip")
    return Outcome.of(
        election,
        taken,
        "greedy",
        {"utility": "total", "tie_breaking": tie_breaking},
        trace=lambda: rounds(election, by_total, decisions, "greedy", "utility"),
    )


def _values(election: Election, selected: tuple[str, ...], mode: str) -> NDArray[np.int64]:
    """Return, for each ballot row, its satisfaction or whether it has any funded project."""
    ballots = election.ballots
    inside = np.zeros(election.num_projects, np.int64)
    inside[election.numbers(selected)] = 1
    lengths = np.diff(ballots.indptr)
    gains = (ballots.values > 0).astype(np.int64)
    if mode != "exclusion-ratio" and ballots.type in ("cumulative", "scoring"):
        gains = ballots.values
    elif mode != "exclusion-ratio" and ballots.type == "ordinal":
        gains = np.repeat(lengths, lengths) - ballots.values
    rows = np.repeat(np.arange(len(ballots)), lengths)
    sums = np.zeros(len(ballots), np.int64)
    np.add.at(sums, rows, gains * inside[ballots.indices])
    return np.minimum(sums, 1) if mode == "exclusion-ratio" else sums
