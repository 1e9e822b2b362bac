"""What affirmative and performance parts share: a pool for some kelurahan, equally or in proportion to a column."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction

from fairbudget.formulas.amounts import Column, ComponentResult
from fairbudget.formulas.body import Body
from fairbudget.formulas.formula import show
from fairbudget.formulas.lang import words
from fairbudget.formulas.spec import Headings, Indicator, Pooled
from fairbudget.formulas.spelling import decimal, short
from fairbudget.io.cells import Numbers
from fairbudget.io.keys import one_of
from fairbudget.money import format_rupiah, round_fraction

__all__ = ["Chosen", "best", "give_to", "result_key"]


class Chosen(Pooled):
    """Keys of a part for some kelurahan: the pool, and ``by``, a column by which it is split (default equally)."""

    by: str = ""
    by_aliases: Headings = ()


TIES = one_of("include", "exclude", "refuse")
COUNTING = one_of("half-up", "half-even", "floor", "ceiling")


def result_key(numbers: Numbers, column: str) -> Numbers:
    """Return a column of the table under the heading that it has in the result."""
    return Numbers(Indicator(column=column).key, numbers.numerators, numbers.denominator, numbers.places)


def best(
    scores: Numbers, among: Sequence[int], share: Fraction, *, ties: str, counting: str, what: str, body: Body
) -> list[int]:
    """Return the rows with the highest scores.

    Parameters
    ----------
    scores : Numbers
    among : sequence of int
        The rows to choose from.
    share : Fraction
        How many of them, rounded by `counting`.
    ties : {"include", "exclude", "refuse"}
        What happens to the rows that tie for the last place: all are in, all are out, or the table is refused.
    counting : str
    what : str
        For messages.
    body : Body

    Returns
    -------
    list of int
        In the order of the table.
    """
    count = min(len(among), round_fraction(share * len(among), counting))
    if not count:
        return []
    ordered = sorted(among, key=lambda row: -(scores.numerators[row] or 0))
    last = scores.numerators[ordered[count - 1]] or 0
    above = [row for row in among if (scores.numerators[row] or 0) > last]
    equal = [row for row in among if (scores.numerators[row] or 0) == last]
    if len(above) + len(equal) == count:
        return sorted([*above, *equal])
    text = (
        f"{what}: {len(equal)} kelurahan tie for the last {count - len(above)} of {count} places,"
        f" at {show(scores[equal[0]] or 0)}"
    )
    if ties == "refuse":
        listed = ", ".join(body.names[row] for row in equal)
        body.log.error(f"{text} ({listed})", expected='scores without such a tie, or ties = "include" or "exclude"')
        return []
    body.notes.append(f"{text}; " + ("all of them are in" if ties == "include" else "all of them are out"))
    return sorted([*above, *equal] if ties == "include" else above)


def give_to(
    component: Chosen,
    rows: Sequence[int],
    body: Body,
    heading: str,
    inputs: Sequence[Numbers] = (),
    why: Sequence[list[tuple[str, str]]] = (),
) -> ComponentResult:
    """Split the component's pool over the given rows, equally or by its column.

    Parameters
    ----------
    component : Chosen
    rows : sequence of int
    body : Body
    heading : str
        Of the column of the result that says who is chosen, 1 or 0.
    inputs : sequence of Numbers
        Columns of the table that decided it.
    why : sequence of list of pairs
        For each row of the table, lines of its worked sheet.

    Returns
    -------
    ComponentResult
        The error that nobody is chosen, or that the chosen ones sum to zero, is in the log.

    Notes
    -----
    O(n) for n kelurahan; with ``largest-remainder`` O(n log n).
    """
    pool, count = component.money(body.formula), len(body.table)
    empty = [0] * count
    numbers = body.columns[component.by] if component.by else None
    sizes = [1] * count if numbers is None else [value or 0 for value in numbers.numerators]
    chosen = set(rows)
    parts = [size if row in chosen else 0 for row, size in enumerate(sizes)]
    total = sum(parts)
    if not total and pool:
        problem = "nobody is chosen" if not rows else f"all that are chosen have zero in {component.by!r}"
        body.log.error(f"component {component.id!r}: {problem}, so its pool cannot be given")
    if not total:
        return ComponentResult(component, pool, empty, 1, empty, unit=body.formula.rounding_unit)
    numerators = [part * pool.numerator for part in parts]
    denominator = total * pool.denominator
    amounts = body.rounded(numerators, denominator, pool)
    flag = Numbers(heading, [int(row in chosen) for row in range(count)], 1, 0)

    def steps(row: int, lang: str) -> list[tuple[str, str]]:
        t, lines = words(lang), list(why[row]) if why else []
        if row not in chosen:
            return [*lines, (t("not chosen"), format_rupiah(0))]
        among = t("of the chosen").format(len(chosen))
        if numbers is None:
            return [*lines, (f"{format_rupiah(pool)} / {len(chosen)} ({among})", format_rupiah(pool / len(chosen)))]
        own, all_of = Fraction(parts[row], numbers.denominator), Fraction(total, numbers.denominator)
        lines.append((f"{component.by} / {t('sum')} ({among})", f"{short(own)} / {short(all_of)}"))
        return [*lines, (f"{format_rupiah(pool)} x {decimal(own / all_of, 9)}", format_rupiah(pool * own / all_of))]

    read = [*inputs, *([result_key(numbers, component.by)] if numbers is not None else [])]
    return ComponentResult(
        component,
        pool,
        numerators,
        denominator,
        amounts,
        unit=body.formula.rounding_unit,
        inputs=tuple(read),
        extras=(Column(heading, "integer", functools.partial(_same, flag)),),
        steps=steps,
    )


def _same(numbers: Numbers) -> Numbers:
    return numbers
