"""Performance part: a pool for the best x per cent."""

from __future__ import annotations

from fairbudget.errors import FaultLog
from fairbudget.formulas.amounts import ComponentResult
from fairbudget.formulas.body import Body
from fairbudget.formulas.formula import Formula, show
from fairbudget.formulas.kinds.chosen import COUNTING, TIES, Chosen, best, give_to, result_key
from fairbudget.formulas.spec import Amount, Headings, Indicator, column_of
from fairbudget.formulas.spelling import short
from fairbudget.registry import formulas

__all__ = ["Performance", "performance"]


class Performance(Chosen):
    """Keys of ``kind = "performance"``.

    The ``best`` share of all kelurahan by the score in ``column``, higher is better, divide the pool equally, or in
    proportion to ``by``. ``counting`` says how the number of places is rounded, ``ties`` what happens to those that tie
    for the last place.
    """

    column: str
    aliases: Headings = ()
    best: Amount
    ties: TIES = "include"
    counting: COUNTING = "half-up"

    def needed(self) -> tuple[Indicator, ...]:
        """Return the columns that it reads."""
        pairs = [(self.column, self.aliases), (self.by, self.by_aliases)]
        return tuple(column_of(column, aliases) for column, aliases in pairs if column)

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report a share that is none."""
        super().check(formula, place, log)
        if not 0 < self.best <= 1:
            log.error(f"{place}: key 'best' is a share", value=show(self.best), expected="a number above 0, at most 1")


@formulas.register(
    "performance",
    name="Alokasi Kinerja",
    reference="Dana Desa since 2020: PMK 205/PMK.07/2019",
    schema=Performance,
)
def performance(component: Performance, body: Body) -> ComponentResult:
    """Split a pool over the kelurahan with the best scores.

    Parameters
    ----------
    component : Performance
    body : Body
        Its notes receive ties for the last place.

    Returns
    -------
    ComponentResult

    Notes
    -----
    O(n log n) for n kelurahan.
    """
    scores = body.columns[component.column]
    count = len(body.table)
    chosen = best(
        scores,
        range(count),
        component.best,
        ties=component.ties,
        counting=component.counting,
        what=component.id,
        body=body,
    )
    if not chosen and not body.log.errors:
        body.notes.append(f"{component.id}: the best {show(component.best)} of {count} is nobody")
    # the place among all, 1 is best
    place = {
        value: rank
        for rank, value in reversed(list(enumerate(sorted((v or 0 for v in scores.numerators), reverse=True), 1)))
    }
    why = [
        [(component.column, short(scores[row] or 0)), (f"{component.column}: #", f"{place[value or 0]} / {count}")]
        for row, value in enumerate(scores.numerators)
    ]
    return give_to(component, chosen, body, f"{component.key}_best", [result_key(scores, component.column)], why)
