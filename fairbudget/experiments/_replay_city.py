"""What a Pabulib file says about the rule that its city followed: META keys, and what only its comment tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from fairbudget.election import Election
from fairbudget.money import exact, to_units

__all__ = ["CityRule", "city_rule", "conflicts_told", "kept_told"]

#: The official rule ``greedy`` and what may follow it, each after a hyphen.
_GREEDY = re.compile(r"greedy((?:-(?:threshold|no-skip|exclusive|custom))*)\Z")
_EQUAL_SHARES = re.compile(r"equalshares(?:/(none|add1|add1u|add1-greedy))?(-comparison)?\Z")
#: Poznan: "if the remaining budget is enough to fund at least 80% of that project, we fund it as well".
_COVERED = re.compile(r"at least (\d{1,3})\s*% of (?:that|the next) project", re.ASCII)
#: The library's checker: a cost that keeps a project from being funded, and that does not stop a rule either.
WITHDRAWN_COST = 999_999_999
#: A comment is numbered "#1: ... #2: ...".
_PARTS = re.compile(r"#\d+:")
_CONFLICT = re.compile(
    r"exclu|conflict|overlap|simultaneous|mutually|incompatible|collid|collision|"
    r"(?:could not|cannot) (?:all |both )?be (?:implemented|built)|the same (?:place|area|location|site|plot)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CityRule:
    """A city's rule as its file states it.

    Attributes
    ----------
    kind : {"greedy", "equal-shares", "unknown"}
    overflow : {"skip", "stop"}
        At a project that does not fit.
    threshold : Fraction or None
        META ``min_project_score_threshold``.
    covered : int or None
        Per cent of its cost that must be left for the first project that does not fit to be funded all the same, with
        other money (mark 2).
    groups : tuple of tuples of str
        Projects of which at most one is funded.
    kept : tuple of str
        The ones that the city kept of these, where the comment says so.
    caps : mapping from category to units of money
        META ``budget_per_category``: the most that is spent there in the first round.
    leftover : bool
        META ``leftover_budget``: then whatever fits is funded by score.
    completion, comparison : str
        Of Equal Shares.
    loosely : bool
        Whether the rule is named ``equalshares`` without a word on its completion.
    withdrawn : tuple of str
        Projects whose cost is the library's mark for a project withdrawn after the vote (:data:`WITHDRAWN_COST`).
    notes : tuple of str
        What was read from where, and what could not be followed.
    """

    kind: str
    overflow: str = "skip"
    threshold: Fraction | None = None
    covered: int | None = None
    groups: tuple[tuple[str, ...], ...] = ()
    kept: tuple[str, ...] = ()
    caps: dict[str, int] = field(default_factory=dict)
    leftover: bool = False
    completion: str = "none"
    comparison: str = "none"
    loosely: bool = False
    withdrawn: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def city_rule(election: Election) -> CityRule:
    """Return the rule that an election's META states.

    Notes
    -----
    Only the library's own words are understood, and of a comment only what follows a pattern; everything else is
    unknown rather than guessed.

    Examples
    --------
    >>> meta = {"rule": "greedy-no-skip", "min_project_score_threshold": "50"}
    >>> city = city_rule(Election.build({}, 0, [], meta=meta))
    >>> city.kind, city.overflow, city.threshold
    ('greedy', 'stop', Fraction(50, 1))
    """
    name = election.meta.get("rule", "").strip().lower()
    comment = election.meta.get("comment", "")
    notes: list[str] = []
    threshold = _threshold(election, notes)
    withdrawn = tuple(
        id
        for id, cost in zip(election.ids, election.costs.tolist(), strict=True)
        if election.money(cost) == WITHDRAWN_COST
    )
    if withdrawn:
        notes.append(f"withdrawn, by a cost of {WITHDRAWN_COST}: {', '.join(withdrawn)}")
    if found := _EQUAL_SHARES.match(name):
        completion = {"add1u": "add1-greedy"}.get(found[1] or "none", found[1] or "none")
        return CityRule(
            "equal-shares",
            threshold=threshold,
            completion=completion,
            comparison="satisfaction" if found[2] else "none",
            loosely=found[1] is None,
            withdrawn=withdrawn,
            notes=tuple(notes),
        )
    found = _GREEDY.match(name)
    if not found:
        return CityRule("unknown", threshold=threshold, withdrawn=withdrawn)
    stops, covered = "-no-skip" in found[1], None
    if "-custom" in found[1]:
        told = _COVERED.search(comment)
        if not told:
            notes.append("the comment does not tell the custom rule")
            return CityRule("unknown", threshold=threshold, withdrawn=withdrawn, notes=tuple(notes))
        stops, covered = True, int(told[1])
        notes.append(f"the comment tells the rule: stop at the first project that does not fit, {covered} % suffices")
    groups: tuple[tuple[str, ...], ...] = ()
    kept: tuple[str, ...] = ()
    if "-exclusive" in found[1]:
        groups = conflicts_told(comment, election.ids)
        kept = kept_told(comment, groups)
        told_groups = "; ".join(", ".join(group) for group in groups)
        notes.append(
            f"conflicts read from the comment: {told_groups}"
            if groups
            else "the comment names no projects that exclude one another"
        )
    return CityRule(
        "greedy",
        "stop" if stops else "skip",
        threshold,
        covered,
        groups,
        kept,
        _caps(election, notes),
        _leftover(election, notes),
        withdrawn=withdrawn,
        notes=tuple(notes),
    )


def _threshold(election: Election, notes: list[str]) -> Fraction | None:
    text = election.meta.get("min_project_score_threshold", "").strip()
    try:
        return exact(text) if text else None
    except ValueError:
        notes.append(f"min_project_score_threshold is {text!r}, not a number: not followed")
        return None


def _caps(election: Election, notes: list[str]) -> dict[str, int]:
    budgets = [text.strip() for text in election.meta.get("budget_per_category", "").split(",") if text.strip()]
    names = [text.strip() for text in election.meta.get("categories", "").split(",") if text.strip()]
    if not budgets:
        return {}
    try:
        if len(budgets) != len(names):
            raise ValueError
        return {name: to_units(exact(text), election.money_unit) for name, text in zip(names, budgets, strict=True)}
    except ValueError:
        notes.append("budget_per_category does not fit the categories: not followed")
        return {}


def _leftover(election: Election, notes: list[str]) -> bool:
    text = election.meta.get("leftover_budget", "").strip()
    if text and not re.search(r"additional projects that fit\b.*\bby (?:score|votes)", text, re.IGNORECASE):
        notes.append(f"leftover_budget is {text!r}: not followed")
        return False
    return bool(text)


def _ids(ids: Iterable[str]) -> str:
    """Return a pattern of any of these ids, as a whole word."""
    words = "|".join(re.escape(id) for id in sorted(ids, key=len, reverse=True))
    return rf"(?<![\w/.-])(?:{words})(?![\w]|[/.-]\w)"


def conflicts_told(comment: str, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of conflicting projects that a comment names.

    Only ids of the election count, only after the word "project" or "projects", and only in a numbered part of the
    comment that speaks of a conflict. A list of two or more is a group; where there is none, the single ones of the
    part are.

    Examples
    --------
    >>> told = "#1: In 2022 all went well. #2: Projects 7, 12 and 30 overlapped, so project 12 was retained."
    >>> conflicts_told(told, ["7", "12", "30", "2022", "2"])
    (('7', '12', '30'),)
    """
    if not ids:
        return ()
    one = _ids(ids)
    listing = re.compile(
        rf"\bprojects?\s+(?:(?:no|nr|nos|number|numbers)\.?\s+)?({one}(?:[\s,&]+(?:and\s+|or\s+)?(?:project\s+)?{one})*)",
        re.I,
    )
    groups: list[list[str]] = []
    for part in _PARTS.split(comment):
        if not _CONFLICT.search(part):
            continue
        lists = [list(dict.fromkeys(re.findall(one, found[1]))) for found in listing.finditer(part)]
        named = [group for group in lists if len(group) > 1]
        singles = list(dict.fromkeys(id for group in lists for id in group))
        for group in named or ([singles] if len(singles) > 1 else []):
            # groups that share a project are kept apart: a may exclude b, and b c, while a and c can both be built
            if group not in groups:
                groups.append(group)
    return tuple(map(tuple, groups))


def kept_told(comment: str, groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return which project of each group the comment says was kept, if it says so of exactly one.

    Examples
    --------
    >>> kept_told("The official winner list retained project 12.", [["7", "12", "30"]])
    ('12',)
    """
    kept: list[str] = []
    for group in groups:
        one = _ids(group)
        words = "retained|kept|chose|preferred|selected|funded"
        found = re.findall(
            rf"\b(?:{words})\s+(?:the\s+)?project\s+({one})|\bproject\s+({one})\s+(?:was|is)\s+(?:{words}|chosen)\b",
            comment,
            re.IGNORECASE,
        )
        names = {first or second for first, second in found}
        if len(names) == 1:
            kept += names
    return tuple(kept)
