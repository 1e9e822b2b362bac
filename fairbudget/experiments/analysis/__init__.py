"""The analysis of a study that was run: tables of comparisons and regressions, and what figures are drawn from.

Rules are compared on the same elections: replications of an election are averaged first, and an election for which
some rule has no value is left out of the comparison, and counted.
"""

from __future__ import annotations

from fairbudget.experiments.analysis.compute import Analysis, Compared
from fairbudget.experiments.study.wanted import Comparison, Figure, Regression, Wanted, everything

__all__ = ["Analysis", "Compared", "Comparison", "Figure", "Regression", "Wanted", "everything"]
