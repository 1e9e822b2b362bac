"""Which columns of a published table are indicators, which are amounts, and what the amounts are made of."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fairbudget.errors import FaultLog, nearest
from fairbudget.formulas.formula import show
from fairbudget.io.cells import Numbers, normal

__all__ = ["Roles", "assign", "tells_classes"]

_AMOUNTS = {
    *("apw", "aw", "bes", "add", "dd", "idr", "rp", "rupiah", "pagu", "alokasi", "allocation", "allocations"),
    *("ceiling", "ceilings", "amount", "amounts", "grant", "grants"),
}
_TOTALS = {"total", "jumlah", "jumlah total", "total pagu"}
_SHARES = {"share", "shares", "proporsi", "bobot"}
_OTHERS = {"pct", "percent", "persen", "persentase", "realisasi", "realisation", "realization"}
_NUMBERS = {"no", "nomor", "nr", "number", "id", "kode", "code"}


#: Different bases that a column of totals may show.
MOST_CLASSES = 6


@dataclass(slots=True)
class Roles:
    """What each column is.

    Attributes
    ----------
    indicators : list of str
        Headings.
    amount : str
        The published column whose formula is sought.
    base : Fraction or None
        What every row receives beside the amount, if another published column shows it; None if the amount itself may
        hold a base.
    total : str or None
        The published column that is amount plus base.
    notes : list of str
    split : list of dict
        Columns that are percentages of the amounts, for a formula's ``split``.
    bases : tuple of Fraction
        What the total shows beside the amount, the most usual first.
    """

    indicators: list[str]
    amount: str
    base: Fraction | None = None
    total: str | None = None
    notes: list[str] = field(default_factory=list)
    split: list[dict[str, Any]] = field(default_factory=list)
    bases: tuple[Fraction, ...] = ()


def assign(numbers: dict[str, Numbers], indicators: Sequence[str], amount: str | None, log: FaultLog) -> Roles | None:
    """Return what each column is, from what the caller says and else from headings and numbers.

    Parameters
    ----------
    numbers : dict
        The columns of numbers, by heading.
    indicators : sequence of str
        Headings; empty to find them.
    amount : str or None
        Heading; None to find it.
    log : FaultLog
        Receives what cannot be decided.
    """
    parts, whole, split, note = _split(numbers, [*indicators, *([amount] if amount else [])])
    numbers = {heading: column for heading, column in numbers.items() if heading not in parts}
    amounts = [h for h, n in numbers.items() if (_is_amount(n) or h == whole) and h not in indicators]
    shares = [h for h, n in numbers.items() if _is_share(n)]
    constant = [h for h, n in numbers.items() if len(set(n.numerators)) == 1]
    if not indicators:
        apart = {*amounts, *shares, *constant, *(h for h, n in numbers.items() if _is_running(n))}
        indicators = [heading for heading in numbers if heading not in apart and heading != amount]
        if not indicators:
            log.error("no column can be taken for an indicator", expected="their headings (--indicator)")
    moving = [heading for heading in amounts if heading not in constant]
    roles = Roles(list(indicators), amount or "", notes=[note] if note else [], split=split)
    if amount is not None:
        _find_base(roles, numbers, moving)
        return roles
    if not moving:
        log.error("no column can be taken for the published amounts", expected="its heading (--amount)")
        return None
    # of a part and its sum with a flat base the part tells more
    options = [Roles(list(indicators), heading, notes=list(roles.notes), split=split) for heading in moving]
    for option in options:
        _find_base(option, numbers, moving)
    best = [option for option in options if option.base is not None and option.base > 0]
    if len(moving) == 1:
        best = options
    elif len(best) != 1:
        best = [option for option in options if option.base is not None]
        if len(best) != len(moving) or not best:
            hint = nearest("", moving)
            log.error(f"several columns may be the published amounts; say which one (--amount); {hint}")
            return None
    chosen = best[0]
    chosen.notes.append(f"{chosen.amount} was taken for the published amounts")
    chosen.notes.append(f"taken for indicators: {', '.join(chosen.indicators)}")
    return chosen


def _split(numbers: dict[str, Numbers], kept: Sequence[str]) -> tuple[set[str], str | None, list[dict[str, Any]], str]:
    """Return two columns that add up to a third and are about the same percentage of it in every row, if there are."""
    whole = [h for h, n in numbers.items() if n.denominator == 1 and h not in kept and n.total() > 0]
    for total in [h for h, n in numbers.items() if n.denominator == 1 and n.total() > 0]:
        for a, b in itertools.combinations([h for h in whole if h != total], 2):
            if abs(numbers[a].total() + numbers[b].total() - numbers[total].total()) * 10 > numbers[total].total():
                continue
            rows = zip(*(numbers[h].numerators for h in (a, b, total)), strict=True)
            triples = [(x, y, z) for x, y, z in rows if x is not None and y is not None and z]
            if len(triples) < 3 or 10 * sum(x + y == z for x, y, z in triples) < 8 * len(triples):
                continue
            rates = sorted(Fraction(x, z) for x, _, z in triples)
            share = Fraction(round(rates[len(rates) // 2] * 200), 200)
            near = sum(abs(x - share * z) <= max(1000, Fraction(z, 1000)) for x, _, z in triples)
            if not 0 < share < 1 or 10 * near < 8 * len(triples):
                continue
            listed: list[dict[str, Any]] = []
            for number, (heading, part) in enumerate(((a, share), (b, 1 - share)), start=1):
                id = re.sub(r"[^A-Za-z0-9_-]+", "-", heading).strip("-")
                listed.append({"id": id if id[:1].isalpha() else f"part-{number}", "share": part, "label": heading})
            text = f"{a} and {b} are {show(100 * share)} % and {show(100 - 100 * share)} % of {total}"
            return {a, b}, total, listed, text
    return set(), None, [], ""


def _find_base(roles: Roles, numbers: dict[str, Numbers], amounts: Sequence[str]) -> None:
    """Look for another published column that is the amount and the same sum in every row, or in most."""
    own = numbers[roles.amount]
    for heading in amounts:
        if heading == roles.amount:
            continue
        other = numbers[heading]
        gaps = [b - a for r in range(len(own)) if (a := own[r]) is not None and (b := other[r]) is not None]
        if not gaps:
            continue
        counted = Counter(gaps).most_common(MOST_CLASSES)
        gap, count = counted[0]
        several = [n for _, n in counted if n >= 2]
        # one base, or one for each of a few classes
        plain = 2 * count > len(gaps) or 10 * sum(several) >= 8 * len(gaps)
        if plain and gap >= 0 and (roles.base is None or gap > roles.base):
            roles.base, roles.total = gap, heading
            roles.bases = tuple(value for value, n in counted if n >= 2)
    if roles.base:
        if len(roles.bases) > 1:
            listed = ", ".join(map(show, sorted(roles.bases)))
            text = f"{roles.total} is {roles.amount} plus one of {listed}: bases by class"
        else:
            text = f"{roles.total} is {roles.amount} plus {show(roles.base)} in most rows, so this is the base"
        roles.notes.append(text)


def _is_amount(numbers: Numbers) -> bool:
    words = set(normal(numbers.heading).split())
    named = bool(words & _AMOUNTS and not words & (_OTHERS | _SHARES)) or normal(numbers.heading) in _TOTALS
    return named and numbers.denominator == 1


def _is_share(numbers: Numbers) -> bool:
    total = numbers.total()
    words = set(normal(numbers.heading).split())
    return bool(words & (_SHARES | _OTHERS)) and (abs(total - 100) <= 2 or abs(total - 1) <= Fraction(2, 100))


def tells_classes(numbers: Numbers) -> bool:
    """Tell whether a column may be one by which classes are told: no amount, no share, no running number."""
    return not (_is_amount(numbers) or _is_share(numbers) or _is_running(numbers))


def _is_running(numbers: Numbers) -> bool:
    values = numbers.numerators
    counted = numbers.denominator == 1 and values == list(range(1, len(values) + 1))
    return counted or normal(numbers.heading) in _NUMBERS
