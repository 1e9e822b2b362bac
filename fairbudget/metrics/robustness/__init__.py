"""Robustness of a result: what would have made a losing project win, or a winner lose.

The measures of losing projects follow Boehmer, Faliszewski, Janeczko, Peters, Pierczyński, Schierreich, Skowron and
Szufa, *Evaluation of Project Performance in Participatory Budgeting*, IJCAI 2024 (arXiv 2312.14723): one thing in the
election is changed, the rule is run again, and the measure is the least change with which the project wins. Winning is
not monotone in general; the least change is meant as such, whatever happens beyond it.
"""

from __future__ import annotations

from fairbudget.metrics.robustness._case import Finding
from fairbudget.metrics.robustness.measures import (
    cheaper,
    dearer,
    fewer_rivals,
    less_budget,
    less_support,
    more_budget,
    more_support,
    more_voters,
)
from fairbudget.metrics.robustness.resampling import Resampling, resample
from fairbudget.metrics.robustness.survey import MEASURES, Survey, survey

__all__ = [
    "MEASURES",
    "Finding",
    "Resampling",
    "Survey",
    "cheaper",
    "dearer",
    "fewer_rivals",
    "less_budget",
    "less_support",
    "more_budget",
    "more_support",
    "more_voters",
    "resample",
    "survey",
]
