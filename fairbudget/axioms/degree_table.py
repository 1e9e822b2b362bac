"""The proportionality degree as a metric, so that studies and comparisons can ask for it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fairbudget.axioms._view import bound_option
from fairbudget.axioms.degree import proportionality_degree
from fairbudget.outcome import Outcome
from fairbudget.registry import metrics
from fairbudget.utilities import utility_option

__all__ = ["proportionality_degree_table"]

#: Shares of the budget at which the curve is read; at 0 stands the least ratio of all sets.
SHARES = tuple(Fraction(percent, 100) for percent in (0, 5, 10, 20, 30, 50))


@metrics.register(
    "proportionality-degree",
    name="Proportionality degree",
    reference=(
        "Skowron, Proportionality Degree of Multiwinner Rules, EC 2021; with costs as in fairbudget.axioms.degree, "
        "after Filos-Ratsikas, Gogulapati and Kalantzis, Proportionality Degree in Participatory Budgeting, 2026"
    ),
    bibtex="""@inproceedings{Skowron2021,
  author    = {Piotr Skowron},
  title     = {Proportionality Degree of Multiwinner Rules},
  booktitle = {Proceedings of the 22nd ACM Conference on Economics and Computation (EC)},
  year      = {2021}
}""",
    options=(utility_option, bound_option),
    unit="share",
    better="higher",
    shape="table",
)
def proportionality_degree_table(
    outcome: Outcome, utility: str | None = None, bound: int | None = None
) -> list[dict[str, Any]] | None:
    """Least mean utility of a group that could pay for a set of projects it agrees on, as a ratio to that set's.

    Rows of ``share`` (``any``, ``5%``, ...: sets that cost at least so much of the budget), ``sets`` (how many there
    are; 0 where no group could pay for what it agrees on) and ``ratio`` (the least over them; None without any). Exact;
    1 or more where every such group has on average what it could have bought. None if the bound is reached before all
    sets were looked at. Exponential at worst, see :func:`fairbudget.axioms.degree.proportionality_degree`.
    """
    chosen = bound_option.default if bound is None else bound
    degree = proportionality_degree(outcome, utility=utility, bound=chosen)
    if not degree.complete:
        return None
    return [
        {
            "share": f"{int(100 * share)}%" if share else "any",
            "sets": sum(item.share >= share for item in degree.sets),
            "ratio": degree.at(share, relative=True),
        }
        for share in SHARES
    ]
