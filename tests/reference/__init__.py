"""Slow, obviously right selection rules, written from the definitions.

Everything is plain Python: dicts, lists, ``fractions.Fraction``; one ballot and one purse for each single voter. No
array, no merging, no laziness, nothing of the package under test. An election is a dict:

``costs``
    project id -> Fraction, in the order of the source
``budget``
    Fraction
``type``
    "approval", "choose-1", "cumulative", "scoring" or "ordinal"
``ballots``
    one for each voter: a set of ids (approval, choose-1), a dict id -> Fraction (cumulative, scoring), or a list of
    ids with the most preferred first (ordinal)

Ties are broken by a *rank*: a dict id -> whole number, the least wins.
"""

from reference.completions import (
    add1,
    compared,
    equal_shares_add1,
    equal_shares_add1_greedy,
    equal_shares_budget_increase,
    equal_shares_epsilon,
    equal_shares_greedy,
    equal_shares_phragmen,
)
from reference.elections import election, rank, supporting_votes, utilities
from reference.equal_shares import equal_shares, price
from reference.greedy import city_points, greedy, greedy_continued, greedy_of_cities
from reference.irresolute import all_equal_shares, all_greedy
from reference.priority import priority_order

__all__ = [
    "add1",
    "all_equal_shares",
    "all_greedy",
    "city_points",
    "compared",
    "election",
    "equal_shares",
    "equal_shares_add1",
    "equal_shares_add1_greedy",
    "equal_shares_budget_increase",
    "equal_shares_epsilon",
    "equal_shares_greedy",
    "equal_shares_phragmen",
    "greedy",
    "greedy_continued",
    "greedy_of_cities",
    "price",
    "priority_order",
    "rank",
    "supporting_votes",
    "utilities",
]
