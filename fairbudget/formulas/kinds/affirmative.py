"""Affirmative part: a pool for flagged kelurahan."""

from __future__ import annotations

from fractions import Fraction

from fairbudget.errors import FaultLog
from fairbudget.formulas.amounts import ComponentResult
from fairbudget.formulas.body import Body
from fairbudget.formulas.formula import Formula
from fairbudget.formulas.kinds.chosen import COUNTING, TIES, Chosen, best, give_to, result_key
from fairbudget.formulas.spec import Headings, Indicator, MaybeAmount, column_of
from fairbudget.formulas.spelling import short
from fairbudget.io.cells import normal
from fairbudget.io.keys import Words
from fairbudget.registry import formulas

__all__ = ["Affirmative", "affirmative"]

YES = ("1", "ya", "yes", "y", "x", "true", "benar")
NO = ("", "0", "tidak", "no", "n", "t", "false", "salah", "-")


class Affirmative(Chosen):
    """Keys of ``kind = "affirmative"``.

    ``column`` holds the flag: one of the words of ``flags``, or without them yes or no (1/0, ya/tidak, x/blank). With
    ``most`` only the given share of the flagged ones, those with the most of ``most_column``, are chosen. The pool is
    split equally, or in proportion to ``by``.
    """

    column: str
    aliases: Headings = ()
    flags: Words = ()
    most: MaybeAmount = None
    most_column: str = ""
    most_aliases: Headings = ()
    ties: TIES = "include"
    counting: COUNTING = "half-up"

    def needed(self) -> tuple[Indicator, ...]:
        """Return the columns of numbers that it reads."""
        pairs = [(self.most_column, self.most_aliases), (self.by, self.by_aliases)]
        return tuple(column_of(column, aliases) for column, aliases in pairs if column)

    def words(self) -> tuple[tuple[str, Headings], ...]:
        """Return the column of flags."""
        return ((self.column, self.aliases),)

    def check(self, formula: Formula, place: str, log: FaultLog) -> None:
        """Report keys that cannot mean anything together."""
        super().check(formula, place, log)
        if (self.most is None) != (not self.most_column):
            log.error(f"{place}: 'most' and 'most_column' belong together")
        if self.most is not None and not 0 < self.most <= 1:
            log.error(f"{place}: key 'most' is a share", value=str(self.most), expected="a number above 0, at most 1")


@formulas.register(
    "affirmative",
    name="Alokasi Afirmasi",
    reference="Dana Desa since 2018: PMK 199/PMK.07/2017",
    schema=Affirmative,
)
def affirmative(component: Affirmative, body: Body) -> ComponentResult:
    """Split a pool over the flagged kelurahan.

    Parameters
    ----------
    component : Affirmative
    body : Body
        Its log receives cells that are neither a flag nor the lack of one, and a pool that nobody can receive.

    Returns
    -------
    ComponentResult

    Notes
    -----
    O(n log n) for n kelurahan.
    """
    texts = body.words[component.column]
    wanted = {normal(word) for word in component.flags} or set(YES)
    flagged = []
    for row, text in enumerate(texts):
        if normal(text) in wanted:
            flagged.append(row)
        elif not component.flags and normal(text) not in NO and text != "-":
            body.error(row, component.column, "neither yes nor no", text, "ya or tidak, 1 or 0, x or blank")
    chosen, inputs = flagged, []
    if component.most is not None:
        scores = body.columns[component.most_column]
        inputs = [result_key(scores, component.most_column)]
        what = f"{component.id}, most {component.most_column}"
        chosen = best(
            scores,
            flagged,
            Fraction(component.most),
            ties=component.ties,
            counting=component.counting,
            what=what,
            body=body,
        )
    if component.flags and not flagged:
        found = ", ".join(sorted({text for text in texts if text})[:8]) or "nothing"
        body.log.error(f"no kelurahan has {' or '.join(component.flags)} in {component.column!r}; found {found}")
        return ComponentResult(component, component.money(body.formula), [0] * len(texts), 1, [0] * len(texts))
    why = [[(component.column, text or "-")] for text in texts]
    if inputs:
        for lines, value in zip(why, body.columns[component.most_column].numerators, strict=True):
            lines.append((component.most_column, short(Fraction(value or 0, inputs[0].denominator))))
    return give_to(component, chosen, body, f"{component.key}_flagged", inputs, why)
