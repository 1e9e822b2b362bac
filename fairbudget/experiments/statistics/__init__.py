"""What the results of a study say: intervals, paired comparisons of rules, ranks, regressions on features.

Everything starts from one table of a metric with a row for each subject (an election, or an election with a seed) and
a column for each rule, as :func:`subjects_by_rules` makes it of long-format results: rules are compared on the same
subjects only.
"""

from __future__ import annotations

from fairbudget.experiments.statistics.paired import compare_pairs, holm
from fairbudget.experiments.statistics.ranking import Ranking, rank_rules
from fairbudget.experiments.statistics.regression import Regression, regress
from fairbudget.experiments.statistics.sample import means, subjects_by_rules

__all__ = ["Ranking", "Regression", "compare_pairs", "holm", "means", "rank_rules", "regress", "subjects_by_rules"]
